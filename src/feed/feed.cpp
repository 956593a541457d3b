#include "feed/feed.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include "feed/collect.h"
#include "feed/input.h"
#include "feed/xml_walker.h"

namespace winnow::feed {
namespace {

enum class Field {
    none,
    title,
    other_title,
    link,
    guid,
    id,
    published,
    dc_date,
    issued,
    created,
    updated,
    original_link,
    language,
    ttl,
    update_period,
    update_frequency,
};

Field field_of(const XmlElement& element) {
    struct Known {
        Vocabulary vocabulary;
        std::string_view name;
        Field field;
    };
    static constexpr Known known[] = {
        {Vocabulary::core, "title", Field::title},
        {Vocabulary::core, "link", Field::link},
        {Vocabulary::core, "guid", Field::guid},
        {Vocabulary::core, "id", Field::id},
        {Vocabulary::core, "pubdate", Field::published},
        {Vocabulary::core, "published", Field::published},
        {Vocabulary::core, "date", Field::dc_date},
        {Vocabulary::core, "issued", Field::issued},
        {Vocabulary::core, "created", Field::created},
        {Vocabulary::core, "updated", Field::updated},
        {Vocabulary::core, "modified", Field::updated},
        {Vocabulary::core, "language", Field::language},
        {Vocabulary::core, "ttl", Field::ttl},
        {Vocabulary::dublin_core, "title", Field::title},
        {Vocabulary::dublin_core, "date", Field::dc_date},
        {Vocabulary::dublin_core, "language", Field::language},
        {Vocabulary::dublin_core_terms, "issued", Field::issued},
        {Vocabulary::dublin_core_terms, "created", Field::created},
        {Vocabulary::dublin_core_terms, "modified", Field::updated},
        {Vocabulary::media, "title", Field::other_title},
        {Vocabulary::prism, "publicationdate", Field::dc_date},
        {Vocabulary::feedburner, "origlink", Field::original_link},
        {Vocabulary::syndication, "updateperiod", Field::update_period},
        {Vocabulary::syndication, "updatefrequency", Field::update_frequency},
    };
    for (const auto& k : known)
        if (k.vocabulary == element.vocabulary && k.name == element.name) return k.field;
    return Field::none;
}

/// Elements with a title, link or date inside that is not the item's.
bool is_container(const XmlElement& element) {
    static constexpr std::array names = {
        std::string_view("source"),     std::string_view("author"),  std::string_view("contributor"),
        std::string_view("content"),    std::string_view("summary"), std::string_view("description"),
        std::string_view("encoded"),    std::string_view("image"),   std::string_view("textinput"),
        std::string_view("group"),      std::string_view("owner"),   std::string_view("body"),
        std::string_view("in-reply-to")};
    return std::find(names.begin(), names.end(), element.name) != names.end();
}

/// Nullopt if it is no base64 of UTF-8 text.
std::optional<std::string> decode_base64(std::string_view text) {
    std::string out;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : text) {
        if (is_ascii_space(c) || c == '=') continue;
        const int value = c >= 'A' && c <= 'Z'   ? c - 'A'
                          : c >= 'a' && c <= 'z' ? c - 'a' + 26
                          : is_ascii_digit(c)    ? c - '0' + 52
                          : c == '+'             ? 62
                          : c == '/'             ? 63
                                                 : -1;
        if (value < 0) return std::nullopt;
        bits = bits << 6 | static_cast<std::uint32_t>(value);
        count += 6;
        if (count < 8) continue;
        count -= 8;
        out += static_cast<char>(bits >> count & 0xff);
    }
    if (!is_valid_utf8(out)) return std::nullopt;
    return out;
}

/// The best of several, by rank: 0 beats 1, and of equals the first stays.
template <class T>
class Best {
public:
    void offer(int rank, std::optional<T> value) {
        if (!value || (value_ && rank >= rank_)) return;
        value_ = std::move(value);
        rank_ = rank;
    }
    const std::optional<T>& value() const { return value_; }

private:
    std::optional<T> value_;
    int rank_ = 0;
};

struct Item {
    std::size_t depth = 0;
    bool atom = false;
    std::string title, other_title;
    Best<url::Url> link;
    Best<TimePoint> date;
    Best<std::string> date_raw;
    std::optional<TimePoint> updated;
    std::string language;
    bool half_a_link = false;
};

/// What is being read: the text of one field, from its start tag to its end tag.
struct Capture {
    Field field = Field::none;
    std::size_t depth = 0;
    std::string text;
    bool html = true;        ///< a title: markup in the text is markup
    bool entities = false;   ///< named HTML entities stood in it
    bool base64 = false;     ///< Atom 0.3: mode="base64"
    bool permalink = false;  ///< a guid that says so
    bool maybe_link = true;  ///< a guid that does not deny it
    url::Url base;
};

class FeedReader {
public:
    FeedReader(std::string_view text, const url::Url& base) : walker_(text, base) {}

