#include "feed/xml_walker.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace winnow::feed {
namespace {

constexpr std::size_t max_depth = 128;  // feeds nest 6 deep, XHTML content 30
constexpr std::size_t max_bindings = 256;
constexpr std::size_t max_attribute_bytes = 16 << 10;

std::optional<Vocabulary> vocabulary_of_uri(std::string_view uri) {
    uri = trim(uri);
    while (uri.ends_with('/') || uri.ends_with('#')) uri.remove_suffix(1);
    if (istarts_with_ascii(uri, "https://")) uri.remove_prefix(8);
    if (istarts_with_ascii(uri, "http://")) uri.remove_prefix(7);
    static constexpr std::pair<std::string_view, Vocabulary> known[] = {
        {"", Vocabulary::core},
        {"www.w3.org/2005/Atom", Vocabulary::core},
        {"purl.org/atom/ns", Vocabulary::core},
        {"purl.org/rss/1.0", Vocabulary::core},
        {"my.netscape.com/rdf/simple/0.9", Vocabulary::core},
        {"channel.netscape.com/rdf/simple/0.9", Vocabulary::core},
        {"backend.userland.com/rss", Vocabulary::core},
        {"backend.userland.com/rss2", Vocabulary::core},
        {"blogs.law.harvard.edu/tech/rss", Vocabulary::core},
        {"www.sitemaps.org/schemas/sitemap/0.9", Vocabulary::core},
        {"www.google.com/schemas/sitemap/0.84", Vocabulary::core},
        {"www.google.com/schemas/sitemap/0.9", Vocabulary::core},
        {"purl.org/dc/elements/1.1", Vocabulary::dublin_core},
        {"purl.org/dc/elements/1.0", Vocabulary::dublin_core},
        {"purl.org/dc/terms", Vocabulary::dublin_core_terms},
        {"rssnamespace.org/feedburner/ext/1.0", Vocabulary::feedburner},
        {"www.pheedo.com/namespace/pheedo", Vocabulary::feedburner},
        {"purl.org/rss/1.0/modules/syndication", Vocabulary::syndication},
        {"www.google.com/schemas/sitemap-news/0.9", Vocabulary::news},
        {"www.google.com/schemas/sitemap-image/1.1", Vocabulary::foreign},
        {"www.google.com/schemas/sitemap-video/1.1", Vocabulary::foreign},
        {"www.w3.org/1999/xhtml", Vocabulary::foreign},
        {"www.w3.org/1999/02/22-rdf-syntax-ns", Vocabulary::foreign},
        {"search.yahoo.com/mrss", Vocabulary::media},
        {"video.search.yahoo.com/mrss", Vocabulary::media},
        {"www.itunes.com/dtds/podcast-1.0.dtd", Vocabulary::media},
    };
    for (const auto& [written, vocabulary] : known)
        if (iequals_ascii(uri, written)) return vocabulary;
    if (istarts_with_ascii(uri, "prismstandard.org/namespaces")) return Vocabulary::prism;
    return std::nullopt;
}

Vocabulary vocabulary_of_prefix(std::string_view prefix) {
    static constexpr std::pair<std::string_view, Vocabulary> usual[] = {
        {"", Vocabulary::core},
        {"atom", Vocabulary::core},
        {"a10", Vocabulary::core},
        {"rss", Vocabulary::core},
        {"sitemap", Vocabulary::core},
        {"dc", Vocabulary::dublin_core},
        {"dcterms", Vocabulary::dublin_core_terms},
        {"feedburner", Vocabulary::feedburner},
        {"pheedo", Vocabulary::feedburner},
        {"sy", Vocabulary::syndication},
        {"news", Vocabulary::news},
        {"n", Vocabulary::news},
        {"prism", Vocabulary::prism},
        {"media", Vocabulary::media},
        {"itunes", Vocabulary::media},
    };
    for (const auto& [written, vocabulary] : usual)
        if (iequals_ascii(prefix, written)) return vocabulary;
    return Vocabulary::foreign;
}

std::pair<std::string_view, std::string_view> split_name(std::string_view written) {
    const auto colon = written.find(':');
    if (colon == std::string_view::npos) return {{}, written};
    return {written.substr(0, colon), written.substr(colon + 1)};
}

/// Whether a default namespace that nobody knows can be meant for the format itself: the makers of feeds invent some.
bool is_frame(std::string_view name) {
    static constexpr std::array words = {std::string_view("rss"),     std::string_view("rdf"),
                                         std::string_view("feed"),    std::string_view("channel"),
                                         std::string_view("item"),    std::string_view("entry"),
                                         std::string_view("url"),     std::string_view("urlset"),
                                         std::string_view("sitemap"), std::string_view("sitemapindex")};
    return std::find(words.begin(), words.end(), ascii_lower(name)) != words.end();
}

/// Elements of HTML that are never closed there; <link> and <source> are RSS words first.
bool is_html_void(std::string_view name) {
    static constexpr std::array words = {std::string_view("br"),    std::string_view("hr"),  std::string_view("img"),
                                         std::string_view("input"), std::string_view("wbr"), std::string_view("meta"),
                                         std::string_view("embed"), std::string_view("col")};
    return std::find(words.begin(), words.end(), name) != words.end();
}

}  // namespace

