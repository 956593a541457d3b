#include "net/body_decoder.h"

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <new>

#include "base/text.h"

namespace winnow::net {
namespace {

constexpr std::size_t max_stages = 3;
constexpr std::size_t room_between = 32u << 10;

}  // namespace

/// One coding. run() reads from the front of `input` and writes to the front of `room`, each of which it shortens.
class BodyDecoder::Stage {
public:
    struct Room {
        char* at;
        std::size_t left;
    };

    Stage() = default;
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;
    virtual ~Stage() = default;

    /// False if the bytes are damaged. Stops only when the input is used up, the room is full, or the end was seen (the
    /// rest of the input is then swallowed: bytes behind the end are no part of the body, and browsers ignore them).
    bool run(std::string_view& input, Room& room) {
        if (!input.empty()) started_ = true;
        const bool good = ended_ || work(input, room);
        if (ended_) input = {};
        full_ = room.left == 0 && !ended_;
        return good;
    }
    bool complete() const { return !started_ || ended_ || at_boundary(); }
    bool full() const { return full_; }
    virtual const char* name() const = 0;

protected:
    virtual bool work(std::string_view& input, Room& room) = 0;
    virtual bool at_boundary() const { return false; }  // between two members or frames
    bool ended_ = false;

private:
    bool started_ = false;
    bool full_ = false;
};

namespace {

using Stage = BodyDecoder::Stage;

class Inflate : public Stage {
public:
    ~Inflate() override {
        if (ready_) inflateEnd(&z_);
    }

protected:
    void start(int window_bits) {
        if (inflateInit2(&z_, window_bits) != Z_OK) throw std::bad_alloc();
        ready_ = true;
    }

    /// Z_OK: more to come; Z_STREAM_END; anything else is damage.
    int inflate_some(std::string_view& input, Room& room) {
        z_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));  // zlib does not write there
        z_.avail_in = static_cast<uInt>(input.size());
        z_.next_out = reinterpret_cast<Bytef*>(room.at);
        z_.avail_out = static_cast<uInt>(room.left);
        int result = ::inflate(&z_, Z_NO_FLUSH);
        if (result == Z_BUF_ERROR) result = Z_OK;  // nothing to read or no room: not an error
        input.remove_prefix(input.size() - z_.avail_in);
        room.at += room.left - z_.avail_out;
        room.left = z_.avail_out;
        return result;
    }

    z_stream z_{};
    bool ready_ = false;
};

class Gzip : public Inflate {
public:
    Gzip() { start(15 + 16); }
    const char* name() const override { return "gzip"; }

protected:
    bool work(std::string_view& input, Room& room) override {
        for (;;) {
            if (between_members_) {
                if (input.empty()) return true;
                // RFC 1952 §2.2: members follow each other. Anything else behind a member is padding.
                if (input.front() != '\x1f') {
                    ended_ = true;
                    return true;
                }
                inflateReset(&z_);
                between_members_ = false;
            }
            const auto left = input.size();
            const int result = inflate_some(input, room);
            if (result != Z_OK && result != Z_STREAM_END) return false;
            if (result == Z_STREAM_END)
                between_members_ = true;
            else if (input.empty() || room.left == 0 || left == input.size())
                return true;
        }
    }
    bool at_boundary() const override { return between_members_; }

private:
    bool between_members_ = false;
};

class Deflate : public Inflate {
public:
    const char* name() const override { return "deflate"; }

protected:
    bool work(std::string_view& input, Room& room) override {
        while (!ready_ && !input.empty()) {
            head_.push_back(input.front());
            input.remove_prefix(1);
            if (head_.size() == 2) start(has_zlib_header() ? 15 : -15);
        }
        if (!ready_) return true;
        if (std::string_view head = head_; !head.empty()) {
            if (!finish(inflate_some(head, room))) return false;
            head_.clear();  // two bytes never fill a room: the header, or the start of a block
        }
        return ended_ || finish(inflate_some(input, room));
    }

private:
    bool has_zlib_header() const {  // RFC 1950 §2.2
        const auto cmf = static_cast<unsigned char>(head_[0]);
        const auto flg = static_cast<unsigned char>(head_[1]);
        return (cmf & 0x0f) == 8 && (cmf >> 4) <= 7 && (cmf * 256 + flg) % 31 == 0;
    }
    bool finish(int result) {
        ended_ = result == Z_STREAM_END;
        return result == Z_OK || ended_;
    }

    std::string head_;
};

class Brotli : public Stage {
public:
    Brotli() {
        if (!state_) throw std::bad_alloc();
    }
    const char* name() const override { return "br"; }

protected:
    bool work(std::string_view& input, Room& room) override {
        auto available_in = input.size();
        auto next_in = reinterpret_cast<const std::uint8_t*>(input.data());
        auto available_out = room.left;
        auto next_out = reinterpret_cast<std::uint8_t*>(room.at);
        const auto result =
            BrotliDecoderDecompressStream(state_.get(), &available_in, &next_in, &available_out, &next_out, nullptr);
        input.remove_prefix(input.size() - available_in);
        room.at += room.left - available_out;
        room.left = available_out;
        ended_ = result == BROTLI_DECODER_RESULT_SUCCESS;
        return result != BROTLI_DECODER_RESULT_ERROR;
    }

private:
    struct Close {
        void operator()(BrotliDecoderState* state) const { BrotliDecoderDestroyInstance(state); }
    };
    std::unique_ptr<BrotliDecoderState, Close> state_{BrotliDecoderCreateInstance(nullptr, nullptr, nullptr)};
};

