#include <fmt/format.h>

#include <array>
#include <optional>

#include "base/text.h"
#include "extract/date_scan.h"
#include "extract/date_words.h"

namespace winnow::extract {

namespace {

enum class Field {
    literal,
    blank,
    year4,
    year2,
    month_name,
    month_number,
    day,
    ordinal_day,
    weekday,
    hour,
    hour12,
    half,
    minute,
    second,
    zone,
    unix_seconds,
    unix_milliseconds,
};

struct Piece {
    Field field = Field::literal;
    std::string literal;       ///< folded
    bool fixed_width = false;  ///< a number field with another right behind it: exactly two digits
};

struct Token {
    std::string_view text;
    Field field;
};

// Longest first: the first that fits is taken.
constexpr std::array format_tokens = {
    Token{"YYYY", Field::year4},      Token{"MMMM", Field::month_name},
    Token{"dddd", Field::weekday},    Token{"MMM", Field::month_name},
    Token{"ddd", Field::weekday},     Token{"YY", Field::year2},
    Token{"MM", Field::month_number}, Token{"DD", Field::day},
    Token{"Do", Field::ordinal_day},  Token{"HH", Field::hour},
    Token{"hh", Field::hour12},       Token{"mm", Field::minute},
    Token{"ss", Field::second},       Token{"ZZ", Field::zone},
    Token{"M", Field::month_number},  Token{"D", Field::day},
    Token{"H", Field::hour},          Token{"h", Field::hour12},
    Token{"A", Field::half},          Token{"a", Field::half},
    Token{"m", Field::minute},        Token{"s", Field::second},
    Token{"Z", Field::zone},          Token{"z", Field::zone},
    Token{"X", Field::unix_seconds},  Token{"x", Field::unix_milliseconds},
};

bool is_numeric(Field field) {
    switch (field) {
        case Field::year4:
        case Field::year2:
        case Field::month_number:
        case Field::day:
        case Field::hour:
        case Field::hour12:
        case Field::minute:
        case Field::second:
            return true;
        default:
            return false;
    }
}

std::vector<Piece> compile(std::string_view format) {
    std::vector<Piece> pieces;
    const auto add_literal = [&](std::string_view text) {
        if (pieces.empty() || pieces.back().field != Field::literal) pieces.push_back({Field::literal, "", false});
        pieces.back().literal += fold_letters(text);
    };
    for (std::size_t at = 0; at < format.size();) {
        if (format[at] == '[') {
            const auto close = format.find(']', at);
            const auto end = close == std::string_view::npos ? format.size() : close;
            for (const auto part : split(format.substr(at + 1, end - at - 1), ' ')) {
                if (!part.empty()) add_literal(part);
                pieces.push_back({Field::blank, "", false});
            }
            pieces.pop_back();
            at = end + (close == std::string_view::npos ? 0 : 1);
            continue;
        }
        const Token* fits = nullptr;
        for (const auto& token : format_tokens)
            if (format.substr(at).starts_with(token.text)) {
                fits = &token;
                break;
            }
        if (fits != nullptr) {
            if (!pieces.empty() && is_numeric(pieces.back().field) && is_numeric(fits->field))
                pieces.back().fixed_width = true;
            pieces.push_back({fits->field, "", false});
            at += fits->text.size();
            continue;
        }
        const auto begin = at;
        const auto c = next_code_point(format, at);
        if (is_unicode_space(c))
            pieces.push_back({Field::blank, "", false});
        else
            add_literal(format.substr(begin, at - begin));
    }
    return pieces;
}

/// ASCII digits throughout, so that matching is byte by byte.
std::string with_ascii_digits(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto begin = at;
        const int digit = digit_value(next_code_point(text, at));
        if (digit >= 0)
            out.push_back(static_cast<char>('0' + digit));
        else
            out.append(text, begin, at - begin);
    }
    return out;
}

struct Match {
    Date date;
    DayHalf half = DayHalf::none;
    std::optional<std::int64_t> unix_milliseconds;
    ZoneReading zone;
    bool zone_was_asked = false;
    std::size_t end = 0;
};

class Matcher {
public:
    Matcher(std::string_view text, const std::vector<Piece>& pieces, std::string_view language)
        : text_(text), pieces_(pieces), language_(language) {}

    std::optional<Match> at(std::size_t start) {
        at_ = start;
        match_ = {};
        for (const auto& piece : pieces_)
            if (!take(piece)) return std::nullopt;
        if (at_ < text_.size() && at_ > 0 && is_ascii_digit(text_[at_ - 1]) && is_ascii_digit(text_[at_]))
            return std::nullopt;  // cut a number in two
        match_.end = at_;
        return match_;
    }

private:
    void skip_blanks() {
        while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    }

