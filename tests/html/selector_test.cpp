#include "html/selector.h"

#include <time.h>

#include <string>
#include <vector>

#include "catch.hpp"

using namespace winnow;
using namespace winnow::html;

namespace {

double thread_seconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// Ids are numbers in document order, so that an answer is a short string.
constexpr std::string_view page_html = R"(<!DOCTYPE html>
<html id=0 lang="en-GB"><head id=1><title id=2>Title</title><meta id=3 property="og:title" content="Open"></head>
<body id=4 class="page Home">
  <div id=5 class="article main" data-x="alpha beta" lang="de">
    <h1 id=6>Head line</h1>
    <p id=7 class="lead first">First <b id=8>bold</b> words</p>
    <!-- a comment -->
    <p id=9>Second <a id=10 href="/news/1.html" rel="NoFollow" title="A-b">link</a></p>
    <p id=11></p>
    <p id=12> </p>
    <p id=13><!-- only this --></p>
    <ul id=14><li id=15>one</li><li id=16 class="on">two</li><li id=17>three<ul id=18><li id=19>deep</li></ul></li>
      <li id=20>four</li></ul>
  </div>
  <div id=21 class="side"><h2 id=22>Most read</h2><p id=23>Aside</p><span id=24>x</span><p id=25>Aside two</p></div>
  <form id=26><input id=27 TYPE="CheckBox" checked><input id=28 type=text disabled required>
    <fieldset id=29 disabled><legend id=30><input id=31></legend><input id=32></fieldset>
    <select id=33><option id=34 selected>a</option><option id=35>b</option></select></form>
  <svg id=36 viewBox="0 0 1 1"><title id=37>icon</title><a id=38><linearGradient id=39></linearGradient></a></svg>
  <custom-tag id=40 data-Name="Val">own</custom-tag>
  <p id=41 class="Ü 1x a.b">esc</p>
</body></html>)";

const Document& page() {
    static const Document document = std::move(*Document::parse(page_html));
    return document;
}

std::string answer(const Document& document, const std::vector<Hit>& hits) {
    std::string out;
    for (const Hit& hit : hits) {
        if (!out.empty()) out += ' ';
        const Element element = document.element(hit.node);
        if (!hit.attribute.empty()) {
            out.append("@").append(hit.attribute).append("=").append(text_of(document, hit));
        } else if (element.is_text()) {
            out.append("'").append(text_of(document, hit)).append("'");
        } else {
            out += element.attr("id");
        }
    }
    return out;
}

std::string select(std::string_view selector) {
    const auto compiled = Selector::compile(selector);
    if (!compiled) return compiled.error().what;
    return answer(page(), compiled->select(page()));
}

struct Case {
    std::string_view selector;
    std::string_view expected;
};

void check(const std::vector<Case>& cases) {
    for (const auto& [selector, expected] : cases) {
        CAPTURE(selector);
        CHECK(select(selector) == expected);
    }
}

}  // namespace

TEST_CASE("a selector finds by tag, class, id and attribute", "[selector]") {
    check({
        {"h1", "6"},
        {"H1, h2", "6 22"},
        {"#9", "column 1: an id name must follow '#', found '9'"},
        {"#\\39", "9"},
        {"[id='9']", "9"},
        {".lead", "7"},
        {".LEAD", ""},
        {"p.first.lead", "7"},
        {"/* the title */ h1", "6"},
        {"/*x*/h1", "6"},
        {".page.Home", "4"},
        {".nowhere", ""},
        {"*|h1", "6"},
        {"|h1", ""},
        {"*|*[viewbox]", "36"},
        {"custom-tag", "40"},
        {"lineargradient", "39"},
        {"linearGradient", "39"},
        {"[data-name]", "40"},
        {"[DATA-NAME=Val]", "40"},
        {"[data-name=val]", ""},
        {"[data-name=val i]", "40"},
        {"[data-name=\"VAL\"I]", "40"},
        {"[data-x~=beta]", "5"},
        {"[data-x~='alpha beta']", ""},
        {"[data-x~='']", ""},
        {"[lang|=en]", "0"},
        {"[lang|=e]", ""},
        {"[href^='/news']", "10"},
        {"[href$='.html']", "10"},
        {"[href*=news]", "10"},
        {"[href*='']", ""},
        {"[href^='']", ""},
        {"[class='']", ""},
        {"[ property = 'og:title' ]", "3"},
        {"[|href]", "10"},
        {"[*|href]", "10"},
    });
}

