#pragma once
/// sqlite3 behind two small owners: a database and a prepared statement. Inside the room only.

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.h"
#include "base/time.h"

namespace winnow::store {

class Database;

/// One execution of a statement: bind left to right, then step. Resets itself at the end of its scope.
class Query {
public:
    Query(Database& database, std::string_view sql);
    ~Query();
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;

    Query& bind(std::int64_t value);
    Query& bind(std::string_view value);
    Query& bind(const std::string& value) { return bind(std::string_view(value)); }
    Query& bind(int value) { return bind(std::int64_t{value}); }
    Query& bind(std::optional<TimePoint> value);
    Query& bind_blob(std::string_view value);

    /// True if there is a row. Errors: Errc::disk (full, read-only, I/O), Errc::state (damaged).
    Result<bool> step();
    Result<void> run();  ///< a statement without rows
    /// All rows that are left: `take` is called on each.
    template <class Take>
    Result<void> each(Take take) {
        for (;;) {
            const auto row = step();
            if (!row) return fail(row.error());
            if (!*row) return {};
            take();
        }
    }

    std::int64_t integer(int column) const;
    std::string text(int column) const;
    std::optional<TimePoint> time(int column) const;
    bool is_null(int column) const;

private:
    Database& database_;
    sqlite3_stmt* statement_ = nullptr;
    int bound_ = 0;
};

class Database {
public:
    static Result<std::unique_ptr<Database>> open(const std::filesystem::path& file, bool read_only);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    Result<void> run(const char* sql);  ///< one or more statements without parameters
    std::int64_t last_id() const;
    bool in_transaction() const;  ///< SQLite ends one by itself when the disk refuses a write
    tl::unexpected<Error> error(std::string_view doing) const;

private:
    friend class Query;
    Database() = default;
    sqlite3* handle_ = nullptr;
    std::filesystem::path file_;
    std::unordered_map<std::string, sqlite3_stmt*> statements_;  ///< prepared once each
};

}  // namespace winnow::store
