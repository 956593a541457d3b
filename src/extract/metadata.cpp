#include "extract/metadata.h"

#include <algorithm>
#include <chrono>
#include <initializer_list>

#include "base/text.h"
#include "extract/date.h"
#include "extract/language.h"
#include "extract/metadata_author.h"
#include "extract/metadata_date.h"
#include "extract/metadata_headline.h"
#include "extract/metadata_page.h"
#include "extract/metadata_title.h"
#include "extract/metadata_visible.h"

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

void set(std::string& field, std::string value, std::string_view name, std::string_view source, Article& article) {
    if (!field.empty() || value.empty()) return;
    field = std::move(value);
    article.provenance.insert_or_assign(std::string(name), std::string(source));
}

/// The first of these metas that has a value, clean.
std::string first_value(const Structured& structured, std::initializer_list<const char*> keys, std::string& source) {
    for (const auto* key : keys)
        if (auto value = clean_value(structured.first_meta(key)); !value.empty()) {
            source = std::string("meta:") + key;
            return value;
        }
    return {};
}

void read_publisher(const Structured& structured, Article& article) {
    std::string source;
    auto name = first_value(structured, {"og:site_name"}, source);
    if (name.empty() || name.find("://") != std::string::npos) {
        name.clear();
        for (const auto& value : structured.article_values("publisher.name")) {
            name = value;
            source = "jsonld:publisher.name";
            break;
        }
    }
    if (name.empty()) name = first_value(structured, {"application-name", "publisher", "dc.publisher"}, source);
    if (name.size() <= 120 && name.find("://") == std::string::npos)
        set(article.publisher, std::move(name), "publisher", source, article);
}

/// "Biznes | Report" -> "Biznes"; addresses and lists are no section.
std::string section_name(std::string_view value) {
    auto name = clean_value(value.substr(0, value.find_first_of("|;,")));
    if (name.size() > 80 || name.find("://") != std::string::npos) name.clear();
    return name;
}

void read_section(const Structured& structured, Article& article) {
    if (!article.section.empty()) return;
    for (const auto& value : structured.article_values("articleSection")) {
        set(article.section, section_name(value), "section", "jsonld:articleSection", article);
        break;
    }
    std::string source;
    const auto value = first_value(structured,
                                   {"article:section", "parsely-section", "og:article:section", "section",
                                    "articleSection", "cXenseParse:recs:category", "category"},
                                   source);
    set(article.section, section_name(value), "section", source, article);
    if (!article.section.empty()) return;
    const auto* crumbs = structured.object_of_type("BreadcrumbList");
    if (crumbs == nullptr) return;
    auto names = structured.values(*crumbs, "itemListElement.item.name");
    if (names.empty()) names = structured.values(*crumbs, "itemListElement.name");
    const auto title = text_key(article.title);
    for (const auto& name : names) {
        static constexpr std::string_view home[] = {"home",   "startseite", "главная",  "accueil",
                                                    "inicio", "ana səhifə", "anasayfa", "ana sayfa",
                                                    "start",  "homepage",   "головна"};
        const auto folded = fold_case(name);
        if (std::find(std::begin(home), std::end(home), folded) != std::end(home)) continue;
        if (text_key(name) == title || name == article.publisher) continue;
        set(article.section, section_name(name), "section", "jsonld:BreadcrumbList", article);
        return;
    }
}

void read_tags(const Structured& structured, Article& article) {
    if (!article.tags.empty()) return;
    constexpr std::size_t most_tags = 30;
    std::string source;
    const auto add = [&](std::string_view list, char separator, const std::string& from) {
        for (const auto piece : split(list, separator)) {
            auto tag = clean_value(piece);
            if (tag.empty() || tag.size() > 80 || article.tags.size() >= most_tags) continue;
            if (std::find(article.tags.begin(), article.tags.end(), tag) != article.tags.end()) continue;
            article.tags.push_back(std::move(tag));
            source = from;
        }
    };
    for (const auto value : structured.meta("article:tag")) add(value, ',', "meta:article:tag");
    if (article.tags.empty())
        for (const auto& value : structured.article_values("keywords")) add(value, ',', "jsonld:keywords");
    for (const auto* key : {"news_keywords", "parsely-tags", "keywords", "sailthru.tags"}) {
        if (!article.tags.empty()) break;
        const auto value = structured.first_meta(key);
        add(value, value.find(',') == std::string_view::npos ? ';' : ',', std::string("meta:") + key);
    }
    if (!article.tags.empty()) article.provenance["tags"] = source;
}

