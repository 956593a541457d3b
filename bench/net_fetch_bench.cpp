// CPU per request of HttpClient::fetch against `curl --parallel`, interleaved in one run: the ratio is what counts
// (aim: at most 0.7), the microseconds depend on the machine. Each runs in a process of its own, so that the kernel's
// share is in the figures; the server is another process.
//
//   net_fetch_bench [requests a round] [rounds] [KiB a body] [hosts]
#include <fcntl.h>
#include <fmt/core.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <functional>

#include "net/http_client.h"
#include "support/server.h"

using namespace winnow;
namespace asio = boost::asio;

namespace {

constexpr int in_flight = 64;

struct Cost {
    double cpu_us = 0;  // a request
    double per_second = 0;
};

Cost measure(int requests, const std::function<int()>& work) {
    const auto begun = std::chrono::steady_clock::now();
    const pid_t child = fork();
    if (child == 0) _exit(work());
    int status = 0;
    rusage used{};
    wait4(child, &status, 0, &used);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        fmt::print(stderr, "a client failed (status {})\n", status);
        std::exit(1);
    }
    const auto seconds = [](timeval t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6; };
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begun;
    return {(seconds(used.ru_utime) + seconds(used.ru_stime)) * 1e6 / requests, requests / wall.count()};
}

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

/// Serves until its parent closes the pipe; tells its port through the other one.
int serve(int tell, int alive, std::size_t body_bytes) {
    test::Server::Options options;
    options.address = "0.0.0.0";
    test::Server server(options);
    std::string body;
    for (unsigned i = 0; body.size() < body_bytes; ++i) body += fmt::format("<p>{:08x}</p>", i * 2'654'435'761u);
    server.on("*", "/*", test::Reply::html(body));
    const auto port = server.port();
    if (write(tell, &port, sizeof port) != sizeof port) return 1;
    char byte = 0;
    while (read(alive, &byte, 1) > 0) continue;
    return 0;
}

int argument(int count, char** values, int index, int otherwise) {
    return index < count ? std::max(1, std::atoi(values[index])) : otherwise;
}

}  // namespace

int main(int count, char** values) {
    const int requests = argument(count, values, 1, 20'000);
    const int rounds = argument(count, values, 2, 5);
    const auto body_bytes = static_cast<std::size_t>(argument(count, values, 3, 20)) << 10;
    const int hosts = std::min(argument(count, values, 4, 1), 250);

    int told[2], alive[2];
    if (pipe(told) != 0 || pipe(alive) != 0) return 1;
    const pid_t server = fork();
    if (server == 0) {
        close(alive[1]);
        _exit(serve(told[1], alive[0], body_bytes));
    }
    std::uint16_t port = 0;
    if (read(told[0], &port, sizeof port) != sizeof port) return 1;

    std::vector<double> ratios;
    fmt::print("{:>5}  {:>12} {:>12}  {:>12} {:>12}  {:>6}\n", "round", "ours us/req", "req/s", "curl us/req", "req/s",
               "ratio");
    for (int round = 0; round < rounds; ++round) {
        const auto a = measure(requests, [&] { return ours(port, hosts, requests); });
        const auto b = measure(requests, [&] { return curl(port, hosts, requests); });
        ratios.push_back(a.cpu_us / b.cpu_us);
        fmt::print("{:>5}  {:>12.1f} {:>12.0f}  {:>12.1f} {:>12.0f}  {:>6.3f}\n", round + 1, a.cpu_us, a.per_second,
                   b.cpu_us, b.per_second, ratios.back());
    }
    std::sort(ratios.begin(), ratios.end());
    fmt::print("fetch CPU / curl --parallel CPU: {:.3f} [{:.3f}..{:.3f}]\n", ratios[ratios.size() / 2], ratios.front(),
               ratios.back());
    close(alive[1]);
    waitpid(server, nullptr, 0);
}
