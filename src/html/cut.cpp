#include "html/cut.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"
#include "html/dom_impl.h"
#include "html/source.h"
#include "html/tag.h"

namespace winnow::html {
namespace {

constexpr std::size_t npos = std::string_view::npos;

enum class NameKind : std::uint8_t {
    other,
    script,
    style,
    raw_text,  // xmp, iframe, noembed, noframes
    title,
    textarea,
    plaintext,
    select,
    svg,
    breakout,  // ends foreign content (§13.2.6.5)
    risky,     // changes what later tags mean in ways that only a tree builder knows
    template_,
    col,
    formatting,           // the tree builder counts how many with the same attributes are open (§13.2.4.3)
    formatting_breakout,  // both
    body,                 // breaks out, and its attributes matter
    attributes_matter,    // the tree builder reads them, or merges two tags' lists
};

struct KnownName {
    Tag tag;
    NameKind kind;
};

constexpr KnownName known_names[] = {
    {Tag::script, NameKind::script},
    {Tag::style, NameKind::style},
    {Tag::xmp, NameKind::raw_text},
    {Tag::iframe, NameKind::raw_text},
    {Tag::noembed, NameKind::raw_text},
    {Tag::noframes, NameKind::raw_text},
    {Tag::title, NameKind::title},
    {Tag::textarea, NameKind::textarea},
    {Tag::plaintext, NameKind::plaintext},
    {Tag::select, NameKind::select},
    {Tag::svg, NameKind::svg},
    {Tag::frameset, NameKind::risky},
    {Tag::math, NameKind::risky},
    {Tag::template_, NameKind::template_},
    {Tag::col, NameKind::col},
    {Tag::isindex, NameKind::attributes_matter},  // Gumbo makes text of them
    {Tag::input, NameKind::attributes_matter},    // type=hidden may stand in a table
    {Tag::html, NameKind::attributes_matter},
    // <a> is no `formatting` here: the tree builder closes the one that is open, so there are never two to compare.
    {Tag::font, NameKind::formatting},
    {Tag::b, NameKind::formatting_breakout},
    {Tag::big, NameKind::formatting_breakout},
    {Tag::blockquote, NameKind::breakout},
    {Tag::body, NameKind::body},
    {Tag::br, NameKind::breakout},
    {Tag::center, NameKind::breakout},
    {Tag::code, NameKind::formatting_breakout},
    {Tag::dd, NameKind::breakout},
    {Tag::div, NameKind::breakout},
    {Tag::dl, NameKind::breakout},
    {Tag::dt, NameKind::breakout},
    {Tag::em, NameKind::formatting_breakout},
    {Tag::embed, NameKind::breakout},
    {Tag::h1, NameKind::breakout},
    {Tag::h2, NameKind::breakout},
    {Tag::h3, NameKind::breakout},
    {Tag::h4, NameKind::breakout},
    {Tag::h5, NameKind::breakout},
    {Tag::h6, NameKind::breakout},
    {Tag::head, NameKind::breakout},
    {Tag::hr, NameKind::breakout},
    {Tag::i, NameKind::formatting_breakout},
    {Tag::img, NameKind::breakout},
    {Tag::li, NameKind::breakout},
    {Tag::listing, NameKind::breakout},
    {Tag::menu, NameKind::breakout},
    {Tag::meta, NameKind::breakout},
    {Tag::nobr, NameKind::formatting_breakout},
    {Tag::ol, NameKind::breakout},
    {Tag::p, NameKind::breakout},
    {Tag::pre, NameKind::breakout},
    {Tag::ruby, NameKind::breakout},
    {Tag::s, NameKind::formatting_breakout},
    {Tag::small, NameKind::formatting_breakout},
    {Tag::span, NameKind::breakout},
    {Tag::strong, NameKind::formatting_breakout},
    {Tag::strike, NameKind::formatting_breakout},
    {Tag::sub, NameKind::breakout},
    {Tag::sup, NameKind::breakout},
    {Tag::table, NameKind::breakout},
    {Tag::tt, NameKind::formatting_breakout},
    {Tag::u, NameKind::formatting_breakout},
    {Tag::ul, NameKind::breakout},
    {Tag::var, NameKind::breakout},
};

NameKind kind_of(Tag tag) {
    static const auto kinds = [] {
        std::array<NameKind, tag_count> table{};
        for (const auto& one : known_names) table[static_cast<std::size_t>(one.tag)] = one.kind;
        return table;
    }();
    return kinds[static_cast<std::size_t>(tag)];
}

bool breaks_out(NameKind kind) {
    return kind == NameKind::breakout || kind == NameKind::formatting_breakout || kind == NameKind::body;
}
bool is_formatting(NameKind kind) {
    return kind == NameKind::formatting || kind == NameKind::formatting_breakout;
}
/// True if nothing that the tree builder does depends on the attributes of such a tag.
bool attributes_do_not_matter(NameKind kind) {
    return !is_formatting(kind) && kind != NameKind::attributes_matter && kind != NameKind::body &&
           kind != NameKind::risky;
}

bool is_ascii_word(std::string_view name) {
    return std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c < 0x7F; });
}

