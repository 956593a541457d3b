#include "crawl/copies.h"

#include "dedupe/near_duplicates.h"

namespace winnow::crawl {

store::TextKeys text_keys(const dedupe::Fingerprint& print) {
    return {print.exact[0] ^ print.exact[1], {print.keys.begin(), print.keys.end()}};
}

std::optional<Original> original_of(const dedupe::Fingerprint& print, std::string_view id,
                                    std::optional<TimePoint> published, const std::vector<store::ArticleRow>& known) {
    if (print.empty()) return std::nullopt;
    std::optional<Original> original;
    std::optional<dedupe::Match> match;
    for (const auto& row : known) {
        if (row.id == id) continue;
        const auto its = dedupe::Fingerprint::from_bytes(row.fingerprint);
        if (!its || its->empty()) continue;
        const auto comparison = dedupe::compare(print, *its);
        if (comparison.relation == dedupe::Relation::different) continue;
        const bool better = !match || comparison.relation < match->relation ||
                            (comparison.relation == match->relation && dedupe::precedes(row.published, *match));
        if (!better) continue;
        match = dedupe::Match{0, comparison.relation, comparison.similarity, row.published};
        original = Original{&row, comparison.relation, false};
    }
    if (original) original->later = dedupe::precedes(published, *match);
    return original;
}

}  // namespace winnow::crawl
