#include "app/progress.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "base/text.h"

namespace winnow::app {

using std::chrono::steady_clock;
using namespace std::chrono_literals;

namespace {

std::size_t terminal_columns() {
    winsize size{};
    if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
    return 80;
}

void print(const std::string& text) {
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text.data(), text.size());
}

}  // namespace

bool stderr_is_terminal() {
    return ::isatty(STDERR_FILENO) != 0;
}

std::string duration_text(std::chrono::seconds time) {
    const auto s = time.count();
    if (s < 60) return fmt::format("{} s", s);
    if (s < 3600) return fmt::format("{}:{:02}", s / 60, s % 60);
    return fmt::format("{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60);
}

std::string for_terminal(std::string_view text, std::size_t max_columns) {
    std::string out;
    std::size_t columns = 0;
    for (std::size_t at = 0; at < text.size() && columns < max_columns; ++columns) {
        const auto c = next_code_point(text, at);
        const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200E && c <= 0x206F) || c == 0x061C;
        append_utf8(out, control ? U'?' : c);
    }
    return out;
}

Progress::Progress(std::string label, std::size_t total, bool quiet)
    : label_(std::move(label)),
      total_(total),
      quiet_(quiet),
      terminal_(stderr_is_terminal()),
      colour_(terminal_ && std::getenv("NO_COLOR") == nullptr),
      start_(steady_clock::now()),
      last_(start_) {}

Progress::~Progress() {
    finish();
}

void Progress::update(std::size_t done, std::string_view detail) {
    done_ = done;
    if (quiet_) return;
    const auto now = steady_clock::now();
    const auto pace = terminal_ ? steady_clock::duration(100ms) : steady_clock::duration(10s);
    if (now - last_ < pace) return;
    last_ = now;
    draw(detail);
}

void Progress::draw(std::string_view detail) {
    const auto spent = std::chrono::duration<double>(steady_clock::now() - start_).count();
    const double rate = spent > 0 ? static_cast<double>(done_) / spent : 0;
    std::string eta;
    if (total_ > done_ && done_ > 0 && rate > 0)
        eta = ", " +
              duration_text(std::chrono::seconds(static_cast<long>(static_cast<double>(total_ - done_) / rate))) +
              " left";
    const auto count = total_ > 0 ? fmt::format("{}/{}", done_, total_) : fmt::format("{}", done_);
    auto line = fmt::format("{} {} ({:.1f}/s{})", label_, count, rate, eta);
    if (!terminal_) {
        print(line + (detail.empty() ? "" : " " + for_terminal(detail, 200)) + "\n");
        return;
    }
    const auto columns = terminal_columns();
    if (total_ > 0) {
        constexpr std::size_t width = 24;
        const auto full = std::min(width, done_ * width / total_);
        std::string bar;
        for (std::size_t i = 0; i < width; ++i) bar += i < full ? "█" : "░";
        line = (colour_ ? "\x1b[32m" + bar + "\x1b[0m " : bar + " ") + line;
        if (columns > width + 45) line += "  " + for_terminal(detail, columns - width - 45);
    } else if (columns > 45) {
        line += "  " + for_terminal(detail, columns - 45);
    }
    print("\r\x1b[K" + line);
    drawn_ = true;
}

void Progress::finish() {
    if (drawn_) print("\r\x1b[K");
    drawn_ = false;
}

}  // namespace winnow::app
