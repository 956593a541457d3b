#include "crawl/crawler.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "base/atomic_file.h"
#include "base/log.h"
#include "base/text.h"
#include "crawl/discovery.h"
#include "crawl/outcome.h"
#include "crawl/page_reading.h"
#include "crawl/pool.h"
#include "dedupe/boilerplate.h"
#include "dedupe/near_duplicates.h"
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

namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);
constexpr auto commit_pace = 250ms;
constexpr auto disk_retry = 5s;

TimePoint wall_now() {
    return std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now());
}

extract::Date date_of(TimePoint t) {
    const auto day = std::chrono::floor<std::chrono::days>(t);
    const std::chrono::year_month_day ymd(day);
    const std::chrono::hh_mm_ss clock(std::chrono::floor<seconds>(t - day));
    extract::Date date;
    date.year = int(ymd.year());
    date.month = static_cast<int>(unsigned(ymd.month()));
    date.day = static_cast<int>(unsigned(ymd.day()));
    date.has_time = true;
    date.hour = static_cast<int>(clock.hours().count());
    date.minute = static_cast<int>(clock.minutes().count());
    date.second = static_cast<int>(clock.seconds().count());
    date.has_zone = true;
    return date;
}

std::string purpose_of(Kind kind) {
    switch (kind) {
        case Kind::feed:
            return "feed";
        case Kind::sitemap:
            return "sitemap";
        case Kind::section:
            return "section";
        case Kind::article:
            break;
    }
    return "page";
}

std::string accept_of(Kind kind) {
    if (kind == Kind::feed)
        return "application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5";
    if (kind == Kind::sitemap) return "application/xml,text/xml,text/plain;q=0.8,*/*;q=0.5";
    return {};
}

}  // namespace

struct Crawler::Impl {
    asio::io_context& loop;
    CrawlerOptions options;
    std::shared_ptr<const rules::RuleBook> book;
    net::HttpClient http;
    HostGate gate;
    Fetcher fetcher;
    asio::thread_pool workers, disk;
    asio::steady_timer pump_timer, commit_timer;

    // on the disk's thread only
    std::optional<Store> store;
    std::optional<output::ArticleWriter> writer;
    std::optional<output::WarcWriter> warc;

    // on the loop only
    std::set<std::string> active;                                                   ///< hosts with a coroutine
    std::set<std::string> paused;                                                   ///< sites
    std::unordered_map<std::string, std::pair<std::int64_t, std::int64_t>> budget;  ///< site -> day, visits
    std::map<std::string, SiteHealth> health;
    std::unordered_map<std::string, dedupe::SiteBoilerplate> boilerplate;
    std::set<std::string> learned;  ///< sites whose boilerplate or health is to be saved
    dedupe::NearDuplicates texts;
    std::vector<std::pair<std::string, std::string>> text_owners;  ///< id, site
    std::map<std::string, std::uint64_t> requests, outcomes;
    std::uint64_t bytes_received = 0, requests_failed = 0;
    std::size_t under_way = 0;
    TimePoint started{}, last_progress{};
    std::optional<Error> trouble;                         ///< of the disk
    std::unordered_map<std::int64_t, int> failed_writes;  ///< visits whose file could not be written, how often
    steady_clock::time_point retry_at{};
    bool stopping = false, running = false;
    bool woken = false;  ///< since the pump last looked: it may be waiting for the disk and not for its timer
    std::vector<std::shared_ptr<asio::steady_timer>> end_waiters;

    Impl(asio::io_context& l, CrawlerOptions o, std::shared_ptr<const rules::RuleBook> b)
        : loop(l),
          options(std::move(o)),
          book(std::move(b)),
          http(loop, options.network),
          gate(loop, options.gate),
          fetcher(loop, http, gate, options.fetch, options.seed),
          workers(options.workers),
          disk(1),
          pump_timer(loop),
          commit_timer(loop) {}

    /// Runs `work(store)` on the disk's thread.
    template <class Work>
    auto with_store(Work work) -> asio::awaitable<std::invoke_result_t<Work, Store&>> {
        const auto bound = [this, work = std::move(work)]() mutable { return work(*store); };
        auto result = co_await run_on(disk, bound);
        co_return result;
    }

    template <class Coroutine>
    void spawn(Coroutine coroutine, const char* what) {
        ++under_way;
        const auto ended = [this, what](std::exception_ptr bug) {
            --under_way;
            if (bug) {
                try {
                    std::rethrow_exception(bug);
                } catch (const std::exception& exception) {
                    log::error("bug", {{"in", what}, {"what", exception.what()}});
                }
            }
            if (under_way == 0)
                for (const auto& waiter : std::exchange(end_waiters, {})) waiter->cancel();
        };
        asio::co_spawn(loop, std::move(coroutine), ended);
    }

    // --- the disk
    // ------------------------------------------------------------------------------------------------------

    void note_trouble(const Error& error) {
        if (!trouble)
            log::error("disk_trouble", {{"what", error.what}, {"then", "fetching pauses, tried again every 5 s"}});
        trouble = error;
        retry_at = steady_clock::now() + disk_retry;
    }

