#include "app/page_source.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <optional>

#include "base/atomic_file.h"
#include "base/text.h"
#include "crawl/fetcher.h"
#include "crawl/host_gate.h"
#include "net/http_client.h"

namespace winnow::app {

namespace asio = boost::asio;

struct PageSource::Impl {
    explicit Impl(const Config& config)
        : http(loop, network_options(config)),
          gate(loop, {config.politeness.delay, config.network.connections}),
          fetcher(loop, http, gate, fetch_options(config)) {}

    /// Runs the loop until the task is through; keep-alive connections would keep it busy for longer.
    template <typename Value>
    Value run(asio::awaitable<Value> task) {
        std::optional<Value> value;
        std::exception_ptr bug;
        bool done = false;
        asio::co_spawn(loop, std::move(task), [&](std::exception_ptr thrown, Value result) {
            bug = thrown;
            if (!thrown) value.emplace(std::move(result));
            done = true;
        });
        loop.restart();
        while (!done) loop.run_one();
        if (bug) std::rethrow_exception(bug);
        return std::move(*value);
    }

    asio::io_context loop;
    net::HttpClient http;
    crawl::HostGate gate;
    crawl::Fetcher fetcher;
};

PageSource::PageSource(const Config& config) : config_(config) {}
PageSource::~PageSource() = default;

bool PageSource::is_url(const std::string& word) {
    return istarts_with_ascii(word, "http://") || istarts_with_ascii(word, "https://");
}

Result<author::SamplePage> PageSource::get(const std::string& word) {
    author::SamplePage page;
    page.name = word;
    if (!is_url(word)) {
        std::error_code ignored;
        if (std::filesystem::is_directory(word, ignored)) return fail(Errc::usage, word + ": a folder; name its files");
        auto bytes = read_file(word, 64u << 20);
        if (!bytes) return fail(Errc::usage, bytes.error().what);
        page.bytes = std::move(*bytes);
        return page;
    }
    auto url = url::Url::parse(word);
    if (!url) return fail(Errc::usage, url.error().what);
    if (!impl_) impl_ = std::make_unique<Impl>(config_);
    net::Request request(*url);
    const crawl::ScopeCheck no_scope;
    auto fetched = impl_->run(impl_->fetcher.get(std::move(request), "page", no_scope));
    if (!fetched) return fail(fetched.error().code, word + ": " + fetched.error().what);
    page.url = fetched->response.url;
    page.content_type = std::string(fetched->response.header("content-type"));
    page.bytes = std::move(fetched->response.body);
    return page;
}

std::vector<url::Url> PageSource::sitemaps_of(const url::Url& url) {
    if (!impl_) impl_ = std::make_unique<Impl>(config_);
    const auto robots = impl_->run(impl_->fetcher.robots_of(url));
    std::vector<url::Url> out;
    for (const auto& text : robots.sitemaps())
        if (auto sitemap = url::Url::parse(text, url)) out.push_back(std::move(*sitemap));
    return out;
}

}  // namespace winnow::app
