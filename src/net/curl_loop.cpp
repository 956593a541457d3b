#include "net/curl_loop.h"

#include <sys/epoll.h>
#include <unistd.h>

#include <array>
#include <boost/asio/post.hpp>
#include <cassert>
#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace winnow::net {
namespace asio = boost::asio;
namespace {

constexpr std::size_t max_idle_handles = 128;  // 5.5 KB each

struct CurlLibrary {
    CurlLibrary() {
        if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) throw std::runtime_error("libcurl does not start");
    }
    ~CurlLibrary() { curl_global_cleanup(); }
    CurlLibrary(const CurlLibrary&) = delete;
    CurlLibrary& operator=(const CurlLibrary&) = delete;
};

CURLM* open_multi() {
    static const CurlLibrary library;
    CURLM* multi = curl_multi_init();
    if (!multi) throw std::runtime_error("libcurl does not start");
    return multi;
}

int open_epoll() {
    const int fd = ::epoll_create1(EPOLL_CLOEXEC);
    if (fd < 0) throw std::runtime_error(std::string("no epoll: ") + std::strerror(errno));
    return fd;
}

void check(CURLMcode code) {
    if (code != CURLM_OK) throw std::runtime_error(std::string("libcurl: ") + curl_multi_strerror(code));
}

}  // namespace

CurlLoop::CurlLoop(asio::io_context& loop, int kept_connections, std::chrono::milliseconds tick,
                   std::function<void(CURL*)> prepare)
    : loop_(loop),
      multi_(open_multi()),
      tick_(tick),
      prepare_(std::move(prepare)),
      timer_(loop),
      ticker_(loop),
      epoll_(loop, open_epoll()) {
    curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &CurlLoop::on_socket);
    curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &CurlLoop::on_timer);
    curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
    curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, static_cast<long>(kept_connections));
}

CurlLoop::~CurlLoop() {
    assert(running_.empty());
    curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, nullptr);
    curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, nullptr);
    idle_handles_.clear();
    curl_multi_cleanup(multi_);  // closes the kept connections through on_close
}

Easy CurlLoop::take_handle() {
    if (!idle_handles_.empty()) {
        auto handle = std::move(idle_handles_.back());
        idle_handles_.pop_back();
        return handle;
    }
    Easy handle(curl_easy_init());
    if (!handle) throw std::bad_alloc();
    curl_easy_setopt(handle.get(), CURLOPT_CLOSESOCKETFUNCTION, &CurlLoop::on_close);
    curl_easy_setopt(handle.get(), CURLOPT_CLOSESOCKETDATA, this);
    prepare_(handle.get());
    return handle;
}

void CurlLoop::give_back(Easy handle) {
    if (handle && idle_handles_.size() < max_idle_handles) idle_handles_.push_back(std::move(handle));
}

void CurlLoop::start(Running& transfer) {
    curl_easy_setopt(transfer.easy(), CURLOPT_PRIVATE, &transfer);
    check(curl_multi_add_handle(multi_, transfer.easy()));
    running_.push_back(transfer);
    arm_ticker();
}

void CurlLoop::stop_transfer(Running& transfer) {
    if (!transfer.is_linked()) return;
    running_.erase(running_.iterator_to(transfer));
    curl_multi_remove_handle(multi_, transfer.easy());
    if (running_.empty()) rest_when_idle();
}

std::vector<Running*> CurlLoop::running() {
    std::vector<Running*> all;
    all.reserve(running_.size());
    for (auto& transfer : running_) all.push_back(&transfer);
    return all;
}

// --- sockets ---------------------------------------------------------------------------------------------------------

int CurlLoop::on_socket(CURL*, curl_socket_t fd, int what, void* self, void*) noexcept {
    static_cast<CurlLoop*>(self)->watch(fd, what);
    return 0;
}

void CurlLoop::watch(curl_socket_t fd, int what) {
    if (what == CURL_POLL_REMOVE) {
        const auto known = sockets_.find(fd);
        if (known == sockets_.end()) return;
        known->second.wanted = 0;
        // A connection that is kept will be back with the next request: it stays registered until on_close. Sockets
        // that libcurl makes for itself (its resolver's wake-up pair) are closed without a word.
        if (ours_.contains(fd)) return;
        set_events(fd, known->second, 0);
        sockets_.erase(fd);
        return;
    }
    auto& socket = sockets_[fd];
    socket.wanted = what;
    set_events(fd, socket, (what & CURL_POLL_IN ? EPOLLIN : 0u) | (what & CURL_POLL_OUT ? EPOLLOUT : 0u));
    await_events();
}

/// What the epoll reports of this socket, again and again as long as it is so.
void CurlLoop::set_events(curl_socket_t fd, Socket& socket, std::uint32_t events) {
    if (socket.registered == events) return;
    epoll_event event{};
    event.events = events;
    event.data.fd = fd;
    const int change = events == 0 ? EPOLL_CTL_DEL : socket.registered == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
    if (::epoll_ctl(epoll_.native_handle(), change, fd, &event) != 0 && events != 0)
        throw std::runtime_error(std::string("epoll: ") + std::strerror(errno));
    socket.registered = events;
}

