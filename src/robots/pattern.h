#pragma once
/// One path pattern of a robots.txt rule: '*' is any run of octets, a '$' at the end is the end of the path
/// (RFC 9309 §2.2.3).

#include <cstddef>
#include <string>
#include <string_view>

namespace winnow::robots {

/// The spelling in which paths are compared (RFC 9309 §2.2.2): raw and percent-encoded octets are the same, so "%7E" is
/// "~", "ツ" is "%E3%83%84", "%3a" is ":". Not the same are '/' and '?' and their escapes before the query, where
/// the raw ones delimit and the escaped ones are data. A literal '*' or '$' is always "%2A" or "%24".
std::string comparable_path(std::string_view path);

class Pattern {
public:
    explicit Pattern(std::string_view written);

    /// `path` is a comparable_path(). Takes time linear in its length for each piece between stars: no backtracking.
    bool matches(std::string_view path) const;
    /// How specific the pattern is, in octets: the longest one that matches decides.
    std::size_t length() const { return text_.size() + (anchored_ ? 1 : 0); }

private:
    std::string text_;  ///< comparable, stars raw, without the final '$'
    bool anchored_ = false;
};

}  // namespace winnow::robots
