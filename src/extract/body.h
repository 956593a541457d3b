#pragma once
/// Which blocks of a page are the article, with no rule to tell.

#include <string>
#include <string_view>
#include <vector>

#include "extract/article.h"
#include "extract/blocks.h"
#include "extract/body_features.h"
#include "extract/structured.h"
#include "html/dom.h"

namespace winnow::extract {

/// Why a block was kept or dropped: for --explain and for the drafting of site files.
struct BlockVerdict {
    bool keep = false;
    float score = 0;          ///< > 0 speaks for the article
    std::string_view reason;  ///< static text: "paragraph in the best candidate", "link list", "caption"
};

struct Body {
    std::vector<std::uint32_t> kept;         ///< indices into the page's blocks, ascending
    std::vector<BlockVerdict> verdicts;      ///< one for each block of the page
    html::NodeId container = html::no_node;  ///< smallest element that holds what was kept
    float confidence = 0;                    ///< 0..1: is there an article at all
};

/// `blocks` are read_blocks() of the body element with the rule's removals applied. `title` is what is known, or empty:
/// text above it is rarely the article.
Body find_body(const html::Document& document, const std::vector<Block>& blocks, const Structured& structured,
               std::string_view title);

/// The same in two steps, for the laboratory in tools/: what find_body() knows about the page apart from its blocks ...
BodyEvidence body_evidence(const Structured& structured, std::string_view title);
/// ... and the decision, once each block has a score (log odds).
Body choose_body(const html::Document& document, const std::vector<Block>& blocks, const BodyFeatures& features,
                 std::vector<float> scores);

}  // namespace winnow::extract
