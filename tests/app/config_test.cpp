#include "app/config.h"

#include "base/atomic_file.h"
#include "base/text.h"
#include "catch.hpp"

using namespace winnow;
using namespace winnow::app;

TEST_CASE("the documented configuration is the built-in one, key for key", "[config]") {
    const auto text = *read_file(std::string(WINNOW_SOURCE_DIR) + "/config/winnow.yaml");
    const auto documented = read_config(text, "winnow.yaml");
    if (!documented) FAIL(documented.error().what);
    CHECK(*documented == Config{});
}

TEST_CASE("the documented configuration leaves no key of the reader out", "[config]") {
    // The reader names the nearest key that it knows: whatever it can be made to name must stand in the file.
    const auto text = *read_file(std::string(WINNOW_SOURCE_DIR) + "/config/winnow.yaml");
    const auto source = *read_file(std::string(WINNOW_SOURCE_DIR) + "/src/app/config.cpp");
    std::size_t keys = 0;
    for (const std::string_view call : {".read(\"", ".read_size(\"", ".read_choice(\"", ".get(\"", "read_path(map, \"",
                                        "read_path(output, \"", "read_path(serve, \"", "section(map, \""}) {
        for (auto at = source.find(call); at != std::string::npos; at = source.find(call, at + 1)) {
            const auto begin = at + call.size();
            const auto key = source.substr(begin, source.find('"', begin) - begin);
            CAPTURE(key);
            CHECK(text.find(key + ":") != std::string::npos);
            ++keys;
        }
    }
    CHECK(keys >= 40);
}

TEST_CASE("every documented line of the configuration says what it is for, in words", "[config]") {
    const auto text = *read_file(std::string(WINNOW_SOURCE_DIR) + "/config/winnow.yaml");
    std::string before;
    for (const auto line : split(text, '\n')) {
        const auto colon = line.find(": ");
        const bool key = colon != std::string_view::npos && line.find('#') > colon;
        CAPTURE(line);
        // Beside the value, or in the comment above.
        const bool explained = line.find('#') != std::string_view::npos || trim(before).starts_with("#");
        if (key) CHECK(explained);
        before = std::string(line);
    }
}

TEST_CASE("configuration is read strictly, with every problem at its place", "[config]") {
    const auto read = read_config(
        "contact: nobody\npolitenes: {delay: 2s}\nnetwork: {ports: [0], allow: [10.0.0.0/99]}\nworkers: -1\n",
        "w.yaml");
    REQUIRE_FALSE(read);
    const auto& what = read.error().what;
    CHECK(read.error().code == Errc::config);
    CHECK(what.find("w.yaml:2:1") != std::string::npos);
    CHECK(what.find("did you mean 'politeness'") != std::string::npos);
    CHECK(what.find("'nobody'") != std::string::npos);
    CHECK(what.find("'0' is no port") != std::string::npos);
    CHECK(what.find("workers") != std::string::npos);
    CHECK_FALSE(read_config("politeness: {delay: 2}\n", "w.yaml"));
    CHECK(read_config("", "w.yaml"));
}

TEST_CASE("the environment goes over the file and is read as strictly", "[config]") {
    Config config;
    const char* good[] = {"PATH=/bin", "WINNOW_DELAY=5s", "WINNOW_CONTACT=news@example.org", "WINNOW_CONFIG=x",
                          nullptr};
    REQUIRE(apply_environment(config, good));
    CHECK(config.politeness.delay == std::chrono::seconds(5));
    CHECK(user_agent_of(config).find("(+news@example.org)") != std::string::npos);
    const char* unknown[] = {"WINNOW_DELY=5s", nullptr};
    const auto refused = apply_environment(config, unknown);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().what.find("WINNOW_DELAY") != std::string::npos);
    const char* wrong[] = {"WINNOW_DELAY=fast", nullptr};
    CHECK_FALSE(apply_environment(config, wrong));
}

TEST_CASE("a contact is a web or a mail address", "[config]") {
    for (const auto* good : {"news@example.org", "mailto:news@example.org", "https://example.org/bot"})
        CHECK(is_contact(good));
    for (const auto* bad : {"", "nobody", "a@b", "x @example.org", "@example.org", "https://"})
        CHECK_FALSE(is_contact(bad));
}
