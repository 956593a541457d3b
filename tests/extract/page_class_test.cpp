#include "extract/page_class.h"

#include <fmt/format.h>

#include "catch.hpp"
#include "extract/body.h"
#include "extract/extract.h"
#include "extract/metadata.h"

using namespace winnow;
using namespace winnow::extract;

namespace {

// --- pages as papers make them, with invented texts
// --------------------------------------------------------------------

struct Words {
    std::string language, site, home, sections, follow, cookie;
    std::vector<std::string> headlines;  ///< of stories
    std::vector<std::string> teasers;    ///< one or two sentences each
    std::vector<std::string> paragraphs;
};

const Words& english() {
    static const Words words{
        "en",
        "The Harbour Gazette",
        "The Harbour Gazette: news, sport and opinion from the coast",
        "Home,Politics,Business,Sport,Culture,Weather",
        "Follow us on social media",
        "We use cookies to make this site work. Accept all cookies",
        {"Council votes to rebuild the old lighthouse", "Fishermen report the best catch in ten years",
         "Ferry line to the islands opens two weeks early", "School orchestra wins national competition",
         "Storm damages three houses near the pier", "New bakery brings life to the market square",
         "Rents in the harbour district keep rising", "Local team draws with the league leaders",
         "Museum shows letters of a forgotten poet", "Bridge closed for repairs until September",
         "Volunteers clean ten kilometres of beach", "Harbour master retires after thirty years"},
        {"The decision was close, and the work shall begin next spring.",
         "Warm water brought the shoals near the coast. Prices are expected to fall.",
         "The company hopes for more visitors. Tickets cost less than last year.",
         "The jury praised the young players for their courage.",
         "Nobody was hurt. The fire brigade was out all night.",
         "Three friends sell bread from a wood oven, and the queue is long."},
        {"The town council voted on Tuesday evening to rebuild the old lighthouse, which has stood empty since a fire "
         "destroyed its upper floor. The decision was close, with nine votes against eight, and followed a debate of "
         "nearly four hours.",
         "Supporters argued that the tower belongs to the harbour as much as the fish market does. Opponents had asked "
         "for the money to be spent on the roof of the primary school, where rain has been coming through since the "
         "winter.",
         "Work is to begin in spring and to last about two years. The mayor said that the light itself would be lit "
         "again on the first day of summer, and that the keeper's flat would become a small museum.",
         "The cost is estimated at two million, of which the state pays one half. A citizens' group has already "
         "collected forty thousand, mostly in small sums, and wants to go on.",
         "Architects from three cities will be asked for designs. A jury of residents decides in autumn which of them "
         "is built, and the plans will be shown in the town hall before that."}};
    return words;
}

const Words& german() {
    static const Words words{
        "de",
        "Hafenbote",
        "Hafenbote - Nachrichten von der Küste",
        "Start,Politik,Wirtschaft,Sport,Kultur,Wetter",
        "Folgen Sie uns",
        "Wir verwenden Cookies. Alle akzeptieren",
        {"Stadtrat stimmt für den Wiederaufbau des Leuchtturms", "Fischer melden besten Fang seit zehn Jahren",
         "Fähre zu den Inseln fährt zwei Wochen früher", "Schulorchester gewinnt Bundeswettbewerb",
         "Sturm beschädigt drei Häuser an der Mole", "Neue Bäckerei belebt den Marktplatz",
         "Mieten im Hafenviertel steigen weiter", "Heimelf trotzt dem Tabellenführer ein Remis ab",
         "Museum zeigt Briefe eines vergessenen Dichters", "Brücke bis September gesperrt",
         "Freiwillige säubern zehn Kilometer Strand", "Hafenmeister geht nach dreißig Jahren"},
        {"Die Entscheidung fiel knapp aus. Im Frühjahr soll es losgehen.",
         "Warmes Wasser trieb die Schwärme an die Küste. Die Preise dürften sinken.",
         "Die Reederei hofft auf mehr Gäste als im vergangenen Jahr.", "Die Jury lobte den Mut der jungen Musiker.",
         "Verletzt wurde niemand. Die Feuerwehr war die ganze Nacht im Einsatz.",
         "Drei Freunde backen Brot im Holzofen, und die Schlange ist lang."},
        {"Der Stadtrat hat am Dienstagabend für den Wiederaufbau des alten Leuchtturms gestimmt, der seit einem Brand "
         "leer steht. Die Entscheidung fiel mit neun gegen acht Stimmen knapp aus, nach einer Debatte von fast vier "
         "Stunden.",
         "Die Befürworter sagten, der Turm gehöre zum Hafen wie der Fischmarkt. Die Gegner wollten das Geld lieber für "
         "das Dach der Grundschule ausgeben, durch das seit dem Winter der Regen kommt.",
         "Die Arbeiten sollen im Frühjahr beginnen und etwa zwei Jahre dauern. Am ersten Sommertag danach soll das "
         "Licht "
         "wieder brennen, und in die Wohnung des Wärters zieht ein kleines Museum.",
         "Die Kosten werden auf zwei Millionen geschätzt, von denen das Land die Hälfte trägt. Eine Bürgergruppe hat "
         "bereits vierzigtausend gesammelt, meist in kleinen Beträgen."}};
    return words;
}

const Words& russian() {
    static const Words words{
        "ru",
        "Портовый вестник",
        "Портовый вестник - новости побережья",
        "Главная,Политика,Экономика,Спорт,Культура,Погода",
        "Подписывайтесь на нас",
        "Мы используем файлы cookie. Принять все",
        {"Городской совет решил восстановить старый маяк", "Рыбаки сообщили о лучшем улове за десять лет",
         "Паром на острова пойдет на две недели раньше", "Школьный оркестр победил на конкурсе",
         "Шторм повредил три дома у причала", "Новая пекарня оживила рыночную площадь",
         "Аренда в портовом районе продолжает дорожать", "Местная команда сыграла вничью с лидером",
         "Музей показал письма забытого поэта", "Мост закрыли на ремонт до сентября",
         "Добровольцы убрали десять километров пляжа", "Начальник порта ушел на пенсию"},
        {"Решение приняли с перевесом в один голос. Работы начнутся весной.",
         "Теплая вода пригнала косяки к берегу, цены должны снизиться.", "Компания надеется на рост числа гостей.",
         "Жюри отметило смелость молодых музыкантов.", "Никто не пострадал. Пожарные работали всю ночь.",
         "Три друга пекут хлеб в дровяной печи."},
        {"Городской совет во вторник вечером проголосовал за восстановление старого маяка, который пустует после "
         "пожара. "
         "Решение приняли с перевесом в один голос после обсуждения, которое длилось почти четыре часа.",
         "Сторонники говорили, что башня принадлежит порту так же, как рыбный рынок. Противники просили потратить "
         "деньги "
         "на крышу начальной школы, которая протекает с самой зимы.",
         "Работы начнутся весной и займут около двух лет. Глава города пообещал, что огонь снова зажгут в первый день "
         "лета, а в квартире смотрителя откроют небольшой музей.",
         "Стоимость оценивают в два миллиона, половину заплатит государство. Жители уже собрали сорок тысяч, в "
         "основном "
         "небольшими суммами, и намерены продолжать."}};
    return words;
}

std::string head(const Words& w, const std::string& title, const std::string& more = "") {
    return fmt::format("<!DOCTYPE html><html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{}</title>{}</head>",
                       w.language, title, more);
}

std::string navigation(const Words& w) {
    std::string out = fmt::format("<header class=\"site-header\"><a href=\"/\" class=\"logo\">{}</a><nav><ul>", w.site);
    std::string section;
    for (const char c : w.sections + ",") {
        if (c != ',') {
            section += c;
            continue;
        }
        out += fmt::format("<li><a href=\"/s/{0}\">{0}</a></li>", section);
        section.clear();
    }
    return out + "</ul></nav></header>";
}

std::string footer(const Words& w) {
    return fmt::format(
        "<div class=\"cookie-bar\">{}</div><footer><p>© 2026 {}</p><ul><li><a href=\"/about\">About</a></li>"
        "<li><a href=\"/contact\">Contact</a></li><li><a href=\"/privacy\">Privacy</a></li></ul><p>{}</p></footer>",
        w.cookie, w.site, w.follow);
}

/// Cards: a linked headline and, with `text`, a teaser below it.
std::string cards(const Words& w, std::size_t count, bool text, const std::string& tag = "h3") {
    std::string out = "<div class=\"cards\">";
    for (std::size_t i = 0; i < count; ++i) {
        const auto& headline = w.headlines[i % w.headlines.size()];
        out += fmt::format(
            "<div class=\"card\"><a href=\"/news/{0}/story-about-it-{0}\"><img src=\"/i/{0}.jpg\"></a><{1}><a "
            "href=\"/news/{0}/story-about-it-{0}\">{2} {0}</a></{1}>",
            i, tag, headline);
        if (text) out += fmt::format("<p>{}</p>", w.teasers[i % w.teasers.size()]);
        out += "<span class=\"time\">12:0" + std::to_string(i % 10) + "</span></div>";
    }
    return out + "</div>";
}

std::string body(const Words& w, const std::string& inner) {
    return "<body>" + navigation(w) + "<main>" + inner + "</main>" + footer(w) + "</body></html>";
}

std::string paragraphs(const Words& w, std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count && i < w.paragraphs.size(); ++i) out += "<p>" + w.paragraphs[i] + "</p>";
    return out;
}

