#include "extract/body_net.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>

#include "extract/body_features.h"

// Sanitizers instrument the function that chooses, which runs before they are ready.
#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define WINNOW_WIDE
#endif

namespace winnow::extract {

namespace {

/// What is made of a number of the line before it becomes an input.
enum : std::uint8_t { plain, near, equals };

struct Input {
    std::uint16_t feature;
    std::uint8_t kind;
    float value;                   ///< for `equals`
    float usual;                   ///< the commonest value of the number
    float low, high, mean, scale;  ///< cut off there, then centred and scaled
};

#include "extract/body_net_table.inc"

constexpr std::size_t input_count = std::size(inputs);
constexpr std::size_t places = 2 * reach + 3;  ///< the lines near by, the sum before them, the sum after them
constexpr std::size_t window = 2 * further + 1;
static_assert(std::size(first_factors) == input_count + 1 && std::size(direct_weights) == input_count + 1);
static_assert(std::size(first_weights) == (input_count + 1) * hidden && std::size(first_bias) == hidden);
static_assert(std::size(second_factors) == places * hidden && std::size(second_bias) == mixed);
static_assert(std::size(second_weights) == places * hidden * mixed && std::size(last_weights) == mixed);

float turned(const Input& input, float number) {
    const float x = input.kind == near     ? 1.0f / (1.0f + std::max(number, 0.0f) / 2.0f)
                    : input.kind == equals ? static_cast<float>(number == input.value)
                                           : number;
    return std::clamp((std::clamp(x, input.low, input.high) - input.mean) * input.scale, -far_off, far_off);
}

/// Adds `count` rows of weights, each times its factor, to the sums: sixteen columns at a time, which stay in
/// registers. How wide they are does not matter to the outcome, as nothing fuses multiply and add.
template <class Vector>
[[gnu::always_inline]] inline void add_rows_by(float* sums, std::size_t columns, const float* factors,
                                               const float* const* rows, std::size_t count) {
    constexpr std::size_t wide = sizeof(Vector) / sizeof(float), tile = 16, vectors = tile / wide;
    for (std::size_t from = 0; from < columns; from += tile) {
        Vector kept[vectors], row;
        std::memcpy(kept, sums + from, sizeof kept);
        for (std::size_t i = 0; i < count; ++i)
            for (std::size_t k = 0; k < vectors; ++k) {
                std::memcpy(&row, rows[i] + from + k * wide, sizeof row);
                kept[k] += row * factors[i];
            }
        std::memcpy(sums + from, kept, sizeof kept);
    }
}

typedef float Four __attribute__((vector_size(16)));
#ifdef WINNOW_WIDE
typedef float Eight __attribute__((vector_size(32)));

// The processor takes the wider one if it can; in registers that it does not have, vectors are spilled.
__attribute__((target("avx2"))) void add_rows(float* sums, std::size_t columns, const float* factors,
                                              const float* const* rows, std::size_t count) {
    add_rows_by<Eight>(sums, columns, factors, rows, count);
}
__attribute__((target("default")))
#endif
void add_rows(float* sums, std::size_t columns, const float* factors, const float* const* rows, std::size_t count) {
    add_rows_by<Four>(sums, columns, factors, rows, count);
}

/// A weighted sum of rows of weights, most of whose terms are zero and left out: they are gathered first.
template <std::size_t most>
class Terms {
public:
    void add(float factor, const float* row) {
        factors_[count_] = factor;
        rows_[count_++] = row;
    }
    template <std::size_t columns>
    void sum_up(std::array<float, columns>& sums) const {
        static_assert(columns % 16 == 0);
        add_rows(sums.data(), columns, factors_.data(), rows_.data(), count_);
    }

private:
    std::size_t count_ = 0;
    std::array<float, most> factors_;
    std::array<const float*, most> rows_;
};

using Units = std::array<float, hidden>;

/// What the first layer makes of a line, and what goes from the line straight to the score.
struct Line {
    Units units{};
    float direct = 0.0f;
};

/// Most numbers of most lines are what they usually are: the sums for a line of usual numbers are kept, and a line
/// adds only where it differs.
class Net {
public:
    Net() {
        for (std::size_t i = 0; i < first_.size(); ++i)
            first_[i] = static_cast<float>(first_weights[i]) * first_factors[i / hidden];
        for (std::size_t i = 0; i < second_.size(); ++i)
            second_[i] = static_cast<float>(second_weights[i]) * second_factors[i / mixed];
        std::copy(std::begin(first_bias), std::end(first_bias), undescribed_.units.begin());
        usual_line_ = undescribed_;
        Terms<input_count + 1> terms;
        for (std::size_t i = 0; i < input_count; ++i) {
            usual_[i] = turned(inputs[i], inputs[i].usual);
            add(terms, usual_line_, i, usual_[i]);
        }
        add(terms, usual_line_, input_count, 1.0f);  // the last input: the line is described
        terms.sum_up(usual_line_.units);
        rectify(undescribed_);
    }

