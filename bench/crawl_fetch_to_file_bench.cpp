// The whole way of an article from the first byte to a durable file, against the sum of its floors (aim: at most 1.4):
// bare libcurl for the same requests, the parse of the same pages, write and fsync of the same files by as many
// threads. CPU of user and kernel; each runs in a process of its own, interleaved, so that the ratio holds on a busy
// machine.
//
// The ratio depends on the pages: give a folder of real ones.
//
//   crawl_fetch_to_file_bench [requests a round] [rounds] [hosts] [folder of HTML files]
#include <curl/curl.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <gumbo.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>

#include "crawl/page_reading.h"
#include "crawl/pool.h"
#include "html/decode.h"
#include "net/http_client.h"
#include "output/writer.h"
#include "processes.h"

using namespace winnow;
namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace {

constexpr int in_flight = 64;
constexpr int file_threads = 8;

struct Work {
    std::vector<std::string> pages;  ///< bytes of HTML
    std::uint16_t port = 0;
    int requests = 0, hosts = 0;
    fs::path root, folder;

    const std::string& page(int n) const { return pages[static_cast<std::size_t>(n) % pages.size()]; }
    std::string address(int n) const {
        const int host = n % hosts;
        return fmt::format("http://127.0.{}.{}:{}/news/story-{}", host / 250, host % 250 + 1, port, n);
    }
};

/// Of one article.
bench::Cost measure(Work& work, const std::function<int()>& job) {
    // A folder that was never there: ext4 takes its time with inodes that were free a moment ago.
    static int number = 0;
    work.folder = work.root / std::to_string(number++);
    fs::create_directories(work.folder);
    const auto cost = bench::cost_of(job);
    return {cost.cpu_us / work.requests, cost.wall_us / work.requests};
}

// --- the whole way ---------------------------------------------------------------------------------------------------

struct Line {
    asio::io_context loop{1};
    asio::thread_pool workers{2}, files{file_threads};
    std::optional<net::HttpClient> http;
    std::optional<output::ArticleWriter> writer;
    int next = 0, failed = 0;
};

asio::awaitable<void> carry(Line& line, const Work& work) {
    extract::Date today;
    today.year = 2026;
    today.month = today.day = 11;
    while (line.next < work.requests) {
        const int n = line.next++;
        const auto url = url::Url::parse(work.address(n));
        const net::Request request(*url);
        auto response = co_await line.http->fetch(request);
        if (!response) {
            ++line.failed;
            continue;
        }
        crawl::Fetched fetched;
        fetched.response = std::move(*response);
        crawl::ReadingOptions options;
        options.now = TimePoint(std::chrono::milliseconds(1'790'000'000'000));
        const auto read = [&fetched, options] { return crawl::read_page(fetched, options); };
        auto reading = co_await crawl::run_on(line.workers, read);
        // The pages come round again: each visit is an article of its own, and all are of today.
        reading.record.id = fmt::format("{:010}", n);
        reading.record.article.published = today;
        const auto write = [&line, &reading] { return line.writer->write(reading.record).has_value(); };
        const bool written = co_await crawl::run_on(line.files, write);
        line.failed += written ? 0 : 1;
    }
}

int whole_way(const Work& work) {
    Line line;
    net::Options options;
    options.user_agent = "winnow-bench/1";
    options.allow = {*net::Network::parse("127.0.0.0/8")};
    options.ports = {work.port};
    line.http.emplace(line.loop, options);
    output::WriterOptions writing;
    writing.directory = work.folder;
    auto writer = output::ArticleWriter::open(writing);
    if (!writer) return 1;
    line.writer = std::move(*writer);
    for (int i = 0; i < in_flight; ++i)
        asio::co_spawn(line.loop, carry(line, work), [](std::exception_ptr bug) {
            if (bug) std::rethrow_exception(bug);
        });
    line.loop.run();
    line.workers.join();
    line.files.join();
    return line.failed == 0 ? 0 : 1;
}

// --- the floors ------------------------------------------------------------------------------------------------------

std::size_t take(char* bytes, std::size_t size, std::size_t count, void* into) {
    static_cast<std::string*>(into)->append(bytes, size * count);
    return size * count;
}

int bare_curl(const Work& work) {
    CURLM* multi = curl_multi_init();
    std::vector<CURL*> idle;
    std::vector<std::string> bodies(in_flight);
    for (auto& body : bodies) {
        CURL* easy = curl_easy_init();
        curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &take);
        curl_easy_setopt(easy, CURLOPT_WRITEDATA, &body);
        curl_easy_setopt(easy, CURLOPT_PRIVATE, &body);
        idle.push_back(easy);
    }
    int next = 0, done = 0, failed = 0;
    while (done < work.requests) {
        for (; !idle.empty() && next < work.requests; ++next) {
            curl_easy_setopt(idle.back(), CURLOPT_URL, work.address(next).c_str());
            curl_multi_add_handle(multi, idle.back());
            idle.pop_back();
        }
        int running = 0, left = 0;
        curl_multi_perform(multi, &running);
        while (const CURLMsg* message = curl_multi_info_read(multi, &left)) {
            CURL* easy = message->easy_handle;
            failed += message->data.result == CURLE_OK ? 0 : 1;
            char* body = nullptr;
            curl_easy_getinfo(easy, CURLINFO_PRIVATE, &body);
            static_cast<std::string*>(static_cast<void*>(body))->clear();
            curl_multi_remove_handle(multi, easy);
            idle.push_back(easy);
            ++done;
        }
        if (running > 0) curl_multi_poll(multi, nullptr, 0, 1000, nullptr);
    }
    return failed == 0 ? 0 : 1;
}

