#pragma once
/// A text as the sequence of its words, each a 64-bit hash, in a form in which copies of a text agree.

#include <cstdint>
#include <string_view>
#include <vector>

namespace winnow::dedupe {

struct Words {
    std::vector<std::uint64_t> hashes;  ///< in reading order
    std::uint64_t numbers = 0;          ///< Bloom filter, one bit a number: "1.300", "1,300" and "1300" are one
};

/// Appends the words of `text` to `words`.
void read_words(std::string_view text, Words& words);

/// Distinct hashes of all runs of `length` neighbouring words, sorted; one of the whole if the text is shorter.
std::vector<std::uint64_t> shingles(const std::vector<std::uint64_t>& words, std::size_t length);

}  // namespace winnow::dedupe
