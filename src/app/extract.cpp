// `winnow extract`: saved pages and WARC files to articles, on all cores, in input order, without network.

#include "extract/extract.h"

#include <fmt/format.h>
#include <signal.h>

#include <algorithm>
#include <boost/json.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <unordered_map>

#include "app/ordered.h"
#include "app/progress.h"
#include "app/verbs.h"
#include "author/explain.h"
#include "base/atomic_file.h"
#include "base/text.h"
#include "crawl/outcome.h"
#include "crawl/page_reading.h"
#include "dedupe/boilerplate.h"
#include "feed/feed.h"
#include "net/body_decoder.h"
#include "output/render.h"
#include "output/warc.h"
#include "output/writer.h"

namespace winnow::app {

namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

constexpr std::size_t max_page_bytes = 64u << 20;  // read at all; the parser has its own, lower limit

volatile std::sig_atomic_t interrupted = 0;

/// The first Ctrl-C ends the input: pages under way come out whole. A second one ends the process.
void end_input_on_interrupt() {
    struct sigaction action = {};
    action.sa_handler = [](int) { interrupted = 1; };
    sigemptyset(&action.sa_mask);
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    for (const int signal : {SIGINT, SIGTERM}) ::sigaction(signal, &action, nullptr);
}

/// One page to be read: from a file, from a WARC record, or given as bytes.
struct Page {
    json::value id;    ///< of a --list line; null otherwise
    std::string name;  ///< for messages: the file, or "FILE: URL" for a WARC record
    std::string file;  ///< to be read by the worker; empty if bytes are here
    std::string bytes;
    std::string url, content_type;
    std::optional<TimePoint> fetched;
    std::optional<Error> error;  ///< why there is no page
};

struct Made {
    json::value id;
    std::string name;
    extract::Extraction extraction;
    output::Record record;
    std::optional<TimePoint> fetched;
};

extract::Extraction failed(Error error) {
    extract::Extraction out{
        .article = fail(std::move(error)), .classification = {}, .charset = {}, .explanation = {}, .block_texts = {}};
    return out;
}

/// A whole body with its Content-Encoding taken off.
Result<std::string> decode_body(std::string_view body, std::string_view encoding) {
    auto decoder = net::BodyDecoder::create(encoding);
    if (!decoder) return fail(decoder.error());
    if (decoder->is_identity()) return std::string(body);
    std::string out;
    while (!body.empty() || decoder->pending()) {
        if (auto step = decoder->step(body, out, 1u << 20); !step) return fail(step.error());
        if (out.size() > max_page_bytes) return fail(Errc::too_large, "the body unpacks to more than 64 MiB");
    }
    if (!decoder->complete()) return fail(Errc::bad_encoding, fmt::format("the {} ends before its end", encoding));
    return out;
}

Made read_page(Page page, const extract::Options& options) {
    Made made{std::move(page.id), std::move(page.name), failed({}), {}, page.fetched};
    if (!page.error && !page.file.empty()) {
        auto bytes = read_file(page.file, max_page_bytes);
        constexpr std::string_view gzip_magic = "\x1F\x8B";
        if (bytes && bytes->starts_with(gzip_magic)) bytes = decode_body(*bytes, "gzip");
        if (bytes)
            page.bytes = std::move(*bytes);
        else
            page.error = bytes.error();
    }
    std::optional<url::Url> url;
    if (!page.error && !page.url.empty()) {
        auto parsed = url::Url::parse(page.url);
        if (parsed)
            url = std::move(*parsed);
        else
            page.error = Error{Errc::usage, parsed.error().what};
    }
    if (page.error) {
        made.extraction = failed(std::move(*page.error));
        return made;
    }
    auto with_time = options;
    with_time.now = page.fetched;
    made.extraction = extract::extract_page(page.bytes, page.content_type, url ? &*url : nullptr, with_time);
    return made;
}

/// Where pages come from, one after the other; reads files only as the workers ask for them.
class Source {
public:
    virtual ~Source() = default;
    virtual std::optional<Page> next() = 0;
    virtual std::size_t total() const { return 0; }
};

class ListSource : public Source {
public:
    explicit ListSource(std::istream& in) : in_(in) {}

