#include "html/gumbo_arena.h"

#include <time.h>

#include <algorithm>
#include <cassert>
#include <csetjmp>
#include <cstdint>
#include <cstdlib>
#include <vector>

namespace winnow::html {
namespace {

constexpr std::size_t kept_between_pages = 16u << 20;  // twice what the biggest real pages need
constexpr std::size_t first_block = 1u << 20;
constexpr std::size_t biggest_block = 8u << 20;
constexpr unsigned calls_between_looks = 1024;

std::int64_t thread_nanoseconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

class Arena {
public:
    Arena() = default;
    Arena(const Arena&) = delete;
    Arena& operator=(const Arena&) = delete;
    ~Arena() {
        for (const auto& block : blocks_) std::free(block.data);
    }

    void begin(std::size_t max_bytes, std::int64_t deadline) {
        assert(!busy);
        busy = true;
        max_bytes_ = max_bytes;
        deadline_ = deadline;
        calls_ = 0;
        used_ = 0;
        next_ = 0;
        at_ = end_ = nullptr;
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
        if (++calls_ % calls_between_looks == 0 && thread_nanoseconds() > deadline_) leave(GumboStop::time);
        if (size > static_cast<std::size_t>(end_ - at_)) grow(size);
        char* const result = at_;
        at_ += size;
        return result;
    }

    std::jmp_buf escape;
    GumboStop stop = GumboStop::none;
    bool busy = false;

private:
    struct Block {
        char* data;
        std::size_t size;
    };

    [[noreturn]] void leave(GumboStop why) {
        stop = why;
        std::longjmp(escape, 1);
    }

    void grow(std::size_t size) {
        while (next_ < blocks_.size() && blocks_[next_].size < size) ++next_;
        if (next_ == blocks_.size() && !add_block(size)) leave(GumboStop::memory);
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
    std::int64_t deadline_ = 0;
    unsigned calls_ = 0;
};

thread_local Arena thread_arena;

void* allocate_in_arena(void* arena, std::size_t size) {
    return static_cast<Arena*>(arena)->allocate(size);
}

void free_nothing(void*, void*) {}

// A frame of its own, with no object that has a destructor between the setjmp and Gumbo.
GumboRun run_gumbo(const GumboOptions& options, Arena& arena, const char* data, std::size_t size) {
    if (setjmp(arena.escape) != 0) return GumboRun{nullptr, arena.stop};
    return GumboRun{gumbo_parse_with_options(&options, data, size)->document, GumboStop::none};
}

}  // namespace

GumboParse::GumboParse(std::string_view html, std::size_t max_bytes, std::chrono::milliseconds deadline) {
    Arena& arena = thread_arena;
    arena.begin(max_bytes, thread_nanoseconds() + std::chrono::nanoseconds(deadline).count());

    GumboOptions options = kGumboDefaultOptions;
    options.allocator = allocate_in_arena;
    options.deallocator = free_nothing;
    options.userdata = &arena;
    options.max_errors = 0;  // its list costs memory, and its positions mean nothing after the cut
    run_ = run_gumbo(options, arena, html.data(), html.size());
}

GumboParse::~GumboParse() {
    thread_arena.end();
}

}  // namespace winnow::html
