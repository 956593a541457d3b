#pragma once
/// A small web on loopback: the test pages of tests/sites under their own host names.
///
/// Each folder has a pages.yaml, a list of `{file, url, content_type, expect}`: what its server would send for each
/// URL. All hosts share one port, HTTP and HTTPS; a Host header tells them apart. Beside the pages there is what a
/// crawler meets: plain HTTP redirects to HTTPS, bodies packed in every coding, 304 for known ETags, one page that is
/// slow, a short link, a page that is gone, a robots.txt everywhere.

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "support/server.h"
#include "url/url.h"

namespace winnow::demo {

struct Page {
    url::Url url;
    std::string content_type;
    std::string expect;  ///< "written", "listing", "feed", ...: see the files
    std::string body;
};

/// All pages of `sites`, in the order of folders and files. Errors name file and line.
Result<std::vector<Page>> read_pages(const std::filesystem::path& sites);

class Web {
public:
    explicit Web(std::vector<Page> pages);

    /// For a crawler to be sent to: articles first, host by host, then a redirect, a short link, a listing, a page
    /// behind a paywall, one that robots.txt forbids, one that is gone.
    std::vector<std::string> urls() const;
    /// A Winnow configuration under which those URLs lead here: host mapping, allowed range, trust anchor.
    std::string config() const;
    test::Server& server() { return *server_; }
    std::vector<std::string> host_names() const;

private:
    struct Known;
    std::shared_ptr<const Known> known_;
    std::unique_ptr<test::Server> server_;
};

}  // namespace winnow::demo