    void note_no_trouble() {
        if (!trouble) return;
        log::notice("disk_recovered", {{"was", trouble->what}});
        trouble.reset();
        wake();
    }

    /// A few times a second: what was recorded becomes durable.
    asio::awaitable<void> commit_loop() {
        auto checkpointed = steady_clock::now(), saved = checkpointed;
        while (!stopping) {
            commit_timer.expires_after(commit_pace);
            co_await commit_timer.async_wait(as_result);
            if (steady_clock::now() - saved > 10s) {
                saved = steady_clock::now();
                save_learning();
            }
            const bool checkpoint = steady_clock::now() - checkpointed > 60s;
            if (checkpoint) checkpointed = steady_clock::now();
            const bool probe = trouble && steady_clock::now() >= retry_at;
            const auto folder = options.writer.directory;
            const auto commit = [checkpoint, probe, folder](Store& s) -> Result<void> {
                if (s.uncommitted() > 0) {
                    if (auto done = s.commit(); !done) return done;
                }
                if (checkpoint) (void)s.checkpoint();
                // Only a real write tells whether the disk takes files again.
                if (probe) {
                    const auto path = folder / ".winnow-probe";
                    if (auto written = write_file(path, std::string(65536, 'p')); !written) return written;
                    std::error_code ignored;
                    std::filesystem::remove(path, ignored);
                    for (const std::size_t size : {65536u, 0u}) {
                        if (auto put = s.put_note("probe", std::string(size, 'p')); !put) return put;
                        if (auto done = s.commit(); !done) return done;
                    }
                }
                return {};
            };
            const auto done = co_await with_store(commit);
            if (!done)
                note_trouble(done.error());
            else if (probe || !trouble)
                note_no_trouble();
        }
    }

    void save_learning() {
        for (const auto& site : std::exchange(learned, {})) {
            const auto saved_health = health[site].save();
            const auto saved_boilerplate = boilerplate[site].bytes();
            spawn(save_notes(site, saved_health, saved_boilerplate), "save");
        }
    }

    asio::awaitable<void> save_notes(std::string site, std::string saved_health, std::string saved_boilerplate) {
        const auto save = [&](Store& s) -> Result<void> {
            if (auto done = s.put_note("health:" + site, saved_health); !done) return done;
            return s.put_note("boilerplate:" + site, saved_boilerplate);
        };
        const auto done = co_await with_store(save);
        if (!done) note_trouble(done.error());
    }

    // --- start
    // ---------------------------------------------------------------------------------------------------------

    Result<void> start() {
        started = last_progress = wall_now();
        auto opened = Store::open(options.state_file, {options.cache_bytes, false});
        if (!opened) return fail(opened.error());
        store = std::move(*opened);
        auto output = output::ArticleWriter::open(options.writer);
        if (!output) return fail(output.error());
        writer = std::move(*output);
        for (const auto format : options.writer.formats) {
            if (format != output::Format::warc) continue;
            auto file = output::WarcWriter::open(options.writer.directory, options.network.user_agent, started);
            if (!file) return fail(file.error());
            warc = std::move(*file);
        }
        // Nobody else runs yet, so the store may be asked from here.
        if (auto restored = restore(); !restored) return restored;
        if (auto offered = offer_seeds(*store, *book, started); !offered) return offered;
        if (auto committed = store->commit(); !committed) return committed;
        fetcher.on_request([this](const RequestEvent& event) {
            ++requests[event.purpose];
            bytes_received += event.bytes;
            if (event.status == 0) ++requests_failed;
            log::debug(
                "request",
                {{"url", event.url}, {"purpose", event.purpose}, {"status", event.status}, {"ms", event.took.count()}});
        });
        fetcher.on_robots([this](const std::string& authority, const RobotsRecord& record) {
            spawn(keep_robots(authority, record), "robots");
        });
        fetcher.on_block(
            [this](const std::string& authority, TimePoint until, const std::string& reason, int in_a_row) {
                log::notice("host_blocked", {{"host", authority}, {"until", rfc3339(until)}, {"reason", reason}});
                spawn(keep_block(authority, until, reason, in_a_row), "block");
            });
        running = true;
        spawn(pump(), "pump");
        spawn(commit_loop(), "commit");
        return {};
    }

