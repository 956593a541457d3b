// The command line. The only file that includes CLI11 (9.5 s to compile); every verb's work is in a file of its own.

#include <CLI/CLI.hpp>
#include <algorithm>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <iostream>

#include "app/verbs.h"
#include "base/text.h"

extern char** environ;

namespace winnow::app {

namespace {

struct Common {
    std::string config_file;
    std::string sites;
    std::string log_level, log_format;
};

/// flag > environment > file > default; the flags of each verb come last, in the verb's own code.
std::string config_file_of(const Common& common) {
    if (!common.config_file.empty()) return common.config_file;
    if (const char* named = std::getenv("WINNOW_CONFIG"); named != nullptr && *named != '\0') return named;
    std::error_code ignored;
    return std::filesystem::exists("/etc/winnow/winnow.yaml", ignored) ? "/etc/winnow/winnow.yaml" : "";
}

Result<Config> configure(const Common& common) {
    const auto file = config_file_of(common);
    Config config;
    if (!file.empty()) {
        auto loaded = load_config(file);
        if (!loaded) return loaded;
        config = std::move(*loaded);
    }
    if (auto applied = apply_environment(config, environ); !applied) return fail(applied.error());
    if (!common.sites.empty()) config.sites = common.sites;
    if (!common.log_level.empty()) config.log.level = common.log_level;
    if (!common.log_format.empty()) config.log.format = common.log_format;
    return config;
}

void add_fetch(CLI::App& app, FetchArgs& args) {
    app.add_option("inputs", args.inputs, "URLs, files with one URL a line ('#' comments), or - for stdin")->required();
    app.add_option("-o,--output", args.directory, "Folder for the articles and report.jsonl")->capture_default_str();
    app.add_option("-f,--format", args.formats, "text, markdown, json, jsonl, warc; more than one may be given")
        ->delimiter(',')
        ->check(CLI::IsMember({"text", "markdown", "json", "jsonl", "warc"}));
    app.add_option("--delay", args.delay, "Rest of a host between two requests, e.g. 500ms, 2s (default: 2s)");
    app.add_flag("--ignore-robots", args.ignore_robots,
                 "Fetch pages even where robots.txt forbids it: only for sites that gave you their word");
    app.add_flag("--no-sites", args.no_sites, "Use no site file: the generic extractor only");
    app.add_flag("--no-dedupe", args.no_dedupe,
                 "Write articles even if an equal or nearly equal text is there already");
    app.add_flag("!--keep-failed", args.retry_failed,
                 "Do not try again what failed for a passing reason in an earlier run");
    app.add_flag("--json", args.json, "Print the summary as JSON");
    app.add_flag("-q,--quiet", args.quiet, "No progress, no summary");
    app.footer(
        "Examples:\n"
        "  winnow fetch https://report.az/ru/ikt/some-story\n"
        "  winnow fetch urls.txt -o articles --format text,json\n"
        "  cut -f2 table.tsv | winnow fetch - -o articles --delay 5s\n"
        "Interrupted? Start the same command again: it goes on where it stopped.\n"
        "Exit: 0 all written, 8 some URLs failed, 2 bad usage or config, 3 disk, 130 interrupted.");
}

void add_extract(CLI::App& app, ExtractArgs& args) {
    app.add_option("inputs", args.inputs, "HTML files (gzip too), folders of them, WARC files, or - for stdin");
    app.add_option("--list", args.list,
                   "Read JSON lines {\"id\",\"file\",\"url\"} from this file or -; one JSON line out for each");
    app.add_option("--url", args.url, "The page's URL: picks the site file and resolves links (one input only)");
    app.add_option("--content-type", args.content_type, "The HTTP header of the page, for its charset");
    app.add_option("-f,--format", args.format, "text, markdown, json or jsonl")
        ->capture_default_str()
        ->check(CLI::IsMember({"text", "markdown", "json", "jsonl"}));
    app.add_option("-o,--output", args.directory, "Write article files below this folder instead of stdout");
    app.add_option("--explain", args.explain,
                   "Tell where each field came from and why each block was kept: text or html")
        ->expected(0, 1)
        ->default_str("text")
        ->check(CLI::IsMember({"text", "html"}));
    app.add_flag("--no-sites", args.no_sites, "Use no site file: the generic extractor only");
    app.add_flag("--no-learning", args.no_learning, "Do not learn blocks that return on many pages of a site");
    app.add_option("-j,--threads", args.threads, "Threads (default: one for each core)")->check(CLI::Range(0, 1024));
    app.add_flag("-q,--quiet", args.quiet, "No progress");
    app.footer(
        "Examples:\n"
        "  winnow extract page.html --url https://vesti.az/politika/story-123456\n"
        "  winnow extract saved/ -o articles --format json\n"
        "  winnow extract crawl.warc.gz --format jsonl > articles.jsonl\n"
        "  winnow extract page.html --explain\n"
        "Exit: 0 all articles, 8 some pages were none, 2 bad usage, 3 disk, 130 interrupted.");
}

void add_inspect(CLI::App& app, InspectArgs& args) {
    app.add_option("what", args.what, "url, robots, feed, sitemap, charset, date, select or dedupe")->required();
    app.add_option("words", args.words,
                   "url URL | robots FILE URL | feed FILE URL | sitemap FILE URL | charset FILE | date TEXT | "
                   "select FILE SELECTOR | dedupe FILE FILE");
    app.add_flag("--jsonl", args.jsonl, "One JSON object a line from stdin, one a line out");
    app.add_option("--base", args.base, "Base URL (url, feed, sitemap)");
    app.add_option("--agent", args.agent, "Product token (robots)")->default_val("winnow");
    app.add_option("--language", args.language, "Language of the text (date)");
    app.add_option("--timezone", args.timezone, "IANA name, e.g. Asia/Baku (date)");
    app.add_option("--format", args.format, "e.g. 'D MMMM, YYYY HH:mm' (date)");
    app.add_option("--content-type", args.content_type, "HTTP header (charset, feed, sitemap)");
    app.footer(
        "Examples:\n"
        "  winnow inspect url ../b --base https://example.org/a/\n"
        "  winnow inspect date '27 Avqust , 2024 10:56' --timezone Asia/Baku\n"
        "  winnow inspect select page.html 'h1.title'\n"
        "  echo '{\"url\":\"HTTP://Example.ORG:80/a/../b\"}' | winnow inspect url --jsonl");
}

void add_site(CLI::App& app, SiteArgs& args) {
    app.require_subcommand(1);
    const auto action = [&](const char* name, const char* help) {
        auto* sub = app.add_subcommand(name, help);
        sub->parse_complete_callback([&args, name] { args.action = name; });
        return sub;
    };
    auto* list = action("list", "The sites that have a rule file");
    list->add_flag("--json", args.json, "As JSON");
    auto* lint = action("lint", "Check site files: errors with file:line:column, and warnings");
    lint->add_option("files", args.names, "Site files or hosts (default: all)");
    lint->add_option("--tests", args.tests, "Folder of saved pages (default: tests/sites, where it exists)");
    auto* test = action("test", "Run the saved pages of sites against their expected articles");
    test->add_option("sites", args.names, "Hosts or site files (default: all)");
    test->add_option("--tests", args.tests, "Folder with <host>/pages.yaml (default: tests/sites)");
    test->add_flag("--update", args.update, "Write the expected files from what is extracted now");
    auto* draft = action("new", "Draft a site file from sample pages of one site, and save them as its tests");
    draft->add_option("pages", args.names, "URLs or saved pages; a front page alone leads to some of its articles")
        ->required();
    draft->add_option("--url", args.url, "Where the one saved page comes from, if it does not say so itself");
    draft->add_option("-o,--output", args.output,
                      "The site file (default: <host>.yaml in the folder of site files; "
                      "'-': show the draft, save nothing)");
    draft->add_option("--tests", args.tests, "Folder for the saved pages (default: tests/sites)");
    draft->add_flag("--force", args.force, "Write over a site file that is there");
    draft->add_flag("--json", args.json, "As JSON");
    auto* preview = action("preview", "Show one page as HTML: what is kept and dropped, and why");
    preview->add_option("page", args.names, "A URL or a saved page")->required()->expected(1);
    preview->add_option("--url", args.url, "Where the saved page comes from");
    preview->add_option("-o,--output", args.output, "File to write (default: stdout)");
    auto* record = action("record", "Save pages as tests of their site, with the articles that come out now");
    record->add_option("pages", args.names, "URLs or saved pages")->required();
    record->add_option("--url", args.url, "Where the one saved page comes from");
    record->add_option("--tests", args.tests, "Folder for the saved pages (default: tests/sites)");
    auto* import = action("import", "Turn site configs of FiveFilters' Full-Text RSS into site files");
    import->add_option("files", args.names, "example.com.txt ...")->required();
    import->add_option("-o,--output", args.output, "Folder for the site files ('-': stdout)");
    import->add_flag("--force", args.force, "Write over site files that are there");
    app.footer(
        "Examples:\n"
        "  winnow site new https://paper.example/\n"
        "  winnow site preview https://paper.example/world/a-story -o preview.html\n"
        "  winnow site import ftr-site-config/*.txt -o sites\n"
        "  winnow site list\n"
        "  winnow site lint sites/report.az.yaml\n"
        "  winnow site test report.az --tests tests/sites");
}

void add_run(CLI::App& app, RunArgs& args) {
    app.add_flag("--check", args.check, "Read configuration and site files, say what is wrong, start nothing");
    app.footer(
        "Signals: SIGTERM ends running visits within schedule.grace, a second one stops at once; SIGHUP reloads\n"
        "configuration and site files, keeping the last good version of what is broken.\n"
        "Examples:\n"
        "  winnow run --config config/winnow.yaml --check\n"
        "  WINNOW_CONTACT=news@example.org winnow run --config config/winnow.yaml");
}

void add_control(CLI::App& app, StatusArgs& args) {
    const auto verb = [&](const char* name, const char* help) {
        auto* sub = app.add_subcommand(name, help);
        sub->parse_complete_callback([&args, name] { args.action = name; });
        return sub;
    };
    auto* status_verb = verb("status", "What the running service does: sites, waits, problems");
    status_verb->add_option("site", args.site, "Only this site, with its outcomes");
    status_verb->add_flag("--json", args.json, "As JSON");
    status_verb->footer("Examples:\n  winnow status\n  winnow status report.az\n  winnow status --json");
    verb("reload", "Read configuration and site files again")->footer("Example:\n  winnow reload");
    auto* pause = verb("pause", "Leave a site alone until it is resumed");
    pause->add_option("site", args.site, "The site's host, e.g. report.az")->required();
    pause->footer("Example:\n  winnow pause report.az");
    auto* resume = verb("resume", "Visit a paused site again");
    resume->add_option("site", args.site, "The site's host, e.g. report.az")->required();
    resume->footer("Example:\n  winnow resume report.az");
}

void add_export(CLI::App& app, ExportArgs& args) {
    app.add_option("--preset", args.preset, "Names of the fields: winnow, news-please, fundus, trafilatura, schema.org")
        ->capture_default_str()
        ->check(CLI::IsMember({"winnow", "news-please", "fundus", "trafilatura", "schema.org"}));
    app.add_option("--site", args.site, "Only this site");
    app.add_option("--since", args.since, "Only articles published on or after this day, YYYY-MM-DD");
    app.add_option("--until", args.until, "Only articles published before this day, YYYY-MM-DD");
    app.add_option("-i,--input", args.directory,
                   "Folder with .json or articles.jsonl records (default: output.directory)");
    app.footer(
        "Reads the records that the formats json and jsonl leave beside the texts.\n"
        "Examples:\n"
        "  winnow export --site report.az --since 2026-02-01 > report.jsonl\n"
        "  winnow export -i articles --preset schema.org");
}

/// The command line as CLI11 takes it: in reverse order, and with the word that belongs to --explain tied to it.
/// "--explain page.html" is a flag and a page, "--explain html page.html" a way and a page.
std::vector<std::string> words_for_cli11(int argc, char** argv) {
    std::vector<std::string> words;
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        const std::string_view next = i + 1 < argc ? argv[i + 1] : "";
        if (word != "--explain") {
            words.emplace_back(word);
        } else if (next == "html" || next == "text") {
            words.push_back("--explain=" + std::string(next));
            ++i;
        } else {
            words.emplace_back("--explain=text");
        }
    }
    std::reverse(words.begin(), words.end());
    return words;
}

int parse_and_run(int argc, char** argv) {
    CLI::App app("Winnow: fetches news pages and writes one clean, dated text file per article.", "winnow");
    app.set_version_flag("--version", "winnow " + std::string(version()));
    app.require_subcommand(1);
    app.fallthrough();
    app.get_formatter()->column_width(34);
    Common common;
    app.add_option("-c,--config", common.config_file, "Configuration file (also $WINNOW_CONFIG)");
    app.add_option("--sites", common.sites, "Folder of site files (also $WINNOW_SITES)");
    app.add_option("--log-level", common.log_level, "debug, info, notice, warning or error")
        ->check(CLI::IsMember({"debug", "info", "notice", "warning", "error"}));
    app.add_option("--log", common.log_format, "Log lines as text (event key=value) or json")
        ->check(CLI::IsMember({"text", "json"}));
    app.footer("Every verb has --help with examples: winnow fetch --help");

    FetchArgs fetch_args;
    ExtractArgs extract_args;
    InspectArgs inspect_args;
    SiteArgs site_args;
    RunArgs run_args;
    StatusArgs status_args;
    DoctorArgs doctor_args;
    ExportArgs export_args;
    auto* fetch_verb = app.add_subcommand("fetch", "Fetch URLs once, politely, and write article files");
    add_fetch(*fetch_verb, fetch_args);
    auto* run_verb = app.add_subcommand("run", "The service: discover, fetch, write, revisit, forever");
    add_run(*run_verb, run_args);
    auto* extract_verb = app.add_subcommand("extract", "Saved pages or WARC files to articles, without network");
    add_extract(*extract_verb, extract_args);
    auto* site_verb = app.add_subcommand("site", "Draft, check, test and list site files");
    add_site(*site_verb, site_args);
    add_control(app, status_args);
    auto* export_verb = app.add_subcommand("export", "Articles of the service as JSON lines");
    add_export(*export_verb, export_args);
    auto* inspect_verb = app.add_subcommand("inspect", "Each pure part on its own: URLs, dates, selectors, ...");
    add_inspect(*inspect_verb, inspect_args);
    auto* doctor_verb = app.add_subcommand("doctor", "Check configuration, rules, disk, state, clock and limits");
    doctor_verb->add_flag("--json", doctor_args.json, "As JSON");
    doctor_verb->footer(
        "Examples:\n  winnow doctor\n  winnow doctor --config config/winnow.yaml --json\nExit: 0 all well, 2 something "
        "is broken.");

    try {
        app.parse(words_for_cli11(argc, argv));
    } catch (const CLI::CallForHelp& help) {
        return app.exit(help);
    } catch (const CLI::CallForVersion& wanted) {
        return app.exit(wanted);
    } catch (const CLI::ParseError& error) {
        app.exit(error);
        return exit_usage;
    }
    const auto config = configure(common);
    if (!config) {
        complain(config.error().what);
        return exit_usage;
    }
    log::configure(log_options(*config));
    if (*fetch_verb) return fetch(fetch_args, *config);
    if (*run_verb) return winnow::app::run(run_args, *config, [common] { return configure(common); });
    if (*extract_verb) return extract(extract_args, *config);
    if (*site_verb) return site(site_args, *config);
    if (*inspect_verb) return inspect(inspect_args, *config);
    if (*doctor_verb) return doctor(doctor_args, *config, config_file_of(common));
    if (*export_verb) return export_articles(export_args, *config);
    return status(status_args, *config);
}

}  // namespace

}  // namespace winnow::app

int main(int argc, char** argv) {
    std::setlocale(LC_CTYPE, "C.UTF-8");  // curl's libidn2 reads it; nothing of ours depends on a locale
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);  // over the limit of a file's size is a full disk, and no reason to die
    std::ios::sync_with_stdio(false);
    // Tied streams flush std::cout from whatever thread reads or complains, while another one writes to it.
    std::cin.tie(nullptr);
    std::cerr.tie(nullptr);
    try {
        return winnow::app::parse_and_run(argc, argv);
    } catch (const std::exception& bug) {
        winnow::app::complain(std::string("internal error: ") + bug.what());
        return 70;
    }
}
