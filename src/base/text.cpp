#include "base/text.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iterator>

namespace winnow {

std::string ascii_lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = to_ascii_lower(c);
    return out;
}

bool iequals_ascii(std::string_view a, std::string_view b) {
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                              [](char x, char y) { return to_ascii_lower(x) == to_ascii_lower(y); });
}

bool istarts_with_ascii(std::string_view text, std::string_view prefix) {
    return text.size() >= prefix.size() && iequals_ascii(text.substr(0, prefix.size()), prefix);
}

std::size_t ifind_ascii(std::string_view text, std::string_view needle) {
    const auto found = std::search(text.begin(), text.end(), needle.begin(), needle.end(),
                                   [](char x, char y) { return to_ascii_lower(x) == y; });
    return found == text.end() && !needle.empty() ? std::string_view::npos
                                                  : static_cast<std::size_t>(found - text.begin());
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && is_ascii_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_ascii_space(text.back())) text.remove_suffix(1);
    return text;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> pieces;
    for (std::size_t at = 0;;) {
        const auto end = text.find(separator, at);
        if (end == std::string_view::npos) {
            pieces.push_back(text.substr(at));
            return pieces;
        }
        pieces.push_back(text.substr(at, end - at));
        at = end + 1;
    }
}

bool replace_all(std::string& text, std::string_view from, std::string_view to) {
    auto at = text.find(from);
    if (at == std::string::npos) return false;
    // Into a second text: moving the rest up at each find would be quadratic.
    std::string out;
    out.reserve(text.size());
    std::size_t done = 0;
    for (; at != std::string::npos; at = text.find(from, done)) {
        out.append(text, done, at - done).append(to);
        done = at + from.size();
    }
    text = std::move(out.append(text, done, std::string::npos));
    return true;
}

char32_t next_beyond_ascii(std::string_view text, std::size_t& at) {
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    const auto lead = bytes[at];
    if (lead >= 0xC2 && lead < 0xE0 && at + 1 < text.size() && (bytes[at + 1] & 0xC0) == 0x80) {  // most letters
        at += 2;
        return static_cast<char32_t>((lead & 0x1F) << 6 | (bytes[at - 1] & 0x3F));
    }
    utf8proc_int32_t code_point = 0;
    const auto used = utf8proc_iterate(bytes + at, static_cast<utf8proc_ssize_t>(text.size() - at), &code_point);
    if (used <= 0) {
        ++at;
        return 0xFFFD;
    }
    at += static_cast<std::size_t>(used);
    return static_cast<char32_t>(code_point);
}

void append_utf8(std::string& out, char32_t code_point) {
    if (code_point < 0x80) {
        out.push_back(static_cast<char>(code_point));
        return;
    }
    utf8proc_uint8_t bytes[4];
    const auto length = utf8proc_encode_char(static_cast<utf8proc_int32_t>(code_point), bytes);
    out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
}

bool is_valid_utf8(std::string_view bytes) {
    const auto* p = reinterpret_cast<const unsigned char*>(bytes.data());
    const auto* const end = p + bytes.size();
    while (p < end) {
        if (*p < 0x80) {
            ++p;
            continue;
        }
        utf8proc_int32_t code_point = 0;
        const auto used = utf8proc_iterate(p, end - p, &code_point);
        if (used <= 0) return false;
        p += used;
    }
    return true;
}

std::string valid_utf8(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size() + 16);
    for (std::size_t at = 0; at < bytes.size();) append_utf8(out, next_code_point(bytes, at));
    return out;
}

std::size_t length_utf8(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count) next_code_point(text, at);
    return count;
}

std::string_view clip_utf8(std::string_view text, std::size_t max_bytes) {
    if (text.size() <= max_bytes) return text;
    while (max_bytes > 0 && (static_cast<unsigned char>(text[max_bytes]) & 0xC0) == 0x80) --max_bytes;
    return text.substr(0, max_bytes);
}

bool is_unicode_space(char32_t c) {
    if (c <= 0x20) return c == ' ' || (c >= 9 && c <= 13);
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 ||
           c == 0x202F || c == 0x205F || c == 0x2060 || c == 0x3000 || c == 0xFEFF;
}

bool is_letter(char32_t c) {
    if (c < 0x80) return is_ascii_alpha(static_cast<char>(c));
    const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
    if (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) return true;
    // vowel signs: Devanagari to Myanmar, Khmer
    const bool abugida = (c >= 0x900 && c < 0x10A0) || (c >= 0x1780 && c < 0x1800);
    return abugida && (category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC);
}

bool is_upper(char32_t c) {
    if (c < 0x80) return c >= 'A' && c <= 'Z';
    const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
    return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT;
}

bool is_digit(char32_t c) {
    if (c < 0x80) return c >= '0' && c <= '9';
    return utf8proc_category(static_cast<utf8proc_int32_t>(c)) == UTF8PROC_CATEGORY_ND;
}

