// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/layer_image.h"

#include <algorithm>

#include "base/check.h"
#include "media/draw.h"

namespace reelwright::media {
namespace {

/// Transparent pixels kept around the visible part, so that filters (of smaller levels too) see its edge as
/// it is.
constexpr int margin = 16;

/// BT.709 (ITU-R BT.709-6, 3.2-3.5) limited range, in 1/2^20 of an 8-bit step for R, G, B of 0 to 255.
struct Coefficients {
  std::int64_t r, g, b;
};
constexpr double unit = 1 << 20;
constexpr Coefficients coefficients(double r, double g, double b, double range) {
  return {static_cast<std::int64_t>(r * range / 255 * unit),
          static_cast<std::int64_t>(g * range / 255 * unit),
          static_cast<std::int64_t>(b * range / 255 * unit)};
}
constexpr double kr = 0.2126;
constexpr double kb = 0.0722;
constexpr double kg = 1 - kr - kb;
constexpr Coefficients luma = coefficients(kr, kg, kb, 219);
constexpr Coefficients blue_difference = coefficients(-kr / (2 - 2 * kb), -kg / (2 - 2 * kb), 0.5, 224);
constexpr Coefficients red_difference = coefficients(0.5, -kg / (2 - 2 * kr), -kb / (2 - 2 * kr), 224);

/// A pixel with R, G, B already multiplied by alpha: 0 to 65025 (255 * 255).
struct Wide {
  std::int64_t r, g, b, a;
};

Wide wide_pixel(const std::uint8_t* pixel, AlphaKind kind) {
  const std::int64_t factor = kind == AlphaKind::straight ? pixel[3] : 255;
  return {pixel[0] * factor, pixel[1] * factor, pixel[2] * factor, pixel[3]};
}

/// The mean of pixels that were added up with weights, whose sum is `weight`.
std::uint8_t to_sample(const Coefficients& c, const Wide& p, std::int64_t weight, std::int64_t offset) {
  const std::int64_t sum = c.r * p.r + c.g * p.g + c.b * p.b + (offset * p.a << 20);
  const std::int64_t divisor = weight * (255LL << 20);
  return static_cast<std::uint8_t>(std::clamp<std::int64_t>((sum + divisor / 2) / divisor, 0, 255));
}

struct Bounds {
  int left, top, right, bottom;
  bool opaque;
};

Bounds visible_bounds(const RgbaImage& image) {
  Bounds bounds{image.width, image.height, 0, 0, true};
  for (int y = 0; y < image.height; ++y) {
    const std::uint8_t* row = image.row(y);
    int first = image.width;
    int last = -1;
    for (int x = 0; x < image.width; ++x) {
      const std::uint8_t alpha = row[4 * x + 3];
      bounds.opaque = bounds.opaque && alpha == 255;
      if (alpha == 0) continue;
      first = std::min(first, x);
      last = x;
    }
    if (last < 0) continue;
    bounds.left = std::min(bounds.left, first);
    bounds.right = std::max(bounds.right, last + 1);
    bounds.top = std::min(bounds.top, y);
    bounds.bottom = y + 1;
  }
  if (bounds.right <= bounds.left) return {0, 0, 0, 0, false};
  bounds.left = std::max(0, bounds.left - margin) & ~1;
  bounds.top = std::max(0, bounds.top - margin) & ~1;
  bounds.right = std::min(image.width, bounds.right + margin);
  bounds.bottom = std::min(image.height, bounds.bottom + margin);
  return bounds;
}

/// Chroma sample (x, y) stands on the left luma column of its pair, between two rows: 1-2-1 across, the mean
/// down.
Wide chroma_pixel(const RgbaImage& image, const Bounds& bounds, int x, int y, AlphaKind kind) {
  Wide sum{0, 0, 0, 0};
  for (int down = 0; down < 2; ++down) {
    const std::uint8_t* row = image.row(std::min(bounds.top + 2 * y + down, bounds.bottom - 1));
    for (int across = -1; across <= 1; ++across) {
      const int column = std::clamp(bounds.left + 2 * x + across, bounds.left, bounds.right - 1);
      const Wide pixel = wide_pixel(row + 4 * column, kind);
      const int weight = across == 0 ? 2 : 1;
      sum = {sum.r + weight * pixel.r, sum.g + weight * pixel.g, sum.b + weight * pixel.b,
             sum.a + weight * pixel.a};
    }
  }
  return sum;
}
constexpr std::int64_t chroma_weight = 8;

/// One channel's share of a sample of an opaque image, of `weight` pixels added up: what to_sample() gives,
/// in 32 bits, because nothing is multiplied by alpha. 8 pixels are as many as fit.
struct OpaqueSample {
  std::int32_t r, g, b, offset;
  int shift;

