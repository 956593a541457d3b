#include "extract/page_numbers.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <unordered_map>

#include "base/text.h"
#include "extract/metadata_title.h"
#include "extract/numbers.h"
#include "extract/page_address.h"
#include "extract/page_class_topics.h"
#include "extract/page_class_words.h"
#include "extract/page_facts.h"
#include "extract/page_markup.h"
#include "extract/page_subjects.h"
#include "extract/page_text.h"
#include "extract/page_voice.h"

namespace winnow::extract {

namespace {

using html::NodeId;
using html::NodeKind;
using html::Tag;

constexpr std::size_t first_lines = 12;    ///< of the page's own, whose words are looked at
constexpr std::size_t longest_look = 400;  ///< bytes of each

float log_of(double n) {
    return static_cast<float>(std::log2(1.0 + n));
}

// What is set by kind stands together in the list.
constexpr auto place(PageNumber number) {
    return static_cast<std::size_t>(number);
}
static_assert(place(PageNumber::own_shop) == place(PageNumber::page_shop) + markup_word_count);
static_assert(place(PageNumber::around_shop) == place(PageNumber::own_shop) + markup_word_count);
static_assert(place(PageNumber::body_page) == place(PageNumber::around_shop) + markup_word_count);
static_assert(place(PageNumber::label_event) == place(PageNumber::title_event) + page_matter_count);
static_assert(place(PageNumber::prose_event) == place(PageNumber::label_event) + page_matter_count);
static_assert(place(PageNumber::menu_entries) == place(PageNumber::menu_service) + page_subject_count);

class Counter {
public:
    Counter(const Page& page, const OwnPart& own, const Body& found, const url::Url* url)
        : page_(page), own_(own), found_(found), url_(url) {}

    PageNumbers count() {
        machines();
        headline();
        address();
        text();
        own_part();
        facts();
        whole_page();
        menus();
        sayings();
        return out_;
    }

private:
    /// The beginning of a block as fold_sign() gives it; several numbers ask for the same.
    const std::string& folded(std::uint32_t block) {
        auto [it, fresh] = folded_.try_emplace(block);
        if (fresh) it->second = fold_sign(clip_utf8(page_.blocks[block].text, longest_look));
        return it->second;
    }

    void set(PageNumber number, double value) { out_[static_cast<std::size_t>(number)] = static_cast<float>(value); }

    bool has_object(std::initializer_list<std::string_view> types) const {
        return std::any_of(types.begin(), types.end(),
                           [&](auto type) { return page_.structured.object_of_type(type) != nullptr; });
    }

