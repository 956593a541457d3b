#include "html/encodings.h"

namespace winnow::html {

namespace {

// The indexes of the single-byte encodings (Encoding standard, section 9), bytes 0x80 to 0xFF, sixteen a line. Where
// the vendors' tables have holes below 0xA0 the standard maps C1 controls, so that the windows sets are total there;
// other holes are U+FFFD. Controls, blanks, marks and right-to-left letters are written as escapes.
// clang-format off
constexpr char16_t ibm866[] =
    u"АБВГДЕЖЗИЙКЛМНОП"
    u"РСТУФХЦЧШЩЪЫЬЭЮЯ"
    u"абвгдежзийклмноп"
    u"\u2591\u2592\u2593\u2502\u2524\u2561\u2562\u2556\u2555\u2563\u2551\u2557\u255D\u255C\u255B\u2510"
    u"\u2514\u2534\u252C\u251C\u2500\u253C\u255E\u255F\u255A\u2554\u2569\u2566\u2560\u2550\u256C\u2567"
    u"\u2568\u2564\u2565\u2559\u2558\u2552\u2553\u256B\u256A\u2518\u250C\u2588\u2584\u258C\u2590\u2580"
    u"рстуфхцчшщъыьэюя"
    u"ЁёЄєЇїЎў°∙·√№¤\u25A0\u00A0";
constexpr char16_t iso_8859_2[] =
    u"\u0080\u0081\u0082\u0083\u0084\u0085\u0086\u0087\u0088\u0089\u008A\u008B\u008C\u008D\u008E\u008F"
    u"\u0090\u0091\u0092\u0093\u0094\u0095\u0096\u0097\u0098\u0099\u009A\u009B\u009C\u009D\u009E\u009F"
    u"\u00A0Ą\u02D8Ł¤ĽŚ§\u00A8ŠŞŤŹ\u00ADŽŻ"
    u"°ą\u02DBł\u00B4ľś\u02C7\u00B8šşťź\u02DDžż"
    u"ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎ"
    u"ĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢß"
    u"ŕáâăäĺćçčéęëěíîď"
    u"đńňóôőö÷řůúűüýţ\u02D9";
constexpr char16_t iso_8859_3[] =
    u"\u0080\u0081\u0082\u0083\u0084\u0085\u0086\u0087\u0088\u0089\u008A\u008B\u008C\u008D\u008E\u008F"
    u"\u0090\u0091\u0092\u0093\u0094\u0095\u0096\u0097\u0098\u0099\u009A\u009B\u009C\u009D\u009E\u009F"
    u"\u00A0Ħ\u02D8£¤\uFFFDĤ§\u00A8İŞĞĴ\u00AD\uFFFDŻ"
    u"°ħ²³\u00B4µĥ·\u00B8ışğĵ½\uFFFDż"
    u"ÀÁÂ\uFFFDÄĊĈÇÈÉÊËÌÍÎÏ"
    u"\uFFFDÑÒÓÔĠÖ×ĜÙÚÛÜŬŜß"
    u"àáâ\uFFFDäċĉçèéêëìíîï"
    u"\uFFFDñòóôġö÷ĝùúûüŭŝ\u02D9";
constexpr char16_t iso_8859_4[] =
    u"\u0080\u0081\u0082\u0083\u0084\u0085\u0086\u0087\u0088\u0089\u008A\u008B\u008C\u008D\u008E\u008F"
    u"\u0090\u0091\u0092\u0093\u0094\u0095\u0096\u0097\u0098\u0099\u009A\u009B\u009C\u009D\u009E\u009F"
    u"\u00A0ĄĸŖ¤ĨĻ§\u00A8ŠĒĢŦ\u00ADŽ\u00AF"
    u"°ą\u02DBŗ\u00B4ĩļ\u02C7\u00B8šēģŧŊžŋ"
    u"ĀÁÂÃÄÅÆĮČÉĘËĖÍÎĪ"
    u"ĐŅŌĶÔÕÖ×ØŲÚÛÜŨŪß"
    u"āáâãäåæįčéęëėíîī"
    u"đņōķôõö÷øųúûüũū\u02D9";
constexpr char16_t iso_8859_5[] =
    u"\u0080\u0081\u0082\u0083\u0084\u0085\u0086\u0087\u0088\u0089\u008A\u008B\u008C\u008D\u008E\u008F"
    u"\u0090\u0091\u0092\u0093\u0094\u0095\u0096\u0097\u0098\u0099\u009A\u009B\u009C\u009D\u009E\u009F"
    u"\u00A0ЁЂЃЄЅІЇЈЉЊЋЌ\u00ADЎЏ"
    u"АБВГДЕЖЗИЙКЛМНОП"
    u"РСТУФХЦЧШЩЪЫЬЭЮЯ"
    u"абвгдежзийклмноп"
    u"рстуфхцчшщъыьэюя"
    u"№ёђѓєѕіїјљњћќ§ўџ";
constexpr char16_t iso_8859_6[] =
    u"\u0080\u0081\u0082\u0083\u0084\u0085\u0086\u0087\u0088\u0089\u008A\u008B\u008C\u008D\u008E\u008F"
    u"\u0090\u0091\u0092\u0093\u0094\u0095\u0096\u0097\u0098\u0099\u009A\u009B\u009C\u009D\u009E\u009F"
    u"\u00A0\uFFFD\uFFFD\uFFFD¤\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\u060C\u00AD\uFFFD\uFFFD"
    u"\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\u061B\uFFFD\uFFFD\uFFFD\u061F"
    u"\uFFFD\u0621\u0622\u0623\u0624\u0625\u0626\u0627\u0628\u0629\u062A\u062B\u062C\u062D\u062E\u062F"
    u"\u0630\u0631\u0632\u0633\u0634\u0635\u0636\u0637\u0638\u0639\u063A\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD"
    u"\u0640\u0641\u0642\u0643\u0644\u0645\u0646\u0647\u0648\u0649\u064A\u064B\u064C\u064D\u064E\u064F"
    u"\u0650\u0651\u0652\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD";
constexpr char16_t iso_8859_7[] =
    u"\u0080\u0081\u0082\u0083\u0084\u0085\u0086\u0087\u0088\u0089\u008A\u008B\u008C\u008D\u008E\u008F"
    u"\u0090\u0091\u0092\u0093\u0094\u0095\u0096\u0097\u0098\u0099\u009A\u009B\u009C\u009D\u009E\u009F"
    u"\u00A0‘’£€₯¦§\u00A8©\u037A«¬\u00AD\uFFFD―"
    u"°±²³\u0384\u0385Ά·ΈΉΊ»Ό½ΎΏ"
    u"ΐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟ"
    u"ΠΡ\uFFFDΣΤΥΦΧΨΩΪΫάέήί"
    u"ΰαβγδεζηθικλμνξο"
    u"πρςστυφχψωϊϋόύώ\uFFFD";
constexpr char16_t iso_8859_8[] =
    u"\u0080\u0081\u0082\u0083\u0084\u0085\u0086\u0087\u0088\u0089\u008A\u008B\u008C\u008D\u008E\u008F"
    u"\u0090\u0091\u0092\u0093\u0094\u0095\u0096\u0097\u0098\u0099\u009A\u009B\u009C\u009D\u009E\u009F"
    u"\u00A0\uFFFD¢£¤¥¦§\u00A8©×«¬\u00AD®\u00AF"
    u"°±²³\u00B4µ¶·\u00B8¹÷»¼½¾\uFFFD"
    u"\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD"
    u"\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD‗"
    u"\u05D0\u05D1\u05D2\u05D3\u05D4\u05D5\u05D6\u05D7\u05D8\u05D9\u05DA\u05DB\u05DC\u05DD\u05DE\u05DF"
    u"\u05E0\u05E1\u05E2\u05E3\u05E4\u05E5\u05E6\u05E7\u05E8\u05E9\u05EA\uFFFD\uFFFD\u200E\u200F\uFFFD";
constexpr char16_t iso_8859_10[] =
    u"\u0080\u0081\u0082\u0083\u0084\u0085\u0086\u0087\u0088\u0089\u008A\u008B\u008C\u008D\u008E\u008F"
    u"\u0090\u0091\u0092\u0093\u0094\u0095\u0096\u0097\u0098\u0099\u009A\u009B\u009C\u009D\u009E\u009F"
    u"\u00A0ĄĒĢĪĨĶ§ĻĐŠŦŽ\u00ADŪŊ"
    u"°ąēģīĩķ·ļđšŧž―ūŋ"
    u"ĀÁÂÃÄÅÆĮČÉĘËĖÍÎÏ"
    u"ÐŅŌÓÔÕÖŨØŲÚÛÜÝÞß"
    u"āáâãäåæįčéęëėíîï"
    u"ðņōóôõöũøųúûüýþĸ";
constexpr char16_t iso_8859_13[] =
    u"\u0080\u0081\u0082\u0083\u0084\u0085\u0086\u0087\u0088\u0089\u008A\u008B\u008C\u008D\u008E\u008F"
    u"\u0090\u0091\u0092\u0093\u0094\u0095\u0096\u0097\u0098\u0099\u009A\u009B\u009C\u009D\u009E\u009F"
    u"\u00A0”¢£¤„¦§Ø©Ŗ«¬\u00AD®Æ"
    u"°±²³“µ¶·ø¹ŗ»¼½¾æ"
    u"ĄĮĀĆÄÅĘĒČÉŹĖĢĶĪĻ"
    u"ŠŃŅÓŌÕÖ×ŲŁŚŪÜŻŽß"
    u"ąįāćäåęēčéźėģķīļ"
    u"šńņóōõö÷ųłśūüżž’";
constexpr char16_t iso_8859_14[] =
    u"\u0080\u0081\u0082\u0083\u0084\u0085\u0086\u0087\u0088\u0089\u008A\u008B\u008C\u008D\u008E\u008F"
    u"\u0090\u0091\u0092\u0093\u0094\u0095\u0096\u0097\u0098\u0099\u009A\u009B\u009C\u009D\u009E\u009F"
    u"\u00A0Ḃḃ£ĊċḊ§Ẁ©ẂḋỲ\u00AD®Ÿ"
    u"ḞḟĠġṀṁ¶ṖẁṗẃṠỳẄẅṡ"
    u"ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ"
    u"ŴÑÒÓÔÕÖṪØÙÚÛÜÝŶß"
    u"àáâãäåæçèéêëìíîï"
    u"ŵñòóôõöṫøùúûüýŷÿ";
constexpr char16_t iso_8859_15[] =
    u"\u0080\u0081\u0082\u0083\u0084\u0085\u0086\u0087\u0088\u0089\u008A\u008B\u008C\u008D\u008E\u008F"
    u"\u0090\u0091\u0092\u0093\u0094\u0095\u0096\u0097\u0098\u0099\u009A\u009B\u009C\u009D\u009E\u009F"
    u"\u00A0¡¢£€¥Š§š©ª«¬\u00AD®\u00AF"
    u"°±²³Žµ¶·ž¹º»ŒœŸ¿"
    u"ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ"
    u"ÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß"
    u"àáâãäåæçèéêëìíîï"
    u"ðñòóôõö÷øùúûüýþÿ";
constexpr char16_t iso_8859_16[] =
    u"\u0080\u0081\u0082\u0083\u0084\u0085\u0086\u0087\u0088\u0089\u008A\u008B\u008C\u008D\u008E\u008F"
    u"\u0090\u0091\u0092\u0093\u0094\u0095\u0096\u0097\u0098\u0099\u009A\u009B\u009C\u009D\u009E\u009F"
    u"\u00A0ĄąŁ€„Š§š©Ș«Ź\u00ADźŻ"
    u"°±ČłŽ”¶·žčș»ŒœŸż"
    u"ÀÁÂĂÄĆÆÇÈÉÊËÌÍÎÏ"
    u"ĐŃÒÓÔŐÖŚŰÙÚÛÜĘȚß"
    u"àáâăäćæçèéêëìíîï"
    u"đńòóôőöśűùúûüęțÿ";
constexpr char16_t koi8_r[] =
    u"\u2500\u2502\u250C\u2510\u2514\u2518\u251C\u2524\u252C\u2534\u253C\u2580\u2584\u2588\u258C\u2590"
    u"\u2591\u2592\u2593⌠\u25A0∙√≈≤≥\u00A0⌡°²·÷"
    u"\u2550\u2551\u2552ё\u2553\u2554\u2555\u2556\u2557\u2558\u2559\u255A\u255B\u255C\u255D\u255E"
    u"\u255F\u2560\u2561Ё\u2562\u2563\u2564\u2565\u2566\u2567\u2568\u2569\u256A\u256B\u256C©"
    u"юабцдефгхийклмно"
    u"пярстужвьызшэщчъ"
    u"ЮАБЦДЕФГХИЙКЛМНО"
    u"ПЯРСТУЖВЬЫЗШЭЩЧЪ";
constexpr char16_t koi8_u[] =
    u"\u2500\u2502\u250C\u2510\u2514\u2518\u251C\u2524\u252C\u2534\u253C\u2580\u2584\u2588\u258C\u2590"
    u"\u2591\u2592\u2593⌠\u25A0∙√≈≤≥\u00A0⌡°²·÷"
    u"\u2550\u2551\u2552ёє\u2554ії\u2557\u2558\u2559\u255A\u255Bґў\u255E"
    u"\u255F\u2560\u2561ЁЄ\u2563ІЇ\u2566\u2567\u2568\u2569\u256AҐЎ©"
    u"юабцдефгхийклмно"
    u"пярстужвьызшэщчъ"
    u"ЮАБЦДЕФГХИЙКЛМНО"
    u"ПЯРСТУЖВЬЫЗШЭЩЧЪ";
constexpr char16_t macintosh[] =
    u"ÄÅÇÉÑÖÜáàâäãåçéè"
    u"êëíìîïñóòôöõúùûü"
    u"†°¢£§•¶ß®©™\u00B4\u00A8≠ÆØ"
    u"∞±≤≥¥µ∂∑∏π∫ªºΩæø"
    u"¿¡¬√ƒ≈∆«»…\u00A0ÀÃÕŒœ"
    u"–—“”‘’÷\u25CAÿŸ⁄€‹›ﬁﬂ"
    u"‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ"
    u"\uF8FFÒÚÛÙı\u02C6\u02DC\u00AF\u02D8\u02D9\u02DA\u00B8\u02DD\u02DB\u02C7";
constexpr char16_t windows_874[] =
    u"€\u0081\u0082\u0083\u0084…\u0086\u0087\u0088\u0089\u008A\u008B\u008C\u008D\u008E\u008F"
    u"\u0090‘’“”•–—\u0098\u0099\u009A\u009B\u009C\u009D\u009E\u009F"
    u"\u00A0\u0E01\u0E02\u0E03\u0E04\u0E05\u0E06\u0E07\u0E08\u0E09\u0E0A\u0E0B\u0E0C\u0E0D\u0E0E\u0E0F"
    u"\u0E10\u0E11\u0E12\u0E13\u0E14\u0E15\u0E16\u0E17\u0E18\u0E19\u0E1A\u0E1B\u0E1C\u0E1D\u0E1E\u0E1F"
    u"\u0E20\u0E21\u0E22\u0E23\u0E24\u0E25\u0E26\u0E27\u0E28\u0E29\u0E2A\u0E2B\u0E2C\u0E2D\u0E2E\u0E2F"
    u"\u0E30\u0E31\u0E32\u0E33\u0E34\u0E35\u0E36\u0E37\u0E38\u0E39\u0E3A\uFFFD\uFFFD\uFFFD\uFFFD\u0E3F"
    u"\u0E40\u0E41\u0E42\u0E43\u0E44\u0E45\u0E46\u0E47\u0E48\u0E49\u0E4A\u0E4B\u0E4C\u0E4D\u0E4E\u0E4F"
    u"\u0E50\u0E51\u0E52\u0E53\u0E54\u0E55\u0E56\u0E57\u0E58\u0E59\u0E5A\u0E5B\uFFFD\uFFFD\uFFFD\uFFFD";
constexpr char16_t windows_1250[] =
    u"€\u0081‚\u0083„…†‡\u0088‰Š‹ŚŤŽŹ"
    u"\u0090‘’“”•–—\u0098™š›śťžź"
    u"\u00A0\u02C7\u02D8Ł¤Ą¦§\u00A8©Ş«¬\u00AD®Ż"
    u"°±\u02DBł\u00B4µ¶·\u00B8ąş»Ľ\u02DDľż"
    u"ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎ"
    u"ĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢß"
    u"ŕáâăäĺćçčéęëěíîď"
    u"đńňóôőö÷řůúűüýţ\u02D9";
constexpr char16_t windows_1251[] =
    u"ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏ"
    u"ђ‘’“”•–—\u0098™љ›њќћџ"
    u"\u00A0ЎўЈ¤Ґ¦§Ё©Є«¬\u00AD®Ї"
    u"°±Ііґµ¶·ё№є»јЅѕї"
    u"АБВГДЕЖЗИЙКЛМНОП"
    u"РСТУФХЦЧШЩЪЫЬЭЮЯ"
    u"абвгдежзийклмноп"
    u"рстуфхцчшщъыьэюя";
constexpr char16_t windows_1252[] =
    u"€\u0081‚ƒ„…†‡\u02C6‰Š‹Œ\u008DŽ\u008F"
    u"\u0090‘’“”•–—\u02DC™š›œ\u009DžŸ"
    u"\u00A0¡¢£¤¥¦§\u00A8©ª«¬\u00AD®\u00AF"
    u"°±²³\u00B4µ¶·\u00B8¹º»¼½¾¿"
    u"ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ"
    u"ÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß"
    u"àáâãäåæçèéêëìíîï"
    u"ðñòóôõö÷øùúûüýþÿ";
constexpr char16_t windows_1253[] =
    u"€\u0081‚ƒ„…†‡\u0088‰\u008A‹\u008C\u008D\u008E\u008F"
    u"\u0090‘’“”•–—\u0098™\u009A›\u009C\u009D\u009E\u009F"
    u"\u00A0\u0385Ά£¤¥¦§\u00A8©\uFFFD«¬\u00AD®―"
    u"°±²³\u0384µ¶·ΈΉΊ»Ό½ΎΏ"
    u"ΐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟ"
    u"ΠΡ\uFFFDΣΤΥΦΧΨΩΪΫάέήί"
    u"ΰαβγδεζηθικλμνξο"
    u"πρςστυφχψωϊϋόύώ\uFFFD";
constexpr char16_t windows_1254[] =
    u"€\u0081‚ƒ„…†‡\u02C6‰Š‹Œ\u008D\u008E\u008F"
    u"\u0090‘’“”•–—\u02DC™š›œ\u009D\u009EŸ"
    u"\u00A0¡¢£¤¥¦§\u00A8©ª«¬\u00AD®\u00AF"
    u"°±²³\u00B4µ¶·\u00B8¹º»¼½¾¿"
    u"ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ"
    u"ĞÑÒÓÔÕÖ×ØÙÚÛÜİŞß"
    u"àáâãäåæçèéêëìíîï"
    u"ğñòóôõö÷øùúûüışÿ";
constexpr char16_t windows_1255[] =
    u"€\u0081‚ƒ„…†‡\u02C6‰\u008A‹\u008C\u008D\u008E\u008F"
    u"\u0090‘’“”•–—\u02DC™\u009A›\u009C\u009D\u009E\u009F"
    u"\u00A0¡¢£₪¥¦§\u00A8©×«¬\u00AD®\u00AF"
    u"°±²³\u00B4µ¶·\u00B8¹÷»¼½¾¿"
    u"\u05B0\u05B1\u05B2\u05B3\u05B4\u05B5\u05B6\u05B7\u05B8\u05B9\u05BA\u05BB\u05BC\u05BD\u05BE\u05BF"
    u"\u05C0\u05C1\u05C2\u05C3\u05F0\u05F1\u05F2\u05F3\u05F4\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD"
    u"\u05D0\u05D1\u05D2\u05D3\u05D4\u05D5\u05D6\u05D7\u05D8\u05D9\u05DA\u05DB\u05DC\u05DD\u05DE\u05DF"
    u"\u05E0\u05E1\u05E2\u05E3\u05E4\u05E5\u05E6\u05E7\u05E8\u05E9\u05EA\uFFFD\uFFFD\u200E\u200F\uFFFD";
constexpr char16_t windows_1256[] =
    u"€\u067E‚ƒ„…†‡\u02C6‰\u0679‹Œ\u0686\u0698\u0688"
    u"\u06AF‘’“”•–—\u06A9™\u0691›œ\u200C\u200D\u06BA"
    u"\u00A0\u060C¢£¤¥¦§\u00A8©\u06BE«¬\u00AD®\u00AF"
    u"°±²³\u00B4µ¶·\u00B8¹\u061B»¼½¾\u061F"
    u"\u06C1\u0621\u0622\u0623\u0624\u0625\u0626\u0627\u0628\u0629\u062A\u062B\u062C\u062D\u062E\u062F"
    u"\u0630\u0631\u0632\u0633\u0634\u0635\u0636×\u0637\u0638\u0639\u063A\u0640\u0641\u0642\u0643"
    u"à\u0644â\u0645\u0646\u0647\u0648çèéêë\u0649\u064Aîï"
    u"\u064B\u064C\u064D\u064Eô\u064F\u0650÷\u0651ù\u0652ûü\u200E\u200F\u06D2";
constexpr char16_t windows_1257[] =
    u"€\u0081‚\u0083„…†‡\u0088‰\u008A‹\u008C\u00A8\u02C7\u00B8"
    u"\u0090‘’“”•–—\u0098™\u009A›\u009C\u00AF\u02DB\u009F"
    u"\u00A0\uFFFD¢£¤\uFFFD¦§Ø©Ŗ«¬\u00AD®Æ"
    u"°±²³\u00B4µ¶·ø¹ŗ»¼½¾æ"
    u"ĄĮĀĆÄÅĘĒČÉŹĖĢĶĪĻ"
    u"ŠŃŅÓŌÕÖ×ŲŁŚŪÜŻŽß"
    u"ąįāćäåęēčéźėģķīļ"
    u"šńņóōõö÷ųłśūüżž\u02D9";
constexpr char16_t windows_1258[] =
    u"€\u0081‚ƒ„…†‡\u02C6‰\u008A‹Œ\u008D\u008E\u008F"
    u"\u0090‘’“”•–—\u02DC™\u009A›œ\u009D\u009EŸ"
    u"\u00A0¡¢£¤¥¦§\u00A8©ª«¬\u00AD®\u00AF"
    u"°±²³\u00B4µ¶·\u00B8¹º»¼½¾¿"
    u"ÀÁÂĂÄÅÆÇÈÉÊË\u0300ÍÎÏ"
    u"ĐÑ\u0309ÓÔƠÖ×ØÙÚÛÜƯ\u0303ß"
    u"àáâăäåæçèéêë\u0301íîï"
    u"đñ\u0323óôơö÷øùúûüư₫ÿ";
constexpr char16_t x_mac_cyrillic[] =
    u"АБВГДЕЖЗИЙКЛМНОП"
    u"РСТУФХЦЧШЩЪЫЬЭЮЯ"
    u"†°Ґ£§•¶І®©™Ђђ≠Ѓѓ"
    u"∞±≤≥іµґЈЄєЇїЉљЊњ"
    u"јЅ¬√ƒ≈∆«»…\u00A0ЋћЌќѕ"
    u"–—“”‘’÷„ЎўЏџ№Ёёя"
    u"абвгдежзийклмноп"
    u"рстуфхцчшщъыьэю€";
// clang-format on

template <std::size_t n>
constexpr const char16_t* total(const char16_t (&table)[n]) {
    static_assert(n == 129, "128 bytes and the literal's end");
    return table;
}

}  // namespace

const char16_t* single_byte_table(Encoding encoding) {
    switch (encoding) {
        case Encoding::ibm866:
            return total(ibm866);
        case Encoding::iso_8859_2:
            return total(iso_8859_2);
        case Encoding::iso_8859_3:
            return total(iso_8859_3);
        case Encoding::iso_8859_4:
            return total(iso_8859_4);
        case Encoding::iso_8859_5:
            return total(iso_8859_5);
        case Encoding::iso_8859_6:
            return total(iso_8859_6);
        case Encoding::iso_8859_7:
            return total(iso_8859_7);
        case Encoding::iso_8859_8_i:  // the same bytes in logical order
        case Encoding::iso_8859_8:
            return total(iso_8859_8);
        case Encoding::iso_8859_10:
            return total(iso_8859_10);
        case Encoding::iso_8859_13:
            return total(iso_8859_13);
        case Encoding::iso_8859_14:
            return total(iso_8859_14);
        case Encoding::iso_8859_15:
            return total(iso_8859_15);
        case Encoding::iso_8859_16:
            return total(iso_8859_16);
        case Encoding::koi8_r:
            return total(koi8_r);
        case Encoding::koi8_u:
            return total(koi8_u);
        case Encoding::macintosh:
            return total(macintosh);
        case Encoding::windows_874:
            return total(windows_874);
        case Encoding::windows_1250:
            return total(windows_1250);
        case Encoding::windows_1251:
            return total(windows_1251);
        case Encoding::windows_1252:
            return total(windows_1252);
        case Encoding::windows_1253:
            return total(windows_1253);
        case Encoding::windows_1254:
            return total(windows_1254);
        case Encoding::windows_1255:
            return total(windows_1255);
        case Encoding::windows_1256:
            return total(windows_1256);
        case Encoding::windows_1257:
            return total(windows_1257);
        case Encoding::windows_1258:
            return total(windows_1258);
        case Encoding::x_mac_cyrillic:
            return total(x_mac_cyrillic);
        default:
            return nullptr;
    }
}

}  // namespace winnow::html
