#include "extract/blocks.h"

#include <string>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "html/dom.h"

using namespace winnow;
using extract::Block;
using extract::BlockKind;
using extract::NodeMarks;

namespace {

html::Document parse(std::string_view page) {
    auto document = html::Document::parse(page);
    REQUIRE(document);
    return std::move(*document);
}

std::vector<Block> blocks_of(const html::Document& document) {
    return extract::read_blocks(document, document.body().id(), NodeMarks(document));
}

/// The texts of the lines, joined by " / ".
std::string lines(std::string_view page) {
    const auto document = parse(page);
    std::string out;
    for (const auto& block : blocks_of(document)) out += (out.empty() ? "" : " / ") + block.text;
    return out;
}

std::string repeat(std::string_view text, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += text;
    return out;
}

}  // namespace

TEST_CASE("a page is read as the lines that a reader sees", "[blocks]") {
    struct Case {
        const char* why;
        const char* page;
        const char* expected;
    };
    const Case cases[]{
        {"blocks end lines", "<div>one<p>two</p>three</div>", "one / two / three"},
        {"inline elements do not", "<p>The <b>mill</b> at <i>Oder</i>stead burnt.</p>", "The mill at Oderstead burnt."},
        {"the blank before a link stays", "<p>The <a href=/x>mill</a>, he said, is <em>gone</em>.</p>",
         "The mill, he said, is gone."},
        {"a source's line feeds are blanks", "<p>one\n   two\tthree</p>", "one two three"},
        {"one <br> is a blank", "<p>one<br>two</p>", "one two"},
        {"two <br> end a line, also with white space between", "<p>one<br> <br/>two<br><br><br>three</p>",
         "one / two / three"},
        {"in an address each <br> ends a line", "<address>Mill Lane 1<br>Oderstead</address>",
         "Mill Lane 1 / Oderstead"},
        {"in a poem too", "<p class='poem'>one<br>two</p>", "one / two"},
        {"preformatted text keeps its lines", "<pre>a = 1\n\n  b = 2</pre>", "a = 1 / b = 2"},
        {"list items", "<ul><li>one</li><li>two<ul><li>deep</li></ul>rest</li></ul>", "one / two / deep / rest"},
        {"rows of a data table",
         "<table><tr><th>Town</th><th>Votes</th></tr><tr><td>Oderstead</td><td>12</td></tr></table>",
         "Town | Votes / Oderstead | 12"},
        {"blocks inside a cell do not end the row",
         "<table><tr><td><p>a</p><p>b</p></td><td>c</td></tr><tr><td>d</td><td>e</td></tr></table>", "a b | c / d | e"},
        {"empty cells leave no separator", "<table><tr><td>a</td><td></td></tr><tr><td>b</td><td>c</td></tr></table>",
         "a / b | c"},
        {"a layout table is read cell by cell",
         "<table role=presentation><tr><td>menu</td><td>text</td></tr><tr><td>a<td>b</table>", "menu / text / a / b"},
        {"a table that holds headings lays out",
         "<table><tr><td>menu</td><td><h1>News</h1>text</td></tr><tr><td>a<td>b</table>", "menu / News / text / a / b"},
        {"hidden elements",
         "<p>seen</p><p hidden>no</p><p style='color:red; display : none'>no</p>"
         "<span aria-hidden=true>no</span><p style='visibility:hidden'>no</p>",
         "seen"},
        {"hidden=until-found is there to be found", "<p hidden=until-found>seen</p>", "seen"},
        {"a hidden wrapper that holds the article is shown by a script",
         "<div style='display:none'><h1>Head</h1><p>text</p></div>", "Head / text"},
        {"text for screen readers only", "<p>12<span class='sr-only'> comments</span></p>", "12"},
        {"however its class is spelt",
         "<p>a<b class='u-screen-reader-text'>x</b><b class='visually-hidden__hidden__2qX'>y</b> b</p>", "a b"},
        {"or its style", "<p>Oder<span style='border:0; clip: rect(0 0 0 0)'>, opens new tab</span></p>", "Oder"},
        {"a class that undoes it hides nothing", "<p>a <b class='not-sr-only'>b</b></p>", "a b"},
        {"nor does a clip path that clips nothing", "<p style='clip-path: none; clip: auto'>one</p>", "one"},
        {"scripts, styles, templates, noscript, media",
         "<p>one</p><script>x</script><style>y</style><template><p>t</p></template>"
         "<noscript><p>Switch it on</p></noscript><video>old "
         "browser</video><iframe>z</iframe><svg><title>s</title></svg><p>text</p>",
         "one / text"},
        {"form controls",
         "<form><label>Name</label><input value=x><select><option>a</select><textarea>t</textarea>"
         "<button>Send</button></form><p>text</p>",
         "Name / text"},
        {"a heading may be a button", "<h2><button>What we know</button></h2>", "What we know"},
        {"a ligature icon is no word", "<p><i class='material-icons'>close</i>Shut</p>", "Shut"},
        {"glyphs of private use", "<p>\xEE\xA4\x80 Share</p><p>\xEF\x80\x80</p>", "Share"},
        {"neighbouring links stand apart", "<p><a href=a>Sport</a><a href=b>Culture</a></p>", "Sport Culture"},
        {"spans with a class stand apart", "<p><span class=d>8 May</span><span class=v>344</span></p>", "8 May 344"},
        {"what a word processor cut is one word", "<p><span>Oder</span><span>stead</span></p>", "Oderstead"},
        {"an initial belongs to its word", "<p><span class=initial>T</span>he mill</p>", "The mill"},
        {"no blank comes before a comma", "<p><a href=a>one</a><span class=x>, two</span></p>", "one, two"},
        {"soft hyphens and no-break spaces", "<p>Oder&shy;stead&nbsp;Mill</p>", "Oderstead Mill"},
        {"closed dialogs", "<dialog><p>Cookies</p></dialog><dialog open>seen</dialog>", "seen"},
        {"nothing but blanks", "<p> &nbsp;\n</p><div></div>", ""},
    };
    for (const auto& c : cases) {
        INFO(c.why);
        CHECK(lines(c.page) == c.expected);
    }
}

