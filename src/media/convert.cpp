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

constexpr double reference_white_cd_m2 = 203;  // ITU-R BT.2408

std::unexpected<Error> unsupported(const std::string& what) {
  return fail("convert.unsupported", "The picture cannot be converted: " + what + ".");
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
    if (reinterpret_cast<std::uintptr_t>(frame.data[plane]) % frame_alignment != 0 ||
        frame.linesize[plane] % frame_alignment != 0)
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

/// zimg wants pictures with subsampled chroma to have even sizes: the last luma row and column are repeated.
bool needs_padding(const AVFrame& frame, const AVPixFmtDescriptor& format) {
  return (format.log2_chroma_w > 0 && frame.width % 2 != 0) ||
         (format.log2_chroma_h > 0 && frame.height % 2 != 0);
}

Frame padded(const AVFrame& frame, const AVPixFmtDescriptor& format) {
  Frame copy = new_frame(static_cast<AVPixelFormat>(frame.format), (frame.width + 1) / 2 * 2,
                         (frame.height + 1) / 2 * 2);
  CHECK(av_frame_copy_props(copy.get(), &frame) >= 0);
  const std::size_t sample = format.comp[0].depth > 8 ? 2 : 1;
  for (std::size_t plane = 0; plane < 4 && frame.data[plane] != nullptr; ++plane) {
    const bool chroma = plane == 1 || plane == 2;
    const auto size = [&](int luma, int shift) { return chroma ? -((-luma) >> shift) : luma; };
    const auto width = static_cast<std::size_t>(size(frame.width, format.log2_chroma_w)) * sample;
    const auto wide = static_cast<std::size_t>(size(copy->width, format.log2_chroma_w)) * sample;
    const int height = size(frame.height, format.log2_chroma_h);
    for (int y = 0; y < size(copy->height, format.log2_chroma_h); ++y) {
      const std::uint8_t* from =
          frame.data[plane] + std::ptrdiff_t{std::min(y, height - 1)} * frame.linesize[plane];
      std::uint8_t* to = copy->data[plane] + std::ptrdiff_t{y} * copy->linesize[plane];
      std::memcpy(to, from, width);
      for (std::size_t x = width; x < wide; x += sample) std::memcpy(to + x, from + width - sample, sample);
    }
  }
  return copy;
}

/// The frame itself, or a copy that zimg can read. Null when libswscale does not know the format.
Frame readable_frame(const AVFrame& frame) {
  const AVPixFmtDescriptor* format = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
  if (format == nullptr) return nullptr;
  if (is_planar_for_zimg(*format)) {
    if (needs_padding(frame, *format)) return padded(frame, *format);
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
  // Packed YUV keeps its numbers, and with them the meaning of its tags.
  const bool is_yuv =
      (format->flags & (AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL)) == 0 && format->nb_components >= 3;
  const AVPixelFormat planar = !is_yuv                     ? AV_PIX_FMT_GBRAP
                               : format->comp[0].depth > 8 ? AV_PIX_FMT_YUV444P16LE
                                                           : AV_PIX_FMT_YUV444P;
  std::unique_ptr<SwsContext, FreeConversion> unpack(sws_getContext(
      frame.width, frame.height, static_cast<AVPixelFormat>(frame.format), frame.width, frame.height, planar,
      SWS_POINT | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT, nullptr, nullptr, nullptr));
  if (unpack == nullptr) return nullptr;
  Frame unpacked = new_frame(planar, frame.width, frame.height);
  if (is_yuv) CHECK(av_frame_copy_props(unpacked.get(), &frame) >= 0);
  if (sws_scale(unpack.get(), frame.data, frame.linesize, 0, frame.height, unpacked->data,
                unpacked->linesize) != frame.height)
    return nullptr;
  return unpacked;
}

zimg_chroma_location_e chroma_location_of(const AVFrame& frame) {
  switch (frame.chroma_location) {
    case AVCHROMA_LOC_CENTER:
      return ZIMG_CHROMA_CENTER;
    case AVCHROMA_LOC_TOPLEFT:
      return ZIMG_CHROMA_TOP_LEFT;
    case AVCHROMA_LOC_TOP:
      return ZIMG_CHROMA_TOP;
    case AVCHROMA_LOC_BOTTOMLEFT:
      return ZIMG_CHROMA_BOTTOM_LEFT;
    case AVCHROMA_LOC_BOTTOM:
      return ZIMG_CHROMA_BOTTOM;
    default:
      return ZIMG_CHROMA_LEFT;
  }
}

/// zimg refuses those that it does not know.
zimg_matrix_coefficients_e matrix_of(const AVFrame& frame, bool video) {
  switch (frame.colorspace) {
    case AVCOL_SPC_UNSPECIFIED:
    case AVCOL_SPC_RESERVED:
    case AVCOL_SPC_RGB:
      return video && frame.height >= hd_height ? ZIMG_MATRIX_709 : ZIMG_MATRIX_470BG;
    default:
      return static_cast<zimg_matrix_coefficients_e>(frame.colorspace);  // both are those of ITU-T H.273
  }
}

/// Only HDR is converted by the light that it stands for: ordinary pictures keep their numbers.
void describe_light(const AVFrame& frame, zimg_image_format& image) {
  if (frame.color_trc != AVCOL_TRC_SMPTE2084 && frame.color_trc != AVCOL_TRC_ARIB_STD_B67) return;
  image.transfer_characteristics = static_cast<zimg_transfer_characteristics_e>(frame.color_trc);
  image.color_primaries = frame.color_primaries == AVCOL_PRI_BT709 ? ZIMG_PRIMARIES_709 : ZIMG_PRIMARIES_2020;
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
  describe_light(frame, image);
  const std::string name = format.name;
  const bool full = frame.color_range == AVCOL_RANGE_JPEG || name.starts_with("yuvj");
  image.color_family = ZIMG_COLOR_YUV;
  image.subsample_w = format.log2_chroma_w;
  image.subsample_h = format.log2_chroma_h;
  image.pixel_range = full ? ZIMG_RANGE_FULL : ZIMG_RANGE_LIMITED;
  const bool video = colour_default == ColourDefault::video;
  image.chroma_location = video ? chroma_location_of(frame) : ZIMG_CHROMA_CENTER;
  image.matrix_coefficients = matrix_of(frame, video);
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

/// `frame`, whose form is `source`, to the form `target`, which is that of `out`.
Result<void> convert(const AVFrame& frame, const zimg_image_format& source, zimg_image_format target,
                     AVFrame& out, const std::stop_token& stop) {
  if (source.transfer_characteristics != ZIMG_TRANSFER_UNSPECIFIED) {
    target.transfer_characteristics = ZIMG_TRANSFER_709;
    target.color_primaries = ZIMG_PRIMARIES_709;
  }
  zimg_graph_builder_params parameters;
  zimg_graph_builder_params_default(&parameters, ZIMG_API_VERSION);
  parameters.resample_filter = ZIMG_RESIZE_SPLINE36;
  parameters.resample_filter_uv = ZIMG_RESIZE_BICUBIC;
  parameters.dither_type = ZIMG_DITHER_NONE;
  parameters.nominal_peak_luminance = reference_white_cd_m2;

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
      av_malloc(scratch_bytes + frame_alignment));
  CHECK(scratch != nullptr);
  void* aligned_scratch =
      reinterpret_cast<void*>((reinterpret_cast<std::uintptr_t>(scratch.get()) + frame_alignment - 1) /
                              frame_alignment * frame_alignment);

  zimg_image_buffer_const from;
  zimg_image_buffer to;
  from.version = to.version = ZIMG_API_VERSION;
  const std::size_t planes = source.alpha == ZIMG_ALPHA_NONE ? 3 : 4;
  for (std::size_t plane = 0; plane < planes; ++plane) {
    const std::size_t source_plane = libav_plane(source, plane);
    const std::size_t target_plane = libav_plane(target, plane);
    from.plane[plane] = {frame.data[source_plane], frame.linesize[source_plane], ZIMG_BUFFER_MAX};
    to.plane[plane] = {out.data[target_plane], out.linesize[target_plane], ZIMG_BUFFER_MAX};
  }
  const int processed = zimg_filter_graph_process(graph.get(), &from, &to, aligned_scratch, nullptr, nullptr,
                                                  poll_stop, const_cast<std::stop_token*>(&stop));
  if (stop.stop_requested()) return canceled();
  if (processed != 0) return failed();
  return {};
}

zimg_image_format form_of(int width, int height) {
  zimg_image_format form;
  zimg_image_format_default(&form, ZIMG_API_VERSION);
  form.width = static_cast<unsigned>(width);
  form.height = static_cast<unsigned>(height);
  form.pixel_type = ZIMG_PIXEL_BYTE;
  return form;
}

/// `readable` may be padded; `frame` has the true size.
Result<Frame> scale_to_planar_rgb(const AVFrame& readable, const AVFrame& frame, int width, int height,
                                  ColourDefault colour_default, const std::stop_token& stop) {
  zimg_image_format source = describe(readable, colour_default);
  source.active_region = {0, 0, static_cast<double>(frame.width), static_cast<double>(frame.height)};
  zimg_image_format target = form_of(width, height);
  target.color_family = ZIMG_COLOR_RGB;
  target.matrix_coefficients = ZIMG_MATRIX_RGB;
  target.pixel_range = ZIMG_RANGE_FULL;
  target.alpha = source.alpha;
  Frame result = new_frame(AV_PIX_FMT_GBRAP, width, height);
  TRY(convert(readable, source, target, *result, stop));
  return result;
}

zimg_chroma_location_e zimg_site(ChromaSite site) {
  switch (site) {
    case ChromaSite::left:
      return ZIMG_CHROMA_LEFT;
    case ChromaSite::centre:
      return ZIMG_CHROMA_CENTER;
    case ChromaSite::top:
      return ZIMG_CHROMA_TOP;
    case ChromaSite::bottom:
      return ZIMG_CHROMA_BOTTOM;
  }
  return ZIMG_CHROMA_LEFT;
}

}  // namespace

Frame new_frame(AVPixelFormat format, int width, int height) {
  Frame frame = make_frame();
  frame->format = format;
  frame->width = width;
  frame->height = height;
  CHECK(av_frame_get_buffer(frame.get(), frame_alignment) >= 0);
  return frame;
}

Result<void> to_yuv(const AVFrame& frame, ChromaSite site, AVFrame& out, const std::stop_token& stop) {
  const Frame readable = readable_frame(frame);
  if (readable == nullptr) return unsupported("its pixel format is not known");
  zimg_image_format source = describe(*readable, ColourDefault::video);
  source.alpha = ZIMG_ALPHA_NONE;
  const bool own_size = out.width == readable->width && out.height == readable->height;
  if (!own_size)
    source.active_region = {0, 0, static_cast<double>(frame.width), static_cast<double>(frame.height)};
  zimg_image_format target = form_of(out.width, out.height);
  target.color_family = ZIMG_COLOR_YUV;
  target.matrix_coefficients = ZIMG_MATRIX_709;
  target.pixel_range = ZIMG_RANGE_LIMITED;
  target.subsample_w = target.subsample_h = 1;
  target.chroma_location = zimg_site(site);
  return convert(*readable, source, target, out, stop);
}

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
