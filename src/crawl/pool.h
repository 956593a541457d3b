#pragma once
/// What computes runs on the worker pool, what blocks on the disk on its own thread; both are reached by one co_await
/// and come back on the loop.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <type_traits>
#include <utility>

namespace winnow::crawl {

template <class Work>
boost::asio::awaitable<std::invoke_result_t<Work>> as_coroutine(Work work) {
    co_return work();
}

/// Runs `work` on `pool` and gives its result on the awaiting coroutine's executor. An exception comes through. Name
/// the work first and move it in: g++ 12.2 destroys temporaries of a co_await expression twice.
template <class Work>
boost::asio::awaitable<std::invoke_result_t<Work>> run_on(boost::asio::thread_pool& pool, Work work) {
    auto coroutine = as_coroutine(std::move(work));
    auto result = co_await boost::asio::co_spawn(pool.get_executor(), std::move(coroutine), boost::asio::use_awaitable);
    co_return result;
}

}  // namespace winnow::crawl
