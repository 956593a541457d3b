#pragma once
/// An article as the bytes of a file: pure. The formats are described here and nowhere else.
///
/// text      "date YYYY-MM-DD" or "date unknown", the title, an empty line, the paragraphs with one empty line between;
///           items of one list and rows of one table stand on consecutive lines; UTF-8 NFC, LF, one final newline
/// markdown  YAML front matter with the keys of the JSON record, then "# title" and the body
/// json      the record, pretty-printed, keys in the order of docs/article-record.md
/// jsonl     the record on one line

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "extract/article.h"

namespace winnow::output {

enum class Format : std::uint8_t { text, markdown, json, jsonl, warc };
std::optional<Format> format_of(std::string_view name);
std::string_view format_name(Format format);

/// What the record says beyond the article itself; empty and zero fields are written as null or left out as documented.
struct Record {
    extract::Article article;
    std::string id;  ///< see article_id
    std::optional<TimePoint> fetched_at;
    int http_status = 0;
    std::string etag, last_modified;
    std::string discovered_via;  ///< "feed https://...", "list", "section https://..."
    std::string dup_of;          ///< id of the earlier article with the same or nearly the same text
    std::uint64_t simhash = 0;   ///< near-duplicate fingerprint, 0 if none was made
    int revision = 1;            ///< raised each time the text really changed
};

std::string render_text(const Record& record);
std::string render_markdown(const Record& record);
/// `pretty` adds line breaks and two-space indents.
std::string render_json(const Record& record, bool pretty);
std::string render(const Record& record, Format format);

/// 10 characters of a hash of the canonical URL (or of whatever key identifies the article).
std::string article_id(std::string_view article_key);
/// Letters and digits of any script from the URL's last segment, or from the title where that has none; words joined by
/// '-', at most 80 bytes, never dot-first, a separator or a device name; may be empty.
std::string slug_of(const extract::Article& article);
/// "report.az/2026/02/19/slug-id" or "report.az/undated/slug-id": relative, without extension, no hostile part.
std::string article_stem(const Record& record);
/// SHA-256 in hex of the text, as in the record's text_sha256.
std::string text_sha256(std::string_view text);

}  // namespace winnow::output
