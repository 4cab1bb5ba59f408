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
  known_.insert_or_assign(std::string(encoder), false);
}

bool EncoderChoice::works(std::string_view encoder, const std::stop_token& stop) {
  {
    std::unique_lock lock(mutex_);
    const auto known = [&] { return known_.contains(encoder); };
    if (!changed_.wait(lock, stop, [&] { return known() || !trying_.contains(encoder); })) return false;
    if (known()) return known_.find(encoder)->second;
    trying_.emplace(encoder);
  }
  // Not under the lock: the window asks for encoders meanwhile.
  const bool works = trial_(encoder, stop);
  const std::scoped_lock lock(mutex_);
  trying_.erase(trying_.find(encoder));
  changed_.notify_all();
  // A trial that was stopped has found out nothing.
  if (!works && stop.stop_requested()) return false;
  return known_.emplace(encoder, works).first->second;
}

EncoderChoice::Chosen EncoderChoice::choose(const EncodeSettings& settings, const std::stop_token& stop) {
  const std::string asked = [&] {
    const std::scoped_lock lock(mutex_);
    return asked_;
  }();
  Chosen chosen{.settings = settings, .warning = {}};
  if (settings.encoder != processor_encoder || asked == processor_encoder) return chosen;
  for (const HardwareEncoder& encoder : hardware_encoders) {
    if (asked != automatic_encoder && asked != encoder.setting) continue;
    if (works(encoder.name, stop)) {
      chosen.settings.encoder = encoder.name;
      return chosen;
    }
    if (asked == encoder.setting)
      chosen.warning = fmt::format("The encoder {} does not work here, so the processor encodes this video.",
                                   encoder.title);
  }
  return chosen;
}

std::vector<HardwareEncoder> EncoderChoice::working(const std::stop_token& stop) {
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