class Zstd : public Stage {
public:
    Zstd() {
        if (!stream_) throw std::bad_alloc();
        ZSTD_DCtx_setParameter(stream_.get(), ZSTD_d_windowLogMax, 23);  // 8 MB: all that RFC 9659 lets a server use
    }
    const char* name() const override { return "zstd"; }

protected:
    bool work(std::string_view& input, Room& room) override {
        ZSTD_inBuffer in{input.data(), input.size(), 0};
        ZSTD_outBuffer out{room.at, room.left, 0};
        bool good = true;
        for (;;) {
            if (between_frames_) {  // a call without input would count as the start of the next frame
                if (in.pos == in.size) break;
                ended_ = !begins_frame(static_cast<const char*>(in.src)[in.pos]);
                if (ended_) break;
            }
            const auto before = in.pos + out.pos;
            const auto result = ZSTD_decompressStream(stream_.get(), &out, &in);
            good = ZSTD_isError(result) == 0;
            between_frames_ = good && result == 0;
            if (!good || out.pos == out.size || in.pos == in.size || in.pos + out.pos == before) break;
        }
        input.remove_prefix(in.pos);
        room.at += out.pos;
        room.left -= out.pos;
        return good;
    }
    bool at_boundary() const override { return between_frames_; }

private:
    /// RFC 8878 §3.1: frames follow each other and begin with 28 B5 2F FD, skippable ones with 5? 2A 4D 18. What starts
    /// otherwise is padding.
    static bool begins_frame(char first) { return first == 0x28 || (first & 0xf0) == 0x50; }

    struct Close {
        void operator()(ZSTD_DCtx* stream) const { ZSTD_freeDCtx(stream); }
    };
    std::unique_ptr<ZSTD_DCtx, Close> stream_{ZSTD_createDCtx()};
    bool between_frames_ = false;
};

std::unique_ptr<Stage> make_stage(std::string_view coding) {
    if (coding == "gzip" || coding == "x-gzip") return std::make_unique<Gzip>();
    if (coding == "deflate") return std::make_unique<Deflate>();
    if (coding == "br") return std::make_unique<Brotli>();
    if (coding == "zstd") return std::make_unique<Zstd>();
    return nullptr;
}

/// Codings that are registered (IANA) and that we did not offer: the body would be noise.
constexpr std::array<std::string_view, 8> unoffered = {"compress", "x-compress",   "dcb", "dcz",
                                                       "exi",      "pack200-gzip", "xz",  "aes128gcm"};

}  // namespace

BodyDecoder::BodyDecoder() = default;
BodyDecoder::BodyDecoder(BodyDecoder&&) noexcept = default;
BodyDecoder& BodyDecoder::operator=(BodyDecoder&&) noexcept = default;
BodyDecoder::~BodyDecoder() = default;

Result<BodyDecoder> BodyDecoder::create(std::string_view content_encoding) {
    BodyDecoder decoder;
    for (const auto piece : split(content_encoding, ',')) {
        const auto coding = ascii_lower(trim(piece));
        if (std::find(unoffered.begin(), unoffered.end(), coding) != unoffered.end())
            return fail(Errc::bad_encoding, "a body in " + coding + ", which we did not offer");
        if (auto stage = make_stage(coding)) decoder.stages_.push_back(std::move(stage));
    }
    if (decoder.stages_.size() > max_stages) return fail(Errc::bad_encoding, "a body packed more than three times");
    std::reverse(decoder.stages_.begin(), decoder.stages_.end());
    decoder.between_.resize(decoder.stages_.size());
    return decoder;
}

Result<void> BodyDecoder::step(std::string_view& input, std::string& out, std::size_t max_output) {
    if (is_identity()) {
        const auto taken = std::min(max_output, input.size());
        out.append(input.substr(0, taken));
        produced_ += taken;
        input.remove_prefix(taken);
        return {};
    }
    const auto last = stages_.size() - 1;
    for (bool moved = true; moved && max_output > 0;) {
        moved = false;
        for (std::size_t i = stages_.size(); i-- > 0;) {
            std::string_view available = i == 0 ? input : std::string_view(between_[i - 1]);
            auto& target = i == last ? out : between_[i];
            const auto old_size = target.size();
            const auto limit = i == last ? room_between : room_between - old_size;
            const auto space = std::min(limit, max_output);
            if (space == 0 || (available.empty() && !stages_[i]->full())) continue;

            target.resize(old_size + space);
            Stage::Room room{target.data() + old_size, space};
            const auto had = available.size();
            const bool good = stages_[i]->run(available, room);
            const auto made = space - room.left;
            target.resize(old_size + made);
            if (i == 0)
                input = available;
            else
                between_[i - 1].erase(0, had - available.size());
            produced_ += made;
            max_output -= made;
            moved = moved || made > 0 || available.size() < had;
            if (!good) return fail(Errc::connection, std::string("damaged ") + stages_[i]->name() + " body");
        }
    }
    return {};
}

bool BodyDecoder::pending() const {
    for (std::size_t i = 0; i < stages_.size(); ++i)
        if (stages_[i]->full() || !between_[i].empty()) return true;
    return false;
}

bool BodyDecoder::complete() const {
    return !pending() &&
           std::all_of(stages_.begin(), stages_.end(), [](const auto& stage) { return stage->complete(); });
}

}  // namespace winnow::net
