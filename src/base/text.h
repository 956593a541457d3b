#pragma once
/// Small words about text that every room needs. All strings are UTF-8 unless a name says ASCII.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace winnow {

// --- ASCII -----------------------------------------------------------------------------------------------------------

constexpr bool is_ascii_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}
constexpr bool is_ascii_digit(char c) {
    return c >= '0' && c <= '9';
}
constexpr bool is_ascii_alpha(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr char to_ascii_lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}
/// What a hexadecimal digit stands for, -1 for any other character.
constexpr int hex_value(char c) {
    if (is_ascii_digit(c)) return c - '0';
    const char lower = to_ascii_lower(c);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string ascii_lower(std::string_view text);
bool iequals_ascii(std::string_view a, std::string_view b);
bool istarts_with_ascii(std::string_view text, std::string_view prefix);
/// Case-insensitive find, std::string_view::npos if absent. `needle` must be lower case.
std::size_t ifind_ascii(std::string_view text, std::string_view needle);

/// Without leading and trailing ASCII white space.
std::string_view trim(std::string_view text);
/// Pieces between separators, empty ones kept: split("a,,b", ',') is {"a", "", "b"}.
std::vector<std::string_view> split(std::string_view text, char separator);
bool replace_all(std::string& text, std::string_view from, std::string_view to);

// --- UTF-8 -----------------------------------------------------------------------------------------------------------

char32_t next_beyond_ascii(std::string_view text, std::size_t& at);  ///< next_code_point() where there is no ASCII
/// Decodes the code point that starts at `at` and moves `at` past it; U+FFFD and one byte for an ill-formed sequence.
inline char32_t next_code_point(std::string_view text, std::size_t& at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead >= 0x80) return next_beyond_ascii(text, at);
    ++at;
    return lead;
}
void append_utf8(std::string& out, char32_t code_point);
bool is_valid_utf8(std::string_view bytes);
/// U+FFFD for each ill-formed byte.
std::string valid_utf8(std::string_view bytes);
/// Code points, not bytes; ill-formed bytes count one each.
std::size_t length_utf8(std::string_view text);
/// At most `max_bytes`, never in the middle of a code point.
std::string_view clip_utf8(std::string_view text, std::size_t max_bytes);

/// Unicode White_Space, plus the zero-width space, word joiner and BOM that pages use as blanks.
bool is_unicode_space(char32_t c);
bool is_letter(char32_t c);  ///< general category L*, and the vowel signs of abugidas (Devanagari to Myanmar, Khmer)
/// Scripts that write no blanks between words: Thai, Lao, Myanmar, Khmer, kana, Han.
constexpr bool is_unspaced(char32_t c) {
    return (c >= 0x0E00 && c < 0x0F00) || (c >= 0x1000 && c < 0x10A0) || (c >= 0x1780 && c < 0x1800) ||
           (c >= 0x3040 && c < 0x3100) || (c >= 0x31F0 && c < 0x3200) || (c >= 0x3400 && c < 0xA000) ||
           (c >= 0xF900 && c < 0xFB00) || (c >= 0x20000 && c < 0x32000);
}
bool is_upper(char32_t c);  ///< Lu or Lt
bool is_digit(char32_t c);  ///< Nd, any script

/// Full case folding by Unicode, where the Turkic pair is special: both İ and I, ı and i fold to "i", so that
/// "İyun", "iyun" and "IYUN" are equal. For comparing, never for output.
std::string fold_case(std::string_view text);
/// fold_case, and without accents and other marks: "Février", "fevrier" and "FÉVRIER" are equal, as are "أبريل" and
/// "ابريل". For looking words up.
std::string fold_letters(std::string_view text);

/// Letters and digits of any script, fold_case'd, and nothing else: two spellings of one title, name or heading have
/// one key, whatever their case, quotes, blanks and dashes. "Trend.Az" and "TREND AZ" are both "trendaz".
std::string text_key(std::string_view text);

/// For text and for quoted attributes.
std::string escape_html(std::string_view text);

/// JSON text with the line ends that JSON lets stand bare in strings (U+0085, U+2028, U+2029) escaped: one line for
/// every reader, whatever it takes for the end of one.
std::string one_json_line(std::string json);

/// As a reader sees it: NFC; every run of Unicode blanks (no-break, thin, zero-width...) one ASCII space; soft hyphens,
/// bidi controls and other invisible format and control characters gone; trimmed. One line in, one line out.
/// ZWNJ and ZWJ are kept: Persian and emoji need them.
std::string clean_line(std::string_view text);

}  // namespace winnow
