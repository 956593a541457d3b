#include <cstdio>
#include <string>

#include "app/verbs.h"
#include "base/text.h"

namespace winnow::app {

void complain(std::string_view what) {
    std::string text;
    for (const auto line : split(what, '\n')) text.append("winnow: ").append(line).append("\n");
    std::fwrite(text.data(), 1, text.size(), stderr);  // whole lines, whatever other threads say
}

}  // namespace winnow::app
