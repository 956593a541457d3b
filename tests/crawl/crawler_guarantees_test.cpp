// What must hold whatever breaks: copies, crashes at the worst moment, disks that say no, politeness over restarts.

#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <utility>

#include "crawl/world.h"
#include "support/broken_disk.h"

using namespace winnow;
using namespace winnow::crawl;
using namespace winnow::test;
using namespace std::chrono_literals;

namespace {

namespace asio = boost::asio;

constexpr auto day = std::chrono::hours(24);

store::HostRow host_row(const World& world, const std::string& host) {
    auto store = store::Store::open(world.options.state_file, {1u << 20, true});
    REQUIRE(store);
    auto row = store->host(host);
    REQUIRE(row);
    return *row;
}

}  // namespace

TEST_CASE("an article that a crash left unrecorded is no second article beside its copy", "[crawler]") {
    World world({"a.test"}, 0);
    const auto page = article_page("a.test", 3);
    world.server.on("a.test", "/news/its-first-address", Reply::html(page));
    world.server.on("a.test", "/news/its-second-address", Reply::html(page));
    world.server.on("a.test", "/feed.xml", feed_with("a.test", {"/news/its-first-address"}));
    world.run([](const Snapshot& s) { return count(s, "written") >= 1; });
    // The power went before the commit: the file is there, and no state knows of it.
    std::filesystem::remove_all(world.options.state_file.parent_path());
    world.server.on("a.test", "/feed.xml",
                    feed_with("a.test", {"/news/its-second-address", "/news/its-first-address"}));
    const auto last = world.run([](const Snapshot& s) { return count(s, "duplicate") >= 1; });
    CHECK(count(last, "written") == 1);
    CHECK(world.articles() == 1);
}

TEST_CASE("a copy is known as one however old its original is, and in any order of arrival", "[crawler]") {
    World world({"old.test", "new.test"}, 0);
    world.options.writer.formats = {output::Format::text, output::Format::json};
    auto older = article_page("story", 5);
    older.replace(older.find("2026-11-06"), 10, "2024-11-01");
    world.server.on("old.test", "/news/the-story-itself", Reply::html(older));
    world.server.on("new.test", "/news/a-copy-of-the-story", Reply::html(article_page("story", 5)));
    const auto publish = [&](const std::string& host, const std::string& path) {
        world.server.on(host, "/feed.xml", feed_with(host, {path}));
        world.set_clock_ahead(std::chrono::milliseconds(world.clock_ahead_ms) + day * 2);
        const auto before = world.articles();
        world.run([&](const Snapshot&) { return world.articles() > before; });
    };
    SECTION("the original came two years ago") {
        world.set_clock_ahead(-day * 740);
        publish("old.test", "/news/the-story-itself");
        world.set_clock_ahead(-day * 2);
        publish("new.test", "/news/a-copy-of-the-story");
    }
    SECTION("the copy came first") {
        publish("new.test", "/news/a-copy-of-the-story");
        publish("old.test", "/news/the-story-itself");
    }
    REQUIRE(world.articles() == 2);
    check_original(world, "old.test");
}

TEST_CASE("a Crawl-delay holds after a restart though its robots.txt is to be fetched anew", "[crawler]") {
    World world({"slow.test"}, 3);
    world.server.on("slow.test", "/robots.txt", Reply::text("User-agent: *\nCrawl-delay: 1\n"));
    world.run([](const Snapshot& s) { return count(s, "written") >= 1; });
    world.set_clock_ahead(day * 3);
    world.run([](const Snapshot& s) { return count(s, "written") >= 1; });
    CHECK(world.asked("slow.test", "/robots.txt") == 2);
    CHECK(too_early(world.server.log(), 990ms).empty());
}

TEST_CASE("a host that answers again is forgiven, also by the state", "[crawler]") {
    World world({"a.test"}, 2);
    world.options.fetch.backoff_first = 100ms;
    auto refusals = std::make_shared<std::atomic<int>>(0);
    world.server.on("a.test", "/news/story-number-1", [refusals](const Asked&) {
        return ++*refusals <= 1 ? Reply::error(503) : Reply::html(article_page("a.test", 1));
    });
    world.run([](const Snapshot& s) { return count(s, "throttled") >= 1; });
    CHECK(host_row(world, "a.test").backoff == 1);
    world.set_clock_ahead(1min);
    world.run([](const Snapshot& s) { return count(s, "written") >= 2; });
    CHECK(host_row(world, "a.test").backoff == 0);
}

