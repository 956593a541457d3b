#include "url/host.h"

#include <unicode/uidna.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/text.h"
#include "url/percent.h"

namespace winnow::url {
namespace {

constexpr std::string_view good{};

// --- domains ---------------------------------------------------------------------------------------------------------

/// Lower case for what may stand in a domain, '\1' for what sends us the long way ('%' and non-ASCII), else '\0': the
/// forbidden domain code points (§3.1).
constexpr std::array<char, 256> make_domain_table() {
    std::array<char, 256> table{};
    for (unsigned c = 0x21; c < 0x7F; ++c) table[c] = to_ascii_lower(static_cast<char>(c));
    for (const char c : std::string_view("#/:<>?@[\\]^|")) table[static_cast<unsigned char>(c)] = '\0';
    table['%'] = '\1';
    for (unsigned c = 0x80; c < 256; ++c) table[c] = '\1';
    return table;
}
constexpr auto domain_table = make_domain_table();

/// Appends `domain` in lower case. False if it takes more than that: IDNA or percent-decoding.
bool append_plain_domain(std::string& out, std::string_view domain, std::string_view& wrong) {
    const auto begin = out.size();
    for (const char c : domain) {
        const char lower = domain_table[static_cast<unsigned char>(c)];
        if (lower == '\1') return false;
        if (lower == '\0') {
            wrong = "forbidden character in the host";
            return true;
        }
        out += lower;
    }
    for (auto at = out.find("xn--", begin); at != std::string::npos; at = out.find("xn--", at + 1))
        if (at == begin || out[at - 1] == '.') return false;
    return true;
}

/// ICU as browsers set it up: UTS 46 with CheckHyphens, VerifyDnsLength and UseSTD3ASCIIRules off, CheckBidi and
/// CheckJoiners on. (libidn2 cannot be told so: it refuses every symbol, and "--" or a hyphen at an end of any label.)
const UIDNA* uts46() {
    static const UIDNA* const instance = [] {
        UErrorCode status = U_ZERO_ERROR;
        return uidna_openUTS46(
            UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE,
            &status);
    }();
    return instance;
}

constexpr std::uint32_t harmless_idna_errors = UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG |
                                               UIDNA_ERROR_DOMAIN_NAME_TOO_LONG | UIDNA_ERROR_LEADING_HYPHEN |
                                               UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4;

using Conversion = decltype(&uidna_nameToASCII_UTF8);

std::optional<std::string> convert(Conversion conversion, std::string_view domain) {
    if (uts46() == nullptr) return std::nullopt;
    std::string out(domain.size() * 2 + 64, '\0');
    for (;;) {
        UErrorCode status = U_ZERO_ERROR;
        UIDNAInfo info = UIDNA_INFO_INITIALIZER;
        const auto length = conversion(uts46(), domain.data(), static_cast<std::int32_t>(domain.size()), out.data(),
                                       static_cast<std::int32_t>(out.size()), &info, &status);
        if (status == U_BUFFER_OVERFLOW_ERROR) {
            out.resize(static_cast<std::size_t>(length));
            continue;
        }
        if (U_FAILURE(status) || (info.errors & ~harmless_idna_errors) != 0) return std::nullopt;
        out.resize(static_cast<std::size_t>(length));
        return out;
    }
}

// DNS ends at 253 octets. The standard knows no bound, but Punycode takes time that grows with the square of a label.
constexpr std::size_t max_idna_bytes = 4096;

std::string_view append_idna_domain(std::string& out, std::string_view raw) {
    std::string domain = percent_decoded(raw);
    if (domain.size() > max_idna_bytes) return "host too long";
    if (!is_valid_utf8(domain)) return "host is not UTF-8";
    // UTS 46 maps the capital sharp s to the small one since Unicode 15.1; ICU 72 still says "ss".
    replace_all(domain, "ẞ", "ß");
    const auto ascii = convert(&uidna_nameToASCII_UTF8, domain);
    if (!ascii) return "host is not a valid internationalized domain name";
    for (const char c : *ascii)
        if (domain_table[static_cast<unsigned char>(c)] <= '\1') return "forbidden character in the host";
    out += *ascii;
    return good;
}

// --- IPv4 ------------------------------------------------------------------------------------------------------------

/// §3.5, IPv4 number parser: decimal, 0x hexadecimal or 0 octal, saturating; nullopt if it is no number.
std::optional<std::uint64_t> ipv4_number(std::string_view text) {
    if (text.empty()) return std::nullopt;
    unsigned radix = 10;
    if (text.size() >= 2 && text[0] == '0') {
        const bool hex = text[1] == 'x' || text[1] == 'X';
        radix = hex ? 16 : 8;
        text.remove_prefix(hex ? 2 : 1);
    }
    std::uint64_t value = 0;
    for (const char c : text) {
        const int digit = hex_value(c);
        if (digit < 0 || static_cast<unsigned>(digit) >= radix) return std::nullopt;
        value = std::min<std::uint64_t>(value * radix + static_cast<unsigned>(digit), 1ull << 33);
    }
    return value;
}

std::string_view without_last_dot(std::string_view host) {
    if (host.size() > 1 && host.back() == '.') host.remove_suffix(1);
    return host;
}

/// §3.5, "ends in a number checker".
bool ends_in_a_number(std::string_view host) {
    host = without_last_dot(host);
    const auto dot = host.rfind('.');
    const auto last = dot == std::string_view::npos ? host : host.substr(dot + 1);
    if (last.empty() || !is_ascii_digit(last.front())) return false;
    return std::all_of(last.begin(), last.end(), is_ascii_digit) || ipv4_number(last).has_value();
}

std::string_view parse_ipv4(std::string_view host, std::uint32_t& address) {
    constexpr std::string_view wrong = "host ends in a number but is not an IPv4 address";
    const auto parts = split(without_last_dot(host), '.');
    if (parts.size() > 4) return wrong;
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto number = ipv4_number(parts[i]);
        if (!number) return wrong;
        const bool last = i + 1 == parts.size();
        const std::uint64_t limit = last ? 1ull << (8 * (5 - parts.size())) : 256;
        if (*number >= limit) return wrong;
        value += last ? *number : *number << (8 * (3 - i));
    }
    address = static_cast<std::uint32_t>(value);
    return good;
}

void append_ipv4(std::string& out, std::uint32_t address) {
    for (int shift = 24; shift >= 0; shift -= 8) {
        out += std::to_string((address >> shift) & 255);
        if (shift > 0) out += '.';
    }
}

// --- IPv6 ------------------------------------------------------------------------------------------------------------

using Pieces = std::array<std::uint16_t, 8>;

/// The dotted tail of an IPv6 address: exactly four decimal parts without leading zeros. It fills two pieces.
bool parse_ipv4_tail(std::string_view text, std::uint16_t* pieces) {
    const auto parts = split(text, '.');
    if (parts.size() != 4) return false;
    std::array<unsigned, 4> octets{};
    for (std::size_t i = 0; i < 4; ++i) {
        const auto part = parts[i];
        if (part.empty() || part.size() > 3 || (part.size() > 1 && part[0] == '0')) return false;
        for (const char c : part) {
            if (!is_ascii_digit(c)) return false;
            octets[i] = octets[i] * 10 + static_cast<unsigned>(c - '0');
        }
        if (octets[i] > 255) return false;
    }
    pieces[0] = static_cast<std::uint16_t>(octets[0] << 8 | octets[1]);
    pieces[1] = static_cast<std::uint16_t>(octets[2] << 8 | octets[3]);
    return true;
}

/// §3.5, IPv6 parser.
bool parse_ipv6(std::string_view text, Pieces& pieces) {
    std::size_t count = 0, at = 0;
    std::optional<std::size_t> compress;
    if (text.starts_with(':')) {
        if (!text.starts_with("::")) return false;
        at = 2;
        compress = 0;
    }
    while (at < text.size()) {
        if (count == 8) return false;
        if (text[at] == ':') {
            if (compress) return false;
            ++at;
            compress = count;
            continue;
        }
        const auto piece_begin = at;
        unsigned value = 0;
        for (; at < text.size() && at < piece_begin + 4 && hex_value(text[at]) >= 0; ++at)
            value = value * 16 + static_cast<unsigned>(hex_value(text[at]));
        if (at < text.size() && text[at] == '.') {
            if (at == piece_begin || count > 6 || !parse_ipv4_tail(text.substr(piece_begin), &pieces[count]))
                return false;
            count += 2;
            at = text.size();
            break;
        }
        if (at < text.size()) {
            if (text[at] != ':' || ++at == text.size()) return false;
        }
        pieces[count++] = static_cast<std::uint16_t>(value);
    }
    if (!compress) return count == 8;
    if (count == 8) return false;
    std::rotate(pieces.begin() + static_cast<std::ptrdiff_t>(*compress),
                pieces.begin() + static_cast<std::ptrdiff_t>(count), pieces.end());
    return true;
}

void append_ipv6(std::string& out, const Pieces& pieces) {
    std::size_t run_begin = 8, run_length = 1;  // the first longest run of at least two zeros becomes "::"
    for (std::size_t i = 0; i < 8;) {
        std::size_t end = i;
        while (end < 8 && pieces[end] == 0) ++end;
        if (end - i > run_length) {
            run_begin = i;
            run_length = end - i;
        }
        i = end + 1;
    }
    out += '[';
    for (std::size_t i = 0; i < 8;) {
        if (i == run_begin) {
            out += i == 0 ? "::" : ":";
            i += run_length;
            continue;
        }
        constexpr char digits[] = "0123456789abcdef";
        bool started = false;
        for (int shift = 12; shift >= 0; shift -= 4) {
            const unsigned digit = (static_cast<unsigned>(pieces[i]) >> shift) & 15;
            started = started || digit != 0 || shift == 0;
            if (started) out += digits[digit];
        }
        if (++i < 8) out += ':';
    }
    out += ']';
}

}  // namespace

