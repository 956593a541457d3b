#pragma once
/// What the outside sees of the service, made from one Snapshot: pure.

#include <string>
#include <string_view>

#include "crawl/crawler.h"

namespace winnow::serve {

/// Prometheus text exposition format 0.0.4.
std::string render_metrics(const crawl::Snapshot& snapshot, std::string_view version);
/// For `winnow status --json` and machines.
std::string render_json(const crawl::Snapshot& snapshot, std::string_view version);
/// Why and until when a host is left alone: "vesti.az: asked to wait until 14:05 UTC (HTTP 429, Retry-After)"; with the
/// day if that is not today.
std::string wait_sentence(std::string_view host, std::string_view reason, TimePoint until, TimePoint now);
/// For `winnow status [SITE]`: a table, waits, problems; `colour` for terminals. Empty if there is no
/// such site.
std::string render_table(std::string_view status_json, std::string_view site, bool colour);
/// The status page: no script, refreshes itself, light and dark by the reader's setting.
std::string render_page(const crawl::Snapshot& snapshot, std::string_view version);
/// One article as a page of its own.
std::string render_article_page(std::string_view text);
/// Empty if the service is well; else why not: no progress for `stuck_after`, the disk refuses writes.
std::string ill_because(const crawl::Snapshot& snapshot, std::chrono::seconds stuck_after);
/// "sites 5, articles 24 h 312, next ...": the STATUS= line of systemd.
std::string render_status_line(const crawl::Snapshot& snapshot);

}  // namespace winnow::serve
