#include "dedupe/boilerplate.h"

#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <cstring>

namespace winnow::dedupe {

namespace {

std::uint64_t hash_of(std::string_view text) {
    return XXH3_64bits(text.data(), text.size());
}

constexpr char format_version = 1;

struct Header {
    std::uint32_t pages;
    std::uint32_t blocks;
    std::uint32_t page_hashes;
    std::uint32_t next_page;
};

}  // namespace

bool SiteBoilerplate::is_new_page(std::string_view page_key) {
    const auto hash = hash_of(page_key);
    if (std::find(page_hashes_.begin(), page_hashes_.end(), hash) != page_hashes_.end()) return false;
    if (page_hashes_.size() < options_.max_pages) {
        page_hashes_.push_back(hash);
    } else if (!page_hashes_.empty()) {
        next_page_ %= page_hashes_.size();
        page_hashes_[next_page_++] = hash;
    }
    return true;
}

void SiteBoilerplate::learn(std::string_view page_key, const std::vector<std::string>& blocks) {
    if (!is_new_page(page_key)) return;
    std::vector<std::uint64_t> hashes;
    hashes.reserve(blocks.size());
    for (const auto& block : blocks) {
        if (!block.empty()) hashes.push_back(hash_of(block));
    }
    std::sort(hashes.begin(), hashes.end());
    hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());

    std::vector<Block> merged;
    merged.reserve(blocks_.size() + hashes.size());
    auto known = blocks_.begin();
    for (const auto hash : hashes) {
        for (; known != blocks_.end() && known->hash < hash; ++known) merged.push_back(*known);
        if (known != blocks_.end() && known->hash == hash) {
            merged.push_back({hash, known->pages + 1, known->first, pages_});
            ++known;
        } else {
            merged.push_back({hash, 1, pages_, pages_});
        }
    }
    merged.insert(merged.end(), known, blocks_.end());
    blocks_ = std::move(merged);
    ++pages_;
    if (blocks_.size() > options_.max_blocks) forget_rare_blocks();
}

void SiteBoilerplate::forget_rare_blocks() {
    // To a half, so that the sort is paid for by as many new blocks.
    const auto keep = static_cast<std::ptrdiff_t>(options_.max_blocks / 2);
    std::nth_element(blocks_.begin(), blocks_.begin() + keep, blocks_.end(), [](const Block& a, const Block& b) {
        if (a.pages != b.pages) return a.pages > b.pages;
        if (a.last != b.last) return a.last > b.last;
        return a.hash < b.hash;
    });
    blocks_.resize(static_cast<std::size_t>(keep));
    std::sort(blocks_.begin(), blocks_.end(), [](const Block& a, const Block& b) { return a.hash < b.hash; });
}

bool SiteBoilerplate::contains(std::string_view block_text) const {
    const auto hash = hash_of(block_text);
    const auto found = std::lower_bound(blocks_.begin(), blocks_.end(), hash,
                                        [](const Block& block, std::uint64_t wanted) { return block.hash < wanted; });
    if (found == blocks_.end() || found->hash != hash) return false;
    return found->pages >= options_.min_pages && found->pages >= options_.min_share * (pages_ - found->first);
}

std::string SiteBoilerplate::bytes() const {
    static_assert(std::endian::native == std::endian::little && sizeof(Block) == 24);
    std::string out(1, format_version);
    const auto put = [&out](const void* from, std::size_t size) { out.append(static_cast<const char*>(from), size); };
    const Header header{pages_, static_cast<std::uint32_t>(blocks_.size()),
                        static_cast<std::uint32_t>(page_hashes_.size()), static_cast<std::uint32_t>(next_page_)};
    put(&header, sizeof header);
    for (const auto& block : blocks_) {
        put(&block.hash, sizeof block.hash);
        put(&block.pages, sizeof block.pages);
        put(&block.first, sizeof block.first);
        put(&block.last, sizeof block.last);
    }
    put(page_hashes_.data(), page_hashes_.size() * sizeof page_hashes_[0]);
    return out;
}

Result<SiteBoilerplate> SiteBoilerplate::from_bytes(std::string_view bytes, const BoilerplateOptions& options) {
    constexpr std::size_t block_bytes = 20;
    const auto refuse = [] { return fail(Errc::state, "boilerplate: damaged, or of another version"); };
    Header header{};
    if (bytes.size() < 1 + sizeof header || bytes[0] != format_version) return refuse();
    std::memcpy(&header, bytes.data() + 1, sizeof header);
    bytes.remove_prefix(1 + sizeof header);
    if (bytes.size() != std::size_t{header.blocks} * block_bytes + std::size_t{header.page_hashes} * 8) return refuse();

    SiteBoilerplate read(options);
    read.pages_ = header.pages;
    read.next_page_ = header.next_page;
    const char* from = bytes.data();
    const auto take = [&from](void* to, std::size_t size) {
        if (size > 0) std::memcpy(to, from, size);
        from += size;
    };
    read.blocks_.resize(header.blocks);
    for (auto& block : read.blocks_) {
        take(&block.hash, sizeof block.hash);
        take(&block.pages, sizeof block.pages);
        take(&block.first, sizeof block.first);
        take(&block.last, sizeof block.last);
        if (block.first > header.pages || block.last > header.pages) return refuse();
    }
    read.page_hashes_.resize(header.page_hashes);
    take(read.page_hashes_.data(), read.page_hashes_.size() * sizeof read.page_hashes_[0]);
    const auto rises = [](const Block& a, const Block& b) { return a.hash >= b.hash; };
    if (std::adjacent_find(read.blocks_.begin(), read.blocks_.end(), rises) != read.blocks_.end()) return refuse();
    return read;
}

}  // namespace winnow::dedupe
