#include "url/article_address.h"

#include "catch.hpp"

using namespace winnow;

TEST_CASE("an article's address ends in a slug or a number, or stands below a month", "[url]") {
    for (const std::string path : {
             "/tunnel/the-first-story-of-a-tunnel",
             "/ferry/why-the-ferry-was-late/",
             "/News/The_Ferry_Was_Late_Again",
             "/sport/match-of-the-evening.html",
             "/business/ferry-company-expands",  // two hyphens are enough for a long name
             "/covid-19-again",                  // or for one with a number
             "/news/123456",
             "/news/123456/",
             "/article1234.html",
             "/world/europe/ferry-23",
             "/2026/02/tunnel",
             "/blog/2026/2/19/tunnel.html",
             "/index.php?newsid=12345",
             "/?p=12345",
             "/news?lang=az&ID=20260219",
         })
        CHECK((path + (url::looks_like_article(*url::Url::parse("https://paper.example" + path)) ? "" : " refused")) ==
              path);
}

TEST_CASE("home pages, sections, lists, tools and files do not look like articles", "[url]") {
    for (const std::string path : {
             "/",
             "/sport/",
             "/about-us",
             "/top-stories",
             "/hi-tech-news",  // two hyphens in a short name
             "/tag/the-first-story-of-a-tunnel",
             "/Author/jane-m-doe-smith/",
             "/category/news/123456",
             "/news/page/1234",
             "/amp/the-first-story-of-a-tunnel",
             "/search?id=12345",
             "/2026/02/",
             "/2026/02/19/",
             "/pics/the-ferry-that-was-late.JPG",
             "/reports/annual-report-2026.pdf",
             "/sitemap-news-2026-02-19.xml",
             "/?p=2",
             "/news?page=1234",
             "/news?id=",
             "/news?id",
             "/news?idea=12345",
         })
        CHECK((path + (url::looks_like_article(*url::Url::parse("https://paper.example" + path)) ? " accepted" : "")) ==
              path);
}
