#include "extract/body_stray.h"

#include <string>

#include "base/text.h"
#include "catch.hpp"
#include "extract/body.h"

using namespace winnow;

namespace {

extract::Block line(std::string text, std::uint32_t link_letters = 0) {
    extract::Block block;
    block.text = std::move(text);
    block.letters = static_cast<std::uint32_t>(block.text.size());
    block.link_letters = link_letters;
    return block;
}

bool is_stray(std::string text, std::uint32_t link_letters = 0) {
    return !extract::stray_reason(line(std::move(text), link_letters)).empty();
}

}  // namespace

TEST_CASE("lines that name themselves no part of the article are strays") {
    for (const auto* text : {"Advertisement",
                             "– ANZEIGE –",
                             "Advertisement:",
                             "Реклама",
                             "Article continues below this ad",
                             "© 2021 The Oderstead Herald",
                             "Copyright 2019 Hallam Press. Redistribution is prohibited.",
                             "The Herald. All rights reserved.",
                             "Das Blatt. Alle Rechte vorbehalten.",
                             "Tüm hakları saklıdır.",
                             "MORE: The mill that outlived three wars",
                             "Read more: How the mill burnt down",
                             "Lesen Sie auch: Die Mühle",
                             "Don’t miss: Ten mills to see",
                             "Related » The long story of the mill",
                             "Читайте также: Пожар на мельнице",
                             "Həmçinin oxuyun: Dəyirman yandı",
                             "Zobacz też: Pożar młyna",
                             "Image: R. Hallam",
                             "(Photo: R. Hallam/Herald)",
                             "Quelle: Stadtarchiv",
                             "Источник: пресс-служба",
                             "Placeholder image-3",
                             "Loading...",
                             "Follow us on the usual channels",
                             "Tell us what you think in the comments!"}) {
        CAPTURE(text);
        CHECK(is_stray(text));
    }
}

TEST_CASE("sentences that begin like strays are none") {
    for (const auto* text :
         {"", "...", "Advertisement of the post is due in May.", "Advertising paid for half of the mill.",
          "More than forty people came to see the mill burn.", "More people came on Tuesday: forty, the mayor said.",
          "Watch out for falling beams, the fire brigade said.", "Related matters will be heard in June.",
          "Images of the fire went around the valley.", "Sources close to the council spoke of arson.",
          "Source of the fire was a stove.", "Loading the carts took the men a whole morning in the rain that day.",
          "He was followed by two carts.", "Photography was his trade: he took the first picture of the mill.",
          "Readmore is a village below the mill.", "Copyright law is what the miller's heirs went to court for.",
          "Reading also helps, the teacher said."}) {
        CAPTURE(text);
        CHECK_FALSE(is_stray(text));
    }
}

TEST_CASE("a long line that begins like an invitation needs a link to be one") {
    const std::string text =
        "Read more than one account of the fire and you will find that no two of them agree on where it began, who saw "
        "it first, or what the miller said.";
    CHECK_FALSE(is_stray(text));
    CHECK(is_stray(text, 100));
}

TEST_CASE("no text is too long or too broken to be asked whether it is a stray") {
    CHECK_FALSE(is_stray("Advertisement " + std::string(100'000, 'x')));
    CHECK_FALSE(is_stray("\xC3\xE2\x80 \xFF\xFE"));
    CHECK_FALSE(is_stray(std::string(400, '\xE2')));
}

TEST_CASE("strays amid an article are dropped and say why, an article of strays is left alone") {
    const std::string paragraphs[]{
        "The old mill at Oderstead, which had ground the valley's corn since 1784, burnt down on Tuesday night, the "
        "fire brigade said.",
        "Nobody was hurt, although two families who live in the former granary had to be brought to safety through "
        "the back windows, according to the town hall.",
        "\"We saved the wheel and little else,\" said Mayor Ruth Hallam, who had come from a council meeting. \"But a "
        "mill can be built again, and this one will be.\""};
    std::string page = "<html><body><main><article><h1>Mill burns down</h1>";
    for (const auto& p : paragraphs) page += "<p>" + p + "</p><p>MORE: <a href=/a>The story of the mill</a></p>";
    const auto document = html::Document::parse(page + "</article></main></body></html>");
    REQUIRE(document);
    const auto blocks = extract::read_blocks(*document, document->body().id(), extract::NodeMarks(*document));
    const auto features = extract::body_features(*document, blocks, {});
    const auto body = extract::choose_body(*document, blocks, features, std::vector<float>(blocks.size(), 2.0f));
    REQUIRE(body.verdicts.size() == blocks.size());
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const bool stray = blocks[i].text.starts_with("MORE");
        CHECK(body.verdicts[i].keep == !stray);
        if (stray) CHECK(body.verdicts[i].reason == "invitation to read something else");
    }
    std::vector<float> strays_only(blocks.size(), -5.0f);
    for (std::size_t i = 0; i < blocks.size(); ++i)
        if (blocks[i].text.starts_with("MORE")) strays_only[i] = 2.0f;
    CHECK(extract::choose_body(*document, blocks, features, strays_only).kept.size() == 3);
}
