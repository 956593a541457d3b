#pragma once
/// Whose copy is this article? The store finds the articles that share parts of a text, of any age; here they are
/// judged. Pure.

#include <optional>
#include <string>
#include <vector>

#include "dedupe/fingerprint.h"
#include "store/store.h"

namespace winnow::crawl {

/// Under which the store finds a text again.
store::TextKeys text_keys(const dedupe::Fingerprint& print);

struct Original {
    const store::ArticleRow* row = nullptr;
    dedupe::Relation relation = dedupe::Relation::different;
    bool later = false;  ///< it was published after this article: it is the copy, though it came first
};

/// Of all that are the same (or, if none is, near) the original: the one published first if dates are known and differ,
/// else the one that was written first. `known` is in order of writing; the article's own row is no copy of it.
std::optional<Original> original_of(const dedupe::Fingerprint& print, std::string_view id,
                                    std::optional<TimePoint> published, const std::vector<store::ArticleRow>& known);

}  // namespace winnow::crawl
