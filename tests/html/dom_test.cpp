#include "html/dom.h"

#include <pthread.h>
#include <signal.h>
#include <time.h>

#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "catch.hpp"

using namespace winnow::html;
using winnow::Errc;

namespace {

std::string repeat(std::string_view text, std::size_t times) {
    std::string out;
    out.reserve(text.size() * times);
    while (times-- > 0) out += text;
    return out;
}

double thread_seconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

Document parse(std::string_view html) {
    auto page = Document::parse(html);
    REQUIRE(page);
    return std::move(*page);
}

/// The tree on one line: <p class="a">|text| and so on; foreign names in braces.
std::string shape(const Document& page, NodeId id) {
    const auto element = page.element(id);
    std::string out;
    const auto add = [&out](std::string_view before, std::string_view text, std::string_view after) {
        out.append(before).append(text).append(after);
    };
    if (element.is_text()) add("|", element.node().text, "|");
    if (element.is_element()) add("<", element.tag_name(), "");
    for (const auto& attribute : page.attributes(id)) {
        add(" ", page.name(attribute.name), "=");
        add("", attribute.value, "");
    }
    if (element.is_element()) out += ">";
    for (auto child = element.first_child(); child; child = child.next_sibling()) out += shape(page, child.id());
    if (element.is_element()) out += "</>";
    return out;
}

std::string body_of(std::string_view html) {
    const auto page = parse(html);
    return shape(page, page.body().id());
}

}  // namespace

TEST_CASE("a page becomes a tree in document order", "[dom]") {
    const auto page = parse("<!DOCTYPE html><html><head><title>T</title></head><body><p>One<p>Two</body></html>");
    CHECK(shape(page, 0) == "<html><head><title>|T|</></><body><p>|One|</><p>|Two|</></></>");
    CHECK(page.html().is(Tag::html));
    CHECK(page.head().is(Tag::head));
    CHECK(page.body().is(Tag::body));
    CHECK(page.node(0).end == page.nodes().size());
}

TEST_CASE("every node's links and subtree end agree", "[dom]") {
    const auto page =
        parse("<div id=a><p>x<b>y</b></p><!-- c --><ul><li>1<li>2</ul></div><svg><g/><title>t</title></svg>");
    const auto nodes = page.nodes();
    for (NodeId id = 0; id < nodes.size(); ++id) {
        CAPTURE(id);
        const auto& node = nodes[id];
        REQUIRE(node.end > id);
        NodeId expected = id + 1;
        NodeId before = no_node;
        for (NodeId child = node.first_child; child != no_node; child = nodes[child].next_sibling) {
            CHECK(child == expected);
            CHECK(nodes[child].parent == id);
            CHECK(nodes[child].previous_sibling == before);
            CHECK(nodes[child].depth == node.depth + 1);
            before = child;
            expected = nodes[child].end;
        }
        CHECK(expected == node.end);
    }
}

TEST_CASE("script and style are there but empty, JSON-LD is kept", "[dom]") {
    const auto page = parse(
        "<script>var a = '<p>';</script><style>p{}</style><script type='application/ld+json'>{\"a\":1}</script><p>x");
    CHECK(shape(page, 0) ==
          "<html><head><script></><style></><script type=application/ld+json>|{\"a\":1}|</></><body><p>|x|</></></>");
}

TEST_CASE("comments are dropped and the text around them is one node", "[dom]") {
    CHECK(body_of("<p>one <!-- two -->three") == "<body><p>|one three|</></>");
}

TEST_CASE("white space between elements stays as blank text", "[dom]") {
    const auto page = parse("<body><p>a</p>\n <p>b</p>");
    CHECK(shape(page, page.body().id()) == "<body><p>|a|</>|\n |<p>|b|</></>");
    CHECK(page.body().first_child().next_sibling().node().blank);
}

TEST_CASE("text is what a reader gets: references decoded, controls of old replaced", "[dom]") {
    CHECK(body_of("<p>a &amp; b &lt;c&gt; &#x416; &eacute;&#x80;") == "<body><p>|a & b <c> \u0416 \u00e9\u20ac|</></>");
    CHECK(body_of("<p>one\r\ntwo") == "<body><p>|one\ntwo|</></>");
    CHECK(body_of("<p title='a &amp; b, and so on'>") == "<body><p title=a & b, and so on></></>");
}

TEST_CASE("a byte order mark is not text", "[dom]") {
    const auto page = parse("\xEF\xBB\xBF<title>T</title><p>x");
    CHECK(shape(page, 0) == "<html><head><title>|T|</></><body><p>|x|</></></>");
}

