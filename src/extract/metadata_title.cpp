#include "extract/metadata_title.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/text.h"
#include "url/host.h"

namespace winnow::extract {

namespace {

using html::NodeId;

constexpr std::size_t longest_title = 400;  ///< bytes; longer headings are texts

struct Candidate {
    std::string source;
    std::string text;
    std::string key;
    double weight = 0;
    NodeId node = html::no_node;
};

// With the blanks that make them separators; a bare hyphen or colon belongs to words.
constexpr std::array<std::string_view, 21> separators = {
    " -- ", " | ", " - ", " – ", " — ", " :: ", " » ", " « ", " • ", " · ", " ❘ ",
    " / ",  " ~ ", "｜",  " > ", " ‹ ", " › ",  " ⋆ ", " │ ", " ∣ ", "丨 ",
};
// Glued ones cut only what is known to be the site's name: "...的城！-新华网".
constexpr std::array<std::string_view, 5> tight_separators = {"--", "-", "_", "|", "丨"};

/// Runs of letters and digits, so that a separator is no word; of scripts that write no blanks, two characters to one.
std::size_t word_count(std::string_view text) {
    std::size_t words = 0, unspaced = 0;
    bool inside = false;
    for (std::size_t at = 0; at < text.size();) {
        const auto c = next_code_point(text, at);
        if (is_unspaced(c)) {
            ++unspaced;
            inside = false;
            continue;
        }
        const bool letter = is_letter(c) || is_digit(c);
        words += letter && !inside ? 1 : 0;
        inside = letter;
    }
    return words + (unspaced + 1) / 2;
}

bool known_site_part(std::string_view part, const std::vector<std::string>& site_keys) {
    const auto key = text_key(part);
    if (key.empty() || key == "blogarchive" || key == "blogarchiv") return true;  // WordPress, before 2010
    for (const auto& site : site_keys) {
        if (key == site) return true;
        // "news.ORF.at", "The Mirror US", "ZEIT ONLINE"
        if (site.size() >= 4 && key.size() <= site.size() + 14 && key.find(site) != std::string::npos) return true;
        if (key.size() >= 4 && key.size() * 2 > site.size() && site.find(key) != std::string::npos) return true;
    }
    return false;
}

/// A whole title that is only the site's name: "News.ORF.at", but not "Story 7 from orf.at".
bool is_only_site_name(std::string_view title, const std::vector<std::string>& site_keys) {
    return word_count(title) <= 3 && known_site_part(title, site_keys);
}

bool looks_like_domain(std::string_view part) {
    const auto dot = part.rfind('.');
    if (dot == std::string_view::npos || dot == 0 || part.size() - dot - 1 > 6 || part.size() - dot - 1 < 2)
        return false;
    return part.find(' ') == std::string_view::npos &&
           std::all_of(part.begin() + static_cast<std::ptrdiff_t>(dot) + 1, part.end(), is_ascii_alpha);
}

bool among(std::string_view text, const std::vector<std::string>& other_keys) {
    const auto key = text_key(text);
    return key.size() >= 8 && std::find(other_keys.begin(), other_keys.end(), key) != other_keys.end();
}

/// A heading's own words: not the kicker, date or label that some papers put into the same h1.
std::string heading_text(const html::Document& document, NodeId id) {
    const auto whole = line_of(document, id, longest_title + 1);
    std::string rest;
    const auto nodes = document.nodes();
    bool dropped = false;
    for (auto child = html::Element(document, id).first_child(); child; child = child.next_sibling()) {
        if (child.is_text()) {
            rest += child.node().text;
            continue;
        }
        bool label = child.is(html::Tag::time);
        for (const auto atom : document.classes(child.id())) {
            const auto name = ascii_lower(document.name(atom));
            for (const auto* word : {"kicker", "overline", "dachzeile", "topline", "roofline", "spitzmarke", "pretitle",
                                     "surtitle", "eyebrow", "rubrik", "sr-only", "visually-hidden", "visuallyhidden",
                                     "screen-reader", "date", "ressort"})
                label = label || name.find(word) != std::string::npos;
        }
        if (label && !nodes[child.id()].blank) {
            dropped = true;
            rest += ' ';
            continue;
        }
        if (html::is_block(child.tag()) || child.is(html::Tag::br)) rest += ' ';
        rest += line_of(document, child.id(), longest_title + 1);
        rest += html::is_block(child.tag()) ? " " : "";
        const auto& inner = child.node();
        // line_of() trims: give back the blank that stood at the edge of an inline element
        if (inner.end > child.id() + 1 && nodes[inner.end - 1].kind == html::NodeKind::text &&
            !nodes[inner.end - 1].text.empty() && is_ascii_space(nodes[inner.end - 1].text.back()))
            rest += ' ';
    }
    auto own = clean_line(rest);
    while (own.starts_with(": ") || own.starts_with("| ")) own.erase(0, 2);
    return dropped && word_count(own) >= 2 ? own : whole;
}

/// A heading that is one link to the front page: the name of the site, in letters or as a logo.
bool is_home_link(const html::Document& document, NodeId heading) {
    const auto nodes = document.nodes();
    NodeId link = html::no_node;
    for (NodeId id = heading + 1; id < nodes[heading].end; ++id) {
        const bool text = nodes[id].kind == html::NodeKind::text && !trim(nodes[id].text).empty();
        if (text && (link == html::no_node || id >= nodes[link].end)) return false;
        if (nodes[id].tag == html::Tag::a && link == html::no_node) link = id;
    }
    if (link == html::no_node) return false;
    return is_home_address(html::Element(document, link).attr("href"));
}

/// How many of the words of the shorter title the other has, 0..1.
double shared_words(std::string_view a, std::string_view b) {
    const auto words = [](std::string_view text) {
        std::vector<std::string> all;
        const auto folded = fold_case(text);
        std::string word;
        for (std::size_t at = 0; at < folded.size();) {
            const auto c = next_code_point(folded, at);
            if (is_letter(c) || is_digit(c))
                append_utf8(word, c);
            else if (c != 0xAD && !word.empty())
                all.push_back(std::exchange(word, {}));
        }
        if (!word.empty()) all.push_back(std::move(word));
        return all;
    };
    auto first = words(a), second = words(b);
    if (first.size() > second.size()) std::swap(first, second);
    if (first.empty()) return 0;
    const auto shared = std::count_if(first.begin(), first.end(), [&](const std::string& word) {
        return std::find(second.begin(), second.end(), word) != second.end();
    });
    return static_cast<double>(shared) / static_cast<double>(first.size());
}

/// Begins like the longer one and ends sooner.
bool is_cut(std::string_view shorter, std::string_view longer) {
    const auto apart = std::mismatch(shorter.begin(), shorter.end(), longer.begin(), longer.end());
    return shorter.size() < longer.size() && apart.first - shorter.begin() >= 12;
}

/// "Kenia: Nairobi von unten", "Nationale Demo / Der 9. Juli naht"
bool has_kicker(std::string_view title) {
    if (title.find(" - ") != std::string_view::npos || title.find(" – ") != std::string_view::npos) return true;
    const auto mark = title.find_first_of(":/|");
    return mark != std::string_view::npos && mark + 2 < title.size() && title[mark + 1] == ' ';
}

/// "Politics: The story" for "The story": a section's name before it, of a word or two.
bool is_prefixed(std::string_view text, std::string_view key) {
    const auto colon = text.find(": ");
    return colon != std::string_view::npos && word_count(text.substr(0, colon)) <= 2 &&
           text_key(text.substr(colon + 2)) == key;
}

struct Cut {
    std::size_t at = std::string_view::npos;
    std::size_t length = 0;
};
Cut last_of(const auto& wanted, std::string_view text) {
    Cut cut;
    for (const auto separator : wanted) {
        const auto at = text.rfind(separator);
        if (at != std::string_view::npos && (cut.at == std::string_view::npos || at > cut.at))
            cut = {at, separator.size()};
    }
    return cut;
}
Cut first_separator(std::string_view text) {
    Cut cut;
    for (const auto separator : separators) {
        const auto at = text.find(separator);
        if (at != std::string_view::npos && at < cut.at) cut = {at, separator.size()};
    }
    return cut;
}

/// "Paper :: News :: The story" for "The story": after one of the separators there is this and nothing more.
bool ends_with_part(std::string_view text, std::string_view key) {
    if (key.size() < 12) return false;
    const auto whole = text_key(text).size();
    for (int part = 0; part < 4; ++part) {
        const auto cut = first_separator(text);
        if (cut.at == std::string_view::npos) return false;
        text = trim(text.substr(cut.at + cut.length));
        // the shorter half of a title is a kicker's or a series' name
        if (text_key(text) == key) return key.size() * 2 >= whole;
    }
    return false;
}

/// One of the outer parts of a <title>: "Paper" in "Story - Paper" and in "Paper | Story".
bool is_title_part(std::string_view title, std::string_view key) {
    const auto first = first_separator(title);
    if (first.at == std::string_view::npos) {
        const auto colon = title.find(": ");
        return colon != std::string_view::npos && text_key(title.substr(0, colon)) == key;
    }
    const auto last = last_of(separators, title);
    return text_key(title.substr(0, first.at)) == key || text_key(title.substr(last.at + last.length)) == key;
}

/// The first element in a heading that holds words: a headline with its lead in one <h1>.
std::string first_element_of(const html::Document& document, NodeId heading) {
    for (auto child = html::Element(document, heading).first_child(); child; child = child.next_sibling()) {
        if (child.is_text() && !trim(child.node().text).empty()) return {};
        if (!child.is_text())
            if (auto text = line_of(document, child.id(), longest_title + 1); !text.empty()) return text;
    }
    return {};
}

/// The text node that shows a headline word for word: not the <title> itself, no link to elsewhere; no_node if none
/// does.
NodeId node_that_shows(const PageScan& page, std::string_view line) {
    const auto key = text_key(line);
    if (key.size() < 12 || word_count(line) < 3) return html::no_node;
    const auto nodes = page.document().nodes();
    for (NodeId id = 0; id < nodes.size(); ++id) {
        const auto& node = nodes[id];
        if (node.kind != html::NodeKind::text || node.text.size() + 8 < line.size() ||
            node.text.size() > line.size() * 2 + 40 || text_key(node.text) != key)
            continue;
        bool read = true;
        for (auto up = node.parent; up != html::no_node && read; up = nodes[up].parent)
            read = nodes[up].tag != html::Tag::title && nodes[up].tag != html::Tag::a &&
                   nodes[up].tag != html::Tag::option && nodes[up].tag != html::Tag::script &&
                   nodes[up].tag != html::Tag::style && nodes[up].tag != html::Tag::noscript &&
                   nodes[up].tag != html::Tag::textarea;
        if (read) return id;
    }
    return html::no_node;
}

/// A page without headings sets its headline in bold or large letters: the part of <title> that stands by itself
/// in the page, in no link, and the longest of them.
struct ShownPart {
    std::string text;
    NodeId node = html::no_node;
};
ShownPart part_shown(const PageScan& page, std::string_view title) {
    constexpr int most_cuts = 3;
    std::vector<std::string> parts;
    title = trim(title);
    std::size_t done = 0;
    for (int i = 0; i < most_cuts; ++i) {
        const auto cut = first_separator(title.substr(done));
        if (cut.at == std::string_view::npos) break;
        parts.emplace_back(trim(title.substr(0, done + cut.at)));  // "The story — 241 votes" of "... - The Paper"
        done += cut.at + cut.length;
        parts.emplace_back(trim(title.substr(done)));
    }
    if (const auto colon = title.find(": "); parts.empty() && colon != std::string_view::npos && page.h1().size() == 1)
        parts.push_back(std::string(trim(title.substr(colon + 2))));  // "Paper: The story"
    if (parts.size() < 2) parts.push_back(std::string(trim(title)));
    ShownPart best;
    for (const auto& part : parts)
        if (part.size() > best.text.size())
            if (const auto id = node_that_shows(page, part); id != html::no_node) best = {part, id};
    return best;
}

/// "The story — 241 votes - The Paper": the longest beginning of <title>, up to a separator, that goes on behind `cut`
/// and is shown; what looked like a site's name was none, and what is known to be one ends it. Empty if there is none.
std::string longer_shown(const PageScan& page, std::string_view cut, const std::vector<std::string>& site_keys) {
    constexpr int most_parts = 4;
    const auto title = clean_value(page.title());
    if (!title.starts_with(cut)) return {};
    std::string longest;
    std::size_t done = cut.size();
    for (int i = 0; i < most_parts && done < title.size(); ++i) {
        const auto first = first_separator(std::string_view(title).substr(done));
        if (first.at != 0) break;  // `cut` ended before one
        const auto part = done + first.length;
        const auto next = first_separator(std::string_view(title).substr(part));
        const auto end = next.at == std::string_view::npos ? title.size() : part + next.at;
        if (known_site_part(trim(std::string_view(title).substr(part, end - part)), site_keys)) break;
        const auto beginning = trim(std::string_view(title).substr(0, end));
        if (node_that_shows(page, beginning) != html::no_node) longest = beginning;
        done = end;
    }
    return longest;
}

}  // namespace

bool is_home_address(std::string_view href) {
    href = trim(href);
    if (const auto host = href.find("//"); host != std::string_view::npos) {
        const auto path = href.find('/', host + 2);
        href = path == std::string_view::npos ? std::string_view("/") : href.substr(path);
        // archives put their own path before the page's
        if (const auto inner = href.rfind("://"); inner != std::string_view::npos) {
            const auto inner_path = href.find('/', inner + 3);
            href = inner_path == std::string_view::npos ? std::string_view("/") : href.substr(inner_path);
        }
    }
    return href == "/" || href == "./" || href == "/index.html" || href == "/index.php";
}

std::vector<std::string> outer_parts(std::string_view title) {
    std::vector<std::string> parts;
    const auto first = first_separator(title);
    if (first.at == std::string_view::npos) {
        // "Paper: The story"
        if (const auto colon = title.find(": "); colon != std::string_view::npos)
            parts.push_back(std::string(trim(title.substr(0, colon))));
        return parts;
    }
    const auto last = last_of(separators, title);
    parts.push_back(std::string(trim(title.substr(last.at + last.length))));
    parts.push_back(std::string(trim(title.substr(0, first.at))));
    return parts;
}

std::string without_site_name(std::string_view title, const std::vector<std::string>& site_keys,
                              const std::vector<std::string>& other_keys, bool guess) {
    auto rest = trim(title);
    for (int round = 0; round < 4; ++round) {
        if (among(rest, other_keys)) break;
        const auto cut = last_of(separators, rest);
        if (cut.at == std::string_view::npos) break;
        const auto head = trim(rest.substr(0, cut.at));
        const auto tail = trim(rest.substr(cut.at + cut.length));
        if (text_key(head).size() < 4) break;
        const bool drop_tail = known_site_part(tail, site_keys) || looks_like_domain(tail) || among(head, other_keys);
        const auto front_cut = first_separator(rest);
        const auto front = trim(rest.substr(0, front_cut.at));
        const auto after_front = trim(rest.substr(front_cut.at + front_cut.length));
        const bool drop_front =
            text_key(after_front).size() >= 4 && word_count(after_front) > 1 &&
            (known_site_part(front, site_keys) || looks_like_domain(front) || among(after_front, other_keys));
        if (drop_tail && !(drop_front && among(after_front, other_keys)))
            rest = head;
        else if (drop_front)
            rest = after_front;
        else if (guess && word_count(tail) <= 4 && word_count(head) >= 3 && word_count(head) > word_count(tail))
            rest = head;
        else
            break;
    }
    const auto cut = last_of(tight_separators, rest);
    if (cut.at != std::string_view::npos && text_key(rest.substr(0, cut.at)).size() >= 8) {
        const auto tail_key = text_key(rest.substr(cut.at + cut.length));
        const bool site =
            tail_key.size() >= 3 && std::any_of(site_keys.begin(), site_keys.end(),
                                                [&](const std::string& name) { return text_key(name) == tail_key; });
        if (site || among(trim(rest.substr(0, cut.at)), other_keys)) rest = trim(rest.substr(0, cut.at));
    }
    return std::string(rest);
}

std::vector<std::string> site_keys_of(const Structured& structured, std::string_view host) {
    std::vector<std::string> names;
    const auto add = [&](std::string_view name) {
        auto clean = clean_value(name);
        auto key = clean.size() < 80 ? text_key(clean) : std::string();
        if (key.size() >= 2 && std::find(names.begin(), names.end(), key) == names.end())
            names.push_back(std::move(key));
    };
    for (const auto* key : {"og:site_name", "application-name", "apple-mobile-web-app-title", "publisher",
                            "article:publisher", "dc.publisher", "al:android:app_name", "al:ios:app_name", "copyright"})
        if (const auto name = structured.first_meta(key); name.find("://") == std::string_view::npos) add(name);
    for (const auto& name : structured.article_values("publisher.name")) add(name);
    if (const auto* site = structured.object_of_type("WebSite"))
        for (const auto& name : structured.values(*site, "name")) add(name);
    if (const auto* organization = structured.object_of_type("NewsMediaOrganization"))
        for (const auto& name : structured.values(*organization, "name")) add(name);
    if (const auto* organization = structured.object_of_type("Organization"))
        for (const auto& name : structured.values(*organization, "name")) add(name);
    host = url::without_www(host);
    if (!host.empty()) {
        add(host);
        // "news.orf.at": its longest label is the name that people use
        std::string_view longest;
        const auto labels = split(host, '.');
        for (std::size_t i = 0; i + 1 < labels.size(); ++i)
            if (labels[i].size() > longest.size()) longest = labels[i];
        if (longest.size() >= 3) add(longest);
    }
    return names;
}

TitleChoice choose_title(const PageScan& page, const Structured& structured,
                         const std::vector<std::string>& known_site_keys) {
    std::vector<Candidate> candidates;
    auto site_keys = known_site_keys;
    std::vector<std::string> headings;  // keys of titles without any site name: what is left of others after cutting
    const auto& document = page.document();

    for (const auto id : page.h1())
        if (is_home_link(document, id))
            if (auto key = text_key(line_of(document, id, longest_title + 1)); key.size() >= 4)
                site_keys.push_back(std::move(key));
    // <title> says "Story - Paper" or "Story", the h1 "Paper", and the story's name stands below it by itself.
    std::optional<ShownPart> found_part;
    const auto is_site_part = [&](std::string_view text, NodeId id) {
        if (word_count(text) > 4) return false;
        if (!found_part) found_part = part_shown(page, page.title());
        const auto& shown_part = *found_part;
        if (shown_part.text.empty() || known_site_part(shown_part.text, known_site_keys) ||
            shown_part.text.size() <= text.size() * 3 / 2)
            return false;
        const auto key = text_key(text);
        if (key.size() < 3 || key == text_key(shown_part.text)) return false;
        if (shown_part.node < id)  // "Most read" below the story
            return word_count(text) <= 3 && shared_words(text, shown_part.text) == 0 &&
                   !is_title_part(page.title(), key);
        return is_title_part(page.title(), key) ||
               (shown_part.text == trim(page.title()) && shared_words(text, shown_part.text) == 0);
    };
    const auto all_nodes = document.nodes();
    for (NodeId id = 0, seen = 0; id < all_nodes.size() && seen < 6; ++id)
        if (all_nodes[id].tag == html::Tag::h2 || all_nodes[id].tag == html::Tag::h3) {
            ++seen;
            if (is_home_link(document, id))
                if (auto key = text_key(line_of(document, id, longest_title + 1)); key.size() >= 4)
                    site_keys.push_back(std::move(key));
        }
    for (const auto id : page.h1()) {
        if (is_home_link(document, id)) continue;
        if (const auto text = line_of(document, id, longest_title + 1); is_site_part(text, id)) {
            site_keys.push_back(text_key(text));
            continue;
        }
        auto text = without_site_name(heading_text(document, id), site_keys, {}, false);
        if (text.empty() || text.size() > longest_title || is_only_site_name(text, site_keys)) continue;
        auto key = text_key(text);
        if (key.size() < 2) continue;
        headings.push_back(key);
        candidates.push_back({"h1", std::move(text), std::move(key), 0, id});
    }
    const auto first_own = candidates.size();
    const auto add = [&](std::string source, std::string_view raw, double weight) {
        auto text = clean_value(raw);
        if (text.size() > longest_title) text.clear();
        auto key = text_key(text);
        if (key.size() >= 2)
            candidates.push_back({std::move(source), std::move(text), std::move(key), weight, html::no_node});
    };
    for (const auto& headline : structured.article_values("headline")) {
        add("jsonld:headline", headline, 2.1);
        break;
    }
    if (candidates.size() == first_own)
        for (const auto& name : structured.article_values("name")) {
            add("jsonld:name", name, 1.5);
            break;
        }
    for (std::size_t i = first_own; i < candidates.size(); ++i)
        headings.push_back(text_key(without_site_name(candidates[i].text, site_keys, headings, false)));
    add("meta:og:title", structured.first_meta("og:title"), 2.0);
    add("meta:twitter:title", structured.first_meta("twitter:title"), 0.6);
    for (const auto* key : {"dc.title", "dcterms.title", "parsely-title", "sailthru.title", "title", "hdl", "headline"})
        if (const auto value = structured.first_meta(key); !value.empty()) {
            add(std::string("meta:") + key, value, 0.4);
            break;
        }
    for (const auto id : structured.item_props("headline")) {
        if (page.in_furniture(id)) continue;
        const auto content = html::Element(document, id).attr("content");
        add("itemprop:headline", content.empty() ? line_of(document, id, longest_title + 1) : std::string(content),
            0.9);
        break;
    }
    add("title", page.title(), 1.0);

    // The others often carry the site's name; the headings tell what the title is without it.
    for (std::size_t i = first_own; i < candidates.size(); ++i) {
        auto& candidate = candidates[i];
        // What stands before the headline in JSON-LD is no site's name but a kicker.
        const bool editors = candidate.source == "jsonld:headline";
        candidate.text = without_site_name(candidate.text, site_keys, editors ? std::vector<std::string>() : headings,
                                           candidate.source == "title");
        candidate.key = text_key(candidate.text);
    }
    std::erase_if(candidates,
                  [&](const Candidate& c) { return c.key.size() < 2 || is_only_site_name(c.text, site_keys); });
    // Nothing but the site's name, and headings of menus at most: better that name than a menu's.
    const bool only_menus = std::all_of(candidates.begin(), candidates.end(), [&](const Candidate& c) {
        return c.node != html::no_node && page.in_furniture(c.node);
    });
    if (only_menus) {
        auto text = without_site_name(page.title(), {}, {}, true);
        if (!text.empty() && text.size() <= longest_title) return {std::move(text), "title", html::no_node};
    }
    if (candidates.empty()) return {};

    // Which h1 is the article's: the one that the other places know; a page has headings of boxes, too.
    const Candidate* heading = nullptr;
    double heading_score = -100;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        auto& own = candidates[i];
        if (own.source != "h1") continue;
        double score = page.in_furniture(own.node) ? -2 : 0;
        if (own.key.size() < 12 && is_title_part(page.title(), own.key)) score += 1;  // "Why? | The Paper"
        for (const auto& other : candidates) {
            if (other.source == "h1") continue;
            if (other.key == own.key)
                score += 3 * other.weight;
            else if (own.key.size() >= 12 && other.key.find(own.key) != std::string::npos)
                score += 1.5 * other.weight;
            else if (other.key.size() >= 12 && own.key.find(other.key) != std::string::npos)
                score += 1.5 * other.weight;
        }
        // of two that others only contain, the longer says more: "Paper: The story" holds both
        if (score > 0) score += static_cast<double>(std::min<std::size_t>(own.key.size(), 100)) * 1e-4;
        if (score > heading_score) {
            heading_score = score;
            heading = &own;
        }
    }
    // No h1 that anybody else knows: a smaller heading may be the one, where h1 holds the name of the site.
    if (heading_score <= 0) {
        std::size_t seen = 0;
        const auto nodes = document.nodes();
        for (NodeId id = 0; id < nodes.size() && seen < 12; ++id) {
            if (nodes[id].tag != html::Tag::h2 && nodes[id].tag != html::Tag::h3) continue;
            ++seen;
            const auto text = line_of(document, id, longest_title + 1);
            const auto key = text_key(text);
            if (key.size() < 6 || text.size() > longest_title) continue;
            const auto known = std::find_if(candidates.begin(), candidates.end(), [&](const Candidate& c) {
                return c.source != "h1" &&
                       (c.key == key || (key.size() >= 12 && c.key.starts_with(key)) || ends_with_part(c.text, key));
            });
            if (known == candidates.end()) continue;
            candidates.push_back({"h2", text, key, 3.4, id});
            heading = nullptr;
            for (const auto& candidate : candidates)
                if (candidate.source == "h1") heading = heading == nullptr ? &candidate : heading;
            break;
        }
    }
    std::size_t h1_count = 0;
    for (const auto& candidate : candidates) h1_count += candidate.source == "h1" ? 1 : 0;

