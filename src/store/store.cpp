#include "store/store.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "store/known_set.h"
#include "store/sqlite.h"

namespace winnow::store {

namespace {

using std::chrono::seconds;

// `known` is narrow on purpose: start-up reads all of it and nothing else of the frontier.
// `ready` is what may be visited now, in the order in which a host's visits are handed out; `later` waits for its time.
// A URL without a row in either is one that nobody needs to visit again.
constexpr const char* schema = R"sql(
CREATE TABLE known (id INTEGER PRIMARY KEY, hash INTEGER NOT NULL);
CREATE TABLE host (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, blocked_until INTEGER, block_reason TEXT NOT NULL DEFAULT '',
  backoff INTEGER NOT NULL DEFAULT 0, robots_body TEXT NOT NULL DEFAULT '', robots_status INTEGER NOT NULL DEFAULT 0,
  robots_fetched INTEGER);
CREATE TABLE site (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE url (id INTEGER PRIMARY KEY, host INTEGER NOT NULL, site INTEGER NOT NULL, kind INTEGER NOT NULL, url TEXT NOT NULL,
  key TEXT, depth INTEGER NOT NULL, via TEXT NOT NULL, title TEXT NOT NULL, date INTEGER, attempts INTEGER NOT NULL DEFAULT 0,
  looks INTEGER NOT NULL DEFAULT 0, etag TEXT NOT NULL DEFAULT '', last_modified TEXT NOT NULL DEFAULT '',
  article TEXT NOT NULL DEFAULT '', interval INTEGER NOT NULL DEFAULT 0, last_news INTEGER);
CREATE INDEX url_seeds ON url (site) WHERE kind <> 0;
CREATE TABLE ready (host INTEGER NOT NULL, rank INTEGER NOT NULL, id INTEGER NOT NULL, site INTEGER NOT NULL,
  PRIMARY KEY (host, rank, id)) WITHOUT ROWID;
CREATE TABLE later (due INTEGER NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (due, id)) WITHOUT ROWID;
CREATE TABLE article (id TEXT PRIMARY KEY, key TEXT NOT NULL, site TEXT NOT NULL, url TEXT NOT NULL, title TEXT NOT NULL,
  file TEXT NOT NULL, text_sha256 TEXT NOT NULL, dup_of TEXT NOT NULL, revision INTEGER NOT NULL, fingerprint BLOB NOT NULL,
  published INTEGER, written INTEGER NOT NULL, updated INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX article_time ON article (written);
CREATE INDEX article_site ON article (site, written);
CREATE TABLE outcome (site TEXT NOT NULL, hour INTEGER NOT NULL, name TEXT NOT NULL, count INTEGER NOT NULL,
  PRIMARY KEY (site, hour, name)) WITHOUT ROWID;
CREATE TABLE note (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
)sql";

// Where copies of a text are found: nine narrow rows an article, in clustered order, instead of an index in memory.
constexpr const char* text_index = R"sql(
CREATE TABLE text_key (key INTEGER NOT NULL, written INTEGER NOT NULL, article TEXT NOT NULL,
  PRIMARY KEY (key, written, article)) WITHOUT ROWID;
)sql";

// What start-up reads must be short: row by row, ten million hashes took seven seconds. Those in `known` are the
// latest; whole blocks of them are packed away. How many visits a host and a site have ready is written with each
// commit.
constexpr const char* quick_start = R"sql(
CREATE TABLE known_block (id INTEGER PRIMARY KEY, hashes BLOB NOT NULL);
ALTER TABLE host ADD COLUMN ready INTEGER NOT NULL DEFAULT 0;
ALTER TABLE site ADD COLUMN ready INTEGER NOT NULL DEFAULT 0;
UPDATE host SET ready = (SELECT count(*) FROM ready r WHERE r.host = host.id);
UPDATE site SET ready = (SELECT count(*) FROM ready r WHERE r.site = site.id);
)sql";

/// Steps from version i to i + 1, in order; the first is the schema of old.
constexpr const char* migrations[] = {schema, text_index, quick_start};
static_assert(std::size(migrations) == schema_version);

constexpr std::size_t hashes_in_block = 65'536;

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

constexpr int articles_per_key = 16;

/// One table for both: keys of parts are 32 bits wide, keys of whole texts have a bit above those.
std::int64_t key_of_whole(std::uint64_t whole) {
    return static_cast<std::int64_t>((whole >> 2) | (std::uint64_t{1} << 62));
}

std::int64_t hour_of(TimePoint t) {
    return std::chrono::floor<std::chrono::hours>(t).time_since_epoch().count();
}

}  // namespace

struct Store::Impl {
    std::unique_ptr<Database> db;
    bool read_only = false;
    bool in_transaction = false;
    bool lost = false;  ///< SQLite rolled back by itself: what is in memory no longer agrees with the file
    std::size_t changes = 0;
    KnownSet known;
    std::unordered_map<std::string, std::int64_t> host_ids, site_ids;
    std::unordered_map<std::int64_t, std::string> host_names, site_names;
    std::size_t known_rows = 0;                                         ///< in table `known`: not in a block yet
    std::unordered_map<std::int64_t, std::int64_t> ready_counts;        ///< host -> rows in `ready`
    std::unordered_map<std::int64_t, std::int64_t> site_ready;          ///< site -> rows in `ready`
    std::unordered_set<std::int64_t> recounted_hosts, recounted_sites;  ///< since the last commit
    std::unordered_map<std::int64_t, std::uint64_t> claimed;            ///< URL ids under way -> rollbacks before
    std::uint64_t rollbacks = 0;

