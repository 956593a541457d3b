#pragma once
/// Finds the dates in a row of tokens, before anybody asks whether they are believable.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/date.h"
#include "extract/date_tokens.h"
#include "extract/date_zone.h"

namespace winnow::extract {

/// A date as it stands, or something that tried to be one.
struct RawDate {
    enum class Trouble { none, ambiguous, impossible, no_year, two_digit_year, range };
    Trouble trouble = Trouble::none;
    Date date;
    int other_month = 0;  ///< ambiguous: the other reading swaps month and day
    ZoneReading zone;
    std::size_t first = 0;  ///< tokens [first, last)
    std::size_t last = 0;
};

/// All dates of the text, left to right, never overlapping. `compact` also reads 20260219 and 20260219105900.
std::vector<RawDate> scan_dates(std::string_view text, const std::vector<DateToken>& tokens, const DateContext& context,
                                bool compact);

/// Whether that day exists.
bool day_exists(int year, int month, int day);

/// The last steps of every reading: zone, range and future checks.
Result<Date> accept_date(Date date, const ZoneReading& zone, const DateContext& context);

/// A rule's format applied to a text; see check_date_format().
Result<Date> parse_by_format(std::string_view text, const DateContext& context);

}  // namespace winnow::extract
