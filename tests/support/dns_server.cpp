#include "support/dns_server.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>
#include <map>
#include <mutex>
#include <thread>

#include "base/text.h"
#include "net/address.h"

namespace winnow::test {
namespace asio = boost::asio;
using asio::ip::udp;

struct DnsServer::Impl {
    asio::io_context loop{1};
    udp::socket socket{loop, udp::endpoint(asio::ip::address_v4::loopback(), 0)};
    std::uint16_t port = socket.local_endpoint().port();
    udp::endpoint client;
    std::array<char, 1'500> buffer{};

    mutable std::mutex mutex;
    std::map<std::string, Zone> zones;
    std::map<std::string, std::size_t> counts;
    std::thread thread;

    void receive() {
        socket.async_receive_from(asio::buffer(buffer), client,
                                  [this](boost::system::error_code error, std::size_t size) {
                                      if (!error) {
                                          const auto reply = answer({buffer.data(), size});
                                          boost::system::error_code ignored;
                                          if (!reply.empty()) socket.send_to(asio::buffer(reply), client, 0, ignored);
                                      }
                                      if (socket.is_open()) receive();
                                  });
    }

    /// RFC 1035 §4.1: the header and the question go back as they came, with what we know behind them.
    std::string answer(std::string_view query) {
        std::string name;
        std::size_t at = 12;
        while (at < query.size() && query[at] != 0) {
            const auto length = static_cast<std::size_t>(query[at]);
            if (at + 1 + length >= query.size()) return "";
            name += (name.empty() ? "" : ".") + std::string(query.substr(at + 1, length));
            at += 1 + length;
        }
        at += 5;
        if (query.size() < at) return "";
        const int type = query[at - 3];
        name = ascii_lower(name);

        Zone zone;
        {
            const std::lock_guard lock(mutex);
            ++counts[name];
            const auto known = zones.find(name);
            zone.rcode = 3;
            if (known != zones.end()) zone = known->second;
        }
        if (zone.silent) return "";

        std::string records;
        int count = 0;
        for (const auto& text : zone.addresses) {
            const auto address = net::Address::parse(text);
            if (!address || (type == 28) != address->is_v6() || (type != 1 && type != 28)) continue;
            const auto ttl = zone.ttl;
            const std::string fixed = {'\xc0', 12, 0, static_cast<char>(type), 0, 1};
            records += fixed;
            for (const int shift : {24, 16, 8, 0}) records.push_back(static_cast<char>(ttl >> shift & 0xff));
            records.push_back(0);
            records.push_back(static_cast<char>(address->size));
            records.append(address->bytes.begin(), address->bytes.begin() + static_cast<std::ptrdiff_t>(address->size));
            ++count;
        }
        std::string reply(query.substr(0, at));
        reply[2] = static_cast<char>(0x81);
        reply[3] = static_cast<char>(0x80 | zone.rcode);
        reply[6] = 0;
        reply[7] = static_cast<char>(count);
        for (const std::size_t i : {8u, 9u, 10u, 11u}) reply[i] = 0;
        return reply + records;
    }
};

DnsServer::DnsServer() : impl_(std::make_unique<Impl>()) {
    impl_->receive();
    impl_->thread = std::thread([impl = impl_.get()] { impl->loop.run(); });
}

DnsServer::~DnsServer() {
    impl_->loop.stop();
    impl_->thread.join();
}

void DnsServer::set(const std::string& name, Zone zone) {
    const std::lock_guard lock(impl_->mutex);
    impl_->zones[name] = std::move(zone);
}

std::string DnsServer::endpoint() const {
    return "127.0.0.1:" + std::to_string(impl_->port);
}

std::size_t DnsServer::asked(const std::string& name) const {
    const std::lock_guard lock(impl_->mutex);
    const auto found = impl_->counts.find(name);
    return found == impl_->counts.end() ? 0 : found->second;
}

}  // namespace winnow::test
