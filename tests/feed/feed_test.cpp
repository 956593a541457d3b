#include "feed/feed.h"

#include <chrono>

#include "catch.hpp"

using namespace winnow;
using feed::read_feed;

namespace {

struct Entry {
    std::string url, title, date;
    bool operator==(const Entry&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Entry& e) {
    return out << e.url << " | " << e.title << " | " << e.date;
}

const url::Url& base() {
    static const auto parsed = *url::Url::parse("https://example.com/news/feed.xml");
    return parsed;
}

feed::Feed read(const std::string& text, const std::string& content_type = "") {
    auto feed = read_feed(text, content_type, base());
    CAPTURE(text.substr(0, 300));
    if (!feed) FAIL(feed.error().what);
    return *feed;
}

std::vector<Entry> entries(const std::string& text, const std::string& content_type = "") {
    std::vector<Entry> out;
    for (const auto& e : read(text, content_type).entries)
        out.push_back({e.url.href(), e.title, e.date ? rfc3339(*e.date) : ""});
    return out;
}

std::string rss(const std::string& items) {
    return "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>C</title>" + items + "</channel></rss>";
}

std::string atom(const std::string& entry) {
    return "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>C</title>" + entry + "</feed>";
}

std::string rss_title(const std::string& title) {
    return entries(rss("<item><title>" + title + "</title><link>/a</link></item>")).at(0).title;
}

std::string atom_title(const std::string& title_element) {
    return entries(atom("<entry>" + title_element + "<link href='/a'/></entry>")).at(0).title;
}

/// The URL of a single item, or "none".
std::string rss_link(const std::string& fields, const std::string& namespaces = "") {
    const auto found = entries("<rss " + namespaces + "><channel><item>" + fields + "</item></channel></rss>");
    return found.empty() ? "none" : found.at(0).url;
}

std::string atom_link(const std::string& fields) {
    const auto found = entries(atom("<entry>" + fields + "</entry>"));
    return found.empty() ? "none" : found.at(0).url;
}

}  // namespace

TEST_CASE("RSS 2.0 announces articles", "[feed]") {
    const auto feed = read(R"(<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
  <title>Xəbərlər</title>
  <link>https://example.com/</link>
  <atom:link href="https://example.com/news/feed.xml" rel="self" type="application/rss+xml"/>
  <atom:link href="?page=2" rel="next"/>
  <language>az</language>
  <ttl>15</ttl>
  <image><title>Logo</title><link>https://example.com/logo</link></image>
  <item>
    <title>Birinci</title>
    <link>https://example.com/a</link>
    <pubDate>Thu, 19 Feb 2026 10:59:00 +0400</pubDate>
    <source url="https://other.example/">Other</source>
  </item>
  <item><title>İkinci</title><link>https://example.com/b</link></item>
  <item><title>Birinci yenə</title><link>https://example.com/a</link></item>
  <item><title>No link</title></item>
</channel></rss>)");
    CHECK(feed.title == "Xəbərlər");
    REQUIRE(feed.entries.size() == 2);
    CHECK(feed.entries[0].url.href() == "https://example.com/a");
    CHECK(feed.entries[0].title == "Birinci");
    CHECK(rfc3339(*feed.entries[0].date) == "2026-02-19T06:59:00Z");
    CHECK(feed.entries[0].date_raw == "Thu, 19 Feb 2026 10:59:00 +0400");
    CHECK(feed.entries[0].language == "az");
    CHECK_FALSE(feed.entries[0].last_modified);
    CHECK_FALSE(feed.entries[1].date);
    CHECK(feed.next->href() == "https://example.com/news/feed.xml?page=2");
    CHECK(feed.ttl == std::chrono::minutes(15));
    CHECK(feed.warning == "1 entries without a link");
}

TEST_CASE("RSS 1.0 and 0.9x announce articles", "[feed]") {
    const auto feed = read(R"(<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel rdf:about="https://example.com/"><title>C</title><link>https://example.com/</link>
<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>
<items><rdf:Seq><rdf:li resource="https://example.com/a"/></rdf:Seq></items></channel>
<item rdf:about="https://example.com/a"><title>A</title><dc:date>2026-02-19T10:59:00+04:00</dc:date>
<dc:language>ru</dc:language></item>
<item rdf:about="urn:x"><title>B</title><link>https://example.com/b</link></item>
</rdf:RDF>)");
    CHECK(feed.title == "C");
    CHECK(feed.ttl == std::chrono::minutes(30));
    REQUIRE(feed.entries.size() == 2);
    CHECK(feed.entries[0].url.href() == "https://example.com/a");
    CHECK(rfc3339(*feed.entries[0].date) == "2026-02-19T06:59:00Z");
    CHECK(feed.entries[0].language == "ru");
    CHECK(feed.entries[1].url.href() == "https://example.com/b");

    CHECK(entries("<rss version='0.91'><channel><item><title>A</title><link>http://a/</link></item></channel></rss>") ==
          std::vector<Entry>{{"http://a/", "A", ""}});
    CHECK(entries("<!DOCTYPE rss PUBLIC \"-//Netscape Communications//DTD RSS 0.91//EN\" "
                  "\"http://my.netscape.com/publish/formats/rss-0.91.dtd\"><rss version='0.91'><channel>"
                  "<item><title>A</title><link>http://a/</link></item></channel></rss>")
              .size() == 1);
}

TEST_CASE("Atom announces articles", "[feed]") {
    const auto feed = read(R"(<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://example.com/x/">
<title type="html">A &amp;amp; B</title>
<link rel="self" href="feed.atom"/><link rel="next" href="feed.atom?2"/>
<updated>2026-02-19T00:00:00Z</updated>
<author><name>N</name><uri>https://example.com/author</uri></author>
<entry><title>Eins</title><id>tag:example.com,2026:1</id><link href="a"/>
<published>2026-02-18T12:00:00+01:00</published><updated>2026-02-19T12:00:00Z</updated>
<source><title>Other</title><link href="https://other.example/"/><updated>2000-01-01T00:00:00Z</updated></source></entry>
<entry xml:base="https://other.example/y/" xml:lang="fr"><title>Zwei</title><link rel="alternate" href="b"/>
<updated>2026-02-17T12:00:00Z</updated></entry>
</feed>)");
    CHECK(feed.title == "A & B");
    CHECK(feed.next->href() == "https://example.com/x/feed.atom?2");
    REQUIRE(feed.entries.size() == 2);
    CHECK(feed.entries[0].url.href() == "https://example.com/x/a");
    CHECK(feed.entries[0].title == "Eins");
    CHECK(rfc3339(*feed.entries[0].date) == "2026-02-18T11:00:00Z");
    CHECK(rfc3339(*feed.entries[0].last_modified) == "2026-02-19T12:00:00Z");
    CHECK(feed.entries[0].language == "de");
    CHECK(feed.entries[1].url.href() == "https://other.example/y/b");
    CHECK(rfc3339(*feed.entries[1].date) == "2026-02-17T12:00:00Z");
    CHECK(feed.entries[1].language == "fr");
    CHECK(feed.warning.empty());
}

TEST_CASE("JSON Feed announces articles", "[feed]") {
    const auto feed = read(R"({"version":"https://jsonfeed.org/version/1.1","title":"C","language":"en-US",
"next_url":"https://example.com/feed2.json","items":[
{"id":"1","url":"https://example.com/a","title":"A <b> &amp; c","date_published":"2026-02-19T10:59:00+04:00"},
{"id":"https://example.com/b","content_text":"x","date_modified":"2026-02-18T00:00:00Z"},
{"id":"3","url":"/c","language":"ru"},{"id":"4"},7],})");
    CHECK(feed.title == "C");
    CHECK(feed.next->href() == "https://example.com/feed2.json");
    REQUIRE(feed.entries.size() == 3);
    CHECK(feed.entries[0].title == "A <b> &amp; c");
    CHECK(rfc3339(*feed.entries[0].date) == "2026-02-19T06:59:00Z");
    CHECK(feed.entries[0].language == "en-US");
    CHECK(feed.entries[1].url.href() == "https://example.com/b");
    CHECK(feed.entries[1].date_raw == "2026-02-18T00:00:00Z");
    CHECK(feed.entries[2].url.href() == "https://example.com/c");
    CHECK(feed.entries[2].language == "ru");
    CHECK(feed.warning == "2 entries without a link");

