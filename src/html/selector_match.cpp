// Runs a CSS program: right to left for the plain parts, and for what would make that quadratic (:has, :contains,
// :nth-*) one pass over the page the first time it is asked.

#include <algorithm>
#include <memory>
#include <optional>
#include <unordered_map>

#include "base/text.h"
#include "html/selector_program.h"
#include "html/selector_text.h"

namespace winnow::html {
namespace {

/// How a match from some compound leftwards failed, so that the search does not try what must fail in the same way.
enum class Match { yes, no, no_sibling_either, nothing_here };

bool has_word(std::string_view text, std::string_view word, bool (*equal)(std::string_view, std::string_view)) {
    if (word.empty()) return false;
    for (std::size_t at = 0; at < text.size();) {
        while (at < text.size() && is_ascii_space(text[at])) ++at;
        const std::size_t start = at;
        while (at < text.size() && !is_ascii_space(text[at])) ++at;
        if (equal(text.substr(start, at - start), word)) return true;
    }
    return false;
}

bool same(std::string_view a, std::string_view b) {
    return a == b;
}

bool value_passes(std::string_view value, const AttributeTest& test, bool fold) {
    const std::string_view wanted = test.value;
    const auto equal = fold ? iequals_ascii : same;
    const auto is_at = [&](std::size_t at) { return equal(value.substr(at, wanted.size()), wanted); };
    const bool could = !wanted.empty() && wanted.size() <= value.size();
    switch (test.op) {
        case AttributeOperator::exists:
            return true;
        case AttributeOperator::equals:
            return equal(value, wanted);
        case AttributeOperator::includes:
            return has_word(value, wanted, equal);
        case AttributeOperator::dash:
            return equal(value, wanted) || (value.size() > wanted.size() && value[wanted.size()] == '-' && is_at(0));
        case AttributeOperator::prefix:
            return could && is_at(0);
        case AttributeOperator::suffix:
            return could && is_at(value.size() - wanted.size());
        case AttributeOperator::substring:
            if (!could) return false;
            if (!fold) return value.find(wanted) != std::string_view::npos;
            return ifind_ascii(value, ascii_lower(wanted)) != std::string_view::npos;
    }
    return false;
}

/// RFC 4647 extended filtering; both in lower case. "de" takes "de-at", "*-ch" takes "de-ch".
bool language_passes(std::string_view tag, std::string_view range) {
    if (range.empty() || tag.empty()) return range.empty() && tag.empty();
    const auto tags = split(tag, '-');
    const auto ranges = split(range, '-');
    if (ranges[0] != "*" && ranges[0] != tags[0]) return false;
    std::size_t t = 1;
    for (std::size_t r = 1; r < ranges.size();) {
        if (ranges[r] == "*") {
            ++r;
        } else if (t == tags.size()) {
            return false;
        } else if (ranges[r] == tags[t]) {
            ++r;
            ++t;
        } else if (tags[t].size() == 1) {
            return false;
        } else {
            ++t;
        }
    }
    return true;
}

class Run {
public:
    Run(const Selector::Program& program, const Document& document, NodeId scope)
        : program_(program), document_(document), nodes_(document.nodes()), scope_(scope), memos_(program.memo_count) {
        atoms_.reserve(program.names.size());
        for (const auto& name : program.names) atoms_.push_back(document.atom(name));
    }

    std::vector<Hit> select(bool first_only);
    bool matches(NodeId id);

private:
    struct Memo {
        bool ready = false;
        std::vector<bool> holds;             // has, contains
        std::vector<std::uint32_t> numbers;  // nth: counted from 1; 0: not counted at all
    };

    bool possible(const Complex& complex) const;
    bool is_element(NodeId id) const { return nodes_[id].kind == NodeKind::element; }
    bool spent() const { return steps_ > max_selector_steps; }
    NodeId parent_element(NodeId id) const;
    NodeId previous_element(NodeId id) const;
    NodeId next_element(NodeId id) const;

