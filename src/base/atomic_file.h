#pragma once
/// A file appears whole or not at all: written under a temporary name in the same folder, fsync, rename, fsync of the
/// folder. A crash at any instant leaves the old file or the new one, and perhaps a temporary that a sweep removes.

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace winnow {

/// The system calls that can fail on a full, read-only or broken disk; tests put failing ones in their place.
/// Each answers as its namesake: -1 and errno.
struct DiskCalls {
    int (*open)(const char* path, int flags, unsigned mode);
    long (*write)(int fd, const void* bytes, std::size_t count);
    int (*fsync)(int fd);
    int (*rename)(const char* from, const char* to);
};
/// The calls in force for this process. Not to be changed while another thread writes files.
DiskCalls& disk_calls();

/// Errc::disk, "<path>: cannot <doing>: <what errno means>".
tl::unexpected<Error> disk_error(const std::filesystem::path& path, std::string_view doing);
/// Writes on where an interrupted or short write ended. After an error a part of `bytes` may stand in the file.
Result<void> write_all(int fd, std::string_view bytes, const std::filesystem::path& path);

class AtomicFile {
public:
    /// Makes missing folders above `path`. Errors: Errc::disk, with the path and the system's reason.
    static Result<AtomicFile> create(const std::filesystem::path& path);

    AtomicFile(AtomicFile&& other) noexcept;
    AtomicFile& operator=(AtomicFile&& other) noexcept;
    ~AtomicFile();  ///< rolls back what was not committed

    Result<void> write(std::string_view bytes);
    /// Durable under its name when this returns without an error.
    Result<void> commit();

    static bool is_temporary(const std::filesystem::path& path);

private:
    AtomicFile(std::filesystem::path path, std::filesystem::path temporary, int fd);
    void roll_back() noexcept;

    std::filesystem::path path_, temporary_;
    int fd_ = -1;
};

/// create, write, commit.
Result<void> write_file(const std::filesystem::path& path, std::string_view bytes);
/// The whole file; Errc::disk if it cannot be read, too_large past `max_bytes`.
Result<std::string> read_file(const std::filesystem::path& path, std::size_t max_bytes = std::size_t{1} << 30);
/// fsync of a folder, so that renames and new names in it survive a power cut.
Result<void> sync_folder(const std::filesystem::path& folder);
/// Removes temporaries that a crash left below `folder`; gives how many. Call it while nobody writes there.
std::size_t sweep_temporaries(const std::filesystem::path& folder);

}  // namespace winnow
