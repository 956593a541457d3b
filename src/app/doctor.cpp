// `winnow doctor`: is everything there that a service needs, and how is it mended?

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <ctime>
#include <fstream>
#include <iostream>

#include "app/verbs.h"
#include "extract/date.h"
#include "rules/site_rules.h"
#include "serve/web.h"
#include "store/store.h"

namespace winnow::app {

namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

struct Finding {
    enum Level { well, odd, broken } level;
    std::string what;
    std::string mend;
};

class Doctor {
public:
    Doctor(const Config& config, std::string config_file) : config_(config), config_file_(std::move(config_file)) {}

    std::vector<Finding> examine() {
        configuration();
        site_files();
        folder("output folder", config_.output.directory);
        folder("state folder", config_.state);
        state();
        clock();
        time_zones();
        certificates();
        descriptors();
        service();
        return findings_;
    }

private:
    void well(std::string what) { findings_.push_back({Finding::well, std::move(what), {}}); }
    void odd(std::string what, std::string mend) {
        findings_.push_back({Finding::odd, std::move(what), std::move(mend)});
    }
    void broken(std::string what, std::string mend) {
        findings_.push_back({Finding::broken, std::move(what), std::move(mend)});
    }

    void configuration() {
        if (config_file_.empty())
            odd("no configuration file: the built-in defaults are in force",
                "copy winnow.yaml to /etc/winnow/winnow.yaml");
        else
            well("configuration " + config_file_);
        if (config_.contact.empty())
            broken("no contact address: 'winnow run' refuses to start",
                   "set contact: to a web or mail address that site owners can use");
        else
            well("contact " + config_.contact);
    }

    void site_files() {
        const auto folders = site_folders(config_);
        if (folders.empty()) return broken("no folder of site files", "set sites: or put files into /etc/winnow/sites");
        const auto book = rules::RuleBook::load(folders);
        const auto where = fmt::format("{}", fmt::join(folders, " and "));
        for (const auto& problem : book.problems())
            broken(problem.what, "mend the file, then: winnow site lint " + problem.file);
        if (book.sites().empty())
            broken("no usable site file in " + where, "write one as docs/site-files.md shows, then: winnow site lint");
        else
            well(fmt::format("{} site files in {}", book.sites().size(), where));
    }

    void folder(const std::string& name, const fs::path& path) {
        std::error_code error;
        if (!fs::is_directory(path, error))
            return odd(fmt::format("{} {} is not there yet", name, path.string()),
                       "it is made at the first start; the parent must be writable");
        const auto probe = path / fmt::format(".winnow-doctor-{}", ::getpid());
        std::ofstream file(probe);
        file << "probe" << std::flush;
        const bool wrote = file.good();
        file.close();
        fs::remove(probe, error);
        if (!wrote)
            broken(fmt::format("{} {} cannot be written", name, path.string()),
                   "check owner, permissions and free space");
        struct statvfs info{};
        if (::statvfs(path.c_str(), &info) != 0) return;
        const auto free_bytes = static_cast<double>(info.f_bavail) * static_cast<double>(info.f_frsize);
        const auto free_files =
            info.f_files == 0 ? 1.0 : static_cast<double>(info.f_favail) / static_cast<double>(info.f_files);
        const auto text = fmt::format("{} {}: {:.1f} GiB free", name, path.string(), free_bytes / (1u << 30));
        if (free_bytes < 512.0 * (1u << 20))
            broken(text, "make room: below 512 MiB a day of news may not fit");
        else if (free_files < 0.02)
            broken(text + ", but hardly any inodes", "the file system is out of inodes: remove small files");
        else if (wrote)
            well(text);
    }

    void state() {
        const auto file = config_.state / "winnow.db";
        std::error_code error;
        if (!fs::exists(file, error)) return well("no state yet: the first start makes it");
        auto store = store::Store::open(file, {16u << 20, true});
        const auto way_out = fmt::format(
            "stop the service, move {} (and its -wal and -shm) away, start again: articles that are written stay, and "
            "what is seen again "
            "is written into the same files; or restore a backup of the file",
            file.string());
        if (!store) return broken(store.error().what, way_out);
        const auto problems = store->check();
        if (!problems) return broken(problems.error().what, way_out);
        for (const auto& problem : *problems) broken(fmt::format("{}: {}", file.string(), problem), way_out);
        if (problems->empty()) well(fmt::format("state {}: sound, {} URLs known", file.string(), store->known_urls()));
    }

    void clock() {
        const auto now = std::chrono::system_clock::now();
        const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(now));
        if (int(day.year()) < 2026)
            broken(fmt::format("the clock says {}", int(day.year())),
                   "set the time: systemctl enable --now systemd-timesyncd");
        else
            well("clock " + rfc3339(std::chrono::time_point_cast<std::chrono::milliseconds>(now)));
    }

    void time_zones() {
        extract::Date date;
        date.year = 2026;
        date.month = date.day = 1;
        date.has_time = true;
        if (extract::apply_timezone(date, "Asia/Baku"))
            well("time zone database");
        else
            broken("no time zone database", "apt-get install tzdata");
    }

    void certificates() {
        std::error_code error;
        const fs::path bundle = config_.network.ca_file.empty() ? fs::path("/etc/ssl/certs/ca-certificates.crt")
                                                                : fs::path(config_.network.ca_file);
        if (fs::exists(bundle, error) && fs::file_size(bundle, error) > 1000)
            well("certificates " + bundle.string());
        else
            broken("no CA certificates: every https site will fail", "apt-get install ca-certificates");
    }

    void descriptors() {
        rlimit limit{};
        if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
        const auto wanted = static_cast<rlim_t>(config_.network.connections) * 2 + 128;
        const auto text = fmt::format("{} file descriptors allowed", limit.rlim_cur);
        if (limit.rlim_cur < wanted)
            broken(text, fmt::format("LimitNOFILE={} in the unit, or fewer network.connections", wanted));
        else
            well(text);
    }

    void service() {
        const auto answer = serve::ask(config_.serve.socket, "GET", "/healthz", std::chrono::seconds(5));
        if (!answer)
            return odd("no service answers on " + config_.serve.socket.string(), "start it: systemctl start winnow");
        if (answer->status == 200)
            well("the service is running and well");
        else
            broken("the service is running, but: " + answer->body, "see winnow status and the journal");
    }

    const Config& config_;
    std::string config_file_;
    std::vector<Finding> findings_;
};

}  // namespace

int doctor(const DoctorArgs& args, const Config& config, const std::string& config_file) {
    const auto findings = Doctor(config, config_file).examine();
    bool any_broken = false;
    json::array all;
    static constexpr std::string_view marks[] = {"ok", "note", "BROKEN"};
    for (const auto& finding : findings) {
        any_broken = any_broken || finding.level == Finding::broken;
        if (args.json) {
            all.push_back(
                json::object{{"level", marks[finding.level]}, {"what", finding.what}, {"mend", finding.mend}});
            continue;
        }
        std::cout << fmt::format("{:<7} {}\n", marks[finding.level], finding.what);
        if (!finding.mend.empty()) std::cout << fmt::format("        to mend: {}\n", finding.mend);
    }
    if (args.json) std::cout << json::serialize(all) << "\n";
    return any_broken ? exit_usage : exit_ok;
}

}  // namespace winnow::app
