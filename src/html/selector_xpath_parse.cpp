// XPath 1.0 §2 and §3: text to an expression tree. What we leave out (variables, comments and processing instructions,
// namespaces, id(), lang(), XPath 2 functions) is an error that names it.

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/text.h"
#include "html/selector_xpath.h"

namespace winnow::html {
namespace {

constexpr std::size_t max_nesting = 32;
constexpr std::size_t max_steps = 1024;

struct NamedAxis {
    std::string_view name;
    Axis axis;
};
constexpr NamedAxis axes[] = {
    {"child", Axis::child},
    {"descendant", Axis::descendant},
    {"descendant-or-self", Axis::descendant_or_self},
    {"parent", Axis::parent},
    {"ancestor", Axis::ancestor},
    {"ancestor-or-self", Axis::ancestor_or_self},
    {"self", Axis::self},
    {"following-sibling", Axis::following_sibling},
    {"preceding-sibling", Axis::preceding_sibling},
    {"following", Axis::following},
    {"preceding", Axis::preceding},
    {"attribute", Axis::attribute},
};

struct NamedFunction {
    std::string_view name;
    Function function;
    std::size_t least;
    std::size_t most;
};
constexpr std::size_t any_number = 64;
constexpr NamedFunction functions[] = {
    {"last", Function::last, 0, 0},
    {"position", Function::position, 0, 0},
    {"count", Function::count, 1, 1},
    {"name", Function::name, 0, 1},
    {"local-name", Function::name, 0, 1},
    {"string", Function::string, 0, 1},
    {"concat", Function::concat, 2, any_number},
    {"starts-with", Function::starts_with, 2, 2},
    {"contains", Function::contains, 2, 2},
    {"substring-before", Function::substring_before, 2, 2},
    {"substring-after", Function::substring_after, 2, 2},
    {"substring", Function::substring, 2, 3},
    {"string-length", Function::string_length, 0, 1},
    {"normalize-space", Function::normalize_space, 0, 1},
    {"translate", Function::translate, 3, 3},
    {"boolean", Function::boolean, 1, 1},
    {"not", Function::not_, 1, 1},
    {"true", Function::true_, 0, 0},
    {"false", Function::false_, 0, 0},
    {"number", Function::number, 0, 1},
    {"sum", Function::sum, 1, 1},
    {"floor", Function::floor, 1, 1},
    {"ceiling", Function::ceiling, 1, 1},
    {"round", Function::round, 1, 1},
};

enum class Type : std::uint8_t { nodes, text, number, boolean };

Type type_of(const Expression& e) {
    switch (e.kind) {
        case ExpressionKind::path:
        case ExpressionKind::filter:
        case ExpressionKind::union_:
            return Type::nodes;
        case ExpressionKind::literal:
            return Type::text;
        case ExpressionKind::or_:
        case ExpressionKind::and_:
        case ExpressionKind::equal:
        case ExpressionKind::not_equal:
        case ExpressionKind::less:
        case ExpressionKind::less_equal:
        case ExpressionKind::greater:
        case ExpressionKind::greater_equal:
            return Type::boolean;
        case ExpressionKind::function:
            break;
        default:
            return Type::number;
    }
    switch (e.which) {
        case Function::name:
        case Function::string:
        case Function::concat:
        case Function::substring_before:
        case Function::substring_after:
        case Function::substring:
        case Function::normalize_space:
        case Function::translate:
            return Type::text;
        case Function::starts_with:
        case Function::contains:
        case Function::boolean:
        case Function::not_:
        case Function::true_:
        case Function::false_:
            return Type::boolean;
        default:
            return Type::number;
    }
}

bool asks_position(const Expression& e) {
    if (e.kind == ExpressionKind::function && (e.which == Function::last || e.which == Function::position)) return true;
    return std::any_of(e.children.begin(), e.children.end(), asks_position);
}

bool is_positional(const Expression& predicate) {
    return type_of(predicate) == Type::number || asks_position(predicate);
}

/// The first error wins: reading functions go on with rubbish once `error_` is set, and loops look at it.
class XPathParser {
public:
    XPathParser(std::string_view text, XPath& out) : text_(text), out_(out) {}

    Result<void> parse();

private:
    using Binary = std::pair<std::string_view, ExpressionKind>;

