#include "url/url.h"

#include "catch.hpp"
#include "url/host.h"

using winnow::url::Url;

namespace {

struct Case {
    std::string input, base, href;  // an empty href: refused
};

std::string parsed(const Case& c) {
    if (c.base.empty()) {
        const auto url = Url::parse(c.input);
        return url ? url->href() : "";
    }
    const auto base = Url::parse(c.base);
    REQUIRE(base);
    const auto url = Url::parse(c.input, *base);
    return url ? url->href() : "";
}

void check(const std::vector<Case>& cases) {
    for (const auto& c : cases) {
        CAPTURE(c.input, c.base);
        CHECK(parsed(c) == c.href);
    }
}

const std::string foo = "http://example.org/foo/bar";

}  // namespace

TEST_CASE("a scheme is read in any case, others than http and https are refused", "[url]") {
    check({
        {"http://example.com", "", "http://example.com/"},
        {"HTTPS://example.com/A", "", "https://example.com/A"},
        {"hTtP://a/", foo, "http://a/"},
        {"mailto:x@example.com", "", ""},
        {"mailto:x@example.com", foo, ""},
        {"javascript:alert(1)", foo, ""},
        {"data:text/html,x", foo, ""},
        {"ftp://example.com/", "", ""},
        {"file:///etc/passwd", "", ""},
        {"ws://example.com/", "", ""},
        {"a:b", foo, ""},
        {"http+x://a", foo, ""},
        {"", "", ""},
        {"   ", "", ""},
        {"example.com/a", "", ""},
        {"//example.com/a", "", ""},
        {"1http://a/", foo, "http://example.org/foo/1http://a/"},
        {"ht tp://a/", foo, "http://example.org/foo/ht%20tp://a/"},
    });
    CHECK(Url::parse("mailto:x").error().what == "mailto:x: scheme mailto is not http or https");
}

TEST_CASE("slashes after the scheme are taken as they come", "[url]") {
    check({
        {"http:example.com/", "", "http://example.com/"},
        {"http:/example.com/", "", "http://example.com/"},
        {"http:///example.com/", "", "http://example.com/"},
        {"http:\\\\example.com\\a\\b?c\\d#e\\f", "", "http://example.com/a/b?c\\d#e\\f"},
        {"http:/\\/\\example.com/", "", "http://example.com/"},
        {"http:example.com/", foo, "http://example.org/foo/example.com/"},
        {"http:/example.com/", foo, "http://example.org/example.com/"},
        {"https:example.com/", foo, "https://example.com/"},
        {"https:/example.com/", foo, "https://example.com/"},
        {"http://example.com/", foo, "http://example.com/"},
        {"http:///example.com/", foo, "http://example.com/"},
        {"http:\\\\a\\b:c\\d@foo.com\\", foo, "http://a/b:c/d@foo.com/"},
        {"http:\\x", foo, "http://example.org/x"},
        {"http:/\\a", foo, "http://a/"},
        {"http:", foo, "http://example.org/foo/bar"},
        {"http:", "", ""},
        {"http:/", "", ""},
        {"http://", "", ""},
        {"http://", foo, ""},
        {"http:?q", foo, "http://example.org/foo/bar?q"},
        {"http:#f", foo, "http://example.org/foo/bar#f"},
        {"http:foo", foo, "http://example.org/foo/foo"},
        {"https:?q", foo, ""},
    });
}

TEST_CASE("blanks around and line ends within a URL are not part of it", "[url]") {
    check({
        {"  http://example.com/a  ", "", "http://example.com/a"},
        {"\t   :foo.com   \n", foo, "http://example.org/foo/:foo.com"},
        {" foo.com  ", foo, "http://example.org/foo/foo.com"},
        {"ht\ntp://ex\tample.\r\ncom/\na", "", "http://example.com/a"},
        {"http://example\t.\norg", foo, "http://example.org/"},
        {"http://f:\n/c", foo, "http://f/c"},
        {"http://f:0\n0/c", foo, "http://f:0/c"},
        {std::string("\0\x1fhttp://example.com/\x01 ", 22), "", "http://example.com/"},
        {"h\nt\nt\np://h\no\ns\nt:9\n000/p\na\nt\nh?q\nu\ne\nry#f\nr\na\ng", "", "http://host:9000/path?query#frag"},
        {"http://example.com/a b", "", "http://example.com/a%20b"},
        {" \n ", foo, "http://example.org/foo/bar"},
        {"\u00a0x", foo, "http://example.org/foo/%C2%A0x"},
    });
}

