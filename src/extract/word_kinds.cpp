#include "extract/word_kinds.h"

#include "base/text.h"

namespace winnow::extract {

WordKinds::WordKinds(std::span<const std::string_view> lists) {
    for (std::size_t kind = 0; kind < lists.size(); ++kind)
        for (const auto word : split(lists[kind], ' '))
            if (!word.empty()) kinds_[word] |= 1u << kind;
}

}  // namespace winnow::extract
