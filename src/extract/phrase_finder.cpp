#include "extract/phrase_finder.h"

#include <algorithm>

#include "base/text.h"

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

KindFinder::KindFinder(std::span<const std::string_view> lists, std::string (*fold)(std::string_view))
    : finder_([&] {
          std::vector<std::string> all;
          for (std::size_t kind = 0; kind < lists.size(); ++kind) {
              const auto first = static_cast<std::ptrdiff_t>(all.size());
              for (const auto phrase : split(lists[kind], '|')) {
                  auto folded = fold(phrase);
                  if (phrase.empty() || std::find(all.begin() + first, all.end(), folded) != all.end()) continue;
                  all.push_back(std::move(folded));
                  kinds_.push_back(static_cast<std::uint8_t>(kind));
              }
          }
          return PhraseFinder(std::move(all));
      }()) {}

}  // namespace winnow::extract
