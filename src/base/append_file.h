#pragma once
/// A file that only grows: what is appended is in it as a whole or not at all, so that a reader never meets half a
/// line. A disk that fails in the middle of a write costs that write, and a crash in the middle of a line costs that
/// line.

#include <filesystem>
#include <functional>
#include <string_view>

#include "base/result.h"

namespace winnow {

/// Not for several threads at once.
class AppendFile {
public:
    /// What is done with a line that stands in the file already (without its newline); a failure ends the opening.
    using TakeLine = std::function<Result<void>(std::string_view line)>;

    AppendFile() = default;
    AppendFile(AppendFile&& other) noexcept;
    AppendFile& operator=(AppendFile&& other) noexcept;
    ~AppendFile();

    /// Makes the file if there is none. One that is there is read: `take_line` gets its lines in order, and a last one
    /// without a newline, which a crash left, is cut off. The file is left as it is if that fails. Errors: disk, and
    /// those of `take_line`.
    static Result<AppendFile> open(const std::filesystem::path& path, const TakeLine& take_line);
    /// Errc::disk, too, if something has that name already.
    static Result<AppendFile> create(const std::filesystem::path& path);

    /// All of `bytes`, or none of them and Errc::disk.
    Result<void> append(std::string_view bytes);
    /// Likewise, and durable when this returns without an error: what could not be flushed is taken back, so that it
    /// may be appended once more.
    Result<void> append_durably(std::string_view bytes);

    const std::filesystem::path& path() const { return path_; }

private:
    AppendFile(std::filesystem::path path, int fd);

    std::filesystem::path path_;
    int fd_ = -1;
};

}  // namespace winnow
