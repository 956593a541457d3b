#include "extract/metadata.h"

#include "base/text.h"
#include "catch.hpp"
#include "extract/body.h"
#include "extract/date.h"
#include "extract/metadata_author.h"
#include "extract/metadata_date.h"
#include "extract/metadata_page.h"
#include "extract/metadata_title.h"

using namespace winnow;
using namespace winnow::extract;

namespace {

using Strings = std::vector<std::string>;

const std::string prose =
    "<p>The town council voted on Tuesday evening to rebuild the old lighthouse, which has stood empty since a fire "
    "destroyed "
    "its upper floor. The decision was close, with nine votes against eight, and followed a debate of nearly four "
    "hours.</p>"
    "<p>Supporters argued that the tower belongs to the harbour as much as the fish market does. Opponents had asked "
    "for the "
    "money to be spent on the roof of the primary school, where rain has been coming through since the winter.</p>"
    "<p>Work is to begin in spring and to last about two years. The mayor said that the light itself would be lit "
    "again on the "
    "first day of summer, and that the keeper's flat would become a small museum.</p>";

Article read(std::string_view html,
             const std::string& address = "https://paper.example/news/rebuild-the-old-lighthouse",
             std::string timezone = {}, std::optional<TimePoint> now = {}) {
    const auto document = html::Document::parse(html).value();
    const auto url = url::Url::parse(address);
    const Structured structured(document);
    Article article;
    MetadataContext context;
    if (url) context.url = &*url;
    context.timezone = std::move(timezone);
    context.now = now;
    read_metadata(document, structured, context, article);
    const auto blocks = read_blocks(document, document.body().id(), NodeMarks(document));
    const auto body = find_body(document, blocks, structured, article.title);
    complete_metadata(document, structured, blocks, body.kept, context, article);
    return article;
}

std::string page(const std::string& head, const std::string& above, const std::string& below = "") {
    return "<!DOCTYPE html><html lang=\"en\"><head>" + head +
           "</head><body><header><nav><a href=/>Home</a><a href=/w>World</a></nav>" + "</header><main><article>" +
           above + "<div class=\"text\">" + prose + "</div>" + below +
           "</article></main><footer>© 2026 The "
           "Paper. All rights reserved.</footer></body></html>";
}

std::string title_of(const std::string& head, const std::string& above) {
    return read(page(head, above)).title;
}

std::string date_of(const std::string& head, const std::string& above, const std::string& below = "") {
    const auto article = read(page(head, above, below));
    return article.published ? article.published->text() : "none";
}

Strings authors_of(const std::string& head, const std::string& above, const std::string& below = "") {
    return read(page(head, above, below)).authors;
}

const std::string heading = "<h1>Council votes to rebuild the old lighthouse</h1>";

std::string ld(const std::string& more) {
    return R"(<script type="application/ld+json">{"@type":"NewsArticle","headline":"Council votes to rebuild the old lighthouse")" +
           more + "}</script>";
}

}  // namespace

TEST_CASE("A title loses the name of its site") {
    const std::string title = "Council votes to rebuild the old lighthouse";
    CHECK(title_of("<title>" + title + " | The Paper</title>", heading) == title);
    CHECK(title_of("<title>" + title + " | Trend.Az</title>", "<h2>x</h2>") == title);
    CHECK(title_of("<title>The Paper - " + title + "</title>", heading) == title);
    CHECK(title_of(
              "<title>" + title + " - News - The Paper</title><meta property=\"og:site_name\" content=\"The Paper\">",
              "<p>x</p>") == title);
    CHECK(title_of("<meta property=\"og:title\" content=\"" + title + " – paper.example\">", "<p>x</p>") == title);
    CHECK(title_of("<title>" + title + "_PaperOnline</title><meta property=\"og:site_name\" content=\"PaperOnline\">",
                   "<p>x</p>") == title);
    // a dash that belongs to the title stays
    CHECK(title_of("<title>Lighthouse – a love story in three parts</title>",
                   "<h1>Lighthouse – a love story in three parts</h1>") == "Lighthouse – a love story in three parts");
}

