// The service and the world around it: systemd, signals, a disk that is full, a log that nobody reads, damaged state.

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <boost/json.hpp>
#include <mutex>
#include <random>
#include <set>

#include "app/service_site.h"
#include "catch.hpp"

using namespace winnow::test;
using namespace std::chrono_literals;

namespace {

/// What a service tells systemd; read by a thread of its own, as systemd reads, so that nothing is lost.
class NotifySocket {
public:
    explicit NotifySocket(const fs::path& path) {
        fd_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        const timeval pace{0, 20'000};
        ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &pace, sizeof pace);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::snprintf(address.sun_path, sizeof address.sun_path, "%s", path.c_str());
        REQUIRE(::bind(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
        ::setenv("NOTIFY_SOCKET", path.c_str(), 1);
        reader_ = std::thread([this] { read(); });
    }
    ~NotifySocket() {
        ended_ = true;
        reader_.join();
        ::unsetenv("NOTIFY_SOCKET");
        ::unsetenv("WATCHDOG_USEC");
        ::close(fd_);
    }
    NotifySocket(const NotifySocket&) = delete;
    NotifySocket& operator=(const NotifySocket&) = delete;

    /// All datagrams since the last call.
    std::vector<std::string> take() {
        const std::lock_guard lock(mutex_);
        return std::exchange(datagrams_, {});
    }
    /// Waits for a datagram with these words, and gives it; those before it are gone. Empty if none comes.
    std::string wait_for(const std::string& words, std::chrono::seconds limit) {
        for (const auto end = std::chrono::steady_clock::now() + limit; std::chrono::steady_clock::now() < end;) {
            {
                const std::lock_guard lock(mutex_);
                for (auto at = datagrams_.begin(); at != datagrams_.end(); ++at) {
                    if (at->find(words) == std::string::npos) continue;
                    auto found = *at;
                    datagrams_.erase(datagrams_.begin(), at + 1);
                    return found;
                }
            }
            std::this_thread::sleep_for(5ms);
        }
        return {};
    }

private:
    void read() {
        char bytes[4096];
        while (!ended_) {
            const auto size = ::recv(fd_, bytes, sizeof bytes, 0);
            if (size < 0) continue;
            const std::lock_guard lock(mutex_);
            datagrams_.emplace_back(bytes, static_cast<std::size_t>(size));
        }
    }

    int fd_ = -1;
    std::atomic<bool> ended_{false};
    std::mutex mutex_;
    std::vector<std::string> datagrams_;
    std::thread reader_;
};

std::size_t times(const std::vector<std::string>& all, const std::string& wanted) {
    return static_cast<std::size_t>(std::count(all.begin(), all.end(), wanted));
}

void set_file_limit(const Child& child, rlim_t limit) {
    const rlimit both{limit, RLIM_INFINITY};
    REQUIRE(::prlimit(child.pid(), RLIMIT_FSIZE, &both, nullptr) == 0);
}

}  // namespace

TEST_CASE("systemd is told when the service is ready, reloads and stops, and how it goes", "[service][systemd]") {
    Site site(2, 3, "50ms");
    NotifySocket systemd(site.folder.path / "n");
    ::setenv("WATCHDOG_USEC", "200000", 1);
    const auto service = site.start();
    CHECK(systemd.wait_for("READY=1", 20s) == "READY=1\nSTATUS=2 sites\n");
    CHECK(systemd.wait_for("STATUS=2 sites, ", 20s).find(" articles in 24 h") != std::string::npos);
    CHECK(systemd.wait_for("WATCHDOG=1", 5s) == "WATCHDOG=1\n");

    timespec before{};
    ::clock_gettime(CLOCK_MONOTONIC, &before);
    service->kill(SIGHUP);
    const auto reloading = systemd.wait_for("RELOADING=1", 10s);
    const auto stamp = reloading.find("\nMONOTONIC_USEC=");
    REQUIRE(stamp != std::string::npos);
    const auto usec = std::stoll(reloading.substr(stamp + 16));
    CHECK(usec >= static_cast<long long>(before.tv_sec) * 1'000'000 + before.tv_nsec / 1000);
    CHECK(systemd.wait_for("READY=1", 10s).starts_with("READY=1\n"));

    service->kill(SIGTERM);
    CHECK(systemd.wait_for("STOPPING=1", 10s).starts_with("STOPPING=1\n"));
    CHECK(service->wait(10s) == 0);
}

TEST_CASE("reloads that come thick and fast follow one another, and each ends ready", "[service][systemd]") {
    Site site(2, 1, "50ms");
    NotifySocket systemd(site.folder.path / "n");
    const auto service = site.start();
    REQUIRE_FALSE(systemd.wait_for("READY=1", 20s).empty());
    std::vector<std::unique_ptr<Child>> asking;
    for (int n = 0; n < 6; ++n) {
        asking.push_back(std::make_unique<Child>(std::vector<std::string>{"reload", "--config", site.config()},
                                                 (site.folder.path / "out").string()));
        service->kill(SIGHUP);
    }
    for (const auto& child : asking) CHECK(child->wait(20s) == 0);
    std::vector<std::string> order;
    site.wait_until(
        [&] {
            for (const auto& datagram : systemd.take())
                if (!datagram.starts_with("STATUS=")) order.push_back(datagram.substr(0, datagram.find('\n')));
            return order.size() >= 14 && order.back() == "READY=1";
        },
        10s);
    REQUIRE(order.size() >= 14);  // six that were asked for over the socket, and at least one of the signals
    for (std::size_t n = 0; n < order.size(); ++n) CHECK(order[n] == (n % 2 == 0 ? "RELOADING=1" : "READY=1"));
}

TEST_CASE("a stuck loop gets no food from the watchdog", "[service][systemd]") {
    // Standard error is a pipe that is full: the first line of the log that does not fit stops the loop for ever.
    Site site(3, 30, "10ms");
    site.flags = {"--log-level", "debug"};
    REQUIRE(::mkfifo(site.log().c_str(), 0600) == 0);
    const int pipe = ::open(site.log().c_str(), O_RDWR | O_CLOEXEC | O_NONBLOCK);
    REQUIRE(pipe >= 0);
    REQUIRE(::fcntl(pipe, F_SETPIPE_SZ, 4096) >= 4096);
    NotifySocket systemd(site.folder.path / "n");
    ::setenv("WATCHDOG_USEC", "100000", 1);
    const auto service = site.start();
    CHECK_FALSE(systemd.wait_for("READY=1", 20s).empty());
    std::size_t fed = 0, requests = 0;
    const bool stuck = site.wait_until(
        [&] {
            fed += times(systemd.take(), "WATCHDOG=1\n");
            std::this_thread::sleep_for(500ms);
            const bool still = site.server.count() == requests && requests > 0;
            requests = site.server.count();
            return still;
        },
        20s);
    CHECK(stuck);
    CHECK(site.files().size() < 90);
    (void)systemd.take();
    std::this_thread::sleep_for(700ms);
    CHECK(times(systemd.take(), "WATCHDOG=1\n") == 0);
    // Somebody reads again: it goes on where it was.
    char bytes[65536];
    const bool back = site.wait_until(
        [&] {
            while (::read(pipe, bytes, sizeof bytes) > 0) {
            }
            return times(systemd.take(), "WATCHDOG=1\n") > 0;
        },
        10s);
    CHECK(back);
    service->kill(SIGKILL);
    ::close(pipe);
}

TEST_CASE("while somebody else holds the state, the watchdog is not fed, and then all goes on", "[service][systemd]") {
    Site site(1, 6, "300ms");
    NotifySocket systemd(site.folder.path / "n");
    ::setenv("WATCHDOG_USEC", "100000", 1);
    const auto service = site.start();
    CHECK(site.wait_until([&] { return !site.files().empty(); }, 20s));
    // SQLite's write lock: byte 120 of the -shm file (its file format, section 4).
    const int shm = ::open((site.folder.path / "state" / "winnow.db-shm").c_str(), O_RDWR | O_CLOEXEC);
    REQUIRE(shm >= 0);
    struct flock lock{};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    lock.l_start = 120;
    lock.l_len = 1;
    REQUIRE(site.wait_until([&] { return ::fcntl(shm, F_SETLK, &lock) == 0; }, 10s));
    std::this_thread::sleep_for(1s);
    (void)systemd.take();
    std::this_thread::sleep_for(1s);
    CHECK(times(systemd.take(), "WATCHDOG=1\n") == 0);
    // Those who ask for what only the disk knows, and wait, leave room for who asks after health.
    std::vector<std::unique_ptr<std::thread>> waiting;
    for (int n = 0; n < 70; ++n) waiting.push_back(std::make_unique<std::thread>([&] { site.get("/metrics"); }));
    std::this_thread::sleep_for(200ms);
    for (int n = 0; n < 3; ++n) CHECK(site.get("/healthz").starts_with("HTTP/1.1 "));
    ::close(shm);
    for (const auto& one : waiting) one->join();
    CHECK(site.wait_until([&] { return site.files().size() == 6; }, 30s));
    CHECK_FALSE(systemd.wait_for("WATCHDOG=1", 10s).empty());
}

TEST_CASE("a second SIGTERM ends the service at once", "[service]") {
    Site site(1, 3, "50ms");
    auto slow = Reply::html("<html></html>");
    slow.delay = 20s;
    for (int n = 0; n < 3; ++n) site.server.on("paper0.test", "/news/story-number-" + std::to_string(n), slow);
    auto text = slurp(site.config());
    text.replace(text.find("grace: 2s"), 9, "grace: 60s");
    std::ofstream(site.config()) << text;
    const auto service = site.start();
    CHECK(site.wait_until([&] { return site.server.count() >= 3; }, 20s));  // robots.txt, feed, and one that is slow
    service->kill(SIGTERM);
    CHECK_FALSE(service->wait(500ms));
    service->kill(SIGTERM);
    CHECK(service->wait(3s) == 128 + SIGTERM);
}

TEST_CASE("a full disk pauses the service, it says so everywhere, and goes on by itself", "[service][disk]") {
    Site site(2, 12, "100ms");
    NotifySocket systemd(site.folder.path / "n");
    ::setenv("WATCHDOG_USEC", "200000", 1);
    const auto service = site.start();
    CHECK(site.wait_until([&] { return site.files().size() >= 4; }, 20s));
    CHECK(site.get("/healthz").starts_with("HTTP/1.1 200"));
    set_file_limit(*service, 4096);  // no file and no state may grow beyond a page
    CHECK(site.wait_until([&] { return site.get("/healthz").starts_with("HTTP/1.1 503"); }, 20s));
    const auto stopped_at = site.server.count();
    CHECK(site.get("/healthz").find("the disk refuses writes") != std::string::npos);
    CHECK(site.get("/metrics").find("winnow_disk_trouble 1\n") != std::string::npos);
    CHECK(site.get("/").find("disk: ") != std::string::npos);
    CHECK(site.ask({"status"}).out.find("disk: ") != std::string::npos);
    CHECK(slurp(site.log()).find("event=disk_trouble") != std::string::npos);
    CHECK(systemd.wait_for("; disk: ", 20s).starts_with("STATUS=2 sites, "));
    CHECK(site.server.count() <= stopped_at + 2);  // what was under way
    const auto before = site.files().size();
    CHECK(before < 24);
    set_file_limit(*service, RLIM_INFINITY);
    CHECK(site.wait_until([&] { return site.files().size() == 24; }, 40s));
    CHECK(site.get("/healthz").starts_with("HTTP/1.1 200"));
    CHECK(slurp(site.log()).find("event=disk_recovered") != std::string::npos);
    std::map<std::string, int> asked;
    for (const auto& request : site.server.log()) ++asked[request.host + request.target];
    for (const auto& file : site.files()) CHECK(slurp(file).find("Paragraph 4 of story") != std::string::npos);
    service->kill(SIGTERM);
    CHECK(service->wait(10s) == 0);
}

/// A small disk of its own at `folder`, seen by this process and its children only. False where that is not permitted.
bool mount_small_disk(const fs::path& folder, const char* size) {
    static const bool apart = [] {
        const bool own = ::unshare(CLONE_NEWNS) == 0;
        return own && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
    }();
    fs::create_directories(folder);
    const auto options = std::string("mode=700,size=") + size;
    return apart && ::mount("tmpfs", folder.c_str(), "tmpfs", MS_NOSUID, options.c_str()) == 0;
}

/// Fills what is left of the disk.
void fill_disk(const fs::path& file) {
    const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    const std::string block(4096, 'x');
    while (::write(fd, block.data(), block.size()) > 0) continue;
    ::close(fd);
}

TEST_CASE("a disk that really is full or read-only pauses the service, and it goes on by itself", "[service][disk]") {
    const auto* const what = GENERATE("articles full", "articles read-only", "state full");
    CAPTURE(what);
    const auto disk_of = std::string(what).substr(0, std::string(what).find(' '));
    Site site(2, 12, "100ms");
    const auto disk = site.folder.path / disk_of;
    if (!mount_small_disk(disk, "8m")) {
        WARN("no mount is permitted here: not tested");
        return;
    }
    const bool read_only = std::string(what).ends_with("read-only");
    {
        const auto service = site.start();
        CHECK(site.wait_until([&] { return site.files().size() >= 4; }, 20s));
        if (read_only) {
            const auto remounted = [&] {
                return ::mount("none", disk.c_str(), nullptr, MS_REMOUNT | MS_RDONLY | MS_NOSUID, nullptr) == 0;
            };
            REQUIRE(site.wait_until(remounted, 20s));  // between two writes
        } else {
            fill_disk(disk / "ballast");
        }
        CHECK(site.wait_until([&] { return site.get("/healthz").starts_with("HTTP/1.1 503"); }, 20s));
        CHECK(site.ask({"status"}).out.find("disk: ") != std::string::npos);
        CHECK(slurp(site.log()).find("event=disk_trouble") != std::string::npos);
        CHECK(site.files().size() < 24);
        if (read_only)
            REQUIRE(::mount("none", disk.c_str(), nullptr, MS_REMOUNT | MS_NOSUID, nullptr) == 0);
        else
            fs::remove(disk / "ballast");
        CHECK(site.wait_until([&] { return site.files().size() == 24; }, 40s));
        CHECK(slurp(site.log()).find("event=disk_recovered") != std::string::npos);
        for (const auto& file : site.files()) CHECK(slurp(file).find("Paragraph 4 of story") != std::string::npos);
        service->kill(SIGTERM);
        CHECK(service->wait(10s) == 0);
    }
    ::umount2(disk.c_str(), MNT_DETACH);
}

TEST_CASE("a state file that was cut short or overwritten is refused clearly, and doctor tells the way out",
          "[service][disk]") {
    Site site(1, 4, "30ms");
    {
        const auto service = site.start();
        CHECK(site.wait_until([&] { return site.files().size() == 4; }, 20s));
        service->kill(SIGTERM);
        CHECK(service->wait(10s) == 0);
    }
    const auto state = site.folder.path / "state" / "winnow.db";
    for (const auto* ending : {"-wal", "-shm"}) fs::remove(state.string() + ending);
    const auto whole = slurp(state.string());
    REQUIRE(whole.size() > 40'000);
    const auto damage = GENERATE(0, 1, 2, 3);
    CAPTURE(damage);
    auto bytes = whole;
    if (damage == 0) bytes.resize(whole.size() / 3);
    if (damage == 1) bytes.resize(50);
    if (damage == 2) bytes = std::string(whole.size(), '\x5a');
    if (damage == 3) std::fill(bytes.begin() + 4096, bytes.begin() + 20'480, '\x5a');
    std::ofstream(state, std::ios::binary) << bytes;
    const auto refused = site.ask({"run"});
    CAPTURE(refused.err);
    CHECK(refused.code == 2);
    CHECK(refused.err.find("winnow.db") != std::string::npos);
    CHECK(refused.err.find("winnow doctor") != std::string::npos);
    const auto doctor = site.ask({"doctor"});
    CHECK(doctor.code == 2);
    CHECK(doctor.out.find("BROKEN") != std::string::npos);
    CHECK(doctor.out.find("move " + state.string()) != std::string::npos);
    CHECK(slurp(state.string()) == bytes);  // nobody touched the evidence

    // The way out: away with it, and what is seen again is written into the same files.
    fs::remove(state);
    for (const auto* ending : {"-wal", "-shm"}) fs::remove(state.string() + ending);
    const auto service = site.start();
    CHECK(site.wait_until([&] { return slurp(site.log()).find("story-number-0 ") != std::string::npos; }, 20s));
    CHECK(site.files().size() == 4);
}

TEST_CASE("the doors answer: page, article, metrics, health; and nobody but loopback names", "[service]") {
    Site site(1, 3, "30ms");
    const auto service = site.start();
    CHECK(site.wait_until([&] { return site.files().size() == 3; }, 20s));
    CHECK(site.get("/readyz").find("\r\n\r\nready") != std::string::npos);
    CHECK(site.get("/healthz").find("\r\n\r\nwell") != std::string::npos);
    const auto page = site.get("/");
    CHECK(page.starts_with("HTTP/1.1 200"));
    CHECK(page.find("Content-Security-Policy: default-src 'none'") != std::string::npos);
    CHECK(page.find("class=\"spark\"") != std::string::npos);
    CHECK(page.find("Failures, last 24 hours") != std::string::npos);
    CHECK(page.find("Current waits") != std::string::npos);
    const auto link = page.find("/article/");
    REQUIRE(link != std::string::npos);
    const auto article = site.get(page.substr(link, page.find('"', link) - link));
    CHECK(article.starts_with("HTTP/1.1 200"));
    CHECK(article.find("Paragraph 4 of story") != std::string::npos);
    CHECK(site.get("/article/../../etc/passwd").starts_with("HTTP/1.1 404"));
    CHECK(site.get("/nothing").starts_with("HTTP/1.1 404"));
    CHECK(site.get("/", "evil.example").starts_with("HTTP/1.1 421"));
    const auto metrics = site.get("/metrics");
    CHECK(metrics.find("winnow_visits_total{outcome=\"written\"} 3\n") != std::string::npos);
    const auto status = boost::json::parse(site.ask({"status", "--json"}).out);
    CHECK(status.at("sites").as_array().at(0).at("outcomes_24h").at("written").as_int64() == 3);
    CHECK(site.ask({"status", "nobody.test"}).code == 2);
}

TEST_CASE("whoever fills the page's door keeps nobody out of the other one", "[service]") {
    Site site(1, 1, "10ms");
    const auto service = site.start();
    REQUIRE(site.wait_until([&] { return site.get("/readyz").find("200 OK") != std::string::npos; }, 20s));
    const auto text = slurp(site.log());
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(std::stoi(text.substr(text.rfind("port=") + 5))));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    std::vector<int> silent;
    for (int n = 0; n < 64; ++n) {
        silent.push_back(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        REQUIRE(::connect(silent.back(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    }
    REQUIRE(site.wait_until([&] { return site.get("/readyz").empty(); }, 10s));
    CHECK(site.ask({"status"}).code == 0);
    for (const int fd : silent) ::close(fd);
}

TEST_CASE("the log is lines of JSON if asked for", "[service]") {
    Site site(1, 2, "30ms");
    site.flags = {"--log", "json"};
    const auto service = site.start();
    CHECK(site.wait_until([&] { return site.files().size() == 2; }, 20s));
    service->kill(SIGTERM);
    CHECK(service->wait(10s) == 0);
    std::ifstream log(site.log());
    std::set<std::string> events;
    for (std::string line; std::getline(log, line);) {
        CAPTURE(line);
        boost::system::error_code error;
        const auto value = boost::json::parse(line, error);
        REQUIRE_FALSE(error);
        events.insert(value.at("event").as_string().c_str());
    }
    CHECK(events.count("started") == 1);
    CHECK(events.count("written") == 1);
    CHECK(events.count("stopped") == 1);
}

TEST_CASE("a wait that a host asked for stands in the status with its time and reason", "[service]") {
    Site site(1, 2, "30ms");
    auto busy = Reply::error(429);
    busy.with("Retry-After", "5000");
    site.server.on("paper0.test", "/news/story-number-1", busy);
    const auto service = site.start();
    const auto told = [&] {
        return site.ask({"status"}).out.find("paper0.test: asked to wait until ") != std::string::npos;
    };
    CHECK(site.wait_until(told, 20s));
    CHECK(site.ask({"status"}).out.find(" UTC (HTTP 429, Retry-After: 5000 s)") != std::string::npos);
}

TEST_CASE("copies survive kills as one article: in the service and in a one-shot", "[service][kill]") {
    Site site(4, 10, "20ms");
    std::vector<std::string> urls;
    for (const auto& host : site.hosts) {
        // Each story at two addresses, and both in the feed.
        std::string items;
        for (int n = 0; n < 10; ++n)
            for (const auto* form : {"/news/story-number-{}", "/again/story-number-{}"}) {
                const auto path = fmt::format(fmt::runtime(form), n);
                site.server.on(host, path, Reply::html(article_page(host, n)));
                items += fmt::format("<item><link>http://{}{}</link></item>", host, path);
                urls.push_back("http://" + host + path);
            }
        site.server.on(host, "/feed.xml",
                       Reply::text("<rss version=\"2.0\"><channel>" + items + "</channel></rss>", "text/xml"));
    }
    std::mt19937 random(7);
    const bool one_shot = GENERATE(false, true);
    CAPTURE(one_shot);
    const auto out = site.folder.path / (one_shot ? "out" : "articles");
    std::vector<std::string> words{"fetch", "-q", "-o", out.string(), "--config", site.config()};
    words.insert(words.end(), urls.begin(), urls.end());
    const auto start = [&] { return one_shot ? std::make_unique<Child>(words, site.log()) : site.start(); };
    const auto written = [&] { return fs::exists(out) ? files_below(out, ".txt").size() : 0; };
    for (int kills = 0; kills < 40; ++kills) {
        const auto child = start();
        const auto goal = site.server.count() + 1 + random() % 8;
        site.wait_until([&] { return site.server.count() >= goal || written() >= 40; }, 10s);
        std::this_thread::sleep_for(std::chrono::microseconds(random() % 15'000));
        child->kill(SIGKILL);
        REQUIRE(child->wait(5s).has_value());
    }
    const auto child = start();
    if (one_shot) {
        CHECK(child->wait(60s) == 0);
    } else {
        CHECK(site.wait_until(
            [&] { return site.ask({"status"}).out.find(" 0       40 ") != std::string::npos || written() >= 40; },
            60s));
        site.wait_until(
            [&] { return boost::json::parse(site.ask({"status", "--json"}).out).at("due").to_number<int>() == 0; },
            20s);
    }
    std::set<std::string> stories;
    const auto files = files_below(out, ".txt");
    for (const auto& file : files) {
        const auto text = slurp(file);
        CAPTURE(file);
        CHECK(text.ends_with(".\n"));
        CHECK(stories.insert(text.substr(0, text.find("\n\n"))).second);
    }
    CHECK(stories.size() == 40);
    std::map<std::string, std::chrono::steady_clock::time_point> last;
    for (const auto& asked : site.server.log()) {
        CAPTURE(asked.host, asked.target);
        if (const auto before = last.find(asked.host); before != last.end())
            CHECK(asked.begin - before->second >= 15ms);
        last[asked.host] = asked.begin;
    }
}
