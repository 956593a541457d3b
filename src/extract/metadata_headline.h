#pragma once
/// The headline of a page whose <title> is only the site's name.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extract/blocks.h"
#include "extract/metadata_page.h"

namespace winnow::extract {

class KnownBoilerplate;

/// Where every page of a site has the site's name for its <title> and no heading tells another: the line that stands
/// right above the text, or begins it, as a headline does; over next to no text the first such line beside a day or
/// time, in no menu. `title` is what choose_title() made of <title>, `site_keys` is as there; `boilerplate` may be
/// null. Empty if `title` may be a headline, or if no such line is found.
std::string headline_above(const PageScan& page, const std::vector<Block>& blocks,
                           const std::vector<std::uint32_t>& kept, std::string_view title,
                           const std::vector<std::string>& site_keys, const KnownBoilerplate* boilerplate);

}  // namespace winnow::extract
