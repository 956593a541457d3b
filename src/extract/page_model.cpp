#include "extract/page_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <vector>

#include "extract/forest.h"

namespace winnow::extract {

namespace {

using Node = ForestNode;
using Tree = ForestTree;

/// How a number becomes an input of the network, as a logarithm, and what its bytes of weights count.
struct Input {
    float mean, scale, factor;
};

#include "extract/page_model_table.inc"

constexpr std::size_t known_numbers = std::size(page_usual);
static_assert(std::size(page_inputs) == known_numbers && std::size(page_first) == known_numbers * page_units);
static_assert(std::size(page_first_bias) == page_units && std::size(page_last) == page_units);

float ask_forest(const PageNumbers& numbers) {
    float score = page_base;
    for (const auto& tree : page_trees) score += ask_tree(tree, page_nodes, page_leaves, numbers.data());
    return score;
}

/// One hidden layer.
float ask_network(const PageNumbers& numbers) {
    std::array<float, page_units> units;
    std::copy(std::begin(page_first_bias), std::end(page_first_bias), units.begin());
    for (std::size_t i = 0; i < std::min(numbers.size(), known_numbers); ++i) {
        const auto& input = page_inputs[i];
        const float turned = std::copysign(std::log1p(std::abs(numbers[i])), numbers[i]);
        const float x = std::clamp((turned - input.mean) * input.scale, -page_far, page_far) * input.factor;
        const auto* row = page_first + i * page_units;
        for (std::size_t u = 0; u < page_units; ++u) units[u] += x * static_cast<float>(row[u]);
    }
    float score = page_last_bias;
    for (std::size_t u = 0; u < page_units; ++u) score += std::max(units[u], 0.0f) * page_last[u];
    return score;
}

/// Doubts as people say them, for those that are told most often; the others by name and number.
std::string doubt(std::size_t number, float value) {
    struct Saying {
        std::string_view name;
        std::string_view text;
    };
    static constexpr Saying of_zero[] = {
        {"dated", "no day is shown"},
        {"date_source", "no date anywhere"},
        {"machine_date", "no date for machines"},
        {"titled", "the title is no headline"},
        {"headed", "no headline"},
        {"authors", "no author"},
        {"author_shown", "no author is shown"},
        {"lead_letters", "no description"},
        {"og_article", "og:type does not say article"},
        {"ld_article", "structured data does not say article"},
        {"kept_prose", "no paragraph"},
        {"kept_lines", "no line of text"},
        {"kept_text", "no line of text"},
        {"longest_text", "no text"},
        {"quotes", "nobody is quoted"},
        {"section", "no section"},
        {"image", "no picture"},
        {"told", "nobody says anything"},
        {"past", "nothing has happened"},
        {"menu_news", "the menus are no paper's"},
        {"address_story", "the address does not speak of a story"},
        {"opening_told", "the first lines tell of nobody's words"},
        {"opening_past", "the first lines tell of nothing past"},
    };
    static constexpr Saying of_some[] = {
        {"says_service_whole", "the title names a service page"},
        {"says_service", "the title names a service page"},
        {"og_other", "og:type says something else"},
        {"address_service", "the address is a service page's"},
        {"address_listing", "the address is a list's"},
        {"address_media", "the address is a video's or gallery's"},
        {"heading_is_link", "the headline leads elsewhere"},
        {"title_in_menu", "a menu has the title, too"},
        {"noindex", "search engines are sent away"},
        {"ellipsis_end", "the text breaks off"},
        {"app_root", "an application's root element"},
        {"document", "a document is shown"},
        {"page_shop", "the markup speaks of prices and carts"},
        {"own_shop", "the markup speaks of prices and carts"},
        {"menu_shop", "the menus are a shop's"},
        {"says_shop", "the title is a shop's"},
        {"text_shop", "the first lines are a shop's"},
        {"shop_button", "a button sells something"},
        {"address_shop", "the address is a shop's"},
        {"ld_product", "structured data says that it is for sale"},
        {"own_forum", "the markup speaks of threads and replies"},
        {"page_forum", "the markup speaks of threads and replies"},
        {"address_talk", "the address is a forum's"},
        {"own_manual", "the markup is a manual's"},
        {"page_manual", "the markup is a manual's"},
        {"address_help", "the address is a manual's"},
        {"own_landing", "the markup is an advertisement's"},
        {"page_landing", "the markup is an advertisement's"},
        {"own_place", "the markup speaks of places and appointments"},
        {"page_place", "the markup speaks of places and appointments"},
        {"address_notice", "the address is a notice's or an office's"},
        {"menu_service", "the menus are a firm's"},
        {"menu_trade", "the menus are a firm's"},
        {"own_labels", "fields to fill in"},
        {"own_entry", "fields to fill in"},
        {"first_person", "the text speaks of us"},
        {"second_person", "the text speaks to the reader"},
        {"prices", "prices below the headline"},
        {"title_price", "a price in the title"},
        {"early_facts", "facts under labels"},
        {"facts", "facts under labels"},
        {"hours", "hours from and to"},
        {"references", "a reference number"},
        {"post_heads", "posts under short lines"},
        {"dated_heads", "dated posts"},
        {"repeats", "more elements like the text's"},
        {"repeats_apart", "more elements like the text's"},
        {"quoted", "quoted lines"},
        {"clauses", "numbered sections"},
        {"steps", "numbered steps"},
        {"measures", "measures"},
        {"contacts", "telephones or mail"},
        {"maps", "a map or an entry for a calendar"},
        {"title_event", "words of an event"},
        {"label_event", "words of an event"},
        {"prose_event", "words of an event"},
        {"title_offer", "words of something for sale, to let or vacant"},
        {"label_offer", "words of something for sale, to let or vacant"},
        {"prose_offer", "words of something for sale, to let or vacant"},
        {"title_talk", "words of a thread"},
        {"label_talk", "words of a thread"},
        {"prose_talk", "words of a thread"},
        {"title_reference", "words of a law or a reference work"},
        {"label_reference", "words of a law or a reference work"},
        {"prose_reference", "words of a law or a reference work"},
        {"title_manual", "words of a manual"},
        {"label_manual", "words of a manual"},
        {"prose_manual", "words of a manual"},
        {"title_question", "the title asks"},
        {"opening_question", "the first line asks"},
        {"title_first", "the title speaks of us"},
        {"opening_first", "the first lines speak of us"},
        {"opening_second", "the first lines speak to the reader"},
        {"around_shop", "the text stands in a shop's markup"},
        {"around_forum", "the text stands in a thread's markup"},
        {"around_comment", "the text stands in a comment's markup"},
        {"around_manual", "the text stands in a manual's markup"},
        {"around_landing", "the text stands in an advertisement's markup"},
        {"around_list", "the text stands in a list's markup"},
    };
    const auto name = page_number_name(number);
    for (const auto& one : of_zero)
        if (value == 0 && one.name == name) return std::string(one.text);
    for (const auto& one : of_some)
        if (value > 0 && one.name == name) return std::string(one.text);
    std::string words(name);
    std::replace(words.begin(), words.end(), '_', ' ');
    if (name.starts_with("says_")) return fmt::format("the title {}", words);
    if (name.starts_with("text_") && value >= 1) return fmt::format("the {}", words.insert(4, " says"));
    // lengths are kept as log2(1 + n)
    if (name.ends_with("letters") || name == "kept_text" || name == "longest_text")
        return fmt::format("{} {:.0f}", words, std::exp2(value) - 1);
    return fmt::format("{} {:.3g}", words, value);
}

}  // namespace

std::size_t page_model_size() {
    return known_numbers;
}

float page_score(const PageNumbers& numbers) {
    return (ask_forest(numbers) + ask_network(numbers)) / 2;
}

std::string page_doubts(const PageNumbers& numbers) {
    constexpr std::size_t most = 4;
    constexpr float least = 0.3f;
    const float score = page_score(numbers);
    std::vector<std::pair<float, std::size_t>> gains;
    auto changed = numbers;
    for (std::size_t i = 0; i < std::min(numbers.size(), known_numbers); ++i) {
        if (numbers[i] == page_usual[i]) continue;
        changed[i] = page_usual[i];
        if (const float gain = page_score(changed) - score; gain >= least) gains.emplace_back(-gain, i);
        changed[i] = numbers[i];
    }
    std::sort(gains.begin(), gains.end());
    std::string doubts;
    for (std::size_t k = 0; k < std::min(most, gains.size()); ++k) {
        const auto i = gains[k].second;
        const auto said = doubt(i, numbers[i]);
        if (doubts.find(said) == std::string::npos) doubts += (doubts.empty() ? "" : ", ") + said;
    }
    return doubts;
}

}  // namespace winnow::extract
