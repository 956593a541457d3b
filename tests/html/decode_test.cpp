#include "html/decode.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "base/text.h"
#include "catch.hpp"
#include "html/encodings.h"
#include "html/prescan.h"

using namespace winnow;
using namespace winnow::html;
using namespace std::string_literals;

namespace {

/// UTF-8 to one of the single-byte sets, for making pages; what the set lacks must not occur.
std::string encode(std::string_view text, Encoding encoding) {
    const auto* table = single_byte_table(encoding);
    REQUIRE(table != nullptr);
    std::string bytes;
    for (std::size_t at = 0; at < text.size();) {
        const auto c = next_code_point(text, at);
        if (c < 0x80) {
            bytes.push_back(static_cast<char>(c));
            continue;
        }
        const auto* found = std::find(table, table + 128, static_cast<char16_t>(c));
        REQUIRE(found != table + 128);
        bytes.push_back(static_cast<char>(0x80 + (found - table)));
    }
    return bytes;
}

std::string utf16(std::string_view text, bool big_endian) {
    std::string bytes;
    const auto put = [&](unsigned unit) {
        const auto high = static_cast<char>(unit >> 8);
        const auto low = static_cast<char>(unit & 0xFF);
        bytes += big_endian ? std::string{high, low} : std::string{low, high};
    };
    for (std::size_t at = 0; at < text.size();) {
        const auto c = next_code_point(text, at);
        if (c < 0x10000) {
            put(static_cast<unsigned>(c));
        } else {
            put(0xD800 + static_cast<unsigned>((c - 0x10000) >> 10));
            put(0xDC00 + static_cast<unsigned>((c - 0x10000) & 0x3FF));
        }
    }
    return bytes;
}

constexpr auto russian =
    "Городской совет в четверг утвердил план ремонта трёх мостов через реку; движение по ним закроют с апреля, "
    "а автобусы пойдут в объезд. \"Мы ждали этого десять лет\", - сказала учительница Анна Соколова.";
constexpr auto turkish =
    "Belediye meclisi perşembe günü üç köprünün onarım planını onayladı; köprüler nisan ayından itibaren trafiğe "
    "kapatılacak. \"On yıldır bunu bekliyorduk\" diyen öğretmen Ayşe Yıldız, çalışmaların gecikmesinden şikâyetçi.";
constexpr auto german =
    "Der Stadtrat hat am Donnerstag den Plan für die drei Brücken gebilligt; ab April werden sie für den Verkehr "
    "gesperrt. „Darauf haben wir zehn Jahre gewartet“, sagte die Lehrerin Käthe Groß – und lächelte müde.";

}  // namespace

TEST_CASE("labels name encodings as the Encoding standard lists them", "[charset]") {
    const std::vector<std::pair<std::string_view, std::string_view>> cases{
        {"utf-8", "utf-8"},
        {"UTF8", "utf-8"},
        {" Unicode-1-1-UTF-8\t", "utf-8"},
        {"cp1251", "windows-1251"},
        {"Windows-1251", "windows-1251"},
        {"x-cp1251", "windows-1251"},
        {"latin1", "windows-1252"},
        {"ISO-8859-1", "windows-1252"},
        {"us-ascii", "windows-1252"},
        {"iso-8859-9", "windows-1254"},
        {"latin5", "windows-1254"},
        {"koi8-r", "koi8-r"},
        {"koi8_r", "koi8-r"},
        {"koi8-ru", "koi8-u"},
        {"cp866", "ibm866"},
        {"iso-8859-8-i", "iso-8859-8-i"},
        {"tis-620", "windows-874"},
        {"gb2312", "gbk"},
        {"gb18030", "gb18030"},
        {"big5-hkscs", "big5"},
        {"x-sjis", "shift_jis"},
        {"ks_c_5601-1987", "euc-kr"},
        {"hz-gb-2312", "replacement"},
        {"utf-16", "utf-16le"},
        {"unicodefffe", "utf-16be"},
        {"x-user-defined", "x-user-defined"},
        {"", ""},
        {"utf-7", ""},
        {"utf-32", ""},
        {"utf8mb4", ""},
        {"windows1251", ""},
        {"\u00a0utf-8", ""},
    };
    for (const auto& [label, name] : cases) {
        CAPTURE(label);
        CHECK(encoding_for_label(label) == name);
    }
    for (std::size_t i = 0; i < encoding_count; ++i) {
        CAPTURE(i);
        CHECK(find_encoding(encoding_name(Encoding(i))) == Encoding(i));
    }
}