void read_lead(const Structured& structured, Article& article) {
    std::string source;
    auto lead = first_value(structured,
                            {"og:description", "description", "twitter:description", "dc.description",
                             "dcterms.description", "sailthru.description"},
                            source);
    if (lead.empty())
        for (const auto& value : structured.article_values("description")) {
            lead = value;
            source = "jsonld:description";
            break;
        }
    if (lead.size() > 2000 || text_key(lead) == text_key(article.title)) return;
    set(article.lead, std::move(lead), "lead", source, article);
}

std::string absolute(std::string_view address, const MetadataContext& context) {
    const auto clean = trim(address);
    if (clean.empty() || clean.size() > 2000) return {};
    const auto url = context.url == nullptr ? url::Url::parse(clean) : url::Url::parse(clean, *context.url);
    return url ? url->href() : std::string();
}

void read_images(const Structured& structured, const MetadataContext& context, Article& article) {
    if (!article.images.empty()) return;
    constexpr std::size_t most_images = 10;
    std::string source;
    const auto add = [&](std::string_view address, std::string_view from) {
        auto image = absolute(address, context);
        if (image.empty() || article.images.size() >= most_images) return;
        if (std::find(article.images.begin(), article.images.end(), image) != article.images.end()) return;
        if (article.images.empty()) source = from;
        article.images.push_back(std::move(image));
    };
    for (const auto* key : {"og:image", "og:image:url", "og:image:secure_url"})
        if (article.images.empty())
            for (const auto value : structured.meta(key)) add(decode_entities(value), std::string("meta:") + key);
    for (const auto* key : {"image.url", "image", "thumbnailUrl"})
        if (article.images.size() < 2)
            for (const auto& value : structured.article_values(key)) add(value, std::string("jsonld:") + key);
    for (const auto* key :
         {"twitter:image", "twitter:image:src", "parsely-image-url", "sailthru.image.full", "thumbnail"})
        if (article.images.empty()) add(decode_entities(structured.first_meta(key)), std::string("meta:") + key);
    if (!article.images.empty()) article.provenance["images"] = source;
}

void read_access(const Structured& structured, Article& article) {
    if (article.provenance.contains("free_access")) return;
    for (const auto& value : structured.article_values("isAccessibleForFree")) {
        const auto lower = ascii_lower(value);
        const bool free = !(lower == "false" || lower == "no" || lower == "0");
        article.free_access = free;
        article.provenance["free_access"] = "jsonld:isAccessibleForFree";
        return;
    }
    const auto tier = ascii_lower(structured.first_meta("article:content_tier"));
    if (tier.empty()) return;
    article.free_access = tier == "free";
    article.provenance["free_access"] = "meta:article:content_tier";
}

void read_alternates(const PageScan& page, const MetadataContext& context, Article& article) {
    if (!article.alternates.empty()) return;
    for (const auto& link : page.alternates()) {
        auto address = absolute(link.url, context);
        const auto language = ascii_lower(link.language);
        // a page names itself, too; regions of one language are the same text
        if (address.empty() || primary_language(language) == article.language || primary_language(language).empty())
            continue;
        const bool known = std::any_of(article.alternates.begin(), article.alternates.end(),
                                       [&](const Alternate& other) { return other.url == address; });
        if (!known) article.alternates.push_back({primary_language(language), std::move(address)});
    }
    if (!article.alternates.empty()) article.provenance["alternates"] = "link:hreflang";
}