const std::string article_ld =
    R"(<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Council votes to rebuild the old lighthouse","datePublished":"2026-02-19T10:59:00+04:00"{}}</script>)";

std::string with_ld(const std::string& more = "") {
    auto out = article_ld;
    out.replace(out.find("{}}<"), 2, more);
    return out;
}

std::string article_page(const Words& w, std::size_t count, const std::string& more_head = "",
                         const std::string& after = "") {
    return head(w, w.headlines[0] + " | " + w.site, more_head) +
           body(w, "<article><h1>" + w.headlines[0] +
                       "</h1><div class=\"meta\"><time datetime=\"2026-02-19T10:59:00+04:00\">"
                       "19.02.2026, 10:59</time></div><div class=\"text\">" +
                       paragraphs(w, count) + "</div></article>" + after);
}

// --- running them
// ------------------------------------------------------------------------------------------------------

Classification classify_page(const std::string& html, const std::string& address) {
    const auto document = html::Document::parse(html).value();
    const auto url = address.empty() ? Result<url::Url>(fail(Errc::invalid, "none")) : url::Url::parse(address);
    const Structured structured(document);
    Article article;
    MetadataContext context;
    if (url) context.url = &*url;
    read_metadata(document, structured, context, article);
    const auto blocks = read_blocks(document, document.body().id(), NodeMarks(document));
    const auto found = find_body(document, blocks, structured, article.title);
    complete_metadata(document, structured, blocks, found.kept, context, article);
    for (const auto i : found.kept) article.body.push_back({blocks[i].kind, blocks[i].level, blocks[i].text});
    return classify(document, structured, blocks, found, article, url ? &*url : nullptr);
}

