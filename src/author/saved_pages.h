#pragma once
/// The saved pages that guard a site file: tests/sites/<host>/<name>.html with the article that must come out of it,
/// <name>.expected.txt, as winnow extract writes it.
///
/// A file pages.yaml beside them may say more of each: a list of {file, url, content_type, expect, now}. `url` is where
/// the page came from (else what the page says of itself), `content_type` the server's header, `now` the time of the
/// visit (RFC 3339; else dates in the future are not looked for), `expect` what must come of it: `written` (default)
/// or the name of another outcome, as `listing`, `paywall`, `soft_404`. What is no page for the extractor (`feed`,
/// `sitemap`, `robots`, `fragment`) may stand there for others and is passed over here. A page that it does not name is
/// expected to be written.

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "url/url.h"

namespace winnow::author {

struct SavedPage {
    std::string name;  ///< of the file, without folder: "ru-2026-two-designs.html"
    std::string path;
    std::optional<url::Url> url;
    std::string content_type;
    std::string expect = "written";
    std::optional<TimePoint> now;
    std::string bytes;

    std::string expected_path() const;  ///< of the article file beside it
};

/// In the order of pages.yaml, then by name. No folder, no pages: an empty list. Fails with config where pages.yaml is
/// wrong or names a file that cannot be read.
Result<std::vector<SavedPage>> read_saved_pages(const std::string& directory);

/// A whole file; the error (config) names it.
Result<std::string> read_file(const std::string& path);

}  // namespace winnow::author
