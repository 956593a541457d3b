#include "extract/body_features.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace winnow::extract {

namespace {

using html::Document;
using html::no_node;
using html::NodeId;
using html::Tag;

constexpr std::uint32_t none = 0xFFFFFFFFu;
constexpr std::uint8_t far_away = 30;  ///< steps up to an element that is not there

float log_of(std::size_t n) {
    return std::log2(1.0f + static_cast<float>(n));
}
float ratio(std::size_t part, std::size_t whole) {
    return whole == 0 ? 0.0f : static_cast<float>(part) / static_cast<float>(whole);
}

/// A set of 32-bit hashes that is filled once; counts are not kept.
class HashSet {
public:
    explicit HashSet(std::size_t expected) {
        std::size_t size = 16;
        while (size < expected * 2) size *= 2;
        slots_.assign(size, 0);
    }
    /// False if it was there already.
    bool insert(std::uint32_t hash) {
        if (count_ * 4 > slots_.size() * 3) return false;  // full: only a text of one-letter words gets here
        auto& slot = slots_[place(hash | 1u)];
        const bool fresh = slot == 0;
        slot = hash | 1u;
        count_ += fresh ? 1 : 0;
        return fresh;
    }
    bool contains(std::uint32_t hash) const { return count_ > 0 && slots_[place(hash | 1u)] != 0; }
    std::size_t size() const { return count_; }

private:
    std::size_t place(std::uint32_t key) const {
        auto at = ((key * 2654435769u) >> 8) & (slots_.size() - 1);
        while (slots_[at] != 0 && slots_[at] != key) at = (at + 1) & (slots_.size() - 1);
        return at;
    }
    std::vector<std::uint32_t> slots_;
    std::size_t count_ = 0;
};

template <class OnWord>
void for_each_word(std::string_view text, OnWord on_word) {
    auto hash = word_seed;
    std::size_t length = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto c = next_code_point(text, at);
        if (c < 0x80 ? is_ascii_alpha(static_cast<char>(c)) || is_ascii_digit(static_cast<char>(c))
                     : !is_unicode_space(c) && !(c >= 0x2010 && c < 0x2070) && c != 0xAB && c != 0xBB && c != 0xB7) {
            hash = add_to_word(hash, fold_fast(c));
            ++length;
        } else if (length > 0) {
            on_word(hash);
            hash = word_seed;
            length = 0;
        }
    }
    if (length > 0) on_word(hash);
}

HashSet words_of(std::string_view text) {
    HashSet set(text.size() / 4 + 8);
    for_each_word(text, [&](std::uint32_t hash) { set.insert(hash); });
    return set;
}

constexpr std::uint32_t triple_of(std::uint32_t a, std::uint32_t b, std::uint32_t c) {
    return (a * 31u + b) * 0x9E3779B1u + c;
}

HashSet triples_of(std::string_view text) {
    HashSet set(text.size() / 2 + 8);
    std::uint32_t a = 0, b = 0;
    for_each_word(text, [&](std::uint32_t c) {
        set.insert(triple_of(a, b, c));
        set.insert(c);  // for lines of one or two words
        a = b, b = c;
    });
    return set;
}

/// What one pass over the text of a line tells.
struct Reading {
    std::uint32_t words = 0, commas = 0, stops = 0, upper_words = 0, short_words = 0, symbols = 0, pipes = 0;
    std::uint32_t digits = 0, caps = 0;
    std::uint32_t in_title = 0, in_description = 0, in_body = 0;
    std::uint32_t hash = word_seed;
    std::array<std::uint8_t, phrase_count> phrases{};
    char32_t first = 0, last = 0, before_last = 0;
};

bool is_quote(char32_t c) {
    return c == '"' || c == '\'' || c == 0xAB || c == 0xBB || (c >= 0x2018 && c <= 0x201F) || c == 0x203A ||
           c == 0x2039;
}
bool is_stop(char32_t c) {
    return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0x964 ||
           c == 0x61F || c == 0x6D4;
}