    void machines() {
        const auto& f = page_.features;
        const auto& a = page_.article;
        const auto& s = page_.structured;
        set(PageNumber::og_article, f.og_article);
        set(PageNumber::og_other, !f.og_article && !s.first_meta("og:type").empty());
        set(PageNumber::ld_article, f.own_article);
        set(PageNumber::ld_page, has_object({"WebPage"}));
        set(PageNumber::ld_list, has_object({"ItemList", "CollectionPage", "SearchResultsPage", "Blog"}));
        set(PageNumber::ld_person, has_object({"ProfilePage"}));
        set(PageNumber::ld_thing,
            has_object({"Product", "AboutPage", "ContactPage", "FAQPage", "QAPage", "WeatherForecast", "Event",
                        "JobPosting", "Hotel", "Restaurant", "LocalBusiness", "Service", "SoftwareApplication",
                        "DiscussionForumPosting"}));
        set(PageNumber::ld_media,
            has_object({"VideoObject", "AudioObject", "ImageGallery", "MediaGallery", "PodcastEpisode"}));
        set(PageNumber::ld_any, !s.objects().empty());
        set(PageNumber::ld_product, has_object({"Product", "Offer", "AggregateOffer"}));
        set(PageNumber::ld_firm, has_object({"Organization", "LocalBusiness", "Corporation", "Store"}));
        set(PageNumber::ld_site, has_object({"WebSite"}));
        set(PageNumber::ld_crumbs, has_object({"BreadcrumbList"}));
        const auto og_type = s.first_meta("og:type");
        set(PageNumber::og_site, og_type == "website" || og_type == "company" || og_type == "blog");
        set(PageNumber::og_product, og_type.find("product") != std::string_view::npos);
        auto made_by = Generator::unknown;  // a shop is an extension of something else, and names itself later
        for (const auto name : s.meta("generator"))
            if (const auto kind = read_generator(name); made_by == Generator::unknown || kind == Generator::shop)
                made_by = kind;
        set(PageNumber::generator, static_cast<double>(made_by));
        set(PageNumber::article_body, f.article_body);
        int source = 0;
        if (a.published) {
            const auto origin = a.provenance.find("date");
            const std::string_view from = origin == a.provenance.end() ? "" : std::string_view(origin->second);
            source = from.starts_with("url") || from == "announcement" ? 1
                     : from.starts_with("visible")                     ? 2
                     : from.starts_with("time")                        ? 3
                                                                       : 4;
        }
        set(PageNumber::date_source, source);
        set(PageNumber::machine_date, f.machine_date);
        set(PageNumber::modified, a.modified.has_value());
        set(PageNumber::authors, static_cast<double>(std::min<std::size_t>(3, a.authors.size())));
        bool shown = false;
        for (const auto& author : a.authors)
            for (std::size_t i = 0; i < page_.blocks.size() && !shown; ++i)
                shown = page_.blocks[i].letters < 200 && i < own_.end &&
                        page_.blocks[i].text.find(author) != std::string::npos;
        set(PageNumber::author_shown, shown);
        set(PageNumber::section, !a.section.empty());
        set(PageNumber::tags, static_cast<double>(std::min<std::size_t>(5, a.tags.size())));
        set(PageNumber::lead_letters, log_of(letters_of(a.lead)));
        bool told = false;
        if (a.lead.size() > 30) {
            const auto start = clip_utf8(a.lead, 60);
            for (const auto i : own_.body.kept) told = told || page_.blocks[i].text.find(start) != std::string::npos;
        }
        set(PageNumber::lead_in_text, told);
        set(PageNumber::image, !a.images.empty());
        set(PageNumber::noindex, s.first_meta("robots").find("noindex") != std::string_view::npos);
        set(PageNumber::template_kind, static_cast<double>(f.kind));
    }

    void headline() {
        const auto& f = page_.features;
        const auto& a = page_.article;
        const auto& blocks = page_.blocks;
        set(PageNumber::title_letters, log_of(static_cast<double>(length_utf8(a.title))));
        set(PageNumber::title_words, static_cast<double>(std::min<std::size_t>(20, count_words(a.title))));
        set(PageNumber::title_parts,
            static_cast<double>(std::min<std::size_t>(4, title_parts(f.written_title).size())));
        set(PageNumber::titled, f.titled);
        set(PageNumber::headed, f.headline);
        set(PageNumber::implied, own_.implied);
        set(PageNumber::headline_level, own_.headline >= blocks.size() ? -1.0
                                        : blocks[own_.headline].kind == BlockKind::heading
                                            ? static_cast<double>(blocks[own_.headline].level)
                                            : 7.0);
        set(PageNumber::main_headings,
            static_cast<double>(std::min<std::size_t>(4, page_.structured.page().h1().size())));
        set(PageNumber::heading_is_link, f.heading_is_link);
        const auto site = fold_sign(page_.structured.first_meta("og:site_name"));
        const auto title = fold_sign(a.title);
        set(PageNumber::title_is_site, !title.empty() && (title == site || title == fold_sign(a.publisher)));
        set(PageNumber::dated, f.dated);
        // how far from the headline the day stands, in lines; where none does, or it is only in the head
        double gap = 99;
        bool moment = false;
        if (own_.headline < blocks.size()) {
            const auto first = own_.headline - std::min<std::size_t>(own_.headline, 8);
            for (auto i = first; i < blocks.size() && i < own_.headline + 14; ++i) {
                const auto& block = blocks[i];
                if (block.links > 0 && block.link_letters / block.links >= headline_letters) continue;  // another story
                const double steps = std::abs(static_cast<double>(i) - static_cast<double>(own_.headline));
                if (!a.published_raw.empty() && block.text.find(a.published_raw) != std::string::npos)
                    gap = std::min(gap, steps);
                if (block.letters < 60 && steps <= 6 && block.kind != BlockKind::heading)
                    moment = moment || says_moment(block);
            }
        }
        set(PageNumber::day_gap, gap);
        set(PageNumber::moment_near, moment);
        // a page of the site's own has its name in a menu or footer, too
        bool in_menu = false;
        if (own_.headline < blocks.size() && blocks[own_.headline].letters < 45) {
            const auto key = text_key(blocks[own_.headline].text);
            for (std::size_t i = 0; i < blocks.size() && !in_menu && key.size() > 2; ++i)
                in_menu = i != own_.headline && blocks[i].link_letters * 10 >= blocks[i].letters * 8 &&
                          blocks[i].letters == blocks[own_.headline].letters && text_key(blocks[i].text) == key;
        }
        set(PageNumber::title_in_menu, in_menu);
    }

