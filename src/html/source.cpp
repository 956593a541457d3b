#include "html/source.h"

#include <array>
#include <cstdint>
#include <cstring>

#include "base/text.h"

namespace winnow::html {
namespace {

constexpr std::size_t npos = std::string_view::npos;

bool names_tag_at(std::string_view html, std::size_t at, std::string_view name) {
    return at + name.size() < html.size() && iequals_ascii(html.substr(at, name.size()), name) &&
           ends_name(html[at + name.size()]);
}

/// How Gumbo takes a byte of text.
enum class Byte : std::uint8_t {
    plain,
    stop,      // a control that it replaces, a line end that it rewrites
    and_sign,  // begins a character reference, save in scripts
    non_ascii,
};

constexpr std::array<Byte, 256> classify_bytes() {
    std::array<Byte, 256> classes{};
    for (std::size_t c = 0; c < classes.size(); ++c) {
        const bool control = c == 0x7F || (c < 0x20 && c != '\t' && c != '\n');
        classes[c] = c >= 0x80 ? Byte::non_ascii : control ? Byte::stop : c == '&' ? Byte::and_sign : Byte::plain;
    }
    return classes;
}
constexpr auto byte_classes = classify_bytes();

/// True if all eight bytes are ASCII, no control characters and no '&': the common case, eight at a time.
bool are_plain(const char* eight) {
    constexpr std::uint64_t ones = 0x0101010101010101u;
    constexpr std::uint64_t tops = ones * 0x80;
    std::uint64_t word = 0;
    std::memcpy(&word, eight, sizeof word);
    const auto zero_bytes = [](std::uint64_t w) { return (w - ones) & ~w; };  // by their top bit, if none has it set
    const std::uint64_t below_space = (word - ones * 0x20) & ~word;
    return ((word | below_space | zero_bytes(word ^ ones * '&') | zero_bytes(word ^ ones * 0x7F)) & tops) == 0;
}

/// How many bytes a character beyond ASCII has that Gumbo keeps; 0 if it replaces it.
std::size_t kept_character(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
    const auto continues = [&](std::size_t i) { return (byte(i) & 0xC0) == 0x80; };
    const unsigned lead = byte(at);
    if (lead >= 0xC3 && lead <= 0xDF && continues(at + 1)) return 2;                       // U+00C0 to U+07FF
    if (lead >= 0xE1 && lead <= 0xEC && continues(at + 1) && continues(at + 2)) return 3;  // U+1000 to U+CFFF
    std::size_t end = at;
    const char32_t code = next_code_point(text, end);
    const bool ill_formed = code == 0xFFFD && end == at + 1;
    const bool noncharacter = (code & 0xFFFE) == 0xFFFE || (code >= 0xFDD0 && code <= 0xFDEF);
    return ill_formed || noncharacter || code < 0xA0 ? 0 : end - at;
}

/// True if `wanted(digits, hex)` holds for the number of any character reference, its leading zeros taken off.
template <class Wanted>
bool any_number(std::string_view html, Wanted wanted) {
    for (std::size_t at = find_char(html, '&', 0); at != npos; at = find_char(html, '&', at + 1)) {
        std::string_view digits = html.substr(at + 1, 64);
        if (digits.substr(0, 1) != "#") continue;
        const bool hex = digits.substr(1, 1) == "x" || digits.substr(1, 1) == "X";
        digits.remove_prefix(hex ? 2 : 1);
        while (digits.substr(0, 1) == "0") digits.remove_prefix(1);
        std::size_t count = 0;
        while (count < digits.size() && (is_ascii_digit(digits[count]) || (hex && is_ascii_alpha(digits[count]))))
            ++count;
        if (count == digits.size() || wanted(digits.substr(0, count), hex)) return true;  // cut off: who knows
    }
    return false;
}

}  // namespace

bool ends_name(char c) {
    return is_ascii_space(c) || c == '/' || c == '>';
}

std::size_t find_char(std::string_view html, char c, std::size_t from) {
    if (from >= html.size()) return npos;
    const void* const found = std::memchr(html.data() + from, c, html.size() - from);
    return found == nullptr ? npos : static_cast<std::size_t>(static_cast<const char*>(found) - html.data());
}

std::size_t find_end_tag(std::string_view html, std::size_t from, std::string_view name) {
    for (std::size_t at = find_char(html, '<', from); at != npos; at = find_char(html, '<', at + 1))
        if (at + 1 < html.size() && html[at + 1] == '/' && names_tag_at(html, at + 2, name)) return at;
    return npos;
}

std::size_t find_script_end(std::string_view html, std::size_t from) {
    enum class State { plain, escaped, double_escaped };
    constexpr std::string_view script = "script";
    State state = State::plain;
    std::size_t at = from;
    while (at < html.size()) {
        if (state == State::plain) {
            at = find_char(html, '<', at);
            if (at == npos) return npos;
            const std::string_view rest = html.substr(at + 1);
            if (rest.substr(0, 1) == "/" && names_tag_at(html, at + 2, script)) return at;
            if (rest.substr(0, 3) == "!--") {
                state = State::escaped;
                at += 2;  // on the dashes: <!--> and <!---> end at once
            } else {
                ++at;
            }
            continue;
        }
        const char c = html[at];
        if (c == '-' && html.substr(at, 3) == "-->") {
            state = State::plain;
            at += 3;
        } else if (c == '<' && html.substr(at + 1, 1) == "/" && names_tag_at(html, at + 2, script)) {
            if (state == State::escaped) return at;
            state = State::escaped;
            at += 2 + script.size();
        } else if (c == '<' && state == State::escaped && names_tag_at(html, at + 1, script)) {
            state = State::double_escaped;
            at += 1 + script.size();
        } else {
            ++at;
        }
    }
    return npos;
}

std::size_t comment_end(std::string_view html, std::size_t from) {
    if (html.substr(from, 1) == ">") return from + 1;
    if (html.substr(from, 2) == "->") return from + 2;
    for (std::size_t dash = find_char(html, '-', from); dash != npos; dash = find_char(html, '-', dash + 1)) {
        const std::string_view end = html.substr(dash, 4);
        if (end.substr(0, 3) == "-->") return dash + 3;
        if (end == "--!>") return dash + 4;
    }
    return html.size();
}

std::size_t plain_until(std::string_view text, std::size_t at, bool and_is_plain) {
    for (;;) {
        while (at + 8 <= text.size() && are_plain(text.data() + at)) at += 8;
        if (at >= text.size()) return at;
        const Byte byte = byte_classes[static_cast<unsigned char>(text[at])];
        if (byte == Byte::plain || (byte == Byte::and_sign && and_is_plain)) {
            ++at;
            continue;
        }
        const std::size_t size = byte == Byte::non_ascii ? kept_character(text, at) : 0;
        if (size == 0) return at;
        at += size;
    }
}

bool mentions_last_plane(std::string_view html) {
    if (find_char(html, '\xF4', 0) != npos) return true;
    return any_number(html, [](std::string_view digits, bool hex) {
        return digits.size() >= (hex ? 6 : 7) || digits.empty();  // 0x100000 is 1048576
    });
}

bool mentions_form_feed(std::string_view html) {
    if (find_char(html, '\f', 0) != npos || html.find("&FormFeed") != npos) return true;
    return any_number(
        html, [](std::string_view digits, bool hex) { return digits == (hex ? "c" : "12") || (hex && digits == "C"); });
}

}  // namespace winnow::html
