#include "crawl/batch.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <thread>

#include "base/atomic_file.h"
#include "catch.hpp"
#include "crawl/outcome.h"
#include "crawl/web_fixture.h"
#include "support/broken_disk.h"

using namespace winnow;
using namespace winnow::crawl;
using namespace winnow::test;
using namespace std::chrono_literals;

namespace {

struct Run {
    Server server;
    Folder folder;
    BatchOptions options;

    explicit Run(const std::vector<std::string>& hosts) {
        for (const auto& host : hosts) add_paper(server, host, 3);
        options.writer.directory = folder.path / "out";
        options.network = network_to(server, hosts);
        options.gate.delay = 40ms;
        options.fetch.retries = 0;
        options.workers = 2;
    }

    Summary fetch(const std::vector<std::string>& urls) {
        std::vector<BatchInput> inputs;
        for (const auto& url : urls) inputs.push_back({url, "test"});
        const auto summary = run_batch(inputs, options, {});
        if (!summary) FAIL(summary.error().what);
        return *summary;
    }

    std::filesystem::path file(const std::string& name) const { return options.writer.directory / name; }

    /// As if kill -9 had come before the last line of this file.
    void forget_last_line(const std::string& name) const {
        auto text = *read_file(file(name));
        text.pop_back();
        text.resize(text.rfind('\n') + 1);
        std::ofstream(file(name), std::ios::trunc) << text;
    }

    std::string line_of(const std::string& url) const {
        for (const auto& line : report())
            if (line.starts_with("{\"url\":\"" + url + "\"")) return line;
        return {};
    }

    std::vector<std::string> report() const {
        std::ifstream file(options.writer.directory / "report.jsonl");
        std::vector<std::string> lines;
        for (std::string line; std::getline(file, line);) lines.push_back(line);
        return lines;
    }
};

}  // namespace

TEST_CASE("a list is fetched once, politely, and each URL has its line in the report", "[batch]") {
    Run run({"a.test", "b.test"});
    run.server.on("a.test", "/moved", Reply::redirect("/news/story-number-2"));
    const auto summary =
        run.fetch({"http://a.test/news/story-number-0", "http://a.test/news/story-number-1", "http://a.test/moved",
                   "http://b.test/news/story-number-0", "http://b.test/gone", "http://b.test/secret/x",
                   "http://127.0.0.1:1/x", "ftp://a.test/", "http://a.test/news/story-number-0"});
    CHECK(summary.total == 8);
    CHECK(summary.outcomes.at("written") == 4);
    CHECK(summary.outcomes.at("gone") == 1);
    CHECK(summary.outcomes.at("robots_denied") == 1);
    CHECK(summary.outcomes.at("invalid") == 2);  // port 1 is not allowed; ftp is no URL of ours
    CHECK(run.report().size() == 8);
    CHECK(files_below(run.options.writer.directory, ".txt").size() == 4);
    CHECK(too_early(run.server.log(), 39ms).empty());
    for (const auto& asked : run.server.log()) CHECK(asked.path != "/secret/x");
}

TEST_CASE("one article is one file however it is linked", "[batch]") {
    Run run({"a.test"});
    const auto summary =
        run.fetch({"http://a.test/news/story-number-0", "http://a.test/news/story-number-0?utm_source=x#top",
                   "http://A.test:80/news/./story-number-0"});
    CHECK(summary.outcomes.at("written") == 1);
    CHECK(summary.outcomes.at("duplicate") == 2);
    CHECK(files_below(run.options.writer.directory, ".txt").size() == 1);
}

TEST_CASE("a second run does only what the first could not", "[batch]") {
    Run run({"a.test"});
    run.server.on("a.test", "/flaky", Reply::error(500));
    CHECK(run.fetch({"http://a.test/news/story-number-0", "http://a.test/flaky"}).failed == 1);
    run.server.on("a.test", "/flaky", Reply::html(article_page("a.test", 77)));
    run.server.clear_log();
    const auto again = run.fetch({"http://a.test/news/story-number-0", "http://a.test/flaky"});
    CHECK(again.resumed == 1);
    CHECK(again.outcomes.at("written") == 1);
    for (const auto& asked : run.server.log()) CHECK(asked.path != "/news/story-number-0");
    CHECK(run.report().size() == 2);
}

TEST_CASE("a report that a crash cut short is mended, not lost", "[batch]") {
    Run run({"a.test"});
    run.fetch({"http://a.test/news/story-number-0"});
    {
        std::ofstream report(run.options.writer.directory / "report.jsonl", std::ios::app);
        report << "{\"url\":\"http://a.test/news/story-numb";
    }
    const auto again = run.fetch({"http://a.test/news/story-number-0", "http://a.test/news/story-number-1"});
    CHECK(again.resumed == 1);
    CHECK(run.report().size() == 2);
}

