#include "extract/page_facts.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.h"
#include "extract/page_class_words.h"
#include "extract/page_text.h"
#include "extract/phrase_finder.h"

namespace winnow::extract {

namespace {

using html::NodeId;
using html::NodeKind;
using html::Tag;

constexpr std::size_t most_lines = 80;     ///< of the own part
constexpr std::size_t lines_above = 4;     ///< of the headline that belong to it
constexpr std::size_t near_headline = 14;  ///< lines
constexpr unsigned short_line = 90;        ///< letters
constexpr std::size_t longest_look = 300;  ///< bytes of a line

constexpr std::array<std::string_view, page_matter_count> stems{
    // event
    " when: | where: | venue|doors open| doors: | admission|free entry| tickets |book your place|add to calendar|"
    "organiser|organizer| rsvp |box office| starts at | date and time | register for | wann: | wo: | einlass | beginn: "
    "|"
    " eintritt|veranstalt| treffpunkt|anmeldung bis| uhrzeit| quand : | quand: | lieu : | lieu: | tarif|entrée libre|"
    "billetterie|organisateur|rendez-vous à | cuándo: | dónde: | lugar: | entrada libre|entrada gratuita| entradas |"
    " organiza: | aforo | quando: | dove: | luogo: | ingresso |organizza|biglietti|prenotazion| onde: | local: |"
    "entrada franca|ingressos|inscrições| wanneer: | waar: | locatie| toegang| aanvang|aanmelden| kiedy: | gdzie: |"
    " miejsce: | termin: | wstęp |bilety|organizator| godz. | när: | var: | plats: | inträde|arrangör|biljett|billett|"
    " sted: | hvor: | hvornår| kdy: | kde: | místo: |vstupné|pořadatel|předprodej| mikor: | hol: "
    "|helyszín|belépő|jegyek|"
    "szervező| când: | unde: |intrare liberă|bilete| πότε: | πού: |είσοδος|εισιτήρια| когда: | где: | место: |"
    "место проведения|вход свободный| вход: | билеты|организатор| начало: | начало в |дата проведения| коли: | де: |"
    " місце: | вхід |квитки|організатор|початок| yer: | tarih: | saat: |giriş ücretsiz|biletler|düzenleyen| tarix: |"
    " vaxt: | giriş | "
    "bilet|təşkilatçı|məkan|会場|開場|開演|入場|主催|日時|申込|チケット|参加費|地点|时间：|主办|报名|门票|"
    "장소|일시|입장|주최|예매|المكان|الموعد|التذاكر|مکان|زمان برگزاری|بلیت|टिकट|प्रवेश|tempat:|waktu:|tiket|pendaftaran|"
    "địa điểm|thời gian|ban tổ chức",
    // offer
    " for sale | to let | to rent |asking price|guide price| estimate|bedroom|bathroom| viewing| seller|ad placed|"
    " ad id | ad no|posted by|collection only| ono | mileage| fuel |one owner| lot | lots |auction|hammer price| bid |"
    " salary|apply by|closing date|we offer|your tasks|your profile|full-time|part-time|square feet| sq ft |per night|"
    "check-in| deposit|free to good home|zu verkaufen|zu vermieten|kaufpreis|kaltmiete| zimmer |wohnfläche|"
    "grundstücksfläche|provision| makler|anbieter|anzeigennummer| vb |festpreis|kilometerstand| baujahr|schätzpreis|"
    " auktion| gebot|ihre aufgaben|ihr profil|wir bieten| bewerbung|vollzeit|teilzeit|objekt-nr|abholung| à vendre |"
    " à louer | prix |honoraires| pièces | surface |chambres|particulier|annonce| kilométrage|enchère|estimation| cdi |"
    " cdd |candidature| salaire| dpe | se vende | se alquila | precio|dormitorios| superficie|vendedor|anuncio|subasta|"
    " puja|requisitos|se ofrece|jornada completa| salario|vendesi|affittasi| prezzo| locali | camere |annuncio|"
    "base d'asta| stima|offriamo|contratto| vende-se | aluga-se | preço| quartos |anunciante|leilão| lance |requisitos|"
    " te koop | te huur |vraagprijs| kamers |woonoppervlak|perceel|verkoper|advertentie|veiling|wij bieden|solliciteer|"
    "na sprzedaż|sprzedam|wynajm| cena | cena: |pokoje|powierzchnia|ogłoszen|sprzedając|licytacj|aukcj|oferujemy|"
    "wymagania|wynagrodzenie| säljes | till salu | uthyres | pris: | boarea|säljare| annons|vi erbjuder|"
    "sista ansökningsdag| prodám | na prodej |pronájem| inzerát|prodejce| aukce|dražba|nabízíme|požadujeme| mzda|"
    " eladó | kiadó |szoba|alapterület|hirdetés|elvárások|de vânzare|de închiriat| preț|camere|suprafață| anunț|"
    "licitație|cerințe|πωλείται|ενοικιάζεται| τιμή|δωμάτια|αγγελία|δημοπρασία| продаю| продам|продается| сдается| сдаю|"
    " цена | цена: |стоимость| торг |собственник| комнат| соток|объявление| пробег|год выпуска| лот |аукцион|"
    "обязанности|требования|условия работы|зарплата|график работы| артикул|продається|здається| ціна| "
    "кімнат|оголошення|"
    " пробіг|вимоги|satılık|kiralık| fiyat| ilan no|ilan tarihi|sahibinden|kilometre| ihale|müzayede|açık artırma|"
    "aranan nitelik| maaş|satılır| kirayə|qiymət| otaq| elan |hərrac|tələblər|əmək "
    "haqqı|vakansiya|価格|税込|物件|間取り|"
    "家賃|賃料|敷金|出品|落札|応募|給与|勤務地|時給|价格|出售|出租|面积|户型|拍卖|招聘|薪资|职位|판매|가격|월세|전세|"
    "경매|"
    "모집|급여|للبيع|للإيجار|السعر|المساحة|مزاد|الراتب|बिक्री|कीमत|किराया|वेतन|आवेदन|dijual|disewakan|harga|lelang|gaji|"
    "lowongan|persyaratan|cho thuê|diện tích|đấu giá|tuyển dụng",
    // talk
    " wrote:| posts: | joined: | joined | replies | reply | quote | thread| posted | registered: | upvote|"
    "accepted answer| answers | solved | moderator|originally posted| re: | subject: |newsgroup|message-id|permalink|"
    "last edited| op |best answer| viewed | schrieb:| beiträge: |registriert seit| antworten |zitat|zitieren|"
    "themenstarter|verfasst am|geschrieben am| gelöst | betreff: | a écrit |messages :| messages: | inscrit |répondre|"
    " citer | résolu |modifié le| invité |signaler| escribió| mensajes: |responder| citar |respuestas|solucionado|"
    " ha scritto| messaggi: | iscritto |rispondi|discussione|risposte|risolto| escreveu|mensagens: |respostas|"
    "resolvido|melhor resposta| schreef| berichten: | citeer|topicstarter| lid sinds | napisał| posty: |dołączył|"
    " rejestracja: |odpowiedz| cytuj| wysłany|użytkownik| pomógł | skrev| inlägg| svara | citera | tråd| napsal|"
    " příspěvk|odpovědět|citovat| vlákno| írta|hozzászólás| válasz|csatlakozott| a scris|răspunde| citat| писал|"
    " написал|сообщени|регистрация: |ответить|цитата|цитировать|автор темы| участник | пользователь|зарегистрирован|"
    " гость |спасибо сказали|репутация|лучший ответ| написав|повідомлен|відповісти| yazdı| mesaj|kayıt tarihi| üye |"
    "cevapla|alıntı|çözüldü|yanıtla|qeydiyyat| sitat| "
    "mövzu|返信|さんが書き|投稿日|投稿者|回答|質問|ベストアンサー|名無し|"
    "楼主|回复|发表于|帖子|积分|引用|提问|답글|작성자|추천|질문|답변|글쓴이|المشاركات|الموضوع|اقتباس|उत्तर|balas|trả "
    "lời",
    // reference
    " pursuant|hereby|thereof|claimant|defendant|judgment|judgement| subsection| paragraph |version in force| abstract "
    "|"
    " doi |keywords| volume | issue | isbn | issn | cite this|inventory no| accession|from wikipedia| see also |"
    "etymolog| noun | pronunciation| definition| synonym| § | absatz | abs. |verordnung| urteil| az.: |aktenzeichen|"
    "beschluss|kläger|beklagte|rechtskräftig| fassung | siehe auch |substantiv|zusammenfassung|article l| alinéa|"
    "en vigueur| décret| arrêté|tribunal| mots-clés|voir aussi|apartado| decreto|sentencia|palabras clave|véase|"
    " comma |sentenza|voci correlate|acórdão| resumo |palavras-chave| art. | ust. |rozporządzen| wyrok| "
    "sygn|uzasadnieni|"
    "streszczenie|zobacz też| odst. | vyhlášk|rozsudek| abstrakt| viz též| статья | пункт |постановлен| приказ|"
    "в соответствии с |утвердить| настоящ| в редакции |истец|ответчик|аннотация|ключевые слова| см. также| удк |"
    " стаття |постанова| наказ|відповідно до|анотація|ключові слова| madde | fıkra| kanun|yönetmelik|resmî gazete|"
    " özet |anahtar kelime|ayrıca bakınız| maddə | qanun| qərar| fərman|xülasə|açar "
    "sözlər|第一条|第1条|条例|要旨|判決|脚注|"
    "関連項目|第一章|本法|摘要|关键词|参见|판결|제1조|초록|المادة|المحكمة|الملخص|अनुच्छेद|pasal|putusan|điều 1",
    // manual
    " click | select | press | choose | step 1|step 2| open the | enter the | install | version | parameter| returns |"
    " usage | syntax| note: | warning: | tip: |prerequisit|troubleshoot|was this helpful|did this answer|last updated|"
    "edit this page|on this page|table of contents|changelog|release notes| default |make sure that| klicken| wählen "
    "sie|"
    " drücken sie| öffnen sie| geben sie| schritt 1|installier| hinweis: |war dieser artikel|inhaltsverzeichnis|"
    "einstellungen| cliquez|sélectionnez|appuyez| saisissez| étape 1| remarque | cet article vous a|sommaire|haga clic|"
    "haz clic| pulse |seleccione| paso 1| fai clic| clicca|seleziona| premi |passaggio 1| clique |selecione| passo 1|"
    " klik |selecteer| druk op | stap 1|was dit artikel| kliknij| wybierz| naciśnij| krok 1|czy ten artykuł| klicka |"
    " välj | tryck på| steg 1| klikněte| vyberte| stiskněte| kattints|válassza|нажмите|выберите|откройте|введите| шаг "
    "1|"
    "установите| версия|примечани|статья полезна|была ли|по умолчанию|настройк|натисніть|виберіть| крок 1|за "
    "замовчуван|"
    "tıklayın| seçin| basın | adım 1|varsayılan|faydalı oldu|klikləyin|クリック|選択|手順|ステップ|インストール|"
    "バージョン|役に立ちました|目次|点击|选择|步骤|安装|是否有帮助|目录|클릭|단계|설치|버전|도움이 되|انقر|اختر|الخطوة|"
    "क्लिक|चरण|klik|langkah|nhấp|bước 1"};

const KindFinder& matters() {
    static const KindFinder known(stems, fold_sign);
    return known;
}

/// Different words of each kind, gathered over lines.
class Matters {
public:
    void add(std::string_view folded) {
        matters().finder().each(fmt::format(" {} ", folded), [&](std::uint32_t stem, std::size_t) {
            if (std::find(seen_.begin(), seen_.end(), stem) == seen_.end()) seen_.push_back(stem);
        });
    }
    std::array<unsigned, page_matter_count> count() const {
        std::array<unsigned, page_matter_count> hits{};
        for (const auto stem : seen_) ++hits[matters().kind_of(stem)];
        return hits;
    }

private:
    std::vector<std::uint32_t> seen_;  ///< some dozens
};

bool is_digit_at(std::string_view text, std::size_t at) {
    return at < text.size() && is_ascii_digit(text[at]);
}

/// "Rooms: 5", "Ort : Rathaus", "Rooms | 5" of a table: a label of a few words and what it says.
bool is_fact(const Block& block) {
    if (block.letters > short_line || block.link_letters * 2 > block.letters) return false;
    const std::string_view text = block.text;
    const auto mark = text.find_first_of(":|");
    if (mark == text.npos || mark < 2 || mark > 40) return false;
    if (is_digit_at(text, mark - 1) && is_digit_at(text, mark + 1)) return false;  // 14:32
    const auto label = trim(text.substr(0, mark)), value = trim(text.substr(mark + 1));
    if (value.empty() || count_words(label) > 4) return false;
    for (const std::string_view quote : {"\"", "“", "„", "«", "'", "—", "–"})
        if (value.starts_with(quote)) return false;  // somebody speaks
    return label.find_first_of(".!?\"") == label.npos && !is_ascii_digit(label.front());
}

/// The end of a time of day that begins here: "18", "18:00", "6.15", "6 pm"; `at` if there is none.
std::size_t clock_end(std::string_view text, std::size_t at) {
    auto end = at;
    while (is_digit_at(text, end) && end < at + 3) ++end;
    if (end == at || end == at + 3) return at;
    if (end < text.size() && (text[end] == ':' || text[end] == '.' || text[end] == 'h') && is_digit_at(text, end + 1) &&
        is_digit_at(text, end + 2) && !is_digit_at(text, end + 3))
        end += 3;
    auto half = end;
    if (half < text.size() && text[half] == ' ') ++half;
    const auto part = ascii_lower(text.substr(half, 4));
    if (part.starts_with("am") || part.starts_with("pm")) return half + 2;
    if (part.starts_with("a.m.") || part.starts_with("p.m.")) return half + 4;
    return end;
}

/// "18:00-20:00", "18-20.30", "6 pm to 7:15 pm"; one of both times has minutes or a half of the day.
bool says_hours(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!is_digit_at(text, at) || (at > 0 && (is_digit_at(text, at - 1) || text[at - 1] == '.'))) continue;
        const auto first = clock_end(text, at);
        if (first == at) continue;
        auto next = first;
        const auto skip = [&](std::string_view what) {
            if (!text.substr(next).starts_with(what)) return false;
            next += what.size();
            return true;
        };
        skip(" ");
        const bool joined = skip("-") || skip("–") || skip("—") || skip("to ") || skip("bis ") || skip("à ") ||
                            skip("a ") || skip("until ") || skip("до ") || skip("～") || skip("〜") || skip("~");
        if (!joined) continue;
        skip(" ");
        const auto second = clock_end(text, next);
        if (second == next || is_digit_at(text, second)) continue;
        const auto colon = text.substr(at, second - at).find(':') != std::string_view::npos;
        const auto half = ascii_lower(text.substr(at, second - at)).find('m') != std::string::npos;
        if (colon || half) return true;
    }
    return false;
}

