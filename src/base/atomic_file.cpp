#include "base/atomic_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <mutex>
#include <system_error>
#include <utility>
#include <vector>

namespace winnow {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view temporary_mark = ".winnow-tmp-";

/// ext4 allows names of 255 bytes; the mark and two numbers need their share.
fs::path temporary_for(const fs::path& path) {
    static std::atomic<unsigned> counter{0};
    return path.parent_path() /
           (std::string(temporary_mark) + std::to_string(::getpid()) + "-" + std::to_string(counter++));
}

/// Makes the missing folders from the top down, each durable in its parent before the next.
Result<void> make_folders(const fs::path& folder) {
    if (folder.empty()) return {};
    // Who finds a folder that another thread has just made must not use it before it is durable in its parent.
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    std::vector<fs::path> missing;
    std::error_code error;
    for (auto at = folder; !at.empty() && !fs::exists(at, error); at = at.parent_path()) {
        missing.push_back(at);
        if (at == at.parent_path()) break;  // "/", should it not answer
    }
    for (auto it = missing.rbegin(); it != missing.rend(); ++it) {
        if (::mkdir(it->c_str(), 0777) != 0 && errno != EEXIST) return disk_error(*it, "make the folder");
        if (auto synced = sync_folder(it->parent_path()); !synced) return synced;
    }
    return {};
}

}  // namespace

DiskCalls& disk_calls() {
    static DiskCalls calls{
        [](const char* path, int flags, unsigned mode) { return ::open(path, flags, mode); },
        [](int fd, const void* bytes, std::size_t count) -> long { return ::write(fd, bytes, count); },
        [](int fd) { return ::fsync(fd); }, [](const char* from, const char* to) { return ::rename(from, to); }};
    return calls;
}

tl::unexpected<Error> disk_error(const fs::path& path, std::string_view doing) {
    const auto reason = std::error_code(errno, std::generic_category()).message();
    return fail(Errc::disk, fmt::format("{}: cannot {}: {}", path.string(), doing, reason));
}

Result<void> write_all(int fd, std::string_view bytes, const fs::path& path) {
    while (!bytes.empty()) {
        const auto written = disk_calls().write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) {
            if (written == 0) errno = ENOSPC;  // a write that makes no progress: POSIX leaves no other reading
            return disk_error(path, "write");
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

Result<AtomicFile> AtomicFile::create(const fs::path& path) {
    if (auto made = make_folders(path.parent_path()); !made) return fail(made.error());
    fs::path temporary;
    int fd = -1;
    // A crash may have left a temporary of this very name: in a container every life of the service has process id 1.
    for (int attempt = 0; attempt < 1000; ++attempt) {
        temporary = temporary_for(path);
        fd = disk_calls().open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd >= 0 || errno != EEXIST) break;
    }
    if (fd < 0) return disk_error(path, "create");
    return AtomicFile(path, std::move(temporary), fd);
}

AtomicFile::AtomicFile(fs::path path, fs::path temporary, int fd)
    : path_(std::move(path)), temporary_(std::move(temporary)), fd_(fd) {}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : path_(std::move(other.path_)), temporary_(std::move(other.temporary_)), fd_(std::exchange(other.fd_, -1)) {
    other.temporary_.clear();
}

AtomicFile& AtomicFile::operator=(AtomicFile&& other) noexcept {
    if (this != &other) {
        roll_back();
        path_ = std::move(other.path_);
        temporary_ = std::move(other.temporary_);
        other.temporary_.clear();
        fd_ = std::exchange(other.fd_, -1);
    }
    return *this;
}

AtomicFile::~AtomicFile() {
    roll_back();
}

void AtomicFile::roll_back() noexcept {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
    if (!temporary_.empty()) ::unlink(temporary_.c_str());
    temporary_.clear();
}

Result<void> AtomicFile::write(std::string_view bytes) {
    auto written = write_all(fd_, bytes, path_);
    if (!written) roll_back();
    return written;
}

Result<void> AtomicFile::commit() {
    if (fd_ < 0) return fail(Errc::disk, path_.string() + ": cannot commit: an earlier write failed");
    const bool synced = disk_calls().fsync(fd_) == 0;
    const bool renamed = synced && disk_calls().rename(temporary_.c_str(), path_.c_str()) == 0;
    if (!renamed) {
        auto error = disk_error(path_, synced ? "rename into place" : "flush to disk");
        roll_back();
        return error;
    }
    temporary_.clear();
    ::close(std::exchange(fd_, -1));
    return sync_folder(path_.parent_path());
}

bool AtomicFile::is_temporary(const fs::path& path) {
    return path.filename().string().rfind(temporary_mark, 0) == 0;
}

Result<void> write_file(const fs::path& path, std::string_view bytes) {
    auto file = AtomicFile::create(path);
    if (!file) return fail(file.error());
    if (auto written = file->write(bytes); !written) return written;
    return file->commit();
}

Result<std::string> read_file(const fs::path& path, std::size_t max_bytes) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return disk_error(path, "open");
    struct stat info{};
    if (::fstat(fd, &info) == 0 && S_ISDIR(info.st_mode)) {
        ::close(fd);
        errno = EISDIR;
        return disk_error(path, "read");
    }
    std::string bytes;
    if (info.st_size > 0 && static_cast<std::size_t>(info.st_size) <= max_bytes)
        bytes.reserve(static_cast<std::size_t>(info.st_size));
    for (char buffer[65536];;) {
        const auto count = ::read(fd, buffer, sizeof buffer);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) {
            auto error = disk_error(path, "read");
            ::close(fd);
            return error;
        }
        if (count == 0) break;
        bytes.append(buffer, static_cast<std::size_t>(count));
        if (bytes.size() > max_bytes) {
            ::close(fd);
            return fail(Errc::too_large, path.string() + ": larger than " + std::to_string(max_bytes) + " bytes");
        }
    }
    ::close(fd);
    return bytes;
}

Result<void> sync_folder(const fs::path& folder) {
    const fs::path name = folder.empty() ? fs::path(".") : folder;
    const int fd = ::open(name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return disk_error(name, "open the folder");
    const bool synced = disk_calls().fsync(fd) == 0 || errno == EINVAL;  // EINVAL: file systems without folder sync
    Result<void> result;
    if (!synced) result = disk_error(name, "flush the folder");
    ::close(fd);
    return result;
}

std::size_t sweep_temporaries(const fs::path& folder) {
    std::size_t swept = 0;
    std::error_code error;
    for (auto it = fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied, error);
         !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
        if (AtomicFile::is_temporary(it->path()) && ::unlink(it->path().c_str()) == 0) ++swept;
    }
    return swept;
}

}  // namespace winnow
