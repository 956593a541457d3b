#include "feed/xml_scanner.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace winnow::feed {
namespace {

constexpr std::string_view cdata_begin = "<![CDATA[";
constexpr std::size_t longest_name = 32;

constexpr bool begins_name(char c) {
    return is_ascii_alpha(c) || c == '_' || c == ':' || static_cast<unsigned char>(c) >= 0x80;
}

constexpr bool ends_name(char c) {
    return is_ascii_space(c) || c == '>' || c == '/' || c == '=' || c == '<';
}

/// A quote or '&' in the name of an element is a slip: <item">.
constexpr bool ends_tag_name(char c) {
    return ends_name(c) || c == '"' || c == '\'' || c == '&';
}

/// The number of "#1234" or "#x4D2".
std::optional<std::uint32_t> reference_number(std::string_view name) {
    name.remove_prefix(1);
    const bool hex = !name.empty() && (name[0] == 'x' || name[0] == 'X');
    if (hex) name.remove_prefix(1);
    if (name.empty() || name.size() > 8) return std::nullopt;
    std::uint32_t value = 0;
    for (const char c : name) {
        const int digit = hex_value(c);
        if (digit < 0 || (!hex && digit > 9)) return std::nullopt;
        value = value * (hex ? 16 : 10) + static_cast<unsigned>(digit);
    }
    return value;
}

/// windows-1252 for 0x80..0x9F, as browsers read them.
char32_t referenced_character(std::uint32_t value) {
    static constexpr std::array<char32_t, 32> windows_1252 = {
        0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
        0x2039, 0x152,  0x8D,   0x17D,  0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};
    if (value >= 0x80 && value <= 0x9F) return windows_1252[value - 0x80];
    if (value == 0 || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return char32_t{0xFFFD};
    return static_cast<char32_t>(value);
}

/// The second half of a surrogate pair whose first is `high`, if `raw` begins with it: "&#56832;". Takes it off `raw`.
char32_t with_low_surrogate(std::uint32_t high, std::string_view& raw) {
    const auto semicolon = raw.substr(0, longest_name + 2).find(';');
    if (high < 0xD800 || high > 0xDBFF || semicolon == std::string_view::npos || !raw.starts_with("&#"))
        return referenced_character(high);
    const auto low = reference_number(raw.substr(1, semicolon - 1));
    if (!low || *low < 0xDC00 || *low > 0xDFFF) return referenced_character(high);
    raw.remove_prefix(semicolon + 1);
    return 0x10000 + ((high - 0xD800) << 10) + (*low - 0xDC00);
}

std::optional<char32_t> named_entity(std::string_view name) {
    if (name == "amp") return U'&';
    if (name == "lt") return U'<';
    if (name == "gt") return U'>';
    if (name == "quot") return U'"';
    if (name == "apos") return U'\'';
    return std::nullopt;
}

}  // namespace

bool decode_xml(std::string_view raw, std::string& out, std::size_t max_bytes) {
    bool left_entity = false;
    while (!raw.empty() && out.size() < max_bytes) {
        const auto ampersand = std::min(raw.find('&'), raw.size());
        out += raw.substr(0, ampersand);
        raw.remove_prefix(ampersand);
        if (raw.empty()) break;
        const auto semicolon = raw.substr(0, longest_name + 2).find(';');
        const auto name = semicolon == std::string_view::npos ? std::string_view() : raw.substr(1, semicolon - 1);
        if (const auto number = name.starts_with('#') ? reference_number(name) : std::nullopt) {
            raw.remove_prefix(semicolon + 1);
            append_utf8(out, with_low_surrogate(*number, raw));
        } else if (const auto c = named_entity(name)) {
            raw.remove_prefix(semicolon + 1);
            append_utf8(out, *c);
        } else {
            raw.remove_prefix(1);
            out += '&';
            left_entity = left_entity || (!raw.empty() && (is_ascii_alpha(raw[0]) || raw[0] == '#'));
        }
    }
    if (out.size() > max_bytes) out.resize(clip_utf8(out, max_bytes).size());
    return left_entity;
}

const XmlToken& XmlScanner::next() {
    token_.attributes.clear();
    token_.cdata = token_.self_closing = false;
    while (at_ < text_.size()) {
        if (!opens_markup(at_)) {
            read_text();
            return token_;
        }
        const char c = text_[at_ + 1];
        if (c == '/') {
            read_end_tag();
            return token_;
        }
        if (c != '!' && c != '?') {
            read_start_tag();
            return token_;
        }
        if (text_.substr(at_).starts_with(cdata_begin)) {
            read_cdata();
            return token_;
        }
        skip_declaration();
    }
    token_.kind = XmlToken::Kind::finished;
    return token_;
}

bool XmlScanner::closes_within(std::string_view name, std::string_view outer) {
    const auto end = next_end_tag(name), end_of_outer = next_end_tag(outer);
    return !end || !end_of_outer || *end < *end_of_outer;
}

/// Nullopt for a name beyond the few that are followed: a hostile text has a new one in each tag.
std::optional<std::size_t> XmlScanner::next_end_tag(std::string_view name) {
    constexpr std::size_t most_names = 16;
    auto known = std::find_if(end_tags_.begin(), end_tags_.end(), [&](const EndTag& tag) { return tag.name == name; });
    if (known == end_tags_.end()) {
        if (end_tags_.size() == most_names) return std::nullopt;
        known = end_tags_.insert(known, {name, 0});
    }
    while (known->at < at_ || (known->at < text_.size() && !closes(known->at, name)))
        known->at = find("</", std::max(known->at + 1, at_));
    return known->at;
}

bool XmlScanner::closes(std::size_t at, std::string_view name) const {
    const auto tag = text_.substr(at + 2, name.size() + 1);
    return tag.starts_with(name) && (tag.size() == name.size() || ends_name(tag.back()));
}

bool XmlScanner::opens_markup(std::size_t at) const {
    if (text_[at] != '<' || at + 1 >= text_.size()) return false;
    const char c = text_[at + 1];
    return c == '!' || c == '?' || begins_name(c) || (c == '/' && at + 2 < text_.size() && begins_name(text_[at + 2]));
}

std::size_t XmlScanner::find(std::string_view what, std::size_t from) {
    return std::min(text_.find(what, from), text_.size());
}

void XmlScanner::skip_declaration() {
    const auto rest = text_.substr(at_);
    if (rest.starts_with("<!--")) {
        at_ = std::min(find("-->", at_ + 4) + 3, text_.size());
        return;
    }
    if (rest.starts_with("<?")) {
        const auto end = no_instruction_end_ ? std::string_view::npos : text_.find("?>", at_ + 2);
        no_instruction_end_ = end == std::string_view::npos;
        at_ = no_instruction_end_ ? std::min(find(">", at_) + 1, text_.size()) : end + 2;
        return;
    }
    // One document has one DOCTYPE; looking for the end of many that have none would be quadratic.
    const bool doctype = !doctype_seen_ && istarts_with_ascii(rest, "<!doctype");
    doctype_seen_ = doctype_seen_ || doctype;
    const auto end = doctype ? end_of_doctype(at_ + 9) : std::nullopt;
    at_ = std::min(end ? *end : find(">", at_) + 1, text_.size());
}

/// Past the '>' of a DOCTYPE, whose internal subset has quotes, comments and brackets of its own.
std::optional<std::size_t> XmlScanner::end_of_doctype(std::size_t at) {
    bool in_subset = false;
    while (at < text_.size()) {
        const char c = text_[at];
        if (c == '"' || c == '\'') {
            at = text_.find(c, at + 1);
        } else if (text_.substr(at).starts_with("<!--")) {
            at = text_.find("-->", at + 4);
        } else if (c == '>' && !in_subset) {
            return at + 1;
        } else if (c == '[') {
            in_subset = true;
        } else if (c == ']') {
            in_subset = false;
        }
        if (at == std::string_view::npos) return std::nullopt;
        ++at;
    }
    return std::nullopt;
}

void XmlScanner::read_cdata() {
    const auto begin = at_ + cdata_begin.size();
    const auto end = no_cdata_end_ ? std::string_view::npos : text_.find("]]>", begin);
    no_cdata_end_ = end == std::string_view::npos;
    // Without an end it reaches as far as text would, so that one slip does not swallow the rest of the feed.
    const auto stop = no_cdata_end_ ? find("</", begin) : end;
    token_.kind = XmlToken::Kind::text;
    token_.cdata = true;
    token_.text = text_.substr(begin, stop - begin);
    at_ = no_cdata_end_ ? stop : end + 3;
}

void XmlScanner::read_text() {
    const auto begin = at_;
    do {
        at_ = find("<", at_ + 1);
    } while (at_ < text_.size() && !opens_markup(at_));
    token_.kind = XmlToken::Kind::text;
    token_.text = text_.substr(begin, at_ - begin);
}

void XmlScanner::read_end_tag() {
    const auto begin = at_ + 2;
    auto end = begin;
    while (end < text_.size() && !ends_tag_name(text_[end])) ++end;
    token_.kind = XmlToken::Kind::end;
    token_.name = text_.substr(begin, end - begin);
    while (end < text_.size() && text_[end] != '>' && text_[end] != '<') ++end;
    at_ = end < text_.size() && text_[end] == '>' ? end + 1 : end;
}

void XmlScanner::read_start_tag() {
    const auto begin = ++at_;
    while (at_ < text_.size() && !ends_tag_name(text_[at_])) ++at_;
    token_.kind = XmlToken::Kind::start;
    token_.name = text_.substr(begin, at_ - begin);
    for (;;) {
        skip_blanks();
        if (at_ == text_.size()) token_.kind = XmlToken::Kind::finished;
        if (at_ == text_.size() || text_[at_] == '<') return;  // the tag was never closed
        if (text_[at_] == '>') {
            ++at_;
            return;
        }
        token_.self_closing = text_[at_] == '/';
        if (token_.self_closing || text_[at_] == '=') {
            ++at_;
            continue;
        }
        const auto attribute = read_attribute();
        if (token_.attributes.size() < max_attributes) token_.attributes.push_back(attribute);
    }
}

void XmlScanner::skip_blanks() {
    while (at_ < text_.size() && is_ascii_space(text_[at_])) ++at_;
}

XmlAttribute XmlScanner::read_attribute() {
    const auto begin = at_;
    while (at_ < text_.size() && !ends_name(text_[at_])) ++at_;
    const auto name = text_.substr(begin, at_ - begin);
    skip_blanks();
    if (at_ == text_.size() || text_[at_] != '=') return {name, {}};
    ++at_;
    skip_blanks();
    return {name, read_attribute_value()};
}

std::string_view XmlScanner::read_attribute_value() {
    if (at_ == text_.size()) return {};
    const char quote = text_[at_];
    if (quote == '"' || quote == '\'') {
        const auto begin = at_ + 1;
        const auto end = text_.find_first_of(quote == '"' ? "\"<" : "'<", begin);
        if (end != std::string_view::npos && text_[end] == quote) {
            at_ = end + 1;
            return text_.substr(begin, end - begin);
        }
        ++at_;  // no '<' may stand in a value: its closing quote was forgotten
    }
    const auto begin = at_;
    while (at_ < text_.size() && !is_ascii_space(text_[at_]) && text_[at_] != '>' && text_[at_] != '<' &&
           !(text_[at_] == '/' && at_ + 1 < text_.size() && text_[at_ + 1] == '>'))
        ++at_;
    return text_.substr(begin, at_ - begin);
}

}  // namespace winnow::feed
