#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/text.h"
#include "url/percent.h"
#include "url/url.h"

namespace winnow::url {
namespace {

using namespace std::string_view_literals;

// --- one spelling of an octet ----------------------------------------------------------------------------------------

constexpr bool is_unreserved(unsigned char c) {
    return is_ascii_alpha(static_cast<char>(c)) || is_ascii_digit(static_cast<char>(c)) || c == '-' || c == '.' ||
           c == '_' || c == '~';
}

/// What may stand raw by RFC 3986 in a path or query; browsers let more through ("|", "[", "^").
constexpr bool may_stand_raw(unsigned char c) {
    return is_unreserved(c) || std::string_view("!$&'()*+,;=:@/?").find(static_cast<char>(c)) != std::string_view::npos;
}

std::string normal_escapes(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        const int octet = escaped_octet(text, at);
        if (octet >= 0) at += 2;
        const auto byte = static_cast<unsigned char>(octet >= 0 ? octet : text[at]);
        if (octet >= 0 ? is_unreserved(byte) : may_stand_raw(byte)) {
            out += static_cast<char>(byte);
        } else {
            append_escape(out, byte);
        }
    }
    return out;
}

// --- parameters that say how a reader came, not what is read
// ----------------------------------------------------------

// Names in lower case. A name belongs here if some widely used product writes it into links and no site is known to
// select content by it; short or common words ("ref", "from", "source", "cid") stay out for that reason.
// Prefixes of Google and Urchin, Mailchimp, Webtrekk and WebTrends, Matomo (three spellings), HubSpot, AT Internet (a
// bare "at_" could be content), Blueshift, Eloqua, Salesforce, Yahoo, Listrak, Facebook, Roistat, Mindbox, Branch.
constexpr std::array tracking_prefixes = {
    "utm_"sv,     "mc_"sv,    "wt_"sv,       "wt."sv,         "pk_"sv,          "piwik_"sv,    "mtm_"sv,
    "matomo_"sv,  "hsa_"sv,   "itm_"sv,      "at_medium"sv,   "at_campaign"sv,  "at_custom"sv, "at_link"sv,
    "at_bbc"sv,   "at_ptr"sv, "at_format"sv, "at_creation"sv, "at_emailtype"sv, "bsft_"sv,     "elq"sv,
    "sfmc_"sv,    "guce_"sv,  "soc_"sv,      "trk_"sv,        "fb_action_"sv,   "roistat"sv,   "mindbox"sv,
    "_branch_"sv, "stm_"sv,   "amp_js_"sv};

// clang-format off: else one name a line
constexpr std::array tracking_names = {
    "__hsfp"sv, "__hssc"sv, "__hstc"sv, "__s"sv, "__twitter_impression"sv, "_ga"sv, "_gac"sv, "_gl"sv, "_hsenc"sv,
    "_hsmi"sv, "_ke"sv, "_openstat"sv, "action_object_map"sv, "action_ref_map"sv, "action_type_map"sv,
    "admitad_uid"sv, "amp_gsa"sv, "calltouch_tm"sv, "ceneo_spo"sv, "cmpid"sv, "cvosrc"sv, "dclid"sv, "dicbo"sv,
    "ef_id"sv, "epik"sv, "erid"sv, "etext"sv, "fb_comment_id"sv, "fb_ref"sv, "fb_source"sv, "fbclid"sv,
    "frommedia"sv, "ga_campaign"sv, "ga_content"sv, "ga_medium"sv, "ga_place"sv, "ga_source"sv, "ga_term"sv,
    "gad_campaignid"sv, "gad_source"sv, "gbraid"sv, "gclid"sv, "gclsrc"sv, "guccounter"sv, "hsctatracking"sv,
    "icid"sv, "igsh"sv, "igshid"sv, "ito"sv, "li_fat_id"sv, "mbid"sv, "mkt_tok"sv, "mkwid"sv, "ml_subscriber"sv,
    "ml_subscriber_hash"sv, "msclkid"sv, "ncid"sv, "nr_email_referer"sv, "ob_click_id"sv, "oborigurl"sv, "ocid"sv,
    "oly_anon_id"sv, "oly_enc_id"sv, "pcrid"sv, "pm_block"sv, "pm_position"sv, "pm_source"sv, "rb_clickid"sv,
    "ref_src"sv, "ref_url"sv, "s_cid"sv, "s_kwcid"sv, "sb_referer_host"sv, "sc_campaign"sv, "sc_channel"sv,
    "sc_content"sv, "sc_medium"sv, "sc_outcome"sv, "smid"sv, "smtyp"sv, "spm"sv, "sr_share"sv, "srsltid"sv,
    "tblci"sv, "trk"sv, "trkcampaign"sv, "ttclid"sv, "twclid"sv, "usqp"sv, "vero_conv"sv, "vero_id"sv, "vgo_ee"sv,
    "wbraid"sv, "wickedid"sv, "xtcr"sv, "xtor"sv, "xtref"sv, "yadclid"sv, "yadordid"sv, "yclid"sv, "ymclid"sv,
    "ysclid"sv};
// clang-format on
static_assert(std::is_sorted(tracking_names.begin(), tracking_names.end()));

bool is_tracking(std::string_view name) {
    return std::binary_search(tracking_names.begin(), tracking_names.end(), name) ||
           std::any_of(tracking_prefixes.begin(), tracking_prefixes.end(),
                       [name](std::string_view prefix) { return name.starts_with(prefix); });
}

/// Long and mixed, as a session id is and a story id ("sid=4711") is not.
bool looks_random(std::string_view value) {
    bool digit = false, letter = false;
    for (const char c : value) {
        if (!is_ascii_digit(c) && !is_ascii_alpha(c) && c != '-' && c != '_' && c != '.') return false;
        digit = digit || is_ascii_digit(c);
        letter = letter || is_ascii_alpha(c);
    }
    return value.size() >= 16 && digit && letter;
}

bool is_session(std::string_view name, std::string_view value) {
    if (name == "jsessionid" || name == "phpsessid" || name == "asp.net_sessionid" || name == "cftoken" ||
        name.starts_with("aspsessionid"))
        return true;
    constexpr std::array ambiguous = {"sid"sv,        "s"sv,          "session"sv, "sess"sv,  "sessionid"sv,
                                      "session_id"sv, "session-id"sv, "oscsid"sv,  "zenid"sv, "sessid"sv};
    return std::find(ambiguous.begin(), ambiguous.end(), name) != ambiguous.end() && looks_random(value);
}

/// `parameter` is name=value or a bare name.
bool is_noise(std::string_view parameter) {
    const auto equals = std::min(parameter.find('='), parameter.size());
    auto name = ascii_lower(parameter.substr(0, equals));
    if (name.starts_with("amp;")) name.erase(0, 4);  // "&amp;" that somebody escaped twice
    const auto value = equals < parameter.size() ? parameter.substr(equals + 1) : std::string_view();
    return is_tracking(name) || is_session(name, value);
}

// --- parts -----------------------------------------------------------------------------------------------------------

/// "(S(lit3py55t21z5v55vlm25s55))": how ASP.NET writes a session into the path.
bool is_aspnet_session(std::string_view segment) {
    if (segment.size() < 24 || !segment.starts_with('(') || !segment.ends_with("))")) return false;
    return is_ascii_alpha(segment[1]) && segment[2] == '(' && looks_random(segment.substr(3, segment.size() - 5));
}

/// Without parameters such as ";jsessionid=...".
std::string without_session(const std::string& segment) {
    if (segment.find(';') == std::string::npos) return segment;
    const auto pieces = split(segment, ';');
    std::string out(pieces[0]);
    for (std::size_t i = 1; i < pieces.size(); ++i) {
        const auto equals = pieces[i].find('=');
        if (equals != std::string_view::npos &&
            is_session(ascii_lower(pieces[i].substr(0, equals)), pieces[i].substr(equals + 1)))
            continue;
        out += ';';
        out += pieces[i];
    }
    return out == "." || out == ".." ? segment : out;  // must not turn into a dot segment now
}

std::string canonical_path(std::string_view path) {
    std::string out;
    for (const auto segment : split(path.substr(1), '/')) {
        if (is_aspnet_session(segment)) continue;
        out += '/';
        out += without_session(normal_escapes(segment));
    }
    return out.empty() ? "/" : out;
}

/// Sorting is harmless where every parameter has a name and a value and no name repeats: a server then reads them by
/// name. Anything else may be positional.
void sort_if_harmless(std::vector<std::string>& parameters) {
    auto sorted = parameters;
    std::sort(sorted.begin(), sorted.end());
    std::string_view last_name;
    for (const auto& parameter : sorted) {
        const auto equals = parameter.find('=');
        if (equals == std::string::npos || equals == 0) return;
        const auto name = std::string_view(parameter).substr(0, equals);
        if (name == last_name) return;
        last_name = name;
    }
    parameters = std::move(sorted);
}

std::string canonical_query(std::string_view query) {
    std::vector<std::string> parameters;
    for (const auto piece : split(query, '&')) {
        auto parameter = normal_escapes(piece);
        if (!parameter.empty() && !is_noise(parameter)) parameters.push_back(std::move(parameter));
    }
    sort_if_harmless(parameters);
    std::string out;
    for (const auto& parameter : parameters) {
        out += out.empty() ? '?' : '&';
        out += parameter;
    }
    return out;
}

void append_port(std::string& out, const Url& url) {
    if (url.has_default_port()) return;
    out += ':';
    out += std::to_string(url.port());
}

/// The host without the root's dot; "a.." keeps both, for "1.." without them would be an address.
std::string_view canonical_host(const Url& url) {
    auto host = url.host();
    if (host.size() > 1 && host.back() == '.' && host[host.size() - 2] != '.') host.remove_suffix(1);
    return host;
}

// --- twins -----------------------------------------------------------------------------------------------------------

/// "https://www.google.com/amp/s/example.com/a" and "https://example-com.cdn.ampproject.org/c/s/example.com/a":
/// the page that an AMP cache shows, empty if this is none.
std::string cached_page(const Url& url) {
    const auto host = url.host();
    const bool google = registrable_domain(host).starts_with("google.") && url.path().starts_with("/amp/");
    if (!google && !host.ends_with(".cdn.ampproject.org")) return {};
    auto rest = url.path().substr(1);
    const auto kind_end = rest.find('/');  // c: content, v: viewer, amp
    if (kind_end == std::string_view::npos) return {};
    rest.remove_prefix(kind_end + 1);
    const bool tls = rest.starts_with("s/");
    if (tls) rest.remove_prefix(2);
    const auto domain = rest.substr(0, rest.find('/'));
    if (domain.find('.') == std::string_view::npos) return {};
    std::string page(tls ? "https://" : "http://");
    page += rest;
    if (url.has_query()) page += '?';
    page += url.query();
    return page;
}

std::string untwinned_path(std::string_view path) {
    std::string out;
    const auto segments = split(path.substr(1), '/');
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const bool trailing = i + 1 == segments.size() || (i + 2 == segments.size() && segments.back().empty());
        // "print" inside a path is the section of the printed edition; at its end it is the page for the printer.
        if (iequals_ascii(segments[i], "amp") || (iequals_ascii(segments[i], "print") && trailing && i > 0)) continue;
        out += '/';
        out += segments[i];
    }
    for (const std::string_view suffix : {".amp", ".amp.html", ".amp.htm", "-amp.html", "_amp.html"}) {
        if (!out.ends_with(suffix) || out.size() <= suffix.size() + 1) continue;
        out.resize(out.size() - suffix.size());
        out += suffix.ends_with(".html") ? ".html" : suffix.ends_with(".htm") ? ".htm" : "";
        break;
    }
    return out.empty() ? "/" : out;
}

