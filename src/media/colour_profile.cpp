// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/colour_profile.h"

#include <lcms2.h>

#include <cmath>
#include <cstdlib>
#include <utility>

namespace reelwright::media {
namespace {

struct CloseProfile {
  void operator()(void* profile) const { cmsCloseProfile(profile); }
};
using Profile = std::unique_ptr<void, CloseProfile>;
struct FreeCurve {
  void operator()(cmsToneCurve* curve) const { cmsFreeToneCurve(curve); }
};
using Curve = std::unique_ptr<cmsToneCurve, FreeCurve>;

Profile open_profile(std::span<const std::uint8_t> profile) {
  if (profile.empty() || profile.size() > colour_profile_bytes_max) return nullptr;
  return Profile(cmsOpenProfileFromMem(profile.data(), static_cast<cmsUInt32Number>(profile.size())));
}

std::optional<PixelSamples> samples_of(void* profile) {
  switch (cmsGetDeviceClass(profile)) {
    case cmsSigInputClass:
    case cmsSigDisplayClass:
    case cmsSigOutputClass:
    case cmsSigColorSpaceClass:
      break;
    default:
      return std::nullopt;
  }
  switch (cmsGetColorSpace(profile)) {
    case cmsSigRgbData:
      return PixelSamples::rgb;
    case cmsSigGrayData:
      return PixelSamples::grey;
    case cmsSigCmykData:
      return PixelSamples::inks;
    default:
      return std::nullopt;
  }
}

cmsUInt32Number format_of(PixelSamples samples, int sample_bytes) {
  const cmsUInt32Number bytes = BYTES_SH(static_cast<cmsUInt32Number>(sample_bytes));
  switch (samples) {
    case PixelSamples::rgb:
      return bytes | COLORSPACE_SH(PT_RGB) | CHANNELS_SH(3) | EXTRA_SH(1);
    case PixelSamples::grey:
      return bytes | COLORSPACE_SH(PT_GRAY) | CHANNELS_SH(1) | EXTRA_SH(3);
    case PixelSamples::inks:
      return bytes | COLORSPACE_SH(PT_CMYK) | CHANNELS_SH(4) | FLAVOR_SH(1);
  }
  return 0;
}

// ITU-R BT.709-6, table 1: white, red, green, blue.
constexpr std::array<double, 8> srgb_primaries{0.3127, 0.3290, 0.64, 0.33, 0.30, 0.60, 0.15, 0.06};
constexpr double gamma_tolerance = 0.05;  // PNG_GAMMA_THRESHOLD of libpng

Curve curve_of(const std::optional<double>& gamma) {
  if (gamma && std::abs(*gamma * 2.2 - 1) > gamma_tolerance) return Curve(cmsBuildGamma(nullptr, 1 / *gamma));
  // IEC 61966-2-1, as Little CMS takes it: exponent, a, b, c, d.
  constexpr std::array<double, 5> srgb{2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
  return Curve(cmsBuildParametricToneCurve(nullptr, 4, srgb.data()));
}

Profile profile_of(const PngColours& colours, PixelSamples samples) {
  const Curve curve = curve_of(colours.gamma);
  if (curve == nullptr) return nullptr;
  const std::array<double, 8> xy = colours.primaries.value_or(srgb_primaries);
  const cmsCIExyY white{xy[0], xy[1], 1};
  if (samples == PixelSamples::grey) return Profile(cmsCreateGrayProfile(&white, curve.get()));
  const cmsCIExyYTRIPLE primaries{{xy[2], xy[3], 1}, {xy[4], xy[5], 1}, {xy[6], xy[7], 1}};
  const std::array<cmsToneCurve*, 3> curves{curve.get(), curve.get(), curve.get()};
  return Profile(cmsCreateRGBProfile(&white, &primaries, curves.data()));
}

}  // namespace

std::optional<PixelSamples> samples_of_profile(std::span<const std::uint8_t> profile) {
  const Profile opened = open_profile(profile);
  return opened == nullptr ? std::nullopt : samples_of(opened.get());
}

void ToSrgb::Free::operator()(void* transform) const { cmsDeleteTransform(transform); }

std::optional<ToSrgb> ToSrgb::make(std::span<const std::uint8_t> profile, PixelSamples samples,
                                   int sample_bytes) {
  const Profile opened = open_profile(profile);
  if (opened == nullptr || samples_of(opened.get()) != samples) return std::nullopt;
  return from_profile(opened.get(), samples, sample_bytes);
}

std::optional<ToSrgb> ToSrgb::make(const PngColours& colours, PixelSamples samples, int sample_bytes) {
  const Profile profile = profile_of(colours, samples);
  if (profile == nullptr) return std::nullopt;
  return from_profile(profile.get(), samples, sample_bytes);
}

std::optional<ToSrgb> ToSrgb::from_profile(void* profile, PixelSamples samples, int sample_bytes) {
  const Profile srgb(cmsCreate_sRGBProfile());
  if (srgb == nullptr) return std::nullopt;
  // Of these, Little CMS would make tables that are too coarse for the dark end of a linear scale.
  const bool exact = samples == PixelSamples::grey || sample_bytes > 1;
  Transform transform(cmsCreateTransform(
      profile, format_of(samples, sample_bytes), srgb.get(), TYPE_RGBA_8, INTENT_RELATIVE_COLORIMETRIC,
      cmsFLAGS_BLACKPOINTCOMPENSATION | (exact ? cmsFLAGS_NOOPTIMIZE : 0U)));
  if (transform == nullptr) return std::nullopt;
  ToSrgb conversion(std::move(transform), sample_bytes);
  if (!conversion.changes_anything(samples)) return std::nullopt;
  return conversion;
}

bool ToSrgb::changes_anything(PixelSamples samples) const {
  if (samples == PixelSamples::inks) return true;
  constexpr int step = 15;
  for (int red = 0; red < 256; red += step)
    for (int green = 0; green < 256; green += step)
      for (int blue = 0; blue < 256; blue += step) {
        const bool grey = samples == PixelSamples::grey;
        const std::array<int, 3> before{red, grey ? red : green, grey ? red : blue};
        std::array<std::uint16_t, 4> words{};
        std::array<std::uint8_t, 4> pixel{};
        for (std::size_t i = 0; i < 3; ++i) {
          words[i] = static_cast<std::uint16_t>(before[i] * 257);
          pixel[i] = static_cast<std::uint8_t>(before[i]);
        }
        if (sample_bytes_ == 2)
          convert(words.data(), pixel.data(), 1);
        else
          convert(pixel.data(), pixel.data(), 1);
        for (std::size_t i = 0; i < 3; ++i)
          if (std::abs(pixel[i] - before[i]) > 1) return true;
      }
  return false;
}

void ToSrgb::convert(const void* from, std::uint8_t* rgba, int count) const {
  cmsDoTransform(transform_.get(), from, rgba, static_cast<cmsUInt32Number>(count));
}

}  // namespace reelwright::media
