#include "extract/page_class_teaser.h"

#include <algorithm>
#include <bit>
#include <span>
#include <string>

#include "base/text.h"
#include "extract/forest.h"
#include "extract/page_class_offer.h"
#include "extract/page_class_words.h"

namespace winnow::extract {

namespace {

using html::NodeId;
using html::NodeKind;
using html::Tag;

constexpr unsigned longest_line = 220;     ///< letters; what is longer is prose
constexpr unsigned longest_before = 4000;  ///< letters of text: no free part is longer
constexpr unsigned text_letters = 100;     ///< a line of text rather than of an offer
constexpr std::size_t most_lines = 14;     ///< of an offer
constexpr std::size_t most_places = 24;    ///< of a page
constexpr std::size_t lines_after_headline = 40, lines_after = 16;
constexpr std::size_t looked_at = 700;        ///< blocks below the headline
constexpr std::size_t nodes_looked_at = 500;  ///< of a place

std::uint32_t signs_mask() {
    return bit(OfferKind::log_in) | bit(OfferKind::subscribe) | bit(OfferKind::register_) | bit(OfferKind::member) |
           bit(OfferKind::access) | bit(OfferKind::this_text) | bit(OfferKind::read_on) | bit(OfferKind::barred) |
           bit(OfferKind::trial) | bit(OfferKind::plan);
}

/// That this text goes on, for some ...
std::uint32_t rest_mask() {
    return bit(OfferKind::this_text) | bit(OfferKind::read_on) | bit(OfferKind::barred);
}
/// ... unless it is about something else.
std::uint32_t other_mask() {
    return bit(OfferKind::comment) | bit(OfferKind::letter) | bit(OfferKind::thanks) | bit(OfferKind::consent) |
           bit(OfferKind::goods);
}

bool is_prose(const Block& block) {
    return block.letters >= sentence_letters && block.link_letters * 10 < block.letters * 3 && !block.caption &&
           block.kind != BlockKind::heading;
}

bool ends_in_ellipsis(std::string_view text) {
    text = trim(text);
    return text.ends_with("…") || text.ends_with("...") || text.ends_with("[…]") || text.ends_with("[...]");
}

bool any_of(std::string_view name, std::initializer_list<const char*> words) {
    return std::any_of(words.begin(), words.end(),
                       [&](const char* word) { return name.find(word) != std::string_view::npos; });
}

using Node = ForestNode;
using Tree = ForestTree;

#include "extract/page_class_teaser_table.inc"

/// What a line says, read once.
struct Line {
    bool read = false;
    std::uint32_t kinds = 0;
    bool price = false, term_price = false, question = false, payer = false, paywall = false, paywall_end = false;
    bool phrases_read = false;
    bool says_so = false;  ///< a phrase of these is much of the line
};

Line read_line(const Block& block) {
    Line line;
    line.read = true;
    const auto folded = fold_sign(clip_utf8(block.text, 800));
    line.kinds = offer_kinds(folded);
    line.price = names_a_price(folded);
    line.term_price = line.price && (line.kinds & bit(OfferKind::term)) != 0;
    line.question = block.text.find('?') != std::string::npos;
    return line;
}

/// The phrases word for word; asked of the few lines of a place.
void read_phrases(const Block& block, Line& line) {
    if (line.phrases_read) return;
    line.phrases_read = true;
    const auto folded = fold_sign(clip_utf8(block.text, 800));
    const auto hear = [&](PageSign sign, bool& heard) {
        const auto phrase = find_sign(sign, folded);
        heard = !phrase.empty();
        line.says_so = line.says_so || (heard && phrase.size() * 4 >= folded.size());
    };
    hear(PageSign::payer, line.payer);
    hear(PageSign::paywall, line.paywall);
    hear(PageSign::paywall_end, line.paywall_end);
}

class Reader {
public:
    Reader(const Page& page, const Declared& declared)
        : page_(page), declared_(declared), blocks_(page.blocks), nodes_(page.document.nodes()) {}
    std::vector<OfferPlace> places();

private:
    bool is_sign(std::size_t i);
    /// A sentence that was taken for text, and does not say itself that the text ends here.
    bool is_text(std::size_t i);
    const Line& line(std::size_t i) {
        if (!lines_[i].read) lines_[i] = read_line(blocks_[i]);
        return lines_[i];
    }
    std::pair<std::size_t, std::size_t> extent(std::size_t sign, std::size_t floor);
    bool is_menu(std::size_t begin, std::size_t end) const;
    OfferPlace measure(std::size_t begin, std::size_t end);
    void measure_elements(OfferPlace& place, NodeId box, NodeId text) const;
    void measure_controls(OfferPlace& place) const;
    std::span<const html::Atom> classes_of(NodeId id) const {
        constexpr std::size_t most = 30;  // no element that people made has more
        const auto all = page_.document.classes(id);
        return all.first(std::min(all.size(), most));
    }

