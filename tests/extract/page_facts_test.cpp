// What stands in a page's own part, as the page model sees it. All texts are invented.
#include "extract/page_facts.h"

#include "catch.hpp"
#include "extract/extract.h"
#include "extract/page_numbers.h"

using namespace winnow;
using namespace winnow::extract;

namespace {

const std::string prose =
    "<p>The old mill on the Arn has stood empty since the flood, and its wheel has been sold to a museum far away from "
    "here.</p><p>Whoever comes by boat can moor below the weir, where the ferryman keeps a fire until late.</p>";

/// A page without a single word for machines, so that its numbers are asked for.
std::string page(const std::string& title, const std::string& main) {
    return "<!DOCTYPE html><html lang=en><head><title>" + title +
           " | Arn Valley</title></head><body><ul><li><a href=/a>"
           "Walks</a></li><li><a href=/b>Boats</a></li></ul><div class=m><h1>" +
           title + "</h1>" + main + "</div><p><a href=/imprint>Imprint</a></p></body></html>";
}

float number_of(const std::string& html, PageNumber number) {
    const auto made = extract_page(html, "text/html; charset=utf-8", nullptr, {});
    INFO(html);
    REQUIRE(made.classification.numbers.size() == page_number_count);
    return made.classification.numbers[static_cast<std::size_t>(number)];
}

}  // namespace

TEST_CASE("Facts under labels, prices, hours and references are counted", "[page_facts]") {
    const auto of_lines = [](PageNumber number, const std::string& lines) {
        return number_of(page("A boat on the Arn at night", lines + prose), number);
    };
    CHECK(of_lines(PageNumber::early_facts, "<p>Rooms: 5</p><p>Built : 1890</p><p>Heating | stove</p>") == 3);
    CHECK(of_lines(PageNumber::early_facts,
                   "<p>He said: \"No, not for a thousand crowns and a day.\" So it was.</p>"
                   "<p>14:32</p>") == 0);
    CHECK(of_lines(PageNumber::prices,
                   "<p>£420 a month</p><p>12 500 Kč</p><p>1.200 €</p><p>od 12 złotych</p><p>from 8 to 9</p>") == 4);
    CHECK(of_lines(PageNumber::prices, "<p>They paid £420 for it.</p><p>12 kräftige Männer</p><p>5 km</p>") == 0);
    CHECK(number_of("<a href=/s>Subscribe from 1 €</a>" + page("A boat on the Arn at night", prose),
                    PageNumber::prices) == 0);
    CHECK(of_lines(PageNumber::hours, "<p>Saturday, 18:00–20:00</p><p>6 pm to 7.15 pm</p><p>18:30 bis 20 Uhr</p>") ==
          3);
    CHECK(of_lines(PageNumber::hours, "<p>18-20.30</p><p>18.00 – 20.00</p><p>18h30 - 20h</p>") == 3);
    CHECK(of_lines(PageNumber::hours, "<p>2 to 3 American soldiers</p><p>Sie gewannen 3-1 am Samstag</p>") == 0);
    CHECK(of_lines(PageNumber::hours, "<p>Updated 19.02.2026 18:00</p><p>in 1995-2004</p><p>they won 3-1</p>") == 0);
    CHECK(of_lines(PageNumber::references, "<p>Ref. 771820</p><p>Order № 118-p</p><p>Issue #1190</p>") == 3);
    CHECK(of_lines(PageNumber::references, "<p>19 February 2026, 18:00</p>") == 0);
    CHECK(of_lines(PageNumber::clauses,
                   "<p>§ 4 Fees</p><p>(2) Whoever moors pays.</p><p>3.1. Boats are let by the "
                   "day.</p>") == Approx(2));  // log2(1 + 3)
    CHECK(of_lines(PageNumber::clauses, "<p>19. Februar 2026</p><p>2. März</p>") == 0);
    CHECK(of_lines(PageNumber::clauses, "<p>3.1 million crowns were paid.</p><p>2026 was wet.</p>") == 0);
    CHECK(of_lines(PageNumber::measures, "<p>84 m² and 12 km, 3 kg</p>") == Approx(2));
    CHECK(of_lines(PageNumber::measures, "<p>5 смертей, 12 кварталов, 3 квартиры</p>") == 0);
    CHECK(of_lines(PageNumber::quoted, "<p>&gt; Whose boat is it?</p>") == 1);
    CHECK(of_lines(PageNumber::contacts,
                   "<p><a href='tel:+1234'>Call</a> <a href='mailto:a@b.example'>Write</a></p>") == 2);
    CHECK(of_lines(PageNumber::maps, "<p><a href='/political/news'>Politics</a> <a href='/e/12.ics'>Save</a></p>") ==
          1);
    CHECK(of_lines(PageNumber::steps, "<ol><li>Untie the boat</li><li>Push</li><li>Row</li></ol>") == Approx(2));
}

