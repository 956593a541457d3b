#include "demo/demo_web.h"

#include "catch.hpp"
#include "net/http_client.h"
#include "support/run.h"

using namespace winnow;

namespace {

struct Visitor {
    boost::asio::io_context loop;
    demo::Web web;
    net::HttpClient client;

    Visitor() : web(*demo::read_pages(WINNOW_SOURCE_DIR "/tests/sites")), client(loop, options(web)) {}

    static net::Options options(demo::Web& web) {
        net::Options options;
        options.user_agent = "winnow-test/1";
        options.allow = {*net::Network::parse("127.0.0.0/8")};
        options.hosts = web.server().hosts(web.host_names());
        options.ca_file = web.server().ca_file();
        return options;
    }
    Result<net::Response> fetch(const std::string& url, const std::string& etag = "") {
        net::Request request(*url::Url::parse(url));
        request.validators.etag = etag;
        return test::run(loop, client.fetch(std::move(request)));
    }
};

}  // namespace

TEST_CASE("every saved page is served at its own URL, as it is", "[demo]") {
    Visitor visitor;
    std::size_t sent = 0;
    const auto pages = demo::read_pages(WINNOW_SOURCE_DIR "/tests/sites");
    for (const auto& page : *pages) {
        INFO(page.url.href());
        const auto response = visitor.fetch(page.url.href());
        if (!response) FAIL(response.error().what);
        CHECK(response->status == 200);
        CHECK((response->body == page.body));
        CHECK(response->header("content-type") == page.content_type);
        sent += response->wire_bytes < page.body.size() ? 1 : 0;
    }
    CHECK(sent > 20);  // most came packed
}

TEST_CASE("the demo web has what a crawler meets", "[demo]") {
    Visitor visitor;
    const auto urls = visitor.web.urls();
    CHECK(urls.size() > 30);
    const auto first = visitor.fetch(urls.front());
    REQUIRE(first);
    const auto again = visitor.fetch(urls.front(), std::string(first->header("etag")));
    REQUIRE(again);
    CHECK(again->not_modified());

    std::map<int, int> statuses;
    for (const auto& url : urls) {
        const auto response = visitor.fetch(url);
        REQUIRE(response);
        ++statuses[response->status];
        if (response->is_redirect()) CHECK(redirect_target(*response)->scheme() == "https");
    }
    CHECK(statuses[301] == 1);
    CHECK(statuses[302] == 1);
    CHECK(statuses[404] >= 1);
    for (const auto& host : visitor.web.host_names())
        CHECK(visitor.fetch("https://" + host + "/robots.txt")->body.find("User-agent: *") != std::string::npos);
    CHECK(visitor.web.config().find("report.az: '127.0.0.1:") != std::string::npos);
}
