#include "extract/metadata_page.h"

#include <boost/unordered/unordered_flat_map.hpp>
#include <initializer_list>

#include "base/text.h"

namespace winnow::extract {

namespace {

using html::Element;
using html::NodeId;
using html::NodeKind;
using html::Tag;

constexpr std::size_t most_elements = 400;  ///< of each kind: more are lists of other articles

enum Flag : std::uint8_t {
    byline = 1,
    date = 2,
    updated = 4,
    published = 8,
    furniture = 16,
    person_card = 32,
    beside = 64,  ///< "has-sidebar" is what stands beside one
    scanned = 128,
};

/// What single words, and pairs written as one, promise.
const boost::unordered_flat_map<std::string_view, std::uint8_t>& class_words() {
    static const auto table = [] {
        boost::unordered_flat_map<std::string_view, std::uint8_t> all;
        const auto add = [&](std::uint8_t flags, std::initializer_list<std::string_view> words) {
            for (const auto word : words) all[word] |= flags;
        };
        add(byline,
            {"author",      "authors",      "byline",      "bylines",      "autor",         "autoren",    "autorin",
             "auteur",      "auteurs",      "autore",      "autori",       "autores",       "verfasser",  "writer",
             "writers",     "reporter",     "contributor", "contributors", "creator",       "forfatter",  "skribent",
             "journalist",  "redakteur",    "redaktor",    "yazar",        "muhabir",       "username",   "uid",
             "muellif",     "avtor",        "autorzy",     "authorname",   "articleauthor", "authorlink", "postauthor",
             "entryauthor", "bylineauthor", "kirjoittaja", "redacteur"});
        add(date, {"date",
                   "dates",
                   "datum",
                   "time",
                   "datetime",
                   "timestamp",
                   "dateline",
                   "fecha",
                   "published",
                   "publish",
                   "publication",
                   "pubdate",
                   "pubtime",
                   "posted",
                   "postdate",
                   "entrydate",
                   "articledate",
                   "tarih",
                   "tarix",
                   "dato",
                   "pvm",
                   "created",
                   "datepublished",
                   "createdate",
                   "publishdate",
                   "publicationdate",
                   "publisheddate",
                   "datestamp",
                   "updated",
                   "modified",
                   "lastmodified",
                   "datemodified",
                   "stand",
                   "aktualisiert",
                   "aktualisierung",
                   "erstellt",
                   "veroeffentlicht"});
        add(updated, {"updated", "update", "modified", "lastmodified", "datemodified", "aktualisiert", "aktualisierung",
                      "modification", "lastupdate", "lastupdated", "revised"});
        add(published,
            {"published", "publish", "pubdate", "publication", "posted", "datepublished", "publishdate",
             "publicationdate", "publisheddate", "created", "erstellt", "veroeffentlicht", "postdate", "entrydate"});
        add(furniture,
            {"sidebar",         "related",     "recommended",  "recommendation", "recommendations", "comment",
             "comments",        "commentlist", "footer",       "mostread",       "popular",         "trending",
             "newsletter",      "outbrain",    "taboola",      "mostviewed",     "readmore",        "morenews",
             "latest",          "latestnews",  "cookie",       "consent",        "breadcrumb",      "breadcrumbs",
             "navbar",          "navigation",  "menu",         "ticker",         "carousel",        "disqus",
             "respond",         "similar",     "relacionados", "kommentare",     "kommentar",       "teaserlist",
             "leserkommentare", "topstories",  "archive",      "archives",       "calendar",        "meistgelesen",
             "sitefooter",      "sidemenu"});
        add(person_card,
            {"bio", "biography", "avatar", "card", "authorbox", "authorcard", "profile", "aboutauthor", "authorbio"});
        add(beside, {"has", "with", "no", "without", "is", "page", "layout", "single"});
        return all;
    }();
    return table;
}

std::uint8_t flags_of_word(std::string_view word) {
    const auto& table = class_words();
    const auto found = table.find(word);
    return found == table.end() ? 0 : found->second;
}

ClassHints to_hints(std::uint8_t flags) {
    ClassHints hints;
    hints.byline = (flags & byline) != 0;
    hints.date = (flags & date) != 0;
    hints.updated = (flags & updated) != 0;
    hints.published = (flags & published) != 0;
    hints.furniture = (flags & furniture) != 0;
    hints.person_card = (flags & person_card) != 0;
    return hints;
}

/// Words of a name: runs of letters, cut at capitals ("ArticleByline" is article, byline), lower case.
template <class Use>
void each_class_word(std::string_view name, Use use) {
    std::string word;
    const auto flush = [&] {
        if (word.size() > 1) use(std::string_view(word));
        word.clear();
    };
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char c = name[i];
        if (!is_ascii_alpha(c)) {
            flush();
            continue;
        }
        const bool capital = c >= 'A' && c <= 'Z';
        const bool after_small = i > 0 && name[i - 1] >= 'a' && name[i - 1] <= 'z';
        if (capital && after_small) flush();
        word.push_back(to_ascii_lower(c));
    }
    flush();
}

std::uint8_t flags_of_name(std::string_view name) {
    if (name.size() > 80) name = name.substr(0, 80);
    std::uint8_t all = 0;
    std::uint8_t before = 0;
    std::string previous;
    std::string pair;
    each_class_word(name, [&](std::string_view word) {
        auto flags = flags_of_word(word);
        const auto own = flags;
        if (!previous.empty()) {
            pair.assign(previous).append(word);
            if (pair.size() <= 24) flags |= flags_of_word(pair);
            // "read-time" is how long it takes
            if (pair == "readtime" || pair == "readingtime") flags &= static_cast<std::uint8_t>(~date);
        }
        if ((before & beside) != 0) flags &= static_cast<std::uint8_t>(~furniture);
        all |= flags;
        before = own;
        previous = word;
    });
    return all & static_cast<std::uint8_t>(~(beside | scanned));
}

bool leads_to_author(std::string_view address) {
    // asked of every link
    for (auto at = address.find('/'); at != std::string_view::npos && at + 1 < address.size();
         at = address.find('/', at + 1)) {
        if (address[at + 1] != 'a' && address[at + 1] != 'y') continue;
        const auto rest = address.substr(at);
        for (const std::string_view folder :
             {"/author/", "/authors/", "/autor/", "/autoren/", "/yazar/", "/yazarlar/", "/avtor/", "/avtory/"})
            if (rest.starts_with(folder) && rest.size() > folder.size()) return true;
    }
    return false;
}

bool is_hidden(const html::Document& document, NodeId id) {
    const Element element(document, id);
    if (element.has_attr("hidden")) return true;
    const auto style = element.attr("style");
    if (style.empty()) return false;
    std::string bare;
    for (const char c : style)
        if (!is_ascii_space(c)) bare.push_back(to_ascii_lower(c));
    return bare.find("display:none") != std::string::npos || bare.find("visibility:hidden") != std::string::npos;
}

}  // namespace

