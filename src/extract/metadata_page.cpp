#include "extract/metadata_page.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace winnow::extract {

namespace {

using html::Element;
using html::NodeId;
using html::NodeKind;
using html::Tag;

constexpr std::size_t most_elements = 400;  ///< of each kind: more are lists of other articles

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

void judge_word(std::string_view word, ClassHints& hints) {
    if (one_of(word, {"author",     "authors",    "byline",      "bylines",      "autor",       "autoren",
                      "autorin",    "auteur",     "auteurs",     "autore",       "autori",      "autores",
                      "verfasser",  "writer",     "writers",     "reporter",     "contributor", "contributors",
                      "creator",    "forfatter",  "skribent",    "journalist",   "redakteur",   "redaktor",
                      "yazar",      "muellif",    "avtor",       "autorzy",      "authorname",  "articleauthor",
                      "authorlink", "postauthor", "entryauthor", "bylineauthor", "kirjoittaja", "redacteur",
                      "fn"}))
        hints.byline = hints.byline || word != "fn";
    if (one_of(word, {"date",          "dates",          "datum",
                      "time",          "datetime",       "timestamp",
                      "dateline",      "fecha",          "data",
                      "published",     "publish",        "publication",
                      "pubdate",       "pubtime",        "posted",
                      "postdate",      "entrydate",      "articledate",
                      "tarih",         "tarix",          "dato",
                      "pvm",           "created",        "datepublished",
                      "createdate",    "publishdate",    "publicationdate",
                      "publisheddate", "datestamp",      "updated",
                      "modified",      "lastmodified",   "datemodified",
                      "stand",         "aktualisiert",   "aktualisierung",
                      "erstellt",      "veroeffentlicht"}))
        hints.date = hints.date || word != "data";
    if (one_of(word, {"updated", "update", "modified", "lastmodified", "datemodified", "aktualisiert", "aktualisierung",
                      "modification", "lastupdate", "lastupdated", "revised"}))
        hints.updated = true;
    if (one_of(word,
               {"published", "publish", "pubdate", "publication", "posted", "datepublished", "publishdate",
                "publicationdate", "publisheddate", "created", "erstellt", "veroeffentlicht", "postdate", "entrydate"}))
        hints.published = true;
    if (one_of(word,
               {"sidebar",         "related",     "recommended",  "recommendation", "recommendations", "comment",
                "comments",        "commentlist", "footer",       "mostread",       "popular",         "trending",
                "newsletter",      "outbrain",    "taboola",      "mostviewed",     "readmore",        "morenews",
                "latest",          "latestnews",  "cookie",       "consent",        "breadcrumb",      "breadcrumbs",
                "navbar",          "navigation",  "menu",         "ticker",         "carousel",        "disqus",
                "respond",         "similar",     "relacionados", "kommentare",     "kommentar",       "teaserlist",
                "leserkommentare", "topstories",  "archive",      "archives",       "calendar",        "meistgelesen",
                "sitefooter",      "sidemenu"}))
        hints.furniture = true;
    if (one_of(word, {"bio", "biography", "avatar", "card", "authorbox", "authorcard", "profile", "aboutauthor",
                      "authorbio"}))
        hints.person_card = true;
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
    ClassHints hints;
    std::string previous;
    each_class_word(name, [&](std::string_view word) {
        const bool furniture = hints.furniture;
        judge_word(word, hints);
        // "has-sidebar" is what stands beside it
        if (one_of(previous, {"has", "with", "no", "without", "is", "page", "layout", "single"}))
            hints.furniture = furniture;
        if (!previous.empty()) {
            const auto pair = previous + std::string(word);
            judge_word(pair, hints);
            // "read-time", "time-ago" and "data-time" are no dates of publication
            if (pair == "readtime" || pair == "readingtime" || pair == "timetoread") hints.date = false;
        }
        previous = word;
    });
    return hints;
}

PageScan::PageScan(const html::Document& document) : document_(&document) {
    const auto nodes = document.nodes();
    const auto rel = document.atom("rel");
    const auto id_atom = document.atom("id");
    for (NodeId id = 0; id < nodes.size(); ++id) {
        const auto& node = nodes[id];
        if (node.kind != NodeKind::element) continue;
        const Element element(document, id);
        switch (node.tag) {
            case Tag::title:
                if (title_.empty() && !node.foreign) title_ = line_of(document, id);
                break;
            case Tag::h1:
                if (h1_.size() < 64) h1_.push_back(id);
                break;
            case Tag::time:
                if (times_.size() < most_elements) times_.push_back(id);
                break;
            case Tag::input:
                has_password_field_ = has_password_field_ || iequals_ascii(element.attr("type"), "password");
                break;
            case Tag::link: {
                const auto kind = element.attr("rel");
                const auto href = trim(element.attr("href"));
                if (href.empty()) break;
                if (iequals_ascii(kind, "canonical") && canonical_.empty()) canonical_ = href;
                const auto language = trim(element.attr("hreflang"));
                if (!language.empty() && iequals_ascii(kind, "alternate") && !iequals_ascii(language, "x-default") &&
                    alternates_.size() < 100)
                    alternates_.push_back({std::string(language), std::string(href)});
                break;
            }
            default:
                break;
        }
        if (node.attribute_count == 0 || node.tag == Tag::meta || node.tag == Tag::link) continue;
        if (node.tag == Tag::body || node.tag == Tag::html) continue;
        ClassHints found;
        for (const auto atom : document.classes(id)) {
            const auto& hints = class_hints(atom);
            found.byline = found.byline || hints.byline;
            found.date = found.date || hints.date;
        }
        for (const auto& attribute : document.attributes(id)) {
            if (attribute.name == rel && attribute.value.find("author") != std::string_view::npos) found.byline = true;
            if (attribute.name == id_atom && attribute.value.size() < 60) {
                const auto hints = hints_of(attribute.value);
                found.byline = found.byline || hints.byline;
                found.date = found.date || hints.date;
            }
        }
        if (found.byline && bylines_.size() < most_elements) bylines_.push_back(id);
        if (found.date && dates_.size() < most_elements) dates_.push_back(id);
    }
}

const ClassHints& PageScan::class_hints(html::Atom atom) const {
    if (by_atom_.size() <= atom) by_atom_.resize(atom + 64);
    auto& words = by_atom_[atom];
    if (!words.known) {
        words.known = true;
        words.hints = hints_of(document_->name(atom));
    }
    return words.hints;
}

ClassHints PageScan::hints(NodeId id) const {
    ClassHints all;
    const auto add = [&](const ClassHints& hints) {
        all.byline = all.byline || hints.byline;
        all.date = all.date || hints.date;
        all.updated = all.updated || hints.updated;
        all.published = all.published || hints.published;
        all.furniture = all.furniture || hints.furniture;
        all.person_card = all.person_card || hints.person_card;
    };
    for (const auto atom : document_->classes(id)) add(class_hints(atom));
    const auto name = Element(*document_, id).attr("id");
    if (!name.empty() && name.size() < 60) add(hints_of(name));
    return all;
}

bool PageScan::in_furniture(NodeId id, NodeId anchor) const {
    bool beyond_article = false;  // the classes of what is around a whole article say little
    for (auto element = Element(*document_, id); element; element = element.parent()) {
        if (!element.is_element()) continue;
        if (anchor != html::no_node && element.id() <= anchor && anchor < element.node().end) return false;
        switch (element.tag()) {
            case Tag::nav:
            case Tag::aside:
            case Tag::footer:
            case Tag::dialog:
            case Tag::select:
            case Tag::noscript:
            case Tag::template_:
                return true;
            case Tag::article:
                beyond_article = true;
                continue;
            case Tag::main:
            case Tag::body:
            case Tag::html:
                return false;
            default:
                break;
        }
        if (!beyond_article && hints(element.id()).furniture) return true;
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