/// Syndicated texts name where they come from.
void read_source(const PageScan& page, const Structured& structured, const MetadataContext& context, Article& article) {
    if (!article.source.url.empty() || !article.source.name.empty() || context.url == nullptr) return;
    const auto elsewhere = [&](std::string_view address) -> std::string {
        const auto url = url::Url::parse(trim(address), *context.url);
        if (!url || url::registrable_domain(url->host()) == url::registrable_domain(context.url->host())) return {};
        return url->path().size() > 1 ? url->href() : std::string();
    };
    for (const auto* key : {"original-source", "syndication-source"})
        if (auto address = elsewhere(structured.first_meta(key));
            !structured.first_meta(key).empty() && !address.empty()) {
            article.source.url = std::move(address);
            article.provenance["source"] = std::string("meta:") + key;
            return;
        }
    if (page.canonical().empty()) return;
    if (auto address = elsewhere(page.canonical()); !address.empty()) {
        article.source.url = std::move(address);
        article.provenance["source"] = "link:canonical";
    }
}

void read_title(const PageScan& page, const Structured& structured, const MetadataContext& context, Article& article) {
    if (!article.title.empty()) return;
    auto title = choose_title(page, structured, site_keys_of(structured, host_of(context)));
    if (title.text.empty()) return;
    article.title = std::move(title.text);
    article.provenance["title"] = title.source;
}

bool set_by_rule(const Article& article, std::string_view field) {
    const auto origin = article.provenance.find(field);
    return origin != article.provenance.end() && origin->second.starts_with("rule");
}

/// The text decides where it clearly contradicts what the page declares.
void settle_language_by_text(const std::vector<Block>& blocks, const std::vector<std::uint32_t>& kept,
                             Article& article) {
    if (set_by_rule(article, "language")) return;
    const std::size_t enough = article.language.empty() ? 3000 : 1000;
    std::string text = article.title;
    for (const auto i : kept) {
        if (text.size() > enough) break;
        text += '\n';
        text += clip_utf8(blocks[i].text, enough);
    }
    auto language = settle_language(article.language, text);
    if (language.empty() || language == article.language) return;
    article.provenance["language"] = "text";
    article.language = std::move(language);
}

/// People by a visible byline beat the paper's own name in the machines' fields.
void settle_authors(const PageScan& page, const Structured& structured, const std::vector<Block>& blocks,
                    const std::vector<std::uint32_t>& kept, const MetadataContext& context, Article& article) {
    if (!article.authors.empty()) return;
    auto site_keys = site_keys_of(structured, host_of(context));
    if (auto key = text_key(article.publisher); key.size() >= 3) site_keys.push_back(std::move(key));
    auto choice = machine_authors(structured, site_keys);
    if (!choice.people) {
        auto visible = visible_authors(page, structured, blocks, kept, article.title, site_keys);
        if (visible.people || choice.names.empty()) choice = std::move(visible);
    }
    if (choice.names.empty()) return;
    article.authors = std::move(choice.names);
    article.provenance["authors"] = choice.source;
}

/// What readers are shown completes, and sometimes corrects, what machines were told.
void settle_published(const PageScan& page, const Structured& structured, const ShownDates& shown,
                      const MetadataContext& context, Article& article) {
    if (set_by_rule(article, "date")) return;
    const auto dates = date_context(context, article);
    if (article.published) {
        if (context.timezone.empty()) move_to_shown_clock(*article.published, shown);
        if (auto first = first_of_two(structured, *article.published, shown, dates); first.date) {
            article.published = first.date;
            article.published_raw = first.raw;
            article.provenance["date"] = first.source;
        }
        const auto* earlier = earlier_day_shown(*article.published, shown);
        const auto filed = context.url == nullptr ? std::nullopt : date_in_url(context.url->path(), dates);
        const bool filed_long_ago = filed && filed->instant() + std::chrono::days{60} < article.published->instant();
        if (earlier == nullptr && !filed_long_ago) return;
        article.warnings.push_back("date " + article.published->text() + " (" + article.provenance["date"] +
                                   "): the page shows an earlier day");
        article.published = earlier != nullptr ? earlier->date : *filed;
        article.published_raw = earlier != nullptr ? earlier->raw : std::string(context.url->path());
        article.provenance["date"] = earlier != nullptr ? earlier->source : "url";
        return;
    }
    auto choice = weaker_published(page, structured, shown, context.url, dates);
    if (!choice.date) return;
    article.published = choice.date;
    article.published_raw = choice.raw;
    article.provenance["date"] = choice.source;
}

