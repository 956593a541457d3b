#include "net/response_head.h"

#include <random>

#include "catch.hpp"

using namespace winnow;
using net::ResponseHead;

namespace {

/// Feeds the lines as libcurl would, CRLF added, and gives the first complaint.
std::string complaint(ResponseHead& head, const std::vector<std::string>& lines) {
    for (const auto& line : lines)
        if (const auto read = head.add_line(line + "\r\n"); !read) return read.error().what;
    return "";
}
std::string complaint(const std::vector<std::string>& lines) {
    ResponseHead head(64u << 10);
    return complaint(head, lines);
}

}  // namespace

TEST_CASE("a response head is read to lower-case names and trimmed values", "[net]") {
    ResponseHead head(64u << 10);
    REQUIRE(complaint(head, {"HTTP/1.1 200 OK", "Content-Type:  text/html ", "X-Long: a", "\tb", "  c", "no colon here",
                             ": 1", "no token: 2", "Content-Length : 3", "CONTENT-LENGTH: 12", "Content-Encoding: gzip",
                             "Content-Encoding: br", ""}) == "");
    CHECK(head.finished());
    CHECK(head.status() == 200);
    CHECK(head.content_length() == 12u);
    CHECK_FALSE(head.chunked());
    CHECK(head.content_encoding() == "gzip,br");
    using Headers = std::vector<std::pair<std::string, std::string>>;
    CHECK(head.headers() == Headers{{"content-type", "text/html"},
                                    {"x-long", "a b c"},
                                    {"content-length", "12"},
                                    {"content-encoding", "gzip"},
                                    {"content-encoding", "br"}});
}

TEST_CASE("interim responses are forgotten and trailers dropped", "[net]") {
    ResponseHead head(64u << 10);
    REQUIRE(complaint(head, {"HTTP/1.1 103 Early Hints", "Link: </a.css>", "Content-Length: 3", ""}) == "");
    CHECK_FALSE(head.finished());
    REQUIRE(complaint(head, {"HTTP/1.1 200 OK", "Transfer-Encoding: chunked", ""}) == "");
    CHECK(head.finished());
    CHECK(head.chunked());
    CHECK_FALSE(head.content_length());
    CHECK(head.headers().size() == 1);
    REQUIRE(complaint(head, {"X-Trailer: 1", "Content-Length: 99", ""}) == "");
    CHECK(head.headers().size() == 1);
    CHECK_FALSE(head.content_length());
}

TEST_CASE("what two readers would read as two messages is refused", "[net]") {
    const auto with = [](std::vector<std::string> lines) {
        lines.insert(lines.begin(), "HTTP/1.1 200 OK");
        return complaint(lines);
    };
    CHECK(with({"Content-Length: 10", "Content-Length: 11"}) == "two Content-Lengths that differ");
    CHECK(with({"Content-Length: 10, 11"}) == "a Content-Length that is none");
    CHECK(with({"Content-Length: 10", "Content-Length: 10"}) == "");
    CHECK(with({"Content-Length: 10, 10"}) == "");
    for (const auto* length : {"", "-1", "+10", "0x10", "1e3", "10 10", "18446744073709551616", "ten"})
        CHECK(with({std::string("Content-Length: ") + length}) == "a Content-Length that is none");
    CHECK(with({"Content-Length: 1", " 0"}) == "a folded content-length header");
    CHECK(with({"Transfer-Encoding: gzip, chunked"}) == "a transfer coding that we did not offer");
    CHECK(with({"Transfer-Encoding: Chunked"}) == "");
    CHECK(with({"X: a\rSet-Cookie: b"}) == "a header line with CR or NUL inside");
    CHECK(with({std::string("X: a\0b", 6)}) == "a header line with CR or NUL inside");
    CHECK(complaint({"HTTP/1.1 200 OK", " folded"}) == "a header block that begins with a folded line");
    for (const auto* line : {"HTTP/1.1", "HTTP/1.1 ", "HTTP/1.1 2", "HTTP/1.1 abc", "HTTP/1.1 -20 x", "HTTP/1.1 000 x",
                             "HTTP/1.1 101 Switching Protocols"})
        CHECK(complaint({line}) == "no sensible status line");
    CHECK(complaint({"HTTP/2 204 "}) == "");
    CHECK(complaint({"HTTP/1.1 999 No"}) == "");
}

TEST_CASE("headers are bounded in bytes and in number, interim ones included", "[net]") {
    ResponseHead head(64u << 10);
    std::vector<std::string> flood{"HTTP/1.1 200 OK"};
    for (int i = 0; i < 20'000; ++i) flood.push_back("a:b");
    CHECK(complaint(head, flood) == "more than 1000 headers");

    ResponseHead wide(64u << 10);
    CHECK(complaint(wide, {"HTTP/1.1 200 OK", "X: " + std::string(70'000, 'x')}) == "more than 64 KiB of headers");

    ResponseHead hints(64u << 10);
    std::string last;
    for (int i = 0; i < 5'000 && last.empty(); ++i) last = complaint(hints, {"HTTP/1.1 103 Early Hints", ""});
    CHECK(last == "more than 64 KiB of headers");
}

TEST_CASE("random lines never break the reader of response heads", "[net]") {
    std::mt19937 random(7);
    const std::string alphabet = "HTTP/1. 20\r\n\t:;,=abcContent-LengthTransfer-Encoding\0\xff";
    for (int round = 0; round < 2'000; ++round) {
        ResponseHead head(4'096);
        for (int line = 0; line < 20; ++line) {
            std::string text = line % 3 ? "" : "HTTP/1.1 200";
            for (auto n = random() % 30; n > 0; --n) text += alphabet[random() % alphabet.size()];
            if (!head.add_line(text)) break;
        }
        CHECK(head.headers().size() <= 1'000);
    }
}
