#include "extract/page_voice.h"

#include "catch.hpp"
#include "extract/page_class_words.h"
#include "extract/page_text.h"

using namespace winnow::extract;

namespace {

Voice voice_of(std::string_view line) {
    Voice voice;
    hear(fold_sign(line), voice);
    return voice;
}

}  // namespace

TEST_CASE("Who speaks is heard in words of their own, with and without marks", "[page_voice]") {
    struct Case {
        std::string_view line;
        std::size_t first, second, told, past;
    };
    const Case cases[] = {
        {"Our team: we deliver to your door.", 2, 1, 0, 0},
        {"The minister said the bridge was closed, a spokesman told us.", 0, 0, 3, 1},
        {"The hour of the youth", 0, 0, 0, 0},
        {"Мы доставим ваш заказ", 1, 1, 0, 0},
        {"Министр сообщил, что мост был закрыт.", 0, 0, 1, 1},
        {"Sizə və sizin ailənizə", 0, 2, 0, 0},
        {"Nous livrons à votre porte", 1, 1, 0, 0},
        {"Der Sprecher erklärte, die Brücke wurde gesperrt", 0, 0, 1, 1},
        {"我们为您服务", 1, 1, 0, 0},
        {"记者从市政府获悉，市长表示", 0, 0, 1, 0},
        {"시장은 다리가 닫혔다고 말했다", 0, 0, 1, 1},
        {"お客様の声", 0, 1, 0, 0},
        {"«Мы построили мост», — сказал он", 1, 0, 0, 0},
        {"“We built it,” he said…", 1, 0, 1, 0},
        {"Le temps du pont", 0, 0, 0, 0},
        {"", 0, 0, 0, 0},
    };
    for (const auto& one : cases) {
        const auto heard = voice_of(one.line);
        INFO(one.line);
        CHECK(heard.first == one.first);
        CHECK(heard.second == one.second);
        CHECK(heard.told == one.told);
        CHECK(heard.past == one.past);
    }
}

TEST_CASE("Words are counted in scripts without blanks, too", "[page_voice]") {
    CHECK(count_words("") == 0);
    CHECK(count_words("Contact") == 1);
    CHECK(count_words("The harbour  closes") == 3);
    CHECK(count_words("新闻") == 1);
    CHECK(count_words("港务局因维修关闭北码头") == 6);
    CHECK(count_words("北码头 closes") == 3);
}