TEST_CASE("Words of events, offers, talk, reference works and manuals are told apart, in many languages",
          "[page_facts]") {
    const struct {
        const char* line;
        PageNumber number;
    } cases[] = {
        {"When: Friday. Where: the mill.", PageNumber::label_event},
        {"Eintritt frei, Treffpunkt am Wehr", PageNumber::label_event},
        {"Вход свободный", PageNumber::label_event},
        {"Guide price on request, two bedrooms", PageNumber::label_offer},
        {"Satılık tekne, ilan no yok", PageNumber::label_offer},
        {"家賃と敷金", PageNumber::label_offer},
        {"Marta wrote: I have seen it, too", PageNumber::label_talk},
        {"Цитировать", PageNumber::label_talk},
        {"Pursuant to the act on mills", PageNumber::label_reference},
        {"Słowa kluczowe: młyn, wyrok", PageNumber::label_reference},
        {"Click the mill, then select a boat", PageNumber::label_manual},
        {"Нажмите на мельницу", PageNumber::label_manual},
    };
    for (const auto& c : cases) {
        CAPTURE(c.line);
        CHECK(number_of(page("A boat on the Arn at night", "<p>" + std::string(c.line) + "</p>" + prose), c.number) >=
              1);
        CHECK(number_of(page("A boat on the Arn at night", prose), c.number) == 0);
    }
    CHECK(number_of(page("Houseboat for sale", prose), PageNumber::title_offer) == 1);
}

TEST_CASE("Posts of one make below the text are seen, a story's own parts are not", "[page_facts]") {
    const auto post = [](const std::string& name, const std::string& text) {
        return "<div class=post-1><div class=who>" + name + "</div><div class=says>" + text + "</div></div>";
    };
    const std::string answer = "<p>I moored there last year and nobody asked me for a coin, not even the ferryman.</p>";
    const auto thread =
        page("Where may one moor on the Arn?", post("Ada", prose) + post("Bo", answer) + post("Cy", answer));
    CHECK(number_of(thread, PageNumber::repeats) == 2);
    const auto story = page("Where one may moor on the Arn", "<div class=text>" + prose + answer + "</div>");
    CHECK(number_of(story, PageNumber::repeats) == 0);
    CHECK(number_of(story, PageNumber::title_question) == 0);
    CHECK(number_of(thread, PageNumber::title_question) == 1);
}

TEST_CASE("Words of ordinary news are nobody's offer, thread, law or manual", "[page_facts]") {
    for (const auto* line :
         {"A lot of voters joined the party, he posted.", "El alcalde anunció el plan", "Ha annunciato il piano",
          "По сообщению МЧС, в настоящее время", "Исполняющий обязанности министра", "Nazir bunu elan edib",
          "Le maire l'annonce, en particulier", "Basın toplantısı"}) {
        CAPTURE(line);
        const auto html = page("A boat on the Arn at night", "<p>" + std::string(line) + "</p>" + prose);
        for (const auto number : {PageNumber::label_event, PageNumber::label_offer, PageNumber::label_talk,
                                  PageNumber::label_reference, PageNumber::label_manual})
            CHECK(number_of(html, number) == 0);
    }
}

TEST_CASE("Only the first lines of a long page are looked at", "[page_facts]") {
    std::string many;
    for (int i = 0; i < 5000; ++i) many += "<p>Price: 12 €</p>";
    CHECK(number_of(page("A boat on the Arn at night", many), PageNumber::facts) < 7);  // log2(1 + 80)
}
