#include "output/writer.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <mutex>
#include <system_error>
#include <unordered_set>

#include "base/atomic_file.h"
#include "url/url.h"

namespace winnow::output {

namespace fs = std::filesystem;

namespace {

/// The file of the format jsonl; an article that has no other file is known by this name.
constexpr const char* lines_name = "articles.jsonl";

std::string extension(Format format) {
    switch (format) {
        case Format::markdown:
            return ".md";
        case Format::json:
            return ".json";
        case Format::jsonl:
            return ".jsonl";
        case Format::warc:
            return ".warc.gz";
        case Format::text:
            break;
    }
    return ".txt";
}

bool is_one_per_article(Format format) {
    return format != Format::jsonl && format != Format::warc;
}

/// An append-only file of lines: whole lines only, each durable before the next step.
class LineFile {
public:
    LineFile() = default;
    LineFile(const LineFile&) = delete;
    LineFile& operator=(const LineFile&) = delete;
    ~LineFile() {
        if (fd_ >= 0) ::close(fd_);
    }

    Result<void> open(const fs::path& path) {
        path_ = path;
        std::error_code ignored;
        if (fs::exists(path, ignored)) {
            std::ifstream old(path, std::ios::binary);
            std::uintmax_t whole = 0;  // bytes of whole lines
            for (std::string line; std::getline(old, line);) {
                if (old.eof()) break;  // no newline at its end: torn
                whole += line.size() + 1;
                known_.insert(url::hash64(identity(line)));
            }
            if (old.bad()) return error("read");
            if (whole != fs::file_size(path, ignored) && ::truncate(path.c_str(), static_cast<off_t>(whole)) != 0)
                return error("mend");
        }
        fd_ = disk_calls().open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
        if (fd_ < 0) return error("open");
        return {};
    }

    /// A line whose article and revision stand there already is not written twice: after a crash the visit is repeated.
    Result<void> append(const std::string& line) {
        const auto key = url::hash64(identity(line));
        const std::lock_guard lock(mutex_);
        if (known_.count(key) != 0) return {};
        const auto start = ::lseek(fd_, 0, SEEK_END);
        for (std::string_view rest = line; !rest.empty();) {
            const auto written = disk_calls().write(fd_, rest.data(), rest.size());
            if (written < 0 && errno == EINTR) continue;
            if (written <= 0) {
                auto failed = error("write");
                if (::ftruncate(fd_, start) != 0) failed = error("undo a partial line of");
                return failed;
            }
            rest.remove_prefix(static_cast<std::size_t>(written));
        }
        if (disk_calls().fsync(fd_) != 0) return error("flush");
        known_.insert(key);
        return {};
    }

private:
    /// id, text hash and revision: the record starts with the id; a revision may change nothing but the title.
    static std::string identity(std::string_view line) {
        const auto value_of = [line](std::string_view key) {
            const auto at = line.find(key);
            return at == std::string_view::npos ? std::string_view() : line.substr(at + key.size(), 64);
        };
        const auto revision = value_of("\"revision\":");
        return std::string(value_of("{\"id\":\"").substr(0, 10)) + std::string(value_of("\"text_sha256\":\"")) +
               std::string(revision.substr(0, revision.find(',')));
    }

    tl::unexpected<Error> error(const char* doing) const {
        return fail(Errc::disk, path_.string() + ": cannot " + doing +
                                    " the file: " + std::error_code(errno, std::generic_category()).message());
    }

