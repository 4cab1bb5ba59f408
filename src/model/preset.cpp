// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/preset.h"

#include <algorithm>
#include <cmath>

namespace reelwright {

EncodeSettings encode_settings(const Preset& preset, int frames_per_second) {
  return {
      .encoder = preset.encoder,
      .preset = preset.speed,
      .crf = preset.crf,
      .keyframe_frames_max = std::max<std::int64_t>(std::llround(preset.keyframe_s * frames_per_second), 1),
      .audio_bit_rate = preset.audio_bit_rate};
}

std::string_view preset_name(const Brief& brief) {
  return brief.preset.empty() ? name_of(brief.quality) : std::string_view(brief.preset);
}

void apply_preset(const Preset& preset, Brief& brief) {
  brief.preset = preset.name;
  brief.quality = preset.quality;
  if (preset.aspect) brief.aspect = *preset.aspect;
}

}  // namespace reelwright
