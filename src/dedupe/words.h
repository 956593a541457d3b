#pragma once
/// A text as the sequence of its words, each a 64-bit hash, in a form in which copies of a text agree.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace winnow::dedupe {

/// What is seen of a word beside its letters; bits of Words::marks.
enum Mark : std::uint8_t {
    number_mark = 1,    ///< "1.300", "1,300" and "1300" are one number
    capital_mark = 2,   ///< begins with a capital letter
    sentence_mark = 4,  ///< begins a sentence, so that its capital says nothing
    line_mark = 8,      ///< begins a line
    title_mark = 16,    ///< stands in the first line
};

struct Words {
    std::vector<std::uint64_t> hashes;  ///< in reading order
    std::vector<std::uint8_t> marks;    ///< of each of them
    std::vector<std::uint64_t> topics;  ///< what it begins with: stems of its first long words and numbers
    static constexpr std::size_t most_topics = 16;
};

/// Appends the words of `text` to `words`. The first line that has words is the title.
void read_words(std::string_view text, Words& words);

/// Distinct hashes of all runs of `length` neighbouring words, sorted; one of the whole if the text is shorter.
std::vector<std::uint64_t> shingles(const std::vector<std::uint64_t>& words, std::size_t length);

/// A place where a text names somebody or something: the words around it, and what stands in it.
struct Slot {
    std::uint64_t place;
    std::uint64_t filling;
    auto operator<=>(const Slot&) const = default;
};

/// Names and numbers: what one filling-in of a form has of its own. A name is a word with a capital inside a sentence,
/// or one at its beginning that is written so elsewhere or is followed by another; scripts without capitals have none.
struct Facts {
    std::vector<std::uint64_t> words;  ///< sorted, distinct
    std::vector<Slot> slots;           ///< runs of facts between two words of one line; sorted, distinct; those with a
                                       ///< name in the title count twice, for they say whom the text is about
};
Facts facts_of(const Words& words);

}  // namespace winnow::dedupe
