#include "crawl/host_gate.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "catch.hpp"

namespace asio = boost::asio;
using namespace winnow;
using namespace winnow::crawl;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

struct Span {
    std::string host;
    Clock::time_point begin, end;
};

asio::awaitable<void> visit(HostGate& gate, asio::io_context& loop, std::string host, std::chrono::milliseconds time,
                            std::vector<Span>& spans) {
    auto turn = co_await gate.enter(host);
    if (!turn) co_return;
    const auto begin = Clock::now();
    asio::steady_timer timer(loop, time);
    co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
    turn->finish();
    spans.push_back({host, begin, Clock::now()});
}

}  // namespace

TEST_CASE("a host rests between requests, counted from the end of the last one", "[gate]") {
    asio::io_context loop;
    HostGate gate(loop, {30ms, 8});
    std::vector<Span> spans;
    for (int i = 0; i < 4; ++i)
        asio::co_spawn(loop, visit(gate, loop, "a.test", 10ms, spans), [](std::exception_ptr) {});
    loop.run();
    REQUIRE(spans.size() == 4);
    for (std::size_t i = 1; i < spans.size(); ++i) CHECK(spans[i].begin - spans[i - 1].end >= 29ms);
}

TEST_CASE("hosts do not wait for each other, but for a free slot", "[gate]") {
    asio::io_context loop;
    HostGate gate(loop, {0ms, 2});
    std::vector<Span> spans;
    for (int i = 0; i < 6; ++i)
        asio::co_spawn(loop, visit(gate, loop, "h" + std::to_string(i), 20ms, spans), [](std::exception_ptr) {});
    loop.run();
    REQUIRE(spans.size() == 6);
    int at_most = 0;
    for (const auto& span : spans) {
        int running = 0;
        for (const auto& other : spans) running += other.begin <= span.begin && span.begin < other.end ? 1 : 0;
        at_most = std::max(at_most, running);
    }
    CHECK(at_most == 2);
}

TEST_CASE("hosts that take their time do not take all slots", "[gate]") {
    asio::io_context loop;
    HostGate gate(loop, {0ms, 2, 60ms});
    std::vector<Span> spans;
    const auto start = [&](const std::string& host, std::chrono::milliseconds time) {
        asio::co_spawn(loop, visit(gate, loop, host, time, spans), [](std::exception_ptr) {});
    };
    for (int i = 0; i < 5; ++i) start("slow" + std::to_string(i), 2000ms);
    for (int i = 0; i < 20; ++i) start("quick" + std::to_string(i), 1ms);
    loop.run();
    REQUIRE(spans.size() == 25);
    // Two slow ones hold slots, two more have lent theirs: the fifth and the quick ones wait for the first four.
    const auto begun = spans.front().begin;
    std::size_t slow_at_first = 0;
    for (const auto& span : spans)
        if (span.host.starts_with("slow") && span.begin - begun < 1500ms) ++slow_at_first;
    CHECK(slow_at_first == 4);

    spans.clear();
    for (int i = 0; i < 2; ++i) start("slow" + std::to_string(i), 2000ms);
    for (int i = 0; i < 20; ++i) start("quick" + std::to_string(i), 1ms);
    loop.restart();
    loop.run();
    REQUIRE(spans.size() == 22);
    for (std::size_t i = 0; i < 20; ++i) CHECK(spans[i].host.starts_with("quick"));
}

TEST_CASE("a block holds the host back and is never shortened", "[gate]") {
    asio::io_context loop;
    HostGate gate(loop, {0ms, 8});
    const auto start = Clock::now();
    gate.block("a.test", start + 60ms, "asked to wait");
    gate.block("a.test", start + 10ms, "shorter");
    const auto waits = gate.waits(start);
    REQUIRE(waits.size() == 1);
    CHECK(waits[0].reason == "asked to wait");
    std::vector<Span> spans;
    asio::co_spawn(loop, visit(gate, loop, "a.test", 1ms, spans), [](std::exception_ptr) {});
    loop.run();
    REQUIRE(spans.size() == 1);
    CHECK(spans[0].begin - start >= 60ms);
}

TEST_CASE("a stopped gate lets nobody in and leaves nobody waiting", "[gate]") {
    asio::io_context loop;
    HostGate gate(loop, {10s, 1});
    std::vector<Span> spans;
    for (int i = 0; i < 5; ++i)
        asio::co_spawn(loop, visit(gate, loop, i < 3 ? "a.test" : "b.test", 5ms, spans), [](std::exception_ptr) {});
    asio::steady_timer timer(loop, 30ms);
    timer.async_wait([&](boost::system::error_code) { gate.stop(); });
    const auto start = Clock::now();
    loop.run();
    CHECK(Clock::now() - start < 5s);
    CHECK(spans.size() <= 2);
}

TEST_CASE("the rest follows the site's rule up and down, and a Crawl-delay only lengthens it", "[gate]") {
    asio::io_context loop;
    HostGate gate(loop, {2s, 8});
    CHECK(gate.delay_of("a.test") == 2s);
    gate.set_crawl_delay("a.test", 5s);
    CHECK(gate.delay_of("a.test") == 5s);
    gate.set_delay("a.test", 10s);
    CHECK(gate.delay_of("a.test") == 10s);
    gate.set_delay("a.test", 3s);  // the site file was edited
    CHECK(gate.delay_of("a.test") == 5s);
    gate.set_crawl_delay("a.test", 0s);  // and robots.txt asks for nothing any more
    CHECK(gate.delay_of("a.test") == 3s);
    CHECK(gate.delay_of("b.test") == 2s);
}

TEST_CASE("after a restart every host rests from then on, also one that nobody knew", "[gate]") {
    asio::io_context loop;
    HostGate gate(loop, {60ms, 8});
    const auto start = Clock::now();
    gate.set_crawl_delay("slow.test", 120ms);
    gate.rest_all(start);
    std::vector<Span> spans;
    for (const auto* host : {"slow.test", "new.test"})
        asio::co_spawn(loop, visit(gate, loop, host, 1ms, spans), [](std::exception_ptr) {});
    loop.run();
    REQUIRE(spans.size() == 2);
    CHECK(spans[0].host == "new.test");
    CHECK(spans[0].begin - start >= 60ms);
    CHECK(spans[1].begin - start >= 120ms);
}

TEST_CASE("a host and its www are one host, and the longest of their Crawl-delays counts", "[gate]") {
    asio::io_context loop;
    HostGate gate(loop, {30ms, 8});
    std::vector<Span> spans;
    for (const auto* host : {"a.test", "www.a.test", "a.test", "www.a.test"})
        asio::co_spawn(loop, visit(gate, loop, host, 1ms, spans), [](std::exception_ptr) {});
    loop.run();
    REQUIRE(spans.size() == 4);
    for (std::size_t i = 1; i < spans.size(); ++i) CHECK(spans[i].begin - spans[i - 1].end >= 30ms);

    gate.set_crawl_delay("www.a.test", 5s, "https://www.a.test");
    gate.set_crawl_delay("a.test", 0s, "http://a.test");  // its robots.txt says nothing of it
    CHECK(gate.delay_of("a.test") == 5s);
    gate.set_crawl_delay("www.a.test", 2s, "https://www.a.test");
    CHECK(gate.delay_of("a.test") == 2s);
    gate.block("www.a.test", Clock::now() + 1h, "asked to wait");
    CHECK(gate.free_at("a.test") > Clock::now() + 30min);
}
