#include "extract/date.h"

#include <fmt/format.h>

#include <chrono>

#include "base/text.h"
#include "extract/date_scan.h"
#include "extract/date_words.h"

namespace winnow::extract {

namespace {

constexpr int first_year = 1990;
constexpr int last_year = 2100;
constexpr std::size_t longest_text = 16 << 10;  ///< bytes; a date's text is short
constexpr auto clock_skew = std::chrono::hours{24};

using Trouble = RawDate::Trouble;

std::string quoted(std::string_view text) {
    return fmt::format("\"{}\"", clip_utf8(text, 80));
}

std::string_view reason(Trouble trouble) {
    switch (trouble) {
        case Trouble::ambiguous:
            return "day and month could be either way round";
        case Trouble::impossible:
            return "no such day or time";
        case Trouble::no_year:
            return "no year";
        case Trouble::two_digit_year:
            return "a year of two digits needs a format";
        case Trouble::range:
            return "a span of days, not a day";
        default:
            return "";
    }
}

bool same_day(const Date& a, const Date& b) {
    return a.year == b.year && a.month == b.month && a.day == b.day;
}

tl::unexpected<Error> refuse(std::string_view text, std::string_view why) {
    return fail(Errc::invalid, fmt::format("{}: {}", quoted(text), why));
}

/// One date out of all that were found, or why not.
Result<RawDate> choose(const std::vector<RawDate>& found, std::string_view text) {
    const RawDate* chosen = nullptr;
    for (const auto& raw : found) {
        if (raw.trouble == Trouble::range) return refuse(text, reason(raw.trouble));
        if (raw.trouble != Trouble::none) continue;
        if (chosen != nullptr && !same_day(chosen->date, raw.date))
            return refuse(text, fmt::format("two dates, {} and {}", chosen->date.day_text(), raw.date.day_text()));
        if (chosen == nullptr) chosen = &raw;  // what follows on the same day is an update
    }
    for (const auto& raw : found) {
        if (raw.trouble != Trouble::ambiguous && (chosen != nullptr || raw.trouble == Trouble::none)) continue;
        const bool agrees = chosen != nullptr && raw.date.year == chosen->date.year &&
                            ((raw.date.month == chosen->date.month && raw.date.day == chosen->date.day) ||
                             (raw.date.day == chosen->date.month && raw.date.month == chosen->date.day));
        if (!agrees) return refuse(text, reason(raw.trouble));
    }
    if (chosen == nullptr) return refuse(text, "no date");
    return *chosen;
}

Result<Date> parse(std::string_view text, const DateContext& context, bool compact) {
    if (text.size() > longest_text)
        return fail(Errc::invalid, fmt::format("a text of {} bytes is not read as a date", text.size()));
    const auto line = clean_line(text);
    if (!context.format.empty()) return parse_by_format(line, context);
    const auto tokens = date_tokens(line);
    const auto found = scan_dates(line, tokens, context, compact);
    if (found.empty()) {
        for (const auto& token : tokens)
            if (token.kind == DateToken::Kind::word && is_relative(token.word))
                return refuse(line, fmt::format("\"{}\" is relative, no date", token.word));
    }
    const auto chosen = choose(found, line);
    if (!chosen) return fail(chosen.error());
    return accept_date(chosen->date, chosen->zone, context);
}

}  // namespace

Result<Date> accept_date(Date date, const ZoneReading& zone, const DateContext& context) {
    if (date.year < first_year) return fail(Errc::invalid, fmt::format("{}: before {}", date.day_text(), first_year));
    if (date.year > last_year) return fail(Errc::invalid, fmt::format("{}: too far ahead", date.day_text()));
    if (!settle_zone(date, zone, context.timezone))
        return fail(Errc::invalid, fmt::format("{}: no such offset from UTC", date.day_text()));
    if (context.now && date.instant() > *context.now + clock_skew)
        return fail(Errc::invalid, fmt::format("{}: in the future", date.day_text()));
    return date;
}

Result<Date> parse_date(std::string_view text, const DateContext& context) {
    return parse(text, context, true);
}

Result<Date> parse_machine_date(std::string_view text, const DateContext& context) {
    const auto value = trim(text);
    if (context.format.empty() && (value.size() == 10 || value.size() == 13)) {
        std::int64_t number = 0;
        bool digits = true;
        for (const char c : value) {
            digits = digits && is_ascii_digit(c);
            number = number * 10 + (c - '0');
        }
        if (digits) {
            DateContext epoch = context;
            epoch.format.assign(1, value.size() == 10 ? 'X' : 'x');
            return parse(value, epoch, true);
        }
    }
    return parse(value, context, true);
}

std::vector<FoundDate> find_dates(std::string_view text, const DateContext& context) {
    std::vector<FoundDate> dates;
    const auto tokens = date_tokens(text);
    for (const auto& raw : scan_dates(text, tokens, context, false)) {
        if (raw.trouble != Trouble::none) continue;
        if (const auto date = accept_date(raw.date, raw.zone, context))
            dates.push_back({*date, tokens[raw.first].begin, tokens[raw.last - 1].end});
    }
    return dates;
}

}  // namespace winnow::extract