TEST_CASE("credentials are kept and encoded", "[url]") {
    check({
        {"http://user:pass@foo:21/bar;par?b#c", foo, "http://user:pass@foo:21/bar;par?b#c"},
        {"http://user@/www.example.com", "", ""},
        {"http:@/www.example.com", "", ""},
        {"http://@/www.example.com", "", ""},
        {"http://:@/www.example.com", "", ""},
        {"http://a:b@/x", "", ""},
        {"http://@www.example.com", "", "http://www.example.com/"},
        {"http://:@www.example.com", "", "http://www.example.com/"},
        {"http://:b@www.example.com", "", "http://:b@www.example.com/"},
        {"http://a:@www.example.com", "", "http://a@www.example.com/"},
        {"http:a:b@www.example.com", "", "http://a:b@www.example.com/"},
        {"http://foo:🔥@example.com/bar", "", "http://foo:%F0%9F%94%A5@example.com/bar"},
        {"http://::@c@d:2", foo, "http://:%3A%40c@d:2/"},
        {"http://a@b@c", "", "http://a%40b@c/"},
        {"http://a@b@c:d@e/", "", "http://a%40b%40c:d@e/"},
        {"http://foo.com:b@d/", foo, "http://foo.com:b@d/"},
        {"http://foo/abcd@h", "", "http://foo/abcd@h"},
        {"http://a;b=c[d]^e|f@h/", "", "http://a%3Bb%3Dc%5Bd%5D%5Ee%7Cf@h/"},
        {"http://a!$&'()*+,-._~:x@h/", "", "http://a!$&'()*+,-._~:x@h/"},
        {"//user@/x", foo, ""},
    });
}

TEST_CASE("ports are numbers, and the default one is not written", "[url]") {
    check({
        {"http://f:/c", foo, "http://f/c"},
        {"http://f:0/c", foo, "http://f:0/c"},
        {"http://f:00000000000000/c", foo, "http://f:0/c"},
        {"http://f:00000000000000000000080/c", foo, "http://f/c"},
        {"http://f:b/c", foo, ""},
        {"http://f: /c", foo, ""},
        {"http://f: 21 / b ? d # e ", foo, ""},
        {"http://f:fifty-two/c", foo, ""},
        {"http://f:65535/c", foo, "http://f:65535/c"},
        {"http://f:65536/c", foo, ""},
        {"http://f:99999999999999999999/c", foo, ""},
        {"http://f:80/", "", "http://f/"},
        {"https://f:443/", "", "https://f/"},
        {"https://f:80/", "", "https://f:80/"},
        {"http://f:443/", "", "http://f:443/"},
        {"http://f:8a80/", "", ""},
        {"http://a:b:80/", "", ""},
        {"http://f:-1/", "", ""},
        {"http://f:+8/", "", ""},
        {"http://:80/", "", ""},
        {"http://f:?q", "", "http://f/?q"},
        {"http://f:\\x", "", "http://f/x"},
        {"http://www.example.com:8080x", "", ""},
    });
}

