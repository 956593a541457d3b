#include "web/paper_web.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <mutex>
#include <random>

#include "support/compress.h"

namespace winnow::test {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

/// Our log has the end of an answer when the server's thread next gets to it, on a busy machine some time after the
/// client has it.
constexpr auto late_log = 20ms;

constexpr const char* words[] = {
    "harbour", "orchard", "tunnel",   "ferry",   "granary",   "lantern", "quarry",   "viaduct", "archive",  "bakery",
    "compass", "dredger", "estuary",  "foundry", "glacier",   "hangar",  "island",   "jetty",   "kiln",     "ledger",
    "meadow",  "nursery", "observer", "parish",  "quay",      "railway", "seminar",  "terrace", "upland",   "valley",
    "weaver",  "yard",    "zeppelin", "council", "inspector", "bridge",  "minister", "teacher", "engineer", "river"};
constexpr const char* verbs[] = {"measured", "painted",      "described", "closed",  "repaired", "counted",
                                 "visited",  "photographed", "opened",    "studied", "rented",   "surveyed"};

/// Prose that no other article shares: every sentence is drawn anew.
class Prose {
public:
    explicit Prose(std::uint64_t seed) : random_(seed) {}
    std::string word() { return words[random_() % std::size(words)]; }
    std::string sentence() {
        std::string text =
            fmt::format("The {} {} the {} behind the {}", word(), verbs[random_() % std::size(verbs)], word(), word());
        for (auto more = random_() % 3 + 1; more > 0; --more)
            text += fmt::format(", {} {} in the {}", random_() % 900 + 100, word() + "s", word());
        return text + ".";
    }
    std::string paragraph() {
        auto text = sentence();
        for (auto more = random_() % 3 + 2; more > 0; --more) text += " " + sentence();
        return text;
    }
    std::string title() {
        std::string text =
            fmt::format("{} and {} share a {} with {} {}s", word(), word(), word(), random_() % 9000 + 1000, word());
        text[0] = static_cast<char>(text[0] - 'a' + 'A');
        return text;
    }
    std::uint64_t number() { return random_(); }

private:
    std::mt19937_64 random_;
};

std::chrono::system_clock::time_point published(int number) {
    return std::chrono::floor<std::chrono::hours>(std::chrono::system_clock::now()) -
           std::chrono::hours(3 + number % 90);
}

std::string in_format(std::chrono::system_clock::time_point time, const char* format) {
    const auto seconds = std::chrono::system_clock::to_time_t(time);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    char text[64];
    return {text, std::strftime(text, sizeof text, format, &parts)};
}
std::string w3c(int number) {
    return in_format(published(number), "%Y-%m-%dT%H:%M:%S+00:00");
}
std::string rfc822(int number) {
    return in_format(published(number), "%a, %d %b %Y %H:%M:%S GMT");
}

constexpr const char* announced_by[] = {"rss",  "atom",    "json",  "sitemap",     "news sitemap",  "sitemap index",
                                        "text", "section", "pages", "robots line", "autodiscovery", "rdf"};

/// How a host behaves; the good ones come round more often than the bad.
constexpr const char* behaviours[] = {
    "quick",     "packed",  "quick",      "slow",          "asks to wait", "cyrillic", "hostile bodies", "crawl-delay",
    "quick",     "chunked", "big robots", "hostile heads", "slow",         "closed",   "redirects",      "flaky",
    "no robots", "quick",   "dripping",   "flaky feed",    "packed",       "quick"};

}  // namespace

PaperWeb::PaperWeb(PaperWebOptions options) : options_(options) {
    Server::Options of_server;
    of_server.address = "0.0.0.0";
    server_ = std::make_unique<Server>(of_server);
    for (int i = 0; i < options_.hosts; ++i) add_host(i);
}

std::string PaperWeb::url(const PaperHost& host, const std::string& path) const {
    // Names stand for port 80 and are led here by the configuration; addresses have our port.
    const bool address = host.name.starts_with("127.");
    return address ? fmt::format("http://{}:{}{}", host.name, server_->port(), path) : "http://" + host.name + path;
}

