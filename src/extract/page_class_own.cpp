// What a page says itself, apart from what stands on every page of its site.
#include <algorithm>

#include "base/text.h"
#include "extract/metadata_headline.h"
#include "extract/metadata_page.h"
#include "extract/metadata_title.h"
#include "extract/page_class.h"
#include "extract/page_class_page.h"
#include "extract/page_class_words.h"
#include "extract/page_text.h"

namespace winnow::extract {

namespace {

using html::NodeId;
using html::NodeKind;
using html::Tag;

// Measured on article pages: between headline and text stand fewer than 310 letters of links on 98 of 100.
constexpr unsigned far_away = 450;      ///< letters of links that nobody kept: another part of the page begins
constexpr unsigned close_by = 150;      ///< and what names of boxes say does not count
constexpr unsigned heading_cost = 250;  ///< "Recent posts", "Newsletter"; many are no headings
constexpr unsigned whole_text = 1000;   ///< letters that need no headline near them, if it is sure that they are a text
constexpr float sure_text = 0.9f;       ///< 95 of 100 articles have more, 90 of 100 other pages less
constexpr unsigned long_text = 3000;    ///< and such a long one need not be that sure
constexpr float likely_text = 0.8f;

/// A box that asks for consent, by the names that such systems give it.
bool is_consent_name(std::string_view name) {
    const auto lower = ascii_lower(clip_utf8(name, 200));
    for (const auto* word : {"cookie", "consent", "gdpr", "dsgvo", "didomi", "onetrust", "usercentrics", "cmpbox",
                             "cmp-", "qc-cmp", "privacy-layer", "sp_message", "truste", "klaro", "iubenda"})
        if (lower.find(word) != std::string::npos) return true;
    return false;
}

/// Whether an element's names say so, looked at once: lines share the elements around them.
class ConsentBoxes {
public:
    explicit ConsentBoxes(const html::Document& document) : document_(document) {}
    bool holds(NodeId id) {
        if (known_.empty()) known_.resize(document_.nodes().size(), unknown);
        if (known_[id] == unknown) {
            bool consent = is_consent_name(html::Element(document_, id).attr("id"));
            for (const auto atom : document_.classes(id)) consent = consent || is_consent_name(document_.name(atom));
            known_[id] = consent ? yes : no;
        }
        return known_[id] == yes;
    }

private:
    enum : std::uint8_t { unknown, no, yes };
    const html::Document& document_;
    std::vector<std::uint8_t> known_;
};

/// What the elements around a line make of it, up to the one that holds the headline, too.
enum class Place : std::uint8_t { page, box, apart };

Place place_of(const html::Document& document, const PageScan& scan, ConsentBoxes& consent, NodeId line,
               NodeId headline) {
    const auto nodes = document.nodes();
    for (auto at = line; at != html::no_node; at = nodes[at].parent) {
        const auto& node = nodes[at];
        if (node.kind != NodeKind::element) continue;
        if (headline != html::no_node && at <= headline && headline < node.end) break;
        if (node.tag == Tag::body || node.tag == Tag::html) break;
        if (node.tag == Tag::footer || node.tag == Tag::aside || node.tag == Tag::nav || node.tag == Tag::dialog)
            return Place::apart;
        const html::Element element(document, at);
        const auto role = element.attr("role");
        if (role == "dialog" || role == "alertdialog" || role == "contentinfo" || role == "complementary" ||
            role == "navigation")
            return Place::apart;
        if (consent.holds(at)) return Place::apart;
    }
    return scan.in_furniture(line, headline) ? Place::box : Place::page;
}

/// This page's headline: its title as a heading, else its first <h1>, else a line that is the title close above the
/// text, or is like it, or stands there and reads as headlines do; the number of blocks if there is none.
struct Headline {
    std::size_t block;
    bool own;      ///< it says what the title says; the first heading of a page that was emptied is a box's
    bool implied;  ///< by its place alone
};

/// In a menu, a side column or a footer by its element; names of classes are not asked, as papers have "news" in many.
bool in_menu(const html::Document& document, NodeId id) {
    for (auto at = id; at != html::no_node; at = document.nodes()[at].parent) {
        const auto tag = document.nodes()[at].tag;
        if (tag == Tag::nav || tag == Tag::aside || tag == Tag::footer || tag == Tag::dialog) return true;
    }
    return false;
}

/// "30 April 2024 | Local Lorry tears down the barrier": a title in a line with its day and section, where a page parts
/// them with nothing that ends a line; or at the beginning of a line that goes on with the text.
bool holds_title(const Block& block, std::string_view title, unsigned least = headline_letters) {
    constexpr unsigned most_besides = 60;  // letters
    const auto key = text_key(title);
    const auto letters = letters_of(key);
    if (letters < least || block.letters <= letters) return false;
    const auto line = text_key(clip_utf8(block.text, 4 * title.size() + 400));
    return block.letters <= letters + most_besides ? line.find(key) != std::string::npos : line.starts_with(key);
}

/// Where neither a heading nor the title word for word is shown: the line right above the text, or beside a day where
/// there is no text, that says nearly what the title says. <title> is often shorter than the headline.
std::size_t like_the_title(const html::Document& document, const std::vector<Block>& blocks, const Body& body,
                           std::string_view written_title, std::string_view title) {
    constexpr std::size_t lines_above = 6, lines_around = 2;  // of a text; a day
    constexpr unsigned shortest = 8, longest = 200;           // letters
    constexpr float alike = 0.6f;
    const auto parts = title_parts(written_title);
    const std::string_view first = parts.empty() ? std::string_view() : std::string_view(parts.front());
    const auto colon = title.find(": ");  // "Village notes: The last coach"
    const Likeness whole(title), part(first),
        behind(colon == std::string_view::npos ? std::string_view() : title.substr(colon + 2));
    const auto is_day = [&](std::size_t i) {
        return blocks[i].letters < 60 && blocks[i].links == 0 && (says_year(blocks[i].text) || says_moment(blocks[i]));
    };
    std::size_t best = blocks.size();
    float most = 0;
    constexpr std::size_t most_lines = 3000;  // of a page without a text
    const std::size_t end =
        body.kept.empty() ? std::min(blocks.size(), most_lines) : std::size_t{body.kept.front()} + 1;
    for (auto i = body.kept.empty() ? 0 : end - std::min(end, lines_above + 1); i < end; ++i) {
        const auto& block = blocks[i];
        if (block.letters < shortest || block.letters > longest || block.links > 0 || block.caption ||
            in_menu(document, block.container))
            continue;
        const auto like = std::max({whole.to(block.text), part.to(block.text), behind.to(block.text)});
        if (like < alike || like <= most) continue;
        bool dated = !body.kept.empty();
        for (auto k = i - std::min(i, lines_around); k <= i + lines_around && k < blocks.size() && !dated; ++k)
            dated = k != i && is_day(k);
        if (dated) best = i, most = like;
    }
    return best;
}

Headline headline_of(const PageScan& page, const std::vector<Block>& blocks, const Body& body, std::string_view title) {
    const auto& document = page.document();
    const std::string_view written_title = page.title();
    constexpr std::size_t shortest = 4, longest_line = 300;  // letters
    constexpr std::size_t lines_below = 12;                  // of a title that is no heading
    constexpr std::size_t lines_under_short = 3;             // and is shorter than headlines are
    std::vector<std::string> keys;
    auto parts = title_parts(written_title);
    parts.emplace_back(title);
    for (const auto& part : parts)
        if (auto key = text_key(part); length_utf8(key) >= shortest) keys.push_back(std::move(key));
    // what stands before the site's name
    const auto first = parts.size() > 2 ? text_key(parts.front()) : std::string();
    // <title> is the paper's name on every page, and the title was read from the page
    const bool only_shown = text_key(written_title).find(text_key(title)) == std::string::npos;
    const unsigned least = only_shown ? 12 : headline_letters;  // letters of a title amid a line
    // a line that is the whole title, with the paper's name before it or not, wherever it stands
    std::vector<std::pair<std::size_t, std::string>> lines;  // letters, key
    const auto add_line = [&](std::string key) {
        if (const auto letters = letters_of(key); letters >= headline_letters)
            lines.emplace_back(letters, std::move(key));
    };
    for (const auto& key : keys) add_line(key);
    for (const auto& part : parts)
        if (const auto colon = part.rfind(": "); colon != std::string::npos)
            add_line(text_key(std::string_view(part).substr(colon)));
    const auto is_line = [&](const Block& block) {
        if (block.links > 0 || (block.kind != BlockKind::paragraph && block.kind != BlockKind::table_row)) return false;
        const auto same = [&](const auto& line) {
            return line.first == block.letters && line.second == text_key(block.text);
        };
        return std::any_of(lines.begin(), lines.end(), same) && !in_menu(document, block.container);
    };
    auto next_kept = [&, next = body.kept.begin()](std::size_t i) mutable {
        while (next != body.kept.end() && *next < i) ++next;
        return next == body.kept.end() ? blocks.size() : std::size_t{*next};
    };
    Headline best{blocks.size(), false, false};
    std::size_t line = blocks.size();
    int best_rank = 0;
    const auto offer = [&](std::size_t i, int rank, bool amid = false) {
        if (rank > best_rank && !(amid && best_rank > 0)) best.block = i, best_rank = rank;
    };
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const auto& block = blocks[i];
        const bool heading = block.kind == BlockKind::heading;
        const auto text = next_kept(i);
        const bool near = text < blocks.size() && text <= i + lines_below;
        const bool amid = !body.kept.empty() && i > body.kept.front();  // then nothing above the text may be lost
        if (near && block.links == 0 && best_rank < 9 && holds_title(block, title, least)) offer(i, 9, amid);
        if (block.letters > longest_line) continue;
        if (!heading && !near) {
            if (line == blocks.size() &&
                (is_line(block) ||
                 (body.kept.empty() && block.links == 0 && (says_year(block.text) || says_moment(block)) &&
                  holds_title(block, title) && !in_menu(document, block.container))))
                line = i;
            continue;
        }
        const bool link = block.link_letters * 2 >= block.letters;
        const auto key = text_key(block.text);
        const bool same = std::find(keys.begin(), keys.end(), key) != keys.end();
        if (same && heading && !link) {
            // "The Harbour Gazette" in the foot is a part of <title>, too
            if (key == text_key(title) || letters_of(key) >= headline_letters)
                offer(i, 30 - block.level);
            else
                offer(i, 13, amid);
        } else if (same && heading && key == text_key(title) && (!is_a_word_or_two(title) || key == first))
            offer(i, 20 - block.level);  // some link to themselves
        else if (heading && block.level == 1 && !link)
            offer(i, 12, amid);
        else if (same && !link && block.letters >= headline_letters)
            offer(i, 10, amid);
        else if (same && !link && near && text <= i + lines_under_short &&
                 (key == first || (only_shown && key == text_key(title))) && !is_a_word_or_two(title))
            offer(i, 8, amid);
    }
    if (best.block < blocks.size())
        best.own = best_rank != 12 || (title.empty() && written_title.empty()) ||
                   shares_words(blocks[best.block].text, std::string(written_title) + " " + std::string(title));
    if (!best.own && line < blocks.size()) best = {line, true, false};
    if (!best.own)
        if (const auto like = like_the_title(document, blocks, body, written_title, title); like < blocks.size())
            best = {like, true, false};
    if (!best.own)
        if (const auto placed = headline_by_place(page, blocks, body.kept, {}, nullptr))
            best = {placed->block, true, true};
    return best;
}

bool is_linked_headline(const Block& block) {
    constexpr unsigned shortest = 12;  // letters
    return block.links > 0 && block.letters >= shortest && block.link_letters * 10 >= block.letters * 8;
}

/// Lines under linked headlines tell of other stories, where they come in threes; one such headline may stand amid a
/// text.
void drop_teasers(const std::vector<Block>& blocks, std::vector<std::uint32_t>& kept) {
    const auto is_teaser = [&](std::uint32_t i) {
        if (is_linked_headline(blocks[i])) return true;
        return i > 0 && blocks[i].letters < 300 && is_linked_headline(blocks[i - 1]);
    };
    constexpr int enough = 3;
    if (std::count_if(kept.begin(), kept.end(),
                      [&](std::uint32_t i) { return is_teaser(i) && !is_linked_headline(blocks[i]); }) >= enough)
        std::erase_if(kept, is_teaser);
}

}  // namespace