TEST_CASE("attribute values ignore case where HTML says so", "[selector]") {
    check({
        {"[rel=nofollow]", "10"},
        {"[rel=nofollow s]", ""},
        {"[type=checkbox]", "27"},
        {"[lang=EN-gb]", "0"},
        {"[title=a-b]", ""},
    });
}

TEST_CASE("combinators go down, to the child, to the next and to all later siblings", "[selector]") {
    check({
        {"div p b", "8"},
        {"div > b", ""},
        {"body>div>p", "7 9 11 12 13 23 25"},
        {"h1 + p", "7"},
        {"h1+p+p", "9"},
        {"h1 ~ p", "7 9 11 12 13"},
        {"p ~ h1", ""},
        {"ul ul > li", "19"},
        {"li + li li", "19"},
        {"li.on ~ li", "17 20"},
        {".article ~ .side > h2 + p ~ p", "25"},
        {"div/**/p /* x */ > b", "column 8: a tag name must stand first, found 'p'"},
        {"div /**/p /* x */ > b", "8"},
    });
}

TEST_CASE("structural pseudo-classes count elements", "[selector]") {
    check({
        {":root", "0"},
        {"li:first-child", "15 19"},
        {"li:last-child", "19 20"},
        {"li:only-child", "19"},
        {"b:only-of-type", "8"},
        {"p:first-of-type", "7 23 41"},
        {"p:last-of-type", "13 25 41"},
        {"p:nth-child(2)", "7 23"},
        {"p:nth-child(even)", "7 11 13 23 25 41"},
        {"p:nth-child(ODD)", "9 12"},
        {"#\\35 > p:nth-of-type(2n+1)", "7 11 13"},
        {"li:nth-child(n+3)", "17 20"},
        {"li:nth-child(-n+2)", "15 16 19"},
        {"li:nth-child( 2n - 1 )", "15 17 19"},
        {"li:nth-last-child(1)", "19 20"},
        {"li:nth-last-child(-n+2)", "17 19 20"},
        {"p:nth-last-of-type(2)", "12 23"},
        {"li:nth-child(2 of .on, :last-child)", "20"},
        {"li:nth-child(0)", ""},
        {"li:nth-child(-3)", ""},
        {"li:nth-child(0n+1)", "15 19"},
        {"li:nth-child(+3)", "17"},
        {"p:empty", "11 13"},
        {"p:not(:empty)", "7 9 12 23 25 41"},
    });
}

TEST_CASE(":is, :where, :not and :has take lists", "[selector]") {
    check({
        {":is(h1, h2)", "6 22"},
        {":where(.side, .article) > :is(h1,h2)", "6 22"},
        {":is()", ""},
        {"li:not(.on)", "15 17 19 20"},
        {"li:not(.on, :first-child)", "17 20"},
        {"p:not(.article p)", "23 25 41"},
        {"p:not(.article > p.lead):not(.side p)", "9 11 12 13 41"},
        {"li:has(ul)", "17"},
        {"li:has(> ul > li)", "17"},
        {"div:has(> h2)", "21"},
        {"h2:has(+ p)", "22"},
        {"p:has(~ span)", "23"},
        {"div:has(h1, h2)", "5 21"},
        {"div:has(h1 + p b)", "5"},
        {"div:not(:has(h1))", "21"},
        {"body :has(> b, > a)", "7 9 36"},
        {"svg:has(a)", "36"},
    });
}

