#pragma once
/// Lines amid an article that say themselves that they are none of it: "Advertisement", "Read more: ...", "Image: ...".
/// They are too few and too short for a model to learn from, and each breaks the text in two.

#include <string_view>

#include "extract/blocks.h"

namespace winnow::extract {

/// What the line says that it is, as a reason for --explain; empty if it says nothing of the kind.
std::string_view stray_reason(const Block& block);

/// "All rights reserved", "© 2026 ...".
bool is_copyright(const Block& block);

}  // namespace winnow::extract
