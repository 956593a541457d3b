// Values and keys as words: quotes, durations, sizes, slips of the pen.

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <tuple>

#include "base/text.h"
#include "yaml/yaml.h"

namespace winnow::yaml {

namespace {

/// A number with an optional fraction at the head of `text`, which it shortens. No sign, no exponent.
std::optional<double> take_number(std::string_view& text) {
    std::size_t length = 0;
    int dots = 0;
    while (length < text.size() && (is_ascii_digit(text[length]) || text[length] == '.')) {
        if (text[length++] == '.') ++dots;
    }
    if (length == 0 || dots > 1 || !is_ascii_digit(text[0]) || !is_ascii_digit(text[length - 1])) return std::nullopt;
    double value = 0;
    std::from_chars(text.data(), text.data() + length, value);
    text.remove_prefix(length);
    return value;
}

std::string_view take_word(std::string_view& text) {
    std::size_t length = 0;
    while (length < text.size() && is_ascii_alpha(text[length])) ++length;
    const auto word = text.substr(0, length);
    text.remove_prefix(length);
    return word;
}

}  // namespace

std::string quoted(std::string_view text) {
    std::string inner(text);
    replace_all(inner, "'", "''");
    return "'" + inner + "'";
}

Result<std::chrono::milliseconds> parse_duration(std::string_view text) {
    static const std::vector<std::pair<std::string_view, double>> units{{"ms", 1},    {"s", 1e3},    {"m", 6e4},
                                                                        {"h", 3.6e6}, {"d", 8.64e7}, {"w", 6.048e8}};
    const auto refuse = [&](std::string_view why) {
        return fail(Errc::config,
                    fmt::format("'{}' is no duration: {} (as in 500ms, 2s, 10m, 1h30m, 7d, 2w)", text, why));
    };
    auto rest = trim(text);
    if (rest.empty()) return refuse("it is empty");
    double total = 0;
    while (!rest.empty()) {
        const auto number = take_number(rest);
        if (!number) return refuse("a number is wanted");
        const auto word = take_word(rest);
        if (word.empty()) return refuse("the unit is missing");
        const auto unit = std::find_if(units.begin(), units.end(), [&](const auto& u) { return u.first == word; });
        if (unit == units.end()) return refuse(fmt::format("unknown unit '{}'", word));
        total += *number * unit->second;
        rest = trim(rest);
    }
    if (total > 3.2e12) return refuse("longer than a hundred years");
    return std::chrono::milliseconds(std::llround(total));
}

Result<std::uint64_t> parse_size(std::string_view text) {
    static const std::vector<std::pair<std::string_view, double>> units{{"", 1},
                                                                        {"B", 1},
                                                                        {"kB", 1e3},
                                                                        {"KB", 1e3},
                                                                        {"MB", 1e6},
                                                                        {"GB", 1e9},
                                                                        {"TB", 1e12},
                                                                        {"KiB", 1024.0},
                                                                        {"MiB", 1048576.0},
                                                                        {"GiB", 1073741824.0},
                                                                        {"TiB", 1099511627776.0}};
    const auto refuse = [&](std::string_view why) {
        return fail(Errc::config, fmt::format("'{}' is no size: {} (as in 500, 64KiB, 10MiB, 1GiB)", text, why));
    };
    auto rest = trim(text);
    const auto number = take_number(rest);
    if (!number) return refuse("a number is wanted");
    rest = trim(rest);
    const auto unit = std::find_if(units.begin(), units.end(), [&](const auto& u) { return u.first == rest; });
    if (unit == units.end()) return refuse(fmt::format("unknown unit '{}'", rest));
    const auto total = *number * unit->second;
    if (total > 9e15) return refuse("too large");
    return static_cast<std::uint64_t>(std::llround(total));
}

namespace {

/// Edit distance where swapping two neighbours is one slip, too.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    }
    return d[a.size()][b.size()];
}

}  // namespace

std::string_view nearest(std::string_view word, const std::vector<std::string>& known) {
    if (word.size() > 64) return {};
    const auto lower = ascii_lower(word);
    std::string_view best;
    std::size_t best_distance = std::max<std::size_t>(1, word.size() / 3) + 1;
    for (const auto& candidate : known) {
        if (candidate.size() > 64) continue;
        const auto d = distance(lower, ascii_lower(candidate));
        if (d < best_distance) std::tie(best, best_distance) = std::tuple(std::string_view(candidate), d);
    }
    if (!best.empty() || lower.size() < 4) return best;
    // "strip" for "strip_query"
    const auto whole = std::find_if(known.begin(), known.end(),
                                    [&](const std::string& candidate) { return istarts_with_ascii(candidate, lower); });
    return whole == known.end() ? std::string_view() : std::string_view(*whole);
}

}  // namespace winnow::yaml
