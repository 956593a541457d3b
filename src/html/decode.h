#pragma once
/// Bytes to UTF-8 text, by the order of the HTML standard ("determining the character encoding" and its Encoding
/// standard's labels), with two corrections that real news pages need: bytes that are valid UTF-8 (and not pure ASCII)
/// under a legacy label are UTF-8, and a page without any label is UTF-8 if valid, else detected.

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace winnow::html {

enum class CharsetSource { bom, http_header, meta, valid_utf8, detected, fallback };

struct Decoded {
    std::string text;     ///< valid UTF-8, no BOM
    std::string charset;  ///< WHATWG name, lower case: "utf-8", "windows-1251", "koi8-r", "utf-16le"
    CharsetSource source = CharsetSource::fallback;
    std::size_t replacements = 0;  ///< U+FFFD that decoding put in; those that stood in the bytes do not count
};

/// `content_type` is the HTTP header's value or empty. Never fails: what cannot be decoded is U+FFFD and counted; the
/// caller decides (see is_garbled) whether that is an article or the outcome bad_encoding.
Decoded decode(std::string_view bytes, std::string_view content_type);

/// True if so much of the text is U+FFFD that no reader would take it for text.
bool is_garbled(const Decoded& decoded);

/// WHATWG encoding label to name: "cp1251" -> "windows-1251", "latin1" -> "windows-1252"; empty if unknown.
std::string_view encoding_for_label(std::string_view label);

}  // namespace winnow::html
