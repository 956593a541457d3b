#include "extract/page_address.h"

#include "catch.hpp"

using namespace winnow::extract;

TEST_CASE("Words of an address are counted by kind, whole and in any case", "[page_address]") {
    CHECK(address_words("www.example.org", "/shop/Products/lamp-12").shop == 2);
    CHECK(address_words("www.example.org", "/workshop/productivity").shop == 0);
    CHECK(address_words("www.example.org", "/news/2026/02/bridge-reopens").story == 1);
    CHECK(address_words("example.org", "/hc/en-us/articles/36001").help == 1);
    CHECK(address_words("example.org", "/uslugi/remont").notice == 1);
    CHECK(address_words("example.org", "").service == 0);
}

TEST_CASE("Of the host only what stands before the site's name counts", "[page_address]") {
    CHECK(address_words("forum.example.org", "/x").talk == 1);
    CHECK(address_words("forum.example", "/x").talk == 0);
    CHECK(address_words("shop.co.uk", "/x").shop == 0);
    CHECK(address_words("shop.haber.com.tr", "/x").shop == 1);
    CHECK(address_words("shop.haber.com.tr", "/x").story == 0);
    CHECK(address_words("help.shop.example.org", "/").help == 1);
    CHECK(address_words("localhost", "/forum/1").talk == 1);
}
