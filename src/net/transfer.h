#pragma once
/// One request on the wire: the options of its libcurl handle, the bytes as they come, and how it ended.
///
/// Private to net/. All limits of Options are kept here. Bodies are decoded in slices: what a packet holds beyond the
/// first slice waits in `behind_` while libcurl is paused and other hosts have their turn.

#include <curl/curl.h>

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "net/bell.h"
#include "net/body_decoder.h"
#include "net/curl_loop.h"
#include "net/http_client.h"
#include "net/response_head.h"

namespace winnow::net {

/// "example.com/a": the URL as the subject of a message.
std::string subject_of(const url::Url& url);
/// Would not fit into a header line.
bool has_control(std::string_view value);

/// How the connection is made, judged and ready.
struct Route {
    std::string resolve;     // "+host:port:address,address", empty where the URL has an address
    std::string connect_to;  // "::address:port", only for Options::hosts
    bool by_proxy = false;
};

/// A list of lines as libcurl wants it.
class LineList {
public:
    void add(const std::string& line);
    curl_slist* get() const { return list_.get(); }

private:
    struct Free {
        void operator()(curl_slist* list) const { curl_slist_free_all(list); }
    };
    std::unique_ptr<curl_slist, Free> list_;
};

/// Lives in the frame of the fetch that waits for it. `options` must outlive it.
class Transfer final : public Running {
public:
    Transfer(const Options& options, std::shared_ptr<CurlLoop> curl, const Request& request);
    ~Transfer();

    /// Sets what all transfers have in common; for CurlLoop.
    static void prepare(CURL* easy, const Options& options);
    void configure(const Request& request, const Route& route, std::chrono::milliseconds total_timeout);
    /// Ends when the response is here whole, or has failed.
    boost::asio::awaitable<void> run();
    void give_up(Errc code, const std::string& why);
    Result<Response> result();

    CURL* easy() const override { return easy_.get(); }
    void ended(CURLcode code) override;
    void tick(std::chrono::steady_clock::time_point now) override;

private:
    static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* self) noexcept;
    static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self) noexcept;
    static curl_socket_t on_open(void* self, curlsocktype purpose, curl_sockaddr* address) noexcept;
    static int on_request(void* self, char* address, char* local_address, int port, int local_port) noexcept;

    void set_headers(const Request& request);

    void leave();  // the rest is not waited for
    bool take_header(std::string_view line);
    std::size_t take_body(std::string_view bytes);
    bool decode(std::string_view& input);
    void decode_behind();
    bool may_connect(const std::optional<Address>& address);
    void note_failure(Errc code, const std::string& why);
    Error explain() const;
    Error explain_timeout() const;
    Result<void> whole() const;

    const Options& options_;
    const std::shared_ptr<CurlLoop> curl_;
    const url::Url url_;
    const std::string subject_;
    const std::size_t max_body_;
    const bool truncate_;
    std::chrono::milliseconds total_timeout_{0};
    bool by_proxy_ = false;

    ResponseHead head_;
    std::optional<BodyDecoder> decoder_;
    std::string body_;
    std::size_t wire_bytes_ = 0;
    std::string behind_;      // received, not decoded yet: libcurl is kept waiting meanwhile
    bool truncated_ = false;  // all that was asked for is here, and the rest was not waited for
    bool is_behind_ = false;  // also when only the decoder holds something back
    std::string address_;     // that we are connected to
    std::string no_socket_;   // why the last socket was not opened
    std::chrono::steady_clock::time_point progress_ = std::chrono::steady_clock::now();  ///< seen by a tick
    bool moved_ = false;  ///< since the last tick: to ask the clock for each header line costs more than to read it

    Bell bell_;
    bool asked_ = false;  // the request has gone out: one fetch is one request
    bool over_ = false;
    CURLcode code_ = CURLE_OK;
    std::optional<Error> failure_;  // found by us; comes before what libcurl says
    bool refused_ = false;
    char curl_says_[CURL_ERROR_SIZE] = "";

    LineList headers_, resolve_, connect_to_;
    Easy easy_;
};

}  // namespace winnow::net