TEST_CASE("A title is settled by comparing the places that tell one") {
    const std::string title = "Council votes to rebuild the old lighthouse";
    // the h1 that the other places know, not the site's or a box's
    CHECK(title_of("<title>" + title + "</title>", "<h1>The Paper</h1>" + heading + "<h1>Most read</h1>") == title);
    // a site that puts its name into h1 and the headline into h2
    CHECK(title_of("<title>" + title + " | Harbour Paper</title>",
                   "<h1><a href=/>Harbour news from the coast</a></h1><h2>" + title + "</h2>") == title);
    // markup inside, entities outside
    CHECK(title_of("<meta property=\"og:title\" content=\"Fish &amp;amp; chips: &#039;best&#039; of all\">",
                   "<h1>Fish &amp; chips: <span style=\"color:red\">'best'</span> of <b>all</b></h1>") ==
          "Fish & chips: 'best' of all");
    // kickers
    CHECK(title_of("<title>" + title + " | Paper</title>",
                   "<h1><span class=\"kicker\">Politics</span> " + title + "</h1>") == title);
    CHECK(title_of("<meta property=\"og:title\" content=\"" + title + "\">" + ld(""),
                   "<h1><span>Politics:</span> " + title + "</h1>") == title);
    // an h1 that is one link to the front page is the site's name, in <title> too
    CHECK(title_of("<title>" + title + " - A budget for the coast</title>",
                   "<h1><a href=\"https://paper.example/\">A budget for the coast</a></h1><h1>" + title + "</h1>") ==
          title);
    CHECK(title_of("<title>Time for talks » Blog Archiv » " + title + "</title>",
                   "<h1><a href=\"/\">Time for talks</a></h1><h2>Search</h2>") == title);
    // <title> repeats the h1, og:title says it otherwise: the editors'; not with the card of a messenger, not if cut
    const std::string other = "Council votes for the lighthouse, and the school waits for its roof";
    const auto both = [&](const std::string& shared) {
        return "<title>" + title + " | Paper</title><meta property=\"og:title\" content=\"" + shared + "\">";
    };
    CHECK(title_of(both(other), "<h1>" + title + "</h1>") == other);
    CHECK(title_of(both(other) + "<meta name=\"twitter:title\" content=\"" + other + "\">", "<h1>" + title + "</h1>") ==
          title);
    CHECK(title_of(both("Council votes to rebuild the lighthouse"), "<h1>" + title + "</h1>") == title);
    CHECK(title_of(both("Everything about the islands and ferries"), "<h1>" + title + "</h1>") == title);
    // the headline after the section, in a smaller heading below the site's logo; not a subtitle in the text
    CHECK(title_of("<title>Harbour :: News :: " + title + "</title>",
                   "<h1 id=logo><a href=\"/\">Harbour news from the coast</a></h1><h2>" + title + "</h2>") == title);
    CHECK(title_of("<title>" + title + " - What next? - Paper</title>", "<h2>What is next for us?</h2>") !=
          "What next?");
    // an old page without headings sets it in bold
    CHECK(title_of("<title>The Evening Post - " + title + "</title>",
                   "<table><tr><td><font size=4><b>" + title + "</b></font></td></tr></table>") == title);
    CHECK(title_of("<title>The Evening Post -- " + title + "</title>", "<b>" + title + "</b>") == title);
    // a box below the story has the only heading; a dash in the headline is no site's
    CHECK(title_of("<title>" + title + " | Paper</title>",
                   "<div class=x>" + title + "</div><p>Text of the story.</p><h1>Most read</h1>") == title);
    CHECK(title_of("<title>" + title + " — 241 votes - Paper</title>", "<b>" + title + " — 241 votes</b>") ==
          title + " — 241 votes");
    // ... nor is a name of the site that is shown with it
    CHECK(title_of("<title>" + title +
                       " - The Harbour Paper</title><meta property=\"og:site_name\" content=\"The Harbour "
                       "Paper\">",
                   "<div>" + title + " - The Harbour Paper</div><b>" + title + "</b>") == title);
    CHECK(title_of("<title>镇议会决定把山羊留在屋顶上 — 二百票赞成 - 海港报</title>",
                   "<b>镇议会决定把山羊留在屋顶上 — 二百票赞成</b>") == "镇议会决定把山羊留在屋顶上 — 二百票赞成");
    // nothing but the headings of menus
    CHECK(title_of("<title>Paper Future</title>", "<nav><h1>Sections</h1></nav><nav><h1>About</h1></nav>") ==
          "Paper Future");
    // no heading at all
    CHECK(title_of("<meta property=\"og:title\" content=\"" + title + "\">", "<p>x</p>") == title);
    CHECK(title_of(ld(""), "<p>x</p>") == title);
    CHECK(title_of("", "<p>x</p>").empty());
    // machines have another, shorter headline: readers see the h1
    CHECK(title_of("<title>" + title + " | Paper</title><meta property=\"og:title\" content=\"Lighthouse vote\">",
                   heading) == title);
    CHECK(read(page("<title>" + title + "</title>", heading)).provenance.at("title") == "h1");
}

TEST_CASE("A heading that names the paper or holds the lead, too, is no title") {
    const std::string title = "Council votes to rebuild the old lighthouse";
    // the h1 is the paper's, the headline a line of its own, with and without the paper in <title>
    for (const auto* tag : {" - Harbour Paper", " | Harbour Paper", ""})
        CHECK(title_of("<title>" + title + tag + "</title>",
                       "<h1>Harbour Paper</h1><div class=\"t\">" + title + "</div>") == title);
    CHECK(title_of("<title>Harbour Paper: " + title + "</title>", "<h1>Harbour Paper</h1>" + heading) == title);
    CHECK(title_of("<title>Harbour Paper | " + title + "</title>",
                   "<h2><a href=\"/\">Harbour Paper</a></h2><h3>" + title + "</h3>") == title);
    CHECK(title_of("<title>Why? - Harbour Paper</title>", "<h1>Why?</h1>") == "Why?");
    // a short headline before the paper's motto stays
    CHECK(title_of("<title>Bee keepers | News from all over the harbour</title>"
                   "<meta property=\"og:site_name\" content=\"News from all over the harbour\">",
                   "<h1>Bee keepers</h1><p>© News from all over the harbour</p>") == "Bee keepers");
    // headline and lead in one heading
    CHECK(title_of("<title>Harbour Paper: " + title + "</title>",
                   "<h1><span>" + title + "</span><span>After a long debate nine members said yes</span></h1>") ==
          title);
    // the section before it in og:title
    CHECK(title_of("<title>" + title +
                       " | Politics | Harbour Paper</title><meta property=\"og:title\" "
                       "content=\"Politics: " +
                       title + "\">",
                   heading) == title);
}

TEST_CASE("Site names are cut with and without evidence") {
    CHECK(without_site_name("A long title | Paper", {"paper"}, {}, false) == "A long title");
    CHECK(without_site_name("A long title | Paper", {}, {}, false) == "A long title | Paper");
    CHECK(without_site_name("A long title | Paper", {}, {}, true) == "A long title");
    CHECK(without_site_name("A long title here - Sport - Paper", {"paper"}, {text_key("A long title here")}, false) ==
          "A long title here");
    CHECK(without_site_name("One | Two", {}, {}, true) == "One | Two");
    CHECK(without_site_name("Paper", {"paper"}, {}, true) == "Paper");
    CHECK(without_site_name("", {}, {}, true).empty());
}

