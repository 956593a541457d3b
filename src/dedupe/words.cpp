#include "dedupe/words.h"

#include <utf8proc.h>
#include <xxhash.h>

#include <algorithm>
#include <string>

#include "base/text.h"
#include "extract/structured.h"

namespace winnow::dedupe {

namespace {

bool is_mark(char32_t c) {
    if (c < 0x300) return false;
    const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
    return category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME;
}

bool is_apostrophe(char32_t c) {
    return c == '\'' || c == '`' || c == 0x2018 || c == 0x2019 || (c >= 0x2BB && c <= 0x2BD) || c == 0x55A;
}

/// Between two digits these belong to the number.
bool is_number_mark(char32_t c) {
    return c == '.' || c == ',' || c == ':';
}

/// After these a capital letter is only the beginning of a sentence.
bool ends_sentence(char32_t c) {
    return c == '.' || c == '!' || c == '?' || c == ':' || c == 0x2026 || c == 0x589 || c == 0x61F || c == 0x6D4 ||
           c == 0x3002 || c == 0xFF01 || c == 0xFF1F;
}

class Reader {
public:
    explicit Reader(Words& words) : words_(words), title_(words.hashes.empty()) {}

    void read(std::string_view text) {
        while (!text.empty()) {
            const auto end = text.find('\n');
            read_line(text.substr(0, end));
            if (end == text.npos) break;
            text.remove_prefix(end + 1);
        }
    }

private:
    void read_line(std::string_view line) {
        // Some papers escape twice, and what stands in the text is "&quot;".
        const bool escaped = line.find('&') != line.npos && line.find(';') != line.npos;
        const auto clean = escaped ? clean_line(extract::decode_entities(line)) : clean_line(line);
        next_marks_ = sentence_mark | line_mark;
        const auto before = words_.hashes.size();
        read_clean(clean);
        if (words_.hashes.size() > before) title_ = false;
    }

    void read_clean(std::string_view text) {
        for (std::size_t at = 0; at < text.size();) {
            const auto c = next_code_point(text, at);
            if (is_digit(c) && (word_.empty() || is_number_)) {
                if (word_.empty()) is_number_ = true;
                append_utf8(word_, c);
            } else if (is_unspaced(c) && (is_letter(c) || is_mark(c))) {
                end_word();
                put_pair(c);
            } else if (is_word_part(c)) {
                if (word_.empty()) is_capital_ = is_upper(c);
                is_number_ = false;
                before_ = 0;
                append_utf8(word_, c);
            } else if (!belongs_inside(c, text, at)) {
                end_word();
                before_ = 0;
                if (ends_sentence(c)) next_marks_ |= sentence_mark;
            }
        }
        end_word();
        before_ = 0;
    }

    bool is_word_part(char32_t c) const {
        if (is_apostrophe(c)) return false;  // of which two are letters to Unicode
        return is_letter(c) || is_digit(c) || (is_mark(c) && !word_.empty());
    }

    bool belongs_inside(char32_t c, std::string_view text, std::size_t next) const {
        if (word_.empty() || next >= text.size()) return false;
        auto after = next;
        const auto follower = next_code_point(text, after);
        if (is_number_) return is_number_mark(c) && is_digit(follower);
        return is_apostrophe(c) && is_letter(follower);
    }

    void end_word() {
        if (word_.empty()) return;
        fold_word();
        std::uint8_t marks = 0;
        if (is_number_) marks |= number_mark;
        if (is_capital_) marks |= capital_mark;
        put(XXH3_64bits(word_.data(), word_.size()), marks);
        if (words_.topics.size() < Words::most_topics) note_topic();
        word_.clear();
        is_number_ = is_capital_ = false;
    }

    void fold_word() {
        if (is_number_) return;
        word_ = fold_case(word_);
        for (auto at = word_.find("\u0451"); at != word_.npos; at = word_.find("\u0451", at))
            word_.replace(at, 2, "\u0435");  // ё, which papers write as е
    }

    void note_topic() {
        constexpr std::size_t stem_letters = 5;
        std::size_t letters = 0;
        std::size_t at = 0;
        for (; letters < stem_letters && at < word_.size(); ++letters) next_code_point(word_, at);
        if (letters == stem_letters || is_number_) add_topic(XXH3_64bits(word_.data(), at));
    }

