// `winnow run`: the service. Everything waits on one loop; this file ties crawler, web doors, signals and systemd to
// it.

#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <iostream>
#include <random>
#include <thread>

#include "app/verbs.h"
#include "base/log.h"
#include "base/text.h"
#include "crawl/crawler.h"
#include "crawl/pool.h"
#include "serve/notify.h"
#include "serve/render.h"
#include "serve/web.h"
#include "yaml/yaml.h"

namespace winnow::app {

namespace asio = boost::asio;
namespace fs = std::filesystem;
using namespace std::chrono_literals;
using serve::WebAnswer;
using serve::WebRequest;

namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

crawl::ScheduleOptions schedule_options(const Config& config) {
    crawl::ScheduleOptions options;
    options.every_min = config.schedule.every_min;
    options.every_max = config.schedule.every_max;
    options.revisit.clear();
    for (const auto& age : config.schedule.revisit)
        if (const auto parsed = yaml::parse_duration(age)) options.revisit.push_back(*parsed);
    options.max_age = config.schedule.max_age;
    options.pages_per_site_and_day = config.schedule.pages_per_site_and_day;
    options.max_depth = config.schedule.max_depth;
    return options;
}

crawl::CrawlerOptions crawler_options(const Config& config) {
    crawl::CrawlerOptions options;
    options.writer.directory = config.output.directory;
    options.writer.keep_revisions = config.output.keep_revisions;
    options.writer.formats.clear();
    for (const auto& name : config.output.formats)
        if (const auto format = output::format_of(name)) options.writer.formats.push_back(*format);
    options.state_file = config.state / "winnow.db";
    options.network = network_options(config);
    options.gate.delay = config.politeness.delay;
    options.gate.max_connections = config.network.connections;
    options.fetch = fetch_options(config);
    options.fetch.retries = 0;  // the frontier tries again, minutes later; a coroutine that sleeps would hold its host
    options.schedule = schedule_options(config);
    options.workers =
        config.workers > 0 ? static_cast<unsigned>(config.workers) : std::max(1u, std::thread::hardware_concurrency());
    options.seed = std::random_device{}();
    return options;
}

/// Names, sizes and times of the site files: changes when one is added, removed or edited.
std::string signature_of(const std::vector<std::string>& folders) {
    std::vector<std::string> entries;
    for (const auto& folder : folders) {
        std::error_code error;
        for (auto it = fs::directory_iterator(folder, error); !error && it != fs::directory_iterator();
             it.increment(error)) {
            if (it->path().extension() != ".yaml") continue;
            std::error_code ignored;
            entries.push_back(fmt::format("{} {} {}", it->path().string(), fs::file_size(it->path(), ignored),
                                          fs::last_write_time(it->path(), ignored).time_since_epoch().count()));
        }
    }
    std::sort(entries.begin(), entries.end());
    std::string all;
    for (const auto& entry : entries) all += entry + "\n";
    return all;
}

class Service {
public:
    Service(Config config, std::function<Result<Config>()> read_config_again)
        : config_(std::move(config)),
          read_again_(std::move(read_config_again)),
          sites_(site_folders(config_)),
          book_(std::make_shared<const rules::RuleBook>(rules::RuleBook::load(sites_))),
          crawler_(loop_, crawler_options(config_), book_),
          web_(loop_, [this](WebRequest request) { return answer(std::move(request)); }),
          systemd_(serve::Systemd::from_environment()),
          ends_(loop_, SIGTERM, SIGINT),
          hangups_(loop_, SIGHUP),
          ticks_(loop_) {}

