#pragma once
/// When an article was published and changed, out of all that a page says about it.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/date.h"
#include "extract/metadata_page.h"
#include "extract/metadata_shown.h"
#include "extract/structured.h"
#include "url/url.h"

namespace winnow::extract {

struct DateChoice {
    std::optional<Date> date;
    std::string raw;     ///< as the page has it
    std::string source;  ///< "jsonld:datePublished", "meta:article:published_time", "time", "visible", "url"
};

/// Of what is written for machines about the page itself. Values that are no believable date go to `warnings`.
DateChoice machine_published(const PageScan& page, const Structured& structured, const DateContext& context,
                             std::vector<std::string>& warnings);
DateChoice machine_modified(const PageScan& page, const Structured& structured, const DateContext& context,
                            std::vector<std::string>& warnings);

/// Of weaker evidence, where the machine dates above are silent: the URL, dates beside the title, what describes the
/// page as such, the only day that the page names.
DateChoice weaker_published(const PageScan& page, const Structured& structured, const ShownDates& shown,
                            const url::Url* url, const DateContext& context);

/// The last change as readers are told it beside title or text ("Updated: ..."), not before `published`. Null if none.
const ShownDate* shown_change(const Date* published, const ShownDates& shown);

/// The day beside the title, where it is earlier than the machine's and that one is shown nowhere: systems stamp a new
/// date on old texts, papers rarely do. Null if there is no such day.
const ShownDate* earlier_day_shown(const Date& machine, const ShownDates& shown);

/// JSON-LD gives the moment of the last change, or of the page's making, as that of publication, and the metas an
/// earlier day that readers are shown, too: that day. Else none.
DateChoice first_of_two(const Structured& structured, const Date& machine, const ShownDates& shown,
                        const DateContext& context);

/// Systems write UTC for machines and local time for readers: gives a date with offset zero the offset that the time
/// beside the title tells, or at least that day. True if `date` changed.
bool move_to_shown_clock(Date& date, const ShownDates& shown);

/// /2026/02/19/, /2026-02-19-slug, /20260219/ in the path.
std::optional<Date> date_in_url(std::string_view path, const DateContext& context);

}  // namespace winnow::extract
