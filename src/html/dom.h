#pragma once
/// A parsed page as a compact, read-only tree that owns its memory.
///
/// Nodes are stored in document order (preorder), so a subtree is the index range [id, subtree_end(id)) and one pass
/// over a page is one pass over an array. Names (tags, attributes, classes) are interned per document: comparing is
/// comparing integers, and a name that a page never mentions kills a selector before any node is looked at.
/// Immutable after parse(): any thread may read. An Element is a view: it needs its Document alive.

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "html/tag.h"

namespace winnow::html {

using NodeId = std::uint32_t;
inline constexpr NodeId no_node = 0xFFFFFFFFu;

/// An interned name of one Document. The first tag_count atoms are the Tag enumerators' names, in order.
using Atom = std::uint32_t;
inline constexpr Atom no_atom = 0xFFFFFFFFu;

enum class NodeKind : std::uint8_t { document, element, text };

struct Attribute {
    Atom name = no_atom;  ///< lower case
    std::string_view value;
};

struct Node {
    NodeKind kind = NodeKind::element;
    bool blank = false;    ///< text: white space only
    bool foreign = false;  ///< element: in the SVG or MathML namespace
    Tag tag = Tag::unknown;
    Atom name = no_atom;  ///< element: its lower-case tag name; equals Atom(tag) for known tags
    NodeId parent = no_node;
    NodeId first_child = no_node;
    NodeId next_sibling = no_node;
    NodeId previous_sibling = no_node;
    NodeId end = no_node;     ///< one past the last node of this subtree
    std::uint16_t depth = 0;  ///< the document node has 0
    std::uint16_t attribute_count = 0;
    std::uint16_t class_count = 0;
    std::uint32_t first_attribute = 0;
    std::uint32_t first_class = 0;
    std::string_view text;  ///< text nodes: entities decoded, white space as in the source
};

struct ParseLimits {
    std::size_t max_bytes = 10u << 20;         ///< of input; more is too_large
    std::size_t max_arena_bytes = 128u << 20;  ///< Gumbo's memory; real pages need 8 MiB
    std::size_t max_nodes = 1'000'000;
    std::uint16_t max_depth = 512;  ///< what stands deeper becomes a child of the element at this depth
    std::chrono::milliseconds deadline{
        900};  ///< of this thread's processor time inside Gumbo: a busy machine reads the same
};

class Element;

class Document {
public:
    /// `html` is UTF-8 (decode() made it so). Script and style bodies are emptied before the parse (JSON-LD is kept).
    /// Comments are dropped, templates are kept as elements with their content below them. Fails with unparsable or
    /// too_large when a limit is hit: the time and memory of a hostile page are bounded, its tree is not half-read.
    static Result<Document> parse(std::string_view html, const ParseLimits& limits = {});

    Document(Document&&) noexcept;
    Document& operator=(Document&&) noexcept;
    ~Document();

    Element root() const;  ///< the document node; its element children are <html>
    Element html() const;
    Element head() const;  ///< false-y if the page has none; <meta> may stand in <body> all the same
    Element body() const;
    Element element(NodeId id) const;

    std::span<const Node> nodes() const { return nodes_; }
    const Node& node(NodeId id) const { return nodes()[id]; }
    std::span<const Attribute> attributes(NodeId id) const;
    std::span<const Atom> classes(NodeId id) const;  ///< as written, case kept, no repeats

    /// The atom of a name that occurs in this document (tag, attribute or class), no_atom if none does.
    Atom atom(std::string_view name) const;
    std::string_view name(Atom atom) const;
    Element by_id(std::string_view id) const;  ///< the first in document order

    struct Impl;

private:
    explicit Document(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
    std::span<const Node> nodes_;  // of impl_, here so that a node is one load away
};

/// A view of one node, text nodes included; cheap to copy. A default-made Element is false-y and answers empty.
class Element {
public:
    Element() = default;
    Element(const Document& document, NodeId id) : document_(&document), id_(id) {}

    explicit operator bool() const { return document_ != nullptr && id_ != no_node; }
    bool operator==(const Element&) const = default;

    NodeId id() const { return id_; }
    const Document& document() const { return *document_; }
    const Node& node() const { return document_->node(id_); }

    bool is_element() const { return *this && node().kind == NodeKind::element; }
    bool is_text() const { return *this && node().kind == NodeKind::text; }
    Tag tag() const { return *this ? node().tag : Tag::unknown; }
    bool is(Tag t) const { return is_element() && node().tag == t; }
    std::string_view tag_name() const;

    /// The attribute's value, or empty; `name` in lower case.
    std::string_view attr(std::string_view name) const;
    std::string_view attr(Atom name) const;  ///< for loops over a page: ask Document::atom once
    bool has_attr(std::string_view name) const;
    bool has_class(std::string_view name) const;

    Element parent() const;
    Element first_child() const;
    Element next_sibling() const;
    Element previous_sibling() const;
    Element first_element_child() const;
    Element next_element_sibling() const;
    Element previous_element_sibling() const;
    bool contains(Element other) const;  ///< itself or below it

    /// All text below, as it stands in the source, nothing added between blocks: for matching, not for reading.
    /// Scripts, styles and templates below are left out; asked of a script itself (JSON-LD) it gives the script.
    std::string raw_text() const;

private:
    Element at(NodeId id) const;

    const Document* document_ = nullptr;
    NodeId id_ = no_node;
};

}  // namespace winnow::html
