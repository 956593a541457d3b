#include "extract/body_survey.h"

#include <algorithm>

#include "base/text.h"

namespace winnow::extract {

namespace {

using html::Document;
using html::no_node;
using html::NodeId;
using html::Tag;

constexpr std::uint8_t far_away = 30;  ///< steps up to an element that is not there

/// Index into Region::tags, or tag_kinds.
std::size_t tag_kind(Tag tag) {
    switch (tag) {
        case Tag::article:
            return 0;
        case Tag::main:
            return 1;
        case Tag::aside:
            return 2;
        case Tag::footer:
            return 3;
        case Tag::nav:
            return 4;
        case Tag::header:
            return 5;
        case Tag::form:
            return 6;
        case Tag::figure:
            return 7;
        case Tag::section:
            return 8;
        case Tag::ul:
        case Tag::ol:
        case Tag::dl:
            return 9;
        case Tag::table:
            return 10;
        case Tag::blockquote:
            return 11;
        case Tag::a:
            return 12;
        case Tag::p:
            return 13;
        case Tag::strong:
        case Tag::b:
            return 14;
        case Tag::em:
        case Tag::i:
            return 15;
        default:
            return tag_kinds;
    }
}

class Surveyor {
public:
    Surveyor(const Document& document, const std::vector<Block>& blocks, const BodyEvidence& evidence)
        : document_(document), blocks_(blocks), survey_(document, blocks, evidence) {
        id_ = document.atom("id");
        itemprop_ = document.atom("itemprop");
        role_ = document.atom("role");
        property_ = document.atom("property");
    }

    BodySurvey survey() {
        const auto n = blocks_.size();
        survey_.good.assign(n, false);
        survey_.readings.reserve(n);
        for (std::size_t i = 0; i < n; ++i) {
            survey_.readings.push_back(survey_.reader.read(blocks_[i]));
            survey_.good[i] = reads_like_a_sentence(blocks_[i], survey_.readings[i]);
            if (survey_.good[i]) survey_.good_letters += static_cast<float>(blocks_[i].letters);
            survey_.page_letters += blocks_[i].letters;
        }
        find_regions();
        find_groups();
        find_candidates();
        find_title();
        find_span_after_title();
        find_repeats();
        find_images();
        return std::move(survey_);
    }

private:
    static bool reads_like_a_sentence(const Block& block, const LineReading& r) {
        return block.letters >= 40 && block.link_letters * 3 < block.letters && r.words >= 6 &&
               (r.stops + r.commas > 0 || r.words >= 25);
    }

    std::uint32_t hints_of_name(html::Atom atom) {
        if (atom >= name_cache_.size()) name_cache_.resize(atom + 64, no_index);
        if (name_cache_[atom] == no_index) name_cache_[atom] = name_hints(document_.name(atom));
        return name_cache_[atom];
    }

    std::uint32_t hints_of(NodeId id) {
        const auto& node = document_.node(id);
        if (node.tag == Tag::body || node.tag == Tag::html) return 0;  // their classes speak of the page
        std::uint32_t bits = 0;
        for (const auto atom : document_.classes(id)) bits |= hints_of_name(atom);
        if (node.attribute_count > 0)
            for (const auto& attribute : document_.attributes(id))
                if (attribute.name == id_ || attribute.name == itemprop_ || attribute.name == role_ ||
                    attribute.name == property_)
                    bits |= name_hints(attribute.value);
        return bits;
    }

    std::uint32_t region_of(NodeId id) {
        if (regions_by_node_[id] != no_index) return regions_by_node_[id];
        chain_.clear();
        while (id != no_node && regions_by_node_[id] == no_index) {
            chain_.push_back(id);
            id = document_.node(id).parent;
        }
        auto parent = id == no_node ? no_index : regions_by_node_[id];
        for (auto at = chain_.rbegin(); at != chain_.rend(); ++at) {
            Region region;
            region.node = *at;
            region.parent = parent;
            if (parent == no_index) {
                region.tags.fill(far_away);
                region.hints.fill(far_away);
            } else {
                const auto& above = survey_.regions[parent];
                region.depth = static_cast<std::uint16_t>(above.depth + 1);
                for (std::size_t i = 0; i < tag_kinds; ++i)
                    region.tags[i] = std::min<std::uint8_t>(far_away, static_cast<std::uint8_t>(above.tags[i] + 1));
                for (std::size_t i = 0; i < name_hint_count; ++i)
                    region.hints[i] = std::min<std::uint8_t>(far_away, static_cast<std::uint8_t>(above.hints[i] + 1));
            }
            if (const auto kind = tag_kind(document_.node(*at).tag); kind < tag_kinds) region.tags[kind] = 0;
            auto bits = hints_of(*at);
            for (std::size_t i = 0; bits != 0; ++i, bits >>= 1)
                if ((bits & 1u) != 0) region.hints[i] = 0;
            parent = static_cast<std::uint32_t>(survey_.regions.size());
            regions_by_node_[*at] = parent;
            survey_.regions.push_back(region);
        }
        return parent;
    }

