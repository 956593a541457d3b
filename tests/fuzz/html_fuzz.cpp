// Any bytes become a tree whose links agree, or an error.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "html/dom.h"

using namespace winnow::html;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    ParseLimits limits;
    limits.max_depth = 40;
    const auto page = Document::parse(std::string_view(reinterpret_cast<const char*>(data), size), limits);
    if (!page) return 0;
    const auto nodes = page->nodes();
    for (NodeId id = 0; id < nodes.size(); ++id) {
        NodeId expected = id + 1;
        for (NodeId child = nodes[id].first_child; child != no_node; child = nodes[child].next_sibling) {
            if (child != expected || nodes[child].parent != id || nodes[child].depth != nodes[id].depth + 1)
                std::abort();
            expected = nodes[child].end;
        }
        if (expected != nodes[id].end || nodes[id].depth > limits.max_depth + 1) std::abort();
        for (const auto& attribute : page->attributes(id))
            if (page->atom(page->name(attribute.name)) != attribute.name) std::abort();
        for (const auto name : page->classes(id))
            if (!page->element(id).has_class(page->name(name))) std::abort();
    }
    return 0;
}
