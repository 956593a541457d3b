#include "extract/date_scan.h"

#include <algorithm>
#include <chrono>

#include "base/text.h"
#include "extract/date_words.h"

namespace winnow::extract {

namespace {

using Kind = DateToken::Kind;
using Trouble = RawDate::Trouble;

constexpr std::size_t longest_gap = 5;    ///< tokens between date and time: ", четверг, в"
constexpr std::size_t longest_time = 14;  ///< tokens of a time that stands before its date

enum class NumberOrder { day_first, month_first, unknown };

/// How a numeric date with the year last is written where the text comes from. Only English is torn (Britain against
/// America), unless its tag names the country; dots are a European habit everywhere else.
NumberOrder number_order(char32_t separator, const DateContext& context) {
    const auto tag = ascii_lower(context.language);
    const auto primary = std::string_view(tag).substr(0, tag.find_first_of("-_"));
    const auto region = tag.size() > primary.size() ? std::string_view(tag).substr(primary.size() + 1) : "";
    const bool american_clock = context.timezone.starts_with("America/") || context.timezone.starts_with("US/");
    if (primary == "en") {
        if (region == "us" || region == "ph") return NumberOrder::month_first;
        for (const auto* country : {"gb", "uk", "ie", "au", "nz", "in", "za", "ng", "ke", "az", "ge", "tr", "de"})
            if (region == country) return NumberOrder::day_first;
        return separator == '.' && !american_clock ? NumberOrder::day_first : NumberOrder::unknown;
    }
    for (const auto* torn : {"", "hu", "ja", "zh", "ko", "lt", "fil", "tl", "und"})
        if (primary == torn) return separator == '.' && !american_clock ? NumberOrder::day_first : NumberOrder::unknown;
    return NumberOrder::day_first;
}

struct TimeReading {
    enum class State { none, found, impossible } state = State::none;
    int hour = 0, minute = 0, second = 0;
    ZoneReading zone;
    std::size_t next = 0;
};

class Scanner {
public:
    Scanner(std::string_view text, const std::vector<DateToken>& tokens, const DateContext& context, bool compact)
        : text_(text), tokens_(tokens), context_(context), compact_(compact) {
        const auto& language = context.language;
        language_ = ascii_lower(std::string_view(language).substr(0, language.find_first_of("-_")));
    }

    std::vector<RawDate> all() {
        std::vector<RawDate> found;
        for (std::size_t at = 0; at < tokens_.size();) {
            auto raw = date_at(at);
            if (!raw) {
                ++at;
                continue;
            }
            raw->first = at;
            if (raw->trouble == Trouble::none && is_range_end(*raw)) raw->trouble = Trouble::range;
            if (raw->trouble == Trouble::none || raw->trouble == Trouble::ambiguous) add_time(*raw);
            at = std::max(raw->last, at + 1);
            previous_end_ = at;
            found.push_back(std::move(*raw));
        }
        return found;
    }

private:
    // --- looking at tokens ---------------------------------------------------------------------------------------

    bool has(std::size_t at) const { return at < tokens_.size(); }
    bool number(std::size_t at, int min_digits, int max_digits) const {
        return has(at) && tokens_[at].is_number(min_digits, max_digits);
    }
    bool mark(std::size_t at, char32_t c) const { return has(at) && tokens_[at].is_mark(c); }
    bool glued_mark(std::size_t at, char32_t c) const { return mark(at, c) && tokens_[at].glued; }
    bool word(std::size_t at) const { return has(at) && tokens_[at].kind == Kind::word; }
    bool word(std::size_t at, std::string_view w) const { return has(at) && tokens_[at].is_word(w); }
    int value(std::size_t at) const { return static_cast<int>(tokens_[at].value); }
    bool glued(std::size_t at) const { return has(at) && tokens_[at].glued; }

