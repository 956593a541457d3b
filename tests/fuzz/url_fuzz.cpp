// Whatever parses must serialize to itself, alone and as a canonical URL. Input: "<reference>\n<base>".
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "url/url.h"

using winnow::url::Url;

namespace {

void require(bool fact) {
    if (!fact) std::abort();
}

void check(const Url& url) {
    const auto again = Url::parse(url.href());
    require(again.has_value() && again->href() == url.href() && again->host() == url.host() &&
            again->path() == url.path() && again->query() == url.query() && again->fragment() == url.fragment() &&
            again->username() == url.username() && again->password() == url.password() && again->port() == url.port());
    require(url.path().starts_with('/') && !url.host().empty());
    require(Url::parse(url.request_url()).has_value());

    const auto name = winnow::url::canonical(url);
    const auto canonical = Url::parse(name);
    require(canonical.has_value() && canonical->href() == name && winnow::url::canonical(*canonical) == name);
    (void)winnow::url::without_amp(url);
    (void)winnow::url::registrable_domain(url.host());
    (void)url.host_unicode();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const auto cut = input.find('\n');
    const auto absolute = Url::parse(input.substr(0, cut));
    if (absolute) check(*absolute);
    if (cut == std::string_view::npos) return 0;
    const auto base = Url::parse(input.substr(cut + 1));
    if (!base) return 0;
    const auto relative = Url::parse(input.substr(0, cut), *base);
    if (relative) check(*relative);
    return 0;
}
