#pragma once
/// The language of an article: what the page declares, checked against what the text is.

#include <string>
#include <string_view>

#include "extract/structured.h"
#include "html/dom.h"

namespace winnow::extract {

/// The lower-case primary tag of a language tag or locale: "az-AZ", "AZ_Latn" -> "az"; frequent slips mended
/// ("ua" -> "uk", "iw" -> "he"). Empty if it is none.
std::string primary_language(std::string_view tag);

/// html[lang], og:locale, content-language, JSON-LD inLanguage, in this order; primary tag or empty.
std::string declared_language(const html::Document& document, const Structured& structured);

struct DetectedLanguage {
    std::string language;  ///< empty: cannot tell
    bool clear = false;    ///< enough text, nearly all of it in that language
};
/// By the text alone (CLD2, and letters for Azerbaijani in Cyrillic). `hint` helps with short texts.
DetectedLanguage detect_language(std::string_view text, std::string_view hint = {});

/// The declared language, unless the text clearly says another one, or is written in letters that the declared one
/// does not have; the detected one where nothing is declared.
std::string settle_language(std::string_view declared, std::string_view text);

}  // namespace winnow::extract
