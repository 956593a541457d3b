#pragma once
/// What every floor does: for each file named on standard input, one a line, read it and call `parse(bytes)`.

#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

template <class Parse>
int for_each_page(Parse parse) {
    std::size_t pages = 0, nodes = 0;
    for (std::string name, bytes; std::getline(std::cin, name); ++pages) {
        std::ifstream file(name, std::ios::binary);
        bytes.assign(std::istreambuf_iterator<char>(file), {});
        if (!file) {
            std::fprintf(stderr, "%s: cannot read\n", name.c_str());
            return 1;
        }
        nodes += parse(bytes);
    }
    std::printf("%zu pages, %zu elements below the root\n", pages, nodes);  // so that no parse is optimised away
    return 0;
}
