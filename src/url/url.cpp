#include "url/url.h"

#include <algorithm>

#include "base/text.h"
#include "url/host.h"
#include "url/percent.h"

namespace winnow::url {
namespace {

constexpr bool is_slash(char c) {
    return c == '/' || c == '\\';  // the same thing in special schemes
}

/// For error texts: short, and nothing in it that a terminal or log could take for a command.
std::string shown(std::string_view text) {
    std::string out;
    const auto clipped = clip_utf8(text, 200);
    for (std::size_t at = 0; at < clipped.size();) {
        const auto c = next_code_point(clipped, at);
        append_utf8(out, c < 0x20 || (c >= 0x7F && c < 0xA0) ? U'?' : c);
    }
    if (clipped.size() < text.size()) out += "...";
    return out;
}

enum class Dots { none, single_dot, double_dot };

/// "." and "..", where each dot may be written "%2e".
Dots dots_in(std::string_view segment) {
    if (segment.empty() || segment.size() > 6 || (segment[0] != '.' && segment[0] != '%')) return Dots::none;
    int dots = 0;
    for (std::size_t at = 0; at < segment.size(); ++dots) {
        if (segment[at] == '.') {
            ++at;
        } else if (escaped_octet(segment, at) == '.') {
            at += 3;
        } else {
            return Dots::none;
        }
    }
    return dots == 1 ? Dots::single_dot : dots == 2 ? Dots::double_dot : Dots::none;
}

}  // namespace

/// The basic URL parser of https://url.spec.whatwg.org/ (§4.4) without a state override, for special schemes with an
/// authority. What is left of its states then is a straight line: scheme, slashes, authority, path, query, fragment.
class Url::Parser {
public:
    Parser(std::string_view text, const Url* base) : text_(text), base_(base) {}

    Result<Url> parse() {
        if (text_.size() > max_text_bytes) return refuse("too long for a URL");
        std::string buffer;
        rest_ = clean(buffer);
        out_.reserve(rest_.size() + (base_ != nullptr ? base_->href_.size() : 0) + 16);

        const auto scheme = take_scheme();
        if (scheme.empty()) {
            if (base_ == nullptr) return refuse("a relative URL without a base");
            out_ = base_->scheme();
        } else if (scheme != "http" && scheme != "https") {
            return refuse("scheme " + shown(scheme) + " is not http or https");
        } else {
            out_ = scheme;
        }
        out_ += "://";
        url_.parts_.scheme_end = end() - 3;

        const bool same_scheme = base_ != nullptr && scheme == base_->scheme();
        const bool relative = scheme.empty() || (same_scheme && !rest_.starts_with("//"));
        const bool slashes = rest_.size() >= 2 && is_slash(rest_[0]) && is_slash(rest_[1]);
        const bool has_authority = !relative || slashes;
        if (!has_authority) {
            copy_authority();
            resolve_path();
        } else {
            const auto wrong = parse_authority();
            if (!wrong.empty()) return refuse(std::string(wrong));
            url_.parts_.path_begin = end();
            parse_path();
        }
        parse_query_and_fragment();
        url_.href_ = std::move(out_);
        return std::move(url_);
    }

private:
    std::uint32_t end() const { return static_cast<std::uint32_t>(out_.size()); }

    tl::unexpected<Error> refuse(const std::string& why) const {
        return fail(Errc::invalid, shown(trim(text_)) + ": " + why);
    }

    /// Without blanks and control characters around, tabs and line ends within, and ill-formed UTF-8.
    std::string_view clean(std::string& buffer) const {
        auto text = text_;
        const auto blank = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
        while (!text.empty() && blank(text.front())) text.remove_prefix(1);
        while (!text.empty() && blank(text.back())) text.remove_suffix(1);
        bool ascii = true, broken_lines = false;
        for (const char c : text) {
            ascii = ascii && static_cast<unsigned char>(c) < 0x80;
            broken_lines = broken_lines || c == '\t' || c == '\n' || c == '\r';
        }
        if (!ascii && !is_valid_utf8(text)) {
            buffer = valid_utf8(text);
            text = buffer;
        }
        if (broken_lines) {
            std::string joined;
            std::copy_if(text.begin(), text.end(), std::back_inserter(joined),
                         [](char c) { return c != '\t' && c != '\n' && c != '\r'; });
            buffer = std::move(joined);
            text = buffer;
        }
        return text;
    }

