#include "support/server.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "base/text.h"
#include "support/certificate.h"
#include "support/compress.h"

namespace winnow::test {
namespace asio = boost::asio;
using asio::ip::tcp;
namespace {

using asio::use_awaitable;
using Clock = std::chrono::steady_clock;
using ErrorCode = boost::system::error_code;
using TlsStream = asio::ssl::stream<tcp::socket>;

constexpr std::size_t max_request = 256u << 10;

const char* reason(int status) {
    switch (status) {
        case 200:
            return "OK";
        case 301:
            return "Moved Permanently";
        case 302:
            return "Found";
        case 304:
            return "Not Modified";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 410:
            return "Gone";
        case 429:
            return "Too Many Requests";
        case 500:
            return "Internal Server Error";
        case 503:
            return "Service Unavailable";
        default:
            return "Whatever";
    }
}

bool has_header(const Headers& headers, std::string_view name) {
    return std::any_of(headers.begin(), headers.end(),
                       [&](const auto& header) { return iequals_ascii(header.first, name); });
}

Asked parse_request(std::string_view text) {
    Asked asked;
    const auto lines = split(text, '\n');
    const auto words = split(trim(lines.front()), ' ');
    if (words.size() > 1) asked.target = words[1];
    const auto question = asked.target.find('?');
    asked.path = asked.target.substr(0, question);
    if (question != std::string::npos) asked.query = asked.target.substr(question + 1);
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const auto line = trim(lines[i]);
        const auto colon = line.find(':');
        if (colon == std::string_view::npos) continue;
        asked.headers.emplace_back(ascii_lower(line.substr(0, colon)), trim(line.substr(colon + 1)));
    }
    asked.host = ascii_lower(asked.header("host"));
    const auto colon = asked.host.rfind(':');
    if (colon != std::string::npos && asked.host.find(']', colon) == std::string::npos) asked.host.resize(colon);
    return asked;
}

/// Status line and headers, and the framing that the reply asks for.
std::string head_of(const Reply& reply, bool keep_alive) {
    std::string head = "HTTP/1.1 " + std::to_string(reply.status) + " " + reason(reply.status) + "\r\n";
    for (const auto& [name, value] : reply.headers) head += name + ": " + value + "\r\n";
    const bool bodiless = reply.status == 204 || reply.status == 304;
    if (reply.chunked) {
        head += "Transfer-Encoding: chunked\r\n";
        if (reply.claimed_length) head += "Content-Length: " + std::to_string(*reply.claimed_length) + "\r\n";
    } else if (!reply.close_delimited && !bodiless && !has_header(reply.headers, "content-length")) {
        head += "Content-Length: " + std::to_string(reply.claimed_length.value_or(reply.body.size())) + "\r\n";
    }
    if (!keep_alive && !has_header(reply.headers, "connection")) head += "Connection: close\r\n";
    return head + "\r\n";
}

std::string chunk(std::string_view piece) {
    char size[32];
    std::snprintf(size, sizeof size, "%zx\r\n", piece.size());
    return size + std::string(piece) + "\r\n";
}

// --- HTTP/2, just enough of RFC 9113 to answer ---

std::string frame(std::uint8_t type, std::uint8_t flags, std::uint32_t stream, std::string_view payload) {
    const auto size = static_cast<std::uint32_t>(payload.size());
    std::string out;
    for (const auto byte : {size >> 16, size >> 8, size, std::uint32_t{type}, std::uint32_t{flags}, stream >> 24,
                            stream >> 16, stream >> 8, stream})
        out.push_back(static_cast<char>(byte & 0xff));
    return out.append(payload);
}

/// HPACK without tables and Huffman codes (RFC 7541 §6.2.2): literal, not indexed, new name. Strings below 127 bytes.
std::string literal(std::string_view name, std::string_view value) {
    std::string out(1, '\0');
    out.push_back(static_cast<char>(name.size()));
    out.append(name);
    out.push_back(static_cast<char>(value.size()));
    return out.append(value);
}

}  // namespace

struct Server::Impl {
    explicit Impl(Options with);
    ~Impl();

