// `winnow fetch`: the one-shot over URLs and lists.

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <thread>

#include "app/progress.h"
#include "app/verbs.h"
#include "base/text.h"
#include "crawl/batch.h"
#include "crawl/outcome.h"
#include "yaml/yaml.h"

namespace winnow::app {

namespace json = boost::json;

namespace {

/// False if it could not be read to its end.
bool read_list(std::istream& in, const std::string& name, std::vector<crawl::BatchInput>& inputs) {
    std::size_t number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        std::string_view text = line;
        if (number == 1 && text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
        text = trim(text);
        if (text.empty() || text.front() == '#') continue;
        inputs.push_back({std::string(text), fmt::format("{}:{}", name, number)});
    }
    return !in.bad();
}

Result<std::vector<crawl::BatchInput>> read_inputs(const std::vector<std::string>& words) {
    std::vector<crawl::BatchInput> inputs;
    for (const auto& word : words) {
        std::error_code ignored;
        if (word == "-") {
            if (!read_list(std::cin, "stdin", inputs)) return fail(Errc::usage, "the list on stdin cannot be read");
        } else if (istarts_with_ascii(word, "http://") || istarts_with_ascii(word, "https://")) {
            inputs.push_back({word, "command line"});
        } else if (std::filesystem::is_regular_file(word, ignored) || std::filesystem::exists(word, ignored)) {
            std::ifstream file(word);
            if (!file || std::filesystem::is_directory(word, ignored) || !read_list(file, word, inputs))
                return fail(Errc::usage, word + ": cannot read this as a list of URLs");
        } else {
            const bool like_host = word.find('.') != std::string::npos && word.find(' ') == std::string::npos;
            return fail(Errc::usage, word + ": neither a file nor a URL" +
                                         (like_host ? "; did you mean https://" + word + " ?" : std::string()));
        }
    }
    if (inputs.empty()) return fail(Errc::usage, "no URL in the input");
    return inputs;
}

Result<crawl::BatchOptions> options_of(const FetchArgs& args, const Config& config, const rules::RuleBook& book) {
    crawl::BatchOptions options;
    options.writer.directory = args.directory;
    options.writer.keep_revisions = config.output.keep_revisions;
    options.writer.formats.clear();
    for (const auto& name : args.formats.empty() ? config.output.formats : args.formats)
        if (const auto format = output::format_of(name)) options.writer.formats.push_back(*format);
    if (!args.no_sites) options.book = &book;
    options.network = network_options(config);
    options.gate.max_connections = config.network.connections;
    options.gate.delay = config.politeness.delay;
    if (!args.delay.empty()) {
        const auto delay = yaml::parse_duration(args.delay);
        if (!delay) return fail(Errc::usage, "--delay: " + delay.error().what);
        options.gate.delay = *delay;
    }
    options.fetch = fetch_options(config);
    options.fetch.ignore_robots = args.ignore_robots;
    options.dedupe = !args.no_dedupe;
    options.retry_failed = args.retry_failed;
    options.workers =
        config.workers > 0 ? static_cast<unsigned>(config.workers) : std::max(1u, std::thread::hardware_concurrency());
    return options;
}

void print_summary(const FetchArgs& args, const crawl::Summary& summary) {
    if (args.json) {
        json::object outcomes;
        for (const auto& [name, count] : summary.outcomes) outcomes[name] = count;
        std::cout << json::serialize(json::object{{"total", summary.total},
                                                  {"resumed", summary.resumed},
                                                  {"failed", summary.failed},
                                                  {"interrupted", summary.interrupted},
                                                  {"outcomes", std::move(outcomes)},
                                                  {"report", args.directory + "/report.jsonl"}})
                  << "\n";
        return;
    }
    if (args.quiet) return;
    std::cout << fmt::format("{} URLs{}{}\n", summary.total,
                             summary.resumed > 0 ? fmt::format(", {} done by an earlier run", summary.resumed) : "",
                             summary.interrupted ? ", interrupted: start again to go on" : "");
    for (const auto& [name, count] : summary.outcomes) std::cout << fmt::format("  {:<18} {}\n", name, count);
    std::cout << "report: " << args.directory << "/report.jsonl\n";
}

}  // namespace

int fetch(const FetchArgs& args, const Config& config) {
    const auto inputs = read_inputs(args.inputs);
    if (!inputs) {
        complain(inputs.error().what);
        return exit_usage;
    }
    rules::RuleBook book;
    if (!args.no_sites) {
        book = rules::RuleBook::load(site_folders(config));
        for (const auto& problem : book.problems()) complain(problem.what);
    }
    const auto options = options_of(args, config, book);
    if (!options) {
        complain(options.error().what);
        return exit_usage;
    }
    if (args.ignore_robots)
        complain(
            "robots.txt is ignored in this run, as --ignore-robots asks: pages are fetched even where it forbids them");
    Progress progress("fetched", inputs->size(), args.quiet);
    const auto summary =
        crawl::run_batch(*inputs, *options, [&](std::size_t done, std::size_t total, const crawl::ReportLine& line) {
            progress.set_total(total);
            if (!crawl::is_success(line.outcome) && !args.quiet) {
                progress.finish();
                complain(fmt::format("{}: {}{}{}", for_terminal(line.url, 200), line.outcome,
                                     line.reason.empty() ? "" : ": ", for_terminal(line.reason, 300)));
            }
            progress.update(done, line.title.empty() ? line.url : line.title);
        });
    progress.finish();
    if (!summary) {
        complain(summary.error().what);
        return exit_disk;
    }
    print_summary(args, *summary);
    if (summary->interrupted) return exit_interrupted;
    return summary->failed > 0 ? exit_some_failed : exit_ok;
}

}  // namespace winnow::app
