#include "crawl/fetcher.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <map>
#include <unordered_map>

#include "base/text.h"
#include "crawl/outcome.h"

namespace winnow::crawl {

namespace asio = boost::asio;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

struct CachedRobots {
    std::string authority;
    robots::RobotsTxt rules = robots::RobotsTxt::deny_all();
    steady_clock::time_point expires{};
    std::optional<Error> error;  ///< why there was no answer at all
    int status = 0;
    int failures = 0;       ///< in a row
    std::size_t bytes = 0;  ///< of its body
    steady_clock::time_point used{};
    bool known = false;
    bool fetching = false;
    std::vector<std::shared_ptr<asio::steady_timer>> waiting;

    bool unreachable() const { return known && (error || status >= 500 || status == 429); }
};

struct Answer {
    Result<net::Response> response = fail(Errc::bug, "no answer");
    std::shared_ptr<HostGate::Turn> slot;
};

struct Backoff {
    int in_a_row = 0;
};

std::string origin_of(const url::Url& url) {
    return fmt::format("{}://{}", url.scheme(), url.authority());
}

url::Url robots_url(const url::Url& of) {
    // The parts come from a parsed URL, so this parses.
    return *url::Url::parse(origin_of(of) + "/robots.txt");
}

Error status_error(const net::Response& response) {
    const auto what = fmt::format("{}: HTTP {}", response.url.request_url(), response.status);
    switch (response.status) {
        case 404:
        case 410:
            return Error{Errc::gone, what};
        case 429:
        case 503:
            return Error{Errc::throttled, what};
        default:
            break;
    }
    if (response.status >= 500) return Error{Errc::server_error, what};
    return Error{Errc::client_error, what};
}

}  // namespace

struct Fetcher::Impl {
    asio::io_context& loop;
    net::HttpClient& http;
    HostGate& gate;
    FetchOptions options;
    std::mt19937_64 random;
    std::unordered_map<std::string, CachedRobots> robots;  ///< by origin
    std::size_t robots_bytes = 0;
    std::unordered_map<std::string, Backoff> backoffs;
    std::function<void(const RobotsRecord&)> robots_listener;
    std::function<void(const RequestEvent&)> request_listener;
    std::function<void(const std::string&, TimePoint, const std::string&, int)> block_listener;
    std::function<void(const std::string&)> forgiven_listener;

    Impl(asio::io_context& l, net::HttpClient& h, HostGate& g, FetchOptions o, std::uint64_t seed)
        : loop(l), http(h), gate(g), options(std::move(o)), random(seed) {}

    /// One request in one turn of the host; one more, in a turn of its own, if a kept connection ended under it:
    /// servers close those when they like.
    asio::awaitable<Answer> request_once(net::Request request, std::string purpose) {
        auto answer = co_await request_in_turn(request, purpose);
        if (!answer.response && answer.response.error().code == Errc::unanswered) {
            answer.slot.reset();
            answer = co_await request_in_turn(request, purpose);
        }
        if (!answer.response && answer.response.error().code == Errc::unanswered)
            answer.response = fail(Errc::connection, answer.response.error().what);
        co_return answer;
    }