    const Handler* find(const Asked& asked) const;
    Reply answer(const Asked& asked) const;
    std::size_t note(Asked asked);
    void note_end(std::size_t entry);

    asio::awaitable<void> accept();
    asio::awaitable<void> serve_any(tcp::socket socket, std::size_t connection);
    asio::awaitable<void> serve_tls(tcp::socket socket, std::size_t connection);
    template <class Stream>
    asio::awaitable<void> serve(Stream& stream, std::size_t connection, bool is_tls);
    template <class Stream>
    asio::awaitable<bool> send(Stream& stream, const Reply& reply, bool keep_alive);
    template <class Stream>
    asio::awaitable<void> serve_http2(Stream& stream, std::size_t connection);
    asio::awaitable<void> wait(std::chrono::milliseconds span);

    struct Site {
        std::unordered_map<std::string, Handler> exact;
        std::map<std::string, Handler, std::greater<>> prefixes;  // a longer prefix sorts before its own beginning
    };

    const Options options;
    asio::io_context loop{1};
    std::optional<asio::ssl::context> tls;
    tcp::acceptor acceptor{loop};
    std::uint16_t port = 0;
    std::filesystem::path ca_file;
    std::atomic<std::size_t> accepted{0};

    mutable std::mutex mutex;  // guards the next two
    std::unordered_map<std::string, Site> sites;
    std::vector<Asked> log;
    std::size_t log_base = 0;  // entries cleared so far

    std::thread thread;
};

