// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/picture_colours.h"

extern "C" {
#include <libavutil/pixdesc.h>
}

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include "base/check.h"

namespace reelwright::media {
namespace {

std::span<const std::uint8_t> profile_of(const AVFrame& frame) {
  const AVFrameSideData* data = av_frame_get_side_data(&frame, AV_FRAME_DATA_ICC_PROFILE);
  return data == nullptr ? std::span<const std::uint8_t>() : std::span(data->data, data->size);
}

double png_number(std::string_view chunk, std::size_t index) {
  std::uint32_t value = 0;
  for (const char c : chunk.substr(4 * index, 4)) value = value << 8 | static_cast<std::uint8_t>(c);
  return value / 100'000.0;
}

std::optional<PngColours> png_colours(std::string_view file) {
  const auto has = [&](std::string_view name) {
    return !chunk_content(file, PictureFormat::png, name).empty();
  };
  if (has("iCCP") || has("sRGB") || has("cICP")) return std::nullopt;
  const std::string_view gamma = chunk_content(file, PictureFormat::png, "gAMA");
  const std::string_view primaries = chunk_content(file, PictureFormat::png, "cHRM");
  PngColours colours;
  if (gamma.size() == 4 && png_number(gamma, 0) > 0) colours.gamma = png_number(gamma, 0);
  if (primaries.size() == 32) {
    colours.primaries.emplace();
    for (std::size_t i = 0; i < 8; ++i) (*colours.primaries)[i] = png_number(primaries, i);
  }
  if (!colours.gamma && !colours.primaries) return std::nullopt;
  return colours;
}

std::uint8_t to_byte(double value) { return static_cast<std::uint8_t>(std::clamp(value + 0.5, 0.0, 255.0)); }

/// Adobe's YCCK: the inks' complements as JFIF's Y, Cb, Cr, and black as it is.
void ycc_to_inks(std::uint8_t* pixel) {
  const double luma = pixel[0];
  const double blue = pixel[1] - 128.0;
  const double red = pixel[2] - 128.0;
  pixel[0] = to_byte(255 - (luma + 1.402 * red));
  pixel[1] = to_byte(255 - (luma - 0.344136 * blue - 0.714136 * red));
  pixel[2] = to_byte(255 - (luma + 1.772 * blue));
}

}  // namespace

std::optional<ToSrgb> colours_of(const AVFrame& frame, std::string_view file, PictureFormat format) {
  const AVPixFmtDescriptor* form = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
  if (form == nullptr) return std::nullopt;
  const int sample_bytes = form->comp[0].depth > 8 ? 2 : 1;
  const bool grey = form->nb_components <= 2;

  std::span<const std::uint8_t> profile = profile_of(frame);
  if (format == PictureFormat::webp && profile.empty()) {  // of a moving one, whose first picture was cut out
    const std::string_view chunk = chunk_content(file, format, "ICCP");
    profile = std::span(reinterpret_cast<const std::uint8_t*>(chunk.data()), chunk.size());
  }
  if (const std::optional<PixelSamples> samples = samples_of_profile(profile)) {
    // A grey picture is red, green and blue, too; a coloured one is not grey.
    const bool fits = samples == PixelSamples::rgb || (samples == PixelSamples::grey && grey);
    return fits ? ToSrgb::make(profile, *samples, sample_bytes) : std::nullopt;
  }
  if (format != PictureFormat::png) return std::nullopt;
  const std::optional<PngColours> said = png_colours(file);
  if (!said) return std::nullopt;
  return ToSrgb::make(*said, grey ? PixelSamples::grey : PixelSamples::rgb, sample_bytes);
}

bool has_ink_profile(const AVFrame& frame) {
  return samples_of_profile(profile_of(frame)) == PixelSamples::inks;
}

std::optional<InkCode> keep_inks(std::string& jpeg) {
  const auto number = [&](std::size_t at) { return static_cast<std::uint8_t>(jpeg[at]); };
  for (std::size_t at = 2; at + 16 <= jpeg.size() && number(at) == 0xff;) {
    const int marker = number(at + 1);
    if (marker == 0xff) {
      ++at;
      continue;
    }
    const std::size_t size = std::size_t{number(at + 2)} << 8 | number(at + 3);
    // "Adobe", version, two words of flags, and how the colours are coded (Adobe technical note 5116).
    if (marker == 0xee && size >= 14 && jpeg.compare(at + 4, 5, "Adobe") == 0) {
      const int code = number(at + 15);
      if (code != 0 && code != 2) return std::nullopt;
      jpeg[at + 15] = 1;  // which, with four components, makes libavcodec leave them alone
      return code == 2 ? InkCode::ycck : InkCode::plain;
    }
    if (marker == 0xda || marker == 0xd9) break;
    at += 2 + size;
  }
  return std::nullopt;
}

bool inks_to_srgb(AVFrame& frame, InkCode code, const std::stop_token& stop) {
  if (frame.format != AV_PIX_FMT_YUVA444P) return false;
  const std::optional<ToSrgb> colours = ToSrgb::make(profile_of(frame), PixelSamples::inks, 1);
  if (!colours || av_frame_make_writable(&frame) < 0) return false;
  std::vector<std::uint8_t> pixels(4 * static_cast<std::size_t>(frame.width));
  for (int y = 0; y < frame.height; ++y) {
    if (stop.stop_requested()) return false;
    const auto row = [&](std::size_t plane) {
      return frame.data[plane] + std::ptrdiff_t{y} * frame.linesize[plane];
    };
    const auto width = static_cast<std::size_t>(frame.width);
    for (std::size_t x = 0; x < width; ++x) {
      std::uint8_t* pixel = &pixels[4 * x];
      for (std::size_t plane = 0; plane < 4; ++plane) pixel[plane] = row(plane)[x];
      if (code == InkCode::ycck) ycc_to_inks(pixel);
    }
    colours->convert(pixels.data(), pixels.data(), frame.width);
    for (std::size_t x = 0; x < width; ++x) {
      row(2)[x] = pixels[4 * x];
      row(0)[x] = pixels[4 * x + 1];
      row(1)[x] = pixels[4 * x + 2];
      row(3)[x] = 255;
    }
  }
  frame.format = AV_PIX_FMT_GBRAP;
  return true;
}

}  // namespace reelwright::media
