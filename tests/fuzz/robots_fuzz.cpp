// No bytes upset the robots.txt reader, and a path means the same raw and in its comparable spelling.
// Input: "<path>\n<robots.txt>".
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "robots/pattern.h"
#include "robots/robots.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const auto cut = std::min(input.find('\n'), input.size());
    const auto path = "/" + std::string(input.substr(0, cut));
    const auto body = input.substr(std::min(cut + 1, input.size()));
    const auto robots = winnow::robots::RobotsTxt::parse(body);

    const auto comparable = winnow::robots::comparable_path(path);
    if (winnow::robots::comparable_path(comparable) != comparable) std::abort();
    if (robots.allows("winnow", path) != robots.allows("winnow", comparable)) std::abort();
    (void)robots.crawl_delay("winnow");
    for (const auto& sitemap : robots.sitemaps())
        if (sitemap.empty()) std::abort();

    winnow::robots::PageDirectives directives;
    winnow::robots::read_directives(body, "winnow", directives);
    return 0;
}