    CHECK_FALSE(read_feed("{\"error\":\"not found\"}", "", base()));
    CHECK_FALSE(read_feed("{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[", "", base()));
    CHECK_FALSE(read_feed("{", "", base()));
    CHECK_FALSE(read_feed("{]}", "", base()));
    CHECK_FALSE(read_feed("{\"items\":" + std::string(100000, '['), "", base()));
}

TEST_CASE("JSON with raw line ends in strings, or cut short, gives its whole items", "[feed][broken]") {
    const std::string json = R"({"version":"https://jsonfeed.org/version/1","title":"C","items":[
{"url":"http://a/a","title":"A } ] \" x","author":{"name":"n"}},{"url":"http://a/b","title":"B"},{"url":"http://a/c"}]})";
    const auto second = json.find("{\"url\":\"http://a/b\"");
    const auto third = json.find("{\"url\":\"http://a/c\"");
    for (auto length = json.find("{\"url\"") + 1; length < json.size(); ++length) {
        const auto feed = read_feed(std::string_view(json).substr(0, length), "", base());
        CAPTURE(length);
        REQUIRE(feed.has_value() == (length > second - 2));
        if (!feed) continue;
        CHECK(feed->entries.size() == (length < third - 1 ? 1 : length < json.size() - 2 ? 2 : 3));
        CHECK(feed->entries[0].title == "A } ] \" x");
        CHECK_FALSE(feed->warning.empty());
    }
    CHECK(entries(json + "\n<!-- 0.1 s -->").size() == 3);
    CHECK(entries(R"({"title":"C","items":[{"url":"/a","title":"\ud83d \ud83d\ude00 \ude00"}]})").at(0).title ==
          "\uFFFD \U0001F600 \uFFFD");
    CHECK(entries("{\"title\":\"C\",\"items\":[{\"url\":\"/a\",\"title\":\"two\nlines\x01\"}]}").at(0).title ==
          "two lines");
}

