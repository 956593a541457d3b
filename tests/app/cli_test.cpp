#include <zlib.h>

#include <boost/json.hpp>
#include <filesystem>

#include "app/program.h"
#include "base/text.h"
#include "catch.hpp"
#include "crawl/web_fixture.h"

using namespace winnow::test;
namespace json = boost::json;
namespace fs = std::filesystem;

namespace {
const std::string sites = std::string(WINNOW_SOURCE_DIR) + "/sites";
const std::string pages = std::string(WINNOW_SOURCE_DIR) + "/tests/sites";

std::vector<json::object> objects_of(const std::string& text) {
    std::vector<json::object> out;
    for (const auto line : winnow::split(text, '\n'))
        if (!line.empty()) out.push_back(json::parse(json::string_view(line.data(), line.size())).get_object());
    return out;
}
}  // namespace

TEST_CASE("every verb has help with an example", "[cli]") {
    Folder folder;
    for (const auto* verb :
         {"fetch", "run", "extract", "site", "status", "reload", "pause", "resume", "export", "inspect", "doctor"}) {
        CAPTURE(verb);
        const auto help = run_program(folder.path.string(), {verb, "--help"});
        CHECK(help.code == 0);
        CHECK(help.out.find(std::string("  winnow ") + verb) != std::string::npos);
    }
    CHECK(run_program(folder.path.string(), {"--version"}).out == "winnow 0.1.0\n");
    CHECK(run_program(folder.path.string(), {"no-such-verb"}).code == 2);
    CHECK(run_program(folder.path.string(), {}).code == 2);
}

TEST_CASE("inspect answers a line for a line", "[cli]") {
    Folder folder;
    const auto ask = [&](const std::string& what, const std::string& lines) {
        const auto ran = run_program(folder.path.string(), {"inspect", what, "--jsonl"}, lines);
        CHECK(ran.code == 0);
        return objects_of(ran.out);
    };
    const auto urls =
        ask("url", "{\"url\":\"../b\",\"base\":\"HTTP://Example.org:80/a/c/\"}\n{\"url\":\"http://[::1\"}\nno json\n");
    REQUIRE(urls.size() == 3);
    CHECK(urls[0].at("url") == "http://example.org/a/b");
    CHECK(urls[1].contains("error"));
    CHECK(urls[2].contains("error"));
    const auto charset =
        ask("charset", "{\"bytes_base64\":\"0+Lw7g==\",\"content_type\":\"text/html; charset=windows-1251\"}\n");
    CHECK(charset[0].at("charset") == "windows-1251");
    const auto dates = ask("date",
                           "{\"text\":\"27 Avqust , 2024 "
                           "10:56\",\"language\":\"az\",\"timezone\":\"Asia/Baku\"}\n{\"text\":\"yesterday\"}\n");
    CHECK(dates[0].at("date") == "2024-08-27T10:56:00+04:00");
    CHECK(dates[1].at("date").is_null());
    const auto hits =
        ask("select",
            "{\"html\":\"<p id=a>x</p><p "
            "id=b>y\",\"selector\":\"p:not(:first-child)\"}\n{\"html\":\"\",\"selector\":\"p::before\"}\n");
    CHECK(hits[0].at("count") == 1);
    CHECK(hits[0].at("ids").as_array()[0] == "b");
    CHECK(hits[1].contains("error"));
    const auto robots = ask("robots",
                            "{\"robots\":\"User-agent: *\\nDisallow: /a\\nCrawl-delay: "
                            "3\",\"agent\":\"winnow\",\"url\":\"https://x.test/a/b\"}\n");
    CHECK(robots[0].at("allowed") == false);
    CHECK(robots[0].at("crawl_delay") == 3);
    const auto feed = ask("feed",
                          "{\"body_base64\":\"PHJzcz48Y2hhbm5lbD48aXRlbT48dGl0bGU+VDwvdGl0bGU+PGxpbms+L2E8L2xpbms+"
                          "PC9pdGVtPjwvY2hhbm5lbD48L3Jzcz4=\",\"url\":\"http://x.test/\"}\n");
    REQUIRE(feed[0].at("entries").as_array().size() == 1);
    CHECK(feed[0].at("entries").as_array()[0].at("url") == "http://x.test/a");
    const auto dup = ask("dedupe", "{\"a\":\"one and the same text\",\"b\":\"One and the same text.\"}\n");
    CHECK(dup[0].at("relation") == "same");
}

