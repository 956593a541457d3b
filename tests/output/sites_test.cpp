// Every rule file of the product against its hand-made pages: the whole way from bytes to the article file.

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "catch.hpp"
#include "extract/date.h"
#include "extract/extract.h"
#include "output/render.h"
#include "rules/site_rules.h"
#include "url/url.h"
#include "yaml/yaml.h"

using namespace winnow;
namespace fs = std::filesystem;

namespace {

const fs::path pages_folder = WINNOW_SOURCE_DIR "/tests/sites";

std::string read_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

struct SavedPage {
    fs::path file;
    std::string url, content_type, expect;
    std::optional<TimePoint> now;
    fs::path expected_file() const { return fs::path(file).replace_extension(".expected.txt"); }
};

std::vector<SavedPage> saved_pages(const fs::path& folder) {
    std::vector<SavedPage> pages;
    const auto path = folder / "pages.yaml";
    const auto root = yaml::parse(read_file(path), path.string());
    REQUIRE(root);
    for (const auto& item : root->items()) {
        SavedPage page;
        auto map = item.map();
        std::string file, now;
        map.read("file", file);
        map.read("url", page.url);
        map.read("content_type", page.content_type);
        map.read("expect", page.expect);
        if (map.read("now", now)) page.now = extract::parse_date(now, {})->instant();
        page.file = folder / file;
        pages.push_back(page);
    }
    CHECK(yaml::problems(*root).empty());
    return pages;
}

const rules::RuleBook& book() {
    static const auto loaded = rules::RuleBook::load(WINNOW_SOURCE_DIR "/sites");
    return loaded;
}

/// The article file that a page gives, or "outcome: why".
std::string file_of(const SavedPage& page, std::string_view bytes) {
    const auto url = url::Url::parse(page.url);
    REQUIRE(url);
    extract::Options options;
    options.rules = book().for_host(url->host());
    options.now = page.now;
    REQUIRE(options.rules != nullptr);
    const auto extraction = extract::extract_page(bytes, page.content_type, &*url, options);
    if (!extraction.article)
        return std::string(errc_name(extraction.article.error().code)) + ": " + extraction.article.error().what;
    output::Record record;
    record.article = *extraction.article;
    return output::render_text(record);
}

/// Every class and id gets another name, the same one wherever it stands, as the next build of a front-end does it.
std::string rename_classes(std::string_view html, std::string_view salt) {
    std::string out;
    std::size_t done = 0;
    const auto rename = [&](std::string_view name) {
        std::uint32_t hash = 2166136261u;
        for (const auto part : {salt, name})
            for (const char c : part) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
        for (int i = 0; i < 6; ++i, hash /= 26) out += static_cast<char>('a' + hash % 26);
    };
    while (true) {
        const auto in_class = html.find(" class=\"", done), in_id = html.find(" id=\"", done);
        const auto at = std::min(in_class, in_id);
        if (at == std::string_view::npos) break;
        const auto open = html.find('"', at) + 1, close = html.find('"', open);
        out += html.substr(done, open - done);
        for (std::size_t word = open; word < close;) {
            const auto end = std::min(html.find(' ', word), close);
            if (end > word) rename(html.substr(word, end - word));
            if (end < close) out += ' ';
            word = end + 1;
        }
        done = close;
    }
    out += html.substr(done);
    return out;
}

std::vector<fs::path> page_folders() {
    std::vector<fs::path> folders;
    for (const auto& entry : fs::directory_iterator(pages_folder))
        if (entry.is_directory()) folders.push_back(entry.path());
    std::sort(folders.begin(), folders.end());
    return folders;
}

bool is_page(const SavedPage& page) {
    return page.expect != "feed" && page.expect != "sitemap" && page.expect != "robots" && page.expect != "fragment";
}

}  // namespace

TEST_CASE("each saved page gives its article file, byte for byte, or the outcome that it must end in", "[sites]") {
    int articles = 0;
    for (const auto& folder : page_folders()) {
        for (const auto& page : saved_pages(folder)) {
            if (!is_page(page)) continue;
            CAPTURE(page.file.string(), page.url);
            const auto bytes = read_file(page.file);
            REQUIRE_FALSE(bytes.empty());
            const auto got = file_of(page, bytes);
            if (page.expect == "written") {
                CHECK(got == read_file(page.expected_file()));
                ++articles;
            } else {
                const auto wanted = page.expect == "listing" ? "not_article" : page.expect;
                CHECK(got.substr(0, got.find(':')) == wanted);
            }
        }
    }
    CHECK(articles >= 35);
}

TEST_CASE("each rule file has pages, and each article file has a page", "[sites]") {
    std::set<fs::path> used;
    for (const auto& folder : page_folders())
        for (const auto& page : saved_pages(folder))
            if (page.expect == "written") used.insert(page.expected_file());
    for (const auto& site : book().sites()) {
        CAPTURE(site->file);
        const auto folder = pages_folder / fs::path(site->file).stem();
        CHECK(fs::is_regular_file(folder / "pages.yaml"));
    }
    for (const auto& folder : page_folders())
        for (const auto& entry : fs::directory_iterator(folder))
            if (entry.path().string().ends_with(".expected.txt")) {
                CAPTURE(entry.path().string());
                CHECK(used.count(entry.path()) == 1);
            }
}

TEST_CASE("Icma, AzVision and Vesti are read by labels: new names for all classes change nothing", "[sites]") {
    for (const char* host : {"icma.az", "azvision.az", "vesti.az"}) {
        for (const auto& page : saved_pages(pages_folder / host)) {
            if (page.expect != "written") continue;
            for (const char* salt : {"spring", "autumn"}) {
                CAPTURE(page.file.string(), salt);
                const auto renamed = rename_classes(read_file(page.file), salt);
                CHECK(file_of(page, renamed) == read_file(page.expected_file()));
            }
        }
    }
}

TEST_CASE("a page saved by a Windows editor gives the same article", "[sites]") {
    for (const auto& folder : page_folders()) {
        for (const auto& page : saved_pages(folder)) {
            if (page.expect != "written") continue;
            CAPTURE(page.file.string());
            std::string bytes;
            for (const char c : read_file(page.file)) bytes += c == '\n' ? std::string("\r\n") : std::string(1, c);
            CHECK(file_of(page, bytes) == read_file(page.expected_file()));
        }
    }
}

TEST_CASE("a page whose markup was squeezed into one line gives the same article", "[sites]") {
    for (const auto& folder : page_folders()) {
        for (const auto& page : saved_pages(folder)) {
            if (page.expect != "written") continue;
            CAPTURE(page.file.string());
            // Only blanks between two tags go, as minifiers do it around block elements.
            std::string bytes;
            const auto html = read_file(page.file);
            for (std::size_t i = 0; i < html.size(); ++i) {
                if (html[i] == '\n' && !bytes.empty() && bytes.back() == '>') {
                    const auto next = html.find_first_not_of("\n ", i);
                    if (next != std::string::npos && html[next] == '<') {
                        i = next - 1;
                        continue;
                    }
                }
                bytes += html[i];
            }
            CHECK(file_of(page, bytes) == read_file(page.expected_file()));
        }
    }
}
