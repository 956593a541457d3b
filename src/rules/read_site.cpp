#include <date/tz.h>
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "rules/entry.h"
#include "rules/site_rules.h"
#include "url/host.h"
#include "yaml/yaml.h"

namespace winnow::rules {

namespace {

using yaml::Map;
using yaml::Node;

std::vector<Node> one_or_more(const Node& node) {
    if (node.kind() != Node::Kind::list) return {node};
    auto items = node.items();
    if (items.empty()) node.complain("an empty list");
    return items;
}

/// The text of an item, trimmed; a problem and nothing if it is no text or empty.
std::optional<std::string> want_text(const Node& node, std::string_view what) {
    const auto written = node.scalar();
    const auto text = trim(written);
    if (node.kind() == Node::Kind::scalar && !text.empty()) return std::string(text);
    node.complain(fmt::format("{} wants a text that is not empty", what));
    return std::nullopt;
}

// --- hosts, zone, language -------------------------------------------------------------------------------------------

std::optional<HostPattern> read_host(const Node& node) {
    const auto text = want_text(node, "'host'");
    if (!text) return std::nullopt;
    HostPattern pattern;
    auto host = std::string_view(*text);
    if (host.substr(0, 2) == "*.") {
        pattern.subdomains = true;
        host.remove_prefix(2);
    }
    const auto url = url::Url::parse(fmt::format("https://{}/", host));
    // Whatever the URL parser takes for more than a host (port, path, user) is a slip here.
    if (!url || host.find_first_of("/:@?#*\\ \t") != std::string_view::npos ||
        host.find('.') == std::string_view::npos) {
        node.complain(fmt::format("'{}' is no host name; write it as in report.az or '*.trend.az'", *text));
        return std::nullopt;
    }
    pattern.host = url::without_www(url->host());
    return pattern;
}

void read_hosts(Map& map, SiteRules& site) {
    const auto node = map.get("host");
    if (!node) {
        map.node().complain("'host' is missing: it says which site the file is about");
        return;
    }
    for (const auto& item : one_or_more(*node)) {
        auto pattern = read_host(item);
        if (!pattern) continue;
        const bool known = std::any_of(site.hosts.begin(), site.hosts.end(), [&](const HostPattern& other) {
            return other.host == pattern->host && other.subdomains == pattern->subdomains;
        });
        if (known) item.complain(fmt::format("host '{}' is listed twice ('www.' does not count)", pattern->host));
        if (!known) site.hosts.push_back(std::move(*pattern));
    }
}

/// The system's zones; empty where it has no database: then no name can be judged, and dates stay without offset.
const std::vector<std::string>& known_zones() {
    static const auto zones = [] {
        std::vector<std::string> names;
        try {
            for (const auto& zone : date::get_tzdb().zones) names.push_back(zone.name());
        } catch (const std::exception&) {
            names.clear();
        }
        return names;
    }();
    return zones;
}

void read_timezone(Map& map, SiteRules& site) {
    const auto node = map.get("timezone");
    if (!node) return;
    const auto text = want_text(*node, "'timezone'");
    if (!text) return;
    const auto& zones = known_zones();
    if (!zones.empty() && std::find(zones.begin(), zones.end(), *text) == zones.end()) {
        const auto near = yaml::nearest(*text, zones);
        node->complain(fmt::format("'{}' is no time zone of the IANA database{}", *text,
                                   near.empty() ? ", as in Asia/Baku" : fmt::format(", did you mean '{}'?", near)));
        return;
    }
    site.timezone = *text;
}

/// "ru", "zh-hant": a primary tag of 2 or 3 letters, then parts of 2 to 8 letters or digits.
bool is_language(std::string_view text) {
    const auto parts = split(text, '-');
    const auto& primary = parts.front();
    if (primary.size() < 2 || primary.size() > 3) return false;
    if (!std::all_of(primary.begin(), primary.end(), [](char c) { return c >= 'a' && c <= 'z'; })) return false;
    return std::all_of(parts.begin() + 1, parts.end(), [](std::string_view part) {
        return part.size() >= 2 && part.size() <= 8 &&
               std::all_of(part.begin(), part.end(), [](char c) { return is_ascii_alpha(c) || is_ascii_digit(c); });
    });
}

void add_language(const Node& node, std::string prefix, SiteRules& site) {
    const auto text = want_text(node, "'language'");
    if (!text) return;
    if (!is_language(*text))
        node.complain(fmt::format("'{}' is no language tag, as in ru, az or zh-hant", *text));
    else
        site.languages.emplace_back(std::move(prefix), *text);
}

void read_language(Map& map, SiteRules& site) {
    const auto node = map.get("language");
    if (!node) return;
    if (node->kind() != Node::Kind::map) return add_language(*node, "", site);
    for (const auto& [prefix, language] : node->pairs()) {
        if (prefix.scalar().substr(0, 1) != "/")
            prefix.complain(fmt::format("'{}' is no path prefix: it begins with '/'", prefix.scalar()));
        else
            add_language(language, prefix.scalar(), site);
    }
}

// --- discover, urls --------------------------------------------------------------------------------------------------

void read_urls_of(Map& map, std::string_view key, std::vector<url::Url>& into) {
    const auto node = map.get(key);
    if (!node) return;
    for (const auto& item : one_or_more(*node)) {
        const auto text = want_text(item, fmt::format("'{}'", key));
        if (!text) continue;
        auto parsed = url::Url::parse(*text);
        if (parsed)
            into.push_back(std::move(*parsed));
        else
            item.complain(fmt::format("'{}' is no absolute http(s) URL: {}", *text, parsed.error().what));
    }
}

void read_more(const Node& node, SiteRules::Discover& discover) {
    auto map = node.map();
    if (const auto endpoint = map.get("endpoint")) {
        discover.next_fragment = read_entry(*endpoint, {});
    } else {
        node.complain("'more' needs 'endpoint': where the next batch comes from");
    }
    if (const auto parameters = map.get("parameters")) {
        if (parameters->kind() != Node::Kind::map) parameters->complain("'parameters' is a map: name, then an entry");
        for (const auto& [name, value] : parameters->pairs()) {
            auto entry = read_entry(value, {});
            if (!entry) continue;
            const bool possible = entry->kind == Entry::Kind::selector || entry->kind == Entry::Kind::constant;
            if (!possible)
                value.complain("a parameter is a selector on the last card or 'const:...'");
            else
                discover.next_parameters.emplace_back(name.scalar(), std::move(*entry));
        }
    }
    map.close();
}

void read_discover(Map& site_map, SiteRules::Discover& discover) {
    const auto node = site_map.get("discover");
    if (!node) return;
    auto map = node->map();
    read_urls_of(map, "feeds", discover.feeds);
    read_urls_of(map, "sitemaps", discover.sitemaps);
    read_urls_of(map, "sections", discover.sections);
    if (std::chrono::milliseconds every{}; map.read("every", every)) {
        if (every < std::chrono::seconds(30) || every > std::chrono::days(31))
            map.node().complain("'every' is from 30s to 31d");
        else
            discover.every = std::chrono::duration_cast<std::chrono::seconds>(every);
    }
    if (const auto more = map.get("more")) read_more(*more, discover);
    map.close();
}

void read_patterns(Map& map, std::string_view key, std::vector<std::shared_ptr<const RE2>>& into) {
    const auto node = map.get(key);
    if (!node) return;
    for (const auto& item : one_or_more(*node)) {
        const auto text = want_text(item, fmt::format("'{}'", key));
        if (!text) continue;
        if (auto pattern = read_pattern(item, *text, any_groups)) into.push_back(std::move(pattern));
    }
}

void read_same_article(const Node& node, SameArticle& same) {
    auto map = node.map();
    map.read("strip_query", same.strip_query);
    if (std::string slash; map.read_choice("trailing_slash", slash, {"keep", "drop", "add"})) {
        same.trailing_slash = slash == "drop"  ? SameArticle::Slash::drop
                              : slash == "add" ? SameArticle::Slash::add
                                               : SameArticle::Slash::keep;
    }
    if (const auto key = map.get("key")) same.key = read_pattern(*key, trim(key->scalar()), {1, 1000});
    map.read("per_host", same.per_host);
    map.close();
}

void read_urls(Map& site_map, SiteRules::Urls& urls) {
    const auto node = site_map.get("urls");
    if (!node) return;
    auto map = node->map();
    read_patterns(map, "article", urls.article);
    read_patterns(map, "ignore", urls.ignore);
    if (const auto same = map.get("same_article")) read_same_article(*same, urls.same_article);
    map.close();
}

// --- article ---------------------------------------------------------------------------------------------------------

void read_field(Map& map, std::string_view key, std::vector<Entry>& into, FieldKind field = {}) {
    if (const auto node = map.get(key)) into = read_entries(*node, field);
}

void read_article(Map& site_map, SiteRules& site) {
    const auto node = site_map.get("article");
    if (!node) return;
    constexpr FieldKind date{true, false, false}, many{false, true, false}, body{false, true, true};
    auto map = node->map();
    read_field(map, "title", site.title);
    read_field(map, "lead", site.lead);
    read_field(map, "authors", site.authors, many);
    read_field(map, "date", site.date, date);
    read_field(map, "modified", site.modified, date);
    read_field(map, "section", site.section);
    read_field(map, "tags", site.tags, many);
    read_field(map, "images", site.images, many);
    read_field(map, "body", site.body, body);
    read_field(map, "language", site.language);
    read_field(map, "publisher", site.publisher);
    read_field(map, "paywall", site.paywall);
    if (const auto source = map.get("source")) {
        auto source_map = source->map();
        read_field(source_map, "name", site.source_name);
        read_field(source_map, "url", site.source_url);
        source_map.close();
    }
    map.close();
    for (const auto& entry : site.body) {
        if (entry.kind == Entry::Kind::between) continue;
        if (entry.kind != Entry::Kind::selector || !entry.attribute.empty() || entry.pattern)
            node->complain(fmt::format("body '{}': a body is found by a selector of elements, or between two lines",
                                       entry.written));
    }
}

void read_layouts(Map& map, SiteRules& site) {
    const auto node = map.get("layouts");
    if (!node) return;
    static const RE2 month(R"(\d{4}-(?:0[1-9]|1[0-2]))");
    for (const auto& item : one_or_more(*node)) {
        const auto text = want_text(item, "'layouts'");
        if (!text) continue;
        if (!RE2::FullMatch(*text, month))
            item.complain(fmt::format("'{}' is no month, as in 2025-10", *text));
        else if (!site.layouts.empty() && *text >= site.layouts.back())
            item.complain(fmt::format("'{}' stands after '{}': newest first", *text, site.layouts.back()));
        else
            site.layouts.push_back(*text);
    }
}

void read_politeness(Map& site_map, SiteRules& site) {
    const auto node = site_map.get("politeness");
    if (!node) return;
    auto map = node->map();
    if (std::chrono::milliseconds delay{}; map.read("delay", delay)) {
        if (delay < std::chrono::milliseconds(100) || delay > std::chrono::hours(1))
            map.node().complain("'delay' is from 100ms to 1h");
        else
            site.delay = delay;
    }
    map.close();
}

}  // namespace

SiteRules read_site(const Node& root) {
    SiteRules site;
    auto map = root.map();
    read_hosts(map, site);
    if (const auto name = map.get("name")) site.name = clean_line(want_text(*name, "'name'").value_or(""));
    read_timezone(map, site);
    read_language(map, site);
    read_discover(map, site.discover);
    read_urls(map, site.urls);
    read_article(map, site);
    if (const auto remove = map.get("remove")) site.remove = read_removals(*remove);
    read_politeness(map, site);
    if (int version = 0; map.read("http", version, 1, 2)) site.http_version = version;
    read_layouts(map, site);
    map.close();
    return site;
}

Result<SiteRules> read_site(std::string_view yaml, const std::string& file_name) {
    const auto root = yaml::parse(yaml, file_name);
    if (!root) return tl::unexpected(root.error());
    auto site = read_site(*root);
    if (const auto problems = yaml::problems(*root); !problems.empty())
        return fail(Errc::config, fmt::format("{}", fmt::join(problems, "\n")));
    site.file = file_name;
    site.version = url::short_id(yaml, 8);
    return site;
}

}  // namespace winnow::rules
