#pragma once
/// A file as a tree of nodes with their places, and what is wrong with it. Inside the room only.

#include <fmt/format.h>

#include <algorithm>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "yaml/yaml.h"

namespace winnow::yaml {

struct Place {
    std::uint32_t line = 1, column = 1;
    auto operator<=>(const Place&) const = default;
};

struct Problem {
    Place place;
    std::string what;
    auto operator<=>(const Problem&) const = default;
};

struct Node::Tree {
    struct Item {
        Kind kind = Kind::null;
        std::string text;                   ///< scalar
        Place place;                        ///< of its first character
        std::string path;                   ///< keys from the root, joined by '.'
        std::vector<std::size_t> children;  ///< list: items; map: key, value, key, value...
        std::uint64_t weight = 1;
    };
    std::string file;
    std::vector<Item> items;
    std::vector<Problem> problems;
    std::map<std::string, std::set<std::string>> asked;

    void complain(Place place, std::string what) { problems.push_back({place, std::move(what)}); }
    std::string line(const Problem& problem) const {
        return fmt::format("{}:{}:{}: {}", file, problem.place.line, problem.place.column, problem.what);
    }
    std::vector<std::string> lines() {
        std::sort(problems.begin(), problems.end());
        problems.erase(std::unique(problems.begin(), problems.end()), problems.end());
        std::vector<std::string> all;
        for (const auto& problem : problems) all.push_back(line(problem));
        return all;
    }
    Result<Node> refuse() {
        std::string all;
        for (const auto& one : lines()) all += (all.empty() ? "" : "\n") + one;
        return fail(Errc::config, std::move(all));
    }
};

}  // namespace winnow::yaml
