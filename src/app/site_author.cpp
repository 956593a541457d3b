#include "app/site_author.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <iostream>

#include "app/page_source.h"
#include "app/progress.h"
#include "author/draft.h"
#include "author/explain.h"
#include "author/import_site_config.h"
#include "author/record.h"
#include "base/atomic_file.h"
#include "base/text.h"
#include "extract/extract.h"
#include "html/decode.h"
#include "url/host.h"

namespace winnow::app {

namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

TimePoint now() {
    return std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now());
}

/// Pages that a front page is asked for: enough to tell what they have in common, few enough for its owner.
constexpr std::size_t sampled_articles = 6;

int exit_code_of(const Error& error) {
    if (error.code == Errc::disk) return exit_disk;
    return error.code == Errc::usage || error.code == Errc::config ? exit_usage : exit_some_failed;
}

/// Reads what the words name; what cannot be read is told and left out.
std::vector<author::SamplePage> read_pages(const std::vector<std::string>& words, const std::string& url,
                                           PageSource& source, bool& any_failed) {
    std::vector<author::SamplePage> pages;
    for (const auto& word : words) {
        auto page = source.get(word);
        if (!page) {
            complain(page.error().what);
            any_failed = true;
            continue;
        }
        if (!url.empty()) {
            if (auto given = url::Url::parse(url)) page->url = std::move(*given);
        }
        pages.push_back(std::move(*page));
    }
    return pages;
}

bool usable_url(const SiteArgs& args) {
    if (args.url.empty()) return true;
    if (args.names.size() != 1) {
        complain("--url: it is the address of one page, and there are several");
        return false;
    }
    const auto url = url::Url::parse(args.url);
    if (!url) complain("--url: " + url.error().what);
    return url.has_value();
}

/// A front page by itself is a way to its articles.
void follow_front_page(std::vector<author::SamplePage>& pages, PageSource& source) {
    if (pages.size() != 1 || !PageSource::is_url(pages.front().name)) return;
    const auto& front = pages.front();
    extract::Options options;
    options.now = now();
    if (extract::extract_page(front.bytes, front.content_type, front.url ? &*front.url : nullptr, options).article)
        return;
    const auto links = author::likely_articles(front, sampled_articles);
    Progress progress("fetched", links.size(), false);
    for (std::size_t i = 0; i < links.size(); ++i) {
        progress.update(i, links[i].href());
        auto page = source.get(links[i].href());
        if (page)
            pages.push_back(std::move(*page));
        else
            complain(page.error().what);
    }
    progress.finish();
}

void print_check(const author::DraftCheck& check) {
    std::cout << "  " << for_terminal(check.page, 100) << "\n";
    if (check.outcome != "article") {
        std::cout << "    no sample: " << for_terminal(check.outcome, 160) << "\n";
        return;
    }
    std::cout << fmt::format("    title {}, date {}, {} paragraphs kept, {} lost, {} more\n",
                             check.same_title ? "same" : "DIFFERS: " + for_terminal(check.title, 80),
                             check.same_date ? "same" : "DIFFERS: " + check.date, check.kept, check.lost.size(),
                             check.extra.size());
    for (const auto& line : check.lost) std::cout << "    - " << for_terminal(line, 110) << "\n";
    for (const auto& line : check.extra) std::cout << "    + " << for_terminal(line, 110) << "\n";
}

json::array strings(const std::vector<std::string>& values) {
    json::array out;
    for (const auto& value : values) out.emplace_back(value);
    return out;
}

void print_json(const author::SiteDraft& draft, const std::string& file) {
    json::array pages;
    for (const auto& check : draft.checks)
        pages.push_back(json::object{{"page", check.page},
                                     {"outcome", check.outcome},
                                     {"same_title", check.same_title},
                                     {"same_date", check.same_date},
                                     {"kept", check.kept},
                                     {"lost", strings(check.lost)},
                                     {"extra", strings(check.extra)}});
    std::cout << json::serialize(json::object{{"host", draft.host},
                                              {"file", file},
                                              {"yaml", draft.yaml},
                                              {"notes", strings(draft.notes)},
                                              {"pages", std::move(pages)}})
              << "\n";
}

