#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "extract/page_class.h"

namespace winnow::extract {

namespace {

/// Comma-separated values and their kind: line after line with the same marks, two at least; no prose keeps that up.
bool is_table(std::string_view text) {
    constexpr int enough_lines = 5, few_marks = 2;
    text = text.substr(0, text.find_last_of('\n'));  // the last may be cut
    for (const char mark : {',', ';', '\t', '|'}) {
        int lines = 0, marks = -1;
        bool same = true;
        for (const auto line : split(text, '\n')) {
            if (trim(line).empty()) continue;
            int here = 0;
            bool quoted = false;
            for (const char c : line) {
                quoted = quoted != (c == '"');
                here += c == mark && !quoted ? 1 : 0;
            }
            same = same && (marks < 0 || here == marks);
            marks = here;
            ++lines;
        }
        if (same && lines >= enough_lines && marks >= few_marks) return true;
    }
    return false;
}

}  // namespace

bool looks_like_html(std::string_view bytes, std::string& why) {
    struct Magic {
        std::string_view bytes;
        std::string_view name;
    };
    using namespace std::string_view_literals;
    static constexpr Magic magics[] = {
        {"%PDF-"sv, "a PDF"},
        {"\x89PNG\r\n"sv, "a PNG image"},
        {"\xFF\xD8\xFF"sv, "a JPEG image"},
        {"GIF87a"sv, "a GIF image"},
        {"GIF89a"sv, "a GIF image"},
        {"BM"sv, "a BMP image"},
        {"\0\0\1\0"sv, "an icon"},
        {"PK\3\4"sv, "a ZIP archive or office document"},
        {"\x1F\x8B"sv, "gzip data"},
        {"BZh"sv, "bzip2 data"},
        {"\xFD"
         "7zXZ\0"sv,
         "xz data"},
        {"7z\xBC\xAF\x27\x1C"sv, "a 7z archive"},
        {"Rar!\x1A\x07"sv, "a RAR archive"},
        {"\x28\xB5\x2F\xFD"sv, "zstd data"},
        {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "an office document"},
        {"ID3"sv, "an MP3 file"},
        {"OggS"sv, "an Ogg file"},
        {"fLaC"sv, "a FLAC file"},
        {"\x1A\x45\xDF\xA3"sv, "a Matroska video"},
        {"wOFF"sv, "a font"},
        {"wOF2"sv, "a font"},
        {"\x7F"
         "ELF"sv,
         "a program"},
        {"MZ\x90"sv, "a program"},
        {"{\\rtf"sv, "an RTF document"},
        {"%!PS"sv, "a PostScript document"},
    };
    const auto refuse = [&](std::string_view what) {
        why = fmt::format("the bytes are {}, not HTML", what);
        return false;
    };
    if (bytes.empty()) {
        why = "no bytes";
        return false;
    }
    for (const auto& magic : magics)
        if (bytes.starts_with(magic.bytes))
            return magic.bytes == "BM" && bytes.find('<') < 64 ? true : refuse(magic.name);
    if (bytes.size() > 12 && bytes.starts_with("RIFF") &&
        (bytes.substr(8, 4) == "WEBP" || bytes.substr(8, 4) == "WAVE" || bytes.substr(8, 4) == "AVI "))
        return refuse("a RIFF image, sound or video");
    if (bytes.size() > 12 && bytes.substr(4, 4) == "ftyp") return refuse("an MP4, HEIC or AVIF file");
    const auto head = bytes.substr(0, 4096);
    if (head.find_first_not_of(std::string_view("\0 \t\r\n\f\v", 7)) == std::string_view::npos &&
        bytes.find_first_not_of(std::string_view("\0 \t\r\n\f\v", 7)) == std::string_view::npos) {
        why = "only blanks and NULs";
        return false;
    }
    // UTF-16 has a NUL in every other byte and a BOM or a '<' to show for it; other NUL-filled bytes are no text.
    const auto nuls = static_cast<std::size_t>(std::count(head.begin(), head.end(), '\0'));
    const bool utf16 = head.starts_with("\xFE\xFF") || head.starts_with("\xFF\xFE") || head.starts_with("<\0"sv) ||
                       head.starts_with("\0<"sv);
    if (nuls * 10 > head.size() && !utf16) return refuse("binary");
    std::size_t controls = 0;
    for (const char c : head) {
        const auto byte = static_cast<unsigned char>(c);
        controls +=
            byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f' && byte != 0x1B && byte != 0
                ? 1
                : 0;
    }
    if (controls * 20 > head.size() && !utf16) return refuse("binary");
    const auto start = trim(head.starts_with("\xEF\xBB\xBF") ? head.substr(3) : head);
    if (start.starts_with("%PDF-")) return refuse("a PDF");  // behind a BOM or blanks, as some servers send it
    if (istarts_with_ascii(start, "<?xml")) {
        const bool feed = ifind_ascii(head, "<rss") != std::string_view::npos ||
                          ifind_ascii(head, "<feed") != std::string_view::npos ||
                          ifind_ascii(head, "<urlset") != std::string_view::npos ||
                          ifind_ascii(head, "<sitemapindex") != std::string_view::npos ||
                          ifind_ascii(head, "<svg") != std::string_view::npos;
        if (feed && ifind_ascii(head, "<html") == std::string_view::npos) return refuse("a feed, sitemap or drawing");
    }
    if (istarts_with_ascii(start, "<rss") || istarts_with_ascii(start, "<feed") || istarts_with_ascii(start, "<urlset"))
        return refuse("a feed or sitemap");
    // JSON, CSS and the like: not a single tag
    if (bytes.find('<') == std::string_view::npos) {
        if (start.starts_with("{") || start.starts_with("[")) return refuse("JSON");
        if (is_table(head)) return refuse("a table of values");
    }
    return true;
}

}  // namespace winnow::extract
