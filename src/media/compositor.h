// SPDX-License-Identifier: GPL-3.0-or-later
// (timeline, frame) to one YUV 4:2:0 picture (BT.709, limited range). The encoder and the preview call the
// same code, so what you see is what you render. Layers are loaded once; moved and blended in YUV with
// subpixel precision; captions are drawn by libass from the timeline's .ass.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <stop_token>

#include "base/result.h"
#include "model/timeline.h"

namespace reelwright::media {

/// Where a composed frame goes: three planes with their strides in bytes. Chroma planes are half size, sited
/// left (MPEG-2 style).
struct YuvView {
  int width = 0;
  int height = 0;
  std::uint8_t* y = nullptr;
  std::uint8_t* u = nullptr;
  std::uint8_t* v = nullptr;
  std::ptrdiff_t y_stride = 0;
  std::ptrdiff_t u_stride = 0;
  std::ptrdiff_t v_stride = 0;
};

/// Decoded layer images, shared by all compositors of one render and bounded in bytes (least recently used go
/// first; images in use stay). Any thread.
class LayerCache;
[[nodiscard]] std::shared_ptr<LayerCache> make_layer_cache(std::size_t bytes_max);

/// One thread; cheap enough to have one a worker. The timeline must outlive it.
class Compositor {
 public:
  /// `root` is the timeline's folder. Loads the .ass when captions are burned in. `stop` ends compose() while
  /// it decodes clips, which may take long. Errors: compositor.missing_layer, compositor.damaged_layer,
  /// compositor.captions.
  [[nodiscard]] static Result<Compositor> open(const Timeline& timeline, const std::filesystem::path& root,
                                               std::shared_ptr<LayerCache> cache, std::stop_token stop = {});
  Compositor(Compositor&&) noexcept;
  Compositor& operator=(Compositor&&) noexcept;
  ~Compositor();

  /// Fills `out` (of the timeline's size) with frame `frame`, 0 <= frame < frame_count. The result depends on
  /// nothing but timeline and frame. Errors: compositor.missing_layer, compositor.damaged_layer,
  /// picture.too_large, canceled.
  [[nodiscard]] Result<void> compose(std::int64_t frame, const YuvView& out);

 private:
  struct Parts;
  explicit Compositor(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace reelwright::media
