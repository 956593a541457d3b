#pragma once
/// What a Document owns. Seen by dom.cpp and the builder only.

#include <cstring>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "html/dom.h"

namespace winnow::html {

/// Character memory of one document in a few growing blocks; what was handed out never moves.
class TextArena {
public:
    std::string_view copy(std::string_view text);
    /// Both handed out by this arena. For free if `second` came right behind `first`; a block has room to spare for
    /// what does not fit the last one, so that joining piece by piece stays linear.
    std::string_view join(std::string_view first, std::string_view second);
    /// Room for `size` characters that the caller writes at once.
    char* reserve(std::size_t size);

private:
    char* at_ = nullptr;
    char* end_ = nullptr;
    std::size_t next_block_ = 32u << 10;
    std::vector<std::unique_ptr<char[]>> blocks_;
};

/// Names to small integers. Tags' names are known before the first page, the rest is one document's own.
class Interner {
public:
    explicit Interner(std::size_t expected);

    Atom intern(std::string_view name, TextArena& text);
    void mark_seen(Tag tag) { tag_seen_[static_cast<std::size_t>(tag)] = true; }
    Atom find(std::string_view name) const;  ///< no_atom if the document does not mention it
    std::string_view name(Atom atom) const;
    std::size_t size() const { return tag_count + names_.size(); }

private:
    struct Slot {
        std::uint32_t hash = 0;
        Atom atom = no_atom;
    };
    void rehash();

    std::vector<Slot> slots_;
    std::vector<std::string_view> names_;
    std::vector<bool> tag_seen_;
    std::size_t used_ = 0;
};

struct Document::Impl {
    explicit Impl(std::size_t html_bytes);

    TextArena text;
    Interner interner;
    std::vector<Node> nodes;
    std::vector<Attribute> attributes;
    std::vector<Atom> classes;
    std::vector<std::pair<std::uint64_t, NodeId>> ids;  // hash of the id attribute's value, sorted
    NodeId html = no_node;
    NodeId head = no_node;
    NodeId body = no_node;
};

/// For tables in memory, never stored: differs between processor families.
std::uint64_t hash_name(std::string_view name);

}  // namespace winnow::html
