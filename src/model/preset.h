// SPDX-License-Identifier: GPL-3.0-or-later
// What a video is made for, as data: its encoder with quality and speed, its sound, perhaps its shape.
// Presets are files in assets/presets; the frame size follows from shape and quality as in any brief.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "model/brief.h"
#include "model/timeline.h"

namespace reelwright {

struct Preset {
  std::string name;   ///< as in Brief::preset and the file's name
  std::string title;  ///< for people
  std::string description;
  int order = 0;                        ///< among the others where they are listed, small first
  Quality quality = Quality::standard;  ///< frame size, and which videos its times are compared with
  std::optional<Aspect> aspect;         ///< unset: any
  std::string encoder;                  ///< one of software_encoders
  std::string speed;                    ///< the encoder's own name or number for how hard it tries
  double crf = 0;                       ///< the encoder's constant quality; smaller is better
  double keyframe_s = 2;                ///< at most so far apart
  std::int64_t audio_bit_rate = 192'000;
  friend bool operator==(const Preset&, const Preset&) = default;
};

/// Error: preset.damaged, naming the field and what it must be. Fields that are not known are refused.
[[nodiscard]] Result<Preset> preset_from_json(std::string_view json);

[[nodiscard]] EncodeSettings encode_settings(const Preset& preset, int frames_per_second);

/// The name of the brief's preset; without one, of the preset that is called as its quality.
[[nodiscard]] std::string_view preset_name(const Brief& brief);
/// The brief as the preset has it: with its name, its quality and, where it has one, its shape.
void apply_preset(const Preset& preset, Brief& brief);

}  // namespace reelwright