TEST_CASE("The publication date comes from machines' fields, the best first") {
    CHECK(date_of(ld(R"(,"datePublished":"2026-02-19T10:59:00+04:00","dateModified":"2026-02-20T08:00:00+04:00")"),
                  heading) == "2026-02-19T10:59:00+04:00");
    CHECK(date_of("<meta property=\"article:published_time\" content=\"2026-02-19T10:59:00+04:00\">", heading) ==
          "2026-02-19T10:59:00+04:00");
    CHECK(date_of("<meta itemprop=\"datePublished\" content=\"2026-02-19T10:59:00+04:00\">", heading) ==
          "2026-02-19T10:59:00+04:00");
    CHECK(date_of("<meta name=\"pubdate\" content=\"20260219\">", heading) == "2026-02-19");
    CHECK(date_of("", heading + "<span itemprop=\"datePublished\" content=\"2026-02-19\">yesterday</span>") ==
          "2026-02-19");
    // dummies and nonsense: the next source is asked
    CHECK(date_of(ld(R"(,"datePublished":"1970-01-01T00:00:00Z")") +
                      "<meta property=\"article:published_time\" content=\"2026-02-19\">",
                  heading) == "2026-02-19");
    CHECK(date_of(ld(R"(,"datePublished":"yesterday")") + "<meta name=\"date\" content=\"2026-02-19\">", heading) ==
          "2026-02-19");
    const auto refused = read(page(ld(R"(,"datePublished":"1970-01-01T00:00:00")"), heading));
    CHECK_FALSE(refused.published);
    REQUIRE_FALSE(refused.warnings.empty());
    CHECK(refused.warnings.front() == "date of jsonld:datePublished: 1970-01-01: before 1990");
    // the future, by the time of the fetch
    const auto now = parse_date("2026-02-19T12:00:00Z", {}).value().instant();
    const auto ahead =
        read(page(ld(R"(,"datePublished":"2031-01-01T00:00:00Z")"), heading + "<time>19 February 2026</time>"),
             "https://paper.example/a", "", now);
    REQUIRE(ahead.published);
    CHECK(ahead.published->text() == "2026-02-19");
    const auto whole = read(page(
        ld(R"(,"datePublished":"2026-02-19T10:59:00+04:00","dateModified":"2026-02-20T08:00:00+04:00")"), heading));
    CHECK(whole.modified->text() == "2026-02-20T08:00:00+04:00");
    CHECK(whole.published_raw == "2026-02-19T10:59:00+04:00");
    CHECK(whole.provenance.at("date") == "jsonld:datePublished");
}

TEST_CASE("The publication date is read where readers see it") {
    CHECK(date_of("", heading + "<div class=\"meta\">19 February 2026, 10:59</div>") == "2026-02-19T10:59:00");
    CHECK(date_of("", "<div>19.02.2026</div>" + heading) == "2026-02-19");
    CHECK(date_of("", heading + "<time datetime=\"2026-02-19T10:59:00+04:00\">2 hours ago</time>") ==
          "2026-02-19T10:59:00+04:00");
    CHECK(date_of("", heading + "<p>Published: 19 February 2026 | Updated: 21 February 2026</p>") == "2026-02-19");
    CHECK(date_of("", heading + "<p>Updated 21 February 2026</p><p>Published 19 February 2026</p>") == "2026-02-19");
    CHECK(date_of("", heading,
                  "<p class=\"foot\">This entry was posted on 19 February 2026 by Jane and filed under Harbour.</p>") ==
          "2026-02-19");
    CHECK(date_of("", heading, "<p>Stand: 19.02.2026, 10:59 Uhr</p>") == "2026-02-19T10:59:00");
    // the days of a list below the text are not the story's, however they are marked
    CHECK(date_of("", heading,
                  "<div class=w><a href=/1>Storm damages three houses</a> <span>30.07.2025</span></div><div class=w><a "
                  "href=/2>Ferry opens early</a> <span>29.07.2025</span></div><div class=w><a href=/3>Bakers protest "
                  "again</a> <span>28.07.2025</span></div>") == "none");
    // never from a list of other stories, a comment, an event in the text, a copyright line
    const std::string others =
        "<aside><h3>Most read</h3><ul><li><a href=/1>Storm damages three houses</a> 1 January 2025</li><li><a "
        "href=/2>Ferry "
        "opens early</a> 2 January 2025</li></ul></aside>";
    CHECK(date_of("", heading, others) == "none");
    CHECK(date_of("", heading,
                  "<div class=\"comments\"><p>Jane, 3 March 2025: Nice.</p><p>John, 4 March 2025: No.</p></div>") ==
          "none");
    CHECK(date_of("", heading + "<p>The lighthouse was built on 3 May 1995 by two brothers who had come from the "
                                "islands with nothing but their tools "
                                "and a small boat, as the chronicle of the harbour tells in its second volume.</p>") ==
          "none");
    CHECK(date_of("", heading + "<div>19 February 2026</div>", others) == "2026-02-19");
    // two digits of a year, where a date is due and dots tell the order
    CHECK(date_of("", "<div class=\"date\">Harbour, 19.02.26</div>" + heading) == "2026-02-19");
    CHECK(date_of("", heading + "<div class=\"line\">Thu 19.02.26 | 14:07 | By Jane Roe</div>") ==
          "2026-02-19T14:07:00");
    CHECK(date_of("", heading + "<p>Version 19.2.26.1 of the plan</p>") == "none");
    // above the text, far below the title
    std::string menu;
    for (int i = 0; i < 20; ++i) menu += "<p>Keeper</p>";
    CHECK(date_of("", heading + menu + "<h4>Published</h4><div>19 February 2026</div>") == "2026-02-19");
    // RDFa, milliseconds after a colon, a field that nobody filled in
    CHECK(
        date_of("", heading + "<span property=\"schema:dateCreated\" content=\"2026-02-19T12:45:46+00:00\"></span>") ==
        "2026-02-19T12:45:46+00:00");
    CHECK(date_of("<script type=\"application/ld+json\">{\"@type\":\"HowTo\",\"datePublished\":"
                  "\"2026-02-19T22:06:08:684Z\"}</script>",
                  heading) == "2026-02-19T22:06:08+00:00");
    CHECK(date_of("<meta name=\"datecreated\" content=\"01/01/2004\">", heading) == "none");
    // nobody publishes after the last change
    const std::string changed = "<ul><li>This page was last modified on 29 January 2026 at 13:22.</li></ul>";
    std::string far;
    for (int i = 0; i < 12; ++i) far += "<p>Note</p>";
    CHECK(date_of("", heading + "<p>Meeting: 5 February 2026</p>", far + changed) == "none");
    CHECK(date_of("", heading + "<p>5 January 2026</p>", far + changed) == "2026-01-05");
}

