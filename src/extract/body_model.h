#pragma once
/// A boosted forest of small trees, learned by tools/body_train.py and compiled in: numbers of a line to a score. Lines
/// that the forest is not sure of early are judged by a neural network (body_net.h) too.

#include <span>
#include <vector>

namespace winnow::extract {

/// Log odds that each line belongs to the article; `values` holds feature_count numbers a line. A line that the first
/// trees already refuse outright is not asked further: two of three lines of a page are menus. The others have the mean
/// of forest and network.
std::vector<float> score_lines(std::span<const float> values);

}  // namespace winnow::extract
