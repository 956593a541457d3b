#include "base/percent.h"

#include "catch.hpp"

using namespace winnow;

TEST_CASE("a hexadecimal digit is one in either case", "[percent]") {
    CHECK(hex_value('0') == 0);
    CHECK(hex_value('9') == 9);
    CHECK(hex_value('a') == 10);
    CHECK(hex_value('F') == 15);
    for (const char c : {'g', 'G', '/', ':', '@', '`', '\0', '\xb0'}) CHECK(hex_value(c) == -1);
}

TEST_CASE("an escape is a percent sign with two digits, and all else stands for itself", "[percent]") {
    CHECK(percent_decoded("%D0%b0%2F") == "а/");
    CHECK(percent_decoded("100% of%2") == "100% of%2");
    CHECK(percent_decoded("%%41%4") == "%A%4");
    CHECK(percent_decoded("%ff%00") == std::string("\xff\0", 2));
    CHECK(percent_decoded("").empty());
    std::string out;
    append_escape(out, 0xAF);
    CHECK(out == "%AF");
    CHECK(escaped_octet(out, 0) == 0xAF);
}
