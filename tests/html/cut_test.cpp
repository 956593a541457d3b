#include "html/cut.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "catch.hpp"
#include "html/same_tree.h"

using namespace winnow::html;
namespace fs = std::filesystem;

namespace {

struct Case {
    std::string_view html;
    std::string_view cut;
};

}  // namespace

TEST_CASE("a script ends where the standard's tokenizer ends it", "[cut]") {
    // §13.2.5.4 and .15 to .31
    for (const auto& [html, expected] : std::vector<Case>{
             {"<script>a</script>b", "<script></script>b"},
             {"<SCRIPT>a</ScRiPt >b", "<SCRIPT></ScRiPt >b"},
             {"<script>a</script/>b", "<script></script/>b"},
             {"<script>a</script\n>b", "<script></script\n>b"},
             {"<script>a</scripts>b</script>c", "<script></script>c"},
             {"<script>'</script>'</script>c", "<script></script>'</script>c"},
             {"<script><!--a</script>b", "<script></script>b"},
             {"<script><!--<script>a</script>b</script>c", "<script></script>c"},
             {"<script><!--<script>a--></script>b", "<script></script>b"},
             {"<script><!--<script>a</script>--></script>c", "<script></script>c"},
             {"<script><!--<script >a</script >b</script >c", "<script></script >c"},
             {"<script><!--<scripts>a</script>b", "<script></script>b"},
             {"<script><!--><script>a</script>b", "<script></script>b"},
             {"<script><!---><script>a</script>b", "<script></script>b"},
             {"<script><!-<script>a</script>b", "<script></script>b"},
             {"<script><!--<script><!--</script>a</script>b", "<script></script>b"},
             {"<script><!-- --a><script>--</script>a</script>b", "<script></script>b"},
             {"<script>a", "<script>"},
             {"<script><!--<script></script>", "<script>"},
             {"<script", "<script"},
             {"<script a='>'>x</script>y", "<script ~a></script>y"},
             {"<script a=b'>'>x</script>y", "<script ~a></script>y"},
             {"<script/>a</script>b", "<script/></script>b"},
             {"<scripting>a</scripting>", "<scripting>a</scripting>"},
             {"<style><!-- </style>b", "<style></style>b"},
             {"<style>a</styles></style>b", "<style></style>b"},
         }) {
        CAPTURE(html);
        CHECK(cut(html).html == expected);
        CHECK(what_the_cut_changes(html) == "");
    }
}

TEST_CASE("what only looks like a script is left alone", "[cut]") {
    for (const std::string_view html : {
             "<!-- <script>a</script> -->",
             "<textarea><script>a</script></textarea>",
             "<title><style>a</style></title>",
             "<xmp><script>a</script></xmp>",
             "<iframe><script>a</script></iframe>",
             "<noembed><script>a</script></noembed>",
             "<noframes><style>a</style></noframes>",
             "<plaintext><script>a</script>",
             "<svg><script>a</script></svg>",
             "<svg><style>a</style></svg>",
             "<svg><![CDATA[<script>a</script>]]></svg>",
             "<p title='<script>a</script>'>",
             "<p title=\"<style>\">a</style>",
             "<? <script>a?>b",
             "<!x <script>a",
             "</ <script>a",
             "<select><style>a</style></select>",
             "<script type='application/ld+json'>{}</script>",
             "<script type=application/LD+JSON>{}</script>",
             "<script type=\"application/ld&#x2B;json\">{}</script>",
             "<math><script>a</script></math>",
         }) {
        CAPTURE(html);
        CHECK(cut(html).bodies == 0);
        CHECK(what_the_cut_changes(html) == "");
    }
}

