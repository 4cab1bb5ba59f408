// SPDX-License-Identifier: GPL-3.0-or-later
// The video encoders that Reelwright knows how to set up, by their names in presets, settings and FFmpeg.
// Whether one is there and works is found out elsewhere, by encoding with it.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace reelwright {

/// On the processor: named by presets. The same frames give the same bytes on every machine
/// with the same kind of processor.
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

/// On a graphics card, for presets that ask for H.264. They are there or not, and what they give depends on
/// the card and its driver.
struct HardwareEncoder {
  std::string_view name;     ///< FFmpeg's
  std::string_view setting;  ///< in Settings::encoder
  std::string_view title;
};
inline constexpr std::array<HardwareEncoder, 4> hardware_encoders = {
    {{"h264_nvenc", "nvenc", "NVIDIA (NVENC)"},
     {"h264_qsv", "qsv", "Intel (Quick Sync)"},
     {"h264_vaapi", "vaapi", "VA-API"},
     {"h264_amf", "amf", "AMD (AMF)"}}};

/// Null when it is not one of them.
[[nodiscard]] constexpr const HardwareEncoder* find_hardware_encoder(std::string_view name) {
  const auto* const found = std::ranges::find(hardware_encoders, name, &HardwareEncoder::name);
  return found == hardware_encoders.end() ? nullptr : found;
}

/// What Settings::encoder may be besides the hardware encoders' settings.
inline constexpr std::string_view processor_encoder = "libx264";
inline constexpr std::string_view automatic_encoder = "auto";

[[nodiscard]] constexpr bool is_encoder_setting(std::string_view text) {
  return text == processor_encoder || text == automatic_encoder ||
         std::ranges::find(hardware_encoders, text, &HardwareEncoder::setting) != hardware_encoders.end();
}

/// For people.
[[nodiscard]] constexpr std::string_view title_of_encoder_setting(std::string_view setting) {
  if (setting == processor_encoder) return "Processor";
  if (setting == automatic_encoder) return "Automatic";
  const auto* const found = std::ranges::find(hardware_encoders, setting, &HardwareEncoder::setting);
  return found == hardware_encoders.end() ? setting : found->title;
}

}  // namespace reelwright
