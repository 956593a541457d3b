#include "author/lint.h"

#include <algorithm>

#include "catch.hpp"

using namespace winnow;
using author::SavedPage;

namespace {

constexpr std::string_view article_html =
    "<html><body class='page'><h1>Title</h1><p class=date>7 July 2026</p><div class=text><p>Text.</p>"
    "<p>Source: Paper</p></div></body></html>";

SavedPage page_at(const char* address, std::string_view html = article_html, const char* expect = "written") {
    SavedPage page;
    page.name = "one.html";
    page.path = "no-such-folder/one.html";
    auto url = url::Url::parse(address);
    REQUIRE(url);
    page.url = *url;
    page.content_type = "text/html; charset=utf-8";
    page.expect = expect;
    page.bytes = html;
    return page;
}

std::vector<std::string> lint(const std::string& yaml, const std::vector<SavedPage>& pages) {
    std::vector<std::string> lines;
    for (const auto& finding : author::lint_site("host: a.az\n" + yaml, "f.yaml", pages))
        lines.push_back(author::finding_line("f.yaml", finding));
    return lines;
}

}  // namespace

TEST_CASE("a good file has no findings", "[lint]") {
    const auto lines = lint(
        "timezone: Asia/Baku\nurls: {article: '^/news/'}\narticle:\n  title: [h1, 'meta:og:title']\n"
        "  date: {css: .date, format: D MMMM YYYY}\n  body: .text\n  source: {name: 'text:^Source: (.+)$'}\n",
        {page_at("https://a.az/news/1")});
    CAPTURE(lines);
    CHECK(lines.empty());
    CHECK(lint("article: {body: {after: '^7 July', before: '^Source'}}\n", {page_at("https://a.az/news/1")}).empty());
}

TEST_CASE("each oddity is found at its place", "[lint]") {
    struct Case {
        const char* yaml;
        const char* finding;
    };
    const std::vector<Case> cases{
        {"titel: x\n", "f.yaml:2:1: unknown key 'titel'"},
        {"name: [\n", "f.yaml:"},
        {"timezone: UTC\narticle: {date: {css: .date, format: 'D M Y Q'}}\n", "f.yaml:3:17: "},
        {"article: {date: .date}\n", "f.yaml:2:17: warning: no 'timezone'"},
        {"article: {title: [h1, .gone]}\n", "f.yaml:2:23: warning: '.gone' finds nothing on the 1 saved pages"},
        {"article: {title: [h1, 'text:^Quelle: (.+)$']}\n",
         "f.yaml:2:23: warning: 'text:^Quelle: (.+)$' finds nothing"},
        {"remove: [.gone]\n", "f.yaml:2:10: warning: '.gone' finds nothing"},
        {"discover: {more: {endpoint: '.more@href'}}\n", "f.yaml:2:29: warning: '.more@href' finds nothing"},
        {"article: {title: [h1, p, h1]}\n", "f.yaml:2:26: warning: title 'h1' is never reached: it stands before"},
        {"article: {title: ['const:x', h1]}\n", "f.yaml:2:30: warning: title 'h1' is never reached: 'const:x' before"},
        {"remove: [.date, .date]\n", "f.yaml:2:17: warning: '.date' stands before already"},
        {"remove: ['text:.*']\n", "f.yaml:2:10: warning: 'text:.*' finds every paragraph"},
        {"remove: ['after:x|']\n", "f.yaml:2:10: warning: 'after:x|' finds every paragraph"},
        {"urls: {ignore: '/'}\n", "f.yaml:2:16: warning: '/' finds every address"},
        {"urls: {article: '^/story/'}\n", "f.yaml:2:17: warning: no article pattern finds /news/1 (one.html)"},
        {"urls: {ignore: '^/news/'}\n", "f.yaml:1:1: warning: 'ignore' finds /news/1 (one.html)"},
        {"article: {body: .text}\nremove: [.page div]\n",
         "f.yaml:3:10: warning: '.page div' removes the whole body '.text'"},
        {"remove: ['text:\\bслово\\b']\n", "f.yaml:2:10: warning: 'text:\\bслово\\b': \\b knows ASCII letters only"},
        {"article: {body: {before: '^Tags:'}}\n", "f.yaml:2:17: warning: 'before:^Tags:' finds nothing"},
        {"article: {body: {before: '^Source', after: '^Never'}}\n",
         "f.yaml:2:17: warning: 'before:^Source' finds nothing"},
        {"article: {body: {before: '^\\wслово'}}\n", "f.yaml:2:17: warning: 'before:^\\wслово': \\w knows ASCII"},
        {"discover: {sections: [https://b.az/]}\n", "f.yaml:2:23: warning: https://b.az/ is on a host"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.yaml);
        const auto lines = lint(c.yaml, {page_at("https://a.az/news/1")});
        CAPTURE(lines);
        CHECK(std::any_of(lines.begin(), lines.end(), [&](const auto& line) { return line.rfind(c.finding, 0) == 0; }));
    }
}

TEST_CASE("the saved pages' addresses must fit the file", "[lint]") {
    const auto has = [](const std::vector<std::string>& lines, std::string_view part) {
        return std::any_of(lines.begin(), lines.end(),
                           [&](const auto& line) { return line.find(part) != std::string::npos; });
    };
    CHECK(has(lint("", {page_at("https://b.az/x")}), "one.html is of b.az"));
    CHECK(has(lint("urls: {article: '^/'}\n", {page_at("https://a.az/", article_html, "listing")}), "is a listing"));
    CHECK_FALSE(has(lint("urls: {article: '^/x'}\n", {page_at("https://a.az/", article_html, "listing")}), "one.html"));
    CHECK(has(lint("", {}), "no saved pages"));
}

TEST_CASE("errors and warnings come in the order of the file", "[lint]") {
    const auto lines = lint("article: {title: .gone}\nhttp: 9\nremove: [.gone]\n", {page_at("https://a.az/news/1")});
    REQUIRE(lines.size() == 3);
    CHECK(lines[0].rfind("f.yaml:2:18: warning: ", 0) == 0);
    CHECK(lines[1] == "f.yaml:3:7: 'http' is a number from 1 to 2, found '9'");
    CHECK(lines[2].rfind("f.yaml:4:10: warning: ", 0) == 0);
}
