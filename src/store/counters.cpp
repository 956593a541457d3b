// Hosts, outcomes by the hour, and notes.

#include <fmt/format.h>

#include "store/store_impl.h"

namespace winnow::store {

namespace {

std::int64_t hour_of(TimePoint t) {
    return std::chrono::floor<std::chrono::hours>(t).time_since_epoch().count();
}

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
    const auto read = query.each([&] { rows.push_back(read_host(query)); });
    if (!read) return fail(read.error());
    return rows;
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
        const auto read = outcomes.each([&] { count.outcomes[outcomes.text(0)] = outcomes.integer(1); });
        if (!read) return fail(read.error());
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
    const auto read = query.each([&] {
        const auto index = query.integer(0) - first;
        if (index >= 0 && index < hours) counts[static_cast<std::size_t>(index)] = query.integer(1);
    });
    if (!read) return fail(read.error());
    return counts;
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

}  // namespace winnow::store
