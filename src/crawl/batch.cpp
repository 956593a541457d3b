#include "crawl/batch.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/signal_set.hpp>
#include <boost/json.hpp>
#include <deque>
#include <unordered_map>
#include <utility>

#include "base/append_file.h"
#include "base/atomic_file.h"
#include "base/file_lock.h"
#include "base/text.h"
#include "crawl/batch_memory.h"
#include "crawl/outcome.h"
#include "crawl/page_reading.h"
#include "crawl/pool.h"
#include "dedupe/boilerplate.h"
#include "dedupe/near_duplicates.h"
#include "feed/feed.h"
#include "output/warc.h"

namespace winnow::crawl {

namespace asio = boost::asio;
namespace fs = std::filesystem;
namespace json = boost::json;
using std::chrono::milliseconds;
using std::chrono::steady_clock;
using std::chrono::system_clock;

namespace {

TimePoint now() {
    return std::chrono::time_point_cast<milliseconds>(system_clock::now());
}

/// The input as the report names it. JSON is UTF-8, and a list may be anything: a line that is none could not be read
/// again.
std::string name_of(const BatchInput& input) {
    return valid_utf8(input.text);
}

/// report.jsonl: appended while the run goes, rewritten in input order at its end.
class Report {
public:
    /// Reads what an earlier run left; a torn last line is cut off.
    Result<std::unordered_map<std::string, ReportLine>> open(const fs::path& directory) {
        const auto path = directory / "report.jsonl";
        std::unordered_map<std::string, ReportLine> lines;
        std::size_t at = 0;
        auto file = AppendFile::open(path, [&](std::string_view text) -> Result<void> {
            auto line = parse(text);
            if (!line)
                return fail(Errc::disk,
                            fmt::format("{}: byte {}: no line of a report; move the file away to start anew",
                                        path.string(), at));
            at += text.size() + 1;
            order_.push_back(line->url);
            auto url = line->url;
            lines.insert_or_assign(std::move(url), std::move(*line));
            return {};
        });
        if (!file) return fail(file.error());
        file_ = std::move(*file);
        return lines;
    }

    Result<void> append(const ReportLine& line) { return file_.append(render_report_line(line)); }

    /// Lines of earlier runs first that this input does not name, then one line for each input URL, in its order.
    Result<void> rewrite(const std::vector<BatchInput>& inputs,
                         const std::unordered_map<std::string, ReportLine>& lines) {
        std::unordered_map<std::string, bool> named;
        for (const auto& input : inputs) named[name_of(input)] = true;
        auto file = AtomicFile::create(file_.path());
        if (!file) return fail(file.error());
        const auto put = [&](const std::string& url, bool& written) -> Result<void> {
            const auto found = lines.find(url);
            if (written || found == lines.end()) return {};
            written = true;
            return file->write(render_report_line(found->second));
        };
        std::unordered_map<std::string, bool> written;
        for (const auto& url : order_)
            if (named.count(url) == 0)
                if (auto ok = put(url, written[url]); !ok) return ok;
        for (const auto& input : inputs)
            if (auto ok = put(name_of(input), written[name_of(input)]); !ok) return ok;
        return file->commit();
    }

private:
    static std::optional<ReportLine> parse(std::string_view text) {
        json::error_code error;
        const auto value = json::parse(text, error);
        if (error || !value.is_object()) return std::nullopt;
        const auto& object = value.get_object();
        const auto get = [&object](std::string_view key) {
            const auto* member = object.if_contains(key);
            return member != nullptr && member->is_string() ? std::string(member->get_string()) : std::string();
        };
        ReportLine line;
        line.url = get("url");
        line.outcome = get("outcome");
        line.file = get("file");
        line.reason = get("reason");
        line.id = get("id");
        line.title = get("title");
        line.date = get("date");
        line.dup_of = get("dup_of");
        line.final_url = get("final_url");
        line.fetched_at = get("fetched_at");
        line.wait_until = get("wait_until");
        if (const auto* status = object.if_contains("status"); status != nullptr && status->is_int64())
            line.status = static_cast<int>(status->get_int64());
        if (const auto* took = object.if_contains("took_ms"); took != nullptr && took->is_int64())
            line.took_ms = took->get_int64();
        if (line.url.empty() || line.outcome.empty()) return std::nullopt;
        return line;
    }

