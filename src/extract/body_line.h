#pragma once
/// What one pass over a line's text tells: counts of words, marks and stock phrases, and how much of it the page says
/// of itself elsewhere (title, description, JSON-LD articleBody).

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extract/blocks.h"
#include "extract/body_words.h"

namespace winnow::extract {

/// What the page says about its article elsewhere; any may be empty.
struct BodyEvidence {
    std::string title;
    std::string description;
    std::string article_body;  ///< JSON-LD articleBody
};

/// A set of 32-bit hashes that is filled once; counts are not kept.
class HashSet {
public:
    explicit HashSet(std::size_t expected) {
        std::size_t size = 16;
        while (size < expected * 2) size *= 2;
        slots_.assign(size, 0);
    }
    /// False if it was there already.
    bool insert(std::uint32_t hash) {
        if (count_ * 4 > slots_.size() * 3) return false;  // full: only a text of one-letter words gets here
        auto& slot = slots_[place(hash | 1u)];
        const bool fresh = slot == 0;
        slot = hash | 1u;
        count_ += fresh ? 1 : 0;
        return fresh;
    }
    bool contains(std::uint32_t hash) const { return count_ > 0 && slots_[place(hash | 1u)] != 0; }
    std::size_t size() const { return count_; }

private:
    std::size_t place(std::uint32_t key) const {
        auto at = ((key * 2654435769u) >> 8) & (slots_.size() - 1);
        while (slots_[at] != 0 && slots_[at] != key) at = (at + 1) & (slots_.size() - 1);
        return at;
    }
    std::vector<std::uint32_t> slots_;
    std::size_t count_ = 0;
};

/// Counts are of code points or words; in_... are words that the evidence has too.
struct LineReading {
    std::uint32_t words = 0, commas = 0, stops = 0, upper_words = 0, short_words = 0, symbols = 0, pipes = 0;
    std::uint32_t digits = 0, caps = 0;
    std::uint32_t in_title = 0, in_description = 0, in_body = 0;
    std::uint32_t hash = word_seed;
    std::array<std::uint8_t, phrase_count> phrases{};
    char32_t first = 0, last = 0, before_last = 0;
};

bool is_quote(char32_t c);
bool is_stop(char32_t c);  ///< ends a sentence, in any script

/// Reads lines beside one page's evidence; const after construction.
class LineReader {
public:
    explicit LineReader(const BodyEvidence& evidence);

    LineReading read(const Block& block) const;
    std::size_t title_words() const { return title_.size(); }
    bool has_body() const { return body_.size() > 60; }

private:
    HashSet title_, description_, body_;
};

}  // namespace winnow::extract
