#pragma once
/// What a site repeats: blocks that return word for word on many of its pages are boilerplate there, however
/// article-like they read (author boxes, appeals, closing lines). Learned while pages go by, so the first few pages of
/// a site keep theirs. Deterministic: the same pages in the same order teach the same. One object a site; one thread.
///
/// A page counts once, by its key, so an article that is fetched again does not turn its own paragraphs into
/// boilerplate. Memory is bounded: 24 bytes a block, 8 a page, at most 130 KB a site at the default options. When the
/// blocks are too many, those seen on the fewest pages, and longest ago, go first.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "extract/extract.h"

namespace winnow::dedupe {

struct BoilerplateOptions {
    std::uint32_t min_pages = 4;  ///< seen on so many different pages,
    double min_share = 0.05;      ///< and on this share of the pages since the block was first seen
    std::size_t max_blocks = 4096;
    std::size_t max_pages = 4096;  ///< page keys remembered, the newest
};

class SiteBoilerplate : public extract::KnownBoilerplate {
public:
    explicit SiteBoilerplate(const BoilerplateOptions& options = {}) : options_(options) {}

    /// `page_key` identifies the article (canonical URL or the site's own key); `blocks` are the visible blocks of its
    /// page, clean_line()d. A key that was seen before teaches nothing.
    void learn(std::string_view page_key, const std::vector<std::string>& blocks);

    bool contains(std::string_view block_text) const override;

    std::uint32_t pages() const { return pages_; }
    std::size_t known_blocks() const { return blocks_.size(); }

    /// For the store: all that was learned, little-endian, with a version.
    std::string bytes() const;
    /// Errc::state if these are not such bytes. The options are not part of them.
    static Result<SiteBoilerplate> from_bytes(std::string_view bytes, const BoilerplateOptions& options = {});

private:
    struct Block {
        std::uint64_t hash;
        std::uint32_t pages;        // on how many it stood
        std::uint32_t first, last;  // page numbers
    };
    void forget_rare_blocks();
    bool is_new_page(std::string_view page_key);

    BoilerplateOptions options_;
    std::uint32_t pages_ = 0;
    std::vector<Block> blocks_;               // by hash
    std::vector<std::uint64_t> page_hashes_;  // a ring once it is full
    std::size_t next_page_ = 0;
};

}  // namespace winnow::dedupe
