// What time does to the crawler: clocks that jump, later looks, budgets of a day, seeds that die and come back.

#include "base/atomic_file.h"
#include "crawl/world.h"

using namespace winnow;
using namespace winnow::crawl;
using namespace winnow::test;
using namespace std::chrono_literals;

namespace {

constexpr auto day = std::chrono::hours(24);

std::string sitemap_of(const std::string& entries) {
    return "<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">" + entries +
           "</urlset>";
}

/// A section of so many pages, two articles a page; none changes any more.
void add_section(World& world, int pages) {
    add_paper(world.server, "a.test", pages * 2);
    world.book = book_of(
        "host: a.test\ntimezone: UTC\nurls: {article: '^/news/'}\ndiscover:\n  sections: ['http://a.test/list-1']\n");
    for (int page = 1; page <= pages; ++page) {
        std::string html = "<html><title>News</title><body>";
        for (int n = page * 2 - 2; n < page * 2; ++n)
            html += fmt::format("<p><a href=\"/news/story-number-{0}\">Story {0}</a></p>", n);
        if (page < pages) html += fmt::format("<a rel=\"next\" href=\"/list-{}\">Older</a>", page + 1);
        const auto reply = Reply::html(html + "</body></html>").with("ETag", "\"1\"");
        world.server.on("a.test", fmt::format("/list-{}", page), [reply](const Asked& asked) {
            return asked.header("if-none-match").empty() ? reply : Reply::error(304);
        });
    }
}

}  // namespace

TEST_CASE("a clock that is set back delays nothing, while the crawler runs or while it does not", "[crawler][clock]") {
    World world({"a.test"}, 1);
    world.options.schedule.revisit = {2s};
    world.run([](const Snapshot& s) { return count(s, "written") >= 1; });
    REQUIRE(world.asked("a.test", "/news/story-number-0") == 1);
    std::chrono::milliseconds back{0};
    SECTION("an hour, while it runs") {
        const auto start = std::chrono::steady_clock::now();
        world.run([&](const Snapshot& s) {
            if (std::chrono::steady_clock::now() - start > 100ms) world.set_clock_ahead(-1h);
            return count(s, "unchanged") >= 1;
        });
    }
    SECTION("ten years, while it does not") {
        world.set_clock_ahead(-day * 3650);
        world.run([](const Snapshot& s) { return count(s, "unchanged") >= 1; });
    }
    CHECK(world.asked("a.test", "/news/story-number-0") == 2);
}

TEST_CASE("a clock that jumps ahead makes no request early, and nobody ill", "[crawler][clock]") {
    World world({"a.test", "b.test"}, 8);
    world.options.gate.delay = 60ms;
    const auto last = world.run([&](const Snapshot& s) {
        if (count(s, "written") >= 3) world.set_clock_ahead(day * 30);
        CHECK(s.now - s.last_progress < 10s);
        return count(s, "written") >= 16;
    });
    CHECK(count(last, "written") == 16);
    CHECK(too_early(world.server.log(), 59ms).empty());
}

TEST_CASE("a host that asked for two hours gets two hours, whatever the clock says after a restart",
          "[crawler][clock]") {
    World world({"busy.test"}, 1);
    auto busy = Reply::error(503);
    busy.with("Retry-After", "7200");
    world.server.on("busy.test", "/news/story-number-0", busy);
    world.run([](const Snapshot& s) { return count(s, "throttled") >= 1; });
    const auto requests = world.server.count();
    world.set_clock_ahead(-day * 400);
    const auto last = world.run([](const Snapshot&) { return false; }, 1s);
    CHECK(world.server.count() == requests);
    REQUIRE(last.waits.size() == 1);
    CHECK(last.waits[0].second - last.now > 1h + 50min);
    CHECK(last.waits[0].second - last.now <= 2h);
}

TEST_CASE("a young article is looked at again at its ages, and no more", "[crawler]") {
    World world({"a.test"}, 1);
    const std::string story = "/news/story-number-0";
    const auto looks = [&](std::size_t times) {
        world.run([&](const Snapshot&) { return world.asked("a.test", story) >= times; }, 3s);
        return world.asked("a.test", story);
    };
    CHECK(looks(1) == 1);
    world.set_clock_ahead(59min);
    world.run([](const Snapshot&) { return false; }, 1s);
    CHECK(world.asked("a.test", story) == 1);
    world.set_clock_ahead(61min);
    CHECK(looks(2) == 2);
    world.set_clock_ahead(6h + 1min);
    CHECK(looks(3) == 3);
    world.set_clock_ahead(24h + 1min);
    CHECK(looks(4) == 4);
    world.set_clock_ahead(day * 300);
    world.run([](const Snapshot&) { return false; }, 1s);
    CHECK(world.asked("a.test", story) == 4);
}

