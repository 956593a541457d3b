#pragma once
/// A boosted forest of small trees, learned by tools/body_train.py and compiled in: numbers of a line to a score.

#include <span>
#include <vector>

namespace winnow::extract {

/// Log odds that each line belongs to the article; `values` holds feature_count numbers a line. A line that the first
/// trees already refuse outright is not asked further: two of three lines of a page are menus.
std::vector<float> score_lines(std::span<const float> values);

}  // namespace winnow::extract
