#include "serve/render.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "base/text.h"

namespace winnow::serve {

namespace json = boost::json;
using crawl::Snapshot;

namespace {

/// Prometheus label values: backslash, quote and newline escaped.
std::string label(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\' || c == '"') out += '\\';
        if (c == '\n')
            out += "\\n";
        else
            out += c;
    }
    return out;
}

std::string ago(TimePoint then, TimePoint now) {
    const auto s = std::chrono::duration_cast<std::chrono::seconds>(now - then).count();
    if (s < 0) return "just now";
    if (s < 90) return fmt::format("{} s", s);
    if (s < 90 * 60) return fmt::format("{} min", s / 60);
    if (s < 48 * 3600) return fmt::format("{} h", s / 3600);
    return fmt::format("{} d", s / 86400);
}

/// "14:05 UTC", "2026-11-23 14:05 UTC": the minute in which it is over, so rounded up.
std::string clock_of(TimePoint t, TimePoint now) {
    const auto text = rfc3339(std::chrono::ceil<std::chrono::minutes>(t));
    const bool today = text.substr(0, 10) == rfc3339(now).substr(0, 10);
    return (today ? "" : text.substr(0, 10) + " ") + text.substr(11, 5) + " UTC";
}

std::int64_t count_of(const std::map<std::string, std::int64_t>& outcomes, std::string_view name) {
    const auto found = outcomes.find(std::string(name));
    return found == outcomes.end() ? 0 : found->second;
}

bool is_good(std::string_view name) {
    return name == "written" || name == "updated" || name == "unchanged" || name == "duplicate" || name == "listed";
}

/// Articles per hour as an inline picture: 24 bars.
std::string sparkline(const std::vector<std::int64_t>& hours) {
    const auto most = std::max<std::int64_t>(1, hours.empty() ? 1 : *std::max_element(hours.begin(), hours.end()));
    std::string bars;
    for (std::size_t i = 0; i < hours.size(); ++i) {
        const auto height =
            hours[i] == 0 ? 1.0 : 2.0 + 18.0 * static_cast<double>(hours[i]) / static_cast<double>(most);
        bars += fmt::format(R"(<rect x="{}" y="{:.1f}" width="4" height="{:.1f}"><title>{} h ago: {}</title></rect>)",
                            i * 5, 20.0 - height, height, hours.size() - 1 - i, hours[i]);
    }
    return fmt::format(
        R"(<svg class="spark" viewBox="0 0 120 20" width="120" height="20" role="img" aria-label="articles per hour, last 24 hours">{}</svg>)",
        bars);
}

constexpr std::string_view style =
    R"(:root{color-scheme:light dark;--line:#8884;--soft:#8882;--good:#1a7f37;--bad:#c4320a}
@media(prefers-color-scheme:dark){:root{--good:#4ac26b;--bad:#ff8b66}}
*{box-sizing:border-box}body{font:15px/1.5 system-ui,sans-serif;margin:0 auto;max-width:72rem;padding:1.2rem}
h1{font-size:1.35rem;margin:.2rem 0}h2{font-size:1.05rem;margin:1.8rem 0 .5rem}p.sub{margin:0;opacity:.75}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.35rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}
th{font-weight:600;font-size:.85rem;opacity:.8}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
.spark rect{fill:currentColor;opacity:.65}.good{color:var(--good)}.bad{color:var(--bad)}.scroll{overflow-x:auto}
ul.problems{border:1px solid var(--bad);border-radius:.4rem;padding:.6rem 1rem .6rem 2rem;margin:1rem 0}
a{color:inherit}footer{margin-top:2rem;opacity:.7;font-size:.85rem}pre{white-space:pre-wrap;font:16px/1.6 Georgia,serif;max-width:44rem}
.tag{border:1px solid var(--line);border-radius:.6rem;padding:0 .5rem;font-size:.8rem})";

std::string page_head(std::string_view title, bool refresh) {
    return fmt::format(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
        "content=\"width=device-width, "
        "initial-scale=1\">{}<title>{}</title><style>{}</style></head><body>\n",
        refresh ? "<meta http-equiv=\"refresh\" content=\"15\">" : "", escape_html(title), style);
}

void add_metric(std::string& out, std::string_view name, std::string_view type, std::string_view help) {
    out += fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
}

double unix_seconds(TimePoint t) {
    return static_cast<double>(t.time_since_epoch().count()) / 1000.0;
}

json::value time_or_null(const std::optional<TimePoint>& t) {
    return t ? json::value(rfc3339(*t)) : json::value(nullptr);
}

}  // namespace

std::string wait_sentence(std::string_view host, std::string_view reason, TimePoint until, TimePoint now) {
    // "asked to wait (HTTP 429, Retry-After)": the time goes before the evidence.
    const auto evidence = std::min(reason.find(" ("), reason.size());
    return fmt::format("{}: {} until {}{}", host, reason.substr(0, evidence), clock_of(until, now),
                       reason.substr(evidence));
}