TEST_CASE("relative references resolve against their base", "[url]") {
    const std::string deep = "http://a/b/c/d;p?q";  // RFC 3986 §5.4, as browsers answer it
    check({
        {"g", deep, "http://a/b/c/g"},
        {"./g", deep, "http://a/b/c/g"},
        {"g/", deep, "http://a/b/c/g/"},
        {"/g", deep, "http://a/g"},
        {"//g", deep, "http://g/"},
        {"?y", deep, "http://a/b/c/d;p?y"},
        {"g?y", deep, "http://a/b/c/g?y"},
        {"#s", deep, "http://a/b/c/d;p?q#s"},
        {"g#s", deep, "http://a/b/c/g#s"},
        {"g?y#s", deep, "http://a/b/c/g?y#s"},
        {";x", deep, "http://a/b/c/;x"},
        {"g;x?y#s", deep, "http://a/b/c/g;x?y#s"},
        {"", deep, "http://a/b/c/d;p?q"},
        {".", deep, "http://a/b/c/"},
        {"./", deep, "http://a/b/c/"},
        {"..", deep, "http://a/b/"},
        {"../", deep, "http://a/b/"},
        {"../g", deep, "http://a/b/g"},
        {"../..", deep, "http://a/"},
        {"../../../g", deep, "http://a/g"},
        {"/./g", deep, "http://a/g"},
        {"/../g", deep, "http://a/g"},
        {"g.", deep, "http://a/b/c/g."},
        {".g", deep, "http://a/b/c/.g"},
        {"g..", deep, "http://a/b/c/g.."},
        {"..g", deep, "http://a/b/c/..g"},
        {"./../g", deep, "http://a/b/g"},
        {"./g/.", deep, "http://a/b/c/g/"},
        {"g/./h", deep, "http://a/b/c/g/h"},
        {"g/../h", deep, "http://a/b/c/h"},
        {"g?y/../x", deep, "http://a/b/c/g?y/../x"},
        {"g#s/../x", deep, "http://a/b/c/g#s/../x"},
        {"http:g", deep, "http://a/b/c/g"},
        {"?", deep, "http://a/b/c/d;p?"},
        {"#", deep, "http://a/b/c/d;p?q#"},
        {"#", "http://a/#old", "http://a/#"},
        {"", "http://a/?q#old", "http://a/?q"},
        {"x", "http://a", "http://a/x"},
        {"..", "http://a", "http://a/"},
        {":", foo, "http://example.org/foo/:"},
        {":a", foo, "http://example.org/foo/:a"},
        {":/", foo, "http://example.org/foo/:/"},
        {":\\", foo, "http://example.org/foo/:/"},
        {":#", foo, "http://example.org/foo/:#"},
        {"\\x", foo, "http://example.org/x"},
        {"#/", foo, "http://example.org/foo/bar#/"},
        {"#\\", foo, "http://example.org/foo/bar#\\"},
        {"#;?", foo, "http://example.org/foo/bar#;?"},
        {"/", foo, "http://example.org/"},
        {":23", foo, "http://example.org/foo/:23"},
        {"/:23", foo, "http://example.org/:23"},
        {"\\\\x\\y", foo, "http://x/y"},
        {"/\\x", foo, "http://x/"},
        {"::", foo, "http://example.org/foo/::"},
        {"::23", foo, "http://example.org/foo/::23"},
        {"///x/y", foo, "http://x/y"},
        {"////x/y", foo, "http://x/y"},
        {"/a/ /c", foo, "http://example.org/a/%20/c"},
        {"/a%2fc", foo, "http://example.org/a%2fc"},
        {"/a/%2f/c", foo, "http://example.org/a/%2f/c"},
        {"#β", foo, "http://example.org/foo/bar#%CE%B2"},
        {"//x:1/y", "http://u:p@h:8080/z", "http://x:1/y"},
        {"/y", "http://u:p@h:8080/z", "http://u:p@h:8080/y"},
        {"?y", "http://u:p@h:8080/z?x#f", "http://u:p@h:8080/z?y"},
        {"y", "https://h:8443/a/b/", "https://h:8443/a/b/y"},
        {"http::@c:29", foo, "http://example.org/foo/:@c:29"},
        {"http:..", "http://a/b/c/d", "http://a/b/"},
        {"a/b/../../../../c", "http://x/1/2/3", "http://x/c"},
        {"non-ascii-é?é#é", "http://x/", "http://x/non-ascii-%C3%A9?%C3%A9#%C3%A9"},
    });
}