  constexpr OpaqueSample(const Coefficients& c, int weight_log2, int level)
      : r(static_cast<std::int32_t>(c.r)),
        g(static_cast<std::int32_t>(c.g)),
        b(static_cast<std::int32_t>(c.b)),
        offset((level << (20 + weight_log2)) + (1 << (19 + weight_log2))),
        shift(20 + weight_log2) {}
  [[nodiscard]] std::uint8_t of(std::int32_t red, std::int32_t green, std::int32_t blue) const {
    return static_cast<std::uint8_t>((r * red + g * green + b * blue + offset) >> shift);
  }
};

/// The same samples as fill_level() makes, several times as fast: pictures are large and opaque.
void fill_opaque(Picture& colour, const RgbaImage& image) {
  constexpr OpaqueSample y_sample(luma, 0, 16);
  constexpr OpaqueSample u_sample(blue_difference, 3, 128);
  constexpr OpaqueSample v_sample(red_difference, 3, 128);
  for (int y = 0; y < image.height; ++y) {
    const std::uint8_t* row = image.row(y);
    std::uint8_t* out = colour.y.row(y);
    for (int x = 0; x < image.width; ++x) out[x] = y_sample.of(row[4 * x], row[4 * x + 1], row[4 * x + 2]);
  }
  // As chroma_pixel(): both rows first, then 1-2-1 across.
  std::vector<std::int32_t> sums(3 * static_cast<std::size_t>(image.width + 2));
  std::int32_t* const pixels = sums.data() + 3;
  for (int y = 0; y < colour.u.height; ++y) {
    const std::uint8_t* upper = image.row(2 * y);
    const std::uint8_t* lower = image.row(std::min(2 * y + 1, image.height - 1));
    for (int x = 0; x < image.width; ++x)
      for (int c = 0; c < 3; ++c) pixels[3 * x + c] = upper[4 * x + c] + lower[4 * x + c];
    for (int c = 0; c < 3; ++c) {
      pixels[c - 3] = pixels[c];
      pixels[3 * image.width + c] = pixels[3 * (image.width - 1) + c];
    }
    for (int x = 0; x < colour.u.width; ++x) {
      const std::int32_t* at = pixels + 6 * x;
      const auto sum = [at](int c) { return at[c - 3] + 2 * at[c] + at[c + 3]; };
      colour.u.row(y)[x] = u_sample.of(sum(0), sum(1), sum(2));
      colour.v.row(y)[x] = v_sample.of(sum(0), sum(1), sum(2));
    }
  }
}

void fill_level(LayerLevel& level, const RgbaImage& image, const Bounds& bounds, AlphaKind kind) {
  Picture& colour = level.colour;
  colour.resize(bounds.right - bounds.left, bounds.bottom - bounds.top);
  if (bounds.opaque) return fill_opaque(colour, image);
  level.alpha.resize(colour.y.width, colour.y.height);
  level.chroma_alpha.resize(colour.u.width, colour.u.height);
  for (int y = 0; y < colour.y.height; ++y) {
    const std::uint8_t* row = image.row(bounds.top + y) + 4 * bounds.left;
    for (int x = 0; x < colour.y.width; ++x) {
      colour.y.row(y)[x] = to_sample(luma, wide_pixel(row + 4 * x, kind), 1, 16);
      level.alpha.row(y)[x] = row[4 * x + 3];
    }
  }
  for (int y = 0; y < colour.u.height; ++y) {
    for (int x = 0; x < colour.u.width; ++x) {
      const Wide pixel = chroma_pixel(image, bounds, x, y, kind);
      colour.u.row(y)[x] = to_sample(blue_difference, pixel, chroma_weight, 128);
      colour.v.row(y)[x] = to_sample(red_difference, pixel, chroma_weight, 128);
      level.chroma_alpha.row(y)[x] = static_cast<std::uint8_t>((pixel.a + chroma_weight / 2) / chroma_weight);
    }
  }
}

SpanTable spans_of(const Plane& alpha) {
  SpanTable table;
  table.row_begin.push_back(0);
  for (int y = 0; y < alpha.height; ++y) {
    const std::uint8_t* row = alpha.row(y);
    for (int x = 0; x < alpha.width;) {
      if (row[x] == 0) {
        ++x;
        continue;
      }
      const bool opaque = row[x] == 255;
      const int begin = x;
      while (x < alpha.width && row[x] != 0 && (row[x] == 255) == opaque) ++x;
      table.spans.push_back({begin, x, opaque});
    }
    table.row_begin.push_back(static_cast<std::uint32_t>(table.spans.size()));
  }
  return table;
}

}  // namespace

LayerImage::LayerImage(const RgbaImage& image, AlphaKind alpha_kind) {
  CHECK(image.width > 0 && image.height > 0);
  const Bounds bounds = visible_bounds(image);
  left_ = bounds.left;
  top_ = bounds.top;
  opaque_ = bounds.opaque;
  if (bounds.right <= bounds.left) return;
  fill_level(levels_[0], image, bounds, alpha_kind);
  if (opaque_) return;
  luma_spans_ = spans_of(levels_[0].alpha);
  chroma_spans_ = spans_of(levels_[0].chroma_alpha);
}

LayerImage::LayerImage(Picture picture) {
  CHECK(!picture.y.empty());
  levels_[0].colour = std::move(picture);
}

const LayerLevel& LayerImage::level(int n) const {
  CHECK(n >= 0 && n < levels_max());
  const auto wanted = static_cast<std::size_t>(n);
  if (levels_ready_.load(std::memory_order_acquire) > n) return levels_[wanted];
  const std::lock_guard lock(mutex_);
  for (int ready = levels_ready_.load(std::memory_order_relaxed); ready <= n; ++ready) {
    levels_[static_cast<std::size_t>(ready)] = half_level(levels_[static_cast<std::size_t>(ready) - 1]);
    levels_ready_.store(ready + 1, std::memory_order_release);
  }
  return levels_[wanted];
}

std::size_t LayerImage::bytes() const {
  const LayerLevel& whole = levels_[0];
  const std::size_t samples = whole.colour.y.samples.size() + 2 * whole.colour.u.samples.size() +
                              whole.alpha.samples.size() + whole.chroma_alpha.samples.size();
  return samples + samples / 3 + (luma_spans_.spans.size() + chroma_spans_.spans.size()) * sizeof(Span) +
         4096;
}

}  // namespace reelwright::media
