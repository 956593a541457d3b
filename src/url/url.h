#pragma once
/// A URL is a value, canonical by construction.
///
/// parse() follows the WHATWG URL standard as browsers do (https://url.spec.whatwg.org/, basic URL parser), for http
/// and https only. Two spellings come out of it: href(), exactly what a browser would show and request, and
/// canonical(), the one spelling under which we know a page. Immutable.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace winnow::url {

inline constexpr std::size_t max_text_bytes = 1u << 20;

class Url {
public:
    /// Absolute URL, or with `base` a relative, protocol-relative, query-only or fragment-only reference. Errors
    /// (invalid) name the offence: "http://[::1: no end of IPv6 address". Other schemes are errors here; credentials
    /// are kept by parse and refused by the fetcher. Ill-formed UTF-8 is read as U+FFFD; texts over max_text_bytes are
    /// refused.
    static Result<Url> parse(std::string_view text);
    static Result<Url> parse(std::string_view text, const Url& base);

    /// WHATWG serialization, fragment included.
    const std::string& href() const { return href_; }
    /// What goes on the wire: href() without fragment and credentials.
    std::string request_url() const;

    std::string_view scheme() const;  ///< "http" or "https"
    std::string_view username() const;
    std::string_view password() const;
    std::string_view host() const;  ///< lower case, punycode; IPv6 in brackets
    std::uint16_t port() const;     ///< the default port where none is written
    bool has_default_port() const;
    std::string authority() const;   ///< host, with ":port" if it is not the default: the politeness key
    std::string_view path() const;   ///< begins with '/'
    std::string_view query() const;  ///< without '?'; see has_query
    bool has_query() const;
    std::string_view fragment() const;   ///< without '#'
    std::string path_and_query() const;  ///< what robots.txt and the rules' patterns are matched against
    std::string host_unicode() const;    ///< IDN decoded, for people and folder names

    bool operator==(const Url& other) const { return href_ == other.href_; }

private:
    class Parser;  // url.cpp

    std::string href_;
    // Offsets into href_: scheme "://" [username [":" password] "@"] host [":" port] path ["?" query] ["#" fragment].
    // An absent part is empty and lies where it would stand; query_begin and fragment_begin point at '?' and '#'.
    struct Parts {
        std::uint32_t scheme_end = 0, username_end = 0, password_end = 0, host_begin = 0, host_end = 0, path_begin = 0,
                      query_begin = 0, fragment_begin = 0;
    } parts_;
    std::uint16_t port_ = 0;
};

/// The one spelling under which we know a page: no fragment and credentials, percent-escapes in upper case and
/// unreserved ones decoded, tracking parameters (utm_*, fbclid, gclid, yclid, ...) and session ids (jsessionid,
/// PHPSESSID, sid=...) dropped, empty query dropped, parameters sorted by name where that is harmless (each has the
/// form name=value and no name repeats), index file names kept. The scheme is kept: http and https are told apart only
/// by is_same_page keys.
std::string canonical(const Url& url);

/// Where this URL is an AMP or print twin of an article, the likely article URL: /amp/ segment or suffix, .amp,
/// ?amp=1, ?outputType=amp, amp. host prefix. Nullopt if it does not look like one.
std::optional<Url> without_amp(const Url& url);

/// "news.example.co.uk" -> "example.co.uk" by the Public Suffix List; the host itself where that says nothing.
std::string registrable_domain(std::string_view host);

/// XXH3-64 of the key: how frontier and dedupe know a URL.
std::uint64_t hash64(std::string_view key);
/// `length` characters of a lower-case base32 of XXH3-128: the id of an article file (10 characters = 50 bits).
std::string short_id(std::string_view key, std::size_t length = 10);

/// HTTP validators of a response, sent back with a conditional request (RFC 9110 §8.8).
struct Validators {
    std::string etag;
    std::string last_modified;
    bool empty() const { return etag.empty() && last_modified.empty(); }
};

}  // namespace winnow::url
