// What a server sends, piece by piece: any head, any packed body, any date. No crash, no endless loop, nothing past the
// bounds; what is read does not depend on how the bytes were cut into pieces.
#include <cstdint>
#include <cstdlib>

#include "base/text.h"
#include "net/address.h"
#include "net/body_decoder.h"
#include "net/freshness.h"
#include "net/response_head.h"

namespace {

using namespace winnow;

void head(std::string_view bytes) {
    net::ResponseHead head(4'096);
    for (const auto line : split(bytes, '\n')) {
        if (!head.add_line(std::string(line) + "\n")) return;
        for (const auto& [name, value] : head.headers())
            if (name.empty() || name.find('\r') != std::string::npos || value.find('\r') != std::string::npos)
                std::abort();
    }
}

struct Decoded {
    std::string body;
    bool good = true, complete = false;
};

Decoded decode(std::string_view encoding, std::string_view packed, std::size_t piece, std::size_t room) {
    constexpr std::size_t limit = 1u << 20;
    Decoded decoded;
    auto decoder = net::BodyDecoder::create(encoding);
    if (!decoder) return decoded;
    for (std::size_t at = 0; at < packed.size(); at += piece) {
        auto input = packed.substr(at, piece);
        while (!input.empty() || decoder->pending()) {
            const auto before = decoded.body.size();
            decoded.good = decoder->step(input, decoded.body, room).has_value();
            if (decoded.body.size() - before > room) std::abort();
            if (!decoded.good || decoder->produced() > limit) return decoded;
        }
    }
    decoded.complete = decoder->complete();
    return decoded;
}

void body(std::string_view bytes) {
    constexpr std::string_view codings[] = {"gzip",    "deflate", "br", "zstd", "gzip, br", "zstd, deflate, gzip",
                                            "identity"};
    if (bytes.empty()) return;
    const auto coding = codings[static_cast<unsigned char>(bytes.front()) % std::size(codings)];
    bytes.remove_prefix(1);
    const auto whole = decode(coding, bytes, bytes.size() + 1, 1u << 20);
    const auto pieces = decode(coding, bytes, 3, 1'000);
    if (whole.complete && (!pieces.complete || whole.body != pieces.body)) std::abort();
}

void words(std::string_view bytes) {
    const std::chrono::sys_seconds now{std::chrono::seconds(1'800'000'000)};
    static_cast<void>(net::parse_http_date(bytes, now));
    const auto wait = net::parse_retry_after(bytes, now);
    if (wait && (*wait < std::chrono::seconds(0) || *wait > std::chrono::years(1))) std::abort();
    const auto half = bytes.size() / 2;
    const auto fresh = net::freshness({bytes, bytes.substr(half), bytes.substr(0, half), bytes.substr(half)}, now);
    if (fresh && (*fresh < std::chrono::seconds(0) || *fresh > std::chrono::years(1))) std::abort();
    if (const auto network = net::Network::parse(bytes);
        network && net::Network::parse(network->text)->text != network->text)
        std::abort();
    static_cast<void>(net::Endpoint::parse(bytes));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
    switch (data[0] % 3) {
        case 0:
            head(bytes);
            break;
        case 1:
            body(bytes);
            break;
        default:
            words(bytes);
    }
    return 0;
}
