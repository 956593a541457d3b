#include "feed/discover.h"

#include "catch.hpp"

using namespace winnow;

namespace {

std::vector<std::string> found(const std::string& head) {
    const auto document = html::Document::parse("<!doctype html><html><head>" + head + "</head><body></body></html>");
    REQUIRE(document);
    std::vector<std::string> out;
    for (const auto& link : feed::feed_links(*document, *url::Url::parse("https://example.com/a/b")))
        out.push_back(link.url.href() + (link.title.empty() ? "" : " " + link.title));
    return out;
}

}  // namespace

TEST_CASE("a page names its feeds", "[discover]") {
    using List = std::vector<std::string>;
    CHECK(found("<link rel=alternate type='application/rss+xml' title=' Our  News ' href='/rss.xml'>"
                "<link rel='ALTERNATE' type='Application/Atom+XML; charset=utf-8' href='atom'>"
                "<link rel='alternate home' type='application/feed+json' href='//x.example/feed.json'>"
                "<link rel=alternate type='application/rss+xml' href='/rss.xml'>") ==
          List{"https://example.com/rss.xml Our News", "https://example.com/a/atom", "https://x.example/feed.json"});
    CHECK(found("<link rel=alternate type='text/xml' href='/feed'><link rel=feed href='/f'>") ==
          List{"https://example.com/feed", "https://example.com/f"});
    CHECK(found("<link rel=alternate type='application/rss+xml' href='/comment/rss'>") ==
          List{"https://example.com/comment/rss"});
    CHECK(found("<base href='https://other.example/x/'><link rel=alternate type='application/rss+xml' href='r'>") ==
          List{"https://other.example/x/r"});
    CHECK(found("<link rel=alternate hreflang=ru href='/ru'><link rel=stylesheet type='text/css' href='/feed.css'>"
                "<link rel=alternate type='application/json' href='/wp-json/wp/v2/posts/1'>"
                "<link rel=alternate type='application/json+oembed' href='/oembed?url=feed'>"
                "<link rel=alternate type='application/rss+xml' href='/comments/feed/'>"
                "<link rel=alternate type='application/rss+xml' href='/?feed=Comments-rss2'>"
                "<link rel=alternate type='application/rss+xml' href='/rss/comments.xml'>"
                "<link rel=alternate type='application/rss+xml' href=''>"
                "<link rel=alternate type='application/rss+xml' href='javascript:x'>"
                "<link rel=alternate type='text/xml' href='/opensearch.xml'>")
              .empty());
}