namespace {

tcp::socket& socket_of(tcp::socket& stream) {
    return stream;
}
tcp::socket& socket_of(TlsStream& stream) {
    return stream.next_layer();
}

void cut(tcp::socket& socket, bool reset) {
    ErrorCode ignored;
    if (reset) socket.set_option(asio::socket_base::linger(true, 0), ignored);
    socket.close(ignored);
}

/// Hands to the kernel what it takes at once, and waits only with the rest: a small answer then ends, in the log, when
/// it did, and not when the thread next has time for it.
using Parts = std::array<asio::const_buffer, 2>;
asio::awaitable<void> write_all(tcp::socket& socket, Parts parts) {
    ErrorCode error;
    socket.non_blocking(true, error);
    while (!error && asio::buffer_size(parts) > 0) {
        auto written = socket.write_some(parts, error);
        for (auto& part : parts) {
            const auto of_part = std::min(written, part.size());
            part += of_part;
            written -= of_part;
        }
    }
    if (asio::buffer_size(parts) > 0) {
        co_await asio::async_write(socket, parts, use_awaitable);
    }
}
asio::awaitable<void> write_all(TlsStream& stream, Parts parts) {
    co_await asio::async_write(stream, parts, use_awaitable);
}

int choose_http2(SSL*, const unsigned char** out, unsigned char* out_size, const unsigned char* in, unsigned in_size,
                 void*) {
    static const unsigned char wanted[] = {2, 'h', '2'};
    unsigned char* chosen = nullptr;
    const int result = SSL_select_next_proto(&chosen, out_size, wanted, sizeof wanted, in, in_size);
    *out = chosen;
    return result == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

}  // namespace

Server::Impl::Impl(Options with) : options(std::move(with)) {
    if (!options.tls_names.empty()) {
        const auto certificate = make_certificate(options.tls_names, options.expired);
        tls.emplace(asio::ssl::context::tls_server);
        tls->use_certificate_chain(asio::buffer(certificate.certificate_pem));
        tls->use_private_key(asio::buffer(certificate.key_pem), asio::ssl::context::pem);
        if (options.http2) SSL_CTX_set_alpn_select_cb(tls->native_handle(), &choose_http2, nullptr);
        static std::atomic<int> number{0};
        ca_file = std::filesystem::temp_directory_path() /
                  ("winnow-test-" + std::to_string(::getpid()) + "-" + std::to_string(++number) + ".pem");
        std::ofstream(ca_file) << certificate.certificate_pem;
    }
    const tcp::endpoint endpoint(asio::ip::make_address(options.address), options.port);
    acceptor.open(endpoint.protocol());
    acceptor.set_option(tcp::acceptor::reuse_address(true));
    acceptor.bind(endpoint);
    acceptor.listen(4'096);
    port = acceptor.local_endpoint().port();
    asio::co_spawn(loop, accept(), [](std::exception_ptr) {});  // ends with the acceptor
    thread = std::thread([this] { loop.run(); });
}

Server::Impl::~Impl() {
    loop.stop();
    thread.join();
    std::error_code ignored;
    if (!ca_file.empty()) std::filesystem::remove(ca_file, ignored);
}

const Server::Handler* Server::Impl::find(const Asked& asked) const {
    for (const auto& host : {asked.host, std::string("*")}) {
        const auto site = sites.find(host);
        if (site == sites.end()) continue;
        if (const auto exact = site->second.exact.find(asked.path); exact != site->second.exact.end())
            return &exact->second;
        for (const auto& [prefix, handler] : site->second.prefixes)
            if (asked.path.starts_with(prefix)) return &handler;
    }
    return nullptr;
}

Reply Server::Impl::answer(const Asked& asked) const {
    Handler handler;
    {
        const std::lock_guard lock(mutex);
        if (const auto* found = find(asked)) handler = *found;  // a copy: the test may replace it meanwhile
    }
    try {
        return handler ? handler(asked) : Reply::error(404);
    } catch (const std::exception& error) {
        auto reply = Reply::text(error.what());
        reply.status = 500;
        return reply;
    }
}

std::size_t Server::Impl::note(Asked asked) {
    const std::lock_guard lock(mutex);
    log.push_back(std::move(asked));
    return log_base + log.size() - 1;
}

void Server::Impl::note_end(std::size_t entry) {
    const std::lock_guard lock(mutex);
    if (entry >= log_base && entry - log_base < log.size()) log[entry - log_base].end = Clock::now();
}

asio::awaitable<void> Server::Impl::wait(std::chrono::milliseconds span) {
    if (span.count() <= 0) co_return;
    asio::steady_timer timer(loop, span);
    co_await timer.async_wait(use_awaitable);
}

asio::awaitable<void> Server::Impl::accept() {
    for (;;) {
        ErrorCode error;
        auto socket = co_await acceptor.async_accept(asio::redirect_error(use_awaitable, error));
        if (error) {
            co_await wait(std::chrono::milliseconds(10));  // out of file descriptors, say
            continue;
        }
        const auto connection = ++accepted;
        ErrorCode ignored;
        socket.set_option(tcp::no_delay(true), ignored);
        // A connection that breaks is the client's doing, and what the test is about.
        asio::co_spawn(loop, serve_any(std::move(socket), connection), [](std::exception_ptr) {});
    }
}

asio::awaitable<void> Server::Impl::serve_any(tcp::socket socket, std::size_t connection) {
    if (!tls) {
        co_await serve(socket, connection, false);
        co_return;
    }
    char first = 0;
    co_await socket.async_receive(asio::buffer(&first, 1), tcp::socket::message_peek, use_awaitable);
    if (first == 0x16)  // RFC 8446 §5.1: a handshake record
        co_await serve_tls(std::move(socket), connection);
    else
        co_await serve(socket, connection, false);
}

asio::awaitable<void> Server::Impl::serve_tls(tcp::socket socket, std::size_t connection) {
    TlsStream stream(std::move(socket), *tls);
    co_await stream.async_handshake(TlsStream::server, use_awaitable);
    const unsigned char* protocol = nullptr;
    unsigned size = 0;
    SSL_get0_alpn_selected(stream.native_handle(), &protocol, &size);
    if (size == 2) {
        co_await serve_http2(stream, connection);
        co_return;
    }
    co_await serve(stream, connection, true);
    if (!stream.next_layer().is_open()) co_return;
    ErrorCode ignored;
    co_await stream.async_shutdown(asio::redirect_error(use_awaitable, ignored));
}

template <class Stream>
asio::awaitable<void> Server::Impl::serve(Stream& stream, std::size_t connection, bool is_tls) {
    std::string buffer;
    for (;;) {
        const auto size = co_await asio::async_read_until(stream, asio::dynamic_buffer(buffer, max_request), "\r\n\r\n",
                                                          use_awaitable);
        auto asked = parse_request(std::string_view(buffer).substr(0, size));
        buffer.erase(0, size);
        asked.connection = connection;
        asked.tls = is_tls;
        asked.begin = Clock::now();
        const auto reply = answer(asked);
        const bool keep_alive =
            !reply.close && !reply.close_delimited && !iequals_ascii(asked.header("connection"), "close");
        const auto entry = note(std::move(asked));
        if (reply.never) {
            char byte = 0;
            co_await asio::async_read(stream, asio::buffer(&byte, 1), use_awaitable);  // until the client goes
        }
        const bool whole = co_await send(stream, reply, keep_alive);
        note_end(entry);
        if (!whole) cut(socket_of(stream), reply.reset);
        if (!whole || !keep_alive) co_return;
    }
}

/// False if the connection is to be cut now.
template <class Stream>
asio::awaitable<bool> Server::Impl::send(Stream& stream, const Reply& reply, bool keep_alive) {
    co_await wait(reply.delay);
    if (reply.raw) {
        co_await asio::async_write(stream, asio::buffer(*reply.raw), use_awaitable);
        co_return false;
    }
    const auto body = std::string_view(reply.body).substr(0, reply.cut_after.value_or(std::string::npos));
    auto out = head_of(reply, keep_alive);
    if (reply.status == 304 || reply.status == 204) {
        co_await asio::async_write(stream, asio::buffer(out), use_awaitable);
        co_return true;
    }
    if (reply.drip_bytes == 0) {
        if (reply.chunked && !body.empty()) out += chunk(body);
        if (reply.chunked && !reply.cut_after) out += "0\r\n\r\n";
        const Parts parts = {asio::buffer(out), asio::buffer(reply.chunked ? std::string_view() : body)};
        co_await write_all(stream, parts);
        co_return !reply.cut_after;
    }
    co_await asio::async_write(stream, asio::buffer(out), use_awaitable);
    for (std::size_t at = 0; at < body.size(); at += reply.drip_bytes) {
        if (at > 0) co_await wait(reply.drip_every);
        const auto piece = body.substr(at, reply.drip_bytes);
        out = reply.chunked ? chunk(piece) : std::string(piece);
        co_await asio::async_write(stream, asio::buffer(out), use_awaitable);
    }
    out = reply.chunked && !reply.cut_after ? "0\r\n\r\n" : "";
    co_await asio::async_write(stream, asio::buffer(out), use_awaitable);
    co_return !reply.cut_after;
}

template <class Stream>
asio::awaitable<void> Server::Impl::serve_http2(Stream& stream, std::size_t connection) {
    enum : std::uint8_t { data = 0, headers = 1, settings = 4, ping = 6 };
    std::string buffer(24, '\0');
    co_await asio::async_read(stream, asio::buffer(buffer), use_awaitable);  // the client's preface
    std::string out = frame(settings, 0, 0, "");
    co_await asio::async_write(stream, asio::buffer(out), use_awaitable);
    for (;;) {
        std::array<unsigned char, 9> head{};
        co_await asio::async_read(stream, asio::buffer(head), use_awaitable);
        const auto size = static_cast<std::size_t>(head[0]) << 16 | static_cast<std::size_t>(head[1]) << 8 | head[2];
        const auto id = (static_cast<std::uint32_t>(head[5]) << 24 | static_cast<std::uint32_t>(head[6]) << 16 |
                         static_cast<std::uint32_t>(head[7]) << 8 | head[8]) &
                        0x7fffffffu;
        buffer.resize(size);
        co_await asio::async_read(stream, asio::buffer(buffer), use_awaitable);
        out.clear();
        if (head[3] == settings && (head[4] & 1) == 0) out = frame(settings, 1, 0, "");
        if (head[3] == ping && (head[4] & 1) == 0) out = frame(ping, 1, 0, buffer);
        if (head[3] == headers) {
            Asked asked;
            asked.connection = connection;
            asked.tls = true;
            asked.http_version = 2;
            asked.begin = Clock::now();
            const auto reply = answer(asked);
            const auto entry = note(std::move(asked));
            co_await wait(reply.delay);
            auto block = literal(":status", std::to_string(reply.status));
            for (const auto& [name, value] : reply.headers) block += literal(ascii_lower(name), value);
            const auto length = std::to_string(reply.claimed_length.value_or(reply.body.size()));
            block += literal("content-length", length);
            out = frame(headers, 4, id, block);
            const auto body = std::string_view(reply.body).substr(0, reply.cut_after.value_or(std::string::npos));
            for (std::size_t at = 0; at < body.size(); at += 16'384) out += frame(data, 0, id, body.substr(at, 16'384));
            if (!reply.cut_after) out += frame(data, 1, id, "");
            note_end(entry);
            if (reply.cut_after) {
                co_await asio::async_write(stream, asio::buffer(out), use_awaitable);
                cut(socket_of(stream), reply.reset);
                co_return;
            }
        }
        co_await asio::async_write(stream, asio::buffer(out), use_awaitable);
    }
}

// --- the interface ---------------------------------------------------------------------------------------------------

std::string_view Asked::header(std::string_view lower_case_name) const {
    for (const auto& [name, value] : headers)
        if (name == lower_case_name) return value;
    return {};
}

Reply Reply::text(std::string body, std::string content_type) {
    Reply reply;
    reply.headers.emplace_back("Content-Type", std::move(content_type));
    reply.body = std::move(body);
    return reply;
}
Reply Reply::html(std::string body) {
    return text(std::move(body), "text/html; charset=utf-8");
}
Reply Reply::redirect(std::string location, int status) {
    Reply reply;
    reply.status = status;
    reply.headers.emplace_back("Location", std::move(location));
    return reply;
}
Reply Reply::error(int status) {
    auto reply = html("<html><title>" + std::to_string(status) + "</title><h1>" + reason(status) + "</h1></html>");
    reply.status = status;
    return reply;
}
Reply& Reply::with(std::string name, std::string value) {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
}
Reply& Reply::packed(const std::string& coding) {
    body = coding == "gzip"   ? gzip(body)
           : coding == "br"   ? brotli(body)
           : coding == "zstd" ? zstd(body)
                              : deflate(body);
    return with("Content-Encoding", coding);
}

Server::Server() : Server(Options()) {}
Server::Server(Options options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Server::~Server() = default;

void Server::on(const std::string& host, const std::string& path, Handler handler) {
    const std::lock_guard lock(impl_->mutex);
    auto& site = impl_->sites[host];
    if (path.ends_with('*'))
        site.prefixes[path.substr(0, path.size() - 1)] = std::move(handler);
    else
        site.exact[path] = std::move(handler);
}

void Server::on(const std::string& host, const std::string& path, Reply reply) {
    const auto shared = std::make_shared<const Reply>(std::move(reply));
    on(host, path, [shared](const Asked&) { return *shared; });
}

std::uint16_t Server::port() const {
    return impl_->port;
}

std::string Server::endpoint() const {
    const auto& address = impl_->options.address;
    const bool v6 = address.find(':') != std::string::npos;
    return (v6 ? "[" + std::string(address) + "]" : address) + ":" + std::to_string(port());
}

std::map<std::string, std::string> Server::hosts(const std::vector<std::string>& names) const {
    std::map<std::string, std::string> hosts;
    for (const auto& name : names) hosts[name] = endpoint();
    return hosts;
}

std::string Server::ca_file() const {
    return impl_->ca_file.string();
}

std::vector<Asked> Server::log() const {
    const std::lock_guard lock(impl_->mutex);
    return impl_->log;
}

std::size_t Server::count() const {
    const std::lock_guard lock(impl_->mutex);
    return impl_->log.size();
}

std::size_t Server::connections() const {
    return impl_->accepted;
}

void Server::clear_log() {
    const std::lock_guard lock(impl_->mutex);
    impl_->log_base += impl_->log.size();
    impl_->log.clear();
}

}  // namespace winnow::test
