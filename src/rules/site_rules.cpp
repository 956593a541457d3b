#include "rules/site_rules.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "url/host.h"

namespace winnow::rules {

namespace {

bool is_below(std::string_view host, std::string_view parent) {
    return host.size() > parent.size() && host.substr(host.size() - parent.size()) == parent &&
           host[host.size() - parent.size() - 1] == '.';
}

bool any_match(const std::vector<std::shared_ptr<const RE2>>& patterns, const std::string& text) {
    return std::any_of(patterns.begin(), patterns.end(),
                       [&](const auto& pattern) { return RE2::PartialMatch(text, *pattern); });
}

/// All groups of the first match, those that took part, joined by ':'.
std::optional<std::string> groups_of(const RE2& pattern, const std::string& text) {
    std::vector<re2::StringPiece> groups(static_cast<std::size_t>(pattern.NumberOfCapturingGroups()) + 1);
    if (!pattern.Match(text, 0, text.size(), RE2::UNANCHORED, groups.data(), static_cast<int>(groups.size())))
        return std::nullopt;
    std::string joined;
    for (std::size_t i = 1; i < groups.size(); ++i) {
        if (groups[i].data() == nullptr) continue;
        if (!joined.empty()) joined += ':';
        joined.append(groups[i].data(), groups[i].size());
    }
    if (joined.empty()) return std::nullopt;
    return joined;
}

std::string with_slash(std::string_view path, SameArticle::Slash slash) {
    std::string out(path);
    if (slash == SameArticle::Slash::drop) {
        while (out.size() > 1 && out.back() == '/') out.pop_back();
    } else if (slash == SameArticle::Slash::add && !out.empty() && out.back() != '/') {
        const auto last = out.substr(out.rfind('/') + 1);
        if (last.find('.') == std::string::npos) out += '/';  // a file name keeps its spelling
    }
    return out;
}

}  // namespace

bool SiteRules::covers(std::string_view host) const {
    const auto bare = url::without_www(host);
    return std::any_of(hosts.begin(), hosts.end(), [&](const HostPattern& pattern) {
        return bare == pattern.host || (pattern.subdomains && is_below(bare, pattern.host));
    });
}

bool SiteRules::is_ignored(const url::Url& url) const {
    return any_match(urls.ignore, url.path_and_query());
}

bool SiteRules::is_article(const url::Url& url) const {
    const auto path = url.path_and_query();
    return !any_match(urls.ignore, path) && (urls.article.empty() || any_match(urls.article, path));
}

std::string SiteRules::language_of(const url::Url& url) const {
    const auto path = url.path();
    const std::pair<std::string, std::string>* best = nullptr;
    for (const auto& entry : languages) {
        auto prefix = std::string_view(entry.first);
        const bool below = path.substr(0, prefix.size()) == prefix;
        if (!prefix.empty() && prefix.back() == '/') prefix.remove_suffix(1);  // "/ru" is the home page of "/ru/"
        if (!below && path != prefix) continue;
        if (best == nullptr || entry.first.size() > best->first.size()) best = &entry;
    }
    return best == nullptr ? std::string() : best->second;
}

std::string SiteRules::article_key(const url::Url& url) const {
    const auto plain = url::without_amp(url);
    const auto canonical = url::canonical(plain ? *plain : url);
    const auto parsed = url::Url::parse(canonical);
    if (!parsed) return canonical;

    const std::string bare(url::without_www(parsed->host()));
    if (urls.same_article.key) {
        const auto key = groups_of(*urls.same_article.key, parsed->path_and_query());
        if (key) return fmt::format("{}#{}", urls.same_article.per_host || hosts.empty() ? bare : hosts[0].host, *key);
    }
    auto spelling = "https://" + bare;
    if (!parsed->has_default_port()) spelling += fmt::format(":{}", parsed->port());
    spelling += with_slash(parsed->path(), urls.same_article.trailing_slash);
    if (parsed->has_query() && !urls.same_article.strip_query) spelling.append("?").append(parsed->query());
    return spelling;
}

// --- next batch ------------------------------------------------------------------------------------------------------

namespace {

std::string value_of(const Entry& entry, const html::Document& page, const html::Hit& hit) {
    const auto element = page.element(hit.node);
    const auto name = hit.attribute.empty() ? std::string_view(entry.attribute) : hit.attribute;
    auto value = name.empty() ? clean_line(element.raw_text()) : std::string(trim(element.attr(name)));
    if (!entry.pattern) return value;
    std::string group;
    return RE2::PartialMatch(value, *entry.pattern, &group) ? group : std::string();
}

/// RFC 3986 unreserved characters stay, the rest is escaped: a server's own value goes back as it is.
std::string escape_query(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (is_ascii_alpha(c) || is_ascii_digit(c) || c == '-' || c == '.' || c == '_' || c == '~')
            out += c;
        else
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

std::optional<url::Url> endpoint_on(const Entry& entry, const html::Document& page, const url::Url& page_url) {
    if (entry.kind == Entry::Kind::constant) {
        const auto url = url::Url::parse(entry.key, page_url);
        return url ? std::optional(*url) : std::nullopt;
    }
    if (!entry.selector) return std::nullopt;
    for (const auto& hit : entry.selector->select(page)) {
        const auto value = value_of(entry, page, hit);
        if (value.empty()) continue;
        const auto url = url::Url::parse(value, page_url);
        if (url) return *url;
    }
    return std::nullopt;
}

}  // namespace

std::optional<url::Url> next_batch(const SiteRules& rules, const html::Document& page, const url::Url& page_url,
                                   const url::Url* endpoint) {
    const auto& discover = rules.discover;
    if (!discover.next_fragment) return std::nullopt;
    auto base = endpoint_on(*discover.next_fragment, page, page_url);
    if (!base && endpoint != nullptr) base = *endpoint;
    if (!base) return std::nullopt;
    if (discover.next_parameters.empty()) return *base == page_url ? std::nullopt : base;

    std::string query;
    for (const auto& [name, entry] : discover.next_parameters) {
        std::string value = entry.key;
        if (entry.selector) {
            const auto cards = entry.selector->select(page);
            if (cards.empty()) return std::nullopt;  // a batch without cards is the last one
            value = value_of(entry, page, cards.back());
            if (value.empty()) return std::nullopt;
        }
        query += query.empty() ? '?' : '&';
        query += escape_query(name) + '=' + escape_query(value);
    }
    const auto next = url::Url::parse(query, *base);
    if (!next || *next == page_url) return std::nullopt;
    return *next;
}

}  // namespace winnow::rules
