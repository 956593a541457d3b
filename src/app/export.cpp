// `winnow export`: the records that the formats json and jsonl left, as JSON lines under other tools' field names.

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <unordered_map>

#include "app/verbs.h"
#include "base/atomic_file.h"
#include "base/text.h"
#include "url/url.h"

namespace winnow::app {

namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

const json::value& field(const json::object& record, std::string_view key) {
    static const json::value null = nullptr;
    const auto* value = record.if_contains(key);
    return value == nullptr ? null : *value;
}

std::string text_of(const json::object& record, std::string_view key) {
    const auto& value = field(record, key);
    return value.is_string() ? std::string(value.get_string()) : std::string();
}

json::value first_image(const json::object& record) {
    const auto* images = field(record, "images").if_array();
    return images == nullptr || images->empty() ? json::value(nullptr) : images->front();
}

std::string host_of(const json::object& record) {
    const auto url = url::Url::parse(text_of(record, "url"));
    return url ? std::string(url->host()) : std::string();
}

/// Field names of news-please's NewsArticle (its JSON output).
json::object as_news_please(const json::object& r) {
    return {{"authors", field(r, "authors")},
            {"date_download", field(r, "fetched_at")},
            {"date_modify", field(r, "date_modified")},
            {"date_publish", field(r, "date_published")},
            {"description", field(r, "lead")},
            {"filename", text_of(r, "id") + ".json"},
            {"image_url", first_image(r)},
            {"language", field(r, "language")},
            {"localpath", nullptr},
            {"maintext", field(r, "text")},
            {"source_domain", host_of(r)},
            {"title", field(r, "title")},
            {"title_page", nullptr},
            {"title_rss", nullptr},
            {"url", field(r, "url")}};
}

/// Attributes of Fundus' Article.
json::object as_fundus(const json::object& r) {
    return {{"title", field(r, "title")},
            {"authors", field(r, "authors")},
            {"publishing_date", field(r, "date_published")},
            {"plaintext", field(r, "text")},
            {"topics", field(r, "tags")},
            {"free_access", field(r, "free_access")},
            {"lang", field(r, "language")},
            {"publisher", field(r, "publisher")},
            {"images", field(r, "images")},
            {"html", json::object{{"requested_url", field(r, "url")},
                                  {"responded_url", field(r, "canonical_url")},
                                  {"crawl_date", field(r, "fetched_at")}}}};
}

/// Keys of trafilatura's JSON output.
json::object as_trafilatura(const json::object& r) {
    std::string authors, tags;
    if (const auto* list = field(r, "authors").if_array())
        for (const auto& author : *list)
            if (author.is_string()) authors += (authors.empty() ? "" : "; ") + std::string(author.get_string());
    if (const auto* list = field(r, "tags").if_array())
        for (const auto& tag : *list)
            if (tag.is_string()) tags += (tags.empty() ? "" : ";") + std::string(tag.get_string());
    return {{"title", field(r, "title")},
            {"author", authors.empty() ? json::value(nullptr) : json::value(authors)},
            {"hostname", host_of(r)},
            {"date", text_of(r, "date_published").substr(0, 10)},
            {"fingerprint", field(r, "simhash")},
            {"id", field(r, "id")},
            {"license", nullptr},
            {"comments", nullptr},
            {"raw_text", field(r, "text")},
            {"text", field(r, "text")},
            {"language", field(r, "language")},
            {"image", first_image(r)},
            {"pagetype", "article"},
            {"filedate", text_of(r, "fetched_at").substr(0, 10)},
            {"source", field(r, "url")},
            {"source-hostname", field(r, "publisher")},
            {"excerpt", field(r, "lead")},
            {"categories", field(r, "section")},
            {"tags", tags}};
}

/// https://schema.org/NewsArticle
json::object as_schema_org(const json::object& r) {
    json::array authors;
    if (const auto* list = field(r, "authors").if_array())
        for (const auto& author : *list) authors.push_back(json::object{{"@type", "Person"}, {"name", author}});
    return {{"@context", "https://schema.org"},
            {"@type", "NewsArticle"},
            {"headline", field(r, "title")},
            {"description", field(r, "lead")},
            {"author", std::move(authors)},
            {"datePublished", field(r, "date_published")},
            {"dateModified", field(r, "date_modified")},
            {"inLanguage", field(r, "language")},
            {"articleSection", field(r, "section")},
            {"keywords", field(r, "tags")},
            {"articleBody", field(r, "text")},
            {"wordCount", field(r, "word_count")},
            {"image", field(r, "images")},
            {"isAccessibleForFree", field(r, "free_access")},
            {"publisher", json::object{{"@type", "Organization"}, {"name", field(r, "publisher")}}},
            {"url", field(r, "url")},
            {"mainEntityOfPage", field(r, "canonical_url")},
            {"identifier", field(r, "id")}};
}

json::object in_preset(const json::object& record, std::string_view preset) {
    if (preset == "news-please") return as_news_please(record);
    if (preset == "fundus") return as_fundus(record);
    if (preset == "trafilatura") return as_trafilatura(record);
    if (preset == "schema.org") return as_schema_org(record);
    return record;
}

class Exporter {
public:
    explicit Exporter(const ExportArgs& args) : args_(args) {}

