#include "html/tag.h"

#include <array>

namespace winnow::html {
namespace {

constexpr std::array<std::string_view, tag_count> names = {std::string_view(),
#define WINNOW_TAG(name, text) std::string_view(text),
                                                           WINNOW_HTML_TAGS(WINNOW_TAG)
#undef WINNOW_TAG
};

constexpr std::size_t slot_count = 1024;  // a power of two, sparse enough that most names sit in their own slot

constexpr std::size_t slot_of(std::string_view name) {
    std::uint32_t hash = 2166136261u;  // FNV-1a
    for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
    return (hash ^ (hash >> 15)) % slot_count;
}

constexpr std::array<Tag, slot_count> build_slots() {
    std::array<Tag, slot_count> slots{};
    for (std::uint16_t i = 1; i < tag_count; ++i) {
        std::size_t at = slot_of(names[i]);
        while (slots[at] != Tag::unknown) at = (at + 1) % slot_count;
        slots[at] = static_cast<Tag>(i);
    }
    return slots;
}
constexpr auto slots = build_slots();

constexpr std::size_t longest_name() {
    std::size_t longest = 0;
    for (const auto name : names) longest = name.size() > longest ? name.size() : longest;
    return longest;
}

constexpr std::array<bool, tag_count> set_of(std::initializer_list<Tag> tags) {
    std::array<bool, tag_count> set{};
    for (const auto tag : tags) set[static_cast<std::size_t>(tag)] = true;
    return set;
}

constexpr auto block_tags =
    set_of({Tag::html,     Tag::body,    Tag::section, Tag::nav,      Tag::article,    Tag::aside,     Tag::h1,
            Tag::h2,       Tag::h3,      Tag::h4,      Tag::h5,       Tag::h6,         Tag::hgroup,    Tag::header,
            Tag::footer,   Tag::address, Tag::main,    Tag::p,        Tag::hr,         Tag::pre,       Tag::blockquote,
            Tag::ol,       Tag::ul,      Tag::menu,    Tag::li,       Tag::dl,         Tag::dt,        Tag::dd,
            Tag::figure,   Tag::div,     Tag::center,  Tag::dir,      Tag::figcaption, Tag::table,     Tag::caption,
            Tag::tbody,    Tag::thead,   Tag::tfoot,   Tag::tr,       Tag::form,       Tag::fieldset,  Tag::legend,
            Tag::details,  Tag::summary, Tag::dialog,  Tag::search,   Tag::listing,    Tag::plaintext, Tag::xmp,
            Tag::optgroup, Tag::option,  Tag::marquee, Tag::frameset, Tag::frame,      Tag::colgroup,  Tag::col,
            Tag::multicol});

// What a browser with scripts on does not paint: not rendered at all, or fallback for what it does support.
constexpr auto invisible_tags =
    set_of({Tag::head,     Tag::title,  Tag::base,  Tag::link,  Tag::meta,     Tag::style,    Tag::script,
            Tag::noscript, Tag::iframe, Tag::embed, Tag::param, Tag::source,   Tag::track,    Tag::template_,
            Tag::object,   Tag::video,  Tag::audio, Tag::area,  Tag::canvas,   Tag::datalist, Tag::noframes,
            Tag::noembed,  Tag::applet, Tag::svg,   Tag::rp,    Tag::basefont, Tag::bgsound,  Tag::nextid});

}  // namespace

std::string_view tag_name(Tag tag) {
    return names[static_cast<std::size_t>(tag)];
}

Tag tag_of(std::string_view name) {
    if (name.empty() || name.size() > longest_name()) return Tag::unknown;
    for (std::size_t at = slot_of(name);; at = (at + 1) % slot_count) {
        const Tag tag = slots[at];
        if (tag == Tag::unknown || tag_name(tag) == name) return tag;
    }
}

bool is_block(Tag tag) {
    return block_tags[static_cast<std::size_t>(tag)];
}

bool is_invisible(Tag tag) {
    return invisible_tags[static_cast<std::size_t>(tag)];
}

}  // namespace winnow::html
