// SPDX-License-Identifier: GPL-3.0-or-later
// The video encoders that Reelwright knows how to set up, by their names in presets, settings and FFmpeg.
// Whether one is there and works is found out elsewhere, by encoding with it.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace reelwright {

/// On the processor: named by presets. The same frames give the same bytes on every machine.
struct SoftwareEncoder {
  std::string_view name;   ///< FFmpeg's
  std::string_view title;  ///< what it makes, for people
  double crf_max = 51;     ///< the coarsest quality; 0 would be lossless, which few players show
};
inline constexpr std::array<SoftwareEncoder, 4> software_encoders = {{{"libx264", "H.264", 51},
                                                                      {"libx265", "H.265 (HEVC)", 51},
                                                                      {"libsvtav1", "AV1", 63},
                                                                      {"libvpx-vp9", "VP9", 63}}};

/// Null when it is not one of them.
[[nodiscard]] constexpr const SoftwareEncoder* find_software_encoder(std::string_view name) {
  const auto* const found = std::ranges::find(software_encoders, name, &SoftwareEncoder::name);
  return found == software_encoders.end() ? nullptr : found;
}

}  // namespace reelwright