/// Names that Gumbo gives back as they are, but for their case; xml:lang and xmlns:xlink lose their prefix in <svg>.
bool is_plain_name(std::string_view name) {
    if (name.size() > 3 && iequals_ascii(name.substr(0, 3), "xml")) return false;
    return std::all_of(name.begin(), name.end(), [](char c) {
        return is_ascii_alpha(c) || is_ascii_digit(c) || c == '-' || c == '_' || c == ':' || c == '.' || c == '@';
    });
}

class Cutter {
public:
    explicit Cutter(std::string_view html) : html_(html) {
        page_.html.reserve(html.size() / 2);
        page_.values.reserve(html.size() / 256);
        page_.texts.reserve(html.size() / 512);
        holds_text_ = !mentions_last_plane(html);
        holds_blanks_ = !mentions_form_feed(html);
    }

    CutPage run() &&;

private:
    struct TagRest {
        std::string_view type;  // of the type attribute, as in the source
        std::size_t attributes = 0;
        bool self_closing = false;
        bool whole = false;  // false: the page ends inside the tag, which is then no tag
    };

    void markup(std::size_t at);
    void declaration();
    void start_tag();
    void start_tag_in_svg(std::string_view name, NameKind kind, const TagRest& tag);
    void end_tag();
    void end_tag_in_svg(std::string_view name);
    std::string_view read_name();
    enum class Hold { nothing, values, formatting_values, attributes };
    TagRest read_tag_rest(Hold hold);
    std::string_view read_value();
    void hold_values(bool formatting);
    void hold_value(std::string_view value, bool formatting);
    void hold_attributes();
    void hold_list(std::size_t first, std::size_t last, char number);
    void hold_pieces(std::string_view value);
    bool has_plain_value(std::string_view value) const;
    void hold_body(std::size_t end);
    void hold_text(std::size_t start, std::size_t end);
    void hold_run(std::size_t start, std::size_t end);
    void hold_blank(std::size_t start, std::size_t end);
    void copy_until(std::size_t at) {
        page_.html.append(html_.substr(copied_, at - copied_));
        copied_ = at;
    }
    void skip_past(char c);
    void skip_raw_text(std::string_view name);
    void empty_body(std::size_t end);
    void give_up() {
        page_.gave_up = true;
        at_ = html_.size();
    }

    void count_start(Tag tag);
    void count_end(Tag tag);

    std::string_view html_;
    CutPage page_;
    std::array<std::uint32_t, tag_count> open_of_tag_{};
    std::size_t open_ = 0;
    std::size_t at_ = 0;                     // next byte to look at
    std::size_t copied_ = 0;                 // bytes before this are in page_.html, or cut
    std::string name_;                       // of the current tag, lower case
    std::vector<HeldAttribute> attributes_;  // of the current tag, if any is to be held
    bool holds_text_ = true;
    bool holds_blanks_ = true;
    std::size_t after_pre_ = npos;  // behind a tag after which the tree builder drops a line end
    bool select_may_be_open_ = false;
    bool template_seen_ = false;
    std::vector<std::string> svg_;  // open elements from the outermost <svg> inwards; empty: in HTML
};

constexpr std::size_t deepest_svg = 64;
constexpr std::size_t shortest_comment = 4;  // that is worth emptying

CutPage Cutter::run() && {
    while (at_ < html_.size()) {
        const std::size_t open = find_char(html_, '<', at_);
        hold_text(at_, open == npos ? html_.size() : open);
        if (open == npos) break;
        markup(open);
    }
    copy_until(html_.size());
    return std::move(page_);
}

