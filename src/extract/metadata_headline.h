#pragma once
/// The headline of a page whose <title> does not tell it.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/blocks.h"
#include "extract/metadata_page.h"

namespace winnow::extract {

class KnownBoilerplate;

/// A line where headlines stand.
struct HeadlineLine {
    std::size_t block;
    std::string text;  ///< of the block, or its first line: "<b>The headline</b><br>The text"
};
/// The line right above the text that reads as a headline does, or the one that the text begins with; over next to no
/// text the first such line beside a day or time, in no menu. `site_key` is the text_key() of what it must not hold,
/// empty for nothing; `boilerplate` may be null.
std::optional<HeadlineLine> headline_by_place(const PageScan& page, const std::vector<Block>& blocks,
                                              const std::vector<std::uint32_t>& kept, std::string_view site_key,
                                              const KnownBoilerplate* boilerplate);

/// The line of headline_by_place() where `title`, which choose_title() made of <title>, tells nothing of the page: it
/// is the site's name or a word for pages of this kind, or no heading and no line near the text is like it. `site_keys`
/// is as there; `boilerplate` may be null. Empty if `title` may be a headline, or if no such line is found.
std::string headline_above(const PageScan& page, const std::vector<Block>& blocks,
                           const std::vector<std::uint32_t>& kept, std::string_view title,
                           const std::vector<std::string>& site_keys, const KnownBoilerplate* boilerplate);

}  // namespace winnow::extract
