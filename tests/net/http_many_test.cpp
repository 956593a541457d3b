#include <boost/asio/experimental/awaitable_operators.hpp>

#include "net/fetching.h"

using namespace winnow;
using namespace winnow::test;

TEST_CASE("a connection is used again, and not for another host", "[net]") {
    Server server;
    server.on("*", "/*", Reply::text("ok"));
    asio::io_context loop;
    HttpClient client(loop, options_for(server, {"a.test", "b.test"}));
    for (int i = 0; i < 10; ++i) {
        const auto response = run(loop, client.fetch(Request(at(i % 2 ? "http://a.test/" : "http://b.test/"))));
        REQUIRE(response);
        CHECK(response->address == "127.0.0.1");
    }
    CHECK(server.connections() == 2);
    for (const auto& asked : server.log()) CHECK(asked.connection == (asked.host == "b.test" ? 1 : 2));
}

TEST_CASE("a kept connection that the server has closed is no failure, or one to be asked once more", "[net]") {
    Server server;
    Reply closing = Reply::text("ok");
    closing.headers.emplace_back("Connection", "keep-alive");  // and closes all the same
    closing.close = true;
    server.on("a.test", "/", closing);
    asio::io_context loop;
    HttpClient client(loop, options_for(server));
    for (int i = 0; i < 5; ++i) {
        auto response = run(loop, client.fetch(Request(at("http://a.test/"))));
        // Without a rest between, its end may come only when we have asked already.
        if (!response && response.error().code == Errc::unanswered)
            response = run(loop, client.fetch(Request(at("http://a.test/"))));
        CHECK(outcome(response) == "200");
    }
    CHECK(server.count() == 5);
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
        const auto all = run(loop, fetch_all(client, addresses));
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
    DnsServer names;
    names.set("silent.test", {{}, 300, 0, true});
    auto options = options_for(server);
    options.name_servers = {names.endpoint()};
    asio::io_context loop;
    HttpClient client(loop, options);
    asio::steady_timer later(loop, 100ms);
    later.async_wait([&](boost::system::error_code) { client.stop(); });
    const auto all = run(loop, fetch_all(client, {"http://a.test/1", "http://a.test/2", "http://silent.test/"}));
    for (const auto& response : all) CHECK(outcome(response) == "stopped");
    CHECK(outcome(run(loop, client.fetch(Request(at("http://a.test/"))))) == "stopped");
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
    DnsServer names;
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
        CHECK(run(loop, impatient(client, address)));
        CHECK(outcome(run(loop, client.fetch(Request(at("http://b.test/"))))) == "200");
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
    REQUIRE(run(loop, client.fetch(Request(at("http://a.test/")))));
    const auto begun = std::chrono::steady_clock::now();
    loop.run_for(10s);
    CHECK(std::chrono::steady_clock::now() - begun < 1s);
}
