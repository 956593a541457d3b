#include "extract/language.h"

#include <algorithm>
#include <array>
#include <cstdio>  // CLD2's header uses FILE without it

// after <cstdio>
#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include "base/text.h"

namespace winnow::extract {

namespace {

constexpr std::size_t enough_bytes = 4096;         ///< more text does not make the detector surer
constexpr std::size_t clear_letters = 60;          ///< fewer letters hardly ever overrule what the page declares
constexpr std::size_t clear_foreign_letters = 40;  ///< the same for another script than Latin, which leaves less doubt
constexpr std::size_t script_letters = 12;  ///< enough to see that no word of the declared language is written so
constexpr int clear_percent = 65;           ///< the rest may be quotes
constexpr std::size_t short_letters = 120;  ///< fewer must be all in one language
constexpr int short_percent = 90;

struct Slip {
    std::string_view wrong;
    std::string_view right;
};
// Old ISO codes, and country codes in the place of languages.
constexpr std::array slips = {
    Slip{"iw", "he"},  Slip{"in", "id"},  Slip{"ji", "yi"},  Slip{"ua", "uk"},  Slip{"cz", "cs"},  Slip{"gr", "el"},
    Slip{"dk", "da"},  Slip{"jp", "ja"},  Slip{"kr", "ko"},  Slip{"cn", "zh"},  Slip{"gb", "en"},  Slip{"us", "en"},
    Slip{"aze", "az"}, Slip{"rus", "ru"}, Slip{"eng", "en"}, Slip{"deu", "de"}, Slip{"ger", "de"}, Slip{"tur", "tr"},
    Slip{"fra", "fr"}, Slip{"fre", "fr"}, Slip{"ara", "ar"},
};

/// Languages that a detector takes for one another; which one it is, the page knows better.
constexpr std::array<std::string_view, 8> close_relatives = {
    "no nb nn da", "sr hr bs sh me", "id ms", "cs sk", "es gl ca", "fa prs tg", "zh zh-hant", "hi mr ne",
};

/// Languages that are written in Latin letters only, and those that never are. The others have two scripts, or had.
constexpr std::string_view latin_only =
    "en de fr es it pt nl pl ro tr cs sk sl hr hu fi et lv lt sv da no nb nn is ga cy mt sq eu ca gl id ms vi sw af";
constexpr std::string_view never_latin =
    "ru uk be bg mk ka hy ar fa ur he ps am el hi mr ne bn ta te kn ml gu pa si th lo my km ja ko zh";
/// Written in letters that no other language has.
constexpr std::string_view own_script = "ka hy el ko th km lo my ta te kn ml";

bool is_among(std::string_view language, std::string_view list) {
    const auto words = split(list, ' ');
    return std::find(words.begin(), words.end(), language) != words.end();
}

bool are_close(std::string_view a, std::string_view b) {
    for (const auto group : close_relatives) {
        if (is_among(a, group) && is_among(b, group)) return true;
    }
    return false;
}

struct LetterCounts {
    std::size_t letters = 0;
    std::size_t not_latin = 0;
    std::size_t cyrillic = 0;
    std::size_t azeri_only = 0;    ///< ҝ ҹ: no other Cyrillic alphabet in news has them
    std::size_t azeri_shared = 0;  ///< ә ј ғ ө ү
    std::size_t not_azeri = 0;     ///< қ ң ҳ ў щ ц я ю э: Kazakh, Uzbek, Russian
};

LetterCounts count_letters(std::string_view text) {
    LetterCounts counts;
    for (std::size_t at = 0; at < text.size();) {
        const auto c = next_code_point(text, at);
        if (!is_letter(c)) continue;
        ++counts.letters;
        if (c >= 0x370 && !(c >= 0x1E00 && c < 0x1F00)) ++counts.not_latin;
        if (c < 0x400 || c > 0x52F) continue;
        ++counts.cyrillic;
        switch (c) {
            case U'ҝ':
            case U'Ҝ':
            case U'ҹ':
            case U'Ҹ':
                ++counts.azeri_only;
                break;
            case U'ә':
            case U'Ә':
            case U'ј':
            case U'Ј':
            case U'ғ':
            case U'Ғ':
            case U'ө':
            case U'Ө':
            case U'ү':
            case U'Ү':
                ++counts.azeri_shared;
                break;
            case U'қ':
            case U'ң':
            case U'ҳ':
            case U'ў':
            case U'щ':
            case U'ц':
            case U'я':
            case U'ю':
            case U'э':
                ++counts.not_azeri;
                break;
            default:
                break;
        }
    }
    return counts;
}

/// True if hardly a letter of the text can be of the declared language.
bool is_other_script(std::string_view declared, std::string_view detected, const LetterCounts& counts) {
    if (counts.letters < script_letters) return false;
    if (counts.not_latin * 10 >= counts.letters * 9)
        return is_among(declared, latin_only) || is_among(detected, own_script);
    return counts.not_latin * 10 <= counts.letters && is_among(declared, never_latin);
}

}  // namespace

std::string primary_language(std::string_view tag) {
    tag = trim(tag);
    auto primary = ascii_lower(tag.substr(0, tag.find_first_of("-_.;, ")));
    const bool sane = (primary.size() == 2 || primary.size() == 3) &&
                      std::all_of(primary.begin(), primary.end(), is_ascii_alpha) && primary != "und" &&
                      primary != "mul" && primary != "zxx" && primary != "xx";
    if (!sane) return {};
    for (const auto& slip : slips)
        if (slip.wrong == primary) return std::string(slip.right);
    return primary;
}

std::string declared_language(const html::Document& document, const Structured& structured) {
    const auto html = document.html();
    for (const auto tag : {html.attr("lang"), html.attr("xml:lang"), document.body().attr("lang")})
        if (auto language = primary_language(tag); !language.empty()) return language;
    for (const auto* key :
         {"og:locale", "content-language", "language", "inlanguage", "dc.language", "dcterms.language"})
        if (auto language = primary_language(structured.first_meta(key)); !language.empty()) return language;
    for (const auto& tag : structured.article_values("inLanguage"))
        if (auto language = primary_language(tag); !language.empty()) return language;
    return {};
}

DetectedLanguage detect_language(std::string_view text, std::string_view hint) {
    text = clip_utf8(text, enough_bytes);
    DetectedLanguage detected;
    if (text.empty() || !is_valid_utf8(text)) return detected;
    const auto counts = count_letters(text);
    // The detector does not know Azerbaijani in Cyrillic, as archives before 2002 have it.
    if (counts.cyrillic * 2 > counts.letters && counts.azeri_only >= 1 && counts.azeri_shared * 20 > counts.cyrillic &&
        counts.not_azeri * 50 < counts.cyrillic) {
        detected.language = "az";
        detected.clear = counts.letters >= clear_foreign_letters;
        return detected;
    }
    const std::string hint_tag(hint);
    CLD2::CLDHints hints = {nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
    if (!hint_tag.empty()) hints.content_language_hint = hint_tag.c_str();
    CLD2::Language languages[3] = {};
    int percents[3] = {};
    double scores[3] = {};
    int text_bytes = 0;
    bool reliable = false;
    CLD2::ExtDetectLanguageSummary(text.data(), static_cast<int>(text.size()), true, &hints, 0, languages, percents,
                                   scores, nullptr, &text_bytes, &reliable);
    const std::string_view code = CLD2::LanguageCode(languages[0]);
    detected.language = primary_language(code);
    if (detected.language == "un") detected.language.clear();
    const auto enough = counts.not_latin * 4 > counts.letters * 3 ? clear_foreign_letters : clear_letters;
    const auto percent = counts.letters < short_letters ? short_percent : clear_percent;
    detected.clear = !detected.language.empty() && reliable && percents[0] >= percent && counts.letters >= enough;
    if (!reliable && counts.letters < short_letters && percents[0] < 50) detected.language.clear();
    return detected;
}

std::string settle_language(std::string_view declared, std::string_view text) {
    const auto detected = detect_language(text);
    if (declared.empty()) return detected.language;
    if (detected.clear && detected.language != declared && !are_close(detected.language, declared))
        return detected.language;
    const auto counts = count_letters(clip_utf8(text, enough_bytes));
    if (!detected.language.empty() && is_other_script(declared, detected.language, counts)) return detected.language;
    return std::string(declared);
}

}  // namespace winnow::extract
