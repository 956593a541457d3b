#pragma once
/// What a page says about itself for machines: JSON-LD, microdata, meta tags, collected in one pass and asked often.

#include <boost/json/value.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "html/dom.h"

namespace winnow::extract {

struct Meta {
    std::string_view key;  ///< property, name, itemprop or http-equiv, as written
    std::string_view value;
    html::NodeId node = html::no_node;
};

class Structured {
public:
    explicit Structured(const html::Document& document);

    /// All values of a meta key, case-insensitive, document order.
    std::vector<std::string_view> meta(std::string_view key) const;
    std::string_view first_meta(std::string_view key) const;

    /// JSON-LD blocks after repair (CDATA and comment wrappers, raw control characters, trailing commas); those that
    /// stay unreadable are counted.
    const std::vector<boost::json::value>& json_ld() const { return json_ld_; }
    int broken_json_ld() const { return broken_; }

    /// The object that describes this article: the first whose @type is an article type (NewsArticle, Article,
    /// ReportageNewsArticle, BlogPosting, LiveBlogPosting, ...), found at the top, in arrays, in @graph and in
    /// mainEntity / mainEntityOfPage / itemListElement of a single-item page; null if there is none.
    const boost::json::object* article() const { return article_; }

    /// A value of the article object by dotted key ("author.name"), as text; arrays give each element.
    std::vector<std::string> article_values(std::string_view dotted_key) const;

private:
    std::vector<Meta> metas_;
    std::vector<boost::json::value> json_ld_;
    const boost::json::object* article_ = nullptr;
    int broken_ = 0;
};

}  // namespace winnow::extract
