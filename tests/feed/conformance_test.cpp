// Cases of the kind that public conformance sets of feed readers have, with texts of our own: dates of every calendar
// slip, xml:base in all positions, kinds of links and titles, encodings, namespaces under any prefix, ill-formed XML.

#include "base/time.h"
#include "catch.hpp"
#include "feed/feed.h"

using namespace winnow;
using namespace std::string_view_literals;

namespace {

struct Entry {
    std::string_view url;
    std::string_view title;  ///< "*": not what the case is about
    std::string_view date;   ///< likewise; empty: none
};

struct Case {
    std::string_view what, url, content_type, body;
    std::vector<Entry> entries;
};

std::string text_of(const std::optional<TimePoint>& date) {
    return date ? rfc3339(*date).substr(0, 19) : std::string();
}

void check(const Case& one, const std::vector<feed::Announcement>& read) {
    CAPTURE(one.what, one.body);
    REQUIRE(read.size() == one.entries.size());
    for (std::size_t i = 0; i < read.size(); ++i) {
        const auto& expected = one.entries[i];
        CHECK(read[i].url.href() == expected.url);
        if (expected.title != "*") CHECK(read[i].title == expected.title);
        const auto date = text_of(read[i].date ? read[i].date : read[i].last_modified);
        if (expected.date != "*") CHECK(date == expected.date);
    }
}

}  // namespace

TEST_CASE("dates are read as the feeds of many years have written them", "[feed][conformance]") {
    struct Dated {
        std::string_view written, instant;
    };
    const Dated dates[] = {
        {"Thu, 01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21"},
        {"01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21"},
        {"Thu, 01 Jan 2004 19:48 GMT", "2004-01-01T19:48:00"},
        {"01 Jan 2004", "2004-01-01T00:00:00"},
        {"Thu, 01 Jan 04 19:48:21 GMT", "2004-01-01T19:48:21"},
        {"Thu,01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21"},
        {"Thu, 31 Jun 2004 19:48:21 GMT", ""},
        {"Mon, 26 January 2004 16:31:00 EST", "2004-01-26T21:31:00"},
        {"Mon, 26 Jan 2004 16:31:00 ET", "2004-01-26T21:31:00"},
        {"Mon, 26 Jan 2004 16:31:00 AT", "2004-01-26T20:31:00"},
        {"Thu, 5 Apr 2012 10:00:00 GMT", "2012-04-05T10:00:00"},
        {"Sat, 1 Sep 2012 16:17:00 -0400", "2012-09-01T20:17:00"},
        {"Thu, 30 Apr 2015 08:57:00 +02:00", "2015-04-30T06:57:00"},
        {"Tue, 28 Jul 2009 5:00:00 PM EST", "2009-07-28T22:00:00"},
        {"2003-12-31T10:14:55Z", "2003-12-31T10:14:55"},
        {"2003-12-31T10:14:55-08:00", "2003-12-31T18:14:55"},
        {"2003-12-31T10:14:55.123Z", "2003-12-31T10:14:55"},
        {"2003-12-31T10:14Z", "2003-12-31T10:14:00"},
        {"2003-12-31", "2003-12-31T00:00:00"},
        {"2003-12", "2003-12-01T00:00:00"},
        {"2003", "2003-01-01T00:00:00"},
        {"20031231", "2003-12-31T00:00:00"},
        {"20031231T101455Z", "2003-12-31T10:14:55"},
        {"2003-365", "2003-12-31T00:00:00"},
        {"2003335", "2003-12-01T00:00:00"},
        {"2003-12-31 10:14:55", "2003-12-31T10:14:55"},
        {"Sun Jan  4 16:29:06 PST 2004", "2004-01-05T00:29:06"},
        {"Sun Jan 04 16:29:06 2004", "2004-01-04T16:29:06"},
        {"Fri, 2006/09/15 08:19:53 EDT", "2006-09-15T12:19:53"},
        {"Sunday, 04-Jan-04 16:29:06 GMT", "2004-01-04T16:29:06"},
        {"2004-05-28 오후 11:23:17", "2004-05-28T14:23:17"},
        {"2004년 05월 28일  01:31:15", "2004-05-27T16:31:15"},
        {"Κυρ, 11 Ιούλ 2004 12:00:00 EST", "2004-07-11T17:00:00"},
        {"Δευ, 12 Σεπ 2005 10:11:12 GMT", "2005-09-12T10:11:12"},
        {"2004-július-13T9:15-05:00", "2004-07-13T14:15:00"},
        {"2004-07-08 23:56:58.0", "2004-07-08T23:56:58"},
        {"2004-07-08 23:56:58", "2004-07-08T23:56:58"},
        {"Wed, 19 Aug 2009 11:53:00 +0900 (JST)", "2009-08-19T02:53:00"},
        {"Mon, 15 Aug 05 15:52:01 +0000", "2005-08-15T15:52:01"},
        {"Mon, 15 Aug 2005 15:52:01 UT", "2005-08-15T15:52:01"},
        {"Mon, 15 Aug 2005 15:52:01 Z", "2005-08-15T15:52:01"},
        {"15 Aug 2005 15:52:01 +0000", "2005-08-15T15:52:01"},
        {"Mon Aug 15 15:52:01 +0000 2005", "2005-08-15T15:52:01"},
        {"Mon, 15 Aug 2005 23:59:60 GMT", "2005-08-16T00:00:00"},
        {"Donnerstag, 19. Februar 2026 10:59", "2026-02-19T10:59:00"},
        {"Чт, 19 фев 2026 10:59:00 +0400", "2026-02-19T06:59:00"},
        {"jeu, 19 févr. 2026 10:59:00 +0100", "2026-02-19T09:59:00"},
        {"2026-02-19T10:59:00+0400", "2026-02-19T06:59:00"},
        {"2026-02-19T10:59:00 +04:00", "2026-02-19T06:59:00"},
        {"2026-02-19T10:59+04", "2026-02-19T06:59:00"},
    };
    for (const auto& [written, instant] : dates) {
        CAPTURE(written);
        CHECK(text_of(feed::parse_feed_date(written)) == instant);
    }
}

