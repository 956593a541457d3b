#pragma once
/// The hashes of all URLs that we ever knew: the duplicate test of the frontier, in memory.
///
/// 256 small open-addressing tables by the hash's top byte, each a fifth empty at least and two fifths at most: 10 to
/// 13 bytes a URL. When one grows it moves 1/256 of the whole, so there is neither a long pause nor a moment of double
/// memory. They begin at different sizes: tables that grew all at once would leave holes that fit none of them.

#include <array>
#include <cstdint>
#include <vector>

namespace winnow::store {

class KnownSet {
public:
    KnownSet() {
        for (std::size_t i = 0; i < shards_.size(); ++i) shards_[i].slots.resize(first_slots + i / 4);
    }

    /// Room for so many, so that filling it does not grow it step by step.
    void reserve(std::size_t count) {
        for (auto& shard : shards_) {
            Shard larger;
            larger.slots.resize(count / shards_.size() * 4 / 3 + first_slots);
            if (larger.slots.size() > shard.slots.size()) move_into(shard, std::move(larger));
        }
    }

    /// True if it was not there.
    bool insert(std::uint64_t hash) {
        auto& shard = shards_[hash >> 56];
        if ((shard.used + 1) * 5 > shard.slots.size() * 4) grow(shard);
        auto& slot = shard.slots[place_of(shard, stored(hash))];
        if (slot != empty) return false;
        slot = stored(hash);
        ++shard.used;
        return true;
    }
    bool contains(std::uint64_t hash) const {
        const auto& shard = shards_[hash >> 56];
        return shard.slots[place_of(shard, stored(hash))] != empty;
    }
    std::size_t size() const {
        std::size_t all = 0;
        for (const auto& one : shards_) all += one.used;
        return all;
    }

private:
    static constexpr std::uint64_t empty = 0;
    static constexpr std::size_t first_slots = 256;  ///< growing from 256 to 319 is growth by a quarter, too
    struct Shard {
        std::vector<std::uint64_t> slots;
        std::size_t used = 0;
    };

    /// One hash in 2^64 shares its place with another: less than hashing itself costs.
    static std::uint64_t stored(std::uint64_t hash) { return hash == empty ? 1 : hash; }

    /// Where the hash is, or the empty slot where it belongs. XXH3 is uniform already: its bits below the top byte,
    /// read as a fraction, are the place; so growing reads and writes both tables from front to back.
    static std::size_t place_of(const Shard& shard, std::uint64_t hash) {
        const auto size = shard.slots.size();
        auto at = static_cast<std::size_t>((hash << 8 >> 32) * size >> 32);
        while (shard.slots[at] != empty && shard.slots[at] != hash)
            if (++at == size) at = 0;
        return at;
    }

    static void grow(Shard& shard) {
        Shard larger;
        larger.slots.resize(shard.slots.size() + shard.slots.size() / 4);
        move_into(shard, std::move(larger));
    }

    static void move_into(Shard& shard, Shard larger) {
        larger.used = shard.used;
        for (const auto hash : shard.slots)
            if (hash != empty) larger.slots[place_of(larger, hash)] = hash;
        shard = std::move(larger);
    }

    std::array<Shard, 256> shards_;
};

}  // namespace winnow::store
