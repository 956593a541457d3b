#include "net/address.h"

#include "catch.hpp"

using namespace winnow;
using net::Address;
using net::Endpoint;
using net::Network;

namespace {

std::string verdict(std::string_view text, const std::vector<Network>& allow = {}) {
    const auto address = Address::parse(text);
    REQUIRE(address);
    return std::string(net::refused(*address, allow).value_or("permitted"));
}

}  // namespace

TEST_CASE("an address is read only in its full written form", "[net]") {
    CHECK(Address::parse("192.0.2.1")->str() == "192.0.2.1");
    CHECK(Address::parse("[2001:DB8::1]")->str() == "2001:db8::1");
    CHECK(Address::parse("::1")->bracketed() == "[::1]");
    CHECK(Address::parse("10.0.0.1")->bracketed() == "10.0.0.1");
    for (const auto* wrong : {"", "[", "[]", "localhost", "127.1", "0x7f.0.0.1", "2130706433", "1.2.3.4.5", "256.1.1.1",
                              "[1.2.3.4]", "fe80::1%eth0", "::1 ", "1.2.3.4\n", "12345::", "::1::"})
        CHECK_FALSE(Address::parse(wrong));
    CHECK_FALSE(Address::parse(std::string_view("127.0.0.1\0", 10)));
    CHECK_FALSE(Address::parse(std::string(100'000, '1')));
}

TEST_CASE("a network is an address and a prefix length without bits beyond it", "[net]") {
    CHECK(Network::parse("10.0.0.0/8")->text == "10.0.0.0/8");
    CHECK(Network::parse("127.0.0.1")->text == "127.0.0.1/32");
    CHECK(Network::parse("::1")->text == "::1/128");
    CHECK(Network::parse("0.0.0.0/0")->contains("203.0.113.9"));
    CHECK(Network::parse("fd00::/8")->prefix == 8);
    CHECK(Network::parse("172.16.0.0/12")->contains("172.31.255.255"));
    CHECK_FALSE(Network::parse("172.16.0.0/12")->contains("172.32.0.0"));
    CHECK_FALSE(Network::parse("0.0.0.0/0")->contains("::1"));
    CHECK_FALSE(Network::parse("0.0.0.0/0")->contains("example.com"));
    CHECK(Network::parse("2001:db8:8000::/33")->contains("2001:db8:ffff::1"));
    CHECK_FALSE(Network::parse("2001:db8:8000::/33")->contains("2001:db8:7fff::1"));

    for (const auto* wrong : {"", "/", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8x", "10.0.0.0/ 8",
                              "10/8", "::/129", "[::1]/128", "host/8", "10.0.0.0/8/8"})
        CHECK(Network::parse(wrong).error().code == Errc::invalid);
    CHECK(Network::parse("10.1.2.3/8").error().what == "10.1.2.3/8: bits beyond the prefix; did you mean 10.0.0.0/8?");
}

TEST_CASE("special-purpose addresses are refused with their reason", "[net]") {
    const std::pair<const char*, const char*> cases[] = {
        {"0.0.0.0", "this network"},
        {"0.1.2.3", "this network"},
        {"10.255.255.255", "private network"},
        {"100.64.0.1", "carrier-grade NAT"},
        {"100.127.255.255", "carrier-grade NAT"},
        {"127.0.0.1", "loopback"},
        {"127.255.255.254", "loopback"},
        {"169.254.169.254", "link-local"},
        {"172.16.0.1", "private network"},
        {"172.31.255.255", "private network"},
        {"192.0.0.8", "protocol assignments"},
        {"192.0.2.1", "documentation"},
        {"192.88.99.1", "6to4 relay"},
        {"192.168.1.1", "private network"},
        {"198.18.0.1", "benchmarking"},
        {"198.19.255.255", "benchmarking"},
        {"198.51.100.7", "documentation"},
        {"203.0.113.7", "documentation"},
        {"224.0.0.1", "multicast"},
        {"239.255.255.255", "multicast"},
        {"240.0.0.1", "reserved"},
        {"255.255.255.255", "broadcast"},
        {"::", "unspecified"},
        {"::1", "loopback"},
        {"::ffff:127.0.0.1", "IPv4-mapped"},
        {"::ffff:8.8.8.8", "IPv4-mapped"},
        {"::ffff:0:8.8.8.8", "IPv4-translated"},
        {"::127.0.0.1", "IPv4-compatible"},
        {"::8.8.8.8", "IPv4-compatible"},
        {"64:ff9b::8.8.8.8", "NAT64"},
        {"64:ff9b::10.0.0.1", "NAT64"},
        {"64:ff9b:1::10.0.0.1", "local NAT64"},
        {"64:ff9b:1:ffff::1", "local NAT64"},
        {"100::1", "discard-only"},
        {"2001::1", "Teredo"},
        {"2001:0:53aa:64c:0:7ff:ffff:fffe", "Teredo"},
        {"2001:2::1", "protocol assignments"},
        {"2001:20::1", "protocol assignments"},
        {"2001:db8::1", "documentation"},
        {"2002:7f00:1::", "6to4"},
        {"2002:808:808::1", "6to4"},
        {"3fff::1", "documentation"},
        {"fc00::1", "unique local"},
        {"fdff::1", "unique local"},
        {"fe80::1", "link-local"},
        {"febf::1", "link-local"},
        {"fec0::1", "site-local"},
        {"ff02::1", "multicast"},
        {"4000::1", "not public unicast"},
        {"5f00::1", "not public unicast"},
        {"1::1", "not public unicast"},
        {"65:ff9b::1", "not public unicast"},
    };
    for (const auto& [address, reason] : cases) {
        INFO(address);
        CHECK(verdict(address) == reason);
    }
}

TEST_CASE("neighbours of the special ranges are public", "[net]") {
    for (const auto* address : {"1.0.0.0",         "8.8.8.8",         "9.255.255.255",   "11.0.0.0",
                                "100.63.255.255",  "100.128.0.0",     "126.255.255.255", "128.0.0.0",
                                "169.253.255.255", "169.255.0.0",     "172.15.255.255",  "172.32.0.0",
                                "192.0.1.0",       "192.0.3.0",       "192.88.98.255",   "192.167.255.255",
                                "192.169.0.0",     "198.17.255.255",  "198.20.0.0",      "198.51.101.0",
                                "203.0.114.0",     "223.255.255.255", "2001:200::1",     "2001:4860:4860::8888",
                                "2001:db7::1",     "2001:db9::1",     "2003::1",         "2a00:1450::1",
                                "3ffe::1",         "2606:4700::1111"}) {
        INFO(address);
        CHECK(verdict(address) == "permitted");
    }
}

TEST_CASE("a listed range may be connected to, and nothing beside it", "[net]") {
    const std::vector<Network> loopback{*Network::parse("127.0.0.0/8"), *Network::parse("::1")};
    CHECK(verdict("127.0.0.1", loopback) == "permitted");
    CHECK(verdict("::1", loopback) == "permitted");
    CHECK(verdict("10.0.0.1", loopback) == "private network");
    CHECK(verdict("::ffff:127.0.0.1", loopback) == "IPv4-mapped");
    CHECK(verdict("2002:7f00:1::", loopback) == "6to4");
    CHECK(verdict("4000::1", {*Network::parse("4000::/16")}) == "permitted");
}

TEST_CASE("a listed translation range is no way around the rule for the address inside", "[net]") {
    const std::vector<Network> nat64{*Network::parse("64:ff9b::/96"), *Network::parse("::ffff:0:0/96"),
                                     *Network::parse("2002::/16")};
    CHECK(verdict("64:ff9b::8.8.8.8", nat64) == "permitted");
    CHECK(verdict("64:ff9b::10.0.0.1", nat64) == "private network");
    CHECK(verdict("64:ff9b::127.0.0.1", nat64) == "loopback");
    CHECK(verdict("::ffff:169.254.169.254", nat64) == "link-local");
    CHECK(verdict("2002:808:808::1", nat64) == "permitted");
    CHECK(verdict("2002:a00:1::1", nat64) == "private network");
    auto both = nat64;
    both.push_back(*Network::parse("10.0.0.0/8"));
    CHECK(verdict("64:ff9b::10.0.0.1", both) == "permitted");
}

TEST_CASE("an endpoint is an address with or without a port", "[net]") {
    CHECK(Endpoint::parse("127.0.0.1")->port == 0);
    CHECK(Endpoint::parse("127.0.0.1:8080")->port == 8080);
    CHECK(Endpoint::parse("::1")->address.str() == "::1");
    CHECK(Endpoint::parse("[::1]")->port == 0);
    CHECK(Endpoint::parse("[::1]:65535")->port == 65535);
    for (const auto* wrong : {"", ":80", "host:80", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:65536", "127.0.0.1:80x",
                              "[::1]80", "127.0.0.1: 80", "127.0.0.1:80:80"})
        CHECK(Endpoint::parse(wrong).error().code == Errc::invalid);
}
