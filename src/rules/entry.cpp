#include "rules/entry.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace winnow::rules {

namespace {

using yaml::Node;

struct Prefix {
    std::string_view word;
    Entry::Kind kind;
};
constexpr Prefix entry_prefixes[] = {{"xpath", Entry::Kind::selector}, {"jsonld", Entry::Kind::json_ld},
                                     {"meta", Entry::Kind::meta},      {"text", Entry::Kind::text},
                                     {"url", Entry::Kind::url},        {"const", Entry::Kind::constant}};

/// The word before the first ':' if it looks like one of our prefixes, and what follows it.
struct Split {
    std::string_view word, rest;
};
std::optional<Split> split_prefix(std::string_view text) {
    const auto colon = text.find(':');
    if (colon == std::string_view::npos || colon == 0) return std::nullopt;
    const auto word = text.substr(0, colon);
    if (!std::all_of(word.begin(), word.end(), is_ascii_alpha)) return std::nullopt;
    return Split{word, trim(text.substr(colon + 1))};
}

std::string empty_item(std::string_view what) {
    return fmt::format("empty {} (quote it: a bare '#' begins a comment)", what);
}

bool is_name_char(char c) {
    return is_ascii_alpha(c) || is_ascii_digit(c) || c == '-' || c == '_' || c == ':' || c == '.';
}

/// Where "@attribute" begins: the last '@' outside brackets, parentheses and quotes. npos if there is none.
std::size_t find_attribute(std::string_view text) {
    std::size_t found = std::string_view::npos;
    int depth = 0;
    char quote = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\\') {
            ++i;
        } else if (quote != 0) {
            if (c == quote) quote = 0;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '[' || c == '(') {
            ++depth;
        } else if (c == ']' || c == ')') {
            --depth;
        } else if (c == '@' && depth == 0) {
            found = i;
        }
    }
    return found;
}

/// A slip in a prefix ("jsonId:date") reads as a selector: say so where that selector does not compile.
std::string prefix_hint(std::string_view text, const std::vector<std::string>& known) {
    const auto split = split_prefix(text);
    if (!split) return {};
    const auto near = yaml::nearest(split->word, known);
    return near.empty() ? std::string() : fmt::format(" (did you mean '{}:'?)", near);
}

bool compile_css(const Node& node, std::string_view text, std::string_view written, Entry& entry) {
    auto css = text;
    if (const auto at = find_attribute(text); at != std::string_view::npos) {
        const auto name = text.substr(at + 1);
        if (name.empty() || !std::all_of(name.begin(), name.end(), is_name_char)) {
            node.complain(fmt::format("'{}': '{}' is no attribute name", written, name));
            return false;
        }
        entry.attribute = ascii_lower(name);
        css = trim(text.substr(0, at));
    }
    auto selector = html::Selector::css(css);
    if (!selector) {
        static const std::vector<std::string> known{"xpath", "jsonld", "meta", "text", "url", "const"};
        node.complain(
            fmt::format("selector '{}' does not compile: {}{}", css, selector.error().what, prefix_hint(text, known)));
        return false;
    }
    entry.selector = std::move(*selector);
    return true;
}

bool compile_xpath(const Node& node, std::string_view text, Entry& entry) {
    auto selector = html::Selector::xpath(text);
    if (!selector) {
        node.complain(fmt::format("xpath '{}' does not compile: {}", text, selector.error().what));
        return false;
    }
    entry.selector = std::move(*selector);
    return true;
}

/// Fills the entry from the text after its prefix. False if that is impossible; the reason is a problem then.
bool fill(const Node& node, std::string_view prefix, std::string_view text, std::string_view written, Entry& entry) {
    if (text.empty() && entry.kind != Entry::Kind::constant) {
        node.complain(empty_item(prefix.empty() ? "entry" : fmt::format("'{}:' entry", prefix)));
        return false;
    }
    switch (entry.kind) {
        case Entry::Kind::selector:
            return prefix == "xpath" ? compile_xpath(node, text, entry) : compile_css(node, text, written, entry);
        case Entry::Kind::json_ld:
        case Entry::Kind::meta:
            if (text.find_first_of(" \t\"'") != std::string_view::npos) {
                node.complain(fmt::format("'{}' is no key of a page's metadata", text));
                return false;
            }
            entry.key = text;
            return true;
        case Entry::Kind::text:
            entry.pattern = read_pattern(node, text, one_group, "(?m)");
            return entry.pattern != nullptr;
        case Entry::Kind::url:
            if (text.substr(0, 2) == "^/") {
                node.complain(
                    fmt::format("'{}' never matches: 'url:' searches the whole URL, https:// included", text));
                return false;
            }
            entry.pattern = read_pattern(node, text, one_group);
            return entry.pattern != nullptr;
        case Entry::Kind::between:
            entry.before = read_pattern(node, text, any_groups);
            return entry.before != nullptr;
        case Entry::Kind::constant:
            entry.key = clean_line(text);
            if (entry.key.empty()) node.complain(empty_item("'const:' entry"));
            return !entry.key.empty();
    }
    return false;
}

