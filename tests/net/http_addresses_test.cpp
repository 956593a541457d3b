#include <boost/asio/ip/tcp.hpp>
#include <cstdlib>

#include "net/fetching.h"

using namespace winnow;
using namespace winnow::test;

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
    DnsServer names;
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
    DnsServer names;
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
        const auto all = run(loop, fetch_all(client, addresses));
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
    DnsServer names;
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
    const auto all = run(loop, fetch_all(client, {"http://silent.test" + here, "http://good.test" + here}));
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
