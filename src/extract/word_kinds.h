#pragma once
/// Words of names and addresses, of several kinds: "product-price" and "productPrice" hold product and price. Private
/// to page_*.cpp.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

namespace winnow::extract {

class WordKinds {
public:
    /// A list for each kind, at most 32, its words between blanks, in lower-case ASCII. They must outlive this.
    explicit WordKinds(std::span<const std::string_view> lists);

    /// Calls `use(bits of its kinds)` for each word that a list has. A word ends where the letters do, and before a
    /// capital after a small letter.
    template <class Use>
    void each_in(std::string_view name, Use use) const {
        std::string word;
        const auto look = [&] {
            if (const auto it = kinds_.find(word); it != kinds_.end()) use(it->second);
            word.clear();
        };
        bool small = false;
        for (const char c : name) {
            const bool capital = c >= 'A' && c <= 'Z';
            const bool letter = capital || (c >= 'a' && c <= 'z');
            if (!letter || (capital && small)) look();
            if (letter) word += capital ? static_cast<char>(c - 'A' + 'a') : c;
            small = letter && !capital;
        }
        look();
    }

private:
    std::unordered_map<std::string_view, std::uint32_t> kinds_;
};

}  // namespace winnow::extract
