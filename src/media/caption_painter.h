// SPDX-License-Identifier: GPL-3.0-or-later
// Burns captions in: libass draws them from the .ass file that the timeline names, and the result is
// blended as a layer. Internal to media/.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "base/result.h"
#include "media/draw.h"

namespace reelwright::media {

/// One thread.
class CaptionPainter {
 public:
  /// Error: compositor.captions.
  [[nodiscard]] static Result<CaptionPainter> open(const std::filesystem::path& path, int width, int height);
  CaptionPainter(CaptionPainter&&) noexcept;
  CaptionPainter& operator=(CaptionPainter&&) noexcept;
  ~CaptionPainter();

  /// Draws what is shown at `time_ms`. libass is only asked when that differs from the last call.
  void draw(std::int64_t time_ms, const YuvView& frame, DrawScratch& scratch);

 private:
  struct Parts;
  explicit CaptionPainter(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace reelwright::media
