#include "extract/by_rule.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/text.h"
#include "extract/date.h"

namespace winnow::extract {

namespace {

using html::Element;
using html::NodeId;
using html::Tag;
using rules::Entry;

/// A selector like 'div' reads nested text again and again: past these bounds a page is not worth the time.
constexpr std::size_t max_hits = 1000;
constexpr std::size_t max_value_bytes = 1u << 20;

enum class Field { text, date, image, link };

struct Value {
    std::string text;
    bool for_machines = false;  ///< from an attribute or metadata: 1771484340 may be a date there
};

std::string joined(const std::vector<Block>& blocks, std::string_view separator) {
    std::string all;
    for (const auto& block : blocks) {
        if (!all.empty()) all += separator;
        all += block.text;
    }
    return all;
}

/// The address in an attribute value with candidates: "a.jpg 480w, b.jpg 960w" gives the widest.
std::string widest_of(std::string_view srcset) {
    std::string_view best;
    double best_size = -1;
    for (const auto part : split(srcset, ',')) {
        const auto candidate = trim(part);
        const auto blank = candidate.find_first_of(" \t\n");
        const auto address = candidate.substr(0, blank);
        double size = 0;
        if (blank != std::string_view::npos) {
            for (const char c : candidate.substr(blank)) {
                if (is_ascii_digit(c)) size = size * 10 + (c - '0');
            }
        }
        if (!address.empty() && size > best_size) std::tie(best, best_size) = std::pair(address, size);
    }
    return std::string(best);
}

/// An image's address; lazy loaders keep the real one in data-* and a placeholder in src.
std::string image_address(Element element) {
    for (const auto* const name : {"data-src", "data-original", "data-lazy-src", "src"}) {
        const auto value = trim(element.attr(name));
        if (!value.empty() && !istarts_with_ascii(value, "data:")) return std::string(value);
    }
    return widest_of(element.has_attr("srcset") ? element.attr("srcset") : element.attr("data-srcset"));
}

class Reader {
public:
    Reader(const html::Document& document, const Structured& structured, const rules::SiteRules& rules,
           const url::Url* url, const std::optional<TimePoint>& now, Article& article)
        : document_(document),
          structured_(structured),
          rules_(rules),
          url_(url),
          now_(now),
          article_(article),
          nothing_dropped_(document) {
        read_base();
    }

    void read_fields();
    bool is_paywalled();
    const url::Url& base() const { return *base_; }  ///< only where the page has a URL

private:
    // one entry
    std::vector<Value> values_of(const Entry& entry, Field field);
    std::vector<Value> selected(const Entry& entry, Field field);
    Value value_of(const Entry& entry, const html::Hit& hit, Field field) const;
    std::string visible_text_of(Element element) const;
    const std::string& page_text();
    static std::string after_match(const Entry& entry, std::string value);

    // one field: the first entry that yields
    std::string first_text(std::string_view name, const std::vector<Entry>& entries);
    std::vector<std::string> all_texts(std::string_view name, const std::vector<Entry>& entries);
    std::vector<std::string> first_addresses(std::string_view name, const std::vector<Entry>& entries, Field field);
    std::optional<Date> first_date(std::string_view name, const std::vector<Entry>& entries, std::string& raw);
    void came_from(std::string_view name, const std::vector<Entry>& entries, const Entry& entry);
    std::string label(std::string_view name, const std::vector<Entry>& entries, const Entry& entry) const;
    void refuse(const std::string& label, std::string_view value, std::string_view why);

    void read_base();
    std::optional<std::string> absolute(std::string_view address) const;
    void read_language();
    void read_title();
    void read_people_and_tags();
    void read_dates();

