#include "html/dom.h"

#include <string>

#include "catch.hpp"

using namespace winnow::html;

namespace {

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
