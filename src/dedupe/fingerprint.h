#pragma once
/// Is this text already ours? A text is a sequence of words; two texts are the same if their words are, and near if
/// they share enough pairs of neighbouring words. Case, punctuation, quotes, line breaks, Turkic i and Russian ё do not
/// count.
///
/// MinHash, not simhash, by measurement (550 real texts with synthetic edits): with an aggregator's intro and closing
/// line one copy in ten is 14 of 64 simhash bits away, where unrelated texts begin at 9, while its shared pairs stay
/// above 60 %. Everything here is pure and language-neutral; scripts without blanks (Chinese, Japanese, Thai...) are
/// read as overlapping pairs of characters.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "dedupe/words.h"

namespace winnow::dedupe {

/// A set of values of which one can guess how many it holds, and how many two have in common (a Bloom filter).
template <std::size_t words>
using Filter = std::array<std::uint64_t, words>;

/// Everything the index and the store keep of a text: 144 bytes. A default-made one is that of an empty text.
struct Fingerprint {
    std::array<std::uint64_t, 2> exact{};   ///< XXH3-128 of the normalised words of title and text
    std::uint64_t simhash = 0;              ///< of word pairs: for the article record and foreign tools; not used here
    Filter<1> facts{};                      ///< names and numbers,
    Filter<2> places{};                     ///< where they stand,
    Filter<2> fillings{};                   ///< what stands where,
    Filter<1> topics{};                     ///< the long words it begins with
    std::array<std::uint32_t, 8> keys{};    ///< MinHash of runs of four words: where the index looks the text up
    std::array<std::uint64_t, 4> sketch{};  ///< 128 MinHash values of word pairs, two bits each
    std::uint32_t pairs = 0;                ///< distinct word pairs; 0 for an empty text

    bool empty() const { return pairs == 0; }
    bool operator==(const Fingerprint&) const = default;

    /// For the store: a version byte and 140 bytes, little-endian.
    std::string bytes() const;
    /// Errc::state if the bytes are not what bytes() gave.
    static Result<Fingerprint> from_bytes(std::string_view bytes);
};

/// `text` is the body, paragraphs apart by line breaks. Linear in its length.
Fingerprint fingerprint(std::string_view title, std::string_view text);
/// The same of words that were read already: those of the title, then those of the text.
Fingerprint fingerprint(const Words& words);

enum class Relation : std::uint8_t {
    same,      ///< the same words in the same order
    near,      ///< one text, edited, framed or cut: wire copy in two papers, an aggregator's copy
    different  ///< also: two stories about one event, and one form filled in twice (daily rates, match reports)
};
std::string_view relation_name(Relation relation);

struct Comparison {
    Relation relation = Relation::different;
    double similarity = 0;  ///< share of word pairs in common (Jaccard), 0 to 1; 1 if the same
};

/// Of two whole texts, exact. `inspect dedupe` prints this.
Comparison compare(std::string_view a, std::string_view b);
/// Of two fingerprints. The similarity is an estimate (standard error 0.05), so the bar for near is a little higher,
/// and what the names and numbers say is an estimate, too.
Comparison compare(const Fingerprint& a, const Fingerprint& b);

/// What both comparisons go by. An editor changes sentences and a form changes its fillings: where the same words
/// surround other names and numbers in both texts, and often, there are two events and one form. A copy begins with the
/// same matter, however it is worded; press releases with one footer do not.
struct Evidence {
    double similarity = 0;
    double pairs_a = 0, pairs_b = 0;
    double refilled = 0;       ///< places of names and numbers that both have, and fill with others
    double other_facts = 0;    ///< names and numbers that only one of them has; of the text that has fewer such
    double common_topics = 1;  ///< share of the words it begins with that the other begins with, too
    double margin = 0;         ///< added to the bar where the similarity is an estimate
};
bool is_near(const Evidence& evidence);
/// Of what the index and the store keep.
Evidence estimate(const Fingerprint& a, const Fingerprint& b);
double estimate_similarity(const std::array<std::uint64_t, 4>& a, const std::array<std::uint64_t, 4>& b);
inline constexpr double estimate_margin = 0.03;

}  // namespace winnow::dedupe
