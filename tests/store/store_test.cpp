#include "store/store.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <fstream>
#include <random>

#include "catch.hpp"
#include "store/known_set.h"
#include "support/folder.h"

using namespace winnow;
using namespace std::chrono_literals;
using store::Finish;
using store::Kind;
using store::Offer;
using store::Store;
namespace fs = std::filesystem;

namespace {

const TimePoint t0{std::chrono::milliseconds(1'790'000'000'000)};

struct Folder : test::Folder {
    fs::path file() const { return path() / "state.db"; }
};

Store open(const Folder& folder) {
    auto opened = Store::open(folder.file());
    if (!opened) FAIL(opened.error().what);
    return std::move(*opened);
}

Offer article(const std::string& host, const std::string& path, std::optional<TimePoint> date = {}) {
    Offer offer;
    offer.url = offer.key = "https://" + host + path;
    offer.host = offer.site = host;
    offer.date = date;
    return offer;
}

void offer_many(Store& store, const std::string& host) {
    for (int i = 0; i < 500; ++i) {
        auto offer = article(host, "/" + std::to_string(i));
        offer.title = std::string(1000, 'x');
        REQUIRE(store.offer(offer, t0, t0));
    }
}

/// A limit on the size of files stands for the full disk: SQLite gets EFBIG from write().
bool commit_to_full_disk(Store& store) {
    const auto old_handler = ::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
    rlimit tight = before;
    tight.rlim_cur = 65536;
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &tight) == 0);
    const bool committed = store.commit().has_value();
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &before) == 0);
    ::signal(SIGXFSZ, old_handler);
    return committed;
}

std::string next_url(Store& store, const std::string& host, TimePoint now) {
    const auto visit = store.claim(host, now);
    REQUIRE(visit);
    return *visit ? (*visit)->url : "none";
}

}  // namespace

TEST_CASE("a key is known once, over restarts too", "[store]") {
    Folder folder;
    {
        auto store = open(folder);
        CHECK(*store.offer(article("a.test", "/1"), t0, t0));
        CHECK_FALSE(*store.offer(article("a.test", "/1"), t0, t0));
        REQUIRE(store.commit());
    }
    auto store = open(folder);
    CHECK_FALSE(*store.offer(article("a.test", "/1"), t0, t0));
    CHECK(store.known_urls() == 1);
    CHECK(store.knows("https://a.test/1"));
    CHECK_FALSE(store.knows("https://a.test/2"));
}

TEST_CASE("a host hands out its seeds first, then the newest article, then second looks", "[store]") {
    Folder folder;
    auto store = open(folder);
    auto seen = article("a.test", "/seen", t0 + 1h);
    REQUIRE(store.offer(seen, t0, t0));
    const auto first = *store.claim("a.test", t0);
    Finish again;
    again.outcome = "written";
    again.next = t0 + 1s;
    again.looked = true;
    REQUIRE(store.finish(*first, again, t0));
    REQUIRE(store.offer(article("a.test", "/old", t0 - 48h), t0, t0));
    REQUIRE(store.offer(article("a.test", "/new", t0 - 1h), t0, t0));
    auto feed = article("a.test", "/feed");
    feed.kind = Kind::feed;
    REQUIRE(store.offer(feed, t0, t0));
    const auto now = t0 + 2s;
    CHECK(next_url(store, "a.test", now) == "https://a.test/feed");
    CHECK(next_url(store, "a.test", now) == "https://a.test/new");
    CHECK(next_url(store, "a.test", now) == "https://a.test/old");
    CHECK(next_url(store, "a.test", now) == "https://a.test/seen");
    CHECK(next_url(store, "a.test", now) == "none");
}

TEST_CASE("a visit that was claimed and not finished comes back after a crash", "[store]") {
    Folder folder;
    {
        auto store = open(folder);
        REQUIRE(store.offer(article("a.test", "/1"), t0, t0));
        CHECK(next_url(store, "a.test", t0) == "https://a.test/1");
        REQUIRE(store.commit());
    }
    auto store = open(folder);
    CHECK(*store.ready_hosts(t0) == std::vector<std::string>{"a.test"});
    CHECK(next_url(store, "a.test", t0) == "https://a.test/1");
}

