#include "robots/robots.h"

#include <chrono>

#include "catch.hpp"

using namespace std::chrono_literals;
using winnow::robots::RobotsTxt;

namespace {

bool allows(const std::string& body, const std::string& path, const std::string& agent = "winnow") {
    return RobotsTxt::parse(body).allows(agent, path);
}

struct PathCase {
    std::string pattern, path;
    bool matches;
};

}  // namespace

TEST_CASE("nothing said is everything allowed", "[robots]") {
    CHECK(allows("", "/"));
    CHECK(allows("User-agent: *\nDisallow:\n", "/a"));
    CHECK(allows("User-agent: *\nDisallow: # /\n", "/a"));
    CHECK(allows("User-agent: other\nDisallow: /\n", "/a"));
    CHECK(allows("<html><body>Not found: /</body></html>", "/a"));
    CHECK(allows("User-agent: *\n", "/a"));
    CHECK(allows("Disallow: /\n", "/a"));  // a rule before any User-agent line belongs to no group
    CHECK(RobotsTxt().allows("winnow", "/a"));
}

TEST_CASE("an unreachable robots.txt denies all but itself", "[robots]") {
    CHECK_FALSE(RobotsTxt::deny_all().allows("winnow", "/"));
    CHECK(RobotsTxt::deny_all().allows("winnow", "/robots.txt"));
    CHECK_FALSE(RobotsTxt::deny_all().crawl_delay("winnow"));
    CHECK(RobotsTxt::deny_all().sitemaps().empty());
}

// RFC 9309 §2.2.1
TEST_CASE("the group of our product token is used, else that of everybody", "[robots][group]") {
    const std::string body =
        "User-agent: ExampleBot\nDisallow: /foo\nDisallow: /bar\n\n"
        "User-agent: *\nDisallow: /all\n\n"
        "User-agent: EXAMPLEBOT\nDisallow: /baz\n";
    CHECK_FALSE(allows(body, "/foo", "ExampleBot"));
    CHECK_FALSE(allows(body, "/bar", "examplebot"));
    CHECK_FALSE(allows(body, "/baz", "exampleBOT"));  // groups of one token count as one
    CHECK(allows(body, "/all", "ExampleBot"));
    CHECK(allows(body, "/foo", "winnow"));
    CHECK_FALSE(allows(body, "/all", "winnow"));
    CHECK_FALSE(allows(body, "/all", "Example"));
    CHECK_FALSE(allows(body, "/all", "ExampleBotNews"));
}

TEST_CASE("a group of ours without rules allows all", "[robots][group]") {
    const std::string body = "User-agent: winnow\nUser-agent: other\nDisallow:\n\nUser-agent: *\nDisallow: /\n";
    CHECK(allows(body, "/a", "winnow"));
    CHECK(allows(body, "/a", "other"));
    CHECK_FALSE(allows(body, "/a", "third"));
    CHECK(allows("User-agent: *\nDisallow: /\nUser-agent: winnow\n", "/a"));
}

TEST_CASE("several User-agent lines share the rules that follow", "[robots][group]") {
    const std::string body =
        "User-agent: a\nUser-agent: b\n\nUser-agent: c\nDisallow: /x\nUser-agent: d\nDisallow: /y\n";
    for (const std::string agent : {"a", "b", "c"}) {
        CHECK_FALSE(allows(body, "/x", agent));
        CHECK(allows(body, "/y", agent));
    }
    CHECK(allows(body, "/x", "d"));
    CHECK_FALSE(allows(body, "/y", "d"));
}

// RFC 9309 §2.2.4: "parsing of other records MUST NOT interfere"
TEST_CASE("other records neither end a run of agents nor a group", "[robots][group]") {
    CHECK_FALSE(allows("User-agent: winnow\nSitemap: https://x/s.xml\nUser-agent: b\nDisallow: /\n", "/a"));
    CHECK_FALSE(allows("User-agent: winnow\nCrawl-delay: 1\nUser-agent: b\nDisallow: /\n", "/a"));
    CHECK_FALSE(allows("User-agent: winnow\nDisallow: /a\nHost: x\nNoindex: /c\nDisallow: /b\n", "/b"));
    CHECK_FALSE(allows("User-agent: winnow\n\n\nDisallow: /a\n\n\nDisallow: /b\n", "/b"));
}

