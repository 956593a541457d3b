// The multi-byte decoders of the Encoding standard (sections 10 to 13), state by state, so that errors cost as many
// U+FFFD as in a browser. Their indexes are not shipped: they are read once, at first use, from the C library's iconv,
// whose tables differ from the standard's in a few code points, which are mended here.

#include <iconv.h>

#include <array>
#include <memory>
#include <vector>

#include "base/text.h"
#include "html/encodings.h"

namespace winnow::html {

namespace {

constexpr char32_t none = 0;

/// One character at a time, for filling an index.
class Iconv {
public:
    explicit Iconv(const char* from) : descriptor_(iconv_open("UTF-32LE", from)) {}
    Iconv(const Iconv&) = delete;
    Iconv& operator=(const Iconv&) = delete;
    ~Iconv() {
        if (usable()) iconv_close(descriptor_);
    }

    /// The one code point that these bytes mean; none if they are no character, or more than one.
    char32_t operator()(std::initializer_list<unsigned> bytes) {
        if (!usable()) return none;
        iconv(descriptor_, nullptr, nullptr, nullptr, nullptr);
        std::array<char, 4> in{};
        std::size_t in_left = 0;
        for (const auto byte : bytes) in[in_left++] = static_cast<char>(byte);
        std::array<unsigned char, 16> out{};
        std::size_t out_left = out.size();
        char* from = in.data();
        char* to = reinterpret_cast<char*>(out.data());
        if (iconv(descriptor_, &from, &in_left, &to, &out_left) == static_cast<std::size_t>(-1)) return none;
        iconv(descriptor_, nullptr, nullptr, &to, &out_left);  // a character that waited for a combining mark
        if (out.size() - out_left != 4) return none;
        return out[0] | char32_t(out[1]) << 8 | char32_t(out[2]) << 16;
    }

private:
    // A system without the gconv modules has no such descriptor: every character is U+FFFD then, and the page garbled.
    bool usable() const { return descriptor_ != iconv_t(-1); }  // NOLINT(performance-no-int-to-ptr)
    iconv_t descriptor_;
};

using Index = std::vector<char32_t>;

char32_t at(const Index& index, std::size_t pointer) {
    return pointer < index.size() ? index[pointer] : none;
}

constexpr bool within(unsigned byte, unsigned low, unsigned high) {
    return byte >= low && byte <= high;
}

// --- the indexes -----------------------------------------------------------------------------------------------------

const Index& gb18030_index() {
    static const auto index = [] {
        Index filled(126 * 190);
        Iconv gb18030("GB18030");
        for (unsigned pointer = 0; pointer < filled.size(); ++pointer) {
            const auto trail = pointer % 190;
            filled[pointer] = gb18030({0x81 + pointer / 190, trail + (trail < 0x3F ? 0x40 : 0x41)});
        }
        const auto set = [&](unsigned lead, unsigned trail, char32_t c) {
            filled[(lead - 0x81) * 190 + (trail - (trail < 0x7F ? 0x40 : 0x41))] = c;
        };
        set(0xA3, 0xA0, 0x3000);  // not U+E5E5: "for compatibility with deployed content"
        // GB18030-2022 gave eighteen private code points public ones, but left these six, which glibc maps as well.
        set(0xFE, 0x51, 0xE816);
        set(0xFE, 0x52, 0xE817);
        set(0xFE, 0x53, 0xE818);
        set(0xFE, 0x6C, 0xE831);
        set(0xFE, 0x76, 0xE83B);
        set(0xFE, 0x91, 0xE855);
        return filled;
    }();
    return index;
}

/// "Index gb18030 ranges": pointer 0 to 39419 to the code points of the BMP that had no two bytes in GB18030-2005, in
/// order; so they follow from the index.
const std::vector<char16_t>& gb18030_ranges() {
    static const auto ranges = [] {
        std::vector<bool> taken(0x10000);
        for (const auto c : gb18030_index()) {
            if (c < 0x10000) taken[c] = true;
        }
        for (char32_t c = 0xD800; c < 0xE000; ++c) taken[c] = true;
        // What the index has by the edition of 2022 or against the national standard.
        for (char32_t c = 0xFE10; c <= 0xFE19; ++c) taken[c] = false;
        for (char32_t c = 0x9FB4; c <= 0x9FBB; ++c) taken[c] = false;
        for (const auto c : {0xE78D, 0xE78E, 0xE78F, 0xE790, 0xE791, 0xE792, 0xE793, 0xE794, 0xE795, 0xE796,
                             0xE81E, 0xE826, 0xE82B, 0xE82C, 0xE832, 0xE843, 0xE854, 0xE864, 0xE5E5, 0xE7C7})
            taken[static_cast<std::size_t>(c)] = true;
        taken[0x1E3F] = false;
        std::vector<char16_t> filled;
        for (char32_t c = 0x80; c < 0x10000; ++c) {
            if (!taken[c]) filled.push_back(c == 0x1E3F ? char16_t{0xE7C7} : static_cast<char16_t>(c));
        }
        return filled;
    }();
    return ranges;
}

struct Mend {
    unsigned bytes;
    char32_t code_point;
};

// glibc's BIG5-HKSCS leaves out characters that HKSCS itself dropped as repeats of others; the web still has them.
// clang-format off
constexpr Mend big5_mends[] = {
    {0x8E69, 0x7BB8}, {0x8E6F, 0x7C06}, {0x8E7E, 0x7CCE}, {0x8EAB, 0x7DD2}, {0x8EB4, 0x7E1D}, {0x8ECD, 0x8005},
    {0x8ED0, 0x8028}, {0x8F57, 0x83C1}, {0x8F69, 0x84A8}, {0x8F6E, 0x840F}, {0x8FCB, 0x89A6}, {0x8FCC, 0x89A9},
    {0x8FFE, 0x8D77}, {0x906D, 0x90FD}, {0x907A, 0x92B9}, {0x90DC, 0x975C}, {0x90F1, 0x97FF}, {0x91BF, 0x9F16},
    {0x9244, 0x8503}, {0x92AF, 0x5159}, {0x92B0, 0x515B}, {0x92B1, 0x515D}, {0x92B2, 0x515E}, {0x92C8, 0x936E},
    {0x92D1, 0x7479}, {0x9447, 0x6D67}, {0x94CA, 0x799B}, {0x95D9, 0x9097}, {0x9644, 0x975D}, {0x96ED, 0x701E},
    {0x96FC, 0x5B28}, {0x9B76, 0x7201}, {0x9B78, 0x77D7}, {0x9B7B, 0x7E87}, {0x9BC6, 0x99D6}, {0x9BDE, 0x91D4},
    {0x9BEC, 0x60DE}, {0x9BF6, 0x6FB6}, {0x9C42, 0x8F36}, {0x9C53, 0x4FBB}, {0x9C62, 0x71DF}, {0x9C68, 0x9104},
    {0x9C6B, 0x9DF0}, {0x9C77, 0x83CF}, {0x9CBC, 0x5C10}, {0x9CBD, 0x79E3}, {0x9CD0, 0x5A67}, {0x9D57, 0x8F0B},
    {0x9D5A, 0x7B51}, {0x9DC4, 0x62D0}, {0x9EA9, 0x6062}, {0x9EEF, 0x75F9}, {0x9EFD, 0x6C4A}, {0x9F60, 0x9B2E},
    {0x9F66, 0x9F17}, {0x9FCB, 0x50ED}, {0x9FD8, 0x5F0C}, {0xA063, 0x880F}, {0xA077, 0x62CE}, {0xA0D5, 0x7468},
    {0xA0DF, 0x7162}, {0xA0E4, 0x7250}, {0xC6CF, 0x5EF4}, {0xC6D3, 0x65E0}, {0xC6D5, 0x7676}, {0xC6D7, 0x96B6},
    {0xC6DE, 0x3003}, {0xC6DF, 0x4EDD}, {0xFA5F, 0x5029}, {0xFA66, 0x507D}, {0xFABD, 0x5305}, {0xFAC5, 0x5344},
    {0xFAD5, 0x537F}, {0xFB48, 0x5605}, {0xFBB8, 0x5A77}, {0xFBF3, 0x5E75}, {0xFBF9, 0x5ED0}, {0xFC4F, 0x5F58},
    {0xFC6C, 0x60A4}, {0xFCB9, 0x6490}, {0xFCE2, 0x6674}, {0xFCF1, 0x675E}, {0xFDB7, 0x6C9C}, {0xFDB8, 0x6E1D},
    {0xFDBB, 0x6E2F}, {0xFDF1, 0x716E}, {0xFE52, 0x732A}, {0xFE6F, 0x745C}, {0xFEAA, 0x74E9}, {0xFEDD, 0x7809}};
// clang-format on

const Index& big5_index() {
    static const auto index = [] {
        Index filled(126 * 157);
        Iconv hkscs("BIG5-HKSCS");
        Iconv cp950("CP950");  // right where it and HKSCS differ on punctuation
        const auto slot = [&](unsigned lead, unsigned trail) -> char32_t& {
            return filled[(lead - 0x81) * 157 + (trail - (trail < 0x7F ? 0x40 : 0x62))];
        };
        for (unsigned lead = 0x81; lead <= 0xFE; ++lead) {
            for (unsigned trail = 0x40; trail <= 0xFE; ++trail) {
                if (within(trail, 0x7F, 0xA0)) continue;
                slot(lead, trail) = within(lead, 0xA1, 0xA3) ? cp950({lead, trail}) : hkscs({lead, trail});
            }
        }
        for (unsigned i = 0; i < 32; ++i) slot(0xA3, 0xC0 + i) = 0x2400 + i;  // control pictures
        slot(0xA3, 0xE0) = 0x2421;
        for (const auto& mend : big5_mends) slot(mend.bytes >> 8, mend.bytes & 0xFF) = mend.code_point;
        return filled;
    }();
    return index;
}

const Index& euc_kr_index() {
    static const auto index = [] {
        Index filled(126 * 190);
        Iconv uhc("UHC");
        for (unsigned pointer = 0; pointer < filled.size(); ++pointer)
            filled[pointer] = uhc({0x81 + pointer / 190, 0x41 + pointer % 190});
        return filled;
    }();
    return index;
}

constexpr unsigned eudc_first = 8836;  // Shift_JIS: end-user-defined characters, by formula
constexpr unsigned eudc_last = 10715;

const Index& jis0208_index() {
    static const auto index = [] {
        Index filled(60 * 188);
        Iconv cp932("CP932");
        for (unsigned pointer = 0; pointer < filled.size(); ++pointer) {
            if (within(pointer, eudc_first, eudc_last)) continue;
            const auto lead = pointer / 188;
            const auto trail = pointer % 188;
            filled[pointer] = cp932({lead + (lead < 0x1F ? 0x81 : 0xC1), trail + (trail < 0x3F ? 0x40 : 0x41)});
        }
        return filled;
    }();
    return index;
}

const Index& jis0212_index() {
    static const auto index = [] {
        Index filled(94 * 94);
        Iconv euc_jp("EUC-JP");
        for (unsigned pointer = 0; pointer < filled.size(); ++pointer)
            filled[pointer] = euc_jp({0x8F, 0xA1 + pointer / 94, 0xA1 + pointer % 94});
        return filled;
    }();
    return index;
}

// --- the decoders ----------------------------------------------------------------------------------------------------

/// The bytes, and the text that they became. A decoder takes bytes with next() and gives them back with unread().
class Stream {
public:
    static constexpr unsigned end = 256;

