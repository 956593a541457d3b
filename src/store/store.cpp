#include "store/store.h"

#include <fmt/format.h>

#include <cstring>

#include "store/store_impl.h"

namespace winnow::store {

namespace {

constexpr std::size_t hashes_in_block = 65'536;

}  // namespace

Result<void> Store::Impl::mend() {
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

Result<void> Store::Impl::begin() {
    if (auto mended = mend(); !mended) return mended;
    ++changes;
    if (in_transaction) return {};
    if (auto begun = db->run("BEGIN IMMEDIATE"); !begun) return begun;
    in_transaction = true;
    return {};
}

Result<void> Store::Impl::commit() {
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

Result<std::int64_t> Store::Impl::id_of(const char* table, std::unordered_map<std::string, std::int64_t>& ids,
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

Result<std::int64_t> Store::Impl::host_id(const std::string& name) {
    return id_of("host", host_ids, host_names, name);
}

Result<std::int64_t> Store::Impl::site_id(const std::string& name) {
    return id_of("site", site_ids, site_names, name);
}

Result<void> Store::Impl::load_names(const char* sql, std::unordered_map<std::string, std::int64_t>& ids,
                                     std::unordered_map<std::int64_t, std::string>& names,
                                     std::unordered_map<std::int64_t, std::int64_t>& ready) {
    Query query(*db, sql);
    return query.each([&] {
        ids.emplace(query.text(1), query.integer(0));
        names.emplace(query.integer(0), query.text(1));
        if (query.integer(2) > 0) ready.emplace(query.integer(0), query.integer(2));
    });
}

Result<void> Store::Impl::load() {
    if (auto ok = load_names("SELECT id, name, ready FROM host", host_ids, host_names, ready_counts); !ok) return ok;
    if (auto ok = load_names("SELECT id, name, ready FROM site", site_ids, site_names, site_ready); !ok) return ok;
    Query packed(*db, "SELECT coalesce(sum(length(hashes)), 0) / 8 FROM known_block");
    const auto counted = packed.step();
    if (!counted) return fail(counted.error());
    known.reserve(static_cast<std::size_t>(packed.integer(0)));
    Query blocks(*db, "SELECT hashes FROM known_block");
    const auto read = blocks.each([&] {
        const auto bytes = blocks.text(0);
        for (std::size_t at = 0; at + sizeof(std::uint64_t) <= bytes.size(); at += sizeof(std::uint64_t)) {
            std::uint64_t hash = 0;
            std::memcpy(&hash, bytes.data() + at, sizeof hash);
            known.insert(hash);
        }
    });
    if (!read) return fail(read.error());
    known_rows = 0;
    Query hashes(*db, "SELECT hash FROM known");
    return hashes.each([&] {
        known.insert(static_cast<std::uint64_t>(hashes.integer(0)));
        ++known_rows;
    });
}

Result<void> Store::Impl::pack_known() {
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

Result<void> Store::Impl::write_counts() {
    const auto write = [this](const char* sql, std::unordered_set<std::int64_t>& ids, auto& counts) -> Result<void> {
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

std::size_t Store::uncommitted() const {
    return impl_->changes;
}
Result<void> Store::commit() {
    return impl_->commit();
}

Result<void> Store::checkpoint() {
    return impl_->db->run("PRAGMA wal_checkpoint(PASSIVE)");
}

Result<std::vector<std::string>> Store::check() {
    std::vector<std::string> problems;
    if (impl_->in_transaction)
        if (auto written = impl_->write_counts(); !written) return fail(written.error());
    Query integrity(*impl_->db, "PRAGMA integrity_check(20)");
    const auto read = integrity.each([&] {
        if (integrity.text(0) != "ok") problems.push_back("database: " + integrity.text(0));
    });
    if (!read) return fail(read.error());
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
