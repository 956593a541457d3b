#include "output/render.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "base/percent.h"
#include "base/text.h"
#include "output/word_count.h"
#include "url/url.h"

namespace winnow::output {

namespace json = boost::json;
using extract::Article;
using extract::BlockKind;

namespace {

constexpr std::array<std::pair<Format, std::string_view>, 5> format_names{{{Format::text, "text"},
                                                                           {Format::markdown, "markdown"},
                                                                           {Format::json, "json"},
                                                                           {Format::jsonl, "jsonl"},
                                                                           {Format::warc, "warc"}}};

json::value text_or_null(std::string_view text) {
    return text.empty() ? json::value(nullptr) : json::value(json::string_view(text.data(), text.size()));
}

json::array list(const std::vector<std::string>& items) {
    json::array out;
    for (const auto& item : items) out.emplace_back(json::string_view(item));
    return out;
}

json::object record_object(const Record& record) {
    const Article& a = record.article;
    const auto text = a.text();
    json::object out;
    out["id"] = record.id;
    out["url"] = a.url;
    out["canonical_url"] = text_or_null(a.canonical_url);
    out["site"] = a.site;
    out["publisher"] = text_or_null(a.publisher);
    if (a.source.name.empty() && a.source.url.empty()) {
        out["source"] = nullptr;
    } else {
        out["source"] = json::object{{"name", text_or_null(a.source.name)}, {"url", text_or_null(a.source.url)}};
    }
    out["title"] = a.title;
    out["lead"] = text_or_null(a.lead);
    out["authors"] = list(a.authors);
    out["section"] = text_or_null(a.section);
    out["tags"] = list(a.tags);
    out["language"] = text_or_null(a.language);
    out["date_published"] = text_or_null(a.published ? a.published->text() : "");
    out["date_published_raw"] = text_or_null(a.published_raw);
    const auto date_source = a.provenance.find("date");
    out["date_source"] = text_or_null(date_source == a.provenance.end() ? "" : date_source->second);
    out["date_modified"] = text_or_null(a.modified ? a.modified->text() : "");
    out["fetched_at"] = text_or_null(record.fetched_at ? rfc3339(*record.fetched_at) : "");
    out["text"] = text;
    out["word_count"] = count_words(text);
    out["images"] = list(a.images);
    json::array alternates;
    for (const auto& alternate : a.alternates)
        alternates.push_back(json::object{{"language", text_or_null(alternate.language)}, {"url", alternate.url}});
    out["alternates"] = std::move(alternates);
    out["dup_of"] = text_or_null(record.dup_of);
    out["simhash"] = record.simhash == 0 ? json::value(nullptr) : json::value(fmt::format("{:016x}", record.simhash));
    out["text_sha256"] = text_sha256(text);
    out["revision"] = record.revision;
    out["rule"] = text_or_null(a.rule);
    out["rule_version"] = text_or_null(a.rule_version);
    json::object extraction;
    for (const auto& [field, origin] : a.provenance) extraction[field] = origin;
    out["extraction"] = std::move(extraction);
    out["free_access"] = a.free_access;
    if (record.http_status == 0) {
        out["http"] = nullptr;
    } else {
        out["http"] = json::object{{"status", record.http_status},
                                   {"etag", text_or_null(record.etag)},
                                   {"last_modified", text_or_null(record.last_modified)}};
    }
    out["discovered_via"] = text_or_null(record.discovered_via);
    if (!a.warnings.empty()) out["warnings"] = list(a.warnings);
    return out;
}

void write_pretty(std::string& out, const json::value& value, std::size_t indent) {
    const std::string pad(indent + 2, ' ');
    if (const auto* object = value.if_object(); object != nullptr && !object->empty()) {
        out += "{\n";
        for (std::size_t i = 0; i < object->size(); ++i) {
            const auto& member = *(object->begin() + static_cast<std::ptrdiff_t>(i));
            out += pad + json::serialize(json::value(member.key())) + ": ";
            write_pretty(out, member.value(), indent + 2);
            out += i + 1 < object->size() ? ",\n" : "\n";
        }
        out += std::string(indent, ' ') + "}";
    } else if (const auto* array = value.if_array(); array != nullptr && !array->empty()) {
        out += "[\n";
        for (std::size_t i = 0; i < array->size(); ++i) {
            out += pad;
            write_pretty(out, (*array)[i], indent + 2);
            out += i + 1 < array->size() ? ",\n" : "\n";
        }
        out += std::string(indent, ' ') + "]";
    } else {
        out += json::serialize(value);
    }
}

/// Characters that Markdown would read as markup at this place.
std::string escape_markdown(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool at_start = i == 0 && (c == '#' || c == '>' || c == '-' || c == '+' || c == '=' || c == '~');
        if (c == '\\' || c == '`' || c == '*' || c == '_' || c == '[' || c == ']' || c == '<' || at_start) out += '\\';
        out += c;
    }
    // "1. " and "1) " at the start would begin an ordered list
    std::size_t digits = 0;
    while (digits < text.size() && is_ascii_digit(text[digits])) ++digits;
    if (digits > 0 && digits < text.size() && (text[digits] == '.' || text[digits] == ')')) out.insert(digits, "\\");
    return out;
}

std::string markdown_paragraph(const extract::Paragraph& paragraph) {
    switch (paragraph.kind) {
        case BlockKind::heading:
            return std::string(std::clamp<std::size_t>(paragraph.level, 2, 6), '#') + " " +
                   escape_markdown(paragraph.text);
        case BlockKind::list_item:
            return std::string(2u * paragraph.level, ' ') + "- " + escape_markdown(paragraph.text);
        case BlockKind::quote:
            return "> " + escape_markdown(paragraph.text);
        case BlockKind::preformatted:
            return "    " + paragraph.text;
        case BlockKind::paragraph:
        case BlockKind::table_row:
            break;
    }
    return escape_markdown(paragraph.text);
}

bool is_windows_device(std::string_view slug) {
    static constexpr std::array<std::string_view, 22> devices{
        "con",  "prn",  "aux",  "nul",  "com1", "com2", "com3", "com4", "com5", "com6", "com7",
        "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9"};
    return std::find(devices.begin(), devices.end(), slug) != devices.end();
}

/// Letters, marks and digits of any script; everything else is one '-'.
std::string slugify(std::string_view text) {
    const auto line = clean_line(text);
    std::string out;
    bool gap = false;
    std::size_t letters = 0;
    for (std::size_t at = 0; at < line.size();) {
        const auto c = next_code_point(line, at);
        const bool mark = (c >= 0x300 && c < 0x370) || (c >= 0x64B && c <= 0x65F) || (c >= 0x900 && c < 0xE00);
        if (!is_letter(c) && !is_digit(c) && !(mark && !out.empty())) {
            gap = true;
            continue;
        }
        if (gap && !out.empty()) out += '-';
        gap = false;
        letters += is_letter(c) ? 1u : 0u;
        append_utf8(out, c);
    }
    if (letters == 0) return {};
    auto clipped = std::string(clip_utf8(out, 80));
    if (clipped.size() < out.size()) {  // not in the middle of a word, where that costs little
        const auto dash = clipped.rfind('-');
        if (dash != std::string::npos && dash > 40) clipped.resize(dash);
    }
    while (!clipped.empty() && clipped.back() == '-') clipped.pop_back();
    return is_windows_device(ascii_lower(clipped)) ? clipped + "-" : clipped;
}

/// A host as one folder name: no separator, no dot-first, never empty.
std::string folder_of(std::string_view site) {
    std::string out;
    for (const char c : site) {
        const bool fine = is_ascii_alpha(c) || is_ascii_digit(c) || c == '-' || c == '.' || c == '_' || (c & 0x80) != 0;
        out += fine && !(c == '.' && !out.empty() && out.back() == '.') ? c : '_';
    }
    while (!out.empty() && out.front() == '.') out.erase(0, 1);
    return out.empty() ? "unknown-site" : std::string(clip_utf8(out, 200));
}

}  // namespace