TEST_CASE("a page without anything still has its three elements", "[dom]") {
    const auto page = parse("");
    CHECK(shape(page, 0) == "<html><head></><body></></>");
    CHECK(page.root().first_child() == page.html());
    CHECK_FALSE(page.root().parent());
    CHECK_FALSE(Element());
    CHECK(Element().raw_text().empty());
    CHECK(Element().attr("x").empty());
    CHECK_FALSE(Element().first_child());
}

TEST_CASE("templates and noscript are elements with their content below them", "[dom]") {
    CHECK(body_of("<body><template><p>a</p></template><noscript><img src=x></noscript>") ==
          "<body><template><p>|a|</></><noscript><img src=x></></></>");
}

TEST_CASE("elements that Gumbo does not know keep their names", "[dom]") {
    const auto page = parse("<body><News-Card DATA-Id=1>x</News-Card><dialog>d</dialog><picture></picture>");
    CHECK(shape(page, page.body().id()) == "<body><news-card data-id=1>|x|</><dialog>|d|</><picture></></>");
    const auto card = page.body().first_element_child();
    CHECK(card.tag() == Tag::unknown);
    CHECK(card.next_element_sibling().is(Tag::dialog));
    CHECK(card.attr("data-id") == "1");
}

TEST_CASE("foreign elements are marked, their names and attributes in lower case", "[dom]") {
    const auto page = parse("<svg viewBox='0 0'><title>t</title><use xlink:href='#a'/><linearGradient/></svg><p>x");
    const auto svg = page.body().first_child();
    CHECK(shape(page, svg.id()) == "<svg viewbox=0 0><title>|t|</><use xlink:href=#a></><lineargradient></></>");
    CHECK(svg.first_child().node().foreign);
    CHECK(svg.first_child().is(Tag::title));
    CHECK_FALSE(svg.next_sibling().node().foreign);
}

TEST_CASE("names are atoms, and a name that the page never mentions has none", "[dom]") {
    const auto page = parse("<div id=main class='b a  b title' hidden>x</div>");
    const auto div = page.by_id("main");
    REQUIRE(div.is(Tag::div));
    CHECK(page.atom("div") == static_cast<Atom>(Tag::div));
    CHECK(page.name(page.atom("b")) == "b");
    CHECK(page.atom("span") == no_atom);
    CHECK(page.atom("nowhere") == no_atom);
    CHECK(page.atom("title") == static_cast<Atom>(Tag::title));  // by the class
    CHECK(page.classes(div.id()).size() == 3);
    CHECK(div.has_class("title"));
    CHECK_FALSE(div.has_class("div"));
    CHECK(div.has_attr("hidden"));
    CHECK_FALSE(div.has_attr("b"));
    CHECK(page.atom("a") == static_cast<Atom>(Tag::a));
}

TEST_CASE("of several elements with one id the first counts", "[dom]") {
    const auto page = parse("<p id=a>1<p id=b>2<p id=a>3");
    CHECK(page.by_id("a").raw_text() == "1");
    CHECK(page.by_id("b").raw_text() == "2");
    CHECK_FALSE(page.by_id("c"));
    CHECK_FALSE(page.by_id(""));
}

TEST_CASE("an element knows its neighbours and what it contains", "[dom]") {
    const auto page = parse("<ul> <li>1</li> <li>2</li> </ul>");
    const auto list = page.body().first_child();
    const auto one = list.first_element_child();
    const auto two = one.next_element_sibling();
    CHECK(one.raw_text() == "1");
    CHECK(two.raw_text() == "2");
    CHECK(two.previous_element_sibling() == one);
    CHECK(two.previous_sibling().is_text());
    CHECK_FALSE(two.next_element_sibling());
    CHECK(list.contains(one.first_child()));
    CHECK(list.contains(list));
    CHECK_FALSE(one.contains(two));
    CHECK(one.parent() == list);
}

TEST_CASE("raw text leaves scripts, styles and templates out, unless it is asked of one of them", "[dom]") {
    const auto page = parse(
        "<body>a<script type=application/ld+json>{}</script><template>b</template><p>c<b>d</b></p><style>e</style>f");
    CHECK(page.body().raw_text() == "acdf");
    CHECK(page.body().first_element_child().raw_text() == "{}");
    CHECK(page.body().first_element_child().next_element_sibling().raw_text() == "b");
}

TEST_CASE("what stands deeper than the limit becomes a child of the element at the limit", "[dom]") {
    ParseLimits limits;
    limits.max_depth = 4;
    const auto page = Document::parse("<div><p>a<b>b<i>c</i></b>d</p>e</div>f", limits);
    REQUIRE(page);
    CHECK(shape(*page, page->body().id()) == "<body><div><p>|a|<b></>|b|<i></>|cd|</>|e|</>|f|</>");
    for (const auto& node : page->nodes()) CHECK(node.depth <= 5);
}

