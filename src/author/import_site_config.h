#pragma once
/// `winnow site import`: a site config of FiveFilters' Full-Text RSS
/// (https://help.fivefilters.org/full-text-rss/site-patterns.html; several thousand are public) as a site file. Pure.
///
/// title, body, author, date, strip, strip_id_or_class and the host in the file's name have an exact counterpart. What
/// has none (next_page_link, replace_string, tidy ...) becomes a comment with its line number: nothing is dropped
/// silently, and no other meaning is guessed.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace winnow::author {

struct ImportedSite {
    std::string host;  ///< "example.com"; for ".example.com.txt" the file covers '*.example.com'
    std::string yaml;  ///< the strict reader takes it
    std::size_t taken = 0;
    std::vector<std::string> left;       ///< "line 7: next_page_link: //a[@class='next']: ..."
    std::vector<std::string> test_urls;  ///< for winnow site record
};

/// `file_name` is "example.com.txt", with or without folders. Errors (config): no host in the name, or nothing in the
/// file that a site file could say.
Result<ImportedSite> import_site_config(std::string_view text, const std::string& file_name);

}  // namespace winnow::author
