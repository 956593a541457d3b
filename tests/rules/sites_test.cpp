// The five papers' rule files: which of their URLs are articles, and under which identity.

#include <fstream>
#include <iterator>

#include "catch.hpp"
#include "html/dom.h"
#include "rules/site_rules.h"

using namespace winnow;

namespace {

const rules::RuleBook& book() {
    static const auto loaded = rules::RuleBook::load(WINNOW_SOURCE_DIR "/sites");
    return loaded;
}

url::Url url_of(std::string_view text) {
    auto parsed = url::Url::parse(text);
    REQUIRE(parsed);
    return *parsed;
}

const rules::SiteRules& rules_of(const url::Url& url) {
    const auto* found = book().for_host(url.host());
    REQUIRE(found != nullptr);
    return *found;
}

std::string key_of(std::string_view text) {
    const auto url = url_of(text);
    return rules_of(url).article_key(url);
}

html::Document page_of(const std::string& file) {
    std::ifstream in(std::string(WINNOW_SOURCE_DIR "/tests/sites/") + file, std::ios::binary);
    REQUIRE(in);
    auto document = html::Document::parse(std::string(std::istreambuf_iterator<char>(in), {}));
    REQUIRE(document);
    return std::move(*document);
}

}  // namespace

TEST_CASE("all site files of the product load without a problem", "[sites]") {
    for (const auto& problem : book().problems()) {
        CAPTURE(problem.file);
        FAIL_CHECK(problem.what);
    }
    CHECK(book().sites().size() >= 5);
}

TEST_CASE("a paper's article URLs are told from its lists, feeds and tools", "[sites]") {
    struct Case {
        const char* url;
        bool article;
    };
    const Case cases[] = {
        {"https://report.az/daxili-siyaset/prezident-son-80-il-erzinde-azerbaycan-kimi-tam-ve-mutleq-qelebe", true},
        {"https://report.az/ru/vneshnyaya-politika/v-baku-obsudili-arhitekturu-soyuznicheskogo-vzaimodejstviya", true},
        {"https://report.az/en/foreign-politics/azerbaijani-uzbek-allied-co-op-architecture-discussed-in-baku", true},
        {"https://report.az/ru/ikt/exxonmobil-mozhet-nachat-ispol-zovat-kvantovye-komp-yutery-ibm/", true},
        {"https://report.az/az/biznes-xeberleri/yeni-zavod-tikilir", true},
        {"https://report.az/", false},
        {"https://report.az/ru/", false},
        {"https://report.az/ru/rss/", false},
        {"https://report.az/rss/", false},
        {"https://report.az/infinity/index", false},
        {"https://report.az/infinity/index?date=2026-07-19+12:05:35&oldest=1", false},
        {"https://report.az/son-xeberler", false},
        {"https://report.az/son-xeberler/today/", false},
        {"https://report.az/iqtisadiyyat-xeberleri/page/2", false},
        {"https://report.az/ru/news-feed/", false},
        {"https://report.az/ru/vneshnyaya-politika", false},
        {"https://report.az/en/other-countries/", false},
        {"https://report.az/tag/ilham-aliyev-2026", false},
        {"https://report.az/news-sitemap.xml", false},
        {"https://report.az/418207", false},

        {"https://vesti.az/news/357252", true},
        {"https://vesti.az/socium/na-mayake-v-nardarane-nashli-zhurnal-526411", true},
        {"https://vesti.az/xeber/socium/na-mayake-nashli-zhurnal-526411", true},
        {"https://vesti.az/", false},
        {"https://vesti.az/rss", false},
        {"https://vesti.az/novosti", false},
        {"https://vesti.az/archive", false},
        {"https://vesti.az/category/13", false},
        {"https://vesti.az/category/13?page=2", false},
        {"https://vesti.az/search?keyword=x-12345", false},

        {"https://icma.az/news/aygul-isayeva-gurcustanda-ikidilli-tehsildeki-problemlerle-bagli-1222291", true},
        {"https://icma.az/story/gurcustanda-prezident-seckileri-dekabrin-14de-kecirilecek-azertac-170878", true},
        {"https://icma.az/ru/news/port-alyat-prinyal-sudno-1221877", true},
        {"https://ru.icma.az/news/port-alyat-prinyal-sudno-1221877/", true},
        {"https://icma.az/", false},
        {"https://icma.az/ru", false},
        {"https://icma.az/news", false},
        {"https://icma.az/news/port-alyat", false},

        {"https://www.trend.az/business/green-economy/4204857.html", true},
        {"https://www.trend.az/azerbaijan/4155131.html", true},
        {"https://az.trend.az/azerbaijan/politics/4126680.html", true},
        {"https://en.trend.az/casia/uzbekistan/3714945.html", true},
        {"https://www.trend.az/", false},
        {"https://www.trend.az/latest/", false},
        {"https://www.trend.az/business/green-economy/", false},
        {"https://www.trend.az/business/green-economy/page2/", false},
        {"https://www.trend.az/feeds/index.rss", false},
        {"https://www.trend.az/about.html", false},

        {"https://azvision.az/news/140908/ilham-eliyevden-bakida-infarkt-keciren-turk-deputata-jest.html", true},
        {"https://azvision.az/authors/140513/sinma,-gul!.html", true},
        {"https://de.azvision.az/news/115859/sherzod--„aserbaidschan-ist-der-partner-im-südkaukasus“.html", true},
        {"https://fr.azvision.az/news/127566/le-ministre-azerba%C3%AFdjanais-rencontre-le-repr%C3%A9sentant.html",
         true},
        {"https://azvision.az/news/140908/a-\n.html", true},
        {"https://azvision.az/", false},
        {"https://azvision.az/rss.xml", false},
        {"https://azvision.az/kateqoriya/3", false},
        {"https://azvision.az/tag/Baku", false},
        {"https://azvision.az/tv", false},
        {"https://azvision.az/resizer.php?src=/photos/2018/03/a.jpg&h=1", false},
    };
    for (const auto& c : cases) {
        CAPTURE(c.url);
        const auto url = url_of(c.url);
        const auto& rules = rules_of(url);
        CHECK((rules.is_article(url) && !rules.is_ignored(url)) == c.article);
    }
}

