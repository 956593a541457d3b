#pragma once
/// The words that dates are made of, in the languages of news: months, weekdays, halves of the day, zones, and the
/// relative words that are no dates. All look-ups take words folded by fold_letters(), so case, accents and the two
/// Turkic i's do not matter.

#include <optional>
#include <string>
#include <string_view>

namespace winnow::extract {

/// 1..12, 0 if it is no month. The few words that mean different months in different languages (Croatian and Czech
/// "listopad") need `language`, the primary tag.
int month_of(std::string_view word, std::string_view language);
/// 1 Monday .. 7 Sunday, 0 if it is no weekday.
int weekday_of(std::string_view word);

enum class DayHalf { none, am, pm };
/// "am", "pm", Arabic, Turkish, Greek and East Asian forms; the dots of "a.m." are the caller's affair.
DayHalf day_half_of(std::string_view word);

/// Words that may stand between the parts of one date or between date and time: "de", "um", "в", "saat", "at".
bool is_connector(std::string_view word);
/// What may follow the number of a day: "st", "nd", "er", "го".
bool is_day_suffix(std::string_view word);
/// What may follow the number of a year: "г", "года", "cu il", "yil", "թ".
bool is_year_suffix(std::string_view word);
/// What may follow a clock time: "uhr", "h", "uur".
bool is_time_suffix(std::string_view word);
/// today, yesterday, ago, вчера, bu gün, vor, gestern...
bool is_relative(std::string_view word);

struct ZoneWord {
    enum class Kind { none, fixed, region, ambiguous } kind = Kind::none;
    int offset_minutes = 0;   ///< fixed
    std::string_view region;  ///< region: "ET" is America/New_York, whose offset depends on the day
};
/// Zone abbreviations. Those that several countries use for different offsets ("IST", "BST") are ambiguous.
ZoneWord zone_word(std::string_view word);

}  // namespace winnow::extract