namespace {

/// What utf8proc makes of the letters of most alphabets, looked up once.
struct Letters {
    static constexpr char32_t end = 0x1100;
    std::array<char32_t, end> lower{};  ///< itself if it has none
    std::array<char32_t, end> bare{};   ///< without marks; 0 if that is not one code point
};

/// Appends `c` without its marks; nothing if it is a mark.
void append_bare(std::string& out, char32_t c) {
    utf8proc_int32_t parts[8];
    int last_class = 0;
    const auto options = static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_STABLE | UTF8PROC_STRIPMARK);
    const auto count =
        utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), parts, std::size(parts), options, &last_class);
    if (count < 0 || count > static_cast<utf8proc_ssize_t>(std::size(parts))) return append_utf8(out, c);
    for (utf8proc_ssize_t i = 0; i < count; ++i) append_utf8(out, static_cast<char32_t>(parts[i]));
}

const Letters& letters() {
    static const auto all = [] {
        Letters made;
        for (char32_t c = 0; c < Letters::end; ++c) {
            made.lower[c] = static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c)));
            std::string bare;
            append_bare(bare, c);
            if (std::size_t at = 0; !bare.empty())
                if (const auto first = next_code_point(bare, at); at == bare.size()) made.bare[c] = first;
        }
        return made;
    }();
    return all;
}

char32_t to_lower(char32_t c) {
    return c < Letters::end ? letters().lower[c]
                            : static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c)));
}

/// fold_case() of a text, each code point of the outcome given to `put`.
template <typename Put>
void fold(std::string_view text, std::string& out, Put put) {
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto c = next_code_point(text, at);
        if (c < 0x80) {
            out.push_back(to_ascii_lower(static_cast<char>(c)));
        } else if (c == 0x130 || c == 0x131) {  // İ, ı
            out.push_back('i');
        } else if (c == 0x307 && !out.empty() && out.back() == 'i') {
            continue;  // the dot that decomposing İ leaves behind: "i̇yun"
        } else if (c == 0x1E9E || c == 0xDF) {
            out += "ss";
        } else {
            put(to_lower(c));
        }
    }
}

}  // namespace

std::string fold_case(std::string_view text) {
    std::string out;
    fold(text, out, [&](char32_t c) { append_utf8(out, c); });
    return out;
}

std::string fold_letters(std::string_view text) {
    std::string out;
    fold(text, out, [&](char32_t c) {
        if (const auto bare = c < Letters::end ? letters().bare[c] : 0; bare != 0)
            append_utf8(out, bare);
        else
            append_bare(out, c);
    });
    return out;
}

std::string text_key(std::string_view text) {
    std::string out;
    const auto folded = fold_case(text);
    out.reserve(folded.size());
    for (std::size_t at = 0; at < folded.size();) {
        const auto c = next_code_point(folded, at);
        if (is_letter(c) || is_digit(c)) append_utf8(out, c);
    }
    return out;
}

namespace {

/// Soft hyphen, bidi marks and embeddings, isolates, interlinear marks, C0 and C1 controls, U+FFFC, variation of
/// blanks.
bool is_invisible(char32_t c) {
    if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return true;
    return c == 0xAD || c == 0x061C || c == 0x180E || (c >= 0x200E && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2061 && c <= 0x206F) || (c >= 0xFFF9 && c <= 0xFFFC);
}

/// True where the text may need composing: a combining mark or a singleton that NFC maps away.
bool may_need_nfc(char32_t c) {
    return (c >= 0x300 && c < 0x370) || (c >= 0x591 && c < 0x600) || (c >= 0x610 && c < 0x700) || c == 0x2126 ||
           c == 0x212A || c == 0x212B || (c >= 0x900 && c < 0x1200) || (c >= 0x1DC0 && c < 0x1E00) ||
           (c >= 0x1F00 && c < 0x2000) || (c >= 0x3099 && c <= 0x309A) || (c >= 0xF900 && c < 0xFB50) || c >= 0x1D000;
}

std::string to_nfc(const std::string& text) {
    auto* composed = utf8proc_NFC(reinterpret_cast<const utf8proc_uint8_t*>(text.c_str()));
    if (composed == nullptr) return text;
    std::string out(reinterpret_cast<const char*>(composed));
    std::free(composed);
    return out;
}

}  // namespace

std::string escape_html(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

std::string one_json_line(std::string json) {
    if (json.find("\xC2\x85") != std::string::npos) replace_all(json, "\xC2\x85", "\\u0085");
    if (json.find("\xE2\x80") != std::string::npos) {
        replace_all(json, "\xE2\x80\xA8", "\\u2028");
        replace_all(json, "\xE2\x80\xA9", "\\u2029");
    }
    return json;
}

std::string clean_line(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    bool blank = false;
    bool compose = false;
    const auto put_blank = [&] {
        if (blank && !out.empty()) out.push_back(' ');
        blank = false;
    };
    for (std::size_t at = 0; at < text.size();) {
        const auto lead = static_cast<unsigned char>(text[at]);
        if (lead < 0x80) {
            ++at;
            if (lead > 0x20 && lead != 0x7F) {
                put_blank();
                out.push_back(static_cast<char>(lead));
            } else if (lead == 0x20 || (lead >= 9 && lead <= 13)) {
                blank = true;
            }
            continue;
        }
        const auto start = at;
        const auto c = next_code_point(text, at);
        if (is_unicode_space(c)) {
            blank = true;
        } else if (!is_invisible(c)) {
            put_blank();
            compose = compose || may_need_nfc(c);
            if (c == 0xFFFD && at - start == 1)
                append_utf8(out, c);
            else
                out.append(text, start, at - start);
        }
    }
    return compose ? to_nfc(out) : out;
}

}  // namespace winnow
