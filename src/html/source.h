#pragma once
/// Where things end in HTML source, as the tokenizer of the HTML standard (§13.2.5) has it. Pure functions on the
/// page's bytes; positions are byte offsets, npos means that the page ends first.

#include <cstddef>
#include <string_view>

namespace winnow::html {

/// memchr with positions.
std::size_t find_char(std::string_view html, char c, std::size_t from);

/// What ends a tag name, and what may follow "</script" so that it is the end tag (§13.2.5.13).
bool ends_name(char c);

/// Position of the "</name" that ends RCDATA or RAWTEXT; `name` in lower case.
std::size_t find_end_tag(std::string_view html, std::size_t from, std::string_view name);

/// The same for a script (§13.2.5.4, .15 to .31): inside <!-- a <script> opens a second level that </script> only
/// closes, and --> ends both.
std::size_t find_script_end(std::string_view html, std::size_t from);

/// Behind the comment whose text begins at `from`, or the page's end (§13.2.5.43 to .52): it ends at "-->" or "--!>",
/// and at once as "<!-->" and "<!--->".
std::size_t comment_end(std::string_view html, std::size_t from);

/// From `at`, how far Gumbo would give back exactly these bytes: to the first character reference (unless
/// `and_is_plain`), line end that it rewrites, or control or ill-formed character that it replaces.
std::size_t plain_until(std::string_view text, std::size_t at, bool and_is_plain = false);

/// True if the page has a character of the last private plane (U+100000 and up), or a reference to one.
bool mentions_last_plane(std::string_view html);

/// True if the page has a form feed, or what may be a reference to one.
bool mentions_form_feed(std::string_view html);

}  // namespace winnow::html
