// What it costs to know ten million texts. BM_fingerprint: per article of 500 words. BM_add, BM_find: per text at the
// given size of the index, with one lookup in ten a near copy of a known text; the counters give bytes a text.
// --benchmark_filter=/10000000 needs 1.5 GB.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <memory>
#include <random>
#include <string>

#include "dedupe/boilerplate.h"
#include "dedupe/fingerprint.h"
#include "dedupe/near_duplicates.h"

namespace {

using namespace winnow::dedupe;

std::string article(unsigned seed, int words) {
    std::mt19937 random(seed);
    std::string text;
    for (int i = 0; i < words; ++i) {
        for (auto n = 2 + random() % 8; n > 0; --n) text.push_back(static_cast<char>('a' + random() % 26));
        text += i % 12 == 11 ? ". " : " ";
    }
    return text;
}

/// Fingerprints as of texts, without the texts: making ten million of those would be all that is measured.
Fingerprint random_fingerprint(std::uint64_t seed) {
    std::uint64_t state = seed * 0x9E3779B97F4A7C15u + 1;
    const auto next = [&state] {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        return state * 0x2545F4914F6CDD1Du;
    };
    Fingerprint made;
    made.exact = {next(), next()};
    for (auto* filter : {&made.facts, &made.topics}) (*filter)[0] = next() & next() & next();
    for (auto* filter : {&made.places, &made.fillings})
        for (auto& word : *filter) word = next() & next() & next();
    for (auto& key : made.keys) key = static_cast<std::uint32_t>(next() >> 32);
    for (auto& word : made.sketch) word = next();
    made.pairs = 400;
    return made;
}

/// Three keys in eight and seven sketch values in eight kept.
Fingerprint near_copy(Fingerprint of) {
    for (std::size_t i = 0; i < 5; ++i) of.keys[i * 8 / 5] ^= 0x5A5A5A5Au;
    of.exact[0] ^= 1;
    for (auto& word : of.sketch) word ^= 0xFF00u;
    return of;
}

void BM_fingerprint(benchmark::State& state) {
    const auto text = article(1, 500);
    for (auto _ : state) benchmark::DoNotOptimize(fingerprint("A title of six words or so", text));
    state.SetBytesProcessed(static_cast<std::int64_t>(text.size()) * state.iterations());
}
BENCHMARK(BM_fingerprint)->Unit(benchmark::kMicrosecond);

void BM_compare_texts(benchmark::State& state) {
    const auto a = article(1, 500);
    const auto b = "An intro. " + a;
    for (auto _ : state) benchmark::DoNotOptimize(compare(a, b));
}
BENCHMARK(BM_compare_texts)->Unit(benchmark::kMicrosecond);

void BM_add(benchmark::State& state) {
    const auto texts = static_cast<std::uint64_t>(state.range(0));
    for (auto _ : state) {
        NearDuplicates known(texts + texts / 8);
        for (std::uint64_t i = 0; i < texts; ++i) known.add(i, random_fingerprint(i));
        state.counters["bytes/text"] = static_cast<double>(known.memory_bytes()) / static_cast<double>(known.size());
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(texts) * state.iterations());
}
BENCHMARK(BM_add)->Arg(100'000)->Arg(1'000'000)->Arg(10'000'000)->Unit(benchmark::kMillisecond)->Iterations(1);

void BM_find(benchmark::State& state) {
    const auto texts = static_cast<std::uint64_t>(state.range(0));
    NearDuplicates known(texts + texts / 8);
    for (std::uint64_t i = 0; i < texts; ++i) known.add(i, random_fingerprint(i));
    std::uint64_t asked = 0;
    std::uint64_t copies = 0;
    std::uint64_t found = 0;
    std::uint64_t wrong = 0;
    for (auto _ : state) {
        ++asked;
        const bool copy = asked % 10 == 0;
        const auto of = asked * 7919 % texts;
        const auto match = known.find(copy ? near_copy(random_fingerprint(of)) : random_fingerprint(texts + asked));
        copies += copy ? 1 : 0;
        found += copy && match && match->id == of ? 1 : 0;
        wrong += !copy && match ? 1 : 0;
    }
    state.counters["copies found"] =
        static_cast<double>(found) / static_cast<double>(std::max<std::uint64_t>(copies, 1));
    state.counters["wrong"] = static_cast<double>(wrong);
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_find)->Arg(100'000)->Arg(1'000'000)->Arg(10'000'000)->Unit(benchmark::kMicrosecond);

void BM_learn_page(benchmark::State& state) {
    SiteBoilerplate site;
    std::uint64_t page = 0;
    std::vector<std::string> blocks(40);
    for (auto _ : state) {
        ++page;
        for (std::size_t i = 0; i < blocks.size(); ++i)
            blocks[i] = i < 10 ? "Boilerplate " + std::to_string(i) : std::to_string(page * 100 + i);
        site.learn(std::to_string(page), blocks);
        for (const auto& block : blocks) benchmark::DoNotOptimize(site.contains(block));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_learn_page)->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();
