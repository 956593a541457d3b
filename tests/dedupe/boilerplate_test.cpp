#include "dedupe/boilerplate.h"

#include <string>
#include <vector>

#include "catch.hpp"

using namespace winnow;
using namespace winnow::dedupe;

namespace {

constexpr auto appeal = "Stay with us so that you do not miss the news of the day.";

std::vector<std::string> page(int number, int paragraphs = 3) {
    std::vector<std::string> blocks;
    for (int i = 0; i < paragraphs; ++i)
        blocks.push_back("Paragraph " + std::to_string(i) + " of story " + std::to_string(number));
    blocks.emplace_back(appeal);
    return blocks;
}

}  // namespace

TEST_CASE("a block that returns on page after page is boilerplate from the fourth on", "[dedupe]") {
    SiteBoilerplate site;
    for (int i = 0; i < 4; ++i) {
        CHECK_FALSE(site.contains(appeal));
        site.learn("/" + std::to_string(i), page(i));
    }
    CHECK(site.contains(appeal));
    CHECK_FALSE(site.contains("Paragraph 0 of story 1"));
    CHECK_FALSE(site.contains(""));
}

TEST_CASE("an article that is fetched again and again stays an article", "[dedupe]") {
    SiteBoilerplate site;
    for (int i = 0; i < 10; ++i) {
        site.learn("/a", page(1));
        site.learn("/b", page(2));
    }
    CHECK(site.pages() == 2);
    CHECK_FALSE(site.contains("Paragraph 0 of story 1"));
    CHECK_FALSE(site.contains(appeal));
}

TEST_CASE("a block counts once a page, however often it stands there", "[dedupe]") {
    SiteBoilerplate site;
    site.learn("/a", std::vector<std::string>(50, appeal));
    CHECK_FALSE(site.contains(appeal));
}

TEST_CASE("a paragraph of background in a few of many stories is no boilerplate", "[dedupe]") {
    SiteBoilerplate site;
    const std::string background = "The bridge was built in 1911 and has been repaired three times.";
    for (int i = 0; i < 300; ++i) {
        auto blocks = page(i);
        if (i % 30 == 0) blocks.push_back(background);
        site.learn("/" + std::to_string(i), blocks);
    }
    CHECK(site.contains(appeal));
    CHECK_FALSE(site.contains(background));
}

TEST_CASE("a new layout's boilerplate is learned although old pages lack it", "[dedupe]") {
    SiteBoilerplate site;
    for (int i = 0; i < 1000; ++i) site.learn("/" + std::to_string(i), page(i));
    for (int i = 1000; i < 1005; ++i) site.learn("/" + std::to_string(i), {"Follow our new channel."});
    CHECK(site.contains("Follow our new channel."));
}

TEST_CASE("memory stays bounded, and what is frequent is not forgotten", "[dedupe]") {
    SiteBoilerplate site({.max_blocks = 200, .max_pages = 50});
    for (int i = 0; i < 2000; ++i) {
        site.learn("/" + std::to_string(i), page(i, 20));
        REQUIRE(site.known_blocks() <= 200);
    }
    CHECK(site.contains(appeal));
    CHECK(site.pages() == 2000);
    CHECK(site.bytes().size() < 200 * 20 + 50 * 8 + 32);
}

TEST_CASE("the same pages in the same order teach the same", "[dedupe]") {
    SiteBoilerplate one({.max_blocks = 64}), other({.max_blocks = 64});
    for (int i = 0; i < 100; ++i) {
        one.learn("/" + std::to_string(i), page(i));
        other.learn("/" + std::to_string(i), page(i));
    }
    CHECK(one.bytes() == other.bytes());
}

TEST_CASE("what was learned survives the store", "[dedupe]") {
    SiteBoilerplate site;
    for (int i = 0; i < 6; ++i) site.learn("/" + std::to_string(i), page(i));
    const auto bytes = site.bytes();
    auto read = SiteBoilerplate::from_bytes(bytes);
    REQUIRE(read);
    CHECK(read->contains(appeal));
    CHECK(read->bytes() == bytes);
    read->learn("/5", page(99));
    CHECK(read->pages() == 6);

    CHECK(SiteBoilerplate::from_bytes("").error().code == Errc::state);
    for (std::size_t size = 0; size < bytes.size(); ++size)
        CHECK_FALSE(SiteBoilerplate::from_bytes(std::string_view(bytes).substr(0, size)));
    auto shuffled = bytes;
    std::swap(shuffled[17], shuffled[37]);
    std::swap(shuffled[24], shuffled[44]);
    static_cast<void>(SiteBoilerplate::from_bytes(shuffled));
}