    /// A write that the disk refuses (full, I/O error) makes SQLite roll the whole transaction back, a COMMIT too. The
    /// visits in it are repeated: memory is read again from the file, so that nothing counts as known that is not.
    Result<void> mend() {
        if (in_transaction && !db->in_transaction()) {
            in_transaction = false;
            lost = true;
            ++rollbacks;
        }
        if (!lost) return {};
        changes = 0;
        known = {};
        host_ids.clear();
        site_ids.clear();
        host_names.clear();
        site_names.clear();
        ready_counts.clear();
        site_ready.clear();
        recounted_hosts.clear();
        recounted_sites.clear();
        if (auto loaded = load(); !loaded) return loaded;
        lost = false;
        return {};
    }

    Result<void> begin() {
        if (auto mended = mend(); !mended) return mended;
        ++changes;
        if (in_transaction) return {};
        if (auto begun = db->run("BEGIN IMMEDIATE"); !begun) return begun;
        in_transaction = true;
        return {};
    }

    Result<void> commit() {
        if (auto mended = mend(); !mended) return mended;
        if (!in_transaction) return {};
        auto prepared = known_rows < hashes_in_block ? Result<void>() : pack_known();
        if (prepared) prepared = write_counts();
        if (!prepared) {
            (void)mend();
            return prepared;
        }
        if (auto done = db->run("COMMIT"); !done) {
            (void)mend();  // what fails now is tried again by whoever comes next
            return done;
        }
        in_transaction = false;
        changes = 0;
        return {};
    }

    Result<std::int64_t> id_of(const char* table, std::unordered_map<std::string, std::int64_t>& ids,
                               std::unordered_map<std::int64_t, std::string>& names, const std::string& name) {
        if (const auto found = ids.find(name); found != ids.end()) return found->second;
        if (auto begun = begin(); !begun) return fail(begun.error());
        Query insert(*db, fmt::format("INSERT INTO {} (name) VALUES (?1)", table));
        if (auto done = insert.bind(name).run(); !done) return fail(done.error());
        const auto id = db->last_id();
        ids.emplace(name, id);
        names.emplace(id, name);
        return id;
    }
    Result<std::int64_t> host_id(const std::string& name) { return id_of("host", host_ids, host_names, name); }
    Result<std::int64_t> site_id(const std::string& name) { return id_of("site", site_ids, site_names, name); }

    Result<void> load_names(const char* sql, std::unordered_map<std::string, std::int64_t>& ids,
                            std::unordered_map<std::int64_t, std::string>& names,
                            std::unordered_map<std::int64_t, std::int64_t>& ready) {
        Query query(*db, sql);
        for (;;) {
            const auto row = query.step();
            if (!row) return fail(row.error());
            if (!*row) return {};
            ids.emplace(query.text(1), query.integer(0));
            names.emplace(query.integer(0), query.text(1));
            if (query.integer(2) > 0) ready.emplace(query.integer(0), query.integer(2));
        }
    }

