#include "author/url_pattern.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"

namespace winnow::author {

namespace {

bool all_match(const std::vector<std::string>& values, const char* pattern) {
    const RE2 compiled(pattern);
    return std::all_of(values.begin(), values.end(),
                       [&](const auto& value) { return RE2::FullMatch(value, compiled); });
}

bool is_article_word(std::string_view word) {
    static const std::set<std::string_view> words{
        "article", "articles", "artikel",  "articulo", "news",  "nachrichten", "story",     "stories", "post",
        "posts",   "novosti",  "xeberler", "xeber",    "haber", "haberler",    "actualite", "noticia", "noticias",
        "novost",  "blog",     "archive",  "archives", "a",     "n",           "p",         "content", "view"};
    return words.count(word) != 0;
}

std::size_t count_of(std::string_view text, char wanted) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), wanted));
}

/// The words of a slug: what tells an article's name from a section's is how many there are.
std::string slug_pattern(const std::vector<std::string>& values, std::string_view letters) {
    auto hyphens = std::string_view::npos;
    for (const auto& value : values) hyphens = std::min(hyphens, count_of(value, '-'));
    if (hyphens == 0) return fmt::format("[{}-]+", letters);
    return fmt::format("(?:[{}]+-){{{},}}[{}]+", letters, std::min<std::size_t>(hyphens, 3), letters);
}

/// What stands at the end of all of them: ".html", ".htm", ".php".
std::string common_extension(const std::vector<std::string>& values) {
    const auto dot = values.front().rfind('.');
    if (dot == std::string::npos || dot == 0) return {};
    const auto extension = values.front().substr(dot);
    if (extension.size() < 3 || extension.size() > 6) return {};
    const bool shared = std::all_of(values.begin(), values.end(), [&](const auto& value) {
        return value.size() > extension.size() && value.ends_with(extension);
    });
    return shared ? extension : std::string();
}

/// `whole`: nothing behind the path tells the articles apart, so its last segment must.
std::string segment_pattern(std::vector<std::string> values, bool last, bool whole) {
    const std::set<std::string> different(values.begin(), values.end());
    const auto& first = values.front();
    if (different.size() == 1 && last && !whole) return RE2::QuoteMeta(first);
    if (different.size() == 1 && !last && (is_article_word(ascii_lower(first)) || values.size() >= 3) &&
        !all_match(values, R"(\d+)"))
        return RE2::QuoteMeta(first);
    std::string extension;
    if (last) {
        extension = common_extension(values);
        for (auto& value : values) value.resize(value.size() - extension.size());
        extension = RE2::QuoteMeta(extension);
    }
    if (all_match(values, R"(\d{4})") && !last) return R"(\d{4})" + extension;
    if (all_match(values, R"(\d{2})")) return R"(\d\d)" + extension;
    if (all_match(values, R"(\d{1,2})")) return R"(\d{1,2})" + extension;
    if (all_match(values, R"(\d+)")) {
        auto shortest = std::string::npos;
        for (const auto& value : values) shortest = std::min(shortest, value.size());
        return fmt::format(R"(\d{{{},}})", std::max<std::size_t>(1, shortest - (shortest > 3 ? 1 : 0))) + extension;
    }
    if (all_match(values, R"([a-z]+(?:-[a-z]+)*)") && !last) return "[a-z-]+" + extension;
    if (all_match(values, R"(\d{3,}[-_].+)")) return R"(\d{3,}[-_][^/]+)" + extension;
    if (all_match(values, R"(.+[-_.,]\d{4,})")) return R"([^/]+[-_.,]\d{4,})" + extension;
    if (all_match(values, R"(.+[-_.,][a-z]{0,2}\d{4,})")) return R"([^/]+[-_.,][a-z]{0,2}\d{4,})" + extension;
    if (all_match(values, R"([a-z0-9-]+)")) return slug_pattern(values, "a-z0-9") + extension;
    if (all_match(values, R"([A-Za-z0-9-]+)")) return slug_pattern(values, "A-Za-z0-9") + extension;
    return slug_pattern(values, "^/?-") + extension;
}