    static float gain_of(const Block& block, bool good) {
        const auto own = static_cast<float>(block.letters - block.link_letters);
        if (good) return own;
        return -12.0f - 1.0f * static_cast<float>(block.link_letters) + (block.letters > 60 ? 0.2f * own : 0.0f);
    }

    void find_regions() {
        regions_by_node_.assign(document_.nodes().size(), no_index);
        survey_.regions.reserve(blocks_.size() + 64);
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            const auto& block = blocks_[i];
            const auto container = region_of(block.container);
            const auto up = document_.node(block.first).parent;
            survey_.starts.push_back(up == no_node ? container : region_of(up));
            survey_.containers.push_back(container);
            const auto above = survey_.regions[container].parent;
            survey_.parent_regions.push_back(above == no_index ? container : above);
            auto& region = survey_.regions[container];
            ++region.blocks;
            region.letters += block.letters;
            region.link_letters += block.link_letters;
            for (std::size_t p = 0; p < phrase_count; ++p)
                region.phrases[p] = static_cast<std::uint16_t>(region.phrases[p] + survey_.readings[i].phrases[p]);
            region.first_block = std::min(region.first_block, static_cast<std::uint32_t>(i));
            region.last_block = std::max(region.last_block, static_cast<std::uint32_t>(i));
            region.gain += gain_of(block, survey_.good[i]);
            if (!survey_.good[i]) continue;
            ++region.good_blocks;
            region.good_letters += block.letters;
            const float score = 1.0f + static_cast<float>(survey_.readings[i].commas) +
                                std::min(static_cast<float>(block.letters) / 100.0f, 3.0f);
            float share = 1.0f;
            auto at = above;
            for (int level = 0; level < 4 && at != no_index; ++level, at = survey_.regions[at].parent) {
                survey_.regions[at].readability += score * share;
                share = level == 0 ? 0.5f : share * 0.5f;
            }
        }
        for (auto i = survey_.regions.size(); i-- > 1;) {  // children come after their parents
            const auto& child = survey_.regions[i];
            if (child.parent == no_index) continue;
            auto& parent = survey_.regions[child.parent];
            parent.blocks += child.blocks;
            parent.letters += child.letters;
            parent.link_letters += child.link_letters;
            parent.good_blocks += child.good_blocks;
            parent.good_letters += child.good_letters;
            parent.gain += child.gain;
            for (std::size_t p = 0; p < phrase_count; ++p)
                parent.phrases[p] = static_cast<std::uint16_t>(parent.phrases[p] + child.phrases[p]);
            parent.first_block = std::min(parent.first_block, child.first_block);
            parent.last_block = std::max(parent.last_block, child.last_block);
        }
    }

    std::uint32_t make_hash(NodeId id) const {
        auto hash = word_seed;
        for (int level = 0; level < 2 && id != no_node; ++level, id = document_.node(id).parent) {
            hash = add_to_word(hash, document_.node(id).name);
            for (const auto atom : document_.classes(id)) hash = add_to_word(hash, atom);
            hash = add_to_word(hash, 0xFFFF);
        }
        return hash;
    }

    void find_groups() {
        std::size_t size = 64;
        while (size < blocks_.size() * 2) size *= 2;
        std::vector<std::uint32_t> slots(size, no_index);
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            const auto hash = make_hash(blocks_[i].container);
            auto at = (hash ^ (hash >> 13)) & (size - 1);
            while (slots[at] != no_index && survey_.groups[slots[at]].hash != hash) at = (at + 1) & (size - 1);
            if (slots[at] == no_index) {
                slots[at] = static_cast<std::uint32_t>(survey_.groups.size());
                survey_.groups.push_back({.hash = hash});
            }
            survey_.group_of.push_back(slots[at]);
            auto& group = survey_.groups[slots[at]];
            ++group.count;
            group.letters += blocks_[i].letters;
            group.link_letters += blocks_[i].link_letters;
            group.good += survey_.good[i] ? 1 : 0;
            if (group.last_parent != survey_.parent_regions[i])
                ++group.parents, group.last_parent = survey_.parent_regions[i];
            if (i > 0) group.links_before += ratio(blocks_[i - 1].link_letters, blocks_[i - 1].letters);
            if (i + 1 < blocks_.size()) group.links_after += ratio(blocks_[i + 1].link_letters, blocks_[i + 1].letters);
            for (std::size_t p = 0; p < phrase_count; ++p)
                group.phrases[p] = static_cast<std::uint16_t>(group.phrases[p] + survey_.readings[i].phrases[p]);
        }
    }

