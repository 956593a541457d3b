#include "yaml/yaml.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <sstream>
#include <tuple>

#include "base/text.h"

namespace winnow::yaml {

namespace {

constexpr std::size_t max_bytes = 1u << 20;
constexpr std::size_t max_depth = 32;
/// Nodes after every alias is written out: ten lines of aliases to aliases are a billion of them.
constexpr std::uint64_t max_weight = 100'000;

struct Place {
    std::uint32_t line = 1, column = 1;
    auto operator<=>(const Place&) const = default;
};

struct Problem {
    Place place;
    std::string what;
    auto operator<=>(const Problem&) const = default;
};

}  // namespace

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

namespace {

using Kind = Node::Kind;

/// yaml-cpp counts columns in bytes and lines from zero; people and editors count characters from one.
class Source {
public:
    explicit Source(std::string_view text) : text_(text) {
        for (std::size_t at = 0; at < text.size(); ++at) {
            if (text[at] == '\n') starts_.push_back(at + 1);
        }
    }

    Place place_of(const YAML::Mark& mark) const {
        if (mark.is_null() || mark.line < 0) return {};
        const auto index = std::min(static_cast<std::size_t>(mark.line), starts_.size() - 1);
        const auto line = line_at(index).substr(0, static_cast<std::size_t>(std::max(mark.column, 0)));
        return {static_cast<std::uint32_t>(index + 1), static_cast<std::uint32_t>(length_utf8(line) + 1)};
    }

    Place place_at(std::size_t offset) const {
        const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
        const auto index = static_cast<std::size_t>(after - starts_.begin()) - 1;
        const auto column = length_utf8(text_.substr(starts_[index], offset - starts_[index]));
        return {static_cast<std::uint32_t>(index + 1), static_cast<std::uint32_t>(column + 1)};
    }

    /// yaml-cpp places an item that has no text ("- # comment") at the token after it: step back to its dash.
    Place empty_item_before(Place next) const {
        for (std::size_t line = next.line; line > 0; --line) {
            const auto text = line_at(line - 1);
            const auto comment = text.find('#');
            const auto content = text.substr(0, comment);
            const auto last = content.find_last_not_of(" \t\r");
            if (last == std::string_view::npos || (line == next.line && last + 1 >= next.column)) continue;
            if (content[last] != '-') return next;
            return {static_cast<std::uint32_t>(line),
                    static_cast<std::uint32_t>(length_utf8(text.substr(0, last)) + 1)};
        }
        return next;
    }

private:
    std::string_view line_at(std::size_t index) const {
        const auto end = index + 1 < starts_.size() ? starts_[index + 1] - 1 : text_.size();
        return text_.substr(starts_[index], end - starts_[index]);
    }
    std::string_view text_;
    std::vector<std::size_t> starts_{0};
};

/// Ends a parse from inside yaml-cpp's callbacks; the problem stands in the tree.
struct Stop {};

class Builder : public YAML::EventHandler {
public:
    Builder(Node::Tree& tree, const Source& source) : tree_(tree), source_(source) {}

    void OnDocumentStart(const YAML::Mark& mark) override {
        if (++documents_ > 1) stop(source_.place_of(mark), "a second document: one file holds one");
    }
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        auto place = source_.place_of(mark);
        if (in_map() && open_.back().key) {
            place = tree_.items[*open_.back().key].place;
        } else if (in_list()) {
            place = source_.empty_item_before(place);
        }
        finish(add(Kind::null, place, anchor));
    }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        const auto place = source_.place_of(mark);
        refuse_tag(place, tag);
        const auto index = add(Kind::scalar, place, anchor);
        tree_.items[index].text = value;
        finish(index);
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        const auto found = anchors_.find(anchor);
        const auto place = source_.place_of(mark);
        if (found == anchors_.end()) stop(place, "an alias to nothing");
        for (const auto& frame : open_) {
            if (frame.index == found->second) stop(place, "an alias inside the very thing it stands for");
        }
        finish(found->second);
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        start(Kind::list, mark, tag, anchor);
    }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        start(Kind::map, mark, tag, anchor);
    }
    void OnSequenceEnd() override { end(); }
    void OnMapEnd() override { end(); }

    std::optional<std::size_t> root() const { return root_; }

