#pragma once
/// One request at a time to each host, and rest between them, counted from the end of the last one.
///
/// A coroutine asks for a turn before every request: pages, robots.txt, feeds and each redirect hop alike. Turns of one
/// host are handed out in the order they were asked for; a host that rests or is blocked holds no connection slot.
/// "www.a.example" and "a.example" are one host: they are one server nearly everywhere, and redirect to one another.
/// Lives on one io_context thread. Waiting uses the steady clock: a jump of the system's clock moves no visit.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"

namespace winnow::crawl {

using SteadyTime = std::chrono::steady_clock::time_point;

struct GateOptions {
    std::chrono::milliseconds delay{2000};  ///< rest of a host for which nothing else is set
    int max_connections = 64;               ///< requests under way at once, over all hosts
    /// A request that takes longer lends its slot to others, as many again at most: hosts that drip a byte a second
    /// must not take all slots from those that answer.
    std::chrono::milliseconds slow_after{5000};
};

/// Why a host is left alone, for `winnow status`: "asked to wait (Retry-After)", "resting".
struct Wait {
    std::string host;
    SteadyTime until;
    std::string reason;
    std::size_t queued = 0;
};

class HostGate {
public:
    HostGate(boost::asio::io_context& loop, GateOptions options);
    ~HostGate();

    /// The right to make one request to a host, and a connection slot. finish() gives the host on to the next; the slot
    /// is kept until the Turn is destroyed, so whoever still works on the answer holds back new requests: the memory
    /// for bodies is bounded by twice the number of slots. Do not ask for another turn while holding one.
    struct Slot;
    class Turn {
    public:
        Turn(Turn&& other) noexcept;
        Turn& operator=(Turn&& other) noexcept;
        ~Turn();
        void finish();  ///< the request has ended now: the host's rest begins

    private:
        friend class HostGate;
        Turn(HostGate* gate, std::string host, std::shared_ptr<Slot> slot)
            : gate_(gate), host_(std::move(host)), slot_(std::move(slot)) {}
        void give_back() noexcept;
        HostGate* gate_;
        std::string host_;
        std::shared_ptr<Slot> slot_;
        bool finished_ = false;
    };

    /// Waits until the host is free, has rested and is not blocked, and a connection slot is free. Errc::stopped after
    /// stop(). `host` is Url::authority().
    boost::asio::awaitable<Result<Turn>> enter(std::string host);

    /// Rest of this host from now on, in place of the general one: what the site's rule says.
    void set_delay(const std::string& host, std::chrono::milliseconds delay);
    /// What its robots.txt asks for (0: nothing): it may only lengthen the rest. A host has several of them, one for
    /// each `origin` ("https://a.example"); the longest counts. Without origin: of an earlier run, until one is known.
    void set_crawl_delay(const std::string& host, std::chrono::milliseconds delay, const std::string& origin = {});
    std::chrono::milliseconds delay_of(const std::string& host) const;
    /// Every host, known or not yet, rests its delay from `since` on: after a restart, when nobody knows any more when
    /// each was asked last.
    void rest_all(SteadyTime since);
    /// No request to this host before `until`; an earlier block is never shortened by a later, shorter one.
    void block(const std::string& host, SteadyTime until, std::string reason);
    /// When the host may be asked next, as far as is known now; the past if at once.
    SteadyTime free_at(const std::string& host) const;
    std::vector<Wait> waits(SteadyTime now) const;

    void stop();

private:
    struct Impl;
    void leave(const std::string& host);
    void release_slot(const Slot& slot);
    std::unique_ptr<Impl> impl_;
};

}  // namespace winnow::crawl