TEST_CASE("dot segments vanish, however they are written", "[url]") {
    const std::string h = "http://example.com";
    check({
        {h + "/././foo", "", h + "/foo"},
        {h + "/./.foo", "", h + "/.foo"},
        {h + "/foo/.", "", h + "/foo/"},
        {h + "/foo/./", "", h + "/foo/"},
        {h + "/foo/bar/..", "", h + "/foo/"},
        {h + "/foo/bar/../", "", h + "/foo/"},
        {h + "/foo/bar/..bar", "", h + "/foo/bar/..bar"},
        {h + "/foo/bar/../ton", "", h + "/foo/ton"},
        {h + "/foo/bar/../ton/../../a", "", h + "/a"},
        {h + "/foo/../../..", "", h + "/"},
        {h + "/foo/../../../ton", "", h + "/ton"},
        {h + "/foo/%2e", "", h + "/foo/"},
        {h + "/foo/%2e%2", "", h + "/foo/%2e%2"},
        {h + "/foo/%2e./%2e%2e/.%2e/%2e.bar", "", h + "/%2e.bar"},
        {h + "////../..", "", h + "//"},
        {h + "/foo/bar//../..", "", h + "/foo/"},
        {h + "/foo/bar//..", "", h + "/foo/bar/"},
        {h + "/a/%2E%2E/b", "", h + "/b"},
        {h + "/a/.%2E\\b", "", h + "/b"},
        {h + "/...", "", h + "/..."},
        {h + "/a/%2e%2e%2e", "", h + "/a/%2e%2e%2e"},
        {h + "/..?x", "", h + "/?x"},
        {h + "/a/..#x", "", h + "/#x"},
        {h + "/.", "", h + "/"},
        {h + "/a/%2e%2e%", "", h + "/a/%2e%2e%"},
        {h + "//a//..//b", "", h + "//a//b"},
    });
}

TEST_CASE("paths, queries and fragments have their own encode sets", "[url]") {
    const std::string h = "http://host/";
    check({
        {h + "foo", "", h + "foo"},
        {h + "%20foo", "", h + "%20foo"},
        {h + "foo%", "", h + "foo%"},
        {h + "foo%2", "", h + "foo%2"},
        {h + "foo%2zbar", "", h + "foo%2zbar"},
        {h + "foo%2©zbar", "", h + "foo%2%C2%A9zbar"},
        {h + "foo%41%7a", "", h + "foo%41%7a"},
        {h + "foo\t%91", "", h + "foo%91"},
        {h + "(%28:%3A%29)", "", h + "(%28:%3A%29)"},
        {h + "%3A%3a%3C%3c", "", h + "%3A%3a%3C%3c"},
        {h + "@asdf%40", "", h + "@asdf%40"},
        {h + "你好你好", "", h + "%E4%BD%A0%E5%A5%BD%E4%BD%A0%E5%A5%BD"},
        {h + "‥/foo", "", h + "%E2%80%A5/foo"},
        {h + "\uFEFF/foo", "", h + "%EF%BB%BF/foo"},
        {h + "\u202E/foo/\u202D/bar", "", h + "%E2%80%AE/foo/%E2%80%AD/bar"},
        {h + "foo?#", "", h + "foo?#"},
        {h + " !\"$%&'()*+,-./:;<=>@[]^_`{|}~", "", h + "%20!%22$%&'()*+,-./:;%3C=%3E@[]%5E_%60%7B|%7D~"},
        {h + "? !\"$%&'()*+,-./:;<=>?@[\\]^_`{|}~", "", h + "?%20!%22$%&%27()*+,-./:;%3C=%3E?@[\\]^_`{|}~"},
        {h + "# !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", "", h + "#%20!%22#$%&'()*+,-./:;%3C=%3E?@[\\]^_%60{|}~"},
        {h + "\x7f?\x7f#\x7f", "", h + "%7F?%7F#%7F"},
        {h + "\x01?\x02#\x03x", "", h + "%01?%02#%03x"},
        {std::string("http://host/\0?\0#\0x", 18), "", h + "%00?%00#%00x"},
        {h + "?q=ü&x=%zz", "", h + "?q=%C3%BC&x=%zz"},
        {h + "?", "", h + "?"},
        {h + "#", "", h + "#"},
        {h + "??a?b", "", h + "??a?b"},
        {h + "##a", "", h + "##a"},
        {h + "\xff\xfe", "", h + "%EF%BF%BD%EF%BF%BD"},
        {h + "?\xff", "", h + "?%EF%BF%BD"},
        {h + "\xEF\xBF\xBE\xEF\xB7\x90", "", h + "%EF%BF%BE%EF%B7%90"},
        {h + "a\\b?c\\d", "", h + "a/b?c\\d"},
        {h + "news/В Баку", "", h + "news/%D0%92%20%D0%91%D0%B0%D0%BA%D1%83"},
    });
}

