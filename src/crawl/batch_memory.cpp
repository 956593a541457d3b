#include "crawl/batch_memory.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <charconv>

#include "base/text.h"
#include "feed/feed.h"

namespace winnow::crawl {

namespace json = boost::json;

namespace {

std::string hex_of(std::string_view bytes) {
    std::string hex;
    for (const char byte : bytes) hex += fmt::format("{:02x}", static_cast<unsigned char>(byte));
    return hex;
}

std::string bytes_of(std::string_view hex) {
    std::string bytes;
    for (std::size_t at = 0; at + 1 < hex.size(); at += 2) {
        unsigned value = 0;
        std::from_chars(hex.data() + at, hex.data() + at + 2, value, 16);
        bytes += static_cast<char>(value);
    }
    return bytes;
}

}  // namespace

void BatchMemory::read_line(std::string_view line) {
    json::error_code error;
    const auto value = json::parse(line, error);
    const auto* object = error ? nullptr : value.if_object();
    if (object == nullptr) return;  // a memory that is damaged is a memory less, and no reason to refuse a run
    const auto text = [object](std::string_view key) {
        const auto* member = object->if_contains(key);
        return member != nullptr && member->is_string() ? std::string(member->get_string()) : std::string();
    };
    if (const auto run = text("run"); !run.empty()) {
        any_run_ = true;
        const auto* at = object->if_contains("at_ms");
        last_end_.reset();
        if (run == "end" && at != nullptr && at->is_int64())
            last_end_ = TimePoint(std::chrono::milliseconds(at->get_int64()));
    } else if (const auto host = text("host"); !host.empty()) {
        const auto* rest = object->if_contains("rest_ms");
        if (rest != nullptr && rest->is_int64()) rests_[host] = std::chrono::milliseconds(rest->get_int64());
    } else if (const auto print = dedupe::Fingerprint::from_bytes(bytes_of(text("text")))) {
        texts_.push_back(
            {text("id"), text("site"), text("url"), text("file"), feed::parse_feed_date(text("published")), *print});
    }
}

Result<void> BatchMemory::open(const std::filesystem::path& directory, TimePoint now) {
    auto file = AppendFile::open(directory / ".winnow-run.jsonl", [this](std::string_view line) -> Result<void> {
        read_line(line);
        return {};
    });
    if (!file) return fail(file.error());
    file_ = std::move(*file);
    return append(json::serialize(json::object{{"run", "begin"}, {"at_ms", now.time_since_epoch().count()}}));
}

Result<void> BatchMemory::append(const std::string& line) {
    return file_.append(line + "\n");
}

Result<void> BatchMemory::add_text(const RememberedText& text) {
    // JSON is UTF-8, and a URL as it was given may be anything.
    json::object line{{"id", text.id},
                      {"site", valid_utf8(text.site)},
                      {"url", valid_utf8(text.url)},
                      {"file", valid_utf8(text.file)}};
    if (text.published) line["published"] = rfc3339(*text.published);
    line["text"] = hex_of(text.print.bytes());
    return append(json::serialize(line));
}

Result<void> BatchMemory::add_rest(const std::string& host, std::chrono::milliseconds rest) {
    auto& known = rests_[host];
    if (known == rest) return {};
    known = rest;
    return append(json::serialize(json::object{{"host", host}, {"rest_ms", rest.count()}}));
}

Result<void> BatchMemory::end(TimePoint now) {
    return append(json::serialize(json::object{{"run", "end"}, {"at_ms", now.time_since_epoch().count()}}));
}

}  // namespace winnow::crawl
