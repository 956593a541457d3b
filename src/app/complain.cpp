#include <iostream>

#include "app/verbs.h"
#include "base/text.h"

namespace winnow::app {

void complain(std::string_view what) {
    for (const auto line : split(what, '\n')) std::cerr << "winnow: " << line << "\n";
}

}  // namespace winnow::app