void Cutter::markup(std::size_t open) {
    at_ = open + 1;
    if (at_ >= html_.size()) return;
    const char c = html_[at_];
    if (is_ascii_alpha(c)) {
        start_tag();
    } else if (c == '/') {
        ++at_;
        if (at_ >= html_.size()) return;
        if (is_ascii_alpha(html_[at_])) {
            end_tag();
        } else {
            skip_past('>');  // "</>" is nothing, "</ x>" a bogus comment
        }
    } else if (c == '!') {
        ++at_;
        declaration();
    } else if (c == '?') {
        skip_past('>');
    }
}

void Cutter::declaration() {
    const std::string_view rest = html_.substr(at_);
    if (rest.substr(0, 2) == "--") {
        const std::size_t body = at_ + 2;
        at_ = comment_end(html_, body);
        if (at_ < body + 3 + shortest_comment || html_.substr(at_ - 3, 3) != "-->") return;
        copy_until(body);
        copied_ = at_ - 3;
    } else if (!svg_.empty() && rest.substr(0, 7) == "[CDATA[") {
        const std::size_t end = html_.find("]]>", at_ + 7);
        at_ = end == npos ? html_.size() : end + 3;
    } else {
        skip_past('>');  // a doctype ends at the first '>', in its quotes too; anything else is a bogus comment
    }
}

void Cutter::skip_past(char c) {
    const std::size_t end = find_char(html_, c, at_);
    at_ = end == npos ? html_.size() : end + 1;
}

std::string_view Cutter::read_name() {
    const std::size_t start = at_;
    while (at_ < html_.size() && !ends_name(html_[at_])) ++at_;
    name_.assign(html_, start, at_ - start);
    for (char& c : name_) c = to_ascii_lower(c);
    return name_;
}

std::string_view Cutter::read_value() {
    while (at_ < html_.size() && is_ascii_space(html_[at_])) ++at_;
    if (at_ >= html_.size() || html_[at_] == '>') return html_.substr(at_, 0);
    const char quote = html_[at_];
    const std::size_t start = quote == '"' || quote == '\'' ? at_ + 1 : at_;
    if (start != at_) {
        const std::size_t end = find_char(html_, quote, start);
        at_ = end == npos ? html_.size() : end + 1;
        return html_.substr(start, (end == npos ? html_.size() : end) - start);
    }
    while (at_ < html_.size() && !is_ascii_space(html_[at_]) && html_[at_] != '>') ++at_;
    return html_.substr(start, at_ - start);
}

/// From behind the name to behind the '>' (§13.2.5.32 to .40).
Cutter::TagRest Cutter::read_tag_rest(Hold hold) {
    TagRest tag;
    bool has_type = false;
    attributes_.clear();
    while (at_ < html_.size()) {
        const char c = html_[at_];
        if (c == '>') {
            ++at_;
            tag.whole = true;
            break;
        }
        if (c == '/') {
            tag.self_closing = html_.substr(at_ + 1, 1) == ">";
            ++at_;
            continue;
        }
        if (is_ascii_space(c)) {
            ++at_;
            continue;
        }
        const std::size_t start = at_++;  // a '=' here begins a name
        while (at_ < html_.size() && !ends_name(html_[at_]) && html_[at_] != '=') ++at_;
        const std::string_view name = html_.substr(start, at_ - start);
        ++tag.attributes;
        const std::size_t name_end = at_;
        while (at_ < html_.size() && is_ascii_space(html_[at_])) ++at_;
        std::string_view value = html_.substr(name_end, 0);
        if (at_ < html_.size() && html_[at_] == '=') {
            ++at_;
            value = read_value();
        }
        if (hold != Hold::nothing) attributes_.push_back({name, value});
        if (!has_type && iequals_ascii(name, "type")) {
            has_type = true;
            tag.type = value;
        }
    }
    page_.most_attributes = std::max(page_.most_attributes, tag.attributes);
    if (!tag.whole || attributes_.empty()) return tag;
    if (hold == Hold::attributes)
        hold_attributes();
    else
        hold_values(hold == Hold::formatting_values);
    return tag;
}

bool Cutter::has_plain_value(std::string_view value) const {
    return plain_until(value, 0) == value.size();
}

void Cutter::hold_values(bool formatting) {
    // A short stand-in must never be what the tree builder asks for, as in <input type=hidden>; nor may values that
    // differ look the same where it compares them.
    const std::size_t shortest = formatting ? 24 : 8;
    for (const auto& [name, value] : attributes_) {
        if (value.size() < shortest) continue;
        if (has_plain_value(value))
            hold_value(value, formatting);
        else if (!formatting)
            hold_pieces(value);
    }
}

