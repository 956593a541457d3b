#pragma once
/// What lines of text are made of, for the page model: sentences, marks, prices, times of day, telephones. Private to
/// page_*.cpp and metadata_*.cpp.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "extract/blocks.h"

namespace winnow::extract {

/// What the characters of the text are; sums over lines.
struct TextMarks {
    std::size_t letters = 0, words = 0, sentences = 0, commas = 0, quotes = 0, questions = 0, exclamations = 0;
    std::size_t digits = 0, money = 0, clocks = 0, phones = 0, mails = 0, addresses = 0, capitals = 0;
    std::size_t lines = 0, open_ends = 0, colon_ends = 0, digit_starts = 0;
};

bool is_digit_at(std::string_view text, std::size_t at);  ///< ASCII; `at` may lie behind the end

/// Adds what a line is made of.
void read_marks(const Block& block, TextMarks& m);

/// Words between blanks; of scripts that write none, two characters to a word.
std::size_t count_words(std::string_view text);

/// "2026" as a number of its own.
bool says_year(std::string_view text);

/// How many of the words of `text` that say something are in `folded`: their beginnings, so that endings may differ; -1
/// without such words.
float words_shared(std::string_view text, std::string_view folded);

/// How much of the shorter of two lines is in the other, whatever the order of their words: the share of its triples of
/// letters and digits; 0 if it has fewer than four. "Moose on the track" and "Moose on the track, trains late": 1.
class Likeness {
public:
    explicit Likeness(std::string_view line);  ///< copies what it needs
    float to(std::string_view other) const;

private:
    std::vector<std::uint64_t> triples_;  ///< sorted
};

/// "14:32", "today, 14:32", "12 min ago": what fresh stories show instead of a day.
bool says_moment(const Block& block);

}  // namespace winnow::extract
