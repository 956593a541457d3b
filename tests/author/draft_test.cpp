#include "author/draft.h"

#include <fmt/format.h>

#include <algorithm>

#include "author/selector_draft.h"
#include "author/url_pattern.h"
#include "catch.hpp"
#include "html/dom.h"
#include "rules/site_rules.h"

using namespace winnow;

namespace {

std::string story(int n, const std::string& section) {
    static const char* things[] = {"harbour", "orchard", "tunnel", "ferry", "granary", "lantern", "quarry", "viaduct"};
    std::string body;
    for (int p = 0; p < 4; ++p)
        body += fmt::format(
            "<p>Paragraph {} of story {} tells how the {} near the {} was repaired by crew {}, who counted {} new "
            "bolts, "
            "and wrote the number down twice before the evening shift began.</p>\n",
            p + 1, n, things[(n + p) % 8], things[(n * 3 + p * 5) % 8], n * 13 + p, n * 101 + p * 17);
    return fmt::format(
        R"(<!doctype html><html lang="en"><head><title>Story {0} of the {1} | Paper</title>
<meta property="og:site_name" content="The Paper"><link rel="alternate" type="application/rss+xml" href="/feed.xml">
<link rel="alternate" type="application/rss+xml" href="/{1}/story-{0}-of-the-{1}-{2}.html/feed/">
<link rel="canonical" href="https://paper.example/{1}/story-{0}-of-the-{1}-{2}.html"></head>
<body class="page-{2}"><nav><a href="/">Home</a> <a href="/{1}/">{1}</a></nav>
<div class="css-9x2k1q"><div class="story" id="post-{2}"><h1 class="story-title">Story {0} of the {1}</h1>
<div class="story-meta"><span class="story-date">{3} November 2026</span> <a class="byline" href="/author/x">Ann Lee</a></div>
<div class="story-text col-md-8">{4}<div class="share-bar"><a href="#">Share</a> <a href="#">Print</a></div>
<ul class="related"><li><a href="/a-b-c">A tale of the harbour</a></li><li><a href="/d-e-f">A tale of the ferry</a></li></ul></div></div>
<aside class="most-read"><h3>Most read</h3><ul><li><a href="/a">A cat was found</a></li><li><a href="/b">A dog</a></li></ul></aside>
</div><footer>Imprint</footer></body></html>)",
        n, section, 48000 + n, n % 20 + 1, body);
}

author::SamplePage sample(int n, const std::string& section) {
    author::SamplePage page;
    page.name = fmt::format("story-{}.html", n);
    page.bytes = story(n, section);
    return page;
}

html::Document parse(const std::string& text) {
    return std::move(*html::Document::parse(text));
}

}  // namespace

TEST_CASE("a site file is drafted from articles alone, and reads them as the generic extractor does", "[draft]") {
    std::vector<author::SamplePage> pages;
    for (int n = 1; n <= 5; ++n) pages.push_back(sample(n, n % 2 == 0 ? "harbour" : "tunnel"));
    const auto draft = author::draft_site(pages, {});
    REQUIRE(draft);
    CHECK(draft->host == "paper.example");
    INFO(draft->yaml);
    const auto rules = rules::read_site(draft->yaml, "draft");
    REQUIRE(rules);
    CHECK(rules->name == "The Paper");
    CHECK(rules->language_of(*url::Url::parse("https://paper.example/x")) == "en");
    REQUIRE(rules->discover.feeds.size() == 1);
    CHECK(rules->discover.feeds[0].href() == "https://paper.example/feed.xml");
    REQUIRE(rules->title.size() == 1);
    CHECK(rules->title[0].written == "h1.story-title");
    REQUIRE(rules->date.size() == 1);
    CHECK(rules->date[0].written == "span.story-date");
    REQUIRE(rules->body.size() == 1);
    CHECK(rules->body[0].written == "div.story-text");
    std::vector<std::string> removals;
    for (const auto& removal : rules->remove) removals.push_back(removal.written);
    std::sort(removals.begin(), removals.end());
    CHECK(removals == std::vector<std::string>{"div.share-bar", "ul.related"});
    CHECK(draft->yaml.find("css-9x2k1q") == std::string::npos);
    CHECK(draft->yaml.find("post-4800") == std::string::npos);
    CHECK(rules->is_article(*url::Url::parse("https://paper.example/tunnel/another-tale-of-bolts-51234.html")));
    CHECK_FALSE(rules->is_article(*url::Url::parse("https://paper.example/tunnel/")));
    REQUIRE(draft->checks.size() == 5);
    for (const auto& check : draft->checks) {
        CHECK(check.outcome == "article");
        CHECK(check.same_title);
        CHECK(check.same_date);
        CHECK(check.kept == 4);
        CHECK(check.lost.empty());
        CHECK(check.extra.empty());
    }
}

