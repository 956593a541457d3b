#include "extract/page_class.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "extract/page_class_page.h"
#include "extract/page_class_topics.h"
#include "extract/page_class_words.h"
#include "extract/page_model.h"
#include "extract/page_numbers.h"
#include "extract/page_text.h"

namespace winnow::extract {

namespace {

/// "500 Internal Server Error", "Index of /files", "Gateway Timeout (504)": without the number or path beside it.
std::string_view without_number(std::string_view text) {
    const auto is_mark = [](char c) {
        return is_ascii_digit(c) || c == ' ' || c == ':' || c == '(' || c == ')' || c == '-';
    };
    while (!text.empty() && is_mark(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_mark(text.back())) text.remove_suffix(1);
    if (constexpr std::string_view word = " error code"; text.ends_with(word)) text.remove_suffix(word.size());
    return text;
}

/// What servers say for themselves, and what is no more than a word of service: "We'll be back soon", "Thank you for
/// subscribing". The whole title or heading says so, and little is said besides.
std::string_view status_of(const Page& page) {
    const auto& f = page.features;
    if (f.kept_letters >= short_text || f.letters >= little_page || page.claims_article() || f.machine_date) return {};
    if (f.kept_prose > 1 && f.titled) return {};
    std::string_view found;
    each_heading(page, [&](std::string_view text, std::string_view where) {
        if (!found.empty()) return;
        const auto parts = title_parts(text);
        for (const auto& part : parts) {
            if (found.empty()) found = is_sign(PageSign::status_title, without_number(part));
            if (where == "title" && parts.size() > 1 && found.empty() && &part == &parts[1]) break;
        }
    });
    return found;
}

/// Nothing of an article: no paragraph, no day, no word that it is one.
bool is_nothing(const Page& page) {
    const auto& f = page.features;
    return f.kept_prose == 0 && f.kept_text < 200 && !page.claims_article() && !page.features.dated;
}

/// What is left of a story that was taken away: its headline, its day, and a line or two about itself, with none of the
/// headline's words. Empty if it is not so.
std::string withdrawal_of(const Page& page) {
    constexpr unsigned most_lines = 3, most_besides = 60;  // lines; letters
    constexpr std::size_t below = 6;                       // lines below the headline, where nothing is kept
    constexpr std::size_t beginning = 40, longest = 300;   // bytes: "This story ...", what it may say
    const auto& f = page.features;
    if (f.kept_prose > 1 || f.kept_lines > most_lines) return {};
    auto lines = page.body.kept;
    for (auto i = f.headline_block + 1; lines.empty() && i < page.blocks.size() && i <= f.headline_block + below; ++i)
        if (page.blocks[i].links == 0 &&
            topic_of(PageTopic::not_found, fold_sign(clip_utf8(page.blocks[i].text, longest))))
            lines.push_back(static_cast<std::uint32_t>(i));
    for (const auto i : lines) {
        const auto& block = page.blocks[i];
        if (block.letters < headline_letters || block.links > 0) continue;
        for (const std::string_view quote : {"«", "\"", "“", "„", "‘", "'", "「"})
            if (block.text.starts_with(quote)) return {};  // somebody tells of such a page
        const auto line = fold_sign(clip_utf8(block.text, longest));
        const auto said = topic_of(PageTopic::not_found, line);
        if (!said || !names_page(clip_utf8(line, beginning)) || f.kept_text > block.letters + most_besides) return {};
        return words_shared(page.article.title, line) > 0.2f ? std::string() : *said;
    }
    return {};
}

}  // namespace

bool is_soft_404(const Page& page, Evidence& evidence) {
    const auto& f = page.features;
    const bool dated_story = page.claims_article() && f.machine_date && f.titled && f.kept_text > 0;
    if (f.kind == Template::not_found && !dated_story && !(f.titled && f.kept_prose >= 2)) {
        evidence.push_back("the classes of the body are an error page's");
        evidence.push_back(fmt::format("{} paragraphs of text", f.kept_prose));
        return true;
    }
    // a text with this in its title may be a story about one ("hiker not found"): then it has paragraphs
    const bool bare = f.longest_run <= 1 || f.kept_letters < short_text;
    /// A story about lost pages says more than that, and goes on.
    const auto tells = [&](std::string_view phrase, std::string_view text) {
        // "No results found in the hunt for the big cat": a headline over a day and a text
        const bool headline = f.titled && f.dated && f.kept_text > 0;
        return !phrase.empty() && ((f.kept_prose < 2 && !headline) || phrase.size() * 10 >= text.size() * 6);
    };
    std::string found;
    unsigned whole = 0;  // title and heading that say this and nothing more
    each_heading(page, [&](std::string_view text, std::string_view where) {
        if (text.size() > 160) return;
        // below this page's headline, another is a notice's
        if (where == "heading" && f.titled && text != f.headings.front()) return;
        std::string_view phrase;
        for (const auto& part : title_parts(text)) {
            if (!phrase.empty()) break;
            const auto inside = find_sign(PageSign::not_found, part);
            phrase = tells(inside, part) ? inside : is_sign(PageSign::not_found_title, part);
            whole += !phrase.empty() && phrase.size() * 10 >= part.size() * 8 ? 1 : 0;
        }
        if (!phrase.empty() && found.empty()) found = fmt::format("{} says '{}'", where, phrase);
    });
    if (!bare && (whole < 2 || page.claims_article())) return false;
    // A story that has its headline, its day and some lines may begin with any words.
    const bool lines = f.kept_lines >= 3 && f.kept_text >= 200;
    const bool story = f.titled && f.dated && (lines || (f.kept_prose >= 1 && f.kept_text >= 250));
    if (found.empty() && !story && !(page.claims_article() && f.machine_date)) {
        // or the first lines of what there is to read
        std::size_t looked = 0;
        for (const auto i : page.body.kept) {
            const auto& block = page.blocks[i];
            if (++looked > 3) break;
            const auto phrase = find_sign(PageSign::not_found, fold_sign(clip_utf8(block.text, 240)));
            // what a story says of lost pages is a part of what it says
            const bool part = f.titled && page.claims_article() && f.kept_letters >= block.letters + 60;
            if (tells(phrase, block.text) && block.letters < 200 && !part)
                found = fmt::format("text says '{}'", phrase);
        }
        for (const auto& block : page.blocks) {
            if (!found.empty()) break;
            if (block.kind != BlockKind::heading || block.letters > 80) continue;
            const auto phrase = find_sign(PageSign::not_found, fold_sign(block.text));
            if (tells(phrase, block.text)) found = fmt::format("a heading says '{}'", phrase);
        }
    }
    // or says so in words of its own
    if (found.empty() && !story && f.kept_prose < 2 && !page.claims_article() && !f.machine_date &&
        !(f.titled && f.dated)) {
        constexpr std::size_t longest = 240;  // bytes
        const auto look = [&](std::string_view folded, std::string_view where) {
            if (!found.empty() || folded.size() > longest) return;
            if (const auto said = topic_of(PageTopic::not_found, folded))
                found = fmt::format("{} says '{}'", where, *said);
        };
        each_heading(page, look);
        for (std::size_t k = 0; k < std::min<std::size_t>(3, page.body.kept.size()); ++k)
            look(fold_sign(clip_utf8(page.blocks[page.body.kept[k]].text, longest + 1)), "text");
        for (const auto& block : page.blocks)
            if (block.kind == BlockKind::heading && block.link_letters == 0 && found.empty())
                look(fold_sign(clip_utf8(block.text, longest + 1)), "a heading");
    }
    if (found.empty())
        if (const auto said = withdrawal_of(page); !said.empty()) {
            evidence.push_back(fmt::format("the text says '{}' and nothing more", said));
            return true;
        }
    // A server's trouble is told on a page that has nothing else.
    const bool nameless = f.title.empty() && f.headings.empty() && f.kept_letters < short_text;
    if (found.empty() && (is_nothing(page) || nameless)) {
        each_heading(page, [&](std::string_view text, std::string_view where) {
            const auto phrase = find_sign(PageSign::unavailable, text);
            if (found.empty() && !phrase.empty()) found = fmt::format("{} says '{}'", where, phrase);
        });
        for (const auto i : page.body.kept) {
            const auto phrase = find_sign(PageSign::unavailable, fold_sign(clip_utf8(page.blocks[i].text, 240)));
            if (found.empty() && !phrase.empty()) found = fmt::format("text says '{}'", phrase);
        }
    }
    if (found.empty()) {
        if (const auto status = status_of(page); !status.empty()) found = fmt::format("the page says '{}'", status);
    }
    if (found.empty() || (f.machine_date && f.own_article && f.kept_prose >= 1)) return false;
    evidence.push_back(std::move(found));
    evidence.push_back(fmt::format("{} paragraphs of text", f.kept_prose));
    return true;
}

/// A video, a gallery or a document without a text.
bool is_media_only(const Page& page, Evidence& evidence) {
    const auto& f = page.features;
    // Pictures, and under each its line.
    const bool album = f.images >= 6 && f.images >= f.kept_lines && f.longest_run <= 1 && !page.claims_article() &&
                       !f.machine_date && f.kept_text < f.images * 120;
    const bool named = page.address.media || page.structured.object_of_type("ImageGallery") != nullptr ||
                       page.structured.object_of_type("MediaGallery") != nullptr;
    // or a story with pictures of its own
    const bool apart = f.titled && f.dated && f.kept_text >= 200 && f.kept_lines >= 3 && f.kept_lines * 2 < f.images;
    if (album && !apart && !f.whole &&
        (named || (f.images >= 10 && !f.dated && f.kept_prose == 0 && f.kept_lines >= 4))) {
        evidence.push_back(fmt::format("{} pictures and {} lines", f.images, f.kept_lines));
        return true;
    }
    // Under a document stand the lines of whoever shows it.
    const bool document =
        f.document &&
        (f.kept_text < 120 || (f.kept_text < short_text && f.kept_prose <= 1 && !f.dated && !page.claims_article()));
    if (!document && (f.kept_prose > 1 || f.kept_text > 350)) return false;
    if (f.titled && f.dated && f.kept_lines >= 3 && f.kept_text >= 200) return false;  // a text of short paragraphs
    const auto type = page.structured.first_meta("og:type");
    bool declared = istarts_with_ascii(type, "video") || istarts_with_ascii(type, "music");
    for (const auto* media : {"VideoObject", "AudioObject", "ImageGallery", "MediaGallery", "PodcastEpisode"})
        declared = declared || (!f.own_article && page.structured.object_of_type(media) != nullptr);
    // or a player and not a line beside it
    const bool alone = f.kept_text == 0 && (f.own_player || (!page.claims_article() && !f.machine_date));
    const bool player = f.media && (declared || page.address.media || alone) && !(f.own_article && f.kept_text > 150);
    const auto says_pictures = [&] {
        bool said = false;
        each_heading(page, [&](std::string_view text, std::string_view) {
            const auto phrase = find_sign(PageSign::gallery_start, text);
            said = said || (!phrase.empty() && text.starts_with(phrase));
        });
        return said;
    };
    const bool gallery = f.images >= 6 && f.kept_prose == 0 && !f.own_article && f.kept_text < 250 &&
                         (page.address.media || (f.own_images >= 10 && is_nothing(page)) || says_pictures());
    if (!player && !gallery && !document) return false;
    if (declared)
        evidence.push_back("the page declares itself video, audio or gallery");
    else if (page.address.media)
        evidence.push_back("the address is a video's or gallery's");
    if (gallery) evidence.push_back(fmt::format("{} pictures", f.images));
    if (document) evidence.push_back("a document is shown inside the page");
    evidence.push_back(fmt::format("{} letters of text", f.kept_text));
    return true;
}

bool is_other(const Page& page, Evidence& evidence) {
    const auto& f = page.features;
    if (page.claims_article() && (f.machine_date || f.kept_prose >= 2)) return false;
    for (const auto* type : {"Product", "AboutPage", "ContactPage", "FAQPage", "WeatherForecast", "Event", "JobPosting",
                             "Hotel", "Restaurant", "LocalBusiness"}) {
        const auto* object = f.own_article ? nullptr : page.structured.object_of_type(type);
        const bool product = object != nullptr && std::string_view(type) == "Product";
        // questions and answers are told to machines under many a story, too
        if (std::string_view(type) == "FAQPage" && page.claims_article()) continue;
        if (object != nullptr && !f.machine_date && (f.kept_prose <= 2 || product || !page.address.slug) &&
            f.longest_run <= (product ? 4u : 2u)) {
            evidence.push_back(fmt::format("structured data says {}", type));
            return true;
        }
    }
    if (f.kind == Template::forum || page.address.forum) {
        evidence.push_back("a forum's software made the page");
        return true;
    }
    if (f.machine_date) return false;
    std::string said;
    unsigned places = 0;
    const auto look = [&](std::string_view text, std::string_view where) {
        auto phrase = is_sign(PageSign::imprint_title, text);
        if (phrase.empty() && f.kept_prose <= 2) phrase = is_sign(PageSign::weather_title, without_number(text));
        // "Programme for 22 November", "Index of /files": with the day or place, and not a line that says something
        if (phrase.empty() && f.kept_text == 0 && !page.claims_article()) {
            constexpr std::size_t longest_place = 16;  // letters
            const auto start = find_sign(PageSign::weather_title, text);
            if (!start.empty() && text.starts_with(start) && text.size() < 80 &&
                (!f.dated || length_utf8(text) <= length_utf8(start) + longest_place))
                phrase = start;
        }
        if (phrase.empty()) return;
        ++places;
        if (said.empty()) said = fmt::format("{} says '{}'", where, phrase);
    };
    // Further headings may be those of boxes: "Newsletter", "Contact".
    if (!f.headings.empty()) look(f.headings.front(), "heading");
    const auto parts = title_parts(f.title);
    if (!parts.empty()) look(parts.front(), "title");
    // Such pages show a day, too: of their last change, or of a story beside them.
    if (f.dated && places < 2 && f.kept_prose > 0) return false;
    if (!said.empty()) {
        evidence.push_back(std::move(said));
        if (!f.dated) evidence.push_back("no date");
        return true;
    }
    return false;
}

bool is_unshown(const Page& page, Evidence& evidence) {
    const auto& f = page.features;
    // What is nothing but a title shows it to readers, not to machines alone. A text may have come with the metadata.
    const auto origin_of_text = page.article.provenance.find("body");
    const bool unread = page.body.kept.empty() && origin_of_text != page.article.provenance.end() &&
                        origin_of_text->second.starts_with("jsonld");
    // Pages of hand-made tables have no heading.
    const bool text =
        page.article.published && f.kept_lines >= (f.kept_prose > 0 ? 2 : 3) && page.body.confidence >= 0.9f;
    const bool nothing =
        f.kept_text < 300 || page.body.confidence < 0.6f || (page.body.confidence < 0.9f && f.kept_text < 600);
    if (f.whole || f.headline || unread || text || !nothing) return false;
    evidence.push_back("neither a headline nor a text is shown");
    return true;
}

bool is_no_article(const Page& page, Evidence& evidence) {
    const auto& f = page.features;
    if ((page.claims_article() && (f.machine_date || f.kept_prose >= 2)) || f.machine_date) return false;
    if (!page.claims_article() && f.longest_run <= 3 && f.kept_letters < short_text && !(f.titled && f.dated) &&
        has_shop_button(page.document)) {
        evidence.push_back("a button sells something");
        return true;
    }
    if (f.table_rows >= 5 && f.kept_text < 150 && !page.claims_article() && !f.machine_date) {
        evidence.push_back(fmt::format("a table of {} rows and next to no sentence", f.table_rows));
        return true;
    }
    // A day that only stands somewhere on the page may be one of many: of events, of rates, of old issues.
    if (f.dated && f.kept_prose > 0) return false;
    // Neither prose nor any word that this is an article.
    const bool headed = f.titled || (page.address.slug && !f.headings.empty());
    const auto origin = page.article.provenance.find("date");
    const bool by_address =
        f.titled && page.article.published && origin != page.article.provenance.end() && origin->second == "url";
    const bool hopeless =
        !f.dated && !by_address && is_nothing(page) && f.kept_letters < 140 && (!headed || f.kept_text == 0);
    // No headline of an article is a word or two, and what follows is no text.
    const bool named = !f.headings.empty() && !f.titled && !page.address.slug && !page.claims_article() &&
                       f.kept_prose <= 1 && f.kept_text < (f.kept_prose == 0 ? 500 : 350) &&
                       is_a_word_or_two(f.headings.front());
    if (!hopeless && !named) return false;
    if (named) evidence.push_back("the main heading is a word or two");
    evidence.push_back(fmt::format("{} letters of text, no date, nothing says that it is an article", f.kept_letters));
    return true;
}

namespace {

/// What a rule that may be wrong took the page for.
enum class Suspect : std::uint8_t { none, consent, paywall, listing, media, other };

/// Beside what the rules say, what the page's numbers say together.
void weigh(const Page& page, const OwnPart& own, const Body& found, const url::Url* url, Suspect suspect,
           bool announced, Classification& result) {
    // Log odds, chosen on pages that the model had not seen: papers have few other pages that look like stories, other
    // sites many.
    constexpr float announced_least = -2.5f, flash_least = -1.0f, paper_least = -0.8f, other_least = -0.4f;
    constexpr float certain = 0.8f, likely = 0.3f;
    constexpr float sections = 2.0f;    // as log2(1 + n): menus that name three sections are a paper's
    constexpr unsigned quotable = 300;  // letters; less is no text that anybody may miss
    const auto& f = page.features;
    auto& said = result.page_class;
    result.by_rules = said;
    // What says of itself that it is an article and shows headline and text needs no more; of what only machines read
    // nothing is seen.
    const auto text = page.article.provenance.find("body");
    const bool unseen = text != page.article.provenance.end() && text->second.starts_with("jsonld");
    const bool lines = f.kept_prose >= 1 || (f.kept_lines >= 3 && f.kept_text >= 200);
    const bool story = f.titled && f.own_article && ((f.dated && lines) || f.kept_prose >= 2);
    // A headline over a text and no link at all is somebody's file, no page of a site that could tell more.
    const bool bare = f.headline && f.link_letters == 0 && f.kept_text >= 200;
    if (said == PageClass::article && (unseen || story || bare)) return;
    const auto numbers = page_numbers(page, own, found, url);
    result.numbers.assign(numbers.begin(), numbers.end());
    const float score = page_score(numbers);
    // Two sentences under a headline and its day, however short the headline.
    const bool flash = f.headline && f.dated && f.kept_lines >= 2 && f.kept_text >= 120 &&
                       numbers[static_cast<std::size_t>(PageNumber::day_gap)] <= 3;
    const bool paper = numbers[static_cast<std::size_t>(PageNumber::menu_news)] >= sections;
    // A feed or news sitemap that names the page as a story of that day is a witness, too.
    const float least = announced ? announced_least : flash ? flash_least : paper ? paper_least : other_least;
    if (said == PageClass::article && score < least) {
        said = f.scripts && f.app_root && !f.headline ? PageClass::js_only : PageClass::other;
        result.evidence = {fmt::format("weighed as no article ({:.1f}): {}", score, page_doubts(numbers))};
        result.only_weighed = said == PageClass::other && f.kept_letters >= quotable;
    } else if (suspect != Suspect::none && score >= (suspect == Suspect::paywall ? likely : certain) &&
               f.kept_letters < short_text &&
               (f.headline || f.kept_text > 0)) {  // what shows nothing is nothing, whatever machines are told
        said = PageClass::article;
        result.evidence = {fmt::format("weighed as an article ({:.1f})", score)};
    }
}

}  // namespace

Classification classify(const html::Document& document, const Structured& structured, const std::vector<Block>& blocks,
                        const Body& body, const Article& article, const url::Url* url, bool announced) {
    const auto own = own_part(document, structured, blocks, body, article);
    const auto features = measure(document, structured, blocks, own, article);
    const auto address = read_address(url);
    const Page page{document, structured, blocks, own.body, article, features, address};
    Classification result;
    auto suspect = Suspect::none;
    const auto is = [&](PageClass page_class, bool (*test)(const Page&, Evidence&), Suspect of = Suspect::none) {
        if (result.page_class != PageClass::article) return;
        Evidence evidence;
        if (!test(page, evidence)) return;
        result.page_class = page_class;
        result.evidence = std::move(evidence);
        suspect = of;
    };
    is(PageClass::challenge, is_challenge);
    is(PageClass::js_only, is_js_only);
    if (features.letters == 0 && article.title.empty() && result.page_class == PageClass::article)
        return {PageClass::empty, {"no text"}, PageClass::empty, {}};
    is(PageClass::soft_404, is_soft_404);
    is(PageClass::consent_wall, is_consent_wall, Suspect::consent);
    const auto ask_what_it_calls_itself = [&] {
        is(PageClass::other, is_other);
        is(PageClass::listing, is_search);
    };
    const auto ask_the_certain = [&] {
        is(PageClass::login, is_login);
        is(PageClass::paywall, is_paywall);
        constexpr float doubtful = 1.5f;  // log odds of an offer
        if (result.page_class == PageClass::paywall && page.by_offer && page.offer < doubtful)
            suspect = Suspect::paywall;
        ask_what_it_calls_itself();
    };
    ask_the_certain();
    if (own.listed.size() == own.body.kept.size()) {
        is(PageClass::listing, is_listing, Suspect::listing);
    } else if (result.page_class == PageClass::article) {
        // teasers are none of a page's own text, unless it is a page of teasers
        auto with_teasers = own;
        with_teasers.body.kept = own.listed;
        const auto seen = measure(document, structured, blocks, with_teasers, article);
        const Page list{document, structured, blocks, with_teasers.body, article, seen, address};
        if (is_listing(list, result.evidence)) {
            result.page_class = PageClass::listing;
            suspect = Suspect::listing;
        }
    }
    // what stands under a document may read like a story of two sentences
    is(PageClass::media_only, is_media_only, features.document ? Suspect::none : Suspect::media);
    is(PageClass::other, is_unshown, Suspect::other);
    is(PageClass::other, is_no_article, Suspect::other);
    // A title that only machines read, over nothing, is no title-only story.
    if (features.letters == 0 && article.body.empty() && result.page_class == PageClass::article)
        return {PageClass::empty, {"no text but the metadata's title"}, PageClass::empty, {}};
    weigh(page, own, body, url, suspect, announced, result);
    // a rule that was wrong kept the certain ones from being asked
    if (suspect == Suspect::consent && result.page_class == PageClass::article) ask_the_certain();
    if (suspect == Suspect::paywall && result.page_class == PageClass::article) ask_what_it_calls_itself();
    if (result.page_class == PageClass::article) {
        if (features.own_article) result.evidence.push_back("structured data says article");
        if (features.og_article) result.evidence.push_back("og:type says article");
        if (features.machine_date) result.evidence.push_back("a publication date for machines");
        if (address.slug) result.evidence.push_back("the address has a slug");
        result.evidence.push_back(
            fmt::format("{} paragraphs, {} letters of text", features.kept_prose, features.kept_letters));
    }
    return result;
}

Errc outcome_of(PageClass page_class) {
    switch (page_class) {
        case PageClass::soft_404:
            return Errc::soft_404;
        case PageClass::login:
            return Errc::login;
        case PageClass::paywall:
            return Errc::paywall;
        case PageClass::consent_wall:
            return Errc::consent_wall;
        case PageClass::challenge:
            return Errc::challenge;
        case PageClass::js_only:
            return Errc::js_only;
        case PageClass::media_only:
            return Errc::media_only;
        case PageClass::not_html:
            return Errc::not_html;
        case PageClass::empty:
            return Errc::empty_text;
        case PageClass::article:
        case PageClass::listing:
        case PageClass::other:
            break;
    }
    return Errc::not_article;
}

std::string_view page_class_name(PageClass page_class) {
    static constexpr std::string_view names[] = {"article",    "listing",      "soft_404",  "login",
                                                 "paywall",    "consent_wall", "challenge", "js_only",
                                                 "media_only", "not_html",     "empty",     "other"};
    return names[static_cast<std::size_t>(page_class)];
}

}  // namespace winnow::extract
