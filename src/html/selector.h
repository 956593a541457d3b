#pragma once
/// CSS selectors and an XPath subset, compiled to one matcher over the Document.
///
/// CSS: Selectors Level 3 in full (all combinators, attribute operators with the i flag, :nth-*, :not, :empty, :root,
/// :first-of-type ...; states such as :hover never match and pseudo-elements are errors), plus from Level 4 :is(),
/// :where(), :not(list), :has(relative list), and the widespread :contains("text") (case-sensitive substring of the
/// text). XPath 1.0 subset: //tag, /tag, *, ., .., |, [@a], [@a='v'], [contains(@class,'v')], [contains(text(),'v')],
/// [starts-with(@a,'v')], [normalize-space()='v'], not(), and, or, [n], [last()], [position()<n], axes descendant::,
/// following-sibling::, preceding-sibling::, parent::, ancestor::, self::, child::; a last step may be text() or @attr.
/// Anything else is an error that names the construct: a rule never silently means something else.
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
    /// xpath if it starts with "xpath:" or with '/', css otherwise.
    static Result<Selector> compile(std::string_view text);

    /// All hits below `scope` (the whole document by default) in document order, each node once. For CSS the scope
    /// only restricts what may be selected; ancestors outside it still count, as in Element.querySelectorAll.
    std::vector<Hit> select(const Document& document, NodeId scope = 0) const;
    /// Elements only, as ids.
    std::vector<NodeId> select_nodes(const Document& document, NodeId scope = 0) const;
    Element first(const Document& document, NodeId scope = 0) const;
    /// CSS only: does this element match? An XPath answers by membership, which costs a select().
    bool matches(Element element) const;

    const std::string& text() const;  ///< as it was written

    struct Program;

private:
    std::shared_ptr<const Program> program_;
};

}  // namespace winnow::html