/// A number of five digits or more, or one behind "№", "#", "No."; letters and digits in one word: "118-п", "II C
/// 441/14".
bool says_reference(std::string_view text) {
    std::size_t run = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        run = is_ascii_digit(text[at]) ? run + 1 : 0;
        if (run >= 5) return true;
        if (text[at] == '#' && is_digit_at(text, at + 1)) return true;
    }
    for (const std::string_view sign : {"№", "No.", "Nr.", "nº", "n°", "Nº", "N°", "ref", "Ref", "Réf", "Art.", " no "})
        if (const auto at = text.find(sign); at != text.npos)
            for (std::size_t k = at + sign.size(); k < text.size() && k < at + sign.size() + 4; ++k)
                if (is_ascii_digit(text[k])) return true;
    return false;
}

bool has_digit(std::string_view text) {
    return std::any_of(text.begin(), text.end(), is_ascii_digit);
}

/// "1.200 €", "12 500 Kč", "CHF 20": an amount beside a currency, in a line that is no sentence.
bool says_price(std::string_view text) {
    constexpr std::string_view symbols[] = {"€", "£", "$", "₽", "₺", "₼", "₴", "¥", "￥", "₹", "₩"};
    constexpr std::string_view words[] = {"zł", "Kč", "kr", "руб", "грн", "AZN", "TL",  "lei", "Ft",
                                          "원", "元", "円", "EUR", "USD", "CHF", "GBP", "Rp"};
    if (text.ends_with('.') || text.ends_with('!') || text.ends_with('?') || text.ends_with(':')) return false;
    const auto before = [&](std::size_t at, std::size_t reach) {
        return has_digit(text.substr(at - std::min(at, reach), std::min(at, reach)));
    };
    const auto is_part = [&](std::size_t at) {
        return at < text.size() && (is_ascii_alpha(text[at]) || static_cast<unsigned char>(text[at]) >= 0x80);
    };
    for (const auto symbol : symbols)
        for (auto at = text.find(symbol); at != text.npos; at = text.find(symbol, at + 1))
            if (before(at, 3) || has_digit(text.substr(at + symbol.size(), 2))) return true;
    for (const auto word : words)
        for (auto at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
            const bool behind = before(at, 3) && (!is_part(at + word.size()) || text.substr(at).starts_with("руб"));
            const bool ahead = (at == 0 || text[at - 1] == ' ') && has_digit(text.substr(at + word.size(), 2));
            if (behind || ahead) return true;
        }
    return false;
}