    AppendFile file_;
    std::vector<std::string> order_;
};

struct Job {
    std::string text;  ///< as given
    url::Url url;
};

class Batch {
public:
    Batch(const BatchOptions& options, output::ArticleWriter writer, std::optional<output::WarcWriter> warc,
          Report& report, BatchMemory& memory, std::unordered_map<std::string, ReportLine>& lines,
          const BatchProgress& progress)
        : options_(options),
          writer_(std::move(writer)),
          warc_(std::move(warc)),
          report_(report),
          memory_(memory),
          lines_(lines),
          progress_(progress),
          http_(loop_, options.network),
          gate_(loop_, options.gate),
          fetcher_(loop_, http_, gate_, options.fetch),
          workers_(options.workers),
          disk_(1),
          signals_(loop_, SIGINT, SIGTERM) {}

    Result<Summary> run(const std::vector<BatchInput>& inputs) {
        take_inputs(inputs);
        signals_.async_wait([this](boost::system::error_code error, int) {
            if (!error) stop();
        });
        remember_texts();
        rest_after_earlier_run();
        fetcher_.on_robots([this](const RobotsRecord& record) { remember_rest(record.origin.authority()); });
        running_ = hosts_.size();
        if (running_ == 0) signals_.cancel();
        for (auto& [authority, jobs] : hosts_) {
            const auto ended = [this](std::exception_ptr bug) {
                if (bug) bug_ = bug;
                if (--running_ == 0) signals_.cancel();
            };
            asio::co_spawn(loop_, work_host(&jobs), ended);
        }
        loop_.run();
        workers_.join();
        disk_.join();
        if (bug_) std::rethrow_exception(bug_);
        if (disk_error_) return fail(*disk_error_);
        summary_.interrupted = stopping_;
        return summary_;
    }

    /// Lines that were ended while the article that they name was still being written get its file.
    void fill_in_files() {
        for (auto& [url, line] : lines_) {
            if (line.outcome != outcome::duplicate || !line.file.empty()) continue;
            if (const auto file = files_.find(line.dup_of); file != files_.end()) line.file = file->second.file;
        }
    }

private:
    struct KnownText {
        std::string id, site, url;
        std::optional<TimePoint> published;
        std::size_t original = 0;         ///< whose copy it is, in text_ids_; itself if nobody's
        std::vector<std::size_t> copies;  ///< if it is an original
    };
    struct KnownFile {
        std::string file;  ///< empty while it is being written
        std::string url;   ///< as given
    };

    void take_inputs(const std::vector<BatchInput>& inputs) {
        summary_.total = inputs.size();
        for (const auto& [url, line] : lines_) {
            if (!line.file.empty() && !line.id.empty()) files_.emplace(line.id, KnownFile{line.file, url});
        }
        std::unordered_map<std::string, bool> seen;
        for (const auto& input : inputs) {
            const auto name = name_of(input);
            if (std::exchange(seen[name], true)) {
                --summary_.total;  // the same line twice is one line of the report
                continue;
            }
            const auto known = lines_.find(name);
            if (known != lines_.end() && (is_final(known->second.outcome) || !options_.retry_failed)) {
                ++summary_.resumed;
                if (!is_success(known->second.outcome)) ++summary_.failed;
                ++done_;
                continue;
            }
            auto url = url::Url::parse(input.text);
            if (!url || !url->username().empty() || !url->password().empty()) {
                ReportLine line;
                line.url = name;
                line.outcome = "invalid";
                line.reason = input.origin + ": " + (url ? "credentials in a URL are not sent" : url.error().what);
                finish(std::move(line));
                continue;
            }
            hosts_[url->authority()].push_back({name, std::move(*url)});
        }
    }

