#include "extract/page_address.h"

#include <array>
#include <string>

#include "base/text.h"
#include "extract/word_kinds.h"
#include "url/url.h"

namespace winnow::extract {

namespace {

constexpr std::array<std::string_view, 6> lists{
    // service
    "about aboutus contact contacts kontakt kontakte kontakty privacy datenschutz impressum terms imprint advertise "
    "advertising rss feeds donate newsletter newsletters careers team staff onas haqqimizda hakkimizda kunye "
    "iletisim gizlilik mexfilik reklam elaqe weather wetter meteo pogoda horoscope horoskop tv programm program "
    "schedule timetable calendar quiz crossword poll game games app apps author authors autor profile profiles "
    "people mentions legales aviso legal contacto contatti contato colofon cookie cookies sitemap rates stock stocks "
    "quotes tables fixtures standings results archive archives kontaktai kapcsolat rolunk contacte despre agb "
    "regulamin policy policies rules register registration signup login welcome",
    // shop
    "shop shops store product products prod produkt produkte produkty produit produits producto productos prodotto "
    "prodotti produto produtos catalog catalogue katalog katalogus catalogo tovar tovary magazin item items cart "
    "basket checkout warenkorb panier carrito carrello koszyk kosik sepet boutique tienda negozio loja sklep obchod "
    "bolt urun urunler mehsul category categories kategorie kategoria kategoriya categoria collection collections "
    "brand brands sale price prices pricing offers deals order buy kaufen goods details detail",
    // help
    "help hc docs doc documentation manual manuals support wiki faq faqs hilfe aide ayuda ajuda aiuto pomoc pomoshch "
    "yardim komek kb knowledgebase guide guides reference api howto tutorial tutorials troubleshooting man javadoc "
    "methodology glossary dictionary encyclopedia readthedocs",
    // talk
    "forum forums foro foros foorumi community communities thread threads topic topics showthread viewtopic "
    "showtopic tema temat sujet questions question discussion discussions board boards bbs guestbook gb answers ask "
    "talk members petition petitions groups",
    // notice
    "job jobs career vacancy vacancies stellen stellenangebote emploi empleo vagas lavoro praca rabota vakansiya "
    "vakansii property properties realty immobilien immo immobilier vente location vendita affitto alquiler "
    "inmuebles nieruchomosci realestate objects ads classifieds classificados annonce annonces anuncio anuncios "
    "annunci ogloszenia obyavleniya elan elanlar ilan ilanlar event events veranstaltung veranstaltungen agenda akce "
    "evento eventos tickets ticket course courses kurs kurse corso corsi cursos study studium programmes hotel "
    "hotels rooms restaurants doctors directory listing listings places venue venues services service leistungen "
    "dienstleistungen servicios servizi servicos uslugi poslugy hizmetler xidmetler solutions demarches tramites "
    "procedures permits licences laws act acts obituaries pharmacy eczane",
    // story
    "news article articles story stories blog blogs post posts haber haberler xeber xeberler novosti novost noticia "
    "noticias notizie notizia actualite actualites actualidad artikel artikelen artykul artykuly clanek clanky "
    "nyheter nyhet nieuws nachrichten aktuelles aktualnosci press presse pressreleases newsroom zeitung stiri hirek "
    "politics politik politique politica sport sports economy economie wirtschaft ekonomika culture kultur opinion "
    "world local lokales regional society cronaca sociedad interview column columns review reviews report reports "
    "magazine feature features archives"};

}  // namespace

AddressWords address_words(std::string_view host, std::string_view path) {
    constexpr std::size_t longest = 500;  // bytes
    const auto site = url::registrable_domain(host);
    std::string text(host.ends_with(site) ? host.substr(0, host.size() - site.size()) : std::string_view());
    text += '/';
    text += path.substr(0, longest);
    AddressWords found;
    const std::array<unsigned*, lists.size()> counts{&found.service, &found.shop,   &found.help,
                                                     &found.talk,    &found.notice, &found.story};
    static const WordKinds words(lists);
    words.each_in(ascii_lower(text), [&](std::uint32_t kinds) {
        for (std::size_t kind = 0; kind < counts.size(); ++kind) *counts[kind] += kinds >> kind & 1u;
    });
    return found;
}

}  // namespace winnow::extract
