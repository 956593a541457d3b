#include "extract/body.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "extract/body_words.h"

using namespace winnow;
using extract::Block;
using extract::NameHint;
using extract::NodeMarks;

namespace {

struct Found {
    explicit Found(html::Document page) : document(std::move(page)) {}

    html::Document document;
    std::vector<Block> blocks;
    extract::Body body;

    std::string text() const {
        std::string out;
        for (const auto i : body.kept) out += blocks[i].text + "\n";
        return out;
    }
    bool keeps(std::string_view part) const { return text().find(part) != std::string::npos; }
    std::string_view reason_of(std::string_view part) const {
        for (std::size_t i = 0; i < blocks.size(); ++i)
            if (blocks[i].text.find(part) != std::string::npos) return body.verdicts[i].reason;
        return {};
    }
};

Found find(std::string_view page, std::string_view title = {}) {
    auto document = html::Document::parse(page);
    if (!document) FAIL(document.error().what);
    Found found(std::move(*document));
    found.blocks = extract::read_blocks(found.document, found.document.body().id(), NodeMarks(found.document));
    const extract::Structured structured(found.document);
    found.body = extract::find_body(found.document, found.blocks, structured, title);
    return found;
}

const std::string story[]{
    "The old mill at Oderstead, which had ground the valley's corn since 1784, burnt down on Tuesday night, the fire "
    "brigade said.",
    "Nobody was hurt, although two families who live in the former granary had to be brought to safety through the "
    "back windows, according to the town hall.",
    "\"We saved the wheel and little else,\" said Mayor Ruth Hallam, who had come from a council meeting. \"But a mill "
    "can be built again, and this one will be.\"",
    "The council wants to decide in June whether the house should be rebuilt in timber or in stone; the insurance "
    "covers only a part of the costs, which are put at four million.",
};

std::string paragraphs() {
    std::string out;
    for (const auto& p : story) out += "<p>" + p + "</p>\n";
    return out;
}

const std::string menu =
    "<nav><ul><li><a href=/>Home</a></li><li><a href=/s>Sport</a></li><li><a href=/c>Culture</a></li><li><a "
    "href=/w>Weather</a></li></ul></nav>";
const std::string footer =
    "<footer><ul><li><a href=/i>Imprint</a></li><li><a href=/p>Privacy</a></li></ul><p>© 2026 The Oderstead Echo. All "
    "rights reserved.</p></footer>";

std::string teasers(int n) {
    std::string out;
    for (int i = 0; i < n; ++i)
        out += "<li class=teaser><a href=/t" + std::to_string(i) + "><h3>Council argues about the new bridge, part " +
               std::to_string(i) + "</h3></a></li>";
    return out;
}

}  // namespace

TEST_CASE("the paragraphs are kept and what frames them is not", "[body]") {
    const auto found = find(
        "<body>" + menu +
            "<main><article><h1>Mill at Oderstead burns down</h1><p class=byline>By Ada Finch, 8 May "
            "2026</p><figure><img src=a.jpg><figcaption>The mill in 1930. Photo: town archive</figcaption></figure>" +
            paragraphs() +
            "<div class=share><a href=#f>Facebook</a> <a href=#m>Mail</a></div></article><section "
            "class=related><h2>Read "
            "also</h2><ul>" +
            teasers(8) +
            "</ul></section><section id=comments><h2>2 comments</h2><div class=comment>"
            "<p>I used to play there as a child, what a pity for all of us.</p></div></section></main>" +
            footer,
        "Mill at Oderstead burns down");
    for (const auto& p : story) CHECK(found.keeps(p));
    for (const auto* chaff :
         {"Sport", "Photo: town archive", "Facebook", "new bridge", "as a child", "All rights reserved", "Read also"})
        CHECK_FALSE(found.keeps(chaff));
    CHECK(found.body.confidence > 0.6f);
    CHECK(found.document.element(found.body.container).is(html::Tag::article));
    CHECK(found.body.verdicts.size() == found.blocks.size());
    CHECK(found.reason_of("Photo: town archive") == "caption or gallery");
    CHECK(found.reason_of("as a child") == "comments");
    for (const auto& verdict : found.body.verdicts) {
        CHECK_FALSE(verdict.reason.empty());
        CHECK(verdict.keep == (verdict.score > 0));
    }
}

TEST_CASE("a page without any class or semantic tag is read all the same", "[body]") {
    std::string menu_cells, links;
    for (int i = 0; i < 12; ++i) {
        menu_cells += "<div><div><a href=/" + std::to_string(i) + ">Section " + std::to_string(i) + "</a></div></div>";
        links += "<div><a href=/n" + std::to_string(i) + ">Harvest begins early in the valley this year</a></div>";
    }
    const auto found =
        find("<body><div>" + menu_cells + "</div><div><div><h1>Mill at Oderstead burns down</h1></div><div>" +
             paragraphs() + "</div></div><div>" + links + "</div>");
    for (const auto& p : story) CHECK(found.keeps(p));
    CHECK_FALSE(found.keeps("Section 3"));
    CHECK_FALSE(found.keeps("Harvest begins"));
}

