#include "author/site_test.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <system_error>

#include "author/diff.h"
#include "extract/extract.h"
#include "output/render.h"

namespace winnow::author {

namespace {

extract::Extraction run(const SavedPage& page, const rules::SiteRules* rules) {
    extract::Options options;
    options.rules = rules;
    options.now = page.now;
    return extract::extract_page(page.bytes, page.content_type, page.url ? &*page.url : nullptr, options);
}

std::string article_file(const extract::Article& article) {
    output::Record record;
    record.article = article;
    return output::render_text(record);
}

/// `listing` in pages.yaml is the page class; the error of a listing is that it is no article.
bool is_outcome(const extract::Extraction& extraction, const std::string& expect) {
    if (expect == "listing") return extraction.classification.page_class == extract::PageClass::listing;
    return errc_name(extraction.article.error().code) == expect;
}

std::string outcome_of(const extract::Extraction& extraction) {
    const auto& error = extraction.article.error();
    return error.what.empty() ? std::string(errc_name(error.code))
                              : fmt::format("{} ({})", errc_name(error.code), error.what);
}

PageResult judge(const SavedPage& page, const std::string& expected, const extract::Extraction& extraction) {
    PageResult result{page.name, false, {}};
    if (page.expect == "written") {
        if (extraction.article)
            result.detail = line_diff(expected, article_file(*extraction.article));
        else
            result.detail = fmt::format("no article: {}\n", outcome_of(extraction));
    } else if (extraction.article) {
        result.detail =
            fmt::format("an article, where the outcome {} is expected: '{}'\n", page.expect, extraction.article->title);
    } else if (!is_outcome(extraction, page.expect)) {
        result.detail = fmt::format("{}, where {} is expected\n", outcome_of(extraction), page.expect);
    }
    result.passed = result.detail.empty();
    return result;
}

Result<PageResult> update_page(const SavedPage& page, const extract::Extraction& extraction) {
    if (!extraction.article)
        return PageResult{page.name, false, fmt::format("no article: {}\n", outcome_of(extraction))};
    std::ofstream file(page.expected_path(), std::ios::binary | std::ios::trunc);
    file << article_file(*extraction.article);
    file.close();
    if (!file) return fail(Errc::disk, fmt::format("{}: cannot be written", page.expected_path()));
    return PageResult{page.name, true, {}};
}

}  // namespace

PageResult test_page(const SavedPage& page, const std::string& expected, const rules::SiteRules* rules) {
    return judge(page, expected, run(page, rules));
}

Result<std::vector<PageResult>> test_site(const rules::SiteRules* rules, const std::string& directory, bool update) {
    const auto pages = read_saved_pages(directory);
    if (!pages) return fail(pages.error());
    std::vector<PageResult> results;
    for (const auto& page : *pages) {
        if (update && page.expect == "written") {
            auto updated = update_page(page, run(page, rules));
            if (!updated) return fail(updated.error());
            results.push_back(std::move(*updated));
            continue;
        }
        std::string expected;
        if (page.expect == "written") {
            auto file = read_file(page.expected_path());
            if (!file) {
                const auto name = std::filesystem::path(page.expected_path()).filename().string();
                results.push_back({page.name, false, fmt::format("{} is missing\n", name)});
                continue;
            }
            expected = std::move(*file);
        }
        results.push_back(test_page(page, expected, rules));
    }
    return results;
}

}  // namespace winnow::author