TEST_CASE("No day of another story, of the text or of the visit is taken for the publication's") {
    // headlines with their days above the title
    std::string ticker;
    for (const auto* day : {"17.02.2026", "16.02.2026"})
        ticker += std::string("<div><span>21:50 ") + day +
                  "</span> <a href=/x>Ferry opens early after the winter storm in the bay</a></div>";
    CHECK(date_of("", ticker + heading) == "none");
    CHECK(date_of("", ticker + heading + "<p>14:05 19.02.2026</p>") == "2026-02-19T14:05:00");
    // the day of rates, of an event below or in a last short sentence, behind a heading below the text
    CHECK(date_of("", "<div>USD 18.02.2026 81,2</div>" + heading) == "none");
    CHECK(date_of("", heading, "<p>Doors open at 7 p.m. on 14 March 2027.</p>") == "none");
    CHECK(date_of("", heading, "<h3>What is on</h3><p>12.12.2026 Jumble sale</p>") == "none");
    // a short sentence that is kept
    CHECK(date_of("", heading + "<p>The harbour fair on 14 July 2027 will take place as planned, they said.</p>") ==
          "none");
    // three teasers of two days
    CHECK(date_of("", heading,
                  "<h4>Storm damages three houses</h4><div>29 July 2025</div><h4>Ferry opens early</h4><div>29 July "
                  "2025</div><h4>Bakers protest again</h4><div>28 July 2025</div>") == "none");
    // the day of the visit in the page's head, where the story says only how long ago it was
    CHECK(date_of("", "<header><div>22 February 2026</div></header>" + heading + "<div>Today 14:05</div>") == "none");
    CHECK(date_of("", "<div>Harbour Echo – Heute ist Sonntag, der 22. Februar 2026</div>" + heading) == "none");
    CHECK(date_of("", "<div>22 February 2026</div><p>a</p><p>b</p><p>c</p><p>d</p><p>e</p><p>f</p>" + heading +
                          "<div>3 hours ago</div>") == "none");
    // under a lead that is kept, with something else in the line
    CHECK(date_of("", heading + "<h2>After a long debate, nine members out of seventeen said yes.</h2>"
                                "<div>5 min read · Feb 19, 2026</div>") == "2026-02-19");
    // one line with title and author, a year of two digits
    CHECK(date_of("<title>Council votes to rebuild the old lighthouse</title>",
                  "<p>02/19/26<br>Council votes to rebuild the old lighthouse<br>By Jane Roe</p>") == "2026-02-19");
    CHECK(date_of("<title>Council votes to rebuild the old lighthouse</title>",
                  "<p>02/03/26<br>Council votes to rebuild the old lighthouse<br>By Jane Roe</p>") != "2026-03-02");
}

TEST_CASE("The last change is read where readers are told it") {
    const auto changed = [](const std::string& above) {
        const auto article = read(page("", heading + above));
        return article.modified ? article.modified->text() : "none";
    };
    CHECK(changed("<p>Published: 19 February 2026 | Updated: 21 February 2026</p>") == "2026-02-21");
    CHECK(changed("<p>Publié le 19/02/2026 à 10h59, mis à jour le 21/02/2026 à 8h05</p>") == "2026-02-21T08:05:00");
    CHECK(changed("<p>19.02.2026 - 10:59 Güncelleme: 21.02.2026 - 08:05</p>") == "2026-02-21T08:05:00");
    CHECK(changed("<p>19 February 2026</p>") == "none");
    CHECK(changed("<time itemprop=\"dateModified\" datetime=\"2026-02-21T08:05:00Z\">x</time>") ==
          "2026-02-21T08:05:00+00:00");
    CHECK(changed("<p>19. února 2026 10:59, aktualizováno 21. února 2026</p>") == "2026-02-21");
    // a label belongs to the day after it
    CHECK(date_of("", heading + "<p>Updated: 21 February 2026 Published: 19 February 2026</p>") == "2026-02-19");
}

TEST_CASE("Of two machines' days the one that readers are shown is the publication's") {
    const std::string both = "<meta property=\"article:published_time\" content=\"2026-02-10T08:00:00Z\">" +
                             ld(R"(,"datePublished":"2026-02-19T08:00:00Z","dateModified":"2026-02-19T08:00:00Z")");
    CHECK(date_of(both, heading, "<p>10 February 2026</p>") == "2026-02-10T08:00:00+00:00");
    CHECK(date_of(both, heading) == "2026-02-19T08:00:00+00:00");
}

TEST_CASE("The path of the address tells a day") {
    const DateContext context;
    const auto day = [&](std::string_view path) {
        const auto date = date_in_url(path, context);
        return date ? date->text() : "none";
    };
    CHECK(day("/2026/02/19/lighthouse") == "2026-02-19");
    CHECK(day("/news/2026-02-19-lighthouse.html") == "2026-02-19");
    CHECK(day("/2026/2/9/lighthouse/") == "2026-02-09");
    CHECK(day("/factchecks/2026/feb/19/lighthouse/") == "2026-02-19");
    CHECK(day("/2026/febr/19/lighthouse/") == "none");
    CHECK(day("/news/20260219/lighthouse") == "2026-02-19");
    CHECK(day("/a/19-02-2026") == "2026-02-19");
    CHECK(day("/2026/02/lighthouse") == "none");
    CHECK(day("/2026/lighthouse") == "none");
    CHECK(day("/news/120260219/x") == "none");
    CHECK(day("/news/2026021912345/x") == "none");
    CHECK(day("/2026/13/45/x") == "none");
    CHECK(day("/a/03-02-2026") == "none");  // could be either way round
    CHECK(day("/") == "none");
    CHECK(day("") == "none");
    const auto article = read(page("", heading), "https://paper.example/2026/02/19/rebuild-the-old-lighthouse");
    CHECK(article.published->text() == "2026-02-19");
    CHECK(article.provenance.at("date") == "url");
}

