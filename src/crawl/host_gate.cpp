#include "crawl/host_gate.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <deque>
#include <optional>
#include <unordered_map>
#include <utility>

#include "url/host.h"

namespace winnow::crawl {

namespace asio = boost::asio;
using asio::steady_timer;

namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);
/// steady_timer's own maximum overflows when epoll computes a distance from it.
constexpr auto never = std::chrono::hours(24 * 365);

/// A hundredth more than was asked for: the host's own log has the end of the last answer a little later than we have.
std::chrono::milliseconds slack_of(std::chrono::milliseconds delay) {
    return std::clamp(delay / 100, std::chrono::milliseconds(1), std::chrono::milliseconds(25));
}

/// A place in a queue: the coroutine sleeps until somebody cancels the timer and thereby hands it the place.
struct Waiter {
    explicit Waiter(asio::io_context& loop) : timer(loop) { timer.expires_after(never); }
    steady_timer timer;
    bool called = false;
};

struct Host {
    bool busy = false;  ///< somebody holds the turn, or waits out the rest at the head of the queue
    SteadyTime free_at{};
    SteadyTime blocked_until{};
    std::string reason;
    std::chrono::milliseconds delay{-1};  ///< of the site's rule; -1: the general one
    std::vector<std::pair<std::string, std::chrono::milliseconds>> crawl_delays;  ///< of its robots.txt, by origin
    std::deque<std::shared_ptr<Waiter>> queue;
    std::weak_ptr<steady_timer> resting;  ///< of the one at the head: woken when a block moves its time
};

}  // namespace

struct HostGate::Slot {
    SteadyTime since = std::chrono::steady_clock::now();
    bool lent = false;
};

struct HostGate::Impl {
    asio::io_context& loop;
    GateOptions options;
    std::unordered_map<std::string, Host> hosts;
    int free_slots;
    std::deque<std::shared_ptr<Waiter>> slot_queue;
    std::deque<std::weak_ptr<Slot>> taken;  ///< oldest first; those that were given back go when they come to the front
    int lent = 0;
    steady_timer lender;
    bool lending = false;
    std::shared_ptr<bool> alive = std::make_shared<bool>(true);
    bool stopped = false;

    Impl(asio::io_context& its_loop, GateOptions its_options)
        : loop(its_loop), options(its_options), free_slots(its_options.max_connections), lender(its_loop) {}

    static bool call_next(std::deque<std::shared_ptr<Waiter>>& queue) {
        if (queue.empty()) return false;
        const auto next = queue.front();
        queue.pop_front();
        next->called = true;
        next->timer.cancel();
        return true;
    }

    void pass_turn(Host& host) {
        if (!call_next(host.queue)) host.busy = false;
    }

    void release_slot() {
        if (!call_next(slot_queue)) ++free_slots;
        if (slot_queue.empty() && std::exchange(lending, false)) lender.cancel();
    }

    std::shared_ptr<Slot> take_slot() {
        while (!taken.empty() && taken.front().expired()) taken.pop_front();
        auto slot = std::make_shared<Slot>();
        taken.push_back(slot);
        return slot;
    }

    /// While somebody waits for a slot: those of slow requests are lent as they become slow.
    void lend() {
        const auto now = std::chrono::steady_clock::now();
        auto next = now + options.slow_after;
        while (!slot_queue.empty() && !taken.empty() && lent < options.max_connections) {
            if (const auto oldest = taken.front().lock()) {
                next = oldest->since + options.slow_after;
                if (next > now) break;
                oldest->lent = true;
                ++lent;
                release_slot();
            }
            taken.pop_front();
        }
        if (!slot_queue.empty() && !stopped) lend_at(std::max(next, now + std::chrono::milliseconds(50)));
    }

    void lend_at(SteadyTime time) {
        lending = true;
        lender.expires_at(time);
        lender.async_wait([this, gone = std::weak_ptr<bool>(alive)](const boost::system::error_code& error) {
            if (error || gone.expired()) return;
            lending = false;
            lend();
        });
    }

    asio::awaitable<bool> wait_in(std::deque<std::shared_ptr<Waiter>>& queue) {
        const auto place = std::make_shared<Waiter>(loop);
        queue.push_back(place);
        co_await place->timer.async_wait(as_result);
        co_return place->called && !stopped;
    }

    SteadyTime ready_at(const Host& host) const {
        const auto rested = rest_since ? *rest_since + delay_of(host) : SteadyTime{};
        return std::max({host.free_at, host.blocked_until, rested});
    }
    std::chrono::milliseconds delay_of(const Host& host) const {
        auto longest = host.delay.count() < 0 ? options.delay : host.delay;
        for (const auto& [origin, delay] : host.crawl_delays) longest = std::max(longest, delay);
        return longest;
    }
    /// The rest that has begun grows, too: a Crawl-delay is learned from the very request that it follows. It never
    /// shrinks: that one was promised.
    void lengthen_rest(Host& host, std::chrono::milliseconds before) const {
        if (host.free_at != SteadyTime{} && delay_of(host) > before) host.free_at += delay_of(host) - before;
    }
    std::optional<SteadyTime> rest_since;
};

HostGate::HostGate(asio::io_context& loop, GateOptions options) : impl_(std::make_unique<Impl>(loop, options)) {}
HostGate::~HostGate() = default;

