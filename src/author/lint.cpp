#include "author/lint.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <charconv>
#include <initializer_list>
#include <map>

#include "base/text.h"
#include "extract/blocks.h"
#include "extract/date.h"
#include "extract/extract.h"
#include "html/decode.h"
#include "rules/site_rules.h"
#include "yaml/yaml.h"

namespace winnow::author {

namespace {

using rules::Entry;
using rules::Removal;
using rules::SiteRules;
using yaml::Node;

struct Page {
    const SavedPage* saved = nullptr;
    html::Document document;
    std::optional<url::Url> url;
    std::string text;  ///< its visible lines
};

std::vector<Page> parse_pages(const std::vector<SavedPage>& saved_pages) {
    std::vector<Page> pages;
    for (const auto& saved : saved_pages) {
        auto document = html::Document::parse(html::decode(saved.bytes, saved.content_type).text);
        if (!document) continue;  // the page's own test says so
        auto url = saved.url ? saved.url : extract::own_url(*document);
        const extract::NodeMarks nothing(*document);
        std::string text;
        for (const auto& block : extract::read_blocks(*document, 0, nothing)) text += block.text + "\n";
        pages.push_back({&saved, std::move(*document), std::move(url), std::move(text)});
    }
    return pages;
}

class Linter {
public:
    Linter(const Node& root, const SiteRules& site, const std::vector<Page>& pages)
        : root_(root), site_(site), pages_(pages) {}

    std::vector<Finding> run();

private:
    struct Field {
        std::string_view name;
        const std::vector<Entry>& entries;
    };
    std::vector<Field> fields() const;
    /// The items under a path of keys, one for a single value.
    std::vector<Node> items_at(std::initializer_list<std::string_view> path) const;

    void error(const std::string& where, std::string text) { add(true, where, std::move(text)); }
    void warn(const std::string& where, std::string text) { add(false, where, std::move(text)); }
    void add(bool is_error, const std::string& where, std::string text);

    void check_entries(const Field& field);
    void check_hits(const Entry& entry);
    void check_removals();
    void check_removed_body(const Removal& removal);
    void check_ascii_classes(const std::string& where, std::string_view written, const RE2* pattern);
    void check_urls();
    void check_keys();
    void check_discover();
    void check_dates();

    const Node& root_;
    const SiteRules& site_;
    const std::vector<Page>& pages_;
    std::vector<Finding> findings_;
};

std::vector<Linter::Field> Linter::fields() const {
    return {{"title", site_.title},
            {"lead", site_.lead},
            {"authors", site_.authors},
            {"date", site_.date},
            {"modified", site_.modified},
            {"section", site_.section},
            {"tags", site_.tags},
            {"images", site_.images},
            {"body", site_.body},
            {"language", site_.language},
            {"publisher", site_.publisher},
            {"source.name", site_.source_name},
            {"source.url", site_.source_url},
            {"paywall", site_.paywall}};
}

std::vector<Node> Linter::items_at(std::initializer_list<std::string_view> path) const {
    auto node = root_;
    for (const auto key : path) {
        std::optional<Node> next;
        for (const auto& [name, value] : node.pairs()) {
            if (name.scalar() == key) next = value;
        }
        if (!next) return {};
        node = *next;
    }
    return node.kind() == Node::Kind::list ? node.items() : std::vector<Node>{node};
}

/// The numbers at the end of "file:line:column".
std::pair<int, int> place_of(std::string_view where) {
    int line = 1, column = 1;
    const auto last = where.rfind(':');
    const auto before = last == std::string_view::npos || last == 0 ? last : where.rfind(':', last - 1);
    if (before == std::string_view::npos) return {line, column};
    std::from_chars(where.data() + before + 1, where.data() + last, line);
    std::from_chars(where.data() + last + 1, where.data() + where.size(), column);
    return {line, column};
}

void Linter::add(bool is_error, const std::string& where, std::string text) {
    const auto [line, column] = place_of(where);
    findings_.push_back({is_error, line, column, std::move(text)});
}

bool finds_all(const RE2& pattern, std::initializer_list<const char*> probes) {
    return std::all_of(probes.begin(), probes.end(),
                       [&](const char* probe) { return RE2::PartialMatch(probe, pattern); });
}

bool finds_every_paragraph(const RE2& pattern) {
    return finds_all(pattern, {"", "x", "Слово 7.", "Two words, and some more of them."});
}
bool finds_every_path(const RE2& pattern) {
    return finds_all(pattern, {"/", "/a", "/ru/news/some-slug-123.html", "/x?y=1"});
}

/// RE2's \w, \b and \d are ASCII: next to letters beyond ASCII they hardly mean what was meant.
void Linter::check_ascii_classes(const std::string& where, std::string_view written, const RE2* pattern) {
    if (pattern == nullptr) return;
    const auto& text = pattern->pattern();
    const bool foreign =
        std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) > 127; });
    for (const std::string_view name : {"\\w", "\\W", "\\b", "\\B"}) {
        if (foreign && text.find(name) != std::string::npos) {
            return warn(where, fmt::format("'{}': {} knows ASCII letters only; \\p{{L}} is a letter of any script",
                                           written, name));
        }
    }
}