TEST_CASE("a Content-Type header tells its charset however it is spelled", "[charset]") {
    const std::vector<std::pair<std::string_view, std::string_view>> cases{
        {"text/html; charset=utf-8", "utf-8"},
        {"text/html;charset=UTF-8", "utf-8"},
        {"text/html; charset=\"windows-1251\"", "windows-1251"},
        {"text/html; charset='koi8-r'", "koi8-r"},
        {"text/html ;charset = cp1251", "windows-1251"},
        {"TEXT/HTML; CHARSET=ISO-8859-9", "windows-1254"},
        {"text/html; charset=cp1251; boundary=x", "windows-1251"},
        {"text/html; version=1; charset=cp1251, text/html", "windows-1251"},
        {"text/html; charset=nonsense; charset=koi8-r", "koi8-r"},
        {"text/html; charset=\"utf-8", "utf-8"},
        {"text/html; charset=utf-8 lang=ru", "utf-8"},
        {"charset=utf-8", "utf-8"},
        {"text/html; charset", ""},
        {"text/html; charset=", ""},
        {"text/html; charset=none", ""},
        {"text/html", ""},
        {"", ""},
    };
    for (const auto& [header, name] : cases) {
        CAPTURE(header);
        const auto found = charset_of_content_type(header);
        CHECK((found ? encoding_name(*found) : "") == name);
    }
}

// HTML standard, "prescan a byte stream to determine its encoding".
TEST_CASE("the first bytes are scanned for a meta as the HTML standard says", "[charset]") {
    const std::vector<std::pair<std::string, std::string_view>> cases{
        {"<meta charset=windows-1251>", "windows-1251"},
        {"<META CHARSET='Windows-1251'/>", "windows-1251"},
        {"<meta\ncharset = \" koi8-r \">", "koi8-r"},
        {"<meta/charset=koi8-r>", "koi8-r"},
        {"<meta name=x charset=koi8-r charset=utf-8>", "koi8-r"},
        {"<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>", "windows-1251"},
        {"<meta content='text/html; charset=windows-1251' http-equiv=content-type>", "windows-1251"},
        {"<meta http-equiv=content-type content=\"text/html; charset='koi8-r'\">", "koi8-r"},
        {"<meta http-equiv=content-type content='text/html; charset=\"koi8-r'>", ""},
        {"<meta http-equiv=content-type content='charset charset=koi8-r'>", "koi8-r"},
        {"<meta http-equiv=content-type content='text/html;charset = koi8-r ; x'>", "koi8-r"},
        {"<meta content='text/html; charset=windows-1251'>", ""},
        {"<meta http-equiv=refresh content='text/html; charset=windows-1251'>", ""},
        {"<meta http-equiv=content-type content='text/html; charset=koi8-r' charset=utf-8>", "utf-8"},
        {"<meta http-equiv=content-type content='text/html; charset=koi8-r' charset=nonsense>", ""},
        {"<meta charset=nonsense><meta charset=koi8-r>", "koi8-r"},
        {"<metacharset=koi8-r>", ""},
        {"<!-- <meta charset=utf-8> --><meta charset=koi8-r>", "koi8-r"},
        {"<!--><meta charset=koi8-r>-->", "koi8-r"},
        {"<!-- <meta charset=utf-8>", ""},
        {"<a title='<meta charset=utf-8>'><meta charset=koi8-r>", "koi8-r"},
        {"</a title='<meta charset=utf-8>'><meta charset=koi8-r>", "koi8-r"},
        {"<!doctype x='<meta charset=utf-8>'><meta charset=koi8-r>", "koi8-r"},
        {"<? <meta charset=utf-8><meta charset=koi8-r>", "koi8-r"},
        {"<script>var s = \"<meta charset=koi8-r>\";</script>", "koi8-r"},
        {"< meta charset=koi8-r>", ""},
        {"<meta charset=utf-16le>", "utf-8"},
        {"<meta charset=utf-16>", "utf-8"},
        {"<meta charset=x-user-defined>", "windows-1252"},
        {"<meta charset=koi8-r", ""},
        {"<meta charset='koi8-r>", ""},
        {"<meta charset=koi8-r ", ""},
        {"<?xml version='1.0' encoding=\"windows-1251\"?><html>", "windows-1251"},
        {"<?xml encoding = 'utf-16'?>", "utf-8"},
        {"<?xml version='1.0' encoding='koi8-r'?><meta charset=utf-8>", "utf-8"},
        {" <?xml version='1.0' encoding='koi8-r'?>", ""},
        {"<?xml version='1.0' encoding='koi8-r", ""},
        {"<?xml version='1.0' encoding=koi8-r?>", ""},
        {"<?xml version='1.0' encoding='koi8 -r'?>", ""},
        {"<\0?\0x\0m\0l\0"s, "utf-16le"},
        {"\0<\0?\0x\0m\0l"s, "utf-16be"},
        {"", ""},
    };
    for (const auto& [bytes, name] : cases) {
        CAPTURE(bytes);
        const auto found = prescan(bytes);
        CHECK((found ? encoding_name(*found) : "") == name);
    }
}

