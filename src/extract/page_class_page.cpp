#include "extract/page_class_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

#include "base/text.h"
#include "extract/metadata_date.h"
#include "extract/metadata_page.h"
#include "extract/metadata_title.h"
#include "extract/page_class_words.h"
#include "extract/page_text.h"

namespace winnow::extract {

namespace {

using html::NodeId;
using html::NodeKind;
using html::Tag;

bool is_prose(const Block& block) {
    return block.letters >= prose_letters && block.link_letters * 4 < block.letters && !block.caption;
}

bool says_something(const Block& block) {
    return block.letters >= sentence_letters && block.link_letters * 2 < block.letters && !block.caption;
}

/// To another page, not to a form or a place on this one: "reply" returns under each comment.
bool leads_on(const html::Document& document, NodeId text) {
    NodeId at = text;
    for (int up = 0; up < 4 && at != html::no_node && document.nodes()[at].tag != Tag::a; ++up)
        at = document.nodes()[at].parent;
    if (at == html::no_node || document.nodes()[at].tag != Tag::a) return false;
    const auto href = trim(html::Element(document, at).attr("href"));
    const auto mark = href.find('#');
    if (mark != std::string_view::npos && !href.substr(mark).starts_with("#more")) return false;
    return !href.empty() && !istarts_with_ascii(href, "javascript:") && href.find("reply") == std::string_view::npos;
}

/// "Read more": the same short link under teaser after teaser. Empty if none returns four times.
std::string_view repeated_link(const html::Document& document, const std::vector<Block>& blocks, std::size_t first,
                               std::size_t last) {
    std::vector<std::pair<std::string_view, unsigned>> seen;
    for (std::size_t i = first; i < blocks.size() && i <= last; ++i) {
        const auto& block = blocks[i];
        if (block.links == 0 || block.letters < 3 || block.letters > 28 || block.link_letters * 10 < block.letters * 8)
            continue;
        const auto known =
            std::find_if(seen.begin(), seen.end(), [&](const auto& one) { return one.first == block.text; });
        if (known != seen.end()) {
            if (++known->second >= 4 && leads_on(document, block.first)) return block.text;
        } else if (seen.size() < 50) {
            seen.emplace_back(block.text, 1);
        }
    }
    return {};
}

void count_blocks(const html::Document& document, const std::vector<Block>& blocks, const Body& body,
                  Features& features) {
    std::vector<bool> kept(blocks.size(), false);
    for (const auto i : body.kept) kept[i] = true;
    // The first teaser's headline may stand just above what was kept.
    const std::size_t front = body.kept.empty() ? blocks.size() : body.kept.front();
    const std::size_t first = front - std::min<std::size_t>(front, 3);
    const std::size_t last = body.kept.empty() ? 0 : body.kept.back();
    const auto more = body.kept.empty() ? std::string_view() : repeated_link(document, blocks, first, last + 2);
    unsigned run = 0, text = 0;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const auto& block = blocks[i];
        features.letters += block.letters;
        features.link_letters += block.link_letters;
        const bool headline = is_headline_link(block);
        const bool heading = block.kind == BlockKind::heading && block.links >= 1 && block.letters >= 8 &&
                             block.link_letters * 10 >= block.letters * 7;
        features.headline_links += headline ? 1 : 0;
        features.linked_headings += heading ? 1 : 0;
        if (kept[i]) features.kept_letters += block.letters;
        if (kept[i] && says_something(block)) {
            features.kept_text += block.letters;
            ++features.kept_lines;
        }
        if (body.kept.empty() || i < first || i > last) continue;
        const bool teaser_end = !more.empty() && block.text == more;
        // a card in one line: "19.02.2026 [headline] and its teaser"
        const bool card = kept[i] && !headline && block.link_letters >= headline_letters &&
                          block.link_letters * 6 >= block.letters && block.letters < 400;
        if (card) {
            ++features.linked_lines;
            run = text = 0;
            continue;
        }
        if (headline || heading || teaser_end) {
            ++features.stories;
            features.story_headings += heading ? 1 : 0;
            run = text = 0;
            continue;
        }
        if (kept[i] && says_something(block)) {
            text += block.letters;
            features.longest_text = std::max(features.longest_text, text);
        }
        if (kept[i] && is_prose(block)) {
            ++features.kept_prose;
            features.opening_prose += features.stories == 0 ? 1 : 0;
            features.longest_run = std::max(features.longest_run, ++run);
        }
    }
}

/// A headline of four words or more that leads to a page below the front page.
bool leads_away(const html::Document& document, NodeId heading) {
    const auto& nodes = document.nodes();
    for (NodeId id = heading + 1; id < nodes[heading].end; ++id) {
        if (nodes[id].tag != Tag::a) continue;
        auto href = trim(html::Element(document, id).attr("href"));
        if (const auto host = href.find("//"); host != std::string_view::npos) {
            const auto path = href.find('/', host + 2);
            href = path == std::string_view::npos ? std::string_view() : href.substr(path);
        }
        const auto text = line_of(document, id, 300);
        return href.size() > 1 && href.front() != '#' && std::count(text.begin(), text.end(), ' ') >= 3;
    }
    return false;
}

/// Parts of a page, as places of nodes.
struct Spans {
    NodeId begin;      ///< the headline
    NodeId top_end;    ///< what opens the page's own part
    NodeId story_end;  ///< where another story's linked headline stands
    NodeId end;        ///< of the page's own part
};

void scan_nodes(const html::Document& document, const Structured& structured, const Spans& own, Features& features) {
    const auto own_begin = own.begin, top_end = own.top_end, own_end = own.end;
    const auto& page = structured.page();
    const auto nodes = document.nodes();
    features.written_title = page.title();
    features.title = fold_sign(features.written_title);
    features.login_field = page.has_password_field();
    for (const auto id : page.h1())
        if (features.headings.size() < 4 && (id < own_end || features.headings.empty()))
            features.headings.push_back(fold_sign(line_of(document, id, 300)));
    features.heading_is_link = page.h1().size() == 1 && leads_away(document, page.h1().front());
    features.kind = read_template(document);
    const auto id_atom = document.atom("id");
    const auto src = document.atom("src");
    for (NodeId id = 0; id < nodes.size(); ++id) {
        const auto& node = nodes[id];
        if (node.kind != NodeKind::element) continue;
        switch (node.tag) {
            case Tag::h2:
                if (features.headings.empty()) features.headings.push_back(fold_sign(line_of(document, id, 300)));
                break;
            case Tag::script:
                features.scripts = true;
                break;
            case Tag::video:
            case Tag::audio:
                features.media = true;
                features.own_player = features.own_player || (id >= own_begin && id < top_end);
                break;
            case Tag::embed:
            case Tag::object:
                for (const auto& attribute : document.attributes(id))
                    features.document = features.document || (id >= own_begin && id < own_end &&
                                                              attribute.value.find("pdf") != std::string_view::npos);
                break;
            case Tag::iframe:
                for (const auto& attribute : document.attributes(id)) {
                    if (attribute.name != src) continue;
                    for (const auto* player :
                         {"youtube", "vimeo", "dailymotion", "player", "video", "soundcloud", "spotify"})
                        if (attribute.value.find(player) != std::string_view::npos) {
                            features.media = true;
                            features.own_player = features.own_player || (id >= own_begin && id < top_end);
                        }
                    features.document = features.document || (id >= own_begin && id < own_end &&
                                                              attribute.value.find(".pdf") != std::string_view::npos);
                }
                break;
            case Tag::img:
                features.images += id >= own_begin && id < own_end ? 1 : 0;
                features.own_images += id >= own_begin && id < own.story_end ? 1 : 0;
                break;
            case Tag::div:
            case Tag::main:
                for (const auto& attribute : document.attributes(id)) {
                    if (attribute.name != id_atom) continue;
                    for (const auto* root : {"root", "app", "__next", "__nuxt", "___gatsby", "svelte", "q-app"})
                        features.app_root = features.app_root || attribute.value == root;
                }
                break;
            case Tag::unknown:
                features.app_root = features.app_root || document.name(node.name) == "app-root";
                break;
            default:
                break;
        }
    }
}

/// A front page's <title> is the paper's name and promise; its headlines are links. The promise may stand in the head
/// of the page, far above the text.
void find_headline(const std::vector<Block>& blocks, const Body& body, std::string_view title, Features& features) {
    constexpr std::size_t near = 6;  // byline, day, standfirst
    const std::size_t text = body.kept.empty() ? blocks.size() : body.kept.front();
    auto parts = title_parts(features.written_title);
    parts.emplace_back(title);
    for (const auto& part : parts) {
        const auto words = count_words(part);
        if (words < 3) continue;
        const auto key = text_key(part);
        const auto letters = letters_of(key);
        if (letters < 20) continue;
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            const auto& block = blocks[i];
            if (block.letters != letters || block.link_letters * 2 >= block.letters) continue;
            const bool placed = block.kind == BlockKind::heading || (i <= text + near && text <= i + near);
            if (!placed || text_key(block.text) != key) continue;
            // three words may name a section, too: then the page's title and main heading are more than that
            if (words < 4 && (block.kind != BlockKind::heading || block.level != 1 || i > text || text > i + near))
                continue;
            features.titled = true;
            for (std::size_t k = i + 1; k < blocks.size() && k <= i + 4; ++k)
                features.text_below =
                    features.text_below || (blocks[k].letters >= 80 && blocks[k].link_letters * 5 < blocks[k].letters);
            if (features.text_below) return;
        }
    }
}

