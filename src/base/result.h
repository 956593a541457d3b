#pragma once
/// One type for "this may fail, and that is normal".
///
/// A crawler fails all day (timeouts, 404s, odd HTML), so such failures are values that the caller must look at.
/// Exceptions are kept for bugs, exhausted memory and "cannot start".

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace winnow {

/// Why something failed, for the program: two causes share a code unless somebody reacts to them differently.
/// The names are those of the outcomes in reports, metrics and `winnow status` (see errc_name).
enum class Errc : std::uint8_t {
    // what people or files gave us
    usage,    ///< a command line or a request that makes no sense
    config,   ///< a configuration or rule file that cannot be read as one
    invalid,  ///< a value outside its language: a URL, date, selector, regex, feed
    // the way to the page
    robots_denied,
    out_of_scope,
    refused_address,
    dns,
    tls,
    timeout,
    connection,  ///< refused, reset, cut short
    unanswered,  ///< a kept connection ended before the answer: to be asked once more; a `connection` to all others
    redirect_loop,
    too_large,
    throttled,     ///< 429, 503 or Retry-After
    gone,          ///< 404, 410
    client_error,  ///< other 4xx
    server_error,  ///< other 5xx
    // what the page turned out to be
    not_html,
    bad_encoding,
    not_article,
    soft_404,
    paywall,
    login,
    consent_wall,
    challenge,
    js_only,
    media_only,
    empty_text,
    duplicate,
    unparsable,  ///< the HTML parser hit its memory, depth or time limit
    // the machine
    disk,     ///< full, read-only, I/O error
    state,    ///< the state database is damaged or of another version
    stopped,  ///< we were asked to stop
    bug,      ///< an invariant broke: costs this visit, loudly, not the daemon
};

/// The name in reports and metrics: "robots_denied". Lower-case ASCII, stable across versions.
std::string_view errc_name(Errc code);

struct Error {
    Errc code = Errc::bug;
    std::string what;  ///< for the operator, subject first: "example.com/a: 503, asked to wait 120 s"
};

template <class T>
using Result = tl::expected<T, Error>;  // std::expected when we build as C++23

[[nodiscard]] inline tl::unexpected<Error> fail(Errc code, std::string what) {
    return tl::unexpected<Error>(Error{code, std::move(what)});
}
[[nodiscard]] inline tl::unexpected<Error> fail(Error error) {
    return tl::unexpected<Error>(std::move(error));
}

}  // namespace winnow