struct Shape {
    std::size_t segments = 0;
    bool slash = false;
    std::string query;  ///< names of its parameters
    auto operator<=>(const Shape&) const = default;
};

std::vector<std::string> segments_of(const url::Url& url) {
    std::vector<std::string> out;
    for (const auto piece : split(url.path().substr(1), '/')) out.emplace_back(piece);
    if (!out.empty() && out.back().empty()) out.pop_back();
    return out;
}

/// "id=123&lang=ru" -> pattern "id=\d+&lang=ru"; an address whose article stands in the query.
std::string query_pattern(const std::vector<const url::Url*>& urls) {
    std::string out;
    const auto first = split(urls.front()->query(), '&');
    for (std::size_t i = 0; i < first.size(); ++i) {
        std::vector<std::string> values;
        for (const auto* url : urls) values.emplace_back(split(url->query(), '&')[i]);
        const auto name = std::string(first[i].substr(0, first[i].find('=')));
        for (auto& value : values) value.erase(0, std::min(value.size(), name.size() + 1));
        const bool same = std::set<std::string>(values.begin(), values.end()).size() == 1;
        out += (i == 0 ? "\\?" : "&") + RE2::QuoteMeta(name) + "=" +
               (all_match(values, R"(\d+)") ? std::string(R"(\d+)")
                : same                      ? RE2::QuoteMeta(values.front())
                                            : std::string("[^&]+"));
    }
    return out;
}

Shape shape_of(const url::Url& url) {
    Shape shape;
    shape.segments = segments_of(url).size();
    shape.slash = url.path().ends_with('/');
    if (url.has_query())
        for (const auto part : split(url.query(), '&'))
            shape.query += std::string(part.substr(0, part.find('='))) + "&";
    return shape;
}

std::string pattern_of(const Shape& shape, const std::vector<const url::Url*>& urls) {
    std::string out = "^";
    for (std::size_t i = 0; i < shape.segments; ++i) {
        std::vector<std::string> values;
        for (const auto* url : urls) values.push_back(segments_of(*url)[i]);
        out += "/" + segment_pattern(std::move(values), i + 1 == shape.segments, shape.query.empty());
    }
    if (shape.segments == 0) out += "/";
    if (!shape.query.empty()) return out + (shape.slash && shape.segments > 0 ? "/" : "") + query_pattern(urls) + "$";
    return out + "/?$";
}

}  // namespace

UrlPatternDraft draft_url_patterns(const std::vector<url::Url>& articles, const std::vector<url::Url>& others) {
    UrlPatternDraft draft;
    std::map<Shape, std::vector<const url::Url*>> shapes;
    for (const auto& article : articles) shapes[shape_of(article)].push_back(&article);
    for (const auto& [shape, urls] : shapes) {
        const auto pattern = pattern_of(shape, urls);
        const RE2 compiled(pattern);
        const auto wrong = std::find_if(others.begin(), others.end(), [&](const url::Url& other) {
            return RE2::PartialMatch(other.path_and_query(), compiled);
        });
        if (wrong != others.end()) {
            draft.notes.push_back(fmt::format("no article pattern for {}: it would find {}, too",
                                              urls.front()->path_and_query(), wrong->path_and_query()));
            continue;
        }
        if (std::find(draft.patterns.begin(), draft.patterns.end(), pattern) == draft.patterns.end())
            draft.patterns.push_back(pattern);
        if (urls.size() == 1)
            draft.notes.push_back(
                fmt::format("article pattern {} rests on one address: give more pages of this kind", pattern));
    }
    // A pattern for some shapes only would refuse the others.
    if (draft.patterns.size() < shapes.size() &&
        std::any_of(draft.notes.begin(), draft.notes.end(),
                    [](const auto& note) { return note.starts_with("no article"); }))
        draft.patterns.clear();
    return draft;
}

}  // namespace winnow::author
