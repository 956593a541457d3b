#include "output/writer.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>

#include "base/atomic_file.h"
#include "catch.hpp"
#include "output/warc.h"
#include "support/folder.h"

using namespace winnow;
using namespace winnow::output;
using test::Folder;
namespace fs = std::filesystem;

namespace {

Record story(const std::string& text) {
    Record record;
    record.article.url = record.article.canonical_url = "https://a.test/news/a-story";
    record.article.site = "a.test";
    record.article.title = "A story";
    record.article.published = extract::Date{2026, 2, 19, false, 0, 0, 0, false, 0};
    record.article.body = {{extract::BlockKind::paragraph, 0, text}};
    record.id = article_id(record.article.canonical_url);
    return record;
}

}  // namespace

TEST_CASE("an article is written beside its record and not again if nothing changed", "[writer]") {
    Folder folder;
    auto writer = *ArticleWriter::open({folder.path(), {Format::text, Format::json}, false});
    const auto first = writer.write(story("One."));
    REQUIRE(first);
    CHECK(first->changed);
    CHECK(fs::exists(folder / first->file));
    CHECK(fs::exists((folder / first->file).replace_extension(".json")));
    CHECK_FALSE(writer.write(story("One."))->changed);
}

TEST_CASE("a newer revision replaces the text under the same name and may keep the old one", "[writer]") {
    Folder folder;
    auto writer = *ArticleWriter::open({folder.path(), {Format::text}, true});
    const auto first = *writer.write(story("One."));
    auto second = story("Two.");
    second.revision = 2;
    second.article.published->day = 20;  // a corrected date does not move the file
    const auto again = *writer.write(second, first.file);
    CHECK(again.file == first.file);
    CHECK(read_file(folder / first.file)->find("Two.") != std::string::npos);
    auto old = (folder / first.file).string();
    old.replace(old.size() - 4, 4, ".r1.txt");
    CHECK(read_file(old)->find("One.") != std::string::npos);
}

TEST_CASE("lines are whole, written once, and a torn one is cut off", "[writer]") {
    Folder folder;
    const WriterOptions options{folder.path(), {Format::jsonl}, false};
    {
        auto writer = *ArticleWriter::open(options);
        REQUIRE(writer.write(story("One.")));
        REQUIRE(writer.write(story("One.")));
    }
    const auto file = folder / "articles.jsonl";
    const auto whole = *read_file(file);
    CHECK(std::count(whole.begin(), whole.end(), '\n') == 1);
    {
        std::ofstream torn(file, std::ios::app);
        torn << whole.substr(0, whole.size() / 2);
    }
    auto writer = *ArticleWriter::open(options);
    CHECK(*read_file(file) == whole);
    REQUIRE(writer.write(story("One.")));
    CHECK(*read_file(file) == whole);
    REQUIRE(writer.write(story("Two.")));
    CHECK(read_file(file)->size() > whole.size());
}

TEST_CASE("what a disk did not flush is appended once more, not twice", "[writer]") {
    Folder folder;
    auto writer = *ArticleWriter::open({folder.path(), {Format::jsonl}, false});
    REQUIRE(writer.write(story("One.")));
    const auto calls = disk_calls();
    disk_calls().fsync = [](int) {
        errno = EIO;
        return -1;
    };
    auto next = story("Two.");
    next.revision = 2;
    CHECK_FALSE(writer.write(next));
    disk_calls() = calls;
    REQUIRE(writer.write(next));
    const auto lines = *read_file(folder / "articles.jsonl");
    CHECK(std::count(lines.begin(), lines.end(), '\n') == 2);
}

