#pragma once
/// A page as the sequence of lines that a reader sees: the common ground of rules and of generic extraction.
///
/// A block is a maximal run of inline content between block boundaries: block elements, <br><br>, list items, table
/// rows (cells joined by " | " in data tables; layout tables are read cell by cell). A single <br> is a blank, except
/// in <pre>, addresses and poems. Hidden elements ([hidden], aria-hidden="true" with no text role, inline display:none
/// or visibility:hidden), script, style, noscript with no lazy content, templates, form controls, icon fonts and
/// private-use glyphs yield nothing.

#include <cstdint>
#include <string>
#include <vector>

#include "extract/article.h"
#include "html/dom.h"

namespace winnow::extract {

/// Code points of category L or N; a Han character counts as three, a kana or Hangul syllable as two: texts of the same
/// length in any script.
std::uint32_t letters_of(std::string_view text);

struct Block {
    BlockKind kind = BlockKind::paragraph;
    std::uint8_t level = 0;
    html::NodeId container = html::no_node;  ///< nearest block element around the run: <p>, <div>, <li>, <h2>, <tr>...
    html::NodeId first = html::no_node;      ///< first and last text node (or img) of the run
    html::NodeId last = html::no_node;
    std::string text;                ///< clean_line()d, not empty
    std::uint32_t letters = 0;       ///< letters_of(text)
    std::uint32_t link_letters = 0;  ///< of these, inside <a href>
    std::uint16_t links = 0;
    bool caption = false;  ///< inside figcaption or a class that says caption
};

/// Which nodes are out of bounds: a mark on a node covers its subtree. Sized to the document.
class NodeMarks {
public:
    explicit NodeMarks(const html::Document& document) : marks_(document.nodes().size(), false) {}
    void mark(html::NodeId id) {
        marks_[id] = true;
        any_ = true;
    }
    bool marked(html::NodeId id) const { return marks_[id]; }
    bool any() const { return any_; }

private:
    std::vector<bool> marks_;
    bool any_ = false;
};

/// Blocks of the subtree at `root` in reading order, subtrees marked in `dropped` left out.
std::vector<Block> read_blocks(const html::Document& document, html::NodeId root, const NodeMarks& dropped);

}  // namespace winnow::extract