    std::optional<int> number(std::size_t min_digits, std::size_t max_digits) {
        std::size_t digits = 0;
        int value = 0;
        while (digits < max_digits && at_ + digits < text_.size() && is_ascii_digit(text_[at_ + digits]))
            value = value * 10 + (text_[at_ + digits++] - '0');
        if (digits < min_digits) return std::nullopt;
        at_ += digits;
        return value;
    }

    /// A run of letters, folded.
    std::string letters() {
        auto end = at_;
        for (auto next = end; next < text_.size(); end = next) {
            const auto c = next_code_point(text_, next);
            if (!is_letter(c) && !(c >= 0x300 && c < 0x370)) break;
        }
        auto word = fold_letters(text_.substr(at_, end - at_));
        at_ = end;
        return word;
    }

    bool take_literal(const std::string& wanted) {
        // fold as much of the text as the literal is long; folding may change the length of a letter
        std::string folded;
        auto next = at_;
        while (next < text_.size() && folded.size() < wanted.size()) {
            const auto begin = next;
            next_code_point(text_, next);
            folded += fold_letters(text_.substr(begin, next - begin));
        }
        if (folded != wanted) return false;
        at_ = next;
        return true;
    }

    bool take_month_name() {
        auto word = letters();
        if (word.empty()) return false;
        match_.date.month = month_of(word, language_);
        if (match_.date.month == 0) {
            skip_blanks();
            const auto second = letters();
            match_.date.month = second.empty() ? 0 : month_of(word + ' ' + second, language_);
        }
        if (match_.date.month == 0) return false;
        if (at_ < text_.size() && text_[at_] == '.') ++at_;
        return true;
    }

    bool take_half() {
        const auto rest = fold_letters(text_.substr(at_, 12));
        for (const auto half : {DayHalf::am, DayHalf::pm}) {
            const std::string letter = half == DayHalf::am ? "a" : "p";
            for (const auto& form : {letter + ".m.", letter + ". m.", letter + ".m", letter + "m"})
                if (rest.starts_with(form)) {
                    at_ += form.size();
                    match_.half = half;
                    return true;
                }
        }
        const auto word = letters();
        match_.half = day_half_of(word);
        return match_.half != DayHalf::none;
    }

    bool take_zone() {
        const auto rest = text_.substr(at_);
        const auto tokens = date_tokens(rest.substr(0, 48));
        match_.zone = read_zone(rest, tokens, 0, true);
        match_.zone_was_asked = true;
        if (match_.zone.kind == ZoneReading::Kind::none) return false;
        at_ += tokens[match_.zone.next - 1].end;
        return true;
    }

    bool set(int& part, std::optional<int> value) {
        if (!value) return false;
        part = *value;
        return true;
    }

    bool take(const Piece& piece) {
        if (piece.field == Field::blank) {
            skip_blanks();
            return true;
        }
        if (!(piece.field == Field::literal && is_letter_literal(piece.literal))) {
            if (at_ < text_.size() && text_[at_] == ' ') skip_blanks();  // "27 Avqust , 2024" fits "D MMMM, YYYY"
        }
        const std::size_t least = piece.fixed_width ? 2 : 1;
        auto& date = match_.date;
        switch (piece.field) {
            case Field::literal:
                return take_literal(piece.literal);
            case Field::year4:
                return set(date.year, number(4, 4));
            case Field::year2: {
                const auto value = number(2, 2);
                if (!value) return false;
                date.year = *value + (*value < 70 ? 2000 : 1900);
                return true;
            }
            case Field::month_name:
                return take_month_name();
            case Field::month_number:
                return set(date.month, number(least, 2));
            case Field::day:
                return set(date.day, number(least, 2));
            case Field::ordinal_day: {
                if (!set(date.day, number(1, 2))) return false;
                const auto before = at_;
                if (!is_day_suffix(letters())) at_ = before;
                return true;
            }
            case Field::weekday: {
                if (letters().empty()) return false;
                if (at_ < text_.size() && text_[at_] == '.') ++at_;
                return true;
            }
            case Field::hour:
            case Field::hour12:
                date.has_time = true;
                return set(date.hour, number(least, 2));
            case Field::minute:
                return set(date.minute, number(least, 2));
            case Field::second:
                return set(date.second, number(least, 2));
            case Field::half:
                return take_half();
            case Field::zone:
                return take_zone();
            case Field::unix_seconds:
            case Field::unix_milliseconds:
                return take_unix(piece.field == Field::unix_seconds ? 10 : 13);
            default:
                return false;
        }
    }

    static bool is_letter_literal(std::string_view literal) {
        std::size_t at = 0;
        return is_letter(next_code_point(literal, at));
    }