std::optional<Format> format_of(std::string_view name) {
    for (const auto& [format, its_name] : format_names)
        if (its_name == name) return format;
    return std::nullopt;
}

std::string_view format_name(Format format) {
    for (const auto& [its_format, name] : format_names)
        if (its_format == format) return name;
    return "text";
}

std::string text_sha256(std::string_view text) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    EVP_Digest(text.data(), text.size(), digest.data(), &length, EVP_sha256(), nullptr);
    std::string out;
    for (unsigned i = 0; i < length; ++i) out += fmt::format("{:02x}", digest[i]);
    return out;
}

std::string render_text(const Record& record) {
    const Article& a = record.article;
    std::string out = "date " + (a.published ? a.published->day_text() : "unknown") + "\n";
    if (!a.title.empty()) out += a.title + "\n";
    const auto body = a.text();
    if (!body.empty()) {
        out += "\n" + body;
        if (out.back() != '\n') out += "\n";
    }
    return out;
}

std::string render_markdown(const Record& record) {
    auto front = record_object(record);
    front.erase("text");
    // JSON is YAML: one "key: value" a line, values in JSON's flow style, needs no second quoting rule.
    std::string out = "---\n";
    for (const auto& [key, value] : front) out += std::string(key) + ": " + json::serialize(value) + "\n";
    out += "---\n\n# " + escape_markdown(record.article.title) + "\n";
    const extract::Paragraph* last = nullptr;
    for (const auto& paragraph : record.article.body) {
        const bool same_list =
            last != nullptr && last->kind == BlockKind::list_item && paragraph.kind == BlockKind::list_item;
        out += (same_list ? "" : "\n") + markdown_paragraph(paragraph) + "\n";
        last = &paragraph;
    }
    return out;
}

