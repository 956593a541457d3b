// Teasers whose offer is in words of the site's own, and articles with offers beside them. All texts are invented.
#include "extract/page_class_teaser.h"

#include <fmt/format.h>

#include "catch.hpp"
#include "extract/extract.h"
#include "extract/page_class.h"
#include "extract/page_class_words.h"

using namespace winnow;
using namespace winnow::extract;

namespace {

const std::string headline = "Ferry company sells its oldest ship to a museum";
const std::string lines[] = {
    "The ferry company will give its oldest ship to the maritime museum, where she is to lie beside the old customs "
    "house from next spring.",
    "She was built in 1931 and carried four generations of islanders to school, to the market and to the doctor, in "
    "all weathers.",
    "The museum has promised to keep her engine running, and to take visitors round the harbour on the first Sunday "
    "of each month.",
    "Not everyone is pleased: the engineers' union says that two crews lose their posts, and that nobody asked them "
    "before the vote.",
    "The council gave forty thousand towards the new pier, after a debate that lasted until midnight and ended with "
    "one vote to spare.",
    "Captain Ilse Brandt, who sailed her for twenty years, will hand over the wheel in person on the last day of "
    "March.",
    "Tickets for that voyage were gone within the hour, and the company now thinks of a second one a week later."};

std::string text(int first, int end) {
    std::string out;
    for (int i = first; i < end; ++i) out += "<p>" + lines[i] + "</p>";
    return out;
}

std::string structured(const std::string& more) {
    return fmt::format(
        R"(<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{}","datePublished":"2026-02-19T08:00:00Z"{}}}</script>)",
        headline, more);
}

std::string page(const std::string& main, const std::string& more_data = "") {
    std::string menu;
    for (const auto* name : {"Politics", "Harbour", "Sport", "Culture", "Islands", "Letters"})
        menu += fmt::format("<li><a href=\"/s/{0}\">{0}</a></li>", name);
    return fmt::format(
        "<!DOCTYPE html><html lang=\"en\"><head><title>{0} | The Pier</title>{1}</head><body><header><nav><ul>{2}</ul>"
        "</nav></header><main><article><h1>{0}</h1><p class=\"date\">19 February 2026</p><div class=\"body\">{3}</div>"
        "</article><h2>More from the harbour</h2><ul><li><a href=\"/a/1\">Lighthouse keeper retires after forty "
        "years</a></li><li><a href=\"/a/2\">Storm damages three boats near the pier</a></li><li><a href=\"/a/3\">New "
        "nets spare young fish, a study finds</a></li></ul></main><footer><p>© The Pier</p></footer></body></html>",
        headline, structured(more_data), menu, main);
}

std::string class_of(const std::string& html) {
    const auto result = extract_page(html, "text/html; charset=utf-8", nullptr, {});
    INFO(html);
    return std::string(page_class_name(result.classification.page_class));
}

bool speaks(std::string_view line, OfferKind kind) {
    return (offer_kinds(fold_sign(line)) & bit(kind)) != 0;
}

}  // namespace

TEST_CASE("Words around a text are known by kind, in many languages", "[page_class]") {
    for (const auto* line :
         {"The remaining 900 words", "Noch 900 Wörter", "La partie gratuite s'arrête ici", "Остальной текст",
          "Haberin tamamı", "Este artículo", "この記事の残り", "Sisa artikel ini", "此文余下部分"}) {
        CAPTURE(line);
        CHECK(speaks(line, OfferKind::this_text));
    }
    for (const auto* line :
         {"Only for members", "Nur für Abonnenten", "Réservé aux membres", "Solo para socios", "Только для подписчиков",
          "Tylko dla prenumeratorów", "Khusus untuk pelanggan", "会員限定", "仅限会员", "למנויים בלבד"}) {
        CAPTURE(line);
        CHECK(speaks(line, OfferKind::barred));
    }
    for (const auto* line : {"Unlimited reading", "Acceso ilimitado", "Читайте без ограничений"}) {
        CAPTURE(line);
        CHECK_FALSE(speaks(line, OfferKind::barred));
    }
    CHECK(speaks("Our daily newsletter", OfferKind::letter));
    CHECK(speaks("Log in to comment", OfferKind::comment));
    CHECK(offer_kinds("") == 0);
    CHECK(offer_kinds("ab") == 0);
}

