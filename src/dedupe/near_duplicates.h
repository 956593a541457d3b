#pragma once
/// Known texts, and which of them a new one copies: an index in memory, answered in bounded time.
///
/// Locality-sensitive hashing: a text is entered under eight keys (MinHash of four-word runs) into buckets of sixteen;
/// whoever shares a key is compared by sketch. One lookup reads at most eight buckets a segment, fewer than twenty
/// segments, whatever was entered; a bucket that is full forgets its oldest entry, so a form letter sent ten thousand
/// times cannot slow anything down. Memory: 147 bytes a text where segments are full (104 the entry, 43
/// the buckets), 165 measured at 10 million, where a lookup takes 8 µs and an entry 1 µs.
/// Not for two threads at once. For one run over a list; the service finds copies of any age through its store.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>

#include "base/time.h"
#include "dedupe/fingerprint.h"

namespace winnow::dedupe {

struct Match {
    std::uint64_t id = 0;  ///< as it was given to add()
    Relation relation = Relation::different;
    double similarity = 0;               ///< see compare(Fingerprint)
    std::optional<TimePoint> published;  ///< as it was given to add(), to the minute
};

/// Which of two copies is the original, so that `dup_of` names the same one in any order of arrival: the one published
/// earlier if both dates are known and differ, else the one that arrived earlier. True: the article that was just
/// looked up precedes what find() gave for it, and the older record is the one to get `dup_of`.
bool precedes(std::optional<TimePoint> published, const Match& match);

class NearDuplicates {
public:
    /// At most `capacity` texts are remembered, the newest by arrival, and never fewer than seven eighths of that.
    explicit NearDuplicates(std::size_t capacity = 1'000'000);
    NearDuplicates(NearDuplicates&&) noexcept;
    NearDuplicates& operator=(NearDuplicates&&) noexcept;
    ~NearDuplicates();

    /// An empty fingerprint is not entered: texts without words are nobody's copies.
    void add(std::uint64_t id, const Fingerprint& fingerprint, std::optional<TimePoint> published = {});

    /// Of all known texts that are the same (or, if none is, near) the original: earliest as precedes() has it.
    std::optional<Match> find(const Fingerprint& fingerprint) const;

    std::size_t size() const { return size_; }
    std::size_t memory_bytes() const;

private:
    class Segment;
    void make_room();

    std::size_t capacity_;
    std::size_t size_ = 0;
    std::deque<std::unique_ptr<Segment>> segments_;  // oldest first
};

}  // namespace winnow::dedupe
