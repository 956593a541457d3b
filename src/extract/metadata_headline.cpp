#include "extract/metadata_headline.h"

#include <algorithm>

#include "base/text.h"
#include "extract/date.h"
#include "extract/date_words.h"
#include "extract/extract.h"
#include "extract/metadata_author.h"
#include "extract/metadata_title.h"
#include "extract/page_text.h"

namespace winnow::extract {

namespace {

constexpr std::size_t lines_above = 4;                                       // of the text
constexpr unsigned shortest = 12, longest = 150, a_text = 60, little = 200;  // letters

/// A headline that does not begin with a letter: "“We stay”, says ...", "【...】...".
constexpr std::string_view openings[] = {"\"", "'", "“", "„", "«", "‘", "¿", "¡", "「", "『", "【", "《", "["};

/// Other places know it, a link to the front page has it, or it stands in the page's foot, too.
bool is_name_of_site(const PageScan& page, const std::vector<Block>& blocks, const std::vector<std::uint32_t>& kept,
                     std::string_view key, const std::vector<std::string>& site_keys) {
    const bool known = std::any_of(site_keys.begin(), site_keys.end(), [&](const std::string& name) {
        return name.size() >= 4 && (name.starts_with(key) || (key.starts_with(name) && key.size() < 2 * name.size()));
    });
    if (known) return true;
    const auto& document = page.document();
    const auto nodes = document.nodes();
    for (html::NodeId id = 0; id < nodes.size(); ++id)
        if (nodes[id].tag == html::Tag::a && is_home_address(html::Element(document, id).attr("href")) &&
            text_key(line_of(document, id, 2 * key.size() + 40)) == key)
            return true;
    if (kept.empty()) return false;
    const auto says_it = [&](const Block& block) {
        return block.links == 0 && block.text.size() < 2 * key.size() + 40 && text_key(block.text) == key;
    };
    const auto first = blocks.begin() + kept.front();
    if (std::any_of(first - std::min<std::ptrdiff_t>(kept.front(), lines_above), first, says_it)) return false;
    return std::any_of(blocks.begin() + kept.back() + 1, blocks.end(), says_it);
}

/// A day or a time of day, with hardly anything beside it.
bool is_when(const Block& block) {
    constexpr unsigned most = 60;  // letters
    return block.letters > 0 && block.letters <= most && block.links == 0 &&
           (says_moment(block) || says_year(block.text) || !find_dates(block.text, {}).empty());
}

/// "Tuesday, 19 February": a number and words of which most are a weekday's or a month's.
bool is_day_without_year(std::string_view line) {
    std::size_t words = 0, of_days = 0, numbers = 0;
    const auto folded = fold_letters(line);
    for (std::size_t at = 0; at < folded.size();) {
        const auto from = at;
        auto c = next_code_point(folded, at);
        if (is_ascii_digit(folded[from])) {
            while (at < folded.size() && is_ascii_digit(folded[at])) ++at;
            ++numbers;
        } else if (is_letter(c)) {
            auto end = at;
            while (end < folded.size() && is_letter(c = next_code_point(folded, at))) end = at;
            at = end;
            const auto word = std::string_view(folded).substr(from, end - from);
            ++words;
            of_days += month_of(word, {}) != 0 || weekday_of(word) != 0 ? 1 : 0;
        }
    }
    return numbers > 0 && of_days * 2 >= words;
}

bool is_headline(const Block& block, std::string_view site_key, const KnownBoilerplate* boilerplate) {
    if (block.letters < shortest || block.letters > longest || block.links > 0 || block.caption) return false;
    if (block.kind != BlockKind::paragraph && block.kind != BlockKind::heading) return false;
    const std::string_view line = block.text;
    for (const std::string_view end : {".", ":", "…", ",", ";", "。"})
        if (line.ends_with(end)) return false;
    std::size_t second = 0;
    const bool opened =
        std::any_of(std::begin(openings), std::end(openings), [&](auto o) { return line.starts_with(o); });
    if (!is_letter(next_code_point(line, second)) && !opened) return false;
    if (line.find(". ") != line.npos && block.letters > a_text) return false;  // sentences
    if (line.find_first_of("@|") != line.npos || line.find("©") != line.npos) return false;
    if (count_words(line) < 3 || text_key(line).find(site_key) != std::string::npos) return false;
    if (boilerplate != nullptr && boilerplate->contains(block.text)) return false;
    std::size_t days = 0;  // bytes that dates take
    for (const auto& found : find_dates(line, {})) days += found.end - found.begin;
    return days * 4 < line.size() && !is_day_without_year(line) && !says_moment(block) &&
           author_names(line, false).empty();
}

}  // namespace

std::string headline_above(const PageScan& page, const std::vector<Block>& blocks,
                           const std::vector<std::uint32_t>& kept, std::string_view title,
                           const std::vector<std::string>& site_keys, const KnownBoilerplate* boilerplate) {
    const auto key = text_key(title);
    if (key.empty() || !is_name_of_site(page, blocks, kept, key, site_keys)) return {};
    const Block* best = nullptr;
    unsigned letters = 0;
    for (const auto i : kept) letters += blocks[i].letters;
    if (letters < little) {
        for (std::size_t i = 0; i < blocks.size() && best == nullptr; ++i) {
            if (!is_headline(blocks[i], key, boilerplate) || page.in_furniture(blocks[i].container)) continue;
            const bool dated = (i > 0 && is_when(blocks[i - 1])) || (i + 1 < blocks.size() && is_when(blocks[i + 1]));
            if (dated) best = &blocks[i];
        }
    }
    if (best == nullptr && !kept.empty()) {
        const std::size_t first = kept.front();
        for (auto i = first - std::min(first, lines_above); i < first; ++i)
            if (is_headline(blocks[i], key, boilerplate) && (best == nullptr || blocks[i].letters > best->letters))
                best = &blocks[i];
        if (best == nullptr && kept.size() > 1 && blocks[kept[1]].letters >= a_text &&
            blocks[kept[1]].letters > blocks[first].letters && is_headline(blocks[first], key, boilerplate))
            best = &blocks[first];
    }
    return best == nullptr ? std::string() : clean_value(best->text);
}

}  // namespace winnow::extract