    Result<Feed> read() {
        for (;;) {
            switch (walker_.next()) {
                case XmlWalker::Event::start:
                    if (!on_start()) return fail(Errc::invalid, "an HTML page, no feed");
                    break;
                case XmlWalker::Event::end:
                    on_end();
                    break;
                case XmlWalker::Event::text:
                    on_text();
                    break;
                case XmlWalker::Event::finished:
                    return finish();
            }
            if (full_) return finish();
        }
    }

private:
    // --- events ------------------------------------------------------------------------------------------------------

    bool on_start() {
        const auto& element = walker_.element();
        if (!root_seen_) {
            if (element.name == "html" && !sitemap_) return false;
            sitemap_ = sitemap_ || element.name == "urlset" || element.name == "sitemapindex";
            atom_ = element.name == "feed";
            root_seen_ = atom_ || element.name == "rss" || element.name == "rdf" || element.name == "channel";
        }
        const bool item = element.vocabulary == Vocabulary::core && (element.name == "item" || element.name == "entry");
        if (item && (!in_item_ || blocked_ == 0)) {
            begin_item(element.name == "entry");
        } else if (blocked_ == 0 && is_container(element) && may_hide()) {
            commit();
            blocked_ = walker_.depth();
            if (in_item_ && element.name == "content") read_content_source();
        } else if (blocked_ == 0) {
            const auto field = field_of(element);
            if (field != Field::none) {
                commit();
                begin_field(field);
            } else if (element.name == "br" || element.name == "p" || element.name == "div") {
                capture_.text += ' ';  // markup that should have been escaped, or Atom's xhtml
            }
        }
        return true;
    }

    /// One slip must not cost an item: a <description> without an end hides nothing. The content of Atom may be XML
    /// with entries of its own, whose ends would look like ours.
    bool may_hide() { return !in_item_ || item_.atom || walker_.is_closed(); }

    void on_end() {
        if (capture_.field != Field::none && walker_.depth() < capture_.depth) commit();
        if (blocked_ > walker_.depth()) blocked_ = 0;
        if (in_item_ && walker_.depth() < item_.depth) finish_item();
    }

    void on_text() {
        if (capture_.field == Field::none) return;
        capture_.entities = walker_.add_text(capture_.text, max_field_bytes) || capture_.entities;
    }

    // --- fields ------------------------------------------------------------------------------------------------------

    void begin_field(Field field) {
        capture_ = Capture{};
        capture_.field = field;
        capture_.depth = walker_.depth();
        if (field == Field::link || field == Field::guid) capture_.base = walker_.base();
        if (field == Field::title) capture_.html = title_is_html();
        if (field == Field::title && iequals_ascii(walker_.attribute("mode").value_or(""), "base64"))
            capture_.base64 = capture_.html = true;  // why else would somebody pack it?
        if (field == Field::link) read_link_attributes();
        if (field == Field::guid) {
            const auto permalink = walker_.attribute("ispermalink");
            capture_.permalink = permalink && iequals_ascii(trim(*permalink), "true");
            capture_.maybe_link = !permalink || capture_.permalink;
        }
    }

    /// RSS says nothing, and everybody writes HTML. Atom 1.0 has type=text|html|xhtml, 0.3 a media type; the markup of
    /// xhtml is elements, which are no part of the text already. Whoever writes a type of his own does not mean text.
    bool title_is_html() const {
        if (!atom_ && !(in_item_ && item_.atom)) return true;
        const auto type = ascii_lower(trim(walker_.attribute("type").value_or("text")));
        if (type.find("html") != std::string::npos) return type.find("xhtml") == std::string::npos;
        return !type.empty() && type != "plain" && !type.starts_with("text");
    }

