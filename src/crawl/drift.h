#pragma once
/// Does a site's rule still work? Compares the last articles of a site with those before: the share whose body, date
/// and title came by the rule or at all, and the length of the text. A redesign shows as a sudden fall.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::crawl {

/// What one visited page said about the rule.
struct RuleEvidence {
    bool has_rule = false;  ///< the site file has entries for the body
    bool body_by_rule = false;
    bool date = false;
    bool title = false;
    bool article = true;  ///< false: the page of an article URL was no article at all
    std::string url;
};

struct DriftAlarm {
    std::string what;       ///< "rule finds no body (0 of 20 pages, 98 % before)"
    std::string first_url;  ///< the first bad page of the window
};

class SiteHealth {
public:
    void add(const RuleEvidence& evidence);
    /// The alarms in force, worst first; empty: all well or too little evidence.
    std::vector<DriftAlarm> alarms() const;

    std::string save() const;
    static SiteHealth restore(std::string_view saved);

private:
    static constexpr std::size_t window = 20;
    enum Aspect { body, date, title, article, aspect_count };
    struct Trend {
        double before = -1;        ///< share of good pages before the window, decaying; -1: no history yet
        std::uint32_t recent = 0;  ///< one bit for each of the last pages, newest lowest, 1 = good
        std::uint32_t seen = 0;    ///< pages in all
        std::string first_bad;     ///< URL of the first bad page since the last good one
    };
    void note(Trend& trend, bool good, const std::string& url);
    std::array<Trend, aspect_count> trends_;
};

}  // namespace winnow::crawl
