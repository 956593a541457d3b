#include "crawl/schedule.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "base/text.h"

namespace winnow::crawl {

using namespace std::chrono;

seconds next_interval(const ScheduleOptions& options, seconds current, std::optional<seconds> first,
                      bool brought_news) {
    const auto lower = duration_cast<seconds>(options.every_min), upper = duration_cast<seconds>(options.every_max);
    if (current <= seconds(0)) current = first.value_or(lower * 2);
    const auto next = brought_news ? current / 2 : current + current / 2;
    return std::clamp(next, std::min(lower, upper), upper);
}

seconds pause_after_seed_failure(seconds interval, int failures) {
    // One bad answer must not cost a feed its next five minutes; two more tries tell whether it is more than that.
    if (failures <= 2) return failures < 2 ? seconds(30) : minutes(2);
    const auto base = std::max<seconds>(interval, minutes(5));
    const auto doubled = base * (std::int64_t{1} << std::clamp(failures - 3, 0, 20));
    return std::min<seconds>(doubled, hours(24 * 7));
}

bool is_retired(const ScheduleOptions& options, int looks, bool brought_news, std::optional<TimePoint> last_news,
                TimePoint now) {
    return !brought_news && looks > 3 && (!last_news || now - *last_news > options.max_age);
}

std::optional<TimePoint> next_look(const ScheduleOptions& options, TimePoint written, int looks, TimePoint now) {
    for (auto index = static_cast<std::size_t>(std::max(looks - 1, 0)); index < options.revisit.size(); ++index)
        if (written + options.revisit[index] > now) return written + options.revisit[index];
    return std::nullopt;
}

std::optional<TimePoint> next_try(TimePoint now, int failures) {
    if (failures > 28) return std::nullopt;
    if (failures > 14) return now + hours(24);
    const auto doubled = seconds(30) * (std::int64_t{1} << std::clamp(failures - 1, 0, 20));
    return now + std::min<seconds>(doubled, hours(2));
}

namespace {

/// "/2031/12/" or "?date=1987-01-01" far from today: a calendar that has a page for each month there ever was.
bool is_far_calendar(const std::vector<std::string_view>& segments, std::string_view query, TimePoint now) {
    const auto year_now = int(year_month_day(floor<days>(now)).year());
    const auto is_far = [year_now](std::string_view digits) {
        int year = 0;
        std::from_chars(digits.data(), digits.data() + 4, year);
        return year > year_now + 1 && year < 2200;
    };
    const bool word = std::any_of(segments.begin(), segments.end(), [](std::string_view s) {
        return s == "calendar" || s == "events" || s == "kalender" || s == "agenda" || s == "archive" || s == "arxiv";
    });
    const auto all_digits = [](std::string_view s) {
        return s.size() == 4 && std::all_of(s.begin(), s.end(), is_ascii_digit);
    };
    for (const auto segment : segments)
        if (all_digits(segment) && is_far(segment) && (word || segments.size() <= 4)) return true;
    const auto at = query.find("date=");
    return at != std::string_view::npos && query.size() >= at + 9 && all_digits(query.substr(at + 5, 4)) &&
           is_far(query.substr(at + 5, 4));
}

}  // namespace

std::string_view trap_of(std::string_view path_and_query, int max_depth, TimePoint now) {
    if (path_and_query.size() > 2000) return "the URL is longer than 2000 bytes";
    const auto mark = path_and_query.find('?');
    const auto path = path_and_query.substr(0, mark);
    const auto query = mark == std::string_view::npos ? std::string_view() : path_and_query.substr(mark + 1);
    auto segments = split(path, '/');
    std::erase_if(segments, [](std::string_view s) { return s.empty(); });
    if (std::ssize(segments) > max_depth) return "the path is too deep";
    std::map<std::string_view, int> counts;
    for (const auto segment : segments)
        if (++counts[segment] > 2) return "a path segment is repeated";
    // a/b/a/b: relative links that resolve ever deeper
    if (segments.size() >= 4)
        for (std::size_t i = 0; i + 3 < segments.size(); ++i)
            if (segments[i] == segments[i + 2] && segments[i + 1] == segments[i + 3])
                return "path segments repeat in a cycle";
    const auto parameters = query.empty() ? 0 : std::count(query.begin(), query.end(), '&') + 1;
    if (parameters > 8) return "too many query parameters";
    std::map<std::string_view, int> names;
    for (const auto parameter : split(query, '&'))
        if (!parameter.empty() && ++names[parameter.substr(0, parameter.find('='))] > 3)
            return "a query parameter is repeated";
    if (is_far_calendar(segments, query, now)) return "a calendar page far in the future";
    return {};
}

}  // namespace winnow::crawl
