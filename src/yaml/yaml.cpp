#include "yaml/yaml.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "yaml/tree.h"

namespace winnow::yaml {

namespace {

using Kind = Node::Kind;

std::string_view kind_name(Kind kind) {
    switch (kind) {
        case Kind::null:
            return "nothing";
        case Kind::scalar:
            return "a single value";
        case Kind::list:
            return "a list";
        case Kind::map:
            return "a map";
    }
    return "nothing";
}

/// The text of a value that must be one word or line.
std::optional<std::string> want_scalar(const Node& node, std::string_view key) {
    switch (node.kind()) {
        case Kind::scalar:
            return node.scalar();
        case Kind::null:
            node.complain(fmt::format("'{}' is empty (a bare '#' begins a comment: quote it)", key));
            break;
        case Kind::list:
            node.complain(fmt::format("'{}' wants one value, found a list (quote a value that begins with '[')", key));
            break;
        case Kind::map:
            node.complain(
                fmt::format("'{}' wants one value, found a map (quote a value that begins with '{{' or has "
                            "': ' in it)",
                            key));
            break;
    }
    return std::nullopt;
}

}  // namespace

// --- Node ------------------------------------------------------------------------------------------------------------

Node::Kind Node::kind() const {
    return tree_->items[index_].kind;
}

std::string Node::where() const {
    const auto& place = tree_->items[index_].place;
    return fmt::format("{}:{}:{}", tree_->file, place.line, place.column);
}

std::string Node::scalar() const {
    return tree_->items[index_].text;
}

std::vector<Node> Node::items() const {
    std::vector<Node> all;
    if (kind() != Kind::list) return all;
    for (const auto child : tree_->items[index_].children) all.emplace_back(tree_, child);
    return all;
}

std::vector<std::pair<Node, Node>> Node::pairs() const {
    std::vector<std::pair<Node, Node>> all;
    if (kind() != Kind::map) return all;
    const auto& children = tree_->items[index_].children;
    for (std::size_t i = 0; i + 1 < children.size(); i += 2)
        all.emplace_back(Node(tree_, children[i]), Node(tree_, children[i + 1]));
    return all;
}

Map Node::map() const {
    return Map(*this);
}

void Node::complain(std::string what) const {
    tree_->complain(tree_->items[index_].place, std::move(what));
}

std::vector<std::string> problems(const Node& root) {
    return root.tree_->lines();
}

std::map<std::string, std::set<std::string>> asked_keys(const Node& root) {
    return root.tree_->asked;
}

// --- Map -------------------------------------------------------------------------------------------------------------

Map::Map(Node node) : node_(std::move(node)) {
    if (node_.kind() != Kind::map)
        node_.complain(fmt::format("a map of keys is wanted, found {}", kind_name(node_.kind())));
}

bool Map::has(std::string_view key) const {
    const auto pairs = node_.pairs();
    return std::any_of(pairs.begin(), pairs.end(), [&](const auto& pair) { return pair.first.scalar() == key; });
}

std::optional<Node> Map::get(std::string_view key) {
    asked_.emplace_back(key);
    node_.tree_->asked[node_.tree_->items[node_.index_].path].emplace(key);
    for (auto& [name, value] : node_.pairs()) {
        if (name.scalar() == key) return value;
    }
    return std::nullopt;
}

bool Map::read(std::string_view key, std::string& into) {
    const auto node = get(key);
    if (!node) return false;
    auto text = want_scalar(*node, key);
    if (!text) return false;
    into = std::move(*text);
    return true;
}

bool Map::read(std::string_view key, bool& into) {
    const auto node = get(key);
    if (!node) return false;
    const auto text = want_scalar(*node, key);
    if (!text) return false;
    const auto word = ascii_lower(*text);
    const bool yes = word == "true" || word == "yes" || word == "on";
    if (!yes && word != "false" && word != "no" && word != "off") {
        node->complain(fmt::format("'{}' is true or false, found '{}'", key, *text));
        return false;
    }
    into = yes;
    return true;
}

namespace {

template <class Number>
bool read_number(const Node& node, std::string_view key, Number& into, Number min, Number max) {
    const auto text = want_scalar(node, key);
    if (!text) return false;
    Number value{};
    const auto* const end = text->data() + text->size();
    const auto [rest, error] = std::from_chars(text->data(), end, value);
    if (error != std::errc{} || rest != end || !(value >= min && value <= max)) {  // NaN is never inside
        node.complain(fmt::format("'{}' is a number from {} to {}, found '{}'", key, min, max, *text));
        return false;
    }
    into = value;
    return true;
}

}  // namespace

bool Map::read(std::string_view key, int& into, int min, int max) {
    const auto node = get(key);
    return node && read_number(*node, key, into, min, max);
}
bool Map::read(std::string_view key, std::int64_t& into, std::int64_t min, std::int64_t max) {
    const auto node = get(key);
    return node && read_number(*node, key, into, min, max);
}
bool Map::read(std::string_view key, double& into, double min, double max) {
    const auto node = get(key);
    return node && read_number(*node, key, into, min, max);
}

bool Map::read(std::string_view key, std::chrono::milliseconds& into) {
    const auto node = get(key);
    if (!node) return false;
    const auto text = want_scalar(*node, key);
    if (!text) return false;
    const auto duration = parse_duration(*text);
    if (!duration) {
        node->complain(fmt::format("'{}': {}", key, duration.error().what));
        return false;
    }
    into = *duration;
    return true;
}

bool Map::read_size(std::string_view key, std::uint64_t& into) {
    const auto node = get(key);
    if (!node) return false;
    const auto text = want_scalar(*node, key);
    if (!text) return false;
    const auto size = parse_size(*text);
    if (!size) {
        node->complain(fmt::format("'{}': {}", key, size.error().what));
        return false;
    }
    into = *size;
    return true;
}

bool Map::read(std::string_view key, std::vector<std::string>& into) {
    const auto node = get(key);
    if (!node) return false;
    const auto items = node->kind() == Kind::list ? node->items() : std::vector<Node>{*node};
    std::vector<std::string> texts;
    bool good = true;
    for (const auto& item : items) {
        auto text = want_scalar(item, key);
        if (text) texts.push_back(std::move(*text));
        good = good && text.has_value();
    }
    if (good) into = std::move(texts);
    return good;
}

bool Map::read_choice(std::string_view key, std::string& into, const std::vector<std::string_view>& choices) {
    const auto node = get(key);
    if (!node) return false;
    auto text = want_scalar(*node, key);
    if (!text) return false;
    if (std::find(choices.begin(), choices.end(), *text) == choices.end()) {
        node->complain(fmt::format("'{}' is one of {}; found '{}'", key, fmt::join(choices, ", "), *text));
        return false;
    }
    into = std::move(*text);
    return true;
}

void Map::close() {
    for (const auto& [key, value] : node_.pairs()) {
        const auto name = key.scalar();
        if (std::find(asked_.begin(), asked_.end(), name) != asked_.end()) continue;
        const auto near = nearest(name, asked_);
        key.complain(near.empty() ? fmt::format("unknown key '{}'; known here: {}", name, fmt::join(asked_, ", "))
                                  : fmt::format("unknown key '{}', did you mean '{}'?", name, near));
    }
}

}  // namespace winnow::yaml
