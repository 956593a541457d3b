#include "crawl/discovery.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <unordered_set>

#include "base/text.h"
#include "crawl/outcome.h"
#include "crawl/page_reading.h"
#include "extract/extract.h"
#include "feed/discover.h"
#include "feed/feed.h"
#include "html/decode.h"
#include "url/article_address.h"

namespace winnow::crawl {

namespace {

using store::Kind;
using store::Offer;

std::string site_of(const rules::SiteRules& rules) {
    return rules.host();
}

Offer seed(const rules::SiteRules& rules, const url::Url& url, Kind kind, std::string via, int depth) {
    Offer offer;
    offer.url = url.request_url();
    // A page may be a section and a feed's home at once; kinds keep their keys apart.
    static constexpr std::string_view kinds[] = {"article", "feed", "sitemap", "section"};
    offer.key = fmt::format("{}:{}", kinds[static_cast<std::size_t>(kind)], url::canonical(url));
    offer.host = url.authority();
    offer.site = site_of(rules);
    offer.kind = kind;
    offer.depth = depth;
    offer.via = std::move(via);
    return offer;
}

class Collector {
public:
    Collector(const store::Visit& visit, const DiscoveryContext& context, Discovery& into)
        : visit_(visit), context_(context), into_(into) {}

    /// An entry of a feed or sitemap: the site says that it is an article.
    void announced(const feed::Announcement& entry, std::optional<TimePoint> date, std::string via) {
        ++into_.announced;
        const auto* rules = context_.book->for_host(entry.url.host());
        if (rules == nullptr || rules->is_ignored(entry.url) || entry.url.path() == "/") {
            ++into_.out_of_scope;
            return;
        }
        if (date && (!into_.newest || *date > *into_.newest)) into_.newest = date;
        if (date && context_.now - *date > context_.schedule.max_age) {
            ++into_.too_old;
            return;
        }
        add(*rules, entry.url, entry.title, date, std::move(via));
    }

    /// A link of a section page: the rule's patterns decide, or the URL's shape where there are none.
    void linked(const extract::Link& link, std::string via) {
        const auto* rules = context_.book->for_host(link.url.host());
        if (rules == nullptr || site_of(*rules) != visit_.site || rules->is_ignored(link.url)) return;
        const bool article =
            rules->urls.article.empty() ? url::looks_like_article(link.url) : rules->is_article(link.url);
        if (!article) return;
        ++into_.announced;
        add(*rules, link.url, {}, std::nullopt,
            std::move(via));  // a link's text may be a teaser: no evidence of the title
    }

    void further_seed(Offer offer) {
        if (seen_.insert(offer.key).second) into_.offers.push_back(std::move(offer));
    }

private:
    void add(const rules::SiteRules& rules, const url::Url& url, std::string title, std::optional<TimePoint> date,
             std::string via) {
        if (!trap_of(url.path_and_query(), context_.schedule.max_depth, context_.now).empty()) {
            ++into_.traps;
            return;
        }
        Offer offer;
        offer.url = url.request_url();
        offer.key = rules.article_key(url);
        offer.host = url.authority();
        offer.site = site_of(rules);
        offer.depth = visit_.depth + 1;
        offer.via = std::move(via);
        offer.title = std::move(title);
        offer.date = date;
        if (seen_.insert(offer.key).second) into_.offers.push_back(std::move(offer));
    }

