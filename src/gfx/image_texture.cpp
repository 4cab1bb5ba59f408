// SPDX-License-Identifier: GPL-3.0-or-later
#include "gfx/image_texture.h"

#include <glad/gl.h>

#include <utility>

#include "base/check.h"

namespace reelwright::gfx {

ImageTexture::ImageTexture(std::span<const std::uint8_t> rgba, PixelSize size) { set(rgba, size); }

ImageTexture::~ImageTexture() { glDeleteTextures(id_ == 0 ? 0 : 1, &id_); }

ImageTexture::ImageTexture(ImageTexture&& other) noexcept
    : id_(std::exchange(other.id_, 0)), size_(std::exchange(other.size_, {})) {}

ImageTexture& ImageTexture::operator=(ImageTexture&& other) noexcept {
  std::swap(id_, other.id_);
  std::swap(size_, other.size_);
  return *this;
}

void ImageTexture::set(std::span<const std::uint8_t> rgba, PixelSize size) {
  CHECK(size.width > 0 && size.height > 0);
  CHECK(rgba.size() == static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height) * 4);
  if (id_ == 0) {
    glGenTextures(1, &id_);
    glBindTexture(GL_TEXTURE_2D, id_);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR_MIPMAP_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  }
  glBindTexture(GL_TEXTURE_2D, id_);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  if (size == size_)
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, size.width, size.height, GL_RGBA, GL_UNSIGNED_BYTE, rgba.data());
  else
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, size.width, size.height, 0, GL_RGBA, GL_UNSIGNED_BYTE,
                 rgba.data());
  // Such pictures are drawn at half their size and less.
  glGenerateMipmap(GL_TEXTURE_2D);
  size_ = size;
  glBindTexture(GL_TEXTURE_2D, 0);
}

}  // namespace reelwright::gfx