TEST_CASE("domains are mapped and encoded as browsers do (UTS 46)", "[url][host]") {
    const auto http = [](const std::string& host) { return "http://" + host + "/"; };
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"EXAMPLE.com", "example.com"},
        {"faß.ExAmPlE", "xn--fa-hia.example"},
        {"fa%C3%9F.example", "xn--fa-hia.example"},
        {"GOO\u200b\u2060\ufeffgoo.com", "googoo.com"},
        {"a\u00ADb", "ab"},
        {"www.foo。bar.com", "www.foo.bar.com"},
        {"Ｇｏ.com", "go.com"},
        {"你好你好", "xn--6qqa088eba"},
        {"президент.рф", "xn--d1abbgf6aiiy.xn--p1ai"},
        {"ПРЕЗИДЕНТ.РФ", "xn--d1abbgf6aiiy.xn--p1ai"},
        {"☃.net", "xn--n3h.net"},
        {"☕.example", "xn--53h.example"},
        {"XN--N3H.com", "xn--n3h.com"},
        {"ex%41mple.com", "example.com"},
        {"%65xample%2ecom", "example.com"},
        {"a_b.example", "a_b.example"},
        {"-a-.é", "-a-.xn--9ca"},
        {"r3---sn-ab.é", "r3---sn-ab.xn--9ca"},
        {"a.", "a."},
        {".", "."},
        {"..", ".."},
        {"a..b", "a..b"},
        {".a", ".a"},
        {"é..b.", "xn--9ca..b."},
        {"!\"$&'()*+,-.;=_`{}~", "!\"$&'()*+,-.;=_`{}~"},
        {"⑴.com", "(1).com"},
        {"نامه\u200cای.com", "xn--mgba3gch31f060k.com"},
        {"İ.com", "xn--i-9bb.com"},
        {"bücher.de", "xn--bcher-kva.de"},
        {std::string(70, 'a') + ".é", std::string(70, 'a') + ".xn--9ca"},
        // refused
        {"\u00AD", ""},
        {"%C2%AD", ""},
        {"a b", ""},
        {"a%20b", ""},
        {"a%00b", ""},
        {"a%b", ""},
        {"%zz", ""},
        {"a<b", ""},
        {"a>b", ""},
        {"a^b", ""},
        {"a|b", ""},
        {"a%7Cb", ""},
        {"a%2Fb", ""},
        {"a%3Ab", ""},
        {"a%25b", ""},
        {"a%40b", ""},
        {"a%23b", ""},
        {"a%3Fb", ""},
        {"a\x7f", ""},
        {"a\x01", ""},
        {"a]", ""},
        {"a[b", ""},
        {"%EF%BC%85%EF%BC%94%EF%BC%91.com", ""},
        {"％４１.com", ""},
        {"％００.com", ""},
        {"℀.com", ""},
        {"\uFFFD.com", ""},
        {"\uFDD0zyx.com", ""},
        {"%ef%b7%90zyx.com", ""},
        {"example.com%80", ""},
        {"example.com%A0", ""},
        {"\xff.com", ""},
        {"xn--", ""},
        {"xn--a", ""},
        {"xn--/", ""},
        {"a.b.c.xn--pokxncvks", ""},
        {"a.b.c.XN--pokxncvks", ""},
        {"xn--zn7c.com", ""},
        {"xn--iñvalid.com", ""},
        {"a\u200Cb", ""},
        {"é.\u200D.com", ""},
        {"a\u05D0", ""},
        {"\u0300.com", ""},
    };
    for (const auto& [host, expected] : cases) {
        CAPTURE(host);
        CHECK(parsed({http(host), "", ""}) == (expected.empty() ? "" : http(expected)));
    }
}

