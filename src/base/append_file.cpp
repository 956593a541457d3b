#include "base/append_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <string>
#include <utility>

#include "base/atomic_file.h"

namespace winnow {

namespace fs = std::filesystem;

AppendFile::AppendFile(fs::path path, int fd) : path_(std::move(path)), fd_(fd) {}

AppendFile::AppendFile(AppendFile&& other) noexcept
    : path_(std::move(other.path_)), fd_(std::exchange(other.fd_, -1)) {}

AppendFile& AppendFile::operator=(AppendFile&& other) noexcept {
    std::swap(path_, other.path_);
    std::swap(fd_, other.fd_);
    return *this;
}

AppendFile::~AppendFile() {
    if (fd_ >= 0) ::close(fd_);
}

Result<AppendFile> AppendFile::open(const fs::path& path, const TakeLine& take_line) {
    std::error_code ignored;
    if (fs::exists(path, ignored)) {
        std::ifstream old(path, std::ios::binary);
        if (!old) return disk_error(path, "read");
        std::uintmax_t whole = 0;  // bytes of whole lines
        for (std::string line; std::getline(old, line) && !old.eof();) {
            whole += line.size() + 1;
            if (auto taken = take_line(line); !taken) return fail(taken.error());
        }
        if (old.bad()) return disk_error(path, "read");
        if (whole != fs::file_size(path, ignored) && ::truncate(path.c_str(), static_cast<off_t>(whole)) != 0)
            return disk_error(path, "cut the torn last line off");
    }
    const int fd = disk_calls().open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (fd < 0) return disk_error(path, "open");
    return AppendFile(path, fd);
}

Result<AppendFile> AppendFile::create(const fs::path& path) {
    const int fd = disk_calls().open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0666);
    if (fd < 0) return disk_error(path, "create");
    return AppendFile(path, fd);
}

Result<void> AppendFile::append(std::string_view bytes) {
    const auto start = ::lseek(fd_, 0, SEEK_END);
    auto written = write_all(fd_, bytes, path_);
    if (!written && ::ftruncate(fd_, start) != 0) return disk_error(path_, "undo a partial write");
    return written;
}

Result<void> AppendFile::append_durably(std::string_view bytes) {
    const auto start = ::lseek(fd_, 0, SEEK_END);
    if (auto written = append(bytes); !written) return written;
    if (disk_calls().fsync(fd_) == 0) return {};
    auto error = disk_error(path_, "flush to disk");
    if (::ftruncate(fd_, start) != 0) return disk_error(path_, "undo a write");
    return error;
}

}  // namespace winnow
