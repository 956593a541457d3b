#include "extract/page_markup.h"

#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "extract/word_kinds.h"

namespace winnow::extract {

namespace {

using html::NodeId;
using html::NodeKind;

constexpr std::array<std::string_view, markup_word_count> word_lists{
    // shop
    "price prices cart basket bag checkout product products prod sku wishlist compare addtocart buy buynow shop "
    "shopping store catalog catalogue shipping delivery discount sale woocommerce magento prestashop opencart "
    "shopify qty quantity stock instock availability offer offers deal deals brand brands review reviews rating "
    "ratings variant variants swatch item warenkorb produkt produkte artikelnummer preis preise panier produit "
    "produits prix carrito producto productos precio carrello prodotto prodotti prezzo carrinho produto preco "
    "korzina tovar tovary cena ceny kosik zbozi koszyk sepet urun fiyat mahsul qiymet",
    // story
    "article articles articlebody story stories post entry byline author dateline headline lede lead standfirst "
    "published pubdate hentry blog blogpost news newsitem artikel noticia notizia kicker dek caption figcaption "
    "related haber xeber novost novosti",
    // forum
    "forum forums thread threads topic topics reply replies vbulletin phpbb ipb mybb smf member members avatar "
    "signature userinfo postbody postcontent postbit quote message messages discussion discussions moderator answer "
    "answers question questions",
    // manual
    "toc toctree docs doc documentation sphinx highlight code codehilite docutils admonition api wiki mw mediawiki "
    "infobox manual reference refentry rst literal markdown hljs prism synopsis",
    // landing
    "hero banner slider slideshow carousel slide slides cta testimonial testimonials feature features pricing "
    "partner partners client clients services service portfolio jumbotron benefits parallax flexslider rev owl "
    "swiper intro welcome solutions plans steps counter team faq accordion",
    // place
    "map maps address location locations venue hours phone tel telephone hotel room rooms property properties "
    "listing job jobs vacancy event events ticket tickets booking calendar schedule profile vcard directory company",
    // entry
    "form forms field fields fieldset input login register registration signup signin account password captcha "
    "recaptcha submit checkbox required validation",
    // comment
    "comment comments commentlist disqus respond",
    // list
    "grid list lists results result pagination pager paging filter filters sort sortby facet facets tile tiles card "
    "cards archive category categories",
};

constexpr std::uint32_t bit(std::size_t kind) {
    return 1u << kind;
}

std::uint32_t kinds_of(std::string_view name) {
    static const WordKinds words(word_lists);
    constexpr std::size_t longest = 80;  // bytes; more is a hash or a style
    std::uint32_t kinds = 0;
    if (name.size() <= longest) words.each_in(name, [&](std::uint32_t found) { kinds |= found; });
    return kinds;
}

}  // namespace

MarkupNames read_markup(const html::Document& document, NodeId begin, NodeId end, NodeId text) {
    constexpr std::uint32_t unseen = ~0u;
    MarkupNames found;
    std::vector<std::uint32_t> by_atom;
    const auto id_name = document.atom("id");
    const auto nodes = document.nodes();
    for (NodeId id = 0; id < nodes.size(); ++id) {
        if (nodes[id].kind != NodeKind::element) continue;
        std::uint32_t kinds = 0;
        for (const auto atom : document.classes(id)) {
            if (atom >= by_atom.size()) by_atom.resize(atom + 64, unseen);
            if (by_atom[atom] == unseen) by_atom[atom] = kinds_of(document.name(atom));
            kinds |= by_atom[atom];
        }
        for (const auto& attribute : document.attributes(id))
            if (attribute.name == id_name) kinds |= kinds_of(attribute.value);
        if (kinds == 0) continue;
        const bool own = id >= begin && id < end;
        const bool around = text != html::no_node && id <= text && text < nodes[id].end &&
                            nodes[id].tag != html::Tag::body && nodes[id].tag != html::Tag::html;
        for (std::size_t kind = 0; kind < markup_word_count; ++kind) {
            const unsigned one = (kinds & bit(kind)) != 0 ? 1 : 0;
            found.page[kind] += one;
            found.own[kind] += own ? one : 0;
            found.around[kind] += around ? one : 0;
        }
    }
    if (const auto body = document.body()) {
        for (const auto atom : document.classes(body.id())) {
            const auto name = document.name(atom);
            found.body_page = found.body_page || name == "page" || name.starts_with("page-template") ||
                              name.starts_with("page-id") || name.starts_with("page-node-type-page");
            found.body_home = found.body_home || name == "home" || name == "front" || name == "homepage" ||
                              name == "frontpage" || name == "front-page" || name == "is-home" || name == "index";
            found.body_shop =
                found.body_shop || (kinds_of(name) & bit(static_cast<std::size_t>(MarkupWord::shop))) != 0;
        }
    }
    return found;
}

Generator read_generator(std::string_view generator) {
    struct Known {
        std::string_view word;
        Generator kind;
    };
    static constexpr Known known[] = {
        {"woocommerce", Generator::shop},  {"magento", Generator::shop},        {"prestashop", Generator::shop},
        {"shopify", Generator::shop},      {"opencart", Generator::shop},       {"shopware", Generator::shop},
        {"wordpress", Generator::blog},    {"blogger", Generator::blog},        {"ghost", Generator::blog},
        {"movable type", Generator::blog}, {"typepad", Generator::blog},        {"drupal", Generator::portal},
        {"joomla", Generator::portal},     {"typo3", Generator::portal},        {"bitrix", Generator::portal},
        {"datalife", Generator::portal},   {"plone", Generator::portal},        {"sharepoint", Generator::portal},
        {"mediawiki", Generator::manual},  {"sphinx", Generator::manual},       {"docusaurus", Generator::manual},
        {"docutils", Generator::manual},   {"doxygen", Generator::manual},      {"docbook", Generator::manual},
        {"mkdocs", Generator::manual},     {"dokuwiki", Generator::manual},     {"texi2html", Generator::manual},
        {"makeinfo", Generator::manual},   {"asciidoctor", Generator::manual},  {"pandoc", Generator::manual},
        {"wix", Generator::builder},       {"squarespace", Generator::builder}, {"tilda", Generator::builder},
        {"weebly", Generator::builder},    {"webnode", Generator::builder},     {"webflow", Generator::builder},
        {"jimdo", Generator::builder},     {"frontpage", Generator::builder},
    };
    const auto folded = ascii_lower(generator);
    for (const auto& one : known)
        if (folded.find(one.word) != std::string::npos) return one.kind;
    return Generator::unknown;
}

}  // namespace winnow::extract
