#pragma once
/// The crawler's inside, shared by crawler*.cpp, each of which does one thing: crawler.cpp the outer face (start, stop,
/// steering), crawler_state.cpp what lives on the disk, crawler_pump.cpp which host works when, crawler_seeds.cpp and
/// crawler_articles.cpp the visits, crawler_status.cpp what is told of all that.

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <set>
#include <unordered_map>

#include "base/file_lock.h"
#include "base/log.h"
#include "crawl/crawler.h"
#include "crawl/discovery.h"
#include "crawl/outcome.h"
#include "crawl/page_reading.h"
#include "crawl/pool.h"
#include "dedupe/boilerplate.h"
#include "output/warc.h"

namespace winnow::crawl {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;
using store::Finish;
using store::Kind;
using store::Store;
using store::Visit;

inline constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

struct Crawler::Impl {
    asio::io_context& loop;
    CrawlerOptions options;
    std::shared_ptr<const rules::RuleBook> book;
    net::HttpClient http;
    HostGate gate;
    Fetcher fetcher;
    asio::thread_pool workers, disk;
    asio::thread_pool files;  ///< wait for the disk, several at a time: flushes that wait together cost one
    asio::steady_timer pump_timer, commit_timer;

    FileLock state_lock, output_lock;

    // on the disk's thread only
    std::optional<Store> store;
    std::optional<output::ArticleWriter> writer;
    std::optional<output::WarcWriter> warc;
    std::vector<store::ArticleRow> being_written;  ///< judged, but not in the store before their files are durable
    std::map<std::string, std::string> copies_on_their_way;  ///< of those, id -> id of the original that came meanwhile

    // on the loop only
    struct Budget {
        std::int64_t day = 0, visits = 0;
    };
    std::set<std::string> active;         ///< hosts with a coroutine
    std::set<std::string> paused;         ///< sites
    std::set<std::string> without_https;  ///< hosts whose home page came by plain http
    std::map<std::string, Budget> budget;
    std::map<std::string, SiteHealth> health;
    std::unordered_map<std::string, dedupe::SiteBoilerplate> boilerplate;
    std::set<std::string> learned;  ///< sites whose boilerplate or health is to be saved
    std::map<std::string, std::uint64_t> requests, outcomes;
    std::uint64_t bytes_received = 0, requests_failed = 0;
    std::size_t under_way = 0;
    TimePoint started{};
    steady_clock::time_point last_progress{};
    std::optional<Error> trouble;                         ///< of the disk
    std::unordered_map<std::int64_t, int> failed_writes;  ///< visits whose file could not be written, how often
    steady_clock::time_point retry_at{};
    bool stopping = false;
    bool woken = false;  ///< since the pump last looked: it may be waiting for the disk and not for its timer
    std::vector<std::shared_ptr<asio::steady_timer>> end_waiters;
    std::optional<milliseconds> clock_offset;  ///< wall clock less steady clock, when it was last compared
    milliseconds clock_fell{0};                ///< set back by so much since the frontier last followed

    Impl(asio::io_context& l, CrawlerOptions o, std::shared_ptr<const rules::RuleBook> b);

    TimePoint wall_now() const {
        return options.clock ? options.clock()
                             : std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now());
    }

    /// Runs `work(store)` on the disk's thread.
    template <class Work>
    auto with_store(Work work) -> asio::awaitable<std::invoke_result_t<Work, Store&>> {
        const auto bound = [this, work = std::move(work)]() mutable { return work(*store); };
        auto result = co_await run_on(disk, bound);
        co_return result;
    }

    /// `vital`: without it nothing is done any more, so a bug in it goes on to whoever runs the loop.
    template <class Coroutine>
    void spawn(Coroutine coroutine, const char* what, bool vital = false) {
        ++under_way;
        const auto ended = [this, what, vital](std::exception_ptr bug) {
            end_of(what, bug);
            if (bug && vital) std::rethrow_exception(bug);
        };
        asio::co_spawn(loop, std::move(coroutine), ended);
    }
    void end_of(const char* what, const std::exception_ptr& bug);

