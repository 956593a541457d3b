#pragma once
/// A compiled XPath: the expression tree of XPath 1.0 as far as rules for pages need it. Seen by selector_xpath_*.cpp.

#include <cstdint>
#include <string>
#include <vector>

#include "html/selector_program.h"

namespace winnow::html {

enum class Axis : std::uint8_t {
    child,
    descendant,
    descendant_or_self,
    parent,
    ancestor,
    ancestor_or_self,
    self,
    following_sibling,
    preceding_sibling,
    following,
    preceding,
    attribute,
};

enum class NodeTest : std::uint8_t { name, any_name, text, node };

enum class Function : std::uint8_t {
    last,
    position,
    count,
    name,
    string,
    concat,
    starts_with,
    contains,
    substring_before,
    substring_after,
    substring,
    string_length,
    normalize_space,
    translate,
    boolean,
    not_,
    true_,
    false_,
    number,
    sum,
    floor,
    ceiling,
    round,
};

enum class ExpressionKind : std::uint8_t {
    path,      ///< steps, from `children[0]` if `filtered`, else from the page (`absolute`) or the context node
    filter,    ///< children[0], then predicates: (//h1)[1]
    union_,    //
    literal,   ///< text
    number,    ///< value
    function,  ///< which, children are its arguments
    or_,
    and_,
    equal,
    not_equal,
    less,
    less_equal,
    greater,
    greater_equal,
    add,
    subtract,
    multiply,
    divide,
    modulo,
    negate,
};

struct Expression;

struct Step {
    Axis axis = Axis::child;
    NodeTest test = NodeTest::name;
    NameIndex name = 0;
    std::vector<Expression> predicates;
    bool positional = false;  ///< some predicate asks for position() or last(), or is a number
};

struct Expression {
    ExpressionKind kind = ExpressionKind::literal;
    std::vector<Expression> children;
    std::vector<Expression> predicates;  // of a filter
    std::vector<Step> steps;
    bool absolute = false;
    bool filtered = false;
    Function which = Function::last;
    std::string text;
    double value = 0;
    std::uint16_t memo = 0;  // contains(., 'literal')
};

struct XPath {
    Expression expression;
    std::vector<std::string> names;  // lower case
    std::uint16_t memo_count = 0;
};

}  // namespace winnow::html
