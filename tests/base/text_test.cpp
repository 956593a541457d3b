#include "base/text.h"

#include "catch.hpp"

using namespace winnow;

TEST_CASE("a line is cleaned as a reader sees it", "[text]") {
    CHECK(clean_line("  a\u00a0 b\t\nc ") == "a b c");
    CHECK(clean_line("Aser\u00adbai\u200bdschan") == "Aserbai dschan");
    CHECK(clean_line("e\u0301te\u0301") == "\u00e9t\u00e9");
    CHECK(clean_line("\u200e\u202aabc\u202c") == "abc");
    CHECK(clean_line("") == "");
    CHECK(clean_line(" \u00a0\ufeff ") == "");
    CHECK(clean_line("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645") ==
          "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645");
}

TEST_CASE("case folding knows the Turkic i", "[text]") {
    CHECK(fold_case("İYUN") == "iyun");
    CHECK(fold_case("İyul") == fold_case("iyul"));
    CHECK(fold_case("i\u0307yun") == "iyun");
    CHECK(fold_case("ЯНВАРЬ") == "январь");
    CHECK(fold_case("Ə") == "ə");
    CHECK(fold_case("KASIM") == fold_case("Kasım"));
}

TEST_CASE("letters are folded without their marks in every alphabet", "[text]") {
    CHECK(fold_letters("Février ÉTÉ") == "fevrier ete");
    CHECK(fold_letters("Ёлка, Йод") == "елка, иод");
    CHECK(fold_letters("أبريل") == "ابريل");
    CHECK(fold_letters("I\u0307yun i\u0301") == "iyun i");
    CHECK(fold_letters("Straße STRAẞE") == "strasse strasse");
    CHECK(fold_letters("Việt") == "viet");              // Latin beyond the first blocks
    CHECK(fold_letters("\u0958") == "\u0915");          // Devanagari qa: ka and a nukta
    CHECK(fold_letters("한") == "\u1112\u1161\u11AB");  // Hangul comes apart
    CHECK(fold_letters("ⴀ 中文") == fold_letters("Ⴀ 中文"));
    CHECK(fold_letters("a\u0301\u0323\xff") == "a\uFFFD");
}

TEST_CASE("UTF-8 is checked and clipped at code points", "[text]") {
    CHECK(is_valid_utf8("плюс"));
    CHECK_FALSE(is_valid_utf8("\xff"));
    CHECK_FALSE(is_valid_utf8("\xed\xa0\x80"));
    CHECK(clip_utf8("аб", 3) == "а");
    CHECK(clip_utf8("ab", 3) == "ab");
    CHECK(length_utf8("плюс\xff") == 5);
    CHECK(valid_utf8("плюс") == "плюс");
    CHECK(valid_utf8("a\xff\xd0 b") == "a\uFFFD\uFFFD b");
}

TEST_CASE("pieces are found in ASCII without regard to case", "[text]") {
    CHECK(ifind_ascii("Hello World", "world") == 6);
    CHECK(ifind_ascii("Hello", "x") == std::string_view::npos);
    CHECK(ifind_ascii("Hello", "") == 0);
    CHECK(split("a,,b", ',') == std::vector<std::string_view>{"a", "", "b"});
    CHECK(trim("\t a b\n") == "a b");
}

TEST_CASE("a JSON line is one line for every reader", "[text]") {
    CHECK(one_json_line("{\"a\":\"x\u2028y\u2029z\u0085\"}") == "{\"a\":\"x\\u2028y\\u2029z\\u0085\"}");
    CHECK(one_json_line("{\"a\":\"–…\"}") == "{\"a\":\"–…\"}");
}

TEST_CASE("two spellings of one name have one key", "[text]") {
    CHECK(text_key("Trend.Az") == "trendaz");
    CHECK(text_key("  TREND\u00a0AZ – ") == "trendaz");
    CHECK(text_key("„Ёлка“ – İYUN 2026!") == text_key("\"ёлка\" iyun 2026"));
    CHECK(text_key("السبت ٢٠٢٦") == "السبت٢٠٢٦");
    // vowel signs of abugidas make another word
    CHECK(text_key("किरण") != text_key("करण"));
    CHECK(text_key("কি, কা") == "কিকা");
    CHECK(text_key("— * —").empty());
    CHECK(text_key("\xff\xfe").empty());
}

TEST_CASE("no character of a text means anything to HTML", "[text]") {
    CHECK(escape_html("<a href=\"x\" title='y'>&amp;</a>") ==
          "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;");
}
