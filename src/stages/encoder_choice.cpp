// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/encoder_choice.h"

#include <fmt/format.h>

#include <algorithm>

namespace reelwright::stages {

void EncoderChoice::ask_for(std::string_view setting) {
  const std::scoped_lock lock(mutex_);
  asked_ = setting;
}

void EncoderChoice::note_failure(std::string_view encoder) {
  const std::scoped_lock lock(mutex_);
  tried_.insert_or_assign(std::string(encoder), false);
}

bool EncoderChoice::works(std::string_view encoder, const std::stop_token& stop) {
  if (const auto known = tried_.find(encoder); known != tried_.end()) return known->second;
  const bool works = trial_(encoder, stop);
  // A trial that was stopped has found out nothing.
  if (works || !stop.stop_requested()) tried_.emplace(encoder, works);
  return works;
}

EncoderChoice::Chosen EncoderChoice::choose(const EncodeSettings& settings, const std::stop_token& stop) {
  const std::scoped_lock lock(mutex_);
  Chosen chosen{.settings = settings, .warning = {}};
  if (settings.encoder != processor_encoder || asked_ == processor_encoder) return chosen;
  for (const HardwareEncoder& encoder : hardware_encoders) {
    if (asked_ != automatic_encoder && asked_ != encoder.setting) continue;
    if (works(encoder.name, stop)) {
      chosen.settings.encoder = encoder.name;
      return chosen;
    }
    if (asked_ == encoder.setting)
      chosen.warning = fmt::format("The encoder {} does not work here, so the processor encodes this video.",
                                   encoder.title);
  }
  return chosen;
}

std::vector<HardwareEncoder> EncoderChoice::working(const std::stop_token& stop) {
  const std::scoped_lock lock(mutex_);
  std::vector<HardwareEncoder> found;
  for (const HardwareEncoder& encoder : hardware_encoders)
    if (!stop.stop_requested() && works(encoder.name, stop)) found.push_back(encoder);
  return found;
}

EncodeSettings on_the_processor(EncodeSettings settings) {
  if (find_hardware_encoder(settings.encoder) != nullptr) settings.encoder = processor_encoder;
  return settings;
}

bool is_encoder_failure(const Error& error) {
  return error.code == "encode.unavailable" || error.code == "encode.failed" ||
         error.code == "mux.segment_mismatch";
}

}  // namespace reelwright::stages