TEST_CASE("attributes, text and JSON-LD are held back and found again, comments are emptied", "[cut]") {
    for (const auto& [html, expected] : std::vector<Case>{
             {"<p class=\"some value\">", "<p ~a>"},
             {"<p class='some value'/>", "<p ~a/>"},
             {"<p class=unquoted-value/>", "<p ~a>"},
             {"<p class = \n \"some value\"b>", "<p ~a>"},
             {"<p class='some value'id=x data-y>", "<p ~a>"},
             {"<p hidden>", "<p ~a>"},
             {"<p hidden/>", "<p ~a/>"},
             {"<p a= >", "<p ~a>"},
             {"<p a=''b=\"\">", "<p ~a>"},
             {"<p a=\">\"b>", "<p ~a>"},
             {"<P CLASS=x Id=y>", "<P ~a>"},
             {"<p class='with &amp; reference'>", "<p class='with &amp; reference'>"},
             {"<p id=x title='with &amp; reference' class=y>", "<p ~a title='with &amp; reference' ~b>"},
             {"<p id=\"x\"title='with &amp; reference'class='y'>", "<p ~a title='with &amp; reference'~b>"},
             {"<p id=x data-\xC3\xBC>", "<p id=x data-\xC3\xBC>"},
             {"<p \xF1 1978 \xE3>", "<p \xF1 1978 \xE3>"},
             {"<p class='with a \r line end'>", "<p class='with a \r line end'>"},
             {"<p class='ill-formed \xC3 byte'>", "<p class='ill-formed \xC3 byte'>"},
             {"<p class='a control \xC2\x80 of old'>", "<p class='a control \xC2\x80 of old'>"},
             {"<p title='\xD0\xB4\xD0\xB0\xD1\x82\xD0\xB0'>", "<p ~a>"},
             {"</p class='some long value'>", "</p class='some long value'>"},
             {"<a href=x>", "<a ~a>"},
             {"<p a=x A=y>", "<p a=x A=y>"},
             {"<p a='some long value' a=y>", "<p a='~' a=y>"},
             {"<p ~a=x b=y>", "<p ~a=x b=y>"},
             {"<p a=\"x\"=\"y\">", "<p a=\"x\"=\"y\">"},
             {"<p title='some words &amp; more of them'>", "<p title='\U00100000&amp;\U00100001'>"},
             {"<p title='some words &copy=&copy more of them'>", "<p title='\U00100000&copy=&copy\U00100001'>"},
             {"<p title='some words \r\n more of them'>", "<p title='some words \r\n more of them'>"},
             {"<b title='some words &amp; more of them'>", "<b title='some words &amp; more of them'>"},
             {"<p a=x =y>", "<p a=x =y>"},
             {"<p \"a=x b>", "<p \"a=x ~a>"},
             {"<p a=x", "<p a=x"},
             {"<input type=hidden name='some long value'>", "<input type=hidden name='~'>"},
             {"<body class='some long value'>", "<body class='~'>"},
             {"<b class='short'>", "<b class='short'>"},
             {"<isindex prompt='some long value'>", "<isindex prompt='some long value'>"},
             {"<script type='application/ld+json'>{\"a\": \"&amp;\"}</script>x", "<script ~a>\U00100000</script>x"},
             {"<svg viewBox='0 0 24 24'><path d='M0 0h24v24' id=x /></svg>", "<svg ~a><path ~a /></svg>"},
             {"<svg xmlns:xlink='some value' Id=x><use xlink:href='#y' xml:lang=en></svg>",
              "<svg xmlns:xlink='some value' ~a><use ~a xml:lang=en></svg>"},
             {"<p>x</p>\n      <p>", "<p>x</p>\f   <p>"},
             {"<p>\n      x\t\t\t\t\t\t</p>\n      ", "<p>\f   x\f\t  </p>\f   "},
             {"<p>\n     </p>", "<p>\f   </p>"},
             {"<p>\n    </p>", "<p>\n    </p>"},
             {"<pre>\n        x</pre>        ", "<pre>\n        x</pre>\f   "},
             {"<p>\r\n        x", "<p>\r\n        x"},
             {"<p>        x\f", "<p>        x\f"},
             {"<p>        x&#012;", "<p>        x&#012;"},
             {"<p>        x&#x0C;", "<p>        x&#x0C;"},
             {"<p>        x&FormFeed;", "<p>        x&FormFeed;"},
             {"<p>        x&#13;&#120;", "<p>\f   x&#13;&#120;"},
             {"        <p>", "\f   <p>"},
             {"<table>        x        <tr>        <td>", "<table>\f   x\f   <tr>\f   <td>"},
             {"<!-- a comment -->", "<!---->"},
             {"<!--short-->", "<!---->"},
             {"<!-- > -->", "<!-- > -->"},
             {"<!---- a --!> b -->", "<!---- a --!> b -->"},
             {"<!-- never ended", "<!-- never ended"},
             {"<p> Some words here </p>", "<p> \U00100000 </p>"},
             {"<p>Some words &amp; more, and more</p>", "<p>\U00100000 &amp; \U00100001</p>"},
             {"<p>Some words&copy;and more, and more</p>", "<p>\U00100000&copy;and \U00100001</p>"},
             {"<p>Some words\r\nand more</p>", "<p>\U00100000\r\n\U00100001</p>"},
             {"<p>one two</p>", "<p>one two</p>"},
             {"<p>Some words &#x100000;</p>", "<p>Some words &#x100000;</p>"},
             {"<p>Some words \U00100001</p>", "<p>Some words \U00100001</p>"},
             {"<p>Some words &#01048577;</p>", "<p>Some words &#01048577;</p>"},
             {"<p>Some words &#65279;</p>", "<p>\U00100000 &#65279;</p>"},
             {"<pre>\nSome words</pre>", "<pre>\n\U00100000</pre>"},
             {"<title>Some words here</title>", "<title>Some words here</title>"},
             {"a < Some words here", "a < \U00100000"},
         }) {
        CAPTURE(html);
        CHECK(cut(html).html == expected);
        CHECK(what_the_cut_changes(html) == "");
    }
}

