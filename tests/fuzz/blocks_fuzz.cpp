// Any page: lines in document order, clean and not empty, within their page; one verdict for each.
#include <cstdint>
#include <cstdlib>

#include "base/text.h"
#include "extract/body.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace winnow;
    const auto document = html::Document::parse(std::string_view(reinterpret_cast<const char*>(data), size));
    if (!document) return 0;
    auto root = document->body();
    if (!root) root = document->root();
    const auto blocks = extract::read_blocks(*document, root.id(), extract::NodeMarks(*document));
    html::NodeId before = 0;
    for (const auto& block : blocks) {
        const bool sane = !block.text.empty() && block.first >= before && block.last >= block.first &&
                          block.last < document->nodes().size() && block.link_letters <= block.letters &&
                          block.text.find('\n') == std::string::npos && is_valid_utf8(block.text);
        if (!sane) std::abort();
        before = block.first;
    }
    const auto body = extract::find_body(*document, blocks, extract::Structured(*document), {});
    if (body.verdicts.size() != blocks.size() || !(body.confidence >= 0.0f && body.confidence <= 1.0f)) std::abort();
    return 0;
}
