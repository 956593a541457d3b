#pragma once
/// Dates as news pages write them. Pure: `now` is a parameter, used only to refuse dates in the future.

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "extract/article.h"

namespace winnow::extract {

struct DateContext {
    std::string language;          ///< primary tag, may be empty: helps to read ambiguous numbers and month names
    std::string timezone;          ///< IANA name; empty: dates without offset stay without
    std::string format;            ///< a rule's format, e.g. "D MMMM, YYYY HH:mm"; empty: any known form
    std::optional<TimePoint> now;  ///< refuses what lies more than 24 h after it; nullopt: no such check
};

/// Reads one date out of a short text ("19 февраля, 2026 10:59", "7 July 2026 15:56 (UTC +04:00)", "27 Avqust , 2024",
/// "2026-07-19T12:05:35+04:00", "08 Auqust 2023    Gelesen: 461"). Refuses (error, with the reason) relative words
/// (today, вчера, 5 minutes ago), day/month or two-digit-year ambiguity that neither format nor language resolves,
/// years before 1990, 1970-01-01 dummies, days that do not exist, and the future. A text with two different dates is
/// refused.
Result<Date> parse_date(std::string_view text, const DateContext& context);

/// Applies a zone to a date without offset, by the system tz database. False if the zone is unknown.
bool apply_timezone(Date& date, std::string_view timezone);

}  // namespace winnow::extract
