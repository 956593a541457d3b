#pragma once
/// Bytes over HTTP, asynchronously, to permitted addresses only: libcurl's multi socket API on one Asio loop.
///
/// One fetch is one request: no redirects are followed, no retries, no queueing inside libcurl; the caller does these,
/// so that scope, robots, delay and address are judged for each hop. Lives on one io_context thread.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "net/address.h"
#include "net/freshness.h"
#include "url/url.h"

namespace winnow::net {

struct Options {
    std::string user_agent;      ///< whole header
    std::vector<Network> allow;  ///< private ranges that may be connected to (tests, intranets)
    std::vector<std::uint16_t> ports{80, 443};
    /// "report.az" or "report.az:443" -> "127.0.0.1:8080" (Endpoint::parse): like a line of /etc/hosts, port optional.
    /// Host header and TLS name stay as the URL has them; `allow` must list the address if it is not public.
    std::map<std::string, std::string> hosts;
    std::vector<std::string> name_servers;  ///< "192.0.2.53", "127.0.0.1:5300"; empty: those of /etc/resolv.conf
    /// "http://proxy.example:3128", only from config: the environment is ignored. Names are then looked up by the
    /// proxy, out of our sight; addresses written in URLs are still judged, and `hosts` are connected to directly.
    std::string proxy;
    std::string ca_file;                     ///< extra trust anchors (PEM), beside the system's
    std::size_t max_body_bytes = 10u << 20;  ///< decoded
    std::size_t max_header_bytes = 64u << 10;
    unsigned max_expansion = 100;  ///< decoded : received, counted past the first 64 KiB
    std::chrono::milliseconds connect_timeout{10'000};
    std::chrono::milliseconds total_timeout{60'000};
    std::chrono::milliseconds stall_timeout{20'000};
    int max_connections = 64;  ///< fetches at a time (the caller's business); eight times as many connections are kept
};

struct Request {
    Request() = default;
    explicit Request(url::Url u) : url(std::move(u)) {}
    url::Url url;
    url::Validators validators;
    std::string accept;  ///< empty: HTML first
    std::string accept_language;
    std::string cookies;             ///< of this visit: "a=b; c=d"
    int http_version = 1;            ///< 1 or 2
    std::size_t max_body_bytes = 0;  ///< 0: the client's
    /// A longer body is no failure: the transfer ends at max_body_bytes, and Response::truncated says so. For files of
    /// which only the beginning counts (robots.txt).
    bool truncate = false;
    std::chrono::milliseconds total_timeout{0};  ///< 0: the client's
};

struct Response {
    int status = 0;
    url::Url url;                                              ///< that was asked
    std::vector<std::pair<std::string, std::string>> headers;  ///< names in lower case, in order
    std::string body;                                          ///< decoded
    std::string address;                                       ///< that answered
    std::size_t wire_bytes = 0;                                ///< of the body as received
    bool truncated = false;                                    ///< there was more: see Request::truncate
    std::chrono::milliseconds took{0};

    std::string_view header(std::string_view lower_case_name) const;  ///< first value or empty
    bool not_modified() const { return status == 304; }
    bool is_redirect() const;  ///< 301, 302, 303, 307, 308 with a Location
};

class HttpClient {
public:
    /// Throws std::invalid_argument for an entry of `hosts` or `name_servers` that is no address, and for a user agent
    /// with control characters.
    HttpClient(boost::asio::io_context& loop, Options options);
    ~HttpClient();  ///< stops
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    /// Errors: refused_address, dns, tls, timeout, connection, too_large, stopped, invalid (credentials in the URL, a
    /// port that is not allowed). A status of 4xx or 5xx is a Response. A body counts as whole only if transfer,
    /// decoder and length agree; a cut one is the error `connection`. Where only the end of the connection ends a plain
    /// body, there is nothing to check it against.
    boost::asio::awaitable<Result<Response>> fetch(Request request);

    /// Ends all running fetches with Errc::stopped.
    void stop();
    const Options& options() const;

private:
    struct Impl;
    std::shared_ptr<Impl> impl_;  // shared with the running fetches
};

/// Where a redirect leads, resolved against the URL that was asked; the caller judges it like any other URL and counts
/// the hops. Error (invalid): the response is no redirect, or its Location is no http or https URL, or there are
/// several that differ.
Result<url::Url> redirect_target(const Response& response);

}  // namespace winnow::net
