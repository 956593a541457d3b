#include "dedupe/fingerprint.h"

#include <boost/json.hpp>
#include <fstream>
#include <random>
#include <string>

#include "base/text.h"
#include "catch.hpp"
#include "dedupe/words.h"

using namespace winnow;
using namespace winnow::dedupe;

namespace {

constexpr auto story =
    "The council of Westerhaven voted on Thursday to close the iron bridge over the Lorn after divers found three "
    "cracks in its northern pier. Engineers had warned in March that the pier was losing stone faster than expected. "
    "Buses will be sent over the motorway bridge to the south, which adds about twenty minutes to the way into town.";

}  // namespace

TEST_CASE("the labelled pairs are told apart, whole and by fingerprint", "[dedupe]") {
    // Invented prose in eight languages; made for this test, see the ids for what each pair is about.
    std::ifstream file(std::string(WINNOW_SOURCE_DIR) + "/tests/dedupe/pairs.jsonl");
    std::size_t pairs = 0;
    for (std::string line; std::getline(file, line); ++pairs) {
        const auto pair = boost::json::parse(line).as_object();
        const auto text = [&pair](const char* key) { return std::string(pair.at(key).as_string()); };
        CAPTURE(text("id"));
        const auto whole = compare(text("a"), text("b"));
        CHECK(relation_name(whole.relation) == text("relation"));
        const auto a = fingerprint("", text("a"));
        const auto b = fingerprint("", text("b"));
        const auto estimate = compare(a, b);
        CHECK(relation_name(estimate.relation) == text("relation"));
        CHECK(std::abs(estimate.similarity - whole.similarity) < 0.2);
        CHECK(relation_name(compare(text("b"), text("a")).relation) == text("relation"));
    }
    CHECK(pairs == 79);
}

TEST_CASE("typography, case and line breaks do not make another text", "[dedupe]") {
    const std::vector<std::pair<std::string_view, std::string_view>> cases{
        {"“Yes,” he said – at 10.30", "\"YES\" he said - at 10:30"},
        {"Он ещё там: «мост»", "Он еще там \"мост\""},
        {"İYUN ayının 5-də, OʻZBEKISTON", "iyun ayının 5-də, O'zbekiston"},
        {"one\n\ntwo", "one two"},
        {"caf\u00e9", "cafe\u0301"},
        {"Aser\u00adbaidschan", "Aserbaidschan"},
        {"", " . "},
        {"&quot;Yes&quot; &mdash; Borrow &amp; Hale", "\"Yes\" — Borrow & Hale"},
    };
    for (const auto& [a, b] : cases) {
        CAPTURE(a);
        CHECK(compare(a, b).relation == Relation::same);
        CHECK(fingerprint("", a) == fingerprint("", b));
        CHECK(fingerprint(a, b).exact == fingerprint(b, a).exact);
    }
    CHECK(compare("one two", "two one").relation == Relation::different);
    CHECK(compare("ten", "").relation == Relation::different);
    CHECK(compare("10,000 people", "10.000 people").relation == Relation::same);
}

TEST_CASE("an aggregator's frame leaves a copy a copy", "[dedupe]") {
    const auto framed = "Newsnook reports, citing the Courier. " + std::string(story) +
                        " Stay with Newsnook so that you do not miss important news on this subject.";
    const auto match = compare(story, framed);
    CHECK(match.relation == Relation::near);
    CHECK(match.similarity > 0.6);
    CHECK(match.similarity < 1);
}

TEST_CASE("names and numbers are the facts of a text, and places are what surrounds them", "[dedupe]") {
    const auto read = [](std::string_view text) {
        Words words;
        read_words(text, words);
        return facts_of(words);
    };
    CHECK(read("nothing here has a name").words.empty());
    CHECK(read("The mayor said so. Nobody asked.").words.empty());    // capitals that begin sentences
    CHECK(read("The mayor, Ann Tully, said so.").words.size() == 2);  // Ann, Tully
    CHECK(read("Tully said so. We asked Tully.").words.size() == 1);
    CHECK(read("Colin Dace was there.").words.size() == 2);
    CHECK(read("Магнитуда составила 4,2.").words.size() == 1);

    const auto a = read("Letter\nThe president wrote to Aino Saari on the 6 of March.");
    const auto b = read("Letter\nThe president wrote to Pavel Voskan on the 9 of May.");
    REQUIRE(a.slots.size() == 3);
    REQUIRE(b.slots.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(a.slots[i].place == b.slots[i].place);
        CHECK(a.slots[i].filling != b.slots[i].filling);
    }
    // in a title each counts twice
    CHECK(read("President writes to Saari on Monday\n\nSo it is.").slots.size() == 4);
}

