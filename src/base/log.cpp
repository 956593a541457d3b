#include "base/log.h"

#include <unistd.h>

#include <array>
#include <boost/json.hpp>
#include <chrono>

#include "base/text.h"
#include "base/time.h"

namespace winnow::log {

namespace {

Options in_force;

constexpr std::array<std::string_view, 5> level_names{"debug", "info", "notice", "warning", "error"};
constexpr std::array<int, 5> priorities{7, 6, 5, 4, 3};  // sd-daemon(3), SD_DEBUG ... SD_ERR

std::string_view name_of(Level level) {
    return level_names[static_cast<std::size_t>(level)];
}

/// Values without blanks, quotes and controls stand bare, all others as JSON strings: one rule for readers and parsers.
std::string plain_value(std::string_view value) {
    bool bare = !value.empty();
    for (std::size_t at = 0; at < value.size() && bare;) {
        const auto c = next_code_point(value, at);
        bare = c > 0x20 && c != '"' && c != '=' && c != 0x7F && c != '\\' && c != 0xFFFD && !(c >= 0x80 && c < 0xA0) &&
               !is_unicode_space(c) && !(c >= 0x200E && c <= 0x206F);
    }
    if (bare) return std::string(value);
    std::string out = "\"";
    for (std::size_t at = 0; at < value.size();) {
        const auto c = next_code_point(value, at);
        if (c == '"' || c == '\\') out += '\\';
        const bool control =
            c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        if (control)
            out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        else
            append_utf8(out, c);
    }
    return out + "\"";
}

}  // namespace

void configure(const Options& options) {
    in_force = options;
}

std::string render(Level level, std::string_view event, std::initializer_list<Field> fields, bool as_json) {
    if (!as_json) {
        std::string line = fmt::format("level={} event={}", name_of(level), plain_value(event));
        for (const auto& field : fields) line += fmt::format(" {}={}", field.name, plain_value(field.value));
        return line;
    }
    boost::json::object object{{"level", name_of(level)}, {"event", event}};
    for (const auto& field : fields) {
        std::string valid;
        for (std::size_t at = 0; at < field.value.size();) append_utf8(valid, next_code_point(field.value, at));
        object[field.name] = valid;
    }
    return boost::json::serialize(object);
}

void write(Level level, std::string_view event, std::initializer_list<Field> fields) {
    if (level < in_force.level) return;
    std::string line;
    if (in_force.journal_priorities) line += fmt::format("<{}>", priorities[static_cast<std::size_t>(level)]);
    if (in_force.timestamps && !in_force.json) {
        const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
        line += rfc3339(now) + " ";
    }
    line += render(level, event, fields, in_force.json);
    line += "\n";
    // A log that cannot be written must not stop the service; there is nobody left to tell.
    [[maybe_unused]] const auto written = ::write(in_force.fd, line.data(), line.size());
}

}  // namespace winnow::log