/// Of a value with character references what stands between them.
void Cutter::hold_pieces(std::string_view value) {
    if (!holds_text_ || plain_until(value, 0, true) != value.size()) return;
    auto at = static_cast<std::size_t>(value.data() - html_.data());
    const std::string_view text = html_.substr(0, at + value.size());
    while (at < text.size()) {
        const std::size_t end = plain_until(text, at);
        hold_run(at, end);
        at = end + 1;
        // What follows a reference without a semicolon decides whether it is one (§13.2.5.73).
        while (at < text.size() && (is_ascii_alpha(text[at]) || is_ascii_digit(text[at]) || text[at] == '#')) ++at;
        while (at < text.size() && (text[at] == ';' || text[at] == '=')) ++at;
    }
}

/// Runs of attributes that Gumbo would give back as they are, a stand-in for each run.
void Cutter::hold_attributes() {
    constexpr std::size_t most = 26;  // stand-ins have letters; more attributes than a real tag has, and few to compare
    const auto same_name = [this](std::size_t a, std::size_t b) {
        return iequals_ascii(attributes_[a].name, attributes_[b].name);
    };
    bool clash = attributes_.size() > most;  // of a name that comes twice, the first counts: leave that to Gumbo
    for (std::size_t i = 0; !clash && i < attributes_.size(); ++i) {
        const auto& [name, value] = attributes_[i];
        // A name that begins with '=' would become the stand-in's value; where Gumbo replaces characters, it loses
        // track of where the next attributes stand.
        clash = name.front() == attributes_mark.front() || name.front() == '=' || !is_ascii_word(name) ||
                plain_until(value, 0, true) != value.size();
        for (std::size_t other = 0; !clash && other < i; ++other) clash = same_name(i, other);
    }
    if (clash) return hold_values(false);

    char number = 'a';
    for (std::size_t i = 0; i < attributes_.size();) {
        const auto first = i;
        while (i < attributes_.size() && is_plain_name(attributes_[i].name) && has_plain_value(attributes_[i].value))
            ++i;
        if (i > first) {
            hold_list(first, i, number++);
            continue;
        }
        if (const auto value = attributes_[i++].value; value.size() >= 24) hold_pieces(value);
    }
}

void Cutter::hold_list(std::size_t first, std::size_t last, char number) {
    const auto& end = attributes_[last - 1].value;
    const auto start = static_cast<std::size_t>(attributes_[first].name.data() - html_.data());
    auto stop = static_cast<std::size_t>(end.data() - html_.data()) + end.size();
    if (const char before = html_[stop - end.size() - 1]; stop < html_.size() && html_[stop] == before)
        stop += before == '"' || before == '\'' ? 1 : 0;
    copy_until(start);
    page_.lists.push_back(
        {static_cast<std::uint32_t>(page_.html.size()), static_cast<std::uint32_t>(page_.attributes.size())});
    page_.html += attributes_mark;
    page_.html += number;
    if (!ends_name(html_[stop])) page_.html += ' ';  // what follows a quoted value may follow it at once
    page_.attributes.insert(page_.attributes.end(), attributes_.begin() + static_cast<std::ptrdiff_t>(first),
                            attributes_.begin() + static_cast<std::ptrdiff_t>(last));
    copied_ = stop;
}

/// The stand-in of a formatting element's value tells it from all others; elsewhere only its place counts.
void Cutter::hold_value(std::string_view value, bool formatting) {
    const auto start = static_cast<std::size_t>(value.data() - html_.data());
    const char before = html_[start - 1];
    const bool quoted = (before == '"' || before == '\'') && at_ > start + value.size();
    copy_until(start);
    page_.values.push_back(HeldValue{static_cast<std::uint32_t>(page_.html.size() - (quoted ? 1 : 0)), value});
    page_.html += value_mark;
    if (formatting) {
        std::uint64_t hash = hash_name(value);
        for (int i = 0; i < 12; ++i, hash >>= 5) page_.html += static_cast<char>('a' + (hash & 31) % 26);
    }
    copied_ = start + value.size();
}

bool is_json_ld(std::string_view type) {
    // Some templates write the plus sign as a character reference.
    return ifind_ascii(type, "ld+json") != npos ||
           (ifind_ascii(type, "ld&") != npos && ifind_ascii(type, "json") != npos);
}