    /// Scheme start and scheme states. Lower case, empty if the text has none.
    std::string take_scheme() {
        if (rest_.starts_with("https:") || rest_.starts_with("http:")) {
            const auto colon = rest_[4] == ':' ? 4u : 5u;
            const std::string scheme(rest_.substr(0, colon));
            rest_.remove_prefix(colon + 1);
            return scheme;
        }
        if (rest_.empty() || !is_ascii_alpha(rest_[0])) return {};
        std::size_t at = 1;
        while (at < rest_.size() && (is_ascii_alpha(rest_[at]) || is_ascii_digit(rest_[at]) || rest_[at] == '+' ||
                                     rest_[at] == '-' || rest_[at] == '.'))
            ++at;
        if (at == rest_.size() || rest_[at] != ':') return {};
        const auto scheme = ascii_lower(rest_.substr(0, at));
        rest_.remove_prefix(at + 1);
        return scheme;
    }

    /// Special authority slashes to port states. Empty, or what is wrong.
    std::string_view parse_authority() {
        while (!rest_.empty() && is_slash(rest_[0])) rest_.remove_prefix(1);
        const auto authority_end = std::min(rest_.find_first_of("/\\?#"), rest_.size());
        auto authority = rest_.substr(0, authority_end);
        rest_.remove_prefix(authority_end);

        url_.parts_.username_end = url_.parts_.password_end = end();
        const auto at_sign = authority.rfind('@');
        if (at_sign != std::string_view::npos) {
            add_credentials(authority.substr(0, at_sign));
            authority.remove_prefix(at_sign + 1);
        }

        const auto host = authority.substr(0, host_length(authority));
        if (host.empty()) return "no host";
        url_.parts_.host_begin = end();
        const auto wrong = append_host(out_, host);
        if (!wrong.empty()) return wrong;
        url_.parts_.host_end = end();
        return add_port(authority.substr(host.size()));
    }

    /// Up to the first colon outside brackets.
    static std::size_t host_length(std::string_view authority) {
        bool inside_brackets = false;
        for (std::size_t at = 0; at < authority.size(); ++at) {
            if (authority[at] == '[') inside_brackets = true;
            if (authority[at] == ']') inside_brackets = false;
            if (authority[at] == ':' && !inside_brackets) return at;
        }
        return authority.size();
    }

    void add_credentials(std::string_view credentials) {
        const auto colon = credentials.find(':');
        append_encoded(out_, credentials.substr(0, colon), userinfo_set);
        url_.parts_.username_end = url_.parts_.password_end = end();
        if (colon != std::string_view::npos && colon + 1 < credentials.size()) {
            out_ += ':';
            append_encoded(out_, credentials.substr(colon + 1), userinfo_set);
            url_.parts_.password_end = end();
        }
        if (end() > url_.parts_.scheme_end + 3) out_ += '@';
    }

    /// `text` is empty or begins with the colon.
    std::string_view add_port(std::string_view text) {
        const unsigned default_port = out_[4] == 's' ? 443 : 80;
        unsigned port = 0;
        for (const char c : text.substr(text.empty() ? 0 : 1)) {
            if (!is_ascii_digit(c)) return "port is not a number";
            port = port * 10 + static_cast<unsigned>(c - '0');
            if (port > 65535) return "port above 65535";
        }
        if (text.size() <= 1) port = default_port;
        url_.port_ = static_cast<std::uint16_t>(port);
        if (port != default_port) {
            out_ += ':';
            out_ += std::to_string(port);
        }
        return {};
    }

    void copy_authority() {
        const auto& from = base_->parts_;  // the scheme is the same, so are the offsets
        out_.append(base_->href_, from.scheme_end + 3, from.path_begin - from.scheme_end - 3);
        url_.parts_ = from;
        url_.port_ = base_->port_;
    }

    /// Relative and relative slash states, once it is clear that the authority is the base's.
    void resolve_path() {
        const bool rooted = !rest_.empty() && is_slash(rest_[0]);
        if (!rooted) out_ += base_->path();
        if (rest_.empty() || rest_[0] == '?' || rest_[0] == '#') {
            if (rest_.empty() || rest_[0] == '#') keep_query_ = true;
            return;
        }
        if (!rooted) drop_last_segment();
        parse_path();
    }