    /// What earlier runs wrote, so that a copy is known for one now, too.
    void remember_texts() {
        for (auto& text : memory_.take_texts()) {
            files_.insert_or_assign(text.id, KnownFile{text.file, text.url});
            disk_files_.emplace(text.id, text.file);
            if (options_.dedupe) texts_.add(text_ids_.size(), text.print, text.published);
            remember(std::move(text.id), std::move(text.site), std::move(text.url), text.published);
        }
        std::unordered_map<std::string, std::size_t> by_id;
        for (std::size_t i = 0; i < text_ids_.size(); ++i) by_id.emplace(text_ids_[i].id, i);
        for (std::size_t i = 0; i < text_ids_.size(); ++i) {
            const auto line = lines_.find(text_ids_[i].url);
            if (line == lines_.end()) continue;
            const auto named = by_id.find(line->second.dup_of);
            if (named == by_id.end()) continue;
            const auto original = text_ids_[named->second].original;
            make_copy(i, original);
        }
    }

    /// Politeness survives a restart. When a run that was killed asked each host last, nobody knows: they all rest from
    /// now on; after a run that ended by itself, from that end on.
    void rest_after_earlier_run() {
        for (const auto& [host, rest] : memory_.rests()) gate_.set_crawl_delay(host, rest);
        const auto end = memory_.last_end();
        const bool sane = end && *end <= now() && now() - *end < std::chrono::hours(24);
        if (sane)
            gate_.rest_all(steady_clock::now() - (now() - *end));
        else if (!end && (memory_.any_run_before() || !lines_.empty()))
            gate_.rest_all(steady_clock::now());
        for (const auto& [text, line] : lines_) {
            const auto until = feed::parse_feed_date(line.wait_until);
            const auto asked = url::Url::parse(line.url);
            // A clock that was set back must not turn an hour into a year.
            if (until && asked && *until > now() && *until - now() < std::chrono::hours(24 * 8))
                gate_.block(asked->authority(), steady_clock::now() + (*until - now()),
                            "asked to wait in an earlier run");
        }
    }

    /// A Crawl-delay must hold for the next run, too, before it has asked for robots.txt again.
    void remember_rest(const std::string& authority) {
        const auto rest = gate_.delay_of(authority);
        if (rest <= options_.gate.delay) return;
        if (auto noted = memory_.add_rest(authority, rest); !noted) end_with(noted.error());
    }

    void end_with(const Error& disk_error) {
        disk_error_ = disk_error;
        stop();
    }

    asio::awaitable<void> work_host(std::deque<Job>* jobs) {
        while (!jobs->empty() && !stopping_) {
            const auto job = std::move(jobs->front());
            jobs->pop_front();
            const auto start = steady_clock::now();
            ReportLine line;
            std::string bug;
            try {
                line = co_await visit(job);
            } catch (const std::exception& exception) {
                bug = exception.what();
                if (bug.empty()) bug = "an exception without a word";
            }
            if (!bug.empty()) {  // costs this page, loudly, and not the run
                line = ReportLine();
                line.url = job.text;
                line.outcome = std::string(errc_name(Errc::bug));
                line.reason = clean_line(bug);
            }
            if (line.outcome == errc_name(Errc::stopped)) continue;  // the next run does it
            line.took_ms = std::chrono::duration_cast<milliseconds>(steady_clock::now() - start).count();
            finish(std::move(line));
        }
    }

