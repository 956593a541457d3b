#include "extract/metadata_shown.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>

#include "base/text.h"
#include "extract/date_words.h"
#include "extract/metadata_title.h"

namespace winnow::extract {

namespace {

using html::Element;
using html::NodeId;

std::chrono::sys_days day_of(const Date& date) {
    return std::chrono::year_month_day{std::chrono::year{date.year},
                                       std::chrono::month{static_cast<unsigned>(date.month)},
                                       std::chrono::day{static_cast<unsigned>(date.day)}};
}

// --- words around a visible date -------------------------------------------------------------------------------------

constexpr std::array updated_words = {
    "update",     "aktualisier", "geandert",   "zuletzt",      "last modif", "modifi",    "mis a jour",
    "maj ",       "actualiza",   "actualitza", "aggiorna",     "aktualizov", "обновл",    "изменен",
    "yenilen",    "guncel",      "atualiza",   "bijgewerkt",   "gewijzigd",  "oppdater",  "opdater",
    "uppdater",   "paivitetty",  "zaktualiz",  "aktualizac",   "оновл",      "revised",   "edited",
    "bearbeitet", "letzte and",  "ultima mod", "derniere mod", "amended",    "reviewed",  "أخر تحديث",
    "آخر تحديث",  "تحديث:",      "yangilan",   "განახლ",       "թարմաց",     "последнее",
};
/// The day of the visit, or of the rates of exchange, in the page's head: "Heute ist Montag, der 23. Februar 2026".
constexpr std::array visit_words = {"today is",  "heute ist",    "heute:",  "сегодня",  "aujourd'hui", "oggi e",
                                    "oggi:",     "hoy es",       "bugun",   "сьогодні", "hoje e",      "vandaag is",
                                    "dzis jest", "dzisiaj jest", "dnes je", "i dag er", "usd",         "курс"};
constexpr std::array published_words = {
    "publish",      "veroffentlicht",
    "erschienen",   "erstellt",
    "posted",       "publie",
    "publicado",    "pubblicato",
    "опубликован",  "dərc",
    "yayin",        "giris",
    "eklenme",      "published",
    "gepubliceerd", "geplaatst",
    "publisert",    "publiceret",
    "publicerad",   "julkaistu",
    "opublikowan",  "dodano",
    "опубліковано", "date:",
    "datum:",       "дата",
    "tarix",        "tarih",
    "created",      "geschrieben",
    "stand:",       "stand ",
    "vom ",         "on ",
    "am ",          "le ",
    "el ",          "il ",
    "نشر",          "paru",
    "eingestellt",  "written",
    "online seit",  "archive",
};
/// A day that something else happens or happened.
constexpr std::array event_words = {
    "born",         "geboren",     "until",       "bis ",         "deadline",  "valid",         "event",
    "termin",       "copyright",   "abgerufen",   "accessed",     "retrieved", "archived from", "joined",
    "member since", "seit ",       "ab dem",      "died",         "gestorben", "kommentar",     "comment",
    "antworten",    "reply",       "expires",     "beginn",       "start:",    "from ",         "registrier",
    "findet",       "stattfinden", "takes place", "will be held", "состоится", "пройдет",       "kecirilecek",
    "next ",        "nachste",
};

/// What comes after the day in the line that a blog puts under its text.
constexpr std::array entry_words = {"veroffentlicht", "geschrieben", "gepostet",  "erstellt",  "eingestellt",
                                    "abgelegt",       "filed under", "posted in", "posted by", "published",
                                    "опубликован",    "publie",      "publicad",  "written by"};

bool has_word(std::string_view folded, const auto& words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return folded.find(word) != std::string_view::npos; });
}

/// Without the words that stand before any day ("on", "am").
bool has_long_word(std::string_view folded, const auto& words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        return word.size() > 4 && folded.find(word) != std::string_view::npos;
    });
}

/// A day with no words behind it but an hour's or a zone's: not "12.12.2026 Basar".
bool stands_alone(std::string_view text, const FoundDate& found) {
    const auto after = trim(text.substr(found.end));
    const auto letters = [](std::string_view part) {
        std::size_t count = 0;
        for (std::size_t at = 0; at < part.size();) {
            const auto c = next_code_point(part, at);
            count += is_letter(c) ? 1 : 0;
        }
        return count;
    };
    return letters(after) <= 4;
}

