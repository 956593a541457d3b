#pragma once
/// What the words of an address say of its page, for the page model (page_numbers.h). Private to page_*.cpp.

#include <string_view>

namespace winnow::extract {

/// How many words of each kind the address holds.
struct AddressWords {
    unsigned service = 0;  ///< about, contact, privacy, weather, programme: what a site tells of itself
    unsigned shop = 0;     ///< product, cart, katalog
    unsigned help = 0;     ///< docs, wiki, support
    unsigned talk = 0;     ///< forum, thread, questions
    unsigned notice = 0;   ///< jobs, property, events, courses, offices
    unsigned story = 0;    ///< news, article, blog
};

/// The host's labels before its registrable domain count: "forum.example.org" is one, "shop.co.uk" is none. Words are
/// looked up whole, between marks.
AddressWords address_words(std::string_view host, std::string_view path);

}  // namespace winnow::extract
