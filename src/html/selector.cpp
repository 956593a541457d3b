#include "html/selector.h"

#include "base/text.h"
#include "html/selector_program.h"

namespace winnow::html {

tl::unexpected<Error> fail_at(std::string_view text, std::size_t at, const std::string& what) {
    const std::size_t column = length_utf8(text.substr(0, at)) + 1;
    return fail(Errc::invalid, "column " + std::to_string(column) + ": " + what);
}

std::string found_at(std::string_view text, std::size_t at, std::string_view whole) {
    if (at >= text.size()) return "end of the " + std::string(whole);
    std::size_t end = at;
    next_code_point(text, end);
    return "'" + std::string(text.substr(at, end - at)) + "'";
}

Result<Selector> Selector::css(std::string_view text) {
    auto program = std::make_shared<Program>();
    program->text = text;
    if (auto parsed = parse_css(text, *program); !parsed) return fail(parsed.error());
    Selector selector;
    selector.program_ = std::move(program);
    return selector;
}

Result<Selector> Selector::xpath(std::string_view text) {
    auto xpath = parse_xpath(text);
    if (!xpath) return fail(xpath.error());
    auto program = std::make_shared<Program>();
    program->text = text;
    program->xpath = std::move(*xpath);
    Selector selector;
    selector.program_ = std::move(program);
    return selector;
}

Result<Selector> Selector::compile(std::string_view text) {
    constexpr std::string_view prefix = "xpath:";
    const std::string_view trimmed = trim(text);
    if (trimmed.substr(0, prefix.size()) == prefix) return xpath(trim(trimmed.substr(prefix.size())));
    // "/*" before a letter is a comment of CSS: in XPath, '/', '[' or '|' follows that star.
    if (trimmed.starts_with("/*") && trimmed.size() > 2) {
        const auto after = trim(trimmed.substr(2));
        if (!after.empty() && is_ascii_alpha(after.front())) return css(text);
    }
    // None of these begins a CSS selector.
    for (const std::string_view start : {"/", "(", "./", "../"})
        if (trimmed.substr(0, start.size()) == start) return xpath(trimmed);
    if (trimmed == "..") return xpath(trimmed);
    return css(text);
}

std::vector<Hit> Selector::select(const Document& document, NodeId scope) const {
    if (scope >= document.nodes().size()) return {};
    if (program_->xpath) return select_xpath(*program_->xpath, document, scope);
    return select_css(*program_, document, scope, false);
}

std::vector<NodeId> Selector::select_nodes(const Document& document, NodeId scope) const {
    std::vector<NodeId> ids;
    for (const Hit& hit : select(document, scope))
        if (hit.attribute.empty() && document.node(hit.node).kind == NodeKind::element) ids.push_back(hit.node);
    return ids;
}

Element Selector::first(const Document& document, NodeId scope) const {
    if (scope >= document.nodes().size()) return {};
    if (program_->xpath) {
        const auto ids = select_nodes(document, scope);
        return ids.empty() ? Element() : document.element(ids.front());
    }
    const auto hits = select_css(*program_, document, scope, true);
    return hits.empty() ? Element() : document.element(hits.front().node);
}

bool Selector::matches(Element element) const {
    if (!element.is_element()) return false;
    if (!program_->xpath) return matches_css(*program_, element.document(), element.id());
    for (const NodeId id : select_nodes(element.document()))
        if (id == element.id()) return true;
    return false;
}

const std::string& Selector::text() const {
    return program_->text;
}

std::string text_of(const Document& document, const Hit& hit) {
    const Element element = document.element(hit.node);
    return hit.attribute.empty() ? element.raw_text() : std::string(element.attr(hit.attribute));
}

}  // namespace winnow::html
