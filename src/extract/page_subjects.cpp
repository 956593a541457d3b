#include "extract/page_subjects.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.h"
#include "extract/page_class_words.h"
#include "extract/phrase_finder.h"

namespace winnow::extract {

namespace {

constexpr std::array<std::string_view, page_subject_count> stems{
    // service
    " about us | about the | about this | who we are | our team | our staff | contact |privacy| terms of | terms and |"
    "imprint|masthead|advertis|media kit|rate card|cookie| rss | our app | mobile app |newsletter| site map |sitemap|"
    " careers |disclaimer|legal notice|editorial policy|editorial standards| newsroom staff |über uns|impressum|"
    " kontakt |datenschutz|nutzungsbedingung| agb |mediadaten| werben |anzeigenpreis| die redaktion |qui sommes|"
    " à propos |nous contacter|mentions légales|confidentialité|conditions générales|annonceur|notre équipe|"
    "quiénes somos|sobre nosotros|contacto|aviso legal|privacidad|publicidad|anúnciate| chi siamo |contatti|"
    "note legali|pubblicità| quem somos |sobre nós| contato |termos de|privacidade|anuncie|expediente|ficha técnica|"
    " over ons |colofon|voorwaarden|adverteren| o nas |prywatności|regulamin| reklama |stopka redakcyjna| om oss | om "
    "os |"
    "integritetspolicy|personvern|annonsera|annoncér| o nás |ochrana osobních|podmínky| inzerce |tiráž|σχετικά με|"
    "ποιοι είμαστε|επικοινωνία|απορρήτου|όροι χρήσης|διαφήμιση| о нас | о редакции | о проекте | о сайте |"
    " об агентстве | об издании | о газете | о журнале | контакты |конфиденциальн|персональных данных|"
    "пользовательское соглашение|правила использования| реклама на |рекламодател|размещение рекламы|выходные данные|"
    " rss-|вакансии|рассылк|карта сайта| про нас | про видання |конфіденц|правила користування|haqqımızda| əlaqə |"
    "məxfilik|istifadə şərt|istifadə qayda| reklam |redaksiya|təsisçi|hakkımızda| künye |iletişim|gizlilik|çerez|"
    "kullanım koşul|kvkk|aydınlatma metni|abonelik|yayın ilke|biz haqimizda| aloqa |maxfiylik|tahririyat|махфийлик|"
    " алоқа |таҳририят|біз туралы| байланыс | жарнама |құпиялылық|ჩვენ შესახებ|ჩვენს შესახებ|კონტაქტ|კონფიდენციალ|"
    " რეკლამა |მეր մասին|մեր մասին|հետադարձ կապ|գաղտնիությ| գովազդ |من نحن|اتصل بنا|الخصوصية|شروط الاستخدام|أعلن معنا|"
    "هيئة التحرير|درباره ما|تماس با ما|حریم خصوصی|تبلیغات",
    // programme
    "tv programme|tv guide|tv listing|what's on tv|timetable| schedule |departures|ferries| tides | weather | forecast "
    "|"
    "horoscope|pharmac|opening hours|admission| tickets | venue |what's on|fixtures|standings|league table|"
    "exchange rate| quotes |prayer times| calendar |programm vom|fernsehprogramm|tv-programm|fahrplan| wetter "
    "|horoskop|"
    "notdienst|apotheke|öffnungszeiten| eintritt |veranstaltung| termine | tabelle |spielplan| kurse |programme tv|"
    "horaires| météo |pharmacie| agenda |billetterie|classement|calendrier|programación|horarios| el tiempo |farmacia|"
    "cartelera|entradas|clasificación|calendario|programmi tv| orari | meteo |oroscopo|farmacie|biglietti|classifica|"
    "programação|horários|previsão|farmácia|ingressos|classificação|tv-gids|dienstregeling|weerbericht|program tv|"
    "rozkład|pogoda|dyżur|apteki| tabela |terminarz|kursy walut|tv-tablå|tidtabell| väder |apotek|kalender|"
    "televizní program|jízdní řád|počasí|lékárn|πρόγραμμα|δρομολόγια| καιρός |ωροσκόπιο|εφημερεύ|φαρμακεί|телепрограмм|"
    "программа передач|расписание|погода|гороскоп|дежурн|аптек| афиша | билет|турнирная таблица|календарь|курс валют|"
    "курсы валют|котировк|розклад|телепрограма|tv proqram|verilişlər| cədvəl|hava proqnoz|qoroskop|bürclər|növbətçi|"
    " aptek| tədbir |turnir cədvəl|məzənnə|namaz vax|yayın akışı|sefer saat|hava durumu| burç|nöbetçi|eczane|etkinlik|"
    "puan durumu|fikstür|döviz|namaz vakit|jadval|ob-havo|valyuta kurs|namoz|ауа райы| кесте|бағам|ამინდ|განრიგ|"
    "ვალუტ|ტელეპროგრამ|եղանակ|ժամանակացույց|փոխարժեք|الطقس|مواعيد|أسعار|جدول|مواقيت|هواشناسی|نرخ ارز|اوقات شرعی",
    // game
    "crossword|sudoku| quiz | quiz: | poll |puzzle|kreuzwort|rätsel|umfrage|mots croisés|sondage|crucigrama|encuesta|"
    "cruciverba|sondaggio|palavras cruzadas|enquete|kruiswoord|krzyżówk| sonda |korsord|omröstning|křížovk| anketa |"
    "σταυρόλεξ|κουίζ|δημοσκόπηση|кроссворд|викторин| опрос |проголосу|судоку|krossvord|sorğu|viktorina|bulmaca|"
    " anket |testi çöz|кросворд|вікторин|опитування|so'rovnoma|сауалнама|კროსვორდ|გამოკითხვ|ვიქტორინ|խաչբառ|հարցում|"
    "استطلاع|كلمات متقاطعة|نظرسنجی| across | waagerecht |horizontalement",
    // trade
    " for sale |classified| vacancy |vacancies|we are hiring|apply now| shop |add to | buy now | order now |our "
    "services|"
    "we offer|free quote|request a quote|get started|customers|zu verkaufen|kleinanzeigen|stellenangebot|bewerben|"
    " bestellen |unsere leistungen|unverbindlich|angebot anfordern|petites annonces| à vendre |offre d'emploi|postuler|"
    " devis |se vende|anuncios|oferta de empleo|presupuesto| vendo |annunci |offerta di lavoro|preventivo|vende-se|"
    "classificados| vaga de | te koop |vacature|solliciteer| sprzedam |ogłoszenia|oferta pracy|till salu|lediga jobb|"
    " prodám |inzerát|αγγελί|πωλείται|объявления| продам |вакансия| резюме | купить |заказать|наши услуги|стоимость|"
    "оголошення|вакансі| elanlar|satılır|sifariş ver| ilanlar|satılık|iş ilan|başvuru|sipariş|e'lonlar|sotiladi|"
    "განცხადებ|იყიდება|հայտարարություններ|վաճառվում|للبيع|وظائف|آگهی|استخدام|فروش",
    // wait
    "maintenance| be back |please wait|few seconds|redirect| one moment |just a moment| loading |under construction|"
    "come back|wartung|gleich zurück|bitte warten|weitergeleitet|einen moment|patientez|redirig|mantenimiento|espere |"
    "manutenzione|attendere|reindirizz|manutenção|aguarde|onderhoud|even geduld|przerwa techniczna|proszę czekać|"
    "przekierow|underhåll|vänligen vänta|údržb|vyčkejte|συντήρηση|περιμένετε|технические работы|технических работ|"
    "профилактич|подождите|перенаправ|скоро вернемся|технічні роботи|зачекайте|texniki iş|profilaktik|gözləyin|"
    "yönləndiril|tezliklə|bakım çalışma|bekleyin|yönlendiril|texnik ishlar|kuting|күте тұр|техникалық жұмыс|"
    "ტექნიკური სამუშაო|დაელოდეთ|տեխնիկական աշխատանք|սպասեք|صيانة|يرجى الانتظار|صبر کنید|در حال انتقال| 18 years |"
    "years old?| over 18 | ab 18 |volljährig|mayor de edad|maggiorenne|совершеннолетн|есть 18|18 yaş",
    // help
    " help | faq |frequently asked| how do i | how can i |documentation| install |configuration| settings |user guide|"
    " hilfe |häufige fragen| wie kann ich | aide |foire aux|comment puis| ayuda |preguntas frecuentes| aiuto |"
    "domande frequenti| ajuda |perguntas frequentes|veelgestelde| pomoc |najczęściej zadawane| hjälp |vanliga frågor|"
    "nápověda| jak změn|časté dotazy|βοήθεια|συχνές ερωτήσεις| помощь | справка |частые вопросы|вопросы и ответы|"
    "как установить|допомога|часті питання| yardım | kömək |tez-tez verilən|sıkça sorulan|ko'p so'ral|დახმარებ|"
    "օգնություն|المساعدة|الأسئلة الشائعة|راهنما|سوالات متداول",
    // giving
    " donate |donation|support us|support our|your contribution|become a member|spende|unterstützen sie|"
    "faire un don|soutenez|donación|apóyanos|dona ora|sostieni|donazione| doação |apoie|doneer|steun ons|wesprzyj|"
    "darowizn| stöd |ditt bidrag| swish |podpořte|přispě|στηρίξτε|δωρεά|пожертвов|поддержите|підтримай| ianə |"
    "dəstək ol|bağış|destek ol|xayriya|შემოწირ|նվիրաբեր|تبرع|ادعمنا|حمایت مالی",
    // shop
    " cart | basket |shopping bag|checkout|wishlist|wish list|my account| order status|track "
    "order|shipping|delivery|"
    " catalog | catalogue | brands | price | prices | sale | gift cards|customer service|in stock|add to "
    "cart|"
    "warenkorb| kasse | versand|lieferung|widerruf|merkzettel|wunschliste|mein "
    "konto|zahlungsarten|rückgabe|panier|livraison|"
    "mon compte|commande|boutique|catálogo|carrito|mi "
    "cuenta|envíos|pedido|devoluciones|tienda|carrello|spedizion|negozio|"
    "catalogo|ordini| resi | carrinho|minha conta|entrega| loja | "
    "winkelwagen|winkelmand|bestelling|verzend|koszyk|dostawa|"
    "zamówieni|sklep|płatnoś|zwroty|varukorg|kundvagn|leverans|indkøbskurv|levering|handlekurv|košík|doprava|obchod "
    "|objednáv|"
    "kosár|szállítás|coș | "
    "livrare|καλάθι|αποστολή|κατάστημα|корзин|доставк|оплат|каталог|магазин|бренды|"
    "личный "
    "кабинет|гарантия|возврат|скидк|товар|прайс|кошик|замовлен|səbət|çatdırılma|mağaza|kataloq|endirim|sepet|kargo|"
    "mağazalar|ürünler|siparişlerim|indirim|savat|yetkazib|do'kon|себет|жеткізу|კალათა|მიწოდება|მაღაზია|զամբյուղ|"
    "առաքում|"
    "խանութ|سلة|الشحن|المتجر|سبد خرید|فروشگاه|购物车|配送|订单|商品|カート|お買い物|送料|ご注文|장바구니|배송",
    // news
    "politic| world |economy| business | opinion |editorial| sport |sports|culture|society| crime | local "
    "news|breaking|"
    " science |technology| health "
    "|entertainment|obituar|newspaper|politik|wirtschaft|panorama|meinung|feuilleton|gesellschaft|"
    "kultur|ausland| inland|regional|politique|économie|société|monde "
    "|politica|economia|cronaca|esteri|cultura|spettacol|"
    "economía|sociedad|nacional|deportes|política|mundo|esportes|buitenland|binnenland|economie|polityka|"
    "gospodarka|kraj "
    "|świat|inrikes|utrikes|ekonomi|samhälle|domácí|zahraničí|politică|externe|belföld|külföld|"
    "gazdaság|πολιτική|οικονομία|κόσμος|αθλητισμός|κοινωνία|политик|экономик|общество|в мире|происшеств|спорт|культур|"
    "політик|економік|суспільств|siyasət|iqtisad|cəmiyyət|dünya|hadisə|idman|mədəniyyət|siyaset|gündem|asayiş|yaşam|"
    "spor |"
    "siyosat|iqtisod|jamiyat|dunyo|саясат|қоғам|პოლიტიკა|ეკონომიკა|საზოგადოება|სპორტი|მსოფლიო|քաղաքական|"
    "տնտես|հասարակ|մարզ|سياسة|اقتصاد|رياضة|ثقافة|مجتمع|العالم|سیاسی|ورزش|فرهنگ|新闻|国际|国内|财经|体育|社会|"
    "政治|経済|"
    "スポーツ|국제|경제|정치|사회|스포츠"};

}  // namespace

std::array<unsigned, page_subject_count> subject_hits(std::string_view folded) {
    static const KindFinder known(stems, fold_sign);
    std::array<std::vector<std::uint32_t>, page_subject_count> found;
    known.finder().each(fmt::format(" {} ", folded), [&](std::uint32_t stem, std::size_t) {
        auto& seen = found[known.kind_of(stem)];
        if (seen.size() < 3 && std::find(seen.begin(), seen.end(), stem) == seen.end()) seen.push_back(stem);
    });
    std::array<unsigned, page_subject_count> hits{};
    for (std::size_t i = 0; i < hits.size(); ++i) hits[i] = static_cast<unsigned>(found[i].size());
    return hits;
}

}  // namespace winnow::extract