    /// The turn ends when the answer is there, so the rest counts from then.
    asio::awaitable<Answer> request_in_turn(net::Request request, std::string purpose) {
        const auto authority = request.url.authority();
        Answer answer;
        // A host that asked for a long rest holds nobody else's visit: a redirect may lead to it from anywhere.
        const auto wait = gate.free_at(authority) - steady_clock::now();
        if (wait > std::max(options.max_wait, gate.delay_of(authority) + milliseconds(1000))) {
            const auto asked = std::chrono::ceil<std::chrono::seconds>(wait).count();
            answer.response = fail(Errc::throttled, fmt::format("{}: the host is to be left alone for {} s",
                                                                request.url.request_url(), asked));
            co_return answer;
        }
        auto turn = co_await gate.enter(authority);
        if (!turn) {
            answer.response = fail(turn.error());
            co_return answer;
        }
        const auto start = steady_clock::now();
        answer.response = co_await http.fetch(request);
        const auto& response = answer.response;
        if (response) note_answer(authority, *response);
        turn->finish();
        answer.slot = std::make_shared<HostGate::Turn>(std::move(*turn));
        if (request_listener) {
            RequestEvent event;
            event.host = authority;
            event.url = request.url.request_url();
            event.purpose = std::move(purpose);
            event.status = response ? response->status : 0;
            if (!response) event.error = std::string(errc_name(response.error().code));
            event.bytes = response ? response->wire_bytes : 0;
            event.took = std::chrono::duration_cast<milliseconds>(steady_clock::now() - start);
            request_listener(event);
        }
        co_return answer;
    }

