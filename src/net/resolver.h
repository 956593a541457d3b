#pragma once
/// Names to addresses, asynchronously: /etc/hosts, then DNS through c-ares on the loop; answers live for their TTL.
///
/// Why not libcurl's resolver: it starts a thread for each lookup, and it would connect before we have judged the
/// addresses. Lives on one io_context thread.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "net/address.h"

namespace winnow::net {

class Resolver {
public:
    /// `servers`: "192.0.2.53", "127.0.0.1:5300"; empty: those of /etc/resolv.conf, read again when it changes.
    /// Throws std::invalid_argument if a server is no address.
    Resolver(boost::asio::io_context& loop, const std::vector<std::string>& servers);
    ~Resolver();
    Resolver(const Resolver&) = delete;
    Resolver& operator=(const Resolver&) = delete;

    /// The addresses of `host` (ASCII, absolute: search domains are not tried), best first, at least one, at most 16;
    /// not yet judged. Lookups of one name are shared. Errors: dns, stopped. An answer is kept for its TTL within a
    /// minute and an hour; that there is no such name for a minute, a failing server for five seconds.
    boost::asio::awaitable<Result<std::vector<Address>>> resolve(std::string host, std::chrono::milliseconds timeout);

    /// Ends all lookups with Errc::stopped.
    void stop();

private:
    class State;
    class InLine;
    std::shared_ptr<State> state_;
};

}  // namespace winnow::net
