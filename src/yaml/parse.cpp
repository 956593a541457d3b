// From yaml-cpp's events to our tree: the only file that sees yaml-cpp.

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <sstream>

#include "base/text.h"
#include "yaml/tree.h"

namespace winnow::yaml {

namespace {

using Kind = Node::Kind;

constexpr std::size_t max_bytes = 1u << 20;
constexpr std::size_t max_depth = 32;
/// Nodes after every alias is written out: ten lines of aliases to aliases are a billion of them.
constexpr std::uint64_t max_weight = 100'000;

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

}  // namespace

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

}  // namespace winnow::yaml
