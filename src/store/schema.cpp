// The tables, and the way to them from those of older versions.

#include <fmt/format.h>

#include "store/store_impl.h"

namespace winnow::store {

namespace {

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

}  // namespace

Result<void> Store::Impl::migrate() {
    Query query(*db, "PRAGMA user_version");
    const auto row = query.step();
    if (!row) return fail(row.error());
    const auto version = query.integer(0);
    if (version > schema_version)
        return fail(
            Errc::state,
            fmt::format("the state is of version {}, this Winnow reads up to {}: install the newer Winnow again, or "
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

}  // namespace winnow::store