/// "§ 4", "(2)", "1.3 ", "Art. 7", "3)"
bool is_clause(std::string_view text) {
    if (text.starts_with("§")) return true;
    if (text.starts_with("(") && is_digit_at(text, 1)) {
        std::size_t at = 1;
        while (is_digit_at(text, at)) ++at;
        return at < 4 && at < text.size() && text[at] == ')';
    }
    std::size_t at = 0, parts = 0;
    while (is_digit_at(text, at) && at < 8) {
        while (is_digit_at(text, at)) ++at;
        ++parts;
        if (at < text.size() && text[at] == ')') return parts == 1 && at < 3;
        if (at >= text.size() || text[at] != '.') break;
        ++at;
    }
    return parts > 0 && at < 6 && at < text.size() && text[at] == ' ' && text[at - 1] == '.';
}

/// How many numbers with a unit the line holds.
unsigned count_measures(std::string_view text) {
    constexpr std::string_view units[] = {"m²", "m2", "м²", "кв", "㎡", "mm", "cm", "km", "kg",
                                          "kW", "hp", "PS", "GB", "MB", "ml", "мм", "см", "км",
                                          "кг", "л.", "W ", "V ", "°C", "cc", "dB", "MHz"};
    unsigned found = 0;
    for (std::size_t at = 1; at < text.size(); ++at) {
        if (!is_ascii_digit(text[at - 1]) || is_ascii_digit(text[at])) continue;
        auto rest = text.substr(at);
        if (rest.starts_with(" ")) rest.remove_prefix(1);
        if (rest.starts_with("\xC2\xA0")) rest.remove_prefix(2);
        for (const auto unit : units) {
            if (!rest.starts_with(unit)) continue;
            const auto after = rest.substr(unit.size());
            if (after.empty() || !is_ascii_alpha(after.front())) ++found;
            break;
        }
    }
    return found;
}

