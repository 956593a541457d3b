#pragma once
/// Gumbo's tree into ours: one iterative walk that copies what the page says and keeps nothing of Gumbo's.

#include <gumbo.h>

#include "base/result.h"
#include "html/cut.h"
#include "html/dom.h"

namespace winnow::html {

/// Fills `impl` from Gumbo's document node, parsed from `page.html`, with what `page` held back in its place. Fails
/// with too_large beyond limits.max_nodes or beyond what a Node's 16-bit counters hold.
Result<void> build_from_gumbo(const GumboNode* document, const CutPage& page, const ParseLimits& limits,
                              Document::Impl& impl);

}  // namespace winnow::html
