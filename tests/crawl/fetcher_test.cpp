#include "crawl/fetcher.h"

#include <boost/asio/io_context.hpp>

#include "catch.hpp"
#include "crawl/web_fixture.h"
#include "support/run.h"

using namespace winnow;
using namespace winnow::crawl;
using namespace winnow::test;
using namespace std::chrono_literals;

namespace {

/// A fetcher of its own for each test, before a server that answers for all hosts.
struct Visitor {
    Server server;
    boost::asio::io_context loop;
    net::HttpClient http;
    HostGate gate;
    Fetcher fetcher;

    explicit Visitor(const std::vector<std::string>& hosts, std::chrono::milliseconds rest = 1ms)
        : server(with_tls(hosts)),
          http(loop, network_to(server, hosts)),
          gate(loop, GateOptions{rest, 8, 5000ms}),
          fetcher(loop, http, gate, options()) {
        for (const auto& host : hosts) add_paper(server, host, 1);
    }

    static Server::Options with_tls(const std::vector<std::string>& hosts) {
        Server::Options with;
        with.tls_names = hosts;
        return with;
    }

    static FetchOptions options() {
        FetchOptions options;
        options.retries = 0;
        return options;
    }

    Result<Fetched> get(const std::string& url) {
        const ScopeCheck no_scope;
        return run(loop, fetcher.get(net::Request(*url::Url::parse(url)), "page", no_scope));
    }

    std::size_t asked(const std::string& host, const std::string& path) const {
        std::size_t times = 0;
        for (const auto& request : server.log()) times += request.host == host && request.path == path ? 1u : 0u;
        return times;
    }
};

Reply no_answer() {
    Reply reply;
    reply.raw = "";
    return reply;
}

}  // namespace

// RFC 9309 §2.3.1.4: what cannot be reached means complete disallow, at the end of a redirect as well.
TEST_CASE("a robots.txt that has moved to where nobody answers keeps us out", "[fetcher]") {
    Visitor visitor({"a.test", "b.test"});
    visitor.server.on("a.test", "/robots.txt", Reply::redirect("http://b.test/elsewhere.txt", 301));
    visitor.server.on("b.test", "/elsewhere.txt", no_answer());
    const auto page = visitor.get("http://a.test/news/story-number-0");
    CHECK_FALSE(page);
    CHECK(visitor.asked("b.test", "/elsewhere.txt") >= 1);
    CHECK(visitor.asked("a.test", "/news/story-number-0") == 0);
    CHECK(visitor.fetcher.robots_unreachable(*url::Url::parse("http://a.test/")));

    Visitor other({"a.test", "b.test"});
    other.server.on("a.test", "/robots.txt", Reply::redirect("http://b.test/elsewhere.txt", 301));
    other.server.on("b.test", "/elsewhere.txt", Reply::error(503));
    CHECK_FALSE(other.get("http://a.test/news/story-number-0"));
    CHECK(other.asked("a.test", "/news/story-number-0") == 0);
}

// RFC 9309 §2.3.1.2: five redirects are followed, across hosts; §2.3.1.3: what is not to be had then forbids nothing.
TEST_CASE("a robots.txt that has moved is read where it is now", "[fetcher]") {
    Visitor visitor({"a.test", "b.test"});
    visitor.server.on("a.test", "/robots.txt", Reply::redirect("http://b.test/elsewhere.txt", 301));
    visitor.server.on("b.test", "/elsewhere.txt", Reply::text("User-agent: *\nDisallow: /news/\n"));
    const auto page = visitor.get("http://a.test/news/story-number-0");
    REQUIRE_FALSE(page);
    CHECK(page.error().code == Errc::robots_denied);
    CHECK(visitor.asked("a.test", "/news/story-number-0") == 0);
}

// RFC 9309 §2.3: the rules of a service are those at its own /robots.txt.
TEST_CASE("http and https of a host have a robots.txt each", "[fetcher]") {
    Visitor visitor({"a.test"});
    visitor.server.on("a.test", "/robots.txt", [](const Asked& asked) {
        return Reply::text(asked.tls ? "User-agent: *\nDisallow: /news/\n" : "");
    });
    const std::string page = "a.test/news/story-number-0";
    const auto allowed = visitor.get("http://" + page);
    if (!allowed) FAIL(allowed.error().what);
    const auto denied = visitor.get("https://" + page);
    REQUIRE_FALSE(denied);
    CHECK(denied.error().code == Errc::robots_denied);

    // A redirect from one to the other is judged by the rules of where it leads.
    visitor.server.on("a.test", "/moved", Reply::redirect("https://" + page, 301));
    const auto moved = visitor.get("http://a.test/moved");
    REQUIRE_FALSE(moved);
    CHECK(moved.error().code == Errc::robots_denied);
    CHECK(visitor.asked("a.test", "/robots.txt") == 2);
}

TEST_CASE("a robots.txt that http and https share is asked for once", "[fetcher]") {
    Visitor visitor({"a.test"});
    visitor.server.on("a.test", "/robots.txt", [](const Asked& asked) {
        return asked.tls ? Reply::text("User-agent: *\nDisallow: /secret/\n")
                         : Reply::redirect("https://a.test/robots.txt", 301);
    });
    CHECK(visitor.get("http://a.test/news/story-number-0"));
    CHECK(visitor.get("https://a.test/news/story-number-0"));
    CHECK_FALSE(visitor.get("https://a.test/secret/x"));
    CHECK(visitor.asked("a.test", "/robots.txt") == 2);
}

TEST_CASE("a kept connection that ends without an answer is asked once more, after the host's rest", "[fetcher]") {
    Visitor visitor({"a.test"}, 50ms);
    int times = 0;
    visitor.server.on("a.test", "/news/story-number-0", [&times](const Asked&) {
        return ++times == 1 ? no_answer() : Reply::html(article_page("a.test", 0));
    });
    const auto page = visitor.get("http://a.test/news/story-number-0");
    if (!page) FAIL(page.error().what);
    CHECK(visitor.asked("a.test", "/news/story-number-0") == 2);
    CHECK(too_early(visitor.server.log(), 49ms).empty());

    visitor.server.on("a.test", "/never", no_answer());
    CHECK(visitor.get("http://a.test/robots.txt"));  // a connection that is kept
    const auto never = visitor.get("http://a.test/never");
    REQUIRE_FALSE(never);
    CHECK(never.error().code == Errc::connection);
    CHECK(visitor.asked("a.test", "/never") == 2);
    CHECK(too_early(visitor.server.log(), 49ms).empty());
}

TEST_CASE("cookies of a redirect are known by their names and live for one visit", "[fetcher]") {
    Visitor visitor({"paper.test"});
    auto& server = visitor.server;
    server.on("paper.test", "/a", Reply::redirect("/b").with("Set-Cookie", "pass=10; Path=/"));
    server.on("paper.test", "/b", Reply::redirect("/c").with("Set-Cookie", "ss=1"));  // part of the one before
    server.on("paper.test", "/c", Reply::redirect("/d").with("Set-Cookie", "pass=11"));
    server.on("paper.test", "/d", Reply::html("<p>Come in.</p>"));
    REQUIRE(visitor.get("http://paper.test/a"));
    REQUIRE(visitor.get("http://paper.test/d"));
    std::vector<std::string> sent;
    for (const auto& asked : server.log())
        if (asked.path != "/robots.txt") sent.emplace_back(asked.header("cookie"));
    CHECK(sent == std::vector<std::string>{"", "pass=10", "pass=10; ss=1", "pass=11; ss=1", ""});
}
