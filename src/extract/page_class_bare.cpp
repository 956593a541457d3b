#include "extract/page_class_bare.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"
#include "extract/body_words.h"
#include "extract/date.h"
#include "extract/metadata_page.h"
#include "extract/metadata_title.h"
#include "extract/page_class.h"
#include "extract/page_class_words.h"

namespace winnow::extract {

namespace {

using html::NodeId;
using html::NodeKind;
using html::Tag;

constexpr std::string_view sign_names[] = {
#define WINNOW_BARE_SIGN(name, side, what) what,
#include "extract/page_class_bare_signs.inc"
#undef WINNOW_BARE_SIGN
};

enum class Sign : std::uint8_t {
#define WINNOW_BARE_SIGN(name, side, what) name,
#include "extract/page_class_bare_signs.inc"
#undef WINNOW_BARE_SIGN
    count_
};
constexpr auto sign_count = static_cast<std::size_t>(Sign::count_);

/// The first is what an average page starts from.
constexpr float weights[] = {
#include "extract/page_class_bare_table.inc"
};
static_assert(std::size(weights) == sign_count + 1, "the table is of other signs: run tools/page_train.py again");

class Signs {
public:
    void set(Sign sign, bool holds) { values_[static_cast<std::size_t>(sign)] = holds ? 1.0f : 0.0f; }
    void set(Sign sign, float value) { values_[static_cast<std::size_t>(sign)] = value; }
    bool operator[](Sign sign) const { return values_[static_cast<std::size_t>(sign)] > 0; }
    std::vector<float> take() { return std::move(values_); }

private:
    std::vector<float> values_ = std::vector<float>(sign_count, 0.0f);
};

bool names_other_story(const Block& block) {
    constexpr unsigned headline = 30;  // letters of a link
    return block.link_letters >= headline && block.link_letters * 2 >= block.letters;
}

/// A day in a line that is no story's text.
bool has_day(const Block& block, const DateContext& context, bool& with_time) {
    constexpr unsigned longest = 160;  // letters
    if (block.letters > longest) return false;
    if (std::none_of(block.text.begin(), block.text.end(), is_ascii_digit)) return false;
    const auto found = find_dates(block.text, context);
    for (const auto& one : found) with_time = with_time || one.date.has_time;
    return !found.empty();
}

void look_at_headline(const Page& page, Signs& signs) {
    const auto& f = page.features;
    const auto& blocks = page.blocks;
    signs.set(Sign::shown, f.headline);
    signs.set(Sign::titled, f.titled);
    signs.set(Sign::title_hidden, !f.headline && !page.article.title.empty());
    signs.set(Sign::other_heading, !f.headline && !f.headings.empty());
    signs.set(Sign::no_heading, f.headings.empty());
    if (!f.headline) return;
    const auto& block = blocks[f.headline_block];
    const auto key = text_key(block.text);
    const bool few_words = is_a_word_or_two(block.text);
    signs.set(Sign::heading, block.kind == BlockKind::heading && block.level <= 2);
    const auto title = text_key(page.article.title);
    signs.set(Sign::is_title, key == title || (block.letters >= headline_letters && title.ends_with(key)));
    signs.set(Sign::few_words, few_words);
    signs.set(Sign::long_headline, block.letters >= 40);
    signs.set(Sign::linked, block.link_letters * 2 >= block.letters);
    signs.set(Sign::titled, f.titled || (block.letters >= headline_letters &&
                                         text_key(f.written_title).find(key) != std::string::npos));
    const auto told = f.written_title + " " + std::string(page.structured.first_meta("og:title"));
    signs.set(Sign::says_other, told.size() > 20 && !shares_words(block.text, told));
    const auto og = text_key(page.structured.first_meta("og:title"));
    signs.set(Sign::og_agrees, !og.empty() && og.find(key) != std::string::npos);

    DateContext context;
    context.language = page.article.language;
    context.short_years = true;
    constexpr std::size_t lines_above = 2, lines_below = 5;
    bool day = false, with_time = false;
    for (auto i = f.headline_block; i > 0 && i + lines_above > f.headline_block && !day; --i) {
        if (names_other_story(blocks[i - 1])) break;
        day = has_day(blocks[i - 1], context, with_time);
    }
    signs.set(Sign::day_above, day);
    day = has_day(block, context, with_time);
    for (auto i = f.headline_block + 1; i < blocks.size() && i <= f.headline_block + lines_below && !day; ++i) {
        // "[19.02.2026] [print] [send]" right below it is its own line, "19.02.2026 [another story]" is not
        const bool own = !names_other_story(blocks[i]) || (i == f.headline_block + 1 && blocks[i].links > 1);
        if (!own) break;
        day = has_day(blocks[i], context, with_time);
        if (names_other_story(blocks[i])) break;
    }
    signs.set(Sign::day_below, day);
    signs.set(Sign::day_with_time, with_time);
}

/// What content systems call a page that is no piece of news.
void look_at_body_classes(const html::Document& document, Signs& signs) {
    if (!document.body()) return;
    bool fixed = false, media = false;
    for (const auto atom : document.classes(document.body().id())) {
        const auto name = document.name(atom);
        fixed = fixed || name == "page" || name.starts_with("page-template") || name.starts_with("page-id-");
        for (const auto* word : {"gallery", "video", "podcast", "audio", "slideshow"})
            media = media || (name.find(word) != std::string_view::npos && name.size() < 24);
    }
    signs.set(Sign::template_page, fixed);
    signs.set(Sign::template_media, media);
}

void look_at_machines(const Page& page, Signs& signs) {
    const auto& f = page.features;
    const auto& article = page.article;
    signs.set(Sign::dated, f.dated);
    signs.set(Sign::machine_date, f.machine_date);
    const auto origin = article.provenance.find("date");
    signs.set(Sign::day_in_address, article.published && origin != article.provenance.end() && origin->second == "url");
    signs.set(Sign::no_day, !article.published);
    signs.set(Sign::author, !article.authors.empty());
    signs.set(Sign::own_article, f.own_article);
    signs.set(Sign::og_article, f.og_article);
    signs.set(Sign::og_website, iequals_ascii(page.structured.first_meta("og:type"), "website"));
    signs.set(Sign::article_body, f.article_body);
    signs.set(Sign::template_article, f.kind == Template::article);
    signs.set(Sign::template_other, f.kind != Template::article && f.kind != Template::unknown);
    for (const auto robots : page.structured.meta("robots"))
        if (ifind_ascii(robots, "noindex") != std::string_view::npos) signs.set(Sign::noindex, true);
    look_at_body_classes(page.document, signs);
    constexpr unsigned many_words = 60;
    for (const auto& value : page.structured.article_values("wordCount")) {
        unsigned words = 0;
        std::from_chars(value.data(), value.data() + value.size(), words);
        signs.set(Sign::word_count, words >= many_words && f.kept_text < 2 * words);
    }
    const auto& address = page.address;
    signs.set(Sign::slug, address.slug);
    signs.set(Sign::no_slug, address.known && !address.slug);
    signs.set(Sign::address_other, address.root || address.listing || address.search || address.login || address.forum);
    signs.set(Sign::address_media, address.media);
}

void look_at_text(const Page& page, Signs& signs) {
    const auto& f = page.features;
    signs.set(Sign::text_none, f.kept_text == 0);
    signs.set(Sign::text_line, f.kept_text > 0 && f.kept_text < 100);
    signs.set(Sign::text_short, f.kept_text >= 100 && f.kept_text < 250);
    signs.set(Sign::text_some, f.kept_text >= 250 && f.kept_text < 500);
    signs.set(Sign::text_more, f.kept_text >= 500);
    signs.set(Sign::prose, f.kept_prose >= 1);
    signs.set(Sign::prose_more, f.kept_prose >= 2);
    unsigned ends = 0;
    for (const auto i : page.body.kept) {
        const auto& text = page.blocks[i].text;
        for (std::size_t k = 0; k < text.size(); ++k)
            if ((text[k] == '.' || text[k] == '!' || text[k] == '?') && (k + 1 == text.size() || text[k + 1] == ' '))
                ++ends;
    }
    signs.set(Sign::sentences, ends >= 2);
    signs.set(Sign::confident, f.kept_text > 0 ? page.body.confidence : 0.0f);
    constexpr std::size_t close = 6;  // lines
    signs.set(Sign::text_close, f.headline && f.kept_text > 0 && page.body.kept.front() > f.headline_block &&
                                    page.body.kept.front() <= f.headline_block + close);
    signs.set(Sign::cards, f.cards >= 5 && !signs[Sign::day_below]);
    signs.set(Sign::chain, f.stories >= 3);
    signs.set(Sign::linky, f.link_share() > 0.75);
    signs.set(Sign::linked_headings, f.linked_headings >= 6);
    signs.set(Sign::table, f.table_rows >= 5);
    constexpr unsigned notice = 150;  // letters of a wall, not of a bar's line
    unsigned consent = 0;
    for (const auto& block : page.blocks)
        if (block.letters >= sentence_letters &&
            !find_sign(PageSign::consent, fold_sign(clip_utf8(block.text, 600))).empty())
            consent += block.letters;
    signs.set(Sign::consent, consent >= notice);
}

std::vector<std::string> folded_all(std::initializer_list<std::string_view> words) {
    std::vector<std::string> folded;
    for (const auto word : words) folded.push_back(fold_sign(word));
    return folded;
}

/// "1/24", "Photo 1 of 24", "12 fotos", "01:38", "34 Min."
bool is_counter(const std::string& text) {
    constexpr std::size_t longest = 24;  // bytes
    if (text.size() > longest || text.empty()) return false;
    if (std::none_of(text.begin(), text.end(), is_ascii_digit)) return false;
    static const auto units =
        folded_all({"photo", "foto",  "image", "imag",  "bild",    "picture", "slide", "min", "sec", "sek",
                    "фото",  "снимк", "şəkil", "resim", "zdjęcie", "zdjęć",   "minut", "мин", "dəq", "dak"});
    const auto folded = fold_sign(text);
    for (const auto& unit : units)
        if (folded.find(unit) != std::string::npos) return true;
    // nothing but two numbers and a mark between
    std::size_t numbers = 0;
    bool digit = false, time_or_share = false;
    for (const char c : text) {
        if (is_ascii_digit(c)) {
            numbers += digit ? 0 : 1;
            digit = true;
            continue;
        }
        digit = false;
        if (c == '/' || c == ':') time_or_share = true;
        if (c != '/' && c != ':' && c != ' ') return false;
    }
    return numbers == 2 && time_or_share;
}

/// Whether a line speaks to its reader, as notices and forms do and news does not. German has the same word for "they"
/// at a sentence's head.
bool speaks_to_reader(const std::string& text) {
    static const auto words =
        folded_all({" you ",    " your ", " vous ",   " votre ", " vos ",  " usted ", " tus ",  " tuo ",    " tua ",
                    " puoi ",   " tue ",  " vostro ", " seu ",   " você ", " uw ",    " jouw ", " twój ",   " twoje ",
                    " możesz ", " вы ",   " вас ",    " вам ",   " вами ", " ваш ",   " ваши ", " вашего ", " вашу ",
                    " ваше ",   " ви ",   " siz ",    " sizin ", " sizi ", " sizə "});
    auto folded = " " + fold_sign(text) + " ";
    for (auto& c : folded)
        if (c == ',' || c == '.' || c == '!' || c == '?' || c == '(' || c == ')' || c == '\'') c = ' ';
    for (const auto& word : words)
        if (folded.find(word) != std::string::npos) return true;
    for (const auto* word : {" Sie ", " Sie,", " Sie.", " Ihr ", " Ihre ", " Ihren ", " Ihrem ", " Ihrer ", " Ihnen "})
        if (const auto at = text.find(word); at != std::string::npos && at > 0 && text[at - 1] != '.' &&
                                             text[at - 1] != '!' && text[at - 1] != '?' && text[at - 1] != ':')
            return true;
    return false;
}

/// The lines of the page's own part, kept or not: notices, counters, prices.
void look_at_lines(const Page& page, Signs& signs) {
    const auto& f = page.features;
    const auto& blocks = page.blocks;
    signs.set(Sign::few_letters, f.letters < 700);
    if (f.headline) {
        const auto folded = fold_sign(blocks[f.headline_block].text);
        bool consent = !find_sign(PageSign::consent, folded).empty();
        for (const auto* word : {"cookie", "privacy", "datenschutz", "privatsphare", "einwilligung", "consent",
                                 "confidentialite", "privacidad", "datos", "конфиденц", "персональн"})
            consent = consent || folded.find(word) != std::string::npos;
        signs.set(Sign::consent_headline, consent);
        signs.set(Sign::wall_headline, folded.size() < 100 && !find_sign(PageSign::wall_title, folded).empty());
    }
    constexpr std::size_t lines_above = 2, lines_below = 10;
    const std::size_t from = f.headline ? f.headline_block - std::min(f.headline_block, lines_above) : 0;
    const std::size_t to = f.headline ? std::min(blocks.size(), f.headline_block + lines_below) : 0;
    unsigned captions = 0, questions = 0;
    bool counter = false, word = false, reader = false, price = false, contact = false, scripts = false,
         loading = false;
    for (auto i = from; i < to; ++i) {
        const auto& block = blocks[i];
        if (i == f.headline_block) continue;
        const bool below = i > f.headline_block;
        if (below && is_headline_link(block)) break;
        if (block.letters < 30) word = word || !is_sign(PageSign::media_word, fold_sign(block.text)).empty();
        if (!below) continue;
        captions += block.caption && block.letters >= 12 ? 1 : 0;
        counter = counter || is_counter(block.text);
        questions += block.text.ends_with('?') ? 1 : 0;
        if (block.letters > 300) continue;
        loading = loading || (block.letters < 80 && !find_sign(PageSign::loading, fold_sign(block.text)).empty());
        reader = reader || speaks_to_reader(block.text);
        scripts = scripts || ifind_ascii(block.text, "javascript") != std::string_view::npos;
        contact = contact || block.text.find('@') != std::string::npos;
        for (const auto* sign : {"€", "$", "£", "₽", "₼", "₺"})
            price = price || (block.letters < 60 && block.text.find(sign) != std::string::npos);
    }
    signs.set(Sign::captions, captions >= 3);
    signs.set(Sign::counter, counter);
    signs.set(Sign::media_word, word);
    signs.set(Sign::questions, questions >= 2);
    signs.set(Sign::speaks_to_reader, reader);
    signs.set(Sign::loading, loading);
    signs.set(Sign::scripts_named, scripts);
    signs.set(Sign::contact, contact);
    signs.set(Sign::price, price);
}

/// What stands between the headline and the other parts of the page; on the whole page where none is shown.
void look_at_elements(const Page& page, Signs& signs) {
    const auto& f = page.features;
    const auto& document = page.document;
    const auto nodes = document.nodes();
    const auto node_of = [&](std::size_t block, NodeId otherwise) {
        return block < page.blocks.size() ? page.blocks[block].first : otherwise;
    };
    const auto last = static_cast<NodeId>(nodes.size());
    const NodeId begin = f.headline ? node_of(f.headline_block, 0) : 0;
    const NodeId end = f.headline ? node_of(f.own_end, last) : last;
    constexpr std::size_t close = 5;  // lines
    const NodeId close_end = f.headline ? std::min(end, node_of(f.headline_block + close, last)) : 0;
    unsigned fields = 0;
    bool button = false;
    std::uint32_t hints = 0;
    bool loader = false, asks_scripts = false, pdf_link = false;
    const auto names = {"skeleton", "loader", "spinner", "placeholder", "preloader"};
    for (NodeId id = 0; id < last; ++id) {
        const auto& node = nodes[id];
        if (node.kind != NodeKind::element) continue;
        const html::Element element(document, id);
        if (node.tag == Tag::noscript && !asks_scripts)
            asks_scripts = !find_sign(PageSign::enable_javascript, fold_sign(line_of(document, id, 600))).empty();
        if (id < begin || id >= end) continue;
        if (node.tag == Tag::input || node.tag == Tag::textarea || node.tag == Tag::select) {
            const auto type = element.attr("type");
            fields += type == "hidden" || type == "submit" || type == "button" || type == "search" ? 0 : 1;
        }
        button = button || (id < close_end && node.tag == Tag::button);
        if (node.tag == Tag::a && f.headline) pdf_link = pdf_link || element.attr("href").ends_with(".pdf");
        if (node.attribute_count == 0 || !f.headline) continue;
        for (const auto atom : document.classes(id)) {
            const auto name = document.name(atom);
            hints |= name_hints(name);
            for (const auto* word : names) loader = loader || ifind_ascii(name, word) != std::string_view::npos;
        }
    }
    signs.set(Sign::scripts_asked, asks_scripts);
    signs.set(Sign::loader, loader);
    signs.set(Sign::pdf_link, pdf_link);
    signs.set(Sign::button, button);
    signs.set(Sign::fields, fields >= 1 && f.headline);
    signs.set(Sign::share_bar, (hints & bit(NameHint::share)) != 0);
    signs.set(Sign::comments, (hints & bit(NameHint::comment)) != 0);
    signs.set(Sign::tags, (hints & bit(NameHint::tags)) != 0);
    signs.set(Sign::byline, (hints & (bit(NameHint::meta) | bit(NameHint::author))) != 0);
    signs.set(Sign::app_root, f.app_root);
    signs.set(Sign::password, f.login_field);
    signs.set(Sign::player, f.own_player);
    signs.set(Sign::media, f.media);
    signs.set(Sign::document, f.document);
    signs.set(Sign::pictures, f.headline && f.own_images >= 6);
    signs.set(Sign::many_pictures, f.headline && f.own_images >= 12);
    signs.set(Sign::no_picture, f.headline && f.own_images == 0);
}

/// What one sign says only together with another.
void look_at_pairs(const Page& page, Suspect suspect, Signs& signs) {
    const auto& f = page.features;
    const auto origin = page.article.provenance.find("date");
    const bool shown = f.dated && origin != page.article.provenance.end() &&
                       (origin->second == "visible" || origin->second == "time" || origin->second == "announcement");
    const bool day = signs[Sign::day_above] || signs[Sign::day_below] || shown;
    const bool headline = f.headline && !signs[Sign::few_words];
    const bool little = f.kept_text < 100;
    const bool object = f.own_player || f.document || signs[Sign::pdf_link];
    signs.set(Sign::headline_and_day, headline && day);
    signs.set(Sign::headline_and_claim, headline && (page.claims_article() || f.kind == Template::article));
    signs.set(Sign::headline_alone, headline && !day && !page.claims_article() && f.kind != Template::article);
    signs.set(Sign::hidden_and_little, !f.headline && little);
    signs.set(Sign::hidden_but_text, !f.headline && f.kept_text >= 250 && page.body.confidence >= 0.8f);
    signs.set(Sign::object_and_little, object && f.kept_text < 250);
    signs.set(Sign::claim_and_object, object && f.own_article);
    signs.set(Sign::alone_and_reader, !day && signs[Sign::speaks_to_reader]);
    signs.set(Sign::undated_and_little, !day && !f.machine_date && !signs[Sign::author] && f.kept_text < 250);
    signs.set(Sign::by_consent, suspect == Suspect::consent);
    signs.set(Sign::by_listing, suspect == Suspect::listing);
    signs.set(Sign::by_media, suspect == Suspect::media);
    signs.set(Sign::by_other, suspect == Suspect::other);
    signs.set(Sign::doubted_and_day, suspect != Suspect::none && headline && day);
}

}  // namespace

bool is_bare(const Page& page) {
    const auto& f = page.features;
    const auto origin = page.article.provenance.find("body");
    const bool told = page.body.kept.empty() && origin != page.article.provenance.end() &&
                      origin->second.starts_with("jsonld");  // the text came with the metadata
    return !f.whole && !told && f.kept_text < short_text && f.kept_prose <= 2 && f.kept_lines <= 12;
}

std::vector<float> bare_signs(const Page& page, Suspect suspect) {
    Signs signs;
    look_at_headline(page, signs);
    look_at_machines(page, signs);
    look_at_text(page, signs);
    look_at_lines(page, signs);
    look_at_elements(page, signs);
    look_at_pairs(page, suspect, signs);
    return signs.take();
}

double weigh_bare(std::span<const float> signs, Evidence& evidence) {
    double points = weights[0];
    std::vector<std::pair<double, std::string_view>> found;
    for (std::size_t i = 0; i < sign_count; ++i) {
        const double part = static_cast<double>(weights[i + 1]) * static_cast<double>(signs[i]);
        points += part;
        if (part != 0) found.emplace_back(part, sign_names[i]);
    }
    const double side = points > 0 ? 1 : -1;
    std::erase_if(found, [&](const auto& one) { return one.first * side <= 0; });
    std::sort(found.begin(), found.end(),
              [&](const auto& a, const auto& b) { return a.first * side > b.first * side; });
    constexpr std::size_t most = 4;
    for (std::size_t i = 0; i < std::min(most, found.size()); ++i) evidence.emplace_back(found[i].second);
    evidence.push_back(fmt::format("{:+.1f} by all signs", points));
    return points;
}

}  // namespace winnow::extract
