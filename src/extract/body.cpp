#include "extract/body.h"

#include <algorithm>
#include <cmath>

#include "extract/body_features.h"
#include "extract/body_model.h"
#include "extract/body_stray.h"

namespace winnow::extract {

namespace {

using html::no_node;
using html::NodeId;

constexpr float keep_above = -0.6f;         ///< log odds; below zero, as a lost paragraph hurts more than a stray one
constexpr float second_try_above = -2.2f;   ///< for pages where the first look finds next to nothing
constexpr std::uint32_t little_text = 140;  ///< letters: less than a newsflash

float probability(float score) {
    return 1.0f / (1.0f + std::exp(-score));
}

class Line {
public:
    Line(const Block& block, const float* row) : block_(block), row_(row) {}

    std::string_view why_dropped() const {
        if (block_.caption || near(NameHint::caption, 2)) return "caption or gallery";
        if (get(Feature::link_density) > 0.6f) return "links";
        struct Sign {
            NameHint hint;
            std::string_view reason;
        };
        constexpr Sign signs[]{{NameHint::comment, "comments"},
                               {NameHint::consent, "notice or dialog"},
                               {NameHint::subscribe, "subscription"},
                               {NameHint::share, "sharing"},
                               {NameHint::related, "related"},
                               {NameHint::popular, "list of other articles"},
                               {NameHint::navigation, "navigation"},
                               {NameHint::tags, "tags"},
                               {NameHint::author, "about the author"},
                               {NameHint::advert, "advertisement"},
                               {NameHint::form, "form"},
                               {NameHint::legal, "fine print"},
                               {NameHint::footer, "footer"},
                               {NameHint::sidebar, "sidebar"}};
        for (const auto& sign : signs)
            if (near(sign.hint, 3)) return sign.reason;
        if (get(Feature::in_aside) <= 4.0f) return "aside";
        if (get(Feature::of_title) > 0.7f && get(Feature::title_share) > 0.7f) return "headline";
        if (get(Feature::in_best) < 0.5f && get(Feature::in_gain) < 0.5f)
            return get(Feature::best_place) < 0.5f ? "before the text" : "outside of the text";
        if (get(Feature::letters) < 6.0f) return "too short to be a sentence";
        return "unlike the other paragraphs";
    }

    std::string_view why_kept() const {
        if (get(Feature::body_share) > 0.8f) return "stands in articleBody";
        if (block_.kind == BlockKind::heading) return "heading between paragraphs";
        if (get(Feature::in_best) > 0.5f) return "paragraph in the best candidate";
        if (get(Feature::in_gain) > 0.5f) return "paragraph in the longest text";
        return "reads like the article";
    }

private:
    float get(Feature feature) const { return row_[static_cast<std::size_t>(feature)]; }
    bool near(NameHint hint, float steps) const {
        return row_[hint_features + static_cast<std::size_t>(hint)] <= steps;
    }
    const Block& block_;
    const float* row_;
};

std::uint32_t letters_above(const std::vector<Block>& blocks, const std::vector<float>& scores, float threshold) {
    std::uint32_t letters = 0;
    for (std::size_t i = 0; i < blocks.size(); ++i)
        if (scores[i] > threshold) letters += blocks[i].letters - blocks[i].link_letters;
    return letters;
}

/// The smallest element that holds both.
NodeId common_ancestor(const html::Document& document, NodeId a, NodeId b) {
    while (a != no_node && !(b >= a && b < document.node(a).end)) a = document.node(a).parent;
    return a;
}

/// How sure we are that the page has an article at all: how sure the model is of the lines that it kept, and whether
/// they are enough to be one. Links do not count: a list of teasers is none.
float confidence_of(const std::vector<Block>& blocks, const std::vector<float>& scores,
                    const std::vector<std::uint32_t>& kept) {
    float letters = 0.0f, sure = 0.0f;
    for (const auto i : kept) {
        const auto n = static_cast<float>(std::min(blocks[i].letters - blocks[i].link_letters, 600u));
        letters += n;
        sure += n * probability(scores[i]);
    }
    return letters > 0.0f ? sure / letters * (1.0f - std::exp(-letters / 120.0f)) : 0.0f;
}

std::string first_of(const Structured& structured, std::string_view key) {
    auto values = structured.article_values(key);
    return values.empty() ? std::string() : std::move(values.front());
}

/// The longest convincing run of lines: the sum over its lines of how sure we are, for or against.
struct Core {
    std::size_t first = 0, last = 0;
    bool found = false;
};

Core find_core(const std::vector<Block>& blocks, const std::vector<float>& scores) {
    Core core;
    float sum = 0.0f, top = 0.0f;
    std::size_t start = 0;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const auto size = static_cast<float>(std::min(blocks[i].letters, 400u)) + 2.0f;
        sum += (2.0f * probability(scores[i] + 0.3f) - 1.0f) * size;
        if (sum <= 0.0f) sum = 0.0f, start = i + 1;
        if (sum > top) top = sum, core = {start, i, true};
    }
    return core;
}

/// A line far below the end of the article, with nothing kept in between, must be better than its neighbours would
/// have to be: what stands there is the fine print, a notice, or the start of another story.
void discount_stragglers(const std::vector<Block>& blocks, std::vector<float>& scores) {
    constexpr float free_gap = 8.0f;  // dropped lines: a share bar, a related box
    constexpr float price = 0.3f;
    const auto core = find_core(blocks, scores);
    if (!core.found) return;
    std::size_t kept = 0, inside = 0;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        if (scores[i] <= keep_above) continue;
        const auto size = std::min(blocks[i].letters, 400u) + 2;
        kept += size;
        if (i >= core.first && i <= core.last) inside += size;
    }
    if (inside * 2 < kept) return;  // a ticker or a list of sections: no part of it is the core
    float gap = 0.0f;
    for (auto i = core.last + 1; i < blocks.size(); ++i) {
        const bool keep = scores[i] > keep_above;
        if (gap > free_gap) scores[i] -= price * std::log2(1.0f + gap - free_gap);
        if (!keep) gap += 1.0f;
    }
}