    /// A four-digit year that is not the first half of a time or a longer chain.
    bool year(std::size_t at) const {
        return number(at, 4, 4) && value(at) >= 1000 && value(at) <= 2999 && !glued_mark(at + 1, ':');
    }
    /// One or two digits that are not the hour of a time.
    bool small_number(std::size_t at) const {
        return number(at, 1, 2) && !(glued_mark(at + 1, ':') && number(at + 2, 2, 2));
    }

    /// The month named at `at` and the token after it: one word, a word with a dot, or two Arabic words.
    int month(std::size_t at, std::size_t& next) const {
        if (!word(at)) return 0;
        const auto& name = tokens_[at].word;
        int found = month_of(name, language_);
        next = at + 1;
        const bool arabic = (static_cast<unsigned char>(name.front()) & 0xFC) == 0xD8;
        if (found == 0 && arabic && word(at + 1)) {  // كانون الثاني
            found = month_of(name + ' ' + tokens_[at + 1].word, language_);
            next = at + 2;
        }
        if (found != 0 && glued_mark(next, '.')) ++next;
        return found;
    }

    /// Skips what may stand between the parts of one date: "19-го", "de", ",", ".", "/"; at most three tokens.
    std::size_t skip_fill(std::size_t at) const {
        for (int skipped = 0; skipped < 3 && has(at); ++skipped, ++at) {
            const auto& token = tokens_[at];
            const bool fills = token.kind == Kind::mark ? token.mark == '.' || token.mark == ',' || token.mark == '-' ||
                                                              token.mark == '/' || token.mark == '\''
                                                        : token.kind == Kind::word &&
                                                              (is_connector(token.word) || is_day_suffix(token.word));
            if (!fills) break;
        }
        return at;
    }
    std::size_t skip_year_fill(std::size_t at) const {
        for (int skipped = 0; skipped < 4 && has(at); ++skipped, ++at) {
            const auto& token = tokens_[at];
            const bool fills = token.kind == Kind::mark ? token.mark == '.' || token.mark == ',' || token.mark == '-'
                                                        : token.kind == Kind::word && is_year_suffix(token.word);
            if (!fills) break;
        }
        return at;
    }

    // --- dates ---------------------------------------------------------------------------------------------------

    static RawDate raw(int year, int month, int day, std::size_t last) {
        RawDate found;
        found.date.year = year;
        found.date.month = month;
        found.date.day = day;
        found.last = last;
        if (!day_exists(year, month, day)) found.trouble = Trouble::impossible;
        return found;
    }
    static RawDate trouble(Trouble what, std::size_t last) {
        RawDate found;
        found.trouble = what;
        found.last = last;
        return found;
    }

    std::optional<RawDate> date_at(std::size_t at) const {
        if (word(at)) return month_first(at);
        if (tokens_[at].kind != Kind::number || inside_chain(at)) return std::nullopt;
        if (year(at)) {
            if (auto found = year_first(at)) return found;
        }
        if (number(at, 1, 2)) {
            if (auto found = numeric(at)) return found;
            return day_then_month(at);
        }
        if (compact_) return compact(at);
        return std::nullopt;
    }

    /// The number goes on from one before it: "1.19.02.2026", "10:59:19", "2026-02-19" seen from its month.
    bool inside_chain(std::size_t at) const {
        if (at < 2 || !glued(at) || !glued(at - 1) || tokens_[at - 2].kind != Kind::number) return false;
        if (at - 1 < previous_end_) return false;  // the end of the date before
        const auto& joint = tokens_[at - 1];
        return joint.is_mark('.') || joint.is_mark(':') || joint.is_mark('/') ||
               (joint.is_mark('-') && glued_mark(at + 1, '-'));
    }