    bool take_unix(std::size_t digits) {
        if (at_ + digits > text_.size()) return false;
        std::int64_t value = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            if (!is_ascii_digit(text_[at_ + i])) return false;
            value = value * 10 + (text_[at_ + i] - '0');
        }
        at_ += digits;
        match_.unix_milliseconds = digits == 10 ? value * 1000 : value;
        return true;
    }

    std::string_view text_;
    const std::vector<Piece>& pieces_;
    std::string_view language_;
    std::size_t at_ = 0;
    Match match_;
};

/// Fills date and zone from the parts; false if they make no day or time.
bool settle(Match& match) {
    auto& date = match.date;
    if (match.unix_milliseconds) {
        using namespace std::chrono;
        const auto instant = sys_seconds{floor<seconds>(milliseconds{*match.unix_milliseconds})};
        const auto day = floor<days>(instant);
        const year_month_day ymd{day};
        const hh_mm_ss clock{instant - day};
        date.year = static_cast<int>(ymd.year());
        date.month = static_cast<int>(static_cast<unsigned>(ymd.month()));
        date.day = static_cast<int>(static_cast<unsigned>(ymd.day()));
        date.has_time = true;
        date.hour = static_cast<int>(clock.hours().count());
        date.minute = static_cast<int>(clock.minutes().count());
        date.second = static_cast<int>(clock.seconds().count());
        match.zone.kind = ZoneReading::Kind::offset;
        match.zone.offset_minutes = 0;
        return true;
    }
    if (match.half == DayHalf::pm && date.hour < 12) date.hour += 12;
    if (match.half == DayHalf::am && date.hour == 12) date.hour = 0;
    if (date.second == 60) date.second = 59;
    return day_exists(date.year, date.month, date.day) && date.hour < 24 && date.minute < 60 && date.second < 60;
}

}  // namespace

Result<void> check_date_format(std::string_view format) {
    bool year = false, month = false, day = false, instant = false, minute = false, hour = false;
    for (const auto& piece : compile(format)) {
        year = year || piece.field == Field::year4 || piece.field == Field::year2;
        month = month || piece.field == Field::month_name || piece.field == Field::month_number;
        day = day || piece.field == Field::day || piece.field == Field::ordinal_day;
        hour = hour || piece.field == Field::hour || piece.field == Field::hour12;
        minute = minute || piece.field == Field::minute || piece.field == Field::second;
        instant = instant || piece.field == Field::unix_seconds || piece.field == Field::unix_milliseconds;
    }
    const auto refuse = [&](std::string_view what) {
        return fail(Errc::config, fmt::format("date format \"{}\" {}", clip_utf8(format, 80), what));
    };
    if (format.size() > 200) return refuse("is too long");
    if (instant) return {};
    if (!year) return refuse("has no year (YYYY)");
    if (!month) return refuse("has no month (MM, MMMM)");
    if (!day) return refuse("has no day (DD)");
    if (minute && !hour) return refuse("has minutes without an hour (HH)");
    return {};
}

Result<Date> parse_by_format(std::string_view text, const DateContext& context) {
    if (const auto sane = check_date_format(context.format); !sane) return fail(sane.error());
    const auto pieces = compile(context.format);
    const auto line = with_ascii_digits(text);
    const auto language = std::string_view(context.language).substr(0, context.language.find_first_of("-_"));
    Matcher matcher(line, pieces, language);
    std::optional<Match> chosen;
    bool impossible = false;
    for (std::size_t at = 0; at < line.size();) {
        const bool inside_number = at > 0 && is_ascii_digit(line[at]) && is_ascii_digit(line[at - 1]);
        auto match = inside_number || line[at] == ' ' ? std::nullopt : matcher.at(at);
        if (!match || match->end <= at) {
            next_code_point(line, at);
            continue;
        }
        at = match->end;
        if (!settle(*match)) {
            impossible = true;
            continue;
        }
        const bool differs = chosen && (chosen->date.year != match->date.year ||
                                        chosen->date.month != match->date.month || chosen->date.day != match->date.day);
        if (differs)
            return fail(Errc::invalid, fmt::format("\"{}\": two dates, {} and {}", clip_utf8(line, 80),
                                                   chosen->date.day_text(), match->date.day_text()));
        if (!chosen) chosen = match;
    }
    if (!chosen)
        return fail(Errc::invalid, fmt::format("\"{}\": {} of the format \"{}\"", clip_utf8(line, 80),
                                               impossible ? "no such day or time" : "no date", context.format));
    if (chosen->date.has_time && !chosen->zone_was_asked && !chosen->unix_milliseconds) {
        const auto rest = std::string_view(line).substr(chosen->end);
        chosen->zone = read_zone(rest, date_tokens(rest.substr(0, 48)), 0, false);
    }
    auto date = accept_date(chosen->date, chosen->zone, context);
    if (date && chosen->unix_milliseconds) move_to_timezone(*date, context.timezone);
    return date;
}

}  // namespace winnow::extract