void Linter::check_hits(const Entry& entry) {
    if (pages_.empty()) return;
    if (entry.selector) {
        const bool hits = std::any_of(pages_.begin(), pages_.end(),
                                      [&](const Page& page) { return !entry.selector->select(page.document).empty(); });
        if (!hits)
            warn(entry.where, fmt::format("'{}' finds nothing on the {} saved pages", entry.written, pages_.size()));
    } else if (entry.kind == Entry::Kind::between) {
        // Patterns see one line at a time there, and both must be found on one page.
        const auto found = [](const Page& page, const auto& pattern) {
            const auto lines = split(page.text, '\n');
            return !pattern || std::any_of(lines.begin(), lines.end(), [&](std::string_view line) {
                return RE2::PartialMatch(re2::StringPiece(line.data(), line.size()), *pattern);
            });
        };
        const bool hits = std::any_of(pages_.begin(), pages_.end(), [&](const Page& page) {
            return found(page, entry.before) && found(page, entry.pattern);
        });
        if (!hits)
            warn(entry.where, fmt::format("'{}' finds nothing on the {} saved pages", entry.written, pages_.size()));
    } else if (entry.pattern && entry.kind == Entry::Kind::text) {
        const bool hits = std::any_of(pages_.begin(), pages_.end(),
                                      [&](const Page& page) { return RE2::PartialMatch(page.text, *entry.pattern); });
        if (!hits)
            warn(entry.where, fmt::format("'{}' finds nothing on the {} saved pages", entry.written, pages_.size()));
    }
}

void Linter::check_entries(const Field& field) {
    const auto& entries = field.entries;
    const Entry* always = nullptr;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto& entry = entries[i];
        if (always != nullptr) {
            warn(entry.where, fmt::format("{} '{}' is never reached: '{}' before it always yields", field.name,
                                          entry.written, always->written));
        }
        if (entry.kind == Entry::Kind::constant) always = &entry;
        for (std::size_t k = 0; k < i; ++k) {
            const auto same = [](const auto& a, const auto& b) {
                return (a ? a->pattern() : "") == (b ? b->pattern() : "");
            };
            if (entries[k].written == entry.written && entries[k].format == entry.format &&
                same(entries[k].pattern, entry.pattern)) {
                warn(entry.where,
                     fmt::format("{} '{}' is never reached: it stands before already", field.name, entry.written));
                break;
            }
        }
        if (!entry.format.empty()) {
            if (const auto format = extract::check_date_format(entry.format); !format)
                error(entry.where, format.error().what);
        }
        check_ascii_classes(entry.where, entry.written, entry.pattern.get());
        check_ascii_classes(entry.where, entry.written, entry.before.get());
        check_hits(entry);
    }
}

/// A removal that holds the whole body of a page that is to be written.
void Linter::check_removed_body(const Removal& removal) {
    for (const auto& page : pages_) {
        if (page.saved->expect != "written") continue;
        const auto hits = removal.selector->select_nodes(page.document);
        if (hits.empty()) continue;
        for (const auto& entry : site_.body) {
            if (!entry.selector) continue;  // not every kind of body entry names elements
            const auto roots = entry.selector->select_nodes(page.document);
            if (roots.empty()) continue;
            const bool all = std::all_of(roots.begin(), roots.end(), [&](html::NodeId root) {
                return std::any_of(hits.begin(), hits.end(),
                                   [&](html::NodeId hit) { return hit <= root && root < page.document.node(hit).end; });
            });
            if (all) {
                return warn(removal.where, fmt::format("'{}' removes the whole body '{}' of {}", removal.written,
                                                       entry.written, page.saved->name));
            }
            break;
        }
    }
}

void Linter::check_removals() {
    for (std::size_t i = 0; i < site_.remove.size(); ++i) {
        const auto& removal = site_.remove[i];
        for (std::size_t k = 0; k < i; ++k) {
            if (site_.remove[k].written == removal.written)
                warn(removal.where, fmt::format("'{}' stands before already", removal.written));
        }
        if (removal.pattern) {
            if (finds_every_paragraph(*removal.pattern))
                warn(removal.where, fmt::format("'{}' finds every paragraph: nothing would be left", removal.written));
            check_ascii_classes(removal.where, removal.written, removal.pattern.get());
            continue;
        }
        check_removed_body(removal);
        const bool hits = std::any_of(pages_.begin(), pages_.end(), [&](const Page& page) {
            return !removal.selector->select_nodes(page.document).empty();
        });
        if (!hits && !pages_.empty())
            warn(removal.where,
                 fmt::format("'{}' finds nothing on the {} saved pages", removal.written, pages_.size()));
    }
}