TEST_CASE("a WARC goes on where a full disk broke a record off", "[warc]") {
    Folder folder;
    const TimePoint now{std::chrono::milliseconds(1'790'000'000'000)};
    auto writer = *WarcWriter::open(folder.path(), "winnow", now);
    const auto put = [&](const std::string& url) {
        return writer.write(url, 200, {{"content-type", "text/html"}}, "<p>" + url, "192.0.2.1", now);
    };
    REQUIRE(put("http://a.test/1"));
    const auto calls = disk_calls();
    static int writes;
    writes = 0;
    disk_calls().write = [](int fd, const void* bytes, std::size_t size) -> long {
        if (++writes == 1) return ::write(fd, bytes, size / 2);
        errno = ENOSPC;
        return -1;
    };
    CHECK_FALSE(put("http://a.test/2"));
    disk_calls() = calls;
    REQUIRE(put("http://a.test/3"));
    std::vector<std::string> urls;
    for (const auto& entry : fs::directory_iterator(folder / "warc")) {
        auto reader = *WarcReader::open(entry.path());
        for (;;) {
            const auto record = reader.next();
            REQUIRE(record);
            if (!*record) break;
            if ((*record)->type == "response") urls.push_back((*record)->target_uri);
        }
    }
    CHECK(urls == std::vector<std::string>{"http://a.test/1", "http://a.test/3"});
}

TEST_CASE("a copy that was written before its original gets the original's id", "[writer]") {
    Folder folder;
    auto writer = *ArticleWriter::open({folder.path(), {Format::text, Format::json, Format::markdown}, false});
    const auto written = *writer.write(story("One."));
    REQUIRE(writer.mark_duplicate(written.file, "abcdefghij"));
    CHECK(read_file((folder / written.file).replace_extension(".json"))->find("\"dup_of\": \"abcdefghij\",") !=
          std::string::npos);
    CHECK(read_file((folder / written.file).replace_extension(".md"))->find("\ndup_of: \"abcdefghij\"\n") !=
          std::string::npos);
}

TEST_CASE("what goes into a WARC comes out of it", "[warc]") {
    Folder folder;
    const TimePoint when{std::chrono::milliseconds(1'790'000'000'000)};
    {
        auto writer = *WarcWriter::open(folder.path(), "winnow test", when);
        REQUIRE(writer.write("https://a.test/x", 200,
                             {{"content-type", "text/html"}, {"content-encoding", "gzip"}, {"x-evil", "a\r\nb: c"}},
                             "<p>body", "192.0.2.1", when));
        REQUIRE(writer.write("https://a.test/y", 404, {}, "", "", when));
    }
    fs::path file;
    for (const auto& entry : fs::directory_iterator(folder / "warc")) file = entry.path();
    auto reader = *WarcReader::open(file);
    auto info = *reader.next();
    REQUIRE(info);
    CHECK(info->type == "warcinfo");
    const auto page = *reader.next();
    REQUIRE(page);
    CHECK(page->target_uri == "https://a.test/x");
    const auto message = *read_http_message(page->block);
    CHECK(message.status == 200);
    CHECK(message.body == "<p>body");
    CHECK(message.header("content-encoding").empty());
    CHECK(message.header("b").empty());
    CHECK(*reader.next());
    CHECK_FALSE(reader.next()->has_value());
}

TEST_CASE("a cut, an empty and a false WARC are errors or an end, never a crash", "[warc]") {
    Folder folder;
    const auto put = [&](const std::string& bytes) {
        std::ofstream(folder / "x.warc", std::ios::binary) << bytes;
        return *WarcReader::open(folder / "x.warc");
    };
    CHECK_FALSE(put("").next()->has_value());
    CHECK_FALSE(put("HTTP/1.1 200 OK\r\n\r\n").next());
    CHECK_FALSE(put("WARC/1.1\r\nWARC-Type: response\r\n\r\n").next());
    CHECK_FALSE(put("WARC/1.1\r\nContent-Length: 100\r\n\r\nshort").next());
    CHECK(read_http_message("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")->body ==
          "hello");
    CHECK(read_http_message("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFF\r\nhello")->body ==
          "hello");
}