/// The page without the bodies of its scripts and styles (JSON-LD stays): the plain form of the cut, for the floor.
std::string without_scripts(std::string_view page) {
    std::string out;
    for (std::size_t at = 0; at < page.size();) {
        std::size_t open = std::string_view::npos;
        std::string_view end;
        for (const auto& [tag, close] : {std::pair<std::string_view, std::string_view>{"<script", "</script"},
                                         std::pair<std::string_view, std::string_view>{"<style", "</style"}}) {
            const auto found = page.find(tag, at);
            if (found < open) {
                open = found;
                end = close;
            }
        }
        const auto body = open == std::string_view::npos ? open : page.find('>', open);
        const auto close = body == std::string_view::npos ? body : page.find(end, body);
        if (close == std::string_view::npos) return out.append(page.substr(at));
        const bool json = page.substr(open, body - open).find("ld+json") != std::string_view::npos;
        out.append(page.substr(at, (json ? close : body + 1) - at));
        at = close;
    }
    return out;
}

/// Memory for one Gumbo tree, given back at once.
struct Arena {
    std::vector<char> bytes = std::vector<char>(64u << 20);
    std::size_t used = 0;
    static void* take(void* arena, std::size_t size) {
        auto* self = static_cast<Arena*>(arena);
        self->used = (self->used + 15) / 16 * 16;
        if (self->used + size > self->bytes.size()) std::abort();
        self->used += size;
        return self->bytes.data() + self->used - size;
    }
    static void keep(void*, void*) {}
};

/// Scripts cut, then bare Gumbo in an arena: what anybody has for little work.
int plain_parse(const Work& work) {
    Arena arena;
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = &Arena::take;
    options.deallocator = &Arena::keep;
    options.userdata = &arena;
    std::size_t children = 0;
    for (int n = 0; n < work.requests; ++n) {
        const auto page = without_scripts(work.page(n));
        arena.used = 0;
        children += gumbo_parse_with_options(&options, page.data(), page.size())->document->v.document.children.length;
    }
    return children > 0 ? 0 : 1;
}

/// Our own parser, which hands Gumbo much less than that.
int parse_only(const Work& work) {
    std::size_t nodes = 0;
    for (int n = 0; n < work.requests; ++n) {
        const auto decoded = html::decode(work.page(n), "text/html; charset=utf-8");
        const auto document = html::Document::parse(decoded.text);
        if (document) nodes += document->nodes().size();
    }
    return nodes > 0 ? 0 : 1;
}

/// The files are those of the whole way, so that sizes and folders are the same.
int write_only(const Work& work, const std::vector<std::pair<fs::path, std::string>>& texts) {
    asio::thread_pool files(file_threads);
    for (int n = 0; n < work.requests; ++n) {
        asio::post(files, [&, n] {
            const auto& [name, text] = texts[static_cast<std::size_t>(n) % texts.size()];
            const auto path = work.folder / name;
            const auto folder = path.parent_path();
            const auto temporary = folder / fmt::format(".tmp-{}", n);
            std::error_code ignored;
            fs::create_directories(folder, ignored);
            const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
            if (::write(file, text.data(), text.size()) < 0) std::abort();
            ::fsync(file);
            ::close(file);
            ::rename(temporary.c_str(), path.c_str());
            const int held = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
            ::fsync(held);
            ::close(held);
        });
    }
    files.join();
    return 0;
}

