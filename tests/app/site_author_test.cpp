// The verbs that a rule author uses, as typed.

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "app/program.h"
#include "catch.hpp"
#include "crawl/web_fixture.h"

using namespace winnow::test;
namespace fs = std::filesystem;

TEST_CASE("from a front page to a tested site file in one command, politely", "[site]") {
    Folder folder;
    Server server;
    const std::string host = "paper.test";
    add_paper(server, host, 8);
    server.on(host, "/robots.txt",
              Reply::text("User-agent: *\nDisallow: /secret/\nSitemap: http://paper.test/map.xml\n"));
    std::string links =
        "<a href=\"/secret/story-number-of-all-secrets\">A link that robots are asked to leave alone</a>";
    for (int n = 0; n < 8; ++n)
        links +=
            fmt::format("<li><a href=\"/news/story-number-{0}\">Story {0} with a headline of some length</a></li>", n);
    server.on(host, "/",
              Reply::html("<html><head><title>The Paper</title><link rel=alternate type=application/rss+xml "
                          "href=/feed.xml></head><body><ul>" +
                          links + "</ul></body></html>"));
    std::ofstream(folder.path / "winnow.yaml") << "sites: " << (folder.path / "sites").string()
                                               << "\nnetwork:\n  allow: [127.0.0.0/8]\n  hosts: {paper.test: '"
                                               << server.endpoint() << "'}\npoliteness: {delay: 100ms, retries: 0}\n";
    fs::create_directories(folder.path / "sites");
    const auto dir = folder.path.string();
    const std::vector<std::string> common{"--config", dir + "/winnow.yaml"};
    const auto tests = dir + "/pages";
    const auto run = [&](std::vector<std::string> words) {
        words.insert(words.end(), common.begin(), common.end());
        return run_program(dir, words);
    };
    const auto made = run({"site", "new", "http://paper.test/", "--tests", tests});
    INFO(made.out << made.err);
    // One link of the front page was not for us: that is told, and the draft is there all the same.
    CHECK(made.code == 0);
    CHECK(made.err.find("/secret/") != std::string::npos);
    const auto yaml = slurp(dir + "/sites/paper.test.yaml");
    CHECK(yaml.find("http://paper.test/feed.xml") != std::string::npos);
    CHECK(yaml.find("http://paper.test/map.xml") != std::string::npos);
    CHECK(yaml.find("article") != std::string::npos);
    const auto asked = server.log();
    CHECK(std::none_of(asked.begin(), asked.end(), [](const Asked& one) { return one.path.starts_with("/secret"); }));
    CHECK(run({"site", "lint", "paper.test", "--tests", tests}).code == 0);
    const auto tested = run({"site", "test", "paper.test", "--tests", tests});
    CHECK(tested.code == 0);
    CHECK(tested.out.find("6 pages passed, 0 failed") != std::string::npos);

    SECTION("a second draft does not write over the first one") {
        const auto again = run({"site", "new", "http://paper.test/news/story-number-1", "--tests", tests});
        CHECK(again.code == 2);
        CHECK(again.err.find("--force") != std::string::npos);
        CHECK(slurp(dir + "/sites/paper.test.yaml") == yaml);
        const auto shown = run({"site", "new", "http://paper.test/news/story-number-1", "-o", "-"});
        CHECK(shown.code == 0);
        CHECK(shown.out.find("host: paper.test") != std::string::npos);
    }
    SECTION("a page is previewed, and recorded once") {
        const auto preview = run({"site", "preview", "http://paper.test/news/story-number-7"});
        CHECK(preview.code == 0);
        CHECK(preview.out.find("class=\"kept\"") != std::string::npos);
        CHECK(preview.out.find("class=\"dropped\"") != std::string::npos);
        const auto recorded = run({"site", "record", "http://paper.test/news/story-number-7", "--tests", tests});
        CHECK(recorded.code == 0);
        CHECK(recorded.out.find("Story 7 from paper.test") != std::string::npos);
        CHECK(run({"site", "record", "http://paper.test/news/story-number-7", "--tests", tests}).code == 2);
        CHECK(run({"site", "test", "paper.test", "--tests", tests}).out.find("7 pages passed") != std::string::npos);
    }
}