    void address() {
        const auto& a = page_.address;
        set(PageNumber::address_known, a.known);
        set(PageNumber::address_root, a.root);
        set(PageNumber::address_slug, a.slug);
        set(PageNumber::address_listing, a.listing || a.paged);
        set(PageNumber::address_search, a.search);
        set(PageNumber::address_login, a.login);
        set(PageNumber::address_media, a.media);
        set(PageNumber::address_forum, a.forum);
        set(PageNumber::address_depth, -1);
        if (url_ == nullptr) return;
        const auto path = url_->path();
        unsigned depth = 0, longest = 0, run = 0;
        std::string_view last;
        bool year = false;
        for (const auto part : split(path, '/')) {
            if (part.empty()) continue;
            ++depth;
            last = part;
            year = year || (part.size() == 4 && (part.starts_with("20") || part.starts_with("19")));
        }
        for (const char c : path) {
            run = is_ascii_digit(c) ? run + 1 : 0;
            longest = std::max(longest, run);
        }
        set(PageNumber::address_depth, depth);
        set(PageNumber::address_words,
            last.empty()
                ? 0.0
                : static_cast<double>(std::min<std::ptrdiff_t>(
                      15, 1 + std::count_if(last.begin(), last.end(), [](char c) { return c == '-' || c == '_'; }))));
        set(PageNumber::address_digits, std::min(longest, 12u));
        set(PageNumber::address_year, year);
        set(PageNumber::address_query, url_->has_query());
        const auto words = address_words(url_->host(), path);
        set(PageNumber::address_service, std::min(words.service, 3u));
        set(PageNumber::address_shop, std::min(words.shop, 3u));
        set(PageNumber::address_help, std::min(words.help, 3u));
        set(PageNumber::address_talk, std::min(words.talk, 3u));
        set(PageNumber::address_notice, std::min(words.notice, 3u));
        set(PageNumber::address_story, std::min(words.story, 3u));
    }

