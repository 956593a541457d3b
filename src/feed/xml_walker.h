#pragma once
/// Elements of a feed with their place: names by vocabulary instead of prefix, nesting mended where tags do not match,
/// xml:base and xml:lang inherited.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feed/xml_scanner.h"
#include "url/url.h"

namespace winnow::feed {

/// What a namespace means to us, by its URI whatever the prefix; by the usual prefix where the URI is unknown. The
/// namespace of a root that is called <rss>, <feed>, <urlset> or <sitemapindex> is the core one, whatever it is.
enum class Vocabulary : std::uint8_t {
    core,  ///< RSS of any version, Atom, sitemaps, and no namespace
    dublin_core,
    dublin_core_terms,
    feedburner,
    syndication,  ///< RSS 1.0 module: updatePeriod, updateFrequency
    news,         ///< Google News sitemaps
    prism,        ///< publishers' metadata: publicationDate
    media,        ///< Media RSS and iTunes: titles that podcasts and galleries have
    foreign,
};

struct XmlElement {
    Vocabulary vocabulary = Vocabulary::core;
    std::string name;  ///< local, lower case: "pubdate"
};

class XmlWalker {
public:
    enum class Event { start, end, text, finished };

    /// `text` outlives the walker. `base` is where relative links start.
    XmlWalker(std::string_view text, const url::Url& base) : scanner_(text), bases_{{0, base}}, languages_{{0, {}}} {}

    /// An element that is closed by its parent's end, or never, gets its end event all the same; at the end of the text
    /// none is given.
    Event next();

    /// start: the element just opened; end: the one just closed.
    const XmlElement& element() const { return event_ == Event::end ? closed_ : open_.back().element; }
    /// Whether the element just opened has an end tag before its parent's: text of the feed hides in one that has none.
    bool is_closed() {
        return open_.size() < 2 || token_->self_closing ||
               scanner_.closes_within(open_.back().written_name, open_[open_.size() - 2].written_name);
    }
    /// Of the element just opened, decoded; by local name, so "about" also finds rdf:about. Nullopt if absent.
    std::optional<std::string> attribute(std::string_view name) const;
    /// text: adds the characters to `out`, which grows to `max_bytes` at the most. True as decode_xml() says it.
    bool add_text(std::string& out, std::size_t max_bytes) const;

    /// Open elements, the one just opened included, the one just closed not.
    std::size_t depth() const { return open_.size(); }
    const url::Url& base() const { return bases_.back().value; }
    const std::string& language() const { return languages_.back().value; }

private:
    struct Open {
        std::string_view written_name;
        XmlElement element;
    };
    template <class T>
    struct Scoped {
        std::size_t depth;
        T value;
    };
    struct Binding {
        std::string_view prefix;
        Vocabulary vocabulary;
    };

    void open();
    bool find_open(std::string_view written_name);
    void close_top();
    void bind_namespaces();
    XmlElement element_named(std::string_view written_name) const;
    void trust_root();

    XmlScanner scanner_;
    const XmlToken* token_ = nullptr;
    Event event_ = Event::finished;
    std::vector<Open> open_;
    XmlElement closed_;
    std::size_t to_close_ = 0;  ///< end events still owed
    std::size_t too_deep_ = 0;  ///< open elements beyond the deepest that are followed
    std::vector<Scoped<url::Url>> bases_;
    std::vector<Scoped<std::string>> languages_;
    std::vector<Scoped<Binding>> bindings_;
};

}  // namespace winnow::feed
