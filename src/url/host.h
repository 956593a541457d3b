#pragma once
/// The host of a URL by the URL standard (§3): a domain by UTS 46, an IPv4 address in any spelling browsers take, or an
/// IPv6 address in brackets.

#include <string>
#include <string_view>

namespace winnow::url {

/// Appends the serialized host of `raw`, which is valid UTF-8, and returns an empty text; or returns what is wrong with
/// it (static text) and leaves rubbish at the end of `out`.
[[nodiscard]] std::string_view append_host(std::string& out, std::string_view raw);

/// "www.example.com" is "example.com": "www." is never part of a site's name, sites move between both spellings. It
/// stays where nothing with a dot would be left: "www.com".
std::string_view without_www(std::string_view host);

/// xn-- labels decoded; `host` itself where they cannot be.
std::string unicode_host(std::string_view host);

}  // namespace winnow::url
