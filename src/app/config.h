#pragma once
/// config/winnow.yaml, read once at start and on reload; everything below gets small structs out of it.
/// Precedence: flag > environment (WINNOW_*) > file > default. The defaults are the member initialisers here; a test
/// proves that config/winnow.yaml documents exactly these.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/log.h"
#include "base/result.h"
#include "crawl/fetcher.h"
#include "net/http_client.h"

namespace winnow::app {

using std::chrono::milliseconds;
using namespace std::chrono_literals;

struct Config {
    bool operator==(const Config&) const = default;
    std::string contact;     ///< URL or mail address that a site owner can use; `winnow run` insists on one
    std::string user_agent;  ///< empty: "Winnow/<version> (+<contact>)"

    std::filesystem::path state = "/var/lib/winnow/state";
    std::filesystem::path sites;  ///< empty: /etc/winnow/sites before the installed one; neither there: ./sites

    struct Output {
        bool operator==(const Output&) const = default;
        std::filesystem::path directory = "/var/lib/winnow/articles";
        std::vector<std::string> formats{"text"};
        bool keep_revisions = false;
    } output;

    struct Network {
        bool operator==(const Network&) const = default;
        std::vector<std::string> allow;  ///< private ranges that may be connected to: "10.0.0.0/8"
        std::vector<std::string> ports{"80", "443"};
        std::map<std::string, std::string> hosts;  ///< "report.az": "127.0.0.1:8080", like a line of /etc/hosts
        std::string proxy;
        std::string ca_file;
        int connections = 64;
        milliseconds connect_timeout = 10s, total_timeout = 60s, stall_timeout = 20s;
        std::uint64_t max_body = 10u << 20, max_header = 64u << 10;
        int max_expansion = 100;
        int max_redirects = 5;
    } network;

    struct Politeness {
        bool operator==(const Politeness&) const = default;
        milliseconds delay = 2s;
        milliseconds max_crawl_delay = 120s;
        milliseconds robots_ttl = 24h;
        milliseconds backoff_first = 60s, backoff_max = 24h;
        int retries = 2;
    } politeness;

    struct Schedule {
        bool operator==(const Schedule&) const = default;
        milliseconds every_min = 5min, every_max = 24h;       ///< bounds for the revisit of feeds and sections
        std::vector<std::string> revisit{"1h", "6h", "24h"};  ///< later looks at a young article
        milliseconds max_age = 168h;                          ///< announced articles older than this are skipped
        int pages_per_site_and_day = 5000;
        int max_depth = 20;        ///< path segments
        milliseconds grace = 20s;  ///< for running visits after SIGTERM
    } schedule;

    struct Serve {
        bool operator==(const Serve&) const = default;
        std::string listen = "127.0.0.1:8423";  ///< "off": no status page
        std::filesystem::path socket = "/run/winnow/winnow.sock";
    } serve;

    struct Log {
        bool operator==(const Log&) const = default;
        std::string level = "info";
        std::string format = "text";  ///< "text" or "json"
    } log;

    int workers = 0;  ///< threads that parse and extract; 0: one for each core
};

/// Strict: unknown keys, impossible values and wrong units are errors with file:line:column, all of them at once.
Result<Config> read_config(std::string_view yaml, const std::string& file_name);
Result<Config> load_config(const std::filesystem::path& file);
/// WINNOW_* of the environment, e.g. WINNOW_CONTACT, WINNOW_SITES, WINNOW_DELAY; unknown WINNOW_* names are errors.
Result<void> apply_environment(Config& config, const char* const* environment);

std::string user_agent_of(const Config& config);
std::string_view version();
/// The folders of site files that exist, the administrator's before the installed one (see rules::RuleBook::load).
std::vector<std::string> site_folders(const Config& config);
/// True for addresses such as "mailto:news@example.org", "news@example.org" or "https://example.org/bot".
bool is_contact(std::string_view text);
log::Options log_options(const Config& config);
net::Options network_options(const Config& config);
crawl::FetchOptions fetch_options(const Config& config);

}  // namespace winnow::app
