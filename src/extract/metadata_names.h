#pragma once
/// Given names: what tells a person from the many other things that are written with capitals.

#include <string_view>

namespace winnow::extract {

/// Whether a word, folded by fold_letters(), is a common given name in the languages of news (Latin and Cyrillic).
bool is_given_name(std::string_view folded);

}  // namespace winnow::extract
