#include "output/word_count.h"

#include <string_view>

#include "catch.hpp"

using winnow::output::count_words;

TEST_CASE("words are counted as a reader counts them", "[word_count]") {
    const struct {
        std::string_view text;
        std::size_t words;
    } cases[] = {
        {"", 0},
        {" — … ", 0},
        {"It's a well-known story.", 4},
        {"Мост через Куру открыт в 2026 году", 7},
        {"l’été, aujourd'hui", 2},
        {"東京", 1},
        {"我们是学生。", 3},  // we, are, students
        {"สวัสดีชาวโลก", 3},    // hello, people, world
        {"iPhone を 2 人", 4},
        {"한국어 문장은 띄어 쓴다", 4},  // Korean writes blanks
        {"abc中文def", 3},
        {"人々", 1},  // the second character repeats the first
        {"\xff\xfe", 0},
    };
    for (const auto& c : cases) {
        CAPTURE(c.text);
        CHECK(count_words(c.text) == c.words);
    }
}
