// `winnow site`: what a rule author needs.

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <iostream>

#include "app/site_author.h"
#include "app/verbs.h"
#include "author/lint.h"
#include "author/site_test.h"
#include "base/atomic_file.h"
#include "base/text.h"
#include "rules/site_rules.h"

namespace winnow::app {

namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

int list_sites(const SiteArgs& args, const std::vector<std::string>& folders) {
    const auto book = rules::RuleBook::load(folders);
    for (const auto& problem : book.problems()) complain(problem.what);
    const auto hosts_of = [](const rules::SiteRules& site) {
        std::string hosts;
        for (const auto& host : site.hosts)
            hosts += (hosts.empty() ? "" : ", ") + std::string(host.subdomains ? "*." : "") + host.host;
        return hosts;
    };
    std::size_t name_width = 12, hosts_width = 28;
    for (const auto& site : book.sites()) {
        name_width = std::max(name_width, length_utf8(site->name));
        hosts_width = std::max(hosts_width, hosts_of(*site).size());
    }
    json::array all;
    for (const auto& site : book.sites()) {
        const auto& d = site->discover;
        if (args.json) {
            json::array hosts;
            for (const auto& host : site->hosts) hosts.emplace_back((host.subdomains ? "*." : "") + host.host);
            json::array layouts;
            for (const auto& layout : site->layouts) layouts.emplace_back(layout);
            all.push_back(json::object{{"file", site->file},
                                       {"name", site->name},
                                       {"hosts", std::move(hosts)},
                                       {"timezone", site->timezone},
                                       {"feeds", d.feeds.size()},
                                       {"sitemaps", d.sitemaps.size()},
                                       {"sections", d.sections.size()},
                                       {"layouts", std::move(layouts)},
                                       {"version", site->version}});
            continue;
        }
        std::cout << fmt::format("{:<{}} {:<{}} {:>2} feeds, {} sitemaps, {} sections   {}\n", site->name, name_width,
                                 hosts_of(*site), hosts_width, d.feeds.size(), d.sitemaps.size(), d.sections.size(),
                                 site->file);
    }
    if (args.json) std::cout << json::serialize(all) << "\n";
    return book.problems().empty() ? exit_ok : exit_usage;
}

/// The file of a site: a path as it is, or <host>.yaml in the folder.
fs::path file_of(const std::string& name, const fs::path& folder) {
    std::error_code ignored;
    if (fs::is_regular_file(name, ignored)) return name;
    const auto by_host = folder / (name + ".yaml");
    return fs::is_regular_file(by_host, ignored) ? by_host : fs::path(name);
}

/// Whose files are checked: the administrator's own; if there are none, the installed ones.
fs::path folder_of_author(const std::vector<std::string>& folders) {
    for (const auto& folder : folders) {
        std::error_code error;
        for (auto it = fs::directory_iterator(folder, error); !error && it != fs::directory_iterator();
             it.increment(error))
            if (it->path().extension() == ".yaml") return folder;
    }
    return folders.front();
}

std::vector<fs::path> files_of(const SiteArgs& args, const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& name : args.names) files.push_back(file_of(name, folder));
    if (!args.names.empty()) return files;
    std::error_code error;
    for (auto it = fs::directory_iterator(folder, error); !error && it != fs::directory_iterator(); it.increment(error))
        if (it->path().extension() == ".yaml") files.push_back(it->path());
    std::sort(files.begin(), files.end());
    return files;
}

int lint_sites(const SiteArgs& args, const fs::path& folder) {
    bool any_error = false;
    std::size_t warnings = 0;
    const auto files = files_of(args, folder);
    for (const auto& file : files) {
        const auto text = read_file(file, 1u << 20);
        if (!text) {
            complain(text.error().what);
            any_error = true;
            continue;
        }
        const auto rules = rules::read_site(*text, file.string());
        const auto host = rules ? rules->host() : file.stem().string();
        const auto pages = author::read_saved_pages((tests_folder(args) / host).string());
        if (!pages) complain(pages.error().what);
        for (const auto& finding :
             author::lint_site(*text, file.string(), pages ? *pages : std::vector<author::SavedPage>())) {
            std::cout << author::finding_line(file.string(), finding) << "\n";
            any_error = any_error || finding.is_error;
            warnings += finding.is_error ? 0u : 1u;
        }
    }
    if (!any_error) std::cout << fmt::format("{} site files: no errors, {} warnings\n", files.size(), warnings);
    return any_error ? exit_usage : exit_ok;
}

int test_sites(const SiteArgs& args, const fs::path& folder) {
    const auto book = rules::RuleBook::load(folder.string());
    for (const auto& problem : book.problems()) complain(problem.what);
    std::size_t passed = 0, failed = 0;
    bool any = false;
    for (const auto& site : book.sites()) {
        const bool wanted =
            args.names.empty() || std::any_of(args.names.begin(), args.names.end(), [&](const std::string& name) {
                return name == site->host() || fs::path(name).filename() == fs::path(site->file).filename();
            });
        if (!wanted) continue;
        any = true;
        const auto results = author::test_site(site.get(), (tests_folder(args) / site->host()).string(), args.update);
        if (!results) {
            complain(results.error().what);
            ++failed;
            continue;
        }
        if (results->empty()) {
            std::cout << fmt::format("{}: no saved pages in {}\n", site->host(),
                                     (tests_folder(args) / site->host()).string());
            ++failed;
        }
        for (const auto& result : *results) {
            (result.passed ? passed : failed) += 1;
            std::cout << fmt::format("{} {}/{}\n", result.passed ? "ok    " : "FAILED", site->host(), result.page);
            if (!result.passed) std::cout << result.detail << "\n";
        }
    }
    if (!any) {
        complain("site test: no site file fits what was asked for");
        return exit_usage;
    }
    std::cout << fmt::format("{} pages passed, {} failed\n", passed, failed);
    return failed > 0 ? exit_some_failed : exit_ok;
}

}  // namespace

int site(const SiteArgs& args, const Config& config) {
    if (args.action == "new") return site_new(args, config);
    if (args.action == "preview") return site_preview(args, config);
    if (args.action == "record") return site_record(args, config);
    if (args.action == "import") return site_import(args, config);
    const auto folders = site_folders(config);
    if (folders.empty()) {
        complain("site: no folder of site files; give one with --sites DIR");
        return exit_usage;
    }
    const auto folder = folder_of_author(folders);
    if (args.action == "lint") return lint_sites(args, folder);
    if (args.action == "test") return test_sites(args, folder);
    return list_sites(args, folders);
}

}  // namespace winnow::app
