#pragma once
/// The one-shot: fetch each URL of a list once, politely, many hosts at a time, and write the articles.
///
/// DIR/report.jsonl has one line for each input URL: {"url","outcome","file","reason",...}. A line is appended only
/// after the article's file is durable, so a run that was killed goes on where it stopped; at the end the report is
/// rewritten in the order of the input. Runs its own loop and threads; one Batch per DIR (a lock file sees to that).

#include <atomic>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "crawl/fetcher.h"
#include "net/http_client.h"
#include "output/writer.h"
#include "rules/site_rules.h"

namespace winnow::crawl {

struct BatchInput {
    std::string text;    ///< as given
    std::string origin;  ///< "urls.txt:17" or "command line"
};

struct BatchOptions {
    output::WriterOptions writer;
    const rules::RuleBook* book = nullptr;
    net::Options network;
    GateOptions gate;
    FetchOptions fetch;
    bool dedupe = true;
    bool retry_failed = true;  ///< try again what an earlier run could not get for a passing reason
    unsigned workers = 1;
};

struct ReportLine {
    std::string url;      ///< as given
    std::string outcome;  ///< see outcome.h; "invalid" for what is no URL
    std::string file, reason, id, title, date, dup_of, final_url, fetched_at;
    std::string wait_until;  ///< the host asked to be left alone until then: a later run obeys, too
    int status = 0;
    std::int64_t took_ms = 0;
};
std::string render_report_line(const ReportLine& line);

struct Summary {
    std::map<std::string, std::size_t> outcomes;  ///< of this run
    /// `resumed`: ended by an earlier run; those that had failed for good count among `failed`, too.
    std::size_t total = 0, resumed = 0, failed = 0;
    bool interrupted = false;
};

/// `progress(done, total, line)` is called on the loop's thread for each line.
using BatchProgress = std::function<void(std::size_t, std::size_t, const ReportLine&)>;

/// Errors: Errc::disk. SIGINT and SIGTERM end the run gracefully (Summary::interrupted).
Result<Summary> run_batch(const std::vector<BatchInput>& inputs, const BatchOptions& options,
                          const BatchProgress& progress);

}  // namespace winnow::crawl
