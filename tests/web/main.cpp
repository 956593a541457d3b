// winnow-web-check [--hosts N] [--articles N] [--delay MS] [--limit SECONDS] [--flaky] [--keep FOLDER]
//
// Lets the real `winnow run` loose on a web of loopback papers and judges it by the servers' own logs and by the files:
// every announced article once, with its exact text; nothing that robots.txt denies; no request before its time; the
// pace near what the delays allow; flat memory. Exit code 0 if all of that holds.
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <thread>

#include "app/program.h"
#include "web/paper_web.h"

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using winnow::test::Asked;

namespace {

long resident_kib(pid_t process) {
    std::ifstream status(fmt::format("/proc/{}/status", process));
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmRSS:")) return std::atol(line.c_str() + 6);
    return 0;
}

std::size_t articles_below(const fs::path& folder) {
    std::size_t count = 0;
    std::error_code error;
    for (auto it = fs::recursive_directory_iterator(folder, error); !error && it != fs::end(it); it.increment(error))
        count += it->path().extension() == ".txt" ? 1u : 0u;
    return count;
}

bool report(const char* what, const std::vector<std::string>& wrong) {
    fmt::print("{}: {}\n", what, wrong.empty() ? "none" : std::to_string(wrong.size()));
    for (std::size_t i = 0; i < std::min<std::size_t>(wrong.size(), 20); ++i) fmt::print("  {}\n", wrong[i]);
    return wrong.empty();
}

}  // namespace

int main(int count, char** values) {
    CLI::App app("Lets `winnow run` loose on a web of loopback papers and judges what it did.");
    std::string keep;
    winnow::test::PaperWebOptions options;
    int delay_ms = 500, limit_s = 60;
    double least_pace = 0;
    app.add_option("--hosts", options.hosts, "how many papers");
    app.add_option("--articles", options.articles, "on each of them");
    app.add_option("--delay", delay_ms, "politeness.delay in milliseconds");
    app.add_option("--limit", limit_s, "seconds until what is missing counts as missing");
    app.add_flag("--flaky", options.flaky, "also papers that fail at first; takes a minute longer");
    app.add_option("--least-pace", least_pace, "fail below this share of what the delays allow");
    app.add_option("--keep", keep, "leave files, state and log in this folder");
    CLI11_PARSE(app, count, values);
    options.delay = std::chrono::milliseconds(delay_ms);

    const auto folder =
        keep.empty() ? fs::temp_directory_path() / fmt::format("winnow-web-{}", ::getpid()) : fs::path(keep);
    fs::remove_all(folder);
    fs::create_directories(folder);
    winnow::test::PaperWeb web(options);
    const auto config = web.configure(folder);

    const auto begin = Asked::Clock::now();
    std::vector<long> resident;
    int code = -1;
    double seconds = 0;
    {
        winnow::test::Child service({"run", "--config", config.string()}, (folder / "log").string());
        while (Asked::Clock::now() - begin < std::chrono::seconds(limit_s)) {
            std::this_thread::sleep_for(200ms);
            resident.push_back(resident_kib(service.pid()));
            if (articles_below(folder / "articles") >= web.expected()) break;
        }
        seconds = std::chrono::duration<double>(Asked::Clock::now() - begin).count();
        std::this_thread::sleep_for(1s);  // whatever would be written twice
        service.kill(SIGTERM);
        code = service.wait(30s).value_or(-1);
    }

    rusage used{};
    getrusage(RUSAGE_CHILDREN, &used);
    const auto cpu = [](timeval t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6; };
    fmt::print("{} hosts, {} articles expected, {} requests in {:.1f} s with {:.1f} s CPU; exit code {}\n",
               options.hosts, web.expected(), web.server().count(), seconds, cpu(used.ru_utime) + cpu(used.ru_stime),
               code);
    bool good = report("articles that are wrong", web.judge_files(folder / "articles"));
    good = report("requests that are bad manners", web.judge_manners()) && good;
    const auto pace = web.pace(begin);
    const auto share = pace.allowed > 0 ? pace.made / pace.allowed : 0;
    fmt::print("pace: {:.3f} of what the delays allow ({:.0f} requests of {:.0f})\n", share, pace.made, pace.allowed);
    for (const auto& [how, of_those] : pace.by_behaviour)
        fmt::print("  {:<16} {:.3f}\n", how, of_those.first / of_those.second);
    const auto half = resident.begin() + static_cast<std::ptrdiff_t>(resident.size() / 2);
    fmt::print("memory: at most {} KiB in the first half, {} KiB in the second\n",
               resident.empty() ? 0 : *std::max_element(resident.begin(), std::max(half, resident.begin() + 1)),
               resident.empty() ? 0 : *std::max_element(half, resident.end()));
    good = good && code == 0 && share >= least_pace;
    if (keep.empty()) {
        fs::remove_all(folder);
    } else {
        std::ofstream log(folder / "requests.tsv");
        const auto ms = [begin](Asked::Clock::time_point time) {
            return std::chrono::duration<double, std::milli>(time - begin).count();
        };
        for (const auto& asked : web.server().log())
            log << fmt::format("{:.1f}\t{:.1f}\t{}\t{}\n", ms(asked.begin), asked.end ? ms(*asked.end) : -1, asked.host,
                               asked.target);
    }
    return good ? 0 : 1;
}