    Line first_layer(const float* row) const {
        if (row[static_cast<std::size_t>(Feature::letters)] <= 0.0f) return undescribed_;
        Line line = usual_line_;
        Terms<input_count + 1> terms;
        for (std::size_t i = 0; i < input_count; ++i) {
            const float number = row[inputs[i].feature];
            if (number == inputs[i].usual) continue;
            if (const float more = turned(inputs[i], number) - usual_[i]; more != 0.0f) add(terms, line, i, more);
        }
        terms.sum_up(line.units);
        rectify(line);
        return line;
    }

    /// `around` are the lines from `further` before to `further` after the one in question, null where the page has
    /// none.
    float score(const std::array<const Line*, window>& around) const {
        std::array<float, mixed> sums;
        std::copy(std::begin(second_bias), std::end(second_bias), sums.begin());
        Terms<places * hidden> terms;
        Units before{}, after{};
        for (std::size_t at = 0; at < window; ++at) {
            if (around[at] == nullptr) continue;
            const auto& units = around[at]->units;
            if (at + reach < further)
                sum(before, units);
            else if (at > further + reach)
                sum(after, units);
            else
                add(terms, at + reach - further, units, 1.0f);
        }
        constexpr float share = 1.0f / static_cast<float>(further - reach);
        add(terms, places - 2, before, share);
        add(terms, places - 1, after, share);
        terms.sum_up(sums);
        float score = last_bias + around[further]->direct;
        for (std::size_t k = 0; k < mixed; ++k) score += std::max(sums[k], 0.0f) * last_weights[k];
        return score;
    }

private:
    void add(Terms<input_count + 1>& terms, Line& line, std::size_t input, float x) const {
        terms.add(x, first_.data() + input * hidden);
        line.direct += x * direct_weights[input];
    }
    void add(Terms<places * hidden>& terms, std::size_t place, const Units& units, float share) const {
        for (std::size_t u = 0; u < hidden; ++u)
            if (units[u] > 0.0f) terms.add(units[u] * share, second_.data() + (place * hidden + u) * mixed);
    }
    static void sum(Units& sums, const Units& units) {
        for (std::size_t u = 0; u < hidden; ++u) sums[u] += units[u];
    }
    static void rectify(Line& line) {
        for (auto& unit : line.units) unit = std::max(unit, 0.0f);
    }

    std::array<float, (input_count + 1) * hidden> first_;
    std::array<float, places * hidden * mixed> second_;
    std::array<float, input_count> usual_;
    Line usual_line_, undescribed_;
};

}  // namespace

std::vector<float> read_lines(std::span<const float> values, const std::vector<bool>& wanted) {
    static const Net net;
    const auto count = wanted.size();
    std::vector<float> scores(count, 0.0f);
    std::array<Line, window> lines;  // line n is kept at n % window
    std::size_t read = 0;            // lines from here on have not gone through the first layer
    for (std::size_t i = 0; i < count; ++i) {
        if (!wanted[i]) continue;
        const auto from = i >= further ? i - further : 0, to = std::min(count, i + further + 1);
        for (read = std::max(read, from); read < to; ++read)
            lines[read % window] = net.first_layer(values.data() + read * feature_count);
        std::array<const Line*, window> around{};
        for (auto j = from; j < to; ++j) around[j + further - i] = &lines[j % window];
        scores[i] = net.score(around);
    }
    return scores;
}

}  // namespace winnow::extract
