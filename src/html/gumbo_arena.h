#pragma once
/// Gumbo with its memory and its time bounded.
///
/// Gumbo asks for memory some twenty thousand times a page and never looks whether it got any, its tree can be eighty
/// times the page, and some pages cost it the square of their size. So it runs on a bump arena that counts bytes and
/// leaves the parse by longjmp when they run out, and under a timer of the thread's processor time whose signal does
/// the same: some of its loops ask for no memory at all (a megabyte of text below ten thousand open elements: seconds).
/// Leaving it anywhere is safe because it is C, keeps no globals, takes no locks, and all that it has is in the arena.
/// gumbo_destroy_output is never called (it recurses as deep as the page nests). One arena a thread, used again for the
/// next page. The signal is SIGVTALRM; nothing else in the process may use it.

#include <gumbo.h>

#include <chrono>
#include <cstddef>
#include <string_view>

namespace winnow::html {

enum class GumboStop { none, memory, time };

struct GumboRun {
    const GumboNode* document = nullptr;  ///< null if the parse was stopped
    GumboStop stop = GumboStop::none;
};

/// A parse in this thread's arena. The tree lives as long as this object; a thread has at most one at a time.
class GumboParse {
public:
    /// `html` must outlive the object: the tree points into it. `deadline` is processor time of this thread, so that
    /// a busy machine does not change what is read.
    GumboParse(std::string_view html, std::size_t max_bytes, std::chrono::milliseconds deadline);
    ~GumboParse();
    GumboParse(const GumboParse&) = delete;
    GumboParse& operator=(const GumboParse&) = delete;

    const GumboNode* document() const { return run_.document; }
    GumboStop stop() const { return run_.stop; }

private:
    GumboRun run_;
};

}  // namespace winnow::html
