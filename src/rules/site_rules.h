#pragma once
/// What a person taught us about one site: sites/<host>.yaml, read strictly (DESIGN: docs/site-files.md is the
/// reference). Immutable after reading; shared between threads.

#include <re2/re2.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/result.h"
#include "html/selector.h"
#include "url/url.h"
#include "yaml/yaml.h"

namespace winnow::rules {

/// Where a value may come from; the first entry that yields one wins.
struct Entry {
    enum class Kind { selector, json_ld, meta, text, url, constant, between };
    Kind kind = Kind::selector;
    std::string written;                     ///< as in the file, for provenance and errors
    std::string where;                       ///< file:line:column
    std::optional<html::Selector> selector;  ///< selector
    std::string attribute;                   ///< selector@attribute; empty: the text
    std::string key;                         ///< json_ld, meta: the key; constant: the value
    /// text: searched in the page's visible text, where ^ and $ are the ends of a line; url: searched in the whole URL
    /// without fragment; others: `match` of a map entry, searched in the value. Group 1 is what counts.
    std::shared_ptr<const RE2> pattern;
    /// between (body only): the lines up to the first one that `before` finds, from the first one that `pattern` (key
    /// `after`) finds, or from the headline where that is null. Neither line belongs to the body.
    std::shared_ptr<const RE2> before;
    std::string format;  ///< dates: "D MMMM, YYYY HH:mm"
    bool all = false;    ///< every hit, not only the first: the default for authors, tags, images and body
};

struct Removal {
    enum class Kind { selector, text, before, after };
    Kind kind = Kind::selector;
    std::string written;
    std::string where;
    std::optional<html::Selector> selector;
    /// Searched in the text of a paragraph. text: that paragraph goes; before, after: it goes, and all before or after
    /// it in the body.
    std::shared_ptr<const RE2> pattern;
};

struct HostPattern {
    std::string host;         ///< "report.az"; without "www."
    bool subdomains = false;  ///< '*.trend.az': the host itself and every host below it
};

struct SameArticle {
    bool strip_query = false;
    enum class Slash { keep, drop, add } trailing_slash = Slash::keep;
    std::shared_ptr<const RE2> key;  ///< its groups, found in path and query and joined by ':', identify the article
    bool per_host = true;            ///< the key counts per host (AzVision's editions), not for the whole site
};

struct SiteRules {
    std::string file;     ///< path it was read from
    std::string version;  ///< short hash of the file's bytes
    std::vector<HostPattern> hosts;
    std::string name;      ///< publisher
    std::string timezone;  ///< IANA
    /// path prefix -> language; one entry with "" = for all
    std::vector<std::pair<std::string, std::string>> languages;

    struct Discover {
        std::vector<url::Url> feeds, sitemaps, sections;
        std::optional<std::chrono::seconds> every;
        /// Key `more`: where the next batch of a section's cards comes from (Report's .loadContainer@data-url), and the
        /// query to ask it with: values of the last card on the page. See next_batch().
        std::optional<Entry> next_fragment;
        std::vector<std::pair<std::string, Entry>> next_parameters;
    } discover;

    struct Urls {
        std::vector<std::shared_ptr<const RE2>> article, ignore;
        SameArticle same_article;
    } urls;

    std::vector<Entry> title, lead, authors, date, modified, section, tags, images, body, language, publisher,
        source_name, source_url, paywall;
    std::vector<Removal> remove;
    std::optional<std::chrono::milliseconds> delay;
    std::optional<int> http_version;  ///< 1 or 2
    std::vector<std::string> layouts;

    /// What the site is called in folders and reports: its first host, "report.az".
    const std::string& host() const { return hosts.front().host; }
    bool covers(std::string_view host) const;
    /// By urls.article and urls.ignore on path and query; true for every URL if there is no article pattern.
    bool is_article(const url::Url& url) const;
    bool is_ignored(const url::Url& url) const;
    /// By the longest path prefix; empty if the file does not say.
    std::string language_of(const url::Url& url) const;
    /// The identity of the page, for comparing and hashing, not for fetching: the canonical URL of the page or of the
    /// article whose AMP twin it is, scheme https, no "www.", after same_article; "azvision.az#115859" with a key.
    std::string article_key(const url::Url& url) const;
};

/// Reads one file's text. Errors (config) hold all findings, one a line: "sites/report.az.yaml:12:3: unknown key
/// 'titel', did you mean 'title'?".
Result<SiteRules> read_site(std::string_view yaml, const std::string& file_name);
/// The same from a parsed file: what is wrong is found in yaml::problems(root), and the rest is read all the same.
SiteRules read_site(const yaml::Node& root);

/// The request for the next batch of cards, as discover.more says, or nullopt where the page has no (more) cards.
/// `page` is a section page or an earlier batch, fetched from `page_url`. A batch seldom repeats the endpoint: then
/// `endpoint`, remembered from the section page, is asked again (its query is replaced).
std::optional<url::Url> next_batch(const SiteRules& rules, const html::Document& page, const url::Url& page_url,
                                   const url::Url* endpoint = nullptr);

/// All site files of a folder. A broken file does not stop the others.
class RuleBook {
public:
    struct Problem {
        std::string file;
        std::string what;  ///< all findings of the file, one a line
    };
    /// Reads *.yaml of each folder. A file stands in for those of its name in later folders, so that an administrator's
    /// own replaces an installed one; a link to /dev/null switches that off. A file that is broken now but was good in
    /// `previous` keeps its last good version.
    static RuleBook load(const std::vector<std::string>& folders, const RuleBook* previous = nullptr);
    static RuleBook load(const std::string& folder, const RuleBook* previous = nullptr) {
        return load(std::vector{folder}, previous);
    }

    /// The most specific rule: exact host before '*.' before nothing, the longer '*.' first. "www." is skipped. Null if
    /// no rule covers it.
    const SiteRules* for_host(std::string_view host) const;
    const std::vector<std::shared_ptr<const SiteRules>>& sites() const { return sites_; }
    const std::vector<Problem>& problems() const { return problems_; }
    /// Where two rules claim one host pattern, the one that was added first has it.
    void add(std::shared_ptr<const SiteRules> rules);

private:
    void load_file(const std::string& file, const RuleBook* previous);

    std::vector<std::shared_ptr<const SiteRules>> sites_;
    std::vector<Problem> problems_;
    std::unordered_map<std::string, const SiteRules*> exact_, below_;  ///< host -> rule; '*.' host -> rule
};

}  // namespace winnow::rules