    // crawler.cpp
    Result<void> start();
    asio::awaitable<bool> stop(milliseconds grace);
    asio::awaitable<void> wait_for_end(milliseconds limit);
    asio::awaitable<void> reload(std::shared_ptr<const rules::RuleBook> fresh, ScheduleOptions schedule);
    asio::awaitable<bool> pause(std::string site, bool want_paused);

    // crawler_state.cpp
    void note_trouble(const Error& error);
    void note_no_trouble();
    asio::awaitable<void> commit_loop();
    std::vector<std::pair<std::string, std::string>> learning();
    asio::awaitable<void> save_notes(std::vector<std::pair<std::string, std::string>> notes);
    Result<void> restore();
    Result<void> restore_hosts();
    Result<void> restore_sites();
    Result<void> follow_clock_since_last_run();
    Result<void> index_texts_of_old();
    asio::awaitable<void> keep_robots(RobotsRecord record);
    asio::awaitable<void> keep_block(std::string authority, TimePoint until, std::string reason, int in_a_row);
    asio::awaitable<void> keep_forgiven(std::string authority);

    // crawler_pump.cpp
    void wake();
    void follow_clock();
    asio::awaitable<void> pump();
    asio::awaitable<milliseconds> look_for_work();
    void start_hosts(const std::vector<std::string>& hosts);
    asio::awaitable<void> work_host(std::string host);
    asio::awaitable<void> make_visit(const Visit& visit);
    asio::awaitable<void> give_back(const Visit& visit);
    asio::awaitable<void> end_as_bug(const Visit& visit, const std::string& what);
    /// `authority` without its port.
    const rules::SiteRules* rules_of(std::string_view authority) const;
    bool is_paused(const std::string& authority) const;
    Budget& budget_of(const std::string& site);
    milliseconds rest_of(const rules::SiteRules& rules) const;
    net::Request request_for(const Visit& visit, const url::Url& url, const rules::SiteRules& rules);
    ScopeCheck scope_check();

    // crawler_seeds.cpp; true: given up unfinished, and to be repeated
    static Result<void> offer_seeds(Store& s, const rules::RuleBook& rule_book, TimePoint now);
    asio::awaitable<bool> visit_seed(const Visit& visit, const url::Url& url, const rules::SiteRules& rules,
                                     Finish& finish, std::string& reason);
    /// The page of a section that is to be read next. It stands in the store from when the page before it was read:
    /// what a kill or a failure leaves unread, no later visit would look for behind a first page without news.
    struct Walk {
        int page = 1;
        std::optional<url::Url> at;        ///< none: the section itself
        std::optional<url::Url> endpoint;  ///< of next batches
    };
    static std::string note_of(const Visit& visit) { return "walk:" + visit.key; }
    static std::string save_walk(const Walk& walk);
    static Walk read_walk(const std::string& note);
    asio::awaitable<Walk> walk_of(const Visit& visit);
    asio::awaitable<void> end_walk(const Visit& visit);
    struct Pages {
        std::size_t fresh = 0;    ///< URLs that nobody knew
        bool given_up = false;    ///< the disk said no
        bool unfinished = false;  ///< there are more pages for the next visit
    };
    asio::awaitable<Pages> read_seed(const Visit& visit, Fetched& fetched, Walk walk, Finish& finish,
                                     std::string& reason);

    // crawler_articles.cpp; true: given up unfinished, and to be repeated
    asio::awaitable<bool> visit_article(const Visit& visit, const url::Url& url, const rules::SiteRules& rules,
                                        Finish& finish, std::string& reason);
    void plan_after_failure(const Visit& visit, const url::Url& url, const Error& error, Finish& finish);
    void note_health(const Visit& visit, const rules::SiteRules& rules, const PageReading& reading);
    asio::awaitable<bool> keep(const Visit& visit, const Fetched& fetched, PageReading& reading, Finish& finish,
                               std::string& reason);
    struct Judged;
    Result<Judged> judge(Store& s, const Visit& visit, const Fetched& fetched, PageReading& reading);
    Result<std::string> write(const PageReading& reading, const Judged& judged);
    Result<void> record(Store& s, const PageReading& reading, const Judged& judged);

    // crawler_status.cpp
    Snapshot vitals() const;
    asio::awaitable<Snapshot> snapshot();
    asio::awaitable<std::string> article_text(std::string id);
};

}  // namespace winnow::crawl