TEST_CASE("a finished visit waits for its time, or is never seen again", "[store]") {
    Folder folder;
    auto store = open(folder);
    REQUIRE(store.offer(article("a.test", "/1"), t0, t0));
    REQUIRE(store.offer(article("b.test", "/1"), t0, t0));
    const auto a = *store.claim("a.test", t0);
    const auto b = *store.claim("b.test", t0);
    Finish finish;
    finish.outcome = "written";
    finish.next = t0 + 1h;
    finish.validators.etag = "\"x\"";
    REQUIRE(store.finish(*a, finish, t0));
    finish.next.reset();
    REQUIRE(store.finish(*b, finish, t0));
    CHECK(store.ready_hosts(t0)->empty());
    CHECK(*store.next_due() == t0 + 1h);
    CHECK(*store.ready_hosts(t0 + 1h) == std::vector<std::string>{"a.test"});
    const auto again = *store.claim("a.test", t0 + 1h);
    REQUIRE(again);
    CHECK(again->validators.etag == "\"x\"");
    CHECK(*store.pending_urls() == 1);
}

TEST_CASE("what was not offered yet is not due before its time", "[store]") {
    Folder folder;
    auto store = open(folder);
    REQUIRE(store.offer(article("a.test", "/1"), t0 + 5s, t0));
    CHECK(next_url(store, "a.test", t0 + 4s) == "none");
    CHECK(next_url(store, "a.test", t0 + 5s) == "https://a.test/1");
}

TEST_CASE("articles, hosts, notes and counters survive a restart", "[store]") {
    Folder folder;
    {
        auto store = open(folder);
        store::ArticleRow row;
        row.id = "abcdefghij";
        row.key = row.url = "https://a.test/1";
        row.site = "a.test";
        row.title = "Ə";
        row.file = "a.test/x.txt";
        row.fingerprint = std::string("\0\1\2", 3);
        row.written = row.updated = t0;
        REQUIRE(store.put_article(row));
        row.revision = 2;
        row.title = "new";
        REQUIRE(store.put_article(row));
        store::HostRow host;
        host.host = "a.test";
        host.blocked_until = t0 + 60s;
        host.block_reason = "Retry-After";
        host.backoff = 3;
        host.robots_body = "User-agent: *\n";
        host.robots_status = 200;
        host.robots_fetched = t0;
        REQUIRE(store.put_host(host, true));
        REQUIRE(store.put_note("paused", "a.test"));
        REQUIRE(store.count("a.test", "written", t0));
        REQUIRE(store.count("a.test", "written", t0));
        REQUIRE(store.count("a.test", "gone", t0));
    }
    auto store = open(folder);
    const auto row = *store.article("abcdefghij");
    REQUIRE(row);
    CHECK(row->revision == 2);
    CHECK(row->title == "new");
    CHECK(row->fingerprint == std::string("\0\1\2", 3));
    CHECK(row->written == t0);
    const auto hosts = *store.hosts();
    REQUIRE(hosts.size() == 1);
    CHECK(hosts[0].backoff == 3);
    CHECK(*hosts[0].blocked_until == t0 + 60s);
    CHECK(hosts[0].robots_body == "User-agent: *\n");
    CHECK(*store.note("paused") == "a.test");
    CHECK(store.note("nothing")->empty());
    const auto counts = *store.site_counts(t0 - 24h);
    CHECK(counts.at("a.test").outcomes.at("written") == 2);
    CHECK(*counts.at("a.test").last_article == t0);
    CHECK(store.articles_per_hour("a.test", t0, 24)->back() == 2);
    CHECK(store.recent_articles(10)->size() == 1);
    CHECK(store.recent_articles(10, "b.test")->empty());
}

TEST_CASE("seeds that a rule no longer names are forgotten and come back when it names them again", "[store]") {
    Folder folder;
    auto store = open(folder);
    auto feed = article("a.test", "/feed");
    feed.kind = Kind::feed;
    REQUIRE(store.offer(feed, t0, t0));
    REQUIRE(store.offer(article("a.test", "/story"), t0, t0));
    REQUIRE(store.forget_seeds_except("a.test", {}));
    CHECK(next_url(store, "a.test", t0) == "https://a.test/story");
    CHECK(next_url(store, "a.test", t0) == "none");
    REQUIRE(store.forget_seeds_except("a.test", {"https://a.test/feed"}));
    const auto visit = store.claim("a.test", t0);
    REQUIRE((visit && *visit));
    CHECK((*visit)->url == "https://a.test/feed");
    Finish listed;
    listed.outcome = "listed";
    listed.next = t0 + 1h;
    REQUIRE(store.finish(**visit, listed, t0));
    // While it waits, too.
    REQUIRE(store.forget_seeds_except("a.test", {}));
    CHECK(next_url(store, "a.test", t0 + 2h) == "none");
    REQUIRE(store.forget_seeds_except("a.test", {"https://a.test/feed"}));
    CHECK(next_url(store, "a.test", t0 + 2h) == "https://a.test/feed");
    CHECK(store.check()->empty());
}

