#include "html/dom.h"

#include <algorithm>
#include <cstdint>
#include <random>
#include <utility>

#include "base/text.h"
#include "html/cut.h"
#include "html/dom_impl.h"
#include "html/gumbo_arena.h"
#include "html/gumbo_build.h"

namespace winnow::html {

// --- memory and names ------------------------------------------------------------------------------------------------

namespace {

__extension__ using Wide = unsigned __int128;

std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
    const Wide product = Wide{a} * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

std::uint64_t load(const char* data, std::size_t size) {
    std::uint64_t word = 0;
    std::memcpy(&word, data, size);
    return word;
}

/// Random for each process: nobody can prepare a page whose names all fall into one slot.
std::uint64_t hash_seed() {
    static const std::uint64_t seed = [] {
        std::random_device device;
        return (std::uint64_t{device()} << 32) | device();
    }();
    return seed;
}

}  // namespace

std::uint64_t hash_name(std::string_view name) {
    constexpr std::uint64_t odd = 0x9E3779B97F4A7C15u;
    std::uint64_t hash = hash_seed() ^ name.size();
    const char* at = name.data();
    std::size_t left = name.size();
    for (; left > 8; left -= 8, at += 8) hash = mix(hash ^ load(at, 8), odd);
    if (left != 0) hash = mix(hash ^ load(at, left), odd);
    return mix(hash, odd);
}

char* TextArena::reserve(std::size_t size) {
    if (size > static_cast<std::size_t>(end_ - at_)) {
        const std::size_t block = std::max(size * 2, next_block_);
        next_block_ = std::min(next_block_ * 2, std::size_t{1} << 20);
        blocks_.push_back(std::unique_ptr<char[]>(new char[block]));
        at_ = blocks_.back().get();
        end_ = at_ + block;
    }
    char* const result = at_;
    at_ += size;
    return result;
}

std::string_view TextArena::copy(std::string_view text) {
    if (text.empty()) return {};
    char* const to = reserve(text.size());
    std::memcpy(to, text.data(), text.size());
    return {to, text.size()};
}

std::string_view TextArena::join(std::string_view first, std::string_view second) {
    if (first.data() + first.size() == second.data()) return {first.data(), first.size() + second.size()};
    char* const to = reserve(first.size() + second.size());
    std::memcpy(to, first.data(), first.size());
    std::memcpy(to + first.size(), second.data(), second.size());
    return {to, first.size() + second.size()};
}

Interner::Interner(std::size_t expected) : tag_seen_(tag_count, false) {
    std::size_t size = 256;
    while (size < expected * 2) size *= 2;
    slots_.resize(size);
}

Atom Interner::intern(std::string_view name, TextArena& text) {
    const auto hash = static_cast<std::uint32_t>(hash_name(name));
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = hash & mask;
    for (; slots_[at].atom != no_atom; at = (at + 1) & mask)
        if (slots_[at].hash == hash && this->name(slots_[at].atom) == name) return slots_[at].atom;

    Atom atom = static_cast<Atom>(tag_of(name));
    if (atom != static_cast<Atom>(Tag::unknown)) {
        tag_seen_[atom] = true;
    } else {
        atom = static_cast<Atom>(size());
        names_.push_back(text.copy(name));
    }
    slots_[at] = Slot{hash, atom};
    if (++used_ * 2 > slots_.size()) rehash();
    return atom;
}

void Interner::rehash() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    const std::size_t mask = slots_.size() - 1;
    for (const Slot slot : old) {
        if (slot.atom == no_atom) continue;
        std::size_t at = slot.hash & mask;
        while (slots_[at].atom != no_atom) at = (at + 1) & mask;
        slots_[at] = slot;
    }
}

Atom Interner::find(std::string_view name) const {
    if (const Tag tag = tag_of(name); tag != Tag::unknown)
        return tag_seen_[static_cast<std::size_t>(tag)] ? static_cast<Atom>(tag) : no_atom;
    const auto hash = static_cast<std::uint32_t>(hash_name(name));
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t at = hash & mask; slots_[at].atom != no_atom; at = (at + 1) & mask)
        if (slots_[at].hash == hash && this->name(slots_[at].atom) == name) return slots_[at].atom;
    return no_atom;
}

std::string_view Interner::name(Atom atom) const {
    return atom < tag_count ? tag_name(static_cast<Tag>(atom)) : names_[atom - tag_count];
}

// --- Document --------------------------------------------------------------------------------------------------------

Document::Impl::Impl(std::size_t html_bytes) : interner(html_bytes / 512) {
    // Of what goes to Gumbo, real pages have a node for every 20 to 40 bytes; growing further is cheap.
    nodes.reserve(html_bytes / 24 + 16);
    attributes.reserve(html_bytes / 32 + 16);
    classes.reserve(html_bytes / 32 + 16);
}

Document::Document(std::unique_ptr<Impl> impl) : impl_(std::move(impl)), nodes_(impl_->nodes) {}
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

