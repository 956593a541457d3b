#include "extract/structured.h"

#include <algorithm>
#include <array>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parser.hpp>

#include "base/text.h"
#include "extract/json_repair.h"

namespace winnow::extract {

namespace {

namespace json = boost::json;
using html::Element;
using html::no_atom;
using html::NodeKind;
using html::Tag;

constexpr std::size_t most_json_bytes = 4u << 20;  ///< of all blocks of a page; the rest is not read
constexpr std::size_t most_json_depth = 64;
constexpr std::size_t most_objects = 400;
constexpr int most_walk_depth = 12;
constexpr std::size_t most_metas = 2000;

std::string_view as_text(const json::value& value) {
    const auto* text = value.if_string();
    return text == nullptr ? std::string_view() : std::string_view(text->data(), text->size());
}

std::string_view key_text(json::string_view key) {
    return {key.data(), key.size()};
}

const json::value* find(const json::object& object, std::string_view key) {
    return object.if_contains(json::string_view(key.data(), key.size()));
}

/// "schema:NewsArticle", "https://schema.org/NewsArticle" -> "NewsArticle"
std::string_view bare_type(std::string_view type) {
    const auto cut = type.find_last_of("/:#");
    return cut == std::string_view::npos ? type : type.substr(cut + 1);
}

/// Calls `use` for each word of @type.
template <class Use>
void each_type(const json::object& object, Use use) {
    const auto* type = find(object, "@type");
    if (type == nullptr) return;
    if (const auto* list = type->if_array()) {
        for (const auto& item : *list) use(as_text(item));
    } else {
        use(as_text(*type));
    }
}

bool is_article(const json::object& object) {
    bool found = false;
    each_type(object, [&](std::string_view type) { found = found || is_article_type(type); });
    return found;
}

/// One value after another until the text ends; false if one of them is broken.
bool parse_all(std::string_view text, std::vector<json::value>& into) {
    json::parse_options options;
    options.max_depth = most_json_depth;
    options.allow_comments = true;
    options.allow_trailing_commas = true;
    options.allow_invalid_utf8 = true;
    std::vector<json::value> values;
    while (!text.empty() && values.size() < 64) {
        json::parser parser({}, options);
        json::error_code failed;
        parser.reset(json::make_shared_resource<json::monotonic_resource>(std::max<std::size_t>(text.size(), 1024)));
        const auto used = parser.write_some(text.data(), text.size(), failed);
        if (failed) {
            if (values.empty()) return false;
            break;  // what stands after a complete value is not ours
        }
        values.push_back(parser.release());
        text.remove_prefix(used);
        while (!text.empty() && (is_ascii_space(text.front()) || text.front() == ';' || text.front() == ','))
            text.remove_prefix(1);
    }
    if (values.empty()) return false;
    for (auto& value : values) into.push_back(std::move(value));
    return true;
}

}  // namespace

Structured::Structured(const html::Document& document) : page_(document) {
    const auto atom_of = [&](const char* name) { return document.atom(name); };
    const auto property = atom_of("property");
    const auto name = atom_of("name");
    const auto itemprop = atom_of("itemprop");
    const auto http_equiv = atom_of("http-equiv");
    const auto content = atom_of("content");
    const auto type = atom_of("type");
    const auto nodes = document.nodes();
    for (html::NodeId id = 0; id < nodes.size(); ++id) {
        const auto& node = nodes[id];
        if (node.kind != NodeKind::element || node.attribute_count == 0) continue;
        if (node.tag == Tag::meta) {
            std::string_view value;
            std::array<std::string_view, 4> keys;
            for (const auto& attribute : document.attributes(id)) {
                if (attribute.name == content)
                    value = trim(attribute.value);
                else if (attribute.name == property)
                    keys[0] = trim(attribute.value);
                else if (attribute.name == name)
                    keys[1] = trim(attribute.value);
                else if (attribute.name == itemprop)
                    keys[2] = trim(attribute.value);
                else if (attribute.name == http_equiv)
                    keys[3] = trim(attribute.value);
            }
            if (!keys[2].empty()) item_props_.push_back({keys[2], id});
            if (value.empty() || metas_.size() >= most_metas) continue;
            for (const auto key : keys)
                if (!key.empty()) metas_.push_back({key, value, id});
        } else {
            for (const auto& attribute : document.attributes(id)) {
                if (attribute.name == itemprop && itemprop != no_atom) item_props_.push_back({attribute.value, id});
                // RDFa with the same vocabulary, as Drupal writes it
                if (attribute.name == property && property != no_atom && attribute.value.starts_with("schema:"))
                    item_props_.push_back({attribute.value.substr(7), id});
                if (node.tag == Tag::script && attribute.name == type &&
                    ifind_ascii(attribute.value, "ld+json") != std::string_view::npos)
                    read_script(Element(document, id));
            }
        }
    }
    for (const auto& value : json_ld_) walk(value, 0, true);
    choose_article();
}

void Structured::read_script(Element script) {
    for (auto child = script.first_child(); child; child = child.next_sibling()) {
        if (!child.is_text()) continue;
        const auto text = child.node().text;
        if (text.size() > most_json_bytes - json_bytes_) {
            ++broken_;
            return;
        }
        json_bytes_ += text.size();
        parse_json(text);
    }
}

void Structured::parse_json(std::string_view text) {
    std::string decoded;
    text = unwrap_json(text, decoded);
    if (text.empty()) return;
    if (parse_all(text, json_ld_)) return;
    if (parse_all(repair_json(text), json_ld_)) return;
    ++broken_;
}

void Structured::walk(const json::value& value, int depth, bool own) {
    if (depth > most_walk_depth || objects_.size() >= most_objects) return;
    if (const auto* list = value.if_array()) {
        for (const auto& item : *list) walk(item, depth + 1, own);
        return;
    }
    const auto* object = value.if_object();
    if (object == nullptr) return;
    if (find(*object, "@type") != nullptr || find(*object, "@id") != nullptr) {
        objects_.push_back(object);
        if (is_article(*object)) candidates_.push_back({object, own});
    }
    for (const auto& member : *object) {
        const auto key = key_text(member.key());
        if (!member.value().is_structured()) continue;
        const bool page_itself =
            key == "@graph" || key == "mainEntity" || key == "mainEntityOfPage" || key == "liveBlogUpdate";
        bool still_own = own && page_itself && key != "liveBlogUpdate";
        if (own && (key == "itemListElement" || key == "item")) {
            const auto* items = member.value().if_array();
            still_own = items == nullptr || items->size() == 1;
        }
        walk(member.value(), depth + 1, still_own);
    }
}

void Structured::choose_article() {
    if (candidates_.empty()) return;
    const Candidate* best = nullptr;
    if (candidates_.size() == 1) {
        best = &candidates_.front();
    } else {
        std::vector<std::string> titles;
        for (const auto key : {"og:title", "twitter:title"})
            if (const auto title = first_meta(key); !title.empty()) titles.push_back(text_key(clean_value(title)));
        titles.push_back(text_key(page_.title()));
        const auto address = page_.canonical().empty() ? first_meta("og:url") : page_.canonical();
        int best_score = -1;
        for (const auto& candidate : candidates_) {
            int score = candidate.own ? 4 : 0;
            const auto* headline = find(*candidate.object, "headline");
            if (headline == nullptr) headline = find(*candidate.object, "name");
            const auto mine = headline == nullptr ? std::string() : text_key(clean_value(as_text(*headline)));
            for (const auto& title : titles)
                if (mine.size() >= 8 && title.find(mine) != std::string::npos) {
                    score += 8;
                    break;
                }
            for (const auto key : {"url", "@id", "mainEntityOfPage.@id", "mainEntityOfPage"})
                if (!address.empty()) {
                    const auto found = values(*candidate.object, key);
                    if (!found.empty() && std::string_view(found.front()).starts_with(address)) {
                        score += 6;
                        break;
                    }
                }
            if (find(*candidate.object, "datePublished") != nullptr) score += 2;
            if (score > best_score) {
                best_score = score;
                best = &candidate;
            }
        }
    }
    // A card that the page links to is no description of the page.
    if (best->own || candidates_.size() == 1) article_ = best->object;
    if (article_ == nullptr)
        for (const auto& candidate : candidates_)
            if (&candidate == best && find(*best->object, "datePublished") != nullptr) article_ = best->object;
}

std::vector<std::string_view> Structured::meta(std::string_view key) const {
    std::vector<std::string_view> values;
    for (const auto& meta : metas_)
        if (iequals_ascii(meta.key, key)) values.push_back(meta.value);
    return values;
}

std::string_view Structured::first_meta(std::string_view key) const {
    for (const auto& meta : metas_)
        if (iequals_ascii(meta.key, key)) return meta.value;
    return {};
}

const json::object* Structured::object_of_type(std::string_view type) const {
    for (const auto* object : objects_)
        if (has_type(*object, type)) return object;
    return nullptr;
}

std::vector<std::string> Structured::article_values(std::string_view dotted_key) const {
    return article_ == nullptr ? std::vector<std::string>() : values(*article_, dotted_key);
}

std::vector<std::string> Structured::values(const json::object& object, std::string_view dotted_key) const {
    std::vector<std::string> found;
    constexpr std::size_t most_values = 200;
    const auto collect = [&](const auto& self, const json::value& value, std::string_view path, int depth) -> void {
        if (depth > most_walk_depth || found.size() >= most_values) return;
        if (const auto* list = value.if_array()) {
            for (const auto& item : *list) self(self, item, path, depth + 1);
            return;
        }
        const auto dot = path.find('.');
        const auto key = path.substr(0, dot);
        const auto rest = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
        if (const auto* inner = value.if_object()) {
            if (path.empty()) {
                if (const auto* text = find(*inner, "@value")) self(self, *text, path, depth + 1);
                return;
            }
            if (const auto* member = find(*inner, key)) return self(self, *member, rest, depth + 1);
            const auto* id = find(*inner, "@id");
            if (id == nullptr) return;
            for (const auto* other : objects_) {
                const auto* other_id = other == inner ? nullptr : find(*other, "@id");
                if (other_id == nullptr || as_text(*other_id) != as_text(*id)) continue;
                if (const auto* member = find(*other, key)) return self(self, *member, rest, depth + 1);
            }
            return;
        }
        if (!path.empty() && !(rest.empty() && (key == "name" || key == "url" || key == "@id"))) return;
        std::string text;
        if (value.is_string())
            text = clean_value(as_text(value));
        else if (value.is_int64())
            text = std::to_string(value.get_int64());
        else if (value.is_bool())
            text = value.get_bool() ? "true" : "false";
        if (!text.empty()) found.push_back(std::move(text));
    };
    const auto dot = dotted_key.find('.');
    const auto* member = find(object, dotted_key.substr(0, dot));
    if (member != nullptr)
        collect(collect, *member, dot == std::string_view::npos ? std::string_view() : dotted_key.substr(dot + 1), 0);
    return found;
}

std::vector<html::NodeId> Structured::item_props(std::string_view name) const {
    std::vector<html::NodeId> found;
    for (const auto& item : item_props_)
        for (const auto word : split(item.names, ' '))
            if (word == name) {
                found.push_back(item.node);
                break;
            }
    return found;
}

bool is_article_type(std::string_view type) {
    type = bare_type(type);
    static constexpr std::string_view others[] = {"BlogPosting", "LiveBlogPosting", "Report", "Review", "CriticReview"};
    return type.ends_with("Article") || std::find(std::begin(others), std::end(others), type) != std::end(others);
}

bool has_type(const json::object& object, std::string_view type) {
    bool found = false;
    each_type(object, [&](std::string_view own) { found = found || bare_type(own).ends_with(type); });
    return found;
}

std::string clean_value(std::string_view value) {
    if (value.find('&') == std::string_view::npos && value.find('<') == std::string_view::npos)
        return clean_line(value);
    auto text = decode_entities(value);
    if (text.find('&') != std::string::npos) text = decode_entities(text);  // "&amp;#039;"
    std::string bare;
    bare.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        // a tag begins with a letter or a slash; "5 < 6" does not
        const bool tag =
            text[at] == '<' && at + 1 < text.size() && (is_ascii_alpha(text[at + 1]) || text[at + 1] == '/');
        const auto close = tag ? text.find('>', at) : std::string::npos;
        if (close == std::string::npos) {
            bare.push_back(text[at++]);
            continue;
        }
        const auto name = std::string_view(text).substr(at + 1, 2);
        if (iequals_ascii(name, "br") || iequals_ascii(name, "p>") || iequals_ascii(name, "/p")) bare.push_back(' ');
        at = close + 1;
    }
    return clean_line(bare);
}

}  // namespace winnow::extract
