#include "extract/extract.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "base/text.h"
#include "extract/body_gaps.h"
#include "extract/by_rule.h"
#include "extract/date.h"
#include "extract/metadata.h"
#include "extract/page_class_words.h"
#include "extract/structured.h"
#include "url/host.h"

namespace winnow::extract {

namespace {

const rules::SiteRules* rules_for(const Options& options, const url::Url* url) {
    if (options.rules != nullptr) return options.rules;
    if (options.book == nullptr || url == nullptr) return nullptr;
    return options.book->for_host(url->host());
}

void set_identity(Article& article, const rules::SiteRules* rules, const html::Document& document,
                  const url::Url* url) {
    if (url != nullptr) {
        article.url = url->href();
        article.site = url::without_www(url->host_unicode());
        const auto declared = canonical_link(document, *url);
        auto best = declared ? *declared : *url;
        if (const auto plain = url::without_amp(best); plain && !declared) best = *plain;
        article.canonical_url = url::canonical(best);
    }
    if (rules == nullptr) return;
    article.site = rules->hosts.empty() ? article.site : rules->hosts.front().host;
    article.rule = article.site;
    article.rule_version = rules->version;
    if (!rules->name.empty()) {
        article.publisher = rules->name;
        article.provenance["publisher"] = "rule:name";
    }
}

/// The lines in which a teaser offers the rest: of a paid text what may be read is left.
void drop_offers(std::vector<Paragraph>& body) {
    constexpr std::size_t longest_offer = 400;  // bytes
    std::erase_if(body, [](const Paragraph& line) {
        if (line.text.size() > longest_offer) return false;
        const auto folded = fold_sign(line.text);
        for (const auto kind : {PageSign::paywall, PageSign::paywall_end, PageSign::read_on, PageSign::payer})
            if (!find_sign(kind, folded).empty()) return true;
        return false;
    });
}

/// Some pages hold the whole text twice, for two layouts: it is told once.
void drop_second_telling(std::vector<Paragraph>& body) {
    constexpr std::size_t shortest = 200;  // bytes: a refrain may be meant
    const auto half = body.size() / 2;
    if (half == 0 || body.size() % 2 != 0) return;
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < half; ++i) {
        if (body[i].text != body[half + i].text) return;
        bytes += body[i].text.size();
    }
    if (bytes >= shortest) body.resize(half);
}

/// The title stands once: first paragraphs that only repeat its words, whatever the case, quotes and blanks, go.
void drop_repeated_title(Article& article, const std::string& title) {
    const auto wanted = text_key(title);
    if (wanted.empty()) return;
    for (int line = 0; line < 3 && !article.body.empty(); ++line) {
        const auto found = std::find_if(article.body.begin(),
                                        article.body.begin() + std::min<std::ptrdiff_t>(3, std::ssize(article.body)),
                                        [&](const Paragraph& p) { return text_key(p.text) == wanted; });
        if (found == article.body.begin() + std::min<std::ptrdiff_t>(3, std::ssize(article.body))) return;
        article.body.erase(found);
    }
}

/// A shell that a script would fill may carry its whole text for machines.
void take_declared_body(const Structured& structured, Article& article) {
    constexpr std::size_t least = 300;  // bytes; below, it is a description
    if (structured.article() == nullptr) return;
    const auto* value = structured.article()->if_contains("articleBody");
    if (value == nullptr || !value->is_string() || value->get_string().size() < least) return;
    auto text = decode_entities({value->get_string().data(), value->get_string().size()});
    for (const auto* end : {"</p>", "</P>", "</div>", "<br>", "<br/>", "<br />"}) replace_all(text, end, "\n");
    for (const auto line : split(text, '\n'))
        if (auto clean = clean_value(line); !clean.empty())
            article.body.push_back({BlockKind::paragraph, 0, std::move(clean)});
    article.provenance["body"] = "jsonld:articleBody";
}

/// A feed or news sitemap named the page, for the day that it shows itself or where it shows none.
bool is_announced_for(const Options& options, const Article& article) {
    return options.announced_date &&
           (!article.published || article.published->day_text() == options.announced_date->day_text());
}

void take_announcement(const Options& options, Article& article) {
    if (!article.published && options.announced_date) {
        article.published = options.announced_date;
        article.provenance["date"] = "announcement";
    } else if (article.published && !article.published->has_time && options.announced_date &&
               options.announced_date->has_time &&
               article.published->day_text() == options.announced_date->day_text()) {
        article.published = options.announced_date;  // the day from the page, the time of day from the feed
        article.provenance["date"] += " + time:announcement";
    } else if (is_announced_for(options, article)) {
        const auto origin = article.provenance.find("date");
        if (origin != article.provenance.end() && origin->second == "url")
            origin->second = "url + announcement";  // two that say the same
    }
    if (article.title.empty() && !options.announced_title.empty()) {
        article.title = clean_line(options.announced_title);
        article.provenance["title"] = "announcement";
    }
}

/// Templates give hreflang to the editions' front pages: those are no versions of this story.
void drop_home_pages(const url::Url* url, Article& article) {
    if (url == nullptr || url->path() == "/") return;
    std::erase_if(article.alternates, [](const Alternate& alternate) {
        const auto other = url::Url::parse(alternate.url);
        return other && other->path() == "/" && !other->has_query();
    });
    if (article.alternates.empty()) article.provenance.erase("alternates");
}

bool is_section(const rules::SiteRules& rules, const url::Url& url) {
    const auto& sections = rules.discover.sections;
    return std::any_of(sections.begin(), sections.end(), [&](const url::Url& section) {
        return section.host() == url.host() && section.path_and_query() == url.path_and_query();
    });
}

struct Work {
    Explanation explanation;
    std::vector<Block> blocks;
    std::vector<std::uint32_t> kept;
    std::vector<BlockVerdict> verdicts;
};

void explain_field(Explanation& explanation, const Article& article, std::string_view field, std::string_view value) {
    const auto origin = article.provenance.find(field);
    if (value.empty())
        explanation.fields.push_back(fmt::format("{}: none", field));
    else
        explanation.fields.push_back(
            fmt::format("{}: {} -> {}", field, origin == article.provenance.end() ? "?" : origin->second, value));
}

Explanation explain(const Article& article, const Work& work) {
    Explanation out;
    explain_field(out, article, "title", article.title);
    explain_field(out, article, "date", article.published ? article.published->text() : "");
    explain_field(out, article, "modified", article.modified ? article.modified->text() : "");
    std::string authors;
    for (const auto& author : article.authors) authors += (authors.empty() ? "" : "; ") + author;
    explain_field(out, article, "authors", authors);
    explain_field(out, article, "language", article.language);
    explain_field(out, article, "section", article.section);
    explain_field(out, article, "body", article.body.empty() ? "" : fmt::format("{} paragraphs", article.body.size()));
    for (const auto& warning : article.warnings) out.fields.push_back("refused: " + warning);
    std::unordered_set<std::string_view> written;
    for (const auto& paragraph : article.body) written.insert(paragraph.text);
    for (std::size_t i = 0; i < work.blocks.size(); ++i) {
        Explanation::Line line;
        line.block = work.blocks[i];
        line.kept = written.count(work.blocks[i].text) != 0;
        const bool judged = i < work.verdicts.size();
        line.score = judged ? work.verdicts[i].score : 0;
        line.reason = judged ? std::string(work.verdicts[i].reason) : "";
        if (judged && work.verdicts[i].keep && !line.kept) line.reason += ", then removed by rule or as a repeat";
        out.blocks.push_back(std::move(line));
    }
    return out;
}

/// Nothing that a reader sees but what a feed said beforehand: the shell of a page, or one that leads elsewhere.
bool is_announced_only(const Article& article, const std::vector<Block>& blocks) {
    const auto announced = [&article](const char* field) {
        const auto origin = article.provenance.find(field);
        return origin != article.provenance.end() && origin->second == "announcement";
    };
    return announced("title") || (announced("date") && blocks.empty());
}

}  // namespace

