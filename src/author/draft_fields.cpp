#include <fmt/format.h>

#include <algorithm>

#include "author/draft_pages.h"
#include "author/selector_draft.h"
#include "base/text.h"
#include "extract/by_rule.h"
#include "extract/date.h"
#include "yaml/yaml.h"

namespace winnow::author {

EntryTrial::EntryTrial(std::string_view field, const std::string& entry, const std::optional<TimePoint>& now)
    : now_(now) {
    const auto yaml = fmt::format("host: draft.invalid\narticle:\n  {}: {}\n", field, yaml::quoted(entry));
    if (auto rules = rules::read_site(yaml, "draft"))
        rules_ = std::make_unique<const rules::SiteRules>(std::move(*rules));
}
EntryTrial::~EntryTrial() = default;

extract::Article EntryTrial::fields(const DraftPage& page) const {
    extract::NodeMarks dropped(page.document);
    return extract::read_by_rule(page.document, page.structured, *rules_, page.address(), now_, extract::Article(),
                                 dropped)
        .article;
}

std::vector<html::NodeId> EntryTrial::body_roots(const DraftPage& page) const {
    extract::NodeMarks dropped(page.document);
    return extract::read_by_rule(page.document, page.structured, *rules_, page.address(), now_, extract::Article(),
                                 dropped)
        .body_roots;
}

void add_drafts(std::vector<EntryDraft>& drafts, html::Element element, int base, std::string_view suffix) {
    for (const auto& draft : draft_selectors(element)) {
        // "div > div" finds something on every page, and after the next redesign something else.
        if (!names_its_element(draft.css)) continue;
        const auto entry = draft.css + std::string(suffix);
        if (std::none_of(drafts.begin(), drafts.end(), [&](const auto& seen) { return seen.entry == entry; }))
            drafts.push_back({entry, draft.rank + base});
    }
}

namespace {

using extract::Article;
using html::NodeId;

enum class Verdict { right, silent, wrong };
using Judge = std::function<Verdict(const DraftPage&, const Article& by_rule)>;

/// The fewest entries that are right on most pages and wrong on none; of equals the one of the lower rank.
FieldDraft choose_entries(std::string_view field, const std::vector<EntryDraft>& drafts, const DraftPages& pages,
                          const Judge& judge, const std::optional<TimePoint>& now) {
    struct Tried {
        const EntryDraft* draft;
        std::vector<bool> right;
    };
    std::vector<Tried> tried;
    FieldDraft out;
    std::vector<bool> open(pages.size());
    for (std::size_t p = 0; p < pages.size(); ++p) {
        open[p] = pages[p]->is_article() && judge(*pages[p], pages[p]->article()) == Verdict::right;
        out.wanted += open[p] ? 1u : 0u;
    }
    for (const auto& draft : drafts) {
        const EntryTrial trial(field, draft.entry, now);
        if (!trial.valid()) continue;
        Tried one{&draft, std::vector<bool>(pages.size())};
        bool wrong = false;
        for (std::size_t p = 0; p < pages.size() && !wrong; ++p) {
            if (!pages[p]->is_article()) continue;
            const auto verdict = judge(*pages[p], trial.fields(*pages[p]));
            wrong = verdict == Verdict::wrong;
            one.right[p] = verdict == Verdict::right;
        }
        if (!wrong) tried.push_back(std::move(one));
    }
    while (out.entries.size() < max_draft_entries) {
        const Tried* best = nullptr;
        std::size_t best_gain = 0;
        for (const auto& one : tried) {
            std::size_t gain = 0;
            for (std::size_t p = 0; p < pages.size(); ++p) gain += open[p] && one.right[p] ? 1u : 0u;
            if (gain > best_gain || (gain > 0 && gain == best_gain && one.draft->rank < best->draft->rank)) {
                best = &one;
                best_gain = gain;
            }
        }
        if (best == nullptr) break;
        out.entries.push_back(best->draft->entry);
        out.right += best_gain;
        for (std::size_t p = 0; p < pages.size(); ++p)
            if (best->right[p]) open[p] = false;
    }
    return out;
}

/// Elements below <body> with a text no longer than that; those that hold half a page are never asked for their text.
template <typename Visit>
void each_short_element(const html::Document& document, std::size_t max_bytes, Visit visit) {
    const auto body = document.body();
    if (!body) return;
    for (NodeId id = body.id() + 1; id < body.node().end; ++id) {
        const auto element = document.element(id);
        if (!element.is_element() || element.node().end - id > 24) continue;
        const auto text = clean_line(element.raw_text());
        if (!text.empty() && text.size() <= max_bytes) visit(element, text);
    }
}

}  // namespace

FieldDraft draft_title(const DraftPages& pages, const std::optional<TimePoint>& now) {
    std::vector<EntryDraft> drafts;
    for (const auto& page : pages) {
        if (!page->is_article()) continue;
        const auto wanted = text_key(page->article().title);
        each_short_element(page->document, page->article().title.size() * 2 + 40,
                           [&](html::Element e, const std::string& text) {
                               if (text_key(text) == wanted) add_drafts(drafts, e, e.is(html::Tag::h1) ? 0 : 2);
                           });
    }
    drafts.push_back({"jsonld:headline", 8});
    drafts.push_back({"meta:og:title", 9});
    const auto judge = [](const DraftPage& page, const Article& article) {
        if (article.title.empty()) return Verdict::silent;
        return text_key(article.title) == text_key(page.article().title) ? Verdict::right : Verdict::wrong;
    };
    return choose_entries("title", drafts, pages, judge, now);
}

FieldDraft draft_date(const DraftPages& pages, const std::optional<TimePoint>& now) {
    std::vector<EntryDraft> drafts{{"jsonld:datePublished", 0}, {"meta:article:published_time", 1}};
    for (const auto& page : pages) {
        if (!page->is_article() || !page->article().published) continue;
        const auto day = page->article().published->day_text();
        extract::DateContext context;
        context.language = page->article().language;
        for (const auto& meta : page->structured.metas()) {
            const auto date = extract::parse_machine_date(meta.value, context);
            const auto entry = fmt::format("meta:{}", meta.key);
            if (date && date->day_text() == day && ascii_lower(meta.key).find("modif") == std::string::npos)
                drafts.push_back({entry, 3});
        }
        each_short_element(page->document, 120, [&](html::Element e, const std::string& text) {
            for (const std::string_view attribute : {"datetime", "content"}) {
                const auto date = extract::parse_machine_date(e.attr(attribute), context);
                if (date && date->day_text() == day) add_drafts(drafts, e, 2, fmt::format("@{}", attribute));
            }
            const auto date = extract::parse_date(text, context);
            if (!date || date->day_text() != day) return;
            // The element with the date alone before the line that it stands in.
            const auto found = extract::find_dates(text, context);
            const bool alone = found.size() == 1 && found[0].end - found[0].begin == text.size();
            add_drafts(drafts, e, alone ? 4 : 5);
        });
    }
    // A time of day is worth more than a neat selector; a wrong day is worth nothing.
    const auto judge = [](const DraftPage& page, const Article& article) {
        if (!article.published) return Verdict::silent;
        if (!page.article().published) return Verdict::silent;
        if (article.published->day_text() != page.article().published->day_text()) return Verdict::wrong;
        return page.article().published->has_time && !article.published->has_time ? Verdict::silent : Verdict::right;
    };
    return choose_entries("date", drafts, pages, judge, now);
}

FieldDraft draft_authors(const DraftPages& pages, const std::optional<TimePoint>& now) {
    std::vector<EntryDraft> drafts{{"jsonld:author.name", 3}, {"meta:author", 4}, {"meta:article:author", 5}};
    for (const auto& page : pages) {
        if (!page->is_article() || page->article().authors.empty()) continue;
        const auto wanted = text_key(page->article().authors.front());
        each_short_element(page->document, 160, [&](html::Element e, const std::string& text) {
            if (text_key(text).find(wanted) != std::string::npos) add_drafts(drafts, e, 0);
        });
    }
    const auto judge = [](const DraftPage& page, const Article& article) {
        if (article.authors.empty() || page.article().authors.empty()) return Verdict::silent;
        return article.authors == page.article().authors ? Verdict::right : Verdict::wrong;
    };
    return choose_entries("authors", drafts, pages, judge, now);
}

}  // namespace winnow::author
