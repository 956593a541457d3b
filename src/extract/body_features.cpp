#include "extract/body_features.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "extract/body_survey.h"

namespace winnow::extract {

namespace {

using html::Document;
using html::Tag;

float log_of(std::size_t n) {
    return std::log2(1.0f + static_cast<float>(n));
}

static_assert(static_cast<std::size_t>(Feature::in_em) - static_cast<std::size_t>(Feature::in_article) + 1 ==
              tag_kinds);

/// The kinds of words that are told of the whole group and of the boxes around, in the order of group_comment ...
constexpr std::array<Phrase, 7> box_phrases{Phrase::comment, Phrase::share,  Phrase::related, Phrase::subscribe,
                                            Phrase::legal,   Phrase::credit, Phrase::byline};
static_assert(static_cast<std::size_t>(Feature::grand_byline) - static_cast<std::size_t>(Feature::group_comment) + 1 ==
              3 * box_phrases.size());

/// Writes each line's row of numbers from the survey.
class Describer {
public:
    Describer(const Document& document, const std::vector<Block>& blocks, BodySurvey survey)
        : document_(document), blocks_(blocks), s_(std::move(survey)) {}

    BodyFeatures describe() {
        const auto n = blocks_.size();
        out_.values.assign(n * feature_count, 0.0f);
        for (std::size_t i = 0; i < n; ++i) {
            if (s_.is_menu_entry(i)) continue;
            row_ = out_.values.data() + i * feature_count;
            describe_line(i);
            describe_surroundings(i);
            describe_group(i);
            describe_candidates(i);
            describe_title_link(i);
            describe_neighbours(i);
        }
        describe_places();
        out_.parents = std::move(s_.parent_regions);
        out_.groups = std::move(s_.group_of);
        out_.good = std::move(s_.good);
        out_.good_letters = s_.good_letters;
        out_.title_block = s_.title_block;
        return std::move(out_);
    }

private:
    void set(Feature feature, float value) { row_[static_cast<std::size_t>(feature)] = value; }

    void describe_line(std::size_t i) {
        const auto& block = blocks_[i];
        const auto& r = s_.readings[i];
        set(Feature::letters, log_of(block.letters));
        set(Feature::words, static_cast<float>(std::min(r.words, 400u)));
        set(Feature::link_density, ratio(block.link_letters, block.letters));
        set(Feature::links, static_cast<float>(std::min<unsigned>(block.links, 20)));
        set(Feature::word_length, ratio(block.letters, r.words));
        set(Feature::commas, static_cast<float>(std::min(r.commas, 30u)));
        set(Feature::stops, static_cast<float>(std::min(r.stops, 30u)));
        const bool quote_last = is_quote(r.last) || r.last == ')';
        const auto end = quote_last && is_stop(r.before_last) ? r.before_last : r.last;
        set(Feature::ends_stop, is_stop(end) ? 1.0f : 0.0f);
        set(Feature::ends_colon, r.last == ':' ? 1.0f : 0.0f);
        set(Feature::ends_ellipsis, r.last == 0x2026 || (r.last == '.' && r.before_last == '.') ? 1.0f : 0.0f);
        set(Feature::ends_quote, quote_last ? 1.0f : 0.0f);
        set(Feature::starts_lower, fold_fast(r.first) == r.first && is_letter(r.first) ? 1.0f : 0.0f);
        set(Feature::starts_digit, r.first >= '0' && r.first <= '9' ? 1.0f : 0.0f);
        set(Feature::starts_quote,
            is_quote(r.first) || r.first == 0x2014 || r.first == 0x2013 || r.first == '-' ? 1.0f : 0.0f);
        set(Feature::upper_words, ratio(r.upper_words, r.words));
        set(Feature::caps, ratio(r.caps, block.letters));
        set(Feature::digits, ratio(r.digits, block.letters));
        set(Feature::symbols, static_cast<float>(std::min(r.symbols, 10u)));
        set(Feature::pipes, static_cast<float>(std::min(r.pipes, 10u)));
        set(Feature::short_words, ratio(r.short_words, r.words));
        set(Feature::kind, static_cast<float>(block.kind));
        set(Feature::level, static_cast<float>(block.level));
        set(Feature::caption, block.caption ? 1.0f : 0.0f);
        set(Feature::title_share, ratio(r.in_title, r.words));
        set(Feature::of_title, ratio(r.in_title, s_.reader.title_words()));
        set(Feature::description_share, ratio(r.in_description, r.words));
        set(Feature::body_share, s_.reader.has_body() ? ratio(r.in_body, r.words) : -1.0f);
        set(Feature::has_body, s_.reader.has_body() ? 1.0f : 0.0f);
        set(Feature::repeats, static_cast<float>(std::min(s_.repeats[i], 10u)));
        set(Feature::repeat_order, static_cast<float>(std::min(s_.repeat_order[i], 10u)));
        for (std::size_t p = 0; p < phrase_count; ++p)
            row_[phrase_features + p] = static_cast<float>(std::min<unsigned>(r.phrases[p], 8));
        float tag = 0.0f;
        switch (document_.node(block.container).tag) {
            case Tag::p:
                tag = 1.0f;
                break;
            case Tag::div:
                tag = 2.0f;
                break;
            case Tag::li:
                tag = 3.0f;
                break;
            case Tag::td:
            case Tag::tr:
            case Tag::th:
                tag = 4.0f;
                break;
            case Tag::h1:
            case Tag::h2:
            case Tag::h3:
            case Tag::h4:
            case Tag::h5:
            case Tag::h6:
                tag = 5.0f;
                break;
            case Tag::figcaption:
                tag = 6.0f;
                break;
            case Tag::section:
            case Tag::article:
            case Tag::main:
                tag = 7.0f;
                break;
            default:
                break;
        }
        set(Feature::container_tag, tag);
    }

