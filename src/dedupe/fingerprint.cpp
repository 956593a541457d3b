#include "dedupe/fingerprint.h"

#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <cmath>
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

template <std::size_t words>
void enter(Filter<words>& filter, std::uint64_t hash) {
    const auto bit = mix(hash) % (words * 64);
    filter[bit / 64] |= std::uint64_t{1} << bit % 64;
}

/// How many values a filter was given, as their collisions let one guess.
template <std::size_t words>
double values_in(const Filter<words>& filter) {
    int used = 0;
    for (const auto word : filter) used += std::popcount(word);
    constexpr int size = words * 64;
    return -size * std::log(std::max(1, size - used) / double(size));
}

template <std::size_t words>
double common_values(const Filter<words>& a, const Filter<words>& b) {
    Filter<words> both;
    for (std::size_t i = 0; i < words; ++i) both[i] = a[i] | b[i];
    return std::max(0.0, values_in(a) + values_in(b) - values_in(both));
}

template <class T>
std::size_t common_count(const std::vector<T>& a, const std::vector<T>& b) {
    std::size_t count = 0;
    for (auto at_a = a.begin(), at_b = b.begin(); at_a != a.end() && at_b != b.end();) {
        if (*at_a < *at_b)
            ++at_a;
        else if (*at_b < *at_a)
            ++at_b;
        else
            ++count, ++at_a, ++at_b;
    }
    return count;
}

std::vector<std::uint64_t> places_of(const Facts& facts) {
    std::vector<std::uint64_t> places;
    places.reserve(facts.slots.size());
    for (const auto& slot : facts.slots)
        if (places.empty() || places.back() != slot.place) places.push_back(slot.place);
    return places;
}

double refilled_places(const Facts& a, const Facts& b) {
    std::size_t kept = 0;  // places with at least one filling in common
    std::uint64_t last = 0;
    for (auto at_a = a.slots.begin(), at_b = b.slots.begin(); at_a != a.slots.end() && at_b != b.slots.end();) {
        if (*at_a < *at_b) {
            ++at_a;
        } else if (*at_b < *at_a) {
            ++at_b;
        } else {
            if (kept == 0 || at_a->place != last) ++kept;
            last = at_a->place;
            ++at_a, ++at_b;
        }
    }
    return static_cast<double>(common_count(places_of(a), places_of(b)) - kept);
}

double share_of_fewer(double common, double a, double b) {
    const double fewer = std::min(a, b);
    return fewer == 0 ? 1 : common / fewer;
}

template <class T>
void put(std::string& out, const T& value) {
    static_assert(std::endian::native == std::endian::little);
    out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

constexpr char format_version = 2;
constexpr std::size_t format_bytes = 1 + sizeof Fingerprint::exact + sizeof Fingerprint::simhash +
                                     sizeof Fingerprint::facts + sizeof Fingerprint::places +
                                     sizeof Fingerprint::fillings + sizeof Fingerprint::topics +
                                     sizeof Fingerprint::keys + sizeof Fingerprint::sketch + sizeof Fingerprint::pairs;

}  // namespace