    /// 2026-02-19, 2026/2/19, 2026. 02. 19., 2026年2月19日, 2026-cı il 19 fevral, 2026. február 19.
    std::optional<RawDate> year_first(std::size_t at) const {
        for (const char32_t separator : {U'-', U'/', U'.'})
            if (mark(at + 1, separator) && number(at + 2, 1, 2) && mark(at + 3, separator) && number(at + 4, 1, 2) &&
                (separator == '.' || (glued(at + 1) && glued(at + 2) && glued(at + 3) && glued(at + 4))))
                return raw(value(at), value(at + 2), value(at + 4), at + 5);
        if (word(at + 1) && number(at + 2, 1, 2) && word(at + 3) && number(at + 4, 1, 2)) {
            static const auto hangul_year = fold_letters("년"), hangul_month = fold_letters("월");
            const auto& first = tokens_[at + 1].word;
            const auto& second = tokens_[at + 3].word;
            if ((first == "年" && second == "月") || (first == hangul_year && second == hangul_month))
                return raw(value(at), value(at + 2), value(at + 4), word(at + 5) && glued(at + 5) ? at + 6 : at + 5);
        }
        const auto after_year = skip_year_fill(at + 1);
        std::size_t next = 0;
        if (small_number(after_year)) {
            const auto name_at = skip_fill(after_year + 1);
            const int named = month(name_at, next);
            if (named != 0 && !year(skip_fill(next))) return raw(value(at), named, value(after_year), next);
        } else if (const int named = month(after_year, next); named != 0) {
            const auto day_at = skip_fill(next);
            if (small_number(day_at) && !year(skip_fill(day_at + 1))) {
                // "in 2025 May 5 2026" is two dates at best
                return raw(value(at), named, value(day_at), day_at + 1);
            }
        }
        return std::nullopt;
    }

    /// 19.02.2026, 19/02/2026, 19 . 2 . 2026, 02/19/2026
    std::optional<RawDate> numeric(std::size_t at) const {
        for (const char32_t separator : {U'.', U'/', U'-'}) {
            if (!mark(at + 1, separator) || !number(at + 2, 1, 2) || !mark(at + 3, separator)) continue;
            if (separator == '-' && !(glued(at + 1) && glued(at + 2) && glued(at + 3) && glued(at + 4))) continue;
            const int first = value(at);
            const int second = value(at + 2);
            // "10.11.2026.3" is a version, "19.02.2026.10:59" a date
            if (glued_mark(at + 5, '.') && glued(at + 6) && number(at + 6, 1, 9) && !glued_mark(at + 7, ':'))
                return std::nullopt;
            if (year(at + 4)) return ordered(first, second, value(at + 4), separator, at);
            // "28.09.202318 October": the next element's text, with nothing between; a clock is no such text
            if (separator == '.' && number(at + 4, 5, 6) && glued(at + 2) && glued(at + 4) && second <= 12 &&
                !glued_mark(at + 5, ':')) {
                const int glued_year = value(at + 4) / (number(at + 4, 5, 5) ? 10 : 100);
                if (glued_year >= 1990 && glued_year <= 2100) return ordered(first, second, glued_year, separator, at);
            }
            if (number(at + 4, 2, 2) && first >= 1 && first <= 31 && second >= 1 && second <= 31 &&
                (first <= 12 || second <= 12) && !(glued_mark(at + 5, separator) && number(at + 6, 1, 4))) {
                // With dots the order is beyond doubt: day, month, year.
                const bool dotted = separator == '.' && second <= 12 && glued(at + 2) && glued(at + 4);
                if (context_.short_years && dotted) return raw(full_year(value(at + 4)), second, first, at + 5);
                if (context_.short_years && separator == '/' && glued(at + 2) && glued(at + 4))
                    return ordered(first, second, full_year(value(at + 4)), separator, at);
                return trouble(Trouble::two_digit_year, at + 5);
            }
        }
        return std::nullopt;
    }

    static int full_year(int two_digits) { return two_digits + (two_digits < 90 ? 2000 : 1900); }

