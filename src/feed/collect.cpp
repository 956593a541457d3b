#include "feed/collect.h"

#include <algorithm>

#include "feed/xml_scanner.h"
#include "html/dom.h"

namespace winnow::feed {
namespace {

bool separates_words(html::Tag tag) {
    return tag == html::Tag::br || tag == html::Tag::p || tag == html::Tag::div || tag == html::Tag::li ||
           tag == html::Tag::td || tag == html::Tag::h1 || tag == html::Tag::h2 || tag == html::Tag::h3;
}

/// Nullopt if it is nothing that HTML could read.
std::optional<std::string> text_of_html(std::string_view html) {
    const auto document = html::Document::parse(html);
    if (!document) return std::nullopt;
    std::string text;
    for (const auto& node : document->nodes()) {
        if (node.kind == html::NodeKind::element && separates_words(node.tag)) text += ' ';
        if (node.kind != html::NodeKind::text || node.parent == html::no_node) continue;
        const auto parent = document->node(node.parent).tag;
        if (parent != html::Tag::script && parent != html::Tag::style) text += node.text;
    }
    return text;
}

std::string clean_title(std::string_view text) {
    return std::string(clip_utf8(clean_line(text), max_title_bytes));
}

/// Blanks that a copied link brings along, and that a URL parser would take for its first character.
std::string_view trim_link(std::string_view text) {
    using namespace std::string_view_literals;
    for (auto before = text.size() + 1; text.size() < before;) {
        before = text.size();
        text = trim(text);
        for (const auto blank : {"\u00A0"sv, "\u200B"sv, "\uFEFF"sv}) {
            if (text.starts_with(blank)) text.remove_prefix(blank.size());
            if (text.ends_with(blank)) text.remove_suffix(blank.size());
        }
    }
    return text;
}

/// Without the end tag that lost its '<': "http://a/b/link>" is no address.
std::string_view without_end_tag(std::string_view text) {
    if (!text.ends_with('>')) return text;
    const auto slash = text.rfind('/');
    if (slash == std::string_view::npos) return text;
    const auto name = text.substr(slash + 1, text.size() - slash - 2);
    const bool is_name = !name.empty() && std::all_of(name.begin(), name.end(), is_ascii_alpha);
    return is_name ? text.substr(0, slash) : text;
}

std::string with_url_separators(std::string_view text) {
    std::string out(without_end_tag(trim_link(text)));
    for (const auto escaped : {"&amp;", "&#38;", "&#038;"}) replace_all(out, escaped, "&");  // twice, or inside CDATA
    return out;
}

}  // namespace

std::string title_of_html(std::string_view html) {
    html = html.substr(0, max_field_bytes);
    // Gumbo costs 10 µs a title; most have no markup, and no entities that XML does not know as well.
    std::string decoded;
    if (html.find('<') == std::string_view::npos && !decode_xml(html, decoded)) return clean_title(decoded);
    return clean_title(text_of_html(html).value_or(std::string(html)));
}

std::string title_of_text(std::string_view text, bool decode_entities) {
    if (!decode_entities) return clean_title(text);
    std::string escaped(text.substr(0, max_field_bytes));
    replace_all(escaped, "<", "&lt;");
    return title_of_html(escaped);
}

std::string language_tag(std::string_view text) {
    std::string tag(trim(text));
    std::replace(tag.begin(), tag.end(), '_', '-');
    const bool plausible = tag.size() >= 2 && tag.size() <= 35 && std::all_of(tag.begin(), tag.end(), [](char c) {
                               return is_ascii_alpha(c) || is_ascii_digit(c) || c == '-';
                           });
    return plausible ? tag : std::string();
}

std::optional<url::Url> link_url(std::string_view text, const url::Url& base) {
    auto link = with_url_separators(text);
    if (link.empty() || link.starts_with('#')) return std::nullopt;  // the feed itself
    if (istarts_with_ascii(link, "www.")) link.insert(0, "//");      // a host, not a file of that name
    auto url = url::Url::parse(link, base);
    if (!url) return std::nullopt;
    return std::move(*url);
}

std::optional<url::Url> absolute_url(std::string_view text) {
    const auto link = with_url_separators(text);
    if (!istarts_with_ascii(link, "http://") && !istarts_with_ascii(link, "https://")) return std::nullopt;
    auto url = url::Url::parse(link);
    if (!url) return std::nullopt;
    return std::move(*url);
}

}  // namespace winnow::feed
