#include "yaml/yaml.h"

#include <fmt/format.h>

#include <random>

#include "catch.hpp"

using namespace winnow;
using namespace std::chrono_literals;
using yaml::Node;

namespace {

Node read(std::string_view text) {
    auto node = yaml::parse(text, "f.yaml");
    if (!node) FAIL(node.error().what);
    return *node;
}

std::string error_of(std::string_view text) {
    const auto node = yaml::parse(text, "f.yaml");
    return node ? std::string() : node.error().what;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("values keep their text, whatever YAML would make of them", "[yaml]") {
    auto map = read("a: yes\nb: 012\nc: 12:30\nd: '#x'\ne: \"tab\\t\"\nf: |\n  one\n  two\n").map();
    for (const auto& [key, text] : std::vector<std::pair<const char*, const char*>>{
             {"a", "yes"}, {"b", "012"}, {"c", "12:30"}, {"d", "#x"}, {"e", "tab\t"}, {"f", "one\ntwo\n"}}) {
        std::string value;
        CHECK(map.read(key, value));
        CHECK(value == text);
    }
    map.close();
    CHECK(yaml::problems(map.node()).empty());
}

TEST_CASE("an unread key is a problem with its place and the nearest key that would do", "[yaml]") {
    const auto root = read("host: a.az\ntitel: x\nзамок: y\nurls: {artikel: z}\n");
    auto map = root.map();
    std::string text;
    map.read("host", text);
    map.read("title", text);
    auto urls = map.get("urls")->map();
    urls.read("article", text);
    urls.close();
    map.close();
    CHECK(yaml::problems(root) == Lines{"f.yaml:2:1: unknown key 'titel', did you mean 'title'?",
                                        "f.yaml:3:1: unknown key 'замок'; known here: host, title, urls",
                                        "f.yaml:4:8: unknown key 'artikel', did you mean 'article'?"});
}

TEST_CASE("columns count characters, not bytes", "[yaml]") {
    const auto root = read("{'ключ': 1, 'ə': 2}\n");
    root.pairs()[1].first.complain("here");
    CHECK(yaml::problems(root) == Lines{"f.yaml:1:13: here"});
}

TEST_CASE("a repeated key is a problem, and the first one counts", "[yaml]") {
    const auto root = read("a: 1\nb: 2\na: 3\nc: {x: 1, x: 2}\n");
    CHECK(yaml::problems(root) == Lines{"f.yaml:3:1: key 'a' is repeated (first on line 1)",
                                        "f.yaml:4:11: key 'x' is repeated (first on line 4)"});
    REQUIRE(root.pairs().size() == 3);
    CHECK(root.pairs()[0].second.scalar() == "1");
}

TEST_CASE("problems come out in file order, each once", "[yaml]") {
    const auto root = read("a: 1\nb: 2\n");
    root.pairs()[1].second.complain("second");
    root.pairs()[0].second.complain("first");
    root.pairs()[0].second.complain("first");
    CHECK(yaml::problems(root) == Lines{"f.yaml:1:4: first", "f.yaml:2:4: second"});
}

TEST_CASE("what leaves no tree to read is an error with its place", "[yaml]") {
    struct Case {
        std::string text;
        std::string start;
        std::string part;
    };
    const std::vector<Case> cases{
        {"a: [1, 2\nb: 3\n", "f.yaml:", "flow"},
        {"host: *.trend.az\n", "f.yaml:1:", "quote a value that begins with '*'"},
        {"a: @x\n", "f.yaml:1:4: ", "quote a value that begins with '@'"},
        {"a: b: c\n", "f.yaml:1:5: ", "quote a value that has ': ' in it"},
        {"x: &a [*a]\n", "f.yaml:1:8: ", "alias inside"},
        {"a: 1\n---\nb: 2\n", "f.yaml:2:", "second document"},
        {"a: \xFF\n", "f.yaml:1:4: ", "no UTF-8"},
        {std::string("a: x\nb: \x04 c\n"), "f.yaml:2:4: ", "control character"},
        {std::string("a: x\0y\n", 7), "f.yaml:1:5: ", "control character"},
        {fmt::format("x: {:[>40}{:]>40}", "", ""), "f.yaml:1:35: ", "deeper than 32"},
        {std::string(2u << 20, '#'), "f.yaml:1:1: ", "1 MiB"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.text.substr(0, 60));
        const auto error = error_of(c.text);
        CHECK_THAT(error, Catch::StartsWith(c.start));
        CHECK_THAT(error, Catch::Contains(c.part));
    }
}

TEST_CASE("aliases work, but not as a bomb", "[yaml]") {
    const auto root = read("a: &x [1, 2]\nb: *x\n");
    CHECK(root.pairs()[1].second.items().size() == 2);

    std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 10; ++i)
        bomb += fmt::format("a{0}: &a{0} [*a{1}, *a{1}, *a{1}, *a{1}, *a{1}, *a{1}, *a{1}, *a{1}]\n", i, i - 1);
    CHECK_THAT(error_of(bomb), Catch::Contains("aliases that multiply"));
}

TEST_CASE("foreign tags and keys that are no words are problems", "[yaml]") {
    CHECK_THAT(yaml::problems(read("a: !!python/object x\n")).at(0), Catch::Contains("f.yaml:1:4: the tag"));
    CHECK_THAT(yaml::problems(read("[1, 2]: x\n")).at(0), Catch::Contains("a key must be a word"));
    CHECK(yaml::problems(read("a: !!str x\nb: ! y\n")).empty());
}

TEST_CASE("an empty item is found where it stands", "[yaml]") {
    const auto root = read("remove:\n  - a\n  - #newsletter\n  # more\n  - b\nname:\nlast:\n  -\n");
    const auto items = root.pairs()[0].second.items();
    REQUIRE(items.size() == 3);
    CHECK(items[1].kind() == Node::Kind::null);
    CHECK(items[1].where() == "f.yaml:3:3");
    CHECK(root.pairs()[1].second.where() == "f.yaml:6:1");
    CHECK(root.pairs()[2].second.items()[0].where() == "f.yaml:8:3");
}

TEST_CASE("a value of the wrong shape is a problem and leaves the default alone", "[yaml]") {
    const auto root =
        read("s: [a]\nt: {a: 1}\nn:\ni: 12x\nj: 999\nd: nan\nb: maybe\nl: [a, [b]]\nc: blue\nm: 10\nz: 5 apples\n");
    auto map = root.map();
    std::string text = "old";
    int number = 7;
    double real = 0.5;
    bool flag = true;
    std::vector<std::string> list{"old"};
    std::chrono::milliseconds time = 3s;
    std::uint64_t size = 9;
    CHECK_FALSE(map.read("s", text));
    CHECK_FALSE(map.read("t", text));
    CHECK_FALSE(map.read("n", text));
    CHECK_FALSE(map.read("absent", text));
    CHECK_FALSE(map.read("i", number, 0, 100));
    CHECK_FALSE(map.read("j", number, 0, 100));
    CHECK_FALSE(map.read("d", real, 0, 1));
    CHECK_FALSE(map.read("b", flag));
    CHECK_FALSE(map.read("l", list));
    CHECK_FALSE(map.read_choice("c", text, {"red", "green"}));
    CHECK_FALSE(map.read("m", time));
    CHECK_FALSE(map.read_size("z", size));
    map.close();
    CHECK(text == "old");
    CHECK(number == 7);
    CHECK(flag);
    CHECK(list == Lines{"old"});
    CHECK(time == 3s);
    CHECK(size == 9);
    const auto problems = yaml::problems(root);
    REQUIRE(problems.size() == 11);
    CHECK(problems[0] == "f.yaml:1:4: 's' wants one value, found a list (quote a value that begins with '[')");
    CHECK(problems[2] == "f.yaml:3:1: 'n' is empty (a bare '#' begins a comment: quote it)");
    CHECK(problems[4] == "f.yaml:5:4: 'j' is a number from 0 to 100, found '999'");
    CHECK(problems[8] == "f.yaml:9:4: 'c' is one of red, green; found 'blue'");
    CHECK_THAT(problems[9], Catch::Contains("the unit is missing"));
}

TEST_CASE("good values are read", "[yaml]") {
    auto map = read("i: -5\nb: no\nd: 0.25\nt: 1h30m\nz: 10MiB\none: a\nmany: [a, b]\nc: red\n").map();
    int number = 0;
    bool flag = true;
    double real = 0;
    std::chrono::milliseconds time{};
    std::uint64_t size = 0;
    Lines one, many;
    std::string choice;
    CHECK((map.read("i", number, -10, 10) && number == -5));
    CHECK((map.read("b", flag) && !flag));
    CHECK((map.read("d", real, 0, 1) && real == 0.25));
    CHECK((map.read("t", time) && time == 90min));
    CHECK((map.read_size("z", size) && size == 10u << 20));
    CHECK((map.read("one", one) && one == Lines{"a"}));
    CHECK((map.read("many", many) && many == Lines{"a", "b"}));
    CHECK((map.read_choice("c", choice, {"red", "green"}) && choice == "red"));
    map.close();
    CHECK(yaml::problems(map.node()).empty());
}

TEST_CASE("an empty file is no map", "[yaml]") {
    for (const auto* text : {"", "# only a comment\n", "---\n", "just text\n", "- a\n"}) {
        CAPTURE(text);
        const auto root = read(text);
        root.map().close();
        CHECK(yaml::problems(root).size() == 1);
    }
}

TEST_CASE("durations and sizes say their unit", "[yaml]") {
    for (const auto& [text, value] :
         std::vector<std::pair<const char*, std::chrono::milliseconds>>{{"500ms", 500ms},
                                                                        {"2s", 2s},
                                                                        {"10m", 10min},
                                                                        {"1h30m", 90min},
                                                                        {"7d", 168h},
                                                                        {"1.5h", 90min},
                                                                        {"0s", 0ms},
                                                                        {"2w", 336h},
                                                                        {" 1h 5s ", 3605s}}) {
        CAPTURE(text);
        const auto got = yaml::parse_duration(text);
        REQUIRE(got);
        CHECK(*got == value);
    }
    for (const auto* text :
         {"", "10", "s", "-2s", "2 fortnights", "2s3", "1.2.3s", ".5s", "99999999999w", "1e3s", "2S"}) {
        CAPTURE(text);
        CHECK_FALSE(yaml::parse_duration(text));
    }
    CHECK(yaml::parse_size("500").value() == 500);
    CHECK(yaml::parse_size("64KiB").value() == 65536);
    CHECK(yaml::parse_size("1.5 MiB").value() == 1572864);
    CHECK(yaml::parse_size("1GB").value() == 1'000'000'000);
    for (const auto* text : {"", "KiB", "-1", "1XB", "99999999TiB", "1e9"}) {
        CAPTURE(text);
        CHECK_FALSE(yaml::parse_size(text));
    }
}

TEST_CASE("the nearest key is offered only if it is near", "[yaml]") {
    const Lines known{"title", "lead", "authors", "date", "modified", "body"};
    CHECK(yaml::nearest("titel", known) == "title");
    CHECK(yaml::nearest("Title", known) == "title");
    CHECK(yaml::nearest("author", known) == "authors");
    CHECK(yaml::nearest("dtae", known) == "date");
    CHECK(yaml::nearest("modi", known) == "modified");
    CHECK(yaml::nearest("headline", known).empty());
    CHECK(yaml::nearest("x", known).empty());
    CHECK(yaml::nearest(std::string(10000, 'a'), known).empty());
}

TEST_CASE("asked keys are known by the path of their map", "[yaml]") {
    const auto root = read("urls: {same: {a: 1}}\nlist: [{b: 2}]\n");
    auto map = root.map();
    auto urls = map.get("urls")->map();
    auto same = urls.get("same")->map();
    same.get("a");
    map.get("list")->items()[0].map().get("b");
    const auto asked = yaml::asked_keys(root);
    CHECK(asked.at("") == std::set<std::string>{"urls", "list"});
    CHECK(asked.at("urls") == std::set<std::string>{"same"});
    CHECK(asked.at("urls.same") == std::set<std::string>{"a"});
    CHECK(asked.at("list") == std::set<std::string>{"b"});
}

TEST_CASE("random bytes and mangled files end in a tree or an error", "[yaml]") {
    const std::string good =
        "host: [a.az, '*.b.az']\nlanguage: {'/ru/': ru}\narticle:\n  title: &t ['h1', 'h2 > a[href^=\"x\"]']\n"
        "  date:\n    - {css: '.d', format: 'D MMMM'}\n  body: *t\nremove:\n  - |\n    text:^a\n";
    std::mt19937 random(7);
    for (int round = 0; round < 3000; ++round) {
        auto text = good;
        for (int change = static_cast<int>(random() % 6); change >= 0; --change) {
            const auto at = random() % text.size();
            static constexpr std::string_view alphabet = "\n\n  :-[]{}*&!|>'\"%@#,?~<\t";
            if (random() % 3 == 0) {
                text.erase(at, random() % 20);
                if (text.empty()) text.push_back('x');
            } else {
                text.insert(at, 1,
                            random() % 8 == 0 ? static_cast<char>(random()) : alphabet[random() % alphabet.size()]);
            }
        }
        const auto node = yaml::parse(text, "f.yaml");
        if (node)
            yaml::problems(*node);
        else
            CHECK(node.error().what.rfind("f.yaml:", 0) == 0);
    }
}

TEST_CASE("what is quoted is read as it was", "[yaml]") {
    for (const std::string text : {"", "it's", "''", "#id .class", "[data-x]", "a: b", "C:\\dir", "true", " blank "}) {
        const auto root = yaml::parse("key: " + yaml::quoted(text), "f.yaml");
        REQUIRE(root);
        CHECK(root->pairs().at(0).second.scalar() == text);
    }
}
