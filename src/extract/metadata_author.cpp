#include "extract/metadata_author.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "extract/date.h"
#include "extract/metadata_author_words.h"
#include "extract/metadata_names.h"
#include "extract/metadata_shown.h"
#include "extract/metadata_title.h"

namespace winnow::extract {

namespace {

using html::Element;
using html::NodeId;
using html::NodeKind;
using html::Tag;
bool is_word(char32_t c) {
    return is_letter(c) || is_digit(c);
}

bool ends_in_word(std::string_view text) {
    std::size_t at = text.size();
    while (at > 0 && (static_cast<unsigned char>(text[at - 1]) & 0xC0) == 0x80) --at;
    if (at == 0) return false;
    --at;
    return is_word(next_code_point(text, at));
}

/// Splits names into those of people and those of the paper.
AuthorChoice judged(std::vector<std::string> names, std::string source, const std::vector<std::string>& site_keys) {
    AuthorChoice choice;
    if (names.empty()) return choice;
    std::vector<std::string> people;
    for (const auto& name : names)
        if (!same_as_site(name, site_keys)) people.push_back(name);
    choice.people = std::any_of(people.begin(), people.end(), [](const std::string& name) {
        return !is_desk(name) &&
               (name.find(' ') != std::string::npos || static_cast<unsigned char>(name.front()) >= 0xE0);
    });
    choice.names = people.empty() ? std::move(names) : std::move(people);
    choice.source = std::move(source);
    return choice;
}

}  // namespace

AuthorChoice machine_authors(const Structured& structured, const std::vector<std::string>& site_keys) {
    AuthorChoice best;
    const auto consider = [&](std::vector<std::string> names, const std::string& source) {
        if (best.people || names.empty()) return;
        auto choice = judged(std::move(names), source, site_keys);
        if (best.names.empty() || choice.people) best = std::move(choice);
    };
    for (const auto* key : {"author.name", "author", "creator.name", "creator"}) {
        std::vector<std::string> names;
        for (const auto& value : structured.article_values(key)) {
            auto found = author_names(value, true);
            // a desk's or a paper's name is an author where the page says so
            if (found.empty() && !value.empty() && value.size() <= longest_name &&
                value.find('@') == std::string::npos && value.find("://") == std::string::npos &&
                !value.starts_with(",") && !is_noise(fold_letters(value)))
                found.push_back(value);
            for (auto& name : found) add_unique(names, std::move(name));
        }
        consider(std::move(names), std::string("jsonld:") + key);
    }
    for (const auto* key :
         {"author", "article:author", "og:article:author", "article:author_name", "parsely-author", "sailthru.author",
          "articleAuthor", "dc.creator", "dcterms.creator", "dc:creator", "byl", "authors", "cXenseParse:author",
          "DCSext.author", "shareaholic:article_author_name", "rbauthors", "citation_author", "twitter:creator"}) {
        std::vector<std::string> names;
        for (const auto value : structured.meta(key)) {
            // "saffron-otter" and "gabor_munier" are keys, not names
            if (value.find('-') != std::string_view::npos && value.find(' ') == std::string_view::npos &&
                is_ascii_alpha(value.front()) && ascii_lower(value) == value)
                continue;
            if (value.find('_') != std::string_view::npos) continue;
            for (auto& name : author_names(value, true)) add_unique(names, std::move(name));
        }
        consider(std::move(names), std::string("meta:") + key);
    }
    // "Written by" beside the name, for the preview in a messenger
    for (const auto* number : {"1", "2"}) {
        const auto label = structured.first_meta(std::string("twitter:label") + number);
        if (label.empty() || label.size() > 40) continue;
        bool labelled = false;
        if (!without_label(label, labelled).empty() || !labelled) continue;
        consider(author_names(structured.first_meta(std::string("twitter:data") + number), true),
                 std::string("meta:twitter:data") + number);
    }
    return best;
}

namespace {

/// Names in a byline's element: those that are links or marked as names, else its text.
std::vector<std::string> names_in(const html::Document& document, NodeId id, bool explicit_field) {
    std::vector<std::string> names;
    const auto nodes = document.nodes();
    const auto end = nodes[id].end;
    for (NodeId at = id; at < end; ++at) {
        if (nodes[at].kind != NodeKind::element) continue;
        const Element element(document, at);
        bool marked =
            element.attr("itemprop") == "name" || element.attr("rel").find("author") != std::string_view::npos;
        if (nodes[at].tag == Tag::a && !marked) {
            const auto href = ascii_lower(clip_utf8(element.attr("href"), 300));
            for (const auto* word :
                 {"author", "autor", "/people/", "/profil", "/staff/", "/journalist", "/team/", "/by/", "/person",
                  "redakteur", "/avtor", "/reporter", "/contributor", "/yazar", "/muellif", "/column"})
                marked = marked || href.find(word) != std::string::npos;
        }
        if (!marked) continue;
        for (auto& name : author_names(line_of(document, at, 200), true)) add_unique(names, std::move(name));
    }
    if (!names.empty()) return names;
    // names side by side with nothing between: <span>Jane Roe</span><span>John Doe</span>
    std::vector<std::string> parts;
    for (NodeId at = id + 1; at < end; ++at) {
        if (nodes[at].kind != NodeKind::element || nodes[at].first_child == html::no_node) continue;
        const auto& child = nodes[nodes[at].first_child];
        const bool leaf = child.kind == NodeKind::text && child.next_sibling == html::no_node && !child.blank;
        if (!leaf) continue;
        const auto found = author_names(line_of(document, at, 100), false);
        if (found.size() == 1)
            add_unique(parts, found.front());
        else if (found.empty() && !author_names(line_of(document, at, 100), true).empty())
            parts.clear();
    }
    if (parts.size() >= 2) return parts;
    // "Jane Roe<br>Chief correspondent", "Jane Roe<br>Ardley": a line of its own is no part of the name
    bool labelled = false;
    std::string lines;
    std::string line;
    const auto flush = [&] {
        auto clean = clean_line(line);
        line.clear();
        if (clean.empty()) return;
        if (!lines.empty()) lines += labelled && without_label(lines, labelled).empty() ? " " : "; ";
        lines += clean;
        without_label(lines, labelled);
    };
    bool broken = false;
    for (NodeId at = id; at < end && lines.size() + line.size() < 400; ++at) {
        if (nodes[at].kind == NodeKind::text) line += nodes[at].text;
        if (nodes[at].tag == Tag::script || nodes[at].tag == Tag::style || nodes[at].tag == Tag::svg) {
            broken = false;
            break;
        }
        if (nodes[at].tag == Tag::br && !trim(line).empty()) {
            broken = true;
            flush();
        }
    }
    flush();
    names = author_names(broken ? lines : line_of(document, id, 400), explicit_field);
    return names.empty() ? parts : names;  // "By Jane Roe" beside "@jroe" and "Senior Reporter"
}

/// In or below a short footer of the story itself: "Posted by Jane Roe", as some systems have it.
bool in_own_footer(const PageScan& page, NodeId id, NodeId anchor) {
    const auto& document = page.document();
    const auto nodes = document.nodes();
    for (auto at = id; at != html::no_node; at = nodes[at].parent) {
        if (nodes[at].kind != NodeKind::element) continue;
        bool own = false;
        for (const auto atom : document.classes(at)) {
            const auto name = ascii_lower(document.name(atom));
            for (const auto* word : {"post-footer", "entry-footer", "article-footer", "node__meta", "post__footer"})
                own = own || name == word;
        }
        if (nodes[at].tag == Tag::footer)
            for (auto up = nodes[at].parent; up != html::no_node; up = nodes[up].parent)
                own = own || nodes[up].tag == Tag::article;
        if (own && line_of(document, at, 400).size() < 400) return !page.in_furniture(nodes[at].parent, anchor);
    }
    return false;
}

/// The names that are links in a line whose first word after its label is one.
std::vector<std::string> linked_names(const html::Document& document, const Block& block, std::string_view rest) {
    std::vector<std::string> names;
    const auto nodes = document.nodes();
    for (NodeId at = block.container; at <= block.last && at < nodes.size(); ++at) {
        if (nodes[at].kind != NodeKind::element || nodes[at].tag != Tag::a) continue;
        const auto text = line_of(document, at, 100);
        if (names.empty() && !rest.starts_with(text)) continue;
        for (auto& name : author_names(text, false)) add_unique(names, std::move(name));
    }
    return names;
}

/// A block with a day of some kind, or with how long ago it was: the line that papers put beside the title.
bool holds_day(const Block& block) {
    if (block.letters > 120) return false;
    return !find_dates(block.text, {}).empty() || is_relative_day(block);
}

/// The block's text, with a bar where one element ends and the next begins with nothing between: what style sheets
/// set apart ("<span>Jane Roe</span><span>3 hours ago</span>").
std::string parted_line(const html::Document& document, const Block& block) {
    std::string out;
    const auto nodes = document.nodes();
    auto parent = html::no_node;
    for (NodeId at = block.first; at <= block.last && at < nodes.size() && out.size() < 600; ++at) {
        const auto& node = nodes[at];
        if (node.tag == Tag::script || node.tag == Tag::style || node.tag == Tag::svg || node.tag == Tag::button) {
            at = node.end - 1;
            continue;
        }
        if (node.tag == Tag::br) out += " | ";
        if (node.kind != NodeKind::text || node.text.empty()) continue;
        const bool glued = !out.empty() && out.back() != ' ' && !is_ascii_space(node.text.front());
        std::size_t begin = 0;
        if (glued && parent != node.parent && is_word(next_code_point(node.text, begin)) && ends_in_word(out))
            out += " | ";
        out += node.text;
        parent = node.parent;
    }
    return clean_line(out);
}

struct LineContext {
    bool label_before = false;  ///< the line before is "Author:" and nothing more
    bool beside_day = false;    ///< between title and text, next to a day
    bool signature = false;     ///< the last lines of the text and what follows
    const std::vector<std::string>* site_keys = nullptr;
    bool bare = false;  ///< out: nothing but the place says that these are authors
};

/// Whether an element with the whole of the block says by its style that this is no common line.
bool is_set_apart(const html::Document& document, const Block& block) {
    const auto nodes = document.nodes();
    for (auto at = nodes[block.first].parent; at != html::no_node; at = nodes[at].parent) {
        if (at < block.container || nodes[at].end <= block.last) return false;
        const auto tag = nodes[at].tag;
        if (tag == Tag::b || tag == Tag::strong || tag == Tag::i || tag == Tag::em) return true;
        const Element element(document, at);
        const auto style = ascii_lower(element.attr("style"));
        if (iequals_ascii(element.attr("align"), "right") || style.find("right") != std::string::npos) return true;
        for (const auto atom : document.classes(at))
            if (ascii_lower(document.name(atom)).find("right") != std::string::npos) return true;
        if (at == block.container) return false;
    }
    return false;
}

/// "Jane Roe 19 February 2026, 10:59" -> "Jane Roe": a day and what follows it at the end, a day at the head.
std::string without_day(const std::string& line) {
    const auto found = find_dates(line, {});
    if (found.empty()) return line;
    const auto before = strip_marks(std::string_view(line).substr(0, found.front().begin));
    if (before.find(' ') != std::string_view::npos) return std::string(before);
    return std::string(strip_marks(std::string_view(line).substr(found.back().end)));
}

/// Names in a line without markup: after a label, before a post, or alone where names stand.
std::vector<std::string> names_in_line(const html::Document& document, const Block& block, LineContext& context) {
    std::string whole = parted_line(document, block);
    if (context.label_before) return author_names(whole, false);
    // "(Jane Roe/dpa)" and "(Text: Jane Roe, Foto: John Doe)" under the text
    if (context.signature && whole.size() > 2 && whole.front() == '(' && whole.back() == ')') {
        auto inner = whole.substr(1, whole.size() - 2);
        replace_all(inner, "/", " / ");
        auto found = author_names(clean_line(inner), false);
        std::erase_if(found, [](const std::string& name) { return !is_person_like(name); });
        if (!found.empty()) return found;
    }
    for (const std::string_view separator : {" · ", " • ", " / ", " — ", " – ", " » "})
        replace_all(whole, separator, " | ");
    std::vector<std::string> lines;
    for (std::string_view rest = whole;;) {
        const auto cut = rest.find(" | ");
        auto part = std::string(trim(rest.substr(0, cut)));
        bool label = false;
        const bool open = !lines.empty() && without_label(lines.back(), label).empty() && label;
        if (open)
            lines.back() += " " + part;
        else if (!part.empty())
            lines.push_back(std::move(part));
        if (cut == std::string_view::npos || lines.size() > 12) break;
        rest = rest.substr(cut + 3);
    }
    for (const auto& one : lines) {
        std::string_view line = one;
        // "Published August 7, 2026 by Jane Roe"
        for (const std::string_view by : {" by ", " By ", " by: ", " By: ", " von ", " Von ", " par ", " Par ", " por ",
                                          " Por ", " di ", " door ", " Door ", " av ", " Av ", " автором "}) {
            const auto at = line.find(by);
            if (at == std::string_view::npos || at > 60) continue;
            if (line.substr(0, at).find_first_of("0123456789") == std::string_view::npos) continue;
            line.remove_prefix(at + 1);
            break;
        }
        bool labelled = false;
        auto rest = without_label(line, labelled);
        // "14:05, 3 may 2026 Müəllif: Aygün Səfərli"
        const auto next_colon = [&](std::size_t at) { return std::min(line.find(':', at), line.find("՝", at)); };
        for (auto colon = next_colon(0); !labelled && colon < line.size(); colon = next_colon(colon + 1)) {
            const auto blank = line.substr(0, colon).rfind(' ');
            if (blank == std::string_view::npos) continue;
            const auto from = line[blank + 1] == '(' ? blank + 2 : blank + 1;
            rest = without_label(line.substr(from), labelled);
            if (labelled) line = line.substr(from);
        }
        if (!labelled || rest.empty() || length_utf8(one) > 110) continue;  // longer ones are sentences
        auto found = author_names(line, false);
        // a link tells where the name ends: "By [Jane Roe] Issue 14"
        const auto linked = block.links == 0 ? std::vector<std::string>() : linked_names(document, block, rest);
        if (!linked.empty()) found = linked;
        std::erase_if(found, [](const std::string& name) {
            return name.find(' ') == std::string::npos || begins_with_article(name);
        });
        if (!found.empty()) return found;
    }
    std::vector<std::string> names;
    for (const auto& whole_line : lines) {
        const auto one = without_day(whole_line);
        const auto comma = one.find(", ");
        auto post = comma == std::string::npos ? std::string_view() : std::string_view(one).substr(comma + 2);
        post = trim(post.substr(0, post.find_first_of(",0123456789")));
        const bool person_first = !post.empty() && is_person_like(std::string_view(one).substr(0, comma));
        const bool with_post = person_first && one.size() <= 120 && std::count(post.begin(), post.end(), ' ') <= 3 &&
                               (is_job(fold_letters(post)) || is_desk(post));
        const bool with_paper = person_first && same_as_site(post, *context.site_keys);
        const bool linked_list = block.kind == BlockKind::list_item && block.links > 0;
        const bool alone = context.beside_day ? !linked_list
                                              : context.signature && block.links == 0 &&
                                                    (is_set_apart(document, block) ||
                                                     (lines.size() > 1 && &whole_line == &lines.front()));
        if (!with_post && (!alone || length_utf8(one) > 60)) continue;
        auto found = author_names(with_paper ? one.substr(0, comma) : one, false);
        std::erase_if(found, [](const std::string& name) { return !is_person_like(name); });
        // all of the line, not what was left of it
        std::size_t letters = 0;
        for (const auto& name : found) letters += name.size();
        const bool whole_line_read =
            with_post || with_paper || letters + 6 * found.size() >= without_places(without_brackets(one)).size();
        if (found.empty() || !whole_line_read) continue;
        context.bare = context.bare || !with_post;
        for (auto& name : found) add_unique(names, std::move(name));
    }
    return names;
}

}  // namespace

AuthorChoice visible_authors(const PageScan& page, const Structured& structured, const std::vector<Block>& blocks,
                             const std::vector<std::uint32_t>& kept, std::string_view title,
                             const std::vector<std::string>& site_keys) {
    const auto& document = page.document();
    const auto nodes = document.nodes();
    // The stretch of the page where a byline may stand: from a little before the title to a little after the text.
    const auto key = text_key(title);
    const auto key_letters = letters_of(key);
    std::size_t title_at = kept.empty() ? 0 : kept.front();
    for (std::size_t i = 0; i < blocks.size() && (kept.empty() || i <= kept.front()); ++i)
        if (blocks[i].letters <= key_letters && blocks[i].letters + 2 + key_letters / 12 >= key_letters &&
            key_letters > 0 && text_key(blocks[i].text) == key)
            title_at = i;
    const std::size_t first = title_at > 5 ? title_at - 5 : 0;
    const std::size_t body_begin = kept.empty() ? std::min(blocks.size(), title_at + 8) : kept.front();
    const std::size_t body_end = kept.empty() ? body_begin : kept.back() + 1;
    const std::size_t last = std::min(blocks.size(), body_end + 6);
    if (blocks.empty() || first >= blocks.size()) return {};
    const NodeId from = blocks[first].container;
    const NodeId until = last < blocks.size() ? blocks[last].container : static_cast<NodeId>(nodes.size());
    // Bylines often stand under the lead: what is not kept before the third kept block is still the head.
    const NodeId text_begins = kept.empty() ? until : blocks[kept[std::min<std::size_t>(2, kept.size() - 1)]].container;
    std::vector<bool> in_text(blocks.size(), false);
    for (const auto i : kept) in_text[i] = blocks[i].letters > 110;
    const auto block_of = [&](NodeId id) {
        return static_cast<std::size_t>(std::lower_bound(blocks.begin(), blocks.end(), id,
                                                         [](const Block& b, NodeId node) { return b.last < node; }) -
                                        blocks.begin());
    };
    const NodeId anchor = blocks[title_at < blocks.size() ? title_at : 0].container;

    std::vector<NodeId> places = page.bylines();
    for (const auto* name : {"author", "creator"})
        for (const auto id : structured.item_props(name)) places.push_back(id);
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());