void read_elements(const Page& page, const OwnPart& own, PageFacts& facts) {
    const auto& document = page.document;
    const auto& blocks = page.blocks;
    const auto nodes = document.nodes();
    const auto begin = own.headline < blocks.size() ? blocks[own.headline].first : NodeId{0};
    const auto end = own.end < blocks.size() ? blocks[own.end].first : static_cast<NodeId>(nodes.size());
    for (auto id = begin; id < end && id < nodes.size(); ++id) {
        if (nodes[id].kind != NodeKind::element) continue;
        const auto tag = nodes[id].tag;
        if (tag == Tag::li) {
            const auto parent = nodes[id].parent;
            facts.steps += parent != html::no_node && nodes[parent].tag == Tag::ol ? 1 : 0;
        } else if (tag == Tag::address) {
            ++facts.post_addresses;
        } else if (tag == Tag::a || tag == Tag::iframe) {
            const auto target = html::Element(document, id).attr(tag == Tag::a ? "href" : "src");
            facts.contacts += target.starts_with("tel:") || target.starts_with("mailto:") ? 1 : 0;
            const auto lower = ascii_lower(target.substr(0, 200));
            facts.maps += lower.find("maps") != lower.npos || lower.find("/map") != lower.npos ||
                                  lower.find("openstreetmap") != lower.npos || lower.find(".ics") != lower.npos ||
                                  lower.find("ical") != lower.npos
                              ? 1
                              : 0;
        }
    }
}

