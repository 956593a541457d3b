#pragma once
/// From "10:59 (UTC +04:00)", "10:59 ET" or a site's time zone to an offset.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/article.h"
#include "extract/date_tokens.h"

namespace winnow::extract {

struct ZoneReading {
    enum class Kind { none, offset, region, unclear, impossible } kind = Kind::none;
    int offset_minutes = 0;
    std::string_view region;  ///< IANA name
    std::string word;         ///< the abbreviation as written, upper case; empty for numeric offsets
    std::size_t next = 0;     ///< first token after the zone
};

/// The zone that stands at tokens[at], if one does. `exact` says that the time before it was written as ISO 8601 or
/// with seconds, so that a glued "-05:00" is an offset and not the end of a span of hours.
ZoneReading read_zone(std::string_view text, const std::vector<DateToken>& tokens, std::size_t at, bool exact);

/// Gives a date with a time of day its offset: from what was read, else from the site's zone. An abbreviation that the
/// site's zone itself uses on that day has the site's meaning; any other unclear one takes the time of day away, since
/// nobody knows which hour was meant. False if the reading is impossible ("+25:00").
bool settle_zone(Date& date, const ZoneReading& zone, std::string_view site_timezone);

}  // namespace winnow::extract
