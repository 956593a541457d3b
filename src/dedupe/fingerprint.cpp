#include "dedupe/fingerprint.h"

#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <iterator>
#include <limits>
#include <vector>

#include "dedupe/words.h"

namespace winnow::dedupe {

namespace {

constexpr std::size_t pair_length = 2;  // long enough to tell stories apart, short enough to survive an editor
constexpr std::size_t key_length = 4;   // rare enough that unrelated texts hardly ever share one
constexpr std::size_t sketch_values = 128;
constexpr std::uint64_t low_bits = 0x5555555555555555u;  // the lower bit of each two-bit value

constexpr std::uint64_t golden = 0x9E3779B97F4A7C15u;

std::uint64_t mix(std::uint64_t x) {  // splitmix64's finaliser
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
    x = (x ^ x >> 27) * 0x94D049BB133111EBu;
    return x ^ x >> 31;
}

/// One permutation hashing: the smallest hash in each of `bins` parts of the hash range. Each element is hashed
/// `rounds` times, so that a short text leaves few parts empty; an empty part takes over the value of another one,
/// found by a fixed sequence (Shrivastava's densification), so that two texts compare part by part. All 0 for no
/// hashes.
template <std::size_t bins, unsigned rounds>
std::array<std::uint64_t, bins> min_hash(const std::vector<std::uint64_t>& hashes) {
    constexpr int bits = std::bit_width(bins) - 1;
    static_assert(std::size_t{1} << bits == bins);
    constexpr auto none = std::numeric_limits<std::uint64_t>::max();
    std::array<std::uint64_t, bins> smallest{};
    if (hashes.empty()) return smallest;
    smallest.fill(none);
    for (std::uint64_t round = 0; round < rounds; ++round) {
        for (const auto hash : hashes) {
            const auto value = mix(hash + round * golden);
            auto& least = smallest[static_cast<std::size_t>(value >> (64 - bits))];
            least = std::min(least, value);
        }
    }
    auto dense = smallest;
    for (std::size_t bin = 0; bin < bins; ++bin) {
        auto from = bin;
        for (std::uint64_t attempt = 1; smallest[from] == none; ++attempt)
            from = static_cast<std::size_t>(mix(attempt * golden + bin) >> (64 - bits));
        dense[bin] = mix(smallest[from]);
    }
    return dense;
}

std::uint64_t simhash_of(const std::vector<std::uint64_t>& hashes) {
    std::array<std::int32_t, 64> votes{};
    for (const auto hash : hashes) {
        for (std::size_t bit = 0; bit < 64; ++bit) votes[bit] += (hash >> bit & 1) != 0 ? 1 : -1;
    }
    std::uint64_t simhash = 0;
    for (std::size_t bit = 0; bit < 64; ++bit) simhash |= std::uint64_t{votes[bit] > 0} << bit;
    return simhash;
}

Words words_of(std::string_view title, std::string_view text) {
    Words words;
    words.hashes.reserve((title.size() + text.size()) / 6);
    read_words(title, words);
    read_words(text, words);
    return words;
}

/// Numbers that occur in only one of two texts, while both have some, are the sign of a form filled in twice.
bool are_other_numbers(std::uint64_t a, std::uint64_t b) {
    const auto fewer = std::min(std::popcount(a), std::popcount(b));
    return fewer >= 3 && std::popcount(a & b) * 2 < fewer;
}

template <class T>
void put(std::string& out, const T& value) {
    static_assert(std::endian::native == std::endian::little);
    out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

constexpr char format_version = 1;
constexpr std::size_t format_bytes = 1 + sizeof Fingerprint::exact + sizeof Fingerprint::simhash +
                                     sizeof Fingerprint::numbers + sizeof Fingerprint::keys +
                                     sizeof Fingerprint::sketch + sizeof Fingerprint::pairs;

}  // namespace

std::string Fingerprint::bytes() const {
    std::string out(1, format_version);
    put(out, exact);
    put(out, simhash);
    put(out, numbers);
    put(out, keys);
    put(out, sketch);
    put(out, pairs);
    return out;
}

Result<Fingerprint> Fingerprint::from_bytes(std::string_view bytes) {
    if (bytes.size() != format_bytes || bytes[0] != format_version)
        return fail(Errc::state, "fingerprint: " + std::to_string(bytes.size()) + " bytes of another version");
    Fingerprint read;
    const char* from = bytes.data() + 1;
    const auto take = [&from](auto& value) {
        std::memcpy(&value, from, sizeof value);
        from += sizeof value;
    };
    take(read.exact);
    take(read.simhash);
    take(read.numbers);
    take(read.keys);
    take(read.sketch);
    take(read.pairs);
    return read;
}

Fingerprint fingerprint(std::string_view title, std::string_view text) {
    return fingerprint(words_of(title, text));
}

Fingerprint fingerprint(const Words& words) {
    Fingerprint made;
    if (words.hashes.empty()) return made;
    const auto exact = XXH3_128bits(words.hashes.data(), words.hashes.size() * sizeof words.hashes[0]);
    made.exact = {exact.high64, exact.low64};
    made.numbers = words.numbers;
    const auto pairs = shingles(words.hashes, pair_length);
    made.pairs = static_cast<std::uint32_t>(pairs.size());
    made.simhash = simhash_of(pairs);
    const auto values = min_hash<sketch_values, 8>(pairs);
    for (std::size_t i = 0; i < values.size(); ++i) made.sketch[i / 32] |= (values[i] >> 62) << (i % 32 * 2);
    const auto keys = min_hash<std::tuple_size_v<decltype(made.keys)>, 1>(shingles(words.hashes, key_length));
    std::transform(keys.begin(), keys.end(), made.keys.begin(),
                   [](std::uint64_t key) { return static_cast<std::uint32_t>(key >> 32); });
    return made;
}

std::string_view relation_name(Relation relation) {
    switch (relation) {
        case Relation::same:
            return "same";
        case Relation::near:
            return "near";
        case Relation::different:
            break;
    }
    return "different";
}

bool is_near(const Evidence& evidence) {
    // Bars from tests/dedupe/pairs.jsonl and edits of real texts: edited copies share 0.45 and more; two lists of one
    // event's prize-winners share 0.33, stories about one event up to 0.18.
    constexpr double bar = 0.38;
    constexpr double short_bar = 0.60;  // of a flash of three lines, where chance and form weigh more
    constexpr double short_pairs = 15;
    constexpr double long_pairs = 60;
    constexpr double contained = 0.72;  // of the shorter text's pairs are in the longer one, which is not much longer:
    constexpr double contained_bar = 0.25;  // a digest that swallows a short item is another article

    const double a = evidence.pairs_a;
    const double b = evidence.pairs_b;
    const double shorter = std::min(a, b);
    if (shorter == 0 || are_other_numbers(evidence.numbers_a, evidence.numbers_b)) return false;
    const double shortness = std::clamp((long_pairs - shorter) / (long_pairs - short_pairs), 0.0, 1.0);
    const double similarity = evidence.similarity - evidence.margin;
    if (similarity >= bar + (short_bar - bar) * shortness) return true;
    const double common = evidence.similarity / (1 + evidence.similarity) * (a + b);
    return similarity >= contained_bar && shorter >= long_pairs / 2 && common >= contained * shorter;
}

double estimate_similarity(const std::array<std::uint64_t, 4>& a, const std::array<std::uint64_t, 4>& b) {
    int equal = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const auto unlike = a[i] ^ b[i];
        equal += std::popcount(~(unlike | unlike >> 1) & low_bits);
    }
    // Two-bit values are equal by chance in a quarter of the cases.
    const double share = static_cast<double>(equal) / sketch_values;
    return std::max(0.0, (share - 0.25) / 0.75);
}

Comparison compare(const Fingerprint& a, const Fingerprint& b) {
    if (a.exact == b.exact) return {Relation::same, 1};
    const auto similarity = estimate_similarity(a.sketch, b.sketch);
    const bool near = is_near({similarity, a.pairs, b.pairs, a.numbers, b.numbers, estimate_margin});
    return {near ? Relation::near : Relation::different, similarity};
}

Comparison compare(std::string_view a, std::string_view b) {
    const auto words_a = words_of({}, a);
    const auto words_b = words_of({}, b);
    if (words_a.hashes == words_b.hashes) return {Relation::same, 1};
    const auto pairs_a = shingles(words_a.hashes, pair_length);
    const auto pairs_b = shingles(words_b.hashes, pair_length);
    std::vector<std::uint64_t> common;
    std::set_intersection(pairs_a.begin(), pairs_a.end(), pairs_b.begin(), pairs_b.end(), std::back_inserter(common));
    const auto together = pairs_a.size() + pairs_b.size() - common.size();
    const double similarity = together == 0 ? 0 : double(common.size()) / double(together);
    const bool near = is_near({similarity, static_cast<std::uint32_t>(pairs_a.size()),
                               static_cast<std::uint32_t>(pairs_b.size()), words_a.numbers, words_b.numbers, 0});
    return {near ? Relation::near : Relation::different, similarity};
}

}  // namespace winnow::dedupe
