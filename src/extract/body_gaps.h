#pragma once
/// Completes a body that was chosen line by line.
///
/// A model that judges lines loses those that say little by themselves: "Who was it?", a list of prices, a closing
/// sentence of six words. Where they stand tells: between paragraphs of the article, in the same element. Used where a
/// site's rule says what does not belong to the text (banners, related links, calls to subscribe): without one, the
/// doubt of the model is worth more than the place.

#include <vector>

#include "extract/blocks.h"
#include "extract/body.h"
#include "html/dom.h"

namespace winnow::extract {

/// Adds to `body` what stands between its lines in the smallest element that holds nearly all of its text, and beyond
/// its first and last line the siblings of the same make. Never captions, never lines of links; a line that is nothing
/// but a link leaves the body.
void close_gaps(const html::Document& document, const std::vector<Block>& blocks, Body& body);

}  // namespace winnow::extract