XmlWalker::Event XmlWalker::next() {
    for (;;) {
        if (to_close_ > 0) {
            --to_close_;
            close_top();
            return event_ = Event::end;
        }
        token_ = &scanner_.next();
        switch (token_->kind) {
            case XmlToken::Kind::finished:
                return event_ = Event::finished;
            case XmlToken::Kind::text:
                return event_ = Event::text;
            case XmlToken::Kind::start:
                if (open_.size() == max_depth) {
                    too_deep_ += token_->self_closing ? 0 : 1;
                    continue;
                }
                open();
                return event_ = Event::start;
            case XmlToken::Kind::end:
                if (too_deep_ > 0) {
                    --too_deep_;
                    continue;
                }
                if (!find_open(token_->name)) continue;
        }
    }
}

void XmlWalker::open() {
    open_.push_back({token_->name, {}});
    bind_namespaces();
    open_.back().element = element_named(token_->name);
    if (depth() == 1) trust_root();
    if (const auto written = attribute("xml:base")) {
        auto base = url::Url::parse(*written, this->base());
        if (base) bases_.push_back({depth(), std::move(*base)});
    }
    if (auto language = attribute("xml:lang")) languages_.push_back({depth(), std::move(*language)});
    if (token_->self_closing || is_html_void(open_.back().element.name)) to_close_ = 1;
}

/// A root that nobody else has, in a namespace that nobody knows: its prefix means what the format means.
void XmlWalker::trust_root() {
    auto& root = open_.back().element;
    const bool ours = root.name == "rss" || root.name == "feed" || root.name == "urlset" || root.name == "sitemapindex";
    if (!ours || root.vocabulary != Vocabulary::foreign) return;
    root.vocabulary = Vocabulary::core;
    bindings_.push_back({depth(), {split_name(token_->name).first, Vocabulary::core}});
}

/// Owes the ends that bring us to the nearest open element of this name; false if none is open.
bool XmlWalker::find_open(std::string_view written_name) {
    for (std::size_t i = open_.size(); i > 0; --i) {
        if (!iequals_ascii(open_[i - 1].written_name, written_name)) continue;
        to_close_ = open_.size() - i + 1;
        return true;
    }
    return false;
}

void XmlWalker::close_top() {
    const auto closing = depth();
    const auto leave = [closing](auto& scoped) {
        while (!scoped.empty() && scoped.back().depth == closing) scoped.pop_back();
    };
    leave(bases_);
    leave(languages_);
    leave(bindings_);
    closed_ = std::move(open_.back().element);
    open_.pop_back();
}

void XmlWalker::bind_namespaces() {
    for (const auto& attribute : token_->attributes) {
        const bool by_default = attribute.name == "xmlns";
        if (!by_default && !attribute.name.starts_with("xmlns:")) continue;
        if (bindings_.size() == max_bindings) return;
        const auto prefix = by_default ? std::string_view() : attribute.name.substr(6);
        const auto known = vocabulary_of_uri(attribute.value);
        auto vocabulary = known ? *known : vocabulary_of_prefix(prefix);
        if (!known && by_default && !is_frame(token_->name)) vocabulary = Vocabulary::foreign;
        bindings_.push_back({depth(), {prefix, vocabulary}});
    }
}

XmlElement XmlWalker::element_named(std::string_view written_name) const {
    const auto [prefix, local] = split_name(written_name);
    const auto bound = std::find_if(bindings_.rbegin(), bindings_.rend(),
                                    [wanted = prefix](const auto& b) { return b.value.prefix == wanted; });
    return {bound != bindings_.rend() ? bound->value.vocabulary : vocabulary_of_prefix(prefix), ascii_lower(local)};
}

bool XmlWalker::add_text(std::string& out, std::size_t max_bytes) const {
    if (!token_->cdata) return decode_xml(token_->text, out, max_bytes);
    if (out.size() < max_bytes) out += clip_utf8(token_->text, max_bytes - out.size());
    return false;
}

std::optional<std::string> XmlWalker::attribute(std::string_view name) const {
    for (const auto& attribute : token_->attributes) {
        const bool found =
            iequals_ascii(attribute.name, name) || iequals_ascii(split_name(attribute.name).second, name);
        if (!found) continue;
        std::string value;
        decode_xml(attribute.value, value, max_attribute_bytes);
        return value;
    }
    return std::nullopt;
}

}  // namespace winnow::feed
