#pragma once
/// Where sites announce articles: RSS 2.0/1.0/0.9x, Atom, JSON Feed; sitemap index, sitemap, news sitemap, text
/// sitemap. Pure functions over bytes; ill-formed XML is read as far as it makes sense. No DTD, no external entities.
///
/// The link of an entry is the first of: feedburner:origLink, <link> (Atom: rel=alternate, HTML first), guid unless it
/// says that it is no permalink, rdf:about, an Atom id that is a URL. Its date is pubDate or published, then dc:date,
/// issued, created, and `updated` only where there is nothing better; its title <title>, dc:title, and a title of Media
/// RSS or iTunes only where there is no other. Markup and entities in titles are read where the
/// format has HTML there (RSS, Atom type=html), and kept as text where it has text (Atom type=text, JSON Feed).

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "url/url.h"

namespace winnow::feed {

/// One article that a feed, sitemap or listing announced: the evidence goes with the URL into the frontier.
struct Announcement {
    url::Url url;
    std::string title;              ///< clean text, may be empty
    std::optional<TimePoint> date;  ///< publication (news:publication_date, pubDate); nullopt if absent or unreadable
    std::string date_raw;           ///< as written, also where it was unreadable
    std::optional<TimePoint>
        last_modified;     ///< lastmod, updated: weak evidence, many sites write the time of the fetch
    std::string language;  ///< BCP 47 or empty
};

inline constexpr std::size_t max_entries = 50'000;            ///< sitemaps.org's own limit; for feeds too
inline constexpr std::size_t max_unpacked_bytes = 50u << 20;  ///< likewise
inline constexpr std::size_t max_expansion = 100;             ///< unpacked bytes to packed ones: more is a bomb

struct Feed {
    std::string title;
    std::vector<Announcement> entries;  ///< in document order, repeats removed
    std::optional<url::Url> next;       ///< paging (Atom rel=next, JSON Feed next_url)
    std::optional<std::chrono::seconds> ttl;
    std::string warning;  ///< what was wrong with it, if it could be read all the same
};

/// `base` is the URL that was fetched; relative links start there or at xml:base. gzip is recognised by its magic
/// bytes. Fails with invalid if it is no feed at all (an HTML page, a sitemap), with too_large for a bomb.
Result<Feed> read_feed(std::string_view bytes, std::string_view content_type, const url::Url& base);

struct SitemapLink {
    url::Url url;
    std::optional<TimePoint> last_modified;
};
struct Sitemap {
    std::vector<Announcement> entries;  ///< of a <urlset> or a text sitemap
    std::vector<SitemapLink> sitemaps;  ///< of a <sitemapindex>
    bool truncated = false;             ///< a limit (50,000 URLs, 50 MiB unpacked) was hit: the rest was not read
    std::string warning;
};
/// gzip is recognised by its magic bytes. A feed will do for a sitemap, as the protocol allows. A plain lastmod is
/// never a date of publication. Fails with invalid or too_large.
Result<Sitemap> read_sitemap(std::string_view bytes, std::string_view content_type, const url::Url& base);

/// RFC 822/850/asctime and W3C dates as feeds write them, obsolete zones and two-digit years included, and month names
/// of a few languages. No zone is UTC, no time is midnight. Nullopt for what does not exist, for dummies (year 0, 1970
/// and before), and where day and month could be mixed up ("02/03/2026").
std::optional<TimePoint> parse_feed_date(std::string_view text);

}  // namespace winnow::feed
