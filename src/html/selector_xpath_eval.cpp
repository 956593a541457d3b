// Runs an XPath over a page, by the rules of XPath 1.0 §2 to §4.

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <variant>

#include "base/text.h"
#include "html/selector_text.h"
#include "html/selector_xpath.h"

namespace winnow::html {
namespace {

constexpr std::uint32_t no_attribute = 0xFFFFFFFFu;

/// A node of the page, or one of its attributes. Ordered as in the document, attributes right behind their element.
struct Item {
    NodeId node = no_node;
    std::uint32_t attribute = no_attribute;  // its number on the element

    std::uint64_t order() const { return (std::uint64_t{node} << 32) | static_cast<std::uint32_t>(attribute + 1); }
    bool operator<(const Item& other) const { return order() < other.order(); }
    bool operator==(const Item& other) const = default;
};
using Items = std::vector<Item>;
using Value = std::variant<Items, std::string, double, bool>;

struct Context {
    Item item;
    std::size_t position = 1;
    std::size_t size = 1;
};

double number_of(std::string_view text) {
    text = trim(text);
    const bool negative = !text.empty() && text.front() == '-';
    if (negative) text.remove_prefix(1);
    double value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    const bool digits = !text.empty() && (is_ascii_digit(text.front()) || text.front() == '.');
    if (!digits || read.ec != std::errc() || read.ptr != text.data() + text.size())
        return std::numeric_limits<double>::quiet_NaN();
    return negative ? -value : value;
}

std::string text_of_number(double value) {
    if (std::isnan(value)) return "NaN";
    if (std::isinf(value)) return value < 0 ? "-Infinity" : "Infinity";
    if (value == 0) return "0";
    char buffer[400];
    const auto written = std::to_chars(std::begin(buffer), std::end(buffer), value, std::chars_format::fixed);
    return {std::begin(buffer), written.ptr};
}

std::string normalize_space(std::string_view text) {
    std::string out;
    for (const char c : trim(text)) {
        if (!is_ascii_space(c)) {
            out += c;
        } else if (out.back() != ' ') {
            out += ' ';
        }
    }
    return out;
}

/// §4.2 substring(): characters, counted from 1, between two rounded numbers.
std::string substring(std::string_view text, double from, double until) {
    std::string out;
    double position = 1;
    for (std::size_t at = 0; at < text.size(); ++position) {
        const std::size_t start = at;
        next_code_point(text, at);
        if (position >= from && position < until) out.append(text.substr(start, at - start));
    }
    return out;
}

double round_half_up(double value) {
    return std::floor(value + 0.5);
}

std::string translate(std::string_view text, std::string_view from, std::string_view to) {
    std::vector<char32_t> old_characters;
    std::vector<char32_t> new_characters;
    for (std::size_t at = 0; at < from.size();) old_characters.push_back(next_code_point(from, at));
    for (std::size_t at = 0; at < to.size();) new_characters.push_back(next_code_point(to, at));
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_code_point(text, at);
        const auto found = std::find(old_characters.begin(), old_characters.end(), c);
        const auto index = static_cast<std::size_t>(found - old_characters.begin());
        if (found == old_characters.end()) {
            append_utf8(out, c);
        } else if (index < new_characters.size()) {
            append_utf8(out, new_characters[index]);
        }
    }
    return out;
}

class XPathRun {
public:
    XPathRun(const XPath& xpath, const Document& document)
        : document_(document), nodes_(document.nodes()), memos_(xpath.memo_count) {
        atoms_.reserve(xpath.names.size());
        for (const auto& name : xpath.names) atoms_.push_back(document.atom(name));
    }

    std::vector<Hit> select(const Expression& expression, NodeId scope);

private:
    bool spent() const { return steps_ > max_selector_steps; }
    void work(std::uint64_t steps) { steps_ += steps; }

    Value evaluate(const Expression& e, const Context& context);
    Value evaluate_function(const Expression& e, const Context& context);
    Value evaluate_contains(const Expression& e, const Context& context);
    Items nodes_of(const Expression& e, const Context& context);
    Items walk(Items from, const std::vector<Step>& steps);
    void step_from(Item from, const Step& step, Items& out);
    void candidates(Item from, const Step& step, std::size_t most, Items& out);
    bool passes(Item item, const Step& step) const;
    Items filter(Items items, const Expression& predicate);
    bool truth_at(const Expression& predicate, const Context& context);

