#include "author/record.h"

#include <unistd.h>

#include <filesystem>

#include "author/saved_pages.h"
#include "author/site_test.h"
#include "catch.hpp"

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
    const auto folder = fs::temp_directory_path() / ("winnow-record-" + std::to_string(::getpid()));
    fs::remove_all(folder);
    const auto now = TimePoint(std::chrono::milliseconds(1'795'000'000'000));
    const auto first = author::record_page(page_at("https://a.example/n/Bridge%20opens.html", "Bridge opens"), nullptr,
                                           folder.string(), now);
    REQUIRE(first);
    CHECK(first->outcome == "written");
    CHECK(fs::path(first->file).filename() == "bridge-20opens.html");
    CHECK(first->article.find("date 2026-07-07\nBridge opens\n") == 0);
    // Another address with the same last segment gets a name of its own; the same address is refused.
    const auto second = author::record_page(page_at("https://a.example/m/Bridge%20opens.html", "Bridge's opening"),
                                            nullptr, folder.string(), now);
    REQUIRE(second);
    CHECK(fs::path(second->file).filename() == "bridge-20opens-2.html");
    const auto again = author::record_page(page_at("https://a.example/n/Bridge%20opens.html", "Bridge opens"), nullptr,
                                           folder.string(), now);
    REQUIRE_FALSE(again);
    CHECK(again.error().what.find("bridge-20opens.html") != std::string::npos);
    auto blank = page_at("https://a.example/m/blank", "");
    blank.bytes = "<html><body></body></html>";
    const auto third = author::record_page(blank, nullptr, folder.string(), now);
    REQUIRE(third);
    CHECK(third->outcome == "empty_text");

    const auto results = author::test_site(nullptr, folder.string());
    REQUIRE(results);
    CHECK(results->size() == 3);
    for (const auto& result : *results) {
        CAPTURE(result.page, result.detail);
        CHECK(result.passed);
    }
    fs::remove_all(folder);
}
