// CPU per request of HttpClient::fetch against `curl --parallel`, interleaved in one run: the ratio is what counts
// (aim: at most 0.7), the microseconds depend on the machine. Each runs in a process of its own, so that the kernel's
// share is in the figures; the server is another process.
//
//   net_fetch_bench [requests a round] [rounds] [KiB a body] [hosts]
#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "net/http_client.h"
#include "processes.h"

using namespace winnow;
namespace asio = boost::asio;

namespace {

constexpr int in_flight = 64;

std::string address(std::uint16_t port, int host, int page) {
    return fmt::format("http://127.0.{}.{}:{}/{}", host / 250, host % 250 + 1, port, page);
}

asio::awaitable<void> worker(net::HttpClient& client, std::uint16_t port, int hosts, int& next, int requests,
                             int& failed) {
    while (next < requests) {
        const int page = next++;
        const auto url = url::Url::parse(address(port, page % hosts, page));
        const net::Request request(*url);
        const auto response = co_await client.fetch(request);
        if (!response || response->status != 200) ++failed;
    }
}

int ours(std::uint16_t port, int hosts, int requests) {
    asio::io_context loop(1);
    net::Options options;
    options.user_agent = "winnow-bench/1";
    options.allow = {*net::Network::parse("127.0.0.0/8")};
    options.ports = {port};
    options.max_connections = std::max(in_flight, hosts / 4);
    net::HttpClient client(loop, options);
    int next = 0, failed = 0;
    for (int i = 0; i < in_flight; ++i)
        asio::co_spawn(loop, worker(client, port, hosts, next, requests, failed), [](std::exception_ptr bug) {
            if (bug) std::rethrow_exception(bug);
        });
    loop.run();
    return failed == 0 ? 0 : 1;
}

int curl(std::uint16_t port, int hosts, int requests) {
    const int null = open("/dev/null", O_WRONLY);
    dup2(null, 1);
    dup2(null, 2);
    const auto pages = hosts == 1 ? fmt::format("http://127.0.0.1:{}/[1-{}]", port, requests)
                                  : fmt::format("http://127.0.0.[1-{}]:{}/[1-{}]", hosts, port, requests / hosts);
    execlp("curl", "curl", "-q", "--no-progress-meter", "--parallel", "--parallel-immediate", "--parallel-max", "64",
           "--output", "/dev/null", pages.c_str(), static_cast<char*>(nullptr));
    return 127;
}

}  // namespace

int main(int count, char** values) {
    const int requests = bench::argument(count, values, 1, 20'000);
    const int rounds = bench::argument(count, values, 2, 5);
    const auto body_bytes = static_cast<std::size_t>(bench::argument(count, values, 3, 20)) << 10;
    const int hosts = std::min(bench::argument(count, values, 4, 1), 250);

    const bench::ServerProcess server([body_bytes](test::Server& served) {
        std::string body;
        for (unsigned i = 0; body.size() < body_bytes; ++i) body += fmt::format("<p>{:08x}</p>", i * 2'654'435'761u);
        served.on("*", "/*", test::Reply::html(body));
    });
    const auto port = server.port();
    const auto per_request = [requests](const bench::Cost& cost) { return cost.cpu_us / requests; };
    const auto per_second = [requests](const bench::Cost& cost) { return requests * 1e6 / cost.wall_us; };

    std::vector<double> ratios;
    fmt::print("{:>5}  {:>12} {:>12}  {:>12} {:>12}  {:>6}\n", "round", "ours us/req", "req/s", "curl us/req", "req/s",
               "ratio");
    for (int round = 0; round < rounds; ++round) {
        const auto a = bench::cost_of([&] { return ours(port, hosts, requests); });
        const auto b = bench::cost_of([&] { return curl(port, hosts, requests); });
        ratios.push_back(a.cpu_us / b.cpu_us);
        fmt::print("{:>5}  {:>12.1f} {:>12.0f}  {:>12.1f} {:>12.0f}  {:>6.3f}\n", round + 1, per_request(a),
                   per_second(a), per_request(b), per_second(b), ratios.back());
    }
    std::sort(ratios.begin(), ratios.end());
    fmt::print("fetch CPU / curl --parallel CPU: {:.3f} [{:.3f}..{:.3f}]\n", ratios[ratios.size() / 2], ratios.front(),
               ratios.back());
}