fs::path draft_path(const SiteArgs& args, const Config& config, const std::string& host) {
    if (!args.output.empty()) return args.output;
    std::error_code ignored;
    const auto folder = !config.sites.empty()                ? config.sites
                        : fs::is_directory("sites", ignored) ? fs::path("sites")
                                                             : fs::path(".");
    return folder / (host + ".yaml");
}

/// The pages become the draft's tests. What is recorded already is left as it is.
std::size_t record_samples(const std::vector<author::SamplePage>& pages, const rules::SiteRules& rules,
                           const fs::path& folder, bool& failed) {
    std::size_t count = 0;
    for (const auto& page : pages) {
        const auto recorded = author::record_page(page, &rules, folder.string(), now());
        if (recorded) {
            ++count;
        } else if (recorded.error().code != Errc::usage) {
            complain(recorded.error().what);
            failed = true;
        }
    }
    return count;
}

}  // namespace

fs::path tests_folder(const SiteArgs& args) {
    return args.tests.empty() ? fs::path("tests/sites") : fs::path(args.tests);
}

int site_new(const SiteArgs& args, const Config& config) {
    if (!usable_url(args)) return exit_usage;
    PageSource source(config);
    bool failed = false;
    auto pages = read_pages(args.names, args.url, source, failed);
    follow_front_page(pages, source);
    if (pages.empty()) return exit_some_failed;
    author::DraftOptions options;
    options.now = now();
    for (const auto& page : pages)
        if (PageSource::is_url(page.name) && page.url && options.sitemaps.empty())
            options.sitemaps = source.sitemaps_of(*page.url);
    const auto draft = author::draft_site(pages, options);
    if (!draft) {
        complain("site new: " + draft.error().what);
        return exit_code_of(draft.error());
    }
    if (args.output == "-") {
        std::cout << draft->yaml;
        return failed ? exit_some_failed : exit_ok;
    }
    const auto file = draft_path(args, config, draft->host);
    std::error_code ignored;
    if (fs::exists(file, ignored) && !args.force) {
        complain(file.string() + ": there is one already; --force writes over it, -o - only shows the draft");
        return exit_usage;
    }
    if (const auto written = write_file(file, draft->yaml); !written) {
        complain(written.error().what);
        return exit_disk;
    }
    const auto rules = rules::read_site(draft->yaml, file.string());
    const auto folder = tests_folder(args) / draft->host;
    const auto recorded = rules ? record_samples(pages, *rules, folder, failed) : 0;
    if (args.json) {
        print_json(*draft, file.string());
        return failed ? exit_some_failed : exit_ok;
    }
    std::cout << fmt::format("{}:\n\n{}\n", file.string(), draft->yaml);
    std::cout << "What the draft reads, beside the generic extractor:\n";
    for (const auto& check : draft->checks) print_check(check);
    if (!draft->notes.empty()) std::cout << "\nFor you to decide:\n";
    for (const auto& note : draft->notes) std::cout << "  " << for_terminal(note, 300) << "\n";
    std::cout << fmt::format(
        "\n{} pages saved as tests in {}. Read their .expected.txt files, then:\n"
        "  winnow site preview {} -o preview.html --sites {}\n"
        "  winnow site lint {}\n"
        "  winnow site test {} --sites {}\n",
        recorded, folder.string(), for_terminal(pages.back().name, 300), file.parent_path().string(), file.string(),
        draft->host, file.parent_path().string());
    return failed ? exit_some_failed : exit_ok;
}

