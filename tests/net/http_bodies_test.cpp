#include "net/fetching.h"

using namespace winnow;
using namespace winnow::test;

TEST_CASE("packed bodies arrive unpacked, with the bytes counted that were received", "[net]") {
    Server server;
    const auto plain = sample();
    for (const auto* coding : {"gzip", "br", "zstd", "deflate"}) {
        server.on("a.test", std::string("/") + coding, Reply::html(plain).packed(coding));
        auto chunked = Reply::html(plain).packed(coding);
        chunked.chunked = true;
        chunked.drip_bytes = 997;
        server.on("a.test", std::string("/chunked-") + coding, chunked);
        for (const auto* form : {"/", "/chunked-"}) {
            INFO(form << coding);
            const auto response = fetch(server, std::string("http://a.test") + form + coding);
            REQUIRE(response);
            CHECK((response->body == plain));
            CHECK(response->wire_bytes == chunked.body.size());
        }
    }
    auto raw = Reply::html("");
    raw.body = test::raw_deflate(plain);
    server.on("a.test", "/raw", raw.with("Content-Encoding", "deflate"));
    CHECK((fetch(server, "http://a.test/raw")->body == plain));

    auto members = Reply::html("");
    members.body = test::gzip(plain) + test::gzip(plain);
    server.on("a.test", "/members", members.with("Content-Encoding", "gzip"));
    CHECK((fetch(server, "http://a.test/members")->body == plain + plain));
}

TEST_CASE("a body counts as whole only if transfer, decoder and length agree", "[net]") {
    Server server;
    const auto plain = sample();
    const auto add = [&](const std::string& path, Reply reply) { server.on("a.test", path, std::move(reply)); };
    const auto got = [&](const std::string& path) { return outcome(fetch(server, "http://a.test" + path)); };

    auto reply = Reply::html(plain);
    reply.cut_after = 1'000;
    add("/cut-plain", reply);
    CHECK(got("/cut-plain") == "connection");

    reply.chunked = true;
    add("/cut-chunked", reply);
    CHECK(got("/cut-chunked") == "connection");

    reply = Reply::html(plain);
    reply.reset = true;
    reply.cut_after = 1'000;
    add("/reset", reply);
    CHECK(got("/reset") == "connection");

    for (const auto* coding : {"gzip", "br", "zstd", "deflate"}) {
        INFO(coding);
        reply = Reply::html(plain).packed(coding);
        reply.body.resize(reply.body.size() - 4);  // fits its Content-Length: libcurl calls this a success
        add("/cut-packed", reply);
        CHECK(got("/cut-packed") == "connection");
        reply.close_delimited = true;
        add("/cut-packed-close", reply);
        CHECK(got("/cut-packed-close") == "connection");
    }
    reply = Reply::html(plain);
    reply.claimed_length = plain.size() + 1;
    reply.close = true;
    reply.cut_after = plain.size();
    add("/longer", reply);
    CHECK(got("/longer") == "connection");

    reply = Reply::html(plain);
    reply.chunked = true;
    reply.claimed_length = plain.size() - 1;
    add("/length-and-chunks", reply);
    CHECK(got("/length-and-chunks") == "connection");
    reply.claimed_length = plain.size();
    add("/length-and-chunks-agree", reply);
    CHECK(got("/length-and-chunks-agree") == "200");

    add("/two-lengths", Reply::html("12345").with("Content-Length", "5").with("Content-Length", "4"));
    CHECK(got("/two-lengths") == "connection");
    add("/not-gzip", Reply::html(plain).with("Content-Encoding", "gzip"));
    CHECK(got("/not-gzip") == "connection");
    add("/compress", Reply::html(plain).with("Content-Encoding", "compress"));
    CHECK(got("/compress") == "bad_encoding");

    reply = Reply::html(plain);
    reply.close_delimited = true;
    add("/close", reply);
    CHECK(got("/close") == "200");
    add("/empty-gzip", Reply::html("").with("Content-Encoding", "gzip"));
    CHECK(got("/empty-gzip") == "200");
}

