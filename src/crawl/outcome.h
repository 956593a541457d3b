#pragma once
/// How a visit ended: exactly one name for each, counted and kept.

#include <string>
#include <string_view>

#include "base/result.h"

namespace winnow::crawl {

/// The good ends; every other outcome is the name of an Errc.
namespace outcome {
inline constexpr std::string_view written = "written";      ///< a new article file
inline constexpr std::string_view updated = "updated";      ///< a known article whose text changed, written again
inline constexpr std::string_view unchanged = "unchanged";  ///< 304, or the same text as before
inline constexpr std::string_view duplicate = "duplicate";  ///< an article that we have under another URL
inline constexpr std::string_view listed = "listed";        ///< a seed: its links were the point
}  // namespace outcome

/// True for ends that the next run need not repeat: the page said what it is. Transient failures are not final.
bool is_final(std::string_view outcome);
/// True for the five good ends above.
bool is_success(std::string_view outcome);
/// May the same request succeed a little later without anybody changing anything?
bool is_transient(Errc code);

}  // namespace winnow::crawl
