#pragma once
/// Is this page an article, and if not, what is it?

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extract/article.h"
#include "extract/blocks.h"
#include "extract/body.h"
#include "extract/structured.h"
#include "html/dom.h"
#include "url/url.h"

namespace winnow::extract {

enum class PageClass : std::uint8_t {
    article,
    listing,  ///< home page, section front, tag page, search result, forum index
    soft_404,
    login,
    paywall,  ///< a teaser of a paid text
    consent_wall,
    challenge,   ///< bot check
    js_only,     ///< an empty shell that a script would fill
    media_only,  ///< a video, gallery or audio page without a text
    not_html,    ///< PDF or image bytes behind an html URL
    empty,       ///< nothing to read
    other,       ///< imprint, contact, product, weather: a page of its own that is no piece of news
};

struct Classification {
    PageClass page_class = PageClass::article;
    std::vector<std::string> evidence;        ///< "title says 'Page not found'", "83 % of the text is links"
    PageClass by_rules = PageClass::article;  ///< before the numbers were weighed
    std::vector<float> numbers{};             ///< what the page model saw (page_numbers.h); empty: it was not asked
    bool only_weighed = false;  ///< refused by the model alone, over a text of some length: others may see an article
};

/// `announced`: a feed or news sitemap named the page as a story of the day that it shows, or it shows none.
/// Precision both ways: on sets of pages that nothing was learned from 0 to 3 in 100 articles refused
/// (docs/metadata.md). A title-only page, a live ticker and a two-sentence newsflash are articles.
Classification classify(const html::Document& document, const Structured& structured, const std::vector<Block>& blocks,
                        const Body& body, const Article& article, const url::Url* url, bool announced = false);

/// A short body without what stands on every page of the site: lines in footers, dialogs and boxes, and those far below
/// the headline. A longer body, and one without a headline to measure from, is as it was.
std::vector<std::uint32_t> own_lines(const html::Document& document, const Structured& structured,
                                     const std::vector<Block>& blocks, const Body& body, const Article& article);

/// Before any parse: bytes that are no HTML at all (PDF, images, zip, NUL-filled, empty).
bool looks_like_html(std::string_view bytes, std::string& why);

/// The outcome under which a page of this class is recorded.
Errc outcome_of(PageClass page_class);

/// "listing", "soft_404": for people and for --explain.
std::string_view page_class_name(PageClass page_class);

}  // namespace winnow::extract
