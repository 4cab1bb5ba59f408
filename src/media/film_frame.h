// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures on their way to the screen: decoded ones are held by reference, composed ones get memory from a
// pool. What they need is freed or reused by whoever lets the last reference go.
#pragma once

#include <memory>
#include <stop_token>

#include "base/result.h"
#include "base/yuv_picture.h"
#include "media/compositor.h"
#include "model/image.h"

struct AVFrame;

namespace reelwright::media {

/// A reference to one picture, or to none. One thread at a time; references to the same picture may be in
/// different threads.
class FilmFrame {
 public:
  FilmFrame() = default;

  explicit operator bool() const { return frame_ != nullptr; }
  /// Valid while any reference lives. Only for a picture, not for none; the same holds for what follows.
  [[nodiscard]] YuvPicture picture() const;
  [[nodiscard]] FilmFrame share() const;
  /// Scaled to `width`, its height in proportion.
  [[nodiscard]] FilmFrame scaled_to(int width) const;
  /// Errors: convert.unsupported, canceled.
  [[nodiscard]] Result<RgbaImage> to_rgba(const std::stop_token& stop) const;

 private:
  friend class FilmPool;
  friend class FilmReader;
  struct Free {
    void operator()(AVFrame* frame) const;
  };
  explicit FilmFrame(AVFrame* frame) : frame_(frame) {}

  std::unique_ptr<AVFrame, Free> frame_;  ///< 8-bit 4:2:0
};

/// Memory for composed pictures of one size. One thread; its frames may outlive it and be let go elsewhere.
class FilmPool {
 public:
  FilmPool(int width, int height);
  FilmPool(FilmPool&&) noexcept;
  FilmPool& operator=(FilmPool&&) noexcept;
  ~FilmPool();

  struct Blank {
    FilmFrame frame;
    YuvView view;  ///< of its memory, to be filled before it is shared
  };
  [[nodiscard]] Blank get();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace reelwright::media
