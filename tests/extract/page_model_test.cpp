// Pages with a headline and hardly more, amid all that a site puts around it: title-only stories, and what is left
// where a story was taken away. All texts are invented.
#include "extract/page_model.h"

#include <fmt/format.h>

#include <algorithm>

#include "catch.hpp"
#include "extract/extract.h"
#include "extract/page_class.h"

using namespace winnow;
using namespace winnow::extract;

namespace {

const std::string headline = "Harbour office closes the northern pier for repairs";

std::string menu() {
    std::string out = "<header><a href=\"/\">The Tide Table</a><nav><ul>";
    for (const auto* name : {"Politics", "Business", "Sport", "Culture", "Islands", "Letters", "Weather", "Notices"})
        out += fmt::format("<li><a href=\"/s/{0}\">{0}</a></li>", name);
    return out + "</ul></nav></header>";
}

/// Pictures and headlines of other stories, in no element that says what they are.
std::string teasers() {
    std::string out = "<div class=\"c3\">";
    int number = 0;
    for (const auto* title : {"Fishermen report the best catch in ten years", "Ferry line to the islands opens early",
                              "School orchestra wins the national prize", "Storm damages three houses near the pier",
                              "Lighthouse keeper retires after forty years", "Market hall gets a new roof of glass"})
        for (int copy = 0; copy < 2; ++copy)
            out += fmt::format("<div><img src=\"/i/{1}.jpg\"><a href=\"/news/{1}\">{0}, part {2}</a></div>", title,
                               ++number, copy + 1);
    return out + "</div>";
}

std::string page(const std::string& title, const std::string& main, const std::string& head = "",
                 const std::string& more = "") {
    return fmt::format(
        "<!DOCTYPE html><html lang=\"en\"><head><title>{0} | The Tide Table</title>{1}</head><body>{2}<div "
        "class=\"wrap\"><div class=\"c1\">{3}</div>{4}{5}</div><footer>© The Tide Table</footer></body></html>",
        title, head, menu(), main, teasers(), more);
}

Extraction read(const std::string& html, const std::string& address = "") {
    const auto url = url::Url::parse(address);
    return extract_page(html, "text/html; charset=utf-8", url ? &*url : nullptr, {});
}

std::string class_of(const std::string& html, const std::string& address = "") {
    INFO(html);
    return std::string(page_class_name(read(html, address).classification.page_class));
}

std::string h1(const std::string& text) {
    return "<h1>" + text + "</h1>";
}

const std::string day = "<p class=\"when\">19 February 2026, 10:42</p>";

}  // namespace

TEST_CASE("A headline with its day is a story, whatever the site puts around it") {
    CHECK(class_of(page(headline, h1(headline) + day)) == "article");
    CHECK(class_of(page(headline, day + h1(headline))) == "article");
    // the day amid links to print and to send
    CHECK(class_of(page(headline, h1(headline) + "<p><a href=\"/4711\">10:42 19.02.2026</a> <a href=\"/print\">Print "
                                                 "this page</a> | <a href=\"/send\">Send it to a friend</a></p>")) ==
          "article");
    // numbers to call stand beside each story of the paper
    CHECK(class_of(page(headline, h1(headline) + day, "",
                        "<aside><h3>In need</h3><table><tr><td>Police</td><td>110</td></tr><tr><td>Fire "
                        "brigade</td><td>112</td></tr><tr><td>Coast guard</td><td>124</td></tr><tr><td>Harbour "
                        "office</td><td>48-0</td></tr><tr><td>Chemist</td><td>90-0</td></tr></table></aside>")) ==
          "article");
    // and a notice on cookies, in no box that is named so
    CHECK(class_of(page(headline, h1(headline) + day, "",
                        "<div class=\"b7\"><p>This site uses cookies and passes personal data to partners if you "
                        "agree. We use cookies to count readers and to show advertising that fits them, as told in "
                        "our privacy policy. You may refuse all of it.</p><a href=\"#\">Accept all</a></div>")) ==
          "article");
}

TEST_CASE("A headline that is no heading element is found by the title that it repeats") {
    const auto cell = [](const std::string& text) {
        return "<table><tr><td><div class=\"news_head\">" + text +
               "</div><div>19 February 2026, 10:42</div></td></tr>"
               "</table>";
    };
    CHECK(class_of(page(headline, cell(headline))) == "article");
    CHECK(class_of(page("The Tide Table: " + headline, cell(headline))) == "article");
    // a path of links ends in it, too
    CHECK(class_of(page(headline, "<nav><span>" + headline + "</span></nav><div id=\"root\"></div>")) != "article");
}

