#pragma once
/// From a feed, sitemap or section page to what it announces. Pure; runs on the worker pool.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "crawl/fetcher.h"
#include "crawl/schedule.h"
#include "rules/site_rules.h"
#include "store/store.h"

namespace winnow::crawl {

struct Discovery {
    std::vector<store::Offer> offers;  ///< articles and further seeds, in order of announcement
    std::string outcome;               ///< outcome::listed, or why it was not readable
    std::string reason;
    std::size_t announced = 0;                             ///< entries seen
    std::size_t too_old = 0, out_of_scope = 0, traps = 0;  ///< entries that were left out, and why
    std::optional<url::Url> next_page;                     ///< of a section: pagination or the endpoint's next batch
    std::optional<url::Url> endpoint;                      ///< of next batches, for the page after
    std::optional<TimePoint> newest;                       ///< announced date
};

struct DiscoveryContext {
    const rules::RuleBook* book = nullptr;
    ScheduleOptions schedule;
    TimePoint now{};
    std::string product_token = "winnow";
};

Discovery discover(const Fetched& fetched, const store::Visit& visit, const std::optional<url::Url>& endpoint,
                   const DiscoveryContext& context);

/// Offer::via of the home page that stands in where a site file names no address.
inline constexpr std::string_view home_page = "home page";

/// The seeds of one site file: feeds, sitemaps, sections; the home page where it names none.
std::vector<store::Offer> seeds_of(const rules::SiteRules& rules);
/// Sitemap: lines of a robots.txt as offers, for hosts that a rule covers.
std::vector<store::Offer> sitemaps_of(const robots::RobotsTxt& robots, const url::Url& robots_url,
                                      const rules::RuleBook& book);

}  // namespace winnow::crawl
