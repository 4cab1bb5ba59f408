// SPDX-License-Identifier: GPL-3.0-or-later
#include "gfx/video_texture.h"

#include <fmt/format.h>
#include <glad/gl.h>

#include <algorithm>
#include <cstring>
#include <string>

#include "base/check.h"
#include "gfx/shaders.h"

namespace reelwright::gfx {
namespace {

/// Rows of a plane in a buffer begin at multiples of this.
constexpr int row_alignment = 64;

PixelSize plane_size(PixelSize picture, std::size_t plane) {
  return plane == 0 ? picture : PixelSize{(picture.width + 1) / 2, (picture.height + 1) / 2};
}

int row_bytes(PixelSize plane) { return (plane.width + row_alignment - 1) / row_alignment * row_alignment; }

std::size_t plane_bytes(PixelSize plane) {
  return static_cast<std::size_t>(row_bytes(plane)) * static_cast<std::size_t>(plane.height);
}

/// For the rows that hold R, G and B, column by column as OpenGL wants a matrix. ITU-R BT.601-7 and BT.709-6:
/// Kr and Kb of each; luma reaches over 219 of 255 steps and chroma over 224 in the limited range.
std::array<float, 9> matrix_to_rgb(YuvMatrix matrix, bool is_full_range) {
  const double red = matrix == YuvMatrix::bt601 ? 0.299 : 0.2126;
  const double blue = matrix == YuvMatrix::bt601 ? 0.114 : 0.0722;
  const double green = 1 - red - blue;
  const double luma = is_full_range ? 1 : 255.0 / 219.0;
  const double chroma = is_full_range ? 1 : 255.0 / 224.0;
  const auto f = [](double value) { return static_cast<float>(value); };
  return {f(luma),
          f(luma),
          f(luma),
          0,
          f(-2 * (1 - blue) * blue / green * chroma),
          f(2 * (1 - blue) * chroma),
          f(2 * (1 - red) * chroma),
          f(-2 * (1 - red) * red / green * chroma),
          0};
}

Result<unsigned> compile(GLenum kind, const char* source) {
  const GLuint shader = glCreateShader(kind);
  glShaderSource(shader, 1, &source, nullptr);
  glCompileShader(shader);
  GLint done = GL_FALSE;
  glGetShaderiv(shader, GL_COMPILE_STATUS, &done);
  if (done == GL_TRUE) return shader;
  std::string reason(1024, '\0');
  GLsizei size = 0;
  glGetShaderInfoLog(shader, static_cast<GLsizei>(reason.size()), &size, reason.data());
  glDeleteShader(shader);
  reason.resize(static_cast<std::size_t>(size));
  return fail("window.no_opengl",
              fmt::format("The graphics driver does not take the preview's shader ({}).", reason),
              "Update the graphics driver, or start with LIBGL_ALWAYS_SOFTWARE=1.");
}

Result<unsigned> link_program() {
  const GLuint vertex = TRY(compile(GL_VERTEX_SHADER, shaders::yuv_to_rgb_vert));
  const Result<unsigned> fragment = compile(GL_FRAGMENT_SHADER, shaders::yuv_to_rgb_frag);
  const GLuint program = glCreateProgram();
  glAttachShader(program, vertex);
  if (fragment) glAttachShader(program, *fragment);
  glLinkProgram(program);
  glDeleteShader(vertex);
  if (fragment) glDeleteShader(*fragment);
  GLint done = GL_FALSE;
  glGetProgramiv(program, GL_LINK_STATUS, &done);
  if (fragment && done == GL_TRUE) return program;
  glDeleteProgram(program);
  if (!fragment) return std::unexpected(fragment.error());
  return fail("window.no_opengl", "The graphics driver does not take the preview's shader.",
              "Update the graphics driver, or start with LIBGL_ALWAYS_SOFTWARE=1.");
}

void set_filter(GLint filter) {
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, filter);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, filter);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
}

}  // namespace

