#include "net/body_decoder.h"

#include <random>

#include "catch.hpp"
#include "support/compress.h"

using namespace winnow;
using net::BodyDecoder;

namespace {

std::string sample() {
    std::string text;
    for (int i = 0; i < 20'000; ++i) text += "line " + std::to_string(i * 7919 % 10'007) + " of a page\n";
    return text;
}

struct Decoded {
    std::string body;
    std::string error;  // empty: none
    bool complete = false;
};

/// Feeds `packed` in pieces of `piece` bytes and gives each step `room` bytes.
Decoded decode(std::string_view encoding, std::string_view packed, std::size_t piece = 65'536,
               std::size_t room = 65'536) {
    Decoded result;
    auto decoder = BodyDecoder::create(encoding);
    if (!decoder) return {"", decoder.error().what, false};
    for (std::size_t at = 0; at < packed.size(); at += piece) {
        auto input = packed.substr(at, piece);
        while (!input.empty() || decoder->pending()) {
            const auto before = result.body.size();
            const auto step = decoder->step(input, result.body, room);
            if (result.body.size() - before > room) FAIL("a step gave more than it had room for");
            if (!step) {
                result.error = step.error().what;
                return result;
            }
        }
    }
    result.complete = decoder->complete();
    return result;
}

struct Coding {
    std::string name;
    std::string (*pack)(std::string_view);
};
const Coding codings[] = {{"gzip", test::gzip},  {"x-gzip", test::gzip},         {"deflate", test::deflate},
                          {"br", test::brotli},  {"deflate", test::raw_deflate}, {"zstd", test::zstd},
                          {" GZip ", test::gzip}};

}  // namespace

