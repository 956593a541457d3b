#pragma once
/// What find_body() knows about each line of a page, as numbers: the line itself, the elements around it, lines of the
/// same make, the neighbours, and where the best candidates for the article stand. The model (body_model.h) reads
/// these; tools/body_train.py learns it from the same numbers, dumped by the same code.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extract/blocks.h"
#include "extract/body_line.h"
#include "extract/body_words.h"
#include "html/dom.h"

namespace winnow::extract {

// One list, so that names, order and number cannot drift apart.
// clang-format off
#define WINNOW_BODY_FEATURES(X) \
    /* the line itself */ \
    X(letters) X(words) X(link_density) X(links) X(word_length) X(commas) X(stops) X(ends_stop) X(ends_colon) \
    X(ends_ellipsis) X(ends_quote) X(starts_lower) X(starts_digit) X(starts_quote) X(upper_words) X(caps) \
    X(digits) X(symbols) X(short_words) X(kind) X(level) X(caption) X(title_share) X(of_title) \
    X(description_share) X(body_share) X(has_body) X(repeats) X(repeat_order) X(pipes) X(container_tag) \
    /* elements around */ \
    X(in_article) X(in_main) X(in_aside) X(in_footer) X(in_nav) X(in_header) X(in_form) X(in_figure) \
    X(in_section) X(in_list) X(in_table) X(in_quote) X(in_link) X(in_paragraph) X(in_strong) X(in_em) \
    X(parent_letters) X(parent_links) X(parent_blocks) X(parent_good) X(grand_letters) X(grand_links) \
    X(grand_blocks) X(grand_good) X(sibling_count) X(sibling_good) X(sibling_links) X(sibling_letters) \
    /* lines of the same make */ \
    X(group_count) X(group_letters) X(group_links) X(group_good) X(group_share) X(group_in_best) X(group_parents) \
    X(group_p1_links) X(group_n1_links) X(group_comment) X(group_share_words) X(group_related) X(group_subscribe) \
    X(group_legal) X(group_credit) X(group_byline) \
    /* words of the boxes around */ \
    X(parent_comment) X(parent_share_words) X(parent_related) X(parent_subscribe) X(parent_legal) X(parent_credit) \
    X(parent_byline) X(grand_comment) X(grand_share_words) X(grand_related) X(grand_subscribe) \
    X(grand_legal) X(grand_credit) X(grand_byline) \
    /* images */ \
    X(image_before) X(parent_images) \
    /* candidates */ \
    X(in_best) X(up_to_best) X(best_share) X(best_links) X(best_place) X(in_gain) X(up_to_gain) X(gain_share) \
    X(gain_place) X(in_span) X(span_place) X(span_distance) X(span_share) X(common_best) X(best_rank) \
    X(after_distance) X(after_share) \
    /* place */ \
    X(place) X(letters_before) X(good_before) X(good_after) X(from_title) X(title_level) X(good_since_title) \
    X(from_heading) X(heading_level) X(heading_related) X(heading_comment) X(heading_other) X(heading_title) \
    X(up_to_title) X(title_steps) X(title_good) X(title_links) \
    /* neighbours */ \
    X(p1_letters) X(p1_links) X(p1_stop) X(p1_kind) X(p1_group) X(p1_sibling) X(p2_letters) X(p2_links) \
    X(p2_group) X(n1_letters) X(n1_links) X(n1_stop) X(n1_kind) X(n1_group) X(n1_sibling) X(n2_letters) \
    X(n2_links) X(n2_group) X(window_good) X(window_links)
// clang-format on

enum class Feature : std::uint16_t {
#define WINNOW_FEATURE(name) name,
    WINNOW_BODY_FEATURES(WINNOW_FEATURE)
#undef WINNOW_FEATURE
        count_
};

/// After the listed ones: for each name hint the steps up to the nearest element that bears it, then for each phrase
/// its hits in the line.
inline constexpr std::size_t hint_features = static_cast<std::size_t>(Feature::count_);
inline constexpr std::size_t phrase_features = hint_features + name_hint_count;
inline constexpr std::size_t feature_count = phrase_features + phrase_count;

std::string_view feature_name(std::size_t feature);

struct BodyFeatures {
    std::vector<float> values;           ///< feature_count for each block; all zero: a menu entry, not described
    std::vector<std::uint32_t> parents;  ///< for each block a number of the element around its container
    std::vector<std::uint32_t> groups;   ///< for each block a number of its make: same tags and classes
    std::vector<bool> good;              ///< reads like a sentence
    std::size_t title_block = 0;         ///< index of the headline, or the number of blocks
    float good_letters = 0;

    const float* row(std::size_t block) const { return values.data() + block * feature_count; }
};

BodyFeatures body_features(const html::Document& document, const std::vector<Block>& blocks,
                           const BodyEvidence& evidence);

}  // namespace winnow::extract
