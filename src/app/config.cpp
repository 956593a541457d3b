#include "app/config.h"

#include <fmt/format.h>

#include <cstdlib>

#include "base/atomic_file.h"
#include "base/text.h"
#include "net/http_client.h"
#include "url/url.h"
#include "yaml/yaml.h"

#ifndef WINNOW_VERSION
#define WINNOW_VERSION "0.0.0"
#endif
#ifndef WINNOW_SITES_DIR
#define WINNOW_SITES_DIR "/usr/share/winnow/sites"
#endif

namespace winnow::app {

namespace {

/// A map below `key`, or nothing; whoever gets one must close() it.
template <class Read>
void section(yaml::Map& parent, std::string_view key, Read read) {
    const auto node = parent.get(key);
    if (!node) return;
    if (node->kind() != yaml::Node::Kind::map) {
        if (node->kind() != yaml::Node::Kind::null) node->complain(fmt::format("'{}' wants a map of keys", key));
        return;
    }
    yaml::Map map(*node);
    read(map);
    map.close();
}

void read_path(yaml::Map& map, std::string_view key, std::filesystem::path& into) {
    std::string text;
    if (map.read(key, text)) into = text;
}

void read_network(yaml::Map& map, Config::Network& network) {
    map.read("allow", network.allow);
    map.read("ports", network.ports);
    if (const auto hosts = map.get("hosts"); hosts && hosts->kind() == yaml::Node::Kind::map) {
        network.hosts.clear();
        for (const auto& [name, address] : hosts->pairs()) network.hosts[name.scalar()] = address.scalar();
    } else if (hosts && hosts->kind() != yaml::Node::Kind::null) {
        hosts->complain("'hosts' wants a map such as {report.az: '127.0.0.1:8080'}");
    }
    map.read("proxy", network.proxy);
    map.read("ca_file", network.ca_file);
    map.read("connections", network.connections, 1, 10'000);
    map.read("connect_timeout", network.connect_timeout);
    map.read("total_timeout", network.total_timeout);
    map.read("stall_timeout", network.stall_timeout);
    map.read_size("max_body", network.max_body);
    map.read_size("max_header", network.max_header);
    map.read("max_expansion", network.max_expansion, 2, 100'000);
    map.read("max_redirects", network.max_redirects, 0, 20);
    for (const auto& range : network.allow)
        if (const auto parsed = net::Network::parse(range); !parsed)
            map.node().complain("allow: " + parsed.error().what);
    for (const auto& port : network.ports) {
        const bool digits =
            !port.empty() && port.find_first_not_of("0123456789") == std::string::npos && port.size() < 6;
        if (!digits || std::stoi(port) < 1 || std::stoi(port) > 65535)
            map.node().complain(fmt::format("ports: '{}' is no port number (1 to 65535)", port));
    }
}

void read_politeness(yaml::Map& map, Config::Politeness& politeness) {
    map.read("delay", politeness.delay);
    map.read("max_crawl_delay", politeness.max_crawl_delay);
    map.read("robots_ttl", politeness.robots_ttl);
    map.read("backoff_first", politeness.backoff_first);
    map.read("backoff_max", politeness.backoff_max);
    map.read("retries", politeness.retries, 0, 10);
    if (politeness.robots_ttl > 24h) map.node().complain("robots_ttl: at most 24h (RFC 9309 section 2.4)");
}

void read_schedule(yaml::Map& map, Config::Schedule& schedule) {
    section(map, "every", [&](yaml::Map& every) {
        every.read("min", schedule.every_min);
        every.read("max", schedule.every_max);
        if (schedule.every_min > schedule.every_max) every.node().complain("every: min is longer than max");
    });
    map.read("revisit", schedule.revisit);
    for (const auto& age : schedule.revisit)
        if (const auto parsed = yaml::parse_duration(age); !parsed)
            map.node().complain("revisit: " + parsed.error().what);
    map.read("max_age", schedule.max_age);
    map.read("pages_per_site_and_day", schedule.pages_per_site_and_day, 1, 10'000'000);
    map.read("max_depth", schedule.max_depth, 1, 100);
    map.read("grace", schedule.grace);
}

/// Reads KEY of WINNOW_KEY into the config by way of the YAML reader, so that both obey the same rules.
struct EnvironmentKey {
    std::string_view name;
    std::string_view yaml;  ///< with {} for the value
};
constexpr EnvironmentKey environment_keys[] = {
    {"WINNOW_CONTACT", "contact: {}"},
    {"WINNOW_USER_AGENT", "user_agent: {}"},
    {"WINNOW_STATE", "state: {}"},
    {"WINNOW_SITES", "sites: {}"},
    {"WINNOW_OUTPUT", "output: {{directory: {}}}"},
    {"WINNOW_DELAY", "politeness: {{delay: {}}}"},
    {"WINNOW_PROXY", "network: {{proxy: {}}}"},
    {"WINNOW_CA_FILE", "network: {{ca_file: {}}}"},
    {"WINNOW_LISTEN", "serve: {{listen: {}}}"},
    {"WINNOW_SOCKET", "serve: {{socket: {}}}"},
    {"WINNOW_LOG_LEVEL", "log: {{level: {}}}"},
    {"WINNOW_LOG_FORMAT", "log: {{format: {}}}"},
    {"WINNOW_WORKERS", "workers: {}"},
};

Result<Config> read_over(Config config, std::string_view yaml, const std::string& file_name) {
    const auto root = yaml::parse(yaml, file_name);
    if (!root) return fail(root.error());
    if (root->kind() == yaml::Node::Kind::null) return config;
    if (root->kind() != yaml::Node::Kind::map) return fail(Errc::config, file_name + ":1:1: a map of keys is wanted");
    yaml::Map map(*root);
    map.read("contact", config.contact);
    map.read("user_agent", config.user_agent);
    read_path(map, "state", config.state);
    read_path(map, "sites", config.sites);
    section(map, "output", [&](yaml::Map& output) {
        read_path(output, "directory", config.output.directory);
        output.read("formats", config.output.formats);
        for (const auto& format : config.output.formats) {
            if (format != "text" && format != "markdown" && format != "json" && format != "jsonl" && format != "warc")
                output.node().complain(
                    fmt::format("formats: '{}' is none of text, markdown, json, jsonl, warc", format));
        }
        output.read("keep_revisions", config.output.keep_revisions);
    });
    section(map, "network", [&](yaml::Map& network) { read_network(network, config.network); });
    section(map, "politeness", [&](yaml::Map& politeness) { read_politeness(politeness, config.politeness); });
    section(map, "schedule", [&](yaml::Map& schedule) { read_schedule(schedule, config.schedule); });
    section(map, "serve", [&](yaml::Map& serve) {
        serve.read("listen", config.serve.listen);
        read_path(serve, "socket", config.serve.socket);
    });
    section(map, "log", [&](yaml::Map& log) {
        log.read_choice("level", config.log.level, {"debug", "info", "notice", "warning", "error"});
        log.read_choice("format", config.log.format, {"text", "json"});
    });
    map.read("workers", config.workers, 0, 1024);
    if (!config.contact.empty() && !is_contact(config.contact))
        map.node().complain(fmt::format("contact: '{}' is neither a web address nor a mail address", config.contact));
    map.close();
    const auto problems = yaml::problems(*root);
    if (problems.empty()) return config;
    std::string all;
    for (const auto& problem : problems) all += (all.empty() ? "" : "\n") + problem;
    return fail(Errc::config, all);
}

}  // namespace

Result<Config> read_config(std::string_view yaml, const std::string& file_name) {
    return read_over({}, yaml, file_name);
}

Result<Config> load_config(const std::filesystem::path& file) {
    const auto text = read_file(file, 1u << 20);
    if (!text) return fail(Errc::config, text.error().what);
    return read_config(*text, file.string());
}

Result<void> apply_environment(Config& config, const char* const* environment) {
    for (; environment != nullptr && *environment != nullptr; ++environment) {
        const std::string_view entry(*environment);
        if (entry.rfind("WINNOW_", 0) != 0) continue;
        const auto name = entry.substr(0, entry.find('='));
        const auto value = entry.substr(std::min(entry.size(), name.size() + 1));
        if (name == "WINNOW_CONFIG") continue;  // names the file itself
        const EnvironmentKey* key = nullptr;
        std::vector<std::string> known;
        for (const auto& candidate : environment_keys) {
            known.emplace_back(candidate.name);
            if (candidate.name == name) key = &candidate;
        }
        if (key == nullptr) {
            const auto near = yaml::nearest(name, known);
            return fail(Errc::config, fmt::format("environment: unknown {}{}", name,
                                                  near.empty() ? "" : fmt::format(", did you mean {}?", near)));
        }
        auto changed = read_over(config, fmt::format(fmt::runtime(key->yaml), yaml::quoted(value)),
                                 "environment " + std::string(name));
        if (!changed) return fail(changed.error());
        config = std::move(*changed);
    }
    return {};
}

std::string_view version() {
    return WINNOW_VERSION;
}

std::string user_agent_of(const Config& config) {
    if (!config.user_agent.empty()) return config.user_agent;
    const auto contact = config.contact.empty() ? std::string() : fmt::format(" (+{})", config.contact);
    return fmt::format("Winnow/{}{}", version(), contact);
}

std::vector<std::string> site_folders(const Config& config) {
    if (!config.sites.empty()) return {config.sites.string()};
    std::vector<std::string> folders;
    std::error_code ignored;
    for (const auto* candidate : {"/etc/winnow/sites", WINNOW_SITES_DIR})
        if (std::filesystem::is_directory(candidate, ignored)) folders.emplace_back(candidate);
    if (folders.empty() && std::filesystem::is_directory("sites", ignored)) folders.emplace_back("sites");
    return folders;
}

bool is_contact(std::string_view text) {
    if (text.rfind("https://", 0) == 0 || text.rfind("http://", 0) == 0) return url::Url::parse(text).has_value();
    if (text.rfind("mailto:", 0) == 0) text.remove_prefix(7);
    const auto at = text.find('@');
    return at != std::string_view::npos && at > 0 && text.find('.', at) != std::string_view::npos &&
           text.find_first_of(" \t\r\n<>()") == std::string_view::npos && text.back() != '.';
}

log::Options log_options(const Config& config) {
    log::Options options;
    options.json = config.log.format == "json";
    const std::string_view level = config.log.level;
    options.level = level == "debug"     ? log::Level::debug
                    : level == "notice"  ? log::Level::notice
                    : level == "warning" ? log::Level::warning
                    : level == "error"   ? log::Level::error
                                         : log::Level::info;
    const bool journal = std::getenv("JOURNAL_STREAM") != nullptr;
    options.journal_priorities = journal;
    options.timestamps = !journal;
    return options;
}

net::Options network_options(const Config& config) {
    net::Options options;
    options.user_agent = user_agent_of(config);
    // Both were checked when the file was read.
    for (const auto& range : config.network.allow)
        if (auto network = net::Network::parse(range)) options.allow.push_back(std::move(*network));
    options.ports.clear();
    for (const auto& port : config.network.ports) options.ports.push_back(static_cast<std::uint16_t>(std::stoi(port)));
    options.hosts = config.network.hosts;
    options.proxy = config.network.proxy;
    options.ca_file = config.network.ca_file;
    options.max_body_bytes = config.network.max_body;
    options.max_header_bytes = config.network.max_header;
    options.max_expansion = static_cast<unsigned>(config.network.max_expansion);
    options.connect_timeout = config.network.connect_timeout;
    options.total_timeout = config.network.total_timeout;
    options.stall_timeout = config.network.stall_timeout;
    options.max_connections = config.network.connections;
    return options;
}

crawl::FetchOptions fetch_options(const Config& config) {
    crawl::FetchOptions options;
    const auto agent = user_agent_of(config);
    options.product_token = ascii_lower(agent.substr(0, agent.find_first_of("/ (")));
    options.retries = config.politeness.retries;
    options.max_redirects = config.network.max_redirects;
    options.backoff_first = config.politeness.backoff_first;
    options.backoff_max = config.politeness.backoff_max;
    options.max_crawl_delay = config.politeness.max_crawl_delay;
    options.robots_ttl = config.politeness.robots_ttl;
    return options;
}

}  // namespace winnow::app
