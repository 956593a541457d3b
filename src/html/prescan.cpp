#include "html/prescan.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "base/text.h"

namespace winnow::html {

namespace {

constexpr auto npos = std::string_view::npos;

/// What stands after the next "charset" and its '=', from `at` on; moves `at` there. Nothing if there is none.
std::optional<std::string_view> after_charset(std::string_view text, std::size_t& at) {
    const auto skip_blanks = [&] {
        while (at < text.size() && is_ascii_space(text[at])) ++at;
    };
    while (true) {
        const auto found = ifind_ascii(text.substr(at), "charset");
        if (found == npos) return std::nullopt;
        at += found + 7;
        skip_blanks();
        if (at >= text.size() || text[at] != '=') continue;
        ++at;
        skip_blanks();
        return text.substr(at);
    }
}

/// HTML standard, "algorithm for extracting a character encoding from a meta element".
std::optional<Encoding> encoding_of_content(std::string_view content) {
    std::size_t at = 0;
    const auto value = after_charset(content, at);
    if (!value || value->empty()) return std::nullopt;
    const char quote = value->front();
    if (quote == '"' || quote == '\'') {
        const auto end = value->find(quote, 1);
        return end == npos ? std::nullopt : find_encoding(value->substr(1, end - 1));
    }
    return find_encoding(value->substr(0, value->find_first_of("\t\n\f\r ;")));
}

/// A label in a meta or an XML declaration was read as ASCII, so the page cannot be UTF-16.
Encoding readable_as_ascii(Encoding encoding) {
    if (encoding == Encoding::utf_16be || encoding == Encoding::utf_16le) return Encoding::utf_8;
    if (encoding == Encoding::x_user_defined) return Encoding::windows_1252;
    return encoding;
}

/// HTML standard, "get an XML encoding".
std::optional<Encoding> xml_encoding(std::string_view bytes) {
    if (!bytes.starts_with("<?xml")) return std::nullopt;
    const auto end = bytes.find('>');
    if (end == npos) return std::nullopt;
    const auto declaration = bytes.substr(0, end);
    auto at = declaration.find("encoding");
    if (at == npos) return std::nullopt;
    const auto skip_blanks = [&] {
        while (at < end && static_cast<unsigned char>(declaration[at]) <= 0x20) ++at;
    };
    at += 8;
    skip_blanks();
    if (at >= end || declaration[at] != '=') return std::nullopt;
    ++at;
    skip_blanks();
    if (at >= end || (declaration[at] != '"' && declaration[at] != '\'')) return std::nullopt;
    const auto close = declaration.find(declaration[at], at + 1);
    if (close == npos) return std::nullopt;
    const auto label = declaration.substr(at + 1, close - at - 1);
    const auto is_blank = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
    if (std::any_of(label.begin(), label.end(), is_blank)) return std::nullopt;
    const auto encoding = find_encoding(label);
    return encoding ? std::optional(readable_as_ascii(*encoding)) : std::nullopt;
}

struct PrescanAttribute {
    std::string name, value;  // ASCII lower case
};

class Prescan {
public:
    explicit Prescan(std::string_view bytes) : bytes_(bytes) {}

    std::optional<Encoding> run() {
        while (at_ < bytes_.size()) {
            const auto open = bytes_.find('<', at_);
            if (open == npos) break;
            at_ = open;
            if (const auto found = look_at_tag()) return found;
            ++at_;  // "next byte"
        }
        return std::nullopt;
    }

private:
    bool ended() const { return at_ >= bytes_.size(); }
    bool at_blank() const { return is_ascii_space(bytes_[at_]); }

    /// `at_` is on a '<'; leaves it on the last byte of what was passed over.
    std::optional<Encoding> look_at_tag() {
        const auto rest = bytes_.substr(at_);
        if (rest.starts_with("<!--")) {
            const auto close = bytes_.find("-->", at_ + 2);  // "<!-->" is a whole comment
            at_ = close == npos ? bytes_.size() : close + 2;
        } else if (istarts_with_ascii(rest, "<meta") && rest.size() > 5 &&
                   (is_ascii_space(rest[5]) || rest[5] == '/')) {
            at_ += 5;
            return meta();
        } else if (rest.size() > 1 &&
                   (is_ascii_alpha(rest[1]) || (rest[1] == '/' && rest.size() > 2 && is_ascii_alpha(rest[2])))) {
            while (!ended() && !at_blank() && bytes_[at_] != '>') ++at_;
            while (attribute()) {
            }
        } else if (rest.size() > 1 && (rest[1] == '!' || rest[1] == '/' || rest[1] == '?')) {
            at_ = std::min(bytes_.find('>', at_), bytes_.size());
        }
        return std::nullopt;
    }

