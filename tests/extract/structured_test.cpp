#include "extract/structured.h"

#include "catch.hpp"
#include "extract/json_repair.h"
#include "extract/language.h"

using namespace winnow;
using namespace winnow::extract;

namespace {

html::Document parse(std::string_view html) {
    return html::Document::parse(html).value();
}

std::string script(std::string_view json) {
    return "<html><head><script type=\"application/ld+json\">" + std::string(json) +
           "</script></head><body></body></html>";
}

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("Meta tags are found by property, name, itemprop and http-equiv, without regard to case") {
    const auto document = parse(R"(<head><meta property="og:title" content=" One "><meta name="OG:TITLE" content="Two">
        <meta itemprop="datePublished" content="2026-02-19"><meta http-equiv="Content-Language" content="ru">
        <meta name="empty" content=""></head><body><p>x</p><meta name="late" content="in the body"></body>)");
    const Structured structured(document);
    CHECK(structured.meta("og:title") == std::vector<std::string_view>{"One", "Two"});
    CHECK(structured.first_meta("OG:Title") == "One");
    CHECK(structured.first_meta("datepublished") == "2026-02-19");
    CHECK(structured.first_meta("content-language") == "ru");
    CHECK(structured.first_meta("late") == "in the body");
    CHECK(structured.first_meta("empty").empty());
    CHECK(structured.first_meta("none").empty());
    CHECK(structured.item_props("datePublished").size() == 1);
}

TEST_CASE("The article is found at the top, in lists, in @graph and in mainEntity") {
    for (const auto* json : {
             R"({"@type":"NewsArticle","headline":"H"})",
             R"([{"@type":"BreadcrumbList"},{"@type":"NewsArticle","headline":"H"}])",
             R"({"@graph":[{"@type":"WebSite","name":"S"},{"@type":["Article","NewsArticle"],"headline":"H"}]})",
             R"({"@type":"WebPage","mainEntity":{"@type":"BlogPosting","headline":"H"}})",
             R"({"@type":"schema:ReportageNewsArticle","headline":"H"})",
             R"({"@type":"https://schema.org/LiveBlogPosting","headline":"H"})",
             R"({"@type":"ItemList","itemListElement":[{"item":{"@type":"Article","headline":"H"}}]})",
         }) {
        INFO(json);
        const auto document = parse(script(json));
        const Structured structured(document);
        REQUIRE(structured.article() != nullptr);
        CHECK(structured.article_values("headline") == Strings{"H"});
    }
    const auto none = parse(script(R"({"@type":"Organization","name":"S"})"));
    CHECK(Structured(none).article() == nullptr);
}

TEST_CASE("Of several articles the page's own is taken, and a card is none of them") {
    const auto own =
        parse(R"(<head><title>The second story | Paper</title><link rel="canonical" href="https://p.example/2">
        <script type="application/ld+json">[{"@type":"NewsArticle","headline":"First story of all","url":"https://p.example/1"},
        {"@type":"NewsArticle","headline":"The second story","url":"https://p.example/2"}]</script></head>)");
    CHECK(Structured(own).article_values("headline") == Strings{"The second story"});
    const auto cards = parse(script(R"({"@type":"CollectionPage","hasPart":[{"@type":"NewsArticle","headline":"A"},
        {"@type":"NewsArticle","headline":"B"}]})"));
    CHECK(Structured(cards).article() == nullptr);
    CHECK(Structured(cards).object_of_type("CollectionPage") != nullptr);
}

TEST_CASE("Values come by dotted key, through lists and references") {
    const auto document = parse(script(R"({"@graph":[
        {"@type":"NewsArticle","headline":"A &amp; B &#8211; <b>C</b>","author":[{"@type":"Person","name":"Jane Roe"},"John Doe",{"@id":"#p"}],
         "image":{"url":"https://p.example/i.jpg"},"isAccessibleForFree":false,"wordCount":120,"inLanguage":{"@value":"en"}},
        {"@type":"Person","@id":"#p","name":"Mary Major"}]})"));
    const Structured structured(document);
    CHECK(structured.article_values("headline") == Strings{"A & B – C"});
    CHECK(structured.article_values("author.name") == Strings{"Jane Roe", "John Doe", "Mary Major"});
    CHECK(structured.article_values("image.url") == Strings{"https://p.example/i.jpg"});
    CHECK(structured.article_values("isAccessibleForFree") == Strings{"false"});
    CHECK(structured.article_values("wordCount") == Strings{"120"});
    CHECK(structured.article_values("inLanguage") == Strings{"en"});
    CHECK(structured.article_values("nothing.here").empty());
}