TEST_CASE("feeds of every kind give the entries that their writers meant", "[feed][conformance]") {
    const Case cases[] = {
        {"base on feed",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://example.com/base/"><entry><link href="a"/></entry></feed>)x"sv,
         {{"http://example.com/base/a", "*", "*"}}},
        {"base on entry",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<feed xmlns="http://www.w3.org/2005/Atom"><entry xml:base="http://example.com/base/"><link href="a"/></entry></feed>)x"sv,
         {{"http://example.com/base/a", "*", "*"}}},
        {"base on link",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<feed xmlns="http://www.w3.org/2005/Atom" ><entry><link xml:base="http://example.com/base/" href="a"/></entry></feed>)x"sv,
         {{"http://example.com/base/a", "*", "*"}}},
        {"base nested rel",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://example.com/base/"><entry xml:base="sub/"><link href="a"/></entry></feed>)x"sv,
         {{"http://example.com/base/sub/a", "*", "*"}}},
        {"base ends",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<feed xmlns="http://www.w3.org/2005/Atom"><entry xml:base="http://example.com/base/"><link href="a"/></entry><entry><link href="b"/></entry></feed>)x"sv,
         {{"http://example.com/base/a", "*", "*"}, {"http://example.com/dir/b", "*", "*"}}},
        {"no base",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<feed xmlns="http://www.w3.org/2005/Atom" ><entry><link href="a"/></entry></feed>)x"sv,
         {{"http://example.com/dir/a", "*", "*"}}},
        {"base on rss",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" xml:base="http://example.com/base/"><channel><item><link>a</link></item></channel></rss>)x"sv,
         {{"http://example.com/base/a", "*", "*"}}},
        {"base bad",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://a b:99999/"><entry><link href="a"/></entry></feed>)x"sv,
         {{"http://example.com/dir/a", "*", "*"}}},
        {"rel alternate",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<feed xmlns="http://www.w3.org/2005/Atom" ><entry><link rel="self" href="http://example.com/s"/><link rel="alternate" href="http://example.com/a"/></entry></feed>)x"sv,
         {{"http://example.com/a", "*", "*"}}},
        {"rel enclosure only first",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<feed xmlns="http://www.w3.org/2005/Atom" ><entry><link rel="enclosure" href="http://example.com/x.mp3"/><link rel="alternate" type="text/html" href="http://example.com/a"/><link rel="related" href="http://r.example/"/></entry></feed>)x"sv,
         {{"http://example.com/a", "*", "*"}}},
        {"rel via only + id",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<feed xmlns="http://www.w3.org/2005/Atom" ><entry><id>http://example.com/a</id><link rel="via" href="http://v.example/"/></entry></feed>)x"sv,
         {{"http://example.com/a", "*", "*"}}},
        {"rel ALTERNATE upper",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<feed xmlns="http://www.w3.org/2005/Atom" ><entry><link rel="ALTERNATE" href="http://example.com/a"/></entry></feed>)x"sv,
         {{"http://example.com/a", "*", "*"}}},
        {"alternates types",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<feed xmlns="http://www.w3.org/2005/Atom" ><entry><link rel="alternate" type="application/json" href="http://example.com/j"/><link rel="alternate" type="application/xhtml+xml" href="http://example.com/a"/></entry></feed>)x"sv,
         {{"http://example.com/a", "*", "*"}}},
        {"atom03",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title mode="escaped" type="text/html">A &lt;b&gt;B&lt;/b&gt;</title><link href="http://example.com/a"/><issued>2004-01-01T10:00:00Z</issued><modified>2004-02-01T10:00:00Z</modified></entry></feed>)x"sv,
         {{"http://example.com/a", "A B", "2004-01-01T10:00:00"}}},
        {"atom03 base64",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title mode="base64" type="text/html">RXhhbXBsZSA8Yj50ZXN0PC9iPg==</title><link href="http://example.com/a"/></entry></feed>)x"sv,
         {{"http://example.com/a", "Example test", "*"}}},
        {"rdf about only",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><item rdf:about="http://example.com/a"><title>T</title></item></rdf:RDF>)x"sv,
         {{"http://example.com/a", "T", "*"}}},
        {"rdf link wins",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><item rdf:about="http://example.com/b"><title>T</title><link>http://example.com/a</link><dc:date>2004-01-01</dc:date></item></rdf:RDF>)x"sv,
         {{"http://example.com/a", "T", "2004-01-01T00:00:00"}}},
        {"rss090",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://channel.netscape.com/rdf/simple/0.9/"><channel><title>C</title></channel><item><title>T</title><link>http://example.com/a</link></item></rdf:RDF>)x"sv,
         {{"http://example.com/a", "T", "*"}}},
        {"rss090 my",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/"><item><title>T</title><link>http://example.com/a</link></item></rdf:RDF>)x"sv,
         {{"http://example.com/a", "T", "*"}}},
        {"rdf prefixed rss",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:rss="http://purl.org/rss/1.0/"><rss:item><rss:title>T</rss:title><rss:link>http://example.com/a</rss:link></rss:item></rdf:RDF>)x"sv,
         {{"http://example.com/a", "T", "*"}}},
        {"weird prefix",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<x:feed xmlns:x="http://www.w3.org/2005/Atom"><x:entry><x:title>T</x:title><x:link href="http://example.com/a"/><x:updated>2004-01-01T00:00:00Z</x:updated></x:entry></x:feed>)x"sv,
         {{"http://example.com/a", "T", "2004-01-01T00:00:00"}}},
        {"dc odd prefix",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" xmlns:foo="http://purl.org/dc/elements/1.1/"><channel><item><link>http://example.com/a</link><foo:date>2004-05-05</foo:date></item></channel></rss>)x"sv,
         {{"http://example.com/a", "*", "2004-05-05T00:00:00"}}},
        {"dc undeclared",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" ><channel><item><link>http://example.com/a</link><dc:date>2004-05-05</dc:date></item></channel></rss>)x"sv,
         {{"http://example.com/a", "*", "2004-05-05T00:00:00"}}},
        {"dcterms",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" xmlns:dcterms="http://purl.org/dc/terms/"><channel><item><link>http://example.com/a</link><dcterms:created>2004-05-05</dcterms:created></item></channel></rss>)x"sv,
         {{"http://example.com/a", "*", "2004-05-05T00:00:00"}}},
        {"prism",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" xmlns:prism="http://prismstandard.org/namespaces/1.2/basic/"><channel><item><link>http://example.com/a</link><prism:publicationDate>2004-05-05</prism:publicationDate></item></channel></rss>)x"sv,
         {{"http://example.com/a", "*", "2004-05-05T00:00:00"}}},
        {"rss ns userland",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" xmlns="http://backend.userland.com/rss2"><channel><item><link>http://example.com/a</link><title>T</title></item></channel></rss>)x"sv,
         {{"http://example.com/a", "T", "*"}}},
        {"unknown default ns",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" xmlns="http://nobody.example/x"><channel><item><link>http://example.com/a</link><title>T</title></item></channel></rss>)x"sv,
         {{"http://example.com/a", "T", "*"}}},
        {"guid permalink default",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" ><channel><item><guid>http://example.com/a</guid></item></channel></rss>)x"sv,
         {{"http://example.com/a", "*", "*"}}},
        {"guid false + none",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" ><channel><item><guid isPermaLink="false">http://example.com/a</guid><link>http://example.com/b</link></item></channel></rss>)x"sv,
         {{"http://example.com/b", "*", "*"}}},
        {"guid relative true",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" ><channel><item><guid isPermaLink="true">a</guid></item></channel></rss>)x"sv,
         {{"http://example.com/dir/a", "*", "*"}}},
        {"origlink",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel><item><link>http://feeds.example/x</link><feedburner:origLink>http://example.com/a</feedburner:origLink></item></channel></rss>)x"sv,
         {{"http://example.com/a", "*", "*"}}},
        {"atom link in rss",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><item><atom:link href="http://example.com/a" rel="alternate"/></item></channel></rss>)x"sv,
         {{"http://example.com/a", "*", "*"}}},
        {"atom self in rss + link",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><item><atom:link href="http://example.com/self" rel="self"/><link>http://example.com/a</link></item></channel></rss>)x"sv,
         {{"http://example.com/a", "*", "*"}}},
        {"empty link then guid",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" ><channel><item><link></link><guid>http://example.com/a</guid></item></channel></rss>)x"sv,
         {{"http://example.com/a", "*", "*"}}},
        {"link with ws",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" ><channel><item><link>
  http://example.com/a
 </link></item></channel></rss>)x"sv,
         {{"http://example.com/a", "*", "*"}}},
        {"link cdata",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" ><channel><item><link><![CDATA[http://example.com/a?x=1&y=2]]></link></item></channel></rss>)x"sv,
         {{"http://example.com/a?x=1&y=2", "*", "*"}}},
        {"media",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><item><media:content url="http://m.example/x.jpg"><media:title>M</media:title></media:content><link>http://example.com/a</link><title>T</title></item></channel></rss>)x"sv,
         {{"http://example.com/a", "T", "*"}}},
        {"media before title",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><item><media:title>M</media:title><link>http://example.com/a</link><title>T</title></item></channel></rss>)x"sv,
         {{"http://example.com/a", "T", "*"}}},
        {"itunes title",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><item><itunes:title>I</itunes:title><link>http://example.com/a</link><title>T</title></item></channel></rss>)x"sv,
         {{"http://example.com/a", "T", "*"}}},
        {"image title",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0"><channel><image><title>Img</title><link>http://i.example/</link></image><title>C</title><item><link>http://example.com/a</link><title>T</title></item></channel></rss>)x"sv,
         {{"http://example.com/a", "T", "*"}}},
        {"source in atom",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<feed xmlns="http://www.w3.org/2005/Atom" ><entry><source><title>S</title><link href="http://s.example/"/><updated>2001-01-01T00:00:00Z</updated></source><title>T</title><link href="http://example.com/a"/><updated>2004-01-01T00:00:00Z</updated></entry></feed>)x"sv,
         {{"http://example.com/a", "T", "2004-01-01T00:00:00"}}},
        {"rss source",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" ><channel><item><source url="http://s.example">S</source><link>http://example.com/a</link><title>T</title></item></channel></rss>)x"sv,
         {{"http://example.com/a", "T", "*"}}},
        {"rss title plain",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" ><channel><item><link>http://example.com/a</link><title>Example title</title></item></channel></rss>)x"sv,
         {{"http://example.com/a", "Example title", "*"}}},
        {"rss title escaped markup",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" ><channel><item><link>http://example.com/a</link><title>A &lt;b&gt;B&lt;/b&gt; C</title></item></channel></rss>)x"sv,
         {{"http://example.com/a", "A B C", "*"}}},
        {"rss title cdata markup",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" ><channel><item><link>http://example.com/a</link><title><![CDATA[A <b>B</b> C]]></title></item></channel></rss>)x"sv,
         {{"http://example.com/a", "A B C", "*"}}},
        {"rss title cdata entity",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" ><channel><item><link>http://example.com/a</link><title><![CDATA[A &amp; B]]></title></item></channel></rss>)x"sv,
         {{"http://example.com/a", "A & B", "*"}}},
        {"rss title double escaped",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" ><channel><item><link>http://example.com/a</link><title>A &amp;amp; B</title></item></channel></rss>)x"sv,
         {{"http://example.com/a", "A & B", "*"}}},
        {"rss title numeric",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" ><channel><item><link>http://example.com/a</link><title>Caf&#233; &#x2014; bar</title></item></channel></rss>)x"sv,
         {{"http://example.com/a", "Café — bar", "*"}}},
        {"rss title win1252 ref",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" ><channel><item><link>http://example.com/a</link><title>It&#146;s</title></item></channel></rss>)x"sv,
         {{"http://example.com/a", "It’s", "*"}}},
        {"rss title named html",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" ><channel><item><link>http://example.com/a</link><title>Caf&eacute; &mdash; bar</title></item></channel></rss>)x"sv,
         {{"http://example.com/a", "Café — bar", "*"}}},
        {"rss title named esc",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" ><channel><item><link>http://example.com/a</link><title>Caf&amp;eacute;</title></item></channel></rss>)x"sv,
         {{"http://example.com/a", "Café", "*"}}},
        {"rss title less than",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" ><channel><item><link>http://example.com/a</link><title>1 &lt; 2</title></item></channel></rss>)x"sv,
         {{"http://example.com/a", "1 < 2", "*"}}},
        {"rss title esc lt",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" ><channel><item><link>http://example.com/a</link><title>1 &amp;lt; 2</title></item></channel></rss>)x"sv,
         {{"http://example.com/a", "1 < 2", "*"}}},
        {"rss title ws",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" ><channel><item><link>http://example.com/a</link><title>
  Two
   lines </title></item></channel></rss>)x"sv,
         {{"http://example.com/a", "Two lines", "*"}}},
        {"rss title inline markup",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" ><channel><item><link>http://example.com/a</link><title>A <b>B</b> C</title></item></channel></rss>)x"sv,
         {{"http://example.com/a", "A B C", "*"}}},
        {"rss title empty",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" ><channel><item><link>http://example.com/a</link><title/></item></channel></rss>)x"sv,
         {{"http://example.com/a", "", "*"}}},
        {"rss title bare amp",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" ><channel><item><link>http://example.com/a</link><title>A & B</title></item></channel></rss>)x"sv,
         {{"http://example.com/a", "A & B", "*"}}},
        {"rss title AT&T",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" ><channel><item><link>http://example.com/a</link><title>AT&T</title></item></channel></rss>)x"sv,
         {{"http://example.com/a", "AT&T", "*"}}},
        {"rss title mixed",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" ><channel><item><link>http://example.com/a</link><title>x<![CDATA[y]]>z</title></item></channel></rss>)x"sv,
         {{"http://example.com/a", "xyz", "*"}}},
        {"rss title br",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" ><channel><item><link>http://example.com/a</link><title>A&lt;br/&gt;B</title></item></channel></rss>)x"sv,
         {{"http://example.com/a", "A B", "*"}}},
        {"rss title img",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" ><channel><item><link>http://example.com/a</link><title>A &lt;img src="x" alt="pic"&gt; B</title></item></channel></rss>)x"sv,
         {{"http://example.com/a", "A B", "*"}}},
        {"rss title script",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" ><channel><item><link>http://example.com/a</link><title>A &lt;script&gt;evil()&lt;/script&gt;B</title></item></channel></rss>)x"sv,
         {{"http://example.com/a", "A B", "*"}}},
        {"rss title nbsp",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" ><channel><item><link>http://example.com/a</link><title>A&#160;B</title></item></channel></rss>)x"sv,
         {{"http://example.com/a", "A B", "*"}}},
        {"rss title two titles",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" ><channel><item><link>http://example.com/a</link><title>T1</title><title>T2</title></item></channel></rss>)x"sv,
         {{"http://example.com/a", "T1", "*"}}},
        {"atom title text",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<feed xmlns="http://www.w3.org/2005/Atom" ><entry><link href="http://example.com/a"/><title type="text">A &lt;b&gt; B</title></entry></feed>)x"sv,
         {{"http://example.com/a", "A <b> B", "*"}}},
        {"atom title none",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<feed xmlns="http://www.w3.org/2005/Atom" ><entry><link href="http://example.com/a"/><title>A &lt;b&gt; B</title></entry></feed>)x"sv,
         {{"http://example.com/a", "A <b> B", "*"}}},
        {"atom title html",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<feed xmlns="http://www.w3.org/2005/Atom" ><entry><link href="http://example.com/a"/><title type="html">A &lt;b&gt;B&lt;/b&gt;</title></entry></feed>)x"sv,
         {{"http://example.com/a", "A B", "*"}}},
        {"atom title html cdata",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<feed xmlns="http://www.w3.org/2005/Atom" ><entry><link href="http://example.com/a"/><title type="html"><![CDATA[A <b>B</b>]]></title></entry></feed>)x"sv,
         {{"http://example.com/a", "A B", "*"}}},
        {"atom title xhtml",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<feed xmlns="http://www.w3.org/2005/Atom" ><entry><link href="http://example.com/a"/><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <b>B</b></div></title></entry></feed>)x"sv,
         {{"http://example.com/a", "A B", "*"}}},
        {"atom title xhtml esc",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<feed xmlns="http://www.w3.org/2005/Atom" ><entry><link href="http://example.com/a"/><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">1 &lt; 2</div></title></entry></feed>)x"sv,
         {{"http://example.com/a", "1 < 2", "*"}}},
        {"atom title xhtml prefixed",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<feed xmlns="http://www.w3.org/2005/Atom" ><entry><link href="http://example.com/a"/><title type="xhtml"><xh:div xmlns:xh="http://www.w3.org/1999/xhtml">A <xh:b>B</xh:b></xh:div></title></entry></feed>)x"sv,
         {{"http://example.com/a", "A B", "*"}}},
        {"atom title text amp",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<feed xmlns="http://www.w3.org/2005/Atom" ><entry><link href="http://example.com/a"/><title>A &amp; B</title></entry></feed>)x"sv,
         {{"http://example.com/a", "A & B", "*"}}},
        {"atom title text ampamp",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<feed xmlns="http://www.w3.org/2005/Atom" ><entry><link href="http://example.com/a"/><title>A &amp;amp; B</title></entry></feed>)x"sv,
         {{"http://example.com/a", "A &amp; B", "*"}}},
        {"atom title html ampamp",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<feed xmlns="http://www.w3.org/2005/Atom" ><entry><link href="http://example.com/a"/><title type="html">A &amp;amp; B</title></entry></feed>)x"sv,
         {{"http://example.com/a", "A & B", "*"}}},
        {"enc decl utf-8",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<?xml version="1.0" encoding="utf-8"?><rss version="2.0" ><channel><item><link>http://example.com/a</link><title>Привет - мир</title></item></channel></rss>)x"sv,
         {{"http://example.com/a", "Привет - мир", "*"}}},
        {"enc http utf-8",
         "http://example.com/dir/feed.xml",
         "application/rss+xml; charset=utf-8",
         R"x(<rss version="2.0" ><channel><item><link>http://example.com/a</link><title>Привет - мир</title></item></channel></rss>)x"sv,
         {{"http://example.com/a", "Привет - мир", "*"}}},
        {"enc decl windows-1251",
         "http://example.com/dir/feed.xml",
         "",
         "<?xml version=\"1.0\" encoding=\"windows-1251\"?><rss version=\"2.0\" ><channel><item><link>http://example.com/a</link><title>\xCF\xF0\xE8\xE2\xE5\xF2 - \xEC\xE8\xF0</title></item></channel></rss>"sv,
         {{"http://example.com/a", "Привет - мир", "*"}}},
        {"enc http windows-1251",
         "http://example.com/dir/feed.xml",
         "application/rss+xml; charset=windows-1251",
         "<rss version=\"2.0\" ><channel><item><link>http://example.com/a</link><title>\xCF\xF0\xE8\xE2\xE5\xF2 - \xEC\xE8\xF0</title></item></channel></rss>"sv,
         {{"http://example.com/a", "Привет - мир", "*"}}},
        {"enc decl koi8-r",
         "http://example.com/dir/feed.xml",
         "",
         "<?xml version=\"1.0\" encoding=\"koi8-r\"?><rss version=\"2.0\" ><channel><item><link>http://example.com/a</link><title>\xF0\xD2\xC9\xD7\xC5\xD4 - \xCD\xC9\xD2</title></item></channel></rss>"sv,
         {{"http://example.com/a", "Привет - мир", "*"}}},
        {"enc http koi8-r",
         "http://example.com/dir/feed.xml",
         "application/rss+xml; charset=koi8-r",
         "<rss version=\"2.0\" ><channel><item><link>http://example.com/a</link><title>\xF0\xD2\xC9\xD7\xC5\xD4 - \xCD\xC9\xD2</title></item></channel></rss>"sv,
         {{"http://example.com/a", "Привет - мир", "*"}}},
        {"enc decl iso-8859-5",
         "http://example.com/dir/feed.xml",
         "",
         "<?xml version=\"1.0\" encoding=\"iso-8859-5\"?><rss version=\"2.0\" ><channel><item><link>http://example.com/a</link><title>\xBF\xE0\xD8\xD2\xD5\xE2 - \xDC\xD8\xE0</title></item></channel></rss>"sv,
         {{"http://example.com/a", "Привет - мир", "*"}}},
        {"enc http iso-8859-5",
         "http://example.com/dir/feed.xml",
         "application/rss+xml; charset=iso-8859-5",
         "<rss version=\"2.0\" ><channel><item><link>http://example.com/a</link><title>\xBF\xE0\xD8\xD2\xD5\xE2 - \xDC\xD8\xE0</title></item></channel></rss>"sv,
         {{"http://example.com/a", "Привет - мир", "*"}}},
        {"bom utf-16-le",
         "http://example.com/dir/feed.xml",
         "",
         "\xFF\xFE<\x00?\x00x\x00m\x00l\x00 \x00v\x00"
         "e\x00r\x00s\x00i\x00o\x00n\x00=\x00\"\x00"
         "1\x00.\x00"
         "0\x00\"\x00 \x00"
         "e\x00n\x00"
         "c\x00o\x00"
         "d\x00i\x00n\x00g\x00=\x00\"\x00u\x00t\x00"
         "f\x00-\x00"
         "1\x00"
         "6\x00\"\x00?\x00>\x00<\x00r\x00s\x00s\x00 \x00v\x00"
         "e\x00r\x00s\x00i\x00o\x00n\x00=\x00\"\x00"
         "2\x00.\x00"
         "0\x00\"\x00 \x00>\x00<\x00"
         "c\x00h\x00"
         "a\x00n\x00n\x00"
         "e\x00l\x00>\x00<\x00i\x00t\x00"
         "e\x00m\x00>\x00<\x00l\x00i\x00n\x00k\x00>\x00h\x00t\x00t\x00p\x00:\x00/\x00/\x00"
         "e\x00x\x00"
         "a\x00m\x00p\x00l\x00"
         "e\x00.\x00"
         "c\x00o\x00m\x00/\x00"
         "a\x00<\x00/\x00l\x00i\x00n\x00k\x00>\x00<\x00t\x00i\x00t\x00l\x00"
         "e\x00>\x00\x1F\x04@\x04"
         "8\x04"
         "2\x04"
         "5\x04"
         "B\x04 \x00\x14  \x00<\x04"
         "8\x04@\x04<\x00/\x00t\x00i\x00t\x00l\x00"
         "e\x00>\x00<\x00/\x00i\x00t\x00"
         "e\x00m\x00>\x00<\x00/\x00"
         "c\x00h\x00"
         "a\x00n\x00n\x00"
         "e\x00l\x00>\x00<\x00/\x00r\x00s\x00s\x00>\x00"sv,
         {{"http://example.com/a", "Привет — мир", "*"}}},
        {"nobom utf-16-le",
         "http://example.com/dir/feed.xml",
         "",
         "<\x00?\x00x\x00m\x00l\x00 \x00v\x00"
         "e\x00r\x00s\x00i\x00o\x00n\x00=\x00\"\x00"
         "1\x00.\x00"
         "0\x00\"\x00 \x00"
         "e\x00n\x00"
         "c\x00o\x00"
         "d\x00i\x00n\x00g\x00=\x00\"\x00u\x00t\x00"
         "f\x00-\x00"
         "1\x00"
         "6\x00\"\x00?\x00>\x00<\x00r\x00s\x00s\x00 \x00v\x00"
         "e\x00r\x00s\x00i\x00o\x00n\x00=\x00\"\x00"
         "2\x00.\x00"
         "0\x00\"\x00 \x00>\x00<\x00"
         "c\x00h\x00"
         "a\x00n\x00n\x00"
         "e\x00l\x00>\x00<\x00i\x00t\x00"
         "e\x00m\x00>\x00<\x00l\x00i\x00n\x00k\x00>\x00h\x00t\x00t\x00p\x00:\x00/\x00/\x00"
         "e\x00x\x00"
         "a\x00m\x00p\x00l\x00"
         "e\x00.\x00"
         "c\x00o\x00m\x00/\x00"
         "a\x00<\x00/\x00l\x00i\x00n\x00k\x00>\x00<\x00t\x00i\x00t\x00l\x00"
         "e\x00>\x00\x1F\x04@\x04"
         "8\x04"
         "2\x04"
         "5\x04"
         "B\x04 \x00\x14  \x00<\x04"
         "8\x04@\x04<\x00/\x00t\x00i\x00t\x00l\x00"
         "e\x00>\x00<\x00/\x00i\x00t\x00"
         "e\x00m\x00>\x00<\x00/\x00"
         "c\x00h\x00"
         "a\x00n\x00n\x00"
         "e\x00l\x00>\x00<\x00/\x00r\x00s\x00s\x00>\x00"sv,
         {{"http://example.com/a", "Привет — мир", "*"}}},
        {"bom utf-16-be",
         "http://example.com/dir/feed.xml",
         "",
         "\xFE\xFF\x00<\x00?\x00x\x00m\x00l\x00 \x00v\x00"
         "e\x00r\x00s\x00i\x00o\x00n\x00=\x00\"\x00"
         "1\x00.\x00"
         "0\x00\"\x00 \x00"
         "e\x00n\x00"
         "c\x00o\x00"
         "d\x00i\x00n\x00g\x00=\x00\"\x00u\x00t\x00"
         "f\x00-\x00"
         "1\x00"
         "6\x00\"\x00?\x00>\x00<\x00r\x00s\x00s\x00 \x00v\x00"
         "e\x00r\x00s\x00i\x00o\x00n\x00=\x00\"\x00"
         "2\x00.\x00"
         "0\x00\"\x00 \x00>\x00<\x00"
         "c\x00h\x00"
         "a\x00n\x00n\x00"
         "e\x00l\x00>\x00<\x00i\x00t\x00"
         "e\x00m\x00>\x00<\x00l\x00i\x00n\x00k\x00>\x00h\x00t\x00t\x00p\x00:\x00/\x00/\x00"
         "e\x00x\x00"
         "a\x00m\x00p\x00l\x00"
         "e\x00.\x00"
         "c\x00o\x00m\x00/\x00"
         "a\x00<\x00/\x00l\x00i\x00n\x00k\x00>\x00<\x00t\x00i\x00t\x00l\x00"
         "e\x00>\x04\x1F\x04@\x04"
         "8\x04"
         "2\x04"
         "5\x04"
         "B\x00  \x14\x00 \x04<\x04"
         "8\x04@\x00<\x00/\x00t\x00i\x00t\x00l\x00"
         "e\x00>\x00<\x00/\x00i\x00t\x00"
         "e\x00m\x00>\x00<\x00/\x00"
         "c\x00h\x00"
         "a\x00n\x00n\x00"
         "e\x00l\x00>\x00<\x00/\x00r\x00s\x00s\x00>"sv,
         {{"http://example.com/a", "Привет — мир", "*"}}},
        {"nobom utf-16-be",
         "http://example.com/dir/feed.xml",
         "",
         "\x00<\x00?\x00x\x00m\x00l\x00 \x00v\x00"
         "e\x00r\x00s\x00i\x00o\x00n\x00=\x00\"\x00"
         "1\x00.\x00"
         "0\x00\"\x00 \x00"
         "e\x00n\x00"
         "c\x00o\x00"
         "d\x00i\x00n\x00g\x00=\x00\"\x00u\x00t\x00"
         "f\x00-\x00"
         "1\x00"
         "6\x00\"\x00?\x00>\x00<\x00r\x00s\x00s\x00 \x00v\x00"
         "e\x00r\x00s\x00i\x00o\x00n\x00=\x00\"\x00"
         "2\x00.\x00"
         "0\x00\"\x00 \x00>\x00<\x00"
         "c\x00h\x00"
         "a\x00n\x00n\x00"
         "e\x00l\x00>\x00<\x00i\x00t\x00"
         "e\x00m\x00>\x00<\x00l\x00i\x00n\x00k\x00>\x00h\x00t\x00t\x00p\x00:\x00/\x00/\x00"
         "e\x00x\x00"
         "a\x00m\x00p\x00l\x00"
         "e\x00.\x00"
         "c\x00o\x00m\x00/\x00"
         "a\x00<\x00/\x00l\x00i\x00n\x00k\x00>\x00<\x00t\x00i\x00t\x00l\x00"
         "e\x00>\x04\x1F\x04@\x04"
         "8\x04"
         "2\x04"
         "5\x04"
         "B\x00  \x14\x00 \x04<\x04"
         "8\x04@\x00<\x00/\x00t\x00i\x00t\x00l\x00"
         "e\x00>\x00<\x00/\x00i\x00t\x00"
         "e\x00m\x00>\x00<\x00/\x00"
         "c\x00h\x00"
         "a\x00n\x00n\x00"
         "e\x00l\x00>\x00<\x00/\x00r\x00s\x00s\x00>"sv,
         {{"http://example.com/a", "Привет — мир", "*"}}},
        {"bom utf-8",
         "http://example.com/dir/feed.xml",
         "",
         "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\" ><channel><item><link>http://example.com/a</link><title>\xD0\x9F\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82 \xE2\x80\x94 \xD0\xBC\xD0\xB8\xD1\x80</title></item></channel></rss>"sv,
         {{"http://example.com/a", "Привет — мир", "*"}}},
        {"bom utf-32-le",
         "http://example.com/dir/feed.xml",
         "",
         "\xFF\xFE\x00\x00<\x00\x00\x00?\x00\x00\x00x\x00\x00\x00m\x00\x00\x00l\x00\x00\x00 \x00\x00\x00v\x00\x00\x00"
         "e\x00\x00\x00r\x00\x00\x00s\x00\x00\x00i\x00\x00\x00o\x00\x00\x00n\x00\x00\x00=\x00\x00\x00\"\x00\x00\x00"
         "1\x00\x00\x00.\x00\x00\x00"
         "0\x00\x00\x00\"\x00\x00\x00 \x00\x00\x00"
         "e\x00\x00\x00n\x00\x00\x00"
         "c\x00\x00\x00o\x00\x00\x00"
         "d\x00\x00\x00i\x00\x00\x00n\x00\x00\x00g\x00\x00\x00=\x00\x00\x00\"\x00\x00\x00u\x00\x00\x00t\x00\x00\x00"
         "f\x00\x00\x00-\x00\x00\x00"
         "3\x00\x00\x00"
         "2\x00\x00\x00\"\x00\x00\x00?\x00\x00\x00>\x00\x00\x00<\x00\x00\x00r\x00\x00\x00s\x00\x00\x00s\x00\x00\x00 "
         "\x00\x00\x00v\x00\x00\x00"
         "e\x00\x00\x00r\x00\x00\x00s\x00\x00\x00i\x00\x00\x00o\x00\x00\x00n\x00\x00\x00=\x00\x00\x00\"\x00\x00\x00"
         "2\x00\x00\x00.\x00\x00\x00"
         "0\x00\x00\x00\"\x00\x00\x00 \x00\x00\x00>\x00\x00\x00<\x00\x00\x00"
         "c\x00\x00\x00h\x00\x00\x00"
         "a\x00\x00\x00n\x00\x00\x00n\x00\x00\x00"
         "e\x00\x00\x00l\x00\x00\x00>\x00\x00\x00<\x00\x00\x00i\x00\x00\x00t\x00\x00\x00"
         "e\x00\x00\x00m\x00\x00\x00>\x00\x00\x00<\x00\x00\x00l\x00\x00\x00i\x00\x00\x00n\x00\x00\x00k\x00\x00\x00>"
         "\x00\x00\x00h\x00\x00\x00t\x00\x00\x00t\x00\x00\x00p\x00\x00\x00:\x00\x00\x00/\x00\x00\x00/\x00\x00\x00"
         "e\x00\x00\x00x\x00\x00\x00"
         "a\x00\x00\x00m\x00\x00\x00p\x00\x00\x00l\x00\x00\x00"
         "e\x00\x00\x00.\x00\x00\x00"
         "c\x00\x00\x00o\x00\x00\x00m\x00\x00\x00/\x00\x00\x00"
         "a\x00\x00\x00<\x00\x00\x00/"
         "\x00\x00\x00l\x00\x00\x00i\x00\x00\x00n\x00\x00\x00k\x00\x00\x00>\x00\x00\x00<"
         "\x00\x00\x00t\x00\x00\x00i\x00\x00\x00t\x00\x00\x00l\x00\x00\x00"
         "e\x00\x00\x00>\x00\x00\x00\x1F\x04\x00\x00@\x04\x00\x00"
         "8\x04\x00\x00"
         "2\x04\x00\x00"
         "5\x04\x00\x00"
         "B\x04\x00\x00 \x00\x00\x00\x14 \x00\x00 \x00\x00\x00<\x04\x00\x00"
         "8\x04\x00\x00@\x04\x00\x00<\x00\x00\x00/\x00\x00\x00t\x00\x00\x00i\x00\x00\x00t\x00\x00\x00l\x00\x00\x00"
         "e\x00\x00\x00>\x00\x00\x00<\x00\x00\x00/\x00\x00\x00i\x00\x00\x00t\x00\x00\x00"
         "e\x00\x00\x00m\x00\x00\x00>\x00\x00\x00<\x00\x00\x00/\x00\x00\x00"
         "c\x00\x00\x00h\x00\x00\x00"
         "a\x00\x00\x00n\x00\x00\x00n\x00\x00\x00"
         "e\x00\x00\x00l\x00\x00\x00>\x00\x00\x00<\x00\x00\x00/\x00\x00\x00r\x00\x00\x00s\x00\x00\x00s\x00\x00\x00>\x00\x00\x00"sv,
         {{"http://example.com/a", "Привет — мир", "*"}}},
        {"bom utf-32-be",
         "http://example.com/dir/feed.xml",
         "",
         "\x00\x00\xFE\xFF\x00\x00\x00<\x00\x00\x00?\x00\x00\x00x\x00\x00\x00m\x00\x00\x00l\x00\x00\x00 "
         "\x00\x00\x00v\x00\x00\x00"
         "e\x00\x00\x00r\x00\x00\x00s\x00\x00\x00i\x00\x00\x00o\x00\x00\x00n\x00\x00\x00=\x00\x00\x00\"\x00\x00\x00"
         "1\x00\x00\x00.\x00\x00\x00"
         "0\x00\x00\x00\"\x00\x00\x00 \x00\x00\x00"
         "e\x00\x00\x00n\x00\x00\x00"
         "c\x00\x00\x00o\x00\x00\x00"
         "d\x00\x00\x00i\x00\x00\x00n\x00\x00\x00g\x00\x00\x00=\x00\x00\x00\"\x00\x00\x00u\x00\x00\x00t\x00\x00\x00"
         "f\x00\x00\x00-\x00\x00\x00"
         "3\x00\x00\x00"
         "2\x00\x00\x00\"\x00\x00\x00?\x00\x00\x00>\x00\x00\x00<\x00\x00\x00r\x00\x00\x00s\x00\x00\x00s\x00\x00\x00 "
         "\x00\x00\x00v\x00\x00\x00"
         "e\x00\x00\x00r\x00\x00\x00s\x00\x00\x00i\x00\x00\x00o\x00\x00\x00n\x00\x00\x00=\x00\x00\x00\"\x00\x00\x00"
         "2\x00\x00\x00.\x00\x00\x00"
         "0\x00\x00\x00\"\x00\x00\x00 \x00\x00\x00>\x00\x00\x00<\x00\x00\x00"
         "c\x00\x00\x00h\x00\x00\x00"
         "a\x00\x00\x00n\x00\x00\x00n\x00\x00\x00"
         "e\x00\x00\x00l\x00\x00\x00>\x00\x00\x00<\x00\x00\x00i\x00\x00\x00t\x00\x00\x00"
         "e\x00\x00\x00m\x00\x00\x00>\x00\x00\x00<\x00\x00\x00l\x00\x00\x00i\x00\x00\x00n\x00\x00\x00k\x00\x00\x00>"
         "\x00\x00\x00h\x00\x00\x00t\x00\x00\x00t\x00\x00\x00p\x00\x00\x00:\x00\x00\x00/\x00\x00\x00/\x00\x00\x00"
         "e\x00\x00\x00x\x00\x00\x00"
         "a\x00\x00\x00m\x00\x00\x00p\x00\x00\x00l\x00\x00\x00"
         "e\x00\x00\x00.\x00\x00\x00"
         "c\x00\x00\x00o\x00\x00\x00m\x00\x00\x00/\x00\x00\x00"
         "a\x00\x00\x00<\x00\x00\x00/"
         "\x00\x00\x00l\x00\x00\x00i\x00\x00\x00n\x00\x00\x00k\x00\x00\x00>\x00\x00\x00<"
         "\x00\x00\x00t\x00\x00\x00i\x00\x00\x00t\x00\x00\x00l\x00\x00\x00"
         "e\x00\x00\x00>\x00\x00\x04\x1F\x00\x00\x04@\x00\x00\x04"
         "8\x00\x00\x04"
         "2\x00\x00\x04"
         "5\x00\x00\x04"
         "B\x00\x00\x00 \x00\x00 \x14\x00\x00\x00 \x00\x00\x04<\x00\x00\x04"
         "8\x00\x00\x04@\x00\x00\x00<\x00\x00\x00/\x00\x00\x00t\x00\x00\x00i\x00\x00\x00t\x00\x00\x00l\x00\x00\x00"
         "e\x00\x00\x00>\x00\x00\x00<\x00\x00\x00/\x00\x00\x00i\x00\x00\x00t\x00\x00\x00"
         "e\x00\x00\x00m\x00\x00\x00>\x00\x00\x00<\x00\x00\x00/\x00\x00\x00"
         "c\x00\x00\x00h\x00\x00\x00"
         "a\x00\x00\x00n\x00\x00\x00n\x00\x00\x00"
         "e\x00\x00\x00l\x00\x00\x00>\x00\x00\x00<\x00\x00\x00/\x00\x00\x00r\x00\x00\x00s\x00\x00\x00s\x00\x00\x00>"sv,
         {{"http://example.com/a", "Привет — мир", "*"}}},
        {"ascii text/xml",
         "http://example.com/dir/feed.xml",
         "text/xml",
         R"x(<?xml version="1.0" encoding="utf-8"?><rss version="2.0" ><channel><item><link>http://example.com/a</link><title>Привет — мир</title></item></channel></rss>)x"sv,
         {{"http://example.com/a", "Привет — мир", "*"}}},
        {"decl utf8 but 1252",
         "http://example.com/dir/feed.xml",
         "",
         "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\" ><channel><item><link>http://example.com/a</link><title>Caf\xE9</title></item></channel></rss>"sv,
         {{"http://example.com/a", "Café", "*"}}},
        {"no decl 1252",
         "http://example.com/dir/feed.xml",
         "",
         "<rss version=\"2.0\" ><channel><item><link>http://example.com/a</link><title>Caf\xE9 d\x92or</title></item></channel></rss>"sv,
         {{"http://example.com/a", "Café d’or", "*"}}},
        {"decl utf-16 but utf8",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<?xml version="1.0" encoding="utf-16"?><rss version="2.0" ><channel><item><link>http://example.com/a</link><title>Привет — мир</title></item></channel></rss>)x"sv,
         {{"http://example.com/a", "Привет — мир", "*"}}},
        {"decl unknown",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<?xml version="1.0" encoding="nonsense"?><rss version="2.0" ><channel><item><link>http://example.com/a</link><title>Привет — мир</title></item></channel></rss>)x"sv,
         {{"http://example.com/a", "Привет — мир", "*"}}},
        {"gb2312",
         "http://example.com/dir/feed.xml",
         "",
         "<?xml version=\"1.0\" encoding=\"gb2312\"?><rss version=\"2.0\" ><channel><item><link>http://example.com/a</link><title>\xD6\xD0\xCE\xC4\xB1\xEA\xCC\xE2</title></item></channel></rss>"sv,
         {{"http://example.com/a", "中文标题", "*"}}},
        {"big5",
         "http://example.com/dir/feed.xml",
         "",
         "<?xml version=\"1.0\" encoding=\"big5\"?><rss version=\"2.0\" "
         "><channel><item><link>http://example.com/a</link><title>\xA4\xA4\xA4\xE5\xBC\xD0\xC3"
         "D</title></item></channel></rss>"sv,
         {{"http://example.com/a", "中文標題", "*"}}},
        {"shift_jis",
         "http://example.com/dir/feed.xml",
         "",
         "<?xml version=\"1.0\" encoding=\"Shift_JIS\"?><rss version=\"2.0\" ><channel><item><link>http://example.com/a</link><title>\x93\xFA\x96{\x8C\xEA</title></item></channel></rss>"sv,
         {{"http://example.com/a", "日本語", "*"}}},
        {"euc-kr",
         "http://example.com/dir/feed.xml",
         "",
         "<?xml version=\"1.0\" encoding=\"euc-kr\"?><rss version=\"2.0\" ><channel><item><link>http://example.com/a</link><title>\xC7\xD1\xB1\xB9\xBE\xEE</title></item></channel></rss>"sv,
         {{"http://example.com/a", "한국어", "*"}}},
        {"jf1",
         "http://example.com/dir/feed.xml",
         "",
         R"x({"version": "https://jsonfeed.org/version/1", "title": "x", "items": [{"id": "1", "url": "http://example.com/a", "title": "T &amp; <b>", "date_published": "2004-01-01T00:00:00Z"}]})x"sv,
         {{"http://example.com/a", "T &amp; <b>", "2004-01-01T00:00:00"}}},
        {"jf external only",
         "http://example.com/dir/feed.xml",
         "",
         R"x({"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": [{"id": "1", "external_url": "http://example.com/a"}]})x"sv,
         {{"http://example.com/a", "*", "*"}}},
        {"jf id url",
         "http://example.com/dir/feed.xml",
         "",
         R"x({"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": [{"id": "http://example.com/a"}]})x"sv,
         {{"http://example.com/a", "*", "*"}}},
        {"jf numeric id",
         "http://example.com/dir/feed.xml",
         "",
         R"x({"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": [{"id": 5, "url": "a"}]})x"sv,
         {{"http://example.com/dir/a", "*", "*"}}},
        {"jf bom",
         "http://example.com/dir/feed.xml",
         "",
         "\xEF\xBB\xBF{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": [{\"id\": \"1\", \"url\": \"http://example.com/a\"}]}"sv,
         {{"http://example.com/a", "*", "*"}}},
        {"unclosed item",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss><channel><item><link>http://example.com/a</link><title>T<item><link>http://example.com/b</link></item></channel></rss>)x"sv,
         {{"http://example.com/a", "T", "*"}, {"http://example.com/b", "*", "*"}}},
        {"junk before",
         "http://example.com/dir/feed.xml",
         "",
         R"x(

 junk <?xml version="1.0"?><rss version="2.0" ><channel><item><link>http://example.com/a</link></item></channel></rss>)x"sv,
         {{"http://example.com/a", "*", "*"}}},
        {"upper case",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<RSS><CHANNEL><ITEM><TITLE>T</TITLE><LINK>http://example.com/a</LINK></ITEM></CHANNEL></RSS>)x"sv,
         {{"http://example.com/a", "T", "*"}}},
        {"no channel",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss><item><link>http://example.com/a</link></item></rss>)x"sv,
         {{"http://example.com/a", "*", "*"}}},
        {"doctype entity",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<!DOCTYPE rss [<!ENTITY foo "bar">]><rss version="2.0" ><channel><item><link>http://example.com/a</link><title>&foo;x</title></item></channel></rss>)x"sv,
         {{"http://example.com/a", "*", "*"}}},
        {"pi xsl",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<?xml version="1.0"?><?xml-stylesheet href="x.xsl"?><rss version="2.0" ><channel><item><link>http://example.com/a</link></item></channel></rss>)x"sv,
         {{"http://example.com/a", "*", "*"}}},
        {"ctrl chars",
         "http://example.com/dir/feed.xml",
         "",
         "<rss version=\"2.0\" ><channel><item><link>http://example.com/a</link><title>A\x01"
         "B\x0B"
         "C</title></item></channel></rss>"sv,
         {{"http://example.com/a", "*", "*"}}},
        {"truncated",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<rss version="2.0" ><channel><item><link>http://example.com/a</link><title>T</title></item></channel></rss><item><title>x</title><link>http://exam)x"sv,
         {{"http://example.com/a", "T", "*"}}},
        {"cdf",
         "http://example.com/dir/feed.xml",
         "",
         R"x(<CHANNEL HREF="http://example.com/"><TITLE>C</TITLE><ITEM HREF="http://example.com/a" LASTMOD="2002-11-05T06:37Z"><TITLE>T</TITLE></ITEM></CHANNEL>)x"sv,
         {{"http://example.com/a", "T", "*"}}},
    };
    for (const auto& one : cases) {
        const auto base = url::Url::parse(one.url);
        REQUIRE(base);
        const auto read = feed::read_feed(one.body, one.content_type, *base);
        check(one, read ? read->entries : std::vector<feed::Announcement>());
    }
}

