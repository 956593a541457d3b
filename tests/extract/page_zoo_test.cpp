#include "page_zoo.h"

#include "catch.hpp"
#include "extract/extract.h"

using namespace winnow;
using namespace winnow::extract;

namespace {

std::string class_of(const zoo::Specimen& one, bool with_address) {
    const auto url = url::Url::parse(one.address);
    const auto result = extract_page(one.html, "text/html; charset=utf-8", with_address && url ? &*url : nullptr, {});
    std::string why;
    for (const auto& line : result.classification.evidence) why += "; " + line;
    const std::string name(page_class_name(result.classification.page_class));
    UNSCOPED_INFO(one.name << (with_address ? "" : " (no address)") << " -> " << name << why);
    return name;
}

struct Tally {
    std::size_t pages = 0, wrong = 0;
    std::string names;
    void add(const zoo::Specimen& one, bool right) {
        ++pages;
        if (right) return;
        ++wrong;
        names += one.name + "\n";
    }
};

}  // namespace

TEST_CASE("Of the zoo's articles, at most one in a hundred is refused, with and without an address") {
    const auto all = zoo::articles();
    REQUIRE(all.size() >= 200);
    for (const bool with_address : {true, false}) {
        Tally tally;
        for (const auto& one : all) tally.add(one, class_of(one, with_address) == "article");
        INFO(tally.names);
        CHECK(tally.wrong * 100 <= tally.pages);
    }
}

TEST_CASE("Of the zoo's other pages, at most one in a hundred is taken for an article") {
    const auto all = zoo::others();
    REQUIRE(all.size() >= 200);
    for (const bool with_address : {true, false}) {
        Tally tally;
        for (const auto& one : all) tally.add(one, class_of(one, with_address) != "article");
        INFO(tally.names);
        CHECK(tally.wrong * 100 <= tally.pages);
    }
}

TEST_CASE("The zoo's other pages are called by their names, nineteen times of twenty") {
    Tally tally;
    for (const auto& one : zoo::others()) {
        const auto name = class_of(one, true);
        tally.add(one, ("," + one.kind + ",").find("," + name + ",") != std::string::npos);
    }
    INFO(tally.names);
    CHECK(tally.wrong * 20 <= tally.pages);
}

TEST_CASE("The teaser of a paid story still tells its title, its day and no more than everybody may read") {
    std::size_t seen = 0;
    for (const auto& one : zoo::others()) {
        if (!one.name.starts_with("the teaser of a paid story, ")) continue;
        const auto result = extract_page(one.html, "text/html; charset=utf-8", nullptr, {});
        INFO(one.name);
        CHECK_FALSE(result.article);
        REQUIRE(result.refused);
        CHECK_FALSE(result.refused->title.empty());
        CHECK(result.refused->published);
        CHECK(result.refused->body.size() <= 2);
        ++seen;
    }
    CHECK(seen == 10);
}