TEST_CASE("one article has one identity however it is linked", "[sites]") {
    struct Case {
        const char* a;
        const char* b;
        bool same;
    };
    const Case cases[] = {
        {"https://report.az/ru/ikt/kvantovye-kompyutery", "https://report.az/ru/ikt/kvantovye-kompyutery/", true},
        {"https://report.az/ru/ikt/kvantovye-kompyutery", "https://www.report.az/ru/ikt/kvantovye-kompyutery?from=tg",
         true},
        {"https://report.az/ru/ikt/kvantovye-kompyutery", "https://report.az/ru/amp/ikt/kvantovye-kompyutery", true},
        {"https://report.az/ru/ikt/kvantovye-kompyutery", "https://report.az/en/ict/quantum-computers", false},
        {"https://vesti.az/news/526411", "https://vesti.az/socium/na-mayake-526411", true},
        {"https://vesti.az/news/526411", "https://vesti.az/news/526412", false},
        {"https://icma.az/news/a-b-170878", "https://icma.az/ru/news/a-b-170878/?utm_source=x", true},
        {"https://icma.az/news/a-b-170878", "https://icma.az/story/a-b-170878", false},
        {"https://www.trend.az/business/4204857.html", "https://www.trend.az/business/green-economy/4204857.html",
         true},
        {"https://en.trend.az/azerbaijan/4155131.html", "https://www.trend.az/azerbaijan/4155131.html", true},
        {"https://www.trend.az/business/4204857.html", "https://www.trend.az/business/4204858.html", false},
        {"https://azvision.az/news/140908/eski.html", "https://azvision.az/news/140908/yeni%20basliq!.html", true},
        {"https://azvision.az/news/140908/a.html", "https://de.azvision.az/news/140908/a.html", false},
    };
    for (const auto& c : cases) {
        CAPTURE(c.a, c.b);
        CHECK((key_of(c.a) == key_of(c.b)) == c.same);
    }
}

TEST_CASE("Report's endless scroll is asked with the last card's time stamp until nothing comes", "[sites]") {
    const auto start = url_of("https://report.az/son-xeberler");
    const auto& rules = rules_of(start);
    const auto first = rules::next_batch(rules, page_of("report.az/list-az.html"), start);
    REQUIRE(first);
    CHECK(first->path() == "/infinity/index");
    CHECK(first->query().find("2026-06-07") != std::string_view::npos);
    CHECK(first->query().find(' ') == std::string_view::npos);
    CHECK(first->query().find("oldest=1") != std::string_view::npos);
    const auto second = rules::next_batch(rules, page_of("report.az/next-batch-1.html"), *first, &*first);
    REQUIRE(second);
    CHECK(second->query().find("2024-08-27") != std::string_view::npos);
    CHECK_FALSE(rules::next_batch(rules, page_of("report.az/next-batch-end.html"), *second, &*first));
}
