#pragma once
/// The service's two doors: an HTTP server on loopback for people, Prometheus and health checks, and a Unix socket for
/// `winnow status`, `reload`, `pause` and `resume`. Both speak HTTP/1.1, answered by one handler; both live on the
/// loop.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "base/result.h"

namespace winnow::serve {

struct WebRequest {
    std::string method;  ///< "GET", "HEAD", "POST"
    std::string path;    ///< with query
    bool local = false;  ///< came over the Unix socket: may change things
};
struct WebAnswer {
    int status = 200;
    std::string content_type = "text/plain; charset=utf-8";
    std::string body;
};
using WebHandler = std::function<boost::asio::awaitable<WebAnswer>(WebRequest)>;

class Web {
public:
    Web(boost::asio::io_context& loop, WebHandler handler);
    ~Web();

    /// "127.0.0.1:8423", "[::1]:8423"; other addresses are refused (Errc::config): the page has no password. The Host
    /// header must be a loopback name, so that no foreign page can read ours by DNS rebinding. Gives the port.
    Result<std::uint16_t> listen_http(const std::string& address);
    /// Makes the socket with mode 0660; a stale one is replaced, one that answers is not (Errc::config).
    Result<void> listen_unix(const std::filesystem::path& path);
    void stop();

private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

/// One request over the Unix socket, for the command line: blocks at most `timeout`.
Result<WebAnswer> ask(const std::filesystem::path& socket, const std::string& method, const std::string& path,
                      std::chrono::milliseconds timeout);

}  // namespace winnow::serve
