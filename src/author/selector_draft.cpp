#include "author/selector_draft.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace winnow::author {

namespace {

constexpr std::size_t max_drafts = 40;
constexpr int ancestors_looked_at = 5;

/// Attributes that say what an element is, in the words of schema.org, of accessibility and of the site's own testers.
constexpr std::array<std::string_view, 7> telling_attributes{"itemprop", "data-testid", "data-test",     "data-qa",
                                                             "data-gtm", "role",        "data-component"};

bool is_telling_value(std::string_view value) {
    static const RE2 word(R"([A-Za-z][A-Za-z_-]{2,39})");
    return RE2::FullMatch({value.data(), value.size()}, word);
}

/// The written part of a CSS module's class: "Article_body__" of "Article_body__x3K9p"; empty for others.
std::string_view module_prefix(std::string_view name) {
    static const RE2 module(R"(([A-Za-z][A-Za-z-]*_[A-Za-z-]+__)[A-Za-z0-9_-]{4,8})");
    re2::StringPiece prefix;
    if (!RE2::FullMatch({name.data(), name.size()}, module, &prefix)) return {};
    return name.substr(0, prefix.size());
}

bool is_semantic(html::Tag tag) {
    return tag == html::Tag::h1 || tag == html::Tag::article || tag == html::Tag::main || tag == html::Tag::time;
}

/// What an element can be called without looking around it.
std::vector<SelectorDraft> own_names(html::Element element) {
    std::vector<SelectorDraft> out;
    const std::string tag(element.tag_name());
    for (const auto attribute : telling_attributes) {
        const auto value = element.attr(attribute);
        if (is_telling_value(value))
            out.push_back({fmt::format("{}[{}=\"{}\"]", tag, attribute, value), attribute == "itemprop" ? 0 : 2});
    }
    if (const auto id = element.attr("id"); is_stable_name(id) && !is_layout_name(id))
        out.push_back({fmt::format("#{}", id), 1});
    std::vector<std::string> stable;
    for (const auto atom : element.document().classes(element.id())) {
        const std::string name(element.document().name(atom));
        if (const auto prefix = module_prefix(name); !prefix.empty()) {
            out.push_back({fmt::format("{}[class*=\"{}\"]", tag, prefix), 2});
        } else if (is_stable_name(name)) {
            stable.push_back(name);
            out.push_back({fmt::format("{}.{}", tag, name), is_layout_name(name) ? 5 : 1});
        }
    }
    if (stable.size() >= 2) out.push_back({fmt::format("{}.{}.{}", tag, stable[0], stable[1]), 3});
    if (is_semantic(element.tag())) out.push_back({tag, 3});
    return out;
}

}  // namespace

bool names_its_element(std::string_view css) {
    const auto last = css.substr(css.rfind(' ') == std::string_view::npos ? 0 : css.rfind(' ') + 1);
    if (last.find_first_of(".#[") != std::string_view::npos) return true;
    constexpr std::array<std::string_view, 10> telling{"h1",    "h2",  "time",   "article", "main",
                                                       "aside", "nav", "footer", "figure",  "p"};
    // "p" tells nothing of itself, but in a named element it is what a text is made of.
    return std::find(telling.begin(), telling.end(), last) != telling.end() &&
           (last != "p" || last.size() != css.size());
}

bool is_stable_name(std::string_view name) {
    static const RE2 plain(R"([A-Za-z][A-Za-z0-9_-]{1,39})");
    if (!RE2::FullMatch({name.data(), name.size()}, plain)) return false;
    const auto digits = std::count_if(name.begin(), name.end(), is_ascii_digit);
    if (digits > 2) return false;
    // Hashes: a piece in which letters and digits, or capitals and small letters, change places again and again.
    int changes = 0;
    for (std::size_t i = 1; i < name.size(); ++i) {
        const bool letters = is_ascii_alpha(name[i]) && is_ascii_alpha(name[i - 1]);
        const bool lower_then_upper = letters && name[i - 1] >= 'a' && name[i] <= 'Z';
        const bool digit_then_letter = is_ascii_digit(name[i - 1]) && is_ascii_alpha(name[i]);
        changes += lower_then_upper || digit_then_letter ? 1 : 0;
    }
    if (digits > 0 && changes > 0 && name.size() >= 6) return false;
    static const RE2 generated(R"((?i)^(?:css|sc|jsx?|emotion|styled|svelte|ng|_ng|data-v|astro|r)-[a-z0-9]{4,}$)");
    if (RE2::PartialMatch({name.data(), name.size()}, generated)) return false;
    const auto vowels = std::count_if(name.begin(), name.end(), [](char c) {
        return std::string_view("aeiouyAEIOUY").find(c) != std::string_view::npos;
    });
    return vowels > 0 || name.size() <= 4;
}

bool is_layout_name(std::string_view name) {
    static const RE2 layout(
        R"((?i)(?:(?:col|row|grid|flex|order|offset|span|container|wrap|wrapper|clearfix|cf|inner|outer|left|right|center|main|)"
        R"(page|site|block|box|item|active|show|open|hidden|visible|first|last|odd|even|fade|animated|sticky|fixed|)"
        R"(content|text|group|section|column|cell|large|small|medium|full)(?:[-_]?(?:xs|sm|md|lg|xl|fluid|\d+))*|)"
        R"([mp][trblxyse]?-?\d+|(?:text|bg|font|w|h|d|max|min|gap|space|justify|items|align|float|pull|shadow|border|rounded)-.*))");
    return RE2::FullMatch({name.data(), name.size()}, layout);
}

std::vector<SelectorDraft> draft_selectors(html::Element element) {
    auto drafts = own_names(element);
    auto own = drafts;
    const std::string tag(element.tag_name());
    if (std::none_of(own.begin(), own.end(), [&](const auto& draft) { return draft.css == tag; }))
        own.push_back({tag, 4});
    int looked_at = 0;
    for (auto up = element.parent(); up.is_element() && looked_at < ancestors_looked_at && drafts.size() < max_drafts;
         up = up.parent(), ++looked_at) {
        for (const auto& around : own_names(up)) {
            if (around.rank > 3) continue;
            for (const auto& name : own)
                drafts.push_back(
                    {around.css + (looked_at == 0 ? " > " : " ") + name.css, std::min(9, name.rank + around.rank + 2)});
        }
    }
    std::vector<SelectorDraft> unique;
    for (auto& draft : drafts)
        if (std::none_of(unique.begin(), unique.end(), [&](const auto& seen) { return seen.css == draft.css; }))
            unique.push_back(std::move(draft));
    std::stable_sort(unique.begin(), unique.end(), [](const auto& a, const auto& b) { return a.rank < b.rank; });
    if (unique.size() > max_drafts) unique.resize(max_drafts);
    return unique;
}

}  // namespace winnow::author
