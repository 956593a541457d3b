#include "extract/page_voice.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/text.h"
#include "extract/page_class_words.h"
#include "extract/phrase_finder.h"

namespace winnow::extract {

namespace {

constexpr std::size_t kinds = 4;

// In the order of Voice.
constexpr std::array<std::string_view, kinds> spaced{
    "we|our|ours|my|wir|unser|unsere|unserem|unseren|unserer|ich|mein|nous|notre|nos|nosotros|nuestro|nuestra|nuestros|"
    "nuestras|nós|nosso|nossa|nossos|nossas|noi|nostro|nostra|nostri|nostre|wij|onze|ons|nasz|nasza|nasze|naszej|"
    "naszych|"
    "náš|naše|našich|naší|мы|наш|наша|наше|наши|наших|нашей|нашего|нас|нам|я|мой|ми|наші|нашого|biz|bizim|bizə|bizi|"
    "bizning|"
    "vi|vår|våra|vores|noastre|noastră|nostru|miénk|ჩვენ|ჩვენი|մենք|մեր|μας|εμείς|نحن|لدينا|біз|біздің|бизнинг",
    "you|your|yours|sie|ihre|ihren|ihr|ihrem|ihrer|vous|votre|vos|usted|ustedes|tu|tus|tú|você|seu|sua|seus|suas|voi|"
    "vostro|"
    "vostra|tuo|tua|je|jouw|uw|jij|ty|twój|twoje|twoja|twojego|váš|vaše|vašich|vám|вы|вам|вас|ваш|ваша|ваше|ваши|ваших|"
    "вашей|"
    "вашего|вами|ви|ваші|вашого|siz|sizin|sizə|sizi|sizning|du|din|ditt|dina|dig|σας|თქვენ|თქვენი|ձեր|դուք|сіз|сиз|"
    "сизнинг|لك|شما|dumneavoastră|önnek",
    "said|says|told|announced|reported|stated|according|spokesman|spokesperson|sagte|teilte|laut|erklärte|berichtet|"
    "berichtete|"
    "betonte|déclaré|annoncé|selon|indiqué|affirmé|précisé|dijo|según|afirmó|informó|aseguró|señaló|explicó|disse|"
    "segundo|afirmou|"
    "informou|declarou|detto|dichiarato|secondo|spiegato|riferito|zei|volgens|aldus|meldt|powiedział|powiedziała|"
    "poinformował|"
    "poinformowała|według|podkreślił|řekl|řekla|uvedl|uvedla|podle|сообщил|сообщила|сообщили|сообщает|сообщается|"
    "сообщают|заявил|"
    "заявила|отметил|отметила|словам|данным|рассказал|рассказала|подчеркнул|повідомив|повідомила|повідомили|повідомляє|"
    "заявив|"
    "словами|даними|зазначив|dedi|söyledi|açıkladı|belirtti|bildirdi|göre|kaydetti|bildirib|deyib|bildirilir|məlumat|"
    "görə|qeyd|"
    "sade|säger|enligt|sagde|ifølge|declarat|potrivit|anunțat|mondta|szerint|közölte|aytdi|xabar|bildirdi|განაცხადა|"
    "თქვა|ցნობით|"
    "հայտնել|ասել|հայտարարել|είπε|δήλωσε|ανέφερε|σύμφωνα|قال|أعلن|وقال|أكد|أوضح|وفقا|گفت|اعلام|گزارش|деді|айтты|"
    "хабарлады|айтди|"
    "билдирди",
    "was|were|had|been|war|waren|wurde|wurden|hatte|hatten|était|étaient|été|avait|fue|fueron|había|era|eran|foi|foram|"
    "estava|"
    "stato|stati|stata|erano|aveva|werd|werden|był|była|było|były|został|została|byl|byla|bylo|byly|был|была|было|были|"
    "стал|стала|стали|прошел|состоялся|состоялась|був|була|було|були|став|oldu|etti|edildi|yaptı|olub|edib|keçirilib|"
    "edilib|idi|"
    "var|hade|blev|blivit|havde|fost|avea|volt|voltak|lett|bo'ldi|qildi|edi|იყო|գանցկացավ|էր|էին|եղել|ήταν|είχε|έγινε|"
    "كان|كانت|"
    "بود|بودند|شد|болды|болған|бўлди|қилди"};

// Anywhere in the line.
constexpr std::array<std::string_view, kinds> unspaced{
    "我们|我們|本公司|私たち|当社|弊社|우리|당사", "您|你|お客様|ください|下さい|당신|고객님|하세요",
    "表示|报道|報道|记者|記者|发表|発表|述べ|によると|称|밝혔다|말했다|따르면",
    "昨日|日前|曾|ました|した。|だった|했다|었다"};

struct Forms {
    std::vector<std::uint8_t> kind;  ///< of each form
    PhraseFinder finder;
};

Forms forms_of(const std::array<std::string_view, kinds>& lists) {
    std::vector<std::string> all;
    std::vector<std::uint8_t> kind;
    for (std::size_t k = 0; k < kinds; ++k)
        for (const auto form : split(lists[k], '|')) {
            auto folded = fold_sign(form);
            if (form.empty() || std::find(all.begin(), all.end(), folded) != all.end()) continue;
            all.push_back(std::move(folded));
            kind.push_back(static_cast<std::uint8_t>(k));
        }
    return {std::move(kind), PhraseFinder(std::move(all))};
}

bool is_part_of_word(char c) {
    return is_ascii_alpha(c) || is_ascii_digit(c) || static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

void hear(std::string_view folded, Voice& voice) {
    static const auto words = forms_of(spaced), parts = forms_of(unspaced);
    const std::array<std::size_t*, kinds> counts{&voice.first, &voice.second, &voice.told, &voice.past};
    const auto word = [&](std::uint32_t form, std::size_t at) {
        const auto end = at + words.finder.phrases()[form].size();
        if (end >= folded.size() || !is_part_of_word(folded[end])) ++*counts[words.kind[form]];
    };
    const auto part = [&](std::uint32_t form, std::size_t) { ++*counts[parts.kind[form]]; };
    constexpr unsigned char first_of_three = 0xE3;  // CJK and Hangul begin with E3 to ED
    for (std::size_t at = 0; at < folded.size(); ++at) {
        const auto byte = static_cast<unsigned char>(folded[at]);
        if (byte >= first_of_three && byte <= 0xED) parts.finder.each_at(folded, at, part);
        if (is_part_of_word(folded[at]) && (at == 0 || !is_part_of_word(folded[at - 1])))
            words.finder.each_at(folded, at, word);
    }
}

}  // namespace winnow::extract