/// A year in digits of any script: four in a row. Cheap, as most blocks hold none.
bool may_hold_date(std::string_view text) {
    int ascii = 0;
    for (const char c : text) {
        ascii = is_ascii_digit(c) ? ascii + 1 : 0;
        if (ascii == 4) return true;
    }
    // Arabic-Indic, Persian and Devanagari digits begin with these bytes
    return text.find("\xD9\xA2") != std::string_view::npos || text.find("\xDB\xB2") != std::string_view::npos ||
           text.find("\xE0\xA5\xA8") != std::string_view::npos;
}

/// 19.02.26, 19/02/26: two digits after two equal marks, and no fourth number.
bool may_hold_short_date(std::string_view text) {
    for (std::size_t at = text.find_first_of("./"); at != std::string_view::npos;
         at = text.find_first_of("./", at + 1)) {
        const auto digit = [&](std::size_t i) { return i < text.size() && is_ascii_digit(text[i]); };
        if (at == 0 || !digit(at - 1) || !digit(at + 1)) continue;
        const std::size_t mark = digit(at + 2) ? at + 3 : at + 2;
        if (mark < text.size() && text[mark] == text[at] && digit(mark + 1) && digit(mark + 2) && !digit(mark + 3))
            return true;
    }
    return false;
}

/// A sentence or more, however short: "The fair on 14 July 2027 will take place."
bool is_prose(const Block& block) {
    if (block.letters > 110) return true;
    if (block.letters < 50 || block.link_letters * 2 > block.letters) return false;
    std::string_view text = block.text;
    for (const std::string_view quote : {"\"", "\u201d", "\u201c", "\u00bb", ")"})
        if (text.ends_with(quote)) text.remove_suffix(quote.size());
    return text.ends_with('.') || text.ends_with('!') || text.ends_with('?') || text.ends_with("\u2026") ||
           text.ends_with("\u0589") || text.ends_with("\u3002");
}

/// A link to another story with that story's day: the headline outweighs the date.
bool is_linked_headline(const Block& block, std::string_view title_key) {
    return block.link_letters >= 30 && block.link_letters * 2 > block.letters &&
           block.text.find("www.") == std::string::npos && block.text.find("://") == std::string::npos &&
           text_key(block.text) != title_key;
}

/// Where the title stands among the blocks: the last block that says it before the body, else the first that does.
std::optional<std::size_t> title_block(const std::vector<Block>& blocks, const std::vector<std::uint32_t>& kept,
                                       std::string_view title) {
    const auto key = text_key(title);
    const auto key_letters = letters_of(key);
    std::optional<std::size_t> found;
    const auto body_begin = kept.empty() ? blocks.size() : kept.front();
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const auto& block = blocks[i];
        const bool heading = block.kind == BlockKind::heading;
        // folding may change the number of letters: "Straße" has the key "strasse"
        if (!heading && (block.letters > key_letters || block.letters + 2 + key_letters / 12 < key_letters)) continue;
        const auto own = text_key(block.text);
        if (own.size() < 4 || key.size() < 4) continue;
        const bool says_it = own == key || (heading && own.size() >= 10 &&
                                            (key.find(own) != std::string::npos || own.find(key) != std::string::npos));
        if (!says_it) continue;
        if (!found || i <= body_begin) found = i;
        if (i > body_begin) break;
    }
    // "03/19/07 The story By Jane Roe": pages without markup set it all in one line
    auto prose = kept.begin();
    while (prose != kept.end() && blocks[*prose].letters <= 110) ++prose;
    const std::size_t head_end = prose == kept.end() ? std::min(body_begin + 2, blocks.size()) : std::size_t{*prose};
    for (std::size_t i = 0; i < head_end && !found && key.size() >= 16; ++i)
        if (blocks[i].letters > key_letters && blocks[i].letters < key_letters + 60 && blocks[i].links == 0 &&
            text_key(blocks[i].text).find(key) != std::string::npos)
            found = i;
    if (!found)
        for (std::size_t i = 0; i < blocks.size() && !found; ++i)
            if (blocks[i].kind == BlockKind::heading && blocks[i].level == 1) found = i;
    return found;
}

/// A post that the page quotes ("A post shared by ... on Jun 16").
bool inside_quote(Element element) {
    for (int up = 0; element && up < 12; ++up, element = element.parent())
        if (element.is(html::Tag::blockquote) || element.is(html::Tag::figure)) return true;
    return false;
}

}  // namespace

