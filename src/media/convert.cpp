// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/convert.h"

extern "C" {
#include <libavutil/pixdesc.h>
}
#include <zimg.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/check.h"
#include "media/deinterlace.h"

namespace reelwright::media {
namespace {

constexpr double reference_white_cd_m2 = 203;  // ITU-R BT.2408

std::unexpected<Error> unsupported(const std::string& what) {
  return fail("convert.unsupported", "The picture cannot be converted: " + what + ".");
}
std::unexpected<Error> unknown_format() { return unsupported("its pixel format is not known"); }

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
      return video && is_hd(frame.width, frame.height) ? ZIMG_MATRIX_709 : ZIMG_MATRIX_470BG;
    default:
      return static_cast<zimg_matrix_coefficients_e>(frame.colorspace);  // both are those of ITU-T H.273
  }
}

/// Those whose numbers show what they mean where BT.709's do.
bool is_as_709(zimg_transfer_characteristics_e transfer) {
  return transfer == ZIMG_TRANSFER_709 || transfer == ZIMG_TRANSFER_470_M ||
         transfer == ZIMG_TRANSFER_IEC_61966_2_1;
}

bool is_hdr(zimg_transfer_characteristics_e transfer) {
  return transfer == ZIMG_TRANSFER_ST2084 || transfer == ZIMG_TRANSFER_ARIB_B67;
}

zimg_transfer_characteristics_e transfer_of(const AVFrame& frame) {
  switch (frame.color_trc) {
    case AVCOL_TRC_GAMMA22:
    case AVCOL_TRC_IEC61966_2_1:
    case AVCOL_TRC_LINEAR:
    case AVCOL_TRC_LOG:
    case AVCOL_TRC_LOG_SQRT:
    case AVCOL_TRC_SMPTE2084:
    case AVCOL_TRC_ARIB_STD_B67:
      return static_cast<zimg_transfer_characteristics_e>(frame.color_trc);  // both are those of H.273
    default:  // the same curve, or like PAL's 2.8 no more than a name that old video is given
      return ZIMG_TRANSFER_709;
  }
}

zimg_color_primaries_e primaries_of(const AVFrame& frame, bool hdr) {
  switch (frame.color_primaries) {
    case AVCOL_PRI_BT709:
    case AVCOL_PRI_BT470M:
    case AVCOL_PRI_BT470BG:
    case AVCOL_PRI_SMPTE170M:
    case AVCOL_PRI_SMPTE240M:
    case AVCOL_PRI_FILM:
    case AVCOL_PRI_BT2020:
    case AVCOL_PRI_SMPTE428:
    case AVCOL_PRI_SMPTE431:
    case AVCOL_PRI_SMPTE432:
    case AVCOL_PRI_EBU3213:
      return static_cast<zimg_color_primaries_e>(frame.color_primaries);
    default:
      return hdr ? ZIMG_PRIMARIES_2020 : ZIMG_PRIMARIES_709;
  }
}

struct Light {
  zimg_transfer_characteristics_e transfer;
  zimg_color_primaries_e primaries;
};
/// What a video's numbers stand for; nothing where that is what BT.709's do: those are kept as they are.
std::optional<Light> light_of(const AVFrame& frame) {
  const zimg_transfer_characteristics_e transfer = transfer_of(frame);
  const zimg_color_primaries_e primaries = primaries_of(frame, is_hdr(transfer));
  if (is_as_709(transfer) && primaries == ZIMG_PRIMARIES_709) return std::nullopt;
  return Light{transfer, primaries};
}

const AVPixFmtDescriptor& format_of(const AVFrame& frame) {
  return *av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
}

