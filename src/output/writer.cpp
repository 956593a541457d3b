#include "output/writer.h"

#include <unistd.h>

#include <mutex>
#include <system_error>
#include <unordered_set>

#include "base/append_file.h"
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

/// articles.jsonl: each line durable before the next step.
class LineFile {
public:
    Result<void> open(const fs::path& path) {
        auto file = AppendFile::open(path, [this](std::string_view line) -> Result<void> {
            known_.insert(url::hash64(identity(line)));
            return {};
        });
        if (!file) return fail(file.error());
        file_ = std::move(*file);
        return {};
    }

    /// A line whose article and revision stand there already is not written twice: after a crash the visit is repeated.
    Result<void> append(const std::string& line) {
        const auto key = url::hash64(identity(line));
        const std::lock_guard lock(mutex_);
        if (known_.count(key) != 0) return {};
        if (auto written = file_.append_durably(line); !written) return written;
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

    AppendFile file_;
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

Result<void> lock_folder(FileLock& lock, const std::filesystem::path& folder) {
    return lock.take(folder / ".winnow.lock", folder.string(), "another winnow writes into this folder");
}

Result<ArticleWriter> ArticleWriter::open(WriterOptions options) {
    auto impl = std::make_unique<Impl>();
    impl->options = std::move(options);
    std::error_code error;
    fs::create_directories(impl->options.directory, error);
    if (error)
        return fail(Errc::disk, impl->options.directory.string() + ": cannot make the folder: " + error.message());
    if (::access(impl->options.directory.c_str(), W_OK) != 0) return disk_error(impl->options.directory, "write there");
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
