#include "author/draft.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "author/draft_pages.h"
#include "author/url_pattern.h"
#include "base/text.h"
#include "extract/date.h"
#include "feed/discover.h"
#include "html/decode.h"
#include "url/article_address.h"
#include "url/country.h"
#include "url/host.h"
#include "yaml/yaml.h"

namespace winnow::author {

namespace {

using extract::Article;

Result<std::unique_ptr<DraftPage>> read(const SamplePage& sample, const std::optional<TimePoint>& now) {
    const auto decoded = html::decode(sample.bytes, sample.content_type);
    auto document = html::Document::parse(decoded.text);
    if (!document) return fail(document.error());
    auto page = std::make_unique<DraftPage>(sample, std::move(*document));
    page->url = sample.url ? sample.url : extract::own_url(page->document);
    extract::Options options;
    options.now = now;
    options.explain = true;
    page->generic = extract::extract_document(page->document, page->address(), options);
    if (page->generic.explanation)
        for (const auto& line : page->generic.explanation->blocks)
            page->lines.push_back({line.block.first, line.block.container, line.kept, line.block.text});
    return page;
}

std::vector<url::Url> feeds_of(const DraftPages& pages, const std::vector<url::Url>& known) {
    auto feeds = known;
    for (const auto& page : pages) {
        if (!page->url) continue;
        const auto path = page->url->path();
        for (const auto& link : feed::feed_links(page->document, *page->url)) {
            // WordPress announces the comments of each article as a feed of its own, below the article's address.
            const bool of_article = page->is_article() && path.size() > 1 && link.url.path().starts_with(path);
            if (!of_article && std::find(feeds.begin(), feeds.end(), link.url) == feeds.end())
                feeds.push_back(link.url);
        }
    }
    return feeds;
}

/// The value that most article pages have.
std::string most_frequent(const DraftPages& pages, const std::function<std::string(const Article&)>& value) {
    std::map<std::string, std::size_t> counts;
    for (const auto& page : pages)
        if (page->is_article()) ++counts[value(page->article())];
    const auto most = std::max_element(counts.begin(), counts.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == counts.end() ? std::string() : most->first;
}

class Writer {
public:
    void line(std::string_view text, std::string_view remark = {}) {
        out_ += text;
        if (!remark.empty()) {
            const auto width = length_utf8(text);
            out_.append(width < 58 ? 58 - width : 2, ' ');
            out_ += fmt::format("# {}", remark);
        }
        out_ += '\n';
    }
    void list(std::string_view key, const std::vector<url::Url>& urls) {
        if (urls.empty()) return;
        line(fmt::format("  {}:", key));
        for (const auto& url : urls) line(fmt::format("    - {}", yaml::quoted(url.href())));
    }
    void field(std::string_view key, const FieldDraft& draft) {
        if (draft.entries.empty()) return;
        std::vector<std::string> quoted;
        for (const auto& entry : draft.entries) quoted.push_back(yaml::quoted(entry));
        line(fmt::format("  {}: [{}]", key, fmt::join(quoted, ", ")),
             fmt::format("{} of {} pages", draft.right, draft.wanted));
    }
    std::string take() { return std::move(out_); }

private:
    std::string out_;
};

void write_zone(Writer& out, const std::string& host, const DraftPages& pages, std::vector<std::string>& notes) {
    const auto zones = url::zones_of_domain(host);
    if (zones.size() == 1) {
        // A site may well keep another clock than its top-level domain's country.
        for (const auto& page : pages) {
            if (!page->is_article() || !page->article().published || !page->article().published->has_zone) continue;
            auto local = *page->article().published;
            const auto offset = local.offset_minutes;
            local.has_zone = false;
            if (offset != 0 && extract::apply_timezone(local, zones.front()) && local.offset_minutes != offset) {
                notes.push_back(
                    fmt::format("timezone: the pages' dates are not those of {}; set it by hand", zones.front()));
                return;
            }
        }
        out.line("timezone: " + zones.front(), "by the top-level domain");
        return;
    }
    notes.push_back(zones.empty() ? "timezone: not known; dates without an offset stay without"
                                  : fmt::format("timezone: the country has {}, as {}; set it by hand", zones.size(),
                                                zones.front()));
}

void write_language(Writer& out, const DraftPages& pages, std::vector<std::string>& notes) {
    std::map<std::string, std::set<std::string>> by_prefix;
    std::set<std::string> all;
    for (const auto& page : pages) {
        if (!page->is_article() || page->article().language.empty()) continue;
        all.insert(page->article().language);
        if (!page->url) continue;
        const auto path = page->url->path();
        const auto end = path.find('/', 1);
        const auto first = path.substr(1, end == std::string_view::npos ? 0 : end - 1);
        // "/ru/...", but not "/sport/..." of a site that happens to write German there.
        by_prefix[first.size() == 2 ? fmt::format("/{}/", first) : std::string("/")].insert(page->article().language);
    }
    if (all.size() == 1 && by_prefix.size() <= 1) return out.line("language: " + *all.begin());
    const bool clear =
        std::all_of(by_prefix.begin(), by_prefix.end(), [](const auto& entry) { return entry.second.size() == 1; });
    if (!clear || by_prefix.empty()) {
        if (!all.empty()) notes.push_back("language: the pages are in several, and no path prefix tells them apart");
        return;
    }
    std::string map;
    for (const auto& [prefix, languages] : by_prefix)
        map += fmt::format("{}{}: {}", map.empty() ? "" : ", ", yaml::quoted(prefix), *languages.begin());
    out.line(fmt::format("language: {{{}}}", map));
}

void write_discovery(Writer& out, const DraftPages& pages, const DraftOptions& options,
                     std::vector<std::string>& notes) {
    const auto feeds = feeds_of(pages, options.feeds);
    std::vector<url::Url> sections;
    for (const auto& page : pages)
        if (!page->is_article() && page->url && page->generic.classification.page_class == extract::PageClass::listing)
            sections.push_back(*page->url);
    if (feeds.empty() && options.sitemaps.empty() && sections.empty()) {
        notes.push_back("discover: no feed, sitemap or section known; the service begins at the home page");
        return;
    }
    out.line("discover:");
    out.list("feeds", feeds);
    out.list("sitemaps", options.sitemaps);
    // What a feed announces, a section page would only announce again.
    if (feeds.empty() && options.sitemaps.empty()) out.list("sections", sections);
}

void write_urls(Writer& out, const DraftPages& pages, std::vector<std::string>& notes) {
    std::vector<url::Url> articles, others;
    bool query_is_idle = false;
    for (const auto& page : pages) {
        if (!page->url) continue;
        (page->is_article() ? articles : others).push_back(*page->url);
        if (!page->is_article()) continue;
        const auto canonical = extract::canonical_link(page->document, *page->url);
        query_is_idle = query_is_idle || (page->url->has_query() && canonical && !canonical->has_query());
    }
    // With fewer examples a pattern would rather refuse articles than find them.
    auto draft = articles.size() >= 2 ? draft_url_patterns(articles, others) : UrlPatternDraft();
    if (articles.size() < 2) notes.push_back("urls: no article pattern from fewer than two addresses");
    notes.insert(notes.end(), draft.notes.begin(), draft.notes.end());
    if (draft.patterns.empty() && !query_is_idle) return;
    out.line("urls:");
    if (!draft.patterns.empty()) {
        out.line("  article:", fmt::format("from {} addresses", articles.size()));
        for (const auto& pattern : draft.patterns) out.line("    - " + yaml::quoted(pattern));
    }
    if (query_is_idle) out.line("  same_article: {strip_query: true}", "the pages' canonical links have no query");
}

void write_article(Writer& out, const DraftPages& pages, const DraftOptions& options, std::vector<std::string>& notes) {
    const auto title = draft_title(pages, options.now);
    const auto date = draft_date(pages, options.now);
    const auto authors = draft_authors(pages, options.now);
    const auto bodies = draft_body(pages, options.now);
    if (title.entries.empty())
        notes.push_back("title: no entry is right on these pages; the generic extractor finds it");
    if (date.entries.empty())
        notes.push_back("date: no entry is right on these pages; the generic extractor looks for it");
    if (bodies.empty())
        notes.push_back("body: no element holds the text on these pages; the generic extractor finds it");
    if (!title.entries.empty() || !date.entries.empty() || !authors.entries.empty() || !bodies.empty())
        out.line("article:");
    out.field("title", title);
    out.field("date", date);
    out.field("authors", authors);
    if (!bodies.empty()) {
        out.line("  body:");
        for (const auto& body : bodies)
            out.line("    - " + yaml::quoted(body.entry),
                     fmt::format("{} pages, {:.0f} % of the text, {:.0f} % of it text", body.pages, body.recall * 100,
                                 body.precision * 100));
    }
    if (bodies.empty()) return;
    const auto removals = draft_removals(pages, bodies);
    if (!removals.chosen.empty()) out.line("remove:");
    for (const auto& one : removals.chosen)
        out.line("  - " + yaml::quoted(one.entry),
                 fmt::format("{} on {} {}: {}", one.blocks, one.pages, one.pages == 1 ? "page" : "pages",
                             clip_utf8(one.sample, 48)));
    if (removals.left > 0)
        notes.push_back(
            fmt::format("remove: {} lines inside the body look like no text and have no removal; see winnow "
                        "site preview",
                        removals.left));
}

std::string why_no_sample(const DraftPage& page) {
    if (page.generic.article) return "an article without a text";
    const auto& error = page.generic.article.error();
    return fmt::format("{}: {}", errc_name(error.code), error.what);
}

std::vector<DraftCheck> check(const std::string& yaml, const DraftPages& pages, const DraftOptions& options) {
    std::vector<DraftCheck> out;
    const auto rules = rules::read_site(yaml, "draft");
    for (const auto& page : pages) {
        auto& one = out.emplace_back();
        one.page = page->sample->name;
        if (!page->is_article()) {
            one.outcome = why_no_sample(*page);
            continue;
        }
        extract::Options how;
        how.now = options.now;
        how.rules = rules ? &*rules : nullptr;
        const auto by_rule = extract::extract_document(page->document, page->address(), how);
        one.outcome = by_rule.article ? "article" : fmt::format("by the draft: {}", by_rule.article.error().what);
        if (!by_rule.article) continue;
        one.same_title = text_key(by_rule.article->title) == text_key(page->article().title);
        one.title = by_rule.article->title;
        one.date = by_rule.article->published ? by_rule.article->published->text() : "none";
        one.same_date = by_rule.article->published.has_value() == page->article().published.has_value() &&
                        (!by_rule.article->published ||
                         by_rule.article->published->day_text() == page->article().published->day_text());
        std::multiset<std::string> open;
        for (const auto& paragraph : page->article().body) open.insert(paragraph.text);
        for (const auto& paragraph : by_rule.article->body) {
            if (const auto found = open.find(paragraph.text); found != open.end()) {
                open.erase(found);
                ++one.kept;
            } else {
                one.extra.push_back(paragraph.text);
            }
        }
        one.lost.assign(open.begin(), open.end());
    }
    return out;
}
}  // namespace

std::vector<url::Url> likely_articles(const SamplePage& front, std::size_t count) {
    std::vector<url::Url> out;
    const auto decoded = html::decode(front.bytes, front.content_type);
    const auto document = html::Document::parse(decoded.text);
    if (!document) return out;
    const auto base = front.url ? front.url : extract::own_url(*document);
    if (!base) return out;
    const auto domain = url::registrable_domain(base->host());
    std::map<std::string, std::vector<url::Url>> by_section;
    std::vector<std::string> order;
    for (const auto& link : extract::links(*document, *base)) {
        // A headline has more to say than a menu.
        if (url::registrable_domain(link.url.host()) != domain || length_utf8(link.text) < 25) continue;
        if (!url::looks_like_article(link.url)) continue;
        const auto path = link.url.path_and_query();
        const auto section = path.substr(0, path.find('/', 1));
        auto& of_section = by_section[section];
        if (of_section.empty()) order.push_back(section);
        of_section.push_back(link.url);
    }
    for (std::size_t round = 0; out.size() < count; ++round) {
        const auto before = out.size();
        for (const auto& section : order)
            if (round < by_section[section].size() && out.size() < count) out.push_back(by_section[section][round]);
        if (out.size() == before) break;
    }
    return out;
}

Result<SiteDraft> draft_site(const std::vector<SamplePage>& samples, const DraftOptions& options) {
    DraftPages pages;
    SiteDraft draft;
    std::vector<DraftCheck> unreadable;
    for (const auto& sample : samples) {
        auto page = read(sample, options.now);
        if (page)
            pages.push_back(std::move(*page));
        else
            unreadable.push_back({sample.name, page.error().what, false, false, {}, {}, 0, {}, {}});
    }
    std::set<std::string> hosts, domains;
    std::size_t articles = 0;
    for (const auto& page : pages) {
        articles += page->is_article() ? 1u : 0u;
        if (!page->url) continue;
        const auto host = url::without_www(page->url->host());
        hosts.emplace(host);
        domains.insert(url::registrable_domain(host));
    }
    if (articles == 0) {
        std::string why;
        for (const auto& page : pages) why += fmt::format("\n  {}: {}", page->sample->name, why_no_sample(*page));
        for (const auto& page : unreadable) why += fmt::format("\n  {}: {}", page.page, page.outcome);
        return fail(Errc::usage, "none of the pages is an article" + why);
    }
    if (hosts.empty())
        return fail(Errc::usage, "the pages do not say where they come from: give their URL (--url, for one page)");
    if (domains.size() > 1)
        return fail(Errc::usage, fmt::format("the pages are of several sites: {}", fmt::join(domains, ", ")));

    draft.host = hosts.size() == 1 ? *hosts.begin() : *domains.begin();
    Writer out;
    out.line("# yaml-language-server: $schema=../docs/site.schema.json");
    out.line(
        fmt::format("# Drafted by winnow site new from {} {}; remarks say what each line was right on. Look it over.",
                    articles, articles == 1 ? "article" : "articles"));
    out.line("host: " + (hosts.size() == 1 ? draft.host : yaml::quoted("*." + draft.host)));
    const auto name = most_frequent(pages, [](const Article& article) { return article.publisher; });
    if (!name.empty()) out.line("name: " + yaml::quoted(name));
    write_zone(out, draft.host, pages, draft.notes);
    write_language(out, pages, draft.notes);
    write_discovery(out, pages, options, draft.notes);
    write_urls(out, pages, draft.notes);
    write_article(out, pages, options, draft.notes);
    draft.yaml = out.take();
    if (const auto rules = rules::read_site(draft.yaml, "draft"); !rules)
        return fail(Errc::config, "the draft does not read: " + rules.error().what);
    draft.checks = check(draft.yaml, pages, options);
    draft.checks.insert(draft.checks.end(), unreadable.begin(), unreadable.end());
    if (articles < 3) draft.notes.push_back("few samples: three articles or more tell what all pages have in common");
    return draft;
}

}  // namespace winnow::author
