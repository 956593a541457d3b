#pragma once
/// Status and headers of a response, read line by line and strictly where it matters (RFC 9112 §5, §6.3).
///
/// libcurl lets through what would make two readers see two different messages: contradicting Content-Lengths, CR and
/// NUL inside lines, 20,000 headers, unasked transfer codings. Private to net/.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace winnow::net {

class ResponseHead {
public:
    explicit ResponseHead(std::size_t max_bytes) : max_bytes_(max_bytes) {}

    /// One line with its line end, the empty one included. A status line begins anew (after 100, 103); what follows the
    /// last empty line is a trailer, which is counted and dropped. Errors: connection, too_large.
    Result<void> add_line(std::string_view line);

    int status() const { return status_; }
    /// The final header block has ended: what follows is the body.
    bool finished() const { return finished_; }
    const std::vector<std::pair<std::string, std::string>>& headers() const { return headers_; }
    std::vector<std::pair<std::string, std::string>> take_headers() { return std::move(headers_); }

    std::optional<std::uint64_t> content_length() const { return content_length_; }
    bool chunked() const { return chunked_; }
    /// All Content-Encoding headers as one list.
    const std::string& content_encoding() const { return content_encoding_; }

private:
    Result<void> begin(std::string_view status_line);
    Result<void> add_header(std::string_view line);
    Result<void> read_framing(std::string_view name, std::string_view value);

    std::size_t max_bytes_;
    std::size_t bytes_ = 0;
    int status_ = 0;
    bool finished_ = false;
    std::vector<std::pair<std::string, std::string>> headers_;
    std::optional<std::uint64_t> content_length_;
    bool chunked_ = false;
    std::string content_encoding_;
};

}  // namespace winnow::net