TEST_CASE("a product token ends where letters, '_' and '-' end", "[robots][group]") {
    CHECK_FALSE(allows("User-agent: Winnow/1.0\nDisallow: /\n", "/a"));
    CHECK_FALSE(allows("User-agent: winnow (news)\nDisallow: /\n", "/a"));
    CHECK_FALSE(allows("User-agent: winnow\nDisallow: /\n", "/a", "Winnow/0.1 (+https://example.com)"));
    CHECK(allows("User-agent: winnow-news\nDisallow: /\n", "/a"));
    CHECK_FALSE(allows("User-agent: winnow_x-y\nDisallow: /\n", "/a", "WINNOW_X-Y"));
    CHECK_FALSE(allows("User-agent: * \nDisallow: /\n", "/a"));
    CHECK_FALSE(allows("User-agent: * all\nDisallow: /\n", "/a"));
    CHECK(allows("User-agent: *bot\nDisallow: /\n", "/a"));
    CHECK(allows("User-agent:\nDisallow: /\n", "/a"));
    CHECK(allows("User-agent:\nDisallow: /\n", "/a", "*"));
}

// RFC 9309 §2.2.2
TEST_CASE("the longest match wins, and Allow wins a tie", "[robots][match]") {
    const auto decides = [](const std::string& rules, const std::string& path) {
        return allows("User-agent: *\n" + rules, path);
    };
    CHECK(decides("Allow: /p\nDisallow: /\n", "/page"));
    CHECK(decides("Disallow: /\nAllow: /p\n", "/page"));
    CHECK(decides("Allow: /folder\nDisallow: /folder\n", "/folder/page"));
    CHECK(decides("Disallow: /folder\nAllow: /folder\n", "/folder/page"));
    CHECK_FALSE(decides("Allow: /page\nDisallow: /*.htm\n", "/page.htm"));
    CHECK(decides("Allow: /page\nDisallow: /*.ph\n", "/page.php5"));
    CHECK(decides("Allow: /$\nDisallow: /\n", "/"));
    CHECK_FALSE(decides("Allow: /$\nDisallow: /\n", "/page.htm"));
    CHECK_FALSE(decides("Disallow: /x/page.html\nAllow: /x/\n", "/x/page.html"));
    CHECK_FALSE(
        decides("Allow: /example/page/\nDisallow: /example/page/disallowed.gif\n", "/example/page/disallowed.gif"));
    CHECK(decides("Disallow: /foo\n", "/Foo"));  // values are case-sensitive
    CHECK_FALSE(decides("Disallow: /fish\n", "/fish.html"));
    CHECK(decides("Disallow: /fish\n", "/catfish"));
    CHECK(decides("Disallow: /fish/\n", "/fish"));
    CHECK(decides("Disallow: fish\n", "/fish"));  // no path begins so
    CHECK(decides("Disallow: /?\n", "/a?b"));
    CHECK_FALSE(decides("Disallow: /a?\n", "/a?b"));
    // The longest over all groups of the agent, not of each.
    CHECK(decides("Disallow: /a\nUser-agent: *\nAllow: /a/b\nUser-agent: *\nDisallow: /a/\n", "/a/b/c"));
}

// RFC 9309 §2.2.2: "The /robots.txt URI is implicitly allowed."
TEST_CASE("robots.txt itself is always allowed", "[robots][match]") {
    CHECK(allows("User-agent: *\nDisallow: /\n", "/robots.txt"));
    CHECK_FALSE(allows("User-agent: *\nDisallow: /\n", "/robots.txt.bak"));
    CHECK_FALSE(allows("User-agent: *\nDisallow: /\n", "/a/robots.txt"));
}

