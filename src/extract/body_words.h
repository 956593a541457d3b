#pragma once
/// What words say about a line: names of classes and ids, and the stock phrases that news pages repeat in many
/// languages. Evidence for find_body(), never a verdict.

#include <cstdint>
#include <string_view>

namespace winnow::extract {

/// What a class, id, role or itemprop says about the element that bears it. Several may hold.
enum class NameHint : std::uint8_t {
    content,       ///< article, story, entry, post, body, text
    article_body,  ///< itemprop=articleBody, article-body, story-text: the strong form
    lead,          ///< teaser of this article: lead, intro, standfirst, dek, summary
    title,
    comment,
    related,  ///< related, recommended, read also, more
    popular,  ///< most read, latest, trending, ticker
    share,
    navigation,  ///< nav, menu, breadcrumb, pagination
    footer,
    header,
    sidebar,
    advert,
    subscribe,  ///< newsletter, sign-up, paywall, premium offers
    consent,    ///< cookie, gdpr, modal, popup
    tags,
    author,
    meta,     ///< date, time, byline, info
    caption,  ///< caption, credit, gallery, image
    box,      ///< infobox, factbox, pullquote, note
    form,     ///< login, search, poll
    legal,    ///< copyright, disclaimer, imprint
    list,     ///< list, grid, card, teaser, item
    embed,    ///< video, player, tweet, instagram
    count_
};
inline constexpr std::size_t name_hint_count = static_cast<std::size_t>(NameHint::count_);

constexpr std::uint32_t bit(NameHint hint) {
    return 1u << static_cast<unsigned>(hint);
}

/// Bits of every hint in a name such as "c-article__related-links", "articleBody" or "storycontent".
std::uint32_t name_hints(std::string_view name);

/// What a word or a pair of words of the text says.
enum class Phrase : std::uint8_t {
    comment,
    share,
    related,
    subscribe,
    legal,
    credit,  ///< photo credits and agencies
    byline,  ///< by, von, автор; updated, published, views
    login,
    tags,
    month,  ///< months and days of the week
    contact,
    call,      ///< click here, download, follow us
    navigate,  ///< home, back, next, search
    advert,
    count_
};
inline constexpr std::size_t phrase_count = static_cast<std::size_t>(Phrase::count_);

/// Words are hashed while a line is read: start with word_seed, add each case-folded code point, look up.
inline constexpr std::uint32_t word_seed = 2166136261u;
constexpr std::uint32_t add_to_word(std::uint32_t hash, char32_t c) {
    return (hash ^ static_cast<std::uint32_t>(c)) * 16777619u;
}
/// Lower case by arithmetic for Latin, Greek and Cyrillic; İ, I and ı all give i. Fast, for hashing only.
char32_t fold_fast(char32_t c);
/// Of one word, or of two neighbours joined with pair_of().
std::uint32_t phrase_hints(std::uint32_t word_hash);
constexpr std::uint32_t pair_of(std::uint32_t first, std::uint32_t second) {
    return first * 31u + second;
}

}  // namespace winnow::extract