TEST_CASE("sitemaps of every kind give the entries that their writers meant", "[feed][conformance]") {
    const Case cases[] = {
        {"sm",
         "http://example.com/sitemap.xml",
         "",
         R"x(<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url><loc>http://example.com/a</loc><lastmod>2004-01-01</lastmod></url></urlset>)x"sv,
         {{"http://example.com/a", "*", "2004-01-01T00:00:00"}}},
        {"sm image",
         "http://example.com/sitemap.xml",
         "",
         R"x(<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url><loc>http://example.com/a</loc><image:image><image:loc>http://example.com/i.jpg</image:loc></image:image></url></urlset>)x"sv,
         {{"http://example.com/a", "*", "*"}}},
        {"sm amp",
         "http://example.com/sitemap.xml",
         "",
         R"x(<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url><loc>http://example.com/a?x=1&amp;y=2</loc></url></urlset>)x"sv,
         {{"http://example.com/a?x=1&y=2", "*", "*"}}},
        {"sm bare amp",
         "http://example.com/sitemap.xml",
         "",
         R"x(<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url><loc>http://example.com/a?x=1&y=2</loc></url></urlset>)x"sv,
         {{"http://example.com/a?x=1&y=2", "*", "*"}}},
        {"sm no ns",
         "http://example.com/sitemap.xml",
         "",
         R"x(<urlset><url><loc>http://example.com/a</loc></url></urlset>)x"sv,
         {{"http://example.com/a", "*", "*"}}},
        {"sm prefix",
         "http://example.com/sitemap.xml",
         "",
         R"x(<s:urlset xmlns:s="http://www.sitemaps.org/schemas/sitemap/0.9"><s:url><s:loc>http://example.com/a</s:loc></s:url></s:urlset>)x"sv,
         {{"http://example.com/a", "*", "*"}}},
        {"sm https ns",
         "http://example.com/sitemap.xml",
         "",
         R"x(<urlset xmlns="https://www.sitemaps.org/schemas/sitemap/0.9"><url><loc> http://example.com/a </loc></url></urlset>)x"sv,
         {{"http://example.com/a", "*", "*"}}},
        {"sm text",
         "http://example.com/s.txt",
         "",
         R"x(http://example.com/a
http://example.com/b
)x"sv,
         {{"http://example.com/a", "*", "*"}, {"http://example.com/b", "*", "*"}}},
        {"sm xhtml",
         "http://example.com/sitemap.xml",
         "",
         R"x(<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url><loc>http://example.com/a</loc><xhtml:link rel="alternate" hreflang="de" href="http://example.com/de"/></url></urlset>)x"sv,
         {{"http://example.com/a", "*", "*"}}},
        {"sm html", "http://example.com/sitemap.xml", "", R"x(<!doctype html><html><body>404</body></html>)x"sv, {}},
        {"sm rss",
         "http://example.com/sitemap.xml",
         "",
         R"x(<rss version="2.0" ><channel><item><link>http://example.com/a</link></item></channel></rss>)x"sv,
         {{"http://example.com/a", "*", "*"}}},
    };
    for (const auto& one : cases) {
        const auto base = url::Url::parse(one.url);
        REQUIRE(base);
        const auto read = feed::read_sitemap(one.body, one.content_type, *base);
        check(one, read ? read->entries : std::vector<feed::Announcement>());
    }
}
