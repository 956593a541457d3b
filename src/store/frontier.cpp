// What is to be visited, in which order.

#include <algorithm>
#include <chrono>

#include "store/store_impl.h"

namespace winnow::store {

namespace {

using std::chrono::seconds;

constexpr std::int64_t second_look_rank = std::int64_t{1} << 50;
constexpr std::int64_t seed_rank = -(std::int64_t{1} << 50);
constexpr std::int64_t after_seeds = seed_rank / 2;  ///< above the rank of each seed, below that of all else

/// Smaller is earlier: seeds by due time, then articles, newest first, then second looks. A sitemap named by another
/// sitemap stands among the articles as one of yesterday: an index of thousands must not keep the news waiting.
std::int64_t rank_of(Kind kind, int depth, int looks, std::optional<TimePoint> date, TimePoint due) {
    if (kind == Kind::sitemap && depth > 0)
        return -(std::chrono::floor<seconds>(due).time_since_epoch().count() - 86'400);
    if (kind != Kind::article) return seed_rank + due.time_since_epoch().count() / 1000;
    const auto age = date ? -std::chrono::floor<seconds>(*date).time_since_epoch().count() : 0;
    return looks > 0 ? second_look_rank + age : age;
}

}  // namespace

Result<void> Store::Impl::put_ready(std::int64_t host, std::int64_t rank, std::int64_t id, std::int64_t site) {
    Query query(*db, "INSERT OR IGNORE INTO ready (host, rank, id, site) VALUES (?1, ?2, ?3, ?4) RETURNING id");
    const auto put = query.bind(host).bind(rank).bind(id).bind(site).step();
    if (!put) return fail(put.error());
    if (*put) recount(host, site, 1);
    return {};
}

void Store::Impl::take_ready(std::int64_t host, std::int64_t site) {
    recount(host, site, -1);
}

void Store::Impl::recount(std::int64_t host, std::int64_t site, std::int64_t more) {
    ready_counts[host] += more;
    site_ready[site] += more;
    recounted_hosts.insert(host);
    recounted_sites.insert(site);
}

Result<void> Store::Impl::put_later(TimePoint due, std::int64_t id) {
    Query query(*db, "INSERT OR IGNORE INTO later (due, id) VALUES (?1, ?2)");
    return query.bind(std::int64_t{due.time_since_epoch().count()}).bind(id).run();
}

Result<void> Store::Impl::promote(TimePoint now) {
    struct Due {
        std::int64_t due, id, host, site;
        Kind kind;
        int depth, looks;
        std::optional<TimePoint> date;
    };
    std::vector<Due> found;
    {
        Query query(*db,
                    "SELECT l.due, l.id, u.host, u.site, u.kind, u.depth, u.looks, u.date FROM later l JOIN url u "
                    "ON u.id = l.id "
                    "WHERE l.due <= ?1 ORDER BY l.due LIMIT 1000");
        query.bind(std::int64_t{now.time_since_epoch().count()});
        const auto read = query.each([&] {
            found.push_back({query.integer(0), query.integer(1), query.integer(2), query.integer(3),
                             static_cast<Kind>(query.integer(4)), static_cast<int>(query.integer(5)),
                             static_cast<int>(query.integer(6)), query.time(7)});
        });
        if (!read) return fail(read.error());
    }
    for (const auto& one : found) {
        if (auto begun = begin(); !begun) return begun;
        const TimePoint due{std::chrono::milliseconds(one.due)};
        if (auto put = put_ready(one.host, rank_of(one.kind, one.depth, one.looks, one.date, due), one.id, one.site);
            !put)
            return put;
        Query gone(*db, "DELETE FROM later WHERE due = ?1 AND id = ?2");
        if (auto done = gone.bind(one.due).bind(one.id).run(); !done) return done;
    }
    return {};
}

Result<bool> Store::offer(const Offer& offer, TimePoint due, TimePoint now) {
    if (auto mended = impl_->mend(); !mended) return fail(mended.error());
    const auto hash = url::hash64(offer.key);
    if (impl_->known.contains(hash)) return false;
    const auto host = impl_->host_id(offer.host);
    if (!host) return fail(host.error());
    const auto site = impl_->site_id(offer.site);
    if (!site) return fail(site.error());
    if (auto begun = impl_->begin(); !begun) return fail(begun.error());
    Query insert(*impl_->db,
                 "INSERT INTO url (host, site, kind, url, key, depth, via, title, date) VALUES (?1, ?2, ?3, ?4, ?5, "
                 "?6, ?7, ?8, ?9)");
    insert.bind(*host).bind(*site).bind(static_cast<int>(offer.kind)).bind(offer.url);
    insert.bind(offer.key == offer.url ? std::string_view() : std::string_view(offer.key));
    insert.bind(offer.depth).bind(offer.via).bind(offer.title).bind(offer.date);
    if (auto done = insert.run(); !done) return fail(done.error());
    const auto id = impl_->db->last_id();
    Query narrow(*impl_->db, "INSERT INTO known (id, hash) VALUES (?1, ?2)");
    if (auto done = narrow.bind(id).bind(static_cast<std::int64_t>(hash)).run(); !done) return fail(done.error());
    const auto put = due <= now
                         ? impl_->put_ready(*host, rank_of(offer.kind, offer.depth, 0, offer.date, due), id, *site)
                         : impl_->put_later(due, id);
    if (!put) return fail(put.error());
    impl_->known.insert(hash);
    ++impl_->known_rows;
    return true;
}

bool Store::knows(std::string_view key) const {
    return impl_->known.contains(url::hash64(key));
}

std::size_t Store::known_urls() const {
    return impl_->known.size();
}

Result<std::vector<std::string>> Store::ready_hosts(TimePoint now) {
    if (auto mended = impl_->mend(); !mended) return fail(mended.error());
    if (auto promoted = impl_->promote(now); !promoted) return fail(promoted.error());
    std::vector<std::string> hosts;
    for (const auto& [id, count] : impl_->ready_counts)
        if (count > 0) hosts.push_back(impl_->host_names[id]);
    std::sort(hosts.begin(), hosts.end());
    return hosts;
}

Result<std::optional<TimePoint>> Store::next_due() {
    Query query(*impl_->db, "SELECT due FROM later ORDER BY due LIMIT 1");
    const auto row = query.step();
    if (!row) return fail(row.error());
    if (!*row) return std::optional<TimePoint>();
    return query.time(0);
}

Result<std::optional<Visit>> Store::claim(const std::string& host, TimePoint now) {
    if (auto mended = impl_->mend(); !mended) return fail(mended.error());
    if (auto promoted = impl_->promote(now); !promoted) return fail(promoted.error());
    const auto id = impl_->host_ids.find(host);
    if (id == impl_->host_ids.end()) return std::optional<Visit>();
    Query query(
        *impl_->db,
        "SELECT u.id, u.url, u.key, u.site, u.kind, u.depth, u.via, u.title, u.date, u.attempts, u.looks, "
        "u.etag, u.last_modified, "
        "u.article, u.interval, u.last_news, r.rank FROM ready r JOIN url u ON u.id = r.id WHERE r.host = ?1 ORDER BY "
        "r.rank LIMIT 8");
    query.bind(id->second);
    for (;;) {
        const auto row = query.step();
        if (!row) return fail(row.error());
        if (!*row) return std::optional<Visit>();
        if (impl_->claimed.count(query.integer(0)) != 0) continue;
        Visit visit;
        visit.id = query.integer(0);
        visit.url = query.text(1);
        visit.key = query.text(2).empty() ? visit.url : query.text(2);
        visit.host = host;
        visit.site = impl_->site_names[query.integer(3)];
        visit.kind = static_cast<Kind>(query.integer(4));
        visit.depth = static_cast<int>(query.integer(5));
        visit.via = query.text(6);
        visit.title = query.text(7);
        visit.date = query.time(8);
        visit.attempts = static_cast<int>(query.integer(9));
        visit.looks = static_cast<int>(query.integer(10));
        visit.validators = {query.text(11), query.text(12)};
        visit.article = query.text(13);
        visit.interval = seconds(query.integer(14));
        visit.last_news = query.time(15);
        visit.rank = query.integer(16);
        impl_->claimed.insert_or_assign(visit.id, impl_->rollbacks);
        return std::optional<Visit>(std::move(visit));
    }
}

Result<void> Store::finish(const Visit& visit, const Finish& finish, TimePoint now) {
    const auto claim = impl_->claimed.extract(visit.id);
    if (auto begun = impl_->begin(); !begun) return begun;
    // What this visit has found may have been rolled back meanwhile: it is made once more, as after a crash.
    if (!claim.empty() && claim.mapped() != impl_->rollbacks) return {};
    const auto host = impl_->host_id(visit.host);
    if (!host) return fail(host.error());
    Query update(
        *impl_->db,
        "UPDATE url SET attempts = ?1, looks = looks + ?2, etag = ?3, last_modified = ?4, article = ?5, interval = ?6, "
        "last_news = ?7 WHERE id = ?8 AND url = ?9");  // an id whose row was rolled back may be another's by now
    update.bind(finish.attempts)
        .bind(finish.looked ? 1 : 0)
        .bind(finish.validators.etag)
        .bind(finish.validators.last_modified);
    update.bind(finish.article).bind(std::int64_t{finish.interval.count()}).bind(finish.last_news).bind(visit.id);
    update.bind(visit.url);
    if (auto done = update.run(); !done) return done;
    const auto site = impl_->site_id(visit.site);
    if (!site) return fail(site.error());
    Query gone(*impl_->db, "DELETE FROM ready WHERE host = ?1 AND rank = ?2 AND id = ?3 RETURNING id");
    const auto was_ready = gone.bind(*host).bind(visit.rank).bind(visit.id).step();
    if (!was_ready) return fail(was_ready.error());
    if (*was_ready) impl_->take_ready(*host, *site);
    if (finish.next && *was_ready) {  // a seed that was dropped meanwhile stays dropped
        if (auto put = impl_->put_later(*finish.next, visit.id); !put) return put;
    }
    return count(visit.site, finish.outcome, now);
}

Result<void> Store::shift_waiting(std::chrono::milliseconds shift) {
    if (auto begun = impl_->begin(); !begun) return begun;
    Query query(*impl_->db, "UPDATE later SET due = due + ?1");
    return query.bind(std::int64_t{shift.count()}).run();
}

void Store::release(const Visit& visit) {
    impl_->claimed.erase(visit.id);
}

Result<void> Store::forget_seeds_except(const std::string& site, const std::vector<std::string>& keys) {
    const auto site_id = impl_->site_ids.find(site);
    if (site_id == impl_->site_ids.end()) return {};
    // For a seed that waits, all that waits is walked through: with hundreds of sites that is for changed ones only.
    std::string named = "seeds\n";
    for (const auto& key : keys) named += key + "\n";
    const auto note_name = "seeds:" + site;
    const auto known_as = note(note_name);
    if (!known_as) return fail(known_as.error());
    if (*known_as == named) return {};
    if (auto noted = put_note(note_name, named); !noted) return noted;
    struct Seed {
        std::int64_t id, host;
        std::string key;
    };
    std::vector<Seed> seeds;
    {
        Query query(*impl_->db, "SELECT id, host, key, url FROM url WHERE site = ?1 AND kind <> 0 AND depth = 0");
        query.bind(site_id->second);
        const auto read = query.each([&] {
            seeds.push_back(
                {query.integer(0), query.integer(1), query.text(2).empty() ? query.text(3) : query.text(2)});
        });
        if (!read) return fail(read.error());
    }
    for (const auto& seed : seeds) {
        const bool wanted = std::find(keys.begin(), keys.end(), seed.key) != keys.end();
        if (auto begun = impl_->begin(); !begun) return begun;
        if (wanted) {
            // Named again after it was dropped: back to work, unless it is ready (a new one is) or waits already.
            Query back(*impl_->db,
                       "INSERT OR IGNORE INTO later (due, id) SELECT 0, ?1 WHERE NOT EXISTS (SELECT 1 FROM ready WHERE "
                       "host = ?2 AND rank < ?3 AND id = ?1) AND NOT EXISTS (SELECT 1 FROM later WHERE id = ?1)");
            if (auto done = back.bind(seed.id).bind(seed.host).bind(after_seeds).run(); !done) return done;
            continue;
        }
        Query ready(*impl_->db, "DELETE FROM ready WHERE host = ?1 AND rank < ?3 AND id = ?2 RETURNING id");
        const auto row = ready.bind(seed.host).bind(seed.id).bind(after_seeds).step();
        if (!row) return fail(row.error());
        if (*row) {
            impl_->take_ready(seed.host, site_id->second);
            continue;
        }
        Query waiting(*impl_->db, "DELETE FROM later WHERE id = ?1");
        if (auto done = waiting.bind(seed.id).run(); !done) return done;
    }
    return {};
}

Result<std::int64_t> Store::pending_urls() {
    Query query(*impl_->db, "SELECT (SELECT count(*) FROM ready) + (SELECT count(*) FROM later)");
    const auto row = query.step();
    if (!row) return fail(row.error());
    return query.integer(0);
}

}  // namespace winnow::store
