// SPDX-License-Identifier: GPL-3.0-or-later
// The frame that the preview shows, as a texture: the planes go to the graphics memory as they are, a shader
// makes RGB of them in the size in which they are seen. It works only when there is a new frame or another
// size; drawing it again costs nothing here.
#pragma once

#include <array>
#include <cstddef>
#include <memory>

#include "base/result.h"
#include "base/yuv_picture.h"
#include "gfx/window.h"

namespace reelwright::gfx {

/// Main thread, with a window's context current; the window outlives it.
class VideoTexture {
 public:
  enum class Sampling : std::uint8_t {
    smooth,  ///< between pixels, the mean of them
    exact    ///< each pixel of the video in its own colour
  };

  /// Error: window.no_opengl, when the driver does not take the shader.
  [[nodiscard]] static Result<std::unique_ptr<VideoTexture>> create();
  ~VideoTexture();
  VideoTexture(const VideoTexture&) = delete;
  VideoTexture& operator=(const VideoTexture&) = delete;

  /// A new frame; its planes are copied before this returns. Sizes: 1 to the driver's largest texture (at
  /// least 4096).
  void upload(const YuvPicture& picture);
  /// The last frame in this size (pixels of the screen; a size of 0 does nothing), unless it is there
  /// already.
  void convert(PixelSize shown, Sampling sampling);
  /// Nothing is shown; the memory is kept for the next frame.
  void clear();

  /// OpenGL's name for the converted frame, upright; 0 while there is none.
  [[nodiscard]] unsigned id() const { return is_converted_ ? target_ : 0; }
  /// Of the uploaded frame.
  [[nodiscard]] PixelSize picture_size() const { return picture_size_; }

 private:
  VideoTexture() = default;
  void resize_planes(PixelSize size);
  void resize_target(PixelSize size);

  struct Uniforms {
    int luma_size = -1;
    int chroma_size = -1;
    int step_size = -1;
    int taps = -1;
    int is_exact = -1;
    int to_rgb = -1;
    int offset = -1;
  };

  unsigned program_ = 0;
  Uniforms uniforms_;
  unsigned vertices_ = 0;
  std::array<unsigned, 3> planes_{};
  std::array<unsigned, 3> buffers_{};  ///< one frame each: the next one is filled while one is being read
  std::size_t next_buffer_ = 0;
  unsigned target_ = 0;
  unsigned framebuffer_ = 0;
  PixelSize picture_size_;
  PixelSize target_size_;
  Sampling sampling_ = Sampling::smooth;
  YuvMatrix matrix_ = YuvMatrix::bt709;
  bool is_full_range_ = false;
  bool has_picture_ = false;
  bool is_converted_ = false;
};

}  // namespace reelwright::gfx
