// Visits of feeds, sitemaps and sections: what they announce goes to the frontier, and how often they bring news
// decides when to ask again.

#include <algorithm>
#include <span>

#include "base/text.h"
#include "crawl/crawler_impl.h"

namespace winnow::crawl {

namespace {

/// So many at a time: a sitemap of 50,000 must not keep the disk's thread from all others for a second.
constexpr std::size_t offers_at_once = 500;

std::string purpose_of(Kind kind) {
    switch (kind) {
        case Kind::feed:
            return "feed";
        case Kind::sitemap:
            return "sitemap";
        case Kind::section:
            return "section";
        case Kind::article:
            break;
    }
    return "page";
}

/// Cache-Control of a seed is respected, up to an hour: longer promises would hide the news.
seconds fresh_for(const net::Response& response) {
    const auto value = response.header("cache-control");
    const auto at = ifind_ascii(value, "max-age=");
    if (at == std::string_view::npos || ifind_ascii(value, "no-cache") != std::string_view::npos) return 0s;
    return std::clamp<seconds>(seconds(std::atol(std::string(value.substr(at + 8)).c_str())), 0s, 3600s);
}

/// A site file without addresses says only the host: https is our guess, and some papers have none.
bool may_be_plain_http(const Visit& visit, const url::Url& url, Errc code) {
    const bool no_answer = code == Errc::connection || code == Errc::tls || code == Errc::timeout;
    return visit.via == home_page && url.scheme() == "https" && no_answer;
}

/// The young articles of the first pages have their turn before older ones are looked for.
constexpr auto pause_between_pages = 30s;

/// How many nobody knew.
Result<std::size_t> offer_all(Store& s, std::span<const store::Offer> offers, TimePoint now) {
    std::size_t fresh = 0;
    for (const auto& one : offers) {
        const auto is_new = s.offer(one, now, now);
        if (!is_new) return fail(is_new.error());
        fresh += *is_new ? 1u : 0u;
    }
    return fresh;
}

}  // namespace

Result<void> Crawler::Impl::offer_seeds(Store& s, const rules::RuleBook& rule_book, TimePoint now) {
    for (const auto& site : rule_book.sites()) {
        std::vector<std::string> keys;
        for (const auto& seed : seeds_of(*site)) {
            keys.push_back(seed.key);
            if (auto offered = s.offer(seed, now, now); !offered) return fail(offered.error());
        }
        if (auto forgotten = s.forget_seeds_except(site->host(), keys); !forgotten) return forgotten;
    }
    return {};
}

std::string Crawler::Impl::save_walk(const Walk& walk) {
    if (!walk.at) return {};
    return fmt::format("{}\n{}\n{}", walk.page, walk.at->request_url(),
                       walk.endpoint ? walk.endpoint->request_url() : std::string());
}

Crawler::Impl::Walk Crawler::Impl::read_walk(const std::string& note) {
    const auto lines = split(note, '\n');
    if (lines.size() != 3) return {};
    Walk walk;
    walk.page = std::atoi(std::string(lines[0]).c_str());
    if (auto at = url::Url::parse(lines[1])) walk.at = std::move(*at);
    if (auto endpoint = url::Url::parse(lines[2])) walk.endpoint = std::move(*endpoint);
    return walk.at ? walk : Walk{};
}

asio::awaitable<Crawler::Impl::Walk> Crawler::Impl::walk_of(const Visit& visit) {
    if (visit.kind == Kind::sitemap) co_return Walk{};
    const auto ask = [&visit](Store& s) { return s.note(note_of(visit)); };
    const auto note = co_await with_store(ask);
    co_return note ? read_walk(*note) : Walk{};
}

asio::awaitable<void> Crawler::Impl::end_walk(const Visit& visit) {
    const auto clear = [&visit](Store& s) { return s.put_note(note_of(visit), {}); };
    const auto cleared = co_await with_store(clear);
    if (!cleared) note_trouble(cleared.error());
}

asio::awaitable<bool> Crawler::Impl::visit_seed(const Visit& visit, const url::Url& url, const rules::SiteRules& rules,
                                                Finish& finish, std::string& reason) {
    const auto walk = co_await walk_of(visit);
    const bool goes_on = walk.at.has_value();  // where an earlier visit stopped
    const auto plain = *url::Url::parse("http://" + url.authority() + url.path_and_query());
    const bool by_http = visit.via == home_page && without_https.count(visit.host) != 0;
    auto request = request_for(visit, goes_on ? *walk.at : by_http ? plain : url, rules);
    if (goes_on) request.validators = {};
    const auto scope = scope_check();
    auto fetched = co_await fetcher.get(std::move(request), purpose_of(visit.kind), scope);
    if (!fetched && !goes_on && may_be_plain_http(visit, url, fetched.error().code)) {
        auto again = request_for(visit, plain, rules);
        fetched = co_await fetcher.get(std::move(again), purpose_of(visit.kind), scope);
        if (fetched) without_https.insert(visit.host);
    }
    const auto now = wall_now();
    const auto end_as_failure = [&] {
        finish.attempts = visit.attempts + 1;
        finish.next = now + pause_after_seed_failure(visit.interval, finish.attempts);
    };
    if (!fetched) {
        if (fetched.error().code == Errc::stopped) co_return true;
        finish.outcome = std::string(errc_name(fetched.error().code));
        reason = fetched.error().what;
        end_as_failure();
        if (goes_on && (!is_transient(fetched.error().code) || finish.attempts > 3)) {
            co_await end_walk(visit);
        }
        co_return false;
    }
    Pages pages;
    const bool unchanged = fetched->response.not_modified();
    const auto fresh_until = unchanged ? now : now + fresh_for(fetched->response);
    finish.outcome = std::string(unchanged ? outcome::unchanged : outcome::listed);
    if (!unchanged) {
        if (!goes_on)
            finish.validators = {std::string(fetched->response.header("etag")),
                                 std::string(fetched->response.header("last-modified"))};
        pages = co_await read_seed(visit, *fetched, walk, finish, reason);
    }
    if (pages.given_up) co_return true;
    finish.looked = true;
    if (finish.outcome != outcome::listed && finish.outcome != outcome::unchanged) {
        finish.validators = {};  // what could not be read is asked for again, changed or not
        end_as_failure();
        co_return false;
    }
    finish.attempts = 0;
    if (!goes_on || visit.interval <= 0s)  // older pages tell nothing of how often there is news
        finish.interval = next_interval(options.schedule, visit.interval, rules.discover.every, pages.fresh > 0);
    if (pages.fresh > 0) finish.last_news = now;
    finish.next = std::max(now + finish.interval, fresh_until);
    if (pages.unfinished) finish.next = std::min<TimePoint>(*finish.next, now + pause_between_pages);
    if (visit.kind == Kind::sitemap && visit.depth > 0 &&
        is_retired(options.schedule, visit.looks + 1, pages.fresh > 0, finish.last_news, now))
        finish.next = now + retired_pause;
    co_return false;
}

/// The page, and those behind it while they bring news: the rest was seen by an earlier visit.
asio::awaitable<Crawler::Impl::Pages> Crawler::Impl::read_seed(const Visit& visit, Fetched& fetched, Walk walk,
                                                               Finish& finish, std::string& reason) {
    Pages pages;
    const auto scope = scope_check();
    bool noted = walk.at.has_value();
    for (int read = 1;; ++read) {
        DiscoveryContext context;
        context.book = book.get();
        context.schedule = options.schedule;
        context.now = wall_now();
        context.product_token = options.fetch.product_token;
        const auto keep_book = book;
        const auto work = [&fetched, &visit, &walk, context, keep_book] {
            return discover(fetched, visit, walk.endpoint, context);
        };
        const auto found = co_await run_on(workers, work);
        fetched.slot.reset();
        if (read == 1) {
            finish.outcome = found.outcome;
            reason = found.reason;
        }
        Walk next;
        // A feed may name any URL as its next page.
        const bool may_go_on = found.outcome == outcome::listed && found.next_page && visit.kind != Kind::sitemap &&
                               walk.page < options.schedule.max_pages_of_section && !scope(*found.next_page);
        if (may_go_on) next = Walk{walk.page + 1, found.next_page, found.endpoint ? found.endpoint : walk.endpoint};
        const auto now = context.now;
        std::size_t added = 0;
        std::span<const store::Offer> rest(found.offers);
        for (bool first = true; (first || !rest.empty()) && !pages.given_up; first = false) {
            const auto some = rest.first(std::min(rest.size(), offers_at_once));
            rest = rest.subspan(some.size());
            const bool last = rest.empty();
            // The way on goes into the store with the first of the offers, for they are what would hide it.
            const auto take = [&, some, first, last](Store& s) -> Result<std::size_t> {
                const auto fresh = offer_all(s, some, now);
                if (!fresh) return fresh;
                if (last && added + *fresh == 0) next = {};
                if ((first && next.at) || (last && noted && !next.at) || (last && !first && may_go_on))
                    if (auto put = s.put_note(note_of(visit), save_walk(next)); !put) return fail(put.error());
                return fresh;
            };
            const auto fresh = co_await with_store(take);
            if (!fresh) note_trouble(fresh.error());
            pages.given_up = !fresh;
            added += fresh.value_or(0);
        }
        if (pages.given_up) break;
        pages.fresh += added;
        if (added > 0) wake();
        if (!next.at) break;
        noted = true;
        walk = next;
        pages.unfinished = read >= options.schedule.max_pages_of_visit || stopping;
        if (pages.unfinished) break;
        net::Request more(*walk.at);
        auto page = co_await fetcher.get(std::move(more), purpose_of(visit.kind), scope);
        if (!page) {
            pages.unfinished = is_transient(page.error().code) || page.error().code == Errc::stopped;
            if (!pages.unfinished) {
                co_await end_walk(visit);
            }
            break;
        }
        fetched = std::move(*page);
    }
    co_return pages;
}

}  // namespace winnow::crawl
