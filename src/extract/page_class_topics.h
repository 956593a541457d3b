#pragma once
/// What a line is about, known by stems of two kinds that stand in it together: a thing and what is said of it. Where
/// find_sign() knows phrases word for word, this knows the countless other ways of saying so. Private to
/// page_class*.cpp.

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "extract/phrase_finder.h"

namespace winnow::extract {

/// Word stems, found anywhere in a folded text (see fold_sign); a blank in a stem is the border of a word.
class StemSet {
public:
    /// Stems between bars: "cookie|kuki| ads ".
    explicit StemSet(std::string_view stems);
    /// The first stem that the text holds; empty if none. The text begins and ends with a blank.
    std::string_view in(std::string_view padded) const;

private:
    PhraseFinder stems_;
};

enum class PageTopic {
    not_found,  ///< a page, story or link, and that it is not there
    consent,    ///< cookies or personal data, and partners, agreement, a device, advertising
    challenge,  ///< a browser, connection, human or robot, and that it is checked
    password,   ///< a forgotten password, an account to be opened
};
inline constexpr std::size_t page_topic_count = 4;

/// The stems that say so ("page … not found"), or nullopt. `folded` is one line or heading as fold_sign gives it.
std::optional<std::string> topic_of(PageTopic topic, std::string_view folded);

/// Which of the topics it has, in one pass.
std::array<bool, page_topic_count> topics_of(std::string_view folded);

/// Whether a line speaks of a page, story or link, in whatever sense.
bool names_page(std::string_view folded);

}  // namespace winnow::extract