    bool any_of(const std::vector<Complex>& list, NodeId id);
    Match match(const Complex& complex, std::size_t at, NodeId id);
    bool compound_matches(const Compound& compound, NodeId id);
    bool attribute_passes(const AttributeTest& test, NodeId id) const;
    bool has_id(const std::string& value, NodeId id) const;
    bool pseudo_matches(const Pseudo& pseudo, NodeId id);
    bool nth_matches(const Pseudo& pseudo, NodeId id);
    void count_siblings(const Pseudo& pseudo, std::vector<std::uint32_t>& numbers);
    void find_holders(const Pseudo& pseudo, std::vector<bool>& holders);
    void find_holders(const Complex& complex, std::vector<bool>& holders);
    std::vector<bool> before(Combinator combinator, const std::vector<bool>& right) const;
    void find_text(const Pseudo& pseudo, std::vector<bool>& holders);
    bool language_matches(const Pseudo& pseudo, NodeId id) const;
    bool has_attribute(NodeId id, std::string_view name) const { return document_.element(id).has_attr(name); }
    bool can_be_disabled(NodeId id) const;
    bool is_disabled(NodeId id) const;
    bool is_checked(NodeId id) const;

    const Selector::Program& program_;
    const Document& document_;
    std::span<const Node> nodes_;
    NodeId scope_;
    std::vector<Atom> atoms_;  // of program_.names
    std::vector<Memo> memos_;
    std::optional<TextIndex> text_;
    std::uint64_t steps_ = 0;
};

/// A tag, class, attribute or id that the page never mentions: no node needs to be looked at.
bool Run::possible(const Complex& complex) const {
    const auto known = [this](NameIndex name) { return atoms_[name] != no_atom; };
    for (const Compound& compound : complex.compounds) {
        if (compound.never || (compound.has_tag && !known(compound.tag))) return false;
        if (!std::all_of(compound.classes.begin(), compound.classes.end(), known)) return false;
        for (const auto& test : compound.attributes)
            if (!known(test.name)) return false;
        for (const auto& id : compound.ids)
            if (!document_.by_id(id)) return false;
    }
    return true;
}

std::vector<Hit> Run::select(bool first_only) {
    // What a node of the page shows at a glance is asked before anything is called.
    struct Candidate {
        const Complex* complex;
        Atom tag;
        bool wants_class;
        bool wants_attribute;
    };
    std::vector<Hit> hits;
    std::vector<Candidate> candidates;
    for (const auto& complex : program_.selectors) {
        if (!possible(complex)) continue;
        const Compound& last = complex.compounds.back();
        candidates.push_back(Candidate{&complex, last.has_tag ? atoms_[last.tag] : no_atom, !last.classes.empty(),
                                       !last.attributes.empty() || !last.ids.empty()});
    }
    if (candidates.empty()) return hits;
    const NodeId end = nodes_[scope_].end;
    for (NodeId id = scope_ + 1; id < end; ++id) {
        const Node& node = nodes_[id];
        if (node.kind != NodeKind::element) continue;
        for (const Candidate& candidate : candidates) {
            if (candidate.tag != no_atom && candidate.tag != node.name) continue;
            if (candidate.wants_class && node.class_count == 0) continue;
            if (candidate.wants_attribute && node.attribute_count == 0) continue;
            if (match(*candidate.complex, candidate.complex->compounds.size() - 1, id) != Match::yes) continue;
            hits.push_back(Hit{id, {}});
            break;
        }
        if (first_only && !hits.empty()) break;
        if (spent()) return {};
    }
    return hits;
}

bool Run::matches(NodeId id) {
    return any_of(program_.selectors, id) && !spent();
}

NodeId Run::parent_element(NodeId id) const {
    const NodeId parent = nodes_[id].parent;
    return parent != no_node && is_element(parent) ? parent : no_node;
}

NodeId Run::previous_element(NodeId id) const {
    do id = nodes_[id].previous_sibling;
    while (id != no_node && !is_element(id));
    return id;
}

NodeId Run::next_element(NodeId id) const {
    do id = nodes_[id].next_sibling;
    while (id != no_node && !is_element(id));
    return id;
}

bool Run::any_of(const std::vector<Complex>& list, NodeId id) {
    return std::any_of(list.begin(), list.end(), [&](const Complex& complex) {
        return match(complex, complex.compounds.size() - 1, id) == Match::yes;
    });
}

/// compounds[at] against `id`, then on to the left. A failure says how much of the neighbourhood it rules out: when no
/// ancestor of a node will do, then none of a higher node will, and so the search never tries a thing twice.
Match Run::match(const Complex& complex, std::size_t at, NodeId id) {
    if (!compound_matches(complex.compounds[at], id)) return Match::no;
    if (at == 0) return Match::yes;
    switch (complex.combinators[at]) {
        case Combinator::descendant:
            for (NodeId up = parent_element(id); up != no_node; up = parent_element(up)) {
                const Match found = match(complex, at - 1, up);
                if (found == Match::yes || found == Match::nothing_here) return found;
            }
            return Match::nothing_here;
        case Combinator::child: {
            const NodeId parent = parent_element(id);
            if (parent == no_node) return Match::nothing_here;
            const Match found = match(complex, at - 1, parent);
            return found == Match::yes || found == Match::nothing_here ? found : Match::no_sibling_either;
        }
        case Combinator::next_sibling: {
            const NodeId before = previous_element(id);
            return before == no_node ? Match::no_sibling_either : match(complex, at - 1, before);
        }
        case Combinator::subsequent_sibling:
            for (NodeId left = previous_element(id); left != no_node; left = previous_element(left)) {
                const Match found = match(complex, at - 1, left);
                if (found != Match::no) return found;
            }
            return Match::no_sibling_either;
    }
    return Match::no;
}

bool Run::compound_matches(const Compound& compound, NodeId id) {
    if (++steps_ > max_selector_steps) return false;
    const Node& node = nodes_[id];
    if (compound.never || (compound.has_tag && node.name != atoms_[compound.tag])) return false;
    if (!compound.classes.empty()) {
        if (node.class_count == 0) return false;
        const auto classes = document_.classes(id);
        for (const NameIndex name : compound.classes)
            if (std::find(classes.begin(), classes.end(), atoms_[name]) == classes.end()) return false;
    }
    for (const auto& value : compound.ids)
        if (!has_id(value, id)) return false;
    for (const auto& test : compound.attributes)
        if (!attribute_passes(test, id)) return false;
    for (const auto& pseudo : compound.pseudos)
        if (!pseudo_matches(pseudo, id)) return false;
    return true;
}

bool Run::has_id(const std::string& value, NodeId id) const {
    return nodes_[id].attribute_count != 0 && !value.empty() && document_.element(id).attr("id") == value;
}

bool Run::attribute_passes(const AttributeTest& test, NodeId id) const {
    const Node& node = nodes_[id];
    if (node.attribute_count == 0) return false;
    const Atom name = atoms_[test.name];
    for (const auto& attribute : document_.attributes(id)) {
        if (attribute.name != name) continue;
        return value_passes(attribute.value, test, test.fold_case || (test.fold_case_in_html && !node.foreign));
    }
    return false;
}

// --- pseudo-classes --------------------------------------------------------------------------------------------------

bool Run::pseudo_matches(const Pseudo& pseudo, NodeId id) {
    const Node& node = nodes_[id];
    switch (pseudo.kind) {
        case PseudoKind::never:
            return false;
        case PseudoKind::root:
            return node.parent == 0;
        case PseudoKind::scope:
            return scope_ == 0 ? node.parent == 0 : id == scope_;
        case PseudoKind::empty:
            return node.first_child == no_node;
        case PseudoKind::first_child:
            return previous_element(id) == no_node;
        case PseudoKind::last_child:
            return next_element(id) == no_node;
        case PseudoKind::nth:
            return nth_matches(pseudo, id);
        case PseudoKind::is:
            return any_of(pseudo.selectors, id);
        case PseudoKind::not_:
            return !any_of(pseudo.selectors, id);
        case PseudoKind::has: {
            Memo& memo = memos_[pseudo.memo];
            if (!memo.ready) find_holders(pseudo, memo.holds);
            memo.ready = true;
            return memo.holds[id];
        }
        case PseudoKind::contains: {
            Memo& memo = memos_[pseudo.memo];
            if (!memo.ready) find_text(pseudo, memo.holds);
            memo.ready = true;
            return memo.holds[id];
        }
        case PseudoKind::lang:
            return language_matches(pseudo, id);
        case PseudoKind::link:
            return !node.foreign && (node.tag == Tag::a || node.tag == Tag::area) && has_attribute(id, "href");
        case PseudoKind::checked:
            return is_checked(id);
        case PseudoKind::disabled:
            return can_be_disabled(id) && is_disabled(id);
        case PseudoKind::enabled:
            return can_be_disabled(id) && !is_disabled(id);
        case PseudoKind::required:
        case PseudoKind::optional: {
            const bool field = node.tag == Tag::input || node.tag == Tag::select || node.tag == Tag::textarea;
            return field && has_attribute(id, "required") == (pseudo.kind == PseudoKind::required);
        }
    }
    return false;
}

bool Run::nth_matches(const Pseudo& pseudo, NodeId id) {
    Memo& memo = memos_[pseudo.memo];
    if (!memo.ready) count_siblings(pseudo, memo.numbers);
    memo.ready = true;
    const std::int64_t number = memo.numbers[id];
    if (number == 0) return false;
    const std::int64_t rest = number - pseudo.b;
    if (pseudo.a == 0) return rest == 0;
    return rest % pseudo.a == 0 && rest / pseudo.a >= 0;
}

void Run::count_siblings(const Pseudo& pseudo, std::vector<std::uint32_t>& numbers) {
    const auto count = static_cast<NodeId>(nodes_.size());
    numbers.assign(count, 0);
    std::vector<std::uint32_t> of_parent(pseudo.of_type ? 0 : count, 0);
    std::unordered_map<std::uint64_t, std::uint32_t> of_name;  // parent and name
    for (NodeId step = 0; step < count; ++step) {
        const NodeId id = pseudo.from_end ? count - 1 - step : step;
        if (!is_element(id)) continue;
        if (!pseudo.selectors.empty() && !any_of(pseudo.selectors, id)) continue;
        const std::uint64_t parent = nodes_[id].parent;
        numbers[id] = pseudo.of_type ? ++of_name[(parent << 32) | nodes_[id].name] : ++of_parent[parent];
    }
}

void Run::find_text(const Pseudo& pseudo, std::vector<bool>& holders) {
    if (!text_) text_.emplace(document_);
    holders.assign(nodes_.size(), false);
    for (const auto& text : pseudo.texts) {
        const auto found = text_->containing(text);
        for (std::size_t id = 0; id < found.size(); ++id)
            if (found[id]) holders[id] = true;
    }
}

/// :has() from the inside out: which nodes match the last compound, which of those before it have one of them at the
/// right place, and so on to the nodes that have the whole chain. Linear in the page, however it nests.
void Run::find_holders(const Pseudo& pseudo, std::vector<bool>& holders) {
    holders.assign(nodes_.size(), false);
    for (const auto& complex : pseudo.selectors)
        if (possible(complex)) find_holders(complex, holders);
}

void Run::find_holders(const Complex& complex, std::vector<bool>& holders) {
    std::vector<bool> right;
    for (std::size_t at = complex.compounds.size(); at-- > 0;) {
        std::vector<bool> here(nodes_.size(), false);
        for (NodeId id = 0; id < nodes_.size(); ++id)
            here[id] = is_element(id) && (right.empty() || right[id]) && compound_matches(complex.compounds[at], id);
        right = before(complex.combinators[at], here);
    }
    for (std::size_t id = 0; id < right.size(); ++id)
        if (right[id]) holders[id] = true;
}

/// The nodes that have one of `right` below them, as a child, next to them or after them.
std::vector<bool> Run::before(Combinator combinator, const std::vector<bool>& right) const {
    std::vector<bool> left(right.size(), false);
    for (auto id = static_cast<NodeId>(right.size()); id-- > 1;) {
        if (!is_element(id)) continue;
        const bool here = right[id];
        const bool inherited = here || left[id];
        switch (combinator) {
            case Combinator::descendant:
                if (inherited) left[nodes_[id].parent] = true;
                break;
            case Combinator::child:
                if (here) left[nodes_[id].parent] = true;
                break;
            case Combinator::next_sibling:
            case Combinator::subsequent_sibling: {
                const bool pass = combinator == Combinator::next_sibling ? here : inherited;
                if (const NodeId previous = previous_element(id); pass && previous != no_node) left[previous] = true;
                break;
            }
        }
    }
    return left;
}

bool Run::language_matches(const Pseudo& pseudo, NodeId id) const {
    for (; id != no_node && is_element(id); id = nodes_[id].parent) {
        const Element element = document_.element(id);
        if (!element.has_attr("lang")) continue;
        const std::string language = ascii_lower(element.attr("lang"));
        return std::any_of(pseudo.texts.begin(), pseudo.texts.end(),
                           [&](const std::string& range) { return language_passes(language, range); });
    }
    return false;
}

bool Run::can_be_disabled(NodeId id) const {
    constexpr Tag tags[] = {Tag::button,   Tag::input,  Tag::select,  Tag::textarea,
                            Tag::optgroup, Tag::option, Tag::fieldset};
    return !nodes_[id].foreign && std::find(std::begin(tags), std::end(tags), nodes_[id].tag) != std::end(tags);
}

/// HTML §4.10.19.5: by its own attribute, its <optgroup>'s, or that of a <fieldset> around it, save in that one's
/// legend.
bool Run::is_disabled(NodeId id) const {
    if (has_attribute(id, "disabled")) return true;
    if (nodes_[id].tag == Tag::option) {
        const NodeId parent = parent_element(id);
        return parent != no_node && nodes_[parent].tag == Tag::optgroup && has_attribute(parent, "disabled");
    }
    if (nodes_[id].tag == Tag::optgroup) return false;
    for (NodeId child = id, up = parent_element(id); up != no_node; child = up, up = parent_element(up)) {
        if (nodes_[up].tag != Tag::fieldset || !has_attribute(up, "disabled")) continue;
        const bool in_first_legend = nodes_[child].tag == Tag::legend && [&] {
            for (NodeId left = previous_element(child); left != no_node; left = previous_element(left))
                if (nodes_[left].tag == Tag::legend) return false;
            return true;
        }();
        if (!in_first_legend) return true;
    }
    return false;
}

bool Run::is_checked(NodeId id) const {
    if (nodes_[id].tag == Tag::option) return has_attribute(id, "selected");
    if (nodes_[id].tag != Tag::input || !has_attribute(id, "checked")) return false;
    const auto type = document_.element(id).attr("type");
    return iequals_ascii(type, "checkbox") || iequals_ascii(type, "radio");
}

}  // namespace

std::vector<Hit> select_css(const Selector::Program& program, const Document& document, NodeId scope, bool first_only) {
    return Run(program, document, scope).select(first_only);
}

bool matches_css(const Selector::Program& program, const Document& document, NodeId id) {
    return Run(program, document, 0).matches(id);
}

}  // namespace winnow::html
