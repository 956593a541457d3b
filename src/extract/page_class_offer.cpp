#include "extract/page_class_offer.h"

#include <fmt/format.h>

#include "base/text.h"
#include "extract/body_line.h"
#include "extract/page_class_topics.h"
#include "extract/page_class_words.h"

namespace winnow::extract {

namespace {

constexpr std::string_view term_stems =
    "month|week|year|trial|monat|woche|jahr|teste|mois|semaine| an |par jour| "
    "mes|semana|mese|settiman|anno|maand|miesi|"
    "tydz|месяц|мес.|недел|год|місяц|тижд|рік| ay|hafta|həftə|måned|månad|kuukau|měsíc|hónap|luna|თვე|ամիս|شهر|"
    "monatsabo| abo |-abo|subscri|suscri|подпис|prenum|assin";

/// Things that an account is good for, too.
constexpr std::string_view service_stems =
    "comment|komment|coment|коммент|комент|reag|yorum|şərh|newsletter|рассыл|розсил|bülten|thanks to|bookmark|to "
    "save|"
    "save this|gift|share|follow|alert|report this|merken|speichern|teilen|artikel melden|fehler|verschenken|offrir|"
    "partag|enregistrer|guardar|compart|salva|condivid|сохран|поделит|избранн|зберег|kaydet|paylaş|dank |grâce|gracias|"
    "enjoyed|enjoying|did you like|like what you|value our|gefallen|vous a plu|te ha gustado|ti è "
    "piaciut|понравил|сподобал|xoşunuza gəl|beğendiniz|"
    "channel|канал|inbox|postfach|почт|boletín|posteing|boîte|podcast|whatsapp|telegram";

/// Asked of those who have read it all, too.
constexpr std::string_view support_stems =
    "support|unterstütz|soutenez|soutenir|apoya|apoie|apoio|sostieni|steun|wesprzyj|wspieraj|поддерж|підтрим|dəstək|"
    "destek|donat|spende";

constexpr std::string_view subscription_stems =
    "subscri| abo |abonn|abonel|abone ol|abunə|suscri|assina|prenum|подпис|передплат";

constexpr std::string_view sale_stems =
    "subscri|abonn|abonel| abo |-abo|abo-|digitalabo|probeabo|probemonat|suscri|assin|prenum|subskry|подпис|передпл|"
    "abunə|abone|free trial|try now|testen|essayer|membres|member|mitglied|socios| socio|adhér|sócio|tilaa|register|"
    "registr|inscri|тариф|digital pass|day pass|digitalpass|tagespass|an account|a plan|konto|аккаунт|compte|cuenta|"
    "unlimited|unbegrenzt|illimité|ilimitad|our offers|angebot|nos offres|ofertas|полный доступ|участник клуба|"
    "üye ol|üzv ol|გამოიწერ|გამომწერ|բաժանորդ|اشتراك|اشترك|a'zo bo'l|obuna";

constexpr std::string_view rest_stems =
    "the rest|whole story|full text|complete article|read more with|read this|reading this|this story|this article|"
    "restliche|rest des|ganzen artikel|ganzen text|ganzen beitrag|diesen artikel|diesem artikel|diesem text|diesen "
    "text|"
    "dieser artikel|dieser beitrag|dieser inhalt|weiterlesen|weiter lesen|geht es|la suite|cet article|ce contenu|"
    "suite de l|lisez tout|lire tout|esta noticia|este artículo|este contenido|остальной текст|этот материал|"
    "статья целиком|дальше|дочитать|продолжени|решту|davamı|devamı|l'articolo|questo articolo|questo contenuto|"
    "este artigo|este conteúdo|dit artikel|verder lezen|czytaj dalej|ten artykuł|artikeln|სრულად|ამბავს|"
    // or of a limit that was reached
    "free article|article limit|freien artikel|kontingent|articles gratuits|artículos gratuitos|"
    "бесплатные материалы|бесплатные статьи|articoli gratuiti|gratis artikel";

/// "Already a ...?" asks for those who have paid, whatever they are called.
constexpr std::string_view already_stems =
    " already | bereits | schon | déjà | ya | già | já | al | już | уже | вже | artıq | zaten | redan | allerede | jo |"
    " už | már | deja | უკვე | արդեն | allaqachon ";

constexpr std::string_view reader_stems =
    "subscri|sign in|log in|register|abonn|abonel| abo |-abo |digitalabo|probeabo|registrier|suscri|registrate|"
    "registrati|registrar|inscri|assin|prenum|subskry|подпис|зарегистр|войдите|передпл|abunə|abone ol|abonelere|"
    "giriş yap|გამომწერ|բաժանորդ|مشترك";
constexpr std::string_view club_stems = "member|mitglied|socios| soci.| soci,| soci |adhér|sócios| leden |участник";
constexpr std::string_view limit_stems =
    "exclusiv|locked|only for|to continue|restricted|exklusiv|nur für|réserv|exclusif|pour continuer|solo para|"
    "para continuar|para seguir|riservat|per continuare|exclusief|alleen voor|tylko dla|ограничен|эксклюзив|только для|"
    "только подпис|по подписке|чтобы продолжить|чтобы прочитать|тільки для|yalnız|sadece|özel";
constexpr std::string_view text_stems =
    "this article|this story|this content|this post|this page|diesen artikel|dieser artikel|diesen text|dieser text|"
    "dieser inhalt|diesen inhalt|diesen beitrag|cet article|ce contenu|este artículo|esta noticia|este contenido|"
    "questo articolo|questo contenuto|este artigo|esta matéria|este conteúdo|dit artikel|ten artykuł|tego artykułu|"
    "этот материал|этот текст|эту статью|этой статьи|этому материалу|этого материала|bu yazı|bu haber|bu xəbər|"
    "bu məqalə";

bool holds(const StemSet& stems, std::string_view padded) {
    return !stems.in(padded).empty();
}

bool speaks_of_service(std::string_view padded) {
    static const StemSet stems(service_stems);
    return holds(stems, padded);
}

}  // namespace

bool names_a_price(std::string_view folded) {
    constexpr std::string_view signs[] = {"€", "$",  "£", "₽", "₺",    "₴",    "₼",
                                          "¥", "￥", "₹", "₩", "рубл", "złot", "zlot"};  // any ending
    constexpr std::string_view words[] = {"zł",  "zl",  "kč",  "kc",  "kr",  "rp",  "tl",   "руб",   "грн",
                                          "eur", "usd", "gbp", "chf", "azn", "nok", "cent", "cents", "manat"};
    constexpr std::string_view behind[] = {"원", "元", "円", " lei"};  // other words, too, but for a number before
    const auto has_number_before = [&](std::size_t at) {
        const auto before = trim(folded.substr(0, at));
        return (!before.empty() && is_ascii_digit(before.back())) || before.ends_with(",-");
    };
    const auto has_number_beside = [&](std::size_t at, std::size_t end) {
        const auto after = trim(folded.substr(end));
        return has_number_before(at) || (!after.empty() && is_ascii_digit(after.front()));
    };
    for (const auto sign : signs)
        for (auto at = folded.find(sign); at != folded.npos; at = folded.find(sign, at + 1))
            if (has_number_beside(at, at + sign.size())) return true;
    for (const auto word : behind)
        for (auto at = folded.find(word); at != folded.npos; at = folded.find(word, at + 1))
            if (at > 0 && is_ascii_digit(folded[at - 1])) return true;
    const auto is_letter_at = [&](std::size_t at) {
        return at < folded.size() && (is_ascii_alpha(folded[at]) || static_cast<unsigned char>(folded[at]) >= 0x80);
    };
    for (const auto word : words)
        for (auto at = folded.find(word); at != folded.npos; at = folded.find(word, at + 1))
            if ((at == 0 || !is_letter_at(at - 1)) && !is_letter_at(at + word.size()) &&
                has_number_beside(at, at + word.size()))
                return true;
    // "99p"; "720p" is a film's
    for (auto at = folded.find('p'); at != std::string_view::npos; at = folded.find('p', at + 1)) {
        const auto digits = std::min<std::size_t>(at, 3);
        if (digits == 0 || !is_ascii_digit(folded[at - 1])) continue;
        if (at + 1 < folded.size() && (is_ascii_alpha(folded[at + 1]) || is_ascii_digit(folded[at + 1]))) continue;
        if (digits < 3 || !is_ascii_digit(folded[at - 2]) || !is_ascii_digit(folded[at - 3])) return true;
    }
    return false;
}

bool names_a_term(std::string_view folded) {
    static const StemSet stems(term_stems);
    return holds(stems, folded);
}

bool names_a_subscription(std::string_view folded) {
    static const StemSet stems(subscription_stems);
    return holds(stems, folded);
}

bool keeps_readers_out(std::string_view folded, bool in_text) {
    static const StemSet readers(reader_stems), clubs(club_stems), limits(limit_stems), texts(text_stems);
    const auto padded = fmt::format(" {} ", folded);
    const bool named = holds(readers, padded);
    if ((!named && !holds(clubs, padded)) || speaks_of_service(padded)) return false;
    // a text may end on what is for members, of a club
    return holds(texts, padded) || !find_sign(PageSign::read_on, padded).empty() ||
           (!in_text && named && holds(limits, padded));
}

OfferLine read_offer_line(const Block& block) {
    constexpr unsigned longest = 170, short_line = 70, longest_label = 48;  // letters
    static const StemSet sales(sale_stems), rests(rest_stems), already(already_stems), support(support_stems);
    OfferLine line;
    if (block.letters > longest) return line;
    const auto padded = fmt::format(" {} ", fold_sign(clip_utf8(block.text, 600)));
    line.other = speaks_of_service(padded);
    if (line.other) return line;
    const bool asks = block.text.find('?') != std::string::npos && holds(already, padded);
    line.label = block.letters <= longest_label && !block.text.ends_with('.');
    line.account = block.letters <= short_line && (asks || !find_sign(PageSign::payer, padded).empty() ||
                                                   !find_sign(PageSign::login_title, padded).empty());
    line.rest = holds(rests, padded) || !find_sign(PageSign::read_on, padded).empty() ||
                !find_sign(PageSign::paywall_end, padded).empty();
    if (!line.rest && holds(support, padded)) return line;
    line.price = names_a_price(padded) && (names_a_term(padded) || block.letters <= short_line / 2);
    line.sells = holds(sales, padded);
    return line;
}

bool ends_a_sentence(std::string_view text) {
    text = trim(text);
    if (text.empty() || text.ends_with("...") || text.ends_with("…")) return false;
    auto at = text.size() - 1;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
    const auto last = next_code_point(text, at);
    constexpr std::u32string_view closing = U":\"»“”’)'」』";
    return is_stop(last) || closing.find(last) != closing.npos;
}

bool sells_subscriptions(std::string_view address) {
    for (const auto* word :
         {"subscri", "suscri", "abonn", "abonel", "abonam", "abune", "/abo/", "/abo-", "/abo?", "//abo.", "assinat",
          "/assine", "prenum", "podpisk", "membership", "/join", "checkout", "paywall", "/premium"})
        if (address.find(word) != std::string_view::npos) return true;
    return address.ends_with("/abo");
}

}  // namespace winnow::extract