Extraction extract_document(const html::Document& document, const url::Url* url, const Options& options) {
    const auto* rules = rules_for(options, url);
    const Structured structured(document);
    Extraction result{
        .article = fail(Errc::bug, "unset"), .classification = {}, .charset = {}, .explanation = {}, .block_texts = {}};

    Article article;
    set_identity(article, rules, document, url);
    NodeMarks dropped(document);
    RuleReading reading;
    if (rules != nullptr) {
        reading = read_by_rule(document, structured, *rules, url, options.now, std::move(article), dropped);
        article = std::move(reading.article);
    }

    MetadataContext context;
    context.url = url;
    context.now = options.now;
    if (rules != nullptr) {
        context.timezone = rules->timezone;
        if (url != nullptr) context.language = rules->language_of(*url);
    }
    read_metadata(document, structured, context, article);
    drop_home_pages(url, article);

    Work work;
    work.blocks = read_blocks(document, document.body() ? document.body().id() : 0, dropped);
    Body body;
    RuleBody found;
    if (rules != nullptr) found = body_by_rule(document, *rules, reading, work.blocks, article.title);
    const bool by_rule = !found.kept.empty();
    if (by_rule) {
        work.verdicts.assign(work.blocks.size(), {false, -1.0f, "outside the rule's body"});
        for (const auto i : found.kept) work.verdicts[i] = {true, 1.0f, "in the rule's body"};
        work.kept = std::move(found.kept);
        article.provenance["body"] = std::move(found.origin);
        body.kept = work.kept;
        body.verdicts = work.verdicts;
        body.confidence = 1.0f;
    } else {
        body = find_body(document, work.blocks, structured, article.title);
        if (rules != nullptr) close_gaps(document, work.blocks, body);
        work.kept = body.kept;
        settle_title(structured, work.blocks, work.kept, context, options.boilerplate, article);
        work.verdicts = body.verdicts;
        article.provenance["body"] = "generic";
    }
    std::erase_if(work.kept, [&](std::uint32_t i) {
        const bool other = is_alternate_title(document, reading.alternates, work.blocks[i]);
        if (other) work.verdicts[i] = {false, -1.0f, "title of the story in another language"};
        return other;
    });
    if (options.boilerplate != nullptr) {
        std::erase_if(work.kept, [&](std::uint32_t i) {
            const bool known = options.boilerplate->contains(work.blocks[i].text);
            if (known) work.verdicts[i] = {false, -1.0f, "returns on many pages of this site"};
            return known;
        });
    }
    auto judged = work.kept;  // the page's class is told by what was found, too
    if (!by_rule && rules == nullptr) {
        body.kept = work.kept;
        auto own = own_lines(document, structured, work.blocks, body, article);
        for (const auto i : work.kept)
            if (!std::binary_search(own.begin(), own.end(), i))
                work.verdicts[i] = {false, -1.0f,
                                    "not the page's own: a box, a notice, a teaser, or far below the headline"};
        work.kept = std::move(own);
    }
    if (rules != nullptr) apply_text_removals(*rules, work.blocks, work.kept, work.verdicts);
    if (rules != nullptr && !article.lead.empty() && is_removed(*rules, article.lead)) {
        article.lead.clear();  // descriptions begin as the text does: "Icma.az reports with reference to ..."
        article.provenance.erase("lead");
    }
    complete_metadata(document, structured, work.blocks, work.kept, context, article);
    take_announcement(options, article);
    if (rules != nullptr && !rules->timezone.empty() && article.published)
        move_to_timezone(*article.published, rules->timezone);
    if (rules != nullptr && !rules->timezone.empty() && article.modified)
        move_to_timezone(*article.modified, rules->timezone);

    for (const auto i : work.kept) {
        const auto& block = work.blocks[i];
        article.body.push_back({block.kind, block.level, block.text});
    }
    if (article.body.empty()) take_declared_body(structured, article);
    drop_repeated_title(article, article.title);
    if (!by_rule) drop_second_telling(article.body);

    body.kept = !by_rule && rules == nullptr ? std::move(judged) : work.kept;
    body.verdicts = work.verdicts;
    for (const auto& block : work.blocks) result.block_texts.push_back(block.text);
    if (options.explain) result.explanation = explain(article, work);

    if (reading.paywalled) {
        result.classification = {PageClass::paywall, {"the rule's paywall selector matches"}};
    } else if (rules != nullptr && url != nullptr && is_section(*rules, *url)) {
        result.classification = {PageClass::listing, {"the rule lists this page under 'sections'"}};
    } else {
        result.classification =
            classify(document, structured, work.blocks, body, article, url, is_announced_for(options, article));
        // A rule that found its body on a URL that it calls an article knows better than statistics.
        const bool rule_knows = by_rule && article.body.size() > 0 && !article.title.empty() &&
                                (url == nullptr || !rules->is_ignored(*url)) &&
                                result.classification.page_class != PageClass::paywall;
        if (rule_knows) result.classification.page_class = PageClass::article;
    }
    if (result.classification.page_class != PageClass::article) {
        std::string why;
        for (const auto& line : result.classification.evidence) why += (why.empty() ? "" : "; ") + line;
        result.article = fail(outcome_of(result.classification.page_class), why);
        if (result.classification.page_class == PageClass::paywall)
            drop_offers(article.body);
        else if (!result.classification.only_weighed)
            article.body.clear();
        result.refused = std::move(article);
    } else if (article.body.empty() && (article.title.empty() || is_announced_only(article, work.blocks))) {
        result.article = fail(Errc::empty_text, "neither a title nor a text was found");
    } else {
        result.article = std::move(article);
    }
    return result;
}

