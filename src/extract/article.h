#pragma once
/// What a page turned out to be: an article with the origin of each field, or one named reason why not.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace winnow::extract {

/// A point in time as a page gives it. `local` and the offset are kept: "2026-02-19" must stay that day everywhere.
struct Date {
    int year = 0, month = 0, day = 0;
    bool has_time = false;
    int hour = 0, minute = 0, second = 0;
    bool has_zone = false;   ///< the page or the site's time zone told the offset
    int offset_minutes = 0;  ///< east of UTC

    bool operator==(const Date&) const = default;
    std::string day_text() const;  ///< "2026-02-19"
    /// RFC 3339 with offset, "2026-02-19T10:59:00+04:00"; only the day where the page gave no time: "2026-02-19". A
    /// time whose zone nobody told has none here either: "2026-02-19T10:59:00".
    std::string text() const;
    /// UTC; midnight where there is no time, UTC where there is no zone. For ordering, not for display.
    TimePoint instant() const;
};

/// Where a field came from: "rule:title[0] h1.section-title", "jsonld:datePublished", "meta:og:title", "generic".
using Provenance = std::map<std::string, std::string, std::less<>>;

struct Alternate {
    std::string language;  ///< BCP 47
    std::string url;
};
struct Source {
    std::string name;  ///< who published first: "Vesti"
    std::string url;   ///< "https://vesti.az"
};

enum class BlockKind : std::uint8_t { paragraph, heading, list_item, quote, table_row, preformatted };

/// One line of the article file.
struct Paragraph {
    BlockKind kind = BlockKind::paragraph;
    std::uint8_t level = 0;  ///< heading 1..6; list_item: nesting depth from 0
    std::string text;        ///< clean_line()d, never empty, without "- " and the like
    bool operator==(const Paragraph&) const = default;
};

struct Article {
    std::string url;  ///< as fetched or given
    std::string canonical_url;
    std::string site;  ///< folder: the rule's host, or the URL's
    std::string publisher;
    Source source;  ///< empty unless the page says that it republishes
    std::string title;
    std::string lead;
    std::vector<std::string> authors;
    std::string section;
    std::vector<std::string> tags;
    std::string language;  ///< BCP 47, lower-case primary tag: "ru", "az", "en"
    std::optional<Date> published;
    std::string published_raw;
    std::optional<Date> modified;
    std::vector<std::string> images;  ///< absolute URLs, lead image first
    std::vector<Alternate> alternates;
    bool free_access = true;
    std::vector<Paragraph> body;
    Provenance provenance;
    std::string rule;                   ///< "report.az" or empty
    std::string rule_version;           ///< short hash of the rule file
    std::vector<std::string> warnings;  ///< evidence that was refused: "date 2031-01-01 (meta) is in the future"

    /// The body as in a text file: paragraphs with one empty line between, items of a list ("- ") and rows of a table
    /// on consecutive lines.
    std::string text() const;
};

}  // namespace winnow::extract
