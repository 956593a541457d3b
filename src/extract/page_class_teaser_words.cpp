#include "extract/page_class_teaser_words.h"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "base/text.h"
#include "extract/page_class_words.h"
#include "extract/phrase_finder.h"

namespace winnow::extract {

namespace {

// Stems between bars; a blank is the border of a word. In the order of WINNOW_OFFER_KINDS.
constexpr std::string_view stems_of[] = {
    // log_in
    "sign in|log in| login|log-in|signin|anmelden|melden sie sich an|einloggen|zugangsdaten|connecter|connexion|"
    "connectez|identifi|iniciar sesión|inicia sesión|inicie sesión|accede a| acceder|accedi|fai il login|entrar|"
    "faça login|"
    "iniciar sessão|inloggen|log in|zaloguj|logowani|войти|войдите| вход|авториз|увійти|увійдіть|вхід|daxil ol|"
    "giriş yap|oturum aç|logga in|logg inn|log ind|kirjaudu|přihlás|přihláš|bejelentkez|autentific|conectează|"
    "συνδεθ|σύνδεση|შესვლა|შედით|մուտք|تسجيل الدخول|kirish|кіру|ログイン|登录|로그인",
    // already
    " already| existing | current | returning | bereits| schon | déjà| ya | già | já | al een| al abon| bent u al|ben "
    "je al|"
    " już| уже | вже | artıq | zaten | redan | allerede| jo | už | már | deja | ήδη | უკვე | արդեն | allaqachon "
    "|بالفعل",
    // subscribe
    "subscri|subskri|subskry|abonn|abonent|abonel|abonez|abonam|abone ol|abunə| abo | abos |-abo|abo-|digitalabo|"
    "probeabo|monatsabo|jahresabo|suscri|assin|abbona|prenum|předplat|подпис|передпл|підпис|előfiz|tilaa|tilaus|"
    "συνδρομ|გამოიწერ|გამომწერ|բաժանորդ|اشترك|اشتراك|مشترك|obuna|жазыл|購読|订阅|구독",
    // register_
    "register |register.|registr|sign up|signing up|create an account|create a free|create your|free account|an "
    "account|"
    "your account|my account|konto|benutzerkonto|compte|inscri|cuenta|conta gratu|uma conta|tua conta|sua conta|crea "
    "un account|"
    "account aan|een account|załóż|zarejestr|аккаунт|зарегистр|регистрац|зареєстр|обліков|qeydiyyat|hesab|"
    "kayıt ol|üye girişi|skapa konto|opprett|opret|registrer|vytvoř|regisztr|cont gratuit|λογαριασμ|εγγραφ|"
    "რეგისტრ|գրանցվ|سجل|حساب|тіркел|ro'yxat",
    // member
    " member|member |members|membership|mitglied|sociét|socios| socio| sócio|adhér|adhes|soci |leden |ledenservice| "
    "lid |"
    "członk|участник|клуб|член|учасник|üzv|üye ol|üyeler|medlem|jäsen|člen|tagja|membri|μέλη| patron|supporters",
    // trial
    " trial|free for|for free|try |cancel any|cancel at|cancel when|no commitment|no strings|introductory|first "
    "month|first week|"
    "first year|testen|gratis|kostenlos|kündbar|kündigen|probemonat|probewoche|schnupper|unverbindlich|ersten monat|"
    "erster monat|sans engagement|résili|essai|essay|gratuit|premier mois|prueba|sin permanencia|sin compromiso|"
    "cancela|gratis|primer mes|disdici|disdett|senza impegno|prova |primo mese|teste |cancele|sem compromisso|"
    "primeiro mês|opzeg|eerste maand|probeer|anuluj|rezygn|wypróbuj|za darmo|bezpłat|отмен|пробн|бесплатн|попроб|"
    "первый месяц|відмов|безкоштовн|спробу|pulsuz|sınaq|ləğv|ücretsiz|deneme|iptal|dene |prova|avsluta|säg upp|"
    "avslutt|opsig|peruuta|kokeile|zkuste|zdarma|zrušit|próbál|ingyen|lemond|încearcă|anulez|δοκιμ|δωρεάν|უფასო|"
    "անվճար|مجان|bepul|тегін",
    // term
    " month|monthly|/month| week|weekly| year|annual|yearly| per day| a day |/mo | quarter|monat|woche|jahr|jährlich| "
    "mois|"
    "mensuel|semaine|annuel| an |par jour| mes |mensual|semana| año| anual| mese|mensile|settiman|annual|all'anno| "
    "mês|"
    "mensal|por ano|maand|per jaar|weken|miesi|tydz|rocz| rok |месяц|мес.|недел|в год| год |годов|місяц|тижд|на рік|"
    "aylıq|ayda| ay |həftə|illik|aylık|yıllık|hafta|måned|månad|vecka|uke|uge|kuukau|viikko|měsíc|týd|ročn|hónap|éves|"
    "luna|lună|săptăm| pe an |μήνα|εβδομ|τον χρόνο|თვე|ամիս|ամսական|شهر|أسبوع|oylik|айына",
    // access
    " access|unlimited|all articles|all our|all stories|all of our|everything we|zugang|zugriff|unbegrenzt|alle "
    "artikel|"
    "alle inhalte|alle beiträge|alles lesen|unbeschränkt|accès|accéd|illimit|tous les articles|tous nos|ensemble des "
    "art|"
    "acceso|ilimitad|sin límite|todos los art|todo el conten|todos los conten|accesso|tutti gli art|tutti i "
    "conten|senza limit|"
    "acesso|sem limite|todos os art|todo o conte|toegang|onbeperkt|alle artikelen|dostęp|bez ogranicz|wszystki|"
    "доступ|без ограничен|безлимит|все материал|всех материал|всем материал|все стать|без обмежен|усі матеріал|"
    "limitsiz|məhdudiyyətsiz|bütün məqalə|bütün yazı|sınırsız|erişim|tüm haber|tüm içerik|obegränsa|tillgång|alla "
    "artik|"
    "ubegrenset|tilgang|adgang|ubegrænset|rajoitukset|neomezen|přístup|korlátlan|hozzáfér|nelimitat|acces |acces la|"
    "απεριόριστ|πρόσβασ|შეუზღუდავ|წვდომ|անսահման|հասանել|غير محدود|وصول|cheklovsiz",
    // this_text
    "words remain|words left|more words|other words|remaining words|words to go|wörter|weitere zeichen|mots |palabras|"
    "parole|woorden|ещё |слов|free part|free section|kostenlose teil|kostenfreie teil|partie gratuite|parte gratuita|"
    "gratis deel|darmowa część|бесплатная част|безкоштовна част|ücretsiz bölüm|pulsuz hissə|this issue|this report|"
    "single article|the article|einzelartikel|beitrag kaufen|artikel kaufen|whole analysis|complete picture|"
    "without a sub|ohne abo|sans abonnement|sin suscripción|без подписк|"
    "preview|excerpt|leseprobe|auszug|vorschau|extrait|aperçu|anteprima|amostra|fragment|фрагмент|уривок|podgląd|"
    "the rest|whole story|whole article|whole piece|entire |full text|full story|full article|complete article|"
    "read more with|this article|this story|this content|this post|this piece|this text|this report|more to this|"
    "remaining|read it all|every article|paid service|paid content|bezahlangebot|paid post|payant|de pago|a "
    "pagamento|платн|read in full|in full|restlich|rest des|rest der|der rest|ganzen artikel|ganzen text|ganzen "
    "beitrag|ganze artikel|ganzer|gesamten|vollständig|"
    "diesen artikel|diesem artikel|dieser artikel|diesen text|diesem text|dieser text|dieser beitrag|diesen "
    "beitrag|diesem beitrag|dieser inhalt|diesen inhalt|kompletten|"
    "diese geschichte|la suite|cet article|ce contenu|cette enquête|suite de l|reste de l|intégralité|en intégralité|"
    "article complet|article entier|reste à|lire tout|esta noticia|este artículo|este contenido|este reportaje|resto "
    "del|artículo completo|noticia completa|texto completo|completo|"
    "questo articolo|questo contenuto|l'articolo complet|resto dell|intero|este artigo|este conteúdo|esta "
    "matéria|restante|"
    "matéria completa|dit artikel|dit verhaal|hele artikel|hele verhaal|volledige|rest van|ten artykuł|tego artyk|ten "
    "tekst|"
    "cały artyk|cały tekst|reszt|całość|остальн|этот материал|этого материал|этому материал|эту стать|этот текст|этой "
    "стать|"
    "целиком|полностью|полный текст|полного текст|полную верси|полная верси|решту|цей матеріал|цю статтю|повніст|"
    "повний текст|bu məqalə|bu xəbər|bu yazı|tam mətn|tamamını|davamı|qalan|bu haber|bu içerik|devamı|tamamı|"
    "artikeln|hela artik|resten av|resten af|artikkelen|hele artik|hele saken|tämä juttu|koko jut|tento článek|celý "
    "článek|"
    "zbytek|ezt a cikk|teljes cikk|acest articol|articolul integral|tot articolul|αυτό το άρθρο|υπόλοιπο|სრულად|"
    "ამბავს|ამ სტატი|հոդված|ամբողջ|هذا المقال|المقال كامل|بقية|ushbu maqola|to'liq",
    // read_on
    "continue|keep reading|read on|read the|read this|reading this|finish reading|unlock|keep going|carry on "
    "reading|weiterlesen|weiter lesen|"
    "weiterzulesen|weiter geht|geht es weiter|geht's weiter|lesen sie weiter|freischalt|entsperr|fortzufahren|zum "
    "lesen|"
    "um zu lesen|poursuiv|continuez|continuer|débloqu|pour lire|déverrouill|envie de lire|seguir leyendo|sigue "
    "ley|continuar|"
    "continúa|desbloque|para leer|leer más con|seguir |continua a leg|continuare|proseguire|sblocca|per leggere|"
    "continue lendo|continuar a ler|continuar lendo|para ler|verder lezen|verder te lezen|lees verder|leest u "
    "verder|ontgrendel|om te lezen|"
    "czytaj dalej|czytać dalej|czytaj bez|odblokuj|aby przeczyt|читать дальше|читать далее|читайте дальше|"
    "читайте далее|продолж|дочита|чтобы прочит|прочитать|откройте|открыть|разблок|читати далі|читайте далі|продовж|"
    "щоб прочит|відкрит|oxumağa|oxumaq üçün|davam et|açmaq|okumaya|okumak için|devam etmek|kilidi|läs vidare|läsa "
    "vidare|fortsätt|"
    "lås upp|les videre|lese videre|fortsett|lås opp|læs videre|læse videre|fortsæt|jatka|lue kok|číst dál|"
    "pokračov|odemk|olvass|tovább|folytat|citește|citi mai|continuă|deblochează|διαβάστε|συνέχ|ξεκλειδ|კითხვის|"
    "წაიკითხ|განაგრძ|շարունակ|կարդալ|متابعة|مواصلة|أكمل|لقراءة|davom et|o'qish",
    // barred
    "access restricted|access denied|no access|not included|not include|upgrade|kein zugriff|zugriff nicht|kein zugang|"
    "enthält diesen|nicht enthalten|accès refusé|ne comprend pas|sin acceso|no incluye|нет доступа|не включает|"
    "exclusiv|subscriber-only|subscribers-only|only for|for paying|locked|paywall|restricted|article limit|your "
    "limit|limit of|monthly limit|free article|free stor|last free|used up|freie artikel|freien artikel|letzten freien|"
    "articoli gratuit|artículos gratuit|gratis artikel|artigos gratuit|textos gratuit|бесплатные материал|"
    "бесплатных материал|бесплатных стат|бесплатные стат|бесплатных публик|premium|reserved for|behind our|to view|"
    "exklusiv|nur für|nur von|gesperrt|kontingent|limit erreicht|monatsbudget|aufgebraucht|verbraucht|kostenpflicht|"
    "vorbehalten|bezahlschranke|plus-artikel|plus-inhalt|réserv|exclusi|verrouill|quota|articles gratuits|solo para|"
    "sólo para|reservad|límite de|bloquead|riservat|esclusiv|bloccat|limite di|limite de|exclusief|alleen voor|"
    "alleen toegank|afgeschermd|voorbehouden|limiet|tylko dla|wyłącznie|zarezerwow|limit darm|limit bezp|доступ "
    "ограничен|ограниченн|"
    "эксклюзив|только для|только подпис|только участ|закрытый матер|закрытая част|закрытый текст|закрыт "
    "для|лимит|недоступен без|недоступн без|доступен по|доступно по|доступна по|"
    "премиум|тільки для|лише для|доступ обмежен|ліміт|преміум|yalnız abun|yalnız üzv|qapalı|limitiniz|sadece "
    "abone|sadece "
    "üye|yalnızca abone|abonelere özel|üyelere özel|aboneye özel|kilitli|endast för|låst|kun for|forbeholdt|vain "
    "til|maksumuurin|pouze pro|exkluziv|jen pro|zamč|csak előf|csak reg|kizárólag|doar pentru|rezervat|αποκλειστικ|"
    "μόνο για|მხოლოდ|միայն|فقط|حصري|faqat",
    // plan
    "reading pass|lesepass|monatspass| plan|our offers|offers|this offer|special offer|see options|my "
    "options|choose|pricing|package|bundle|digital "
    "pass|"
    "day pass|deal |discount|save up|% off|angebot|paket|tarif|auswählen|wählen sie|wähle|digital basis|digitalpass|"
    "tagespass|abos im|offre|formule|choisi|oferta|planes|elige|tarifa|offert|piani|scegli|oferta|planos|escolha|"
    "aanbieding|kies |pakket|ofert|pakiet|wybierz|тариф|выберите|выбрать|предложен|акци|обрати|оберіть|пропозиц|"
    "paket|seçin|təklif|kampanya|planlar|teklif|erbjudand|välj|tilbud|velg|vælg|tarjous|valitse|nabídk|vyber|"
    "csomag|válass|ofert|alege|προσφορ|επιλέξτε|აირჩ|ընտր|اختر|عرض|باقة",
    // print
    "e-paper|epaper|print |printed|newspaper|our app|the app|paper edition|digital edition|zeitung|gedruckt|ausgabe|"
    " app |papier|journal |édition|kiosque|edición|impres|periódico|giornale|edizione|jornal|edição|krant|gazet|"
    "wydani|газет|номер|выпуск|приложени|qəzet|gazete|uygulama|tidning|avis|lehti|noviny|újság|ziar|εφημερίδ",
    // support
    "support|donat|chip in|fund |contribut|unterstütz|spende|fördern|soutenez|soutenir|faire un don|financ|apoya|"
    "apoye|apoie|apoio|doação|donar|sostieni|sostenere|steun|doneer|wesprzyj|wspieraj|wpłać|поддерж|пожертв|"
    "донат|підтрим|dəstək|destek|bağış|stöd|støtt|tue |podpoř|támogat|susține|donează|στηρίξτε|მხარდაჭერ|աջակց|ادعم",
    // letter
    "newsletter|news letter|inbox|bulletin|morning briefing|daily briefing|briefing|e-mail address|email address|your "
    "email|channel|whatsapp|telegram|facebook|instagram|podcast|rss|"
    "push|notification|alerts|follow us|postfach|rundbrief|e-mail-adresse|folgen sie|boîte|infolettre|adresse e-mail|"
    "suivez|boletín|boletin|correo|síguenos|canal |posta|iscriviti alla|seguici|sua caixa|e-mail|siga|nieuwsbrief|"
    "volg ons|newsletter|śledź|рассыл|канал|письм|почт|подпишитесь на нас|социальн|соцсет|розсил|пошт|bülten|"
    "e-posta|kanal|kanalı|nyhetsbrev|følg|nyhedsbrev|uutiskirj|zpravodaj|hírlevél|buletin|ενημερωτ|გვერდ|ալիք|قناة|"
    "نشرة",
    // comment
    "comment|discuss|join the conv|share|bookmark|save this|to save|report this|report an|did you like|enjoyed|"
    "feedback|correction|rate this|"
    "kommentar|diskut|diskussion|teilen|merken|speichern|fehler|melden sie uns|artikel melden|verschenk|coment|partag|"
    "enregistr|signaler|réagi|offrir|compart|guardar|comenta|condivid|salva|segnala|partilh|guarde|reageer|reactie|"
    "delen|bewaar|skoment|udostępn|zapisz|коммент|обсужд|обсуд|поделит|сохран|избранн|опечатк|ошибк|комент|поділит|"
    "зберег|şərh|paylaş|yorum|kaydet|kommentera|dela |lagre|gem |kommentti|jaa |komentář|sdíl|hozzászól|megoszt|"
    "comentar|distribuie|σχόλι|მოწერ|մեկնաբան|تعليق|شارك",
    // thanks
    "thank you|thanks|welcome|interest|danke|vielen dank|interesse|schön, dass|willkommen|merci|bienvenue|intéress|"
    "gracias|"
    "bienvenid|interés|grazie|benvenut|interess|obrigad|bem-vind|bedankt|dank |welkom|dzięk|witaj|спасибо|благодар|"
    "рады|интерес|дяку|təşəkkür|xoş gəl|maraq|teşekkür|hoş gel|ilgi|tack |takk|tak for|kiitos|děkuj|köszön|"
    "mulțum|ευχαριστ|მადლობ|շնորհակալ|شكرا",
    // consent
    "cookie|consent|privacy|partner|advertis|personal data|datenschutz|einwillig|werbung|tracking|adblock|ad blocker|"
    "vie privée|données|publicité|privacidad|publicidad|datos|pubblicit|dati person|publicidade|dados|advertent|"
    "reklam|prywatn|конфиденц|персональн|реклам|обработк|məxfilik|gizlilik|çerez",
    // goods
    "basket|add to cart|to cart|shipping|delivery|ticket|book now|in stock|buy now|order now|warenkorb|versand|"
    "lieferung|lieferbar|eintritt|karten |panier|livraison|billet|carrito|envío|entradas|carrello|spedizion|bigliett|"
    "carrinho|entrega|ingress|winkelwagen|verzend|koszyk|dostaw|bilet|корзин|доставк|билет|səbət|çatdırılma|sepet|"
    "kargo|per person|per night|pro person|apartment|property",
};
static_assert(sizeof stems_of / sizeof stems_of[0] == offer_kind_count);

}  // namespace

std::uint32_t offer_kinds(std::string_view folded) {
    struct Known {
        std::vector<std::uint32_t> kind_of;  ///< of each stem its bit
        PhraseFinder finder;
    };
    static const auto known = [] {
        std::vector<std::string> all;
        std::vector<std::uint32_t> kind_of;
        for (std::size_t kind = 0; kind < offer_kind_count; ++kind)
            for (const auto stem : split(stems_of[kind], '|')) {
                all.push_back(fold_sign(stem));
                kind_of.push_back(1u << kind);
            }
        return Known{std::move(kind_of), PhraseFinder(std::move(all))};
    }();
    std::uint32_t found = 0;
    known.finder.each(fmt::format(" {} ", folded),
                      [&](std::uint32_t stem, std::size_t) { found |= known.kind_of[stem]; });
    return found;
}

}  // namespace winnow::extract
