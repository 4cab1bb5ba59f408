// SPDX-License-Identifier: GPL-3.0-or-later
// A clip as a layer: which of its pictures a frame of the scene shows, decoded one picture ahead, scaled and
// brought to the renderer's YUV. The same picture for the same frame in whatever order they are asked for.
// Internal to media/.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>

#include "base/result.h"
#include "media/clip_decoder.h"
#include "media/convert.h"
#include "media/layer_image.h"
#include "model/timeline.h"

namespace reelwright::media {

/// One thread; several readers of one file are independent.
class ClipReader {
 public:
  /// The pictures are shrunk as far as the layer's keyframes allow. `stop` ends this and what follows.
  /// Errors: clip.*, canceled.
  [[nodiscard]] static Result<ClipReader> open(const std::filesystem::path& path, const Layer& layer,
                                               int frames_per_second, std::stop_token stop);

  /// Image pixels per pixel of the clip; the layer's scale is divided by it. Sizes are rounded up to even
  /// numbers.
  [[nodiscard]] double scale() const { return scale_; }

  /// Goes to the last picture whose time is at or before that of the scene's frame, both to a tick of the
  /// clip's clock. Errors: clip.damaged (it ends before its length), those of ClipDecoder.
  [[nodiscard]] Result<void> go_to(std::int64_t scene_frame);
  /// Which picture that is.
  [[nodiscard]] std::int64_t picture() const { return current_.pts; }
  /// Whether another frame of the scene shows the same one.
  [[nodiscard]] bool holds(std::int64_t scene_frame) const;
  /// Valid until the next go_to(): there is one image, which is filled again. Errors: clip.unreadable,
  /// for a pixel format that cannot be read.
  [[nodiscard]] Result<const LayerImage*> image();

 private:
  ClipReader(ClipDecoder decoder, std::stop_token stop)
      : decoder_(std::move(decoder)), stop_(std::move(stop)) {}
  [[nodiscard]] std::int64_t pts_at(std::int64_t scene_frame) const;
  [[nodiscard]] Result<void> step();

  ClipDecoder decoder_;
  std::stop_token stop_;
  std::filesystem::path path_;
  ClipTime time_;
  int frames_per_second_ = 30;
  double scale_ = 1;

  ClipShot current_;
  ClipShot next_;
  bool has_current_ = false;
  bool has_next_ = false;

  YuvConverter converter_;
  Frame converted_;  ///< before it is turned upright
  std::unique_ptr<LayerImage> image_;
  std::optional<std::int64_t> image_pts_;
};

}  // namespace reelwright::media