TEST_CASE("UTC for machines becomes the clock that readers are shown") {
    // 22:30 in London's machines is the next day in Baku
    CHECK(date_of(ld(R"(,"datePublished":"2026-02-19T22:30:15Z")"), heading + "<div>20 February 2026, 02:30</div>") ==
          "2026-02-20T02:30:15+04:00");
    CHECK(date_of(ld(R"(,"datePublished":"2026-02-19T22:30:00Z")"), heading + "<div>20 February 2026</div>") ==
          "2026-02-20");
    CHECK(date_of(ld(R"(,"datePublished":"2026-02-19T22:30:00Z")"), heading + "<div>19 February 2026</div>") ==
          "2026-02-19T22:30:00+00:00");
    CHECK(date_of(ld(R"(,"datePublished":"2026-02-19T22:30:00Z")"),
                  heading + "<div>Feb 19, 2026 / 5:30 PM EST</div>") == "2026-02-19T17:30:00-05:00");
    // a page's own offset is never touched, nor is a date when the site's zone is known
    CHECK(date_of(ld(R"(,"datePublished":"2026-02-19T22:30:00+01:00")"), heading + "<div>20 February 2026</div>") ==
          "2026-02-19T22:30:00+01:00");
    const auto known =
        read(page(ld(R"(,"datePublished":"2026-02-19T22:30:00Z")"), heading + "<div>20 February 2026</div>"),
             "https://paper.example/a", "Asia/Baku");
    CHECK(known.published->text() == "2026-02-19T22:30:00+00:00");
}

TEST_CASE("An old text under a new stamp keeps the day that readers are shown") {
    const auto article = read(
        page(ld(R"(,"datePublished":"2025-06-12T08:00:00Z")"), heading + "<div class=\"date\">2 November 2022</div>"));
    CHECK(article.published->text() == "2022-11-02");
    CHECK(article.warnings.size() == 1);
    // both are shown: the machines are right
    CHECK(date_of(ld(R"(,"datePublished":"2025-06-12T08:00:00Z")"),
                  heading + "<div class=\"date\">12 June 2025</div><div>2 November 2022</div>") ==
          "2025-06-12T08:00:00+00:00");
    // a later day is an update
    CHECK(date_of(ld(R"(,"datePublished":"2025-06-12T08:00:00Z")"),
                  heading + "<div class=\"date\">20 June 2025</div>") == "2025-06-12T08:00:00+00:00");
}

TEST_CASE("Names are taken out of bylines") {
    struct Case {
        std::string_view text;
        Strings names;
    };
    const Case cases[] = {
        {"By Jane Roe", {"Jane Roe"}},
        {"Jane Roe | jroe@paper.example", {"Jane Roe"}},
        {"Jane Roe @janeroe", {"Jane Roe"}},
        {"Text von Jane Roe   Illustration von Otto Optik", {"Jane Roe"}},
        {"Gastbeitrag von Jane Roe", {"Jane Roe"}},
        {"By Jane Roe and John Doe", {"Jane Roe", "John Doe"}},
        {"By JANE ROE, JOHN DOE and Mary Major", {"JANE ROE", "JOHN DOE", "Mary Major"}},
        {"By Jane Roe, Staff Writer", {"Jane Roe"}},
        {"Jane Roe, Contributing Editor, The Paper", {"Jane Roe"}},
        {"By Jane Roe, Associated Press", {"Jane Roe"}},
        {"Von Erika Muster und Max Muster, Berlin", {"Erika Muster", "Max Muster"}},
        {"Von Erika Muster, dpa", {"Erika Muster", "dpa"}},
        {"Erika Muster (ems)", {"Erika Muster"}},
        {"Ein Kommentar von Erika Muster", {"Erika Muster"}},
        {"Автор: Иван Иванов", {"Иван Иванов"}},
        {"Текст: Анна Петрова, корреспондент", {"Анна Петрова"}},
        {"Par Jeanne Dupont et Jean Martin", {"Jeanne Dupont", "Jean Martin"}},
        {"Por María García", {"María García"}},
        {"Müəllif: Əli Vəliyev", {"Əli Vəliyev"}},
        {"Jane Roe • 19 February 2026 at 10:59", {"Jane Roe"}},
        {"By Jane Roe Published 19 February 2026", {"Jane Roe"}},
        {"Dr. Anna von der Heide", {"Dr. Anna von der Heide"}},
        {"Jean-Luc O'Neill", {"Jean-Luc O'Neill"}},
        {"松岡大地", {"松岡大地"}},
        {"jane.roe@paper.example", {}},
        {"https://paper.example/authors/jane", {}},
        {"(Image: Getty Images)", {}},
        {"Redaktion", {}},
        {"Staff Writer", {}},
        {"By Jane Roe Business Editor", {"Jane Roe"}},
        {"Jane Roe Senior Crime Reporter", {"Jane Roe"}},
        {"Senior Crime Reporter", {}},
        {"The Currency editors", {}},
        {"Words: Jane Roe", {"Jane Roe"}},
        {"admin", {}},
        {"19 February 2026", {}},
        {"", {}},
        {"Follow", {}},
    };
    for (const auto& c : cases) {
        INFO(c.text);
        CHECK(author_names(c.text, true) == c.names);
    }
    CHECK(author_names("By the sea there stood a lighthouse", false).empty());
    CHECK(author_names("Lighthouse", false).empty());
    CHECK(author_names(std::string(10000, 'A'), true).empty());
}