    Result<void> restore() {
        auto hosts = store->hosts();
        if (!hosts) return fail(hosts.error());
        for (const auto& row : *hosts) {
            const auto* rules = rules_of(row.host);
            if (rules != nullptr && rules->delay)
                fetcher.set_host_delay(row.host, std::max(*rules->delay, options.gate.delay));
            if (row.robots_fetched)
                fetcher.restore_robots(row.host, {row.robots_body, row.robots_status, *row.robots_fetched}, started);
            if (row.backoff > 0) fetcher.restore_backoff(row.host, row.backoff);
            // When the last request ended before a kill nobody knows; each host rests its whole delay from now on.
            gate.block(row.host, steady_clock::now() + gate.delay_of(row.host), "resting after a restart");
            // A clock that was set back must not turn an hour into a year.
            if (row.blocked_until && *row.blocked_until > started &&
                *row.blocked_until - started < std::chrono::hours(24 * 8))
                gate.block(row.host, steady_clock::now() + (*row.blocked_until - started), row.block_reason);
        }
        auto names = store->note("paused");
        if (!names) return fail(names.error());
        for (const auto site : split(*names, '\n'))
            if (!site.empty()) paused.emplace(site);
        for (const auto& site : book->sites()) {
            auto saved = store->note("health:" + site->host());
            if (!saved) return fail(saved.error());
            if (!saved->empty()) health[site->host()] = SiteHealth::restore(*saved);
            auto blocks = store->note("boilerplate:" + site->host());
            if (!blocks) return fail(blocks.error());
            if (auto known = dedupe::SiteBoilerplate::from_bytes(*blocks))
                boilerplate[site->host()] = std::move(*known);
        }
        const auto take = [this](const std::string& id, const std::string& site, const std::string& saved,
                                 std::optional<TimePoint> published) {
            if (const auto print = dedupe::Fingerprint::from_bytes(saved)) remember_text(id, site, *print, published);
        };
        return store->each_fingerprint(started - std::chrono::hours(24 * 30), take);
    }

    static Result<void> offer_seeds(Store& s, const rules::RuleBook& rule_book, TimePoint now) {
        for (const auto& site : rule_book.sites()) {
            std::vector<std::string> keys;
            for (const auto& seed : seeds_of(*site)) {
                keys.push_back(seed.key);
                if (auto offered = s.offer(seed, now, now); !offered) return fail(offered.error());
            }
            if (auto forgotten = s.forget_seeds_except(site->host(), keys); !forgotten) return forgotten;
        }
        return {};
    }

    asio::awaitable<void> keep_robots(std::string authority, RobotsRecord record) {
        const auto now = wall_now();
        std::vector<store::Offer> offers;
        if (record.status >= 200 && record.status < 300) {
            const auto where = url::Url::parse("https://" + authority + "/robots.txt");
            if (where) offers = sitemaps_of(robots::RobotsTxt::parse(record.body), *where, *book);
        }
        const auto keep = [&](Store& s) -> Result<void> {
            auto rows = s.host(authority);
            if (!rows) return fail(rows.error());
            rows->robots_body = record.body;
            rows->robots_status = record.status;
            rows->robots_fetched = record.fetched;
            if (auto put = s.put_host(*rows, false); !put) return put;
            for (const auto& offer : offers)
                if (auto offered = s.offer(offer, now, now); !offered) return fail(offered.error());
            return {};
        };
        const auto kept = co_await with_store(keep);
        if (!kept) note_trouble(kept.error());
        if (!offers.empty()) wake();
    }

    asio::awaitable<void> keep_block(std::string authority, TimePoint until, std::string reason, int in_a_row) {
        const auto keep = [&](Store& s) -> Result<void> {
            auto row = s.host(authority);
            if (!row) return fail(row.error());
            row->blocked_until = until;
            row->block_reason = reason;
            row->backoff = in_a_row;
            return s.put_host(*row, true);
        };
        const auto kept = co_await with_store(keep);
        if (!kept) note_trouble(kept.error());
    }

    // --- the pump: which hosts have work
    // --------------------------------------------------------------------------------

    void wake() {
        woken = true;
        pump_timer.cancel();
    }

    /// Due times are on the wall clock, so that they survive a restart. When that is set back, all that waits would
    /// wait as much longer: the frontier moves with the clock. Forward jumps only make things due.
    void follow_clock() {
        const auto offset = wall_now().time_since_epoch() -
                            std::chrono::duration_cast<milliseconds>(steady_clock::now().time_since_epoch());
        if (clock_offset && *clock_offset - offset > std::chrono::minutes(1)) clock_fell += *clock_offset - offset;
        clock_offset = offset;
    }
    std::optional<milliseconds> clock_offset;
    milliseconds clock_fell{0};

    asio::awaitable<void> pump() {
        while (!stopping) {
            woken = false;
            follow_clock();
            if (clock_fell > milliseconds(0)) {
                const auto shift = std::exchange(clock_fell, milliseconds(0));
                log::warning("clock_set_back", {{"by_s", shift.count() / 1000}});
                const auto move = [shift](Store& s) { return s.shift_waiting(-shift); };
                const auto moved = co_await with_store(move);
                if (!moved) note_trouble(moved.error());
            }
            auto pause = milliseconds(1000);
            if (!trouble) {
                const auto now = wall_now();
                const auto ask = [now](Store& s) { return s.ready_hosts(now); };
                auto hosts = co_await with_store(ask);
                if (!hosts)
                    note_trouble(hosts.error());
                else
                    start_hosts(*hosts);
                const auto when = [](Store& s) { return s.next_due(); };
                const auto due = co_await with_store(when);
                if (due && *due) pause = std::clamp<milliseconds>(**due - wall_now(), 20ms, 1000ms);
                if (active.empty()) last_progress = wall_now();
            }
            if (stopping) break;
            if (woken) continue;
            pump_timer.expires_after(pause);
            co_await pump_timer.async_wait(as_result);
        }
    }