    const store::Visit& visit_;
    const DiscoveryContext& context_;
    Discovery& into_;
    std::unordered_set<std::string> seen_;
};

void end_as(Discovery& discovery, const Error& error) {
    discovery.outcome = std::string(errc_name(error.code));
    discovery.reason = error.what;
}

void from_feed(const Fetched& fetched, const store::Visit& visit, Collector& collect, Discovery& into) {
    const auto& response = fetched.response;
    const auto feed = feed::read_feed(response.body, response.header("content-type"), response.url);
    if (!feed) return end_as(into, feed.error());
    for (const auto& entry : feed->entries) collect.announced(entry, entry.date, "feed " + visit.url);
    into.next_page = feed->next;
}

void from_sitemap(const Fetched& fetched, const store::Visit& visit, const DiscoveryContext& context,
                  Collector& collect, Discovery& into) {
    const auto& response = fetched.response;
    const auto sitemap = feed::read_sitemap(response.body, response.header("content-type"), response.url);
    if (!sitemap) return end_as(into, sitemap.error());
    for (const auto& entry : sitemap->entries)
        collect.announced(entry, entry.date ? entry.date : entry.last_modified, "sitemap " + visit.url);
    if (visit.depth >= 3) return;  // an index of indexes of indexes is somebody's loop
    for (const auto& link : sitemap->sitemaps) {
        const auto* rules = context.book->for_host(link.url.host());
        if (rules == nullptr) continue;
        if (link.last_modified && (!into.newest || *link.last_modified > *into.newest))
            into.newest = link.last_modified;
        if (link.last_modified && context.now - *link.last_modified > context.schedule.max_age) {
            ++into.too_old;
            continue;
        }
        collect.further_seed(seed(*rules, link.url, Kind::sitemap, "sitemap " + visit.url, visit.depth + 1));
    }
}

/// rel=next of <link> or <a>: the page after this one.
std::optional<url::Url> next_by_rel(const html::Document& document, const url::Url& base) {
    for (const auto& node : document.nodes()) {
        if (node.kind != html::NodeKind::element || (node.tag != html::Tag::link && node.tag != html::Tag::a)) continue;
        const auto element = document.element(static_cast<html::NodeId>(&node - document.nodes().data()));
        const auto rel = element.attr("rel");
        for (const auto word : split(rel, ' ')) {
            if (!iequals_ascii(word, "next")) continue;
            auto url = url::Url::parse(element.attr("href"), base);
            if (url && url->host() == base.host() && url->request_url() != base.request_url()) return std::move(*url);
        }
    }
    return std::nullopt;
}

/// "/section/page/2" after "/section", "?page=3" after "?page=2": a link on the page whose only difference is the
/// number of the page, one higher than ours.
std::optional<url::Url> next_by_number(const std::vector<extract::Link>& links, const url::Url& base) {
    const auto number_of = [](const url::Url& url, std::string& stem) -> int {
        auto text = url.path_and_query();
        while (text.size() > 1 && text.back() == '/') text.pop_back();
        for (const std::string_view mark : {"/page/", "/page", "?page=", "&page=", "?p=", "/seite/"}) {
            const auto at = text.rfind(mark);
            if (at == std::string::npos) continue;
            int number = 0;
            const auto* first = text.data() + at + mark.size();
            const auto [end, error] = std::from_chars(first, text.data() + text.size(), number);
            if (error != std::errc{} || end != text.data() + text.size()) continue;
            stem = text.substr(0, at);
            return number;
        }
        stem = text;
        return 1;
    };
    std::string ours;
    const int current = number_of(base, ours);
    for (const auto& link : links) {
        if (link.url.host() != base.host()) continue;
        std::string stem;
        if (number_of(link.url, stem) == current + 1 && stem == ours) return link.url;
    }
    return std::nullopt;
}

void from_section(const Fetched& fetched, const store::Visit& visit, const std::optional<url::Url>& endpoint,
                  const DiscoveryContext& context, Collector& collect, Discovery& into) {
    const auto& response = fetched.response;
    const auto decoded = html::decode(response.body, response.header("content-type"));
    const auto document = html::Document::parse(decoded.text);
    if (!document) return end_as(into, document.error());
    if (directives_of(response, *document, context.product_token).nofollow) {
        into.reason = "the page says nofollow";
        return;
    }
    const auto links = extract::links(*document, response.url);
    for (const auto& link : links) collect.linked(link, "section " + visit.url);
    const auto* rules = context.book->for_host(response.url.host());
    if (rules == nullptr) return;
    if (rules->discover.next_fragment) {
        into.next_page = rules::next_batch(*rules, *document, response.url, endpoint ? &*endpoint : nullptr);
        into.endpoint = into.next_page;
    }
    if (!into.next_page) into.next_page = next_by_rel(*document, response.url);
    if (!into.next_page) into.next_page = next_by_number(links, response.url);
    // A home page tells its feeds; a rule that names feeds knows them better.
    if (rules->discover.feeds.empty()) {
        for (const auto& feed : feed::feed_links(*document, response.url)) {
            const auto* of_feed = context.book->for_host(feed.url.host());
            if (of_feed == rules) collect.further_seed(seed(*rules, feed.url, Kind::feed, "link on " + visit.url, 1));
        }
    }
}

}  // namespace

Discovery discover(const Fetched& fetched, const store::Visit& visit, const std::optional<url::Url>& endpoint,
                   const DiscoveryContext& context) {
    Discovery result;
    result.outcome = std::string(outcome::listed);
    Collector collect(visit, context, result);
    switch (visit.kind) {
        case Kind::feed:
            from_feed(fetched, visit, collect, result);
            break;
        case Kind::sitemap:
            from_sitemap(fetched, visit, context, collect, result);
            break;
        case Kind::section:
            from_section(fetched, visit, endpoint, context, collect, result);
            break;
        case Kind::article:
            break;
    }
    return result;
}

std::vector<Offer> seeds_of(const rules::SiteRules& rules) {
    std::vector<Offer> seeds;
    for (const auto& url : rules.discover.feeds) seeds.push_back(seed(rules, url, Kind::feed, "site file", 0));
    for (const auto& url : rules.discover.sitemaps) seeds.push_back(seed(rules, url, Kind::sitemap, "site file", 0));
    for (const auto& url : rules.discover.sections) seeds.push_back(seed(rules, url, Kind::section, "site file", 0));
    if (seeds.empty()) {
        if (const auto home = url::Url::parse("https://" + rules.host() + "/"))
            seeds.push_back(seed(rules, *home, Kind::section, std::string(home_page), 0));
    }
    return seeds;
}

std::vector<Offer> sitemaps_of(const robots::RobotsTxt& robots, const url::Url& robots_url,
                               const rules::RuleBook& book) {
    std::vector<Offer> offers;
    for (const auto& line : robots.sitemaps()) {
        const auto url = url::Url::parse(line, robots_url);
        if (!url) continue;
        const auto* rules = book.for_host(url->host());
        // A rule that names its sitemaps has chosen among them.
        if (rules == nullptr || !rules->discover.sitemaps.empty()) continue;
        offers.push_back(seed(*rules, *url, Kind::sitemap, "robots.txt", 1));
    }
    return offers;
}

}  // namespace winnow::crawl
