#pragma once
/// One line an event on stderr: `level=info event=written site=report.az file=...`, or the same as JSON.
///
/// Under systemd each line starts with the journal's priority, "<6>" (sd-daemon(3)). Values are escaped: nothing that a
/// page or a server said can forge a line, a field or a terminal sequence; past 1,000 bytes a value is cut and says so.
/// Any thread may log; a line is one write(2).

#include <fmt/format.h>

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace winnow::log {

enum class Level : std::uint8_t { debug, info, notice, warning, error };

struct Options {
    Level level = Level::info;
    bool json = false;
    bool journal_priorities = false;  ///< set when $JOURNAL_STREAM says that stderr is the journal
    bool timestamps = true;           ///< off under journald, which keeps its own
    int fd = 2;
};
/// At start and on reload; lines that other threads are writing just then go by the old options or the new.
void configure(const Options& options);

struct Field {
    template <class T>
    Field(std::string_view its_name, const T& its_value) : name(its_name), value(fmt::format("{}", its_value)) {}
    std::string_view name;
    std::string value;
};

void write(Level level, std::string_view event, std::initializer_list<Field> fields);
inline void debug(std::string_view event, std::initializer_list<Field> f = {}) {
    write(Level::debug, event, f);
}
inline void info(std::string_view event, std::initializer_list<Field> f = {}) {
    write(Level::info, event, f);
}
inline void notice(std::string_view event, std::initializer_list<Field> f = {}) {
    write(Level::notice, event, f);
}
inline void warning(std::string_view event, std::initializer_list<Field> f = {}) {
    write(Level::warning, event, f);
}
inline void error(std::string_view event, std::initializer_list<Field> f = {}) {
    write(Level::error, event, f);
}

/// The line that write() would print, without priority and newline: pure, for tests and for the status page.
std::string render(Level level, std::string_view event, std::initializer_list<Field> fields, bool json);

}  // namespace winnow::log
