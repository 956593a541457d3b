#include "crawl/schedule.h"

#include "catch.hpp"

using namespace winnow;
using namespace winnow::crawl;
using namespace std::chrono_literals;

namespace {
const TimePoint t0{std::chrono::milliseconds(1'790'000'000'000)};  // 2026-09-21
}

TEST_CASE("a seed that brings news is asked more often, one that does not less, within bounds", "[schedule]") {
    const ScheduleOptions options;
    CHECK(next_interval(options, 0s, 10min, true) == 5min);
    CHECK(next_interval(options, 0s, 10min, false) == 15min);
    CHECK(next_interval(options, 20min, {}, true) == 10min);
    CHECK(next_interval(options, 6min, {}, true) == 5min);
    CHECK(next_interval(options, 20h, {}, false) == 24h);
}

TEST_CASE("a feed that dies is retried ever more slowly but never forgotten", "[schedule]") {
    CHECK(pause_after_seed_failure(10min, 1) == 30s);
    CHECK(pause_after_seed_failure(10min, 2) == 2min);
    CHECK(pause_after_seed_failure(10min, 3) == 10min);
    CHECK(pause_after_seed_failure(10min, 5) == 40min);
    CHECK(pause_after_seed_failure(10min, 1000) == 168h);
}

TEST_CASE("young articles are looked at again at the configured ages", "[schedule]") {
    const ScheduleOptions options;
    CHECK(*next_look(options, t0, 1, t0) == t0 + 1h);
    CHECK(*next_look(options, t0, 2, t0 + 1h) == t0 + 6h);
    CHECK(*next_look(options, t0, 3, t0 + 6h) == t0 + 24h);
    CHECK_FALSE(next_look(options, t0, 4, t0 + 24h));
}

TEST_CASE("a look that comes late, after days without a crawler, stands for those that were missed", "[schedule]") {
    const ScheduleOptions options;
    CHECK(*next_look(options, t0, 2, t0 + 7h) == t0 + 24h);
    CHECK_FALSE(next_look(options, t0, 2, t0 + 72h));
}

TEST_CASE("an article that fails for a passing reason is tried for half a day, and daily for two weeks", "[schedule]") {
    CHECK(*next_try(t0, 1) == t0 + 30s);
    CHECK(*next_try(t0, 6) == t0 + 16min);
    CHECK(*next_try(t0, 14) == t0 + 2h);
    CHECK(*next_try(t0, 15) == t0 + 24h);
    CHECK(*next_try(t0, 28) == t0 + 24h);
    CHECK_FALSE(next_try(t0, 29));
}

TEST_CASE("crawler traps are recognised, articles are not", "[schedule]") {
    const auto trap = [](std::string_view path) { return !trap_of(path, 20, t0).empty(); };
    CHECK(trap("/a/b/a/b/a/b/story.html"));
    CHECK(trap("/a/b/a/b/"));
    CHECK(trap("/x/x/x/"));
    CHECK(trap("/p?a=1&b=2&c=3&d=4&e=5&f=6&g=7&h=8&i=9"));
    CHECK(trap("/p?f=1&f=2&f=3&f=4"));
    CHECK(trap("/calendar/2031/12/"));
    CHECK(trap("/events?date=2099-01-01"));
    CHECK(trap("/" + std::string(3000, 'a')));
    CHECK(trap("/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18/19/20/21/"));
    CHECK_FALSE(trap("/2026/09/21/some-story-about-2050-goals.html"));
    CHECK_FALSE(trap("/news/140908/ilham-story.html"));
    CHECK_FALSE(trap("/story?id=5&page=2"));
    CHECK_FALSE(trap("/2019/05/archive-of-things"));
    CHECK_FALSE(trap("/"));
}

TEST_CASE("a sitemap that brings nothing for long is retired, one that does or may is not", "[schedule]") {
    const ScheduleOptions options;
    CHECK(is_retired(options, 4, false, {}, t0));
    CHECK(is_retired(options, 9, false, t0 - 169h, t0));
    CHECK_FALSE(is_retired(options, 3, false, {}, t0));
    CHECK_FALSE(is_retired(options, 9, true, t0 - 169h, t0));
    CHECK_FALSE(is_retired(options, 9, false, t0 - 100h, t0));
}
