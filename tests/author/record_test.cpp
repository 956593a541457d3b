#include "author/record.h"

#include <filesystem>

#include "author/saved_pages.h"
#include "author/site_test.h"
#include "catch.hpp"
#include "support/folder.h"

using namespace winnow;
namespace fs = std::filesystem;

namespace {

author::SamplePage page_at(const std::string& url, const std::string& title) {
    author::SamplePage page;
    page.name = url;
    page.url = *url::Url::parse(url);
    page.content_type = "text/html; charset=utf-8";
    page.bytes =
        "<html lang=en><head><title>" + title + "</title></head><body><h1>" + title +
        "</h1><p class=date>7 July 2026</p><div class=text><p>The bridge over the river was opened on Tuesday by "
        "the mayor, who came late.</p><p>It took four years to build, and it is the third of its kind in the "
        "valley of the river.</p></div></body></html>";
    return page;
}

}  // namespace

TEST_CASE("a recorded page is a test that passes, once for each address", "[record]") {
    const test::Folder folder;
    const auto now = TimePoint(std::chrono::milliseconds(1'795'000'000'000));
    const auto first = author::record_page(page_at("https://a.example/n/Bridge%20opens.html", "Bridge opens"), nullptr,
                                           folder.str(), now);
    REQUIRE(first);
    CHECK(first->outcome == "written");
    CHECK(fs::path(first->file).filename() == "Bridge-opens.html");
    CHECK(first->article.find("date 2026-07-07\nBridge opens\n") == 0);
    // Another address with the same last segment gets a name of its own; the same address is refused.
    const auto second = author::record_page(page_at("https://a.example/m/Bridge%20opens.html", "Bridge's opening"),
                                            nullptr, folder.str(), now);
    REQUIRE(second);
    CHECK(fs::path(second->file).filename() == "Bridge-opens-2.html");
    const auto again = author::record_page(page_at("https://a.example/n/Bridge%20opens.html", "Bridge opens"), nullptr,
                                           folder.str(), now);
    REQUIRE_FALSE(again);
    CHECK(again.error().what.find("Bridge-opens.html") != std::string::npos);
    const auto encoded = author::record_page(page_at("https://a.example/%D0%9C%D0%BE%D1%81%D1%82/", "Bridge closes"),
                                             nullptr, folder.str(), now);
    REQUIRE(encoded);
    CHECK(fs::path(encoded->file).filename() == "Мост.html");
    auto blank = page_at("https://a.example/m/blank", "");
    blank.bytes = "<html><body></body></html>";
    const auto third = author::record_page(blank, nullptr, folder.str(), now);
    REQUIRE(third);
    CHECK(third->outcome == "empty_text");

    const auto results = author::test_site(nullptr, folder.str());
    REQUIRE(results);
    CHECK(results->size() == 4);
    for (const auto& result : *results) {
        CAPTURE(result.page, result.detail);
        CHECK(result.passed);
    }
}
