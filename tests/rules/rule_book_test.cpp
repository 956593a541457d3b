#include <filesystem>

#include "catch.hpp"
#include "rules/site_rules.h"
#include "support/folder.h"

using namespace winnow;
using rules::RuleBook;

namespace {

namespace fs = std::filesystem;

/// A folder of site files.
struct Folder : test::Folder {
    void switch_off(const std::string& name) const { fs::create_symlink("/dev/null", *this / name); }
    void remove(const std::string& name) const { fs::remove(*this / name); }
};

std::string host_of(const RuleBook& book, std::string_view host) {
    const auto* site = book.for_host(host);
    return site == nullptr ? "" : site->host();
}

}  // namespace

TEST_CASE("the most specific rule wins", "[rules]") {
    const Folder folder;
    folder.write("a.yaml", "host: '*.trend.az'\nname: all\n");
    folder.write("b.yaml", "host: ru.trend.az\nname: ru\n");
    folder.write("c.yaml", "host: '*.sport.trend.az'\nname: sport\n");
    const auto book = RuleBook::load(folder.str());
    CHECK(book.problems().empty());
    CHECK(book.sites().size() == 3);
    CHECK(book.for_host("www.trend.az")->name == "all");
    CHECK(book.for_host("az.trend.az")->name == "all");
    CHECK(book.for_host("ru.trend.az")->name == "ru");
    CHECK(book.for_host("WWW.RU.trend.az")->name == "ru");
    CHECK(book.for_host("m.ru.trend.az")->name == "all");
    CHECK(book.for_host("x.sport.trend.az")->name == "sport");
    CHECK(book.for_host("sport.trend.az")->name == "sport");
    CHECK(book.for_host("report.az") == nullptr);
    CHECK(book.for_host("") == nullptr);
    CHECK(book.for_host("az") == nullptr);
}

TEST_CASE("a broken file does not stop the others", "[rules]") {
    const Folder folder;
    folder.write("a.yaml", "host: a.az\n");
    folder.write("b.yaml", "host: b.az\ntitel: x\nhttp: 7\n");
    folder.write("notes.txt", "not a rule");
    folder.write(".#c.yaml", "an editor's lock");
    const auto book = RuleBook::load(folder.str());
    CHECK(host_of(book, "a.az") == "a.az");
    CHECK(host_of(book, "b.az").empty());
    REQUIRE(book.problems().size() == 1);
    CHECK(book.problems()[0].file == folder.str() + "/b.yaml");
    CHECK_THAT(book.problems()[0].what, Catch::Contains("/b.yaml:2:1: unknown key 'titel'"));
    CHECK_THAT(book.problems()[0].what, Catch::Contains("/b.yaml:3:7: 'http'"));
}

TEST_CASE("a file that breaks keeps its last good version in force", "[rules]") {
    const Folder folder;
    folder.write("a.yaml", "host: a.az\nname: one\n");
    folder.write("b.yaml", "host: b.az\n");
    auto book = RuleBook::load(folder.str());
    const auto* untouched = book.for_host("b.az");

    folder.write("a.yaml", "host: a.az\nname: [broken\n");
    book = RuleBook::load(folder.str(), &book);
    REQUIRE(book.for_host("a.az") != nullptr);
    CHECK(book.for_host("a.az")->name == "one");
    CHECK(book.problems().size() == 1);
    CHECK(book.for_host("b.az") == untouched);  // the same object: visits in flight may hold it

    book = RuleBook::load(folder.str(), &book);  // still broken at the next reload
    CHECK(book.for_host("a.az")->name == "one");

    folder.write("a.yaml", "host: a.az\nname: two\n");
    folder.remove("b.yaml");
    book = RuleBook::load(folder.str(), &book);
    CHECK(book.problems().empty());
    CHECK(book.for_host("a.az")->name == "two");
    CHECK(book.for_host("b.az") == nullptr);
}

TEST_CASE("a folder that is gone keeps the rules and says so", "[rules]") {
    RuleBook book;
    {
        const Folder folder;
        folder.write("a.yaml", "host: a.az\n");
        book = RuleBook::load(folder.str());
    }
    const auto after = RuleBook::load("no-such-folder", &book);
    CHECK(host_of(after, "a.az") == "a.az");
    REQUIRE(after.problems().size() == 1);
    CHECK_THAT(after.problems()[0].what, Catch::StartsWith("no-such-folder: "));
}

TEST_CASE("two files that claim one host are a problem, the first by name has it", "[rules]") {
    const Folder folder;
    folder.write("a.yaml", "host: a.az\nname: first\n");
    folder.write("b.yaml", "host: [b.az, a.az]\nname: second\n");
    const auto book = RuleBook::load(folder.str());
    CHECK(book.for_host("a.az")->name == "first");
    CHECK(book.for_host("b.az")->name == "second");
    REQUIRE(book.problems().size() == 1);
    CHECK_THAT(book.problems()[0].what, Catch::Contains("host 'a.az' belongs to"));
}

TEST_CASE("every site file of ours loads", "[rules]") {
    const auto book = RuleBook::load(std::string(WINNOW_SOURCE_DIR) + "/sites");
    for (const auto& problem : book.problems()) FAIL_CHECK(problem.what);
    CHECK(book.sites().size() >= 5);
    for (const auto* host : {"report.az", "vesti.az", "icma.az", "www.trend.az", "de.azvision.az"}) {
        CAPTURE(host);
        CHECK(book.for_host(host) != nullptr);
    }
}

TEST_CASE("an administrator's own file replaces the installed one of its name, or switches it off", "[rules]") {
    const Folder own, installed;
    installed.write("a.example.yaml", "host: a.example\nname: installed\n");
    installed.write("b.example.yaml", "host: b.example\n");
    installed.write("c.example.yaml", "host: c.example\n");
    const auto load = [&](const RuleBook* previous = nullptr) {
        return RuleBook::load({own.str(), installed.str()}, previous);
    };
    CHECK(load().sites().size() == 3);
    own.write("a.example.yaml", "host: a.example\nname: own\n");
    own.write("d.example.yaml", "host: d.example\n");
    own.switch_off("b.example.yaml");
    auto book = load();
    CHECK(book.problems().empty());
    CHECK(book.sites().size() == 3);
    CHECK(book.for_host("a.example")->name == "own");
    CHECK(book.for_host("b.example") == nullptr);
    CHECK(host_of(book, "c.example") == "c.example");
    CHECK(host_of(book, "d.example") == "d.example");

    own.write("a.example.yaml", "host: [");  // broken: its last good version, not the installed one
    book = load(&book);
    CHECK(book.problems().size() == 1);
    CHECK(book.for_host("a.example")->name == "own");
    own.remove("a.example.yaml");
    CHECK(load(&book).for_host("a.example")->name == "installed");
}