std::string Fingerprint::bytes() const {
    std::string out(1, format_version);
    put(out, exact);
    put(out, simhash);
    put(out, facts);
    put(out, places);
    put(out, fillings);
    put(out, topics);
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
    take(read.facts);
    take(read.places);
    take(read.fillings);
    take(read.topics);
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
    const auto facts = facts_of(words);
    for (const auto fact : facts.words) enter(made.facts, fact);
    for (const auto place : places_of(facts)) enter(made.places, place);
    for (const auto& slot : facts.slots) enter(made.fillings, slot.place + golden * slot.filling);
    for (const auto topic : words.topics) enter(made.topics, topic);
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

namespace {

/// One form filled in twice. Bars from forms and edits of forms' size: rates, weather, earthquakes, appointments and
/// letters of congratulation refill a place in 30 words or fewer; wire copy whose numbers were brought up to date, or
/// which spells a name another way, one in 33 or more, and with few facts of its own.
bool is_form(const Evidence& evidence) {
    const double words = std::min(evidence.pairs_a, evidence.pairs_b);
    // An estimate misses what collides with what is common.
    const double refilled = evidence.refilled + (evidence.margin > 0 ? 0.5 : 0);
    if (refilled < 1.5 || evidence.other_facts < 1.5) return false;
    return words <= refilled * (evidence.other_facts >= 2.5 ? 34 : 26);
}

}  // namespace

bool is_near(const Evidence& evidence) {
    // Bars from tests/dedupe/pairs.jsonl and edits of real texts: edited copies share 0.45 and more; two lists of one
    // event's prize-winners share 0.33, stories about one event up to 0.18.
    constexpr double bar = 0.38;
    constexpr double short_bar = 0.62;  // of a flash of three lines, where chance and form weigh more
    constexpr double short_pairs = 15;
    constexpr double long_pairs = 60;
    constexpr double contained = 0.72;  // of the shorter text's pairs are in the longer one, which is not much longer:
    constexpr double contained_bar = 0.25;  // a digest that swallows a short item is another article
    constexpr double edited = 0.70;         // a text that is less than this alike must begin with the same matter,
    constexpr double whole = 0.90;          // unless it stands whole in the other one
    constexpr double same_topics = 0.40;

    const double shorter = std::min(evidence.pairs_a, evidence.pairs_b);
    if (shorter == 0 || is_form(evidence)) return false;
    const double common = evidence.similarity / (1 + evidence.similarity) * (evidence.pairs_a + evidence.pairs_b);
    if (evidence.similarity < edited && common < whole * shorter && evidence.common_topics < same_topics) return false;
    const double shortness = std::clamp((long_pairs - shorter) / (long_pairs - short_pairs), 0.0, 1.0);
    const double similarity = evidence.similarity - evidence.margin;
    if (similarity >= bar + (short_bar - bar) * shortness) return true;
    return similarity >= contained_bar && shorter >= long_pairs / 2 && common >= contained * shorter;
}

Evidence estimate(const Fingerprint& a, const Fingerprint& b) {
    Evidence made;
    made.similarity = estimate_similarity(a.sketch, b.sketch);
    made.pairs_a = a.pairs;
    made.pairs_b = b.pairs;
    made.refilled = std::max(0.0, common_values(a.places, b.places) - common_values(a.fillings, b.fillings));
    const double facts_a = values_in(a.facts);
    const double facts_b = values_in(b.facts);
    made.other_facts = std::min(facts_a, facts_b) - common_values(a.facts, b.facts);
    made.common_topics = share_of_fewer(common_values(a.topics, b.topics), values_in(a.topics), values_in(b.topics));
    made.margin = estimate_margin;
    return made;
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
    const auto evidence = estimate(a, b);
    return {is_near(evidence) ? Relation::near : Relation::different, evidence.similarity};
}

Comparison compare(std::string_view a, std::string_view b) {
    const auto words_a = words_of({}, a);
    const auto words_b = words_of({}, b);
    if (words_a.hashes == words_b.hashes) return {Relation::same, 1};
    const auto pairs_a = shingles(words_a.hashes, pair_length);
    const auto pairs_b = shingles(words_b.hashes, pair_length);
    const auto common = common_count(pairs_a, pairs_b);
    const auto together = pairs_a.size() + pairs_b.size() - common;
    Evidence evidence;
    evidence.similarity = together == 0 ? 0 : double(common) / double(together);
    evidence.pairs_a = static_cast<double>(pairs_a.size());
    evidence.pairs_b = static_cast<double>(pairs_b.size());
    const auto facts_a = facts_of(words_a);
    const auto facts_b = facts_of(words_b);
    evidence.refilled = refilled_places(facts_a, facts_b);
    evidence.other_facts = static_cast<double>(std::min(facts_a.words.size(), facts_b.words.size()) -
                                               common_count(facts_a.words, facts_b.words));
    auto topics_a = words_a.topics;
    auto topics_b = words_b.topics;
    std::sort(topics_a.begin(), topics_a.end());
    std::sort(topics_b.begin(), topics_b.end());
    evidence.common_topics = share_of_fewer(static_cast<double>(common_count(topics_a, topics_b)),
                                            double(topics_a.size()), double(topics_b.size()));
    return {is_near(evidence) ? Relation::near : Relation::different, evidence.similarity};
}

}  // namespace winnow::dedupe
