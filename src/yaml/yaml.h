#pragma once
/// YAML read strictly: each read says what it wants, and close() complains about everything that nobody asked for.
/// yaml-cpp's exceptions stop in this room. Errors are "file:line:column: what", 1-based, all of them, not just the
/// first.

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace winnow::yaml {

class Map;

/// A scalar, list or map at a known place in the file. Cheap to copy; shares the file's tree.
class Node {
public:
    enum class Kind { null, scalar, list, map };
    Kind kind() const;
    std::string where() const;                         ///< "sites/report.az.yaml:12:3"
    std::string scalar() const;                        ///< the text as written; empty if not a scalar
    std::vector<Node> items() const;                   ///< of a list
    std::vector<std::pair<Node, Node>> pairs() const;  ///< of a map, in file order
    Map map() const;
    /// Records a problem at this place; it comes out of the root Map's close() and File::errors().
    void complain(std::string what) const;

    struct Tree;
    Node(std::shared_ptr<Tree> tree, std::size_t index) : tree_(std::move(tree)), index_(index) {}

private:
    std::shared_ptr<Tree> tree_;
    std::size_t index_ = 0;
};

/// Parses a document. Syntax errors, duplicate keys, aliases that loop and nesting deeper than 32 are errors (config).
Result<Node> parse(std::string_view text, const std::string& file_name);
/// All problems recorded so far in this file, in file order.
std::vector<std::string> problems(const Node& root);

/// Reads the keys of one map. A key that is read twice is a bug; one that is never read is an error at close().
class Map {
public:
    explicit Map(Node node);
    bool has(std::string_view key) const;
    std::optional<Node> get(std::string_view key);  ///< marks the key as read
    bool read(std::string_view key, std::string& into);
    bool read(std::string_view key, bool& into);
    bool read(std::string_view key, int& into, int min, int max);
    bool read(std::string_view key, std::int64_t& into, std::int64_t min, std::int64_t max);
    bool read(std::string_view key, double& into, double min, double max);
    /// "2s", "500ms", "10m", "1h30m", "7d"; a bare number is an error that names the units.
    bool read(std::string_view key, std::chrono::milliseconds& into);
    /// "64KiB", "10MiB", "1GiB", "500" (bytes).
    bool read_size(std::string_view key, std::uint64_t& into);
    /// A list of scalars, or one scalar for a list of one.
    bool read(std::string_view key, std::vector<std::string>& into);
    /// One of a few words.
    bool read_choice(std::string_view key, std::string& into, const std::vector<std::string_view>& choices);
    /// Complains about unread keys, each with the nearest valid one.
    void close();
    const Node& node() const { return node_; }

private:
    Node node_;
    std::vector<std::string> asked_;
};

Result<std::chrono::milliseconds> parse_duration(std::string_view text);
Result<std::uint64_t> parse_size(std::string_view text);
/// The nearest of `known` by edit distance, if it is near enough to be a slip; empty otherwise.
std::string_view nearest(std::string_view word, const std::vector<std::string>& known);

}  // namespace winnow::yaml