TEST_CASE("a line knows its kind, its element and its share of links", "[blocks]") {
    const auto document = parse(
        "<h2>Head</h2><ul><li><p>first</p><p>second</p><ol><li>deep</ol></ul><blockquote><p>said</p></blockquote>"
        "<figure><img><figcaption>A mill</figcaption></figure><p>ab <a href=x>cdef</a> <a name=y>gh</a></p>");
    const auto blocks = blocks_of(document);
    REQUIRE(blocks.size() == 7);
    CHECK(blocks[0].kind == BlockKind::heading);
    CHECK(blocks[0].level == 2);
    CHECK(blocks[1].kind == BlockKind::list_item);
    CHECK(blocks[1].level == 0);
    CHECK(document.element(blocks[1].container).is(html::Tag::p));
    CHECK(blocks[2].kind == BlockKind::paragraph);  // the second line of an item
    CHECK(blocks[3].kind == BlockKind::list_item);
    CHECK(blocks[3].level == 1);
    CHECK(blocks[4].kind == BlockKind::quote);
    CHECK(blocks[5].caption);
    CHECK_FALSE(blocks[6].caption);
    CHECK(blocks[6].letters == 8);
    CHECK(blocks[6].link_letters == 4);
    CHECK(blocks[6].links == 1);
    CHECK(blocks[6].first < blocks[6].last);
}

TEST_CASE("letters are counted in any script, marks and signs are not", "[blocks]") {
    const auto document = parse("<p>Ağdərə, 12 – «Мир»</p>");
    CHECK(blocks_of(document).at(0).letters == 11);
}

TEST_CASE("marked subtrees are left out", "[blocks]") {
    const auto document = parse("<p>one</p><div id=x><p>two</p></div><p>three</p>");
    NodeMarks dropped(document);
    dropped.mark(document.by_id("x").id());
    const auto blocks = extract::read_blocks(document, document.body().id(), dropped);
    REQUIRE(blocks.size() == 2);
    CHECK(blocks[1].text == "three");
}

TEST_CASE("reading starts at any element and stays inside it", "[blocks]") {
    const auto document = parse("<p>out</p><div id=x>in <b>here</b></div><p>out</p>");
    const auto blocks = extract::read_blocks(document, document.by_id("x").id(), NodeMarks(document));
    REQUIRE(blocks.size() == 1);
    CHECK(blocks[0].text == "in here");
    CHECK(blocks[0].container == document.by_id("x").id());
}

TEST_CASE("hostile pages cost no more than their size", "[blocks]") {
    CHECK(blocks_of(parse(repeat("<div>a", 400))).size() == 400);
    CHECK(blocks_of(parse(repeat("<p>a<br><br>", 50000))).size() == 50000);
    CHECK(blocks_of(parse(repeat("<div hidden>", 500) + "<h1>a</h1>")).size() == 1);
    CHECK(blocks_of(parse(repeat("<table><tr><td>", 150) + "a")).size() == 1);
    CHECK(blocks_of(parse("<p>" + repeat("<b>a", 5000))).size() >= 1);
}

TEST_CASE("a line has as many letters as what it says takes in any script", "[blocks]") {
    const auto letters = [](std::string_view page) {
        const auto document = parse(page);
        const auto blocks = blocks_of(document);
        return blocks.empty() ? 0u : blocks.front().letters;
    };
    CHECK(letters("<p>The mill, 1926.</p>") == 11);
    CHECK(letters("<p>Мельница</p>") == 8);
    CHECK(letters("<p>磨坊</p>") == 6);
    CHECK(letters("<p>みずうみ</p>") == 8);
    CHECK(letters("<p>방앗간</p>") == 6);
}
