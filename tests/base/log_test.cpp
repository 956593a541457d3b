#include "base/log.h"

#include <fcntl.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "base/text.h"
#include "catch.hpp"

using namespace winnow;
namespace json = boost::json;

namespace {

/// Catches what is logged meanwhile; the defaults are back in force afterwards.
class Caught {
public:
    explicit Caught(log::Options options) {
        REQUIRE(::pipe2(ends_, O_CLOEXEC | O_NONBLOCK) == 0);
        options.fd = ends_[1];
        log::configure(options);
    }
    ~Caught() {
        log::configure({});
        ::close(ends_[0]);
        ::close(ends_[1]);
    }
    std::string text() const {
        std::string all;
        char buffer[4096];
        for (auto n = ::read(ends_[0], buffer, sizeof buffer); n > 0; n = ::read(ends_[0], buffer, sizeof buffer))
            all.append(buffer, static_cast<std::size_t>(n));
        return all;
    }

private:
    int ends_[2] = {-1, -1};
};

}  // namespace

TEST_CASE("an event is one line of keys and values", "[log]") {
    CHECK(log::render(log::Level::info, "written", {{"site", "report.az"}, {"bytes", 120}, {"title", "Мост"}}, false) ==
          "level=info event=written site=report.az bytes=120 title=Мост");
    CHECK(log::render(log::Level::error, "failed", {{"why", "no space left"}, {"empty", ""}}, false) ==
          R"(level=error event=failed why="no space left" empty="")");
    CHECK(log::render(log::Level::warning, "x", {{"a", "b=c"}, {"q", "say \"hi\""}, {"path", "C:\\x"}}, false) ==
          R"(level=warning event=x a="b=c" q="say \"hi\"" path="C:\\x")");
}

TEST_CASE("nothing that a server says can forge a line, a field or a terminal sequence", "[log]") {
    const std::vector<std::string> hostile{
        "a\nlevel=error event=forged",
        "a\r\n<0>kernel panic",
        "\x1b[2J\x1b]0;owned\x07",
        "\u009b31mred",   // CSI in one character
        "\u202egnp.exe",  // right-to-left override
        "a\u2028b\u2029c\u0085d",
        "a\u200fb\u200bc\ufeffd\u00ade",
        "\x7f\x80\xff\xc3",  // DEL, and no UTF-8
        "\" event=forged x=\"",
        "\\\" event=forged",
        std::string("nul\0byte", 8),
    };
    for (const auto& value : hostile) {
        CAPTURE(value);
        for (const bool as_json : {false, true}) {
            const auto line = log::render(log::Level::info, "fetched", {{"title", value}}, as_json);
            CAPTURE(line);
            CHECK(is_valid_utf8(line));
            for (std::size_t at = 0; at < line.size();) {
                const auto c = next_code_point(line, at);
                CHECK_FALSE((c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x2028 && c <= 0x202E) || c == 0x200F));
            }
            if (as_json) {
                const auto parsed = json::parse(line).as_object();
                CHECK(parsed.size() == 3);
            } else {
                // The whole value stands between quotes; a quote inside is escaped.
                const auto start = line.find("title=") + 6;
                REQUIRE(line[start] == '"');
                std::size_t end = start + 1;
                while (end < line.size() && line[end] != '"') end += line[end] == '\\' ? 2 : 1;
                CHECK(end == line.size() - 1);
            }
        }
    }
}

TEST_CASE("a value without end is cut and says so", "[log]") {
    const auto line = log::render(log::Level::info, "x", {{"url", std::string(100'000, 'u')}}, false);
    CHECK(line.size() < 1100);
    CHECK(line.find("... (100000 bytes)") != std::string::npos);
}

TEST_CASE("as JSON an event reads back as it was", "[log]") {
    const auto line =
        log::render(log::Level::notice, "written", {{"title", "say \"мост\"\n\x1b"}, {"bytes", 12}}, true);
    const auto read = json::parse(line).as_object();
    CHECK(read.at("level").as_string() == "notice");
    CHECK(read.at("event").as_string() == "written");
    CHECK(read.at("title").as_string() == "say \"мост\"\n\x1b");
    CHECK(read.at("bytes").as_string() == "12");
}

TEST_CASE("the journal gets priorities, and no times that it keeps itself", "[log]") {
    const Caught caught({.journal_priorities = true, .timestamps = false});
    log::debug("hidden");
    log::info("one");
    log::notice("two");
    log::warning("three", {{"n", 3}});
    log::error("four");
    CHECK(caught.text() ==
          "<6>level=info event=one\n<5>level=notice event=two\n<4>level=warning event=three n=3\n"
          "<3>level=error event=four\n");
}

TEST_CASE("elsewhere a line starts with its time, in JSON too", "[log]") {
    SECTION("plain") {
        const Caught caught({.level = log::Level::debug});
        log::debug("seen");
        const auto line = caught.text();
        REQUIRE(line.size() > 21);
        CHECK(line.substr(0, 2) == "20");
        CHECK(line.substr(19) == "Z level=debug event=seen\n");
    }
    SECTION("JSON") {
        const Caught caught({.json = true});
        log::info("seen");
        const auto read = json::parse(caught.text()).as_object();
        CHECK(read.at("time").as_string().size() == 20);
    }
}

TEST_CASE("lines of many threads do not mix", "[log]") {
    const Caught caught({.timestamps = false});
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([] {
            for (int i = 0; i < 100; ++i) log::info("event", {{"value", std::string(40, 'x')}});
        });
    }
    for (auto& thread : threads) thread.join();
    const auto all = caught.text();
    std::string wanted;
    for (int i = 0; i < 400; ++i) wanted += "level=info event=event value=" + std::string(40, 'x') + "\n";
    CHECK(all == wanted);
}