Result<std::unique_ptr<VideoTexture>> VideoTexture::create() {
  std::unique_ptr<VideoTexture> made(new VideoTexture);
  made->program_ = TRY(link_program());
  const auto uniform = [&](const char* name) { return glGetUniformLocation(made->program_, name); };
  made->uniforms_ = {.luma_size = uniform("luma_size"),
                     .chroma_size = uniform("chroma_size"),
                     .step_size = uniform("step_size"),
                     .taps = uniform("taps"),
                     .is_exact = uniform("is_exact"),
                     .to_rgb = uniform("to_rgb"),
                     .offset = uniform("offset")};
  glUseProgram(made->program_);
  glUniform1i(uniform("luma"), 0);
  glUniform1i(uniform("chroma_blue"), 1);
  glUniform1i(uniform("chroma_red"), 2);
  glUseProgram(0);
  glGenVertexArrays(1, &made->vertices_);
  glGenTextures(3, made->planes_.data());
  glGenBuffers(3, made->buffers_.data());
  glGenTextures(1, &made->target_);
  glGenFramebuffers(1, &made->framebuffer_);
  return made;
}

VideoTexture::~VideoTexture() {
  glDeleteFramebuffers(1, &framebuffer_);
  glDeleteTextures(1, &target_);
  glDeleteBuffers(3, buffers_.data());
  glDeleteTextures(3, planes_.data());
  glDeleteVertexArrays(1, &vertices_);
  glDeleteProgram(program_);
}

void VideoTexture::upload(const YuvPicture& picture) {
  const PixelSize size{picture.width, picture.height};
  CHECK(size.width > 0 && size.height > 0);
  if (size != picture_size_) resize_planes(size);
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < 3; ++i) bytes += plane_bytes(plane_size(size, i));

  glBindBuffer(GL_PIXEL_UNPACK_BUFFER, buffers_[next_buffer_]);
  next_buffer_ = (next_buffer_ + 1) % buffers_.size();
  // What the driver may still read from it stays valid: it gives us other memory then.
  auto* const mapped =
      static_cast<std::uint8_t*>(glMapBufferRange(GL_PIXEL_UNPACK_BUFFER, 0, static_cast<GLsizeiptr>(bytes),
                                                  GL_MAP_WRITE_BIT | GL_MAP_INVALIDATE_BUFFER_BIT));
  // Out of graphics memory: the frame before stays.
  if (mapped == nullptr) return glBindBuffer(GL_PIXEL_UNPACK_BUFFER, 0);
  std::uint8_t* to = mapped;
  for (std::size_t i = 0; i < 3; ++i) {
    const PixelSize plane = plane_size(size, i);
    const std::uint8_t* from = picture.planes[i];
    for (int row = 0; row < plane.height; ++row, from += picture.strides[i], to += row_bytes(plane))
      std::memcpy(to, from, static_cast<std::size_t>(plane.width));
  }
  const bool is_whole = glUnmapBuffer(GL_PIXEL_UNPACK_BUFFER) == GL_TRUE;
  std::size_t at = 0;
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  for (std::size_t i = 0; i < 3 && is_whole; ++i) {
    const PixelSize plane = plane_size(size, i);
    glPixelStorei(GL_UNPACK_ROW_LENGTH, row_bytes(plane));
    glBindTexture(GL_TEXTURE_2D, planes_[i]);
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, plane.width, plane.height, GL_RED, GL_UNSIGNED_BYTE,
                    reinterpret_cast<const void*>(at));
    at += plane_bytes(plane);
  }
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  glBindTexture(GL_TEXTURE_2D, 0);
  glBindBuffer(GL_PIXEL_UNPACK_BUFFER, 0);
  matrix_ = picture.matrix;
  is_full_range_ = picture.is_full_range;
  has_picture_ = true;
  is_converted_ = false;
}

