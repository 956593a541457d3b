#pragma once
/// What a person taught us about one site: sites/<host>.yaml, read strictly (DESIGN: docs/site-files.md is the
/// reference). Immutable after reading; shared between threads.

#include <re2/re2.h>

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "html/selector.h"
#include "url/url.h"

namespace winnow::rules {

/// Where a value may come from; the first entry that yields one wins.
struct Entry {
    enum class Kind { selector, json_ld, meta, text, url, constant };
    Kind kind = Kind::selector;
    std::string written;                     ///< as in the file, for provenance and errors
    std::string where;                       ///< file:line:column
    std::optional<html::Selector> selector;  ///< selector
    std::string attribute;                   ///< selector@attribute; empty: the text
    std::string key;                         ///< json_ld, meta: the key; constant: the value
    std::shared_ptr<const RE2> pattern;      ///< text, url; or `match` of a map entry: group 1 of the value
    std::string format;                      ///< dates: "D MMMM, YYYY HH:mm"
    bool all = false;                        ///< every hit, not only the first (authors, tags, body containers)
};

struct Removal {
    enum class Kind { selector, text, before, after };
    Kind kind = Kind::selector;
    std::string written;
    std::string where;
    std::optional<html::Selector> selector;
    std::shared_ptr<const RE2>
        pattern;  ///< text: whole paragraph; before, after: this paragraph and all before / after it
};

struct HostPattern {
    std::string host;         ///< "report.az"; without "www."
    bool subdomains = false;  ///< '*.trend.az': the host itself and every host below it
};

struct SameArticle {
    bool strip_query = false;
    enum class Slash { keep, drop, add } trailing_slash = Slash::keep;
    std::shared_ptr<const RE2>
        key;               ///< group 1 of path and query (joined by ':' if more groups) is the article's identity
    bool per_host = true;  ///< the key counts per host (AzVision), not for the whole site
};

struct SiteRules {
    std::string file;     ///< path it was read from
    std::string version;  ///< short hash of the file's bytes
    std::vector<HostPattern> hosts;
    std::string name;      ///< publisher
    std::string timezone;  ///< IANA
    std::vector<std::pair<std::string, std::string>>
        languages;  ///< path prefix -> language; one entry with "" = for all

    struct Discover {
        std::vector<url::Url> feeds, sitemaps, sections;
        std::optional<std::chrono::seconds> every;
        std::string
            next_fragment;  ///< selector@attribute of a "next batch" endpoint (Report's .loadContainer@data-url)
        std::map<std::string, std::string>
            next_parameters;  ///< its query: name -> selector@attribute of the last card, or const:
    } discover;

    struct Urls {
        std::vector<std::shared_ptr<const RE2>> article, ignore;
        SameArticle same_article;
    } urls;

    std::vector<Entry> title, lead, authors, date, modified, section, tags, images, body, language, source_name,
        source_url, paywall;
    std::vector<Removal> remove;
    std::optional<std::chrono::milliseconds> delay;
    std::optional<int> http_version;  ///< 1 or 2
    std::vector<std::string> layouts;

    bool covers(std::string_view host) const;
    /// By urls.article and urls.ignore on path and query; true for every URL if there is no article pattern.
    bool is_article(const url::Url& url) const;
    bool is_ignored(const url::Url& url) const;
    std::string language_of(const url::Url& url) const;
    /// The identity of the page: canonical URL after same_article.
    std::string article_key(const url::Url& url) const;
};

/// Reads one file's text. Errors (config) hold all findings, one a line: "sites/report.az.yaml:12:3: unknown key
/// 'titel', did you mean 'title'?".
Result<SiteRules> read_site(std::string_view yaml, const std::string& file_name);

/// All site files of a folder. A broken file does not stop the others.
class RuleBook {
public:
    struct Problem {
        std::string file;
        std::string what;
    };
    /// Reads DIR/*.yaml. A file that is broken now but was good in `previous` keeps its last good version.
    static RuleBook load(const std::string& directory, const RuleBook* previous = nullptr);

    /// The most specific rule: exact host before '*.' before nothing. "www." is skipped. Null if no rule covers it.
    const SiteRules* for_host(std::string_view host) const;
    const std::vector<std::shared_ptr<const SiteRules>>& sites() const { return sites_; }
    const std::vector<Problem>& problems() const { return problems_; }
    void add(std::shared_ptr<const SiteRules> rules) { sites_.push_back(std::move(rules)); }

private:
    std::vector<std::shared_ptr<const SiteRules>> sites_;
    std::vector<Problem> problems_;
};

}  // namespace winnow::rules
