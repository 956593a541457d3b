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
        finish.next = next_look(options.schedule, row && *row ? (*row)->written : now, visit.looks + 1, now);
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
    // A paper may announce an article a moment before it is there.
    const bool not_yet = code == Errc::gone && visit.looks == 0 && visit.attempts < 3;
    // Whoever stands between us and the net (a hotspot's login, a broken resolver) may answer for all names for a
    // while.
    const bool hijacked = code == Errc::refused_address;
    const bool may_pass = is_transient(code) || code == Errc::robots_denied || code == Errc::tls || hijacked || not_yet;
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
    if (code == Errc::robots_denied && !fetcher.robots_unreachable(url))
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
    const auto before = of_site.alarms();
    of_site.add(evidence);
    for (const auto& alarm : of_site.alarms()) {
        const bool known = std::any_of(before.begin(), before.end(),
                                       [&](const DriftAlarm& other) { return other.aspect == alarm.aspect; });
        if (!known) log::warning("drift", {{"site", visit.site}, {"what", alarm.what}, {"first_url", alarm.first_url}});
    }
    learned.insert(visit.site);
}

/// What the state says of an article.
struct Crawler::Impl::Judged {
    std::string outcome, reason;
    std::optional<TimePoint> first_written;
    bool to_write = false;
    store::ArticleRow row;         ///< to be written: as it will be
    std::string known_file;        ///< of the revision before
    store::ArticleRow later_copy;  ///< written before this one, but published after it; no id: there is none
    std::optional<store::TextKeys> keys_before;
};

/// False: the disk said no, and the visit is given back.
///
/// Three steps: judged and recorded on the disk's thread, whose word is the state; written by threads that wait for the
/// disk several at a time, because one flush after the other would set the pace of the whole crawl.
asio::awaitable<bool> Crawler::Impl::keep(const Visit& visit, const Fetched& fetched, PageReading& reading,
                                          Finish& finish, std::string& reason) {
    auto& article = reading.record.article;
    auto& known = boilerplate[visit.site];
    drop_boilerplate(article, known);
    // By the title: copies of one story at many addresses must not make its own paragraphs boilerplate.
    known.learn(article.title.empty() ? reading.key : article.title, reading.block_texts);

    const auto judging = [&](Store& s) { return judge(s, visit, fetched, reading); };
    auto judged = co_await with_store(judging);
    finish.article = reading.record.id;
    std::optional<Error> failure;
    if (!judged) failure = judged.error();
    if (judged && judged->to_write) {
        const auto writing = [&] { return write(reading, *judged); };
        Result<std::string> file = fail(Errc::bug, "not written");
        std::exception_ptr bug;
        try {
            file = co_await run_on(files, writing);
        } catch (...) {
            bug = std::current_exception();
        }
        if (file) judged->row.file = *file;
        const auto recording = [&](Store& s) -> Result<void> {
            std::erase_if(being_written, [&](const auto& row) { return row.id == judged->row.id; });
            return file ? record(s, reading, *judged) : Result<void>(fail(file.error()));
        };
        const auto recorded = co_await with_store(recording);
        if (bug) std::rethrow_exception(bug);
        if (!recorded) failure = recorded.error();
    }
    if (failure) {
        note_trouble(*failure);
        // The disk takes files again (a probe was written in between) but not this one: a folder where the file
        // should be, a name that is too long. It must not stop all others for ever.
        if (++failed_writes[visit.id] < 3) co_return false;
        failed_writes.erase(visit.id);
        finish.outcome = std::string(errc_name(Errc::disk));
        finish.validators = visit.validators;  // or the server would say "not modified" of what is not written
        reason = failure->what;
        finish.attempts = visit.attempts + 1;
        finish.next = next_try(wall_now(), finish.attempts + 5);
        co_return true;
    }
    failed_writes.erase(visit.id);
    finish.outcome = judged->outcome;
    reason = judged->to_write ? judged->row.file : judged->reason;
    if (judged->first_written)
        finish.next = next_look(options.schedule, *judged->first_written, visit.looks + 1, *reading.record.fetched_at);
    co_return true;
}

