#include "crawl/batch_memory.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <charconv>
#include <fstream>

#include "base/atomic_file.h"
#include "base/text.h"
#include "feed/feed.h"

namespace winnow::crawl {

namespace json = boost::json;
namespace fs = std::filesystem;

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

tl::unexpected<Error> disk_error(const fs::path& path, std::string_view doing) {
    return fail(Errc::disk, fmt::format("{}: cannot {}: {}", path.string(), doing,
                                        std::error_code(errno, std::generic_category()).message()));
}

/// JSON is UTF-8, and a URL as it was given may be anything.
std::string valid(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) append_utf8(out, next_code_point(text, at));
    return out;
}

}  // namespace

BatchMemory::~BatchMemory() {
    if (fd_ >= 0) ::close(fd_);
}

void BatchMemory::read_line(const std::string& line) {
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

Result<void> BatchMemory::open(const fs::path& directory, TimePoint now) {
    path_ = directory / ".winnow-run.jsonl";
    std::error_code ignored;
    if (fs::exists(path_, ignored)) {
        std::ifstream old(path_, std::ios::binary);
        std::uintmax_t whole = 0;
        for (std::string line; std::getline(old, line) && !old.eof();) {
            whole += line.size() + 1;
            read_line(line);
        }
        if (whole != fs::file_size(path_, ignored)) fs::resize_file(path_, whole, ignored);
    }
    fd_ = disk_calls().open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (fd_ < 0) return disk_error(path_, "open");
    return append(json::serialize(json::object{{"run", "begin"}, {"at_ms", now.time_since_epoch().count()}}));
}

Result<void> BatchMemory::append(const std::string& line) {
    const auto whole = line + "\n";
    for (std::string_view rest = whole; !rest.empty();) {
        const auto written = disk_calls().write(fd_, rest.data(), rest.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return disk_error(path_, "write");
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

Result<void> BatchMemory::add_text(const RememberedText& text) {
    json::object line{
        {"id", text.id}, {"site", valid(text.site)}, {"url", valid(text.url)}, {"file", valid(text.file)}};
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
