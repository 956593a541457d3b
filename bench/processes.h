#pragma once
/// What the benchmarks of fetching share: a server in a process of its own, and jobs in processes of their own, so that
/// the CPU of the kernel is in each one's figures and in nobody else's.

#include <fmt/core.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <stdexcept>

#include "support/server.h"

namespace winnow::bench {

/// Of one job, user and kernel together.
struct Cost {
    double cpu_us = 0;
    double wall_us = 0;
};

/// Forks, runs `job` and waits for it; 0 is success, all else ends the benchmark.
inline Cost cost_of(const std::function<int()>& job) {
    const auto begun = std::chrono::steady_clock::now();
    const pid_t child = fork();
    if (child == 0) _exit(job());
    int status = 0;
    rusage used{};
    wait4(child, &status, 0, &used);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        fmt::print(stderr, "a child failed (status {})\n", status);
        std::exit(1);
    }
    const auto micros = [](timeval t) { return static_cast<double>(t.tv_sec) * 1e6 + static_cast<double>(t.tv_usec); };
    const std::chrono::duration<double, std::micro> wall = std::chrono::steady_clock::now() - begun;
    return {micros(used.ru_utime) + micros(used.ru_stime), wall.count()};
}

/// On all addresses of 127.0.0.0/8, one port; gone with this object, and with the process that made it.
class ServerProcess {
public:
    /// `set_up` says what is served; it runs in the server's process.
    explicit ServerProcess(const std::function<void(test::Server&)>& set_up) {
        int told[2], alive[2];
        if (pipe(told) != 0 || pipe(alive) != 0) throw std::runtime_error("no pipe for the server");
        process_ = fork();
        if (process_ == 0) {
            close(alive[1]);
            _exit(serve(set_up, told[1], alive[0]));
        }
        alive_ = alive[1];
        if (read(told[0], &port_, sizeof port_) != sizeof port_) throw std::runtime_error("the server does not start");
    }
    ServerProcess(const ServerProcess&) = delete;
    ServerProcess& operator=(const ServerProcess&) = delete;
    ~ServerProcess() {
        close(alive_);
        waitpid(process_, nullptr, 0);
    }

    std::uint16_t port() const { return port_; }

private:
    /// Until the parent closes its end of `alive`.
    static int serve(const std::function<void(test::Server&)>& set_up, int tell, int alive) {
        test::Server::Options options;
        options.address = "0.0.0.0";
        test::Server server(options);
        set_up(server);
        const auto port = server.port();
        if (write(tell, &port, sizeof port) != sizeof port) return 1;
        char byte = 0;
        while (read(alive, &byte, 1) > 0) continue;
        return 0;
    }

    pid_t process_ = -1;
    int alive_ = -1;
    std::uint16_t port_ = 0;
};

/// A positive number from the command line.
inline int argument(int count, char** values, int index, int otherwise) {
    return index < count ? std::max(1, std::atoi(values[index])) : otherwise;
}

}  // namespace winnow::bench