    RawDate ordered(int first, int second, int year, char32_t separator, std::size_t at) const {
        const auto last = at + 5;
        if (first == second || (first > 12 && second <= 12)) return raw(year, second, first, last);
        const auto order = number_order(separator, context_);
        if (second > 12) {
            const bool may_be_month_first = separator != '.' || language_.empty() || language_ == "en";
            return may_be_month_first ? raw(year, first, second, last) : trouble(Trouble::impossible, last);
        }
        if (order == NumberOrder::day_first) return raw(year, second, first, last);
        if (order == NumberOrder::month_first || american_zone_after(last)) return raw(year, first, second, last);
        if (const int weekday = weekday_beside(at, last); weekday != 0) {
            const bool by_day = weekday_on(year, second, first) == weekday;
            const bool by_month = weekday_on(year, first, second) == weekday;
            if (by_day != by_month) return by_day ? raw(year, second, first, last) : raw(year, first, second, last);
        }
        auto both = raw(year, second, first, last);
        both.trouble = both.trouble == Trouble::none ? Trouble::ambiguous : both.trouble;
        both.other_month = first;
        return both;
    }

    /// "04/05/2024 6:12 PM EDT": nobody else calls his time so.
    bool american_zone_after(std::size_t last) const {
        for (std::size_t at = last; at < last + 9 && has(at); ++at) {
            if (!word(at)) continue;
            for (const auto* zone : {"edt", "est", "cdt", "cst", "mdt", "mst", "pdt", "pst"})
                if (tokens_[at].word == zone) return true;
        }
        return false;
    }

    int weekday_beside(std::size_t at, std::size_t last) const {
        for (std::size_t back = 1; back <= 2 && back <= at; ++back)
            if (word(at - back)) return weekday_of(tokens_[at - back].word);
        for (std::size_t ahead = 0; ahead < 2; ++ahead)
            if (word(last + ahead)) return weekday_of(tokens_[last + ahead].word);
        return 0;
    }

    static int weekday_on(int year, int month, int day) {
        if (!day_exists(year, month, day)) return 0;
        const std::chrono::year_month_day date{std::chrono::year{year},
                                               std::chrono::month{static_cast<unsigned>(month)},
                                               std::chrono::day{static_cast<unsigned>(day)}};
        return static_cast<int>(std::chrono::weekday{std::chrono::sys_days{date}}.iso_encoding());
    }

    /// 19 февраля 2026, 19-Feb-2026, 19. februar 2026, 7th of July, 2026, 19 Feb 10:59:00 2026, 19–21 February 2026
    std::optional<RawDate> day_then_month(std::size_t at) const {
        if (!small_number(at)) return std::nullopt;
        if (mark(at + 1, '-') && small_number(at + 2) && value(at) < value(at + 2)) {
            std::size_t next = 0;
            if (month(skip_fill(at + 3), next) != 0) return trouble(Trouble::range, next);
        }
        std::size_t next = 0;
        const int named = month(skip_fill(at + 1), next);
        if (named == 0) return std::nullopt;
        return with_year(value(at), named, next);
    }

    /// July 7, 2026; Feb. 19 2026; Thu Feb 19 10:59:00 UTC 2026; February 19-21, 2026
    std::optional<RawDate> month_first(std::size_t at) const {
        std::size_t next = 0;
        const int named = month(at, next);
        if (named == 0) return std::nullopt;
        const auto day_at = skip_fill(next);
        if (!small_number(day_at) || value(day_at) > 31) return std::nullopt;
        // the day of the date that follows: "May 5 June 2026"
        std::size_t unused = 0;
        if (month(skip_fill(day_at + 1), unused) != 0) return std::nullopt;
        if (mark(day_at + 1, '-') && small_number(day_at + 2) && year(skip_fill(day_at + 3)))
            return trouble(Trouble::range, skip_fill(day_at + 3) + 1);
        return with_year(value(day_at), named, day_at + 1);
    }

