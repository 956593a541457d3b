#include "net/resolver.h"

#include <ares.h>
#include <sys/socket.h>

#include <algorithm>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <unordered_map>

#include "net/bell.h"

namespace winnow::net {
namespace asio = boost::asio;
namespace {

using Clock = std::chrono::steady_clock;
using Answer = Result<std::vector<Address>>;
using namespace std::chrono_literals;

constexpr std::size_t max_addresses = 16;
constexpr std::size_t max_cached = 20'000;
constexpr auto min_ttl = 60s, max_ttl = 3600s, no_name_ttl = 60s, failure_ttl = 5s;
constexpr int try_ms = 2'500, tries = 2;

struct AresLibrary {
    AresLibrary() {
        if (ares_library_init(ARES_LIB_INIT_ALL) != ARES_SUCCESS) throw std::runtime_error("c-ares does not start");
    }
    ~AresLibrary() { ares_library_cleanup(); }
    AresLibrary(const AresLibrary&) = delete;
    AresLibrary& operator=(const AresLibrary&) = delete;
};

struct DestroyChannel {
    void operator()(ares_channel channel) const { ares_destroy(channel); }
};
using Channel = std::unique_ptr<std::remove_pointer_t<ares_channel>, DestroyChannel>;

std::filesystem::file_time_type resolv_conf_time() {
    std::error_code ignored;
    return std::filesystem::last_write_time("/etc/resolv.conf", ignored);
}

}  // namespace

class Resolver::State : public std::enable_shared_from_this<State> {
public:
    /// One name being looked up, and all who wait for it.
    struct Lookup {
        std::string host;
        std::optional<Answer> answer;
        std::vector<Bell*> waiting;
    };

