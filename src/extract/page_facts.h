#pragma once
/// What a page's own part is made of where it is no story: facts with labels, prices, hours, references, posts under
/// their writers' names, numbered clauses, steps; and words of events, of things that are sold, let or filled, of talk,
/// of reference works and of manuals, in some languages of news. Counted for the page model (page_numbers.h). Private
/// to page_*.cpp.

#include <array>
#include <cstdint>
#include <string_view>

#include "extract/page_class_page.h"

namespace winnow::extract {

enum class PageMatter : std::uint8_t {
    event,      ///< when, where, tickets, doors
    offer,      ///< a thing, a house, a lot, a post: price, rooms, seller, salary
    talk,       ///< wrote, reply, quote, joined
    reference,  ///< section, pursuant, court; abstract, etymology, inventory
    manual,     ///< click, select, step, version
};
inline constexpr std::size_t page_matter_count = 5;

struct PageFacts {
    unsigned early_facts = 0;     ///< lines "label: value" among the first, also as cells of a table
    unsigned facts = 0;           ///< in the whole own part
    unsigned prices = 0;          ///< short lines near the headline that name a price
    unsigned hours = 0;           ///< lines with a span of time: "18:00-20:00", "from 6 pm to 7.15 pm"
    unsigned references = 0;      ///< short lines near the headline with a number that is no day, time or price
    unsigned post_heads = 0;      ///< short lines with a number right above a text
    unsigned dated_heads = 0;     ///< of these, those that say a year or a moment
    unsigned quoted = 0;          ///< lines that begin with ">"
    unsigned clauses = 0;         ///< lines that begin with a section's number: "§ 4", "(2)", "1.3. "
    unsigned measures = 0;        ///< numbers with a unit: "84 m²", "2 kg"
    unsigned steps = 0;           ///< entries of numbered lists
    unsigned contacts = 0;        ///< links to telephones and mail
    unsigned maps = 0;            ///< maps, entries for calendars
    unsigned repeats = 0;         ///< elements like one around the text, with a text of their own, follow it: posts
    unsigned repeats_apart = 0;   ///< of these, those of which nothing is kept
    unsigned post_addresses = 0;  ///< <address>
    std::array<unsigned, page_matter_count> title{};   ///< different words of a kind in headline and title
    std::array<unsigned, page_matter_count> labels{};  ///< in short lines of the own part
    std::array<unsigned, page_matter_count> prose{};   ///< in its longer lines
};

/// `title` is folded as by fold_sign(). Looks at the first 80 lines of the own part and at its elements; linear.
PageFacts read_facts(const Page& page, const OwnPart& own, std::string_view title);

}  // namespace winnow::extract
