// No bytes upset the readers of feeds and sitemaps, and what they give is clean and within its limits.
// Input: one byte that picks a Content-Type, then the body.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/text.h"
#include "feed/feed.h"

namespace {

void require(bool fact) {
    if (!fact) std::abort();
}

void check(const std::vector<winnow::feed::Announcement>& entries) {
    require(entries.size() <= winnow::feed::max_entries);
    for (const auto& entry : entries) {
        require(!entry.url.host().empty());
        require(winnow::is_valid_utf8(entry.title) && winnow::is_valid_utf8(entry.date_raw));
        require(entry.title.find('\n') == std::string::npos && entry.date_raw.find('\n') == std::string::npos);
        require(!entry.date || !entry.date_raw.empty());
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto base = *winnow::url::Url::parse("https://example.com/a/feed.xml");
    static constexpr std::string_view types[] = {"", "text/xml; charset=windows-1251", "application/json",
                                                 "text/html; charset=utf-8"};
    if (size == 0) return 0;
    const std::string_view body(reinterpret_cast<const char*>(data + 1), size - 1);
    const auto type = types[data[0] % 4];
    if (const auto feed = winnow::feed::read_feed(body, type, base)) check(feed->entries);
    if (const auto sitemap = winnow::feed::read_sitemap(body, type, base)) {
        check(sitemap->entries);
        require(sitemap->sitemaps.size() <= winnow::feed::max_entries);
    }
    (void)winnow::feed::parse_feed_date(body);
    return 0;
}
