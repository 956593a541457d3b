#pragma once
/// The element names that we know, as an enumeration. Everything else is Tag::unknown and keeps its name as an Atom.

#include <cstdint>
#include <string_view>

namespace winnow::html {

// name of the enumerator, name of the element; kept in one list so that they cannot drift apart
// clang-format off
#define WINNOW_HTML_TAGS(X) \
    X(html, "html") X(head, "head") X(body, "body") X(title, "title") X(base, "base") X(link, "link") \
    X(meta, "meta") X(style, "style") X(script, "script") X(noscript, "noscript") X(template_, "template") \
    X(section, "section") X(nav, "nav") X(article, "article") X(aside, "aside") X(h1, "h1") X(h2, "h2") X(h3, "h3") \
    X(h4, "h4") X(h5, "h5") X(h6, "h6") X(hgroup, "hgroup") X(header, "header") X(footer, "footer") \
    X(address, "address") X(main, "main") X(p, "p") X(hr, "hr") X(pre, "pre") X(blockquote, "blockquote") \
    X(ol, "ol") X(ul, "ul") X(menu, "menu") X(li, "li") X(dl, "dl") X(dt, "dt") X(dd, "dd") X(figure, "figure") \
    X(figcaption, "figcaption") X(div, "div") X(center, "center") X(dir, "dir") X(a, "a") X(em, "em") \
    X(strong, "strong") X(small, "small") X(s, "s") X(cite, "cite") X(q, "q") X(dfn, "dfn") X(abbr, "abbr") \
    X(data, "data") X(time, "time") X(code, "code") X(var, "var") X(samp, "samp") X(kbd, "kbd") X(sub, "sub") \
    X(sup, "sup") X(i, "i") X(b, "b") X(u, "u") X(mark, "mark") X(ruby, "ruby") X(rt, "rt") X(rp, "rp") \
    X(bdi, "bdi") X(bdo, "bdo") X(span, "span") X(br, "br") X(wbr, "wbr") X(ins, "ins") X(del, "del") \
    X(strike, "strike") X(big, "big") X(tt, "tt") X(font, "font") X(nobr, "nobr") X(acronym, "acronym") \
    X(img, "img") X(picture, "picture") X(source, "source") X(iframe, "iframe") X(embed, "embed") \
    X(object, "object") X(param, "param") X(video, "video") X(audio, "audio") X(track, "track") X(map, "map") \
    X(area, "area") X(svg, "svg") X(math, "math") X(canvas, "canvas") X(table, "table") X(caption, "caption") \
    X(colgroup, "colgroup") X(col, "col") X(tbody, "tbody") X(thead, "thead") X(tfoot, "tfoot") X(tr, "tr") \
    X(td, "td") X(th, "th") X(form, "form") X(label, "label") X(input, "input") X(button, "button") \
    X(select, "select") X(datalist, "datalist") X(optgroup, "optgroup") X(option, "option") X(textarea, "textarea") \
    X(keygen, "keygen") X(output, "output") X(progress, "progress") X(meter, "meter") X(fieldset, "fieldset") \
    X(legend, "legend") X(details, "details") X(summary, "summary") X(dialog, "dialog") X(slot, "slot") \
    X(frame, "frame") X(frameset, "frameset") X(noframes, "noframes") X(applet, "applet") X(marquee, "marquee") \
    X(basefont, "basefont") X(bgsound, "bgsound") X(isindex, "isindex") X(listing, "listing") \
    X(plaintext, "plaintext") X(xmp, "xmp") X(image, "image") X(nextid, "nextid") X(blink, "blink") \
    X(spacer, "spacer") X(multicol, "multicol") X(noembed, "noembed") X(path, "path") X(g, "g") X(use, "use") \
    X(defs, "defs") X(symbol, "symbol") X(circle, "circle") X(rect, "rect") X(line, "line") X(polygon, "polygon") \
    X(polyline, "polyline") X(ellipse, "ellipse") X(text, "text") X(desc, "desc") X(foreignobject, "foreignobject") \
    X(search, "search") X(menuitem, "menuitem") X(rb, "rb") X(rtc, "rtc") X(mi, "mi") X(mo, "mo") X(mn, "mn") \
    X(ms, "ms") X(mtext, "mtext") X(mglyph, "mglyph") X(malignmark, "malignmark")
// clang-format on

enum class Tag : std::uint16_t {
    unknown,
#define WINNOW_TAG(name, text) name,
    WINNOW_HTML_TAGS(WINNOW_TAG)
#undef WINNOW_TAG
};

/// How many enumerators Tag has, Tag::unknown (0) included; also the first atom that is not a tag's.
inline constexpr std::uint16_t tag_count = 1
#define WINNOW_TAG(name, text) +1
    WINNOW_HTML_TAGS(WINNOW_TAG)
#undef WINNOW_TAG
    ;

/// Lower-case name; empty for Tag::unknown.
std::string_view tag_name(Tag tag);
/// The tag of a lower-case name, Tag::unknown if it is none of ours.
Tag tag_of(std::string_view lower_case_name);

/// True for elements that start a new line when a reader sees them (CSS display block, list-item, table and its rows).
bool is_block(Tag tag);
/// True for elements whose content a reader never sees: script, style, template, head, noscript, iframe...
bool is_invisible(Tag tag);

}  // namespace winnow::html
