#include "extract/phrase_finder.h"

#include "catch.hpp"
#include "extract/page_subjects.h"

using namespace winnow::extract;

TEST_CASE("Phrases are found in one pass, each occurrence, overlapping ones too", "[phrases]") {
    const PhraseFinder finder({"page not found", "not", "no", "found", "страница", "", "x"});
    std::vector<std::pair<std::uint32_t, std::size_t>> hits;
    finder.each("page not found", [&](std::uint32_t i, std::size_t at) { hits.emplace_back(i, at); });
    const std::vector<std::pair<std::uint32_t, std::size_t>> wanted{{0, 0}, {2, 5}, {1, 5}, {3, 9}};
    CHECK(hits == wanted);
    CHECK(finder.first_in("it was found") == 3);
    CHECK(finder.first_in("found, or not") == 1);
    CHECK(finder.first_in("эта страница") == 4);
    CHECK(finder.first_in("x") == 6);
    CHECK(finder.first_in("pag") == PhraseFinder::none);
    CHECK(finder.first_in("") == PhraseFinder::none);
    // a phrase that would end behind the text
    CHECK(finder.first_in("foun") == PhraseFinder::none);
}

TEST_CASE("Subjects that are rarely a story's are counted by different stems, three at most", "[phrases]") {
    const auto of = [](std::string_view line, PageSubject subject) {
        return subject_hits(line)[static_cast<std::size_t>(subject)];
    };
    CHECK(of("privacy, cookies and terms of use", PageSubject::service) == 3);
    CHECK(of("privacy privacy privacy", PageSubject::service) == 1);
    CHECK(of("the harbour office closes the pier", PageSubject::service) == 0);
    CHECK(of("расписание автобусов", PageSubject::programme) == 1);
    CHECK(of("növbətçi apteklər", PageSubject::programme) >= 1);
    CHECK(of("sunday crossword", PageSubject::game) == 1);
    CHECK(of("bitte warten", PageSubject::wait) == 1);
}