Result<Crawler::Impl::Judged> Crawler::Impl::judge(Store& s, const Visit& visit, const Fetched& fetched,
                                                   PageReading& reading) {
    auto& record = reading.record;
    const auto& article = record.article;
    const auto now = *record.fetched_at;
    Judged judged;
    const auto duplicate = [&judged](std::string why) {
        judged.outcome = std::string(outcome::duplicate);
        judged.reason = std::move(why);
        return std::move(judged);
    };
    const auto old = s.article(record.id);
    if (!old) return fail(old.error());
    // What counts is the page's own text: boilerplate that was learned meanwhile is no correction of the paper's.
    // Ours if this visit wrote it, or wrote it just before a crash and could not say so any more.
    const bool ours = *old && (visit.article == record.id || (*old)->url == article.url);
    if (*old && !ours) return duplicate("the same article under another URL: " + (*old)->file);
    for (const auto& row : being_written)
        if (row.id == record.id) return duplicate("the same article under another URL: " + row.url);
    if (ours && (*old)->text_sha256 == reading.text_hash) {
        judged.outcome = std::string(outcome::unchanged);
        judged.first_written = (*old)->written;
        return judged;
    }
    std::optional<TimePoint> published;
    if (article.published) published = article.published->instant();
    if (!*old) {
        auto known = s.articles_sharing(text_keys(reading.fingerprint));
        if (!known) return fail(known.error());
        known->insert(known->end(), being_written.begin(), being_written.end());
        if (const auto original = original_of(reading.fingerprint, record.id, published, *known)) {
            if (original->relation == dedupe::Relation::same && original->row->site == visit.site) {
                // Written by a run that was killed before it could record it, and now a copy of what came after.
                if (auto gone = writer->discard(record); !gone) return fail(gone.error());
                return duplicate("the same title and text as " + original->row->id);
            }
            const auto& first = original->row->dup_of;
            if (original->later)
                judged.later_copy = *original->row;
            else if (first != record.id)  // else what was found is a copy of this one already
                record.dup_of = first.empty() ? original->row->id : first;
        }
    } else {
        record.revision = (*old)->revision + 1;
        record.dup_of = (*old)->dup_of;
        judged.known_file = (*old)->file;
        if (const auto print = dedupe::Fingerprint::from_bytes((*old)->fingerprint))
            judged.keys_before = text_keys(*print);
    }
    if (warc) {
        const auto& response = fetched.response;
        auto stored = warc->write(response.url.request_url(), response.status, response.headers, response.body,
                                  response.address, now);
        if (!stored) return fail(stored.error());
    }
    auto& row = judged.row;
    row.id = record.id;
    row.key = reading.key;
    row.site = visit.site;
    row.url = article.url;
    row.title = article.title;
    row.text_sha256 = reading.text_hash;
    row.dup_of = record.dup_of;
    row.revision = record.revision;
    row.fingerprint = reading.fingerprint.bytes();
    row.published = published;
    row.written = *old ? (*old)->written : now;
    row.updated = now;
    judged.to_write = true;
    judged.outcome = std::string(*old ? outcome::updated : outcome::written);
    judged.first_written = row.written;
    being_written.push_back(row);
    return judged;
}

/// Gives the file's name once the file is durable.
Result<std::string> Crawler::Impl::write(const PageReading& reading, const Judged& judged) {
    auto written = writer->write(reading.record, judged.known_file);
    if (!written) return fail(written.error());
    return std::move(written->file);
}

Result<void> Crawler::Impl::record(Store& s, const PageReading& reading, const Judged& judged) {
    auto row = judged.row;
    if (const auto copied = copies_on_their_way.find(row.id); copied != copies_on_their_way.end()) {
        row.dup_of = copied->second;
        if (auto marked = writer->mark_duplicate(row.file, row.dup_of); !marked) return marked;
        copies_on_their_way.erase(copied);
    }
    if (!judged.later_copy.id.empty()) {
        // Read again: it may have been on its way to the disk itself when it was found. If it still is, or again with a
        // correction, its file is not ours to change: whoever writes it marks it.
        auto copy = s.article(judged.later_copy.id);
        if (!copy) return fail(copy.error());
        const bool busy = std::any_of(being_written.begin(), being_written.end(),
                                      [&](const auto& other) { return other.id == judged.later_copy.id; });
        if (busy) copies_on_their_way[judged.later_copy.id] = row.id;
        if (*copy && !busy) {
            (*copy)->dup_of = row.id;
            if (auto marked = writer->mark_duplicate((*copy)->file, row.id); !marked) return marked;
            if (auto put = s.put_article(**copy); !put) return put;
        }
    }
    if (auto put = s.put_article(row); !put) return put;
    if (reading.fingerprint.empty()) return {};
    return s.put_text(row.id, row.written, text_keys(reading.fingerprint),
                      judged.keys_before ? &*judged.keys_before : nullptr);
}

}  // namespace winnow::crawl
