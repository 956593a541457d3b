#include "output/word_count.h"

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include <algorithm>
#include <memory>

#include "base/text.h"

namespace winnow::output {

namespace {

/// Words in a run of characters of scripts that write no blanks.
std::size_t count_unspaced(std::string_view text) {
    if (std::size_t at = 0; next_code_point(text, at) != 0 && at == text.size()) return 1;
    struct Breaks {
        UErrorCode opened = U_ZERO_ERROR;
        std::unique_ptr<UBreakIterator, decltype(&ubrk_close)> at{ubrk_open(UBRK_WORD, "", nullptr, 0, &opened),
                                                                  &ubrk_close};
    };
    thread_local const Breaks breaks;  // opening one takes longer than a sentence
    UErrorCode status = breaks.opened;
    const std::unique_ptr<UText, decltype(&utext_close)> source(
        utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status), &utext_close);
    if (U_SUCCESS(status)) ubrk_setUText(breaks.at.get(), source.get(), &status);
    if (U_FAILURE(status))
        return (length_utf8(text) + 1) / 2;  // without its data: a word is two characters, on average
    std::size_t words = 0;
    while (ubrk_next(breaks.at.get()) != UBRK_DONE)
        words += ubrk_getRuleStatus(breaks.at.get()) >= UBRK_WORD_NONE_LIMIT ? 1 : 0;
    return words;
}

/// Characters between which words may end without a blank; with the marks that repeat or stand for a character (々, 〇)
/// and kana of half width.
bool is_run(char32_t c) {
    return is_unspaced(c) || c == 0x3005 || c == 0x3007 || (c >= 0xFF66 && c < 0xFFA0);
}

}  // namespace

std::size_t count_words(std::string_view text) {
    std::size_t words = 0, at = 0;
    bool inside = false;
    std::size_t first = 0, last = 0;  // a run of unspaced characters, empty if there is none
    const auto end_run = [&] {
        if (last > first) words += count_unspaced(text.substr(first, last - first));
        first = last = 0;
    };
    while (at < text.size()) {
        const auto from = at;
        const auto c = next_code_point(text, at);
        if (is_run(c)) {
            if (last != from) end_run(), first = from;
            last = at;
            inside = false;
            continue;
        }
        const bool part = is_letter(c) || is_digit(c) || (inside && (c == '\'' || c == '-' || c == 0x2019));
        if (part && !inside) ++words;
        inside = part;
    }
    end_run();
    return words;
}

}  // namespace winnow::output