TEST_CASE("JSON-LD is mended where pages break it") {
    const std::string broken[] = {
        "\xEF\xBB\xBF{\"@type\":\"NewsArticle\",\"headline\":\"H\"}",
        "<!-- {\"@type\":\"NewsArticle\",\"headline\":\"H\"} -->",
        "//<![CDATA[\n{\"@type\":\"NewsArticle\",\"headline\":\"H\"}\n//]]>",
        "{\"@type\":\"NewsArticle\",\"headline\":\"H\",}",
        "{\"@type\":\"NewsArticle\",\"headline\":\"H\",\"tags\":[1,2,],}",
        "{\"@type\":\"NewsArticle\",\"headline\":\"H\",\"text\":\"two\nlines\tand a tab\"}",
        "{\"@type\":\"NewsArticle\",\"headline\":\"H\",\"text\":\"he said \"yes\" and left\"}",
        "{\"@type\":\"NewsArticle\",\"headline\":\"H\",\"text\":\"it\\'s \\x here\"}",
        "{\"@type\":\"NewsArticle\",\"headline\":\"H\",\"text\":\"half \\ud83d here\"}",
        "{\"@type\":\"NewsArticle\",\"headline\":\"H\"};",
        "{\"@type\":\"NewsArticle\",\"headline\":\"H\"}{\"@type\":\"Organization\"}",
        "{\"@type\":\"NewsArticle\",\"headline\":\"H\"} trailing words",
        "{\"@type\":\"NewsArticle\",\"headline\":\"H\",\"text\":\"cut of",
        "{\"@type\":\"NewsArticle\",\"headline\":\"H\",\"author\":{\"name\":",
        "{&quot;@type&quot;:&quot;NewsArticle&quot;,&quot;headline&quot;:&quot;H&quot;}",
        "/* a comment */{\"@type\":\"NewsArticle\", // another\n\"headline\":\"H\"}",
        "{\"@type\":\"NewsArticle\",\"headline\":\"H\",\"text\":\"bad \xFF byte\"}",
    };
    for (const auto& json : broken) {
        INFO(json);
        const auto document = parse(script(json));
        const Structured structured(document);
        CHECK(structured.broken_json_ld() == 0);
        CHECK(structured.article_values("headline") == Strings{"H"});
    }
    const auto hopeless = parse(script("this is no JSON"));
    CHECK(Structured(hopeless).broken_json_ld() == 1);
    CHECK(Structured(parse(script(""))).broken_json_ld() == 0);
}

