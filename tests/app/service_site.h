#pragma once
/// Papers on loopback, and the real service as an operator runs it: configuration, site files, state and articles in
/// one folder.

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "app/program.h"
#include "crawl/web_fixture.h"

namespace winnow::test {

namespace fs = std::filesystem;

struct Site {
    Server server;
    Folder folder;
    std::vector<std::string> hosts;
    int articles;
    std::vector<std::string> flags;  ///< of `winnow run`

    Site(int host_count, int article_count, std::string delay) : articles(article_count) {
        fs::create_directories(folder.path / "sites");
        std::string mapping;
        for (int h = 0; h < host_count; ++h) {
            const auto host = fmt::format("paper{}.test", h);
            hosts.push_back(host);
            add_paper(server, host, articles);
            mapping += fmt::format("    {}: '{}'\n", host, server.endpoint());
            std::ofstream(folder.path / "sites" / (host + ".yaml")) << fmt::format(
                "host: {0}\nname: Paper\ntimezone: UTC\ndiscover:\n  feeds: ['http://{0}/feed.xml']\n", host);
        }
        std::ofstream(folder.path / "winnow.yaml")
            << "contact: mailto:test@example.org\n"
            << "state: " << (folder.path / "state").string() << "\n"
            << "sites: " << (folder.path / "sites").string() << "\n"
            << "output: {directory: " << (folder.path / "articles").string() << "}\n"
            << "network:\n  allow: [127.0.0.0/8]\n  hosts:\n"
            << mapping << "politeness: {delay: " << delay << "}\n"
            << "schedule: {max_age: 100000h, grace: 2s}\n"
            << "serve: {listen: '127.0.0.1:0', socket: " << (folder.path / "s").string() << "}\n";
    }

    std::string config() const { return (folder.path / "winnow.yaml").string(); }
    std::string log() const { return (folder.path / "log").string(); }
    std::unique_ptr<Child> start() const {
        std::vector<std::string> words{"run", "--config", config()};
        words.insert(words.end(), flags.begin(), flags.end());
        return std::make_unique<Child>(words, log());
    }
    std::vector<std::string> files() const {
        const auto out = folder.path / "articles";
        return fs::exists(out) ? files_below(out, ".txt") : std::vector<std::string>();
    }
    template <class Done>
    bool wait_until(Done done, std::chrono::seconds limit) const {
        const auto end = std::chrono::steady_clock::now() + limit;
        while (!done())
            if (std::chrono::steady_clock::now() > end)
                return false;
            else
                std::this_thread::sleep_for(std::chrono::milliseconds(10));
        return true;
    }
    /// A command to the running service.
    Ran ask(std::vector<std::string> words) const {
        words.insert(words.end(), {"--config", config()});
        return run_program(folder.path.string(), words);
    }
    /// What the status page's port answers, headers and all; empty if nothing does.
    std::string get(const std::string& path, const std::string& host = "localhost") const {
        const auto text = slurp(log());
        const auto at = text.rfind("port=");
        if (at == std::string::npos) return {};
        const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(std::stoi(text.substr(at + 5))));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        std::string answer;
        if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
            const auto request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            (void)!::write(fd, request.data(), request.size());
            char bytes[4096];
            for (long got; (got = ::read(fd, bytes, sizeof bytes)) > 0;)
                answer.append(bytes, static_cast<std::size_t>(got));
        }
        ::close(fd);
        return answer;
    }
};

}  // namespace winnow::test