/// The headline says nearly what the title says, in more than a section's words, and the text stands close below it.
bool is_like_title(const std::vector<Block>& blocks, const OwnPart& own, std::string_view title) {
    constexpr std::size_t close = 6;  // lines: byline, day, standfirst
    constexpr float alike = 0.6f;
    const auto& headline = blocks[own.headline];
    const auto& kept = own.body.kept;
    return headline.letters >= headline_letters && headline.links == 0 && count_words(headline.text) >= 4 &&
           !kept.empty() && kept.front() <= own.headline + close && kept.back() >= own.headline &&
           Likeness(title).to(headline.text) >= alike;
}

/// How many linked headlines follow the headline, with no more than an introduction before them and a teaser, a day, a
/// word between.
unsigned count_cards(const std::vector<Block>& blocks, const OwnPart& own) {
    constexpr unsigned introduction = 400, most_between = 5, teaser = 300;  // letters, lines, letters
    unsigned cards = 0, before = 0, between = 0;
    for (auto i = own.headline + 1; i < blocks.size(); ++i) {
        const auto& block = blocks[i];
        const bool linked = block.links > 0 && block.link_letters >= headline_letters && block.letters < teaser;
        if (linked && block.link_letters * 2 >= block.letters) {
            ++cards;
            between = 0;
            continue;
        }
        if (cards == 0) {
            if (block.kind == BlockKind::heading && block.links == 0) return 0;  // "More stories": a box below a text
            before += block.letters - std::min(block.letters, block.link_letters);
            if (before > introduction) return 0;
        } else if (++between > most_between || block.letters > teaser) {
            break;
        }
    }
    return cards;
}