TEST_CASE("who cannot be asked for robots.txt stands among the waits, with the reason", "[crawler]") {
    World world({"a.test"}, 2);
    world.server.on("a.test", "/robots.txt", Reply::error(500));
    const auto last = world.run([](const Snapshot& s) { return count(s, "robots_denied") >= 1; });
    bool told = false;
    for (const auto& [wait, until] : last.waits)
        told = told || (wait.host == "a.test" && wait.reason.find("robots.txt") != std::string::npos &&
                        wait.reason.find("500") != std::string::npos && until > last.now + 10s);
    CHECK(told);
    CHECK(world.asked("a.test", "/feed.xml") == 0);
}

TEST_CASE("a folder that turns read-only pauses fetching, and work resumes by itself", "[crawler]") {
    World world({"a.test"}, 4);
    world.options.gate.delay = 200ms;
    BrokenDisk disk;
    static std::atomic<bool> read_only;
    read_only = false;
    disk->open = [](const char* path, int flags, unsigned mode) {
        if (read_only && (flags & (O_WRONLY | O_RDWR)) != 0) {
            errno = EROFS;
            return -1;
        }
        return ::open(path, flags, mode);
    };
    std::size_t requests_in_trouble = 0, troubled_looks = 0;
    const auto last = world.run([&](const Snapshot& s) {
        if (count(s, "written") >= 1 && troubled_looks == 0) read_only = true;
        if (s.disk_trouble && ++troubled_looks == 5) requests_in_trouble = world.server.count();
        if (troubled_looks == 40) {
            CHECK(world.server.count() == requests_in_trouble);
            CHECK(s.problems.size() == 1);
            CHECK(world.articles() < 4);
            read_only = false;
        }
        return count(s, "written") >= 4;
    });
    CHECK(troubled_looks >= 40);
    CHECK(count(last, "written") == 4);
    CHECK(world.articles() == 4);
    CHECK_FALSE(last.disk_trouble);
}

TEST_CASE("nobody else works with a state or writes into a folder that a crawler has", "[crawler]") {
    World world({"a.test"}, 1);
    asio::io_context loop;
    Crawler crawler(loop, world.options, world.book);
    REQUIRE(crawler.start());
    auto options = world.options;
    options.writer.directory = world.folder.path / "elsewhere";
    const auto same_state = Crawler(loop, options, world.book).start();
    REQUIRE_FALSE(same_state);
    CHECK(same_state.error().what.find("another winnow works with this state") != std::string::npos);
    options = world.options;
    options.state_file = world.folder.path / "elsewhere" / "winnow.db";
    const auto same_folder = Crawler(loop, options, world.book).start();
    REQUIRE_FALSE(same_folder);
    CHECK(same_folder.error().what.find("another winnow writes into this folder") != std::string::npos);
}

TEST_CASE("what could not be read or written is asked for again, though it has not changed", "[crawler]") {
    World world({"a.test"}, 1);
    // Each answer has an ETag, and who knows it gets a 304.
    const auto tagged = [](Reply reply) {
        return [reply = reply.with("ETag", "\"one\"")](const Asked& asked) {
            return asked.header("if-none-match") == "\"one\"" ? Reply::error(304) : reply;
        };
    };
    world.server.on("a.test", "/news/story-number-0", tagged(Reply::html(article_page("a.test", 0))));
    world.server.on("a.test", "/feed.xml", tagged(Reply::text("no feed at all", "text/plain")));
    world.run([](const Snapshot& s) { return count(s, "invalid") + count(s, "unchanged") >= 2; }, 2s);
    world.set_clock_ahead(std::chrono::hours(1));
    world.run([](const Snapshot& s) { return s.pending_urls == 0; }, 5s);
    for (const auto& asked : world.server.log())
        if (asked.path == "/feed.xml") CHECK(asked.header("if-none-match").empty());

    world.server.on("a.test", "/feed.xml", Reply::text(feed_of("a.test", 1), "application/rss+xml"));
    world.set_clock_ahead(std::chrono::hours(24 * 7));
    BrokenDisk disk;
    static std::atomic<int> refused;
    refused = 0;
    disk->rename = [](const char* from, const char* to) {
        if (!std::string_view(to).ends_with(".txt") || refused++ >= 3) return ::rename(from, to);
        errno = EISDIR;
        return -1;
    };
    const auto last = world.run([&](const Snapshot& s) {
        if (count(s, "disk") > 0) world.set_clock_ahead(std::chrono::hours(24 * 8));
        return count(s, "written") + count(s, "unchanged") >= 1;
    });
    CHECK(count(last, "disk") == 1);
    CHECK(count(last, "written") == 1);
    CHECK(world.articles() == 1);
}

