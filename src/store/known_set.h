#pragma once
/// The hashes of all URLs that we ever knew: the duplicate test of the frontier, in memory.
///
/// 256 small flat hash sets by the hash's top byte: when one grows it moves 1/256 of the whole, so there is neither a
/// long pause nor a moment of double memory. 9 to 18 bytes a URL.

#include <array>
#include <boost/unordered/unordered_flat_set.hpp>
#include <cstdint>

namespace winnow::store {

class KnownSet {
public:
    bool insert(std::uint64_t hash) { return shard(hash).insert(hash).second; }
    bool contains(std::uint64_t hash) const { return shards_[hash >> 56].contains(hash); }
    std::size_t size() const {
        std::size_t all = 0;
        for (const auto& one : shards_) all += one.size();
        return all;
    }

private:
    /// XXH3 is uniform already.
    struct AsIs {
        using is_avalanching = void;
        std::size_t operator()(std::uint64_t hash) const noexcept { return hash; }
    };
    using Shard = boost::unordered_flat_set<std::uint64_t, AsIs>;
    Shard& shard(std::uint64_t hash) { return shards_[hash >> 56]; }
    std::array<Shard, 256> shards_;
};

}  // namespace winnow::store