bool in_page_header(const html::Document& document, NodeId id, NodeId anchor) {
    const auto nodes = document.nodes();
    for (auto at = id; at != html::no_node; at = nodes[at].parent) {
        if (anchor != html::no_node && at <= anchor && anchor < nodes[at].end) return false;
        if (nodes[at].tag == html::Tag::header) return true;
    }
    return false;
}

bool is_relative_day(const Block& block) {
    if (block.letters > 30 || block.link_letters > 0) return false;
    const auto folded = fold_letters(block.text);
    std::string word;
    for (std::size_t at = 0; at <= folded.size();) {
        const auto c = at < folded.size() ? next_code_point(folded, at) : (++at, U' ');
        if (is_letter(c)) {
            append_utf8(word, c);
            continue;
        }
        if (is_relative(word)) return true;
        word.clear();
    }
    return false;
}

long days_between(const Date& a, const Date& b) {
    const auto days = (day_of(a) - day_of(b)).count();
    return days < 0 ? -days : days;
}

const ShownDate* ShownDates::best() const {
    const auto found = std::max_element(near.begin(), near.end(),
                                        [](const ShownDate& a, const ShownDate& b) { return a.score < b.score; });
    return found == near.end() ? nullptr : &*found;
}

bool ShownDates::shows(const Date& day) const {
    return std::any_of(near.begin(), near.end(),
                       [&](const ShownDate& one) { return one.score > 0 && days_between(one.date, day) == 0; });
}

