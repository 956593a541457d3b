// Where copies are found again, and the counters of the sites.

#include <fmt/format.h>

#include <filesystem>

#include "catch.hpp"
#include "store/store.h"
#include "support/folder.h"

using namespace winnow;
using namespace std::chrono_literals;
using store::ArticleRow;
using store::Store;
using store::TextKeys;

namespace {

const TimePoint t0{std::chrono::milliseconds(1'790'000'000'000)};

struct Place {
    test::Folder folder;
    Store open() const {
        auto opened = Store::open(folder / "state.db");
        if (!opened) FAIL(opened.error().what);
        return std::move(*opened);
    }
};

void put(Store& store, const std::string& id, TimePoint written, const TextKeys& keys) {
    ArticleRow row;
    row.id = row.key = id;
    row.site = "a.test";
    row.written = row.updated = written;
    REQUIRE(store.put_article(row));
    REQUIRE(store.put_text(id, written, keys));
}

std::string sharing(Store& store, const TextKeys& keys) {
    const auto rows = store.articles_sharing(keys);
    REQUIRE(rows);
    std::string ids;
    for (const auto& row : *rows) ids += (ids.empty() ? "" : " ") + row.id;
    return ids;
}

}  // namespace

TEST_CASE("an article is found by its whole text and by any part of it, at any age and after a restart", "[store]") {
    Place place;
    {
        auto store = place.open();
        put(store, "old", t0 - std::chrono::hours(24 * 365 * 9), {7, {1, 2, 3}});
        put(store, "new", t0, {8, {3, 4, 5}});
        put(store, "other", t0, {9, {6}});
        REQUIRE(store.commit());
    }
    auto store = place.open();
    CHECK(sharing(store, {7, {}}) == "old");
    CHECK(sharing(store, {0, {3}}) == "old new");
    CHECK(sharing(store, {0, {5, 2}}) == "old new");
    CHECK(sharing(store, {0, {99}}).empty());
    // A part that happens to be the number of a whole text is no key of it.
    CHECK(sharing(store, {0, {7, 8, 9}}).empty());
}

TEST_CASE("a new revision is found by its new text only", "[store]") {
    Place place;
    auto store = place.open();
    const TextKeys first{7, {1, 2}}, second{8, {2, 3}};
    put(store, "a", t0, first);
    REQUIRE(store.put_text("a", t0, second, &first));
    CHECK(sharing(store, {7, {1}}).empty());
    CHECK(sharing(store, {8, {}}) == "a");
    CHECK(sharing(store, {0, {2}}) == "a");
}

TEST_CASE("a text that was sent ten thousand times costs no more than one that was sent sixteen times", "[store]") {
    Place place;
    auto store = place.open();
    for (int n = 0; n < 2'000; ++n) put(store, fmt::format("n{:05}", n), t0 + std::chrono::seconds(n), {42, {5}});
    // Of one text the first articles are remembered: they are what a copy is a copy of.
    const auto same = store.articles_sharing({42, {}});
    REQUIRE(same);
    REQUIRE(same->size() == 16);
    CHECK(same->front().id == "n00000");
    const auto near = store.articles_sharing({0, {5}});
    REQUIRE(near);
    REQUIRE(near->size() == 16);
    CHECK(near->back().id == "n01999");
}

TEST_CASE("what was not committed is not found after a crash", "[store]") {
    Place place;
    {
        auto store = place.open();
        put(store, "kept", t0, {7, {1}});
        REQUIRE(store.commit());
    }
    const auto copy = place.folder / "copy.db";
    auto store = place.open();
    put(store, "lost", t0, {7, {1}});
    std::filesystem::copy_file(place.folder / "state.db", copy);  // as a power cut would leave it
    auto after = Store::open(copy);
    REQUIRE(after);
    CHECK(sharing(*after, {7, {1}}) == "kept");
}

TEST_CASE("counters tell each site's last day, and old ones are forgotten", "[store]") {
    Place place;
    auto store = place.open();
    store::Offer offer;
    offer.key = offer.url = "https://a.test/1";
    offer.host = offer.site = "a.test";
    REQUIRE(store.offer(offer, t0, t0));
    REQUIRE(store.count("a.test", "written", t0 - 240h));
    REQUIRE(store.count("a.test", "written", t0 - 1h));
    REQUIRE(store.count("a.test", "gone", t0));
    put(store, "x", t0 - 5min, {1, {1}});
    put(store, "y", t0 - 3min, {2, {2}});
    const auto counts = store.site_counts(t0 - 24h);
    REQUIRE(counts);
    REQUIRE(counts->size() == 1);
    const auto& site = counts->at("a.test");
    CHECK(site.outcomes == std::map<std::string, std::int64_t>{{"gone", 1}, {"written", 1}});
    CHECK(site.pending == 1);
    CHECK(*site.last_article == t0 - 3min);
    CHECK(store.site_counts(t0 - 1000h)->at("a.test").outcomes.at("written") == 2);
    REQUIRE(store.forget_outcomes_before(t0 - 48h));
    CHECK(store.site_counts(t0 - 1000h)->at("a.test").outcomes.at("written") == 1);
}
