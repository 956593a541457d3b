#include "extract/json_repair.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "base/text.h"
#include "extract/structured.h"

namespace winnow::extract {

namespace {

struct Entity {
    std::string_view name;
    char32_t code_point;
};
// Those that occur in titles and names; sorted.
constexpr std::array entities = {
    Entity{"Aacute", 0xC1},   Entity{"Agrave", 0xC0},  Entity{"Auml", 0xC4},    Entity{"Ccedil", 0xC7},
    Entity{"Eacute", 0xC9},   Entity{"Oacute", 0xD3},  Entity{"Oslash", 0xD8},  Entity{"Ouml", 0xD6},
    Entity{"Uacute", 0xDA},   Entity{"Uuml", 0xDC},    Entity{"aacute", 0xE1},  Entity{"acirc", 0xE2},
    Entity{"aelig", 0xE6},    Entity{"agrave", 0xE0},  Entity{"amp", '&'},      Entity{"apos", '\''},
    Entity{"aring", 0xE5},    Entity{"atilde", 0xE3},  Entity{"auml", 0xE4},    Entity{"bdquo", 0x201E},
    Entity{"bull", 0x2022},   Entity{"ccedil", 0xE7},  Entity{"cent", 0xA2},    Entity{"copy", 0xA9},
    Entity{"deg", 0xB0},      Entity{"eacute", 0xE9},  Entity{"ecirc", 0xEA},   Entity{"egrave", 0xE8},
    Entity{"euml", 0xEB},     Entity{"euro", 0x20AC},  Entity{"frac12", 0xBD},  Entity{"gt", '>'},
    Entity{"hellip", 0x2026}, Entity{"iacute", 0xED},  Entity{"icirc", 0xEE},   Entity{"iexcl", 0xA1},
    Entity{"iquest", 0xBF},   Entity{"iuml", 0xEF},    Entity{"laquo", 0xAB},   Entity{"ldquo", 0x201C},
    Entity{"lsaquo", 0x2039}, Entity{"lsquo", 0x2018}, Entity{"lt", '<'},       Entity{"mdash", 0x2014},
    Entity{"middot", 0xB7},   Entity{"nbsp", 0xA0},    Entity{"ndash", 0x2013}, Entity{"ntilde", 0xF1},
    Entity{"oacute", 0xF3},   Entity{"ocirc", 0xF4},   Entity{"oelig", 0x153},  Entity{"ograve", 0xF2},
    Entity{"oslash", 0xF8},   Entity{"otilde", 0xF5},  Entity{"ouml", 0xF6},    Entity{"pound", 0xA3},
    Entity{"quot", '"'},      Entity{"raquo", 0xBB},   Entity{"rdquo", 0x201D}, Entity{"reg", 0xAE},
    Entity{"rsaquo", 0x203A}, Entity{"rsquo", 0x2019}, Entity{"sbquo", 0x201A}, Entity{"sect", 0xA7},
    Entity{"shy", 0xAD},      Entity{"szlig", 0xDF},   Entity{"times", 0xD7},   Entity{"trade", 0x2122},
    Entity{"uacute", 0xFA},   Entity{"ucirc", 0xFB},   Entity{"ugrave", 0xF9},  Entity{"uuml", 0xFC},
    Entity{"yen", 0xA5},      Entity{"zwj", 0x200D},   Entity{"zwnj", 0x200C},
};

/// The entity that begins at the '&' at `at`; moves past it.
std::optional<char32_t> read_entity(std::string_view text, std::size_t& at) {
    const auto end = text.substr(0, std::min(text.size(), at + 12)).find(';', at);
    if (end == std::string_view::npos || end < at + 3) return std::nullopt;
    const auto name = text.substr(at + 1, end - at - 1);
    if (name.front() == '#') {
        const bool hex = name.size() > 2 && to_ascii_lower(name[1]) == 'x';
        char32_t code_point = 0;
        for (const char c : name.substr(hex ? 2 : 1)) {
            const int digit = hex_value(c);
            if (digit < 0 || (!hex && digit > 9)) return std::nullopt;
            code_point = code_point * (hex ? 16 : 10) + static_cast<char32_t>(digit);
            if (code_point > 0x10FFFF) return std::nullopt;
        }
        if (name.size() < 2 || code_point == 0 || (code_point >= 0xD800 && code_point < 0xE000)) return std::nullopt;
        at = end + 1;
        return code_point;
    }
    const auto found = std::lower_bound(entities.begin(), entities.end(), name,
                                        [](const Entity& entity, std::string_view n) { return entity.name < n; });
    if (found == entities.end() || found->name != name) return std::nullopt;
    at = end + 1;
    return found->code_point;
}

std::string_view without_prefix(std::string_view text, std::string_view prefix) {
    return text.starts_with(prefix) ? trim(text.substr(prefix.size())) : text;
}
std::string_view without_suffix(std::string_view text, std::string_view suffix) {
    return text.ends_with(suffix) ? trim(text.substr(0, text.size() - suffix.size())) : text;
}

/// Four hex digits at `at`, or -1.
int read_hex4(std::string_view text, std::size_t at) {
    if (at + 4 > text.size()) return -1;
    int value = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        const int digit = hex_value(text[at + i]);
        if (digit < 0) return -1;
        value = value * 16 + digit;
    }
    return value;
}

/// Copies what follows a backslash; returns the position behind it.
std::size_t copy_escape(std::string_view text, std::size_t at, std::string& out) {
    if (at >= text.size()) return at;
    const char c = text[at];
    if (c == 'u') {
        const int unit = read_hex4(text, at + 1);
        if (unit < 0) {
            out += "u";
            return at + 1;
        }
        const bool high = unit >= 0xD800 && unit < 0xDC00;
        const bool low = unit >= 0xDC00 && unit < 0xE000;
        const int next = high && text.substr(at + 5, 2) == "\\u" ? read_hex4(text, at + 7) : -1;
        if (high && next >= 0xDC00 && next < 0xE000) {
            out += "\\";
            out += text.substr(at, 11);
            return at + 11;
        }
        if (high || low) {
            out += "\\ufffd";
            return at + 5;
        }
        out += "\\";
        out += text.substr(at, 5);
        return at + 5;
    }
    static constexpr std::string_view known = "\"\\/bfnrt";
    if (known.find(c) != std::string_view::npos) out += '\\';
    if (static_cast<unsigned char>(c) >= 0x20) out += c;
    return at + 1;
}

/// Whether a quote at `at` can end its string: what follows is a comma, colon or bracket that fits, or nothing.
bool can_end_string(std::string_view text, std::size_t at) {
    ++at;
    while (at < text.size() && is_ascii_space(text[at])) ++at;
    if (at >= text.size()) return true;
    const char c = text[at];
    if (c == '}' || c == ']' || c == ':') return true;
    if (c != ',') return false;
    // after the comma the next string or value begins; a comma inside prose is followed by a word
    ++at;
    while (at < text.size() && is_ascii_space(text[at])) ++at;
    if (at >= text.size()) return true;
    static constexpr std::string_view starts = "\"{[]}-0123456789tfn";
    return starts.find(text[at]) != std::string_view::npos;
}

}  // namespace

