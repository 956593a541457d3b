#include "extract/page_class_topics.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "extract/page_class_words.h"

namespace winnow::extract {

namespace {

constexpr std::string_view pages =
    " page|article|story|content | link | url |address|document| post | seite |artikel|inhalt|adresse|beitrag|contenu|"
    " lien |página|publicación|contenido|artículo|enlace|dirección|pagina|articolo|contenuto|indirizzo|artigo|conteúdo|"
    "matéria|strona|strony|stronę"
    "|artykuł|treść|страниц|стать|материал|публикаци|новост|адрес|ссылк|документ|сторінк|"
    "матеріал|публікаці|новин|посиланн|səhifə|məqalə|xəbər|ünvan|keçid|sayfa|haber|içerik|yazı|bağlantı|sahifa|maqola|"
    "havola|გვერდ|სტატი|ბმულ|մատերիալ|հոդված|էջը|էջ |صفحة|الصفحة|المقال|الرابط| sidan|artikeln| siden|artikkelen|"
    " sivu|stránk|článek|oldal|pagină|articolul|σελίδα|страницата|бет |материалды|"
    "ページ|記事|页面|頁面|文章|新闻|新聞|페이지|기사|게시물|halaman|berita| trang |bài viết|หน้า|บทความ|ข่าว|पृष्ठ| पेज "
    "|लेख |"
    "खबर|समाचार|เนื้อหา|稿件|内容|報道|报道|tekst|straipsn|naujien| raksts| ziņa| uudis| lugu | cikk| juttu|artikkeli|"
    "zpráv|vijest|știre|άρθρο|δημοσίευμα|κείμενο|είδηση|նյութ|მასალ|мақала|жаңалық|хабар|المادة|المحتوى|الخبر|گزارش| "
    "item |"
    " text |পাতা|প্রতিবেদন|הדף|העמוד|הכתבה|صفحه|مطلب|stranic|vest |вест |članak|чланак|статия";
constexpr std::string_view gone =
    "not found|not be found|t be found|t find|not find|does not exist|doesn't exist|not exist|no longer exist|"
    "no longer available|no longer here|not available|isn't available|unavailable|been removed|was removed|"
    "been deleted|been moved|has moved|has expired|disappeared|is missing|isn't here|nicht gefunden|nicht finden|"
    "nicht vorhanden|existiert nicht|nicht mehr|gibt es nicht|nicht verfügbar|nicht erreichbar|gelöscht|verschoben|"
    "introuvable|non trouvé|pas trouvé|pas été trouvé|pas pu être trouvé|n'existe|plus disponible|plus en ligne|"
    "pas disponible|supprimé|déplacé|indisponible|no encontr|no se encontr|no se encuentra|no existe|no está "
    "disponible|"
    "ya no está|no hemos podido encontrar|no se ha encontrado|eliminad|non trovat|non è stata trovata|non esiste|"
    "inesistente|non è disponibile|non disponibile|non è più|rimoss|spostat|impossibile trovare|não encontr|"
    "não foi encontrad|não existe|não está disponível|indisponível|removid|não está mais|foi movid|niet gevonden|"
    "niet vinden|bestaat niet|niet meer|niet beschikbaar|verwijderd|verplaatst|nie istnieje|nie znaleziono|"
    "nie została znaleziona|nie znaleźliśmy|nie odnaleziono|niedostępn|usunięt|przeniesion|nie można znaleźć|"
    "не найден|не нашл|не существует|не удалось найти|нет такой|удален|перемещен|перенесен|недоступн|больше нет|"
    "не обнаружен|не знайден|не знайшл|не існує|видален|переміщен|tapılmadı|tapılmır|mövcud deyil|silinib|silinmiş|"
    "köçürül|əlçatan deyil|bulunamadı|bulamadık|mevcut değil|bulunmuyor|bulunmamaktadır|yayından kaldır|silinmiş|"
    "erişilemiyor|topilmadi|mavjud emas|o'chirilgan|ვერ მოიძებნა|არ მოიძებნა|არ არსებობს|წაშლილ|չի գտնվել|գտնված չէ|"
    "գոյություն չունի|հեռացված|غير موجود|غير متوفر|لم يتم العثور|تعذر العثور|حذف|hittades inte|kunde inte hitta|"
    "finns inte|tagits bort|ikke fundet|ikke funnet|finnes ikke|findes ikke|ikke tilgængelig|ikke tilgjengelig|"
    "fant ikke|ei löydy|ei löytynyt|poistettu|nenalezen|neexistuje|nebyla nalezena|nenašli|nu a fost găsit|nu există|"
    "nem található|nem létezik|δεν βρέθηκε|δεν υπάρχει|табылмады|"
    "unpublished|has expired|is expired|abgelaufen|depubliziert|a expiré|caducado|caducó|scadut|expirou|verlopen|wygas|"
    "dicabut|ditarik|atšauk|pašalin|atsaukt|noņemt|eemaldatud|eltávolít|visszavon|töröl|odstraněn|odstránen|повучен|"
    "отозван|відкликан|вилучен|алынып тасталды|жойыл|өшіріл|олиб ташлан|หมดอายุ|ถอดออก|ออกจากระบบ|หมดเวลา|हटाई गई|हटाया|"
    "版权到期|已下线|下線|기간이 만료|기간이 종료|게재 기간|公開を終了|掲載は終了|"
    "withdrawn|taken down|taken offline|zurückgezogen|wurde entfernt|retiré|retirad|ritirat|teruggetrokken|wycofan|"
    "stažen|dragits tillbaka|снят с публик|снята с публик|снято с публик|сняли с публик|знято з публік|знята з публік|"
    "снет от публик|снета от публик|yayından çek|dərcdən "
    "çıxar|見つかりません|存在しません|削除され|掲載を終了|掲載期間|"
    "不存在|已删除|已刪除|找不到|未找到|已下架|찾을 수 없|존재하지 않|삭제된|삭제되었|tidak ditemukan|tidak "
    "tersedia|dihapus|"
    "không tìm thấy|không tồn tại|đã bị xóa|đã bị gỡ|ไม่พบ|ถูกลบ|नहीं मिल|हटा दि|उपलब्ध नहीं|পাওয়া যায়নি|সরিয়ে|یافت نشد|"
    "پیدا نشد|حذف شد|לא נמצא|הוסרה|הוסר |nije pronađen|није пронађен|uklonjen|уклоњен|не е намерен|премахнат";

constexpr std::string_view cookies = "cookie|kuki|çerez|ქუქი|քուքի|ملفات تعريف|クッキー|бисквит|kolačić|колачић";
constexpr std::string_view personal =
    "privacy|your data|privatsphäre|datenschutz|ihre daten|deine daten|personenbezogen|vie privée|vos données|"
    "données personnelles|privacid|tus datos|sus datos|datos personales|i tuoi dati|dati personali|dados pessoais|"
    "seus dados|privacidade|persoonsgegevens|je gegevens|uw gegevens|danych osobowych|dane osobowe|twoje "
    "dane|prywatnoś|"
    "конфиденциальн|персональн|личных данных|приватн|məxfilik|məxfiliy|şəxsi məlumat|gizlilik|gizliliğ|kişisel "
    "veri|verileriniz|"
    "კონფიდენციალ|პირადი მონაცემ|գաղտնիությ|անձնական տվյալ|خصوصي|بياناتك|البيانات الشخصية|personuppgift|integritet|"
    "personopplysning|personoplysning|personvern|tietosuoj|soukromí|osobních údaj|adatvédel|datele personale|"
    "confidențialit|datele dvs|date personale|datelor personale|datele cu caracter|személyes adat|osobných údaj|"
    "osobnih podat|osobne podat|личних подат|лични подат|личните данни|лични данни|προσωπικ|gdpr| rgpd|dsgvo";
constexpr std::string_view partners =
    "partner|socios|parceir|партнер|партньор|tərəfdaş|iş "
    "ortak|ortaklar|პარტნიორ|գործընկեր|شركا|vendors|personalis|personaliz|personnalis|werbung|"
    "advertis| ads |publicit|publicid|pubblicit|annonces|reclame|advertenti|reklam|реклам|legitimate interest|"
    "berechtigtes interesse|intérêt légitime|interés legítimo|measure audience|mesure d'audience|tracking";
constexpr std::string_view agreement =
    "permission|erlaubnis|autorisation|permiso|permesso|permissão|разрешени|дозвіл|icazə|izniniz|ნებართვ|թույլտվ|إذن|"
    "accept|agree|consent|reject|decline|akzeptier|zustimm|ablehn|einwillig|einverstanden|refuser|refus "
    "|aceptar|aceptas|"
    "acepta |rechaz|accett|rifiut|aceitar|aceita "
    "|recusar|rejeitar|akkoord|accepteer|weiger|toestemming|akcept|zgadz|zgod|"
    "odrzu|принять|принима|согла|отклон|погодж|прийня|прийма|відхил|qəbul|razı|imtina|kabul|reddet|onayl|rızan|თანხმ|"
    "უარყოფ|համաձայն|մերժել|موافق|قبول|رفض|godta|samtyk|samtyc|avvis|hyväksy|souhlas|přijmout|odmítnout|refuz|de acord|"
    "elfogad|hozzájárul|consimț|sunt de acord|súhlas|privola|pristan|pristaj|сагласн|пристан|съглас|συναιν|αποδέχ|"
    "απορρίπτ";
constexpr std::string_view devices =
    "your device|a device|ihrem gerät|deinem gerät|einem gerät|endgerät|votre appareil|votre terminal|un terminal|"
    "tu dispositivo|su dispositivo|un dispositivo|tuo dispositivo|seu dispositivo|je apparaat|uw apparaat|een apparaat|"
    "urządzeni|устройств|пристро|cihaz|qurğu|მოწყობილობ|սարք|جهازك|din enhet|enheten din|laitte|zařízení|zariaden|"
    "dispozitiv|eszköz|uređaj|уређај|συσκευ";

constexpr std::string_view guarded =
    "robot|human| bot | bots |browser|your connection|the connection|security|mensch|verbindung|sicherheit|humain|"
    "navigateur|connexion|sécurité|humano|navegador|conexión|seguridad|umano|connessione|sicurezza|conexão|segurança|"
    "beveilig|verbinding|człowiek|przeglądark|połączeni|bezpieczeń|человек|робот|браузер|соединени|подключени|"
    "безопасност|людин|з'єднан|безпек|insan|brauzer|bağlantı|təhlükəsizlik|tarayıcı|güvenlik|odam|xavfsizlik|"
    "ადამიან|რობოტ|ბრაუზერ|კავშირ|უსაფრთხო|մարդ |ռոբոտ|բրաուզեր|կապը|անվտանգ|إنسان|روبوت|متصفح|اتصال|أمان|"
    "människa|menneske|säkerhet|sikkerhet|ihminen|turvallisu|člověk|prohlížeč|bezpečnost|captcha|ddos|traffic|trafic|"
    "tráfico|трафик|запрос|requests|anfragen";
constexpr std::string_view checked =
    "check|verif|prove|confirm|challenge|solve|puzzle|prüf|bestätig|nachweis|rätsel|überprüf|vérif|prouv|confirmez|"
    "comprob|demostr|demuestr|desafío|verific|controll|dimostr|conferma|comprov|confirme|desafio|bevestig|"
    "sprawdz|potwierdź|udowodni|weryfik|провер|подтвер|докаж|перевір|підтверд|yoxla|təsdiq|sübut|doğrula|kanıtla|"
    "kontrol|tekshir|tasdiq|შემოწმ|დაადასტურ|ստուգ|հաստատ|تحقق|تأكد|kontroll|bekräfta|bekreft|tarkist|ověř|potvrďte|"
    "unusual|suspicious|automated|ungewöhnlich|automatisiert|inhabituel|automatis|inusual|sospech|insolit|подозрительн|"
    "необычн|автоматическ|підозрі|şübhəli|şüpheli|blocked|blockiert|bloqu|заблокир|заблок|bloklan|engellen";

constexpr std::string_view secrets =
    "password|passwort|kennwort|mot de passe|contraseña|palavra-passe| "
    "senha|wachtwoord|hasło|hasła|пароль|пароля|şifrə|"
    "şifre|parol|პაროლ|գաղտնաբառ|كلمة المرور|lösenord|passord|adgangskode|salasana|heslo|jelszó";
constexpr std::string_view lost =
    "forgot|lost|reset|recover|vergessen|zurücksetzen|oublié|réinitialis|olvid|restablec|recuper|dimenticat|reimpost|"
    "esquec|redefin|vergeten|herstel|zapomni|odzyska|zresetuj|забыл|восстанов|сброс|забул|віднов|unut|bərpa|yenilə|"
    "sıfırla|tiklash|დაგავიწყდა|აღდგენა|մոռացել|վերականգն|نسيت|استعادة|glömt|glemt|unohtui|zapomen|elfelejt";
constexpr std::string_view accounts =
    "account| konto|benutzerkonto|compte|tu cuenta|una cuenta|sua conta|uma conta|аккаунт|учетн|обліков|hesab|ანგარიშ|"
    "հաշիվ|حساب";
constexpr std::string_view opened =
    "create|creat|erstell|anlegen|eröffn|créer|créez|crea |crear|crie |criar|maak|aanmaken|utwórz|załóż|созда|завест|"
    "створ|yarat|oluştur|ყავი|შექმენ|შექმნ|ստեղծ|إنشاء|أنشئ|skapa|opprett|opret|luo |vytvoř|létrehoz";

enum Kind : std::uint8_t {
    page,
    lost_page,
    cookie,
    personal_data,
    partner,
    agree,
    device,
    guard,
    check,
    secret,
    forgotten,
    account,
    open_account,
    kinds
};

/// All stems of all kinds, read in one pass: most lines hold none.
class Stems {
public:
    explicit Stems(std::string_view folded) {
        first_.fill(PhraseFinder::none);
        all().finder().each(fmt::format(" {} ", folded), [&](std::uint32_t stem, std::size_t) {
            auto& first = first_[all().kind_of(stem)];
            first = std::min(first, stem);
        });
    }

