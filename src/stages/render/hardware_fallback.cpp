// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/render/hardware_fallback.h"

#include <fmt/format.h>

#include "base/file.h"
#include "stages/render/segment_render.h"

namespace reelwright::stages {

Result<bool> HardwareFallback::turn(const JobContext& job, const EncodeSettings& used, const Error& error) {
  const HardwareEncoder* const hardware = find_hardware_encoder(used.encoder);
  if (hardware == nullptr) return false;
  const std::scoped_lock lock(turning_);
  Timeline timeline = TRY(load_timeline(job.paths.timeline_json()));
  if (find_hardware_encoder(timeline.encode.encoder) == nullptr) return true;
  if (encoders_ != nullptr) encoders_->note_failure(used.encoder);
  const std::string warning =
      fmt::format("The encoder {} failed, so the processor encodes this video.", hardware->title);
  TRY(save_file(job.paths.encoder_failed(), fmt::format("{}\n{}\n", warning, error.message)));
  timeline.encode = on_the_processor(timeline.encode);
  TRY(save_file(job.paths.timeline_json(), to_json(timeline)));
  job.report.warn(warning);
  job.report.log(LogLevel::info, error.message);
  return true;
}

}  // namespace reelwright::stages
