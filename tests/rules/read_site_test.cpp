#include <fmt/format.h>

#include "catch.hpp"
#include "rules/site_rules.h"

using namespace winnow;
using namespace std::chrono_literals;
using rules::Entry;
using rules::Removal;
using rules::SiteRules;

namespace {

SiteRules read(std::string_view yaml) {
    auto site = rules::read_site(yaml, "f.yaml");
    if (!site) FAIL(site.error().what);
    return std::move(*site);
}

/// The problems of a file, one a line; empty if it is good.
std::string problems(std::string_view yaml) {
    const auto site = rules::read_site(yaml, "f.yaml");
    if (site) return {};
    CHECK(site.error().code == Errc::config);
    return site.error().what;
}

url::Url url_of(std::string_view text) {
    auto parsed = url::Url::parse(text);
    if (!parsed) FAIL(parsed.error().what);
    return *parsed;
}

}  // namespace

TEST_CASE("a whole site file is read", "[rules]") {
    const auto site = read(R"y(
host: [report.az, '*.example.az']
name: Report
timezone: Asia/Baku
language: {'/ru/': ru, '/en/': en, '/': az}
discover:
  feeds: [https://report.az/rss/]
  sitemaps: https://report.az/news-sitemap.xml
  sections: [https://report.az/ru/]
  every: 10m
  more: {endpoint: '.loadContainer@data-url', parameters: {date: '.card@data-timestamp', oldest: 'const:1'}}
urls:
  article: '^/[a-z]+/[a-z0-9-]{8,}/?$'
  ignore: ['^/tag/']
  same_article: {strip_query: true, trailing_slash: drop, key: '(\d+)', per_host: false}
article:
  title: ['h1.title', 'meta[property="og:title"]@content', 'meta:og:title']
  lead: '.lead'
  authors: {css: '.by a', all: false}
  date: ['jsonld:datePublished', {css: '.date', match: '(\d.*)', format: 'D MMMM, YYYY HH:mm'}]
  modified: 'text:^Updated (.*)$'
  section: 'const:World'
  tags: '.tags a'
  images: 'img@src'
  body: ['div.text', 'xpath://div[@id="x"]', '//article']
  language: 'html@lang'
  publisher: 'meta:og:site_name'
  source: {name: 'text:from (.+)', url: '.source a@href'}
  paywall: '.paid'
remove: ['.share, .ads', 'xpath://i[@class="x"]', 'text:^Read', 'after:^Follow', 'before:^Skip']
politeness: {delay: 3s}
http: 2
layouts: [2025-10, 2020-09]
)y");
    REQUIRE(site.hosts.size() == 2);
    CHECK(site.host() == "report.az");
    CHECK_FALSE(site.hosts[0].subdomains);
    CHECK(site.hosts[1].host == "example.az");
    CHECK(site.hosts[1].subdomains);
    CHECK(site.name == "Report");
    CHECK(site.timezone == "Asia/Baku");
    CHECK(site.languages.size() == 3);
    CHECK(site.discover.feeds.at(0).href() == "https://report.az/rss/");
    CHECK(site.discover.sitemaps.size() == 1);
    CHECK(site.discover.every == 600s);
    CHECK(site.discover.next_fragment->attribute == "data-url");
    CHECK(site.discover.next_parameters.size() == 2);
    CHECK(site.urls.article.size() == 1);
    CHECK(site.urls.same_article.trailing_slash == rules::SameArticle::Slash::drop);
    CHECK_FALSE(site.urls.same_article.per_host);

    REQUIRE(site.title.size() == 3);
    CHECK(site.title[1].attribute == "content");
    CHECK(site.title[1].selector->text() == "meta[property=\"og:title\"]");
    CHECK(site.title[2].kind == Entry::Kind::meta);
    CHECK(site.title[2].key == "og:title");
    CHECK(site.title[2].where == "f.yaml:17:60");
    CHECK_FALSE(site.authors.at(0).all);
    CHECK(site.tags.at(0).all);
    CHECK_FALSE(site.title[0].all);
    CHECK(site.date.at(0).key == "datePublished");
    CHECK(site.date.at(1).format == "D MMMM, YYYY HH:mm");
    CHECK(site.date.at(1).pattern != nullptr);
    CHECK(site.date.at(1).written == "css:.date");
    CHECK(site.section.at(0).kind == Entry::Kind::constant);
    CHECK(site.section.at(0).key == "World");
    CHECK(site.body.size() == 3);
    CHECK(site.source_url.at(0).attribute == "href");

    REQUIRE(site.remove.size() == 5);
    CHECK(site.remove[1].selector.has_value());
    CHECK(site.remove[2].kind == Removal::Kind::text);
    CHECK(site.remove[3].kind == Removal::Kind::after);
    CHECK(site.remove[4].kind == Removal::Kind::before);
    CHECK(site.delay == 3s);
    CHECK(site.http_version == 2);
    CHECK(site.layouts == std::vector<std::string>{"2025-10", "2020-09"});
    CHECK(site.version.size() == 8);
}

TEST_CASE("a host is enough", "[rules]") {
    const auto site = read("host: WWW.Example.COM\n");
    CHECK(site.host() == "example.com");
    CHECK(site.is_article(url_of("https://example.com/anything")));
    CHECK(read("host: новости.рф\n").host() == "xn--b1amnebsh.xn--p1ai");
}

TEST_CASE("a slip in a site file is found, with its place", "[rules]") {
    struct Case {
        const char* yaml;
        const char* start;
        const char* part;
    };
    const std::vector<Case> cases{
        {"name: x\n", "f.yaml:1:1: ", "'host' is missing"},
        {"host: a.az\ntitel: x\n", "f.yaml:2:1: ", "unknown key 'titel'"},
        {"host: a.az\narticle:\n  titel: h1\n", "f.yaml:3:3: ", "did you mean 'title'?"},
        {"host: a.az\narticle: {author: x}\n", "f.yaml:2:11: ", "did you mean 'authors'?"},
        {"host: a.az\narticle: {source: {nam: x}}\n", "f.yaml:2:20: ", "did you mean 'name'?"},
        {"host: a.az\nhost: b.az\n", "f.yaml:2:1: ", "repeated"},
        {"host: a.az\nurls: {same_article: {strip: true}}\n", "f.yaml:2:23: ", "did you mean 'strip_query'?"},
        {"host: https://a.az/\n", "f.yaml:1:7: ", "no host name"},
        {"host: 'a.*.az'\n", "f.yaml:1:7: ", "no host name"},
        {"host: a.az:81\n", "f.yaml:1:7: ", "no host name"},
        {"host: localhost\n", "f.yaml:1:7: ", "no host name"},
        {"host: [a.az, www.a.az]\n", "f.yaml:1:14: ", "listed twice"},
        {"host: []\n", "f.yaml:1:7: ", "empty list"},
        {"host: {a: b}\n", "f.yaml:1:7: ", "wants a text"},
        {"host: a.az\nname:\n", "f.yaml:2:1: ", "not empty"},
        {"host: a.az\ntimezone: Asia/Bku\n", "f.yaml:2:11: ", "did you mean 'Asia/Baku'?"},
        {"host: a.az\ntimezone: UTC+4\n", "f.yaml:2:11: ", "no time zone"},
        {"host: a.az\nlanguage: russian\n", "f.yaml:2:11: ", "no language tag"},
        {"host: a.az\nlanguage: {ru: ru}\n", "f.yaml:2:12: ", "no path prefix"},
        {"host: a.az\nlanguage: {/ru/: RU}\n", "f.yaml:2:18: ", "no language tag"},
        {"host: a.az\ndiscover: {feeds: [/rss]}\n", "f.yaml:2:20: ", "no absolute"},
        {"host: a.az\ndiscover: {feeds: [ftp://a.az/]}\n", "f.yaml:2:20: ", "no absolute"},
        {"host: a.az\ndiscover: {every: 10}\n", "f.yaml:2:19: ", "unit is missing"},
        {"host: a.az\ndiscover: {every: 1s}\n", "f.yaml:2:11: ", "30s to 31d"},
        {"host: a.az\ndiscover: {more: {}}\n", "f.yaml:2:18: ", "needs 'endpoint'"},
        {"host: a.az\ndiscover: {more: {endpoint: a@href, parameters: {x: 'meta:y'}}}\n",
         "f.yaml:2:53: ", "parameter is"},
        {"host: a.az\nurls: {article: '(a'}\n", "f.yaml:2:17: ", "regex '(a' does not compile"},
        {"host: a.az\nurls: {article: 'a(?!b)'}\n", "f.yaml:2:17: ", "RE2 has no look-ahead"},
        {"host: a.az\nurls: {article: '(?<n>a)'}\n", "f.yaml:2:17: ", "(?P<name>"},
        {"host: a.az\nurls: {article: ['']}\n", "f.yaml:2:18: ", "not empty"},
        {"host: a.az\nurls: {same_article: {key: '\\d+'}}\n", "f.yaml:2:28: ", "0 capturing groups"},
        {"host: a.az\nurls: {same_article: {trailing_slash: maybe}}\n", "f.yaml:2:39: ", "keep, drop, add"},
        {"host: a.az\narticle: {title: 'h1 >'}\n", "f.yaml:2:18: ", "selector 'h1 >' does not compile"},
        {"host: a.az\narticle: {title: 'xpath://a[foo(b)]'}\n",
         "f.yaml:2:18: ", "xpath '//a[foo(b)]' does not compile"},
        {"host: a.az\narticle: {title: 'h1@'}\n", "f.yaml:2:18: ", "no attribute name"},
        {"host: a.az\narticle: {title: '@content'}\n", "f.yaml:2:18: ", "does not compile"},
        {"host: a.az\narticle: {title: 'jsonId:headline'}\n", "f.yaml:2:18: ", "did you mean 'jsonld:'?"},
        {"host: a.az\narticle: {title: 'text:no group'}\n", "f.yaml:2:18: ", "exactly one"},
        {"host: a.az\narticle: {title: 'text:(a)(b)'}\n", "f.yaml:2:18: ", "2 capturing groups"},
        {"host: a.az\narticle: {title: 'url:^/(x)'}\n", "f.yaml:2:18: ", "whole URL"},
        {"host: a.az\narticle: {title: 'meta:'}\n", "f.yaml:2:18: ", "empty 'meta:'"},
        {"host: a.az\narticle: {title: 'const:'}\n", "f.yaml:2:18: ", "empty 'const:'"},
        {"host: a.az\narticle: {title: 'jsonld:a b'}\n", "f.yaml:2:18: ", "no key"},
        {"host: a.az\narticle: {title: ''}\n", "f.yaml:2:18: ", "empty entry"},
        {"host: a.az\narticle: {title: []}\n", "f.yaml:2:18: ", "empty list"},
        {"host: a.az\narticle: {title: [[data-ad]]}\n", "f.yaml:2:19: ", "begins with '['"},
        {"host: a.az\narticle: {title: {css: a, xpath: //a}}\n", "f.yaml:2:34: ", "one source"},
        {"host: a.az\narticle: {title: {match: (a)}}\n", "f.yaml:2:18: ", "needs one of css"},
        {"host: a.az\narticle: {title: {css: a, format: D M YYYY}}\n", "f.yaml:2:35: ", "for 'date' and 'modified'"},
        {"host: a.az\narticle: {date: {css: a, format: 'HH:mm'}}\n", "f.yaml:2:34: ", "names no day"},
        {"host: a.az\narticle: {title: {text: (a), match: (b)}}\n", "f.yaml:2:37: ", "regex itself"},
        {"host: a.az\narticle: {title: {css: a, match: b}}\n", "f.yaml:2:34: ", "exactly one"},
        {"host: a.az\narticle: {title: {css: a, matsch: (b)}}\n", "f.yaml:2:27: ", "did you mean 'match'?"},
        {"host: a.az\narticle: {source: text}\n", "f.yaml:2:19: ", "a map of keys"},
        {"host: a.az\narticle: {body: 'meta:description'}\n", "f.yaml:2:10: ", "selector of elements"},
        {"host: a.az\narticle: {title: {before: a}}\n", "f.yaml:2:18: ", "is for 'body'"},
        {"host: a.az\narticle: {body: {before: '('}}\n", "f.yaml:2:26: ", "does not compile"},
        {"host: a.az\narticle: {body: {after: a}}\n", "f.yaml:2:17: ", "goes with 'before'"},
        {"host: a.az\narticle: {body: {before: a, match: (b)}}\n", "f.yaml:2:36: ", "says nothing"},
        {"host: a.az\narticle: {title: {before: x}}\n", "f.yaml:2:18: ", "'before' is for 'body'"},
        {"host: a.az\narticle: {body: {css: p, after: x}}\n", "f.yaml:2:33: ", "'after' goes with 'before'"},
        {"host: a.az\narticle: {body: {before: x, match: (y)}}\n", "f.yaml:2:36: ", "between two others"},
        {"host: a.az\narticle: {body: {before: '('}}\n", "f.yaml:2:26: ", "does not compile"},
        {"host: a.az\narticle: {body: {before: x, after: '('}}\n", "f.yaml:2:36: ", "does not compile"},
        {"host: a.az\narticle: {body: {after: x}}\n", "f.yaml:2:17: ", "'after' goes with 'before'"},
        {"host: a.az\nremove:\n  - #newsletter\n", "f.yaml:3:3: ", "begins a comment"},
        {"host: a.az\nremove:\n  - [data-ad]\n", "f.yaml:3:5: ", "quote a value that begins with '['"},
        {"host: a.az\nremove: 'after:'\n", "f.yaml:2:9: ", "empty 'after:'"},
        {"host: a.az\nremove: 'after:*'\n", "f.yaml:2:9: ", "does not compile"},
        {"host: a.az\nremove: 'afer:^x'\n", "f.yaml:2:9: ", "did you mean 'after:'?"},
        {"host: a.az\npoliteness: {delay: 0s}\n", "f.yaml:2:13: ", "100ms to 1h"},
        {"host: a.az\nhttp: 3\n", "f.yaml:2:7: ", "from 1 to 2"},
        {"host: a.az\nlayouts: [2025-13]\n", "f.yaml:2:11: ", "no month"},
        {"host: a.az\nlayouts: [2020-01, 2025-01]\n", "f.yaml:2:20: ", "newest first"},
        {"- a\n", "f.yaml:1:1: ", "a map of keys"},
        {"", "f.yaml:1:1: ", "a map of keys"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.yaml);
        const auto found = problems(c.yaml);
        CHECK_THAT(found, Catch::StartsWith(c.start));
        CHECK_THAT(found, Catch::Contains(c.part));
    }
}

TEST_CASE("all slips of a file come at once, in its order", "[rules]") {
    CHECK(
        problems("titel: x\nhost: a.az\nhttp: 9\n") ==
        "f.yaml:1:1: unknown key 'titel'; known here: host, name, timezone, language, discover, urls, article, remove, "
        "politeness, http, layouts\n"
        "f.yaml:3:7: 'http' is a number from 1 to 2, found '9'");
}

TEST_CASE("the attribute is what follows the last @ outside brackets and quotes", "[rules]") {
    struct Case {
        const char* entry;
        const char* selector;
        const char* attribute;
    };
    for (const auto& c : std::vector<Case>{
             {"a@href", "a", "href"},
             {"a[x=\"b@c\"]@data-X", "a[x=\"b@c\"]", "data-x"},
             {"a[href*=\"@\"]", "a[href*=\"@\"]", ""},
             {"a:contains(\"@x\") @href", "a:contains(\"@x\")", "href"},
             {"p:not([a=\"x@y\"])", "p:not([a=\"x@y\"])", ""},
         }) {
        CAPTURE(c.entry);
        const auto site = read(fmt::format("host: a.az\narticle: {{title: '{}'}}\n", c.entry));
        CHECK(site.title.at(0).selector->text() == c.selector);
        CHECK(site.title.at(0).attribute == c.attribute);
    }
}

TEST_CASE("a rule covers its hosts, with www. and what is below a star", "[rules]") {
    const auto site = read("host: [report.az, '*.trend.az']\n");
    for (const auto* host : {"report.az", "www.report.az", "trend.az", "ru.trend.az", "a.b.trend.az", "www.trend.az"}) {
        CAPTURE(host);
        CHECK(site.covers(host));
    }
    for (const auto* host : {"m.report.az", "xreport.az", "xtrend.az", "az", "", "report.az.evil.com"}) {
        CAPTURE(host);
        CHECK_FALSE(site.covers(host));
    }
}

TEST_CASE("an article is what urls.article finds and urls.ignore does not", "[rules]") {
    const auto site = read(R"y(
host: report.az
urls:
  article: ['^/(?:(?:ru|en|az)/)?[a-z0-9-]+/[a-z0-9-]{8,}/?$', '\?id=\d+$']
  ignore: ['^/(?:(?:ru|en|az)/)?(?:amp|tag|infinity)/', '^/(?:ru|en|az)/[^/]+/?$']
)y");
    for (const auto* path : {"/biznes/some-long-slug", "/ru/biznes/some-long-slug/", "/x?id=12"}) {
        CAPTURE(path);
        CHECK(site.is_article(url_of(std::string("https://report.az") + path)));
    }
    for (const auto* path :
         {"/", "/ru/", "/ru/vneshnyaya-politika", "/tag/some-long-slug", "/x?id=", "/infinity/index-of-all"}) {
        CAPTURE(path);
        CHECK_FALSE(site.is_article(url_of(std::string("https://report.az") + path)));
    }
    CHECK(site.is_ignored(url_of("https://report.az/tag/x")));
    CHECK_FALSE(site.is_ignored(url_of("https://report.az/x")));
}

TEST_CASE("the longest path prefix gives the language", "[rules]") {
    const auto site = read("host: a.az\nlanguage: {/: az, /ru/: ru, /ru/en/: en}\n");
    CHECK(site.language_of(url_of("https://a.az/x")) == "az");
    CHECK(site.language_of(url_of("https://a.az/ru/x")) == "ru");
    CHECK(site.language_of(url_of("https://a.az/ru")) == "ru");
    CHECK(site.language_of(url_of("https://a.az/ru/en/x")) == "en");
    CHECK(site.language_of(url_of("https://a.az/rust/x")) == "az");
    CHECK(read("host: a.az\nlanguage: ru\n").language_of(url_of("https://a.az/x")) == "ru");
    CHECK(read("host: a.az\n").language_of(url_of("https://a.az/x")).empty());
}

TEST_CASE("one article has one key, however it is linked", "[rules]") {
    const auto slug = read("host: report.az\nurls: {same_article: {strip_query: true, trailing_slash: drop}}\n");
    const auto key = slug.article_key(url_of("https://report.az/ru/ikt/some-slug"));
    CHECK(key == "https://report.az/ru/ikt/some-slug");
    for (const auto* same :
         {"https://report.az/ru/ikt/some-slug/", "http://www.report.az/ru/ikt/some-slug?utm_source=x",
          "https://report.az/ru/ikt/some-slug?page=1#top", "https://report.az/ru/amp/ikt/some-slug"}) {
        CAPTURE(same);
        CHECK(slug.article_key(url_of(same)) == key);
    }
    CHECK(slug.article_key(url_of("https://report.az/")) == "https://report.az/");

    const auto id = read("host: '*.azvision.az'\nurls: {same_article: {key: '^/(news|authors)/(\\d+)/'}}\n");
    CHECK(id.article_key(url_of("https://de.azvision.az/news/115859/a.html")) == "de.azvision.az#news:115859");
    CHECK(id.article_key(url_of("https://de.azvision.az/news/115859/b--c.html?x=1")) == "de.azvision.az#news:115859");
    CHECK(id.article_key(url_of("https://fr.azvision.az/news/115859/a.html")) == "fr.azvision.az#news:115859");
    CHECK(id.article_key(url_of("https://azvision.az/tv")) == "https://azvision.az/tv");

    const auto shared =
        read("host: '*.trend.az'\nurls: {same_article: {key: '(\\d{5,9})\\.html$', per_host: false}}\n");
    CHECK(shared.article_key(url_of("https://ru.trend.az/a/4155125.html")) == "trend.az#4155125");

    const auto added = read("host: a.az\nurls: {same_article: {trailing_slash: add}}\n");
    CHECK(added.article_key(url_of("https://a.az/x")) == "https://a.az/x/");
    CHECK(added.article_key(url_of("https://a.az/x.html")) == "https://a.az/x.html");
    CHECK(added.article_key(url_of("https://a.az:8443/x?b=1")) == "https://a.az:8443/x/?b=1");
}

TEST_CASE("the next batch is asked for with the values of the last card", "[rules]") {
    const auto site = read(R"y(
host: report.az
discover:
  more: {endpoint: '.loadContainer@data-url', parameters: {date: '.card@data-timestamp', oldest: 'const:1'}}
)y");
    const auto page = html::Document::parse(
        "<div class=loadContainer data-url='/infinity/index?x=1'><div class=card data-timestamp='2026-07-19 12:05:35'>"
        "</div><div class=card data-timestamp='2026-07-19 11:00:01'></div></div>");
    const auto url = url_of("https://report.az/son-xeberler");
    const auto next = rules::next_batch(site, *page, url);
    REQUIRE(next);
    CHECK(next->href() == "https://report.az/infinity/index?date=2026-07-19%2011%3A00%3A01&oldest=1");

    const auto fragment = html::Document::parse("<div class=card data-timestamp='2026-07-18 09:00:00'></div>");
    const auto after = rules::next_batch(site, *fragment, *next, &*next);
    REQUIRE(after);
    CHECK(after->href() == "https://report.az/infinity/index?date=2026-07-18%2009%3A00%3A00&oldest=1");
    CHECK_FALSE(rules::next_batch(site, *fragment, *after, &*after));  // the same batch again: no end in sight
    CHECK_FALSE(rules::next_batch(site, *fragment, *next));            // nobody remembers the endpoint
    const auto end = html::Document::parse("");
    CHECK_FALSE(rules::next_batch(site, *end, *after, &*next));

    const auto pager = read("host: a.az\ndiscover: {more: {endpoint: 'a.next@href'}}\n");
    const auto list = html::Document::parse("<a class=next href='?page=2'>more</a>");
    CHECK(rules::next_batch(pager, *list, url_of("https://a.az/news"))->href() == "https://a.az/news?page=2");
    CHECK_FALSE(rules::next_batch(pager, *list, url_of("https://a.az/news?page=2")));
    CHECK_FALSE(rules::next_batch(read("host: a.az\n"), *list, url_of("https://a.az/news")));
}
