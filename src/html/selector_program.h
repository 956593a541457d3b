#pragma once
/// What a selector is compiled to. Seen by the selector_*.cpp files only.
///
/// Names stand in one table of the program; a run looks each of them up once in the document's interner and from then
/// on compares integers.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/text.h"
#include "html/dom.h"
#include "html/selector.h"

namespace winnow::html {

struct XPath;
using NameIndex = std::uint16_t;

enum class AttributeOperator : std::uint8_t { exists, equals, includes, dash, prefix, suffix, substring };

struct AttributeTest {
    NameIndex name = 0;
    AttributeOperator op = AttributeOperator::exists;
    bool fold_case = false;          ///< the i flag
    bool fold_case_in_html = false;  ///< one of the attributes whose values HTML compares without case
    std::string value;
};

enum class PseudoKind : std::uint8_t {
    never,  ///< states of a live page: :hover, :visited ...
    root,
    scope,
    empty,
    first_child,
    last_child,
    nth,
    is,
    not_,
    has,
    contains,
    lang,
    link,
    checked,
    disabled,
    enabled,
    required,
    optional,
};

struct Complex;

struct Pseudo {
    PseudoKind kind = PseudoKind::never;
    // nth: the elements number a*n+b, counted ...
    int a = 0;
    int b = 0;
    bool from_end = false;
    bool of_type = false;            ///< ... among those of the same name
    std::vector<Complex> selectors;  ///< is, not, has; nth: ... among those that match (if there are any)
    std::vector<std::string> texts;  ///< contains: any of them; lang: ranges, lower case
    std::uint16_t memo = 0;          ///< which of the run's memos: has, contains, nth
};

struct Compound {
    bool has_tag = false;
    bool never = false;  ///< |name: an element in no namespace, which an HTML page does not have
    NameIndex tag = 0;
    std::vector<NameIndex> classes;
    std::vector<std::string> ids;
    std::vector<AttributeTest> attributes;
    std::vector<Pseudo> pseudos;
};

enum class Combinator : std::uint8_t { descendant, child, next_sibling, subsequent_sibling };

struct Complex {
    std::vector<Compound> compounds;  ///< as written, left to right
    /// combinators[i] stands before compounds[i]; the first counts only in a relative selector (:has).
    std::vector<Combinator> combinators;
};

struct Selector::Program {
    std::string text;
    std::vector<std::string> names;
    std::vector<Complex> selectors;
    std::uint16_t memo_count = 0;
    std::shared_ptr<const XPath> xpath;  ///< null for CSS
};

/// Fills names, selectors and memo_count.
Result<void> parse_css(std::string_view text, Selector::Program& program);
Result<std::shared_ptr<const XPath>> parse_xpath(std::string_view text);

std::vector<Hit> select_css(const Selector::Program& program, const Document& document, NodeId scope, bool first_only);
std::vector<Hit> select_xpath(const XPath& xpath, const Document& document, NodeId scope);
bool matches_css(const Selector::Program& program, const Document& document, NodeId id);

/// How much work one select() may do, in looks at a node. A page of a thousand nodes takes some thousands; only a page
/// built to make a selector quadratic gets here, and it selects nothing.
inline constexpr std::uint64_t max_selector_steps = 30'000'000;

/// "column 7: ..." as an Error. `at` is a byte offset; columns count code points from 1.
[[nodiscard]] tl::unexpected<Error> fail_at(std::string_view text, std::size_t at, const std::string& what);
/// What stands at `at`, for an error: the character in quotes, or "end of the XPath".
std::string found_at(std::string_view text, std::size_t at, std::string_view whole);

constexpr bool starts_name(char c) {
    return is_ascii_alpha(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace winnow::html