TEST_CASE("what is no HTTP is an error, not a page", "[net]") {
    Server server;
    const std::pair<const char*, std::string> cases[] = {
        {"nothing", ""},
        {"garbage", "\x16\x03\x01 garbage garbage garbage\r\n\r\n"},
        {"HTTP/0.9", "<html>just a page</html>"},
        {"no status", "HTTP/1.1 \r\nContent-Length: 2\r\n\r\nok"},
        {"half a head", "HTTP/1.1 200 OK\r\nContent-Le"},
        {"no end of head", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n"},
        {"CR in a header", "HTTP/1.1 200 OK\r\nX: a\rY: b\r\nContent-Length: 2\r\n\r\nok"},
        {"NUL in a header",
         std::string("HTTP/1.1 200 OK\r\nX: a").append(1, '\0').append("b\r\nContent-Length: 2\r\n\r\nok")},
        {"transfer coding", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n"},
        {"bad chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nok\r\n0\r\n\r\n"},
        {"negative length", "HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\nok"},
        {"switching", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n"},
    };
    for (const auto& [name, raw] : cases) {
        Reply reply;
        reply.raw = raw;
        server.on("a.test", "/", reply);
        INFO(name);
        const auto response = fetch(server, "http://a.test/");
        CHECK(outcome(response) == "connection");
        CHECK(response.error().what.starts_with("a.test/: "));
    }
    Reply bare;
    bare.raw = "HTTP/1.1 200 OK\nContent-Length: 2\n\nok";  // RFC 9112 §2.2 lets us take LF alone
    server.on("a.test", "/", bare);
    CHECK(outcome(fetch(server, "http://a.test/")) == "200");
}

TEST_CASE("interim answers are passed over", "[net]") {
    Server server;
    Reply reply;
    reply.raw =
        "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\nX-Interim: 1\r\n\r\n"
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    server.on("a.test", "/", reply);
    const auto response = fetch(server, "http://a.test/");
    REQUIRE(response);
    CHECK(response->body == "ok");
    CHECK(response->header("x-interim").empty());
    CHECK(response->headers.size() == 1);
}

TEST_CASE("bodies are bounded as they arrive, announced or not, packed or not", "[net]") {
    Server server;
    const std::string big(300'000, 'x');
    std::string noise;
    for (unsigned i = 0, x = 1; i < 300'000; ++i)
        noise.push_back(static_cast<char>((x = x * 1'664'525u + 1'013'904'223u) >> 24));
    server.on("a.test", "/announced", Reply::text(big));
    auto reply = Reply::text(big);
    reply.chunked = true;
    server.on("a.test", "/chunked", reply);
    server.on("a.test", "/packed", Reply::text(noise + noise).packed("gzip"));
    std::string half;
    for (std::size_t i = 0; i < big.size(); ++i) half.push_back(i % 20 ? 'x' : noise[i]);
    server.on("a.test", "/well-packed", Reply::text(half).packed("gzip"));

    auto options = options_for(server);
    options.max_body_bytes = 299'999;
    for (const auto* path : {"/announced", "/chunked", "/packed", "/well-packed"}) {
        INFO(path);
        CHECK(outcome(fetch(options, std::string("http://a.test") + path)) == "too_large");
        Request larger(at(std::string("http://a.test") + path));
        larger.max_body_bytes = 700'000;
        CHECK(outcome(fetch(options, larger)) == "200");
    }
    options.max_body_bytes = 300'000;
    CHECK(outcome(fetch(options, "http://a.test/chunked")) == "200");
    CHECK(outcome(fetch(options, "http://a.test/well-packed")) == "200");
}

TEST_CASE("headers are bounded in bytes and in number", "[net]") {
    Server server;
    Reply flood;
    flood.raw = "HTTP/1.1 200 OK\r\n";
    for (int i = 0; i < 20'000; ++i) *flood.raw += "X-" + std::to_string(i) + ": 1\r\n";
    *flood.raw += "Content-Length: 2\r\n\r\nok";
    server.on("a.test", "/many", flood);
    server.on("a.test", "/long", Reply::text("ok").with("X", std::string(70'000, 'x')));
    server.on("a.test", "/longest", Reply::text("ok").with("X", std::string(400'000, 'x')));
    server.on("a.test", "/fine", Reply::text("ok").with("X", std::string(50'000, 'x')));
    CHECK(outcome(fetch(server, "http://a.test/many")) == "too_large");
    CHECK(outcome(fetch(server, "http://a.test/long")) == "too_large");
    CHECK(outcome(fetch(server, "http://a.test/longest")) == "too_large");
    CHECK(outcome(fetch(server, "http://a.test/fine")) == "200");
}

TEST_CASE("a bomb costs neither memory nor the time of other hosts", "[net]") {
    Server server;
    const std::string zeros(1u << 20, '\0');
    Reply brotli, gzip, slow_gzip;
    brotli.body = test::brotli_of_many(zeros, 1'024);  // a GiB in under a kilobyte
    CHECK(brotli.body.size() < 2'000);
    gzip.body = test::gzip_of_many(zeros, 50);
    server.on("a.test", "/brotli", brotli.with("Content-Encoding", "br"));
    server.on("a.test", "/gzip", gzip.with("Content-Encoding", "gzip"));
    server.on("b.test", "/", Reply::text("ok"));

    auto options = options_for(server, {"a.test", "b.test"});
    const auto bomb = fetch(options, "http://a.test/brotli");
    CHECK(outcome(bomb) == "too_large");
    CHECK(bomb.error().what == "a.test/brotli: a body that unpacks to more than 100 times its size");
    CHECK(outcome(fetch(options, "http://a.test/gzip")) == "too_large");

    // Let through what a sitemap may have at most, and look how long the neighbours wait meanwhile.
    options.max_body_bytes = 50u << 20;
    options.max_expansion = 2'000'000;
    asio::io_context loop;
    HttpClient client(loop, options);
    std::chrono::milliseconds slowest{0};
    const auto neighbours = [](HttpClient& http, std::chrono::milliseconds& longest,
                               const bool& over) -> asio::awaitable<void> {
        while (!over) {
            const Request request(at("http://b.test/"));
            const auto response = co_await http.fetch(request);
            REQUIRE(response);
            longest = std::max(longest, response->took);
        }
    };
    const auto both = [&](HttpClient& http) -> asio::awaitable<Result<Response>> {
        bool over = false;
        const auto executor = co_await asio::this_coro::executor;
        asio::co_spawn(executor, neighbours(http, slowest, over), [](std::exception_ptr bug) {
            if (bug) std::rethrow_exception(bug);
        });
        const Request request(at("http://a.test/gzip"));
        auto response = co_await http.fetch(request);
        over = true;
        co_return response;
    };
    const auto response = run(loop, both(client));
    REQUIRE(response);
    CHECK(response->body.size() == 50u << 20);
    CHECK(slowest < 1s);  // 100 ms is the aim; sanitizers and busy machines get more
}

TEST_CASE("a server that does not answer costs a timeout, and nobody else anything", "[net]") {
    Server server;
    Reply never, drip, slow;
    never.never = true;
    drip = Reply::text(std::string(1'000, 'x'));
    drip.drip_bytes = 1;
    drip.drip_every = 20ms;
    slow = Reply::text("late");
    slow.delay = 300ms;
    server.on("a.test", "/never", never);
    server.on("a.test", "/drip", drip);
    server.on("a.test", "/slow", slow);
    for (int i = 0; i < 20; ++i) server.on("h" + std::to_string(i) + ".test", "/", Reply::text("ok"));

    std::vector<std::string> names = {"a.test"};
    for (int i = 0; i < 20; ++i) names.push_back("h" + std::to_string(i) + ".test");
    auto options = options_for(server, names);
    options.total_timeout = 1s;
    const auto never_response = fetch(options, "http://a.test/never");
    CHECK(outcome(never_response) == "timeout");
    CHECK(never_response.error().what == "a.test/never: no answer within 1 s");
    const auto drip_response = fetch(options, "http://a.test/drip");
    CHECK(outcome(drip_response) == "timeout");
    CHECK(drip_response.error().what.starts_with("a.test/drip: not complete after 1 s ("));
    CHECK(outcome(fetch(options, "http://a.test/slow")) == "200");

    options.stall_timeout = 200ms;
    const auto stalled = fetch(options, "http://a.test/slow");
    CHECK(outcome(stalled) == "timeout");
    CHECK(stalled.error().what == "a.test/slow: stalled: nothing received for 200 ms");
    CHECK(outcome(fetch(options, "http://a.test/drip")) == "timeout");

    Request patient(at("http://a.test/never"));
    patient.total_timeout = 50ms;
    CHECK(fetch(options, patient).error().what == "a.test/never: no answer within 50 ms");

    options.stall_timeout = 20s;
    asio::io_context loop;
    HttpClient client(loop, options);
    std::vector<std::string> addresses = {"http://a.test/never", "http://a.test/drip"};
    for (int i = 0; i < 20; ++i) addresses.push_back("http://h" + std::to_string(i) + ".test/");
    const auto all = run(loop, fetch_all(client, addresses));
    for (std::size_t i = 2; i < all.size(); ++i) {
        REQUIRE(all[i]);
        CHECK(all[i]->took < 900ms);
    }
}

TEST_CASE("a connection that nobody accepts is an error of the connection", "[net]") {
    std::uint16_t port = 0;
    {
        Server gone;
        port = gone.port();
    }
    net::Options options;
    options.allow = {*Network::parse("127.0.0.0/8")};
    options.ports = {port};
    const auto response = fetch(options, "http://127.0.0.1:" + std::to_string(port) + "/");
    CHECK(outcome(response) == "connection");
}

TEST_CASE("where only the beginning counts, a longer body ends there and is no failure", "[net]") {
    Server server;
    const auto plain = sample();
    const auto get = [&](const std::string& path, std::size_t at_most) {
        Request request(at("http://a.test" + path));
        request.max_body_bytes = at_most;
        request.truncate = true;
        return fetch(options_for(server), std::move(request));
    };
    for (const auto* coding : {"", "gzip", "br"}) {
        for (const bool chunked : {false, true}) {
            auto reply = Reply::html(plain);
            if (*coding != '\0') reply.packed(coding);
            reply.chunked = chunked;
            const auto path = "/" + std::string(coding) + (chunked ? "-chunked" : "");
            server.on("a.test", path, reply);
            CAPTURE(path);
            const auto cut = get(path, 1'000);
            REQUIRE(cut);
            CHECK(cut->truncated);
            CHECK((cut->body == plain.substr(0, 1'000)));
            const auto exact = get(path, plain.size());
            REQUIRE(exact);
            CHECK_FALSE(exact->truncated);
            CHECK((exact->body == plain));
        }
    }
    auto endless = Reply::html(std::string(1'000'000, 'x'));
    endless.claimed_length = std::size_t{1} << 40;
    endless.cut_after = 1'000'000;
    server.on("a.test", "/endless", endless);
    CHECK(get("/endless", 5'000)->body == std::string(5'000, 'x'));
    auto broken = Reply::html(plain).packed("gzip");
    broken.body.resize(broken.body.size() / 2);
    server.on("a.test", "/broken", broken);
    CHECK(get("/broken", 1'000)->truncated);  // what was asked for is here
    CHECK(outcome(get("/broken", plain.size())) == "connection");
}

TEST_CASE("damage that arrives while libcurl is kept waiting ends the fetch, not its timeout", "[net]") {
    Server server;
    // Unpacks to many slices, so that what comes behind the first read of 60 KiB has to wait; 40 to 1, so no bomb.
    std::string piece(40'000, ' ');
    std::uint32_t noise = 1;
    for (std::size_t i = 0; i < 1'000; ++i)
        piece[i] = static_cast<char>((noise = noise * 1664525u + 1013904223u) >> 24);
    Reply reply = Reply::html(gzip_of_many(piece, 100));
    reply.with("Content-Encoding", "gzip");
    REQUIRE(reply.body.size() > 80'000);
    reply.body.resize(64'000);
    reply.body += std::string(1'000, '\xff');
    reply.claimed_length = 10'000'000;  // and nothing more comes
    server.on("a.test", "/", reply);
    auto options = options_for(server);
    options.total_timeout = options.stall_timeout = 10min;
    asio::io_context loop;
    HttpClient client(loop, options);
    Request request(at("http://a.test/"));
    const auto response = test::run(loop, client.fetch(std::move(request)), 10s);
    CHECK(outcome(response) == "connection");
    REQUIRE_FALSE(response);
    CHECK(response.error().what.find("damaged gzip") != std::string::npos);
}
