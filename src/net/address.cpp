#include "net/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace winnow::net {
namespace {

/// How many leading bits of `a` and `b` have to agree: `prefix`.
bool same_prefix(const std::uint8_t* a, const std::uint8_t* b, int prefix) {
    const auto whole = static_cast<std::size_t>(prefix) / 8;
    if (!std::equal(a, a + whole, b)) return false;
    const int rest = prefix % 8;
    if (rest == 0) return true;
    const auto mask = static_cast<std::uint8_t>(0xff << (8 - rest));
    return (a[whole] & mask) == (b[whole] & mask);
}

struct Range {
    const char* cidr;
    std::string_view reason;
    int embedded = -1;  ///< offset of an IPv4 address inside the IPv6 address, if there is one
};

// The first match gives the reason, so narrow ranges stand before the wide ones around them.
constexpr Range refused_v4[] = {
    {"0.0.0.0/8", "this network"},
    {"10.0.0.0/8", "private network"},
    {"100.64.0.0/10", "carrier-grade NAT"},
    {"127.0.0.0/8", "loopback"},
    {"169.254.0.0/16", "link-local"},
    {"172.16.0.0/12", "private network"},
    {"192.0.0.0/24", "protocol assignments"},
    {"192.0.2.0/24", "documentation"},
    {"192.88.99.0/24", "6to4 relay"},
    {"192.168.0.0/16", "private network"},
    {"198.18.0.0/15", "benchmarking"},
    {"198.51.100.0/24", "documentation"},
    {"203.0.113.0/24", "documentation"},
    {"224.0.0.0/4", "multicast"},
    {"255.255.255.255/32", "broadcast"},
    {"240.0.0.0/4", "reserved"},
};

constexpr Range refused_v6[] = {
    {"::/128", "unspecified"},
    {"::1/128", "loopback"},
    {"::ffff:0:0/96", "IPv4-mapped", 12},
    {"::ffff:0:0:0/96", "IPv4-translated", 12},
    {"::/96", "IPv4-compatible", 12},
    {"64:ff9b::/96", "NAT64", 12},
    {"64:ff9b:1::/48", "local NAT64", 12},
    {"100::/64", "discard-only"},
    {"2001::/32", "Teredo"},
    {"2001::/23", "protocol assignments"},
    {"2001:db8::/32", "documentation"},
    {"2002::/16", "6to4", 2},
    {"3fff::/20", "documentation"},
    {"fc00::/7", "unique local"},
    {"fe80::/10", "link-local"},
    {"fec0::/10", "site-local"},
    {"ff00::/8", "multicast"},
};

struct RefusedNetwork {
    Network network;
    std::string_view reason;
    int embedded;
};

template <std::size_t n>
std::vector<RefusedNetwork> compile(const Range (&ranges)[n]) {
    std::vector<RefusedNetwork> all;
    all.reserve(n);
    for (const auto& range : ranges) all.push_back({*Network::parse(range.cidr), range.reason, range.embedded});
    return all;
}

const RefusedNetwork* special_range(const Address& address) {
    static const auto v4 = compile(refused_v4);
    static const auto v6 = compile(refused_v6);
    const auto& ranges = address.is_v6() ? v6 : v4;
    const auto hit =
        std::find_if(ranges.begin(), ranges.end(), [&](const auto& range) { return range.network.contains(address); });
    return hit == ranges.end() ? nullptr : &*hit;
}

}  // namespace

std::optional<Address> Address::parse(std::string_view text) {
    if (text.size() > 1 && text.front() == '[' && text.back() == ']') {
        text = text.substr(1, text.size() - 2);
        if (text.find(':') == std::string_view::npos) return std::nullopt;
    }
    if (text.size() >= INET6_ADDRSTRLEN || text.find('\0') != std::string_view::npos) return std::nullopt;
    const std::string terminated(text);
    Address address;
    const bool v6 = text.find(':') != std::string_view::npos;
    if (inet_pton(v6 ? AF_INET6 : AF_INET, terminated.c_str(), address.bytes.data()) != 1) return std::nullopt;
    address.size = v6 ? 16 : 4;
    return address;
}

