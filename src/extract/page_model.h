#pragma once
/// Is the page an article? A boosted forest and a small neural network over the page's numbers (page_numbers.h),
/// learned by tools/page_train.py and compiled in; they err differently, and their mean is asked. The rules of
/// page_class*.cpp know what they were told of; the model weighs everything at once, and so knows pages that say what
/// they are in words that nobody wrote down.

#include <string>

#include "extract/page_numbers.h"

namespace winnow::extract {

/// Of how many numbers the table was learned: page_number_count, or it must be learned anew.
std::size_t page_model_size();

/// Log odds that the page is an article.
float page_score(const PageNumbers& numbers);

/// The numbers that speak most against an article: those whose change to what articles usually have would raise the
/// score most. "no author, the text says service, no day is shown"; empty if none does.
std::string page_doubts(const PageNumbers& numbers);

}  // namespace winnow::extract