TEST_CASE("What is left where a story was taken away is no story") {
    const std::string claims =
        "<meta property=\"og:type\" content=\"article\"><meta property=\"og:title\" content=\"" + headline +
        "\"><meta property=\"article:published_time\" content=\"2026-02-19T10:42:00+01:00\"><meta name=\"author\" "
        "content=\"Klara Fenn\">";
    const std::string address = "https://tide-table.example/news/harbour-office-closes-the-northern-pier-48211";
    // a shell for scripts; the metadata are a story's
    for (const auto* shell : {"<div id=\"root\"></div>", "<div class=\"skeleton\"></div><div class=\"skeleton\"></div>",
                              "<div id=\"x\"><noscript>Please enable JavaScript to read this.</noscript></div>"})
        CHECK(class_of(page(headline, std::string(shell) + "<script src=\"/app.js\"></script>", claims), address) !=
              "article");
    // a document, and below it who shows it
    CHECK(class_of(page(headline, h1(headline) +
                                      "<embed src=\"/pier.pdf\" type=\"application/pdf\"><p><a "
                                      "href=\"/pier.pdf\">Download (PDF, 2 MB)</a></p><p>Klara Fenn has reported from "
                                      "the harbour for the paper since the old lighthouse burned down, and before "
                                      "that she sailed on the ferry line to the islands for eleven years. Her father "
                                      "was the keeper of the northern light, and she lives on the pier with two dogs "
                                      "and a boat that will not float, as she is glad to tell whoever asks her in "
                                      "the fish hall on a Friday.</p>")) == "media_only");
    // a player
    CHECK(class_of(page(headline, h1(headline) + "<video controls src=\"/v.mp4\"></video>",
                        "<meta property=\"og:type\" content=\"video.other\">")) == "media_only");
    // pictures of its own, not those of teasers
    std::string pictures;
    for (int i = 0; i < 14; ++i) pictures += fmt::format("<figure><img src=\"/g/{0}.jpg\"></figure>", i);
    CHECK(class_of(page(headline, h1(headline) + pictures)) == "media_only");
    // a tag's page
    CHECK(class_of(page("Piers", h1("Piers")), "https://tide-table.example/tag/piers") != "article");
}

TEST_CASE("Walls, shells and counters under a story's metadata are no stories") {
    const std::string claims = "<meta property=\"og:type\" content=\"article\">";
    const std::string address = "https://tide-table.example/news/harbour-office-closes-the-northern-pier-48211";
    CHECK(class_of(page("Too many requests",
                        h1("Too many requests") + "<p>You may call up 60 pages a minute. Please "
                                                  "come back a little later.</p>",
                        claims),
                   address) != "article");
    CHECK(class_of(page("Confirm your age",
                        h1("Confirm your age") + "<p>You must be grown up to see this.</p>"
                                                 "<button>I am</button>",
                        claims),
                   address) != "article");
    // the headline is there, and its day; the text is not
    CHECK(class_of(page(headline, h1(headline) + day + "<p>This story cannot be shown without JavaScript.</p>", claims),
                   address) == "js_only");
    CHECK(class_of(page("In pictures: the pier",
                        "<p>Pictures</p>" + h1("The pier in the morning") + "<img src=\"/1.jpg\"><p>1/24</p>", claims),
                   "https://tide-table.example/gallery/the-pier-in-the-morning") != "article");
    // a system that calls its page an error's, whatever the metadata say
    auto gone = page(headline, h1("Sold to the archive") + "<p>What is older than two years is kept there.</p>",
                     claims + "<meta property=\"article:published_time\" content=\"2026-02-19T10:42:00+01:00\">");
    gone.replace(gone.find("<body>"), 6, "<body class=\"wide error404\">");
    CHECK(class_of(gone, address) == "soft_404");
}

TEST_CASE("Results of a search are told by what they say, also where their headlines are no links") {
    std::string results;
    for (const auto* title : {"Fishermen report the best catch in ten years", "Ferry line to the islands opens early",
                              "School orchestra wins the national prize", "Storm damages three houses near the pier"})
        results += fmt::format(
            "<h3>{}</h3><p>19.02.2026</p><p>The harbour office said on Thursday that it had waited "
            "for this day for years, and that all who live at the pier were asked to come.</p>",
            title);
    const auto found = page("Search results for pier", h1("Search results for pier") + "<p>28 hits</p>" + results);
    CHECK(class_of(found) == "listing");
    CHECK(class_of(found, "https://tide-table.example/search?q=pier") == "listing");
    // a search is what the story tells of
    std::string story;
    for (int i = 0; i < 5; ++i)
        story +=
            "<p>The coast guard went out again on Thursday with two boats and the helicopter of the islands, and "
            "looked for the missing fishermen until the fog came in from the north.</p>";
    CHECK(class_of(page("Search for missing fishermen goes on",
                        h1("Search for missing fishermen goes on") + day + story)) == "article");
}

