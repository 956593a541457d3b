#pragma once
/// One function for each verb; main.cpp turns the command line into these structs. Each returns the exit code:
/// 0 all well, 2 bad usage or configuration, 3 disk, 8 some inputs gave no article, 130 interrupted.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/config.h"

namespace winnow::app {

inline constexpr int exit_ok = 0, exit_usage = 2, exit_disk = 3, exit_some_failed = 8, exit_interrupted = 130;

struct FetchArgs {
    std::vector<std::string> inputs;  ///< URLs, list files, "-"
    std::string directory = "articles";
    std::vector<std::string> formats;
    std::string delay;  ///< "500ms"; empty: config
    bool ignore_robots = false;
    bool no_sites = false;
    bool no_dedupe = false;
    bool retry_failed = true;
    bool json = false;
    bool quiet = false;
};
int fetch(const FetchArgs& args, const Config& config);

struct ExtractArgs {
    std::vector<std::string> inputs;  ///< files, folders, WARC files, "-"
    std::string list;                 ///< "-" or a file of {"id","file","url"} lines
    std::string url;
    std::string content_type;
    std::string format = "text";
    std::string directory;  ///< empty: stdout
    std::string explain;    ///< "", "text" or "html"
    bool no_sites = false;
    bool no_learning = false;  ///< do not learn boilerplate across the input
    int threads = 0;
    bool quiet = false;
};
int extract(const ExtractArgs& args, const Config& config);

struct InspectArgs {
    std::string what;  ///< url, robots, feed, sitemap, charset, date, select, dedupe
    bool jsonl = false;
    std::vector<std::string> words;  ///< positional arguments of the single-shot form
    std::string base, agent, language, timezone, content_type, format, file;
};
int inspect(const InspectArgs& args, const Config& config);

struct SiteArgs {
    std::string action;              ///< lint, test, list, new, preview, record, import
    std::vector<std::string> names;  ///< site files, hosts, pages
    std::string url;                 ///< new, preview, record: address of the one page, where it comes from a file
    std::string tests;               ///< folder of test pages
    std::string output;              ///< new, preview, import: where to; "-": stdout
    bool json = false;
    bool force = false;   ///< new, import: write over a file
    bool update = false;  ///< test: write the expected files anew
};
int site(const SiteArgs& args, const Config& config);

struct RunArgs {
    bool check = false;  ///< read everything, start nothing
};
/// `read_again` reads the configuration anew, for reload.
int run(const RunArgs& args, const Config& config, const std::function<Result<Config>()>& read_again);

struct StatusArgs {
    std::string action;  ///< status, reload, pause, resume
    std::string site;
    bool json = false;
};
int status(const StatusArgs& args, const Config& config);

struct DoctorArgs {
    bool json = false;
};
int doctor(const DoctorArgs& args, const Config& config, const std::string& config_file);

struct ExportArgs {
    std::string preset = "winnow";  ///< winnow, news-please, fundus, trafilatura, schema.org
    std::string site, since, until, directory;
};
int export_articles(const ExportArgs& args, const Config& config);

/// Prints "winnow: WHAT" on stderr, one line for each line of WHAT.
void complain(std::string_view what);

}  // namespace winnow::app