std::string_view append_host(std::string& out, std::string_view raw) {
    if (raw.starts_with('[')) {
        if (raw.back() != ']' || raw.size() < 2) return "no end of IPv6 address";
        Pieces pieces{};
        if (!parse_ipv6(raw.substr(1, raw.size() - 2), pieces)) return "not an IPv6 address";
        append_ipv6(out, pieces);
        return good;
    }
    const auto begin = out.size();
    std::string_view wrong = good;
    if (!append_plain_domain(out, raw, wrong)) {
        out.resize(begin);
        wrong = append_idna_domain(out, raw);
    }
    if (!wrong.empty()) return wrong;
    const std::string_view host = std::string_view(out).substr(begin);
    if (host.empty()) return "no host";
    if (!ends_in_a_number(host)) return good;
    std::uint32_t address = 0;
    wrong = parse_ipv4(host, address);
    out.resize(begin);
    append_ipv4(out, address);
    return wrong;
}

std::string_view without_www(std::string_view host) {
    if (istarts_with_ascii(host, "www.") && host.find('.', 4) != std::string_view::npos) host.remove_prefix(4);
    return host;
}

std::string unicode_host(std::string_view host) {
    if (host.find("xn--") == std::string_view::npos || host.size() > max_idna_bytes) return std::string(host);
    return convert(&uidna_nameToUnicodeUTF8, host).value_or(std::string(host));
}

}  // namespace winnow::url