    int run() {
        report_problems();
        signature_ = signature_of(sites_);
        if (auto started = crawler_.start(); !started) {
            complain(started.error().what);
            return started.error().code == Errc::disk ? exit_disk : exit_usage;
        }
        if (config_.serve.listen != "off") {
            const auto port = web_.listen_http(config_.serve.listen);
            if (!port) {
                complain(port.error().what);
                return exit_usage;
            }
            log::info("status_page", {{"url", fmt::format("http://{}/", config_.serve.listen)}, {"port", *port}});
        }
        if (const auto listening = web_.listen_unix(config_.serve.socket); !listening) {
            complain(listening.error().what);
            return exit_usage;
        }
        spawn(wait_for_end());
        spawn(wait_for_hangup());
        spawn(tick());
        spawn(watch_sites());
        log::notice(
            "started",
            {{"version", version()}, {"sites", book_->sites().size()}, {"output", config_.output.directory.string()}});
        systemd_.ready(fmt::format("{} sites", book_->sites().size()));
        // systemd starts us again; what is not durable is done again. Coroutines still run: nothing is taken down.
        try {
            loop_.run();
        } catch (const std::exception& bug) {
            log::error("bug", {{"in", "loop"}, {"what", bug.what()}});
            ::_exit(70);
        }
        log::notice("stopped");
        return exit_ok;
    }

private:
    void spawn(asio::awaitable<void> coroutine) {
        const auto ended = [](std::exception_ptr bug) {
            if (bug) std::rethrow_exception(bug);  // to run()
        };
        asio::co_spawn(loop_, std::move(coroutine), ended);
    }

    void report_problems() const {
        for (const auto& problem : book_->problems())
            log::error("rule_broken", {{"file", problem.file}, {"what", problem.what}});
    }

    asio::awaitable<void> wait_for_end() {
        auto [error, signal] = co_await ends_.async_wait(as_result);
        if (error) co_return;
        log::notice("stopping", {{"signal", signal}, {"grace_ms", config_.schedule.grace.count()}});
        systemd_.stopping();
        stopping_ = true;
        spawn(wait_for_second_end());
        const bool at_rest = co_await crawler_.stop(config_.schedule.grace);
        web_.stop();
        if (!at_rest) {
            log::warning("stopped", {{"what", "visits that would not end are left to the next start"}});
            ::_exit(exit_ok);  // their coroutines point into what would be destroyed now
        }
        loop_.stop();
    }

    asio::awaitable<void> wait_for_second_end() {
        auto [error, signal] = co_await ends_.async_wait(as_result);
        if (error) co_return;
        log::warning("stopped_at_once", {{"signal", signal}});
        ::_exit(128 + signal);  // whatever is not durable will be done again
    }

    asio::awaitable<void> wait_for_hangup() {
        while (!stopping_) {
            auto [error, signal] = co_await hangups_.async_wait(as_result);
            if (error) co_return;
            co_await reload(true);
        }
    }

    struct Reread {
        std::optional<Result<Config>> config;
        std::vector<std::string> sites;
        std::string signature;
        std::shared_ptr<const rules::RuleBook> book;
    };

    /// Reads and compiles; touches nothing of the service.
    static Reread reread(const std::function<Result<Config>()>& read_config, Config config,
                         std::shared_ptr<const rules::RuleBook> previous) {
        Reread fresh;
        if (read_config) {
            fresh.config = read_config();
            if (*fresh.config) config = **fresh.config;
        }
        fresh.sites = site_folders(config);
        fresh.signature = signature_of(fresh.sites);
        fresh.book = std::make_shared<const rules::RuleBook>(rules::RuleBook::load(fresh.sites, previous.get()));
        return fresh;
    }

    /// Config and site files anew, each file all or nothing: what is broken keeps its last good version. One reload at
    /// a time, each with what is on the disk when its turn comes; compiling hundreds of rules holds no visit up.
    asio::awaitable<std::string> reload(bool with_config) {
        while (reloading_) {
            const auto turn = std::make_shared<asio::steady_timer>(loop_, 24h);
            reload_queue_.push_back(turn);
            co_await turn->async_wait(as_result);
        }
        reloading_ = true;
        systemd_.reloading();
        std::string said;
        std::string bug;
        try {
            said = co_await reload_now(with_config);
        } catch (const std::exception& exception) {
            bug = exception.what();
        }
        reloading_ = false;
        for (const auto& turn : std::exchange(reload_queue_, {})) turn->cancel();
        systemd_.ready(fmt::format("{} sites", book_->sites().size()));
        if (!bug.empty()) {
            log::error("bug", {{"in", "reload"}, {"what", bug}});
            said += "internal error: " + bug + "\n";
        }
        co_return said;
    }

