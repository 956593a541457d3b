#include <boost/json.hpp>

#include "feed/collect.h"

namespace winnow::feed {
namespace {

namespace json = boost::json;

constexpr std::size_t max_json_bytes = 16u << 20;  // a tree of it takes up to ten times that

std::string_view text_at(const json::object& object, std::string_view key) {
    const auto* value = object.if_contains(key);
    if (value == nullptr || !value->is_string()) return {};
    return {value->get_string().data(), value->get_string().size()};
}

std::optional<url::Url> link_of(const json::object& item, const url::Url& base) {
    for (const std::string_view key : {"url", "external_url"})
        if (auto link = link_url(text_at(item, key), base)) return link;
    return absolute_url(text_at(item, "id"));
}

Result<Feed> feed_of(const json::object& root, const url::Url& base) {
    const auto* items = root.if_contains("items");
    const bool labelled = text_at(root, "version").find("jsonfeed.org") != std::string_view::npos;
    if (items == nullptr || !items->is_array() || (!labelled && root.if_contains("title") == nullptr))
        return fail(Errc::invalid, "JSON, but no JSON Feed");

    Feed feed;
    feed.title = title_of_text(text_at(root, "title"));
    feed.next = link_url(text_at(root, "next_url"), base);
    Collector collector;
    std::size_t without_link = 0;
    for (const auto& value : items->get_array()) {
        const auto* item = value.if_object();
        const auto link = item == nullptr ? std::nullopt : link_of(*item, base);
        if (!link) {
            ++without_link;
            continue;
        }
        const auto published = text_at(*item, "date_published"), modified = text_at(*item, "date_modified");
        Announcement announcement;
        announcement.url = *link;
        announcement.title = title_of_text(text_at(*item, "title"));
        announcement.date = parse_feed_date(published);
        announcement.last_modified = parse_feed_date(modified);
        announcement.date_raw = clean_line(clip_utf8(published.empty() ? modified : published, 200));
        if (!announcement.date) announcement.date = announcement.last_modified;
        announcement.language = language_tag(text_at(*item, "language"));
        if (announcement.language.empty()) announcement.language = language_tag(text_at(root, "language"));
        if (!collector.add(std::move(announcement))) {
            feed.warning = "more than " + std::to_string(max_entries) + " entries";
            break;
        }
    }
    if (without_link > 0 && feed.warning.empty())
        feed.warning = std::to_string(without_link) + " entries without a link";
    feed.entries = std::move(collector.entries());
    return feed;
}

/// Parses one value; what follows it does not matter.
Result<json::value> parse_json(std::string_view text, json::storage_ptr memory) {
    json::parse_options options;
    options.max_depth = 64;
    options.allow_trailing_commas = true;
    options.allow_comments = true;
    options.allow_invalid_utf8 = true;
    json::stream_parser parser(std::move(memory), options);
    json::error_code error;
    parser.write_some(text.data(), text.size(), error);
    if (!error) parser.finish(error);
    if (error) return fail(Errc::invalid, "JSON that cannot be read: " + error.message());
    return parser.release();
}

/// Looks at the escape at `at`: "\ud83d" must be followed by its other half, or becomes U+FFFD. Gives the length to
/// step over, less one.
std::size_t mend_surrogate(std::string& text, std::size_t at) {
    const auto half = [&text](std::size_t where) -> char {  // 'h'igh, 'l'ow, or neither
        if (where + 6 > text.size() || text[where] != '\\' || text[where + 1] != 'u') return ' ';
        if (text[where + 2] != 'd' && text[where + 2] != 'D') return ' ';
        const int digit = hex_value(text[where + 3]);
        return digit < 8 ? ' ' : digit < 12 ? 'h' : 'l';
    };
    if (half(at) == ' ') return 1;
    if (half(at) == 'h' && half(at + 6) == 'l') return 11;
    text.replace(at, 6, "\\ufffd");
    return 5;
}

/// The same with raw control characters in strings made blanks, halves of surrogate pairs replaced, and cut after the
/// root, or after the last whole item of the root's array if the end is missing.
std::string mended(std::string_view text) {
    constexpr std::size_t depth_of_items = 2;  // {"items":[ ... ]}
    std::string out(text);
    std::size_t depth = 0, end_of_item = 0;
    bool in_string = false;
    for (std::size_t at = 0; at < out.size(); ++at) {
        char& c = out[at];
        if (in_string) {
            if (c == '\\' && at + 1 < out.size()) {
                at += mend_surrogate(out, at);
            } else if (c == '"') {
                in_string = false;
            } else if (static_cast<unsigned char>(c) < ' ') {
                c = ' ';
            }
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if ((c == '}' || c == ']') && depth > 0) {
            --depth;
            if (c == '}' && depth == depth_of_items) end_of_item = at + 1;
            if (depth == 0) {
                out.resize(at + 1);
                return out;
            }
        }
    }
    if (depth > 0 && end_of_item > 0) out.replace(end_of_item, std::string::npos, "]}");
    return out;
}

}  // namespace

Result<Feed> read_json_feed(std::string_view text, const url::Url& base) {
    if (text.size() > max_json_bytes) return fail(Errc::too_large, "JSON of more than 16 MiB");
    json::monotonic_resource memory;
    auto value = parse_json(text, &memory);
    const bool broken = !value;
    if (broken) value = parse_json(mended(text), &memory);
    if (!value) return fail(value.error());
    if (!value->is_object()) return fail(Errc::invalid, "JSON, but no JSON Feed");
    auto feed = feed_of(value->get_object(), base);
    if (feed && broken && feed->warning.empty()) feed->warning = "JSON that is ill-formed or cut short";
    return feed;
}

}  // namespace winnow::feed
