#include "base/atomic_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <string>

#include "catch.hpp"
#include "support/broken_disk.h"
#include "support/folder.h"

using namespace winnow;
using test::BrokenDisk;
using test::Folder;
namespace fs = std::filesystem;

namespace {

template <int error>
int failing_fsync(int) {
    errno = error;
    return -1;
}

std::string text(const fs::path& path) {
    return read_file(path).value_or("(" + path.string() + " cannot be read)");
}

}  // namespace

TEST_CASE("a file appears with its commit and not before", "[atomic]") {
    const Folder folder;
    const auto path = folder / "a/b/news.txt";
    auto file = AtomicFile::create(path);
    REQUIRE(file);
    CHECK(file->write("first "));
    CHECK(file->write(""));
    CHECK(file->write("second"));
    CHECK_FALSE(fs::exists(path));
    REQUIRE(file->commit());
    CHECK(text(path) == "first second");
    CHECK(folder.files() == 1);
}

TEST_CASE("what is not committed leaves the old file and nothing else", "[atomic]") {
    const Folder folder;
    const auto path = folder / "news.txt";
    REQUIRE(write_file(path, "old"));
    {
        auto file = AtomicFile::create(path);
        REQUIRE(file);
        CHECK(file->write("new"));
        auto moved = std::move(*file);
        CHECK(moved.write(" and newer"));
        CHECK(folder.files() == 2);
    }
    CHECK(text(path) == "old");
    CHECK(folder.files() == 1);
    REQUIRE(write_file(path, "new"));
    CHECK(text(path) == "new");
}

TEST_CASE("a full disk is an error with its reason, and leaves no trace", "[atomic]") {
    const Folder folder;
    const auto path = folder / "news.txt";
    REQUIRE(write_file(path, "old"));
    BrokenDisk disk;
    const auto check_refused = [&](const char* reason) {
        const auto result = write_file(path, "a new text");
        REQUIRE_FALSE(result);
        CHECK(result.error().code == Errc::disk);
        CHECK(result.error().what.find(path.string()) != std::string::npos);
        CHECK(result.error().what.find(reason) != std::string::npos);
        CHECK(text(path) == "old");
        CHECK(folder.files() == 1);
    };
    SECTION("when opening") {
        disk->open = [](const char*, int, unsigned) {
            errno = EROFS;
            return -1;
        };
        check_refused("Read-only file system");
    }
    SECTION("when writing") {
        disk->write = [](int, const void*, std::size_t) -> long {
            errno = ENOSPC;
            return -1;
        };
        check_refused("No space left on device");
    }
    SECTION("when writing stops making progress") {
        disk->write = [](int, const void*, std::size_t) -> long { return 0; };
        check_refused("No space left on device");
    }
    SECTION("after a few bytes") {
        static int left;
        left = 3;
        disk->write = [](int fd, const void* bytes, std::size_t) -> long {
            if (left-- > 0) return ::write(fd, bytes, 1);
            errno = EDQUOT;
            return -1;
        };
        check_refused("Disk quota exceeded");
    }
    SECTION("when flushing") {
        disk->fsync = failing_fsync<EIO>;
        check_refused("Input/output error");
    }
    SECTION("when renaming") {
        disk->rename = [](const char*, const char*) {
            errno = EACCES;
            return -1;
        };
        check_refused("Permission denied");
    }
}

TEST_CASE("short and interrupted writes go on where they stopped", "[atomic]") {
    const Folder folder;
    BrokenDisk disk;
    static bool interrupt;
    interrupt = false;
    disk->write = [](int fd, const void* bytes, std::size_t count) -> long {
        interrupt = !interrupt;
        if (interrupt) {
            errno = EINTR;
            return -1;
        }
        return ::write(fd, bytes, std::min<std::size_t>(count, 7));
    };
    const std::string long_text(1000, 'x');
    REQUIRE(write_file(folder / "news.txt", long_text));
    CHECK(text(folder / "news.txt") == long_text);
}

TEST_CASE("a failed write cannot be committed", "[atomic]") {
    const Folder folder;
    auto file = AtomicFile::create(folder / "news.txt");
    REQUIRE(file);
    {
        BrokenDisk disk;
        disk->write = [](int, const void*, std::size_t) -> long {
            errno = ENOSPC;
            return -1;
        };
        CHECK_FALSE(file->write("half"));
    }
    const auto committed = file->commit();
    REQUIRE_FALSE(committed);
    CHECK(committed.error().code == Errc::disk);
    CHECK(folder.files() == 0);
}

TEST_CASE("the file, then its folder is flushed, and the rename stands between", "[atomic]") {
    const Folder folder;
    BrokenDisk disk;
    static std::string order;
    order.clear();
    disk->write = [](int fd, const void* bytes, std::size_t count) -> long {
        order += "w";
        return ::write(fd, bytes, count);
    };
    disk->fsync = [](int fd) {
        struct stat info{};
        order += ::fstat(fd, &info) == 0 && S_ISDIR(info.st_mode) ? "d" : "f";
        return ::fsync(fd);
    };
    disk->rename = [](const char* from, const char* to) {
        order += "r";
        return ::rename(from, to);
    };
    REQUIRE(write_file(folder / "news.txt", "text"));
    CHECK(order == "wfrd");
    order.clear();
    REQUIRE(write_file(folder / "new/folder/news.txt", "text"));
    CHECK(order == "ddwfrd");  // each new folder in its parent
}

TEST_CASE("a folder that cannot be flushed is reported, but file systems without that are no error", "[atomic]") {
    const Folder folder;
    BrokenDisk disk;
    disk->fsync = [](int fd) {
        struct stat info{};
        if (::fstat(fd, &info) == 0 && S_ISDIR(info.st_mode)) {
            errno = EIO;
            return -1;
        }
        return ::fsync(fd);
    };
    CHECK_FALSE(write_file(folder / "news.txt", "text"));
    disk->fsync = failing_fsync<EINVAL>;
    CHECK(sync_folder(folder.path()));
    CHECK_FALSE(sync_folder(folder / "missing"));
}

TEST_CASE("temporaries that a crash left are known and swept, and stand in nobody's way", "[atomic]") {
    const Folder folder;
    REQUIRE(write_file(folder / "site/news.txt", "text"));
    // What the next lives of this process would call theirs: same process id, the counter from anywhere.
    const auto mine = "site/.winnow-tmp-" + std::to_string(::getpid()) + "-";
    for (int i = 0; i < 200; ++i) {
        const int fd = ::open((folder / (mine + std::to_string(i)).c_str()).c_str(), O_CREAT | O_WRONLY, 0600);
        REQUIRE(fd >= 0);
        ::close(fd);
    }
    REQUIRE(write_file(folder / "site/other.txt", "text"));
    CHECK(AtomicFile::is_temporary(folder / (mine + "5").c_str()));
    CHECK_FALSE(AtomicFile::is_temporary(folder / "site/news.txt"));
    CHECK(sweep_temporaries(folder.path()) == 200);
    CHECK(folder.files() == 2);
    CHECK(sweep_temporaries(folder / "missing") == 0);
}

TEST_CASE("reading says why it cannot", "[atomic]") {
    const Folder folder;
    CHECK(read_file(folder / "missing").error().code == Errc::disk);
    CHECK(read_file(folder.path()).error().code == Errc::disk);
    REQUIRE(write_file(folder / "news.txt", std::string(1000, 'x')));
    CHECK(read_file(folder / "news.txt", 999).error().code == Errc::too_large);
    CHECK(read_file(folder / "news.txt", 1000));
    CHECK(AtomicFile::create(folder / "news.txt/below").error().code == Errc::disk);
}
