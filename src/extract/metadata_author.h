#pragma once
/// Who wrote an article: names of people, or of the agency or desk that a page names in their place.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extract/blocks.h"
#include "extract/metadata_page.h"
#include "extract/structured.h"

namespace winnow::extract {

struct AuthorChoice {
    std::vector<std::string> names;
    std::string source;   ///< "jsonld:author", "meta:author", "byline"; empty: none found
    bool people = false;  ///< false: only what may be the paper itself or an agency
};

/// Of what is written for machines.
AuthorChoice machine_authors(const Structured& structured, const std::vector<std::string>& site_keys);

/// Of bylines that readers see beside the title or under the text.
AuthorChoice visible_authors(const PageScan& page, const Structured& structured, const std::vector<Block>& blocks,
                             const std::vector<std::uint32_t>& kept, std::string_view title,
                             const std::vector<std::string>& site_keys);

/// "By Jane Roe and John Doe, Staff Writers" -> {"Jane Roe", "John Doe"}: labels, job titles, places after a name,
/// dates, addresses and picture credits left out. Empty if what is left is no name. `explicit_field`: the text stands
/// where nothing but an author belongs, so that a single word or a desk's name is one, too.
std::vector<std::string> author_names(std::string_view text, bool explicit_field);

}  // namespace winnow::extract
