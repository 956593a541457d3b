// X-Robots-Tag and <meta name="robots">: "[agent:] directive, directive, ...".
#include "base/text.h"
#include "robots/robots.h"

namespace winnow::robots {
namespace {

/// Directives that take a value, so that the word before their colon is no agent.
bool takes_value(std::string_view name) {
    return iequals_ascii(name, "unavailable_after") || iequals_ascii(name, "max-snippet") ||
           iequals_ascii(name, "max-image-preview") || iequals_ascii(name, "max-video-preview");
}

/// A piece such as "03 Dec 2025 13:09:53 GMT": a date had a comma in it.
bool continues_date(std::string_view piece) {
    return !piece.empty() && is_ascii_digit(piece.front());
}

void apply(std::string_view directive, PageDirectives& into) {
    const bool none = iequals_ascii(directive, "none");
    if (none || iequals_ascii(directive, "noindex")) into.noindex = true;
    if (none || iequals_ascii(directive, "nofollow")) into.nofollow = true;
    if (iequals_ascii(directive, "noarchive") || iequals_ascii(directive, "nocache")) into.noarchive = true;
}

}  // namespace

void read_directives(std::string_view value, std::string_view agent, PageDirectives& into) {
    bool ours = true, in_date = false;
    for (auto piece : split(value, ',')) {
        piece = trim(piece);
        if (in_date && continues_date(piece)) {
            if (ours) *into.unavailable_after += ", " + std::string(piece);
            continue;
        }
        in_date = false;
        auto colon = piece.find(':');
        if (colon != std::string_view::npos && !takes_value(trim(piece.substr(0, colon)))) {
            const auto named = trim(piece.substr(0, colon));
            ours = named == "*" || iequals_ascii(named, agent);
            piece = trim(piece.substr(colon + 1));
            colon = piece.find(':');
        }
        if (colon != std::string_view::npos && iequals_ascii(trim(piece.substr(0, colon)), "unavailable_after")) {
            in_date = true;
            if (ours) into.unavailable_after = std::string(trim(piece.substr(colon + 1)));
        } else if (ours) {
            apply(piece, into);
        }
    }
}

}  // namespace winnow::robots