std::string render_metrics(const Snapshot& s, std::string_view version) {
    std::string out;
    add_metric(out, "winnow_build_info", "gauge", "Version of the running Winnow.");
    out += fmt::format("winnow_build_info{{version=\"{}\"}} 1\n", label(version));
    add_metric(out, "winnow_start_time_seconds", "gauge", "When the service started, Unix time.");
    out += fmt::format("winnow_start_time_seconds {:.3f}\n", unix_seconds(s.started));
    add_metric(out, "winnow_last_progress_seconds", "gauge",
               "When a visit last ended or there was nothing to do, Unix time.");
    out += fmt::format("winnow_last_progress_seconds {:.3f}\n", unix_seconds(s.last_progress));
    add_metric(out, "winnow_visits_total", "counter", "Visits since start by outcome.");
    for (const auto& [name, count] : s.outcomes)
        out += fmt::format("winnow_visits_total{{outcome=\"{}\"}} {}\n", label(name), count);
    add_metric(out, "winnow_requests_total", "counter", "HTTP requests since start by purpose.");
    for (const auto& [purpose, count] : s.requests)
        out += fmt::format("winnow_requests_total{{purpose=\"{}\"}} {}\n", label(purpose), count);
    add_metric(out, "winnow_requests_failed_total", "counter", "HTTP requests that got no answer.");
    out += fmt::format("winnow_requests_failed_total {}\n", s.requests_failed);
    add_metric(out, "winnow_received_bytes_total", "counter", "Bytes of bodies received.");
    out += fmt::format("winnow_received_bytes_total {}\n", s.bytes_received);
    add_metric(out, "winnow_known_urls", "gauge", "URLs ever seen.");
    out += fmt::format("winnow_known_urls {}\n", s.known_urls);
    add_metric(out, "winnow_due_visits", "gauge", "Visits that could be made now, by site.");
    for (const auto& site : s.sites)
        out += fmt::format("winnow_due_visits{{site=\"{}\"}} {}\n", label(site.host), site.due);
    add_metric(out, "winnow_hosts_under_way", "gauge", "Hosts that are being visited.");
    out += fmt::format("winnow_hosts_under_way {}\n", s.visits_under_way);
    add_metric(out, "winnow_hosts_waiting", "gauge", "Hosts that rest or are blocked.");
    out += fmt::format("winnow_hosts_waiting {}\n", s.waits.size());
    add_metric(out, "winnow_last_article_seconds", "gauge",
               "When the last new article of a site was written, Unix time.");
    for (const auto& site : s.sites)
        if (site.last_article)
            out += fmt::format("winnow_last_article_seconds{{site=\"{}\"}} {:.3f}\n", label(site.host),
                               unix_seconds(*site.last_article));
    add_metric(out, "winnow_outcomes_24h", "gauge", "Visits of the last 24 hours by site and outcome.");
    for (const auto& site : s.sites)
        for (const auto& [name, count] : site.outcomes)
            out += fmt::format("winnow_outcomes_24h{{site=\"{}\",outcome=\"{}\"}} {}\n", label(site.host), label(name),
                               count);
    add_metric(out, "winnow_drift_alarms", "gauge", "Aspects of a site's rule that stopped working.");
    for (const auto& site : s.sites)
        out += fmt::format("winnow_drift_alarms{{site=\"{}\"}} {}\n", label(site.host), site.alarms.size());
    add_metric(out, "winnow_disk_trouble", "gauge", "1 while the disk refuses writes and fetching pauses.");
    out += fmt::format("winnow_disk_trouble {}\n", s.disk_trouble ? 1 : 0);
    add_metric(out, "winnow_problems", "gauge", "Things an operator should look at.");
    out += fmt::format("winnow_problems {}\n", s.problems.size());
    return out;
}

