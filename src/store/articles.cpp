// What was written, and where its text is found again.

#include <fmt/format.h>

#include <set>

#include "store/store_impl.h"

namespace winnow::store {

namespace {

constexpr std::string_view article_columns =
    "id, key, site, url, title, file, text_sha256, dup_of, revision, fingerprint, published, written, updated";

constexpr int articles_per_key = 16;

/// One table for both: keys of parts are 32 bits wide, keys of whole texts have a bit above those.
std::int64_t key_of_whole(std::uint64_t whole) {
    return static_cast<std::int64_t>((whole >> 2) | (std::uint64_t{1} << 62));
}

}  // namespace

ArticleRow Store::Impl::read_article(const Query& q) const {
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
    const auto read = query.each([&] { rows.push_back(impl_->read_article(query)); });
    if (!read) return fail(read.error());
    return rows;
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
        const auto read = query.each([&] { found.emplace(query.integer(0), query.text(1)); });
        if (!read) return fail(read.error());
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
    return query.each([&] { take(query.text(0), query.text(1), query.text(2), query.time(3)); });
}

Result<void> Store::each_article(std::string_view site, TimePoint from, TimePoint to,
                                 const std::function<void(const ArticleRow&)>& take) {
    Query query(
        *impl_->db,
        fmt::format(
            "SELECT {} FROM article WHERE written >= ?1 AND written < ?2 AND (?3 = '' OR site = ?3) ORDER BY written",
            article_columns));
    query.bind(std::optional(from)).bind(std::optional(to)).bind(site);
    return query.each([&] { take(impl_->read_article(query)); });
}

}  // namespace winnow::store
