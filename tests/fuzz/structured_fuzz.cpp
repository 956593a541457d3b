// Any bytes as JSON-LD, as a page and as a byline: no crash, bounded time, clean text out.
#include <cstdint>
#include <cstdlib>

#include "base/text.h"
#include "extract/json_repair.h"
#include "extract/metadata.h"
#include "extract/metadata_author.h"
#include "extract/metadata_title.h"
#include "extract/page_class.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace winnow;
    using namespace winnow::extract;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    std::string decoded;
    repair_json(unwrap_json(bytes, decoded));
    for (const auto& name : author_names(bytes, true))
        if (name.empty()) std::abort();
    if (is_valid_utf8(bytes) && !is_valid_utf8(clean_value(bytes))) std::abort();
    without_site_name(bytes, {"paper"}, {"acouncilvotes"}, true);
    std::string why;
    looks_like_html(bytes, why);

    // the same bytes once as a script's content and once as the page
    const auto scripted =
        "<title>T</title><script type=\"application/ld+json\">" + std::string(bytes) + "</script><h1>T</h1><p>text";
    for (const auto html : {std::string_view(scripted), bytes}) {
        const auto document = html::Document::parse(html);
        if (!document) continue;
        const Structured structured(*document);
        for (const auto* key : {"headline", "author.name", "datePublished", "image.url", "keywords"})
            for (const auto& value : structured.article_values(key))
                if (value.empty() || value.find('\n') != std::string::npos) std::abort();
        Article article;
        MetadataContext context;
        read_metadata(*document, structured, context, article);
        if (!document->body()) continue;
        const auto blocks = read_blocks(*document, document->body().id(), NodeMarks(*document));
        Body body;
        body.verdicts.resize(blocks.size());
        for (std::uint32_t i = 0; i < blocks.size(); i += 2) body.kept.push_back(i);
        complete_metadata(*document, structured, blocks, body.kept, context, article);
        classify(*document, structured, blocks, body, article, nullptr);
        for (const auto& author : article.authors)
            if (author.empty()) std::abort();
    }
    return 0;
}
