#pragma once
/// A small neural network that reads a line together with the lines around it, learned by tools/body_train.py and
/// compiled in. The forest (body_model.h) judges each line by itself; the two err differently.

#include <span>
#include <vector>

namespace winnow::extract {

/// Log odds that a line belongs to the article, for the wanted lines; 0 for the others. `values` holds feature_count
/// numbers a line, for all lines of the page in order.
std::vector<float> read_lines(std::span<const float> values, const std::vector<bool>& wanted);

}  // namespace winnow::extract
