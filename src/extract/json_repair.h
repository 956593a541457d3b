#pragma once
/// JSON as pages carry it, brought back to JSON.

#include <string>
#include <string_view>

namespace winnow::extract {

/// Without byte order mark, CDATA and comment wrappers around the value. A text that was HTML-escaped as a whole is
/// decoded into `decoded`, to which the result then points.
std::string_view unwrap_json(std::string_view text, std::string& decoded);

/// For texts that do not parse: control characters inside strings escaped, quotes that cannot end their string
/// escaped, escapes that JSON does not know made plain, half surrogates replaced, a cut-off end closed.
std::string repair_json(std::string_view text);

}  // namespace winnow::extract
