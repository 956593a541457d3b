#include "page_zoo.h"

#include <fmt/format.h>

#include <functional>

#include "base/text.h"
#include "page_zoo_words.h"

namespace winnow::extract::zoo {

namespace {

const std::string host = "https://www.valley-courier.example";

/// What a system puts around its content.
enum class System { wordpress, drupal, joomla, ghost, nextjs, arc, bitrix, dle, blogger, wix };
constexpr std::size_t system_count = 10;
constexpr const char* system_names[] = {"wordpress", "drupal", "joomla", "ghost",   "nextjs",
                                        "arc",       "bitrix", "dle",    "blogger", "wix"};

struct Page {
    const Voice& voice;
    System system;
    std::size_t turn;  ///< rotates headlines and the like
    std::string headline(std::size_t i) const { return voice.headlines[(i + turn) % voice.headlines.size()]; }
    std::string teaser(std::size_t i) const { return voice.teasers[(i + turn) % voice.teasers.size()]; }
    std::string paragraph(std::size_t i) const { return voice.paragraphs[i % voice.paragraphs.size()]; }
    std::string day() const { return fmt::format("2026-02-{:02}", 1 + turn * 3 % 27); }
    std::string shown_day() const { return fmt::format("{:02}.02.2026", 1 + turn * 3 % 27); }
};

// --- addresses and lists
// ----------------------------------------------------------------------------------------------

std::string story_path(const Page& page, std::size_t i) {
    const auto id = 48210 + i * 7 + page.turn;
    switch (page.system) {
        case System::wordpress:
            return fmt::format("/2026/02/story-about-the-valley-{}/", id);
        case System::drupal:
            return fmt::format("/node/{}", id);
        case System::joomla:
            return fmt::format("/index.php/news/{}-story-about-the-valley", id);
        case System::bitrix:
            return fmt::format("/news/detail/{}/", id);
        case System::dle:
            return fmt::format("/news/{}-istoriya-doliny.html", id);
        case System::blogger:
            return fmt::format("/2026/02/story-valley-{}.html", id);
        case System::arc:
            return fmt::format("/news/2026/02/11/story-about-the-valley-{}/", id);
        default:
            return fmt::format("/news/story-about-the-valley-{}", id);
    }
}

std::string links(const Page& page, std::size_t count, const std::string& list_class = "list") {
    std::string out = "<ul class=\"" + list_class + "\">";
    for (std::size_t i = 0; i < count; ++i)
        out += fmt::format("<li><a href=\"{}\">{}{}</a></li>", story_path(page, i + 50), page.headline(i + 3),
                           i >= 10 ? fmt::format(" {}", i) : "");
    return out + "</ul>";
}

/// A story in a list, as the system writes it. `sentences` of teaser.
std::string card(const Page& page, std::size_t i, std::size_t sentences, bool more) {
    const auto url = story_path(page, i);
    const auto title = page.headline(i) + (i >= 10 ? fmt::format(" {}", i) : "");
    std::string teaser;
    for (std::size_t k = 0; k < sentences; ++k) teaser += (k ? " " : "") + page.teaser(i + k);
    const auto more_link = more ? fmt::format("<a class=\"more-link\" href=\"{}\">{}</a>", url, page.voice.more) : "";
    const auto text = teaser.empty() ? std::string() : "<p>" + teaser + "</p>";
    const auto day = page.shown_day();
    switch (page.system) {
        case System::wordpress:
            return fmt::format(
                "<article id=\"post-{}\" class=\"post type-post hentry\"><header class=\"entry-header\"><h2 "
                "class=\"entry-title\"><a href=\"{}\" rel=\"bookmark\">{}</a></h2><div class=\"entry-meta\"><time "
                "class=\"entry-date published\" datetime=\"{}T10:20:00+02:00\">{}</time></div></header><div "
                "class=\"entry-summary\">{}{}</div></article>",
                i, url, title, page.day(), day, text, more_link);
        case System::drupal:
            return fmt::format(
                "<div class=\"views-row\"><div class=\"node node--type-article node--view-mode-teaser\"><h2 "
                "class=\"node__title\"><a href=\"{}\" rel=\"bookmark\"><span>{}</span></a></h2><div "
                "class=\"field field--name-body\">{}</div><ul class=\"links inline\"><li "
                "class=\"node-readmore\">{}</li></ul></div></div>",
                url, title, text, more_link);
        case System::joomla:
            return fmt::format(
                "<div class=\"blog-item\" itemprop=\"blogPost\" itemscope "
                "itemtype=\"https://schema.org/BlogPosting\"><h2 itemprop=\"name\"><a href=\"{}\" "
                "itemprop=\"url\">{}</a></h2>{}<p class=\"readmore\">{}</p></div>",
                url, title, text, more_link);
        case System::ghost:
            return fmt::format(
                "<article class=\"post-card\"><a class=\"post-card-image-link\" href=\"{0}\"><img src=\"/i/{3}.jpg\" "
                "alt=\"{1}\"></a><div class=\"post-card-content\"><a class=\"post-card-content-link\" href=\"{0}\"><h2 "
                "class=\"post-card-title\">{1}</h2><div class=\"post-card-excerpt\">{2}</div></a></div></article>",
                url, title, teaser, i);
        case System::nextjs:
            return fmt::format(
                "<a class=\"styles_card__x1Ab{0}\" href=\"{1}\"><div class=\"styles_image__k2\"><img "
                "src=\"/_next/image?url={0}.jpg\"></div><h3 "
                "class=\"styles_title__q9\">{2}</h3></a><p class=\"styles_text__z3\">{3}</p>{4}",
                i, url, title, teaser, more_link);
        case System::arc:
            return fmt::format(
                "<div class=\"story-card b-results-list\"><a href=\"{0}\"><h3 class=\"c-heading\">{1}</h3></a><p "
                "class=\"c-paragraph\">{2}</p><span class=\"c-date\">{3}</span>{4}</div>",
                url, title, teaser, day, more_link);
        case System::bitrix:
            return fmt::format(
                "<p class=\"news-item\" id=\"bx_{0}\"><a href=\"{1}\"><img class=\"preview_picture\" "
                "src=\"/upload/{0}.jpg\"></a><span class=\"news-date-time\">{2}</span> <a "
                "href=\"{1}\"><b>{3}</b></a><br>{4}<br>{5}</p>",
                i, url, day, title, teaser, more_link);
        case System::dle:
            return fmt::format(
                "<div class=\"short-story\"><div class=\"short-title\"><a href=\"{0}\">{1}</a></div><div "
                "class=\"short-text\">{2}</div><div class=\"short-info\">{3} {4}</div></div>",
                url, title, teaser, day, more_link);
        case System::blogger:
            return fmt::format(
                "<div class=\"post-outer\"><div class=\"post hentry\"><h3 class=\"post-title entry-title\"><a "
                "href=\"{0}\">{1}</a></h3><div class=\"post-body entry-content\">{2}</div><div "
                "class=\"jump-link\">{3}</div></div></div>",
                url, title, teaser, more_link);
        case System::wix:
            return fmt::format(
                "<div data-hook=\"post-list-item\"><a href=\"{0}\" class=\"O16KGI\"><div data-hook=\"post-title\"><h2 "
                "class=\"bD0vt9\"><p>{1}</p></h2></div></a><div data-hook=\"post-description\">{2}</div>{3}</div>",
                url, title, teaser, more_link);
    }
    return {};
}

std::string cards(const Page& page, std::size_t count, std::size_t sentences, bool more) {
    std::string out = "<div class=\"grid\">";
    for (std::size_t i = 0; i < count; ++i) out += card(page, i, sentences, more);
    return out + "</div>";
}

std::string paragraphs(const Page& page, std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) {
        if (i < page.voice.paragraphs.size())
            out += "<p>" + page.paragraph(i) + "</p>";
        else
            out += fmt::format("<p>{}. {} {}</p>", page.headline(i), page.teaser(i), page.teaser(i + 2));
    }
    return out;
}

// --- the dress
// --------------------------------------------------------------------------------------------------------

std::string navigation(const Page& page) {
    std::string items;
    for (std::size_t i = 0; i < page.voice.sections.size(); ++i)
        items += fmt::format("<li class=\"menu-item\"><a href=\"/section-{}/\">{}</a></li>", i, page.voice.sections[i]);
    return items;
}

/// A whole page with header, side column and footer.
std::string dress(const Page& page, const std::string& title, const std::string& head, const std::string& content) {
    const auto& v = page.voice;
    const auto top = fmt::format("<!DOCTYPE html><html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{}</title>{}",
                                 v.language, title, head);
    const auto menu = navigation(page);
    const auto side = fmt::format("<h3>{}</h3>{}", v.popular, links(page, 6, "popular"));
    const auto form = fmt::format("<form action=\"/search\"><input name=\"q\" placeholder=\"{}\"></form>", v.search);
    const auto foot = fmt::format(
        "<p>© 2026 {}</p><ul><li><a href=\"/about\">{}</a></li><li><a href=\"/contact\">{}</a></li><li><a "
        "href=\"/privacy\">{}</a></li></ul>",
        v.site, v.about, v.contact, v.privacy);
    const auto cookie = fmt::format("<div class=\"cookie-notice\" role=\"dialog\">{}</div>", v.cookies);
    switch (page.system) {
        case System::wordpress:
            return top + fmt::format(
                             "<meta name=\"generator\" content=\"WordPress 6.4\"></head><body class=\"wp-theme\"><div "
                             "id=\"page\" class=\"site\"><header id=\"masthead\" class=\"site-header\"><p "
                             "class=\"site-title\"><a href=\"/\">{}</a></p><p class=\"site-description\">{}</p><nav "
                             "id=\"site-navigation\"><ul>{}</ul></nav></header><div id=\"content\"><main id=\"main\" "
                             "class=\"site-main\">{}</main><aside id=\"secondary\" class=\"widget-area\"><section "
                             "class=\"widget\">{}</section><section "
                             "class=\"widget\">{}</section></aside></div><footer>{}</footer></div>{}<script "
                             "src=\"/wp-includes/js/jquery.js\"></script></body></html>",
                             v.site, v.slogan, menu, content, side, form, foot, cookie);
        case System::drupal:
            return top + fmt::format(
                             "<meta name=\"Generator\" content=\"Drupal 10\"></head><body class=\"path-node\"><div "
                             "class=\"dialog-off-canvas-main-canvas\"><header role=\"banner\"><div "
                             "class=\"block-system-branding-block\"><a href=\"/\">{}</a></div><nav "
                             "role=\"navigation\"><ul>{}</ul></nav></header><main role=\"main\"><div "
                             "class=\"layout-content\"><div class=\"region region-content\">{}</div></div><aside "
                             "class=\"layout-sidebar-second\"><div class=\"block\">{}</div></aside></main><footer "
                             "role=\"contentinfo\">{}</footer></div></body></html>",
                             v.site, menu, content, side, foot);
        case System::joomla:
            return top +
                   fmt::format(
                       "<meta name=\"generator\" content=\"Joomla!\"></head><body class=\"site com_content\"><div "
                       "class=\"body\"><header class=\"header\"><a class=\"brand\" href=\"/\">{}</a></header><nav "
                       "class=\"navigation\"><ul class=\"nav menu\">{}</ul></nav><div class=\"row-fluid\"><main "
                       "id=\"content\" class=\"span9\">{}</main><div id=\"aside\" class=\"span3\"><div "
                       "class=\"well\">{}</div></div></div></div><footer class=\"footer\">{}</footer></body></html>",
                       v.site, menu, content, side, foot);
        case System::ghost:
            return top +
                   fmt::format(
                       "<meta name=\"generator\" content=\"Ghost 5.7\"></head><body class=\"post-template\"><div "
                       "class=\"viewport\"><header id=\"gh-head\"><a class=\"gh-head-logo\" "
                       "href=\"/\">{}</a><nav class=\"gh-head-menu\"><ul>{}</ul></nav></header><div "
                       "class=\"site-content\"><main id=\"site-main\">{}</main></div><footer "
                       "class=\"site-footer\">{}<a href=\"#/portal/signup\">{}</a></footer></div>{}</body></html>",
                       v.site, menu, content, foot, v.newsletter, cookie);
        case System::nextjs:
            return top + fmt::format(
                             "</head><body><div id=\"__next\"><header class=\"Header_root__a1\"><a "
                             "href=\"/\">{}</a><ul>{}</ul></header><main class=\"Layout_main__b2\">{}</main><aside "
                             "class=\"Layout_side__c3\">{}</aside><footer "
                             "class=\"Footer_root__d4\">{}</footer></div><script id=\"__NEXT_DATA__\" "
                             "type=\"application/json\">{{\"props\":{{}}}}</script></body></html>",
                             v.site, menu, content, side, foot);
        case System::arc:
            return top + fmt::format(
                             "</head><body><div id=\"fusion-app\" class=\"layout-section\"><section "
                             "class=\"c-masthead\"><a href=\"/\">{}</a><nav class=\"b-header-nav-chain\"><ul>{}</ul>"
                             "</nav></section><section role=\"main\" id=\"main\" class=\"b-right-rail__main\">{}"
                             "</section><aside class=\"right-rail\">{}</aside><footer "
                             "class=\"b-footer\">{}</footer></div></body></html>",
                             v.site, menu, content, side, foot);
        case System::bitrix:
            return top + fmt::format(
                             "<link href=\"/bitrix/templates/main/styles.css\" rel=\"stylesheet\"></head><body><div "
                             "id=\"panel\"></div><div class=\"wrap\"><div class=\"top\"><a "
                             "href=\"/\">{}</a></div><ul id=\"top-menu\">{}</ul><table class=\"layout\"><tr><td "
                             "class=\"left-col\">{}</td><td class=\"workarea\">{}</td></tr></table><div "
                             "id=\"footer\">{}</div></div></body></html>",
                             v.site, menu, side, content, foot);
        case System::dle:
            return top + fmt::format(
                             "<meta name=\"generator\" content=\"DataLife Engine\"></head><body><div "
                             "class=\"page\"><div class=\"head\"><a href=\"/\" class=\"logotype\">{}</a>{}<form "
                             "method=\"post\"><input type=\"text\" name=\"login_name\"><input type=\"password\" "
                             "name=\"login_password\"><button>{}</button></form></div><ul class=\"menu\">{}</ul><div "
                             "id=\"dle-content\">{}</div><div class=\"side\">{}</div><div class=\"foot\">{}</div></div>"
                             "</body></html>",
                             v.site, form, v.login, menu, content, side, foot);
        case System::blogger:
            return top + fmt::format(
                             "<meta content='blogger' name='generator'></head><body><div class='content'><div "
                             "class='header section' id='header'><h1 class='title'><a href='/'>{}</a></h1><p "
                             "class='description'>{}</p></div><div class='tabs'><ul>{}</ul></div><div class='main "
                             "section' id='main'><div class='widget Blog'><div class='blog-posts hfeed'>{}</div></div>"
                             "</div><div class='sidebar section'><div class='widget PopularPosts'>{}</div></div><div "
                             "class='footer'>{}</div></div></body></html>",
                             v.site, v.slogan, menu, content, side, foot);
        case System::wix:
            return top + fmt::format(
                             "<meta name=\"generator\" content=\"Wix.com Website Builder\"></head><body><div "
                             "id=\"SITE_CONTAINER\"><div id=\"site-root\"><header id=\"SITE_HEADER\"><div><a "
                             "href=\"/\">{}</a></div><nav><ul>{}</ul></nav></header><main "
                             "id=\"PAGES_CONTAINER\"><div><section><div>{}</div></section></div></main><footer "
                             "id=\"SITE_FOOTER\">{}</footer></div></div></body></html>",
                             v.site, menu, content, foot);
    }
    return {};
}

/// Nothing but a box in the middle of the page.
std::string bare(const Page& page, const std::string& title, const std::string& head, const std::string& content) {
    return fmt::format(
        "<!DOCTYPE html><html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{}</title>{}</head><body><div "
        "class=\"box\">{}</div></body></html>",
        page.voice.language, title, head, content);
}

std::string with_site(const Page& page, const std::string& title) {
    static constexpr const char* marks[] = {" | ", " - ", " – ", " :: "};
    return title + marks[page.turn % 4] + page.voice.site;
}

std::string og(const std::string& type, const std::string& title) {
    return fmt::format("<meta property=\"og:type\" content=\"{}\"><meta property=\"og:title\" content=\"{}\">", type,
                       title);
}

std::string json_ld(const std::string& json) {
    return "<script type=\"application/ld+json\">" + json + "</script>";
}

std::string news_ld(const Page& page, const std::string& title, const std::string& more = "") {
    return json_ld(fmt::format(R"({{"@context":"https://schema.org","@type":"NewsArticle","headline":"{}",)"
                               R"("datePublished":"{}T10:20:00+02:00","author":{{"@type":"Person","name":"{}"}}{}}})",
                               title, page.day(), page.voice.author, more));
}

// --- articles
// ---------------------------------------------------------------------------------------------------------

/// The element around a story's text, as the system writes it.
std::string story(const Page& page, const std::string& title, const std::string& text, const std::string& after = "") {
    const auto& v = page.voice;
    const auto by =
        fmt::format("<span class=\"author\"><a rel=\"author\" href=\"/author/clara\">{}</a></span>", v.author);
    const auto time = fmt::format("<time datetime=\"{}T10:20:00+02:00\">{} 10:20</time>", page.day(), page.shown_day());
    switch (page.system) {
        case System::wordpress:
            return fmt::format(
                "<article class=\"post hentry\"><header class=\"entry-header\"><h1 class=\"entry-title\">{}</h1><div "
                "class=\"entry-meta\">{} {}</div></header><div class=\"entry-content\">{}</div><footer "
                "class=\"entry-footer\"><a rel=\"tag\" href=\"/tag/valley/\">valley</a></footer></article>{}",
                title, time, by, text, after);
        case System::drupal:
            return fmt::format(
                "<h1 class=\"page-title\"><span>{}</span></h1><article class=\"node node--view-mode-full\"><div "
                "class=\"node__submitted\">{} {}</div><div class=\"field field--name-body\">{}</div></article>{}",
                title, by, time, text, after);
        case System::joomla:
            return fmt::format(
                "<div class=\"item-page\" itemscope itemtype=\"https://schema.org/Article\"><h1 "
                "itemprop=\"headline\">{}</h1><dl class=\"article-info\"><dd class=\"published\">{}</dd></dl><div "
                "itemprop=\"articleBody\">{}</div></div>{}",
                title, time, text, after);
        case System::bitrix:
            return fmt::format(
                "<h1 id=\"pagetitle\">{}</h1><div class=\"news-detail\"><span "
                "class=\"news-date-time\">{}</span><div class=\"detail_text\">{}</div></div>{}",
                title, page.shown_day(), text, after);
        case System::dle:
            return fmt::format(
                "<div class=\"full-story\"><h1>{}</h1><div class=\"full-info\">{}, 10:20</div><div "
                "class=\"full-text\">{}</div></div>{}",
                title, page.shown_day(), text, after);
        case System::blogger:
            return fmt::format(
                "<h2 class='date-header'>{}</h2><div class='post hentry'><h3 class='post-title "
                "entry-title'>{}</h3><div "
                "class='post-body entry-content'>{}</div><div class='post-footer'>{}</div></div>{}",
                page.shown_day(), title, text, by, after);
        default:
            return fmt::format(
                "<article class=\"article\"><h1 class=\"headline\">{}</h1><div class=\"byline\">{} {}</div><div "
                "class=\"article-content\">{}</div></article>{}",
                title, by, time, text, after);
    }
}

std::string story_page(const Page& page, const std::string& title, const std::string& text,
                       const std::string& after = "", const std::string& head = "") {
    return dress(page, with_site(page, title), head, story(page, title, text, after));
}

/// Half of the systems write metadata for machines.
std::string usual_head(const Page& page, const std::string& title) {
    switch (page.system) {
        case System::wordpress:
        case System::arc:
        case System::ghost:
            return og("article", title) + news_ld(page, title);
        case System::nextjs:
            return og("article", title);
        case System::wix:
            return og("website", title);
        default:
            return {};
    }
}

using Made = std::pair<std::string, std::string>;  ///< HTML and address
struct Kind {
    std::string name;
    std::string wanted;
    std::function<Made(const Page&)> make;
};

std::vector<Kind> article_kinds() {
    const auto here = [](const Page& page) { return host + story_path(page, 0); };
    const auto simple = [here](const std::string& name, auto text_of) {
        return Kind{name, "article", [here, text_of](const Page& page) {
                        const auto title = page.headline(0);
                        return Made{story_page(page, title, text_of(page), "", usual_head(page, title)), here(page)};
                    }};
    };
    std::vector<Kind> kinds;
    kinds.push_back(simple("a story of four paragraphs", [](const Page& page) { return paragraphs(page, 4); }));
    kinds.push_back(simple("a flash of two sentences",
                           [](const Page& page) { return "<p>" + page.teaser(0) + " " + page.teaser(1) + "</p>"; }));
    kinds.push_back({"a title and no text", "article", [here](const Page& page) {
                         const auto title = page.headline(0);
                         return Made{story_page(page, title, "", "", og("article", title) + news_ld(page, title)),
                                     here(page)};
                     }});
    kinds.push_back({"a live ticker", "article", [here](const Page& page) {
                         const auto title = page.headline(0);
                         std::string text = "<p>" + page.paragraph(0) + "</p>";
                         for (std::size_t i = 0; i < 14; ++i)
                             text += fmt::format(
                                 "<div class=\"live-entry\"><span class=\"time\">1{}:{:02}</span><h3>{}</h3><p>{} "
                                 "{}</p></div>",
                                 i / 6, i * 4, page.headline(i + 1), page.teaser(i), page.teaser(i + 2));
                         return Made{story_page(page, title, text, "", usual_head(page, title)), here(page)};
                     }});
    kinds.push_back(simple("a list article", [](const Page& page) {
        std::string text = "<p>" + page.paragraph(1) + "</p>";
        for (std::size_t i = 1; i < 10; ++i)
            text += fmt::format("<h2>{}. {}</h2><img src=\"/{}.jpg\"><p>{} {}</p>", i, page.headline(i), i,
                                page.teaser(i), page.teaser(i + 1));
        return text;
    }));
    kinds.push_back(simple("an interview", [](const Page& page) {
        std::string text = "<p>" + page.paragraph(0) + "</p>";
        for (std::size_t i = 1; i < 4; ++i)
            text += fmt::format("<p><strong>{}?</strong></p><p>{}</p>", page.headline(i), page.paragraph(i));
        return text;
    }));
    kinds.push_back(simple("an obituary of one paragraph",
                           [](const Page& page) { return "<p>" + page.paragraph(3) + "</p><p>1931 - 2026</p>"; }));
    kinds.push_back(simple("a recipe", [](const Page& page) {
        std::string text = "<p>" + page.paragraph(2) + "</p><ul>";
        for (std::size_t i = 0; i < 6; ++i)
            text += fmt::format("<li>{} g {}</li>", 50 * (i + 1), page.voice.sections[i]);
        return text + "</ul><ol><li>" + page.paragraph(0) + "</li><li>" + page.paragraph(1) + "</li></ol>";
    }));
    kinds.push_back(simple("a photo essay", [](const Page& page) {
        std::string text = "<p>" + page.paragraph(0) + "</p>";
        for (std::size_t i = 0; i < 8; ++i)
            text += fmt::format("<figure><img src=\"/p{}.jpg\"><figcaption>{}</figcaption></figure>{}", i,
                                page.teaser(i), i % 3 == 0 ? "<p>" + page.paragraph(i / 3 + 1) + "</p>" : "");
        return text;
    }));
    kinds.push_back({"a story above forty teasers", "article", [here](const Page& page) {
                         const auto title = page.headline(0);
                         return Made{story_page(page, title, paragraphs(page, 3),
                                                "<h2>" + page.voice.related + "</h2>" + cards(page, 40, 2, false),
                                                usual_head(page, title)),
                                     here(page)};
                     }});
    kinds.push_back({"a flash above twelve teasers", "article", [here](const Page& page) {
                         const auto title = page.headline(0);
                         return Made{story_page(page, title, "<p>" + page.paragraph(0) + "</p>",
                                                "<h2>" + page.voice.related + "</h2>" + cards(page, 12, 1, false),
                                                usual_head(page, title)),
                                     here(page)};
                     }});
    kinds.push_back({"a story about lost pages", "article", [here](const Page& page) {
                         const auto title = fmt::format("\"{}\": {}", page.voice.lost, page.headline(0));
                         const auto text = "<p>" + page.paragraph(0) + "</p><p>" + page.voice.lost_text + "</p>" +
                                           paragraphs(page, 3);
                         return Made{story_page(page, title, text, "", usual_head(page, page.headline(0))), here(page)};
                     }});
    kinds.push_back(
        {"a story about cookies and subscriptions", "article", [here](const Page& page) {
             const auto& v = page.voice;
             const auto text = fmt::format("<p>{}</p><p>{}</p><p>«{}», «{}». {}</p><p>{}</p>", page.paragraph(0),
                                           v.consent_text, v.offer, v.login, page.paragraph(1), page.paragraph(2));
             return Made{story_page(page, page.headline(0), text, "", usual_head(page, page.headline(0))), here(page)};
         }});
    kinds.push_back({"a story under hidden walls", "article", [here](const Page& page) {
                         const auto& v = page.voice;
                         const auto walls = fmt::format(
                             "<div id=\"onetrust-consent-sdk\" style=\"display:none\"><h2>{0}</h2><p>{1}</p><button>{2}"
                             "</button></div><div class=\"paywall\" hidden><h2>{3}</h2><a href=\"/login\">{4}</a></div>"
                             "<div class=\"modal\"><form><input type=\"email\"><input type=\"password\"><button>{5}"
                             "</button></form></div><noscript>{6}</noscript>",
                             v.consent, v.consent_text, v.yes, v.offer, v.already, v.login, v.script);
                         return Made{story_page(page, page.headline(0), paragraphs(page, 3), walls,
                                                usual_head(page, page.headline(0))),
                                     here(page)};
                     }});
    kinds.push_back(
        {"a flash under a visible consent layer", "article", [here](const Page& page) {
             const auto& v = page.voice;
             const auto wall = fmt::format(
                 "<div id=\"didomi-host\"><div class=\"didomi-popup\"><h2>{}</h2><p>{}</p><button>{}</button>"
                 "<button>{}</button></div></div>",
                 v.consent, v.consent_text, v.yes, v.no);
             return Made{
                 story_page(page, page.headline(0), paragraphs(page, 2), wall, usual_head(page, page.headline(0))),
                 here(page)};
         }});
    kinds.push_back(
        {"a story with twenty comments", "article", [here](const Page& page) {
             std::string talk = fmt::format("<section id=\"comments\"><h2>{} (20)</h2>", page.voice.comments);
             for (std::size_t i = 0; i < 20; ++i)
                 talk += fmt::format(
                     "<div class=\"comment\"><span class=\"comment-author\">reader{}</span><p>{} {}</p></div>", i,
                     page.teaser(i), page.teaser(i + 3));
             talk += "<form><textarea></textarea><button>" + page.voice.login + "</button></form></section>";
             return Made{
                 story_page(page, page.headline(0), paragraphs(page, 3), talk, usual_head(page, page.headline(0))),
                 here(page)};
         }});
    kinds.push_back(
        {"a video with a real text", "article", [](const Page& page) {
             const auto title = page.headline(0);
             const auto head =
                 og("video.other", title) +
                 json_ld(fmt::format(R"({{"@type":"VideoObject","name":"{}","uploadDate":"{}"}})", title, page.day()));
             return Made{story_page(page, title, "<video src=\"/a.mp4\"></video>" + paragraphs(page, 3), "", head),
                         host + "/video/story-about-the-valley-48211"};
         }});
    kinds.push_back({"a gallery with a real text", "article", [](const Page& page) {
                         std::string text = paragraphs(page, 3);
                         for (std::size_t i = 0; i < 12; ++i)
                             text += fmt::format("<figure><img src=\"/g{}.jpg\"><figcaption>{}</figcaption></figure>",
                                                 i, page.voice.photo);
                         return Made{story_page(page, page.headline(0), text, "", ""),
                                     host + "/photo/48211-the-valley"};
                     }});
    kinds.push_back({"an old page of tables", "article", [](const Page& page) {
                         const auto& v = page.voice;
                         std::string text;
                         for (std::size_t i = 0; i < 3; ++i) text += page.paragraph(i) + "<br><br>";
                         return Made{
                             fmt::format("<html><head><title>{0}</title></head><body><table><tr><td "
                                         "colspan=2><a href=/>{1}</a></td></tr><tr><td width=150>{2}</td><td><font "
                                         "size=5><b>{3}</b></font><br><font size=1>{4}</font><br><br>{5}</td></tr>"
                                         "</table></body></html>",
                                         with_site(page, page.headline(0)), v.site, links(page, 5), page.headline(0),
                                         page.shown_day(), text),
                             host + fmt::format("/article.php?id={}", 4821 + page.turn)};
                     }});
    kinds.push_back({"a story at a host-only address", "article", [](const Page& page) {
                         return Made{story_page(page, page.headline(0), paragraphs(page, 3),
                                                "<h3>" + page.voice.latest + "</h3>" + links(page, 30),
                                                page.turn % 2 ? "" : og("website", page.headline(0))),
                                     host + "/"};
                     }});
    kinds.push_back(simple("a press digest full of links", [](const Page& page) {
        std::string text;
        for (std::size_t i = 0; i < 4; ++i)
            text += fmt::format("<p>{} <a href=\"https://other{}.example/a\">{}</a>. {} <a href=\"/x\">{}</a></p>",
                                page.paragraph(i), i, page.headline(i + 2), page.teaser(i), page.headline(i + 4));
        return text;
    }));
    kinds.push_back(simple("a match report with a table", [](const Page& page) {
        std::string text = "<p>" + page.paragraph(0) + "</p><table>";
        for (int i = 1; i < 9; ++i)
            text += fmt::format("<tr><td>{}</td><td>{}</td><td>{}:{}</td></tr>", i,
                                page.voice.sections[static_cast<std::size_t>(i) % 6], i % 4, i % 3);
        return text + "</table><p>" + page.paragraph(1) + "</p>";
    }));
    kinds.push_back(
        {"one paragraph with links to other stories inside", "article", [here](const Page& page) {
             const auto text = fmt::format("<p>{}</p><p><b>{}:</b> <a href=\"{}\">{}</a></p>", page.paragraph(1),
                                           page.voice.related, story_path(page, 9), page.headline(5));
             return Made{story_page(page, page.headline(0), text, "", usual_head(page, page.headline(0))), here(page)};
         }});
    kinds.push_back({"a short story about lost pages", "article", [here](const Page& page) {
                         const auto title = page.headline(0);
                         const auto text = fmt::format("<p>«{}»: {}</p><p>{} {}</p>", page.voice.lost, page.teaser(0),
                                                       page.teaser(1), page.teaser(2));
                         return Made{story_page(page, title, text, "", og("article", title)), here(page)};
                     }});
    kinds.push_back({"a short story over a word of subscriptions", "article", [here](const Page& page) {
                         const auto& v = page.voice;
                         const auto title = page.headline(0);
                         const auto box =
                             fmt::format("<aside><h3>{}</h3><p>1 €</p><a href=\"/plans\">OK</a></aside>", v.newsletter);
                         return Made{
                             story_page(page, title, "<p>" + page.paragraph(0) + "</p>", box, og("article", title)),
                             here(page)};
                     }});
    kinds.push_back({"a short story over a word for those who save or comment", "article", [here](const Page& page) {
                         static constexpr std::pair<const char*, const char*> lines[] = {
                             {"en", "Learn more about this article and about its author"},
                             {"de", "Zum Merken dieses Artikels bitte registrieren"},
                             {"ru", "Войдите или зарегистрируйтесь, чтобы оставить комментарий"},
                             {"fr", "Partagez cet article avec d'autres abonnés"},
                             {"es", "Regístrate para comentar esta noticia"}};
                         std::string line = page.voice.login;
                         for (const auto& [language, words] : lines)
                             if (page.voice.language == language) line = words;
                         const auto title = page.headline(0);
                         return Made{story_page(page, title, "<p>" + page.paragraph(0) + "</p>",
                                                "<div><p>" + line + "</p></div>", og("article", title)),
                                     here(page)};
                     }});
    kinds.push_back({"a paid story that is there as a whole", "article", [here](const Page& page) {
                         const auto& v = page.voice;
                         const auto title = page.headline(0);
                         const auto offer =
                             fmt::format("<div class=\"paywall-offer\"><h3>{}</h3><p>{}</p></div>", v.offer, v.already);
                         return Made{story_page(page, title, paragraphs(page, 10), offer,
                                                news_ld(page, title, R"(,"isAccessibleForFree":"False")")),
                                     here(page)};
                     }});
    kinds.push_back({"a story whose site calls all pages websites", "article", [here](const Page& page) {
                         return Made{story_page(page, page.headline(0), paragraphs(page, 2), links(page, 20),
                                                og("website", page.headline(0))),
                                     here(page)};
                     }});
    kinds.push_back({"a report of the weather", "article", [here](const Page& page) {
                         const auto title = fmt::format("{}: {}", page.voice.weather, page.headline(6));
                         return Made{story_page(page, title, paragraphs(page, 2), "", usual_head(page, title)),
                                     here(page)};
                     }});
    kinds.push_back(
        {"a page of a file, without address and metadata", "article", [](const Page& page) {
             return Made{bare(page, page.headline(0), "", "<h1>" + page.headline(0) + "</h1>" + paragraphs(page, 3)),
                         ""};
         }});
    kinds.push_back({"a story about lost pages in short paragraphs", "article", [here](const Page& page) {
                         const auto title = fmt::format("404: {}", page.headline(0));
                         std::string text = "<p>" + page.voice.lost_text + "</p>";
                         for (std::size_t i = 0; i < 4; ++i) text += "<p>" + page.teaser(i) + "</p>";
                         return Made{story_page(page, title, text + "<p>" + page.paragraph(0) + "</p>"), here(page)};
                     }});
    kinds.push_back(
        {"a video with a text of short paragraphs", "article", [](const Page& page) {
             const auto title = page.headline(0);
             std::string text = "<video src=\"/a.mp4\"></video>";
             for (std::size_t i = 0; i < 5; ++i)
                 text += fmt::format("<p>{} {}</p>", page.teaser(i), page.teaser(i + 1));
             const auto head =
                 og("video.other", title) +
                 json_ld(fmt::format(R"({{"@type":"VideoObject","name":"{}","uploadDate":"{}"}})", title, page.day()));
             return Made{story_page(page, title, text, "", head), host + "/video/story-about-the-valley-48211"};
         }});
    kinds.push_back({"a shell that carries its text for machines", "article", [here](const Page& page) {
                         std::string text;
                         for (const auto& one : page.voice.paragraphs) {
                             auto plain = one;
                             replace_all(plain, "\"", "'");
                             text += plain + "\\n";
                         }
                         const auto title = page.headline(0);
                         return Made{
                             fmt::format("<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\">"
                                         "<title>{}</title>{}</head><body><noscript>{}</noscript><div "
                                         "id=\"root\"></div><script src=\"/main.js\"></script></body></html>",
                                         page.voice.language, with_site(page, title),
                                         news_ld(page, title, ",\"articleBody\":\"" + text + "\""), page.voice.script),
                             here(page)};
                     }});
    kinds.push_back(
        {"a short story above an offer that stands on each page", "article", [here](const Page& page) {
             const auto& v = page.voice;
             const auto offer = fmt::format("<div class=\"promo\"><h4>{}</h4><p>{}</p></div>", v.plans, v.already);
             return Made{story_page(page, page.headline(0), "<p>" + page.paragraph(0) + "</p>", offer), here(page)};
         }});
    kinds.push_back({"a flash whose title holds the words of a lost page", "article", [here](const Page& page) {
                         const auto title =
                             fmt::format("{} - {} {}", page.voice.lost, page.headline(2), page.headline(4));
                         const auto text = "<p>" + page.teaser(0) + " " + page.teaser(1) + "</p>";
                         return Made{story_page(page, page.headline(2) + " " + page.voice.lost + " " + page.headline(4),
                                                text, "", usual_head(page, title)),
                                     here(page)};
                     }});
    kinds.push_back({"a flash whose title begins like a service page's", "article", [here](const Page& page) {
                         const auto title = fmt::format("{}: {}", page.voice.weather, page.headline(2));
                         const auto text = "<p>" + page.teaser(0) + " " + page.teaser(1) + "</p>";
                         return Made{story_page(page, title, text), here(page)};
                     }});
    return kinds;
}

// --- everything else
// --------------------------------------------------------------------------------------------------

std::vector<Kind> other_kinds() {
    std::vector<Kind> kinds;
    const auto add = [&](std::string name, std::string wanted, std::function<Made(const Page&)> make) {
        kinds.push_back({std::move(name), std::move(wanted), std::move(make)});
    };
    const auto gone = [](const Page& page) { return host + story_path(page, 900); };
    const auto front_head = [](const Page& page) {
        return page.turn % 3 == 0 ? og("website", page.voice.site) : std::string();
    };
    const auto front_title = [](const Page& page) { return page.voice.site + " - " + page.voice.slogan; };

    add("a front page of teasers", "listing", [=](const Page& page) {
        return Made{dress(page, front_title(page), front_head(page), cards(page, 24, 2, page.turn % 2 == 0)),
                    host + "/"};
    });
    add("a front page of headlines", "listing", [=](const Page& page) {
        std::string content;
        for (std::size_t s = 0; s < 5; ++s)
            content += "<section><h2>" + page.voice.sections[s] + "</h2>" + links(page, 9) + "</section>";
        return Made{dress(page, front_title(page), front_head(page), content),
                    host + (page.turn % 2 ? "/" : "/" + page.voice.language + "/")};
    });
    add("a front page that opens with a lead paragraph", "listing", [=](const Page& page) {
        const auto lead = fmt::format("<div class=\"hero\"><h1><a href=\"{}\">{}</a></h1><p>{}</p></div>",
                                      story_path(page, 0), page.headline(0), page.paragraph(0));
        return Made{dress(page, front_title(page), front_head(page), lead + cards(page, 16, 1, false)), host + "/"};
    });
    add("a front page that is a ticker", "listing", [=](const Page& page) {
        std::string content = "<h2>" + page.voice.latest + "</h2><ul class=\"ticker\">";
        for (std::size_t i = 0; i < 40; ++i)
            content += fmt::format("<li><span>1{}:{:02}</span> <a href=\"{}\">{} {}</a></li>", i / 10, i,
                                   story_path(page, i), page.headline(i), i);
        return Made{dress(page, front_title(page), front_head(page), content + "</ul>"), host + "/index.php"};
    });
    add("a section with teasers", "listing", [=](const Page& page) {
        const auto& name = page.voice.sections[page.turn % 6];
        return Made{
            dress(page, with_site(page, name), front_head(page), "<h1>" + name + "</h1>" + cards(page, 12, 1, true)),
            host + "/section-2/"};
    });
    add("a section without teasers", "listing", [=](const Page& page) {
        const auto& name = page.voice.sections[page.turn % 6];
        return Made{
            dress(page, with_site(page, name), front_head(page), "<h1>" + name + "</h1>" + cards(page, 20, 0, false)),
            host + (page.turn % 2 ? "/rubric/12/" : "/index.php?cat=5")};
    });
    add("a tag with long teasers", "listing", [=](const Page& page) {
        std::string content = "<h1>#" + page.voice.sections[1] + "</h1>";
        for (std::size_t i = 0; i < 8; ++i) {
            auto one = card(page, i, 1, true);
            const auto at = one.find(page.teaser(i));
            one.insert(at, page.paragraph(i) + " ");
            content += one;
        }
        return Made{dress(page, with_site(page, page.voice.sections[1]), "", content), host + "/tag/valley"};
    });
    add("a blog's front page of whole beginnings", "listing", [=](const Page& page) {
        std::string content;
        for (std::size_t i = 0; i < 6; ++i)
            content += fmt::format(
                "<div class=\"post\"><h2><a href=\"{0}\">{1}</a></h2><p>{2}</p><p>{3}</p><p><a "
                "href=\"{0}#more\">{4}</a></p></div>",
                story_path(page, i), page.headline(i), page.paragraph(i), page.paragraph(i + 1), page.voice.more);
        return Made{dress(page, front_title(page), front_head(page), content), host + (page.turn % 2 ? "/blog/" : "/")};
    });
    add("page three of a section", "listing", [=](const Page& page) {
        const auto& name = page.voice.sections[3];
        const auto pager =
            "<nav class=\"pagination\"><a href=\"/section-3/page/2/\">2</a><span>3</span><a "
            "href=\"/section-3/page/4/\">4</a></nav>";
        return Made{dress(page, with_site(page, fmt::format("{} - {} 3", name, page.voice.page)), "",
                          "<h1>" + name + "</h1>" + cards(page, 10, 2, true) + pager),
                    host + "/section-3/page/3/"};
    });
    add("an author and her stories", "listing", [=](const Page& page) {
        const auto& v = page.voice;
        return Made{dress(page, with_site(page, v.author), page.turn % 2 ? og("profile", v.author) : "",
                          fmt::format("<div class=\"author-box\"><img src=\"/a.jpg\"><h1>{}</h1><p>{}</p></div>",
                                      v.author, v.bio) +
                              cards(page, 10, page.turn % 2, false)),
                    host + "/author/clara"};
    });
    add("the archive of a month", "listing", [=](const Page& page) {
        std::string content = "<h1>02.2026</h1><ul>";
        for (std::size_t i = 0; i < 28; ++i)
            content += fmt::format("<li>{:02}.02.2026 <a href=\"{}\">{} {}</a></li>", i + 1, story_path(page, i),
                                   page.headline(i), i);
        return Made{dress(page, with_site(page, "02.2026"), "", content + "</ul>"), host + "/2026/02/"};
    });
    add("a dossier with an introduction", "listing", [=](const Page& page) {
        const auto& name = page.voice.sections[4];
        return Made{
            dress(page, with_site(page, name), "",
                  "<h1>" + name + "</h1><p class=\"intro\">" + page.paragraph(2) + "</p>" + cards(page, 14, 1, false)),
            host + "/topic/valley-railway"};
    });
    add("results of a search", "listing", [=](const Page& page) {
        const auto title = page.voice.results + " \"valley\"";
        return Made{dress(page, with_site(page, title), "", "<h1>" + title + "</h1>" + cards(page, 10, 2, false)),
                    host + (page.turn % 2 ? "/search?q=valley" : "/?s=valley")};
    });
    add("a search that found nothing", "listing,soft_404,other", [=](const Page& page) {
        const auto& v = page.voice;
        const auto title = v.results + " \"qwzx\"";
        return Made{dress(page, with_site(page, title), "",
                          fmt::format("<h1>{}</h1><p>{}</p><h2>{}</h2>{}", title, v.nothing, v.popular,
                                      cards(page, page.turn % 2 ? 6 : 0, 1, false))),
                    host + (page.turn % 2 ? "/?s=qwzx" : "/index.php?do=search&q=qwzx")};
    });
    add("a section with nothing in it", "listing,soft_404,other,empty", [=](const Page& page) {
        const auto& name = page.voice.sections[5];
        return Made{dress(page, with_site(page, name), "", "<h1>" + name + "</h1><p>0</p>"),
                    host + "/category/science/"};
    });
    add("a bare soft 404", "soft_404", [=](const Page& page) {
        return Made{
            bare(page, page.voice.lost, "", "<h1>404</h1><p>" + page.voice.lost_text + "</p><a href=\"/\">OK</a>"),
            gone(page)};
    });
    add("a soft 404 in the site's dress", "soft_404", [=](const Page& page) {
        const auto& v = page.voice;
        return Made{dress(page, with_site(page, v.lost), "",
                          fmt::format("<h1>{}</h1><p>{}</p><form><input name=q></form>", v.lost, v.lost_text)),
                    gone(page)};
    });
    add("a soft 404 above popular stories", "soft_404", [=](const Page& page) {
        const auto& v = page.voice;
        return Made{dress(page, with_site(page, "404"), page.turn % 2 ? og("website", v.site) : "",
                          fmt::format("<div class=\"error-404\"><h2>{}</h2><p>{}</p></div><h3>{}</h3>", v.lost,
                                      v.lost_text, v.popular) +
                              cards(page, 14, 2, true)),
                    gone(page)};
    });
    add("a soft 404 whose title is the site's", "soft_404", [=](const Page& page) {
        const auto& v = page.voice;
        return Made{dress(page, front_title(page), "", fmt::format("<p>{}</p><p>{}</p>", v.lost, v.lost_text)),
                    gone(page)};
    });
    add("a page of an error", "soft_404,other", [=](const Page& page) {
        const auto& v = page.voice;
        return Made{dress(page, with_site(page, v.error), "", fmt::format("<h1>{}</h1><p>500</p>", v.error)),
                    gone(page)};
    });
    add("a site under maintenance", "soft_404,other", [=](const Page& page) {
        const auto& v = page.voice;
        return Made{bare(page, v.site, "", "<h1>" + v.site + "</h1><p>" + v.maintenance + "</p>"), gone(page)};
    });
    add("a form to sign in", "login", [=](const Page& page) {
        const auto& v = page.voice;
        const auto form = fmt::format(
            "<h1>{0}</h1><form method=post><label>{1}</label><input name=u><label>{2}</label><input type=password "
            "name=p><button>{0}</button><a href=\"/forgot\">{3}</a></form>",
            v.login, v.user, v.password, v.forgot);
        return Made{page.turn % 2 ? dress(page, with_site(page, v.login), "", form)
                                  : bare(page, with_site(page, v.login), "", form),
                    host + (page.turn % 3 ? "/login" : "/account/enter?to=/news/48210")};
    });
    add("a form to register", "login,other", [=](const Page& page) {
        const auto& v = page.voice;
        return Made{dress(page, with_site(page, v.register_), "",
                          fmt::format("<h1>{}</h1><form><label>{}</label><input type=email><label>{}</label><input "
                                      "type=password><input type=password><p>{}</p><button>OK</button></form>",
                                      v.register_, v.user, v.password, v.privacy)),
                    host + "/register"};
    });
    add("the teaser of a paid story", "paywall", [=](const Page& page) {
        const auto& v = page.voice;
        const auto title = page.headline(0);
        const auto offer = fmt::format("<div class=\"paywall\"><h2>{}</h2><p>{}</p></div>", v.offer, v.already);
        return Made{story_page(page, title, "<p>" + page.paragraph(0) + "</p>" + offer, cards(page, 4, 0, false),
                               og("article", title) + news_ld(page, title, R"(,"isAccessibleForFree":false)")),
                    gone(page)};
    });
    add("the teaser of a paid story without structured data", "paywall", [=](const Page& page) {
        const auto& v = page.voice;
        auto cut = page.paragraph(1);
        const auto offer =
            fmt::format("<div class=\"{}\"><h3>{}</h3><a class=\"button\" href=\"/subscribe\">{}</a><p>{}</p></div>",
                        page.turn % 2 ? "paywall-container" : "subscription-wall premium", v.offer, v.plans, v.already);
        return Made{story_page(page, page.headline(0), "<p>" + page.paragraph(0) + "</p><p>" + cut + "...</p>", offer,
                               og("article", page.headline(0))),
                    gone(page)};
    });
    add("the teaser of a paid story with an offer in words of its own", "paywall", [=](const Page& page) {
        const auto title = page.headline(0);
        const auto offer = fmt::format(
            "<div class=\"gate\"><p>{}</p><a class=\"button\" href=\"/subscribe?from=gate\">1 "
            "€</a></div>",
            page.headline(7));
        return Made{story_page(page, title, "<p>" + page.paragraph(0) + "</p>" + offer, cards(page, 4, 0, false),
                               og("article", title) + news_ld(page, title, R"(,"isAccessibleForFree":"False")")),
                    gone(page)};
    });
    add("plans of a subscription", "other,paywall,login", [=](const Page& page) {
        const auto& v = page.voice;
        std::string plans = "<h1>" + v.plans + "</h1>";
        for (int i = 1; i < 4; ++i)
            plans += fmt::format("<div class=\"plan\"><h3>{} {}</h3><p>{},99 €</p><button>OK</button></div>", v.site, i,
                                 i * 4);
        return Made{dress(page, with_site(page, v.plans), "", plans + "<p>" + v.already + "</p>"), host + "/subscribe"};
    });
    add("a consent wall", "consent_wall", [=](const Page& page) {
        const auto& v = page.voice;
        static constexpr const char* boxes[] = {"didomi-popup", "onetrust-pc-dark-filter", "message type-modal",
                                                "cp-overlay", "qc-cmp2-container"};
        return Made{bare(page, page.turn % 2 ? v.consent : v.site, "",
                         fmt::format("<div class=\"{}\"><h1>{}</h1><p>{}</p><button>{}</button><button>{}</button><a "
                                     "href=\"/privacy\">{}</a></div>",
                                     boxes[page.turn % 5], v.consent, v.consent_text, v.yes, v.no, v.privacy)),
                    gone(page)};
    });
    add("a consent wall in the story's metadata", "consent_wall", [=](const Page& page) {
        const auto& v = page.voice;
        const auto title = page.headline(0);
        return Made{bare(page, with_site(page, title), og("article", title) + news_ld(page, title),
                         fmt::format("<h2>{}</h2><p>{}</p><button>{}</button><button>{}</button>", v.consent,
                                     v.consent_text, v.yes, v.plans)),
                    gone(page)};
    });
    add("a shell for a script", "js_only,empty", [=](const Page& page) {
        static const std::string shells[] = {
            "<div id=\"root\"></div>",
            "<div id=\"app\"><div class=\"loader\"></div></div>",
            "<app-root></app-root>",
            "<div id=\"__next\"></div>",
            "<div id=\"__nuxt\"><div class=\"spinner\">...</div></div>",
            "<div id=\"___gatsby\"></div>",
            "<div class=\"app-container\"><div class=\"preloader\"></div></div>",
            "<div id=\"q-app\"></div>",
            "<main id=\"svelte\"></main>",
            "<div id=\"ember-application\"></div>",
        };
        return Made{
            fmt::format("<!DOCTYPE html><html lang=\"{}\"><head><title>{}</title>{}</head><body>{}{}<script "
                        "src=\"/main.js\"></script></body></html>",
                        page.voice.language, with_site(page, page.headline(0)),
                        page.turn % 2 ? og("article", page.headline(0)) : "",
                        page.turn % 3 ? "<noscript>" + page.voice.script + "</noscript>" : "", shells[page.turn % 10]),
            gone(page)};
    });
    add("a shell with the site's frame", "js_only,other,listing", [=](const Page& page) {
        return Made{fmt::format("<!DOCTYPE html><html lang=\"{}\"><head><title>{}</title></head><body><header><a "
                                "href=/>{}</a><ul>{}</ul></header><div id=\"app\"></div><noscript>{}</noscript><script "
                                "src=\"/main.js\"></script><footer>© 2026 {}</footer></body></html>",
                                page.voice.language, page.voice.site, page.voice.site, navigation(page),
                                page.voice.script, page.voice.site),
                    gone(page)};
    });
    add("a video with one line", "media_only", [=](const Page& page) {
        const auto title = page.headline(4);
        const auto head =
            page.turn % 2
                ? og("video.other", title)
                : json_ld(fmt::format(R"({{"@type":"VideoObject","name":"{}","uploadDate":"{}"}})", title, page.day()));
        return Made{dress(page, with_site(page, title), head,
                          fmt::format("<h1>{}</h1><div class=\"player\"><video src=\"/v.mp4\"></video></div><p>{}</p>",
                                      title, page.teaser(0)) +
                              cards(page, 8, 0, false)),
                    host + (page.turn % 2 ? "/video/48211/" : "/watch/valley-48211")};
    });
    add("a list of videos", "listing,media_only", [=](const Page& page) {
        return Made{dress(page, with_site(page, page.voice.video), "",
                          "<h1>" + page.voice.video + "</h1>" + cards(page, 16, 0, false)),
                    host + "/video/"};
    });
    add("a gallery of captions", "media_only", [=](const Page& page) {
        std::string content = "<h1>" + page.headline(5) + "</h1><div class=\"gallery\">";
        for (std::size_t i = 0; i < 15; ++i)
            content += fmt::format("<figure><img src=\"/g/{0}.jpg\"><figcaption>{1} {2}/15</figcaption></figure>", i,
                                   page.voice.photo, i + 1);
        const auto head = page.turn % 2 ? json_ld(R"({"@type":"ImageGallery","name":"g"})") : std::string();
        return Made{dress(page, with_site(page, page.headline(5)), head, content + "</div>"),
                    host + (page.turn % 3 ? "/gallery/48211" : "/photos/valley-in-pictures/")};
    });
    add("an attachment page of one picture", "media_only,other", [=](const Page& page) {
        return Made{dress(page, with_site(page, "IMG_2041"), "",
                          "<h1>IMG_2041</h1><div class=\"attachment\"><a href=\"/u/IMG_2041.jpg\"><img "
                          "src=\"/u/IMG_2041-1024x768.jpg\"></a></div>"),
                    host + "/2026/02/story/img_2041/"};
    });
    add("a viewer of a PDF", "media_only,other,js_only", [=](const Page& page) {
        return Made{bare(page, "annual-report-2025.pdf", "",
                         "<embed src=\"/files/annual-report-2025.pdf\" type=\"application/pdf\" width=\"100%\">"),
                    host + "/files/view/annual-report-2025"};
    });
    add("the index of a forum", "listing", [=](const Page& page) {
        std::string rows = "<table class=\"forum\">";
        for (std::size_t i = 0; i < 18; ++i)
            rows += fmt::format(
                "<tr><td><a href=\"/viewtopic.php?t={0}\">{1} {0}</a></td><td>{2}</td><td><a "
                "href=\"/u{0}\">user{0}</a></td></tr>",
                i, page.headline(i), i * 3);
        return Made{dress(page, with_site(page, "Forum"), "", "<h1>Forum</h1>" + rows + "</table>"), host + "/forum/"};
    });
    add("a list of products", "listing", [=](const Page& page) {
        std::string items = "<h1>" + page.voice.sections[3] + "</h1><ul class=\"products\">";
        for (std::size_t i = 0; i < 20; ++i)
            items += fmt::format(
                "<li class=\"product\"><a href=\"/p/{0}\"><img src=\"/p/{0}.jpg\"><h2>{1} {0}</h2></a><span "
                "class=\"price\">{0}9,90 €</span><button>+</button></li>",
                i + 1, page.headline(i));
        return Made{dress(page, with_site(page, page.voice.sections[3]), "", items + "</ul>"), host + "/shop/honey"};
    });
    add("a product", "other", [=](const Page& page) {
        return Made{
            dress(page, with_site(page, page.voice.sections[2]),
                  json_ld(R"({"@type":"Product","name":"Lime honey","offers":{"@type":"Offer","price":"9.90"}})"),
                  fmt::format("<h1>{}</h1><p class=\"price\">9,90 €</p><p>{}</p><button>+</button>",
                              page.voice.sections[2], page.paragraph(1))),
            host + "/shop/lime-honey"};
    });
    add("a page of contacts", "other", [=](const Page& page) {
        const auto& v = page.voice;
        return Made{dress(page, with_site(page, v.contact), "",
                          fmt::format("<h1>{}</h1><p>{}, 12 Station Road</p><p>+00 123 456 789, mail@valley.example</p>"
                                      "<form><input name=n><textarea></textarea><button>OK</button></form>",
                                      v.contact, v.site)),
                    host + "/contact"};
    });
    add("a page about the site", "other", [=](const Page& page) {
        const auto& v = page.voice;
        return Made{dress(page, with_site(page, v.about), "",
                          fmt::format("<h1>{}</h1><p>{}</p><p>{}</p>", v.about, page.paragraph(2), v.bio)),
                    host + "/about"};
    });
    add("an imprint", "other", [=](const Page& page) {
        const auto& v = page.voice;
        return Made{dress(page, with_site(page, v.imprint), "",
                          fmt::format("<h1>{}</h1><p>{}, 12 Station Road, HRB 4821</p><p>{}</p><p>+00 123 456 789</p>",
                                      v.imprint, v.site, v.author)),
                    host + "/imprint"};
    });
    add("a policy of privacy", "other,consent_wall", [=](const Page& page) {
        const auto& v = page.voice;
        return Made{dress(page, with_site(page, v.privacy), "",
                          fmt::format("<h1>{}</h1><p>{}</p><h2>1. {}</h2><p>{}</p><h2>2. {}</h2><p>{}</p>", v.privacy,
                                      v.consent_text, v.consent, v.consent_text, v.about, page.paragraph(2))),
                    host + "/privacy"};
    });
    add("a calendar", "listing,other", [=](const Page& page) {
        std::string days = "<table class=\"calendar\">";
        for (int d = 1; d <= 28; ++d)
            days += fmt::format("{0}<td><a href=\"/2026/02/{1}\">{1}</a></td>{2}", d % 7 == 1 ? "<tr>" : "", d,
                                d % 7 == 0 ? "</tr>" : "");
        return Made{dress(page, with_site(page, "02.2026"), "", "<h1>02.2026</h1>" + days + "</table>"),
                    host + "/calendar"};
    });
    add("the weather of a week", "other,listing", [=](const Page& page) {
        std::string rows = "<h1>" + page.voice.weather + "</h1><table>";
        for (int d = 1; d <= 7; ++d)
            rows +=
                fmt::format("<tr><td>0{}.02</td><td>{}°</td><td>{}°</td><td>{} m/s</td></tr>", d, d + 3, d - 2, d % 5);
        return Made{dress(page, with_site(page, page.voice.weather), "", rows + "</table>"), host + "/weather"};
    });
    add("an order of a newsletter", "other,login", [=](const Page& page) {
        const auto& v = page.voice;
        return Made{
            dress(
                page, with_site(page, v.newsletter), "",
                fmt::format("<h1>{}</h1><form><input type=email placeholder=\"{}\"><button>OK</button></form><p>{}</p>",
                            v.newsletter, v.user, v.privacy)),
            host + "/newsletter"};
    });
    add("a paid story whose offer stands in a box without a name", "paywall", [=](const Page& page) {
        const auto& v = page.voice;
        const auto offer = fmt::format("<div class=\"box\"><h3>{}</h3><p>1 €</p><p>{}</p></div>", v.offer, v.already);
        return Made{
            story_page(page, page.headline(0), "<p>" + page.paragraph(0) + "</p>" + offer, cards(page, 4, 0, false)),
            gone(page)};
    });
    add("a paid story whose offer is made of words of its own, with a price or for payers", "paywall",
        [=](const Page& page) {
            struct Words {
                const char *language, *rest, *price, *payer;
            };
            static constexpr Words all[] = {
                {"en", "Get the full story with Courier Gold", "£4 a month, cancel any time", "Existing subscriber?"},
                {"de", "Lesen Sie diesen und viele weitere Texte", "1. Monat 1 €, danach 9,99 €", "Schon Abonnent?"},
                {"ru", "Продолжение — у нас в клубе", "Первый месяц 1 ₽", "Уже подписаны?"},
                {"az", "Davamını oxu", "Ayda cəmi 2 ₼, abonəlik", "Artıq abunəçisiniz?"},
                {"fr", "Envie de lire la suite ?", "1 € le premier mois", "Déjà abonné ?"},
                {"tr", "Yazının tamamı seni bekliyor", "Bir ay 20 ₺, abonelik", "Zaten abone misiniz?"},
                {"es", "Sigue leyendo con nosotros", "1 € el primer mes", "¿Ya eres suscriptor?"},
                {"ar", "أكمل القراءة معنا", "$1 في الشهر", "مشترك بالفعل؟"},
                {"hy", "Շարունակել կարդալ", "1 $ ամիս", "Արդեն բաժանորդ եք"},
                {"ka", "განაგრძეთ კითხვა", "1 $ თვეში", "უკვე გამომწერი ხართ?"}};
            std::string offer;
            for (const auto& words : all)
                if (page.voice.language == words.language)
                    offer = fmt::format("<div class=\"box\"><h3>{}</h3><p>{}</p><a href=\"/in\">OK</a></div>",
                                        words.rest, page.turn % 2 ? words.price : words.payer);
            const auto text = "<p>" + page.paragraph(0) + "</p><p>" + page.paragraph(1) + "</p>";
            const auto title = page.headline(0);
            return Made{story_page(page, title, text + offer, cards(page, 4, 0, false), og("article", title)),
                        gone(page)};
        });
    add("a paid story that ends on a line for readers of a kind", "paywall", [=](const Page& page) {
        static constexpr std::pair<const char*, const char*> lines[] = {
            {"en", "This article is exclusively for our subscribers."},
            {"de", "Registrieren Sie sich kostenlos, um diesen Artikel zu lesen."},
            {"ru", "Чтобы продолжить, войдите или зарегистрируйтесь."},
            {"az", "Bu məqalə yalnız abunəçilərimiz üçündür."},
            {"fr", "Pour continuer la lecture, inscrivez-vous gratuitement."},
            {"tr", "Bu yazı sadece abonelerimiz için, giriş yapın."},
            {"es", "Regístrate gratis para leer esta noticia."}};
        std::string line = page.voice.offer;
        for (const auto& [language, words] : lines)
            if (page.voice.language == language) line = words;
        const auto text = "<p>" + page.paragraph(0) + "</p><p>" + page.paragraph(1) + "</p>";
        const auto title = page.headline(0);
        return Made{story_page(page, title, fmt::format("{}<div class=\"box\"><p>{}</p></div>", text, line),
                               cards(page, 4, 0, false), og("article", title)),
                    gone(page)};
    });
    add("a section whose whole title stands above its teasers", "listing", [=](const Page& page) {
        const auto& v = page.voice;
        const auto title = fmt::format("{}: {} {}", v.sections[1], v.latest, v.site);
        std::string content = "<h1>" + title + "</h1>";
        for (std::size_t i = 0; i < 9; ++i)
            content += fmt::format("<div><h2><a href=\"{}\">{}</a></h2><p>{}</p></div>", story_path(page, i),
                                   page.headline(i), page.paragraph(i % 4));
        return Made{dress(page, title, og("website", title), content), host + (page.turn % 2 ? "/" : "/section")};
    });
    add("an empty shell that tells its title to machines only", "js_only,empty", [=](const Page& page) {
        return Made{fmt::format("<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>{0}</title>{1}</head><body>"
                                "<app-root></app-root><noscript>{2}</noscript></body></html>",
                                page.headline(0), og("article", page.headline(0)), page.voice.script),
                    gone(page)};
    });
    add("a category of two stories, as the body's classes tell", "listing", [=](const Page& page) {
        const auto& name = page.voice.sections[page.turn % 6];
        return Made{
            fmt::format("<!DOCTYPE html><html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{}</title></head>"
                        "<body class=\"archive category category-12\"><ul>{}</ul><main><h1 "
                        "class=\"page-title\">{}</h1>{}</main></body></html>",
                        page.voice.language, with_site(page, name), navigation(page), name, cards(page, 2, 3, true)),
            ""};
    });
    add("a lost page that only the body's classes tell", "soft_404", [=](const Page& page) {
        return Made{
            fmt::format("<!DOCTYPE html><html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{}</title></head>"
                        "<body class=\"error404 wp-theme\"><ul>{}</ul><main>{}</main></body></html>",
                        page.voice.language, page.voice.site, navigation(page), cards(page, 6, 1, false)),
            gone(page)};
    });
    add("a server's own words", "soft_404", [=](const Page& page) {
        static constexpr const char* words[] = {"500 Internal Server Error",
                                                "502 Bad Gateway",
                                                "Service Temporarily Unavailable",
                                                "We’ll be back soon!",
                                                "Account Suspended",
                                                "451: Unavailable due to legal reasons",
                                                "Welcome to nginx!",
                                                "403 Forbidden",
                                                "Database Error",
                                                "Runtime Error"};
        const std::string said = words[page.turn % 10];
        return Made{
            bare(page, said, "",
                 "<h1>" + said +
                     "</h1><p>The server met a condition that kept it from answering as it should. "
                     "Please try again later, or write to the person who looks after it and tell the time at which "
                     "this happened.</p><p>If this goes on for longer than a few hours, something else may be "
                     "broken, and nobody may have noticed it so far.</p>"),
            gone(page)};
    });
    add("a shop's page without structured data", "other", [=](const Page& page) {
        static constexpr const char* buttons[] = {
            "Add to basket", "In den Warenkorb", "Ajouter au panier", "Añadir al carrito", "В корзину",
            "Səbətə at",     "Sepete ekle",      "До кошика",         "Add to cart",       "Aggiungi al carrello"};
        return Made{dress(page, "K9 1.7 l", "",
                          fmt::format("<h1>K9 1.7 l</h1><span>49,90 €</span><button>{}</button><p>{}</p>",
                                      buttons[page.turn % 10], page.teaser(0))),
                    host + "/p/k9-kettle-steel-48211"};
    });
    add("a table of rates under today's day", "other,listing", [=](const Page& page) {
        std::string rows;
        for (const auto* name : {"USD", "EUR", "GBP", "CHF", "JPY"})
            rows += fmt::format("<tr><td>{}</td><td>1.70{}</td></tr>", name, page.turn);
        return Made{
            dress(page, with_site(page, page.voice.sections[1]), "",
                  "<h1>" + page.voice.sections[1] + "</h1><p>" + page.shown_day() + "</p><table>" + rows + "</table>"),
            host + "/rates"};
    });
    add("a directory of files", "other,listing", [=](const Page& page) {
        return Made{bare(page, "Index of /files", "",
                         "<h1>Index of /files</h1><pre><a href=\"../\">../</a>\n<a href=\"a.iso\">a.iso</a>  "
                         "09-Jan-2024 11:02  733184000\n</pre>"),
                    host + "/files/"};
    });
    return kinds;
}

// --- guards against robots, which speak their own markup
// --------------------------------------------------------------

std::vector<Specimen> challenges() {
    const auto address = host + "/news/story-about-the-valley-48210";
    const std::vector<std::pair<std::string, std::string>> pages = {
        {"Cloudflare, waiting",
         "<!DOCTYPE html><html lang=\"en-US\"><head><title>Just a moment...</title><meta name=\"robots\" "
         "content=\"noindex,nofollow\"></head><body class=\"no-js\"><div class=\"main-wrapper\" role=\"main\"><div "
         "class=\"main-content\"><noscript><div class=\"h2\"><span id=\"challenge-error-text\">Enable JavaScript and "
         "cookies to continue</span></div></noscript></div></div><script>window._cf_chl_opt={}</script></body></html>"},
        {"Cloudflare, in Russian",
         "<!DOCTYPE html><html lang=\"ru\"><head><title>Один момент…</title></head><body><div "
         "class=\"main-wrapper\"><h1 "
         "class=\"zone-name-title\">valley-courier.example</h1><p id=\"challenge-running\" class=\"h2\">Проверяем, что "
         "вы "
         "человек. Это может занять несколько секунд.</p><div id=\"challenge-stage\"></div><div "
         "class=\"core-msg\">valley-courier.example проверяет безопасность вашего подключения.</div></div><script "
         "src=\"/cdn-cgi/challenge-platform/h/g/orchestrate/chl_page/v1\"></script></body></html>"},
        {"Cloudflare, blocked",
         "<html><head><title>Attention Required! | Cloudflare</title></head><body><div id=\"cf-wrapper\"><div "
         "id=\"cf-error-details\"><h1>Sorry, you have been blocked</h1><h2>You are unable to access "
         "valley-courier.example</h2><h2>Why have I been blocked?</h2><p>This website is using a security service to "
         "protect itself from online attacks. The action you just performed triggered the security solution. There are "
         "several actions that could trigger this block including submitting a certain word or phrase, a SQL command "
         "or "
         "malformed data.</p><h2>What can I do to resolve this?</h2><p>You can email the site owner to let them know "
         "you "
         "were blocked. Please include what you were doing when this page came up.</p><p>Cloudflare Ray ID: "
         "8a1b2c3d</p></div></div></body></html>"},
        {"Cloudflare, host down",
         "<html><head><title>valley-courier.example | 522: Connection timed out</title></head><body><div "
         "id=\"cf-wrapper\"><div id=\"cf-error-details\"><h1><span>Connection timed out</span><span>Error code "
         "522</span></h1><div>You: Browser: Working. Host: Error.</div><h2>What happened?</h2><p>The initial "
         "connection "
         "between the network and the origin web server timed out. As a result, the web page can not be "
         "displayed.</p></div></div></body></html>"},
        {"DataDome",
         "<html><head><title>valley-courier.example</title><style>#cmsg{animation: A 1.5s;}</style></head><body><p "
         "id=\"cmsg\">Please enable JS and disable any ad blocker</p><script>var dd={'rt':'c'}</script><script "
         "src=\"https://ct.captcha-delivery.com/c.js\"></script></body></html>"},
        {"DataDome, framed",
         "<html><head><title>valley-courier.example</title></head><body><iframe "
         "src=\"https://geo.captcha-delivery.com/captcha/?initialCid=1\" title=\"DataDome CAPTCHA\" width=\"100%\">"
         "</iframe></body></html>"},
        {"PerimeterX",
         "<!DOCTYPE html><html><head><title>Access to this page has been denied</title></head><body><section "
         "class=\"container\"><div class=\"page-title-wrapper\"><h1>Please verify you are a human</h1></div><div "
         "class=\"content-wrapper\"><div id=\"px-captcha\"></div><p>Access to this page has been denied because we "
         "believe "
         "you are using automation tools to browse the website.</p><p>This may happen as a result of the following: "
         "Javascript is disabled or blocked by an extension. Your browser does not support cookies.</p><p>Reference "
         "ID: "
         "#ab12</p></div></section></body></html>"},
        {"Akamai",
         "<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY><H1>Access Denied</H1>You don't have permission to "
         "access "
         "\"http&#58;&#47;&#47;www&#46;valley-courier&#46;example&#47;news\" on this server.<P>Reference "
         "&#35;18&#46;2d</P></BODY></HTML>"},
        {"Akamai, waiting",
         "<html><head><title>Challenge Validation</title></head><body><div id=\"sec-if-cpt-container\"><div "
         "id=\"sec-text-container\">Please wait while we validate your browser</div></div><script "
         "src=\"/_sec/cp_challenge/sec-cpt-4-3.js\"></script></body></html>"},
        {"Imperva",
         "<html><head><META NAME=\"robots\" CONTENT=\"noindex,nofollow\"><title></title></head><body><iframe "
         "id=\"main-iframe\" src=\"/_Incapsula_Resource?SWUDNSAI=31\">Request unsuccessful. Incapsula incident ID: "
         "12-34</iframe></body></html>"},
        {"Distil",
         "<html><head><title>Pardon Our Interruption</title></head><body><div class=\"container\"><h1>Pardon Our "
         "Interruption...</h1><p>As you were browsing, something about your browser made us think you were a bot. "
         "There are "
         "a few reasons this might happen:</p><ul><li>You're a power user moving through this website with super-human "
         "speed.</li><li>You've disabled JavaScript in your web browser.</li><li>A third-party browser plugin is "
         "preventing "
         "JavaScript from running.</li></ul></div></body></html>"},
        {"DDoS-Guard",
         "<html><head><title>DDoS-Guard</title></head><body><div id=\"main\"><h1>Checking your browser before "
         "accessing "
         "valley-courier.example</h1><p>Please wait a few seconds</p><a href=\"https://ddos-guard.net\">DDoS "
         "protection "
         "by</a></div></body></html>"},
        {"DDoS-Guard, in Russian",
         "<html lang=ru><head><title>Проверка браузера</title></head><body><h1>Проверка браузера перед переходом на "
         "сайт</h1><p>Подождите несколько секунд, проверка пройдет автоматически.</p></body></html>"},
        {"SmartCaptcha",
         "<html><head><title>Вы не робот?</title></head><body><div class=\"Container\"><div class=\"Theme\"><span "
         "class=\"Text\">Подтвердите, что запросы отправляли вы, а не робот</span><div "
         "class=\"CheckboxCaptcha\"><input type=button aria-label=\"Я не робот\"></div><p>Нам очень жаль, но запросы с "
         "вашего устройства похожи на автоматические.</p></div></div></body></html>"},
        {"hCaptcha",
         "<html><head><title>Security check</title></head><body><h2>One more step</h2><p>Please complete the security "
         "check "
         "to access valley-courier.example</p><form><div class=\"h-captcha\" data-sitekey=\"x\"></div></form><script "
         "src=\"https://hcaptcha.com/1/api.js\"></script></body></html>"},
        {"reCAPTCHA",
         "<html><head><title>valley-courier.example</title></head><body><form action=\"/verify\"><p>Our systems have "
         "detected unusual traffic from your network.</p><div class=\"g-recaptcha\" data-sitekey=\"x\"></div><input "
         "type=submit></form></body></html>"},
        {"Sucuri",
         "<html><head><title>Sucuri WebSite Firewall - Access Denied</title></head><body><div "
         "class=\"inside-container\"><h1>Access Denied - Sucuri Website Firewall</h1><p>If you are the site owner (or "
         "you "
         "manage this site), please whitelist your IP.</p></div></body></html>"},
        {"AWS",
         "<html><head><title>Human Verification</title></head><body><div id=\"captcha-container\"></div><noscript><h1>"
         "JavaScript is disabled</h1>In order to continue, we need to verify that you're not a robot. This requires "
         "JavaScript.</noscript><script src=\"https://x.captcha-sdk.awswaf.com/captcha.js\"></script></body></html>"},
        {"Kasada",
         "<html><head></head><body><script>window.KPSDK={};</script><script "
         "src=\"/149e9513-01fa-4fb0-aad4-566afd725d1b/ips.js\"></script></body></html>"},
        {"Vercel",
         "<html><head><title>Vercel Security Checkpoint</title></head><body><div><p>We're verifying your "
         "browser</p><a href=\"https://vercel.link/security-checkpoint\">Website owner? Click here to "
         "fix</a></div><script src=\"/.well-known/vercel/security/static/challenge.js\"></script></body></html>"},
        {"in German",
         "<html lang=de><head><title>Sicherheitsüberprüfung</title></head><body><h1>Bitte bestätigen Sie, dass Sie ein "
         "Mensch sind</h1><p>Wir haben ungewöhnliche Aktivitäten aus Ihrem Netz festgestellt.</p><div "
         "id=\"captcha\"></div></body></html>"},
        {"in French",
         "<html lang=fr><head><title>Vérification</title></head><body><h1>Vérifiez que vous êtes humain</h1><p>Une "
         "activité inhabituelle a été détectée depuis votre réseau.</p><div class=\"captcha\"></div></body></html>"},
        {"in Spanish",
         "<html lang=es><head><title>Verificación de seguridad</title></head><body><h1>Confirma que no eres un "
         "robot</h1><div class=\"captcha-box\"></div></body></html>"},
        {"in Turkish",
         "<html lang=tr><head><title>Güvenlik kontrolü</title></head><body><h1>Robot olmadığınızı doğrulayın</h1><div "
         "class=\"captcha\"></div></body></html>"},
        {"in Azerbaijani",
         "<html lang=az><head><title>Təhlükəsizlik yoxlaması</title></head><body><h1>Robot olmadığınızı "
         "təsdiqləyin</h1>"
         "<div class=\"captcha\"></div></body></html>"},
        {"a country that is not served",
         "<html><head><title>Unavailable</title></head><body><h1>451: Unavailable due to legal reasons</h1><p>We "
         "recognize "
         "you are attempting to access this website from a country where it is not available at this "
         "time.</p></body></html>"},
    };
    std::vector<Specimen> out;
    for (const auto& [name, html] : pages)
        out.push_back({"a bot check: " + name, html, address, "challenge,js_only,other,soft_404,empty", false});
    return out;
}

std::vector<Specimen> make(const std::vector<Kind>& kinds, bool article) {
    std::vector<Specimen> out;
    for (std::size_t k = 0; k < kinds.size(); ++k)
        for (std::size_t l = 0; l < voices().size(); ++l) {
            const auto system = (k * 3 + l) % system_count;
            const Page page{voices()[l], static_cast<System>(system), k + l};
            auto [html, address] = kinds[k].make(page);
            out.push_back({fmt::format("{}, {}, {}", kinds[k].name, voices()[l].language, system_names[system]),
                           std::move(html), std::move(address), kinds[k].wanted, article});
        }
    return out;
}

}  // namespace

std::vector<Specimen> articles() {
    return make(article_kinds(), true);
}

std::vector<Specimen> others() {
    auto out = make(other_kinds(), false);
    for (auto& one : challenges()) out.push_back(std::move(one));
    return out;
}

}  // namespace winnow::extract::zoo
