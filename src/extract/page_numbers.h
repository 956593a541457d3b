#pragma once
/// A page as numbers, for the page model (page_model.h): what it says of itself to machines, where its headline, day
/// and text stand, what the text is made of and who speaks in it, what stands in the page's own part and what the
/// markup calls it, and what its title, first lines, menus and address are about. tools/page_train.py learns from the
/// same numbers, dumped by the same code.

#include <array>
#include <cstdint>
#include <string_view>

#include "extract/page_class.h"
#include "extract/page_class_page.h"

namespace winnow::extract {

// One list, so that names, order and number cannot drift apart.
// clang-format off
#define WINNOW_PAGE_NUMBERS(X) \
    /* said to machines */ \
    X(og_article) X(og_other) X(ld_article) X(ld_page) X(ld_list) X(ld_person) X(ld_thing) X(ld_media) X(ld_any) \
    X(ld_product) X(ld_firm) X(ld_site) X(ld_crumbs) X(og_site) X(og_product) X(generator) \
    X(article_body) X(date_source) X(machine_date) X(modified) X(authors) X(author_shown) X(section) X(tags) \
    X(lead_letters) X(lead_in_text) X(image) X(noindex) X(template_kind) \
    /* title, headline, day */ \
    X(title_letters) X(title_words) X(title_parts) X(titled) X(headed) X(implied) X(headline_level) X(main_headings) \
    X(heading_is_link) X(title_is_site) X(dated) X(day_gap) X(moment_near) X(title_in_menu) \
    /* address */ \
    X(address_known) X(address_root) X(address_depth) X(address_words) X(address_digits) X(address_year) \
    X(address_slug) X(address_listing) X(address_search) X(address_login) X(address_media) X(address_forum) \
    X(address_query) X(address_service) X(address_shop) X(address_help) X(address_talk) X(address_notice) \
    X(address_story) \
    /* the text */ \
    X(confidence) X(kept_letters) X(kept_text) X(kept_lines) X(kept_prose) X(longest_run) X(longest_text) \
    X(opening_prose) X(stories) X(linked_lines) X(story_headings) X(share_of_page) X(trimmed) X(text_gap) \
    X(sentences) X(commas) X(quotes) X(questions) X(exclamations) X(digits) X(money) X(clocks) X(phones) X(mails) \
    X(addresses) X(first_person) X(second_person) X(told) X(past) X(years) X(capital_words) X(line_letters) X(sentence_words) X(open_ends) X(colon_ends) \
    X(ellipsis_end) X(list_items) X(table_lines) X(text_headings) X(digit_starts) X(captions) X(ellipses) \
    X(day_lines) X(lead_words_in_text) \
    /* the page's own part */ \
    X(own_lines) X(own_letters) X(own_link_share) X(own_fields) X(own_passwords) X(own_choices) X(own_buttons) \
    X(own_players) X(own_frames) X(own_images) X(own_rows) X(own_times) X(own_comments) X(document) X(unrendered) \
    X(own_labels) X(own_code) X(own_terms) X(own_headings) X(own_paragraphs) X(own_forms) \
    /* what the markup calls them (page_markup.h, in its order), in the page and in its own part */ \
    X(page_shop) X(page_story) X(page_forum) X(page_manual) X(page_landing) X(page_place) X(page_entry) \
    X(page_comment) X(page_list) X(own_shop) X(own_story) X(own_forum) X(own_manual) X(own_landing) X(own_place) \
    X(own_entry) X(own_comment) X(own_list) X(around_shop) X(around_story) X(around_forum) X(around_manual) X(around_landing) X(around_place) \
    X(around_entry) X(around_comment) X(around_list) X(body_page) X(body_home) X(body_shop) \
    /* facts, posts, clauses of its own part (page_facts.h), words of events, offers, talk, reference works, manuals */ \
    X(early_facts) X(facts) X(prices) X(hours) X(references) X(post_heads) X(dated_heads) X(quoted) X(clauses) \
    X(measures) X(steps) X(contacts) X(maps) X(repeats) X(repeats_apart) X(post_addresses) X(title_event) X(title_offer) X(title_talk) \
    X(title_reference) X(title_manual) X(label_event) X(label_offer) X(label_talk) X(label_reference) \
    X(label_manual) X(prose_event) X(prose_offer) X(prose_talk) X(prose_reference) X(prose_manual) X(title_digits) \
    X(title_question) X(title_price) X(title_first) X(opening_first) X(opening_second) X(opening_told) \
    X(opening_past) X(opening_question) \
    /* what its menus are about (page_subjects.h, in its order) */ \
    X(menu_service) X(menu_programme) X(menu_game) X(menu_trade) X(menu_wait) X(menu_help) X(menu_giving) \
    X(menu_shop) X(menu_news) X(menu_entries) X(shop_button) \
    /* the whole page */ \
    X(letters) X(link_share) X(headline_links) X(linked_headings) X(cards) X(app_root) X(scripts) X(media) \
    X(passwords) X(paragraph_elements) \
    /* what title and headings say */ \
    X(says_not_found) X(says_not_found_whole) X(says_status) X(says_challenge) X(says_consent) X(says_login) \
    X(says_imprint) X(says_weather) X(says_search) X(says_listing) X(says_gallery) X(says_service) \
    X(says_service_whole) X(says_programme) X(says_game) X(says_trade) X(says_wait) X(says_help) X(says_giving) X(says_shop) X(says_news) \
    X(says_wall) X(says_media) \
    /* what the first own lines say */ \
    X(text_not_found) X(text_unavailable) X(text_challenge) X(text_consent) X(text_login) X(text_offer) \
    X(text_offer_end) X(text_payer) X(text_service) X(text_programme) X(text_game) X(text_trade) X(text_wait) \
    X(text_help) X(text_giving) X(text_shop) X(text_news) X(text_script) X(text_wall) X(text_loading) X(offer)
// clang-format on

enum class PageNumber : std::uint16_t {
#define WINNOW_PAGE_NUMBER(name) name,
    WINNOW_PAGE_NUMBERS(WINNOW_PAGE_NUMBER)
#undef WINNOW_PAGE_NUMBER
        count_
};
inline constexpr std::size_t page_number_count = static_cast<std::size_t>(PageNumber::count_);
using PageNumbers = std::array<float, page_number_count>;

std::string_view page_number_name(std::size_t number);

/// `url` may be null.
PageNumbers page_numbers(const Page& page, const OwnPart& own, const Body& found, const url::Url* url);

}  // namespace winnow::extract
