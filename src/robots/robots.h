#pragma once
/// robots.txt as RFC 9309 defines it: parsed once, asked often.
/// Immutable after parse(): any thread may ask.

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::robots {

inline constexpr std::size_t max_body_bytes = 500u * 1024u;  // RFC 9309 §2.5: at least 500 KiB

class RobotsTxt {
public:
    /// Never fails: a line that is no rule is skipped (§2.2); bytes past max_body_bytes are not read (§2.5).
    static RobotsTxt parse(std::string_view body);
    /// What an unreachable robots.txt (5xx, network error) means: nothing is allowed (§2.3.1.4).
    static RobotsTxt deny_all();

    /// The longest matching rule wins, and Allow wins a tie (§2.2.2). `agent` is our product token (§2.2.1), not the
    /// whole User-Agent header. `path` begins with '/' and carries the query.
    bool allows(std::string_view agent, std::string_view path) const;

    /// Not in the RFC; honoured because sites rely on it. The caller sets the upper bound.
    std::optional<std::chrono::milliseconds> crawl_delay(std::string_view agent) const;

    /// Values of "Sitemap:" lines as written, in order, for all agents.
    const std::vector<std::string>& sitemaps() const;

private:
    struct Rules;
    std::shared_ptr<const Rules> rules_;
};

/// X-Robots-Tag headers and <meta name="robots"> (Google's published grammar): only what matters to us.
struct PageDirectives {
    bool noindex = false;
    bool nofollow = false;
    bool noarchive = false;
    std::optional<std::string> unavailable_after;  ///< as written
};
/// `value` is one header or content attribute ("otherbot: noindex, nofollow"); merges into `into`.
void read_directives(std::string_view value, std::string_view agent, PageDirectives& into);

}  // namespace winnow::robots
