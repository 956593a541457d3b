#pragma once
/// What a line near the end of a text offers: to sign in, to subscribe, to read the rest, at which price. In the
/// languages of news; private to page_class*.cpp.

#include <string_view>

#include "extract/blocks.h"

namespace winnow::extract {

/// What a line of an offer is made of.
struct OfferLine {
    bool account = false;  ///< "Log in", "Already a subscriber?"
    bool price = false;    ///< "9,99 € im Monat"
    bool sells = false;    ///< "Subscribe", "Try for free", "Register"
    bool rest = false;     ///< speaks of the rest of the text
    bool other = false;    ///< of comments, newsletters: another box
    bool label = false;    ///< short and no sentence: a button, a heading
    bool any() const { return account || price || sells || rest; }
};
OfferLine read_offer_line(const Block& block);

/// "1 €", "$4", "£1 a week", "299 руб.": what a subscription costs stands in an offer, in no text's last lines.
bool names_a_price(std::string_view folded);
/// A price of a month or of a trial, not of a ticket.
bool names_a_term(std::string_view folded);
/// Any word of subscriptions.
bool names_a_subscription(std::string_view folded);
/// One line that keeps this text from those who have not paid or signed in: it names the text or a limit, and readers
/// of a kind. Comments and newsletters are for subscribers, too.
bool keeps_readers_out(std::string_view folded, bool in_text);

/// The text is not cut: it ends in a mark that ends sentences, or in a quotation's or a bracket's.
bool ends_a_sentence(std::string_view text);

/// By the words in it, a link's address is one where subscriptions are sold. `address` is in lower case.
bool sells_subscriptions(std::string_view address);

}  // namespace winnow::extract
