#pragma once
/// A self-signed certificate, made on the spot.

#include <string>
#include <vector>

namespace winnow::test {

struct Certificate {
    std::string certificate_pem;
    std::string key_pem;
};

/// For these names ("localhost", "news.example") and addresses ("127.0.0.1"); its own trust anchor.
Certificate make_certificate(const std::vector<std::string>& names, bool expired = false);

}  // namespace winnow::test
