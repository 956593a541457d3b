#include "author/explain.h"

#include <fmt/format.h>

#include <array>

#include "base/text.h"

namespace winnow::author {

namespace {

constexpr std::array<std::string_view, 6> kind_names{"p", "heading", "list", "quote", "table", "pre"};

std::string_view kind_of(const extract::Block& block) {
    return kind_names[static_cast<std::size_t>(block.kind)];
}

std::string verdict_line(const extract::Extraction& extraction) {
    if (extraction.article) return "outcome: article";
    return fmt::format("outcome: {}: {}", errc_name(extraction.article.error().code), extraction.article.error().what);
}

}  // namespace

std::string explain_text(std::string_view name, const extract::Extraction& extraction) {
    std::string out =
        fmt::format("page: {}\ncharset: {}\n{}\n", clean_line(name), extraction.charset, verdict_line(extraction));
    for (const auto& line : extraction.classification.evidence) out += "evidence: " + line + "\n";
    if (!extraction.explanation) return out;
    for (const auto& field : extraction.explanation->fields) out += field + "\n";
    out += "\nblocks (+ kept, - dropped; score; reason; text):\n";
    for (const auto& line : extraction.explanation->blocks) {
        const auto clipped = clip_utf8(line.block.text, 160);
        out += fmt::format("{} {:+6.2f}  {:<7} {}\n    {}{}\n", line.kept ? '+' : '-', line.score, kind_of(line.block),
                           line.reason, clipped, clipped.size() < line.block.text.size() ? "…" : "");
    }
    return out;
}

std::string explain_html(std::string_view name, const extract::Extraction& extraction) {
    std::string out = fmt::format(
        R"(<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{0}</title><style>
:root{{color-scheme:light dark}}body{{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}}
.kept{{border-left:5px solid #2a8a3e;background:#2a8a3e18}}.dropped{{border-left:5px solid #c0392b;background:#c0392b12;opacity:.8}}
.kept,.dropped{{padding:.3rem .8rem;margin:.3rem 0}}.why{{font-size:.8rem;opacity:.75}}dt{{font-weight:600}}
h1{{font-size:1.3rem;overflow-wrap:anywhere}}</style></head><body>
<h1>{0}</h1><p><b>{1}</b></p><dl>
)",
        escape_html(clean_line(name)), escape_html(verdict_line(extraction)));
    for (const auto& line : extraction.classification.evidence)
        out += fmt::format("<dt>evidence</dt><dd>{}</dd>\n", escape_html(line));
    if (extraction.explanation) {
        for (const auto& field : extraction.explanation->fields) {
            const auto colon = field.find(": ");
            const auto value = colon == std::string::npos ? std::string() : field.substr(colon + 2);
            out += fmt::format("<dt>{}</dt><dd>{}</dd>\n", escape_html(field.substr(0, colon)), escape_html(value));
        }
        out += "</dl>\n";
        for (const auto& line : extraction.explanation->blocks) {
            out += fmt::format("<div class=\"{}\"><div class=\"why\">{} · {} · {:+.2f} · {}</div>{}</div>\n",
                               line.kept ? "kept" : "dropped", line.kept ? "kept" : "dropped", kind_of(line.block),
                               line.score, escape_html(line.reason), escape_html(line.block.text));
        }
    } else {
        out += "</dl>\n";
    }
    return out + "</body></html>\n";
}

}  // namespace winnow::author
