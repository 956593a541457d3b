#pragma once
/// The title, from all places that tell one: <title>, og:title, h1, JSON-LD.

#include <string>
#include <string_view>
#include <vector>

#include "extract/metadata_page.h"
#include "extract/structured.h"

namespace winnow::extract {

struct TitleChoice {
    std::string text;
    std::string source;                 ///< "h1", "meta:og:title", "jsonld:headline", "title"; empty: none found
    html::NodeId node = html::no_node;  ///< the h1 that says it, if one does
};

/// `site_keys` are the text_key()s of what the site calls itself: og:site_name, publisher, host.
TitleChoice choose_title(const PageScan& page, const Structured& structured, const std::vector<std::string>& site_keys);

/// Without the site's name and section at the end or head ("Title | Trend.Az", "News - Title"): what a separator cuts
/// off and `site_keys` or the keys of the other titles of the page know to be none of it. `guess` also drops a short
/// last part of which nothing is known, as in a bare <title>.
std::string without_site_name(std::string_view title, const std::vector<std::string>& site_keys,
                              const std::vector<std::string>& other_keys, bool guess);

/// What the site calls itself, as keys, for choose_title() and the authors.
std::vector<std::string> site_keys_of(const Structured& structured, std::string_view host);

/// Whether a link leads to the front page: "/", "https://paper.example/", "/index.html".
bool is_home_address(std::string_view href);

/// What stands after the last and before the first separator of a <title>: where papers put their name. Without a
/// separator what stands before the first colon; else nothing.
std::vector<std::string> outer_parts(std::string_view title);

}  // namespace winnow::extract