std::string render_json(const Snapshot& s, std::string_view version) {
    json::array sites;
    for (const auto& site : s.sites) {
        json::object outcomes;
        for (const auto& [name, count] : site.outcomes) outcomes[name] = count;
        json::array alarms;
        for (const auto& alarm : site.alarms)
            alarms.push_back(json::object{{"what", alarm.what}, {"first_url", alarm.first_url}});
        json::array hours;
        for (const auto count : site.articles_per_hour) hours.emplace_back(count);
        json::value lag = nullptr;
        if (site.last_article)
            lag = std::chrono::duration_cast<std::chrono::seconds>(s.now - *site.last_article).count();
        sites.push_back(json::object{{"site", site.host},
                                     {"name", site.name},
                                     {"last_article", time_or_null(site.last_article)},
                                     {"lag_seconds", lag},
                                     {"due", site.due},
                                     {"outcomes_24h", std::move(outcomes)},
                                     {"articles_per_hour", std::move(hours)},
                                     {"drift", std::move(alarms)},
                                     {"paused", site.paused}});
    }
    json::array waits;
    for (const auto& [wait, until] : s.waits)
        waits.push_back(json::object{{"host", wait.host},
                                     {"until", rfc3339(until)},
                                     {"reason", wait.reason},
                                     {"text", wait_sentence(wait.host, wait.reason, until, s.now)}});
    json::array problems;
    for (const auto& problem : s.problems) problems.emplace_back(problem);
    return json::serialize(json::object{{"version", version},
                                        {"now", rfc3339(s.now)},
                                        {"started", rfc3339(s.started)},
                                        {"known_urls", s.known_urls},
                                        {"due", s.pending_urls},
                                        {"disk_trouble", s.disk_trouble},
                                        {"sites", std::move(sites)},
                                        {"waits", std::move(waits)},
                                        {"problems", std::move(problems)}}) +
           "\n";
}

std::string render_table(std::string_view status_json, std::string_view wanted, bool colour) {
    json::error_code error;
    const auto value = json::parse(json::string_view(status_json.data(), status_json.size()), error);
    if (error || !value.is_object()) return std::string(status_json);
    const auto& status = value.get_object();
    const auto bad = [colour](const std::string& text) { return colour ? "\x1b[31m" + text + "\x1b[0m" : text; };
    const auto text = [](const json::object& object, std::string_view key) {
        const auto* member = object.if_contains(key);
        return member != nullptr && member->is_string() ? clean_line(std::string_view(member->get_string()))
                                                        : std::string();
    };
    std::string out = fmt::format("winnow {}, running since {}\n\n", text(status, "version"), text(status, "started"));
    std::size_t widest = 18;  // a longer name widens the column: hosts have up to 253 letters
    for (const auto& item : status.at("sites").as_array())
        widest = std::max(widest, length_utf8(text(item.as_object(), "site")));
    out += fmt::format("{:<{}} {:<21} {:>7} {:>6} {:>8} {:>8}  {}\n", "site", widest, "last article", "lag", "due",
                       "written", "failed", "notes");
    bool found = wanted.empty();
    for (const auto& item : status.at("sites").as_array()) {
        const auto& site = item.as_object();
        if (!wanted.empty() && text(site, "site") != wanted && text(site, "name") != wanted) continue;
        found = true;
        std::int64_t written = 0, failed = 0;
        for (const auto& [name, count] : site.at("outcomes_24h").as_object()) {
            if (name == "written") written = count.to_number<std::int64_t>();
            if (!is_good(name)) failed += count.to_number<std::int64_t>();
        }
        std::string notes = site.at("paused").as_bool() ? "paused " : "";
        for (const auto& alarm : site.at("drift").as_array()) notes += text(alarm.as_object(), "what") + " ";
        std::string lag = "-";
        if (const auto& seconds = site.at("lag_seconds"); seconds.is_number())
            lag = ago(TimePoint{}, TimePoint(std::chrono::seconds(seconds.to_number<std::int64_t>())));
        const auto last = text(site, "last_article");
        out += fmt::format("{:<{}} {:<21} {:>7} {:>6} {:>8} {:>8}  {}\n", text(site, "site"), widest,
                           last.empty() ? "never" : last, lag, site.at("due").to_number<std::int64_t>(), written,
                           failed, notes.empty() ? "" : bad(notes));
        if (!wanted.empty())
            for (const auto& [name, count] : site.at("outcomes_24h").as_object())
                out += fmt::format("  {:<20} {}\n", std::string_view(name), count.to_number<std::int64_t>());
    }
    if (!found) return {};
    const auto& waits = status.at("waits").as_array();
    bool headed = false;
    for (const auto& item : waits) {
        const auto& wait = item.as_object();
        if (text(wait, "reason").starts_with("resting")) continue;
        if (!std::exchange(headed, true)) out += "\nwaits\n";
        out += fmt::format("  {}\n", text(wait, "text"));
    }
    const auto& problems = status.at("problems").as_array();
    if (!problems.empty()) out += "\nproblems\n";
    for (const auto& problem : problems) out += "  " + bad(clean_line(std::string_view(problem.as_string()))) + "\n";
    return out;
}