    void text() {
        const auto& f = page_.features;
        const auto& blocks = page_.blocks;
        set(PageNumber::confidence, found_.confidence);
        set(PageNumber::kept_letters, log_of(f.kept_letters));
        set(PageNumber::kept_text, log_of(f.kept_text));
        set(PageNumber::kept_lines, std::min(f.kept_lines, 40u));
        set(PageNumber::kept_prose, std::min(f.kept_prose, 20u));
        set(PageNumber::longest_run, std::min(f.longest_run, 20u));
        set(PageNumber::longest_text, log_of(f.longest_text));
        set(PageNumber::opening_prose, std::min(f.opening_prose, 10u));
        set(PageNumber::stories, std::min(f.stories, 20u));
        set(PageNumber::linked_lines, std::min(f.linked_lines, 20u));
        set(PageNumber::story_headings, std::min(f.story_headings, 20u));
        set(PageNumber::share_of_page, ratio(f.kept_letters, f.letters));
        std::size_t found = 0;
        for (const auto i : found_.kept) found += blocks[i].letters;
        set(PageNumber::trimmed, ratio(found - std::min<std::size_t>(found, f.kept_letters), found));
        const auto& kept = own_.body.kept;
        set(PageNumber::text_gap,
            kept.empty() || own_.headline >= blocks.size()
                ? -10.0
                : std::clamp(static_cast<double>(kept.front()) - static_cast<double>(own_.headline), -9.0, 30.0));
        TextMarks m;
        Voice voice;
        std::size_t items = 0, rows = 0, headings = 0, captions = 0, heard = 0, years = 0;
        for (const auto i : kept) {
            const auto& block = blocks[i];
            read_marks(block, m);
            items += block.kind == BlockKind::list_item ? 1 : 0;
            rows += block.kind == BlockKind::table_row ? 1 : 0;
            headings += block.kind == BlockKind::heading ? 1 : 0;
            captions += block.caption ? 1 : 0;
            years += says_year(block.text) ? 1 : 0;
            if (heard < 4000) {
                hear(folded(i), voice);
                heard += length_utf8(folded(i));
            }
        }
        const auto thousand = [&](std::size_t n) {
            return m.letters == 0 ? 0.0 : 1000.0 * static_cast<double>(n) / static_cast<double>(m.letters);
        };
        set(PageNumber::sentences, log_of(static_cast<double>(m.sentences)));
        set(PageNumber::commas, thousand(m.commas));
        set(PageNumber::quotes, log_of(static_cast<double>(m.quotes)));
        set(PageNumber::questions, log_of(static_cast<double>(m.questions)));
        set(PageNumber::exclamations, log_of(static_cast<double>(m.exclamations)));
        set(PageNumber::digits, ratio(m.digits, m.letters));
        set(PageNumber::money, thousand(m.money));
        set(PageNumber::clocks, ratio(m.clocks, m.lines));
        set(PageNumber::phones, log_of(static_cast<double>(m.phones)));
        set(PageNumber::mails, log_of(static_cast<double>(m.mails)));
        set(PageNumber::addresses, log_of(static_cast<double>(m.addresses)));
        const auto of_heard = [&](std::size_t n) {
            return heard == 0 ? 0.0 : 1000.0 * static_cast<double>(n) / static_cast<double>(heard);
        };
        set(PageNumber::first_person, of_heard(voice.first));
        set(PageNumber::second_person, of_heard(voice.second));
        set(PageNumber::told, of_heard(voice.told));
        set(PageNumber::past, of_heard(voice.past));
        set(PageNumber::years, ratio(years, m.lines));
        set(PageNumber::capital_words, ratio(m.capitals, m.words));
        set(PageNumber::line_letters, log_of(static_cast<double>(m.lines == 0 ? 0 : m.letters / m.lines)));
        set(PageNumber::sentence_words, std::min(60.0f, ratio(m.words, m.sentences)));
        set(PageNumber::open_ends, ratio(m.open_ends, m.lines));
        set(PageNumber::colon_ends, ratio(m.colon_ends, m.lines));
        set(PageNumber::digit_starts, ratio(m.digit_starts, m.lines));
        const auto end = kept.empty() ? std::string_view() : std::string_view(blocks[kept.back()].text);
        set(PageNumber::ellipsis_end, end.ends_with("…") || end.ends_with("..."));
        std::size_t cut_off = 0, day_lines = 0;
        for (const auto i : kept) {
            const std::string_view line = blocks[i].text;
            cut_off += line.ends_with("…") || line.ends_with("...") || line.ends_with("]") ? 1 : 0;
        }
        if (!kept.empty())
            for (auto i = kept.front(); i <= kept.back(); ++i)
                day_lines += blocks[i].letters < 36 && blocks[i].letters > 4 && says_year(blocks[i].text) ? 1 : 0;
        set(PageNumber::ellipses, ratio(cut_off, m.lines));
        set(PageNumber::day_lines, static_cast<double>(std::min<std::size_t>(20, day_lines)));
        std::string said;
        for (const auto i : kept) {
            if (said.size() > 2000) break;
            said += folded(i) + ' ';
        }
        set(PageNumber::lead_words_in_text, words_shared(clip_utf8(page_.article.lead, 600), said));
        set(PageNumber::list_items, ratio(items, m.lines));
        set(PageNumber::table_lines, ratio(rows, m.lines));
        set(PageNumber::text_headings, ratio(headings, m.lines));
        set(PageNumber::captions, ratio(captions, m.lines));
    }

