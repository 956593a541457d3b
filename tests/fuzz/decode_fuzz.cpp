// Any bytes under any label: valid UTF-8 out, no crash, no hang. The first byte says how much of the input is the
// header.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/text.h"
#include "html/decode.h"
#include "html/encodings.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view input(reinterpret_cast<const char*>(data + 1), size - 1);
    const auto header = input.substr(0, data[0] % 64);
    const auto bytes = input.substr(header.size());
    const auto decoded = winnow::html::decode(bytes, header);
    if (!winnow::is_valid_utf8(decoded.text) || decoded.charset.empty()) std::abort();
    static_cast<void>(winnow::html::is_garbled(decoded));
    const auto encoding = winnow::html::Encoding(data[0] % winnow::html::encoding_count);
    if (!winnow::is_valid_utf8(winnow::html::transcode(bytes, encoding).text)) std::abort();
    return 0;
}