bool asks_for_twin(std::string_view parameter) {
    const auto equals = std::min(parameter.find('='), parameter.size());
    const auto name = ascii_lower(parameter.substr(0, equals));
    const auto value = equals < parameter.size() ? ascii_lower(parameter.substr(equals + 1)) : std::string();
    const bool on = value.empty() || value == "1" || value == "true" || value == "yes" || value == "y";
    if (name == "amp" || name == "print" || name == "printable" || name == "amphtml") return on;
    constexpr std::array forms = {"outputtype"sv, "output"sv, "view"sv, "type"sv, "mode"sv, "format"sv, "layout"sv};
    return (value == "amp" || value == "print") && std::find(forms.begin(), forms.end(), name) != forms.end();
}

std::string untwinned_query(std::string_view query) {
    std::string out;
    for (const auto piece : split(query, '&')) {
        if (asks_for_twin(piece)) continue;
        out += out.empty() ? "?" : "&";
        out += piece;
    }
    return out == "?" ? "" : out;
}

}  // namespace

std::string canonical(const Url& url) {
    std::string out(url.scheme());
    out += "://";
    out += canonical_host(url);
    append_port(out, url);
    out += canonical_path(url.path());
    out += canonical_query(url.query());
    return out;
}

std::optional<Url> without_amp(const Url& url) {
    auto text = cached_page(url);
    if (text.empty()) {
        auto host = url.host();
        if (host.starts_with("amp.") && registrable_domain(host).size() < host.size()) host.remove_prefix(4);
        text = url.scheme();
        text += "://";
        text += host;
        append_port(text, url);
        text += untwinned_path(url.path());
        text += untwinned_query(url.query());
        if (text == url.request_url() || (url.query().empty() && text + "?" == url.request_url())) return std::nullopt;
    }
    auto twin = Url::parse(text);
    if (!twin) return std::nullopt;
    return std::move(*twin);
}

}  // namespace winnow::url