    void take(std::string_view line, const std::string& where) {
        json::error_code error;
        const auto value = json::parse(json::string_view(line.data(), line.size()), error);
        if (error || !value.is_object() || !value.get_object().contains("text_sha256")) {
            complain(where + ": no article record");
            ++bad_;
            return;
        }
        const auto& record = value.get_object();
        const auto day = text_of(record, "date_published").substr(0, 10);
        if (!args_.site.empty() && text_of(record, "site") != args_.site) return;
        if (!args_.since.empty() && (day.empty() || day < args_.since)) return;
        if (!args_.until.empty() && (day.empty() || day >= args_.until)) return;
        std::cout << one_json_line(json::serialize(in_preset(record, args_.preset))) << "\n";
        ++written_;
    }
    std::size_t written() const { return written_; }
    std::size_t bad() const { return bad_; }

private:
    const ExportArgs& args_;
    std::size_t written_ = 0, bad_ = 0;
};

bool is_day(const std::string& text) {
    if (text.empty()) return true;
    if (text.size() != 10) return false;
    for (std::size_t i = 0; i < 10; ++i)
        if (i == 4 || i == 7 ? text[i] != '-' : text[i] < '0' || text[i] > '9') return false;
    return true;
}

}  // namespace

int export_articles(const ExportArgs& args, const Config& config) {
    if (!is_day(args.since) || !is_day(args.until)) {
        complain("export: --since and --until want a day such as 2026-02-19");
        return exit_usage;
    }
    const fs::path folder = args.directory.empty() ? config.output.directory : fs::path(args.directory);
    std::error_code error;
    if (!fs::is_directory(folder, error)) {
        complain(folder.string() + ": no folder of articles");
        return exit_usage;
    }
    Exporter exporter(args);
    // With articles.jsonl each article stands there once for each revision, the last one counts.
    const auto lines = folder / "articles.jsonl";
    if (fs::exists(lines, error)) {
        std::unordered_map<std::string, std::size_t> last;
        std::ifstream first_pass(lines);
        std::size_t number = 0;
        for (std::string line; std::getline(first_pass, line); ++number) last[line.substr(0, 20)] = number;
        std::ifstream second_pass(lines);
        number = 0;
        for (std::string line; std::getline(second_pass, line); ++number)
            if (last[line.substr(0, 20)] == number)
                exporter.take(line, lines.string() + ":" + std::to_string(number + 1));
    } else {
        std::vector<fs::path> files;
        for (auto it = fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied, error);
             !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
            const auto name = it->path().filename().string();
            const bool revision =
                name.find(".r") != std::string::npos && name.find(".json", name.find(".r")) != std::string::npos;
            if (it->path().extension() == ".json" && !revision) files.push_back(it->path());
        }
        std::sort(files.begin(), files.end());
        for (const auto& file : files) {
            const auto bytes = read_file(file, 64u << 20);
            if (bytes)
                exporter.take(*bytes, file.string());
            else
                complain(bytes.error().what);
        }
        if (files.empty())
            complain(folder.string() + ": no records there; export needs the format json or jsonl (output.formats)");
    }
    std::cout << std::flush;
    if (!std::cout) {
        complain("export: cannot write to standard output");
        return exit_disk;
    }
    return exporter.bad() > 0 ? exit_some_failed : exit_ok;
}

}  // namespace winnow::app
