#pragma once
/// What a site file says, applied to one page: which parts to leave out, the fields, and where the body stands.
///
/// A field takes the first entry that yields a value; where none does, it stays empty for metadata and generic reading.
/// Removals touch the body only: a site may take its tags from a box that never belongs to the text.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "extract/alternates.h"
#include "extract/article.h"
#include "extract/blocks.h"
#include "extract/body.h"
#include "extract/structured.h"
#include "html/dom.h"
#include "rules/site_rules.h"
#include "url/url.h"

namespace winnow::extract {

struct RuleReading {
    Article article;                       ///< as given, with the fields that the rule yields and their provenance
    std::vector<html::NodeId> body_roots;  ///< elements whose blocks are the body, document order, none inside another
    std::size_t body_entry = no_entry;     ///< which entry of the rule's `body` gave the roots
    AlternateLinks alternates;             ///< the same story in the site's other editions
    bool paywalled = false;
    static constexpr std::size_t no_entry = static_cast<std::size_t>(-1);
};

/// `dropped` gets a mark on each element that a removal by selector hits; <html> and <body> never fall. The body is the
/// first entry under which something readable is left then. A value that is refused (a date in the future, an address
/// that is none) is a warning of the article, and the next entry is tried. `url` may be null: a page from a file.
RuleReading read_by_rule(const html::Document& document, const Structured& structured, const rules::SiteRules& rules,
                         const url::Url* url, const std::optional<TimePoint>& now, Article article, NodeMarks& dropped);

/// The body by the first entry of the rule that yields lines, as indices into `blocks` (those of the page without what
/// the rule drops), and which entry that was. Captions are no text; between two lines, neither are lines of links.
/// `title` says where a body between two lines begins if the entry does not.
struct RuleBody {
    std::vector<std::uint32_t> kept;
    std::string origin;
};
RuleBody body_by_rule(const html::Document& document, const rules::SiteRules& rules, const RuleReading& reading,
                      const std::vector<Block>& blocks, std::string_view title);

/// The removals by pattern (text:, before:, after:), on a body however it was found: `kept` are its indices into
/// `blocks`, ascending; those that go get a verdict that says which removal it was. What before: and after: count from
/// is the first paragraph that they find.
void apply_text_removals(const rules::SiteRules& rules, const std::vector<Block>& blocks,
                         std::vector<std::uint32_t>& kept, std::vector<BlockVerdict>& verdicts);

/// Would one of these removals take a paragraph with this text?
bool is_removed(const rules::SiteRules& rules, std::string_view paragraph);

/// "Headline | Trend.Az" without the name of the site at its end, where it is one of `names`, whatever its case and
/// marks. The title itself if nothing else would be left.
std::string without_site_name(std::string_view title, const std::vector<std::string>& names);

}  // namespace winnow::extract