TEST_CASE(":contains looks at the text of the element", "[selector]") {
    check({
        {"p:contains('Second')", "9"},
        {"p:contains(\"Second link\")", "9"},
        {"div:contains('bold words')", "5"},
        {"p:contains('second')", ""},
        {"p:contains(Aside)", "23 25"},
        {"p:contains('Aside t', 'esc')", "25 41"},
        {"p:not(:contains('e'))", "7 11 12 13"},
        {"p:contains('')", "7 9 11 12 13 23 25 41"},
        {"p:contains(2)", "column 12: :contains() wants a quoted text, found '2'"},
    });
}

TEST_CASE("states never match, but what attributes tell does", "[selector]") {
    check({
        {"a:hover", ""},
        {"a:visited, a:focus", ""},
        {"a:not(:hover)", "10 38"},
        {":link", "10"},
        {":any-link", "10"},
        {":checked", "27 34"},
        {":disabled", "28 29 32"},
        {"input:enabled", "27 31"},
        {":required", "28"},
        {"input:optional", "27 31 32"},
        {"p:lang(de)", "7 9 11 12 13"},
        {"p:lang(en)", "23 25 41"},
        {":root:lang('*-gb')", "0"},
        {"p:lang(e)", ""},
    });
}

TEST_CASE("names may be escaped and need not be ASCII", "[selector]") {
    check({
        {".Ü", "41"},
        {".ü", ""},
        {".\\31x", "41"},
        {".\\31 x", "41"},
        {".\\000031x", "41"},
        {".a\\.b", "41"},
        {".a.b", ""},
        {".\\dc", "41"},
        {".-", "column 1: a class name must follow '.', found '-'"},
        {".--x", ""},
        {"[content='Op\\65n']", "3"},
        {"[content='O\\\npen']", "3"},
    });
}

TEST_CASE("what is no selector is an error with its column", "[selector]") {
    check({
        {"", "column 1: the selector is empty"},
        {"  ", "column 3: the selector is empty"},
        {"p,", "column 3: a selector is missing, found end of the selector"},
        {",p", "column 1: a selector is missing, found ','"},
        {"> p", "column 1: a selector is missing, found '>'"},
        {"p >", "column 4: a selector must follow the combinator, found end of the selector"},
        {"p > > b", "column 3: two combinators in a row"},
        {"p ++ b", "column 3: two combinators in a row"},
        {"p::before", "column 2: the pseudo-element ::before is no part of the page"},
        {"p:after", "column 2: the pseudo-element ::after is no part of the page"},
        {"p:first-line", "column 2: the pseudo-element ::first-line is no part of the page"},
        {"p:eq(1)", "column 2: unknown pseudo-class :eq()"},
        {"p:blue", "column 2: unknown pseudo-class :blue"},
        {"ns|p", "column 1: the namespace prefix 'ns|' is not declared"},
        {"[xlink|href]", "column 1: the namespace prefix 'xlink|' is not declared"},
        {"a || b", "column 3: the column combinator '||' is not supported"},
        {"[href", "column 6: ']' or one of = ~= |= ^= $= *= must follow the attribute name, found end of the selector"},
        {"[href=5]", "column 7: [href...] wants a name or a quoted text, found '5'"},
        {"[a='b", "column 4: the quoted text does not end"},
        {"[a=b x]", "column 6: ']' must end the attribute selector, found 'x'"},
        {"[a=b is]", "column 6: an attribute selector knows the flags i and s"},
        {"p:nth-child(x)", "column 13: :nth-child() wants an+b, found 'x'"},
        {"p:nth-child(2 n)", "column 15: :nth-child() wants an+b, found 'n'"},
        {"p:nth-child(n + )", "column 13: :nth-child() wants an+b, found 'n'"},
        {"p:nth-of-type(2 of .x)", "column 17: :nth-of-type() wants an+b, found 'o'"},
        {":has(:has(b))", "column 6: :has() cannot stand inside :has()"},
        {"p:has(:not(:has(b)))", "column 12: :has() cannot stand inside :has()"},
        {"p:not()", "column 7: a selector is missing, found ')'"},
        {"p:not(b", "column 8: ')' must end :not(...), found end of the selector"},
        {"üü p!", "column 5: unexpected '!'"},
        {"p /* x", "column 3: the comment does not end"},
        {"div % p", "column 5: a selector is missing, found '%'"},
        {".5cm", "column 1: a class name must follow '.', found '5'"},
        {"..x", "column 1: a class name must follow '.', found '.'"},
    });
}

