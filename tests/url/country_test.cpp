#include "url/country.h"

#include "catch.hpp"

using namespace winnow;

TEST_CASE("a country's domain tells its clock where it has only one", "[url]") {
    CHECK(url::zones_of_domain("report.az") == std::vector<std::string>{"Asia/Baku"});
    CHECK(url::zones_of_domain("paper.co.uk") == std::vector<std::string>{"Europe/London"});
    CHECK(url::zones_of_domain("gazeta.ru").size() > 5);
    CHECK(url::zones_of_domain("paper.com").empty());
    CHECK(url::zones_of_domain("start.io").empty());
}
