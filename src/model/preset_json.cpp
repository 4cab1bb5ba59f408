// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "model/encoder_names.h"
#include "model/json_reader.h"
#include "model/preset.h"

namespace reelwright {
namespace {

using json::Need;
using json::Object;

constexpr int order_max = 1000;
constexpr double keyframe_s_min = 0.1;
constexpr double keyframe_s_max = 10;
constexpr std::int64_t audio_bit_rate_min = 32'000;
constexpr std::int64_t audio_bit_rate_max = 512'000;

/// What FFmpeg takes; an unknown speed would fail only when the render begins.
bool is_speed(std::string_view encoder, std::string_view speed) {
  constexpr std::array<std::string_view, 9> x26x = {"ultrafast", "superfast", "veryfast", "faster",  "fast",
                                                    "medium",    "slow",      "slower",   "veryslow"};
  if (encoder == "libx264" || encoder == "libx265") return std::ranges::find(x26x, speed) != x26x.end();
  int number = 0;
  for (const char digit : speed) {
    if (digit < '0' || digit > '9') return false;
    number = 10 * number + (digit - '0');
    if (number > 99) return false;
  }
  return !speed.empty() && number <= (encoder == "libsvtav1" ? 13 : 8);
}

void read(const Object& root, json::Reading& reading, Preset& preset) {
  root.only("preset.damaged", {"name", "title", "description", "order", "quality", "aspect", "encoder",
                               "speed", "crf", "keyframe_s", "audio_bit_rate"});
  root.text("name", preset.name);
  if (!json::is_plain_name(preset.name)) root.fail("name", "must be letters, digits and hyphens");
  root.text("title", preset.title);
  root.text("description", preset.description);
  root.integer("order", preset.order, 0, order_max);
  root.choice("quality", preset.quality, parse_quality);
  if (root.has("aspect")) root.choice("aspect", preset.aspect.emplace(), parse_aspect);
  root.text("encoder", preset.encoder);
  if (!reading.ok()) return;
  const SoftwareEncoder* const encoder = find_software_encoder(preset.encoder);
  if (encoder == nullptr) {
    std::string names;
    for (const SoftwareEncoder& known : software_encoders)
      names += fmt::format("{}{}", names.empty() ? "" : ", ", known.name);
    return root.fail("encoder", fmt::format("must be one of {}", names));
  }
  root.text("speed", preset.speed);
  if (reading.ok() && !is_speed(preset.encoder, preset.speed))
    root.fail("speed", fmt::format("is not one that {} has", preset.encoder));
  root.number("crf", preset.crf, 1, encoder->crf_max);
  root.number("keyframe_s", preset.keyframe_s, keyframe_s_min, keyframe_s_max);
  root.integer("audio_bit_rate", preset.audio_bit_rate, audio_bit_rate_min, audio_bit_rate_max);
}

}  // namespace

Result<Preset> preset_from_json(std::string_view text) {
  const json::Subject subject{.name = "The preset",
                              .code = "preset.damaged",
                              .newer_code = "",
                              .hint = "Correct that field, or restore the file from the original."};
  Preset preset;
  TRY(json::read_document(text, subject,
                          [&](const Object& root, json::Reading& reading) { read(root, reading, preset); }));
  return preset;
}

}  // namespace reelwright
