#include "crawl/drift.h"

#include "catch.hpp"
#include "crawl/page_reading.h"

using namespace winnow::crawl;

namespace {

RuleEvidence page(bool body, const std::string& url = "https://a.test/x") {
    RuleEvidence evidence;
    evidence.has_rule = true;
    evidence.body_by_rule = body;
    evidence.date = evidence.title = true;
    evidence.words = 300;
    evidence.url = url;
    return evidence;
}

}  // namespace

TEST_CASE("a rule that stops finding bodies raises an alarm with the first bad page", "[drift]") {
    SiteHealth health;
    for (int i = 0; i < 50; ++i) health.add(page(true));
    CHECK(health.alarms().empty());
    for (int i = 0; i < 9; ++i) health.add(page(false, "https://a.test/" + std::to_string(i)));
    CHECK(health.alarms().empty());
    health.add(page(false, "https://a.test/9"));
    const auto alarms = health.alarms();
    REQUIRE(alarms.size() == 1);
    CHECK(alarms[0].first_url == "https://a.test/0");
    CHECK(alarms[0].what.find("no body") != std::string::npos);
}

TEST_CASE("the alarm ends when the rule works again", "[drift]") {
    SiteHealth health;
    for (int i = 0; i < 50; ++i) health.add(page(true));
    for (int i = 0; i < 15; ++i) health.add(page(false));
    CHECK(health.alarms().size() == 1);
    health.add(page(true));
    CHECK(health.alarms().empty());
}

TEST_CASE("a few odd pages are no alarm, and health survives a restart", "[drift]") {
    SiteHealth health;
    for (int i = 0; i < 100; ++i) health.add(page(i % 4 != 0));
    CHECK(health.alarms().empty());
    auto restored = SiteHealth::restore(health.save());
    CHECK(restored.save() == health.save());
    for (int i = 0; i < 10; ++i) restored.add(page(false));
    CHECK(restored.alarms().size() == 1);
    CHECK(SiteHealth::restore("rubbish").alarms().empty());
}

TEST_CASE("texts of quite another length are an alarm, newsflashes among reports are none", "[drift]") {
    SiteHealth health;
    const auto add = [&health](std::size_t words, const std::string& url) {
        auto evidence = page(true, url);
        evidence.words = words;
        health.add(evidence);
    };
    for (int i = 0; i < 60; ++i) add(i % 3 == 0 ? 70 : 500, "https://a.test/" + std::to_string(i));
    CHECK(health.alarms().empty());
    SECTION("the rule takes the lead only") {
        for (int i = 0; i < 10; ++i) add(20, "https://a.test/short/" + std::to_string(i));
        REQUIRE(health.alarms().size() == 1);
        CHECK(health.alarms()[0].first_url == "https://a.test/short/0");
        CHECK(health.alarms()[0].what.find("length") != std::string::npos);
    }
    SECTION("the rule takes the whole page") {
        for (int i = 0; i < 10; ++i) add(6000, "https://a.test/long/" + std::to_string(i));
        CHECK(SiteHealth::restore(health.save()).alarms().size() == 1);
    }
    SECTION("a day of newsflashes is no drift") {
        for (int i = 0; i < 10; ++i) add(70, "https://a.test/flash/" + std::to_string(i));
        CHECK(health.alarms().empty());
    }
}

TEST_CASE("a rule whose text is not what a generic reading finds is an alarm, on a sample of pages", "[drift]") {
    SiteHealth health;
    int asked = 0;
    const auto live = [&](int pages, double agreement, const std::string& name) {
        for (int i = 0; i < pages; ++i) {
            auto evidence = page(true, "https://a.test/" + name + std::to_string(i));
            if (health.wants_opinion()) {
                evidence.agreement = agreement;
                ++asked;
            }
            health.add(evidence);
        }
    };
    SECTION("that worked before") {
        live(200, 0.95, "good");
        CHECK(health.alarms().empty());
        CHECK(asked > 25);
        CHECK(asked < 50);
        live(13, 0.2, "bad");  // at most eight until the next sample, and then every page
        REQUIRE(health.alarms().size() == 1);
        CHECK(health.alarms()[0].what.find("generic reading") != std::string::npos);
        CHECK(health.alarms()[0].first_url.starts_with("https://a.test/bad"));
        health = SiteHealth::restore(health.save());
        CHECK(health.alarms().size() == 1);
        live(8, 0.9, "mended");
        CHECK(health.alarms().empty());
    }
    SECTION("that never worked") {
        live(9, 0.1, "wrong");
        CHECK(health.alarms().empty());
        live(1, 0.1, "last");
        REQUIRE(health.alarms().size() == 1);
        CHECK(health.alarms()[0].first_url == "https://a.test/wrong0");
    }
}

TEST_CASE("a site of which the generic reading says nothing is not asked for ever", "[drift]") {
    SiteHealth health;
    int asked = 0;
    for (int i = 0; i < 90; ++i) {
        asked += health.wants_opinion() ? 1 : 0;
        health.add(page(true));
    }
    CHECK(asked == 20);  // the first ten, and every eighth of eighty
    CHECK(health.alarms().empty());
}

namespace {

/// A page as a server would give it.
Fetched fetched(const std::string& body) {
    Fetched page;
    page.response.url = *winnow::url::Url::parse("https://a.test/news/the-harbour-is-open-again");
    page.response.status = 200;
    page.response.headers = {{"content-type", "text/html; charset=utf-8"}};
    page.response.body = body;
    return page;
}

std::string prose(const std::string& about, int sentences) {
    std::string text;
    for (int n = 0; n < sentences; ++n)
        text += "<p>The " + about + " number " + std::to_string(n) + " was measured by crew " + std::to_string(n * 7) +
                " on a cold morning, and the foreman wrote down what they had found before the ferry came in.</p>";
    return text;
}

winnow::crawl::PageReading read_with(const std::string& body_selector, const std::string& page) {
    auto rules = winnow::rules::read_site("host: a.test\narticle:\n  body: ['" + body_selector + "']\n", "a.yaml");
    REQUIRE(rules);
    winnow::rules::RuleBook book;
    book.add(std::make_shared<const winnow::rules::SiteRules>(std::move(*rules)));
    ReadingOptions options;
    options.book = &book;
    options.second_opinion = true;
    return read_page(fetched(page), options);
}

}  // namespace

TEST_CASE("a second reading agrees with a rule that takes the story and not with one that takes the rest", "[drift]") {
    const auto page =
        "<!doctype html><html lang=\"en\"><head><title>The harbour is open again</title></head><body>"
        "<h1>The harbour is open again</h1><div class=\"story\">" +
        prose("bollard", 12) + "</div><div class=\"archive\">" + prose("lantern", 2) + "</div></body></html>";
    const auto right = read_with("div.story", page);
    REQUIRE(right.outcome == "written");
    REQUIRE(right.by_rule);
    REQUIRE(right.agreement);
    CHECK(*right.agreement > 0.8);
    CHECK(right.words > 250);
    const auto wrong = read_with("div.archive", page);
    REQUIRE(wrong.outcome == "written");
    REQUIRE(wrong.agreement);
    CHECK(*wrong.agreement < 0.5);
    CHECK_FALSE(agreement_of("too short to tell", "too short"));
    CHECK(*agreement_of(prose("rope", 9), prose("rope", 9)) == 1.0);
}
