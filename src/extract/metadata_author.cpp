#include "extract/metadata_author.h"

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

#include "base/text.h"
#include "extract/date.h"
#include "extract/date_words.h"
#include "extract/metadata_names.h"
#include "extract/metadata_shown.h"
#include "extract/metadata_title.h"

namespace winnow::extract {

namespace {

using html::Element;
using html::NodeId;
using html::NodeKind;
using html::Tag;

constexpr std::size_t longest_name = 70;  ///< bytes
constexpr std::size_t most_authors = 24;

using Words = std::unordered_set<std::string>;

Words word_set(std::string_view text, char separator = ' ') {
    Words words;
    for (const auto word : split(text, separator))
        if (!word.empty()) words.insert(fold_letters(word));
    return words;
}

/// Before a name, in the languages of news; folded, longest first where one begins another.
const std::vector<std::string>& labels() {
    static const auto all = [] {
        std::vector<std::string> list;
        for (const auto label :
             split("words|tested by|written and photographed by|submitted by|reviewed by|reporting by|as told "
                   "to|written by|posted "
                   "by|published by|story by|reported by|report by|words by|text "
                   "by|author|authors|by line|"
                   "byline|by|veröffentlicht von|geschrieben von|erstellt von|verfasst von|ein beitrag von|ein artikel "
                   "von|blog beitrag von|blogbeitrag von|gastbeitrag von|beitrag von|artikel von|im wortlaut von|"
                   "pressemitteilung von|eine reportage von|ein essay von|ein interview von|aufgezeichnet von|"
                   "eine analyse von|ein kommentar von|kommentar von|eine kolumne von|kolumne von|interview "
                   "von|aus|das gespräch führte|interview führte|autor|autorin|"
                   "autoren|text von|text|von|vom|article de|écrit par|publié par|propos recueillis "
                   "par|auteur|auteurs|texte|par|"
                   "escrito por|publicado por|escribe|autora|autores|por|di|scritto da|a cura di|autore|autori|da|"
                   "texto|redação|geschreven door|tekst|door|af|av|skrevet av|skrevet af|skriven av|tekst av|text av|"
                   "skribent|forfatter|autorzy|napisał|autor tekstu|opracował|oprac|napsal|автор текста|автор "
                   "статьи|автор|автором|авторы|записал|записала|беседу вел|беседу вела|опубликовано|"
                   "текст|подготовил|подготовила|написал|написала|беседовал|беседовала|автори|підготував|підготувала|"
                   "материал подготовил|материал подготовила|добавил|добавила|разместил|разместила|опубликовал|"
                   "опубликовала|müəllif|hazırladı|hazırlayan|söhbətləşdi|söyləşi|yazar|yazan|haber|muhabir|muallif|"
                   "tayyorladi|ავტორი|հեղինակ|بقلم|كتب|كتبت|كتابة|إعداد|الكاتب|الكاتبة|文|"
                   "text und foto|text und fotos|text & foto|text & bild|text och foto|text och bild|tekst en foto|"
                   "texte et photos|texto y fotos|testo e foto|текст и фото|текст та фото|tekst i foto|added by|"
                   "作者|記者|interview|"
                   "reportage|"
                   "kirjoittaja|toimittaja|szerző|írta|autoarea|de",
                   '|'))
            list.push_back(fold_letters(label));
        std::sort(list.begin(), list.end(), [](const std::string& a, const std::string& b) {
            return a.size() != b.size() ? a.size() > b.size() : a < b;
        });
        return list;
    }();
    return all;
}

/// A part that holds one of these is a post, not a person; what follows it belongs to the post.
bool is_job(std::string_view folded) {
    static const auto jobs = word_set(
        "reporter reporters editor editors correspondent correspondents writer writers columnist journalist "
        "journalists "
        "contributor contributors producer director photographer analyst expert specialist strategist consultant "
        "founder ceo president professor lecturer fellow author researcher staff freelance freelancer intern senior "
        "assistant deputy chief head md phd mba ms rn rd cpa dds esq "
        "redakteur redakteurin redakteure redaktionsleiter redaktionsleiterin chefredakteur chefredakteurin "
        "ressortleiter "
        "ressortleiterin korrespondent korrespondentin reporterin journalistin volontär volontärin autor autorin "
        "mitarbeiter "
        "mitarbeiterin kolumnist kolumnistin leiter leiterin gastautor gastautorin experte expertin "
        "journaliste rédacteur rédactrice correspondant correspondante chroniqueur reporteur envoyé "
        "periodista redactor redactora corresponsal editora colaborador jornalista repórter colunista correspondente "
        "giornalista redattore corrispondente inviato verslaggever redacteur correspondent dziennikarz redaktor "
        "redaktorka "
        "корреспондент журналист обозреватель редактор колумнист собкор журналистка обозревательница кореспондент "
        "журналіст "
        "müxbir jurnalist redaktor muhabir editör gazeteci yazarı reportteri toimittaja journalistka");
    for (const auto word : split(folded, ' ')) {
        auto bare = word;
        while (!bare.empty() && (bare.back() == '.' || bare.back() == ':' || bare.back() == ')')) bare.remove_suffix(1);
        if (jobs.contains(std::string(bare))) return true;
    }
    return false;
}

/// News agencies are named like authors.
bool is_agency(std::string_view folded) {
    static const auto agencies = word_set(
        "dpa afp ap reuters apa sda sid epd kna ansa efe lusa ntb ritzau tt belga anp pap čtk ria tass тасс interfax "
        "интерфакс "
        "риа azertac azərtac apa report trend aa dha iha xinhua kyodo pti ani ukrinform укринформ afp/ap dpa-afx ots "
        "keystone-sda "
        "bloomberg upi");
    return agencies.contains(std::string(folded));
}

/// Buttons, credits and place holders that stand where names stand.
bool is_noise(std::string_view folded) {
    static const auto noise = word_set(
        "follow|following|folgen|share|teilen|comments|comment|kommentare|more|more articles|alle artikel|alle "
        "beiträge|weiter|"
        "facebook|twitter|x|email|e-mail|mail|instagram|linkedin|telegram|whatsapp|subscribe|newsletter|read "
        "more|profile|view|"
        "view profile|image|foto|photo|photos|bild|getty|getty "
        "images|unknown|admin|administrator|root|guest|gast|anonymous|"
        "anonym|name|author|autor|autorin|autoren|redaktion|editor|staff|staff writer|team|none|null|undefined|n/a|"
        "about the author|über den autor|zum profil|mehr|zur person|bio|contact|kontakt|home|news|post|posts|view all "
        "posts|"
        "see all|show more|website|web|rss|print|drucken|save|bookmark|log in|login|sign in|источник|подробнее|все "
        "новости|"
        "все статьи|ətraflı|paylaş|takip et|suivre|lire la suite|seguir|segui|published|updated|min read|reading "
        "time|tags|"
        "by|von|par|por|and|und|et|автор|editorial|opinion|meinung|advertorial|anzeige|sponsored|user|moderator|"
        "webmaster",
        '|');
    return noise.contains(std::string(folded));
}

/// "Jane Roe, Associated Press": behind a name this is who she writes for.
bool is_organization(std::string_view folded) {
    static const auto words = word_set(
        "press news times agency network post journal magazine zeitung tribune media university institute group today "
        "daily "
        "gazette telegraph telegram newsroom appeal herald newspaper company inc llc gmbh ltd association foundation "
        "trend wire bureau agencia agenzia agencja ajansı agentlik agentliyi "
        "presse agence agentur verlag rundfunk universitat");
    const auto blank = folded.rfind(' ');
    return words.contains(std::string(blank == std::string_view::npos ? folded : folded.substr(blank + 1)));
}

const Words& particles() {
    static const auto words = word_set(
        "von van de der den del della di da dos das du le la el al bin ibn ben ter ten zu zum zur af av y e i und of "
        "the "
        "o' d' l' dei delle degli oğlu qızı ogly st");
    return words;
}

/// Each word begins with a capital or is a particle; scripts without capitals pass.
bool looks_like_name(std::string_view text, bool explicit_field) {
    std::size_t words = 0, capitals = 0, lower = 0;
    for (const auto word : split(text, ' ')) {
        if (word.empty()) continue;
        ++words;
        std::size_t at = 0;
        auto c = next_code_point(word, at);
        if (!is_letter(c) && at < word.size()) c = next_code_point(word, at);  // a quote, a bracket
        if (!is_letter(c)) return false;
        const bool caseless = c >= 0x590 && !(c >= 0x1E00 && c < 0x2000);
        // d'Almeida, l'Hermite
        const auto mark = word.find('\'');
        const bool elided = mark != std::string_view::npos && mark <= 2 && mark + 1 < word.size() &&
                            word[mark + 1] >= 'A' && word[mark + 1] <= 'Z';
        if (is_upper(c) || caseless || elided)
            ++capitals;
        else if (!particles().contains(fold_letters(word)))
            ++lower;
    }
    if (words == 0 || words > 6) return false;
    if (lower == 0 && capitals >= 1) return words >= 2 || explicit_field;
    // user names: "surfguard", one word
    return explicit_field && words == 1;
}

std::string_view strip_marks(std::string_view text) {
    const auto mark = [](char c) {
        static constexpr std::string_view marks = " ,;:|/·•-~()[]*\"'.<>";
        return marks.find(c) != std::string_view::npos;
    };
    while (!text.empty() && mark(text.front())) text.remove_prefix(1);
    while (!text.empty() && mark(text.back()) &&
           !(text.back() == '.' && text.size() > 2 && text[text.size() - 3] == ' '))
        text.remove_suffix(1);
    for (const std::string_view wide : {"•", "·", "–", "—", "©", "✎"}) {
        while (text.starts_with(wide)) text = trim(text.substr(wide.size()));
        while (text.ends_with(wide)) text = trim(text.substr(0, text.size() - wide.size()));
    }
    return text;
}

/// What stands before a post: "Business Editor", "Senior Crime Reporter".
bool qualifies_job(std::string_view folded) {
    static const auto words = word_set(
        "senior chief deputy assistant associate managing executive contributing guest lead principal trainee junior "
        "business politics political sport sports crime education health environment transport science technology tech "
        "economics economy news staff local democracy regional travel features feature arts culture city foreign home "
        "affairs social investigations investigative data digital football cricket rugby racing courts court breaking "
        "night special royal media energy climate money personal finance consumer property food fashion music film tv "
        "theatre books religion defence defense security legal diplomatic europe world national us uk rural farming "
        "agriculture community audience video multimedia online web wine theater weekend sunday general life");
    return words.contains(std::string(folded));
}

/// "Jane Roe Business Editor" -> "Jane Roe"; empty if no name stands before the post.
std::string without_job(std::string_view part) {
    std::vector<std::string_view> words;
    for (const auto word : split(part, ' '))
        if (!word.empty()) words.push_back(word);
    std::size_t job = 0;
    while (job < words.size() && !is_job(fold_letters(words[job]))) ++job;
    std::size_t end = job;
    while (end > 0 && qualifies_job(fold_letters(words[end - 1]))) --end;
    if (job == words.size() || end < 2) return {};
    // "The Paper staff" is no person
    for (const auto* article : {"the", "die", "der", "das", "la", "le", "el", "il"})
        if (fold_letters(words.front()) == article) return {};
    std::string name;
    for (std::size_t i = 0; i < end; ++i) (name += i == 0 ? "" : " ") += words[i];
    return name;
}

/// "JANE P. ROE" -> "Jane P. Roe", where a byline is set in capitals.
std::string in_mixed_case(const std::string& name) {
    std::size_t capitals = 0, words = 1;
    for (const char c : name) {
        if (is_ascii_alpha(c)) {
            if (c >= 'a') return name;
            ++capitals;
        } else if (c == ' ') {
            ++words;
        } else if (c != '.' && c != '-' && c != '\'') {
            return name;  // other alphabets have rules of their own
        }
    }
    if (words < 2 || words > 4 || capitals < 8) return name;
    std::string out = name;
    for (std::size_t i = 1; i < out.size(); ++i)
        if (is_ascii_alpha(out[i]) && is_ascii_alpha(out[i - 1])) out[i] = static_cast<char>(out[i] - 'A' + 'a');
    return out;
}

/// Drops a leading label: "By", "Von", "Автор:". Needs a blank or colon after it.
std::string_view without_label(std::string_view text, bool& labelled) {
    labelled = false;
    for (int round = 0; round < 2; ++round) {
        text = strip_marks(text);
        // the head of the text, folded, and how much of the text each length of it took
        std::string folded;
        std::array<std::size_t, 64> taken{};
        for (std::size_t at = 0; at < text.size() && folded.size() < 40;) {
            const auto begin = at;
            next_code_point(text, at);
            folded += fold_letters(text.substr(begin, at - begin));
            if (folded.size() < taken.size()) taken[folded.size()] = at;
        }
        const auto label = std::find_if(labels().begin(), labels().end(), [&](const std::string& one) {
            if (!folded.starts_with(one) || taken[one.size()] == 0) return false;
            // what follows must be a blank or a colon: "Bytedance" has no label
            const auto end = taken[one.size()];
            return end == text.size() || text[end] == ' ' || text[end] == ':' || text.substr(end).starts_with(". ") ||
                   text.substr(end).starts_with("՝");
        });
        if (label == labels().end()) break;
        text = text.substr(taken[label->size()]);
        if (text.starts_with("՝")) text.remove_prefix(std::string_view("՝").size());  // the Armenian colon
        labelled = true;
    }
    return strip_marks(text);
}

void replace_folded(std::string& text, std::string_view word, std::string_view with) {
    for (std::size_t at = 0; at + word.size() <= text.size();) {
        if (iequals_ascii(std::string_view(text).substr(at, word.size()), word)) {
            text.replace(at, word.size(), with);
            at += with.size();
        } else {
            ++at;
        }
    }
}

std::string without_brackets(std::string_view text) {
    std::string out(text);
    for (auto open = out.find('('); open != std::string::npos; open = out.find('(')) {
        const auto close = out.find(')', open);
        out.erase(open, close == std::string::npos ? std::string::npos : close - open + 1);
    }
    return out;
}

/// "Jane Roe in Ardley and John Doe in Brelling" -> "Jane Roe and John Doe"
std::string without_places(std::string text) {
    for (auto in = text.find(" in "); in != std::string::npos; in = text.find(" in ", in)) {
        const auto end = text.find_first_of(" ,", in + 4);
        text.erase(in, end == std::string::npos ? std::string::npos : end - in);
    }
    return text;
}

/// Cuts what follows a name in a byline: dates, times, reading times, roles in brackets.
std::string cut_tail(std::string_view text) {
    auto out = without_brackets(text);
    // a date or a time of day; "freeman1984" is a name
    for (auto digit = out.find_first_of("0123456789"); digit != std::string::npos;
         digit = out.find_first_of("0123456789", digit + 1))
        if (digit == 0 || out[digit - 1] == ' ') {
            out.erase(digit);
            break;
        }
    for (const std::string_view stop : {" • ",
                                        " · ",
                                        " | ",
                                        " — ",
                                        " – ",
                                        " - ",
                                        " Published",
                                        " Publié",
                                        " Publicad",
                                        " Pubblicat",
                                        " Gepubliceerd",
                                        " Publicerad",
                                        " Publikov",
                                        " Opublikowan",
                                        " Опубликован",
                                        " Опублікован",
                                        " Dərc olun",
                                        " Yayın",
                                        " Giriş",
                                        " Mis à jour",
                                        " Actualizad",
                                        " Atualizad",
                                        " Aggiornat",
                                        " Bijgewerkt",
                                        " Uppdaterad",
                                        " Обновлен",
                                        " Оновлен",
                                        " Güncelle",
                                        " Yenilən",
                                        " Updated",
                                        " Veröffentlicht",
                                        " Aktualisiert",
                                        " Stand:",
                                        "Published:",
                                        " published",
                                        " updated",
                                        " Datum:",
                                        " am ",
                                        " on ",
                                        " in Uncategorized",
                                        " Contributions from",
                                        " Foto:",
                                        " Fotos:",
                                        " Foto von",
                                        " Fotos von",
                                        " Illustration von",
                                        " Photo:",
                                        " Photos:",
                                        " Photos by",
                                        " Photography by",
                                        " Follow",
                                        "\t"})
        if (const auto at = out.find(stop); at != std::string::npos && at >= 3) out.erase(at);
    return clean_line(out);
}

/// Without e-mail addresses and "@handle": "Jane Roe | jroe@paper.example" -> "Jane Roe |".
std::string without_addresses(std::string line) {
    if (line.find('@') == std::string::npos) return line;
    std::string out;
    for (const auto word : split(line, ' '))
        if (word.find('@') == std::string_view::npos) (out += out.empty() ? "" : " ") += word;
    return out;
}

bool same_as_site(std::string_view name, const std::vector<std::string>& site_keys) {
    const auto key = text_key(name);
    return std::any_of(site_keys.begin(), site_keys.end(), [&](const std::string& other) {
        return other.size() >= 3 && (key == other || (key.size() > 5 && other.find(key) != std::string::npos) ||
                                     (other.size() > 5 && key.find(other) != std::string::npos));
    });
}

bool is_word(char32_t c) {
    return is_letter(c) || is_digit(c);
}

bool ends_in_word(std::string_view text) {
    std::size_t at = text.size();
    while (at > 0 && (static_cast<unsigned char>(text[at - 1]) & 0xC0) == 0x80) --at;
    if (at == 0) return false;
    --at;
    return is_word(next_code_point(text, at));
}

void add_unique(std::vector<std::string>& names, std::string name) {
    const auto key = text_key(name);
    if (key.empty() || names.size() >= most_authors) return;
    for (const auto& other : names)
        if (text_key(other) == key) return;
    names.push_back(std::move(name));
}

/// "Redaktion Harbour Echo", "Sports desk": no person, though written like one.
bool is_desk(std::string_view name) {
    static const auto words = word_set(
        "redaktion onlineredaktion redaction redazione redaccion redacao redactie redakcja redakce redaktionen "
        "redaksjonen "
        "toimitus szerkesztoseg redactia редакция редакція redaksiya tahririyat newsroom newsdesk desk team staff "
        "editors "
        "merkezi agencia agentur agence");
    const auto folded = fold_letters(name);
    const auto first = folded.substr(0, folded.find(' '));
    const auto blank = folded.rfind(' ');
    return words.contains(first) || (blank != std::string::npos && words.contains(folded.substr(blank + 1)));
}

/// Splits names into those of people and those of the paper.
AuthorChoice judged(std::vector<std::string> names, std::string source, const std::vector<std::string>& site_keys) {
    AuthorChoice choice;
    if (names.empty()) return choice;
    std::vector<std::string> people;
    for (const auto& name : names)
        if (!same_as_site(name, site_keys)) people.push_back(name);
    choice.people = std::any_of(people.begin(), people.end(), [](const std::string& name) {
        return !is_desk(name) &&
               (name.find(' ') != std::string::npos || static_cast<unsigned char>(name.front()) >= 0xE0);
    });
    choice.names = people.empty() ? std::move(names) : std::move(people);
    choice.source = std::move(source);
    return choice;
}

}  // namespace

std::vector<std::string> author_names(std::string_view text, bool explicit_field) {
    std::vector<std::string> names;
    if (text.size() > 600) return names;
    auto line = without_addresses(clean_value(text));
    // "desk@paper.example (Jane Roe)", as feeds have it
    if (line.size() > 2 && line.front() == '(' && line.back() == ')' && text.find('@') != std::string_view::npos)
        line = line.substr(1, line.size() - 2);
    if (line.empty() || line.find("://") != std::string::npos || line.starts_with("(")) return names;
    bool labelled = false;
    line = std::string(without_label(line, labelled));
    explicit_field = explicit_field || labelled;
    auto bare = cut_tail(line);
    if (bare.empty()) return names;

    // "Jane Roe with AFP"
    for (const std::string_view with : {" with ", " avec ", " mit ", " con ", " with the "})
        if (const auto at = bare.rfind(with);
            at != std::string::npos && is_agency(fold_letters(std::string_view(bare).substr(at + with.size()))))
            bare.erase(at);
    // What joins people becomes a bar; a comma after the last joint opens an affiliation.
    for (const std::string_view joint :
         {" and ", " und ", " et ", " with ", " & ", " sowie ", " og ", " och ", " avec "})
        replace_folded(bare, joint, "|");
    for (const std::string_view joint :
         {" и ", " та ", " і ", " və ", " ve ", " va ", " y ", " e ", " i ", " ja ", " en ", " და ", " և "})
        replace_all(bare, joint, "|");
    const auto last_joint = bare.rfind('|');
    if (last_joint != std::string::npos) {
        const auto comma = bare.find(", ", last_joint);
        if (comma != std::string::npos &&
            !is_agency(fold_letters(strip_marks(std::string_view(bare).substr(comma + 2)))))
            bare.erase(comma);
    }
    for (const std::string_view separator : {"; ", ";", ", ", " / ", "、", "，", "\n"})
        replace_all(bare, separator, "|");

    bool first = true;
    bool all_caps_first = false;
    for (const auto piece : split(bare, '|')) {
        bool ignored = false;
        auto part = without_label(piece, ignored);
        // "Jane Roe in Harbour Town"
        if (const auto in = part.find(" in ");
            in != std::string_view::npos && looks_like_name(part.substr(0, in), false))
            part = part.substr(0, in);
        if (part.empty() || part.size() > longest_name) continue;
        const auto folded = fold_letters(part);
        const auto head = folded.substr(0, folded.find(' '));
        if (head == "published" || head == "updated") continue;  // "Updated December 6"
        if (is_noise(folded) || month_of(folded, "") != 0 || weekday_of(folded) != 0 || is_relative(folded)) continue;
        if (is_job(folded) && !is_agency(folded)) {
            if (!names.empty()) break;  // "Jane Roe, Money Reporter, The Paper"
            // a post glued to a name is no name, but what stands before it may be
            if (auto name = without_job(part); explicit_field && !name.empty() && looks_like_name(name, false)) {
                first = false;
                add_unique(names, std::move(name));
            }
            continue;
        }
        const bool agency = is_agency(folded);
        const bool one_word = part.find(' ') == std::string_view::npos;
        // a single word after a name is a place: "Anna Sleegers, Frankfurt"
        if (!first && one_word && !agency && static_cast<unsigned char>(part.front()) < 0xE0 && names.size() == 1)
            continue;
        if (!first && !names.empty() && !agency && is_organization(folded)) continue;
        const bool caps = std::none_of(part.begin(), part.end(), [](char c) { return c >= 'a' && c <= 'z'; });
        if (!first && caps && !all_caps_first && !agency && !one_word) continue;  // "USA TODAY NETWORK"
        if (!agency && !looks_like_name(part, explicit_field)) {
            if (!names.empty()) break;
            if (!explicit_field) return {};
            continue;
        }
        if (first) all_caps_first = caps;
        first = false;
        add_unique(names, std::string(part));
    }
    return names;
}

AuthorChoice machine_authors(const Structured& structured, const std::vector<std::string>& site_keys) {
    AuthorChoice best;
    const auto consider = [&](std::vector<std::string> names, const std::string& source) {
        if (best.people || names.empty()) return;
        auto choice = judged(std::move(names), source, site_keys);
        if (best.names.empty() || choice.people) best = std::move(choice);
    };
    for (const auto* key : {"author.name", "author", "creator.name", "creator"}) {
        std::vector<std::string> names;
        for (const auto& value : structured.article_values(key)) {
            auto found = author_names(value, true);
            // a desk's or a paper's name is an author where the page says so
            if (found.empty() && !value.empty() && value.size() <= longest_name &&
                value.find('@') == std::string::npos && value.find("://") == std::string::npos &&
                !value.starts_with(",") && !is_noise(fold_letters(value)))
                found.push_back(value);
            for (auto& name : found) add_unique(names, std::move(name));
        }
        consider(std::move(names), std::string("jsonld:") + key);
    }
    for (const auto* key :
         {"author", "article:author", "og:article:author", "article:author_name", "parsely-author", "sailthru.author",
          "articleAuthor", "dc.creator", "dcterms.creator", "dc:creator", "byl", "authors", "cXenseParse:author",
          "DCSext.author", "shareaholic:article_author_name", "rbauthors", "citation_author", "twitter:creator"}) {
        std::vector<std::string> names;
        for (const auto value : structured.meta(key)) {
            // "saffron-otter" and "gabor_munier" are keys, not names
            if (value.find('-') != std::string_view::npos && value.find(' ') == std::string_view::npos &&
                is_ascii_alpha(value.front()) && ascii_lower(value) == value)
                continue;
            if (value.find('_') != std::string_view::npos) continue;
            for (auto& name : author_names(value, true)) add_unique(names, std::move(name));
        }
        consider(std::move(names), std::string("meta:") + key);
    }
    // "Written by" beside the name, for the preview in a messenger
    for (const auto* number : {"1", "2"}) {
        const auto label = structured.first_meta(std::string("twitter:label") + number);
        if (label.empty() || label.size() > 40) continue;
        bool labelled = false;
        if (!without_label(label, labelled).empty() || !labelled) continue;
        consider(author_names(structured.first_meta(std::string("twitter:data") + number), true),
                 std::string("meta:twitter:data") + number);
    }
    return best;
}

namespace {

/// Names in a byline's element: those that are links or marked as names, else its text.
std::vector<std::string> names_in(const html::Document& document, NodeId id, bool explicit_field) {
    std::vector<std::string> names;
    const auto nodes = document.nodes();
    const auto end = nodes[id].end;
    for (NodeId at = id; at < end; ++at) {
        if (nodes[at].kind != NodeKind::element) continue;
        const Element element(document, at);
        bool marked =
            element.attr("itemprop") == "name" || element.attr("rel").find("author") != std::string_view::npos;
        if (nodes[at].tag == Tag::a && !marked) {
            const auto href = ascii_lower(clip_utf8(element.attr("href"), 300));
            for (const auto* word :
                 {"author", "autor", "/people/", "/profil", "/staff/", "/journalist", "/team/", "/by/", "/person",
                  "redakteur", "/avtor", "/reporter", "/contributor", "/yazar", "/muellif", "/column"})
                marked = marked || href.find(word) != std::string::npos;
        }
        if (!marked) continue;
        for (auto& name : author_names(line_of(document, at, 200), true)) add_unique(names, std::move(name));
    }
    if (!names.empty()) return names;
    // names side by side with nothing between: <span>Jane Roe</span><span>John Doe</span>
    std::vector<std::string> parts;
    for (NodeId at = id + 1; at < end; ++at) {
        if (nodes[at].kind != NodeKind::element || nodes[at].first_child == html::no_node) continue;
        const auto& child = nodes[nodes[at].first_child];
        const bool leaf = child.kind == NodeKind::text && child.next_sibling == html::no_node && !child.blank;
        if (!leaf) continue;
        const auto found = author_names(line_of(document, at, 100), false);
        if (found.size() == 1)
            add_unique(parts, found.front());
        else if (found.empty() && !author_names(line_of(document, at, 100), true).empty())
            parts.clear();
    }
    if (parts.size() >= 2) return parts;
    // "Jane Roe<br>Chief correspondent", "Jane Roe<br>Ardley": a line of its own is no part of the name
    bool labelled = false;
    std::string lines;
    std::string line;
    const auto flush = [&] {
        auto clean = clean_line(line);
        line.clear();
        if (clean.empty()) return;
        if (!lines.empty()) lines += labelled && without_label(lines, labelled).empty() ? " " : "; ";
        lines += clean;
        without_label(lines, labelled);
    };
    bool broken = false;
    for (NodeId at = id; at < end && lines.size() + line.size() < 400; ++at) {
        if (nodes[at].kind == NodeKind::text) line += nodes[at].text;
        if (nodes[at].tag == Tag::script || nodes[at].tag == Tag::style || nodes[at].tag == Tag::svg) {
            broken = false;
            break;
        }
        if (nodes[at].tag == Tag::br && !trim(line).empty()) {
            broken = true;
            flush();
        }
    }
    flush();
    names = author_names(broken ? lines : line_of(document, id, 400), explicit_field);
    return names.empty() ? parts : names;  // "By Jane Roe" beside "@jroe" and "Senior Reporter"
}

/// In or below a short footer of the story itself: "Posted by Jane Roe", as some systems have it.
bool in_own_footer(const PageScan& page, NodeId id, NodeId anchor) {
    const auto& document = page.document();
    const auto nodes = document.nodes();
    for (auto at = id; at != html::no_node; at = nodes[at].parent) {
        if (nodes[at].kind != NodeKind::element) continue;
        bool own = false;
        for (const auto atom : document.classes(at)) {
            const auto name = ascii_lower(document.name(atom));
            for (const auto* word : {"post-footer", "entry-footer", "article-footer", "node__meta", "post__footer"})
                own = own || name == word;
        }
        if (nodes[at].tag == Tag::footer)
            for (auto up = nodes[at].parent; up != html::no_node; up = nodes[up].parent)
                own = own || nodes[up].tag == Tag::article;
        if (own && line_of(document, at, 400).size() < 400) return !page.in_furniture(nodes[at].parent, anchor);
    }
    return false;
}

/// The names that are links in a line whose first word after its label is one.
std::vector<std::string> linked_names(const html::Document& document, const Block& block, std::string_view rest) {
    std::vector<std::string> names;
    const auto nodes = document.nodes();
    for (NodeId at = block.container; at <= block.last && at < nodes.size(); ++at) {
        if (nodes[at].kind != NodeKind::element || nodes[at].tag != Tag::a) continue;
        const auto text = line_of(document, at, 100);
        if (names.empty() && !rest.starts_with(text)) continue;
        for (auto& name : author_names(text, false)) add_unique(names, std::move(name));
    }
    return names;
}

/// A block with a day of some kind, or with how long ago it was: the line that papers put beside the title.
bool holds_day(const Block& block) {
    if (block.letters > 90) return false;
    return !find_dates(block.text, {}).empty() || is_relative_day(block);
}

/// The block's text, with a bar where one element ends and the next begins with nothing between: what style sheets
/// set apart ("<span>Jane Roe</span><span>3 hours ago</span>").
std::string parted_line(const html::Document& document, const Block& block) {
    std::string out;
    const auto nodes = document.nodes();
    auto parent = html::no_node;
    for (NodeId at = block.first; at <= block.last && at < nodes.size() && out.size() < 600; ++at) {
        const auto& node = nodes[at];
        if (node.tag == Tag::script || node.tag == Tag::style || node.tag == Tag::svg || node.tag == Tag::button) {
            at = node.end - 1;
            continue;
        }
        if (node.tag == Tag::br) out += " | ";
        if (node.kind != NodeKind::text || node.text.empty()) continue;
        const bool glued = !out.empty() && out.back() != ' ' && !is_ascii_space(node.text.front());
        std::size_t begin = 0;
        if (glued && parent != node.parent && is_word(next_code_point(node.text, begin)) && ends_in_word(out))
            out += " | ";
        out += node.text;
        parent = node.parent;
    }
    return clean_line(out);
}

/// A person's name where nothing says that one is due: two to four words with capitals, the first a given name, none of
/// them of posts, organisations or days.
bool is_person_like(std::string_view name) {
    std::size_t words = 0;
    for (const auto word : split(name, ' ')) {
        if (word.empty()) continue;
        ++words;
        const auto folded = fold_letters(word);
        if (words == 1) {
            // "Lars-Erik"
            if (!is_given_name(folded) && !is_given_name(std::string_view(folded).substr(0, folded.find('-'))))
                return false;
            continue;
        }
        if (particles().contains(folded)) continue;
        if (is_job(folded) || is_agency(folded) || is_organization(folded) || weekday_of(folded) != 0) return false;
    }
    return words >= 2 && words <= 4 && name.size() >= 6 && name.find_first_of(":?!\"&0123456789[]") == name.npos &&
           looks_like_name(name, false);
}

/// "von der Zeit der Dinosaurier", "by the Way Station": the label was a preposition.
bool begins_with_article(std::string_view name) {
    static const auto words =
        word_set("the die das dem den la les los las il lo gli une ein eine einem einer по материалам");
    const auto first = fold_letters(name.substr(0, name.find(' ')));
    return words.contains(first) || (name.starts_with("der ") && name.find(" der ", 4) != std::string_view::npos);
}

struct LineContext {
    bool label_before = false;  ///< the line before is "Author:" and nothing more
    bool beside_day = false;    ///< between title and text, next to a day
    bool signature = false;     ///< the last lines of the text and what follows
    const std::vector<std::string>* site_keys = nullptr;
    bool bare = false;  ///< out: nothing but the place says that these are authors
};

/// Whether an element with the whole of the block says by its style that this is no common line.
bool is_set_apart(const html::Document& document, const Block& block) {
    const auto nodes = document.nodes();
    for (auto at = nodes[block.first].parent; at != html::no_node; at = nodes[at].parent) {
        if (at < block.container || nodes[at].end <= block.last) return false;
        const auto tag = nodes[at].tag;
        if (tag == Tag::b || tag == Tag::strong || tag == Tag::i || tag == Tag::em) return true;
        const Element element(document, at);
        const auto style = ascii_lower(element.attr("style"));
        if (iequals_ascii(element.attr("align"), "right") || style.find("right") != std::string::npos) return true;
        for (const auto atom : document.classes(at))
            if (ascii_lower(document.name(atom)).find("right") != std::string::npos) return true;
        if (at == block.container) return false;
    }
    return false;
}

/// "Jane Roe 19 February 2026, 10:59" -> "Jane Roe": a day and what follows it at the end, a day at the head.
std::string without_day(const std::string& line) {
    const auto found = find_dates(line, {});
    if (found.empty()) return line;
    const auto before = strip_marks(std::string_view(line).substr(0, found.front().begin));
    if (before.find(' ') != std::string_view::npos) return std::string(before);
    return std::string(strip_marks(std::string_view(line).substr(found.back().end)));
}

/// Names in a line without markup: after a label, before a post, or alone where names stand.
std::vector<std::string> names_in_line(const html::Document& document, const Block& block, LineContext& context) {
    std::string whole = parted_line(document, block);
    if (context.label_before) return author_names(whole, false);
    // "(Jane Roe/dpa)" and "(Text: Jane Roe, Foto: John Doe)" under the text
    if (context.signature && whole.size() > 2 && whole.front() == '(' && whole.back() == ')') {
        auto inner = whole.substr(1, whole.size() - 2);
        replace_all(inner, "/", " / ");
        auto found = author_names(clean_line(inner), false);
        std::erase_if(found, [](const std::string& name) { return !is_person_like(name); });
        if (!found.empty()) return found;
    }
    for (const std::string_view separator : {" · ", " • ", " / ", " — ", " – ", " » "})
        replace_all(whole, separator, " | ");
    std::vector<std::string> lines;
    for (std::string_view rest = whole;;) {
        const auto cut = rest.find(" | ");
        auto part = std::string(trim(rest.substr(0, cut)));
        bool label = false;
        const bool open = !lines.empty() && without_label(lines.back(), label).empty() && label;
        if (open)
            lines.back() += " " + part;
        else if (!part.empty())
            lines.push_back(std::move(part));
        if (cut == std::string_view::npos || lines.size() > 12) break;
        rest = rest.substr(cut + 3);
    }
    for (const auto& one : lines) {
        std::string_view line = one;
        // "Published August 7, 2026 by Jane Roe"
        for (const std::string_view by : {" by ", " By ", " by: ", " By: ", " von ", " Von ", " par ", " Par ", " por ",
                                          " Por ", " di ", " door ", " Door ", " av ", " Av ", " автором "}) {
            const auto at = line.find(by);
            if (at == std::string_view::npos || at > 60) continue;
            if (line.substr(0, at).find_first_of("0123456789") == std::string_view::npos) continue;
            line.remove_prefix(at + 1);
            break;
        }
        bool labelled = false;
        auto rest = without_label(line, labelled);
        // "14:05, 3 may 2026 Müəllif: Aygün Səfərli"
        const auto next_colon = [&](std::size_t at) { return std::min(line.find(':', at), line.find("՝", at)); };
        for (auto colon = next_colon(0); !labelled && colon < line.size(); colon = next_colon(colon + 1)) {
            const auto blank = line.substr(0, colon).rfind(' ');
            if (blank == std::string_view::npos) continue;
            const auto from = line[blank + 1] == '(' ? blank + 2 : blank + 1;
            rest = without_label(line.substr(from), labelled);
            if (labelled) line = line.substr(from);
        }
        if (!labelled || rest.empty() || length_utf8(one) > 110) continue;  // longer ones are sentences
        auto found = author_names(line, false);
        // a link tells where the name ends: "By [Jane Roe] Issue 14"
        const auto linked = block.links == 0 ? std::vector<std::string>() : linked_names(document, block, rest);
        if (!linked.empty()) found = linked;
        std::erase_if(found, [](const std::string& name) {
            return name.find(' ') == std::string::npos || begins_with_article(name);
        });
        if (!found.empty()) return found;
    }
    std::vector<std::string> names;
    for (const auto& whole_line : lines) {
        const auto one = without_day(whole_line);
        const auto comma = one.find(", ");
        auto post = comma == std::string::npos ? std::string_view() : std::string_view(one).substr(comma + 2);
        post = trim(post.substr(0, post.find_first_of(",0123456789")));
        const bool person_first = !post.empty() && is_person_like(std::string_view(one).substr(0, comma));
        const bool with_post = person_first && one.size() <= 120 && std::count(post.begin(), post.end(), ' ') <= 3 &&
                               (is_job(fold_letters(post)) || is_desk(post));
        const bool with_paper = person_first && same_as_site(post, *context.site_keys);
        const bool linked_list = block.kind == BlockKind::list_item && block.links > 0;
        const bool alone = context.beside_day ? !linked_list
                                              : context.signature && block.links == 0 &&
                                                    (is_set_apart(document, block) ||
                                                     (lines.size() > 1 && &whole_line == &lines.front()));
        if (!with_post && (!alone || length_utf8(one) > 60)) continue;
        auto found = author_names(with_paper ? one.substr(0, comma) : one, false);
        std::erase_if(found, [](const std::string& name) { return !is_person_like(name); });
        // all of the line, not what was left of it
        std::size_t letters = 0;
        for (const auto& name : found) letters += name.size();
        const bool whole_line_read =
            with_post || with_paper || letters + 6 * found.size() >= without_places(without_brackets(one)).size();
        if (found.empty() || !whole_line_read) continue;
        context.bare = context.bare || !with_post;
        for (auto& name : found) add_unique(names, std::move(name));
    }
    return names;
}

}  // namespace

AuthorChoice visible_authors(const PageScan& page, const Structured& structured, const std::vector<Block>& blocks,
                             const std::vector<std::uint32_t>& kept, std::string_view title,
                             const std::vector<std::string>& site_keys) {
    const auto& document = page.document();
    const auto nodes = document.nodes();
    // The stretch of the page where a byline may stand: from a little before the title to a little after the text.
    const auto key = text_key(title);
    const auto key_letters = length_utf8(key);
    std::size_t title_at = kept.empty() ? 0 : kept.front();
    for (std::size_t i = 0; i < blocks.size() && (kept.empty() || i <= kept.front()); ++i)
        if (blocks[i].letters <= key_letters && blocks[i].letters + 2 + key_letters / 12 >= key_letters &&
            key_letters > 0 && text_key(blocks[i].text) == key)
            title_at = i;
    const std::size_t first = title_at > 5 ? title_at - 5 : 0;
    const std::size_t body_begin = kept.empty() ? std::min(blocks.size(), title_at + 8) : kept.front();
    const std::size_t body_end = kept.empty() ? body_begin : kept.back() + 1;
    const std::size_t last = std::min(blocks.size(), body_end + 6);
    if (blocks.empty() || first >= blocks.size()) return {};
    const NodeId from = blocks[first].container;
    const NodeId until = last < blocks.size() ? blocks[last].container : static_cast<NodeId>(nodes.size());
    // Bylines often stand under the lead: what is not kept before the third kept block is still the head.
    const NodeId text_begins = kept.empty() ? until : blocks[kept[std::min<std::size_t>(2, kept.size() - 1)]].container;
    std::vector<bool> in_text(blocks.size(), false);
    for (const auto i : kept) in_text[i] = blocks[i].letters > 110;
    const auto block_of = [&](NodeId id) {
        return static_cast<std::size_t>(std::lower_bound(blocks.begin(), blocks.end(), id,
                                                         [](const Block& b, NodeId node) { return b.last < node; }) -
                                        blocks.begin());
    };
    const NodeId anchor = blocks[title_at < blocks.size() ? title_at : 0].container;

    std::vector<NodeId> places = page.bylines();
    for (const auto* name : {"author", "creator"})
        for (const auto id : structured.item_props(name)) places.push_back(id);
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());

