#include "crawl/page_reading.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/text.h"
#include "crawl/outcome.h"
#include "dedupe/words.h"

namespace winnow::crawl {

namespace {

/// text/html, application/xhtml+xml, or no type at all; some servers say text/plain for HTML, which the bytes decide.
bool may_be_html(std::string_view content_type) {
    const auto type = trim(content_type.substr(0, content_type.find(';')));
    return type.empty() || ifind_ascii(type, "html") != std::string_view::npos || iequals_ascii(type, "text/plain") ||
           iequals_ascii(type, "application/xml") || iequals_ascii(type, "text/xml") ||
           iequals_ascii(type, "application/octet-stream");
}

}  // namespace

robots::PageDirectives directives_of(const net::Response& response, const html::Document& document,
                                     std::string_view agent) {
    robots::PageDirectives directives;
    for (const auto& [name, value] : response.headers)
        if (name == "x-robots-tag") robots::read_directives(value, agent, directives);
    for (const auto& node : document.nodes()) {
        if (node.kind != html::NodeKind::element || node.tag != html::Tag::meta) continue;
        const auto element = document.element(static_cast<html::NodeId>(&node - document.nodes().data()));
        const auto name = trim(element.attr("name"));
        if (iequals_ascii(name, "robots") || iequals_ascii(name, agent))
            robots::read_directives(element.attr("content"), agent, directives);
    }
    return directives;
}

void drop_boilerplate(extract::Article& article, const extract::KnownBoilerplate& known) {
    auto& origin = article.provenance["body"];
    if (origin.starts_with("rule:")) return;
    const auto gone =
        std::erase_if(article.body, [&known](const extract::Paragraph& p) { return known.contains(p.text); });
    if (gone > 0) origin += fmt::format("; {} paragraphs known from other pages of the site left out", gone);
}

std::optional<double> agreement_of(std::string_view a, std::string_view b) {
    constexpr std::size_t run = 4, enough_words = 50;
    dedupe::Words words_a, words_b;
    dedupe::read_words(a, words_a);
    dedupe::read_words(b, words_b);
    if (std::max(words_a.hashes.size(), words_b.hashes.size()) < enough_words) return std::nullopt;
    const auto runs_a = dedupe::shingles(words_a.hashes, run);
    const auto runs_b = dedupe::shingles(words_b.hashes, run);
    std::vector<std::uint64_t> common;
    std::set_intersection(runs_a.begin(), runs_a.end(), runs_b.begin(), runs_b.end(), std::back_inserter(common));
    return 2.0 * static_cast<double>(common.size()) /
           static_cast<double>(std::max<std::size_t>(runs_a.size() + runs_b.size(), 1));
}

PageReading read_page(const Fetched& fetched, const ReadingOptions& options) {
    PageReading reading;
    const auto& response = fetched.response;
    const auto end_as = [&reading](Errc code, std::string why) {
        reading.outcome = std::string(errc_name(code));
        reading.reason = std::move(why);
    };
    const auto content_type = response.header("content-type");
    std::string why;
    if (!may_be_html(content_type)) {
        end_as(Errc::not_html, fmt::format("the server says {}", clean_line(content_type)));
        return reading;
    }
    if (!extract::looks_like_html(response.body, why)) {
        const bool blank = trim(response.body).empty();
        end_as(blank ? Errc::empty_text : Errc::not_html, why);
        return reading;
    }
    const auto decoded = html::decode(response.body, content_type);
    if (html::is_garbled(decoded)) {
        end_as(Errc::bad_encoding, fmt::format("{} bytes are no text in {}", decoded.replacements, decoded.charset));
        return reading;
    }
    const auto document = html::Document::parse(decoded.text);
    if (!document) {
        end_as(document.error().code, document.error().what);
        return reading;
    }
    const auto directives = directives_of(response, *document, options.product_token);
    reading.nofollow = directives.nofollow && !options.ignore_robots;
    if (options.want_links && !reading.nofollow) reading.links = extract::links(*document, response.url);
    if (directives.noindex && !options.ignore_robots) {
        end_as(Errc::robots_denied, "the page says noindex");
        return reading;
    }

    extract::Options with;
    with.book = options.book;
    with.now = options.now;
    with.announced_title = options.announced_title;
    with.announced_date = options.announced_date;
    auto extraction = extract::extract_document(*document, &response.url, with);
    reading.block_texts = std::move(extraction.block_texts);
    if (!extraction.article) {
        end_as(extraction.article.error().code, extraction.article.error().what);
        return reading;
    }
    auto& article = *extraction.article;
    const auto* rules = options.book == nullptr ? nullptr : options.book->for_host(response.url.host());
    const auto canonical = url::Url::parse(article.canonical_url);
    reading.key = canonical && rules != nullptr ? rules->article_key(*canonical) : article.canonical_url;
    const auto body_origin = article.provenance.find("body");
    reading.by_rule = body_origin != article.provenance.end() && body_origin->second.starts_with("rule:");

    const auto text = article.text();
    dedupe::Words words;
    words.hashes.reserve(text.size() / 6);
    dedupe::read_words(article.title, words);
    const auto of_title = words.hashes.size();
    dedupe::read_words(text, words);
    reading.words = words.hashes.size() - of_title;
    reading.text_hash = output::text_sha256(article.title + "\n" + text);
    if (options.second_opinion && reading.by_rule) {
        with.book = nullptr;
        const auto generic = extract::extract_document(*document, &response.url, with);
        if (generic.article) reading.agreement = agreement_of(text, generic.article->text());
    }

    auto& record = reading.record;
    record.article = std::move(article);
    record.id = output::article_id(reading.key);
    record.fetched_at = options.now;
    record.http_status = response.status;
    record.etag = response.header("etag");
    record.last_modified = response.header("last-modified");
    record.discovered_via = options.discovered_via;
    reading.fingerprint = dedupe::fingerprint(words);
    record.simhash = reading.fingerprint.simhash;
    reading.outcome = std::string(outcome::written);
    return reading;
}

}  // namespace winnow::crawl