// RFC 9309 §2.2.3
TEST_CASE("'*' is any run of octets and '$' the end", "[robots][match]") {
    const std::vector<PathCase> cases = {
        {"/", "/any", true},
        {"/*", "/", true},
        {"*", "/a", true},
        {"/fish*", "/fish/salmon", true},
        {"/fish*.php", "/fishheads/catfish.php?parameters", true},
        {"/fish*.php", "/Fish.PHP", false},
        {"/*.php", "/index.php", true},
        {"/*.php", "/windows.PHP", false},
        {"/*.php$", "/folder/filename.php", true},
        {"/*.php$", "/filename.php?parameters", false},
        {"/*.php$", "/filename.php/", false},
        {"/*.php$", "/filename.php5", false},
        {"*.gif$", "/a/b.gif", true},
        {"/this/*/exactly", "/this/path/exactly", true},
        {"/this/*/exactly", "/this//exactly", true},
        {"/this/*/exactly", "/this/exactly", false},
        {"/a*b*c$", "/aXbXc", true},
        {"/a*b*c$", "/abcbc", true},
        {"/a*b*c$", "/abcb", false},
        {"/a*b$", "/ab", true},
        {"/ab*b$", "/ab", false},  // the tail must not overlap the head
        {"/a**b", "/aXb", true},
        {"/a*$", "/abc", true},
        {"/*$", "/", true},
        {"$", "/", false},
        {"/$", "/", true},
        {"/a$b", "/a$b", true},  // not at the end: an ordinary octet
        {"/a$b", "/a", false},
        {"/a$$", "/a$", true},
        {"/a$$", "/a", false},
        {"/path/file-with-a-%2A.html", "/path/file-with-a-*.html", true},
        {"/path/file-with-a-%2A.html", "/path/file-with-a-x.html", false},
        {"/path/foo-%24", "/path/foo-$", true},
        {"/path/foo-%24", "/path/foo-", false},
        {"/path/foo-%24", "/path/foo-%24bar", true},
        {"/a*c", "/a*c", true},
        {"/*?id=*&x", "/p?id=3&x=1", true},
    };
    for (const auto& c : cases) {
        CAPTURE(c.pattern, c.path);
        CHECK(allows("User-agent: *\nDisallow: " + c.pattern + "\n", c.path) != c.matches);
    }
}

// RFC 9309 §2.2.2, the table of encodings
TEST_CASE("raw and percent-encoded octets are the same", "[robots][match]") {
    const std::vector<PathCase> cases = {
        {"/foo/bar?baz=quz", "/foo/bar?baz=quz", true},
        {"/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https%3A%2F%2Ffoo.bar", true},
        {"/foo/bar?baz=https%3A%2F%2Ffoo.bar", "/foo/bar?baz=https://foo.bar", true},
        {"/foo/bar?qux=taz&baz=http://foo.bar?tar&par", "/foo/bar?qux=taz&baz=http://foo.bar?tar&par", true},
        {"/foo/bar/ツ", "/foo/bar/%E3%83%84", true},
        {"/foo/bar/%E3%83%84", "/foo/bar/%E3%83%84", true},
        {"/foo/bar/%e3%83%84", "/foo/bar/ツ", true},
        {"/foo/bar/%62%61%7A", "/foo/bar/baz", true},
        {"/foo/bar/baz", "/foo/bar/%62%61%7a", true},
        {"/~joe", "/%7Ejoe/x", true},
        {"/%7ejoe", "/~joe/x", true},
        {"/a%3cd.html", "/a%3Cd.html", true},
        {"/a%2fb.html", "/a%2Fb.html", true},
        {"/a%2fb.html", "/a/b.html", false},
        {"/a/b.html", "/a%2fb.html", false},
        {"/a%3Fb", "/a?b", false},
        {"/a?b", "/a%3Fb", false},
        {"/100%", "/100%", true},
        {"/100%", "/100%25", true},
        {"/a b", "/a%20b", true},
        {"/новости", "/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8", true},
        {"/a*/x", "/a?u=b/x", true},
    };
    for (const auto& c : cases) {
        CAPTURE(c.pattern, c.path);
        CHECK(allows("User-agent: *\nDisallow: " + c.pattern + "\n", c.path) != c.matches);
    }
}