TEST_CASE("A few lines and an offer to read on, in whatever words, are a teaser", "[page_class]") {
    for (const auto* box :
         {"<div class=\"box\"><h3>That was the free part</h3><p>950 words remain for our readers with a pass.</p><a "
          "href=\"/pass\">Get a reading pass</a><p>Log in</p></div>",
          "<div class=\"gate\"><h3>The rest of this report is for members</h3><p>Membership from £3 a month.</p>"
          "<button>Become a member</button><p><a href=\"/login\">Members, sign in here</a></p></div>",
          "<section class=\"c7\"><p>To see the rest you need a subscription.</p><ul><li>All articles on web and "
          "app</li><li>Cancel any time</li></ul><a href=\"/subscribe\">Subscribe</a> <a href=\"/in\">Sign "
          "in</a></section>"}) {
        CAPTURE(box);
        CHECK(class_of(page(text(0, 2) + box, R"(,"isAccessibleForFree":false)")) == "paywall");
        CHECK(class_of(page(text(0, 2) + box)) == "paywall");
        // someone writes about himself behind it
        CHECK(class_of(page(text(0, 2) + box +
                            "<div class=\"author\"><p>Jonas Reed has written about ships and the people who sail them "
                            "for this paper since 2009.</p></div>")) == "paywall");
    }
}

TEST_CASE("A lead of one sentence and an offer in one line are a teaser", "[page_class]") {
    const std::string lead = "<p>The ferry company did not say why.</p>";
    CHECK(class_of(page(lead + "<div class=\"x\"><p>To read on, log in or subscribe for £2 a month.</p><a "
                               "href=\"/subscribe\">Subscribe</a></div>")) == "paywall");
    CHECK(class_of(page(text(0, 1) + "<div><p>Read the rest of this article with a subscription, £2 a month, or log "
                                     "in if you have one.</p></div>")) == "paywall");
}

TEST_CASE("Articles keep their place whatever is sold beside them", "[page_class]") {
    const std::string promotion =
        "<div class=\"promo\"><h3>All our news on every device</h3><p>$9 a month or $89 a year.</p><a "
        "href=\"/subscribe\">See plans</a><p>Already subscribed? Log in</p></div>";
    const std::string barrier =
        "<div class=\"paywall\"><h3>Subscribe to read on</h3><p>The rest of this article is for subscribers.</p><a "
        "href=\"/subscribe\">Subscribe</a></div>";
    const std::string letter =
        "<div class=\"nl\"><h3>Our letter from the harbour</h3><p>Free, every Friday in your inbox.</p><input "
        "type=\"email\"><button>Sign up</button></div>";
    const std::string comments =
        "<div id=\"comments\"><h3>Comments</h3><p>Only subscribers can comment. Log in or create an account.</p>"
        "<a href=\"/login\">Log in</a></div>";
    // below a whole text, and in the middle of one
    CHECK(class_of(page(text(0, 7) + promotion)) == "article");
    CHECK(class_of(page(text(0, 2) + promotion + text(2, 7))) == "article");
    CHECK(class_of(page(text(0, 7) + letter + comments)) == "article");
    // a text that others pay for is here all the same
    CHECK(class_of(page(text(0, 2) + barrier + text(2, 7), R"(,"isAccessibleForFree":false)")) == "article");
    CHECK(class_of(page(text(0, 7) + barrier, R"(,"isAccessibleForFree":false)")) == "article");
    CHECK(class_of(page("<div class=\"paid-part\">" + text(0, 4) + "</div>" + barrier,
                        R"(,"isAccessibleForFree":false,"hasPart":{"cssSelector":".paid-part"})")) == "article");
    // prices in a table of the text
    CHECK(class_of(page(text(0, 2) +
                        "<table><tr><td>Borg LS 40</td><td>189 €</td></tr><tr><td>Haldi</td><td>129 €</td>"
                        "</tr></table>" +
                        text(2, 4) + "<h3>Read on</h3>")) == "article");
    // a newsflash
    CHECK(class_of(page(text(0, 1) + letter)) == "article");
    CHECK(class_of(page(text(0, 1) + comments)) == "article");
    CHECK(
        class_of(page(text(0, 2) + "<div class=\"promo\"><h3>Enjoyed this story?</h3><p>Support local news, subscribe "
                                   "from £1 a week.</p><a href=\"/subscribe\">Subscribe</a></div>")) == "article");
    // a story about offers
    CHECK(class_of(page("<p>The paper raised its price on Monday: a subscription is £9.99 a month, and members who "
                        "want to read on must log in each time.</p><p>Readers complain that the offer is no offer, and "
                        "three of them have cancelled. The editor says that the archive stays free.</p><p>A rival in "
                        "the next town tried the same, and went back to £5 a month within the year.</p>")) ==
          "article");
}

TEST_CASE("What a page of thousands of offers costs is bounded", "[page_class]") {
    std::string main = text(0, 1);
    for (int i = 0; i < 20'000; ++i) main += "<div><p>Subscribe to read on, £1</p></div>";
    class_of(page(main));
    std::string deep = text(0, 1);
    for (int i = 0; i < 300; ++i) deep += "<div>";
    for (int i = 0; i < 2'000; ++i) deep += "<b>Log in to read the rest</b><br><br>";
    class_of(page(deep));
    SUCCEED();
}