    fs::path path_;
    int fd_ = -1;
    std::unordered_set<std::uint64_t> known_;
    std::mutex mutex_;
};

}  // namespace

struct ArticleWriter::Impl {
    WriterOptions options;
    LineFile lines;
};

ArticleWriter::ArticleWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ArticleWriter::ArticleWriter(ArticleWriter&&) noexcept = default;
ArticleWriter& ArticleWriter::operator=(ArticleWriter&&) noexcept = default;
ArticleWriter::~ArticleWriter() = default;

const WriterOptions& ArticleWriter::options() const {
    return impl_->options;
}

Result<ArticleWriter> ArticleWriter::open(WriterOptions options) {
    auto impl = std::make_unique<Impl>();
    impl->options = std::move(options);
    std::error_code error;
    fs::create_directories(impl->options.directory, error);
    if (error)
        return fail(Errc::disk, impl->options.directory.string() + ": cannot make the folder: " + error.message());
    if (::access(impl->options.directory.c_str(), W_OK) != 0)
        return fail(Errc::disk, impl->options.directory.string() + ": cannot write there: " +
                                    std::error_code(errno, std::generic_category()).message());
    sweep_temporaries(impl->options.directory);
    for (const auto format : impl->options.formats) {
        if (format != Format::jsonl) continue;
        if (auto opened = impl->lines.open(impl->options.directory / lines_name); !opened) return fail(opened.error());
    }
    return ArticleWriter(std::move(impl));
}

Result<Written> ArticleWriter::write(const Record& record, const std::string& known_file) {
    const auto& directory = impl_->options.directory;
    auto stem = article_stem(record);
    if (!known_file.empty() && known_file != lines_name) stem = known_file.substr(0, known_file.rfind('.'));

    Written result;
    result.changed = false;
    for (const auto format : impl_->options.formats) {
        if (format == Format::jsonl) {
            if (auto appended = impl_->lines.append(render(record, format)); !appended) return fail(appended.error());
            if (result.file.empty()) result.file = lines_name;
            result.changed = true;
            continue;
        }
        if (!is_one_per_article(format)) continue;
        const auto name = stem + extension(format);
        if (result.file.empty() || result.file == lines_name) result.file = name;
        const auto path = directory / name;
        const auto bytes = render(record, format);
        std::error_code ignored;
        if (fs::exists(path, ignored)) {
            const auto old = read_file(path);
            if (old && *old == bytes) continue;
            if (old && impl_->options.keep_revisions && record.revision > 1) {
                const auto kept = directory / (stem + ".r" + std::to_string(record.revision - 1) + extension(format));
                if (!fs::exists(kept, ignored))
                    if (auto saved = write_file(kept, *old); !saved) return fail(saved.error());
            }
        }
        if (auto written = write_file(path, bytes); !written) return fail(written.error());
        result.changed = true;
    }
    return result;
}

Result<void> ArticleWriter::discard(const Record& record) {
    const auto stem = article_stem(record);
    for (const auto format : impl_->options.formats) {
        if (!is_one_per_article(format)) continue;
        const auto path = impl_->options.directory / (stem + extension(format));
        std::error_code error;
        fs::remove(path, error);
        if (error) return fail(Errc::disk, path.string() + ": cannot remove a copy: " + error.message());
    }
    return {};
}

Result<void> ArticleWriter::mark_duplicate(const std::string& known_file, const std::string& dup_of) {
    const auto stem = known_file.substr(0, known_file.rfind('.'));
    for (const auto format : impl_->options.formats) {
        if (format != Format::json && format != Format::markdown) continue;
        const auto path = impl_->options.directory / (stem + extension(format));
        // The format may be younger than the article, or somebody has taken the file away: nothing to mark.
        std::error_code ignored;
        if (known_file == lines_name || !fs::exists(path, ignored)) continue;
        auto bytes = read_file(path);
        if (!bytes) return fail(bytes.error());
        // Both formats were written by render(): the first field of this name is the record's own, on a line of its
        // own.
        const std::string_view field = format == Format::json ? "\n  \"dup_of\": " : "\ndup_of: ";
        const auto at = bytes->find(field);
        if (at == std::string::npos) continue;
        const auto begin = at + field.size();
        const auto end = bytes->find_first_of(",\n", begin);
        bytes->replace(begin, end - begin, "\"" + dup_of + "\"");
        if (auto written = write_file(path, *bytes); !written) return written;
    }
    return {};
}

}  // namespace winnow::output