TEST_CASE("Authors come from machines' fields, else from the byline") {
    CHECK(authors_of(ld(R"(,"author":[{"@type":"Person","name":"Jane Roe"},{"name":"John Doe"}])"), heading) ==
          Strings{"Jane Roe", "John Doe"});
    CHECK(authors_of(ld(R"(,"author":"Jane Roe, John Doe and Mary Major")"), heading) ==
          Strings{"Jane Roe", "John Doe", "Mary Major"});
    CHECK(authors_of("<meta name=\"author\" content=\"Jane Roe\">", heading) == Strings{"Jane Roe"});
    CHECK(authors_of("<meta name=\"author\" content=\"j.roe@paper.example\">",
                     heading + "<div class=\"byline\">By <a href=\"/author/roe\">Jane Roe</a></div>") ==
          Strings{"Jane Roe"});
    CHECK(authors_of("", heading + "<p class=\"byline\">By Jane Roe and John Doe, Staff Writers</p>") ==
          Strings{"Jane Roe", "John Doe"});
    CHECK(authors_of("", heading + "<div class=\"article-byline\"><span>Jane Roe</span><span>John Doe</span></div>") ==
          Strings{"Jane Roe", "John Doe"});
    CHECK(authors_of("", heading + "<a rel=\"author\" href=\"/roe\">Jane Roe</a>") == Strings{"Jane Roe"});
    CHECK(authors_of("", heading + "<p>By Jane Roe</p>") == Strings{"Jane Roe"});
    CHECK(authors_of("", heading + "<p>Published August 7, 2026 by Jane Roe</p>") == Strings{"Jane Roe"});
    CHECK(authors_of("", heading + "<p><a href=\"/author/jroe/\">Jane Roe</a> - 7 August 2026</p>") ==
          Strings{"Jane Roe"});
    CHECK(authors_of("<meta name=\"twitter:label1\" content=\"Written by\"><meta name=\"twitter:data1\" "
                     "content=\"Jane Roe\">",
                     heading) == Strings{"Jane Roe"});
    CHECK(authors_of("<meta name=\"twitter:label1\" content=\"Reading time\"><meta name=\"twitter:data1\" "
                     "content=\"Four Minutes\">",
                     heading)
              .empty());
    CHECK(authors_of("", heading, "<p class=\"author\">Jane Roe</p>") == Strings{"Jane Roe"});
    // beside an account and a post; after the day; as a link in a line that goes on; in capitals
    CHECK(authors_of("", heading + "<div class=\"author\"><span>By Jane Roe</span> <span>@jroe</span> <span>Senior "
                                   "Reporter</span></div>") == Strings{"Jane Roe"});
    CHECK(authors_of("", heading + "<div>Posted on: October 5, 2021 | By: Jane Roe</div>") == Strings{"Jane Roe"});
    CHECK(authors_of("", heading + "<div>Date: March 3, 2023 | Author: Jane Roe | Category: Local</div>") ==
          Strings{"Jane Roe"});
    CHECK(authors_of("", heading + "<p>Words by <a href=\"/who/jroe\">Jane Roe</a> <span>Issue 14</span></p>") ==
          Strings{"Jane Roe"});
    CHECK(authors_of("", heading + "<p class=\"byline\">By JANE P. ROE and JOHN DOE-MAJOR</p>") ==
          Strings{"Jane P. Roe", "John Doe-Major"});
    // in the footer that some systems give to the story itself
    CHECK(authors_of("", heading,
                     "<div class=\"post-footer\">Posted by <span class=\"fn\" itemprop=\"author\"><span "
                     "itemprop=\"name\">Jane Roe</span></span></div>") == Strings{"Jane Roe"});
    CHECK(authors_of("", "<article>" + heading +
                             "<footer class=\"node__meta\">Par <span>Jane Roe</span>, 3 avril "
                             "2024</footer></article>") == Strings{"Jane Roe"});
    // the paper's name gives way to a person's, and stays where there is none
    CHECK(authors_of(ld(R"(,"author":{"@type":"Organization","name":"The Paper"},"publisher":{"name":"The Paper"})"),
                     heading + "<div class=\"author\">By Jane Roe</div>") == Strings{"Jane Roe"});
    CHECK(authors_of(ld(R"(,"author":{"@type":"Organization","name":"The Paper"},"publisher":{"name":"The Paper"})"),
                     heading) == Strings{"The Paper"});
    // not the photographer, not a commenter, not the author of another story
    CHECK(
        authors_of(
            "", heading + "<figure><img src=a.jpg><figcaption class=\"author\">Photo: Otto Optik</figcaption></figure>")
            .empty());
    CHECK(authors_of("", heading, "<div class=\"comments\"><span class=\"comment-author\">Otto Troll</span></div>")
              .empty());
    CHECK(authors_of("", heading,
                     "<aside><div class=\"teaser\">By <a class=\"author\" href=/x>Otto Other</a></div></aside>")
              .empty());
    CHECK(authors_of("", heading).empty());
    // a card of another story, an article by itself; the paper as the author of all
    CHECK(authors_of("", heading,
                     "</article><section class=\"readmore\"><article class=\"card\"><h3>Ferry opens early</h3><span "
                     "class=\"card-author\">By Otto Other</span></article></section><article>")
              .empty());
    CHECK(authors_of("", "<a rel=\"author\" href=\"/\">Harbour Echo</a>" + heading).empty());
}

