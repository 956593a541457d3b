#include "extract/body_model.h"

#include <cstddef>
#include <cstdint>

#include "extract/body_features.h"

namespace winnow::extract {

namespace {

struct Node {
    std::uint16_t feature;
    float threshold;
    std::int16_t at_most;  ///< next node of the tree if the value is <= threshold; below 0: leaf -n-1
    std::int16_t above;
};
struct Tree {
    std::uint16_t node;
    std::uint16_t leaf;
};

#include "extract/body_model_table.inc"

constexpr std::size_t tree_count = sizeof model_trees / sizeof model_trees[0];
constexpr std::size_t first_look = 30;              ///< trees
constexpr float hopeless_after_first_look = -4.0f;  ///< no line so low there ever came back above the threshold

float ask(const Tree& tree, const float* values) {
    int at = 0;
    do {
        const Node& node = model_nodes[static_cast<std::size_t>(tree.node + at)];
        at = values[node.feature] <= node.threshold ? node.at_most : node.above;
    } while (at >= 0);
    return model_leaves[static_cast<std::size_t>(tree.leaf - at - 1)];
}

}  // namespace

std::vector<float> score_lines(std::span<const float> values) {
    const auto lines = values.size() / feature_count;
    std::vector<float> scores(lines, 0.0f);
    for (std::size_t i = 0; i < lines; ++i) {
        const float* row = values.data() + i * feature_count;
        float score = 0.0f;
        for (std::size_t t = 0; t < tree_count; ++t) {
            if (t == first_look && score < hopeless_after_first_look) break;
            score += ask(model_trees[t], row);
        }
        scores[i] = score;
    }
    return scores;
}

}  // namespace winnow::extract
