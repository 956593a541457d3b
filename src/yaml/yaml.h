#pragma once
/// YAML read strictly: each read says what it wants, and close() complains about everything that nobody asked for.
/// yaml-cpp's exceptions stop in this room. Errors are "file:line:column: what", 1-based, columns in code points, all
/// of them, not just the first. A tree and its Nodes and Maps belong to one thread.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
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
    std::string scalar() const;                        ///< the text, unquoted and unescaped; empty if not a scalar
    std::vector<Node> items() const;                   ///< of a list
    std::vector<std::pair<Node, Node>> pairs() const;  ///< of a map, in file order
    Map map() const;
    /// Records a problem at this place; it comes out of problems().
    void complain(std::string what) const;

    struct Tree;
    Node(std::shared_ptr<Tree> tree, std::size_t index) : tree_(std::move(tree)), index_(index) {}

private:
    friend class Map;
    friend std::vector<std::string> problems(const Node& root);
    friend std::map<std::string, std::set<std::string>> asked_keys(const Node& root);
    std::shared_ptr<Tree> tree_;
    std::size_t index_ = 0;
};

/// Parses one document. What leaves no tree to read is an error (config): syntax, bytes that are no UTF-8, aliases that
/// loop or multiply, nesting deeper than 32, more than 1 MiB. Repeated keys are problems of the tree (the first one
/// counts), so that a reader can report them together with everything else: look at problems() when done.
Result<Node> parse(std::string_view text, const std::string& file_name);
/// All problems recorded so far in this file, in file order, repeats removed.
std::vector<std::string> problems(const Node& root);
/// For tests that keep a schema or a reference page equal to a reader: every key that a Map of this file was asked for,
/// by the path of the map ("", "urls", "urls.same_article"; the items of a list have the path of the list).
std::map<std::string, std::set<std::string>> asked_keys(const Node& root);

/// Reads the keys of one map: read() fills `into` and says whether the key was there and good; a bad value leaves
/// `into` alone and is a problem. A key that is never read is a problem at close().
class Map {
public:
    /// A node that is no map is a problem, and reads like an empty map.
    explicit Map(Node node);
    bool has(std::string_view key) const;
    std::optional<Node> get(std::string_view key);  ///< marks the key as read
    bool read(std::string_view key, std::string& into);
    bool read(std::string_view key, bool& into);
    bool read(std::string_view key, int& into, int min, int max);
    bool read(std::string_view key, std::int64_t& into, std::int64_t min, std::int64_t max);
    bool read(std::string_view key, double& into, double min, double max);
    /// "2s", "500ms", "10m", "1h30m", "1.5h", "7d"; a bare number is an error that names the units.
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

/// In single quotes, where YAML knows no escapes but that of the quote itself.
std::string quoted(std::string_view text);
Result<std::chrono::milliseconds> parse_duration(std::string_view text);
Result<std::uint64_t> parse_size(std::string_view text);
/// The nearest of `known` by edit distance, if it is near enough to be a slip, or one that begins with `word`; empty
/// otherwise.
std::string_view nearest(std::string_view word, const std::vector<std::string>& known);

}  // namespace winnow::yaml