    explicit Stream(std::string_view bytes) : bytes_(bytes) { out_.text.reserve(bytes.size() + bytes.size() / 2); }

    bool done() const { return at_ >= bytes_.size(); }
    /// The next byte, or `end`, which may be read and given back like a byte.
    unsigned next() {
        const auto here = at_++;
        return here < bytes_.size() ? static_cast<unsigned char>(bytes_[here]) : end;
    }
    void unread(std::size_t count = 1) { at_ -= count; }

    void put(char32_t c) {
        if (c < 0x80) {
            out_.text.push_back(static_cast<char>(c));
        } else if (c >= 0x800 && c < 0x10000) {  // nearly every character of these encodings
            const char bytes[] = {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 0x3F)),
                                  static_cast<char>(0x80 | (c & 0x3F))};
            out_.text.append(bytes, 3);
        } else {
            append_utf8(out_.text, c);
        }
    }
    void put_error() {
        append_utf8(out_.text, 0xFFFD);
        ++out_.replacements;
    }
    /// What two bytes meant: a character, or an error after which an ASCII trail byte counts for itself.
    void put_or_error(char32_t c, unsigned trail) {
        if (c != none) return put(c);
        if (trail < 0x80 || trail == end) unread();
        put_error();
    }
    Transcoded take() { return std::move(out_); }

private:
    std::string_view bytes_;
    std::size_t at_ = 0;
    Transcoded out_;
};

