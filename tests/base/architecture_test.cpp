// The include lines are the architecture: a room may include only its own files and rooms on lower floors.

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "catch.hpp"

namespace fs = std::filesystem;

namespace {

/// room -> rooms that it may include, from src/CMakeLists.txt: what it links, and what these link.
std::map<std::string, std::set<std::string>> read_floors() {
    std::ifstream file(std::string(WINNOW_SOURCE_DIR) + "/src/CMakeLists.txt");
    std::map<std::string, std::set<std::string>> floors;
    for (std::string line; std::getline(file, line);) {
        if (line.rfind("room(", 0) != 0) continue;
        std::istringstream words(line.substr(5));
        std::string name;
        words >> name;
        auto& below = floors[name];
        for (std::string word; words >> word;) {
            while (!word.empty() && word.back() == ')') word.pop_back();
            if (floors.count(word) == 0) continue;
            below.insert(word);
            below.insert(floors[word].begin(), floors[word].end());
        }
        below.insert(name);
    }
    return floors;
}

}  // namespace

TEST_CASE("rooms include only themselves and the floors below", "[architecture]") {
    const auto floors = read_floors();
    REQUIRE(floors.size() == 16);
    std::vector<std::string> wrong;
    std::size_t seen = 0;
    for (const auto& [room, below] : floors) {
        for (const auto& entry : fs::directory_iterator(std::string(WINNOW_SOURCE_DIR) + "/src/" + room)) {
            std::ifstream file(entry.path());
            for (std::string line; std::getline(file, line);) {
                if (line.rfind("#include \"", 0) != 0) continue;
                const auto path = line.substr(10, line.find('"', 10) - 10);
                const auto target = path.substr(0, path.find('/'));
                ++seen;
                if (below.count(target) == 0)
                    wrong.push_back(room + "/" + entry.path().filename().string() + ": " + path);
            }
        }
    }
    CAPTURE(wrong);
    CHECK(wrong.empty());
    CHECK(seen > 20);
}

TEST_CASE("foreign libraries are seen by the rooms that wrap them", "[architecture]") {
    const std::map<std::string, std::set<std::string>> homes{
        {"<gumbo", {"html"}},
        {"<curl/", {"net"}},
        {"<yaml-cpp/", {"yaml"}},
        {"<sqlite3", {"store"}},
        {"<unicode/", {"url", "output"}},
        {"<uchardet", {"html"}},
        {"<ares", {"net"}},
        {"<CLI/", {"app"}},
        {"<boost/beast", {"serve"}},
        {"<cld2", {"extract"}},
        {"<libpsl", {"url"}},
    };
    std::vector<std::string> wrong;
    for (const auto& entry : fs::recursive_directory_iterator(std::string(WINNOW_SOURCE_DIR) + "/src")) {
        if (!entry.is_regular_file()) continue;
        const auto room = entry.path().parent_path().filename().string();
        std::ifstream file(entry.path());
        for (std::string line; std::getline(file, line);) {
            if (line.rfind("#include <", 0) != 0) continue;
            for (const auto& [library, rooms] : homes) {
                if (line.find(library) != std::string::npos && rooms.count(room) == 0)
                    wrong.push_back(entry.path().string() + ": " + line);
            }
        }
    }
    CAPTURE(wrong);
    CHECK(wrong.empty());
}