class Scanner {
public:
    explicit Scanner(const BodyEvidence& evidence)
        : title_(words_of(clip_utf8(evidence.title, 600))),
          description_(words_of(clip_utf8(evidence.description, 2000))),
          body_(triples_of(clip_utf8(evidence.article_body, 200'000))) {}

    std::size_t title_words() const { return title_.size(); }
    bool has_body() const { return body_.size() > 60; }

    Reading read(const Block& block) const {
        Reading r;
        std::uint32_t word = word_seed, w1 = 0, w2 = 0;
        std::size_t length = 0;
        bool upper = false;
        const auto end_word = [&] {
            ++r.words;
            r.upper_words += upper ? 1 : 0;
            r.short_words += length <= 3 ? 1 : 0;
            r.hash = r.hash * 31u + word;
            if (title_.contains(word)) ++r.in_title;
            if (description_.contains(word)) ++r.in_description;
            if (body_.size() > 0 && body_.contains(r.words > 2 ? triple_of(w1, w2, word) : word)) ++r.in_body;
            if (r.words <= 60) {  // stock phrases stand in short lines or at the head of notices
                note(r, phrase_hints(word));
                if (r.words > 1) note(r, phrase_hints(pair_of(w2, word)));
            }
            w1 = w2, w2 = word;
            word = word_seed;
            length = 0;
        };
        const std::string_view text = block.text;
        for (std::size_t at = 0; at < text.size();) {
            const auto c = next_code_point(text, at);
            if (r.first == 0) r.first = c;
            if (c != ' ') r.before_last = r.last, r.last = c;
            bool in_word;
            if (c < 0x80) {
                const char a = static_cast<char>(c);
                const bool digit = is_ascii_digit(a);
                in_word = digit || is_ascii_alpha(a);
                if (digit) ++r.digits;
                if (a >= 'A' && a <= 'Z') {
                    ++r.caps;
                    if (length == 0) upper = true;
                } else if (length == 0) {
                    upper = false;
                }
                if (!in_word) punctuation(r, c);
            } else {
                in_word = !(c >= 0x2010 && c < 0x2070) && c != 0xAB && c != 0xBB && c != 0xB7 && c != 0xA9 &&
                          !(c >= 0x2190 && c < 0x2C00) && !(c >= 0x3000 && c < 0x3003) && c != 0xFF0C;
                if (in_word) {
                    const bool capital = (c >= 0xC0 && c <= 0xDE) || (c >= 0x400 && c < 0x430) || c == 0x18F ||
                                         (c >= 0x100 && c < 0x180 && fold_fast(c) != c);
                    r.caps += capital ? 1 : 0;
                    if (length == 0) upper = capital;
                } else {
                    punctuation(r, c);
                }
            }
            if (in_word) {
                word = add_to_word(word, fold_fast(c));
                ++length;
            } else if (length > 0) {
                end_word();
            }
        }
        if (length > 0) end_word();
        return r;
    }

private:
    static void note(Reading& r, std::uint32_t bits) {
        for (std::size_t i = 0; bits != 0; ++i, bits >>= 1)
            if ((bits & 1u) != 0 && r.phrases[i] < 200) ++r.phrases[i];
    }
    static void punctuation(Reading& r, char32_t c) {
        if (c == ',' || c == 0x60C || c == 0x3001 || c == 0xFF0C)
            ++r.commas;
        else if (is_stop(c))
            ++r.stops;
        else if (c == '|' || c == '>' || c == 0xBB || c == 0x203A || c == 0xB7 || c == 0x2022 || c == '/' ||
                 (c >= 0x2190 && c < 0x2C00))
            ++r.pipes;
        else if (c == 0xA9)
            ++r.symbols, note(r, 1u << static_cast<unsigned>(Phrase::legal));
        else if (c == '#' || c == '@' || c == '*' || c == '+' || c == '=' || c == '_' || c == '{')
            ++r.symbols;
    }

    HashSet title_, description_, body_;
};

/// Elements whose distance above a line is told, in the order of in_article ... in_em.
constexpr std::size_t tag_kinds = 16;
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
static_assert(static_cast<std::size_t>(Feature::in_em) - static_cast<std::size_t>(Feature::in_article) + 1 ==
              tag_kinds);

/// An element on the way from a line up to the root, with sums over the lines below it.
struct Region {
    NodeId node = no_node;
    std::uint32_t parent = none;
    std::uint16_t depth = 0;
    std::array<std::uint8_t, tag_kinds> tags{};
    std::array<std::uint8_t, name_hint_count> hints{};
    std::uint32_t blocks = 0, letters = 0, link_letters = 0, good_blocks = 0, good_letters = 0;
    std::uint32_t first_block = none, last_block = 0;
    float readability = 0;  ///< as Mozilla's Readability counts: commas and length flow to parent and grandparent
    float gain = 0;         ///< sum of gain_of() below
    std::array<std::uint16_t, phrase_count> phrases{};
};

struct Group {
    std::uint32_t hash = 0, count = 0, letters = 0, link_letters = 0, good = 0, in_best = 0;
    std::uint32_t parents = 0, last_parent = none;  ///< how often the element around changes
    float links_before = 0, links_after = 0;        ///< sums of the link shares of the neighbours
    std::array<std::uint16_t, phrase_count> phrases{};
};

/// The kinds of words that are told of the whole group and of the boxes around, in the order of group_comment ...
constexpr std::array<Phrase, 7> box_phrases{Phrase::comment, Phrase::share,  Phrase::related, Phrase::subscribe,
                                            Phrase::legal,   Phrase::credit, Phrase::byline};
static_assert(static_cast<std::size_t>(Feature::grand_byline) - static_cast<std::size_t>(Feature::group_comment) + 1 ==
              3 * box_phrases.size());

class Builder {
public:
    Builder(const Document& document, const std::vector<Block>& blocks, const BodyEvidence& evidence)
        : document_(document), blocks_(blocks), scanner_(evidence) {
        id_ = document.atom("id");
        itemprop_ = document.atom("itemprop");
        role_ = document.atom("role");
        property_ = document.atom("property");
    }

    BodyFeatures build() {
        const auto n = blocks_.size();
        out_.values.assign(n * feature_count, 0.0f);
        out_.good.assign(n, false);
        readings_.reserve(n);
        for (std::size_t i = 0; i < n; ++i) {
            readings_.push_back(scanner_.read(blocks_[i]));
            out_.good[i] = reads_like_a_sentence(blocks_[i], readings_[i]);
            if (out_.good[i]) out_.good_letters += static_cast<float>(blocks_[i].letters);
            page_letters_ += blocks_[i].letters;
        }
        find_regions();
        find_groups();
        find_candidates();
        find_title();
        find_span_after_title();
        find_repeats();
        find_images();
        for (std::size_t i = 0; i < n; ++i) {
            if (is_menu_entry(i)) continue;
            row_ = out_.values.data() + i * feature_count;
            describe_line(i);
            describe_surroundings(i);
            describe_group(i);
            describe_candidates(i);
            describe_title_link(i);
            describe_neighbours(i);
        }
        describe_places();
        out_.parents = parent_regions_;
        out_.groups = group_of_;
        out_.title_block = title_block_;
        return std::move(out_);
    }

private:
    static bool reads_like_a_sentence(const Block& block, const Reading& r) {
        return block.letters >= 40 && block.link_letters * 3 < block.letters && r.words >= 6 &&
               (r.stops + r.commas > 0 || r.words >= 25);
    }

    /// A short line that is all link, no heading, no paragraph and not amid the text. Half of all lines are such, and
    /// next to none of them belongs to an article: they are counted in the sums, but not described, and the model
    /// refuses them unasked.
    bool is_menu_entry(std::size_t i) const {
        const auto& block = blocks_[i];
        if (block.letters >= 31 || block.kind == BlockKind::heading || block.link_letters * 20 <= block.letters * 19)
            return false;
        if (document_.node(block.container).tag == Tag::p) return false;
        return i < span_first_ || i > span_last_ || !is_inside(containers_[i], best_);
    }

    void set(Feature feature, float value) { row_[static_cast<std::size_t>(feature)] = value; }

    std::uint32_t hints_of_name(html::Atom atom) {
        if (atom >= name_cache_.size()) name_cache_.resize(atom + 64, none);
        if (name_cache_[atom] == none) name_cache_[atom] = name_hints(document_.name(atom));
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
        if (regions_by_node_[id] != none) return regions_by_node_[id];
        chain_.clear();
        while (id != no_node && regions_by_node_[id] == none) {
            chain_.push_back(id);
            id = document_.node(id).parent;
        }
        auto parent = id == no_node ? none : regions_by_node_[id];
        for (auto at = chain_.rbegin(); at != chain_.rend(); ++at) {
            Region region;
            region.node = *at;
            region.parent = parent;
            if (parent == none) {
                region.tags.fill(far_away);
                region.hints.fill(far_away);
            } else {
                const auto& above = regions_[parent];
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
            parent = static_cast<std::uint32_t>(regions_.size());
            regions_by_node_[*at] = parent;
            regions_.push_back(region);
        }
        return parent;
    }

    static float gain_of(const Block& block, bool good) {
        const auto own = static_cast<float>(block.letters - block.link_letters);
        if (good) return own;
        return -12.0f - 1.0f * static_cast<float>(block.link_letters) + (block.letters > 60 ? 0.2f * own : 0.0f);
    }

    void find_regions() {
        regions_by_node_.assign(document_.nodes().size(), none);
        regions_.reserve(blocks_.size() + 64);
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            const auto& block = blocks_[i];
            const auto container = region_of(block.container);
            const auto up = document_.node(block.first).parent;
            starts_.push_back(up == no_node ? container : region_of(up));
            containers_.push_back(container);
            const auto above = regions_[container].parent;
            parent_regions_.push_back(above == none ? container : above);
            auto& region = regions_[container];
            ++region.blocks;
            region.letters += block.letters;
            region.link_letters += block.link_letters;
            for (std::size_t p = 0; p < phrase_count; ++p)
                region.phrases[p] = static_cast<std::uint16_t>(region.phrases[p] + readings_[i].phrases[p]);
            region.first_block = std::min(region.first_block, static_cast<std::uint32_t>(i));
            region.last_block = std::max(region.last_block, static_cast<std::uint32_t>(i));
            region.gain += gain_of(block, out_.good[i]);
            if (!out_.good[i]) continue;
            ++region.good_blocks;
            region.good_letters += block.letters;
            const float score = 1.0f + static_cast<float>(readings_[i].commas) +
                                std::min(static_cast<float>(block.letters) / 100.0f, 3.0f);
            float share = 1.0f;
            auto at = above;
            for (int level = 0; level < 4 && at != none; ++level, at = regions_[at].parent) {
                regions_[at].readability += score * share;
                share = level == 0 ? 0.5f : share * 0.5f;
            }
        }
        for (auto i = regions_.size(); i-- > 1;) {  // children come after their parents
            const auto& child = regions_[i];
            if (child.parent == none) continue;
            auto& parent = regions_[child.parent];
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
        std::vector<std::uint32_t> slots(size, none);
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            const auto hash = make_hash(blocks_[i].container);
            auto at = (hash ^ (hash >> 13)) & (size - 1);
            while (slots[at] != none && groups_[slots[at]].hash != hash) at = (at + 1) & (size - 1);
            if (slots[at] == none) {
                slots[at] = static_cast<std::uint32_t>(groups_.size());
                groups_.push_back({.hash = hash});
            }
            group_of_.push_back(slots[at]);
            auto& group = groups_[slots[at]];
            ++group.count;
            group.letters += blocks_[i].letters;
            group.link_letters += blocks_[i].link_letters;
            group.good += out_.good[i] ? 1 : 0;
            if (group.last_parent != parent_regions_[i]) ++group.parents, group.last_parent = parent_regions_[i];
            if (i > 0) group.links_before += ratio(blocks_[i - 1].link_letters, blocks_[i - 1].letters);
            if (i + 1 < blocks_.size()) group.links_after += ratio(blocks_[i + 1].link_letters, blocks_[i + 1].letters);
            for (std::size_t p = 0; p < phrase_count; ++p)
                group.phrases[p] = static_cast<std::uint16_t>(group.phrases[p] + readings_[i].phrases[p]);
        }
    }

    bool is_inside(std::uint32_t region, std::uint32_t ancestor) const {
        const auto& outer = document_.node(regions_[ancestor].node);
        const auto node = regions_[region].node;
        return node >= regions_[ancestor].node && node < outer.end;
    }

    void find_candidates() {
        float best = -1.0f;
        float gain = -1e30f;
        for (std::uint32_t i = 0; i < regions_.size(); ++i) {
            const auto& region = regions_[i];
            const float score = region.readability * (1.0f - ratio(region.link_letters, region.letters));
            if (score > best) best = score, best_ = i;
            if (region.gain >= gain) gain = region.gain, gain_ = i;
        }
        float sum = 0.0f, top = 0.0f;
        std::size_t start = 0;
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            sum += gain_of(blocks_[i], out_.good[i]);
            if (sum <= 0.0f) sum = 0.0f, start = i + 1;
            if (sum > top) top = sum, span_first_ = start, span_last_ = i;
        }
        for (auto i = span_first_; i <= span_last_ && i < blocks_.size(); ++i)
            if (out_.good[i]) span_letters_ += blocks_[i].letters;
        for (std::size_t i = 0; i < blocks_.size(); ++i)
            if (is_inside(containers_[i], best_)) ++groups_[group_of_[i]].in_best;
    }

    /// The headline: the line that says the title, an <h1> before others; without a title the last <h1> above the text.
    void find_title() {
        title_block_ = blocks_.size();
        float top = 0.0f;
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            const auto& r = readings_[i];
            float score = 0.0f;
            if (scanner_.title_words() > 0 && r.words > 0) {
                const float covers = std::min(1.0f, ratio(r.in_title, scanner_.title_words()));
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
            if (score > top) top = score, title_block_ = i;
        }
    }

    /// The best run of lines below the headline.
    void find_span_after_title() {
        if (title_block_ >= blocks_.size()) return;
        float sum = 0.0f, top = 0.0f;
        auto start = title_block_ + 1;
        for (auto i = start; i < blocks_.size(); ++i) {
            sum += gain_of(blocks_[i], out_.good[i]);
            if (sum <= 0.0f) sum = 0.0f, start = i + 1;
            if (sum > top) top = sum, after_first_ = start, after_last_ = i, has_after_ = true;
        }
        for (auto i = after_first_; has_after_ && i <= after_last_; ++i)
            if (out_.good[i]) after_letters_ += blocks_[i].letters;
    }

    void find_images() {
        const auto nodes = document_.nodes();
        for (NodeId id = 0; id < nodes.size(); ++id)
            if (nodes[id].tag == Tag::img) images_.push_back(id);
    }
    std::size_t images_between(NodeId from, NodeId to) const {
        const auto first = std::lower_bound(images_.begin(), images_.end(), from);
        return static_cast<std::size_t>(std::lower_bound(first, images_.end(), to) - first);
    }

    void find_repeats() {
        std::size_t size = 64;
        while (size < blocks_.size() * 2) size *= 2;
        struct Slot {
            std::uint32_t hash = 0, count = 0;
        };
        std::vector<Slot> slots(size);
        std::vector<std::uint32_t> slot_of(blocks_.size());
        repeat_order_.resize(blocks_.size());
        repeats_.resize(blocks_.size());
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            const auto hash = readings_[i].hash;
            auto at = (hash ^ (hash >> 13)) & (size - 1);
            while (slots[at].count != 0 && slots[at].hash != hash) at = (at + 1) & (size - 1);
            slots[at].hash = hash;
            repeat_order_[i] = slots[at].count++;
            slot_of[i] = static_cast<std::uint32_t>(at);
        }
        for (std::size_t i = 0; i < blocks_.size(); ++i) repeats_[i] = slots[slot_of[i]].count;
    }

    void describe_line(std::size_t i) {
        const auto& block = blocks_[i];
        const auto& r = readings_[i];
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
        set(Feature::of_title, ratio(r.in_title, scanner_.title_words()));
        set(Feature::description_share, ratio(r.in_description, r.words));
        set(Feature::body_share, scanner_.has_body() ? ratio(r.in_body, r.words) : -1.0f);
        set(Feature::has_body, scanner_.has_body() ? 1.0f : 0.0f);
        set(Feature::repeats, static_cast<float>(std::min(repeats_[i], 10u)));
        set(Feature::repeat_order, static_cast<float>(std::min(repeat_order_[i], 10u)));
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
        const auto& start = regions_[starts_[i]];
        for (std::size_t t = 0; t < tag_kinds; ++t)
            row_[static_cast<std::size_t>(Feature::in_article) + t] = static_cast<float>(start.tags[t]);
        for (std::size_t h = 0; h < name_hint_count; ++h) row_[hint_features + h] = static_cast<float>(start.hints[h]);
        const auto& parent = regions_[parent_regions_[i]];
        const auto& grand = parent.parent == none ? parent : regions_[parent.parent];
        set(Feature::parent_letters, log_of(parent.letters));
        set(Feature::parent_links, ratio(parent.link_letters, parent.letters));
        set(Feature::parent_blocks, log_of(parent.blocks));
        set(Feature::parent_good, ratio(parent.good_letters, parent.letters));
        set(Feature::grand_letters, log_of(grand.letters));
        set(Feature::grand_links, ratio(grand.link_letters, grand.letters));
        set(Feature::grand_blocks, log_of(grand.blocks));
        set(Feature::grand_good, ratio(grand.good_letters, grand.letters));
        const auto& own = regions_[containers_[i]];
        set(Feature::sibling_count, log_of(own.blocks));
        set(Feature::sibling_good, ratio(own.good_letters, own.letters));
        set(Feature::sibling_links, ratio(own.link_letters, own.letters));
        set(Feature::sibling_letters, log_of(own.letters));
        describe_boxes(i, parent, grand);
    }

    void describe_boxes(std::size_t i, const Region& parent, const Region& grand) {
        const auto& group = groups_[group_of_[i]];
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
            static_cast<float>(std::min<std::size_t>(3, images_between(from, blocks_[i].first))));
        set(Feature::parent_images,
            std::min(3.0f, ratio(images_between(parent.node, document_.node(parent.node).end), parent.blocks)));
    }

