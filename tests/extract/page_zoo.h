#pragma once
/// Pages of every kind that a crawler meets, made from the markup habits of common systems and invented prose: each
/// kind in ten languages, each language in the dress of another system.

#include <string>
#include <vector>

namespace winnow::extract::zoo {

struct Specimen {
    std::string name;  ///< "soft 404 with a list of stories, ru, bitrix"
    std::string html;
    std::string address;  ///< where the page would stand
    std::string kind;     ///< page_class_name() that fits best; several are told apart by commas
    bool article = false;
};

/// In a fixed order; always the same.
std::vector<Specimen> articles();
std::vector<Specimen> others();

}  // namespace winnow::extract::zoo