// --- the rest --------------------------------------------------------------------------------------------------------

std::string slurp(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> pages_below(const fs::path& folder) {
    std::vector<fs::path> paths;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.path().extension() == ".html") paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    std::vector<std::string> pages;
    for (const auto& path : paths) {
        auto page = slurp(path);
        net::Response response;
        response.status = 200;
        response.url = *url::Url::parse("https://paper.test/news/story-1");
        response.headers.emplace_back("content-type", "text/html; charset=utf-8");
        response.body = page;
        crawl::Fetched fetched;
        fetched.response = std::move(response);
        if (crawl::read_page(fetched, {}).outcome == "written") pages.push_back(std::move(page));
    }
    return pages;
}

}  // namespace

int main(int count, char** values) {
    setvbuf(stdout, nullptr, _IOLBF, 0);
    Work work;
    work.requests = bench::argument(count, values, 1, 2'000);
    const int rounds = bench::argument(count, values, 2, 5);
    work.hosts = std::min(bench::argument(count, values, 3, 64), 60'000);
    work.root = fs::current_path() / fmt::format("fetch-to-file-{}", ::getpid());
    work.pages = pages_below(count > 4 ? fs::path(values[4]) : fs::path(WINNOW_SOURCE_DIR) / "tests/sites");
    if (work.pages.empty()) {
        fmt::print(stderr, "no page there is an article\n");
        return 1;
    }
    std::size_t bytes = 0;
    for (const auto& page : work.pages) bytes += page.size();
    fmt::print("{} pages of {} KiB on average\n", work.pages.size(),
               bytes / std::max<std::size_t>(work.pages.size(), 1) / 1024);

    const bench::ServerProcess server([&work](test::Server& served) {
        served.on("*", "/*", [&work](const test::Asked& asked) {
            const auto n = std::strtoul(asked.path.c_str() + asked.path.rfind('-') + 1, nullptr, 10);
            return test::Reply::html(work.pages[n % work.pages.size()]);
        });
    });
    work.port = server.port();

    measure(work, [&] { return whole_way(work); });
    std::vector<std::pair<fs::path, std::string>> texts;
    for (const auto& entry : fs::recursive_directory_iterator(work.folder))
        if (entry.is_regular_file()) texts.emplace_back(fs::relative(entry.path(), work.folder), slurp(entry.path()));

    std::vector<double> ratios, own_ratios;
    fmt::print("CPU us an article\n{:>5}  {:>9} {:>9} {:>9} {:>9} {:>9} {:>7} {:>7}  {:>9}\n", "round", "whole", "curl",
               "cut+gumbo", "own parse", "write", "ratio", "own", "wall us");
    for (int round = 0; round < rounds; ++round) {
        const auto whole = measure(work, [&] { return whole_way(work); });
        const auto curl = measure(work, [&] { return bare_curl(work); });
        const auto parse = measure(work, [&] { return parse_only(work); });
        const auto plain = measure(work, [&] { return plain_parse(work); });
        const auto write = measure(work, [&] { return write_only(work, texts); });
        ratios.push_back(whole.cpu_us / (curl.cpu_us + plain.cpu_us + write.cpu_us));
        own_ratios.push_back(whole.cpu_us / (curl.cpu_us + parse.cpu_us + write.cpu_us));
        fmt::print("{:>5}  {:>9.0f} {:>9.0f} {:>9.0f} {:>9.0f} {:>9.0f} {:>7.3f} {:>7.3f}  {:>9.0f}\n", round + 1,
                   whole.cpu_us, curl.cpu_us, plain.cpu_us, parse.cpu_us, write.cpu_us, ratios.back(),
                   own_ratios.back(), whole.wall_us);
    }
    const auto print = [](std::string_view name, std::vector<double>& all) {
        std::sort(all.begin(), all.end());
        fmt::print("{}: {:.3f} [{:.3f}..{:.3f}]\n", name, all[all.size() / 2], all.front(), all.back());
    };
    print("fetch to file / (libcurl + cut and parse + write)", ratios);
    print("fetch to file / (libcurl + our own parse + write)", own_ratios);
    fs::remove_all(work.root);
}