private:
    struct Frame {
        std::size_t index = 0;
        std::optional<std::size_t> key;             ///< of a map, while its value is awaited
        std::map<std::string, std::uint32_t> seen;  ///< key -> line
    };

    bool in_map() const { return !open_.empty() && tree_.items[open_.back().index].kind == Kind::map; }
    bool in_list() const { return !open_.empty() && tree_.items[open_.back().index].kind == Kind::list; }

    [[noreturn]] void stop(Place place, std::string what) {
        tree_.complain(place, std::move(what));
        throw Stop{};
    }

    void refuse_tag(Place place, const std::string& tag) {
        static constexpr std::string_view harmless[] = {
            "", "?", "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"};
        if (std::find(std::begin(harmless), std::end(harmless), tag) != std::end(harmless)) return;
        tree_.complain(place, fmt::format("the tag '{}' means nothing here (quote a value that begins with '!')", tag));
    }

    std::size_t add(Kind kind, Place place, YAML::anchor_t anchor) {
        Node::Tree::Item item;
        item.kind = kind;
        item.place = place;
        if (!open_.empty()) {
            item.path = tree_.items[open_.back().index].path;
            if (open_.back().key) {
                if (!item.path.empty()) item.path += '.';
                item.path += tree_.items[*open_.back().key].text;
            }
        }
        tree_.items.push_back(std::move(item));
        if (anchor != YAML::NullAnchor) anchors_[anchor] = tree_.items.size() - 1;
        return tree_.items.size() - 1;
    }

    void start(Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
        const auto place = source_.place_of(mark);
        refuse_tag(place, tag);
        if (open_.size() >= max_depth) stop(place, fmt::format("nested deeper than {} levels", max_depth));
        open_.push_back({add(kind, place, anchor), {}, {}});
    }
    void end() {
        const auto index = open_.back().index;
        open_.pop_back();
        finish(index);
    }

    /// A node is complete: hand it to what is around it.
    void finish(std::size_t index) {
        if (open_.empty()) {
            root_ = index;
            return;
        }
        auto& frame = open_.back();
        auto& around = tree_.items[frame.index];
        around.weight += tree_.items[index].weight;
        if (around.weight > max_weight) stop(tree_.items[index].place, "too many values, or aliases that multiply");
        if (around.kind == Kind::list) {
            around.children.push_back(index);
        } else if (!frame.key) {
            frame.key = index;
        } else {
            add_pair(frame, around, *std::exchange(frame.key, std::nullopt), index);
        }
    }

    void add_pair(Frame& frame, Node::Tree::Item& around, std::size_t key, std::size_t value) {
        const auto& name = tree_.items[key];
        if (name.kind != Kind::scalar) return tree_.complain(name.place, "a key must be a word");
        const auto [first, fresh] = frame.seen.try_emplace(name.text, name.place.line);
        if (!fresh) {
            return tree_.complain(name.place,
                                  fmt::format("key '{}' is repeated (first on line {})", name.text, first->second));
        }
        around.children.push_back(key);
        around.children.push_back(value);
    }

    Node::Tree& tree_;
    const Source& source_;
    std::vector<Frame> open_;
    std::map<YAML::anchor_t, std::size_t> anchors_;
    std::optional<std::size_t> root_;
    int documents_ = 0;
};

std::string hint_for(std::string_view message) {
    if (message.find("anchor") != std::string_view::npos || message.find("alias") != std::string_view::npos)
        return " (quote a value that begins with '*' or '&')";
    if (message.find("unknown token") != std::string_view::npos)
        return " (quote a value that begins with '@', '`' or '%')";
    if (message.find("illegal map value") != std::string_view::npos) return " (quote a value that has ': ' in it)";
    return {};
}

/// Offset of the first byte that has no place in a YAML file: yaml-cpp takes byte 4 for the end of the file.
std::optional<std::size_t> first_bad_byte(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto start = at;
        const auto c = next_code_point(text, at);
        if (c == 0xFFFD && at - start == 1) return start;
        if ((c < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7F) return start;
    }
    return std::nullopt;
}

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

Result<Node> parse(std::string_view text, const std::string& file_name) {
    auto tree = std::make_shared<Node::Tree>();
    tree->file = file_name;
    if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
    const Source source(text);
    if (text.size() > max_bytes) {
        tree->complain({}, "larger than 1 MiB");
        return tree->refuse();
    }
    if (const auto bad = first_bad_byte(text)) {
        tree->complain(source.place_at(*bad), "a control character or a byte that is no UTF-8");
        return tree->refuse();
    }
    Builder builder(*tree, source);
    try {
        std::istringstream stream{std::string(text)};
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(builder)) {
        }
    } catch (const Stop&) {
        return tree->refuse();
    } catch (const YAML::Exception& error) {
        tree->complain(source.place_of(error.mark), error.msg + hint_for(error.msg));
        return tree->refuse();
    }
    if (!builder.root()) {
        tree->items.emplace_back();
        return Node(tree, tree->items.size() - 1);
    }
    return Node(tree, *builder.root());
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

