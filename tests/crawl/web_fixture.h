#pragma once
/// A few papers on a loopback server: articles with invented prose, a feed, a section page; a rule file for each host.

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "crawl/crawler.h"
#include "net/http_client.h"
#include "rules/site_rules.h"
#include "support/server.h"

namespace winnow::test {

struct Folder {
    std::filesystem::path path;
    Folder() {
        static int number = 0;
        path = std::filesystem::temp_directory_path() / fmt::format("winnow-crawl-{}-{}", ::getpid(), number++);
        std::filesystem::create_directories(path);
    }
    ~Folder() { std::filesystem::remove_all(path); }
};

inline std::string article_page(const std::string& host, int n, const std::string& extra = {}) {
    static const char* words[] = {"harbour", "orchard", "tunnel",  "ferry",  "granary", "lantern",
                                  "quarry",  "viaduct", "archive", "bakery", "compass", "dredger",
                                  "estuary", "foundry", "glacier", "hangar"};
    std::string body;
    for (int p = 0; p < 4; ++p)
        body += fmt::format(
            "<p>Paragraph {} of story {} at {} tells how the {} near the {} was repaired by crew {}, who counted {} "
            "new bolts and "
            "wrote the number down twice before the evening shift began.</p>\n",
            p + 1, n, host, words[(n + p) % 16], words[(n * 7 + p * 3) % 16], n * 13 + p, n * 101 + p * 17 + 5);
    return fmt::format(
        "<!doctype html><html lang=\"en\"><head><title>Story {0} from {1}</title>"
        "<meta property=\"article:published_time\" content=\"2026-11-{2:02}T10:00:00+00:00\"></head><body><nav><a "
        "href=\"/\">Home</a> "
        "<a href=\"/section/\">News</a></nav><article><h1>Story {0} from "
        "{1}</h1>{3}{4}</article><footer>Imprint</footer></body></html>",
        n, host, n % 20 + 1, body, extra);
}

inline std::string feed_of(const std::string& host, int count) {
    std::string items;
    for (int n = 0; n < count; ++n)
        items += fmt::format(
            "<item><title>Story {0}</title><link>http://{1}/news/story-number-{0}</link>"
            "<pubDate>Fri, {2:02} Nov 2026 10:00:00 GMT</pubDate></item>",
            n, host, n % 20 + 1);
    return "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>News</title>" + items + "</channel></rss>";
}

inline void add_paper(Server& server, const std::string& host, int articles) {
    server.on(host, "/robots.txt", Reply::text("User-agent: *\nDisallow: /secret/\n"));
    server.on(host, "/feed.xml", Reply::text(feed_of(host, articles), "application/rss+xml"));
    for (int n = 0; n < articles; ++n)
        server.on(host, fmt::format("/news/story-number-{}", n), Reply::html(article_page(host, n)));
}

inline std::shared_ptr<const rules::RuleBook> book_for(const std::vector<std::string>& hosts) {
    auto book = std::make_shared<rules::RuleBook>();
    for (const auto& host : hosts) {
        auto rules = rules::read_site(
            fmt::format("host: {0}\nname: Paper\ntimezone: UTC\ndiscover:\n  feeds: ['http://{0}/feed.xml']\n", host),
            host + ".yaml");
        if (!rules) throw std::runtime_error(rules.error().what);
        book->add(std::make_shared<const rules::SiteRules>(std::move(*rules)));
    }
    return book;
}

inline std::shared_ptr<const rules::RuleBook> book_of(const std::string& yaml) {
    auto rules = rules::read_site(yaml, "test.yaml");
    if (!rules) throw std::runtime_error(rules.error().what);
    auto book = std::make_shared<rules::RuleBook>();
    book->add(std::make_shared<const rules::SiteRules>(std::move(*rules)));
    return book;
}

inline net::Options network_to(const Server& server, const std::vector<std::string>& hosts) {
    net::Options options;
    options.user_agent = "Winnow-test/1 (+mailto:test@example.org)";
    options.allow = {*net::Network::parse("127.0.0.0/8")};
    options.hosts = server.hosts(hosts);
    options.ca_file = server.ca_file();
    return options;
}

/// Requests of one host that began before the one before had ended and the delay had passed.
inline std::vector<std::string> too_early(const std::vector<Asked>& log, std::chrono::milliseconds delay) {
    std::vector<std::string> early;
    std::map<std::string, const Asked*> last;
    for (const auto& asked : log) {
        const auto*& before = last[asked.host];
        if (before != nullptr && (!before->end || asked.begin - *before->end < delay))
            early.push_back(asked.host + asked.target + " after " + before->target);
        before = &asked;
    }
    return early;
}

inline std::vector<std::string> files_below(const std::filesystem::path& folder, const std::string& ending) {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file() && entry.path().filename().string().ends_with(ending))
            files.push_back(entry.path().string());
    return files;
}

}  // namespace winnow::test
