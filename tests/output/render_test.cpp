#include "output/render.h"

#include <boost/json.hpp>

#include "catch.hpp"

using namespace winnow;
using namespace winnow::output;
using extract::BlockKind;

namespace {

Record sample() {
    Record record;
    auto& a = record.article;
    a.url = a.canonical_url = "https://report.az/ru/ikt/novyj-most-cherez-kuru";
    a.site = "report.az";
    a.title = "Новый мост через Куру";
    a.published = extract::Date{2026, 2, 19, true, 10, 59, 0, true, 240};
    a.body = {{BlockKind::paragraph, 0, "Первый абзац."},
              {BlockKind::heading, 3, "Подзаголовок"},
              {BlockKind::list_item, 0, "раз"},
              {BlockKind::list_item, 0, "два"},
              {BlockKind::quote, 0, "Цитата *со звездой*"}};
    record.id = article_id(a.canonical_url);
    return record;
}

}  // namespace

TEST_CASE("a text file has the date, the title once, and a paragraph a line", "[render]") {
    CHECK(render_text(sample()) ==
          "date 2026-02-19\nНовый мост через Куру\n\nПервый абзац.\n\nПодзаголовок\n\n- раз\n- два\n\nЦитата *со "
          "звездой*\n");
    auto undated = sample();
    undated.article.published.reset();
    undated.article.body.clear();
    CHECK(render_text(undated) == "date unknown\nНовый мост через Куру\n");
}

TEST_CASE("a record has its keys in order and keeps unknown ones as null", "[render]") {
    const auto text = render_json(sample(), true);
    const auto record = boost::json::parse(text).get_object();
    CHECK(record.at("date_published") == "2026-02-19T10:59:00+04:00");
    CHECK(record.at("dup_of").is_null());
    CHECK(record.at("authors").as_array().empty());
    CHECK(record.at("word_count") == 8);
    CHECK(std::string(record.begin()->key()) == "id");
    CHECK(render_json(sample(), false).find('\n') == render_json(sample(), false).size() - 1);
}

TEST_CASE("markdown escapes what would be markup", "[render]") {
    const auto text = render_markdown(sample());
    CHECK(text.starts_with("---\nid: "));
    CHECK(text.find("\n### Подзаголовок\n") != std::string::npos);
    CHECK(text.find("> Цитата \\*со звездой\\*") != std::string::npos);
    CHECK(text.find("- раз\n- два\n") != std::string::npos);
}

TEST_CASE("a file is named by date and slug, and never by what is hostile", "[render]") {
    auto record = sample();
    CHECK(article_stem(record) == "report.az/2026/02/19/novyj-most-cherez-kuru-" + record.id);
    record.article.published.reset();
    CHECK(article_stem(record).starts_with("report.az/undated/"));
    struct Case {
        const char* url;
        const char* title;
        const char* slug;
    };
    const Case cases[] = {
        {"https://x.test/a/%D9%85%D8%AF%D8%B1%D8%B3%D8%A9.html", "t", "مدرسة"},
        {"https://x.test/../../etc/passwd", "t", "passwd"},
        {"https://x.test/12345.html", "Ein Titel!", "Ein-Titel"},
        {"https://x.test/", "..//..\\con", "con-"},
        {"https://x.test/", "\xE2\x80\xAE.exe", "exe"},
        {"https://x.test/", "", ""},
    };
    for (const auto& [url, title, slug] : cases) {
        CAPTURE(url, title);
        extract::Article article;
        article.url = url;
        article.title = title;
        CHECK(slug_of(article) == slug);
    }
    extract::Article lengthy;
    lengthy.url = "https://x.test/";
    for (int i = 0; i < 60; ++i) lengthy.title += "слово ";
    CHECK(slug_of(lengthy).size() <= 80);
    record.article.site = "../..";
    CHECK(article_stem(record).find("..") == std::string::npos);
}