    std::vector<std::string> names;
    bool before_text = false;
    NodeId group_end = 0;
    for (const auto id : places) {
        if (nodes[id].tag == Tag::meta || id < from || id >= until) continue;
        if (!names.empty() && (id >= group_end || (before_text && id > text_begins))) break;
        const Element element(document, id);
        if (element.has_attr("content")) continue;
        // the paper is the author of all: <a rel="author" href="/">
        if (nodes[id].tag == Tag::a && is_home_address(element.attr("href"))) continue;
        if (page.in_furniture(id, anchor) && !in_own_footer(page, id, anchor)) continue;
        // inside the text only a signature at its end counts, not a quoted or linked colleague
        if (id > text_begins && !kept.empty() && id < blocks[kept.back()].container) continue;
        if (const auto at = block_of(id); at < blocks.size() && in_text[at] && blocks[at].container <= id) continue;
        const bool inside_figure = [&] {
            for (auto up = element; up; up = up.parent())
                if (up.is(Tag::figure) || up.is(Tag::figcaption) || up.is(Tag::blockquote)) return true;
            return false;
        }();
        if (inside_figure) continue;
        const auto text = line_of(document, id, 700);
        if (text.empty() || text.size() > 600) continue;
        auto found = names_in(document, id, text.size() < 60);
        if (found.empty()) continue;
        if (names.empty()) {
            before_text = id <= text_begins;
            // more authors stand in elements beside the first: the rest of its parent's parent
            auto group = element.parent();
            if (group && group.parent() && group.parent().node().end - group.id() < 80) group = group.parent();
            group_end = group ? std::min<NodeId>(group.node().end, id + 200) : nodes[id].end;
        }
        for (auto& name : found) add_unique(names, std::move(name));
    }
    // The same person said twice, once with a post glued on: keep the shorter.
    std::vector<std::string> distinct;
    for (const auto& name : names) {
        const bool longer_form = std::any_of(names.begin(), names.end(), [&](const std::string& other) {
            return other.size() < name.size() && other.find(' ') != std::string::npos && name.starts_with(other);
        });
        if (!longer_form) distinct.push_back(name);
    }
    for (auto& name : distinct) name = in_mixed_case(name);
    if (!distinct.empty()) return judged(std::move(distinct), "byline", site_keys);