TEST_CASE("the link of an RSS item", "[feed][link]") {
    CHECK(rss_link("<link>http://a/b</link>") == "http://a/b");
    CHECK(rss_link("<link>\n  http://a/b \n</link>") == "http://a/b");
    CHECK(rss_link("<link><![CDATA[ http://a/b?x=1&y=2 ]]></link>") == "http://a/b?x=1&y=2");
    CHECK(rss_link("<link>http://a/b?x=1&amp;y=2</link>") == "http://a/b?x=1&y=2");
    CHECK(rss_link("<link>http://a/b?x=1&y=2</link>") == "http://a/b?x=1&y=2");
    CHECK(rss_link("<link>http://a/b?x=1&copy=2&lt=3</link>") == "http://a/b?x=1&copy=2&lt=3");
    CHECK(rss_link("<link><![CDATA[http://a/b?x=1&amp;y=2]]></link>") == "http://a/b?x=1&y=2");
    CHECK(rss_link("<link>/b</link>") == "https://example.com/b");
    CHECK(rss_link("<link>b</link>", "xml:base='http://a/c/'") == "http://a/c/b");
    CHECK(rss_link("<link>//cdn.example/b</link>") == "https://cdn.example/b");
    CHECK(rss_link("<link>http://a/новость</link>") == "http://a/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D1%8C");
    CHECK(rss_link("<link/><guid>http://a/g</guid>") == "http://a/g");
    CHECK(rss_link("<link></link><guid isPermaLink='true'>/g</guid>") == "https://example.com/g");
    CHECK(rss_link("<guid isPermaLink='false'>http://a/g</guid>") == "none");
    CHECK(rss_link("<guid>tag:a,2026:1</guid>") == "none");
    CHECK(rss_link("<guid>4711</guid>") == "none");
    CHECK(rss_link("<guid>http://a/g</guid><link>http://a/l</link>") == "http://a/l");
    CHECK(rss_link("<link href='http://a/h'/>") == "http://a/h");
    CHECK(rss_link("<link>javascript:alert(1)</link>") == "none");
    CHECK(rss_link("<link>mailto:a@b.example</link><guid>http://a/g</guid>") == "http://a/g");
    CHECK(rss_link("<comments>http://a/c</comments><enclosure url='http://a/e.mp3'/>") == "none");
    CHECK(rss_link("<link>http://feeds.example/~r/x</link><feedburner:origLink>http://a/o</feedburner:origLink>",
                   "xmlns:feedburner='http://rssnamespace.org/feedburner/ext/1.0'") == "http://a/o");
    CHECK(rss_link("<link>http://r/</link><f:origLink>http://a/o</f:origLink>",
                   "xmlns:f='http://rssnamespace.org/feedburner/ext/1.0'") == "http://a/o");
    CHECK(rss_link("<atom:link rel='alternate' href='http://a/x'/>") == "http://a/x");
    CHECK(rss_link("<atom:link rel='alternate' href='http://a/x'/><link>http://a/l</link>") == "http://a/l");
    CHECK(rss_link("<atom:link rel='self' href='http://a/x'/><link>http://a/l</link>") == "http://a/l");
    CHECK(
        rss_link("<media:content url='http://a/m'><media:title>x</media:title></media:content><link>http://a/l</link>",
                 "xmlns:media='http://search.yahoo.com/mrss/'") == "http://a/l");
    CHECK(rss_link("<source url='http://s/'><link>http://s/x</link></source><link>http://a/l</link>") == "http://a/l");
    CHECK(rss_link("<LINK>http://a/b</LINK>") == "http://a/b");
    CHECK(rss_link("<link>\uFEFF http://a/a\u00A0\u200B\n</link>") == "http://a/a");
    CHECK(rss_link("<link>www.example.org/a</link>") == "https://www.example.org/a");
    CHECK(rss_link("<link>#</link><guid>http://a/a</guid>") == "http://a/a");
    CHECK(rss_link("<link>http://a/?a=1&amp;#038;b=2</link>") == "http://a/?a=1&b=2");
}

