#pragma once
/// One Winnow at a time: a file that is locked as long as this lives. The lock dies with the process, the file stays.

#include <filesystem>
#include <string_view>

#include "base/result.h"

namespace winnow {

class FileLock {
public:
    FileLock() = default;
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;
    ~FileLock();

    /// Makes the file and the folders above it. Errc::disk if another process holds it ("/var/lib/winnow: another
    /// winnow writes into this folder": subject and reason are the caller's), or if it cannot be made.
    Result<void> take(const std::filesystem::path& file, std::string_view subject, std::string_view reason);

private:
    int fd_ = -1;
};

}  // namespace winnow
