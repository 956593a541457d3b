// winnow-demo-web SITES [--config FILE] [--urls FILE] [--log FILE] [--seconds N]
//
// Serves the test pages until its standard input ends (its parent is gone), or N seconds have passed (default 300).
// Writes a configuration and a list of URLs for Winnow, prints its port when it is ready, and at the end the requests.
#include <poll.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <csignal>
#include <fstream>
#include <iostream>

#include "demo/demo_web.h"

namespace {

bool write_file(const std::string& path, const std::string& text) {
    if (path.empty()) return true;
    std::ofstream file(path, std::ios::binary);
    file << text;
    file.close();
    if (!file) std::cerr << path << ": cannot be written\n";
    return static_cast<bool>(file);
}

/// Until standard input ends or the time is over.
void wait(std::chrono::seconds limit) {
    const auto deadline = std::chrono::steady_clock::now() + limit;
    for (;;) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
        pollfd input{STDIN_FILENO, POLLIN, 0};
        if (left <= 0 || ::poll(&input, 1, static_cast<int>(left)) < 0) return;
        char bytes[256];
        if (input.revents != 0 && ::read(STDIN_FILENO, bytes, sizeof bytes) <= 0) return;
    }
}

std::string log_of(const winnow::test::Server& server) {
    std::string text;
    std::chrono::steady_clock::time_point first{};
    for (const auto& asked : server.log()) {
        if (text.empty()) first = asked.begin;
        const auto at = std::chrono::duration_cast<std::chrono::milliseconds>(asked.begin - first).count();
        text += std::to_string(at) + "\t" + (asked.tls ? "https://" : "http://") + asked.host + asked.target + "\n";
    }
    return text;
}

}  // namespace

int main(int count, char** values) {
    CLI::App app("Serves Winnow's test pages on loopback under their own host names.");
    std::string sites, config, urls, log;
    int seconds = 300;
    app.add_option("sites", sites, "folder with one folder for each site")->required();
    app.add_option("--config", config, "write a configuration that leads here");
    app.add_option("--urls", urls, "write a list of URLs");
    app.add_option("--log", log, "write the requests at the end: milliseconds, URL");
    app.add_option("--seconds", seconds, "stop after so many")->check(CLI::Range(1, 86'400));
    CLI11_PARSE(app, count, values);

    auto pages = winnow::demo::read_pages(sites);
    if (!pages) {
        std::cerr << pages.error().what << "\n";
        return 1;
    }
    winnow::demo::Web web(std::move(*pages));
    std::string list;
    for (const auto& url : web.urls()) list += url + "\n";
    if (!write_file(config, web.config()) || !write_file(urls, list)) return 1;
    std::cout << web.server().port() << std::endl;
    wait(std::chrono::seconds(seconds));
    return write_file(log, log_of(web.server())) ? 0 : 1;
}
