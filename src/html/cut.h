#pragma once
/// Empties <script> and <style> bodies before the parse: half of a news page's bytes, which Gumbo would read character
/// by character only for us to throw away.
///
/// A body ends exactly where the tokenizer of the HTML standard (§13.2.5) ends it, script-data-escaped states included,
/// so the tree of the cut page is the tree of the page with the text of those elements gone. JSON-LD is kept. Whether
/// a tag opens raw text at all is the tree builder's knowledge (not in <svg>, not in <select> ...); where that cannot
/// be told from the tags alone, the rest of the page is left as it is: slower, never different.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace winnow::html {

struct CutPage {
    std::string html;
    std::size_t bodies = 0;           ///< how many were emptied
    bool gave_up = false;             ///< some part of the page was left as it is
    std::size_t most_attributes = 0;  ///< on one tag; Gumbo's time grows with its square
};

CutPage cut(std::string_view html);

/// Real pages stay below a hundred; a forgotten quote can make a paragraph into some hundreds.
inline constexpr std::size_t max_attributes = 4096;

}  // namespace winnow::html