/// A day that is shown beside headline or text: each page of a site has some more, of other stories and of today.
bool stands_near(const std::vector<Block>& blocks, const OwnPart& own, std::string_view raw) {
    constexpr std::size_t lines_above = 8, lines_below = 12;
    constexpr unsigned shortest_day = 4;  // letters outside of links: "1.2.26"
    constexpr unsigned other_story = 30;  // letters of a link: a headline, no byline
    const auto found_between = [&](std::size_t first, std::size_t last) {
        for (auto i = first; i <= last && i < blocks.size(); ++i) {
            const auto& block = blocks[i];
            if (i > own.headline && block.link_letters >= other_story) return false;
            if (block.link_letters + shortest_day <= block.letters && block.link_letters < headline_letters &&
                block.text.find(raw) != std::string::npos)
                return true;
        }
        return false;
    };
    if (raw.empty()) return true;
    if (own.headline < blocks.size() && found_between(own.headline - std::min(own.headline, lines_above),
                                                      std::min(own.headline + lines_below, own.end)))
        return true;
    const auto& kept = own.body.kept;
    return !kept.empty() &&
           found_between(kept.front() - std::min<std::size_t>(kept.front(), lines_above), kept.back() + lines_above);
}

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_number(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_ascii_digit);
}

/// /2026/, /2026/02/, /2026/02/19/ and nothing after it: what was written then.
bool is_archive(const std::vector<std::string>& segments) {
    return !segments.empty() && segments.size() <= 3 &&
           (segments[0].starts_with("19") || segments[0].starts_with("20")) && segments[0].size() == 4 &&
           std::all_of(segments.begin(), segments.end(), [](const auto& part) { return is_number(part); }) &&
           std::all_of(segments.begin() + 1, segments.end(), [](const auto& part) { return part.size() <= 2; });
}

}  // namespace

