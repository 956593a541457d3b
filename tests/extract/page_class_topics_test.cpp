#include "extract/page_class_topics.h"

#include "catch.hpp"
#include "extract/page_class_words.h"

using namespace winnow::extract;

namespace {

std::string said(PageTopic topic, std::string_view line) {
    return topic_of(topic, fold_sign(line)).value_or("-");
}

}  // namespace

TEST_CASE("that a page is not there is known in words that no list has whole", "[page_class]") {
    for (const auto* line : {
             "We're sorry, the page you requested could not be found",
             "Unfortunately this article has since been removed from our servers",
             "Der gewünschte Artikel wurde leider nicht gefunden",
             "La page que vous cherchez a été supprimée ou n'existe plus",
             "El enlace que has seguido ya no existe: la página fue eliminada",
             "La pagina richiesta è stata spostata oppure rimossa",
             "O conteúdo que você procura foi removido",
             "De pagina die je zoekt bestaat niet (meer)",
             "Strona, której szukasz, została usunięta",
             "По данному адресу публикаций на сайте не найдено",
             "Сторінку, яку ви шукаєте, видалено або переміщено",
             "Axtardığınız xəbər saytdan silinib",
             "Bu bağlantıdaki içerik yayından kaldırılmıştır",
             "So'ralgan sahifa topilmadi",
             "მოთხოვნილი გვერდი ვერ მოიძებნა",
             "Հարցված էջը չի գտնվել",
             "عذراً، الصفحة المطلوبة غير موجودة",
             "Новость снята с публикации",
             "This story was withdrawn by the agency",
             "お探しのページは見つかりませんでした",
             "您访问的页面不存在",
             "요청하신 기사를 찾을 수 없습니다",
             "Artikel tersebut tidak ditemukan",
             "Bài viết không tồn tại hoặc đã bị gỡ",
             "הדף המבוקש לא נמצא",
         }) {
        CAPTURE(line);
        CHECK(said(PageTopic::not_found, line) != "-");
    }
    for (const auto* line : {"The missing hiker has been found", "Page One wins the regional press prize",
                             "Новый адрес музея", "Die Seite der Stadt ist neu", "Səhifə yeniləndi",
                             "新しいページを公開しました", "Berita terbaru dari halaman depan"}) {
        CAPTURE(line);
        CHECK(said(PageTopic::not_found, line) == "-");
    }
}

TEST_CASE("a line of a consent wall speaks of data or cookies, and of what becomes of them", "[page_class]") {
    for (const auto* line : {
             "Nosotros y nuestros 238 socios almacenamos información en un dispositivo",
             "Lees het nieuws gratis met cookies. Met je akkoord plaatsen wij en 167 partners cookies",
             "Il rispetto della tua privacy è la nostra priorità: accetta e continua",
             "Szanujemy Twoją prywatność. Kliknij i zaakceptuj zgody na cele naszych partnerów",
             "Vous avez choisi de ne pas accepter les cookies",
             "We use cookies and data to deliver and measure ads",
             "Мы и наши партнеры обрабатываем персональные данные",
             "Saytımız çerezlərdən və reklam məqsədilə şəxsi məlumatlardan istifadə edir",
             "Verilerinizi iş ortaklarımızla cihazınızda saklıyoruz",
             "harbour.example solicită consimțământul dvs. pentru a folosi datele dvs. personale",
             "Приемате ли бисквитки и обработка на личните данни от нашите партньори?",
             "Συμφωνείτε με την επεξεργασία; Αποδέχομαι τα cookies",
         }) {
        CAPTURE(line);
        CHECK(said(PageTopic::consent, line) != "-");
    }
    for (const auto* line :
         {"The bakery sells cookies and bread", "Both parties agreed on a new partner",
          "Der Datenschutzbeauftragte stellte seinen Bericht vor", "Две компании стали партнерами"}) {
        CAPTURE(line);
        CHECK(said(PageTopic::consent, line) == "-");
    }
}

TEST_CASE("a bot check names whom it checks", "[page_class]") {
    for (const auto* line :
         {"Estamos comprobando que la conexión es segura", "One more step: prove you are a human",
          "Wir prüfen Ihren Browser", "Мы зафиксировали подозрительные запросы с вашего адреса",
          "Brauzeriniz yoxlanılır", "Bağlantınızın güvenliği doğrulanıyor", "Nous vérifions votre navigateur"}) {
        CAPTURE(line);
        CHECK(said(PageTopic::challenge, line) != "-");
    }
    CHECK(said(PageTopic::challenge, "Council approves the new bridge") == "-");
    CHECK(said(PageTopic::challenge, "Der Hafen bekommt einen neuen Kran") == "-");
}

TEST_CASE("a form for a lost password or a new account is known by its heading", "[page_class]") {
    for (const auto* line :
         {"Forgotten your password?", "Passwort zurücksetzen", "Mot de passe oublié ?", "Crea tu cuenta gratuita",
          "Create your free account", "Восстановление пароля", "Şifrəni unutmusunuz?", "Şifremi unuttum"}) {
        CAPTURE(line);
        CHECK(said(PageTopic::password, line) != "-");
    }
    CHECK(said(PageTopic::password, "Bank creates ten jobs in the valley") == "-");
    CHECK(said(PageTopic::password, "The lost key was under the mat") == "-");
}

TEST_CASE("All topics of a line in one pass are those that are asked for one by one", "[page_class]") {
    for (const auto* line :
         {"We're sorry, the page you requested could not be found", "We and our partners use cookies on your device",
          "Checking your browser before you go on", "Forgot your password? Create an account",
          "The harbour closes the pier", "По данному адресу публикаций на сайте не найдено", ""}) {
        const auto folded = fold_sign(line);
        const auto all = topics_of(folded);
        INFO(line);
        for (std::size_t i = 0; i < page_topic_count; ++i)
            CHECK(all[i] == topic_of(static_cast<PageTopic>(i), folded).has_value());
    }
}
