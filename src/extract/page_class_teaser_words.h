#pragma once
/// What the lines around a text speak of, as far as it tells an offer to read on from other boxes: stems of words by
/// kind, in the languages of news. Private to page_class*.cpp.

#include <cstdint>
#include <string_view>

namespace winnow::extract {

// One list, so that names, order and number cannot drift apart.
// clang-format off
#define WINNOW_OFFER_KINDS(X) \
    X(log_in)     /* "sign in", "Anmelden" */ \
    X(already)    /* "already a ...?" */ \
    X(subscribe)  /* subscriptions and those who have one */ \
    X(register_)  /* an account to be opened */ \
    X(member)     /* members of a club */ \
    X(trial)      /* to be tried, cancelled, for free */ \
    X(term)       /* a month, a week, a year */ \
    X(access)     /* access, unlimited */ \
    X(this_text)  /* this article, the rest of it */ \
    X(read_on)    /* to continue, to unlock */ \
    X(barred)     /* exclusive, only for, a limit that is reached */ \
    X(plan)       /* a plan to be chosen, an offer */ \
    X(print)      /* the printed paper, e-paper, app */ \
    X(support)    /* asked of those who have read it all, too */ \
    X(letter)     /* newsletters, channels, podcasts */ \
    X(comment)    /* comments, sharing, saving */ \
    X(thanks) \
    X(consent)    /* cookies and what is done with data */ \
    X(goods)      /* tickets, baskets, delivery */
// clang-format on

enum class OfferKind : std::uint8_t {
#define WINNOW_KIND(name) name,
    WINNOW_OFFER_KINDS(WINNOW_KIND)
#undef WINNOW_KIND
        count_
};
inline constexpr std::size_t offer_kind_count = static_cast<std::size_t>(OfferKind::count_);

/// A bit for each kind that a line speaks of; `folded` as fold_sign() gives it.
std::uint32_t offer_kinds(std::string_view folded);
constexpr std::uint32_t bit(OfferKind kind) {
    return 1u << static_cast<unsigned>(kind);
}

}  // namespace winnow::extract