    void drop_last_segment() {
        const auto slash = out_.rfind('/');
        if (slash >= url_.parts_.path_begin && slash != std::string::npos) out_.resize(slash);
    }

    /// Path start and path states: appends the segments of `rest_` to the path so far, which lacks its final slash.
    void parse_path() {
        if (!rest_.empty() && is_slash(rest_[0])) rest_.remove_prefix(1);
        for (;;) {
            std::size_t length = 0;
            while (length < rest_.size() && !is_slash(rest_[length]) && rest_[length] != '?' && rest_[length] != '#')
                ++length;
            const auto segment = rest_.substr(0, length);
            const bool more = length < rest_.size() && is_slash(rest_[length]);
            rest_.remove_prefix(length + (more ? 1 : 0));

            const auto dots = dots_in(segment);
            if (dots == Dots::double_dot) drop_last_segment();
            if (dots == Dots::none) {
                out_ += '/';
                append_encoded(out_, segment, path_set);
            } else if (!more) {
                out_ += '/';
            }
            if (!more) return;
        }
    }

    void parse_query_and_fragment() {
        url_.parts_.query_begin = end();
        if (keep_query_)
            out_.append(base_->href_, base_->parts_.query_begin,
                        base_->parts_.fragment_begin - base_->parts_.query_begin);
        const auto hash = std::min(rest_.find('#'), rest_.size());
        if (rest_.starts_with('?')) {
            out_ += '?';
            append_encoded(out_, rest_.substr(1, hash - 1), query_set);
        }
        url_.parts_.fragment_begin = end();
        if (hash == rest_.size()) return;
        out_ += '#';
        append_encoded(out_, rest_.substr(hash + 1), fragment_set);
    }

    std::string_view text_;
    const Url* base_;
    std::string_view rest_;
    std::string out_;
    Url url_;
    bool keep_query_ = false;
};

Result<Url> Url::parse(std::string_view text) {
    return Parser(text, nullptr).parse();
}

Result<Url> Url::parse(std::string_view text, const Url& base) {
    return Parser(text, &base).parse();
}

std::string Url::request_url() const {
    std::string out(href_, 0, parts_.scheme_end + 3);
    out.append(href_, parts_.host_begin, parts_.fragment_begin - parts_.host_begin);
    return out;
}

std::string_view Url::scheme() const {
    return std::string_view(href_).substr(0, parts_.scheme_end);
}

std::string_view Url::username() const {
    const auto begin = parts_.scheme_end + 3;
    return std::string_view(href_).substr(begin, parts_.username_end - begin);
}

std::string_view Url::password() const {
    if (parts_.password_end == parts_.username_end) return {};
    return std::string_view(href_).substr(parts_.username_end + 1, parts_.password_end - parts_.username_end - 1);
}

std::string_view Url::host() const {
    return std::string_view(href_).substr(parts_.host_begin, parts_.host_end - parts_.host_begin);
}

std::uint16_t Url::port() const {
    return port_;
}

bool Url::has_default_port() const {
    return parts_.host_end == parts_.path_begin;
}

std::string Url::authority() const {
    return href_.substr(parts_.host_begin, parts_.path_begin - parts_.host_begin);
}

std::string_view Url::path() const {
    return std::string_view(href_).substr(parts_.path_begin, parts_.query_begin - parts_.path_begin);
}

std::string_view Url::query() const {
    if (!has_query()) return {};
    return std::string_view(href_).substr(parts_.query_begin + 1, parts_.fragment_begin - parts_.query_begin - 1);
}

bool Url::has_query() const {
    return parts_.query_begin < parts_.fragment_begin;
}

std::string_view Url::fragment() const {
    if (parts_.fragment_begin == href_.size()) return {};
    return std::string_view(href_).substr(parts_.fragment_begin + 1);
}

std::string Url::path_and_query() const {
    return href_.substr(parts_.path_begin, parts_.fragment_begin - parts_.path_begin);
}

std::string Url::host_unicode() const {
    return unicode_host(host());
}

}  // namespace winnow::url
