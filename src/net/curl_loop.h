#pragma once
/// libcurl's multi socket interface on an Asio loop: what starts transfers and says how they ended.
///
/// Private to net/. Three things make it as fast as it is: a lazy timer (libcurl changes its mind about the next
/// timeout several times a request, and each timerfd_settime is a system call); an epoll of its own, whose sockets stay
/// registered while their connection is kept (Asio waits for the epoll as a whole: its own wait for a socket is a
/// system call each); and completions that are collected before any is delivered. Nothing is ever queued inside
/// libcurl. Lives on one io_context thread.

#include <curl/curl.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/intrusive/list.hpp>
#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace winnow::net {

struct CloseEasy {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
using Easy = std::unique_ptr<CURL, CloseEasy>;

/// One running transfer: what the loop needs to know of it. Neither copied nor moved while it runs.
class Running : public boost::intrusive::list_base_hook<> {
public:
    Running() = default;
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

    virtual CURL* easy() const = 0;
    /// The transfer is out of libcurl's hands; `code` says how it ended. Called once, from the loop.
    virtual void ended(CURLcode code) = 0;
    /// About ten times in a stall timeout: time to look at the clock. May call CurlLoop::stop_transfer on itself.
    virtual void tick(std::chrono::steady_clock::time_point now) = 0;

protected:
    ~Running() = default;
};

class CurlLoop : public std::enable_shared_from_this<CurlLoop> {
public:
    /// `kept_connections`: how many connections, idle ones included, may be open. `prepare` sets on each new handle
    /// what all transfers have in common. Throws if libcurl cannot start.
    CurlLoop(boost::asio::io_context& loop, int kept_connections, std::chrono::milliseconds tick,
             std::function<void(CURL*)> prepare);
    ~CurlLoop();
    CurlLoop(const CurlLoop&) = delete;
    CurlLoop& operator=(const CurlLoop&) = delete;

    boost::asio::io_context& context() { return loop_; }

    /// A prepared handle; other options may still stand as the transfer before left them, so whoever sets one for some
    /// transfers must set it for all. (Resetting and preparing it each time costs a fifth of a small request.)
    Easy take_handle();
    void give_back(Easy handle);

    /// `transfer` must live until ended() or stop_transfer().
    void start(Running& transfer);
    /// Takes it out of libcurl's hands; ended() is not called. Not from inside a libcurl callback.
    void stop_transfer(Running& transfer);
    std::vector<Running*> running();

    /// Whoever opens a socket for libcurl says so here, and gets it closed by us.
    void opened(curl_socket_t fd) { ours_.insert(fd); }

private:
    struct Socket {
        int wanted = 0;                ///< CURL_POLL_*
        std::uint32_t registered = 0;  ///< EPOLL*; 0: not in the epoll
    };
    using Clock = std::chrono::steady_clock;

    static int on_socket(CURL* easy, curl_socket_t fd, int what, void* self, void*) noexcept;
    static int on_timer(CURLM* multi, long timeout_ms, void* self) noexcept;
    static int on_close(void* self, curl_socket_t fd) noexcept;

    void watch(curl_socket_t fd, int what);
    void set_events(curl_socket_t fd, Socket& socket, std::uint32_t events);
    void await_events();
    void take_events();
    void set_deadline(long timeout_ms);
    void arm_timer();
    void time_out();
    void deliver_ended();
    void arm_ticker();
    void rest_when_idle();

    boost::asio::io_context& loop_;
    CURLM* multi_;
    const std::chrono::milliseconds tick_;
    const std::function<void(CURL*)> prepare_;

    boost::asio::steady_timer timer_;
    Clock::time_point deadline_ = Clock::time_point::max();  // what libcurl wants
    Clock::time_point armed_ = Clock::time_point::max();     // what timer_ is set to
    bool kicked_ = false;                                    // a timeout of 0 is on its way

    boost::asio::steady_timer ticker_;
    bool ticking_ = false;

    boost::asio::posix::stream_descriptor epoll_;
    bool awaiting_ = false;
    boost::unordered_flat_map<curl_socket_t, Socket> sockets_;
    boost::unordered_flat_set<curl_socket_t> ours_;
    boost::intrusive::list<Running> running_;
    std::vector<Easy> idle_handles_;
    std::vector<std::pair<Running*, CURLcode>> ended_;
};

}  // namespace winnow::net