TEST_CASE("the cut goes on after an <svg>, a comment or raw text has ended", "[cut]") {
    for (const std::string_view before :
         {"<!-->", "<!--->", "<!---->", "<!-- --!>", "<!-- - -- -->", "<svg><path d='M0'/></svg>", "<svg/>",
          "<svg><g><svg></g></svg>", "<svg><title>t</title></svg>", "<svg><div>", "<svg><style>a</style></svg>",
          "<svg><![CDATA[</svg><style>]]></svg>", "<textarea></textarea>", "<title>a</title>", "<!DOCTYPE x '>",
          "<noscript><img></noscript>", "<select><option></select>", "<template><p></template>",
          "<p a='\"'b=\">'\">"}) {
        const std::string html = std::string(before).append("<script>a</script>b");
        CAPTURE(html);
        CHECK(cut(html).bodies == 1);
        CHECK_FALSE(cut(html).gave_up);
        CHECK(what_the_cut_changes(html) == "");
    }
}

TEST_CASE("where the tags alone do not tell, the cut leaves the page as it is", "[cut]") {
    for (const std::string_view html : {
             "<div><svg></div><textarea></svg><script>a</script></textarea>",
             "<svg><foreignObject><textarea></svg><script>a</script></textarea>",
             "<svg><title><b><textarea></svg><script>a</script></textarea>",
             "<svg><font color=red><textarea></svg><script>a</script></textarea>",
             "<math><mi><textarea></math><script>a</script></textarea>",
             "<select><textarea></select><script>a</script></textarea>",
             "<select><iframe></select><script>a</script></iframe>",
             "<select><svg><textarea></svg><script>a</script></textarea>",
             "<template><col><script><p>a</script>",
             "<frameset><script><noframes>a</script></noframes>",
         }) {
        CAPTURE(html);
        CHECK(what_the_cut_changes(html) == "");
    }
}

TEST_CASE("formatting elements are told apart by what is held back", "[cut]") {
    // The tree builder reopens at most three with the same attributes (§13.2.4.3), but any number of different ones.
    const auto values = [](const std::vector<std::string_view>& endings) {
        std::string html = "<p>";
        for (const auto ending : endings)
            html.append("<b class='a value that is long enough to be held back: ").append(ending).append("'>");
        return html.append("x</p><p>y");
    };
    CHECK(what_the_cut_changes(values({"1", "2", "3", "4", "5"})) == "");
    CHECK(what_the_cut_changes(values({"1", "1", "1", "1", "1"})) == "");
    CHECK(what_the_cut_changes(values({"1", "2", "1", "1", "2", "1"})) == "");
}

TEST_CASE("the tree of every page is the same with and without the cut", "[cut]") {
    // Ours, and any other folder that WINNOW_PAGES names.
    std::vector<std::string> folders = {std::string(WINNOW_SOURCE_DIR) + "/tests"};
    if (const char* more = std::getenv("WINNOW_PAGES")) folders.emplace_back(more);
    for (const auto& folder : folders) {
        std::size_t pages = 0;
        for (const auto& entry : fs::recursive_directory_iterator(folder)) {
            if (!entry.is_regular_file() || entry.path().extension() != ".html") continue;
            std::ifstream file(entry.path(), std::ios::binary);
            std::ostringstream text;
            text << file.rdbuf();
            CAPTURE(entry.path().string());
            CHECK(what_the_cut_changes(text.str()) == "");
            ++pages;
        }
        CAPTURE(folder);
        CHECK(pages > 0);
    }
}

