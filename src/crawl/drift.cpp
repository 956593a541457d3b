#include "crawl/drift.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <boost/json.hpp>

namespace winnow::crawl {

namespace json = boost::json;

namespace {
constexpr std::uint32_t window_mask = (1u << 20) - 1;
constexpr std::array<std::string_view, 4> aspect_names{"rule finds no body", "no date found", "no title found",
                                                       "pages are no articles"};
}  // namespace

void SiteHealth::note(Trend& trend, bool good, const std::string& url) {
    // The page that leaves the window becomes history: a slow average over about the last 100 pages.
    if (trend.seen >= window) {
        const double leaving = (trend.recent >> (window - 1)) & 1u ? 1.0 : 0.0;
        trend.before = trend.before < 0 ? leaving : trend.before * 0.99 + leaving * 0.01;
    } else if (trend.seen + 1 == window) {
        trend.before =
            std::max(trend.before, static_cast<double>(std::popcount(trend.recent)) / static_cast<double>(window - 1));
    }
    trend.recent = ((trend.recent << 1) | (good ? 1u : 0u)) & window_mask;
    ++trend.seen;
    if (good)
        trend.first_bad.clear();
    else if (trend.first_bad.empty())
        trend.first_bad = url;
}

void SiteHealth::add(const RuleEvidence& evidence) {
    note(trends_[article], evidence.article, evidence.url);
    if (!evidence.article) return;
    if (evidence.has_rule) note(trends_[body], evidence.body_by_rule, evidence.url);
    note(trends_[date], evidence.date, evidence.url);
    note(trends_[title], evidence.title, evidence.url);
}

std::vector<DriftAlarm> SiteHealth::alarms() const {
    std::vector<DriftAlarm> alarms;
    for (std::size_t i = 0; i < trends_.size(); ++i) {
        const auto& trend = trends_[i];
        const auto pages = std::min<std::uint32_t>(trend.seen, window);
        // Ten bad pages in a row, on a site where most were good before (or where nothing was ever good).
        constexpr std::uint32_t last_ten = (1u << 10) - 1;
        if (pages < 10 || (trend.recent & last_ten) != 0) continue;
        const double before = trend.before < 0 ? 0 : trend.before;
        const bool never = trend.seen >= window && before < 0.05;
        if (before < 0.5 && !(never && i == body)) continue;
        alarms.push_back({fmt::format("{} ({} of the last {} pages good, {:.0f} % before)", aspect_names[i],
                                      std::popcount(trend.recent), pages, before * 100),
                          trend.first_bad});
    }
    return alarms;
}

std::string SiteHealth::save() const {
    json::array all;
    for (const auto& t : trends_)
        all.push_back(
            json::object{{"before", t.before}, {"recent", t.recent}, {"seen", t.seen}, {"first_bad", t.first_bad}});
    return json::serialize(all);
}

SiteHealth SiteHealth::restore(std::string_view saved) {
    SiteHealth health;
    json::error_code error;
    const auto value = json::parse(json::string_view(saved.data(), saved.size()), error);
    if (error || !value.is_array() || value.get_array().size() != aspect_count) return health;  // history starts anew
    for (std::size_t i = 0; i < aspect_count; ++i) {
        const auto* one = value.get_array()[i].if_object();
        if (one == nullptr) continue;
        auto& trend = health.trends_[i];
        if (const auto* v = one->if_contains("before"); v != nullptr && v->is_number())
            trend.before = v->to_number<double>();
        if (const auto* v = one->if_contains("recent"); v != nullptr && v->is_number())
            trend.recent = v->to_number<std::uint32_t>() & window_mask;
        if (const auto* v = one->if_contains("seen"); v != nullptr && v->is_number())
            trend.seen = v->to_number<std::uint32_t>();
        if (const auto* v = one->if_contains("first_bad"); v != nullptr && v->is_string())
            trend.first_bad = v->get_string().c_str();
    }
    return health;
}

}  // namespace winnow::crawl