TEST_CASE("a revision is raised by the paper's own text, not by what stands around it", "[crawler]") {
    World world({"a.test"}, 1);
    world.options.schedule.revisit = {1h, 6h};
    world.options.writer.formats = {output::Format::text, output::Format::json};
    world.run([](const Snapshot& s) { return count(s, "written") >= 1; });
    auto page = article_page("a.test", 0);
    page.insert(page.find("<article>"), "<aside>Most read: <a href=\"/news/x\">Another of the bolts</a></aside>");
    page.insert(page.find("<footer>"), "<div class=\"ad\">Buy our lanterns, now cheaper by half.</div>");
    world.server.on("a.test", "/news/story-number-0", Reply::html(page));
    world.set_clock_ahead(61min);
    world.run([](const Snapshot& s) { return count(s, "unchanged") >= 1; });
    const auto record = [&] { return *read_file(files_below(world.options.writer.directory, ".json").at(0)); };
    CHECK(record().find("\"revision\": 1") != std::string::npos);
    page.replace(page.find("counted"), 7, "recounted");
    world.server.on("a.test", "/news/story-number-0", Reply::html(page));
    world.set_clock_ahead(6h + 2min);
    world.run([](const Snapshot& s) { return count(s, "updated") >= 1; });
    CHECK(record().find("\"revision\": 2") != std::string::npos);
}

TEST_CASE("a site gets its pages of a day and no more, over restarts too, and the rest the days after", "[crawler]") {
    World world({"a.test"}, 9);
    world.options.schedule.pages_per_site_and_day = 4;
    world.options.schedule.revisit.clear();
    const auto pages = [&] {
        std::size_t all = 0;
        for (int n = 0; n < 9; ++n) all += world.asked("a.test", "/news/story-number-" + std::to_string(n));
        return all;
    };
    const auto spent = [](const Snapshot& s) {
        return std::any_of(s.waits.begin(), s.waits.end(), [](const auto& wait) {
            return wait.first.host == "a.test" && wait.first.reason.find("spent") != std::string::npos;
        });
    };
    world.run([](const Snapshot& s) { return count(s, "written") >= 2; });
    // Spent is also what a visit under way has taken: its article must be there, or the stop gives it back.
    auto last = world.run([&](const Snapshot& s) { return spent(s) && world.articles() >= 4; }, 20s);
    CHECK(spent(last));
    CHECK(pages() == 4);
    // The rest waits in its place, and is no outcome of any visit.
    last = world.run([](const Snapshot&) { return false; }, 1s);
    CHECK(pages() == 4);
    CHECK(last.pending_urls == 5);
    CHECK(count(last, "out_of_scope") == 0);
    world.set_clock_ahead(day);
    world.run([&](const Snapshot& s) { return spent(s) && world.articles() >= 8; }, 20s);
    CHECK(pages() == 8);
    world.set_clock_ahead(day * 2);
    world.run([&](const Snapshot& s) { return count(s, "written") >= 1; }, 20s);
    CHECK(pages() == 9);
    CHECK(world.articles() == 9);
}

TEST_CASE("a feed that dies is asked ever more seldom, never forgotten, and read when it comes back", "[crawler]") {
    World world({"a.test"}, 2);
    world.server.on("a.test", "/feed.xml", Reply::error(404));
    std::vector<std::size_t> asked_by_day;
    for (int d = 0; d < 28; ++d) {
        for (int hour = 0; hour < 24; hour += 8) {
            world.set_clock_ahead(day * d + std::chrono::hours(hour));
            world.run([](const Snapshot& s) { return s.pending_urls == 0; }, 3s);
        }
        asked_by_day.push_back(world.asked("a.test", "/feed.xml"));
    }
    CAPTURE(asked_by_day);
    CHECK(asked_by_day[1] >= 2);                     // soon after it failed
    CHECK(asked_by_day[27] - asked_by_day[6] <= 4);  // then about once a week
    CHECK(asked_by_day[27] - asked_by_day[6] >= 2);  // but never forgotten
    add_paper(world.server, "a.test", 2);
    world.set_clock_ahead(day * 40);
    world.run([](const Snapshot& s) { return count(s, "written") >= 2; });
    CHECK(world.articles() == 2);
}

