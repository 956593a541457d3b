// A site file of any bytes ends in rules or in problems with their places; good rules answer about URLs and pages.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "rules/site_rules.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace winnow;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto site = rules::read_site(text, "f.yaml");
    if (!site) {
        if (site.error().what.compare(0, 7, "f.yaml:") != 0) std::abort();
        return 0;
    }
    static const auto url = url::Url::parse("https://example.az/ru/amp/news/123-some-slug.html?b=1&a=2");
    static const auto page =
        html::Document::parse("<div class=card data-x='1 2'><a class=next href='?page=2'>more</a></div>");
    site->is_article(*url);
    site->language_of(*url);
    if (site->article_key(*url).empty()) std::abort();
    rules::next_batch(*site, *page, *url);
    return 0;
}
