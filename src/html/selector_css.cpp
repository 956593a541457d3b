// CSS text to a program: Selectors Level 3 §10 and Level 4 §18 for the grammar, CSS Syntax 3 for names and strings.

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/text.h"
#include "html/selector_program.h"

namespace winnow::html {
namespace {

constexpr std::size_t max_nesting = 16;      // :not(:is(:has(...)))
constexpr std::size_t max_compounds = 4096;  // of one program, so that a rule file cannot cost a minute a page

// HTML standard, "Case-sensitivity of selectors" (§4.16.2): their values are compared without case.
constexpr std::string_view attributes_without_case[] = {
    "accept",   "accept-charset", "align",    "alink",      "axis",   "bgcolor",  "charset",   "checked",  "clear",
    "codetype", "color",          "compact",  "declare",    "defer",  "dir",      "direction", "disabled", "enctype",
    "face",     "frame",          "hreflang", "http-equiv", "lang",   "language", "link",      "media",    "method",
    "multiple", "nohref",         "noresize", "noshade",    "nowrap", "readonly", "rel",       "rev",      "rules",
    "scope",    "scrolling",      "selected", "shape",      "target", "text",     "type",      "valign",   "valuetype",
    "vlink"};

struct PlainPseudo {
    std::string_view name;
    PseudoKind kind;
    int a = 0;
    int b = 0;
    bool from_end = false;
    bool of_type = false;
};

constexpr PlainPseudo plain_pseudos[] = {
    {"root", PseudoKind::root},
    {"scope", PseudoKind::scope},
    {"empty", PseudoKind::empty},
    {"first-child", PseudoKind::first_child},
    {"last-child", PseudoKind::last_child},
    {"first-of-type", PseudoKind::nth, 0, 1, false, true},
    {"last-of-type", PseudoKind::nth, 0, 1, true, true},
    {"link", PseudoKind::link},
    {"any-link", PseudoKind::link},
    {"checked", PseudoKind::checked},
    {"disabled", PseudoKind::disabled},
    {"enabled", PseudoKind::enabled},
    {"required", PseudoKind::required},
    {"optional", PseudoKind::optional},
    // What a user does or did to a page is never true of a saved one.
    {"hover", PseudoKind::never},
    {"active", PseudoKind::never},
    {"focus", PseudoKind::never},
    {"focus-within", PseudoKind::never},
    {"focus-visible", PseudoKind::never},
    {"visited", PseudoKind::never},
    {"target", PseudoKind::never},
    {"fullscreen", PseudoKind::never},
    {"user-valid", PseudoKind::never},
    {"user-invalid", PseudoKind::never},
    {"playing", PseudoKind::never},
    {"paused", PseudoKind::never},
    {"current", PseudoKind::never},
    {"past", PseudoKind::never},
    {"future", PseudoKind::never},
};

struct NthPseudo {
    std::string_view name;
    bool from_end;
    bool of_type;
};
constexpr NthPseudo nth_pseudos[] = {{"nth-child", false, false},
                                     {"nth-last-child", true, false},
                                     {"nth-of-type", false, true},
                                     {"nth-last-of-type", true, true}};

/// The first error wins and ends the parse: reading functions return false, or an empty optional, once `error_` is set.
class CssParser {
public:
    CssParser(std::string_view text, Selector::Program& program) : text_(text), program_(program) {}

    Result<void> parse();

private:
    bool error(std::size_t at, const std::string& what) {
        if (!error_) error_ = fail_at(text_, at, what).value();
        return false;
    }
    std::string found() const { return found_at(text_, at_, "selector"); }

    bool at_end() const { return at_ >= text_.size(); }
    char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
    bool take(char c) {
        if (at_end() || text_[at_] != c) return false;
        ++at_;
        return true;
    }
    bool skip_comments();
    bool skip_space();  // true if there was any
    bool at_name() const;
    bool name_starts_at(std::size_t at) const;
    std::string read_name_characters();
    void read_escape(std::string& out);
    std::optional<std::string> read_string();
    NameIndex name_index(std::string name);

    bool read_list(std::vector<Complex>& list, bool relative, bool nested);
    bool read_complex(Complex& complex, bool relative, bool nested);
    std::optional<Combinator> read_combinator();
    bool read_compound(Compound& compound);
    bool read_type(Compound& compound);
    bool read_attribute(Compound& compound);
    bool read_operator(AttributeTest& test);
    bool read_pseudo(Compound& compound);
    bool read_function(Pseudo& pseudo, const std::string& name, std::size_t at);
    bool read_nth(Pseudo& pseudo, const std::string& name);
    bool read_a_n_plus_b(Pseudo& pseudo, const std::string& name);
    std::optional<int> read_integer();
    bool read_texts(Pseudo& pseudo, const std::string& name, bool lower);

