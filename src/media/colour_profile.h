// SPDX-License-Identifier: GPL-3.0-or-later
// From the colours that a picture file says its numbers mean, by an ICC profile or by a PNG's gamma and
// primaries, to sRGB, by Little CMS. Reads no file. Internal to media/.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

namespace reelwright::media {

inline constexpr std::size_t colour_profile_bytes_max = 8U << 20;  ///< those of printers have 2 or 3 MB

/// What the four samples of a pixel are: red, green, blue and another; a grey and three others; or cyan,
/// magenta, yellow and black with 0 for all of the ink.
enum class PixelSamples : std::uint8_t { rgb, grey, inks };

/// What such a profile is for. Nothing when it is damaged, too large or for something else.
[[nodiscard]] std::optional<PixelSamples> samples_of_profile(std::span<const std::uint8_t> profile);

/// What a PNG says without a profile (PNG specification, 11.3.2): the exponent of its numbers, as 0.45455,
/// and x and y of white, red, green and blue.
struct PngColours {
  std::optional<double> gamma;
  std::optional<std::array<double, 8>> primaries;
};

/// Relative colorimetric, black becoming black. One thread.
class ToSrgb {
 public:
  /// For samples of 1 byte or (not inks) 2. Nothing when the profile is damaged, too large or not for such
  /// samples, and when sRGB is what the numbers are already, but for 1 in 255.
  [[nodiscard]] static std::optional<ToSrgb> make(std::span<const std::uint8_t> profile, PixelSamples samples,
                                                  int sample_bytes);
  /// A gamma as near to 1/2.2 as libpng tolerates stands for sRGB's curve.
  [[nodiscard]] static std::optional<ToSrgb> make(const PngColours& colours, PixelSamples samples,
                                                  int sample_bytes);

  [[nodiscard]] int sample_bytes() const { return sample_bytes_; }
  /// `count` pixels of four samples to RGBA whose alpha is left as it was. In place only from bytes.
  void convert(const void* from, std::uint8_t* rgba, int count) const;

 private:
  struct Free {
    void operator()(void* transform) const;
  };
  using Transform = std::unique_ptr<void, Free>;
  ToSrgb(Transform transform, int sample_bytes)
      : transform_(std::move(transform)), sample_bytes_(sample_bytes) {}
  static std::optional<ToSrgb> from_profile(void* profile, PixelSamples samples, int sample_bytes);
  [[nodiscard]] bool changes_anything(PixelSamples samples) const;

  Transform transform_;
  int sample_bytes_;
};

}  // namespace reelwright::media
