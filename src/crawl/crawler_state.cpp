// What lives on the disk: commits, trouble, what is restored at start and saved while the crawler runs.

#include <fmt/format.h>

#include <charconv>

#include "base/atomic_file.h"
#include "base/text.h"
#include "crawl/copies.h"
#include "crawl/crawler_impl.h"

namespace winnow::crawl {

namespace {

constexpr auto commit_pace = 250ms;
constexpr auto disk_retry = 5s;
constexpr auto learning_pace = 10s;
constexpr auto clock_pace = 60s;
constexpr auto counters_kept = std::chrono::hours(24 * 14);

std::int64_t number_of(std::string_view text) {
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

/// The row that keeps the robots.txt of an origin: of https that of the host itself, of http one of its own.
std::string row_of_origin(const url::Url& origin) {
    return origin.scheme() == "https" ? origin.authority()
                                      : fmt::format("{}://{}", origin.scheme(), origin.authority());
}

std::optional<url::Url> origin_of_row(const std::string& host) {
    auto origin = url::Url::parse(host.find("://") == std::string::npos ? "https://" + host : host);
    return origin ? std::optional(std::move(*origin)) : std::nullopt;
}

/// Only a real write tells whether the disk takes files and state again.
Result<void> probe_disk(Store& s, const std::filesystem::path& folder) {
    const auto path = folder / ".winnow-probe";
    if (auto written = write_file(path, std::string(65536, 'p')); !written) return written;
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
    for (const std::size_t size : {65536u, 0u}) {
        if (auto put = s.put_note("probe", std::string(size, 'p')); !put) return put;
        if (auto done = s.commit(); !done) return done;
    }
    return {};
}

}  // namespace

void Crawler::Impl::note_trouble(const Error& error) {
    const auto way_out = error.code == Errc::state ? "; 'winnow doctor' tells the way out" : "";
    if (!trouble)
        log::error("disk_trouble",
                   {{"what", error.what + way_out}, {"then", "fetching pauses, tried again every 5 s"}});
    trouble = Error{error.code, error.what + way_out};
    retry_at = steady_clock::now() + disk_retry;
}

void Crawler::Impl::note_no_trouble() {
    if (!trouble) return;
    log::notice("disk_recovered", {{"was", trouble->what}});
    trouble.reset();
    wake();
}

/// A few times a second: what was recorded becomes durable.
asio::awaitable<void> Crawler::Impl::commit_loop() {
    auto checkpointed = steady_clock::now(), saved = checkpointed, clock_noted = checkpointed - clock_pace;
    while (!stopping) {
        commit_timer.expires_after(commit_pace);
        co_await commit_timer.async_wait(as_result);
        const auto now = steady_clock::now();
        if (now - saved > learning_pace) {
            saved = now;
            co_await save_notes(learning());
        }
        // When the next start finds an earlier time on the clock, it knows by how much all that waits is to be moved.
        const bool note_clock = now - clock_noted >= clock_pace && !trouble;
        if (note_clock) clock_noted = now;
        const bool checkpoint = now - checkpointed > 60s;
        if (checkpoint) checkpointed = now;
        const bool probe = trouble && now >= retry_at;
        const auto folder = options.writer.directory;
        const auto wall = wall_now();
        const auto commit = [checkpoint, probe, folder, note_clock, wall](Store& s) -> Result<void> {
            if (note_clock) {
                if (auto put = s.put_note("clock", std::to_string(wall.time_since_epoch().count())); !put) return put;
                if (auto gone = s.forget_outcomes_before(wall - counters_kept); !gone) return gone;
            }
            if (s.uncommitted() > 0) {
                if (auto done = s.commit(); !done) return done;
            }
            if (checkpoint) (void)s.checkpoint();
            return probe ? probe_disk(s, folder) : Result<void>();
        };
        const auto done = co_await with_store(commit);
        if (!done)
            note_trouble(done.error());
        else if (probe || !trouble)
            note_no_trouble();
    }
}

/// What was learned since the last time.
std::vector<std::pair<std::string, std::string>> Crawler::Impl::learning() {
    std::vector<std::pair<std::string, std::string>> notes;
    for (const auto& site : std::exchange(learned, {})) {
        notes.emplace_back("health:" + site, health[site].save());
        notes.emplace_back("boilerplate:" + site, boilerplate[site].bytes());
    }
    if (notes.empty()) return notes;
    std::string spent;
    for (const auto& [site, its] : budget) spent += fmt::format("{} {} {}\n", site, its.day, its.visits);
    notes.emplace_back("budget", std::move(spent));
    return notes;
}

asio::awaitable<void> Crawler::Impl::save_notes(std::vector<std::pair<std::string, std::string>> notes) {
    if (notes.empty()) co_return;
    const auto save = [&notes](Store& s) -> Result<void> {
        for (const auto& [name, value] : notes)
            if (auto done = s.put_note(name, value); !done) return done;
        return {};
    };
    const auto done = co_await with_store(save);
    if (!done) note_trouble(done.error());
}

// --- at start; nobody else runs yet, so the store may be asked from here --------------------------------------------

Result<void> Crawler::Impl::restore() {
    if (auto moved = follow_clock_since_last_run(); !moved) return moved;
    if (auto restored = restore_hosts(); !restored) return restored;
    if (auto restored = restore_sites(); !restored) return restored;
    return index_texts_of_old();
}

/// Due times and blocks are on the wall clock. If that was set back while nobody watched, they are moved with it: what
/// waits would wait as much longer.
Result<void> Crawler::Impl::follow_clock_since_last_run() {
    const auto note = store->note("clock");
    if (!note) return fail(note.error());
    const TimePoint last{milliseconds(number_of(*note))};
    if (note->empty() || last - started < std::chrono::minutes(1)) return {};
    const auto by = last - started;
    log::warning("clock_set_back", {{"by_s", by.count() / 1000}, {"since", "the last run"}});
    if (auto moved = store->shift_waiting(-by); !moved) return moved;
    auto hosts = store->hosts();
    if (!hosts) return fail(hosts.error());
    for (auto& row : *hosts) {
        if (!row.blocked_until) continue;
        *row.blocked_until -= by;
        if (auto put = store->put_host(row, false); !put) return put;
    }
    return store->put_note("clock", std::to_string(started.time_since_epoch().count()));
}

Result<void> Crawler::Impl::restore_hosts() {
    auto hosts = store->hosts();
    if (!hosts) return fail(hosts.error());
    // When the last request ended before a kill nobody knows; each host rests its whole delay from now on.
    if (!hosts->empty()) gate.rest_all(steady_clock::now());
    for (const auto& row : *hosts) {
        const auto* rules = rules_of(row.host);
        if (rules != nullptr) fetcher.set_host_delay(row.host, rest_of(*rules));
        if (const auto origin = origin_of_row(row.host); origin && row.robots_fetched)
            fetcher.restore_robots({*origin, row.robots_body, row.robots_status, *row.robots_fetched}, started);
        if (row.backoff > 0) fetcher.restore_backoff(row.host, row.backoff);
        // A clock that was wrong for a while must not turn an hour into a year.
        if (row.blocked_until && *row.blocked_until > started &&
            *row.blocked_until - started < std::chrono::hours(24 * 8))
            gate.block(row.host, steady_clock::now() + (*row.blocked_until - started), row.block_reason);
    }
    return {};
}

Result<void> Crawler::Impl::restore_sites() {
    auto names = store->note("paused");
    if (!names) return fail(names.error());
    for (const auto site : split(*names, '\n'))
        if (!site.empty()) paused.emplace(site);
    auto spent = store->note("budget");
    if (!spent) return fail(spent.error());
    for (const auto line : split(*spent, '\n')) {
        const auto words = split(line, ' ');
        if (words.size() == 3) budget[std::string(words[0])] = {number_of(words[1]), number_of(words[2])};
    }
    for (const auto& site : book->sites()) {
        auto saved = store->note("health:" + site->host());
        if (!saved) return fail(saved.error());
        if (!saved->empty()) health[site->host()] = SiteHealth::restore(*saved);
        auto blocks = store->note("boilerplate:" + site->host());
        if (!blocks) return fail(blocks.error());
        if (auto known = dedupe::SiteBoilerplate::from_bytes(*blocks)) boilerplate[site->host()] = std::move(*known);
    }
    return {};
}

/// Once, for a state that an older Winnow made: it kept fingerprints, but no index of them.
Result<void> Crawler::Impl::index_texts_of_old() {
    const auto done = store->note("texts indexed");
    if (!done) return fail(done.error());
    if (!done->empty()) return {};
    Result<void> ok;
    const auto take = [this, &ok](const store::ArticleRow& row) {
        const auto print = dedupe::Fingerprint::from_bytes(row.fingerprint);
        if (ok && print && !print->empty()) ok = store->put_text(row.id, row.written, text_keys(*print));
    };
    if (auto all = store->each_article({}, TimePoint{}, TimePoint::max(), take); !all) return all;
    if (!ok) return ok;
    return store->put_note("texts indexed", "1");
}

// --- politeness survives a restart ----------------------------------------------------------------------------------

asio::awaitable<void> Crawler::Impl::keep_robots(RobotsRecord record) {
    const auto now = wall_now();
    std::vector<store::Offer> offers;
    bool urgent = false;
    if (record.status >= 200 && record.status < 300) {
        const auto where = url::Url::parse("/robots.txt", record.origin);
        const auto robots = robots::RobotsTxt::parse(record.body);
        if (where) offers = sitemaps_of(robots, *where, *book);
        urgent = robots.crawl_delay(options.fetch.product_token).has_value();  // must hold after a kill -9 right now
    }
    const auto keep = [&](Store& s) -> Result<void> {
        auto row = s.host(row_of_origin(record.origin));
        if (!row) return fail(row.error());
        row->robots_body = record.body;
        row->robots_status = record.status;
        row->robots_fetched = record.fetched;
        if (auto put = s.put_host(*row, urgent); !put) return put;
        for (const auto& offer : offers)
            if (auto offered = s.offer(offer, now, now); !offered) return fail(offered.error());
        return {};
    };
    const auto kept = co_await with_store(keep);
    if (!kept) note_trouble(kept.error());
    if (!offers.empty()) wake();
}

asio::awaitable<void> Crawler::Impl::keep_block(std::string authority, TimePoint until, std::string reason,
                                                int in_a_row) {
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

/// The host answers again: after a restart its next 503 is the first one, not the tenth.
asio::awaitable<void> Crawler::Impl::keep_forgiven(std::string authority) {
    const auto keep = [&](Store& s) -> Result<void> {
        auto row = s.host(authority);
        if (!row) return fail(row.error());
        row->backoff = 0;
        return s.put_host(*row, false);
    };
    const auto kept = co_await with_store(keep);
    if (!kept) note_trouble(kept.error());
}

}  // namespace winnow::crawl
