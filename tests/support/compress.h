#pragma once
/// Packs test bodies the way servers do.

#include <string>
#include <string_view>

namespace winnow::test {

std::string gzip(std::string_view plain);
std::string deflate(std::string_view plain);      ///< with zlib's wrapper, RFC 9110's "deflate"
std::string raw_deflate(std::string_view plain);  ///< without it, as some servers send it
std::string brotli(std::string_view plain);
std::string zstd(std::string_view plain);

/// `count` times `piece`, packed, without ever holding the whole: for bombs.
std::string gzip_of_many(std::string_view piece, std::size_t count);
std::string brotli_of_many(std::string_view piece, std::size_t count);
std::string zstd_of_many(std::string_view piece, std::size_t count);

}  // namespace winnow::test
