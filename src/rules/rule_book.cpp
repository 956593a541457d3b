#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <system_error>

#include "base/text.h"
#include "rules/site_rules.h"
#include "url/host.h"

namespace winnow::rules {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t max_file_bytes = 1u << 20;

/// The site files of a folder by name. Names that begin with a dot are editors' droppings.
std::vector<std::string> site_files(const std::string& directory, std::error_code& error) {
    std::vector<std::string> files;
    for (fs::directory_iterator entry(directory, error), end; !error && entry != end; entry.increment(error)) {
        const auto& path = entry->path();
        const auto name = path.filename().string();
        if (path.extension() == ".yaml" && name.front() != '.') files.push_back(path.string());
    }
    std::sort(files.begin(), files.end());
    return files;
}

Result<std::string> read_file(const std::string& path) {
    std::error_code error;
    const auto size = fs::file_size(path, error);
    if (error) return fail(Errc::config, fmt::format("{}: {}", path, error.message()));
    if (size > max_file_bytes) return fail(Errc::config, fmt::format("{}: larger than 1 MiB", path));
    std::ifstream stream(path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    if (!stream) return fail(Errc::config, fmt::format("{}: cannot be read", path));
    return bytes;
}

std::shared_ptr<const SiteRules> find_file(const RuleBook* book, const std::string& path) {
    if (book == nullptr) return nullptr;
    const auto& sites = book->sites();
    const auto found = std::find_if(sites.begin(), sites.end(), [&](const auto& site) { return site->file == path; });
    return found == sites.end() ? nullptr : *found;
}

/// As systemd has it: masked.
bool is_switched_off(const std::string& path) {
    std::error_code error;
    return fs::read_symlink(path, error) == "/dev/null" && !error;
}

std::string name_of(const HostPattern& pattern) {
    return (pattern.subdomains ? "*." : "") + pattern.host;
}

}  // namespace

RuleBook RuleBook::load(const std::vector<std::string>& folders, const RuleBook* previous) {
    RuleBook book;
    std::set<std::string> seen;  // file names
    for (const auto& folder : folders) {
        std::error_code error;
        const auto files = site_files(folder, error);
        if (error) {
            book.problems_.push_back({folder, fmt::format("{}: {}", folder, error.message())});
            // A folder that cannot be listed for a moment is no reason to forget its sites.
            for (const auto& site : previous != nullptr ? previous->sites() : decltype(book.sites_)()) {
                const auto its = fs::path(site->file).parent_path().string();
                const bool listed = its != folder && std::find(folders.begin(), folders.end(), its) != folders.end();
                if (!listed) book.add(site);
            }
            continue;
        }
        for (const auto& file : files)
            if (seen.insert(fs::path(file).filename()).second && !is_switched_off(file)) book.load_file(file, previous);
    }
    return book;
}

void RuleBook::load_file(const std::string& file, const RuleBook* previous) {
    const auto last_good = find_file(previous, file);
    const auto bytes = read_file(file);
    auto site = bytes ? read_site(*bytes, file) : fail(bytes.error());
    if (site) {
        const bool same = last_good && last_good->version == site->version;
        add(same ? last_good : std::make_shared<const SiteRules>(std::move(*site)));
    } else {
        problems_.push_back({file, site.error().what});
        if (last_good) add(last_good);
    }
}

void RuleBook::add(std::shared_ptr<const SiteRules> rules) {
    for (const auto& pattern : rules->hosts) {
        const auto [claim, fresh] = (pattern.subdomains ? below_ : exact_).try_emplace(pattern.host, rules.get());
        if (!fresh && claim->second != rules.get()) {
            problems_.push_back({rules->file, fmt::format("{}: host '{}' belongs to {} already", rules->file,
                                                          name_of(pattern), claim->second->file)});
        }
    }
    sites_.push_back(std::move(rules));
}

const SiteRules* RuleBook::for_host(std::string_view host) const {
    std::string name = ascii_lower(url::without_www(host));
    if (const auto found = exact_.find(name); found != exact_.end()) return found->second;
    for (;;) {
        if (const auto found = below_.find(name); found != below_.end()) return found->second;
        const auto dot = name.find('.');
        if (dot == std::string::npos) return nullptr;
        name.erase(0, dot + 1);
    }
}

}  // namespace winnow::rules