std::string class_of(const std::string& html, const std::string& address = "") {
    const auto result = classify_page(html, address);
    std::string evidence;
    for (const auto& line : result.evidence) evidence += "; " + line;
    UNSCOPED_INFO(address << evidence);
    return std::string(page_class_name(result.page_class));
}

const std::string host = "https://harbour-gazette.example";

}  // namespace

TEST_CASE("Front pages, sections, tags, searches and authors are listings") {
    for (const auto* w : {&english(), &german(), &russian()}) {
        INFO(w->language);
        // a front page of cards with and without teasers
        CHECK(class_of(head(*w, w->home) + body(*w, cards(*w, 30, true)), host + "/") == "listing");
        CHECK(class_of(head(*w, w->home, "<meta property=\"og:type\" content=\"website\">") +
                           body(*w, cards(*w, 12, true) + cards(*w, 40, false, "h4")),
                       host + "/") == "listing");
        CHECK(class_of(head(*w, w->home) + body(*w, cards(*w, 60, false)), host + "/" + w->language + "/") ==
              "listing");
        // a section with teasers
        CHECK(class_of(head(*w, "Politics | " + w->site) + body(*w, "<h1>Politics</h1>" + cards(*w, 20, true)),
                       host + "/politics") == "listing");
        CHECK(class_of(head(*w, "Politics | " + w->site, "<meta property=\"og:type\" content=\"website\">") +
                           body(*w, "<h1>Politics</h1>" + cards(*w, 10, true, "h2")),
                       host + "/politics/") == "listing");
        // tag, page 3, author, search
        CHECK(class_of(head(*w, "Lighthouse | " + w->site) + body(*w, "<h1>Lighthouse</h1>" + cards(*w, 15, true)),
                       host + "/tag/lighthouse") == "listing");
        CHECK(class_of(head(*w, "News, page 3 | " + w->site) + body(*w, cards(*w, 15, true, "h2")),
                       host + "/category/news/page/3/") == "listing");
        CHECK(class_of(head(*w, "Mary Miller | " + w->site, "<meta property=\"og:type\" content=\"profile\">") +
                           body(*w, "<h1>Mary Miller</h1><p>" + w->teasers[0] + "</p>" + cards(*w, 12, false)),
                       host + "/author/mary-miller") == "listing");
        CHECK(class_of(head(*w, "Search results for lighthouse | " + w->site) +
                           body(*w, "<h1>Search results for lighthouse</h1>" + cards(*w, 10, true)),
                       host + "/?s=lighthouse") == "listing");
        CHECK(class_of(head(*w, "Search | " + w->site) +
                           body(*w, "<form><input name=q><button>Go</button></form>" + cards(*w, 10, true)),
                       host + "/search?q=lighthouse&page=2") == "listing");
    }
    // headlines that are no links, with the same short link under each
    std::string more;
    for (std::size_t i = 0; i < 12; ++i)
        more += fmt::format("<section><h2>{0}</h2><p>{1} {1}</p><a href=\"/news/{2}\">Read more</a></section>",
                            english().headlines[i], english().teasers[i % 6], i);
    CHECK(class_of(head(english(), "Politics | " + english().site) + body(english(), more), host + "/politics") ==
          "listing");
    // structured data says so
    CHECK(
        class_of(head(english(), "Lighthouse",
                      R"(<script type="application/ld+json">{"@type":"CollectionPage","name":"Lighthouse"}</script>)") +
                     body(english(), "<h1>Lighthouse</h1>" + cards(english(), 10, true)),
                 host + "/lighthouse") == "listing");
    // a forum's index, a shop's list
    std::string forum = "<table>";
    for (int i = 0; i < 25; ++i)
        forum += fmt::format(
            "<tr><td><a href=\"/t/{0}\">{1} {0}</a></td><td>{0} replies</td><td><a "
            "href=\"/u/{0}\">sailor{0}</a></td></tr>",
            i, english().headlines[static_cast<std::size_t>(i) % 12]);
    CHECK(class_of(head(english(), "Sailing forum - Index") + body(english(), forum + "</table>"), host + "/forum/") ==
          "listing");
    std::string shop = "<h1>Boots</h1><ul>";
    for (int i = 0; i < 24; ++i)
        shop += fmt::format(
            "<li><a href=\"/p/{0}\"><img src=\"{0}.jpg\">Rubber boots for wet decks, model {0}</a><span>49.{0} €</span>"
            "<button>Add to cart</button></li>",
            i);
    CHECK(class_of(head(english(), "Boots | Harbour shop") + body(english(), shop + "</ul>"),
                   host + "/category/boots") == "listing");
    // the site map
    std::string map = "<h1>Sitemap</h1><ul>";
    for (int i = 0; i < 80; ++i)
        map += fmt::format("<li><a href=\"/s/{0}\">Section number {0} of the paper</a></li>", i);
    CHECK(class_of(head(english(), "Sitemap") + body(english(), map + "</ul>"), host + "/sitemap") != "article");
}