TEST_CASE("an hour in which all names lead to a refused address costs no article", "[crawler]") {
    World world({"a.test"}, 1);
    world.server.on("a.test", "/news/story-number-0", Reply::error(500));
    world.run([](const Snapshot& s) { return count(s, "server_error") >= 1; });
    const auto allowed = std::exchange(world.options.network.allow, {});
    world.set_clock_ahead(std::chrono::hours(1));
    const auto refused = world.run([](const Snapshot& s) { return count(s, "refused_address") >= 2; }, 10s);
    CHECK(count(refused, "refused_address") >= 2);  // feed and article
    world.options.network.allow = allowed;
    world.server.on("a.test", "/news/story-number-0", Reply::html(article_page("a.test", 0)));
    world.set_clock_ahead(std::chrono::hours(4));
    const auto last = world.run([](const Snapshot& s) { return count(s, "written") >= 1; }, 20s);
    CHECK(count(last, "written") == 1);
}

TEST_CASE("a write that ends in a bug costs its visit, and the next one is no copy of it", "[crawler]") {
    World world({"a.test"}, 1);
    BrokenDisk disk;
    static std::atomic<int> writes;
    writes = 0;
    disk->write = [](int fd, const void* bytes, std::size_t size) -> long {
        const std::string_view text(static_cast<const char*>(bytes), size);
        if (text.starts_with("date ") && writes++ == 0) throw std::bad_alloc();
        return ::write(fd, bytes, size);
    };
    const auto last = world.run([&](const Snapshot& s) {
        if (count(s, "bug") > 0) world.set_clock_ahead(std::chrono::hours(25));
        return count(s, "written") + count(s, "duplicate") >= 1;
    });
    CHECK(count(last, "bug") == 1);
    CHECK(count(last, "written") == 1);
    CHECK(world.articles() == 1);
}

TEST_CASE("traps are never walked into", "[crawler]") {
    World world({"trap.test"}, 0);
    auto rules = rules::read_site(
        "host: trap.test\ntimezone: UTC\ndiscover:\n  sections: ['http://trap.test/']\nurls:\n  article: '.'\n",
        "trap.yaml");
    REQUIRE(rules);
    auto book = std::make_shared<rules::RuleBook>();
    book->add(std::make_shared<const rules::SiteRules>(std::move(*rules)));
    world.book = book;
    world.server.on("trap.test", "/",
                    Reply::html("<html><body><a href=\"/calendar/2039/12/\">next</a> <a href=\"/a/b/a/b/\">deeper</a> "
                                "<a href=\"/x?f=1&f=2&f=3&f=4\">filter</a> <a href=\"/news/story-number-1\">A story</a>"
                                "<a rel=\"next\" href=\"/?page=2\">more</a></body></html>"));
    // Pages behind it for ever, each with the same links and one more page.
    world.server.on("trap.test", "/*", Reply::error(404));
    world.server.on("trap.test", "/news/story-number-1", Reply::html(article_page("trap.test", 1)));
    world.run([](const Snapshot& s) { return count(s, "written") >= 1; });
    for (const auto& asked : world.server.log()) {
        CAPTURE(asked.target);
        UNSCOPED_INFO(asked.target);
        CHECK((asked.path == "/" || asked.path == "/robots.txt" || asked.path == "/news/story-number-1"));
    }
    CHECK(world.server.count() <= 5);
}
