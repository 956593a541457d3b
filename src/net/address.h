#pragma once
/// Which addresses a crawler may connect to: public unicast ones, and whatever the operator lists.
///
/// Pages, redirects and DNS answers are hostile: without this check a link to http://169.254.169.254/ or a name that
/// resolves to 127.0.0.1 makes us an attacker's hand inside the operator's own network. Ranges after the IANA special
/// purpose registries (RFC 6890 and its updates). All pure.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

struct sockaddr;

namespace winnow::net {

/// An IPv4 or IPv6 address.
struct Address {
    std::array<std::uint8_t, 16> bytes{};
    std::size_t size = 0;  ///< 4 or 16

    /// "192.0.2.1", "2001:db8::1" or "[2001:db8::1]". No names, no zones ("%eth0"), no short forms ("127.1").
    static std::optional<Address> parse(std::string_view text);
    static std::optional<Address> from(const sockaddr& raw);  ///< nullopt for other families

    std::string str() const;        ///< without brackets
    std::string bracketed() const;  ///< IPv6 in brackets, as in a URL

    bool is_v6() const { return size == 16; }
    bool operator==(const Address&) const = default;
};

/// A range of addresses: "10.0.0.0/8", "::1/128", or one address.
struct Network {
    /// Error (invalid) for anything else, also for bits beyond the prefix: "10.1.2.3/8: did you mean 10.0.0.0/8?"
    static Result<Network> parse(std::string_view cidr);
    bool contains(std::string_view address) const;  ///< false for what is no address
    bool contains(const Address& address) const;
    std::string text;
    std::vector<std::uint8_t> bytes;  ///< 4 or 16
    int prefix = 0;
};

/// Why `address` is refused ("loopback", "private network"), or nullopt if it may be connected to. An address that
/// carries an IPv4 address inside (IPv4-mapped, NAT64, 6to4, ...) is refused like any other special range; where
/// `allow` lists the range, the address inside must be permitted too, or NAT64 would be a way around the rule.
std::optional<std::string_view> refused(const Address& address, const std::vector<Network>& allow);

/// Where a connection goes: "127.0.0.1", "127.0.0.1:8080", "::1", "[::1]:8080". Port 0 where none is written.
struct Endpoint {
    Address address;
    std::uint16_t port = 0;

    static Result<Endpoint> parse(std::string_view text);
};

}  // namespace winnow::net