TEST_CASE("Error pages with status 200 are soft 404s, also with suggestions") {
    struct Case {
        const Words* words;
        std::string title, text;
    };
    const Case cases[] = {
        {&english(), "Page not found", "Sorry, the page you are looking for does not exist or has been moved."},
        {&english(), "404", "Oops! That page can't be found. It looks like nothing was found at this location."},
        {&english(), "Error 404", "The article is no longer available."},
        {&german(), "Seite nicht gefunden", "Die gewünschte Seite wurde leider nicht gefunden."},
        {&german(), "Fehler 404", "Diese Seite gibt es nicht mehr."},
        {&russian(), "Страница не найдена", "К сожалению, запрашиваемая страница не найдена или была удалена."},
        {&russian(), "Ошибка 404", "Такой страницы нет. Перейдите на главную."},
        {&english(), "Page introuvable", "La page demandée n'existe pas ou n'existe plus."},
        {&english(), "Página no encontrada", "Lo sentimos, no se encontró la página."},
        {&english(), "Pagina non trovata", "La pagina che stai cercando non esiste."},
        {&english(), "Səhifə tapılmadı", "Axtardığınız səhifə mövcud deyil."},
        {&english(), "Sayfa bulunamadı", "Aradığınız sayfa kaldırılmış olabilir."},
        {&english(), "Сторінку не знайдено", "На жаль, такої сторінки не існує."},
        {&english(), "Pagina niet gevonden", "Deze pagina bestaat niet meer."},
        {&english(), "Página não encontrada", "O conteúdo que você procura não existe."},
        {&english(), "Strona nie istnieje", "Nie znaleziono strony o podanym adresie."},
    };
    for (const auto& c : cases) {
        INFO(c.title);
        const auto bare = head(*c.words, c.title + " | " + c.words->site) +
                          body(*c.words, "<h1>" + c.title + "</h1><p>" + c.text + "</p>");
        CHECK(class_of(bare, host + "/news/2026/02/19/gone-with-the-wind-and-rain") == "soft_404");
        const auto suggesting =
            head(*c.words, c.title + " | " + c.words->site) +
            body(*c.words, "<h1>" + c.title + "</h1><p>" + c.text + "</p>" + cards(*c.words, 12, true));
        CHECK(class_of(suggesting, host + "/news/gone-with-the-wind-and-rain") == "soft_404");
    }
    // only the text says so
    CHECK(class_of(head(english(), english().site) +
                       body(english(), "<h2>Page not found</h2><p>Try the search.</p>" + cards(english(), 6, false)),
                   host + "/news/2019/old-story-about-boats") == "soft_404");
}

