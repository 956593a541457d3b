#pragma once
/// What a page says about itself for machines: JSON-LD, microdata, meta tags, collected in one pass and asked often.

#include <boost/json/value.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "extract/metadata_page.h"
#include "html/dom.h"

namespace winnow::extract {

struct Meta {
    std::string_view key;  ///< property, name, itemprop or http-equiv, as written
    std::string_view value;
    html::NodeId node = html::no_node;
};

/// An element with an itemprop attribute (microdata), metas included.
struct ItemProp {
    std::string_view names;  ///< as written, may hold several
    html::NodeId node = html::no_node;
};

/// The document must outlive it: keys and values are views into its tree.
class Structured {
public:
    explicit Structured(const html::Document& document);

    /// The page's headings, times, bylines and furniture.
    const PageScan& page() const { return page_; }

    /// All values of a meta key, case-insensitive, document order, empty values left out.
    std::vector<std::string_view> meta(std::string_view key) const;
    std::string_view first_meta(std::string_view key) const;
    const std::vector<Meta>& metas() const { return metas_; }

    /// JSON-LD blocks after repair (CDATA and comment wrappers, raw control characters, stray quotes and escapes,
    /// trailing commas, whole blocks of entities, several roots in a row); those that stay unreadable are counted.
    const std::vector<boost::json::value>& json_ld() const { return json_ld_; }
    int broken_json_ld() const { return broken_; }

    /// The object that describes this article: one whose @type is an article type (NewsArticle, Article,
    /// ReportageNewsArticle, BlogPosting, LiveBlogPosting, ...), found at the top, in arrays, in @graph and in
    /// mainEntity / mainEntityOfPage / itemListElement of a single-item page; null if there is none. Of several, that
    /// of the page's own headline or address, else the first.
    const boost::json::object* article() const { return article_; }

    /// All objects of JSON-LD with a @type, outer ones first, at most a few hundred.
    const std::vector<const boost::json::object*>& objects() const { return objects_; }
    /// The first object of that type ("WebPage"), null if there is none.
    const boost::json::object* object_of_type(std::string_view type) const;

    /// A value of the article object by dotted key ("author.name"), as clean text; arrays give each element, a
    /// reference ({"@id": ...}) is followed, and a plain string stands for its own "name" and "url".
    std::vector<std::string> article_values(std::string_view dotted_key) const;
    /// The same for any object.
    std::vector<std::string> values(const boost::json::object& object, std::string_view dotted_key) const;

    /// Elements whose itemprop lists `name`, in document order.
    std::vector<html::NodeId> item_props(std::string_view name) const;

private:
    void read_script(html::Element script);
    void parse_json(std::string_view text);
    void walk(const boost::json::value& value, int depth, bool own);
    void choose_article();

    struct Candidate {
        const boost::json::object* object = nullptr;
        bool own = false;  ///< describes the page, not something that it links to
    };

    PageScan page_;
    std::vector<Meta> metas_;
    std::vector<ItemProp> item_props_;
    std::vector<boost::json::value> json_ld_;
    std::vector<const boost::json::object*> objects_;
    std::vector<Candidate> candidates_;
    std::size_t json_bytes_ = 0;
    const boost::json::object* article_ = nullptr;
    int broken_ = 0;
};

/// Whether a @type names a piece of news or prose: "NewsArticle", "schema:BlogPosting", "https://schema.org/Article".
bool is_article_type(std::string_view type);
/// Whether the object's @type (a word or a list) has a type that ends in `type` ("NewsArticle").
bool has_type(const boost::json::object& object, std::string_view type);

/// HTML entities decoded ("&amp;", "&#8217;", "&quot;"), as JSON-LD and attributes carry them twice; unknown ones stay.
std::string decode_entities(std::string_view text);
/// Text of a metadata value as a person reads it: entities decoded, tags dropped, clean_line()d.
std::string clean_value(std::string_view value);

}  // namespace winnow::extract
