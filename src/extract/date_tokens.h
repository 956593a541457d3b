#pragma once
/// A short text as numbers, words and marks: what the date reader looks at.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::extract {

struct DateToken {
    enum class Kind : std::uint8_t { number, word, mark };
    Kind kind = Kind::mark;
    bool glued = false;       ///< no blank before it
    std::uint8_t digits = 0;  ///< number: how many (capped at 255)
    std::int64_t value = 0;   ///< number: its value if it has at most 18 digits, else -1
    char32_t mark = 0;        ///< mark: dashes are '-', full-width forms are their ASCII twins
    std::uint32_t begin = 0;  ///< bytes of the source
    std::uint32_t end = 0;
    std::string word;  ///< word: folded by fold_letters()

    bool is_number(int min_digits, int max_digits) const {
        return kind == Kind::number && digits >= min_digits && digits <= max_digits;
    }
    bool is_mark(char32_t c) const { return kind == Kind::mark && mark == c; }
    bool is_word(std::string_view w) const { return kind == Kind::word && word == w; }
};

/// Digits of every decimal script in news (ASCII, Arabic-Indic, Persian, Devanagari, full width) are numbers; each Han
/// character is a word of its own; letters with their marks are words.
std::vector<DateToken> date_tokens(std::string_view text);

/// 0..9, or -1 if `c` is no decimal digit of these scripts.
int digit_value(char32_t c);

}  // namespace winnow::extract
