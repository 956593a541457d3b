/// The laboratory of find_body(): dumps what the model learns from, and tries scores that another model gave.
///
///   body_lab dump FEATURES.bin < LIST     one JSON line a page: {"id", "title", "blocks": [[text, kind, caption, tag],
///                                         ...]}; the rows of numbers go to FEATURES.bin as 32-bit floats, in the same
///                                         order, and for each line two 32-bit numbers to FEATURES.bin.groups: the
///                                         element around its container, and its make
///   body_lab names                        the names of the columns
///   body_lab text [SCORES.bin] < LIST     one JSON line a page: {"id", "text", "confidence"}; with SCORES.bin (one
///                                         32-bit float a block, in the order of dump) these scores stand in for the
///                                         model's
///
/// LIST has one JSON object a line: {"id", "file", "url"}. Pages are decoded, parsed and read as `winnow extract` does.

#include <boost/json.hpp>
#include <fstream>
#include <iostream>
#include <iterator>

#include "extract/blocks.h"
#include "extract/body.h"
#include "extract/body_features.h"
#include "extract/metadata.h"
#include "html/decode.h"
#include "html/dom.h"

namespace {

using namespace winnow;

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// What `winnow extract` knows about a page when it asks for the body.
struct Page {
    explicit Page(html::Document&& parsed, const url::Url* url) : document(std::move(parsed)), structured(document) {
        extract::MetadataContext context;
        context.url = url;
        extract::Article article;
        extract::read_metadata(document, structured, context, article);
        title = article.title;
        blocks =
            extract::read_blocks(document, document.body() ? document.body().id() : 0, extract::NodeMarks(document));
    }
    extract::BodyFeatures features() const {
        return extract::body_features(document, blocks, extract::body_evidence(structured, title));
    }

    html::Document document;
    extract::Structured structured;
    std::string title;
    std::vector<extract::Block> blocks;
};

void write_numbers(const extract::BodyFeatures& f, std::ofstream& rows, std::ofstream& groups) {
    rows.write(reinterpret_cast<const char*>(f.values.data()), static_cast<std::streamsize>(f.values.size() * 4));
    for (std::size_t i = 0; i < f.parents.size(); ++i) {
        const std::uint32_t pair[2] = {f.parents[i], f.groups[i]};
        groups.write(reinterpret_cast<const char*>(pair), sizeof pair);
    }
}

boost::json::array lines_of(const Page& page) {
    boost::json::array lines;
    for (const auto& b : page.blocks)
        lines.push_back(boost::json::array{b.text, static_cast<int>(b.kind), b.caption,
                                           page.document.element(b.container).tag_name()});
    return lines;
}

extract::Body body_of(const Page& page, std::ifstream& scores) {
    if (!scores.is_open()) return extract::find_body(page.document, page.blocks, page.structured, page.title);
    std::vector<float> given(page.blocks.size());
    scores.read(reinterpret_cast<char*>(given.data()), static_cast<std::streamsize>(given.size() * 4));
    return extract::choose_body(page.document, page.blocks, page.features(), given);
}

}  // namespace

int main(int argc, char** argv) {
    const std::string mode = argc > 1 ? argv[1] : "";
    if (mode == "names") {
        for (std::size_t i = 0; i < extract::feature_count; ++i) std::cout << extract::feature_name(i) << "\n";
        return 0;
    }
    if ((mode != "dump" || argc < 3) && mode != "text") {
        std::cerr << "body_lab dump FEATURES.bin | names | text [SCORES.bin]: see the head of its source\n";
        return 2;
    }
    std::ofstream rows, groups;
    std::ifstream scores;
    if (mode == "text" && argc > 2) scores.open(argv[2], std::ios::binary);
    if (mode == "dump") {
        rows.open(argv[2], std::ios::binary);
        groups.open(std::string(argv[2]) + ".groups", std::ios::binary);
    }
    for (std::string line; std::getline(std::cin, line);) {
        const auto request = boost::json::parse(line).as_object();
        const auto decoded = html::decode(read_file(std::string(request.at("file").as_string())), "");
        const auto url = url::Url::parse(std::string(request.at("url").as_string()));
        boost::json::object answer{{"id", request.at("id")}};
        auto document = html::Document::parse(decoded.text);
        if (!document) {
            answer["error"] = document.error().what;
            std::cout << boost::json::serialize(answer) << "\n";
            continue;
        }
        const Page page(std::move(*document), url ? &*url : nullptr);
        if (mode == "dump") {
            write_numbers(page.features(), rows, groups);
            answer["title"] = page.title;
            answer["blocks"] = lines_of(page);
        } else {
            const auto body = body_of(page, scores);
            std::string text;
            for (const auto i : body.kept) text += page.blocks[i].text + "\n";
            answer["text"] = text;
            answer["confidence"] = body.confidence;
        }
        std::cout << boost::json::serialize(answer) << "\n";
    }
}
