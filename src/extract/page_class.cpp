#include "extract/page_class.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

#include "base/text.h"
#include "extract/date.h"
#include "extract/metadata_date.h"
#include "extract/metadata_page.h"
#include "extract/metadata_title.h"
#include "extract/page_class_words.h"

namespace winnow::extract {

namespace {

using html::Element;
using html::NodeId;
using html::NodeKind;
using html::Tag;

// Letters, not bytes. Measured on article pages: 99 of 100 keep more than 230 letters, 95 of 100 more than 580.
constexpr unsigned prose_letters = 120;    ///< a block that is a paragraph, not a teaser's line
constexpr unsigned headline_letters = 20;  ///< a link that is a headline, not a menu's word
constexpr unsigned short_text = 900;       ///< below it a text may be a notice instead of an article
constexpr unsigned teaser_text = 1300;     ///< below it a text may be the free part of a paid one
constexpr unsigned little_page = 2500;     ///< of all letters of the page: a wall, not a paper

// --- the page in numbers ---------------------------------------------------------------------------------------------

struct Features {
    unsigned letters = 0, link_letters = 0;
    unsigned kept_letters = 0;
    unsigned kept_prose = 0;      ///< paragraphs
    unsigned longest_run = 0;     ///< paragraphs in a row with no linked headline between
    unsigned headline_links = 0;  ///< blocks that are one linked headline
    unsigned teasers = 0;         ///< linked headlines inside the kept text, each a story of its own
    bool own_article = false;     ///< JSON-LD says that the page is an article
    bool og_article = false;
    bool machine_date = false;
    bool article_body = false;  ///< itemprop=articleBody with prose
    bool login_field = false;
    bool scripts = false;
    bool app_root = false;  ///< <div id="root"> and the like
    bool media = false;     ///< a player, or a structured video, audio or gallery
    unsigned images = 0;
    bool titled =
        false;  ///< a part of <title> stands on the page as a line that is no link: it is this page's headline
    std::string written_title;          ///< <title>
    std::string title;                  ///< the same, folded
    std::vector<std::string> headings;  ///< h1 and, without one, the first h2, folded
    double link_share() const { return letters == 0 ? 0 : static_cast<double>(link_letters) / letters; }
};

bool is_headline_link(const Block& block) {
    return block.links >= 1 && block.letters >= headline_letters && block.letters < 220 &&
           block.link_letters * 10 >= block.letters * 8;
}

bool is_prose(const Block& block) {
    return block.letters >= prose_letters && block.link_letters * 4 < block.letters && !block.caption;
}

/// "Read more": the same short link under teaser after teaser. Empty if none returns four times.
std::string repeated_link(const std::vector<Block>& blocks, std::size_t first, std::size_t last) {
    std::vector<std::pair<std::string_view, unsigned>> seen;
    for (std::size_t i = first; i < blocks.size() && i <= last; ++i) {
        const auto& block = blocks[i];
        if (block.links == 0 || block.letters < 3 || block.letters > 28 || block.link_letters * 10 < block.letters * 8)
            continue;
        const auto known =
            std::find_if(seen.begin(), seen.end(), [&](const auto& one) { return one.first == block.text; });
        if (known != seen.end()) {
            if (++known->second >= 4) return block.text;
        } else if (seen.size() < 50) {
            seen.emplace_back(block.text, 1);
        }
    }
    return {};
}

void count_blocks(const std::vector<Block>& blocks, const Body& body, Features& features) {
    std::vector<bool> kept(blocks.size(), false);
    for (const auto i : body.kept) kept[i] = true;
    const std::size_t first = body.kept.empty() ? blocks.size() : body.kept.front();
    const std::size_t last = body.kept.empty() ? 0 : body.kept.back();
    const auto more = repeated_link(blocks, first, last + 2);
    unsigned run = 0;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const auto& block = blocks[i];
        features.letters += block.letters;
        features.link_letters += block.link_letters;
        const bool headline = is_headline_link(block);
        features.headline_links += headline ? 1 : 0;
        const bool inside = i >= first && i <= last;
        const bool teaser_end = inside && !more.empty() && block.text == more;
        if (kept[i]) features.kept_letters += block.letters;
        if ((inside && headline) || teaser_end) {
            ++features.teasers;
            run = 0;
        } else if (kept[i] && is_prose(block)) {
            ++features.kept_prose;
            features.longest_run = std::max(features.longest_run, ++run);
        }
    }
}

void scan_nodes(const html::Document& document, const Structured& structured, Features& features) {
    const auto& page = structured.page();
    features.written_title = page.title();
    features.title = fold_letters(features.written_title);
    features.login_field = page.has_password_field();
    for (const auto id : page.h1())
        if (features.headings.size() < 4) features.headings.push_back(fold_letters(line_of(document, id, 300)));
    const auto id_atom = document.atom("id");
    const auto src = document.atom("src");
    const auto nodes = document.nodes();
    for (NodeId id = 0; id < nodes.size(); ++id) {
        const auto& node = nodes[id];
        if (node.kind != NodeKind::element) continue;
        switch (node.tag) {
            case Tag::h2:
                if (features.headings.empty()) features.headings.push_back(fold_letters(line_of(document, id, 300)));
                break;
            case Tag::script:
                features.scripts = true;
                break;
            case Tag::video:
            case Tag::audio:
                features.media = true;
                break;
            case Tag::iframe:
                for (const auto& attribute : document.attributes(id))
                    for (const auto* player :
                         {"youtube", "vimeo", "dailymotion", "player", "video", "soundcloud", "spotify"})
                        features.media = features.media || (attribute.name == src &&
                                                            attribute.value.find(player) != std::string_view::npos);
                break;
            case Tag::img:
                ++features.images;
                break;
            case Tag::div:
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

std::vector<std::string> title_parts(std::string_view title);

/// A front page's <title> is the paper's name and promise; its headlines are links.
bool headline_stands(const std::vector<Block>& blocks, std::string_view title) {
    for (const auto& part : title_parts(title)) {
        const auto key = title_key(part);
        const auto letters = length_utf8(key);
        if (letters < 20 || std::count(part.begin(), part.end(), ' ') < 3) continue;
        for (const auto& block : blocks)
            if (block.letters == letters && block.link_letters * 2 < block.letters && title_key(block.text) == key)
                return true;
    }
    return false;
}

Features measure(const html::Document& document, const Structured& structured, const std::vector<Block>& blocks,
                 const Body& body, const Article& article) {
    Features features;
    count_blocks(blocks, body, features);
    scan_nodes(document, structured, features);
    features.titled = headline_stands(blocks, features.written_title);
    const auto type = structured.first_meta("og:type");
    features.og_article = iequals_ascii(type, "article") || iequals_ascii(type, "news") || iequals_ascii(type, "story");
    features.own_article = structured.article() != nullptr;
    features.article_body = !structured.item_props("articleBody").empty();
    const auto origin = article.provenance.find("date");
    features.machine_date =
        article.published && origin != article.provenance.end() &&
        (origin->second.starts_with("jsonld:datePublished") || origin->second.starts_with("meta:article:published") ||
         origin->second.starts_with("itemprop:") || origin->second.starts_with("rule"));
    features.media = features.media || istarts_with_ascii(type, "video") || istarts_with_ascii(type, "music") ||
                     !structured.first_meta("og:video").empty() || !structured.first_meta("og:audio").empty();
    for (const auto* media : {"VideoObject", "AudioObject", "ImageGallery", "MediaGallery", "PodcastEpisode"})
        features.media = features.media || structured.object_of_type(media) != nullptr;
    return features;
}

// --- the address -----------------------------------------------------------------------------------------------------

struct Address {
    bool known = false;
    bool root = false;     ///< "/", "/index.html", "/ru/"
    bool listing = false;  ///< "/tag/...", "/category/...", "/author/..."
    bool search = false;
    bool paged = false;
    bool slug = false;  ///< ends like an article: many words or a long number
    bool login = false;
    bool media = false;  ///< "/video/..."
    std::string reason;
};

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

Address read_address(const url::Url* url) {
    Address address;
    if (url == nullptr) return address;
    address.known = true;
    std::vector<std::string> segments;
    for (const auto part : split(url->path(), '/'))
        if (!part.empty()) segments.push_back(ascii_lower(part));
    const auto is_language = [](std::string_view s) {
        return s.size() == 2 || (s.size() == 5 && (s[2] == '-' || s[2] == '_'));
    };
    const auto query = ascii_lower(url->query());
    const auto parameter = [&](std::string_view name) {
        for (const auto pair : split(query, '&')) {
            const auto equals = pair.find('=');
            if (pair.substr(0, equals) == name && equals != std::string_view::npos && equals + 1 < pair.size())
                return true;
        }
        return false;
    };
    const bool has_id = parameter("p") || parameter("id") || parameter("article") || parameter("newsid") ||
                        parameter("page_id") || parameter("nid") || parameter("aid") || parameter("story");
    address.root = segments.empty() || (segments.size() == 1 && (is_language(segments[0]) || segments[0] == "home" ||
                                                                 segments[0].starts_with("index.")));
    if (has_id) address.root = false;
    address.search =
        !has_id && (parameter("s") || parameter("q") || parameter("query") || parameter("search") ||
                    parameter("keyword") || parameter("keywords") || parameter("suche") || parameter("text"));
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const auto& segment = segments[i];
        const bool last = i + 1 == segments.size();
        if (one_of(segment, {"search", "suche", "recherche", "buscar", "busqueda", "ricerca", "zoeken", "szukaj",
                             "poisk", "axtar", "axtaris", "arama", "ara", "pesquisa", "busca"}))
            address.search = true;
        if (one_of(segment, {"tag",       "tags",      "category",     "categories", "author",  "authors",  "autor",
                             "autoren",   "topic",     "topics",       "thema",      "themen",  "rubric",   "rubrik",
                             "rubrika",   "section",   "sections",     "label",      "keyword", "etiket",   "etiqueta",
                             "kategorie", "categoria", "category.php", "dossier",    "archive", "archives", "archiv",
                             "arxiv",     "archivo",   "tegs",         "teq",        "mövzu"}) &&
            (i + 2 >= segments.size()))
            address.listing = true;
        if (segment == "page" && !last && segments[i + 1].find_first_not_of("0123456789") == std::string::npos)
            address.paged = true;
        if (last && one_of(segment, {"login", "signin", "sign-in", "log-in", "register", "signup", "anmelden", "auth",
                                     "giris", "daxil-ol", "account", "wp-login.php"}))
            address.login = true;
        if (one_of(segment, {"video", "videos", "gallery", "galleries", "photo", "photos", "foto", "fotos", "galerie",
                             "bildstrecke", "podcast", "podcasts", "audio", "fotogalerie", "diaporama", "watch"}))
            address.media = true;
    }
    address.paged = address.paged || parameter("page") || parameter("paged");
    if (!segments.empty()) {
        const auto& last = segments.back();
        const auto hyphens = std::count(last.begin(), last.end(), '-') + std::count(last.begin(), last.end(), '_');
        std::size_t digits = 0, most_digits = 0;
        for (const char c : last) {
            digits = is_ascii_digit(c) ? digits + 1 : 0;
            most_digits = std::max(most_digits, digits);
        }
        const bool dated = date_in_url(url->path(), {}).has_value();
        address.slug = hyphens >= 3 || most_digits >= 5 || dated || last.find('%') != std::string::npos ||
                       (segments.size() >= 2 && last.find(".htm") != std::string::npos && last.size() > 16);
    }
    address.slug = (address.slug || has_id) && !address.listing && !address.search;
    return address;
}

// --- the verdicts ----------------------------------------------------------------------------------------------------

struct Page {
    const html::Document& document;
    const Structured& structured;
    const std::vector<Block>& blocks;
    const Body& body;
    const Article& article;
    const Features& features;
    const Address& address;
};

using Evidence = std::vector<std::string>;

std::string percent(double share) {
    return fmt::format("{} %", static_cast<int>(share * 100 + 0.5));
}

/// Title, h1 and the first lines: where a page says what it is. Calls `use(text, place)`.
template <class Use>
void each_heading(const Page& page, Use use) {
    if (!page.features.title.empty()) use(page.features.title, "title");
    for (const auto& heading : page.features.headings)
        if (!heading.empty()) use(heading, "heading");
}

/// The parts of a title between its separators: "404 - Page not found | Site".
std::vector<std::string> title_parts(std::string_view title) {
    std::vector<std::string> parts;
    std::string rest(title);
    for (const auto* separator : {" | ", " - ", " – ", " — ", " :: ", " » ", " • ", " · "})
        replace_all(rest, separator, "\n");
    for (const auto part : split(rest, '\n'))
        if (!trim(part).empty()) parts.emplace_back(trim(part));
    return parts;
}

/// True where the page speaks for itself as an article, in a way that walls and error pages do not copy.
bool claims_article(const Page& page) {
    return page.features.own_article || page.features.og_article || page.features.article_body;
}

bool is_challenge(const Page& page, Evidence& evidence) {
    const auto& f = page.features;
    if (f.letters > little_page || f.kept_prose > 3) return false;
    // what the well-known guards leave in a page
    static constexpr std::string_view marks[] = {"challenge-form",
                                                 "cf-challenge",
                                                 "cf-browser-verification",
                                                 "challenge-error",
                                                 "px-captcha",
                                                 "captcha-delivery",
                                                 "cf-error",
                                                 "ddos-guard",
                                                 "sucuri",
                                                 "cf-wrapper",
                                                 "challenge-platform",
                                                 "_incapsula_resource",
                                                 "datadome",
                                                 "geetest",
                                                 "smartcaptcha",
                                                 "checkbox-captcha",
                                                 "aws-waf",
                                                 "perimeterx",
                                                 "turnstile",
                                                 "kasada"};
    std::string_view mark;
    const auto nodes = page.document.nodes();
    for (NodeId id = 0; id < nodes.size() && mark.empty(); ++id) {
        const auto& node = nodes[id];
        if (node.kind != NodeKind::element || node.attribute_count == 0) continue;
        for (const auto& attribute : page.document.attributes(id)) {
            const auto name = page.document.name(attribute.name);
            if (name != "id" && name != "class" && name != "src" && name != "action" && name != "href") continue;
            const auto value = ascii_lower(clip_utf8(attribute.value, 200));
            for (const auto known : marks)
                if (value.find(known) != std::string::npos) mark = known;
        }
    }
    std::string_view phrase;
    std::string place;
    each_heading(page, [&](std::string_view text, std::string_view where) {
        if (!phrase.empty()) return;
        phrase = find_sign(PageSign::challenge, text);
        place = where;
    });
    if (phrase.empty() && f.letters < 1500)
        for (const auto& block : page.blocks) {
            phrase = find_sign(PageSign::challenge, fold_letters(block.text));
            place = "text";
            if (!phrase.empty()) break;
        }
    const bool sure = (!mark.empty() && !phrase.empty()) ||
                      (!mark.empty() && f.letters < 600 && !claims_article(page)) ||
                      (!phrase.empty() && place != "text" && f.letters < 1200 && !claims_article(page)) ||
                      (!phrase.empty() && f.letters < 500 && !claims_article(page));
    if (!sure) return false;
    if (!phrase.empty()) evidence.push_back(fmt::format("{} says '{}'", place, phrase));
    if (!mark.empty()) evidence.push_back(fmt::format("markup of a bot check: '{}'", mark));
    evidence.push_back(fmt::format("{} letters on the page", f.letters));
    return true;
}

bool is_js_only(const Page& page, Evidence& evidence) {
    const auto& f = page.features;
    if (f.letters > 700 || f.kept_prose > 1 || !f.scripts) return false;
    std::string_view phrase;
    const auto nodes = page.document.nodes();
    for (NodeId id = 0; id < nodes.size() && phrase.empty(); ++id)
        if (nodes[id].tag == Tag::noscript)
            phrase =
                find_sign(PageSign::enable_javascript, fold_letters(clip_utf8(line_of(page.document, id, 600), 600)));
    for (const auto& block : page.blocks)
        if (phrase.empty()) phrase = find_sign(PageSign::enable_javascript, fold_letters(clip_utf8(block.text, 400)));
    const bool bare = f.letters < 120 && f.app_root;
    if (!bare && (phrase.empty() || f.kept_letters > 400)) return false;
    if (!bare && f.kept_letters >= 200 && claims_article(page)) return false;
    if (!phrase.empty()) evidence.push_back(fmt::format("page says '{}'", phrase));
    if (f.app_root) evidence.push_back("an empty root element for a script to fill");
    evidence.push_back(fmt::format("{} letters without scripts", f.letters));
    return true;
}

bool is_consent_wall(const Page& page, Evidence& evidence) {
    const auto& f = page.features;
    if (f.letters > 6000) return false;
    if (claims_article(page) && f.kept_letters > 600) return false;
    unsigned consenting = 0;
    std::string_view phrase;
    for (const auto& block : page.blocks) {
        const auto found = find_sign(PageSign::consent, fold_letters(clip_utf8(block.text, 1200)));
        if (found.empty()) continue;
        consenting += block.letters;
        if (phrase.empty()) phrase = found;
    }
    const bool titled = [&] {
        bool any = false;
        each_heading(page, [&](std::string_view text, std::string_view) {
            any = any || !find_sign(PageSign::consent, text).empty();
        });
        return any;
    }();
    if (phrase.empty() && !titled) return false;
    const double share = f.letters == 0 ? 0 : static_cast<double>(consenting) / f.letters;
    // what is left when the consent text is taken away must not be an article
    const unsigned rest = f.letters - consenting;
    const bool wall = (share > 0.5 && rest < short_text) || (titled && share > 0.2 && f.letters < little_page) ||
                      (share > 0.35 && f.letters < little_page && !claims_article(page));
    if (!wall) return false;
    evidence.push_back(fmt::format("page says '{}'", phrase));
    evidence.push_back(fmt::format("{} of the text is about consent", percent(share)));
    return true;
}

bool is_soft_404(const Page& page, Evidence& evidence) {
    const auto& f = page.features;
    // a text with this in its title may be a story about one ("hiker not found"): then it has paragraphs
    const bool bare = f.longest_run <= 1 || f.kept_letters < short_text;
    if (!bare) return false;
    /// A story about lost pages says more than that, and goes on.
    const auto tells = [&](std::string_view phrase, std::string_view text) {
        return !phrase.empty() && (f.kept_prose < 2 || phrase.size() * 10 >= text.size() * 6);
    };
    std::string found;
    each_heading(page, [&](std::string_view text, std::string_view where) {
        if (!found.empty() || text.size() > 160) return;
        std::string_view phrase;
        for (const auto& part : title_parts(text)) {
            if (!phrase.empty()) break;
            const auto inside = find_sign(PageSign::not_found, part);
            phrase = tells(inside, part) ? inside : is_sign(PageSign::not_found_title, part);
        }
        if (!phrase.empty()) found = fmt::format("{} says '{}'", where, phrase);
    });
    if (found.empty() && !(claims_article(page) && f.machine_date)) {
        // or the first lines of what there is to read
        std::size_t looked = 0;
        for (const auto i : page.body.kept) {
            const auto& block = page.blocks[i];
            if (++looked > 3) break;
            const auto phrase = find_sign(PageSign::not_found, fold_letters(clip_utf8(block.text, 240)));
            if (tells(phrase, block.text) && block.letters < 200) found = fmt::format("text says '{}'", phrase);
        }
        for (const auto& block : page.blocks) {
            if (!found.empty()) break;
            if (block.kind != BlockKind::heading || block.letters > 80) continue;
            const auto phrase = find_sign(PageSign::not_found, fold_letters(block.text));
            if (tells(phrase, block.text)) found = fmt::format("a heading says '{}'", phrase);
        }
    }
    if (found.empty() || (f.machine_date && f.own_article && f.kept_prose >= 1)) return false;
    evidence.push_back(std::move(found));
    evidence.push_back(fmt::format("{} paragraphs of text", f.kept_prose));
    return true;
}

bool is_login(const Page& page, Evidence& evidence) {
    const auto& f = page.features;
    if (!f.login_field && !page.address.login) return false;
    if (f.kept_prose > 2 || f.kept_letters > 1200 || (claims_article(page) && f.machine_date)) return false;
    std::string found;
    each_heading(page, [&](std::string_view text, std::string_view where) {
        if (!found.empty()) return;
        for (const auto& part : title_parts(text)) {
            const auto phrase = is_sign(PageSign::login_title, part);
            if (!phrase.empty()) found = fmt::format("{} says '{}'", where, phrase);
        }
        const auto phrase = text.size() < 80 ? find_sign(PageSign::login_title, text) : std::string_view();
        if (found.empty() && !phrase.empty()) found = fmt::format("{} says '{}'", where, phrase);
    });
    const bool nothing_else = f.letters < 900 && f.login_field && f.kept_prose == 0;
    if (found.empty() && !page.address.login && !nothing_else) return false;
    if (f.login_field) evidence.push_back("a password field");
    if (!found.empty()) evidence.push_back(std::move(found));
    if (page.address.login) evidence.push_back("the address is a login's");
    evidence.push_back(fmt::format("{} letters of text", f.kept_letters));
    return true;
}

bool is_paywall(const Page& page, Evidence& evidence) {
    const auto& f = page.features;
    if (f.kept_letters > teaser_text) return false;
    bool paid = false;
    for (const auto& value : page.structured.article_values("isAccessibleForFree")) {
        const auto lower = ascii_lower(value);
        paid = paid || lower == "false" || lower == "no" || lower == "0";
    }
    if (const auto tier = ascii_lower(page.structured.first_meta("article:content_tier")); !tier.empty())
        paid = paid || tier == "locked" || tier == "metered" || tier == "paid";
    const std::size_t begin = page.body.kept.empty() ? 0 : page.body.kept.front();
    const std::size_t end = page.body.kept.empty() ? page.blocks.size() : page.body.kept.back() + 14;
    std::string_view phrase;
    for (std::size_t i = begin; i < page.blocks.size() && i < end && phrase.empty(); ++i)
        if (page.blocks[i].letters < 400)
            phrase = find_sign(PageSign::paywall, fold_letters(clip_utf8(page.blocks[i].text, 600)));
    if (phrase.empty() || (!paid && f.kept_letters > short_text)) return false;
    if (!paid) {
        // without the word of the page itself, the offer must stand where the text breaks off
        const auto* last = page.body.kept.empty() ? nullptr : &page.blocks[page.body.kept.back()];
        const bool broken_off = last != nullptr && (last->text.ends_with("…") || last->text.ends_with("...") ||
                                                    last->text.ends_with("[…]"));
        bool marked = false;
        const auto nodes = page.document.nodes();
        for (NodeId id = 0; id < nodes.size() && !marked; ++id) {
            if (nodes[id].kind != NodeKind::element) continue;
            for (const auto atom : page.document.classes(id)) {
                const auto name = ascii_lower(page.document.name(atom));
                marked = marked || name.find("paywall") != std::string::npos ||
                         name.find("subscriber-only") != std::string::npos ||
                         name.find("paid-content") != std::string::npos ||
                         name.find("premium-content") != std::string::npos || name.find("piano-") != std::string::npos;
            }
        }
        if (!broken_off && !marked) return false;
    }
    evidence.push_back(fmt::format("page says '{}'", phrase));
    if (paid) evidence.push_back("the page declares that its text is not free");
    evidence.push_back(fmt::format("only {} letters of text", f.kept_letters));
    return true;
}

bool is_media_only(const Page& page, Evidence& evidence) {
    const auto& f = page.features;
    if (!f.media || f.kept_prose > 1 || f.kept_letters > 350) return false;
    const auto type = page.structured.first_meta("og:type");
    const bool declared = istarts_with_ascii(type, "video") || istarts_with_ascii(type, "music") ||
                          (!f.own_article && (page.structured.object_of_type("VideoObject") != nullptr ||
                                              page.structured.object_of_type("ImageGallery") != nullptr ||
                                              page.structured.object_of_type("MediaGallery") != nullptr ||
                                              page.structured.object_of_type("AudioObject") != nullptr ||
                                              page.structured.object_of_type("PodcastEpisode") != nullptr));
    if (!declared && !page.address.media) return false;
    if (f.own_article && f.kept_letters > 150) return false;
    evidence.push_back(declared ? "the page declares itself video, audio or gallery"
                                : "the address is a video's or gallery's");
    evidence.push_back(fmt::format("{} letters of text", f.kept_letters));
    return true;
}

bool is_gallery(const Page& page, Evidence& evidence) {
    const auto& f = page.features;
    if (f.images < 6 || f.kept_prose > 0 || f.kept_letters > 250 || !page.address.media || f.own_article) return false;
    evidence.push_back(fmt::format("{} pictures and {} letters of text", f.images, f.kept_letters));
    return true;
}

/// Points for and against a page of links to stories.
bool is_listing(const Page& page, Evidence& evidence) {
    const auto& f = page.features;
    const auto& address = page.address;
    double points = 0;
    const auto add = [&](double value, std::string why) {
        points += value;
        if (value > 0) evidence.push_back(std::move(why));
    };
    if (address.root) add(2.0, "the address is a front page's");
    if (address.listing) add(2.5, "the address is a tag's, section's or author's");
    if (address.search) add(3.0, "the address is a search");
    if (address.paged) add(1.0, "the address counts pages");
    if (address.slug) add(-2.0, "");
    if (address.known && !address.slug && !address.root && !address.listing && !address.search)
        add(0.5, "the address has no slug");

    for (const auto* type : {"CollectionPage", "SearchResultsPage", "ProfilePage", "ItemList"})
        if (!f.own_article && page.structured.object_of_type(type) != nullptr) {
            add(2.0, fmt::format("structured data says {}", type));
            break;
        }
    const auto og = page.structured.first_meta("og:type");
    if (!f.own_article && (iequals_ascii(og, "website") || iequals_ascii(og, "profile") || iequals_ascii(og, "blog")))
        add(0.7, fmt::format("og:type is {}", og));
    if (f.own_article) add(-3.0, "");
    if (f.og_article) add(-2.0, "");
    if (f.article_body) add(-1.5, "");
    if (f.machine_date) add(-2.0, "");
    if (f.titled) add(-2.0, "");

    std::string said;
    each_heading(page, [&](std::string_view text, std::string_view where) {
        if (!said.empty()) return;
        for (const auto& part : title_parts(text)) {
            auto phrase = is_sign(PageSign::listing_title, part);
            if (phrase.empty() && part.size() < 80) {
                const auto search = find_sign(PageSign::search_title, part);
                if (!search.empty() && part.starts_with(search)) phrase = search;
            }
            if (!phrase.empty()) said = fmt::format("{} says '{}'", where, phrase);
            if (where == "title") break;  // its later parts are the site's
        }
    });
    if (!said.empty()) add(1.5, said);

    if (f.teasers >= 4)
        add(1.0 + (f.teasers >= 8 ? 1.0 : 0) + (f.teasers >= 15 ? 1.0 : 0),
            fmt::format("{} linked headlines in the text", f.teasers));
    if (f.headline_links >= 25 && f.longest_run <= 2)
        add(f.headline_links >= 60 ? 1.5 : 1.0, fmt::format("{} linked headlines on the page", f.headline_links));
    const double links = f.link_share();
    if (links > 0.55 && f.longest_run <= 3)
        add(links > 0.75 ? 2.0 : 1.2, fmt::format("{} of the text is links", percent(links)));
    if (f.longest_run >= 3) add(f.longest_run >= 5 ? -4.0 : -2.5, "");
    if (f.kept_prose == 0 && f.headline_links >= 10) add(1.0, "no paragraph of text");
    if (page.body.confidence < 0.5f)
        add(1.0, fmt::format("the text is unlikely to be an article ({:.2f})", page.body.confidence));
    if (page.body.confidence > 0.9f && f.kept_letters > 600 && f.teasers < 4) add(-1.0, "");
    if (f.headings.empty()) add(0.5, "no main heading");

    if (points < 4.0) {
        evidence.clear();
        return false;
    }
    return true;
}

bool is_other(const Page& page, Evidence& evidence) {
    const auto& f = page.features;
    if (claims_article(page) && (f.machine_date || f.kept_prose >= 2)) return false;
    for (const auto* type : {"Product", "AboutPage", "ContactPage", "FAQPage", "WeatherForecast", "Event", "JobPosting",
                             "Hotel", "Restaurant", "LocalBusiness"}) {
        const auto* object = f.own_article ? nullptr : page.structured.object_of_type(type);
        const bool product = object != nullptr && std::string_view(type) == "Product";
        if (object != nullptr && !f.machine_date && (f.kept_prose <= 2 || product || !page.address.slug) &&
            f.longest_run <= (product ? 4u : 2u)) {
            evidence.push_back(fmt::format("structured data says {}", type));
            return true;
        }
    }
    if (f.machine_date || page.article.published) return false;
    std::string said;
    const auto look = [&](std::string_view text, std::string_view where) {
        if (!said.empty()) return;
        auto phrase = is_sign(PageSign::imprint_title, text);
        if (phrase.empty() && f.kept_prose <= 2) phrase = is_sign(PageSign::weather_title, text);
        if (!phrase.empty()) said = fmt::format("{} says '{}'", where, phrase);
    };
    for (const auto& heading : f.headings) look(heading, "heading");
    const auto parts = title_parts(f.title);
    if (!parts.empty()) look(parts.front(), "title");
    if (!said.empty()) {
        evidence.push_back(std::move(said));
        evidence.push_back("no date");
        return true;
    }
    // Neither prose nor any word that this is an article.
    const bool hopeless = f.kept_prose == 0 && f.kept_letters < 140 && !claims_article(page) && !page.address.slug &&
                          (page.body.confidence < 0.5f || f.headings.empty());
    if (!hopeless) return false;
    evidence.push_back(fmt::format("{} letters of text, no date, nothing says that it is an article", f.kept_letters));
    return true;
}

}  // namespace

Classification classify(const html::Document& document, const Structured& structured, const std::vector<Block>& blocks,
                        const Body& body, const Article& article, const url::Url* url) {
    const auto features = measure(document, structured, blocks, body, article);
    const auto address = read_address(url);
    const Page page{document, structured, blocks, body, article, features, address};
    Classification result;
    const auto is = [&](PageClass page_class, bool (*test)(const Page&, Evidence&)) {
        if (result.page_class != PageClass::article) return;
        Evidence evidence;
        if (!test(page, evidence)) return;
        result.page_class = page_class;
        result.evidence = std::move(evidence);
    };
    is(PageClass::challenge, is_challenge);
    is(PageClass::js_only, is_js_only);
    if (features.letters == 0 && article.title.empty() && result.page_class == PageClass::article)
        return {PageClass::empty, {"no text"}};
    is(PageClass::soft_404, is_soft_404);
    is(PageClass::consent_wall, is_consent_wall);
    is(PageClass::login, is_login);
    is(PageClass::paywall, is_paywall);
    is(PageClass::listing, is_listing);
    is(PageClass::media_only, is_media_only);
    is(PageClass::media_only, is_gallery);
    is(PageClass::other, is_other);
    if (result.page_class == PageClass::article) {
        if (features.own_article) result.evidence.push_back("structured data says article");
        if (features.og_article) result.evidence.push_back("og:type says article");
        if (features.machine_date) result.evidence.push_back("a publication date for machines");
        if (address.slug) result.evidence.push_back("the address has a slug");
        result.evidence.push_back(
            fmt::format("{} paragraphs, {} letters of text", features.kept_prose, features.kept_letters));
    }
    return result;
}

bool looks_like_html(std::string_view bytes, std::string& why) {
    struct Magic {
        std::string_view bytes;
        std::string_view name;
    };
    using namespace std::string_view_literals;
    static constexpr Magic magics[] = {
        {"%PDF-"sv, "a PDF"},
        {"\x89PNG\r\n"sv, "a PNG image"},
        {"\xFF\xD8\xFF"sv, "a JPEG image"},
        {"GIF87a"sv, "a GIF image"},
        {"GIF89a"sv, "a GIF image"},
        {"BM"sv, "a BMP image"},
        {"\0\0\1\0"sv, "an icon"},
        {"PK\3\4"sv, "a ZIP archive or office document"},
        {"\x1F\x8B"sv, "gzip data"},
        {"BZh"sv, "bzip2 data"},
        {"\xFD"
         "7zXZ\0"sv,
         "xz data"},
        {"7z\xBC\xAF\x27\x1C"sv, "a 7z archive"},
        {"Rar!\x1A\x07"sv, "a RAR archive"},
        {"\x28\xB5\x2F\xFD"sv, "zstd data"},
        {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "an office document"},
        {"ID3"sv, "an MP3 file"},
        {"OggS"sv, "an Ogg file"},
        {"fLaC"sv, "a FLAC file"},
        {"\x1A\x45\xDF\xA3"sv, "a Matroska video"},
        {"wOFF"sv, "a font"},
        {"wOF2"sv, "a font"},
        {"\x7F"
         "ELF"sv,
         "a program"},
        {"MZ\x90"sv, "a program"},
        {"{\\rtf"sv, "an RTF document"},
        {"%!PS"sv, "a PostScript document"},
    };
    const auto refuse = [&](std::string_view what) {
        why = fmt::format("the bytes are {}, not HTML", what);
        return false;
    };
    if (bytes.empty()) {
        why = "no bytes";
        return false;
    }
    for (const auto& magic : magics)
        if (bytes.starts_with(magic.bytes))
            return magic.bytes == "BM" && bytes.find('<') < 64 ? true : refuse(magic.name);
    if (bytes.size() > 12 && bytes.starts_with("RIFF") &&
        (bytes.substr(8, 4) == "WEBP" || bytes.substr(8, 4) == "WAVE" || bytes.substr(8, 4) == "AVI "))
        return refuse("a RIFF image, sound or video");
    if (bytes.size() > 12 && bytes.substr(4, 4) == "ftyp") return refuse("an MP4, HEIC or AVIF file");
    const auto head = bytes.substr(0, 4096);
    if (head.find_first_not_of(std::string_view("\0 \t\r\n\f\v", 7)) == std::string_view::npos &&
        bytes.find_first_not_of(std::string_view("\0 \t\r\n\f\v", 7)) == std::string_view::npos) {
        why = "only blanks and NULs";
        return false;
    }
    // UTF-16 has a NUL in every other byte and a BOM or a '<' to show for it; other NUL-filled bytes are no text.
    const auto nuls = static_cast<std::size_t>(std::count(head.begin(), head.end(), '\0'));
    const bool utf16 = head.starts_with("\xFE\xFF") || head.starts_with("\xFF\xFE") || head.starts_with("<\0"sv) ||
                       head.starts_with("\0<"sv);
    if (nuls * 10 > head.size() && !utf16) return refuse("binary");
    std::size_t controls = 0;
    for (const char c : head) {
        const auto byte = static_cast<unsigned char>(c);
        controls +=
            byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f' && byte != 0x1B && byte != 0
                ? 1
                : 0;
    }
    if (controls * 20 > head.size() && !utf16) return refuse("binary");
    const auto start = trim(head.starts_with("\xEF\xBB\xBF") ? head.substr(3) : head);
    if (istarts_with_ascii(start, "<?xml")) {
        const bool feed = ifind_ascii(head, "<rss") != std::string_view::npos ||
                          ifind_ascii(head, "<feed") != std::string_view::npos ||
                          ifind_ascii(head, "<urlset") != std::string_view::npos ||
                          ifind_ascii(head, "<sitemapindex") != std::string_view::npos ||
                          ifind_ascii(head, "<svg") != std::string_view::npos;
        if (feed && ifind_ascii(head, "<html") == std::string_view::npos) return refuse("a feed, sitemap or drawing");
    }
    if (istarts_with_ascii(start, "<rss") || istarts_with_ascii(start, "<feed") || istarts_with_ascii(start, "<urlset"))
        return refuse("a feed or sitemap");
    // JSON, CSS and the like: not a single tag
    if (bytes.find('<') == std::string_view::npos && (start.starts_with("{") || start.starts_with("[")))
        return refuse("JSON");
    return true;
}

Errc outcome_of(PageClass page_class) {
    switch (page_class) {
        case PageClass::soft_404:
            return Errc::soft_404;
        case PageClass::login:
            return Errc::login;
        case PageClass::paywall:
            return Errc::paywall;
        case PageClass::consent_wall:
            return Errc::consent_wall;
        case PageClass::challenge:
            return Errc::challenge;
        case PageClass::js_only:
            return Errc::js_only;
        case PageClass::media_only:
            return Errc::media_only;
        case PageClass::not_html:
            return Errc::not_html;
        case PageClass::empty:
            return Errc::empty_text;
        case PageClass::article:
        case PageClass::listing:
        case PageClass::other:
            break;
    }
    return Errc::not_article;
}

std::string_view page_class_name(PageClass page_class) {
    static constexpr std::string_view names[] = {"article",    "listing",      "soft_404",  "login",
                                                 "paywall",    "consent_wall", "challenge", "js_only",
                                                 "media_only", "not_html",     "empty",     "other"};
    return names[static_cast<std::size_t>(page_class)];
}

}  // namespace winnow::extract
