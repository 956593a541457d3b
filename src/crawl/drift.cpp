#include "crawl/drift.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <boost/json.hpp>
#include <cmath>

namespace winnow::crawl {

namespace json = boost::json;

namespace {

constexpr std::uint32_t window_mask = (1u << 20) - 1;

/// So many bad pages in a row raise the alarm of an aspect.
struct AspectTerms {
    std::string_view name;
    std::uint32_t in_a_row;
    bool tells_from_the_start;  ///< an aspect that never was good is an alarm, too: the rule was wrong from the start
};
constexpr std::array<AspectTerms, 6> terms{{{"rule finds no body", 10, true},
                                            {"no date found", 10, false},
                                            {"no title found", 10, false},
                                            {"pages are no articles", 10, false},
                                            {"texts are of quite another length", 10, false},
                                            {"the rule's text is not what a generic reading finds", 5, true}}};

constexpr std::uint32_t least_history = 5;  // pages: fewer say nothing about what was usual
constexpr double enough_agreement = 0.5;
constexpr double much_longer = 1.6;  // in logarithms: five times as long, or a fifth
constexpr std::uint32_t first_opinions = 10, opinion_every = 8;

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

void SiteHealth::note_length(const RuleEvidence& evidence) {
    const double now = std::log(static_cast<double>(evidence.words) + 1);
    auto& trend = trends_[length];
    // Newsflashes and reports differ by a factor of ten; it takes a while to know what is usual.
    const double share = trend.seen < window ? 1.0 / (trend.seen + 1) : 0.01;
    const bool good = trend.seen < window || std::abs(now - usual_words_) < much_longer;
    usual_words_ += (now - usual_words_) * share;
    note(trend, good, evidence.url);
}

void SiteHealth::add(const RuleEvidence& evidence) {
    note(trends_[article], evidence.article, evidence.url);
    if (!evidence.article) return;
    if (evidence.has_rule) note(trends_[body], evidence.body_by_rule, evidence.url);
    note(trends_[date], evidence.date, evidence.url);
    note(trends_[title], evidence.title, evidence.url);
    note_length(evidence);
    const bool asked = wants_opinion();
    opinions_ += asked && opinions_ < first_opinions ? 1u : 0u;
    since_opinion_ = asked ? 0 : since_opinion_ + 1;
    if (!evidence.agreement) return;
    note(trends_[opinion], *evidence.agreement >= enough_agreement, evidence.url);
}

bool SiteHealth::wants_opinion() const {
    const auto& trend = trends_[opinion];
    const bool disagree = trend.seen > 0 && (trend.recent & 1u) == 0;
    return opinions_ < first_opinions || disagree || since_opinion_ + 1 >= opinion_every;
}

std::vector<DriftAlarm> SiteHealth::alarms() const {
    std::vector<DriftAlarm> alarms;
    for (std::size_t i = 0; i < trends_.size(); ++i) {
        const auto& trend = trends_[i];
        const auto& its = terms[i];
        const auto pages = std::min<std::uint32_t>(trend.seen, window);
        // A row of bad pages on a site where most were good before (or, for some aspects, where nothing ever was).
        const auto last = (1u << its.in_a_row) - 1;
        if (pages < its.in_a_row || (trend.recent & last) != 0) continue;
        const auto good = static_cast<std::uint32_t>(std::popcount(trend.recent));
        const double before = trend.before >= 0 ? trend.before
                              : pages >= its.in_a_row + least_history
                                  ? static_cast<double>(good) / static_cast<double>(pages - its.in_a_row)
                                  : 0.0;
        const bool never = its.tells_from_the_start && good == 0 && before < 0.05 && pages >= 2 * its.in_a_row;
        if (before < 0.5 && !never) continue;
        alarms.push_back(
            {its.name,
             fmt::format("{} ({} of the last {} pages good, {:.0f} % before)", its.name, good, pages, before * 100),
             trend.first_bad});
    }
    return alarms;
}

std::string SiteHealth::save() const {
    json::array trends;
    for (const auto& t : trends_)
        trends.push_back(
            json::object{{"before", t.before}, {"recent", t.recent}, {"seen", t.seen}, {"first_bad", t.first_bad}});
    return json::serialize(json::object{{"trends", std::move(trends)},
                                        {"usual_words", usual_words_},
                                        {"opinions", opinions_},
                                        {"since_opinion", since_opinion_}});
}

SiteHealth SiteHealth::restore(std::string_view saved) {
    SiteHealth health;
    json::error_code error;
    const auto value = json::parse(json::string_view(saved.data(), saved.size()), error);
    const auto* all = error ? nullptr : value.if_object();
    const auto* trends = all == nullptr ? nullptr : all->if_contains("trends");
    if (trends == nullptr || !trends->is_array() || trends->get_array().size() != aspect_count)
        return health;  // of an older version, or damaged: history starts anew
    const auto number = [](const json::object& object, std::string_view key, double otherwise) {
        const auto* member = object.if_contains(key);
        return member != nullptr && member->is_number() ? member->to_number<double>() : otherwise;
    };
    for (std::size_t i = 0; i < aspect_count; ++i) {
        const auto* one = trends->get_array()[i].if_object();
        if (one == nullptr) continue;
        auto& trend = health.trends_[i];
        trend.before = number(*one, "before", -1);
        trend.recent = static_cast<std::uint32_t>(std::clamp(number(*one, "recent", 0), 0.0, 4e9)) & window_mask;
        trend.seen = static_cast<std::uint32_t>(std::clamp(number(*one, "seen", 0), 0.0, 4e9));
        if (const auto* v = one->if_contains("first_bad"); v != nullptr && v->is_string())
            trend.first_bad = v->get_string().c_str();
    }
    health.usual_words_ = number(*all, "usual_words", 0);
    health.opinions_ = static_cast<std::uint32_t>(std::clamp(number(*all, "opinions", 0), 0.0, 4e9));
    health.since_opinion_ = static_cast<std::uint32_t>(std::clamp(number(*all, "since_opinion", 0), 0.0, 4e9));
    return health;
}

}  // namespace winnow::crawl
