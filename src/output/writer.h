#pragma once
/// An article becomes one dated file, whole or not at all.
///
/// Layout: DIR/<site>/<YYYY>/<MM>/<DD>/<slug>-<id>.<ext>, one file for each format beside each other. `jsonl` goes to
/// DIR/articles.jsonl, one line an article and revision; a torn last line, as a power cut leaves, is cut off when the
/// writer opens the file. All files are durable (fsync) when write() returns. One writer per DIR. Different articles
/// may be written from several threads at once; nothing else may.

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/file_lock.h"
#include "base/result.h"
#include "output/render.h"

namespace winnow::output {

struct WriterOptions {
    std::filesystem::path directory;
    std::vector<Format> formats{Format::text};
    bool keep_revisions = false;  ///< keep the old text as <name>.r1.txt when a newer revision replaces it
};

struct Written {
    std::string file;     ///< relative to the directory, of the first file format: "report.az/2026/02/19/slug-id.txt"
    bool changed = true;  ///< false: the file was there already with the same bytes
};

/// One writer a folder: another would take our temporaries for what a crash left, and sweep them away.
Result<void> lock_folder(FileLock& lock, const std::filesystem::path& folder);

class ArticleWriter {
public:
    static Result<ArticleWriter> open(WriterOptions options);
    ArticleWriter(ArticleWriter&&) noexcept;
    ArticleWriter& operator=(ArticleWriter&&) noexcept;
    ~ArticleWriter();

    /// `known_file` is the file under which an earlier revision was written, empty for a new article: an article keeps
    /// its name even if its date or title was corrected. Fails with Errc::disk; then nothing of this call is visible
    /// but, at worst, some of its formats, which a repeated call replaces.
    Result<Written> write(const Record& record, const std::string& known_file = {});

    /// An article that was written earlier turns out to be a copy of one that was published before it: its record
    /// (json, markdown) gets `dup_of`. The text file says nothing of it; a line of articles.jsonl is not changed.
    Result<void> mark_duplicate(const std::string& known_file, const std::string& dup_of);

    /// Takes away the files that write(record) would make, as far as they are there: a run that was killed before it
    /// could record them left them, and now they are a copy. Lines of articles.jsonl stay.
    Result<void> discard(const Record& record);

    const WriterOptions& options() const;

private:
    struct Impl;
    explicit ArticleWriter(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace winnow::output