TEST_CASE("a sitemap of a closed month is retired, the index and the current one are not", "[crawler]") {
    World world({"a.test"}, 3);
    world.book = book_of("host: a.test\ntimezone: UTC\ndiscover:\n  sitemaps: ['http://a.test/index.xml']\n");
    world.options.schedule.max_age = day * 7;
    world.options.schedule.revisit.clear();
    world.server.on("a.test", "/index.xml",
                    Reply::text("<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">"
                                "<sitemap><loc>http://a.test/closed.xml</loc></sitemap>"
                                "<sitemap><loc>http://a.test/current.xml</loc></sitemap></sitemapindex>",
                                "application/xml"));
    world.server.on("a.test", "/closed.xml",
                    Reply::text(sitemap_of("<url><loc>http://a.test/news/story-number-0</loc></url>"), "text/xml"));
    auto current = std::make_shared<std::atomic<int>>(0);
    world.server.on("a.test", "/current.xml", [current](const Asked&) {
        const auto n = ++*current;  // news each time
        return Reply::text(
            sitemap_of(fmt::format("<url><loc>http://a.test/news/a-story-of-number-{}</loc></url>", n + 10)),
            "text/xml");
    });
    const auto live_through = [&](int from, int to) {
        for (int d = from; d < to; ++d) {
            world.set_clock_ahead(day * d);
            const auto before = world.asked("a.test", "/current.xml");
            world.run(
                [&](const Snapshot& s) {
                    return world.asked("a.test", "/current.xml") > before && s.pending_urls == 0;
                },
                2s);
        }
    };
    live_through(0, 14);
    const auto closed = world.asked("a.test", "/closed.xml");
    const auto index = world.asked("a.test", "/index.xml");
    CHECK(closed >= 4);
    live_through(14, 30);
    CHECK(world.asked("a.test", "/closed.xml") - closed <= 1);
    CHECK(world.asked("a.test", "/index.xml") - index >= 10);
    CHECK(world.asked("a.test", "/current.xml") >= 25);
    live_through(50, 51);
    CHECK(world.asked("a.test", "/closed.xml") > closed);
}

TEST_CASE("a later look asks only for what has changed", "[crawler]") {
    World world({"a.test"}, 1);
    world.options.schedule.revisit = {1h, 6h};
    auto tag = std::make_shared<std::atomic<int>>(1);
    auto conditional = std::make_shared<std::atomic<int>>(0);
    world.server.on("a.test", "/news/story-number-0", [tag, conditional](const Asked& asked) {
        const auto etag = fmt::format("\"v{}\"", tag->load());
        auto reply = Reply::html(article_page(
            "a.test", 0, *tag == 1 ? "" : "<p>Added later: the bolts were counted once more, and all.</p>"));
        reply.with("ETag", etag);
        if (!asked.header("if-none-match").empty()) ++*conditional;
        if (asked.header("if-none-match") == etag) {
            reply.status = 304;
            reply.body.clear();
        }
        return reply;
    });
    world.run([](const Snapshot& s) { return count(s, "written") >= 1; });
    CHECK(*conditional == 0);
    world.set_clock_ahead(61min);
    world.run([](const Snapshot& s) { return count(s, "unchanged") >= 1; });
    CHECK(*conditional == 1);
    *tag = 2;
    world.set_clock_ahead(6h + 2min);
    const auto last = world.run([](const Snapshot& s) { return count(s, "updated") >= 1; });
    CHECK(*conditional == 2);
    CHECK(count(last, "updated") == 1);
    CHECK(world.articles() == 1);
}

TEST_CASE("an article that is announced a moment before it is there is not lost", "[crawler]") {
    World world({"a.test"}, 2);
    world.server.on("a.test", "/news/story-number-1", Reply::error(404));
    world.run([](const Snapshot& s) { return count(s, "gone") >= 1 && count(s, "written") >= 1; });
    CHECK(world.articles() == 1);
    add_paper(world.server, "a.test", 2);
    world.set_clock_ahead(5min);
    world.run([](const Snapshot& s) { return count(s, "written") >= 1; });
    CHECK(world.articles() == 2);
}

TEST_CASE("an article that is never there is given up after a few tries", "[crawler]") {
    World world({"a.test"}, 1);
    world.server.on("a.test", "/news/story-number-0", Reply::error(404));
    for (int hour = 0; hour < 12; ++hour) {
        world.set_clock_ahead(std::chrono::hours(hour));
        world.run([](const Snapshot& s) { return s.pending_urls == 0; }, 1s);
    }
    CHECK(world.asked("a.test", "/news/story-number-0") == 4);
}

TEST_CASE("articles behind a page of a section that failed once are found all the same", "[crawler]") {
    World world({"a.test"}, 0);
    add_section(world, 4);
    world.server.on("a.test", "/list-2", Reply::error(500));
    world.run([](const Snapshot& s) { return count(s, "written") >= 2; });
    CHECK(world.articles() == 2);
    add_section(world, 4);
    world.set_clock_ahead(5min);
    world.run([](const Snapshot& s) { return count(s, "written") >= 6; });
    CHECK(world.articles() == 8);
    CHECK(world.asked("a.test", "/list-1") == 1);
}

TEST_CASE("a section of more pages than one visit reads is read on in the next", "[crawler]") {
    World world({"a.test"}, 0);
    add_section(world, 8);
    world.run([](const Snapshot& s) { return count(s, "written") >= 10; });
    CHECK(world.articles() == 10);
    world.set_clock_ahead(5min);
    world.run([](const Snapshot& s) { return count(s, "written") >= 6; });
    CHECK(world.articles() == 16);
    world.set_clock_ahead(24h * 3);
    world.run([](const Snapshot& s) { return count(s, "unchanged") >= 1; });
    CHECK(world.asked("a.test", "/list-8") == 1);
}
