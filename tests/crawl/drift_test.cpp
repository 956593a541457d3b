#include "crawl/drift.h"

#include "catch.hpp"

using namespace winnow::crawl;

namespace {

RuleEvidence page(bool body, const std::string& url = "https://a.test/x") {
    RuleEvidence evidence;
    evidence.has_rule = true;
    evidence.body_by_rule = body;
    evidence.date = evidence.title = true;
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
