// The floor: Gumbo with its default options on each page, and nothing else.
#include <gumbo.h>

#include "pages.h"

int main() {
    return for_each_page([](const std::string& html) -> std::size_t {
        GumboOutput* const output = gumbo_parse_with_options(&kGumboDefaultOptions, html.data(), html.size());
        const std::size_t children = output->root->v.element.children.length;
        gumbo_destroy_output(&kGumboDefaultOptions, output);
        return children;
    });
}
