#pragma once
/// A web of many small papers on loopback, good and bad ones, that knows what a polite crawler must bring home from it.
///
/// Each host has a character: how it announces its articles (feeds, sitemaps, sections) and how it behaves (quick,
/// slow, asking to wait, failing, hostile). Every host is also a trap for manners: robots.txt denies some of what is
/// announced.

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "support/server.h"

namespace winnow::test {

struct PaperWebOptions {
    int hosts = 40;
    int articles = 10;                     ///< on each good host
    std::chrono::milliseconds delay{500};  ///< that the crawler is told
    bool flaky = false;  ///< also hosts whose feed or articles fail at first: a crawler comes back after half a minute
    std::uint64_t seed = 1;
};

struct PaperHost {
    std::string name;       ///< as in URLs, without port
    std::string character;  ///< "rss, slow"
    bool steady = true;     ///< nothing but its delay keeps the crawler waiting: its throughput has a ceiling
    bool closed = false;    ///< robots.txt cannot be had: nothing but it may be asked for
    std::chrono::milliseconds delay{0};  ///< that this host must be given: robots.txt may ask for more
};

class PaperWeb {
public:
    explicit PaperWeb(PaperWebOptions options);

    Server& server() { return *server_; }
    const std::vector<PaperHost>& hosts() const { return hosts_; }

    /// Site files, and a configuration for `winnow run` with all state below `folder`. Gives its path.
    std::filesystem::path configure(const std::filesystem::path& folder) const;

    /// What is wrong with the files below `folder`: articles that are missing, there twice, of another text, or that
    /// should not be there. Empty: all is well.
    std::vector<std::string> judge_files(const std::filesystem::path& folder) const;
    std::size_t expected() const { return expected_.size(); }

    /// Requests that no well-behaved crawler makes: denied by robots.txt, or too early.
    std::vector<std::string> judge_manners() const;

    /// Requests made to the steady hosts, and how many their delays would have allowed, each host until the last of its
    /// articles was fetched.
    struct Pace {
        double made = 0, allowed = 0;
        std::map<std::string, std::pair<double, double>> by_behaviour;  ///< the same of hosts that are alike
    };
    Pace pace(Asked::Clock::time_point begin) const;

private:
    struct Article {
        std::string path, title, date;
        std::vector<std::string> paragraphs;
    };
    Article make_article(const PaperHost& host, int number, std::uint64_t seed) const;
    std::string url(const PaperHost& host, const std::string& path) const;
    std::string page(const PaperHost& host, const Article& article) const;
    void add_host(int index);
    void add_announcements(PaperHost& host, const std::string& kind, const std::vector<Article>& articles,
                           const std::vector<std::string>& further);
    void add_hostile_pages(const PaperHost& host, const std::string& kind, std::vector<std::string>& further);
    void expect(const Article& article);

    PaperWebOptions options_;
    std::unique_ptr<Server> server_;
    std::vector<PaperHost> hosts_;
    std::map<std::string, std::string> seeds_;          ///< host -> its `discover` lines
    std::map<std::string, std::string> expected_;       ///< title -> the whole file
    std::map<std::string, std::set<std::string>> end_;  ///< host -> paths of its articles
};

}  // namespace winnow::test
