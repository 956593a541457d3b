// Under which key the rest of the program knows a URL or a site.
#include <libpsl.h>
#include <xxhash.h>

#include <algorithm>

#include "base/text.h"
#include "url/url.h"

namespace winnow::url {

std::string registrable_domain(std::string_view host) {
    const std::string name(host);                              // libpsl wants a NUL; it takes punycode and UTF-8 alike
    const auto last_label = name.substr(name.rfind('.') + 1);  // npos + 1 is 0
    const bool address = name.starts_with('[') || std::all_of(last_label.begin(), last_label.end(), is_ascii_digit);
    const char* domain = address ? nullptr : psl_registrable_domain(psl_builtin(), name.c_str());
    return domain == nullptr ? name : std::string(domain);
}

std::uint64_t hash64(std::string_view key) {
    return XXH3_64bits(key.data(), key.size());
}

std::string short_id(std::string_view key, std::size_t length) {
    constexpr char digits[] = "abcdefghijklmnopqrstuvwxyz234567";  // RFC 4648 in lower case
    constexpr std::size_t whole = 25;                              // 128 bits are 25 digits and a rest
    auto [low, high] = XXH3_128bits(key.data(), key.size());
    std::string id;
    for (std::size_t i = 0; i < std::min(length, whole); ++i) {
        id += digits[low & 31];
        low = low >> 5 | high << 59;
        high >>= 5;
    }
    return id;
}

}  // namespace winnow::url
