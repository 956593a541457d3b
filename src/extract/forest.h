#pragma once
/// A boosted forest of small trees, compiled in as tables that the scripts in tools/ write.

#include <cstddef>
#include <cstdint>

namespace winnow::extract {

struct ForestNode {
    std::uint16_t feature;
    float threshold;
    std::int16_t at_most;  ///< next node of the tree if the value is <= threshold; below 0: leaf -n-1
    std::int16_t above;
};
struct ForestTree {
    std::uint16_t node;  ///< its first
    std::uint16_t leaf;
};

/// What one tree adds to the score of a row of numbers.
inline float ask_tree(const ForestTree& tree, const ForestNode* nodes, const float* leaves, const float* values) {
    int at = 0;
    do {
        const ForestNode& node = nodes[static_cast<std::size_t>(tree.node + at)];
        at = values[node.feature] <= node.threshold ? node.at_most : node.above;
    } while (at >= 0);
    return leaves[static_cast<std::size_t>(tree.leaf - at - 1)];
}

}  // namespace winnow::extract