TEST_CASE("Login forms, consent walls and bot checks are told by name") {
    const auto form = [](const std::string& label) {
        return "<form method=post><h1>" + label +
               "</h1><label>E-Mail</label><input type=email><label>***</label>"
               "<input type=password><button>" +
               label + "</button></form><a href=/forgot>?</a>";
    };
    for (const auto* label : {"Sign in", "Log in", "Anmelden", "Se connecter", "Iniciar sesión", "Accedi", "Entrar",
                              "Inloggen", "Zaloguj się", "Вход", "Увійти", "Daxil ol", "Giriş yap"}) {
        INFO(label);
        CHECK(class_of(head(english(), std::string(label) + " | " + english().site) + body(english(), form(label)),
                       host + "/login") == "login");
        CHECK(class_of(head(english(), std::string(label) + " - " + english().site) + body(english(), form(label)),
                       host + "/account/x") == "login");
    }

    struct Wall {
        std::string title, text;
    };
    const Wall walls[] = {
        {"Before you continue",
         "<h1>Before you continue</h1><p>We and our partners store and/or access information on a device, such as "
         "cookies, and process personal data for personalised ads.</p><button>Accept "
         "all</button><button>Reject</button>"},
        {"Hafenbote",
         "<h1>Mit Werbung lesen</h1><p>Besuchen Sie hafenbote.example wie gewohnt mit Werbung und Tracking. Details "
         "zum "
         "Tracking finden Sie in der Privatsphäre.</p><button>Zustimmen und "
         "weiter</button><h2>PUR-Abo</h2><p>Werbefrei lesen "
         "ohne Tracking für 3,99 im Monat.</p>"},
        {"Le Port",
         "<h1>Vos données, votre choix</h1><p>Avec votre accord, nous et nos partenaires utilisons des cookies pour "
         "stocker "
         "vos données personnelles.</p><button>Continuer sans accepter</button><button>Tout accepter</button>"},
        {"El Puerto",
         "<p>Valoramos tu privacidad. Nosotros y nuestros socios almacenamos cookies.</p><button>Aceptar y "
         "continuar</button>"},
        {"Il Porto",
         "<p>La tua privacy è importante. Noi e i nostri partner utilizziamo cookie.</p><button>Accetta e "
         "continua</button>"},
        {"De Haven",
         "<p>Jouw privacy. Wij en onze partners gebruiken cookies.</p><button>Accepteren en doorgaan</button>"},
        {"Port",
         "<p>Szanujemy prywatność. My i nasi zaufani partnerzy używamy plików cookie.</p><button>Przejdź do "
         "serwisu</button>"},
        {"Порт",
         "<p>Мы используем файлы cookie. Продолжая, вы даете согласие на обработку данных.</p><button>Принять "
         "все</button>"},
        {"Liman",
         "<p>Çerezleri kabul ediyor musunuz? Kişisel verileriniz işlenir.</p><button>Tümünü kabul et</button>"},
    };
    for (const auto& wall : walls) {
        INFO(wall.title);
        CHECK(
            class_of(head(english(), wall.title) + "<body><div class=\"consent\">" + wall.text + "</div></body></html>",
                     host + "/news/story-about-the-lighthouse-123456") == "consent_wall");
    }

    const std::string checks[] = {
        "<html lang=en-US><head><title>Just a moment...</title></head><body><div "
        "class=\"main-wrapper\"><h1>harbour.example</h1>"
        "<h2>Checking if the site connection is secure</h2><div id=\"challenge-stage\"></div><noscript>Enable "
        "JavaScript and cookies to "
        "continue</noscript><script "
        "src=\"/cdn-cgi/challenge-platform/h/b/orchestrate/jsch/v1\"></script></div></body></html>",
        "<html><head><title>Attention Required! | Cloudflare</title></head><body><div id=\"cf-wrapper\"><h1>Sorry, you "
        "have been blocked</h1>"
        "<p>You are unable to access harbour.example</p><h2>Why have I been blocked?</h2><p>This website is using a "
        "security service to protect "
        "itself from online attacks.</p></div></body></html>",
        "<html><head><title>harbour.example</title></head><body><p id=\"cmsg\">Please enable JS and disable any ad "
        "blocker</p><script "
        "src=\"https://ct.captcha-delivery.com/c.js\"></script></body></html>",
        "<html><head><title>Access to this page has been denied</title></head><body><div "
        "class=\"px-captcha-container\"><h1>Press & Hold to "
        "confirm you are a human (and not a bot).</h1><div id=\"px-captcha\"></div></div></body></html>",
        "<html><head><title>Pardon Our Interruption</title></head><body><h1>Pardon Our Interruption</h1><p>As you were "
        "browsing something about "
        "your browser made us think you were a bot.</p></body></html>",
        "<html><head><title>Ой!</title></head><body><div class=\"CheckboxCaptcha\"><h1>Подтвердите, что запросы "
        "отправляли вы, а не робот</h1>"
        "<p>Нам очень жаль, но запросы с вашего устройства похожи на автоматические.</p><div "
        "id=\"smartcaptcha\"></div></div></body></html>",
        "<html><head><title>DDOS-GUARD</title></head><body><h1>Проверка браузера перед "
        "переходом</h1><p>ddos-guard</p></body></html>",
        "<html><head><title>Human Verification</title></head><body><div id=\"aws-waf-captcha\"><h1>Let's confirm you "
        "are human</h1></div></body></html>",
        "<html><head><title>Zugriff verweigert</title></head><body><h1>Sind Sie ein Mensch?</h1><p>Bitte bestätigen "
        "Sie, dass Sie kein Roboter "
        "sind.</p></body></html>",
    };
    for (const auto& check : checks) {
        INFO(check.substr(0, 90));
        CHECK(class_of(check, host + "/news/story-about-the-lighthouse-123456") == "challenge");
    }
}