    static float& at(OfferPlace& place, TeaserNumber number) { return place.numbers[static_cast<std::size_t>(number)]; }

    const Page& page_;
    const Declared& declared_;
    const std::vector<Block>& blocks_;
    std::span<const html::Node> nodes_;
    std::vector<Line> lines_;
    std::vector<bool> kept_;
    std::size_t first_ = 0;
};

bool Reader::is_sign(std::size_t i) {
    const auto& block = blocks_[i];
    if (block.letters > longest_line) return false;
    if (is_headline_link(block) && block.letters > 60) return false;
    const auto& said = line(i);
    return (said.kinds & signs_mask()) != 0 || said.price;
}

bool Reader::is_text(std::size_t i) {
    constexpr unsigned shortest = 70;  // letters
    const auto& block = blocks_[i];
    if (!kept_[i] || block.letters < shortest || !is_prose(block) || !ends_a_sentence(block.text)) return false;
    if (block.letters > longest_line || (line(i).kinds & signs_mask()) == 0) return true;
    auto& said = lines_[i];
    // two things that offers speak of, or one and its price
    if (said.price || std::popcount(said.kinds & signs_mask()) > 1) return false;
    read_phrases(block, said);
    return !said.says_so;
}

void Reader::measure_elements(OfferPlace& place, NodeId box, NodeId text) const {
    unsigned steps = 0;
    for (auto id = box; id != html::no_node && steps < 12; id = nodes_[id].parent, ++steps) {
        const auto& node = nodes_[id];
        if (node.kind != NodeKind::element || node.tag == Tag::body || node.tag == Tag::html) break;
        if (text != html::no_node && id <= text && text < node.end) break;
        if (node.tag == Tag::footer || node.tag == Tag::aside || node.tag == Tag::nav || node.tag == Tag::dialog)
            at(place, TeaserNumber::apart) = 1;
        const auto look = [&](std::string_view written) {
            const auto name = ascii_lower(clip_utf8(written, 100));
            if (any_of(name, {"paywall", "subscriber-only", "paid-content", "premium-content", "subscription-wall",
                              "subscribe-wall", "gated", "regwall", "paygate", "payment-wall", "barrier",
                              "tp-container", "bezahl", "metered"}))
                at(place, TeaserNumber::class_paywall) = 1;
            if (any_of(name, {"offer", "subscri", "abo-", "-abo", "promo", "cta", "plan", "pricing", "abonn", "suscri",
                              "assin", "member", "registration", "login"}))
                at(place, TeaserNumber::class_offer) = 1;
            if (any_of(name, {"newsletter", "mailing", "sign-up", "signup", "nl-", "mc4wp", "mailchimp"}))
                at(place, TeaserNumber::class_letter) = 1;
            if (any_of(name, {"comment", "disqus", "respond", "kommentar", "coment"}))
                at(place, TeaserNumber::class_comment) = 1;
            if (any_of(name, {"author", "related", "share", "social", "tags", "footer", "sidebar", "widget", "cookie",
                              "consent", "donat", "support", "follow", "recommend", "teaser", "menu", "header"}))
                at(place, TeaserNumber::class_other) = 1;
        };
        const html::Element element(page_.document, id);
        if (const auto name = element.attr("id"); !name.empty()) look(name);
        for (const auto atom : classes_of(id)) look(page_.document.name(atom));
    }
}

/// Buttons, links and fields, from the first line to what follows the last.
void Reader::measure_controls(OfferPlace& place) const {
    auto begin = blocks_[place.begin].container;
    // the element around, if it holds nothing else before
    while (nodes_[begin].parent != html::no_node &&
           (place.begin == 0 || blocks_[place.begin - 1].last < nodes_[begin].parent))
        begin = nodes_[begin].parent;
    const auto limit = static_cast<NodeId>(std::min<std::size_t>(nodes_.size(), begin + nodes_looked_at));
    const auto stop = place.end < blocks_.size() ? std::min(limit, std::max(begin, blocks_[place.end].first)) : limit;
    const auto hear = [&](std::string_view words) {
        const auto kinds = offer_kinds(fold_sign(clip_utf8(words, 120)));
        for (std::size_t k = 0; k < offer_kind_count; ++k)
            if ((kinds >> k & 1u) != 0) place.numbers[teaser_words + offer_kind_count + k] = 1;
    };
    for (NodeId id = begin; id < stop; ++id) {
        const auto& node = nodes_[id];
        if (node.kind != NodeKind::element) continue;
        const html::Element element(page_.document, id);
        if (node.tag == Tag::button) {
            ++at(place, TeaserNumber::buttons);
            hear(element.raw_text());
        } else if (node.tag == Tag::input) {
            const auto type = ascii_lower(clip_utf8(element.attr("type"), 20));
            if (type == "submit" || type == "button") ++at(place, TeaserNumber::buttons), hear(element.attr("value"));
            if (type == "password") at(place, TeaserNumber::password_field) = 1;
            if (type == "email" || any_of(ascii_lower(clip_utf8(element.attr("name"), 60)), {"mail"}))
                at(place, TeaserNumber::email_field) = 1;
            if (type != "hidden") at(place, TeaserNumber::other_fields) = 1;
        } else if (node.tag == Tag::textarea || node.tag == Tag::select) {
            at(place, TeaserNumber::other_fields) = 1;
        } else if (node.tag == Tag::a) {
            const auto address = ascii_lower(clip_utf8(element.attr("href"), 300));
            if (any_of(address, {"newsletter", "mailto:", "facebook.", "twitter.", "whatsapp", "t.me/"})) continue;
            if (sells_subscriptions(address) ||
                any_of(address, {"/offer", "/plus", "/shop", "/angebot", "/plans", "/pricing"}))
                ++at(place, TeaserNumber::offer_links);
            if (any_of(address, {"login", "signin", "sign-in", "log-in", "register", "account", "anmeld", "connexion",
                                 "/auth", "/sso", "konto", "registr"}))
                at(place, TeaserNumber::login_links) = 1;
        }
    }
}

OfferPlace Reader::measure(std::size_t begin, std::size_t end) {
    OfferPlace place{begin, end, {}};
    // what stands before
    std::size_t text = begin;  // the last line of the text
    float plain = 0, letters = 0, text_lines = 0;
    for (std::size_t i = first_; i < begin; ++i) {
        if (kept_[i]) letters += static_cast<float>(blocks_[i].letters);
        if (kept_[i] && blocks_[i].kind != BlockKind::heading) ++text_lines;
        if (!is_prose(blocks_[i])) continue;
        plain += static_cast<float>(blocks_[i].letters);
        if (kept_[i]) text = i;
        if (text == begin && blocks_[i].letters >= 80) text = i;
    }
    at(place, TeaserNumber::before) = letters;
    at(place, TeaserNumber::before_lines) = text_lines;
    at(place, TeaserNumber::before_plain) = plain;
    at(place, TeaserNumber::text_lines_mean) = text_lines > 0 ? letters / text_lines : 0;
    const NodeId text_node = text < begin ? blocks_[text].container : html::no_node;
    NodeId text_parent = html::no_node;
    if (text < begin) {
        at(place, TeaserNumber::breaks_off) = ends_a_sentence(blocks_[text].text) ? 0 : 1;
        at(place, TeaserNumber::ellipsis) = ends_in_ellipsis(blocks_[text].text) ? 1 : 0;
        text_parent = nodes_[text_node].parent;
        auto id = text_node;
        for (int step = 0; step < 3 && id != html::no_node; ++step, id = nodes_[id].parent)
            for (const auto atom : classes_of(id))
                if (any_of(ascii_lower(clip_utf8(page_.document.name(atom), 100)),
                           {"fade", "fading", "gradient", "truncat", "teaser-text", "preview", "blur"}))
                    at(place, TeaserNumber::fades) = 1;
    }
    // what stands after
    float after = 0, after_lines = 0, after_same = 0, after_prose = 0, kept_all = 0;
    for (std::size_t i = end; i < blocks_.size(); ++i) {
        const auto& block = blocks_[i];
        if (!is_prose(block)) continue;
        if (kept_[i]) after += static_cast<float>(block.letters), ++after_lines;
        if (text_parent != html::no_node && nodes_[block.container].parent == text_parent &&
            nodes_[block.container].tag == nodes_[text_node].tag)
            after_same += static_cast<float>(block.letters);
        if (i < end + 12 && block.letters >= prose_letters) after_prose += static_cast<float>(block.letters);
    }
    for (std::size_t i = first_; i < blocks_.size(); ++i)
        if (kept_[i]) kept_all += static_cast<float>(blocks_[i].letters);
    at(place, TeaserNumber::after) = after;
    at(place, TeaserNumber::after_lines) = after_lines;
    at(place, TeaserNumber::after_same) = after_same;
    at(place, TeaserNumber::after_prose) = after_prose;
    at(place, TeaserNumber::kept_all) = kept_all;
    at(place, TeaserNumber::share_before) = kept_all > 0 ? letters / kept_all : 0;
    // the lines themselves
    float all = 0, link_letters = 0;
    std::uint32_t heard = 0;
    for (std::size_t i = begin; i < end; ++i) {
        const auto& block = blocks_[i];
        line(i);
        auto& said = lines_[i];
        read_phrases(block, said);
        all += static_cast<float>(block.letters);
        link_letters += static_cast<float>(block.link_letters);
        at(place, TeaserNumber::longest) =
            std::max(at(place, TeaserNumber::longest), static_cast<float>(block.letters));
        at(place, TeaserNumber::links) += block.links;
        if (kept_[i]) ++at(place, TeaserNumber::kept_lines);
        if (block.letters <= 48 && !block.text.ends_with('.')) ++at(place, TeaserNumber::labels);
        if (said.price) ++at(place, TeaserNumber::prices);
        if (said.term_price) ++at(place, TeaserNumber::price_of_term);
        if (said.question) ++at(place, TeaserNumber::questions);
        if (said.payer) at(place, TeaserNumber::payer) = 1;
        if (said.paywall) at(place, TeaserNumber::paywall) = 1;
        if (said.paywall_end) at(place, TeaserNumber::paywall_end) = 1;
        if ((said.kinds & signs_mask()) != 0 || said.price) ++at(place, TeaserNumber::signs);
        if ((said.kinds & rest_mask()) != 0 && (said.kinds & other_mask()) == 0) ++at(place, TeaserNumber::names_rest);
        heard |= said.kinds;
        for (std::size_t k = 0; k < offer_kind_count; ++k)
            if ((said.kinds >> k & 1u) != 0) ++place.numbers[teaser_words + k];
    }
    at(place, TeaserNumber::lines) = static_cast<float>(end - begin);
    at(place, TeaserNumber::letters) = all;
    at(place, TeaserNumber::link_share) = all > 0 ? link_letters / all : 0;
    for (std::size_t k = 0; k < offer_kind_count; ++k)
        if ((heard >> k & 1u) != 0) ++at(place, TeaserNumber::kinds);
    // the elements around: the lowest that holds all lines
    NodeId box = blocks_[begin].container;
    const NodeId last = blocks_[end - 1].container;
    while (box != html::no_node && !(box <= last && last < nodes_[box].end)) box = nodes_[box].parent;
    measure_elements(place, box, text_node);
    measure_controls(place);
    if (text_node != html::no_node && box != html::no_node) {
        float steps = 0;
        auto id = text_node;
        while (id != html::no_node && !(id <= box && box < nodes_[id].end)) id = nodes_[id].parent, ++steps;
        at(place, TeaserNumber::steps_to_text) = steps;
        at(place, TeaserNumber::same_parent) = id != html::no_node && id == nodes_[text_node].parent ? 1 : 0;
        at(place, TeaserNumber::in_text_box) = box <= text_node && text_node < nodes_[box].end ? 1 : 0;
    }
    at(place, TeaserNumber::next_is_story) = end >= blocks_.size() || is_headline_link(blocks_[end]) ? 1 : 0;
    at(place, TeaserNumber::paid) = declared_.paid ? 1 : 0;
    at(place, TeaserNumber::free) = declared_.free ? 1 : 0;
    at(place, TeaserNumber::paid_part) = declared_.paid_part_shown ? 1 : 0;
    at(place, TeaserNumber::told_cut) = declared_.told == Told::cut ? 1 : 0;
    at(place, TeaserNumber::told_whole) = declared_.told == Told::whole ? 1 : 0;
    at(place, TeaserNumber::confidence) = page_.body.confidence;
    return place;
}

/// The lines of the box around a line that has a sign: those of the largest element around it that is still small and
/// holds nothing above `floor`; and signs right after it.
std::pair<std::size_t, std::size_t> Reader::extent(std::size_t sign, std::size_t floor) {
    constexpr unsigned most_letters = 700, most_text = 1;
    std::size_t begin = sign, end = sign + 1;
    for (auto id = blocks_[sign].container; id != html::no_node; id = nodes_[id].parent) {
        std::size_t from = begin, to = end;
        unsigned letters = 0;
        while (from > 0 && blocks_[from - 1].container >= id && blocks_[from - 1].container < nodes_[id].end &&
               from + most_lines > sign)
            --from;
        while (to < blocks_.size() && blocks_[to].container < nodes_[id].end && to < from + most_lines + 1) ++to;
        unsigned text = 0;
        for (std::size_t k = from; k < to; ++k) {
            letters += blocks_[k].letters;
            if ((k < begin || k >= end) && is_text(k)) ++text;
        }
        if (from < floor || to - from > most_lines || letters > most_letters || text > most_text) break;
        begin = from;
        end = to;
    }
    // where no element holds them
    while (begin > floor && sign - begin < 2 && blocks_[begin - 1].letters <= 80 &&
           nodes_[blocks_[begin - 1].container].parent == nodes_[blocks_[begin].container].parent)
        --begin;
    for (std::size_t k = end; k < blocks_.size() && k < begin + most_lines && k < end + 3; ++k) {
        if (blocks_[k].letters > longest_line || (is_headline_link(blocks_[k]) && blocks_[k].letters > 60)) break;
        if (is_text(k)) break;
        if (is_sign(k)) end = k + 1;
    }
    return {begin, end};
}

/// Many lines, most of them links.
bool Reader::is_menu(std::size_t begin, std::size_t end) const {
    constexpr std::size_t many = 6;
    unsigned letters = 0, links = 0;
    for (auto i = begin; i < end; ++i) letters += blocks_[i].letters, links += blocks_[i].link_letters;
    return end - begin >= many && links * 10 > letters * 6;
}

std::vector<OfferPlace> Reader::places() {
    std::vector<OfferPlace> found;
    const auto& kept = page_.body.kept;
    const std::size_t headline = page_.features.headline_block;
    first_ = kept.empty() || headline < kept.front() ? headline + 1 : kept.front();
    if (first_ > blocks_.size()) first_ = 0;  // neither headline nor text: whatever reads like one
    lines_.resize(blocks_.size());
    kept_.resize(blocks_.size(), false);
    for (const auto i : kept) kept_[i] = true;
    unsigned before = 0;
    const std::size_t last = kept.empty() ? first_ + lines_after_headline
                                          : std::max(first_ + lines_after_headline, kept.back() + lines_after);
    const std::size_t stop = std::min({blocks_.size(), first_ + looked_at, last});
    bool text = false;
    std::size_t text_line = first_;
    for (std::size_t i = first_; i < stop && before <= longest_before && found.size() < most_places; ++i) {
        const auto& block = blocks_[i];
        if (!text || !is_sign(i) || is_text(i)) {
            constexpr unsigned shortest = 20;  // letters, of a free part
            const bool lead = kept_[i] && !text && block.letters >= shortest && ends_a_sentence(block.text);
            if (lead || (is_prose(block) && (!text || kept_[i] || block.letters >= prose_letters)))
                text = true, text_line = i;
            if (kept_[i]) before += block.letters;
            continue;
        }
        const std::size_t floor = found.empty() ? text_line + 1 : std::max(text_line + 1, found.back().end);
        const auto [begin, end] = extent(i, floor);
        if (is_menu(begin, end)) {
            i = end - 1;
            continue;
        }
        found.push_back(measure(begin, end));
        at(found.back(), TeaserNumber::place_first) = static_cast<float>(found.size());
        // the text's last lines may have been taken for the box's first
        std::size_t later = begin;
        while (later < end && blocks_[later].letters >= text_letters && ends_a_sentence(blocks_[later].text)) ++later;
        if (later != begin && later < end) {
            found.push_back(measure(later, end));
            at(found.back(), TeaserNumber::place_first) = static_cast<float>(found.size());
        }
        for (std::size_t k = i; k < end; ++k)
            if (kept_[k]) before += blocks_[k].letters;
        i = end - 1;
    }
    return found;
}

}  // namespace

static float number(const OfferPlace& place, TeaserNumber which) {
    return place.numbers[static_cast<std::size_t>(which)];
}

/// The text is cut, by the look of it or by what the page declares.
static bool is_cut(const OfferPlace& place) {
    using enum TeaserNumber;
    return number(place, told_cut) > 0 || number(place, ellipsis) > 0 || number(place, fades) > 0;
}

/// Something says that this text goes on for some readers.
static bool says_more(const OfferPlace& place) {
    using enum TeaserNumber;
    for (const auto which : {names_rest, paywall_end, class_paywall, paid})
        if (number(place, which) > 0) return true;
    for (const auto kind : {OfferKind::this_text, OfferKind::read_on})
        if (place.numbers[teaser_words + offer_kind_count + static_cast<std::size_t>(kind)] > 0) return true;
    return is_cut(place);
}

std::string teaser_number_name(std::size_t number) {
    static constexpr std::string_view names[] = {
#define WINNOW_NUMBER(name) #name,
        WINNOW_TEASER_NUMBERS(WINNOW_NUMBER)
#undef WINNOW_NUMBER
    };
    static constexpr std::string_view kinds[] = {
#define WINNOW_KIND(name) #name,
        WINNOW_OFFER_KINDS(WINNOW_KIND)
#undef WINNOW_KIND
    };
    if (number < teaser_words) return std::string(names[number]);
    number -= teaser_words;
    return (number < offer_kind_count ? "line_" : "button_") + std::string(kinds[number % offer_kind_count]);
}

std::vector<OfferPlace> offer_places(const Page& page, const Declared& declared) {
    return Reader(page, declared).places();
}

float teaser_score(const OfferPlace& place) {
    // The same in tools/teaser_train.py.
    constexpr float bound = 1.0f, bound_unsaid = 1.9f, of_many_lines = 4.5f;
    constexpr float many_lines = 6;
    float score = says_more(place) ? -bound : -bound_unsaid;
    if (number(place, TeaserNumber::before_lines) >= many_lines && !is_cut(place)) score -= of_many_lines;
    for (const auto& tree : teaser_trees) score += ask_tree(tree, teaser_nodes, teaser_leaves, place.numbers.data());
    return score;
}

}  // namespace winnow::extract
