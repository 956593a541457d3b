#pragma once
/// Why an article is what it is: each field with its origin, each block of the page with the reason why it was kept or
/// dropped. As text for a terminal, or as one self-contained HTML page. Pure; needs Extraction::explanation.

#include <string>
#include <string_view>

#include "extract/extract.h"

namespace winnow::author {

std::string explain_text(std::string_view name, const extract::Extraction& extraction);
/// Kept blocks green, dropped ones red, with score and reason; no script, nothing from the page unescaped.
std::string explain_html(std::string_view name, const extract::Extraction& extraction);

}  // namespace winnow::author
