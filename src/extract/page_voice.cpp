#include "extract/page_voice.h"

#include <array>

#include "base/text.h"
#include "extract/page_class_words.h"
#include "extract/phrase_finder.h"

namespace winnow::extract {

namespace {

constexpr std::size_t kinds = 4;

// In the order of Voice.
constexpr std::array<std::string_view, kinds> spaced{
    "we|our|ours|my|wir|unser|unsere|unserem|unseren|unserer|ich|mein|nous|notre|nosotros|nuestro|nuestra|"
    "nuestros|nuestras|nós|nosso|nossa|nossos|nossas|noi|nostro|nostra|nostri|nostre|wij|onze|ons|nasz|nasza|"
    "nasze|naszej|naszych|náš|naše|našich|naší|мы|наш|наша|наше|наши|наших|нашей|нашего|нас|нам|я|мой|наші|"
    "нашого|bizim|bizə|bizi|bizning|våra|vores|noastre|noastră|nostru|miénk|ჩვენ|ჩვენი|մենք|մեր|μας|εμείς|"
    "نحن|لدينا|біз|біздің|бизнинг",
    "you|your|yours|ihre|ihren|ihr|ihrem|ihrer|vous|votre|vos|usted|ustedes|tu|tus|tú|você|seu|sua|seus|suas|"
    "voi|vostro|vostra|tuo|tua|jouw|uw|jij|twój|twoje|twoja|twojego|váš|vaše|vašich|vám|вы|вам|вас|ваш|ваша|"
    "ваше|ваши|ваших|вашей|вашего|вами|ви|ваші|вашого|siz|sizin|sizə|sizi|sizning|ditt|dina|dig|σας|თქვენ|"
    "თქვენი|ձեր|դուք|сіз|сиз|сизнинг|لك|شما|dumneavoastră|önnek",
    "said|says|told|announced|reported|stated|according|spokesman|spokesperson|sagte|teilte|laut|erklärte|"
    "berichtet|berichtete|betonte|déclaré|annoncé|selon|indiqué|affirmé|précisé|dijo|según|afirmó|informó|"
    "aseguró|señaló|explicó|disse|afirmou|informou|declarou|detto|dichiarato|secondo|spiegato|riferito|zei|"
    "volgens|aldus|meldt|powiedział|powiedziała|poinformował|poinformowała|według|podkreślił|řekl|řekla|"
    "uvedl|uvedla|podle|сообщил|сообщила|сообщили|сообщает|сообщается|сообщают|заявил|заявила|отметил|"
    "отметила|словам|данным|рассказал|рассказала|подчеркнул|повідомив|повідомила|повідомили|повідомляє|"
    "заявив|словами|даними|зазначив|dedi|söyledi|açıkladı|belirtti|bildirdi|göre|kaydetti|bildirib|deyib|"
    "bildirilir|məlumat|görə|qeyd|sade|säger|enligt|sagde|ifølge|declarat|potrivit|anunțat|mondta|szerint|"
    "közölte|aytdi|xabar|განაცხადა|თქვა|ցნობით|հայտնել|ասել|հայտարարել|είπε|δήλωσε|ανέφερε|σύμφωνα|قال|أعلن|"
    "وقال|أكد|أوضح|وفقا|گفت|اعلام|گزارش|деді|айтты|хабарлады|айтди|билдирди",
    "was|were|had|been|waren|wurde|wurden|hatte|hatten|était|étaient|été|avait|fue|fueron|había|eran|foi|"
    "foram|estava|erano|aveva|werd|werden|był|była|było|były|został|została|byl|byla|bylo|byly|был|была|было|"
    "были|стал|стала|стали|прошел|состоялся|состоялась|був|була|було|були|став|oldu|etti|edildi|yaptı|olub|"
    "edib|keçirilib|edilib|idi|hade|blev|blivit|havde|fost|avea|volt|voltak|lett|bo'ldi|qildi|edi|იყო|էր|էին|"
    "եղել|ήταν|είχε|έγινε|كان|كانت|بود|بودند|شد|болды|болған|бўлди|қилди|անցկացվեց|կայացավ"};

// Anywhere in the line.
constexpr std::array<std::string_view, kinds> unspaced{
    "我们|我們|本公司|私たち|当社|弊社|우리", "您|你|お客様|ください|下さい|당신|고객님|하세요",
    "报道|報道|记者|記者|发表|発表|述べ|によると|밝혔다|말했다|따르면", "昨日|日前|曾|ました|だった|했다|었다"};

/// Whether a letter or digit begins there; marks such as « and “ are none.
bool is_word_at(std::string_view text, std::size_t at) {
    if (at >= text.size()) return false;
    const auto c = next_code_point(text, at);
    return is_letter(c) || is_digit(c);
}

}  // namespace

void hear(std::string_view folded, Voice& voice) {
    static const KindFinder words(spaced, fold_sign), parts(unspaced, fold_sign);
    const std::array<std::size_t*, kinds> counts{&voice.first, &voice.second, &voice.told, &voice.past};
    const auto word = [&](std::uint32_t form, std::size_t at) {
        const auto end = at + words.finder().phrases()[form].size();
        if (!is_word_at(folded, end)) ++*counts[words.kind_of(form)];
    };
    const auto part = [&](std::uint32_t form, std::size_t) { ++*counts[parts.kind_of(form)]; };
    bool in_word = false;
    for (std::size_t at = 0; at < folded.size();) {
        const auto begin = at;
        const auto c = next_code_point(folded, at);
        const bool letter = c < 0x80 ? is_ascii_alpha(static_cast<char>(c)) || is_ascii_digit(static_cast<char>(c))
                                     : is_letter(c) || is_digit(c);
        constexpr char32_t first_jamo = 0x1100;  // fold_sign() takes Hangul apart
        if (c >= first_jamo) parts.finder().each_at(folded, begin, part);
        if (letter && !in_word) words.finder().each_at(folded, begin, word);
        in_word = letter;
    }
}

}  // namespace winnow::extract