    std::optional<Encoding> meta() {
        std::vector<std::string> seen;
        bool got_pragma = false;
        std::optional<bool> need_pragma;
        std::optional<Encoding> charset;
        bool charset_set = false;  // the standard's "failure" is not its "null"
        while (const auto found = attribute()) {
            if (seen.size() >= max_attributes || std::find(seen.begin(), seen.end(), found->name) != seen.end())
                continue;
            seen.push_back(found->name);
            if (found->name == "http-equiv") {
                got_pragma = got_pragma || found->value == "content-type";
            } else if (found->name == "content") {
                const auto encoding = encoding_of_content(found->value);
                if (encoding && !charset_set) {
                    charset = encoding;
                    charset_set = true;
                    need_pragma = true;
                }
            } else if (found->name == "charset") {
                charset = find_encoding(found->value);
                charset_set = true;
                need_pragma = false;
            }
        }
        if (out_of_bytes_ || !need_pragma || (*need_pragma && !got_pragma) || !charset) return std::nullopt;
        return readable_as_ascii(*charset);
    }

    /// HTML standard, "get an attribute". Running out of bytes ends the whole prescan.
    std::optional<PrescanAttribute> attribute() {
        while (!ended() && (at_blank() || bytes_[at_] == '/')) ++at_;
        if (ended()) return run_out();
        if (bytes_[at_] == '>') return std::nullopt;
        PrescanAttribute found;
        for (;; ++at_) {
            if (ended()) return run_out();
            const char c = bytes_[at_];
            if (c == '=' && !found.name.empty()) {
                ++at_;
                return value_of(std::move(found));
            }
            if (is_ascii_space(c)) break;
            if (c == '/' || c == '>') return found;
            append(found.name, c);
        }
        while (!ended() && at_blank()) ++at_;
        if (ended()) return run_out();
        if (bytes_[at_] != '=') return found;
        ++at_;
        return value_of(std::move(found));
    }

    std::optional<PrescanAttribute> value_of(PrescanAttribute found) {
        while (!ended() && at_blank()) ++at_;
        if (ended()) return run_out();
        const char quote = bytes_[at_];
        if (quote == '"' || quote == '\'') {
            const auto close = bytes_.find(quote, at_ + 1);
            if (close == npos) return run_out();
            for (const char c : bytes_.substr(at_ + 1, close - at_ - 1)) append(found.value, c);
            at_ = close + 1;
            return found;
        }
        for (; !ended(); ++at_) {
            const char c = bytes_[at_];
            if (at_blank() || c == '>') return found;
            append(found.value, c);
        }
        return run_out();
    }

    std::optional<PrescanAttribute> run_out() {
        at_ = bytes_.size();
        out_of_bytes_ = true;
        return std::nullopt;
    }

    // No attribute that matters is longer, and none of a thousand in one meta: a hostile page costs no memory.
    static constexpr std::size_t max_length = 512;
    static constexpr std::size_t max_attributes = 64;

    static void append(std::string& to, char c) {
        if (to.size() < max_length) to.push_back(to_ascii_lower(c));
    }

    std::string_view bytes_;
    std::size_t at_ = 0;
    bool out_of_bytes_ = false;
};

}  // namespace

std::optional<Encoding> charset_of_content_type(std::string_view content_type) {
    std::size_t at = 0;
    while (true) {
        const auto value = after_charset(content_type, at);
        if (!value) return std::nullopt;
        auto label = value->substr(0, value->find_first_of(";,"));
        label = trim(label);
        const auto is_quote = [](char c) { return c == '"' || c == '\'' || c == '\\'; };
        while (!label.empty() && is_quote(label.front())) label.remove_prefix(1);
        while (!label.empty() && is_quote(label.back())) label.remove_suffix(1);
        if (const auto encoding = find_encoding(label)) return encoding;
        if (const auto word = label.find_first_of("\t "); word != npos) {
            if (const auto encoding = find_encoding(label.substr(0, word))) return encoding;
        }
    }
}

std::optional<Encoding> prescan(std::string_view bytes) {
    using namespace std::string_view_literals;
    if (bytes.starts_with("<\0?\0x\0"sv)) return Encoding::utf_16le;
    if (bytes.starts_with("\0<\0?\0x"sv)) return Encoding::utf_16be;
    if (const auto found = Prescan(bytes).run()) return found;
    return xml_encoding(bytes);
}

}  // namespace winnow::html
