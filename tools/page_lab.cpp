/// The laboratory of the page model: dumps what it learns from.
///
///   page_lab dump < LIST     one JSON line a page: {"id", "class", "numbers": [...]}: what the rules call it, and no
///   numbers where the model
///                            is not asked
///   page_lab names           the names of the numbers
///
/// LIST has one JSON object a line: {"id", "file", "url"}; "url" may be missing. Pages are read as `winnow extract
/// --no-sites` does. tools/page_train.py reads the result.

#include <boost/json.hpp>
#include <fstream>
#include <iostream>
#include <iterator>

#include "extract/extract.h"
#include "extract/page_numbers.h"

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
        for (std::size_t i = 0; i < extract::page_number_count; ++i) std::cout << extract::page_number_name(i) << "\n";
        return 0;
    }
    if (mode != "dump") {
        std::cerr << "page_lab dump | names: see the head of its source\n";
        return 2;
    }
    for (std::string line; std::getline(std::cin, line);) {
        const auto request = boost::json::parse(line).as_object();
        std::optional<url::Url> address;
        if (const auto* given = request.if_contains("url"); given != nullptr && given->is_string())
            if (auto parsed = url::Url::parse(std::string(given->as_string()))) address = std::move(*parsed);
        const auto page = extract::extract_page(read_file(std::string(request.at("file").as_string())), "",
                                                address ? &*address : nullptr, {});
        boost::json::array numbers;
        const auto& found = page.classification;
        const auto rules = found.numbers.empty() ? found.page_class : found.by_rules;
        for (const auto n : found.numbers) numbers.push_back(n);
        std::cout << boost::json::serialize(boost::json::object{
                         {"id", request.at("id")}, {"class", extract::page_class_name(rules)}, {"numbers", numbers}})
                  << "\n";
    }
}
