#pragma once
/// The words around names: labels, posts, agencies, desks, buttons. A "folded" word or text went through
/// fold_letters().

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::extract {

constexpr std::size_t longest_name = 70;  ///< bytes

/// A part that holds one of these is a post, not a person; what follows it belongs to the post.
bool is_job(std::string_view folded);
/// Buttons, credits and place holders that stand where names stand.
bool is_noise(std::string_view folded);
/// "Redaktion Harbour Echo", "Sports desk": no person, though written like one.
bool is_desk(std::string_view name);

/// A person's name where nothing says that one is due: two to four words with capitals, the first a given name, none of
/// them of posts, organisations or days.
bool is_person_like(std::string_view name);
/// "von der Zeit der Dinosaurier", "by the Way Station": the label was a preposition.
bool begins_with_article(std::string_view name);
bool same_as_site(std::string_view name, const std::vector<std::string>& site_keys);

/// Drops a leading label: "By", "Von", "Автор:". Needs a blank or colon after it.
std::string_view without_label(std::string_view text, bool& labelled);
/// Without blanks, bars, brackets, quotes and the like at both ends.
std::string_view strip_marks(std::string_view text);
std::string without_brackets(std::string_view text);
/// "Jane Roe in Ardley and John Doe in Brelling" -> "Jane Roe and John Doe"
std::string without_places(std::string text);
/// "JANE P. ROE" -> "Jane P. Roe", where a byline is set in capitals.
std::string in_mixed_case(const std::string& name);

/// Each name once, whatever its case and blanks; bounded.
void add_unique(std::vector<std::string>& names, std::string name);

}  // namespace winnow::extract