TEST_CASE("The forest was learned of the numbers that pages are described in") {
    CHECK(page_model_size() == page_number_count);
    CHECK(page_number_name(0) == "og_article");
    CHECK(page_number_name(page_number_count).empty());
}

TEST_CASE("Pages of the paper's own are none of its stories, in words that no rule knows") {
    const std::string foot = "<footer><a href=\"/s/letters\">Letters</a> <a href=\"/office\">The office</a></footer>";
    for (const auto& [title, text] : std::vector<std::pair<std::string, std::string>>{
             {"What we do with your particulars",
              "<h2>1. What we keep</h2><p>When you write to us we keep your name and your e-mail for two years.</p>"
              "<h2>2. Cookies</h2><p>You may switch off those for advertising in your browser's settings.</p>"
              "<h2>3. Your rights</h2><p>You may ask us to delete what we know about you: office@tide.example</p>"},
             {"Keep the tide table free",
              "<p>We are three reporters and a boat. Your gift pays for the fuel.</p><p><b>$5</b> <b>$15</b> "
              "<b>$50</b></p><form><input type=\"radio\"><input type=\"radio\"><button>Give now</button></form>"},
         }) {
        CAPTURE(title);
        const auto result = read(page(title, h1(title) + text, "", foot), "https://tide-table.example/office/page");
        CHECK(result.classification.page_class != PageClass::article);
        CHECK_FALSE(result.article);
    }
}

TEST_CASE("A fresh flash shows a time and no day") {
    const std::string sentences =
        "<p>The northern pier is closed since this morning, the harbour office said.</p>"
        "<p>Boats land at the fish market until the planks are mended.</p>";
    const std::string article = "<meta property=\"og:type\" content=\"article\">";
    for (const auto* when : {"10:42", "Today, 10:42", "12 min ago"}) {
        CAPTURE(when);
        const auto moment = fmt::format("<p class=\"when\">{}</p>", when);
        CHECK(class_of(page(headline, h1(headline) + moment + sentences, article)) == "article");
        CHECK(class_of(page(headline, h1(headline) + moment, article)) == "article");
    }
}

TEST_CASE("Who asks for JavaScript below a story, or tells of it, makes no shell of the page") {
    const std::string article =
        "<meta property=\"og:type\" content=\"article\"><meta property=\"article:published_time\" "
        "content=\"2026-02-19T10:42:00+00:00\">";
    for (const auto* line :
         {"Please enable JavaScript to view the comments.", "Please enable JavaScript to play this video.",
          "The inventor of the JavaScript language was made an honorary citizen of the islands on Thursday."}) {
        CAPTURE(line);
        CHECK(class_of(page(headline, h1(headline) + day + "<p>" + line + "</p>", article)) == "article");
    }
    CHECK(class_of(page(headline, h1(headline) + "<p>Please enable JavaScript to read this page.</p>")) == "js_only");
}

TEST_CASE("A feed's word for a story of that day counts beside the address") {
    const auto url = *url::Url::parse("https://tide-table.example/news/20260219-pier");
    Options options;
    options.now = std::chrono::sys_days(std::chrono::year(2026) / 2 / 20);
    Date announced;
    announced.year = 2026, announced.month = 2, announced.day = 19;
    options.announced_date = announced;
    const auto flash = page(headline, h1(headline), "<meta property=\"og:type\" content=\"article\">");
    const auto found = extract_page(flash, "text/html", &url, options);
    REQUIRE(found.article);
    CHECK(found.article->provenance.at("date") == "url + announcement");
    // of another day it is no witness
    options.announced_date->day = 17;
    const auto other = extract_page(flash, "text/html", &url, options);
    if (other.article) CHECK(other.article->provenance.at("date") == "url");
}

TEST_CASE("The signs by which a page with little text was weighed can be read by people") {
    const auto story = read(page(headline, h1(headline) + "<p>19.02.2026</p>", "",
                                 "<aside><table><tr><td>Police</td><td>110</td></tr></table></aside>"));
    CHECK_FALSE(story.classification.numbers.empty());
    const auto shell = read(page("Results", h1("Results") + "<p>18 pages of the paper were found.</p>",
                                 "<meta "
                                 "property=\"og:type\" content=\"website\">"),
                            "https://tide-table.example/search?q=pier");
    CHECK(shell.classification.page_class != PageClass::article);
    CHECK_FALSE(shell.classification.evidence.empty());
    // a text of a page that says of itself that it is an article is not weighed
    std::string text;
    for (int i = 0; i < 12; ++i)
        text +=
            "<p>The harbour office said on Thursday that the planks of the northern pier are rotten and that boats "
            "must land at the fish market until the autumn, when new oak will have arrived from the islands.</p>";
    const std::string told =
        "<script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": "
        "\"NewsArticle\", \"headline\": \"" +
        headline + "\"}</script>";
    CHECK(read(page(headline, h1(headline) + day + text, told)).classification.numbers.empty());
    const auto silent = read(page(headline, h1(headline) + day + text)).classification;
    CHECK(silent.page_class == PageClass::article);
    CHECK_FALSE(silent.numbers.empty());
}