    bool has(Kind kind) const { return first_[kind] != PhraseFinder::none; }
    std::optional<std::string> both(Kind one, Kind other) const {
        if (!has(one) || !has(other)) return std::nullopt;
        return fmt::format("{} … {}", text(one), text(other));
    }

private:
    static const KindFinder& all() {
        static constexpr std::string_view lists[kinds] = {pages,     gone,     cookies, personal, partners,
                                                          agreement, devices,  guarded, checked,  secrets,
                                                          lost,      accounts, opened};
        static const KindFinder known(lists, fold_sign);
        return known;
    }
    std::string_view text(Kind kind) const { return trim(all().finder().phrases()[first_[kind]]); }

    std::array<std::uint32_t, kinds> first_;  ///< of each kind the first stem, in the order of the list
};

std::optional<std::string> topic_among(const Stems& stems, PageTopic topic) {
    switch (topic) {
        case PageTopic::not_found:
            return stems.both(page, lost_page);
        case PageTopic::consent:
            for (const auto thing : {cookie, personal_data})
                for (const auto said : {agree, partner, device})
                    if (auto found = stems.both(thing, said)) return found;
            if (auto found = stems.both(cookie, personal_data)) return found;
            return stems.both(partner, device);
        case PageTopic::challenge:
            return stems.both(guard, check);
        case PageTopic::password:
            if (auto found = stems.both(secret, forgotten)) return found;
            return stems.both(account, open_account);
    }
    return std::nullopt;
}

}  // namespace

StemSet::StemSet(std::string_view stems)
    : stems_([&] {
          std::vector<std::string> folded;
          for (const auto stem : split(stems, '|')) folded.push_back(fold_sign(stem));
          return PhraseFinder(std::move(folded));
      }()) {}

std::string_view StemSet::in(std::string_view padded) const {
    const auto first = stems_.first_in(padded);
    return first == PhraseFinder::none ? std::string_view() : std::string_view(stems_.phrases()[first]);
}

std::optional<std::string> topic_of(PageTopic topic, std::string_view folded) {
    return topic_among(Stems(folded), topic);
}

std::array<bool, page_topic_count> topics_of(std::string_view folded) {
    const Stems stems(folded);
    std::array<bool, page_topic_count> found{};
    for (std::size_t i = 0; i < found.size(); ++i) found[i] = topic_among(stems, static_cast<PageTopic>(i)).has_value();
    return found;
}

bool names_page(std::string_view folded) {
    static const StemSet known(pages);
    return !known.in(fmt::format(" {} ", folded)).empty();
}

}  // namespace winnow::extract
