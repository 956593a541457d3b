// The tree of the cut page is the tree of the whole page without the text of scripts and styles.

#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "html/same_tree.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto changed =
        winnow::html::what_the_cut_changes(std::string_view(reinterpret_cast<const char*>(data), size));
    if (changed.empty()) return 0;
    std::fprintf(stderr, "%s\n", changed.c_str());
    std::abort();
}
