#pragma once
/// What a host's country-code top-level domain tells.

#include <string>
#include <string_view>
#include <vector>

namespace winnow::url {

/// The IANA zones of the country (CLDR's canonical locations): "report.az" -> Asia/Baku; several for large countries.
/// Empty for hosts without a country code, and for codes that are sold to all the world (io, tv, me ...).
std::vector<std::string> zones_of_domain(std::string_view host);

}  // namespace winnow::url
