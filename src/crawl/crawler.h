#pragma once
/// The service's heart: asks the frontier for the next polite visit, fetches, reads, writes, records, forever.
///
/// Lives on one io_context thread; parses on a worker pool, writes and keeps its state on the disk's own thread. One
/// bad site, page, feed or rule never slows another: each host has its own coroutine, slots are bounded, parses have
/// deadlines. A visit counts as done only after its file is durable (write, fsync, rename, fsync of the folder, then
/// the commit of the state).

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "crawl/drift.h"
#include "crawl/fetcher.h"
#include "crawl/host_gate.h"
#include "crawl/schedule.h"
#include "net/http_client.h"
#include "output/writer.h"
#include "rules/site_rules.h"
#include "store/store.h"

namespace winnow::crawl {

struct CrawlerOptions {
    output::WriterOptions writer;
    std::filesystem::path state_file;
    net::Options network;
    GateOptions gate;
    FetchOptions fetch;
    ScheduleOptions schedule;
    unsigned workers = 1;
    std::size_t cache_bytes = 32u << 20;
    std::uint64_t seed = 1;            ///< of back-off jitter
    std::function<TimePoint()> clock;  ///< the wall clock; empty: the system's
};

struct SiteStatus {
    std::string name, host;
    std::optional<TimePoint> last_article;
    std::int64_t due = 0;                          ///< visits that could be made now
    std::map<std::string, std::int64_t> outcomes;  ///< of the last 24 h
    std::vector<std::int64_t> articles_per_hour;   ///< of the last 24 h, oldest first
    std::vector<DriftAlarm> alarms;
    bool paused = false;
};

struct RecentArticle {
    std::string id, site, title, url, file;
    TimePoint written{};
    std::optional<TimePoint> published;
};

/// Everything that status, metrics and the status page show, taken at one moment.
struct Snapshot {
    TimePoint now{}, started{};
    std::vector<SiteStatus> sites;
    std::vector<RecentArticle> recent;
    std::vector<std::pair<Wait, TimePoint>> waits;  ///< with the wall-clock time of its end
    std::vector<std::string> problems;              ///< broken rules, a full disk ...: what an operator must see
    std::map<std::string, std::uint64_t> requests;  ///< by purpose, since start
    std::map<std::string, std::uint64_t> outcomes;  ///< since start
    std::uint64_t bytes_received = 0, requests_failed = 0;
    std::size_t known_urls = 0, visits_under_way = 0;
    std::int64_t pending_urls = 0;
    bool disk_trouble = false, stopping = false;
    TimePoint last_progress{};  ///< when a visit last ended or the frontier was last idle
};

class Crawler {
public:
    Crawler(boost::asio::io_context& loop, CrawlerOptions options, std::shared_ptr<const rules::RuleBook> book);
    ~Crawler();

    /// Opens the state and the output folder, restores politeness, offers the seeds and begins. Errors: state, disk.
    Result<void> start();
    /// Hands out nothing more; running visits may end within `grace`, then they are given up (the next start repeats
    /// them). Completes when all is committed; false: something is still under way, so end the process without
    /// destroying the Crawler.
    boost::asio::awaitable<bool> stop(std::chrono::milliseconds grace);

    /// New rules and paces from now on: new seeds are offered, dropped ones forgotten. Pages under way end by the old
    /// rules.
    boost::asio::awaitable<void> reload(std::shared_ptr<const rules::RuleBook> book, ScheduleOptions schedule);
    /// False if no rule has this site. A paused site is not visited; the state remembers it.
    boost::asio::awaitable<bool> pause(std::string site, bool paused);
    boost::asio::awaitable<Snapshot> snapshot();
    /// The part of a snapshot that the loop knows by itself (no counts, no articles): told also while the disk hangs.
    Snapshot vitals() const;
    /// The text of an article by its id, for the status page; empty if there is none.
    boost::asio::awaitable<std::string> article_text(std::string id);
    /// True once loop, workers and disk thread have each answered: what the watchdog asks.
    boost::asio::awaitable<bool> alive();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace winnow::crawl