    asio::awaitable<ReportLine> visit(const Job& job) {
        ReportLine line;
        line.url = job.text;
        const auto* rules = options_.book == nullptr ? nullptr : options_.book->for_host(job.url.host());
        net::Request request(job.url);
        if (rules != nullptr) {
            if (rules->http_version) request.http_version = *rules->http_version;
            if (rules->delay)
                fetcher_.set_host_delay(job.url.authority(), std::max(*rules->delay, options_.gate.delay));
        }
        ScopeCheck no_scope;
        auto fetched = co_await fetcher_.get(std::move(request), "page", no_scope);
        line.fetched_at = rfc3339(now());
        if (!fetched) {
            line.outcome = std::string(errc_name(fetched.error().code));
            line.reason = clean_line(fetched.error().what);
            const auto wait = gate_.free_at(job.url.authority()) - steady_clock::now();
            if (fetched.error().code == Errc::throttled && wait > milliseconds(0))
                line.wait_until = rfc3339(now() + std::chrono::ceil<std::chrono::seconds>(wait) + milliseconds(999));
            co_return line;
        }
        line.status = fetched->response.status;
        if (const auto last = fetched->response.url.request_url(); last != job.text) line.final_url = last;

        ReadingOptions reading_options;
        reading_options.book = options_.book;
        reading_options.product_token = options_.fetch.product_token;
        reading_options.ignore_robots = options_.fetch.ignore_robots;
        reading_options.now = now();
        reading_options.discovered_via = "list";
        const auto read = [&fetched, reading_options] { return read_page(*fetched, reading_options); };
        auto reading = co_await run_on(workers_, read);
        line.outcome = reading.outcome;
        line.reason = clean_line(reading.reason);
        if (reading.outcome == outcome::written) {
            co_await keep(*fetched, reading, line);
        }
        co_return line;
    }

    /// Boilerplate and duplicates are judged on the loop, in order of arrival; the write happens on the disk's thread.
    asio::awaitable<void> keep(const Fetched& fetched, PageReading& reading, ReportLine& line) {
        auto& record = reading.record;
        auto& article = record.article;
        auto& known = boilerplate_[article.site];
        drop_boilerplate(article, known);
        // By the title: copies of one story at many addresses must not make its own paragraphs boilerplate.
        known.learn(article.title.empty() ? reading.key : article.title, reading.block_texts);

        line.id = record.id;
        line.title = article.title;
        line.date = article.published ? article.published->text() : "";
        const auto [known_file, is_new] = files_.emplace(record.id, KnownFile{"", line.url});
        // Written for this very URL by a run that was killed before it could report it: written once more.
        const bool again = !is_new && known_file->second.url == line.url;
        if (!is_new && !again) {
            line.outcome = std::string(outcome::duplicate);
            line.file = known_file->second.file;
            line.dup_of = record.id;
            line.reason = "the same article under another URL";
            co_return;
        }
        std::optional<TimePoint> published;
        if (article.published) published = article.published->instant();
        std::vector<std::string> copies_of_this;  // ids of earlier arrivals that turn out to be copies of this one
        const auto match = options_.dedupe ? texts_.find(reading.fingerprint) : std::nullopt;
        if (match && text_ids_[match->id].id != record.id) {
            if (match->relation == dedupe::Relation::same && text_ids_[match->id].site == article.site) {
                const auto earlier = text_ids_[match->id];
                co_await end_as_copy(record, earlier, line);
                co_return;
            }
        }
        const auto own = again ? index_of(record.id) : text_ids_.size();
        if (own == text_ids_.size()) {
            remember(record.id, article.site, line.url, published);
            if (options_.dedupe) texts_.add(own, reading.fingerprint, published);
        }
        if (match && match->id != own) {
            const auto original = text_ids_[match->id].original;
            auto known_original = *match;
            known_original.published = text_ids_[original].published;
            if (original == own) {
                // A copy that this run, or the one before, knew already.
            } else if (dedupe::precedes(published, known_original)) {
                copies_of_this = take_over(original, own);
            } else {
                make_copy(own, original);
                record.dup_of = line.dup_of = text_ids_[original].id;
            }
        }
        const auto name = known_file->second.file;  // of the run before, if this is its article
        const auto write = [this, &fetched, &record, copies_of_this, name]() -> Result<output::Written> {
            if (warc_) {
                const auto& response = fetched.response;
                auto kept = warc_->write(response.url.request_url(), response.status, response.headers, response.body,
                                         response.address, *record.fetched_at);
                if (!kept) return fail(kept.error());
            }
            for (const auto& id : copies_of_this) {
                const auto copy = disk_files_.find(id);
                if (copy == disk_files_.end()) continue;
                if (auto marked = writer_.mark_duplicate(copy->second, record.id); !marked) return fail(marked.error());
            }
            auto done = writer_.write(record, name);
            if (done) disk_files_[record.id] = done->file;
            return done;
        };
        const auto written = co_await run_on(disk_, write);
        if (!written) {
            files_.erase(record.id);
            line.outcome = std::string(errc_name(Errc::stopped));
            end_with(written.error());
            co_return;
        }
        line.file = written->file;
        files_[record.id].file = written->file;
        RememberedText text{record.id, article.site, line.url, line.file, published, reading.fingerprint};
        if (auto noted = memory_.add_text(text); !noted) end_with(noted.error());
    }

