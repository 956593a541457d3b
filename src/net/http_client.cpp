#include "net/http_client.h"

#include <algorithm>
#include <stdexcept>

#include "base/text.h"
#include "net/curl_loop.h"
#include "net/resolver.h"
#include "net/transfer.h"

namespace winnow::net {
namespace asio = boost::asio;
using std::chrono::milliseconds;

struct HttpClient::Impl {
    Impl(asio::io_context& loop, Options with)
        : options(std::move(with)),
          // The ticker looks ten times in a stall timeout.
          curl(std::make_shared<CurlLoop>(loop, options.max_connections * 8,
                                          std::clamp(options.stall_timeout / 10, milliseconds(10), milliseconds(1000)),
                                          [shared = options](CURL* easy) { Transfer::prepare(easy, shared); })),
          resolver(loop, options.name_servers) {
        if (has_control(options.user_agent)) throw std::invalid_argument("a user agent with control characters");
        for (const auto& [host, target] : options.hosts) {
            const auto endpoint = Endpoint::parse(target);
            if (!endpoint) throw std::invalid_argument(host + ": " + endpoint.error().what);
            hosts.emplace(ascii_lower(host), *endpoint);
        }
    }

    Result<void> judge(const Request& request) const;
    Result<Address> permitted(const Address& address, const std::string& subject) const;
    const Endpoint* mapped(const url::Url& url) const;

    static asio::awaitable<Result<Route>> route(std::shared_ptr<Impl> self, url::Url url);
    static asio::awaitable<Result<Response>> fetch(std::shared_ptr<Impl> self, Request request);

    const Options options;
    std::map<std::string, Endpoint> hosts;
    std::shared_ptr<CurlLoop> curl;
    Resolver resolver;
    bool stopped = false;
};

// --- before anything is sent -----------------------------------------------------------------------------------------

Result<void> HttpClient::Impl::judge(const Request& request) const {
    const auto& url = request.url;
    const auto subject = subject_of(url);
    if (stopped) return fail(Errc::stopped, subject + ": stopped");
    if (url.href().empty()) return fail(Errc::invalid, "a request without a URL");
    if (!url.username().empty() || !url.password().empty())
        return fail(Errc::invalid, subject + ": user name or password in the URL");
    if (std::find(options.ports.begin(), options.ports.end(), url.port()) == options.ports.end())
        return fail(Errc::invalid, subject + ": port " + std::to_string(url.port()) + " is not allowed");
    for (const auto* value : {&request.accept, &request.accept_language, &request.cookies})
        if (has_control(*value)) return fail(Errc::invalid, subject + ": a request header with control characters");
    return {};
}

const Endpoint* HttpClient::Impl::mapped(const url::Url& url) const {
    if (hosts.empty()) return nullptr;
    auto entry = hosts.find(std::string(url.host()) + ":" + std::to_string(url.port()));
    if (entry == hosts.end()) entry = hosts.find(std::string(url.host()));
    return entry == hosts.end() ? nullptr : &entry->second;
}

Result<Address> HttpClient::Impl::permitted(const Address& address, const std::string& subject) const {
    const auto reason = refused(address, options.allow);
    if (!reason) return address;
    return fail(Errc::refused_address,
                subject + ": refused address " + address.str() + " (" + std::string(*reason) + ")");
}

asio::awaitable<Result<Route>> HttpClient::Impl::route(std::shared_ptr<Impl> self, url::Url url) {
    const auto subject = subject_of(url);
    Route route;
    if (const auto* endpoint = self->mapped(url)) {
        const auto address = self->permitted(endpoint->address, subject);
        if (!address) co_return fail(address.error());
        const auto port = endpoint->port ? endpoint->port : url.port();
        route.connect_to = "::" + address->bracketed() + ":" + std::to_string(port);
        co_return route;
    }
    route.by_proxy = !self->options.proxy.empty();
    if (const auto literal = Address::parse(url.host())) {
        const auto address = self->permitted(*literal, subject);
        if (!address) co_return fail(address.error());
        co_return route;
    }
    if (route.by_proxy) co_return route;

    const std::string host(url.host());
    const auto addresses = co_await self->resolver.resolve(host, self->options.connect_timeout);
    if (!addresses) co_return fail(addresses.error());
    Result<Address> last = fail(Errc::dns, host + ": no address");
    for (const auto& address : *addresses) {
        last = self->permitted(address, subject);
        if (last) route.resolve += (route.resolve.empty() ? "" : ",") + last->bracketed();
    }
    if (route.resolve.empty()) co_return fail(last.error());
    // '+': forgotten after a minute, instead of never.
    route.resolve = "+" + host + ":" + std::to_string(url.port()) + ":" + route.resolve;
    co_return route;
}

asio::awaitable<Result<Response>> HttpClient::Impl::fetch(std::shared_ptr<Impl> self, Request request) {
    using Clock = std::chrono::steady_clock;
    const auto begun = Clock::now();
    const auto since = [begun] { return std::chrono::duration_cast<milliseconds>(Clock::now() - begun); };
    const auto judged = self->judge(request);
    if (!judged) co_return fail(judged.error());

    const auto route = co_await Impl::route(self, request.url);
    if (!route) co_return fail(route.error());
    if (self->stopped) co_return fail(Errc::stopped, subject_of(request.url) + ": stopped");

    const auto total = request.total_timeout.count() > 0 ? request.total_timeout : self->options.total_timeout;
    const auto left = std::max(total - since(), milliseconds(1));
    Transfer transfer(self->options, self->curl, request);
    transfer.configure(request, *route, left);
    co_await transfer.run();
    auto response = transfer.result();
    if (response) response->took = since();
    co_return response;
}

// --- the interface ---------------------------------------------------------------------------------------------------

HttpClient::HttpClient(asio::io_context& loop, Options options)
    : impl_(std::make_shared<Impl>(loop, std::move(options))) {}

HttpClient::~HttpClient() {
    stop();
}

asio::awaitable<Result<Response>> HttpClient::fetch(Request request) {
    return Impl::fetch(impl_, std::move(request));
}

void HttpClient::stop() {
    impl_->stopped = true;
    impl_->resolver.stop();
    for (auto* running : impl_->curl->running()) static_cast<Transfer*>(running)->give_up(Errc::stopped, "stopped");
}

const Options& HttpClient::options() const {
    return impl_->options;
}

std::string_view Response::header(std::string_view lower_case_name) const {
    const auto found = std::find_if(headers.begin(), headers.end(),
                                    [&](const auto& header) { return header.first == lower_case_name; });
    return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

bool Response::is_redirect() const {
    const bool code = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    return code && !header("location").empty();
}

Result<url::Url> redirect_target(const Response& response) {
    const auto subject = subject_of(response.url);
    if (!response.is_redirect()) return fail(Errc::invalid, subject + ": no redirect");
    const auto location = response.header("location");
    for (const auto& [name, value] : response.headers)
        if (name == "location" && value != location)
            return fail(Errc::invalid, subject + ": several redirect targets that differ");
    auto target = url::Url::parse(location, response.url);
    if (!target) return fail(Errc::invalid, subject + ": redirect to " + target.error().what);
    return target;
}

}  // namespace winnow::net
