#pragma once
/// `winnow site test`: the saved pages of a site through the very extraction that the crawler runs.

#include <string>
#include <vector>

#include "author/saved_pages.h"
#include "base/result.h"
#include "rules/site_rules.h"

namespace winnow::author {

struct PageResult {
    std::string page;  ///< name of its file
    bool passed = false;
    std::string detail;  ///< why not: the difference, line by line, or the outcome that came instead
};

/// `rules` may be null: the generic extractor by itself. Pure.
PageResult test_page(const SavedPage& page, const std::string& expected, const rules::SiteRules* rules);

/// All pages of `directory`. `update` writes the expected files anew from what comes out now, and passes where that
/// could be done. Fails with config where the folder's pages.yaml is wrong, with disk where a file cannot be written.
Result<std::vector<PageResult>> test_site(const rules::SiteRules* rules, const std::string& directory,
                                          bool update = false);

}  // namespace winnow::author
