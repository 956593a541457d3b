#pragma once
/// One coroutine waits, something on the same loop rings. The bridge from callbacks to coroutines in this room.
///
/// A timer that is cancelled to say "done" costs a fraction of a microsecond, brings a deadline for nothing, honours
/// the waiter's cancellation slot, and resumes the waiter from the loop, never from inside a callback.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace winnow::net {

class Bell {
public:
    explicit Bell(boost::asio::io_context& loop) : timer_(loop, std::chrono::steady_clock::time_point::max()) {}

    bool rung() const { return rung_; }
    /// The deadline has passed, rung or not.
    bool expired() const { return std::chrono::steady_clock::now() >= timer_.expiry(); }
    void reset() { rung_ = false; }
    void ring() {
        rung_ = true;
        timer_.cancel();
    }
    /// Returns when the bell has rung, at `deadline`, or when the waiting coroutine was cancelled: ask rung().
    boost::asio::awaitable<void> wait(
        std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max()) {
        if (rung_) co_return;
        if (deadline != timer_.expiry()) timer_.expires_at(deadline);
        boost::system::error_code ignored;
        co_await timer_.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, ignored));
    }

private:
    boost::asio::steady_timer timer_;
    bool rung_ = false;
};

}  // namespace winnow::net