    void own_part() {
        const auto& blocks = page_.blocks;
        const auto& document = page_.document;
        const auto first = own_.headline < blocks.size() ? own_.headline : 0;
        std::size_t lines = 0, letters = 0, links = 0;
        for (auto i = first; i < blocks.size() && i < own_.end; ++i) {
            ++lines;
            letters += blocks[i].letters;
            links += blocks[i].link_letters;
        }
        set(PageNumber::own_lines, log_of(static_cast<double>(lines)));
        set(PageNumber::own_letters, log_of(static_cast<double>(letters)));
        set(PageNumber::own_link_share, ratio(links, letters));
        const auto nodes = document.nodes();
        const auto begin = own_.headline < blocks.size() ? blocks[own_.headline].first : NodeId{0};
        const auto end = own_.end < blocks.size() ? blocks[own_.end].first : static_cast<NodeId>(nodes.size());
        unsigned fields = 0, passwords = 0, choices = 0, buttons = 0, players = 0, frames = 0, images = 0, rows = 0,
                 times = 0, comments = 0, paragraphs = 0, unrendered = 0, labels = 0, code = 0, terms = 0, headings = 0,
                 own_paragraphs = 0, forms = 0;
        const auto type = document.atom("type");
        for (NodeId id = 0; id < nodes.size(); ++id) {
            const auto tag = nodes[id].tag;
            if (nodes[id].kind != NodeKind::element) continue;
            paragraphs += tag == Tag::p ? 1 : 0;
            if (id < begin || id >= end) continue;
            switch (tag) {
                case Tag::input: {
                    std::string_view kind;
                    for (const auto& attribute : document.attributes(id))
                        if (attribute.name == type) kind = attribute.value;
                    if (kind == "checkbox" || kind == "radio")
                        ++choices;
                    else if (kind == "password")
                        ++passwords;
                    else if (kind != "hidden" && kind != "submit" && kind != "button")
                        ++fields;
                    break;
                }
                case Tag::select:
                    ++fields;
                    break;
                case Tag::textarea:
                    ++comments;
                    break;
                case Tag::button:
                    ++buttons;
                    break;
                case Tag::video:
                case Tag::audio:
                    ++players;
                    break;
                case Tag::iframe:
                    ++frames;
                    break;
                case Tag::img:
                    ++images;
                    break;
                case Tag::tr:
                    ++rows;
                    break;
                case Tag::time:
                    ++times;
                    break;
                case Tag::label:
                    ++labels;
                    break;
                case Tag::pre:
                case Tag::code:
                    ++code;
                    break;
                case Tag::dt:
                    ++terms;
                    break;
                case Tag::h2:
                case Tag::h3:
                case Tag::h4:
                    ++headings;
                    break;
                case Tag::p:
                    ++own_paragraphs;
                    break;
                case Tag::form:
                    ++forms;
                    break;
                case Tag::noscript:
                    unrendered += nodes[id].end - id > 1 ? 1 : 0;
                    break;
                default:
                    break;
            }
        }
        set(PageNumber::own_fields, std::min(fields, 10u));
        set(PageNumber::own_passwords, std::min(passwords, 3u));
        set(PageNumber::own_choices, std::min(choices, 10u));
        set(PageNumber::own_buttons, std::min(buttons, 10u));
        set(PageNumber::own_players, std::min(players, 3u));
        set(PageNumber::own_frames, std::min(frames, 5u));
        set(PageNumber::own_images, std::min(images, 30u));
        set(PageNumber::own_rows, std::min(rows, 30u));
        set(PageNumber::own_times, std::min(times, 20u));
        set(PageNumber::own_comments, std::min(comments, 2u));
        set(PageNumber::unrendered, std::min(unrendered, 3u));
        set(PageNumber::document, page_.features.document);
        set(PageNumber::paragraph_elements, log_of(paragraphs));
        set(PageNumber::own_labels, log_of(labels));
        set(PageNumber::own_code, log_of(code));
        set(PageNumber::own_terms, log_of(terms));
        set(PageNumber::own_headings, std::min(headings, 30u));
        set(PageNumber::own_paragraphs, log_of(own_paragraphs));
        set(PageNumber::own_forms, std::min(forms, 5u));
        const auto text = own_.body.kept.empty() ? html::no_node : blocks[own_.body.kept.front()].first;
        const auto names = read_markup(document, begin, end, text);
        const auto set_names = [&](PageNumber first_name, const MarkupWords& words) {
            for (std::size_t k = 0; k < markup_word_count; ++k)
                out_[static_cast<std::size_t>(first_name) + k] = log_of(words[k]);
        };
        set_names(PageNumber::page_shop, names.page);
        set_names(PageNumber::own_shop, names.own);
        set_names(PageNumber::around_shop, names.around);
        set(PageNumber::body_page, names.body_page);
        set(PageNumber::body_home, names.body_home);
        set(PageNumber::body_shop, names.body_shop);
    }

