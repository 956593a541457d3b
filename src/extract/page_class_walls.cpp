// What stands between a reader and a text: bot checks, empty shells, consent and passwords.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "extract/metadata_page.h"
#include "extract/page_class_page.h"
#include "extract/page_class_topics.h"
#include "extract/page_class_words.h"

namespace winnow::extract {

namespace {

using html::NodeId;
using html::NodeKind;
using html::Tag;

/// The first of these marks in an id, class or address of the page; empty if there is none.
std::string_view find_mark(const html::Document& document, std::span<const std::string_view> marks) {
    const auto nodes = document.nodes();
    for (NodeId id = 0; id < nodes.size(); ++id) {
        const auto& node = nodes[id];
        if (node.kind != NodeKind::element || node.attribute_count == 0) continue;
        for (const auto& attribute : document.attributes(id)) {
            const auto name = document.name(attribute.name);
            if (name != "id" && name != "class" && name != "src" && name != "action" && name != "href") continue;
            const auto value = ascii_lower(clip_utf8(attribute.value, 200));
            for (const auto known : marks)
                if (value.find(known) != std::string::npos) return known;
        }
    }
    return {};
}

/// What the well-known guards leave in a page.
constexpr std::string_view guard_marks[] = {"challenge-form",
                                            "cf-challenge",
                                            "cf-browser-verification",
                                            "challenge-error",
                                            "px-captcha",
                                            "captcha-delivery",
                                            "cf-error",
                                            "ddos-guard",
                                            "sucuri",
                                            "cf-wrapper",
                                            "challenge-platform",
                                            "_incapsula_resource",
                                            "datadome",
                                            "geetest",
                                            "smartcaptcha",
                                            "checkbox-captcha",
                                            "checkboxcaptcha",
                                            "aws-waf",
                                            "awswaf",
                                            "perimeterx",
                                            "turnstile",
                                            "kasada",
                                            "sec-if-cpt",
                                            "cp_challenge",
                                            "security-checkpoint",
                                            ".within.website/x/",
                                            "h-captcha",
                                            "hcaptcha.com",
                                            "g-recaptcha",
                                            "recaptcha/api",
                                            "captcha-container",
                                            "captcha-box"};

/// What the well-known consent systems leave in a page.
constexpr std::string_view consent_marks[] = {
    "didomi",      "onetrust", "qc-cmp",      "sp_message",   "usercentrics", "cookiebot",  "truste",
    "contentpass", "cmpbox",   "cookie-wall", "consent-wall", "consentwall",  "cookiewall", "consent-page"};

}  // namespace

bool is_challenge(const Page& page, Evidence& evidence) {
    const auto& f = page.features;
    if (f.kept_prose > 3) return false;
    const bool little = f.letters <= little_page;
    const auto mark = little ? find_mark(page.document, guard_marks) : std::string_view();
    std::string phrase;
    std::string_view place;
    bool whole = false;  // a heading says this and hardly anything else
    // In words of its own, in the heading and in the text.
    std::optional<bool> read;
    const auto told = [&] {
        if (!read)
            read = f.letters < 1200 && f.kept_prose <= 1 &&
                   std::any_of(
                       page.blocks.begin(), page.blocks.end(),
                       [](const Block& block) {
                           return block.kind != BlockKind::heading && block.letters < 300 &&
                                  topic_of(PageTopic::challenge, fold_sign(block.text)).has_value();
                       });
        return *read;
    };
    each_heading(page, [&](std::string_view text, std::string_view where) {
        for (const auto& part : title_parts(text)) {
            auto found = std::string(find_sign(PageSign::challenge, part));
            if (found.empty() && part.size() < 80 && told())
                found = topic_of(PageTopic::challenge, part).value_or(std::string());
            if (found.empty()) continue;
            whole = whole || found.size() * 2 >= part.size();
            if (phrase.empty()) phrase = found, place = where;
        }
    });
    // Some show their check amid the menus of all their pages.
    const bool dressed = whole && !f.whole && f.kept_text < 400 && f.kept_prose <= 2 && !page.claims_article() &&
                         (!f.dated ||
                          std::any_of(
                              page.blocks.begin(), page.blocks.end(),
                              [](const Block& block) {
                                  return block.kind != BlockKind::heading && block.letters < 300 &&
                                         !find_sign(PageSign::challenge, fold_sign(block.text)).empty();
                              }) ||
                          !find_mark(page.document, guard_marks).empty());
    if (!little && !dressed) return false;
    if (phrase.empty() && f.letters < 1500)
        for (const auto& block : page.blocks) {
            phrase = find_sign(PageSign::challenge, fold_sign(block.text));
            place = "text";
            if (!phrase.empty()) break;
        }
    const bool story = page.claims_article() || f.titled;
    const bool sure = dressed || (!mark.empty() && !phrase.empty() && !(story && f.kept_text > 200)) ||
                      (!mark.empty() && f.letters < 600 && !story) ||
                      (!phrase.empty() && place != "text" && f.letters < 1200 && !page.claims_article() && !f.dated) ||
                      (whole && f.letters < 700 && f.kept_prose <= 1 && !page.claims_article() && !f.machine_date) ||
                      (!phrase.empty() && f.letters < 500 && !story);
    if (!sure) return false;
    if (!phrase.empty()) evidence.push_back(fmt::format("{} says '{}'", place, phrase));
    if (!mark.empty()) evidence.push_back(fmt::format("markup of a bot check: '{}'", mark));
    evidence.push_back(fmt::format("{} letters on the page", f.letters));
    return true;
}

namespace {

/// A line right below the headline asks for JavaScript, and there is no other text: amid whatever menus. Comments and
/// players ask for it under stories, too; and what is said in other words may be a flash about it, if it has a day.
bool asks_for_scripts(const Page& page) {
    const auto& f = page.features;
    constexpr unsigned longest = 200, other_text = 80;  // letters
    constexpr std::size_t close = 6;                    // lines
    if (f.whole || f.kept_text > longest + other_text || !f.headline) return false;
    for (auto i = f.headline_block + 1; i < page.blocks.size() && i <= f.headline_block + close; ++i) {
        const auto& block = page.blocks[i];
        if (block.letters > longest || block.link_letters * 2 > block.letters) continue;
        if (ifind_ascii(block.text, "javascript") == std::string_view::npos) continue;
        static const StemSet others("comment|komment|коммент|комент|şərh|yorum|disqus|video|видео|відео| player|плеер");
        const auto said = fold_sign(block.text);
        if (!others.in(" " + said + " ").empty()) continue;
        if (f.dated && find_sign(PageSign::enable_javascript, said).empty()) continue;
        const bool kept = std::binary_search(page.body.kept.begin(), page.body.kept.end(), i);
        return f.kept_text - std::min(f.kept_text, kept ? block.letters : 0) <= other_text;
    }
    return false;
}

}  // namespace

bool is_js_only(const Page& page, Evidence& evidence) {
    const auto& f = page.features;
    if (asks_for_scripts(page)) {
        evidence.push_back("the line below the headline speaks of JavaScript");
        evidence.push_back(fmt::format("{} letters of text", f.kept_text));
        return true;
    }
    // A shell whose scripts were taken out has nothing to lead on to; with links it is a page as it was served.
    const bool shell = f.scripts || (f.app_root && f.link_letters == 0);
    if (f.letters > 700 || f.kept_prose > 1 || !shell) return false;
    if (f.kept_text == 0 && !page.article.body.empty()) return false;  // the text came with the metadata
    std::string_view phrase;
    const auto nodes = page.document.nodes();
    for (NodeId id = 0; id < nodes.size() && phrase.empty(); ++id)
        if (nodes[id].tag == Tag::noscript)
            phrase = find_sign(PageSign::enable_javascript, fold_sign(clip_utf8(line_of(page.document, id, 600), 600)));
    for (const auto& block : page.blocks)
        if (phrase.empty()) phrase = find_sign(PageSign::enable_javascript, fold_sign(clip_utf8(block.text, 400)));
    // Next to nothing to read where scripts stand: whatever the element is called that they would fill.
    const bool bare = (f.letters < 120 && f.app_root) || (f.letters < 20 && f.headings.empty());
    if (!bare && (phrase.empty() || f.kept_letters > 400)) return false;
    if (!bare && f.kept_text >= 80 && (page.claims_article() || f.dated)) return false;
    if (!phrase.empty()) evidence.push_back(fmt::format("page says '{}'", phrase));
    if (f.app_root) evidence.push_back("an empty root element for a script to fill");
    evidence.push_back(fmt::format("{} letters without scripts", f.letters));
    return true;
}

bool is_consent_wall(const Page& page, Evidence& evidence) {
    const auto& f = page.features;
    const bool story = page.claims_article() || (f.titled && f.dated);
    constexpr unsigned notice = 150;  // letters of a wall
    // a wall before a page that was emptied: its menus and footer may be long
    const bool emptied = !f.whole && !f.titled && f.kept_text < short_text;
    if (!emptied && (f.letters > 6000 || (story && f.kept_letters > 600))) return false;
    unsigned consenting = 0, kept_consenting = 0;
    std::string phrase;
    std::size_t next_kept = 0;
    for (std::size_t i = 0; i < page.blocks.size(); ++i) {
        const auto& block = page.blocks[i];
        const bool kept = next_kept < page.body.kept.size() && page.body.kept[next_kept] == i;
        next_kept += kept ? 1 : 0;
        const auto folded = fold_sign(clip_utf8(block.text, 1200));
        auto found = std::string(find_sign(PageSign::consent, folded));
        if (found.empty() && block.letters >= sentence_letters && f.letters <= 6000)
            found = topic_of(PageTopic::consent, folded).value_or(std::string());
        if (found.empty()) continue;
        consenting += block.letters;
        kept_consenting += kept ? block.letters : 0;
        if (phrase.empty()) phrase = found;
    }
    bool titled = false;
    each_heading(page, [&](std::string_view text, std::string_view) {
        titled = titled || !find_sign(PageSign::consent, text).empty();
    });
    if (phrase.empty() && !titled) return false;
    const unsigned others = f.kept_letters - std::min(f.kept_letters, kept_consenting);
    if (emptied && consenting >= notice && others < (story ? 40U : 120U)) {
        evidence.push_back(fmt::format("page says '{}'", phrase));
        evidence.push_back(fmt::format("{} letters of text beside", others));
        return true;
    }
    if (f.letters > 6000) return false;
    // A wall may wear the story's title and metadata: then what would be its text decides.
    if (story && kept_consenting * 2 < f.kept_letters) return false;
    const double share = f.letters == 0 ? 0 : static_cast<double>(consenting) / f.letters;
    // what is left when the consent text is taken away must not be an article
    const unsigned rest = f.letters - consenting;
    const bool little = f.letters < little_page;
    std::string_view mark;
    if (little && !story && share > 0.15 && share <= 0.35) mark = find_mark(page.document, consent_marks);
    const bool wall = (share > 0.5 && rest < short_text) || (titled && share > (story ? 0.2 : 0.12) && little) ||
                      (share > 0.35 && little) || (!mark.empty() && rest < 600);
    if (!wall) return false;
    evidence.push_back(fmt::format("page says '{}'", phrase));
    if (!mark.empty()) evidence.push_back(fmt::format("markup of a consent system: '{}'", mark));
    evidence.push_back(fmt::format("{} of the text is about consent", percent(share)));
    return true;
}

bool is_login(const Page& page, Evidence& evidence) {
    const auto& f = page.features;
    // A lost password is asked for without a password field.
    const auto named = [&](std::string_view text) {
        for (const auto& part : title_parts(text))
            if (!is_sign(PageSign::login_title, part).empty()) return true;
        return false;
    };
    const auto forgotten = [&](std::string_view text) {
        return text.size() < 80 && topic_of(PageTopic::password, text).has_value();
    };
    const bool bare = f.kept_prose <= 1 && !f.dated && !page.claims_article();
    const bool asks =
        bare && !f.headings.empty() &&
        ((f.letters < 400 && named(f.headings.front())) || (f.kept_text < 400 && forgotten(f.headings.front())));
    if (!f.login_field && !page.address.login && !asks) return false;
    if (f.kept_prose > 2 || f.kept_letters > 1200 || (page.claims_article() && f.machine_date)) return false;
    std::string found;
    each_heading(page, [&](std::string_view text, std::string_view where) {
        if (!found.empty()) return;
        for (const auto& part : title_parts(text)) {
            const auto phrase = is_sign(PageSign::login_title, part);
            if (!phrase.empty()) found = fmt::format("{} says '{}'", where, phrase);
        }
        const auto phrase = text.size() < 80 ? find_sign(PageSign::login_title, text) : std::string_view();
        if (found.empty() && !phrase.empty()) found = fmt::format("{} says '{}'", where, phrase);
        if (found.empty() && forgotten(text))
            found = fmt::format("{} says '{}'", where, *topic_of(PageTopic::password, text));
    });
    // Some systems have a form in the head of every page.
    const bool nothing_else =
        f.letters < 350 && f.login_field && f.kept_prose == 0 && !f.titled && !f.dated && !page.claims_article();
    if (found.empty() && !page.address.login && !nothing_else) return false;
    if (f.titled && f.dated && f.kept_text > 0) return false;
    if (f.login_field) evidence.push_back("a password field");
    if (!found.empty()) evidence.push_back(std::move(found));
    if (page.address.login) evidence.push_back("the address is a login's");
    evidence.push_back(fmt::format("{} letters of text", f.kept_letters));
    return true;
}

}  // namespace winnow::extract