TEST_CASE("a scope limits what is selected, not what counts as its surroundings", "[selector]") {
    const auto side = page().by_id("21").id();
    const auto in_side = [&](std::string_view selector) {
        return answer(page(), Selector::compile(selector)->select(page(), side));
    };
    CHECK(in_side("p") == "23 25");
    CHECK(in_side("body p") == "23 25");
    CHECK(in_side("div") == "");
    CHECK(in_side(":scope > span") == "24");
    CHECK(in_side("//p") == "23 25");
    CHECK(in_side("./p[1]") == "23");
    CHECK(in_side("..//h1") == "");
    CHECK(Selector::compile("p")->first(page(), side).attr("id") == "23");
    CHECK(Selector::compile("//p")->first(page(), side).attr("id") == "23");
}

TEST_CASE("one element can be asked whether it matches", "[selector]") {
    const auto lead = page().by_id("7");
    CHECK(Selector::compile("div p")->matches(lead));
    CHECK(Selector::compile("h1 + p:has(b)")->matches(lead));
    CHECK_FALSE(Selector::compile("div > b")->matches(lead));
    CHECK(Selector::compile("//div/p[1]")->matches(lead));
    CHECK_FALSE(Selector::compile("//div/p[2]")->matches(lead));
    CHECK_FALSE(Selector::compile("p")->matches(lead.first_child()));
    CHECK_FALSE(Selector::compile("p")->matches(Element()));
}

TEST_CASE("XPath as rule sets use it", "[selector]") {
    check({
        {"//h1", "6"},
        {"/html/body/div/h1", "6"},
        {"/body", ""},
        {"//DIV[@CLASS='side']", "21"},
        {"//div[@class='side']/p", "23 25"},
        {"//*[contains(@class,'lead')]", "7"},
        {"//div[contains(concat(' ',normalize-space(@class),' '),' main ')]", "5"},
        {"//a[@href and not(@target)]", "10"},
        {"//p[1]", "7 23 41"},
        {"(//p)[1]", "7"},
        {"(//p)[last()]", "41"},
        {"(//div/p)[position()<3]", "7 9"},
        {"//div/p[last()]", "13 25"},
        {"//div/p[position()=2]", "9 25"},
        {"//li[position()>1 and position()<last()]", "16 17"},
        {"//div[@class='side' or @id='5']", "5 21"},
        {"//meta[@property='og:title']/@content", "@content=Open"},
        {"//h1/text()", "'Head line'"},
        {"//p/b/..", "7"},
        {"//b/ancestor::div", "5"},
        {"//b/ancestor::*[1]", "7"},
        {"//h2/following-sibling::p[1]", "23"},
        {"//span/preceding-sibling::*[1]", "23"},
        {"//span/preceding-sibling::*", "22 23"},
        {"//div[.//b]", "5"},
        {"//div[h2]", "21"},
        {"//h1 | //h2|//h1", "6 22"},
        {"//p[contains(text(),'Second')]", "9"},
        {"//p[contains(.,'bold words')]", "7"},
        {"//p[starts-with(@class,'le')]", "7"},
        {"//p[starts-with(normalize-space(.), 'Aside')]", "23 25"},
        {"//p[normalize-space()='Aside two']", "25"},
        {"//ul[count(li)>1]", "14"},
        {"//p[string-length(normalize-space()) > 14]", "7"},
        {"//a[substring-after(@href,'/news/')='1.html']", "10"},
        {"//p[translate(@class,'LEAD','lead')='lead first']", "7"},
        {"//li[not(position() mod 2)]", "16 20"},
        {"//li[2 * 2 - 1 = position()]", "17"},
        {"//*[name()='custom-tag']", "40"},
        {"//*[self::h1 or self::h2]", "6 22"},
        {"//div/descendant::b", "8"},
        {"//ul//li//li", "19"},
        {"//li[.='one']/following::li[1]", "16"},
        {"//h2/preceding::h1", "6"},
        {"//b/@*", "@id=8"},
        {"//@href", "@href=/news/1.html"},
        {"//div[2]", "21"},
        {"//ul[li/ul]", "14"},
        {"//p[@class][1]", "7 41"},
        {"//p[1][@class]", "7 41"},
        {"//nothing/p", ""},
        {"xpath://h1", "6"},
        {"//div[@id = //ul/../@id]", "5"},
        {"//li[last()-1]", "17"},
        {"//p[ancestor::div[@class='side']]", "23 25"},
        {"//p[not(preceding-sibling::p)]", "7 23 41"},
        {"//*[@id=6]", "6"},
        {"//*[@id<3]", "0 1 2"},
    });
}

