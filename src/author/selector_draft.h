#pragma once
/// Selectors that a person might write for one element of a page, the most trustworthy first: semantic attributes, then
/// ids and classes that a redesign of colours would not touch, then the same below a named ancestor. Names that a build
/// step makes up ("css-1q2w3e", "post-48213") are never used; of CSS modules ("Article_body__x3K9p") only the part that
/// a person wrote. Pure.

#include <string>
#include <string_view>
#include <vector>

#include "html/dom.h"

namespace winnow::author {

struct SelectorDraft {
    std::string css;
    int rank = 0;  ///< less is better; 0..9
    bool operator==(const SelectorDraft&) const = default;
};

/// At most some 40, without repeats, by rank, then as found from the element upwards. `element` must be an element.
std::vector<SelectorDraft> draft_selectors(html::Element element);

/// Does the selector's last part say what the element is, by a name of its own or by a telling tag ("main > article",
/// not "div.page > div")?
bool names_its_element(std::string_view css);

/// Was this id or class name written by a person, for what the element is?
bool is_stable_name(std::string_view name);
/// A class that only says how something looks or where it stands: "col-md-8", "mt-4", "clearfix".
bool is_layout_name(std::string_view name);

}  // namespace winnow::author
