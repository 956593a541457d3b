#include "extract/metadata_author_words.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "base/text.h"
#include "extract/date_words.h"
#include "extract/metadata_author.h"
#include "extract/metadata_names.h"
#include "extract/metadata_title.h"
#include "extract/structured.h"

namespace winnow::extract {

namespace {

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

}  // namespace

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
        "müxbir jurnalist redaktor muhabir editör gazeteci yazarı reportteri toimittaja journalistka dziennikarka "
        "muxbir jurnalisti кореспондентка журналистка مراسل "
        "مراسلة صحفي صحفية محرر محررة كاتبة ჟურნალისტი კორესპონდენტი რედაქტორი լրագրող թղթակից խմբագիր");
    for (const auto word : split(folded, ' ')) {
        auto bare = word;
        while (!bare.empty() && (bare.back() == '.' || bare.back() == ':' || bare.back() == ')')) bare.remove_suffix(1);
        if (jobs.contains(std::string(bare))) return true;
    }
    return false;
}

namespace {

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

}  // namespace

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

namespace {

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

}  // namespace

namespace {

const Words& particles() {
    static const auto words = word_set(
        "von van de der den del della di da dos das du le la el al bin ibn ben ter ten zu zum zur af av y e i und of "
        "the "
        "o' d' l' dei delle degli oğlu qızı ogly st");
    return words;
}

}  // namespace

namespace {

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

}  // namespace

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

namespace {

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

}  // namespace

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

namespace {

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

}  // namespace

std::string without_brackets(std::string_view text) {
    std::string out(text);
    for (auto open = out.find('('); open != std::string::npos; open = out.find('(')) {
        const auto close = out.find(')', open);
        out.erase(open, close == std::string::npos ? std::string::npos : close - open + 1);
    }
    return out;
}

std::string without_places(std::string text) {
    for (auto in = text.find(" in "); in != std::string::npos; in = text.find(" in ", in)) {
        const auto end = text.find_first_of(" ,", in + 4);
        text.erase(in, end == std::string::npos ? std::string::npos : end - in);
    }
    return text;
}

namespace {

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

}  // namespace

bool same_as_site(std::string_view name, const std::vector<std::string>& site_keys) {
    const auto key = text_key(name);
    return std::any_of(site_keys.begin(), site_keys.end(), [&](const std::string& other) {
        return other.size() >= 3 && (key == other || (key.size() > 5 && other.find(key) != std::string::npos) ||
                                     (other.size() > 5 && key.find(other) != std::string::npos));
    });
}

void add_unique(std::vector<std::string>& names, std::string name) {
    const auto key = text_key(name);
    if (key.empty() || names.size() >= most_authors) return;
    for (const auto& other : names)
        if (text_key(other) == key) return;
    names.push_back(std::move(name));
}

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

bool begins_with_article(std::string_view name) {
    static const auto words =
        word_set("the die das dem den la les los las il lo gli une ein eine einem einer по материалам");
    const auto first = fold_letters(name.substr(0, name.find(' ')));
    return words.contains(first) || (name.starts_with("der ") && name.find(" der ", 4) != std::string_view::npos);
}

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

}  // namespace winnow::extract
