#pragma once
/// When to look again: pure functions of how often a page brought news, of an article's age, of failures in a row.

#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace winnow::crawl {

struct ScheduleOptions {
    std::chrono::milliseconds every_min{std::chrono::minutes(5)};  ///< bounds for the revisit of feeds and sections
    std::chrono::milliseconds every_max{std::chrono::hours(24)};
    /// Later looks at a young article, counted from its first writing; ascending.
    std::vector<std::chrono::milliseconds> revisit{std::chrono::hours(1), std::chrono::hours(6),
                                                   std::chrono::hours(24)};
    std::chrono::milliseconds max_age{std::chrono::hours(168)};  ///< announced articles older than this are skipped
    int pages_per_site_and_day = 5000;
    int max_depth = 20;             ///< path segments of an article's URL
    int max_pages_of_visit = 5;     ///< how far pagination and next batches are followed in one visit...
    int max_pages_of_section = 20;  ///< ...and in those that go on where it stopped
};

/// The next pause of a seed: half as long after news, half as long again after none, within the bounds. `current` 0:
/// the first time, which starts at `first` (the rule's `every`) or at the lower bound.
std::chrono::seconds next_interval(const ScheduleOptions& options, std::chrono::seconds current,
                                   std::optional<std::chrono::seconds> first, bool brought_news);
/// After the n-th failure in a row (n >= 1): ever more slowly, up to a week, never forgotten.
std::chrono::seconds pause_after_seed_failure(std::chrono::seconds interval, int failures);
/// A sitemap named by another one (a closed month, say) that was looked at so often and brings nothing any more: it is
/// asked once in `retired_pause`, but never forgotten.
bool is_retired(const ScheduleOptions& options, int looks, bool brought_news, std::optional<TimePoint> last_news,
                TimePoint now);
inline constexpr auto retired_pause = std::chrono::hours(24 * 30);
/// The next look at an article that was first written at `written` and has been seen `looks` times; nullopt: enough.
/// Looks whose time has passed unseen are left out: one that is late stands for all of them.
std::optional<TimePoint> next_look(const ScheduleOptions& options, TimePoint written, int looks, TimePoint now);
/// The next try of an article after its n-th passing failure; nullopt: give it up. Half a minute, doubling to two
/// hours, and after half a day once a day for two weeks: a site, or our own way to all of them, may be gone for days.
std::optional<TimePoint> next_try(TimePoint now, int failures);

/// Why a URL looks like a trap, or empty: repeated path segments, too deep, too long, a query explosion, a calendar.
/// `now` judges calendar pages far from today.
std::string_view trap_of(std::string_view path_and_query, int max_depth, TimePoint now);

}  // namespace winnow::crawl
