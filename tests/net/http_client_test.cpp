#include "net/fetching.h"

using namespace winnow;
using namespace winnow::test;

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
    server.on("a.test", "/", [](const Asked& asked) {
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
        const auto response = run(loop, client.fetch(request));
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
    CHECK(outcome(run(loop, client.fetch(request))) == "connection");

    request.http_version = 1;
    const auto response = run(loop, client.fetch(request));
    REQUIRE(response);
    CHECK(response->body == "over HTTP/1.1");
}

TEST_CASE("a kept connection that ends without an answer is not asked again behind the caller's back", "[net]") {
    for (const bool reset : {true, false}) {
        Server server;
        Reply none;
        none.raw = "";
        none.reset = reset;
        server.on("a.test", "/first", Reply::text("here"));
        server.on("a.test", "/second", none);

        asio::io_context loop;
        HttpClient client(loop, options_for(server));
        CHECK(outcome(run(loop, client.fetch(Request(at("http://a.test/first"))))) == "200");
        const auto broken = run(loop, client.fetch(Request(at("http://a.test/second"))));
        REQUIRE_FALSE(broken);
        CHECK(broken.error().code == Errc::unanswered);
        std::size_t asked = 0;
        for (const auto& request : server.log()) asked += request.path == "/second" ? 1u : 0u;
        CHECK(asked == 1);
        CHECK(outcome(run(loop, client.fetch(Request(at("http://a.test/first"))))) == "200");
    }
}