    /// Retry-After and bare 429/503 block the host's queue before the turn is passed on.
    void note_answer(const std::string& authority, const net::Response& response) {
        const bool throttled = response.status == 429 || response.status == 503;
        auto& backoff = backoffs[authority];
        const auto asked =
            throttled || response.status >= 300
                ? net::parse_retry_after(response.header("retry-after"), std::chrono::system_clock::now())
                : std::nullopt;
        if (!throttled && backoff.in_a_row > 0 && forgiven_listener) forgiven_listener(authority);
        backoff.in_a_row = throttled ? backoff.in_a_row + 1 : 0;
        milliseconds wait{0};
        std::string reason;
        if (asked && response.status != 304) {
            wait = std::min<milliseconds>(*asked, std::chrono::hours(24 * 7));
            reason = fmt::format("asked to wait (HTTP {}, Retry-After: {} s)", response.status, asked->count());
        } else if (throttled) {
            const auto doubled = options.backoff_first * (std::int64_t{1} << std::min(backoff.in_a_row - 1, 20));
            const auto base = std::min<milliseconds>(doubled, options.backoff_max);
            std::uniform_int_distribution<std::int64_t> jitter(0, std::max<std::int64_t>(base.count() / 10, 1));
            wait = base + milliseconds(jitter(random));
            reason = fmt::format("backing off (HTTP {}, {} in a row)", response.status, backoff.in_a_row);
        }
        if (wait <= milliseconds(0)) return;
        gate.block(authority, steady_clock::now() + wait, reason);
        const auto until = std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now()) + wait;
        if (block_listener) block_listener(authority, until, reason, backoff.in_a_row);
    }

    /// Follows the hops of robots.txt itself: RFC 9309 §2.3.1.2, at least five, across hosts. `*at` is where it leads.
    asio::awaitable<RobotsRecord> fetch_robots(url::Url* at, std::optional<Error>* error) {
        RobotsRecord record{*at, {}, 0, {}};
        for (int hop = 0; hop <= 5; ++hop) {
            net::Request request(*at);
            request.accept = "text/plain,*/*;q=0.8";
            // RFC 9309 §2.5: of a longer file the beginning counts. One byte more than is read tells the parser that
            // its last line may be half a line.
            request.max_body_bytes = robots::max_body_bytes + 1;
            request.truncate = true;
            const auto answer = co_await request_once(std::move(request), "robots");
            const auto& response = answer.response;
            record.fetched = std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now());
            if (!response) {
                record.status = 0;  // of a hop before: where that led nobody answers
                *error = response.error();
                co_return record;
            }
            record.status = response->status;
            if (!response->is_redirect()) {
                if (record.status >= 200 && record.status < 300) record.body = response->body;
                co_return record;
            }
            const auto next = url::Url::parse(response->header("location"), *at);
            if (!next) break;
            *at = *next;
        }
        record.status = 404;  // more than five redirects: RFC 9309 §2.3.1.2 lets us take it as unavailable
        co_return record;
    }

    robots::RobotsTxt read_robots(const RobotsRecord& record) {
        // §2.3.1.3: 4xx means no restrictions; §2.3.1.4: 5xx or no answer means complete disallow. 429 asks for less,
        // not for everything: it counts as unreachable.
        const bool unreachable = record.status == 0 || record.status >= 500 || record.status == 429;
        if (unreachable) return robots::RobotsTxt::deny_all();
        auto rules = robots::RobotsTxt::parse(record.body);
        const milliseconds asked = rules.crawl_delay(options.product_token).value_or(std::chrono::seconds(0));
        gate.set_crawl_delay(record.origin.authority(), std::min(asked, options.max_crawl_delay),
                             origin_of(record.origin));
        return rules;
    }

    void remember(const RobotsRecord& record, milliseconds age, std::optional<Error> error = {}) {
        auto& cached = robots[origin_of(record.origin)];
        cached.authority = record.origin.authority();
        robots_bytes += record.body.size() - cached.bytes;
        cached.bytes = record.body.size();
        cached.used = steady_clock::now();
        cached.error = std::move(error);
        cached.rules = read_robots(record);
        const bool reached = record.status != 0 && record.status < 500 && record.status != 429;
        // An unreachable robots.txt is asked for again soon, or a short outage would cost a day; then ever more slowly.
        cached.failures = reached ? 0 : cached.failures + 1;
        const auto patience = std::min<milliseconds>(
            std::chrono::seconds(25) * (1 << std::clamp(cached.failures - 1, 0, 10)), std::chrono::minutes(10));
        const auto ttl = reached ? options.robots_ttl : std::min(options.robots_ttl, patience);
        cached.expires = steady_clock::now() + std::max(ttl - age, milliseconds(0));
        cached.known = true;
        cached.status = record.status;
    }

    /// Memory is bounded: somebody may own any number of subdomains, each with half a megabyte of rules. What was not
    /// used for longest goes, and is fetched again when it is wanted.
    void forget_old_robots() {
        if (robots_bytes <= options.robots_cache_bytes) return;
        std::vector<std::pair<steady_clock::time_point, std::string>> by_use;
        for (const auto& [authority, cached] : robots)
            if (!cached.fetching && cached.waiting.empty()) by_use.emplace_back(cached.used, authority);
        std::sort(by_use.begin(), by_use.end());
        for (const auto& [used, authority] : by_use) {
            if (robots_bytes <= options.robots_cache_bytes / 4 * 3) return;
            robots_bytes -= robots[authority].bytes;
            robots.erase(authority);
        }
    }

    asio::awaitable<Result<Fetched>> try_once(net::Request request, std::string purpose, ScopeCheck scope) {
        Fetched result;
        std::map<std::string, std::string> cookies;  // live for one visit
        for (int hop = 0; hop <= options.max_redirects; ++hop) {
            if (hop > 0 && scope) {
                if (const auto refused = scope(request.url)) co_return fail(*refused);
            }
            if (!options.ignore_robots) {
                const auto rules = co_await robots_of(request.url);
                if (!rules.allows(options.product_token, request.url.path_and_query())) {
                    // The host that cannot be reached for its robots.txt cannot be reached: that is the outcome.
                    const auto& cached = robots[origin_of(request.url)];
                    if (cached.error) co_return fail(*cached.error);
                    const bool refused = cached.status >= 500 || cached.status == 429;
                    co_return fail(
                        Errc::robots_denied,
                        request.url.request_url() +
                            (refused ? fmt::format(": robots.txt answers HTTP {}, which means keep out", cached.status)
                                     : std::string(": robots.txt says no")));
                }
            }
            request.cookies = cookie_header(cookies);
            auto answer = co_await request_once(request, purpose);
            auto& response = answer.response;
            if (!response) co_return fail(response.error());
            if (!response->is_redirect()) {
                const bool answered = (response->status >= 200 && response->status < 300) || response->not_modified();
                if (!answered) co_return fail(status_error(*response));
                result.response = std::move(*response);
                result.slot = std::move(answer.slot);
                co_return result;
            }
            const auto next = url::Url::parse(response->header("location"), request.url);
            if (!next)
                co_return fail(Errc::invalid,
                               request.url.request_url() + ": redirects to no URL: " + next.error().what);
            const auto here = request.url.request_url();
            const bool cookie_set = take_cookies(*response, cookies);
            if (next->request_url() == here && !cookie_set)
                co_return fail(Errc::redirect_loop, here + ": redirects to itself");
            if (next->authority() != request.url.authority()) cookies.clear();
            result.hops.push_back(here);
            if (std::count(result.hops.begin(), result.hops.end(), next->request_url()) > (cookie_set ? 1 : 0))
                co_return fail(Errc::redirect_loop, here + ": redirects in a circle, again to " + next->request_url());
            request.url = *next;
            request.validators = {};
        }
        co_return fail(Errc::redirect_loop,
                       fmt::format("{}: more than {} redirects", result.hops.front(), options.max_redirects));
    }

    /// Set-Cookie of a redirecting answer: some sites redirect once to see whether we carry it. Name=value only; they
    /// live for this visit and go to this host alone.
    /// True if one is new or has another value than before.
    static bool take_cookies(const net::Response& response, std::map<std::string, std::string>& cookies) {
        bool any = false;
        for (const auto& [header, value] : response.headers) {
            const auto pair = std::string_view(value).substr(0, value.find(';'));
            const auto equals = pair.find('=');
            if (header != "set-cookie" || equals == std::string_view::npos || pair.size() > 4096) continue;
            const std::string name(trim(pair.substr(0, equals))), its(trim(pair.substr(equals + 1)));
            if (cookies.size() >= 50 && cookies.count(name) == 0) continue;
            any = std::exchange(cookies[name], its) != its || any;
        }
        return any;
    }

    static std::string cookie_header(const std::map<std::string, std::string>& cookies) {
        std::string header;
        for (const auto& [name, value] : cookies)
            if (header.size() + name.size() + value.size() < 4096)
                header += (header.empty() ? "" : "; ") + name + "=" + value;
        return header;
    }

    asio::awaitable<robots::RobotsTxt> robots_of(url::Url url) {
        auto& cached = robots[origin_of(url)];
        while (cached.fetching) {  // somebody asks already: wait for the answer instead of asking twice
            const auto waiting = std::make_shared<asio::steady_timer>(loop, std::chrono::hours(24));
            cached.waiting.push_back(waiting);
            co_await waiting->async_wait(as_result);
        }
        if (cached.known && cached.expires > steady_clock::now()) {
            cached.used = steady_clock::now();
            co_return cached.rules;
        }
        cached.fetching = true;
        auto where = robots_url(url);
        std::optional<Error> error;
        const auto record = co_await fetch_robots(&where, &error);
        remember(record, milliseconds(0), std::move(error));
        cached.fetching = false;
        for (const auto& waiting : std::exchange(cached.waiting, {})) waiting->cancel();
        if (robots_listener && record.status != 0) robots_listener(record);
        share_robots(where, record);
        auto rules = cached.rules;
        forget_old_robots();
        co_return rules;
    }

    /// A robots.txt that has moved from http to https is that of https, too: it need not be asked for twice.
    void share_robots(const url::Url& found_at, RobotsRecord record) {
        const bool whole = record.status >= 200 && record.status < 300;
        if (!whole || found_at == robots_url(record.origin) || found_at != robots_url(found_at)) return;
        if (robots[origin_of(found_at)].fetching) return;
        record.origin = found_at;
        remember(record, milliseconds(0));
        if (robots_listener) robots_listener(record);
    }

    /// Sleeps unless stop() comes first.
    asio::awaitable<void> pause_for(milliseconds time) {
        asio::steady_timer timer(loop, time);
        pauses.push_back(&timer);
        co_await timer.async_wait(as_result);
        std::erase(pauses, &timer);
    }

    std::vector<asio::steady_timer*> pauses;
    bool stopped = false;
};

