#pragma once
/// Many phrases looked for in one pass over a text: they are kept by their first three bytes.

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::extract {

/// Const after construction; phrases of fewer than three bytes are found, too.
class PhraseFinder {
public:
    explicit PhraseFinder(std::vector<std::string> phrases);

    const std::vector<std::string>& phrases() const { return phrases_; }

    /// Calls `use(index of the phrase, its place in text)` for each occurrence, from left to right; of those in one
    /// place the order is that of the phrases.
    template <class Use>
    void each(std::string_view text, Use use) const {
        for (std::size_t at = 0; at < text.size(); ++at) each_at(text, at, use);
    }

    /// The same for those that stand in one place.
    template <class Use>
    void each_at(std::string_view text, std::size_t at, Use& use) const {
        const auto rest = text.substr(at);
        for (const auto i : short_)
            if (rest.starts_with(phrases_[i])) use(i, at);
        if (rest.size() < 3) return;
        const auto bucket = bucket_of(rest);
        for (auto k = begins_[bucket]; k < begins_[bucket + 1]; ++k)
            if (rest.starts_with(phrases_[order_[k]])) use(order_[k], at);
    }

    static constexpr std::uint32_t none = 0xFFFFFFFFu;
    /// The first of the phrases, in their order, that the text holds; or none.
    std::uint32_t first_in(std::string_view text) const {
        auto first = none;
        each(text, [&](std::uint32_t i, std::size_t) { first = i < first ? i : first; });
        return first;
    }

private:
    static constexpr std::size_t bucket_count = 4096;
    static std::size_t bucket_of(std::string_view start) {
        const auto byte = [&](std::size_t i) {
            return static_cast<std::uint32_t>(static_cast<unsigned char>(start[i]));
        };
        return ((byte(0) | byte(1) << 8 | byte(2) << 16) * 2654435769u) >> 20;
    }

    std::vector<std::string> phrases_;
    std::vector<std::uint32_t> short_, order_;
    std::vector<std::uint32_t> begins_;  ///< of each bucket in order_
};

/// Phrases of several kinds, looked for together.
class KindFinder {
public:
    /// A list for each kind, its phrases between bars; `fold` makes them as the texts are. What a list has twice, when
    /// it is folded, counts once.
    KindFinder(std::span<const std::string_view> lists, std::string (*fold)(std::string_view));

    const PhraseFinder& finder() const { return finder_; }
    std::size_t kind_of(std::uint32_t phrase) const { return kinds_[phrase]; }

private:
    std::vector<std::uint8_t> kinds_;  ///< of each phrase
    PhraseFinder finder_;
};

}  // namespace winnow::extract