    // Votes by text. The heading that readers see outweighs any single other place.
    struct Vote {
        std::string key;
        double weight = 0;
        const Candidate* best = nullptr;
    };
    std::vector<Vote> votes;
    for (const auto& candidate : candidates) {
        double weight = candidate.weight;
        if (candidate.source == "h1") {
            if (&candidate != heading) continue;
            weight = heading_score > 0 || h1_count == 1 ? 3.7 : 1.5;
            if (word_count(candidate.text) < 2 && heading_score <= 0) weight = 0.8;
        }
        auto vote = std::find_if(votes.begin(), votes.end(), [&](const Vote& v) { return v.key == candidate.key; });
        if (vote == votes.end()) {
            votes.push_back({candidate.key, 0, &candidate});
            vote = votes.end() - 1;
        }
        vote->weight += weight;
        // the same letters with a blank more: "DemoDer 9. Juli" had its kicker glued to it
        if (vote->best->source == "h1" && word_count(candidate.text) > word_count(vote->best->text))
            vote->best = &candidate;
    }
    // Where the machines' titles agree that the h1 has a kicker too many or too few, they are right.
    const auto agreed = [&](double least, auto fits) -> const Candidate* {
        const Candidate* first = nullptr;
        double weight = 0;
        for (const auto& candidate : candidates) {
            if (candidate.source == "h1" || candidate.source == "h2" || !fits(candidate)) continue;
            if (first == nullptr || candidate.key == first->key) weight += candidate.weight;
            if (first == nullptr) first = &candidate;
        }
        return weight >= least ? first : nullptr;
    };
    if (heading != nullptr && heading->key.size() >= 8) {
        const auto* longer = agreed(4.0, [&](const Candidate& c) {
            return c.key.size() > heading->key.size() && c.key.ends_with(heading->key) && has_kicker(c.text);
        });
        const auto* shorter = agreed(2.5, [&](const Candidate& c) {
            return c.key.size() >= 12 && c.key.size() < heading->key.size() &&
                   c.key.size() * 2 >= heading->key.size() && heading->key.ends_with(c.key);
        });
        // "<h1><span>The story</span><span>What it is about</span></h1>"
        if (auto part = first_element_of(document, heading->node); !part.empty()) {
            const auto key = text_key(part);
            const bool known = key.size() >= 12 && key.size() < heading->key.size() &&
                               std::any_of(
                                   candidates.begin(), candidates.end(),
                                   [&](const Candidate& c) {
                                       return c.source != "h1" && c.key.ends_with(key) &&
                                              c.key.size() < key.size() + heading->key.size() / 2;
                                   }) &&
                               std::none_of(
                                   candidates.begin(), candidates.end(),
                                   [&](const Candidate& c) { return c.source != "h1" && c.key == heading->key; });
            if (known) return {std::move(part), heading->source, heading->node};
        }
        if (const auto* better = shorter != nullptr ? shorter : longer; better != nullptr)
            return {better->text, better->source, heading->node};
    }
    // Where h1, og:title and <title> are one text, even without the site's name, it was written for search engines; a
    // different headline in JSON-LD is the editors'.
    if (heading != nullptr && text_key(page.title()) == heading->key) {
        const auto source = [&](std::string_view name) {
            return std::find_if(candidates.begin(), candidates.end(),
                                [&](const Candidate& c) { return c.source == name; });
        };
        const auto shared = source("meta:og:title");
        const auto headline = source("jsonld:headline");
        if (shared != candidates.end() && headline != candidates.end() && shared->key == heading->key &&
            headline->key != heading->key && word_count(headline->text) >= 4)
            return {headline->text, headline->source, heading->node};
    }
    // Where <title> repeats the h1 and an og:title of its own says it otherwise, the editors wrote that; what comes in
    // one with a twitter:title was written for sharing, and what begins alike and ends sooner was cut to a length.
    if (heading != nullptr) {
        const auto find = [&](std::string_view source) {
            return std::find_if(candidates.begin(), candidates.end(),
                                [&](const Candidate& c) { return c.source == source; });
        };
        const auto tag = find("title"), shared = find("meta:og:title"), tweet = find("meta:twitter:title");
        if (tag != candidates.end() && tag->key == heading->key && shared != candidates.end() &&
            shared->key != heading->key && (tweet == candidates.end() || tweet->key != shared->key) &&
            word_count(shared->text) >= 4 && shared_words(shared->text, heading->text) >= 0.3 &&
            !is_cut(shared->key, heading->key) && !is_prefixed(shared->text, heading->key))
            return {shared->text, shared->source, heading->node};
    }
    const auto winner =
        std::max_element(votes.begin(), votes.end(), [](const Vote& a, const Vote& b) { return a.weight < b.weight; });
    if (winner->best->source == "title") {
        const auto cut = heading == nullptr ? part_shown(page, winner->best->text) : ShownPart{};
        if (!cut.text.empty()) return {cut.text, "title", html::no_node};
        if (auto longer = longer_shown(page, winner->best->text, known_site_keys); !longer.empty())
            return {std::move(longer), "title", html::no_node};
    }
    TitleChoice choice;
    choice.text = winner->best->text;
    choice.source = winner->best->source;
    choice.node =
        winner->best->node != html::no_node ? winner->best->node : (heading != nullptr ? heading->node : html::no_node);
    return choice;
}

}  // namespace winnow::extract