TEST_CASE("The free beginning of a paid text is a paywall") {
    struct Case {
        std::string offer;
    };
    for (const auto* offer :
         {"Subscribe to continue reading. Already a subscriber? Sign in", "Weiterlesen mit Hafenbote Plus",
          "Jetzt weiterlesen: Für Abonnenten", "Article réservé aux abonnés. Il vous reste 80% de cet article à lire.",
          "Contenido exclusivo para suscriptores", "Contenuto riservato agli abbonati",
          "Оформите подписку, чтобы читать дальше", "Verder lezen? Abonneer je nu.",
          "Pozostało do przeczytania 85% tekstu", "Bu haber aboneler için", "Yalnız abunəçilər üçün",
          "Conteúdo exclusivo para assinantes"}) {
        INFO(offer);
        const auto wall = fmt::format("<div class=\"paywall\"><h2>{}</h2><button>OK</button></div>", offer);
        CHECK(class_of(article_page(english(), 1, with_ld(",\"isAccessibleForFree\":false"), wall),
                       host + "/news/lighthouse-council-vote-123456") == "paywall");
        CHECK(class_of(article_page(english(), 2, with_ld(",\"isAccessibleForFree\":\"False\""), wall),
                       host + "/news/lighthouse-council-vote-123456") == "paywall");
        CHECK(class_of(article_page(english(), 2, "", wall), host + "/news/lighthouse-council-vote-123456") ==
              "paywall");
    }
    // declared as not free, but whole: the paper lets machines read it
    CHECK(class_of(article_page(english(), 5, with_ld(",\"isAccessibleForFree\":false")),
                   host + "/news/lighthouse-council-vote-123456") == "article");
    // a flash of news under the same flag, with no offer beside it
    CHECK(class_of(article_page(english(), 1, with_ld(",\"isAccessibleForFree\":false")),
                   host + "/news/lighthouse-council-vote-123456") == "article");
}

TEST_CASE("Shells, players and galleries are no texts") {
    CHECK(class_of("<html><head><title>Harbour</title></head><body><div id=\"root\"></div><script "
                   "src=\"/static/js/main.js\"></script></body></html>",
                   host + "/news/lighthouse-council-vote-123456") == "js_only");
    CHECK(class_of("<html><head><title>Harbour</title></head><body><noscript>You need to enable JavaScript to run this "
                   "app.</noscript><div "
                   "id=\"app\"></div><script src=\"/a.js\"></script></body></html>",
                   host + "/news/lighthouse-council-vote-123456") == "js_only");
    CHECK(class_of("<html><head><title>Порт</title></head><body><div id=\"__next\"><div "
                   "class=\"spinner\">Загрузка...</div></div><noscript>Включите "
                   "JavaScript</noscript><script src=\"/a.js\"></script></body></html>",
                   host + "/ru/news/123456") == "js_only");
    const auto& w = english();
    CHECK(class_of(head(w, w.headlines[4] + " - video", "<meta property=\"og:type\" content=\"video.other\">") +
                       body(w, "<h1>" + w.headlines[4] + "</h1><video src=\"a.mp4\"></video><p>" + w.teasers[4] +
                                   "</p>" + cards(w, 8, false)),
                   host + "/video/storm-damages-three-houses") == "media_only");
    CHECK(
        class_of(
            head(
                w, w.headlines[4],
                R"(<script type="application/ld+json">{"@type":"VideoObject","name":"Storm","uploadDate":"2026-02-19"}</script>)") +
                body(w, "<h1>" + w.headlines[4] + "</h1><iframe src=\"https://www.youtube.com/embed/x\"></iframe>"),
            host + "/watch/storm-damages-three-houses-78123") == "media_only");
    std::string pictures;
    for (int i = 1; i <= 14; ++i)
        pictures += fmt::format("<figure><img src=\"{0}.jpg\"><figcaption>Picture {0} of 14</figcaption></figure>", i);
    CHECK(class_of(head(w, "The storm in pictures") + body(w, "<h1>The storm in pictures</h1>" + pictures),
                   host + "/gallery/the-storm-in-pictures-2231") == "media_only");
    CHECK(class_of("<html><head></head><body></body></html>", host + "/x") == "empty");
}

TEST_CASE("Imprint, contact, product and weather pages are no articles") {
    const auto& w = english();
    const auto page = [&](const std::string& title, const std::string& text) {
        return head(w, title + " | " + w.site) + body(w, "<h1>" + title + "</h1>" + text);
    };
    CHECK(class_of(page("Impressum",
                        "<p>Hafenbote Verlag GmbH, Am Kai 1, Musterstadt. Geschäftsführer: Max Muster. Registergericht "
                        "Musterstadt HRB 12345. Telefon 0123 456789.</p><p>Verantwortlich: Erika Muster.</p>"),
                   host + "/impressum") == "other");
    CHECK(class_of(page("About us", "<p>" + w.paragraphs[1] + "</p><p>" + w.paragraphs[2] + "</p>"), host + "/about") ==
          "other");
    CHECK(class_of(page("Contact",
                        "<form><input name=a><textarea></textarea></form><p>Write to us at the harbour office.</p>"),
                   host + "/contact") == "other");
    CHECK(class_of(page("Контакты", "<p>Адрес редакции: Портовая улица, дом 1. Телефон 123-45-67.</p>"),
                   host + "/kontakty") == "other");
    CHECK(class_of(page("Haqqımızda", "<p>Liman qəzeti sahil haqqında yazır. Redaksiyanın ünvanı: Liman küçəsi 1.</p>"),
                   host + "/haqqimizda") == "other");
    CHECK(class_of(page("Privacy policy", paragraphs(w, 5)), host + "/privacy") == "other");
    CHECK(class_of(page("Weather",
                        "<table><tr><td>Monday</td><td>12°</td><td>rain</td></tr><tr><td>Tuesday</td><td>14°</"
                        "td><td>sun</td></tr></table>"),
                   host + "/weather") == "other");
    std::string days = "<table>";
    for (int i = 1; i <= 28; i += 7) {
        days += "<tr>";
        for (int d = i; d < i + 7; ++d) days += fmt::format("<td><a href=\"/{0}\">{0}</a></td>", d);
        days += "</tr>";
    }
    CHECK(class_of(page("Calendar", days + "</table>"), host + "/calendar") != "article");
    CHECK(
        class_of(
            head(
                w, "Rubber boots",
                R"(<script type="application/ld+json">{"@type":"Product","name":"Rubber boots","offers":{"price":"49"}}</script>)") +
                body(w, "<h1>Rubber boots</h1><p>" + w.paragraphs[2] + "</p><button>Add to cart</button>"),
            host + "/p/rubber-boots") == "other");
}

