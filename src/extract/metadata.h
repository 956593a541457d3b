#pragma once
/// Title, authors, dates, language, section, tags, images and publisher without any rule.

#include <string>
#include <vector>

#include "extract/article.h"
#include "extract/blocks.h"
#include "extract/structured.h"
#include "html/dom.h"
#include "url/url.h"

namespace winnow::extract {

class KnownBoilerplate;

struct MetadataContext {
    const url::Url* url = nullptr;  ///< may be null: a page from a file without a URL
    std::string timezone;           ///< of the site's rule, may be empty
    std::string language;           ///< of the site's rule, may be empty
    std::optional<TimePoint> now;   ///< the time of the fetch; refuses dates after it
};

/// Fields that are empty in `article` are filled, with provenance; those a rule has set stay. Runs before the body is
/// known (title, language hints, structured dates).
void read_metadata(const html::Document& document, const Structured& structured, const MetadataContext& context,
                   Article& article);

/// Once the body is found: where the title came from <title> and is only the site's name, it is the headline that
/// stands above the text. `boilerplate` may be null.
void settle_title(const Structured& structured, const std::vector<Block>& blocks,
                  const std::vector<std::uint32_t>& kept, const MetadataContext& context,
                  const KnownBoilerplate* boilerplate, Article& article);

/// Second part, once the body is known: bylines and visible dates near the title, language detection on the text,
/// title repetitions at the head of the body removed. `kept` are the body's block indices.
void complete_metadata(const html::Document& document, const Structured& structured, const std::vector<Block>& blocks,
                       const std::vector<std::uint32_t>& kept, const MetadataContext& context, Article& article);

}  // namespace winnow::extract