TEST_CASE("what is no XPath of ours is an error that names the construct", "[selector]") {
    check({
        {"//div[", "column 7: a step of the path is missing, found end of the XPath"},
        {"//div[@id='x'", "column 14: ']' must end the condition, found end of the XPath"},
        {"//div[@id='x]", "column 11: the quoted text does not end"},
        {"//", "column 3: a step of the path is missing, found end of the XPath"},
        {"//p[matches(.,'x')]", "column 5: the function matches() is not supported"},
        {"//p[ends-with(@a,'x')]", "column 5: the function ends-with() is not supported"},
        {"//p[contains(.)]", "column 5: contains() has the wrong number of arguments"},
        {"//comment()", "column 3: comment() is not supported as a step"},
        {"//svg:rect", "column 3: the namespace prefix 'svg:' is not supported"},
        {"//namespace::x", "column 3: the axis namespace:: is not supported"},
        {"(//p)[$n]", "column 7: variables are not supported"},
        {"(1+2)", "column 1: the XPath gives a value, not elements of the page"},
        {"xpath:count(//p)", "column 1: the XPath gives a value, not elements of the page"},
        {"//p]", "column 4: unexpected ']'"},
        {"//p['a'|//b]", "column 9: '|' joins paths only"},
        {"xpath:", "column 1: the XPath is empty"},
    });
}

TEST_CASE("nested and repeated selectors cost bounded time on hostile pages", "[selector]") {
    std::string deep;
    for (int i = 0; i < 500; ++i) deep += "<div class=a><p class=b>x</p>";
    std::string flat;
    for (int i = 0; i < 30'000; ++i) flat += "<b></b>";
    const double begin = thread_seconds();
    for (const auto& html : {deep, flat}) {
        const auto document = Document::parse(html);
        REQUIRE(document);
        for (const char* text :
             {"x-y div div div div div div p", "div:has(div div > p + div)", "b ~ b ~ b ~ b:not(b ~ i)", "i ~ b",
              ":not(:not(:not(:has(.c))))", "b:nth-last-of-type(2n+1)", "div:contains('y')", "//div//div//div//p",
              "//b[following-sibling::i]", "//b[last()]/preceding-sibling::b[1]", "//b/preceding-sibling::b[last()]",
              "//div[contains(.,'y')]", "//div[string-length(.) > 900000]"}) {
            CAPTURE(text);
            const auto selector = Selector::compile(text);
            REQUIRE(selector);
            selector->select(*document);
        }
    }
    CHECK(thread_seconds() - begin < 60);  // half a second; sanitizers take their share
}