    void describe_surroundings(std::size_t i) {
        const auto& start = s_.regions[s_.starts[i]];
        for (std::size_t t = 0; t < tag_kinds; ++t)
            row_[static_cast<std::size_t>(Feature::in_article) + t] = static_cast<float>(start.tags[t]);
        for (std::size_t h = 0; h < name_hint_count; ++h) row_[hint_features + h] = static_cast<float>(start.hints[h]);
        const auto& parent = s_.regions[s_.parent_regions[i]];
        const auto& grand = parent.parent == no_index ? parent : s_.regions[parent.parent];
        set(Feature::parent_letters, log_of(parent.letters));
        set(Feature::parent_links, ratio(parent.link_letters, parent.letters));
        set(Feature::parent_blocks, log_of(parent.blocks));
        set(Feature::parent_good, ratio(parent.good_letters, parent.letters));
        set(Feature::grand_letters, log_of(grand.letters));
        set(Feature::grand_links, ratio(grand.link_letters, grand.letters));
        set(Feature::grand_blocks, log_of(grand.blocks));
        set(Feature::grand_good, ratio(grand.good_letters, grand.letters));
        const auto& own = s_.regions[s_.containers[i]];
        set(Feature::sibling_count, log_of(own.blocks));
        set(Feature::sibling_good, ratio(own.good_letters, own.letters));
        set(Feature::sibling_links, ratio(own.link_letters, own.letters));
        set(Feature::sibling_letters, log_of(own.letters));
        describe_boxes(i, parent, grand);
    }

    void describe_boxes(std::size_t i, const Region& parent, const Region& grand) {
        const auto& group = s_.groups[s_.group_of[i]];
        const auto tell = [&](Feature first, const std::array<std::uint16_t, phrase_count>& hits, std::uint32_t lines) {
            for (std::size_t k = 0; k < box_phrases.size(); ++k)
                row_[static_cast<std::size_t>(first) + k] =
                    std::min(4.0f, ratio(hits[static_cast<std::size_t>(box_phrases[k])], lines));
        };
        tell(Feature::group_comment, group.phrases, group.count);
        tell(Feature::parent_comment, parent.phrases, parent.blocks);
        tell(Feature::grand_comment, grand.phrases, grand.blocks);
        const auto from = i > 0 ? blocks_[i - 1].last + 1 : 0;
        set(Feature::image_before,
            static_cast<float>(std::min<std::size_t>(3, s_.images_between(from, blocks_[i].first))));
        set(Feature::parent_images,
            std::min(3.0f, ratio(s_.images_between(parent.node, document_.node(parent.node).end), parent.blocks)));
    }

