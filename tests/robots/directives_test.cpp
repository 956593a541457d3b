#include "catch.hpp"
#include "robots/robots.h"

using winnow::robots::PageDirectives;

namespace {

PageDirectives read(const std::string& value) {
    PageDirectives directives;
    winnow::robots::read_directives(value, "winnow", directives);
    return directives;
}

}  // namespace

TEST_CASE("a page may forbid its use", "[directives]") {
    CHECK(read("noindex").noindex);
    CHECK_FALSE(read("noindex").nofollow);
    CHECK(read("NoIndex , NOFOLLOW").nofollow);
    CHECK(read("none").noindex);
    CHECK(read("none").nofollow);
    CHECK(read("nocache").noarchive);
    CHECK(read("max-snippet:20, noarchive").noarchive);
    CHECK_FALSE(read("all, index, follow").noindex);
    CHECK_FALSE(read("").noindex);
    CHECK_FALSE(read("noindexing").noindex);
}

TEST_CASE("directives for another crawler are not for us", "[directives]") {
    CHECK_FALSE(read("otherbot: noindex, nofollow").noindex);
    CHECK_FALSE(read("otherbot: noindex, nofollow").nofollow);
    CHECK(read("Winnow: noindex").noindex);
    CHECK(read("otherbot: noindex, winnow: nofollow").nofollow);
    CHECK_FALSE(read("otherbot: noindex, winnow: nofollow").noindex);
    CHECK(read("noindex, otherbot: nofollow").noindex);
    CHECK(read("*: noindex").noindex);
}

TEST_CASE("a last day keeps the commas of its date", "[directives]") {
    const auto dated = read("unavailable_after: Wed, 03 Dec 2025 13:09:53 GMT, noarchive");
    CHECK(dated.unavailable_after == "Wed, 03 Dec 2025 13:09:53 GMT");
    CHECK(dated.noarchive);
    CHECK(read("winnow: unavailable_after: 25 Jun 2010 15:00:00 PST").unavailable_after == "25 Jun 2010 15:00:00 PST");
    CHECK_FALSE(read("otherbot: unavailable_after: 2010-06-25").unavailable_after);
}

TEST_CASE("several headers add up", "[directives]") {
    PageDirectives directives;
    winnow::robots::read_directives("noarchive", "winnow", directives);
    winnow::robots::read_directives("winnow: noindex", "winnow", directives);
    CHECK(directives.noarchive);
    CHECK(directives.noindex);
}