TEST_CASE("Hostile JSON-LD is bounded") {
    std::string deep;
    for (int i = 0; i < 100000; ++i) deep += "[";
    CHECK(Structured(parse(script(deep))).json_ld().empty());
    std::string objects;
    for (int i = 0; i < 30000; ++i) objects += R"({"@type":"NewsArticle","headline":"x"})";
    const auto many = parse(script(objects));
    CHECK(Structured(many).objects().size() <= 400);
    const auto loop =
        parse(script(R"({"@graph":[{"@type":"NewsArticle","author":{"@id":"#a"}},{"@id":"#a","name":{"@id":"#a"}}]})"));
    CHECK(Structured(loop).article_values("author.name").empty());
}

TEST_CASE("Entities and tags in values are read as people read them") {
    CHECK(clean_value("A &amp; B") == "A & B");
    CHECK(clean_value("&quot;A&quot; &#039;b&#39; &#x2014; &laquo;c&raquo;") == "\"A\" 'b' — «c»");
    CHECK(clean_value("double &amp;#8217; coding") == "double ’ coding");
    CHECK(clean_value("<span style=\"color:red;\">TITLE</span> and <b>more</b>") == "TITLE and more");
    CHECK(clean_value("one<br>two") == "one two");
    CHECK(clean_value("5 < 6 & 7 > 3") == "5 < 6 & 7 > 3");
    CHECK(clean_value("R&D &unknown; &#0; &#xD800; &") == "R&D &unknown; &#0; &#xD800; &");
    CHECK(clean_value("  blank\n and\ttabs ") == "blank and tabs");
}

TEST_CASE("Languages are named by their primary tag") {
    CHECK(primary_language("az-AZ") == "az");
    CHECK(primary_language("AZ_Latn_AZ") == "az");
    CHECK(primary_language("ua") == "uk");
    CHECK(primary_language("iw") == "he");
    CHECK(primary_language(" de ") == "de");
    CHECK(primary_language("und").empty());
    CHECK(primary_language("english").empty());
    CHECK(primary_language("").empty());
    CHECK(declared_language(parse("<html lang=ru></html>"), Structured(parse("<html></html>"))) == "ru");
    const auto locale = parse(R"(<html><head><meta property="og:locale" content="tr_TR"></head></html>)");
    CHECK(declared_language(locale, Structured(locale)) == "tr");
}

TEST_CASE("The languages of our users' papers are told apart") {
    struct Case {
        std::string_view language, text;
    };
    const Case cases[] = {
        {"az",
         "Liman şəhərində köhnə mayakın bərpasına dair qərar çərşənbə axşamı qəbul olunub. Şəhər şurasının üzvləri "
         "dörd saata "
         "yaxın müzakirə aparıb və səs çoxluğu ilə layihəni dəstəkləyiblər."},
        {"az",
         "Лиман шәһәриндә көһнә мајакын бәрпасына даир гәрар гәбул олунуб. Шәһәр шурасынын үзвләри дөрд саата јахын "
         "мүзакирә "
         "апарыб вә лајиһәни дәстәкләјибләр, ҝәләҹәк ил иш башлајаҹаг."},
        {"ru",
         "Городской совет во вторник вечером проголосовал за восстановление старого маяка, который пустует после "
         "пожара. Работы "
         "начнутся весной и займут около двух лет."},
        {"tr",
         "Liman kentindeki eski deniz fenerinin onarılmasına salı akşamı karar verildi. Belediye meclisi dört saat "
         "süren "
         "görüşmenin ardından projeyi oy çokluğuyla kabul etti."},
        {"uz",
         "Port shahridagi eski mayoqni tiklash toʻgʻrisidagi qaror seshanba kuni qabul qilindi. Shahar kengashi "
         "aʼzolari toʻrt "
         "soatga yaqin muhokamadan soʻng loyihani koʻpchilik ovoz bilan qoʻllab-quvvatladilar."},
        {"uz",
         "Порт шаҳридаги эски маёқни тиклаш тўғрисидаги қарор сешанба куни қабул қилинди. Шаҳар кенгаши аъзолари тўрт "
         "соатга яқин "
         "муҳокамадан сўнг лойиҳани қўллаб-қувватладилар."},
        {"ka",
         "ქალაქის საბჭომ სამშაბათს საღამოს ძველი შუქურის აღდგენას დაუჭირა მხარი. სამუშაოები გაზაფხულზე დაიწყება."},
        {"hy",
         "Քաղաքային խորհուրդը երեքշաբթի երեկոյան քվեարկել է հին փարոսի վերականգնման օգտին։ Աշխատանքները կսկսվեն "
         "գարնանը։"},
        {"de",
         "Der Stadtrat hat am Dienstagabend für den Wiederaufbau des alten Leuchtturms gestimmt, der seit einem Brand "
         "leer steht. "
         "Die Arbeiten sollen im Frühjahr beginnen."},
        {"en",
         "The town council voted on Tuesday evening to rebuild the old lighthouse, which has stood empty since a fire "
         "destroyed its "
         "upper floor. Work is to begin in spring."},
        {"fr",
         "Le conseil municipal a voté mardi soir la reconstruction du vieux phare, vide depuis un incendie. Les "
         "travaux doivent "
         "commencer au printemps et durer environ deux ans."},
        {"ar",
         "صوت مجلس المدينة مساء الثلاثاء لصالح إعادة بناء المنارة القديمة التي ظلت فارغة منذ الحريق، وستبدأ الأعمال في "
         "الربيع."},
    };
    for (const auto& c : cases) {
        INFO(c.text);
        CHECK(detect_language(c.text).language == c.language);
        CHECK(settle_language("", c.text) == c.language);
        // a content system's default does not stand against a text in another language
        CHECK(settle_language(c.language == "en" ? "de" : "en", c.text) == c.language);
    }
    CHECK(settle_language("az", "Limanda park") == "az");  // too short to contradict
    // letters that the declared language does not have contradict it in the shortest text
    CHECK(settle_language("en", "ვარდისუბანში ძველი ქვის ხიდი აღადგინეს") == "ka");
    CHECK(settle_language("ru", "Ծիրանի բերքը սառնամանիքից տուժել է") == "hy");
    CHECK(settle_language("tr", "В трёх районах Каменки отключат горячую воду") == "ru");
    CHECK(settle_language("ru", "Göyçəldə köhnə kinoteatr kitabxanaya çevrildi") == "az");
    // one sentence
    CHECK(settle_language(
              "en", "Kənd sakinləri 14 sortdan nar nümayiş etdiriblər, ən iri meyvə bir kilodan çox çəkib.") == "az");
    // a long quote does not make a German article English
    CHECK(settle_language("en",
                          "Drei Tage nach dem Brand in ihrer Backstube hat die Bäckerei am Freitag wieder verkauft, "
                          "und zwar aus der Küche der Gesamtschule. Die Kinder bekamen das erste Blech Brötchen "
                          "umsonst. “I have never seen anything like it in my life,” a visitor wrote in the book.") ==
          "de");
    CHECK(settle_language(
              "nb",
              "Byrådet stemte tirsdag kveld for å gjenoppbygge det gamle fyret, som har stått tomt siden en brann. "
              "Arbeidet skal begynne til våren og vare i omtrent to år.") == "nb");
    CHECK(detect_language("").language.empty());
    CHECK(detect_language("\xFF\xFE").language.empty());
}
