#pragma once
/// All text of a page end to end, so that the text of any element is a view and no two nested elements pay for the
/// same characters twice.

#include <string>
#include <string_view>
#include <vector>

#include "html/dom.h"

namespace winnow::html {

class TextIndex {
public:
    explicit TextIndex(const Document& document);

    /// As Element::raw_text(): what stands in scripts, styles and templates belongs to them, not to what is around.
    std::string_view of(NodeId id) const;
    /// For every node, whether its text has `needle`; one pass over the text.
    std::vector<bool> containing(std::string_view needle) const;

private:
    struct Place {
        std::uint32_t start = 0;
        std::uint32_t end = 0;
        bool apart = false;
    };
    std::string seen_;
    std::string apart_;  // of scripts, styles and templates
    std::vector<Place> places_;
};

}  // namespace winnow::html
