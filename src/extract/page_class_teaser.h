#pragma once
/// Whether a text ends in an offer to read on, judged by all that stands around the place: words of many kinds, prices,
/// buttons and links, how much text stands before and after, how it ends, what the page declares. Where the rules of
/// page_class_paywall.cpp ask for certain signs, this weighs them all; learned by tools/teaser_train.py from the
/// numbers that tools/body_lab dumps. Private to page_class*.cpp.

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "extract/page_class_page.h"
#include "extract/page_class_teaser_words.h"

namespace winnow::extract {

/// What the page tells machines about the length of its text, against what is there.
enum class Told { nothing, whole, cut };

/// What the page declares of its price.
struct Declared {
    bool paid = false;
    bool free = false;
    bool paid_part_shown = false;  ///< what JSON-LD calls the paid part holds a text
    Told told = Told::nothing;
};
Declared declared_of(const Page& page);

// One list, so that names, order and number cannot drift apart. After these: for each kind of words the lines that
// speak of it and whether a button does.
// clang-format off
#define WINNOW_TEASER_NUMBERS(X) \
    /* the text before and after */ \
    X(before) X(before_lines) X(before_plain) X(breaks_off) X(ellipsis) X(fades) \
    X(after) X(after_lines) X(after_same) X(after_prose) X(text_lines_mean) \
    /* the lines themselves */ \
    X(lines) X(letters) X(longest) X(labels) X(links) X(link_share) X(kept_lines) X(prices) X(price_of_term) \
    X(questions) X(payer) X(paywall) X(paywall_end) X(signs) X(kinds) X(names_rest) \
    /* buttons, links, fields */ \
    X(buttons) X(offer_links) X(login_links) X(email_field) X(password_field) X(other_fields) \
    /* the elements around */ \
    X(class_paywall) X(class_offer) X(class_letter) X(class_comment) X(class_other) X(apart) X(same_parent) \
    X(steps_to_text) X(in_text_box) X(next_is_story) \
    /* the page */ \
    X(paid) X(free) X(paid_part) X(told_cut) X(told_whole) X(confidence) X(kept_all) X(share_before) X(place_first)
// clang-format on

enum class TeaserNumber : std::uint8_t {
#define WINNOW_NUMBER(name) name,
    WINNOW_TEASER_NUMBERS(WINNOW_NUMBER)
#undef WINNOW_NUMBER
        count_
};
inline constexpr std::size_t teaser_words = static_cast<std::size_t>(TeaserNumber::count_);
inline constexpr std::size_t teaser_numbers = teaser_words + 2 * offer_kind_count;
std::string teaser_number_name(std::size_t number);

/// Lines below the headline that may be an offer to read on.
struct OfferPlace {
    std::size_t begin, end;  ///< blocks
    std::array<float, teaser_numbers> numbers{};
};
std::vector<OfferPlace> offer_places(const Page& page, const Declared& declared);

/// How far the log odds that it is one stand above what is asked of such a place: above 0 the page is refused. More is
/// asked where nothing says that this text goes on for some readers, and below a text of many lines: such offers stand
/// under whole texts, too.
float teaser_score(const OfferPlace& place);

/// What the rules say, without the model.
enum class PaywallSigns {
    none,
    box,   ///< nothing but a box of labels at the end of the text, and such boxes stand under whole texts, too
    sold,  ///< the page declares itself paid, and subscriptions are sold beside it, as beside whole texts, too
    certain
};
PaywallSigns paywall_signs(const Page& page, Evidence& evidence);

}  // namespace winnow::extract