TEST_CASE("a list is extracted in its order, and what is no article says so", "[cli]") {
    Folder folder;
    const auto dir = folder.path.string();
    std::string list;
    for (int n = 0; n < 40; ++n) {
        const auto file = dir + "/" + std::to_string(n) + ".html";
        std::ofstream(file) << (n % 8 == 7 ? std::string() : article_page("list.test", n));
        list += json::serialize(json::object{
                    {"id", n}, {"file", file}, {"url", "http://list.test/news/story-" + std::to_string(n)}}) +
                "\n";
    }
    list += "{\"id\":\"missing\",\"file\":\"" + dir + "/nothing.html\"}\n";
    const auto ran = run_program(dir, {"extract", "--list", "-", "--no-sites", "-j", "3"}, list);
    CHECK(ran.code == 8);
    const auto lines = objects_of(ran.out);
    REQUIRE(lines.size() == 41);
    for (int n = 0; n < 40; ++n) {
        const auto& line = lines[static_cast<std::size_t>(n)];
        CHECK(line.at("id") == n);
        if (n % 8 == 7) {
            CHECK(line.at("outcome") == "empty_text");
            CHECK_FALSE(line.contains("text"));
        } else {
            CHECK(std::string(line.at("title").as_string()) == "Story " + std::to_string(n) + " from list.test");
            CHECK(line.at("outcome") == "written");
        }
    }
    CHECK(lines[40].at("id") == "missing");
    CHECK(lines[40].at("outcome") == "disk");
}

TEST_CASE("a teaser tells the part that everybody may read, and gives no file", "[cli]") {
    Folder folder;
    const auto dir = folder.path.string();
    std::ofstream(dir + "/teaser.html")
        << R"(<html><head><title>Ferry line to close in spring</title><script type="application/ld+json">
{"@type":"NewsArticle","headline":"Ferry line to close in spring","datePublished":"2026-03-02T08:00:00Z","isAccessibleForFree":false}
</script></head><body><article><h1>Ferry line to close in spring</h1>
<p>The oldest ferry line on the lake will be closed in spring, the shipping office told the town council on Monday evening.</p>
<div class="paywall"><p>Subscribe to continue reading. Already a subscriber? Sign in</p></div></article></body></html>)";
    const auto told = run_program(dir, {"extract", "--no-sites", "--format", "jsonl", dir + "/teaser.html"});
    CHECK(told.code == 8);
    const auto lines = objects_of(told.out);
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].at("outcome") == "paywall");
    CHECK(lines[0].at("text") ==
          "The oldest ferry line on the lake will be closed in spring, the shipping office told the "
          "town council on Monday evening.");
    const auto written = run_program(dir, {"extract", "--no-sites", "-o", dir + "/out", dir + "/teaser.html"});
    CHECK(written.code == 8);
    CHECK(written.err.find("paywall") != std::string::npos);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(dir + "/out"))
        CHECK(entry.path().extension() != ".txt");
}

