#include "extract/phrase_finder.h"

#include <algorithm>

namespace winnow::extract {

PhraseFinder::PhraseFinder(std::vector<std::string> phrases) : phrases_(std::move(phrases)) {
    begins_.assign(bucket_count + 1, 0);
    for (std::uint32_t i = 0; i < phrases_.size(); ++i) {
        if (phrases_[i].empty()) continue;
        if (phrases_[i].size() < 3) {
            short_.push_back(i);
            continue;
        }
        order_.push_back(i);
        ++begins_[bucket_of(phrases_[i]) + 1];
    }
    for (std::size_t b = 0; b < bucket_count; ++b) begins_[b + 1] += begins_[b];
    std::stable_sort(order_.begin(), order_.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return bucket_of(phrases_[a]) < bucket_of(phrases_[b]); });
}

}  // namespace winnow::extract
