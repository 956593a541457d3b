// Front pages, sections, tags, searches: pages of links to stories.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "extract/page_class_page.h"
#include "extract/page_class_words.h"

namespace winnow::extract {

namespace {

/// "Latest news", "search results for ..." as the title or main heading.
std::string listing_words(const Page& page) {
    std::string said;
    each_heading(page, [&](std::string_view text, std::string_view where) {
        if (!said.empty()) return;
        for (const auto& part : title_parts(text)) {
            auto phrase = is_sign(PageSign::listing_title, part);
            if (phrase.empty() && part.size() < 80) {
                const auto search = find_sign(PageSign::search_title, part);
                // in Turkic languages these words come last
                if (!search.empty() && (part.starts_with(search) || part.ends_with(search))) phrase = search;
            }
            if (phrase.empty() && part.size() < 120) {
                const auto start = find_sign(PageSign::listing_start, part);
                if (!start.empty() && part.starts_with(start)) phrase = start;
            }
            if (phrase.empty() && part.starts_with('#') && part.size() < 60 && part.find(' ') == std::string::npos)
                phrase = "#";
            if (!phrase.empty()) said = fmt::format("{} says '{}'", where, phrase);
            if (where == "title") break;  // its later parts are the site's
        }
    });
    return said;
}

/// Points for a page of links to stories, and against it.
double listing_points(const Page& page, Evidence& evidence) {
    const auto& f = page.features;
    const auto& address = page.address;
    double points = 0;
    const auto add = [&](double value, std::string why) {
        points += value;
        if (value > 0) evidence.push_back(std::move(why));
    };
    // --- the address: never enough by itself, as archives lose paths
    // Over a chain of stories, the name of a paper or section stands where others have their headline.
    const auto og = page.structured.first_meta("og:type");
    const bool section = address.known ? !address.slug : iequals_ascii(og, "website");
    const bool silent = !page.claims_article() && !f.machine_date;
    // The headline of an author's or a tag's page may be long, and an introduction stand below it.
    constexpr std::size_t longest_name = 48;  // letters: "Klara Fenn, author at The Harbour Gazette"
    const bool named = f.headings.empty() || length_utf8(f.headings.front()) <= longest_name;
    const bool carded = f.cards >= 5 && named && silent && !f.media && f.images * 2 <= f.cards * 3 + 4 && !f.dated &&
                        !f.one_story() && f.kept_prose <= 1;
    const bool titled = f.titled && !(f.is_chain() && section && silent) && !carded;
    if (address.root) add(titled || f.one_story() ? 0.5 : 2.0, "the address is a front page's");
    if (address.listing) add(2.5, "the address is a tag's, section's, author's or day's");
    if (address.search) add(3.0, "the address is a search");
    if (address.paged) add(1.0, "the address counts pages");
    if (address.slug) add(-2.0, "");
    if (address.known && !address.slug && !address.root && !address.listing && !address.search)
        add(0.5, "the address has no slug");

    // --- what the page says of itself
    for (const auto* type : {"CollectionPage", "SearchResultsPage", "ProfilePage", "ItemList"})
        if (!f.own_article && page.structured.object_of_type(type) != nullptr) {
            add(2.0, fmt::format("structured data says {}", type));
            break;
        }
    if (f.kind == Template::listing || f.kind == Template::search) add(3.3, "the classes of the body are a list's");
    if (f.kind == Template::article) add(-2.5, "");
    if (!f.own_article && (iequals_ascii(og, "website") || iequals_ascii(og, "profile") || iequals_ascii(og, "blog")))
        add(0.7, fmt::format("og:type is {}", og));
    if (f.own_article) add(-3.0, "");
    if (f.og_article) add(-2.0, "");
    if (f.article_body) add(-1.5, "");
    if (f.machine_date) add(-3.0, "");
    auto said = listing_words(page);
    if (titled && said.empty()) add(f.text_below ? -3.0 : -2.0, "");
    if (!said.empty()) add(1.5, std::move(said));
    if (f.headings.empty())
        add(0.5, "no main heading");
    else if (!titled && std::all_of(f.headings.begin(), f.headings.end(), is_a_word_or_two))
        add(0.7, "the main heading is a word or two");
    if (f.heading_is_link && !titled) add(1.5, "the main heading is a link");

    // --- how it is made: headline, teaser, headline, teaser
    const unsigned stories = f.stories + (f.is_chain() ? f.linked_lines : 0);
    if (stories >= 3)
        add(1.0 + (stories >= 6 ? 1.0 : 0) + (stories >= 12 ? 1.0 : 0),
            fmt::format("{} linked headlines in the text", stories));
    if (carded && !f.is_chain()) add(2.5, fmt::format("{} linked headlines follow the heading", f.cards));
    if (f.is_chain()) add(titled ? 1.0 : 2.5, "each part of the text stands under a linked headline");
    if (f.linked_headings >= 6 && !titled && !f.one_story())
        add(1.0, fmt::format("{} headings are links", f.linked_headings));
    if (f.headline_links >= 25 && f.longest_run <= 2)
        add(f.headline_links >= 60 ? 1.5 : 1.0, fmt::format("{} linked headlines on the page", f.headline_links));
    const double links = f.link_share();
    if (links > 0.55 && f.longest_run <= 3)
        add(links > 0.75 ? 2.0 : 1.2, fmt::format("{} of the text is links", percent(links)));
    if (f.kept_prose <= 1 && f.headline_links >= 10 && !titled && !f.one_story())
        add(1.0, "next to no paragraph of text");
    if (f.kept_text == 0 && f.headline_links >= 5 && !titled) add(1.0, "headlines and not a line of text");
    if (f.one_story()) add(-2.0, "");
    if (f.longest_run >= 3 && !f.is_chain()) add(f.longest_run >= 5 ? -4.0 : -2.5, "");
    if (page.body.confidence < 0.5f)
        add(1.0, fmt::format("the text is unlikely to be an article ({:.2f})", page.body.confidence));
    if (page.body.confidence > 0.9f && f.kept_text > 600 && f.stories < 3 && !f.is_chain()) add(-1.0, "");

    return points;
}

}  // namespace

bool is_search(const Page& page, Evidence& evidence) {
    constexpr std::size_t telling = 12;  // bytes: "results for", not "search"
    if (page.features.machine_date || page.features.own_article) return false;
    unsigned whole = 0;
    std::string said;
    each_heading(page, [&](std::string_view text, std::string_view where) {
        const auto parts = title_parts(text);
        if (parts.empty() || parts.front().size() > 100) return;
        const auto phrase = find_sign(PageSign::search_title, parts.front());
        if (phrase.empty() || !parts.front().starts_with(phrase)) return;
        if (phrase.size() < telling && !page.address.search) return;
        ++whole;
        said = fmt::format("{} says '{}'", where, phrase);
    });
    if (whole < (page.address.search ? 1 : 2)) return false;
    if (page.address.search) evidence.push_back("the address is a search");
    evidence.push_back(std::move(said));
    return true;
}

bool is_listing(const Page& page, Evidence& evidence) {
    // On 1,013 pages of articles, all but three with lists of links for a text stay below 2.5.
    constexpr double enough = 3.2;
    if (listing_points(page, evidence) >= enough) return true;
    evidence.clear();
    return false;
}

}  // namespace winnow::extract
