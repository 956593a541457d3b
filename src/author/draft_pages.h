#pragma once
/// Internal to the drafting of site files: sample pages as the generic extractor reads them, and what is drafted from
/// them, field by field.

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "author/draft.h"
#include "extract/extract.h"
#include "extract/structured.h"
#include "html/dom.h"

namespace winnow::author {

/// Alternatives for one field; removals of a draft: more than a person would look through helps nobody.
inline constexpr std::size_t max_draft_entries = 4, max_draft_removals = 12, max_draft_texts = 5;

struct DraftLine {
    html::NodeId first = html::no_node;
    html::NodeId container = html::no_node;
    bool kept = false;
    std::string text;
};

struct DraftPage {
    DraftPage(const SamplePage& s, html::Document d) : sample(&s), document(std::move(d)), structured(document) {}
    const SamplePage* sample;
    html::Document document;
    extract::Structured structured;
    std::optional<url::Url> url;
    extract::Extraction generic{fail(Errc::not_article, ""), {}, {}, {}, {}};
    std::vector<DraftLine> lines;

    /// An article with a text: a page of which only a headline is known teaches nothing.
    bool is_article() const { return generic.article.has_value() && !generic.article->body.empty(); }
    const extract::Article& article() const { return *generic.article; }
    const url::Url* address() const { return url ? &*url : nullptr; }
};

using DraftPages = std::vector<std::unique_ptr<DraftPage>>;

struct EntryDraft {
    std::string entry;
    int rank = 0;  ///< less is better
};

struct FieldDraft {
    std::vector<std::string> entries;
    std::size_t right = 0, wanted = 0;  ///< pages
};

FieldDraft draft_title(const DraftPages& pages, const std::optional<TimePoint>& now);
FieldDraft draft_date(const DraftPages& pages, const std::optional<TimePoint>& now);
FieldDraft draft_authors(const DraftPages& pages, const std::optional<TimePoint>& now);

struct BodyDraft {
    std::string entry;
    std::size_t pages = 0;
    double recall = 0, precision = 0;
    std::vector<std::vector<html::NodeId>> roots;  ///< one list a page
};

/// Entries for the body: the first is right on most pages, the next ones on pages that are still without.
std::vector<BodyDraft> draft_body(const DraftPages& pages, const std::optional<TimePoint>& now);

struct RemovalDraft {
    std::string entry;
    std::size_t blocks = 0, pages = 0;
    std::string sample;
};
struct RemovalDrafts {
    std::vector<RemovalDraft> chosen;
    std::size_t left = 0;  ///< lines inside the body that are none of it and have no removal
};
/// What stands inside the body and is none of it.
RemovalDrafts draft_removals(const DraftPages& pages, const std::vector<BodyDraft>& bodies);

/// What one entry alone yields on a page: the reader and the rules are those that will run the file. Not valid if the
/// rule language does not take it.
class EntryTrial {
public:
    EntryTrial(std::string_view field, const std::string& entry, const std::optional<TimePoint>& now);
    ~EntryTrial();
    bool valid() const { return rules_ != nullptr; }
    extract::Article fields(const DraftPage& page) const;
    std::vector<html::NodeId> body_roots(const DraftPage& page) const;

private:
    std::unique_ptr<const rules::SiteRules> rules_;
    std::optional<TimePoint> now_;
};

/// Selectors for an element as entries, `base` worse than they are by themselves; what is there already is not added.
void add_drafts(std::vector<EntryDraft>& drafts, html::Element element, int base, std::string_view suffix = {});

}  // namespace winnow::author
