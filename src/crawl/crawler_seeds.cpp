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

asio::awaitable<bool> Crawler::Impl::visit_seed(const Visit& visit, const url::Url& url, const rules::SiteRules& rules,
                                                Finish& finish, std::string& reason) {
    auto request = request_for(visit, url, rules);
    const auto scope = scope_check();
    auto fetched = co_await fetcher.get(std::move(request), purpose_of(visit.kind), scope);
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
        co_return false;
    }
    Pages pages;
    const bool unchanged = fetched->response.not_modified();
    const auto fresh_until = unchanged ? now : now + fresh_for(fetched->response);
    finish.outcome = std::string(unchanged ? outcome::unchanged : outcome::listed);
    if (!unchanged) {
        finish.validators = {std::string(fetched->response.header("etag")),
                             std::string(fetched->response.header("last-modified"))};
        pages = co_await read_seed(visit, *fetched, finish, reason);
    }
    if (pages.given_up) co_return true;
    finish.looked = true;
    if (finish.outcome != outcome::listed && finish.outcome != outcome::unchanged) {
        end_as_failure();
        co_return false;
    }
    finish.attempts = 0;
    finish.interval = next_interval(options.schedule, visit.interval, rules.discover.every, pages.fresh > 0);
    if (pages.fresh > 0) finish.last_news = now;
    finish.next = std::max(now + finish.interval, fresh_until);
    if (visit.kind == Kind::sitemap && visit.depth > 0 &&
        is_retired(options.schedule, visit.looks + 1, pages.fresh > 0, finish.last_news, now))
        finish.next = now + retired_pause;
    co_return false;
}

/// The page, and those behind it while they bring news: the rest was seen by an earlier visit.
asio::awaitable<Crawler::Impl::Pages> Crawler::Impl::read_seed(const Visit& visit, Fetched& fetched, Finish& finish,
                                                               std::string& reason) {
    Pages pages;
    const auto scope = scope_check();
    std::optional<url::Url> endpoint;
    for (int page = 1; page <= options.schedule.max_pages_of_section; ++page) {
        DiscoveryContext context;
        context.book = book.get();
        context.schedule = options.schedule;
        context.now = wall_now();
        context.product_token = options.fetch.product_token;
        const auto keep_book = book;
        const auto work = [&fetched, &visit, &endpoint, context, keep_book] {
            return discover(fetched, visit, endpoint, context);
        };
        auto found = co_await run_on(workers, work);
        fetched.slot.reset();
        if (page == 1) {
            finish.outcome = found.outcome;
            reason = found.reason;
        }
        if (found.outcome != outcome::listed) break;
        const auto offers = std::move(found.offers);
        const auto now = context.now;
        std::size_t added = 0;
        for (std::span<const store::Offer> rest(offers); !rest.empty() && !pages.given_up;) {
            const auto some = rest.first(std::min(rest.size(), offers_at_once));
            rest = rest.subspan(some.size());
            const auto offer = [some, now](Store& s) { return offer_all(s, some, now); };
            const auto fresh = co_await with_store(offer);
            if (!fresh) note_trouble(fresh.error());
            pages.given_up = !fresh;
            added += fresh.value_or(0);
        }
        if (pages.given_up) break;
        pages.fresh += added;
        if (added > 0) wake();
        if (added == 0 || !found.next_page || visit.kind == Kind::sitemap || stopping) break;
        if (found.endpoint) endpoint = found.endpoint;
        if (scope(*found.next_page)) break;  // a feed may name any URL as its next page
        net::Request more(*found.next_page);
        auto next = co_await fetcher.get(std::move(more), purpose_of(visit.kind), scope);
        if (!next) break;
        fetched = std::move(*next);
    }
    co_return pages;
}

}  // namespace winnow::crawl
