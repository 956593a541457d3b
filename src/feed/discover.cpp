#include "feed/discover.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "feed/collect.h"

namespace winnow::feed {
namespace {

bool has_word(std::string_view words, std::string_view word) {
    while (!(words = trim(words)).empty()) {
        const auto end = std::min(words.find_first_of(" \t\r\n\f"), words.size());
        if (iequals_ascii(words.substr(0, end), word)) return true;
        words.remove_prefix(end);
    }
    return false;
}

bool is_feed_type(std::string_view type) {
    static constexpr std::array types = {
        std::string_view("application/rss+xml"),   std::string_view("application/atom+xml"),
        std::string_view("application/feed+json"), std::string_view("application/rdf+xml"),
        std::string_view("text/rss+xml"),          std::string_view("application/x-rss+xml")};
    type = trim(type.substr(0, type.find(';')));
    return std::any_of(types.begin(), types.end(), [type](std::string_view t) { return iequals_ascii(type, t); });
}

/// Types that say little, where the address has to say the rest.
bool is_vague_type(std::string_view type) {
    type = trim(type.substr(0, type.find(';')));
    return iequals_ascii(type, "text/xml") || iequals_ascii(type, "application/xml") ||
           iequals_ascii(type, "application/json");
}

bool looks_like_feed(std::string_view path) {
    const auto lower = ascii_lower(path);
    return lower.find("rss") != std::string::npos || lower.find("atom") != std::string::npos ||
           lower.find("feed") != std::string::npos;
}

/// "/comments/feed/", "/rss/comments.xml", "/?feed=comments-rss2"; but "/comment/rss" is a paper's section of opinions.
bool is_of_comments(const url::Url& url) {
    return ascii_lower(url.path()).find("/comments") != std::string::npos ||
           ascii_lower(url.query()).find("comments") != std::string::npos;
}

url::Url base_of(const html::Document& document, const url::Url& page) {
    for (html::NodeId id = 0; id < document.nodes().size(); ++id) {
        const auto element = document.element(id);
        if (!element.is(html::Tag::base) || !element.has_attr("href")) continue;
        const auto base = url::Url::parse(element.attr("href"), page);
        return base ? *base : page;
    }
    return page;
}

}  // namespace

std::vector<FeedLink> feed_links(const html::Document& document, const url::Url& page) {
    const auto base = base_of(document, page);
    std::vector<FeedLink> links;
    constexpr std::size_t max_links = 100;
    for (html::NodeId id = 0; id < document.nodes().size() && links.size() < max_links; ++id) {
        const auto element = document.element(id);
        if (!element.is(html::Tag::link)) continue;
        const auto rel = element.attr("rel"), type = element.attr("type");
        const bool alternate = has_word(rel, "alternate") && !has_word(rel, "stylesheet");
        const auto url = link_url(element.attr("href"), base);
        if (!url || is_of_comments(*url)) continue;
        const bool feed = has_word(rel, "feed") || (alternate && is_feed_type(type)) ||
                          (alternate && is_vague_type(type) && looks_like_feed(url->path()));
        const bool known = std::any_of(links.begin(), links.end(), [&](const FeedLink& l) { return l.url == *url; });
        if (feed && !known) links.push_back({*url, title_of_text(element.attr("title"))});
    }
    return links;
}

}  // namespace winnow::feed