Extraction extract_page(std::string_view bytes, std::string_view content_type, const url::Url* url,
                        const Options& options) {
    Extraction result{
        .article = fail(Errc::bug, "unset"), .classification = {}, .charset = {}, .explanation = {}, .block_texts = {}};
    std::string why;
    if (!looks_like_html(bytes, why)) {
        const bool blank = bytes.find_first_not_of(std::string_view("\0 \t\r\n\f", 6)) == std::string_view::npos;
        result.classification = {blank ? PageClass::empty : PageClass::not_html, {why}};
        result.article = fail(blank ? Errc::empty_text : Errc::not_html, why);
        return result;
    }
    const auto decoded = html::decode(bytes, content_type);
    result.charset = decoded.charset;
    if (html::is_garbled(decoded)) {
        result.article =
            fail(Errc::bad_encoding, fmt::format("{} bytes are no text in {}", decoded.replacements, decoded.charset));
        return result;
    }
    auto document = html::Document::parse(decoded.text);
    if (!document) {
        result.article = fail(document.error());
        return result;
    }
    auto charset = result.charset;
    // A page from a file may tell its own URL: that picks the rule.
    std::optional<url::Url> own;
    if (url == nullptr) {
        own = own_url(*document);
        if (own) url = &*own;
    }
    result = extract_document(*document, url, options);
    result.charset = std::move(charset);
    return result;
}

