#include "demo/demo_web.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

#include "base/text.h"
#include "yaml/yaml.h"

namespace winnow::demo {
namespace {

using test::Asked;
using test::Reply;

constexpr auto slow_start = std::chrono::milliseconds(1'500);
constexpr auto slow_pause = std::chrono::milliseconds(100);

Result<std::string> read_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return fail(Errc::disk, path.string() + ": cannot be read");
    return std::string(std::istreambuf_iterator<char>(file), {});
}

std::string key(std::string_view host, std::string_view target) {
    return std::string(host).append(" ").append(target);
}

Result<void> read_site(const std::filesystem::path& folder, std::vector<Page>& pages) {
    const auto manifest = folder / "pages.yaml";
    const auto text = read_file(manifest);
    if (!text) return fail(text.error());
    const auto root = yaml::parse(*text, manifest.string());
    if (!root) return fail(root.error());
    for (const auto& item : root->items()) {
        auto map = item.map();
        std::string file, address, ignored;
        Page page;
        map.read("file", file);
        map.read("url", address);
        map.read("content_type", page.content_type);
        map.read("expect", page.expect);
        map.read("now", ignored);
        auto url = url::Url::parse(address);
        if (!url) return fail(url.error().code, item.where() + ": " + url.error().what);
        page.url = std::move(*url);
        auto body = read_file(folder / file);
        if (!body) return fail(body.error());
        page.body = std::move(*body);
        pages.push_back(std::move(page));
    }
    return {};
}

std::string page_404() {
    return "<!doctype html><html><head><title>404</title></head><body><h1>404</h1></body></html>";
}

}  // namespace

Result<std::vector<Page>> read_pages(const std::filesystem::path& sites) {
    std::set<std::filesystem::path> folders;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(sites, error))
        if (std::filesystem::exists(entry.path() / "pages.yaml")) folders.insert(entry.path());
    if (error || folders.empty()) return fail(Errc::disk, sites.string() + ": no folders with a pages.yaml");
    std::vector<Page> pages;
    for (const auto& folder : folders)
        if (const auto read = read_site(folder, pages); !read) return fail(read.error());
    return pages;
}

/// What the server answers with; never changed once it runs.
struct Web::Known {
    std::vector<Page> pages;
    std::map<std::string, std::size_t> by_key;
    std::map<std::string, std::string> coding;       // of each host
    std::map<std::string, std::string> short_links;  // key to URL
    std::size_t slow_page = 0;

    explicit Known(std::vector<Page> all) : pages(std::move(all)) {
        constexpr std::string_view codings[] = {"gzip", "br", "", "zstd", "deflate"};
        std::map<std::string, std::string> of_site;
        for (std::size_t i = 0; i < pages.size(); ++i) {
            const auto& page = pages[i];
            const std::string host(page.url.host());
            by_key.emplace(key(host, page.url.path_and_query()), i);
            const auto site = url::registrable_domain(host);
            const auto next = of_site.size() % std::size(codings);
            coding[host] = of_site.emplace(site, codings[next]).first->second;
            if (page.expect != "written") continue;
            slow_page = i;  // the last article
            short_links.emplace(key(host, "/100" + std::to_string(i)), page.url.href());
        }
    }

    Reply answer(const Asked& asked) const;
    Reply send(const Page& page, const Asked& asked, bool slowly) const;
};

Reply Web::Known::answer(const Asked& asked) const {
    if (coding.find(asked.host) == coding.end()) return Reply::error(404);
    if (!asked.tls) return Reply::redirect("https://" + asked.host + asked.target, 301);
    const auto page = by_key.find(key(asked.host, asked.target));
    if (page != by_key.end()) return send(pages[page->second], asked, page->second == slow_page);
    const auto link = short_links.find(key(asked.host, asked.target));
    if (link != short_links.end()) return Reply::redirect(link->second, 302);
    if (asked.path == "/robots.txt") return Reply::text("User-agent: *\nAllow: /\n");
    auto gone = Reply::html(page_404());
    gone.status = 404;
    return gone;
}

Reply Web::Known::send(const Page& page, const Asked& asked, bool slowly) const {
    const auto etag = "\"" + url::short_id(page.body) + "\"";
    auto reply = Reply::text(page.body, page.content_type);
    reply.with("ETag", etag).with("Cache-Control", "max-age=60");
    if (asked.header("if-none-match") == etag) {
        reply.status = 304;
        return reply;
    }
    const auto& packing = coding.at(asked.host);
    const bool offered = asked.header("accept-encoding").find(packing) != std::string_view::npos;
    if (!packing.empty() && offered && page.body.size() > 500) reply.packed(packing);
    if (slowly) {
        reply.delay = slow_start;
        reply.drip_bytes = reply.body.size() / 10 + 1;
        reply.drip_every = slow_pause;
    }
    return reply;
}

Web::Web(std::vector<Page> pages) : known_(std::make_shared<Known>(std::move(pages))) {
    test::Server::Options options;
    options.tls_names = host_names();
    server_ = std::make_unique<test::Server>(options);
    server_->on("*", "/*", [known = known_](const Asked& asked) { return known->answer(asked); });
}

std::vector<std::string> Web::host_names() const {
    std::vector<std::string> names;
    for (const auto& [host, coding] : known_->coding) names.push_back(host);
    return names;
}

std::vector<std::string> Web::urls() const {
    std::vector<std::string> urls;
    const auto add_all = [&](std::string_view expect, std::size_t at_most) {
        for (const auto& page : known_->pages)
            if (page.expect == expect && at_most > 0) {
                urls.push_back(page.url.href());
                --at_most;
            }
    };
    add_all("written", known_->pages.size());
    const auto first = std::find_if(known_->pages.begin(), known_->pages.end(),
                                    [](const auto& page) { return page.expect == "written"; });
    if (first != known_->pages.end()) {
        const std::string host(first->url.host());
        urls.push_back("http://" + host + first->url.path_and_query());
        const auto& [link, target] = *known_->short_links.begin();
        const auto blank = link.find(' ');
        urls.push_back("https://" + link.substr(0, blank) + link.substr(blank + 1));
        urls.push_back("https://" + host + "/search?q=winnow");
        urls.push_back("https://" + host + "/no-such-section/no-such-page-at-all");
    }
    add_all("listing", 1);
    add_all("paywall", 1);
    add_all("soft_404", 1);
    return urls;
}

std::string Web::config() const {
    std::string text =
        "# A demo web on loopback in place of the real sites.\n"
        "contact: demo@winnow.invalid\n"
        "network:\n"
        "  allow: [127.0.0.0/8]\n"
        "  ca_file: '" +
        server_->ca_file() + "'\n  hosts:\n";
    for (const auto& name : host_names()) text += "    " + name + ": '" + server_->endpoint() + "'\n";
    return text;
}

}  // namespace winnow::demo