void VideoTexture::convert(PixelSize shown, Sampling sampling) {
  if (!has_picture_ || shown.width <= 0 || shown.height <= 0) return;
  if (is_converted_ && shown == target_size_ && sampling == sampling_) return;
  if (shown != target_size_) resize_target(shown);
  sampling_ = sampling;
  // Linear sampling looks at two samples each way; up to three apart, nobody sees that one is left out.
  const auto taps = [](int from, int to) { return std::clamp((from + 3 * to - 1) / (3 * to), 1, 8); };
  const bool is_exact = sampling == Sampling::exact;
  const float black = is_full_range_ ? 0 : 16.0F / 255.0F;
  const std::array<float, 9> to_rgb = matrix_to_rgb(matrix_, is_full_range_);

  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
  glViewport(0, 0, shown.width, shown.height);
  for (const GLenum each : {GL_BLEND, GL_SCISSOR_TEST, GL_DEPTH_TEST, GL_CULL_FACE}) glDisable(each);
  glUseProgram(program_);
  const auto ratio = [](int from, int to) { return static_cast<float>(from) / static_cast<float>(to); };
  const PixelSize chroma = plane_size(picture_size_, 1);
  glUniform2f(uniforms_.luma_size, static_cast<float>(picture_size_.width),
              static_cast<float>(picture_size_.height));
  glUniform2f(uniforms_.chroma_size, static_cast<float>(chroma.width), static_cast<float>(chroma.height));
  glUniform2f(uniforms_.step_size, ratio(picture_size_.width, shown.width),
              ratio(picture_size_.height, shown.height));
  glUniform2i(uniforms_.taps, is_exact ? 1 : taps(picture_size_.width, shown.width),
              is_exact ? 1 : taps(picture_size_.height, shown.height));
  glUniform1i(uniforms_.is_exact, is_exact ? 1 : 0);
  glUniformMatrix3fv(uniforms_.to_rgb, 1, GL_FALSE, to_rgb.data());
  glUniform3f(uniforms_.offset, black, 128.0F / 255.0F, 128.0F / 255.0F);
  for (std::size_t i = 0; i < 3; ++i) {
    glActiveTexture(GL_TEXTURE0 + static_cast<GLenum>(i));
    glBindTexture(GL_TEXTURE_2D, planes_[i]);
  }
  glBindVertexArray(vertices_);
  glDrawArrays(GL_TRIANGLES, 0, 3);
  glBindVertexArray(0);
  glUseProgram(0);
  for (GLenum i = 3; i-- > 0;) {
    glActiveTexture(GL_TEXTURE0 + i);
    glBindTexture(GL_TEXTURE_2D, 0);
  }
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
  is_converted_ = true;
}

void VideoTexture::clear() {
  has_picture_ = false;
  is_converted_ = false;
}

void VideoTexture::resize_planes(PixelSize size) {
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    const PixelSize plane = plane_size(size, i);
    bytes += plane_bytes(plane);
    glBindTexture(GL_TEXTURE_2D, planes_[i]);
    set_filter(GL_LINEAR);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, plane.width, plane.height, 0, GL_RED, GL_UNSIGNED_BYTE, nullptr);
  }
  glBindTexture(GL_TEXTURE_2D, 0);
  for (const unsigned buffer : buffers_) {
    glBindBuffer(GL_PIXEL_UNPACK_BUFFER, buffer);
    glBufferData(GL_PIXEL_UNPACK_BUFFER, static_cast<GLsizeiptr>(bytes), nullptr, GL_STREAM_DRAW);
  }
  glBindBuffer(GL_PIXEL_UNPACK_BUFFER, 0);
  picture_size_ = size;
}

void VideoTexture::resize_target(PixelSize size) {
  glBindTexture(GL_TEXTURE_2D, target_);
  // Shown pixel for pixel; in between only while the window is being resized.
  set_filter(GL_LINEAR);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, size.width, size.height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
  glBindTexture(GL_TEXTURE_2D, 0);
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, target_, 0);
  CHECK(glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE);
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
  target_size_ = size;
}

}  // namespace reelwright::gfx
