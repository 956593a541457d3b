#pragma once
/// What the markup calls the parts of a page: classes and ids are written by programmers, in English whatever language
/// the page is in, and a shop's "price", "cart" and "sku" stand on no story. Counted for the page model
/// (page_numbers.h). Private to page_*.cpp.

#include <array>
#include <cstddef>
#include <cstdint>

#include "html/dom.h"

namespace winnow::extract {

enum class MarkupWord : std::uint8_t {
    shop,     ///< price, cart, sku, wishlist
    story,    ///< article, byline, dateline, entry
    forum,    ///< thread, reply, avatar
    manual,   ///< toc, docs, highlight, wiki
    landing,  ///< hero, slider, testimonials, services
    place,    ///< map, address, booking, job, property
    entry,    ///< form, field, login, captcha
    comment,
    list,  ///< grid, results, pagination, filter
    count_
};
inline constexpr std::size_t markup_word_count = static_cast<std::size_t>(MarkupWord::count_);
using MarkupWords = std::array<unsigned, markup_word_count>;

/// How many elements bear each kind of word in a class or id: in the whole page, among the nodes [begin, end), and of
/// those around the node `text` below <body>.
struct MarkupNames {
    MarkupWords page{}, own{}, around{};
    /// What <body> is called: "page", "home", "product". The software says so, not the subject.
    bool body_page = false, body_home = false, body_shop = false;
};
/// `text` may be no_node.
MarkupNames read_markup(const html::Document& document, html::NodeId begin, html::NodeId end, html::NodeId text);

/// The programme that made the page, by <meta name=generator>.
enum class Generator : std::uint8_t { unknown, blog, portal, shop, manual, builder };
Generator read_generator(std::string_view generator);

}  // namespace winnow::extract
