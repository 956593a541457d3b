// Reader, schema and reference page say the same: what one knows, all know.

#include <re2/re2.h>

#include <algorithm>
#include <boost/json.hpp>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "catch.hpp"
#include "rules/site_rules.h"
#include "yaml/yaml.h"

using namespace winnow;
namespace json = boost::json;

namespace {

using Keys = std::map<std::string, std::set<std::string>>;

std::string slurp(const std::string& path) {
    std::ifstream file(std::string(WINNOW_SOURCE_DIR) + "/" + path, std::ios::binary);
    REQUIRE(file);
    return {std::istreambuf_iterator<char>(file), {}};
}

const json::object& schema() {
    static const auto value = json::parse(slurp("docs/site.schema.json"));
    return value.as_object();
}

/// The ```yaml blocks of the reference page that are whole site files.
std::vector<std::string> examples() {
    const auto page = slurp("docs/site-files.md");
    std::vector<std::string> all;
    constexpr std::string_view open = "```yaml\n";
    for (auto at = page.find(open); at != std::string::npos; at = page.find(open, at)) {
        at += open.size();
        all.push_back(page.substr(at, page.find("```", at) - at));
    }
    return all;
}

const json::object& resolve(const json::object& node) {
    const auto* const ref = node.if_contains("$ref");
    if (ref == nullptr) return node;
    const std::string_view name = ref->as_string();
    return resolve(schema().at("definitions").at(name.substr(name.rfind('/') + 1)).as_object());
}

void collect(const json::object& unresolved, const std::string& path, Keys& keys) {
    const auto& node = resolve(unresolved);
    if (const auto* properties = node.if_contains("properties")) {
        for (const auto& [name, value] : properties->as_object()) {
            keys[path].emplace(name);
            collect(value.as_object(), path.empty() ? std::string(name) : path + "." + std::string(name), keys);
        }
    }
    if (const auto* items = node.if_contains("items")) collect(items->as_object(), path, keys);
    if (const auto* kinds = node.if_contains("oneOf")) {
        for (const auto& kind : kinds->as_array()) collect(kind.as_object(), path, keys);
    }
}

Keys schema_keys() {
    Keys keys;
    collect(schema(), "", keys);
    return keys;
}

void present(const yaml::Node& node, const std::string& path, Keys& keys) {
    for (const auto& item : node.items()) present(item, path, keys);
    for (const auto& [key, value] : node.pairs()) {
        keys[path].insert(key.scalar());
        present(value, path.empty() ? key.scalar() : path + "." + key.scalar(), keys);
    }
}

yaml::Node parse(const std::string& text) {
    auto node = yaml::parse(text, "f.yaml");
    if (!node) FAIL(node.error().what << "\n" << text);
    return *node;
}

/// As much of JSON Schema as our schema uses; anything else in it fails the test.
bool accepts(const json::object& unresolved, const yaml::Node& node);

bool accepts_scalar(const json::object& rule, const yaml::Node& node, std::string_view type) {
    if (node.kind() != yaml::Node::Kind::scalar) return false;
    const auto text = node.scalar();
    static const std::set<std::string> booleans{"true", "false", "yes", "no", "on", "off"};
    if (type == "boolean") return booleans.count(text) != 0;
    if (const auto* pattern = rule.if_contains("pattern"))
        return RE2::PartialMatch(text, RE2(std::string(pattern->as_string())));
    return true;
}

bool accepts_object(const json::object& rule, const yaml::Node& node) {
    if (node.kind() != yaml::Node::Kind::map) return false;
    const auto* properties = rule.if_contains("properties");
    for (const auto& [key, value] : node.pairs()) {
        const auto name = key.scalar();
        if (const auto* names = rule.if_contains("propertyNames")) {
            if (!RE2::PartialMatch(name, RE2(std::string(names->at("pattern").as_string())))) return false;
        }
        const auto* known = properties == nullptr ? nullptr : properties->as_object().if_contains(name);
        if (known == nullptr) known = rule.if_contains("additionalProperties");
        REQUIRE(known != nullptr);  // each map says what it does with unknown keys
        if (known->is_bool() ? !known->as_bool() : !accepts(known->as_object(), value)) return false;
    }
    if (const auto* required = rule.if_contains("required")) {
        for (const auto& name : required->as_array()) {
            if (!node.map().has(std::string_view(name.as_string()))) return false;
        }
    }
    return true;
}

bool accepts(const json::object& unresolved, const yaml::Node& node) {
    static const std::set<std::string_view> known{
        "$schema",  "title",      "description", "type",          "additionalProperties",
        "required", "properties", "$ref",        "oneOf",         "enum",
        "items",    "minItems",   "pattern",     "propertyNames", "definitions"};
    const auto& rule = resolve(unresolved);
    for (const auto& member : rule) REQUIRE(known.count(std::string_view(member.key())) == 1);

    if (const auto* kinds = rule.if_contains("oneOf")) {
        int fits = 0;
        for (const auto& kind : kinds->as_array()) {
            json::object merged = kind.as_object();
            if (merged.contains("required") && merged.size() == 1) {  // "one of these keys"
                const auto name = std::string_view(merged["required"].as_array()[0].as_string());
                fits += node.kind() == yaml::Node::Kind::map && node.map().has(name) ? 1 : 0;
            } else {
                fits += accepts(kind.as_object(), node) ? 1 : 0;
            }
        }
        if (fits != 1) return false;
    }
    if (const auto* choices = rule.if_contains("enum")) {
        for (const auto& choice : choices->as_array()) {
            const auto text = choice.is_string() ? std::string(choice.as_string()) : json::serialize(choice);
            if (node.kind() == yaml::Node::Kind::scalar && node.scalar() == text) return true;
        }
        return false;
    }
    const auto* type = rule.if_contains("type");
    if (type == nullptr) return true;
    if (type->as_string() == "object") return accepts_object(rule, node);
    if (type->as_string() != "array") return accepts_scalar(rule, node, std::string_view(type->as_string()));
    if (node.kind() != yaml::Node::Kind::list) return false;
    const auto items = node.items();
    const auto* least = rule.if_contains("minItems");
    if (least != nullptr && static_cast<std::int64_t>(items.size()) < least->as_int64()) return false;
    return std::all_of(items.begin(), items.end(),
                       [&](const yaml::Node& item) { return accepts(rule.at("items").as_object(), item); });
}

}  // namespace