    std::string_view text_;
    Selector::Program& program_;
    std::size_t at_ = 0;
    std::size_t nesting_ = 0;
    std::size_t has_nesting_ = 0;
    std::size_t compounds_ = 0;
    std::optional<Error> error_;
};

Result<void> CssParser::parse() {
    if (text_.find('\0') != std::string_view::npos) {
        error(text_.find('\0'), "a NUL byte");
    } else {
        skip_space();
        if (at_end()) {
            error(at_, "the selector is empty");
        } else if (read_list(program_.selectors, false, false) && !at_end()) {
            error(at_, "unexpected " + found());
        }
    }
    if (error_) return fail(*error_);
    return {};
}

// --- characters and names --------------------------------------------------------------------------------------------

bool CssParser::skip_comments() {
    bool any = false;
    while (peek() == '/' && peek(1) == '*') {
        const std::size_t end = text_.find("*/", at_ + 2);
        if (end == std::string_view::npos) return error(at_, "the comment does not end");
        at_ = end + 2;
        any = true;
    }
    return any;
}

bool CssParser::skip_space() {
    bool any = false;
    for (;;) {
        if (!at_end() && is_ascii_space(text_[at_])) {
            ++at_;
            any = true;
        } else if (!skip_comments()) {
            return any;
        }
    }
}

bool CssParser::name_starts_at(std::size_t at) const {
    const auto look = [&](std::size_t i) { return i < text_.size() ? text_[i] : '\0'; };
    const auto escape_at = [&](std::size_t i) {
        return look(i) == '\\' && i + 1 < text_.size() && look(i + 1) != '\n' && look(i + 1) != '\r' &&
               look(i + 1) != '\f';
    };
    if (look(at) == '-') return starts_name(look(at + 1)) || look(at + 1) == '-' || escape_at(at + 1);
    return starts_name(look(at)) || escape_at(at);
}

bool CssParser::at_name() const {
    return name_starts_at(at_);
}

/// CSS Syntax 3 §4.3.7; `at_` is behind the backslash.
void CssParser::read_escape(std::string& out) {
    if (hex_value(peek()) < 0) {
        std::size_t end = at_;
        next_code_point(text_, end);
        out.append(text_.substr(at_, end - at_));
        at_ = end;
        return;
    }
    char32_t code = 0;
    for (int digits = 0; digits < 6 && hex_value(peek()) >= 0; ++digits)
        code = code * 16 + static_cast<char32_t>(hex_value(text_[at_++]));
    if (peek() == '\r' && peek(1) == '\n') {
        at_ += 2;
    } else if (!at_end() && is_ascii_space(peek())) {
        ++at_;
    }
    const bool usable = code != 0 && code <= 0x10FFFF && !(code >= 0xD800 && code <= 0xDFFF);
    append_utf8(out, usable ? code : U'\uFFFD');
}

std::string CssParser::read_name_characters() {
    std::string name;
    while (!at_end()) {
        const char c = text_[at_];
        if (starts_name(c) || is_ascii_digit(c) || c == '-') {
            name += c;
            ++at_;
        } else if (c == '\\' && at_ + 1 < text_.size() && text_[at_ + 1] != '\n') {
            ++at_;
            read_escape(name);
        } else {
            break;
        }
    }
    return name;
}

std::optional<std::string> CssParser::read_string() {
    const std::size_t start = at_;
    const char quote = text_[at_++];
    std::string out;
    while (!at_end()) {
        const char c = text_[at_++];
        if (c == quote) return out;
        if (c == '\n' || c == '\r' || c == '\f') {
            error(start, "the quoted text does not end on its line");
            return std::nullopt;
        }
        if (c != '\\') {
            out += c;
        } else if (peek() == '\n') {
            ++at_;  // a line that goes on
        } else if (!at_end()) {
            read_escape(out);
        }
    }
    error(start, "the quoted text does not end");
    return std::nullopt;
}

NameIndex CssParser::name_index(std::string name) {
    auto& names = program_.names;
    const auto at = std::find(names.begin(), names.end(), name);
    const auto index = static_cast<NameIndex>(at - names.begin());
    if (at == names.end()) {
        if (names.size() >= 0xFFFF) {
            error(at_, "too many names");
            return 0;
        }
        names.push_back(std::move(name));
    }
    return index;
}

// --- lists, combinators ----------------------------------------------------------------------------------------------

/// `nested`: inside parentheses, and the ')' is left for the caller.
bool CssParser::read_list(std::vector<Complex>& list, bool relative, bool nested) {
    do {
        skip_space();
        Complex complex;
        if (!read_complex(complex, relative, nested)) return false;
        list.push_back(std::move(complex));
    } while (take(','));
    return !error_;
}

std::optional<Combinator> CssParser::read_combinator() {
    const bool space = skip_space();
    std::optional<Combinator> combinator;
    const std::size_t at = at_;
    if (take('>')) {
        combinator = Combinator::child;
    } else if (take('+')) {
        combinator = Combinator::next_sibling;
    } else if (take('~')) {
        combinator = Combinator::subsequent_sibling;
    } else if (space && !at_end() && peek() != ',' && peek() != ')') {
        return Combinator::descendant;
    }
    if (!combinator) return std::nullopt;
    skip_space();
    if (peek() == '>' || peek() == '+' || peek() == '~') error(at, "two combinators in a row");
    return combinator;
}

bool CssParser::read_complex(Complex& complex, bool relative, bool nested) {
    Combinator next = Combinator::descendant;
    if (relative) {
        if (const auto combinator = read_combinator()) next = *combinator;
        if (error_) return false;
    }
    for (;;) {
        if (peek() == '|' && peek(1) == '|') return error(at_, "the column combinator '||' is not supported");
        Compound compound;
        if (!read_compound(compound)) return false;
        if (++compounds_ > max_compounds) return error(at_, "the selector is too long");
        complex.compounds.push_back(std::move(compound));
        complex.combinators.push_back(next);

        const auto combinator = read_combinator();
        if (error_) return false;
        if (at_end() || peek() == ',' || (nested && peek() == ')')) {
            if (!combinator) return true;
            return error(at_, "a selector must follow the combinator, found " + found());
        }
        if (!combinator) return error(at_, "unexpected " + found());
        next = *combinator;
    }
}

// --- compounds -------------------------------------------------------------------------------------------------------

bool CssParser::read_compound(Compound& compound) {
    const std::size_t start = at_;
    if (!read_type(compound)) return false;
    for (;;) {
        skip_comments();
        if (error_) return false;
        const char c = peek();
        if (c == '#' || c == '.') {
            const std::size_t at = at_++;
            if (!at_name())
                return error(at, std::string(c == '#' ? "an id" : "a class") + " name must follow '" + c + "', found " +
                                     found());
            std::string name = read_name_characters();
            if (c == '#') {
                compound.ids.push_back(std::move(name));
            } else {
                compound.classes.push_back(name_index(std::move(name)));
            }
        } else if (c == '[') {
            if (!read_attribute(compound)) return false;
        } else if (c == ':') {
            if (!read_pseudo(compound)) return false;
        } else if (c == '*' || at_name()) {
            if (at_ != start) return error(at_, "a tag name must stand first, found " + found());
            break;
        } else {
            break;
        }
    }
    if (error_) return false;
    if (at_ == start) return error(at_, "a selector is missing, found " + found());
    return true;
}

/// tag, *, *|tag, |tag
bool CssParser::read_type(Compound& compound) {
    const std::size_t start = at_;
    const auto bar = [&] { return peek() == '|' && peek(1) != '|' && peek(1) != '='; };
    std::string name;
    bool any = take('*');
    if (at_name() && !any) {
        name = read_name_characters();
    } else if (!any && !bar()) {
        return true;
    }
    if (bar()) {
        if (!name.empty()) return error(start, "the namespace prefix '" + name + "|' is not declared");
        compound.never = !any;
        ++at_;
        any = take('*');
        if (any) {
            name.clear();
        } else if (at_name()) {
            name = read_name_characters();
        } else {
            return error(at_, "a tag name must follow '|', found " + found());
        }
    }
    if (any) return true;
    compound.has_tag = true;
    compound.tag = name_index(ascii_lower(name));
    return !error_;
}

bool CssParser::read_attribute(Compound& compound) {
    const std::size_t start = at_++;
    skip_space();
    AttributeTest test;
    if (peek() == '*' && peek(1) == '|') at_ += 2;  // any namespace
    if (peek() == '|' && peek(1) != '=') ++at_;     // no namespace, as all attributes have that we know
    if (!at_name()) return error(at_, "an attribute name must follow '[', found " + found());
    const std::string name = ascii_lower(read_name_characters());
    if (peek() == '|' && peek(1) != '=') return error(start, "the namespace prefix '" + name + "|' is not declared");
    test.name = name_index(name);
    skip_space();
    if (!take(']')) {
        if (!read_operator(test)) return false;
        skip_space();
        if (peek() == '"' || peek() == '\'') {
            auto value = read_string();
            if (!value) return false;
            test.value = std::move(*value);
        } else if (at_name()) {
            test.value = read_name_characters();
        } else {
            return error(at_, "[" + name + "...] wants a name or a quoted text, found " + found());
        }
        test.fold_case_in_html = std::find(std::begin(attributes_without_case), std::end(attributes_without_case),
                                           name) != std::end(attributes_without_case);
        skip_space();
        const char flag = to_ascii_lower(peek());
        if ((flag == 'i' || flag == 's') && at_name()) {
            const std::size_t at = at_;
            if (read_name_characters().size() != 1) return error(at, "an attribute selector knows the flags i and s");
            test.fold_case = flag == 'i';
            test.fold_case_in_html = test.fold_case_in_html && flag != 's';
            skip_space();
        }
        if (!take(']')) return error(at_, "']' must end the attribute selector, found " + found());
    }
    compound.attributes.push_back(std::move(test));
    return !error_;
}

bool CssParser::read_operator(AttributeTest& test) {
    constexpr std::pair<char, AttributeOperator> operators[] = {{'~', AttributeOperator::includes},
                                                                {'|', AttributeOperator::dash},
                                                                {'^', AttributeOperator::prefix},
                                                                {'$', AttributeOperator::suffix},
                                                                {'*', AttributeOperator::substring}};
    test.op = AttributeOperator::equals;
    if (take('=')) return true;
    for (const auto& [sign, op] : operators) {
        if (peek() != sign || peek(1) != '=') continue;
        at_ += 2;
        test.op = op;
        return true;
    }
    return error(at_, "']' or one of = ~= |= ^= $= *= must follow the attribute name, found " + found());
}

// --- pseudo-classes --------------------------------------------------------------------------------------------------

bool CssParser::read_pseudo(Compound& compound) {
    const std::size_t start = at_++;
    const bool element = take(':');
    if (!at_name()) return error(at_, "a name must follow ':', found " + found());
    const std::string name = ascii_lower(read_name_characters());
    if (element || name == "before" || name == "after" || name == "first-line" || name == "first-letter")
        return error(start, "the pseudo-element ::" + name + " is no part of the page");

    Pseudo pseudo;
    if (peek() == '(') {
        ++at_;
        if (++nesting_ > max_nesting) return error(start, "nested too deep");
        if (!read_function(pseudo, name, start)) return false;
        --nesting_;
        skip_space();
        if (!take(')')) return error(at_, "')' must end :" + name + "(...), found " + found());
        compound.pseudos.push_back(std::move(pseudo));
        return !error_;
    }

    if (name == "only-child" || name == "only-of-type") {
        Pseudo first;
        Pseudo last;
        first.kind = name == "only-child" ? PseudoKind::first_child : PseudoKind::nth;
        last.kind = name == "only-child" ? PseudoKind::last_child : PseudoKind::nth;
        first.b = last.b = 1;
        first.of_type = last.of_type = true;
        last.from_end = true;
        first.memo = program_.memo_count++;
        last.memo = program_.memo_count++;
        compound.pseudos.push_back(first);
        compound.pseudos.push_back(last);
        return true;
    }
    for (const auto& plain : plain_pseudos) {
        if (plain.name != name) continue;
        if (plain.kind == PseudoKind::scope && has_nesting_ > 0)
            return error(start, ":scope inside :has() is not supported");
        pseudo.kind = plain.kind;
        pseudo.a = plain.a;
        pseudo.b = plain.b;
        pseudo.from_end = plain.from_end;
        pseudo.of_type = plain.of_type;
        if (plain.kind == PseudoKind::nth) pseudo.memo = program_.memo_count++;
        compound.pseudos.push_back(pseudo);
        return true;
    }
    return error(start, "unknown pseudo-class :" + name);
}

bool CssParser::read_function(Pseudo& pseudo, const std::string& name, std::size_t at) {
    for (const auto& nth : nth_pseudos) {
        if (nth.name != name) continue;
        pseudo.kind = PseudoKind::nth;
        pseudo.from_end = nth.from_end;
        pseudo.of_type = nth.of_type;
        pseudo.memo = program_.memo_count++;
        return read_nth(pseudo, name);
    }
    if (name == "not" || name == "is" || name == "where" || name == "has") {
        skip_space();
        pseudo.kind = name == "not" ? PseudoKind::not_ : name == "has" ? PseudoKind::has : PseudoKind::is;
        if (peek() == ')' && pseudo.kind == PseudoKind::is) return true;  // Level 4: an empty list matches nothing
        const bool has = pseudo.kind == PseudoKind::has;
        if (has && has_nesting_ > 0) return error(at, ":has() cannot stand inside :has()");  // Level 4 §4.5
        if (has) pseudo.memo = program_.memo_count++;
        has_nesting_ += has ? 1 : 0;
        if (!read_list(pseudo.selectors, has, true)) return false;
        has_nesting_ -= has ? 1 : 0;
        return true;
    }
    if (name == "contains") {
        pseudo.kind = PseudoKind::contains;
        pseudo.memo = program_.memo_count++;
        return read_texts(pseudo, name, false);
    }
    if (name == "lang") {
        pseudo.kind = PseudoKind::lang;
        return read_texts(pseudo, name, true);
    }
    return error(at, "unknown pseudo-class :" + name + "()");
}

bool CssParser::read_texts(Pseudo& pseudo, const std::string& name, bool lower) {
    do {
        skip_space();
        std::string text;
        if (peek() == '"' || peek() == '\'') {
            auto quoted = read_string();
            if (!quoted) return false;
            text = std::move(*quoted);
        } else if (at_name() || (name == "lang" && peek() == '*')) {
            if (take('*')) text = "*";
            text += read_name_characters();
        } else {
            return error(at_, ":" + name + "() wants a quoted text, found " + found());
        }
        pseudo.texts.push_back(lower ? ascii_lower(text) : std::move(text));
        skip_space();
    } while (take(','));
    return true;
}

bool CssParser::read_nth(Pseudo& pseudo, const std::string& name) {
    skip_space();
    if (!read_a_n_plus_b(pseudo, name)) return false;
    const bool space = skip_space();
    if (peek() == ')' || at_end()) return true;
    const std::size_t at = at_;
    if (!space || !at_name() || ascii_lower(read_name_characters()) != "of" || pseudo.of_type) {
        at_ = at;
        return error(at, ":" + name + "() wants an+b, found " + found());
    }
    return read_list(pseudo.selectors, false, true);
}

/// Digits only; clamped, because nothing has more siblings than that.
std::optional<int> CssParser::read_integer() {
    const std::size_t start = at_;
    while (is_ascii_digit(peek())) ++at_;
    if (at_ == start) return std::nullopt;
    int value = 0;
    const auto read = std::from_chars(text_.data() + start, text_.data() + at_, value);
    return read.ec == std::errc() ? std::min(value, 1'000'000'000) : 1'000'000'000;
}

/// CSS Syntax 3 §6: even, odd, 5, -n+3, 2n, 2n + 1, +n ...
bool CssParser::read_a_n_plus_b(Pseudo& pseudo, const std::string& name) {
    const std::size_t start = at_;
    const auto wrong = [&] {
        at_ = start;
        return error(start, ":" + name + "() wants an+b, found " + found());
    };
    if (at_name() && peek() != '-' && to_ascii_lower(peek()) != 'n') {
        const std::string word = ascii_lower(read_name_characters());
        if (word != "even" && word != "odd") return wrong();
        pseudo.a = 2;
        pseudo.b = word == "odd" ? 1 : 0;
        return true;
    }
    int sign = 1;
    if (peek() == '+' || peek() == '-') sign = text_[at_++] == '-' ? -1 : 1;
    const auto number = read_integer();
    if (to_ascii_lower(peek()) != 'n') {
        if (!number) return wrong();
        pseudo.b = sign * *number;
        return true;
    }
    ++at_;
    pseudo.a = sign * number.value_or(1);
    const std::size_t behind_n = at_;
    skip_space();
    if (peek() != '+' && peek() != '-') {
        at_ = behind_n;  // what follows must be ')', or a space and "of"
        return peek() == ')' || at_end() || is_ascii_space(peek()) || peek() == '/' ? true : wrong();
    }
    sign = text_[at_++] == '-' ? -1 : 1;
    skip_space();
    const auto offset = read_integer();
    if (!offset) return wrong();
    pseudo.b = sign * *offset;
    return true;
}

}  // namespace

Result<void> parse_css(std::string_view text, Selector::Program& program) {
    return CssParser(text, program).parse();
}

}  // namespace winnow::html