    void describe_group(std::size_t i) {
        const auto& group = s_.groups[s_.group_of[i]];
        set(Feature::group_count, log_of(group.count));
        set(Feature::group_letters, log_of(group.letters / group.count));
        set(Feature::group_links, ratio(group.link_letters, group.letters));
        set(Feature::group_good, ratio(group.good, group.count));
        set(Feature::group_share, ratio(group.letters, s_.page_letters));
        set(Feature::group_in_best, ratio(group.in_best, group.count));
        set(Feature::group_parents, ratio(group.parents, group.count));
        set(Feature::group_p1_links, group.links_before / static_cast<float>(group.count));
        set(Feature::group_n1_links, group.links_after / static_cast<float>(group.count));
    }

    /// Steps from the line up to the first element that also holds `candidate`; 0 within it.
    float steps_up(std::size_t i, std::uint32_t candidate) const {
        auto at = s_.containers[i];
        if (s_.is_inside(at, candidate)) return 0.0f;
        float steps = 0.0f;
        while (at != no_index && !s_.is_inside(candidate, at)) {
            at = s_.regions[at].parent;
            ++steps;
        }
        return at == no_index
                   ? 30.0f
                   : std::min(30.0f, static_cast<float>(s_.regions[candidate].depth - s_.regions[at].depth)) +
                         0.01f * std::min(steps, 50.0f);
    }

    /// The element that holds both the line and the headline: how far above the line, and how much text it holds.
    void describe_title_link(std::size_t i) {
        if (s_.title_block >= blocks_.size()) {
            set(Feature::up_to_title, 31.0f);
            return;
        }
        const auto title = s_.containers[s_.title_block];
        auto at = s_.containers[i];
        float steps = 0.0f;
        while (at != no_index && !s_.is_inside(title, at)) {
            at = s_.regions[at].parent;
            ++steps;
        }
        set(Feature::up_to_title, std::min(steps, 30.0f));
        if (at == no_index) return;
        set(Feature::title_steps, static_cast<float>(std::min(30, s_.regions[title].depth - s_.regions[at].depth)));
        set(Feature::title_good,
            s_.good_letters > 0.0f ? static_cast<float>(s_.regions[at].good_letters) / s_.good_letters : 0.0f);
        set(Feature::title_links, ratio(s_.regions[at].link_letters, s_.regions[at].letters));
    }

    float place_in(std::size_t i, std::uint32_t candidate) const {
        const auto& region = s_.regions[candidate];
        const auto at = static_cast<float>(i) - static_cast<float>(region.first_block);
        return std::clamp(at / static_cast<float>(std::max(1u, region.last_block - region.first_block)), -2.0f, 3.0f);
    }