    State(asio::io_context& loop, std::vector<std::string> servers)
        : loop_(loop), servers_(std::move(servers)), timer_(loop), channel_(open()) {}
    ~State() {
        stop();
        close();
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    asio::io_context& loop() { return loop_; }

    const Answer* cached(const std::string& host) {
        const auto entry = cache_.find(host);
        if (entry == cache_.end()) return nullptr;
        if (Clock::now() < entry->second.until) return &entry->second.answer;
        cache_.erase(entry);
        return nullptr;
    }

    /// The lookup of `host` that runs already, or a new one; it may have its answer on return.
    std::shared_ptr<Lookup> look_up(const std::string& host) {
        if (const auto running = lookups_.find(host); running != lookups_.end()) return running->second;
        auto lookup = std::make_shared<Lookup>();
        lookup->host = host;
        if (stopped_) {
            lookup->answer = fail(Errc::stopped, host + ": stopped");
            return lookup;
        }
        if (lookups_.empty()) follow_resolv_conf();
        lookups_.emplace(host, lookup);
        ares_addrinfo_hints hints{};
        hints.ai_family = AF_UNSPEC;
        hints.ai_socktype = SOCK_STREAM;
        auto* query = new Query{this, lookup};
        ares_getaddrinfo(channel_.get(), host.c_str(), nullptr, &hints, &State::on_answer, query);
        arm_timer();
        return lookup;
    }

    void stop() {
        stopped_ = true;
        ares_cancel(channel_.get());  // calls on_answer for each
        timer_.cancel();
    }

private:
    struct Query {
        State* state;
        std::shared_ptr<Lookup> lookup;
    };
    struct Cached {
        Answer answer;
        Clock::time_point until;
    };
    struct Socket {
        explicit Socket(asio::io_context& loop, int fd) : descriptor(loop, fd) {}
        asio::posix::stream_descriptor descriptor;
        bool want_read = false, want_write = false, reading = false, writing = false;
    };

    Channel open() {
        static const AresLibrary library;
        ares_options options{};
        options.flags = ARES_FLAG_NOSEARCH | ARES_FLAG_NOALIASES;
        options.timeout = try_ms;
        options.tries = tries;
        options.sock_state_cb = &State::on_socket_state;
        options.sock_state_cb_data = this;
        char files_then_dns[] = "fb";
        options.lookups = files_then_dns;
        resolv_conf_ = resolv_conf_time();
        const int mask =
            ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_SOCK_STATE_CB | ARES_OPT_LOOKUPS;
        ares_channel raw = nullptr;
        const int code = ares_init_options(&raw, &options, mask);
        if (code != ARES_SUCCESS)
            throw std::runtime_error(std::string("c-ares does not start: ") + ares_strerror(code));
        Channel channel(raw);
        if (servers_.empty()) return channel;
        std::string list;
        for (const auto& server : servers_) list += (list.empty() ? "" : ",") + server;
        if (ares_set_servers_ports_csv(raw, list.c_str()) == ARES_SUCCESS) return channel;
        throw std::invalid_argument(list + ": not a list of name server addresses");
    }

    void close() {
        channel_.reset();
        for (auto& [fd, socket] : sockets_) socket->descriptor.release();
        sockets_.clear();
    }

    /// A laptop changes networks, a VPN comes up: c-ares 1.18 would keep asking the old servers for ever.
    void follow_resolv_conf() {
        if (!servers_.empty() || resolv_conf_time() == resolv_conf_) return;
        auto fresh = open();
        close();
        channel_ = std::move(fresh);
    }

    static void on_answer(void* arg, int status, int /*timeouts*/, ares_addrinfo* info) noexcept {
        const std::unique_ptr<Query> query(static_cast<Query*>(arg));
        const std::unique_ptr<ares_addrinfo, decltype(&ares_freeaddrinfo)> owned(info, &ares_freeaddrinfo);
        query->state->answered(query->lookup, status, info);
    }

    void answered(const std::shared_ptr<Lookup>& lookup, int status, const ares_addrinfo* info) {
        std::vector<Address> addresses;
        auto ttl = std::chrono::seconds(max_ttl);
        for (const auto* node = info ? info->nodes : nullptr; node; node = node->ai_next) {
            const auto address = Address::from(*node->ai_addr);
            if (!address || addresses.size() == max_addresses) continue;
            if (std::find(addresses.begin(), addresses.end(), *address) == addresses.end())
                addresses.push_back(*address);
            ttl = std::min(ttl, std::chrono::seconds(node->ai_ttl));
        }
        const auto& host = lookup->host;
        const bool no_name = status == ARES_ENOTFOUND || status == ARES_ENODATA || status == ARES_EBADNAME;
        if (status == ARES_ECANCELLED || status == ARES_EDESTRUCTION)
            lookup->answer = fail(Errc::stopped, host + ": stopped");
        else if (!addresses.empty())
            lookup->answer = std::move(addresses);
        else if (no_name || status == ARES_SUCCESS)
            lookup->answer = fail(Errc::dns, host + ": no such host name");
        else
            lookup->answer = fail(Errc::dns, host + ": name lookup failed: " + ares_strerror(status));

        if (lookup->answer->has_value())
            remember(host, *lookup->answer, std::clamp<std::chrono::seconds>(ttl, min_ttl, max_ttl));
        else if (lookup->answer->error().code == Errc::dns)
            remember(host, *lookup->answer, no_name ? no_name_ttl : failure_ttl);
        lookups_.erase(host);
        for (auto* bell : lookup->waiting) bell->ring();
        lookup->waiting.clear();
    }

    void remember(const std::string& host, const Answer& answer, std::chrono::seconds ttl) {
        if (cache_.size() >= max_cached) {
            const auto now = Clock::now();
            std::erase_if(cache_, [&](const auto& entry) { return entry.second.until <= now; });
            if (cache_.size() >= max_cached) cache_.clear();  // one burst of lookups, once in 20,000 names
        }
        cache_.insert_or_assign(host, Cached{answer, Clock::now() + ttl});
    }

    // --- c-ares on the loop ---

    static void on_socket_state(void* arg, ares_socket_t fd, int readable, int writable) noexcept {
        static_cast<State*>(arg)->watch(fd, readable != 0, writable != 0);
    }

    void watch(int fd, bool readable, bool writable) {
        auto& socket = sockets_[fd];
        if (!readable && !writable) {  // c-ares closes it now: the number may come back at once as another socket
            if (socket) socket->descriptor.release();
            sockets_.erase(fd);
            return;
        }
        if (!socket) socket = std::make_shared<Socket>(loop_, fd);
        socket->want_read = readable;
        socket->want_write = writable;
        arm(fd, socket);
    }

    void arm(int fd, const std::shared_ptr<Socket>& socket) {
        const auto wait = [&](bool wanted, bool Socket::* armed, auto direction) {
            if (!wanted || (*socket).*armed) return;
            (*socket).*armed = true;
            socket->descriptor.async_wait(
                direction, [self = weak_from_this(), fd, socket, armed](const boost::system::error_code& error) {
                    (*socket).*armed = false;
                    const auto state = self.lock();
                    if (error || !state) return;
                    const bool read = armed == &Socket::reading;
                    ares_process_fd(state->channel_.get(), read ? fd : ARES_SOCKET_BAD, read ? ARES_SOCKET_BAD : fd);
                    const auto still = state->sockets_.find(fd);
                    if (still != state->sockets_.end() && still->second == socket) state->arm(fd, socket);
                    state->arm_timer();
                });
        };
        wait(socket->want_read, &Socket::reading, asio::posix::descriptor_base::wait_read);
        wait(socket->want_write, &Socket::writing, asio::posix::descriptor_base::wait_write);
    }

    void arm_timer() {
        timeval next{};
        if (lookups_.empty() || !ares_timeout(channel_.get(), nullptr, &next)) {
            timer_.cancel();
            return;
        }
        timer_.expires_after(std::chrono::seconds(next.tv_sec) + std::chrono::microseconds(next.tv_usec) + 1ms);
        timer_.async_wait([self = weak_from_this()](const boost::system::error_code& error) {
            const auto state = self.lock();
            if (error || !state) return;
            ares_process_fd(state->channel_.get(), ARES_SOCKET_BAD, ARES_SOCKET_BAD);
            state->arm_timer();
        });
    }

    asio::io_context& loop_;
    const std::vector<std::string> servers_;
    asio::steady_timer timer_;
    std::unordered_map<int, std::shared_ptr<Socket>> sockets_;
    std::unordered_map<std::string, std::shared_ptr<Lookup>> lookups_;
    std::unordered_map<std::string, Cached> cache_;
    std::filesystem::file_time_type resolv_conf_{};
    bool stopped_ = false;
    Channel channel_;  // last: it calls us back while it is destroyed
};

/// Also leaves the line when the coroutine is destroyed while it waits.
class Resolver::InLine {
public:
    InLine(State::Lookup& lookup, Bell& bell) : lookup_(lookup), bell_(bell) { lookup_.waiting.push_back(&bell_); }
    ~InLine() { std::erase(lookup_.waiting, &bell_); }
    InLine(const InLine&) = delete;
    InLine& operator=(const InLine&) = delete;

private:
    State::Lookup& lookup_;
    Bell& bell_;
};

Resolver::Resolver(asio::io_context& loop, const std::vector<std::string>& servers)
    : state_(std::make_shared<State>(loop, servers)) {}

Resolver::~Resolver() {
    state_->stop();
}

void Resolver::stop() {
    state_->stop();
}

asio::awaitable<Result<std::vector<Address>>> Resolver::resolve(std::string host, std::chrono::milliseconds timeout) {
    const auto state = state_;
    if (const auto* known = state->cached(host)) co_return *known;
    const auto lookup = state->look_up(host);
    if (!lookup->answer) {
        Bell bell(state->loop());
        const InLine in_line(*lookup, bell);
        co_await bell.wait(Clock::now() + timeout);
        if (!lookup->answer && bell.expired())
            co_return fail(Errc::dns,
                           host + ": no answer from the name servers in " + std::to_string(timeout.count()) + " ms");
        if (!lookup->answer) co_return fail(Errc::stopped, host + ": stopped");
    }
    co_return *lookup->answer;
}

}  // namespace winnow::net
