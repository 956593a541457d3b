#pragma once
/// An answer to an article record: decode, parse, extract, fingerprint. Pure; runs on the worker pool.

#include <optional>
#include <string>
#include <vector>

#include "crawl/fetcher.h"
#include "dedupe/fingerprint.h"
#include "extract/extract.h"
#include "html/dom.h"
#include "output/render.h"

namespace winnow::crawl {

struct PageReading {
    std::string outcome;  ///< outcome::written as far as the page goes, or the reason why it is no article
    std::string reason;
    std::string key;  ///< identity of the article: SiteRules::article_key of its canonical URL
    output::Record record;
    dedupe::Fingerprint fingerprint;
    std::string text_hash;  ///< of title and text as the page gave them, before known boilerplate goes
    std::vector<std::string> block_texts;
    std::vector<extract::Link> links;  ///< only if asked for
    bool nofollow = false;
    // for the drift alarm
    bool by_rule = false;             ///< the rule's own body entry matched
    std::size_t words = 0;            ///< of the text
    std::optional<double> agreement;  ///< of the rule's text with a generic reading, 0 to 1; if asked for
};

struct ReadingOptions {
    const rules::RuleBook* book = nullptr;  ///< null: generic
    std::string product_token = "winnow";   ///< for X-Robots-Tag and <meta robots>
    bool ignore_robots = false;
    bool want_links = false;
    bool second_opinion = false;  ///< read the page once more without its rule, and compare
    std::string announced_title;
    std::optional<extract::Date> announced_date;
    TimePoint now{};
    std::string discovered_via;
};

/// Paragraphs of a body that was found by generic reading and that return on many pages of the site go, with a trace in
/// the record. A body that a rule found is what a person says it is.
void drop_boilerplate(extract::Article& article, const extract::KnownBoilerplate& known);

/// What the X-Robots-Tag headers and the page's own <meta name="robots"> ask of `agent`.
robots::PageDirectives directives_of(const net::Response& response, const html::Document& document,
                                     std::string_view agent);

/// How far two readings of one page agree: twice the runs of four words in common over all of them, 0 to 1. Nullopt for
/// texts that are too short to tell.
std::optional<double> agreement_of(std::string_view a, std::string_view b);

PageReading read_page(const Fetched& fetched, const ReadingOptions& options);

}  // namespace winnow::crawl
