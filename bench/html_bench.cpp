// What a page costs beside a bare Gumbo parse of the same bytes, the floor that everything here is measured against.
//
//   html_bench [--benchmark_...] [FOLDER]     pages: all *.html below FOLDER or $WINNOW_PAGES, else made-up ones
//
// Every page goes through all variants before the next one, in an order that turns with each page, so that a busy
// machine slows all of them alike. Read the ratios; seconds are of this machine at this minute.

#include <benchmark/benchmark.h>
#include <gumbo.h>
#include <time.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "html/cut.h"
#include "html/dom.h"
#include "html/selector.h"

namespace {

using namespace winnow::html;
namespace fs = std::filesystem;

std::vector<std::string> pages;

double thread_seconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// About the mix of a news page: a third script, a fifth style, a list of links, some paragraphs.
std::string made_up_page(int seed) {
    std::ostringstream html;
    html << "<!DOCTYPE html><html lang=en><head><title>Page " << seed << "</title><style>";
    for (int i = 0; i < 500; ++i) html << ".c" << i << " > a:hover { color: #" << i << "; margin: 0 auto; }\n";
    html << "</style><script>";
    for (int i = 0; i < 700; ++i) html << "window.queue.push({id: " << i << ", when: a < b && '<b>' });\n";
    html << "</script></head><body class=\"page\"><nav><ul>";
    for (int i = 0; i < 200; ++i)
        html << "<li class=\"menu-item item-" << i << "\"><a href=\"/section/" << i << "\" title=\"x\">Item</a></li>\n";
    html << "</ul></nav><div class=\"article-body\"><h1>A headline</h1>";
    for (int i = 0; i < 60; ++i)
        html << "<p class=\"text\">The council met on <b>Monday</b> and talked about the bridge &amp; its cost, which "
                "has grown again since the last report was read in spring.</p>\n";
    html << "</div></body></html>";
    return html.str();
}

void load_pages(const char* folder) {
    if (folder == nullptr) {
        for (int i = 0; i < 50; ++i) pages.push_back(made_up_page(i));
        return;
    }
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file() || entry.path().extension() != ".html") continue;
        std::ifstream file(entry.path(), std::ios::binary);
        std::ostringstream text;
        text << file.rdbuf();
        pages.push_back(text.str());
    }
    std::sort(pages.begin(), pages.end());
}

/// Thirty as site files have them; on most pages most of them name what is not there.
const std::vector<Selector>& thirty_selectors() {
    static const std::vector<Selector> all = [] {
        std::vector<Selector> out;
        for (const char* text : {"h1.section-title",
                                 "h1.news-title",
                                 "h1",
                                 "meta[property=\"og:title\"]",
                                 "meta[property=\"article:published_time\"]",
                                 ".news-detail__head .news__date",
                                 ".news-detail__head .news__category",
                                 "div.news-detail__desc",
                                 "div.editor-body",
                                 "div.article-body",
                                 "article .entry-content",
                                 "[itemprop=articleBody]",
                                 "time[datetime]",
                                 ".author, .byline",
                                 "a[rel=author]",
                                 ".share, .socials, .ads, .tags",
                                 "aside",
                                 "figure > figcaption",
                                 "div[class*=\"related\"]",
                                 "ul.menu > li > a",
                                 "p + p",
                                 "#content p",
                                 "#main .post p",
                                 "div:not([class]) > p",
                                 "p:first-child",
                                 "li:nth-child(2n+1)",
                                 "div:has(> h2)",
                                 "a[href^=\"http\"]",
                                 "a[href*=\"facebook.com\"]",
                                 "link[rel=canonical]"})
            out.push_back(*Selector::compile(text));
        return out;
    }();
    return all;
}

void run_gumbo(const std::string& html) {
    GumboOutput* const output = gumbo_parse_with_options(&kGumboDefaultOptions, html.data(), html.size());
    gumbo_destroy_output(&kGumboDefaultOptions, output);
}

struct Variant {
    const char* name;
    std::function<double(const std::string&)> seconds;  // of processor time for one page
};

double time_of(const std::function<void()>& work) {
    const double begin = thread_seconds();
    work();
    return thread_seconds() - begin;
}

double time_of_selectors(const std::string& html) {
    const auto page = Document::parse(html);
    if (!page) return 0;
    return time_of([&] {
        for (const auto& selector : thirty_selectors()) benchmark::DoNotOptimize(selector.select(*page));
    });
}

const std::array<Variant, 4>& variants() {
    static const std::array<Variant, 4> all = {{
        {"gumbo", [](const std::string& html) { return time_of([&] { run_gumbo(html); }); }},
        {"parse",
         [](const std::string& html) { return time_of([&] { benchmark::DoNotOptimize(Document::parse(html)); }); }},
        {"cut", [](const std::string& html) { return time_of([&] { benchmark::DoNotOptimize(cut(html)); }); }},
        {"30_selectors", time_of_selectors},
    }};
    return all;
}

void interleaved(benchmark::State& state) {
    std::array<double, 4> seconds{};
    std::size_t bytes = 0;
    std::size_t turn = 0;
    for ([[maybe_unused]] auto _ : state) {
        for (const auto& html : pages) {
            for (std::size_t i = 0; i < seconds.size(); ++i) {
                const std::size_t which = (turn + i) % seconds.size();
                seconds[which] += variants()[which].seconds(html);
            }
            ++turn;
            bytes += html.size();
        }
    }
    for (std::size_t i = 1; i < seconds.size(); ++i)
        state.counters[std::string(variants()[i].name) + "/gumbo"] = seconds[i] / seconds[0];
    state.counters["gumbo_MB/s"] = static_cast<double>(bytes) / seconds[0] / 1e6;
    state.counters["parse_MB/s"] = static_cast<double>(bytes) / seconds[1] / 1e6;
}
BENCHMARK(interleaved)->Iterations(1)->Repetitions(3)->Unit(benchmark::kMillisecond);

void parse(benchmark::State& state) {
    std::size_t at = 0;
    for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(Document::parse(pages[at++ % pages.size()]));
}
BENCHMARK(parse)->Unit(benchmark::kMicrosecond);

}  // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    load_pages(argc > 1 ? argv[1] : std::getenv("WINNOW_PAGES"));
    if (pages.empty()) {
        std::cerr << "html_bench: no *.html there\n";
        return 2;
    }
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
