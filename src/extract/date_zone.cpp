#include "extract/date_zone.h"

#include <date/tz.h>

#include <exception>

#include "base/text.h"
#include "extract/date.h"
#include "extract/date_words.h"

namespace winnow::extract {

namespace {

constexpr int max_offset_minutes = 14 * 60;

const date::time_zone* find_zone(std::string_view name) {
    if (name.empty() || name.size() > 64) return nullptr;
    try {
        return date::locate_zone(name);
    } catch (const std::exception&) {  // the library's word for "unknown zone"
        return nullptr;
    }
}

date::local_seconds local_time(const Date& d) {
    const date::year_month_day day{date::year{d.year}, date::month{static_cast<unsigned>(d.month)},
                                   date::day{static_cast<unsigned>(d.day)}};
    return date::local_days{day} + std::chrono::hours{d.hour} + std::chrono::minutes{d.minute} +
           std::chrono::seconds{d.second};
}

void set_local_time(Date& d, date::local_seconds t) {
    const auto day = date::floor<date::days>(t);
    const date::year_month_day ymd{day};
    const auto seconds = static_cast<int>((t - day).count());
    d.year = static_cast<int>(ymd.year());
    d.month = static_cast<int>(static_cast<unsigned>(ymd.month()));
    d.day = static_cast<int>(static_cast<unsigned>(ymd.day()));
    d.hour = seconds / 3600;
    d.minute = seconds / 60 % 60;
    d.second = seconds % 60;
}

/// What the zone's clocks showed then: the first of two for a repeated hour, the one before for a skipped hour.
date::sys_info zone_at(const date::time_zone& zone, const Date& d) {
    return zone.get_info(local_time(d)).first;
}

int minutes_of(const date::sys_info& info) {
    return static_cast<int>(std::chrono::duration_cast<std::chrono::minutes>(info.offset).count());
}

std::string upper_ascii(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return out;
}

/// "4", "04", "0400" or "04:00" after a sign: minutes, or nullopt if it has no such shape. More than 14 hours or 59
/// minutes is more than max_offset_minutes.
std::optional<int> read_offset(const std::vector<DateToken>& tokens, std::size_t at, std::size_t& next) {
    if (at >= tokens.size() || tokens[at].kind != DateToken::Kind::number) return std::nullopt;
    const auto& number = tokens[at];
    next = at + 1;
    auto hours = static_cast<int>(number.value);
    int minutes = 0;
    if (number.digits == 4) {
        minutes = hours % 100;
        hours /= 100;
    } else if (number.digits > 2) {
        return std::nullopt;
    } else if (at + 2 < tokens.size() && tokens[at + 1].is_mark(':') && tokens[at + 1].glued && tokens[at + 2].glued &&
               tokens[at + 2].is_number(2, 2)) {
        minutes = static_cast<int>(tokens[at + 2].value);
        next = at + 3;
    }
    return minutes > 59 ? max_offset_minutes + 1 : hours * 60 + minutes;
}

/// "Eastern Time", "Pacific Daylight Time"; empty if it is none.
std::string_view american_region(const std::vector<DateToken>& tokens, std::size_t at, std::size_t& next) {
    next = at + 1;
    if (next < tokens.size() && (tokens[next].is_word("standard") || tokens[next].is_word("daylight"))) ++next;
    if (next >= tokens.size() || !tokens[next].is_word("time")) return {};
    ++next;
    if (tokens[at].is_word("eastern")) return "America/New_York";
    if (tokens[at].is_word("central")) return "America/Chicago";
    if (tokens[at].is_word("mountain")) return "America/Denver";
    if (tokens[at].is_word("pacific")) return "America/Los_Angeles";
    return {};
}

}  // namespace

ZoneReading read_zone(std::string_view text, const std::vector<DateToken>& tokens, std::size_t at, bool exact) {
    ZoneReading zone;
    const auto set_offset = [&](int sign, int minutes, std::size_t next) {
        zone.kind = minutes > max_offset_minutes ? ZoneReading::Kind::impossible : ZoneReading::Kind::offset;
        zone.offset_minutes = sign * minutes;
        zone.next = next;
    };
    if (at >= tokens.size()) return zone;

    // a bare offset, "10:59+04:00", "10:59 -0500"
    std::size_t next = 0;
    if (tokens[at].is_mark('+') || tokens[at].is_mark('-')) {
        const bool plus = tokens[at].is_mark('+');
        if (at + 1 < tokens.size() && tokens[at + 1].glued) {
            const auto minutes = read_offset(tokens, at + 1, next);
            const bool four_digits = tokens[at + 1].digits == 4;
            const bool with_colon = next > at + 2;
            const bool apart = !tokens[at].glued;
            const bool clear = plus ? exact || four_digits || with_colon
                                    : exact || (apart && (four_digits || with_colon)) || (four_digits && !apart);
            if (minutes && clear) set_offset(plus ? 1 : -1, *minutes, next);
        }
        return zone;
    }

    auto word_at = at;
    if (word_at < tokens.size() && (tokens[word_at].is_mark('(') || tokens[word_at].is_mark(','))) ++word_at;
    if (word_at < tokens.size() && tokens[word_at].is_word("по")) ++word_at;
    if (word_at >= tokens.size() || tokens[word_at].kind != DateToken::Kind::word) return zone;
    const auto& token = tokens[word_at];
    if (const auto region = american_region(tokens, word_at, next); !region.empty()) {
        zone.kind = ZoneReading::Kind::region;
        zone.region = region;
        zone.next = next;
        return zone;
    }
    const auto word = zone_word(token.word);
    if (word.kind == ZoneWord::Kind::none) return zone;
    // "et", "est", "art" and "get" are everyday words in lower case
    const auto source = text.substr(token.begin, token.end - token.begin);
    const bool universal = word.kind == ZoneWord::Kind::fixed && word.offset_minutes == 0;
    const bool latin = is_ascii_alpha(source.front());
    if (latin && !universal && source != upper_ascii(source)) return zone;
    zone.next = word_at + 1;
    zone.word = upper_ascii(source);
    switch (word.kind) {
        case ZoneWord::Kind::region:
            zone.kind = ZoneReading::Kind::region;
            zone.region = word.region;
            break;
        case ZoneWord::Kind::ambiguous:
            zone.kind = ZoneReading::Kind::unclear;
            break;
        default:
            zone.kind = ZoneReading::Kind::offset;
            zone.offset_minutes = word.offset_minutes;
    }
    // "UTC +04:00", "GMT+4"
    if (universal && token.word != "z" && word_at + 1 < tokens.size() &&
        (tokens[word_at + 1].is_mark('+') || tokens[word_at + 1].is_mark('-'))) {
        const int sign = tokens[word_at + 1].is_mark('+') ? 1 : -1;
        if (const auto minutes = read_offset(tokens, word_at + 2, next)) {
            set_offset(sign, *minutes, next);
            zone.word.clear();
        }
    }
    return zone;
}

bool settle_zone(Date& date, const ZoneReading& zone, std::string_view site_timezone) {
    using Kind = ZoneReading::Kind;
    if (zone.kind == Kind::impossible) return false;
    if (!date.has_time) return true;
    if (zone.kind != Kind::none && !zone.word.empty()) {
        const auto* site = find_zone(site_timezone);
        if (site != nullptr) {
            const auto info = site->get_info(local_time(date));
            for (const auto* candidate : {&info.first, &info.second})
                if (candidate->abbrev == zone.word) {
                    date.has_zone = true;
                    date.offset_minutes = minutes_of(*candidate);
                    return true;
                }
        }
    }
    switch (zone.kind) {
        case Kind::offset:
            date.has_zone = true;
            date.offset_minutes = zone.offset_minutes;
            break;
        case Kind::region:
            apply_timezone(date, zone.region);
            break;
        case Kind::unclear:
            date.has_time = false;
            date.hour = date.minute = date.second = 0;
            break;
        default:
            if (!site_timezone.empty()) apply_timezone(date, site_timezone);
    }
    return true;
}

bool apply_timezone(Date& date, std::string_view timezone) {
    const auto* zone = find_zone(timezone);
    if (zone == nullptr) return false;
    if (!date.has_time || date.has_zone) return true;
    date.has_zone = true;
    date.offset_minutes = minutes_of(zone_at(*zone, date));
    return true;
}

void move_to_timezone(Date& date, std::string_view timezone) {
    if (!date.has_time || !date.has_zone) return;
    const auto* zone = find_zone(timezone);
    if (zone == nullptr) return;
    const date::sys_seconds instant{local_time(date).time_since_epoch() - std::chrono::minutes{date.offset_minutes}};
    const auto info = zone->get_info(instant);
    set_local_time(date, date::local_seconds{instant.time_since_epoch() + info.offset});
    date.offset_minutes = minutes_of(info);
}

}  // namespace winnow::extract