TEST_CASE("a host that ends in a number is an IPv4 address or nothing", "[url][host]") {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"127.0.0.1", "127.0.0.1"},
        {"127.1", "127.0.0.1"},
        {"1.2.3", "1.2.0.3"},
        {"0x7f.0.0.1", "127.0.0.1"},
        {"0X7F.1", "127.0.0.1"},
        {"0177.0.0.01", "127.0.0.1"},
        {"2130706433", "127.0.0.1"},
        {"192.0x00A80001", "192.168.0.1"},
        {"192.168.257", "192.168.1.1"},
        {"192.168.257.", "192.168.1.1"},
        {"192.168.0.1.", "192.168.0.1"},
        {"0x", "0.0.0.0"},
        {"0", "0.0.0.0"},
        {"00", "0.0.0.0"},
        {"0x.0x.0", "0.0.0.0"},
        {"0xffffffff", "255.255.255.255"},
        {"4294967295", "255.255.255.255"},
        {"256", "0.0.1.0"},
        {"99999", "0.1.134.159"},
        {"1.0xffffff", "1.255.255.255"},
        {"０Ｘｃ０．０２５０．０１", "192.168.0.1"},
        {"%30%78%63%30%2e%30%32%35%30.01", "192.168.0.1"},
        {"1２7.0.0.1", "127.0.0.1"},
        {"foo.0x1g", "foo.0x1g"},
        {"1.2.3.4a", "1.2.3.4a"},
        {"1.2.3.a4", "1.2.3.a4"},
        {"0xg", "0xg"},
        {"1..", "1.."},
        {"foo.09..", "foo.09.."},
        {"foo.2.3_", "foo.2.3_"},
        {"1.2.3.-4", "1.2.3.-4"},
        // refused
        {"256.256.256.256", ""},
        {"1.256.3.4", ""},
        {"4294967296", ""},
        {"0x100000000", ""},
        {"99999999999999999999999", ""},
        {"0xffffffff1", ""},
        {"192.168.65536", ""},
        {"1.0x1000000", ""},
        {"1.2.3.4.5", ""},
        {"1.2.3.4.5.", ""},
        {"1.2..4", ""},
        {"1..2.3", ""},
        {".1.2.3", ""},
        {"foo.0", ""},
        {"foo.09", ""},
        {"foo.09.", ""},
        {"foo.0x4", ""},
        {"foo.0x", ""},
        {"foo.123", ""},
        {"1.2.3.08", ""},
        {"1.2.3.09.", ""},
        {"08.2.3.4", ""},
        {"09", ""},
        {"0x1g.1", ""},
        {"256.0.0.1", ""},
        {"💩.123", ""},
        {"1e2.0", ""},
        {"..0", ""},
    };
    for (const auto& [host, expected] : cases) {
        CAPTURE(host);
        CHECK(parsed({"http://" + host + "/", "", ""}) == (expected.empty() ? "" : "http://" + expected + "/"));
    }
}