    void describe_group(std::size_t i) {
        const auto& group = groups_[group_of_[i]];
        set(Feature::group_count, log_of(group.count));
        set(Feature::group_letters, log_of(group.letters / group.count));
        set(Feature::group_links, ratio(group.link_letters, group.letters));
        set(Feature::group_good, ratio(group.good, group.count));
        set(Feature::group_share, ratio(group.letters, page_letters_));
        set(Feature::group_in_best, ratio(group.in_best, group.count));
        set(Feature::group_parents, ratio(group.parents, group.count));
        set(Feature::group_p1_links, group.links_before / static_cast<float>(group.count));
        set(Feature::group_n1_links, group.links_after / static_cast<float>(group.count));
    }

    /// Steps from the line up to the first element that also holds `candidate`; 0 within it.
    float steps_up(std::size_t i, std::uint32_t candidate) const {
        auto at = containers_[i];
        if (is_inside(at, candidate)) return 0.0f;
        float steps = 0.0f;
        while (at != none && !is_inside(candidate, at)) {
            at = regions_[at].parent;
            ++steps;
        }
        return at == none ? 30.0f
                          : std::min(30.0f, static_cast<float>(regions_[candidate].depth - regions_[at].depth)) +
                                0.01f * std::min(steps, 50.0f);
    }