TEST_CASE("the link of an Atom entry", "[feed][link]") {
    CHECK(atom_link("<link href='http://a/b'/>") == "http://a/b");
    CHECK(atom_link("<link rel='self' href='http://a/s'/><link rel='alternate' href='http://a/b'/>") == "http://a/b");
    CHECK(atom_link("<link rel='enclosure' href='http://a/e'/><link rel='related' href='http://a/r'/>") == "none");
    CHECK(atom_link("<link rel='alternate' type='application/json' href='http://a/j'/>"
                    "<link rel='alternate' type='text/html' href='http://a/b'/>") == "http://a/b");
    CHECK(atom_link("<link type='application/pdf' href='http://a/p'/>") == "http://a/p");
    CHECK(atom_link("<link rel='ALTERNATE' href='http://a/b'/>") == "http://a/b");
    CHECK(atom_link("<link rel='http://www.iana.org/assignments/relation/alternate' href='http://a/b'/>") ==
          "http://a/b");
    CHECK(atom_link("<id>http://a/id</id>") == "http://a/id");
    CHECK(atom_link("<id>tag:a,1</id>") == "none");
    CHECK(atom_link("<id>http://a/id</id><link href='http://a/b'/>") == "http://a/b");
    CHECK(atom_link("<content type='text/html' src='http://a/c'/><id>urn:uuid:1</id>") == "http://a/c");
    CHECK(atom_link("<link href='../b?x=1&amp;y=2'/>") == "https://example.com/b?x=1&y=2");
    CHECK(atom_link("<content type='xhtml'><div><a href='http://x/'>l</a><link href='http://x/c'/></div></content>"
                    "<link href='http://a/b'/>") == "http://a/b");
    CHECK(entries("<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:entry><a:title>T</a:title>"
                  "<a:link href='http://a/b'/></a:entry></a:feed>") == std::vector<Entry>{{"http://a/b", "T", ""}});
    CHECK(entries("<feed version='0.3' xmlns='http://purl.org/atom/ns#'><entry><title mode='escaped' type='text/html'>"
                  "&lt;b&gt;T&lt;/b&gt;</title><link rel='alternate' type='text/html' href='http://a/b'/>"
                  "<issued>2004-02-19T10:00:00Z</issued><modified>2004-02-20T10:00:00Z</modified></entry></feed>") ==
          std::vector<Entry>{{"http://a/b", "T", "2004-02-19T10:00:00Z"}});
}