    void describe_candidates(std::size_t i) {
        if (s_.regions.empty()) return;
        const auto& best = s_.regions[s_.best];
        set(Feature::in_best, s_.is_inside(s_.containers[i], s_.best) ? 1.0f : 0.0f);
        set(Feature::up_to_best, steps_up(i, s_.best));
        set(Feature::best_share, s_.good_letters > 0 ? static_cast<float>(best.good_letters) / s_.good_letters : 0.0f);
        set(Feature::best_links, ratio(best.link_letters, best.letters));
        set(Feature::best_place, place_in(i, s_.best));
        set(Feature::in_gain, s_.is_inside(s_.containers[i], s_.gain) ? 1.0f : 0.0f);
        set(Feature::up_to_gain, steps_up(i, s_.gain));
        const auto& gain = s_.regions[s_.gain];
        set(Feature::gain_share, s_.good_letters > 0 ? static_cast<float>(gain.good_letters) / s_.good_letters : 0.0f);
        set(Feature::gain_place, place_in(i, s_.gain));
        set(Feature::in_span, i >= s_.span_first && i <= s_.span_last ? 1.0f : 0.0f);
        const auto at = static_cast<float>(i);
        set(Feature::span_place,
            std::clamp((at - static_cast<float>(s_.span_first)) /
                           static_cast<float>(std::max<std::size_t>(1, s_.span_last - s_.span_first)),
                       -2.0f, 3.0f));
        const float distance = i < s_.span_first  ? at - static_cast<float>(s_.span_first)
                               : i > s_.span_last ? at - static_cast<float>(s_.span_last)
                                                  : 0.0f;
        set(Feature::span_distance, std::clamp(distance, -50.0f, 50.0f));
        set(Feature::span_share, s_.good_letters > 0 ? static_cast<float>(s_.span_letters) / s_.good_letters : 0.0f);
        const float after = !s_.has_after        ? -99.0f
                            : i < s_.after_first ? at - static_cast<float>(s_.after_first)
                            : i > s_.after_last  ? at - static_cast<float>(s_.after_last)
                                                 : 0.0f;
        set(Feature::after_distance, std::clamp(after, -50.0f, 50.0f));
        set(Feature::after_share, s_.good_letters > 0 ? static_cast<float>(s_.after_letters) / s_.good_letters : 0.0f);
        set(Feature::common_best, s_.is_inside(s_.best, s_.gain) ? 1.0f : s_.is_inside(s_.gain, s_.best) ? 2.0f : 0.0f);
        const auto own = s_.regions[s_.parent_regions[i]].readability;
        set(Feature::best_rank, best.readability > 0 ? own / best.readability : 0.0f);
    }

    void describe_neighbours(std::size_t i) {
        const auto fill = [&](std::size_t j, Feature letters, Feature links, Feature group) {
            if (j >= blocks_.size()) {
                set(letters, -1.0f);
                set(links, -1.0f);
                return;
            }
            set(letters, log_of(blocks_[j].letters));
            set(links, ratio(blocks_[j].link_letters, blocks_[j].letters));
            set(group, s_.group_of[i] == s_.group_of[j] ? 1.0f : 0.0f);
        };
        const auto more = [&](std::size_t j, Feature stop, Feature kind, Feature sibling) {
            if (j >= blocks_.size()) return;
            set(stop, is_stop(s_.readings[j].last) ? 1.0f : 0.0f);
            set(kind, static_cast<float>(blocks_[j].kind));
            set(sibling, s_.parent_regions[i] == s_.parent_regions[j] ? 1.0f : 0.0f);
        };
        fill(i - 1, Feature::p1_letters, Feature::p1_links, Feature::p1_group);  // wraps to a huge number at 0
        more(i - 1, Feature::p1_stop, Feature::p1_kind, Feature::p1_sibling);
        fill(i - 2, Feature::p2_letters, Feature::p2_links, Feature::p2_group);
        fill(i + 1, Feature::n1_letters, Feature::n1_links, Feature::n1_group);
        more(i + 1, Feature::n1_stop, Feature::n1_kind, Feature::n1_sibling);
        fill(i + 2, Feature::n2_letters, Feature::n2_links, Feature::n2_group);
        std::size_t good = 0, letters = 0, links = 0;
        for (auto j = i >= 4 ? i - 4 : 0; j < std::min(blocks_.size(), i + 5); ++j) {
            if (j == i) continue;
            if (s_.good[j]) good += blocks_[j].letters;
            letters += blocks_[j].letters;
            links += blocks_[j].link_letters;
        }
        set(Feature::window_good, log_of(good));
        set(Feature::window_links, ratio(links, letters));
    }