    // No markup: what the lines about title and text say.
    bool dated_before = false;
    // lead and byline may be kept as lines of the text
    std::size_t head_ends = kept.size() < 3 ? body_begin + 2 : kept[2];
    for (std::size_t k = 0; k < 8 && k < kept.size(); ++k)
        if (blocks[kept[k]].letters > 110) {
            head_ends = std::max<std::size_t>(head_ends, kept[k]);
            break;
        }
    for (std::size_t i = first; i < last; ++i) {
        const auto& block = blocks[i];
        const bool head = i < head_ends;
        if (!head && i + 2 < body_end) continue;
        const bool after_date = std::exchange(dated_before, holds_day(block));
        if (block.letters > 120 || block.letters < 5) continue;
        if (page.in_furniture(block.first, anchor) && !in_own_footer(page, block.first, anchor)) continue;
        LineContext line;
        line.signature = !head;
        line.beside_day = head && i > title_at && block.kind != BlockKind::heading &&
                          (after_date || dated_before || (i + 1 < last && holds_day(blocks[i + 1])));
        if (i > 0 && block.letters <= 60 && blocks[i - 1].letters <= 20) {
            without_label(blocks[i - 1].text, line.label_before);
            line.label_before = line.label_before && author_names(blocks[i - 1].text, true).empty();
        }
        line.site_keys = &site_keys;
        auto found = names_in_line(document, block, line);
        // a name alone that the text speaks of is a place's or that of a person in the story
        if (line.bare)
            std::erase_if(found, [&](const std::string& name) {
                return std::any_of(kept.begin(), kept.end(), [&](std::uint32_t at) {
                    return at != i && blocks[at].text.find(name) != std::string::npos;
                });
            });
        std::erase_if(found, [&](const std::string& name) {
            return name.find(' ') == std::string::npos || (key.size() > 0 && key.find(text_key(name)) != key.npos);
        });
        for (auto& name : found) name = in_mixed_case(name);
        if (found.empty()) continue;
        auto choice = judged(std::move(found), "byline", site_keys);
        if (choice.people) return choice;
    }
    return {};
}

}  // namespace winnow::extract
