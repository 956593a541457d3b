#include <cstdint>
#include <string>
#include <unordered_set>
#include <utility>

#include "feed/collect.h"
#include "feed/feed.h"
#include "feed/input.h"
#include "feed/xml_walker.h"

namespace winnow::feed {
namespace {

enum class Field { none, location, last_modified, news_date, news_title, news_language };

Field field_of(const XmlElement& element) {
    if (element.vocabulary == Vocabulary::core) {
        if (element.name == "loc") return Field::location;
        if (element.name == "lastmod") return Field::last_modified;
    }
    if (element.vocabulary == Vocabulary::news) {
        if (element.name == "publication_date") return Field::news_date;
        if (element.name == "title") return Field::news_title;
        if (element.name == "language") return Field::news_language;
    }
    return Field::none;
}

class SitemapReader {
public:
    SitemapReader(std::string_view text, const url::Url& base) : walker_(text, base) {}

    Result<Sitemap> read() {
        for (;;) {
            switch (walker_.next()) {
                case XmlWalker::Event::start:
                    on_start();
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
            if (feed_) return fail(Errc::invalid, "a feed");
            if (html_) return fail(Errc::invalid, "an HTML page, no sitemap");
            if (sitemap_.truncated) return finish();
        }
    }

    bool found_feed() const { return feed_; }

private:
    enum class Within { nothing, url, sitemap };

    void on_start() {
        const auto& element = walker_.element();
        if (!root_seen_) {
            index_ = element.name == "sitemapindex";
            root_seen_ = element.name == "urlset" || index_;
            feed_ = element.name == "rss" || element.name == "rdf" || element.name == "feed";
            html_ = element.name == "html";
        }
        if (element.vocabulary != Vocabulary::core && element.vocabulary != Vocabulary::news) return;
        if (element.vocabulary == Vocabulary::core && (element.name == "url" || element.name == "sitemap")) {
            begin_entry(element.name == "url" ? Within::url : Within::sitemap, walker_.depth());
            return;
        }
        const auto field = field_of(element);
        // A <loc> that stands alone: the tag around it was forgotten. What follows is of its entry, up to the next one.
        const bool alone = within_ == Within::nothing || (implied_ && !location_.empty());
        if (field == Field::location && root_seen_ && alone) {
            begin_entry(index_ ? Within::sitemap : Within::url, walker_.depth() - 1);
            implied_ = true;
        }
        if (within_ == Within::nothing || field == Field::none) return;
        commit();
        field_ = field;
        field_depth_ = walker_.depth();
        text_.clear();
    }

    void begin_entry(Within within, std::size_t depth) {
        commit();
        finish_entry();  // the one before was perhaps never closed
        within_ = within;
        depth_ = depth;
        implied_ = false;
        entry_ = {};
        location_.clear();
    }

    void on_end() {
        if (field_ != Field::none && walker_.depth() < field_depth_) commit();
        if (within_ != Within::nothing && walker_.depth() < depth_) finish_entry();
    }

    void on_text() {
        if (field_ != Field::none) walker_.add_text(text_, max_field_bytes);
    }

    void commit() {
        switch (std::exchange(field_, Field::none)) {
            case Field::location:
                if (location_.empty()) location_ = trim(text_);
                break;
            case Field::last_modified:
                entry_.last_modified = parse_feed_date(text_);
                break;
            case Field::news_date:
                entry_.date = parse_feed_date(text_);
                entry_.date_raw = clean_line(clip_utf8(text_, 200));
                break;
            case Field::news_title:
                entry_.title = title_of_html(text_);
                break;
            case Field::news_language:
                entry_.language = language_tag(text_);
                break;
            case Field::none:
                break;
        }
    }

    void finish_entry() {
        const auto within = std::exchange(within_, Within::nothing);
        field_ = Field::none;
        if (within == Within::nothing) return;
        const auto url = link_url(location_, walker_.base());
        if (!url) {
            ++without_link_;
        } else if (within == Within::sitemap) {
            if (sitemap_.sitemaps.size() == max_entries) {
                sitemap_.truncated = true;
            } else if (seen_sitemaps_.insert(url::hash64(url->href())).second) {
                sitemap_.sitemaps.push_back({*url, entry_.last_modified});
            }
        } else {
            entry_.url = *url;
            sitemap_.truncated = !collector_.add(std::move(entry_));
        }
    }

    Result<Sitemap> finish() {
        const bool cut_short = !sitemap_.truncated && walker_.depth() > 0;
        if (field_ != Field::location) finish_entry();  // half of a link is another link
        sitemap_.entries = std::move(collector_.entries());
        if (!root_seen_ && sitemap_.entries.empty() && sitemap_.sitemaps.empty())
            return fail(Errc::invalid, "no sitemap");
        if (cut_short) {
            sitemap_.warning = "cut short, or tags that were never closed";
        } else if (without_link_ > 0) {
            sitemap_.warning = std::to_string(without_link_) + " entries without a link";
        }
        return std::move(sitemap_);
    }

    XmlWalker walker_;
    Sitemap sitemap_;
    Collector collector_;
    std::unordered_set<std::uint64_t> seen_sitemaps_;
    Announcement entry_;
    std::string location_, text_;
    Field field_ = Field::none;
    Within within_ = Within::nothing;
    std::size_t depth_ = 0, field_depth_ = 0, without_link_ = 0;
    bool root_seen_ = false, index_ = false, feed_ = false, html_ = false;
    bool implied_ = false;  ///< the entry has no tag of its own
};

/// One URL a line. Other lines are forgiven as long as they are fewer: any text has some.
Result<Sitemap> read_text_sitemap(std::string_view text) {
    Sitemap sitemap;
    Collector collector;
    std::size_t good = 0, bad = 0;
    while (!text.empty() && !sitemap.truncated) {
        const auto length = std::min(text.find_first_of("\r\n"), text.size());
        auto line = trim(text.substr(0, length));
        text.remove_prefix(std::min(length + 1, text.size()));
        line = line.substr(0, line.find('\t'));  // columns: no URL has a tab in it
        if (line.empty() || line.starts_with('#')) continue;
        const auto url = absolute_url(line);
        ++(url ? good : bad);
        if (!url) continue;
        Announcement announcement;
        announcement.url = *url;
        sitemap.truncated = !collector.add(std::move(announcement));
    }
    if (good == 0 || good < bad) return fail(Errc::invalid, "no sitemap");
    if (bad > 0) sitemap.warning = std::to_string(bad) + " lines that are no URL";
    sitemap.entries = std::move(collector.entries());
    return sitemap;
}

Result<Sitemap> read_feed_as_sitemap(std::string_view bytes, std::string_view content_type, const url::Url& base) {
    auto feed = read_feed(bytes, content_type, base);
    if (!feed) return fail(feed.error());
    Sitemap sitemap;
    sitemap.entries = std::move(feed->entries);
    sitemap.warning = std::move(feed->warning);
    return sitemap;
}

}  // namespace

Result<Sitemap> read_sitemap(std::string_view bytes, std::string_view content_type, const url::Url& base) {
    auto input = read_input(bytes, content_type);
    if (!input) return fail(input.error());
    const auto text = trim(input->text);
    if (text.empty()) return fail(Errc::invalid, "empty");
    if (text.front() == '{') return read_feed_as_sitemap(bytes, content_type, base);

    Result<Sitemap> sitemap;
    if (text.find('<') == std::string_view::npos) {
        sitemap = read_text_sitemap(text);
    } else {
        SitemapReader reader(text, base);
        sitemap = reader.read();
        if (!sitemap && reader.found_feed()) return read_feed_as_sitemap(bytes, content_type, base);
    }
    if (!sitemap) return sitemap;
    sitemap->truncated = sitemap->truncated || input->truncated;
    if (sitemap->warning.empty()) sitemap->warning = input->warning;
    return sitemap;
}

}  // namespace winnow::feed
