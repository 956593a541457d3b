#include "net/http_client.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstdlib>
#include <fstream>

#include "base/text.h"
#include "catch.hpp"
#include "support/compress.h"
#include "support/dns_server.h"
#include "support/run.h"
#include "support/server.h"

using namespace winnow;
using namespace std::chrono_literals;
namespace asio = boost::asio;
using net::HttpClient;
using net::Network;
using net::Request;
using net::Response;
using test::Reply;
using test::Server;

namespace {

url::Url at(std::string_view text) {
    auto parsed = url::Url::parse(text);
    if (!parsed) throw std::runtime_error(parsed.error().what);
    return *parsed;
}

/// Settings under which the hosts named lead to `server`, and loopback may be connected to.
net::Options options_for(const Server& server, const std::vector<std::string>& names = {"a.test"}) {
    net::Options options;
    options.user_agent = "winnow-test/1 (+https://winnow.test/)";
    options.allow = {*Network::parse("127.0.0.0/8"), *Network::parse("::1/128")};
    options.hosts = server.hosts(names);
    options.connect_timeout = 3s;
    options.total_timeout = 20s;
    return options;
}

Result<Response> fetch(const net::Options& options, Request request) {
    asio::io_context loop;
    HttpClient client(loop, options);
    return test::run(loop, client.fetch(std::move(request)));
}
Result<Response> fetch(const net::Options& options, std::string_view address) {
    return fetch(options, Request(at(address)));
}
Result<Response> fetch(const Server& server, std::string_view address) {
    return fetch(options_for(server), address);
}

/// "timeout", "tls", ... or "200".
std::string outcome(const Result<Response>& response) {
    return response ? std::to_string(response->status) : std::string(errc_name(response.error().code));
}

std::string sample() {
    std::string text = "<html>";
    for (int i = 0; i < 5'000; ++i) text += "<p>paragraph " + std::to_string(i * 7919 % 10'007) + " of a page</p>\n";
    return text;
}

asio::awaitable<std::vector<Result<Response>>> fetch_all(HttpClient& client, std::vector<std::string> addresses) {
    std::vector<Result<Response>> all(addresses.size(), fail(Errc::bug, "never ended"));
    std::size_t running = addresses.size();
    const auto loop = co_await asio::this_coro::executor;
    asio::steady_timer done(loop, asio::steady_timer::time_point::max());
    for (std::size_t i = 0; i < addresses.size(); ++i) {
        Request request(at(addresses[i]));
        auto work = client.fetch(std::move(request));
        const auto at_end = [&all, &running, &done, i](std::exception_ptr bug, Result<Response> response) {
            if (!bug) all[i] = std::move(response);
            if (--running == 0) done.cancel();
        };
        asio::co_spawn(loop, std::move(work), at_end);
    }
    boost::system::error_code ignored;
    if (running > 0) {
        co_await done.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
    co_return all;
}

}  // namespace

// --- one fetch -------------------------------------------------------------------------------------------------------

TEST_CASE("a fetch brings status, headers, body and what it took", "[net]") {
    Server server;
    server.on("a.test", "/page",
              Reply::html("<h1>hello</h1>").with("X-Two", "1").with("X-Two", "2").with("ETag", "\"v1\""));
    const auto response = fetch(server, "http://a.test/page?q=1#top");

    REQUIRE(response);
    CHECK(response->status == 200);
    CHECK(response->body == "<h1>hello</h1>");
    CHECK(response->wire_bytes == 14);
    CHECK(response->header("content-type") == "text/html; charset=utf-8");
    CHECK(response->header("x-two") == "1");
    CHECK(response->header("absent").empty());
    CHECK(response->url == at("http://a.test/page?q=1#top"));
    CHECK(response->address == "127.0.0.1");
    CHECK(response->took >= 0ms);
    CHECK(response->took < 5s);

    const auto asked = server.log().at(0);
    CHECK(asked.target == "/page?q=1");
    CHECK(asked.header("host") == "a.test");
    CHECK(asked.header("user-agent") == "winnow-test/1 (+https://winnow.test/)");
    CHECK(asked.header("accept-encoding") == "gzip, deflate, br, zstd");
    CHECK(asked.header("accept").starts_with("text/html"));
    CHECK(asked.header("cookie").empty());
    CHECK(asked.header("if-none-match").empty());
    CHECK(asked.header("referer").empty());
}

TEST_CASE("a request carries what it was given", "[net]") {
    Server server;
    server.on("a.test", "/", Reply::text("ok"));
    Request request(at("http://a.test/"));
    request.accept = "application/rss+xml";
    request.accept_language = "az, ru;q=0.5";
    request.cookies = "session=1; lang=az";
    request.validators = {"\"v1\"", "Sun, 06 Nov 1994 08:49:37 GMT"};
    REQUIRE(fetch(options_for(server), request));

    const auto asked = server.log().at(0);
    CHECK(asked.header("accept") == "application/rss+xml");
    CHECK(asked.header("accept-language") == "az, ru;q=0.5");
    CHECK(asked.header("cookie") == "session=1; lang=az");
    CHECK(asked.header("if-none-match") == "\"v1\"");
    CHECK(asked.header("if-modified-since") == "Sun, 06 Nov 1994 08:49:37 GMT");
}

TEST_CASE("nothing that was given can add a header line", "[net]") {
    Server server;
    server.on("a.test", "/", Reply::text("ok"));
    Request request(at("http://a.test/"));
    request.cookies = "a=1\r\nX-Evil: 1";
    CHECK(outcome(fetch(options_for(server), request)) == "invalid");
    request.cookies.clear();
    request.accept_language = "az\nX-Evil: 1";
    CHECK(outcome(fetch(options_for(server), request)) == "invalid");
    request.accept_language.clear();
    request.validators = {"\"v1\"\r\nX-Evil: 1", ""};  // came from a server: left out
    CHECK(outcome(fetch(options_for(server), request)) == "200");
    CHECK(server.log().at(0).header("if-none-match").empty());
    CHECK(server.log().at(0).header("x-evil").empty());
}

TEST_CASE("a server that knows our validators answers 304 without a body", "[net]") {
    Server server;
    server.on("a.test", "/", [](const test::Asked& asked) {
        auto reply = Reply::html("new").with("ETag", "\"v2\"");
        if (asked.header("if-none-match") == "\"v2\"") {
            reply.status = 304;
            reply.with("Content-Length", "5000").with("Content-Encoding", "gzip");  // of the page that is not sent
        }
        return reply;
    });
    Request request(at("http://a.test/"));
    request.validators.etag = "\"v2\"";
    const auto response = fetch(options_for(server), request);
    REQUIRE(response);
    CHECK(response->not_modified());
    CHECK(response->body.empty());
}

TEST_CASE("statuses of failure are responses, with their headers and bodies", "[net]") {
    Server server;
    for (const int status : {404, 410, 429, 500, 503, 999}) {
        auto reply = Reply::error(status);
        server.on("a.test", "/" + std::to_string(status), reply.with("Retry-After", "120"));
        const auto response = fetch(server, "http://a.test/" + std::to_string(status));
        REQUIRE(response);
        CHECK(response->status == status);
        CHECK(net::parse_retry_after(response->header("retry-after"), {}) == 120s);
        CHECK_FALSE(response->body.empty());
    }
}

TEST_CASE("a redirect is a response, and its target another request", "[net]") {
    Server server;
    server.on("a.test", "/old", Reply::redirect("/new?x=1"));
    server.on("a.test", "/away", Reply::redirect("//b.test/", 308));
    server.on("a.test", "/inside", Reply::redirect("http://127.0.0.1/admin"));
    server.on("a.test", "/file", Reply::redirect("file:///etc/passwd"));
    server.on("a.test", "/two", Reply::redirect("/x").with("Location", "/y"));
    server.on("a.test", "/none", Reply::error(302));
    const auto target = [&](const std::string& path) {
        const auto response = fetch(server, "http://a.test" + path);
        REQUIRE(response);
        const auto where = redirect_target(*response);
        return where ? where->href() : std::string(errc_name(where.error().code));
    };
    CHECK(target("/old") == "http://a.test/new?x=1");
    CHECK(target("/away") == "http://b.test/");
    CHECK(target("/file") == "invalid");
    CHECK(target("/two") == "invalid");
    CHECK(target("/none") == "invalid");
    CHECK(server.count() == 5);  // nobody followed

    // The target is judged like any address: with nothing allowed but the server's own, it is refused.
    auto options = options_for(server);
    options.allow = {*Network::parse("127.0.0.2/32")};
    options.hosts.clear();
    CHECK(outcome(fetch(options, target("/inside"))) == "refused_address");
}

TEST_CASE("the URL that we judged is the URL that curl fetches", "[net]") {
    Server server;
    server.on("*", "/*", Reply::text("ok"));
    const std::vector<std::string> names = {"a.test", "xn--e1afmkfd.xn--p1ai", "under_score.test", "a.b-c.test"};
    const auto options = options_for(server, names);
    const char* cases[] = {
        "http://a.test",
        "http://A.TEST/Path",
        "http://a.test/a/../b/./c//d/",
        "http://a.test/%2e%2e/%2E/x",
        "http://a.test/a%2fb%5cc%00%zz%",
        "http://a.test\\b\\c",
        "http://a.test/a b\"c<d>e`f{g}|h^i[j]",
        "http://a.test/\xd0\xbf\xd1\x83\xd1\x82\xd1\x8c/\xc9\x99?\xd1\x8f=\xc9\x99 '\"<>",
        "http://a.test/?",
        "http://a.test?x",
        "http://a.test/??a=b?c&d=/e/../f",
        "http://a.test/x?a=%zz&b=[]{}|^`\\",
        "http://a.test/;p=1;q/a:b@c!$&'()*+,=~-._",
        "http://a.test/x#frag?not=query",
        "http://a.test:80/x",
        "http://\xd0\xbf\xd1\x80\xd0\xb8\xd0\xbc\xd0\xb5\xd1\x80.\xd1\x80\xd1\x84/x",
        "http://under_score.test/x",
        "http://a.b-c.test/x",
        "http:a.test/x",
        "http:////a.test/x",
        "  http://a.test/tab\tnew\nline  ",
        "http://a.test/a;b?c#d@127.0.0.1/",
        "http://a.test/@127.0.0.1/",
        "http://a.test/\xf0\x9f\x98\x80?\xf0\x9f\x98\x80",
        "http://a.test/%F0%9F%98%80/%d1%8f",
    };
    for (const auto* text : cases) {
        INFO(text);
        const auto judged = at(text);
        server.clear_log();
        const auto response = fetch(options, Request(judged));
        if (!response) FAIL(response.error().what);
        const auto asked = server.log().at(0);
        CHECK(asked.target == judged.path_and_query());
        CHECK(asked.header("host") == judged.authority());
    }
}

TEST_CASE("credentials and other ports are refused before anything is sent", "[net]") {
    Server server;
    server.on("*", "/*", Reply::text("ok"));
    auto options = options_for(server);
    CHECK(outcome(fetch(options, "http://user:secret@a.test/")) == "invalid");
    CHECK(outcome(fetch(options, "http://user@a.test/")) == "invalid");
    CHECK(outcome(fetch(options, "http://:secret@a.test/")) == "invalid");
    CHECK(outcome(fetch(options, "http://a.test:22/")) == "invalid");
    CHECK(outcome(fetch(options, Request())) == "invalid");
    const auto refused = fetch(options, "http://a.test:8080/x");
    CHECK(refused.error().what == "a.test:8080/x: port 8080 is not allowed");
    CHECK(server.count() == 0);
    options.ports.push_back(8080);
    CHECK(outcome(fetch(options, "http://a.test:8080/x")) == "200");
    CHECK(server.log().at(0).header("host") == "a.test:8080");
}

// --- bodies ----------------------------------------------------------------------------------------------------------

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
        {"NUL in a header", std::string("HTTP/1.1 200 OK\r\nX: a\0b\r\nContent-Length: 2\r\n\r\nok", 50)},
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

// --- limits ----------------------------------------------------------------------------------------------------------

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
    const auto response = test::run(loop, both(client));
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
    const auto all = test::run(loop, fetch_all(client, addresses));
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

// --- addresses and names ---------------------------------------------------------------------------------------------

TEST_CASE("addresses that are not public are refused unless they are listed", "[net]") {
    Server server;
    server.on("*", "/*", Reply::text("ok"));
    auto options = options_for(server);
    options.ports.push_back(server.port());
    const auto here = ":" + std::to_string(server.port()) + "/";
    CHECK(outcome(fetch(options, "http://127.0.0.1" + here)) == "200");
    CHECK(outcome(fetch(options, "http://2130706433" + here)) == "200");

    options.allow.clear();
    for (const auto* host :
         {"127.0.0.1", "127.1", "0x7f.1", "2130706433", "017700000001", "0", "0.0.0.0", "[::1]", "[::]",
          "[::ffff:127.0.0.1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "10.0.0.1", "192.168.0.1",
          "169.254.169.254", "[fd00::1]", "[fe80::1]", "255.255.255.255"}) {
        INFO(host);
        CHECK(outcome(fetch(options, std::string("http://") + host + here)) == "refused_address");
    }
    CHECK(fetch(options, "http://127.1" + here).error().what ==
          "127.0.0.1" + here + ": refused address 127.0.0.1 (loopback)");
    // A mapped host is judged like any other.
    CHECK(outcome(fetch(options, "http://a.test/")) == "refused_address");
    CHECK(server.count() == 2);
}

TEST_CASE("a name is judged by the addresses that it has", "[net]") {
    Server server;
    server.on("*", "/*", Reply::text("ok"));
    test::DnsServer names;
    names.set("good.test", {{"127.0.0.1"}});
    names.set("inside.test", {{"10.0.0.1", "192.168.1.1", "fd00::1"}});
    names.set("mixed.test", {{"10.255.255.1", "127.0.0.1", "fe80::1"}});
    names.set("metadata.test", {{"169.254.169.254"}});
    names.set("empty.test", {});
    names.set("broken.test", {{}, 300, 2, false});
    net::Options options;
    options.allow = {*Network::parse("127.0.0.0/8")};
    options.ports = {server.port()};
    options.name_servers = {names.endpoint()};
    const auto there = [&](const std::string& host) {
        return fetch(options, "http://" + host + ":" + std::to_string(server.port()) + "/");
    };
    CHECK(outcome(there("good.test")) == "200");
    CHECK(outcome(there("GOOD.test")) == "200");
    CHECK(outcome(there("mixed.test")) == "200");  // only the permitted address is tried
    CHECK(outcome(there("inside.test")) == "refused_address");
    CHECK(outcome(there("metadata.test")) == "refused_address");
    const auto missing = there("missing.test");
    CHECK(outcome(missing) == "dns");
    CHECK(missing.error().what == "missing.test: no such host name");
    CHECK(outcome(there("empty.test")) == "dns");
    CHECK(outcome(there("broken.test")) == "dns");
    CHECK(outcome(there("localhost")) == "200");  // /etc/hosts
    CHECK(outcome(there(std::string(70, 'x') + ".test")) == "dns");
    CHECK(outcome(there("good.test.")) == "200");
    CHECK(names.asked("good.test") >= 2);
}

TEST_CASE("a name is looked up once for many fetches, and again after its time", "[net]") {
    Server server;
    server.on("*", "/*", Reply::text("ok"));
    test::DnsServer names;
    names.set("good.test", {{"127.0.0.1"}, 0});
    net::Options options;
    options.allow = {*Network::parse("127.0.0.0/8")};
    options.ports = {server.port()};
    options.name_servers = {names.endpoint()};
    const auto here = ":" + std::to_string(server.port()) + "/";

    asio::io_context loop;
    HttpClient client(loop, options);
    std::vector<std::string> addresses(20, "http://good.test" + here);
    addresses.push_back("http://missing.test" + here);
    addresses.push_back("http://missing.test" + here);
    for (int round = 0; round < 2; ++round) {
        const auto all = test::run(loop, fetch_all(client, addresses));
        for (std::size_t i = 0; i < 20; ++i) CHECK(outcome(all[i]) == "200");
        CHECK(outcome(all[20]) == "dns");
        CHECK(outcome(all[21]) == "dns");
    }
    CHECK(names.asked("good.test") == 2);  // A and AAAA, once
    CHECK(names.asked("missing.test") == 2);
}

TEST_CASE("a name server that is silent costs a timeout, and nobody else anything", "[net]") {
    Server server;
    server.on("*", "/*", Reply::text("ok"));
    test::DnsServer names;
    names.set("good.test", {{"127.0.0.1"}});
    names.set("silent.test", {{}, 300, 0, true});
    net::Options options;
    options.allow = {*Network::parse("127.0.0.0/8")};
    options.ports = {server.port()};
    options.name_servers = {names.endpoint()};
    options.connect_timeout = 300ms;
    const auto here = ":" + std::to_string(server.port()) + "/";

    asio::io_context loop;
    HttpClient client(loop, options);
    const auto all = test::run(loop, fetch_all(client, {"http://silent.test" + here, "http://good.test" + here}));
    CHECK(outcome(all[0]) == "dns");
    CHECK(all[0].error().what == "silent.test: no answer from the name servers in 300 ms");
    CHECK(outcome(all[1]) == "200");
    CHECK(all[1]->took < 250ms);
}

TEST_CASE("a wrong address in the options is told at once", "[net]") {
    asio::io_context loop;
    net::Options options;
    options.hosts = {{"a.test", "b.test"}};
    CHECK_THROWS_AS(HttpClient(loop, options), std::invalid_argument);
    options.hosts.clear();
    options.name_servers = {"not an address"};
    CHECK_THROWS_AS(HttpClient(loop, options), std::invalid_argument);
}

TEST_CASE("IPv6 works, mapped and written out", "[net]") {
    boost::system::error_code no_ipv6;
    {
        asio::io_context loop;
        asio::ip::tcp::acceptor probe(loop);
        probe.open(asio::ip::tcp::v6(), no_ipv6);
        if (!no_ipv6) probe.bind({asio::ip::make_address("::1"), 0}, no_ipv6);
    }
    if (no_ipv6) {
        WARN("no IPv6 loopback here: " << no_ipv6.message());
        return;
    }
    Server::Options with;
    with.address = "::1";
    Server server(with);
    server.on("*", "/*", Reply::text("ok"));
    auto options = options_for(server);
    options.ports.push_back(server.port());
    CHECK(outcome(fetch(options, "http://a.test/")) == "200");
    const auto written = fetch(options, "http://[0:0::1]:" + std::to_string(server.port()) + "/");
    REQUIRE(written);
    CHECK(written->address == "::1");
    CHECK(server.log().at(1).header("host") == "[::1]:" + std::to_string(server.port()));
}

TEST_CASE("the environment's proxies are ignored, a configured one is used", "[net]") {
    Server proxy, server;
    proxy.on("*", "/*", Reply::text("by proxy"));
    server.on("*", "/*", Reply::text("direct"));
    ::setenv("http_proxy", ("http://" + proxy.endpoint()).c_str(), 1);
    ::setenv("all_proxy", ("http://" + proxy.endpoint()).c_str(), 1);
    ::setenv("no_proxy", "*", 1);
    auto options = options_for(server);
    CHECK(fetch(options, "http://a.test/")->body == "direct");

    options.proxy = "http://" + proxy.endpoint();
    options.hosts.clear();
    proxy.on("far.test", "http://far.test/x", Reply::text("by proxy"));
    const auto response = fetch(options, "http://far.test/x");
    ::unsetenv("http_proxy");
    ::unsetenv("all_proxy");
    ::unsetenv("no_proxy");
    REQUIRE(response);
    CHECK(response->body == "by proxy");
    CHECK(proxy.log().at(0).target == "http://far.test/x");
    CHECK(outcome(fetch(options, "http://10.0.0.1/")) == "refused_address");
}

// --- many fetches ----------------------------------------------------------------------------------------------------

TEST_CASE("a connection is used again, and not for another host", "[net]") {
    Server server;
    server.on("*", "/*", Reply::text("ok"));
    asio::io_context loop;
    HttpClient client(loop, options_for(server, {"a.test", "b.test"}));
    for (int i = 0; i < 10; ++i) {
        const auto response = test::run(loop, client.fetch(Request(at(i % 2 ? "http://a.test/" : "http://b.test/"))));
        REQUIRE(response);
        CHECK(response->address == "127.0.0.1");
    }
    CHECK(server.connections() == 2);
    for (const auto& asked : server.log()) CHECK(asked.connection == (asked.host == "b.test" ? 1 : 2));
}

TEST_CASE("a kept connection that the server has closed is no failure", "[net]") {
    Server server;
    Reply closing = Reply::text("ok");
    closing.headers.emplace_back("Connection", "keep-alive");  // and closes all the same
    closing.close = true;
    server.on("a.test", "/", closing);
    asio::io_context loop;
    HttpClient client(loop, options_for(server));
    for (int i = 0; i < 5; ++i) CHECK(outcome(test::run(loop, client.fetch(Request(at("http://a.test/"))))) == "200");
    CHECK(server.connections() == 5);
}

TEST_CASE("hundreds of fetches of hundreds of hosts run at once", "[net]") {
    Server server;
    std::vector<std::string> names, addresses;
    for (int i = 0; i < 300; ++i) names.push_back("h" + std::to_string(i) + ".test");
    const auto plain = sample();
    for (const auto& name : names) {
        auto page = Reply::html(name + plain).packed("gzip");
        page.delay = 50ms;
        server.on(name, "/page", page);
        addresses.push_back("http://" + name + "/page");
    }
    auto options = options_for(server, names);
    options.max_connections = 300;
    asio::io_context loop;
    HttpClient client(loop, options);
    for (int round = 0; round < 3; ++round) {
        const auto all = test::run(loop, fetch_all(client, addresses));
        for (std::size_t i = 0; i < all.size(); ++i) {
            REQUIRE(all[i]);
            CHECK((all[i]->body == names[i] + plain));
        }
    }
    CHECK(server.connections() == 300);
    CHECK(server.count() == 900);
}

TEST_CASE("stop ends what runs, and nothing starts after it", "[net]") {
    Server server;
    Reply never;
    never.never = true;
    server.on("*", "/*", never);
    test::DnsServer names;
    names.set("silent.test", {{}, 300, 0, true});
    auto options = options_for(server);
    options.name_servers = {names.endpoint()};
    asio::io_context loop;
    HttpClient client(loop, options);
    asio::steady_timer later(loop, 100ms);
    later.async_wait([&](boost::system::error_code) { client.stop(); });
    const auto all = test::run(loop, fetch_all(client, {"http://a.test/1", "http://a.test/2", "http://silent.test/"}));
    for (const auto& response : all) CHECK(outcome(response) == "stopped");
    CHECK(outcome(test::run(loop, client.fetch(Request(at("http://a.test/"))))) == "stopped");
    CHECK(server.count() == 2);
}

TEST_CASE("a fetch can be cancelled, alone, at any point", "[net]") {
    using namespace asio::experimental::awaitable_operators;
    Server server;
    Reply never, drip;
    never.never = true;
    drip = Reply::text(std::string(100'000, 'x'));
    drip.drip_bytes = 100;
    drip.drip_every = 5ms;
    server.on("a.test", "/never", never);
    server.on("a.test", "/drip", drip);
    server.on("b.test", "/", Reply::text("ok"));
    test::DnsServer names;
    names.set("silent.test", {{}, 300, 0, true});
    auto options = options_for(server, {"a.test", "b.test"});
    options.name_servers = {names.endpoint()};
    asio::io_context loop;
    HttpClient client(loop, options);

    const auto impatient = [](HttpClient& http, std::string address) -> asio::awaitable<bool> {
        const auto executor = co_await asio::this_coro::executor;
        asio::steady_timer timer(executor, 60ms);
        Request request(at(address));
        const auto first = co_await (http.fetch(std::move(request)) || timer.async_wait(asio::use_awaitable));
        co_return first.index() == 1;
    };
    for (const auto* address : {"http://a.test/never", "http://a.test/drip", "http://silent.test/"}) {
        INFO(address);
        CHECK(test::run(loop, impatient(client, address)));
        CHECK(outcome(test::run(loop, client.fetch(Request(at("http://b.test/"))))) == "200");
    }
}

TEST_CASE("a client may go while its fetches wait", "[net]") {
    Server server;
    Reply never;
    never.never = true;
    server.on("a.test", "/", never);
    std::string seen;
    {
        asio::io_context loop;
        auto client = std::make_unique<HttpClient>(loop, options_for(server));
        asio::co_spawn(loop, client->fetch(Request(at("http://a.test/"))),
                       [&](std::exception_ptr, Result<Response> response) { seen = outcome(response); });
        loop.run_for(100ms);
        client.reset();
        loop.run_for(100ms);
        CHECK(seen == "stopped");

        // And the loop may go first, with the fetch still in it.
        loop.restart();
        client = std::make_unique<HttpClient>(loop, options_for(server));
        asio::co_spawn(loop, client->fetch(Request(at("http://a.test/"))), [](std::exception_ptr, Result<Response>) {});
        loop.run_for(100ms);
        client.reset();
    }
    CHECK(server.count() == 2);
}

TEST_CASE("a client at rest leaves its loop without work", "[net]") {
    Server server;
    server.on("*", "/*", Reply::text("ok"));
    asio::io_context loop;
    HttpClient client(loop, options_for(server));
    REQUIRE(test::run(loop, client.fetch(Request(at("http://a.test/")))));
    const auto begun = std::chrono::steady_clock::now();
    loop.run_for(10s);
    CHECK(std::chrono::steady_clock::now() - begun < 1s);
}

// --- TLS -------------------------------------------------------------------------------------------------------------

namespace {

struct TlsServer {
    explicit TlsServer(Server::Options with) : server(std::move(with)), options(options_for(server)) {
        server.on("*", "/*", Reply::text("over TLS"));
        options.ca_file = server.ca_file();
    }
    static Server::Options named(std::vector<std::string> names) {
        Server::Options with;
        with.tls_names = std::move(names);
        return with;
    }
    Server server;
    net::Options options;
};

}  // namespace

TEST_CASE("TLS is verified: the anchor, the name and the date", "[net]") {
    {
        TlsServer good(TlsServer::named({"a.test"}));
        const auto response = fetch(good.options, "https://a.test/");
        REQUIRE(response);
        CHECK(response->body == "over TLS");
        good.options.ca_file.clear();
        const auto unknown = fetch(good.options, "https://a.test/");
        CHECK(outcome(unknown) == "tls");
        CHECK(unknown.error().what.find("certificate") != std::string::npos);
        CHECK(good.server.count() == 1);
    }
    TlsServer other(TlsServer::named({"b.test"}));
    CHECK(outcome(fetch(other.options, "https://a.test/")) == "tls");
    auto with = TlsServer::named({"a.test"});
    with.expired = true;
    TlsServer old(with);
    CHECK(outcome(fetch(old.options, "https://a.test/")) == "tls");
    auto missing = other.options;
    missing.ca_file = "no/such/file.pem";
    CHECK(outcome(fetch(missing, "https://a.test/")) == "tls");
}

TEST_CASE("a page over TLS that was cut is not whole", "[net]") {
    TlsServer tls(TlsServer::named({"a.test"}));
    auto cut = Reply::html(sample());
    cut.cut_after = 1'000;
    tls.server.on("a.test", "/cut", cut);
    CHECK(outcome(fetch(tls.options, "https://a.test/cut")) == "connection");
    auto whole = Reply::html(sample());
    whole.close_delimited = true;
    tls.server.on("a.test", "/whole", whole);
    CHECK(outcome(fetch(tls.options, "https://a.test/whole")) == "200");
}

TEST_CASE("HTTP/2 is spoken where the request asks for it", "[net]") {
    auto with = TlsServer::named({"a.test"});
    with.http2 = true;
    TlsServer tls(with);
    const auto plain = sample();
    tls.server.on("*", "/*", Reply::text("over HTTP/1.1"));
    tls.server.on("", "", Reply::text(plain).packed("gzip"));  // HTTP/2 requests are not decoded
    Request request(at("https://a.test/page"));
    request.http_version = 2;

    asio::io_context loop;
    HttpClient client(loop, tls.options);
    for (int i = 0; i < 3; ++i) {
        const auto response = test::run(loop, client.fetch(request));
        if (!response) FAIL(response.error().what);
        CHECK(response->status == 200);
        CHECK((response->body == plain));
        CHECK(response->header("content-encoding") == "gzip");
    }
    CHECK(tls.server.connections() == 1);
    CHECK(tls.server.log().at(0).http_version == 2);

    auto cut = Reply::text(plain);
    cut.cut_after = 30'000;
    tls.server.on("", "", cut);
    CHECK(outcome(test::run(loop, client.fetch(request))) == "connection");

    request.http_version = 1;
    const auto response = test::run(loop, client.fetch(request));
    REQUIRE(response);
    CHECK(response->body == "over HTTP/1.1");
}
