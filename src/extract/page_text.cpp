#include "extract/page_text.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "base/text.h"
#include "extract/body_line.h"
#include "extract/body_words.h"
#include "extract/numbers.h"
#include "extract/page_class_topics.h"
#include "extract/page_class_words.h"

namespace winnow::extract {

namespace {

/// "10:30", "7:05"
bool is_clock(std::string_view text, std::size_t at) {
    if (!is_digit_at(text, at) || (at > 0 && is_ascii_digit(text[at - 1]))) return false;
    std::size_t end = at + 1;
    if (is_digit_at(text, end)) ++end;
    if (end >= text.size() || text[end] != ':') return false;
    return is_digit_at(text, end + 1) && is_digit_at(text, end + 2) && !is_digit_at(text, end + 3);
}

/// Each three letters and digits in a row, without order and repeats.
std::vector<std::uint64_t> triples_of(std::string_view line) {
    constexpr int bits = 21;  // of a code point
    std::vector<std::uint64_t> triples;
    const auto key = text_key(line);
    std::uint64_t last = 0;
    std::size_t letters = 0;
    for (std::size_t at = 0; at < key.size();) {
        last = ((last << bits) | next_code_point(key, at)) & ((std::uint64_t{1} << (3 * bits)) - 1);
        if (++letters >= 3) triples.push_back(last);
    }
    std::sort(triples.begin(), triples.end());
    triples.erase(std::unique(triples.begin(), triples.end()), triples.end());
    return triples;
}

}  // namespace

bool is_digit_at(std::string_view text, std::size_t at) {
    return at < text.size() && is_ascii_digit(text[at]);
}

void read_marks(const Block& block, TextMarks& m) {
    ++m.lines;
    const std::string_view text = block.text;
    m.letters += block.letters;
    std::size_t number = 0;  // digits of a run that blanks and hyphens may break: a telephone's
    bool in_word = false;
    char32_t last = 0, before = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto begin = at;
        const auto c = next_code_point(text, at);
        const bool digit = c >= '0' && c <= '9';
        if (digit) {
            ++m.digits;
            if (++number == 9) ++m.phones;
            if (is_clock(text, begin)) ++m.clocks;
        } else if (c != ' ' && c != '-' && c != '(' && c != ')' && c != '/') {
            number = 0;
        }
        const bool letter = c < 0x80 ? is_ascii_alpha(static_cast<char>(c)) : is_letter(c);
        if (letter && !in_word) {
            ++m.words;
            m.capitals += fold_fast(c) != c ? 1 : 0;
        }
        in_word = letter || digit || c == '\'' || c == 0x2019;
        if (c == ',' || c == 0x60C || c == 0x3001 || c == 0xFF0C)
            ++m.commas;
        else if (c == '"' || c == 0xAB || c == 0x201C || c == 0x201E)
            ++m.quotes;
        else if (c == '$' || c == 0x20AC || c == 0xA3 || c == 0x20BD || c == 0x20BA || c == 0x20BC || c == 0x20B4)
            ++m.money;
        else if (c == '@')
            ++m.mails;
        if ((c == 0x2014 || c == 0x2013 || c == '-') && begin == 0) ++m.quotes;  // speech
        if (c == '?' || c == 0x61F || c == 0xFF1F) ++m.questions;
        if (c == '!' || c == 0xFF01) ++m.exclamations;
        if (is_stop(c) && !is_stop(last)) ++m.sentences;
        if (c != ' ') before = last, last = c;
    }
    for (const auto* start : {"http", "www."})
        if (text.find(start) != std::string_view::npos) {
            ++m.addresses;
            break;
        }
    const bool closed = is_stop(last) || ((last == '"' || last == 0xBB || last == 0x201D || last == ')') &&
                                          (is_stop(before) || last != ')'));
    if (block.kind == BlockKind::paragraph || block.kind == BlockKind::quote) {
        m.open_ends += closed || last == ':' ? 0 : 1;
        m.colon_ends += last == ':' ? 1 : 0;
    }
    m.digit_starts += is_digit_at(text, 0) ? 1 : 0;
}

std::size_t count_words(std::string_view text) {
    std::size_t words = 0, unspaced = 0;
    bool in_word = false;
    for (std::size_t at = 0; at < text.size();) {
        const auto c = next_code_point(text, at);
        if (is_unspaced(c)) {
            ++unspaced;
            in_word = false;
        } else if (c == ' ') {
            in_word = false;
        } else if (!in_word) {
            ++words;
            in_word = true;
        }
    }
    return words + (unspaced + 1) / 2;
}

bool says_year(std::string_view text) {
    for (std::size_t at = 0; at + 4 <= text.size(); ++at)
        if ((text.substr(at).starts_with("20") || text.substr(at).starts_with("19")) && is_digit_at(text, at + 2) &&
            is_digit_at(text, at + 3) && !is_digit_at(text, at + 4) && (at == 0 || !is_ascii_digit(text[at - 1])))
            return true;
    return false;
}

float words_shared(std::string_view text, std::string_view folded) {
    constexpr std::size_t shortest = 4, stem = 5;  // letters
    std::size_t words = 0, shared = 0;
    const auto own = fold_sign(text);
    for (auto word : split(own, ' ')) {
        const auto letters = length_utf8(word);
        if (letters < shortest) continue;
        ++words;
        std::size_t end = 0;
        for (std::size_t k = 0; k < std::min(letters, stem); ++k) next_code_point(word, end);
        shared += folded.find(word.substr(0, end)) != std::string_view::npos ? 1 : 0;
    }
    return words == 0 ? -1.0f : ratio(shared, words);
}

Likeness::Likeness(std::string_view line) : triples_(triples_of(line)) {}

float Likeness::to(std::string_view other) const {
    constexpr std::size_t fewest = 4;
    if (triples_.size() < fewest) return 0;
    const auto others = triples_of(other);
    const auto& shorter = others.size() < triples_.size() ? others : triples_;
    const auto& longer = others.size() < triples_.size() ? triples_ : others;
    if (shorter.size() < fewest) return 0;
    const auto shared = std::count_if(shorter.begin(), shorter.end(), [&](auto triple) {
        return std::binary_search(longer.begin(), longer.end(), triple);
    });
    return ratio(static_cast<std::size_t>(shared), shorter.size());
}

bool says_moment(const Block& block) {
    constexpr std::uint32_t longest = 40;  // letters
    for (std::size_t at = 0; at < block.text.size(); ++at)
        if (is_clock(block.text, at)) return true;
    static const StemSet words(
        " ago | today| yesterday| just now | vor | heute| gestern| il y a | aujourd| hier | hace | hoy | ayer | fa | "
        "oggi| ieri | há | hoje | ontem | geleden | vandaag| gisteren| temu | dzisiaj| dziś | wczoraj| sedan | idag | "
        "igår | før | siden | i dag | před | dnes | včera | πριν | σήμερα| χθες| назад | сегодня| вчера| тому | "
        "сьогодні| "
        "вчора| əvvəl | bu gün| dünən| önce | bugün| dün | oldin | bugun| kecha| бүгін| кеше | бұрын | წინ | დღეს| "
        "გუშინ| "
        "առաջ | այսօր| երեկ|منذ|اليوم|أمس| پیش | امروز|دیروز");
    return block.letters <= longest && !words.in(" " + fold_sign(block.text) + " ").empty();
}

}  // namespace winnow::extract
