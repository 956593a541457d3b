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
    bool own_line = false;   ///< hardly anything but the date, and no label that speaks of something else
    bool below = false;      ///< stands after the text
    bool announced = false;  ///< with a word that it is the day of publication
};

struct ShownDates {
    std::vector<ShownDate> near;      ///< about title and text
    std::vector<ShownDate> anywhere;  ///< elsewhere: evidence only where there is no other

    std::optional<Date> changed;  ///< the last change of the page, told away from the text ("last modified: ...")

    const ShownDate* best() const;  ///< of `near`, by score; null if there is none
    bool shows(const Date& day) const;
};

/// `title` finds the title among the blocks; `kept` are the body's block indices. Linear in the blocks.
ShownDates find_shown_dates(const PageScan& page, const std::vector<Block>& blocks,
                            const std::vector<std::uint32_t>& kept, std::string_view title, const DateContext& context);

/// Days between two dates, by their calendars.
long days_between(const Date& a, const Date& b);

}  // namespace winnow::extract
