#include "net/freshness.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "base/text.h"

namespace winnow::net {
namespace {

using namespace std::chrono;

constexpr seconds longest = years(1);

/// Digits only, saturating: a server that says 99999999999999999999 means "very long".
std::optional<seconds> parse_delta(std::string_view digits) {
    if (digits.empty() || !std::all_of(digits.begin(), digits.end(), is_ascii_digit)) return std::nullopt;
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc() || value > longest.count()) return longest;
    return seconds(value);
}

/// Reads a date piece by piece; once a piece is wrong, everything after it is.
class Scanner {
public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    bool good() const { return good_; }
    bool at_end() const { return rest_.empty(); }

    void literal(std::string_view expected) {
        if (!istarts_with_ascii(rest_, expected)) return spoil();
        rest_.remove_prefix(expected.size());
    }
    void word() {
        const auto end = std::find_if_not(rest_.begin(), rest_.end(), is_ascii_alpha);
        if (end == rest_.begin()) return spoil();
        rest_.remove_prefix(static_cast<std::size_t>(end - rest_.begin()));
    }
    void blanks() {
        while (!rest_.empty() && rest_.front() == ' ') rest_.remove_prefix(1);
    }
    int number(std::size_t min_digits, std::size_t max_digits) {
        int value = 0;
        std::size_t digits = 0;
        while (digits < max_digits && digits < rest_.size() && is_ascii_digit(rest_[digits]))
            value = value * 10 + (rest_[digits++] - '0');
        if (digits < min_digits) spoil();
        rest_.remove_prefix(digits);
        digits_ = digits;
        return value;
    }
    std::size_t digits() const { return digits_; }  // of the last number
    unsigned month() {
        static constexpr std::array<std::string_view, 12> names = {"jan", "feb", "mar", "apr", "may", "jun",
                                                                   "jul", "aug", "sep", "oct", "nov", "dec"};
        const auto name = ascii_lower(rest_.substr(0, 3));
        const auto found = std::find(names.begin(), names.end(), name);
        if (found == names.end()) {
            spoil();
            return 1;
        }
        rest_.remove_prefix(3);
        return static_cast<unsigned>(found - names.begin()) + 1;
    }
    /// A blank, or the hyphen of the RFC 850 form.
    void gap() {
        if (rest_.empty() || (rest_.front() != ' ' && rest_.front() != '-')) return spoil();
        rest_.remove_prefix(1);
    }

private:
    void spoil() { good_ = false; }
    std::string_view rest_;
    std::size_t digits_ = 0;
    bool good_ = true;
};

struct Fields {
    int year = 0, day = 0, hour = 0, minute = 0, second = 0;
    unsigned month = 1;
};

void read_time(Scanner& scan, Fields& at) {
    at.hour = scan.number(2, 2);
    scan.literal(":");
    at.minute = scan.number(2, 2);
    scan.literal(":");
    at.second = scan.number(2, 2);
}

/// RFC 9110 §5.6.7: a two-digit year that seems to lie more than 50 years ahead is the past one with the same digits.
int full_year(int two_digits, system_clock::time_point now) {
    const int this_year = static_cast<int>(year_month_day(floor<days>(now)).year());
    const int year = this_year / 100 * 100 + two_digits;
    return year > this_year + 50 ? year - 100 : year;
}

std::optional<sys_seconds> to_time(const Fields& at) {
    const year_month_day day{year(at.year), month(at.month), std::chrono::day(static_cast<unsigned>(at.day))};
    // 60 is a leap second; it counts as the next second.
    if (!day.ok() || at.hour > 23 || at.minute > 59 || at.second > 60) return std::nullopt;
    return sys_days(day) + hours(at.hour) + minutes(at.minute) + seconds(at.second);
}

std::optional<sys_seconds> parse_asctime(std::string_view value) {
    Scanner scan(value);
    Fields at;
    scan.word();
    scan.literal(" ");
    at.month = scan.month();
    scan.blanks();
    at.day = scan.number(1, 2);
    scan.literal(" ");
    read_time(scan, at);
    scan.literal(" ");
    at.year = scan.number(4, 4);
    if (!scan.good() || !scan.at_end()) return std::nullopt;
    return to_time(at);
}

/// The value of a Cache-Control directive: "" where it stands without one, nullopt where it does not stand.
std::optional<std::string> directive(std::string_view cache_control, std::string_view name) {
    for (const auto piece : split(cache_control, ',')) {
        const auto part = trim(piece);
        const auto equals = part.find('=');
        if (!iequals_ascii(trim(part.substr(0, equals)), name)) continue;
        if (equals == std::string_view::npos) return "";
        auto value = trim(part.substr(equals + 1));
        if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
        return std::string(value);
    }
    return std::nullopt;
}

}  // namespace

std::optional<sys_seconds> parse_http_date(std::string_view value, system_clock::time_point now) {
    value = trim(value);
    if (value.find(',') == std::string_view::npos) return parse_asctime(value);
    Scanner scan(value);
    Fields at;
    scan.word();
    scan.literal(",");
    scan.blanks();
    at.day = scan.number(1, 2);
    scan.gap();
    at.month = scan.month();
    scan.gap();
    at.year = scan.number(2, 4);
    if (scan.digits() == 2) at.year = full_year(at.year, now);
    if (scan.digits() == 3) return std::nullopt;
    scan.literal(" ");
    read_time(scan, at);
    scan.blanks();
    if (!scan.at_end()) {
        Scanner zone = scan;
        zone.literal("GMT");
        if (!zone.good() || !zone.at_end()) {
            zone = scan;
            zone.literal("UTC");
        }
        scan = zone;
    }
    if (!scan.good() || !scan.at_end()) return std::nullopt;
    return to_time(at);
}

std::optional<seconds> parse_retry_after(std::string_view value, system_clock::time_point now) {
    value = trim(value);
    if (const auto delta = parse_delta(value)) return delta;
    const auto date = parse_http_date(value, now);
    if (!date) return std::nullopt;
    return std::clamp(*date - floor<seconds>(now), seconds(0), longest);
}

std::optional<seconds> freshness(const FreshnessHeaders& headers, system_clock::time_point now) {
    if (directive(headers.cache_control, "no-store") || directive(headers.cache_control, "no-cache")) return seconds(0);
    const auto age = parse_delta(trim(headers.age)).value_or(seconds(0));
    const auto max_age = directive(headers.cache_control, "max-age");
    if (max_age) {
        const auto lifetime = parse_delta(*max_age);
        return lifetime ? std::max(*lifetime - age, seconds(0)) : seconds(0);  // §4.2.1: invalid means stale
    }
    if (trim(headers.expires).empty()) return std::nullopt;
    const auto expires = parse_http_date(headers.expires, now);
    if (!expires) return seconds(0);  // §5.3: "0" and the like mean the past
    const auto date = parse_http_date(headers.date, now).value_or(floor<seconds>(now));
    return std::clamp(*expires - date - age, seconds(0), longest);
}

}  // namespace winnow::net
