#include "author/record.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "author/saved_pages.h"
#include "base/atomic_file.h"
#include "base/text.h"
#include "extract/extract.h"
#include "output/render.h"
#include "yaml/yaml.h"

namespace winnow::author {

namespace {

namespace fs = std::filesystem;

/// Named as the service would name the article's file; a page that gives no article, by its address alone.
std::string name_of(const SamplePage& page, const extract::Extraction& extraction) {
    extract::Article article;
    if (extraction.article) article.title = extraction.article->title;
    if (page.url)
        article.url = page.url->href();
    else
        article.title = fs::path(page.name).stem().string();
    const auto slug = output::slug_of(article);
    return slug.empty() ? "page" : slug;
}

std::string free_name(const fs::path& directory, const std::string& name) {
    std::error_code ignored;
    auto file = name;
    for (int i = 2; fs::exists(directory / (file + ".html"), ignored); ++i) file = fmt::format("{}-{}", name, i);
    return file;
}

std::string manifest_line(const std::string& file, const SamplePage& page, const std::string& outcome,
                          const std::optional<TimePoint>& now) {
    auto line = fmt::format("- {{file: {}.html", file);
    if (page.url) line += ", url: " + yaml::quoted(page.url->href());
    if (!page.content_type.empty()) line += ", content_type: " + yaml::quoted(clean_line(page.content_type));
    if (outcome != "written") line += ", expect: " + outcome;
    if (now) line += ", now: " + yaml::quoted(rfc3339(*now));
    return line + "}\n";
}

}  // namespace

Result<RecordedPage> record_page(const SamplePage& page, const rules::SiteRules* rules, const std::string& directory,
                                 const std::optional<TimePoint>& now) {
    const fs::path folder(directory);
    const auto known = read_saved_pages(directory);
    if (!known) return fail(known.error());
    for (const auto& other : *known)
        if (page.url && other.url && *other.url == *page.url)
            return fail(Errc::usage, fmt::format("{} is recorded already, as {}", page.url->href(), other.path));

    extract::Options options;
    options.rules = rules;
    options.now = now;
    const auto extraction =
        extract::extract_page(page.bytes, page.content_type, page.url ? &*page.url : nullptr, options);
    RecordedPage out;
    out.outcome = extraction.article ? "written" : std::string(errc_name(extraction.article.error().code));
    const auto name = free_name(folder, name_of(page, extraction));
    out.file = (folder / (name + ".html")).string();
    if (const auto ok = write_file(out.file, page.bytes); !ok) return fail(ok.error());
    if (extraction.article) {
        output::Record record;
        record.article = *extraction.article;
        out.article = output::render_text(record);
        if (const auto ok = write_file(folder / (name + ".expected.txt"), out.article); !ok) return fail(ok.error());
    }
    // The list last: a run that was killed leaves files that no test names, not a test without its page.
    std::string manifest;
    std::error_code ignored;
    if (fs::exists(folder / "pages.yaml", ignored)) {
        auto text = winnow::read_file(folder / "pages.yaml", 16u << 20);
        if (!text) return fail(text.error());
        manifest = std::move(*text);
        if (!manifest.empty() && manifest.back() != '\n') manifest += '\n';
    }
    manifest += manifest_line(name, page, out.outcome, now);
    if (const auto ok = write_file(folder / "pages.yaml", manifest); !ok) return fail(ok.error());
    return out;
}

}  // namespace winnow::author
