#include "html/encodings.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <vector>

#include "base/text.h"

namespace winnow::html {

namespace {

struct Labels {
    const char* name;
    const char* labels;  // with blanks between; no label has one
};

// Encoding standard, section 4.2, "Names and labels": 228 labels.
constexpr std::array<Labels, encoding_count> all_labels{{
    {"utf-8", "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8"},
    {"ibm866", "866 cp866 csibm866 ibm866"},
    {"iso-8859-2", "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2"},
    {"iso-8859-3", "csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3"},
    {"iso-8859-4", "csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4"},
    {"iso-8859-5", "csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988"},
    {"iso-8859-6",
     "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e iso-8859-6-i "
     "iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987"},
    {"iso-8859-7",
     "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 iso_8859-7 "
     "iso_8859-7:1987 sun_eu_greek"},
    {"iso-8859-8",
     "csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8 "
     "iso_8859-8:1988 visual"},
    {"iso-8859-8-i", "csiso88598i iso-8859-8-i logical"},
    {"iso-8859-10", "csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6"},
    {"iso-8859-13", "iso-8859-13 iso8859-13 iso885913"},
    {"iso-8859-14", "iso-8859-14 iso8859-14 iso885914"},
    {"iso-8859-15", "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9"},
    {"iso-8859-16", "iso-8859-16"},
    {"koi8-r", "cskoi8r koi koi8 koi8-r koi8_r"},
    {"koi8-u", "koi8-ru koi8-u"},
    {"macintosh", "csmacintosh mac macintosh x-mac-roman"},
    {"windows-874", "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874"},
    {"windows-1250", "cp1250 windows-1250 x-cp1250"},
    {"windows-1251", "cp1251 windows-1251 x-cp1251"},
    {"windows-1252",
     "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 "
     "iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252"},
    {"windows-1253", "cp1253 windows-1253 x-cp1253"},
    {"windows-1254",
     "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5 windows-1254 "
     "x-cp1254"},
    {"windows-1255", "cp1255 windows-1255 x-cp1255"},
    {"windows-1256", "cp1256 windows-1256 x-cp1256"},
    {"windows-1257", "cp1257 windows-1257 x-cp1257"},
    {"windows-1258", "cp1258 windows-1258 x-cp1258"},
    {"x-mac-cyrillic", "x-mac-cyrillic x-mac-ukrainian"},
    {"gbk", "chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk"},
    {"gb18030", "gb18030"},
    {"big5", "big5 big5-hkscs cn-big5 csbig5 x-x-big5"},
    {"euc-jp", "cseucpkdfmtjapanese euc-jp x-euc-jp"},
    {"iso-2022-jp", "csiso2022jp iso-2022-jp"},
    {"shift_jis", "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis"},
    {"euc-kr",
     "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949"},
    {"replacement", "csiso2022kr hz-gb-2312 iso-2022-cn iso-2022-cn-ext iso-2022-kr replacement"},
    {"utf-16be", "unicodefffe utf-16be"},
    {"utf-16le", "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le"},
    {"x-user-defined", "x-user-defined"},
}};

struct Label {
    std::string_view label;
    Encoding encoding;
};

const std::vector<Label>& sorted_labels() {
    static const auto table = [] {
        std::vector<Label> labels;
        for (std::size_t i = 0; i < all_labels.size(); ++i) {
            for (const auto label : split(all_labels[i].labels, ' ')) labels.push_back({label, Encoding(i)});
        }
        std::sort(labels.begin(), labels.end(), [](const Label& a, const Label& b) { return a.label < b.label; });
        return labels;
    }();
    return table;
}

constexpr std::string_view fffd = "\xEF\xBF\xBD";
constexpr std::uint64_t high_bits = 0x8080808080808080u;

/// Bytes below 0x80 from here on, at most up to `end`.
std::size_t ascii_run(const unsigned char* at, const unsigned char* end) {
    const auto* p = at;
    for (std::uint64_t a = 0, b = 0; end - p >= 16; p += 16) {
        std::memcpy(&a, p, 8);
        std::memcpy(&b, p + 8, 8);
        if (((a | b) & high_bits) != 0) break;
    }
    while (p < end && *p < 0x80) ++p;
    return static_cast<std::size_t>(p - at);
}

struct Sequence {
    unsigned length;
    bool well_formed;
};

/// The sequence at `p`, whose first byte is not ASCII; of a malformed one the maximal subpart (Unicode, table 3-8).
Sequence utf8_sequence(const unsigned char* p, const unsigned char* end) {
    const unsigned lead = *p;
    if (lead < 0xC2 || lead > 0xF4) return {1, false};
    const unsigned length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    unsigned low = 0x80;
    unsigned high = 0xBF;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
    for (unsigned i = 1; i < length; ++i) {
        if (p + i == end || p[i] < low || p[i] > high) return {i, false};
        low = 0x80;
        high = 0xBF;
    }
    return {length, true};
}

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

Transcoded from_utf8(std::string_view bytes) {
    if (scan_utf8(bytes).malformed == 0) return {std::string(bytes), 0};
    Transcoded out;
    out.text.reserve(bytes.size() + bytes.size() / 8);
    const auto* p = bytes_of(bytes);
    const auto* const end = p + bytes.size();
    const auto* good = p;  // start of the run that can be copied as it is
    const auto flush = [&] { out.text.append(reinterpret_cast<const char*>(good), std::size_t(p - good)); };
    while (p < end) {
        p += ascii_run(p, end);
        if (p == end) break;
        const auto sequence = utf8_sequence(p, end);
        if (!sequence.well_formed) {
            flush();
            out.text += fffd;
            ++out.replacements;
            good = p + sequence.length;
        }
        p += sequence.length;
    }
    flush();
    return out;
}

template <bool big_endian>
Transcoded from_utf16(std::string_view bytes) {
    Transcoded out;
    out.text.reserve(bytes.size());
    const auto* p = bytes_of(bytes);
    const auto unit = [&](std::size_t at) {
        return big_endian ? unsigned(p[at] << 8 | p[at + 1]) : unsigned(p[at + 1] << 8 | p[at]);
    };
    const auto whole = bytes.size() & ~std::size_t{1};
    for (std::size_t at = 0; at < whole; at += 2) {
        const auto c = unit(at);
        if (c < 0x80) {
            out.text.push_back(static_cast<char>(c));
        } else if (c < 0xD800 || c > 0xDFFF) {
            append_utf8(out.text, c);
        } else if (c < 0xDC00 && at + 2 < whole && (unit(at + 2) & 0xFC00) == 0xDC00) {
            append_utf8(out.text, 0x10000 + ((c & 0x3FF) << 10) + (unit(at + 2) & 0x3FF));
            at += 2;
        } else {
            out.text += fffd;
            ++out.replacements;
        }
    }
    const bool after_high = whole >= 2 && (unit(whole - 2) & 0xFC00) == 0xD800;  // one error for both at the end
    if (whole != bytes.size() && !after_high) {
        out.text += fffd;
        ++out.replacements;
    }
    return out;
}

/// UTF-8 of one byte's character: its bytes from the lowest on, so that one store of four bytes writes it.
struct Packed {
    std::uint32_t bytes;
    std::uint32_t length;
};

std::array<Packed, 256> pack(const char16_t* table) {
    std::array<Packed, 256> packed{};
    for (std::uint32_t i = 0; i < packed.size(); ++i) {
        const std::uint32_t c = i < 0x80 ? i : table[i - 0x80];
        if (c < 0x80) {
            packed[i] = {c, 1};
        } else if (c < 0x800) {
            packed[i] = {(0xC0 | c >> 6) | (0x80 | (c & 0x3F)) << 8, 2};
        } else {
            packed[i] = {(0xE0 | c >> 12) | (0x80 | (c >> 6 & 0x3F)) << 8 | (0x80 | (c & 0x3F)) << 16, 3};
        }
    }
    return packed;
}

std::size_t count_holes(std::string_view bytes, const char16_t* table) {
    if (std::find(table, table + 128, char16_t{0xFFFD}) == table + 128) return 0;
    return static_cast<std::size_t>(std::count_if(bytes.begin(), bytes.end(), [&](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0x80 && table[byte - 0x80] == 0xFFFD;
    }));
}

Transcoded from_single_byte(std::string_view bytes, const char16_t* table) {
    static_assert(std::endian::native == std::endian::little, "Packed is written as one little-endian word");
    constexpr std::ptrdiff_t step = 16;
    const auto packed = pack(table);
    Transcoded out;
    out.replacements = count_holes(bytes, table);
    const auto* p = bytes_of(bytes);
    const auto* const end = p + bytes.size();
    const auto high = std::count_if(p, end, [](unsigned char c) { return c >= 0x80; });
    out.text.resize(bytes.size() + 2 * std::size_t(high) + 4);  // + 4: the last store may reach past its character
    auto* to = out.text.data();
    while (p < end) {
        const auto* const stop = end - p < step ? end : p + step;
        if (stop - p == step && ascii_run(p, stop) == step) {
            std::memcpy(to, p, step);
            to += step;
            p = stop;
        }
        for (; p < stop; ++p) {
            const auto& c = packed[*p];
            std::memcpy(to, &c.bytes, 4);
            to += c.length;
        }
    }
    out.text.resize(std::size_t(to - out.text.data()));
    return out;
}

Transcoded from_user_defined(std::string_view bytes) {
    std::array<char16_t, 128> table{};  // section 14.5
    for (std::size_t i = 0; i < table.size(); ++i) table[i] = static_cast<char16_t>(0xF780 + i);
    return from_single_byte(bytes, table.data());
}

}  // namespace

std::optional<Encoding> find_encoding(std::string_view label) {
    label = trim(label);
    if (label.size() > 24) return std::nullopt;  // the longest label has 19 characters
    const auto wanted = ascii_lower(label);
    const auto& labels = sorted_labels();
    const auto found = std::lower_bound(labels.begin(), labels.end(), std::string_view(wanted),
                                        [](const Label& a, std::string_view b) { return a.label < b; });
    if (found == labels.end() || found->label != wanted) return std::nullopt;
    return found->encoding;
}

std::string_view encoding_name(Encoding encoding) {
    return all_labels[static_cast<std::size_t>(encoding)].name;
}

Utf8Scan scan_utf8(std::string_view bytes) {
    constexpr std::size_t plainly_not = 256;
    Utf8Scan scan;
    const auto* p = bytes_of(bytes);
    const auto* const end = p + bytes.size();
    while (p < end) {
        if (*p < 0x80) {
            p += ascii_run(p, end);
            continue;
        }
        // Two bytes each: all of Latin, Greek, Cyrillic, Hebrew and Arabic; three: nearly all the rest.
        while (end - p >= 2 && p[0] >= 0xC2 && p[0] <= 0xDF && (p[1] & 0xC0) == 0x80) {
            p += 2;
            ++scan.multibyte;
        }
        while (end - p >= 3 && (p[0] & 0xF0) == 0xE0 && p[0] != 0xE0 && p[0] != 0xED && (p[1] & 0xC0) == 0x80 &&
               (p[2] & 0xC0) == 0x80) {
            p += 3;
            ++scan.multibyte;
        }
        if (p == end || *p < 0x80) continue;
        const auto sequence = utf8_sequence(p, end);
        p += sequence.length;
        ++(sequence.well_formed ? scan.multibyte : scan.malformed);
        if (scan.malformed >= plainly_not && scan.malformed > scan.multibyte) break;
    }
    return scan;
}

Transcoded transcode(std::string_view bytes, Encoding encoding) {
    switch (encoding) {
        case Encoding::utf_8:
            return from_utf8(bytes);
        case Encoding::utf_16be:
            return from_utf16<true>(bytes);
        case Encoding::utf_16le:
            return from_utf16<false>(bytes);
        case Encoding::x_user_defined:
            return from_user_defined(bytes);
        case Encoding::replacement:  // section 14.1: encodings that hide ASCII markup are not decoded at all
            return bytes.empty() ? Transcoded{} : Transcoded{std::string(fffd), 1};
        default:
            if (const auto* table = single_byte_table(encoding)) return from_single_byte(bytes, table);
            return transcode_multibyte(bytes, encoding);
    }
}

}  // namespace winnow::html
