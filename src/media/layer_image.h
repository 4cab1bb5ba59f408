// SPDX-License-Identifier: GPL-3.0-or-later
// A layer as the compositor draws it: premultiplied YUV 4:2:0 with alpha (BT.709, limited range, chroma sited
// left), cut to what is not transparent, with smaller levels for shrinking. Premultiplied, because then
// filtering, moving and blending are linear and the colour of transparent pixels never shows at an edge.
// Internal to media/.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "media/plane.h"
#include "model/image.h"

namespace reelwright::media {

enum class AlphaKind : std::uint8_t { straight, premultiplied };

/// The planes of one size of the image. Opaque images have no alpha planes.
struct LayerLevel {
  Picture colour;
  Plane alpha;         ///< at luma's size
  Plane chroma_alpha;  ///< at chroma's size
};

/// A run of samples that are not transparent.
struct Span {
  std::int32_t begin = 0;
  std::int32_t end = 0;
  bool opaque = false;
};
struct SpanTable {
  std::vector<Span> spans;
  std::vector<std::uint32_t> row_begin;  ///< one more than rows
};

/// Immutable but for the smaller levels, which appear when first asked for, and for repaint(). Any thread.
class LayerImage {
 public:
  /// `image` is at least 1x1.
  LayerImage(const RgbaImage& image, AlphaKind alpha_kind);
  /// An opaque image.
  explicit LayerImage(Picture picture);
  /// Its memory, to be filled with another picture of the same size. Only for an opaque image that nobody
  /// else is using.
  [[nodiscard]] Picture& repaint() {
    levels_ready_.store(1, std::memory_order_relaxed);
    return levels_[0].colour;
  }

  [[nodiscard]] int width() const { return levels_[0].colour.y.width; }
  [[nodiscard]] int height() const { return levels_[0].colour.y.height; }
  /// Where the cut-out stands in the whole image: even numbers.
  [[nodiscard]] int left() const { return left_; }
  [[nodiscard]] int top() const { return top_; }
  [[nodiscard]] bool empty() const { return levels_[0].colour.y.empty(); }  ///< wholly transparent
  [[nodiscard]] bool opaque() const { return opaque_; }
  /// Level n is 2^-n of the size.
  [[nodiscard]] const LayerLevel& level(int n) const;
  [[nodiscard]] static constexpr int levels_max() { return 12; }
  /// Runs of level 0, for luma and chroma rows. Empty for opaque images.
  [[nodiscard]] const SpanTable& spans(bool chroma) const { return chroma ? chroma_spans_ : luma_spans_; }
  /// With all levels.
  [[nodiscard]] std::size_t bytes() const;

 private:
  int left_ = 0;
  int top_ = 0;
  bool opaque_ = true;
  SpanTable luma_spans_;
  SpanTable chroma_spans_;
  // Level n is written once, under mutex_, before levels_ready_ passes n.
  mutable std::mutex mutex_;
  mutable std::atomic<int> levels_ready_{1};
  mutable std::array<LayerLevel, 12> levels_;
};

}  // namespace reelwright::media