TEST_CASE("foreign titles before a Russian story and comments after it stay out", "[body]") {
    std::string ticker;
    for (int i = 0; i < 20; ++i)
        ticker +=
            "<a href=/n/" + std::to_string(i) + "><div>Совет обсудил строительство нового моста через реку</div></a>";
    const auto found = find(
        "<body><div>" + ticker +
        "</div><article><h1>Сгорела старая мельница</h1>"
        "<p>Старая мельница, которая стояла у реки с 1784 года, сгорела в ночь на вторник, сообщили в пожарной охране "
        "города.</p>"
        "<p>По словам мэра, никто не пострадал, однако две семьи пришлось эвакуировать через окна соседнего амбара.</p>"
        "<p>Совет города примет решение о восстановлении здания в июне, сказала она журналистам после "
        "заседания.</p></article>"
        "<section><p>0 Комментариев</p><p>Войдите, чтобы оставлять комментарии</p></section>"
        "<section><h2>Самые читаемые</h2>" +
        ticker + "</section>");
    CHECK(found.keeps("Старая мельница, которая"));
    CHECK(found.keeps("По словам мэра"));
    CHECK(found.keeps("Совет города примет"));
    CHECK_FALSE(found.keeps("строительство нового моста"));
    CHECK_FALSE(found.keeps("Войдите"));
}

TEST_CASE("an offer between the paragraphs stays out with all its lines", "[body]") {
    const auto found = find(
        "<body>" + menu + "<main><article><h1>Mill at Oderstead burns down</h1><p>" + story[0] + "</p><p>" + story[1] +
            "</p><div class=newsletter><p>Subscribe to the newsletter, or sign in with your account</p><ul>"
            "<li>Every morning at six, before the bakers open</li>"
            "<li>Written by people who live in the valley</li></ul>"
            "<p>Subscribe now</p></div><p>" +
            story[2] + "</p><p>" + story[3] + "</p></article></main>" + footer,
        "Mill at Oderstead burns down");
    for (const auto& p : story) CHECK(found.keeps(p));
    CHECK_FALSE(found.keeps("before the bakers open"));
    CHECK_FALSE(found.keeps("live in the valley"));
    CHECK_FALSE(found.keeps("Subscribe"));
}

TEST_CASE("a list of short links amid the text is judged, one in the menu is refused unasked", "[body]") {
    const auto page = [](const std::string& list) {
        return find("<body>" + menu + "<main><article><h1>Mill at Oderstead burns down</h1><p>" + story[0] + "</p><p>" +
                        story[1] + "</p>" + list + "<p>" + story[2] + "</p><p>" + story[3] + "</p></article></main>" +
                        footer,
                    "Mill at Oderstead burns down");
    };
    const auto found = page("<ul><li><a href=/w>The water mill</a></li><li><a href=/f>The wind mill</a></li></ul>");
    const auto score_of = [&](std::string_view text) {
        for (std::size_t i = 0; i < found.blocks.size(); ++i)
            if (found.blocks[i].text == text) return found.body.verdicts[i].score;
        return 99.0f;
    };
    CHECK(score_of("Sport") < -8.0f);
    CHECK(score_of("The water mill") > -8.0f);
}

TEST_CASE("a newsflash of two sentences is a body", "[body]") {
    const auto found = find("<body>" + menu +
                                "<main><article><h1>Mill burns</h1><p>The old mill at Oderstead burnt down on Tuesday "
                                "night, the fire brigade said. Nobody was hurt.</p></article></main>" +
                                footer,
                            "Mill burns");
    CHECK(found.keeps("Nobody was hurt"));
    CHECK_FALSE(found.keeps("rights reserved"));
    CHECK(found.body.confidence > 0.3f);
}

TEST_CASE("a list of links has no body worth the name", "[body]") {
    const auto found = find("<body>" + menu + "<main><ul>" + teasers(40) + "</ul></main>" + footer);
    CHECK(found.body.confidence < 0.3f);
}

TEST_CASE("a page with no text at all gives an empty body", "[body]") {
    const auto found = find("<body><div id=app></div>");
    CHECK(found.body.kept.empty());
    CHECK(found.body.container == html::no_node);
    CHECK(found.body.confidence == 0.0f);
}

TEST_CASE("the same page gives the same verdicts", "[body]") {
    const auto page = "<body>" + menu + "<article>" + paragraphs() + "</article>" + footer;
    const auto a = find(page), b = find(page);
    REQUIRE(a.body.kept == b.body.kept);
    for (std::size_t i = 0; i < a.blocks.size(); ++i) CHECK(a.body.verdicts[i].score == b.body.verdicts[i].score);
}

TEST_CASE("names of classes are understood in any of the usual spellings", "[body]") {
    const auto says = [](std::string_view name, NameHint hint) { return (extract::name_hints(name) & bit(hint)) != 0; };
    CHECK(says("articleBody", NameHint::article_body));
    CHECK(says("article-body", NameHint::article_body));
    CHECK(says("c-article__body", NameHint::article_body));
    CHECK(says("storycontent", NameHint::article_body));
    CHECK(says("comments-list", NameHint::comment));
    CHECK(says("relatedPosts", NameHint::related));
    CHECK(says("wp-caption-text", NameHint::caption));
    CHECK_FALSE(says("header", NameHint::advert));  // "ad" is no part of a word
    CHECK_FALSE(says("uncommented", NameHint::footer));
}

TEST_CASE("finding the body of a hostile page costs no more than their size", "[body]") {
    std::string deep, wide;
    for (int i = 0; i < 400; ++i) deep += "<div class='comment article'>word word word, ";
    for (int i = 0; i < 20000; ++i) wide += "<p>a, b.";
    CHECK(find("<body>" + deep).body.verdicts.size() == 400);
    CHECK(find("<body>" + wide).body.verdicts.size() == 20000);
    const auto letters =
        find("<body><script type='application/ld+json'>{\"@type\":\"Article\",\"articleBody\":\"" + [] {
            std::string s;
            for (int i = 0; i < 20000; ++i) s += "a b ";
            return s;
        }() + "\"}</script><p>a b a b a b a b</p>");
    CHECK(letters.body.verdicts.size() == 1);
}