    asio::awaitable<std::string> reload_now(bool with_config) {
        std::string said;
        const auto read_config = with_config ? read_again_ : std::function<Result<Config>()>();
        const auto work = [read_config, config = config_, previous = book_] {
            return reread(read_config, config, previous);
        };
        auto fresh = co_await crawl::run_on(aside_, work);
        if (fresh.config && !*fresh.config) {
            const auto& what = fresh.config->error().what;
            log::error("config_broken", {{"what", what}, {"then", "the running configuration stays in force"}});
            said += what + "\n";
        } else if (fresh.config) {
            said += take_config(**fresh.config);
        }
        sites_ = fresh.sites;
        signature_ = fresh.signature;
        book_ = fresh.book;
        report_problems();
        for (const auto& problem : book_->problems()) said += problem.what + "\n";
        co_await crawler_.reload(book_, schedule_options(config_));
        log::notice("reloaded", {{"sites", book_->sites().size()}, {"broken", book_->problems().size()}});
        co_return said;
    }

    std::string take_config(const Config& fresh) {
        const bool all_taken = same_but_for_reloadable(fresh);
        log::configure(log_options(fresh));
        config_.log = fresh.log;
        config_.schedule = fresh.schedule;
        config_.sites = fresh.sites;
        if (all_taken) return {};
        log::warning("restart_needed",
                     {{"what", "other keys of the configuration changed: they take effect at the next start"}});
        return "changed keys other than sites, schedule and log take effect at the next start\n";
    }

    bool same_but_for_reloadable(Config fresh) const {
        fresh.log = config_.log;
        fresh.sites = config_.sites;
        fresh.schedule = config_.schedule;
        return fresh == config_;
    }

    /// Feeds the watchdog while loop, workers and disk answer, and tells systemd how it goes.
    asio::awaitable<void> tick() {
        const auto pace = std::min<std::chrono::milliseconds>(systemd_.watchdog_pace().value_or(5s), 5s);
        for (int count = 0; !stopping_; ++count) {
            ticks_.expires_after(pace);
            co_await ticks_.async_wait(as_result);
            if (stopping_) co_return;
            const bool alive = co_await crawler_.alive();
            if (alive) systemd_.watchdog();
            if (systemd_.present() && count % 6 == 0) {
                const auto snapshot = co_await crawler_.snapshot();
                systemd_.status(serve::render_status_line(snapshot));
            }
        }
    }

    /// Picks up site files that were added, edited or removed.
    asio::awaitable<void> watch_sites() {
        while (!stopping_) {
            looks_.expires_after(5s);
            co_await looks_.async_wait(as_result);
            if (stopping_) co_return;
            const auto look = [folders = sites_] { return signature_of(folders); };
            const auto signature = co_await crawl::run_on(aside_, look);
            if (signature != signature_) co_await reload(false);
        }
    }

    asio::awaitable<WebAnswer> answer(WebRequest request) {
        WebAnswer answer;
        const auto path = request.path.substr(0, request.path.find('?'));
        if (request.method == "POST") {
            co_await change(path, answer);
            co_return answer;
        }
        if (path == "/readyz") {
            answer.body = "ready\n";
            co_return answer;
        }
        if (path == "/healthz") {  // asks nobody but the loop: it must answer while the disk hangs
            const auto ill = serve::ill_because(crawler_.vitals(), 10min);
            answer.status = ill.empty() ? 200 : 503;
            answer.body = ill.empty() ? "well\n" : ill + "\n";
            co_return answer;
        }
        // Whoever asks again and again while the disk hangs must not take all connections: health would go unheard.
        if (asking_disk_ >= 8) {
            answer.status = 503;
            answer.body = "the disk is slow to answer; ask again later, or /healthz\n";
            co_return answer;
        }
        struct Asking {
            int& count;
            explicit Asking(int& its) : count(its) { ++count; }
            Asking(const Asking&) = delete;
            Asking& operator=(const Asking&) = delete;
            ~Asking() { --count; }
        };
        const Asking asking(asking_disk_);
        if (path.starts_with("/article/")) {
            auto id = path.substr(9);
            const bool sane = id.size() <= 32 && std::all_of(id.begin(), id.end(), [](char c) {
                                  return is_ascii_alpha(c) || is_ascii_digit(c);
                              });
            const auto found = co_await text_of(id, sane);
            if (found.empty()) {
                answer.status = 404;
                answer.body = "no article with this id\n";
            } else {
                answer.content_type = "text/html; charset=utf-8";
                answer.body = serve::render_article_page(found);
            }
            co_return answer;
        }
        const auto snapshot = co_await crawler_.snapshot();
        if (path == "/") {
            answer.content_type = "text/html; charset=utf-8";
            answer.body = serve::render_page(snapshot, version());
        } else if (path == "/metrics") {
            answer.content_type = "text/plain; version=0.0.4; charset=utf-8";
            answer.body = serve::render_metrics(snapshot, version());
        } else if (path == "/status.json") {
            answer.content_type = "application/json";
            answer.body = serve::render_json(snapshot, version());
        } else {
            answer.status = 404;
            answer.body = "nothing here\n";
        }
        co_return answer;
    }

