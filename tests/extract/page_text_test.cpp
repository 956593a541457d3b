#include "extract/page_text.h"

#include "catch.hpp"

using namespace winnow::extract;

TEST_CASE("Lines are alike whatever the order of their words", "[page_text]") {
    CHECK(likeness("Moose on the track", "Moose on the track, trains late") == 1);
    CHECK(likeness("MOOSE ON THE TRACK", "„Moose on the track“") == 1);
    CHECK(likeness("Fire in the pine wood, road closed", "Fire in the pine wood, closed the coast road") > 0.6f);
    CHECK(likeness("강변 야시장 5월 재개", "야시장 5월 재개… 들꽃신문") > 0.6f);
    CHECK(likeness("Council keeps the goat", "Ferry line opens early") < 0.3f);
    CHECK(likeness("Goat", "Goat on the roof") == 0);  // too short to say
    CHECK(likeness("", "") == 0);
}

TEST_CASE("Words are counted in scripts with and without blanks", "[page_text]") {
    CHECK(count_words("Goat on the roof") == 4);
    CHECK(count_words("  ") == 0);
    CHECK(count_words("老城区今起") == 3);
}
