#pragma once
/// A real HTTP server on loopback that behaves as badly as a test wants, and keeps a log.
///
/// One thread, one port, any number of virtual hosts: a site is known by its Host header. What a page does is a Reply,
/// plain data: wait, drip, lie about the length, cut the body off, send rubbish. Routes may be added while it runs,
/// from any thread; handlers run on the server's thread, one at a time. HTTP/1.1 with keep-alive, TLS and HTTP/2 if
/// asked for.

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace winnow::test {

using Headers = std::vector<std::pair<std::string, std::string>>;

/// A request as it came, and when.
struct Asked {
    using Clock = std::chrono::steady_clock;
    std::string host;    ///< of the Host header, lower case, without port
    std::string target;  ///< of the request line, exactly
    std::string path;    ///< the target up to '?'
    std::string query;   ///< behind it
    Headers headers;     ///< names in lower case
    std::size_t connection = 0;
    bool tls = false;
    int http_version = 1;
    Clock::time_point begin;               ///< the request was here
    std::optional<Clock::time_point> end;  ///< the last byte of the answer was handed to the kernel

    std::string_view header(std::string_view lower_case_name) const;  ///< first value or empty
};

struct Reply {
    int status = 200;
    Headers headers;  ///< Content-Length, Date and Connection come by themselves unless they stand here
    std::string body;

    std::chrono::milliseconds delay{0};       ///< before the first byte
    std::size_t drip_bytes = 0;               ///< 0: all at once; else so many bytes of the body at a time...
    std::chrono::milliseconds drip_every{0};  ///< ...with this pause between
    bool chunked = false;
    bool close_delimited = false;               ///< neither length nor chunks: the end of the connection is the end
    std::optional<std::size_t> claimed_length;  ///< a lie in Content-Length
    std::optional<std::size_t> cut_after;       ///< so many bytes of the body, then the connection is closed
    std::optional<std::string> raw;  ///< exactly these bytes instead of all that, then the connection is closed
    bool reset = false;              ///< where it is closed, close it with RST
    bool never = false;              ///< no answer at all
    bool close = false;              ///< Connection: close

    static Reply html(std::string body);
    static Reply text(std::string body, std::string content_type = "text/plain; charset=utf-8");
    static Reply redirect(std::string location, int status = 302);
    static Reply error(int status);
    Reply& with(std::string name, std::string value);
    /// Packs the body and names the coding: "gzip", "br", "zstd", "deflate".
    Reply& packed(const std::string& coding);
};

class Server {
public:
    struct Options {
        std::string address = "127.0.0.1";
        std::uint16_t port = 0;  ///< 0: any free one
        /// Speak TLS, with a certificate of our own for these names; plain HTTP still, with whoever begins with that.
        std::vector<std::string> tls_names;
        bool expired = false;  ///< ...that is out of date
        bool http2 = false;    ///< by ALPN. Requests are not decoded: host, path and headers stay empty
    };
    using Handler = std::function<Reply(const Asked&)>;

    Server();
    explicit Server(Options options);
    ~Server();  ///< cuts all connections off
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// `host` "*" is every host without a route of its own for the path; `path` without query; "/a/*" is all below
    /// "/a/". Exact paths come first, then the longest prefix. Nothing found: 404. The last one added stays.
    void on(const std::string& host, const std::string& path, Handler handler);
    void on(const std::string& host, const std::string& path, Reply reply);

    std::uint16_t port() const;
    std::string endpoint() const;  ///< "127.0.0.1:40123"
    /// As in net::Options::hosts: each name leads here.
    std::map<std::string, std::string> hosts(const std::vector<std::string>& names) const;
    std::string ca_file() const;  ///< PEM with our certificate; removed with the server

    std::vector<Asked> log() const;
    std::size_t count() const;        ///< requests so far
    std::size_t connections() const;  ///< accepted so far
    void clear_log();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace winnow::test