namespace {

/// A page of a firm: its own menu, prose that a reader of papers would take for a text, and no day.
std::string firm_page(const std::string& title, const std::string& main) {
    return fmt::format(
        "<!DOCTYPE html><html lang=\"en\"><head><title>{0} | Alder &amp; Finch Roofing</title><meta "
        "property=\"og:type\" "
        "content=\"website\"></head><body class=\"page page-id-7\"><header><a href=\"/\">Alder &amp; Finch</a><nav><ul>"
        "<li><a href=\"/services/\">Our services</a></li><li><a href=\"/prices/\">Prices</a></li><li><a "
        "href=\"/shop/\">Shop</a></li><li><a href=\"/cart/\">Cart</a></li><li><a href=\"/about/\">About "
        "us</a></li><li><a "
        "href=\"/contact/\">Contact</a></li></ul></nav></header><main><h1>{0}</h1>{1}<a class=\"btn cta\" "
        "href=\"/contact/\">Get a free quote</a><form class=\"contact-form\"><label>Name<input "
        "type=\"text\"></label><label>Telephone<input type=\"tel\"></label></form></main><footer><p>Call us on 01000 "
        "555 "
        "012, Monday to Friday, 8:00 to 17:00.</p></footer></body></html>",
        title, main);
}

const std::string service_prose =
    "<p>Is your flat roof leaking after every shower? You are not alone. Our roofers have mended flat roofs in the "
    "county "
    "for thirty years, and we come to your house within two working days, free of charge, to see what is wrong.</p>"
    "<h2>What we offer</h2><p>We repair felt, rubber and fibreglass roofs of every size. You choose the material, we "
    "bring "
    "it, and your garden is as clean when we leave as it was when we came. All our work is guaranteed for fifteen "
    "years.</p>"
    "<h2>What it costs</h2><p>Small repairs start at £180. For a whole roof we send you a written quote that does not "
    "change, whatever we find under the old felt. You pay when you are content, not before.</p>";

}  // namespace

TEST_CASE("A firm's page with long prose is no article, and keeps its text for those who want it") {
    const auto firm =
        read(firm_page("Flat roof repairs", service_prose), "https://alderfinch.example/services/flat-roofs/");
    CHECK(firm.classification.page_class == PageClass::other);
    REQUIRE_FALSE(firm.article);
    CHECK(firm.article.error().code == Errc::not_article);
    CHECK(firm.article.error().what.starts_with("weighed as no article"));
    CHECK(firm.classification.only_weighed);
    REQUIRE(firm.refused);
    CHECK(firm.refused->text().find("fifteen years") != std::string::npos);
}

TEST_CASE("A page that a rule refuses keeps no text") {
    // a forum's software made the page: no doubt is left, however long the text
    const auto thread =
        read(firm_page("Flat roof repairs", service_prose), "https://alderfinch.example/viewtopic.php?t=12");
    REQUIRE_FALSE(thread.article);
    CHECK_FALSE(thread.classification.only_weighed);
    REQUIRE(thread.refused);
    CHECK(thread.refused->body.empty());
}

TEST_CASE("A story in a script without blanks is as long as what it says") {
    const std::string title = "港务局因维修关闭北码头";
    const std::string text =
        "<p>2026年2月19日</"
        "p><p>"
        "港务局周四宣布，北码头的木板已经腐烂，渡船在秋天之前必须停靠在鱼市场。局长说，新的橡木将在九月从群岛运来。</p>"
        "<p>渔民表示，他们早在去年冬天就报告过这些损坏，但是当时没有人前来查看。市议会将在下周讨论维修的费用。</p>";
    CHECK(class_of(page(title, h1(title) + text)) == "article");
}

TEST_CASE("A line of rights is no offer to register") {
    const std::string text =
        "<p>10:42 19.02.2026</p><p>A keeper who put three hives on the roof of the fish hall may leave them there, the "
        "harbour court has ruled.</p><p>Two sailors had been stung, the court heard, and both said that they would be "
        "so "
        "again for that honey.</p>";
    CHECK(class_of(page(headline, h1(headline) + text +
                                      "<p>All rights reserved. Registered office: 4 Quay Street.</p>")) == "article");
    // nor is the way to a study that the story is about
    CHECK(class_of(page(headline, h1(headline) + text + "<p>To read the full report, ask the harbour office.</p>")) ==
          "article");
}
