#include "html/gumbo_build.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>

#include "base/text.h"
#include "html/dom_impl.h"

namespace winnow::html {
namespace {

std::array<Tag, GUMBO_TAG_LAST> build_tag_table() {
    std::array<Tag, GUMBO_TAG_LAST> table{};
    for (int i = 0; i < GUMBO_TAG_UNKNOWN; ++i)
        table[static_cast<std::size_t>(i)] = tag_of(gumbo_normalized_tagname(static_cast<GumboTag>(i)));
    return table;
}

/// "<Foo-Bar data-x>" to "Foo-Bar": Gumbo gives unknown elements no name but this.
std::string_view name_in_source(const GumboStringPiece& tag) {
    std::string_view name(tag.data == nullptr ? "" : tag.data, tag.length);
    if (!name.empty() && name.front() == '<') name.remove_prefix(1);
    if (!name.empty() && name.front() == '/') name.remove_prefix(1);
    std::size_t size = 0;
    while (size < name.size() && !is_ascii_space(name[size]) && name[size] != '/' && name[size] != '>') ++size;
    return name.substr(0, size);
}

bool has_upper(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool is_blank(std::string_view text) {
    return std::all_of(text.begin(), text.end(), is_ascii_space);
}

class Builder {
public:
    Builder(const CutPage& page, const ParseLimits& limits, Document::Impl& out)
        : page_(page), limits_(limits), out_(out), id_(intern("id")) {
        class_ = intern("class");
    }

    Result<void> build(const GumboNode* document);

private:
    struct Open {
        const GumboVector* children;
        unsigned next;
        NodeId id;  // no_node for an element that was flattened: its children go to the element above
    };

    Atom intern(std::string_view name) { return out_.interner.intern(name, out_.text); }
    NodeId holder() const { return path_.back(); }
    std::string_view value_of(const GumboAttribute& attribute) const;
    std::span<const HeldAttribute> held_by(const GumboAttribute& attribute) const;
    std::string_view held_text(std::string_view text, std::size_t& at) const;
    std::string_view copy_text(std::string_view text);
    NodeId append(Node node);
    void add_text(const GumboNode& node);
    bool add_element(const GumboNode& node);
    void name_element(const GumboElement& element, Node& node);
    void add_attributes(const GumboElement& element, Node& node, NodeId id);
    void add_attribute(Atom name, std::string_view value, Node& node, NodeId id);
    Atom attribute_name(const GumboAttribute& attribute);
    void add_classes(std::string_view value, Node& node, NodeId id);

    const CutPage& page_;
    const ParseLimits& limits_;
    Document::Impl& out_;
    Atom id_;
    Atom class_ = no_atom;
    std::vector<Open> open_;
    std::vector<NodeId> path_;         // the nodes that may still get children, the document first; index = depth
    std::vector<NodeId> last_child_;   // of the path's nodes
    std::vector<NodeId> class_owner_;  // by atom: the last element that has this class
};

/// The attribute's value in the page: what Gumbo has, or what it has a stand-in for.
std::string_view Builder::value_of(const GumboAttribute& attribute) const {
    const std::string_view value(attribute.value);
    const char* const place = attribute.original_value.data;
    if (value.empty() || value.front() != value_mark || place == nullptr) return value;
    const auto at = static_cast<std::uint32_t>(place - page_.html.data());
    const auto held = std::lower_bound(page_.values.begin(), page_.values.end(), at,
                                       [](const HeldValue& one, std::uint32_t wanted) { return one.at < wanted; });
    return held != page_.values.end() && held->at == at ? held->text : value;
}

/// The attributes of the page that this one stands for; none if it is one itself.
std::span<const HeldAttribute> Builder::held_by(const GumboAttribute& attribute) const {
    const char* const place = attribute.original_name.data;
    if (attribute.name[0] != attributes_mark[0] || page_.lists.empty() || place == nullptr) return {};
    const auto at = static_cast<std::uint32_t>(place - page_.html.data());
    const auto held = std::lower_bound(page_.lists.begin(), page_.lists.end(), at,
                                       [](const HeldAttributes& one, std::uint32_t wanted) { return one.at < wanted; });
    if (held == page_.lists.end() || held->at != at) return {};
    const auto next = held + 1;
    const auto end = next == page_.lists.end() ? page_.attributes.size() : next->first;
    return std::span(page_.attributes).subspan(held->first, end - held->first);
}

/// What the stand-in at `at` stands for; `at` moves behind it.
std::string_view Builder::held_text(std::string_view text, std::size_t& at) const {
    if (text[at] == text_mark_lead) return page_.texts.at(next_code_point(text, at) - first_text_mark);
    std::size_t number = 0;
    for (std::size_t digit = blank_code_size - 1; digit > 0; --digit)
        number = number * blank_digits.size() + blank_digits.find(text.at(at + digit));
    at += blank_code_size;
    return page_.blanks.at(number);
}

/// A copy of Gumbo's text, with the page's text for its stand-ins.
std::string_view Builder::copy_text(std::string_view text) {
    const auto next_mark = [&](std::size_t at) {
        while (at < text.size() && !(text[at] == text_mark_lead && !page_.texts.empty()) &&
               !(text[at] == blank_mark && !page_.blanks.empty()))
            ++at;
        return at;
    };
    const auto first = next_mark(0);
    if (first == text.size()) return out_.text.copy(text);
    const auto each_piece = [&](auto&& take) {
        for (std::size_t at = 0, mark = first;; mark = next_mark(at)) {
            take(text.substr(at, mark - at));
            at = mark;
            if (at == text.size()) return;
            take(held_text(text, at));
        }
    };
    std::size_t size = 0;
    each_piece([&](std::string_view piece) { size += piece.size(); });
    char* const start = out_.text.reserve(size);
    char* to = start;
    each_piece([&](std::string_view piece) { to = std::copy(piece.begin(), piece.end(), to); });
    return {start, size};
}

NodeId Builder::append(Node node) {
    const auto id = static_cast<NodeId>(out_.nodes.size());
    node.parent = holder();
    node.depth = static_cast<std::uint16_t>(path_.size());
    node.end = id + 1;
    NodeId& last = last_child_.back();
    node.previous_sibling = last;
    if (last == no_node) {
        out_.nodes[holder()].first_child = id;
    } else {
        out_.nodes[last].next_sibling = id;
    }
    last = id;
    out_.nodes.push_back(node);
    return id;
}

void Builder::add_text(const GumboNode& node) {
    const std::string_view text(node.v.text.text);
    if (text.empty()) return;
    const bool blank = node.type == GUMBO_NODE_WHITESPACE || is_blank(text);
    const NodeId last = last_child_.back();
    // A comment stood between two texts; to a reader they are one.
    if (last != no_node && last + 1 == out_.nodes.size() && out_.nodes[last].kind == NodeKind::text) {
        Node& before = out_.nodes[last];
        before.text = out_.text.join(before.text, copy_text(text));
        before.blank = before.blank && blank;
        return;
    }
    Node added;
    added.kind = NodeKind::text;
    added.blank = blank;
    added.text = copy_text(text);
    append(added);
}

void Builder::name_element(const GumboElement& element, Node& node) {
    static const auto tags = build_tag_table();
    node.foreign = element.tag_namespace != GUMBO_NAMESPACE_HTML;
    node.tag = tags[element.tag];
    if (node.tag == Tag::unknown) {
        const std::string_view known = element.tag == GUMBO_TAG_UNKNOWN ? "" : gumbo_normalized_tagname(element.tag);
        const std::string name = ascii_lower(known.empty() ? name_in_source(element.original_tag) : known);
        node.tag = tag_of(name);
        if (node.tag == Tag::unknown) {
            node.name = name.empty() ? Atom{0} : intern(name);
            return;
        }
    }
    node.name = static_cast<Atom>(node.tag);
    out_.interner.mark_seen(node.tag);
}

Atom Builder::attribute_name(const GumboAttribute& attribute) {
    const std::string_view name(attribute.name);
    if (attribute.attr_namespace == GUMBO_ATTR_NAMESPACE_XLINK) return intern("xlink:" + ascii_lower(name));
    if (has_upper(name)) return intern(ascii_lower(name));  // SVG's viewBox
    return intern(name);
}

void Builder::add_classes(std::string_view value, Node& node, NodeId id) {
    node.first_class = static_cast<std::uint32_t>(out_.classes.size());
    for (std::size_t at = 0; at < value.size();) {
        if (is_ascii_space(value[at])) {
            ++at;
            continue;
        }
        const std::size_t start = at;
        while (at < value.size() && !is_ascii_space(value[at])) ++at;
        const Atom name = intern(value.substr(start, at - start));
        if (class_owner_.size() <= name) class_owner_.resize(out_.interner.size() + 256, no_node);
        if (class_owner_[name] == id) continue;
        class_owner_[name] = id;
        out_.classes.push_back(name);
    }
    node.class_count = static_cast<std::uint16_t>(
        std::min<std::size_t>(out_.classes.size() - node.first_class, 0xFFFF));  // checked in add_element
}

void Builder::add_attribute(Atom name, std::string_view value, Node& node, NodeId id) {
    const Attribute added{name, copy_text(value)};
    out_.attributes.push_back(added);
    if (name == class_) add_classes(added.value, node, id);
    if (name == id_ && !value.empty()) out_.ids.emplace_back(hash_name(value), id);
}

void Builder::add_attributes(const GumboElement& element, Node& node, NodeId id) {
    node.first_attribute = static_cast<std::uint32_t>(out_.attributes.size());
    for (unsigned i = 0; i < element.attributes.length; ++i) {
        const auto& attribute = *static_cast<const GumboAttribute*>(element.attributes.data[i]);
        const auto held = held_by(attribute);
        for (const auto& one : held)
            add_attribute(intern(has_upper(one.name) ? ascii_lower(one.name) : one.name), one.value, node, id);
        if (held.empty()) add_attribute(attribute_name(attribute), value_of(attribute), node, id);
    }
    node.attribute_count = static_cast<std::uint16_t>(out_.attributes.size() - node.first_attribute);
}

/// False if a counter of Node would overflow.
bool Builder::add_element(const GumboNode& source) {
    const GumboElement& element = source.v.element;
    if (element.attributes.length > 0xFFFF) return false;
    Node node;
    name_element(element, node);
    const auto id = static_cast<NodeId>(out_.nodes.size());
    if (element.attributes.length != 0) add_attributes(element, node, id);
    if (node.class_count == 0xFFFF) return false;
    append(node);

    const bool flattened = path_.size() > limits_.max_depth;
    if (element.children.length != 0) open_.push_back(Open{&element.children, 0, flattened ? no_node : id});
    if (element.children.length != 0 && !flattened) {
        path_.push_back(id);
        last_child_.push_back(no_node);
    }
    return true;
}

Result<void> Builder::build(const GumboNode* document) {
    Node root;
    root.kind = NodeKind::document;
    root.end = 1;
    out_.nodes.push_back(root);
    path_.push_back(0);
    last_child_.push_back(no_node);
    open_.push_back(Open{&document->v.document.children, 0, 0});

    while (!open_.empty()) {
        Open& top = open_.back();
        if (top.next == top.children->length) {
            if (top.id != no_node) {
                out_.nodes[top.id].end = static_cast<NodeId>(out_.nodes.size());
                path_.pop_back();
                last_child_.pop_back();
            }
            open_.pop_back();
            continue;
        }
        if (out_.nodes.size() >= limits_.max_nodes)
            return fail(Errc::too_large, "page: more than " + std::to_string(limits_.max_nodes) + " nodes");
        const auto& child = *static_cast<const GumboNode*>(top.children->data[top.next++]);
        if (child.type == GUMBO_NODE_ELEMENT || child.type == GUMBO_NODE_TEMPLATE) {
            if (!add_element(child))
                return fail(Errc::too_large, "page: more than 65534 attributes or classes on one element");
        } else if (child.type != GUMBO_NODE_COMMENT) {
            add_text(child);
        }
    }
    std::sort(out_.ids.begin(), out_.ids.end());
    return {};
}

}  // namespace

Result<void> build_from_gumbo(const GumboNode* document, const CutPage& page, const ParseLimits& limits,
                              Document::Impl& impl) {
    Builder builder(page, limits, impl);
    auto built = builder.build(document);
    if (!built) return built;
    const auto child = [&](NodeId parent, Tag tag) {
        if (parent == no_node) return no_node;
        NodeId id = impl.nodes[parent].first_child;
        while (id != no_node && impl.nodes[id].tag != tag) id = impl.nodes[id].next_sibling;
        return id;
    };
    impl.html = child(0, Tag::html);
    impl.head = child(impl.html, Tag::head);
    impl.body = child(impl.html, Tag::body);
    return built;
}

}  // namespace winnow::html