TEST_CASE("Articles of every shape are articles") {
    const auto& w = english();
    const std::string address = host + "/news/lighthouse-council-vote-123456";
    for (const auto* words : {&english(), &german(), &russian()}) {
        INFO(words->language);
        CHECK(class_of(article_page(*words, 4), host + "/a/123456") == "article");
        CHECK(class_of(article_page(*words, 4)) == "article");  // a page from a file: no address
        CHECK(class_of(article_page(*words, 4, "", cards(*words, 40, true)), host + "/a/123456") == "article");
        CHECK(class_of(article_page(*words, 3, "", cards(*words, 12, true) + cards(*words, 60, false)),
                       host + "/a/123456") == "article");
        // archives that lost the path
        CHECK(class_of(article_page(*words, 4, "", cards(*words, 20, false)), host + "/") == "article");
    }
    // a flash of two sentences; a title and nothing else
    const auto flash =
        head(w, w.headlines[4] + " | " + w.site) +
        body(w, "<h1>" + w.headlines[4] + "</h1><span>19 February 2026, 10:59</span><p>" + w.teasers[4] + "</p>");
    CHECK(class_of(flash, host + "/news/storm-damages-three-houses-78123") == "article");
    CHECK(class_of(flash) == "article");
    CHECK(class_of(head(w, w.headlines[4] + " | " + w.site, "<meta property=\"og:type\" content=\"article\">") +
                       body(w, "<h1>" + w.headlines[4] + "</h1><span>19 February 2026, 10:59</span>"),
                   host + "/news/storm-damages-three-houses-78123") == "article");
    CHECK(class_of(
              head(w, w.headlines[4] + " | " + w.site) +
                  body(w, "<h1>" + w.headlines[4] + "</h1><span>19 February 2026, 10:59</span>" + cards(w, 10, false)),
              host + "/news/storm-damages-three-houses-78123") == "article");
    // a live ticker: many short entries with times and headlines of their own
    std::string ticker = "<h1>Storm on the coast: live updates</h1><p>" + w.paragraphs[0] + "</p>";
    for (int i = 0; i < 20; ++i)
        ticker +=
            fmt::format("<div class=\"entry\"><time>1{}:0{}</time><h3>{}</h3><p>{}</p></div>", i / 10, i % 10,
                        w.headlines[static_cast<std::size_t>(i) % 12], w.teasers[static_cast<std::size_t>(i) % 6]);
    CHECK(class_of(head(w, "Storm on the coast: live updates", with_ld()) + body(w, ticker),
                   host + "/live/storm-on-the-coast-live-updates-991") == "article");
    CHECK(class_of(head(w, "Storm on the coast: live updates") + body(w, ticker),
                   host + "/live/storm-on-the-coast-live-updates-991") == "article");
    // titles with the words of other pages
    auto lost = article_page(w, 4);
    const auto retitle = [&](std::string page, const std::string& title) {
        for (auto at = page.find(w.headlines[0]); at != std::string::npos;
             at = page.find(w.headlines[0], at + title.size()))
            page.replace(at, w.headlines[0].size(), title);
        return page;
    };
    for (const auto* title :
         {"Missing hiker still not found after a week", "Page not found: how the web loses its memory",
          "How to log in to your bank safely", "Are you a robot? New test baffles people",
          "Weather: storm expected on Friday", "Cookie consent banners annoy readers, study says",
          "Subscribe to read? Papers struggle with paywalls", "Search for missing ferry goes on",
          "About us and them: a new play"}) {
        INFO(title);
        CHECK(class_of(retitle(article_page(w, 4, with_ld()), title), address) == "article");
        CHECK(class_of(retitle(article_page(w, 4), title), address) == "article");
    }
    // a login box in the page's head, a cookie bar, a newsletter form and an offer of a subscription
    const std::string boxes =
        "<div class=\"modal\"><form><h3>Sign in</h3><input type=email><input type=password><button>Sign "
        "in</button></form></div>"
        "<div class=\"newsletter\"><p>Subscribe to our newsletter</p><input type=email></div>";
    CHECK(class_of(article_page(w, 3, "", boxes), address) == "article");
    CHECK(class_of(article_page(w, 1, with_ld(), boxes), address) == "article");
    CHECK(class_of(
              article_page(
                  w, 2, "",
                  "<p>We value your privacy. We and our partners use cookies.</p><button>Accept all cookies</button>"),
              address) == "article");
    // an article with a video, a gallery in an article
    CHECK(class_of(article_page(w, 3, "<meta property=\"og:video\" content=\"a.mp4\">", "<video src=a.mp4></video>"),
                   address) == "article");
    std::string pictures;
    for (int i = 1; i <= 14; ++i)
        pictures += fmt::format("<figure><img src=\"{0}.jpg\"><figcaption>Picture {0}</figcaption></figure>", i);
    CHECK(class_of(article_page(w, 3, "", pictures), address) == "article");
    // a news site that calls every page a website
    CHECK(class_of(article_page(w, 3, "<meta property=\"og:type\" content=\"website\">", cards(w, 30, false)),
                   address) == "article");
}