    void start_hosts(const std::vector<std::string>& hosts) {
        for (const auto& host : hosts) {
            if (active.count(host) != 0) continue;
            // A host that asked us to stay away keeps no visit waiting meanwhile.
            if (gate.free_at(host) > steady_clock::now() + 10s) continue;
            // A site file may be gone for a moment only: its visits wait for it.
            if (is_paused(host) || rules_of(host) == nullptr) continue;
            active.insert(host);
            spawn(work_host(host), "host");
        }
    }

    /// `authority` without its port.
    const rules::SiteRules* rules_of(std::string_view authority) const {
        const auto colon = authority.rfind(':');
        const bool has_port = colon != std::string_view::npos && !authority.ends_with(']');
        return book->for_host(has_port ? authority.substr(0, colon) : authority);
    }

    bool is_paused(const std::string& authority) const {
        const auto* rules = rules_of(authority);
        return rules != nullptr && paused.count(rules->host()) != 0;
    }

    bool within_budget(const std::string& site) {
        const auto day = wall_now().time_since_epoch() / std::chrono::hours(24);
        auto& [its_day, visits] = budget[site];
        if (its_day != day) {
            its_day = day;
            visits = 0;
        }
        return ++visits <= options.schedule.pages_per_site_and_day;
    }

    /// One host's visits, one after the other, while there are any that are due.
    asio::awaitable<void> work_host(std::string host) {
        while (!stopping && !trouble && !is_paused(host) && rules_of(host) != nullptr &&
               gate.free_at(host) <= steady_clock::now() + 10s) {
            const auto now = wall_now();
            const auto ask = [host, now](Store& s) { return s.claim(host, now); };
            auto visit = co_await with_store(ask);
            if (!visit) {
                note_trouble(visit.error());
                break;
            }
            if (!*visit) break;
            std::string bug;
            try {
                co_await make_visit(**visit);
            } catch (const std::exception& exception) {
                bug = exception.what();
                if (bug.empty()) bug = "an exception without a word";
            }
            if (!bug.empty()) co_await end_as_bug(**visit, bug);
            last_progress = wall_now();
        }
        active.erase(host);
    }

    /// Costs this visit, loudly, and neither the host nor the service.
    asio::awaitable<void> end_as_bug(const Visit& visit, const std::string& what) {
        log::error("bug", {{"in", "visit"}, {"url", visit.url}, {"what", what}});
        Finish finish;
        finish.outcome = std::string(errc_name(Errc::bug));
        finish.attempts = visit.attempts + 1;
        finish.validators = visit.validators;
        finish.article = visit.article;
        finish.interval = visit.interval;
        finish.last_news = visit.last_news;
        const auto now = wall_now();
        if (visit.kind != Kind::article || finish.attempts <= 2) finish.next = now + std::chrono::hours(24);
        const auto record = [&](Store& s) { return s.finish(visit, finish, now); };
        const auto recorded = co_await with_store(record);
        if (!recorded) note_trouble(recorded.error());
        ++outcomes[finish.outcome];
    }

    asio::awaitable<void> make_visit(const Visit& visit) {
        const auto* rules = rules_of(visit.host);
        Finish finish;
        finish.interval = visit.interval;
        finish.last_news = visit.last_news;
        finish.validators = visit.validators;
        finish.article = visit.article;
        const auto url = url::Url::parse(visit.url);
        std::string reason;
        bool abandoned = false;
        if (!url || rules == nullptr) {
            finish.outcome = std::string(errc_name(Errc::out_of_scope));
            reason = "no site file covers this host any more";
            if (url) finish.next = wall_now() + std::chrono::hours(1);
        } else if (visit.kind == Kind::article && !within_budget(visit.site)) {
            finish.outcome = std::string(errc_name(Errc::out_of_scope));
            reason = "the site's budget for today is spent";
            finish.next = wall_now() + std::chrono::hours(6);
            finish.attempts = visit.attempts;
        } else if (visit.kind == Kind::article) {
            abandoned = co_await visit_article(visit, *url, *rules, finish, reason);
        } else {
            abandoned = co_await visit_seed(visit, *url, *rules, finish, reason);
        }
        if (abandoned) {
            const auto give_back = [&visit](Store& s) {
                s.release(visit);
                return true;
            };
            co_await with_store(give_back);
            co_return;
        }
        const auto now = wall_now();
        const auto record = [&](Store& s) { return s.finish(visit, finish, now); };
        const auto recorded = co_await with_store(record);
        if (!recorded) note_trouble(recorded.error());
        ++outcomes[finish.outcome];
        const auto level = is_success(finish.outcome) ? log::Level::info : log::Level::notice;
        log::write(level, finish.outcome, {{"site", visit.site}, {"url", visit.url}, {"reason", reason}});
    }

