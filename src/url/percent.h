#pragma once
/// The percent-encode sets of the URL standard (§1.3), as bits of one table.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/percent.h"

namespace winnow::url {

enum EncodeSet : std::uint8_t {
    fragment_set = 1,
    query_set = 2,  ///< the special-query set: http and https are special schemes
    path_set = 4,
    userinfo_set = 8,
};

/// For each byte the sets that encode it. Bytes from 0x7F on are in all of them: the C0 control set.
constexpr std::array<std::uint8_t, 256> make_encode_table() {
    std::array<std::uint8_t, 256> table{};
    const auto add = [&table](std::string_view bytes, std::uint8_t sets) {
        for (const char c : bytes) table[static_cast<unsigned char>(c)] |= sets;
    };
    for (unsigned c = 0; c < 256; ++c)
        if (c < 0x20 || c > 0x7E) table[c] = fragment_set | query_set | path_set | userinfo_set;
    add(" \"<>`", fragment_set);
    add(" \"#<>'", query_set);
    add(" \"#<>?^`{}", path_set);
    add(" \"#<>?^`{}/:;=@[\\]|", userinfo_set);
    return table;
}
inline constexpr auto encode_table = make_encode_table();

inline void append_encoded(std::string& out, std::string_view text, EncodeSet set) {
    std::size_t clean_from = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto octet = static_cast<unsigned char>(text[at]);
        if ((encode_table[octet] & set) == 0) continue;
        out.append(text, clean_from, at - clean_from);
        append_escape(out, octet);
        clean_from = at + 1;
    }
    out.append(text, clean_from);
}

}  // namespace winnow::url