std::string render_page(const Snapshot& s, std::string_view version) {
    std::string out = page_head("Winnow", true);
    std::int64_t written = 0;
    for (const auto& site : s.sites) written += count_of(site.outcomes, "written");
    out += fmt::format(
        "<h1>Winnow</h1><p class=\"sub\">{} sites, {} articles in 24 hours, {} visits due, {} URLs known; up {}</p>\n",
        s.sites.size(), written, s.pending_urls, s.known_urls, ago(s.started, s.now));
    if (!s.problems.empty()) {
        out += "<ul class=\"problems\">";
        for (const auto& problem : s.problems) out += "<li class=\"bad\">" + escape_html(problem) + "</li>";
        out += "</ul>\n";
    }
    out +=
        "<h2>Sites</h2><div class=\"scroll\"><table><tr><th>Site</th><th>Last article</th><th>Articles per "
        "hour</th><th class=\"n\">Written</th>"
        "<th class=\"n\">Updated</th><th class=\"n\">Failed</th><th class=\"n\">Due</th><th>Notes</th></tr>\n";
    for (const auto& site : s.sites) {
        std::int64_t failed = 0;
        for (const auto& [name, count] : site.outcomes)
            if (!is_good(name)) failed += count;
        std::string notes = site.paused ? "<span class=\"tag\">paused</span> " : "";
        for (const auto& alarm : site.alarms)
            notes += fmt::format("<span class=\"bad\">{}</span> since {} ", escape_html(alarm.what),
                                 escape_html(alarm.first_url));
        out += fmt::format(
            "<tr><td>{}<br><small>{}</small></td><td>{}</td><td>{}</td><td class=\"n\">{}</td><td "
            "class=\"n\">{}</td><td class=\"n\">{}</td>"
            "<td class=\"n\">{}</td><td>{}</td></tr>\n",
            escape_html(site.name), escape_html(site.host),
            site.last_article ? ago(*site.last_article, s.now) + " ago" : "never", sparkline(site.articles_per_hour),
            count_of(site.outcomes, "written"), count_of(site.outcomes, "updated"), failed, site.due,
            notes.empty() ? "<span class=\"good\">well</span>" : notes);
    }
    out += "</table></div>\n";
    std::map<std::string, std::int64_t> failures;
    for (const auto& site : s.sites)
        for (const auto& [name, count] : site.outcomes)
            if (!is_good(name)) failures[name] += count;
    out += "<h2>Failures, last 24 hours</h2>";
    if (failures.empty())
        out += "<p>none</p>\n";
    else {
        out += "<table><tr><th>Outcome</th><th class=\"n\">Visits</th></tr>";
        for (const auto& [name, count] : failures)
            out += fmt::format("<tr><td>{}</td><td class=\"n\">{}</td></tr>", escape_html(name), count);
        out += "</table>\n";
    }
    out += "<h2>Current waits</h2>";
    if (s.waits.empty())
        out += "<p>none</p>\n";
    else {
        out += "<div class=\"scroll\"><table><tr><th>Host</th><th>Until</th><th>Why</th></tr>";
        std::size_t shown = 0;
        for (const auto& [wait, until] : s.waits) {
            if (++shown > 50) break;
            out += fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td></tr>", escape_html(wait.host),
                               clock_of(until, s.now), escape_html(wait.reason));
        }
        out += "</table></div>\n";
        if (s.waits.size() > 50) out += fmt::format("<p>and {} more</p>\n", s.waits.size() - 50);
    }
    out += "<h2>Recent articles</h2>";
    if (s.recent.empty())
        out += "<p>none yet</p>\n";
    else {
        out += "<div class=\"scroll\"><table><tr><th>Written</th><th>Site</th><th>Title</th></tr>";
        for (const auto& article : s.recent)
            out +=
                fmt::format("<tr><td>{} ago</td><td>{}</td><td><a dir=\"auto\" href=\"/article/{}\">{}</a></td></tr>",
                            ago(article.written, s.now), escape_html(article.site), escape_html(article.id),
                            escape_html(article.title.empty() ? article.file : article.title));
        out += "</table></div>\n";
    }
    out += fmt::format(
        "<footer>winnow {} · {} · <a href=\"/metrics\">metrics</a> · refreshes every 15 s</footer></body></html>\n",
        escape_html(version), rfc3339(s.now));
    return out;
}

std::string render_article_page(std::string_view text) {
    return page_head("Article", false) + "<p><a href=\"/\">back to the status page</a></p><pre dir=\"auto\">" +
           escape_html(text) + "</pre></body></html>\n";
}

std::string ill_because(const Snapshot& s, std::chrono::seconds stuck_after) {
    if (s.disk_trouble) return "the disk refuses writes";
    if (s.now - s.last_progress > stuck_after) return fmt::format("no progress for {}", ago(s.last_progress, s.now));
    return {};
}

std::string render_status_line(const Snapshot& s) {
    std::int64_t written = 0;
    for (const auto& site : s.sites) written += count_of(site.outcomes, "written");
    auto line = fmt::format("{} sites, {} articles in 24 h, {} visits due", s.sites.size(), written, s.pending_urls);
    if (!s.problems.empty()) line += "; " + s.problems.front();
    return line;
}

}  // namespace winnow::serve
