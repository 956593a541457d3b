#pragma once
/// What the tests of HttpClient share: a client for one loop, and words for how a fetch ended.

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "catch.hpp"
#include "net/http_client.h"
#include "support/compress.h"
#include "support/dns_server.h"
#include "support/run.h"
#include "support/server.h"

namespace winnow::test {

using namespace std::chrono_literals;
namespace asio = boost::asio;
using net::HttpClient;
using net::Network;
using net::Request;
using net::Response;

inline url::Url at(std::string_view text) {
    auto parsed = url::Url::parse(text);
    if (!parsed) throw std::runtime_error(parsed.error().what);
    return *parsed;
}

/// Settings under which the hosts named lead to `server`, and loopback may be connected to.
inline net::Options options_for(const Server& server, const std::vector<std::string>& names = {"a.test"}) {
    net::Options options;
    options.user_agent = "winnow-test/1 (+https://winnow.test/)";
    options.allow = {*Network::parse("127.0.0.0/8"), *Network::parse("::1/128")};
    options.hosts = server.hosts(names);
    options.connect_timeout = 3s;
    options.total_timeout = 20s;
    return options;
}

inline Result<Response> fetch(const net::Options& options, Request request) {
    asio::io_context loop;
    HttpClient client(loop, options);
    return test::run(loop, client.fetch(std::move(request)));
}
inline Result<Response> fetch(const net::Options& options, std::string_view address) {
    return fetch(options, Request(at(address)));
}
inline Result<Response> fetch(const Server& server, std::string_view address) {
    return fetch(options_for(server), address);
}

/// "timeout", "tls", ... or "200".
inline std::string outcome(const Result<Response>& response) {
    return response ? std::to_string(response->status) : std::string(errc_name(response.error().code));
}

inline std::string sample() {
    std::string text = "<html>";
    for (int i = 0; i < 5'000; ++i) text += "<p>paragraph " + std::to_string(i * 7919 % 10'007) + " of a page</p>\n";
    return text;
}

inline asio::awaitable<std::vector<Result<Response>>> fetch_all(HttpClient& client,
                                                                std::vector<std::string> addresses) {
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

}  // namespace winnow::test
