// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/convert.h"

extern "C" {
#include <libavutil/pixdesc.h>
#include <libswscale/swscale.h>
}
#include <zimg.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>

#include "base/check.h"

namespace reelwright::media {
namespace {

struct FreeConversion {
  void operator()(SwsContext* context) const { sws_freeContext(context); }
  void operator()(zimg_filter_graph* graph) const { zimg_filter_graph_free(graph); }
};

std::unexpected<Error> unsupported(const std::string& what) {
  return fail("convert.unsupported", "The picture cannot be converted to RGB: " + what + ".");
}

constexpr int alignment = 64;  // what zimg asks for on the widest machines

Frame new_frame(AVPixelFormat format, int width, int height) {
  Frame frame = make_frame();
  frame->format = format;
  frame->width = width;
  frame->height = height;
  CHECK(av_frame_get_buffer(frame.get(), alignment) >= 0);
  return frame;
}

bool is_planar_for_zimg(const AVPixFmtDescriptor& format) {
  const std::uint64_t refused = AV_PIX_FMT_FLAG_BE | AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_BITSTREAM |
                                AV_PIX_FMT_FLAG_HWACCEL | AV_PIX_FMT_FLAG_FLOAT;
  return (format.flags & AV_PIX_FMT_FLAG_PLANAR) != 0 && (format.flags & refused) == 0 &&
         format.nb_components >= 3 && format.comp[1].plane != format.comp[2].plane &&
         format.comp[0].shift == 0;
}

bool is_aligned(const AVFrame& frame) {
  for (std::size_t plane = 0; plane < 4 && frame.data[plane] != nullptr; ++plane)
    if (reinterpret_cast<std::uintptr_t>(frame.data[plane]) % alignment != 0 ||
        frame.linesize[plane] % alignment != 0)
      return false;
  return true;
}

/// Bytes of red, green, blue (or grey) and alpha side by side.
bool is_packed_bytes(const AVPixFmtDescriptor& format) {
  const std::uint64_t refused =
      AV_PIX_FMT_FLAG_PLANAR | AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_BITSTREAM | AV_PIX_FMT_FLAG_HWACCEL;
  const bool grey = format.nb_components <= 2;
  return (format.flags & refused) == 0 && (grey || (format.flags & AV_PIX_FMT_FLAG_RGB) != 0) &&
         format.comp[0].depth == 8;
}

/// By hand, because libswscale changes alpha by one here and there.
Frame unpacked_bytes(const AVFrame& frame, const AVPixFmtDescriptor& format) {
  Frame planar = new_frame(AV_PIX_FMT_GBRAP, frame.width, frame.height);
  const bool grey = format.nb_components <= 2;
  const bool alpha = (format.flags & AV_PIX_FMT_FLAG_ALPHA) != 0;
  constexpr std::array<std::size_t, 4> planes{2, 0, 1, 3};
  for (std::size_t channel = 0; channel < 4; ++channel) {
    const bool is_alpha = channel == 3;
    const AVComponentDescriptor& from =
        format.comp[is_alpha ? static_cast<std::size_t>(format.nb_components - 1) : (grey ? 0 : channel)];
    for (int y = 0; y < frame.height; ++y) {
      const std::uint8_t* in = frame.data[0] + std::ptrdiff_t{y} * frame.linesize[0] + from.offset;
      std::uint8_t* out =
          planar->data[planes[channel]] + std::ptrdiff_t{y} * planar->linesize[planes[channel]];
      for (int x = 0; x < frame.width; ++x)
        out[x] = is_alpha && !alpha ? std::uint8_t{255} : in[static_cast<std::ptrdiff_t>(x) * from.step];
    }
  }
  return planar;
}

int divided_up(int value, int shift) { return (value + (1 << shift) - 1) >> shift; }

/// A copy whose sides chroma samples divide, as zimg wants them: odd sides are made longer by repeating their
/// border. The picture is still frame.width x frame.height of it.
Frame padded(const AVFrame& frame, const AVPixFmtDescriptor& format) {
  Frame copy = new_frame(static_cast<AVPixelFormat>(frame.format),
                         divided_up(frame.width, format.log2_chroma_w) << format.log2_chroma_w,
                         divided_up(frame.height, format.log2_chroma_h) << format.log2_chroma_h);
  av_frame_copy_props(copy.get(), &frame);
  const auto sample_bytes = static_cast<std::size_t>(format.comp[0].step);
  for (std::size_t plane = 0; plane < format.nb_components; ++plane) {
    const bool is_chroma = plane == 1 || plane == 2;
    const auto side = [&](int size, int shift) { return is_chroma ? divided_up(size, shift) : size; };
    const auto bytes = static_cast<std::size_t>(side(frame.width, format.log2_chroma_w)) * sample_bytes;
    const auto bytes_wanted =
        static_cast<std::size_t>(side(copy->width, format.log2_chroma_w)) * sample_bytes;
    const int rows = side(frame.height, format.log2_chroma_h);
    for (int y = 0; y < side(copy->height, format.log2_chroma_h); ++y) {
      std::uint8_t* out = copy->data[plane] + std::ptrdiff_t{y} * copy->linesize[plane];
      std::memcpy(out, frame.data[plane] + std::ptrdiff_t{std::min(y, rows - 1)} * frame.linesize[plane],
                  bytes);
      for (std::size_t at = bytes; at < bytes_wanted; ++at) out[at] = out[at - sample_bytes];
    }
  }
  return copy;
}

/// The frame itself, or a copy that zimg can read, with sides that may be longer (padded()). Null when
/// libswscale does not know the format.
Frame readable_frame(const AVFrame& frame) {
  const AVPixFmtDescriptor* format = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
  if (format == nullptr) return nullptr;
  if (is_planar_for_zimg(*format)) {
    const bool is_divided =
        frame.width % (1 << format->log2_chroma_w) == 0 && frame.height % (1 << format->log2_chroma_h) == 0;
    if (!is_divided) return padded(frame, *format);
    if (is_aligned(frame)) {
      Frame same = make_frame();
      CHECK(av_frame_ref(same.get(), &frame) >= 0);
      return same;
    }
    Frame copy = new_frame(static_cast<AVPixelFormat>(frame.format), frame.width, frame.height);
    av_frame_copy_props(copy.get(), &frame);
    CHECK(av_frame_copy(copy.get(), &frame) >= 0);
    return copy;
  }
  if (is_packed_bytes(*format)) return unpacked_bytes(frame, *format);
  std::unique_ptr<SwsContext, FreeConversion> unpack(sws_getContext(
      frame.width, frame.height, static_cast<AVPixelFormat>(frame.format), frame.width, frame.height,
      AV_PIX_FMT_GBRAP, SWS_POINT | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT, nullptr, nullptr, nullptr));
  if (unpack == nullptr) return nullptr;
  Frame unpacked = new_frame(AV_PIX_FMT_GBRAP, frame.width, frame.height);
  if (sws_scale(unpack.get(), frame.data, frame.linesize, 0, frame.height, unpacked->data,
                unpacked->linesize) != frame.height)
    return nullptr;
  return unpacked;
}

zimg_image_format describe(const AVFrame& frame, ColourDefault colour_default) {
  const AVPixFmtDescriptor& format = *av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
  zimg_image_format image;
  zimg_image_format_default(&image, ZIMG_API_VERSION);
  image.width = static_cast<unsigned>(frame.width);
  image.height = static_cast<unsigned>(frame.height);
  image.pixel_type = format.comp[0].depth > 8 ? ZIMG_PIXEL_WORD : ZIMG_PIXEL_BYTE;
  image.depth = static_cast<unsigned>(format.comp[0].depth);
  image.alpha = (format.flags & AV_PIX_FMT_FLAG_ALPHA) != 0 ? ZIMG_ALPHA_STRAIGHT : ZIMG_ALPHA_NONE;
  if ((format.flags & AV_PIX_FMT_FLAG_RGB) != 0) {
    image.color_family = ZIMG_COLOR_RGB;
    image.matrix_coefficients = ZIMG_MATRIX_RGB;
    image.pixel_range = ZIMG_RANGE_FULL;
    return image;
  }
  const std::string name = format.name;
  const bool full = frame.color_range == AVCOL_RANGE_JPEG || name.starts_with("yuvj");
  image.color_family = ZIMG_COLOR_YUV;
  image.subsample_w = format.log2_chroma_w;
  image.subsample_h = format.log2_chroma_h;
  image.pixel_range = full ? ZIMG_RANGE_FULL : ZIMG_RANGE_LIMITED;
  const bool video = colour_default == ColourDefault::video;
  image.chroma_location = video ? ZIMG_CHROMA_LEFT : ZIMG_CHROMA_CENTER;
  switch (frame.colorspace) {
    case AVCOL_SPC_BT709:
      image.matrix_coefficients = ZIMG_MATRIX_709;
      break;
    case AVCOL_SPC_BT470BG:
    case AVCOL_SPC_SMPTE170M:
      image.matrix_coefficients = ZIMG_MATRIX_470BG;
      break;
    case AVCOL_SPC_BT2020_NCL:
      image.matrix_coefficients = ZIMG_MATRIX_2020_NCL;
      break;
    default:
      image.matrix_coefficients = video ? ZIMG_MATRIX_709 : ZIMG_MATRIX_470BG;
      break;
  }
  return image;
}

/// libav's plane of zimg's plane (R, G, B, A or Y, U, V, A).
std::size_t libav_plane(const zimg_image_format& format, std::size_t plane) {
  constexpr std::array<std::size_t, 4> gbr{2, 0, 1, 3};
  return format.color_family == ZIMG_COLOR_RGB ? gbr[plane] : plane;
}

int poll_stop(void* token, unsigned, unsigned, unsigned) {
  return static_cast<const std::stop_token*>(token)->stop_requested() ? 1 : 0;
}

/// `shown` is of the picture's own size, which may be less than that of `frame`.
Result<Frame> scale_to_planar_rgb(const AVFrame& frame, const AVFrame& shown, int width, int height,
                                  ColourDefault colour_default, const std::stop_token& stop) {
  zimg_image_format source = describe(frame, colour_default);
  source.active_region = {0, 0, static_cast<double>(shown.width), static_cast<double>(shown.height)};
  zimg_image_format target;
  zimg_image_format_default(&target, ZIMG_API_VERSION);
  target.width = static_cast<unsigned>(width);
  target.height = static_cast<unsigned>(height);
  target.pixel_type = ZIMG_PIXEL_BYTE;
  target.color_family = ZIMG_COLOR_RGB;
  target.matrix_coefficients = ZIMG_MATRIX_RGB;
  target.pixel_range = ZIMG_RANGE_FULL;
  target.alpha = source.alpha;
  zimg_graph_builder_params parameters;
  zimg_graph_builder_params_default(&parameters, ZIMG_API_VERSION);
  parameters.resample_filter = ZIMG_RESIZE_SPLINE36;
  parameters.resample_filter_uv = ZIMG_RESIZE_BICUBIC;
  parameters.dither_type = ZIMG_DITHER_NONE;

  const auto failed = [] {
    std::array<char, 256> text{};
    zimg_get_last_error(text.data(), text.size());
    return unsupported(text.data());
  };
  std::unique_ptr<zimg_filter_graph, FreeConversion> graph(
      zimg_filter_graph_build(&source, &target, &parameters));
  if (graph == nullptr) return failed();
  std::size_t scratch_bytes = 0;
  if (zimg_filter_graph_get_tmp_size(graph.get(), &scratch_bytes) != 0) return failed();
  const std::unique_ptr<void, decltype([](void* memory) { av_free(memory); })> scratch(
      av_malloc(scratch_bytes + alignment));
  CHECK(scratch != nullptr);
  void* aligned_scratch = reinterpret_cast<void*>(
      (reinterpret_cast<std::uintptr_t>(scratch.get()) + alignment - 1) / alignment * alignment);

  Frame result = new_frame(AV_PIX_FMT_GBRAP, width, height);
  zimg_image_buffer_const from;
  zimg_image_buffer to;
  from.version = to.version = ZIMG_API_VERSION;
  const std::size_t planes = source.alpha == ZIMG_ALPHA_NONE ? 3 : 4;
  for (std::size_t plane = 0; plane < planes; ++plane) {
    const std::size_t source_plane = libav_plane(source, plane);
    const std::size_t target_plane = libav_plane(target, plane);
    from.plane[plane] = {frame.data[source_plane], frame.linesize[source_plane], ZIMG_BUFFER_MAX};
    to.plane[plane] = {result->data[target_plane], result->linesize[target_plane], ZIMG_BUFFER_MAX};
  }
  const int processed = zimg_filter_graph_process(graph.get(), &from, &to, aligned_scratch, nullptr, nullptr,
                                                  poll_stop, const_cast<std::stop_token*>(&stop));
  if (stop.stop_requested()) return canceled();
  if (processed != 0) return failed();
  return result;
}

}  // namespace

Result<RgbaImage> to_rgba(const AVFrame& frame, int width, int height, ColourDefault colour_default,
                          const std::stop_token& stop) {
  const Frame readable = readable_frame(frame);
  if (readable == nullptr) return unsupported("its pixel format is not known");
  const AVPixFmtDescriptor& format = *av_pix_fmt_desc_get(static_cast<AVPixelFormat>(readable->format));
  const bool alpha = (format.flags & AV_PIX_FMT_FLAG_ALPHA) != 0;
  const bool ready = (format.flags & AV_PIX_FMT_FLAG_RGB) != 0 && format.comp[0].depth == 8 &&
                     readable->width == width && readable->height == height;
  Frame scaled;
  if (!ready) scaled = TRY(scale_to_planar_rgb(*readable, frame, width, height, colour_default, stop));
  const AVFrame* planar = ready ? readable.get() : scaled.get();

  RgbaImage image(width, height);
  for (int y = 0; y < height; ++y) {
    std::array<const std::uint8_t*, 4> rows{};
    for (std::size_t plane = 0; plane < (alpha ? 4U : 3U); ++plane)
      rows[plane] = planar->data[plane] + std::ptrdiff_t{y} * planar->linesize[plane];
    std::uint8_t* pixel = image.row(y);
    for (int x = 0; x < width; ++x, pixel += 4) {
      pixel[0] = rows[2][x];
      pixel[1] = rows[0][x];
      pixel[2] = rows[1][x];
      pixel[3] = alpha ? rows[3][x] : std::uint8_t{255};
    }
  }
  return image;
}

}  // namespace reelwright::media