    std::optional<Page> next() override {
        for (std::string line; std::getline(in_, line);) {
            ++number_;
            if (trim(line).empty()) continue;
            Page page;
            json::error_code error;
            const auto value = json::parse(line, error);
            if (error || !value.is_object()) {
                page.error = Error{Errc::usage, fmt::format("line {} of the list is no JSON object", number_)};
                return page;
            }
            const auto& object = value.get_object();
            const auto text = [&object](std::string_view key) {
                const auto* member = object.if_contains(key);
                return member != nullptr && member->is_string() ? std::string(member->get_string()) : std::string();
            };
            if (const auto* id = object.if_contains("id")) page.id = *id;
            page.file = page.name = text("file");
            page.url = text("url");
            page.content_type = text("content_type");
            if (page.file.empty())
                page.error = Error{Errc::usage, fmt::format("line {} of the list has no \"file\"", number_)};
            return page;
        }
        return std::nullopt;
    }

private:
    std::istream& in_;
    std::size_t number_ = 0;
};

bool is_warc(const fs::path& path) {
    const auto name = path.filename().string();
    return name.ends_with(".warc") || name.ends_with(".warc.gz");
}

bool is_page(const fs::path& path) {
    auto ending = ascii_lower(path.extension().string());
    if (ending == ".gz") ending = ascii_lower(path.stem().extension().string());
    return ending == ".html" || ending == ".htm" || ending == ".xhtml" || ending == ".shtml" || is_warc(path);
}

/// Time of a WARC-Date, "2026-02-19T06:59:00Z": the pages' own "now".
std::optional<TimePoint> time_of(std::string_view text) {
    return feed::parse_feed_date(text);
}

class FileSource : public Source {
public:
    explicit FileSource(const ExtractArgs& args) : args_(args) {
        for (const auto& input : args.inputs) {
            std::error_code error;
            if (input == "-" || !fs::is_directory(input, error)) {
                files_.emplace_back(input);
                continue;
            }
            std::vector<std::string> found;
            for (auto it =
                     fs::recursive_directory_iterator(input, fs::directory_options::skip_permission_denied, error);
                 !error && it != fs::recursive_directory_iterator(); it.increment(error))
                if (it->is_regular_file(error) && is_page(it->path())) found.push_back(it->path().string());
            std::sort(found.begin(), found.end());  // the same order on every machine
            if (found.empty()) complain(input + ": no .html, .htm, .xhtml or .warc files in this folder");
            files_.insert(files_.end(), found.begin(), found.end());
        }
    }

    std::size_t total() const override { return has_warc() ? 0 : files_.size(); }
    std::size_t files() const { return files_.size(); }

    std::optional<Page> next() override {
        for (;;) {
            if (warc_) {
                if (auto page = next_record()) return page;
                warc_.reset();
            }
            if (at_ == files_.size()) return std::nullopt;
            const auto& file = files_[at_++];
            if (is_warc(file)) {
                auto opened = output::WarcReader::open(file);
                if (!opened) {
                    Page page;
                    page.name = file;
                    page.error = opened.error();
                    return page;
                }
                warc_ = std::make_unique<output::WarcReader>(std::move(*opened));
                warc_name_ = file;
                continue;
            }
            Page page;
            page.name = file == "-" ? "stdin" : file;
            page.url = args_.url;
            page.content_type = args_.content_type;
            if (file == "-")
                page.bytes.assign(std::istreambuf_iterator<char>(std::cin), {});
            else
                page.file = file;
            return page;
        }
    }

private:
    bool has_warc() const {
        return std::any_of(files_.begin(), files_.end(), [](const auto& f) { return is_warc(f); });
    }