    net::Request request_for(const Visit& visit, const url::Url& url, const rules::SiteRules& rules) {
        net::Request request(url);
        request.validators = visit.validators;
        request.accept = accept_of(visit.kind);
        if (rules.http_version) request.http_version = *rules.http_version;
        if (visit.kind == Kind::sitemap) request.max_body_bytes = 50u << 20;
        if (rules.delay) fetcher.set_host_delay(url.authority(), std::max(*rules.delay, options.gate.delay));
        return request;
    }

    /// Redirects of this site may lead only to hosts that a site file covers.
    ScopeCheck scope_check() {
        return [rule_book = book, this](const url::Url& url) -> std::optional<Error> {
            if (const auto* rules = rule_book->for_host(url.host())) {
                if (rules->delay) fetcher.set_host_delay(url.authority(), std::max(*rules->delay, options.gate.delay));
                return std::nullopt;
            }
            return Error{Errc::out_of_scope, url.request_url() + ": no site file covers this host"};
        };
    }

    // --- seeds
    // ---------------------------------------------------------------------------------------------------------

    asio::awaitable<bool> visit_seed(const Visit& visit, const url::Url& url, const rules::SiteRules& rules,
                                     Finish& finish, std::string& reason) {
        auto request = request_for(visit, url, rules);
        const auto scope = scope_check();
        auto fetched = co_await fetcher.get(std::move(request), purpose_of(visit.kind), scope);
        const auto now = wall_now();
        if (!fetched) {
            if (fetched.error().code == Errc::stopped) co_return true;
            finish.outcome = std::string(errc_name(fetched.error().code));
            reason = fetched.error().what;
            finish.attempts = visit.attempts + 1;
            finish.next = now + pause_after_seed_failure(visit.interval, finish.attempts);
            co_return false;
        }
        std::size_t fresh = 0;
        if (fetched->response.not_modified()) {
            finish.outcome = std::string(outcome::unchanged);
        } else {
            finish.validators = {std::string(fetched->response.header("etag")),
                                 std::string(fetched->response.header("last-modified"))};
            finish.outcome = std::string(outcome::listed);
            std::optional<url::Url> endpoint;
            for (int page = 1; page <= options.schedule.max_pages_of_section; ++page) {
                DiscoveryContext context;
                context.book = book.get();
                context.schedule = options.schedule;
                context.now = now;
                context.product_token = options.fetch.product_token;
                const auto keep_book = book;
                const auto work = [&fetched, &visit, &endpoint, context, keep_book] {
                    return discover(*fetched, visit, endpoint, context);
                };
                auto found = co_await run_on(workers, work);
                fetched->slot.reset();
                if (page == 1) {
                    finish.outcome = found.outcome;
                    reason = found.reason;
                }
                if (found.outcome != outcome::listed) break;
                const auto offers = std::move(found.offers);
                const auto offer = [&offers, now](Store& s) -> Result<std::size_t> {
                    std::size_t added = 0;
                    for (const auto& one : offers) {
                        const auto is_new = s.offer(one, now, now);
                        if (!is_new) return fail(is_new.error());
                        added += *is_new ? 1u : 0u;
                    }
                    return added;
                };
                const auto added = co_await with_store(offer);
                if (!added) {
                    note_trouble(added.error());
                    co_return true;
                }
                fresh += *added;
                if (*added > 0) wake();
                // Further pages only while they bring news: the rest was seen by an earlier visit.
                if (*added == 0 || !found.next_page || visit.kind == Kind::sitemap || stopping) break;
                if (found.endpoint) endpoint = found.endpoint;
                if (scope(*found.next_page)) break;  // a feed may name any URL as its next page
                net::Request more(*found.next_page);
                auto next = co_await fetcher.get(std::move(more), purpose_of(visit.kind), scope);
                if (!next) break;
                fetched = std::move(next);
            }
        }
        finish.attempts = 0;
        finish.looked = true;
        if (finish.outcome != outcome::listed && finish.outcome != outcome::unchanged) {
            finish.attempts = visit.attempts + 1;
            finish.next = now + pause_after_seed_failure(visit.interval, finish.attempts);
            co_return false;
        }
        const auto first = rules.discover.every;
        finish.interval = next_interval(options.schedule, visit.interval, first, fresh > 0);
        if (fresh > 0) finish.last_news = now;
        finish.next = now + finish.interval;
        if (!fetched->response.not_modified()) finish.next = std::max(*finish.next, now + fresh_for(fetched->response));
        // A sitemap of a closed month, deep in an index, never changes again.
        const bool retired = visit.kind == Kind::sitemap && visit.depth > 0 && fresh == 0 && visit.looks >= 3 &&
                             (!finish.last_news || now - *finish.last_news > options.schedule.max_age);
        if (retired) finish.next = now + std::chrono::hours(24 * 30);
        co_return false;
    }