TEST_CASE("lines are read as they come", "[robots][lines]") {
    const std::vector<std::string> denying = {
        "User-agent: *\rDisallow: /a\r",
        "User-agent: *\r\nDisallow: /a\r\n",
        "User-agent: *\n\r\n\rDisallow: /a",
        "\xEF\xBB\xBFUser-agent: *\nDisallow: /a",
        "\xEF\xBBUser-agent: *\nDisallow: /a",
        "\xEFUser-agent: *\nDisallow: /a",
        "user-AGENT:*\ndisALLOW:/a",
        " \t User-agent \t : \t * \t \n\t Disallow\t:\t/a\t",
        "User-agent: * # all\nDisallow: /a # why\n",
        "# comment\n#User-agent: x\nUser-agent: *\n# Allow: /a/b\nDisallow: /a",
        "User-agent *\nDisallow /a\n",
        "Useragent: *\nDissallow: /a\n",
        "User agent: *\ndisalow: /a\n",
        "User-agent: *\nDisallow: /b\nrubbish\n: :\n:\nDisallow: /a\n",
        std::string("User-agent: *\n\0\0\nDisallow: /a\n", 30),
        "User-agent: *\nDisallow: /" + std::string(100000, 'x') + "\nDisallow: /a\n",
        "User-agent: *\nDisallow: /a\nAllow: /a/b/c # deeper only\n",
    };
    for (const auto& body : denying) {
        CAPTURE(body.substr(0, 80));
        CHECK_FALSE(allows(body, "/a"));
        CHECK(allows(body, "/c"));
    }
    CHECK(allows("User-agent: *\nDisallow /a /b\n", "/a"));  // no colon and two values: no guess
    CHECK(allows("User-agent: *\nDisallowed: /a\n", "/a"));  // another word
    CHECK(allows("User-agent: *\n#Disallow: /a\n", "/a"));
    CHECK_FALSE(allows("User-agent: *\nDisallow: /a#b\n", "/a"));  // what follows '#' is a comment
}

// RFC 9309 §2.5
TEST_CASE("500 KiB are read, and half a line is not", "[robots][lines]") {
    const std::string head = "User-agent: *\nDisallow: /early\n";
    std::string body = head + "#";
    body.append(winnow::robots::max_body_bytes - body.size() - 12, 'x');
    body += "\nDisallow: /late\n";  // the limit cuts after "Disallow: /"
    CHECK_FALSE(allows(body, "/early"));
    CHECK(allows(body, "/late"));
    CHECK(allows(body, "/other"));
    body =
        head + std::string(winnow::robots::max_body_bytes - head.size() - 20, '\n') + "Disallow: /in\nDisallow: /out\n";
    CHECK_FALSE(allows(body, "/in"));
    CHECK(allows(body, "/out"));
}

TEST_CASE("agents with digits or foreign letters in their names are told apart", "[robots][agent]") {
    const auto allows_agent = [](const std::string& named, const std::string& agent) {
        return RobotsTxt::parse("User-agent: " + named + "\nDisallow: /\n").allows(agent, "/");
    };
    CHECK_FALSE(allows_agent("MJ12bot", "mj12bot/v1.4"));
    CHECK_FALSE(allows_agent("360Spider", "360spider"));
    CHECK(allows_agent("bot1", "bot2"));
    CHECK(allows_agent("J\u00e4ger", "J\u00fcrgen"));
    CHECK_FALSE(allows_agent("winnow2", "winnow"));  // §2.2.1: the token ends before the digit
    CHECK_FALSE(allows_agent("winnow/2", "winnow"));
    CHECK_FALSE(allows_agent("winnow", "winnow/2"));
    CHECK(allows_agent("2", ""));
}

