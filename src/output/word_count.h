#pragma once

#include <cstddef>
#include <string_view>

namespace winnow::output {

/// Words of a text in UTF-8 as a reader counts them: runs of letters and digits; an apostrophe or hyphen inside joins.
/// Between the characters of scripts that write no blanks (Chinese, Japanese, Thai, Lao, Khmer, Burmese) words end
/// where ICU's dictionaries say so (UAX #29, ubrk_open(UBRK_WORD)). Pure; safe from several threads.
std::size_t count_words(std::string_view text);

}  // namespace winnow::output
