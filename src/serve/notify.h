#pragma once
/// Talking to systemd: one datagram to $NOTIFY_SOCKET (sd_notify(3)), no library.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace winnow::serve {

class Systemd {
public:
    /// Reads NOTIFY_SOCKET and WATCHDOG_USEC; without them every call does nothing.
    static Systemd from_environment();
    explicit Systemd(std::string socket) : socket_(std::move(socket)) {}

    bool present() const { return !socket_.empty(); }
    /// Lines such as "READY=1\nSTATUS=..."; a newline inside a status would forge a field, so it becomes a blank.
    void send(std::string_view lines) const;
    void ready(std::string_view status) const;
    void status(std::string_view status) const;
    /// systemd 252 has no Type=notify-reload: RELOADING=1 with MONOTONIC_USEC, then ready() again.
    void reloading() const;
    void stopping() const;
    void watchdog() const;
    /// How often the watchdog wants to be fed: half of WATCHDOG_USEC; nullopt: it does not watch us.
    std::optional<std::chrono::milliseconds> watchdog_pace() const { return pace_; }

private:
    Systemd() = default;
    std::string socket_;
    std::optional<std::chrono::milliseconds> pace_;
};

}  // namespace winnow::serve
