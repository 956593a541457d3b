// Pages in the dress of a site whose furniture speaks: footers that warn, boxes about the author, teasers of other
// stories. What the page says itself decides. All texts are invented.
#include <fmt/format.h>

#include "catch.hpp"
#include "extract/extract.h"
#include "extract/page_class.h"

using namespace winnow;
using namespace winnow::extract;

namespace {

const std::string sentence =
    "The town council voted on Tuesday evening to rebuild the old lighthouse, which has stood empty since a fire "
    "destroyed its upper floor. ";
const std::string second =
    "Supporters argued that the tower belongs to the harbour as much as the fish market does, and that it must shine. ";

std::string menu() {
    std::string out = "<header><a href=\"/\">The Harbour Gazette</a><nav><ul>";
    for (const auto* name : {"Politics", "Business", "Sport", "Culture", "Islands", "Letters", "Weather", "Notices"})
        out += fmt::format("<li><a href=\"/s/{0}\">{0}</a></li>", name);
    return out + "</ul></nav></header>";
}

/// Teasers with a line each, in no element that says what they are.
std::string teasers() {
    std::string out = "<div class=\"c3\"><h3>More from the coast</h3>";
    for (const auto* title : {"Fishermen report the best catch in ten years", "Ferry line to the islands opens early",
                              "School orchestra wins the national prize", "Storm damages three houses near the pier"})
        out +=
            fmt::format("<h4><a href=\"/news/{0}\">{0}</a></h4><p>{1}</p>", title,
                        "Warm water brought the shoals near the coast, and prices are expected to fall by autumn, as "
                        "the harbour master said on Friday.");
    return out + "</div>";
}

std::string fine_print() {
    return "<div class=\"bottom\"><p>The Harbour Gazette has been printed on the pier since 1887 and belongs to its "
           "readers, who elect the board every other year at a meeting in the fish hall. All rights are reserved, and "
           "no part of this paper may be copied without a letter from the publisher.</p><p>Readers who find an error "
           "are asked to write to the editors, who answer each letter within a week and print a correction on page "
           "two.</p></div>";
}

std::string page(const std::string& title, const std::string& main, const std::string& more_head = "") {
    return fmt::format(
        "<!DOCTYPE html><html lang=\"en\"><head><title>{0} | The Harbour Gazette</title>{1}</head><body>{2}<div "
        "class=\"wrap\"><div class=\"c1\">{3}</div>{4}</div>{5}</body></html>",
        title, more_head, menu(), main, teasers(), fine_print());
}

std::string class_of(const std::string& html, const std::string& address = "") {
    const auto url = url::Url::parse(address);
    const auto result = extract_page(html, "text/html; charset=utf-8", url ? &*url : nullptr, {});
    INFO(html);
    return std::string(page_class_name(result.classification.page_class));
}

const std::string headline = "Council votes to rebuild the old lighthouse";

}  // namespace

TEST_CASE("What stands on every page of a site makes no article of a page without a text") {
    const auto h1 = [](const std::string& text) { return "<h1>" + text + "</h1>"; };
    CHECK(class_of(page("Log in", h1("Log in") + "<form><input type=\"email\"><input type=\"password\"><button>Log "
                                                 "in</button></form>")) == "login");
    CHECK(class_of(page("Report of the harbour commission on the pier",
                        h1("Report of the harbour commission on the pier") +
                            "<iframe src=\"/doc/pier.pdf\"></iframe><a href=\"/doc/pier.pdf\">Download</a>")) ==
          "media_only");
    CHECK(class_of(page("Contact us", h1("Contact us") + "<p>Write to the harbour office, Pier 3.</p>")) == "other");
    CHECK(class_of(page("Page not found", h1("Page not found") + "<p>Try the search or the front page.</p>")) ==
          "soft_404");
    // a script would have filled it; the metadata speak to machines alone
    CHECK(class_of(page(headline, "<div id=\"story\"></div><script src=\"/app.js\"></script>",
                        "<meta property=\"og:type\" content=\"article\"><meta property=\"article:published_time\" "
                        "content=\"2026-02-19T10:20:00+01:00\">")) != "article");
}