    void remember(std::string id, std::string site, std::string url, std::optional<TimePoint> published) {
        text_ids_.push_back({std::move(id), std::move(site), std::move(url), published, text_ids_.size(), {}});
    }

    /// text_ids_.size() if it is not there.
    std::size_t index_of(const std::string& id) const {
        const auto found =
            std::find_if(text_ids_.begin(), text_ids_.end(), [&id](const auto& t) { return t.id == id; });
        return static_cast<std::size_t>(found - text_ids_.begin());
    }

    /// With all that copies the copy: nobody names a copy as the original.
    void make_copy(std::size_t copy, std::size_t original) {
        if (copy == original || text_ids_[copy].original == original) return;
        detach(copy);
        auto more = std::exchange(text_ids_[copy].copies, {});
        more.push_back(copy);
        for (const auto one : more) {
            text_ids_[one].original = original;
            text_ids_[original].copies.push_back(one);
        }
    }

    void detach(std::size_t copy) {
        auto& text = text_ids_[copy];
        if (text.original != copy) std::erase(text_ids_[text.original].copies, copy);
        text.original = copy;
    }

    /// `own` was published before the `former` original, and all that copies that one copies this now. Gives their ids.
    std::vector<std::string> take_over(std::size_t former, std::size_t own) {
        detach(own);
        auto copies = std::exchange(text_ids_[former].copies, {});
        copies.push_back(former);
        std::vector<std::string> ids;
        for (const auto copy : copies) {
            if (copy == own) continue;
            text_ids_[copy].original = own;
            text_ids_[own].copies.push_back(copy);
            const auto& text = text_ids_[copy];
            copies_[text.url] = text_ids_[own].id;
            if (const auto its = lines_.find(text.url); its != lines_.end()) its->second.dup_of = text_ids_[own].id;
            ids.push_back(text.id);
        }
        return ids;
    }

    /// The same title and text on the same site: no second file. A run that was killed may have left one under this
    /// name before it could say so.
    asio::awaitable<void> end_as_copy(output::Record& record, KnownText earlier, ReportLine& line) {
        line.outcome = std::string(outcome::duplicate);
        line.dup_of = earlier.id;
        line.file = files_[earlier.id].file;
        line.reason = "the same title and text as " + earlier.id;
        files_.erase(record.id);
        const auto discard = [this, &record] { return writer_.discard(record); };
        const auto gone = co_await run_on(disk_, discard);
        if (gone) co_return;
        line.outcome = std::string(errc_name(Errc::stopped));
        end_with(gone.error());
    }

    void finish(ReportLine line) {
        if (const auto copy = copies_.find(line.url); copy != copies_.end() && line.outcome == outcome::written)
            line.dup_of = copy->second;
        if (auto appended = report_.append(line); !appended) return end_with(appended.error());
        ++done_;
        ++summary_.outcomes[line.outcome];
        if (!is_success(line.outcome)) ++summary_.failed;
        if (progress_) progress_(done_, summary_.total, line);
        auto url = line.url;
        lines_.insert_or_assign(std::move(url), std::move(line));
    }