TEST_CASE("Authors are read from lines without markup") {
    const auto line = [](const std::string& text) { return authors_of("", heading + "<p>" + text + "</p>"); };
    struct Case {
        const char* text;
        Strings names;
    };
    const std::vector<Case> cases{
        {"19 February 2026, 10:59 Müəllif: Aygün Nəbizadə", {"Aygün Nəbizadə"}},
        {"Giriş: 19.02.2026 10:59 Haber: Elif Demirkol", {"Elif Demirkol"}},
        {"19.02.2026 | Текст: Илья Полозов", {"Илья Полозов"}},
        {"Kultura / oprac. Tomasz Sowiński / 19.02.2026, 10:59", {"Tomasz Sowiński"}},
        {"19.02.2026 Հեղինակ՝ Անահիտ Սարգարյան", {"Անահիտ Սարգարյան"}},
        {"19.02.2026 (Text: Lutz Amselfeld, Foto: Pia Linse)", {"Lutz Amselfeld"}},
        {"Por Inês Bragança y Rui Tavira Publicado el 19 de febrero de 2026", {"Inês Bragança", "Rui Tavira"}},
        {"<span>Von Lutz Amselfeld</span><span>vor 3 Stunden</span>", {"Lutz Amselfeld"}},
        {"<span>By</span><span>Jane Roe</span>", {"Jane Roe"}},
        {"Илья Полозов, специальный корреспондент 19 февраля 2026 г.", {"Илья Полозов"}},
        {"19 February 2026 · 6 min · Jane Thornfield and Peter Marsh", {"Jane Thornfield", "Peter Marsh"}},
        {"<small>Peter Marsh / 19 February 2026</small>", {"Peter Marsh"}},
        {"<b>Małgorzata Sowa</b> 19 lutego 2026, 10:59", {"Małgorzata Sowa"}},
        {"Peter Marsh<br>Jane Thornfield<br>19 February 2026", {"Peter Marsh", "Jane Thornfield"}},
        {"Опубликовано 19.02.2026 автором Илья Полозов", {"Илья Полозов"}},
        // what is written with capitals and stands beside a day is not therefore a person
        {"New Brelling / 19 February 2026", {}},
        {"Partner Content · 19 February 2026", {}},
        {"Neues Rathaus | 19.02.2026", {}},
        {"Von der Zeit der Leuchttürme", {}},
        // what else may stand in the line of a name
        {"Jane Thornfield in Ardley and Peter Marsh in Brelling / 19 February 2026",
         {"Jane Thornfield", "Peter Marsh"}},
        {"Camille Verdon (avec agences) – 19 février 2026", {"Camille Verdon"}},
        {"Reporting by Jane Roe; Editing by Otto Desk", {"Jane Roe"}},
        {"Beatriz Tavira, da Redação 19 fev 2026", {"Beatriz Tavira"}},
        {"Илья Полозов, Мария Озерская | 19.02.2026 10:59", {"Илья Полозов", "Мария Озерская"}},
        {"10:59, 19 лютого 2026 Оксана Верес", {"Оксана Верес"}},
        {"Jane Thornfield, 24, was overcome by the cold in the harbour of her father, a reporter said.", {}},
    };
    for (const auto& one : cases) {
        INFO(one.text);
        CHECK(line(one.text) == one.names);
    }
    // the label in a line of its own; the name beside the line of the day
    CHECK(authors_of("", heading, "<dl><dt>Author</dt><dd>Jane Roe</dd></dl>") == Strings{"Jane Roe"});
    CHECK(authors_of("", heading + "<div>Jane Thornfield</div><div>19 February 2026</div>") ==
          Strings{"Jane Thornfield"});
    // a place with a given name, and a person of the story: the text speaks of them
    CHECK(authors_of("", heading + "<p>Virginia Shore | 19 February 2026</p>",
                     "<p>The boats of Virginia Shore had waited for the decision since the spring of the year before, "
                     "and so had their owners, who live by the old pier.</p>")
              .empty());
    // signatures
    for (const auto* text : {"<p>(Lutz Amselfeld/dpa)</p>", "<p align=\"right\">Lutz Amselfeld</p>",
                             "<p><b>Lutz Amselfeld</b></p>", "<p>Lutz Amselfeld<br>Vorsitzender</p>"}) {
        INFO(text);
        CHECK(authors_of("", heading, text) == Strings{"Lutz Amselfeld"});
    }
    CHECK(authors_of("", heading, "<ul><li><a href=/x>Martin vom Deich – ein Leben am Wasser</a></li></ul>").empty());
}

TEST_CASE("Bylines lose what stands in the lines and words around a name") {
    const auto byline = [](const std::string& inside) {
        return authors_of("", heading + "<div class=\"author\">" + inside + "</div>");
    };
    CHECK(byline("Inés Roldana<br>Valdorno") == Strings{"Inés Roldana"});
    CHECK(byline("Jane Roe<br>Chief correspondent") == Strings{"Jane Roe"});
    CHECK(byline("Camille Verdon Publié le 19/02/2026") == Strings{"Camille Verdon"});
    CHECK(byline("Par Camille Verdon avec AFP") == Strings{"Camille Verdon"});
    CHECK(byline("Jane Roe / Harbour Wire") == Strings{"Jane Roe"});
    CHECK(byline("Joana d'Oliveira") == Strings{"Joana d'Oliveira"});
    CHECK(byline("Redaktion Harbour Echo").size() == 1);
    CHECK(authors_of(ld(R"(,"author":{"name":"Redaktion Harbour Echo"})"),
                     heading + "<div class=\"author\">Von Jane Roe</div>") == Strings{"Jane Roe"});
    CHECK(authors_of("<meta name=\"articleAuthor\" content=\"Elif Demirkol\">", heading) == Strings{"Elif Demirkol"});
    CHECK(authors_of("", heading + "<span property=\"schema:author\"><span property=\"name\">Jane Roe</span></span>") ==
          Strings{"Jane Roe"});
    CHECK(authors_of("<meta name=\"author\" content=\"desk@paper.example (Jane Roe)\">", heading) ==
          Strings{"Jane Roe"});
    // the paper's own name, known from <title> and the link to the front page
    CHECK(authors_of("<title>Council votes to rebuild the old lighthouse | Harbour Echo</title>",
                     "<a rel=\"author\" href=\"/\">Harbour Echo</a>" + heading + "<p class=\"author\">Jane Roe</p>") ==
          Strings{"Jane Roe"});
}