TEST_CASE("the tree of random pages of hard pieces is the same with and without the cut", "[cut]") {
    const std::vector<std::string_view> pieces = {"<script>",
                                                  "</script>",
                                                  "<style>",
                                                  "</style>",
                                                  "<!--",
                                                  "-->",
                                                  "--!>",
                                                  "<svg>",
                                                  "</svg>",
                                                  "<svg/>",
                                                  "<title>",
                                                  "</title>",
                                                  "<textarea>",
                                                  "</textarea>",
                                                  "<select>",
                                                  "</select>",
                                                  "<option>",
                                                  "<template>",
                                                  "</template>",
                                                  "<col>",
                                                  "<table>",
                                                  "</table>",
                                                  "<tr>",
                                                  "<td>",
                                                  "</td>",
                                                  "<caption>",
                                                  "<div>",
                                                  "</div>",
                                                  "<p>",
                                                  "</p>",
                                                  "<b>",
                                                  "</b>",
                                                  "<iframe>",
                                                  "</iframe>",
                                                  "<noscript>",
                                                  "</noscript>",
                                                  "<xmp>",
                                                  "</xmp>",
                                                  "<noframes>",
                                                  "</noframes>",
                                                  "<math>",
                                                  "</math>",
                                                  "<mi>",
                                                  "<foreignObject>",
                                                  "</foreignObject>",
                                                  "<desc>",
                                                  "</desc>",
                                                  "<g>",
                                                  "</g>",
                                                  "<path/>",
                                                  "<![CDATA[",
                                                  "]]>",
                                                  "<head>",
                                                  "</head>",
                                                  "<body>",
                                                  "</body>",
                                                  "</html>",
                                                  "<frameset>",
                                                  "<input>",
                                                  "<button>",
                                                  "<a href='some/long/value/of/a/link.html'>",
                                                  "</a>",
                                                  "<p class=\"quite a long list of classes\">",
                                                  "<b class='one and the same'>",
                                                  "<font size=\"a long value, the same\">",
                                                  "<p title='ein \xC3\xBC, lang genug'>",
                                                  "<p title='with an &amp; in it, long'>",
                                                  "<p title=unquoted-but-long-value/>",
                                                  "<p a='x' a='y twice, and long'>",
                                                  "<input type='hidden' value='a long hidden value'>",
                                                  "<isindex prompt='a prompt that is long'>",
                                                  "<script type='application/ld+json'>{\"a\":\"\xD0\xB4\"}</script>",
                                                  "<p ",
                                                  "'",
                                                  "\"",
                                                  ">",
                                                  "/",
                                                  "=",
                                                  "x",
                                                  "\n",
                                                  " ",
                                                  "\t",
                                                  "&lt;",
                                                  "some plain words in a row",
                                                  " and more words, ",
                                                  "\xD0\xB4\xD0\xB0 \xD1\x82\xD0\xB0\xD0\xBA",
                                                  "&notit; is a word",
                                                  "<pre>",
                                                  "</pre>",
                                                  "words\r\nover two lines",
                                                  "words with a \x01 control",
                                                  "words with a \xC2\x85 control",
                                                  "words with no \xEF\xBF\xBF character",
                                                  "a mark \xEF\xBB\xBF in words, \xEF\xBF\xBD too",
                                                  "\xF4\x80\x80\x80",
                                                  "&#x100000;",
                                                  "--",
                                                  "<",
                                                  "</",
                                                  "<!",
                                                  "<?",
                                                  "\r",
                                                  "~",
                                                  std::string_view("\0", 1),
                                                  "\xC3",
                                                  "<p title='~'>",
                                                  "~a",
                                                  "\n          ",
                                                  "\t\t\t\t\t\t\t",
                                                  "\r\n        ",
                                                  "\f",
                                                  "&#12;",
                                                  " title='a value &amp; more &copy=than that &copy'",
                                                  " xlink:href='#x' viewBox='0 0 1 1' xml:lang=en",
                                                  " ID=x CLASS='y z'",
                                                  " title='a &amp; b' data-x=\"1\"y",
                                                  "<td id=x>",
                                                  "<button class=x form=y>",
                                                  "<object data=x>",
                                                  "<html lang=en>",
                                                  "<a id=x><a id=x>",
                                                  "<font color='x'>",
                                                  "<h1>",
                                                  "<li>",
                                                  "<ul>",
                                                  "<image>",
                                                  "<plaintext>",
                                                  "<!DOCTYPE html>",
                                                  "<body class='~ a long value'>"};
    std::mt19937 random(20240229);  // NOLINT: the same pages every time
    for (int page = 0; page < 30'000; ++page) {
        std::string html;
        const std::size_t length = 1 + random() % 14;
        for (std::size_t i = 0; i < length; ++i) html += pieces[random() % pieces.size()];
        html += "<script>tail()</script>end";
        const std::string changed = what_the_cut_changes(html);
        if (changed.empty()) continue;
        CAPTURE(html);
        CHECK(changed == "");
        break;
    }
}