TEST_CASE("A bot check and a consent wall amid long menus are told by what they say") {
    CHECK(
        class_of(page("Please verify you are a human",
                      "<h1>Please verify you are a human</h1><p>Access to this page was refused, as we believe that a "
                      "program asked for it.</p><label><input type=\"checkbox\"> Go on</label>")) == "challenge");
    const std::string notice =
        "<div id=\"layer1\"><h2>We value your privacy</h2><p>We and our 212 partners store and/or access information "
        "on "
        "a device, such as cookies, and process data for advertising that fits you, to measure it and to learn about "
        "our readers. You may accept this or choose what you allow us.</p><button>Accept all</button><button>Reject "
        "all</button></div>";
    CHECK(class_of(page("Harbour", notice + "<div class=\"story\"></div>")) == "consent_wall");
    // the same notice over a story
    CHECK(class_of(page(headline, notice + "<h1>" + headline + "</h1><p>19 February 2026</p><p>" + sentence + second +
                                      "</p><p>" + second + sentence + "</p>")) == "article");
}

TEST_CASE("Pages of an author, of the weather and of pictures are known by how they are made") {
    std::string list;
    for (int i = 1; i <= 12; ++i)
        list +=
            fmt::format("<li><a href=\"/news/{0}\">Harbour notes of the week, number {0}</a> ({0} May 2025)</li>", i);
    CHECK(class_of(page("Klara Fenn, author at The Harbour Gazette",
                        "<h1>Klara Fenn, author at The Harbour Gazette</h1><p>Klara Fenn has written about the islands "
                        "and their ferries since 2016; before that she sailed one of them herself for five years.</p>"
                        "<ul>" +
                            list + "</ul>")) == "listing");
    std::string days;
    for (const auto* day : {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"})
        days += fmt::format("<tr><td>{}</td><td>Fog</td><td>3°</td><td>9°</td></tr>", day);
    CHECK(class_of(page("Pier 3", "<h1>Pier 3</h1><p>Fog in the morning, later sun.</p><table>" + days + "</table>")) !=
          "article");
    std::string pictures;
    for (int i = 1; i <= 12; ++i)
        pictures += fmt::format(
            "<div class=\"slide\"><img src=\"{0}.jpg\"><div>The crew of boat {0} waits for the tide at the old "
            "pier</div><div>Photo: K. Fenn</div></div>",
            i);
    CHECK(class_of(page("The boats of the north pier", "<h1>The boats of the north pier</h1>" + pictures),
                   "https://gazette.example/gallery/the-boats-of-the-north-pier") == "media_only");
}

TEST_CASE("An offer ends a text if it names an account, a price or the rest, and nothing of the text follows") {
    const std::string top = "<h1>" + headline + "</h1><p>19 February 2026</p>";
    const auto teaser = [&](const std::string& box) { return page(headline, top + "<p>" + sentence + "</p>" + box); };
    CHECK(class_of(teaser("<div><h3>Four weeks for one crown</h3><p>Then 3,50 € a week, stop when you like.</p><a "
                          "href=\"#\">Take the offer</a><p>Existing subscribers: sign in</p></div>")) == "paywall");
    CHECK(class_of(teaser("<div><strong>There is more to this story</strong><p>A digital pass opens it and all "
                          "others.</p><button>Day pass, 2 €</button><a href=\"/in\">Log in</a></div>")) == "paywall");
    CHECK(class_of(
              page(headline, top + "<p>" + sentence + "Supporters argued that the tower belongs to the</p><div>" +
                                 "<p>PLUS</p><p>Choose a plan</p><button>Month 7,99 €</button><p>Log in</p></div>")) ==
          "paywall");
    // a newsflash over boxes of other kinds
    CHECK(class_of(teaser("<div><h3>Our newsletter</h3><p>The stories of the day in your inbox.</p><input "
                          "type=\"email\"><button>Subscribe</button></div>")) == "article");
    CHECK(class_of(
              teaser("<div><h3>Comments</h3><p>Log in or register to comment.</p><a href=\"/in\">Log in</a></div>")) ==
          "article");
    CHECK(class_of(teaser("<div><h3>Support our paper</h3><p>If you like what we do, give 5 € a month.</p><a "
                          "href=\"/give\">Support us</a></div>")) == "article");
    // the text goes on below the box
    std::string story;
    for (int i = 0; i < 6; ++i) story += "<p>" + second + sentence + "</p>";
    CHECK(class_of(teaser("<div><h3>Four weeks for one crown</h3><p>Then 3,50 € a week.</p><p>Existing subscribers: "
                          "sign in</p></div>" +
                          story)) == "article");
}

TEST_CASE("Short stories stay articles in the same dress") {
    const std::string day = "<p class=\"when\">19 February 2026</p>";
    CHECK(class_of(page(headline, "<h1>" + headline + "</h1>" + day + "<p>" + sentence + second + "</p>")) ==
          "article");
    CHECK(class_of(page(headline, "<h1>" + headline + "</h1>" + day)) == "article");
    // the headline links to its own page; a notice at the end calls itself a heading, too
    CHECK(class_of(page(headline, "<h1><a href=\"/news/lighthouse\">" + headline + "</a></h1>" + day + "<p>" +
                                      sentence + second + "</p>") +
                   "<h1>Oops!</h1><p>You seem to have switched off our scripts.</p>") == "article");
    std::string related;
    for (int i = 1; i <= 20; ++i)
        related += fmt::format("<h3><a href=\"/news/{0}\">Harbour notes of the week, number {0}</a></h3>", i);
    CHECK(class_of(page(headline, "<h1>" + headline + "</h1>" + day + "<p>" + sentence + second +
                                      "</p><h2>More stories</h2>" + related)) == "article");
}

TEST_CASE("A headline that is no heading is found below a poll, and where it is a few words long") {
    const auto plain = [](const std::string& title, const std::string& main) {
        return "<title>" + title + " | The Harbour Gazette</title>" + menu() + "<div class=m>" + main +
               "</div><p>© 1887 The Harbour Gazette</p>";
    };
    // tables of 2003: day and headline in one line, and a question to the readers before them
    CHECK(class_of(plain(headline,
                         "<b>Are you content with how our streets are swept?</b><br><br><font size=1>19.02."
                         "2003 17:02</font><br><font size=4><b>" +
                             headline +
                             "</b></font><br><br>The council voted eight to five. Work begins in May, and "
                             "the harbour pays half.<br><br>")) == "article");
    const std::string few_words = "Pier without water";
    const std::string told =
        "A pipe burst under Mill Lane. There will be no water until midnight.<br><br>Two tanks "
        "stand at the fish hall. Bring a bucket.<br><br>";
    CHECK(class_of(plain(few_words, "<b>" + few_words + "</b><br><br>" + told) + fine_print()) == "article");
}

TEST_CASE("A title that is repeated in the foot does not become the page's headline there") {
    const auto story =
        "<p>30 April 2024 | Local " + headline + "</p><p>" + sentence + second + "</p><p>" + sentence + "</p>";
    const auto html = "<title>" + headline + " | The Harbour Gazette</title>" + menu() + "<div class=m>" + story +
                      "</div><div class=z><p>You have read:</p><p>" + headline + "</p></div>";
    const auto made = extract_page(html, "text/html; charset=utf-8", nullptr, {});
    REQUIRE(made.article);
    CHECK(page_class_name(made.classification.page_class) == "article");
    CHECK(made.article->text().find("Supporters argued") != std::string::npos);
    // nor does the paper's name, a part of <title>, as a heading of the foot
    const auto note = extract_page("<title>Correction: Harbour fees - The Harbour Gazette</title>" + menu() +
                                       "<div>7 July 2025 Correction: Harbour fees</div><p>" + sentence + second +
                                       "</p><h4>The Harbour Gazette</h4><p>Printed on the pier.</p>",
                                   "text/html; charset=utf-8", nullptr, {});
    REQUIRE(note.article);
    CHECK(note.article->text().find("Supporters argued") != std::string::npos);
}

TEST_CASE("Sums of money in sentences are no offer that ends a text") {
    // cut down to what was once enough for a price and an offer to read "this story"
    const auto html =
        "Shares in the mill fell 18 per cent in early trading on Wednesday after the biscuit maker cut its profit "
        "forecast for the second time in four months.<div class=c>The company now expects operating profit of between "
        "$61m and $66m, down from an original range of $85m to $90m. Cocoa costs had \"exceeded every scenario in our "
        "planning\", chief executive Mary Holt said.<div class=widget><div class=widget-title>More on this story<p><a "
        "href=\"/wild-boar-seen-near-playground-2183.html\">Wild boar seen near playground<p>Charity shop finds medal "
        "in "
        "coat pocket<li>Contact us<li>Corrections<p>&copy; 2021 Harbour Business. All rights reserved";
    CHECK(class_of(html) != "paywall");
}

TEST_CASE("A headline and its day over a word that the story was taken away are no story") {
    const std::string day = "<p class=\"when\">19 February 2026</p>";
    const auto left = [&](const std::string& title, const std::string& notice) {
        return class_of("<title>" + title + " | The Harbour Gazette</title>" + menu() + "<h1>" + title + "</h1>" + day +
                        "<p>" + notice + "</p>");
    };
    CHECK(left(headline, "This story has been unpublished under our second-chance policy.") == "soft_404");
    CHECK(left("Экс-главврача оставили под домашним арестом", "Материал снят с публикации по решению суда.") ==
          "soft_404");
    CHECK(left("海东湾跨海隧道招标结果公布", "该稿件因版权到期已下线，给您带来的不便敬请谅解。") == "soft_404");
    // a flash about such a thing repeats its headline's words, or says more
    CHECK(left("Article on mills withdrawn by the encyclopedia",
               "An article on mills has been withdrawn by the editors of the encyclopedia.") != "soft_404");
    CHECK(left(headline, "The page on the lighthouse was removed from the budget. " + sentence + second) == "article");
}

TEST_CASE("Where each page of a site has the same title, the headline is the line above the text") {
    const auto title_of = [](const std::string& main) {
        const auto html =
            "<title>The Harbour Gazette</title>" + menu() + "<div class=m>" + main + "</div><p>The Harbour Gazette</p>";
        const auto made = extract_page(html, "text/html; charset=utf-8", nullptr, {});
        INFO(html);
        REQUIRE(made.article);
        return made.article->title;
    };
    const auto text = "<p>" + sentence + second + "</p><p>" + sentence + "</p>";
    CHECK(title_of("<div class=t>Goat on the roof</div><div>Friday</div>" + text) == "Goat on the roof");
    CHECK(title_of("<b>Council keeps the goat</b><br><br>" + text) == "Council keeps the goat");
    CHECK(title_of("<div>Le café du port ferme ses portes</div>" + text) == "Le café du port ferme ses portes");
    for (const auto* line :
         {"By Jane Doe and Johanna Roe", "Tuesday, 19 February", "Published on Tuesday, February 19, 2026"})
        CHECK(title_of("<div>" + std::string(line) + "</div>" + text) == "The Harbour Gazette");
    // a title-only page: the line beside a time
    CHECK(title_of("<div>" + headline + "</div><div>19 February 2026, 10:59</div>") == headline);
    CHECK(title_of("<div>19 February 2026, 10:59</div>" + text) == "The Harbour Gazette");
    CHECK(title_of("<div>We have been printed on the pier since 1887.</div>" + text) == "The Harbour Gazette");
}

TEST_CASE("What <title> tells of the site alone is no headline, wherever the name stands") {
    const auto title_of = [](const std::string& title, const std::string& above, const std::string& main,
                             const std::string& below = "") {
        const auto made =
            extract_page("<title>" + title + "</title>" + above + "<div class=m>" + main + "</div>" + below,
                         "text/html; charset=utf-8", nullptr, {});
        INFO(title);
        REQUIRE(made.article);
        return made.article->title;
    };
    const auto text = "<p>" + sentence + second + "</p><p>" + sentence + "</p>";
    const auto day = std::string("<div>19 February 2026</div>");
    const std::string shown = "Council keeps the goat", story = "<div>" + shown + "</div>" + day + text;
    const std::string links =
        "<a href=/a>Politics</a> <a href=/b>Business</a> <a href=/c>Sport</a> <a href=/d>Culture</a>";
    CHECK(title_of("The Gannet", "<img src=/i/logo.gif alt=\"The Gannet\">", story) == shown);
    CHECK(title_of("The Gannet", "<div>The Gannet</div>" + menu(), story) == shown);
    CHECK(title_of("The Gannet", "<div data-role=header><span>The Gannet</span></div>", story) == shown);
    CHECK(title_of("The Gannet", "", story, "<p>© The Gannet</p>") == shown);
    CHECK(title_of("The Gannet", "", story, "<p>The Gannet, Long Street 4, tel. 0123</p>") == shown);
    CHECK(title_of("The Gannet - Breaking news", "<a href=/>The Gannet</a>", story) == shown);
    // told nowhere else: the line of which the text speaks
    CHECK(title_of("The Gannet", "", "<div>Lighthouse is rebuilt</div>" + day + text) == "Lighthouse is rebuilt");
    CHECK(title_of("The Gannet", "", "<div>Reading time: 4 minutes</div>" + day + text) == "The Gannet");
    for (const auto* title : {"Print version", "Druckversion", "Версия для печати", "Article", "Untitled Document"})
        CHECK(title_of(title, "", story) == shown);
    CHECK(title_of("Print version", "", "<p>No. 1190</p><h2>" + shown + "</h2>" + text) == shown);
    CHECK(title_of("The Gannet", "", "<b>" + shown + "</b><br>" + sentence + second, "<p>© The Gannet</p>") == shown);
    // scripts without capitals have no names that could be told from words
    CHECK(title_of("მთის ამბები", "<a href=/>მთის ამბები</a>",
                   "<div>ზვავმა სოფლის გზა ჩაკეტა</div><div>16 იანვარი, 2021, 12:30</div><p>ზვავის ჩამოსვლის გამო "
                   "სოფელთან მისასვლელი გზა ჩაკეტილია. მაშველების თქმით, გაწმენდითი სამუშაოები საღამომდე "
                   "გაგრძელდება. დაშავებული არავინაა.</p>") == "ზვავმა სოფლის გზა ჩაკეტა");
    // a headline is none of these, with a picture of it, links below it, or its own words in the text
    const std::string own = "The old lighthouse is rebuilt", own_line = "<div>" + own + "</div>";
    CHECK(title_of(own, "", own_line + day + text) == own);
    CHECK(title_of(own, "", own_line + "<img src=/p.jpg alt=\"" + own + "\">" + day + text) == own);
    CHECK(title_of(own, "", own_line + "<div>" + links + "</div><div>Fire destroyed its upper floor</div>" + text) ==
          own);
    // it is a picture: no other line takes its place
    CHECK(title_of(own, "", "<img src=/h.gif><div>Reading time: 4 minutes</div>" + text) == own);
    // too short to be alike
    CHECK(title_of("Goats", "", "<h2>Goats</h2><div>Fire destroyed its upper floor</div>" + day + text) == "Goats");
    // links that share it; a picture of a fire (German: Brand) is no logo
    CHECK(title_of("Goats on roofs", "",
                   "<div>Goats on roofs</div><div>" + links + "</div><div>They like the view</div>" + text) ==
          "Goats on roofs");
    CHECK(title_of("Goats on roofs", "",
                   "<div>Goats on roofs</div><img src=/grossbrand.jpg alt=\"Goats on roofs\">"
                   "<div>They like the view</div>" +
                       text) == "Goats on roofs");
}

TEST_CASE("A headline that <title> shortens makes an article of two sentences") {
    const std::string few = "<div class=d>12-05-2018, 08:11</div><div>" + sentence + "</div>";
    const auto short_page = [&](const std::string& title, const std::string& shown) {
        return "<html lang=en><title>" + title + "</title>" + menu() + "<div class=x><div class=h>" + shown + "</div>" +
               few + "</div>" + fine_print();
    };
    CHECK(class_of(short_page("Lighthouse rebuilt", "Lighthouse rebuilt, council votes late")) == "article");
    CHECK(class_of(short_page("Council votes on the lighthouse", "The council votes on the old lighthouse")) ==
          "article");
    CHECK(class_of(short_page("Harbour notes: The last coach", "The very last coach")) == "article");
    // a title-only page beside a day
    CHECK(class_of("<html lang=en><title>Old lighthouse to be rebuilt</title>" + menu() +
                   "<div>12-05-2018, 08:11</div><div>The old lighthouse is to be rebuilt</div>" + fine_print()) ==
          "article");
}

TEST_CASE("A short page's text is its own, and a text that a page holds twice is told once") {
    const auto text_of = [](const std::string& html) {
        const auto made = extract_page(html, "text/html; charset=utf-8", nullptr, {});
        REQUIRE(made.article);
        return made.article->text();
    };
    const std::string day = "<p class=\"date\"><time datetime=\"2026-02-19\">19 February 2026</time></p>";
    const auto flash =
        text_of(page(headline, "<h1>" + headline + "</h1>" + day + "<p>" + sentence + "</p>" + teasers()));
    CHECK(flash.find("lighthouse, which has stood empty") != std::string::npos);
    CHECK(flash.find("Fishermen report") == std::string::npos);
    const auto once = "<p>" + sentence + "</p><p>" + second + "</p>";
    const auto twice = text_of(page(headline, "<h1>" + headline + "</h1>" + day + "<div class=\"wide\">" + once +
                                                  "</div><div class=\"narrow\">" + once + "</div>"));
    CHECK(twice.find("Supporters argued") == twice.rfind("Supporters argued"));
    CHECK(twice.find("Supporters argued") != std::string::npos);
}
