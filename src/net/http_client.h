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
#include "url/url.h"

namespace winnow::net {

/// "10.0.0.0/8", "::1/128"; see address.h for what is refused without being listed.
struct Network {
    static Result<Network> parse(std::string_view cidr);
    bool contains(std::string_view address) const;
    std::string text;
    std::vector<std::uint8_t> bytes;  ///< 4 or 16
    int prefix = 0;
};

struct Options {
    std::string user_agent;      ///< whole header
    std::vector<Network> allow;  ///< private ranges that may be connected to (tests, intranets)
    std::vector<std::uint16_t> ports{80, 443};
    std::map<std::string, std::string>
        hosts;            ///< "report.az" -> "127.0.0.1:8080": like a line of /etc/hosts, port optional
    std::string proxy;    ///< only from config; the environment is ignored
    std::string ca_file;  ///< extra trust anchors, empty: the system's
    std::size_t max_body_bytes = 10u << 20;  ///< decoded
    std::size_t max_header_bytes = 64u << 10;
    unsigned max_expansion = 100;  ///< decoded : received, counted past the first 64 KiB
    std::chrono::milliseconds connect_timeout{10'000};
    std::chrono::milliseconds total_timeout{60'000};
    std::chrono::milliseconds stall_timeout{20'000};
    int max_connections = 64;
};

struct Request {
    Request() = default;
    explicit Request(url::Url u) : url(std::move(u)) {}
    url::Url url;
    url::Validators validators;
    std::string accept;  ///< empty: HTML first
    std::string accept_language;
    std::string cookies;                         ///< of this visit: "a=b; c=d"
    int http_version = 1;                        ///< 1 or 2
    std::size_t max_body_bytes = 0;              ///< 0: the client's
    std::chrono::milliseconds total_timeout{0};  ///< 0: the client's
};

struct Response {
    int status = 0;
    url::Url url;                                              ///< that was asked
    std::vector<std::pair<std::string, std::string>> headers;  ///< names in lower case, in order
    std::string body;                                          ///< decoded
    std::string address;                                       ///< that answered
    std::size_t wire_bytes = 0;                                ///< of the body as received
    std::chrono::milliseconds took{0};

    std::string_view header(std::string_view lower_case_name) const;  ///< first value or empty
    bool not_modified() const { return status == 304; }
    bool is_redirect() const;  ///< 301, 302, 303, 307, 308 with a Location
};

class HttpClient {
public:
    HttpClient(boost::asio::io_context& loop, Options options);
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    /// Errors: refused_address, dns, tls, timeout, connection, too_large, stopped, invalid (credentials in the URL, a
    /// port that is not allowed). A status of 4xx or 5xx is a Response. A body counts as whole only if transfer,
    /// decoder and length agree; a cut one is the error `connection`.
    boost::asio::awaitable<Result<Response>> fetch(Request request);

    /// Ends all running fetches with Errc::stopped.
    void stop();
    const Options& options() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// RFC 9110 §10.2.3: seconds or a date; nullopt if it is neither. Never negative.
std::optional<std::chrono::seconds> parse_retry_after(std::string_view value,
                                                      std::chrono::system_clock::time_point now);

}  // namespace winnow::net
