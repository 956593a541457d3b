#include "crawl/crawler.h"

#include <unistd.h>

#include <thread>

#include "catch.hpp"
#include "crawl/world.h"

namespace asio = boost::asio;
using namespace winnow;
using namespace winnow::crawl;
using namespace winnow::test;
using namespace std::chrono_literals;

TEST_CASE("every announced article is written once, and no host is asked too early", "[crawler]") {
    World world({"a.test", "b.test", "c.test"}, 6);
    world.run([](const Snapshot& s) { return count(s, "written") >= 18; });
    CHECK(world.articles() == 18);
    CHECK(too_early(world.server.log(), 29ms).empty());
    std::map<std::string, int> asked;
    for (const auto& request : world.server.log()) ++asked[request.host + request.target];
    for (const auto& [what, times] : asked) {
        CAPTURE(what);
        CHECK(times == 1);
    }
}

TEST_CASE("a restart goes on where the crawler stopped, without a second file or an early request", "[crawler]") {
    World world({"a.test"}, 12);
    world.run([](const Snapshot& s) { return count(s, "written") >= 3; });
    const auto first = world.articles();
    CHECK(first >= 3);
    CHECK(first < 12);
    world.run([](const Snapshot& s) { return s.pending_urls == 0 && count(s, "written") > 0; });
    CHECK(world.articles() == 12);
    CHECK(too_early(world.server.log(), 29ms).empty());
}

TEST_CASE("a slow, a failing and a rate-limiting host do not slow a well one", "[crawler]") {
    World world({"well.test", "slow.test", "broken.test", "busy.test"}, 5);
    auto slow = Reply::html(article_page("slow.test", 1));
    slow.delay = 3s;
    world.server.on("slow.test", "/news/*", slow);
    for (int n = 0; n < 5; ++n) world.server.on("slow.test", "/news/story-number-" + std::to_string(n), slow);
    world.server.on("broken.test", "/feed.xml", Reply::error(500));
    auto busy = Reply::error(429);
    busy.with("Retry-After", "3600");
    world.server.on("busy.test", "/news/story-number-4", busy);
    const auto start = std::chrono::steady_clock::now();
    const auto last = world.run([](const Snapshot& s) {
        for (const auto& site : s.sites)
            if (site.host == "well.test" && site.outcomes.count("written") != 0)
                return site.outcomes.at("written") >= 5;
        return false;
    });
    CHECK(std::chrono::steady_clock::now() - start < 20s);
    bool told = false;
    for (const auto& [wait, until] : last.waits)
        told = told || (wait.host == "busy.test" && wait.reason.find("3600") != std::string::npos);
    CHECK(told);
}

TEST_CASE("a host that asked to be left alone is left alone after a restart too", "[crawler]") {
    World world({"busy.test"}, 3);
    auto busy = Reply::error(503);
    busy.with("Retry-After", "7200");
    for (int n = 0; n < 3; ++n) world.server.on("busy.test", "/news/story-number-" + std::to_string(n), busy);
    world.run([](const Snapshot& s) { return count(s, "throttled") >= 1; });
    const auto asked = world.server.count();
    const auto last = world.run([](const Snapshot&) { return false; }, 2s);
    CHECK(world.server.count() == asked);
    REQUIRE(last.waits.size() == 1);
    CHECK(last.waits[0].second - last.now > 1h);
}

TEST_CASE("a correction is written into the same file with a higher revision", "[crawler]") {
    World world({"a.test"}, 1);
    world.options.schedule.revisit = {1h};
    world.options.writer.formats = {output::Format::text, output::Format::json};
    world.run([](const Snapshot& s) { return count(s, "written") >= 1; });
    world.server.on("a.test", "/news/story-number-0",
                    Reply::html(article_page("a.test", 0,
                                             "<p>Correction: the crew counted the bolts "
                                             "three times, not twice, as was first reported here.</p>")));
    world.set_clock_ahead(61min);
    world.run([](const Snapshot& s) { return count(s, "updated") >= 1; });
    const auto files = files_below(world.options.writer.directory, ".json");
    REQUIRE(files.size() == 1);
    const auto record = *read_file(files[0]);
    CHECK(record.find("\"revision\": 2") != std::string::npos);
    CHECK(record.find("three times") != std::string::npos);
}

TEST_CASE("a full disk pauses fetching and work resumes by itself", "[crawler]") {
    World world({"a.test"}, 3);
    BrokenDisk disk;
    static std::atomic<bool> full;
    full = true;
    disk->write = [](int fd, const void* bytes, std::size_t size) -> long {
        if (full && size > 20) {
            errno = ENOSPC;
            return -1;
        }
        return ::write(fd, bytes, size);
    };
    bool saw_trouble = false;
    const auto last = world.run([&](const Snapshot& s) {
        if (s.disk_trouble) {
            saw_trouble = true;
            full = false;  // somebody made room
        }
        return count(s, "written") >= 3;
    });
    CHECK(saw_trouble);
    CHECK(count(last, "written") == 3);
    CHECK(world.articles() == 3);
    for (const auto& file : files_below(world.options.writer.directory, ".txt")) CHECK(read_file(file)->size() > 300);
}

