#include "store/sqlite.h"

#include <fmt/format.h>

namespace winnow::store {

Query::Query(Database& database, std::string_view sql) : database_(database) {
    auto& statement = database.statements_[std::string(sql)];
    if (statement == nullptr)
        sqlite3_prepare_v3(database.handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                           &statement, nullptr);
    statement_ = statement;
}

Query::~Query() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
}

Query& Query::bind(std::int64_t value) {
    sqlite3_bind_int64(statement_, ++bound_, value);
    return *this;
}

Query& Query::bind(std::string_view value) {
    // SQLite copies: the view may be gone when the statement steps.
    sqlite3_bind_text64(statement_, ++bound_, value.data() == nullptr ? "" : value.data(), value.size(),
                        SQLITE_TRANSIENT, SQLITE_UTF8);
    return *this;
}

Query& Query::bind(std::optional<TimePoint> value) {
    if (value) return bind(std::int64_t{value->time_since_epoch().count()});
    sqlite3_bind_null(statement_, ++bound_);
    return *this;
}

Query& Query::bind_blob(std::string_view value) {
    sqlite3_bind_blob64(statement_, ++bound_, value.data() == nullptr ? "" : value.data(), value.size(),
                        SQLITE_TRANSIENT);
    return *this;
}

Result<bool> Query::step() {
    if (statement_ == nullptr) return database_.error("prepare a statement");
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return database_.error("read or write");
}

Result<void> Query::run() {
    const auto stepped = step();
    if (!stepped) return fail(stepped.error());
    return {};
}

std::int64_t Query::integer(int column) const {
    return sqlite3_column_int64(statement_, column);
}

std::string Query::text(int column) const {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    const auto size = sqlite3_column_bytes(statement_, column);
    return bytes == nullptr ? std::string() : std::string(bytes, static_cast<std::size_t>(size));
}

std::optional<TimePoint> Query::time(int column) const {
    if (is_null(column)) return std::nullopt;
    return TimePoint(std::chrono::milliseconds(integer(column)));
}

bool Query::is_null(int column) const {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path& file, bool read_only) {
    std::unique_ptr<Database> database(new Database);
    database->file_ = file;
    const int flags =
        (read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) | SQLITE_OPEN_NOMUTEX;
    const int code = sqlite3_open_v2(file.c_str(), &database->handle_, flags, nullptr);
    if (code != SQLITE_OK) return database->error("open");
    sqlite3_busy_timeout(database->handle_, 5000);
    return database;
}

Database::~Database() {
    for (auto& [sql, statement] : statements_) sqlite3_finalize(statement);
    sqlite3_close_v2(handle_);
}

Result<void> Database::run(const char* sql) {
    if (sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) return error("run a statement on");
    return {};
}

bool Database::in_transaction() const {
    return sqlite3_get_autocommit(handle_) == 0;
}

std::int64_t Database::last_id() const {
    return sqlite3_last_insert_rowid(handle_);
}

tl::unexpected<Error> Database::error(std::string_view doing) const {
    const int code = handle_ == nullptr ? SQLITE_NOMEM : sqlite3_errcode(handle_);
    const auto* reason = handle_ == nullptr ? "out of memory" : sqlite3_errmsg(handle_);
    const bool damaged =
        code == SQLITE_CORRUPT || code == SQLITE_NOTADB || code == SQLITE_SCHEMA || code == SQLITE_ERROR;
    return fail(damaged ? Errc::state : Errc::disk,
                fmt::format("{}: cannot {} the state: {}", file_.string(), doing, reason));
}

}  // namespace winnow::store
