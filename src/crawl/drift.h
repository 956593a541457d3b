#pragma once
/// Does a site's rule still work? Compares the last articles of a site with those before: the share whose body, date
/// and title came by the rule or at all, the length of the text, and how far it agrees with the generic extractor's
/// reading of the same pages (asked of a sample: a second reading costs as much as the first). A redesign shows as a
/// sudden fall, or as a text that is no longer the one that a reader without rules would take.

#include <array>
#include <cstdint>
#include <optional>
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
    bool article = true;              ///< false: the page of an article URL was no article at all
    std::size_t words = 0;            ///< of its text
    std::optional<double> agreement;  ///< with the generic reading, 0 to 1
    std::string url;
};

struct DriftAlarm {
    std::string_view aspect;  ///< "rule finds no body": the same for all alarms of its kind
    std::string what;         ///< "rule finds no body (0 of 20 pages, 98 % before)"
    std::string first_url;    ///< the first bad page of the window
};

class SiteHealth {
public:
    void add(const RuleEvidence& evidence);
    /// The alarms in force; empty: all well or too little evidence.
    std::vector<DriftAlarm> alarms() const;
    /// Should the next page be read generically, too? The first pages of a site, every eighth after them, and each one
    /// while the readings disagree.
    bool wants_opinion() const;

    std::string save() const;
    static SiteHealth restore(std::string_view saved);

private:
    static constexpr std::size_t window = 20;
    enum Aspect { body, date, title, article, length, opinion, aspect_count };
    struct Trend {
        double before = -1;        ///< share of good pages before the window, decaying; -1: no history yet
        std::uint32_t recent = 0;  ///< one bit for each of the last pages, newest lowest, 1 = good
        std::uint32_t seen = 0;    ///< pages in all
        std::string first_bad;     ///< URL of the first bad page since the last good one
    };
    void note(Trend& trend, bool good, const std::string& url);
    void note_length(const RuleEvidence& evidence);
    std::array<Trend, aspect_count> trends_;
    double usual_words_ = 0;           ///< logarithm of the usual length of a text, slowly following
    std::uint32_t opinions_ = 0;       ///< second readings asked for; one that finds no article says nothing
    std::uint32_t since_opinion_ = 0;  ///< pages read by the rule alone since the last second reading
};

}  // namespace winnow::crawl