TEST_CASE("a full disk ends the run with an error, and nothing is marked done that is not there", "[batch]") {
    Run run({"a.test"});
    const auto summary = [&run] {
        BrokenDisk disk;
        disk->fsync = [](int) {
            errno = ENOSPC;
            return -1;
        };
        return run_batch({{"http://a.test/news/story-number-0", "test"}}, run.options, {});
    }();
    REQUIRE_FALSE(summary);
    CHECK(summary.error().code == Errc::disk);
    CHECK(files_below(run.options.writer.directory, ".txt").empty());
    CHECK(run.fetch({"http://a.test/news/story-number-0"}).outcomes.at("written") == 1);
}

TEST_CASE("of three copies the two later ones name the first, in any order of arrival and over several runs",
          "[batch]") {
    const std::vector<std::string> hosts{"first.test", "second.test", "third.test"};
    std::vector<std::size_t> order{0, 1, 2};
    do {
        CAPTURE(order[0], order[1], order[2]);
        Run run(hosts);
        run.options.writer.formats = {output::Format::json};
        const auto body = article_page("story", 5);
        for (std::size_t i = 0; i < hosts.size(); ++i) {
            auto page = body;
            page.replace(page.find("2026-11-06"), 10, "2026-11-0" + std::to_string(i + 1));
            run.server.on(hosts[i], "/the-story", Reply::html(page));
        }
        for (const auto i : order) run.fetch({"http://" + hosts[i] + "/the-story"});
        std::map<std::string, std::string> texts;
        for (const auto& file : files_below(run.options.writer.directory, ".json"))
            for (const auto& host : hosts)
                if (file.find(host) != std::string::npos) texts[host] = *read_file(file);
        REQUIRE(texts.size() == 3);
        const auto& first = texts["first.test"];
        const auto at = first.find("\"id\": \"") + 7;
        const auto id = first.substr(at, first.find('"', at) - at);
        CHECK(first.find("\"dup_of\": null") != std::string::npos);
        for (const auto* later : {"second.test", "third.test"})
            CHECK(texts[later].find("\"dup_of\": \"" + id + "\"") != std::string::npos);
    } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("a copy on another site is written and named as a copy, whichever came first", "[batch]") {
    Run run({"late.test", "early.test"});
    const auto body = article_page("story", 5);
    auto older = body;
    older.replace(older.find("2026-11-06"), 10, "2026-11-01");
    run.server.on("late.test", "/copy-of-the-story", Reply::html(body));
    run.server.on("early.test", "/the-story-itself", Reply::html(older));
    run.options.writer.formats = {output::Format::text, output::Format::json};
    run.fetch({"http://late.test/copy-of-the-story"});
    // the same process must know both; a list in one run
    Folder second;
    run.options.writer.directory = second.path;
    const auto summary = run.fetch({"http://late.test/copy-of-the-story", "http://early.test/the-story-itself"});
    CHECK(summary.outcomes.at("written") == 2);
    std::string late, early;
    for (const auto& file : files_below(second.path, ".json")) {
        const auto text = *read_file(file);
        (file.find("late.test") != std::string::npos ? late : early) = text;
    }
    CHECK(early.find("\"dup_of\": null") != std::string::npos);
    CHECK(late.find("\"dup_of\": null") == std::string::npos);
}

TEST_CASE("copies are known over a run that was killed: exactly one file, and a line that names it", "[batch]") {
    Run run({"a.test"});
    const auto page = article_page("a.test", 7);
    run.server.on("a.test", "/first-address-of-it", Reply::html(page));
    run.server.on("a.test", "/second-address-of-it", Reply::html(page));
    const std::string first = "http://a.test/first-address-of-it", second = "http://a.test/second-address-of-it";
    run.fetch({first});
    SECTION("killed after all was said") {
        run.forget_last_line(".winnow-run.jsonl");  // but the goodbye
    }
    SECTION("killed before the line of the report") {
        run.forget_last_line(".winnow-run.jsonl");
        run.forget_last_line("report.jsonl");
    }
    SECTION("killed as soon as the file was there") {
        run.forget_last_line(".winnow-run.jsonl");
        run.forget_last_line(".winnow-run.jsonl");
        run.forget_last_line("report.jsonl");
    }
    const auto summary = run.fetch({second, first});
    CHECK_FALSE(summary.interrupted);
    const auto files = files_below(run.options.writer.directory, ".txt");
    REQUIRE(files.size() == 1);
    for (const auto& url : {first, second}) {
        const auto line = run.line_of(url);
        CAPTURE(line);
        const auto name = std::filesystem::relative(files[0], run.options.writer.directory).string();
        CHECK(line.find("\"file\":\"" + name + "\"") != std::string::npos);
    }
}

TEST_CASE("the second URL of an article that is still being written names its file in the end", "[batch]") {
    Run run({"a.test", "www.a.test"});
    auto page = article_page("a.test", 7);
    page.insert(page.find("<title>"), "<link rel=\"canonical\" href=\"http://a.test/one-story-of-ours\">");
    for (const auto* host : {"a.test", "www.a.test"}) run.server.on(host, "/one-story-of-ours", Reply::html(page));
    BrokenDisk disk;
    disk->fsync = [](int fd) {
        std::this_thread::sleep_for(150ms);
        return ::fsync(fd);
    };
    const auto summary = run.fetch({"http://a.test/one-story-of-ours", "http://www.a.test/one-story-of-ours"});
    CHECK(summary.outcomes.at("written") == 1);
    CHECK(summary.outcomes.at("duplicate") == 1);
    for (const auto& line : run.report()) {
        CAPTURE(line);
        CHECK(line.find("\"file\":\"a.test/") != std::string::npos);
    }
}

TEST_CASE("a run that starts again at once leaves every host its rest, the Crawl-delay of its robots.txt too",
          "[batch]") {
    Run run({"a.test", "slow.test"});
    run.server.on("slow.test", "/robots.txt", Reply::text("User-agent: *\nCrawl-delay: 1\n"));
    const std::vector<std::string> first{"http://a.test/news/story-number-0", "http://slow.test/news/story-number-0"};
    const std::vector<std::string> second{"http://a.test/news/story-number-1", "http://slow.test/news/story-number-1"};
    run.fetch(first);
    SECTION("after it ended") {}
    SECTION("after it was killed") {
        run.forget_last_line(".winnow-run.jsonl");
    }
    SECTION("after it was killed before it could report anything") {
        run.forget_last_line(".winnow-run.jsonl");
        std::filesystem::remove(run.file("report.jsonl"));
    }
    CHECK(run.fetch(second).outcomes.at("written") == 2);
    std::vector<Asked> slow, fast;
    for (const auto& asked : run.server.log()) (asked.host == "slow.test" ? slow : fast).push_back(asked);
    CHECK(too_early(slow, 990ms).empty());
    CHECK(too_early(fast, 39ms).empty());
}

TEST_CASE("a small memory for robots.txt costs further requests, never a rule or a rest", "[batch]") {
    std::vector<std::string> hosts, urls;
    for (int n = 0; n < 30; ++n) hosts.push_back("h" + std::to_string(n) + ".test");
    Run run(hosts);
    run.options.fetch.robots_cache_bytes = 400;  // ten of them
    for (const auto* path : {"/news/story-number-0", "/secret/x", "/news/story-number-1"})
        for (const auto& host : hosts) urls.push_back("http://" + host + path);
    const auto summary = run.fetch(urls);
    CHECK(summary.outcomes.at("written") == 60);
    CHECK(summary.outcomes.at("robots_denied") == 30);
    std::size_t robots = 0;
    for (const auto& asked : run.server.log()) {
        robots += asked.path == "/robots.txt" ? 1u : 0u;
        CHECK(asked.path != "/secret/x");
    }
    CHECK(robots > 30);
    CHECK(too_early(run.server.log(), 39ms).empty());
}

TEST_CASE("a list with bytes that are no UTF-8 can be gone on with", "[batch]") {
    Run run({"a.test"});
    run.server.on("a.test", "/caf%EF%BF%BD", Reply::html(article_page("a.test", 5)));
    const std::vector<std::string> list{"http://a.test/caf\xe9", "no URL \xff\xfe",
                                        "http://a.test/news/story-number-0"};
    CHECK(run.fetch(list).outcomes.at("written") == 2);
    const auto again = run.fetch(list);
    CHECK(again.resumed == 3);
    CHECK(again.outcomes.empty());
    CHECK(run.report().size() == 3);
}

TEST_CASE("a run that goes on still tells of what failed for good before", "[batch]") {
    Run run({"a.test"});
    const std::vector<std::string> list{"http://a.test/gone", "http://a.test/news/story-number-0"};
    CHECK(run.fetch({list[0]}).failed == 1);
    const auto again = run.fetch(list);
    CHECK(again.resumed == 1);
    CHECK(again.failed == 1);
}

TEST_CASE("a report that a full disk cut short in its middle can be gone on with", "[batch]") {
    Run run({"a.test"});
    static int lines;
    lines = 0;
    {
        BrokenDisk disk;
        disk->write = [](int fd, const void* bytes, std::size_t size) -> long {
            const std::string_view text(static_cast<const char*>(bytes), size);
            // Half of the first line, not a byte more of it; then somebody makes room.
            if (text.find("\"outcome\"") != text.npos && ++lines == 1) return ::write(fd, bytes, size - 20);
            if (lines == 1 && size == 20) {
                errno = ENOSPC;
                return -1;
            }
            return ::write(fd, bytes, size);
        };
        const auto summary = run_batch({{"ftp://a.test/1", "test"}, {"ftp://a.test/2", "test"}}, run.options, {});
        REQUIRE_FALSE(summary);
        CHECK(summary.error().code == Errc::disk);
    }
    REQUIRE(lines == 2);
    const auto again = run.fetch({"ftp://a.test/1", "ftp://a.test/2"});
    CHECK(again.outcomes.at("invalid") == 1);
    CHECK(again.resumed == 1);
    CHECK(run.report().size() == 2);
}
