// SPDX-License-Identifier: GPL-3.0-or-later
// A small picture for the window to draw: a theme, a job's thumbnail, the frame under the pointer. It is as
// it was given; nothing scales or keeps the pixels here.
#pragma once

#include <cstdint>
#include <span>

#include "gfx/window.h"

namespace reelwright::gfx {

/// Main thread, with a window's context current; the window outlives it.
class ImageTexture {
 public:
  /// Nothing to see: id() is 0.
  ImageTexture() = default;
  /// `rgba`: four bytes a pixel, row by row from the top, size.width * size.height * 4 of them. Sampled
  /// linearly, also when drawn small.
  ImageTexture(std::span<const std::uint8_t> rgba, PixelSize size);
  ~ImageTexture();
  ImageTexture(ImageTexture&& other) noexcept;
  ImageTexture& operator=(ImageTexture&& other) noexcept;

  /// Other pixels; a texture of the same size is kept.
  void set(std::span<const std::uint8_t> rgba, PixelSize size);

  /// OpenGL's name for it; 0 while there is none.
  [[nodiscard]] unsigned id() const { return id_; }
  [[nodiscard]] PixelSize size() const { return size_; }

 private:
  unsigned id_ = 0;
  PixelSize size_;
};

}  // namespace reelwright::gfx
