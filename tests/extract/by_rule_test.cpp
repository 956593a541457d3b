#include "extract/by_rule.h"

#include "catch.hpp"

using namespace winnow;
using extract::Article;
using extract::NodeMarks;

namespace {

rules::SiteRules rules_of(const std::string& yaml) {
    auto site = rules::read_site("host: example.az\nname: Example\ntimezone: Asia/Baku\n" + yaml, "f.yaml");
    if (!site) FAIL(site.error().what);
    return std::move(*site);
}

struct Read {
    html::Document document;
    extract::RuleReading reading;
    std::vector<std::string> body;  ///< the lines that the rule's roots and removals leave
    std::vector<extract::BlockVerdict> verdicts;
    std::string origin;  ///< which entry gave the body
    const Article& article() const { return reading.article; }
    std::string from(std::string_view field) const {
        const auto found = reading.article.provenance.find(field);
        return found == reading.article.provenance.end() ? "" : found->second;
    }
};

Read read(const std::string& yaml, std::string_view page, const char* address = "https://example.az/ru/news/1.html") {
    const auto rules = rules_of(yaml);
    auto parsed = html::Document::parse(page);
    REQUIRE(parsed);
    const auto url = url::Url::parse(address);
    const std::chrono::sys_days day = std::chrono::year{2026} / 7 / 20;
    const extract::Structured structured(*parsed);
    NodeMarks dropped(*parsed);
    auto reading =
        extract::read_by_rule(*parsed, structured, rules, url ? &*url : nullptr, TimePoint(day), Article{}, dropped);

    // As extract.cpp does: the page's lines, those of the rule's body, then the removals by pattern.
    std::vector<std::string> body;
    const auto blocks = extract::read_blocks(*parsed, parsed->body().id(), dropped);
    auto by_rule = extract::body_by_rule(*parsed, rules, reading, blocks, reading.article.title);
    auto kept = std::move(by_rule.kept);
    if (rules.body.empty()) {
        for (std::uint32_t i = 0; i < blocks.size(); ++i) kept.push_back(i);
    }
    std::vector<extract::BlockVerdict> verdicts(blocks.size());
    extract::apply_text_removals(rules, blocks, kept, verdicts);
    for (const auto i : kept) body.push_back(blocks[i].text);
    return {std::move(*parsed), std::move(reading), std::move(body), std::move(verdicts), std::move(by_rule.origin)};
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("the first entry that yields a value gives the field, and says so", "[by_rule]") {
    const auto got =
        read("article: {title: ['h1.new', 'h1.empty', 'h1.old', 'meta:og:title']}\n",
             "<h1 class=empty> &nbsp; </h1><h1 class=old>The <b>old</b> <span style='color:red'>layout</span></h1>");
    CHECK(got.article().title == "The old layout");
    CHECK(got.from("title") == "rule:title[2] h1.old");
    CHECK(got.from("lead").empty());
}

TEST_CASE("each kind of entry yields its value", "[by_rule]") {
    const std::string page = R"(<html lang=az><head><title>T &amp; U</title>
        <meta property="og:title" content="From og"><meta name=description content=" D ">
        <script type="application/ld+json">{"@type":"NewsArticle","headline":"H","author":{"name":"A"}}</script></head>
        <body><p>first</p><p>Source: Some Paper</p><h1 title="In attribute">In <i>text</i></h1></body></html>)";
    for (const auto& [entry, value] : std::vector<std::pair<const char*, const char*>>{
             {"'h1'", "In text"},
             {"'h1@title'", "In attribute"},
             {"'xpath://h1/@title'", "In attribute"},
             {"'xpath://h1/i/text()'", "text"},
             {"'meta:og:title'", "From og"},
             {"'meta:description'", "D"},
             {"'meta[name=description]'", "D"},
             {"'title'", "T & U"},
             {"'jsonld:headline'", "H"},
             {"'jsonld:author.name'", "A"},
             {"'text:^Source: (.+)$'", "Some Paper"},
             {"'url:/ru/([a-z]+)/'", "news"},
             {"'const:Fixed'", "Fixed"},
             {"{css: 'p', match: '^Sour(.)', all: true}", "c"},
             {"{css: p, all: true}", "first Source: Some Paper"},
             {"{xpath: '//h1', match: 'In (te)'}", "te"},
             {"{meta: 'og:title', match: '^From (.*)'}", "og"},
             {"{jsonld: headline, match: '(X)'}", ""},
             {"'text:^(nothing)$'", ""},
         }) {
        CAPTURE(entry);
        CHECK(read("article: {section: [" + std::string(entry) + "]}\n", page).article().section == value);
    }
}

TEST_CASE("a title loses the name of its site", "[by_rule]") {
    for (const auto& [title, left] : std::vector<std::pair<const char*, const char*>>{
             {"Headline | Example", "Headline"},
             {"Headline | EXAMPLE.AZ", "Headline"},
             {"Headline - www.example.az", "Headline"},
             {"Headline | Example | Example.az", "Headline | Example"},
             {"A - B | Example", "A - B"},
             {"Headline | Other", "Headline | Other"},
             {"Example", "Example"},
             {"| Example", "| Example"},
             {"An Example", "An Example"},
         }) {
        CAPTURE(title);
        CHECK(read("article: {title: h1}\n", "<h1>" + std::string(title) + "</h1>").article().title == left);
    }
    CHECK(extract::without_site_name("a | Trend.Az", {"", "Trend"}) == "a | Trend.Az");
    CHECK(extract::without_site_name("a | Trend.Az", {"trend.az"}) == "a");
}

TEST_CASE("a date that is refused is a warning, and the next entry is tried", "[by_rule]") {
    const auto got =
        read("article: {date: ['.a', '.b', {css: '.c', format: 'D MMMM, YYYY HH:mm'}]}\n",
             "<p class=a>today</p><p class=b>1 January 2031 10:00</p><p class=c>19 февраля, 2026 10:59</p>");
    REQUIRE(got.article().published);
    CHECK(got.article().published->text() == "2026-02-19T10:59:00+04:00");
    CHECK(got.article().published_raw == "19 февраля, 2026 10:59");
    CHECK(got.from("date") == "rule:date[2] css:.c");
    REQUIRE(got.article().warnings.size() == 2);
    CHECK_THAT(got.article().warnings[0], Catch::StartsWith("rule:date[0] .a 'today': "));
    CHECK_THAT(got.article().warnings[1], Catch::StartsWith("rule:date[1] .b '1 January 2031 10:00': "));
}

TEST_CASE("day and time in two elements are one date", "[by_rule]") {
    const auto page = "<ul class=d><li>13 yanvar, 2026</li><li>18:27</li></ul>";
    CHECK(read("article: {date: '.d'}\n", page).article().published->text() == "2026-01-13T18:27:00+04:00");
    CHECK(read("article: {date: {css: '.d li', all: true}}\n", page).article().published->text() ==
          "2026-01-13T18:27:00+04:00");
    CHECK(read("article: {date: '.d li'}\n", page).article().published->text() == "2026-01-13");
}

TEST_CASE("a time element gives its datetime, a meta its content", "[by_rule]") {
    const auto page =
        "<meta itemprop=datePublished content='2026-02-19T06:59:00Z'><time datetime='2026-02-18 08:00'>an hour "
        "ago</time>";
    CHECK(read("article: {date: time}\n", page).article().published->day_text() == "2026-02-18");
    CHECK(read("article: {date: '[itemprop=datePublished]'}\n", page).article().published.has_value());
    CHECK(read("article: {modified: time}\n", page).article().modified.has_value());
}

TEST_CASE("people and tags are split, and none is there twice", "[by_rule]") {
    const auto got = read("article: {authors: ['.by'], tags: ['.tags a']}\n",
                          "<p class=by>By Anna Berg, Said Aliyev and Ömer Kaya</p><p class=by>anna berg</p>"
                          "<p class=tags>Tags: <a>#Baku</a> <a>Economy, Trade</a> <a>baku</a></p>");
    CHECK(got.article().authors == Lines{"Anna Berg", "Said Aliyev", "Ömer Kaya"});
    CHECK(got.article().tags == Lines{"Baku", "Economy", "Trade"});
    CHECK(read("article: {authors: {css: .by, all: false}}\n", "<p class=by>A B</p><p class=by>C D</p>")
              .article()
              .authors == Lines{"A B"});
}

TEST_CASE("addresses come out absolute", "[by_rule]") {
    const auto got =
        read("article: {images: ['.main img', 'meta:og:image'], source: {url: '.src a', name: 'const:X'}}\n",
             "<base href='/static/'><div class=main><img src='data:image/gif;base64,x' data-src='a.jpg'>"
             "<img srcset='b.jpg 480w, c.jpg 960w'><img src='a.jpg'></div>"
             "<p class=src>From <a href='https://vesti.az'>here</a></p>");
    CHECK(got.article().images == Lines{"https://example.az/static/a.jpg", "https://example.az/static/c.jpg"});
    CHECK(got.article().source.url == "https://vesti.az/");
    CHECK(got.article().source.name == "X");
    CHECK(got.from("images") == "rule:images[0] .main img");

    const auto none = read("article: {source: {url: '.src'}}\n", "<p class=src>http://</p>");
    CHECK(none.article().source.url.empty());
    CHECK(none.article().warnings.size() == 1);
}

TEST_CASE("the language comes from the entries, then from the path", "[by_rule]") {
    const std::string rules = "language: {/ru/: ru}\narticle: {language: 'html@lang'}\n";
    CHECK(read(rules, "<html lang=en-US><p>x").article().language == "en");
    CHECK(read(rules, "<html><p>x").article().language == "ru");
    CHECK(read(rules, "<html lang=english><p>x").article().language.empty());
    CHECK(read(rules, "<html><p>x", "").article().language.empty());
}

TEST_CASE("a paywall sign counts even when it is empty", "[by_rule]") {
    CHECK(read("article: {paywall: '.paid'}\n", "<div class=paid></div>").reading.paywalled);
    CHECK_FALSE(read("article: {paywall: '.paid'}\n", "<div class=free></div>").reading.paywalled);
    CHECK_FALSE(
        read("article: {paywall: {css: '.paid', match: '(Subscribe)'}}\n", "<p class=paid>no</p>").reading.paywalled);
    CHECK(read("article: {paywall: 'text:(Subscribe to read)'}\n", "<p>Subscribe to read</p>").reading.paywalled);
}

TEST_CASE("a body is a container or its paragraphs: the same text either way", "[by_rule]") {
    const std::string page =
        "<nav><p>menu</p></nav><div class=text><p>One.</p><div class=ad><p>Buy!</p></div><p>Two <b>bold</b>.</p></div>"
        "<div class=text><p>Three.</p></div><footer><p>end</p></footer>";
    const Lines whole{"One.", "Two bold.", "Three."};
    CHECK(read("article: {body: 'div.text'}\nremove: ['.ad']\n", page).body == whole);
    CHECK(read("article: {body: 'div.text p'}\nremove: ['.ad']\n", page).body == whole);
    const auto nested = read("article: {body: 'div.text, div.text p'}\nremove: ['.ad']\n", page);
    CHECK(nested.body == whole);
    CHECK(nested.reading.body_roots.size() == 2);  // none inside another
    CHECK(read("article: {body: {css: 'div.text', all: false}}\nremove: ['.ad']\n", page).body ==
          Lines{"One.", "Two bold."});
    CHECK(read("article: {body: ['.gone', 'xpath://div[@class=\"text\"]']}\nremove: ['.ad']\n", page).from("body") ==
          "rule:body[1] xpath://div[@class=\"text\"]");
}

TEST_CASE("a body is what stands between two lines", "[by_rule]") {
    const std::string page =
        "<ul><li><a href=/x>Bridge opens</a></li><li><a href=/y>Other news</a></li></ul><h1>Bridge opens</h1>"
        "<div>08 Auqust 2023 Gelesen: 461</div><div class=k3>One ferry was moved to the upper harbour of the "
        "town.</div><ul><li>Two</li></ul>"
        "<p><a href=/z>Read this, too</a></p><div class=ad>Buy!</div><p>Three.</p><div>Tags: Baku</div><p>junk</p>";
    const auto both = read("article: {body: {after: 'Gelesen: \\d+$', before: '^Tags:'}}\nremove: ['.ad']\n", page);
    CHECK(both.body == Lines{"One ferry was moved to the upper harbour of the town.", "Two",
                             "Three."});  // lines of links are none of the text
    CHECK(both.origin == "rule:body[0] before:^Tags:");

    const auto below_title = read("article: {title: h1, body: {before: '^Tags:'}}\nremove: ['.ad']\n", page);
    CHECK(below_title.body == Lines{"08 Auqust 2023 Gelesen: 461",
                                    "One ferry was moved to the upper harbour of the town.", "Two", "Three."});

    // Where one of the lines is missing, the entry yields nothing, and the next one is asked.
    for (const auto* entry :
         {"{before: '^Never'}", "{after: '^Never', before: '^Tags:'}", "{after: '^junk', before: '^Tags:'}"}) {
        CAPTURE(entry);
        const auto next = read("article: {title: h1, body: [" + std::string(entry) + ", '.k3']}\n", page);
        CHECK(next.body == Lines{"One ferry was moved to the upper harbour of the town."});
        CHECK(next.origin == "rule:body[1] .k3");
    }
    CHECK(read("article: {body: {before: '^Tags:'}}\n", page).body.empty());  // no title, no beginning
}

TEST_CASE("a body with nothing left to read is no body", "[by_rule]") {
    const auto got = read("article: {body: ['.a', '.b', '.c', '.d']}\nremove: ['.ad']\n",
                          "<div class=a> <img> </div><div class=b><p class=ad>Buy!</p></div>"
                          "<div class=ad><div class=c>in an ad</div></div><div class=d>Text.</div>");
    CHECK(got.body == Lines{"Text."});
    CHECK(read("article: {body: '.a'}\n", "<p>x").reading.body_roots.empty());
}

TEST_CASE("fields may stand in what is removed from the body", "[by_rule]") {
    const auto got = read("article: {tags: '.tags a', body: '.t'}\nremove: ['.tags']\n",
                          "<div class=t><p>Text.</p><p class=tags><a>Baku</a></p></div>");
    CHECK(got.article().tags == Lines{"Baku"});
    CHECK(got.body == Lines{"Text."});
}

TEST_CASE("removals by pattern take a paragraph, or all before or after it", "[by_rule]") {
    const std::string page =
        "<p>Share</p><p>08 Auqust 2023 Gelesen: 461</p><p>One.</p><p>Follow us on "
        "X</p><p>Two.</p><p>Tags:</p><p>junk</p>";
    const auto got = read("remove: ['text:^Follow us', 'before:Gelesen: \\d+$', 'after:^Tags:']\n", page);
    CHECK(got.body == Lines{"One.", "Two."});
    REQUIRE(got.verdicts.size() == 7);
    CHECK(got.verdicts[0].reason == "removed by a before: rule");
    CHECK(got.verdicts[3].reason == "removed by a text: rule");
    CHECK(got.verdicts[6].reason == "removed by an after: rule");
    CHECK(read("remove: ['after:^Never', 'before:^Never', 'text:^Never']\n", page).body.size() == 7);
}

TEST_CASE("a removal never takes the whole page", "[by_rule]") {
    const auto got = read("remove: ['[class*=share]']\n", "<body class=has-share><p>Text.</p><p class=share>x</p>");
    CHECK(got.body == Lines{"Text."});
    REQUIRE(got.article().warnings.size() == 1);
    CHECK_THAT(got.article().warnings[0], Catch::Contains("would remove the whole page"));
}

TEST_CASE("a rule that selects everything on a large page stays quick", "[by_rule]") {
    std::string page;
    for (int i = 0; i < 300; ++i) page += "<div>";
    for (int i = 0; i < 20000; ++i) page += "<p>word " + std::to_string(i) + "</p>";
    const auto got =
        read("article: {tags: 'div', title: '*', body: ['div.x', 'div']}\nremove: ['text:(a|b)*c']\n", page);
    CHECK(got.body.size() == 20000);
}