    void facts() {
        const auto title = fold_sign(page_.article.title);
        const auto f = read_facts(page_, own_, title);
        set(PageNumber::early_facts, std::min(f.early_facts, 12u));
        set(PageNumber::facts, log_of(f.facts));
        set(PageNumber::prices, std::min(f.prices, 5u));
        set(PageNumber::hours, std::min(f.hours, 8u));
        set(PageNumber::references, std::min(f.references, 6u));
        set(PageNumber::post_heads, log_of(f.post_heads));
        set(PageNumber::dated_heads, std::min(f.dated_heads, 15u));
        set(PageNumber::quoted, std::min(f.quoted, 5u));
        set(PageNumber::clauses, log_of(f.clauses));
        set(PageNumber::measures, log_of(f.measures));
        set(PageNumber::steps, log_of(f.steps));
        set(PageNumber::contacts, std::min(f.contacts, 6u));
        set(PageNumber::maps, std::min(f.maps, 3u));
        set(PageNumber::repeats, std::min(f.repeats, 20u));
        set(PageNumber::repeats_apart, std::min(f.repeats_apart, 20u));
        set(PageNumber::post_addresses, std::min(f.post_addresses, 3u));
        const auto set_words = [&](PageNumber first, const std::array<unsigned, page_matter_count>& words) {
            for (std::size_t k = 0; k < page_matter_count; ++k)
                out_[place(first) + k] = static_cast<float>(std::min(words[k], 10u));
        };
        set_words(PageNumber::title_event, f.title);
        set_words(PageNumber::label_event, f.labels);
        set_words(PageNumber::prose_event, f.prose);
        set(PageNumber::title_digits, static_cast<double>(std::min<std::ptrdiff_t>(
                                          8, std::count_if(title.begin(), title.end(), is_ascii_digit))));
        set(PageNumber::title_question, title.ends_with("?") || title.ends_with("？") || title.ends_with("؟"));
        TextMarks marks;
        Block headline;
        headline.text = page_.article.title;
        read_marks(headline, marks);
        set(PageNumber::title_price, static_cast<double>(std::min<std::size_t>(2, marks.money)));
        Voice said;
        hear(title, said);
        set(PageNumber::title_first, static_cast<double>(std::min<std::size_t>(2, said.first)));
        // who speaks first: a story tells, a letter asks
        Voice opening;
        std::size_t heard = 0;
        double question = -1;
        for (const auto i : own_.body.kept) {
            if (heard > 400) break;
            const auto& line = folded(i);
            hear(line, opening);
            heard += length_utf8(line);
            if (question < 0 && page_.blocks[i].letters >= sentence_letters)
                question = line.find('?') != std::string::npos || line.find("？") != std::string::npos ||
                                   line.find("؟") != std::string::npos
                               ? 1
                               : 0;
        }
        const auto of_heard = [&](std::size_t n) {
            return heard == 0 ? -1.0 : 100.0 * static_cast<double>(n) / static_cast<double>(heard);
        };
        set(PageNumber::opening_first, of_heard(opening.first));
        set(PageNumber::opening_second, of_heard(opening.second));
        set(PageNumber::opening_told, of_heard(opening.told));
        set(PageNumber::opening_past, of_heard(opening.past));
        set(PageNumber::opening_question, question);
    }

    /// What the menus are about: short linked lines.
    void menus() {
        std::array<unsigned, page_subject_count> subjects{};
        unsigned entries = 0;
        for (const auto& block : page_.blocks) {
            if (block.link_letters * 10 < block.letters * 8 || block.letters == 0) continue;
            if (block.links == 0 || block.letters / block.links > 30) continue;
            if (++entries > 300) break;
            const auto hits = subject_hits(fold_sign(clip_utf8(block.text, 2 * longest_look)));
            for (std::size_t k = 0; k < page_subject_count; ++k) subjects[k] += hits[k];
        }
        for (std::size_t k = 0; k < page_subject_count; ++k)
            out_[static_cast<std::size_t>(PageNumber::menu_service) + k] = log_of(subjects[k]);
        set(PageNumber::menu_entries, log_of(entries));
        set(PageNumber::shop_button, has_shop_button(page_.document));
    }

