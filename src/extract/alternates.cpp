#include "extract/alternates.h"

#include <algorithm>
#include <map>

#include "base/text.h"

namespace winnow::extract {

namespace {

using html::NodeId;

/// The links of one edition: all that lead to the first address, and whether there is a second one.
struct Edition {
    std::string address, key;
    std::vector<NodeId> links;
    bool many = false;
};

}  // namespace

AlternateLinks find_alternates(const html::Document& document, const rules::SiteRules& rules, const url::Url& page,
                               const url::Url& base) {
    AlternateLinks found;
    const auto own = rules.language_of(page);
    if (rules.languages.size() < 2 || own.empty()) return found;
    std::map<std::string, Edition> editions;
    for (NodeId id = 0; id < document.nodes().size(); ++id) {
        if (document.node(id).tag != html::Tag::a || document.node(id).kind != html::NodeKind::element) continue;
        const auto href = trim(document.element(id).attr("href"));
        if (href.empty() || href.front() == '#') continue;
        const auto url = url::Url::parse(href, base);
        if (!url || !rules.covers(url->host()) || !rules.is_article(*url) || rules.is_ignored(*url)) continue;
        auto language = rules.language_of(*url);
        if (language.empty() || language == own) continue;
        auto& edition = editions[std::move(language)];
        auto key = rules.article_key(*url);
        if (edition.links.empty()) {
            edition.address = url::canonical(*url);
            edition.key = std::move(key);
        } else if (edition.key != key) {
            edition.many = true;
        }
        edition.links.push_back(id);
    }
    for (auto& [language, edition] : editions) {
        if (edition.many) continue;
        found.alternates.push_back({language, std::move(edition.address)});
        found.links.insert(found.links.end(), edition.links.begin(), edition.links.end());
    }
    std::sort(found.links.begin(), found.links.end());
    return found;
}

bool is_alternate_title(const html::Document& document, const AlternateLinks& links, const Block& block) {
    if (block.link_letters != block.letters) return false;
    // The first and the last word stand in such links: nothing of this edition is between two of them.
    const auto in_link = [&](NodeId text) {
        const auto after = std::upper_bound(links.links.begin(), links.links.end(), text);
        return after != links.links.begin() && text < document.node(*(after - 1)).end;
    };
    return in_link(block.first) && in_link(block.last);
}

}  // namespace winnow::extract