/// An offer, fine print or an aside amid the article says what it is by its name alone, and a page has few of them to
/// learn from. Unless they hold much of what is kept: then the name speaks of the page.
void refuse_boxes(const std::vector<Block>& blocks, const BodyFeatures& features, std::vector<float>& scores) {
    struct Box {
        std::size_t feature;
        float steps;
    };
    const auto hint = [](NameHint h) { return hint_features + static_cast<std::size_t>(h); };
    const Box boxes[]{{hint(NameHint::subscribe), 2.0f},
                      {hint(NameHint::legal), 2.0f},
                      {static_cast<std::size_t>(Feature::in_aside), 4.0f}};
    constexpr float price = 9.0f;  // more than any line is sure of
    for (const auto& box : boxes) {
        std::uint64_t kept = 0, inside = 0;
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            if (scores[i] <= keep_above) continue;
            const auto size = std::min(blocks[i].letters, 600u);
            kept += size;
            if (features.row(i)[box.feature] <= box.steps) inside += size;
        }
        if (inside == 0 || inside * 4 > kept) continue;
        for (std::size_t i = 0; i < blocks.size(); ++i)
            if (features.row(i)[box.feature] <= box.steps) scores[i] -= price;
    }
}

/// Lines that say themselves that they are none of the article. Unless they are much of what is kept. Gives the
/// reason for each line that goes.
std::vector<std::string_view> refuse_strays(const std::vector<Block>& blocks, std::vector<float>& scores) {
    constexpr float price = 9.0f;  // more than any line is sure of
    std::vector<std::string_view> reasons(blocks.size());
    std::uint64_t kept = 0, stray = 0;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        if (scores[i] <= keep_above) continue;
        reasons[i] = stray_reason(blocks[i]);
        kept += blocks[i].letters;
        if (!reasons[i].empty()) stray += blocks[i].letters;
    }
    if (stray * 4 > kept) return std::vector<std::string_view>(blocks.size());
    for (std::size_t i = 0; i < blocks.size(); ++i)
        if (!reasons[i].empty()) scores[i] -= price;
    return reasons;
}

}  // namespace

Body choose_body(const html::Document& document, const std::vector<Block>& blocks, const BodyFeatures& features,
                 std::vector<float> scores) {
    Body body;
    discount_stragglers(blocks, scores);
    refuse_boxes(blocks, features, scores);
    const auto strays = refuse_strays(blocks, scores);
    float threshold = keep_above;
    if (letters_above(blocks, scores, threshold) < little_text &&
        letters_above(blocks, scores, second_try_above) >= little_text)
        threshold = second_try_above;
    body.verdicts.resize(blocks.size());
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        auto& verdict = body.verdicts[i];
        const Line line(blocks[i], features.row(i));
        verdict.score = scores[i] - threshold;
        verdict.keep = verdict.score > 0.0f;
        verdict.reason = verdict.keep ? line.why_kept() : strays[i].empty() ? line.why_dropped() : strays[i];
        if (!verdict.keep) continue;
        body.kept.push_back(static_cast<std::uint32_t>(i));
        body.container = body.container == no_node ? blocks[i].container
                                                   : common_ancestor(document, body.container, blocks[i].container);
    }
    body.confidence = confidence_of(blocks, scores, body.kept);
    return body;
}

BodyEvidence body_evidence(const Structured& structured, std::string_view title) {
    BodyEvidence evidence;
    evidence.title = title;
    if (evidence.title.empty()) evidence.title = structured.first_meta("og:title");
    if (evidence.title.empty()) evidence.title = first_of(structured, "headline");
    evidence.description = structured.first_meta("og:description");
    if (evidence.description.empty()) evidence.description = structured.first_meta("description");
    evidence.article_body = first_of(structured, "articleBody");
    return evidence;
}

Body find_body(const html::Document& document, const std::vector<Block>& blocks, const Structured& structured,
               std::string_view title) {
    if (blocks.empty()) return {};
    const auto features = body_features(document, blocks, body_evidence(structured, title));
    return choose_body(document, blocks, features, score_lines(features.values));
}

}  // namespace winnow::extract
