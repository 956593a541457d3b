#pragma once
/// Feed autodiscovery: the <link rel="alternate"> elements in which a page names its feeds.

#include <string>
#include <vector>

#include "html/dom.h"
#include "url/url.h"

namespace winnow::feed {

struct FeedLink {
    url::Url url;
    std::string title;  ///< clean text, may be empty
};

/// In document order, repeats removed, the first 100; feeds of comments are left out. `base` is the page's URL; <base
/// href> counts.
std::vector<FeedLink> feed_links(const html::Document& document, const url::Url& base);

}  // namespace winnow::feed