Result<Document> Document::parse(std::string_view html, const ParseLimits& limits) {
    if (html.size() > limits.max_bytes)
        return fail(Errc::too_large, "page: " + std::to_string(html.size()) + " bytes, at most " +
                                         std::to_string(limits.max_bytes) + " are read");
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (html.substr(0, 3) == byte_order_mark) html.remove_prefix(3);  // Gumbo would open <body> for it

    const CutPage page = cut(html);
    if (page.most_attributes > max_attributes)
        return fail(Errc::unparsable, "page: " + std::to_string(page.most_attributes) + " attributes on one tag");
    if (page.deepest > max_open_tags)
        return fail(Errc::unparsable, "page: " + std::to_string(page.deepest) + " open tags");

    const GumboParse parse(page.html, limits.max_arena_bytes, limits.deadline);
    if (parse.stop() == GumboStop::memory)
        return fail(Errc::unparsable,
                    "page: its tree needs more than " + std::to_string(limits.max_arena_bytes) + " bytes");
    if (parse.stop() == GumboStop::time)
        return fail(Errc::unparsable,
                    "page: parsing it takes more than " + std::to_string(limits.deadline.count()) + " ms");

    auto impl = std::make_unique<Impl>(page.html.size());
    if (auto built = build_from_gumbo(parse.document(), page, limits, *impl); !built) return fail(built.error());
    return Document(std::move(impl));
}

Element Document::root() const {
    return {*this, 0};
}
Element Document::html() const {
    return {*this, impl_->html};
}
Element Document::head() const {
    return {*this, impl_->head};
}
Element Document::body() const {
    return {*this, impl_->body};
}
Element Document::element(NodeId id) const {
    return {*this, id};
}

std::span<const Attribute> Document::attributes(NodeId id) const {
    const Node& n = node(id);
    return std::span(impl_->attributes).subspan(n.first_attribute, n.attribute_count);
}

std::span<const Atom> Document::classes(NodeId id) const {
    const Node& n = node(id);
    return std::span(impl_->classes).subspan(n.first_class, n.class_count);
}

Atom Document::atom(std::string_view name) const {
    return impl_->interner.find(name);
}

std::string_view Document::name(Atom atom) const {
    return atom < impl_->interner.size() ? impl_->interner.name(atom) : std::string_view();
}

Element Document::by_id(std::string_view id) const {
    const std::uint64_t hash = hash_name(id);
    auto at = std::lower_bound(impl_->ids.begin(), impl_->ids.end(), std::pair(hash, NodeId{0}));
    for (; at != impl_->ids.end() && at->first == hash; ++at)
        if (Element found(*this, at->second); found.attr("id") == id) return found;
    return {};
}

// --- Element ---------------------------------------------------------------------------------------------------------

std::string_view Element::tag_name() const {
    return is_element() ? document_->name(node().name) : std::string_view();
}

std::string_view Element::attr(std::string_view name) const {
    if (!is_element() || node().attribute_count == 0) return {};
    const Atom atom = document_->atom(name);
    if (atom == no_atom) return {};
    return attr(atom);
}

std::string_view Element::attr(Atom name) const {
    if (!is_element()) return {};
    for (const auto& attribute : document_->attributes(id_))
        if (attribute.name == name) return attribute.value;
    return {};
}

bool Element::has_attr(std::string_view name) const {
    if (!is_element() || node().attribute_count == 0) return false;
    const Atom atom = document_->atom(name);
    const auto all = document_->attributes(id_);
    return std::any_of(all.begin(), all.end(), [&](const Attribute& a) { return a.name == atom; });
}

bool Element::has_class(std::string_view name) const {
    if (!is_element() || node().class_count == 0) return false;
    const Atom atom = document_->atom(name);
    const auto all = document_->classes(id_);
    return std::find(all.begin(), all.end(), atom) != all.end();
}

Element Element::at(NodeId id) const {
    return id == no_node ? Element() : Element(*document_, id);
}

Element Element::parent() const {
    return *this ? at(node().parent) : Element();
}
Element Element::first_child() const {
    return *this ? at(node().first_child) : Element();
}
Element Element::next_sibling() const {
    return *this ? at(node().next_sibling) : Element();
}
Element Element::previous_sibling() const {
    return *this ? at(node().previous_sibling) : Element();
}

Element Element::first_element_child() const {
    Element child = first_child();
    while (child && !child.is_element()) child = child.next_sibling();
    return child;
}

Element Element::next_element_sibling() const {
    Element sibling = next_sibling();
    while (sibling && !sibling.is_element()) sibling = sibling.next_sibling();
    return sibling;
}

Element Element::previous_element_sibling() const {
    Element sibling = previous_sibling();
    while (sibling && !sibling.is_element()) sibling = sibling.previous_sibling();
    return sibling;
}

bool Element::contains(Element other) const {
    return *this && other && document_ == other.document_ && other.id_ >= id_ && other.id_ < node().end;
}

std::string Element::raw_text() const {
    std::string text;
    if (!*this) return text;
    const auto nodes = document_->nodes();
    if (nodes[id_].kind == NodeKind::text) return std::string(nodes[id_].text);
    for (NodeId id = id_ + 1; id < nodes[id_].end;) {
        const Node& n = nodes[id];
        if (n.kind == NodeKind::text) text += n.text;
        const bool skipped = n.tag == Tag::script || n.tag == Tag::style || n.tag == Tag::template_;
        id = skipped ? n.end : id + 1;
    }
    return text;
}

}  // namespace winnow::html