int site_preview(const SiteArgs& args, const Config& config) {
    if (!usable_url(args)) return exit_usage;
    if (args.names.size() != 1) {
        complain("site preview: one page at a time");
        return exit_usage;
    }
    const auto book = rules::RuleBook::load(site_folders(config));
    for (const auto& problem : book.problems()) complain(problem.what);
    PageSource source(config);
    bool failed = false;
    auto pages = read_pages(args.names, args.url, source, failed);
    if (pages.empty()) return exit_some_failed;
    auto& page = pages.front();
    const auto decoded = html::decode(page.bytes, page.content_type);
    const auto document = html::Document::parse(decoded.text);
    if (!document) {
        complain(page.name + ": " + document.error().what);
        return exit_some_failed;
    }
    if (!page.url) page.url = extract::own_url(*document);
    extract::Options options;
    options.book = &book;
    options.now = now();
    options.explain = true;
    auto extraction = extract::extract_document(*document, page.url ? &*page.url : nullptr, options);
    extraction.charset = decoded.charset;
    const auto html = author::explain_html(page.url ? page.url->href() : page.name, extraction);
    if (args.output.empty() || args.output == "-") {
        std::cout << html;
    } else if (const auto written = write_file(args.output, html); !written) {
        complain(written.error().what);
        return exit_disk;
    }
    return extraction.article ? exit_ok : exit_some_failed;
}

int site_record(const SiteArgs& args, const Config& config) {
    if (!usable_url(args)) return exit_usage;
    const auto book = rules::RuleBook::load(site_folders(config));
    for (const auto& problem : book.problems()) complain(problem.what);
    PageSource source(config);
    bool failed = false;
    int worst = exit_ok;
    for (auto& page : read_pages(args.names, args.url, source, failed)) {
        if (!page.url) {
            const auto decoded = html::decode(page.bytes, page.content_type);
            if (const auto document = html::Document::parse(decoded.text)) page.url = extract::own_url(*document);
        }
        if (!page.url) {
            complain(page.name + ": the page does not say where it comes from: give its address with --url");
            worst = exit_usage;
            continue;
        }
        const auto* rules = book.for_host(page.url->host());
        const auto host = rules != nullptr ? rules->host() : std::string(url::without_www(page.url->host()));
        const auto recorded = author::record_page(page, rules, (tests_folder(args) / host).string(), now());
        if (!recorded) {
            complain(recorded.error().what);
            worst = std::max(worst, exit_code_of(recorded.error()));
            continue;
        }
        std::cout << fmt::format("{}: {}{}\n", recorded->file, recorded->outcome,
                                 rules == nullptr ? " (no site file covers it: read by the generic extractor)" : "");
        if (!recorded->article.empty()) std::cout << recorded->article << "\n";
    }
    return failed && worst == exit_ok ? exit_some_failed : worst;
}

int site_import(const SiteArgs& args, const Config& config) {
    int worst = exit_ok;
    std::size_t written = 0, lines = 0, left = 0;
    for (const auto& name : args.names) {
        const auto text = read_file(name, 1u << 20);
        if (!text) {
            complain(text.error().what);
            worst = exit_usage;
            continue;
        }
        const auto imported = author::import_site_config(*text, name);
        if (!imported) {
            complain(imported.error().what);
            worst = exit_usage;
            continue;
        }
        lines += imported->taken;
        left += imported->left.size();
        if (args.output == "-") {
            std::cout << imported->yaml;
            ++written;
            continue;
        }
        const auto file = args.output.empty() ? draft_path(args, config, imported->host)
                                              : fs::path(args.output) / (imported->host + ".yaml");
        std::error_code ignored;
        if (fs::exists(file, ignored) && !args.force) {
            complain(file.string() + ": there is one already; --force writes over it");
            worst = exit_usage;
            continue;
        }
        if (const auto ok = write_file(file, imported->yaml); !ok) {
            complain(ok.error().what);
            return exit_disk;
        }
        ++written;
        std::cout << fmt::format("{}: {} lines taken, {} left as comments\n", file.string(), imported->taken,
                                 imported->left.size());
        for (const auto& line : imported->left) complain(fmt::format("{}: {}", name, line));
        for (const auto& url : imported->test_urls)
            std::cout << fmt::format("  test page: winnow site record {}\n", for_terminal(url, 300));
    }
    if (args.names.size() > 1 && args.output != "-")
        std::cout << fmt::format("{} of {} files imported, {} lines taken, {} left\n", written, args.names.size(),
                                 lines, left);
    return worst;
}

}  // namespace winnow::app
