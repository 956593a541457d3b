#include "url/article_address.h"

#include <algorithm>
#include <unordered_set>

#include "base/text.h"

namespace winnow::url {
namespace {

bool is_number(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_ascii_digit);
}

bool is_no_page(std::string_view name) {
    static const std::unordered_set<std::string_view> endings{"jpg", "jpeg", "png", "gif", "webp", "svg",
                                                              "pdf", "mp3",  "mp4", "xml", "rss",  "zip"};
    const auto dot = name.rfind('.');
    return dot != std::string_view::npos && endings.count(name.substr(dot + 1)) != 0;
}

/// /2026/02/ above it.
bool in_month_folder(const std::vector<std::string_view>& segments) {
    for (std::size_t i = 0; i + 2 < segments.size(); ++i)
        if (segments[i].size() == 4 && is_number(segments[i]) && segments[i + 1].size() <= 2 &&
            is_number(segments[i + 1]))
            return !is_number(segments.back());  // /2026/02/19/ is a day's list
    return false;
}

bool has_article_number(std::string_view query) {
    static const std::unordered_set<std::string_view> names{"p",       "id",  "article", "newsid",
                                                            "page_id", "nid", "aid",     "story"};
    const auto pairs = split(query, '&');
    return std::any_of(pairs.begin(), pairs.end(), [](std::string_view pair) {
        const auto name = pair.substr(0, pair.find('='));
        const auto value = pair.substr(std::min(name.size() + 1, pair.size()));
        return names.count(name) != 0 && value.size() >= 4 && is_number(value);
    });
}

}  // namespace

bool looks_like_article(const Url& url) {
    const auto path = ascii_lower(url.path());
    const auto query = ascii_lower(url.query());
    auto segments = split(path, '/');
    std::erase_if(segments, [](std::string_view s) { return s.empty(); });
    static const std::unordered_set<std::string_view> no_article{
        "tag",   "tags",  "search",     "category", "categories", "author", "authors",   "page",
        "login", "about", "contact",    "contacts", "privacy",    "terms",  "rss",       "feed",
        "feeds", "amp",   "wp-content", "wp-json",  "static",     "assets", "subscribe", "archive"};
    if (std::any_of(segments.begin(), segments.end(), [](std::string_view s) { return no_article.count(s) != 0; }))
        return false;
    if (has_article_number(query)) return true;
    if (segments.empty() || is_no_page(segments.back())) return false;
    const auto last = segments.back();
    const auto hyphens = std::count(last.begin(), last.end(), '-') + std::count(last.begin(), last.end(), '_');
    const auto digits = std::count_if(last.begin(), last.end(), is_ascii_digit);
    return hyphens >= 3 || digits >= 4 || (hyphens >= 2 && (last.size() >= 20 || digits >= 1)) ||
           (segments.size() >= 3 && digits >= 2 && hyphens >= 1) || in_month_folder(segments);
}

}  // namespace winnow::url