bool same_make(const html::Document& document, NodeId a, NodeId b) {
    const auto nodes = document.nodes();
    if (nodes[a].kind != nodes[b].kind || nodes[a].tag != nodes[b].tag) return false;
    const auto left = document.classes(a), right = document.classes(b);
    return std::equal(left.begin(), left.end(), right.begin(), right.end());
}

/// Of the elements around the first kept line the one that is followed by most of its make that hold a text.
void read_repeats(const Page& page, const std::vector<std::uint32_t>& kept, PageFacts& facts) {
    constexpr std::size_t levels = 12, most_siblings = 200;
    if (kept.empty()) return;
    const auto nodes = page.document.nodes();
    const auto& blocks = page.blocks;
    const auto first_of = [&](NodeId id) {  // the first block at or behind a node
        return std::partition_point(blocks.begin(), blocks.end(), [&](const Block& b) { return b.first < id; });
    };
    auto at = blocks[kept.front()].container;
    for (std::size_t level = 0; level < levels && at != html::no_node; ++level, at = nodes[at].parent) {
        const auto parent = nodes[at].parent;
        if (parent == html::no_node || nodes[at].tag == Tag::body) break;
        if (nodes[at].tag == Tag::p || page.document.classes(at).empty()) continue;
        unsigned found = 0, apart = 0;
        std::size_t seen = 0;
        for (auto next = nodes[at].end; next < nodes[parent].end && seen < most_siblings;
             next = nodes[next].end, ++seen) {
            if (nodes[next].kind != NodeKind::element || !same_make(page.document, at, next)) continue;
            bool text = false, shown = false;
            for (auto block = first_of(next); block != blocks.end() && block->first < nodes[next].end; ++block) {
                text = text || (block->letters >= sentence_letters && block->link_letters * 3 < block->letters);
                shown = shown || std::binary_search(kept.begin(), kept.end(),
                                                    static_cast<std::uint32_t>(block - blocks.begin()));
            }
            found += text ? 1 : 0;
            apart += text && !shown ? 1 : 0;
        }
        if (found > facts.repeats) facts.repeats = found, facts.repeats_apart = apart;
    }
}

}  // namespace

