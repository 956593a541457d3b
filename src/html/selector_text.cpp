#include "html/selector_text.h"

namespace winnow::html {

TextIndex::TextIndex(const Document& document) : places_(document.nodes().size()) {
    const auto nodes = document.nodes();
    std::size_t total = 0;
    for (const Node& node : nodes) total += node.text.size();
    seen_.reserve(total);

    std::vector<NodeId> open;
    NodeId apart_until = 0;
    const auto close = [&](NodeId id) {
        places_[id].end = static_cast<std::uint32_t>(places_[id].apart ? apart_.size() : seen_.size());
    };
    for (NodeId id = 0; id < nodes.size(); ++id) {
        while (!open.empty() && nodes[open.back()].end <= id) {
            close(open.back());
            open.pop_back();
        }
        const Node& node = nodes[id];
        const bool opens_apart = node.tag == Tag::script || node.tag == Tag::style || node.tag == Tag::template_;
        if (opens_apart && id >= apart_until) apart_until = node.end;
        Place& place = places_[id];
        place.apart = id < apart_until;
        std::string& text = place.apart ? apart_ : seen_;
        place.start = static_cast<std::uint32_t>(text.size());
        text += node.text;
        open.push_back(id);
    }
    for (const NodeId id : open) close(id);
}

std::string_view TextIndex::of(NodeId id) const {
    const Place& place = places_[id];
    return std::string_view(place.apart ? apart_ : seen_).substr(place.start, place.end - place.start);
}

std::vector<bool> TextIndex::containing(std::string_view needle) const {
    std::vector<bool> found(places_.size(), false);
    // In document order a node's text starts no earlier than that of the node before it, so one search runs ahead of
    // all of them.
    std::size_t next_seen = seen_.find(needle);
    std::size_t next_apart = apart_.find(needle);
    for (std::size_t id = 0; id < places_.size(); ++id) {
        const Place& place = places_[id];
        const std::string& text = place.apart ? apart_ : seen_;
        std::size_t& next = place.apart ? next_apart : next_seen;
        if (next < place.start) next = text.find(needle, place.start);
        found[id] = next != std::string::npos && next + needle.size() <= place.end;
    }
    return found;
}

}  // namespace winnow::html