TEST_CASE("RSS titles are HTML, whatever the wrapping", "[feed][title]") {
    CHECK(rss_title("Fish &amp; Chips") == "Fish & Chips");
    CHECK(rss_title("Fish & Chips") == "Fish & Chips");
    CHECK(rss_title("<![CDATA[Fish & Chips]]>") == "Fish & Chips");
    CHECK(rss_title("<![CDATA[Fish &amp; Chips]]>") == "Fish & Chips");
    CHECK(rss_title("Fish &amp;amp; Chips") == "Fish & Chips");
    CHECK(rss_title("&lt;b&gt;Bold&lt;/b&gt; move") == "Bold move");
    CHECK(rss_title("<![CDATA[<b>Bold</b> move]]>") == "Bold move");
    CHECK(rss_title("<b>Bold</b> move") == "Bold move");
    CHECK(rss_title("one<br>two") == "one two");
    CHECK(rss_title("one&lt;br/&gt;two") == "one two");
    CHECK(rss_title("H<sub>2</sub>O") == "H2O");
    CHECK(rss_title("1 &lt; 2 and 4 > 3") == "1 < 2 and 4 > 3");
    CHECK(rss_title("1 < 2") == "1 < 2");
    CHECK(rss_title("don&#8217;t &#x201C;go&#x201D;") == "don\u2019t \u201Cgo\u201D");
    CHECK(rss_title("don&amp;#8217;t") == "don\u2019t");
    CHECK(rss_title("a&nbsp;b &eacute;t&eacute; &hellip;") == "a b \u00e9t\u00e9 \u2026");
    CHECK(rss_title("&#150; &#0; &#xD800;") == "\u2013 \uFFFD \uFFFD");
    CHECK(rss_title("&unknown; &am p;") == "&unknown; &am p;");
    CHECK(rss_title("don&#39t &quot;go&quot out &amp in") == "don't \"go\" out & in");
    CHECK(rss_title("don&amp;#39t") == "don't");
    CHECK(rss_title("AT&T, R&D; Q&A") == "AT&T, R&D; Q&A");
    CHECK(rss_title("&#55357;&#56832; &#xD83D;&#xDE00; &#xD83D; &#xD83D;&#65;") ==
          "\U0001F600 \U0001F600 \uFFFD \uFFFDA");
    CHECK(rss_title("  many\n\t blanks&#10;here ") == "many blanks here");
    CHECK(rss_title("<![CDATA[one]]> and <![CDATA[two]]>") == "one and two");
    CHECK(rss_title("&lt;script&gt;alert(1)&lt;/script&gt;Title") == "Title");
    CHECK(rss_title("") == "");
    CHECK(rss_title("e\u0301te\u0301 \u200bx") == "\u00e9t\u00e9 x");
    CHECK(entries(rss("<item><link>/a</link><media:title>M</media:title><dc:title>D</dc:title></item>")) ==
          std::vector<Entry>{{"https://example.com/a", "D", ""}});
}

TEST_CASE("a title of Media RSS is better than none", "[feed][title]") {
    CHECK(entries(rss("<item><link>/a</link><media:title>M</media:title></item>")).at(0).title == "M");
    CHECK(entries(rss("<item><link>/a</link><itunes:title>I</itunes:title><title>A</title></item>")).at(0).title ==
          "A");
    CHECK(entries(rss("<item><link>/a</link><media:content url='/i'><media:title>Picture</media:title></media:content>"
                      "</item>"))
              .at(0)
              .title.empty());
}

TEST_CASE("Atom titles are what their type says", "[feed][title]") {
    CHECK(atom_title("<title>A &amp; B</title>") == "A & B");
    CHECK(atom_title("<title>&lt;b&gt; is bold</title>") == "<b> is bold");
    CHECK(atom_title("<title type='text'>x &amp;lt; y</title>") == "x &lt; y");
    CHECK(atom_title("<title type='html'>&lt;b&gt;A&lt;/b&gt; &amp;amp; B</title>") == "A & B");
    CHECK(atom_title("<title type='html'><![CDATA[<i>A</i> &eacute;]]></title>") == "A \u00e9");
    CHECK(atom_title(
              "<title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>A <b>&lt;em&gt;</b>c</div></title>") ==
          "A <em>c");
    CHECK(
        atom_title("<title type='xhtml'><h:div xmlns:h='http://www.w3.org/1999/xhtml'>one<h:br/>two</h:div></title>") ==
        "one two");
    CHECK(atom_title("<title>caf&eacute;</title>") == "caf\u00e9");
    CHECK(atom_title("<title type='text/html; charset=utf-8'>&lt;b&gt;A&lt;/b&gt;</title>") == "A");
    CHECK(atom_title("<title type='HTML '>&lt;b&gt;A&lt;/b&gt;</title>") == "A");
    CHECK(atom_title("<title type='markup'>&lt;b&gt;A&lt;/b&gt;</title>") == "A");
    CHECK(atom_title("<title type='text/plain'>&lt;b&gt;A&lt;/b&gt;</title>") == "<b>A</b>");
    CHECK(atom_title("<title type=''>&lt;b&gt;A&lt;/b&gt;</title>") == "<b>A</b>");
}

