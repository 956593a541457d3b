#pragma once
/// Which addresses are articles, as a pattern drafted from examples. Pure.

#include <string>
#include <vector>

#include "url/url.h"

namespace winnow::author {

struct UrlPatternDraft {
    std::vector<std::string> patterns;  ///< RE2 on path and query, anchored; one for each shape of address
    std::vector<std::string> notes;     ///< what the examples could not tell
};

/// `articles` are addresses of articles, `others` of pages that are none: no pattern finds one of these. A segment
/// that is the same everywhere stays as it is if it says "article", or if there are three examples or more; digits
/// become \d, words in small letters a class of small letters. No patterns if nothing tells articles from others.
UrlPatternDraft draft_url_patterns(const std::vector<url::Url>& articles, const std::vector<url::Url>& others);

}  // namespace winnow::author
