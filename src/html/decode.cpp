#include "html/decode.h"

#include <uchardet.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>

#include "base/text.h"
#include "html/encodings.h"
#include "html/prescan.h"

namespace winnow::html {

namespace {

constexpr std::size_t prescan_bytes = 1024;        // HTML standard, 13.2.3.2
constexpr std::size_t late_meta_bytes = 64 << 10;  // browsers switch when the parser meets a later <meta>
constexpr std::size_t detector_bytes = 32 << 10;   // uchardet reads 13 MB/s
constexpr std::size_t wide_sample_bytes = 4096;

struct Choice {
    Encoding encoding;
    CharsetSource source;
    bool is_well_formed = false;  // known to be: saves a second look at every byte
};

struct Bom {
    Encoding encoding;
    std::size_t length;
};

std::optional<Bom> sniff_bom(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) return Bom{Encoding::utf_8, 3};
    if (bytes.starts_with("\xFE\xFF")) return Bom{Encoding::utf_16be, 2};
    if (bytes.starts_with("\xFF\xFE")) return Bom{Encoding::utf_16le, 2};
    return std::nullopt;
}

std::optional<Choice> find_meta(std::string_view bytes) {
    if (const auto meta = prescan(bytes.substr(0, prescan_bytes))) return Choice{*meta, CharsetSource::meta};
    if (bytes.size() <= prescan_bytes) return std::nullopt;
    if (const auto meta = prescan(bytes.substr(0, late_meta_bytes))) return Choice{*meta, CharsetSource::meta};
    return std::nullopt;
}

std::optional<Choice> find_label(std::string_view bytes, std::string_view content_type) {
    if (const auto header = charset_of_content_type(content_type)) return Choice{*header, CharsetSource::http_header};
    return find_meta(bytes);
}

/// UTF-16 without a BOM shows in markup: every other byte of it is NUL.
std::optional<Encoding> utf16_by_look(std::string_view bytes) {
    const auto sample = bytes.substr(0, wide_sample_bytes);
    if (sample.find('\0') == std::string_view::npos) return std::nullopt;
    const auto is_text = [](char c) { return (c >= 0x20 && c < 0x7F) || is_ascii_space(c); };
    std::size_t little = 0;
    std::size_t big = 0;
    for (std::size_t i = 0; i + 1 < sample.size(); i += 2) {
        if (sample[i + 1] == '\0' && is_text(sample[i])) ++little;
        if (sample[i] == '\0' && is_text(sample[i + 1])) ++big;
    }
    const auto most = std::max(little, big);
    const auto pairs = sample.size() / 2;
    if (most < 4 || most * 3 < pairs || std::min(little, big) * 10 > most) return std::nullopt;
    return little > big ? Encoding::utf_16le : Encoding::utf_16be;
}

/// A label may say UTF-16 over bytes that are plainly not.
bool is_eight_bit_text(std::string_view bytes, const Utf8Scan& scan) {
    const auto is_control = [](char c) { return c >= 0 && c < 0x20 && !is_ascii_space(c); };
    return scan.malformed == 0 && std::none_of(bytes.begin(), bytes.end(), is_control) &&
           (scan.multibyte > 0 || bytes.find('<') != std::string_view::npos);
}

/// Legacy text hardly ever is UTF-8 by chance, and never for a hundred characters. A page cut short or with one bad
/// insertion is UTF-8 still.
bool is_mostly_utf8(const Utf8Scan& scan) {
    return scan.multibyte > 0 && scan.malformed * 10 <= scan.multibyte;
}

unsigned char byte_at(std::string_view bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]);
}

/// One byte that is not ASCII among bytes that are: a letter or sign of windows-1252 where one may stand?
bool is_lone_western(std::string_view bytes, std::size_t at) {
    const auto c = byte_at(bytes, at);
    if (c >= 0xC0) {
        const bool capital = c <= 0xDE && c != 0xD7;
        const bool after_small = at > 0 && bytes[at - 1] >= 'a' && bytes[at - 1] <= 'z';
        return c < 0xFE && !(capital && after_small);
    }
    constexpr std::string_view signs = "\x85\x91\x92\x93\x94\x96\x97\xA0\xA3\xA7\xA9\xAB\xAE\xB0\xBB";
    return signs.find(bytes[at]) != std::string_view::npos;
}

/// A handful of bytes that are not UTF-8 in a page that says it is: letters of a legacy encoding, or plain damage?
/// Damage is U+FFFD by the standard; letters are worth a second look.
bool is_legacy_by_look(std::string_view bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
        if (byte_at(bytes, at) < 0x80) {
            ++at;
            continue;
        }
        auto end = at;
        bool all_letters = true;
        for (; end < bytes.size() && byte_at(bytes, end) >= 0x80; ++end)
            all_letters = all_letters && byte_at(bytes, end) >= 0xC0 && byte_at(bytes, end) < 0xFE;
        const bool word = end - at == 1 ? is_lone_western(bytes, at) : all_letters;
        if (!word && scan_utf8(bytes.substr(at, end - at)).malformed > 0) return false;
        at = end;
    }
    return true;
}

