#include "extract/phrase_finder.h"

#include "catch.hpp"
#include "extract/page_class_words.h"
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

TEST_CASE("Signs begin where words begin; in kana and Han anywhere", "[phrases]") {
    const auto has = [](PageSign kind, std::string_view line) {
        const auto folded = fold_sign(line);
        const bool found = !find_sign(kind, folded).empty();
        CHECK(((signs_in(folded) & bit(kind)) != 0) == found);
        return found;
    };
    CHECK(has(PageSign::not_found, "Sorry, page not found"));
    CHECK_FALSE(has(PageSign::not_found, "subpage not found"));
    CHECK(has(PageSign::paywall, "この記事は会員限定です"));
    CHECK(has(PageSign::paywall_end, "申し訳ありませんが、続きを読むには登録が必要です"));
    CHECK(has(PageSign::paywall, "您的试读已结束"));
    CHECK(has(PageSign::paywall, "이 기사는 구독자 전용 기사입니다"));
    CHECK_FALSE(has(PageSign::paywall, "市長は会員の質問に答えた"));
    CHECK(has(PageSign::not_found, "Извините, страница не найдена"));
    CHECK(has(PageSign::not_found, "お探しの記事は掲載期間が終了しました"));
}

TEST_CASE("Phrases of several kinds are found together, each list's doubles once", "[phrases]") {
    constexpr std::string_view lists[] = {"farmacia|farmácia|page", "page|seite", ""};
    const KindFinder finder(lists, fold_sign);
    std::vector<std::size_t> kinds;
    finder.finder().each("farmacia, page", [&](std::uint32_t i, std::size_t) { kinds.push_back(finder.kind_of(i)); });
    CHECK(kinds == std::vector<std::size_t>{0, 0, 1});
}
