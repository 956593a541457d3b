#include "extract/body_words.h"

#include <array>
#include <string>
#include <vector>

#include "base/text.h"

namespace winnow::extract {

namespace {

/// Open addressing, power of two, filled once; a look-up is one probe nearly always.
class WordTable {
public:
    explicit WordTable(std::size_t words) {
        std::size_t size = 64;
        while (size < words * 2) size *= 2;
        slots_.resize(size);
    }
    void add(std::uint32_t hash, std::uint32_t bits) {
        for (auto at = place(hash);; at = (at + 1) & (slots_.size() - 1)) {
            auto& slot = slots_[at];
            if (slot.bits != 0 && slot.hash != hash) continue;
            slot.hash = hash;
            slot.bits |= bits;
            return;
        }
    }
    std::uint32_t find(std::uint32_t hash) const {
        for (auto at = place(hash);; at = (at + 1) & (slots_.size() - 1)) {
            const auto& slot = slots_[at];
            if (slot.bits == 0) return 0;
            if (slot.hash == hash) return slot.bits;
        }
    }

private:
    struct Slot {
        std::uint32_t hash = 0;
        std::uint32_t bits = 0;
    };
    std::size_t place(std::uint32_t hash) const { return (hash ^ (hash >> 15)) & (slots_.size() - 1); }
    std::vector<Slot> slots_;
};

std::uint32_t hash_word(std::string_view word) {
    auto hash = word_seed;
    for (std::size_t at = 0; at < word.size();) hash = add_to_word(hash, fold_fast(next_code_point(word, at)));
    return hash;
}

struct NameEntry {
    NameHint hint;
    std::string_view words;
};

/// Parts of class names and ids, lower case. English mostly, as nearly all style sheets are.
constexpr std::array<NameEntry, name_hint_count> name_entries{{
    {NameHint::content,
     "content article articles story entry post body text txt main paragraph richtext copy prose editor news detail "
     "details single inhalt artikel beitrag texte contenido conteudo articulo noticia statya tekst xeber haber icerik "
     "pagecontent maincontent wysiwyg rte"},
    {NameHint::article_body,
     "articlebody storybody entrycontent postcontent articlecontent articletext storytext storycontent newstext "
     "bodytext bodycopy maintext fulltext newsbody postbody textcontent articlecopy newscontent contentbody "
     "artikeltext articlemain entrytext posttext newsdetail"},
    {NameHint::lead,
     "lead lede intro introduction standfirst dek deck summary excerpt abstract vorspann anons subtitle subheadline "
     "subhead subline kicker chapo leadtext subtitulo entradilla preamble ingress teasertext anleser description desc"},
    {NameHint::title, "title headline heading hed titel titre titulo zagolovok baslik header1 pagetitle"},
    {NameHint::comment,
     "comment comments commentlist commentary kommentar kommentare disqus discussion reply replies respond respons "
     "responses kommentarer comentarios commentaires forum livefyre trackback trackbacks pingback leserkommentare "
     "coral feedback reviews testimonial commentform yorum yorumlar"},
    {NameHint::related,
     "related relateds more similar recommended recommend recommendation recommendations recommends also readmore "
     "readnext next promo promos furthermore linklist mehr weitere verwandt outbrain taboola zergnet readalso seealso "
     "moreon morefrom associated crosslink crosslinks interlink zemanta yarpp teaserlist onward pohozhie jp upnext "
     "relatedposts relatedlinks relatedarticles mlt alsoread continue suggest suggested suggestions"},
    {NameHint::popular,
     "popular trending latest recent mostread top toplist ticker hot archive archives newsfeed lenta feed lastnews "
     "mostviewed meistgelesen breaking last stream headlines newslist lastest most"},
    {NameHint::share,
     "share sharing shares social socials sharebar sharethis addthis addtoany facebook twitter whatsapp telegram "
     "pinterest linkedin followus follow like likes teilen shariff ssb jssocials sharedaddy email print paylas "
     "sharetools bookmark bookmarks instapaper reddit vk odnoklassniki socialmedia icons tools toolbar actions"},
    {NameHint::navigation,
     "nav navi navbar navigation menu submenu breadcrumb breadcrumbs crumb crumbs pagination pager paging paginator "
     "topnav subnav mainnav mainmenu sitemap skip skiplink pagenav navlinks prevnext tabs tab bar jump topbar toc "
     "contents hamburger anchor anchors rubric"},
    {NameHint::footer, "footer foot bottom colophon footnote footnotes fineprint siteinfo pagefooter"},
    {NameHint::header, "header head masthead banner branding topheader logo siteheader"},
    {NameHint::sidebar,
     "sidebar side aside rail column widget widgets secondary complementary right left rightcol leftcol sidebox "
     "rightrail marginal seitenleiste rightcolumn leftcolumn col2 supplementary gadget module extra"},
    {NameHint::advert,
     "ad ads adv advert adverts advertisement advertising advertorial sponsor sponsored sponsors anzeige werbung "
     "adsense adslot adbox dfp gpt banner banners commercial reklama reklam rek affiliate shopping product products "
     "shop deal deals buy price partner partners paid native brandvoice werbe"},
    {NameHint::subscribe,
     "newsletter newsletters subscribe subscription subscriptions signup optin mailchimp mailing abo paywall premium "
     "subscriber offer upsell regwall membership donate donation support cta abonnement signin piano register "
     "registration inscription mailinglist push app apps notification notifications"},
    {NameHint::consent,
     "cookie cookies consent gdpr ot didomi usercentrics qc sp privacy cookiebot banner iubenda klaro fc truste "
     "tarteaucitron ccpa modal popup overlay lightbox dialog tooltip dropdown alert cmp dsgvo onetrust "
     "notice message messages toast interstitial hidden adblock noscript warning"},
    {NameHint::tags,
     "tag tags tagcloud taglist keyword keywords topic topics category categories cat cats label labels schlagworte "
     "tagged taxonomy rubrik rubriken etiquetas metki themen term terms section sections filed"},
    {NameHint::author,
     "author authors byline bio autor autoren vcard writer writers contributor contributors profile avatar "
     "aboutauthor authorbox postauthor redakteur auteur avtor user username creator"},
    {NameHint::meta,
     "meta date time datetime timestamp info published updated dateline pubdate datum postmeta byline metadata "
     "postinfo entrymeta stats views counter readtime fecha data views status rating ratings vote votes stars"},
    {NameHint::caption,
     "caption captions credit credits figcaption gallery galerie slideshow slider carousel photo photos image images "
     "img picture figure media thumbnail thumb bild bilder foto fotos copyright imagecaption photocredit legend "
     "swiper slide slides fotostrecke bildquelle source lightgallery"},
    {NameHint::box,
     "box infobox factbox fact facts factsheet pullquote pull quote callout highlight note notes correction "
     "keypoints takeaways infokasten kasten aufklapper zitat quotes timeline faq table sidenote disclaimer"},
    {NameHint::form,
     "form login search suche field input button btn poll survey quiz captcha contact umfrage select filter filters "
     "fieldset searchform account cart basket"},
    {NameHint::legal, "copyright legal disclaimer imprint impressum terms license licence rights agb"},
    {NameHint::list,
     "list grid card cards teaser teasers item items tile tiles row col archive listing block blocks box boxes "
     "collection listitem preview loop river linkbox swiper slick"},
    {NameHint::embed,
     "video player youtube vimeo embed embedded tweet twitter instagram audio podcast iframe oembed jwplayer "
     "brightcove widget soundcloud tiktok mediaplayer"},
}};

struct PhraseEntry {
    Phrase phrase;
    std::string_view words;  ///< separated by blanks; a pair is joined by '_'
};

/// Words as fold_fast() leaves them. German, English, Russian, Azerbaijani, Turkish, French, Spanish, Italian, Polish,
/// Portuguese, Dutch, Swedish; pairs where one word alone would say too little.
constexpr std::array<PhraseEntry, phrase_count> phrase_entries{{
    {Phrase::comment,
     "оставить_комментарий ваш_комментарий добавить_комментарий ваше_имя администрация модератор guest гость anonymous "
     "comment comments commented commenting kommentar kommentare kommentieren kommentiert kommentaren reply replies "
     "antworten leserkommentare комментарий комментарии комментариев комментировать комментарию комментарием "
     "ответить отзывы обсудить обсуждение şerh şerhler şərh şərhlər rəy rəylər yorum yorumlar yorumu commentaire "
     "commentaires répondre comentario comentarios comentário comentários responder commento commenti rispondi "
     "komentarz komentarze komentarzy odpowiedz reactie reacties kommentarer trackback trackbacks pingback "
     "hinterlasse_einen leave_a schreibe_einen says responses response schrieb sagt "
     "your_email required_fields diskussion debatte forum moderated moderation"},
    {Phrase::share,
     "share shares sharing teilen teile tweet tweeten twittern facebook twitter whatsapp telegram linkedin pinterest "
     "instagram reddit tumblr xing pocket flipboard email e-mail mail print drucken merken bookmark поделиться "
     "поделитесь поделись распечатать печать вконтакте одноклассники paylaş paylaşın paylaşmaq bölüş partager imprimer "
     "compartir compartilhar imprimir condividi stampa udostępnij drukuj delen afdrukken dela viber vk youtube "
     "messenger bluesky mastodon threads copy_link link_kopieren version_zum"},
    {Phrase::related,
     "related similar recommended recommendations trending popular mehr_zum mehr_zu weitere_artikel read_more "
     "read_also see_also more_on more_from you_may you_might also_read see_more more_stories lesen_sie lies_auch "
     "auch_interessant das_könnte könnte_sie könnten_sie sie_auch zum_thema mehr_lesen weiterlesen weitere_themen "
     "weitere_beiträge ähnliche ähnlich читайте читайте_также читать_далее подробнее смотрите_также по_теме "
     "другие_новости последние_новости похожие самые_читаемые популярное популярные главные_новости ещё_по рекомендуем "
     "рекомендуемые лента лента_новостей материалы_по oxuyun həmçinin son_xəbərlər digər_xəbərlər xəbər_lenti "
     "ən_çox bənzər ilgili ilgili_haberler son_haberler daha_fazla lire_aussi à_lire lire_la voir_aussi plus_lus "
     "leer_más lea_también te_puede más_leídas ver_más leggi_anche potrebbe_interessarti leggi_tutto zobacz_też "
     "zobacz_także czytaj_więcej czytaj_też przeczytaj_także leia_também leia_mais veja_também lees_ook lees_meer "
     "läs_också läs_mer don_t_miss most_read most_popular required_reading read_next don_miss t_miss more_here "
     "editors_picks top_stories latest_news latest_stories "
     "recent_posts neueste_beiträge aktuelle_beiträge letzte_beiträge continue_reading keep_reading up_next what_to "
     "mehr_aus meistgelesen meistgelesene must_read похожие_новости новости_партнеров новости_по"},
    {Phrase::subscribe,
     "create_an an_account unlimited_online ticket_subscriber this_article_is reading_this exclusive_articles "
     "online_access one_account newsletter newsletters subscribe subscribed subscriber subscribers subscription "
     "sign_up unsubscribe abonnieren "
     "abonnement abonnenten abo inbox digital_abo testen kostenlos_testen premium "
     "подписаться подписывайтесь подпишитесь подписка рассылка рассылку abunə abonə abone s_abonner abonnez abonnés "
     "suscríbete suscribirse suscripción boletín iscriviti abbonati assine assinar inscreva prenumerera zapisz_się "
     "newslettera membership donate donation trial free_trial unlimited_access already_a weiterlesen_mit"},
    {Phrase::legal,
     "copyright rights_reserved all_rights reserved impressum datenschutz datenschutzerklärung agb nutzungsbedingungen "
     "privacy privacy_policy terms terms_of cookie cookies disclaimer alle_rechte rechte_vorbehalten права_защищены "
     "все_права правообладатель учредитель свидетельство_о регистрации_сми роскомнадзор роскомнадзором лицензия "
     "лицензии мнение_редакции точкой_зрения с_мнением администрация_сайта ответственности_за несет_ответственности "
     "не_несет при_использовании использовании_материалов при_перепечатке материалов_сайта копирование "
     "registered_office registered_in company_number registered_trademark trademark trademarks inc ltd llc "
     "verantwortlich_für haftung personal_information opt_out california_consumer do_not_sell перепечатка гиперссылка "
     "гиперссылки свидетельство "
     "müəllif_hüquqları "
     "bütün_hüquqlar tüm_hakları mentions_légales tous_droits todos_los derechos_reservados diritti_riservati "
     "wszelkie_prawa polityka_prywatności redistributed republished rewritten not_be_published permission "
     "without_permission affiliate commission gdpr consent ccpa opt_out provision websites_in your_browser "
     "browser_settings drittanbieter vendors legitimate_interest personalised_ads personal_data personenbezogene "
     "externen_inhalt externe_inhalte external_content affiliate_links"},
    {Phrase::credit,
     "photo photos photograph foto fotos image images bild bilder getty gettyimages reuters afp dpa imago shutterstock "
     "picture_alliance alliance istock unsplash pixabay flickr courtesy screenshot symbolbild archivbild bildquelle "
     "fotoquelle quelle фото фотография фотографии снимок ап_photo ap_photo credit credits иллюстрация источник_фото "
     "скриншот şəkil fotoğraf epa keystone alamy wikimedia commons crédit imagen zdjęcie photographer illustration "
     "dapd ddp fotograf"},
    {Phrase::byline,
     "by von author authors autor autoren autorin redaktion redakteur editor editors reporter correspondent staff "
     "writer posted published updated modified aktualisiert veröffentlicht erstellt stand автор авторы корреспондент "
     "редактор опубликовано обновлено дата добавлено размещено просмотров просмотры прочитано источник müəllif "
     "yayımlanıb baxış baxılıb oxunub yayınlanma güncelleme yazar okunma par publié mis_à por publicado actualizado "
     "di pubblicato aggiornato opublikowano autorka views gelesen aufrufe hits lesezeit min_read minute_read minutes "
     "uhr read_time reading_time publicada geschrieben_von written_by mərhələ edited reviewed fact_checked"},
    {Phrase::login,
     "konto_erstellen einloggen login log_in sign_in signin logout register registered registrieren registrierung "
     "anmelden anmeldung passwort "
     "password username benutzername benutzer konto войти вход регистрация зарегистрируйтесь авторизация авторизуйтесь "
     "зарегистрироваться пароль логин giriş qeydiyyat daxil_ol şifre connexion connectez inscription mot_de "
     "iniciar_sesión "
     "registrarse contraseña accedi registrati zaloguj eingeloggt angemeldet logged_in account captcha my_account"},
    {Phrase::tags,
     "tags tag tagged schlagworte schlagwörter stichworte stichwörter themen thema topics topic categories category "
     "kategorie kategorien filed_under keywords метки теги тэги ключевые рубрика рубрики категория раздел теq teqlər "
     "açar_sözlər etiketler kategoriler mots_clés étiquettes etiquetas categorías temas argomenti tagi kategorie "
     "rubrik ressort abgelegt"},
    {Phrase::month,
     "january february march april may june july august september october november december jan feb mar apr jun jul "
     "aug sep sept oct nov dec januar februar märz mai juni juli oktober dezember dez okt января февраля марта апреля "
     "мая июня июля августа сентября октября ноября декабря yanvar fevral mart aprel iyun iyul avqust sentyabr oktyabr "
     "noyabr dekabr ocak şubat nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık janvier février mars avril "
     "juin juillet août septembre octobre novembre décembre enero febrero marzo abril mayo junio julio agosto "
     "septiembre octubre noviembre diciembre monday tuesday wednesday thursday friday saturday sunday montag dienstag "
     "mittwoch donnerstag freitag samstag sonntag понедельник вторник среда четверг пятница суббота воскресенье "
     "gmt utc est edt pdt pst cet ago vor stunden hours_ago"},
    {Phrase::contact,
     "contact kontakt telefon phone tel fax address adresse adresi anschrift gmbh адрес телефон тел контакты редакция "
     "əlaqə ünvan iletişim contacto contatti about_us über_uns о_нас о_проекте haqqımızda info newsroom tips"},
    {Phrase::call,
     "click click_here hier_klicken klicken tap download herunterladen buy buy_now kaufen shop jetzt follow follow_us "
     "folgen folge folgen_sie join join_us watch listen hören anhören ansehen нажмите скачать следите присоединяйтесь "
     "читайте_нас наш_telegram в_telegram в_дзене яндекс izləyin bizi qoşulun takip_edin suivez síguenos seguici "
     "check_out find_out learn_more mehr_erfahren discover here_s_how try vote abstimmen play playback app "
     "mehr_infos mehr_informationen нашли_ошибку ошибку_в ctrl ctrl_enter выделите"},
    {Phrase::navigate,
     "home homepage startseite start back next previous zurück weiter menu menü search suche suchen sitemap top "
     "nach_oben page seite skip jump close schließen open toggle show hide expand view_all see_all alle_anzeigen "
     "главная "
     "поиск назад вперед наверх меню архив карта_сайта показать скрыть закрыть axtar ana_səhifə əsas anasayfa ara "
     "accueil recherche menu inicio buscar siguiente cerca strona_główna szukaj archives archive loading load_more "
     "prev continue vorheriger nächster older newer"},
    {Phrase::advert,
     "advertisement advertising ad ads anzeige werbung sponsored sponsor promoted promotion реклама на_правах "
     "reklam publicité publicidad pubblicità reklama article_continues story_continues scroll_to continues_below "
     "adblocker ad_blocker partner paid_content bezahlte"},
}};

template <std::size_t N, class Entry, class Hint>
WordTable build_table(const std::array<Entry, N>& entries, Hint Entry::* hint, bool pairs) {
    std::size_t words = 0;
    for (const auto& entry : entries) words += split(entry.words, ' ').size();
    WordTable table(words);
    for (const auto& entry : entries) {
        const auto bits = 1u << static_cast<unsigned>(entry.*hint);
        for (const auto word : split(entry.words, ' ')) {
            if (word.empty()) continue;
            const auto parts = split(word, '_');
            if (!pairs || parts.size() == 1)
                table.add(hash_word(word), bits);
            else  // of three words the last two tell enough
                table.add(pair_of(hash_word(parts[parts.size() - 2]), hash_word(parts.back())), bits);
        }
    }
    return table;
}

const WordTable& name_table() {
    static const WordTable table = build_table(name_entries, &NameEntry::hint, false);
    return table;
}

const WordTable& phrase_table() {
    static const WordTable table = build_table(phrase_entries, &PhraseEntry::phrase, true);
    return table;
}

/// "storycontent" is story and content: a known beginning and a known end of at least four letters.
std::uint32_t hints_of_glued(const std::uint32_t* prefix_hash, std::string_view part) {
    std::uint32_t bits = 0;
    for (std::size_t length = part.size() - 1; length >= 4 && bits == 0; --length)
        bits = name_table().find(prefix_hash[length]);
    std::uint32_t tail = 0;
    for (std::size_t from = 1; from + 4 <= part.size() && tail == 0; ++from)
        tail = name_table().find(hash_word(part.substr(from)));
    return bits | tail;
}

std::uint32_t hints_of_part(std::string_view part) {
    constexpr std::size_t longest = 24;
    if (part.size() < 2 || part.size() > longest) return 0;
    std::array<std::uint32_t, longest + 1> prefix_hash{};
    prefix_hash[0] = word_seed;
    for (std::size_t i = 0; i < part.size(); ++i)
        prefix_hash[i + 1] = add_to_word(prefix_hash[i], static_cast<unsigned char>(part[i]));
    if (const auto bits = name_table().find(prefix_hash[part.size()])) return bits;
    return part.size() >= 8 ? hints_of_glued(prefix_hash.data(), part) : 0;
}

}  // namespace

char32_t fold_fast(char32_t c) {
    if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 0x20 : c;
    if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 0x20;
    if (c == 0x130 || c == 0x131) return 'i';
    if (c >= 0x100 && c < 0x180)
        return (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E) ? c + (c & 1u) : c | 1u;
    if (c == 0x18F) return 0x259;  // Ə
    if (c >= 0x391 && c <= 0x3A9) return c + 0x20;
    if (c >= 0x410 && c < 0x430) return c + 0x20;
    if (c >= 0x400 && c < 0x410) return c + 0x50;
    if (c >= 0x490 && c < 0x4C0) return c | 1u;
    return c;
}

std::uint32_t name_hints(std::string_view name) {
    std::uint32_t bits = 0;
    char part[25];
    std::size_t length = 0;
    std::string previous;  // "article-body" and "articleBody" are "articlebody" too
    const auto finish = [&] {
        if (length == 0) return;
        const std::string_view word(part, length);
        bits |= hints_of_part(word);
        if (!previous.empty()) {
            previous.append(word);
            bits |= name_table().find(hash_word(previous)) & bit(NameHint::article_body);
        }
        previous.assign(word);
        length = 0;
    };
    for (std::size_t i = 0; i < name.size() && i < 120; ++i) {
        const char c = name[i];
        const bool letter = is_ascii_alpha(c);
        const bool hump = letter && c >= 'A' && c <= 'Z' && i > 0 && name[i - 1] >= 'a' && name[i - 1] <= 'z';
        if (!letter || hump) finish();
        if (letter && length < sizeof part - 1) part[length++] = to_ascii_lower(c);
    }
    finish();
    return bits;
}

std::uint32_t phrase_hints(std::uint32_t word_hash) {
    return phrase_table().find(word_hash);
}

}  // namespace winnow::extract