TEST_CASE("wire copy with newer numbers is near, a form with other fillings is not", "[dedupe]") {
    std::string updated = story;
    updated.replace(updated.find("twenty"), 6, "thirty");
    updated.replace(updated.find("three"), 5, "4");
    CHECK(compare(story, updated).relation == Relation::near);

    const auto letter = [](std::string_view country, std::string_view head) {
        return "President congratulates " + std::string(country) + "\n\nThe president has congratulated " +
               std::string(head) + " on the national day of " + std::string(country) +
               ". “I am convinced that the friendship and cooperation between our countries will grow to the benefit "
               "of both peoples,” the letter says. “I wish you good health and success, and peace and prosperity to "
               "the friendly people of your country.”";
    };
    CHECK(compare(letter("Arkania", "Pavel Voskan"), letter("Castelia", "Rodrigo Alban")).relation ==
          Relation::different);
}

TEST_CASE("two texts that share only what stands below them are different", "[dedupe]") {
    const std::string footer =
        "About Borrow & Hale: the company makes bicycle lights, locks and pumps for people who ride in all weathers. "
        "It was founded in a garage, employs its owners on three continents and sells what they make in sixty "
        "countries. For more information, pictures and samples please write to the press office. Statements about the "
        "time to come are subject to risks and uncertainties, which the annual report describes.";
    const auto a =
        "School for mechanics opens\n\nUnemployed people will learn to mend bicycles in a course of twelve "
        "weeks that ends with an examination and costs nothing.\n\n" +
        footer;
    const auto b =
        "Lock recalled after frost\n\nCustomers may return the padlock named Gate because its spring breaks "
        "in winter; dealers will replace it or give the money back.\n\n" +
        footer;
    CHECK(compare(a, b).similarity > 0.5);
    CHECK(compare(a, b).relation == Relation::different);
    CHECK(compare(fingerprint("", a), fingerprint("", b)).relation == Relation::different);
}

TEST_CASE("a digest that contains a short item is another article", "[dedupe]") {
    std::mt19937 random(3);
    std::string digest = story;
    for (int i = 0; i < 600; ++i) digest += " word" + std::to_string(random() % 5000);
    CHECK(compare(story, digest).relation == Relation::different);
}

TEST_CASE("texts in scripts without blanks are compared by characters", "[dedupe]") {
    const std::string a =
        "市议会星期四决定关闭横跨洛恩河的铁桥，因为潜水员在北侧桥墩发现了三条裂缝。工程师早在三月就警告说，这座建于一九"
        "一一年的"
        "桥墩损坏速度比预期更快。公共汽车将改走南边的高速公路桥，进城时间因此增加约二十分钟。维修预计需要八个月。";
    const std::string b =
        "编辑部消息：市议会星期四决定关闭横跨洛恩河的铁桥，因为潜水员在北侧桥墩发现了三条裂缝。工程师早在三月就警告说，"
        "桥墩损坏"
        "速度比预期更快。公共汽车将改走南边的高速公路桥，进城时间因此增加约二十分钟。";
    const std::string c =
        "商店老板们对铁桥关闭感到愤怒。“没有人告诉我们，”花店的店主说。他们要求每十分钟开一班公共汽车，并降低维修期间的"
        "租金。";
    CHECK(compare(a, b).relation == Relation::near);
    CHECK(compare(a, c).relation == Relation::different);
}

TEST_CASE("a fingerprint survives the store", "[dedupe]") {
    const auto made = fingerprint("Bridge closed", story);
    const auto read = Fingerprint::from_bytes(made.bytes());
    REQUIRE(read);
    CHECK(*read == made);
    CHECK(made.simhash != 0);
    CHECK_FALSE(made.empty());
    CHECK(fingerprint("", " !? ").empty());
    CHECK(Fingerprint::from_bytes("").error().code == Errc::state);
    CHECK(Fingerprint::from_bytes(std::string(made.bytes().size(), '\x07')).error().code == Errc::state);
}

TEST_CASE("any bytes have a fingerprint, and long ones have it soon", "[dedupe]") {
    std::mt19937 random(11);
    for (int round = 0; round < 300; ++round) {
        std::string a, b;
        for (auto n = random() % 80; n > 0; --n) a.push_back(static_cast<char>(random()));
        for (auto n = random() % 80; n > 0; --n) b.push_back(static_cast<char>(random()));
        const auto made = compare(a, b);
        CHECK(made.similarity >= 0);
        CHECK(made.similarity <= 1);
        CHECK(compare(a, a).relation == Relation::same);
    }
    const std::string monotone(4'000'000, 'x');
    CHECK(fingerprint("", monotone).pairs == 1);
    std::string repeated;
    while (repeated.size() < 4'000'000) repeated += "to be or not ";
    CHECK(fingerprint("", repeated).pairs == 4);
}
