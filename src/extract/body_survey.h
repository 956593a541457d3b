#pragma once
/// A page's lines seen as a whole, before any single one is described: the elements that hold them with sums over what
/// is below, lines of the same make, repeated lines, the headline, and the best candidates for the article's element
/// and for its run of lines.

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "extract/blocks.h"
#include "extract/body_line.h"
#include "extract/body_words.h"
#include "extract/numbers.h"
#include "html/dom.h"

namespace winnow::extract {

inline constexpr std::uint32_t no_index = 0xFFFFFFFFu;
/// Elements whose distance above a line is told: article, main, aside ... em (Feature::in_article ... in_em).
inline constexpr std::size_t tag_kinds = 16;

/// An element on the way from a line up to the root, with sums over the lines below it.
struct Region {
    html::NodeId node = html::no_node;
    std::uint32_t parent = no_index;
    std::uint16_t depth = 0;
    std::array<std::uint8_t, tag_kinds> tags{};
    std::array<std::uint8_t, name_hint_count> hints{};
    std::uint32_t blocks = 0, letters = 0, link_letters = 0, good_blocks = 0, good_letters = 0;
    std::uint32_t first_block = no_index, last_block = 0;
    float readability = 0;  ///< as Mozilla's Readability counts: commas and length flow to parent and grandparent
    float gain = 0;         ///< sum of the lines' gains below: letters of sentences less links and scraps
    std::array<std::uint16_t, phrase_count> phrases{};
};

/// Lines of the same make: same tags and classes of the container and of the element around it.
struct Group {
    std::uint32_t hash = 0, count = 0, letters = 0, link_letters = 0, good = 0, in_best = 0;
    std::uint32_t parents = 0, last_parent = no_index;  ///< how often the element around changes
    float links_before = 0, links_after = 0;            ///< sums of the link shares of the neighbours
    std::array<std::uint16_t, phrase_count> phrases{};
};

/// Indices are of the page's blocks, of `regions` or of `groups`. Keeps the document and the blocks by reference.
struct BodySurvey {
    /// Empty; survey_body() fills it.
    BodySurvey(const html::Document& page, const std::vector<Block>& lines, const BodyEvidence& evidence)
        : document(page), blocks(lines), reader(evidence) {}

    const html::Document& document;
    const std::vector<Block>& blocks;
    LineReader reader;
    // for each block
    std::vector<LineReading> readings;
    std::vector<bool> good;                     ///< reads like a sentence
    std::vector<std::uint32_t> containers;      ///< region of the block's container
    std::vector<std::uint32_t> starts;          ///< region of the element around its first node
    std::vector<std::uint32_t> parent_regions;  ///< region around the container
    std::vector<std::uint32_t> group_of;
    std::vector<std::uint32_t> repeats;       ///< how often the line stands on the page
    std::vector<std::uint32_t> repeat_order;  ///< which of them it is, from 0
    // the page
    std::vector<Region> regions;  ///< parents before children
    std::vector<Group> groups;
    std::vector<html::NodeId> images;
    std::size_t page_letters = 0;
    float good_letters = 0;
    std::size_t title_block = 0;                                  ///< the headline, or the number of blocks
    std::uint32_t best = 0, gain = 0;                             ///< the two candidates for the article's element
    std::size_t span_first = 0, span_last = 0, span_letters = 0;  ///< the best run of lines
    bool has_after = false;
    std::size_t after_first = 0, after_last = 0, after_letters = 0;  ///< the best run below the headline

    bool is_inside(std::uint32_t region, std::uint32_t ancestor) const;
    std::size_t images_between(html::NodeId from, html::NodeId to) const;
    /// A short line that is all link, no heading, no paragraph and not amid the text. Half of all lines are such, and
    /// next to none of them belongs to an article: they are counted in the sums, but not described, and the model
    /// refuses them unasked.
    bool is_menu_entry(std::size_t block) const;
};

BodySurvey survey_body(const html::Document& document, const std::vector<Block>& blocks, const BodyEvidence& evidence);

}  // namespace winnow::extract