    std::vector<std::string> names;
    bool before_text = false;
    NodeId group_end = 0;
    for (const auto id : places) {
        if (nodes[id].tag == Tag::meta || id < from || id >= until) continue;
        if (!names.empty() && (id >= group_end || (before_text && id > text_begins))) break;
        const Element element(document, id);
        if (element.has_attr("content")) continue;
        if (page.in_furniture(id, anchor) && !in_own_footer(page, id, anchor)) continue;
        // inside the text only a signature at its end counts, not a quoted or linked colleague
        if (id > text_begins && !kept.empty() && id < blocks[kept.back()].container) continue;
        if (const auto at = block_of(id); at < blocks.size() && in_text[at] && blocks[at].container <= id) continue;
        const bool inside_figure = [&] {
            for (auto up = element; up; up = up.parent())
                if (up.is(Tag::figure) || up.is(Tag::figcaption) || up.is(Tag::blockquote)) return true;
            return false;
        }();
        if (inside_figure) continue;
        const auto text = line_of(document, id, 700);
        if (text.empty() || text.size() > 600) continue;
        auto found = names_in(document, id, text.size() < 60);
        if (found.empty()) continue;
        if (names.empty()) {
            before_text = id <= text_begins;
            // more authors stand in elements beside the first: the rest of its parent's parent
            auto group = element.parent();
            if (group && group.parent() && group.parent().node().end - group.id() < 80) group = group.parent();
            group_end = group ? std::min<NodeId>(group.node().end, id + 200) : nodes[id].end;
        }
        for (auto& name : found) add_unique(names, std::move(name));
    }
    // The same person said twice, once with a post glued on: keep the shorter.
    std::vector<std::string> distinct;
    for (const auto& name : names) {
        const bool longer_form = std::any_of(names.begin(), names.end(), [&](const std::string& other) {
            return other.size() < name.size() && other.find(' ') != std::string::npos && name.starts_with(other);
        });
        if (!longer_form) distinct.push_back(name);
    }
    for (auto& name : distinct) name = in_mixed_case(name);
    if (!distinct.empty()) return judged(std::move(distinct), "byline", site_keys);