const Prefix* prefix_of(std::string_view word) {
    const auto* const found = std::find_if(std::begin(entry_prefixes), std::end(entry_prefixes),
                                           [&](const Prefix& prefix) { return prefix.word == word; });
    return found == std::end(entry_prefixes) ? nullptr : found;
}

std::optional<Entry> read_text_entry(const Node& node, FieldKind field) {
    const auto written = node.scalar();
    auto text = trim(written);
    std::string_view prefix;
    Entry entry;
    entry.written = text;
    entry.where = node.where();
    entry.all = field.all;
    if (const auto split = split_prefix(text)) {
        if (const auto* known = prefix_of(split->word)) {
            prefix = known->word;
            entry.kind = known->kind;
            text = split->rest;
        }
    } else if (text.substr(0, 1) == "/") {
        prefix = "xpath";
    }
    if (!fill(node, prefix, text, entry.written, entry)) return std::nullopt;
    return entry;
}

constexpr Prefix map_sources[] = {{"css", Entry::Kind::selector},   {"xpath", Entry::Kind::selector},
                                  {"jsonld", Entry::Kind::json_ld}, {"meta", Entry::Kind::meta},
                                  {"text", Entry::Kind::text},      {"url", Entry::Kind::url},
                                  {"const", Entry::Kind::constant}, {"before", Entry::Kind::between}};

/// extract/date.h reads the format, and `winnow site lint` asks it; here only what could never tell a day is refused.
void check_format(const Node& node, const std::string& format) {
    bool year = false, month = false, day = false, epoch = false;
    bool literal = false;
    for (const char c : format) {
        if (c == '[') literal = true;
        if (c == ']') literal = false;
        if (literal) continue;
        year = year || c == 'Y';
        month = month || c == 'M';
        day = day || c == 'D';
        epoch = epoch || c == 'X' || c == 'x';
    }
    if (!epoch && (!year || !month || !day))
        node.complain(fmt::format("format '{}' names no day: it needs D, M and Y, as in 'D MMMM YYYY HH:mm'", format));
}

void read_options(yaml::Map& map, FieldKind field, std::string_view source, Entry& entry, bool& good) {
    if (const auto format = map.get("format")) {
        entry.format = trim(format->scalar());
        if (!field.date) format->complain("'format' is for 'date' and 'modified'");
        check_format(*format, entry.format);
    }
    if (const auto after = map.get("after")) {
        if (source == "before") {
            entry.pattern = read_pattern(*after, trim(after->scalar()), any_groups);
            good = good && entry.pattern;
        } else {
            after->complain("'after' goes with 'before': the lines between the two");
        }
    }
    if (const auto match = map.get("match")) {
        if (source == "before") {
            match->complain("'match' says nothing about the lines between two others");
        } else if (source == "text" || source == "url") {
            match->complain(fmt::format("'match' says nothing new: '{}' is a regex itself", source));
        } else {
            entry.pattern = read_pattern(*match, match->scalar(), one_group);
            good = good && entry.pattern;
        }
    }
    map.read("all", entry.all);
}

std::optional<Entry> read_map_entry(const Node& node, FieldKind field) {
    auto map = node.map();
    Entry entry;
    entry.where = node.where();
    entry.all = field.all;
    std::string_view source;
    bool good = true;
    for (const auto& candidate : map_sources) {
        const auto value = map.get(candidate.word);
        if (!value) continue;
        if (!source.empty()) {
            value->complain(fmt::format("an entry has one source, this has '{}' and '{}'", source, candidate.word));
            continue;
        }
        source = candidate.word;
        entry.kind = candidate.kind;
        const auto written = value->scalar();
        const auto text = trim(written);
        entry.written = fmt::format("{}:{}", source, text);
        good = fill(*value, source, text, text, entry);
    }
    read_options(map, field, source, entry, good);
    map.close();
    if (source.empty()) node.complain("an entry needs one of css, xpath, jsonld, meta, text, url, const, before");
    if (entry.kind == Entry::Kind::between && !field.body) node.complain("'before' is for 'body': lines of the page");
    if (source.empty() || !good) return std::nullopt;
    return entry;
}

