#pragma once
/// `winnow site record`: a page becomes a test of its site.

#include <optional>
#include <string>
#include <vector>

#include "author/draft.h"
#include "base/result.h"
#include "base/time.h"
#include "rules/site_rules.h"

namespace winnow::author {

struct RecordedPage {
    std::string file;     ///< <directory>/<name>.html
    std::string outcome;  ///< "written", or what came of it instead; that is what the test expects from now on
    std::string article;  ///< as it stands in <name>.expected.txt, for a person to check; empty if none
};

/// Writes the page, its expected article and its line in pages.yaml into `directory` (tests/sites/<host>). The name is
/// made of the address or the title. `rules` may be null. Errors: usage (the address is recorded already; it names the
/// file), config (pages.yaml is wrong), disk.
Result<RecordedPage> record_page(const SamplePage& page, const rules::SiteRules* rules, const std::string& directory,
                                 const std::optional<TimePoint>& now);

}  // namespace winnow::author
