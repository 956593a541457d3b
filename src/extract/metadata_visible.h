#pragma once
/// What readers are shown where machines are told nothing: the paper's name, the section, tags, lead and picture.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extract/blocks.h"
#include "extract/metadata_page.h"
#include "extract/structured.h"

namespace winnow::extract {

/// The paper's name: an outer part of <title> that is no part of `title`, or the words of a link to the front page,
/// each only with a second witness (link to the front page, copyright line, host). Empty if there is none.
std::string shown_site_name(const PageScan& page, std::string_view title, std::string_view host);

/// Where the article stands among the blocks.
struct ArticleSpan {
    std::size_t title = 0;  ///< block of the title, else the first kept one
    std::size_t begin = 0;  ///< first kept block
    std::size_t end = 0;    ///< one past the last kept block
};
ArticleSpan article_span(const std::vector<Block>& blocks, const std::vector<std::uint32_t>& kept,
                         std::string_view title);

/// Of microdata, links that say category, breadcrumbs, elements beside the title whose class says section.
std::string shown_section(const PageScan& page, const Structured& structured, const std::vector<Block>& blocks,
                          const ArticleSpan& span, std::string_view title);
/// Of links that say tag, or stand in an element whose class says so.
std::vector<std::string> shown_tags(const PageScan& page, const std::vector<Block>& blocks, const ArticleSpan& span);
/// The lines between title and text, or at its head, whose class says lead.
std::string shown_lead(const PageScan& page, const Structured& structured, const std::vector<Block>& blocks,
                       const ArticleSpan& span, std::string_view title);
/// The address of the first picture of the article as written, logos and portraits left out.
std::string shown_image(const PageScan& page, const std::vector<Block>& blocks, const ArticleSpan& span);

}  // namespace winnow::extract