/// The form of `planar`, with the tags and the true size of `frame`, whose samples it has.
zimg_image_format describe(const AVFrame& planar, const AVFrame& frame, ColourDefault colour_default) {
  const AVPixFmtDescriptor& format = format_of(planar);
  zimg_image_format image;
  zimg_image_format_default(&image, ZIMG_API_VERSION);
  image.width = static_cast<unsigned>(planar.width);
  image.height = static_cast<unsigned>(planar.height);
  image.pixel_type = format.comp[0].depth > 8 ? ZIMG_PIXEL_WORD : ZIMG_PIXEL_BYTE;
  image.depth = static_cast<unsigned>(format.comp[0].depth);
  image.alpha = (format.flags & AV_PIX_FMT_FLAG_ALPHA) != 0 ? ZIMG_ALPHA_STRAIGHT : ZIMG_ALPHA_NONE;
  const bool video = colour_default == ColourDefault::video;
  if (const std::optional<Light> light = video ? light_of(frame) : std::nullopt) {
    image.transfer_characteristics = light->transfer;
    image.color_primaries = light->primaries;
  }
  if ((format.flags & AV_PIX_FMT_FLAG_RGB) != 0) {
    image.color_family = ZIMG_COLOR_RGB;
    image.matrix_coefficients = ZIMG_MATRIX_RGB;
    image.pixel_range = ZIMG_RANGE_FULL;
    return image;
  }
  const bool full =
      frame.color_range == AVCOL_RANGE_JPEG || std::string_view(format.name).starts_with("yuvj");
  image.color_family = ZIMG_COLOR_YUV;
  image.subsample_w = format.log2_chroma_w;
  image.subsample_h = format.log2_chroma_h;
  image.pixel_range = full ? ZIMG_RANGE_FULL : ZIMG_RANGE_LIMITED;
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

bool same_form(const zimg_image_format& a, const zimg_image_format& b) {
  const auto parts = [](const zimg_image_format& f) {
    const auto& region = f.active_region;
    return std::tuple(f.width, f.height, f.pixel_type, f.subsample_w, f.subsample_h, f.color_family,
                      f.matrix_coefficients, f.transfer_characteristics, f.color_primaries, f.depth,
                      f.pixel_range, f.chroma_location, f.alpha, region.left, region.top, region.width,
                      region.height);
  };
  return parts(a) == parts(b);
}

/// zimg's way from one form to another, kept until another is asked for. One thread.
class Conversion {
 public:
  /// `planar`, whose form is `source`, to the form `target`, which is that of `out`.
  [[nodiscard]] Result<void> run(const AVFrame& planar, const zimg_image_format& source,
                                 zimg_image_format target, AVFrame& out, const std::stop_token& stop);

 private:
  [[nodiscard]] Result<void> prepare(const zimg_image_format& source, const zimg_image_format& target);

  struct FreeGraph {
    void operator()(zimg_filter_graph* graph) const { zimg_filter_graph_free(graph); }
  };
  std::unique_ptr<zimg_filter_graph, FreeGraph> graph_;
  zimg_image_format source_{};
  zimg_image_format target_{};
  std::unique_ptr<void, decltype([](void* memory) { av_free(memory); })> scratch_;
  void* aligned_scratch_ = nullptr;
};

std::unexpected<Error> refused_by_zimg() {
  std::array<char, 256> text{};
  zimg_get_last_error(text.data(), text.size());
  return unsupported(text.data());
}

Result<void> Conversion::prepare(const zimg_image_format& source, const zimg_image_format& target) {
  if (graph_ != nullptr && same_form(source, source_) && same_form(target, target_)) return {};
  zimg_graph_builder_params parameters;
  zimg_graph_builder_params_default(&parameters, ZIMG_API_VERSION);
  parameters.resample_filter = ZIMG_RESIZE_SPLINE36;
  parameters.resample_filter_uv = ZIMG_RESIZE_BICUBIC;
  parameters.dither_type = ZIMG_DITHER_NONE;
  parameters.nominal_peak_luminance = reference_white_cd_m2;
  // A quarter of the time, and no more than 1 in 255 away; HDR needs it exact.
  parameters.allow_approximate_gamma = is_hdr(source.transfer_characteristics) ? 0 : 1;
  graph_.reset(zimg_filter_graph_build(&source, &target, &parameters));
  if (graph_ == nullptr) return refused_by_zimg();
  std::size_t scratch_bytes = 0;
  if (zimg_filter_graph_get_tmp_size(graph_.get(), &scratch_bytes) != 0) return refused_by_zimg();
  scratch_.reset(av_malloc(scratch_bytes + frame_alignment));
  CHECK(scratch_ != nullptr);
  aligned_scratch_ =
      reinterpret_cast<void*>((reinterpret_cast<std::uintptr_t>(scratch_.get()) + frame_alignment - 1) /
                              frame_alignment * frame_alignment);
  source_ = source;
  target_ = target;
  return {};
}

Result<void> Conversion::run(const AVFrame& planar, const zimg_image_format& source, zimg_image_format target,
                             AVFrame& out, const std::stop_token& stop) {
  if (source.transfer_characteristics != ZIMG_TRANSFER_UNSPECIFIED) {
    target.transfer_characteristics =
        is_as_709(source.transfer_characteristics) ? source.transfer_characteristics : ZIMG_TRANSFER_709;
    target.color_primaries = ZIMG_PRIMARIES_709;
  }
  TRY(prepare(source, target));
  zimg_image_buffer_const from;
  zimg_image_buffer to;
  from.version = to.version = ZIMG_API_VERSION;
  const std::size_t planes = source.alpha == ZIMG_ALPHA_NONE ? 3 : 4;
  for (std::size_t plane = 0; plane < planes; ++plane) {
    const std::size_t source_plane = libav_plane(source, plane);
    const std::size_t target_plane = libav_plane(target, plane);
    from.plane[plane] = {planar.data[source_plane], planar.linesize[source_plane], ZIMG_BUFFER_MAX};
    to.plane[plane] = {out.data[target_plane], out.linesize[target_plane], ZIMG_BUFFER_MAX};
  }
  const int processed = zimg_filter_graph_process(graph_.get(), &from, &to, aligned_scratch_, nullptr,
                                                  nullptr, poll_stop, const_cast<std::stop_token*>(&stop));
  if (stop.stop_requested()) return canceled();
  if (processed != 0) return refused_by_zimg();
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

/// `planar` may be padded; `frame` has the true size. The samples have 1 byte or 2.
Result<Frame> scale_to_planar_rgb(const AVFrame& planar, const AVFrame& frame, int width, int height,
                                  int sample_bytes, ColourDefault colour_default,
                                  const std::stop_token& stop) {
  zimg_image_format source = describe(planar, frame, colour_default);
  source.active_region = {0, 0, static_cast<double>(frame.width), static_cast<double>(frame.height)};
  zimg_image_format target = form_of(width, height);
  target.color_family = ZIMG_COLOR_RGB;
  target.matrix_coefficients = ZIMG_MATRIX_RGB;
  target.pixel_range = ZIMG_RANGE_FULL;
  target.alpha = source.alpha;
  if (sample_bytes == 2) {
    target.pixel_type = ZIMG_PIXEL_WORD;
    target.depth = 16;
  }
  Frame result = new_frame(sample_bytes == 2 ? AV_PIX_FMT_GBRAP16LE : AV_PIX_FMT_GBRAP, width, height);
  TRY(Conversion().run(planar, source, target, *result, stop));
  return result;
}

/// Red, green, blue and alpha side by side.
template <typename Sample>
void interleave_row(const AVFrame& planar, bool alpha, int y, Sample* pixel) {
  std::array<const Sample*, 4> rows{};
  for (std::size_t plane = 0; plane < (alpha ? 4U : 3U); ++plane)
    rows[plane] =
        reinterpret_cast<const Sample*>(planar.data[plane] + std::ptrdiff_t{y} * planar.linesize[plane]);
  for (int x = 0; x < planar.width; ++x, pixel += 4) {
    pixel[0] = rows[2][x];
    pixel[1] = rows[0][x];
    pixel[2] = rows[1][x];
    pixel[3] = alpha ? rows[3][x] : std::numeric_limits<Sample>::max();
  }
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

struct YuvConverter::Parts {
  ProgressiveFrame planar;
  Conversion conversion;
};

YuvConverter::YuvConverter() : parts_(std::make_unique<Parts>()) {}
YuvConverter::YuvConverter(YuvConverter&&) noexcept = default;
YuvConverter& YuvConverter::operator=(YuvConverter&&) noexcept = default;
YuvConverter::~YuvConverter() = default;

Result<void> YuvConverter::convert(const AVFrame& frame, const AVFrame* following, ChromaSite site,
                                   AVFrame& out, const std::stop_token& stop) {
  const AVFrame* planar = parts_->planar.of(frame, following);
  if (planar == nullptr) return unknown_format();
  zimg_image_format source = describe(*planar, frame, ColourDefault::video);
  source.alpha = ZIMG_ALPHA_NONE;
  const bool own_size = out.width == planar->width && out.height == planar->height;
  if (!own_size)
    source.active_region = {0, 0, static_cast<double>(frame.width), static_cast<double>(frame.height)};
  zimg_image_format target = form_of(out.width, out.height);
  target.color_family = ZIMG_COLOR_YUV;
  target.matrix_coefficients = ZIMG_MATRIX_709;
  target.pixel_range = ZIMG_RANGE_LIMITED;
  target.subsample_w = target.subsample_h = 1;
  target.chroma_location = zimg_site(site);
  return parts_->conversion.run(*planar, source, target, out, stop);
}

Result<RgbaImage> to_rgba(const AVFrame& frame, int width, int height, ColourDefault colour_default,
                          const std::stop_token& stop, const FrameContext& context) {
  ProgressiveFrame progressive;
  const AVFrame* planar = progressive.of(frame, context.following);
  if (planar == nullptr) return unknown_format();
  const AVPixFmtDescriptor& format = format_of(*planar);
  const bool alpha = (format.flags & AV_PIX_FMT_FLAG_ALPHA) != 0;
  const ToSrgb* colours = context.colours;
  const int sample_bytes = colours != nullptr ? colours->sample_bytes() : 1;
  const bool ready = (format.flags & AV_PIX_FMT_FLAG_RGB) != 0 && format.comp[0].depth == 8 * sample_bytes &&
                     planar->width == width && planar->height == height &&
                     (colour_default == ColourDefault::photograph || !light_of(frame));
  Frame scaled;
  if (!ready) {
    scaled = TRY(scale_to_planar_rgb(*planar, frame, width, height, sample_bytes, colour_default, stop));
    planar = scaled.get();
  }

  RgbaImage image(width, height);
  std::vector<std::uint16_t> words(sample_bytes == 2 ? 4 * static_cast<std::size_t>(width) : 0);
  for (int y = 0; y < height; ++y) {
    if (colours != nullptr && stop.stop_requested()) return canceled();
    std::uint8_t* pixels = image.row(y);
    if (sample_bytes == 2) {
      interleave_row(*planar, alpha, y, words.data());
      for (std::size_t i = 3; i < words.size(); i += 4)
        pixels[i] = static_cast<std::uint8_t>((words[i] * 255U + 32'767U) / 65'535U);
      colours->convert(words.data(), pixels, width);
    } else {
      interleave_row(*planar, alpha, y, pixels);
      if (colours != nullptr) colours->convert(pixels, pixels, width);
    }
  }
  return image;
}

}  // namespace reelwright::media
