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
///   body_lab teaser-names                 the names of the numbers of page_class_teaser.h
///   body_lab teasers < LIST               one JSON line a page: {"id", "places": [{"lines": [...], "numbers": [...]}],
///                                         "refused", "certain"}: what may be an offer to read on, and whether the
///                                         rules refuse the page as a teaser, and if so, whatever the model says
///
/// LIST has one JSON object a line: {"id", "file", "url"}; "url" may be missing. Pages are decoded, parsed and read as
/// `winnow extract` does.

#include <boost/json.hpp>
#include <fstream>
#include <iostream>
#include <iterator>

#include "extract/blocks.h"
#include "extract/body.h"
#include "extract/body_features.h"
#include "extract/metadata.h"
#include "extract/page_class_page.h"
#include "extract/page_class_teaser.h"
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
        context.url = url;
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
    extract::MetadataContext context;
    extract::Article article;
    std::string title;
    std::vector<extract::Block> blocks;
};

/// What classify() sees of a page when it asks for the paywall.
boost::json::object teasers_of(const Page& page, const url::Url* url) {
    auto article = page.article;
    const auto body = extract::find_body(page.document, page.blocks, page.structured, page.title);
    extract::complete_metadata(page.document, page.structured, page.blocks, body.kept, page.context, article);
    const auto own = extract::own_part(page.document, page.structured, page.blocks, body, article);
    const auto features = extract::measure(page.document, page.structured, page.blocks, own, article);
    const auto address = extract::read_address(url);
    const extract::Page seen{page.document, page.structured, page.blocks, own.body, article, features, address};
    boost::json::array places;
    for (const auto& place : extract::offer_places(seen, extract::declared_of(seen))) {
        boost::json::array lines;
        for (auto i = place.begin; i < place.end; ++i) lines.emplace_back(page.blocks[i].text);
        boost::json::array numbers(place.numbers.begin(), place.numbers.end());
        places.push_back(boost::json::object{{"lines", std::move(lines)}, {"numbers", std::move(numbers)}});
    }
    extract::Evidence evidence;
    const auto signs = extract::paywall_signs(seen, evidence);
    return {{"places", std::move(places)},
            {"refused", signs != extract::PaywallSigns::none},
            {"certain", signs == extract::PaywallSigns::certain}};
}

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
    if (mode == "teaser-names") {
        for (std::size_t i = 0; i < extract::teaser_numbers; ++i) std::cout << extract::teaser_number_name(i) << "\n";
        return 0;
    }
    if ((mode != "dump" || argc < 3) && mode != "text" && mode != "teasers") {
        std::cerr << "body_lab dump FEATURES.bin | names | text [SCORES.bin] | teaser-names | teasers: see the head of "
                     "its source\n";
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
        const auto* given = request.if_contains("url");
        const auto url =
            url::Url::parse(given != nullptr && given->is_string() ? std::string_view(given->as_string()) : "");
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
        } else if (mode == "teasers") {
            for (auto& [key, value] : teasers_of(page, url ? &*url : nullptr)) answer[key] = std::move(value);
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
