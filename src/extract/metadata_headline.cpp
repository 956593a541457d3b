#include "extract/metadata_headline.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.h"
#include "extract/date.h"
#include "extract/date_words.h"
#include "extract/extract.h"
#include "extract/metadata_author.h"
#include "extract/metadata_title.h"
#include "extract/page_class_words.h"
#include "extract/page_text.h"

namespace winnow::extract {

namespace {

constexpr std::size_t lines_above = 4;                                                     // of the text
constexpr unsigned shortest = 12, longest = 150, a_text = 60, little = 200, a_story = 20;  // letters

/// A headline that does not begin with a letter: "“We stay”, says ...", "【...】...".
constexpr std::string_view openings[] = {"\"", "'", "“", "„", "«", "‘", "¿", "¡", "「", "『", "【", "《", "["};

/// Titles that systems give to every page, as text_key() makes them.
constexpr std::string_view no_titles =
    "|article|articles|artikel|articolo|articulo|artículo|artigo|статья|стаття|məqalə|haber|haberdetay|"
    "haberdetayı|xəbər|news|newsdetail|newsdetails|nachricht|nachrichten|meldung|aktuelles|новости|новость|"
    "новини|новина|actualité|actualités|noticia|noticias|notizia|notizie|notícia|notícias|wiadomości|aktualności|"
    "nyheter|nieuws|detail|details|detay|story|untitled|untitledpage|unbenannt|sanstitre|senzatitolo|безназвания|"
    "home|index|default|page|untitleddocument|print|printversion|printpage|printarticle|printerfriendly|"
    "printerfriendlyversion|druckversion|druckansicht|drucken|stampa|versionestampabile|versionimprimible|"
    "versiónimprimible|imprimir|imprimer|versionimprimable|versãoparaimpressão|версиядляпечати|версіядлядруку|"
    "версіядодруку|печать|wersjadodruku|çapversiyası|yazdır|yazdırılabilir|نسخةللطباعة|طباعة|نسخهچاپی|打印|打印本页|"
    "印刷用ページ|";

/// By one of the words that its class, its id or its picture's file are made of.
bool is_logo(const html::Element& element) {
    for (const std::string_view attribute : {"src", "class", "id"}) {
        const auto said = ascii_lower(clip_utf8(element.attr(attribute), 200));
        for (std::size_t at = 0; at < said.size();) {
            auto end = at;
            while (end < said.size() && is_ascii_alpha(said[end])) ++end;
            const auto word = std::string_view(said).substr(at, end - at);
            for (const std::string_view name : {"logo", "logotype", "sitelogo", "kopf", "banner", "masthead", "brand"})
                if (word == name) return true;
            at = end + 1;
        }
    }
    return false;
}

/// Of a link to the front page it is the text, ...
bool is_link_home(const PageScan& page, std::string_view key) {
    const auto& document = page.document();
    const auto nodes = document.nodes();
    for (html::NodeId id = 0; id < nodes.size(); ++id)
        if (nodes[id].tag == html::Tag::a && is_home_address(html::Element(document, id).attr("href")) &&
            text_key(line_of(document, id, 2 * key.size() + 40)) == key)
            return true;
    return false;
}

/// ... and of a logo.
bool is_on_logo(const PageScan& page, std::string_view key) {
    const auto& document = page.document();
    const auto nodes = document.nodes();
    for (html::NodeId id = 0; id < nodes.size(); ++id) {
        if (nodes[id].tag != html::Tag::img) continue;
        const html::Element element(document, id);
        const auto said = element.attr("alt");
        if (!said.empty() && said.size() < 2 * key.size() + 40 && text_key(said) == key && is_logo(element))
            return true;
    }
    return false;
}

bool is_page_head(const html::Document& document, html::NodeId id) {
    for (; id != html::no_node; id = document.nodes()[id].parent) {
        const auto tag = document.nodes()[id].tag;
        if (tag == html::Tag::article || tag == html::Tag::main) return false;
        const html::Element element(document, id);
        if (element.attr("role") == "banner" || element.attr("data-role") == "header" || is_logo(element)) return true;
    }
    return false;
}

/// A line of the page's head has it, or one with a menu between it and the text, or one of its foot: "© Name", "Name,
/// Long Street 4". Where headlines stand, it is one.
bool is_in_head_or_foot(const PageScan& page, const std::vector<Block>& blocks, const std::vector<std::uint32_t>& kept,
                        std::string_view key) {
    constexpr std::size_t foot_lines = 15, menu_links = 4;
    const auto& document = page.document();
    const auto is_it = [&](const Block& block) {
        return block.links == 0 && block.text.size() < 2 * key.size() + 40 && text_key(block.text) == key;
    };
    if (!kept.empty()) {
        std::size_t links = 0;
        for (std::size_t i = kept.front(); i-- > 0;) {
            links += blocks[i].links;
            if (!is_it(blocks[i])) continue;
            const bool near = i + lines_above >= kept.front();
            if (near && blocks[i].kind == BlockKind::heading) return false;
            if (is_page_head(document, blocks[i].container)) return true;
            if (near) return false;  // links may be those that share the story
            if (links >= menu_links || page.in_furniture(blocks[i].container)) return true;
        }
    }
    const std::size_t foot = kept.empty() ? blocks.size() - std::min(blocks.size(), foot_lines) : kept.back() + 1u;
    for (auto i = foot; i < blocks.size(); ++i) {
        const auto& block = blocks[i];
        if (is_it(block)) return true;
        const auto line = clip_utf8(block.text, 4 * key.size() + 40);
        const auto comma = line.find(", ");
        const bool owner = line.find("©") != line.npos && text_key(line).find(key) != std::string::npos;
        if (owner || (comma != line.npos && text_key(line.substr(0, comma)) == key)) return true;
    }
    return false;
}

constexpr float of_the_text = 0.5f;  ///< of a line's words: the text speaks of it

/// Which share of a line's words is in the text; -1 if it has none that say something.
float share_in_text(const std::vector<Block>& blocks, const std::vector<std::uint32_t>& kept, std::string_view line) {
    constexpr std::size_t enough = 2000;  // bytes
    std::string said;
    for (const auto i : kept)
        if (said.size() < enough && blocks[i].text != line) said += fold_sign(clip_utf8(blocks[i].text, enough)) + ' ';
    return words_shared(line, said);
}

/// A site's name is short, and a text hardly speaks of it.
bool may_be_a_name(const std::vector<Block>& blocks, const std::vector<std::uint32_t>& kept, std::string_view title) {
    constexpr std::size_t most_words = 6;
    return count_words(title) <= most_words && share_in_text(blocks, kept, title) < of_the_text;
}

/// No line above the text and no heading says anything like it.
bool is_shown_nowhere_near(const std::vector<Block>& blocks, const std::vector<std::uint32_t>& kept,
                           std::string_view title) {
    constexpr std::size_t near = 12;  // lines
    constexpr float alike = 0.5f;
    constexpr std::size_t longest_line = 600;  // bytes
    if (kept.empty()) return false;
    const auto key = text_key(title);
    const Likeness like(title);
    for (std::size_t i = 0; i <= kept.back() && i < blocks.size(); ++i) {
        const auto& block = blocks[i];
        const bool placed = (i <= kept.front() && i + near > kept.front()) || block.kind == BlockKind::heading;
        if (placed && block.text.size() < longest_line &&
            (text_key(block.text).find(key) != std::string::npos || like.to(block.text) >= alike))
            return false;
    }
    return true;
}

/// The title tells nothing of this page: it is the site's name, with what the site is about or not, or a word for pages
/// of this kind.
bool is_no_headline(const PageScan& page, const std::vector<Block>& blocks, const std::vector<std::uint32_t>& kept,
                    std::string_view title, const std::vector<std::string>& site_keys) {
    const auto key = text_key(title);
    if (no_titles.find("|" + key + "|") != no_titles.npos) return true;
    const bool known = std::any_of(site_keys.begin(), site_keys.end(), [&](const std::string& name) {
        return name.size() >= 4 && (name.starts_with(key) || (key.starts_with(name) && key.size() < 2 * name.size()));
    });
    if (known || is_link_home(page, key)) return true;
    if (!may_be_a_name(blocks, kept, title)) return false;
    if (is_on_logo(page, key) || is_in_head_or_foot(page, blocks, kept, key)) return true;
    // "The Gazette - Breaking news", "The Gazette: news"
    auto cut = title.find(": ");
    for (const std::string_view separator : {" - ", " – ", " — ", " | "}) cut = std::min(cut, title.find(separator));
    if (cut == title.npos) return false;
    const auto name = text_key(title.substr(0, cut));
    return name.size() >= 4 &&
           (is_link_home(page, name) || is_on_logo(page, name) || is_in_head_or_foot(page, blocks, kept, name));
}

/// A day or a time of day, with hardly anything beside it.
bool is_when(const Block& block) {
    constexpr unsigned most = 60;  // letters
    return block.letters > 0 && block.letters <= most && block.links == 0 &&
           (says_moment(block) || says_year(block.text) || !find_dates(block.text, {}).empty());
}

/// "Tuesday, 19 February": a number and words of which most are a weekday's or a month's.
bool is_day_without_year(std::string_view line) {
    std::size_t words = 0, of_days = 0, numbers = 0;
    const auto folded = fold_letters(line);
    for (std::size_t at = 0; at < folded.size();) {
        const auto from = at;
        auto c = next_code_point(folded, at);
        if (is_ascii_digit(folded[from])) {
            while (at < folded.size() && is_ascii_digit(folded[at])) ++at;
            ++numbers;
        } else if (is_letter(c)) {
            auto end = at;
            while (end < folded.size() && is_letter(c = next_code_point(folded, at))) end = at;
            at = end;
            const auto word = std::string_view(folded).substr(from, end - from);
            ++words;
            of_days += month_of(word, {}) != 0 || weekday_of(word) != 0 ? 1 : 0;
        }
    }
    return numbers > 0 && of_days * 2 >= words;
}

/// A line as headlines are.
bool reads_as_headline(std::string_view line, std::string_view site_key, const KnownBoilerplate* boilerplate) {
    const auto letters = letters_of(line);
    if (letters < shortest || letters > longest) return false;
    for (const std::string_view end : {".", ":", "…", ",", ";", "。", "।", "။"})
        if (line.ends_with(end)) return false;
    std::size_t second = 0;
    const bool opened =
        std::any_of(std::begin(openings), std::end(openings), [&](auto o) { return line.starts_with(o); });
    if (!is_letter(next_code_point(line, second)) && !opened) return false;
    if (line.find(". ") != line.npos && letters > a_text) return false;  // sentences
    for (const std::string_view sign : {"@", "|", "©", "http://", "https://", "www."})
        if (line.find(sign) != line.npos) return false;
    if (count_words(line) < 3 || (!site_key.empty() && text_key(line).find(site_key) != std::string::npos))
        return false;
    if (boilerplate != nullptr && boilerplate->contains(line)) return false;
    const auto digits = static_cast<std::size_t>(std::count_if(line.begin(), line.end(), is_ascii_digit));
    if (digits * 3 > letters) return false;
    std::size_t days = 0;  // bytes that dates take
    for (const auto& found : find_dates(line, {})) days += found.end - found.begin;
    if (days * 4 >= line.size() || is_day_without_year(line)) return false;
    // scripts without capitals: any words may be a name's
    bool cased = false;
    for (std::size_t at = 0; at < line.size() && !cased;) cased = is_upper(next_code_point(line, at));
    return cased ? author_names(line, false).empty() : !says_year(line);
}

bool is_headline(const Block& block, std::string_view site_key, const KnownBoilerplate* boilerplate) {
    return block.links == 0 && !block.caption &&
           (block.kind == BlockKind::paragraph || block.kind == BlockKind::heading) && !says_moment(block) &&
           reads_as_headline(block.text, site_key, boilerplate);
}

/// What a block begins with in an element of its own before a line ends: "<b>The headline</b><br>The text".
std::string first_line_of(const html::Document& document, const Block& block) {
    const auto nodes = document.nodes();
    auto at = block.first;
    for (auto up = nodes[at].parent; up != html::no_node && up != block.container; up = nodes[up].parent) {
        if (nodes[up].tag == html::Tag::a) return {};
        at = up;
    }
    if (at == block.first) return {};
    auto next = html::Element(document, at).next_sibling();
    while (next && next.is_text() && trim(next.node().text).empty()) next = next.next_sibling();
    if (!next || next.is_text() || next.tag() != html::Tag::br) return {};
    return line_of(document, at, 4 * longest);
}

}  // namespace

std::optional<HeadlineLine> headline_by_place(const PageScan& page, const std::vector<Block>& blocks,
                                              const std::vector<std::uint32_t>& kept, std::string_view site_key,
                                              const KnownBoilerplate* boilerplate) {
    const auto fits = [&](std::size_t i) { return is_headline(blocks[i], site_key, boilerplate); };
    auto best = blocks.size();
    unsigned letters = 0;
    for (const auto i : kept) letters += blocks[i].letters;
    if (letters < little) {
        constexpr std::size_t most = 2;  // more are a ticker's
        std::size_t found = 0;
        const std::size_t end = kept.empty() ? blocks.size() : std::size_t{kept.front()} + 1;
        for (std::size_t i = 0; i < end && found <= most; ++i) {
            const bool dated = (i > 0 && is_when(blocks[i - 1])) || (i + 1 < blocks.size() && is_when(blocks[i + 1]));
            if (dated && fits(i) && !page.in_furniture(blocks[i].container) && ++found == 1) best = i;
        }
        if (found > most) best = blocks.size();
    }
    if (best == blocks.size() && !kept.empty()) {
        const std::size_t first = kept.front();
        for (auto i = first; i > 0 && i + lines_above > first; --i) {
            const auto& block = blocks[i - 1];
            if (block.link_letters >= a_story) break;  // another story's
            if (fits(i - 1) && (best == blocks.size() || block.letters >= blocks[best].letters)) best = i - 1;
        }
        // or the text begins with it
        constexpr std::size_t lines_below = 3;
        const auto below = std::min(kept.size(), lines_below);
        for (std::size_t k = 0; k < below; ++k)
            if (blocks[kept[k]].kind == BlockKind::heading && fits(kept[k]) &&
                (best == blocks.size() || blocks[best].kind != BlockKind::heading))
                best = kept[k];
        const auto is_text_below = [&](std::uint32_t i) {
            return blocks[i].letters >= a_text && blocks[i].letters > blocks[first].letters;
        };
        if (best == blocks.size() && fits(first) &&
            std::any_of(kept.begin() + 1, kept.begin() + static_cast<std::ptrdiff_t>(below), is_text_below))
            best = first;
    }
    const auto block = best < blocks.size() || kept.empty() ? best : kept.front();
    if (block == blocks.size()) return std::nullopt;
    auto line = clean_value(first_line_of(page.document(), blocks[block]));
    if (reads_as_headline(line, site_key, boilerplate)) return HeadlineLine{block, std::move(line)};
    if (best == blocks.size()) return std::nullopt;
    return HeadlineLine{best, clean_value(blocks[best].text)};
}

std::string headline_above(const PageScan& page, const std::vector<Block>& blocks,
                           const std::vector<std::uint32_t>& kept, std::string_view title,
                           const std::vector<std::string>& site_keys, const KnownBoilerplate* boilerplate) {
    const auto key = text_key(title);
    const bool told = !key.empty() && !is_no_headline(page, blocks, kept, title, site_keys);
    const bool doubtful =
        told && share_in_text(blocks, kept, title) < of_the_text && is_shown_nowhere_near(blocks, kept, title);
    if (told && !doubtful) return {};
    auto line = headline_by_place(page, blocks, kept, key, boilerplate);
    if (!line) return {};
    // of two lines that may be the headline, the text speaks of it
    constexpr float least = 0.3f;
    if (doubtful &&
        share_in_text(blocks, kept, line->text) < std::max(least, share_in_text(blocks, kept, title) + 1e-3f))
        return {};
    return std::move(line->text);
}

}  // namespace winnow::extract
