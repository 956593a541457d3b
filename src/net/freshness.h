#pragma once
/// What response headers say about time: when to come back, and how long an answer stays good. Pure.

#include <chrono>
#include <optional>
#include <string_view>

namespace winnow::net {

/// RFC 9110 §5.6.7: the three forms of an HTTP date, "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
/// "Sun Nov  6 08:49:37 1994". The day of the week is not checked; a two-digit year is taken within 50 years of `now`.
std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view value,
                                                        std::chrono::system_clock::time_point now);

/// RFC 9110 §10.2.3: seconds or a date; nullopt if it is neither. Never negative.
std::optional<std::chrono::seconds> parse_retry_after(std::string_view value,
                                                      std::chrono::system_clock::time_point now);

/// How long the answer may be taken for fresh (RFC 9111 §4.2.1): `max-age` of Cache-Control, else Expires minus Date,
/// each less Age; zero for no-cache, no-store and what is stale already; nullopt if the server says nothing. Values are
/// capped at a year. Empty views stand for absent headers.
struct FreshnessHeaders {
    std::string_view cache_control, expires, date, age;
};
std::optional<std::chrono::seconds> freshness(const FreshnessHeaders& headers,
                                              std::chrono::system_clock::time_point now);

}  // namespace winnow::net