    /// Cache-Control of a seed is respected, up to an hour: longer promises would hide the news.
    static seconds fresh_for(const net::Response& response) {
        const auto value = response.header("cache-control");
        const auto at = ifind_ascii(value, "max-age=");
        if (at == std::string_view::npos || ifind_ascii(value, "no-cache") != std::string_view::npos) return 0s;
        return std::clamp<seconds>(seconds(std::atol(std::string(value.substr(at + 8)).c_str())), 0s, 3600s);
    }

    // --- articles
    // ------------------------------------------------------------------------------------------------------

    asio::awaitable<bool> visit_article(const Visit& visit, const url::Url& url, const rules::SiteRules& rules,
                                        Finish& finish, std::string& reason) {
        auto request = request_for(visit, url, rules);
        const auto scope = scope_check();
        auto fetched = co_await fetcher.get(std::move(request), "page", scope);
        const auto now = wall_now();
        if (!fetched) {
            const auto code = fetched.error().code;
            if (code == Errc::stopped) co_return true;
            finish.outcome = std::string(errc_name(code));
            reason = fetched.error().what;
            // A certificate that ran out is renewed some day soon.
            if (is_transient(code) || code == Errc::robots_denied || code == Errc::tls) {
                finish.attempts = visit.attempts + 1;
                finish.next = next_try(now, finish.attempts);
                // A host that asked us to wait is asked as soon as it allows, and its answer is no fault of the
                // article.
                const auto blocked =
                    std::chrono::duration_cast<milliseconds>(gate.free_at(visit.host) - steady_clock::now());
                if (code == Errc::throttled) {
                    finish.attempts = std::min(finish.attempts, 8);
                    finish.next = now + std::max<milliseconds>(blocked, 5s * (1 << std::min(finish.attempts, 8)));
                }
                // A robots.txt that says no is asked again when it is fetched again, not fourteen times in half a day.
                if (code == Errc::robots_denied && !fetcher.robots_unreachable(url.authority()))
                    finish.next = finish.attempts > 2 ? std::nullopt : std::optional(now + std::chrono::hours(24));
            }
            co_return false;
        }
        finish.looked = true;
        if (fetched->response.not_modified()) {
            finish.outcome = std::string(outcome::unchanged);
            const auto ask = [&visit](Store& s) { return s.article(visit.article); };
            const auto row = co_await with_store(ask);
            finish.next = next_look(options.schedule, row && *row ? (*row)->written : now, visit.looks + 1);
            co_return false;
        }
        ReadingOptions reading_options;
        reading_options.book = book.get();
        reading_options.product_token = options.fetch.product_token;
        reading_options.ignore_robots = options.fetch.ignore_robots;
        reading_options.announced_title = visit.title;
        if (visit.date) reading_options.announced_date = date_of(*visit.date);
        reading_options.now = now;
        reading_options.discovered_via = visit.via;
        const auto keep_book = book;
        const auto read = [&fetched, reading_options, keep_book] { return read_page(*fetched, reading_options); };
        auto reading = co_await run_on(workers, read);
        finish.outcome = reading.outcome;
        reason = reading.reason;
        note_health(visit, rules, reading);
        if (reading.outcome != outcome::written) {
            // What the page is today it may not be tomorrow: a challenge, a consent wall, a script-only shell.
            const bool passing =
                reading.outcome == errc_name(Errc::challenge) || reading.outcome == errc_name(Errc::empty_text);
            if (passing) {
                finish.attempts = visit.attempts + 1;
                finish.next = next_try(now, finish.attempts + 5);
            }
            co_return false;
        }
        finish.validators = {std::string(fetched->response.header("etag")),
                             std::string(fetched->response.header("last-modified"))};
        const bool kept = co_await keep(visit, *fetched, reading, finish, reason);
        co_return !kept;
    }

    void note_health(const Visit& visit, const rules::SiteRules& rules, const PageReading& reading) {
        RuleEvidence evidence;
        evidence.article = reading.outcome == outcome::written;
        evidence.has_rule = !rules.body.empty();
        evidence.body_by_rule = reading.by_rule;
        evidence.date = reading.record.article.published.has_value();
        evidence.title = !reading.record.article.title.empty();
        evidence.url = visit.url;
        auto& of_site = health[visit.site];
        const auto before = of_site.alarms().size();
        of_site.add(evidence);
        const auto alarms = of_site.alarms();
        if (alarms.size() > before)
            log::warning(
                "drift",
                {{"site", visit.site}, {"what", alarms.front().what}, {"first_url", alarms.front().first_url}});
        learned.insert(visit.site);
    }

    void remember_text(const std::string& id, const std::string& site, const dedupe::Fingerprint& print,
                       std::optional<TimePoint> published) {
        text_owners.emplace_back(id, site);
        texts.add(text_owners.size() - 1, print, published);
    }

