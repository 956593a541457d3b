#include "support/compress.h"

#include <brotli/encode.h>
#include <zlib.h>
#include <zstd.h>

#include <memory>
#include <stdexcept>
#include <vector>

namespace winnow::test {
namespace {

std::string zlib_pack(std::string_view piece, std::size_t count, int window_bits) {
    z_stream z{};
    if (deflateInit2(&z, 9, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY) != Z_OK) throw std::bad_alloc();
    std::string input(piece);
    std::string out;
    std::vector<char> room(64u << 10);
    for (std::size_t i = 0; i < count || i == 0; ++i) {
        z.next_in = reinterpret_cast<Bytef*>(input.data());
        z.avail_in = static_cast<uInt>(count == 0 ? 0 : input.size());
        int result = Z_OK;
        do {
            z.next_out = reinterpret_cast<Bytef*>(room.data());
            z.avail_out = static_cast<uInt>(room.size());
            result = ::deflate(&z, i + 1 >= count ? Z_FINISH : Z_NO_FLUSH);
            out.append(room.data(), room.size() - z.avail_out);
        } while (z.avail_out == 0 || (i + 1 >= count && result != Z_STREAM_END));
    }
    deflateEnd(&z);
    return out;
}

}  // namespace

std::string gzip_of_many(std::string_view piece, std::size_t count) {
    return zlib_pack(piece, count, 15 + 16);
}
std::string gzip(std::string_view plain) {
    return zlib_pack(plain, 1, 15 + 16);
}
std::string deflate(std::string_view plain) {
    return zlib_pack(plain, 1, 15);
}
std::string raw_deflate(std::string_view plain) {
    return zlib_pack(plain, 1, -15);
}

std::string brotli_of_many(std::string_view piece, std::size_t count) {
    const std::unique_ptr<BrotliEncoderState, decltype(&BrotliEncoderDestroyInstance)> state(
        BrotliEncoderCreateInstance(nullptr, nullptr, nullptr), &BrotliEncoderDestroyInstance);
    if (!state) throw std::bad_alloc();
    BrotliEncoderSetParameter(state.get(), BROTLI_PARAM_QUALITY, 6);
    std::string out;
    std::vector<std::uint8_t> room(64u << 10);
    for (std::size_t i = 0; i < count; ++i) {
        auto next_in = reinterpret_cast<const std::uint8_t*>(piece.data());
        auto available_in = piece.size();
        const auto operation = i + 1 == count ? BROTLI_OPERATION_FINISH : BROTLI_OPERATION_PROCESS;
        do {
            auto* next_out = room.data();
            auto available_out = room.size();
            if (!BrotliEncoderCompressStream(state.get(), operation, &available_in, &next_in, &available_out, &next_out,
                                             nullptr))
                throw std::runtime_error("brotli");
            out.append(reinterpret_cast<const char*>(room.data()), room.size() - available_out);
        } while (available_in > 0 || BrotliEncoderHasMoreOutput(state.get()) ||
                 (operation == BROTLI_OPERATION_FINISH && !BrotliEncoderIsFinished(state.get())));
    }
    return out;
}
std::string brotli(std::string_view plain) {
    return brotli_of_many(plain, 1);
}

std::string zstd_of_many(std::string_view piece, std::size_t count) {
    const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(ZSTD_createCCtx(), &ZSTD_freeCCtx);
    if (!context) throw std::bad_alloc();
    std::string out;
    std::vector<char> room(64u << 10);
    for (std::size_t i = 0; i < count; ++i) {
        ZSTD_inBuffer in{piece.data(), piece.size(), 0};
        const auto operation = i + 1 == count ? ZSTD_e_end : ZSTD_e_continue;
        for (std::size_t left = 1; operation == ZSTD_e_end ? left != 0 : in.pos < in.size;) {
            ZSTD_outBuffer packed{room.data(), room.size(), 0};
            left = ZSTD_compressStream2(context.get(), &packed, &in, operation);
            if (ZSTD_isError(left)) throw std::runtime_error("zstd");
            out.append(room.data(), packed.pos);
        }
    }
    return out;
}
std::string zstd(std::string_view plain) {
    return zstd_of_many(plain, 1);
}

}  // namespace winnow::test