    std::optional<Page> next_record() {
        for (;;) {
            auto record = warc_->next();
            if (!record) {
                Page page;
                page.name = warc_name_;
                page.error = record.error();
                warc_.reset();
                warc_ = nullptr;
                return page;
            }
            if (!*record) {
                if (warc_->skipped() > 0)
                    complain(fmt::format("{}: {} records over 64 MiB skipped", warc_name_, warc_->skipped()));
                return std::nullopt;
            }
            const bool resource = (*record)->type == "resource" && (*record)->content_type.starts_with("text/html");
            if ((*record)->type != "response" && !resource) continue;
            Page page;
            page.url = (*record)->target_uri;
            page.name = warc_name_ + ": " + page.url;
            page.fetched = time_of((*record)->date);
            if (resource) {
                page.bytes = std::move((*record)->block);
                return page;
            }
            auto message = output::read_http_message((*record)->block);
            if (!message) continue;  // dns: and other non-HTTP responses
            if (message->status < 200 || message->status >= 300) continue;
            page.content_type = message->header("content-type");
            const bool html =
                page.content_type.empty() || ifind_ascii(page.content_type, "html") != std::string_view::npos;
            if (!html) continue;
            auto body = decode_body(message->body, message->header("content-encoding"));
            if (body)
                page.bytes = std::move(*body);
            else
                page.error = body.error();
            return page;
        }
    }

    const ExtractArgs& args_;
    std::vector<std::string> files_;
    std::size_t at_ = 0;
    std::unique_ptr<output::WarcReader> warc_;
    std::string warc_name_;
};

/// Takes what is made, in input order: learns boilerplate, prints or writes, counts.
class Sink {
public:
    Sink(const ExtractArgs& args, output::Format format, bool many, std::optional<output::ArticleWriter> writer)
        : args_(args), format_(format), many_(many), writer_(std::move(writer)) {}

    void take(Made made) {
        auto& extraction = made.extraction;
        if (extraction.article && !args_.no_learning) learn(made);
        if (!extraction.article) ++failures_;
        if (!args_.explain.empty()) return print_explanation(made);
        if (!args_.list.empty()) return print_list_line(made);
        if (!extraction.article) {
            const auto& error = extraction.article.error();
            complain(fmt::format("{}: {}: {}", made.name, errc_name(error.code), error.what));
            if (format_ == output::Format::jsonl) print_list_line(made);
            return;
        }
        complete(made);
        if (writer_) {
            const auto written = writer_->write(made.record);
            if (!written) {
                complain(written.error().what);
                disk_failed_ = true;
            }
            return;
        }
        if (many_ && format_ != output::Format::jsonl)
            std::cout << (first_ ? "" : "\n") << "==> " << made.name << " <==\n";
        first_ = false;
        std::cout << output::render(made.record, format_);
    }

    int exit_code() const {
        return disk_failed_       ? exit_disk
               : interrupted != 0 ? exit_interrupted
               : failures_ > 0    ? exit_some_failed
                                  : exit_ok;
    }
    bool disk_failed() const { return disk_failed_; }

private:
    /// Blocks that returned on several earlier pages of the site go; this page's blocks are learned afterwards, so the
    /// result depends on the order of the input and on nothing else.
    void learn(Made& made) {
        auto& article = *made.extraction.article;
        if (article.site.empty()) return;
        auto& known = boilerplate_[article.site];
        crawl::drop_boilerplate(article, known);
        // By the title: copies of one story at many addresses must not make its own paragraphs boilerplate.
        const auto& address = article.canonical_url.empty() ? made.name : article.canonical_url;
        known.learn(article.title.empty() ? address : article.title, made.extraction.block_texts);
    }

    void complete(Made& made) {
        made.record.article = std::move(*made.extraction.article);
        auto& article = made.record.article;
        if (article.site.empty()) article.site = "unknown-site";
        made.record.id = output::article_id(article.canonical_url.empty() ? made.name : article.canonical_url);
        made.record.fetched_at = made.fetched;
        made.record.discovered_via = "file " + made.name;
    }

    void print_list_line(Made& made) {
        json::object out;
        const bool listed = !args_.list.empty();
        if (made.extraction.article) {
            complete(made);
            out = json::parse(output::render_json(made.record, false)).get_object();
            if (listed) {
                out["article_id"] = out["id"];
                out["id"] = made.id;
            }
            out["outcome"] = crawl::outcome::written;
        } else {
            const auto& error = made.extraction.article.error();
            out["id"] = listed ? made.id : json::value(nullptr);
            if (!listed) out["file"] = made.name;
            out["outcome"] = errc_name(error.code);
            out["reason"] = error.what;
            if (made.extraction.refused) tell_of(*made.extraction.refused, out);
        }
        std::cout << one_json_line(json::serialize(out)) << "\n" << std::flush;
    }