ShownDates find_shown_dates(const PageScan& page, const std::vector<Block>& blocks,
                            const std::vector<std::uint32_t>& kept, std::string_view title,
                            const DateContext& context) {
    ShownDates shown;
    const auto& document = page.document();
    const auto title_at = title_block(blocks, kept, title);
    const auto title_key = text_key(title);
    const std::size_t body_begin = kept.empty() ? (title_at ? *title_at + 1 : 0) : kept.front();
    const std::size_t body_end = kept.empty() ? body_begin : kept.back() + 1;
    const NodeId anchor = title_at                     ? blocks[*title_at].container
                          : body_begin < blocks.size() ? blocks[body_begin].container
                                                       : html::no_node;
    std::vector<bool> in_body(blocks.size(), false);
    for (const auto i : kept) in_body[i] = true;

    // What is kept above the title is not the head of the text.
    const auto below_title =
        std::find_if(kept.begin(), kept.end(), [&](std::uint32_t at) { return !title_at || at > *title_at; });
    const std::size_t text_begin = below_title == kept.end() ? body_begin : std::size_t{*below_title};
    std::size_t first_prose = text_begin;
    for (const auto i : kept)
        if (i >= text_begin && is_prose(blocks[i])) {
            first_prose = i;
            break;
        }
    // A lead that is kept as a line of the text stands before the byline on many pages.
    const std::size_t head_end = first_prose - text_begin <= 4 ? first_prose : text_begin;

    /// Between title and text: whatever the classes say there, it belongs to the article.
    const auto beside_title = [&](std::size_t at) {
        return at <= head_end + 1 && (title_at ? at >= *title_at : at + 3 >= body_begin);
    };

    /// How well a place fits the line that papers put beside the title, or under the text.
    const auto place_score = [&](std::size_t at) -> double {
        if (title_at) {
            const auto title_index = *title_at;
            if (at >= title_index && at <= title_index + 12 && at <= head_end + 1)
                return 5.0 - 0.25 * static_cast<double>(at - title_index);
            if (at < title_index && title_index - at <= 6) return 3.5 - 0.4 * static_cast<double>(title_index - at);
            // a menu or a gallery between title and text
            if (at > title_index && at < body_begin && body_begin - at <= 5)
                return 2.5 - 0.25 * static_cast<double>(body_begin - at);
            if (at < body_begin && body_begin - at <= 2) return 2.0;  // the title was found elsewhere
        } else if (at < body_begin && body_begin - at <= 8) {
            return 3.0 - 0.25 * static_cast<double>(body_begin - at);
        }
        if (at >= body_begin && at < body_end) return 0.5;
        if (at >= body_end && at - body_end < 8) return 1.8 - 0.2 * static_cast<double>(at - body_end);
        return -1;
    };

    bool other_section = false;  // after a heading below the text
    constexpr std::size_t most_blocks = 3000;
    for (std::size_t i = 0; i < blocks.size() && i < most_blocks; ++i) {
        const auto& block = blocks[i];
        const auto place = place_score(i);
        const auto text = clip_utf8(block.text, 400);
        auto reading = context;
        other_section = other_section || (i >= body_end && block.kind == BlockKind::heading);
        if (beside_title(i) && is_relative_day(block)) shown.relative = true;
        if (!may_hold_date(text)) {
            if ((block.letters > 60 && i != title_at) || place < 1 || !may_hold_short_date(text)) continue;
            reading.short_years = true;
        }
        const bool prose = is_prose(block);
        if (place < 0) {
            if (shown.anywhere.size() < 50)
                for (const auto& found : find_dates(text, context)) {
                    const auto before = fold_letters(text.substr(0, found.begin));
                    if (block.letters <= 90 && has_word(before, updated_words) && !has_word(before, event_words))
                        shown.changed = found.date;
                    const bool own = block.letters <= 40 && block.link_letters * 2 <= block.letters &&
                                     !has_word(before, event_words) && !has_word(before, updated_words) &&
                                     !has_word(before, visit_words) && stands_alone(text, found) &&
                                     !in_page_header(document, block.first, anchor);
                    shown.anywhere.push_back({found.date,
                                              std::string(text.substr(found.begin, found.end - found.begin)), "visible",
                                              0, false, false, own});
                }
            continue;
        }
        const bool other_story = is_linked_headline(block, title_key);
        std::size_t previous_end = 0;
        for (const auto& found : find_dates(text, reading)) {
            ShownDate candidate;
            candidate.date = found.date;
            candidate.raw = std::string(text.substr(found.begin, found.end - found.begin));
            candidate.source = "visible";
            candidate.score = place;
            candidate.in_body = i >= body_begin && i < body_end && (in_body[i] || i > head_end);
            candidate.below = i >= body_end && (!beside_title(i) || block.link_letters * 2 > block.letters);
            // the label of this date, not that of the one before it
            const auto from = std::max(found.begin > 48 ? found.begin - 48 : 0, previous_end);
            previous_end = found.end;
            auto before = fold_letters(text.substr(from, found.begin - from));
            // a label in its own cell
            const bool labelled = before.empty() && i > 0 &&
                                  (blocks[i - 1].text.size() <= 16 ||
                                   (blocks[i - 1].text.size() < 40 && blocks[i - 1].text.back() == ':'));
            const bool event = has_word(before, event_words);
            if (labelled) before = fold_letters(blocks[i - 1].text);
            candidate.updated = has_word(before, updated_words);
            if (candidate.updated) candidate.score -= 1.2;
            // "Doors open at 7 p.m. on 14 March 2027.", if no word says that the day is of publication
            const bool sentence =
                !prose && !beside_title(i) && block.text.ends_with('.') && found.end + 2 >= text.size() &&
                std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(found.begin), ' ') >= 2 &&
                !has_long_word(before, published_words) && !has_word(before, updated_words);
            if (sentence) candidate.score -= 3.0;
            if (other_section && candidate.below) candidate.score -= 2.0;
            const bool announced = !prose && !sentence && has_word(before, published_words);
            if (announced) candidate.score += candidate.updated ? 0.3 : 1.0;
            // "Dieser Artikel wurde am 14. Dezember 2015 von ... veröffentlicht"
            const auto after = fold_letters(clip_utf8(text.substr(found.end), 120));
            const bool entry = found.begin < 80 && has_word(after, entry_words);
            if (entry && !announced) candidate.score += 1.0;
            candidate.announced = announced || entry;
            if (event) candidate.score -= 2.5;
            if (title_at && i < *title_at && has_word(before, visit_words)) candidate.score -= 4.0;
            const bool page_header = title_at && i < *title_at && in_page_header(document, block.first, anchor);
            candidate.own_line = !event && !sentence && !page_header && block.letters <= 40 &&
                                 block.link_letters * 2 <= block.letters && !has_word(before, visit_words) &&
                                 stands_alone(text, found);
            if (found.date.has_time) candidate.score += 0.7;
            if (block.letters <= 60 && !prose) candidate.score += 1.0;
            if (prose && !entry) {
                // a dateline: "Berlin, 19. Februar 2026 - ..."
                const auto head = trim(text.substr(0, found.begin));
                const bool dateline = i <= std::max(body_begin + 1, first_prose) + (head.empty() ? 4 : 0) &&
                                      found.begin < 40 &&
                                      (head.empty() || head.back() == ',' || head.back() == '(' || head.back() == '/');
                candidate.score -= !dateline ? 4.5 : head.empty() ? -0.8 : 1.0;
            }
            if (in_body[i] && !prose && i > body_begin + 1 && !beside_title(i)) candidate.score -= 3.0;
            if (block.link_letters * 2 > block.letters) candidate.score -= other_story ? 5.0 : 2.0;
            candidate.other_story = other_story;
            candidate.above = title_at && i + 1 < *title_at;
            if (page_header) candidate.score -= 4.0;
            if (block.caption) candidate.score -= 2.0;
            if (block.kind == BlockKind::heading && (!title_at || i != *title_at)) candidate.score -= 1.5;
            const auto hints = page.hints(block.container);
            const auto own_hints = page.hints(Element(document, block.first).parent().id());
            if (hints.date || hints.byline || own_hints.date) candidate.score += 1.0;
            candidate.marked = beside_title(i) && (hints.date || own_hints.date);
            if (page.in_furniture(block.first, anchor)) candidate.score -= beside_title(i) || entry ? 1.0 : 3.0;
            shown.near.push_back(std::move(candidate));
        }
    }

    // <time> says more than its text ("2 hours ago").
    for (const auto id : page.times()) {
        const Element element(document, id);
        const auto value = element.attr("datetime");
        if (value.empty()) continue;
        const auto date = parse_machine_date(clip_utf8(value, 100), context);
        if (!date || inside_quote(element)) continue;
        const auto at =
            static_cast<std::size_t>(std::lower_bound(blocks.begin(), blocks.end(), id,
                                                      [](const Block& b, NodeId node) { return b.last < node; }) -
                                     blocks.begin());
        auto place = place_score(at);
        if (page.in_furniture(id, anchor)) place -= beside_title(at) ? 1.0 : 3.0;
        ShownDate candidate;
        candidate.date = *date;
        candidate.raw = std::string(clip_utf8(trim(value), 100));
        candidate.source = "time";
        candidate.below = at >= body_end && !beside_title(at);
        const auto hints = page.hints(id);
        const auto parent_hints = page.hints(element.parent().id());
        candidate.updated = hints.updated && !hints.published;
        if (at < blocks.size() && blocks[at].first <= id) {
            const auto before = fold_letters(clip_utf8(blocks[at].text, 40));
            candidate.updated = candidate.updated || has_word(before, updated_words);
            if (blocks[at].letters > 200) place -= 3.0;
        }
        candidate.score = place + 1.5 + (candidate.updated ? -1.5 : 0);
        if (element.has_attr("pubdate") || hints.published || parent_hints.published) candidate.score += 1.5;
        shown.near.push_back(std::move(candidate));
    }

    // Where the date's place says "3 hours ago", a day above the title is another's.
    if (shown.relative)
        for (auto& candidate : shown.near)
            if (candidate.above && !candidate.announced) candidate.score -= 4.0;

    // Several days in a row below the text are those of other stories, of comments or of events.
    std::vector<Date> below;
    std::size_t cards = 0;  // one story of the list may be of the same day as the next
    for (const auto& candidate : shown.near) {
        if (candidate.in_body || !candidate.below || candidate.announced || candidate.other_story) continue;
        ++cards;
        if (below.size() < 3 && std::none_of(below.begin(), below.end(),
                                             [&](const Date& day) { return days_between(day, candidate.date) == 0; }))
            below.push_back(candidate.date);
    }
    if (below.size() >= 3 || (below.size() == 2 && cards >= 3))
        for (auto& candidate : shown.near)
            if (candidate.below && !candidate.announced) candidate.score -= 3.0;

    // A programme or a chronicle: its days are not the article's.
    std::vector<Date> days;
    for (const auto& candidate : shown.near)
        if (candidate.in_body && !candidate.marked && std::none_of(days.begin(), days.end(), [&](const Date& day) {
                return days_between(day, candidate.date) == 0;
            }))
            days.push_back(candidate.date);
    if (days.size() >= 4)
        for (auto& candidate : shown.near)
            if (candidate.in_body && !candidate.marked) candidate.score -= 3.0;

    return shown;
}

}  // namespace winnow::extract
