#include "extract/page_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "extract/forest.h"

namespace winnow::extract {

namespace {

using Node = ForestNode;
using Tree = ForestTree;

#include "extract/page_model_table.inc"

constexpr std::size_t known_numbers = sizeof page_usual / sizeof page_usual[0];

}  // namespace

std::size_t page_model_size() {
    return known_numbers;
}

float page_score(const PageNumbers& numbers) {
    float score = page_base;
    for (const auto& tree : page_trees) score += ask_tree(tree, page_nodes, page_leaves, numbers.data());
    return score;
}

std::string page_doubts(const PageNumbers& numbers) {
    constexpr std::size_t most = 4;
    constexpr float least = 0.3f;
    const float score = page_score(numbers);
    std::vector<std::pair<float, std::size_t>> gains;
    auto changed = numbers;
    for (std::size_t i = 0; i < std::min(numbers.size(), known_numbers); ++i) {
        if (numbers[i] == page_usual[i]) continue;
        changed[i] = page_usual[i];
        if (const float gain = page_score(changed) - score; gain >= least) gains.emplace_back(-gain, i);
        changed[i] = numbers[i];
    }
    std::sort(gains.begin(), gains.end());
    std::string doubts;
    for (std::size_t k = 0; k < std::min(most, gains.size()); ++k) {
        const auto i = gains[k].second;
        doubts += fmt::format("{}{} {:.3g}", doubts.empty() ? "" : ", ", page_number_name(i), numbers[i]);
    }
    return doubts;
}

}  // namespace winnow::extract