ClassHints hints_of(std::string_view name) {
    return to_hints(flags_of_name(name));
}

PageScan::PageScan(const html::Document& document) : document_(&document) {
    constexpr std::size_t longest_title = 2000;  // bytes; its parts are held against all headings
    const auto nodes = document.nodes();
    flags_.assign(nodes.size(), 0);
    const auto rel = document.atom("rel");
    const auto id_atom = document.atom("id");
    const auto href = document.atom("href");
    const auto hreflang = document.atom("hreflang");
    const auto type = document.atom("type");
    const auto property = document.atom("property");
    std::vector<std::uint8_t> by_atom;  // class atoms are few and come often
    const auto flags_of_atom = [&](html::Atom atom) {
        if (by_atom.size() <= atom) by_atom.resize(atom + 64, 0);
        if (by_atom[atom] == 0) by_atom[atom] = flags_of_name(document.name(atom)) | scanned;
        return by_atom[atom];
    };
    for (NodeId id = 0; id < nodes.size(); ++id) {
        const auto& node = nodes[id];
        if (node.kind != NodeKind::element) continue;
        switch (node.tag) {
            case Tag::title:
                if (title_.empty() && !node.foreign) title_ = clip_utf8(line_of(document, id), longest_title);
                break;
            case Tag::h1:
                if (h1_.size() < 64) h1_.push_back(id);
                break;
            case Tag::time:
                if (times_.size() < most_elements) times_.push_back(id);
                break;
            case Tag::input:
                for (const auto& attribute : document.attributes(id))
                    if (attribute.name == type && iequals_ascii(attribute.value, "password"))
                        has_password_field_ = true;
                break;
            default:
                break;
        }
        if (node.attribute_count == 0 || node.tag == Tag::meta) continue;
        if (node.tag == Tag::body || node.tag == Tag::html) continue;
        if (node.tag == Tag::link) {
            std::string_view kind, address, language;
            for (const auto& attribute : document.attributes(id)) {
                if (attribute.name == rel) kind = attribute.value;
                if (attribute.name == href) address = trim(attribute.value);
                if (attribute.name == hreflang) language = trim(attribute.value);
            }
            if (address.empty()) continue;
            if (canonical_.empty() && iequals_ascii(kind, "canonical")) canonical_ = address;
            if (!language.empty() && iequals_ascii(kind, "alternate") && !iequals_ascii(language, "x-default") &&
                alternates_.size() < 100)
                alternates_.push_back({std::string(language), std::string(address)});
            continue;
        }
        std::uint8_t flags = 0;
        for (const auto atom : document.classes(id)) flags |= flags_of_atom(atom);
        for (const auto& attribute : document.attributes(id)) {
            if (attribute.name == rel && attribute.value.find("author") != std::string_view::npos) flags |= byline;
            if (attribute.name == property && (attribute.value == "author" || attribute.value.ends_with(":author")))
                flags |= byline;  // RDFa
            if (attribute.name == id_atom && attribute.value.size() < 60) flags |= flags_of_name(attribute.value);
        }
        // A link to an author's page names the author, whatever its class.
        if (node.tag == Tag::a && (flags & byline) == 0)
            for (const auto& attribute : document.attributes(id))
                if (attribute.name == href && leads_to_author(attribute.value)) flags |= byline;
        flags_[id] = flags;
        if ((flags & byline) != 0 && bylines_.size() < most_elements) bylines_.push_back(id);
    }
}

