// Which host has work, and its visits one after the other.

#include <algorithm>

#include "crawl/crawler_impl.h"

namespace winnow::crawl {

namespace {

std::string accept_of(Kind kind) {
    if (kind == Kind::feed)
        return "application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5";
    if (kind == Kind::sitemap) return "application/xml,text/xml,text/plain;q=0.8,*/*;q=0.5";
    return {};
}

/// A host that is to be left alone for longer keeps no visit waiting meanwhile.
constexpr auto short_wait = 10s;

}  // namespace

void Crawler::Impl::wake() {
    woken = true;
    pump_timer.cancel();
}

/// Due times are on the wall clock, so that they survive a restart. When that is set back, all that waits would wait as
/// much longer: the frontier moves with the clock. Forward jumps only make things due.
void Crawler::Impl::follow_clock() {
    const auto offset = wall_now().time_since_epoch() -
                        std::chrono::duration_cast<milliseconds>(steady_clock::now().time_since_epoch());
    if (clock_offset && *clock_offset - offset > std::chrono::minutes(1)) clock_fell += *clock_offset - offset;
    clock_offset = offset;
}

asio::awaitable<void> Crawler::Impl::pump() {
    while (!stopping) {
        woken = false;
        follow_clock();
        if (clock_fell > milliseconds(0)) {
            const auto shift = std::exchange(clock_fell, milliseconds(0));
            log::warning("clock_set_back", {{"by_s", shift.count() / 1000}});
            const auto move = [shift](Store& s) { return s.shift_waiting(-shift); };
            const auto moved = co_await with_store(move);
            if (!moved) note_trouble(moved.error());
        }
        auto pause = milliseconds(1000);
        if (!trouble) {
            pause = co_await look_for_work();
        }
        if (stopping) break;
        if (woken) continue;
        pump_timer.expires_after(pause);
        co_await pump_timer.async_wait(as_result);
    }
}

/// How long until there may be more.
asio::awaitable<milliseconds> Crawler::Impl::look_for_work() {
    const auto now = wall_now();
    const auto ask = [now](Store& s) { return s.ready_hosts(now); };
    auto hosts = co_await with_store(ask);
    if (!hosts)
        note_trouble(hosts.error());
    else
        start_hosts(*hosts);
    const auto when = [](Store& s) { return s.next_due(); };
    const auto due = co_await with_store(when);
    if (active.empty()) last_progress = steady_clock::now();
    milliseconds pause(1000);
    if (due && *due) pause = std::clamp<milliseconds>(**due - wall_now(), 20ms, 1000ms);
    co_return pause;
}

void Crawler::Impl::start_hosts(const std::vector<std::string>& hosts) {
    for (const auto& host : hosts) {
        if (active.count(host) != 0) continue;
        if (gate.free_at(host) > steady_clock::now() + short_wait) continue;
        // A site file may be gone for a moment only: its visits wait for it.
        if (is_paused(host) || rules_of(host) == nullptr) continue;
        active.insert(host);
        spawn(work_host(host), "host");
    }
}

const rules::SiteRules* Crawler::Impl::rules_of(std::string_view authority) const {
    const auto colon = authority.rfind(':');
    const bool has_port = colon != std::string_view::npos && !authority.ends_with(']');
    return book->for_host(has_port ? authority.substr(0, colon) : authority);
}

bool Crawler::Impl::is_paused(const std::string& authority) const {
    const auto* rules = rules_of(authority);
    return rules != nullptr && paused.count(rules->host()) != 0;
}

Crawler::Impl::Budget& Crawler::Impl::budget_of(const std::string& site) {
    const auto day = wall_now().time_since_epoch() / std::chrono::hours(24);
    auto& its = budget[site];
    if (its.day != day) its = {day, 0};
    return its;
}

asio::awaitable<void> Crawler::Impl::work_host(std::string host) {
    // However it ends: a host that stays active is not visited any more.
    struct Leave {
        std::set<std::string>& active;
        const std::string& host;
        ~Leave() { active.erase(host); }
    };
    const Leave leave{active, host};
    while (!stopping && !trouble && !is_paused(host) && rules_of(host) != nullptr &&
           gate.free_at(host) <= steady_clock::now() + short_wait) {
        const auto now = wall_now();
        const auto ask = [host, now](Store& s) { return s.claim(host, now); };
        auto visit = co_await with_store(ask);
        if (!visit) {
            note_trouble(visit.error());
            break;
        }
        if (!*visit) break;
        // Seeds come first; what is handed out now waits for the next day, in its place and without a word for each.
        if ((*visit)->kind == Kind::article &&
            budget_of((*visit)->site).visits >= options.schedule.pages_per_site_and_day) {
            co_await give_back(**visit);
            break;
        }
        std::string bug;
        try {
            co_await make_visit(**visit);
        } catch (const std::exception& exception) {
            bug = exception.what();
            if (bug.empty()) bug = "an exception without a word";
        }
        if (!bug.empty()) {
            co_await end_as_bug(**visit, bug);
        }
        last_progress = steady_clock::now();
    }
}

/// Costs this visit, loudly, and neither the host nor the service.
asio::awaitable<void> Crawler::Impl::end_as_bug(const Visit& visit, const std::string& what) {
    log::error("bug", {{"in", "visit"}, {"url", visit.url}, {"what", what}});
    Finish finish;
    finish.outcome = std::string(errc_name(Errc::bug));
    finish.attempts = visit.attempts + 1;
    finish.validators = visit.validators;
    finish.article = visit.article;
    finish.interval = visit.interval;
    finish.last_news = visit.last_news;
    const auto now = wall_now();
    if (visit.kind != Kind::article || finish.attempts <= 2) finish.next = now + std::chrono::hours(24);
    const auto record = [&](Store& s) { return s.finish(visit, finish, now); };
    const auto recorded = co_await with_store(record);
    if (!recorded) note_trouble(recorded.error());
    ++outcomes[finish.outcome];
}

asio::awaitable<void> Crawler::Impl::give_back(const Visit& visit) {
    const auto release = [&visit](Store& s) {
        s.release(visit);
        return true;
    };
    co_await with_store(release);
}

asio::awaitable<void> Crawler::Impl::make_visit(const Visit& visit) {
    // Held to the end of the visit: a reload may drop the rules meanwhile.
    const auto keep_book = book;
    const auto* rules = rules_of(visit.host);
    Finish finish;
    finish.interval = visit.interval;
    finish.last_news = visit.last_news;
    finish.validators = visit.validators;
    finish.article = visit.article;
    const auto url = url::Url::parse(visit.url);
    std::string reason;
    bool abandoned = false;
    if (!url || rules == nullptr) {
        finish.outcome = std::string(errc_name(Errc::out_of_scope));
        reason = "no site file covers this host any more";
        if (url) finish.next = wall_now() + std::chrono::hours(1);
    } else if (visit.kind == Kind::article) {
        ++budget_of(visit.site).visits;
        abandoned = co_await visit_article(visit, *url, *rules, finish, reason);
    } else {
        abandoned = co_await visit_seed(visit, *url, *rules, finish, reason);
    }
    if (abandoned) {
        if (visit.kind == Kind::article) --budget[visit.site].visits;
        co_await give_back(visit);
        co_return;
    }
    const auto now = wall_now();
    const auto record = [&](Store& s) { return s.finish(visit, finish, now); };
    const auto recorded = co_await with_store(record);
    if (!recorded) note_trouble(recorded.error());
    ++outcomes[finish.outcome];
    const auto level = is_success(finish.outcome) ? log::Level::info : log::Level::notice;
    const bool has_file = finish.outcome == outcome::written || finish.outcome == outcome::updated;
    if (reason.empty())
        log::write(level, finish.outcome, {{"site", visit.site}, {"url", visit.url}});
    else
        log::write(level, finish.outcome,
                   {{"site", visit.site}, {"url", visit.url}, {has_file ? "file" : "reason", reason}});
}

/// Set before each request, so that a reload is felt at once.
milliseconds Crawler::Impl::rest_of(const rules::SiteRules& rules) const {
    return rules.delay ? milliseconds(*rules.delay) : options.gate.delay;
}

net::Request Crawler::Impl::request_for(const Visit& visit, const url::Url& url, const rules::SiteRules& rules) {
    net::Request request(url);
    request.validators = visit.validators;
    request.accept = accept_of(visit.kind);
    if (rules.http_version) request.http_version = *rules.http_version;
    if (visit.kind == Kind::sitemap) request.max_body_bytes = 50u << 20;
    fetcher.set_host_delay(url.authority(), rest_of(rules));
    return request;
}

/// Redirects of this site may lead only to hosts that a site file covers.
ScopeCheck Crawler::Impl::scope_check() {
    return [rule_book = book, this](const url::Url& url) -> std::optional<Error> {
        if (const auto* rules = rule_book->for_host(url.host())) {
            fetcher.set_host_delay(url.authority(), rest_of(*rules));
            return std::nullopt;
        }
        return Error{Errc::out_of_scope, url.request_url() + ": no site file covers this host"};
    };
}

}  // namespace winnow::crawl
