#pragma once
/// CSS selectors and XPath, compiled once and run over the Document.
///
/// CSS: Selectors Level 3 in full (all combinators, attribute operators, :nth-*, :not, :empty, :root, :lang ...), and
/// from Level 4 :is(), :where(), :not(list), :has(relative list), nth-child(an+b of list), the flags i and s; and the
/// widespread :contains("text"), a case-sensitive substring of the text. Names are compared as HTML does: tags and
/// attributes without case, classes and ids with it, values with it but for the attributes that HTML lists. States such
/// as :hover never match; :link, :checked, :disabled and their kin go by the attributes. Pseudo-elements, unknown
/// pseudo-classes and namespace prefixes are errors.
/// XPath 1.0: all axes but namespace::, all operators, predicates with position() and last(), steps by name, *, node()
/// and text(), @attr, and the functions on strings, numbers and booleans. Variables, comment(), id(), lang() and what
/// came after 1.0 are errors. Text is the element's raw_text().
/// An error names the construct: a rule never silently means something else. A page built to make a selector quadratic
/// selects nothing.
/// Immutable: compile once, use from any thread.

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "html/dom.h"

namespace winnow::html {

/// One thing selected: an element, or (XPath only) one of its attributes or text children.
struct Hit {
    NodeId node = no_node;       ///< the element; for text() the text node
    std::string_view attribute;  ///< name of the selected attribute, empty if the element itself was selected
};

class Selector {
public:
    /// The error's `what` has the construct and its column: "column 7: :nth-child() wants an+b, found 'x'".
    static Result<Selector> css(std::string_view text);
    static Result<Selector> xpath(std::string_view text);
    /// xpath if it starts with "xpath:", "/", "./", "../" or "(", css otherwise.
    static Result<Selector> compile(std::string_view text);

    /// All hits below `scope` (the whole document by default) in document order, each node once. For CSS the scope
    /// only restricts what may be selected; ancestors outside it still count, as in Element.querySelectorAll. For XPath
    /// it is also where a relative path starts.
    std::vector<Hit> select(const Document& document, NodeId scope = 0) const;
    /// Elements only, as ids.
    std::vector<NodeId> select_nodes(const Document& document, NodeId scope = 0) const;
    Element first(const Document& document, NodeId scope = 0) const;
    /// CSS only: does this element match? An XPath answers by membership, which costs a select().
    bool matches(Element element) const;

    const std::string& text() const;  ///< as it was written (without the prefix "xpath:")

    struct Program;

private:
    std::shared_ptr<const Program> program_;
};

/// The attribute's value, the text node's text, or the element's raw_text().
std::string text_of(const Document& document, const Hit& hit);

}  // namespace winnow::html