    /// Boilerplate and duplicates are judged on the loop; then one trip to the disk's thread writes the file and
    /// records the article. False: the disk said no, and the visit is given back.
    asio::awaitable<bool> keep(const Visit& visit, const Fetched& fetched, PageReading& reading, Finish& finish,
                               std::string& reason) {
        auto& record = reading.record;
        auto& article = record.article;
        auto& known = boilerplate[visit.site];
        drop_boilerplate(article, known);
        // By the title: copies of one story at many addresses must not make its own paragraphs boilerplate.
        known.learn(article.title.empty() ? reading.key : article.title, reading.block_texts);

        const auto id = record.id;
        const auto ask = [id](Store& s) { return s.article(id); };
        auto old = co_await with_store(ask);
        if (!old) {
            note_trouble(old.error());
            co_return false;
        }
        finish.article = id;
        const auto text_hash = output::text_sha256(article.title + "\n" + article.text());
        const auto now = *record.fetched_at;
        // Ours if this visit wrote it, or wrote it just before a crash and could not say so any more.
        const bool ours = *old && (visit.article == id || (*old)->url == article.url);
        if (*old && !ours) {
            finish.outcome = std::string(outcome::duplicate);
            reason = "the same article under another URL: " + (*old)->file;
            co_return true;
        }
        if (ours && (*old)->text_sha256 == text_hash) {
            finish.outcome = std::string(outcome::unchanged);
            finish.next = next_look(options.schedule, (*old)->written, visit.looks + 1);
            co_return true;
        }
        std::optional<TimePoint> published;
        if (article.published) published = article.published->instant();
        std::string later_copy;  // an article that arrived before this one and was published after it
        if (!*old) {
            // Its own text is no copy: the record of it may have been lost with a transaction on a full disk.
            const auto match = texts.find(reading.fingerprint);
            if (match && text_owners[match->id].first != id) {
                const auto& [owner, site] = text_owners[match->id];
                if (match->relation == dedupe::Relation::same && site == visit.site) {
                    finish.outcome = std::string(outcome::duplicate);
                    reason = "the same title and text as " + owner;
                    co_return true;
                }
                if (dedupe::precedes(published, *match))
                    later_copy = owner;
                else
                    record.dup_of = owner;
            }
        } else {
            record.revision = (*old)->revision + 1;
            record.dup_of = (*old)->dup_of;
        }
        store::ArticleRow row;
        row.id = id;
        row.key = reading.key;
        row.site = visit.site;
        row.url = article.url;
        row.title = article.title;
        row.text_sha256 = text_hash;
        row.dup_of = record.dup_of;
        row.revision = record.revision;
        row.fingerprint = reading.fingerprint.bytes();
        row.published = published;
        row.written = *old ? (*old)->written : now;
        row.updated = now;
        const auto known_file = *old ? (*old)->file : std::string();
        const auto write = [&](Store& s) -> Result<void> {
            if (warc) {
                const auto& response = fetched.response;
                auto stored = warc->write(response.url.request_url(), response.status, response.headers, response.body,
                                          response.address, now);
                if (!stored) return stored;
            }
            auto written = writer->write(record, known_file);
            if (!written) return fail(written.error());
            row.file = written->file;
            if (!later_copy.empty()) {
                auto copy = s.article(later_copy);
                if (!copy) return fail(copy.error());
                if (*copy) {
                    (*copy)->dup_of = id;
                    if (auto marked = writer->mark_duplicate((*copy)->file, id); !marked) return marked;
                    if (auto put = s.put_article(**copy); !put) return put;
                }
            }
            return s.put_article(row);
        };
        const auto written = co_await with_store(write);
        if (!written) {
            note_trouble(written.error());
            // The disk takes files again (a probe was written in between) but not this one: a folder where the file
            // should be, a name that is too long. It must not stop all others for ever.
            if (++failed_writes[visit.id] < 3) co_return false;
            failed_writes.erase(visit.id);
            finish.outcome = std::string(errc_name(Errc::disk));
            reason = written.error().what;
            finish.attempts = visit.attempts + 1;
            finish.next = next_try(wall_now(), finish.attempts + 5);
            co_return true;
        }
        failed_writes.erase(visit.id);
        finish.outcome = std::string(*old ? outcome::updated : outcome::written);
        reason = row.file;
        if (!*old) remember_text(id, visit.site, reading.fingerprint, row.published);
        finish.next = next_look(options.schedule, row.written, visit.looks + 1);
        co_return true;
    }
};

Crawler::Crawler(asio::io_context& loop, CrawlerOptions options, std::shared_ptr<const rules::RuleBook> book)
    : impl_(std::make_unique<Impl>(loop, std::move(options), std::move(book))) {}
Crawler::~Crawler() {
    impl_->workers.join();
    impl_->disk.join();
}

Result<void> Crawler::start() {
    return impl_->start();
}

