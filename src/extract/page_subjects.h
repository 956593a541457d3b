#pragma once
/// What a line is about, where that is rarely what an article's title or first lines are about, and what the menus of
/// papers are about: single stems, in the languages of news. None of them decides anything alone: the page model
/// (page_model.h) weighs them. Private to page_*.cpp.

#include <array>
#include <cstdint>
#include <string_view>

namespace winnow::extract {

enum class PageSubject : std::uint8_t {
    service,    ///< about us, contact, privacy, terms, advertise, feeds
    programme,  ///< timetables, television, weather, events, rates, tables
    game,       ///< crosswords, quizzes, polls
    trade,      ///< classified ads, jobs, products, services for sale
    wait,       ///< maintenance, "please wait", redirections, a question of age
    help,       ///< questions and answers, documentation
    giving,     ///< donations
    shop,       ///< cart, delivery, catalogue: what the menus of shops hold
    news,       ///< politics, economy, sport: what the menus of papers hold
};
inline constexpr std::size_t page_subject_count = 9;

/// For each subject how many of its stems the line holds, at most 3. `folded` is one line as fold_sign() gives it.
std::array<unsigned, page_subject_count> subject_hits(std::string_view folded);

}  // namespace winnow::extract