TEST_CASE("BOM beats header beats meta beats guessing", "[charset]") {
    const auto page = [](std::string_view meta, Encoding encoding) {
        return "<html><head><meta charset=" + std::string(meta) + "></head><body><p>" + encode(russian, encoding);
    };
    struct Case {
        std::string bytes, content_type, charset;
        CharsetSource source;
    };
    const std::vector<Case> cases{
        {"\xEF\xBB\xBF" + std::string(russian), "text/html; charset=cp1251", "utf-8", CharsetSource::bom},
        {"\xFF\xFE" + utf16(russian, false), "text/html; charset=utf-8", "utf-16le", CharsetSource::bom},
        {"\xFE\xFF" + utf16(russian, true), "", "utf-16be", CharsetSource::bom},
        {page("utf-8", Encoding::windows_1251), "text/html; charset=cp1251", "windows-1251",
         CharsetSource::http_header},
        {page("koi8-r", Encoding::koi8_r), "text/html", "koi8-r", CharsetSource::meta},
        {page("koi8-r", Encoding::koi8_r), "text/html; charset=wrong", "koi8-r", CharsetSource::meta},
        {russian, "", "utf-8", CharsetSource::valid_utf8},
        {encode(russian, Encoding::windows_1251), "", "windows-1251", CharsetSource::detected},
        {utf16("<p>" + std::string(russian), false), "text/html; charset=utf-16", "utf-16le",
         CharsetSource::http_header},
        {"plain", "", "utf-8", CharsetSource::valid_utf8},
        {"", "text/html; charset=koi8-r", "koi8-r", CharsetSource::http_header},
    };
    for (const auto& c : cases) {
        CAPTURE(c.content_type, c.charset);
        const auto decoded = decode(c.bytes, c.content_type);
        CHECK(decoded.charset == c.charset);
        CHECK(decoded.source == c.source);
        CHECK(decoded.replacements == 0);
        if (!c.bytes.empty() && c.bytes != "plain") CHECK(decoded.text.find(russian) != std::string::npos);
        CHECK_FALSE(decoded.text.starts_with("\uFEFF"));
    }
}

TEST_CASE("a meta after the first kilobyte still counts", "[charset]") {
    const auto page = "<html><head><style>" + std::string(5000, 'x') + "</style><meta charset=koi8-r></head><p>" +
                      encode("Рад", Encoding::koi8_r);
    const auto decoded = decode(page, "");
    CHECK(decoded.charset == "koi8-r");
    CHECK(decoded.text.ends_with("Рад"));
}

TEST_CASE("bytes that are UTF-8 are UTF-8 whatever legacy label they wear", "[charset]") {
    for (const auto* label : {"windows-1251", "iso-8859-1", "gbk", "shift_jis", "replacement", "utf-16", "koi8-r"}) {
        CAPTURE(label);
        const auto decoded = decode(russian, "text/html; charset="s + label);
        CHECK(decoded.charset == "utf-8");
        CHECK(decoded.source == CharsetSource::valid_utf8);
        CHECK(decoded.text == russian);
    }
    SECTION("even if the last character was cut") {
        const auto cut = std::string(russian).substr(0, std::string_view(russian).size() - 1) + "\xD0";
        CHECK(decode(cut, "text/html; charset=windows-1251").charset == "utf-8");
    }
    SECTION("but pure ASCII keeps its label") {
        CHECK(decode("<p>plain", "text/html; charset=windows-1251").charset == "windows-1251");
        CHECK(decode("\x1B$B$\"\x1B(B", "text/html; charset=iso-2022-jp").text == "あ");
    }
}

