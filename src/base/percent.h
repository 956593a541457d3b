#pragma once
/// Percent-escapes: "%2F" stands for one octet (RFC 3986 §2.1).

#include <cstddef>
#include <string>
#include <string_view>

#include "base/text.h"

namespace winnow {

/// The octet that "%XX" at `at` stands for, -1 if no escape stands there.
constexpr int escaped_octet(std::string_view text, std::size_t at) {
    if (text[at] != '%' || at + 2 >= text.size()) return -1;
    const int high = hex_value(text[at + 1]), low = hex_value(text[at + 2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/// In upper case, the one normal spelling (§6.2.2.1).
inline void append_escape(std::string& out, unsigned char octet) {
    constexpr char digits[] = "0123456789ABCDEF";
    const char escape[3] = {'%', digits[octet >> 4], digits[octet & 15]};
    out.append(escape, 3);
}

/// The octets that `text` stands for, which need not be UTF-8; a '%' that begins no escape stands for itself.
inline std::string percent_decoded(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        const int octet = escaped_octet(text, at);
        out += octet < 0 ? text[at] : static_cast<char>(octet);
        if (octet >= 0) at += 2;
    }
    return out;
}

}  // namespace winnow
