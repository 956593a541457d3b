#pragma once
/// What pages that are no articles say, in the languages of news (en de fr es it pt nl pl ru uk az tr hy ka ar
/// and some more).
/// Phrases are folded by fold_sign(); they are looked for in text that is folded so, too.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace winnow::extract {

enum class PageSign {
    not_found,        ///< in a title or heading: "page not found"
    not_found_title,  ///< the whole title or heading: "404", "oops"
    unavailable,      ///< "something went wrong", "under maintenance"
    challenge,        ///< "verify you are human"
    consent,          ///< "before you continue", "we value your privacy"
    login_title,      ///< "sign in", "вход"
    paywall,          ///< "subscribe to continue reading", and what stands on a subscriber's page, too
    paywall_end,  ///< of these, what is said only where a text breaks off: "to keep reading", "for subscribers only"
    read_on,      ///< "continue reading": with payer or a price an offer, alone a link under any teaser
    payer,        ///< "already a member?", "bereits abonnent"
    enable_javascript,
    imprint_title,  ///< the whole title or heading: "impressum", "about us"
    search_title,   ///< begins the title: "search results"
    listing_title,  ///< the whole title or heading: "latest news", "все новости"
    listing_start,  ///< begins the title of a list: "category: ", "архив за"
    weather_title,
    status_title,   ///< the whole title or heading: "internal server error", "we'll be back soon"
    gallery_start,  ///< begins the title of a gallery: "photo report:"
    wall_title,     ///< in a headline over next to no text: "too many requests", "not available in your country"
    loading,        ///< in a line of its own: "please wait", "loading"
    media_word,     ///< the whole of a line beside a headline: "in pictures", "podcast"
    shop,           ///< the whole of a button or link: "add to basket"
};
inline constexpr std::size_t page_sign_count = 22;
constexpr std::uint32_t bit(PageSign kind) {
    return 1u << static_cast<unsigned>(kind);
}

/// fold_letters(), and one apostrophe for the typewriter's and the printer's.
std::string fold_sign(std::string_view text);

/// The phrase of this kind that occurs in `folded`, empty if none does.
std::string_view find_sign(PageSign kind, std::string_view folded);
/// The same where the whole text is the phrase (marks and blanks around do not count).
std::string_view is_sign(PageSign kind, std::string_view folded);
/// The bits of all kinds of which find_sign() finds a phrase, in one pass.
std::uint32_t signs_in(std::string_view folded);

}  // namespace winnow::extract
