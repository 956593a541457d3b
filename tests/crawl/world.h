#pragma once
/// A crawler let loose on a few papers on loopback, with a clock that a test can set.

#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/atomic_file.h"
#include "catch.hpp"
#include "crawl/crawler.h"
#include "crawl/web_fixture.h"
#include "support/broken_disk.h"

namespace winnow::test {

struct World {
    Server server;
    Folder folder;
    std::vector<std::string> hosts;
    crawl::CrawlerOptions options;
    std::shared_ptr<const rules::RuleBook> book;
    std::atomic<std::int64_t> clock_ahead_ms{0};  ///< of the true time

    World(std::vector<std::string> names, int articles) : hosts(std::move(names)) {
        for (const auto& host : hosts) add_paper(server, host, articles);
        book = book_for(hosts);
        options.writer.directory = folder.path / "articles";
        options.state_file = folder.path / "state" / "winnow.db";
        options.network = network_to(server, hosts);
        options.gate.delay = std::chrono::milliseconds(30);
        options.fetch.retries = 0;
        options.schedule.max_age = std::chrono::hours(24 * 365 * 20);
        options.workers = 2;
        options.clock = [this] {
            return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now()) +
                   std::chrono::milliseconds(clock_ahead_ms);
        };
    }

    void set_clock_ahead(std::chrono::milliseconds by) { clock_ahead_ms = by.count(); }

    /// Runs a crawler until `done(snapshot)`, at most `limit`.
    template <class Done>
    crawl::Snapshot run(Done done, std::chrono::seconds limit = std::chrono::seconds(30)) {
        boost::asio::io_context loop;
        crawl::Snapshot last;
        crawl::Crawler crawler(loop, options, book);
        const auto started = crawler.start();
        if (!started) FAIL(started.error().what);
        boost::asio::co_spawn(loop, watch(loop, crawler, done, limit, last), [&](std::exception_ptr bug) {
            loop.stop();
            if (bug) std::rethrow_exception(bug);
        });
        loop.run();
        return last;
    }

    template <class Done>
    static boost::asio::awaitable<void> watch(boost::asio::io_context& loop, crawl::Crawler& crawler, Done done,
                                              std::chrono::seconds limit, crawl::Snapshot& last) {
        const auto end = std::chrono::steady_clock::now() + limit;
        for (;;) {
            boost::asio::steady_timer timer(loop, std::chrono::milliseconds(50));
            co_await timer.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
            last = co_await crawler.snapshot();
            if (done(last) || std::chrono::steady_clock::now() > end) break;
        }
        const bool at_rest = co_await crawler.stop(std::chrono::seconds(2));
        CHECK(at_rest);
    }

    std::size_t articles() const {
        return std::filesystem::exists(options.writer.directory) ? files_below(options.writer.directory, ".txt").size()
                                                                 : 0;
    }

    /// How often this was asked for.
    std::size_t asked(const std::string& host, const std::string& path) const {
        std::size_t times = 0;
        for (const auto& request : server.log()) times += request.host == host && request.path == path ? 1u : 0u;
        return times;
    }
};

inline std::uint64_t count(const crawl::Snapshot& snapshot, const std::string& outcome) {
    const auto found = snapshot.outcomes.find(outcome);
    return found == snapshot.outcomes.end() ? 0 : found->second;
}

/// A feed of these articles, the first the youngest.
inline Reply feed_with(const std::string& host, const std::vector<std::string>& paths) {
    std::string items;
    int n = 20;
    for (const auto& path : paths)
        items += fmt::format(
            "<item><title>A title of it</title><link>http://{}{}</link><pubDate>Fri, {:02} Nov 2026 10:00:00 "
            "GMT</pubDate></item>",
            host, path, n--);
    return Reply::text("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>News</title>" + items +
                       "</channel></rss>");
}

/// Of two articles that are written as JSON, too, the one of `host` is an original and the other one a copy of it.
inline void check_original(const World& world, const std::string& host) {
    std::string original, copy;
    for (const auto& file : files_below(world.options.writer.directory, ".json"))
        (file.find(host) != std::string::npos ? original : copy) = *read_file(file);
    const auto id = original.substr(original.find("\"id\": \"") + 7, 10);
    CHECK(original.find("\"dup_of\": null") != std::string::npos);
    CHECK(copy.find("\"dup_of\": \"" + id + "\"") != std::string::npos);
}

}  // namespace winnow::test
