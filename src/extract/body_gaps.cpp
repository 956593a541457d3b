#include "extract/body_gaps.h"

#include <algorithm>

namespace winnow::extract {

namespace {

using html::no_node;
using html::NodeId;

struct Share {
    std::uint64_t letters = 0;
    std::size_t lines = 0;
};

/// How much of the body stands below a node. Lines are in document order.
class Lines {
public:
    Lines(const html::Document& document, const std::vector<Block>& blocks, const std::vector<std::uint32_t>& kept)
        : document_(document), letters_{0} {
        for (const auto i : kept) {
            first_.push_back(blocks[i].first);
            letters_.push_back(letters_.back() + blocks[i].letters);
        }
    }

    Share below(NodeId id) const {
        const auto from = std::lower_bound(first_.begin(), first_.end(), id) - first_.begin();
        const auto to = std::lower_bound(first_.begin(), first_.end(), document_.node(id).end) - first_.begin();
        return {letters_[static_cast<std::size_t>(to)] - letters_[static_cast<std::size_t>(from)],
                static_cast<std::size_t>(to - from)};
    }

private:
    const html::Document& document_;
    std::vector<NodeId> first_;
    std::vector<std::uint64_t> letters_;
};

/// The smallest element that holds four fifths of the text in more than one line.
NodeId home_of(const html::Document& document, const Lines& lines) {
    NodeId home = document.body() ? document.body().id() : 0;
    const auto all = lines.below(home);
    while (true) {
        NodeId inner = no_node;
        for (auto child = document.node(home).first_child; child != no_node;
             child = document.node(child).next_sibling) {
            const auto share = lines.below(child);
            if (share.lines >= 2 && share.letters * 5 >= all.letters * 4) inner = child;
        }
        if (inner == no_node) return home;
        home = inner;
    }
}

bool may_join(const Block& block) {
    const bool links = block.links > 0 && block.link_letters * 10 >= block.letters * 6;
    return !block.caption && !links;
}

/// Two paragraphs beside each other, or two runs of one element that <br><br> parts.
bool of_one_make(const html::Document& document, const Block& a, const Block& b) {
    if (a.container == b.container) return true;
    const auto& first = document.node(a.container);
    const auto& second = document.node(b.container);
    if (first.parent != second.parent || first.name != second.name) return false;
    // A <div> is anything: only one of the same class is a paragraph like the others.
    const auto left = document.classes(a.container), right = document.classes(b.container);
    return first.tag == html::Tag::p || std::equal(left.begin(), left.end(), right.begin(), right.end());
}

}  // namespace

void close_gaps(const html::Document& document, const std::vector<Block>& blocks, Body& body) {
    if (body.kept.size() < 2) return;
    const Lines lines(document, blocks, body.kept);
    const auto home = home_of(document, lines);
    const auto end = document.node(home).end;
    std::vector<bool> in_body(blocks.size(), false);
    std::size_t first = blocks.size(), last = 0;
    for (const auto i : body.kept) {
        in_body[i] = true;
        if (blocks[i].first < home || blocks[i].first >= end) continue;
        first = std::min<std::size_t>(first, i);
        last = i;
    }
    if (first >= last) return;
    const auto join = [&](std::size_t i, std::string_view reason) {
        in_body[i] = true;
        if (i < body.verdicts.size()) body.verdicts[i] = {true, body.verdicts[i].score, reason};
    };
    for (auto i = first + 1; i < last; ++i)
        if (!in_body[i] && may_join(blocks[i])) join(i, "between paragraphs of the article");
    const auto fits = [&](std::size_t i, std::size_t neighbour) {
        return blocks[i].first >= home && blocks[i].first < end && may_join(blocks[i]) &&
               of_one_make(document, blocks[i], blocks[neighbour]);
    };
    for (; first > 0 && fits(first - 1, first); --first) join(first - 1, "beside the first paragraph");
    for (; last + 1 < blocks.size() && fits(last + 1, last); ++last) join(last + 1, "beside the last paragraph");

    body.kept.clear();
    for (std::uint32_t i = 0; i < blocks.size(); ++i) {
        const bool link = in_body[i] && blocks[i].links > 0 && blocks[i].link_letters == blocks[i].letters;
        if (link && i < body.verdicts.size()) body.verdicts[i] = {false, -1.0f, "nothing but a link"};
        if (in_body[i] && !link) body.kept.push_back(i);
    }
}

}  // namespace winnow::extract
