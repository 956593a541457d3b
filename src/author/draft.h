#pragma once
/// `winnow site new`: a site file drafted from sample pages of one site.
///
/// The generic extractor reads each page first; what it finds is taken for true. Then the shortest entries of the rule
/// language are looked for that yield the same on every page, and removals for what stands inside the body and is none
/// of it. Each entry is tried by the very code that will run it later, and each line of the draft says on how many
/// pages it was right. A draft is a beginning: a person looks at it, and at its tests. Pure.

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "url/url.h"

namespace winnow::author {

struct SamplePage {
    std::string name;             ///< for people: the file or the address
    std::optional<url::Url> url;  ///< else what the page says of itself
    std::string content_type;
    std::string bytes;
};

struct DraftOptions {
    std::vector<url::Url> feeds, sitemaps;  ///< known from elsewhere (robots.txt), beside those that the pages name
    std::optional<TimePoint> now;           ///< of the visit
};

/// How the draft reads one page, beside what the generic extractor reads there.
struct DraftCheck {
    std::string page;
    std::string outcome;  ///< "article", or why the page was no sample: "not_article: ..."
    bool same_title = false, same_date = false;
    std::string title, date;  ///< by the draft
    std::size_t kept = 0;     ///< paragraphs that both have
    std::vector<std::string> lost, extra;
};

struct SiteDraft {
    std::string host;
    std::string yaml;                ///< the whole file; the strict reader takes it
    std::vector<std::string> notes;  ///< what the pages could not tell, for people
    std::vector<DraftCheck> checks;  ///< one a page, in order
};

/// Errors (usage): no page is an article, or the pages are of several sites.
Result<SiteDraft> draft_site(const std::vector<SamplePage>& pages, const DraftOptions& options);

/// Links of a front or section page that look like articles, by address and by text: at most `count`, from as many
/// sections as there are. Empty if the page has none (or no address to resolve them against).
std::vector<url::Url> likely_articles(const SamplePage& front, std::size_t count);

}  // namespace winnow::author
