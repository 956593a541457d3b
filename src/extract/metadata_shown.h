#pragma once
/// The dates that readers are shown, each with how well its place fits a line of publication.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/blocks.h"
#include "extract/date.h"
#include "extract/metadata_page.h"

namespace winnow::extract {

struct ShownDate {
    Date date;
    std::string raw;
    std::string source;    ///< "visible" or "time"
    double score = 0;      ///< 4.5 and more: the very place where papers show the day; below 1 hardly
    bool updated = false;  ///< labelled as the last change
    bool in_body = false;
    bool own_line = false;     ///< hardly anything but the date, and no label that speaks of something else
    bool above = false;        ///< two lines or more above the title
    bool below = false;        ///< stands after the text
    bool announced = false;    ///< with a word that it is the day of publication
    bool marked = false;       ///< beside the title, in an element whose class says date
    bool other_story = false;  ///< beside the linked headline of another story
};

struct ShownDates {
    std::vector<ShownDate> near;      ///< about title and text
    std::vector<ShownDate> anywhere;  ///< elsewhere: evidence only where there is no other

    bool relative = false;  ///< beside the title stands "3 hours ago", and no date

    std::optional<Date> changed;  ///< the last change of the page, told away from the text ("last modified: ...")

    const ShownDate* best() const;  ///< of `near`, by score; null if there is none
    bool shows(const Date& day) const;
};

/// `title` finds the title among the blocks; `kept` are the body's block indices. Linear in the blocks.
ShownDates find_shown_dates(const PageScan& page, const std::vector<Block>& blocks,
                            const std::vector<std::uint32_t>& kept, std::string_view title, const DateContext& context);

/// "3 hours ago", "Today, 14:05" in a short line of its own: the place of a date, without one.
bool is_relative_day(const Block& block);

/// In a <header> that does not hold `anchor`: the page's own, where the day stands on which the page was asked for.
bool in_page_header(const html::Document& document, html::NodeId id, html::NodeId anchor);

/// Days between two dates, by their calendars.
long days_between(const Date& a, const Date& b);

}  // namespace winnow::extract