void Cutter::start_tag() {
    const std::string_view name = read_name();
    const Tag known = tag_of(name);
    const NameKind kind = kind_of(known);
    const TagRest tag = read_tag_rest(is_formatting(kind)              ? Hold::formatting_values
                                      : attributes_do_not_matter(kind) ? Hold::attributes
                                      : known == Tag::isindex          ? Hold::nothing
                                                                       : Hold::values);
    if (!tag.whole) return;
    if (!tag.self_closing) count_start(known);
    if (known == Tag::pre || known == Tag::listing) after_pre_ = at_;
    if (!svg_.empty()) {
        start_tag_in_svg(name, kind, tag);
        if (!svg_.empty() || !breaks_out(kind)) return;
    }
    // In a <select> most tags are ignored, so that what looks like raw text is text.
    const bool ignored_in_select = kind == NameKind::style || kind == NameKind::raw_text || kind == NameKind::title ||
                                   kind == NameKind::plaintext || kind == NameKind::svg || kind == NameKind::template_;
    if (select_may_be_open_ && ignored_in_select) return give_up();
    switch (kind) {
        case NameKind::script: {
            const std::size_t end = find_script_end(html_, at_);
            if (is_json_ld(tag.type)) {
                hold_body(end);
            } else {
                empty_body(end);
            }
            break;
        }
        case NameKind::style:
            empty_body(find_end_tag(html_, at_, name_));
            break;
        case NameKind::textarea:
            select_may_be_open_ = false;
            [[fallthrough]];
        case NameKind::title:
        case NameKind::raw_text:
            skip_raw_text(name_);
            break;
        case NameKind::plaintext:
            at_ = html_.size();
            break;
        case NameKind::select:
            select_may_be_open_ = true;
            break;
        case NameKind::template_:
            template_seen_ = true;
            break;
        case NameKind::col:
            // A <col> in a <template> puts the tree builder into a mode where it ignores <script>.
            if (template_seen_) give_up();
            break;
        case NameKind::svg:
            if (!tag.self_closing) svg_.push_back(name_);
            break;
        case NameKind::risky:
            give_up();
            break;
        case NameKind::breakout:
        case NameKind::formatting:
        case NameKind::formatting_breakout:
        case NameKind::body:
        case NameKind::attributes_matter:
        case NameKind::other:
            break;
    }
}

void Cutter::skip_raw_text(std::string_view name) {
    const std::size_t end = find_end_tag(html_, at_, name);
    at_ = end == npos ? html_.size() : end;
}

void Cutter::empty_body(std::size_t end) {
    if (end == npos) end = html_.size();
    if (end != at_) ++page_.bodies;
    copy_until(at_);
    at_ = copied_ = end;
}

void Cutter::hold_body(std::size_t end) {
    if (end == npos) end = html_.size();
    if (holds_text_ && plain_until(html_.substr(0, end), at_, true) == end) hold_run(at_, end);
    at_ = end;
}

/// Text between tags. A run of it begins and ends with a letter (anything but white space), has no character reference,
/// and counts for the tree builder as one letter: what it does for the first, it does for all that follow.
void Cutter::hold_text(std::size_t start, std::size_t end) {
    const std::string_view text = html_.substr(0, end);
    for (std::size_t at = start; at < end;) {
        std::size_t run = at;
        while (run < end && is_ascii_space(text[run])) ++run;
        hold_blank(at, run);
        at = plain_until(text, run);
        std::size_t run_end = at;
        while (run_end > run && is_ascii_space(text[run_end - 1])) --run_end;
        if (holds_text_) hold_run(run, run_end);
        if (run_end > run) hold_blank(run_end, at);
        if (at < end && text[at] == '&') {
            while (at < end && !is_ascii_space(text[at])) ++at;
        } else {
            ++at;
        }
    }
}

void Cutter::hold_run(std::size_t start, std::size_t end) {
    constexpr std::size_t shortest = 8;  // a stand-in has four bytes
    if (end < start + shortest || page_.texts.size() == max_texts) return;
    copy_until(start);
    append_utf8(page_.html, first_text_mark + static_cast<char32_t>(page_.texts.size()));
    page_.texts.push_back(html_.substr(start, end - start));
    copied_ = end;
}