    void find_candidates() {
        float best = -1.0f;
        float gain = -1e30f;
        for (std::uint32_t i = 0; i < survey_.regions.size(); ++i) {
            const auto& region = survey_.regions[i];
            const float score = region.readability * (1.0f - ratio(region.link_letters, region.letters));
            if (score > best) best = score, survey_.best = i;
            if (region.gain >= gain) gain = region.gain, survey_.gain = i;
        }
        float sum = 0.0f, top = 0.0f;
        std::size_t start = 0;
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            sum += gain_of(blocks_[i], survey_.good[i]);
            if (sum <= 0.0f) sum = 0.0f, start = i + 1;
            if (sum > top) top = sum, survey_.span_first = start, survey_.span_last = i;
        }
        for (auto i = survey_.span_first; i <= survey_.span_last && i < blocks_.size(); ++i)
            if (survey_.good[i]) survey_.span_letters += blocks_[i].letters;
        for (std::size_t i = 0; i < blocks_.size(); ++i)
            if (survey_.is_inside(survey_.containers[i], survey_.best)) ++survey_.groups[survey_.group_of[i]].in_best;
    }

    /// The headline: the line that says the title, an <h1> before others; without a title the last <h1> above the text.
    void find_title() {
        survey_.title_block = blocks_.size();
        float top = 0.0f;
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            const auto& r = survey_.readings[i];
            float score = 0.0f;
            if (survey_.reader.title_words() > 0 && r.words > 0) {
                const float covers = std::min(1.0f, ratio(r.in_title, survey_.reader.title_words()));
                const float covered = ratio(r.in_title, r.words);
                if (covers > 0.6f && covered > 0.6f) score = covers + covered;
            }
            if (blocks_[i].kind == BlockKind::heading) {
                if (blocks_[i].level == 1)
                    score += score > 0.0f ? 2.0f : 0.5f;
                else if (score > 0.0f)
                    score += 0.6f;
            }
            if (score > 0.0f && blocks_[i].link_letters * 2 > blocks_[i].letters) score *= 0.5f;
            if (score > top) top = score, survey_.title_block = i;
        }
    }

    /// The best run of lines below the headline.
    void find_span_after_title() {
        if (survey_.title_block >= blocks_.size()) return;
        float sum = 0.0f, top = 0.0f;
        auto start = survey_.title_block + 1;
        for (auto i = start; i < blocks_.size(); ++i) {
            sum += gain_of(blocks_[i], survey_.good[i]);
            if (sum <= 0.0f) sum = 0.0f, start = i + 1;
            if (sum > top) top = sum, survey_.after_first = start, survey_.after_last = i, survey_.has_after = true;
        }
        for (auto i = survey_.after_first; survey_.has_after && i <= survey_.after_last; ++i)
            if (survey_.good[i]) survey_.after_letters += blocks_[i].letters;
    }

    void find_images() {
        const auto nodes = document_.nodes();
        for (NodeId id = 0; id < nodes.size(); ++id)
            if (nodes[id].tag == Tag::img) survey_.images.push_back(id);
    }

    void find_repeats() {
        std::size_t size = 64;
        while (size < blocks_.size() * 2) size *= 2;
        struct Slot {
            std::uint32_t hash = 0, count = 0;
        };
        std::vector<Slot> slots(size);
        std::vector<std::uint32_t> slot_of(blocks_.size());
        survey_.repeat_order.resize(blocks_.size());
        survey_.repeats.resize(blocks_.size());
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            const auto hash = survey_.readings[i].hash;
            auto at = (hash ^ (hash >> 13)) & (size - 1);
            while (slots[at].count != 0 && slots[at].hash != hash) at = (at + 1) & (size - 1);
            slots[at].hash = hash;
            survey_.repeat_order[i] = slots[at].count++;
            slot_of[i] = static_cast<std::uint32_t>(at);
        }
        for (std::size_t i = 0; i < blocks_.size(); ++i) survey_.repeats[i] = slots[slot_of[i]].count;
    }

    const Document& document_;
    const std::vector<Block>& blocks_;
    BodySurvey survey_;
    html::Atom id_, itemprop_, role_, property_;
    std::vector<std::uint32_t> name_cache_;
    std::vector<std::uint32_t> regions_by_node_;
    std::vector<NodeId> chain_;
};

}  // namespace

bool BodySurvey::is_inside(std::uint32_t region, std::uint32_t ancestor) const {
    const auto& outer = document.node(regions[ancestor].node);
    const auto node = regions[region].node;
    return node >= regions[ancestor].node && node < outer.end;
}

std::size_t BodySurvey::images_between(html::NodeId from, html::NodeId to) const {
    const auto first = std::lower_bound(images.begin(), images.end(), from);
    return static_cast<std::size_t>(std::lower_bound(first, images.end(), to) - first);
}

bool BodySurvey::is_menu_entry(std::size_t i) const {
    const auto& block = blocks[i];
    if (block.letters >= 31 || block.kind == BlockKind::heading || block.link_letters * 20 <= block.letters * 19)
        return false;
    if (document.node(block.container).tag == Tag::p) return false;
    return i < span_first || i > span_last || !is_inside(containers[i], best);
}

BodySurvey survey_body(const Document& document, const std::vector<Block>& blocks, const BodyEvidence& evidence) {
    return Surveyor(document, blocks, evidence).survey();
}

}  // namespace winnow::extract