    void add_topic(std::uint64_t topic) {
        auto& topics = words_.topics;
        if (std::find(topics.begin(), topics.end(), topic) == topics.end()) topics.push_back(topic);
    }

    void put_pair(char32_t c) {
        const char32_t pair[] = {before_, c};
        const auto hash = XXH3_64bits(pair, sizeof pair);
        put(hash, 0);
        // One pair in four is as much as a word.
        if (words_.topics.size() < Words::most_topics && hash % 4 == 0) add_topic(hash);
        before_ = c;
    }

    void put(std::uint64_t hash, std::uint8_t marks) {
        marks |= next_marks_;
        if (title_) marks |= title_mark;
        words_.hashes.push_back(hash);
        words_.marks.push_back(marks);
        next_marks_ = 0;
    }

    Words& words_;
    bool title_;
    std::string word_;
    bool is_number_ = false;
    bool is_capital_ = false;
    std::uint8_t next_marks_ = 0;
    char32_t before_ = 0;  // of a script without blanks
};

/// Which words are names or numbers.
std::vector<bool> find_facts(const Words& words) {
    const auto& marks = words.marks;
    const auto size = marks.size();
    std::vector<std::uint64_t> names;  // as they stand inside sentences
    for (std::size_t i = 0; i < size; ++i)
        if ((marks[i] & (capital_mark | sentence_mark)) == capital_mark) names.push_back(words.hashes[i]);
    std::sort(names.begin(), names.end());
    std::vector<bool> facts(size);
    for (std::size_t i = 0; i < size; ++i) {
        if ((marks[i] & capital_mark) == 0) {
            facts[i] = (marks[i] & number_mark) != 0;
            continue;
        }
        const bool before_name = i + 1 < size && (marks[i + 1] & (capital_mark | sentence_mark)) == capital_mark;
        facts[i] = (marks[i] & sentence_mark) == 0 || before_name ||
                   std::binary_search(names.begin(), names.end(), words.hashes[i]);
    }
    return facts;
}

std::uint64_t joined(std::uint64_t a, std::uint64_t b) {
    const std::uint64_t both[] = {a, b};
    return XXH3_64bits(both, sizeof both);
}

template <class T>
void make_set(std::vector<T>& values) {
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

}  // namespace

void read_words(std::string_view text, Words& words) {
    Reader(words).read(text);
}

Facts facts_of(const Words& words) {
    constexpr std::ptrdiff_t longest_title = 40;  // words; a longer first line is no title
    const auto is_fact = find_facts(words);
    const auto size = words.hashes.size();
    const bool titled = std::count_if(words.marks.begin(), words.marks.end(),
                                      [](auto marks) { return (marks & title_mark) != 0; }) <= longest_title;
    const auto begins_line = [&words](std::size_t i) { return (words.marks[i] & line_mark) != 0; };
    Facts facts;
    for (std::size_t i = 0; i < size;) {
        if (!is_fact[i]) {
            ++i;
            continue;
        }
        const auto first = i;
        std::uint64_t filling = 0;
        bool names = false;
        do {
            facts.words.push_back(words.hashes[i]);
            filling = joined(filling, words.hashes[i]);
            names = names || (words.marks[i] & number_mark) == 0;
            ++i;
        } while (i < size && is_fact[i] && !begins_line(i));
        const bool opens = begins_line(first);
        const bool closes = i == size || begins_line(i);
        if (opens && closes) continue;
        const auto place = joined(opens ? 1 : words.hashes[first - 1], closes ? 2 : words.hashes[i]);
        facts.slots.push_back({place, filling});
        if (titled && names && (words.marks[first] & title_mark) != 0) facts.slots.push_back({~place, filling});
    }
    make_set(facts.words);
    make_set(facts.slots);
    return facts;
}

std::vector<std::uint64_t> shingles(const std::vector<std::uint64_t>& words, std::size_t length) {
    std::vector<std::uint64_t> found;
    if (words.empty()) return found;
    const auto size = std::min(length, words.size());
    found.reserve(words.size());
    for (std::size_t i = 0; i + size <= words.size(); ++i)
        found.push_back(XXH3_64bits(&words[i], size * sizeof words[0]));
    make_set(found);
    return found;
}

}  // namespace winnow::dedupe