TEST_CASE("no site file is drafted from pages that are no articles, of several sites, or of nowhere", "[draft]") {
    author::SamplePage empty;
    empty.name = "empty.html";
    empty.bytes = "<html><body></body></html>";
    const auto none = author::draft_site({empty}, {});
    REQUIRE_FALSE(none);
    CHECK(none.error().what.find("empty.html") != std::string::npos);
    auto other = sample(2, "tunnel");
    other.url = *url::Url::parse("https://other.example/a");
    const auto mixed = author::draft_site({sample(1, "tunnel"), other}, {});
    REQUIRE_FALSE(mixed);
    CHECK(mixed.error().what.find("other.example, paper.example") != std::string::npos);
}

TEST_CASE("of an element's names only those that a person gave are used", "[draft]") {
    for (const auto* name : {"story-text", "articleBody", "col2", "h1", "news_item", "top10"}) {
        CAPTURE(name);
        CHECK(author::is_stable_name(name));
    }
    for (const auto* name : {"css-1q2w3e", "post-48213", "sc-bdVaJa1", "xf7aea4", "a:hover", "_x", "jsx-2871293847"}) {
        CAPTURE(name);
        CHECK_FALSE(author::is_stable_name(name));
    }
    for (const auto* name : {"col-md-8", "mt-4", "clearfix", "text-lg", "container"})
        CHECK(author::is_layout_name(name));
    CHECK_FALSE(author::is_layout_name("story-text"));
    const auto document =
        parse("<main id=top><div class='Article_body__x3K9p text-lg'><p itemprop=articleBody>x</p></div></main>");
    const auto p = author::draft_selectors(
        document.element(document.body().first_element_child().first_element_child().first_element_child().id()));
    REQUIRE_FALSE(p.empty());
    CHECK(p[0].css == "p[itemprop=\"articleBody\"]");
    const auto div = author::draft_selectors(document.body().first_element_child().first_element_child());
    CHECK(div[0].css == "div[class*=\"Article_body__\"]");
}

TEST_CASE("address patterns find articles like the samples and nothing else that was given", "[draft]") {
    const auto urls = [](std::vector<std::string> texts) {
        std::vector<url::Url> out;
        for (const auto& text : texts) out.push_back(*url::Url::parse(text));
        return out;
    };
    struct Case {
        std::vector<std::string> articles, others;
        std::string pattern;
    };
    const Case cases[] = {
        {{"https://a.example/news/2026/11/02/bridge-opens-late", "https://a.example/news/2025/01/30/a-b-c-d"},
         {"https://a.example/news/2026/11/"},
         R"(^/news/\d{4}/\d\d/\d\d/(?:[a-z0-9]+-){2,}[a-z0-9]+/?$)"},
        {{"https://a.example/politics/123456.html", "https://a.example/sport/123999.html"},
         {"https://a.example/sport/"},
         R"(^/[a-z-]+/\d{5,}\.html/?$)"},
        {{"https://a.example/story.php?id=17&lang=ru", "https://a.example/story.php?id=9&lang=ru"},
         {},
         R"(^/story\.php\?id=\d+&lang=ru$)"},
    };
    for (const auto& one : cases) {
        const auto draft = author::draft_url_patterns(urls(one.articles), urls(one.others));
        REQUIRE(draft.patterns.size() == 1);
        CHECK(draft.patterns[0] == one.pattern);
    }
    const auto vague = author::draft_url_patterns(urls({"https://a.example/one", "https://a.example/two"}),
                                                  urls({"https://a.example/sport"}));
    CHECK(vague.patterns.empty());
    REQUIRE(vague.notes.size() == 1);
    CHECK(vague.notes[0].find("/sport") != std::string::npos);
}

TEST_CASE("a front page leads to its articles, section by section", "[draft]") {
    author::SamplePage front;
    front.url = *url::Url::parse("https://paper.example/");
    front.bytes =
        "<body><a href=/tunnel/>Tunnel</a><a href='/tunnel/the-first-story-of-a-tunnel'>The first story of a tunnel "
        "here</a>"
        "<a href='/tunnel/the-second-story-of-a-tunnel'>The second story of a tunnel here</a>"
        "<a href='/ferry/why-the-ferry-was-late'>Why the ferry was late again today</a>"
        "<a href='/tag/a-b-c-d'>Everything about this tag of ours</a>"
        "<a href='https://else.example/why-not-go-there'>Why not go there instead of here</a>"
        "<a href='/pics/a-b-c-d.jpg'>A picture of a ferry that was late</a></body>";
    const auto links = author::likely_articles(front, 2);
    REQUIRE(links.size() == 2);
    CHECK(links[0].path() == "/tunnel/the-first-story-of-a-tunnel");
    CHECK(links[1].path() == "/ferry/why-the-ferry-was-late");
    CHECK(author::likely_articles(front, 10).size() == 3);
}
