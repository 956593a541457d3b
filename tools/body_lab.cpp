/// The laboratory of find_body(): dumps what the model learns from, and tries scores that another model gave.
///
///   body_lab dump FEATURES.bin < LIST     one JSON line a page: {"id", "blocks": [[text, kind, caption, tag], ...]};
///                                         the rows of numbers go to FEATURES.bin as 32-bit floats, in the same order
///   body_lab names                        the names of the columns
///   body_lab text [SCORES.bin] < LIST     one JSON line a page: {"id", "text"}; with SCORES.bin (one 32-bit float a
///                                         block, in the order of dump) these scores stand in for the model's
///
/// LIST has one JSON object a line: {"id", "file", "url"}.

#include <boost/json.hpp>
#include <fstream>
#include <iostream>
#include <iterator>

#include "extract/blocks.h"
#include "extract/body.h"
#include "extract/body_features.h"
#include "html/dom.h"

namespace {

using namespace winnow;

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

int main(int argc, char** argv) {
    const std::string mode = argc > 1 ? argv[1] : "";
    if (mode == "names") {
        for (std::size_t i = 0; i < extract::feature_count; ++i) std::cout << extract::feature_name(i) << "\n";
        return 0;
    }
    std::ofstream out;
    std::ofstream groups;
    std::ifstream scores;
    if (mode == "text" && argc > 2) scores.open(argv[2], std::ios::binary);
    if (mode == "dump") {
        out.open(argv[2], std::ios::binary);
        groups.open(std::string(argv[2]) + ".groups", std::ios::binary);
    }
    for (std::string line; std::getline(std::cin, line);) {
        const auto request = boost::json::parse(line).as_object();
        const std::string html = read_file(std::string(request.at("file").as_string()));
        boost::json::object answer{{"id", request.at("id")}};
        const auto document = html::Document::parse(html);
        if (!document) {
            answer["error"] = document.error().what;
            std::cout << boost::json::serialize(answer) << "\n";
            continue;
        }
        auto root = document->body();
        if (!root) root = document->root();
        const auto blocks = extract::read_blocks(*document, root.id(), extract::NodeMarks(*document));
        if (mode == "dump") {
            const auto e = extract::body_evidence(extract::Structured(*document), {});
            const auto f = extract::body_features(*document, blocks, e);
            out.write(reinterpret_cast<const char*>(f.values.data()),
                      static_cast<std::streamsize>(f.values.size() * 4));
            boost::json::array list;
            for (const auto& b : blocks)
                list.push_back(boost::json::array{b.text, static_cast<int>(b.kind), b.caption,
                                                  document->element(b.container).tag_name()});
            for (std::size_t i = 0; i < blocks.size(); ++i) {
                const std::uint32_t pair[2] = {f.parents[i], f.groups[i]};
                groups.write(reinterpret_cast<const char*>(pair), sizeof pair);
            }
            answer["title"] = e.title;
            answer["blocks"] = list;
        } else {
            const extract::Structured structured(*document);
            extract::Body body;
            if (scores.is_open()) {
                std::vector<float> given(blocks.size());
                scores.read(reinterpret_cast<char*>(given.data()), static_cast<std::streamsize>(given.size() * 4));
                const auto features = extract::body_features(*document, blocks, extract::body_evidence(structured, {}));
                body = extract::choose_body(*document, blocks, features, given);
            } else {
                body = extract::find_body(*document, blocks, structured, {});
            }
            std::string text;
            for (const auto i : body.kept) text += blocks[i].text + "\n";
            answer["text"] = text;
            answer["confidence"] = body.confidence;
        }
        std::cout << boost::json::serialize(answer) << "\n";
    }
}
