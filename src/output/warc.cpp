#include "output/warc.h"

#include <fmt/format.h>
#include <zlib.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <random>
#include <system_error>

#include "base/append_file.h"
#include "base/atomic_file.h"
#include "base/text.h"
#include "output/render.h"

namespace winnow::output {

namespace {

/// "Name: value" lines up to an empty line; `at` moves past it. False if there is no empty line.
template <class Take>
bool read_header_lines(std::string_view text, std::size_t& at, Take take) {
    while (at < text.size()) {
        const auto end = text.find('\n', at);
        if (end == std::string_view::npos) return false;
        auto line = text.substr(at, end - at);
        at = end + 1;
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        if (line.empty()) return true;
        const auto colon = line.find(':');
        if (colon != std::string_view::npos)
            take(ascii_lower(trim(line.substr(0, colon))), trim(line.substr(colon + 1)));
    }
    return false;
}

/// RFC 9112 §7.1. What is cut short gives what was there.
std::string join_chunks(std::string_view body) {
    std::string out;
    std::size_t at = 0;
    while (at < body.size()) {
        std::size_t size = 0;
        const auto [end, error] = std::from_chars(body.data() + at, body.data() + body.size(), size, 16);
        const auto line_end = body.find('\n', at);
        if (error != std::errc{} || line_end == std::string_view::npos || size == 0) break;
        at = line_end + 1;
        out.append(body.substr(std::min(at, body.size()), size));
        at += std::min(size, body.size());
        if (at < body.size() && body[at] == '\r') ++at;
        if (at < body.size() && body[at] == '\n') ++at;
    }
    return out;
}

/// gzip'd or plain bytes of a file, member after member, through one read().
class Inflater {
public:
    ~Inflater() {
        if (file_ != nullptr) gzclose(file_);
    }
    Inflater() = default;
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    bool open(const std::filesystem::path& path) {
        file_ = gzopen(path.c_str(), "rbe");
        if (file_ != nullptr) gzbuffer(file_, 1u << 17);
        return file_ != nullptr;
    }

    /// The next line without its line end; false at the end of the file.
    bool line(std::string& out) {
        out.clear();
        for (;;) {
            if (at_ == have_ && !fill()) return !out.empty();
            const std::string_view rest(buffer_.data() + at_, have_ - at_);
            const auto end = rest.find('\n');
            out.append(rest.substr(0, end));
            if (out.size() > max_line) return false;
            if (end == std::string_view::npos) {
                at_ = have_;
                continue;
            }
            at_ += end + 1;
            if (!out.empty() && out.back() == '\r') out.pop_back();
            return true;
        }
    }

    /// Exactly `count` bytes, into `out` or (null) nowhere.
    bool take(std::uint64_t count, std::string* out) {
        while (count > 0) {
            if (at_ == have_ && !fill()) return false;
            const auto part = static_cast<std::size_t>(std::min<std::uint64_t>(count, have_ - at_));
            if (out != nullptr) out->append(buffer_.data() + at_, part);
            at_ += part;
            count -= part;
        }
        return true;
    }

    std::string error() {
        int code = 0;
        const char* text = gzerror(file_, &code);
        return code == Z_OK      ? std::string()
               : code == Z_ERRNO ? std::error_code(errno, std::generic_category()).message()
                                 : std::string(text);
    }
    std::int64_t offset() const { return gzoffset(file_); }

private:
    static constexpr std::size_t max_line = 1u << 16;

    bool fill() {
        const int count = gzread(file_, buffer_.data(), static_cast<unsigned>(buffer_.size()));
        at_ = 0;
        have_ = count > 0 ? static_cast<std::size_t>(count) : 0;
        return have_ > 0;
    }

