// Visits of articles: fetch, read, judge, write, record.

#include <algorithm>

#include "crawl/copies.h"
#include "crawl/crawler_impl.h"

namespace winnow::crawl {

namespace {

extract::Date date_of(TimePoint t) {
    const auto day = std::chrono::floor<std::chrono::days>(t);
    const std::chrono::year_month_day ymd(day);
    const std::chrono::hh_mm_ss clock(std::chrono::floor<seconds>(t - day));
    extract::Date date;
    date.year = int(ymd.year());
    date.month = static_cast<int>(unsigned(ymd.month()));
    date.day = static_cast<int>(unsigned(ymd.day()));
    date.has_time = true;
    date.hour = static_cast<int>(clock.hours().count());
    date.minute = static_cast<int>(clock.minutes().count());
    date.second = static_cast<int>(clock.seconds().count());
    date.has_zone = true;
    return date;
}

}  // namespace

asio::awaitable<bool> Crawler::Impl::visit_article(const Visit& visit, const url::Url& url,
                                                   const rules::SiteRules& rules, Finish& finish, std::string& reason) {
    auto request = request_for(visit, url, rules);
    const auto scope = scope_check();
    auto fetched = co_await fetcher.get(std::move(request), "page", scope);
    const auto now = wall_now();
    if (!fetched) {
        if (fetched.error().code == Errc::stopped) co_return true;
        reason = fetched.error().what;
        plan_after_failure(visit, url, fetched.error(), finish);
        co_return false;
    }
    finish.looked = true;
    if (fetched->response.not_modified()) {
        finish.outcome = std::string(outcome::unchanged);
        const auto ask = [&visit](Store& s) { return s.article(visit.article); };
        const auto row = co_await with_store(ask);
        finish.next = next_look(options.schedule, row && *row ? (*row)->written : now, visit.looks + 1);
        co_return false;
    }
    ReadingOptions reading_options;
    reading_options.book = book.get();
    reading_options.product_token = options.fetch.product_token;
    reading_options.ignore_robots = options.fetch.ignore_robots;
    reading_options.announced_title = visit.title;
    if (visit.date) reading_options.announced_date = date_of(*visit.date);
    reading_options.now = now;
    reading_options.discovered_via = visit.via;
    reading_options.second_opinion = health[visit.site].wants_opinion();
    const auto keep_book = book;
    const auto read = [&fetched, reading_options, keep_book] { return read_page(*fetched, reading_options); };
    auto reading = co_await run_on(workers, read);
    finish.outcome = reading.outcome;
    reason = reading.reason;
    note_health(visit, rules, reading);
    if (reading.outcome != outcome::written) {
        // What the page is today it may not be tomorrow: a challenge, a consent wall, a script-only shell.
        const bool passing =
            reading.outcome == errc_name(Errc::challenge) || reading.outcome == errc_name(Errc::empty_text);
        if (passing) {
            finish.attempts = visit.attempts + 1;
            finish.next = next_try(now, finish.attempts + 5);
        }
        co_return false;
    }
    finish.validators = {std::string(fetched->response.header("etag")),
                         std::string(fetched->response.header("last-modified"))};
    const bool kept = co_await keep(visit, *fetched, reading, finish, reason);
    co_return !kept;
}

void Crawler::Impl::plan_after_failure(const Visit& visit, const url::Url& url, const Error& error, Finish& finish) {
    const auto now = wall_now();
    const auto code = error.code;
    finish.outcome = std::string(errc_name(code));
    // A certificate that ran out is renewed some day soon.
    const bool may_pass = is_transient(code) || code == Errc::robots_denied || code == Errc::tls;
    if (!may_pass) return;
    finish.attempts = visit.attempts + 1;
    finish.next = next_try(now, finish.attempts);
    if (code == Errc::throttled) {
        // A host that asked us to wait is asked as soon as it allows, and its answer is no fault of the article.
        const auto blocked = std::chrono::duration_cast<milliseconds>(gate.free_at(visit.host) - steady_clock::now());
        finish.attempts = std::min(finish.attempts, 8);
        finish.next = now + std::max<milliseconds>(blocked, 5s * (1 << finish.attempts));
    }
    // A robots.txt that says no is asked again when it is fetched again, not fourteen times in half a day.
    if (code == Errc::robots_denied && !fetcher.robots_unreachable(url.authority()))
        finish.next = finish.attempts > 2 ? std::nullopt : std::optional(now + std::chrono::hours(24));
}

void Crawler::Impl::note_health(const Visit& visit, const rules::SiteRules& rules, const PageReading& reading) {
    RuleEvidence evidence;
    evidence.article = reading.outcome == outcome::written;
    evidence.has_rule = !rules.body.empty();
    evidence.body_by_rule = reading.by_rule;
    evidence.date = reading.record.article.published.has_value();
    evidence.title = !reading.record.article.title.empty();
    evidence.words = reading.words;
    evidence.agreement = reading.agreement;
    evidence.url = visit.url;
    auto& of_site = health[visit.site];
    const auto before = of_site.alarms().size();
    of_site.add(evidence);
    const auto alarms = of_site.alarms();
    if (alarms.size() > before)
        log::warning("drift",
                     {{"site", visit.site}, {"what", alarms.front().what}, {"first_url", alarms.front().first_url}});
    learned.insert(visit.site);
}

/// What the disk's thread says of an article.
struct Crawler::Impl::Kept {
    std::string outcome, reason;
    std::optional<TimePoint> first_written;
};

/// False: the disk said no, and the visit is given back.
asio::awaitable<bool> Crawler::Impl::keep(const Visit& visit, const Fetched& fetched, PageReading& reading,
                                          Finish& finish, std::string& reason) {
    auto& article = reading.record.article;
    auto& known = boilerplate[visit.site];
    drop_boilerplate(article, known);
    // By the title: copies of one story at many addresses must not make its own paragraphs boilerplate.
    known.learn(article.title.empty() ? reading.key : article.title, reading.block_texts);

    // One trip to the disk's thread: whether this is a copy is judged by the very state into which it is written.
    const auto work = [&](Store& s) { return keep_on_disk(s, visit, fetched, reading); };
    const auto kept = co_await with_store(work);
    finish.article = reading.record.id;
    if (!kept) {
        note_trouble(kept.error());
        // The disk takes files again (a probe was written in between) but not this one: a folder where the file
        // should be, a name that is too long. It must not stop all others for ever.
        if (++failed_writes[visit.id] < 3) co_return false;
        failed_writes.erase(visit.id);
        finish.outcome = std::string(errc_name(Errc::disk));
        reason = kept.error().what;
        finish.attempts = visit.attempts + 1;
        finish.next = next_try(wall_now(), finish.attempts + 5);
        co_return true;
    }
    failed_writes.erase(visit.id);
    finish.outcome = kept->outcome;
    reason = kept->reason;
    if (kept->first_written) finish.next = next_look(options.schedule, *kept->first_written, visit.looks + 1);
    co_return true;
}

Result<Crawler::Impl::Kept> Crawler::Impl::keep_on_disk(Store& s, const Visit& visit, const Fetched& fetched,
                                                        PageReading& reading) {
    auto& record = reading.record;
    const auto& article = record.article;
    const auto now = *record.fetched_at;
    const auto old = s.article(record.id);
    if (!old) return fail(old.error());
    // What counts is the page's own text: boilerplate that was learned meanwhile is no correction of the paper's.
    // Ours if this visit wrote it, or wrote it just before a crash and could not say so any more.
    const bool ours = *old && (visit.article == record.id || (*old)->url == article.url);
    if (*old && !ours)
        return Kept{std::string(outcome::duplicate), "the same article under another URL: " + (*old)->file, {}};
    if (ours && (*old)->text_sha256 == reading.text_hash)
        return Kept{std::string(outcome::unchanged), {}, (*old)->written};

    std::optional<TimePoint> published;
    if (article.published) published = article.published->instant();
    const auto keys = text_keys(reading.fingerprint);
    store::ArticleRow later_copy;  // written before this one, but published after it
    if (!*old) {
        const auto known = s.articles_sharing(keys);
        if (!known) return fail(known.error());
        if (const auto original = original_of(reading.fingerprint, record.id, published, *known)) {
            if (original->relation == dedupe::Relation::same && original->row->site == visit.site) {
                // Written by a run that was killed before it could record it, and now a copy of what came after.
                if (auto gone = writer->discard(record); !gone) return fail(gone.error());
                return Kept{std::string(outcome::duplicate), "the same title and text as " + original->row->id, {}};
            }
            if (original->later)
                later_copy = *original->row;
            else
                record.dup_of = original->row->id;
        }
    } else {
        record.revision = (*old)->revision + 1;
        record.dup_of = (*old)->dup_of;
    }
    if (warc) {
        const auto& response = fetched.response;
        auto stored = warc->write(response.url.request_url(), response.status, response.headers, response.body,
                                  response.address, now);
        if (!stored) return fail(stored.error());
    }
    auto written = writer->write(record, *old ? (*old)->file : std::string());
    if (!written) return fail(written.error());
    if (!later_copy.id.empty()) {
        later_copy.dup_of = record.id;
        if (auto marked = writer->mark_duplicate(later_copy.file, record.id); !marked) return fail(marked.error());
        if (auto put = s.put_article(later_copy); !put) return fail(put.error());
    }
    store::ArticleRow row;
    row.id = record.id;
    row.key = reading.key;
    row.site = visit.site;
    row.url = article.url;
    row.title = article.title;
    row.file = written->file;
    row.text_sha256 = reading.text_hash;
    row.dup_of = record.dup_of;
    row.revision = record.revision;
    row.fingerprint = reading.fingerprint.bytes();
    row.published = published;
    row.written = *old ? (*old)->written : now;
    row.updated = now;
    if (auto put = s.put_article(row); !put) return fail(put.error());
    std::optional<store::TextKeys> keys_before;
    if (*old)
        if (const auto print = dedupe::Fingerprint::from_bytes((*old)->fingerprint)) keys_before = text_keys(*print);
    if (!reading.fingerprint.empty()) {
        auto put = s.put_text(row.id, row.written, keys, keys_before ? &*keys_before : nullptr);
        if (!put) return fail(put.error());
    }
    return Kept{std::string(*old ? outcome::updated : outcome::written), row.file, row.written};
}

}  // namespace winnow::crawl