TEST_CASE("seeds that stay the same are left as they are, however often they are named", "[store]") {
    Folder folder;
    auto store = open(folder);
    const auto host_of = [](int n) { return "paper" + std::to_string(n % 50) + ".test"; };
    for (int n = 0; n < 20'000; ++n) {
        auto offer = article(host_of(n), "/" + std::to_string(n));
        REQUIRE(store.offer(offer, n % 2 == 0 ? t0 : t0 + 1h, t0));
    }
    for (int start = 0; start < 3; ++start)  // of the service, or reloads
        for (int n = 0; n < 50; ++n) {
            auto feed = article(host_of(n), "/feed");
            feed.kind = Kind::feed;
            REQUIRE(store.offer(feed, t0, t0));
            REQUIRE(store.forget_seeds_except(host_of(n), {feed.key}));
        }
    REQUIRE(store.commit());
    CHECK(next_url(store, host_of(7), t0) == "https://" + host_of(7) + "/feed");
    CHECK(store.check()->empty());
}

TEST_CASE("what a full disk rolled back is unknown again, and work goes on", "[store]") {
    Folder folder;
    auto store = open(folder);
    REQUIRE(store.offer(article("a.test", "/kept"), t0, t0));
    REQUIRE(store.commit());
    offer_many(store, "b.test");
    CHECK_FALSE(commit_to_full_disk(store));

    const auto again = store.offer(article("b.test", "/0"), t0, t0);
    REQUIRE(again);
    CHECK(*again);
    CHECK(store.knows("https://a.test/kept"));
    CHECK_FALSE(store.knows("https://b.test/1"));
    REQUIRE(store.commit());
    CHECK(next_url(store, "b.test", t0) == "https://b.test/0");
    const auto problems = store.check();
    REQUIRE(problems);
    CHECK(problems->empty());
}

TEST_CASE("a visit whose findings a full disk rolled back does not end as if they were kept", "[store]") {
    Folder folder;
    auto store = open(folder);
    auto feed = article("a.test", "/feed");
    feed.kind = Kind::feed;
    REQUIRE(store.offer(feed, t0, t0));
    REQUIRE(store.commit());
    const auto visit = store.claim("a.test", t0);
    REQUIRE((visit && *visit));
    offer_many(store, "a.test");
    CHECK_FALSE(commit_to_full_disk(store));
    // There is room again, and the visit ends: with its validators kept, the feed would say "not modified" for ever.
    Finish listed;
    listed.outcome = "listed";
    listed.validators.etag = "\"of today\"";
    listed.next = t0 + 1h;
    REQUIRE(store.finish(**visit, listed, t0));
    REQUIRE(store.commit());
    const auto again = store.claim("a.test", t0);
    REQUIRE((again && *again));
    CHECK((*again)->url == feed.url);
    CHECK((*again)->validators.etag.empty());
    offer_many(store, "a.test");
    REQUIRE(store.finish(**again, listed, t0));
    REQUIRE(store.commit());
    CHECK(store.knows("https://a.test/1"));
    const auto later = store.claim("a.test", t0 + 1h);
    REQUIRE((later && *later));
    CHECK((*later)->validators.etag == listed.validators.etag);
}

TEST_CASE("a state of a newer Winnow is refused with a way out", "[store]") {
    Folder folder;
    {
        auto store = open(folder);
    }
    // user_version is the big-endian number at byte 60 of the file (SQLite file format, section 1.3)
    const int fd = ::open(folder.file().c_str(), O_RDWR);
    REQUIRE(fd >= 0);
    const unsigned char version[4] = {0, 0, 0, 99};
    REQUIRE(::pwrite(fd, version, 4, 60) == 4);
    ::close(fd);
    const auto opened = Store::open(folder.file());
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == Errc::state);
    CHECK(opened.error().what.find("version 99") != std::string::npos);
    CHECK(opened.error().what.find("doctor") != std::string::npos);
}

