#include "extract/body_model.h"

#include <cstddef>
#include <cstdint>

#include "extract/body_features.h"
#include "extract/body_net.h"

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
/// After so many trees a line whose score is out of bounds is settled.
struct Look {
    std::uint16_t trees;
    float low, high;
};

#include "extract/body_model_table.inc"

constexpr std::size_t tree_count = sizeof model_trees / sizeof model_trees[0];
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
    constexpr float refused = -9.0f;
    constexpr float early = 3.0f;  // what the trees that are not asked would at least have added, or taken off
    const auto lines = values.size() / feature_count;
    std::vector<float> scores(lines, refused);
    std::vector<bool> possible(lines, false);
    for (std::size_t i = 0; i < lines; ++i) {
        const float* row = values.data() + i * feature_count;
        if (row[static_cast<std::size_t>(Feature::letters)] <= 0.0f) continue;
        float score = 0.0f;
        std::size_t tree = 0;
        bool settled = false;
        for (const auto& look : model_looks) {
            for (; tree < look.trees; ++tree) score += ask(model_trees[tree], row);
            settled = score < look.low || score > look.high;
            if (!settled) continue;
            score += score < look.low ? -early : early;
            break;
        }
        for (; !settled && tree < tree_count; ++tree) score += ask(model_trees[tree], row);
        scores[i] = score;
        possible[i] = !settled || score > 0.0f;
    }
    const auto read = read_lines(values, possible);
    for (std::size_t i = 0; i < lines; ++i)
        if (possible[i]) scores[i] = (scores[i] + read[i]) / 2.0f;
    return scores;
}

}  // namespace winnow::extract