    void whole_page() {
        const auto& f = page_.features;
        set(PageNumber::letters, log_of(f.letters));
        set(PageNumber::link_share, f.link_share());
        set(PageNumber::headline_links, log_of(f.headline_links));
        set(PageNumber::linked_headings, log_of(f.linked_headings));
        set(PageNumber::cards, std::min(f.cards, 20u));
        set(PageNumber::app_root, f.app_root);
        set(PageNumber::scripts, f.scripts);
        set(PageNumber::media, f.media + 2 * f.own_player);
        set(PageNumber::passwords, f.login_field);
    }

    void sayings() {
        struct {
            unsigned not_found = 0, whole = 0, status = 0, challenge = 0, consent = 0, login = 0, imprint = 0,
                     weather = 0, search = 0, listing = 0, gallery = 0, service_whole = 0, wall = 0, media = 0;
        } said;
        std::array<unsigned, page_subject_count> subjects{};
        each_heading(page_, [&](std::string_view text, std::string_view where) {
            if (text.size() > longest_look || (where == "heading" && text != page_.features.headings.front())) return;
            const auto yes = [](std::string_view phrase) { return phrase.empty() ? 0u : 1u; };
            said.not_found +=
                yes(find_sign(PageSign::not_found, text)) | (topic_of(PageTopic::not_found, text) ? 1u : 0u);
            said.challenge +=
                yes(find_sign(PageSign::challenge, text)) | (topic_of(PageTopic::challenge, text) ? 1u : 0u);
            said.consent += yes(find_sign(PageSign::consent, text)) | (topic_of(PageTopic::consent, text) ? 1u : 0u);
            said.login += topic_of(PageTopic::password, text) ? 1u : 0u;
            said.wall += yes(find_sign(PageSign::wall_title, text));
            said.media += yes(find_sign(PageSign::media_word, text));
            const auto search = find_sign(PageSign::search_title, text);
            said.search += !search.empty() && text.starts_with(search) ? 1u : 0u;
            const auto list = find_sign(PageSign::listing_start, text);
            said.listing += !list.empty() && text.starts_with(list) ? 1u : 0u;
            const auto gallery = find_sign(PageSign::gallery_start, text);
            said.gallery += !gallery.empty() && text.starts_with(gallery) ? 1u : 0u;
            for (const auto& part : title_parts(text)) {
                said.whole += yes(is_sign(PageSign::not_found_title, part));
                said.status += yes(is_sign(PageSign::status_title, part)) | yes(find_sign(PageSign::unavailable, part));
                said.login += yes(is_sign(PageSign::login_title, part));
                said.imprint += yes(is_sign(PageSign::imprint_title, part));
                said.weather += yes(is_sign(PageSign::weather_title, part));
                said.listing += yes(is_sign(PageSign::listing_title, part));
                if (where == "title") break;  // the rest is the site's name
            }
            const auto first =
                where == "title" && !title_parts(text).empty() ? title_parts(text).front() : std::string(text);
            const auto hits = subject_hits(first);
            for (std::size_t k = 0; k < page_subject_count; ++k) subjects[k] += hits[k];
            if (hits[0] > 0 && count_words(first) <= 4) ++said.service_whole;
        });
        set(PageNumber::says_not_found, said.not_found);
        set(PageNumber::says_not_found_whole, said.whole);
        set(PageNumber::says_status, said.status);
        set(PageNumber::says_challenge, said.challenge);
        set(PageNumber::says_consent, said.consent);
        set(PageNumber::says_login, said.login);
        set(PageNumber::says_imprint, said.imprint);
        set(PageNumber::says_weather, said.weather);
        set(PageNumber::says_search, said.search);
        set(PageNumber::says_listing, said.listing);
        set(PageNumber::says_gallery, said.gallery);
        set(PageNumber::says_service_whole, said.service_whole);
        set(PageNumber::says_wall, said.wall);
        set(PageNumber::says_media, said.media);
        const PageNumber title_subjects[] = {
            PageNumber::says_service, PageNumber::says_programme, PageNumber::says_game,
            PageNumber::says_trade,   PageNumber::says_wait,      PageNumber::says_help,
            PageNumber::says_giving,  PageNumber::says_shop,      PageNumber::says_news};
        for (std::size_t k = 0; k < page_subject_count; ++k) set(title_subjects[k], subjects[k]);

        unsigned not_found = 0, unavailable = 0, challenge = 0, consent = 0, login = 0, offer = 0, offer_end = 0,
                 payer = 0, script = 0, wall = 0, loading = 0;
        subjects = {};
        const auto look = [&](std::uint32_t block) {
            const auto& text = folded(block);
            const auto signs = signs_in(text);
            const auto topics = topics_of(text);
            const auto sign = [&](PageSign kind) { return (signs & bit(kind)) != 0 ? 1u : 0u; };
            const auto topic = [&](PageTopic kind) { return topics[static_cast<std::size_t>(kind)] ? 1u : 0u; };
            not_found += sign(PageSign::not_found) | topic(PageTopic::not_found);
            unavailable += sign(PageSign::unavailable);
            challenge += sign(PageSign::challenge) | topic(PageTopic::challenge);
            consent += sign(PageSign::consent) | topic(PageTopic::consent);
            login += topic(PageTopic::password) | (is_sign(PageSign::login_title, text).empty() ? 0u : 1u);
            offer += sign(PageSign::paywall);
            offer_end += sign(PageSign::paywall_end);
            payer += sign(PageSign::payer);
            wall += sign(PageSign::wall_title);
            loading += sign(PageSign::loading);
            script += text.find("javascript") != std::string::npos ? 1u : 0u;
            const auto hits = subject_hits(text);
            for (std::size_t k = 0; k < page_subject_count; ++k) subjects[k] += hits[k];
        };
        const auto& blocks = page_.blocks;
        std::size_t looked = 0;
        const auto first = static_cast<std::uint32_t>(own_.headline < blocks.size() ? own_.headline + 1 : 0);
        for (auto i = first; i < blocks.size() && i < own_.end && looked < first_lines; ++i) {
            if (blocks[i].link_letters >= headline_letters) continue;
            look(i);
            ++looked;
        }
        set(PageNumber::text_not_found, not_found);
        set(PageNumber::text_unavailable, unavailable);
        set(PageNumber::text_challenge, challenge);
        set(PageNumber::text_consent, consent);
        set(PageNumber::text_login, login);
        set(PageNumber::text_offer, offer);
        set(PageNumber::text_offer_end, offer_end);
        set(PageNumber::text_payer, payer);
        set(PageNumber::text_script, script);
        set(PageNumber::offer, page_.offer);
        set(PageNumber::text_wall, wall);
        set(PageNumber::text_loading, loading);
        const PageNumber line_subjects[] = {
            PageNumber::text_service, PageNumber::text_programme, PageNumber::text_game,
            PageNumber::text_trade,   PageNumber::text_wait,      PageNumber::text_help,
            PageNumber::text_giving,  PageNumber::text_shop,      PageNumber::text_news};
        for (std::size_t k = 0; k < page_subject_count; ++k) set(line_subjects[k], std::min(subjects[k], 6u));
    }

    const Page& page_;
    const OwnPart& own_;
    const Body& found_;
    const url::Url* url_;
    PageNumbers out_{};
    std::unordered_map<std::uint32_t, std::string> folded_;
};

constexpr std::array<std::string_view, page_number_count> names{
#define WINNOW_PAGE_NUMBER(name) #name,
    WINNOW_PAGE_NUMBERS(WINNOW_PAGE_NUMBER)
#undef WINNOW_PAGE_NUMBER
};

}  // namespace

std::string_view page_number_name(std::size_t number) {
    return number < names.size() ? names[number] : std::string_view{};
}

PageNumbers page_numbers(const Page& page, const OwnPart& own, const Body& found, const url::Url* url) {
    return Counter(page, own, found, url).count();
}

}  // namespace winnow::extract
