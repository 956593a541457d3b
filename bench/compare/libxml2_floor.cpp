// libxml2's HTML parser on each page, and nothing else: not the HTML standard, but what lxml and so most rivals stand
// on.
#include <libxml/HTMLparser.h>

#include "pages.h"

int main() {
    return for_each_page([](const std::string& html) -> std::size_t {
        constexpr int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET;
        htmlDocPtr const page = htmlReadMemory(html.data(), static_cast<int>(html.size()), nullptr, "utf-8", options);
        if (page == nullptr) return 0;
        const xmlNodePtr root = xmlDocGetRootElement(page);
        const std::size_t children = root == nullptr ? 0 : xmlChildElementCount(root);
        xmlFreeDoc(page);
        return children;
    });
}