    Result<void> load() {
        if (auto ok = load_names("SELECT id, name, ready FROM host", host_ids, host_names, ready_counts); !ok)
            return ok;
        if (auto ok = load_names("SELECT id, name, ready FROM site", site_ids, site_names, site_ready); !ok) return ok;
        Query packed(*db, "SELECT coalesce(sum(length(hashes)), 0) / 8 FROM known_block");
        const auto counted = packed.step();
        if (!counted) return fail(counted.error());
        known.reserve(static_cast<std::size_t>(packed.integer(0)));
        Query blocks(*db, "SELECT hashes FROM known_block");
        for (;;) {
            const auto row = blocks.step();
            if (!row) return fail(row.error());
            if (!*row) break;
            const auto bytes = blocks.text(0);
            for (std::size_t at = 0; at + sizeof(std::uint64_t) <= bytes.size(); at += sizeof(std::uint64_t)) {
                std::uint64_t hash = 0;
                std::memcpy(&hash, bytes.data() + at, sizeof hash);
                known.insert(hash);
            }
        }
        known_rows = 0;
        Query hashes(*db, "SELECT hash FROM known");
        for (;;) {
            const auto row = hashes.step();
            if (!row) return fail(row.error());
            if (!*row) return {};
            known.insert(static_cast<std::uint64_t>(hashes.integer(0)));
            ++known_rows;
        }
    }

    /// Moves the rows of `known` into blocks, in the byte order of this machine.
    Result<void> pack_known() {
        std::string bytes;
        const auto put_block = [&]() -> Result<void> {
            Query insert(*db, "INSERT INTO known_block (hashes) VALUES (?1)");
            auto done = insert.bind_blob(bytes).run();
            bytes.clear();
            return done;
        };
        Query hashes(*db, "SELECT hash FROM known");
        for (;;) {
            const auto row = hashes.step();
            if (!row) return fail(row.error());
            if (!*row) break;
            const auto hash = hashes.integer(0);
            bytes.append(reinterpret_cast<const char*>(&hash), sizeof hash);
            if (bytes.size() < hashes_in_block * sizeof hash) continue;
            if (auto done = put_block(); !done) return done;
        }
        if (!bytes.empty())
            if (auto done = put_block(); !done) return done;
        known_rows = 0;
        return db->run("DELETE FROM known");
    }

    Result<void> write_counts() {
        const auto write = [this](const char* sql, std::unordered_set<std::int64_t>& ids,
                                  auto& counts) -> Result<void> {
            for (const auto id : ids) {
                Query update(*db, sql);
                if (auto done = update.bind(counts[id]).bind(id).run(); !done) return done;
            }
            ids.clear();
            return {};
        };
        if (auto done = write("UPDATE host SET ready = ?1 WHERE id = ?2", recounted_hosts, ready_counts); !done)
            return done;
        return write("UPDATE site SET ready = ?1 WHERE id = ?2", recounted_sites, site_ready);
    }

    Result<void> migrate() {
        Query query(*db, "PRAGMA user_version");
        const auto row = query.step();
        if (!row) return fail(row.error());
        const auto version = query.integer(0);
        if (version > schema_version)
            return fail(
                Errc::state,
                fmt::format(
                    "the state is of version {}, this Winnow reads up to {}: install the newer Winnow again, or "
                    "move the state file away to start anew",
                    version, schema_version));
        if (version == schema_version) return {};
        if (read_only)
            return fail(Errc::state, "the state is of an older version and opened read-only: start the service once");
        for (auto step = version; step < schema_version; ++step) {
            const auto sql =
                fmt::format("BEGIN IMMEDIATE; {} PRAGMA user_version = {}; COMMIT", migrations[step], step + 1);
            if (auto done = db->run(sql.c_str()); !done) return done;
        }
        return {};
    }

    Result<void> put_ready(std::int64_t host, std::int64_t rank, std::int64_t id, std::int64_t site) {
        Query query(*db, "INSERT OR IGNORE INTO ready (host, rank, id, site) VALUES (?1, ?2, ?3, ?4) RETURNING id");
        const auto put = query.bind(host).bind(rank).bind(id).bind(site).step();
        if (!put) return fail(put.error());
        if (*put) recount(host, site, 1);
        return {};
    }

    void take_ready(std::int64_t host, std::int64_t site) { recount(host, site, -1); }

    void recount(std::int64_t host, std::int64_t site, std::int64_t more) {
        ready_counts[host] += more;
        site_ready[site] += more;
        recounted_hosts.insert(host);
        recounted_sites.insert(site);
    }