PageFacts read_facts(const Page& page, const OwnPart& own, std::string_view title) {
    PageFacts facts;
    const auto& blocks = page.blocks;
    Matters in_title, in_labels, in_prose;
    in_title.add(title);
    if (own.headline < blocks.size()) in_title.add(fold_sign(clip_utf8(blocks[own.headline].text, longest_look)));
    const bool headed = own.headline < blocks.size();
    const auto first = headed ? own.headline - std::min(own.headline, lines_above) : 0;
    const auto last = std::min({blocks.size(), own.end, first + most_lines});
    for (auto i = first; i < last; ++i) {
        if (headed && i == own.headline) continue;
        const auto& block = blocks[i];
        if (block.link_letters >= headline_letters && block.link_letters * 2 > block.letters)
            continue;  // other stories
        const std::string_view text = block.text;
        const bool near = i < first + near_headline, brief = block.letters <= short_line;
        (brief ? in_labels : in_prose).add(fold_sign(clip_utf8(text, longest_look)));
        if (is_fact(block)) {
            ++facts.facts;
            facts.early_facts += near ? 1 : 0;
        }
        if (near && brief) {
            facts.prices += says_price(text) ? 1 : 0;
            facts.references += says_reference(text) ? 1 : 0;
        }
        facts.hours += says_hours(clip_utf8(text, longest_look)) ? 1 : 0;
        facts.quoted += text.starts_with(">") ? 1 : 0;
        facts.clauses += is_clause(text) ? 1 : 0;
        facts.measures += count_measures(clip_utf8(text, longest_look));
        const bool numbered = std::any_of(text.begin(), text.end(), is_ascii_digit);
        if (brief && numbered && block.letters < 70 && i + 1 < last && block.kind != BlockKind::heading) {
            const auto& below = blocks[i + 1];
            if (below.letters >= sentence_letters && below.link_letters * 3 < below.letters) {
                ++facts.post_heads;
                facts.dated_heads += says_year(text) || says_moment(block) ? 1 : 0;
            }
        }
    }
    facts.title = in_title.count();
    facts.labels = in_labels.count();
    facts.prose = in_prose.count();
    read_elements(page, own, facts);
    read_repeats(page, own.body.kept, facts);
    return facts;
}

}  // namespace winnow::extract
