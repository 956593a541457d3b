#pragma once
/// A progress bar on a terminal, a plain line now and then elsewhere; always on stderr.

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace winnow::app {

class Progress {
public:
    /// `total` 0: unknown. `quiet`: nothing at all.
    Progress(std::string label, std::size_t total, bool quiet);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// `detail` is shown behind the numbers; hostile bytes are made harmless. Cheap: draws at most ten times a second.
    void update(std::size_t done, std::string_view detail);
    void set_total(std::size_t total) { total_ = total; }
    void finish();

private:
    void draw(std::string_view detail);

    std::string label_;
    std::size_t total_, done_ = 0;
    bool quiet_, terminal_, colour_, drawn_ = false;
    std::chrono::steady_clock::time_point start_, last_;
};

/// "1:05:09", "4:20", "12 s"
std::string duration_text(std::chrono::seconds time);
/// No control characters, no escape sequences; at most `max_columns` code points.
std::string for_terminal(std::string_view text, std::size_t max_columns);
bool stderr_is_terminal();

}  // namespace winnow::app