    gzFile file_ = nullptr;
    std::array<char, 1u << 16> buffer_;
    std::size_t at_ = 0, have_ = 0;
};

/// One gzip member (RFC 1952). Level 1: at 6 it would cost as much as the parse of the page.
std::string gzip_member(std::string_view bytes) {
    z_stream stream{};
    if (deflateInit2(&stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) throw std::bad_alloc();
    std::string out(deflateBound(&stream, bytes.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // zlib's API is not const-correct
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

std::string new_uuid() {
    static thread_local std::mt19937_64 random{std::random_device{}()};
    const auto high = random(), low = random();
    return fmt::format("{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}", high >> 32, (high >> 16) & 0xFFFF, high & 0xFFF,
                       0x8000 | ((low >> 48) & 0x3FFF), low & 0xFFFFFFFFFFFF);
}

}  // namespace

std::string_view HttpMessage::header(std::string_view name) const {
    for (const auto& [its_name, value] : headers)
        if (its_name == name) return value;
    return {};
}

Result<HttpMessage> read_http_message(std::string_view block) {
    HttpMessage message;
    const auto line_end = block.find('\n');
    const auto status_line = block.substr(0, line_end);
    const auto blank = status_line.find(' ');
    if (!status_line.starts_with("HTTP/") || blank == std::string_view::npos)
        return fail(Errc::invalid, "the record holds no HTTP response");
    std::from_chars(status_line.data() + blank + 1, status_line.data() + status_line.size(), message.status);
    auto at = line_end == std::string_view::npos ? block.size() : line_end + 1;
    read_header_lines(block, at, [&](std::string name, std::string_view value) {
        message.headers.emplace_back(std::move(name), std::string(value));
    });
    const auto body = block.substr(std::min(at, block.size()));
    const bool chunked = ifind_ascii(message.header("transfer-encoding"), "chunked") != std::string_view::npos;
    message.body = chunked ? join_chunks(body) : std::string(body);
    return message;
}

struct WarcReader::Impl {
    Inflater in;
    std::filesystem::path path;
    std::size_t max_record_bytes = 0;
    std::size_t skipped = 0;
};

WarcReader::WarcReader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
WarcReader::WarcReader(WarcReader&&) noexcept = default;
WarcReader& WarcReader::operator=(WarcReader&&) noexcept = default;
WarcReader::~WarcReader() = default;
std::size_t WarcReader::skipped() const {
    return impl_->skipped;
}

Result<WarcReader> WarcReader::open(const std::filesystem::path& path, std::size_t max_record_bytes) {
    auto impl = std::make_unique<Impl>();
    impl->path = path;
    impl->max_record_bytes = max_record_bytes;
    if (!impl->in.open(path)) return disk_error(path, "open");
    return WarcReader(std::move(impl));
}

Result<std::optional<WarcRecord>> WarcReader::next() {
    const auto error = [this](std::string_view what) {
        return fail(Errc::invalid, fmt::format("{}: near byte {}: {}", impl_->path.string(), impl_->in.offset(), what));
    };
    for (;;) {
        std::string line;
        do {
            if (impl_->in.line(line)) continue;
            if (const auto broken = impl_->in.error(); !broken.empty()) return error(broken);
            return std::optional<WarcRecord>();
        } while (line.empty());
        if (!line.starts_with("WARC/")) return error("a record must begin with 'WARC/'");
        WarcRecord record;
        std::optional<std::uint64_t> length;
        while (impl_->in.line(line) && !line.empty()) {
            const auto colon = line.find(':');
            if (colon == std::string::npos) continue;
            const auto name = ascii_lower(trim(std::string_view(line).substr(0, colon)));
            const auto value = trim(std::string_view(line).substr(colon + 1));
            if (name == "warc-type") record.type = value;
            if (name == "warc-target-uri") record.target_uri = value;
            if (name == "warc-date") record.date = value;
            if (name == "content-type") record.content_type = value;
            if (name == "content-length") {
                std::uint64_t bytes = 0;
                const auto [end, bad] = std::from_chars(value.data(), value.data() + value.size(), bytes);
                if (bad == std::errc{} && end == value.data() + value.size()) length = bytes;
            }
        }
        if (!length) return error("a record without a Content-Length");
        // WARC/0.18 wrote the URI in angle brackets
        if (record.target_uri.starts_with('<') && record.target_uri.ends_with('>'))
            record.target_uri = record.target_uri.substr(1, record.target_uri.size() - 2);
        const bool fits = *length <= impl_->max_record_bytes;
        if (!impl_->in.take(*length, fits ? &record.block : nullptr)) return error("the last record is cut short");
        if (fits) return std::optional<WarcRecord>(std::move(record));
        ++impl_->skipped;
    }
}

struct WarcWriter::Impl {
    static constexpr std::uint64_t max_file_bytes = std::uint64_t{1} << 30;
    std::filesystem::path directory;
    std::string software;
    AppendFile file;
    int number = 0;
    std::uint64_t size = 0;

    Result<void> append(const std::string& member) {
        if (auto written = file.append_durably(member); !written) return written;
        size += member.size();
        return {};
    }

    static std::string head(std::string_view type, TimePoint when, std::string_view content_type, std::size_t length,
                            std::string_view more) {
        return fmt::format(
            "WARC/1.1\r\nWARC-Type: {}\r\nWARC-Record-ID: <urn:uuid:{}>\r\nWARC-Date: {}\r\n{}Content-Type: {}\r\n"
            "Content-Length: {}\r\n\r\n",
            type, new_uuid(), rfc3339(when), more, content_type, length);
    }

    Result<void> start(TimePoint now) {
        auto stamp = rfc3339(now);
        std::erase_if(stamp, [](char c) { return c == '-' || c == ':' || c == 'T' || c == 'Z'; });
        std::filesystem::path path;
        const auto next = [&] {
            path = directory / fmt::format("winnow-{}-{:05}.warc.gz", stamp, number++);
            return AppendFile::create(path);
        };
        auto made = next();
        std::error_code ignored;
        while (!made && std::filesystem::exists(path, ignored) && number < 100'000) made = next();
        if (!made) return fail(made.error());
        file = std::move(*made);
        size = 0;
        const auto info = fmt::format("software: {}\r\nformat: WARC File Format 1.1\r\n", software);
        return append(gzip_member(head("warcinfo", now, "application/warc-fields", info.size(),
                                       fmt::format("WARC-Filename: {}\r\n", path.filename().string())) +
                                  info + "\r\n\r\n"));
    }
};

WarcWriter::WarcWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
WarcWriter::WarcWriter(WarcWriter&&) noexcept = default;
WarcWriter& WarcWriter::operator=(WarcWriter&&) noexcept = default;
WarcWriter::~WarcWriter() = default;

Result<WarcWriter> WarcWriter::open(const std::filesystem::path& directory, std::string_view software, TimePoint now) {
    auto impl = std::make_unique<Impl>();
    impl->directory = directory / "warc";
    impl->software = software;
    std::error_code error;
    std::filesystem::create_directories(impl->directory, error);
    if (error) return fail(Errc::disk, impl->directory.string() + ": cannot make the folder: " + error.message());
    if (auto started = impl->start(now); !started) return fail(started.error());
    return WarcWriter(std::move(impl));
}

Result<void> WarcWriter::write(std::string_view url, int status,
                               const std::vector<std::pair<std::string, std::string>>& headers, std::string_view body,
                               std::string_view ip_address, TimePoint when) {
    std::string message = fmt::format("HTTP/1.1 {} \r\n", status);
    const auto one_line = [](std::string_view text) {
        std::string out(text);
        std::erase_if(out, [](char c) { return c == '\r' || c == '\n'; });
        return out;
    };
    for (const auto& [name, value] : headers) {
        const bool replaced = name == "content-encoding" || name == "transfer-encoding" || name == "content-length";
        message += fmt::format("{}{}: {}\r\n", replaced ? "X-Archive-Orig-" : "", one_line(name), one_line(value));
    }
    message += fmt::format("Content-Length: {}\r\n\r\n", body.size());
    message += body;
    const auto more =
        fmt::format("WARC-Target-URI: {}\r\n{}WARC-Payload-Digest: sha256:{}\r\n", url,
                    ip_address.empty() ? "" : fmt::format("WARC-IP-Address: {}\r\n", ip_address), text_sha256(body));
    if (impl_->size > Impl::max_file_bytes)
        if (auto started = impl_->start(when); !started) return started;
    return impl_->append(
        gzip_member(Impl::head("response", when, "application/http;msgtype=response", message.size(), more) + message +
                    "\r\n\r\n"));
}

}  // namespace winnow::output
