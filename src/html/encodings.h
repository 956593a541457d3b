#pragma once
/// The encodings of the WHATWG Encoding standard and their decoders, as browsers apply them: every byte sequence has
/// one decoding, and what is malformed becomes U+FFFD by that standard's rules, never an error.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace winnow::html {

/// In the order of the standard's section 4.2.
enum class Encoding : std::uint8_t {
    utf_8,
    ibm866,
    iso_8859_2,
    iso_8859_3,
    iso_8859_4,
    iso_8859_5,
    iso_8859_6,
    iso_8859_7,
    iso_8859_8,
    iso_8859_8_i,
    iso_8859_10,
    iso_8859_13,
    iso_8859_14,
    iso_8859_15,
    iso_8859_16,
    koi8_r,
    koi8_u,
    macintosh,
    windows_874,
    windows_1250,
    windows_1251,
    windows_1252,
    windows_1253,
    windows_1254,
    windows_1255,
    windows_1256,
    windows_1257,
    windows_1258,
    x_mac_cyrillic,
    gbk,
    gb18030,
    big5,
    euc_jp,
    iso_2022_jp,
    shift_jis,
    euc_kr,
    replacement,
    utf_16be,
    utf_16le,
    x_user_defined,
};
inline constexpr std::size_t encoding_count = 40;

/// "Get an encoding" (section 4.2): ASCII white space around the label and its case do not count.
std::optional<Encoding> find_encoding(std::string_view label);
/// The standard's name in lower case.
std::string_view encoding_name(Encoding encoding);

struct Transcoded {
    std::string text;              ///< valid UTF-8
    std::size_t replacements = 0;  ///< U+FFFD put in for malformed bytes
};
/// A BOM is not looked for: it is text here.
Transcoded transcode(std::string_view bytes, Encoding encoding);

/// What the bytes are if read as UTF-8. The count ends early where they plainly are not: hundreds of malformed
/// sequences, and more than well-formed ones.
struct Utf8Scan {
    std::size_t multibyte = 0;  ///< well-formed sequences of more than one byte
    std::size_t malformed = 0;  ///< maximal malformed subparts: as many U+FFFD as decoding would put in
};
Utf8Scan scan_utf8(std::string_view bytes);

/// The decoding of the bytes 0x80 to 0xFF in a single-byte encoding, U+FFFD where there is none; null for the others.
const char16_t* single_byte_table(Encoding encoding);

/// gbk, gb18030, big5, euc-jp, iso-2022-jp, shift_jis, euc-kr.
bool is_legacy_multibyte(Encoding encoding);
Transcoded transcode_multibyte(std::string_view bytes, Encoding encoding);

}  // namespace winnow::html
