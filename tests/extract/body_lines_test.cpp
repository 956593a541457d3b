// A rule's body as lines of the page: below its elements, between two lines, and the gaps of a generic body.

#include "catch.hpp"
#include "extract/body_gaps.h"
#include "extract/by_rule.h"

using namespace winnow;

namespace {

using Lines = std::vector<std::string>;

struct Got {
    Lines lines;
    std::string origin;
};

Got body_of(const std::string& yaml, std::string_view page, std::string_view title = "The headline") {
    const auto rules = rules::read_site("host: example.az\narticle:\n  body: " + yaml + "\n", "f.yaml");
    if (!rules) FAIL(rules.error().what);
    const auto document = html::Document::parse(page);
    REQUIRE(document);
    const extract::Structured structured(*document);
    extract::NodeMarks dropped(*document);
    const auto reading =
        extract::read_by_rule(*document, structured, *rules, nullptr, std::nullopt, extract::Article{}, dropped);
    const auto blocks = extract::read_blocks(*document, document->body().id(), dropped);
    const auto body = extract::body_by_rule(*document, *rules, reading, blocks, title);
    Got got;
    for (const auto i : body.kept) got.lines.push_back(blocks[i].text);
    got.origin = body.origin;
    return got;
}

constexpr std::string_view page = R"(<ul><li><a href=/1>The headline</a><li><a href=/2>Another</a></ul>
    <h1>The headline</h1><div>08 Auqust 2023    Gelesen: 461</div>
    <p>One is a sentence of some greater length.<ul><li>Two</ul><p>Three.<p><a href=/3>Read also: something else</a>
    <figure><img><figcaption>A caption</figcaption></figure><p>Four.
    <div>Tags: <a href=/t>x</a></div><p>Tags: of another<aside>09 May 2023 Gelesen: 3</aside>)";

/// The lines that a generic body has after close_gaps(), if the model kept those that begin with '+'.
Lines closed(std::string_view html) {
    const auto document = html::Document::parse(html);
    REQUIRE(document);
    const auto blocks = extract::read_blocks(*document, document->body().id(), extract::NodeMarks(*document));
    extract::Body body;
    for (std::uint32_t i = 0; i < blocks.size(); ++i)
        if (blocks[i].text.front() == '+') body.kept.push_back(i);
    body.verdicts.resize(blocks.size());
    extract::close_gaps(*document, blocks, body);
    Lines lines;
    for (const auto i : body.kept) lines.push_back(blocks[i].text);
    return lines;
}

}  // namespace

TEST_CASE("a body between two lines has neither of them, no links and no captions", "[by_rule]") {
    const auto got = body_of(R"([{after: '^\d+ \p{L}+ \d{4} +\p{L}+: \d+$', before: '^Tags:'}])", page);
    CHECK(got.lines == Lines{"One is a sentence of some greater length.", "Two", "Three.", "Four."});
    CHECK(got.origin == "rule:body[0] before:^Tags:");
}

TEST_CASE("a body between two lines begins below the last headline if the rule does not say where", "[by_rule]") {
    const Lines wanted{"08 Auqust 2023 Gelesen: 461", "One is a sentence of some greater length.", "Two", "Three.",
                       "Four."};
    CHECK(body_of("[{before: '^Tags:'}]", page).lines == wanted);
    CHECK(body_of("[{before: '^Tags:'}]", page, "THE «Headline»").lines == wanted);
}

TEST_CASE("a body of which one line is missing gives way to the next entry", "[by_rule]") {
    const std::string next = "{before: '^Tags:'}";
    for (const auto* entry :
         {"{after: '^Nothing', before: '^Tags:'}", "{after: '^Four', before: '^Three'}", "{before: '^Nothing'}",
          "{after: '^Three', before: '^Read also'}", "{after: '^One', before: '^Tags'}"}) {
        CAPTURE(entry);
        CHECK(body_of(std::string("[") + entry + ", " + next + "]", page).origin == "rule:body[1] before:^Tags:");
        CHECK(body_of(std::string("[") + entry + "]", page).lines.empty());
    }
    CHECK(body_of("[{before: '^Tags:'}]", page, "A headline that is nowhere").lines.empty());
    CHECK(body_of("[{before: '^Tags:'}]", page, "").lines.empty());
}

TEST_CASE("elements and lines take their turn as the rule lists them", "[by_rule]") {
    CHECK(body_of("['.none', {before: '^Tags:'}, 'figure, p']", page).origin == "rule:body[1] before:^Tags:");
    const auto got = body_of("['figure, p', {before: '^Tags:'}]", page);
    CHECK(got.origin == "rule:body[0] figure, p");
    CHECK(got.lines == Lines{"One is a sentence of some greater length.", "Three.", "Read also: something else",
                             "Four.", "Tags: of another"});
}

TEST_CASE("what stands between the paragraphs of a generic body joins it, links and captions do not", "[body]") {
    CHECK(closed("<div><p>+A long one.<ul><li>a list</ul><p><a href=/x>a link</a><h3>Who?</h3><table><tr><th>a<th>b"
                 "<tr><td>1<td>2</table><figure><img><figcaption>c</figcaption></figure><p>+Another long one.</div>") ==
          Lines{"+A long one.", "a list", "Who?", "a | b", "1 | 2", "+Another long one."});
}

TEST_CASE("a generic body goes on to the siblings of its first and last paragraph, and no further", "[body]") {
    CHECK(closed("<div>menu</div><div><h1>T</h1><p>First.<p>+A long one.<p>+Another.<p>Last.<div>14 views</div>"
                 "<p>far</div><p>footer") == Lines{"First.", "+A long one.", "+Another.", "Last."});
    CHECK(closed("<div>menu</div><div>First.<br><br>+A long one.<br><br>+Another.<br><br>Last.</div><div>x</div>") ==
          Lines{"First.", "+A long one.", "+Another.", "Last."});
}

TEST_CASE("a stray line far from the text opens no gap", "[body]") {
    CHECK(closed("<p>+stray</p><div>menu</div><section><p>+A long paragraph of the text.<p>+Another long paragraph."
                 "</section><div>more</div>") ==
          Lines{"+stray", "+A long paragraph of the text.", "+Another long paragraph."});
    CHECK(closed("<p>+only</p><p>other</p>") == Lines{"+only"});
    CHECK(closed("<p>nothing</p>").empty());
}