PaperWeb::Article PaperWeb::make_article(const PaperHost& host, int number, std::uint64_t seed) const {
    Prose prose(seed * 1'000'003 + options_.seed);
    Article article;
    article.title = fmt::format("{}, report {}", prose.title(), seed);
    article.path = fmt::format("/news/{}-and-{}-report-{}", prose.word(), prose.word(), 10'000 + number);
    article.date = in_format(published(number), "%Y-%m-%d");
    for (auto count = 4 + prose.number() % 4; count > 0; --count) article.paragraphs.push_back(prose.paragraph());
    if (host.character.find("cyrillic") != std::string::npos)
        article.paragraphs[1] += " Инспектор осмотрел причал и записал «всё в порядке» — так сказано в журнале.";
    return article;
}

std::string PaperWeb::page(const PaperHost& host, const Article& article) const {
    std::string body;
    for (const auto& paragraph : article.paragraphs) body += "<p>" + paragraph + "</p>\n";
    return fmt::format(
        "<!doctype html><html lang=\"en\"><head><title>{0} | {1}</title><meta property=\"og:title\" content=\"{0}\">"
        "<meta property=\"article:published_time\" content=\"{2}T12:00:00+00:00\"></head><body><header><nav><a "
        "href=\"/\">Home</a> <a href=\"/section/\">News</a></nav></header><main><article><h1>{0}</h1>{3}</article>"
        "</main><aside><h3>Most read</h3><ul><li><a href=\"/tag/river\">River</a></li></ul></aside>"
        "<footer><p>All rights reserved.</p></footer></body></html>",
        article.title, host.name, article.date, body);
}

void PaperWeb::expect(const Article& article) {
    std::string text = "date " + article.date + "\n" + article.title + "\n";
    for (const auto& paragraph : article.paragraphs) text += "\n" + paragraph + "\n";
    expected_[article.title] = text;
}

namespace {

/// The Cyrillic block and the two signs that our prose uses.
std::string to_windows_1251(std::string_view utf8) {
    std::string out;
    for (std::size_t i = 0; i < utf8.size(); ++i) {
        const auto c = static_cast<unsigned char>(utf8[i]);
        if (c < 0x80) {
            out += utf8[i];
        } else if (c == 0xE2) {  // the dash
            out += '\x97';
            i += 2;
        } else {
            const unsigned code = (c & 0x1fu) << 6 | (static_cast<unsigned char>(utf8[i + 1]) & 0x3fu);
            out += static_cast<char>(code == 0x401   ? 0xA8
                                     : code == 0x451 ? 0xB8
                                     : code >= 0x410 ? code - 0x410 + 0xC0
                                                     : code);
            ++i;
        }
    }
    return out;
}

/// A handler that answers otherwise to the first request of each path.
Server::Handler first_time(Reply first, Reply then) {
    const auto asked = std::make_shared<std::set<std::string>>();
    return [=](const Asked& request) { return asked->insert(request.target).second ? first : then; };
}

}  // namespace

void PaperWeb::add_hostile_pages(const PaperHost& host, const std::string& kind, std::vector<std::string>& further) {
    const auto add = [&](const std::string& path, Reply reply) {
        server_->on(host.name, path, std::move(reply));
        further.push_back(path);
    };
    const auto prose = page(host, make_article(host, 0, 77));
    if (kind == "hostile bodies") {
        auto reply = Reply::html("");
        reply.body = gzip_of_many("<p>nothing but air in this story</p>", 3'000'000);
        add("/news/a-gzip-bomb-of-a-story-10901", reply.with("Content-Encoding", "gzip"));
        reply = Reply::html("");
        reply.body = brotli_of_many("<p>nothing but air</p>", 3'000'000);
        add("/news/a-brotli-bomb-of-a-story-10902", reply.with("Content-Encoding", "br"));
        reply = Reply::html(std::string(12u << 20, 'x'));
        reply.chunked = true;
        add("/news/an-endless-body-of-a-story-10903", reply);
        reply = Reply::html(prose);
        reply.cut_after = prose.size() / 2;
        add("/news/a-body-that-was-cut-short-10904", reply);
        reply = Reply::html(prose).packed("gzip");
        reply.body.resize(reply.body.size() / 2);
        add("/news/a-gzip-that-was-cut-short-10905", reply);
        reply = Reply::html(prose);
        reply.claimed_length = prose.size() + 500;
        reply.close = true;
        reply.cut_after = prose.size();
        add("/news/a-length-that-was-a-lie-10906", reply);
        reply = Reply::html(prose);
        add("/news/a-coding-that-was-a-lie-10907", reply.with("Content-Encoding", "gzip"));
        return;
    }
    auto reply = Reply::html(prose);
    for (int i = 0; i < 3'000; ++i) reply.with(fmt::format("X-Flood-{}", i), std::string(100, 'f'));
    add("/news/a-flood-of-headers-before-it-10911", reply);
    add("/news/a-circle-of-redirects-begins-10912", Reply::redirect("/news/a-circle-of-redirects-goes-10913"));
    server_->on(host.name, "/news/a-circle-of-redirects-goes-10913",
                Reply::redirect("/news/a-circle-of-redirects-begins-10912"));
    int hop = 0;
    for (; hop < 12; ++hop)
        server_->on(host.name, fmt::format("/news/a-chain-of-redirects-{}-10914", hop),
                    Reply::redirect(fmt::format("/news/a-chain-of-redirects-{}-10914", hop + 1)));
    further.push_back("/news/a-chain-of-redirects-0-10914");
    add("/news/a-way-out-of-the-site-10915", Reply::redirect("http://elsewhere.invalid/news/a-story-from-elsewhere"));
    reply = Reply{};
    reply.raw = "SSH-2.0-not-a-web-server\r\n";
    add("/news/no-web-server-answers-here-10916", reply);
    add("/news/a-story-that-is-not-there-10917", Reply::error(404));
    reply = Reply::html(prose);
    reply.drip_bytes = 1;
    reply.drip_every = 700ms;
    add("/news/one-byte-and-then-another-10918", reply);
}

void PaperWeb::add_announcements(PaperHost& host, const std::string& kind, const std::vector<Article>& articles,
                                 const std::vector<std::string>& further) {
    const auto links = [&](auto&& line) {
        std::string text;
        for (std::size_t i = 0; i < articles.size(); ++i)
            text += line(url(host, articles[i].path), articles[i].title, static_cast<int>(i));
        for (const auto& path : further) text += line(url(host, path), std::string("A story that is none"), 1);
        return text;
    };
    const bool flaky = host.character.ends_with("flaky feed");
    const auto on = [&](const std::string& path, Reply reply) {
        server_->on(
            host.name, path, flaky ? first_time(Reply::error(500), reply) : [reply](const Asked&) { return reply; });
    };
    auto& seeds = seeds_[host.name];
    const auto seed = [&](const char* what, const std::string& path) {
        seeds = fmt::format("  {}: ['{}']\n", what, url(host, path));
    };
    const auto sitemap_of = [&](bool news) {
        return "<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
               "xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\">" +
               links([news](const auto& at, const auto& title, int n) {
                   return "<url><loc>" + at + "</loc>" +
                          (news ? "<news:news><news:publication_date>" + w3c(n) +
                                      "</news:publication_date><news:title>" + title + "</news:title></news:news>"
                                : "<lastmod>" + w3c(n) + "</lastmod>") +
                          "</url>";
               }) +
               "</urlset>";
    };
    const auto rss = [&] {
        return "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>News</title>" +
               links([](const auto& at, const auto& title, int n) {
                   return "<item><title>" + title + "</title><link>" + at + "</link><pubDate>" + rfc822(n) +
                          "</pubDate></item>";
               }) +
               "</channel></rss>";
    };
    if (kind == "rss") {
        on("/feed.xml", Reply::text(rss(), "application/rss+xml"));
        seed("feeds", "/feed.xml");
    } else if (kind == "atom") {
        on("/atom", Reply::text("<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>News</title>" +
                                    links([](const auto& at, const auto& title, int n) {
                                        return "<entry><title>" + title + "</title><link href=\"" + at +
                                               "\"/><published>" + w3c(n) + "</published></entry>";
                                    }) +
                                    "</feed>",
                                "application/atom+xml"));
        seed("feeds", "/atom");
    } else if (kind == "json") {
        auto items = links([](const auto& at, const auto& title, int n) {
            return fmt::format("{{\"url\":\"{}\",\"title\":\"{}\",\"date_published\":\"{}\"}},", at, title, w3c(n));
        });
        items.pop_back();
        on("/feed.json",
           Reply::text(
               "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"News\",\"items\":[" + items + "]}",
               "application/feed+json"));
        seed("feeds", "/feed.json");
    } else if (kind == "rdf") {
        on("/rdf", Reply::text("<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "
                               "xmlns=\"http://purl.org/rss/1.0/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">" +
                                   links([](const auto& at, const auto& title, int n) {
                                       return "<item rdf:about=\"" + at + "\"><title>" + title + "</title><dc:date>" +
                                              w3c(n) + "</dc:date></item>";
                                   }) +
                                   "</rdf:RDF>",
                               "application/rdf+xml"));
        seed("feeds", "/rdf");
    } else if (kind == "sitemap" || kind == "news sitemap" || kind == "robots line") {
        on("/sitemap.xml", Reply::text(sitemap_of(kind == "news sitemap"), "application/xml"));
        if (kind != "robots line") seed("sitemaps", "/sitemap.xml");
        if (kind == "robots line") seed("sections", "/empty/");
        on("/empty/", Reply::html("<html><title>Nothing yet</title><p>Come back later.</p></html>"));
    } else if (kind == "sitemap index") {
        auto packed = Reply::text("", "application/gzip");
        packed.body = gzip(sitemap_of(false));
        on("/maps/1.xml.gz", packed);
        on("/maps.xml",
           Reply::text("<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><sitemap><loc>" +
                           url(host, "/maps/1.xml.gz") + "</loc></sitemap></sitemapindex>",
                       "text/xml"));
        seed("sitemaps", "/maps.xml");
    } else if (kind == "text") {
        on("/urls.txt", Reply::text(links([](const auto& at, const auto&, int) { return at + "\n"; })));
        seed("sitemaps", "/urls.txt");
    } else if (kind == "autodiscovery") {
        on("/feed.xml", Reply::text(rss(), "application/rss+xml"));
        on("/", Reply::html("<html><head><title>Home</title><link rel=\"alternate\" type=\"application/rss+xml\" "
                            "href=\"/feed.xml\"></head><body><p>Welcome.</p></body></html>"));
        seed("sections", "/");
    } else {
        std::vector<std::string> pages(kind == "pages" ? 3 : 1);
        std::size_t count = 0;
        links([&](const auto& at, const auto& title, int) {
            pages[count++ * pages.size() / (articles.size() + further.size())] +=
                "<li><a href=\"" + at + "\">" + title + "</a></li>";
            return "";
        });
        for (std::size_t i = 0; i < pages.size(); ++i) {
            const auto next =
                i + 1 < pages.size() ? fmt::format("<a rel=\"next\" href=\"/list/page/{}\">More</a>", i + 2) : "";
            on(i == 0 ? "/list/" : fmt::format("/list/page/{}", i + 1),
               Reply::html("<html><title>News</title><body><ul>" + pages[i] + "</ul>" + next + "</body></html>"));
        }
        seed("sections", "/list/");
    }
}

void PaperWeb::add_host(int index) {
    const std::string kind = announced_by[static_cast<std::size_t>(index) % std::size(announced_by)];
    std::string how = behaviours[static_cast<std::size_t>(index * 7 / 3) % std::size(behaviours)];
    if (!options_.flaky && how.starts_with("flaky")) how = "quick";
    PaperHost host;
    host.name = index % 3 == 2 ? fmt::format("127.{}.{}.7", 1 + index / 200, 1 + index % 200)
                               : fmt::format("paper{}.test", index);
    host.character = kind + ", " + how;
    host.delay = options_.delay;
    host.steady = how != "asks to wait" && !how.starts_with("hostile") && !how.starts_with("flaky") && how != "closed";
    host.closed = how == "closed";

    std::vector<Article> articles;
    const int count = how == "crawl-delay" ? (options_.articles + 1) / 2 : options_.articles;
    for (int n = 0; n < count; ++n)
        articles.push_back(
            make_article(host, n, static_cast<std::uint64_t>(index) * 10'000 + static_cast<std::uint64_t>(n)));
    std::vector<std::string> further = {"/private/a-story-for-nobody-but-us-10801",
                                        "/news/a-secret-story-to-be-left-alone-10802"};

    std::string robots = "User-agent: *\nDisallow: /private/\nDisallow: /*secret*alone\n";
    if (kind == "robots line") robots += "Sitemap: " + url(host, "/sitemap.xml") + "\n";
    if (how == "crawl-delay") {
        host.delay = options_.delay * 2;
        robots += fmt::format("Crawl-delay: {}\n", static_cast<double>(host.delay.count()) / 1000);
    }
    if (how == "big robots") {
        robots += "# ";
        robots.append(11u << 20, 'z');
        robots += "\nDisallow: /\n";
    }
    auto robots_reply = Reply::text(robots);
    if (how == "packed") robots_reply.packed("br");
    if (how == "closed") robots_reply = Reply::error(500);
    if (how == "no robots") {
        robots_reply = Reply::error(404);
        further.clear();
    }
    if (how == "redirects") {
        server_->on(host.name, "/robots.txt", Reply::redirect("/bots/robots.txt", 301));
        server_->on(host.name, "/bots/robots.txt", robots_reply);
    } else {
        server_->on(host.name, "/robots.txt", robots_reply);
    }

    for (const auto& article : articles) {
        auto reply = Reply::html(page(host, article));
        if (how == "packed") reply.packed(article.paragraphs.size() % 2 == 0 ? "gzip" : "zstd");
        if (how == "chunked") reply.chunked = true;
        if (how == "slow") reply.delay = 400ms;
        if (how == "dripping") {
            reply.drip_bytes = 1'000;
            reply.drip_every = 100ms;
        }
        if (how == "cyrillic") {
            reply.body = to_windows_1251(reply.body);
            reply.headers.front().second = "text/html; charset=windows-1251";
        }
        if (how == "redirects") {
            server_->on(host.name, "/full" + article.path, reply);
            reply = Reply::redirect("/full" + article.path);
        }
        if (how == "flaky") {
            server_->on(host.name, article.path, first_time(Reply::error(500), reply));
        } else if (how == "asks to wait") {
            // One in three says so; with Retry-After, or the crawler would stay away for a minute.
            const bool asks = &article - articles.data() == 1 || article.paragraphs.size() == 5;
            const auto wait = Reply::error(article.paragraphs.size() % 2 == 0 ? 503 : 429).with("Retry-After", "2");
            server_->on(host.name, article.path, first_time(asks ? wait : reply, reply));
        } else {
            server_->on(host.name, article.path, reply);
        }
        end_[host.name].insert(how == "redirects" ? "/full" + article.path : article.path);
        if (!host.closed) expect(article);
    }
    if (how.starts_with("hostile")) add_hostile_pages(host, how, further);
    add_announcements(host, kind, articles, further);
    hosts_.push_back(std::move(host));
}

fs::path PaperWeb::configure(const fs::path& folder) const {
    fs::create_directories(folder / "sites");
    std::string mapping;
    for (const auto& host : hosts_) {
        if (!host.name.starts_with("127."))
            mapping += fmt::format("    {}: '127.0.0.1:{}'\n", host.name, server_->port());
        std::ofstream(folder / "sites" / (host.name + ".yaml"))
            << fmt::format("host: {}\nname: Paper\ntimezone: UTC\ndiscover:\n{}", host.name, seeds_.at(host.name));
    }
    const auto config = folder / "winnow.yaml";
    std::ofstream(config) << "contact: mailto:test@example.org\n"
                          << "state: " << (folder / "state").string() << "\n"
                          << "sites: " << (folder / "sites").string() << "\n"
                          << "output: {directory: " << (folder / "articles").string() << "}\n"
                          << "network:\n  allow: [127.0.0.0/8]\n  ports: [80, 443, " << server_->port()
                          << "]\n  total_timeout: 15s\n  hosts:\n"
                          << mapping << "politeness: {delay: " << options_.delay.count() << "ms}\n"
                          << "schedule: {grace: 2s}\n"
                          << "serve: {listen: off, socket: " << (folder / "s").string() << "}\n";
    return config;
}

std::vector<std::string> PaperWeb::judge_files(const fs::path& folder) const {
    std::vector<std::string> wrong;
    std::map<std::string, int> seen;
    if (fs::exists(folder)) {
        for (const auto& entry : fs::recursive_directory_iterator(folder)) {
            if (!entry.is_regular_file()) continue;
            const auto path = entry.path().string();
            if (entry.path() == folder / ".winnow.lock") continue;  // of the service itself
            if (!path.ends_with(".txt")) {
                wrong.push_back(path + ": no article");
                continue;
            }
            std::ifstream file(path, std::ios::binary);
            const std::string text{std::istreambuf_iterator<char>(file), {}};
            const auto begin = text.find('\n') + 1;
            const auto title = text.substr(begin, text.find('\n', begin) - begin);
            const auto wanted = expected_.find(title);
            if (wanted == expected_.end())
                wrong.push_back(path + ": not to be expected: " + title);
            else if (++seen[title] > 1)
                wrong.push_back(path + ": there twice");
            else if (wanted->second != text)
                wrong.push_back(path + ": another text:\n" + text + "instead of:\n" + wanted->second);
        }
    }
    for (const auto& [title, text] : expected_)
        if (seen.count(title) == 0) wrong.push_back("missing: " + title);
    return wrong;
}

std::vector<std::string> PaperWeb::judge_manners() const {
    std::map<std::string, const PaperHost*> by_name;
    for (const auto& host : hosts_) by_name[host.name] = &host;
    std::vector<std::string> wrong;
    const auto log = server_->log();
    std::map<std::string, const Asked*> last;
    std::set<std::string> robots_asked;
    for (const auto& asked : log) {
        const auto found = by_name.find(asked.host);
        if (found == by_name.end()) {
            wrong.push_back("asked a host that nobody named: " + asked.host);
            continue;
        }
        const auto& host = *found->second;
        const bool robots = asked.path.ends_with("/robots.txt");
        if (robots) robots_asked.insert(host.name);
        if (!robots &&
            (host.closed || asked.path.starts_with("/private/") ||
             (asked.path.find("secret") != std::string::npos && host.character.find("no robots") == std::string::npos)))
            wrong.push_back("denied by robots.txt: " + asked.host + asked.target);
        if (!robots && robots_asked.count(host.name) == 0)
            wrong.push_back("before robots.txt was asked for: " + asked.host + asked.target);
        const auto*& before = last[asked.host];
        if (before != nullptr) {
            // An answer that the crawler did not want to the end has no end here.
            const auto rest = asked.begin - before->end.value_or(before->begin);
            if (rest < host.delay - late_log)
                wrong.push_back(
                    fmt::format("too early by {} us: {}{} after {}",
                                std::chrono::duration_cast<std::chrono::microseconds>(host.delay - rest).count(),
                                asked.host, asked.target, before->target));
        }
        before = &asked;
    }
    return wrong;
}

PaperWeb::Pace PaperWeb::pace(Asked::Clock::time_point begin) const {
    using Seconds = std::chrono::duration<double>;
    struct Visits {
        std::size_t until_last = 0, all = 0;
        Seconds answering{0}, answering_until_last{0};
        Asked::Clock::time_point end;
    };
    std::map<std::string, Visits> visits;
    for (const auto& asked : server_->log()) {
        auto& of_host = visits[asked.host];
        ++of_host.all;
        if (const auto ends = end_.find(asked.host); ends != end_.end() && ends->second.count(asked.path) != 0) {
            of_host.until_last = of_host.all;
            of_host.answering_until_last = of_host.answering;  // the last request's own answer is no wait
            of_host.end = asked.begin;
        }
        if (asked.end) of_host.answering += *asked.end - asked.begin;
    }
    Pace pace;
    for (const auto& host : hosts_) {
        const auto& of_host = visits[host.name];
        if (!host.steady || of_host.until_last < 2) continue;
        // The first request needs no rest before it: n requests take n - 1 delays and n - 1 answers.
        const auto took = Seconds(of_host.end - begin) - of_host.answering_until_last;
        pace.made += static_cast<double>(of_host.until_last - 1);
        pace.allowed += took / Seconds(host.delay);
        auto& alike = pace.by_behaviour[host.character.substr(host.character.find(", ") + 2)];
        alike.first += static_cast<double>(of_host.until_last - 1);
        alike.second += took / Seconds(host.delay);
    }
    return pace;
}

}  // namespace winnow::test
