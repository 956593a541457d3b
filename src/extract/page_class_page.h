#pragma once
/// A page as the classifier sees it: its lines counted, its address read; and the verdicts, each in the file of its
/// subject. Private to page_class*.cpp.

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

// Letters, not bytes. Measured on article pages: 99 of 100 keep more than 230 letters, 95 of 100 more than 580.
inline constexpr unsigned prose_letters = 120;    ///< a block that is a paragraph, not a teaser's line
inline constexpr unsigned sentence_letters = 40;  ///< a block that says something
inline constexpr unsigned headline_letters = 20;  ///< a link that is a headline, not a menu's word
inline constexpr unsigned short_text = 900;       ///< below it a text may be a notice instead of an article
inline constexpr unsigned little_page = 2500;     ///< of all letters of the page: a wall, not a paper

/// What the classes that content systems give to <body> say of the page: WordPress, Drupal, Joomla, phpBB.
enum class Template : std::uint8_t { unknown, article, listing, search, not_found, forum };

struct Features {
    unsigned letters = 0, link_letters = 0;  ///< of the whole page
    unsigned kept_letters = 0;
    unsigned kept_text = 0;          ///< letters of kept lines that say something: no links, captions, labels
    unsigned kept_lines = 0;         ///< how many such lines
    unsigned kept_prose = 0;         ///< paragraphs
    unsigned longest_run = 0;        ///< paragraphs in a row with no linked headline between
    unsigned longest_text = 0;       ///< letters that say something with no linked headline between
    unsigned headline_links = 0;     ///< blocks of the whole page that are one linked headline
    unsigned stories = 0;            ///< linked headlines inside the kept text, each of a story of its own
    unsigned story_headings = 0;     ///< of these, those that are headings
    unsigned linked_lines = 0;       ///< kept lines that hold a linked headline and more
    unsigned linked_headings = 0;    ///< headings of the whole page that are links
    unsigned opening_prose = 0;      ///< paragraphs before the first of them
    unsigned cards = 0;              ///< linked headlines that follow the headline, one after the other
    unsigned table_rows = 0;         ///< between headline and other parts of the page
    unsigned images = 0;             ///< below the headline, before other parts of the page begin
    unsigned own_images = 0;         ///< of these, before the first linked headline of another story
    std::size_t headline_block = 0;  ///< its place; the number of blocks if none is shown
    bool headline = false;           ///< a headline is shown that has to do with the title
    bool whole = false;              ///< the text is long and certain
    bool heading_is_link = false;    ///< the only main heading is a headline that leads to another page
    bool own_article = false;        ///< JSON-LD says that the page is an article
    bool og_article = false;
    bool machine_date = false;
    bool article_body = false;  ///< itemprop=articleBody with prose
    bool login_field = false;
    bool scripts = false;
    bool app_root = false;    ///< <div id="root"> and the like
    bool own_player = false;  ///< a player stands right below the headline
    bool media = false;       ///< a player, or a structured video, audio or gallery
    bool document = false;    ///< a PDF shown inside the page
    /// The title or a part of <title> stands as a heading, or close above the text, and is no link: this page's
    /// headline.
    bool titled = false;
    bool text_below = false;            ///< and a line of text follows it, kept or not
    bool dated = false;                 ///< a day of publication, and not from the address alone
    Template kind = Template::unknown;  ///< what the site's software calls the page
    std::string written_title;          ///< <title>
    std::string title;                  ///< the same, folded
    std::vector<std::string> headings;  ///< h1 and, without one, the first h2, folded
    double link_share() const { return letters == 0 ? 0 : static_cast<double>(link_letters) / letters; }
    /// One text outweighs all others: in a list each story has its teaser, in an article one has it all.
    bool one_story() const { return longest_text >= 250 && longest_text * 5 >= kept_text * 2; }
    /// A list of stories, each under or with its headline: what stands before the first is an introduction at most.
    bool is_chain() const {
        const bool headed = story_headings >= 3 && opening_prose <= 1 && story_headings * 8 >= kept_lines;
        const bool carded = linked_lines >= 5 && linked_lines * 10 >= kept_lines * 7;
        const bool linked = stories >= 5 && opening_prose <= 1 && longest_run <= 2;
        return !one_story() && (headed || carded || linked);
    }
};