TEST_CASE("hostile files end in an outcome each", "[cli]") {
    Folder folder;
    const auto dir = folder.path.string();
    const auto put = [&](const std::string& name, const std::string& bytes) {
        std::ofstream(dir + "/" + name, std::ios::binary) << bytes;
    };
    std::string divs, attributes = "<p ";
    for (int i = 0; i < 20'000; ++i) divs += "<div>";
    for (int i = 0; i < 300'000; ++i) attributes += "a" + std::to_string(i) + " ";
    put("divs.html", divs);
    put("attributes.html", attributes + ">x");
    put("nul.html", std::string(100'000, '\0'));
    put("empty.html", "");
    put("pdf.html", "%PDF-1.7\n" + std::string(1000, 'x'));
    put("large.html", "<html><body>" + std::string(30'000'000, 'x'));
    const auto ran = run_program(dir, {"extract", dir, "--format", "jsonl"});
    CHECK(ran.code == 8);
    const auto lines = objects_of(ran.out);
    CHECK(lines.size() == 6);
    for (const auto& line : lines) CHECK_FALSE(line.contains("text"));
}

TEST_CASE("extract prints an article as it is written to a file", "[cli]") {
    Folder folder;
    const auto page = pages + "/report.az/az-2024-design-2.html";
    const auto ran = run_program(folder.path.string(), {"extract", page, "--sites", sites});
    CHECK(ran.code == 0);
    CHECK(ran.out == slurp(pages + "/report.az/az-2024-design-2.expected.txt"));
    const auto explained = run_program(folder.path.string(), {"extract", page, "--sites", sites, "--explain"});
    CHECK(explained.out.find("rule:") != std::string::npos);
    const auto as_html = run_program(folder.path.string(), {"extract", page, "--sites", sites, "--explain", "html"});
    CHECK(as_html.out.starts_with("<!doctype html>"));
    CHECK(as_html.out.find("class=\"dropped\"") != std::string::npos);
    const auto into = folder.path.string() + "/out";
    CHECK(run_program(folder.path.string(), {"extract", page, "--sites", sites, "-o", into, "--format", "json"}).code ==
          0);
    CHECK(files_below(into, ".json").size() == 1);
    const auto exported = run_program(folder.path.string(), {"export", "-i", into, "--preset", "schema.org"});
    CHECK(exported.out.find("\"@type\":\"NewsArticle\"") != std::string::npos);
}

TEST_CASE("the site files pass their own pages and have no errors", "[cli]") {
    Folder folder;
    const auto test = run_program(folder.path.string(), {"site", "test", "--sites", sites, "--tests", pages});
    CAPTURE(test.out);
    CHECK(test.code == 0);
    CHECK(run_program(folder.path.string(), {"site", "lint", "--sites", sites, "--tests", pages}).code == 0);
    const auto list = run_program(folder.path.string(), {"site", "list", "--json", "--sites", sites});
    CHECK(json::parse(list.out).as_array().size() == 5);
}

TEST_CASE("bad lines of a list are named with their number and skipped", "[cli]") {
    Folder folder;
    Server server;
    add_paper(server, "a.test", 1);
    const auto dir = folder.path.string();
    std::ofstream(dir + "/w.yaml") << "network: {allow: [127.0.0.0/8], hosts: {a.test: '" << server.endpoint()
                                   << "'}}\n";
    std::ofstream(dir + "/urls.txt") << "# a comment\n\nhttp://a.test/news/story-number-0\nnot a url\n";
    const auto ran = run_program(
        dir, {"fetch", dir + "/urls.txt", "-o", dir + "/out", "--config", dir + "/w.yaml", "--delay", "10ms"});
    CHECK(ran.code == 8);
    CHECK(ran.err.find("urls.txt:4") != std::string::npos);
    CHECK(ran.out.find("written") != std::string::npos);
    CHECK(files_below(dir + "/out", ".txt").size() == 1);
    CHECK(run_program(dir, {"fetch", "no-such-file"}).code == 2);
    // A list that cannot be read to its end is no shorter list.
    CHECK(run_program(dir, {"fetch", "/proc/self/mem", "http://127.0.0.1/x", "-o", dir + "/out2"}).code == 2);
    CHECK(run_program(dir, {"fetch", "http://a.test/", "--delay", "fast"}).code == 2);
    // without --config nothing on loopback may be asked
    const auto refused = run_program(dir, {"fetch", "http://127.0.0.1/x", "-o", dir + "/out2"});
    CHECK(slurp(dir + "/out2/report.jsonl").find("refused_address") != std::string::npos);
}

TEST_CASE("the option --explain stands before or behind the page, with its way or without", "[cli]") {
    Folder folder;
    const auto dir = folder.path.string();
    const auto file = dir + "/page.html";
    std::ofstream(file) << article_page("list.test", 1);
    const std::vector<std::vector<std::string>> as_text{
        {"extract", "--explain", file}, {"extract", file, "--explain"}, {"extract", "--explain", "text", file}};
    for (const auto& words : as_text) CHECK(run_program(dir, words).out.find("outcome: article") != std::string::npos);
    CHECK(run_program(dir, {"extract", "--explain", "html", file}).out.find("<!doctype html>") == 0);
    CHECK(run_program(dir, {"extract", file, "--explain=html"}).out.find("<!doctype html>") == 0);
    CHECK(run_program(dir, {"extract", file, "--explain=xml"}).code == 2);
}

TEST_CASE("a long list comes out as one line each, with nothing between them", "[cli]") {
    Folder folder;
    const auto dir = folder.path.string();
    const auto file = dir + "/page.html";
    std::ofstream(file) << article_page("list.test", 1);
    std::string list;
    constexpr int count = 2000;
    for (int n = 0; n < count; ++n)
        list += json::serialize(json::object{{"id", n}, {"file", file}, {"url", "http://list.test/story-1"}}) + "\n";
    const auto ran = run_program(dir, {"extract", "--list", "-", "--no-sites", "-j", "4"}, list);
    CHECK(ran.code == 0);
    const auto lines = winnow::split(ran.out, '\n');
    REQUIRE(lines.size() == count + 1);
    for (std::size_t n = 0; n < count; ++n) REQUIRE(lines[n].starts_with("{\"id\":" + std::to_string(n) + ","));
}

TEST_CASE("pages that were packed with gzip are read, and a cut one says so", "[cli]") {
    Folder folder;
    const auto dir = folder.path.string();
    const auto file = dir + "/page.html.gz";
    const auto page = article_page("list.test", 1);
    gzFile packed = gzopen(file.c_str(), "wb");
    REQUIRE(gzwrite(packed, page.data(), static_cast<unsigned>(page.size())) == static_cast<int>(page.size()));
    gzclose(packed);
    const auto bytes = slurp(file);
    std::ofstream(dir + "/short.html.gz", std::ios::binary) << bytes.substr(0, bytes.size() / 2);
    std::ofstream(dir + "/notes.txt.gz", std::ios::binary) << bytes;
    const auto ran = run_program(dir, {"extract", dir, "--no-sites", "--format", "jsonl"});
    CHECK(ran.code == 8);
    const auto lines = objects_of(ran.out);
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].at("title") == "Story 1 from list.test");
    CHECK(lines[1].at("outcome") == "bad_encoding");
}

TEST_CASE("an interrupted list ends behind a whole line", "[cli]") {
    Folder folder;
    const auto dir = folder.path.string();
    const auto file = dir + "/page.html", list = dir + "/list", out = dir + "/out";
    std::ofstream(file) << article_page("list.test", 1);
    {
        std::ofstream lines(list);
        for (int n = 0; n < 400'000; ++n) lines << "{\"id\":" << n << ",\"file\":\"" << file << "\"}\n";
    }
    Child child({"extract", "--list", list, "--no-sites", "-j", "2"}, out, "/dev/null", dir + "/err");
    const auto begun = [&] { return slurp(out).find('\n') != std::string::npos; };
    for (int i = 0; i < 5'000 && !begun(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(2));
    REQUIRE(begun());
    child.kill(SIGINT);
    CHECK(child.wait(std::chrono::seconds(30)) == 130);
    const auto lines = objects_of(slurp(out));
    REQUIRE_FALSE(lines.empty());
    CHECK(lines.size() < 400'000);
    CHECK(lines.back().at("id") == lines.size() - 1);
    CHECK(slurp(out).back() == '\n');
}
