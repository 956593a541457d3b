#include "dedupe/near_duplicates.h"

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

namespace winnow::dedupe {

namespace {

constexpr std::size_t keys_per_text = std::tuple_size_v<decltype(Fingerprint::keys)>;
constexpr std::size_t slots_per_bucket = 16;  // one cache line
constexpr std::size_t filled_per_bucket = 12;
constexpr std::size_t first_segment = 1024;
constexpr std::size_t segment_growth = 4;
constexpr std::size_t segments_at_capacity = 8;
constexpr std::size_t most_in_segment = 1u << 23;  // a slot has 24 bits for the entry

constexpr auto undated = std::numeric_limits<std::int32_t>::min();

std::int32_t minutes_of(std::optional<TimePoint> published) {
    if (!published) return undated;
    const auto minutes = std::chrono::floor<std::chrono::minutes>(published->time_since_epoch()).count();
    constexpr std::int64_t least = undated + 1;
    return static_cast<std::int32_t>(
        std::clamp<std::int64_t>(minutes, least, std::numeric_limits<std::int32_t>::max()));
}

std::optional<TimePoint> time_of(std::int32_t minutes) {
    if (minutes == undated) return std::nullopt;
    return TimePoint(std::chrono::minutes(minutes));
}

struct Entry {
    std::array<std::uint64_t, 4> sketch;
    std::uint64_t exact;
    Filter<1> facts;
    Filter<2> places, fillings;
    Filter<1> topics;
    std::uint64_t id;
    std::uint32_t pairs;
    std::int32_t published;
};
static_assert(sizeof(Entry) == 104);

struct alignas(64) Bucket {
    std::array<std::uint32_t, slots_per_bucket> slots{};  // 8 bits of the key, 24 bits entry + 1; oldest first
};

std::uint32_t tag_of(std::uint32_t key) {
    return key << 24;
}

std::uint64_t short_exact(const Fingerprint& fingerprint) {
    return fingerprint.exact[0] ^ fingerprint.exact[1];
}

/// What is_near() needs of one.
Fingerprint fingerprint_of(const Entry& entry) {
    Fingerprint made;
    made.sketch = entry.sketch;
    made.facts = entry.facts;
    made.places = entry.places;
    made.fillings = entry.fillings;
    made.topics = entry.topics;
    made.pairs = entry.pairs;
    return made;
}

}  // namespace

class NearDuplicates::Segment {
public:
    explicit Segment(std::size_t limit)
        : limit_(limit), buckets_((limit * keys_per_text + filled_per_bucket - 1) / filled_per_bucket) {
        entries_.reserve(limit);
    }

    bool full() const { return entries_.size() == limit_; }
    std::size_t size() const { return entries_.size(); }
    std::size_t memory_bytes() const { return limit_ * sizeof(Entry) + buckets_.size() * sizeof(Bucket); }

    void add(std::uint64_t id, const Fingerprint& fingerprint, std::int32_t published) {
        const auto& f = fingerprint;
        entries_.push_back({f.sketch, short_exact(f), f.facts, f.places, f.fillings, f.topics, id, f.pairs, published});
        const auto slot = static_cast<std::uint32_t>(entries_.size());
        for (std::size_t i = 0; i < keys_per_text; ++i) {
            const auto key = fingerprint.keys[i];
            if (std::find(&fingerprint.keys[0], &fingerprint.keys[i], key) == &fingerprint.keys[i])
                insert(buckets_[bucket_of(key)], tag_of(key) | slot);
        }
    }

    /// Calls `judge` with each entry, oldest first, that shares a key.
    template <class Judge>
    void visit(const Fingerprint& fingerprint, Judge judge) const {
        std::array<std::uint32_t, keys_per_text * slots_per_bucket> found{};
        std::size_t count = 0;
        for (const auto key : fingerprint.keys) __builtin_prefetch(&buckets_[bucket_of(key)]);
        for (const auto key : fingerprint.keys) {
            for (const auto slot : buckets_[bucket_of(key)].slots) {
                if (slot != 0 && (slot & 0xFF000000u) == tag_of(key)) found[count++] = (slot & 0xFFFFFFu) - 1;
            }
        }
        std::sort(found.begin(), found.begin() + count);
        const auto* end = std::unique(found.begin(), found.begin() + count);
        for (const auto* at = found.begin(); at != end; ++at) judge(entries_[*at]);
    }

private:
    std::size_t bucket_of(std::uint32_t key) const {
        // The key's low byte is the tag, so the bucket comes from a product's high half, which every bit moves.
        return static_cast<std::size_t>((std::uint64_t{key * 0x9E3779B1u} * buckets_.size()) >> 32);
    }

    static void insert(Bucket& bucket, std::uint32_t slot) {
        const auto free = std::find(bucket.slots.begin(), bucket.slots.end(), 0u);
        if (free != bucket.slots.end()) {
            *free = slot;
            return;
        }
        std::copy(bucket.slots.begin() + 1, bucket.slots.end(), bucket.slots.begin());
        bucket.slots.back() = slot;
    }

    std::size_t limit_;
    std::vector<Entry> entries_;
    std::vector<Bucket> buckets_;
};

bool precedes(std::optional<TimePoint> published, const Match& match) {
    // An index that keeps minutes must not call an article earlier than its own copy of the same minute.
    return minutes_of(published) != undated && match.published && minutes_of(published) < minutes_of(match.published);
}

NearDuplicates::NearDuplicates(std::size_t capacity) : capacity_(std::max(capacity, first_segment)) {}
NearDuplicates::NearDuplicates(NearDuplicates&&) noexcept = default;
NearDuplicates& NearDuplicates::operator=(NearDuplicates&&) noexcept = default;
NearDuplicates::~NearDuplicates() = default;

void NearDuplicates::make_room() {
    if (!segments_.empty() && !segments_.back()->full()) return;
    const auto most =
        std::clamp(capacity_ / segments_at_capacity, first_segment / segments_at_capacity, most_in_segment);
    const auto wanted = segments_.empty() ? first_segment : segments_.back()->size() * segment_growth;
    const auto limit = std::min(most, wanted);
    while (!segments_.empty() && size_ + limit > capacity_) {
        size_ -= segments_.front()->size();
        segments_.pop_front();
    }
    segments_.push_back(std::make_unique<Segment>(limit));
}

void NearDuplicates::add(std::uint64_t id, const Fingerprint& fingerprint, std::optional<TimePoint> published) {
    if (fingerprint.empty()) return;
    make_room();
    segments_.back()->add(id, fingerprint, minutes_of(published));
    ++size_;
}

std::optional<Match> NearDuplicates::find(const Fingerprint& fingerprint) const {
    if (fingerprint.empty()) return std::nullopt;
    const auto exact = short_exact(fingerprint);
    std::optional<Match> original;
    for (const auto& segment : segments_) {
        segment->visit(fingerprint, [&](const Entry& entry) {
            Match match{entry.id, Relation::same, 1, time_of(entry.published)};
            if (entry.exact != exact) {
                if (original && original->relation == Relation::same) return;
                const auto evidence = estimate(fingerprint_of(entry), fingerprint);
                if (!is_near(evidence)) return;
                match.similarity = evidence.similarity;
                match.relation = Relation::near;
            }
            // Entries come in order of arrival, so a later one is the original only by its date.
            if (!original || match.relation < original->relation || precedes(match.published, *original))
                original = match;
        });
    }
    return original;
}

std::size_t NearDuplicates::memory_bytes() const {
    std::size_t bytes = 0;
    for (const auto& segment : segments_) bytes += segment->memory_bytes();
    return bytes;
}

}  // namespace winnow::dedupe
