// The frontier at size: 10 million known URLs. Memory, offers, claims and start-up.
//   store_bench [FILE] [URLS]     the file is made anew; 10,000,000 URLs take 2 GB of disk
//   store_bench --open FILE       start-up alone
//   store_bench --articles [FILE] [ARTICLES]     articles with the keys of their texts, and looking those up; 1,000,000

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "store/store.h"

using namespace winnow;
using Clock = std::chrono::steady_clock;

namespace {

double since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Of this process: what a machine that does other things as well leaves unchanged.
double cpu_seconds() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const auto seconds = [](timeval t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6; };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

struct Lap {
    Clock::time_point begun = Clock::now();
    double cpu = cpu_seconds();
    std::string rate(std::size_t count) const {
        const auto n = static_cast<double>(count);
        return fmt::format("{:>8.0f}/s, {:>5.2f} us CPU each", n / since(begun), (cpu_seconds() - cpu) * 1e6 / n);
    }
};

long resident_kib() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmRSS:")) return std::atol(line.c_str() + 6);
    return 0;
}

store::Offer offer(std::size_t n) {
    store::Offer one;
    one.host = one.site = fmt::format("paper{}.example", n % 500);
    one.url = one.key =
        fmt::format("https://{}/section-{}/2026/02/a-story-with-a-long-name-about-number-{}.html", one.host, n % 17, n);
    return one;
}

void must(bool ok, const char* what) {
    if (ok) return;
    fmt::print(stderr, "{}: failed\n", what);
    std::exit(1);
}

int open_again(const std::filesystem::path& file) {
    const Lap lap;
    auto store = store::Store::open(file);
    must(store.has_value(), "open again");
    fmt::print("start-up with {} known URLs: {:.1f} s ({:.1f} s CPU), {} MiB resident, {} MiB on disk\n",
               store->known_urls(), since(lap.begun), cpu_seconds() - lap.cpu, resident_kib() / 1024,
               std::filesystem::file_size(file) >> 20);
    return 0;
}

/// Keys as of invented texts, all different but for one in ten, which shares half of them with an earlier one.
store::TextKeys keys_of(std::uint64_t number) {
    const auto mixed = [](std::uint64_t x) {
        x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
        x = (x ^ x >> 27) * 0x94d049bb133111ebu;
        return x ^ x >> 31;
    };
    store::TextKeys keys;
    keys.whole = mixed(number * 16 + 1);
    for (std::uint64_t part = 0; part < 8; ++part) {
        const auto whose = number % 10 == 9 && part < 4 ? number / 2 : number;
        keys.parts.push_back(static_cast<std::uint32_t>(mixed(whose * 16 + 2 + part)));
    }
    return keys;
}

int fill_with_articles(const std::filesystem::path& file, std::size_t articles) {
    for (const auto* ending : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + ending);
    auto store = store::Store::open(file);
    must(store.has_value(), "open");
    Lap lap, looking;
    std::size_t found = 0;
    for (std::size_t n = 0; n < articles; ++n) {
        store::ArticleRow row;
        row.id = fmt::format("{:010x}", n * 0x9e3779b97f4a7c15u >> 24);
        row.site = fmt::format("paper{}.example", n % 500);
        row.url = row.key =
            fmt::format("https://{}/2026/02/a-story-with-a-long-name-about-number-{}.html", row.site, n);
        row.title = fmt::format("A story with a long name about number {}", n);
        row.file = fmt::format("{}/2026/02/03/a-story-with-a-long-name-about-number-{}-{}.txt", row.site, n, row.id);
        row.text_sha256 = std::string(64, 'a');
        row.fingerprint = std::string(101, 'f');
        row.written = row.updated = TimePoint{std::chrono::milliseconds(1'790'000'000'000 + n)};
        must(store->put_article(row).has_value(), "article");
        must(store->put_text(row.id, row.written, keys_of(n)).has_value(), "text");
        if (n % 1000 == 999) must(store->commit().has_value(), "commit");
        if ((n + 1) % (articles / 10) != 0) continue;
        fmt::print("{:>9} articles: {}; ", n + 1, lap.rate(articles / 10));
        looking = {};
        for (std::size_t look = 0; look < 10'000; ++look) {
            const auto sharing = store->articles_sharing(keys_of(look * 7919 % (n + 1)));
            must(sharing && !sharing->empty(), "look-up");
            found += sharing->size();
        }
        fmt::print("look-ups {}; {} MiB resident\n", looking.rate(10'000), resident_kib() / 1024);
        lap = {};
    }
    must(store->commit().has_value(), "commit");
    fmt::print("{:.2f} articles a look-up; {} MiB on disk\n", static_cast<double>(found) / 100'000,
               std::filesystem::file_size(file) >> 20);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    setvbuf(stdout, nullptr, _IOLBF, 0);  // a run takes minutes: what is measured is seen at once
    if (argc == 3 && std::string_view(argv[1]) == "--open") return open_again(argv[2]);
    if (argc > 1 && std::string_view(argv[1]) == "--articles")
        return fill_with_articles(argc > 2 ? argv[2] : "store_bench.db",
                                  argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 1'000'000);
    const std::filesystem::path file = argc > 1 ? argv[1] : "store_bench.db";
    const std::size_t urls = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 10'000'000;
    for (const auto* ending : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + ending);
    const TimePoint t0{std::chrono::milliseconds(1'790'000'000'000)};
    {
        auto store = store::Store::open(file);
        must(store.has_value(), "open");
        Lap lap;
        for (std::size_t n = 0; n < urls; ++n) {
            must(store->offer(offer(n), t0, t0).has_value(), "offer");
            if (n % 1000 == 999) must(store->commit().has_value(), "commit");
            if ((n + 1) % (urls / 10) == 0) {
                fmt::print("offered {:>9}: {}, {} MiB resident\n", n + 1, lap.rate(urls / 10), resident_kib() / 1024);
                lap = {};
            }
        }
        must(store->commit().has_value(), "commit");
        lap = {};
        for (std::size_t n = 0; n < 1'000'000; ++n) must(!*store->offer(offer(n * 7 % urls), t0, t0), "known offer");
        fmt::print("known URLs refused: {}\n", lap.rate(1'000'000));
        for (int round = 0; round < 3; ++round) {
            lap = {};
            for (int n = 0; n < 20'000; ++n) {
                const auto visit = store->claim(fmt::format("paper{}.example", n % 500), t0);
                must(visit && *visit, "claim");
                store::Finish finish;
                finish.outcome = "written";
                finish.next = t0 + std::chrono::hours(1);
                must(store->finish(**visit, finish, t0).has_value(), "finish");
                if (n % 1000 == 999) must(store->commit().has_value(), "commit");
            }
            fmt::print("claim and finish: {}\n", lap.rate(20'000));
        }
        fmt::print("before the end: {} MiB resident\n", resident_kib() / 1024);
    }
    // A process of its own, as after a restart: what this one has left in its heap does not count.
    const auto child = fork();
    if (child != 0) {
        int status = 0;
        waitpid(child, &status, 0);
        return status;
    }
    execl("/proc/self/exe", "store_bench", "--open", file.c_str(), nullptr);
    return 127;
}
