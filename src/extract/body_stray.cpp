#include "extract/body_stray.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"

namespace winnow::extract {

namespace {

constexpr std::size_t longest = 400;  ///< bytes: such lines are short

/// All lists: as fold_case() leaves them (ı is i), with straight apostrophes.
constexpr std::array adverts{"advertisement", "advertisements", "advertising", "anzeige", "werbung", "реклама",
                             "publicité",     "publicidad",     "pubblicità",  "reklam",  "reklama", "reklamlar"};
constexpr std::array advert_starts{"article continues below", "story continues below", "article continues after",
                                   "story continues after", "scroll to continue"};
constexpr std::array rights{
    "all rights reserved",       "alle rechte vorbehalten",       "все права защищены",
    "tous droits réservés",      "todos los derechos reservados", "todos os direitos reservados",
    "tutti i diritti riservati", "wszelkie prawa zastrzeżone",    "tüm haklari saklidir",
    "bütün hüquqlar qorunur"};
constexpr std::array copyright_starts{"© ",          "©1", "©2", "(c) 1", "(c) 2", "copyright ©", "copyright (c)",
                                      "copyright 20"};
/// These invite when a colon, an arrow or the like follows ...
constexpr std::array labels{"more",           "related",         "related article", "related articles",
                            "related story",  "related stories", "don't miss",      "watch",
                            "mehr dazu",      "mehr zum thema",  "zum thema",       "auch interessant",
                            "lesen sie mehr", "lesen sie hier",  "по теме",         "смотрите также"};
/// ... these in any case.
constexpr std::array invitations{
    "read more",       "read also",      "read next",     "also read",        "see also",      "siehe auch",
    "lesen sie auch",  "lies auch",      "schon gelesen", "required reading", "читайте также", "à lire aussi",
    "lire aussi",      "lea también",    "lee también",   "leia também",      "leia mais",     "lees ook",
    "leggi anche",     "zobacz też",     "zobacz także",  "czytaj też",       "czytaj także",  "läs också",
    "həmçinin oxuyun", "bunu da oxuyun", "ayrica okuyun", "continue reading"};
constexpr std::array credits{"image",        "images",   "photo",      "photos",     "picture",   "foto",
                             "fotos",        "bild",     "bilder",     "screenshot", "credit",    "image credit",
                             "photo credit", "photo by", "foto von",   "source",     "sources",   "article sources",
                             "quelle",       "quellen",  "bildquelle", "источник",   "источники", "фото",
                             "mənbə",        "şəkil"};
constexpr std::array placeholders{"placeholder image", "loading", "please wait", "wird geladen", "загрузка"};
constexpr std::array calls{"follow us",       "follow him",         "follow her",    "follow them",
                           "in the comments", "in den kommentaren", "в комментариях"};

std::string folded(std::string_view text) {
    std::string out = fold_case(text);
    for (std::size_t at = 0; (at = out.find("\u2019", at)) != std::string::npos;) out.replace(at, 3, "'");
    return out;
}

bool is_word(std::string_view text, std::size_t at) {
    if (at >= text.size()) return false;
    const auto c = next_code_point(text, at);
    return is_letter(c) || is_digit(c);
}

/// Without the punctuation around: "– Advertisement –".
std::string_view inner(std::string_view text) {
    std::size_t from = text.size(), to = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto start = at;
        const auto c = next_code_point(text, at);
        if (!is_letter(c) && !is_digit(c)) continue;
        from = std::min(from, start);
        to = at;
    }
    return from < to ? text.substr(from, to - from) : std::string_view{};
}

/// Where the longest of the words that the text begins with ends, 0 if it begins with none.
template <std::size_t N>
std::size_t after_any(std::string_view text, const std::array<const char*, N>& words) {
    std::size_t end = 0;
    for (const std::string_view word : words)
        if (text.starts_with(word) && !is_word(text, word.size())) end = std::max(end, word.size());
    return end;
}

template <std::size_t N>
bool holds_any(std::string_view text, const std::array<const char*, N>& words) {
    return std::any_of(words.begin(), words.end(), [&](const char* word) {
        const auto at = text.find(word);
        return at != std::string_view::npos && !is_word(text, at + std::string_view(word).size());
    });
}

bool announces(std::string_view rest) {
    rest = trim(rest);
    for (const std::string_view sign : {":", "»", "→", "›", "►", "▶"})
        if (rest.starts_with(sign)) return true;
    return false;
}

bool is_invitation(std::string_view line, const Block& block) {
    if (line.size() > 240) return false;
    if (const auto end = after_any(line, labels); end > 0 && announces(line.substr(end))) return true;
    return after_any(line, invitations) > 0 && (line.size() < 110 || block.link_letters * 3 > block.letters);
}

bool is_credit(std::string_view line) {
    if (line.size() > 140) return false;
    const auto end = after_any(line, credits);
    const auto rest = trim(line.substr(end));
    return end > 0 && (rest.starts_with(':') || rest.starts_with('/'));
}

bool says_rights(std::string_view text) {
    if (holds_any(text, rights)) return true;
    return text.size() >= 16 && std::any_of(copyright_starts.begin(), copyright_starts.end(),
                                            [&](const char* start) { return text.starts_with(start); });
}

}  // namespace

bool is_copyright(const Block& block) {
    return block.text.size() <= longest && says_rights(folded(block.text));
}

std::string_view stray_reason(const Block& block) {
    if (block.text.size() > longest) return {};
    const auto text = folded(block.text);
    const auto words = inner(text);
    if (words.empty()) return {};
    if (std::find(adverts.begin(), adverts.end(), words) != adverts.end()) return "says that it is an advertisement";
    const auto line = std::string_view(text).substr(static_cast<std::size_t>(words.data() - text.data()));
    if (line.size() <= 60 && after_any(line, advert_starts) > 0) return "says that it is an advertisement";
    if (says_rights(text)) return "copyright notice";
    if (is_invitation(line, block)) return "invitation to read something else";
    if (is_credit(line)) return "names a source";
    if (line.size() <= 40 && after_any(line, placeholders) > 0) return "holds a place";
    if (line.size() <= 160 && holds_any(line, calls)) return "invitation to follow or to comment";
    return {};
}

}  // namespace winnow::extract
