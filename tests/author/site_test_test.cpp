#include "author/site_test.h"

#include <fstream>

#include "author/diff.h"
#include "base/atomic_file.h"
#include "catch.hpp"
#include "support/folder.h"

using namespace winnow;
using test::Folder;

namespace {

std::string text_of(const Folder& folder, const std::string& name) {
    return read_file(folder / name).value_or("?");
}

constexpr std::string_view page =
    "<html lang=en><head><meta charset=utf-8><title>Bridge opens</title></head><body><h1>Bridge opens</h1>"
    "<p class=date>7 July 2026</p><div class=text><p>The bridge over the river was opened on Tuesday by the mayor.</p>"
    "<p>It took four years to build, and it is the third of its kind in the valley.</p></div></body></html>";
constexpr std::string_view expected =
    "date 2026-07-07\nBridge opens\n\nThe bridge over the river was opened on Tuesday by the mayor.\n\n"
    "It took four years to build, and it is the third of its kind in the valley.\n";

rules::SiteRules site(const std::string& more = {}) {
    auto read = rules::read_site("host: a.az\narticle: {title: h1, date: .date, body: .text}\n" + more, "f.yaml");
    REQUIRE(read);
    return std::move(*read);
}

}  // namespace

TEST_CASE("a difference shows what must go and what must come", "[author]") {
    CHECK(author::line_diff("a\nb\n", "a\nb\n").empty());
    CHECK(author::line_diff("a\nb\nc\nd\ne\nf\ng\n", "a\nb\nc\nX\ne\nf\ng\n") ==
          "@@ line 2 @@\n b\n c\n-d\n+X\n e\n f\n");
    CHECK(author::line_diff("a\n", "a\nb\n") == "@@ line 1 @@\n a\n+b\n");
    CHECK(author::line_diff("", "a\n") == "@@ line 1 @@\n+a\n+ (a newline at the end)\n");
    CHECK(author::line_diff("a\n", "a") == "- (no newline at the end)\n");
    CHECK(author::line_diff("a\n", "a \n") == "@@ line 1 @@\n-a\n+a ⏎\n");
    const std::string large(9000, '\n');
    CHECK_FALSE(author::line_diff(large + "a\n", large + "b\n").empty());
}

TEST_CASE("saved pages pass where their article comes out byte for byte", "[author]") {
    const Folder folder;
    folder.write("good.html", page);
    folder.write("good.expected.txt", expected);
    folder.write("other.html", page);
    folder.write("other.expected.txt", "date 2026-07-07\nBridge closes\n");
    folder.write("unguarded.html", page);
    const auto rules = site();
    const auto results = author::test_site(&rules, folder.str());
    REQUIRE(results);
    REQUIRE(results->size() == 3);
    CHECK(results->at(0).page == "good.html");
    CHECK(results->at(0).detail.empty());
    CHECK(results->at(0).passed);
    CHECK_FALSE(results->at(1).passed);
    CHECK_THAT(results->at(1).detail, Catch::Contains("-Bridge closes\n+Bridge opens\n"));
    CHECK(results->at(2).detail == "unguarded.expected.txt is missing\n");
}

TEST_CASE("the list of pages says where they came from and what must come of them", "[author]") {
    const Folder folder;
    folder.write("a.html", page);
    folder.write("a.expected.txt", expected);
    folder.write("paid.html", "<body><h1>Paid</h1><div class=text><p>Teaser only.</p></div><div class=locked></div>");
    folder.write("feed.xml", "<rss/>");
    folder.write("pages.yaml",
                 "- {file: paid.html, url: 'https://a.az/2', content_type: text/html, expect: paywall}\n"
                 "- {file: a.html, url: 'https://a.az/1', now: '2026-07-08T00:00:00Z'}\n"
                 "- {file: feed.xml, expect: feed}\n");
    const auto rules = site();
    const auto locked = [] {
        auto read = rules::read_site("host: a.az\narticle: {title: h1, date: .date, body: .text, paywall: .locked}\n",
                                     "f.yaml");
        return std::move(*read);
    }();
    auto results = author::test_site(&locked, folder.str());
    REQUIRE(results);
    REQUIRE(results->size() == 2);
    CHECK(results->at(0).passed);
    CHECK(results->at(1).passed);
    results = author::test_site(&rules, folder.str());
    CHECK_FALSE(results->at(0).passed);
    CHECK_THAT(results->at(0).detail, Catch::Contains("paywall"));
}

TEST_CASE("a wrong list of pages is an error with its place", "[author]") {
    const Folder folder;
    for (const auto* list : {"- {fil: a.html}\n", "- {file: ../a.html}\n", "- {file: a.html, now: yesterday}\n",
                             "- {file: a.html, url: nowhere}\n", "a: b\n", "- {file: missing.html}\n"}) {
        CAPTURE(list);
        folder.write("pages.yaml", list);
        const auto pages = author::read_saved_pages(folder.str());
        REQUIRE_FALSE(pages);
        CHECK(pages.error().code == Errc::config);
        CHECK_THAT(pages.error().what, Catch::StartsWith(folder.str()));
    }
    CHECK(author::read_saved_pages(folder.str() + "/none").value().empty());
}

TEST_CASE("expected files can be written anew", "[author]") {
    const Folder folder;
    folder.write("a.html", page);
    folder.write("a.expected.txt", "old\n");
    const auto rules = site();
    auto results = author::test_site(&rules, folder.str(), true);
    REQUIRE(results);
    CHECK(results->at(0).passed);
    CHECK(text_of(folder, "a.expected.txt") == expected);
    results = author::test_site(&rules, folder.str());
    CHECK(results->at(0).passed);
}
