#pragma once
/// A page with little to read: a story that is a headline and a line or two, or what is left where a text was taken
/// away: a shell for scripts, a player, a document, a wall, a list? Neither is told by one sign, so signs are weighed.
/// The weights are learned by tools/page_train.py from pages of both kinds and stand in page_class_bare_table.inc.
/// Private to page_class*.cpp.

#include <span>
#include <string_view>
#include <vector>

#include "extract/page_class_page.h"

namespace winnow::extract {

/// What the rules before took the page for.
enum class Suspect : std::uint8_t { none, consent, listing, media, other };

/// Whether the page is weighed at all: its own text is short.
bool is_bare(const Page& page);

/// One number for each sign of page_class_bare_signs.inc, 0 to 1.
std::vector<float> bare_signs(const Page& page, Suspect suspect);

/// Above 0 it is a story; log odds. The signs that decided go to `evidence`, the strongest first.
double weigh_bare(std::span<const float> signs, Evidence& evidence);

}  // namespace winnow::extract