    bool compare(const Expression& e, const Context& context);
    bool compare_values(ExpressionKind kind, const Value& left, const Value& right);

    std::string_view view_of(Item item);
    std::string text(const Value& value);
    std::string argument(const Expression& e, std::size_t index, const Context& context);
    double number(const Value& value);
    bool truth(const Value& value);

    const Document& document_;
    std::span<const Node> nodes_;
    std::vector<Atom> atoms_;
    std::vector<std::vector<bool>> memos_;
    std::optional<TextIndex> text_;
    std::uint64_t steps_ = 0;
};

std::vector<Hit> XPathRun::select(const Expression& expression, NodeId scope) {
    Context context;
    context.item.node = scope;
    std::vector<Hit> hits;
    for (const Item item : nodes_of(expression, context)) {
        if (item.node < scope || item.node >= nodes_[scope].end) continue;
        if (item.attribute != no_attribute) {
            hits.push_back(Hit{item.node, document_.name(document_.attributes(item.node)[item.attribute].name)});
        } else if (item.node != scope && nodes_[item.node].kind != NodeKind::document) {
            hits.push_back(Hit{item.node, {}});
        }
    }
    if (spent()) hits.clear();
    return hits;
}

// --- paths -----------------------------------------------------------------------------------------------------------

/// In document order, each once.
Items XPathRun::nodes_of(const Expression& e, const Context& context) {
    if (spent()) return {};
    if (e.kind == ExpressionKind::union_) {
        Items both = nodes_of(e.children[0], context);
        const Items more = nodes_of(e.children[1], context);
        both.insert(both.end(), more.begin(), more.end());
        std::sort(both.begin(), both.end());
        both.erase(std::unique(both.begin(), both.end()), both.end());
        return both;
    }
    if (e.kind == ExpressionKind::filter) {
        Items items = nodes_of(e.children[0], context);
        for (const auto& predicate : e.predicates) items = filter(std::move(items), predicate);
        return items;
    }
    if (e.kind != ExpressionKind::path) return {};
    if (e.filtered) return walk(nodes_of(e.children[0], context), e.steps);
    Item start = context.item;
    if (e.absolute) start = Item{0, no_attribute};
    return walk({start}, e.steps);
}

Items XPathRun::walk(Items from, const std::vector<Step>& steps) {
    for (const Step& step : steps) {
        if (step.test == NodeTest::name && atoms_[step.name] == no_atom) return {};  // the page never mentions it
        const bool down = step.axis == Axis::descendant || step.axis == Axis::descendant_or_self;
        Items next;
        NodeId covered = 0;
        for (const Item item : from) {
            if (spent()) return {};
            // What lies below a node that was already walked has been seen.
            if (down && !step.positional && item.attribute == no_attribute) {
                if (item.node < covered) continue;
                covered = nodes_[item.node].end;
            }
            step_from(item, step, next);
        }
        if (!std::is_sorted(next.begin(), next.end())) std::sort(next.begin(), next.end());
        next.erase(std::unique(next.begin(), next.end()), next.end());
        from = std::move(next);
    }
    return from;
}

/// Appends what one step finds from one node, in the order of its axis.
void XPathRun::step_from(Item from, const Step& step, Items& out) {
    if (step.predicates.empty()) return candidates(from, step, std::numeric_limits<std::size_t>::max(), out);
    // [3] needs no more than three; without this, following-sibling::p[1] would be quadratic in the siblings.
    const Expression& first = step.predicates.front();
    std::size_t most = std::numeric_limits<std::size_t>::max();
    if (first.kind == ExpressionKind::number && first.value >= 0 && first.value < 1e9)
        most = static_cast<std::size_t>(first.value);
    Items items;
    candidates(from, step, most, items);
    for (const auto& predicate : step.predicates) items = filter(std::move(items), predicate);
    out.insert(out.end(), items.begin(), items.end());
}

bool XPathRun::passes(Item item, const Step& step) const {
    const Node& node = nodes_[item.node];
    switch (step.test) {
        case NodeTest::node:
            return true;
        case NodeTest::text:
            return node.kind == NodeKind::text;
        case NodeTest::any_name:
            return node.kind == NodeKind::element;
        case NodeTest::name:
            return node.kind == NodeKind::element && node.name == atoms_[step.name];
    }
    return false;
}

void XPathRun::candidates(Item from, const Step& step, std::size_t most, Items& out) {
    const Node& node = nodes_[from.node];
    const std::size_t full = most > out.max_size() - out.size() ? out.max_size() : out.size() + most;
    std::uint64_t looks = 0;
    const auto offer = [&](NodeId id) {
        ++looks;
        const Item item{id, no_attribute};
        if (out.size() < full && passes(item, step)) out.push_back(item);
        return out.size() < full;
    };
    const auto up = [&](NodeId id) {
        while (id != no_node && offer(id)) id = nodes_[id].parent;
    };
    const auto all = [&](NodeId first, NodeId end) {
        for (NodeId id = first; id < end && offer(id);) ++id;
    };
    const bool is_attribute = from.attribute != no_attribute;
    if (is_attribute) {  // it has no children, no siblings, and its element for a parent
        if (step.axis == Axis::parent) offer(from.node);
        if (step.axis == Axis::ancestor || step.axis == Axis::ancestor_or_self) up(from.node);
        if ((step.axis == Axis::self || step.axis == Axis::ancestor_or_self || step.axis == Axis::descendant_or_self) &&
            step.test == NodeTest::node)
            out.push_back(from);
        return work(looks + 1);
    }
    switch (step.axis) {
        case Axis::child:
            for (NodeId id = node.first_child; id != no_node && offer(id);) id = nodes_[id].next_sibling;
            break;
        case Axis::descendant:
            all(from.node + 1, node.end);
            break;
        case Axis::descendant_or_self:
            all(from.node, node.end);
            break;
        case Axis::parent:
            if (node.parent != no_node) offer(node.parent);
            break;
        case Axis::ancestor:
            up(node.parent);
            break;
        case Axis::ancestor_or_self:
            up(from.node);
            break;
        case Axis::self:
            offer(from.node);
            break;
        case Axis::following_sibling:
            for (NodeId id = node.next_sibling; id != no_node && offer(id);) id = nodes_[id].next_sibling;
            break;
        case Axis::preceding_sibling:
            for (NodeId id = node.previous_sibling; id != no_node && offer(id);) id = nodes_[id].previous_sibling;
            break;
        case Axis::following:
            all(node.end, static_cast<NodeId>(nodes_.size()));
            break;
        case Axis::preceding:
            for (NodeId id = from.node; id-- > 0;)
                if (nodes_[id].end <= from.node && !offer(id)) break;
            looks += from.node;
            break;
        case Axis::attribute:
            for (std::uint32_t i = 0; i < node.attribute_count && out.size() < full; ++i) {
                const bool named = step.test == NodeTest::name;
                if (step.test == NodeTest::text) break;
                if (!named || document_.attributes(from.node)[i].name == atoms_[step.name])
                    out.push_back(Item{from.node, i});
            }
            break;
    }
    work(looks + 1);
}

Items XPathRun::filter(Items items, const Expression& predicate) {
    Items kept;
    Context context;
    context.size = items.size();
    context.position = 0;
    for (const Item item : items) {
        context.item = item;
        ++context.position;
        work(1);
        if (spent()) return {};
        if (truth_at(predicate, context)) kept.push_back(item);
    }
    return kept;
}

bool XPathRun::truth_at(const Expression& predicate, const Context& context) {
    const Value value = evaluate(predicate, context);
    if (const auto* position = std::get_if<double>(&value)) return *position == static_cast<double>(context.position);
    return truth(value);
}

// --- values ----------------------------------------------------------------------------------------------------------

std::string_view XPathRun::view_of(Item item) {
    if (item.attribute != no_attribute) return document_.attributes(item.node)[item.attribute].value;
    if (nodes_[item.node].kind == NodeKind::text) return nodes_[item.node].text;
    if (!text_) text_.emplace(document_);
    return text_->of(item.node);
}

std::string XPathRun::text(const Value& value) {
    if (const auto* items = std::get_if<Items>(&value)) {
        if (items->empty()) return {};
        const std::string_view view = view_of(items->front());
        work(view.size() / 8);
        return std::string(view);
    }
    if (const auto* plain = std::get_if<std::string>(&value)) return *plain;
    if (const auto* n = std::get_if<double>(&value)) return text_of_number(*n);
    return std::get<bool>(value) ? "true" : "false";
}

double XPathRun::number(const Value& value) {
    if (const auto* n = std::get_if<double>(&value)) return *n;
    if (const auto* b = std::get_if<bool>(&value)) return *b ? 1 : 0;
    return number_of(text(value));
}

bool XPathRun::truth(const Value& value) {
    if (const auto* items = std::get_if<Items>(&value)) return !items->empty();
    if (const auto* plain = std::get_if<std::string>(&value)) return !plain->empty();
    if (const auto* n = std::get_if<double>(&value)) return *n != 0 && !std::isnan(*n);
    return std::get<bool>(value);
}

/// The argument's text, or that of the context node if there is none.
std::string XPathRun::argument(const Expression& e, std::size_t index, const Context& context) {
    if (index < e.children.size()) return text(evaluate(e.children[index], context));
    return text(Items{context.item});
}

Value XPathRun::evaluate(const Expression& e, const Context& context) {
    if (spent()) return false;
    work(1);
    const auto operand = [&](std::size_t i) { return number(evaluate(e.children[i], context)); };
    switch (e.kind) {
        case ExpressionKind::path:
        case ExpressionKind::filter:
        case ExpressionKind::union_:
            return nodes_of(e, context);
        case ExpressionKind::literal:
            return e.text;
        case ExpressionKind::number:
            return e.value;
        case ExpressionKind::function:
            return evaluate_function(e, context);
        case ExpressionKind::or_:
            return truth(evaluate(e.children[0], context)) || truth(evaluate(e.children[1], context));
        case ExpressionKind::and_:
            return truth(evaluate(e.children[0], context)) && truth(evaluate(e.children[1], context));
        case ExpressionKind::equal:
        case ExpressionKind::not_equal:
        case ExpressionKind::less:
        case ExpressionKind::less_equal:
        case ExpressionKind::greater:
        case ExpressionKind::greater_equal:
            return compare(e, context);
        case ExpressionKind::add:
            return operand(0) + operand(1);
        case ExpressionKind::subtract:
            return operand(0) - operand(1);
        case ExpressionKind::multiply:
            return operand(0) * operand(1);
        case ExpressionKind::divide: {
            const double left = operand(0);
            const double right = operand(1);
            if (right != 0) return left / right;
            if (left == 0 || std::isnan(left) || std::isnan(right)) return std::numeric_limits<double>::quiet_NaN();
            return std::copysign(std::numeric_limits<double>::infinity(), std::copysign(left, left * right));
        }
        case ExpressionKind::modulo:
            return std::fmod(operand(0), operand(1));
        case ExpressionKind::negate:
            return -operand(0);
    }
    return false;
}

/// §3.4: a set of nodes compares if any of its nodes does.
bool XPathRun::compare(const Expression& e, const Context& context) {
    const Value left = evaluate(e.children[0], context);
    const Value right = evaluate(e.children[1], context);
    const auto* many_left = std::get_if<Items>(&left);
    const auto* many_right = std::get_if<Items>(&right);
    const bool truths = std::holds_alternative<bool>(left) || std::holds_alternative<bool>(right);
    if (truths || (many_left == nullptr && many_right == nullptr)) return compare_values(e.kind, left, right);
    const auto plain = [&](Item item) {
        const std::string_view view = view_of(item);
        work(view.size() / 8 + 1);
        return Value(std::string(view));
    };
    const auto any = [&](const Items& items, auto&& passes_with) {
        return std::any_of(items.begin(), items.end(), [&](Item item) { return !spent() && passes_with(plain(item)); });
    };
    if (many_left != nullptr && many_right != nullptr)
        return any(*many_left, [&](const Value& one) {
            return any(*many_right, [&](const Value& other) { return compare_values(e.kind, one, other); });
        });
    if (many_left != nullptr)
        return any(*many_left, [&](const Value& one) { return compare_values(e.kind, one, right); });
    return any(*many_right, [&](const Value& one) { return compare_values(e.kind, left, one); });
}

bool XPathRun::compare_values(ExpressionKind kind, const Value& left, const Value& right) {
    if (kind == ExpressionKind::equal || kind == ExpressionKind::not_equal) {
        bool equal = false;
        if (std::holds_alternative<bool>(left) || std::holds_alternative<bool>(right)) {
            equal = truth(left) == truth(right);
        } else if (std::holds_alternative<double>(left) || std::holds_alternative<double>(right)) {
            equal = number(left) == number(right);
        } else {
            equal = text(left) == text(right);
        }
        return equal == (kind == ExpressionKind::equal);
    }
    const double a = std::holds_alternative<Items>(left) ? (truth(left) ? 1 : 0) : number(left);
    const double b = std::holds_alternative<Items>(right) ? (truth(right) ? 1 : 0) : number(right);
    switch (kind) {
        case ExpressionKind::less:
            return a < b;
        case ExpressionKind::less_equal:
            return a <= b;
        case ExpressionKind::greater:
            return a > b;
        default:
            return a >= b;
    }
}

// --- functions -------------------------------------------------------------------------------------------------------

Value XPathRun::evaluate_function(const Expression& e, const Context& context) {
    const auto arg = [&](std::size_t i) { return argument(e, i, context); };
    const auto number_arg = [&](std::size_t i) { return number(evaluate(e.children[i], context)); };
    switch (e.which) {
        case Function::last:
            return static_cast<double>(context.size);
        case Function::position:
            return static_cast<double>(context.position);
        case Function::count:
            return static_cast<double>(nodes_of(e.children[0], context).size());
        case Function::name: {
            const Items items = e.children.empty() ? Items{context.item} : nodes_of(e.children[0], context);
            if (items.empty()) return std::string();
            const Item item = items.front();
            if (item.attribute == no_attribute) return std::string(document_.element(item.node).tag_name());
            return std::string(document_.name(document_.attributes(item.node)[item.attribute].name));
        }
        case Function::string:
            return arg(0);
        case Function::concat: {
            std::string joined;
            for (std::size_t i = 0; i < e.children.size(); ++i) joined += arg(i);
            return joined;
        }
        case Function::starts_with: {
            const std::string start = arg(1);
            return arg(0).compare(0, start.size(), start) == 0;
        }
        case Function::contains:
            return evaluate_contains(e, context);
        case Function::substring_before: {
            const std::string whole = arg(0);
            const std::size_t at = whole.find(arg(1));
            return at == std::string::npos ? std::string() : whole.substr(0, at);
        }
        case Function::substring_after: {
            const std::string whole = arg(0);
            const std::string mark = arg(1);
            const std::size_t at = whole.find(mark);
            return at == std::string::npos ? std::string() : whole.substr(at + mark.size());
        }
        case Function::substring: {
            const double from = round_half_up(number_arg(1));
            const double until =
                e.children.size() == 3 ? from + round_half_up(number_arg(2)) : std::numeric_limits<double>::infinity();
            return substring(arg(0), from, until);
        }
        case Function::string_length:
            return static_cast<double>(length_utf8(arg(0)));
        case Function::normalize_space:
            return normalize_space(arg(0));
        case Function::translate:
            return translate(arg(0), arg(1), arg(2));
        case Function::boolean:
            return truth(evaluate(e.children[0], context));
        case Function::not_:
            return !truth(evaluate(e.children[0], context));
        case Function::true_:
            return true;
        case Function::false_:
            return false;
        case Function::number:
            return e.children.empty() ? number_of(arg(0)) : number_arg(0);
        case Function::sum: {
            double sum = 0;
            for (const Item item : nodes_of(e.children[0], context)) sum += number_of(view_of(item));
            return sum;
        }
        case Function::floor:
            return std::floor(number_arg(0));
        case Function::ceiling:
            return std::ceil(number_arg(0));
        case Function::round:
            return round_half_up(number_arg(0));
    }
    return false;
}

/// contains(., 'text') of every element of a page would read deep text once a level; one pass answers for all of them.
Value XPathRun::evaluate_contains(const Expression& e, const Context& context) {
    const Expression& needle = e.children[1];
    const Expression& where = e.children[0];
    const bool of_context = where.kind == ExpressionKind::path && !where.absolute && !where.filtered &&
                            where.steps.size() == 1 && where.steps[0].axis == Axis::self &&
                            where.steps[0].test == NodeTest::node && where.steps[0].predicates.empty();
    if (!of_context || needle.kind != ExpressionKind::literal || context.item.attribute != no_attribute) {
        const std::string text_here = argument(e, 0, context);
        return text_here.find(argument(e, 1, context)) != std::string::npos;
    }
    auto& memo = memos_[e.memo];
    if (memo.empty()) {
        if (!text_) text_.emplace(document_);
        memo = text_->containing(needle.text);
    }
    return static_cast<bool>(memo[context.item.node]);
}

}  // namespace

std::vector<Hit> select_xpath(const XPath& xpath, const Document& document, NodeId scope) {
    return XPathRun(xpath, document).select(xpath.expression, scope);
}

}  // namespace winnow::html