Fetcher::Fetcher(asio::io_context& loop, net::HttpClient& http, HostGate& gate, FetchOptions options,
                 std::uint64_t seed)
    : impl_(std::make_unique<Impl>(loop, http, gate, std::move(options), seed)) {}
Fetcher::~Fetcher() = default;

void Fetcher::on_block(std::function<void(const std::string&, TimePoint, const std::string&, int)> listener) {
    impl_->block_listener = std::move(listener);
}
void Fetcher::on_forgiven(std::function<void(const std::string&)> listener) {
    impl_->forgiven_listener = std::move(listener);
}
void Fetcher::restore_backoff(const std::string& authority, int in_a_row) {
    impl_->backoffs[authority].in_a_row = in_a_row;
}
void Fetcher::on_robots(std::function<void(const RobotsRecord&)> listener) {
    impl_->robots_listener = std::move(listener);
}
void Fetcher::on_request(std::function<void(const RequestEvent&)> listener) {
    impl_->request_listener = std::move(listener);
}

bool Fetcher::robots_unreachable(const url::Url& url) const {
    const auto found = impl_->robots.find(origin_of(url));
    return found != impl_->robots.end() && found->second.unreachable();
}

std::vector<Wait> Fetcher::waits(SteadyTime now) const {
    std::vector<Wait> all;
    for (const auto& [origin, cached] : impl_->robots) {
        if (!cached.unreachable() || cached.expires <= now) continue;
        const auto why =
            cached.error ? std::string(errc_name(cached.error->code)) : fmt::format("HTTP {}", cached.status);
        all.push_back(
            {cached.authority, cached.expires, fmt::format("kept out (robots.txt cannot be had: {})", why), 0});
    }
    return all;
}