std::string decode_entities(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] == '&') {
            if (const auto code_point = read_entity(text, at)) {
                append_utf8(out, *code_point);
                continue;
            }
        }
        out.push_back(text[at++]);
    }
    return out;
}

std::string_view unwrap_json(std::string_view text, std::string& decoded) {
    text = trim(text);
    for (int round = 0; round < 4; ++round) {
        const auto before = text.size();
        for (const auto* prefix : {"\xEF\xBB\xBF", "<!--", "//<!--", "//<![CDATA[", "// <![CDATA[", "/*<![CDATA[*/",
                                   "/* <![CDATA[ */", "<![CDATA["})
            text = without_prefix(text, prefix);
        for (const auto* suffix : {"-->", "//-->", "//]]>", "// ]]>", "/*]]>*/", "/* ]]> */", "]]>", ";", "//"})
            text = without_suffix(text, suffix);
        if (text.size() == before) break;
    }
    const auto head = text.substr(0, 64);
    if (head.find("&quot;") != std::string_view::npos || head.find("&#34;") != std::string_view::npos) {
        const auto quote = head.find('"');
        if (quote == std::string_view::npos) {
            decoded = decode_entities(text);
            text = trim(decoded);
        }
    }
    return text;
}

std::string repair_json(std::string_view text) {
    std::string out;
    out.reserve(text.size() + text.size() / 16);
    std::vector<char> open;
    bool in_string = false;
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        if (!in_string) {
            if (c == '"')
                in_string = true;
            else if ((c == '{' || c == '[') && open.size() < 1000)
                open.push_back(c == '{' ? '}' : ']');
            else if ((c == '}' || c == ']') && !open.empty() && open.back() == c)
                open.pop_back();
            if (static_cast<unsigned char>(c) >= 0x20 || is_ascii_space(c)) out.push_back(c);
            ++at;
            if (open.empty() && (c == '}' || c == ']')) break;  // the root value is complete
            continue;
        }
        if (c == '\\') {
            at = copy_escape(text, at + 1, out);
        } else if (c == '"' && !can_end_string(text, at)) {
            out += "\\\"";
            ++at;
        } else if (c == '"') {
            in_string = false;
            out.push_back(c);
            ++at;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            out += fmt::format("\\u{:04x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
            ++at;
        } else {
            out.push_back(c);
            ++at;
        }
    }
    if (in_string) out.push_back('"');
    if (!open.empty()) {
        // cut off: a dangling key or comma cannot stay
        while (!out.empty() && (is_ascii_space(out.back()) || out.back() == ',')) out.pop_back();
        if (!out.empty() && out.back() == ':') out += "null";
    }
    while (!open.empty()) {
        out.push_back(open.back());
        open.pop_back();
    }
    return out;
}

}  // namespace winnow::extract
