#pragma once
/// One look over a page for what metadata needs: headings, times, bylines, links of the head; and which parts of a page
/// are furniture (navigation, side columns, comments), where nothing about this article stands.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extract/article.h"
#include "html/dom.h"

namespace winnow::extract {

/// What the class names and ids of an element promise.
struct ClassHints {
    bool byline = false;
    bool date = false;
    bool updated = false;    ///< a date that is not the first publication's
    bool published = false;  ///< a date that says that it is
    bool furniture = false;
    bool person_card = false;  ///< the box about an author: biography, avatar, other texts
};

class PageScan {
public:
    explicit PageScan(const html::Document& document);

    const html::Document& document() const { return *document_; }
    const std::string& title() const { return title_; }  ///< <title>, clean
    const std::vector<html::NodeId>& h1() const { return h1_; }
    const std::vector<html::NodeId>& times() const { return times_; }      ///< <time>
    const std::vector<html::NodeId>& bylines() const { return bylines_; }  ///< by class, id or rel=author
    std::string_view canonical() const { return canonical_; }
    const std::vector<Alternate>& alternates() const { return alternates_; }  ///< hreflang links as written
    bool has_password_field() const { return has_password_field_; }

    ClassHints hints(html::NodeId id) const;
    /// Inside nav, aside, footer, dialog, comments, related or most-read lists, up to the nearest <main>. What is also
    /// around `anchor` (the title, say) is no furniture, whatever its classes.
    bool in_furniture(html::NodeId id, html::NodeId anchor = html::no_node) const;

private:
    const html::Document* document_;
    std::string title_;
    std::vector<html::NodeId> h1_, times_, bylines_;
    std::vector<std::uint8_t> flags_;  ///< of each node: what its class and id promise
    std::string_view canonical_;
    std::vector<Alternate> alternates_;
    bool has_password_field_ = false;
};

/// Text below an element as one line: a blank between blocks and at <br>, scripts, icons and hidden parts left out.
std::string line_of(const html::Document& document, html::NodeId id, std::size_t max_bytes = 4096);

/// What a class attribute or an id says, by its words: "ArticleHeader_byline__x1" has the words article, header,
/// byline.
ClassHints hints_of(std::string_view name);

}  // namespace winnow::extract
