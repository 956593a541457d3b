#pragma once
/// What we know and have seen: the frontier, hosts, articles and counters, in one SQLite file that survives a crash.
/// The only room that knows SQL.
///
/// One Store belongs to one thread (the disk's thread): every call may block on the disk. Writes are grouped: they are
/// visible to later calls at once and durable after commit(), which the owner calls a few times a second; `urgent` ones
/// (a host asked us to stay away) commit by themselves. What a kill -9 undoes is only work that will be done again into
/// the same file: the caller makes the article's file durable first, then calls finish().
///
/// The claim is by host: claim(host) gives the best due visit of that host, and until finish() the caller holds the
/// host. A second implementation over a network would lease hosts to workers behind this same interface.
///
/// Memory: SQLite's page cache (Options) plus 10 to 13 bytes for each known URL (a sharded set of 64-bit hashes).
/// Start-up reads those hashes, packed, and a row for each host and site: a second or two for ten million URLs.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "url/url.h"

namespace winnow::store {

inline constexpr int schema_version = 3;

enum class Kind : std::uint8_t { article = 0, feed = 1, sitemap = 2, section = 3 };

/// A URL that somebody found. `key` is its identity (canonical article key): the second offer of a key is ignored.
struct Offer {
    std::string key;
    std::string url;
    std::string host;  ///< Url::authority(): the politeness key
    std::string site;  ///< folder and name in status: the rule's host
    Kind kind = Kind::article;
    int depth = 0;                  ///< clicks from a seed
    std::string via;                ///< "feed https://..."
    std::string title;              ///< announced
    std::optional<TimePoint> date;  ///< announced; newest first
};

struct Visit {
    std::int64_t id = 0;
    std::int64_t rank = 0;  ///< the store's own
    std::string key, url, host, site, via, title;
    Kind kind = Kind::article;
    int depth = 0;
    int attempts = 0;  ///< failed visits in a row
    int looks = 0;     ///< successful visits so far
    std::optional<TimePoint> date;
    url::Validators validators;
    std::string article;  ///< id of the article that an earlier visit wrote, or empty
    // of seeds: how often they bring news
    std::chrono::seconds interval{0};
    std::optional<TimePoint> last_news;
};

/// How a visit ended, and when to look again (nullopt: never).
struct Finish {
    std::string outcome;
    std::optional<TimePoint> next;
    int attempts = 0;
    bool looked = false;  ///< the page was really seen: counts as a look
    url::Validators validators;
    std::string article;
    std::chrono::seconds interval{0};
    std::optional<TimePoint> last_news;
};

struct ArticleRow {
    std::string id, key, site, url, title, file, text_sha256, dup_of;
    int revision = 1;
    std::string fingerprint;  ///< as dedupe serialises it
    std::optional<TimePoint> published;
    TimePoint written{};  ///< first
    TimePoint updated{};  ///< last
};

/// Where a text is found again: by all of it, and by parts that its copies are likely to share. The caller makes them
/// (dedupe::Fingerprint) and judges what they find.
struct TextKeys {
    std::uint64_t whole = 0;
    std::vector<std::uint32_t> parts;
};

using FingerprintTaker = std::function<void(const std::string& id, const std::string& site,
                                            const std::string& fingerprint, std::optional<TimePoint> published)>;

struct HostRow {
    std::string host;
    std::optional<TimePoint> blocked_until;
    std::string block_reason;
    int backoff = 0;  ///< 429/503 in a row
    std::string robots_body;
    int robots_status = 0;
    std::optional<TimePoint> robots_fetched;
};

struct SiteCounts {
    std::map<std::string, std::int64_t> outcomes;  ///< since the asked time
    std::int64_t pending = 0, known = 0;
    std::optional<TimePoint> last_article;
};

struct Options {
    std::size_t cache_bytes = 32u << 20;
    bool read_only = false;  ///< for status and doctor beside a running service
};

class Store {
public:
    /// Errc::state: damaged, or written by a newer Winnow (the message says which versions and what to do); Errc::disk.
    static Result<Store> open(const std::filesystem::path& file, const Options& options = {});
    Store(Store&&) noexcept;
    Store& operator=(Store&&) noexcept;
    ~Store();

