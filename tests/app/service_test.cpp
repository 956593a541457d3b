// The service as an operator runs it: the real program, killed, stopped, steered and asked.

#include <fmt/format.h>

#include <random>
#include <set>

#include "app/service_site.h"
#include "catch.hpp"

using namespace winnow::test;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

TEST_CASE("killed a hundred times at random moments, the service loses nothing and writes nothing twice",
          "[service][kill]") {
    constexpr auto delay = 40ms;
    Site site(12, 30, "40ms");
    const std::size_t all = site.hosts.size() * 30;
    std::mt19937 random(20261122);
    int kills = 0;
    for (; kills < 110; ++kills) {
        const auto service = site.start();
        // Killed after a few requests more, wherever it is then: fetching, writing, renaming, committing.
        const auto goal = site.server.count() + 1 + random() % 6;
        const auto jitter = std::chrono::microseconds(random() % 20'000);
        site.wait_until([&] { return site.server.count() >= goal || site.files().size() == all; }, 10s);
        std::this_thread::sleep_for(jitter);
        service->kill(SIGKILL);
        REQUIRE(service->wait(5s) == 128 + SIGKILL);
    }
    CHECK(kills >= 100);
    const auto service = site.start();
    CHECK(site.wait_until([&] { return site.files().size() >= all; }, 90s));
    std::this_thread::sleep_for(300ms);
    service->kill(SIGTERM);
    CHECK(service->wait(10s) == 0);

    const auto files = site.files();
    CHECK(files.size() == all);
    std::set<std::string> stories;
    for (const auto& file : files) {
        const auto text = slurp(file);
        CAPTURE(file, text);
        CHECK(text.starts_with("date 2026-11-"));
        CHECK(text.find("Paragraph 4 of story") != std::string::npos);
        CHECK(text.ends_with(".\n"));
        stories.insert(text.substr(0, text.find("\n\n")));
    }
    CHECK(stories.size() == all);
    for (const auto& entry : fs::recursive_directory_iterator(site.folder.path / "articles"))
        CHECK(entry.path().filename().string().find("winnow-tmp") == std::string::npos);

    std::map<std::string, std::chrono::steady_clock::time_point> last;
    std::vector<std::string> early;
    for (const auto& asked : site.server.log()) {
        // From begin to begin, with some slack: what a killed process had sent reaches the server's log when its thread
        // gets to it. That a rest counts from the end of a visit is tested in crawl/, without kills.
        if (const auto before = last.find(asked.host);
            before != last.end() && asked.begin - before->second < delay - 15ms)
            early.push_back(asked.host + asked.target);
        last[asked.host] = asked.begin;
    }
    CAPTURE(early);
    CHECK(early.empty());
}

TEST_CASE("SIGTERM ends the service within its grace and a new start goes on", "[service]") {
    Site site(3, 10, "100ms");
    auto service = site.start();
    CHECK(site.wait_until([&] { return site.files().size() >= 3; }, 20s));
    service->kill(SIGTERM);
    CHECK(service->wait(5s) == 0);
    CHECK(site.files().size() < 30);
    service = site.start();
    CHECK(site.wait_until([&] { return site.files().size() == 30; }, 30s));
}

TEST_CASE("status, pause, resume and reload steer the running service", "[service]") {
    Site site(2, 3, "50ms");
    const auto service = site.start();
    CHECK(site.wait_until([&] { return site.files().size() == 6; }, 20s));
    const auto folder = site.folder.path.string();
    const auto ask = [&](std::vector<std::string> words) {
        words.insert(words.end(), {"--config", site.config()});
        return run_program(folder, words);
    };
    const auto status = ask({"status"});
    CHECK(status.code == 0);
    CHECK(status.out.find("paper0.test") != std::string::npos);
    CHECK(ask({"status", "--json"}).out.find("\"outcomes_24h\"") != std::string::npos);
    CHECK(ask({"pause", "paper0.test"}).out == "paper0.test: paused\n");
    CHECK(ask({"status"}).out.find("paused") != std::string::npos);
    CHECK(ask({"pause", "nobody.test"}).code == 2);
    CHECK(ask({"resume", "paper0.test"}).code == 0);

    // What can change while it runs is taken, what cannot is named.
    const auto config = slurp(site.config());
    const auto with = [&](const std::string& from, const std::string& to) {
        auto changed = config;
        changed.replace(changed.find(from), from.size(), to);
        std::ofstream(site.config()) << changed;
        return ask({"reload"});
    };
    CHECK(with("grace: 2s", "grace: 3s, revisit: [2h]").out == "reloaded: 2 sites\n");
    CHECK(with("delay: 50ms", "delay: 60ms").err.find("next start") != std::string::npos);
    CHECK(with("grace: 2s", "grace: 2").err.find("winnow.yaml:") != std::string::npos);
    CHECK(with("grace: 2s", "grace: 2s").out == "reloaded: 2 sites\n");

    // A broken file keeps its last good version in force, and reload says what is wrong and where.
    std::ofstream(site.folder.path / "sites" / "paper0.test.yaml") << "host: paper0.test\ntitel: x\n";
    const auto broken = ask({"reload"});
    CHECK(broken.code == 2);
    CHECK(broken.err.find("paper0.test.yaml:2:1") != std::string::npos);
    CHECK(ask({"status"}).out.find("paper0.test.yaml:2:1") != std::string::npos);
    CHECK(ask({"doctor"}).code == 2);
}

TEST_CASE("a site file dropped into the folder is picked up", "[service]") {
    Site site(2, 2, "50ms");
    const auto late = site.folder.path / "sites" / "paper1.test.yaml";
    const auto text = slurp(late.string());
    fs::remove(late);
    const auto service = site.start();
    CHECK(site.wait_until([&] { return site.files().size() == 2; }, 20s));
    std::ofstream(late) << text;
    CHECK(site.wait_until([&] { return site.files().size() == 4; }, 20s));
}

TEST_CASE("the service refuses to start without a contact, with a broken state or a broken configuration",
          "[service]") {
    Site site(1, 1, "50ms");
    const auto folder = site.folder.path.string();
    auto config = slurp(site.config());
    const auto write = [&](const std::string& name, const std::string& yaml) {
        std::ofstream(site.folder.path / name) << yaml;
        return (site.folder.path / name).string();
    };
    const auto nameless =
        run_program(folder, {"run", "--config", write("a.yaml", config.substr(config.find('\n') + 1))});
    CHECK(nameless.code == 2);
    CHECK(nameless.err.find("contact") != std::string::npos);
    const auto typo = run_program(folder, {"run", "--check", "--config", write("b.yaml", config + "polteness: {}\n")});
    CHECK(typo.code == 2);
    CHECK(typo.err.find("did you mean 'politeness'") != std::string::npos);
    fs::create_directories(site.folder.path / "state");
    write("state/winnow.db", std::string(20'000, 'x'));
    const auto rubbish = run_program(folder, {"run", "--config", site.config()});
    CHECK(rubbish.code == 2);
    CHECK(rubbish.err.find("winnow doctor") != std::string::npos);
    CHECK(run_program(folder, {"run", "--check", "--config", site.config()}).code == 0);
}
