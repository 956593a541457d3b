#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "feed/feed.h"

namespace winnow::feed {
namespace {

using namespace std::string_view_literals;

struct Parts {
    int year = -1, month = 0, day = 0;
    int hour = 0, minute = 0, second = 0, millisecond = 0;
    int offset_minutes = 0;
};

std::optional<TimePoint> instant(const Parts& p) {
    using namespace std::chrono;
    const year_month_day date{year(p.year), month(static_cast<unsigned>(p.month)), day(static_cast<unsigned>(p.day))};
    const bool end_of_day = p.hour == 24 && p.minute == 0 && p.second == 0;
    const bool exists = date.ok() && (p.hour < 24 || end_of_day) && p.minute < 60 && p.second <= 60;
    // The epoch and what lies before it is what programs write for "no date".
    if (!exists || p.year <= 1970 || p.year > 9999) return std::nullopt;
    return TimePoint(sys_days(date)) + hours(p.hour) + minutes(p.minute) + seconds(p.second) +
           milliseconds(p.millisecond) - minutes(p.offset_minutes);
}

/// Reads forward through a text; each take_ moves only if it succeeds.
class Cursor {
public:
    explicit Cursor(std::string_view text) : rest_(text) {}

    bool at_end() const { return rest_.empty(); }
    char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
    bool take(char c) {
        if (peek() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }
    bool take_any(std::string_view chars) {
        if (rest_.empty() || chars.find(rest_.front()) == std::string_view::npos) return false;
        rest_.remove_prefix(1);
        return true;
    }
    void skip(std::string_view chars) {
        while (take_any(chars)) {
        }
    }
    /// A run of `least` to `most` digits; `digits` tells how many.
    bool take_number(int& value, std::size_t least, std::size_t most, std::size_t* digits = nullptr) {
        std::size_t n = 0;
        while (n < rest_.size() && is_ascii_digit(rest_[n])) ++n;
        if (n < least || n > most) return false;
        value = 0;
        for (std::size_t i = 0; i < n; ++i) value = value * 10 + (rest_[i] - '0');
        rest_.remove_prefix(n);
        if (digits != nullptr) *digits = n;
        return true;
    }
    /// A run of letters of any script, with the dot of an abbreviation.
    std::string_view take_word() {
        std::size_t end = 0;
        for (std::size_t at = 0; at < rest_.size(); end = at)
            if (!is_letter(next_code_point(rest_, at))) break;
        const auto word = rest_.substr(0, end);
        rest_.remove_prefix(end);
        if (!word.empty()) take('.');
        return word;
    }
    std::string_view rest() const { return rest_; }

private:
    std::string_view rest_;
};

/// Month names by their beginnings, after case folding: en, de, fr, es, it, pt, nl, hu, pl, ru, uk, az, uz, tr, ka, hy,
/// ar and el (with the accents that an old Greek blog system loses).
int month_named(std::string_view word) {
    static constexpr std::pair<std::string_view, int> beginnings[] = {
        {"jan", 1},     {"jän", 1},    {"ene", 1},   {"янв", 1},   {"yan", 1},    {"oca", 1},     {"feb", 2},
        {"fev", 2},     {"fév", 2},    {"фев", 2},   {"şub", 2},   {"mar", 3},    {"mär", 3},     {"мар", 3},
        {"apr", 4},     {"avr", 4},    {"abr", 4},   {"апр", 4},   {"nis", 4},    {"may", 5},     {"mai", 5},
        {"май", 5},     {"мая", 5},    {"juni", 6},  {"jun", 6},   {"juin", 6},   {"июн", 6},     {"iyun", 6},
        {"haz", 6},     {"juli", 7},   {"jul", 7},   {"juil", 7},  {"июл", 7},    {"iyul", 7},    {"tem", 7},
        {"aug", 8},     {"aoû", 8},    {"ago", 8},   {"авг", 8},   {"avq", 8},    {"auq", 8},     {"ağu", 8},
        {"sep", 9},     {"сен", 9},    {"sen", 9},   {"eyl", 9},   {"oct", 10},   {"okt", 10},    {"окт", 10},
        {"eki", 10},    {"nov", 11},   {"ноя", 11},  {"noy", 11},  {"kas", 11},   {"dec", 12},    {"dez", 12},
        {"déc", 12},    {"dic", 12},   {"дек", 12},  {"dek", 12},  {"ara", 12},   {"gen", 1},     {"mrt", 3},
        {"maa", 3},     {"már", 3},    {"ápr", 4},   {"mag", 5},   {"maj", 5},    {"máj", 5},     {"giu", 6},
        {"jún", 6},     {"lug", 7},    {"júl", 7},   {"set", 9},   {"sze", 9},    {"ott", 10},    {"out", 10},
        {"ιαν", 1},     {"φεβ", 2},    {"μάρ", 3},   {"μαρ", 3},   {"μάώ", 3},    {"μαώ", 3},     {"απρ", 4},
        {"μάι", 5},     {"μαι", 5},    {"μαϊ", 5},   {"μαΐ", 5},   {"ιούν", 6},   {"ιουν", 6},    {"ιον", 6},
        {"ιούλ", 7},    {"ιουλ", 7},   {"ιολ", 7},   {"αύγ", 8},   {"αυγ", 8},    {"σεπ", 9},     {"οκτ", 10},
        {"νοέ", 11},    {"νοε", 11},   {"δεκ", 12},  {"sty", 1},   {"lut", 2},    {"kwi", 4},     {"cze", 6},
        {"lip", 7},     {"sie", 8},    {"wrz", 9},   {"paź", 10},  {"lis", 11},   {"gru", 12},    {"січ", 1},
        {"лют", 2},     {"бер", 3},    {"кві", 4},   {"тра", 5},   {"чер", 6},    {"лип", 7},     {"сер", 8},
        {"вер", 9},     {"жов", 10},   {"лис", 11},  {"гру", 12},  {"იან", 1},    {"თებ", 2},     {"მარ", 3},
        {"აპრ", 4},     {"მაი", 5},    {"ივნ", 6},   {"ივლ", 7},   {"აგვ", 8},    {"სექ", 9},     {"ოქტ", 10},
        {"ნოე", 11},    {"დეკ", 12},   {"հունվ", 1}, {"փետ", 2},   {"մար", 3},    {"ապր", 4},     {"մայ", 5},
        {"հունի", 6},   {"հուլ", 7},   {"օգո", 8},   {"սեպ", 9},   {"հոկ", 10},   {"նոյ", 11},    {"դեկ", 12},
        {"يناير", 1},   {"فبراير", 2}, {"مارس", 3},  {"أبريل", 4}, {"ابريل", 4},  {"إبريل", 4},   {"مايو", 5},
        {"يونيو", 6},   {"يوليو", 7},  {"أغسطس", 8}, {"اغسطس", 8}, {"سبتمبر", 9}, {"أكتوبر", 10}, {"اكتوبر", 10},
        {"نوفمبر", 11}, {"ديسمبر", 12}};
    const auto folded = fold_case(word);
    for (const auto& [beginning, month] : beginnings)
        if (folded.starts_with(beginning)) return month;
    return 0;
}

/// RFC 822's zones and those that the countries of our readers write. Letters of the military are taken for UTC, as
/// RFC 5322 advises: RFC 822 had their signs wrong.
std::optional<int> zone_named(std::string_view word) {
    static constexpr std::pair<std::string_view, int> hours_and_minutes[] = {
        {"at", -240},  {"et", -300},  {"ct", -360},  {"mt", -420},   {"pt", -480},   {"gmt", 0},    {"utc", 0},
        {"ut", 0},     {"wet", 0},    {"est", -300}, {"edt", -240},  {"cst", -360},  {"cdt", -300}, {"mst", -420},
        {"mdt", -360}, {"pst", -480}, {"pdt", -420}, {"akst", -540}, {"akdt", -480}, {"hst", -600}, {"bst", 60},
        {"west", 60},  {"cet", 60},   {"cest", 120}, {"mez", 60},    {"mesz", 120},  {"met", 60},   {"mest", 120},
        {"eet", 120},  {"eest", 180}, {"msk", 180},  {"msd", 240},   {"trt", 180},   {"azt", 240},  {"gst", 240},
        {"uzt", 300},  {"pkt", 300},  {"sgt", 480},  {"jst", 540},   {"kst", 540},   {"aest", 600}, {"aedt", 660},
        {"nzst", 720}, {"nzdt", 780}};
    if (word.size() == 1 && is_ascii_alpha(word[0])) return 0;
    for (const auto& [name, minutes] : hours_and_minutes)
        if (iequals_ascii(word, name)) return minutes;
    // Names that nobody agreed on ("IST" is Indian, Irish or Israeli) count as UTC: RFC 5322 §4.3.
    const bool some_name =
        word.size() >= 3 && word.size() <= 5 && std::all_of(word.begin(), word.end(), is_ascii_alpha);
    return some_name ? std::optional(0) : std::nullopt;
}

/// "+0400", "+04:00", "+4", "-03:30".
bool take_offset(Cursor& cursor, int& offset_minutes) {
    auto at = cursor;
    const bool minus = at.peek() == '-' || at.rest().starts_with("−");
    if (at.rest().starts_with("−")) {
        for (const char c : "−"sv) at.take(c);
    } else if (!at.take_any("+-")) {
        return false;
    }
    int hours = 0, minutes = 0;
    std::size_t digits = 0;
    if (!at.take_number(hours, 1, 4, &digits)) return false;
    if (digits > 2) {
        minutes = hours % 100;
        hours /= 100;
    } else if (at.take(':') && !at.take_number(minutes, 2, 2)) {
        return false;
    }
    if (hours > 14 || minutes > 59) return false;
    offset_minutes = (minus ? -1 : 1) * (hours * 60 + minutes);
    cursor = at;
    return true;
}

/// "Z", "GMT", "EST", "+0400", "GMT+4", "(MSK)", or nothing, which is UTC. False for what is none of these.
bool read_zone(Cursor& cursor, Parts& parts) {
    cursor.skip(" ");
    if (cursor.at_end()) return true;
    bool known = take_offset(cursor, parts.offset_minutes);
    if (!known) {
        const auto zone = zone_named(cursor.take_word());
        if (!zone) return false;
        parts.offset_minutes = *zone;
        cursor.skip(" ");
        take_offset(cursor, parts.offset_minutes);
    }
    cursor.skip(" ");
    // A comment may follow ("+0300 (MSK)"), anything else is not a date.
    return cursor.at_end() || cursor.peek() == '(' || zone_named(cursor.rest()).has_value();
}

/// "10:59", "10:59:00", "10:59:00.123", "10.59", "10h59", "10:59 PM", "10:59 p.m.".
bool read_clock(Cursor& cursor, Parts& parts) {
    if (!cursor.take_number(parts.hour, 1, 2) || !cursor.take_any(":.h") || !cursor.take_number(parts.minute, 2, 2))
        return false;
    if (cursor.take_any(":.") && !cursor.take_number(parts.second, 2, 2)) return false;
    int fraction = 0;
    std::size_t digits = 0;
    if (cursor.take_any(".,") && cursor.take_number(fraction, 1, 9, &digits)) {
        for (; digits < 3; ++digits) fraction *= 10;
        for (; digits > 3; --digits) fraction /= 10;
        parts.millisecond = fraction;
    }
    auto half = cursor;
    half.skip(" ");
    const auto word = half.take_word();
    const bool dotted = word.size() == 1 && iequals_ascii(half.take_word(), "m");
    const bool pm = iequals_ascii(word, dotted ? "p" : "pm");
    if (pm || iequals_ascii(word, dotted ? "a" : "am")) {
        if (parts.hour < 1 || parts.hour > 12) return false;
        parts.hour = parts.hour % 12 + (pm ? 12 : 0);
        cursor = half;
    }
    return true;
}

bool read_clock_and_zone(Cursor& cursor, Parts& parts) {
    if (cursor.peek() == '+' || cursor.peek() == 'Z') return read_zone(cursor, parts);  // a day with a zone
    cursor.skip(" ,-|");
    if (cursor.at_end()) return true;
    for (const auto at : {"at"sv, "um"sv, "à"sv, "в"sv}) {
        auto after = cursor;
        if (after.take_word() == at) cursor = after;
    }
    cursor.skip(" ");
    return read_clock(cursor, parts) && read_zone(cursor, parts);
}

int whole_year(int year, std::size_t digits) {
    if (digits == 2) return year + (year < 50 ? 2000 : 1900);  // RFC 5322 §4.3
    return digits == 3 ? year + 1900 : year;
}

/// The n-th day of parts.year.
bool take_ordinal_day(int n, Parts& parts) {
    using namespace std::chrono;
    const year_month_day date(sys_days(year(parts.year) / January / 1) + days(n - 1));
    parts.month = static_cast<int>(unsigned(date.month()));
    parts.day = static_cast<int>(unsigned(date.day()));
    return n > 0 && date.year() == year(parts.year);
}

/// W3C-DTF, ISO 8601 and what databases print: "2026", "2026-02", "2026-050", "2026-02-19T10:59:00+04:00",
/// "2026/02/19 10:59", "2004-július-13T9:15", "20260219T105900Z", "2026050".
std::optional<TimePoint> read_year_first(Cursor cursor) {
    Parts parts;
    std::size_t digits = 0;
    int number = 0;
    if (!cursor.take_number(number, 4, 8, &digits) || digits == 5 || digits == 6) return std::nullopt;
    parts.month = parts.day = 1;
    if (digits == 8) {
        parts.year = number / 10000;
        parts.month = number / 100 % 100;
        parts.day = number % 100;
    } else if (digits == 7) {
        parts.year = number / 1000;
        if (!take_ordinal_day(number % 1000, parts)) return std::nullopt;
    } else {
        parts.year = number;
        if (cursor.at_end()) return instant(parts);
        const char separator = cursor.peek();
        if (!cursor.take_any("-/.")) return std::nullopt;
        if (cursor.take_number(number, 3, 3)) {
            if (!take_ordinal_day(number, parts)) return std::nullopt;
        } else {
            if (!cursor.take_number(parts.month, 1, 2)) parts.month = month_named(cursor.take_word());
            if (parts.month == 0) return std::nullopt;
            if (cursor.at_end()) return instant(parts);
            if (!cursor.take(separator) || !cursor.take_number(parts.day, 1, 2)) return std::nullopt;
        }
    }
    if (cursor.take_any("Tt") && is_ascii_digit(cursor.peek())) {
        auto basic = cursor;
        if (basic.take_number(parts.hour, 2, 2) && basic.peek() != ':' && basic.peek() != '.')  // "T10Z"
            return read_zone(basic, parts) ? instant(parts) : std::nullopt;
        basic = cursor;  // 105900
        int clock = 0;
        if (basic.take_number(clock, 4, 6, &digits) && digits != 5) {
            if (digits == 4) clock *= 100;
            parts.hour = clock / 10000;
            parts.minute = clock / 100 % 100;
            parts.second = clock % 100;
            return read_zone(basic, parts) ? instant(parts) : std::nullopt;
        }
    }
    return read_clock_and_zone(cursor, parts) ? instant(parts) : std::nullopt;
}

/// "/02/2026 10:59" after the first number: as long as only one of the two can be the month, or they are the same.
std::optional<TimePoint> read_slashes(Cursor cursor, Parts parts) {
    if (!cursor.take('/') || !cursor.take_number(parts.month, 1, 2)) return std::nullopt;
    if (!cursor.take('/') || !cursor.take_number(parts.year, 4, 4)) return std::nullopt;
    if (parts.month > 12) std::swap(parts.day, parts.month);
    if (parts.day <= 12 && parts.day != parts.month) return std::nullopt;
    return read_clock_and_zone(cursor, parts) ? instant(parts) : std::nullopt;
}

/// "Thu, 19 Feb 2026 10:59:00 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "19. Februar 2026", "19.02.2026 10:59".
std::optional<TimePoint> read_day_first(Cursor cursor) {
    Parts parts;
    std::size_t digits = 0;
    if (!cursor.take_number(parts.day, 1, 2)) return std::nullopt;
    auto numeric = cursor;
    if (numeric.take('.') && numeric.take_number(parts.month, 2, 2)) {  // dots: day first everywhere
        if (!numeric.take('.') || !numeric.take_number(parts.year, 4, 4)) return std::nullopt;
        return read_clock_and_zone(numeric, parts) ? instant(parts) : std::nullopt;
    }
    if (cursor.peek() == '/') return read_slashes(cursor, parts);
    for (const auto ordinal : {"st"sv, "nd"sv, "rd"sv, "th"sv}) {
        auto after = cursor;
        if (iequals_ascii(after.take_word(), ordinal)) cursor = after;
    }
    cursor.skip(" -.,/");
    parts.month = month_named(cursor.take_word());
    cursor.skip(" -.,/");
    if (parts.month == 0 || !cursor.take_number(parts.year, 2, 4, &digits)) return std::nullopt;
    parts.year = whole_year(parts.year, digits);
    return read_clock_and_zone(cursor, parts) ? instant(parts) : std::nullopt;
}

/// "Feb 19, 2026 10:59 AM", and asctime's "Nov  6 08:49:37 1994" with a zone before the year as date(1) has it.
std::optional<TimePoint> read_month_first(Cursor cursor) {
    Parts parts;
    parts.month = month_named(cursor.take_word());
    cursor.skip(" ");
    if (parts.month == 0 || !cursor.take_number(parts.day, 1, 2)) return std::nullopt;
    cursor.skip(" ,");
    if (cursor.take_number(parts.year, 4, 4)) return read_clock_and_zone(cursor, parts) ? instant(parts) : std::nullopt;
    if (!read_clock(cursor, parts)) return std::nullopt;
    cursor.skip(" ");
    if (!is_ascii_digit(cursor.peek())) {
        if (!take_offset(cursor, parts.offset_minutes)) {
            const auto zone = zone_named(cursor.take_word());
            if (!zone) return std::nullopt;
            parts.offset_minutes = *zone;
        }
        cursor.skip(" ");
    }
    if (!cursor.take_number(parts.year, 4, 4)) return std::nullopt;
    cursor.skip(" ");
    return cursor.at_end() || read_zone(cursor, parts) ? instant(parts) : std::nullopt;
}

/// "10:59, 19.02.2026": the clock goes first in some languages.
std::optional<TimePoint> read_clock_first(Cursor cursor) {
    Parts clock;
    if (!read_clock(cursor, clock) || cursor.rest().find(':') != std::string_view::npos) return std::nullopt;
    if (clock.hour > 23 || clock.minute > 59 || clock.second > 60) return std::nullopt;
    cursor.skip(" ,-|");
    const auto by_year = read_year_first(cursor);
    const auto day = by_year ? by_year : read_day_first(cursor);
    if (!day) return std::nullopt;
    return *day + std::chrono::hours(clock.hour) + std::chrono::minutes(clock.minute) +
           std::chrono::seconds(clock.second);
}

/// "2004년 05월 28일 01:31:15" and "2004-05-28 오후 11:23:17": Korean blog systems, which mean Korean time. Japanese
/// and Chinese write the first with signs of their own. Gives false if it is nothing of the kind.
bool without_hangul(std::string& line) {
    bool korean = false;
    for (const auto& [sign, plain] :
         {std::pair("년"sv, "-"sv), {"월"sv, "-"sv}, {"일"sv, " "sv}, {"오전"sv, "AM"sv}, {"오후"sv, "PM"sv}}) {
        if (line.find(sign) == std::string::npos) continue;
        korean = true;
        replace_all(line, sign, plain);
    }
    for (const auto& [sign, plain] : {std::pair("年"sv, "-"sv), {"月"sv, "-"sv}, {"日"sv, " "sv}})
        replace_all(line, sign, plain);
    replace_all(line, "- ", "-");
    for (const auto half : {" AM "sv, " PM "sv}) {
        const auto at = korean ? line.find(half) : std::string::npos;
        if (at != std::string::npos) line = line.substr(0, at) + line.substr(at + 3) + std::string(half.substr(0, 3));
    }
    return korean;
}

}  // namespace

std::optional<TimePoint> parse_feed_date(std::string_view text) {
    constexpr std::size_t longest_date = 120;
    if (text.size() > longest_date) return std::nullopt;
    auto line = clean_line(text);
    if (line.find_first_of("\xE5\xE6\xEB\xEC") != std::string::npos && without_hangul(line)) {
        const auto date = read_year_first(Cursor(trim(line)));
        return date ? std::optional(*date - std::chrono::hours(9)) : date;
    }
    Cursor cursor(line);
    if (is_ascii_digit(cursor.peek())) {
        auto date = read_year_first(cursor);
        if (!date) date = read_day_first(cursor);
        return date ? date : read_clock_first(cursor);
    }
    const auto date = read_month_first(cursor);
    if (date) return date;
    cursor.take_word();  // the day of the week, in any language, right or wrong
    cursor.skip(" ,");
    if (!is_ascii_digit(cursor.peek())) return read_month_first(cursor);
    const auto by_day = read_day_first(cursor);
    return by_day ? by_day : read_year_first(cursor);
}

}  // namespace winnow::feed