TEST_CASE("a state file full of rubbish or cut short is refused, not half read", "[store]") {
    Folder folder;
    {
        std::ofstream file(folder.file());
        file << std::string(8192, 'x');
    }
    const auto rubbish = Store::open(folder.file());
    REQUIRE_FALSE(rubbish);
    CHECK(rubbish.error().code == Errc::state);

    Folder second;
    {
        auto store = open(second);
        for (int i = 0; i < 2000; ++i) REQUIRE(store.offer(article("a.test", "/" + std::to_string(i)), t0, t0));
    }
    fs::resize_file(second.file(), fs::file_size(second.file()) / 2);
    auto cut = Store::open(second.file());
    if (cut) {
        const auto problems = cut->check();
        CHECK((!problems || !problems->empty()));
    } else {
        CHECK(cut.error().code == Errc::state);
    }
}

TEST_CASE("a healthy state has no problems", "[store]") {
    Folder folder;
    auto store = open(folder);
    for (int i = 0; i < 100; ++i)
        REQUIRE(store.offer(article("h" + std::to_string(i % 7) + ".test", "/" + std::to_string(i)), t0, t0));
    const auto hosts = *store.ready_hosts(t0);
    for (const auto& host : hosts) {
        const auto visit = *store.claim(host, t0);
        Finish finish;
        finish.outcome = "gone";
        REQUIRE(store.finish(*visit, finish, t0));
    }
    CHECK(store.check()->empty());
    CHECK(*store.pending_urls() == 93);
}

TEST_CASE("what waits moves with a clock that was set back", "[store]") {
    Folder folder;
    auto store = open(folder);
    REQUIRE(store.offer(article("a.test", "/1"), t0 + 1h, t0));
    REQUIRE(store.offer(article("a.test", "/2"), t0 + 2h, t0));
    REQUIRE(store.shift_waiting(-1h));
    CHECK(*store.next_due() == t0);
    CHECK(next_url(store, "a.test", t0) == "https://a.test/1");
    CHECK(next_url(store, "a.test", t0) == "none");
}

TEST_CASE("sitemaps of an index do not go before today's articles", "[store]") {
    Folder folder;
    auto store = open(folder);
    auto nested = article("a.test", "/old.xml");
    nested.kind = Kind::sitemap;
    nested.depth = 1;
    REQUIRE(store.offer(nested, t0, t0));
    REQUIRE(store.offer(article("a.test", "/today", t0 - 1h), t0, t0));
    REQUIRE(store.offer(article("a.test", "/old", t0 - 72h), t0, t0));
    CHECK(next_url(store, "a.test", t0) == "https://a.test/today");
    CHECK(next_url(store, "a.test", t0) == "https://a.test/old.xml");
}

TEST_CASE("known URLs are packed away and known after a restart, the latest ones too", "[store]") {
    Folder folder;
    constexpr std::size_t many = 150'001;
    const auto numbered = [](std::size_t n) {
        store::Offer one;
        one.key = one.url = fmt::format("https://a.test/{}", n);
        one.host = one.site = n % 3 == 0 ? "b.test" : "a.test";
        return one;
    };
    {
        auto store = open(folder);
        for (std::size_t n = 0; n < many; ++n) {
            REQUIRE(*store.offer(numbered(n), t0, t0));
            if (n % 10'000 == 9'999) REQUIRE(store.commit());
        }
        CHECK(store.check()->empty());
    }
    auto store = open(folder);
    CHECK(store.known_urls() == many);
    for (std::size_t n = 0; n < many; n += 7) CHECK_FALSE(*store.offer(numbered(n), t0, t0));
    CHECK(*store.offer(numbered(many), t0, t0));
    CHECK(store.site_counts(t0)->at("b.test").pending == many / 3 + 1);
    CHECK(store.check()->empty());
    CHECK(store.ready_hosts(t0)->size() == 2);
}

TEST_CASE("the set of known URLs holds what was put in, at any size", "[store]") {
    store::KnownSet set;
    std::mt19937_64 random(7);
    std::vector<std::uint64_t> in = {0, ~std::uint64_t{0}, 2, std::uint64_t{1} << 56};
    for (int i = 0; i < 200'000; ++i) in.push_back(random());
    for (std::size_t i = 0; i < in.size(); ++i) {
        if (i == 1'000) set.reserve(60'000);
        CHECK_FALSE(set.contains(in[i]));
        CHECK(set.insert(in[i]));
        CHECK_FALSE(set.insert(in[i]));
    }
    CHECK(set.size() == in.size());
    CHECK(std::all_of(in.begin(), in.end(), [&](auto hash) { return set.contains(hash); }));
}