bool shares_words(std::string_view heading, std::string_view title) {
    constexpr std::size_t shortest_word = 3;  // letters; others are in any sentence
    const auto in = fold_sign(title);
    constexpr std::size_t telling = 8;  // letters: one such word is enough
    unsigned words = 0, shared = 0;
    const auto folded = fold_sign(heading);
    for (const auto word : split(folded, ' ')) {
        if (length_utf8(word) < shortest_word) continue;
        ++words;
        if (in.find(word) == std::string::npos) continue;
        ++shared;
        if (length_utf8(word) >= telling) return true;
    }
    return words == 0 || shared * 3 >= words;
}

OwnPart own_part(const html::Document& document, const Structured& structured, const std::vector<Block>& blocks,
                 const Body& body, const Article& article) {
    const auto& scan = structured.page();
    const auto shown = headline_of(scan, blocks, body, article.title);
    OwnPart own{body, {}, shown.block, shown.own, shown.implied, blocks.size(), false};
    unsigned letters = 0;
    for (const auto i : body.kept) letters += blocks[i].letters - blocks[i].link_letters;
    own.whole = (body.confidence >= sure_text && letters >= whole_text) ||
                (body.confidence >= likely_text && letters >= long_text);
    const bool headed = own.headline < blocks.size();
    const NodeId node = headed ? blocks[own.headline].first : html::no_node;
    ConsentBoxes consent(document);
    std::vector<bool> kept(blocks.size(), false);
    for (const auto i : body.kept) kept[i] = true;
    if (!own.whole) own.body.kept.clear();
    constexpr std::size_t lines_above = 8;  // kicker, standfirst, day
    unsigned away = 0;
    for (std::size_t i = headed ? own.headline - std::min(own.headline, lines_above) : 0; i < blocks.size(); ++i) {
        const auto& block = blocks[i];
        if (kept[i] && block.text.find("©") == std::string::npos) {
            const auto place = own.whole ? Place::page : place_of(document, scan, consent, block.container, node);
            const bool below = headed && i > own.headline && away < close_by;
            const bool notice = !own.whole && !below && block.letters >= prose_letters &&
                                !find_sign(PageSign::consent, fold_sign(clip_utf8(block.text, 600))).empty();
            if (!notice && (place == Place::page || (place == Place::box && below))) {
                if (!own.whole) own.body.kept.push_back(static_cast<std::uint32_t>(i));
                if (block.letters >= prose_letters && block.link_letters * 4 < block.letters) away = 0;
                continue;
            }
        }
        if (!headed || own.implied || i <= own.headline) continue;
        away += block.link_letters;
        if (block.kind == BlockKind::heading && i > own.headline + 3) away += heading_cost;  // no standfirst
        if (away <= far_away) continue;
        own.end = i;
        break;
    }
    own.listed = own.body.kept;
    if (!own.whole) drop_teasers(blocks, own.body.kept);
    return own;
}

std::vector<std::uint32_t> own_lines(const html::Document& document, const Structured& structured,
                                     const std::vector<Block>& blocks, const Body& body, const Article& article) {
    constexpr float unlikely_text = 0.5f;
    unsigned letters = 0;
    for (const auto i : body.kept) letters += blocks[i].letters - blocks[i].link_letters;
    if (letters >= whole_text) return body.kept;
    auto own = own_part(document, structured, blocks, body, article);
    if (own.whole || own.headline >= blocks.size() || !own.headed) return body.kept;
    if (own.body.kept.empty() && body.confidence >= unlikely_text) return body.kept;
    return std::move(own.body.kept);
}

}  // namespace winnow::extract
