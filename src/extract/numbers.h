#pragma once
/// Arithmetic of what the models are asked about.

#include <cstddef>

namespace winnow::extract {

/// 0 of nothing.
inline float ratio(std::size_t part, std::size_t whole) {
    return whole == 0 ? 0.0f : static_cast<float>(part) / static_cast<float>(whole);
}

}  // namespace winnow::extract