    /// The element that holds both the line and the headline: how far above the line, and how much text it holds.
    void describe_title_link(std::size_t i) {
        if (title_block_ >= blocks_.size()) {
            set(Feature::up_to_title, 31.0f);
            return;
        }
        const auto title = containers_[title_block_];
        auto at = containers_[i];
        float steps = 0.0f;
        while (at != none && !is_inside(title, at)) {
            at = regions_[at].parent;
            ++steps;
        }
        set(Feature::up_to_title, std::min(steps, 30.0f));
        if (at == none) return;
        set(Feature::title_steps, static_cast<float>(std::min(30, regions_[title].depth - regions_[at].depth)));
        set(Feature::title_good,
            out_.good_letters > 0.0f ? static_cast<float>(regions_[at].good_letters) / out_.good_letters : 0.0f);
        set(Feature::title_links, ratio(regions_[at].link_letters, regions_[at].letters));
    }

    float place_in(std::size_t i, std::uint32_t candidate) const {
        const auto& region = regions_[candidate];
        const auto at = static_cast<float>(i) - static_cast<float>(region.first_block);
        return std::clamp(at / static_cast<float>(std::max(1u, region.last_block - region.first_block)), -2.0f, 3.0f);
    }

    void describe_candidates(std::size_t i) {
        if (regions_.empty()) return;
        const auto& best = regions_[best_];
        set(Feature::in_best, is_inside(containers_[i], best_) ? 1.0f : 0.0f);
        set(Feature::up_to_best, steps_up(i, best_));
        set(Feature::best_share,
            out_.good_letters > 0 ? static_cast<float>(best.good_letters) / out_.good_letters : 0.0f);
        set(Feature::best_links, ratio(best.link_letters, best.letters));
        set(Feature::best_place, place_in(i, best_));
        set(Feature::in_gain, is_inside(containers_[i], gain_) ? 1.0f : 0.0f);
        set(Feature::up_to_gain, steps_up(i, gain_));
        const auto& gain = regions_[gain_];
        set(Feature::gain_share,
            out_.good_letters > 0 ? static_cast<float>(gain.good_letters) / out_.good_letters : 0.0f);
        set(Feature::gain_place, place_in(i, gain_));
        set(Feature::in_span, i >= span_first_ && i <= span_last_ ? 1.0f : 0.0f);
        const auto at = static_cast<float>(i);
        set(Feature::span_place, std::clamp((at - static_cast<float>(span_first_)) /
                                                static_cast<float>(std::max<std::size_t>(1, span_last_ - span_first_)),
                                            -2.0f, 3.0f));
        const float distance = i < span_first_  ? at - static_cast<float>(span_first_)
                               : i > span_last_ ? at - static_cast<float>(span_last_)
                                                : 0.0f;
        set(Feature::span_distance, std::clamp(distance, -50.0f, 50.0f));
        set(Feature::span_share, out_.good_letters > 0 ? static_cast<float>(span_letters_) / out_.good_letters : 0.0f);
        const float after = !has_after_        ? -99.0f
                            : i < after_first_ ? at - static_cast<float>(after_first_)
                            : i > after_last_  ? at - static_cast<float>(after_last_)
                                               : 0.0f;
        set(Feature::after_distance, std::clamp(after, -50.0f, 50.0f));
        set(Feature::after_share,
            out_.good_letters > 0 ? static_cast<float>(after_letters_) / out_.good_letters : 0.0f);
        set(Feature::common_best, is_inside(best_, gain_) ? 1.0f : is_inside(gain_, best_) ? 2.0f : 0.0f);
        const auto own = regions_[parent_regions_[i]].readability;
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
            set(group, group_of_[i] == group_of_[j] ? 1.0f : 0.0f);
        };
        const auto more = [&](std::size_t j, Feature stop, Feature kind, Feature sibling) {
            if (j >= blocks_.size()) return;
            set(stop, is_stop(readings_[j].last) ? 1.0f : 0.0f);
            set(kind, static_cast<float>(blocks_[j].kind));
            set(sibling, parent_regions_[i] == parent_regions_[j] ? 1.0f : 0.0f);
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
            if (out_.good[j]) good += blocks_[j].letters;
            letters += blocks_[j].letters;
            links += blocks_[j].link_letters;
        }
        set(Feature::window_good, log_of(good));
        set(Feature::window_links, ratio(links, letters));
    }

    void describe_places() {
        std::size_t before = 0, good_before = 0, good_at_title = 0;
        std::size_t heading = none;
        const auto good_total = static_cast<std::size_t>(out_.good_letters);
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            row_ = is_menu_entry(i) ? unused_.data() : out_.values.data() + i * feature_count;
            set(Feature::place, ratio(i, blocks_.size()));
            set(Feature::letters_before, ratio(before, page_letters_));
            set(Feature::good_before, ratio(good_before, good_total));
            const auto own = out_.good[i] ? blocks_[i].letters : 0u;
            set(Feature::good_after, log_of(good_total > good_before + own ? good_total - good_before - own : 0));
            if (title_block_ < blocks_.size()) {
                set(Feature::from_title,
                    std::clamp(static_cast<float>(i) - static_cast<float>(title_block_), -60.0f, 120.0f));
                set(Feature::title_level, static_cast<float>(blocks_[title_block_].level));
                if (i == title_block_) good_at_title = good_before;
                set(Feature::good_since_title, i > title_block_ ? log_of(good_before - good_at_title) : -1.0f);
            } else {
                set(Feature::from_title, -99.0f);
                set(Feature::good_since_title, -2.0f);
            }
            if (heading != none) {
                const auto& phrases = readings_[heading].phrases;
                const auto hits = [&](Phrase phrase) {
                    return static_cast<float>(phrases[static_cast<std::size_t>(phrase)]);
                };
                set(Feature::from_heading, static_cast<float>(std::min<std::size_t>(i - heading, 60)));
                set(Feature::heading_level, static_cast<float>(blocks_[heading].level));
                set(Feature::heading_related, hits(Phrase::related));
                set(Feature::heading_comment, hits(Phrase::comment));
                set(Feature::heading_other, hits(Phrase::share) + hits(Phrase::subscribe) + hits(Phrase::call) +
                                                hits(Phrase::navigate) + hits(Phrase::tags) + hits(Phrase::login));
                set(Feature::heading_title, heading == title_block_ ? 1.0f : 0.0f);
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
    Scanner scanner_;
    html::Atom id_, itemprop_, role_, property_;
    BodyFeatures out_;
    float* row_ = nullptr;
    std::array<float, feature_count> unused_{};
    std::vector<Reading> readings_;
    std::vector<std::uint32_t> name_cache_;
    std::vector<std::uint32_t> regions_by_node_;
    std::vector<NodeId> chain_;
    std::vector<Region> regions_;
    std::vector<std::uint32_t> starts_, containers_, parent_regions_, group_of_;
    std::vector<Group> groups_;
    std::vector<std::uint32_t> repeats_, repeat_order_;
    std::vector<NodeId> images_;
    std::size_t after_first_ = 0, after_last_ = 0, after_letters_ = 0;
    bool has_after_ = false;
    std::size_t page_letters_ = 0;
    std::uint32_t best_ = 0, gain_ = 0;
    std::size_t span_first_ = 0, span_last_ = 0, span_letters_ = 0;
    std::size_t title_block_ = 0;
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
    return Builder(document, blocks, evidence).build();
}

}  // namespace winnow::extract
