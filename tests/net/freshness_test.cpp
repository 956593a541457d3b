#include "net/freshness.h"

#include "catch.hpp"

using namespace winnow;
using namespace std::chrono;
using namespace std::chrono_literals;

namespace {

// Sun, 06 Nov 1994 08:49:37 GMT, the example of RFC 9110 §5.6.7
constexpr sys_seconds example = sys_days(1994y / November / 6) + 8h + 49min + 37s;

std::optional<seconds> fresh(std::string_view cache_control, std::string_view expires = {}, std::string_view date = {},
                             std::string_view age = {}) {
    const net::FreshnessHeaders headers{cache_control, expires, date, age};
    return net::freshness(headers, example);
}

}  // namespace

TEST_CASE("an HTTP date comes in three forms", "[net]") {
    for (const auto* text :
         {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
          "Sun, 6 Nov 1994 08:49:37 GMT", "  sun, 06 nov 1994 08:49:37 gmt  ", "Sun, 06-Nov-1994 08:49:37 GMT",
          "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 06 Nov 1994 08:49:37"}) {
        INFO(text);
        CHECK(net::parse_http_date(text, example) == example);
    }
    for (const auto* text : {"", ",", "0", "-1", "Sun", "Sun, 06 Nov 1994", "Sun, 31 Feb 1994 08:49:37 GMT",
                             "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
                             "Sun, 06 Nov 1994 08:49:37 +0400", "Sun, 06 Nov 199 08:49:37 GMT",
                             "Sun, 06 Nov 1994 08:49:37 GMT tail", "1994-11-06T08:49:37Z", "Sun Nov 6 08:49:37"}) {
        INFO(text);
        CHECK_FALSE(net::parse_http_date(text, example));
    }
}

TEST_CASE("a two-digit year is taken within fifty years ahead", "[net]") {
    const auto now = sys_days(2026y / July / 1);
    CHECK(net::parse_http_date("Sunday, 06-Nov-76 08:49:37 GMT", now) ==
          sys_days(2076y / November / 6) + 8h + 49min + 37s);
    CHECK(net::parse_http_date("Sunday, 06-Nov-77 08:49:37 GMT", now) ==
          sys_days(1977y / November / 6) + 8h + 49min + 37s);
}

TEST_CASE("Retry-After is a number of seconds or a date, never negative", "[net]") {
    const auto now = example;
    CHECK(net::parse_retry_after("120", now) == 120s);
    CHECK(net::parse_retry_after(" 0 ", now) == 0s);
    CHECK(net::parse_retry_after("Sun, 06 Nov 1994 08:50:37 GMT", now) == 60s);
    CHECK(net::parse_retry_after("Sun, 06 Nov 1994 08:50:37 GMT", now + 500ms) == 60s);  // rounded up: not too early
    CHECK(net::parse_retry_after("Sun, 06 Nov 1994 08:49:00 GMT", now) == 0s);
    CHECK(net::parse_retry_after("99999999999999999999999", now) == seconds(years(1)));
    CHECK(net::parse_retry_after("Sun, 06 Nov 9994 08:49:00 GMT", now) == seconds(years(1)));
    for (const auto* wrong : {"", " ", "-5", "1.5", "soon", "1e3", "0x10", "120 s", "+5"})
        CHECK_FALSE(net::parse_retry_after(wrong, now));
}

TEST_CASE("freshness follows Cache-Control before Expires, less the age", "[net]") {
    CHECK(fresh("max-age=600") == 600s);
    CHECK(fresh("public, Max-Age = \"600\" , must-revalidate") == 600s);
    CHECK(fresh("max-age=600", "Sun, 06 Nov 1994 09:49:37 GMT") == 600s);
    CHECK(fresh("max-age=600", {}, {}, "100") == 500s);
    CHECK(fresh("max-age=600", {}, {}, "700") == 0s);
    CHECK(fresh("max-age=nonsense") == 0s);
    CHECK(fresh("max-age=99999999999999999999") == seconds(years(1)));
    CHECK(fresh("no-cache, max-age=600") == 0s);
    CHECK(fresh("no-store") == 0s);
    CHECK(fresh("x-max-age=600") == std::nullopt);
    CHECK(fresh("") == std::nullopt);
    CHECK(fresh("", "Sun, 06 Nov 1994 09:49:37 GMT") == 3600s);
    CHECK(fresh("", "Sun, 06 Nov 1994 09:49:37 GMT", "Sun, 06 Nov 1994 09:39:37 GMT") == 600s);
    CHECK(fresh("", "0") == 0s);
    CHECK(fresh("", "Sun, 06 Nov 1994 07:49:37 GMT") == 0s);
}
