// The frontier at size: 10 million known URLs. Memory, offers, claims and start-up.
//   store_bench [FILE] [URLS]     the file is made anew; 10,000,000 URLs take 1 GB of disk

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "store/store.h"

using namespace winnow;
using Clock = std::chrono::steady_clock;

namespace {

double since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

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

}  // namespace

int main(int argc, char** argv) {
    const std::filesystem::path file = argc > 1 ? argv[1] : "store_bench.db";
    const std::size_t urls = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 10'000'000;
    for (const auto* ending : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + ending);
    const TimePoint t0{std::chrono::milliseconds(1'790'000'000'000)};
    {
        auto store = store::Store::open(file);
        must(store.has_value(), "open");
        auto start = Clock::now();
        for (std::size_t n = 0; n < urls; ++n) {
            must(store->offer(offer(n), t0, t0).has_value(), "offer");
            if (n % 1000 == 999) must(store->commit().has_value(), "commit");
            if (n > 0 && n % (urls / 5) == 0) {
                fmt::print("offered {:>9}: {:.0f} new/s, {} MiB resident\n", n,
                           static_cast<double>(urls / 5) / since(start), resident_kib() / 1024);
                start = Clock::now();
            }
        }
        must(store->commit().has_value(), "commit");
        start = Clock::now();
        for (std::size_t n = 0; n < 1'000'000; ++n) must(!*store->offer(offer(n * 7 % urls), t0, t0), "known offer");
        fmt::print("known URLs refused: {:.0f}/s\n", 1e6 / since(start));
        for (int round = 0; round < 3; ++round) {
            start = Clock::now();
            for (int n = 0; n < 20'000; ++n) {
                const auto visit = store->claim(fmt::format("paper{}.example", n % 500), t0);
                must(visit && *visit, "claim");
                store::Finish finish;
                finish.outcome = "written";
                finish.next = t0 + std::chrono::hours(1);
                must(store->finish(**visit, finish, t0).has_value(), "finish");
                if (n % 1000 == 999) must(store->commit().has_value(), "commit");
            }
            fmt::print("claim and finish: {:.0f}/s\n", 20'000 / since(start));
        }
    }
    const auto start = Clock::now();
    auto store = store::Store::open(file);
    must(store.has_value(), "open again");
    fmt::print("start-up with {} known URLs: {:.1f} s, {} MiB resident, {} MiB on disk\n", store->known_urls(),
               since(start), resident_kib() / 1024, std::filesystem::file_size(file) >> 20);
    return 0;
}
