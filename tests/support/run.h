#pragma once
/// Runs a coroutine to its end on a loop of the test's own thread.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <exception>
#include <optional>
#include <stdexcept>
#include <utility>

namespace winnow::test {

template <class T>
T run(boost::asio::io_context& loop, boost::asio::awaitable<T> work,
      std::chrono::seconds limit = std::chrono::seconds(60)) {
    std::optional<T> result;
    std::exception_ptr bug;
    boost::asio::co_spawn(loop, std::move(work), [&](std::exception_ptr thrown, T value) {
        bug = thrown;
        result = std::move(value);
    });
    const auto deadline = std::chrono::steady_clock::now() + limit;
    loop.restart();
    while (!result && loop.run_one_until(deadline) > 0) continue;
    if (!result) throw std::runtime_error("the coroutine did not end in time");
    if (bug) std::rethrow_exception(bug);
    return std::move(*result);
}

}  // namespace winnow::test
