#include "extract/page_text.h"

#include "catch.hpp"

using namespace winnow::extract;

TEST_CASE("Lines are alike whatever the order of their words", "[page_text]") {
    CHECK(Likeness("Moose on the track").to("Moose on the track, trains late") == 1);
    CHECK(Likeness("MOOSE ON THE TRACK").to("„Moose on the track“") == 1);
    CHECK(Likeness("Fire in the pine wood, road closed").to("Fire in the pine wood, closed the coast road") > 0.6f);
    CHECK(Likeness("강변 야시장 5월 재개").to("야시장 5월 재개… 들꽃신문") > 0.6f);
    CHECK(Likeness("Council keeps the goat").to("Ferry line opens early") < 0.3f);
    CHECK(Likeness("Goat").to("Goat on the roof") == 0);  // too short to say
    CHECK(Likeness("").to("") == 0);
}

TEST_CASE("Words are counted in scripts with and without blanks", "[page_text]") {
    CHECK(count_words("Goat on the roof") == 4);
    CHECK(count_words("  ") == 0);
    CHECK(count_words("老城区今起") == 3);
}
