#pragma once
/// Makes a page small for Gumbo, which reads character by character and slowly, without changing its tree.
///
/// <script> and <style> bodies are emptied: half of a news page's bytes, read only to be thrown away. A body ends
/// exactly where the tokenizer of the HTML standard (§13.2.5) ends it, script-data-escaped states included. Attributes,
/// runs of plain text, indents and JSON-LD, most of what is left, are held back: a short stand-in goes to Gumbo, and
/// the builder puts the thing itself into our tree. Comments are emptied. So the tree is that of the whole page, but
/// for the text of scripts and styles.
///
/// Whether a tag opens raw text at all is the tree builder's knowledge (not in <svg>, not in <select> ...); where that
/// cannot be told from the tags alone, the rest of the page is left as it is: slower, never different.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::html {

/// An attribute's value for which a stand-in went to Gumbo.
struct HeldValue {
    std::uint32_t at = 0;   ///< where the stand-in begins in CutPage::html, with its quote if it has any
    std::string_view text;  ///< of the page that was cut
};

/// A name and a value as they stand in the page.
struct HeldAttribute {
    std::string_view name;  ///< in any case
    std::string_view value;
};

/// Attributes of one tag for which one attribute without a value, `attributes_mark`, went to Gumbo.
struct HeldAttributes {
    std::uint32_t at = 0;     ///< where the stand-in begins in CutPage::html
    std::uint32_t first = 0;  ///< in CutPage::attributes; their end is where those of the next begin
};

struct CutPage {
    std::string html;
    std::vector<HeldValue> values;          ///< in the order of `at`
    std::vector<HeldAttributes> lists;      ///< in the order of `at`
    std::vector<HeldAttribute> attributes;  ///< of all lists
    std::vector<std::string_view> texts;    ///< texts[i] is in the page where U+100000 + i is in `html`
    std::vector<std::string_view> blanks;   ///< blanks[i] is in the page where its code is in `html`
    std::size_t bodies = 0;                 ///< how many were emptied
    bool gave_up = false;                   ///< some part of the page was left as it is
    std::size_t most_attributes = 0;        ///< on one tag; Gumbo's time grows with its square
    std::size_t deepest = 0;                ///< most start tags without their end tag at any point; the same holds
};

/// At most 4 GiB. The answer points into `html`.
CutPage cut(std::string_view html);

/// A value's stand-in begins with it, so that most other values need not be looked up.
inline constexpr char value_mark = '~';
inline constexpr std::string_view attributes_mark = "~";

/// Stand-ins of text are characters of the last private plane: to the tree builder they are letters, and a page that
/// has one of its own keeps all its text.
inline constexpr char32_t first_text_mark = 0x100000;
inline constexpr std::size_t max_texts = 0xFFFE;
inline constexpr char text_mark_lead = '\xF4';  // the first byte of each, in UTF-8
inline constexpr std::size_t text_mark_size = 4;

/// Indents return by the hundred, and Gumbo makes a token of each of their characters. Their stand-ins are white space
/// as well, as that is what the tree builder asks; a page that has a form feed of its own keeps all its indents.
inline constexpr char blank_mark = '\f';
inline constexpr std::string_view blank_digits = " \t\n\f";
inline constexpr std::size_t blank_code_size = 4;  // the mark and three digits, the lowest first
inline constexpr std::size_t max_blanks = 64;

/// Real pages stay below a hundred; a forgotten quote can make a paragraph into some hundreds.
inline constexpr std::size_t max_attributes = 4096;
/// Real pages nest some dozens, and some hundreds if their author forgets end tags.
inline constexpr std::size_t max_open_tags = 8192;

}  // namespace winnow::html
