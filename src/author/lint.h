#pragma once
/// `winnow site lint`: what is wrong with a site file, and what is only odd.
///
/// Errors are what the strict reader refuses, and date formats that can tell no day. Warnings are what no reader can
/// refuse and hardly anybody means: a selector that finds nothing on any saved page of the site, an entry that is never
/// reached, a pattern that finds everything, article patterns that do not fit the saved pages' own addresses, two
/// different articles under one key, a removal that takes the whole text.

#include <string>
#include <string_view>
#include <vector>

#include "author/saved_pages.h"

namespace winnow::author {

struct Finding {
    bool is_error = false;
    int line = 1, column = 1;
    std::string text;  ///< without the place
};

/// All findings by place. `pages` may be empty: what needs pages is not looked at then, and a warning says so.
std::vector<Finding> lint_site(std::string_view yaml, const std::string& file_name,
                               const std::vector<SavedPage>& pages);

/// "sites/report.az.yaml:12:3: unknown key ...", "sites/report.az.yaml:14:5: warning: ...".
std::string finding_line(const std::string& file_name, const Finding& finding);

}  // namespace winnow::author
