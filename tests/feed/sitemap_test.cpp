#include <zlib.h>

#include "catch.hpp"
#include "feed/feed.h"

using namespace winnow;
using feed::read_sitemap;

namespace {

const url::Url& base() {
    static const auto parsed = *url::Url::parse("https://example.com/sitemap.xml");
    return parsed;
}

feed::Sitemap read(const std::string& text) {
    auto sitemap = read_sitemap(text, "", base());
    CAPTURE(text.substr(0, 300));
    if (!sitemap) FAIL(sitemap.error().what);
    return *sitemap;
}

std::vector<std::string> urls(const std::string& text) {
    std::vector<std::string> out;
    for (const auto& e : read(text).entries) out.push_back(e.url.href());
    return out;
}

std::string gzip(const std::string& text) {
    z_stream stream{};
    REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    std::string input = text, out(deflateBound(&stream, text.size()) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

std::string urlset(const std::string& content) {
    return "<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
           "xmlns:n=\"http://www.google.com/schemas/sitemap-news/0.9\" "
           "xmlns:image=\"http://www.google.com/schemas/sitemap-image/1.1\" "
           "xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">" +
           content + "</urlset>";
}

}  // namespace

TEST_CASE("a sitemap lists pages, and lastmod is no date of publication", "[sitemap]") {
    const auto sitemap =
        read(urlset("<url><loc>https://example.com/a?x=1&amp;y=2</loc><lastmod>2026-02-19</lastmod>"
                    "<changefreq>daily</changefreq><priority>0.5</priority></url>"
                    "<url>\n<loc>\n https://example.com/b \n</loc></url>"
                    "<url><loc><![CDATA[https://example.com/c?x&y]]></loc></url>"
                    "<url><loc>/d</loc></url><url><loc>https://example.com/b</loc></url>"
                    "<url><lastmod>2026-02-19</lastmod></url>"));
    REQUIRE(sitemap.entries.size() == 4);
    CHECK(sitemap.entries[0].url.href() == "https://example.com/a?x=1&y=2");
    CHECK_FALSE(sitemap.entries[0].date);
    CHECK(rfc3339(*sitemap.entries[0].last_modified) == "2026-02-19T00:00:00Z");
    CHECK(sitemap.entries[1].url.href() == "https://example.com/b");
    CHECK(sitemap.entries[2].url.href() == "https://example.com/c?x&y");
    CHECK(sitemap.entries[3].url.href() == "https://example.com/d");
    CHECK(sitemap.warning == "1 entries without a link");
    CHECK_FALSE(sitemap.truncated);
    CHECK(sitemap.sitemaps.empty());
}

TEST_CASE("a news sitemap brings titles and dates, under any prefix", "[sitemap]") {
    const auto sitemap = read(urlset(
        "<url><loc>https://example.com/a</loc><n:news><n:publication><n:name>P</n:name><n:language>az</n:language>"
        "</n:publication><n:publication_date>2026-02-19T10:59:00+04:00</n:publication_date>"
        "<n:title>Bak\u0131 &amp; \u0259traf</n:title></n:news>"
        "<image:image><image:loc>https://example.com/i.jpg</image:loc><image:title>I</image:title></image:image>"
        "<xhtml:link rel='alternate' hreflang='ru' href='https://example.com/ru/a'/></url>"));
    REQUIRE(sitemap.entries.size() == 1);
    CHECK(sitemap.entries[0].url.href() == "https://example.com/a");
    CHECK(sitemap.entries[0].title == "Bak\u0131 & \u0259traf");
    CHECK(rfc3339(*sitemap.entries[0].date) == "2026-02-19T06:59:00Z");
    CHECK(sitemap.entries[0].date_raw == "2026-02-19T10:59:00+04:00");
    CHECK(sitemap.entries[0].language == "az");
    CHECK_FALSE(sitemap.entries[0].last_modified);

    // Prefixes that were never declared, and an image before the page.
    const auto sloppy = read(
        "<urlset><url><image:image><image:loc>https://x/i.jpg</image:loc></image:image>"
        "<loc>https://x/a</loc><news:news><news:title>T</news:title></news:news></url></urlset>");
    REQUIRE(sloppy.entries.size() == 1);
    CHECK(sloppy.entries[0].url.href() == "https://x/a");
    CHECK(sloppy.entries[0].title == "T");
}

TEST_CASE("a sitemap index lists sitemaps", "[sitemap]") {
    const auto index = read(
        "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
        "<sitemap><loc>https://example.com/1.xml.gz</loc><lastmod>2026-02-19T00:00:00Z</lastmod>"
        "</sitemap><sitemap><loc>2.xml</loc></sitemap><sitemap><loc>2.xml</loc></sitemap></sitemapindex>");
    CHECK(index.entries.empty());
    REQUIRE(index.sitemaps.size() == 2);
    CHECK(index.sitemaps[0].url.href() == "https://example.com/1.xml.gz");
    CHECK(rfc3339(*index.sitemaps[0].last_modified) == "2026-02-19T00:00:00Z");
    CHECK(index.sitemaps[1].url.href() == "https://example.com/2.xml");
    CHECK_FALSE(index.sitemaps[1].last_modified);
}

TEST_CASE("a text sitemap has one URL a line", "[sitemap]") {
    using List = std::vector<std::string>;
    CHECK(urls("https://example.com/a\nhttps://example.com/b\r\n\r\nhttps://example.com/a\n") ==
          List{"https://example.com/a", "https://example.com/b"});
    CHECK(urls("\xEF\xBB\xBFhttps://example.com/новость") ==
          List{"https://example.com/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D1%8C"});
    CHECK(urls("https://example.com/a\n# comment\n") == List{"https://example.com/a"});
    CHECK(urls("# one\n# two\n# three\nhttps://example.com/a\t2026-02-19\n") == List{"https://example.com/a"});
    (void)read_sitemap(
        [] {
            std::string escapes;  // once quadratic: half a minute
            while (escapes.size() < 10u << 20) escapes += "&amp;";
            return escapes;
        }(),
        "", base());
    CHECK_FALSE(read_sitemap("Not found\n", "text/plain", base()));
    CHECK_FALSE(read_sitemap("User-agent: *\nDisallow: /x\nhttps://example.com/a", "", base()));
}

TEST_CASE("a feed will do for a sitemap", "[sitemap]") {
    CHECK(urls("<rss><channel><item><link>https://example.com/a</link></item></channel></rss>").size() == 1);
    CHECK(urls("<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='/a'/></entry></feed>").size() == 1);
}

TEST_CASE("what is no sitemap is refused", "[sitemap]") {
    const auto refused = [](const std::string& text) {
        const auto sitemap = read_sitemap(text, "", base());
        return sitemap ? "read" : sitemap.error().what;
    };
    CHECK(refused("") == "empty");
    CHECK(refused("<!doctype html><html><body>404</body></html>") == "an HTML page, no sitemap");
    CHECK(refused("<a/>") == "no sitemap");
    CHECK(refused("{\"a\":1}") == "JSON, but no JSON Feed");
    CHECK(refused("<urlset/>") == "read");
    CHECK(refused("<sitemapindex></sitemapindex>") == "read");
}

TEST_CASE("broken sitemaps are read as far as they go", "[sitemap]") {
    using List = std::vector<std::string>;
    const List both = {"https://x/a", "https://x/b"};
    const std::string b = "<url><loc>https://x/b</loc></url>";
    CHECK(urls("<urlset><url><loc>https://x/a</loc>" + b + "</urlset>") == both);
    CHECK(urls("<urlset><url><loc>https://x/a<lastmod>2026-01-01</lastmod></url>" + b) == both);
    CHECK(urls("<urlset><url><loc>https://x/a</url>" + b + "</urlset>") == both);
    CHECK(urls("<urlset><url><loc>https://x/a</loc></url>" + b + "<url><loc>https://x/cut") == both);
    CHECK(urls("\n\n<?xml version='1.0'?><urlset xmlns='http://wrong.example/'><url><loc>https://x/a</loc></url>" +
               b) == both);
    CHECK(urls("<url><loc>https://x/a</loc></url>" + b) == both);
    CHECK(urls("<urlset><loc>https://x/a</loc><lastmod>2026-01-01</lastmod></url>" + b + "</urlset>") == both);
    CHECK(urls("<urlset>" + b + "<loc>https://x/a</loc><loc>https://x/c</loc></urlset>") ==
          List{"https://x/b", "https://x/a", "https://x/c"});
    CHECK(read("<sitemapindex><loc>https://x/a.xml</loc><loc>https://x/b.xml</loc></sitemapindex>").sitemaps.size() ==
          2);
    const auto bare = read("<urlset><loc>https://x/a</loc><lastmod>2026-01-01</lastmod></urlset>");
    REQUIRE(bare.entries.size() == 1);
    CHECK(bare.entries[0].last_modified);
    CHECK(
        urls("<s:urlset xmlns:s='http://www.sitemaps.org/schemas/sitemap/0.9'><s:url><s:loc>https://x/a</s:loc></s:url>"
             "</s:urlset>") == List{"https://x/a"});
    CHECK(urls("<s:urlset><s:url><s:loc>https://x/a</s:loc></s:url></s:urlset>") == List{"https://x/a"});
}

TEST_CASE("gzip is unpacked, in one member or several, whole or cut", "[sitemap][gzip]") {
    const auto text = urlset("<url><loc>https://x/a</loc></url><url><loc>https://x/b</loc></url>");
    CHECK(urls(gzip(text)).size() == 2);
    CHECK(urls(gzip(text.substr(0, 100)) + gzip(text.substr(100))).size() == 2);
    CHECK(urls(gzip(gzip(text))).size() == 2);
    CHECK(urls(gzip(text) + std::string(100, '\0')).size() == 2);
    const auto packed = gzip(text);
    const auto cut = read(packed.substr(0, packed.size() - 12));
    CHECK_FALSE(cut.warning.empty());
    CHECK(cut.entries.size() >= 1);
}

TEST_CASE("a bomb is refused before it is unpacked", "[sitemap][gzip]") {
    const auto bomb = gzip("<urlset>" + std::string(30u << 20, ' '));
    CHECK(bomb.size() < 64 << 10);
    const auto sitemap = read_sitemap(bomb, "", base());
    REQUIRE_FALSE(sitemap);
    CHECK(sitemap.error().code == Errc::too_large);
}

TEST_CASE("limits are reported", "[sitemap]") {
    std::string content;
    for (std::size_t i = 0; i < feed::max_entries; ++i)
        content += "<url><loc>https://x/" + std::to_string(i) + "</loc></url>";
    CHECK_FALSE(read(urlset(content)).truncated);
    const auto more = read(urlset(content + "<url><loc>https://x/more</loc></url>"));
    CHECK(more.truncated);
    CHECK(more.entries.size() == feed::max_entries);

    const auto large = read(urlset("<url><loc>https://x/a</loc></url>" + std::string(feed::max_unpacked_bytes, '\n')));
    CHECK(large.truncated);
    CHECK(large.entries.size() == 1);
}
