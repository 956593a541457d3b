/// The laboratory of the weights in extract/page_class_bare_table.inc: dumps the signs of pages with little text.
///
///   page_lab < LIST    one JSON line for each page that is weighed: {"id", "signs": [...]}, in the order of
///                      extract/page_class_bare_signs.inc
///
/// LIST has one JSON object a line: {"id", "file", "url"}; "url" may be left out. Pages are read as `winnow extract`
/// does without site files. tools/page_train.py learns from what is dumped.

#include <boost/json.hpp>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>

#include "extract/extract.h"

namespace {

using namespace winnow;

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

int main() {
    for (std::string line; std::getline(std::cin, line);) {
        const auto request = boost::json::parse(line).as_object();
        std::optional<url::Url> url;
        if (const auto* given = request.if_contains("url"); given != nullptr && given->is_string()) {
            if (auto parsed = url::Url::parse(std::string(given->as_string()))) url = std::move(*parsed);
        }
        const auto page = extract::extract_page(read_file(std::string(request.at("file").as_string())), "",
                                                url ? &*url : nullptr, {});
        const auto& signs = page.classification.signs;
        if (signs.empty()) continue;
        boost::json::array numbers;
        for (const auto value : signs) numbers.push_back(value);
        std::cout << boost::json::serialize(boost::json::object{{"id", request.at("id")}, {"signs", numbers}}) << "\n";
    }
}
