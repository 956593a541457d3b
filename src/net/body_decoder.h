#pragma once
/// Content-Encoding taken off while the bytes arrive (RFC 9110 §8.4), in steps of bounded work.
///
/// We decode ourselves because libcurl unpacks each packet in one go (880 bytes of brotli become 1 GiB before anybody
/// may object), calls a gzip body that was cut short a success, and refuses gzip of several members, which is legal
/// (RFC 1952 §2.2). gzip, deflate (with zlib's wrapper, as the standard says, and without, as some servers do), br,
/// zstd.

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace winnow::net {

/// What we offer in Accept-Encoding.
inline constexpr std::string_view offered_encodings = "gzip, deflate, br, zstd";

class BodyDecoder {
public:
    /// `content_encoding` is the header's value: a list, applied from its end. Names that are no coding ("utf-8",
    /// "none") are passed over, as browsers do. Errors (bad_encoding): a coding we did not offer, more than three of
    /// them.
    static Result<BodyDecoder> create(std::string_view content_encoding);

    BodyDecoder(BodyDecoder&&) noexcept;
    BodyDecoder& operator=(BodyDecoder&&) noexcept;
    ~BodyDecoder();

    bool is_identity() const { return stages_.empty(); }

    /// Takes bytes from the front of `input` and appends what they decode to to `out`, at most `max_output` bytes of
    /// it (and as much work inside a chain of codings). There is more to do as long as input is left or pending().
    /// Error (connection): the body is damaged.
    Result<void> step(std::string_view& input, std::string& out, std::size_t max_output);
    /// The last step stopped for want of room, not of input.
    bool pending() const;
    /// Nothing is missing: each coding has seen its own end mark and check sum, or there was no byte at all.
    bool complete() const;
    /// Bytes that all codings together have put out: the measure of expansion.
    std::size_t produced() const { return produced_; }

    class Stage;

private:
    BodyDecoder();
    std::vector<std::unique_ptr<Stage>> stages_;  // in the order of decoding
    std::vector<std::string> between_;            // what stage i has put out and stage i + 1 has not read yet
    std::size_t produced_ = 0;
};

}  // namespace winnow::net