// --- words -----------------------------------------------------------------------------------------------------------

namespace {

/// A number with an optional fraction at the head of `text`, which it shortens. No sign, no exponent.
std::optional<double> take_number(std::string_view& text) {
    std::size_t length = 0;
    int dots = 0;
    while (length < text.size() && (is_ascii_digit(text[length]) || text[length] == '.')) {
        if (text[length++] == '.') ++dots;
    }
    if (length == 0 || dots > 1 || !is_ascii_digit(text[0]) || !is_ascii_digit(text[length - 1])) return std::nullopt;
    double value = 0;
    std::from_chars(text.data(), text.data() + length, value);
    text.remove_prefix(length);
    return value;
}

std::string_view take_word(std::string_view& text) {
    std::size_t length = 0;
    while (length < text.size() && is_ascii_alpha(text[length])) ++length;
    const auto word = text.substr(0, length);
    text.remove_prefix(length);
    return word;
}

}  // namespace

Result<std::chrono::milliseconds> parse_duration(std::string_view text) {
    static const std::vector<std::pair<std::string_view, double>> units{{"ms", 1},    {"s", 1e3},    {"m", 6e4},
                                                                        {"h", 3.6e6}, {"d", 8.64e7}, {"w", 6.048e8}};
    const auto refuse = [&](std::string_view why) {
        return fail(Errc::config,
                    fmt::format("'{}' is no duration: {} (as in 500ms, 2s, 10m, 1h30m, 7d, 2w)", text, why));
    };
    auto rest = trim(text);
    if (rest.empty()) return refuse("it is empty");
    double total = 0;
    while (!rest.empty()) {
        const auto number = take_number(rest);
        if (!number) return refuse("a number is wanted");
        const auto word = take_word(rest);
        if (word.empty()) return refuse("the unit is missing");
        const auto unit = std::find_if(units.begin(), units.end(), [&](const auto& u) { return u.first == word; });
        if (unit == units.end()) return refuse(fmt::format("unknown unit '{}'", word));
        total += *number * unit->second;
        rest = trim(rest);
    }
    if (total > 3.2e12) return refuse("longer than a hundred years");
    return std::chrono::milliseconds(std::llround(total));
}

Result<std::uint64_t> parse_size(std::string_view text) {
    static const std::vector<std::pair<std::string_view, double>> units{{"", 1},
                                                                        {"B", 1},
                                                                        {"kB", 1e3},
                                                                        {"KB", 1e3},
                                                                        {"MB", 1e6},
                                                                        {"GB", 1e9},
                                                                        {"TB", 1e12},
                                                                        {"KiB", 1024.0},
                                                                        {"MiB", 1048576.0},
                                                                        {"GiB", 1073741824.0},
                                                                        {"TiB", 1099511627776.0}};
    const auto refuse = [&](std::string_view why) {
        return fail(Errc::config, fmt::format("'{}' is no size: {} (as in 500, 64KiB, 10MiB, 1GiB)", text, why));
    };
    auto rest = trim(text);
    const auto number = take_number(rest);
    if (!number) return refuse("a number is wanted");
    rest = trim(rest);
    const auto unit = std::find_if(units.begin(), units.end(), [&](const auto& u) { return u.first == rest; });
    if (unit == units.end()) return refuse(fmt::format("unknown unit '{}'", rest));
    const auto total = *number * unit->second;
    if (total > 9e15) return refuse("too large");
    return static_cast<std::uint64_t>(std::llround(total));
}

namespace {

/// Edit distance where swapping two neighbours is one slip, too.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    }
    return d[a.size()][b.size()];
}

}  // namespace

std::string_view nearest(std::string_view word, const std::vector<std::string>& known) {
    if (word.size() > 64) return {};
    const auto lower = ascii_lower(word);
    std::string_view best;
    std::size_t best_distance = std::max<std::size_t>(1, word.size() / 3) + 1;
    for (const auto& candidate : known) {
        if (candidate.size() > 64) continue;
        const auto d = distance(lower, ascii_lower(candidate));
        if (d < best_distance) std::tie(best, best_distance) = std::tuple(std::string_view(candidate), d);
    }
    if (!best.empty() || lower.size() < 4) return best;
    // "strip" for "strip_query"
    const auto whole = std::find_if(known.begin(), known.end(),
                                    [&](const std::string& candidate) { return istarts_with_ascii(candidate, lower); });
    return whole == known.end() ? std::string_view() : std::string_view(*whole);
}

}  // namespace winnow::yaml