TEST_CASE("each coding is decoded, whatever the size of the pieces and of the room", "[net]") {
    const auto plain = sample();
    for (const auto& [name, pack] : codings) {
        const auto packed = pack(plain);
        for (const std::size_t piece : {1u, 2u, 7u, 1'000u, 1'000'000u})
            for (const std::size_t room : {100u, 4'096u, 1'000'000u}) {
                if (piece == 1 && room == 100) continue;  // slow, and nothing new
                INFO(name << " in pieces of " << piece << " and " << room << " bytes of room");
                const auto result = decode(name, packed, piece, room);
                CHECK(result.error == "");
                CHECK(result.complete);
                CHECK((result.body == plain));
            }
    }
}

TEST_CASE("a body that was cut anywhere is not complete", "[net]") {
    const auto plain = sample().substr(0, 3'000);
    for (const auto& [name, pack] : codings) {
        const auto packed = pack(plain);
        for (std::size_t length = 1; length < packed.size(); ++length) {
            const auto result = decode(name, std::string_view(packed).substr(0, length));
            if (result.complete) FAIL(name << " cut to " << length << " of " << packed.size());
        }
        CHECK(decode(name, packed).complete);
    }
}

TEST_CASE("no byte at all is an empty body in any coding", "[net]") {
    for (const auto& [name, pack] : codings) {
        CHECK(BodyDecoder::create(name)->complete());
        const auto empty = decode(name, pack(""));
        CHECK(empty.complete);
        CHECK(empty.body.empty());
    }
}

TEST_CASE("gzip of several members is one body", "[net]") {
    // RFC 1952 §2.2
    const auto packed = test::gzip("first ") + test::gzip("") + test::gzip("third");
    for (const std::size_t piece : {1u, 5u, 1'000u}) {
        const auto result = decode("gzip", packed, piece);
        CHECK(result.body == "first third");
        CHECK(result.complete);
    }
    const auto cut = packed.substr(0, packed.size() - 3);
    CHECK_FALSE(decode("gzip", cut).complete);
}

TEST_CASE("zstd of several frames, skippable ones among them, is one body", "[net]") {
    const std::string skippable("\x53\x2a\x4d\x18\x03\x00\x00\x00xyz", 11);
    const auto packed = test::zstd("first ") + skippable + test::zstd("second");
    for (const std::size_t piece : {1u, 5u, 1'000u}) {
        const auto result = decode("zstd", packed, piece);
        CHECK(result.body == "first second");
        CHECK(result.complete);
    }
}

TEST_CASE("padding behind the end of a body is no part of it", "[net]") {
    for (const auto& [name, pack] : codings) {
        INFO(name);
        const auto result = decode(name, pack("text") + std::string(10, '\0') + "noise", 3);
        CHECK(result.error == "");
        CHECK(result.body == "text");
        CHECK(result.complete);
    }
}

TEST_CASE("damage is told from the end", "[net]") {
    const auto plain = sample();
    CHECK(decode("gzip", "<html>not packed at all</html>").error == "damaged gzip body");
    CHECK(decode("br", "<html>not packed at all</html>").error == "damaged br body");
    CHECK(decode("zstd", "<html>not packed at all</html>").error == "damaged zstd body");
    auto wrong_sum = test::gzip(plain);
    wrong_sum[wrong_sum.size() - 6] ^= 1;
    CHECK(decode("gzip", wrong_sum).error == "damaged gzip body");
    auto wrong_length = test::gzip(plain);
    wrong_length.back() ^= 1;
    CHECK(decode("gzip", wrong_length).error == "damaged gzip body");
}

TEST_CASE("codings are undone from the last to the first", "[net]") {
    const auto plain = sample();
    const auto twice = test::brotli(test::gzip(plain));
    for (const std::size_t piece : {1u, 100u, 100'000u}) {
        const auto result = decode("gzip, br", twice, piece);
        CHECK(result.complete);
        CHECK((result.body == plain));
    }
    CHECK_FALSE(decode("gzip, br", twice.substr(0, twice.size() - 1)).complete);
    CHECK((decode("gzip,gzip,gzip", test::gzip(test::gzip(test::gzip(plain)))).body == plain));
    CHECK(decode("gzip,gzip,gzip,gzip", "").error == "a body packed more than three times");
}

TEST_CASE("what is no coding is passed over, what we did not offer is refused", "[net]") {
    for (const auto* name : {"", "identity", "utf-8", "none", "UTF-8, identity", ",,", "binary"}) {
        const auto result = decode(name, "plain");
        CHECK(result.body == "plain");
        CHECK(result.complete);
    }
    for (const auto* name : {"compress", "x-compress", "gzip, compress", "dcb"})
        CHECK(BodyDecoder::create(name).error().code == Errc::bad_encoding);
}

TEST_CASE("a bomb is worked off in slices, and its size is seen at each", "[net]") {
    const std::string zeros(1u << 20, '\0');
    const std::pair<const char*, std::string> bombs[] = {{"gzip", test::gzip_of_many(zeros, 256)},
                                                         {"br", test::brotli_of_many(zeros, 1'024)},
                                                         {"zstd", test::zstd_of_many(zeros, 256)}};
    for (const auto& [name, packed] : bombs) {
        INFO(name << ", " << packed.size() << " bytes");
        auto decoder = BodyDecoder::create(name);
        std::string out;
        std::string_view input = packed;
        REQUIRE(decoder->step(input, out, 100'000));
        CHECK(out.size() == 100'000);
        CHECK(decoder->produced() == 100'000);
        CHECK((decoder->pending() || !input.empty()));
        CHECK_FALSE(decoder->complete());
    }
}

TEST_CASE("what a chain of codings makes in between counts as expansion", "[net]") {
    // The inner gzip is a long row of empty members: it packs to nothing and gives nothing.
    std::string members;
    const auto member = test::gzip("");
    for (int i = 0; i < 100'000; ++i) members += member;
    const auto packed = test::gzip(members);
    auto decoder = BodyDecoder::create("gzip, gzip");
    std::string out;
    std::string_view input = packed;
    REQUIRE(decoder->step(input, out, 50'000));
    CHECK(out.empty());
    CHECK(decoder->produced() == 50'000);
}

TEST_CASE("random bytes never break a decoder", "[net]") {
    std::mt19937 random(11);
    const auto plain = sample().substr(0, 2'000);
    for (const auto& [name, pack] : codings) {
        const auto good = pack(plain);
        for (int round = 0; round < 300; ++round) {
            auto bytes = good;
            for (int flips = 0; flips < 4; ++flips) bytes[random() % bytes.size()] = static_cast<char>(random());
            decode(name, bytes, 1 + random() % 100, 1 + random() % 5'000);
            std::string noise(random() % 200, '\0');
            for (auto& byte : noise) byte = static_cast<char>(random());
            decode(name, noise, 1 + random() % 10, 100);
        }
    }
}
