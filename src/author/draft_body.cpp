#include <algorithm>
#include <map>

#include "author/draft_pages.h"
#include "author/selector_draft.h"
#include "base/text.h"

namespace winnow::author {

namespace {

using html::NodeId;

/// Of the text that an entry must hold on average and on each page; and of what it holds, how much must be text, or the
/// whole page would do.
constexpr double enough_recall = 0.9, least_recall = 0.7, enough_precision = 0.3;

bool below(const html::Document& document, NodeId node, NodeId root) {
    return node >= root && node < document.node(root).end;
}

bool below_any(const html::Document& document, NodeId node, const std::vector<NodeId>& roots) {
    return std::any_of(roots.begin(), roots.end(), [&](NodeId root) { return below(document, node, root); });
}

NodeId common_ancestor(const html::Document& document, NodeId a, NodeId b) {
    while (!below(document, b, a)) a = document.node(a).parent;
    return a;
}

/// How much of what was kept an entry's elements hold, and how much else.
BodyDraft judge_body(const std::string& entry, const DraftPages& pages, const std::optional<TimePoint>& now) {
    BodyDraft out;
    out.entry = entry;
    const EntryTrial trial("body", entry, now);
    if (!trial.valid()) return out;
    for (const auto& page : pages) {
        auto& roots = out.roots.emplace_back();
        if (!page->is_article()) continue;
        roots = trial.body_roots(*page);
        std::size_t kept = 0, kept_inside = 0, inside = 0;
        for (const auto& line : page->lines) {
            const bool in = below_any(page->document, line.first, roots);
            kept += line.kept ? 1u : 0u;
            inside += in ? 1u : 0u;
            kept_inside += in && line.kept ? 1u : 0u;
        }
        if (kept == 0 || inside == 0) continue;
        // An entry that finds something else on one page is worse than none: it would hide the generic extractor's
        // find.
        if (static_cast<double>(kept_inside) < least_recall * static_cast<double>(kept)) return {};
        ++out.pages;
        out.recall += static_cast<double>(kept_inside) / static_cast<double>(kept);
        out.precision += static_cast<double>(kept_inside) / static_cast<double>(inside);
    }
    if (out.pages > 0) {
        out.recall /= static_cast<double>(out.pages);
        out.precision /= static_cast<double>(out.pages);
    }
    return out;
}

std::vector<EntryDraft> body_entries(const DraftPages& pages) {
    std::vector<EntryDraft> drafts;
    for (const auto& page : pages) {
        if (!page->is_article()) continue;
        NodeId container = html::no_node;
        std::map<NodeId, std::size_t> parents;
        for (const auto& line : page->lines) {
            if (!line.kept || line.container == html::no_node) continue;
            container = container == html::no_node ? line.container
                                                   : common_ancestor(page->document, container, line.container);
            if (const auto parent = page->document.node(line.container).parent; parent != html::no_node)
                ++parents[parent];
        }
        if (container == html::no_node) continue;
        // The element around all of it, those around that one, and the one in which most paragraphs stand.
        const auto most = std::max_element(parents.begin(), parents.end(),
                                           [](const auto& a, const auto& b) { return a.second < b.second; });
        if (most != parents.end() && page->document.element(most->first).is_element())
            add_drafts(drafts, page->document.element(most->first), 0);
        int steps = 0;
        for (auto e = page->document.element(container); e.is_element() && !e.is(html::Tag::body) && steps < 4;
             e = e.parent(), ++steps)
            add_drafts(drafts, e, steps);
    }
    return drafts;
}

}  // namespace

std::vector<BodyDraft> draft_body(const DraftPages& pages, const std::optional<TimePoint>& now) {
    std::vector<BodyDraft> all, chosen;
    std::vector<int> ranks;
    for (const auto& draft : body_entries(pages)) {
        auto judged = judge_body(draft.entry, pages, now);
        // It must hold the text wherever it finds anything.
        if (judged.pages == 0 || judged.recall < enough_recall || judged.precision < enough_precision) continue;
        all.push_back(std::move(judged));
        ranks.push_back(draft.rank);
    }
    std::vector<bool> open(pages.size(), true);
    while (chosen.size() < max_draft_entries) {
        const BodyDraft* best = nullptr;
        double best_worth = 0;
        for (std::size_t i = 0; i < all.size(); ++i) {
            std::size_t gain = 0;
            for (std::size_t p = 0; p < pages.size(); ++p) gain += open[p] && !all[i].roots[p].empty() ? 1u : 0u;
            // A page more is worth more than anything; then a tight element, then a name that will last.
            const double worth =
                gain == 0 ? 0
                          : static_cast<double>(gain) * 10 + all[i].precision * 3 + all[i].recall * 3 - 0.15 * ranks[i];
            if (worth > best_worth) {
                best = &all[i];
                best_worth = worth;
            }
        }
        if (best == nullptr) break;
        for (std::size_t p = 0; p < pages.size(); ++p)
            if (!best->roots[p].empty()) open[p] = false;
        chosen.push_back(*best);
    }
    return chosen;
}

namespace {

/// As RE2::QuoteMeta, but readable: blanks and letters of any script stand as they are.
std::string quote_for_pattern(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (std::string_view(R"(\.+*?()|[]{}^$)").find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
    return out;
}

class Removals {
public:
    Removals(const DraftPages& pages, const std::vector<BodyDraft>& bodies) : pages_(pages) {
        for (std::size_t p = 0; p < pages.size(); ++p) {
            auto& page_roots = roots_.emplace_back();
            for (const auto& body : bodies)
                if (page_roots.empty()) page_roots = body.roots[p];
            auto& unwanted = unwanted_.emplace_back();
            if (!pages[p]->is_article()) continue;
            for (std::size_t i = 0; i < pages[p]->lines.size(); ++i)
                if (!pages[p]->lines[i].kept && below_any(pages[p]->document, pages[p]->lines[i].first, page_roots))
                    unwanted.insert(i);
        }
    }

    std::vector<RemovalDraft> choose() {
        std::vector<RemovalDraft> chosen;
        auto drafts = selectors();
        while (chosen.size() < max_draft_removals) {
            const Candidate* best = nullptr;
            std::pair<std::size_t, std::size_t> best_gain{0, 0};
            for (const auto& draft : drafts) {
                const auto gain = gain_of(draft);
                if (gain > best_gain ||
                    (gain == best_gain && best != nullptr && gain.second > 0 && draft.rank < best->rank)) {
                    best = &draft;
                    best_gain = gain;
                }
            }
            if (best == nullptr || best_gain.second == 0) break;
            chosen.push_back(take(*best, best_gain));
        }
        add_repeated_texts(chosen);
        return chosen;
    }

    std::size_t left() const {
        std::size_t count = 0;
        for (const auto& lines : unwanted_) count += lines.size();
        return count;
    }

private:
    struct Candidate {
        std::string css;
        int rank = 0;
        std::vector<std::set<std::size_t>> takes;  ///< lines, one set a page
    };

    /// The largest element around a line with nothing of the text in it.
    std::optional<html::Element> unwanted_element(const DraftPage& page, const std::vector<NodeId>& roots,
                                                  std::size_t line) const {
        std::optional<html::Element> best;
        for (auto e = page.document.element(page.lines[line].container); e.is_element(); e = e.parent()) {
            const bool is_root = std::find(roots.begin(), roots.end(), e.id()) != roots.end();
            if (is_root || !below_any(page.document, e.id(), roots)) break;
            const bool holds_text = std::any_of(page.lines.begin(), page.lines.end(), [&](const DraftLine& other) {
                return other.kept && below(page.document, other.first, e.id());
            });
            if (holds_text) break;
            best = e;
        }
        return best;
    }

    std::vector<Candidate> selectors() const {
        std::map<std::string, int> found;
        for (std::size_t p = 0; p < pages_.size(); ++p)
            for (const auto line : unwanted_[p])
                if (const auto element = unwanted_element(*pages_[p], roots_[p], line))
                    for (const auto& draft : draft_selectors(*element))
                        if (names_its_element(draft.css)) found.emplace(draft.css, draft.rank);
        std::vector<Candidate> out;
        for (const auto& [css, rank] : found) {
            Candidate candidate{css, rank, {}};
            if (takes_only_unwanted(candidate)) out.push_back(std::move(candidate));
        }
        return out;
    }

    bool takes_only_unwanted(Candidate& candidate) const {
        const auto selector = html::Selector::css(candidate.css);
        if (!selector) return false;
        for (std::size_t p = 0; p < pages_.size(); ++p) {
            auto& takes = candidate.takes.emplace_back();
            if (!pages_[p]->is_article()) continue;
            for (const auto node : selector->select_nodes(pages_[p]->document))
                for (std::size_t i = 0; i < pages_[p]->lines.size(); ++i) {
                    if (!below(pages_[p]->document, pages_[p]->lines[i].first, node)) continue;
                    if (pages_[p]->lines[i].kept) return false;
                    takes.insert(i);
                }
        }
        return true;
    }

    /// Pages, then blocks, that it would clean beyond what is chosen already.
    std::pair<std::size_t, std::size_t> gain_of(const Candidate& candidate) const {
        std::pair<std::size_t, std::size_t> gain{0, 0};
        for (std::size_t p = 0; p < pages_.size(); ++p) {
            const auto blocks =
                static_cast<std::size_t>(std::count_if(unwanted_[p].begin(), unwanted_[p].end(), [&](std::size_t line) {
                    return candidate.takes[p].count(line) != 0;
                }));
            gain.first += blocks > 0 ? 1u : 0u;
            gain.second += blocks;
        }
        return gain;
    }

    RemovalDraft take(const Candidate& candidate, std::pair<std::size_t, std::size_t> gain) {
        RemovalDraft out{candidate.css, gain.second, gain.first, {}};
        for (std::size_t p = 0; p < pages_.size(); ++p)
            std::erase_if(unwanted_[p], [&](std::size_t line) {
                const bool taken = candidate.takes[p].count(line) != 0;
                if (taken && out.sample.empty()) out.sample = pages_[p]->lines[line].text;
                return taken;
            });
        return out;
    }

    /// Lines without an element of their own that return verbatim.
    void add_repeated_texts(std::vector<RemovalDraft>& chosen) {
        std::map<std::string, std::set<std::size_t>> seen;
        std::set<std::string> wanted;
        for (std::size_t p = 0; p < pages_.size(); ++p) {
            for (const auto line : unwanted_[p]) seen[pages_[p]->lines[line].text].insert(p);
            for (const auto& line : pages_[p]->lines)
                if (line.kept) wanted.insert(line.text);
        }
        // Two pages of one day share their hot topics, too.
        const auto articles = static_cast<std::size_t>(
            std::count_if(pages_.begin(), pages_.end(), [](const auto& page) { return page->is_article(); }));
        const auto enough_pages = std::max<std::size_t>(2, (articles + 1) / 2);
        std::size_t added = 0;
        for (const auto& [text, on] : seen) {
            if (on.size() < enough_pages || text.size() > 160 || wanted.count(text) != 0 || added == max_draft_texts)
                continue;
            chosen.push_back({"text:^" + quote_for_pattern(text) + "$", on.size(), on.size(), text});
            ++added;
            for (std::size_t p = 0; p < pages_.size(); ++p)
                std::erase_if(unwanted_[p],
                              [&, &same = text](std::size_t line) { return pages_[p]->lines[line].text == same; });
        }
    }

    const DraftPages& pages_;
    std::vector<std::vector<NodeId>> roots_;
    std::vector<std::set<std::size_t>> unwanted_;
};

}  // namespace

RemovalDrafts draft_removals(const DraftPages& pages, const std::vector<BodyDraft>& bodies) {
    Removals removals(pages, bodies);
    RemovalDrafts out;
    out.chosen = removals.choose();
    out.left = removals.left();
    return out;
}

}  // namespace winnow::author
