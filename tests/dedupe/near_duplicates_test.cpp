#include "dedupe/near_duplicates.h"

#include <random>
#include <string>
#include <vector>

#include "catch.hpp"

using namespace winnow;
using namespace winnow::dedupe;
using namespace std::chrono_literals;

namespace {

/// A text of invented words, as unlike another seed's as two stories are.
std::string text_of(unsigned seed, int words = 120) {
    std::mt19937 random(seed);
    std::string text;
    for (int i = 0; i < words; ++i) text += "w" + std::to_string(random() % 20'000) + " ";
    return text;
}

std::string framed(const std::string& text) {
    return "Newsnook reports, citing the Courier: " + text + "Stay with us for more news of this day and the next.";
}

const TimePoint noon = TimePoint(std::chrono::sys_days(std::chrono::year(2026) / 2 / 19)) + 12h;

}  // namespace

TEST_CASE("a copy is found among thousands of texts", "[dedupe]") {
    NearDuplicates known;
    for (unsigned i = 0; i < 5000; ++i) known.add(i, fingerprint("", text_of(i)));
    CHECK(known.size() == 5000);
    int copies = 0;
    int strangers = 0;
    for (unsigned i = 0; i < 500; ++i) {
        const auto match = known.find(fingerprint("", framed(text_of(i * 10))));
        copies += match && match->id == i * 10 && match->relation == Relation::near ? 1 : 0;
        strangers += known.find(fingerprint("", text_of(100'000 + i))) ? 1 : 0;
    }
    CHECK(copies >= 497);
    CHECK(strangers == 0);
    const auto same = known.find(fingerprint("", text_of(77)));
    REQUIRE(same);
    CHECK(same->id == 77);
    CHECK(same->relation == Relation::same);
    CHECK(same->similarity == 1);
}

TEST_CASE("the original is the earlier one, by date if both have one, else by arrival", "[dedupe]") {
    const auto story = text_of(1);
    SECTION("by arrival") {
        NearDuplicates known;
        known.add(1, fingerprint("", story));
        known.add(2, fingerprint("", framed(story)));
        CHECK(known.find(fingerprint("", story + "more"))->id == 1);
    }
    SECTION("by date, though it arrived later") {
        NearDuplicates known;
        known.add(1, fingerprint("", framed(story)), noon + 1h);
        known.add(2, fingerprint("", story), noon);
        const auto match = known.find(fingerprint("", story + "more"));
        REQUIRE(match);
        CHECK(match->id == 2);
        CHECK(match->published == noon);
        CHECK(precedes(noon - 1h, *match));
        CHECK_FALSE(precedes(noon, *match));
        CHECK_FALSE(precedes(noon + 1h, *match));
        CHECK_FALSE(precedes(std::nullopt, *match));
    }
    SECTION("the same text before one that is only near") {
        NearDuplicates known;
        known.add(1, fingerprint("", framed(story)), noon - 5h);
        known.add(2, fingerprint("", story), noon);
        CHECK(known.find(fingerprint("", story))->id == 2);
    }
    SECTION("an undated text gives no answer but its arrival") {
        NearDuplicates known;
        known.add(1, fingerprint("", story));
        const auto match = known.find(fingerprint("", framed(story)));
        REQUIRE(match);
        CHECK_FALSE(match->published);
        CHECK_FALSE(precedes(noon, *match));
    }
}

TEST_CASE("the index remembers the newest texts within its capacity", "[dedupe]") {
    NearDuplicates known(2048);
    for (unsigned i = 0; i < 10'000; ++i) known.add(i, fingerprint("", text_of(i, 40)));
    CHECK(known.size() <= 2048);
    CHECK(known.size() >= 2048 * 7 / 8 - 1);
    CHECK(known.memory_bytes() < 2048 * 160);
    CHECK(known.find(fingerprint("", text_of(9'999, 40))));
    CHECK(known.find(fingerprint("", text_of(8'500, 40))));
    CHECK_FALSE(known.find(fingerprint("", text_of(5, 40))));
}

TEST_CASE("ten thousand copies of one form letter crowd out nothing else", "[dedupe]") {
    NearDuplicates known;
    known.add(1, fingerprint("", text_of(1)));
    for (unsigned i = 0; i < 10'000; ++i) known.add(100 + i, fingerprint("", framed(text_of(2)) + std::to_string(i)));
    CHECK(known.find(fingerprint("", framed(text_of(1))))->id == 1);
    CHECK(known.find(fingerprint("", text_of(2)))->relation == Relation::near);
}

TEST_CASE("texts without words are nobody's copies", "[dedupe]") {
    NearDuplicates known;
    known.add(1, fingerprint("", " "));
    CHECK(known.size() == 0);
    CHECK_FALSE(known.find(fingerprint("", "")));
}
