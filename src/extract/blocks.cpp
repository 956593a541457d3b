#include "extract/blocks.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace winnow::extract {

namespace {

/// What one Han character says takes three Latin letters, a kana or a Hangul syllable two.
std::uint32_t letters_in(char32_t c) {
    if (c < 0x3040) return 1;
    if (c < 0x3100 || (c >= 0x31F0 && c < 0x3200) || (c >= 0xAC00 && c < 0xD7B0)) return 2;
    return is_unspaced(c) ? 3 : 1;
}

using html::Atom;
using html::Document;
using html::no_node;
using html::Node;
using html::NodeId;
using html::NodeKind;
using html::Tag;

/// What a class name tells a reader of lines. Each name is judged once per page.
enum class ClassWord : std::uint8_t { unseen, plain, caption, hidden, icon, verse };

ClassWord judge_class(std::string_view name) {
    for (const auto word : {"offscreen", "element-invisible", "a11y-hidden", "hidden-visually", "vh"})
        if (iequals_ascii(name, word)) return ClassWord::hidden;
    // "u-screen-reader-text", "visually-hidden__hidden__2qXMW"; not "not-sr-only", nor "label-visually-hidden", which
    // speaks of something inside.
    const auto dash = name.substr(0, 3).find('-');
    const auto tail = dash == std::string_view::npos || name[0] == 'n' ? name : name.substr(dash + 1);
    for (const auto word : {"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-", "screenreader-"})
        if (istarts_with_ascii(name, word) || istarts_with_ascii(tail, word)) return ClassWord::hidden;
    constexpr std::array<std::string_view, 7> captions{
        "caption", "bildunterschrift", "bildnachweis", "photo-credit", "image-credit", "photocredit", "legende"};
    for (const auto word : captions)
        if (ifind_ascii(name, word) != std::string_view::npos) return ClassWord::caption;
    if (istarts_with_ascii(name, "material-icons") || istarts_with_ascii(name, "material-symbols") ||
        iequals_ascii(name, "icon") || istarts_with_ascii(name, "icon-") || iequals_ascii(name, "fa") ||
        istarts_with_ascii(name, "fa-") || istarts_with_ascii(name, "glyphicon"))
        return ClassWord::icon;
    for (const auto word : {"poem", "verse", "lyrics", "stanza"})
        if (ifind_ascii(name, word) != std::string_view::npos) return ClassWord::verse;
    return ClassWord::plain;
}

bool has_declaration(std::string_view style, std::string_view property, std::string_view value) {
    for (std::size_t from = 0; from < style.size();) {
        const auto at = ifind_ascii(style.substr(from), property);
        if (at == std::string_view::npos) return false;
        const auto start = from + at;
        from = start + property.size();
        if (start > 0 && style[start - 1] == '-') continue;  // -webkit-…, and "overflow-visibility" is none of ours
        auto rest = trim(style.substr(from));
        if (rest.empty() || rest.front() != ':') continue;
        rest.remove_prefix(1);
        if (istarts_with_ascii(trim(rest), value)) return true;
    }
    return false;
}

bool is_letter_or_number(char32_t c) {
    if ((c >= 0x400 && c < 0x482) || (c >= 0x48A && c < 0x530) || (c >= 0xC0 && c < 0x250 && c != 0xD7 && c != 0xF7))
        return true;
    if (c >= 0x2010 && c < 0x2070) return false;
    return is_letter(c) || is_digit(c);
}

constexpr bool is_private_use(char32_t c) {
    return (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
}

/// Elements that a reader of text passes over: media with their fall-backs, form controls, annotations.
bool yields_nothing(Tag tag) {
    switch (tag) {
        case Tag::script:
        case Tag::style:
        case Tag::template_:
        case Tag::head:
        case Tag::noscript:
        case Tag::iframe:
        case Tag::object:
        case Tag::applet:
        case Tag::video:
        case Tag::audio:
        case Tag::canvas:
        case Tag::map:
        case Tag::select:
        case Tag::option:
        case Tag::optgroup:
        case Tag::datalist:
        case Tag::textarea:
        case Tag::progress:
        case Tag::meter:
        case Tag::input:
        case Tag::svg:
        case Tag::rp:
        case Tag::rt:
        case Tag::noframes:
        case Tag::title:
            return true;
        default:
            return html::is_invisible(tag);
    }
}

/// Blocks, and cells: outside of data tables each cell is read for itself.
bool is_line_of_its_own(Tag tag) {
    return tag == Tag::td || tag == Tag::th || html::is_block(tag);
}

/// State that a subtree inherits. Copied when an element changes it, so that leaving the element restores it.
struct Scope {
    NodeId end = 0;
    NodeId container = no_node;
    NodeId item = no_node;  ///< the <li> around
    NodeId link = no_node;  ///< the <a href> around
    BlockKind kind = BlockKind::paragraph;
    std::uint8_t level = 0;
    std::uint8_t list_depth = 0;
    bool block = false;  ///< leaving it ends a line
    bool caption = false;
    bool preformatted = false;  ///< line feeds end lines
    bool verse = false;         ///< <br> ends lines
    bool row = false;           ///< inside a row of a data table: cells and blocks do not end lines
    bool data_table = false;
    bool heading = false;
};

class Reader {
public:
    Reader(const Document& document, const NodeMarks& dropped) : document_(document), dropped_(dropped) {
        hidden_ = document.atom("hidden");
        aria_hidden_ = document.atom("aria-hidden");
        style_ = document.atom("style");
        href_ = document.atom("href");
        role_ = document.atom("role");
        open_ = document.atom("open");
    }

    std::vector<Block> read(NodeId root) {
        const auto nodes = document_.nodes();
        Scope scope;
        scope.end = nodes[root].end;
        scope.container = root;
        scopes_.push_back(scope);
        if (nodes[root].kind == NodeKind::element) scopes_.back().block = true;
        for (NodeId id = root; id < nodes[root].end;) {
            while (scopes_.size() > 1 && scopes_.back().end <= id) leave();
            const Node& node = nodes[id];
            if (dropped_.any() && dropped_.marked(id)) {
                id = node.end;
            } else if (node.kind == NodeKind::text) {
                read_text(id, node);
                ++id;
            } else if (node.kind == NodeKind::element && id != root) {
                id = enter(id, node) ? id + 1 : node.end;
            } else {
                ++id;
            }
        }
        end_line();
        return std::move(blocks_);
    }

private:
    ClassWord class_word(Atom atom) {
        if (atom >= words_.size()) words_.resize(atom + 64, ClassWord::unseen);
        if (words_[atom] == ClassWord::unseen) words_[atom] = judge_class(document_.name(atom));
        return words_[atom];
    }

    /// Hidden elements that hold the story all the same: pages that a script fades in, and stories behind "read on".
    bool holds_a_story(NodeId id) {
        const auto nodes = document_.nodes();
        if (!stories_listed_) {
            for (NodeId at = 0; at < nodes.size(); ++at)
                if (nodes[at].tag == Tag::h1 || nodes[at].tag == Tag::article || nodes[at].tag == Tag::main)
                    stories_.push_back(at);
            stories_listed_ = true;
        }
        const auto first = std::lower_bound(stories_.begin(), stories_.end(), id);
        return first != stories_.end() && *first < nodes[id].end;
    }

    bool is_hidden(NodeId id, const Node& node) {
        if (node.tag == Tag::dialog && open_ == html::no_atom) return true;
        bool open = false;
        for (const auto& attribute : document_.attributes(id)) {
            if (attribute.name == hidden_) {
                if (!iequals_ascii(attribute.value, "until-found")) return !holds_a_story(id);
            } else if (attribute.name == aria_hidden_) {
                if (iequals_ascii(attribute.value, "true")) return !holds_a_story(id);
            } else if (attribute.name == style_) {
                if (has_declaration(attribute.value, "display", "none") ||
                    has_declaration(attribute.value, "visibility", "hidden") ||
                    (attribute.value.find("rect(0") != std::string_view::npos &&
                     has_declaration(attribute.value, "clip", "rect(0")))
                    return !holds_a_story(id);
            } else if (attribute.name == open_) {
                open = true;
            }
        }
        return node.tag == Tag::dialog && !open;
    }

    /// An icon of a ligature font is an element whose whole text is one lower-case word: <i class="icon">close</i>.
    bool is_icon(const Node& node, NodeId id) const {
        if (node.end - id > 2) return false;
        if (node.end == id + 1) return true;
        const auto text = trim(document_.node(id + 1).text);
        return text.size() <= 32 &&
               std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
    }

    /// A table is data if its cells are short and make a grid of at least two by two; anything that holds another
    /// table, a heading or long text lays out a page. Each node is seen once, as the scan stops at an inner table.
    bool is_data_table(NodeId id, const Node& table) const {
        for (const auto& attribute : document_.attributes(id))
            if (attribute.name == role_ &&
                (iequals_ascii(attribute.value, "presentation") || iequals_ascii(attribute.value, "none")))
                return false;
        const auto nodes = document_.nodes();
        std::size_t rows = 0, cells = 0, cell_bytes = 0, heads = 0;
        for (NodeId at = id + 1; at < table.end; ++at) {
            const Node& node = nodes[at];
            if (node.kind == NodeKind::text) {
                cell_bytes += node.blank ? 0 : node.text.size();
                if (cell_bytes > 600) return false;
                continue;
            }
            switch (node.tag) {
                case Tag::tr:
                    ++rows;
                    break;
                case Tag::th:
                    ++heads;
                    [[fallthrough]];
                case Tag::td:
                    ++cells;
                    cell_bytes = 0;
                    break;
                case Tag::table:
                case Tag::h1:
                case Tag::h2:
                case Tag::h3:
                case Tag::form:
                case Tag::article:
                case Tag::figure:
                case Tag::blockquote:
                case Tag::iframe:
                    return false;
                case Tag::script:
                case Tag::style:
                    at = node.end - 1;
                    break;
                default:
                    break;
            }
        }
        return rows >= 2 && cells >= 2 * rows - (heads > 0 ? 1 : 0);
    }

    /// False if the subtree is to be skipped.
    bool enter(NodeId id, const Node& node) {
        const Tag tag = node.tag;
        if (yields_nothing(tag)) return false;
        if (node.foreign && tag != Tag::math && !(document_.node(node.parent).foreign)) return false;
        const Scope& outer = scopes_.back();
        if (tag == Tag::br) {
            line_break(outer);
            return true;
        }
        if (tag == Tag::button && !outer.heading) return false;
        if (node.attribute_count > 0 && is_hidden(id, node)) return false;
        if (node.attribute_count == 0 && tag == Tag::dialog) return false;

        bool caption = tag == Tag::figcaption;
        bool verse = tag == Tag::address;
        for (const Atom name : document_.classes(id)) {
            switch (class_word(name)) {
                case ClassWord::hidden:
                    return false;
                case ClassWord::caption:
                    caption = caption || document_.node(id).end - id < 60;
                    break;
                case ClassWord::icon:
                    if (!is_line_of_its_own(tag) && tag != Tag::a && is_icon(node, id)) return false;
                    break;
                case ClassWord::verse:
                    verse = true;
                    break;
                default:
                    break;
            }
        }

        const bool block = is_line_of_its_own(tag);
        const bool link = tag == Tag::a && has_href(id);
        if (!block && !link && !caption && !verse) {
            separate_inline(node);
            return true;
        }
        if (link) separate_inline(node);

        Scope scope = outer;
        scope.end = node.end;
        scope.block = block;
        scope.caption = outer.caption || caption;
        scope.verse = outer.verse || verse;
        if (link) scope.link = id;
        if (block) open_block(id, node, outer, scope);
        scopes_.push_back(scope);
        return true;
    }

    void open_block(NodeId id, const Node& node, const Scope& outer, Scope& scope) {
        if (outer.row) {  // a block inside a cell is a blank; a new cell a separator
            if (node.tag == Tag::td || node.tag == Tag::th) cell_pending_ = !line_.empty();
            blank();
            scope.block = false;
            return;
        }
        end_line();
        scope.container = id;
        const auto set = [&scope](BlockKind kind, std::uint8_t level) {
            scope.kind = kind;
            scope.level = level;
        };
        switch (node.tag) {
            case Tag::h1:
            case Tag::h2:
            case Tag::h3:
            case Tag::h4:
            case Tag::h5:
            case Tag::h6:
                set(BlockKind::heading,
                    static_cast<std::uint8_t>(static_cast<int>(node.tag) - static_cast<int>(Tag::h1) + 1));
                scope.heading = true;
                break;
            case Tag::ul:
            case Tag::ol:
            case Tag::menu:
            case Tag::dir:
                if (outer.list_depth < 255) ++scope.list_depth;
                break;
            case Tag::li:
                set(BlockKind::list_item,
                    outer.list_depth > 0 ? static_cast<std::uint8_t>(outer.list_depth - 1) : std::uint8_t{0});
                scope.item = id;
                break;
            case Tag::blockquote:
                set(BlockKind::quote, 0);
                break;
            case Tag::pre:
            case Tag::listing:
            case Tag::xmp:
            case Tag::plaintext:
                set(BlockKind::preformatted, 0);
                scope.preformatted = true;
                break;
            case Tag::table:
                scope.data_table = is_data_table(id, node);
                set(BlockKind::paragraph, 0);
                break;
            case Tag::tr:
                if (outer.data_table) {
                    set(BlockKind::table_row, 0);
                    scope.row = true;
                    cell_pending_ = false;
                }
                break;
            case Tag::article:
            case Tag::section:
            case Tag::main:
            case Tag::aside:
            case Tag::nav:
            case Tag::figure:
            case Tag::dl:
                set(BlockKind::paragraph, 0);
                break;
            default:
                break;
        }
    }

    bool has_href(NodeId id) const {
        if (href_ == html::no_atom) return false;
        for (const auto& attribute : document_.attributes(id))
            if (attribute.name == href_) return true;
        return false;
    }

    void leave() {
        const bool block = scopes_.back().block;
        scopes_.pop_back();
        if (block) end_line();
    }

    /// <a>one</a><a>two</a> stand apart on the screen, by a margin that only the style sheet knows; so do <time> and
    /// spans with a class. <b>o</b>ne and what a word processor cut into bare spans is one word.
    void separate_inline(const Node& node) {
        if (line_.empty() || node.previous_sibling == no_node) return;
        const Node& before = document_.node(node.previous_sibling);
        if (before.kind != NodeKind::element || is_line_of_its_own(before.tag)) return;
        const auto stands_alone = [](const Node& n) {
            return n.tag == Tag::a || n.tag == Tag::time || n.tag == Tag::label || n.tag == Tag::i ||
                   (n.tag == Tag::span && n.class_count > 0);
        };
        if (!stands_alone(node) || !stands_alone(before)) return;
        if (node.tag == Tag::i && before.tag == Tag::i) return;
        const auto last = static_cast<unsigned char>(line_.back());
        separator_pending_ = last >= 0x80 || is_ascii_alpha(line_.back()) || is_ascii_digit(line_.back());
    }

    void blank() {
        if (!line_.empty() && line_.back() != ' ') line_.push_back(' ');
    }

    void line_break(const Scope& scope) {
        if (scope.row) return blank();
        if (scope.preformatted || scope.verse || breaks_ > 0) return end_line();
        if (line_.empty()) return;
        breaks_ = 1;
    }

    void read_text(NodeId id, const Node& node) {
        const Scope& scope = scopes_.back();
        if (scope.preformatted && !scope.row) {
            for (std::size_t from = 0; from <= node.text.size();) {
                const auto feed = std::min(node.text.find('\n', from), node.text.size());
                put(id, scope, node.text.substr(from, feed - from));
                if (feed < node.text.size()) end_line();
                from = feed + 1;
            }
            return;
        }
        if (node.blank) {
            if (breaks_ == 0) blank();
            return;
        }
        put(id, scope, node.text);
    }

    void put(NodeId id, const Scope& scope, std::string_view text) {
        while (line_.empty() && !text.empty() && is_ascii_space(text.front())) text.remove_prefix(1);
        if (text.empty()) return;
        const auto rollback = line_.size();
        const bool was_empty = line_.empty();
        if (!was_empty) {
            if (cell_pending_)
                line_ += " | ";
            else if (breaks_ > 0 || (separator_pending_ && starts_a_word(text)))
                line_.push_back(' ');
        }
        const auto letters = append(text);
        if (!letters.visible) {  // glyphs of an icon font, zero-width characters
            line_.resize(rollback);
            if (letters.blank) blank();
            return;
        }
        breaks_ = 0;
        cell_pending_ = false;
        separator_pending_ = false;
        if (was_empty) {
            block_ = Block{};
            block_.first = id;
            block_.container = scope.container;
            block_.caption = scope.caption;
            block_.kind = scope.kind;
            block_.level = scope.level;
            if (scope.kind == BlockKind::list_item) {  // the second line of an item is a paragraph
                if (scope.item == last_item_) block_.kind = BlockKind::paragraph, block_.level = 0;
                last_item_ = scope.item;
            }
            last_link_ = no_node;
        }
        block_.last = id;
        block_.letters += letters.count;
        if (scope.link != no_node) {
            block_.link_letters += letters.count;
            if (scope.link != last_link_) {
                last_link_ = scope.link;
                if (block_.links < 0xFFFF) ++block_.links;
            }
        }
    }

    static bool starts_a_word(std::string_view text) {
        return static_cast<unsigned char>(text.front()) >= 0x80 || is_ascii_alpha(text.front()) ||
               is_ascii_digit(text.front());
    }

    struct Appended {
        std::uint32_t count = 0;
        bool visible = false;
        bool blank = false;
    };

    /// Appends without private-use glyphs and counts letters and numbers.
    Appended append(std::string_view text) {
        Appended result;
        for (std::size_t at = 0; at < text.size();) {
            const char c = text[at];
            if (static_cast<unsigned char>(c) < 0x80) {
                ++at;
                if (is_ascii_space(c)) {
                    result.blank = true;
                } else {
                    result.visible = true;
                    result.count += is_ascii_alpha(c) || is_ascii_digit(c) ? 1 : 0;
                }
                line_.push_back(c);
                continue;
            }
            const auto start = at;
            const auto code_point = next_code_point(text, at);
            if (is_private_use(code_point)) {
                line_.push_back(' ');
                result.blank = true;
                continue;
            }
            if (is_letter_or_number(code_point)) result.count += letters_in(code_point);
            if (is_unicode_space(code_point))
                result.blank = true;
            else
                result.visible = true;
            line_.append(text, start, at - start);
        }
        return result;
    }

    void end_line() {
        breaks_ = 0;
        cell_pending_ = false;
        separator_pending_ = false;
        if (line_.empty()) return;
        block_.text = clean_line(line_);
        line_.clear();
        if (block_.text.empty()) return;
        blocks_.push_back(std::move(block_));
    }

    const Document& document_;
    const NodeMarks& dropped_;
    Atom hidden_, aria_hidden_, style_, href_, role_, open_;
    std::vector<ClassWord> words_;
    std::vector<NodeId> stories_;
    bool stories_listed_ = false;
    std::vector<Scope> scopes_;
    std::vector<Block> blocks_;
    std::string line_;  ///< the run so far, as in the source
    Block block_;       ///< what is known about the run
    int breaks_ = 0;    ///< <br> since the last visible text
    bool cell_pending_ = false;
    bool separator_pending_ = false;
    NodeId last_item_ = no_node;
    NodeId last_link_ = no_node;
};

}  // namespace

std::uint32_t letters_of(std::string_view text) {
    std::uint32_t letters = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto c = next_code_point(text, at);
        if (is_letter_or_number(c)) letters += letters_in(c);
    }
    return letters;
}

std::vector<Block> read_blocks(const Document& document, NodeId root, const NodeMarks& dropped) {
    if (root >= document.nodes().size()) return {};
    return Reader(document, dropped).read(root);
}

}  // namespace winnow::extract