/// Should bytes that are labelled UTF-8 be read as UTF-8, though some are malformed?
bool keeps_utf8(std::string_view bytes, const Utf8Scan& scan) {
    constexpr std::size_t few = 8;
    if (scan.malformed <= scan.multibyte) return true;
    return scan.malformed < few && !is_legacy_by_look(bytes);
}

/// What a detector needs: the bytes that are not ASCII, with some words around them. Markup between tells it nothing.
std::string sample_for_detector(std::string_view bytes) {
    constexpr std::size_t around = 32;
    std::string sample;
    std::size_t taken = 0;  // end of what was copied
    for (std::size_t at = 0; at < bytes.size() && sample.size() < detector_bytes; ++at) {
        if (byte_at(bytes, at) < 0x80 && bytes[at] != 0x1B) continue;
        const auto start = std::max(taken, at > around ? at - around : 0);
        const auto end = std::min(bytes.size(), at + around);
        if (start > taken && !sample.empty()) sample.push_back(' ');
        if (start < end) sample.append(bytes, start, end - start);
        taken = std::max(taken, end);
    }
    return sample;
}

std::size_t count_pairs(std::string_view bytes, unsigned first_low, unsigned first_high, unsigned second_low,
                        unsigned second_high) {
    std::size_t count = 0;
    for (std::size_t i = 0; i + 1 < bytes.size(); ++i) {
        const auto a = byte_at(bytes, i);
        const auto b = byte_at(bytes, i + 1);
        count += a >= first_low && a <= first_high && b >= second_low && b <= second_high ? 1 : 0;
    }
    return count;
}

bool has_byte_between(std::string_view bytes, unsigned low, unsigned high) {
    return std::any_of(bytes.begin(), bytes.end(), [&](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= low && byte <= high;
    });
}

bool same_text(std::string_view bytes, Encoding a, Encoding b) {
    return transcode(bytes, a).text == transcode(bytes, b).text;
}

/// The detector names a family; pages use the Windows member of it, and it confuses a few neighbours.
Encoding refine(std::string_view sample, Encoding guess) {
    switch (guess) {
        case Encoding::gb18030:  // of these the label that pages carry; one decoder
            return Encoding::gbk;
        case Encoding::koi8_r:  // the same but for four Ukrainian letters where koi8-r draws boxes
            return has_byte_between(sample, 0xA6, 0xA7) || has_byte_between(sample, 0xA4, 0xA4) ? Encoding::koi8_u
                                                                                                : guess;
        case Encoding::x_mac_cyrillic:  // small letters agree with windows-1251; so count capitals at words' starts
            return count_pairs(sample, 0x80, 0x9F, 0xE0, 0xFE) > count_pairs(sample, 0xC0, 0xDE, 0xE0, 0xFF)
                       ? guess
                       : Encoding::windows_1251;
        default:
            break;
    }
    const auto* table = single_byte_table(guess);
    if (table == nullptr || table[0xE9 - 0x80] > 0x24F) return guess;  // not a Latin alphabet
    if (same_text(sample, guess, Encoding::windows_1252)) return Encoding::windows_1252;
    if (!has_byte_between(sample, 0x80, 0x9F)) return guess;
    switch (guess) {  // the ISO sets have controls there, the Windows sets quotes and dashes
        case Encoding::iso_8859_2:
        case Encoding::iso_8859_16:
            return Encoding::windows_1250;
        case Encoding::iso_8859_4:
        case Encoding::iso_8859_10:
        case Encoding::iso_8859_13:
            return Encoding::windows_1257;
        case Encoding::iso_8859_3:
        case Encoding::iso_8859_14:
        case Encoding::iso_8859_15:
            return Encoding::windows_1252;
        default:
            return guess;
    }
}

std::optional<Encoding> detect(std::string_view bytes) {
    const auto sample = sample_for_detector(bytes);
    const std::unique_ptr<uchardet, decltype(&uchardet_delete)> detector(uchardet_new(), &uchardet_delete);
    if (!detector || uchardet_handle_data(detector.get(), sample.data(), sample.size()) != 0) return std::nullopt;
    uchardet_data_end(detector.get());
    const std::string_view name = uchardet_get_charset(detector.get());
    const auto guess = name == "UHC"            ? Encoding::euc_kr  // names that are no labels
                       : name == "MAC-CYRILLIC" ? Encoding::x_mac_cyrillic
                                                : find_encoding(name);
    if (!guess || *guess == Encoding::replacement) return std::nullopt;
    return refine(sample, *guess);
}

Choice detect_or_fall_back(std::string_view bytes) {
    if (const auto detected = detect(bytes)) return {*detected, CharsetSource::detected};
    return {Encoding::windows_1252, CharsetSource::fallback};
}

/// ISO-2022-JP is ASCII to the eye; only its escapes tell.
bool has_japanese_escape(std::string_view bytes) {
    return bytes.find("\x1B$B") != std::string_view::npos || bytes.find("\x1B$@") != std::string_view::npos;
}