TEST_CASE("The other fields are read, each with its origin") {
    const auto article =
        read(page("<meta property=\"og:site_name\" content=\"The Paper\"><meta property=\"og:description\" content=\"A "
                  "vote &amp; a light.\">"
                  "<meta property=\"og:image\" content=\"/i/tower.jpg\"><meta property=\"article:section\" "
                  "content=\"Harbour | The Paper\">"
                  "<meta property=\"article:tag\" content=\"lighthouse\"><meta property=\"article:tag\" "
                  "content=\"council, harbour\">"
                  "<link rel=\"alternate\" hreflang=\"en\" href=\"/news/rebuild-the-old-lighthouse\"><link "
                  "rel=\"alternate\" hreflang=\"ru\" href=\"/ru/mayak\">"
                  "<link rel=\"alternate\" hreflang=\"x-default\" href=\"/\">" +
                      ld(R"(,"isAccessibleForFree":"False")"),
                  heading));
    CHECK(article.publisher == "The Paper");
    CHECK(article.lead == "A vote & a light.");
    CHECK(article.images == Strings{"https://paper.example/i/tower.jpg"});
    CHECK(article.section == "Harbour");
    CHECK(article.tags == Strings{"lighthouse", "council", "harbour"});
    CHECK(article.language == "en");
    CHECK_FALSE(article.free_access);
    REQUIRE(article.alternates.size() == 1);
    CHECK(article.alternates[0].language == "ru");
    CHECK(article.alternates[0].url == "https://paper.example/ru/mayak");
    CHECK(article.provenance.at("publisher") == "meta:og:site_name");
    CHECK(article.provenance.at("section") == "meta:article:section");
    CHECK(article.provenance.at("free_access") == "jsonld:isAccessibleForFree");
    // a list of crumbs names the section where nothing else does
    const auto crumbs = read(page(
        R"(<script type="application/ld+json">{"@type":"BreadcrumbList","itemListElement":[{"item":{"name":"Home"}},
        {"item":{"name":"Harbour"}}]}</script>)",
        heading));
    CHECK(crumbs.section == "Harbour");
    // syndicated from elsewhere
    CHECK(read(page("<link rel=\"canonical\" href=\"https://agency.example/story/lighthouse\">", heading)).source.url ==
          "https://agency.example/story/lighthouse");
}

TEST_CASE("What machines are not told is read where readers see it") {
    const auto article = read(
        "<html><head><title>Council votes to rebuild the old lighthouse - Harbour Echo</title></head><body>"
        "<header><a href=\"/\">Harbour Echo</a></header><div class=\"breadcrumbs\"><a href=\"/\">Home</a> / <a "
        "href=\"/p\">Politics</a></div><article>" +
        heading +
        "<p class=\"stand-first\">x</p><p class=\"subHeadline\">After a long debate nine members out of seventeen said "
        "yes.</p><img src=\"/logo.png\"><figure><img src=\"/media/tower.jpg\" width=\"900\"></figure>" +
        prose +
        "<footer><a rel=\"tag\" href=\"/t/1\">harbour</a> <a rel=\"tag\" href=\"/t/2\">budget</a></footer></article>"
        "<aside><a rel=\"tag\" href=\"/t/9\">weather</a></aside></body></html>");
    CHECK(article.publisher == "Harbour Echo");
    CHECK(article.section == "Politics");
    CHECK(article.lead == "After a long debate nine members out of seventeen said yes.");
    CHECK(article.images == Strings{"https://paper.example/media/tower.jpg"});
    CHECK(article.tags == Strings{"harbour", "budget"});
    CHECK(article.provenance.at("publisher") == "visible");
    CHECK(article.provenance.at("section") == "visible");
    // a section's name at the end of <title> is not the paper's
    const auto section = read(
        "<html><head><title>Council votes to rebuild the old lighthouse - Politics</title></head>"
        "<body><a href=\"/c/politics\">Politics</a><article>" +
        heading + prose + "</article></body></html>");
    CHECK(section.publisher.empty());
    // labels and what nobody filed
    CHECK(read(page("", "<div class=\"category\">Category: Harbour</div>" + heading)).section == "Harbour");
    CHECK(read(page("", "<a rel=\"category tag\" href=\"/category/u\">Uncategorized</a>" + heading)).section.empty());
}

TEST_CASE("What a rule has set stays") {
    const auto document =
        html::Document::parse(page(ld(R"(,"datePublished":"2026-02-19T10:59:00Z","author":"John Doe")"), heading))
            .value();
    const Structured structured(document);
    Article article;
    article.title = "By rule";
    article.authors = {"Jane Roe"};
    article.published = parse_date("2020-01-01", {}).value();
    article.provenance["date"] = "rule:date[0] .x";
    article.language = "az";
    article.provenance["language"] = "rule:language";
    MetadataContext context;
    read_metadata(document, structured, context, article);
    complete_metadata(document, structured, {}, {}, context, article);
    CHECK(article.title == "By rule");
    CHECK(article.authors == Strings{"Jane Roe"});
    CHECK(article.published->text() == "2020-01-01");
    CHECK(article.language == "az");
}

TEST_CASE("Class names promise bylines, dates and furniture") {
    CHECK(hints_of("ArticleHeader_byline__x1").byline);
    CHECK(hints_of("post-author").byline);
    CHECK(hints_of("articleAuthor").byline);
    CHECK_FALSE(hints_of("authority").byline);
    CHECK(hints_of("entry-date published").date);
    CHECK(hints_of("lastUpdated").updated);
    CHECK_FALSE(hints_of("reading-time").date);
    CHECK(hints_of("related-stories").furniture);
    CHECK(hints_of("sidebar").furniture);
    CHECK_FALSE(hints_of("has-sidebar").furniture);
    CHECK_FALSE(hints_of("").furniture);
}

TEST_CASE("A page of many blocks, times and names costs little") {
    std::string many = heading;
    for (int i = 0; i < 4000; ++i)
        many +=
            "<div class=\"author byline date\">By Jane Roe 19 February 2026</div><time "
            "datetime=\"2026-02-19\">x</time>";
    CHECK(read(page("", many)).title == "Council votes to rebuild the old lighthouse");
}