void Linter::check_urls() {
    for (const auto* const key : {"article", "ignore"}) {
        for (const auto& node : items_at({"urls", key})) {
            const RE2 pattern(std::string(trim(node.scalar())), RE2::Quiet);
            if (!pattern.ok()) continue;
            if (finds_every_path(pattern)) warn(node.where(), fmt::format("'{}' finds every address", node.scalar()));
        }
    }
    const auto article = items_at({"urls", "article"});
    const auto where = article.empty() ? root_.where() : article.front().where();
    for (const auto& page : pages_) {
        if (!page.url) continue;
        const auto path = page.url->path_and_query();
        if (!site_.covers(page.url->host())) {
            warn(root_.where(),
                 fmt::format("{} is of {}, which 'host' does not cover", page.saved->name, page.url->host()));
        } else if (page.saved->expect == "written" && site_.is_ignored(*page.url) && !url::without_amp(*page.url)) {
            warn(where, fmt::format("'ignore' finds {} ({}), which is to be written", path, page.saved->name));
        } else if (page.saved->expect == "written" && !site_.is_article(*page.url) && !url::without_amp(*page.url)) {
            warn(where,
                 fmt::format("no article pattern finds {} ({}), which is to be written", path, page.saved->name));
        } else if (page.saved->expect == "listing" && !article.empty() && site_.is_article(*page.url)) {
            warn(where, fmt::format("{} ({}) is a listing, but an article by its address", path, page.saved->name));
        }
    }
}

/// Two articles with different text, and one key: one of them would never be written.
void Linter::check_keys() {
    std::map<std::string, std::pair<std::string, std::string>> seen;  // key -> page, expected article
    const auto nodes = items_at({"urls", "same_article"});
    for (const auto& page : pages_) {
        if (!page.url || page.saved->expect != "written") continue;
        const auto expected = read_file(page.saved->expected_path());
        if (!expected) continue;
        const auto key = site_.article_key(*page.url);
        const auto [first, fresh] = seen.try_emplace(key, page.saved->name, *expected);
        if (!fresh && first->second.second != *expected) {
            warn(nodes.empty() ? root_.where() : nodes.front().where(),
                 fmt::format("{} and {} are different articles under one key '{}'", first->second.first,
                             page.saved->name, key));
        }
    }
}

void Linter::check_discover() {
    const auto check = [&](const char* key, const std::vector<url::Url>& urls) {
        const auto nodes = items_at({"discover", key});
        for (std::size_t i = 0; i < urls.size() && i < nodes.size(); ++i) {
            if (!site_.covers(urls[i].host()))
                warn(nodes[i].where(), fmt::format("{} is on a host that 'host' does not cover", urls[i].href()));
        }
    };
    check("sitemaps", site_.discover.sitemaps);
    check("sections", site_.discover.sections);
    if (site_.discover.next_fragment) check_hits(*site_.discover.next_fragment);
}

void Linter::check_dates() {
    if (!site_.date.empty() && site_.timezone.empty())
        warn(site_.date.front().where, "no 'timezone': dates that a page writes without one stay without");
}

std::vector<Finding> Linter::run() {
    for (const auto& field : fields()) check_entries(field);
    check_removals();
    check_urls();
    check_keys();
    check_discover();
    check_dates();
    if (pages_.empty()) warn(root_.where(), "no saved pages: nothing guards this file");
    return std::move(findings_);
}

/// "file:line:column: what" apart.
Finding finding_of(std::string_view line, const std::string& file_name) {
    Finding finding;
    finding.is_error = true;
    auto rest = line.substr(std::min(line.size(), file_name.size() + 1));
    const auto end = rest.find(": ");
    if (end == std::string_view::npos) {
        finding.text = line;
        return finding;
    }
    std::tie(finding.line, finding.column) = place_of(line.substr(0, file_name.size() + 1 + end));
    finding.text = rest.substr(end + 2);
    return finding;
}

}  // namespace

std::vector<Finding> lint_site(std::string_view yaml, const std::string& file_name,
                               const std::vector<SavedPage>& saved_pages) {
    std::vector<Finding> findings;
    const auto root = yaml::parse(yaml, file_name);
    if (!root) {
        for (const auto line : split(root.error().what, '\n')) findings.push_back(finding_of(line, file_name));
        return findings;
    }
    const auto site = rules::read_site(*root);
    const auto problems = yaml::problems(*root);
    const auto pages = parse_pages(saved_pages);
    findings = Linter(*root, site, pages).run();
    for (const auto& line : problems) findings.push_back(finding_of(line, file_name));
    std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
        return std::tie(a.line, a.column) < std::tie(b.line, b.column);
    });
    return findings;
}

std::string finding_line(const std::string& file_name, const Finding& finding) {
    return fmt::format("{}:{}:{}: {}{}", file_name, finding.line, finding.column,
                       finding.is_error ? "" : "warning: ", finding.text);
}

}  // namespace winnow::author
