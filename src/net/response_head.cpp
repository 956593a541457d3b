#include "net/response_head.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace winnow::net {
namespace {

constexpr std::size_t max_headers = 1'000;

std::string_view without_line_end(std::string_view line) {
    if (!line.empty() && line.back() == '\n') line.remove_suffix(1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    return line;
}

/// RFC 9110 §5.6.2. Nothing else is a header's name: "Content-Length : 5" is none to libcurl either.
bool is_token(std::string_view name) {
    constexpr std::string_view others = "!#$%&'*+-.^_`|~";
    return !name.empty() && std::all_of(name.begin(), name.end(), [&](char c) {
        return is_ascii_alpha(c) || is_ascii_digit(c) || others.find(c) != std::string_view::npos;
    });
}

/// RFC 9110 §8.6: a list of equal values counts as one.
std::optional<std::uint64_t> parse_content_length(std::string_view value) {
    std::optional<std::uint64_t> length;
    for (const auto piece : split(value, ',')) {
        const auto digits = trim(piece);
        std::uint64_t one = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), one);
        if (digits.empty() || error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
        if (length && *length != one) return std::nullopt;
        length = one;
    }
    return length;
}

}  // namespace

Result<void> ResponseHead::add_line(std::string_view line) {
    bytes_ += line.size();
    if (bytes_ > max_bytes_)
        return fail(Errc::too_large, "more than " + std::to_string(max_bytes_ / 1024) + " KiB of headers");
    line = without_line_end(line);
    if (line.find_first_of(std::string_view("\r\0", 2)) != std::string_view::npos)
        return fail(Errc::connection, "a header line with CR or NUL inside");
    if (istarts_with_ascii(line, "HTTP/")) return begin(line);
    if (finished_) return {};
    if (!line.empty()) return add_header(line);
    finished_ = status_ >= 200;
    return {};
}

Result<void> ResponseHead::begin(std::string_view status_line) {
    finished_ = false;
    status_ = 0;
    headers_.clear();
    content_length_.reset();
    chunked_ = false;
    content_encoding_.clear();
    const auto blank = status_line.find(' ');
    const auto code = blank == std::string_view::npos ? std::string_view() : status_line.substr(blank + 1, 3);
    const auto [end, error] = std::from_chars(code.data(), code.data() + code.size(), status_);
    if (error != std::errc() || end != code.data() + 3 || status_ < 100 || status_ == 101)
        return fail(Errc::connection, "no sensible status line");
    return {};
}

Result<void> ResponseHead::add_header(std::string_view line) {
    if (line.front() == ' ' || line.front() == '\t') {  // RFC 9112 §5.2: a folded line goes on with the value above
        if (headers_.empty()) return fail(Errc::connection, "a header block that begins with a folded line");
        const auto& name = headers_.back().first;
        if (name == "content-length" || name == "transfer-encoding" || name == "content-encoding")
            return fail(Errc::connection, "a folded " + name + " header");
        headers_.back().second.append(" ").append(trim(line));
        return {};
    }
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return {};  // noise; browsers pass over it
    if (headers_.size() == max_headers)
        return fail(Errc::too_large, "more than " + std::to_string(max_headers) + " headers");
    auto name = ascii_lower(line.substr(0, colon));
    const auto value = trim(line.substr(colon + 1));
    if (auto framing = read_framing(name, value); !framing) return framing;
    headers_.emplace_back(std::move(name), value);
    return {};
}

Result<void> ResponseHead::read_framing(std::string_view name, std::string_view value) {
    if (name == "content-length") {
        const auto length = parse_content_length(value);
        if (!length) return fail(Errc::connection, "a Content-Length that is none");
        if (content_length_ && content_length_ != length)
            return fail(Errc::connection, "two Content-Lengths that differ");
        content_length_ = length;
    } else if (name == "transfer-encoding") {
        for (const auto piece : split(value, ',')) {
            const auto coding = ascii_lower(trim(piece));
            if (coding == "chunked")
                chunked_ = true;
            else if (!coding.empty() && coding != "identity")
                return fail(Errc::connection, "a transfer coding that we did not offer");
        }
    } else if (name == "content-encoding") {
        if (!content_encoding_.empty()) content_encoding_ += ',';
        content_encoding_ += value;
    }
    return {};
}

}  // namespace winnow::net
