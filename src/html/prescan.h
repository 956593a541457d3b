#pragma once
/// Which encoding a page claims: the HTTP header's charset parameter and the HTML standard's prescan of the first
/// bytes. Pure and linear; labels that name no encoding count as no claim.

#include <cstddef>
#include <optional>
#include <string_view>

#include "html/encodings.h"

namespace winnow::html {

/// The charset parameter of a Content-Type value, read as forgivingly as servers write it: any case, blanks around '=',
/// quotes of either kind or none, a comma for a semicolon. The first parameter that names an encoding wins.
std::optional<Encoding> charset_of_content_type(std::string_view content_type);

/// HTML standard, "prescan a byte stream to determine its encoding", over all of `bytes`: the caller cuts them. A meta
/// that says utf-16 means utf-8, since its bytes could be read as ASCII; x-user-defined means windows-1252.
std::optional<Encoding> prescan(std::string_view bytes);

}  // namespace winnow::html
