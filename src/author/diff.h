#pragma once
/// Two texts, line by line, for people: what must go and what must come.

#include <string>
#include <string_view>

namespace winnow::author {

/// As diff -u shows it: "@@ line N @@", then lines that begin with ' ' (both), '-' (only in `expected`) or '+' (only in
/// `actual`), two lines of context. Empty if the texts are equal. What a reader cannot see (a missing final newline,
/// blanks at the end of a line) is marked.
std::string line_diff(std::string_view expected, std::string_view actual);

}  // namespace winnow::author
