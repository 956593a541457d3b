#include "extract/article.h"

#include <fmt/format.h>

namespace winnow::extract {

std::string Date::day_text() const {
    return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

std::string Date::text() const {
    auto out = day_text();
    if (!has_time) return out;
    out += fmt::format("T{:02}:{:02}:{:02}", hour, minute, second);
    if (!has_zone) return out;
    const int minutes = offset_minutes < 0 ? -offset_minutes : offset_minutes;
    out += fmt::format("{}{:02}:{:02}", offset_minutes < 0 ? '-' : '+', minutes / 60, minutes % 60);
    return out;
}

TimePoint Date::instant() const {
    using namespace std::chrono;
    const year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                              std::chrono::day{static_cast<unsigned>(day)}};
    auto t = TimePoint{sys_days{date}};
    if (has_time) t += hours{hour} + minutes{minute} + seconds{second};
    if (has_zone) t -= minutes{offset_minutes};
    return t;
}

std::string Article::text() const {
    std::string out;
    const Paragraph* last = nullptr;
    for (const auto& paragraph : body) {
        // items of one list and rows of one table stand on consecutive lines
        const bool same = last != nullptr && last->kind == paragraph.kind &&
                          (paragraph.kind == BlockKind::list_item || paragraph.kind == BlockKind::table_row);
        if (last != nullptr) out += same ? "\n" : "\n\n";
        if (paragraph.kind == BlockKind::list_item) out += "- ";
        out += paragraph.text;
        last = &paragraph;
    }
    return out;
}

}  // namespace winnow::extract
