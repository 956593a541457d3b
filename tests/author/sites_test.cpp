// Every site file of ours against its saved pages, and the linter's opinion of it.

#include <filesystem>

#include "author/lint.h"
#include "author/site_test.h"
#include "catch.hpp"

using namespace winnow;

namespace {

const rules::RuleBook& book() {
    static const auto loaded = rules::RuleBook::load(WINNOW_SOURCE_DIR "/sites");
    return loaded;
}

std::string pages_of(const rules::SiteRules& site) {
    return std::string(WINNOW_SOURCE_DIR "/tests/sites/") + site.host();
}

}  // namespace

TEST_CASE("the saved pages of every site give their expected articles", "[sites]") {
    REQUIRE(book().sites().size() >= 5);
    for (const auto& site : book().sites()) {
        const auto results = author::test_site(site.get(), pages_of(*site));
        if (!results) FAIL(results.error().what);
        CAPTURE(site->file);
        CHECK(!results->empty());
        for (const auto& result : *results) {
            if (!result.passed) FAIL_CHECK(site->host() << "/" << result.page << "\n" << result.detail);
        }
    }
}

TEST_CASE("the linter finds no error in our site files", "[sites]") {
    for (const auto& site : book().sites()) {
        const auto pages = author::read_saved_pages(pages_of(*site));
        REQUIRE(pages);
        const auto text = author::read_file(site->file);
        REQUIRE(text);
        for (const auto& finding : author::lint_site(*text, site->file, *pages)) {
            if (finding.is_error) FAIL_CHECK(author::finding_line(site->file, finding));
        }
    }
}