std::optional<Address> Address::from(const sockaddr& raw) {
    Address address;
    if (raw.sa_family == AF_INET) {
        const auto& v4 = reinterpret_cast<const sockaddr_in&>(raw).sin_addr;
        const auto* bytes = reinterpret_cast<const std::uint8_t*>(&v4.s_addr);  // network order: as written
        std::copy(bytes, bytes + 4, address.bytes.begin());
        address.size = 4;
        return address;
    }
    if (raw.sa_family == AF_INET6) {
        const auto& v6 = reinterpret_cast<const sockaddr_in6&>(raw).sin6_addr;
        std::copy(std::begin(v6.s6_addr), std::end(v6.s6_addr), address.bytes.begin());
        address.size = 16;
        return address;
    }
    return std::nullopt;
}

std::string Address::bracketed() const {
    auto text = str();
    if (is_v6()) text.insert(0, 1, '[').push_back(']');
    return text;
}

std::string Address::str() const {
    char text[INET6_ADDRSTRLEN] = "";
    inet_ntop(is_v6() ? AF_INET6 : AF_INET, bytes.data(), text, sizeof text);
    return text;
}

Result<Network> Network::parse(std::string_view cidr) {
    const auto slash = cidr.find('/');
    const auto address = Address::parse(cidr.substr(0, slash));
    if (!address || cidr.front() == '[')
        return fail(Errc::invalid, std::string(cidr) + ": not a network like 10.0.0.0/8 or fd00::/8");

    Network network;
    network.prefix = static_cast<int>(address->size) * 8;
    if (slash != std::string_view::npos) {
        const auto digits = cidr.substr(slash + 1);
        int prefix = -1;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), prefix);
        if (error != std::errc() || end != digits.data() + digits.size() || prefix < 0 || prefix > network.prefix)
            return fail(Errc::invalid,
                        std::string(cidr) + ": the prefix length must be 0 to " + std::to_string(network.prefix));
        network.prefix = prefix;
    }

    auto masked = *address;
    for (std::size_t i = 0; i < masked.size; ++i) {
        const int keep = std::clamp(network.prefix - static_cast<int>(i) * 8, 0, 8);
        masked.bytes[i] = static_cast<std::uint8_t>(masked.bytes[i] & (0xff << (8 - keep)));
    }
    const auto plain = masked.str() + "/" + std::to_string(network.prefix);
    if (masked != *address)
        return fail(Errc::invalid, std::string(cidr) + ": bits beyond the prefix; did you mean " + plain + "?");
    network.text = plain;
    network.bytes.assign(masked.bytes.begin(), masked.bytes.begin() + static_cast<std::ptrdiff_t>(masked.size));
    return network;
}

bool Network::contains(std::string_view address) const {
    const auto parsed = Address::parse(address);
    return parsed && contains(*parsed);
}

bool Network::contains(const Address& address) const {
    return address.size == bytes.size() && same_prefix(address.bytes.data(), bytes.data(), prefix);
}

std::optional<std::string_view> refused(const Address& address, const std::vector<Network>& allow) {
    const auto* special = special_range(address);
    const bool listed =
        std::any_of(allow.begin(), allow.end(), [&](const auto& network) { return network.contains(address); });
    // 2000::/3 is all the IPv6 that is handed out for public use.
    const bool unknown_v6 = !special && address.is_v6() && (address.bytes[0] & 0xe0) != 0x20;
    if (!listed) {
        if (special) return special->reason;
        if (unknown_v6) return "not public unicast";
        return std::nullopt;
    }
    if (!special || special->embedded < 0) return std::nullopt;
    Address inside;
    inside.size = 4;
    std::copy_n(address.bytes.begin() + special->embedded, 4, inside.bytes.begin());
    return refused(inside, allow);
}

Result<Endpoint> Endpoint::parse(std::string_view text) {
    const auto wrong = [&] {
        return fail(Errc::invalid, std::string(text) + ": not an address like 192.0.2.1, 192.0.2.1:8080 or [::1]:8080");
    };
    Endpoint endpoint;
    if (const auto bare = Address::parse(text)) {
        endpoint.address = *bare;
        return endpoint;
    }
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos) return wrong();
    const auto address = Address::parse(text.substr(0, colon));
    if (!address || (address->is_v6() && text.front() != '[')) return wrong();
    const auto digits = text.substr(colon + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), endpoint.port);
    if (error != std::errc() || end != digits.data() + digits.size() || endpoint.port == 0) return wrong();
    endpoint.address = *address;
    return endpoint;
}

}  // namespace winnow::net