void Fetcher::set_host_delay(const std::string& authority, milliseconds delay) {
    impl_->gate.set_delay(authority, delay);
}

void Fetcher::restore_robots(const RobotsRecord& record, TimePoint now) {
    const auto age = now - record.fetched;
    const bool current = age >= milliseconds(0) && age <= impl_->options.robots_ttl;  // else: ask again
    if (current)
        impl_->remember(record, age);
    else
        (void)impl_->read_robots(record);  // for its Crawl-delay: asking again is a request, too
}

asio::awaitable<robots::RobotsTxt> Fetcher::robots_of(url::Url url) {
    auto rules = co_await impl_->robots_of(std::move(url));
    co_return rules;
}

void Fetcher::stop() {
    impl_->stopped = true;
    for (auto* timer : impl_->pauses) timer->cancel();
}

asio::awaitable<Result<Fetched>> Fetcher::get(net::Request request, std::string purpose, ScopeCheck scope) {
    const auto authority = request.url.authority();
    auto pause = impl_->options.retry_after_first;
    for (int attempt = 1;; ++attempt) {
        auto result = co_await impl_->try_once(request, purpose, scope);
        if (result) {
            result->tries = attempt;
            co_return result;
        }
        if (!is_transient(result.error().code) || attempt > impl_->options.retries) co_return result;
        const auto blocked = impl_->gate.free_at(authority) - steady_clock::now();
        if (blocked > impl_->options.max_wait) {
            auto error = result.error();
            error.what +=
                fmt::format(", asked to wait {} s", std::chrono::duration_cast<std::chrono::seconds>(blocked).count());
            co_return fail(std::move(error));
        }
        co_await impl_->pause_for(pause);
        if (impl_->stopped) co_return fail(Errc::stopped, request.url.request_url() + ": stopped between two tries");
        // A robots.txt that could not be had is asked for again, or the further tries would only read the memory of it.
        if (auto& cached = impl_->robots[origin_of(request.url)]; cached.error) cached.known = false;
        pause *= 2;
    }
}

}  // namespace winnow::crawl