TEST_CASE("dates come from the best element there is", "[feed][date]") {
    const auto date = [](const std::string& fields) {
        return entries(rss("<item><link>/a</link>" + fields + "</item>")).at(0).date;
    };
    CHECK(date("<dc:date>2026-02-18</dc:date><pubDate>Thu, 19 Feb 2026 00:00:00 GMT</pubDate>") ==
          "2026-02-19T00:00:00Z");
    CHECK(date("<pubDate>rubbish</pubDate><dc:date>2026-02-18</dc:date>") == "2026-02-18T00:00:00Z");
    CHECK(date("<a10:updated>2026-02-18T01:02:03Z</a10:updated>") == "2026-02-18T01:02:03Z");
    CHECK(date("<dcterms:issued>2026-02-18</dcterms:issued><dcterms:modified>2026-02-20</dcterms:modified>") ==
          "2026-02-18T00:00:00Z");
    CHECK(date("<pubDate></pubDate>") == "");
    const auto feed = read(rss("<item><link>/a</link><pubDate>yesterday</pubDate></item>"));
    CHECK(feed.entries[0].date_raw == "yesterday");
    CHECK_FALSE(feed.entries[0].date);
}

TEST_CASE("ill-formed XML is read as far as it makes sense", "[feed][broken]") {
    const std::string good = "<item><title>B</title><link>http://a/b</link></item>";
    const Entry a = {"http://a/a", "A", ""}, b = {"http://a/b", "B", ""};
    const std::vector<std::string> broken = {
        "<item><title>A<br></title><link>http://a/a</link></item>",
        "<item><title>A</title><link>http://a/a</link><description>x <br> y <p>z</description></item>",
        "<item><title>A</title><enclosure url=http://a/e.jpg length=7><link>http://a/a</link></item>",
        "<item><title>A</title><enclosure url=\"http://a/e.jpg/><link>http://a/a</link></item>",
        "<item><title>A</title><link>http://a/a</link>",
        "<item><title>A</title><link>http://a/a</item>",
        "<item><title>A<link>http://a/a</link></item>",
        "<item><title>A</title><link>http://a/a</link><foo></bar></item></foo>",
        "<item><title>A</title></b></i><link>http://a/a</link></item>",
        "<item><title>A</title><link>http://a/a</link><description>1 < 2 & 3 &bogus; <></description></item>",
        "<item><title>A</title><link>http://a/a</link><description><![CDATA[x]]y]]></description></item>",
        "<item><title>A</title><link>http://a/a</link><description><b><i>x</b></i></description></item>",
        "<item><title>A\x01\x02</title><link>http://a/a</link></item>" + std::string(1, '\0'),
        "<item><title>A</title><link>http://a/a</link><x y='<z>'/></item>",
        "<item><title>A</title><link>http://a/a</link></item><!-- -- > -->",
        "<Item><Title>A</Title><Link>http://a/a</Link></Item>",
        "<item ><title >A</title ><link >http://a/a</link ></item >",
        "<item><title>A</title><img src=x><link>http://a/a</link></item>",
        "<item><title>A</TITLE><link>http://a/a</LINK></item>",
        "<item\"><title' >A</title><link&>http://a/a</link\"></item>",
        "<item><title>A</title><link>http://a/a/link><guid>7</guid></item>",
        "<item><description>x<title>A</title><link>http://a/a</link></item>",
        "<item><media:content url='http://a/i.jpg'><title>A</title><link>http://a/a</link></item>",
        "<item><image><url>/i</url><title>A</title><link>http://a/a</link></item>",
    };
    for (const auto& item : broken) {
        CAPTURE(item);
        CHECK(entries(rss(item + good)) == std::vector<Entry>{a, b});
    }
}

