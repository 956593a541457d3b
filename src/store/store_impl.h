#pragma once
/// What the parts of the store share: the open file, what of it stands in memory, and the transaction. Inside the room
/// only; schema, frontier, articles and counters each have their own source file.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "store/known_set.h"
#include "store/sqlite.h"
#include "store/store.h"

namespace winnow::store {

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
    Result<void> mend();
    /// Opens a transaction if none is open: what every write calls first.
    Result<void> begin();
    Result<void> commit();
    Result<std::int64_t> id_of(const char* table, std::unordered_map<std::string, std::int64_t>& ids,
                               std::unordered_map<std::int64_t, std::string>& names, const std::string& name);
    Result<std::int64_t> host_id(const std::string& name);
    Result<std::int64_t> site_id(const std::string& name);
    Result<void> load_names(const char* sql, std::unordered_map<std::string, std::int64_t>& ids,
                            std::unordered_map<std::int64_t, std::string>& names,
                            std::unordered_map<std::int64_t, std::int64_t>& ready);
    /// What start-up reads.
    Result<void> load();
    /// Moves the rows of `known` into blocks, in the byte order of this machine.
    Result<void> pack_known();
    Result<void> write_counts();

    // schema.cpp
    Result<void> migrate();

    // frontier.cpp
    Result<void> put_ready(std::int64_t host, std::int64_t rank, std::int64_t id, std::int64_t site);
    void take_ready(std::int64_t host, std::int64_t site);
    void recount(std::int64_t host, std::int64_t site, std::int64_t more);
    Result<void> put_later(TimePoint due, std::int64_t id);
    /// Moves what has fallen due from `later` to `ready`, a bounded number at a time.
    Result<void> promote(TimePoint now);

    // articles.cpp
    ArticleRow read_article(const Query& q) const;
};

}  // namespace winnow::store
