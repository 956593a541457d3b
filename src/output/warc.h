#pragma once
/// WARC/1.1 (ISO 28500:2017): raw pages as archivists keep them. Each record is a gzip member of its own, so that a
/// reader can start at any record and a torn last record costs only itself.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace winnow::output {

struct WarcRecord {
    std::string type;  ///< "response", "request", "warcinfo", "metadata", ...
    std::string target_uri;
    std::string date;  ///< WARC-Date as written
    std::string content_type;
    std::string block;  ///< everything after the record's header
};

/// Reads .warc and .warc.gz (one member a record, or one member for all). A record over `max_record_bytes` is skipped
/// and counted. Not thread-safe.
class WarcReader {
public:
    static Result<WarcReader> open(const std::filesystem::path& path, std::size_t max_record_bytes = 64u << 20);
    WarcReader(WarcReader&&) noexcept;
    WarcReader& operator=(WarcReader&&) noexcept;
    ~WarcReader();
    /// The next record; nullopt at the end. Errors name the byte offset; reading cannot go on after one.
    Result<std::optional<WarcRecord>> next();
    std::size_t skipped() const;

private:
    struct Impl;
    explicit WarcReader(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

/// The HTTP message inside a response record.
struct HttpMessage {
    int status = 0;
    std::vector<std::pair<std::string, std::string>> headers;  ///< names in lower case
    std::string body;                                          ///< chunks joined; Content-Encoding still on it
    std::string_view header(std::string_view lower_case_name) const;
};
Result<HttpMessage> read_http_message(std::string_view block);

/// Appends response records to DIR/warc/winnow-<time>-<n>.warc.gz; a new file after 1 GiB. Durable when write()
/// returns.
class WarcWriter {
public:
    static Result<WarcWriter> open(const std::filesystem::path& directory, std::string_view software, TimePoint now);
    WarcWriter(WarcWriter&&) noexcept;
    WarcWriter& operator=(WarcWriter&&) noexcept;
    ~WarcWriter();
    /// `body` is the decoded entity: Content-Encoding, Transfer-Encoding and Content-Length of `headers` are replaced,
    /// the originals kept as X-Archive-Orig-*.
    Result<void> write(std::string_view url, int status,
                       const std::vector<std::pair<std::string, std::string>>& headers, std::string_view body,
                       std::string_view ip_address, TimePoint when);

private:
    struct Impl;
    explicit WarcWriter(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace winnow::output