std::string render_json(const Record& record, bool pretty) {
    const auto object = record_object(record);
    if (!pretty) return one_json_line(json::serialize(object)) + "\n";
    std::string out;
    write_pretty(out, object, 0);
    return out + "\n";
}

std::string render(const Record& record, Format format) {
    switch (format) {
        case Format::markdown:
            return render_markdown(record);
        case Format::json:
            return render_json(record, true);
        case Format::jsonl:
            return render_json(record, false);
        case Format::text:
        case Format::warc:
            break;  // warc is made of raw pages, not of records: see warc.h
    }
    return render_text(record);
}

std::string article_id(std::string_view article_key) {
    return url::short_id(article_key, 10);
}

std::string slug_of(const Article& article) {
    if (const auto url = url::Url::parse(article.canonical_url.empty() ? article.url : article.canonical_url)) {
        auto path = url->path();
        while (!path.empty() && path.back() == '/') path.remove_suffix(1);
        auto segment = percent_decoded(path.substr(path.rfind('/') + 1));
        for (const std::string_view ending : {".html", ".htm", ".php", ".aspx", ".shtml", ".amp"})
            if (segment.size() > ending.size() && segment.ends_with(ending))
                segment.resize(segment.size() - ending.size());
        if (is_valid_utf8(segment) && segment.size() > 3) {
            if (auto slug = slugify(segment); !slug.empty()) return slug;
        }
    }
    return slugify(article.title);
}

std::string article_stem(const Record& record) {
    const Article& a = record.article;
    const auto slug = slug_of(a);
    const auto name = slug.empty() ? record.id : slug + "-" + record.id;
    if (!a.published) return folder_of(a.site) + "/undated/" + name;
    return fmt::format("{}/{:04}/{:02}/{:02}/{}", folder_of(a.site), a.published->year, a.published->month,
                       a.published->day, name);
}

}  // namespace winnow::output
