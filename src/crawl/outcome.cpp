#include "crawl/outcome.h"

#include <algorithm>
#include <array>

namespace winnow::crawl {

bool is_success(std::string_view name) {
    return name == outcome::written || name == outcome::updated || name == outcome::unchanged ||
           name == outcome::duplicate || name == outcome::listed;
}

bool is_transient(Errc code) {
    switch (code) {
        case Errc::dns:
        case Errc::timeout:
        case Errc::connection:
        case Errc::unanswered:
        case Errc::throttled:
        case Errc::server_error:
            return true;
        default:
            return false;
    }
}

bool is_final(std::string_view name) {
    static constexpr std::array transient{Errc::dns,          Errc::timeout,      Errc::connection, Errc::throttled,
                                          Errc::server_error, Errc::disk,         Errc::tls,        Errc::stopped,
                                          Errc::bug,          Errc::robots_denied};
    return std::none_of(transient.begin(), transient.end(), [name](Errc code) { return errc_name(code) == name; });
}

}  // namespace winnow::crawl
