#pragma once
/// What the readers of the various formats share: text of titles, announcements without repeats.

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/text.h"
#include "feed/feed.h"

namespace winnow::feed {

inline constexpr std::size_t max_field_bytes = 64 << 10;  ///< of one title or link as written
inline constexpr std::size_t max_title_bytes = 4 << 10;   ///< after cleaning

/// A title that is HTML as a reader sees it: tags gone, entities decoded, one line.
std::string title_of_html(std::string_view html);
/// A title that is plain text, one line. `decode_entities`: named HTML entities stood bare in the XML and mean
/// characters; tags are text all the same.
std::string title_of_text(std::string_view text, bool decode_entities = false);

/// "en_US " -> "en-US"; empty if it cannot be a language tag.
std::string language_tag(std::string_view text);

/// Keeps announcements in document order, the first of each URL.
class Collector {
public:
    /// False if there is no room: the limit of entries is reached.
    bool add(Announcement announcement) {
        if (!seen_.insert(url::hash64(announcement.url.href())).second) return true;
        if (entries_.size() == max_entries) return false;
        entries_.push_back(std::move(announcement));
        return true;
    }
    std::vector<Announcement>& entries() { return entries_; }

private:
    std::vector<Announcement> entries_;
    std::unordered_set<std::uint64_t> seen_;
};

/// Resolves the text of a link element; nullopt if it is empty or no http(s) URL.
std::optional<url::Url> link_url(std::string_view text, const url::Url& base);
/// Nullopt also for a relative one: for identifiers, which only may be URLs.
std::optional<url::Url> absolute_url(std::string_view text);

Result<Feed> read_json_feed(std::string_view text, const url::Url& base);

}  // namespace winnow::feed
