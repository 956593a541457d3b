#include "serve/notify.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>

#include "catch.hpp"

using winnow::serve::Systemd;

TEST_CASE("systemd is told by one datagram, and a status cannot forge a field", "[serve]") {
    const auto path =
        (std::filesystem::temp_directory_path() / ("winnow-notify-" + std::to_string(::getpid()))).string();
    const int fd = ::socket(AF_UNIX, SOCK_DGRAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path.data(), path.size());
    REQUIRE(::bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    const Systemd systemd(path);
    systemd.ready("5 sites\nMAINPID=1");
    char bytes[256];
    const auto size = ::recv(fd, bytes, sizeof bytes, MSG_DONTWAIT);
    REQUIRE(size > 0);
    CHECK(std::string(bytes, static_cast<std::size_t>(size)) == "READY=1\nSTATUS=5 sites MAINPID=1\n");
    systemd.watchdog();
    CHECK(::recv(fd, bytes, sizeof bytes, MSG_DONTWAIT) == 11);
    ::close(fd);
    std::filesystem::remove(path);
    systemd.watchdog();  // nobody listens: no harm
}
