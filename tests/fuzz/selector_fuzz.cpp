// Any text compiles or is refused with a column; what compiles runs, and select() and matches() agree.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "html/selector.h"

using namespace winnow::html;

namespace {

const Document& page() {
    static const Document document = std::move(*Document::parse(
        "<html lang=en><body class=b><div id=a class='x y'><p class=x>one <b>two</b></p><!-- --><p lang=de>three</p>"
        "<ul><li>1<li class=x>2<li title=t>3</ul></div><svg><a/></svg><form><input disabled type=checkbox checked>"));
    return document;
}

void run(const winnow::Result<Selector>& selector, bool ask_each) {
    if (!selector) {
        if (selector.error().what.compare(0, 7, "column ") != 0) std::abort();
        return;
    }
    const auto ids = selector->select_nodes(page());
    if (!std::is_sorted(ids.begin(), ids.end())) std::abort();
    if (!ask_each) return;
    for (NodeId id = 1; id < page().nodes().size(); ++id)
        if (selector->matches(page().element(id)) != std::binary_search(ids.begin(), ids.end(), id)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 512) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    run(Selector::css(text), true);
    run(Selector::xpath(text), false);
    return 0;
}
