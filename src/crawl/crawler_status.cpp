// What is told of the crawler: to the command line, the status page, metrics and health checks.

#include <algorithm>

#include "base/atomic_file.h"
#include "crawl/crawler_impl.h"

namespace winnow::crawl {

/// What the loop knows by itself: also while the disk's thread hangs.
Snapshot Crawler::Impl::vitals() const {
    Snapshot shot;
    shot.now = wall_now();
    shot.started = started;
    shot.requests = requests;
    shot.outcomes = outcomes;
    shot.bytes_received = bytes_received;
    shot.requests_failed = requests_failed;
    shot.visits_under_way = active.size();
    shot.disk_trouble = trouble.has_value();
    shot.stopping = stopping;
    const auto steady = steady_clock::now();
    // By the steady clock: a clock that jumps makes nobody ill.
    shot.last_progress = shot.now - std::chrono::duration_cast<milliseconds>(steady - last_progress);
    if (trouble) shot.problems.push_back("disk: " + trouble->what);
    for (const auto& problem : book->problems()) shot.problems.push_back("rule: " + problem.what);
    auto waits = gate.waits(steady);
    for (auto& wait : fetcher.waits(steady)) waits.push_back(std::move(wait));
    std::stable_sort(waits.begin(), waits.end(), [](const Wait& a, const Wait& b) { return a.host < b.host; });
    for (auto& wait : waits) {
        const auto until = shot.now + std::chrono::duration_cast<milliseconds>(wait.until - steady);
        shot.waits.emplace_back(std::move(wait), until);
    }
    const auto tomorrow = std::chrono::ceil<std::chrono::days>(shot.now);
    for (const auto& [site, its] : budget) {
        const bool today = its.day == shot.now.time_since_epoch() / std::chrono::hours(24);
        if (!today || its.visits < options.schedule.pages_per_site_and_day) continue;
        shot.waits.emplace_back(Wait{site, steady, "the site's pages of today are spent", 0}, tomorrow);
    }
    for (const auto& site : book->sites()) {
        SiteStatus status;
        status.host = site->host();
        status.name = site->name.empty() ? site->host() : site->name;
        status.paused = paused.count(site->host()) != 0;
        if (const auto found = health.find(site->host()); found != health.end()) status.alarms = found->second.alarms();
        shot.sites.push_back(std::move(status));
    }
    return shot;
}

asio::awaitable<Snapshot> Crawler::Impl::snapshot() {
    auto shot = vitals();
    const auto ask = [&shot](Store& s) -> Result<void> {
        auto counts = s.site_counts(shot.now - std::chrono::hours(24));
        if (!counts) return fail(counts.error());
        for (auto& site : shot.sites) {
            auto& count = (*counts)[site.host];
            site.last_article = count.last_article;
            site.due = count.pending;
            site.outcomes = std::move(count.outcomes);
            auto hours = s.articles_per_hour(site.host, shot.now, 24);
            if (!hours) return fail(hours.error());
            site.articles_per_hour = std::move(*hours);
        }
        auto recent = s.recent_articles(30);
        if (!recent) return fail(recent.error());
        for (const auto& row : *recent)
            shot.recent.push_back({row.id, row.site, row.title, row.url, row.file, row.written, row.published});
        shot.known_urls = s.known_urls();
        for (const auto& [host, count] : *counts) shot.pending_urls += count.pending;
        return {};
    };
    const auto asked = co_await with_store(ask);
    if (!asked) shot.problems.push_back("state: " + asked.error().what);
    co_return shot;
}

asio::awaitable<std::string> Crawler::Impl::article_text(std::string id) {
    const auto folder = options.writer.directory;
    const auto ask = [id, folder](Store& s) -> std::string {
        const auto row = s.article(id);
        if (!row || !*row) return {};
        const auto text = read_file(folder / (*row)->file, 16u << 20);
        return text ? *text : std::string();
    };
    auto text = co_await with_store(ask);
    co_return text;
}

}  // namespace winnow::crawl