char32_t gb18030_four(unsigned first, unsigned second, unsigned third, unsigned fourth) {
    const auto pointer = (first - 0x81) * 12600 + (second - 0x30) * 1260 + (third - 0x81) * 10 + fourth - 0x30;
    if (pointer >= 189000 && pointer <= 1237575) return 0x10000 + pointer - 189000;
    const auto& ranges = gb18030_ranges();
    return pointer < ranges.size() && pointer < 39420 ? ranges[pointer] : none;
}

/// After a lead byte and a digit: four bytes or an error that gives back all but the lead (section 10.2.1).
void gb18030_long(Stream& in, unsigned first, unsigned second) {
    const auto third = in.next();
    if (!within(third, 0x81, 0xFE)) {
        if (third != Stream::end) in.unread(2);  // at the end all that was begun is one error
        return in.put_error();
    }
    const auto fourth = in.next();
    if (!within(fourth, 0x30, 0x39)) {
        if (fourth != Stream::end) in.unread(3);
        return in.put_error();
    }
    const auto c = gb18030_four(first, second, third, fourth);
    if (c == none) return in.put_error();
    in.put(c);
}

void gb18030(Stream& in) {
    const auto& index = gb18030_index();
    while (!in.done()) {
        const auto lead = in.next();
        if (lead < 0x80) {
            in.put(lead);
        } else if (lead == 0x80) {
            in.put(0x20AC);
        } else if (lead == 0xFF) {
            in.put_error();
        } else if (const auto trail = in.next(); within(trail, 0x30, 0x39)) {
            gb18030_long(in, lead, trail);
        } else {
            const bool valid = within(trail, 0x40, 0x7E) || within(trail, 0x80, 0xFE);
            const auto pointer = (lead - 0x81) * 190 + (trail - (trail < 0x7F ? 0x40 : 0x41));
            in.put_or_error(valid ? at(index, pointer) : none, trail);
        }
    }
}