TEST_CASE("junk around a feed does not hide it", "[feed][broken]") {
    const auto feed = rss("<item><title>A</title><link>http://a/a</link></item>");
    const std::vector<Entry> expected = {{"http://a/a", "A", ""}};
    CHECK(entries(" \n\n" + feed) == expected);
    CHECK(entries("\xEF\xBB\xBF" + feed) == expected);
    CHECK(entries("\n \xEF\xBB\xBF" + feed) == expected);
    CHECK(entries("<br />\n<b>Warning</b>: foo() in <b>/x.php</b> on line <b>1</b><br />\n" + feed) == expected);
    CHECK(entries("<!-- cached -->\n" + feed + "\n<!-- 0.1 s --><script>x<y</script></html>") == expected);
    CHECK(entries(feed, "text/html; charset=utf-8") == expected);
    CHECK(entries("<channel><item><title>A</title><link>http://a/a</link></item></channel>") == expected);
    CHECK(entries("<item><title>A</title><link>http://a/a</link></item>") == expected);
    CHECK(entries("<?xml version='1.0' ?" + feed.substr(feed.find("?>") + 1)) == expected);
    CHECK(entries("<?xml-stylesheet href=\"x>y\"?>" + feed) == expected);
}

TEST_CASE("a feed that ends in the middle gives what it had, and no half link", "[feed][broken]") {
    const auto whole =
        rss("<item><title>A</title><link>http://a/a</link></item>"
            "<item><title>Bcd</title><link>http://a/bcd</link><guid>http://a/bcd?g</guid></item>");
    const auto end = whole.find("</rss");
    for (std::size_t length = whole.find("</item>"); length < end; ++length) {
        const auto feed = read_feed(std::string_view(whole).substr(0, length), "", base());
        REQUIRE(feed);
        REQUIRE(!feed->entries.empty());
        CHECK(feed->entries[0].url.href() == "http://a/a");
        CHECK(feed->entries.size() <= 2);
        if (feed->entries.size() == 2) {
            CHECK(feed->entries[1].url.href() == "http://a/bcd");
            CHECK(feed->entries[1].title == "Bcd");
        }
        CHECK_FALSE(feed->warning.empty());
    }
    const auto cut = read("<feed><entry><link href='http://a/a'/></entry><entry><link href='http://a/bc");
    CHECK(cut.entries.size() == 1);
}

TEST_CASE("what is no feed is refused by name", "[feed]") {
    const auto refused = [](const std::string& text) {
        const auto feed = read_feed(text, "", base());
        return feed ? "read" : feed.error().what;
    };
    CHECK(refused("") == "empty");
    CHECK(refused(" \n") == "empty");
    CHECK(refused("<!DOCTYPE html><html><head><title>x</title></head><body></body></html>") == "an HTML page, no feed");
    CHECK(refused("<urlset><url><loc>http://a/</loc></url></urlset>") == "a sitemap, no feed");
    CHECK(refused("hello") == "neither RSS nor Atom nor JSON Feed");
    CHECK(refused("{}") == "JSON, but no JSON Feed");
    CHECK(refused("\x1f\x8b\x08rubbish") == "gzip data is damaged");
    CHECK(refused("<rss><channel><title>empty</title></channel></rss>") == "read");
    CHECK(refused("<rss/>") == "read");
}

TEST_CASE("charsets are told by BOM, header, declaration and bytes", "[feed][charset]") {
    const auto titled = [](const std::string& declaration, const std::string& title, const std::string& type) {
        const auto found =
            entries(declaration + rss("<item><title>" + title + "</title><link>/a</link></item>").substr(21), type);
        return found.at(0).title;
    };
    const std::string cp1251 = "\xcf\xf0\xe8\xe2\xe5\xf2 \xec\xe8\xf0";  // "Привет мир"
    const std::string declared = "<?xml version=\"1.0\" encoding=\"windows-1251\"?>";
    const std::string utf8 = "<?xml version='1.0' encoding='utf-8'?>";
    CHECK(titled(declared, cp1251, "") == "Привет мир");
    CHECK(titled(declared, cp1251, "text/xml") == "Привет мир");
    CHECK(titled(declared, cp1251, "text/xml; charset=utf-8") == "Привет мир");
    CHECK(titled(declared, cp1251, "text/xml; charset=iso-8859-1") == "Привет мир");
    CHECK(titled(utf8, cp1251, "text/xml; charset=\"windows-1251\"") == "Привет мир");
    CHECK(titled(declared, "Привет мир", "") == "Привет мир");
    CHECK(titled(utf8, "Привет мир", "") == "Привет мир");
    CHECK(titled("\xEF\xBB\xBF" + declared, "Привет мир", "text/xml; charset=koi8-r") == "Привет мир");
    CHECK(titled("<?xml version='1.0' encoding='bogus'?>", "Привет", "") == "Привет");

    std::u16string wide;
    for (const char c : rss("<item><title>Az</title><link>/a</link></item>")) wide += static_cast<char16_t>(c);
    std::string little = "\xff\xfe", big = "\xfe\xff", bare;
    for (const char16_t c : wide) {
        little += {static_cast<char>(c), '\0'};
        big += {'\0', static_cast<char>(c)};
        bare += {static_cast<char>(c), '\0'};
    }
    for (const auto& text : {little, big, bare}) CHECK(entries(text).at(0).title == "Az");
}