Choice choose_unlabelled(std::string_view bytes, const Utf8Scan& scan) {
    if (scan.malformed == 0 && scan.multibyte == 0 && has_japanese_escape(bytes))
        return {Encoding::iso_2022_jp, CharsetSource::detected};
    if (scan.malformed == 0 || is_mostly_utf8(scan)) return {Encoding::utf_8, CharsetSource::valid_utf8};
    return detect_or_fall_back(bytes);
}

bool is_wide(Encoding encoding) {
    return encoding == Encoding::utf_16le || encoding == Encoding::utf_16be;
}

Choice choose_by_scan(std::string_view bytes, const std::optional<Choice>& label, const Utf8Scan& scan) {
    if (!label) return choose_unlabelled(bytes, scan);
    if (label->encoding == Encoding::utf_8) {
        if (scan.malformed == 0 || keeps_utf8(bytes, scan)) return *label;
        // A server's default says utf-8 over old pages, whose own meta knows better.
        const auto meta = find_meta(bytes);
        return meta && meta->encoding != Encoding::utf_8 ? *meta : detect_or_fall_back(bytes);
    }
    const bool is_utf8 = is_wide(label->encoding) ? is_eight_bit_text(bytes, scan) : is_mostly_utf8(scan);
    return is_utf8 ? Choice{Encoding::utf_8, CharsetSource::valid_utf8} : *label;
}

Choice choose(std::string_view bytes, std::string_view content_type) {
    const auto label = find_label(bytes, content_type);
    if (const auto wide = utf16_by_look(bytes)) {
        if (label && *wide == label->encoding) return *label;
        return {*wide, CharsetSource::detected};
    }
    const auto scan = scan_utf8(bytes);
    auto choice = choose_by_scan(bytes, label, scan);
    choice.is_well_formed = choice.encoding == Encoding::utf_8 && scan.malformed == 0;
    return choice;
}

Decoded finish(std::string_view bytes, const Choice& choice) {
    auto transcoded = choice.is_well_formed ? Transcoded{std::string(bytes), 0} : transcode(bytes, choice.encoding);
    return {std::move(transcoded.text), std::string(encoding_name(choice.encoding)), choice.source,
            transcoded.replacements};
}

/// Letters and U+FFFD of what a reader sees: tags, scripts and styles left out, roughly, without a parse.
struct Visible {
    std::size_t letters = 0;
    std::size_t replacements = 0;
};

std::size_t end_of_tag(std::string_view text, std::size_t open) {
    const auto rest = text.substr(open);
    for (const std::string_view raw : {"script", "style"}) {
        if (!istarts_with_ascii(rest.substr(1), raw)) continue;
        const auto close = ifind_ascii(rest, raw == "script" ? "</script" : "</style");
        if (close == std::string_view::npos) return text.size();
        open += close;
        break;
    }
    const auto end = text.find('>', open);
    return end == std::string_view::npos ? text.size() : end + 1;
}

bool opens_tag(std::string_view text, std::size_t at) {
    return text[at] == '<' && at + 1 < text.size() &&
           (is_ascii_alpha(text[at + 1]) || text[at + 1] == '/' || text[at + 1] == '!');
}

Visible count_visible(std::string_view text) {
    Visible visible;
    for (std::size_t at = 0; at < text.size();) {
        if (opens_tag(text, at)) {
            at = end_of_tag(text, at);
            continue;
        }
        const auto c = next_code_point(text, at);
        visible.replacements += c == 0xFFFD ? 1 : 0;
        visible.letters += is_letter(c) ? 1 : 0;
    }
    return visible;
}

}  // namespace

Decoded decode(std::string_view bytes, std::string_view content_type) {
    if (const auto bom = sniff_bom(bytes))
        return finish(bytes.substr(bom->length), {bom->encoding, CharsetSource::bom});
    const auto choice = choose(bytes, content_type);
    auto decoded = finish(bytes, choice);
    const bool by_label = choice.source == CharsetSource::http_header || choice.source == CharsetSource::meta;
    if (!by_label || !is_legacy_multibyte(choice.encoding) || !is_garbled(decoded)) return decoded;
    const auto other = detect(bytes);  // the label cannot be true
    if (!other || *other == choice.encoding) return decoded;
    auto second = finish(bytes, {*other, CharsetSource::detected});
    return second.replacements * 10 < decoded.replacements ? std::move(second) : std::move(decoded);
}

bool is_garbled(const Decoded& decoded) {
    constexpr std::size_t some = 8;
    constexpr std::size_t letters_for_each = 100;
    if (decoded.charset == encoding_name(Encoding::replacement)) return decoded.replacements > 0;
    if (decoded.text.find("\xEF\xBF\xBD") == std::string::npos) return false;
    const auto visible = count_visible(decoded.text);
    return visible.replacements >= some && visible.replacements * letters_for_each > visible.letters;
}

std::string_view encoding_for_label(std::string_view label) {
    const auto encoding = find_encoding(label);
    return encoding ? encoding_name(*encoding) : std::string_view();
}

}  // namespace winnow::html