TEST_CASE("a document can be moved", "[dom]") {
    auto first = parse("<p>x");
    const Document second = std::move(first);
    CHECK(second.body().raw_text() == "x");
}

TEST_CASE("a page of too many nodes is too large", "[dom]") {
    ParseLimits limits;
    limits.max_nodes = 100;
    CHECK(Document::parse(repeat("<br>", 96), limits));
    const auto page = Document::parse(repeat("<br>", 97), limits);
    REQUIRE_FALSE(page);
    CHECK(page.error().code == Errc::too_large);
}

TEST_CASE("a thread reads page after page, after a failed one too", "[dom]") {
    for (int i = 0; i < 3; ++i) {
        ParseLimits tight;
        tight.max_arena_bytes = 64 << 10;
        const auto failed = Document::parse(repeat("<p>x", 2000), tight);
        REQUIRE_FALSE(failed);
        CHECK(failed.error().code == Errc::unparsable);
        CHECK(body_of("<p>fine") == "<body><p>|fine|</></>");
    }
}

TEST_CASE("hostile pages end soon, with a tree or an error", "[dom]") {
    std::string attributes = "<p ";
    for (int i = 0; i < 1'000'000; ++i) attributes.append("a").append(std::to_string(i)).append(" ");
    std::string fonts;
    for (int i = 0; i < 8000; ++i) fonts.append("<p><font size=").append(std::to_string(i)).append(">");
    const double begin = thread_seconds();
    for (const auto& [html, code] : std::vector<std::pair<std::string, Errc>>{
             {repeat("<div>", 20'000), Errc::unparsable},
             {repeat("<span>", 1'000'000), Errc::unparsable},
             {attributes + ">", Errc::unparsable},
             {fonts, Errc::unparsable},
             {std::string(50'000'000, 'x'), Errc::too_large},
             {repeat("<br>", 1'500'000), Errc::unparsable},
         }) {
        CAPTURE(html.substr(0, 20));
        const auto page = Document::parse(html);
        REQUIRE_FALSE(page);
        CHECK(page.error().code == code);
    }
    CHECK(Document::parse(std::string(1'000'000, '\0')));
    CHECK(Document::parse(repeat("<p>x<!-- -->y", 100'000)));
    CHECK(Document::parse(repeat("a<!---->", 200'000)));
    CHECK(Document::parse("<p class='" + repeat("a b ", 500'000) + "'>"));
    CHECK(thread_seconds() - begin < 20);  // some 2 s; sanitizers take their share
}

TEST_CASE("the deadline ends a parse that asks for no memory", "[dom]") {
    // Gumbo looks through all open elements for each of these characters.
    const std::string html = repeat("<span>", 5000) + "<b>" + std::string(9'000'000, '\x01');
    ParseLimits limits;
    limits.deadline = std::chrono::milliseconds(100);
    const double begin = thread_seconds();
    const auto page = Document::parse(html, limits);
    REQUIRE_FALSE(page);
    CHECK(page.error().what == "page: parsing it takes more than 100 ms");
    CHECK(thread_seconds() - begin < 3);
    CHECK(body_of("<p>fine") == "<body><p>|fine|</></>");
}

TEST_CASE("the deadline holds on a worker thread that blocks signals", "[dom]") {
    bool stopped = false;
    std::thread worker([&] {
        sigset_t all;
        sigfillset(&all);
        pthread_sigmask(SIG_BLOCK, &all, nullptr);
        ParseLimits limits;
        limits.deadline = std::chrono::milliseconds(50);
        stopped = !Document::parse(repeat("<span>", 5000) + "<b>" + std::string(9'000'000, '\x01'), limits);
    });
    worker.join();
    CHECK(stopped);
}

TEST_CASE("tags are found by name, and say how they show", "[tag]") {
    for (std::uint16_t i = 1; i < tag_count; ++i) {
        const auto tag = static_cast<Tag>(i);
        CAPTURE(tag_name(tag));
        CHECK(tag_of(tag_name(tag)) == tag);
    }
    CHECK(tag_of("") == Tag::unknown);
    CHECK(tag_of("news-card") == Tag::unknown);
    CHECK(tag_of("DIV") == Tag::unknown);
    CHECK(is_block(Tag::div));
    CHECK_FALSE(is_block(Tag::span));
    CHECK(is_invisible(Tag::script));
    CHECK_FALSE(is_invisible(Tag::p));
}