    /// The year after day and month, perhaps with a time between, as asctime() does.
    RawDate with_year(int day, int named, std::size_t at) const {
        // Arabic papers give both names: "19 فبراير / شباط 2026"
        std::size_t after_twin = 0;
        if (mark(at, '/') && month(at + 1, after_twin) == named) at = after_twin;
        const auto year_at = skip_fill(at);
        if (year(year_at)) return raw(value(year_at), named, day, year_at + 1);
        if (const auto time = read_time(at, true); time.state == TimeReading::State::found) {
            const auto after = skip_fill(time.zone.kind == ZoneReading::Kind::none ? time.next : time.zone.next);
            if (year(after)) {
                auto found = raw(value(after), named, day, after + 1);
                take_time(found, time);
                return found;
            }
        }
        if (number(year_at, 2, 2) && !glued_mark(year_at + 1, ':') && !glued_mark(year_at + 1, '.'))
            return trouble(Trouble::two_digit_year, year_at + 1);
        return trouble(Trouble::no_year, at);
    }

    /// 20260219, 20260219T105900, 202602191059, 20260219105900
    std::optional<RawDate> compact(std::size_t at) const {
        const auto& token = tokens_[at];
        if (token.digits != 8 && token.digits != 12 && token.digits != 14) return std::nullopt;
        auto rest = token.value;
        const auto take = [&rest](int divisor) {
            const auto part = static_cast<int>(rest % divisor);
            rest /= divisor;
            return part;
        };
        int hour = 0, minute = 0, second = 0;
        if (token.digits == 14) second = take(100);
        if (token.digits >= 12) {
            minute = take(100);
            hour = take(100);
        }
        const int day = take(100);
        const int named = take(100);
        const auto full_year = static_cast<int>(rest);
        if (full_year < 1900 || full_year > 2999 || !day_exists(full_year, named, day)) return std::nullopt;
        auto found = raw(full_year, named, day, at + 1);
        if (token.digits > 8) {
            if (hour > 23 || minute > 59 || second > 60) return std::nullopt;
            TimeReading time;
            time.hour = hour;
            time.minute = minute;
            time.second = std::min(second, 59);
            time.zone = read_zone(text_, tokens_, at + 1, true);
            time.next = at + 1;
            take_time(found, time);
        }
        return found;
    }

    /// "18 февраля - 19 февраля 2026", "17.02 - 19.02.2026": the second half of a span is no date of its own. What
    /// stands before the dash is itself a day and month without a year.
    bool is_range_end(const RawDate& found) const {
        const auto at = found.first;
        if (at < 2 || !mark(at - 1, '-')) return false;
        if (year(at)) return false;
        std::size_t next = 0;
        for (std::size_t back = 2; back <= 4 && back <= at; ++back)
            if (word(at - back) && month(at - back, next) != 0) {
                const bool has_day = (at > back && number(at - back - 1, 1, 2)) || number(next, 1, 2);
                return next <= at && has_day;
            }
        const bool day_and_month = at >= 4 && number(at - 2, 1, 2) && mark(at - 3, '.') && number(at - 4, 1, 2) &&
                                   !(at >= 5 && mark(at - 5, ':'));
        const bool day_and_dot = at >= 3 && mark(at - 2, '.') && number(at - 3, 1, 2);
        return found.last - found.first == 5 && (day_and_month || day_and_dot);
    }

    // --- times ---------------------------------------------------------------------------------------------------

    void take_time(RawDate& found, const TimeReading& time) const {
        found.date.has_time = true;
        found.date.hour = time.hour;
        found.date.minute = time.minute;
        found.date.second = time.second;
        found.zone = time.zone;
        if (found.date.hour == 24 && found.trouble == Trouble::none) {  // ISO 8601: the end of that day
            found.date.hour = 0;
            const std::chrono::year_month_day day{std::chrono::year{found.date.year},
                                                  std::chrono::month{static_cast<unsigned>(found.date.month)},
                                                  std::chrono::day{static_cast<unsigned>(found.date.day)}};
            const std::chrono::year_month_day next{std::chrono::sys_days{day} + std::chrono::days{1}};
            found.date.year = static_cast<int>(next.year());
            found.date.month = static_cast<int>(static_cast<unsigned>(next.month()));
            found.date.day = static_cast<int>(static_cast<unsigned>(next.day()));
        }
    }