TEST_CASE("every example of the reference page is read without a problem", "[rules]") {
    const auto all = examples();
    CHECK(all.size() >= 20);
    for (const auto& example : all) {
        const auto site = rules::read_site(example, "example.yaml");
        if (!site) FAIL_CHECK(site.error().what << "\n" << example);
    }
}

TEST_CASE("the schema has the keys of the reader, and the reference page an example of each", "[rules]") {
    Keys asked, shown;
    for (const auto& example : examples()) {
        const auto root = parse(example);
        rules::read_site(root);
        for (const auto& [path, keys] : yaml::asked_keys(root)) asked[path].insert(keys.begin(), keys.end());
        present(root, "", shown);
    }
    const auto in_schema = schema_keys();
    const auto entry_keys = in_schema.at("article.title");
    std::set<std::string> entry_keys_shown;
    for (const auto& [path, keys] : asked) {
        CAPTURE(path);
        REQUIRE(in_schema.count(path) == 1);
        CHECK(in_schema.at(path) == keys);
        if (keys == entry_keys)
            entry_keys_shown.insert(shown[path].begin(), shown[path].end());
        else
            CHECK(shown[path] == keys);
    }
    CHECK(entry_keys_shown == entry_keys);
    for (const auto& [path, keys] : in_schema) {
        CAPTURE(path);
        CHECK((asked.count(path) == 1 || keys == entry_keys));  // a map that no example has, and so no reader read
    }
}

TEST_CASE("the schema accepts what the reader accepts", "[rules]") {
    for (const auto& example : examples()) {
        CAPTURE(example);
        CHECK(accepts(schema(), parse(example)));
    }
    const auto book = rules::RuleBook::load(std::string(WINNOW_SOURCE_DIR) + "/sites");
    for (const auto& site : book.sites()) {
        CAPTURE(site->file);
        std::ifstream file(site->file, std::ios::binary);
        CHECK(accepts(schema(), parse({std::istreambuf_iterator<char>(file), {}})));
    }
}

TEST_CASE("what the schema can tell to be wrong, the reader refuses, and both do", "[rules]") {
    for (const auto* text : {"name: x\n",
                             "host: a.az\ntitel: x\n",
                             "host: []\n",
                             "host: {a: b}\n",
                             "host: ''\n",
                             "host: a.az\nname: [x]\n",
                             "host: a.az\nname:\n",
                             "host: a.az\nlanguage: russian\n",
                             "host: a.az\nlanguage: {ru: ru}\n",
                             "host: a.az\ndiscover: [x]\n",
                             "host: a.az\ndiscover: {feeds: [/rss]}\n",
                             "host: a.az\ndiscover: {feed: x}\n",
                             "host: a.az\ndiscover: {every: 10}\n",
                             "host: a.az\ndiscover: {more: {}}\n",
                             "host: a.az\nurls: {same_article: {trailing_slash: maybe}}\n",
                             "host: a.az\nurls: {same_article: {strip_query: perhaps}}\n",
                             "host: a.az\narticle: {titel: h1}\n",
                             "host: a.az\narticle: {title: []}\n",
                             "host: a.az\narticle: {title: [[data-ad]]}\n",
                             "host: a.az\narticle: {title: {css: a, xpath: //a}}\n",
                             "host: a.az\narticle: {title: {match: (a)}}\n",
                             "host: a.az\narticle: {source: text}\n",
                             "host: a.az\nremove: [[data-ad]]\n",
                             "host: a.az\nremove: [null]\n",
                             "host: a.az\npoliteness: 2s\n",
                             "host: a.az\nhttp: 3\n",
                             "host: a.az\nlayouts: [2025-13]\n",
                             "- a\n"}) {
        CAPTURE(text);
        CHECK_FALSE(accepts(schema(), parse(text)));
        CHECK_FALSE(rules::read_site(text, "f.yaml"));
    }
}