    asio::awaitable<std::string> text_of(std::string id, bool sane) {
        if (!sane) co_return std::string();
        auto text = co_await crawler_.article_text(std::move(id));
        co_return text;
    }

    asio::awaitable<void> change(const std::string& path, WebAnswer& answer) {
        if (path == "/reload") {
            const auto said = co_await reload(true);
            answer.status = said.empty() ? 200 : 422;
            answer.body = said.empty() ? fmt::format("reloaded: {} sites\n", book_->sites().size()) : said;
            co_return;
        }
        const bool pause = path.starts_with("/pause/");
        if (!pause && !path.starts_with("/resume/")) {
            answer.status = 404;
            answer.body = "nothing here\n";
            co_return;
        }
        const auto site = path.substr(pause ? 7 : 8);
        const bool known = co_await crawler_.pause(site, pause);
        answer.status = known ? 200 : 404;
        answer.body = known ? fmt::format("{}: {}\n", site, pause ? "paused" : "resumed")
                            : fmt::format("no site file for {}\n", site);
    }

    Config config_;
    std::function<Result<Config>()> read_again_;
    std::vector<std::string> sites_;
    std::string signature_;
    std::shared_ptr<const rules::RuleBook> book_;
    asio::io_context loop_{1};
    crawl::Crawler crawler_;
    serve::Web web_;
    serve::Systemd systemd_;
    asio::signal_set ends_, hangups_;
    asio::steady_timer ticks_, looks_{loop_};
    asio::thread_pool aside_{1};  ///< reads configuration and site files
    std::vector<std::shared_ptr<asio::steady_timer>> reload_queue_;
    int asking_disk_ = 0;  ///< answers under way at the doors that need it
    bool stopping_ = false, reloading_ = false;
};

}  // namespace

int run(const RunArgs& args, const Config& config, const std::function<Result<Config>()>& read_again) {
    const auto folders = site_folders(config);
    if (config.contact.empty()) {
        complain(
            "run: 'contact' is not set: give site owners a web or mail address (contact: in the configuration, or "
            "WINNOW_CONTACT)");
        return exit_usage;
    }
    if (folders.empty()) {
        complain("run: no folder of site files; set 'sites' in the configuration or give --sites DIR");
        return exit_usage;
    }
    if (args.check) {
        const auto book = rules::RuleBook::load(folders);
        for (const auto& problem : book.problems()) complain(problem.what);
        if (book.sites().empty()) complain(fmt::format("run: no usable site file in {}", fmt::join(folders, " and ")));
        const bool well = book.problems().empty() && !book.sites().empty();
        if (well) std::cout << fmt::format("configuration and {} site files are well\n", book.sites().size());
        return well ? exit_ok : exit_usage;
    }
    Service service(config, read_again);
    return service.run();
}

int status(const StatusArgs& args, const Config& config) {
    const auto post = [&](const std::string& path) {
        const auto answer = serve::ask(config.serve.socket, "POST", path, 60s);
        if (!answer) {
            complain(answer.error().what);
            return exit_usage;
        }
        (answer->status == 200 ? std::cout : std::cerr) << answer->body;
        return answer->status == 200 ? exit_ok : exit_usage;
    };
    if (args.action == "reload") return post("/reload");
    if (args.action == "pause" || args.action == "resume") return post("/" + args.action + "/" + args.site);
    const auto answer = serve::ask(config.serve.socket, "GET", "/status.json", 20s);
    if (!answer) {
        complain(answer.error().what);
        return exit_usage;
    }
    const bool colour = ::isatty(STDOUT_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
    const auto shown = args.json ? answer->body : serve::render_table(answer->body, args.site, colour);
    if (shown.empty()) {
        complain("status: no site file for " + args.site);
        return exit_usage;
    }
    std::cout << shown;
    return exit_ok;
}

}  // namespace winnow::app
