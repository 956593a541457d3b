#pragma once
/// What pages that are no articles say, in the languages of news (en de fr es it pt nl pl ru uk az tr hy ka ar
/// and some more).
/// Phrases are folded by fold_letters(); they are looked for in folded text.

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
    paywall,          ///< "subscribe to continue reading"
    enable_javascript,
    imprint_title,  ///< the whole title or heading: "impressum", "about us"
    search_title,   ///< begins the title: "search results"
    listing_title,  ///< the whole title or heading: "latest news", "все новости"
    weather_title,
};

/// The phrase of this kind that occurs in `folded`, empty if none does.
std::string_view find_sign(PageSign kind, std::string_view folded);
/// The same where the whole text is the phrase (marks and blanks around do not count).
std::string_view is_sign(PageSign kind, std::string_view folded);

}  // namespace winnow::extract