std::optional<Removal> read_removal(const Node& node) {
    if (node.kind() != Node::Kind::scalar || trim(node.scalar()).empty()) {
        node.complain(node.kind() == Node::Kind::list || node.kind() == Node::Kind::map
                          ? "a removal is one text (quote a value that begins with '[' or '{')"
                          : empty_item("removal"));
        return std::nullopt;
    }
    const auto written = node.scalar();
    const auto text = trim(written);
    Removal removal;
    removal.written = text;
    removal.where = node.where();
    if (const auto split = split_prefix(text)) {
        if (split->word == "text" || split->word == "before" || split->word == "after") {
            removal.kind = split->word == "text"     ? Removal::Kind::text
                           : split->word == "before" ? Removal::Kind::before
                                                     : Removal::Kind::after;
            if (split->rest.empty()) {
                node.complain(empty_item(fmt::format("'{}:' removal", split->word)));
                return std::nullopt;
            }
            removal.pattern = read_pattern(node, split->rest, any_groups);
            if (!removal.pattern) return std::nullopt;
            return removal;
        }
    }
    auto selector = html::Selector::compile(text);
    if (!selector) {
        static const std::vector<std::string> known{"xpath", "text", "before", "after"};
        node.complain(
            fmt::format("selector '{}' does not compile: {}{}", text, selector.error().what, prefix_hint(text, known)));
        return std::nullopt;
    }
    removal.selector = std::move(*selector);
    return removal;
}

/// RE2 is not PCRE: what people miss most, and what to write instead.
std::string_view pattern_hint(std::string_view pattern) {
    if (pattern.find("(?=") != std::string_view::npos || pattern.find("(?!") != std::string_view::npos)
        return " (RE2 has no look-ahead: use 'ignore', or a second pattern)";
    if (pattern.find("(?<=") != std::string_view::npos || pattern.find("(?<!") != std::string_view::npos)
        return " (RE2 has no look-behind)";
    if (pattern.find("(?<") != std::string_view::npos) return " (a named group is written (?P<name>...))";
    return {};
}

}  // namespace

std::shared_ptr<const RE2> read_pattern(const Node& node, std::string_view pattern, Groups groups,
                                        std::string_view flags) {
    if (trim(pattern).empty()) {
        node.complain(empty_item("regex"));
        return nullptr;
    }
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(8 << 20);
    const auto whole = std::string(flags).append(pattern);
    auto compiled = std::make_shared<const RE2>(whole, options);
    if (!compiled->ok()) {
        node.complain(
            fmt::format("regex '{}' does not compile: {}{}", pattern, compiled->error(), pattern_hint(pattern)));
        return nullptr;
    }
    const int found = compiled->NumberOfCapturingGroups();
    if (found < groups.min || found > groups.max) {
        const bool one = groups.max == 1;
        node.complain(
            fmt::format("regex '{}' has {} capturing groups, {} wanted: (...) around what counts, (?:...) for "
                        "the rest",
                        pattern, found, one ? "exactly one is" : "at least one is"));
        return nullptr;
    }
    return compiled;
}

std::optional<Entry> read_entry(const Node& node, FieldKind field) {
    switch (node.kind()) {
        case Node::Kind::scalar:
            return read_text_entry(node, field);
        case Node::Kind::map:
            return read_map_entry(node, field);
        case Node::Kind::list:
            node.complain("an entry is one text or a map (quote a selector that begins with '[')");
            return std::nullopt;
        case Node::Kind::null:
            node.complain(empty_item("entry"));
            return std::nullopt;
    }
    return std::nullopt;
}

std::vector<Entry> read_entries(const Node& node, FieldKind field) {
    std::vector<Entry> entries;
    const bool list = node.kind() == Node::Kind::list;
    const auto items = list ? node.items() : std::vector<Node>{node};
    if (list && items.empty()) node.complain("an empty list");
    for (const auto& item : items) {
        if (auto entry = read_entry(item, field)) entries.push_back(std::move(*entry));
    }
    return entries;
}

std::vector<Removal> read_removals(const Node& node) {
    std::vector<Removal> removals;
    const bool list = node.kind() == Node::Kind::list;
    for (const auto& item : list ? node.items() : std::vector<Node>{node}) {
        if (auto removal = read_removal(item)) removals.push_back(std::move(*removal));
    }
    return removals;
}

}  // namespace winnow::rules
