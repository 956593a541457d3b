#include "base/append_file.h"

#include <unistd.h>

#include <cerrno>
#include <string>
#include <vector>

#include "base/atomic_file.h"
#include "catch.hpp"
#include "support/broken_disk.h"
#include "support/folder.h"

using namespace winnow;
using test::BrokenDisk;
using test::Folder;

namespace {

/// Opens the file and tells its whole lines.
std::vector<std::string> lines_of(const std::filesystem::path& path) {
    std::vector<std::string> lines;
    const auto file = AppendFile::open(path, [&](std::string_view line) -> Result<void> {
        lines.emplace_back(line);
        return {};
    });
    REQUIRE(file);
    return lines;
}

}  // namespace

TEST_CASE("what is appended stands behind what was there", "[append]") {
    const Folder folder;
    const auto path = folder / "lines";
    CHECK(lines_of(path).empty());
    for (const std::string_view line : {"one\n", "\n", "three\n"}) {
        auto file = AppendFile::open(path, [](std::string_view) { return Result<void>(); });
        REQUIRE(file);
        REQUIRE(file->append_durably(line));
    }
    CHECK(lines_of(path) == std::vector<std::string>{"one", "", "three"});
}

TEST_CASE("a last line that a crash tore is cut off", "[append]") {
    const Folder folder;
    const auto path = folder / "lines";
    REQUIRE(write_file(path, "one\ntwo\nthr"));
    CHECK(lines_of(path) == std::vector<std::string>{"one", "two"});
    CHECK(read_file(path).value_or("") == "one\ntwo\n");
    REQUIRE(write_file(path, "torn"));
    CHECK(lines_of(path).empty());
    CHECK(read_file(path).value_or("?").empty());
}

TEST_CASE("a file that is not what was expected stays as it is", "[append]") {
    const Folder folder;
    const auto path = folder / "lines";
    REQUIRE(write_file(path, "one\nto\x01rn"));
    const auto refused =
        AppendFile::open(path, [](std::string_view) -> Result<void> { return fail(Errc::invalid, "no line of ours"); });
    REQUIRE_FALSE(refused);
    CHECK(refused.error().what == "no line of ours");
    CHECK(read_file(path).value_or("") == "one\nto\x01rn");
    const auto directory = AppendFile::open(folder.path(), [](std::string_view) { return Result<void>(); });
    REQUIRE_FALSE(directory);
    CHECK(directory.error().code == Errc::disk);
}

TEST_CASE("an append that fails half way leaves nothing, and the next one no gap", "[append]") {
    const Folder folder;
    const auto path = folder / "lines";
    auto file = AppendFile::create(path);
    REQUIRE(file);
    REQUIRE(file->append("one\n"));
    {
        BrokenDisk disk;
        static int left;
        left = 3;
        disk->write = [](int fd, const void* bytes, std::size_t) -> long {
            if (left-- > 0) return ::write(fd, bytes, 1);
            errno = ENOSPC;
            return -1;
        };
        const auto refused = file->append("two\n");
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == Errc::disk);
        CHECK(refused.error().what == path.string() + ": cannot write: No space left on device");
        CHECK(read_file(path).value_or("") == "one\n");
    }
    REQUIRE(file->append("three\n"));
    CHECK(read_file(path).value_or("") == "one\nthree\n");
}

TEST_CASE("a file that is created was not there", "[append]") {
    const Folder folder;
    REQUIRE(AppendFile::create(folder / "a"));
    const auto again = AppendFile::create(folder / "a");
    REQUIRE_FALSE(again);
    CHECK(again.error().code == Errc::disk);
}