void big5(Stream& in) {
    const auto& index = big5_index();
    while (!in.done()) {
        const auto lead = in.next();
        if (lead < 0x80) {
            in.put(lead);
        } else if (lead == 0x80 || lead == 0xFF) {
            in.put_error();
        } else {
            const auto trail = in.next();
            const bool valid = within(trail, 0x40, 0x7E) || within(trail, 0xA1, 0xFE);
            const auto pointer = (lead - 0x81) * 157 + (trail - (trail < 0x7F ? 0x40 : 0x62));
            if (valid && (pointer == 1133 || pointer == 1135 || pointer == 1164 || pointer == 1166)) {
                in.put(pointer < 1150 ? 0xCA : 0xEA);  // with a combining mark: no code point of their own
                in.put(pointer == 1133 || pointer == 1164 ? 0x304 : 0x30C);
            } else {
                in.put_or_error(valid ? at(index, pointer) : none, trail);
            }
        }
    }
}

void euc_kr(Stream& in) {
    const auto& index = euc_kr_index();
    while (!in.done()) {
        const auto lead = in.next();
        if (lead < 0x80) {
            in.put(lead);
        } else if (lead == 0x80 || lead == 0xFF) {
            in.put_error();
        } else {
            const auto trail = in.next();
            const auto pointer = (lead - 0x81) * 190 + (trail - 0x41);
            in.put_or_error(within(trail, 0x41, 0xFE) ? at(index, pointer) : none, trail);
        }
    }
}

void shift_jis(Stream& in) {
    const auto& index = jis0208_index();
    while (!in.done()) {
        const auto lead = in.next();
        if (lead <= 0x80) {
            in.put(lead);
        } else if (within(lead, 0xA1, 0xDF)) {
            in.put(0xFF61 - 0xA1 + lead);
        } else if (!within(lead, 0x81, 0x9F) && !within(lead, 0xE0, 0xFC)) {
            in.put_error();
        } else {
            const auto trail = in.next();
            const bool valid = within(trail, 0x40, 0x7E) || within(trail, 0x80, 0xFC);
            const auto pointer = (lead - (lead < 0xA0 ? 0x81 : 0xC1)) * 188 + (trail - (trail < 0x7F ? 0x40 : 0x41));
            if (valid && within(pointer, eudc_first, eudc_last))
                in.put(0xE000 - eudc_first + pointer);
            else
                in.put_or_error(valid ? at(index, pointer) : none, trail);
        }
    }
}