TEST_CASE("a page that lies about being UTF-8 is read as what it is", "[charset]") {
    const std::vector<std::tuple<const char*, Encoding, std::string_view>> cases{
        {russian, Encoding::windows_1251, "windows-1251"}, {russian, Encoding::koi8_r, "koi8-r"},
        {turkish, Encoding::windows_1254, "windows-1254"}, {german, Encoding::windows_1252, "windows-1252"},
        {"Мир", Encoding::windows_1251, "windows-1251"},   {"<p>Café à midi", Encoding::windows_1252, "windows-1252"},
    };
    for (const auto& [text, encoding, name] : cases) {
        CAPTURE(name, text);
        const auto decoded = decode(encode(text, encoding), "text/html; charset=utf-8");
        if (std::string_view(text).size() > 20) CHECK(decoded.charset == name);
        CHECK(decoded.replacements == 0);
    }
}

TEST_CASE("where the header's utf-8 is false the page's own meta is believed", "[charset]") {
    const auto page = "<meta charset=iso-8859-5><p>" + encode("Мост закрыт до мая", Encoding::iso_8859_5);
    const auto decoded = decode(page, "text/html; charset=utf-8");
    CHECK(decoded.charset == "iso-8859-5");
    CHECK(decoded.source == CharsetSource::meta);
    CHECK(decoded.text.ends_with("Мост закрыт до мая"));
}

// Encoding standard, UTF-8 decoder: one U+FFFD for each maximal subpart.
TEST_CASE("a few malformed bytes in a UTF-8 page become U+FFFD each", "[charset]") {
    const std::vector<std::pair<std::string, std::string>> cases{
        {"a\xFF"
         "b",
         "a\uFFFDb"},
        {"a\xE2\x82"
         "b",
         "a\uFFFDb"},
        {"a\xC0\x80"
         "b",
         "a\uFFFD\uFFFDb"},
        {"a\xED\xA0\x80"
         "b",
         "a\uFFFD\uFFFD\uFFFDb"},
        {"a\xF0\x9F\x98", "a\uFFFD"},
        {"caf\xC3", "caf\uFFFD"},
        {"\x80", "\uFFFD"},
        {"да\xF5 нет", "да\uFFFD нет"},
        {"мост\xD1 через", "мост\uFFFD через"},
    };
    for (const auto& [bytes, text] : cases) {
        CAPTURE(bytes);
        const auto decoded = decode(bytes, "text/html; charset=utf-8");
        CHECK(decoded.charset == "utf-8");
        CHECK(decoded.text == text);
        CHECK(decoded.replacements > 0);
    }
}

TEST_CASE("pages without a label are recognised", "[charset]") {
    const std::vector<std::tuple<const char*, Encoding, std::string_view>> cases{
        {russian, Encoding::windows_1251, "windows-1251"},
        {russian, Encoding::koi8_r, "koi8-r"},
        {turkish, Encoding::windows_1254, "windows-1254"},
        {german, Encoding::windows_1252, "windows-1252"},
        {"Київ чекає: її мешканці, як і гості, їдуть до Європи потягом. Перший потяг вирушає зранку.", Encoding::koi8_u,
         "koi8-u"},
        {"На мосту собрались люди. Работы начнутся в апреле, сообщили в мэрии города.", Encoding::ibm866, "ibm866"},
        {"На мосту собрались люди. Работы начнутся в апреле, сообщили в мэрии города.", Encoding::iso_8859_5,
         "iso-8859-5"},
    };
    for (const auto& [text, encoding, name] : cases) {
        CAPTURE(name);
        const auto body = encode(text, encoding);
        const auto decoded = decode("<html><body><div class=\"x\">" + body + "</div>", "text/html");
        CHECK(decoded.charset == name);
        CHECK(decoded.source == CharsetSource::detected);
        CHECK(decoded.text.find(text) != std::string::npos);
    }
}