asio::awaitable<bool> Crawler::stop(milliseconds grace) {
    auto& impl = *impl_;
    impl.stopping = true;
    impl.wake();
    impl.commit_timer.cancel();
    impl.gate.stop();  // no new turns; requests under way may end
    impl.fetcher.stop();
    if (impl.under_way > 0) {
        const auto waiter = std::make_shared<asio::steady_timer>(impl.loop, grace);
        impl.end_waiters.push_back(waiter);
        co_await waiter->async_wait(as_result);
    }
    impl.http.stop();
    if (impl.under_way > 0) {
        const auto waiter = std::make_shared<asio::steady_timer>(impl.loop, 5s);
        impl.end_waiters.push_back(waiter);
        co_await waiter->async_wait(as_result);
    }
    impl.save_learning();
    const auto commit = [](Store& s) { return s.commit(); };
    const auto committed = co_await impl.with_store(commit);
    if (!committed) log::error("commit_at_stop_failed", {{"what", committed.error().what}});
    co_return impl.under_way == 0;
}

asio::awaitable<void> Crawler::reload(std::shared_ptr<const rules::RuleBook> book) {
    auto& impl = *impl_;
    impl.book = std::move(book);
    const auto now = wall_now();
    const auto rule_book = impl.book;
    const auto offer = [rule_book, now](Store& s) { return Impl::offer_seeds(s, *rule_book, now); };
    const auto offered = co_await impl.with_store(offer);
    if (!offered) impl.note_trouble(offered.error());
    impl.wake();
}

asio::awaitable<bool> Crawler::pause(std::string site, bool paused) {
    auto& impl = *impl_;
    const auto& sites = impl.book->sites();
    const bool known = std::any_of(sites.begin(), sites.end(), [&](const auto& one) { return one->host() == site; });
    if (!known) co_return false;
    if (paused)
        impl.paused.insert(site);
    else
        impl.paused.erase(site);
    std::string names;
    for (const auto& name : impl.paused) names += name + "\n";
    const auto save = [names](Store& s) -> Result<void> {
        if (auto put = s.put_note("paused", names); !put) return put;
        return s.commit();
    };
    const auto saved = co_await impl.with_store(save);
    if (!saved) impl.note_trouble(saved.error());
    impl.wake();
    co_return true;
}

asio::awaitable<Snapshot> Crawler::snapshot() {
    auto& impl = *impl_;
    Snapshot shot;
    shot.now = wall_now();
    shot.started = impl.started;
    shot.requests = impl.requests;
    shot.outcomes = impl.outcomes;
    shot.bytes_received = impl.bytes_received;
    shot.requests_failed = impl.requests_failed;
    shot.visits_under_way = impl.active.size();
    shot.disk_trouble = impl.trouble.has_value();
    shot.stopping = impl.stopping;
    shot.last_progress = impl.last_progress;
    if (impl.trouble) shot.problems.push_back("disk: " + impl.trouble->what);
    for (const auto& problem : impl.book->problems()) shot.problems.push_back("rule: " + problem.what);
    const auto steady = steady_clock::now();
    for (const auto& wait : impl.gate.waits(steady))
        shot.waits.emplace_back(wait, shot.now + std::chrono::duration_cast<milliseconds>(wait.until - steady));
    for (const auto& site : impl.book->sites()) {
        SiteStatus status;
        status.host = site->host();
        status.name = site->name.empty() ? site->host() : site->name;
        status.paused = impl.paused.count(site->host()) != 0;
        if (const auto found = impl.health.find(site->host()); found != impl.health.end())
            status.alarms = found->second.alarms();
        shot.sites.push_back(std::move(status));
    }
    const auto ask = [&shot](Store& s) -> Result<void> {
        auto counts = s.site_counts(shot.now - std::chrono::hours(24));
        if (!counts) return fail(counts.error());
        for (auto& site : shot.sites) {
            auto& count = (*counts)[site.host];
            site.last_article = count.last_article;
            site.due = count.pending;
            site.outcomes = std::move(count.outcomes);
            auto hours = s.articles_per_hour(site.host, shot.now, 24);
            if (!hours) return fail(hours.error());
            site.articles_per_hour = std::move(*hours);
        }
        auto recent = s.recent_articles(30);
        if (!recent) return fail(recent.error());
        for (const auto& row : *recent)
            shot.recent.push_back({row.id, row.site, row.title, row.url, row.file, row.written, row.published});
        shot.known_urls = s.known_urls();
        for (const auto& [host, count] : *counts) shot.pending_urls += count.pending;
        return {};
    };
    const auto asked = co_await impl.with_store(ask);
    if (!asked) shot.problems.push_back("state: " + asked.error().what);
    co_return shot;
}

asio::awaitable<std::string> Crawler::article_text(std::string id) {
    auto& impl = *impl_;
    const auto folder = impl.options.writer.directory;
    const auto ask = [id, folder](Store& s) -> std::string {
        const auto row = s.article(id);
        if (!row || !*row) return {};
        const auto text = read_file(folder / (*row)->file, 16u << 20);
        return text ? *text : std::string();
    };
    auto text = co_await impl.with_store(ask);
    co_return text;
}

asio::awaitable<bool> Crawler::alive() {
    const auto nothing = [] { return true; };
    const bool worker = co_await run_on(impl_->workers, nothing);
    const bool disk = co_await run_on(impl_->disk, nothing);
    co_return worker&& disk;
}

}  // namespace winnow::crawl
