#include "extract/body_net.h"

#include <cmath>
#include <cstddef>

#include "catch.hpp"
#include "extract/body_features.h"

using namespace winnow::extract;

namespace {

constexpr std::size_t width = feature_count;

/// Lines with all numbers alike, none of them what the next line has.
std::vector<float> lines(std::size_t count) {
    std::vector<float> values(count * width);
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t k = 0; k < width; ++k) values[i * width + k] = 0.5f + static_cast<float>((i + k) % 7);
    return values;
}

}  // namespace

TEST_CASE("the network answers for the wanted lines only, and alike whoever else is asked", "[extract][body_net]") {
    const auto values = lines(30);
    const auto all = read_lines(values, std::vector<bool>(30, true));
    REQUIRE(all.size() == 30);
    for (std::size_t i = 0; i < all.size(); ++i) {
        CAPTURE(i);
        CHECK(std::isfinite(all[i]));
        std::vector<bool> wanted(30, false);
        wanted[i] = true;
        const auto alone = read_lines(values, wanted);
        for (std::size_t j = 0; j < alone.size(); ++j) CHECK(alone[j] == (i == j ? all[i] : 0.0f));
    }
}

TEST_CASE("the network sees eight lines before and after, and none further away", "[extract][body_net]") {
    const std::size_t count = 23, asked = 11;
    std::vector<bool> wanted(count, false);
    wanted[asked] = true;
    const auto values = lines(count);
    const auto before = read_lines(values, wanted)[asked];
    for (std::size_t changed = 0; changed < count; ++changed) {
        CAPTURE(changed);
        auto other = values;
        for (std::size_t k = 0; k < width; ++k) other[changed * width + k] += 3.0f;
        const bool near = changed + 8 >= asked && changed <= asked + 8;
        CHECK((read_lines(other, wanted)[asked] != before) == near);
    }
}

TEST_CASE("the network reads pages of no line and of one, and numbers beyond all bounds", "[extract][body_net]") {
    CHECK(read_lines({}, {}).empty());
    for (const float number : {0.0f, 1.0f, -1e30f, 1e30f, INFINITY}) {
        CAPTURE(number);
        const auto scores = read_lines(std::vector<float>(width, number), {true});
        REQUIRE(scores.size() == 1);
        CHECK(std::isfinite(scores[0]));
    }
}