bool has_shop_button(const html::Document& document) {
    constexpr std::size_t longest_button = 80;  // bytes
    const auto nodes = document.nodes();
    for (NodeId id = 0; id < nodes.size(); ++id) {
        const auto tag = nodes[id].tag;
        if (nodes[id].kind != NodeKind::element || (tag != Tag::a && tag != Tag::button && tag != Tag::input)) continue;
        if (nodes[id].end - id > 8) continue;  // what holds more than a few nodes is a card, not a button
        const auto text = tag == Tag::input ? std::string(html::Element(document, id).attr("value"))
                                            : line_of(document, id, longest_button + 1);
        if (text.size() <= longest_button && !is_sign(PageSign::shop, fold_sign(text)).empty()) return true;
    }
    return false;
}

std::string percent(double share) {
    return fmt::format("{} %", static_cast<int>(share * 100 + 0.5));
}

std::vector<std::string> title_parts(std::string_view title) {
    std::vector<std::string> parts;
    std::string rest(title);
    for (const auto* separator : {" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " • ", " · ", " › ", " ‹ "})
        replace_all(rest, separator, "\n");
    for (const auto part : split(rest, '\n'))
        if (!trim(part).empty()) parts.emplace_back(trim(part));
    return parts;
}

bool is_a_word_or_two(std::string_view heading) {
    return count_words(heading) <= 2;
}

Template read_template(const html::Document& document) {
    if (!document.body()) return Template::unknown;
    const auto body = document.body();
    if (body.attr("id") == "phpbb") return Template::forum;
    std::vector<std::string_view> names;
    for (const auto atom : document.classes(body.id())) names.push_back(document.name(atom));
    const auto has = [&](std::string_view name) { return std::find(names.begin(), names.end(), name) != names.end(); };
    const auto begins = [&](std::string_view start) {
        return std::any_of(names.begin(), names.end(), [&](std::string_view name) { return name.starts_with(start); });
    };
    if (has("single") || has("single-post") || begins("single-format-") || begins("postid-") || has("post-template") ||
        has("view-article") || has("node-type-article") || has("page-node-type-article"))
        return Template::article;
    if (has("error404") || has("error-404") || has("page-404") || has("page404") || has("page-error") ||
        has("error-page") || has("error-template"))
        return Template::not_found;
    if (has("search-results") || has("search-no-results") || has("path-search") || has("page-search") ||
        has("com_search") || has("com_finder"))
        return Template::search;
    // WordPress: "archive category category-news", "home blog"; each word alone is used by others for other things
    const bool archive = has("archive") && (has("category") || has("tag") || has("author") || has("date") ||
                                            begins("tax-") || begins("post-type-archive"));
    if (archive || (has("home") && has("blog")) || has("path-taxonomy") || has("page-taxonomy") ||
        has("path-frontpage") || has("view-category") || has("view-featured") || has("home-template") ||
        has("tag-template") || has("author-template"))
        return Template::listing;
    return Template::unknown;
}

bool is_headline_link(const Block& block) {
    return block.links >= 1 && block.link_letters >= headline_letters && block.letters < 220 &&
           block.link_letters * 10 >= block.letters * 7;
}

Features measure(const html::Document& document, const Structured& structured, const std::vector<Block>& blocks,
                 const OwnPart& own, const Article& article) {
    const auto& body = own.body;
    Features features;
    features.headline_block = own.headline;
    features.headline = own.headline < blocks.size() && own.headed;
    for (auto i = own.headline; i < own.end && i < blocks.size(); ++i)
        features.table_rows += blocks[i].kind == BlockKind::table_row && blocks[i].letters < 60 &&
                                       blocks[i].text.find(" | ") != std::string::npos
                                   ? 1
                                   : 0;
    features.whole = own.whole;
    features.cards = count_cards(blocks, own);
    count_blocks(document, blocks, body, features);
    const auto node_of = [&](std::size_t block, NodeId otherwise) {
        return block < blocks.size() ? blocks[block].first : otherwise;
    };
    constexpr std::size_t opening_lines = 6;  // kicker, byline, day, share bar
    const auto last = static_cast<NodeId>(document.nodes().size());
    const auto own_end = node_of(own.end, last);
    auto next_story = own.headline + 1;
    while (next_story < own.end && !is_headline_link(blocks[next_story])) ++next_story;
    scan_nodes(document, structured,
               {node_of(own.headline, 0), std::min(own_end, node_of(own.headline + opening_lines, last)),
                std::min(own_end, node_of(next_story, last)), own_end},
               features);
    find_headline(blocks, body, article.title, features);
    if (features.headline) {
        // the page's own headline first, whatever its element
        auto text = fold_sign(clip_utf8(blocks[own.headline].text, 300));
        std::erase(features.headings, text);
        features.headings.insert(features.headings.begin(), std::move(text));
    }
    if (!features.titled && features.headline && is_like_title(blocks, own, article.title)) {
        features.titled = true;
        for (auto i = own.headline + 1; i < blocks.size() && i <= own.headline + 4; ++i)
            features.text_below =
                features.text_below || (blocks[i].letters >= 80 && blocks[i].link_letters * 5 < blocks[i].letters);
    }
    if (!features.titled && features.headline) {
        // some headlines link to their own page
        const auto& block = blocks[own.headline];
        const auto key = text_key(block.text);
        features.titled =
            block.kind == BlockKind::heading && block.link_letters > 0 && key == text_key(article.title) &&
            text_key(features.written_title).find(key) != std::string::npos && leads_away(document, block.container);
        for (auto i = own.headline + 1; features.titled && i < blocks.size() && i <= own.headline + 4; ++i)
            features.text_below =
                features.text_below || (blocks[i].letters >= 80 && blocks[i].link_letters * 5 < blocks[i].letters);
    }
    const auto type = structured.first_meta("og:type");
    features.og_article = iequals_ascii(type, "article") || iequals_ascii(type, "news") || iequals_ascii(type, "story");
    features.own_article = structured.article() != nullptr;
    features.article_body = !structured.item_props("articleBody").empty();
    const auto origin = article.provenance.find("date");
    features.machine_date =
        article.published && origin != article.provenance.end() &&
        (origin->second.starts_with("jsonld:datePublished") || origin->second.starts_with("meta:article:published") ||
         origin->second.starts_with("itemprop:") || origin->second.starts_with("rule"));
    features.dated = article.published && (origin == article.provenance.end() || origin->second != "url") &&
                     (own.whole || origin->second != "visible" || stands_near(blocks, own, article.published_raw));
    features.media = features.media || istarts_with_ascii(type, "video") || istarts_with_ascii(type, "music") ||
                     !structured.first_meta("og:video").empty() || !structured.first_meta("og:audio").empty();
    for (const auto* media : {"VideoObject", "AudioObject", "ImageGallery", "MediaGallery", "PodcastEpisode"})
        features.media = features.media || structured.object_of_type(media) != nullptr;
    return features;
}

Address read_address(const url::Url* url) {
    Address address;
    if (url == nullptr) return address;
    address.known = true;
    // a host of its own, not a paper of that name
    for (const auto* start : {"forum.", "forums."})
        address.forum = address.forum || (url->host().starts_with(start) &&
                                          url::registrable_domain(url->host()).size() < url->host().size());
    std::vector<std::string> segments;
    for (const auto part : split(url->path(), '/'))
        if (!part.empty()) segments.push_back(ascii_lower(part));
    const auto is_language = [](std::string_view s) {
        return s.size() == 2 || (s.size() == 5 && (s[2] == '-' || s[2] == '_'));
    };
    const auto query = ascii_lower(url->query());
    const auto parameter = [&](std::initializer_list<std::string_view> names) {
        for (const auto pair : split(query, '&')) {
            const auto equals = pair.find('=');
            if (equals != std::string_view::npos && equals + 1 < pair.size() && one_of(pair.substr(0, equals), names))
                return true;
        }
        return false;
    };
    const bool has_id = parameter({"p", "id", "article", "newsid", "page_id", "nid", "aid", "story"});
    const bool picks = parameter({"cat", "tag", "author", "category", "rubric", "m"});
    address.root = segments.empty() || (segments.size() == 1 && (is_language(segments[0]) || segments[0] == "home" ||
                                                                 segments[0].starts_with("index.")));
    if (has_id || picks) address.root = false;
    address.listing = (picks && !has_id && segments.size() <= 1) || is_archive(segments);
    address.search = !has_id && (parameter({"s", "q", "query", "search", "keyword", "keywords", "suche", "text"}) ||
                                 query.find("do=search") != std::string::npos);
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const auto& segment = segments[i];
        const bool last = i + 1 == segments.size();
        if (one_of(segment, {"search", "suche", "recherche", "buscar", "busqueda", "ricerca", "zoeken", "szukaj",
                             "poisk", "axtar", "axtaris", "arama", "ara", "pesquisa", "busca"}))
            address.search = true;
        if (one_of(segment, {"tag",     "tags",    "category", "categories", "author",       "authors",    "autor",
                             "autoren", "topic",   "topics",   "thema",      "themen",       "profil",     "profile",
                             "rubric",  "rubrik",  "rubrika",  "rubrics",    "section",      "sections",   "label",
                             "keyword", "etiket",  "etiqueta", "kategorie",  "categoria",    "kateqoriya", "kategori",
                             "dossier", "archive", "archives", "archiv",     "category.php", "arxiv",      "archivo",
                             "tegs",    "teq",     "mövzu"}) &&
            (i + 2 >= segments.size()))
            address.listing = true;
        if (last && one_of(segment, {"viewtopic.php", "viewforum.php", "showthread.php", "forumdisplay.php"}))
            address.forum = true;
        if (segment == "page" && !last && is_number(segments[i + 1])) address.paged = true;
        if (last && one_of(segment, {"login", "signin", "sign-in", "log-in", "register", "signup", "anmelden", "auth",
                                     "giris", "daxil-ol", "account", "wp-login.php"}))
            address.login = true;
        if (one_of(segment,
                   {"video",     "videos",  "gallery",     "galleries", "photo",         "photos",      "foto",
                    "fotos",     "galerie", "bildstrecke", "bilder",    "bildergalerie", "fotostrecke", "fotostrecken",
                    "mediathek", "podcast", "podcasts",    "audio",     "fotogalerie",   "diaporama",   "watch"}))
            address.media = true;
    }
    address.paged = address.paged || parameter({"page", "paged"});
    if (!segments.empty()) {
        const auto& last = segments.back();
        const auto hyphens = std::count(last.begin(), last.end(), '-') + std::count(last.begin(), last.end(), '_');
        std::size_t digits = 0, most_digits = 0;
        for (const char c : last) {
            digits = is_ascii_digit(c) ? digits + 1 : 0;
            most_digits = std::max(most_digits, digits);
        }
        const bool dated = date_in_url(url->path(), {}).has_value() && !is_archive(segments);
        address.slug = hyphens >= 3 || most_digits >= 5 || dated || last.find('%') != std::string::npos ||
                       (segments.size() >= 2 && last.find(".htm") != std::string::npos && last.size() > 16);
    }
    address.slug = (address.slug || has_id) && !address.listing && !address.search;
    return address;
}

}  // namespace winnow::extract