TEST_CASE("no entity is taken from a DOCTYPE, neither its own nor a file's", "[feed][hostile]") {
    const std::string item =
        "<rss><channel><item><title>&x;&lol9;</title><link>http://a/a</link></item></channel></rss>";
    const std::string bomb =
        "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol9 \"&lol;&lol;&lol;\">"
        "<!ENTITY x SYSTEM \"file:///etc/passwd\"><!-- don't > ] --> <!ELEMENT a (b|c)>]>";
    CHECK(entries(bomb + item) == std::vector<Entry>{{"http://a/a", "&x;&lol9;", ""}});
    CHECK(entries("<!DOCTYPE rss [<!ENTITY x 'plain'>]>" + item) ==
          std::vector<Entry>{{"http://a/a", "&x;&lol9;", ""}});
    CHECK(entries("<!DOCTYPE rss SYSTEM \"http://evil.example/x.dtd\">" + item).size() == 1);
    CHECK(entries("<!DOCTYPE rss [ <!ENTITY a \"b\" >" + item).size() == 1);  // the subset never ends
}

TEST_CASE("a namespace that nobody knows does not hide a feed, nor does one lend its words to it", "[feed]") {
    CHECK(
        entries("<z:rss xmlns:z='http://z.example/'><z:channel><z:item><z:title>A</z:title><z:link>http://a/a</z:link>"
                "</z:item></z:channel></z:rss>") == std::vector<Entry>{{"http://a/a", "A", ""}});
    CHECK(entries("<x:feed><x:entry><x:title>A</x:title><x:link href='http://a/a'/></x:entry></x:feed>") ==
          std::vector<Entry>{{"http://a/a", "A", ""}});
    CHECK(entries("<rss xmlns='http://z.example/'><channel><item><title>A</title><link>http://a/a</link></item>"
                  "</channel></rss>") == std::vector<Entry>{{"http://a/a", "A", ""}});
    CHECK(entries(
              rss("<item><title xmlns='http://z.example/'>Z</title><title>A</title><link>http://a/a</link></item>")) ==
          std::vector<Entry>{{"http://a/a", "A", ""}});
}

TEST_CASE("hostile feeds cost bounded time", "[feed][hostile]") {
    const auto start = std::chrono::steady_clock::now();
    const auto repeat = [](const std::string& piece, std::size_t bytes) {
        std::string text;
        while (text.size() < bytes) text += piece;
        return text;
    };
    const std::vector<std::string> pieces = {
        "<a>",
        "</a>",
        "<!--",
        "<![CDATA[",
        "<?",
        "<!DOCTYPE [",
        "<a b=\"",
        "<a b='",
        "<",
        "&",
        "&#",
        "<a b=c ",
        "<item>",
        "<item><link>http://a/",
        "<title>",
        "<![CDATA[</",
        "<x xmlns:a='b'>",
        "<x xml:base='/y'>",
        "<p><br>",
        "<a b=\"'<a b='\"",
        "]]>",
        "<a/",
        "<item><title>&lt;b&gt;",
        "<b><b><b></c>",
    };
    for (const auto& piece : pieces) {
        (void)read_feed("<rss><channel>" + repeat(piece, 2 << 20), "", base());
        (void)feed::read_sitemap("<urlset>" + repeat(piece, 2 << 20), "", base());
    }
    (void)read_feed("<rss><item><title>" + repeat("&nbsp;&lt;p&gt;", 8 << 20) + "</title><link>/a</link></item></rss>",
                    "", base());
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(30));
}

TEST_CASE("entries beyond the limit are not read, and it says so", "[feed][hostile]") {
    std::string items;
    for (std::size_t i = 0; i <= feed::max_entries; ++i)
        items += "<item><link>/" + std::to_string(i) + "</link></item>";
    const auto feed = read(rss(items));
    CHECK(feed.entries.size() == feed::max_entries);
    CHECK(feed.warning == "more than 50000 entries");
}