    Result<void> put_later(TimePoint due, std::int64_t id) {
        Query query(*db, "INSERT OR IGNORE INTO later (due, id) VALUES (?1, ?2)");
        return query.bind(std::int64_t{due.time_since_epoch().count()}).bind(id).run();
    }

    /// Moves what has fallen due from `later` to `ready`, a bounded number at a time.
    Result<void> promote(TimePoint now) {
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
            for (;;) {
                const auto row = query.step();
                if (!row) return fail(row.error());
                if (!*row) break;
                found.push_back({query.integer(0), query.integer(1), query.integer(2), query.integer(3),
                                 static_cast<Kind>(query.integer(4)), static_cast<int>(query.integer(5)),
                                 static_cast<int>(query.integer(6)), query.time(7)});
            }
        }
        for (const auto& one : found) {
            if (auto begun = begin(); !begun) return begun;
            const TimePoint due{std::chrono::milliseconds(one.due)};
            if (auto put =
                    put_ready(one.host, rank_of(one.kind, one.depth, one.looks, one.date, due), one.id, one.site);
                !put)
                return put;
            Query gone(*db, "DELETE FROM later WHERE due = ?1 AND id = ?2");
            if (auto done = gone.bind(one.due).bind(one.id).run(); !done) return done;
        }
        return {};
    }

    ArticleRow read_article(const Query& q) const {
        ArticleRow row;
        row.id = q.text(0);
        row.key = q.text(1);
        row.site = q.text(2);
        row.url = q.text(3);
        row.title = q.text(4);
        row.file = q.text(5);
        row.text_sha256 = q.text(6);
        row.dup_of = q.text(7);
        row.revision = static_cast<int>(q.integer(8));
        row.fingerprint = q.text(9);
        row.published = q.time(10);
        row.written = q.time(11).value_or(TimePoint{});
        row.updated = q.time(12).value_or(TimePoint{});
        return row;
    }
};

namespace {
constexpr std::string_view article_columns =
    "id, key, site, url, title, file, text_sha256, dup_of, revision, fingerprint, published, written, updated";
}

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() {
    if (impl_) (void)impl_->commit();
}