std::optional<url::Url> own_url(const html::Document& document) {
    for (const auto& node : document.nodes()) {
        if (node.kind != html::NodeKind::element || (node.tag != html::Tag::link && node.tag != html::Tag::meta))
            continue;
        const auto element = document.element(static_cast<html::NodeId>(&node - document.nodes().data()));
        std::string_view value;
        if (node.tag == html::Tag::link && iequals_ascii(element.attr("rel"), "canonical"))
            value = element.attr("href");
        if (node.tag == html::Tag::meta && iequals_ascii(element.attr("property"), "og:url"))
            value = element.attr("content");
        if (value.empty()) continue;
        if (auto url = url::Url::parse(value)) return std::move(*url);
    }
    return std::nullopt;
}

std::optional<url::Url> canonical_link(const html::Document& document, const url::Url& base) {
    for (const auto& node : document.nodes()) {
        if (node.kind != html::NodeKind::element || node.tag != html::Tag::link) continue;
        const auto element = document.element(static_cast<html::NodeId>(&node - document.nodes().data()));
        if (!iequals_ascii(trim(element.attr("rel")), "canonical")) continue;
        const auto url = url::Url::parse(element.attr("href"), base);
        if (!url) continue;
        // A canonical link to another publisher, or to the home page from an article, is a template's mistake.
        if (url::registrable_domain(url->host()) != url::registrable_domain(base.host())) continue;
        if (url->path() == "/" && base.path() != "/") continue;
        return *url;
    }
    return std::nullopt;
}

std::vector<Link> links(const html::Document& document, const url::Url& base) {
    std::optional<url::Url> declared;
    std::vector<Link> out;
    std::unordered_set<std::string> seen;
    for (const auto& node : document.nodes()) {
        if (node.kind != html::NodeKind::element) continue;
        const auto id = static_cast<html::NodeId>(&node - document.nodes().data());
        const auto element = document.element(id);
        if (node.tag == html::Tag::base && !declared) {
            if (auto url = url::Url::parse(element.attr("href"), base)) declared = std::move(*url);
        }
        if (node.tag != html::Tag::a && node.tag != html::Tag::area) continue;
        const auto href = trim(element.attr("href"));
        if (href.empty() || href.front() == '#') continue;
        if (ifind_ascii(element.attr("rel"), "nofollow") != std::string_view::npos) continue;
        auto url = url::Url::parse(href, declared ? *declared : base);
        if (!url || !seen.insert(url->request_url()).second) continue;
        out.push_back({std::move(*url), clean_line(element.raw_text()), id});
    }
    return out;
}

}  // namespace winnow::extract
