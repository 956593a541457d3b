#include "extract/metadata_date.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "base/text.h"
#include "extract/metadata_title.h"

namespace winnow::extract {

namespace {

using html::Element;
using html::NodeId;

// In the order of trust. Keys as sites write them; compared without regard to case.
constexpr std::array published_keys = {
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "og:published_time",
    "bt:pubdate",
    "datePublished",
    "article:publicationDate",
    "article:published:time",
    "story:published_time",
    "parsely-pub-date",
    "sailthru.date",
    "cXenseParse:recs:publishtime",
    "cXenseParse:publishtime",
    "DC.date.issued",
    "dcterms.issued",
    "publish-date",
    "publish_date",
    "publishdate",
    "published_time",
    "published-date",
    "publication_date",
    "publicationdate",
    "publication-date",
    "pubdate",
    "pub_date",
    "published",
    "published_at",
    "published_date",
    "publisheddate",
    "shareaholic:article_published_time",
    "article_date_original",
    "iso-8601-publish-date",
    "article.published",
    "article-publish-date",
    "article:post_date",
    "citation_publication_date",
    "citation_online_date",
    "citation_date",
    "rnews:datePublished",
    "nastooh:publishdate",
    "firstPublished",
    "release_date",
    "originalpublicationdate",
    "og:pubdate",
    "date_published",
    "search:contentdate",
    "ptime",
    "sn-post-date",
};
// These hold the day of the last change or of the first draft about as often as that of the publication.
constexpr std::array weak_published_keys = {
    "displaydate",     "timestamp",       "date",
    "DC.date",         "dcterms.date",    "dcterms.created",
    "DC.date.created", "DC:date.created", "article:created",
    "article.created", "creationdate",    "cms_creationdate",
    "datecreated",     "created",         "DCSext.articleFirstPublished",
};
constexpr std::array modified_keys = {
    "article:modified_time",
    "article:modified",
    "og:article:modified_time",
    "og:modified_time",
    "og:updated_time",
    "dateModified",
    "lastmod",
    "last-modified",
    "lastupdate",
    "updated",
    "dcterms.modified",
    "DC.date.modified",
    "article_date_updated",
    "article.updated",
    "updated-date",
    "revised",
    "DCSext.articleLastModified",
};

constexpr double strong_score = 4.5;  ///< a day in the very place where papers show it

std::string shortened(std::string_view text) {
    return std::string(clip_utf8(trim(text), 100));
}

/// Reads one value; what is no date is told once.
std::optional<Date> read(std::string_view value, std::string_view source, const DateContext& context,
                         std::vector<std::string>* warnings) {
    if (trim(value).empty() || value.size() > 200) return std::nullopt;
    auto date = parse_machine_date(value, context);
    if (date) return *date;
    if (warnings != nullptr && warnings->size() < 20)
        warnings->push_back(fmt::format("date of {}: {}", source, date.error().what));
    return std::nullopt;
}

std::string item_value(const html::Document& document, NodeId id) {
    const Element element(document, id);
    auto value = std::string(element.attr("datetime"));
    if (value.empty()) value = std::string(element.attr("content"));
    return value.empty() ? line_of(document, id, 200) : value;
}

/// What describes the page as such, or its making.
DateChoice weak_published(const PageScan& page, const Structured& structured, const DateContext& context) {
    DateChoice choice;
    const auto take = [&](std::string_view value, std::string source) {
        if (choice.date) return;
        auto date = read(value, source, context, nullptr);
        // New Year's Day without an hour is what a field holds that nobody filled in.
        if (!date || (date->month == 1 && date->day == 1 && !date->has_time)) return;
        choice = {date, shortened(value), std::move(source)};
    };
    for (const auto* key : weak_published_keys)
        for (const auto value : structured.meta(key)) take(value, std::string("meta:") + key);
    for (const auto* type : {"WebPage", "VideoObject", "ImageGallery", "Recipe", "HowTo", "Review", "PodcastEpisode"})
        if (const auto* object = structured.object_of_type(type))
            for (const auto* key : {"datePublished", "uploadDate", "dateCreated"})
                for (const auto& value : structured.values(*object, key))
                    take(value, fmt::format("jsonld:{}.{}", type, key));
    for (const auto& value : structured.article_values("dateCreated")) take(value, "jsonld:dateCreated");
    for (const auto id : structured.item_props("dateCreated"))
        if (!page.in_furniture(id)) take(item_value(page.document(), id), "itemprop:dateCreated");
    return choice;
}

}  // namespace

DateChoice machine_published(const PageScan& page, const Structured& structured, const DateContext& context,
                             std::vector<std::string>& warnings) {
    DateChoice choice;
    const auto take = [&](std::string_view value, const std::string& source) {
        if (choice.date) return;
        if (auto date = read(value, source, context, &warnings)) choice = {date, shortened(value), source};
    };
    for (const auto& value : structured.article_values("datePublished")) take(value, "jsonld:datePublished");
    for (const auto* key : published_keys) {
        if (choice.date) break;
        for (const auto value : structured.meta(key)) take(value, std::string("meta:") + key);
    }
    if (choice.date) return choice;
    for (const auto id : structured.item_props("datePublished")) {
        if (choice.date) break;
        if (!page.in_furniture(id)) take(item_value(page.document(), id), "itemprop:datePublished");
    }
    return choice;
}

DateChoice machine_modified(const PageScan& page, const Structured& structured, const DateContext& context,
                            std::vector<std::string>& warnings) {
    DateChoice choice;
    const auto take = [&](std::string_view value, const std::string& source) {
        if (choice.date) return;
        if (auto date = read(value, source, context, &warnings)) choice = {date, shortened(value), source};
    };
    for (const auto& value : structured.article_values("dateModified")) take(value, "jsonld:dateModified");
    for (const auto* key : modified_keys) {
        if (choice.date) break;
        for (const auto value : structured.meta(key)) take(value, std::string("meta:") + key);
    }
    for (const auto id : structured.item_props("dateModified")) {
        if (choice.date) break;
        if (!page.in_furniture(id)) take(item_value(page.document(), id), "itemprop:dateModified");
    }
    return choice;
}

namespace {

bool move_to_shown_day(Date& date, const Date& shown) {
    if (!date.has_time || !date.has_zone || date.offset_minutes != 0) return false;
    const bool same_day = date.year == shown.year && date.month == shown.month && date.day == shown.day;
    if (!shown.has_time) {
        if (same_day || days_between(date, shown) != 1) return false;
        date = shown;
        return true;
    }
    if (shown.has_zone) {
        const auto apart = shown.instant() - date.instant();
        const bool same = apart < std::chrono::minutes{2} && apart > -std::chrono::minutes{2};
        if (!same || shown.offset_minutes == 0) return false;
        date = shown;
        return true;
    }
    auto local = shown;
    local.has_zone = false;
    if (local.second == 0) local.second = date.second;  // readers are rarely shown seconds
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(local.instant() - date.instant()).count();
    // A real zone: quarters of an hour, from -12 to +14.
    if (minutes < -12 * 60 || minutes > 14 * 60 || minutes % 15 != 0 || minutes == 0) return false;
    date = local;
    date.has_zone = true;
    date.offset_minutes = static_cast<int>(minutes);
    return true;
}

}  // namespace

const ShownDate* shown_change(const Date* published, const ShownDates& shown) {
    const ShownDate* best = nullptr;
    for (const auto& one : shown.near) {
        if (!one.updated || one.other_story || one.score < (one.in_body ? 3.0 : 1.5)) continue;
        if (published != nullptr && days_between(one.date, *published) > 0 && one.date.instant() < published->instant())
            continue;
        if (best == nullptr || one.score > best->score) best = &one;
    }
    return best;
}

const ShownDate* earlier_day_shown(const Date& machine, const ShownDates& shown) {
    const auto* best = shown.best();
    if (best == nullptr || best->score < strong_score || best->updated || shown.shows(machine)) return nullptr;
    return days_between(best->date, machine) > 1 && best->date.instant() < machine.instant() ? best : nullptr;
}

DateChoice first_of_two(const Structured& structured, const Date& machine, const ShownDates& shown,
                        const DateContext& context) {
    const auto changed = structured.article_values("dateModified");
    const auto last = changed.empty() ? std::nullopt : read(changed.front(), "", context, nullptr);
    const auto shared = structured.first_meta("article:published_time");
    const auto first = read(shared, "", context, nullptr);
    if (!last || !first || days_between(*last, machine) > 0 || days_between(*first, machine) <= 1 ||
        first->instant() > machine.instant())
        return {};
    const auto is_first = [&](const ShownDate& one) { return days_between(one.date, *first) == 0; };
    if (std::none_of(shown.near.begin(), shown.near.end(), is_first)) return {};
    return {first, shortened(shared), "meta:article:published_time"};
}

bool move_to_shown_clock(Date& date, const ShownDates& shown) {
    if (!date.has_time || !date.has_zone || date.offset_minutes != 0) return false;
    std::vector<const ShownDate*> candidates;
    for (const auto& one : shown.near)
        if (!one.updated && one.score >= 1.0 && days_between(one.date, date) <= 1 &&
            (one.date.has_time || !one.in_body ||
             one.score >= 2.0))  // the days of a ticker's entries are not the article's
            candidates.push_back(&one);
    // ties by place: the order must not depend on the library
    std::sort(candidates.begin(), candidates.end(), [](const ShownDate* a, const ShownDate* b) {
        return a->score != b->score ? a->score > b->score : a < b;
    });
    for (const auto* one : candidates)
        if (one->date.has_time && move_to_shown_day(date, one->date)) return true;
    return !candidates.empty() && !candidates.front()->date.has_time &&
           move_to_shown_day(date, candidates.front()->date);
}

DateChoice weaker_published(const PageScan& page, const Structured& structured, const ShownDates& shown,
                            const url::Url* url, const DateContext& context) {
    const auto* best = shown.best();
    // What is shown as the day of the page's last change ends the time in which it can have been published.
    const auto too_late = [&](const Date& date) {
        return shown.changed && days_between(date, *shown.changed) > 1 && date.instant() > shown.changed->instant();
    };
    if (best != nullptr && too_late(best->date)) best = nullptr;

    const auto url_date = url == nullptr ? std::nullopt : date_in_url(url->path(), context);
    if (url_date) {
        // The path's day is the day that the paper filed the article under; what readers are shown may tell the time.
        const ShownDate* same = nullptr;
        for (const auto& candidate : shown.near)
            if (candidate.score > -1 && days_between(candidate.date, *url_date) <= 1 &&
                (same == nullptr || candidate.score > same->score))
                same = &candidate;
        if (same != nullptr) return {same->date, same->raw, same->source};
        return {url_date, std::string(url->path()), "url"};
    }
    if (best != nullptr && best->score >= strong_score && !best->updated) return {best->date, best->raw, best->source};
    if (auto weak = weak_published(page, structured, context); weak.date) return weak;
    if (best != nullptr && best->score >= 2.5) return {best->date, best->raw, best->source};

    if (best != nullptr && best->score >= 1.0) return {best->date, best->raw, best->source};

    // The only day that the page names at all, in a line of its own.
    if (shown.relative) return {};
    const ShownDate* only = nullptr;
    for (const auto* group : {&shown.anywhere, &shown.near})
        for (const auto& candidate : *group) {
            if (!candidate.own_line || too_late(candidate.date)) continue;
            if (only != nullptr && days_between(only->date, candidate.date) > 0) return {};
            only = &candidate;
        }
    if (only != nullptr) return {only->date, only->raw, only->source};
    return {};
}

namespace {

/// /2026/feb/19/: the months as English papers write them in paths.
int month_in_path(std::string_view path, std::size_t at) {
    constexpr std::array names = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
    const auto slash = path.find('/', at);
    if (slash == std::string_view::npos) return -1;
    const auto word = ascii_lower(path.substr(at, slash - at));
    for (std::size_t i = 0; i < names.size(); ++i)
        if (word == names[i]) return static_cast<int>(i) + 1;
    return -1;
}

}  // namespace

std::optional<Date> date_in_url(std::string_view path, const DateContext& context) {
    const auto digits_at = [&](std::size_t at, std::size_t count) -> int {
        if (at + count > path.size()) return -1;
        int value = 0;
        for (std::size_t i = 0; i < count; ++i) {
            if (!is_ascii_digit(path[at + i])) return -1;
            value = value * 10 + (path[at + i] - '0');
        }
        return value;
    };
    const auto is_digit_at = [&](std::size_t at) { return at < path.size() && is_ascii_digit(path[at]); };
    for (std::size_t at = 1; at + 4 <= path.size(); ++at) {
        const char before = path[at - 1];
        if (is_ascii_digit(before) || is_ascii_alpha(before)) continue;
        const int year = digits_at(at, 4);
        if (year < 1990 || year > 2100) continue;
        int month = -1, day = -1;
        std::size_t end = 0;
        const char joint = at + 4 < path.size() ? path[at + 4] : '\0';
        if (joint == '/' || joint == '-' || joint == '_') {
            std::size_t next = at + 5;
            month = digits_at(next, 2);
            next += 2;
            if (month < 0 && joint == '/' && (month = month_in_path(path, at + 5)) > 0) {
                next = at + 8;
            } else if (month < 0) {
                month = digits_at(at + 5, 1);
                next = at + 6;
            }
            if (month < 1 || next >= path.size() || path[next] != joint) {
                month = -1;
                end = at + 4;
            } else {
                ++next;
                day = digits_at(next, 2);
                end = next + 2;
                if (day < 0) {
                    day = digits_at(next, 1);
                    end = next + 1;
                }
            }
        } else if (is_ascii_digit(joint)) {
            month = digits_at(at + 4, 2);
            day = digits_at(at + 6, 2);
            end = at + 8;
        } else {
            end = at + 4;
        }
        if (is_digit_at(end)) continue;
        if (month < 0) {
            // 29-10-2021: only with the day beyond doubt
            const int first = at >= 6 && path[at - 4] == before ? digits_at(at - 6, 2) : -1;
            const int second = at >= 3 ? digits_at(at - 3, 2) : -1;
            if (first <= 12 || second < 1 || second > 12 || (before != '-' && before != '.' && before != '/')) continue;
            day = first;
            month = second;
        }
        if (const auto date = parse_date(fmt::format("{:04}-{:02}-{:02}", year, month, day), context)) return *date;
    }
    return std::nullopt;
}

}  // namespace winnow::extract
