#include "dedupe/words.h"

#include <utf8proc.h>
#include <xxhash.h>

#include <algorithm>
#include <string>

#include "base/text.h"

namespace winnow::dedupe {

namespace {

/// Scripts that write no blanks between words: Thai, Lao, Myanmar, Khmer, kana, Han.
bool is_unspaced(char32_t c) {
    return (c >= 0x0E00 && c < 0x0F00) || (c >= 0x1000 && c < 0x10A0) || (c >= 0x1780 && c < 0x1800) ||
           (c >= 0x3040 && c < 0x3100) || (c >= 0x31F0 && c < 0x3200) || (c >= 0x3400 && c < 0xA000) ||
           (c >= 0xF900 && c < 0xFB00) || (c >= 0x20000 && c < 0x32000);
}

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

class Reader {
public:
    explicit Reader(Words& words) : words_(words) {}

    void read(std::string_view text) {
        for (std::size_t at = 0; at < text.size();) {
            const auto c = next_code_point(text, at);
            if (is_digit(c) && (word_.empty() || is_number_)) {
                if (word_.empty()) is_number_ = true;
                append_utf8(word_, c);
            } else if (is_unspaced(c) && (is_letter(c) || is_mark(c))) {
                end_word();
                put_pair(c);
            } else if (is_word_part(c)) {
                is_number_ = false;
                before_ = 0;
                append_utf8(word_, c == 0x451 ? 0x435 : c);  // ё, which papers write as е
            } else if (!belongs_inside(c, text, at)) {
                end_word();
                before_ = 0;
            }
        }
        end_word();
        before_ = 0;
    }

private:
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
        const auto hash = XXH3_64bits(word_.data(), word_.size());
        words_.hashes.push_back(hash);
        if (is_number_) words_.numbers |= std::uint64_t{1} << (hash & 63);
        word_.clear();
        is_number_ = false;
    }

    void put_pair(char32_t c) {
        const char32_t pair[] = {before_, c};
        words_.hashes.push_back(XXH3_64bits(pair, sizeof pair));
        before_ = c;
    }

    Words& words_;
    std::string word_;
    bool is_number_ = false;
    char32_t before_ = 0;  // of a script without blanks
};

}  // namespace

void read_words(std::string_view text, Words& words) {
    Reader(words).read(fold_case(clean_line(text)));
}

std::vector<std::uint64_t> shingles(const std::vector<std::uint64_t>& words, std::size_t length) {
    std::vector<std::uint64_t> found;
    if (words.empty()) return found;
    const auto size = std::min(length, words.size());
    found.reserve(words.size());
    for (std::size_t i = 0; i + size <= words.size(); ++i)
        found.push_back(XXH3_64bits(&words[i], size * sizeof words[0]));
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

}  // namespace winnow::dedupe
