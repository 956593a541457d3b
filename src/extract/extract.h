#pragma once
/// Page + rules -> article: by rule, then by metadata, then by generic reading. Pure: no I/O, no clock, no locale.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "extract/article.h"
#include "extract/blocks.h"
#include "extract/body.h"
#include "extract/page_class.h"
#include "html/decode.h"
#include "html/dom.h"
#include "rules/site_rules.h"
#include "url/url.h"

namespace winnow::extract {

/// A block that returns verbatim on many pages of a site is boilerplate there (see dedupe/boilerplate.h, which fills
/// it).
class KnownBoilerplate {
public:
    virtual ~KnownBoilerplate() = default;
    virtual bool contains(std::string_view block_text) const = 0;
};

struct Options {
    const rules::RuleBook* book = nullptr;    ///< picks the rule by the page's host; null: generic extraction
    const rules::SiteRules* rules = nullptr;  ///< this rule, whatever the host
    const KnownBoilerplate* boilerplate = nullptr;
    std::optional<TimePoint> now;  ///< time of the fetch
    std::string announced_title;   ///< from the feed or listing, evidence only
    std::optional<Date> announced_date;
    bool explain = false;  ///< fill Extraction::explanation
};

struct Explanation {
    struct Line {
        Block block;
        bool kept = false;
        float score = 0;
        std::string reason;
    };
    std::vector<Line> blocks;
    std::vector<std::string> fields;  ///< "title: rule title[0] h1.section-title -> 'В Баку…'; also seen: og:title '…'"
};

struct Extraction {
    /// The article, or (in the error) the outcome: not_article, soft_404, paywall, empty_text, bad_encoding ...
    Result<Article> article;
    Classification classification;
    std::string charset;
    std::optional<Explanation> explanation;
    std::vector<std::string> block_texts;  ///< for learning boilerplate: the page's visible blocks
    /// What a page that is refused for its class tells of itself: title, date, authors. The body is empty, but for the
    /// part of a paid text that everybody may read, and for pages refused by weighing alone (only_weighed).
    std::optional<Article> refused = {};
};

/// From bytes: decode, parse, extract.
Extraction extract_page(std::string_view bytes, std::string_view content_type, const url::Url* url,
                        const Options& options);
/// From a parsed page.
Extraction extract_document(const html::Document& document, const url::Url* url, const Options& options);

/// The URL that a page gives itself (rel=canonical, og:url): for pages from files.
std::optional<url::Url> own_url(const html::Document& document);

/// Links of a page in document order, absolute, http(s) only, repeats removed; rel=nofollow left out.
struct Link {
    url::Url url;
    std::string text;
    html::NodeId node = html::no_node;
};
std::vector<Link> links(const html::Document& document, const url::Url& base);

/// <link rel=canonical> if it is a sane URL of the same registrable domain, else nullopt.
std::optional<url::Url> canonical_link(const html::Document& document, const url::Url& base);

}  // namespace winnow::extract