Result<Store> Store::open(const std::filesystem::path& file, const Options& options) {
    auto impl = std::make_unique<Impl>();
    impl->read_only = options.read_only;
    std::error_code ignored;
    if (!options.read_only && !file.parent_path().empty())
        std::filesystem::create_directories(file.parent_path(), ignored);
    auto db = Database::open(file, options.read_only);
    if (!db) return fail(db.error());
    impl->db = std::move(*db);
    const auto with_help = [&file](Error error) {
        if (error.code == Errc::state)
            error.what = fmt::format("{}: {}; 'winnow doctor' tells the way out", file.string(), error.what);
        return error;
    };
    const auto pragmas = fmt::format(
        "PRAGMA {}; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 20000; PRAGMA temp_store = MEMORY; "
        "PRAGMA cache_size = -{}; PRAGMA foreign_keys = OFF",
        options.read_only ? "query_only = 1" : "journal_mode = WAL", options.cache_bytes / 1024);
    if (auto set = impl->db->run(pragmas.c_str()); !set) return fail(with_help(set.error()));
    if (auto migrated = impl->migrate(); !migrated) return fail(with_help(migrated.error()));
    if (auto loaded = impl->load(); !loaded) return fail(with_help(loaded.error()));
    return Store(std::move(impl));
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
std::size_t Store::uncommitted() const {
    return impl_->changes;
}
Result<void> Store::commit() {
    return impl_->commit();
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
        for (;;) {
            const auto row = query.step();
            if (!row) return fail(row.error());
            if (!*row) break;
            seeds.push_back(
                {query.integer(0), query.integer(1), query.text(2).empty() ? query.text(3) : query.text(2)});
        }
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

Result<void> Store::put_article(const ArticleRow& row) {
    if (auto begun = impl_->begin(); !begun) return begun;
    if (const auto site = impl_->site_id(row.site); !site) return fail(site.error());
    Query query(*impl_->db,
                "INSERT INTO article (id, key, site, url, title, file, text_sha256, dup_of, revision, fingerprint, "
                "published, written, updated) "
                "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) ON CONFLICT (id) DO UPDATE SET title "
                "= ?5, file = ?6, "
                "text_sha256 = ?7, dup_of = ?8, revision = ?9, fingerprint = ?10, published = ?11, updated = ?13");
    query.bind(row.id)
        .bind(row.key)
        .bind(row.site)
        .bind(row.url)
        .bind(row.title)
        .bind(row.file)
        .bind(row.text_sha256)
        .bind(row.dup_of);
    query.bind(row.revision).bind_blob(row.fingerprint);
    query.bind(row.published).bind(std::optional(row.written)).bind(std::optional(row.updated));
    return query.run();
}

Result<std::optional<ArticleRow>> Store::article(std::string_view id) {
    Query query(*impl_->db, fmt::format("SELECT {} FROM article WHERE id = ?1", article_columns));
    const auto row = query.bind(id).step();
    if (!row) return fail(row.error());
    if (!*row) return std::optional<ArticleRow>();
    return std::optional<ArticleRow>(impl_->read_article(query));
}

Result<std::vector<ArticleRow>> Store::recent_articles(std::size_t limit, std::string_view site) {
    const auto where = site.empty() ? "?1 = ''" : "site = ?1";
    Query query(*impl_->db,
                fmt::format("SELECT {} FROM article WHERE {} ORDER BY written DESC LIMIT ?2", article_columns, where));
    query.bind(site).bind(static_cast<std::int64_t>(limit));
    std::vector<ArticleRow> rows;
    for (;;) {
        const auto row = query.step();
        if (!row) return fail(row.error());
        if (!*row) return rows;
        rows.push_back(impl_->read_article(query));
    }
}

Result<void> Store::put_text(const std::string& article, TimePoint written, const TextKeys& keys,
                             const TextKeys* before) {
    if (auto begun = impl_->begin(); !begun) return begun;
    if (before != nullptr) {
        std::vector<std::int64_t> old(before->parts.begin(), before->parts.end());
        old.push_back(key_of_whole(before->whole));
        for (const auto key : old) {
            Query gone(*impl_->db, "DELETE FROM text_key WHERE key = ?1 AND written = ?2 AND article = ?3");
            if (auto done = gone.bind(key).bind(std::optional(written)).bind(article).run(); !done) return done;
        }
    }
    const auto put = [&](std::int64_t key) {
        Query insert(*impl_->db, "INSERT OR IGNORE INTO text_key (key, written, article) VALUES (?1, ?2, ?3)");
        return insert.bind(key).bind(std::optional(written)).bind(article).run();
    };
    // The first articles with a text are the ones that a copy is measured by; of a part that everybody uses the last
    // ones are: what is copied is mostly young.
    const auto whole = key_of_whole(keys.whole);
    Query count(*impl_->db, "SELECT count(*) FROM text_key WHERE key = ?1");
    const auto counted = count.bind(whole).step();
    if (!counted) return fail(counted.error());
    if (count.integer(0) < articles_per_key)
        if (auto done = put(whole); !done) return done;
    for (const auto part : keys.parts) {
        if (auto done = put(part); !done) return done;
        Query oldest(*impl_->db,
                     "DELETE FROM text_key WHERE key = ?1 AND (written, article) IN (SELECT written, article FROM "
                     "text_key WHERE key = ?1 ORDER BY written DESC, article DESC LIMIT -1 OFFSET ?2)");
        if (auto done = oldest.bind(std::int64_t{part}).bind(articles_per_key).run(); !done) return done;
    }
    return {};
}

Result<std::vector<ArticleRow>> Store::articles_sharing(const TextKeys& keys) {
    std::vector<std::int64_t> all(keys.parts.begin(), keys.parts.end());
    all.push_back(key_of_whole(keys.whole));
    std::set<std::pair<std::int64_t, std::string>> found;  // in order of writing, each once
    for (const auto key : all) {
        Query query(*impl_->db,
                    "SELECT written, article FROM text_key WHERE key = ?1 ORDER BY written, article LIMIT ?2");
        query.bind(key).bind(articles_per_key);
        for (;;) {
            const auto row = query.step();
            if (!row) return fail(row.error());
            if (!*row) break;
            found.emplace(query.integer(0), query.text(1));
        }
    }
    std::vector<ArticleRow> rows;
    for (const auto& [written, id] : found) {
        auto row = article(id);
        if (!row) return fail(row.error());
        if (*row) rows.push_back(std::move(**row));
    }
    return rows;
}

Result<void> Store::each_fingerprint(TimePoint since, const FingerprintTaker& take) {
    Query query(*impl_->db,
                "SELECT id, site, fingerprint, published FROM article WHERE written >= ?1 ORDER BY written");
    query.bind(std::optional(since));
    for (;;) {
        const auto row = query.step();
        if (!row) return fail(row.error());
        if (!*row) return {};
        take(query.text(0), query.text(1), query.text(2), query.time(3));
    }
}

Result<void> Store::each_article(std::string_view site, TimePoint from, TimePoint to,
                                 const std::function<void(const ArticleRow&)>& take) {
    Query query(
        *impl_->db,
        fmt::format(
            "SELECT {} FROM article WHERE written >= ?1 AND written < ?2 AND (?3 = '' OR site = ?3) ORDER BY written",
            article_columns));
    query.bind(std::optional(from)).bind(std::optional(to)).bind(site);
    for (;;) {
        const auto row = query.step();
        if (!row) return fail(row.error());
        if (!*row) return {};
        take(impl_->read_article(query));
    }
}

namespace {
constexpr std::string_view host_columns =
    "name, blocked_until, block_reason, backoff, robots_body, robots_status, robots_fetched";

HostRow read_host(const Query& query) {
    return {query.text(0), query.time(1),
            query.text(2), static_cast<int>(query.integer(3)),
            query.text(4), static_cast<int>(query.integer(5)),
            query.time(6)};
}
}  // namespace

Result<std::vector<HostRow>> Store::hosts() {
    Query query(*impl_->db, fmt::format("SELECT {} FROM host", host_columns));
    std::vector<HostRow> rows;
    for (;;) {
        const auto row = query.step();
        if (!row) return fail(row.error());
        if (!*row) return rows;
        rows.push_back(read_host(query));
    }
}

Result<HostRow> Store::host(const std::string& name) {
    Query query(*impl_->db, fmt::format("SELECT {} FROM host WHERE name = ?1", host_columns));
    const auto row = query.bind(name).step();
    if (!row) return fail(row.error());
    if (*row) return read_host(query);
    HostRow fresh;
    fresh.host = name;
    return fresh;
}

Result<void> Store::put_host(const HostRow& row, bool urgent) {
    if (auto mended = impl_->mend(); !mended) return mended;
    const auto id = impl_->host_id(row.host);
    if (!id) return fail(id.error());
    if (auto begun = impl_->begin(); !begun) return begun;
    Query query(*impl_->db,
                "UPDATE host SET blocked_until = ?1, block_reason = ?2, backoff = ?3, robots_body = ?4, robots_status "
                "= ?5, robots_fetched = ?6 "
                "WHERE id = ?7");
    query.bind(row.blocked_until)
        .bind(row.block_reason)
        .bind(row.backoff)
        .bind(row.robots_body)
        .bind(row.robots_status);
    query.bind(row.robots_fetched).bind(*id);
    if (auto done = query.run(); !done) return done;
    return urgent ? impl_->commit() : Result<void>();
}

Result<void> Store::count(std::string_view site, std::string_view outcome, TimePoint now) {
    if (auto begun = impl_->begin(); !begun) return begun;
    if (const auto id = impl_->site_id(std::string(site)); !id) return fail(id.error());
    Query query(*impl_->db,
                "INSERT INTO outcome (site, hour, name, count) VALUES (?1, ?2, ?3, 1) ON CONFLICT (site, hour, name) "
                "DO UPDATE SET count = count + 1");
    return query.bind(site).bind(hour_of(now)).bind(outcome).run();
}

Result<std::map<std::string, SiteCounts>> Store::site_counts(TimePoint since) {
    std::map<std::string, SiteCounts> counts;
    for (const auto& [id, name] : impl_->site_names) {
        auto& count = counts[name];
        if (const auto ready = impl_->site_ready.find(id); ready != impl_->site_ready.end())
            count.pending = ready->second;
        // Site by site, so that each is a short walk along the primary key and not one along all there ever was.
        Query outcomes(*impl_->db, "SELECT name, sum(count) FROM outcome WHERE site = ?1 AND hour >= ?2 GROUP BY name");
        outcomes.bind(name).bind(hour_of(since));
        for (;;) {
            const auto row = outcomes.step();
            if (!row) return fail(row.error());
            if (!*row) break;
            count.outcomes[outcomes.text(0)] = outcomes.integer(1);
        }
        Query last(*impl_->db, "SELECT written FROM article WHERE site = ?1 ORDER BY written DESC LIMIT 1");
        const auto row = last.bind(name).step();
        if (!row) return fail(row.error());
        if (*row) count.last_article = last.time(0);
    }
    return counts;
}

Result<void> Store::forget_outcomes_before(TimePoint time) {
    if (auto begun = impl_->begin(); !begun) return begun;
    for (const auto& [id, name] : impl_->site_names) {
        Query query(*impl_->db, "DELETE FROM outcome WHERE site = ?1 AND hour < ?2");
        if (auto done = query.bind(name).bind(hour_of(time)).run(); !done) return done;
    }
    return {};
}

Result<std::vector<std::int64_t>> Store::articles_per_hour(std::string_view site, TimePoint now, int hours) {
    std::vector<std::int64_t> counts(static_cast<std::size_t>(hours), 0);
    const auto first = hour_of(now) - hours + 1;
    Query query(*impl_->db, "SELECT hour, count FROM outcome WHERE site = ?1 AND name = 'written' AND hour >= ?2");
    query.bind(site).bind(first);
    for (;;) {
        const auto row = query.step();
        if (!row) return fail(row.error());
        if (!*row) return counts;
        const auto index = query.integer(0) - first;
        if (index >= 0 && index < hours) counts[static_cast<std::size_t>(index)] = query.integer(1);
    }
}

Result<std::int64_t> Store::visits_today(std::string_view site, TimePoint now) {
    Query query(*impl_->db, "SELECT coalesce(sum(count), 0) FROM outcome WHERE site = ?1 AND hour > ?2");
    const auto row = query.bind(site).bind(hour_of(now) - 24).step();
    if (!row) return fail(row.error());
    return query.integer(0);
}

Result<void> Store::put_note(std::string_view name, std::string_view value) {
    if (auto begun = impl_->begin(); !begun) return begun;
    Query query(*impl_->db,
                "INSERT INTO note (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2");
    return query.bind(name).bind_blob(value).run();
}

Result<std::string> Store::note(std::string_view name) {
    Query query(*impl_->db, "SELECT value FROM note WHERE name = ?1");
    const auto row = query.bind(name).step();
    if (!row) return fail(row.error());
    return *row ? query.text(0) : std::string();
}

Result<void> Store::checkpoint() {
    return impl_->db->run("PRAGMA wal_checkpoint(PASSIVE)");
}

Result<std::vector<std::string>> Store::check() {
    std::vector<std::string> problems;
    if (impl_->in_transaction)
        if (auto written = impl_->write_counts(); !written) return fail(written.error());
    Query integrity(*impl_->db, "PRAGMA integrity_check(20)");
    for (;;) {
        const auto row = integrity.step();
        if (!row) return fail(row.error());
        if (!*row) break;
        if (integrity.text(0) != "ok") problems.push_back("database: " + integrity.text(0));
    }
    struct Invariant {
        const char* what;
        const char* sql;
    };
    constexpr Invariant invariants[] = {
        {"visits of URLs that are not there",
         "SELECT count(*) FROM (SELECT id FROM ready UNION ALL SELECT id FROM later) p LEFT JOIN url u ON "
         "u.id = p.id WHERE u.id IS NULL"},
        {"URLs more than hashes, or fewer",
         "SELECT abs((SELECT count(*) FROM url) - (SELECT count(*) FROM known) - (SELECT coalesce(sum(length(hashes)), "
         "0) / 8 FROM known_block))"},
        {"hosts with another number of visits than they say",
         "SELECT count(*) FROM host h WHERE h.ready <> (SELECT count(*) FROM ready r WHERE r.host = h.id)"},
        {"URLs of unknown hosts", "SELECT count(*) FROM url u LEFT JOIN host h ON h.id = u.host WHERE h.id IS NULL"},
    };
    for (const auto& [what, sql] : invariants) {
        Query query(*impl_->db, sql);
        const auto row = query.step();
        if (!row) return fail(row.error());
        if (query.integer(0) != 0) problems.push_back(fmt::format("frontier: {} {}", query.integer(0), what));
    }
    return problems;
}

}  // namespace winnow::store
