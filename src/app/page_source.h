#pragma once
/// Pages for the verbs that look at a handful of them: read from files, or fetched one after the other as politely as
/// the crawler does (robots.txt, delay, addresses, limits).

#include <memory>
#include <string>
#include <vector>

#include "app/config.h"
#include "author/draft.h"
#include "base/result.h"
#include "url/url.h"

namespace winnow::app {

class PageSource {
public:
    explicit PageSource(const Config& config);
    ~PageSource();

    /// `word` is a URL or a file. Errors name it.
    Result<author::SamplePage> get(const std::string& word);
    /// What the robots.txt of this URL's host lists; asks the host only if it was not asked yet.
    std::vector<url::Url> sitemaps_of(const url::Url& url);

    static bool is_url(const std::string& word);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;  // made at the first URL
    const Config& config_;
};

}  // namespace winnow::app
