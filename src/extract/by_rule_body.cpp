#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "extract/by_rule.h"

namespace winnow::extract {

using html::NodeId;
using rules::Entry;

namespace {

std::vector<std::uint32_t> lines_in_roots(const html::Document& document, const std::vector<NodeId>& roots,
                                          const std::vector<Block>& blocks) {
    std::vector<std::uint32_t> kept;
    std::size_t root = 0;
    for (std::uint32_t i = 0; i < blocks.size(); ++i) {
        while (root < roots.size() && document.node(roots[root]).end <= blocks[i].first) ++root;
        if (root == roots.size()) break;
        if (blocks[i].first >= roots[root] && !blocks[i].caption) kept.push_back(i);
    }
    return kept;
}

constexpr std::uint32_t least_letters = 40;  ///< of a body between two lines: a short sentence

std::vector<std::uint32_t> lines_between(const Entry& entry, const std::vector<Block>& blocks, std::string_view title) {
    const auto found = [&](std::size_t i, const RE2& pattern) { return RE2::PartialMatch(blocks[i].text, pattern); };
    std::size_t first = blocks.size(), last = 0;
    if (entry.pattern) {
        for (first = 0; first < blocks.size() && !found(first, *entry.pattern);) ++first;
        for (last = first + 1; last < blocks.size() && !found(last, *entry.before);) ++last;
    } else {
        // The headline stands in tickers and menus, too: the last one before the end counts.
        const auto wanted = text_key(title);
        bool after_title = false;
        for (last = 0; last < blocks.size(); ++last) {
            if (!wanted.empty() && text_key(blocks[last].text) == wanted) first = last, after_title = true;
            if (after_title && found(last, *entry.before)) break;
        }
    }
    std::vector<std::uint32_t> kept;
    if (last >= blocks.size()) return kept;
    std::uint32_t letters = 0;
    for (auto i = first + 1; i < last; ++i) {
        const bool links = blocks[i].links > 0 && blocks[i].link_letters * 10 >= blocks[i].letters * 8;
        if (blocks[i].caption || links) continue;
        kept.push_back(static_cast<std::uint32_t>(i));
        letters += blocks[i].letters;
    }
    // A share bar between a closing line and a counter: `after` has found another line than it was meant for.
    if (letters < least_letters) kept.clear();
    return kept;
}

}  // namespace

RuleBody body_by_rule(const html::Document& document, const rules::SiteRules& rules, const RuleReading& reading,
                      const std::vector<Block>& blocks, std::string_view title) {
    for (std::size_t i = 0; i < rules.body.size(); ++i) {
        const auto& entry = rules.body[i];
        RuleBody body;
        if (entry.kind == Entry::Kind::between)
            body.kept = lines_between(entry, blocks, title);
        else if (i == reading.body_entry)
            body.kept = lines_in_roots(document, reading.body_roots, blocks);
        if (body.kept.empty()) continue;
        body.origin = fmt::format("rule:body[{}] {}", i, entry.written);
        return body;
    }
    return {};
}

bool is_removed(const rules::SiteRules& rules, std::string_view paragraph) {
    return std::any_of(rules.remove.begin(), rules.remove.end(), [&](const rules::Removal& removal) {
        return removal.pattern && RE2::PartialMatch(paragraph, *removal.pattern);
    });
}

void apply_text_removals(const rules::SiteRules& rules, const std::vector<Block>& blocks,
                         std::vector<std::uint32_t>& kept, std::vector<BlockVerdict>& verdicts) {
    using Kind = rules::Removal::Kind;
    std::vector<std::string_view> fate(kept.size());
    for (const auto& removal : rules.remove) {
        if (!removal.pattern) continue;
        for (std::size_t i = 0; i < kept.size(); ++i) {
            if (!RE2::PartialMatch(blocks[kept[i]].text, *removal.pattern)) continue;
            if (removal.kind == Kind::text) {
                fate[i] = "removed by a text: rule";
            } else if (removal.kind == Kind::before) {
                std::fill(fate.begin(), fate.begin() + static_cast<std::ptrdiff_t>(i) + 1, "removed by a before: rule");
                break;
            } else {
                std::fill(fate.begin() + static_cast<std::ptrdiff_t>(i), fate.end(), "removed by an after: rule");
                break;
            }
        }
    }
    std::vector<std::uint32_t> left;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        if (fate[i].empty())
            left.push_back(kept[i]);
        else if (kept[i] < verdicts.size())
            verdicts[kept[i]] = {false, -1.0f, fate[i]};
    }
    kept = std::move(left);
}

}  // namespace winnow::extract
