#include "serve/web.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <set>

#include "base/log.h"
#include "base/text.h"

namespace winnow::serve {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;
using asio::local::stream_protocol;
using namespace std::chrono_literals;

namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t max_connections = 64;

/// "localhost:8423", "127.0.0.1", "[::1]:8423"
bool is_loopback_name(std::string_view host) {
    if (host.starts_with('[')) return host.substr(0, host.find(']') + 1) == "[::1]";
    host = host.substr(0, host.find(':'));
    return host == "localhost" || host == "127.0.0.1" || host.empty();
}

http::response<http::string_body> respond(const http::request<http::string_body>& request, const WebAnswer& answer) {
    http::response<http::string_body> response(static_cast<http::status>(answer.status), request.version());
    response.set(http::field::server, "winnow");
    response.set(http::field::content_type, answer.content_type);
    response.set(http::field::cache_control, "no-store");
    response.set(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    response.set("X-Content-Type-Options", "nosniff");
    response.set("Referrer-Policy", "no-referrer");
    response.keep_alive(request.keep_alive());
    response.body() = answer.body;
    response.prepare_payload();
    if (request.method() == http::verb::head) response.body().clear();
    return response;
}

}  // namespace

struct Web::Impl : std::enable_shared_from_this<Impl> {
    asio::io_context& loop;
    WebHandler handler;
    std::optional<tcp::acceptor> tcp_door;
    std::optional<stream_protocol::acceptor> unix_door;
    std::filesystem::path unix_path;
    /// Each door its own: whoever fills the page's must not keep `winnow status` out.
    std::size_t page_connections = 0, control_connections = 0;
    bool stopped = false;

    Impl(asio::io_context& l, WebHandler h) : loop(l), handler(std::move(h)) {}

    template <class Acceptor>
    asio::awaitable<void> accept_all(Acceptor* door, bool local) {
        const auto self = shared_from_this();
        auto& connections = local ? control_connections : page_connections;
        while (!stopped) {
            auto [error, socket] = co_await door->async_accept(as_result);
            if (error == asio::error::operation_aborted || stopped) co_return;
            if (error || connections >= max_connections) {
                asio::steady_timer pause(loop, 50ms);  // out of descriptors: let some go first
                co_await pause.async_wait(as_result);
                continue;
            }
            ++connections;
            const auto ended = [self, &connections](std::exception_ptr bug) {
                --connections;
                if (bug) log::warning("web_connection_failed");
            };
            asio::co_spawn(loop, serve(std::move(socket), local), ended);
        }
    }

