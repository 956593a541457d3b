#include "author/import_site_config.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "author/draft.h"
#include "base/text.h"
#include "html/selector.h"
#include "rules/site_rules.h"
#include "url/host.h"
#include "url/url.h"
#include "yaml/yaml.h"

namespace winnow::author {

namespace {

struct Directive {
    std::size_t line = 0;
    std::string key, value;
};

std::vector<Directive> read_directives(std::string_view text, ImportedSite& out) {
    std::vector<Directive> all;
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    std::size_t number = 0;
    for (const auto raw : split(text, '\n')) {
        ++number;
        const auto line = trim(raw);
        if (line.empty() || line.front() == '#') continue;
        // "replace_string(a): b" has its own argument before the colon.
        const auto colon = line.find("): ") != std::string_view::npos && line.find('(') < line.find(':')
                               ? line.find("): ") + 1
                               : line.find(':');
        if (colon == std::string_view::npos) {
            out.left.push_back(fmt::format("line {}: {}: no directive", number, clean_line(line)));
            continue;
        }
        all.push_back({number, ascii_lower(trim(line.substr(0, colon))), std::string(trim(line.substr(colon + 1)))});
    }
    return all;
}

/// Without a comment behind it, which the format allows after a blank.
std::string_view without_comment(std::string_view value) {
    const auto at = value.find(" #");
    return at == std::string_view::npos || value.find_first_of("'\"", at) != std::string_view::npos
               ? value
               : trim(value.substr(0, at));
}

/// The rule language's entry for an XPath, or why there is none.
Result<std::string> entry_of(std::string_view value) {
    const auto xpath = "xpath:" + std::string(value);
    const auto selector = html::Selector::compile(xpath);
    if (!selector) return fail(Errc::config, selector.error().what);
    return xpath;
}

/// strip_id_or_class takes what has the text anywhere in its id or class.
std::string css_of_name(std::string_view name) {
    std::string quoted;
    for (const char c : name) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return fmt::format("[class*=\"{0}\"], [id*=\"{0}\"]", quoted);
}

struct Collected {
    std::map<std::string, std::vector<std::string>> fields;  ///< key of ours -> entries
    std::vector<std::string> removals;

    bool add(std::vector<std::string>& list, std::string entry) {
        if (std::find(list.begin(), list.end(), entry) == list.end()) list.push_back(std::move(entry));
        return true;
    }
};

/// An XPath that ends at the words and not at an element would be no removal.
bool selects_elements(std::string_view xpath) {
    const auto last = xpath.substr(xpath.rfind('/') == std::string_view::npos ? 0 : xpath.rfind('/') + 1);
    return !last.starts_with('@') && !last.starts_with("text()");
}

/// False, with the reason, where a directive has no counterpart.
Result<void> take(const Directive& directive, Collected& out, ImportedSite& site) {
    static const std::map<std::string_view, std::string_view> fields{
        {"title", "title"}, {"body", "body"}, {"author", "authors"}, {"date", "date"}};
    // These only tune the parser of the original, or restate what holds here anyway.
    static const std::map<std::string_view, std::string_view> needless{
        {"prune", "the extractor decides line by line"},
        {"tidy", "every page is parsed as browsers do"},
        {"parser", "every page is parsed as browsers do"},
        {"autodetect_on_failure", "always so"},
        {"autodetect_next_page", "pages of one article are not joined"},
        {"strip_image_src", "images are never part of the text"},
        {"strip_attr", "attributes are never part of the text"},
        {"skip_json_ld", "entries stand before metadata anyway"},
        {"convert_double_br_tags", "always so"},
        {"native_ad_clue", "not supported"},
        {"insert_detected_image", "images are never part of the text"},
        {"strip_comments", "always so"}};
    const auto value = without_comment(directive.value);
    if (directive.key == "test_url") {
        site.test_urls.emplace_back(value);
        return {};
    }
    if (directive.key == "test_contains") return {};
    if (value.empty()) return fail(Errc::config, "it has no value");
    if (const auto field = fields.find(directive.key); field != fields.end()) {
        auto entry = entry_of(value);
        if (!entry) return fail(entry.error());
        out.add(out.fields[std::string(field->second)], std::move(*entry));
        return {};
    }
    if (directive.key == "strip") {
        if (!selects_elements(value)) return fail(Errc::config, "attributes and bare texts are no elements to remove");
        auto entry = entry_of(value);
        if (!entry) return fail(entry.error());
        out.add(out.removals, std::move(*entry));
        return {};
    }
    if (directive.key == "strip_id_or_class") {
        std::string name(value);
        if (name.size() >= 2 && (name.front() == '\'' || name.front() == '"') && name.back() == name.front())
            name = name.substr(1, name.size() - 2);
        out.add(out.removals, css_of_name(name));
        return {};
    }
    if (const auto why = needless.find(directive.key); why != needless.end())
        return fail(Errc::config, std::string(why->second));
    return fail(Errc::config, "nothing in a site file says this");
}

}  // namespace

Result<ImportedSite> import_site_config(std::string_view text, const std::string& file_name) {
    ImportedSite out;
    auto name = std::filesystem::path(file_name).filename().string();
    if (name.ends_with(".txt")) name.resize(name.size() - 4);
    const bool subdomains = name.starts_with('.');
    if (subdomains) name.erase(0, 1);
    const auto url = url::Url::parse(fmt::format("https://{}/", url::without_www(name)));
    if (!url || name.find('.') == std::string::npos || url->path() != "/")
        return fail(Errc::config, file_name + ": the file's name is no host: site configs are called example.com.txt");
    out.host = std::string(url->host());

    Collected collected;
    for (const auto& directive : read_directives(text, out)) {
        if (const auto taken = take(directive, collected, out))
            ++out.taken;
        else
            out.left.push_back(fmt::format("line {}: {}: {}: {}", directive.line, clean_line(directive.key),
                                           clean_line(directive.value), clean_line(taken.error().what)));
    }
    if (collected.fields.empty() && collected.removals.empty())
        return fail(Errc::config, file_name + ": nothing in it that a site file could say");

    std::string yaml = "# yaml-language-server: $schema=../docs/site.schema.json\n";
    yaml += fmt::format("# Imported from the FiveFilters site config {}.\n",
                        clean_line(std::filesystem::path(file_name).filename().string()));
    yaml += "host: " + (subdomains ? yaml::quoted("*." + out.host) : out.host) + "\n";
    if (!collected.fields.empty()) {
        yaml += "article:\n";
        for (const auto* field : {"title", "authors", "date", "body"}) {
            const auto found = collected.fields.find(field);
            if (found == collected.fields.end()) continue;
            yaml += fmt::format("  {}:\n", field);
            for (const auto& entry : found->second) yaml += "    - " + yaml::quoted(entry) + "\n";
        }
    }
    if (!collected.removals.empty()) {
        yaml += "remove:\n";
        for (const auto& removal : collected.removals) yaml += "  - " + yaml::quoted(removal) + "\n";
    }
    if (!out.left.empty()) {
        yaml += "# Not imported:\n";
        for (const auto& line : out.left) yaml += "#   " + line + "\n";
    }
    if (const auto rules = rules::read_site(yaml, out.host + ".yaml"); !rules) return fail(rules.error());
    out.yaml = std::move(yaml);
    return out;
}

}  // namespace winnow::author
