#include "author/import_site_config.h"

#include "catch.hpp"
#include "rules/site_rules.h"

using namespace winnow;

TEST_CASE("a FiveFilters site config becomes a site file, and nothing of it is lost in silence", "[import]") {
    const auto site = author::import_site_config(
        "# a comment\n"
        "title: //h1[@class='headline']\n"
        "body: //div[@id='story']\r\n"
        "body: //article\n"
        "author: //span[@class='by']/a\n"
        "date: //time/@datetime\n"
        "strip: //div[@class='ad']\n"
        "strip: //img/@srcset\n"
        "strip_id_or_class: related\n"
        "strip_id_or_class: \"share'd\"\n"
        "strip_image_src: pixel\n"
        "next_page_link: //a[@rel='next']\n"
        "replace_string(<x>): <y>\n"
        "prune: no\n"
        "body: //div[unknown-function(.)]\n"
        "nonsense\n"
        "test_url: https://www.paper.example/story-1\n",
        "configs/.paper.example.txt");
    REQUIRE(site);
    INFO(site->yaml);
    CHECK(site->host == "paper.example");
    const auto rules = rules::read_site(site->yaml, "x");
    REQUIRE(rules);
    CHECK(rules->hosts[0].subdomains);
    REQUIRE(rules->body.size() == 2);
    CHECK(rules->body[0].written == "xpath://div[@id='story']");
    CHECK(rules->title.size() == 1);
    CHECK(rules->authors.size() == 1);
    CHECK(rules->date.size() == 1);
    REQUIRE(rules->remove.size() == 3);
    CHECK(rules->remove[1].written == "[class*=\"related\"], [id*=\"related\"]");
    CHECK(site->test_urls == std::vector<std::string>{"https://www.paper.example/story-1"});
    std::string left;
    for (const auto& line : site->left) left += line + "\n";
    for (const auto* part :
         {"line 8: strip: //img/@srcset", "line 11: strip_image_src", "line 12: next_page_link",
          "line 13: replace_string(<x>): <y>", "line 14: prune: no", "line 15: body:", "line 16: nonsense"}) {
        CAPTURE(part);
        CHECK(left.find(part) != std::string::npos);
        CHECK(site->yaml.find(std::string("#   ") + part) != std::string::npos);
    }
    CHECK(site->left.size() == 7);
}

TEST_CASE("a config without a host in its name, or with nothing to say, is refused", "[import]") {
    CHECK_FALSE(author::import_site_config("title: //h1\n", "global"));
    CHECK_FALSE(author::import_site_config("tidy: no\n", "paper.example.txt"));
    CHECK_FALSE(author::import_site_config("", "paper.example.txt"));
}