/// White space. The tree builder does the same with each character of a run: all of it stays together, or goes.
void Cutter::hold_blank(std::size_t start, std::size_t end) {
    constexpr std::size_t shortest = blank_code_size + 2;
    if (end < start + shortest || !holds_blanks_ || start == after_pre_) return;
    const std::string_view blank = html_.substr(start, end - start);
    if ((start > 0 && html_[start - 1] == '\r') || find_char(blank, '\r', 0) != npos)
        return;  // Gumbo rewrites line ends
    auto& known = page_.blanks;
    auto number = static_cast<std::size_t>(std::find(known.begin(), known.end(), blank) - known.begin());
    if (number == max_blanks) return;
    if (number == known.size()) known.push_back(blank);
    copy_until(start);
    page_.html += blank_mark;
    for (std::size_t digit = 1; digit < blank_code_size; ++digit, number /= blank_digits.size())
        page_.html += blank_digits[number % blank_digits.size()];
    copied_ = end;
}

/// Foreign content: nothing is raw text, elements nest as written, HTML's own names break out. <title> and <desc> hold
/// HTML again; we follow them as long as they hold text only.
void Cutter::start_tag_in_svg(std::string_view name, NameKind kind, const TagRest& tag) {
    if (breaks_out(kind) && svg_.back() != "title" && svg_.back() != "desc") {
        svg_.clear();
        return;
    }
    const bool in_html_again = svg_.back() == "title" || svg_.back() == "desc";
    if (in_html_again || name == "foreignobject" || name == "font" || svg_.size() == deepest_svg) return give_up();
    if (!tag.self_closing) svg_.emplace_back(name);
}

/// Elements that have no end tag, or need none: a start tag of theirs says nothing about depth.
bool closes_itself(Tag tag) {
    static const auto set = [] {
        std::array<bool, tag_count> closing{};
        for (const Tag one :
             {Tag::area,     Tag::base,     Tag::br,      Tag::col,      Tag::embed,   Tag::hr,      Tag::img,
              Tag::input,    Tag::link,     Tag::meta,    Tag::param,    Tag::source,  Tag::track,   Tag::wbr,
              Tag::keygen,   Tag::frame,    Tag::image,   Tag::basefont, Tag::bgsound, Tag::isindex, Tag::nextid,
              Tag::html,     Tag::head,     Tag::body,    Tag::p,        Tag::li,      Tag::dd,      Tag::dt,
              Tag::option,   Tag::a,        Tag::tr,      Tag::td,       Tag::th,      Tag::tbody,   Tag::thead,
              Tag::tfoot,    Tag::colgroup, Tag::caption, Tag::optgroup, Tag::rp,      Tag::rt,      Tag::rb,
              Tag::rtc,      Tag::nobr,     Tag::form,    Tag::button,   Tag::select,  Tag::h1,      Tag::h2,
              Tag::h3,       Tag::h4,       Tag::h5,      Tag::h6,       Tag::script,  Tag::style,   Tag::title,
              Tag::textarea, Tag::iframe})
            closing[static_cast<std::size_t>(one)] = true;
        return closing;
    }();
    return set[static_cast<std::size_t>(tag)];
}

/// A rough measure of depth, right for what is meant to nest. It only has to tell a page that would cost Gumbo the
/// square of its depth early; what gets around it ends at the deadline.
void Cutter::count_start(Tag tag) {
    if (closes_itself(tag)) return;
    ++open_of_tag_[static_cast<std::size_t>(tag)];
    page_.deepest = std::max(page_.deepest, ++open_);
}

void Cutter::count_end(Tag tag) {
    auto& open = open_of_tag_[static_cast<std::size_t>(tag)];
    if (open == 0) return;
    --open;
    --open_;
}

void Cutter::end_tag() {
    const std::string_view name = read_name();
    if (!read_tag_rest(Hold::nothing).whole) return;
    count_end(tag_of(name));
    if (!svg_.empty()) return end_tag_in_svg(name);
    if (name == "select") select_may_be_open_ = false;
}

void Cutter::end_tag_in_svg(std::string_view name) {
    std::size_t open = svg_.size();
    while (open > 0 && svg_[open - 1] != name) --open;
    if (open == 0) return give_up();  // it closes something outside, and how much of the <svg> with it?
    svg_.resize(open - 1);
}

}  // namespace

CutPage cut(std::string_view html) {
    return Cutter(html).run();
}

}  // namespace winnow::html