    const html::Document& document_;
    const Structured& structured_;
    const rules::SiteRules& rules_;
    const url::Url* url_;
    std::optional<url::Url> base_;
    const std::optional<TimePoint>& now_;
    Article& article_;
    NodeMarks nothing_dropped_;
    std::optional<std::string> page_text_;
};

// --- one entry -------------------------------------------------------------------------------------------------------

std::string Reader::visible_text_of(Element element) const {
    auto text = joined(read_blocks(document_, element.id(), nothing_dropped_), " ");
    // <title>, or an element that the page hides and the rule names all the same
    if (text.empty()) text = clean_line(element.raw_text());
    return text;
}

Value Reader::value_of(const Entry& entry, const html::Hit& hit, Field field) const {
    const auto element = document_.element(hit.node);
    const auto name = hit.attribute.empty() ? std::string_view(entry.attribute) : hit.attribute;
    if (!name.empty()) return {clean_line(element.attr(name)), true};
    if (element.is_text()) return {clean_line(element.node().text), false};
    if (element.is(Tag::meta)) return {clean_line(element.attr("content")), true};
    if (field == Field::image) return {clean_line(image_address(element)), true};
    if (field == Field::link && element.has_attr("href")) return {clean_line(element.attr("href")), true};
    if (field == Field::date && element.is(Tag::time) && entry.format.empty() && element.has_attr("datetime"))
        return {clean_line(element.attr("datetime")), true};
    return {visible_text_of(element), false};
}

std::string Reader::after_match(const Entry& entry, std::string value) {
    if (!entry.pattern || value.empty()) return value;
    std::string group;
    if (!RE2::PartialMatch(value, *entry.pattern, &group)) return {};
    return clean_line(group);
}

std::vector<Value> Reader::selected(const Entry& entry, Field field) {
    std::vector<Value> values;
    std::size_t hits = 0, bytes = 0;
    for (const auto& hit : entry.selector->select(document_)) {
        if (++hits > max_hits || bytes > max_value_bytes) break;
        auto value = value_of(entry, hit, field);
        bytes += value.text.size();
        value.text = after_match(entry, std::move(value.text));
        if (value.text.empty()) continue;
        values.push_back(std::move(value));
        if (!entry.all) break;
    }
    return values;
}

const std::string& Reader::page_text() {
    if (!page_text_) {
        const auto body = document_.body();
        page_text_ = joined(read_blocks(document_, body ? body.id() : 0, nothing_dropped_), "\n");
    }
    return *page_text_;
}

/// Every value of the entry, or the first one unless `all`; never an empty one.
std::vector<Value> Reader::values_of(const Entry& entry, Field field) {
    std::vector<Value> values;
    const auto add = [&](std::string_view raw) {
        if (!entry.all && !values.empty()) return;
        auto text = after_match(entry, clean_line(raw));
        if (!text.empty()) values.push_back({std::move(text), true});
    };
    switch (entry.kind) {
        case Entry::Kind::selector:
            return selected(entry, field);
        case Entry::Kind::json_ld:
            for (const auto& value : structured_.article_values(entry.key)) add(value);
            break;
        case Entry::Kind::meta:
            for (const auto value : structured_.meta(entry.key)) add(value);
            break;
        case Entry::Kind::between:  // lines, not a value: see body_by_rule()
            break;
        case Entry::Kind::constant:
            add(entry.key);
            break;
        case Entry::Kind::url:
            if (std::string group; url_ != nullptr && RE2::PartialMatch(url_->request_url(), *entry.pattern, &group))
                values.push_back({clean_line(group), true});
            break;
        case Entry::Kind::text: {
            re2::StringPiece rest(page_text());
            re2::StringPiece group;
            while (values.size() < max_hits && RE2::FindAndConsume(&rest, *entry.pattern, &group)) {
                auto text = clean_line(std::string_view(group.data(), group.size()));
                if (!text.empty()) values.push_back({std::move(text), false});
                if (!entry.all && !values.empty()) break;
                if (rest.empty()) break;
            }
            break;
        }
    }
    std::erase_if(values, [](const Value& value) { return value.text.empty(); });
    return values;
}

// --- one field -------------------------------------------------------------------------------------------------------

std::string Reader::label(std::string_view name, const std::vector<Entry>& entries, const Entry& entry) const {
    return fmt::format("rule:{}[{}] {}", name, &entry - entries.data(), entry.written);
}

void Reader::came_from(std::string_view name, const std::vector<Entry>& entries, const Entry& entry) {
    article_.provenance.insert_or_assign(std::string(name), label(name, entries, entry));
}

void Reader::refuse(const std::string& label, std::string_view value, std::string_view why) {
    article_.warnings.push_back(fmt::format("{} '{}': {}", label, clip_utf8(value, 120), why));
}

/// With `all`, the hits joined by a blank: a day and a time that stand in two list items.
std::string Reader::first_text(std::string_view name, const std::vector<Entry>& entries) {
    for (const auto& entry : entries) {
        std::string text;
        for (const auto& value : values_of(entry, Field::text)) text += (text.empty() ? "" : " ") + value.text;
        if (text.empty()) continue;
        came_from(name, entries, entry);
        return text;
    }
    return {};
}

std::vector<std::string> Reader::all_texts(std::string_view name, const std::vector<Entry>& entries) {
    for (const auto& entry : entries) {
        std::vector<std::string> texts;
        for (auto& value : values_of(entry, Field::text)) texts.push_back(std::move(value.text));
        if (texts.empty()) continue;
        came_from(name, entries, entry);
        return texts;
    }
    return {};
}

std::vector<std::string> Reader::first_addresses(std::string_view name, const std::vector<Entry>& entries,
                                                 Field field) {
    for (const auto& entry : entries) {
        std::vector<std::string> addresses;
        for (const auto& value : values_of(entry, field)) {
            auto address = absolute(value.text);
            if (!address)
                refuse(label(name, entries, entry), value.text, "no address");
            else if (std::find(addresses.begin(), addresses.end(), *address) == addresses.end())
                addresses.push_back(std::move(*address));
        }
        if (addresses.empty()) continue;
        came_from(name, entries, entry);
        return addresses;
    }
    return {};
}

std::optional<Date> Reader::first_date(std::string_view name, const std::vector<Entry>& entries, std::string& raw) {
    DateContext context;
    context.language = article_.language;
    context.timezone = rules_.timezone;
    context.now = now_;
    if (context.language.empty()) context.language = ascii_lower(document_.html().attr("lang").substr(0, 2));
    for (const auto& entry : entries) {
        const auto values = values_of(entry, Field::date);
        if (values.empty()) continue;
        auto text = values.front().text;
        for (std::size_t i = 1; i < values.size(); ++i) text += ' ' + values[i].text;
        context.format = entry.format;
        const auto date = values.front().for_machines ? parse_machine_date(text, context) : parse_date(text, context);
        if (!date) {
            refuse(label(name, entries, entry), text, date.error().what);
            continue;
        }
        came_from(name, entries, entry);
        raw = std::move(text);
        return *date;
    }
    return std::nullopt;
}

// --- fields ----------------------------------------------------------------------------------------------------------

/// <base href> moves every relative address of a page.
void Reader::read_base() {
    if (url_ != nullptr) base_ = *url_;
    for (NodeId id = 0; id < document_.nodes().size(); ++id) {
        const auto element = document_.element(id);
        if (!element.is(Tag::base) || !element.has_attr("href")) continue;
        const auto href = element.attr("href");
        auto declared = base_ ? url::Url::parse(href, *base_) : url::Url::parse(href);
        if (declared) base_ = std::move(*declared);
        return;
    }
}

std::optional<std::string> Reader::absolute(std::string_view address) const {
    const auto parsed = base_ ? url::Url::parse(address, *base_) : url::Url::parse(address);
    if (!parsed) return std::nullopt;
    return parsed->href();
}

void Reader::read_language() {
    auto language = first_text("language", rules_.language);
    if (language.empty() && url_ != nullptr) {
        language = rules_.language_of(*url_);
        if (!language.empty()) article_.provenance["language"] = "rule:language";
    }
    if (language.empty()) return;
    const auto end = language.find_first_of("-_, ");
    auto primary = ascii_lower(std::string_view(language).substr(0, end));
    if (primary.size() < 2 || primary.size() > 3 || !std::all_of(primary.begin(), primary.end(), is_ascii_alpha)) {
        refuse(article_.provenance["language"], language, "no language tag");
        article_.provenance.erase("language");
        return;
    }
    article_.language = std::move(primary);
}

void Reader::read_title() {
    auto title = first_text("title", rules_.title);
    if (title.empty()) return;
    std::vector<std::string> names{rules_.name, std::string(structured_.first_meta("og:site_name"))};
    for (const auto& pattern : rules_.hosts) names.push_back(pattern.host);
    if (url_ != nullptr) names.push_back(url_->host_unicode());
    article_.title = without_site_name(title, names);
}

/// One line may name several people or tags.
std::vector<std::string> split_list(const std::vector<std::string>& lines, const RE2& separator) {
    std::vector<std::string> parts;
    std::set<std::string> seen;
    for (const auto& line : lines) {
        std::string marked = line;
        RE2::GlobalReplace(&marked, separator, "\n");
        for (const auto piece : split(marked, '\n')) {
            auto part = clean_line(piece);
            if (!part.empty() && seen.insert(fold_case(part)).second) parts.push_back(std::move(part));
        }
    }
    return parts;
}

void Reader::read_people_and_tags() {
    static const RE2 between_people(R"(\s*[,;|/·•]\s*|\s+(?:and|und|et|y|и|və|ve|та|&)\s+)");
    static const RE2 label_of_people(R"((?i)^(?:by|von|par|por|автор(?:ы)?|müəllif(?:lər)?|yazar)(?:\s*:\s*|\s+))");
    static const RE2 between_tags(R"(\s*[,;|]\s*)");
    auto people = all_texts("authors", rules_.authors);
    for (auto& line : people) RE2::Replace(&line, label_of_people, "");
    article_.authors = split_list(people, between_people);
    if (article_.authors.empty()) article_.provenance.erase("authors");

    auto tags = all_texts("tags", rules_.tags);
    for (auto& tag : tags) tag.erase(0, tag.find_first_not_of("# "));
    article_.tags = split_list(tags, between_tags);
    if (article_.tags.empty()) article_.provenance.erase("tags");
}

void Reader::read_dates() {
    if (auto date = first_date("date", rules_.date, article_.published_raw)) article_.published = *date;
    std::string raw;
    if (auto date = first_date("modified", rules_.modified, raw)) article_.modified = *date;
}

void Reader::read_fields() {
    read_language();
    read_title();
    article_.lead = first_text("lead", rules_.lead);
    article_.section = first_text("section", rules_.section);
    read_people_and_tags();
    read_dates();
    article_.images = first_addresses("images", rules_.images, Field::image);
    if (auto publisher = first_text("publisher", rules_.publisher); !publisher.empty())
        article_.publisher = std::move(publisher);
    article_.source.name = first_text("source.name", rules_.source_name);
    if (auto found = first_addresses("source.url", rules_.source_url, Field::link); !found.empty())
        article_.source.url = std::move(found.front());
}

bool Reader::is_paywalled() {
    return std::any_of(rules_.paywall.begin(), rules_.paywall.end(), [this](const Entry& entry) {
        // An empty element is a sign, too, unless the entry asks for more than the element.
        const bool bare = entry.selector && entry.attribute.empty() && !entry.pattern;
        return bare ? !entry.selector->select(document_).empty() : !values_of(entry, Field::text).empty();
    });
}

// --- removals and body -----------------------------------------------------------------------------------------------

void mark_removals(const html::Document& document, const rules::SiteRules& rules, Article& article,
                   NodeMarks& dropped) {
    for (const auto& removal : rules.remove) {
        if (!removal.selector) continue;
        for (const auto id : removal.selector->select_nodes(document)) {
            const auto element = document.element(id);
            // '[class*="share"]' meets <body class="has-share">: nobody means to remove the page
            if (element.is(Tag::html) || element.is(Tag::body))
                article.warnings.push_back(fmt::format("remove '{}' would remove the whole page", removal.written));
            else
                dropped.mark(id);
        }
    }
}

bool is_dropped(const html::Document& document, NodeId id, const NodeMarks& dropped) {
    for (; id != html::no_node; id = document.node(id).parent) {
        if (dropped.marked(id)) return true;
    }
    return false;
}

std::vector<NodeId> body_roots(const html::Document& document, const Entry& entry, const NodeMarks& dropped) {
    std::vector<NodeId> roots;
    if (!entry.selector) return roots;
    NodeId covered = 0;  // nodes before this one are inside a root, or inside an element with nothing to read
    for (const auto id : entry.selector->select_nodes(document)) {
        if (id < covered) continue;
        covered = document.node(id).end;
        if (is_dropped(document, id, dropped) || read_blocks(document, id, dropped).empty()) continue;
        roots.push_back(id);
        if (!entry.all) break;
    }
    return roots;
}

}  // namespace

RuleReading read_by_rule(const html::Document& document, const Structured& structured, const rules::SiteRules& rules,
                         const url::Url* url, const std::optional<TimePoint>& now, Article article,
                         NodeMarks& dropped) {
    RuleReading reading;
    reading.article = std::move(article);
    mark_removals(document, rules, reading.article, dropped);

    Reader reader(document, structured, rules, url, now, reading.article);
    reader.read_fields();
    reading.paywalled = reader.is_paywalled();
    if (url != nullptr) {
        reading.alternates = find_alternates(document, rules, *url, reader.base());
        reading.article.alternates = reading.alternates.alternates;
        if (!reading.article.alternates.empty()) reading.article.provenance["alternates"] = "rule:language";
    }

    for (const auto& entry : rules.body) {
        reading.body_roots = body_roots(document, entry, dropped);
        if (reading.body_roots.empty()) continue;
        reading.body_entry = static_cast<std::size_t>(&entry - rules.body.data());
        reading.article.provenance["body"] = fmt::format("rule:body[{}] {}", reading.body_entry, entry.written);
        break;
    }
    return reading;
}

std::string without_site_name(std::string_view title, const std::vector<std::string>& names) {
    static constexpr std::string_view separators[] = {"|", " - ", " – ", " — ", " · ", " • ", " » ", " :: ", " / "};
    std::set<std::string> keys;
    for (const auto& name : names) {
        keys.insert(text_key(name));
        keys.insert(text_key("www." + name));
    }
    keys.erase("");
    keys.erase("www");
    std::size_t cut = std::string_view::npos;
    for (const auto separator : separators) {
        const auto at = title.rfind(separator);
        if (at == std::string_view::npos || at == 0) continue;
        if (keys.count(text_key(title.substr(at + separator.size()))) != 0) cut = std::min(cut, at);
    }
    if (cut == std::string_view::npos) return std::string(title);
    const auto left = trim(title.substr(0, cut));
    return std::string(left.empty() ? title : left);
}

}  // namespace winnow::extract
