#include "base/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <utility>

#include "base/atomic_file.h"

namespace winnow {

FileLock::~FileLock() {
    if (fd_ >= 0) ::close(fd_);
}

Result<void> FileLock::take(const std::filesystem::path& file, std::string_view subject, std::string_view reason) {
    std::error_code ignored;  // open() tells
    std::filesystem::create_directories(file.parent_path(), ignored);
    // Not for writing: a disk cannot be made read-only under a file that is.
    const int fd = ::open(file.c_str(), O_RDONLY | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0) return disk_error(file, "open");
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
        ::close(fd);
        return fail(Errc::disk, std::string(subject) + ": " + std::string(reason));
    }
    if (const int old = std::exchange(fd_, fd); old >= 0) ::close(old);
    return {};
}

}  // namespace winnow
