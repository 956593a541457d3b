#pragma once
/// Points in time. Nothing below app/ and crawl/ reads a clock: the time is a parameter.

#include <chrono>
#include <string>

namespace winnow {

/// UTC, millisecond resolution: fine enough for politeness, and it fits SQLite's integer column.
using TimePoint = std::chrono::sys_time<std::chrono::milliseconds>;

/// "2026-02-19T06:59:00Z", RFC 3339, whole seconds.
std::string rfc3339(TimePoint t);

}  // namespace winnow
