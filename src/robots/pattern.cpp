#include "robots/pattern.h"

#include <cstring>

#include "base/percent.h"

namespace winnow::robots {
namespace {

std::string comparable(std::string_view text, bool keep_stars) {
    std::string out;
    out.reserve(text.size());
    bool in_query = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const int escaped = escaped_octet(text, at);
        if (escaped >= 0) at += 2;
        const auto octet = escaped >= 0 ? static_cast<unsigned char>(escaped) : static_cast<unsigned char>(text[at]);
        const bool delimiter = (octet == '/' || octet == '?') && !in_query;
        const bool star = octet == '*' && !(keep_stars && escaped < 0);
        if (octet <= ' ' || octet >= 0x7F || octet == '%' || octet == '#' || octet == '$' || star ||
            (delimiter && escaped >= 0)) {
            append_escape(out, octet);
        } else {
            out += static_cast<char>(octet);
            in_query = in_query || octet == '?';
        }
    }
    return out;
}

/// std::string_view::find takes quadratic time on "aaaa..." and memmem does not.
std::size_t find_from(std::string_view text, std::string_view piece, std::size_t from) {
    const void* found = memmem(text.data() + from, text.size() - from, piece.data(), piece.size());
    if (found == nullptr) return std::string_view::npos;
    return static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

}  // namespace

std::string comparable_path(std::string_view path) {
    return comparable(path.substr(0, path.find('#')), false);
}

Pattern::Pattern(std::string_view written) : anchored_(written.ends_with('$')) {
    if (anchored_) written.remove_suffix(1);
    text_ = comparable(written, true);
}

bool Pattern::matches(std::string_view path) const {
    const std::string_view pattern = text_;
    auto star = pattern.find('*');
    if (star == std::string_view::npos) return anchored_ ? path == pattern : path.starts_with(pattern);
    if (!path.starts_with(pattern.substr(0, star))) return false;

    // The leftmost place for each piece leaves the most room for the next ones, so no other place need be tried.
    auto at = star;
    for (;;) {
        const auto begin = star + 1;
        star = pattern.find('*', begin);
        const auto piece = pattern.substr(begin, star == std::string_view::npos ? star : star - begin);
        if (star == std::string_view::npos && anchored_)
            return path.size() - at >= piece.size() && path.ends_with(piece);
        const auto found = find_from(path, piece, at);
        if (found == std::string_view::npos) return false;
        if (star == std::string_view::npos) return true;
        at = found + piece.size();
    }
}

}  // namespace winnow::robots
