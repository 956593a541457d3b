// `winnow inspect`: each pure part on its own. With --jsonl one JSON object a line in, one a line out, flushed at once,
// so that a conformance set runs in one process and a caller may talk to us line by line.

#include <fmt/format.h>

#include <array>
#include <boost/json.hpp>
#include <charconv>
#include <functional>
#include <iostream>
#include <map>

#include "app/verbs.h"
#include "base/atomic_file.h"
#include "base/text.h"
#include "dedupe/fingerprint.h"
#include "extract/date.h"
#include "feed/feed.h"
#include "html/decode.h"
#include "html/dom.h"
#include "html/selector.h"
#include "robots/robots.h"
#include "url/url.h"

namespace winnow::app {

namespace json = boost::json;

namespace {

std::string text_of(const json::object& in, std::string_view key) {
    const auto* value = in.if_contains(key);
    if (value == nullptr || !value->is_string()) return {};
    return std::string(value->get_string());
}

/// RFC 4648 §4; white space is skipped; nullopt for anything else.
std::optional<std::string> from_base64(std::string_view text) {
    std::string out;
    std::uint32_t bits = 0;
    int have = 0;
    for (const char c : text) {
        if (is_ascii_space(c)) continue;
        if (c == '=') break;
        std::uint32_t value = 0;
        if (c >= 'A' && c <= 'Z')
            value = static_cast<std::uint32_t>(c - 'A');
        else if (c >= 'a' && c <= 'z')
            value = static_cast<std::uint32_t>(c - 'a' + 26);
        else if (is_ascii_digit(c))
            value = static_cast<std::uint32_t>(c - '0' + 52);
        else if (c == '+' || c == '-')
            value = 62;
        else if (c == '/' || c == '_')
            value = 63;
        else
            return std::nullopt;
        bits = (bits << 6) | value;
        if (have += 6; have >= 8) {
            have -= 8;
            out += static_cast<char>((bits >> have) & 0xFF);
        }
    }
    return out;
}

json::object error_object(const Error& error) {
    return {{"error", error.what}};
}

/// The bytes under KEY_base64, or else the text under KEY.
Result<std::string> bytes_of(const json::object& in, const std::string& key) {
    if (!in.contains(key + "_base64")) return text_of(in, key);
    auto bytes = from_base64(text_of(in, key + "_base64"));
    if (!bytes) return fail(Errc::usage, key + "_base64 is no base64");
    return std::move(*bytes);
}

json::object inspect_url(const json::object& in) {
    std::optional<url::Url> base;
    if (const auto text = text_of(in, "base"); !text.empty()) {
        auto parsed = url::Url::parse(text);
        if (!parsed) return error_object(parsed.error());
        base = std::move(*parsed);
    }
    const auto text = text_of(in, "url");
    const auto parsed = base ? url::Url::parse(text, *base) : url::Url::parse(text);
    if (!parsed) return error_object(parsed.error());
    return {{"url", parsed->href()}, {"canonical", url::canonical(*parsed)}};
}

json::object inspect_robots(const json::object& in) {
    const auto body = bytes_of(in, "robots");
    if (!body) return error_object(body.error());
    const auto rules = robots::RobotsTxt::parse(*body);
    const auto agent = text_of(in, "agent");
    auto path = text_of(in, "url");
    if (!path.starts_with('/')) {
        const auto parsed = url::Url::parse(path);
        if (!parsed) return error_object(parsed.error());
        path = parsed->path_and_query();
    }
    json::object out{{"allowed", rules.allows(agent, path)}, {"crawl_delay", nullptr}};
    if (const auto delay = rules.crawl_delay(agent)) {
        const double seconds = static_cast<double>(delay->count()) / 1000;
        out["crawl_delay"] = delay->count() % 1000 == 0 ? json::value(delay->count() / 1000) : json::value(seconds);
    }
    json::array sitemaps;
    for (const auto& sitemap : rules.sitemaps()) sitemaps.emplace_back(sitemap);
    out["sitemaps"] = std::move(sitemaps);
    return out;
}

/// For a sitemap that tells no publication date, the date of the last change is all there is.
json::array entries_of(const std::vector<feed::Announcement>& announcements) {
    json::array out;
    for (const auto& entry : announcements) {
        json::object one{{"url", entry.url.href()}, {"title", entry.title}, {"date", nullptr}};
        if (entry.date)
            one["date"] = rfc3339(*entry.date);
        else if (entry.last_modified)
            one["date"] = rfc3339(*entry.last_modified);
        if (!entry.language.empty()) one["language"] = entry.language;
        out.push_back(std::move(one));
    }
    return out;
}

Result<url::Url> base_of(const json::object& in) {
    const auto text = text_of(in, "url");
    return url::Url::parse(text.empty() ? "http://localhost/" : text);
}

json::object inspect_feed(const json::object& in) {
    const auto body = bytes_of(in, "body");
    const auto base = base_of(in);
    if (!body || !base) return error_object(body ? base.error() : body.error());
    const auto read = feed::read_feed(*body, text_of(in, "content_type"), *base);
    if (!read) return {{"entries", json::array()}, {"error", read.error().what}};
    json::object out{{"entries", entries_of(read->entries)}, {"error", nullptr}};
    if (!read->warning.empty()) out["warning"] = read->warning;
    return out;
}

json::object inspect_sitemap(const json::object& in) {
    const auto body = bytes_of(in, "body");
    const auto base = base_of(in);
    if (!body || !base) return error_object(body ? base.error() : body.error());
    const auto read = feed::read_sitemap(*body, text_of(in, "content_type"), *base);
    if (!read) return {{"entries", json::array()}, {"sitemaps", json::array()}, {"error", read.error().what}};
    json::array sitemaps;  // addresses, as `inspect robots` gives them
    for (const auto& link : read->sitemaps) sitemaps.emplace_back(link.url.href());
    json::object out{{"entries", entries_of(read->entries)}, {"sitemaps", std::move(sitemaps)}, {"error", nullptr}};
    if (read->truncated) out["truncated"] = true;
    if (!read->warning.empty()) out["warning"] = read->warning;
    return out;
}

json::object inspect_charset(const json::object& in) {
    const auto bytes = bytes_of(in, "bytes");
    if (!bytes) return error_object(bytes.error());
    const auto decoded = html::decode(*bytes, text_of(in, "content_type"));
    return {{"charset", decoded.charset}, {"text", decoded.text}};
}

json::object inspect_date(const json::object& in) {
    extract::DateContext context;
    context.language = text_of(in, "language");
    context.timezone = text_of(in, "timezone");
    context.format = text_of(in, "format");
    auto date = extract::parse_date(text_of(in, "text"), context);
    if (!date) return {{"date", nullptr}, {"reason", date.error().what}};
    return {{"date", date->text()}};
}

json::object inspect_select(const json::object& in) {
    const auto document = html::Document::parse(text_of(in, "html"));
    if (!document) return error_object(document.error());
    const auto selector = html::Selector::compile(text_of(in, "selector"));
    if (!selector) return error_object(selector.error());
    json::array ids, texts;
    const auto hits = selector->select(*document);
    for (const auto& hit : hits) {
        const auto element = document->element(hit.node);
        ids.emplace_back(element.attr("id"));
        texts.emplace_back(clean_line(html::text_of(*document, hit)));
    }
    return {{"count", hits.size()}, {"ids", std::move(ids)}, {"texts", std::move(texts)}};
}

json::object inspect_dedupe(const json::object& in) {
    const auto compared = dedupe::compare(text_of(in, "a"), text_of(in, "b"));
    return {{"relation", dedupe::relation_name(compared.relation)}, {"similarity", compared.similarity}};
}

/// A lone surrogate ("\\ud800") is legal JSON and no Unicode text; as in a browser's strings it stands for U+FFFD.
void mend_surrogates(std::string& line) {
    const auto unit_at = [&line](std::size_t at) -> unsigned {
        if (at + 6 > line.size() || line[at] != '\\' || line[at + 1] != 'u') return 0;
        unsigned unit = 0;
        const auto [end, error] = std::from_chars(line.data() + at + 2, line.data() + at + 6, unit, 16);
        return error == std::errc{} && end == line.data() + at + 6 ? unit : 0;
    };
    for (std::size_t at = line.find('\\'); at != std::string::npos; at = line.find('\\', at)) {
        const auto unit = unit_at(at);
        const bool high = unit >= 0xD800 && unit < 0xDC00, low = unit >= 0xDC00 && unit < 0xE000;
        const auto next = high ? unit_at(at + 6) : 0;
        if (high && next >= 0xDC00 && next < 0xE000)
            at += 12;
        else if (high || low)
            at = (line.replace(at, 6, "\\ufffd"), at + 6);
        else
            at += unit != 0 ? 6 : 2;
    }
}

using Inspector = json::object (*)(const json::object&);
constexpr std::array<std::pair<std::string_view, Inspector>, 8> inspectors{{{"url", inspect_url},
                                                                            {"robots", inspect_robots},
                                                                            {"feed", inspect_feed},
                                                                            {"sitemap", inspect_sitemap},
                                                                            {"charset", inspect_charset},
                                                                            {"date", inspect_date},
                                                                            {"select", inspect_select},
                                                                            {"dedupe", inspect_dedupe}}};

void run_lines(Inspector inspector) {
    for (std::string line; std::getline(std::cin, line);) {
        if (trim(line).empty()) continue;
        json::error_code error;
        json::parse_options options;
        options.max_depth = 64;
        options.allow_invalid_utf8 = true;
        mend_surrogates(line);
        const auto value = json::parse(line, error, {}, options);
        json::object out;
        if (error)
            out = {{"error", "no JSON object: " + error.message()}};
        else if (!value.is_object())
            out = {{"error", "no JSON object"}};
        else
            out = inspector(value.get_object());
        std::cout << one_json_line(json::serialize(out)) << "\n" << std::flush;
    }
}

/// The single-shot form as the object that --jsonl would have read.
Result<json::object> object_of(const InspectArgs& args) {
    json::object in;
    const auto word = [&](std::size_t i) { return i < args.words.size() ? args.words[i] : std::string(); };
    const auto file = [](const std::string& name) -> Result<std::string> {
        if (name != "-") return read_file(name);
        return std::string(std::istreambuf_iterator<char>(std::cin), {});
    };
    if (args.words.empty()) return fail(Errc::usage, "inspect " + args.what + ": an argument is missing, see --help");
    if (args.what == "url") {
        in["url"] = word(0);
        in["base"] = args.base;
    } else if (args.what == "date") {
        in["text"] = word(0);
        in["language"] = args.language;
        in["timezone"] = args.timezone;
        in["format"] = args.format;
    } else {
        const auto first = file(word(0));
        if (!first) return fail(first.error());
        if (args.what == "dedupe") {
            const auto second = file(word(1));
            if (!second) return fail(second.error());
            in["a"] = *first;
            in["b"] = *second;
        } else if (args.what == "select") {
            in["html"] = html::decode(*first, args.content_type).text;
            in["selector"] = word(1);
        } else {
            in[args.what == "robots" ? "robots" : args.what == "charset" ? "bytes" : "body"] = *first;
            in["url"] = args.base.empty() ? word(1) : args.base;
            in["agent"] = args.agent;
            in["content_type"] = args.content_type;
        }
    }
    return in;
}

}  // namespace

int inspect(const InspectArgs& args, const Config&) {
    Inspector inspector = nullptr;
    for (const auto& [name, candidate] : inspectors)
        if (name == args.what) inspector = candidate;
    if (inspector == nullptr) {
        complain("inspect: '" + args.what + "' is none of url, robots, feed, sitemap, charset, date, select, dedupe");
        return exit_usage;
    }
    if (args.jsonl) {
        run_lines(inspector);
        return exit_ok;
    }
    const auto in = object_of(args);
    if (!in) {
        complain(in.error().what);
        return exit_usage;
    }
    std::cout << json::serialize(inspector(*in)) << "\n";
    return exit_ok;
}

}  // namespace winnow::app