TEST_CASE("a crawl delay belongs to its group", "[robots][delay]") {
    const auto delay = [](const std::string& body, const std::string& agent = "winnow") {
        return RobotsTxt::parse(body).crawl_delay(agent);
    };
    CHECK(delay("User-agent: *\nCrawl-delay: 10\n") == 10s);
    CHECK(delay("User-agent: *\ncrawl-delay:0.5\n") == 500ms);
    CHECK(delay("User-agent: *\nCrawl-delay: 1,5\n") == 1500ms);
    CHECK(delay("User-agent: *\nCrawl-delay: 3 # s\n") == 3s);
    CHECK(delay("User-agent: *\nCrawl-delay: 7s\n") == 7s);
    CHECK(delay("User-agent: *\nCrawl-delay: 0\n") == 0s);
    CHECK_FALSE(delay("User-agent: *\nCrawl-delay: -1\n"));
    CHECK_FALSE(delay("User-agent: *\nCrawl-delay: soon\n"));
    CHECK_FALSE(delay("User-agent: *\nCrawl-delay: nan\n"));
    CHECK_FALSE(delay("User-agent: *\nCrawl-delay:\n"));
    CHECK_FALSE(delay("Crawl-delay: 10\n"));
    CHECK(delay("User-agent: *\nCrawl-delay: 1e300\n") == std::chrono::hours(366 * 24));
    const std::string two = "User-agent: winnow\nCrawl-delay: 2\nDisallow: /a\n\nUser-agent: *\nCrawl-delay: 9\n";
    CHECK(delay(two) == 2s);
    CHECK(delay(two, "other") == 9s);
    CHECK_FALSE(delay("User-agent: winnow\nDisallow:\nUser-agent: *\nCrawl-delay: 9\n"));
    // Groups of nothing but a delay. For rules, §2.2.4 makes one group of them.
    const std::string bare = "User-agent: *\nCrawl-delay: 10\n\nUser-agent: winnow\nCrawl-delay: 2\nDisallow: /a\n";
    CHECK(delay(bare) == 2s);
    CHECK(delay(bare, "other") == 10s);
    CHECK_FALSE(RobotsTxt::parse(bare).allows("other", "/a"));
    CHECK_FALSE(delay("User-agent: *\nCrawl-delay: 10\nUser-agent: winnow\nDisallow: /a\n"));
    CHECK(delay("User-agent: x\nUser-agent: winnow\nCrawl-delay: 3\nDisallow: /a\nCrawl-delay: 4\n") == 4s);
    CHECK(delay("User-agent: winnow\nCrawl-delay: 2\nDisallow:\nUser-agent: winnow\nCrawl-delay: 4\n") == 4s);
}

TEST_CASE("sitemaps are for everybody, wherever they stand", "[robots][sitemap]") {
    const auto robots = RobotsTxt::parse(
        "Sitemap: https://example.com/a.xml\nUser-agent: x\nSITEMAP:  https://example.com/b.xml \nDisallow: /\n"
        "Sitemap:\nsitemap https://example.com/c.xml\nSite-map: /d.xml # relative\n");
    CHECK(robots.sitemaps() == std::vector<std::string>{"https://example.com/a.xml", "https://example.com/b.xml",
                                                        "https://example.com/c.xml", "/d.xml"});
}

TEST_CASE("hostile files and paths take no hostile time", "[robots][bounds]") {
    std::string stars = "User-agent: *\n";
    for (int i = 0; i < 200; ++i) {
        stars += "Disallow: /";
        for (int j = 0; j < 500; ++j) stars += "a*";
        stars += "b" + std::to_string(i) + "\n";
    }
    std::string agents;  // n agents over n rules: must not be multiplied
    for (int i = 0; i < 15000; ++i) agents += "User-agent: winnow\n";
    for (int i = 0; i < 15000; ++i) agents += "Allow:*ab\n";
    const std::string path = "/" + std::string(2000, 'a');

    const auto start = std::chrono::steady_clock::now();
    CHECK(allows(stars, path));
    CHECK(allows(agents, path));
    CHECK(allows(std::string(600000, '*'), path));
    CHECK(allows("User-agent: *\nDisallow: /" + std::string(400000, '*') + "b", path));
    CHECK(std::chrono::steady_clock::now() - start < 2s);
}

TEST_CASE("any bytes are read without a fault", "[robots][bounds]") {
    std::uint32_t state = 7;
    const auto random = [&state](std::uint32_t below) {
        state = state * 1664525u + 1013904223u;
        return (state >> 8) % below;
    };
    const std::string pieces[] = {"User-agent:", "Disallow:", "Allow:",       "*", "$", "/", "%",      "%2",
                                  "%2F",         "\n",        "\r",           "#", " ", "?", "winnow", "\0",
                                  "é",           "\xff",      "Crawl-delay:", "1", "e", "-", ":",      "Sitemap:"};
    for (int i = 0; i < 5000; ++i) {
        std::string body, path = "/";
        for (auto n = random(40); n > 0; --n) body += pieces[random(std::size(pieces))];
        for (auto n = random(10); n > 0; --n) path += pieces[random(std::size(pieces))];
        const auto robots = RobotsTxt::parse(body);
        (void)robots.allows("winnow", path);
        (void)robots.crawl_delay("winnow");
    }
    SUCCEED();
}
