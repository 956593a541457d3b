#include "extract/date_tokens.h"

#include "base/text.h"

namespace winnow::extract {

namespace {

bool is_han(char32_t c) {
    return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF);
}

/// Letters, and the vowel signs and accents that belong to them; the punctuation of the same blocks is left out.
bool is_word_part(char32_t c) {
    if (is_letter(c)) return true;
    if (c < 0x300 || c >= 0x2000) return false;
    if (is_digit(c) || is_unicode_space(c)) return false;
    switch (c) {
        case 0x37E:  // Greek question mark
        case 0x387:
        case 0x55A:
        case 0x55D:
        case 0x589:  // Armenian full stop
        case 0x58A:
        case 0x5BE:
        case 0x60C:  // Arabic comma
        case 0x61B:
        case 0x61F:
        case 0x66A:
        case 0x6D4:
        case 0x964:
        case 0x965:
            return false;
        default:
            return true;
    }
}

char32_t plain_mark(char32_t c) {
    if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x58A || c == 0xFE63) return '-';
    if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFEE0;
    if (c == 0x60C || c == 0x3001) return ',';
    if (c == 0x589 || c == 0x3002) return '.';
    if (c == 0x2018 || c == 0x2019 || c == 0x2B9) return '\'';
    if (c == 0x2236) return ':';
    return c;
}

}  // namespace

int digit_value(char32_t c) {
    for (const char32_t zero : {U'0', U'٠', U'۰', U'०', U'０'})
        if (c >= zero && c <= zero + 9) return static_cast<int>(c - zero);
    return -1;
}

std::vector<DateToken> date_tokens(std::string_view text) {
    std::vector<DateToken> tokens;
    bool blank = true;
    for (std::size_t at = 0; at < text.size();) {
        const auto begin = at;
        const auto c = next_code_point(text, at);
        if (is_unicode_space(c)) {
            blank = true;
            continue;
        }
        DateToken token;
        token.glued = !blank;
        token.begin = static_cast<std::uint32_t>(begin);
        blank = false;
        if (digit_value(c) >= 0) {
            token.kind = DateToken::Kind::number;
            token.value = digit_value(c);
            int digits = 1;
            for (auto next = at; next < text.size(); at = next) {
                const int digit = digit_value(next_code_point(text, next));
                if (digit < 0) break;
                ++digits;
                token.value = digits <= 18 ? token.value * 10 + digit : -1;
            }
            token.digits = static_cast<std::uint8_t>(digits > 255 ? 255 : digits);
        } else if (is_word_part(c)) {
            token.kind = DateToken::Kind::word;
            if (!is_han(c)) {
                for (auto next = at; next < text.size(); at = next) {
                    const auto d = next_code_point(text, next);
                    if (!is_word_part(d) || is_han(d)) break;
                }
            }
            token.word = fold_letters(text.substr(begin, at - begin));
        } else {
            token.mark = plain_mark(c);
        }
        token.end = static_cast<std::uint32_t>(at);
        tokens.push_back(std::move(token));
    }
    return tokens;
}

}  // namespace winnow::extract
