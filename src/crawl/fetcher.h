#pragma once
/// One URL, fetched as a well-behaved visitor does: robots.txt asked first, a turn taken at the host, redirects
/// followed hop by hop (each hop is a new request for scope, robots, turn and address), transient failures tried again.
/// Lives on one io_context thread.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "crawl/host_gate.h"
#include "net/http_client.h"
#include "robots/robots.h"
#include "url/url.h"

namespace winnow::crawl {

struct FetchOptions {
    std::string product_token = "winnow";  ///< what robots.txt groups are matched against (RFC 9309 §2.2.1)
    bool ignore_robots = false;
    int retries = 2;  ///< further tries after a transient failure
    int max_redirects = 5;
    std::chrono::milliseconds retry_after_first{5'000};  ///< doubling with each further try
    std::chrono::milliseconds backoff_first{60'000};     ///< a bare 429 or 503 blocks the host so long, doubling
    std::chrono::milliseconds backoff_max{std::chrono::hours(24)};
    std::chrono::milliseconds max_wait{std::chrono::minutes(2)};  ///< a longer Retry-After or back-off ends the visit
    std::chrono::milliseconds max_crawl_delay{120'000};
    std::chrono::milliseconds robots_ttl{std::chrono::hours(24)};
    std::size_t robots_cache_bytes = 64u << 20;  ///< of bodies; beyond it the longest unused are fetched again
};

/// What the robots.txt of one origin said, as the store keeps it over restarts. http and https have one each, and so
/// has each port (RFC 9309 §2.3, RFC 6454).
struct RobotsRecord {
    url::Url origin;  ///< any URL of it
    std::string body;
    int status = 0;  ///< 0: unreachable
    TimePoint fetched{};
};

/// A hop's verdict from the caller: nullopt to go on, or why this URL is not to be requested (out_of_scope).
using ScopeCheck = std::function<std::optional<Error>(const url::Url&)>;

struct Fetched {
    net::Response response;
    std::vector<std::string> hops;  ///< URLs that redirected, in order; the last request is response.url
    int tries = 1;
    /// The connection slot of the last request: keep it until the answer is worked off (back-pressure).
    std::shared_ptr<HostGate::Turn> slot;
};

/// Every request that was really made, for logs, metrics and tests.
struct RequestEvent {
    std::string host, url, purpose;  ///< purpose: "page", "robots", "feed", ...
    int status = 0;                  ///< 0: no answer
    std::string error;
    std::size_t bytes = 0;
    std::chrono::milliseconds took{0};
};

class Fetcher {
public:
    /// All references must outlive the Fetcher; `seed` makes the jitter of back-offs reproducible.
    Fetcher(boost::asio::io_context& loop, net::HttpClient& http, HostGate& gate, FetchOptions options,
            std::uint64_t seed = 1);
    ~Fetcher();

    /// 2xx and 304 are answers; other statuses are errors (gone, client_error, throttled, server_error), as are
    /// robots_denied, redirect_loop and everything HttpClient reports.
    boost::asio::awaitable<Result<Fetched>> get(net::Request request, std::string purpose, ScopeCheck scope);

    /// The rest that the site's rule gives this host; Crawl-delay may only lengthen it.
    void set_host_delay(const std::string& authority, std::chrono::milliseconds delay);
    /// robots.txt of the origin of `url`: from the cache, or fetched. Never an error: unreachable means deny all.
    boost::asio::awaitable<robots::RobotsTxt> robots_of(url::Url url);

    /// True if we keep out of there only because robots.txt is not to be had now: that may pass in minutes.
    bool robots_unreachable(const url::Url& url) const;

    /// Wakes everybody who waits between two tries; stop the gate and the client too.
    void stop();

    /// Hosts whose robots.txt cannot be had: they are left alone until it is asked for again.
    std::vector<Wait> waits(SteadyTime now) const;

    /// Carries the cache over a restart: what is too old is fetched again, by the Crawl-delay that it asked for.
    void restore_robots(const RobotsRecord& record, TimePoint now);
    /// 429/503 answers in a row that an earlier run has seen.
    void restore_backoff(const std::string& authority, int in_a_row);
    /// A host asked us to stay away, or we do so by ourselves: until when (wall clock), why, how often in a row.
    void on_block(
        std::function<void(const std::string& authority, TimePoint until, const std::string& reason, int in_a_row)>
            listener);
    /// A host that had answered 429 or 503 answers well again: its next refusal is the first in a row.
    void on_forgiven(std::function<void(const std::string& authority)> listener);
    void on_robots(std::function<void(const RobotsRecord&)> listener);
    void on_request(std::function<void(const RequestEvent&)> listener);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace winnow::crawl
