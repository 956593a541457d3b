#include "base/result.h"

namespace winnow {

std::string_view errc_name(Errc code) {
    switch (code) {
        case Errc::usage:
            return "usage";
        case Errc::config:
            return "config";
        case Errc::invalid:
            return "invalid";
        case Errc::robots_denied:
            return "robots_denied";
        case Errc::out_of_scope:
            return "out_of_scope";
        case Errc::refused_address:
            return "refused_address";
        case Errc::dns:
            return "dns";
        case Errc::tls:
            return "tls";
        case Errc::timeout:
            return "timeout";
        case Errc::connection:
        case Errc::unanswered:
            return "connection";
        case Errc::redirect_loop:
            return "redirect_loop";
        case Errc::too_large:
            return "too_large";
        case Errc::throttled:
            return "throttled";
        case Errc::gone:
            return "gone";
        case Errc::client_error:
            return "client_error";
        case Errc::server_error:
            return "server_error";
        case Errc::not_html:
            return "not_html";
        case Errc::bad_encoding:
            return "bad_encoding";
        case Errc::not_article:
            return "not_article";
        case Errc::soft_404:
            return "soft_404";
        case Errc::paywall:
            return "paywall";
        case Errc::login:
            return "login";
        case Errc::consent_wall:
            return "consent_wall";
        case Errc::challenge:
            return "challenge";
        case Errc::js_only:
            return "js_only";
        case Errc::media_only:
            return "media_only";
        case Errc::empty_text:
            return "empty_text";
        case Errc::duplicate:
            return "duplicate";
        case Errc::unparsable:
            return "unparsable";
        case Errc::disk:
            return "disk";
        case Errc::state:
            return "state";
        case Errc::stopped:
            return "stopped";
        case Errc::bug:
            return "bug";
    }
    return "bug";
}

}  // namespace winnow
