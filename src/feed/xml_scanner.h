#pragma once
/// XML as feeds really are: cuts text into tags and character data, and takes what no XML parser may take.
///
/// Feeds in the wild have unclosed <br>, unquoted attributes, bare '&' and '<', junk before and after, and end in the
/// middle. A conforming parser gives up there and the rest of the feed is lost; this one never fails and never looks
/// back. Declarations, comments and DOCTYPE are skipped: no entity is ever defined, no file is ever opened. Takes time
/// linear in the text and keeps nothing of it.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace winnow::feed {

struct XmlAttribute {
    std::string_view name;   ///< as written, with its prefix
    std::string_view value;  ///< as written: see decode_xml
};

struct XmlToken {
    enum class Kind { start, end, text, finished };
    Kind kind = Kind::finished;
    std::string_view name;                 ///< of a tag, with its prefix
    std::string_view text;                 ///< character data, as written
    bool cdata = false;                    ///< text: from a CDATA section, nothing in it is escaped
    bool self_closing = false;             ///< start
    std::vector<XmlAttribute> attributes;  ///< start; at most max_attributes
};

class XmlScanner {
public:
    static constexpr std::size_t max_attributes = 64;

    /// `text` is UTF-8 and outlives the scanner and its tokens.
    explicit XmlScanner(std::string_view text) : text_(text) {}

    /// The next token; it is valid until the next call. A tag that the end of the text cuts off is not given: half an
    /// attribute is another attribute.
    const XmlToken& next();

    /// Whether "</name" stands ahead of "</outer": if not, the tag just read was never closed. True also if it cannot
    /// say: it looks for a few names only, each once from end to end of the text.
    bool closes_within(std::string_view name, std::string_view outer);

private:
    void skip_declaration();
    std::optional<std::size_t> end_of_doctype(std::size_t at);
    void read_cdata();
    void read_text();
    void read_end_tag();
    void read_start_tag();
    XmlAttribute read_attribute();
    std::string_view read_attribute_value();
    void skip_blanks();
    bool opens_markup(std::size_t at) const;
    std::size_t find(std::string_view what, std::size_t from);
    std::optional<std::size_t> next_end_tag(std::string_view name);
    bool closes(std::size_t at, std::string_view name) const;

    struct EndTag {
        std::string_view name;
        std::size_t at;
    };

    std::string_view text_;
    std::size_t at_ = 0;
    XmlToken token_;
    std::vector<EndTag> end_tags_;  ///< the next of each name that was looked for
    // What was looked for and not found: looking again from further on would make hostile text quadratic.
    bool no_cdata_end_ = false, no_instruction_end_ = false, doctype_seen_ = false;
};

/// Appends `raw` with the five entities and character references decoded. Other entities stay as written: what they
/// are in HTML is for the reader of a title to say. Two halves of a surrogate pair, which XML forbids, become the one
/// character that was meant. Stops when `out` has reached `max_bytes`. True if it left something that looks like an
/// entity, be it without its semicolon.
bool decode_xml(std::string_view raw, std::string& out, std::size_t max_bytes = std::string::npos);

}  // namespace winnow::feed
