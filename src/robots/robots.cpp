#include "robots/robots.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>
#include <unordered_map>
#include <utility>

#include "base/text.h"
#include "robots/pattern.h"

namespace winnow::robots {
namespace {

using std::chrono::milliseconds;

struct Rule {
    Pattern pattern;
    bool allow = false;
};

/// Most specific first, Allow before Disallow: the first rule that matches decides.
bool decides_before(const Rule& a, const Rule& b) {
    if (a.pattern.length() != b.pattern.length()) return a.pattern.length() > b.pattern.length();
    return a.allow && !b.allow;
}

enum class Field { user_agent, allow, disallow, sitemap, crawl_delay, other };

/// Names as the RFC has them, and the slips that Google's parser has found frequent enough to forgive.
Field field_named(std::string_view name) {
    static constexpr std::pair<std::string_view, Field> known[] = {
        {"user-agent", Field::user_agent},   {"useragent", Field::user_agent},
        {"user agent", Field::user_agent},   {"allow", Field::allow},
        {"disallow", Field::disallow},       {"dissallow", Field::disallow},
        {"dissalow", Field::disallow},       {"disalow", Field::disallow},
        {"diasllow", Field::disallow},       {"disallaw", Field::disallow},
        {"sitemap", Field::sitemap},         {"site-map", Field::sitemap},
        {"crawl-delay", Field::crawl_delay}, {"crawldelay", Field::crawl_delay}};
    for (const auto& [word, field] : known)
        if (iequals_ascii(name, word)) return field;
    return Field::other;
}

struct Line {
    Field field = Field::other;
    std::string_view value;
};

Line read_line(std::string_view text) {
    text = trim(text.substr(0, text.find('#')));
    const auto colon = text.find(':');
    if (colon != std::string_view::npos) {
        const auto field = field_named(trim(text.substr(0, colon)));
        if (field != Field::other) return {field, trim(text.substr(colon + 1))};
    }
    // "Disallow /private": a forgotten colon is forgiven if there is one word and no more after the name.
    const auto blank = text.find_first_of(" \t");
    if (blank == std::string_view::npos) return {};
    const auto value = trim(text.substr(blank));
    if (value.find_first_of(" \t") != std::string_view::npos) return {};
    return {field_named(text.substr(0, blank)), value};
}

/// §2.2.1: letters, '_' and '-'. What follows ("Bot/1.0", "Bot (x)") is no part of the token. Lower case.
std::string product_token(std::string_view agent) {
    std::size_t length = 0;
    while (length < agent.size() && (is_ascii_alpha(agent[length]) || agent[length] == '_' || agent[length] == '-'))
        ++length;
    return ascii_lower(agent.substr(0, length));
}

/// The token as those write it who do not know its grammar: with digits ("MJ12bot") and letters of any script. Lower
/// case. Two agents that differ in these only are two.
std::string loose_token(std::string_view agent) {
    const auto belongs = [](char c) {
        return is_ascii_alpha(c) || is_ascii_digit(c) || c == '_' || c == '-' || static_cast<unsigned char>(c) >= 0x80;
    };
    const auto end = std::find_if_not(agent.begin(), agent.end(), belongs);
    return ascii_lower(agent.substr(0, static_cast<std::size_t>(end - agent.begin())));
}

bool names_everybody(std::string_view value) {
    return value.starts_with('*') && (value.size() == 1 || is_ascii_space(value[1]));
}

constexpr double longest_delay_seconds = 366.0 * 24 * 3600;

/// "10", "0.5", "0,5", "10 s".
std::optional<milliseconds> read_delay(std::string_view value) {
    std::string number(value.substr(0, 32));
    std::replace(number.begin(), number.end(), ',', '.');
    double seconds = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), seconds);
    if (error != std::errc{} || !std::isfinite(seconds) || seconds < 0) return std::nullopt;
    return milliseconds(std::llround(std::min(seconds, longest_delay_seconds) * 1000));
}

}  // namespace

struct RobotsTxt::Rules {
    /// What one run of User-agent lines is given. Delays have runs of their own: see Reader.
    struct Groups {
        std::vector<std::size_t> rules, delays;
    };
    std::vector<std::vector<Rule>> rules;
    std::vector<std::optional<milliseconds>> delays;
    /// Product token, strict and loose -> the groups that name it. They count as one (§2.2.1), but are not copied
    /// together: n agents over n rules would take n * n.
    std::unordered_map<std::string, Groups> by_agent;
    Groups for_everybody;
    std::vector<std::string> sitemaps;
    bool deny_all = false;

    const Groups& groups_of(std::string_view agent) const {
        const auto found = by_agent.find(loose_token(agent));
        return found == by_agent.end() ? for_everybody : found->second;
    }
};

namespace {

/// Puts the lines together: a run of User-agent lines, then rules until the next such run. Only rules end a run:
/// "other records" between agents must not (§2.2.4). Crawl-delay is such a record, but a site that writes
/// "User-agent: a, Crawl-delay: 10, User-agent: b" means a and not b; so for delays, a delay ends the run as well.
template <class Rules>
class Reader {
public:
    explicit Reader(Rules& rules) : rules_(rules) {}