    // --- frontier
    // -----------------------------------------------------------------------------------------------------
    /// True if the key is new. `due` is when it may first be visited.
    Result<bool> offer(const Offer& offer, TimePoint due, TimePoint now);
    bool knows(std::string_view key) const;
    /// Hosts that have a visit due at `now`; cheap (kept in memory).
    Result<std::vector<std::string>> ready_hosts(TimePoint now);
    /// When the next waiting visit falls due; nullopt if none waits.
    Result<std::optional<TimePoint>> next_due();
    /// The best due visit of this host: seeds first, then announced articles, newest first, then second looks.
    /// The visit stays in the frontier until finish(): a crash gives it back.
    Result<std::optional<Visit>> claim(const std::string& host, TimePoint now);
    /// If the disk has refused a commit since the claim, the visit is given back instead: what it found is not there.
    Result<void> finish(const Visit& visit, const Finish& finish, TimePoint now);
    /// Moves all that waits for its time by `shift`: for a clock that was set back.
    Result<void> shift_waiting(std::chrono::milliseconds shift);
    /// Gives a claimed visit back unfinished: it stays due.
    void release(const Visit& visit);
    /// Seeds of a site that its rule no longer names are forgotten; their articles stay.
    Result<void> forget_seeds_except(const std::string& site, const std::vector<std::string>& keys);
    std::size_t known_urls() const;
    Result<std::int64_t> pending_urls();

    // --- articles
    // -----------------------------------------------------------------------------------------------------
    Result<void> put_article(const ArticleRow& row);
    Result<std::optional<ArticleRow>> article(std::string_view id);
    Result<std::vector<ArticleRow>> recent_articles(std::size_t limit, std::string_view site = {});
    /// Enters the text of an article, for articles_sharing(). `before` are the keys of its last revision: they go.
    Result<void> put_text(const std::string& article, TimePoint written, const TextKeys& keys,
                          const TextKeys* before = nullptr);
    /// Articles of any age that share a key, in order of writing. Bounded whatever was entered: one key finds at most
    /// sixteen; of the same text the first ones, of a part of a text the last ones (a form letter that was sent ten
    /// thousand times cannot slow anything down). On disk: about 200 bytes an article; in memory: nothing.
    Result<std::vector<ArticleRow>> articles_sharing(const TextKeys& keys);
    /// Fingerprints of articles written after `since`, oldest first.
    Result<void> each_fingerprint(TimePoint since, const FingerprintTaker& take);
    /// All articles in order of writing, for export.
    Result<void> each_article(std::string_view site, TimePoint from, TimePoint to,
                              const std::function<void(const ArticleRow&)>& take);

    // --- hosts
    // --------------------------------------------------------------------------------------------------------
    Result<std::vector<HostRow>> hosts();
    /// One host's row; with nothing but its name if it is unknown.
    Result<HostRow> host(const std::string& name);
    Result<void> put_host(const HostRow& row, bool urgent);

    // --- counters and notes
    // -------------------------------------------------------------------------------------------
    Result<void> count(std::string_view site, std::string_view outcome, TimePoint now);
    /// Cheap however many articles there are: a few index lookups for each site.
    Result<std::map<std::string, SiteCounts>> site_counts(TimePoint since);
    /// Counters older than that are of no use to anybody.
    Result<void> forget_outcomes_before(TimePoint time);
    /// Articles written per hour, oldest first, for the sparkline.
    Result<std::vector<std::int64_t>> articles_per_hour(std::string_view site, TimePoint now, int hours);
    Result<std::int64_t> visits_today(std::string_view site, TimePoint now);
    /// Small named blobs: learned boilerplate, drift history, paused sites.
    Result<void> put_note(std::string_view name, std::string_view value);
    Result<std::string> note(std::string_view name);

    // --- durability
    // ---------------------------------------------------------------------------------------------------
    Result<void> commit();
    std::size_t uncommitted() const;
    /// Moves the write-ahead log into the main file when there is time.
    Result<void> checkpoint();
    /// PRAGMA integrity_check and our own invariants; every problem is a line.
    Result<std::vector<std::string>> check();

private:
    struct Impl;
    explicit Store(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace winnow::store