    // No markup: what the lines about title and text say.
    bool dated_before = false;
    // lead and byline may be kept as lines of the text
    std::size_t head_ends = kept.size() < 3 ? body_begin + 2 : kept[2];
    for (std::size_t k = 0; k < 8 && k < kept.size(); ++k)
        if (blocks[kept[k]].letters > 110) {
            head_ends = std::max<std::size_t>(head_ends, kept[k]);
            break;
        }
    for (std::size_t i = first; i < last; ++i) {
        const auto& block = blocks[i];
        const bool head = i < head_ends;
        if (!head && i + 2 < body_end) continue;
        const bool after_date = std::exchange(dated_before, holds_day(block));
        if (block.letters > 120 || block.letters < 5) continue;
        if (page.in_furniture(block.first, anchor) && !in_own_footer(page, block.first, anchor)) continue;
        LineContext line;
        line.signature = !head;
        line.beside_day = head && i > title_at && block.kind != BlockKind::heading &&
                          (after_date || dated_before || (i + 1 < last && holds_day(blocks[i + 1])));
        if (i > 0 && block.letters <= 60 && blocks[i - 1].letters <= 20) {
            without_label(blocks[i - 1].text, line.label_before);
            line.label_before = line.label_before && author_names(blocks[i - 1].text, true).empty();
        }
        line.site_keys = &site_keys;
        auto found = names_in_line(document, block, line);
        // a name alone that the text speaks of is a place's or that of a person in the story
        if (line.bare)
            std::erase_if(found, [&](const std::string& name) {
                return std::any_of(kept.begin(), kept.end(), [&](std::uint32_t at) {
                    return at != i && blocks[at].text.find(name) != std::string::npos;
                });
            });
        std::erase_if(found, [&](const std::string& name) {
            return name.find(' ') == std::string::npos || (key.size() > 0 && key.find(text_key(name)) != key.npos);
        });
        for (auto& name : found) name = in_mixed_case(name);
        if (found.empty()) continue;
        auto choice = judged(std::move(found), "byline", site_keys);
        if (choice.people) return choice;
    }
    return {};
}

}  // namespace winnow::extract
