#include "url/country.h"

#include <unicode/strenum.h>
#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>

#include "base/text.h"

namespace winnow::url {

std::vector<std::string> zones_of_domain(std::string_view host) {
    const auto dot = host.rfind('.');
    if (dot == std::string_view::npos || host.size() - dot != 3) return {};
    auto region = ascii_lower(host.substr(dot + 1));
    // Domains that are sold to all the world say nothing about a country.
    for (const std::string_view sold : {"io", "tv", "me", "ai", "co", "cc", "ws", "fm", "to", "ly", "gg", "eu", "su"})
        if (region == sold) return {};
    if (region == "uk") region = "gb";
    std::transform(region.begin(), region.end(), region.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::StringEnumeration> names(
        icu::TimeZone::createTimeZoneIDEnumeration(UCAL_ZONE_TYPE_CANONICAL_LOCATION, region.c_str(), nullptr, status));
    std::vector<std::string> zones;
    if (U_FAILURE(status) || !names) return zones;
    while (const auto* name = names->snext(status)) {
        if (U_FAILURE(status)) break;
        name->toUTF8String(zones.emplace_back());
    }
    return zones;
}

}  // namespace winnow::url