/// The body without what stands on every page of the site, and where it stands: where a page has no text of its own,
/// the best that is to be found are the footer's lines, a notice on cookies, teasers of other stories.
struct OwnPart {
    Body body;                          ///< what is kept stands in no such box and not far below the headline
    std::vector<std::uint32_t> listed;  ///< the same with the teasers of other stories
    std::size_t headline;               ///< a block: this page's headline; the number of blocks if none is shown
    bool headed;                        ///< it is the page's own: it says what the title says, or ...
    bool implied;                       ///< ... it stands where headlines do, and none says what the title says
    std::size_t end;                    ///< the block where other parts of the page begin
    bool whole;                         ///< the text is long and certain: it was left as it is
};
OwnPart own_part(const html::Document& document, const Structured& structured, const std::vector<Block>& blocks,
                 const Body& body, const Article& article);

/// A line that is the linked headline of another story; a date or a number may stand beside the linked words.
bool is_headline_link(const Block& block);

Features measure(const html::Document& document, const Structured& structured, const std::vector<Block>& blocks,
                 const OwnPart& own, const Article& article);

/// What the body element's id and classes say; an article's word outweighs a listing's ("single ... category-news").
Template read_template(const html::Document& document);

/// A button that sells: "add to basket". Reads each link, so it is asked last.
bool has_shop_button(const html::Document& document);

/// What an address says of its page.
struct Address {
    bool known = false;
    bool root = false;     ///< "/", "/index.html", "/ru/"
    bool listing = false;  ///< "/tag/...", "/category/...", "/author/...", "/2026/02/"
    bool search = false;
    bool paged = false;
    bool slug = false;  ///< ends like an article: many words or a long number
    bool login = false;
    bool media = false;  ///< "/video/..."
    bool forum = false;  ///< "/viewtopic.php"
};
Address read_address(const url::Url* url);

struct Page {
    const html::Document& document;
    const Structured& structured;
    const std::vector<Block>& blocks;
    const Body& body;
    const Article& article;
    const Features& features;
    const Address& address;
    mutable bool by_offer = false;  ///< is_paywall(): it is one by that score alone
    mutable float offer = -9;       ///< is_paywall(): the score of the likeliest offer to read on; above 0 it is one

    /// True where the page speaks for itself as an article, in a way that walls and error pages do not copy.
    bool claims_article() const { return features.own_article || features.og_article || features.article_body; }
};

using Evidence = std::vector<std::string>;

/// "38 %"
std::string percent(double share);

/// The parts of a title between its separators: "404 - Page not found | Site".
std::vector<std::string> title_parts(std::string_view title);

bool is_a_word_or_two(std::string_view heading);

/// Whether a third of the words of one are in the other, or a long one.
bool shares_words(std::string_view heading, std::string_view title);

/// Title and main headings, where a page says what it is. Calls `use(text, place)`.
template <class Use>
void each_heading(const Page& page, Use use) {
    if (!page.features.title.empty()) use(std::string_view(page.features.title), std::string_view("title"));
    for (const auto& heading : page.features.headings)
        if (!heading.empty()) use(std::string_view(heading), std::string_view("heading"));
}

// The verdicts: true if the page is one, with the reasons in `evidence`.
bool is_challenge(const Page& page, Evidence& evidence);
bool is_js_only(const Page& page, Evidence& evidence);
bool is_consent_wall(const Page& page, Evidence& evidence);
bool is_login(const Page& page, Evidence& evidence);
bool is_paywall(const Page& page, Evidence& evidence);
bool is_soft_404(const Page& page, Evidence& evidence);
/// A page that says of itself that it shows what was searched for, by words that no story begins with, or by its
/// address, too: however its results are made.
bool is_search(const Page& page, Evidence& evidence);
bool is_listing(const Page& page, Evidence& evidence);
bool is_media_only(const Page& page, Evidence& evidence);
/// By what it says of itself: an imprint, a product, the weather.
bool is_other(const Page& page, Evidence& evidence);
/// By what it does not show.
bool is_unshown(const Page& page, Evidence& evidence);
/// By what it lacks.
bool is_no_article(const Page& page, Evidence& evidence);

}  // namespace winnow::extract