int CurlLoop::on_close(void* self, curl_socket_t fd) noexcept {
    auto& loop = *static_cast<CurlLoop*>(self);
    loop.sockets_.erase(fd);  // the epoll forgets it by itself
    loop.ours_.erase(fd);
    return ::close(fd);
}

void CurlLoop::await_events() {
    if (awaiting_) return;
    awaiting_ = true;
    epoll_.async_wait(asio::posix::descriptor_base::wait_read,
                      [self = weak_from_this()](const boost::system::error_code& error) {
                          const auto loop = self.lock();
                          if (!loop) return;
                          loop->awaiting_ = false;
                          if (!error) loop->take_events();
                          if (!loop->running_.empty()) loop->await_events();
                      });
}

/// A few sockets at a time: other work of the loop has its turn between them.
void CurlLoop::take_events() {
    std::array<epoll_event, 32> events;
    const int count = ::epoll_wait(epoll_.native_handle(), events.data(), static_cast<int>(events.size()), 0);
    for (int i = 0; i < count; ++i) {
        const auto& event = events[static_cast<std::size_t>(i)];
        const auto known = sockets_.find(event.data.fd);
        if (known == sockets_.end()) continue;
        const auto wanted = known->second.wanted;
        // A kept connection that the server closes, or a paused one: it would be reported for ever.
        if (wanted == 0) set_events(event.data.fd, known->second, 0);
        const bool broken = (event.events & (EPOLLERR | EPOLLHUP)) != 0;
        const bool in = (wanted & CURL_POLL_IN) != 0 && (broken || (event.events & EPOLLIN) != 0);
        const bool out = (wanted & CURL_POLL_OUT) != 0 && (broken || (event.events & EPOLLOUT) != 0);
        if (!in && !out) continue;  // the number may be another socket's by now
        int still_running = 0;
        check(curl_multi_socket_action(multi_, event.data.fd, (in ? CURL_CSELECT_IN : 0) | (out ? CURL_CSELECT_OUT : 0),
                                       &still_running));
    }
    deliver_ended();
}

// --- time ------------------------------------------------------------------------------------------------------------

int CurlLoop::on_timer(CURLM*, long timeout_ms, void* self) noexcept {
    static_cast<CurlLoop*>(self)->set_deadline(timeout_ms);
    return 0;
}

void CurlLoop::set_deadline(long timeout_ms) {
    if (timeout_ms < 0) {
        deadline_ = Clock::time_point::max();
    } else if (timeout_ms == 0) {
        deadline_ = Clock::time_point::max();
        if (kicked_) return;
        kicked_ = true;
        asio::post(loop_, [self = weak_from_this()] {
            const auto loop = self.lock();
            if (!loop) return;
            loop->kicked_ = false;
            loop->time_out();
        });
    } else {
        deadline_ = Clock::now() + std::chrono::milliseconds(timeout_ms);
        if (deadline_ < armed_) arm_timer();
    }
}

void CurlLoop::arm_timer() {
    armed_ = deadline_;
    timer_.expires_at(armed_);
    timer_.async_wait([self = weak_from_this()](const boost::system::error_code& error) {
        const auto loop = self.lock();
        if (error || !loop) return;
        loop->armed_ = Clock::time_point::max();
        if (loop->deadline_ == Clock::time_point::max()) return;
        if (Clock::now() < loop->deadline_) return loop->arm_timer();  // it has been put off since
        loop->deadline_ = Clock::time_point::max();
        loop->time_out();
    });
}

void CurlLoop::arm_ticker() {
    if (ticking_) return;
    ticking_ = true;
    ticker_.expires_after(tick_);
    ticker_.async_wait([self = weak_from_this()](const boost::system::error_code& error) {
        const auto loop = self.lock();
        if (!loop) return;
        loop->ticking_ = false;
        if (!error) {
            const auto now = Clock::now();
            for (auto* transfer : loop->running())
                if (transfer->is_linked()) transfer->tick(now);
        }
        if (!loop->running_.empty()) loop->arm_ticker();
    });
}

/// A loop without transfers has no work of ours, so that io_context::run() can end; posted, because in a row of single
/// fetches the next one starts at once.
void CurlLoop::rest_when_idle() {
    asio::post(loop_, [self = weak_from_this()] {
        const auto loop = self.lock();
        if (!loop || !loop->running_.empty()) return;
        loop->ticker_.cancel();
        loop->timer_.cancel();
        loop->epoll_.cancel();
        loop->armed_ = Clock::time_point::max();
    });
}

// --- transfers -------------------------------------------------------------------------------------------------------

void CurlLoop::time_out() {
    int still_running = 0;
    check(curl_multi_socket_action(multi_, CURL_SOCKET_TIMEOUT, 0, &still_running));
    deliver_ended();
}

void CurlLoop::deliver_ended() {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
        if (message->msg != CURLMSG_DONE) continue;
        char* transfer = nullptr;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
        ended_.emplace_back(static_cast<Running*>(static_cast<void*>(transfer)), message->data.result);
    }
    while (!ended_.empty()) {
        const auto [transfer, code] = ended_.back();
        ended_.pop_back();
        stop_transfer(*transfer);
        transfer->ended(code);
    }
}

}  // namespace winnow::net