void euc_jp(Stream& in) {
    const auto& kanji = jis0208_index();
    const auto& more_kanji = jis0212_index();
    while (!in.done()) {
        auto lead = in.next();
        if (lead < 0x80) {
            in.put(lead);
            continue;
        }
        if (lead != 0x8E && lead != 0x8F && !within(lead, 0xA1, 0xFE)) {
            in.put_error();
            continue;
        }
        auto trail = in.next();
        const auto* index = &kanji;
        if (lead == 0x8F && within(trail, 0xA1, 0xFE)) {
            index = &more_kanji;
            lead = trail;
            trail = in.next();
        }
        if (lead == 0x8E && within(trail, 0xA1, 0xDF))
            in.put(0xFF61 - 0xA1 + trail);
        else if (within(lead, 0xA1, 0xFE) && within(trail, 0xA1, 0xFE))
            in.put_or_error(at(*index, (lead - 0xA1) * 94 + trail - 0xA1), trail);
        else
            in.put_or_error(none, trail);
    }
}

enum class JisSet { ascii, roman, katakana, kanji };

/// After ESC: the set that is named there, or an error that gives the bytes back and leaves the set.
JisSet iso_2022_jp_escape(Stream& in, JisSet set, bool& just_switched) {
    const auto lead = in.next();
    if (lead == '$' || lead == '(') {
        const auto final = in.next();
        auto named = set;
        bool known = true;
        if (lead == '(' && final == 'B')
            named = JisSet::ascii;
        else if (lead == '(' && final == 'J')
            named = JisSet::roman;
        else if (lead == '(' && final == 'I')
            named = JisSet::katakana;
        else if (lead == '$' && (final == '@' || final == 'B'))
            named = JisSet::kanji;
        else
            known = false;
        if (known) {
            if (just_switched) in.put_error();  // two escapes in a row: section 12.2.1, "output flag"
            just_switched = true;
            return named;
        }
        in.unread();
    }
    in.unread();
    just_switched = false;
    in.put_error();
    return set;
}

void iso_2022_jp(Stream& in) {
    const auto& index = jis0208_index();
    auto set = JisSet::ascii;
    bool just_switched = false;
    while (!in.done()) {
        const auto byte = in.next();
        if (byte == 0x1B) {
            set = iso_2022_jp_escape(in, set, just_switched);
            continue;
        }
        just_switched = false;
        if (set == JisSet::kanji && within(byte, 0x21, 0x7E)) {
            const auto trail = in.next();
            if (within(trail, 0x21, 0x7E)) {
                const auto c = at(index, (byte - 0x21) * 94 + trail - 0x21);
                if (c != none)
                    in.put(c);
                else
                    in.put_error();
                continue;
            }
            in.put_error();
            if (trail == 0x1B || trail == Stream::end) in.unread();
        } else if (set == JisSet::katakana && within(byte, 0x21, 0x5F)) {
            in.put(0xFF61 - 0x21 + byte);
        } else if ((set == JisSet::ascii || set == JisSet::roman) && byte < 0x80 && byte != 0x0E && byte != 0x0F) {
            if (set == JisSet::roman && byte == 0x5C)
                in.put(0xA5);
            else if (set == JisSet::roman && byte == 0x7E)
                in.put(0x203E);
            else
                in.put(byte);
        } else {
            in.put_error();
        }
    }
}

}  // namespace

bool is_legacy_multibyte(Encoding encoding) {
    return encoding >= Encoding::gbk && encoding <= Encoding::euc_kr;
}

Transcoded transcode_multibyte(std::string_view bytes, Encoding encoding) {
    Stream in(bytes);
    switch (encoding) {
        case Encoding::big5:
            big5(in);
            break;
        case Encoding::euc_jp:
            euc_jp(in);
            break;
        case Encoding::iso_2022_jp:
            iso_2022_jp(in);
            break;
        case Encoding::shift_jis:
            shift_jis(in);
            break;
        case Encoding::euc_kr:
            euc_kr(in);
            break;
        default:  // gbk's decoder is gb18030's (section 10.1.1)
            gb18030(in);
    }
    return in.take();
}

}  // namespace winnow::html