TEST_CASE("IPv6 addresses are compressed the one right way", "[url][host]") {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"[::1]", "[::1]"},
        {"[::]", "[::]"},
        {"[1:2:3:4:5:6:7:8]", "[1:2:3:4:5:6:7:8]"},
        {"[0:0:0:0:0:0:0:0]", "[::]"},
        {"[1:0::]", "[1::]"},
        {"[1:0:0:2:0:0:0:3]", "[1:0:0:2::3]"},
        {"[1:0:0:2:0:0:3:4]", "[1::2:0:0:3:4]"},
        {"[0:1:2:3:4:5:6:7]", "[0:1:2:3:4:5:6:7]"},
        {"[1:0:2:3:4:5:6:7]", "[1:0:2:3:4:5:6:7]"},
        {"[0:0:1:2:3:4:5:6]", "[::1:2:3:4:5:6]"},
        {"[1:2:3:4:5:6:0:0]", "[1:2:3:4:5:6::]"},
        {"[1:2:3:4:5:6:7::]", "[1:2:3:4:5:6:7:0]"},
        {"[::1:2:3:4:5:6:7]", "[0:1:2:3:4:5:6:7]"},
        {"[1::2:3:4:5:6:7]", "[1:0:2:3:4:5:6:7]"},
        {"[2001:DB8::00AF:0001]", "[2001:db8::af:1]"},
        {"[::127.0.0.1]", "[::7f00:1]"},
        {"[0:0:0:0:0:0:13.1.68.3]", "[::d01:4403]"},
        {"[2001::1.2.3.4]", "[2001::102:304]"},
        {"[::ffff:192.168.1.1]", "[::ffff:c0a8:101]"},
        {"[1:2:3:4:5:6:1.2.3.4]", "[1:2:3:4:5:6:102:304]"},
        {"[1:2:3:4:5::1.2.3.4]", "[1:2:3:4:5:0:102:304]"},
        // refused
        {"[", ""},
        {"[]", ""},
        {"[:]", ""},
        {"[::1", ""},
        {"[::1]x", ""},
        {"x[::1]", ""},
        {"[:1]", ""},
        {"[1:]", ""},
        {"[1:2]", ""},
        {"[1:::2]", ""},
        {"[::1::]", ""},
        {"[1:2:3:4:5:6:7:8:9]", ""},
        {"[1:2:3:4:5:6:7:8::]", ""},
        {"[::1:2:3:4:5:6:7:8]", ""},
        {"[12345::]", ""},
        {"[g::]", ""},
        {"[::1%eth0]", ""},
        {"[::127.0.0.0.1]", ""},
        {"[::127.0.0]", ""},
        {"[::127.0.0.]", ""},
        {"[::.0.0.1]", ""},
        {"[::127..0.1]", ""},
        {"[::127.0.0.256]", ""},
        {"[::01.2.3.4]", ""},
        {"[::1.2.3.04]", ""},
        {"[::1.2.3.4x]", ""},
        {"[::1.2.3.4:5]", ""},
        {"[1:2:3:4:5:6:7:1.2.3.4]", ""},
        {"[1:2:3:4:5:6::1.2.3.4]", ""},
        {"[0:1.2.3.4]", ""},
        {"[ ::1]", ""},
        {"[::1]:x", ""},
        {"[google.com]", ""},
        {"[www.google.com]", ""},
        {"[::%31]", ""},
    };
    for (const auto& [host, expected] : cases) {
        CAPTURE(host);
        CHECK(parsed({"http://" + host + "/", "", ""}) == (expected.empty() ? "" : "http://" + expected + "/"));
    }
    check({
        {"http://[::1]:80/", "", "http://[::1]/"},
        {"http://[::1]:8080/a", "", "http://[::1]:8080/a"},
        {"http://u@[2001::1]:81", "", "http://u@[2001::1]:81/"},
        {"http://[www.google.com]/", foo, ""},
    });
}

TEST_CASE("a URL tells its parts", "[url]") {
    const auto url = Url::parse("https://Jo:pw@Bücher.example:8443/a/b?c=d#e");
    REQUIRE(url);
    CHECK(url->scheme() == "https");
    CHECK(url->username() == "Jo");
    CHECK(url->password() == "pw");
    CHECK(url->host() == "xn--bcher-kva.example");
    CHECK(url->host_unicode() == "bücher.example");
    CHECK(url->port() == 8443);
    CHECK_FALSE(url->has_default_port());
    CHECK(url->authority() == "xn--bcher-kva.example:8443");
    CHECK(url->path() == "/a/b");
    CHECK(url->has_query());
    CHECK(url->query() == "c=d");
    CHECK(url->fragment() == "e");
    CHECK(url->path_and_query() == "/a/b?c=d");
    CHECK(url->request_url() == "https://xn--bcher-kva.example:8443/a/b?c=d");

    const auto bare = Url::parse("http://example.com");
    REQUIRE(bare);
    CHECK(bare->username().empty());
    CHECK(bare->password().empty());
    CHECK(bare->port() == 80);
    CHECK(bare->has_default_port());
    CHECK(bare->path() == "/");
    CHECK_FALSE(bare->has_query());
    CHECK(bare->query().empty());
    CHECK(bare->fragment().empty());

    const auto empty_query = Url::parse("http://u@[::1]?#");
    REQUIRE(empty_query);
    CHECK(empty_query->username() == "u");
    CHECK(empty_query->password().empty());
    CHECK(empty_query->host() == "[::1]");
    CHECK(empty_query->has_query());
    CHECK(empty_query->query().empty());
    CHECK(empty_query->request_url() == "http://[::1]/?");

    const auto relative = Url::parse("c?d#e", *url);
    REQUIRE(relative);
    CHECK(relative->host() == "xn--bcher-kva.example");
    CHECK(relative->port() == 8443);
    CHECK(relative->path() == "/a/c");
    CHECK(relative->query() == "d");
    CHECK(relative->fragment() == "e");
    const auto same = Url::parse("", *url);
    REQUIRE(same);
    CHECK(same->query() == "c=d");
    CHECK(same->fragment().empty());
}

