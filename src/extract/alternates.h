#pragma once
/// The other-language versions of a story, as links that stand somewhere on its page.
///
/// A paper whose rule tells its editions by path (language: {'/ru/': ru, ...}) links from a story to the same story in
/// the other editions, by their titles and in no markup that one could name. A link to an article of another edition is
/// such a link if it is the only one of that edition on the page: lists and menus stay within their own edition.

#include <optional>
#include <string_view>
#include <vector>

#include "extract/article.h"
#include "extract/blocks.h"
#include "html/dom.h"
#include "rules/site_rules.h"
#include "url/url.h"

namespace winnow::extract {

struct AlternateLinks {
    std::vector<Alternate> alternates;
    std::vector<html::NodeId> links;  ///< their <a> elements, in document order
};

/// `base` is the page's address or its <base>; nothing is found where the rule knows fewer than two editions.
AlternateLinks find_alternates(const html::Document& document, const rules::SiteRules& rules, const url::Url& page,
                               const url::Url& base);

/// Is this line nothing but the titles of other versions?
bool is_alternate_title(const html::Document& document, const AlternateLinks& links, const Block& block);

}  // namespace winnow::extract
