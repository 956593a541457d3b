#include "serve/render.h"

#include <boost/json.hpp>
#include <sstream>

#include "catch.hpp"

using namespace winnow;
using namespace winnow::serve;
using namespace std::chrono_literals;

namespace {

crawl::Snapshot sample() {
    crawl::Snapshot s;
    s.now = TimePoint(std::chrono::milliseconds(1'790'000'000'000));
    s.started = s.now - 2h;
    s.last_progress = s.now - 1s;
    crawl::SiteStatus site;
    site.name = "<b>Evil & Sons</b>";
    site.host = "evil.test";
    site.last_article = s.now - 5min;
    site.outcomes = {{"written", 12}, {"gone", 3}, {"listed", 7}};
    site.articles_per_hour = std::vector<std::int64_t>(24, 1);
    site.alarms = {{"rule finds no body", "rule finds no body (0 of 20)", "https://evil.test/?a=\"><script>"}};
    s.sites.push_back(site);
    s.recent.push_back(
        {"abcdefghij", "evil.test", "<script>alert(1)</script>", "https://evil.test/", "f.txt", s.now, {}});
    s.waits.emplace_back(crawl::Wait{"evil.test", {}, "asked to wait (HTTP 429, Retry-After: 60 s)", 1}, s.now + 60s);
    s.problems = {"rule: \x1b[31mred"};
    s.outcomes = {{"written", 12}};
    return s;
}

}  // namespace

TEST_CASE("the status page shows everything and escapes it", "[serve]") {
    const auto page = render_page(sample(), "1.0");
    CHECK(page.find("<script") == std::string::npos);
    CHECK(page.find("&lt;b&gt;Evil &amp; Sons") != std::string::npos);
    CHECK(page.find("Retry-After") != std::string::npos);
    CHECK(page.find("/article/abcdefghij") != std::string::npos);
    CHECK(page.find("http-equiv=\"refresh\"") != std::string::npos);
    CHECK(render_article_page("<img onerror=x>").find("<img") == std::string::npos);
}

TEST_CASE("metrics are in the exposition format: a type for each name, one value a line", "[serve]") {
    const auto text = render_metrics(sample(), "1.0");
    CHECK(text.find("winnow_visits_total{outcome=\"written\"} 12\n") != std::string::npos);
    CHECK(text.find("# TYPE winnow_visits_total counter\n") != std::string::npos);
    CHECK(text.find("winnow_drift_alarms{site=\"evil.test\"} 1\n") != std::string::npos);
    CHECK(text.back() == '\n');
}

TEST_CASE("the table for terminals carries no control characters of others", "[serve]") {
    const auto table = render_table(render_json(sample(), "1.0"), {}, false);
    CHECK(table.find('\x1b') == std::string::npos);
    CHECK(table.find("evil.test") != std::string::npos);
    CHECK(table.find("evil.test: asked to wait until 14:15 UTC (HTTP 429, Retry-After: 60 s)") != std::string::npos);
    CHECK(boost::json::parse(render_json(sample(), "1.0")).at("sites").as_array().size() == 1);
}

TEST_CASE("a long host name widens its column for all lines", "[serve]") {
    auto s = sample();
    s.sites.push_back(s.sites.front());
    s.sites.back().host = "rathaus.xn--kreisstadt-mit-langem-namen-tyd.example";
    s.sites.back().alarms.clear();
    const auto table = render_table(render_json(s, "1.0"), {}, false);
    std::vector<std::size_t> columns;
    std::istringstream lines(table);
    for (std::string line; std::getline(lines, line);)
        for (const auto* next : {"last article", "2026-"})
            if (const auto at = line.find(next); at != std::string::npos && !line.starts_with("winnow "))
                columns.push_back(at);
    REQUIRE(columns.size() == 3);
    CHECK(columns[0] == s.sites.back().host.size() + 1);
    CHECK(columns[1] == columns[0]);
    CHECK(columns[2] == columns[0]);
}

TEST_CASE("health is lost with the disk or without progress", "[serve]") {
    auto s = sample();
    CHECK(ill_because(s, 10min).empty());
    s.disk_trouble = true;
    CHECK(ill_because(s, 10min).find("disk") != std::string::npos);
    s.disk_trouble = false;
    s.last_progress = s.now - 11min;
    CHECK_FALSE(ill_because(s, 10min).empty());
}