    void read(std::string_view line) {
        const auto [field, value] = read_line(line);
        switch (field) {
            case Field::user_agent:
                return add_agent(value);
            case Field::allow:
            case Field::disallow:
                return add_rule(value, field == Field::allow);
            case Field::crawl_delay:
                return add_delay(value);
            case Field::sitemap:
                if (!value.empty()) rules_.sitemaps.emplace_back(value);
                return;
            case Field::other:
                return;
        }
    }

private:
    void add_agent(std::string_view value) {
        if (rules_.rules.empty() || in_rules_) rules_.rules.emplace_back();
        if (rules_.delays.empty() || in_rules_ || in_delays_) rules_.delays.emplace_back();
        in_rules_ = in_delays_ = false;
        if (names_everybody(value)) return add_groups(rules_.for_everybody);
        const auto strict = product_token(value), loose = loose_token(value);
        add_groups(rules_.by_agent[strict]);
        if (loose != strict) add_groups(rules_.by_agent[loose]);
    }

    template <class Groups>
    void add_groups(Groups& groups) {
        add_last(groups.rules, rules_.rules.size());
        add_last(groups.delays, rules_.delays.size());
    }

    static void add_last(std::vector<std::size_t>& groups, std::size_t count) {
        if (groups.empty() || groups.back() != count - 1) groups.push_back(count - 1);
    }

    void add_rule(std::string_view value, bool allow) {
        if (rules_.rules.empty()) return;
        in_rules_ = true;
        if (!value.empty()) rules_.rules.back().push_back({Pattern(value), allow});  // empty: no rule (§2.2.2)
    }

    void add_delay(std::string_view value) {
        if (rules_.delays.empty()) return;
        in_delays_ = true;
        auto& kept = rules_.delays.back();
        if (const auto delay = read_delay(value)) kept = std::max(kept.value_or(milliseconds(0)), *delay);
    }

    Rules& rules_;
    bool in_rules_ = false, in_delays_ = false;
};

}  // namespace

RobotsTxt RobotsTxt::parse(std::string_view body) {
    auto rules = std::make_shared<Rules>();
    if (body.size() > max_body_bytes) {
        body = body.substr(0, max_body_bytes);
        // Half a line may say the contrary of the whole: "Disallow: /" of "Disallow: /private".
        body = body.substr(0, body.find_last_of("\r\n") + 1);
    }
    // As much of a byte order mark as there is: some programs cut it.
    for (const char byte : std::string_view("\xEF\xBB\xBF"))
        if (body.starts_with(byte)) body.remove_prefix(1);

    Reader reader(*rules);
    while (!body.empty()) {
        const auto length = std::min(body.find_first_of("\r\n"), body.size());
        reader.read(body.substr(0, length));
        body.remove_prefix(std::min(length + 1, body.size()));
    }
    rules->by_agent.erase("");  // "User-agent:" with nothing that is a token names nobody
    for (auto& group : rules->rules) std::stable_sort(group.begin(), group.end(), decides_before);

    RobotsTxt robots;
    robots.rules_ = std::move(rules);
    return robots;
}

RobotsTxt RobotsTxt::deny_all() {
    auto rules = std::make_shared<Rules>();
    rules->deny_all = true;
    RobotsTxt robots;
    robots.rules_ = std::move(rules);
    return robots;
}

bool RobotsTxt::allows(std::string_view agent, std::string_view path) const {
    if (path.substr(0, path.find_first_of("?#")) == "/robots.txt") return true;  // §2.2.2: implicitly
    if (rules_ == nullptr) return true;
    if (rules_->deny_all) return false;
    const auto comparable = comparable_path(path);
    const Rule* deciding = nullptr;
    for (const auto index : rules_->groups_of(agent).rules) {
        const auto& rules = rules_->rules[index];
        const auto found = std::find_if(rules.begin(), rules.end(), [&](const Rule& rule) {
            return (deciding != nullptr && !decides_before(rule, *deciding)) || rule.pattern.matches(comparable);
        });
        if (found != rules.end() && (deciding == nullptr || decides_before(*found, *deciding))) deciding = &*found;
    }
    return deciding == nullptr || deciding->allow;
}

std::optional<milliseconds> RobotsTxt::crawl_delay(std::string_view agent) const {
    if (rules_ == nullptr) return std::nullopt;
    std::optional<milliseconds> longest;
    for (const auto index : rules_->groups_of(agent).delays) {
        const auto& delay = rules_->delays[index];
        if (delay) longest = std::max(longest.value_or(milliseconds(0)), *delay);
    }
    return longest;
}

const std::vector<std::string>& RobotsTxt::sitemaps() const {
    static const std::vector<std::string> none;
    return rules_ == nullptr ? none : rules_->sitemaps;
}

}  // namespace winnow::robots