TEST_CASE("text far behind the scripts is what the guess is made of", "[charset]") {
    const auto page = "<script>" + std::string(100'000, 'x') + "</script><p>" + encode(russian, Encoding::windows_1251);
    CHECK(decode(page, "").charset == "windows-1251");
}

TEST_CASE("UTF-16 without a BOM shows by its NULs", "[charset]") {
    const std::string page = "<html><head><title>Мосты</title></head><body><p>Мост</p></body></html>";
    CHECK(decode(utf16(page, false), "").text == page);
    CHECK(decode(utf16(page, true), "").charset == "utf-16be");
    CHECK(decode(utf16(page, true), "text/html; charset=utf-16").charset == "utf-16be");
    CHECK(decode(utf16(page, false), "text/html; charset=utf-8").text == page);
    CHECK(decode(utf16("Привет", false), "text/html; charset=utf-16le").text == "Привет");
    CHECK(decode(std::string(10'000, '\0'), "").charset == "utf-8");
}

TEST_CASE("single-byte encodings leave no byte of the windows sets without a character", "[charset]") {
    std::string all;
    for (int b = 0x80; b < 0x100; ++b) all.push_back(static_cast<char>(b));
    for (const auto encoding :
         {Encoding::windows_1250, Encoding::windows_1251, Encoding::windows_1252, Encoding::windows_1254,
          Encoding::windows_1256, Encoding::windows_1258, Encoding::koi8_r, Encoding::koi8_u, Encoding::ibm866,
          Encoding::macintosh, Encoding::x_mac_cyrillic, Encoding::x_user_defined}) {
        const auto decoded = transcode(all, encoding);
        CAPTURE(encoding_name(encoding));
        CHECK(decoded.replacements == 0);
        CHECK(length_utf8(decoded.text) == 128);
    }
    CHECK(transcode("\x98", Encoding::windows_1251).text == "\u0098");
    CHECK(transcode("\x81\x8D\x8F\x90\x9D", Encoding::windows_1252).text == "\u0081\u008D\u008F\u0090\u009D");
    CHECK(transcode("\xD0\xDD\xDE\xF0\xFD\xFE", Encoding::windows_1254).text == "ĞİŞğış");
    CHECK(transcode("\xAE\xBE\xB4", Encoding::koi8_u).text == "ўЎЄ");
    CHECK(transcode("\xCA", Encoding::windows_1255).text == "\u05BA");
    CHECK(transcode("\xAA\xD2\xFF", Encoding::windows_1253).replacements == 3);
    CHECK(transcode("\x80\xFF", Encoding::x_user_defined).text == "\uF780\uF7FF");
}

TEST_CASE("multi-byte encodings are decoded by the standard's tables", "[charset]") {
    const std::vector<std::tuple<std::string, std::string, std::string>> cases{
        {"gbk", "\xC4\xE3\xBA\xC3\x80", "你好€"},
        {"gb18030", "\x81\x30\x81\x30\x90\x30\x81\x30\xA8\xBC\x81\x35\xF4\x37", "\u0080\U00010000\u1E3F\uE7C7"},
        {"gb18030", "\xA3\xA0\xFE\x51\xA6\xD9\x82\x35\x90\x37", "\u3000\uE816\uFE10\u9FB4"},
        {"big5", "\xA7\x41\xA6\x6E\xA3\xE1\x88\x62\x8E\x69\xA3\xC0", "你好€\u00CA\u0304\u7BB8\u2400"},
        {"euc-kr", "\xBE\xC8\xB3\xE7\x81\x41", "안녕갂"},
        {"euc-jp", "\xC6\xFC\xCB\xDC\x8E\xB1\x8F\xB0\xA1\xA1\xC1", "日本ｱ丂～"},
        {"shift_jis", "\x93\xFA\x96\x7B\xB1\x81\x60\xFA\x40\xF0\x40\x5C", "日本ｱ～ⅰ\uE000\\"},
        {"iso-2022-jp", "\x1B$BF|K\\\x1B(J\\~\x1B(I1\x1B(Bx", "日本¥‾ｱx"},
    };
    for (const auto& [label, bytes, text] : cases) {
        CAPTURE(label);
        const auto decoded = transcode(bytes, find_encoding(label).value());
        CHECK(decoded.text == text);
        CHECK(decoded.replacements == 0);
    }
}

TEST_CASE("an error in a multi-byte text never eats the markup after it", "[charset]") {
    const std::vector<std::tuple<std::string, std::string, std::string>> cases{
        {"gbk", "\x81<p>", "\uFFFD<p>"},         {"gbk", "\x81\x30\x81<p>", "\uFFFD0\uFFFD<p>"},
        {"gbk", "\xFF\xC4", "\uFFFD\uFFFD"},     {"gbk", "\x81\x30", "\uFFFD"},
        {"big5", "\x81<p>", "\uFFFD<p>"},        {"euc-kr", "\xC8<p>", "\uFFFD<p>"},
        {"euc-jp", "\x8F\xA1<p>", "\uFFFD<p>"},  {"shift_jis", "\x81<p>", "\uFFFD<p>"},
        {"shift_jis", "\x85\x40", "\uFFFD@"},    {"iso-2022-jp", "\x1B$B\x1B(B<p>", "\uFFFD<p>"},
        {"iso-2022-jp", "\x1B<p>", "\uFFFD<p>"}, {"iso-2022-jp", "\x1B$x", "\uFFFD$x"},
    };
    for (const auto& [label, bytes, text] : cases) {
        CAPTURE(label, bytes);
        CHECK(transcode(bytes, find_encoding(label).value()).text == text);
    }
}

TEST_CASE("UTF-16 mends lone surrogates and half characters", "[charset]") {
    CHECK(transcode("\x3D\xD8\x00\xDE"s, Encoding::utf_16le).text == "😀");
    CHECK(transcode("\xD8\x3D\xDE\x00"s, Encoding::utf_16be).text == "😀");
    CHECK(transcode("\x3D\xD8\x41\x00"s, Encoding::utf_16le).text == "\uFFFDA");
    CHECK(transcode("\x00\xDE\x41\x00"s, Encoding::utf_16le).text == "\uFFFDA");
    CHECK(transcode("\x41\x00\x42"s, Encoding::utf_16le).text == "A\uFFFD");
    CHECK(transcode("\x3D\xD8\x42"s, Encoding::utf_16le).text == "\uFFFD");
}

TEST_CASE("a page full of U+FFFD is garbled, a page with one is not", "[charset]") {
    const std::string markup = "<html><style>" + std::string(20'000, 'x') + "</style><script>" +
                               std::string(20'000, 'y') + "</script><body><p>";
    std::string rain;
    for (int i = 0; i < 200; ++i) rain += "\uFFFDак\uFFFD ";
    CHECK(is_garbled(decode(markup + rain, "text/html; charset=utf-8")));
    CHECK_FALSE(is_garbled(decode(markup + russian + "\xFF", "text/html; charset=utf-8")));
    CHECK_FALSE(is_garbled(decode(russian, "")));
    CHECK_FALSE(is_garbled(decode("", "")));
    CHECK_FALSE(is_garbled(decode("<a title='" + rain + "'>" + russian, "text/html; charset=utf-8")));
    CHECK(is_garbled(decode("text", "text/html; charset=iso-2022-kr")));
}

TEST_CASE("a false multi-byte label gives way to what the bytes are", "[charset]") {
    std::string text;
    for (int i = 0; i < 5; ++i) text += russian;
    const auto decoded = decode(encode(text, Encoding::windows_1251), "text/html; charset=shift_jis");
    CHECK(decoded.charset == "windows-1251");
    CHECK(decoded.text == text);
}

TEST_CASE("any bytes under any label give valid UTF-8 in linear time", "[charset]") {
    std::mt19937 random(7);
    const std::vector<std::string> pieces{"<meta charset=",   "koi8-r",   ">",   "<!--",         "-->",
                                          "\x1B$B",           "\x1B(B",   "\"",  "\xEF\xBB\xBF", "\xFF\xFE",
                                          "<?xml encoding='", "charset",  "=",   "\0\0"s,        "<script",
                                          "</script>",        "\x81\x30", "\x8F"};
    for (std::size_t label = 0; label < encoding_count; ++label) {
        for (int round = 0; round < 40; ++round) {
            std::string bytes;
            for (auto n = random() % 60; n > 0; --n) {
                if (random() % 3 == 0)
                    bytes += pieces[random() % pieces.size()];
                else
                    bytes.push_back(static_cast<char>(random()));
            }
            const auto decoded = decode(bytes, "text/html; charset=" + std::string(encoding_name(Encoding(label))));
            CHECK(is_valid_utf8(decoded.text));
            CHECK_FALSE(decoded.charset.empty());
            CHECK(is_valid_utf8(transcode(bytes, Encoding(label)).text));
            static_cast<void>(is_garbled(decoded));
        }
    }
    for (const std::string_view unit :
         {"<!--", "<a ", "<a b='", "<meta charset=x>", "charset", "\xE2\x82", "<script"}) {
        std::string bytes;
        while (bytes.size() < 2'000'000) bytes += unit;
        CHECK(is_valid_utf8(decode(bytes, bytes.substr(0, 60'000)).text));
    }
}
