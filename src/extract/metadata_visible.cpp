#include "extract/metadata_visible.h"

#include <algorithm>
#include <charconv>
#include <initializer_list>

#include "base/text.h"
#include "extract/metadata_shown.h"
#include "extract/metadata_title.h"
#include "extract/page_text.h"
#include "url/host.h"

namespace winnow::extract {

namespace {

using html::Element;
using html::NodeId;
using html::NodeKind;
using html::Tag;

/// The words of an element's classes: "news-detail__category" has news, detail, category.
template <class Use>
void each_word_of_class(const html::Document& document, NodeId id, Use use) {
    for (const auto atom : document.classes(id)) {
        const auto name = document.name(atom).substr(0, 80);
        std::string word, before;
        for (std::size_t i = 0; i <= name.size(); ++i) {
            const char c = i < name.size() ? name[i] : ' ';
            const bool capital = c >= 'A' && c <= 'Z' && i > 0 && name[i - 1] >= 'a' && name[i - 1] <= 'z';
            if (!is_ascii_alpha(c) || capital) {
                if (!word.empty()) {
                    use(std::string_view(word));
                    if (!before.empty()) use(std::string_view(before + word));  // "subHeadline", "sub-headline"
                }
                if (!word.empty()) before = word;
                word.clear();
            }
            if (is_ascii_alpha(c)) word.push_back(to_ascii_lower(c));
        }
    }
}

bool has_class_word(const html::Document& document, NodeId id, std::initializer_list<std::string_view> words) {
    bool found = false;
    each_word_of_class(document, id, [&](std::string_view word) {
        found = found || std::find(words.begin(), words.end(), word) != words.end();
    });
    return found;
}

/// Nodes from the block `from` to the end of the block before `until`.
struct NodeRange {
    NodeId begin = 0;
    NodeId end = 0;
};
NodeRange range_of(const html::Document& document, const std::vector<Block>& blocks, std::size_t from,
                   std::size_t until) {
    if (from >= blocks.size() || from >= until) return {};
    const auto last = std::min(until, blocks.size()) - 1;
    // what is around the first block alone belongs to it, too: the link, the box with the class
    auto begin = std::min(blocks[from].container, blocks[from].first);
    const auto nodes = document.nodes();
    for (int up = 0; up < 4; ++up) {
        const auto parent = nodes[begin].parent;
        if (parent == html::no_node || nodes[parent].tag == Tag::body || nodes[parent].end > blocks[last].last + 1 ||
            (from > 0 && parent <= blocks[from - 1].last))
            break;
        begin = parent;
    }
    return {begin, std::max<NodeId>(blocks[last].last + 1, nodes[blocks[last].container].end)};
}

/// Words for the front page, and the names that systems give to what nobody filed.
bool is_no_section(std::string_view text) {
    static constexpr std::string_view words[] = {"home",          "homepage",      "start",        "startseite",
                                                 "zurstartseite", "hauptseite",    "главная",      "головна",
                                                 "accueil",       "inicio",        "início",       "portada",
                                                 "anasəhifə",     "anasayfa",      "bosh sahifa",  "hem",
                                                 "domů",          "úvod",          "stronagłówna", "forside",
                                                 "hjem",          "მთავარი",       "գլխավոր",      "الرئيسية",
                                                 "uncategorized", "uncategorised", "allgemein",    "unkategorisiert",
                                                 "безрубрики",    "nonclassé",     "sincategoría", "senzacategoria",
                                                 "kategorisiz",   "genel",         "edition",      "bezkategorii",
                                                 "geencategorie"};
    const auto key = text_key(text);
    return std::any_of(std::begin(words), std::end(words),
                       [&](std::string_view word) { return text_key(word) == key; });
}

/// "NEWS": a name of a section or a tag, short and no sentence.
bool is_short_name(std::string_view text) {
    return !text.empty() && !is_no_section(text) && text.size() <= 80 && count_words(text) <= 5 &&
           text.find("://") == std::string_view::npos && text.find_first_of("0123456789|") == std::string_view::npos;
}

std::string_view attribute_of(const html::Document& document, NodeId id,
                              std::initializer_list<std::string_view> names) {
    const Element element(document, id);
    for (const auto name : names)
        if (const auto value = trim(element.attr(name)); !value.empty() && !value.starts_with("data:")) return value;
    return {};
}

bool leads_to_category(std::string_view href) {
    for (const std::string_view folder : {"/category/", "/categories/", "/kategorie/", "/kategori/", "/categoria/",
                                          "/categorie/", "/rubric/", "/rubrik/", "/section/", "/cat/"})
        if (href.find(folder) != std::string_view::npos) return true;
    return false;
}

/// The one link that is all of an element's text, or none.
bool is_one_link(const html::Document& document, NodeId id) {
    const auto nodes = document.nodes();
    NodeId link = nodes[id].tag == Tag::a ? id : html::no_node;
    for (NodeId at = id + 1; at < nodes[id].end; ++at) {
        if (nodes[at].tag == Tag::a) {
            if (link != html::no_node) return false;
            link = at;
        }
        if (nodes[at].kind == NodeKind::text && !trim(nodes[at].text).empty() &&
            (link == html::no_node || at >= nodes[link].end))
            return false;
    }
    return link != html::no_node;
}

/// Navigation and side columns; the footer of the story itself, with its tags, is none.
bool beside_story(const html::Document& document, NodeId id, NodeId anchor) {
    const auto nodes = document.nodes();
    bool footer = false;
    for (auto at = id; at != html::no_node; at = nodes[at].parent) {
        const auto& node = nodes[at];
        if (node.kind != NodeKind::element) continue;
        if (at <= anchor && anchor < node.end) return footer && (node.tag == Tag::body || node.tag == Tag::html);
        if (node.tag == Tag::nav || node.tag == Tag::aside || node.tag == Tag::dialog) return true;
        if (has_class_word(document, at, {"related", "sidebar", "comments", "recommended", "popular", "menu"}))
            return true;
        footer = footer || node.tag == Tag::footer;
    }
    return false;
}

}  // namespace

std::string shown_site_name(const PageScan& page, std::string_view title, std::string_view host) {
    const auto& document = page.document();
    const auto nodes = document.nodes();
    std::vector<std::string> home_names;  // of links to the front page
    std::vector<std::string> owners;      // keys of copyright lines
    for (NodeId id = 0; id < nodes.size(); ++id) {
        if (nodes[id].tag == Tag::a && home_names.size() < 20 && is_home_address(Element(document, id).attr("href"))) {
            auto name = line_of(document, id, 100);
            for (NodeId at = id + 1; at < nodes[id].end && name.empty(); ++at)
                if (nodes[at].tag == Tag::img) name = clean_value(attribute_of(document, at, {"alt", "title"}));
            if (name.empty()) name = clean_value(attribute_of(document, id, {"title", "aria-label"}));
            if (text_key(name).size() >= 3 && name.size() <= 80) home_names.push_back(std::move(name));
        }
        if (nodes[id].kind == NodeKind::text && owners.size() < 10 && nodes[id].text.size() < 400 &&
            nodes[id].parent != html::no_node && nodes[nodes[id].parent].tag != Tag::script &&
            (nodes[id].text.find("©") != std::string_view::npos ||
             nodes[id].text.find("opyright") != std::string_view::npos))
            owners.push_back(text_key(line_of(document, nodes[id].parent, 400)));
    }
    const auto is_home_name = [&](std::string_view key) {
        return std::any_of(home_names.begin(), home_names.end(),
                           [&](const std::string& name) { return text_key(name) == key; });
    };
    const auto is_owner = [&](std::string_view key) {
        return std::any_of(owners.begin(), owners.end(),
                           [&](const std::string& owner) { return owner.find(key) != std::string::npos; });
    };
    // a section's name leads to its front
    const auto is_linked = [&](std::string_view key) {
        for (NodeId id = 0; id < nodes.size(); ++id)
            if (nodes[id].tag == Tag::a && nodes[id].end - id <= 6 && text_key(line_of(document, id, 100)) == key)
                return true;
        return false;
    };
    const auto host_key = text_key(url::without_www(host));
    const auto title_key = text_key(title);
    for (const auto& part : outer_parts(page.title())) {
        const auto key = text_key(part);
        if (key.size() < 3 || count_words(part) > 6 || title_key.find(key) != std::string::npos) continue;
        if (is_home_name(key) || is_owner(key) || (key.size() >= 4 && host_key.find(key) != std::string::npos))
            return part;
    }
    // the end of a <title> whose beginning is the headline, where it is no section's name
    if (const auto parts = outer_parts(page.title()); parts.size() == 2 && !title_key.empty()) {
        const auto key = text_key(parts.front());
        if (key.size() >= 4 && count_words(parts.front()) <= 5 && title_key.find(key) == std::string::npos &&
            text_key(page.title()).starts_with(title_key) && !is_linked(key))
            return parts.front();
    }
    for (const auto& name : home_names) {
        const auto key = text_key(name);
        if (key.size() >= 4 && count_words(name) <= 5 && key != title_key && is_owner(key)) return name;
    }
    return {};
}

ArticleSpan article_span(const std::vector<Block>& blocks, const std::vector<std::uint32_t>& kept,
                         std::string_view title) {
    ArticleSpan span;
    const auto key = text_key(title);
    const auto letters = letters_of(key);
    // folding may change the number of letters: "Straße" has the key "strasse"
    const auto same_length = [&](std::size_t own) { return own <= letters && own + 2 + letters / 12 >= letters; };
    span.begin = kept.empty() ? blocks.size() : kept.front();
    span.end = kept.empty() ? blocks.size() : kept.back() + 1;
    span.title = blocks.size();
    for (std::size_t i = 0; i < blocks.size() && i <= span.begin; ++i)
        if (same_length(blocks[i].letters) && text_key(blocks[i].text) == key) span.title = i;
    if (span.title == blocks.size()) span.title = span.begin;
    if (kept.empty()) {
        span.begin = std::min(blocks.size(), span.title + 1);
        span.end = span.begin;
    }
    return span;
}

std::string shown_section(const PageScan& page, const Structured& structured, const std::vector<Block>& blocks,
                          const ArticleSpan& span, std::string_view title) {
    const auto& document = page.document();
    const auto nodes = document.nodes();
    const auto title_key = text_key(title);
    for (const auto id : structured.item_props("articleSection")) {
        if (page.in_furniture(id)) continue;
        const auto content = Element(document, id).attr("content");
        if (auto name = content.empty() ? line_of(document, id, 100) : clean_value(content); is_short_name(name))
            return name;
    }
    if (span.title >= blocks.size()) return {};
    const auto anchor = blocks[span.title].container;
    const auto near =
        range_of(document, blocks, span.title > 6 ? span.title - 6 : 0, std::min(span.begin, span.title + 8));
    const auto after = range_of(document, blocks, span.end, span.end + 6);
    for (const auto& range : {near, after})
        for (NodeId id = range.begin; id < range.end; ++id) {
            if (nodes[id].tag != Tag::a) continue;
            const Element link(document, id);
            const auto rel = link.attr("rel");
            const bool says_it = rel.find("category") != std::string_view::npos ||
                                 (rel.find("tag") != std::string_view::npos && leads_to_category(link.attr("href")));
            if (!says_it) continue;
            if (auto name = line_of(document, id, 100); is_short_name(name)) return name;
        }
    // the way that led here: the first step after the front page
    const auto path =
        range_of(document, blocks, span.title > 12 ? span.title - 12 : 0, std::min(span.begin, span.title + 3));
    for (NodeId id = path.begin; id < path.end; ++id) {
        if (nodes[id].kind != NodeKind::element ||
            !has_class_word(document, id, {"breadcrumb", "breadcrumbs", "crumb", "crumbs", "pathway"}))
            continue;
        for (NodeId at = id; at < nodes[id].end; ++at) {
            if (nodes[at].tag != Tag::a || is_home_address(Element(document, at).attr("href"))) continue;
            auto name = line_of(document, at, 100);
            if (is_short_name(name) && text_key(name) != title_key && text_key(name).size() >= 2) return name;
        }
        break;
    }
    for (NodeId id = near.begin; id < near.end; ++id) {
        if (nodes[id].kind != NodeKind::element || id == anchor) continue;
        const bool section = has_class_word(document, id,
                                            {"category", "cat", "categories", "section", "rubric", "rubrik", "rubrica",
                                             "ressort", "kategorie", "kategori", "kategoriya"});
        const bool maybe = !section && has_class_word(document, id, {"overline", "kicker", "eyebrow", "topic", "tag"});
        if ((!section && !maybe) || nodes[id].end - id > 12) continue;
        if (maybe && !is_one_link(document, id)) continue;
        if (page.in_furniture(id, anchor) || in_page_header(document, id, anchor)) continue;
        auto named = id;  // of several the first
        for (NodeId at = id; at < nodes[id].end && named == id; ++at)
            if (nodes[at].tag == Tag::a) named = at;
        auto name = line_of(document, named, 100);
        while (name.starts_with("/ ") || name.starts_with("> ")) name.erase(0, 2);
        // "Category: Politics"
        if (const auto colon = name.find(": "); colon != std::string::npos) name.erase(0, colon + 2);
        if (is_short_name(name) && text_key(name) != title_key && text_key(name).size() >= 2) return name;
    }
    return {};
}

std::vector<std::string> shown_tags(const PageScan& page, const std::vector<Block>& blocks, const ArticleSpan& span) {
    constexpr std::size_t most_tags = 20;
    std::vector<std::string> tags;
    if (span.title >= blocks.size()) return tags;
    const auto& document = page.document();
    const auto nodes = document.nodes();
    const auto anchor = blocks[span.title].container;
    const auto add = [&](NodeId id) {
        auto name = line_of(document, id, 100);
        if (name.starts_with("#")) name = std::string(trim(std::string_view(name).substr(1)));
        if (text_key(name).size() < 2 || name.size() > 80 || count_words(name) > 6 || tags.size() > most_tags) return;
        if (std::find(tags.begin(), tags.end(), name) == tags.end()) tags.push_back(std::move(name));
    };
    const auto range = range_of(document, blocks, span.title > 3 ? span.title - 3 : 0, span.end + 16);
    constexpr int most_looks = 200;  // links and boxes; each is sought among the elements around it
    int looks = 0;
    for (NodeId id = range.begin; id < range.end && tags.size() <= most_tags && looks < most_looks; ++id) {
        if (nodes[id].tag != Tag::a) continue;
        const Element link(document, id);
        bool tag = false;
        for (const auto word : split(link.attr("rel"), ' ')) tag = tag || word == "tag";
        looks += tag ? 1 : 0;
        if (!tag || link.attr("rel").find("category") != std::string_view::npos ||
            leads_to_category(link.attr("href")) || beside_story(document, nodes[id].parent, anchor))
            continue;
        add(id);
    }
    if (tags.empty())
        for (NodeId id = range.begin; id < range.end && tags.empty() && looks < most_looks; ++id) {
            if (nodes[id].kind != NodeKind::element || nodes[id].tag == Tag::a ||
                !has_class_word(document, id, {"tags", "taglist", "labels", "keywords"}) || ++looks == most_looks ||
                beside_story(document, id, anchor) || (id <= anchor && anchor < nodes[id].end))
                continue;
            for (NodeId at = id; at < nodes[id].end && tags.size() <= most_tags; ++at)
                if (nodes[at].tag == Tag::a) add(at);
        }
    // a long list is the site's, not the article's
    if (tags.size() > most_tags) tags.clear();
    return tags;
}

std::string shown_lead(const PageScan& page, const Structured& structured, const std::vector<Block>& blocks,
                       const ArticleSpan& span, std::string_view title) {
    const auto& document = page.document();
    const auto nodes = document.nodes();
    const auto title_key = text_key(title);
    const auto fits = [&](const std::string& text) {
        return length_utf8(text) >= 25 && text.size() <= 1500 && count_words(text) >= 4 && text_key(text) != title_key;
    };
    if (span.title >= blocks.size()) return {};
    const auto anchor = blocks[span.title].container;
    for (const auto id : structured.item_props("description")) {
        if (page.in_furniture(id, anchor)) continue;
        const auto content = Element(document, id).attr("content");
        if (auto text = content.empty() ? line_of(document, id, 1600) : clean_value(content); fits(text)) return text;
    }
    const auto range = range_of(document, blocks, span.title, std::min(span.begin + 2, std::max(span.end, span.begin)));
    for (NodeId id = std::max(range.begin, anchor); id < range.end; ++id) {
        if (nodes[id].kind != NodeKind::element || nodes[id].tag == Tag::a || (id <= anchor && anchor < nodes[id].end))
            continue;
        if (!has_class_word(
                document, id,
                {"lead",     "lede",       "leadtext", "subtitle",   "subheadline", "subheading", "subhead",
                 "subline",  "standfirst", "excerpt",  "preamble",   "intro",       "introtext",  "summary",
                 "teaser",   "spot",       "deck",     "dek",        "vorspann",    "chapo",      "chapeau",
                 "sommario", "ingress",    "abstract", "entradilla", "bajada",      "anons",      "description"}))
            continue;
        if (page.in_furniture(id, anchor)) continue;
        if (auto text = line_of(document, id, 1600); fits(text)) return text;
    }
    return {};
}

std::string shown_image(const PageScan& page, const std::vector<Block>& blocks, const ArticleSpan& span) {
    if (span.title >= blocks.size() || span.begin >= span.end) return {};
    const auto& document = page.document();
    const auto nodes = document.nodes();
    const auto anchor = blocks[span.title].container;
    const auto range = range_of(document, blocks, span.title, span.end);
    for (NodeId id = range.begin; id < range.end; ++id) {
        if (nodes[id].kind != NodeKind::element) continue;
        if (nodes[id].tag != Tag::img) continue;
        const auto address = attribute_of(document, id, {"data-src", "data-lazy-src", "data-original", "src"});
        if (address.empty() || address.size() > 1000) continue;
        const auto width = trim(Element(document, id).attr("width"));
        int pixels = 0;
        if (std::from_chars(width.data(), width.data() + width.size(), pixels).ec == std::errc() && pixels < 200)
            continue;
        const auto lower = ascii_lower(address);
        bool other = lower.ends_with(".gif") || lower.find(".svg") != std::string::npos;
        for (const auto* word : {"logo", "avatar", "icon", "sprite", "pixel", "banner", "spacer", "placeholder",
                                 "blank", "/ads/", "gravatar", "emoji"})
            other = other || lower.find(word) != std::string::npos;
        if (other || has_class_word(document, id, {"avatar", "logo", "icon", "author", "emoji"}) ||
            page.in_furniture(id, anchor))
            continue;
        return std::string(address);
    }
    return {};
}

}  // namespace winnow::extract
