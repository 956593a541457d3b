#include "extract/page_class_offer.h"

#include "base/text.h"
#include "catch.hpp"
#include "extract/page_class_words.h"

using namespace winnow;
using namespace winnow::extract;

namespace {

OfferLine read(std::string_view text) {
    Block block;
    block.text = text;
    block.letters = static_cast<unsigned>(length_utf8(text));
    return read_offer_line(block);
}

}  // namespace

TEST_CASE("an offer's lines name an account, a price, a subscription or the rest of the text", "[page_class]") {
    for (const auto* text : {"Già socio? Entra", "Vous êtes déjà adhérent ?", "Already with us? Log in", "Schon dabei?",
                             "Уже с нами?", "Zaten üye misiniz?", "Já é dos nossos?"}) {
        CAPTURE(text);
        CHECK(read(text).account);
    }
    for (const auto* text : {"Nur 9,99 € im Monat", "$1 a week for six months", "299 руб. в месяц",
                             "4,90 zł za miesiąc", "99 Kč měsíčně"}) {
        CAPTURE(text);
        CHECK(read(text).price);
    }
    for (const auto* text : {"19 лютого 2024 р.", "5 central banks", "На 5 рубежах", "30 centimetres", "90 ft tall",
                             "Lei 14.133", "회원 10명"}) {
        CAPTURE(text);
        CHECK_FALSE(read(text).price);
    }
    for (const auto* text : {"Diventa socio", "Subscribe", "Jetzt Abo abschließen", "Оформить подписку", "Abunə ol"}) {
        CAPTURE(text);
        CHECK(read(text).sells);
    }
    for (const auto* text : {"Read the rest of this article", "Diesen Artikel weiterlesen",
                             "Questo articolo è riservato ai soci", "You have no free articles left this month"}) {
        CAPTURE(text);
        CHECK(read(text).rest);
    }
    // what stands under any text
    for (const auto* text : {"Subscribe to our newsletter", "Jetzt kommentieren: schon registriert?",
                             "Follow us on Telegram", "Enjoyed this story?", "Поделиться с друзьями"}) {
        CAPTURE(text);
        CHECK(read(text).other);
        CHECK_FALSE(read(text).any());
    }
    for (const auto* text :
         {"Support local journalism. Subscribe from £1 a week.", "The ferry has already left the harbour.",
          "Die Brücke kostet neun Millionen Euro.", "Она уже вернулась домой."}) {
        CAPTURE(text);
        CHECK_FALSE(read(text).any());
    }
}

TEST_CASE("one line keeps readers out of this text, not of the comments", "[page_class]") {
    CHECK(keeps_readers_out(fold_sign("This article is for members only"), false));
    CHECK(keeps_readers_out(fold_sign("Ce contenu est réservé à nos adhérents"), false));
    CHECK(keeps_readers_out(fold_sign("Этот материал доступен по подписке"), false));
    CHECK_FALSE(keeps_readers_out(fold_sign("Only subscribers may comment on this article"), false));
    CHECK_FALSE(keeps_readers_out(fold_sign("The pool is open to members only"), true));
}
