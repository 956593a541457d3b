// Any bytes as a date's text and as a rule's format: no crash, no endless loop, and what is accepted is a real day.
#include <cstdint>
#include <cstdlib>

#include "extract/date.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace winnow::extract;
    if (size < 2) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data + 2), size - 2);
    static constexpr const char* languages[] = {"", "en", "en-US", "ru", "az", "ar", "hr", "zh"};
    static constexpr const char* zones[] = {"", "Asia/Baku", "Europe/Berlin", "America/New_York"};
    DateContext context;
    context.language = languages[data[0] % 8];
    context.timezone = zones[data[0] / 8 % 4];
    const auto check = [](const Date& date) {
        const bool sane = date.year >= 1990 && date.year <= 2101 && date.month >= 1 && date.month <= 12 &&
                          date.day >= 1 && date.day <= 31 && date.hour >= 0 && date.hour < 24 && date.minute >= 0 &&
                          date.minute < 60 && date.second >= 0 && date.second < 60;
        if (!sane || date.text().empty()) std::abort();
    };
    if (const auto date = parse_machine_date(text, context)) {
        check(*date);
        auto moved = *date;
        move_to_timezone(moved, "Asia/Tokyo");
        if (date->has_zone && moved.instant() != date->instant()) std::abort();
    }
    for (const auto& found : find_dates(text, context)) {
        check(found.date);
        if (found.begin >= found.end || found.end > text.size()) std::abort();
    }
    const auto cut = data[1] % (text.size() + 1);
    context.format = std::string(text.substr(0, cut));
    if (const auto date = parse_date(text.substr(cut), context)) check(*date);
    return 0;
}