    void add_time(RawDate& found) const {
        if (found.date.has_time) return;
        auto time = time_after(found.last);
        if (time.state == TimeReading::State::none) time = time_before(found.first);
        if (time.state == TimeReading::State::impossible) found.trouble = Trouble::impossible;
        if (time.state != TimeReading::State::found) return;
        take_time(found, time);
        found.last = std::max({found.last, time.next <= found.first ? found.last : time.next,
                               time.zone.kind == ZoneReading::Kind::none ? found.last : time.zone.next});
    }

    bool is_gap(std::size_t at) const {
        const auto& token = tokens_[at];
        if (token.kind == Kind::number) return false;
        if (token.kind == Kind::mark)
            return std::u32string_view(U",-|·•/()[];:@.~—").find(token.mark) != std::u32string_view::npos;
        return is_connector(token.word) || is_year_suffix(token.word) || is_day_suffix(token.word) ||
               weekday_of(token.word) != 0 || is_cjk_day_word(token.word);
    }
    static bool is_cjk_day_word(std::string_view w) {
        for (const auto* part : {"日", "星", "期", "周", "週", "曜", "月", "火", "水", "木", "金",
                                 "土", "一", "二", "三", "四", "五", "六", "天", "號", "号"})
            if (w == part) return true;
        return false;
    }

    TimeReading time_after(std::size_t at) const {
        bool connected = true;  // "kl. 10.59"
        for (std::size_t skipped = 0; skipped <= longest_gap && has(at); ++skipped, ++at) {
            if (auto time = read_time(at, connected); time.state != TimeReading::State::none) return time;
            if (!is_gap(at)) break;
            connected = skipped == 0 || (connected && mark(at, '.')) || (word(at) && is_connector(tokens_[at].word));
        }
        return {};
    }

    TimeReading time_before(std::size_t first) const {
        const auto start = std::max(previous_end_, first > longest_time ? first - longest_time : 0);
        for (auto at = start; at < first; ++at) {
            if (at > 0 && glued(at) && (mark(at - 1, ':') || mark(at - 1, '.')) && at >= 2 && number(at - 2, 1, 2))
                continue;
            auto time = read_time(at, false);
            if (time.state != TimeReading::State::found) continue;
            auto next = std::max(time.next, time.zone.kind == ZoneReading::Kind::none ? 0 : time.zone.next);
            std::size_t gap = 0;
            while (next < first && gap <= longest_gap && is_gap(next)) {
                ++next;
                ++gap;
            }
            if (next == first) return time;
        }
        return {};
    }

    /// "a.m.", "p. m.", "PM", "午後", "م"; moves `at` past it.
    DayHalf read_half(std::size_t& at) const {
        if (!word(at)) return DayHalf::none;
        const auto& w = tokens_[at].word;
        if ((w == "a" || w == "p") && mark(at + 1, '.') && word(at + 2, "m")) {
            at += mark(at + 3, '.') && glued(at + 3) ? 4 : 3;
            return w == "a" ? DayHalf::am : DayHalf::pm;
        }
        if (const auto half = day_half_of(w); half != DayHalf::none) {
            ++at;
            return half;
        }
        if (word(at + 1) && glued(at + 1)) {
            const auto half = day_half_of(w + tokens_[at + 1].word);
            if (half != DayHalf::none) at += 2;
            return half;
        }
        return DayHalf::none;
    }

    static bool is_hour_word(std::string_view w) {
        static const auto hangul = fold_letters("시");
        return w == "h" || w == "час" || w == "часа" || w == "часов" || w == "時" || w == "时" || w == "点" ||
               w == "點" || w == hangul;
    }
    static bool is_minute_word(std::string_view w) {
        static const auto hangul = fold_letters("분");
        return w == "минут" || w == "мин" || w == "分" || w == "min" || w == "m" || w == hangul;
    }

