#include "serve/notify.h"

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <charconv>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <ctime>

namespace winnow::serve {

namespace {

std::string one_line(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (static_cast<unsigned char>(c) < 0x20) c = ' ';
    return out;
}

}  // namespace

Systemd Systemd::from_environment() {
    Systemd systemd;
    if (const char* socket = std::getenv("NOTIFY_SOCKET")) systemd.socket_ = socket;
    const char* usec = std::getenv("WATCHDOG_USEC");
    const char* pid = std::getenv("WATCHDOG_PID");
    const bool ours = pid == nullptr || std::atol(pid) == static_cast<long>(::getpid());
    if (usec != nullptr && ours) {
        const auto interval = std::chrono::microseconds(std::atoll(usec));
        if (interval.count() > 0) systemd.pace_ = std::chrono::duration_cast<std::chrono::milliseconds>(interval / 2);
    }
    return systemd;
}

void Systemd::send(std::string_view lines) const {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (socket_.empty() || socket_.size() >= sizeof address.sun_path) return;
    std::memcpy(address.sun_path, socket_.data(), socket_.size());
    if (address.sun_path[0] == '@') address.sun_path[0] = '\0';  // the abstract namespace
    const int fd = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0) return;
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + socket_.size());
    // The queue of the other side is short (net.unix.max_dgram_qlen): wait for it a moment, or a READY=1 that is lost
    // keeps `systemctl reload` hanging. Not for long: the loop stands still, and who feeds no watchdog is killed.
    const timeval patience{0, 200'000};
    ::setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    [[maybe_unused]] const auto sent =
        ::sendto(fd, lines.data(), lines.size(), MSG_NOSIGNAL, reinterpret_cast<const sockaddr*>(&address), length);
    ::close(fd);
}

void Systemd::ready(std::string_view text) const {
    send("READY=1\nSTATUS=" + one_line(text) + "\n");
}
void Systemd::status(std::string_view text) const {
    send("STATUS=" + one_line(text) + "\n");
}
void Systemd::stopping() const {
    send("STOPPING=1\nSTATUS=ending running visits\n");
}
void Systemd::watchdog() const {
    send("WATCHDOG=1\n");
}

void Systemd::reloading() const {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    send(fmt::format("RELOADING=1\nMONOTONIC_USEC={}\nSTATUS=reading config and site files\n",
                     static_cast<long long>(now.tv_sec) * 1'000'000 + now.tv_nsec / 1000));
}

}  // namespace winnow::serve