TEST_CASE("The evidence of a verdict can be read by people") {
    const auto result =
        classify_page(head(english(), "Page not found") + body(english(), "<h1>Page not found</h1>"), host + "/x");
    CHECK(result.page_class == PageClass::soft_404);
    REQUIRE_FALSE(result.evidence.empty());
    CHECK(result.evidence.front() == "title says 'page not found'");
}

TEST_CASE("Bytes that are no HTML are told by their first bytes") {
    using namespace std::string_literals;
    std::string why;
    for (const auto& bytes :
         {"%PDF-1.7\n%..."s, "\x89PNG\r\n\x1a\n...."s, "\xFF\xD8\xFF\xE0..JFIF"s, "GIF89a...."s, "PK\3\4...."s,
          "\x1F\x8B\x08...."s, "RIFF....WEBPVP8 "s, "....ftypmp42...."s, ""s, " \n\t "s, std::string(5000, '\0'),
          "{\"a\":1}"s, "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel></channel></rss>"s,
          "<?xml version=\"1.0\"?>\n<urlset xmlns=\"x\"></urlset>"s,
          "day,place,what\n1,A,\"x, y\"\n2,B,z\n3,C,z\n4,D,z\n5,E,z\n"s}) {
        INFO(bytes.substr(0, 12));
        why.clear();
        CHECK_FALSE(looks_like_html(bytes, why));
        CHECK_FALSE(why.empty());
    }
    for (const auto& bytes :
         {"<!DOCTYPE html><html></html>"s, "\xEF\xBB\xBF<html>"s, "\n\n <p>x"s, "Just text, served as HTML"s,
          "One line,\nanother, and, a third\nand more\nwith, marks\nhere,\nand there\n"s,
          "<?xml version=\"1.0\"?><!DOCTYPE html><html xmlns=\"http://www.w3.org/1999/xhtml\"></html>"s,
          "BMW <b>sells</b> cars"s, "\xFF\xFE<\0h\0t\0m\0l\0>\0"s, "<html><body>a\0b</body></html>"s})
        CHECK(looks_like_html(bytes, why));
}

TEST_CASE("Each class of page has an outcome") {
    CHECK(outcome_of(PageClass::listing) == Errc::not_article);
    CHECK(outcome_of(PageClass::other) == Errc::not_article);
    CHECK(outcome_of(PageClass::soft_404) == Errc::soft_404);
    CHECK(outcome_of(PageClass::paywall) == Errc::paywall);
    CHECK(outcome_of(PageClass::empty) == Errc::empty_text);
    CHECK(page_class_name(PageClass::media_only) == "media_only");
}

TEST_CASE("what a feed announced makes no article of a page without a text", "[classify]") {
    const auto url = *url::Url::parse("https://a.example/news/20261120-a-story-of-the-harbour");
    Options options;
    options.now = std::chrono::sys_days(std::chrono::year(2026) / 11 / 22);
    options.announced_title = "A story of the harbour";
    Date day;
    day.year = 2026, day.month = 11, day.day = 20;
    options.announced_date = day;
    const auto empty = {
        "<html><head><meta http-equiv=refresh content='0;url=/about'></head><body></body></html>",
        "<html><head><title>A story of the harbour</title></head><body></body></html>",
        "<html><body><p>Loading</p></body></html>",
    };
    for (const auto* page : empty) {
        CAPTURE(page);
        const auto read = extract_page(page, "text/html", &url, options);
        CHECK_FALSE(read.article);
    }
    // A flash: the page itself says what happened, and shows it.
    const auto flash = extract_page(
        "<html><head><meta property='og:type' content='article'></head><body><nav><a href='/'>Home</a></nav><main>"
        "<h1>A ferry has run aground off the harbour, all passengers are safe</h1></main></body></html>",
        "text/html", &url, options);
    if (!flash.article) FAIL(flash.article.error().what);
    CHECK(flash.article->title == "A ferry has run aground off the harbour, all passengers are safe");
}
