#include "extract/metadata.h"

#include "base/text.h"
#include "extract/date.h"
#include "extract/language.h"
#include "extract/metadata_author.h"
#include "extract/metadata_date.h"
#include "extract/metadata_page.h"
#include "extract/metadata_title.h"

namespace winnow::extract {

namespace {

std::string host_of(const MetadataContext& context) {
    return context.url == nullptr ? std::string() : std::string(context.url->host());
}

DateContext date_context(const MetadataContext& context, const Article& article) {
    DateContext dates;
    dates.language = article.language;
    dates.timezone = context.timezone;
    dates.now = context.now;
    return dates;
}

void read_title(const PageScan& page, const Structured& structured, const MetadataContext& context, Article& article) {
    if (!article.title.empty()) return;
    auto title = choose_title(page, structured, site_names_of(page, structured, host_of(context)));
    if (title.text.empty()) return;
    article.title = std::move(title.text);
    article.provenance["title"] = title.source;
}

bool set_by_rule(const Article& article, std::string_view field) {
    const auto origin = article.provenance.find(field);
    return origin != article.provenance.end() && origin->second.starts_with("rule");
}

/// People by a visible byline beat the paper's own name in the machines' fields.
void settle_authors(const PageScan& page, const Structured& structured, const std::vector<Block>& blocks,
                    const std::vector<std::uint32_t>& kept, const MetadataContext& context, Article& article) {
    if (!article.authors.empty()) return;
    const auto site_names = site_names_of(page, structured, host_of(context));
    auto choice = machine_authors(structured, site_names);
    if (!choice.people) {
        auto visible = visible_authors(page, structured, blocks, kept, article.title, site_names);
        if (visible.people || choice.names.empty()) choice = std::move(visible);
    }
    if (choice.names.empty()) return;
    article.authors = std::move(choice.names);
    article.provenance["authors"] = choice.source;
}

/// What readers are shown completes, and sometimes corrects, what machines were told.
void settle_published(const PageScan& page, const Structured& structured, const std::vector<Block>& blocks,
                      const std::vector<std::uint32_t>& kept, const MetadataContext& context, Article& article) {
    if (set_by_rule(article, "date")) return;
    const auto dates = date_context(context, article);
    const auto shown = find_shown_dates(page, blocks, kept, article.title, dates);
    if (article.published) {
        if (context.timezone.empty()) move_to_shown_clock(*article.published, shown);
        const auto* earlier = earlier_day_shown(*article.published, shown);
        if (earlier == nullptr) return;
        article.warnings.push_back("date " + article.published->text() + " (" + article.provenance["date"] +
                                   ") is not the earlier day that readers are shown");
        article.published = earlier->date;
        article.published_raw = earlier->raw;
        article.provenance["date"] = earlier->source;
        return;
    }
    auto choice = weaker_published(page, structured, shown, context.url, dates);
    if (!choice.date) return;
    article.published = choice.date;
    article.published_raw = choice.raw;
    article.provenance["date"] = choice.source;
}

}  // namespace

void read_metadata(const html::Document& document, const Structured& structured, const MetadataContext& context,
                   Article& article) {
    const PageScan page(document);
    if (article.language.empty()) {
        article.language = context.language.empty() ? declared_language(document, structured) : context.language;
        if (!article.language.empty()) article.provenance["language"] = context.language.empty() ? "declared" : "rule";
    }
    read_title(page, structured, context, article);
    const auto dates = date_context(context, article);
    if (!article.published) {
        auto choice = machine_published(page, structured, dates, article.warnings);
        if (choice.date) {
            article.published = choice.date;
            article.published_raw = choice.raw;
            article.provenance["date"] = choice.source;
        }
    }
    if (!article.modified) {
        auto choice = machine_modified(structured, dates, article.warnings);
        if (choice.date) {
            article.modified = choice.date;
            article.provenance["modified"] = choice.source;
        }
    }
}

void complete_metadata(const html::Document& document, const Structured& structured, const std::vector<Block>& blocks,
                       const std::vector<std::uint32_t>& kept, const MetadataContext& context, Article& article) {
    const PageScan page(document);
    settle_published(page, structured, blocks, kept, context, article);
    settle_authors(page, structured, blocks, kept, context, article);
}

}  // namespace winnow::extract
