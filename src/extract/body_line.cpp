#include "extract/body_line.h"

#include "base/text.h"

namespace winnow::extract {

namespace {

template <class OnWord>
void for_each_word(std::string_view text, OnWord on_word) {
    auto hash = word_seed;
    std::size_t length = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto c = next_code_point(text, at);
        if (c < 0x80 ? is_ascii_alpha(static_cast<char>(c)) || is_ascii_digit(static_cast<char>(c))
                     : !is_unicode_space(c) && !(c >= 0x2010 && c < 0x2070) && c != 0xAB && c != 0xBB && c != 0xB7) {
            hash = add_to_word(hash, fold_fast(c));
            ++length;
        } else if (length > 0) {
            on_word(hash);
            hash = word_seed;
            length = 0;
        }
    }
    if (length > 0) on_word(hash);
}

HashSet words_of(std::string_view text) {
    HashSet set(text.size() / 4 + 8);
    for_each_word(text, [&](std::uint32_t hash) { set.insert(hash); });
    return set;
}

constexpr std::uint32_t triple_of(std::uint32_t a, std::uint32_t b, std::uint32_t c) {
    return (a * 31u + b) * 0x9E3779B1u + c;
}

HashSet triples_of(std::string_view text) {
    HashSet set(text.size() / 2 + 8);
    std::uint32_t a = 0, b = 0;
    for_each_word(text, [&](std::uint32_t c) {
        set.insert(triple_of(a, b, c));
        set.insert(c);  // for lines of one or two words
        a = b, b = c;
    });
    return set;
}

void note(LineReading& r, std::uint32_t bits) {
    for (std::size_t i = 0; bits != 0; ++i, bits >>= 1)
        if ((bits & 1u) != 0 && r.phrases[i] < 200) ++r.phrases[i];
}

void punctuation(LineReading& r, char32_t c) {
    if (c == ',' || c == 0x60C || c == 0x3001 || c == 0xFF0C)
        ++r.commas;
    else if (is_stop(c))
        ++r.stops;
    else if (c == '|' || c == '>' || c == 0xBB || c == 0x203A || c == 0xB7 || c == 0x2022 || c == '/' ||
             (c >= 0x2190 && c < 0x2C00))
        ++r.pipes;
    else if (c == 0xA9)
        ++r.symbols, note(r, 1u << static_cast<unsigned>(Phrase::legal));
    else if (c == '#' || c == '@' || c == '*' || c == '+' || c == '=' || c == '_' || c == '{')
        ++r.symbols;
}

}  // namespace

bool is_quote(char32_t c) {
    return c == '"' || c == '\'' || c == 0xAB || c == 0xBB || (c >= 0x2018 && c <= 0x201F) || c == 0x203A ||
           c == 0x2039;
}
bool is_stop(char32_t c) {
    if (c < 0x80) return c == '.' || c == '!' || c == '?';
    switch (c) {
        case 0x2026:
        case 0x3002:
        case 0xFF01:
        case 0xFF1F:
        case 0x61F:   // Arabic question mark
        case 0x6D4:   // Urdu
        case 0x589:   // Armenian
        case 0x964:   // Devanagari, Bengali
        case 0x104B:  // Myanmar
        case 0x1362:  // Ethiopic
        case 0x17D4:  // Khmer
            return true;
        default:
            return false;
    }
}

LineReader::LineReader(const BodyEvidence& evidence)
    : title_(words_of(clip_utf8(evidence.title, 600))),
      description_(words_of(clip_utf8(evidence.description, 2000))),
      body_(triples_of(clip_utf8(evidence.article_body, 200'000))) {}

LineReading LineReader::read(const Block& block) const {
    LineReading r;
    std::uint32_t word = word_seed, w1 = 0, w2 = 0;
    std::size_t length = 0;
    bool upper = false;
    const auto end_word = [&] {
        ++r.words;
        r.upper_words += upper ? 1 : 0;
        r.short_words += length <= 3 ? 1 : 0;
        r.hash = r.hash * 31u + word;
        if (title_.contains(word)) ++r.in_title;
        if (description_.contains(word)) ++r.in_description;
        if (body_.size() > 0 && body_.contains(r.words > 2 ? triple_of(w1, w2, word) : word)) ++r.in_body;
        if (r.words <= 60) {  // stock phrases stand in short lines or at the head of notices
            note(r, phrase_hints(word));
            if (r.words > 1) note(r, phrase_hints(pair_of(w2, word)));
        }
        w1 = w2, w2 = word;
        word = word_seed;
        length = 0;
    };
    const std::string_view text = block.text;
    for (std::size_t at = 0; at < text.size();) {
        const auto c = next_code_point(text, at);
        if (r.first == 0) r.first = c;
        if (c != ' ') r.before_last = r.last, r.last = c;
        bool in_word;
        if (c < 0x80) {
            const char a = static_cast<char>(c);
            const bool digit = is_ascii_digit(a);
            in_word = digit || is_ascii_alpha(a);
            if (digit) ++r.digits;
            if (a >= 'A' && a <= 'Z') {
                ++r.caps;
                if (length == 0) upper = true;
            } else if (length == 0) {
                upper = false;
            }
            if (!in_word) punctuation(r, c);
        } else {
            in_word = !(c >= 0x2010 && c < 0x2070) && c != 0xAB && c != 0xBB && c != 0xB7 && c != 0xA9 &&
                      !(c >= 0x2190 && c < 0x2C00) && !(c >= 0x3000 && c < 0x3003) && c != 0xFF0C;
            if (in_word) {
                const bool capital = (c >= 0xC0 && c <= 0xDE) || (c >= 0x400 && c < 0x430) || c == 0x18F ||
                                     (c >= 0x100 && c < 0x180 && fold_fast(c) != c);
                r.caps += capital ? 1 : 0;
                if (length == 0) upper = capital;
            } else {
                punctuation(r, c);
            }
        }
        if (in_word) {
            word = add_to_word(word, fold_fast(c));
            ++length;
        } else if (length > 0) {
            end_word();
        }
    }
    if (length > 0) end_word();
    return r;
}

}  // namespace winnow::extract