void settle_modified(const ShownDates& shown, Article& article) {
    if (article.modified) return;
    const auto* change = shown_change(article.published ? &*article.published : nullptr, shown);
    if (change == nullptr) return;
    article.modified = change->date;
    article.provenance["modified"] = change->source;
}

/// The fields that machines were told nothing about.
void settle_rest(const PageScan& page, const Structured& structured, const std::vector<Block>& blocks,
                 const std::vector<std::uint32_t>& kept, const MetadataContext& context, Article& article) {
    if (article.title.empty()) return;
    const auto span = article_span(blocks, kept, article.title);
    if (article.section.empty()) {
        auto section = shown_section(page, structured, blocks, span, article.title);
        for (const auto& author : article.authors)
            if (section.find(author) != std::string::npos) section.clear();
        set(article.section, std::move(section), "section", "visible", article);
    }
    if (article.tags.empty()) {
        article.tags = shown_tags(page, blocks, span);
        if (!article.tags.empty()) article.provenance["tags"] = "visible";
    }
    if (article.lead.empty())
        set(article.lead, shown_lead(page, structured, blocks, span, article.title), "lead", "visible", article);
    if (article.images.empty())
        if (auto image = absolute(shown_image(page, blocks, span), context); !image.empty()) {
            article.images.push_back(std::move(image));
            article.provenance["images"] = "visible";
        }
}

}  // namespace

void read_metadata(const html::Document& document, const Structured& structured, const MetadataContext& context,
                   Article& article) {
    const auto& page = structured.page();
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
        auto choice = machine_modified(page, structured, dates, article.warnings);
        if (choice.date) {
            article.modified = choice.date;
            article.provenance["modified"] = choice.source;
        }
    }
    read_publisher(structured, article);
    read_section(structured, article);
    read_tags(structured, article);
    read_lead(structured, article);
    read_images(structured, context, article);
    read_access(structured, article);
    read_alternates(page, context, article);
    read_source(page, structured, context, article);
}

void settle_title(const Structured& structured, const std::vector<Block>& blocks,
                  const std::vector<std::uint32_t>& kept, const MetadataContext& context,
                  const KnownBoilerplate* boilerplate, Article& article) {
    const auto origin = article.provenance.find("title");
    const auto& page = structured.page();
    // a heading's words are this page's own
    const bool told = origin != article.provenance.end() &&
                      (origin->second == "title" ||
                       (origin->second == "meta:og:title" && text_key(page.title()) == text_key(article.title)));
    if (!article.title.empty() && !told) return;
    auto headline =
        headline_above(page, blocks, kept, article.title, site_keys_of(structured, host_of(context)), boilerplate);
    if (headline.empty()) return;
    article.title = std::move(headline);
    article.provenance["title"] = "visible";
}

void complete_metadata(const html::Document&, const Structured& structured, const std::vector<Block>& blocks,
                       const std::vector<std::uint32_t>& kept, const MetadataContext& context, Article& article) {
    settle_language_by_text(blocks, kept, article);
    const auto& page = structured.page();
    const auto shown = find_shown_dates(page, blocks, kept, article.title, date_context(context, article));
    settle_published(page, structured, shown, context, article);
    settle_modified(shown, article);
    if (article.publisher.empty())
        set(article.publisher, shown_site_name(page, article.title, host_of(context)), "publisher", "visible", article);
    settle_authors(page, structured, blocks, kept, context, article);
    settle_rest(page, structured, blocks, kept, context, article);
}

}  // namespace winnow::extract
