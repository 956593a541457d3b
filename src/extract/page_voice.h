#pragma once
/// Who speaks in a text and of when: a shop says "you" and "our", a story "said" and "was". Counted for the page model
/// (page_numbers.h), in some languages of news. Private to page_*.cpp.

#include <cstddef>
#include <string_view>

namespace winnow::extract {

struct Voice {
    std::size_t first = 0;   ///< we, our; I, my
    std::size_t second = 0;  ///< you, your
    std::size_t told = 0;    ///< said, announced, according to
    std::size_t past = 0;    ///< was, were, had
};

/// Adds the forms that occur in the line as words of their own; in scripts without blanks wherever they occur. `folded`
/// is a line as fold_sign() gives it.
void hear(std::string_view folded, Voice& voice);

}  // namespace winnow::extract