ClassHints PageScan::hints(NodeId id) const {
    return id < flags_.size() ? to_hints(flags_[id]) : ClassHints{};
}

bool PageScan::in_furniture(NodeId id, NodeId anchor) const {
    bool beyond_article = false;  // the classes of what is around a whole article say little
    const auto nodes = document_->nodes();
    for (auto at = id; at != html::no_node; at = nodes[at].parent) {
        const auto& node = nodes[at];
        if (node.kind != NodeKind::element) continue;
        if (anchor != html::no_node && at <= anchor && anchor < node.end) return false;
        switch (node.tag) {
            case Tag::nav:
            case Tag::aside:
            case Tag::footer:
            case Tag::dialog:
            case Tag::select:
            case Tag::noscript:
            case Tag::template_:
                return true;
            case Tag::article:
                // the anchor's own article was left above: this one is a card
                if (anchor == html::no_node) beyond_article = true;
                continue;
            case Tag::main:
            case Tag::body:
            case Tag::html:
                return false;
            default:
                break;
        }
        if (!beyond_article && (flags_[at] & furniture) != 0) return true;
    }
    return false;
}

std::string line_of(const html::Document& document, NodeId id, std::size_t max_bytes) {
    std::string text;
    const auto nodes = document.nodes();
    const auto end = nodes[id].end;
    for (NodeId at = id; at < end && text.size() < max_bytes;) {
        const auto& node = nodes[at];
        if (node.kind == NodeKind::text) {
            text += node.text;
            ++at;
            continue;
        }
        if (at != id) {
            const bool skipped = node.tag == Tag::script || node.tag == Tag::style || node.tag == Tag::svg ||
                                 node.tag == Tag::template_ || node.tag == Tag::button || node.tag == Tag::noscript ||
                                 (node.attribute_count > 0 && is_hidden(document, at));
            if (skipped) {
                at = node.end;
                continue;
            }
        }
        if (html::is_block(node.tag) || node.tag == Tag::br || node.tag == Tag::td) text += ' ';
        ++at;
    }
    return clean_line(text);
}

}  // namespace winnow::extract
