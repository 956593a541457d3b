#pragma once
/// Dates as news pages write them. Pure: `now` is a parameter, used only to refuse dates in the future.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "extract/article.h"

namespace winnow::extract {

struct DateContext {
    std::string language;          ///< may be empty: helps to read ambiguous numbers and month names ("de", "en-GB")
    std::string timezone;          ///< IANA name; empty: dates without offset stay without
    std::string format;            ///< a rule's format, e.g. "D MMMM, YYYY HH:mm"; empty: any known form
    bool short_years = false;      ///< the place says that a date stands here: 19.02.26 is the 19th of February 2026
    std::optional<TimePoint> now;  ///< refuses what lies more than 24 h after it; nullopt: no such check
};

/// Reads one date out of a short text ("19 февраля, 2026 10:59", "7 July 2026 15:56 (UTC +04:00)", "27 Avqust , 2024",
/// "2026-07-19T12:05:35+04:00", "08 Auqust 2023    Gelesen: 461"). Refuses (error, with the reason) relative words
/// (today, вчера, 5 minutes ago), day/month or two-digit-year ambiguity that neither format nor language resolves,
/// years before 1990, 1970-01-01 dummies, days that do not exist, and the future. A text with two different dates is
/// refused.
Result<Date> parse_date(std::string_view text, const DateContext& context);

/// The same for a value that was written for machines (a datetime attribute, a meta tag, JSON-LD): seconds or
/// milliseconds since 1970 (10 and 13 digits) and the compact 20260219 are read too.
Result<Date> parse_machine_date(std::string_view text, const DateContext& context);

/// One date in a longer text, by bytes of that text.
struct FoundDate {
    Date date;
    std::size_t begin = 0;
    std::size_t end = 0;
};
/// All dates that parse_date() would accept one by one, in order; context.format is not used. Linear in the text.
std::vector<FoundDate> find_dates(std::string_view text, const DateContext& context);

/// Whether a rule's format can tell a day: it has a year, a month and a day (or X, x), and nothing unknown. The error
/// says what is wrong.
///   YYYY YY · MMMM MMM (month by name, any language) · MM M · DD D Do · dddd ddd (weekday) · HH H · hh h with A or a ·
///   mm m · ss s · Z (offset or UTC) z (zone by name) · X x (seconds, milliseconds since 1970) · [text] as it stands.
/// Other letters and marks stand for themselves, a blank for any white space or none. The format may match anywhere in
/// the text.
Result<void> check_date_format(std::string_view format);

/// Applies a zone to a date without offset, by the system tz database. False if the zone is unknown. A local time that
/// happens twice is read as the first, one that a clock change skips by the offset before the change (RFC 5545
/// section 3.3.5). A date without a time of day stays as it is.
bool apply_timezone(Date& date, std::string_view timezone);

/// The same instant on the clocks of `timezone`; what has no time or no offset stays as it is.
void move_to_timezone(Date& date, std::string_view timezone);

}  // namespace winnow::extract
