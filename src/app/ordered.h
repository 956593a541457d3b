#pragma once
/// Work on all cores, results in the order of the input, memory constant: the reader waits while too much is under way.

#include <condition_variable>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace winnow::app {

/// `next()` gives the next job or nullopt, on the calling thread; `work(job)` runs on any of `threads` threads;
/// `emit(result)` runs on one thread at a time, in input order, as soon as its turn has come. Exceptions of work() and
/// emit() end the process: they are bugs. At most `window` jobs are between next() and emit().
template <class Job, class Made, class Next, class Work, class Emit>
void run_ordered(unsigned threads, std::size_t window, Next next, Work work, Emit emit) {
    std::mutex mutex;
    std::condition_variable changed;
    std::map<std::size_t, Job> waiting;
    std::map<std::size_t, Made> done;
    std::size_t read = 0, emitted = 0;
    bool ended = false, emitting = false;

    const auto worker = [&] {
        std::unique_lock lock(mutex);
        for (;;) {
            changed.wait(lock, [&] { return !waiting.empty() || ended; });
            if (waiting.empty()) return;
            auto job = waiting.extract(waiting.begin());
            lock.unlock();
            auto made = work(std::move(job.mapped()));
            lock.lock();
            done.emplace(job.key(), std::move(made));
            while (!emitting && !done.empty() && done.begin()->first == emitted) {
                auto ready = done.extract(done.begin());
                emitting = true;
                lock.unlock();
                emit(std::move(ready.mapped()));
                lock.lock();
                emitting = false;
                ++emitted;
                changed.notify_all();
            }
        }
    };
    std::vector<std::thread> pool;
    for (unsigned i = 0; i < threads; ++i) pool.emplace_back(worker);
    for (;;) {
        std::optional<Job> job = next();
        std::unique_lock lock(mutex);
        if (!job) {
            ended = true;
            changed.notify_all();
            break;
        }
        changed.wait(lock, [&] { return read - emitted < window; });
        waiting.emplace(read++, std::move(*job));
        changed.notify_all();
    }
    for (auto& thread : pool) thread.join();
}

}  // namespace winnow::app
