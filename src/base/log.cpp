#include "base/log.h"

#include <unistd.h>

#include <array>
#include <atomic>
#include <boost/json.hpp>
#include <cerrno>
#include <chrono>

#include "base/text.h"
#include "base/time.h"

namespace winnow::log {

namespace {

std::atomic<Options> in_force{Options{}};
constexpr std::size_t longest_value = 1000;

constexpr std::array<std::string_view, 5> level_names{"debug", "info", "notice", "warning", "error"};
constexpr std::array<int, 5> priorities{7, 6, 5, 4, 3};  // sd-daemon(3), SD_DEBUG ... SD_ERR

std::string_view name_of(Level level) {
    return level_names[static_cast<std::size_t>(level)];
}

/// Controls, and what moves or hides text: ESC and the C1 set drive terminals, bidi marks reorder what is read.
bool is_unprintable(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || c == 0x61C || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB);
}

/// Valid UTF-8 without unprintable characters, each as \uXXXX.
std::string escape_unprintable(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto c = next_code_point(text, at);
        if (is_unprintable(c))
            out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        else
            append_utf8(out, c);
    }
    return out;
}

std::string shortened(std::string_view value) {
    if (value.size() <= longest_value) return std::string(value);
    return fmt::format("{}... ({} bytes)", clip_utf8(value, longest_value), value.size());
}

/// Values without blanks, quotes and controls stand bare, all others as JSON strings: one rule for readers and parsers.
std::string plain_value(std::string_view value) {
    bool bare = !value.empty();
    for (std::size_t at = 0; at < value.size() && bare;) {
        const auto c = next_code_point(value, at);
        bare = c != '"' && c != '=' && c != '\\' && c != 0xFFFD && !is_unprintable(c) && !is_unicode_space(c);
    }
    if (bare) return std::string(value);
    std::string quoted;
    for (const char c : value) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return "\"" + escape_unprintable(quoted) + "\"";
}

std::string now_text() {
    return rfc3339(std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()));
}

std::string render_line(Level level, std::string_view event, std::initializer_list<Field> fields, bool as_json,
                        const std::string& time) {
    if (!as_json) {
        std::string line = time.empty() ? "" : time + " ";
        line += fmt::format("level={} event={}", name_of(level), plain_value(event));
        for (const auto& field : fields) line += fmt::format(" {}={}", field.name, plain_value(shortened(field.value)));
        return line;
    }
    boost::json::object object;
    if (!time.empty()) object["time"] = time;
    object["level"] = name_of(level);
    object["event"] = valid_utf8(event);
    for (const auto& field : fields) object[field.name] = valid_utf8(shortened(field.value));
    return escape_unprintable(boost::json::serialize(object));  // which leaves DEL, C1 and bidi marks as they are
}

}  // namespace

void configure(const Options& options) {
    in_force.store(options);
}

std::string render(Level level, std::string_view event, std::initializer_list<Field> fields, bool as_json) {
    return render_line(level, event, fields, as_json, "");
}

void write(Level level, std::string_view event, std::initializer_list<Field> fields) {
    const auto options = in_force.load();
    if (level < options.level) return;
    std::string line;
    if (options.journal_priorities) line += fmt::format("<{}>", priorities[static_cast<std::size_t>(level)]);
    line += render_line(level, event, fields, options.json, options.timestamps ? now_text() : "");
    line += "\n";
    // A log that cannot be written must not stop the service; there is nobody left to tell.
    while (::write(options.fd, line.data(), line.size()) < 0 && errno == EINTR) {
    }
}

}  // namespace winnow::log
