#include "extract/alternates.h"

#include "catch.hpp"

using namespace winnow;

namespace {

struct Got {
    std::vector<std::string> alternates;  ///< "ru https://..."
    std::vector<std::string> titles;      ///< lines that are nothing but titles of other versions
};

Got alternates_of(std::string_view html, const char* address = "https://paper.az/world/some-story") {
    const auto rules = rules::read_site(
        "host: paper.az\nlanguage: {'/ru/': ru, '/en/': en, '/': az}\n"
        "urls: {article: '^/(?:(?:ru|en)/)?[a-z]+/[a-z-]{6,}/?$', same_article: {trailing_slash: drop}}\n",
        "f.yaml");
    if (!rules) FAIL(rules.error().what);
    const auto document = html::Document::parse(html);
    REQUIRE(document);
    const auto url = url::Url::parse(address);
    REQUIRE(url);
    const auto found = extract::find_alternates(*document, *rules, *url, *url);
    Got got;
    for (const auto& alternate : found.alternates) got.alternates.push_back(alternate.language + " " + alternate.url);
    for (const auto& block : extract::read_blocks(*document, document->body().id(), extract::NodeMarks(*document)))
        if (extract::is_alternate_title(*document, found, block)) got.titles.push_back(block.text);
    return got;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("the only article of another edition that a story links to is the story in that language", "[alternates]") {
    const auto got =
        alternates_of(R"(<a href="/ru/">RU</a> <a href="/en/world/">World</a> <a href="/world/other-story">x</a>
        <p>Text.</p><div><a href="/ru/mir/odna-istoriya">Одна история</a> <a href="/en/world/one-story/">One story</a>
        </div><p>See <a href="/en/world/one-story">the English text</a>.)");
    CHECK(got.alternates ==
          Lines{"en https://paper.az/en/world/one-story/", "ru https://paper.az/ru/mir/odna-istoriya"});
    CHECK(got.titles == Lines{"Одна история One story"});
}

TEST_CASE("two articles of one edition are a list, not versions of the story", "[alternates]") {
    const auto got =
        alternates_of(R"(<a href="/ru/mir/odna-istoriya">Одна</a> <a href="/ru/mir/drugaya-istoriya">Другая</a>
        <p><a href="/en/world/one-story">One story</a>)");
    CHECK(got.alternates == Lines{"en https://paper.az/en/world/one-story"});
    CHECK(got.titles == Lines{"One story"});
}

TEST_CASE("links within the edition, to other sites and to sections are no versions", "[alternates]") {
    const auto got =
        alternates_of(R"(<a href="/world/another-story">az</a> <a href="https://other.az/ru/mir/odna-istoriya">
        x</a> <a href="/ru/mir">section</a> <a href="#ru">y</a> <a>z</a> <a href="mailto:a@b.az">m</a>)");
    CHECK(got.alternates.empty());
    CHECK(got.titles.empty());
}

TEST_CASE("a Russian story knows the version at the root as Azerbaijani", "[alternates]") {
    const auto got =
        alternates_of(R"(<p><a href="/dunya/bir-hekaye">Bir hekayə</a>)", "https://paper.az/ru/mir/odna-istoriya");
    CHECK(got.alternates == Lines{"az https://paper.az/dunya/bir-hekaye"});
}
