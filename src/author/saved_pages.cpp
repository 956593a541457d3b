#include "author/saved_pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <system_error>

#include "extract/date.h"
#include "yaml/yaml.h"

namespace winnow::author {

namespace {

namespace fs = std::filesystem;

std::optional<TimePoint> read_now(const yaml::Node& node) {
    const auto date = extract::parse_machine_date(node.scalar(), {});
    if (date && date->has_time && date->has_zone) return date->instant();
    node.complain(fmt::format("'now' is a time as in 2026-11-22T00:00:00Z, found '{}'", node.scalar()));
    return std::nullopt;
}

SavedPage read_page(const yaml::Node& node, const fs::path& directory) {
    SavedPage page;
    auto map = node.map();
    if (!map.read("file", page.name)) node.complain("'file' is missing");
    // The list says which pages of its own folder are tested; it is no way out of that folder.
    if (fs::path(page.name).filename().string() != page.name) node.complain("'file' is the name of a file beside it");
    page.path = (directory / page.name).string();
    if (std::string address; map.read("url", address)) {
        auto parsed = url::Url::parse(address);
        if (parsed)
            page.url = std::move(*parsed);
        else
            node.complain(parsed.error().what);
    }
    map.read("content_type", page.content_type);
    map.read("expect", page.expect);
    if (const auto now = map.get("now")) page.now = read_now(*now);
    map.close();
    return page;
}

bool is_html_page(const SavedPage& page) {
    static const std::set<std::string> others{"feed", "sitemap", "robots", "fragment"};
    return others.count(page.expect) == 0;
}

Result<std::vector<SavedPage>> read_manifest(const fs::path& file) {
    std::vector<SavedPage> pages;
    const auto text = read_file(file.string());
    if (!text) return fail(text.error());
    const auto root = yaml::parse(*text, file.string());
    if (!root) return fail(root.error());
    if (root->kind() != yaml::Node::Kind::list) root->complain("a list of pages is wanted");
    for (const auto& item : root->items()) pages.push_back(read_page(item, file.parent_path()));
    if (const auto problems = yaml::problems(*root); !problems.empty())
        return fail(Errc::config, fmt::format("{}", fmt::join(problems, "\n")));
    return pages;
}

}  // namespace

std::string SavedPage::expected_path() const {
    return fs::path(path).replace_extension("expected.txt").string();
}

Result<std::string> read_file(const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    if (!stream.is_open() || stream.bad()) return fail(Errc::config, fmt::format("{}: cannot be read", path));
    return bytes;
}

Result<std::vector<SavedPage>> read_saved_pages(const std::string& directory) {
    const fs::path folder(directory);
    std::error_code error;
    std::vector<SavedPage> pages;
    if (!fs::is_directory(folder, error)) return pages;
    std::set<std::string> named;
    if (fs::exists(folder / "pages.yaml", error)) {
        auto manifest = read_manifest(folder / "pages.yaml");
        if (!manifest) return fail(manifest.error());
        for (const auto& page : *manifest) named.insert(page.name);
        pages = std::move(*manifest);
        std::erase_if(pages, [](const SavedPage& page) { return !is_html_page(page); });
    }
    std::vector<SavedPage> unnamed;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        const auto name = entry->path().filename().string();
        if (entry->path().extension() != ".html" || name.front() == '.' || named.count(name) != 0) continue;
        auto& page = unnamed.emplace_back();
        page.name = name;
        page.path = entry->path().string();
    }
    std::sort(unnamed.begin(), unnamed.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    std::move(unnamed.begin(), unnamed.end(), std::back_inserter(pages));
    for (auto& page : pages) {
        auto bytes = read_file(page.path);
        if (!bytes) return fail(bytes.error());
        page.bytes = std::move(*bytes);
    }
    return pages;
}

}  // namespace winnow::author