    void describe_places() {
        std::size_t before = 0, good_before = 0, good_at_title = 0;
        std::size_t heading = no_index;
        const auto good_total = static_cast<std::size_t>(s_.good_letters);
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            row_ = s_.is_menu_entry(i) ? unused_.data() : out_.values.data() + i * feature_count;
            set(Feature::place, ratio(i, blocks_.size()));
            set(Feature::letters_before, ratio(before, s_.page_letters));
            set(Feature::good_before, ratio(good_before, good_total));
            const auto own = s_.good[i] ? blocks_[i].letters : 0u;
            set(Feature::good_after, log_of(good_total > good_before + own ? good_total - good_before - own : 0));
            if (s_.title_block < blocks_.size()) {
                set(Feature::from_title,
                    std::clamp(static_cast<float>(i) - static_cast<float>(s_.title_block), -60.0f, 120.0f));
                set(Feature::title_level, static_cast<float>(blocks_[s_.title_block].level));
                if (i == s_.title_block) good_at_title = good_before;
                set(Feature::good_since_title, i > s_.title_block ? log_of(good_before - good_at_title) : -1.0f);
            } else {
                set(Feature::from_title, -99.0f);
                set(Feature::good_since_title, -2.0f);
            }
            if (heading != no_index) {
                const auto& phrases = s_.readings[heading].phrases;
                const auto hits = [&](Phrase phrase) {
                    return static_cast<float>(phrases[static_cast<std::size_t>(phrase)]);
                };
                set(Feature::from_heading, static_cast<float>(std::min<std::size_t>(i - heading, 60)));
                set(Feature::heading_level, static_cast<float>(blocks_[heading].level));
                set(Feature::heading_related, hits(Phrase::related));
                set(Feature::heading_comment, hits(Phrase::comment));
                set(Feature::heading_other, hits(Phrase::share) + hits(Phrase::subscribe) + hits(Phrase::call) +
                                                hits(Phrase::navigate) + hits(Phrase::tags) + hits(Phrase::login));
                set(Feature::heading_title, heading == s_.title_block ? 1.0f : 0.0f);
            } else {
                set(Feature::from_heading, 99.0f);
                set(Feature::heading_level, -1.0f);
            }
            if (blocks_[i].kind == BlockKind::heading) heading = i;
            before += blocks_[i].letters;
            good_before += own;
        }
    }

    const Document& document_;
    const std::vector<Block>& blocks_;
    BodySurvey s_;
    BodyFeatures out_;
    float* row_ = nullptr;
    std::array<float, feature_count> unused_{};
};

constexpr std::array<std::string_view, static_cast<std::size_t>(Feature::count_)> feature_names{
#define WINNOW_FEATURE(name) #name,
    WINNOW_BODY_FEATURES(WINNOW_FEATURE)
#undef WINNOW_FEATURE
};
constexpr std::array<std::string_view, name_hint_count> hint_names{
    "near_content", "near_article_body", "near_lead",       "near_title",  "near_comment", "near_related",
    "near_popular", "near_share",        "near_navigation", "near_footer", "near_header",  "near_sidebar",
    "near_advert",  "near_subscribe",    "near_consent",    "near_tags",   "near_author",  "near_meta",
    "near_caption", "near_box",          "near_form",       "near_legal",  "near_list",    "near_embed"};
constexpr std::array<std::string_view, phrase_count> phrase_names{
    "says_comment", "says_share", "says_related", "says_subscribe", "says_legal", "says_credit",   "says_byline",
    "says_login",   "says_tags",  "says_month",   "says_contact",   "says_call",  "says_navigate", "says_advert"};

}  // namespace

std::string_view feature_name(std::size_t feature) {
    if (feature < hint_features) return feature_names[feature];
    if (feature < phrase_features) return hint_names[feature - hint_features];
    return feature < feature_count ? phrase_names[feature - phrase_features] : std::string_view{};
}

BodyFeatures body_features(const Document& document, const std::vector<Block>& blocks, const BodyEvidence& evidence) {
    return Describer(document, blocks, survey_body(document, blocks, evidence)).describe();
}

}  // namespace winnow::extract
