#pragma once
/// From the bytes of a response to text that can be read: unpacked within bounds, in UTF-8.

#include <string>
#include <string_view>

#include "base/result.h"

namespace winnow::feed {

struct Input {
    std::string text;        ///< UTF-8, no BOM
    bool truncated = false;  ///< there was more than max_unpacked_bytes
    std::string warning;
};

/// The charset is that of a BOM, the Content-Type, the XML declaration, the bytes themselves, in this order; a
/// Content-Type that the bytes contradict, or that servers send by default (iso-8859-1), gives way to the declaration.
Result<Input> read_input(std::string_view bytes, std::string_view content_type);

}  // namespace winnow::feed
