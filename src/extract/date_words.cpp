#include "extract/date_words.h"

#include <algorithm>
#include <array>
#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>
#include <functional>
#include <vector>

#include "base/text.h"

namespace winnow::extract {

namespace {

struct MonthRow {
    std::string_view language;
    std::array<std::string_view, 12> names;  ///< alternatives between blanks; "_" is a blank inside a name
};

// Nominative, genitive and common abbreviations. Accents are folded away on loading, so each stands once.
constexpr MonthRow month_rows[] = {
    {"en",
     {"january jan", "february feb febr", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
      "september sep sept", "october oct", "november nov", "december dec"}},
    {"az",
     {"yanvar yan yanvarın", "fevral fev fevralın", "mart martın", "aprel apr aprelin", "may mayın", "iyun iyn iyunun",
      "iyul iyl iyulun", "avqust avq avgust auqust avqustun", "sentyabr sen sentyabrın", "oktyabr okt oktyabrın",
      "noyabr noy noyabrın", "dekabr dek dekabrın"}},
    {"az",
     {"јанвар", "феврал", "март", "апрел", "май", "ијун", "ијул", "август", "сентјабр", "октјабр", "нојабр", "декабр"}},
    {"ru",
     {"январь января янв", "февраль февраля фев февр", "март марта мар", "апрель апреля апр", "май мая",
      "июнь июня июн", "июль июля июл", "август августа авг", "сентябрь сентября сен сент", "октябрь октября окт",
      "ноябрь ноября ноя нояб", "декабрь декабря дек"}},
    {"de",
     {"januar jänner jan jän", "februar feber feb", "märz mär mrz maerz", "april apr", "mai", "juni jun", "juli jul",
      "august aug", "september sep sept", "oktober okt", "november nov", "dezember dez"}},
    {"fr",
     {"janvier janv jan", "février févr fév", "mars", "avril avr", "mai", "juin", "juillet juil", "août aout",
      "septembre sept", "octobre oct", "novembre nov", "décembre déc"}},
    {"tr",
     {"ocak oca", "şubat şub", "mart", "nisan nis", "mayıs", "haziran haz", "temmuz tem", "ağustos ağu", "eylül eyl",
      "ekim eki", "kasım kas", "aralık ara"}},
    {"ar",
     {"يناير كانون_الثاني جانفي", "فبراير شباط فيفري", "مارس آذار", "أبريل إبريل نيسان أفريل", "مايو أيار ماي",
      "يونيو يونيه حزيران جوان", "يوليو يوليه تموز جويلية يوليوز", "أغسطس آب أوت غشت", "سبتمبر أيلول شتنبر",
      "أكتوبر تشرين_الأول", "نوفمبر تشرين_الثاني نونبر", "ديسمبر كانون_الأول دجنبر"}},
    {"fa",
     {"ژانویه", "فوریه", "مارس", "آوریل", "مه می", "ژوئن", "ژوئیه جولای", "اوت آگوست", "سپتامبر", "اکتبر", "نوامبر",
      "دسامبر"}},
    {"uk",
     {"січень січня січ", "лютий лютого лют", "березень березня бер", "квітень квітня кві", "травень травня тра",
      "червень червня чер", "липень липня лип", "серпень серпня сер", "вересень вересня вер", "жовтень жовтня жов",
      "листопад листопада лис", "грудень грудня гру"}},
    {"be",
     {"студзень студзеня", "люты лютага", "сакавік сакавіка", "красавік красавіка", "травень траўня мая",
      "чэрвень чэрвеня", "ліпень ліпеня", "жнівень жніўня", "верасень верасня", "кастрычнік кастрычніка",
      "лістапад лістапада", "снежань снежня"}},
    {"es",
     {"enero ene", "febrero feb", "marzo mar", "abril abr", "mayo may", "junio jun", "julio jul", "agosto ago",
      "septiembre setiembre sep sept set", "octubre oct", "noviembre nov", "diciembre dic"}},
    {"it",
     {"gennaio gen", "febbraio feb febb", "marzo mar", "aprile apr", "maggio mag", "giugno giu", "luglio lug",
      "agosto ago", "settembre set sett", "ottobre ott", "novembre nov", "dicembre dic"}},
    {"pt",
     {"janeiro jan", "fevereiro fev", "março mar", "abril abr", "maio mai", "junho jun", "julho jul", "agosto ago",
      "setembro set", "outubro out", "novembro nov", "dezembro dez"}},
    {"ca",
     {"gener gen", "febrer febr", "març", "abril abr", "maig", "juny", "juliol jul", "agost ag", "setembre set",
      "octubre oct", "novembre nov", "desembre des"}},
    {"nl",
     {"januari jan", "februari feb", "maart mrt", "april apr", "mei", "juni jun", "juli jul", "augustus aug",
      "september sep sept", "oktober okt", "november nov", "december dec"}},
    {"pl",
     {"styczeń stycznia sty", "luty lutego lut", "marzec marca mar", "kwiecień kwietnia kwi", "maj maja",
      "czerwiec czerwca cze", "lipiec lipca lip", "sierpień sierpnia sie", "wrzesień września wrz",
      "październik października paź", "listopad listopada lis", "grudzień grudnia gru"}},
    {"cs",
     {"leden ledna led", "únor února úno", "březen března bře", "duben dubna dub", "květen května kvě",
      "červen června čvn", "červenec července čvc", "srpen srpna srp", "září zář", "říjen října říj",
      "listopad listopadu lis", "prosinec prosince pro"}},
    {"sk",
     {"január januára", "február februára", "marec marca", "apríl apríla", "máj mája", "jún júna", "júl júla",
      "august augusta", "september septembra", "október októbra", "november novembra", "december decembra"}},
    {"sl",
     {"januar januarja", "februar februarja", "marec marca", "april aprila", "maj maja", "junij junija", "julij julija",
      "avgust avgusta", "september septembra", "oktober oktobra", "november novembra", "december decembra"}},
    {"hr",
     {"siječanj siječnja", "veljača veljače", "ožujak ožujka", "travanj travnja", "svibanj svibnja", "lipanj lipnja",
      "srpanj srpnja", "kolovoz kolovoza", "rujan rujna", "listopad listopada", "studeni studenog studenoga",
      "prosinac prosinca"}},
    {"sr",
     {"januar januara", "februar februara", "mart marta", "april aprila", "maj maja", "jun juna jun", "jul jula",
      "avgust avgusta", "septembar septembra", "oktobar oktobra", "novembar novembra", "decembar decembra"}},
    {"sr",
     {"јануар јануара", "фебруар фебруара", "март марта", "април априла", "мај маја", "јун јуна", "јул јула",
      "август августа", "септембар септембра", "октобар октобра", "новембар новембра", "децембар децембра"}},
    {"bg",
     {"януари яну", "февруари", "март", "април", "май", "юни", "юли", "август", "септември септ", "октомври", "ноември",
      "декември"}},
    {"mk",
     {"јануари", "февруари", "март", "април", "мај", "јуни", "јули", "август", "септември", "октомври", "ноември",
      "декември"}},
    {"sv",
     {"januari jan", "februari feb", "mars mar", "april apr", "maj", "juni jun", "juli jul", "augusti aug",
      "september sep sept", "oktober okt", "november nov", "december dec"}},
    {"da",
     {"januar jan", "februar feb", "marts mar", "april apr", "maj", "juni jun", "juli jul", "august aug",
      "september sep sept", "oktober okt", "november nov", "december dec"}},
    {"no",
     {"januar jan", "februar feb", "mars mar", "april apr", "mai", "juni jun", "juli jul", "august aug",
      "september sep sept", "oktober okt", "november nov", "desember des"}},
    {"is",
     {"janúar jan", "febrúar feb", "mars mar", "apríl apr", "maí", "júní jún", "júlí júl", "ágúst ágú",
      "september sep sept", "október okt", "nóvember nóv", "desember des"}},
    {"fi",
     {"tammikuu tammikuuta tammi", "helmikuu helmikuuta helmi", "maaliskuu maaliskuuta maalis",
      "huhtikuu huhtikuuta huhti", "toukokuu toukokuuta touko", "kesäkuu kesäkuuta kesä", "heinäkuu heinäkuuta heinä",
      "elokuu elokuuta elo", "syyskuu syyskuuta syys", "lokakuu lokakuuta loka", "marraskuu marraskuuta marras",
      "joulukuu joulukuuta joulu"}},
    {"et",
     {"jaanuar jaan", "veebruar veebr", "märts", "aprill", "mai", "juuni", "juuli", "august", "september", "oktoober",
      "november", "detsember"}},
    {"lv",
     {"janvāris janvārī", "februāris februārī", "marts martā", "aprīlis aprīlī", "maijs maijā", "jūnijs jūnijā",
      "jūlijs jūlijā", "augusts augustā", "septembris septembrī", "oktobris oktobrī", "novembris novembrī",
      "decembris decembrī"}},
    {"lt",
     {"sausis sausio", "vasaris vasario", "kovas kovo", "balandis balandžio", "gegužė gegužės", "birželis birželio",
      "liepa liepos", "rugpjūtis rugpjūčio", "rugsėjis rugsėjo", "spalis spalio", "lapkritis lapkričio",
      "gruodis gruodžio"}},
    {"hu",
     {"január jan", "február febr", "március márc", "április ápr", "május máj", "június jún", "július júl",
      "augusztus aug", "szeptember szept", "október okt", "november nov", "december dec"}},
    {"ro",
     {"ianuarie ian", "februarie", "martie", "aprilie", "mai", "iunie iun", "iulie iul", "august", "septembrie",
      "octombrie", "noiembrie noi", "decembrie"}},
    {"el",
     {"ιανουάριος ιανουαρίου ιαν", "φεβρουάριος φεβρουαρίου φεβ", "μάρτιος μαρτίου μαρ", "απρίλιος απριλίου απρ",
      "μάιος μαΐου μαϊ", "ιούνιος ιουνίου ιουν", "ιούλιος ιουλίου ιουλ", "αύγουστος αυγούστου αυγ",
      "σεπτέμβριος σεπτεμβρίου σεπ σεπτ", "οκτώβριος οκτωβρίου οκτ", "νοέμβριος νοεμβρίου νοε",
      "δεκέμβριος δεκεμβρίου δεκ"}},
    {"sq",
     {"janar", "shkurt", "mars", "prill", "maj", "qershor", "korrik", "gusht", "shtator", "tetor", "nëntor",
      "dhjetor"}},
    {"uz",
     {"yanvar", "fevral", "mart", "aprel", "may", "iyun", "iyul", "avgust", "sentabr sentyabr", "oktabr oktyabr",
      "noyabr", "dekabr"}},
    {"uz", {"январ", "феврал", "март", "апрел", "май", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр"}},
    {"kk",
     {"қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша",
      "желтоқсан"}},
    {"tk",
     {"ýanwar", "fewral", "mart", "aprel", "maý", "iýun", "iýul", "awgust", "sentýabr", "oktýabr", "noýabr", "dekabr"}},
    {"ka",
     {"იანვარი იანვარს იანვრის იან", "თებერვალი თებერვალს თებერვლის თებ", "მარტი მარტს მარტის მარ",
      "აპრილი აპრილს აპრილის აპრ", "მაისი მაისს მაისის მაი", "ივნისი ივნისს ივნისის ივნ", "ივლისი ივლისს ივლისის ივლ",
      "აგვისტო აგვისტოს აგვ", "სექტემბერი სექტემბერს სექტემბრის სექ", "ოქტომბერი ოქტომბერს ოქტომბრის ოქტ",
      "ნოემბერი ნოემბერს ნოემბრის ნოე", "დეკემბერი დეკემბერს დეკემბრის დეკ"}},
    {"hy",
     {"հունվար հունվարի հնվ", "փետրվար փետրվարի փտվ", "մարտ մարտի", "ապրիլ ապրիլի", "մայիս մայիսի", "հունիս հունիսի",
      "հուլիս հուլիսի", "օգոստոս օգոստոսի", "սեպտեմբեր սեպտեմբերի", "հոկտեմբեր հոկտեմբերի", "նոյեմբեր նոյեմբերի",
      "դեկտեմբեր դեկտեմբերի"}},
    {"he",
     {"ינואר בינואר", "פברואר בפברואר", "מרץ מרס במרץ", "אפריל באפריל", "מאי במאי", "יוני ביוני", "יולי ביולי",
      "אוגוסט באוגוסט", "ספטמבר בספטמבר", "אוקטובר באוקטובר", "נובמבר בנובמבר", "דצמבר בדצמבר"}},
    {"id",
     {"januari jan", "februari feb", "maret mar", "april apr", "mei", "juni jun", "juli jul", "agustus agu agt",
      "september sep", "oktober okt", "november nov", "desember des"}},
    {"hi",
     {"जनवरी", "फरवरी फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर सितम्बर", "अक्टूबर अक्तूबर", "नवंबर नवम्बर",
      "दिसंबर दिसम्बर"}},
};

struct WeekdayRow {
    std::array<std::string_view, 7> names;  ///< from Monday
};

constexpr WeekdayRow weekday_rows[] = {
    {{"monday mon", "tuesday tue tues", "wednesday wed", "thursday thu thur thurs", "friday fri", "saturday sat",
      "sunday sun"}},
    {{"montag mo", "dienstag di", "mittwoch mi", "donnerstag do", "freitag fr", "samstag sa sonnabend", "sonntag so"}},
    {{"понедельник пн", "вторник вт", "среда ср среду", "четверг чт", "пятница пт пятницу", "суббота сб субботу",
      "воскресенье вс"}},
    {{"понеділок", "вівторок", "середа", "четвер", "пʼятниця п'ятниця пятниця", "субота", "неділя"}},
    {{"lundi lun", "mardi", "mercredi", "jeudi jeu", "vendredi ven", "samedi sam", "dimanche dim"}},
    {{"lunes", "martes", "miércoles mié", "jueves jue", "viernes vie", "sábado sáb", "domingo dom"}},
    {{"lunedì", "martedì", "mercoledì", "giovedì gio", "venerdì", "sabato sab", "domenica"}},
    {{"segunda segunda-feira", "terça ter terça-feira", "quarta qua quarta-feira", "quinta qui quinta-feira",
      "sexta sex sexta-feira", "sábado", "domingo"}},
    {{"pazartesi pzt", "salı", "çarşamba çar", "perşembe per", "cuma cum", "cumartesi cmt", "pazar paz"}},
    {{"bazar_ertəsi", "çərşənbə_axşamı", "çərşənbə", "cümə_axşamı", "cümə", "şənbə", "bazar"}},
    {{"maandag ma", "dinsdag", "woensdag wo", "donderdag", "vrijdag vr", "zaterdag za", "zondag zo"}},
    {{"måndag mån", "tisdag tis", "onsdag ons", "torsdag tors", "fredag fre", "lördag lör", "söndag sön"}},
    {{"mandag man", "tirsdag tir", "onsdag", "torsdag tor", "fredag", "lørdag lør", "søndag søn"}},
    {{"maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai"}},
    {{"poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela"}},
    {{"pondělí", "úterý", "středa", "čtvrtek", "pátek", "sobota", "neděle"}},
    {{"الاثنين الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"}},
    {{"dushanba", "seshanba", "chorshanba", "payshanba", "juma", "shanba", "yakshanba"}},
    {{"душанба", "сешанба", "чоршанба", "пайшанба", "жума", "шанба", "якшанба"}},
    {{"ორშაბათი", "სამშაბათი", "ოთხშაბათი", "ხუთშაბათი", "პარასკევი", "შაბათი", "კვირა"}},
    {{"երկուշաբթի", "երեքշաբթի", "չորեքշաբթի", "հինգշաբթի", "ուրբաթ", "շաբաթ", "կիրակի"}},
    {{"hétfő", "kedd", "szerda", "csütörtök", "péntek", "szombat", "vasárnap"}},
    {{"luni", "marți", "miercuri", "joi", "vineri", "sâmbătă", "duminică"}},
    {{"δευτέρα", "τρίτη", "τετάρτη", "πέμπτη", "παρασκευή", "σάββατο", "κυριακή"}},
    {{"月 月曜日 星期一 周一", "火 火曜日 星期二 周二", "水 水曜日 星期三 周三", "木 木曜日 星期四 周四",
      "金 金曜日 星期五 周五", "土 土曜日 星期六 周六", "日曜日 星期日 星期天 周日"}},
};

/// Lets the tables be asked by a view, with no copy of the word.
struct WordHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view word) const { return std::hash<std::string_view>{}(word); }
};
using Words = boost::unordered_flat_set<std::string, WordHash, std::equal_to<>>;
template <class Value>
using WordMap = boost::unordered_flat_map<std::string, Value, WordHash, std::equal_to<>>;

/// Folds each of the blank-separated words and hands it on.
template <class Use>
void each_word(std::string_view words, Use use) {
    for (const auto piece : split(words, ' ')) {
        if (piece.empty()) continue;
        auto word = fold_letters(piece);
        std::replace(word.begin(), word.end(), '_', ' ');
        use(std::move(word));
    }
}

Words word_set(std::string_view words) {
    Words set;
    each_word(words, [&](std::string word) { set.insert(std::move(word)); });
    return set;
}

bool has(const Words& words, std::string_view word) {
    return words.contains(word);
}

struct MonthMeaning {
    std::string_view language;
    int month;
};

const WordMap<std::vector<MonthMeaning>>& months() {
    static const auto table = [] {
        WordMap<std::vector<MonthMeaning>> all;
        for (const auto& row : month_rows)
            for (int month = 1; month <= 12; ++month)
                each_word(row.names[static_cast<std::size_t>(month - 1)],
                          [&](std::string word) { all[std::move(word)].push_back({row.language, month}); });
        return all;
    }();
    return table;
}

}  // namespace

int month_of(std::string_view word, std::string_view language) {
    const auto found = months().find(word);
    if (found == months().end()) return 0;
    const auto& meanings = found->second;
    for (const auto& meaning : meanings)
        if (meaning.language == language) return meaning.month;
    const int first = meanings.front().month;
    const bool agree =
        std::all_of(meanings.begin(), meanings.end(), [&](const MonthMeaning& m) { return m.month == first; });
    return agree ? first : 0;
}

int weekday_of(std::string_view word) {
    static const auto table = [] {
        WordMap<int> all;
        for (const auto& row : weekday_rows)
            for (int day = 1; day <= 7; ++day)
                each_word(row.names[static_cast<std::size_t>(day - 1)],
                          [&](std::string name) { all.emplace(std::move(name), day); });
        return all;
    }();
    const auto found = table.find(word);
    return found == table.end() ? 0 : found->second;
}

DayHalf day_half_of(std::string_view word) {
    static const auto am = word_set("am ص صباحا öö πμ 上午 午前 오전");
    static const auto pm = word_set("pm م مساء ös μμ 下午 午後 오후");
    if (has(am, word)) return DayHalf::am;
    return has(pm, word) ? DayHalf::pm : DayHalf::none;
}

bool is_connector(std::string_view word) {
    static const auto words = word_set(
        "de del d of the at à a le au um o às as las los el alle ore dalle om kl klo kello godz godzina ob v ve h no "
        "nº "
        "в во о у на i saat saatı soat vaxt vaqt vaqti time date den dnia dne ora orele στις في الساعة ساعة الموافق "
        "ժամը საათი от від ngày t on am axşamı ertəsi");
    return has(words, word);
}

bool is_day_suffix(std::string_view word) {
    static const auto words = word_set("st nd rd th er e ere го е ое й de da te ste a ª º o ός η d dia i ii ია");
    return has(words, word);
}

bool is_year_suffix(std::string_view word) {
    static const auto words = word_set(
        "г года году год гг р року рік roku r il ildə ili cı ci cu cü ci_il yıl yılı yil yili yilda йил йили ж жыл "
        "жылы "
        "жылғы жылдың წელი წლის წ թ թվական թվականի թվականին gada m metų nian г. god godine godina م ميلادي év y");
    return has(words, word);
}

bool is_time_suffix(std::string_view word) {
    static const auto words = word_set("uhr uur h hs hrs hod ч da də de te ta ჩთ");
    return has(words, word);
}

bool is_relative(std::string_view word) {
    static const auto words = word_set(
        "today yesterday tomorrow ago now сегодня вчера завтра назад позавчера только сьогодні вчора тому bugün bügün "
        "dünən dün yarın sabah əvvəl öncə önce evvel heute gestern vorgestern morgen vor jetzt aujourd hier demain "
        "hoy ayer mañana hace oggi ieri domani fa hoje ontem amanhã há vandaag gisteren geleden dziś dzisiaj wczoraj "
        "temu dnes včera idag igår imorgon sedan sidan siden dag går tänään eilen sitten اليوم أمس غدا منذ قبل bugun "
        "kecha oldin бугун кеча олдин დღეს გუშინ წინ այսօր երեկ առաջ ma tegnap minute minutes minuten minutt min mins "
        "hour hours hrs минут минуты минуту минута час часа часов stunde stunden tag tagen days day weeks week "
        "months dəqiqə saat dakika gün heures heure minutos horas");
    return has(words, word);
}

ZoneWord zone_word(std::string_view word) {
    struct Fixed {
        std::string_view name;
        int minutes;
    };
    // RFC 822 gives the North American ones; the others have one meaning in news.
    static constexpr Fixed fixed[] = {
        {"z", 0},      {"gmt", 0},    {"utc", 0},    {"ut", 0},     {"est", -300}, {"edt", -240},  {"cst", -360},
        {"cdt", -300}, {"mst", -420}, {"mdt", -360}, {"pst", -480}, {"pdt", -420}, {"akst", -540}, {"akdt", -480},
        {"hst", -600}, {"cet", 60},   {"cest", 120}, {"mez", 60},   {"mesz", 120}, {"wet", 0},     {"west", 60},
        {"eet", 120},  {"eest", 180}, {"msk", 180},  {"мск", 180},  {"trt", 180},  {"azt", 240},   {"jst", 540},
        {"kst", 540},  {"sgt", 480},  {"hkt", 480},  {"pkt", 300},  {"aest", 600}, {"aedt", 660},  {"acst", 570},
        {"acdt", 630}, {"awst", 480}, {"nzst", 720}, {"nzdt", 780}, {"sast", 120}, {"wib", 420},   {"wita", 480},
        {"wit", 540},  {"uzt", 300},
    };
    struct Region {
        std::string_view name;
        std::string_view zone;
    };
    static constexpr Region regions[] = {
        {"et", "America/New_York"}, {"ct", "America/Chicago"}, {"mt", "America/Denver"}, {"pt", "America/Los_Angeles"}};
    static constexpr std::string_view ambiguous[] = {"ist", "bst", "ast", "adt", "gst", "bdt", "brt", "art",
                                                     "amt", "get", "wat", "cat", "eat", "wst", "nst", "ndt"};
    for (const auto& zone : fixed)
        if (zone.name == word) return {ZoneWord::Kind::fixed, zone.minutes, {}};
    for (const auto& zone : regions)
        if (zone.name == word) return {ZoneWord::Kind::region, 0, zone.zone};
    for (const auto name : ambiguous)
        if (name == word) return {ZoneWord::Kind::ambiguous, 0, {}};
    return {};
}

}  // namespace winnow::extract