    template <class Socket>
    asio::awaitable<void> serve(Socket socket, bool local) {
        const auto self = shared_from_this();
        beast::basic_stream<typename Socket::protocol_type> stream(std::move(socket));
        beast::flat_buffer buffer(16384);
        for (int served = 0; served < 100 && !stopped; ++served) {
            stream.expires_after(15s);
            http::request_parser<http::string_body> parser;
            parser.header_limit(8192);
            parser.body_limit(4096);
            auto [read_error, read] = co_await http::async_read(stream, buffer, parser, as_result);
            if (read_error) co_return;
            const auto request = parser.release();
            WebAnswer answer;
            const auto host = std::string(request[http::field::host]);
            const auto method = request.method();
            if (!local && !is_loopback_name(host)) {
                answer.status = 421;
                answer.body = "this address answers to localhost only\n";
            } else if (method != http::verb::get && method != http::verb::head &&
                       !(local && method == http::verb::post)) {
                answer.status = 405;
                answer.body = "GET and HEAD only\n";
            } else {
                WebRequest asked;
                asked.method = std::string(request.method_string());
                asked.path = std::string(request.target());
                asked.local = local;
                answer = co_await handler(asked);
            }
            const auto response = respond(request, answer);
            stream.expires_after(15s);
            auto [write_error, wrote] = co_await http::async_write(stream, response, as_result);
            if (write_error || !request.keep_alive()) break;
        }
        boost::system::error_code ignored;
        stream.socket().shutdown(Socket::shutdown_both, ignored);
    }
};

Web::Web(asio::io_context& loop, WebHandler handler) : impl_(std::make_shared<Impl>(loop, std::move(handler))) {}
Web::~Web() {
    stop();
}

Result<std::uint16_t> Web::listen_http(const std::string& text) {
    const auto colon = text.rfind(':');
    auto host = colon == std::string::npos ? text : text.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    boost::system::error_code error;
    const auto address = asio::ip::make_address(host == "localhost" ? "127.0.0.1" : host, error);
    const auto port_text = colon == std::string::npos ? std::string() : text.substr(colon + 1);
    const bool digits =
        !port_text.empty() && port_text.size() < 6 && port_text.find_first_not_of("0123456789") == std::string::npos;
    if (error || !digits || std::stoi(port_text) > 65535)
        return fail(Errc::config, fmt::format("serve.listen: '{}' is no address such as 127.0.0.1:8423", text));
    if (!address.is_loopback())
        return fail(
            Errc::config,
            fmt::format("serve.listen: {} is not loopback; the page has no password, put a proxy before it", host));
    tcp::acceptor acceptor(impl_->loop);
    const tcp::endpoint endpoint(address, static_cast<std::uint16_t>(std::stoi(port_text)));
    acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.set_option(asio::socket_base::reuse_address(true), error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(64, error);
    if (error) return fail(Errc::config, fmt::format("serve.listen: cannot listen on {}: {}", text, error.message()));
    impl_->tcp_door.emplace(std::move(acceptor));
    const auto ended = [](std::exception_ptr) {};
    asio::co_spawn(impl_->loop, impl_->accept_all(&*impl_->tcp_door, false), ended);
    return impl_->tcp_door->local_endpoint().port();
}

Result<void> Web::listen_unix(const std::filesystem::path& path) {
    if (path.native().size() >= sizeof(sockaddr_un::sun_path))
        return fail(Errc::config, fmt::format("serve.socket: {} is longer than a socket's name may be", path.string()));
    if (ask(path, "GET", "/readyz", 1000ms))
        return fail(Errc::config, fmt::format("{}: another winnow answers there", path.string()));
    std::error_code ignored;
    std::filesystem::create_directories(path.parent_path(), ignored);
    if (std::filesystem::is_socket(path, ignored)) std::filesystem::remove(path, ignored);
    boost::system::error_code error;
    stream_protocol::acceptor acceptor(impl_->loop);
    acceptor.open(stream_protocol(), error);
    const auto mask = ::umask(0117);  // 0660 from the first moment
    if (!error) acceptor.bind(stream_protocol::endpoint(path.string()), error);
    ::umask(mask);
    if (!error) acceptor.listen(64, error);
    if (error)
        return fail(Errc::config, fmt::format("serve.socket: cannot listen on {}: {}", path.string(), error.message()));
    impl_->unix_path = path;
    impl_->unix_door.emplace(std::move(acceptor));
    const auto ended = [](std::exception_ptr) {};
    asio::co_spawn(impl_->loop, impl_->accept_all(&*impl_->unix_door, true), ended);
    return {};
}

void Web::stop() {
    if (std::exchange(impl_->stopped, true)) return;
    boost::system::error_code ignored;
    if (impl_->tcp_door) impl_->tcp_door->close(ignored);
    if (impl_->unix_door) {
        impl_->unix_door->close(ignored);
        std::error_code also_ignored;
        std::filesystem::remove(impl_->unix_path, also_ignored);
    }
}

Result<WebAnswer> ask(const std::filesystem::path& socket, const std::string& method, const std::string& path,
                      std::chrono::milliseconds timeout) {
    const auto unreachable = [&socket](std::string_view why) {
        return fail(Errc::connection, fmt::format("{}: no running winnow answers there: {}", socket.string(), why));
    };
    if (socket.native().size() >= sizeof(sockaddr_un::sun_path)) return unreachable("the name is too long");
    asio::io_context loop;
    beast::basic_stream<stream_protocol> stream(loop);
    stream.expires_after(timeout);
    beast::flat_buffer buffer;
    http::response_parser<http::string_body> parser;
    parser.body_limit(64u << 20);
    boost::system::error_code failure;
    http::request<http::string_body> request(method == "POST" ? http::verb::post : http::verb::get, path, 11);
    request.set(http::field::host, "localhost");
    request.set(http::field::connection, "close");
    request.prepare_payload();
    const auto read = [&](boost::system::error_code error, std::size_t) { failure = error; };
    const auto wrote = [&](boost::system::error_code error, std::size_t) {
        failure = error;
        if (!error) http::async_read(stream, buffer, parser, read);
    };
    stream.async_connect(stream_protocol::endpoint(socket.string()), [&](boost::system::error_code error) {
        failure = error;
        if (!error) http::async_write(stream, request, wrote);
    });
    loop.run();
    if (failure) return unreachable(failure.message());
    auto response = parser.release();
    return WebAnswer{static_cast<int>(response.result_int()), std::string(response[http::field::content_type]),
                     response.body()};
}

}  // namespace winnow::serve