    /// Atom's links are attributes, those of RSS are text.
    void read_link_attributes() {
        auto href = walker_.attribute("href");
        if (!href) href = walker_.attribute("resource");
        if (!href) return;
        capture_.field = Field::none;
        auto rel = ascii_lower(trim(walker_.attribute("rel").value_or("")));
        constexpr std::string_view registry = "http://www.iana.org/assignments/relation/";
        if (rel.starts_with(registry)) rel.erase(0, registry.size());
        if (rel == "next" && !in_item_) feed_.next = link_url(*href, walker_.base());
        if (!in_item_ || !(rel.empty() || rel == "alternate")) return;
        const auto type = ascii_lower(walker_.attribute("type").value_or("text/html"));
        const bool page = type.find("html") != std::string::npos;
        item_.link.offer(page ? 2 : 3, link_url(*href, walker_.base()));
    }

    /// Atom's out-of-line content is the page itself.
    void read_content_source() {
        const auto source = walker_.attribute("src");
        const auto type = walker_.attribute("type").value_or("");
        if (source && type.find("html") != std::string::npos) item_.link.offer(7, link_url(*source, walker_.base()));
    }

    void commit() {
        auto capture = std::exchange(capture_, Capture{});
        if (capture.field == Field::none) return;
        if (capture.base64)
            if (auto plain = decode_base64(capture.text)) capture.text = std::move(*plain);
        if (in_item_) {
            commit_to_item(capture);
        } else {
            commit_to_feed(capture);
        }
    }

    void commit_to_item(const Capture& capture) {
        switch (capture.field) {
            case Field::title:
                if (item_.title.empty()) item_.title = title_of(capture);
                break;
            case Field::other_title:
                if (item_.other_title.empty()) item_.other_title = title_of(capture);
                break;
            case Field::original_link:
                item_.link.offer(0, absolute_url(capture.text));
                break;
            case Field::link:
                item_.link.offer(1, link_url(capture.text, capture.base));
                break;
            case Field::guid:
                if (capture.permalink) item_.link.offer(4, link_url(capture.text, capture.base));
                if (capture.maybe_link) item_.link.offer(4, absolute_url(capture.text));
                break;
            case Field::id:
                item_.link.offer(6, absolute_url(capture.text));
                break;
            case Field::language:
                item_.language = language_tag(capture.text);
                break;
            case Field::published:
                return commit_date(0, capture.text);
            case Field::dc_date:
                return commit_date(1, capture.text);
            case Field::issued:
                return commit_date(2, capture.text);
            case Field::created:
                return commit_date(3, capture.text);
            case Field::updated:
                item_.updated = parse_feed_date(capture.text);
                return commit_date(4, capture.text);
            default:
                break;
        }
    }

    void commit_date(int rank, std::string_view text) {
        if (trim(text).empty()) return;
        const auto date = parse_feed_date(text);
        item_.date.offer(rank, date);
        // What could be read goes before what could not, whatever its rank.
        item_.date_raw.offer(date ? rank : rank + 10, clean_line(clip_utf8(text, 200)));
    }

    void commit_to_feed(const Capture& capture) {
        switch (capture.field) {
            case Field::title:
                if (feed_.title.empty()) feed_.title = title_of(capture);
                break;
            case Field::language:
                language_ = language_tag(capture.text);
                break;
            case Field::ttl:
                if (const auto minutes = read_count(capture.text)) feed_.ttl = std::chrono::minutes(*minutes);
                break;
            case Field::update_period:
                period_ = trim(capture.text);
                break;
            case Field::update_frequency:
                if (const auto times = read_count(capture.text)) frequency_ = *times;
                break;
            default:
                break;
        }
    }

    static std::string title_of(const Capture& capture) {
        return capture.html ? title_of_html(capture.text) : title_of_text(capture.text, capture.entities);
    }

