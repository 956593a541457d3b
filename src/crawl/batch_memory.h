#pragma once
/// What `winnow fetch` must still know after it was killed, and report.jsonl does not tell: DIR/.winnow-run.jsonl.
///
/// Append-only lines of JSON, each written before anything relies on it; a torn last line is cut off:
///   {"run":"begin","at_ms":1790000000000}          and "end": a run without an end was killed
///   {"host":"a.test","rest_ms":60000}             a Crawl-delay longer than the configured delay
///   {"id","site","url","file","published","text"} an article whose file is durable; `text` is its fingerprint in hex

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/append_file.h"
#include "base/result.h"
#include "base/time.h"
#include "dedupe/fingerprint.h"

namespace winnow::crawl {

struct RememberedText {
    std::string id, site, url, file;
    std::optional<TimePoint> published;
    dedupe::Fingerprint print;
};

class BatchMemory {
public:
    /// Reads what earlier runs left and notes the beginning of this one. Errors: Errc::disk.
    Result<void> open(const std::filesystem::path& directory, TimePoint now);

    /// When the run before ended; nullopt if it was killed or there was none.
    std::optional<TimePoint> last_end() const { return last_end_; }
    bool any_run_before() const { return any_run_; }
    const std::map<std::string, std::chrono::milliseconds>& rests() const { return rests_; }
    /// Handed over once: a list of hundreds of thousands is not to be kept twice.
    std::vector<RememberedText> take_texts() { return std::move(texts_); }

    Result<void> add_text(const RememberedText& text);
    Result<void> add_rest(const std::string& host, std::chrono::milliseconds rest);
    Result<void> end(TimePoint now);

private:
    Result<void> append(const std::string& line);
    void read_line(std::string_view line);

    AppendFile file_;
    bool any_run_ = false;
    std::optional<TimePoint> last_end_;
    std::map<std::string, std::chrono::milliseconds> rests_;
    std::vector<RememberedText> texts_;
};

}  // namespace winnow::crawl