asio::awaitable<Result<HostGate::Turn>> HostGate::enter(std::string name) {
    const auto stopped = [&name]() -> Result<Turn> { return fail(Errc::stopped, name + ": stopped before its turn"); };
    if (impl_->stopped) co_return stopped();
    name = std::string(url::without_www(name));
    auto& host = impl_->hosts[name];  // references into unordered_map survive rehashing
    if (host.busy) {
        const bool called = co_await impl_->wait_in(host.queue);
        if (!called) co_return stopped();
    }
    host.busy = true;
    for (auto ready = impl_->ready_at(host); ready > std::chrono::steady_clock::now(); ready = impl_->ready_at(host)) {
        const auto timer = std::make_shared<steady_timer>(impl_->loop, ready);
        host.resting = timer;
        co_await timer->async_wait(as_result);
        if (impl_->stopped) co_return stopped();
    }
    if (impl_->free_slots > 0) {
        --impl_->free_slots;
    } else {
        if (!impl_->lending) impl_->lend_at(std::chrono::steady_clock::now());
        const bool called = co_await impl_->wait_in(impl_->slot_queue);
        if (!called) co_return stopped();
    }
    co_return Turn(this, std::move(name), impl_->take_slot());
}

void HostGate::leave(const std::string& name) {
    auto& host = impl_->hosts[name];
    host.free_at = std::chrono::steady_clock::now() + delay_of(name) + slack_of(delay_of(name));
    impl_->pass_turn(host);
}

void HostGate::release_slot(const Slot& slot) {
    if (slot.lent)
        --impl_->lent;  // it has been passed on already
    else
        impl_->release_slot();
}

void HostGate::set_delay(const std::string& name, std::chrono::milliseconds delay) {
    auto& host = impl_->hosts[std::string(url::without_www(name))];
    const auto before = impl_->delay_of(host);
    host.delay = delay;
    impl_->lengthen_rest(host, before);
}

void HostGate::set_crawl_delay(const std::string& name, std::chrono::milliseconds delay, const std::string& origin) {
    auto& host = impl_->hosts[std::string(url::without_www(name))];
    const auto before = impl_->delay_of(host);
    std::erase_if(host.crawl_delays,
                  [&origin](const auto& known) { return known.first == origin || known.first.empty(); });
    if (delay.count() > 0) host.crawl_delays.emplace_back(origin, delay);
    impl_->lengthen_rest(host, before);
}

std::chrono::milliseconds HostGate::delay_of(const std::string& name) const {
    const auto found = impl_->hosts.find(std::string(url::without_www(name)));
    return found == impl_->hosts.end() ? impl_->options.delay : impl_->delay_of(found->second);
}

void HostGate::rest_all(SteadyTime since) {
    impl_->rest_since = since;
}

void HostGate::block(const std::string& name, SteadyTime until, std::string reason) {
    auto& host = impl_->hosts[std::string(url::without_www(name))];
    if (until <= host.blocked_until) return;
    host.blocked_until = until;
    host.reason = std::move(reason);
}

SteadyTime HostGate::free_at(const std::string& name) const {
    const auto found = impl_->hosts.find(std::string(url::without_www(name)));
    return impl_->ready_at(found == impl_->hosts.end() ? Host() : found->second);
}

std::vector<Wait> HostGate::waits(SteadyTime now) const {
    std::vector<Wait> all;
    for (const auto& [name, host] : impl_->hosts) {
        const auto until = impl_->ready_at(host);
        if (until <= now) continue;
        const bool blocked = host.blocked_until >= until;
        all.push_back(Wait{name, until, blocked ? host.reason : "resting between visits", host.queue.size()});
    }
    std::sort(all.begin(), all.end(), [](const Wait& a, const Wait& b) { return a.host < b.host; });
    return all;
}

void HostGate::stop() {
    impl_->stopped = true;
    for (auto& [name, host] : impl_->hosts) {
        for (const auto& waiter : host.queue) waiter->timer.cancel();
        host.queue.clear();
        if (const auto timer = host.resting.lock()) timer->cancel();
    }
    for (const auto& waiter : impl_->slot_queue) waiter->timer.cancel();
    impl_->slot_queue.clear();
    impl_->lender.cancel();
}

HostGate::Turn::Turn(Turn&& other) noexcept
    : gate_(std::exchange(other.gate_, nullptr)),
      host_(std::move(other.host_)),
      slot_(std::move(other.slot_)),
      finished_(other.finished_) {}

HostGate::Turn& HostGate::Turn::operator=(Turn&& other) noexcept {
    if (this != &other) {
        give_back();
        gate_ = std::exchange(other.gate_, nullptr);
        host_ = std::move(other.host_);
        slot_ = std::move(other.slot_);
        finished_ = other.finished_;
    }
    return *this;
}

HostGate::Turn::~Turn() {
    give_back();
}

void HostGate::Turn::finish() {
    if (gate_ != nullptr && !std::exchange(finished_, true)) gate_->leave(host_);
}

void HostGate::Turn::give_back() noexcept {
    if (gate_ == nullptr) return;
    finish();
    std::exchange(gate_, nullptr)->release_slot(*slot_);
}

}  // namespace winnow::crawl