    /// A time of day at `at`. `dots` allows 10.59, which is a time only right beside a date.
    TimeReading read_time(std::size_t at, bool dots) const {
        TimeReading time;
        bool marked = false;  // something other than digits says that this is a time
        bool dotted = false;
        if (word(at, "t") && glued(at)) {
            if (number(at + 1, 4, 4) || number(at + 1, 6, 6)) return basic_time(at + 1);
            ++at;
        }
        auto half = read_half(at);
        if (!number(at, 1, 2)) return time;
        const int hour = value(at);
        int minute = 0, second = 0;
        bool seconds = false;
        auto next = at + 1;
        if (mark(next, ':') && number(next + 1, 2, 2)) {
            minute = value(next + 1);
            next += 2;
            marked = true;
            if (mark(next, ':') && number(next + 1, 2, 2)) {
                second = value(next + 1);
                next += 2;
                seconds = true;
                if ((glued_mark(next, '.') || glued_mark(next, ',')) && number(next + 1, 1, 9) && glued(next + 1))
                    next += 2;
                else if (glued_mark(next, ':') && number(next + 1, 3, 3) && glued(next + 1))
                    next += 2;  // 22:06:08:684, as some servers write milliseconds
            }
        } else if (word(next) && is_hour_word(tokens_[next].word)) {
            marked = true;
            ++next;
            if (number(next, 1, 2)) {
                minute = value(next);
                ++next;
                if (word(next) && is_minute_word(tokens_[next].word)) ++next;
            }
        } else if (dots && glued_mark(next, '.') && glued(next + 1) && number(next + 1, 2, 2) &&
                   !(mark(next + 2, '.') && number(next + 3, 1, 4)) && !mark(next + 2, ':')) {
            minute = value(next + 1);
            next += 2;
            dotted = true;
            if (hour > 23 || minute > 59) return time;
        }
        if (word(next) && (is_time_suffix(tokens_[next].word))) {
            marked = marked || tokens_[next].word == "uhr" || tokens_[next].word == "uur";
            ++next;
        }
        if (half == DayHalf::none) half = read_half(next);
        if (!marked && !dotted && half == DayHalf::none) return time;
        if (hour > 24 || (hour == 24 && minute + second > 0) || minute > 59 || second > 60) {
            time.state = TimeReading::State::impossible;
            return time;
        }
        time.state = TimeReading::State::found;
        time.hour = hour;
        if (half == DayHalf::pm && hour < 12) time.hour += 12;
        if (half == DayHalf::am && hour == 12) time.hour = 0;
        time.minute = minute;
        time.second = std::min(second, 59);
        time.next = next;
        time.zone = read_zone(text_, tokens_, next, seconds || (at > 0 && word(at - 1, "t")));
        return time;
    }

    /// 1059 or 105930 after the T of ISO 8601's basic form.
    TimeReading basic_time(std::size_t at) const {
        TimeReading time;
        const int all = tokens_[at].digits == 6 ? value(at) : value(at) * 100;
        time.hour = all / 10000;
        time.minute = all / 100 % 100;
        time.second = std::min(all % 100, 59);
        time.next = at + 1;
        time.state = time.hour > 23 || time.minute > 59 || all % 100 > 60 ? TimeReading::State::impossible
                                                                          : TimeReading::State::found;
        if ((glued_mark(time.next, '.') || glued_mark(time.next, ',')) && number(time.next + 1, 1, 9) &&
            glued(time.next + 1))
            time.next += 2;
        time.zone = read_zone(text_, tokens_, time.next, true);
        return time;
    }

    std::string_view text_;
    const std::vector<DateToken>& tokens_;
    const DateContext& context_;
    bool compact_;
    std::string language_;
    std::size_t previous_end_ = 0;
};

}  // namespace

bool day_exists(int year, int month, int day) {
    if (month < 1 || month > 12 || day < 1 || day > 31) return false;
    return std::chrono::year_month_day{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                       std::chrono::day{static_cast<unsigned>(day)}}
        .ok();
}

std::vector<RawDate> scan_dates(std::string_view text, const std::vector<DateToken>& tokens, const DateContext& context,
                                bool compact) {
    return Scanner(text, tokens, context, compact).all();
}

}  // namespace winnow::extract