TEST_CASE("a paused site is not visited until it is resumed", "[crawler]") {
    World world({"a.test"}, 2);
    {
        asio::io_context loop;
        Crawler crawler(loop, world.options, book_for(world.hosts));
        REQUIRE(crawler.start());
        asio::co_spawn(
            loop,
            [](Crawler* c, asio::io_context* l) -> asio::awaitable<void> {
                const bool known = co_await c->pause("a.test", true);
                CHECK(known);
                const bool unknown = co_await c->pause("x.test", true);
                CHECK_FALSE(unknown);
                const bool at_rest = co_await c->stop(1s);
                CHECK(at_rest);
                l->stop();
            }(&crawler, &loop),
            [](std::exception_ptr) {});
        loop.run();
    }
    world.server.clear_log();
    world.run([](const Snapshot&) { return false; }, 1s);
    CHECK(world.server.count() == 0);
}

TEST_CASE("announced articles that are too old are skipped, those without a date are not", "[crawler]") {
    World world({"a.test"}, 3);
    world.options.schedule.max_age = std::chrono::hours(24 * 7);
    world.set_clock_ahead(std::chrono::hours(0));
    world.server.on("a.test", "/feed.xml",
                    Reply::text("<rss version=\"2.0\"><channel>"
                                "<item><link>http://a.test/news/story-number-0</link>"
                                "<pubDate>Fri, 20 Nov 2020 10:00:00 GMT</pubDate></item>"
                                "<item><link>http://a.test/news/story-number-1</link></item></channel></rss>",
                                "text/xml"));
    world.run([](const Snapshot& s) { return count(s, "written") >= 1; });
    world.run([](const Snapshot& s) { return s.pending_urls == 0; }, 3s);
    CHECK(world.asked("a.test", "/news/story-number-1") >= 1);
    CHECK(world.asked("a.test", "/news/story-number-0") == 0);
}

TEST_CASE("a seed is asked with what its last answer was known by", "[crawler]") {
    World world({"a.test"}, 1);
    auto conditional = std::make_shared<std::atomic<int>>(0);
    world.server.on("a.test", "/feed.xml", [conditional](const Asked& asked) {
        auto reply = Reply::text(feed_of("a.test", 1), "application/rss+xml");
        reply.with("ETag", "\"one\"").with("Last-Modified", "Fri, 20 Nov 2026 10:00:00 GMT");
        if (asked.header("if-none-match") != "\"one\"") return reply;
        ++*conditional;
        reply.status = 304;
        reply.body.clear();
        return reply;
    });
    world.run([](const Snapshot& s) { return count(s, "written") >= 1; });
    world.set_clock_ahead(std::chrono::hours(2));
    const auto last = world.run([](const Snapshot& s) { return count(s, "unchanged") >= 1; });
    CHECK(*conditional == 1);
    CHECK(count(last, "listed") == 0);
}

TEST_CASE("copies that come at the same moment end as one original and one copy of it", "[crawler]") {
    World world({"old.test", "new.test"}, 0);
    world.options.writer.formats = {output::Format::text, output::Format::json};
    auto older = article_page("story", 5);
    older.replace(older.find("2026-11-06"), 10, "2026-11-01");
    world.server.on("old.test", "/news/the-story-itself", Reply::html(older));
    world.server.on("old.test", "/feed.xml", feed_with("old.test", {"/news/the-story-itself"}));
    world.server.on("new.test", "/news/a-copy-of-the-story", Reply::html(article_page("story", 5)));
    world.server.on("new.test", "/feed.xml", feed_with("new.test", {"/news/a-copy-of-the-story"}));
    BrokenDisk disk;
    disk->fsync = [](int fd) {
        std::this_thread::sleep_for(100ms);  // both are on their way to the disk
        return ::fsync(fd);
    };
    world.run([](const Snapshot& s) { return count(s, "written") >= 2; });
    check_original(world, "old.test");
}

TEST_CASE("a site file that names only the host is read over http where there is no https", "[crawler]") {
    World world({"a.test"}, 4);
    world.book = book_of("host: a.test\ntimezone: UTC\nurls: {article: '^/news/'}\n");
    world.options.network.connect_timeout = 300ms;  // a server without TLS waits for the end of the line
    std::string links;
    for (int n = 0; n < 4; ++n) links += fmt::format("<p><a href=\"/news/story-number-{0}\">Story {0}</a></p>", n);
    world.server.on("a.test", "/", Reply::html("<html><title>Paper</title><body>" + links + "</body></html>"));
    world.run([](const Snapshot& s) { return count(s, "written") >= 4; });
    CHECK(world.articles() == 4);
    CHECK(too_early(world.server.log(), 29ms).empty());
}
