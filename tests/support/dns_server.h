#pragma once
/// A name server on loopback (UDP) that knows what a test tells it.

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace winnow::test {

struct Zone {
    std::vector<std::string> addresses;  ///< IPv4 and IPv6; none: the name is there, but without an address
    std::uint32_t ttl = 300;
    int rcode = 0;        ///< 2: the server fails, 3: no such name
    bool silent = false;  ///< never answers
};

class DnsServer {
public:
    DnsServer();
    ~DnsServer();
    DnsServer(const DnsServer&) = delete;
    DnsServer& operator=(const DnsServer&) = delete;

    /// Names that nobody has set do not exist. May be called while it runs.
    void set(const std::string& name, Zone zone);
    std::string endpoint() const;  ///< "127.0.0.1:40053"
    /// Questions for `name` so far (A and AAAA count one each).
    std::size_t asked(const std::string& name) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace winnow::test