    void stop() {
        stopping_ = true;
        gate_.stop();
        fetcher_.stop();
        http_.stop();
        signals_.clear();  // a second Ctrl-C ends the process at once, as it always may
    }

    const BatchOptions& options_;
    output::ArticleWriter writer_;
    std::optional<output::WarcWriter> warc_;
    Report& report_;
    BatchMemory& memory_;
    std::unordered_map<std::string, ReportLine>& lines_;
    const BatchProgress& progress_;
    asio::io_context loop_{1};
    net::HttpClient http_;
    HostGate gate_;
    Fetcher fetcher_;
    asio::thread_pool workers_, disk_;
    asio::signal_set signals_;
    std::map<std::string, std::deque<Job>> hosts_;
    std::size_t running_ = 0, done_ = 0;
    bool stopping_ = false;
    std::exception_ptr bug_;
    std::optional<Error> disk_error_;
    Summary summary_;
    std::unordered_map<std::string, KnownFile> files_;         ///< article id -> file
    std::unordered_map<std::string, std::string> disk_files_;  ///< the same, as the disk's thread knows it
    std::unordered_map<std::string, dedupe::SiteBoilerplate> boilerplate_;
    dedupe::NearDuplicates texts_;
    std::vector<KnownText> text_ids_;
    std::unordered_map<std::string, std::string> copies_;  ///< URL as given -> id of what it turned out to copy
};

}  // namespace

std::string render_report_line(const ReportLine& line) {
    json::object out;
    out["url"] = line.url;
    out["outcome"] = line.outcome;
    const auto put = [&out](std::string_view key, const std::string& value) {
        if (value.empty()) return;
        std::string valid;
        for (std::size_t at = 0; at < value.size();) append_utf8(valid, next_code_point(value, at));
        out[key] = valid;
    };
    put("file", line.file);
    put("reason", line.reason);
    put("id", line.id);
    put("title", line.title);
    put("date", line.date);
    put("dup_of", line.dup_of);
    put("final_url", line.final_url);
    put("fetched_at", line.fetched_at);
    put("wait_until", line.wait_until);
    if (line.status != 0) out["status"] = line.status;
    if (line.took_ms != 0) out["took_ms"] = line.took_ms;
    return one_json_line(json::serialize(out)) + "\n";
}

Result<Summary> run_batch(const std::vector<BatchInput>& inputs, const BatchOptions& options,
                          const BatchProgress& progress) {
    FileLock lock;
    const auto& folder = options.writer.directory;
    if (auto taken = output::lock_folder(lock, folder); !taken) return fail(taken.error());
    auto writer = output::ArticleWriter::open(options.writer);
    if (!writer) return fail(writer.error());
    std::optional<output::WarcWriter> warc;
    for (const auto format : options.writer.formats) {
        if (format != output::Format::warc) continue;
        auto opened = output::WarcWriter::open(options.writer.directory, options.network.user_agent, now());
        if (!opened) return fail(opened.error());
        warc = std::move(*opened);
    }
    Report report;
    auto lines = report.open(options.writer.directory);
    if (!lines) return fail(lines.error());
    BatchMemory memory;
    if (auto opened = memory.open(options.writer.directory, now()); !opened) return fail(opened.error());
    Result<Summary> summary;
    {
        Batch batch(options, std::move(*writer), std::move(warc), report, memory, *lines, progress);
        summary = batch.run(inputs);
        batch.fill_in_files();
    }
    if (auto ended = memory.end(now()); !ended && summary) return fail(ended.error());
    if (!summary) return summary;
    if (auto rewritten = report.rewrite(inputs, *lines); !rewritten) return fail(rewritten.error());
    return summary;
}

}  // namespace winnow::crawl
