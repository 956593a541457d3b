#include "author/diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "base/text.h"

namespace winnow::author {

namespace {

using Lines = std::vector<std::string_view>;

constexpr std::size_t context = 2;
/// Cells of the table of common lines; texts beyond that are shown as wholly different.
constexpr std::size_t max_cells = 4'000'000;

struct Line {
    char mark = ' ';
    std::size_t number = 0;  ///< in expected, or where it would stand there
    std::string_view text;
};

Lines lines_of(std::string_view text) {
    auto lines = split(text, '\n');
    // "a\n" is one line; "a" is one without its end, shown as such
    if (!lines.empty() && lines.back().empty()) lines.pop_back();
    return lines;
}

/// length[i][j]: common lines of a[i..] and b[j..].
std::vector<std::vector<std::uint32_t>> common_lengths(const Lines& a, const Lines& b) {
    std::vector<std::vector<std::uint32_t>> length(a.size() + 1, std::vector<std::uint32_t>(b.size() + 1));
    for (std::size_t i = a.size(); i-- > 0;) {
        for (std::size_t j = b.size(); j-- > 0;)
            length[i][j] = a[i] == b[j] ? length[i + 1][j + 1] + 1 : std::max(length[i + 1][j], length[i][j + 1]);
    }
    return length;
}

std::vector<Line> compare(const Lines& a, const Lines& b) {
    std::vector<Line> lines;
    if ((a.size() + 1) * (b.size() + 1) > max_cells) {
        for (std::size_t i = 0; i < a.size(); ++i) lines.push_back({'-', i + 1, a[i]});
        for (const auto& text : b) lines.push_back({'+', a.size() + 1, text});
        return lines;
    }
    const auto length = common_lengths(a, b);
    std::size_t i = 0, j = 0;
    while (i < a.size() || j < b.size()) {
        if (i < a.size() && j < b.size() && a[i] == b[j]) {
            lines.push_back({' ', i + 1, a[i]});
            ++i, ++j;
        } else if (j == b.size() || (i < a.size() && length[i + 1][j] >= length[i][j + 1])) {
            lines.push_back({'-', i + 1, a[i]});
            ++i;
        } else {
            lines.push_back({'+', i + 1, b[j]});
            ++j;
        }
    }
    return lines;
}

void put(std::string& out, const Line& line) {
    out += line.mark;
    out += line.text;
    if (line.mark != ' ' && !line.text.empty() && is_ascii_space(line.text.back())) out += "⏎";
    out += '\n';
}

}  // namespace

std::string line_diff(std::string_view expected, std::string_view actual) {
    if (expected == actual) return {};
    const auto a = lines_of(expected), b = lines_of(actual);
    const auto lines = compare(a, b);
    std::vector<bool> shown(lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].mark == ' ') continue;
        const auto first = i < context ? 0 : i - context;
        for (auto k = first; k < std::min(lines.size(), i + context + 1); ++k) shown[k] = true;
    }
    std::string out;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!shown[i]) continue;
        if (i == 0 || !shown[i - 1]) out += fmt::format("@@ line {} @@\n", lines[i].number);
        put(out, lines[i]);
    }
    const bool ended = !expected.empty() && expected.back() == '\n';
    const bool ends = !actual.empty() && actual.back() == '\n';
    if (ended != ends) out += ends ? "+ (a newline at the end)\n" : "- (no newline at the end)\n";
    return out;
}

}  // namespace winnow::author
