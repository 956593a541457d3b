#include "feed/input.h"

#include <zlib.h>

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "feed/feed.h"
#include "html/decode.h"

namespace winnow::feed {
namespace {

using namespace std::string_view_literals;

class Inflater {
public:
    Inflater() { ready_ = inflateInit2(&stream_, 15 + 32) == Z_OK; }  // 32: gzip or zlib, by the header
    ~Inflater() { inflateEnd(&stream_); }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    Result<Input> unpack(std::string_view packed) {
        if (!ready_) return fail(Errc::bug, "zlib does not start");
        // zlib never writes to next_in, but its type has no const
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
        stream_.avail_in = static_cast<uInt>(packed.size());
        Input input;
        std::string chunk(64 << 10, '\0');
        for (;;) {
            stream_.next_out = reinterpret_cast<Bytef*>(chunk.data());
            stream_.avail_out = static_cast<uInt>(chunk.size());
            const int status = inflate(&stream_, Z_NO_FLUSH);
            input.text.append(chunk, 0, chunk.size() - stream_.avail_out);
            if (is_bomb(input.text.size(), packed.size()))
                return fail(Errc::too_large, "gzip data unpacks to more than 100 times its size");
            if (input.text.size() > max_unpacked_bytes) {
                input.text.resize(max_unpacked_bytes);
                input.truncated = true;
                return input;
            }
            if (status == Z_STREAM_END) {
                // A gzip file may have several members one after the other.
                if (stream_.avail_in < 18 || inflateReset(&stream_) != Z_OK) return input;
            } else if (status != Z_OK) {
                input.warning = status == Z_BUF_ERROR ? "gzip data is cut short" : "gzip data is damaged";
                if (input.text.empty()) return fail(Errc::invalid, input.warning);
                return input;
            }
        }
    }

private:
    /// Small things may be all alike; a bomb is big.
    static bool is_bomb(std::size_t unpacked, std::size_t packed) {
        return unpacked > (1u << 20) && unpacked / max_expansion > packed;
    }

    z_stream stream_{};
    bool ready_ = false;
};

bool is_gzip(std::string_view bytes) {
    return bytes.starts_with("\x1F\x8B\x08");
}

/// encoding="..." of <?xml ...?>, empty if there is none.
std::string_view declared_encoding(std::string_view bytes) {
    constexpr std::size_t declaration_bytes = 1024;
    bytes = bytes.substr(0, declaration_bytes);
    const auto begin = bytes.find("<?xml");
    if (begin == std::string_view::npos) return {};
    bytes = bytes.substr(begin, bytes.substr(begin).find('>'));
    auto at = bytes.find("encoding");
    if (at == std::string_view::npos) return {};
    at = bytes.find_first_of("\"'", at);
    if (at == std::string_view::npos) return {};
    return bytes.substr(at + 1, bytes.substr(at + 1).find(bytes[at]));
}

/// UTF-32 by its byte order mark, or by how '<' looks in it. The web has no such encoding, XML has, and a few feeds.
std::optional<std::string> from_utf32(std::string_view bytes) {
    const bool little = bytes.starts_with("\xFF\xFE\0\0"sv) || bytes.starts_with("<\0\0\0"sv);
    const bool big = bytes.starts_with("\0\0\xFE\xFF"sv) || bytes.starts_with("\0\0\0<"sv);
    if (!little && !big) return std::nullopt;
    std::string out;
    for (std::size_t at = 0; at + 4 <= bytes.size(); at += 4) {
        char32_t c = 0;
        for (std::size_t i = 0; i < 4; ++i) c = c << 8 | static_cast<unsigned char>(bytes[at + (little ? 3 - i : i)]);
        if (at == 0 && c == 0xFEFF) continue;
        append_utf8(out, c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF) ? char32_t{0xFFFD} : c);
    }
    return out;
}

std::string_view charset_parameter(std::string_view content_type) {
    const auto at = ifind_ascii(content_type, "charset=");
    if (at == std::string_view::npos) return {};
    auto value = trim(content_type.substr(at + 8));
    if (value.starts_with('"')) value.remove_prefix(1);
    return value.substr(0, value.find_first_of("\"; ,"));
}

std::string chosen_charset(std::string_view bytes, std::string_view content_type) {
    const auto sent = html::encoding_for_label(charset_parameter(content_type));
    const auto declared = html::encoding_for_label(declared_encoding(bytes));
    if (sent.empty()) return std::string(declared.empty() ? "utf-8" : declared);
    if (declared.empty() || declared == sent) return std::string(sent);
    const bool by_default = sent == "windows-1252";  // the name of iso-8859-1 and us-ascii as well
    const bool contradicted = sent == "utf-8" && !is_valid_utf8(bytes);
    return std::string(by_default || contradicted ? declared : sent);
}

}  // namespace

Result<Input> read_input(std::string_view bytes, std::string_view content_type) {
    Input input;
    if (is_gzip(bytes)) {
        auto unpacked = Inflater().unpack(bytes);
        if (unpacked && is_gzip(unpacked->text)) unpacked = Inflater().unpack(unpacked->text);  // by file and by server
        if (!unpacked) return unpacked;
        input = std::move(*unpacked);
        bytes = input.text;
    }
    if (bytes.size() > max_unpacked_bytes) {
        bytes = bytes.substr(0, max_unpacked_bytes);
        input.truncated = true;
    }
    if (auto text = from_utf32(bytes)) {
        input.text = std::move(*text);
        return input;
    }
    // Blanks before the declaration are common, and a BOM may come after them.
    const bool wide = bytes.size() > 1 && (bytes[0] == '\0' || bytes[1] == '\0');
    if (!wide) bytes = trim(bytes);
    auto decoded = html::decode(bytes, "text/xml; charset=" + chosen_charset(bytes, content_type));
    if (decoded.replacements > 0 && input.warning.empty())
        input.warning = std::to_string(decoded.replacements) + " characters are not " + decoded.charset;
    input.text = std::move(decoded.text);
    return input;
}

}  // namespace winnow::feed
