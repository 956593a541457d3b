// Teasers: the free part of a paid text, and the offer to read on.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "extract/body_stray.h"
#include "extract/page_class_offer.h"
#include "extract/page_class_page.h"
#include "extract/page_class_teaser.h"
#include "extract/page_class_teaser_words.h"
#include "extract/page_class_words.h"
#include "extract/page_text.h"

namespace winnow::extract {

namespace {

using html::NodeId;
using html::NodeKind;
using html::Tag;

constexpr unsigned teaser_text = 1300;                    ///< below it a text may be the free part of a paid one
constexpr unsigned longest_teaser = 1800;                 ///< with all the signs of an offer
constexpr unsigned begun_letters = 900, begun_lines = 5;  ///< of a text that an offer right behind it may go on
constexpr unsigned sentence_or_two = 200;
constexpr unsigned teaser_lines = 6;      ///< a teaser has fewer; news in short paragraphs are whole
constexpr unsigned visible_paid = 300;    ///< letters inside the paid part: it is there
constexpr std::size_t told_length = 400;  ///< letters of articleBody that say how long the text is

/// The last word of a simple selector: ".article .paid-part" -> "paid-part".
std::string_view last_name(std::string_view selector) {
    const auto at = selector.find_last_of(".#");
    if (at == std::string_view::npos) return {};
    selector.remove_prefix(at + 1);
    return selector.substr(0, selector.find_first_of(" >+~:[,"));
}

/// Letters of text in what JSON-LD's hasPart.cssSelector calls the paid part.
unsigned paid_part_letters(const Page& page) {
    unsigned most = 0;
    int looks = 20;  // each reads the whole page
    for (const auto& selector : page.structured.article_values("hasPart.cssSelector")) {
        if (--looks < 0) break;
        const auto name = last_name(selector);
        if (name.size() < 3) continue;
        const auto nodes = page.document.nodes();
        unsigned letters = 0;
        NodeId end = 0;
        std::vector<std::pair<NodeId, NodeId>> parts;
        for (NodeId id = 0; id < nodes.size(); ++id) {
            if (nodes[id].kind != NodeKind::element || id < end) continue;
            const auto element = html::Element(page.document, id);
            bool named = element.attr("id") == name;
            for (const auto atom : page.document.classes(id)) named = named || page.document.name(atom) == name;
            if (!named) continue;
            end = nodes[id].end;
            parts.emplace_back(id, end);
        }
        for (const auto i : page.body.kept) {
            const auto first = page.blocks[i].first;
            const bool inside = std::any_of(parts.begin(), parts.end(), [&](const auto& part) {
                return first >= part.first && first < part.second;
            });
            letters += inside ? page.blocks[i].letters : 0;
        }
        most = std::max(most, letters);
    }
    return most;
}

/// What the page tells machines about the length of its text, against what is there.
Told told_length_of(const Page& page) {
    std::size_t words = 0;
    for (const auto i : page.body.kept) {
        const auto& text = page.blocks[i].text;
        words += count_words(text);
    }
    for (const auto& value : page.structured.article_values("wordCount")) {
        std::size_t told = 0;
        for (const char c : value)
            if (is_ascii_digit(c) && told < 1'000'000) told = told * 10 + static_cast<std::size_t>(c - '0');
        if (told >= 60) return words * 10 < told * 6 ? Told::cut : words * 10 > told * 8 ? Told::whole : Told::nothing;
    }
    for (const auto& body : page.structured.article_values("articleBody")) {
        const auto told = std::max<std::size_t>(length_utf8(body), letters_of(body));  // Han counts more
        if (told < told_length) continue;
        return page.features.kept_letters * 2 < told ? Told::cut : Told::nothing;
    }
    return Told::nothing;
}

bool declares_paid(const Page& page) {
    for (const auto& value : page.structured.article_values("isAccessibleForFree")) {
        const auto lower = ascii_lower(value);
        if (lower == "false" || lower == "no" || lower == "0") return true;
    }
    const auto tier = ascii_lower(page.structured.first_meta("article:content_tier"));
    return tier == "locked" || tier == "metered" || tier == "paid";
}

bool declares_free(const Page& page) {
    for (const auto& value : page.structured.article_values("isAccessibleForFree")) {
        const auto lower = ascii_lower(value);
        if (lower == "true" || lower == "yes" || lower == "1") return true;
    }
    return ascii_lower(page.structured.first_meta("article:content_tier")) == "free";
}

/// "Subscribers only: Ferry line opens early", with the link of that story.
bool names_a_story(const Block& block) {
    constexpr unsigned longest = 220;  // letters
    return block.links > 0 && block.link_letters >= headline_letters && block.letters < longest &&
           block.link_letters * 2 >= block.letters;
}

/// A few lines, and right where they end it is said that only payers read on. What a text says itself does not count,
/// nor what stands beyond the next story's headline.
std::string_view offer_at_end(const Page& page) {
    constexpr std::size_t lines_after = 6;
    const auto& f = page.features;
    if (page.body.kept.empty() || f.kept_letters > begun_letters || f.kept_lines > begun_lines || declares_free(page))
        return {};
    // The offer's lines may have been taken for the text's last; there the phrase must be most of what they say.
    const auto& kept = page.body.kept;
    const std::size_t last = kept.back();
    std::size_t next_kept = 1;
    for (std::size_t i = kept.front() + 1; i < page.blocks.size() && i <= last + lines_after; ++i) {
        const auto& block = page.blocks[i];
        const bool in_text = next_kept < kept.size() && kept[next_kept] == i;
        if (in_text && ++next_kept + 2 < kept.size()) continue;
        const auto phrase = block.letters < 250
                                ? find_sign(PageSign::paywall_end, fold_sign(clip_utf8(block.text, 600)))
                                : std::string_view();
        const bool story = names_a_story(block);
        if (!phrase.empty() && !story && (!in_text || phrase.size() * 4 >= block.text.size())) return phrase;
        if (story) return {};
    }
    return {};
}

/// A few lines, and after them an offer in words of its own: to read on, and what it costs or who has paid already.
/// One of these alone stands under whole texts, too.
bool offers_the_rest(const Page& page) {
    constexpr std::size_t lines_after = 8;
    const auto& f = page.features;
    if (page.body.kept.empty() || f.kept_letters > begun_letters || f.kept_lines > begun_lines || declares_free(page))
        return false;
    bool rest = false, payer = false, price = false;
    // The offer's lines may have been taken for the text's last.
    const auto& kept = page.body.kept;
    const std::size_t last = kept.back();
    std::size_t begin = last + 1;
    for (std::size_t k = kept.size(); k-- > 1 && k + 3 >= kept.size() && page.blocks[kept[k]].letters < 80;)
        begin = kept[k];
    for (std::size_t i = begin; i < page.blocks.size() && i <= last + lines_after; ++i) {
        const auto& block = page.blocks[i];
        // "All rights reserved. Registered office: ..." is no offer to register
        if (block.letters > 250 || is_copyright(block)) continue;
        if (names_a_story(block)) return false;
        const auto folded = fold_sign(clip_utf8(block.text, 600));
        rest = rest || !find_sign(PageSign::read_on, folded).empty();
        payer = payer || !find_sign(PageSign::payer, folded).empty();
        price = price || (names_a_price(folded) && names_a_term(folded));
        if (rest && (payer || price)) return true;
        // a plain line of the text goes on behind an appeal amid it
        const bool amid = i < last && ends_a_sentence(page.blocks[last].text) &&
                          offer_kinds(fold_sign(clip_utf8(page.blocks[last].text, 600))) == 0;
        if (block.letters < 170 && !amid && keeps_readers_out(folded, i <= last)) return true;
    }
    return false;
}

/// A word of subscriptions in or after the text, whatever is said with it: enough where the page declares itself paid.
bool speaks_of_subscriptions(const Page& page) {
    constexpr unsigned few_letters = 600;
    constexpr std::size_t lines_after = 6;
    if (page.body.kept.empty() || page.features.kept_letters > few_letters) return false;
    const std::size_t stop = std::min<std::size_t>(page.blocks.size(), page.body.kept.back() + lines_after + 1);
    for (std::size_t i = page.body.kept.front() + 1; i < stop; ++i) {
        if (page.blocks[i].letters > 200) continue;
        const auto folded = fold_sign(clip_utf8(page.blocks[i].text, 600));
        if (names_a_subscription(folded)) return true;
    }
    return false;
}

/// The box in which a text ends: a few lines of which each names an account, a price, a subscription or the rest of
/// the text, and after them nothing more of the text.
struct OfferBox {
    bool found = false;
    double points = 0;        ///< one for each kind of thing that it names
    bool to_readers = false;  ///< an account or the rest of this text is among them
    bool rest = false;        ///< the latter
    bool account = false;
    bool price = false;
    unsigned letters = 0;  ///< of the text before
    unsigned lines = 0;
    bool breaks_off = false;  ///< that text ends amid a sentence
};

/// What a line names of an offer; a sum of money in a sentence or a table of the text is none.
OfferLine offer_line_of(const Page& page, std::size_t i) {
    const auto& block = page.blocks[i];
    auto line = read_offer_line(block);
    const bool only_price = line.price && !line.account && !line.sells && !line.rest;
    const bool told = block.letters >= 2 * sentence_letters && ends_a_sentence(block.text);
    if (only_price && (told || block.kind == BlockKind::table_row) &&
        std::binary_search(page.body.kept.begin(), page.body.kept.end(), static_cast<std::uint32_t>(i)))
        line = {};
    return line;
}

OfferBox box_at_end(const Page& page) {
    constexpr std::size_t box_lines = 9, lines_before = 3, most_lines = 2000;
    OfferBox box;
    const auto& kept = page.body.kept;
    // The first line may not have been taken for a text.
    const std::size_t headline = page.features.headline_block;
    if (kept.empty() && headline >= page.blocks.size()) return box;
    const std::size_t first =
        kept.empty() || (headline < kept.front() && headline + 8 > kept.front()) ? headline + 1 : kept.front();
    const std::size_t stop = kept.empty() ? headline + 2 * box_lines : kept.back() + box_lines;
    std::size_t next = 0;
    unsigned letters = 0, lines = 0;
    std::string_view last;
    const std::size_t farthest = std::min(stop, first + most_lines);
    unsigned stories = 0;  // linked below the text: what stands under two of them is another part of the page
    for (std::size_t i = first; i < page.blocks.size() && i <= farthest && stories < 2; ++i) {
        const auto& block = page.blocks[i];
        if (!kept.empty() && i > kept.back() && is_headline_link(block)) ++stories;
        while (next < kept.size() && kept[next] < i) ++next;
        const bool in_text =
            (next < kept.size() && kept[next] == i) ||
            (next == 0 && block.link_letters * 5 < block.letters && !block.caption && block.kind != BlockKind::heading);
        const auto line = letters == 0 ? OfferLine() : offer_line_of(page, i);
        if (!line.any()) {
            if (in_text && block.letters >= sentence_letters) letters += block.letters, ++lines, last = block.text;
            continue;
        }
        // The rest of the box, up to another story or box.
        OfferLine all;
        bool another = false, label = false, close_prose = false, close_line = false;
        unsigned after = 0;
        std::size_t end = i;
        for (std::size_t k = i - std::min(i, lines_before); k < i; ++k)
            another = another ||
                      (k > first && page.blocks[k].letters < sentence_letters && read_offer_line(page.blocks[k]).other);
        std::size_t k = i;
        for (; k < page.blocks.size() && k < i + box_lines; ++k) {
            const auto& part = page.blocks[k];
            if (part.letters > 200) break;
            const auto one = offer_line_of(page, k);
            if (k > i && is_headline_link(part) && !one.account) break;
            if (one.other) another = another || k <= i + 2;
            if (one.other) break;
            if (one.any()) end = k, label = label || one.label;
            all.account = all.account || one.account;
            all.price = all.price || one.price;
            all.sells = all.sells || one.sells;
            all.rest = all.rest || one.rest;
        }
        for (std::size_t n = next; n < kept.size(); ++n) {
            if (kept[n] <= end) continue;
            after += page.blocks[kept[n]].letters;
            close_prose = close_prose || (kept[n] <= end + 2 && page.blocks[kept[n]].letters >= prose_letters);
            close_line = close_line || (kept[n] <= end + 2 && page.blocks[kept[n]].letters >= 2 * sentence_letters);
        }
        // A few lines about the author may follow.
        const bool goes_on =
            after >= 800 || (close_prose && after * 3 > letters) || (close_line && after > letters + letters / 2);
        const double points = all.account + all.price + all.sells + (all.rest ? 1.5 : 0.0);
        if (another || !label || points < 2 || goes_on) {
            if (in_text && block.letters >= sentence_letters) letters += block.letters, ++lines, last = block.text;
            continue;
        }
        box = {true,    points, all.account || all.rest, all.rest, all.account, all.price,
               letters, lines,  !ends_a_sentence(last)};
        return box;
    }
    return box;
}

bool has_paywall_class(const html::Document& document) {
    const auto nodes = document.nodes();
    for (NodeId id = 0; id < nodes.size(); ++id) {
        if (nodes[id].kind != NodeKind::element) continue;
        for (const auto atom : document.classes(id)) {
            const auto name = ascii_lower(document.name(atom));
            for (const auto* word : {"paywall", "subscriber-only", "paid-content", "premium-content", "piano-",
                                     "subscription-wall", "subscribe-wall", "gated-content", "regwall"})
                if (name.find(word) != std::string::npos) return true;
        }
    }
    return false;
}

/// A link to where subscriptions are sold, in the text or the few lines after it; its words may be anything.
bool links_to_offer(const Page& page) {
    if (page.body.kept.empty()) return false;
    constexpr std::size_t lines_after = 5;
    const auto last = page.body.kept.back();
    const auto stop = std::min<std::size_t>(page.blocks.size(), last + lines_after + 1);
    const auto nodes = page.document.nodes();
    const auto from = page.blocks[page.body.kept.front()].container;
    // buttons without words of their own stand behind the last line, too
    const auto until = stop < page.blocks.size() ? page.blocks[stop].container : static_cast<NodeId>(nodes.size());
    for (NodeId id = from; id < until; ++id) {
        if (nodes[id].tag != Tag::a || nodes[id].kind != NodeKind::element) continue;
        const auto address = ascii_lower(clip_utf8(html::Element(page.document, id).attr("href"), 300));
        if (address.find("newsletter") != std::string::npos) continue;
        if (sells_subscriptions(address)) return true;
    }
    return false;
}

/// In the place of the text: its title or headline is the offer, and nothing more.
bool is_barrier(const Page& page, Evidence& evidence) {
    if (page.features.kept_letters > longest_teaser || declares_free(page)) return false;
    std::string barrier;
    each_heading(page, [&](std::string_view text, std::string_view where) {
        for (const auto& part : title_parts(text)) {
            const auto offer = find_sign(PageSign::paywall_end, part);
            if (barrier.empty() && !offer.empty() && offer.size() * 10 >= part.size() * 6)
                barrier = fmt::format("{} says '{}'", where, offer);
        }
    });
    if (barrier.empty()) return false;
    evidence.push_back(std::move(barrier));
    return true;
}

/// A box of labels stands where the text ends.
PaywallSigns ends_in_box(const Page& page, Evidence& evidence) {
    if (page.features.kept_letters > longest_teaser || declares_free(page)) return PaywallSigns::none;
    const bool paid = declares_paid(page);
    const auto box = box_at_end(page);
    const auto told = paid ? told_length_of(page) : Told::nothing;
    const bool named = box.found && has_paywall_class(page.document);
    const double points =
        box.points + (paid ? 1 : 0) + (box.breaks_off ? 1 : 0) + (named ? 1 : 0) + (told == Told::cut ? 1 : 0);
    const bool little = box.letters <= begun_letters && box.lines <= begun_lines;
    const bool teaser =
        box.lines < teaser_lines && points >= (little ? 2.5 : 3.5) && (little || box.rest || paid || named);
    if (box.found && told != Told::whole && (box.to_readers || box.breaks_off) && teaser &&
        paid_part_letters(page) < visible_paid) {
        evidence.push_back(fmt::format("an offer stands where the text ends, after {} letters", box.letters));
        if (box.breaks_off) evidence.push_back("the text breaks off");
        if (paid) evidence.push_back("the page declares that its text is not free");
        // Below a sentence or two; under whole texts stand such boxes, too.
        const bool sure = evidence.size() > 1 || (box.letters <= sentence_or_two && box.account && box.price);
        return sure ? PaywallSigns::certain : PaywallSigns::box;
    }
    return PaywallSigns::none;
}

/// A teaser is short, and an offer stands where it ends; and either the page says that its text is not free, or the
/// text breaks off, or the offer's markup calls itself a paywall. A page that tells how long the text is, or in which
/// element the paid part stands, is believed first.
PaywallSigns cut_short(const Page& page, Evidence& evidence) {
    const auto& f = page.features;
    const bool paid = declares_paid(page);
    if (f.kept_letters > teaser_text) return PaywallSigns::none;
    if (!paid && f.kept_letters > short_text) return PaywallSigns::none;
    const std::size_t begin = page.body.kept.empty() ? 0 : page.body.kept.front();
    const std::size_t end = page.body.kept.empty() ? page.blocks.size() : page.body.kept.back() + 14;
    std::string_view phrase;
    for (std::size_t i = begin; i < page.blocks.size() && i < end && phrase.empty(); ++i)
        if (page.blocks[i].letters < 400 && !names_a_story(page.blocks[i]))
            phrase = find_sign(PageSign::paywall, fold_sign(clip_utf8(page.blocks[i].text, 600)));
    const auto ending = offer_at_end(page);
    if (phrase.empty()) phrase = ending;
    const auto told = paid ? told_length_of(page) : Told::nothing;
    if (told == Told::whole) return PaywallSigns::none;
    bool broken_off = false;  // the very last line may be the offer itself
    for (std::size_t k = 0; k < 3 && k < page.body.kept.size(); ++k) {
        const auto& text = page.blocks[page.body.kept[page.body.kept.size() - 1 - k]].text;
        broken_off = broken_off || text.ends_with("…") || text.ends_with("...") || text.ends_with("[…]");
    }
    const bool sold = phrase.empty() && f.kept_letters <= short_text &&
                      (((paid || broken_off) && links_to_offer(page)) || (paid && speaks_of_subscriptions(page)));
    const bool rest = ending.empty() && offers_the_rest(page);
    const bool offered = !phrase.empty() || sold || rest;
    if (!offered && told != Told::cut) return PaywallSigns::none;
    if (!broken_off && (!offered || !paid) && !has_paywall_class(page.document) && ending.empty() && !rest)
        return PaywallSigns::none;
    if (told != Told::cut && !broken_off && (f.kept_lines >= teaser_lines || paid_part_letters(page) >= visible_paid))
        return PaywallSigns::none;
    if (rest) evidence.push_back("an offer to read on");
    if (sold) evidence.push_back("an offer beside the text");
    if (!phrase.empty()) evidence.push_back(fmt::format("page says '{}'", phrase));
    if (paid) evidence.push_back("the page declares that its text is not free");
    if (told == Told::cut) evidence.push_back("the page declares a longer text");
    evidence.push_back(fmt::format("only {} letters of text", f.kept_letters));
    // what is sold beside a text may be sold beside a whole one
    return sold && told != Told::cut && !broken_off ? PaywallSigns::sold : PaywallSigns::certain;
}

}  // namespace

Declared declared_of(const Page& page) {
    Declared declared;
    declared.paid = declares_paid(page);
    declared.free = declares_free(page);
    declared.told = told_length_of(page);
    declared.paid_part_shown = declared.paid && paid_part_letters(page) >= visible_paid;
    return declared;
}

PaywallSigns paywall_signs(const Page& page, Evidence& evidence) {
    if (is_barrier(page, evidence)) return PaywallSigns::certain;
    const auto signs = cut_short(page, evidence);
    return signs == PaywallSigns::none ? ends_in_box(page, evidence) : signs;
}

namespace {

/// Its score and its first block; -9 and the number of blocks if there is none.
std::pair<float, std::size_t> likeliest_offer(const Page& page, const Declared& declared) {
    std::pair<float, std::size_t> best{-9.0f, page.blocks.size()};
    for (const auto& place : offer_places(page, declared))
        if (const auto score = teaser_score(place); score > best.first) best = {score, place.begin};
    return best;
}

}  // namespace

bool is_paywall(const Page& page, Evidence& evidence) {
    constexpr unsigned longest = 5000;  // letters; the free part of a text, and what stands below the offer
    const auto signs = paywall_signs(page, evidence);
    if (signs == PaywallSigns::certain) return true;
    if (page.features.kept_letters > longest) return false;
    const auto declared = declared_of(page);
    if (declared.told == Told::whole || declared.paid_part_shown) return false;
    const auto [best, begin] = likeliest_offer(page, declared);
    page.offer = best;
    if (begin >= page.blocks.size()) return signs != PaywallSigns::none;
    constexpr float surely_not = -1.0f;
    if (signs == PaywallSigns::sold && best > surely_not) return true;
    evidence.clear();
    if (best <= 0) return false;
    page.by_offer = true;
    evidence.push_back(
        fmt::format("an offer to read on ({:+.1f}): '{}'", best, clip_utf8(page.blocks[begin].text, 80)));
    return true;
}

}  // namespace winnow::extract
