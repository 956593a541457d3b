#include "extract/body_model.h"

#include <cstddef>
#include <cstdint>

#include "extract/body_features.h"
#include "extract/body_net.h"
#include "extract/forest.h"

namespace winnow::extract {

namespace {

using Node = ForestNode;
using Tree = ForestTree;
/// After so many trees a line whose score is out of bounds is settled.
struct Look {
    std::uint16_t trees;
    float low, high;
};

#include "extract/body_model_table.inc"

constexpr std::size_t tree_count = sizeof model_trees / sizeof model_trees[0];
float ask(const Tree& tree, const float* values) {
    return ask_tree(tree, model_nodes, model_leaves, values);
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