    void error(std::size_t at, const std::string& what) {
        if (!error_) error_ = fail_at(text_, at, what).value();
    }
    std::string found() const { return found_at(text_, at_, "XPath"); }
    void skip_space() {
        while (at_ < text_.size() && is_ascii_space(text_[at_])) ++at_;
    }
    bool at_end() const { return at_ >= text_.size(); }
    bool sees(std::string_view token) const { return text_.substr(at_, token.size()) == token; }
    bool take(std::string_view token);
    bool take_word(std::string_view word);
    std::string read_name();
    NameIndex name_index(const std::string& name);

    Expression read_or();
    Expression read_level(std::size_t level);
    bool read_operator(std::size_t level, ExpressionKind& kind);
    Expression read_unary();
    Expression read_union();
    Expression read_path();
    bool starts_filter() const;
    Expression read_primary();
    Expression read_number();
    Expression read_literal();
    Expression read_function();
    void read_steps(std::vector<Step>& steps);
    void read_step(std::vector<Step>& steps, bool after_double_slash);
    bool at_step() const;
    void read_node_test(Step& step);
    void read_predicates(std::vector<Expression>& predicates);

    std::string_view text_;
    XPath& out_;
    std::size_t at_ = 0;
    std::size_t nesting_ = 0;
    std::size_t steps_ = 0;
    std::optional<Error> error_;
};

Result<void> XPathParser::parse() {
    skip_space();
    if (at_end()) error(at_, "the XPath is empty");
    out_.expression = read_or();
    skip_space();
    if (!at_end()) error(at_, "unexpected " + found());
    if (type_of(out_.expression) != Type::nodes) error(0, "the XPath gives a value, not elements of the page");
    if (error_) return fail(*error_);
    return {};
}

bool XPathParser::take(std::string_view token) {
    skip_space();
    if (!sees(token)) return false;
    at_ += token.size();
    return true;
}

/// An operator that is a word: "div" but not "div-x".
bool XPathParser::take_word(std::string_view word) {
    skip_space();
    if (!sees(word)) return false;
    const char next = at_ + word.size() < text_.size() ? text_[at_ + word.size()] : ' ';
    if (starts_name(next) || is_ascii_digit(next) || next == '-' || next == '.') return false;
    at_ += word.size();
    return true;
}

std::string XPathParser::read_name() {
    std::string name;
    while (!at_end()) {
        const char c = text_[at_];
        if (!starts_name(c) && !is_ascii_digit(c) && c != '-' && c != '.') break;
        name += c;
        ++at_;
    }
    return name;
}

NameIndex XPathParser::name_index(const std::string& name) {
    const std::string lower = ascii_lower(name);
    auto& names = out_.names;
    const auto at = std::find(names.begin(), names.end(), lower);
    const auto index = static_cast<NameIndex>(at - names.begin());
    if (at == names.end()) names.push_back(lower);
    return index;
}

// --- operators -------------------------------------------------------------------------------------------------------

Expression XPathParser::read_or() {
    if (++nesting_ > max_nesting) {
        error(at_, "nested too deep");
        return {};
    }
    Expression e = read_level(0);
    --nesting_;
    return e;
}

/// Loosest first: or, and, equality, order, sum, product.
bool XPathParser::read_operator(std::size_t level, ExpressionKind& kind) {
    const auto is = [&](bool taken, ExpressionKind as) {
        if (taken) kind = as;
        return taken;
    };
    switch (level) {
        case 0:
            return is(take_word("or"), ExpressionKind::or_);
        case 1:
            return is(take_word("and"), ExpressionKind::and_);
        case 2:
            return is(take("!="), ExpressionKind::not_equal) || is(take("="), ExpressionKind::equal);
        case 3:
            return is(take("<="), ExpressionKind::less_equal) || is(take(">="), ExpressionKind::greater_equal) ||
                   is(take("<"), ExpressionKind::less) || is(take(">"), ExpressionKind::greater);
        case 4:
            return is(take("+"), ExpressionKind::add) || is(take("-"), ExpressionKind::subtract);
        default:
            return is(take("*"), ExpressionKind::multiply) || is(take_word("div"), ExpressionKind::divide) ||
                   is(take_word("mod"), ExpressionKind::modulo);
    }
}

Expression XPathParser::read_level(std::size_t level) {
    constexpr std::size_t levels = 6;
    if (level == levels) return read_unary();
    Expression left = read_level(level + 1);
    for (ExpressionKind kind{}; !error_ && read_operator(level, kind);) {
        Expression both;
        both.kind = kind;
        both.children.push_back(std::move(left));
        both.children.push_back(read_level(level + 1));
        left = std::move(both);
        if (++steps_ > max_steps) error(at_, "the XPath is too long");
    }
    return left;
}

Expression XPathParser::read_unary() {
    bool negative = false;
    bool any = false;
    while (take("-")) {
        negative = !negative;
        any = true;
    }
    Expression e = read_union();
    if (!any) return e;
    Expression minus;
    minus.kind = ExpressionKind::negate;
    minus.children.push_back(std::move(e));
    if (negative) return minus;
    Expression twice;
    twice.kind = ExpressionKind::negate;
    twice.children.push_back(std::move(minus));
    return twice;
}

Expression XPathParser::read_union() {
    Expression left = read_path();
    while (!error_ && take("|")) {
        const std::size_t at = at_;
        Expression both;
        both.kind = ExpressionKind::union_;
        both.children.push_back(std::move(left));
        both.children.push_back(read_path());
        for (const auto& side : both.children)
            if (type_of(side) != Type::nodes) error(at, "'|' joins paths only");
        left = std::move(both);
        if (++steps_ > max_steps) error(at_, "the XPath is too long");
    }
    return left;
}

// --- paths -----------------------------------------------------------------------------------------------------------

/// A literal, number, parenthesis or function call, rather than a location path.
bool XPathParser::starts_filter() const {
    if (at_end()) return false;
    const char c = text_[at_];
    if (c == '(' || c == '"' || c == '\'' || is_ascii_digit(c) || c == '$') return true;
    if (c == '.') return at_ + 1 < text_.size() && is_ascii_digit(text_[at_ + 1]);
    if (!starts_name(c)) return false;
    std::size_t end = at_;
    while (end < text_.size() && (starts_name(text_[end]) || is_ascii_digit(text_[end]) || text_[end] == '-')) ++end;
    const std::string_view name = text_.substr(at_, end - at_);
    while (end < text_.size() && is_ascii_space(text_[end])) ++end;
    const bool node_test = name == "text" || name == "node" || name == "comment" || name == "processing-instruction";
    return end < text_.size() && text_[end] == '(' && !node_test;
}

Expression XPathParser::read_path() {
    skip_space();
    Expression path;
    path.kind = ExpressionKind::path;
    if (starts_filter()) {
        const std::size_t start = at_;
        Expression primary = read_primary();
        skip_space();
        if (sees("[")) {
            if (type_of(primary) != Type::nodes) error(start, "only a path can have a [condition]");
            Expression filter;
            filter.kind = ExpressionKind::filter;
            filter.children.push_back(std::move(primary));
            read_predicates(filter.predicates);
            primary = std::move(filter);
        }
        skip_space();
        if (error_ || !sees("/")) return primary;
        if (type_of(primary) != Type::nodes) error(start, "only a path can be followed by '/'");
        path.filtered = true;
        path.children.push_back(std::move(primary));
        read_steps(path.steps);
        return path;
    }
    if (sees("/")) {
        path.absolute = true;
        if (!sees("//")) {
            ++at_;
            skip_space();
            if (!at_step()) return path;  // "/": the document itself
            read_step(path.steps, false);
        }
        read_steps(path.steps);
        return path;
    }
    read_step(path.steps, false);
    read_steps(path.steps);
    return path;
}

bool XPathParser::at_step() const {
    return !at_end() && (starts_name(text_[at_]) || text_[at_] == '*' || text_[at_] == '@' || text_[at_] == '.');
}

/// "/step//step...", as many as there are.
void XPathParser::read_steps(std::vector<Step>& steps) {
    while (!error_ && take("/")) {
        const bool twice = sees("/");
        if (twice) ++at_;
        read_step(steps, twice);
    }
}

void XPathParser::read_step(std::vector<Step>& steps, bool after_double_slash) {
    skip_space();
    if (++steps_ > max_steps) return error(at_, "the XPath is too long");
    Step step;
    if (sees("..")) {
        at_ += 2;
        step.axis = Axis::parent;
        step.test = NodeTest::node;
    } else if (sees(".")) {
        ++at_;
        step.axis = Axis::self;
        step.test = NodeTest::node;
    } else {
        if (take("@")) step.axis = Axis::attribute;
        read_node_test(step);
        read_predicates(step.predicates);
        step.positional = std::any_of(step.predicates.begin(), step.predicates.end(), is_positional);
    }
    if (error_) return;
    if (after_double_slash) {
        // "//p" is short for "/descendant-or-self::node()/child::p"; where no position is asked for, that is every
        // descendant, found in one go.
        if (step.axis == Axis::child && !step.positional) {
            step.axis = Axis::descendant;
        } else {
            Step all;
            all.axis = Axis::descendant_or_self;
            all.test = NodeTest::node;
            steps.push_back(std::move(all));
        }
    }
    steps.push_back(std::move(step));
}

void XPathParser::read_node_test(Step& step) {
    skip_space();
    const std::size_t start = at_;
    if (take("*")) {
        step.test = NodeTest::any_name;
        return;
    }
    if (at_end() || !starts_name(text_[at_])) return error(at_, "a step of the path is missing, found " + found());
    std::string name = read_name();
    skip_space();
    if (sees("::")) {
        at_ += 2;
        const auto axis =
            std::find_if(std::begin(axes), std::end(axes), [&](const NamedAxis& a) { return a.name == name; });
        if (axis == std::end(axes)) return error(start, "the axis " + name + ":: is not supported");
        if (step.axis == Axis::attribute) return error(start, "'@' cannot stand before an axis");
        step.axis = axis->axis;
        skip_space();
        if (take("*")) {
            step.test = NodeTest::any_name;
            return;
        }
        if (at_end() || !starts_name(text_[at_])) return error(at_, "a name must follow '::', found " + found());
        name = read_name();
        skip_space();
    }
    if (sees("(")) {
        ++at_;
        if (name == "text") {
            step.test = NodeTest::text;
        } else if (name == "node") {
            step.test = NodeTest::node;
        } else {
            return error(start, name + "() is not supported as a step");
        }
        if (!take(")")) error(at_, "')' must follow " + name + "(, found " + found());
        return;
    }
    if (sees(":")) return error(start, "the namespace prefix '" + name + ":' is not supported");
    step.name = name_index(name);
}

void XPathParser::read_predicates(std::vector<Expression>& predicates) {
    while (!error_ && take("[")) {
        predicates.push_back(read_or());
        if (!take("]")) error(at_, "']' must end the condition, found " + found());
    }
}

// --- primaries -------------------------------------------------------------------------------------------------------

Expression XPathParser::read_primary() {
    const char c = text_[at_];
    if (c == '$') error(at_, "variables are not supported");
    if (c == '"' || c == '\'') return read_literal();
    if (is_ascii_digit(c) || c == '.') return read_number();
    if (c != '(') return read_function();
    ++at_;
    Expression inner = read_or();
    if (!take(")")) error(at_, "')' is missing, found " + found());
    return inner;
}

Expression XPathParser::read_literal() {
    Expression e;
    const std::size_t end = text_.find(text_[at_], at_ + 1);
    if (end == std::string_view::npos) {
        error(at_, "the quoted text does not end");
        return e;
    }
    e.text = text_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    return e;
}

Expression XPathParser::read_number() {
    Expression e;
    e.kind = ExpressionKind::number;
    const auto read =
        std::from_chars(text_.data() + at_, text_.data() + text_.size(), e.value, std::chars_format::fixed);
    at_ = static_cast<std::size_t>(read.ptr - text_.data());
    return e;
}

Expression XPathParser::read_function() {
    Expression e;
    e.kind = ExpressionKind::function;
    const std::size_t start = at_;
    const std::string name = read_name();
    const auto function = std::find_if(std::begin(functions), std::end(functions),
                                       [&](const NamedFunction& f) { return f.name == name; });
    if (function == std::end(functions)) {
        error(start, "the function " + name + "() is not supported");
        return e;
    }
    e.which = function->function;
    if (!take("(")) error(at_, "'(' must follow " + name);
    if (!take(")")) {
        do e.children.push_back(read_or());
        while (!error_ && take(","));
        if (!take(")")) error(at_, "')' must end " + name + "(...), found " + found());
    }
    if (e.children.size() < function->least || e.children.size() > function->most)
        error(start, name + "() has the wrong number of arguments");
    const bool wants_nodes =
        e.which == Function::count || e.which == Function::sum || (e.which == Function::name && !e.children.empty());
    if (!error_ && wants_nodes && type_of(e.children[0]) != Type::nodes) error(start, name + "() wants a path");
    if (e.which == Function::contains) e.memo = out_.memo_count++;
    return e;
}

}  // namespace

Result<std::shared_ptr<const XPath>> parse_xpath(std::string_view text) {
    auto xpath = std::make_shared<XPath>();
    if (auto parsed = XPathParser(text, *xpath).parse(); !parsed) return fail(parsed.error());
    return std::shared_ptr<const XPath>(std::move(xpath));
}

}  // namespace winnow::html
