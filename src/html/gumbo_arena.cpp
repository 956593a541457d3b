#include "html/gumbo_arena.h"

#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cassert>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <vector>

namespace winnow::html {
namespace {

constexpr std::size_t kept_between_pages = 16u << 20;  // twice what the biggest real pages need
constexpr std::size_t first_block = 1u << 20;
constexpr std::size_t biggest_block = 8u << 20;

class Arena {
public:
    Arena() = default;
    Arena(const Arena&) = delete;
    Arena& operator=(const Arena&) = delete;
    ~Arena() {
        for (const auto& block : blocks_) std::free(block.data);
    }

    void begin(std::size_t max_bytes) {
        assert(!busy);
        busy = true;
        max_bytes_ = max_bytes;
        used_ = 0;
        next_ = 0;
        at_ = end_ = nullptr;
        late_ = 0;
    }

    void end() {
        std::size_t kept = 0;
        std::size_t keep = 0;
        while (keep < blocks_.size() && kept + blocks_[keep].size <= kept_between_pages) kept += blocks_[keep++].size;
        for (std::size_t i = keep; i < blocks_.size(); ++i) std::free(blocks_[i].data);
        blocks_.resize(keep);
        busy = false;
    }

    /// Never null: leaves through `escape` instead.
    void* allocate(std::size_t size) {
        size = (size + 7) & ~std::size_t{7};
        if (size > static_cast<std::size_t>(end_ - at_)) grow(size);
        char* const result = at_;
        at_ += size;
        return result;
    }

    /// From the timer's signal, on the thread that parses.
    void time_is_up() {
        if (growing_ != 0) {
            late_ = 1;  // malloc holds its lock: leave when it has let go
        } else {
            leave(GumboStop::time);
        }
    }

    sigjmp_buf escape;
    GumboStop stop = GumboStop::none;
    bool busy = false;

private:
    struct Block {
        char* data;
        std::size_t size;
    };

    [[noreturn]] void leave(GumboStop why) {
        stop = why;
        siglongjmp(escape, 1);
    }

    void grow(std::size_t size) {
        while (next_ < blocks_.size() && blocks_[next_].size < size) ++next_;
        if (next_ == blocks_.size()) {
            growing_ = 1;
            const bool added = add_block(size);
            growing_ = 0;
            if (late_ != 0) leave(GumboStop::time);
            if (!added) leave(GumboStop::memory);
        }
        const Block block = blocks_[next_++];
        const std::size_t allowed = std::min(block.size, max_bytes_ - used_);
        if (allowed < size) leave(GumboStop::memory);
        used_ += allowed;
        at_ = block.data;
        end_ = block.data + allowed;
    }

    bool add_block(std::size_t size) {
        const std::size_t doubled = blocks_.empty() ? first_block : std::min(blocks_.back().size * 2, biggest_block);
        const std::size_t wanted = std::max(size, doubled);
        if (size > max_bytes_ - used_) return false;
        // An exception must not cross Gumbo's frames, so the vector grows where nothing can throw past a C caller.
        auto* const data = static_cast<char*>(std::malloc(wanted));
        if (data == nullptr) return false;
        if (!remember(Block{data, wanted})) {
            std::free(data);
            return false;
        }
        return true;
    }

    bool remember(Block block) noexcept {
        try {
            blocks_.push_back(block);
            return true;
        } catch (...) {
            return false;
        }
    }

    std::vector<Block> blocks_;
    std::size_t next_ = 0;  // the block to use when the current one is full
    char* at_ = nullptr;
    char* end_ = nullptr;
    std::size_t used_ = 0;
    std::size_t max_bytes_ = 0;
    volatile std::sig_atomic_t growing_ = 0;
    volatile std::sig_atomic_t late_ = 0;
};

thread_local Arena thread_arena;

// The handler must not construct anything, so it finds the arena by a plain pointer; null: no parse is running.
thread_local Arena* volatile arena_in_use = nullptr;

void on_time_up(int) {
    if (Arena* const arena = arena_in_use) arena->time_is_up();
}

bool install_handler() {
    struct sigaction action = {};
    action.sa_handler = on_time_up;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART | SA_NODEFER;  // NODEFER: the handler may be left by a jump
    return sigaction(SIGVTALRM, &action, nullptr) == 0;
}

/// A timer of this thread's processor time, made once a thread.
class Timer {
public:
    Timer() {
        static const bool installed = install_handler();
        sigevent event = {};
        event.sigev_notify = SIGEV_THREAD_ID;
        event.sigev_signo = SIGVTALRM;
        event._sigev_un._tid = gettid();  // glibc has no public name for it
        made_ = installed && timer_create(CLOCK_THREAD_CPUTIME_ID, &event, &timer_) == 0;
    }
    ~Timer() {
        if (made_) timer_delete(timer_);
    }
    Timer(const Timer&) = delete;
    Timer& operator=(const Timer&) = delete;

    bool made() const { return made_; }
    /// Zero disarms.
    void arm(std::chrono::nanoseconds in) {
        sigset_t ours;
        sigemptyset(&ours);
        sigaddset(&ours, SIGVTALRM);
        pthread_sigmask(SIG_UNBLOCK, &ours, nullptr);  // worker threads like to block everything
        itimerspec when = {};
        when.it_value.tv_sec = static_cast<time_t>(in.count() / 1'000'000'000);
        when.it_value.tv_nsec = static_cast<long>(in.count() % 1'000'000'000);
        timer_settime(timer_, 0, &when, nullptr);
    }

private:
    timer_t timer_{};
    bool made_ = false;
};

thread_local Timer thread_timer;

void* allocate_in_arena(void* arena, std::size_t size) {
    return static_cast<Arena*>(arena)->allocate(size);
}

void free_nothing(void*, void*) {}

// A frame of its own, with no object that has a destructor between the setjmp and Gumbo.
GumboRun run_gumbo(const GumboOptions& options, Arena& arena, const char* data, std::size_t size) {
    if (sigsetjmp(arena.escape, 0) != 0) {
        arena_in_use = nullptr;
        return GumboRun{nullptr, arena.stop};
    }
    arena_in_use = &arena;
    const GumboNode* const document = gumbo_parse_with_options(&options, data, size)->document;
    arena_in_use = nullptr;
    return GumboRun{document, GumboStop::none};
}

}  // namespace

GumboParse::GumboParse(std::string_view html, std::size_t max_bytes, std::chrono::milliseconds deadline) {
    Arena& arena = thread_arena;
    Timer& timer = thread_timer;
    arena.begin(max_bytes);
    if (!timer.made()) {  // out of timers: rather no page than an endless one
        run_.stop = GumboStop::time;
        return;
    }

    GumboOptions options = kGumboDefaultOptions;
    options.allocator = allocate_in_arena;
    options.deallocator = free_nothing;
    options.userdata = &arena;
    options.max_errors = 0;  // its list costs memory, and its positions mean nothing after the cut
    timer.arm(std::max(deadline, std::chrono::milliseconds(1)));
    run_ = run_gumbo(options, arena, html.data(), html.size());
    timer.arm(std::chrono::nanoseconds(0));
}

GumboParse::~GumboParse() {
    thread_arena.end();
}

}  // namespace winnow::html