TEST_CASE("a refusal names the text and the offence, and hides what a terminal would obey", "[url]") {
    CHECK(Url::parse("http://[::1").error().what == "http://[::1: no end of IPv6 address");
    CHECK(Url::parse("http://a:b/").error().what == "http://a:b/: port is not a number");
    CHECK(Url::parse("/x").error().what == "/x: a relative URL without a base");
    CHECK(Url::parse("http://\x1b[31m/").error().what == "http://?[31m/: forbidden character in the host");
    CHECK(Url::parse("x" + std::string(300, 'y')).error().what.size() < 300);
    CHECK(Url::parse(std::string(winnow::url::max_text_bytes + 1, 'a')).error().code == winnow::Errc::invalid);
}

TEST_CASE("what was parsed parses to itself", "[url]") {
    std::uint32_t state = 1;
    const auto random = [&state](std::uint32_t below) {
        state = state * 1664525u + 1013904223u;
        return (state >> 8) % below;
    };
    const std::vector<std::string> pieces = {
        "http:", "https:", "/",    "\\", "//",   "@", ":", "?",  "#",   "[",    "]",   "::1", "a",   "B.c",
        ".",     "..",     "%2e",  "%",  "%4",   "é", "ß", "\t", "127", "0x7f", "1.",  " ",   "\\/", ";",
        "xn-",   "-",      "\xff", "80", "&a=b", "'", "|", "^",  "。",  "\"",   "x/y", "...", "=",   "{"};
    int good = 0;
    const auto base = Url::parse("https://u:p@example.com:81/d/e?f#g");
    for (int i = 0; i < 20000; ++i) {
        std::string text = random(2) == 0 ? "http://" : "";
        for (auto n = random(8); n > 0; --n) text += pieces[random(static_cast<std::uint32_t>(pieces.size()))];
        const auto url = Url::parse(text, *base);
        if (!url) continue;
        ++good;
        CAPTURE(text, url->href());
        const auto again = Url::parse(url->href());
        REQUIRE(again);
        REQUIRE(again->href() == url->href());
        REQUIRE(again->host() == url->host());
        REQUIRE(again->path() == url->path());
        REQUIRE(again->query() == url->query());
        REQUIRE(again->port() == url->port());
        const auto known_as = winnow::url::canonical(*url);
        const auto canonical = Url::parse(known_as);
        REQUIRE(canonical);
        REQUIRE(canonical->href() == known_as);
        REQUIRE(winnow::url::canonical(*canonical) == known_as);
    }
    CHECK(good > 10000);
}

TEST_CASE("www is no part of a site's name where a name is left without it", "[url][host]") {
    CHECK(winnow::url::without_www("www.report.az") == "report.az");
    CHECK(winnow::url::without_www("WWW.report.az") == "report.az");
    CHECK(winnow::url::without_www("www.www.az") == "www.az");
    for (const std::string host : {"report.az", "www.az", "www.", "www", "www2.report.az", "wwwreport.az", ""})
        CHECK(winnow::url::without_www(host) == host);
}
