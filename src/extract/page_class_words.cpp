#include "extract/page_class_words.h"

#include <vector>

#include "base/text.h"
#include "extract/phrase_finder.h"

namespace winnow::extract {

namespace {

// One phrase between bars.
constexpr std::string_view not_found =
    "page isn't here|page is not here|page is no longer here|page may have moved|page may have been moved|"
    "page may have been removed|story may have moved|story may have been removed|article may have been removed|"
    "dieser artikel ist nicht mehr|diese seite ist nicht mehr|dieser inhalt ist nicht mehr|page not found|page cannot "
    "be found|page can't be found|page could not be found|page isn't available|"
    "page is not available|page no longer exists|page does not exist|page doesn't exist|page you requested|"
    "page you are looking for|page you were looking for|page you're looking for|article not found|"
    "article is no longer available|story is no longer available|content not found|content is no longer available|"
    "this page has been removed|nothing found|nothing was found|404 not found|404 error|error 404|404 page|http 404|"
    "seite nicht gefunden|seite wurde nicht gefunden|seite konnte nicht gefunden|seite existiert nicht|"
    "seite ist nicht verfügbar|seite nicht verfügbar|inhalt nicht gefunden|artikel nicht gefunden|"
    "nicht mehr verfügbar|fehler 404|404 fehler|diese seite gibt es nicht|leider nicht gefunden|"
    "page introuvable|page non trouvée|page demandée|page n'existe pas|page n’existe pas|article introuvable|"
    "erreur 404|cette page n'existe|cette page n’existe|"
    "no encontramos la página|página que buscas|página que estás buscando|no se ha encontrado|"
    "página no encontrada|pagina no existe|no se encontró la página|no hemos encontrado la página|error 404|"
    "contenido no encontrado|esta página no existe|"
    "pagina non trovata|pagina inesistente|la pagina non esiste|errore 404|contenuto non trovato|"
    "pagina che stai cercando|"
    "página não encontrada|página não existe|conteúdo não encontrado|erro 404|"
    "pagina niet gevonden|pagina bestaat niet|deze pagina bestaat|artikel niet gevonden|"
    "strona nie istnieje|nie znaleziono strony|strony nie znaleziono|nie odnaleziono|błąd 404|"
    "strona nie została znaleziona|"
    "article has expired|story has expired|page has expired|expired article|page has disappeared|"
    "nicht mehr online|nicht mehr abrufbar|page a disparu|lien périmé|noticia ha sido retirada|contenido no disponible|"
    "belə bir səhifə yoxdur|səhifə yoxdur|xəbər silinib|такої сторінки немає|бұл бет жоқ|haber yayından kald|"
    "we can't find that page|we couldn't find that page|can't find what you're looking for|this page is missing|"
    "nothing is here|this content isn't available|this content is not available|story has been removed|"
    "article has been removed|article is unavailable|post not found|no longer on our site|"
    "страница не найдена|страницу не нашли|потеряли эту страницу|страницы больше нет|материал удален|"
    "материал был удален|публикация удалена|публикация снята|новость удалена|статья удалена|страница недоступна|"
    "нет такой страницы|неправильно набран адрес|страницы не существует|страница не существует|страница "
    "удалена|запрашиваемая страница|"
    "материал не найден|новость не найдена|статья не найдена|ошибка 404|такой страницы нет|"
    "сторінку не знайдено|сторінка не знайдена|сторінки не існує|помилка 404|"
    "səhifə tapılmadı|səhifə mövcud deyil|xəbər tapılmadı|xəta 404|404 xəta|axtardığınız səhifə|"
    "sayfa bulunamadı|sayfa mevcut değil|aradığınız sayfa|haber bulunamadı|hata 404|404 hata|"
    "sidan hittades inte|sidan kunde inte hittas|siden blev ikke fundet|siden ble ikke funnet|fant ikke siden|"
    "siden findes ikke|sivua ei löydy|stránka nenalezena|stránka nebyla nalezena|az oldal nem található|"
    "бет табылмады|бет жоқ|сіз іздеген бет|siz qidirgan sahifa|sahifa mavjud emas|"
    "sahifa topilmadi|саҳифа топилмади|გვერდი ვერ მოიძებნა|գտնված չէ|էջը չի գտնվել|"
    "الصفحة غير موجودة|لم يتم العثور|الصفحة المطلوبة|ページが見つかりません|页面不存在|找不到页面|"
    "お探しのページ|掲載期間が終了|掲載を終了しました|公開を終了しました|ページは存在しません|ページは削除されました|"
    "您访问的页面|内容不存在|内容已删除|文章已删除|"
    "頁面不存在|존재하지 않는 페이지|"
    "페이지를 찾을 수 없습니다|هذه الصفحة غير|pagina nu a fost găsită|η σελίδα δεν βρέθηκε|"
    "aucun résultat ne correspond|no results found|no results were found|your search did not match|did not match any|"
    "ergab leider keine treffer|keine treffer gefunden|keine ergebnisse gefunden|uyğun nəticə tapılmadı|"
    "no se han encontrado resultados|nessun risultato trovato|ничего не нашлось|нічого не знайдено|"
    "page you have requested|we can't find the page|we couldn't find the page|we could not find the page|page has been "
    "moved or deleted|la página que busca|la página solicitada|страница удалена или|страница была удалена|по вашему "
    "запросу ничего не найдено|ничего не найдено|səhifə mövcud deyil|heç nə tapılmadı|sonuç bulunamadı|sayfayı "
    "bulamadık|էջը գոյություն չունի|էջը գտնված չէ|ոչինչ չի գտնվել|գվერდი არ არსებობს|გვერდი არ არსებობს|გვერდი არ "
    "მოიძებნა|ვერაფერი მოიძებნა|მოთხოვნილი გვერდი|لا توجد نتائج|الصفحة التي تبحث عنها";

constexpr std::string_view not_found_title =
    "404|404 not found|not found|error|oops|ooops|whoops|gone|410 gone|seite nicht gefunden|nicht gefunden|ups|hoppla|"
    "fehler|introuvable|no encontrado|non trovato|não encontrado|niet gevonden|не найдено|ошибка|не знайдено|"
    "tapılmadı|xəta|bulunamadı|hata|nie znaleziono|ой|упс";

constexpr std::string_view unavailable =
    "buy this domain|domain is for sale|domain may be for sale|domain name is for sale|registration of this domain|"
    "домена истек|этот домен|владелец домена|регистрация домена|домен выставлен|domain ist zu verkaufen|"
    "fatal error: uncaught|parse error: syntax error|stack trace: #0|sqlstate[|warning: mysqli|"
    "something went wrong|an error occurred|an error has occurred|unexpected error|internal server error|bad gateway|"
    "service unavailable|gateway timeout|temporarily unavailable|under maintenance|scheduled maintenance|"
    "site maintenance|maintenance mode|we'll be right back|connection timed out|unavailable due to legal reasons|"
    "unavailable for legal reasons|not available in your country|not available in your region|not available at this "
    "time|"
    "account has been suspended|this domain|etwas ist schiefgelaufen|ein fehler ist aufgetreten|wartungsarbeiten|"
    "wird gerade gewartet|im wartungsmodus|vorübergehend nicht erreichbar|une erreur est survenue|erreur interne|"
    "site est en maintenance|en cours de maintenance|temporairement indisponible|algo salió mal|ha ocurrido un error|"
    "se ha producido un error|en mantenimiento|temporalmente no disponible|si è verificato un errore|in manutenzione|"
    "ocorreu um erro|em manutenção|er is iets misgegaan|in onderhoud|wystąpił błąd|przerwa techniczna|произошла ошибка|"
    "что-то пошло не так|технические работы|техническое обслуживание|временно недоступен|сервис недоступен|"
    "ведутся работы|сталася помилка|технічні роботи|тимчасово недоступний|xəta baş verdi|texniki işlər|"
    "müvəqqəti olaraq|bir hata oluştu|bakım çalışması|bakımdayız|geçici olarak hizmet|texnik ishlar|"
    "სცადეთ მოგვიანებით|მოხდა შეცდომა|ტექნიკური სამუშაოები|սխալ է տեղի ունեցել|տեխնիկական աշխատանքներ|حدث خطأ|"
    "قيد الصيانة|تحت الصيانة";

constexpr std::string_view challenge =
    "request blocked|request was blocked|request has been blocked|automated traffic|automated requests|"
    "verifying your connection|automatisierte anfragen|автоматические запросы|"
    "not a bot|making sure you're|just a moment|attention required|checking your browser|verify you are human|verify "
    "that you are human|"
    "verify you're human|verifying you are human|confirm you are human|are you a robot|are you human|"
    "you are not a robot|you're not a robot|not a robot|pardon our interruption|access to this page has been denied|"
    "access denied|press & hold|press and hold|unusual traffic|unusual activity|enable cookies and reload|"
    "ddos protection|ddos-guard|security check|security verification|performing security verification|bot detection|"
    "please complete the security check|request unsuccessful|you have been blocked|why have i been blocked|"
    "has been limited by the site owner|access to this site has been limited|проверка вашего браузера|"
    "идет проверка|browser wird geprüft|needs to review the security of your connection|client challenge|"
    "human verification|complete the captcha|solve the captcha|enter the characters you see|"
    "sind sie ein mensch|kein roboter|sicherheitsüberprüfung|überprüfen sie, ob sie ein mensch|ihr browser wird "
    "überprüft|"
    "ungewöhnlichen datenverkehr|zugriff verweigert|"
    "vous êtes un humain|pas un robot|vérification de sécurité|accès refusé|vérifier que vous êtes|activité "
    "inhabituelle|"
    "no eres un robot|no soy un robot|verificación de seguridad|acceso denegado|verifica que eres|"
    "non sei un robot|verifica di sicurezza|accesso negato|não é um robô|não sou um robô|acesso negado|"
    "geen robot|toegang geweigerd|nie jesteś robotem|dostęp zabroniony|weryfikacja|"
    "вы не робот|не робот|проверка браузера|проверяем ваш браузер|проверка безопасности|доступ ограничен|доступ "
    "запрещен|"
    "подтвердите, что|подозрительная активность|подозрительный трафик|"
    "ви не робот|перевірка браузера|доступ заборонено|"
    "robot olmadığınızı|robot deyilsiniz|təhlükəsizlik yoxlaması|robot değilim|güvenlik kontrolü|erişim engellendi|"
    "insan olduğunuzu|لست روبوت|ロボットではありません|不是机器人|人机验证|安全验证|"
    "verifying your browser|validate your browser|checking the site connection|challenge validation|security "
    "checkpoint|verify you are a human|verify that you're not|enable js and disable any ad blocker|один "
    "момент|проверяем, что вы человек|вы человек|insan olduğunuzu doğrulayın|robot olmadığını|vérifiez que vous "
    "êtes|confirma que no eres|ungewöhnliche aktivität|dass sie ein mensch|დაადასტურეთ, რომ|հաստատեք, որ ռոբոտ|ռոբոտ "
    "չեք|أنك لست";

constexpr std::string_view consent =
    "このサイトではクッキー|当サイトではcookie|我们使用cookie|本网站使用cookie|쿠키를 사용합니다|"
    "before you continue|avant de continuer|antes de continuar|prima di continuare|voordat je verdergaat|zanim "
    "przejdziesz|"
    "прежде чем продолжить|перш ніж продовжити|davam etməzdən əvvəl|devam etmeden önce|privacy gate|bevor sie "
    "fortfahren|"
    "bevor es weitergeht|bevor sie zu|verwenden wir cookies|wir verwenden cookies|"
    "nutzen wir cookies|wir nutzen cookies|alle ablehnen|reject all|tout refuser|rechazar todo|rifiuta tutti|"
    "wij gebruiken cookies|gebruiken wij cookies|we value your privacy|we care about your privacy|your privacy "
    "choices|cookie settings|"
    "cookie consent|consent to the use|consent to cookies|accept all cookies|accept cookies|accept and continue|"
    "accept all and continue|manage preferences|manage your privacy|and our partners|store and/or access information|"
    "personalised ads|personalized ads|privacy preferences|use cookies|uses cookies|"
    "zustimmen und weiter|mit werbung|weiter mit werbung|mit werbung lesen|werbefrei lesen|ohne werbung|einwilligung|"
    "cookies zustimmen|alle akzeptieren|akzeptieren und "
    "weiter|privatsphäre|cookie-einstellungen|datenschutzeinstellungen|"
    "unsere partner|tracking|pur-abo|"
    "accepter et continuer|tout accepter|continuer sans accepter|vos données|nos partenaires|gérer les cookies|"
    "respect de votre vie privée|utilisons des cookies|"
    "aceptar y continuar|aceptar todo|aceptar cookies|valoramos tu privacidad|valoramos su privacidad|nuestros socios|"
    "accetta e continua|accetta tutti|la tua privacy|i nostri partner|rispettiamo la tua|"
    "aceitar e continuar|aceitar todos|a sua privacidade|nossos parceiros|nossos parceiros|"
    "accepteren en doorgaan|alles accepteren|jouw privacy|uw privacy|onze partners|cookies accepteren|"
    "przejdź do serwisu|akceptuję|zgoda na|twoja prywatność|szanujemy prywatność|zaufani partnerzy|naszych partnerów|"
    "принять все|согласие на обработку|файлы cookie|файлов cookie|используем cookie|конфиденциальность|"
    "прийняти все|файли cookie|файлів cookie|згода на|"
    "kukiləri qəbul|kuki fayl|çerezleri kabul|tümünü kabul|çerez politikası|çerezler|kişisel veri|"
    "godta alle|acceptera alla|accepter alle|hyväksy kaikki|vi bryr oss om|vi värnar om din|samtykke|samtycke|"
    "information on your device|informations on your device|information on a device|auf ihrem gerät|auf deinem "
    "gerät|auf einem gerät|ihre privatsphäre|ihr datenschutz|deine privatsphäre|sur votre appareil|sur votre "
    "terminal|stocker des informations|vie privée est|en tu dispositivo|en su dispositivo|aceptar y cerrar|sul tuo "
    "dispositivo|no seu dispositivo|op je apparaat|op uw apparaat|na urządzeniu|twoim urządzeniu|на вашем "
    "устройстве|ваша конфиденциальность|на вашому пристрої|kuki fayllar|kukilərdən "
    "istifadə|cihazınızda|məxfiliyiniz|gizliliğiniz|cookie ֆայլեր|ձեր գաղտնիությունը|cookie ფაილ|თქვენს "
    "კონფიდენციალურობას|ملفات تعريف الارتباط|بخصوصيتك|خصوصيتك";

constexpr std::string_view login_title =
    "sign in|log in|login|log into|sign into|sign up|register|create account|create an account|create your account|"
    "my account|account login|subscriber login|member login|forgot password|reset password|welcome back|"
    "anmelden|einloggen|anmeldung|login bereich|registrieren|konto erstellen|passwort vergessen|mein konto|"
    "se connecter|connexion|identifiez-vous|connectez-vous|créer un compte|s'inscrire|inscription|mot de passe oublié|"
    "iniciar sesión|inicia sesión|acceder|regístrate|crear cuenta|identifícate|contraseña|"
    "accedi|registrati|accesso|entra|area riservata|entrar|fazer login|iniciar sessão|cadastre-se|"
    "inloggen|aanmelden|registreren|zaloguj|zaloguj się|logowanie|rejestracja|zarejestruj|"
    "вход|войти|авторизация|регистрация|вход на сайт|личный кабинет|вхід|увійти|авторизація|реєстрація|"
    "daxil ol|giriş|qeydiyyat|şəxsi kabinet|giriş yap|üye girişi|üye ol|oturum aç|kayıt ol|"
    "logga in|logg inn|log ind|kirjaudu|přihlášení|bejelentkezés|autentificare|kirish|تسجيل "
    "الدخول|登录|ログイン|로그인|"
    "create your free account|sign in or register|log in or "
    "register|մուտք|գրանցում|შესვლა|რეგისტრაცია|ავტორიზაცია|إنشاء حساب|كلمة المرور";

constexpr std::string_view paywall =
    "記事は会員限定|会員限定の記事|有料会員限定|有料記事|続きを読むには|会員登録して続き|试读已结束|试读结束|开通会员|"
    "订阅后阅读|付费阅读|会员专享|登录后阅读|剩余内容|구독자 전용|유료 회원|계속 읽으려면|"
    "subscribe to continue|subscribe to read|to continue reading|to keep reading|to read the full article|to read the "
    "full story|to read the full text|to read the full piece|to read the full column|to read the full interview|to "
    "read this article|"
    "to read the rest|continue reading with|continue reading your article|keep reading with|subscribe now to read|"
    "subscribers only|subscriber-only|subscriber only|for subscribers|exclusive to subscribers|already a subscriber|"
    "already subscribed|unlock this article|unlock the full|become a subscriber|become a member to read|"
    "this article is for|this content is for|this story is for|members only|premium content|premium article|"
    "for paying subscribers|members only|member-only|create an account to read|want to read more|"
    "you've reached your|you have reached your|free articles left|start your free trial|full access|"
    "weiterlesen mit|jetzt weiterlesen|um weiterzulesen|diesen artikel weiterlesen|artikel freischalten|"
    "lesen sie weiter mit|nur für abonnenten|exklusiv für abonnenten|für abonnenten|sie sind bereits abonnent|"
    "bereits abonnent|bereits ein abo|bereits ein digital-abo|bereits ein digitalabo|schon abonnent|abo-kunde|"
    "bereits kunde|bereits registriert|plus-artikel|mit plus weiterlesen|zugang zu allen|jetzt testen|testen und "
    "weiterlesen|"
    "abo abschließen|kostenpflichtig|registrieren und weiterlesen|"
    "réservé aux abonnés|article réservé|pour lire la suite|la suite est réservée|abonnez-vous pour|déjà abonné|"
    "il vous reste|poursuivre votre lecture|lire la suite en|contenu réservé|"
    "solo para suscriptores|exclusivo para suscriptores|suscríbete para|para seguir leyendo|para continuar leyendo|"
    "ya eres suscriptor|contenido exclusivo|hazte suscriptor|contenido premium|"
    "riservato agli abbonati|per gli abbonati|abbonati per|per continuare a leggere|continua a leggere con|sei già "
    "abbonato|"
    "contenuto riservato|exclusivo para assinantes|para assinantes|assine para|para continuar lendo|já é assinante|"
    "conteúdo exclusivo|alleen voor abonnees|voor abonnees|verder lezen|abonneer je|al abonnee|lees verder met|"
    "tylko dla subskrybentów|dla prenumeratorów|czytaj dalej z|wykup dostęp|pozostało do przeczytania|kup dostęp|"
    "доступно по подписке|только для подписчиков|для подписчиков|оформите подписку|чтобы читать дальше|"
    "полный текст доступен|подпишитесь, чтобы|материал доступен|платный контент|читать полностью по подписке|"
    "тільки для передплатників|доступно за передплатою|оформіть передплату|щоб читати далі|"
    "abunəçilər üçün|yalnız abunəçilər|oxumaq üçün abunə|ödənişli məzmun|"
    "aboneler için|abonelere özel|devamını okumak için|abone ol ve|üyelere özel|"
    "för prenumeranter|läs vidare med|for abonnenter|kun for abonnenter|les videre med|læs videre med|tilaajille|"
    "subscribe to unlock|register to continue reading|log in to continue reading|sign in to continue reading|create a "
    "free account to|continue reading this article|read the full story|unlimited digital access|für "
    "plus-abonnenten|mit einem abo weiterlesen|weiterlesen mit plus|lesen sie diesen artikel|cet article est "
    "réservé|lisez la suite|réservé à nos abonnés|suscríbete y|regístrate para seguir|материал для подписчиков|доступ "
    "по подписке|для продолжения чтения|davamını oxumaq|abunəçilərə|okumaya devam etmek için|sadece aboneler|abonelere "
    "açık|կարդալու համար բաժանորդագրվեք|բաժանորդների համար|միայն բաժանորդների|წასაკითხად "
    "გამოიწერეთ|გამომწერთათვის|გამომწერებისთვის|اشترك لمتابعة|لمتابعة القراءة|للمشتركين فقط|خاص بالمشتركين";

constexpr std::string_view read_on =
    "continue reading|keep reading|read on|rest of this|read the full|read the rest|read this story|read this "
    "article|reading this|"
    "unlock|subscriber-only|subscriber only|subscribers-only|premium story|members-only|full story|full article|"
    "weiterlesen|weiter lesen|artikel lesen|text lesen|freischalten|weiterzulesen|vollständigen artikel|ganzen artikel|"
    "ganzen text|diesen und alle|lesen sie diesen|diesen artikel lesen|weiter geht es|geht es weiter|"
    "lire la suite|lisez la suite|continuer la lecture|poursuivre la lecture|continuez votre lecture|l'article complet|"
    "lire cet article|l'intégralité de|débloquer|"
    "seguir leyendo|sigue leyendo|continuar leyendo|continúa leyendo|artículo completo|leer la noticia|lee la noticia "
    "completa|"
    "continua a leggere|continuare a leggere|proseguire la lettura|leggi l'articolo|leggere tutto|articolo "
    "completo|sblocca|"
    "continuar a ler|continue lendo|continuar lendo|continue a ler|matéria completa|artigo completo|"
    "verder lezen|lees verder|lees dit artikel|volledige artikel|"
    "czytaj dalej|czytać dalej|cały artykuł|przeczytaj całość|odblokuj|"
    "читать дальше|читать далее|читайте дальше|продолжить чтение|продолжение чтения|дочитать|прочитать полностью|"
    "читать полностью|полный текст|полная версия|полностью доступ|материал целиком|статью целиком|текст "
    "целиком|продолжение по|продолжение —|"
    "читати далі|читайте далі|продовжити читання|дочитати|повний текст|"
    "davamını oxu|oxumağa davam|tam mətn|tam oxu|devamını oku|okumaya devam|haberin tamamı|yazının tamamı|"
    "läs vidare|fortsätt läsa|hela artikeln|les videre|fortsett å lese|læs videre|hele artiklen|jatka lukemista|"
    "číst dál|pokračovat ve čtení|olvasson tovább|citește mai departe|citiți integral|διαβάστε τη συνέχεια|"
    "კითხვის გაგრძელება|განაგრძეთ კითხვა|շարունակել կարդալ|متابعة القراءة|أكمل القراءة|مواصلة القراءة";

constexpr std::string_view payer =
    "already registered|already have an account|bereits registriert|schon registriert|déjà inscrit|ya tienes "
    "cuenta|уже зарегистрированы|уже есть аккаунт|войдите или зарегистрируйтесь|"
    "already a subscriber|already a member|already subscribed|already have a subscription|already a paid subscriber|"
    "existing subscriber|already a print subscriber|have a subscription|current subscriber|"
    "bereits abonnent|bereits abonnentin|schon abonnent|bereits ein abo|schon ein abo|bereits ein digital|"
    "bereits ein digital-abo|haben sie ein abo|bereits kunde|bereits plus|bereits mitglied|"
    "déjà abonné|déjà abonnée|déjà un abonnement|vous êtes abonné|"
    "ya eres suscriptor|ya soy suscriptor|ya estás suscrito|ya tienes una suscripción|si ya eres suscriptor|"
    "sei già abbonato|hai già un abbonamento|già abbonato|sei abbonato|"
    "já é assinante|já sou assinante|já tem uma assinatura|já é subscritor|"
    "al abonnee|ben je al abonnee|heeft u al een abonnement|heb je al een abonnement|"
    "masz już dostęp|masz już prenumeratę|jesteś już prenumeratorem|masz już subskrypcję|"
    "уже подписаны|уже есть подписка|уже подписчик|уже подписались|вы подписчик|у меня есть подписка|"
    "вже підписані|вже є передплата|вже передплатник|"
    "artıq abunəçisiniz|abunəçisinizsə|zaten abone|abone misiniz|zaten üye|"
    "redan prenumerant|allerede abonnent|har du allerede|jo tilaaja|už máte předplatné|már előfizető|ești deja abonat|"
    "უკვე გამომწერი|արդեն բաժանորդ|مشترك بالفعل|لديك اشتراك";

constexpr std::string_view enable_javascript =
    "enable javascript|javascript is disabled|javascript is required|requires javascript|turn on javascript|"
    "javascript to run this app|you need javascript|without javascript|javascript aktivieren|javascript ist "
    "deaktiviert|"
    "aktivieren sie javascript|activer javascript|activez javascript|activar javascript|habilite javascript|"
    "abilita javascript|attiva javascript|ativar o javascript|javascript inschakelen|włącz javascript|"
    "включите javascript|включить javascript|увімкніть javascript|javascript-i aktiv|javascript'i etkin|"
    "enable js|javascript-i aktivləşdir|javascript'i etkinleştir|включите поддержку javascript|միացրեք "
    "javascript|ჩართეთ javascript|تفعيل javascript|تفعيل جافا|javascript を有効";

constexpr std::string_view imprint_title =
    "关于我们|联系我们|隐私政策|使用条款|会社概要|会社案内|お問い合わせ|プライバシーポリシー|利用規約|회사소개|"
    "이용약관|개인정보처리방침|"
    "impressum|imprint|about|about us|about the site|contact|contact us|contacts|privacy policy|privacy notice|privacy|"
    "cookie policy|terms of use|terms of service|terms and conditions|terms & conditions|legal "
    "notice|disclaimer|advertise|"
    "advertise with us|advertising|careers|jobs|our team|the team|team|editorial team|masthead|faq|help|help center|"
    "sitemap|site map|newsletter|newsletters|rss|rss feeds|archive|"
    "über uns|wir über uns|kontakt|datenschutz|datenschutzerklärung|datenschutzhinweise|agb|"
    "allgemeine geschäftsbedingungen|nutzungsbedingungen|mediadaten|werbung|karriere|redaktion|hilfe|"
    "mentions légales|à propos|qui sommes-nous|nous contacter|contactez-nous|politique de confidentialité|"
    "conditions générales|conditions générales d'utilisation|publicité|plan du site|"
    "quiénes somos|sobre nosotros|contacto|contáctenos|aviso legal|política de privacidad|política de cookies|"
    "términos y condiciones|publicidad|mapa del sitio|"
    "chi siamo|contatti|note legali|informativa privacy|informativa sulla privacy|pubblicità|redazione|"
    "quem somos|sobre nós|sobre|contato|contactos|contacto|política de privacidade|termos de uso|"
    "over ons|contact opnemen|privacybeleid|privacyverklaring|colofon|algemene voorwaarden|adverteren|"
    "o nas|polityka prywatności|regulamin|redakcja|reklama|"
    "о нас|о проекте|о редакции|о компании|о портале|контакты|обратная связь|реклама|реклама на сайте|редакция|"
    "политика конфиденциальности|пользовательское соглашение|правила использования|карта сайта|вакансии|помощь|"
    "про нас|про проект|контакти|політика конфіденційності|правила користування|редакція|"
    "haqqımızda|haqqimizda|bizimlə əlaqə|əlaqə|redaksiya|reklam|məxfilik siyasəti|istifadə şərtləri|layihə haqqında|"
    "hakkımızda|iletişim|künye|gizlilik politikası|kullanım koşulları|kvkk|çerez politikası|"
    "om oss|om os|kontakta oss|kontakt oss|personvern|integritetspolicy|tietosuoja|yhteystiedot|kontakty|o nás|"
    "biz haqimizda|aloqa|биз ҳақимизда|ჩვენს შესახებ|კონტაქტი|մեր մասին|կապ|من نحن|اتصل بنا|سياسة الخصوصية|"
    "գաղտնիության քաղաքականություն|խմբագրություն|კონფიდენციალურობის პოლიტიკა|რედაქცია|هيئة "
    "التحرير|subscribe|subscription|subscriptions|abonnieren|abonnement|abonnements|abo|suscripciones|подписка|abunə|"
    "abonelik|choose your subscription|wählen sie ihr abo|choisissez votre abonnement|elige tu suscripción|выберите "
    "подписку|subscribe to our newsletter|newsletter bestellen|подписка на рассылку";

constexpr std::string_view search_title =
    "search results|search result|search:|search for|results for|you searched for|search|"
    "suchergebnisse|suchergebnis|suche nach|suche|ergebnisse für|résultats de recherche|résultats pour|recherche|"
    "resultados de búsqueda|resultados de la búsqueda|resultados para|búsqueda|buscar|risultati della ricerca|"
    "risultati di ricerca|risultati per|ricerca|resultados da pesquisa|resultados da "
    "busca|pesquisa|busca|zoekresultaten|"
    "zoeken|wyniki wyszukiwania|wyszukiwarka|результаты поиска|поиск|поиск по сайту|результати пошуку|пошук|"
    "axtarış nəticələri|axtarış|arama sonuçları|arama|sökresultat|søgeresultater|søkeresultater|hakutulokset|"
    "qidiruv|نتائج البحث|بحث|検索結果|搜索结果|"
    "որոնման արդյունքներ|որոնում|ძიების შედეგები|ძიება|نتائج البحث|بحث";

constexpr std::string_view listing_title =
    "home|homepage|home page|news|latest news|latest|top stories|breaking news|all "
    "news|headlines|world|politics|economy|"
    "business|sport|sports|culture|technology|opinion|archive|archives|categories|tags|topics|videos|photos|authors|"
    "startseite|nachrichten|aktuelle nachrichten|aktuell|alle artikel|alle nachrichten|schlagzeilen|politik|wirtschaft|"
    "kultur|panorama|wissen|archiv|themen|accueil|actualités|toutes les actualités|à la une|politique|économie|"
    "inicio|portada|noticias|últimas noticias|actualidad|política|economía|deportes|notizie|ultime notizie|prima "
    "pagina|"
    "politica|economia|notícias|últimas notícias|nieuws|laatste nieuws|voorpagina|aktualności|wiadomości|najnowsze|"
    "главная|главная страница|новости|последние новости|все новости|лента новостей|лента|политика|экономика|общество|"
    "спорт|культура|архив|архив новостей|рубрики|головна|новини|останні новини|всі новини|політика|економіка|"
    "ana səhifə|xəbərlər|son xəbərlər|bütün xəbərlər|xəbər lenti|siyasət|iqtisadiyyat|cəmiyyət|idman|mədəniyyət|"
    "anasayfa|ana sayfa|haberler|son dakika|son dakika haberleri|güncel|gündem|siyaset|ekonomi|spor|dünya|arşiv|"
    "nyheter|senaste nytt|siste nytt|nyheder|seneste nyt|uutiset|zprávy|hírek|știri|yangiliklar|ახალი ამბები|լուրեր|"
    "أخبار|آخر الأخبار|الرئيسية|"
    "վերջին լուրեր|ბოლო ამბები|ბოლო სიახლეები|ən çox oxunan|самое читаемое|most read|meistgelesen";

constexpr std::string_view weather_title =
    "index of|e-paper|epaper|e-paper-archiv|what's on|whats on|event calendar|events calendar|calendar of events|"
    "upcoming events|veranstaltungskalender|terminkalender|termine|agenda culturel|афиша|календарь событий|"
    "программа передач|телепрограмма|программа передач на сегодня|tv proqramı|yayın akışı|tv rehberi|"
    "valyuta məzənnələri|valyuta məzənnəsi|döviz kurları|курсы валют|курс валют на сегодня|курси валют|"
    "fixtures|fixtures and results|fixtures & results|results and fixtures|league table|spielplan|турнирная таблица|"
    "расписание матчей|puan durumu|fikstür|classifieds|classified ads|kleinanzeigen|объявления|elanlar|ilanlar|"
    "quiz|poll|sorğu|anket|опрос|world indices|market data|borsa|namaz vakitleri|namaz vaxtları|"
    "comments|comments on|kommentare|commentaires|комментарии|şərhlər|yorumlar|"
    "support our journalism|support us|donate|spenden|jetzt spenden|faire un don|donar|поддержать редакцию|"
    "agenda des sorties|league tables|"
    "weather|weather forecast|wetter|wettervorhersage|météo|meteo|el tiempo|previsioni|tempo|pogoda|погода|"
    "прогноз погоды|прогноз погоди|hava|hava proqnozu|hava durumu|väder|vær|sää|tv guide|tv program|tv-programm|"
    "programme tv|programación|телепрограмма|horoscope|horoskop|гороскоп|kalender|calendar|events|veranstaltungen|"
    "agenda|exchange rates|курс валют|valyuta|kurlar|wechselkurse|live scores|ergebnisse|tabelle|standings|results";

// Said where a text breaks off, and of that text; an offer that stands on every page does not say it.
constexpr std::string_view paywall_end =
    "記事は会員限定|有料会員限定|続きを読むには|会員登録して続き|试读已结束|试读结束|订阅后阅读|付费阅读全文|"
    "登录后阅读全文|剩余内容|구독자 전용 기사|계속 읽으려면|"
    "subscribe to continue|subscribe to read|to continue reading|to keep reading|to read the full article|to read the "
    "full story|to read the full text|to read the full piece|to read the full column|to read the full interview|to "
    "read the rest|"
    "to read this article|to read this story|to finish reading|keep reading with|continue reading this "
    "article|subscribe to unlock|unlock this article|"
    "for subscribers only|for paying subscribers|for paid subscribers|is for subscribers|is for members|"
    "for members only|members only story|member-only story|available to subscribers|available to members only|"
    "exclusive to subscribers|you've reached your limit|"
    "you have reached your limit|reached your limit of free|you've read your last free|no free articles left|all your "
    "free stories|all your free articles|last free story|"
    "free articles remaining|register to continue|to access this article|want to read more|rest of this article|"
    "um weiterzulesen, schließen|weiterlesen mit|um weiterzulesen|artikel weiterlesen|artikel freischalten|jetzt "
    "freischalten|"
    "nur für abonnenten|exklusiv für abonnent|für abonnentinnen und abonnenten|für plus-abonnenten|testen und "
    "weiterlesen|"
    "registrieren und weiterlesen|anmelden und weiterlesen|jetzt abonnieren und weiterlesen|"
    "weiterlesen im abo|dieser artikel ist kostenpflichtig|"
    "artikel ist nur für|inhalt ist nur für|plus-inhalt|sie möchten weiterlesen|sie wollen weiterlesen|"
    "réservé aux abonnés|réservée aux abonnés|réservé à nos abonnés|réservée à nos abonnés|pour lire la suite|"
    "il vous reste|poursuivre votre lecture|lisez la suite|accéder à l'intégralité|"
    "suite de cet article|la suite est réservée|"
    "solo para suscriptores|exclusivo para suscriptores|sólo para suscriptores|para seguir leyendo|"
    "para continuar leyendo|para leer el artículo completo|exclusiva para suscriptores|"
    "riservato agli abbonati|riservata agli abbonati|per continuare a leggere|continua a leggere con|"
    "per leggere l'articolo completo|"
    "exclusivo para assinantes|para continuar lendo|para ler a matéria completa|exclusivo a assinantes|"
    "alleen voor abonnees|om verder te lezen|lees verder met|verder lezen met|exclusief voor abonnees|"
    "tylko dla subskrybentów|dla prenumeratorów|czytaj dalej z|pozostało do przeczytania|aby czytać dalej|"
    "доступно по подписке|только по подписке|доступен по подписке|только для подписчиков|доступна по подписке|доступно "
    "подписчикам|доступен подписчикам|доступна подписчикам|"
    "полная версия материала|полная версия статьи|"
    "только подписчикам|чтобы читать дальше|чтобы продолжить чтение|чтобы прочитать статью|чтобы прочитать полностью|"
    "чтобы дочитать|чтобы прочитать материал|чтобы прочитать полный|дальше — только|"
    "полный текст доступен|полная версия доступна|для продолжения чтения|"
    "читать полностью по подписке|материал для подписчиков|материал доступен|"
    "тільки для передплатників|доступно за передплатою|доступний за передплатою|лише передплатникам|"
    "тільки передплатникам|лише для передплатників|щоб читати далі|"
    "щоб продовжити читання|"
    "yalnız abunəçilər|oxumaq üçün abunə|davamını oxumaq|abunəçilər üçündür|tam oxumaq üçün|"
    "abonelere özel|aboneler için|abonelere açık|devamını okumak için|okumaya devam etmek için|sadece aboneler|"
    "üyelere özel|"
    "läs vidare med|för att läsa vidare|kun for abonnenter|les videre med|for å lese videre|læs videre med|"
    "vain tilaajille|davomini o'qish uchun|жалғасын оқу үшін|"
    "կարդալու համար բաժանորդագրվեք|միայն բաժանորդների|სრულად წასაკითხად|წასაკითხად გამოიწერეთ|"
    "მხოლოდ გამომწერ|اشترك لمتابعة|لمتابعة القراءة|للمشتركين فقط|لقراءة المقال كاملا";

constexpr std::string_view status_title =
    "internal server error|server error|bad gateway|gateway timeout|gateway time-out|service unavailable|"
    "service temporarily unavailable|temporarily unavailable|connection timed out|forbidden|access forbidden|"
    "unauthorized|bad request|method not allowed|too many requests|request timeout|request time-out|not acceptable|"
    "unavailable|unavailable due to legal reasons|unavailable for legal reasons|fatal error|application error|"
    "runtime error|error|database error|error establishing a database connection|account suspended|"
    "account has been suspended|site suspended|website suspended|site disabled|bandwidth limit exceeded|"
    "web server is down|origin is unreachable|site not found|domain not found|"
    "maintenance|maintenance mode|down for maintenance|site maintenance|scheduled maintenance|under maintenance|"
    "site under maintenance|website under maintenance|we're down for maintenance|"
    "we are down for maintenance|we'll be back soon|we'll be right back|we will be back soon|be right back|"
    "we'll be back|back soon|coming soon|under construction|site under construction|website coming soon|"
    "wartungsarbeiten|wartung|wartungsmodus|wir sind gleich zurück|seite im aufbau|baustelle|"
    "en maintenance|site en maintenance|maintenance en cours|nous revenons bientôt|site en construction|"
    "en mantenimiento|sitio en mantenimiento|volvemos pronto|volveremos pronto|en construcción|"
    "in manutenzione|sito in manutenzione|torniamo presto|em manutenção|site em manutenção|voltamos em breve|"
    "in onderhoud|przerwa techniczna|"
    "технические работы|сайт временно недоступен|ведутся технические работы|сайт на реконструкции|"
    "сайт на обслуживании|внутренняя ошибка сервера|ошибка сервера|сервис временно недоступен|"
    "доступ запрещен|доступ закрыт|сайт закрыт|сайт заблокирован|аккаунт заблокирован|"
    "технічні роботи|сайт тимчасово недоступний|texniki işlər|texniki işlər aparılır|profilaktik işlər|saytda "
    "profilaktik işlər aparılır|saytda texniki işlər aparılır|sayt müvəqqəti işləmir|"
    "bakımdayız|site bakımda|bakım çalışması|yapım aşamasında|texnik ishlar|техникалық жұмыстар|"
    "ტექნიკური სამუშაოები|տեխնիկական աշխատանքներ|تحت الصيانة|الموقع تحت الصيانة|"
    "thank you|thank you for subscribing|thank you for registering|thank you for signing up|thanks for subscribing|"
    "check your inbox|check your email|confirm your email|confirm your subscription|unsubscribe|unsubscribed|"
    "you have been unsubscribed|vielen dank|vielen dank für ihre anmeldung|merci de votre inscription|"
    "спасибо за подписку|подписка оформлена|"
    "unsupported browser|your browser is not supported|browser not supported|your browser is out of date|"
    "your browser is outdated|outdated browser|update your browser|ihr browser wird nicht unterstützt|"
    "browser veraltet|ваш браузер устарел|браузер не поддерживается|navegador no compatible|"
    "navigateur non pris en charge|"
    "welcome to nginx|apache2 ubuntu default page|apache2 ubuntu default page: it works|apache2 debian default page: "
    "it works|apache2 debian default page|apache2 default page|it works|"
    "test page for the apache http server|apache http server test page|test page|iis windows server|iis windows|"
    "default web site page|default page|this is the default page|welcome to centos|domain default page|"
    "default parallels plesk page|web server's default page|"
    "redirecting|redirect|you are being redirected|please wait|loading|перенаправление|weiterleitung|"
    "domain for sale|domain parked|this domain is for sale|parked domain|домен продается|домен припаркован|"
    "domain steht zum verkauf";

constexpr std::string_view listing_start =
    "category:|categories:|tag:|tags:|author:|archive:|archives:|archive for|archives for|topic:|posts tagged|"
    "posts by|articles by|all articles by|latest from|articles tagged|monthly archives|daily archives|"
    "kategorie:|schlagwort:|archiv:|archiv für|alle artikel von|artikel von|beiträge von|thema:|"
    "catégorie :|catégorie:|étiquette :|étiquette:|auteur :|auteur:|mois :|archives de|archives du|"
    "categoría:|etiqueta:|archivo de|artículos de|categoria:|"
    "рубрика:|категория:|тег:|метка:|архив за|архив:|архив новостей|все материалы автора|все новости по теме|"
    "материалы по теме|позначка:|категорія:|мітка:|архів за|"
    "kateqoriya:|teq:|etiket:|kategori:|arxiv:|yazar:|bölmə:";

constexpr std::string_view gallery_start =
    "photos:|in pictures:|in pictures -|gallery:|photo gallery:|photo gallery |picture gallery|slideshow:|photo "
    "report:|"
    "bildergalerie|fotostrecke|bilderstrecke|die bilder |en images|diaporama|galerie photo|galería|fotogalería|fotos:|"
    "en imágenes|galeria de fotos|fotogaleria|fotogallery|galleria fotografica|le foto:|in "
    "beeld|fotoserie|fotoreportage|"
    "galeria zdjęć|zdjęcia:|фоторепортаж|фотогалерея|фото:|фоторепортаж:|фотоотчет|фотолента|fotoreportaj|"
    "foto qalereya|fotolar:|fotosessiya|foto galeri|fotoğraf galerisi|galeri:|ფოტორეპორტაჟი|ფოტოგალერეა|"
    "լուսանկարներ|ֆոտոռեպորտաժ|بالصور|ألبوم صور|bildspel|fotogalerie";

constexpr std::string_view wall_title =
    "too many requests|rate limit|request limit|limit reached|limit exceeded|slow down|not available in your|"
    "unavailable in your|isn't available in your|not available where you are|not available in this region|"
    "unavailable for legal reasons|confirm your age|verify your age|age verification|age check|are you over 18|are you "
    "18|"
    "over 18 only|adults only|enable cookies|enable javascript|cookies are disabled|unusual traffic|unusual activity|"
    "type the characters|enter the characters|enter the code|press and hold|press & hold|one more step|are you human|"
    "are you a robot|not a robot|security check|checking your browser|browser is being checked|access denied|blocked|"
    "zu viele anfragen|zugriffslimit|abruflimit|limit erreicht|limit überschritten|in ihrem land nicht|"
    "in deinem land nicht|in ihrer region nicht|nicht verfügbar in|bestätigen sie ihr alter|alter bestätigen|"
    "altersprüfung|altersabfrage|altersverifikation|cookies und javascript|cookies einschalten|cookies aktivieren|"
    "javascript einschalten|javascript aktivieren|ungewöhnlich viele|ungewöhnlicher datenverkehr|geben sie die zeichen|"
    "zeichen eingeben|gedrückt halten|noch ein schritt|sind sie ein mensch|sind sie ein roboter|kein roboter|"
    "sicherheitsprüfung|browser wird geprüft|browser wird überprüft|zugriff verweigert|zugriff gesperrt|"
    "trop de requêtes|limite atteinte|indisponible dans votre|pas disponible dans votre|non disponible dans votre|"
    "confirmez votre âge|vérification de l'âge|activez les cookies|activer les cookies|trafic inhabituel|"
    "saisissez les caractères|maintenez appuyé|maintenir enfoncé|encore une étape|êtes-vous humain|êtes-vous un robot|"
    "vérification de sécurité|accès refusé|accès bloqué|"
    "demasiadas solicitudes|demasiadas peticiones|límite alcanzado|no disponible en su|no disponible en tu|"
    "no está disponible en su|no está disponible en tu|confirme su edad|confirma tu edad|verificación de edad|"
    "active las cookies|activa las cookies|tráfico inusual|escriba los caracteres|mantenga pulsado|mantén pulsado|"
    "un paso más|es usted humano|eres humano|no soy un robot|control de seguridad|acceso denegado|"
    "troppe richieste|limite raggiunto|non disponibile nel tuo|non disponibile nella tua|conferma la tua età|"
    "verifica dell'età|abilita i cookie|attiva i cookie|traffico insolito|ancora un passo|accesso negato|"
    "muitos pedidos|muitas solicitações|limite atingido|não disponível no seu|não está disponível no seu|"
    "confirme a sua idade|confirme sua idade|ative os cookies|acesso negado|só mais um passo|"
    "te veel verzoeken|niet beschikbaar in uw|niet beschikbaar in jouw|bevestig uw leeftijd|bevestig je leeftijd|"
    "leeftijdscontrole|schakel cookies in|toegang geweigerd|nog één stap|"
    "zbyt wiele żądań|zbyt wiele zapytań|niedostępne w twoim|niedostępna w twoim|potwierdź swój wiek|"
    "weryfikacja wieku|włącz obsługę plików cookie|włącz pliki cookie|odmowa dostępu|jeszcze jeden krok|"
    "слишком много запросов|превышен лимит|лимит запросов|недоступно в вашем|недоступен в вашей|недоступен в вашем|"
    "недоступна в вашей|недоступно в вашей|подтвердите возраст|подтвердите свой возраст|вам есть 18|вам исполнилось 18|"
    "включите cookie|включите файлы cookie|включите javascript|необычный трафик|подозрительная активность|"
    "введите символы|введите код|нажмите и удерживайте|ещё один шаг|еще один шаг|вы человек|вы не робот|вы робот|"
    "проверка безопасности|проверка браузера|доступ запрещён|доступ запрещен|доступ ограничен|доступ заблокирован|"
    "забагато запитів|недоступно у вашій|недоступний у вашій|підтвердіть вік|підтвердіть свій вік|увімкніть cookie|"
    "введіть символи|доступ заборонено|"
    "çok fazla istek|ülkenizde kullanılamıyor|bölgenizde kullanılamıyor|yaşınızı doğrulayın|çerezleri etkinleştirin|"
    "karakterleri girin|bir adım daha|erişim engellendi|robot değilim|"
    "həddən artıq sorğu|ölkənizdə əlçatan deyil|yaşınızı təsdiqləyin|simvolları daxil edin|giriş qadağandır|"
    "robot deyiləm";
constexpr std::string_view loading =
    "please wait|one moment|just a moment|loading|is being loaded|will load|story loads|page loads|"
    "bitte warten|einen moment|einen augenblick|wird geladen|lädt|laden sie neu|"
    "chargement|veuillez patienter|un instant|un moment|cargando|espere un momento|por favor espere|"
    "caricamento|attendere|carregando|a carregar|aguarde|even geduld|wordt geladen|wczytywanie|ładowanie|proszę czekać|"
    "загрузка|загружается|подождите|одну минуту|завантаження|зачекайте|yükleniyor|lütfen bekleyin|yüklənir|gözləyin";
constexpr std::string_view media_word =
    "photos|pictures|in pictures|gallery|photo gallery|picture gallery|slideshow|images|video|videos|watch|watch now|"
    "livestream|live stream|audio|listen|podcast|show notes|episode|"
    "fotos|bilder|in bildern|galerie|bildergalerie|fotostrecke|bilderstrecke|diaschau|ansehen|hören|anhören|folge|"
    "en images|diaporama|portfolio|photos et vidéos|regarder|vidéo|écouter|épisode|"
    "galería|en imágenes|fotogalería|imágenes|ver|vídeo|escuchar|episodio|"
    "galleria|fotogalleria|immagini|guarda|ascolta|puntata|"
    "galeria|em imagens|imagens|ouvir|assistir|"
    "beeld|in beeld|fotoserie|kijk|luister|aflevering|"
    "galeria zdjęć|zdjęcia|wideo|oglądaj|posłuchaj|odcinek|"
    "фото|фотогалерея|фоторепортаж|в фотографиях|видео|смотреть|подкаст|слушать|выпуск|прямая трансляция|"
    "фотогалерея|відео|дивитися|слухати|випуск|"
    "foto|fotolar|fotoqalereya|videolar|izlə|dinlə|"
    "fotoğraflar|foto galeri|galeri|izle|dinle|bölüm|"
    "ფოტო|ვიდეო|პოდკასტი|լուսանկարներ|տեսանյութ|صور|فيديو|بودكاست";
constexpr std::string_view shop =
    "加入购物车|立即购买|カートに入れる|カートに追加|장바구니 담기|바로 구매|"
    "add to basket|add to cart|add to bag|add to trolley|buy now|buy it now|add to wishlist|proceed to checkout|"
    "notify me when available|in den warenkorb|in den einkaufswagen|jetzt kaufen|auf die merkliste|zur kasse|"
    "ajouter au panier|acheter maintenant|añadir al carrito|agregar al carrito|añadir a la cesta|comprar ahora|"
    "aggiungi al carrello|acquista ora|adicionar ao carrinho|in winkelwagen|in winkelmandje|dodaj do koszyka|"
    "do koszyka|lägg i varukorg|læg i kurv|legg i handlekurv|lisää ostoskoriin|přidat do košíku|do košíku|"
    "в корзину|добавить в корзину|положить в корзину|купить в один клик|купить в 1 клик|купить|оформить заказ|"
    "до кошика|додати в кошик|купити|səbətə at|səbətə əlavə et|sepete ekle|hemen al|savatga qo'shish|"
    "savatchaga|себетке салу|себетке қосу|კალათაში დამატება|ավելացնել զամբյուղ|أضف إلى السلة|أضف للسلة|"
    "arrange a viewing|request a viewing|contact agent|contact seller|show phone number|call seller|"
    "показать телефон|написать продавцу|nömrəni göstər|apply now|apply for this job|apply for job|"
    "jetzt bewerben|откликнуться|отправить резюме|postuler|candidatar-se|inscríbete en esta oferta";

constexpr std::string_view lists[] = {
    not_found,    not_found_title, unavailable,   challenge,     consent,           login_title,
    paywall,      paywall_end,     read_on,       payer,         enable_javascript, imprint_title,
    search_title, listing_title,   listing_start, weather_title, status_title,      gallery_start,
    wall_title,   loading,         media_word,    shop};
static_assert(std::size(lists) == page_sign_count);

const PhraseFinder& table(PageSign kind) {
    static const auto tables = [] {
        std::vector<PhraseFinder> all;
        for (const auto list : lists) {
            std::vector<std::string> phrases;
            for (const auto phrase : split(list, '|')) phrases.push_back(fold_sign(phrase));
            all.emplace_back(std::move(phrases));
        }
        return all;
    }();
    return tables[static_cast<std::size_t>(kind)];
}

bool is_word_byte(char c) {
    return is_ascii_alpha(c) || is_ascii_digit(c) || static_cast<unsigned char>(c) >= 0x80;
}

/// Letters and digits at both ends.
std::string_view core(std::string_view text) {
    while (!text.empty() && !is_word_byte(text.front())) text.remove_prefix(1);
    while (!text.empty() && !is_word_byte(text.back())) text.remove_suffix(1);
    return text;
}

}  // namespace

std::string fold_sign(std::string_view text) {
    auto folded = fold_letters(text);
    for (const auto* mark : {"’", "‘", "ʼ", "ʻ", "`", "´"}) replace_all(folded, mark, "'");
    return folded;
}

namespace {

/// Kana and Han: words begin anywhere.
bool begins_unspaced(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0xE3 && byte <= 0xE9;
}

/// A phrase begins where a word begins: in the middle of one nothing is looked up.
template <class Use>
void each_phrase(const PhraseFinder& finder, std::string_view folded, Use use) {
    const auto whole = [&](std::uint32_t i, std::size_t at) {
        const auto& phrase = finder.phrases()[i];
        const auto end = at + phrase.size();
        if (end >= folded.size() || !is_word_byte(folded[end]) || phrase.size() > 10) use(i);
    };
    for (std::size_t at = 0; at < folded.size(); ++at)
        if (at == 0 || !is_word_byte(folded[at - 1]) || !is_word_byte(folded[at]) || begins_unspaced(folded[at]))
            finder.each_at(folded, at, whole);
}

}  // namespace

std::string_view find_sign(PageSign kind, std::string_view folded) {
    const auto& finder = table(kind);
    auto first = PhraseFinder::none;
    each_phrase(finder, folded, [&](std::uint32_t i) { first = std::min(first, i); });
    return first == PhraseFinder::none ? std::string_view() : std::string_view(finder.phrases()[first]);
}

std::uint32_t signs_in(std::string_view folded) {
    static const KindFinder all(lists, fold_sign);
    std::uint32_t found = 0;
    each_phrase(all.finder(), folded, [&](std::uint32_t i) { found |= 1u << all.kind_of(i); });
    return found;
}

std::string_view is_sign(PageSign kind, std::string_view folded) {
    folded = core(folded);
    for (const auto& phrase : table(kind).phrases())
        if (phrase == folded) return phrase;
    return {};
}

}  // namespace winnow::extract