    static std::optional<int> read_count(std::string_view text) {
        constexpr int most = 366 * 24 * 60;
        text = trim(text);
        int count = 0;
        const auto error = std::from_chars(text.data(), text.data() + text.size(), count).ec;
        if (error != std::errc{} || count < 1 || count > most) return std::nullopt;
        return count;
    }

    // --- items -------------------------------------------------------------------------------------------------------

    void begin_item(bool atom) {
        commit();
        if (in_item_) finish_item();  // the one before was never closed
        items_seen_ = in_item_ = true;
        blocked_ = 0;
        item_ = Item{};
        item_.depth = walker_.depth();
        item_.atom = atom;
        item_.language = language_tag(walker_.language());
        if (const auto about = walker_.attribute("about")) item_.link.offer(5, absolute_url(*about));
        // CDF of 1997 has link and date as attributes: <ITEM HREF="..." LASTMOD="...">
        if (const auto link = walker_.attribute("href")) item_.link.offer(5, link_url(*link, walker_.base()));
        if (const auto date = walker_.attribute("lastmod")) commit_date(4, *date);
    }

    void finish_item() {
        in_item_ = false;
        const auto& link = item_.link.value();
        if (!link) {
            ++without_link_;
            return;
        }
        Announcement announcement;
        announcement.url = *link;
        announcement.title = std::move(item_.title.empty() ? item_.other_title : item_.title);
        announcement.date = item_.date.value();
        announcement.date_raw = item_.date_raw.value().value_or("");
        announcement.last_modified = item_.updated;
        announcement.language = std::move(item_.language);
        full_ = !collector_.add(std::move(announcement));
    }

    Result<Feed> finish() {
        const bool cut_short = !full_ && walker_.depth() > 0;
        // Half of a link is another link.
        const bool half_a_link = capture_.field == Field::link || capture_.field == Field::original_link ||
                                 (capture_.field == Field::guid && !item_.link.value());
        if (in_item_ && !half_a_link) finish_item();
        if (!root_seen_ && !items_seen_)
            return fail(Errc::invalid, sitemap_ ? "a sitemap, no feed" : "neither RSS nor Atom nor JSON Feed");
        for (auto& entry : collector_.entries())
            if (entry.language.empty()) entry.language = language_;
        feed_.entries = std::move(collector_.entries());
        if (!feed_.ttl) feed_.ttl = ttl_of_syndication();
        if (full_) {
            feed_.warning = "more than " + std::to_string(max_entries) + " entries";
        } else if (cut_short) {
            feed_.warning = "cut short, or tags that were never closed";
        } else if (without_link_ > 0) {
            feed_.warning = std::to_string(without_link_) + " entries without a link";
        }
        return std::move(feed_);
    }

    std::optional<std::chrono::seconds> ttl_of_syndication() const {
        static constexpr std::pair<std::string_view, int> hours[] = {
            {"hourly", 1}, {"daily", 24}, {"weekly", 7 * 24}, {"monthly", 30 * 24}, {"yearly", 365 * 24}};
        for (const auto& [period, length] : hours)
            if (iequals_ascii(period_, period)) return std::chrono::seconds(length * 3600 / frequency_);
        return std::nullopt;
    }

    XmlWalker walker_;
    Feed feed_;
    Collector collector_;
    Item item_;
    Capture capture_;
    bool root_seen_ = false, items_seen_ = false, in_item_ = false, sitemap_ = false, atom_ = false, full_ = false;
    std::size_t blocked_ = 0;  ///< depth of the container that hides what is in it, 0 if none is open
    std::size_t without_link_ = 0;
    std::string language_, period_;
    int frequency_ = 1;
};

}  // namespace

Result<Feed> read_feed(std::string_view bytes, std::string_view content_type, const url::Url& base) {
    auto input = read_input(bytes, content_type);
    if (!input) return fail(input.error());
    const auto text = trim(input->text);
    if (text.empty()) return fail(Errc::invalid, "empty");
    auto feed = text.front() == '{' ? read_json_feed(text, base) : FeedReader(text, base).read();
    if (feed && feed->warning.empty())
        feed->warning = input->truncated ? "larger than 50 MiB: the rest was not read" : input->warning;
    return feed;
}

}  // namespace winnow::feed