    /// What a page that is no article says of itself, under the names of the record.
    static void tell_of(const extract::Article& page, json::object& out) {
        if (!page.title.empty()) out["title"] = page.title;
        if (page.published) out["date_published"] = page.published->text();
        if (!page.authors.empty()) out["authors"] = json::value_from(page.authors);
        if (!page.body.empty()) out["text"] = page.text();
    }

    void print_explanation(const Made& made) {
        if (args_.explain == "html")
            std::cout << author::explain_html(made.name, made.extraction);
        else
            std::cout << (first_ ? "" : "\n") << author::explain_text(made.name, made.extraction);
        first_ = false;
    }

    const ExtractArgs& args_;
    output::Format format_;
    bool many_, first_ = true, disk_failed_ = false;
    std::size_t failures_ = 0;
    std::optional<output::ArticleWriter> writer_;
    std::unordered_map<std::string, dedupe::SiteBoilerplate> boilerplate_;
};

}  // namespace

int extract(const ExtractArgs& args, const Config& config) {
    if (args.inputs.empty() && args.list.empty()) {
        complain("extract: no input; give files, folders, WARC files or -, or --list FILE (see winnow extract --help)");
        return exit_usage;
    }
    if (!args.url.empty()) {
        const auto url = url::Url::parse(args.url);
        if (!url) {
            complain("--url: " + url.error().what);
            return exit_usage;
        }
    }
    rules::RuleBook book;
    if (!args.no_sites) {
        book = rules::RuleBook::load(site_folders(config));
        for (const auto& problem : book.problems()) complain(problem.what);
    }
    extract::Options options;
    if (!args.no_sites) options.book = &book;
    options.explain = !args.explain.empty();

    std::ifstream list_file;
    std::unique_ptr<Source> source;
    std::size_t files = 2;
    if (!args.list.empty()) {
        if (args.list != "-") {
            list_file.open(args.list);
            if (!list_file) {
                complain(args.list + ": cannot open the list");
                return exit_usage;
            }
        }
        source = std::make_unique<ListSource>(args.list == "-" ? std::cin : list_file);
    } else {
        auto of_files = std::make_unique<FileSource>(args);
        files = of_files->files();
        source = std::move(of_files);
    }
    const auto format = output::format_of(args.format).value_or(output::Format::text);
    FileLock lock;
    std::optional<output::ArticleWriter> writer;
    if (!args.directory.empty()) {
        if (auto taken = output::lock_folder(lock, args.directory); !taken) {
            complain(taken.error().what);
            return exit_disk;
        }
        auto opened = output::ArticleWriter::open({args.directory, {format}, false});
        if (!opened) {
            complain(opened.error().what);
            return exit_disk;
        }
        writer = std::move(*opened);
    }
    const auto threads = args.threads > 0 ? static_cast<unsigned>(args.threads)
                         : files == 1     ? 1u
                                          : std::max(1u, std::thread::hardware_concurrency());
    end_input_on_interrupt();
    Sink sink(args, format, files > 1 && args.list.empty(), std::move(writer));
    Progress progress("extracted", source->total(), args.quiet || (!stderr_is_terminal() && args.directory.empty()));
    std::size_t done = 0;
    run_ordered<Page, Made>(
        threads, threads * 16,
        [&]() -> std::optional<Page> { return sink.disk_failed() || interrupted != 0 ? std::nullopt : source->next(); },
        [&](Page page) { return read_page(std::move(page), options); },
        [&](Made made) {
            progress.update(++done, made.name);
            sink.take(std::move(made));
        });
    progress.finish();
    std::cout << std::flush;
    if (!std::cout) {
        complain("cannot write to standard output");
        return exit_disk;
    }
    return sink.exit_code();
}

}  // namespace winnow::app
