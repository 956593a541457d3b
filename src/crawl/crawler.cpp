#include "crawl/crawler.h"

#include <algorithm>

#include "crawl/crawler_impl.h"

namespace winnow::crawl {

Crawler::Impl::Impl(asio::io_context& l, CrawlerOptions o, std::shared_ptr<const rules::RuleBook> b)
    : loop(l),
      options(std::move(o)),
      book(std::move(b)),
      http(loop, options.network),
      gate(loop, options.gate),
      fetcher(loop, http, gate, options.fetch, options.seed),
      workers(options.workers),
      disk(1),
      files(8),
      pump_timer(loop),
      commit_timer(loop) {}

void Crawler::Impl::end_of(const char* what, const std::exception_ptr& bug) {
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
}

Result<void> Crawler::Impl::start() {
    started = wall_now();
    last_progress = steady_clock::now();
    // Two crawlers with one state would visit each host twice as often; a one-shot would sweep our temporaries away.
    const auto& state = options.state_file.string();
    const auto& folder = options.writer.directory;
    if (auto taken = state_lock.take(state + ".lock", state, "another winnow works with this state"); !taken)
        return taken;
    if (auto taken = output::lock_folder(output_lock, folder); !taken) return taken;
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
    fetcher.on_robots([this](const RobotsRecord& record) { spawn(keep_robots(record), "robots"); });
    fetcher.on_block([this](const std::string& authority, TimePoint until, const std::string& reason, int in_a_row) {
        log::notice("host_blocked", {{"host", authority}, {"until", rfc3339(until)}, {"reason", reason}});
        spawn(keep_block(authority, until, reason, in_a_row), "block");
    });
    fetcher.on_forgiven([this](const std::string& authority) { spawn(keep_forgiven(authority), "forgiven"); });
    spawn(pump(), "pump", true);
    spawn(commit_loop(), "commit", true);
    return {};
}

asio::awaitable<void> Crawler::Impl::wait_for_end(milliseconds limit) {
    if (under_way == 0) co_return;
    const auto waiter = std::make_shared<asio::steady_timer>(loop, limit);
    end_waiters.push_back(waiter);
    co_await waiter->async_wait(as_result);
}

asio::awaitable<bool> Crawler::Impl::stop(milliseconds grace) {
    stopping = true;
    wake();
    commit_timer.cancel();
    gate.stop();  // no new turns; requests under way may end
    fetcher.stop();
    co_await wait_for_end(grace);
    http.stop();
    co_await wait_for_end(5s);
    co_await save_notes(learning());
    const auto commit = [](Store& s) { return s.commit(); };
    const auto committed = co_await with_store(commit);
    if (!committed) log::error("commit_at_stop_failed", {{"what", committed.error().what}});
    co_return under_way == 0;
}

asio::awaitable<void> Crawler::Impl::reload(std::shared_ptr<const rules::RuleBook> fresh, ScheduleOptions schedule) {
    book = std::move(fresh);
    options.schedule = std::move(schedule);
    const auto now = wall_now();
    const auto rule_book = book;
    const auto offer = [rule_book, now](Store& s) { return offer_seeds(s, *rule_book, now); };
    const auto offered = co_await with_store(offer);
    if (!offered) note_trouble(offered.error());
    wake();
}

asio::awaitable<bool> Crawler::Impl::pause(std::string site, bool want_paused) {
    const auto& sites = book->sites();
    const bool known = std::any_of(sites.begin(), sites.end(), [&](const auto& one) { return one->host() == site; });
    if (!known) co_return false;
    if (want_paused)
        paused.insert(site);
    else
        paused.erase(site);
    std::string names;
    for (const auto& name : paused) names += name + "\n";
    const auto save = [names](Store& s) -> Result<void> {
        if (auto put = s.put_note("paused", names); !put) return put;
        return s.commit();
    };
    const auto saved = co_await with_store(save);
    if (!saved) note_trouble(saved.error());
    wake();
    co_return true;
}

// --- the outer face -------------------------------------------------------------------------------------------------

Crawler::Crawler(asio::io_context& loop, CrawlerOptions options, std::shared_ptr<const rules::RuleBook> book)
    : impl_(std::make_unique<Impl>(loop, std::move(options), std::move(book))) {}
Crawler::~Crawler() {
    impl_->workers.join();
    impl_->files.join();
    impl_->disk.join();
}

Result<void> Crawler::start() {
    return impl_->start();
}

asio::awaitable<bool> Crawler::stop(milliseconds grace) {
    const bool at_rest = co_await impl_->stop(grace);
    co_return at_rest;
}

asio::awaitable<void> Crawler::reload(std::shared_ptr<const rules::RuleBook> book, ScheduleOptions schedule) {
    co_await impl_->reload(std::move(book), std::move(schedule));
}

asio::awaitable<bool> Crawler::pause(std::string site, bool paused) {
    const bool known = co_await impl_->pause(std::move(site), paused);
    co_return known;
}

Snapshot Crawler::vitals() const {
    return impl_->vitals();
}

asio::awaitable<Snapshot> Crawler::snapshot() {
    auto shot = co_await impl_->snapshot();
    co_return shot;
}

asio::awaitable<std::string> Crawler::article_text(std::string id) {
    auto text = co_await impl_->article_text(std::move(id));
    co_return text;
}

asio::awaitable<bool> Crawler::alive() {
    const auto nothing = [] { return true; };
    const bool worker = co_await run_on(impl_->workers, nothing);
    const bool files = co_await run_on(impl_->files, nothing);
    const bool disk = co_await run_on(impl_->disk, nothing);
    co_return worker&& files&& disk;
}

}  // namespace winnow::crawl
