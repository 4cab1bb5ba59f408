// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/render/hardware_sessions.h"

#include "model/encoder_names.h"

namespace reelwright::stages {

HardwareSessions::Session::~Session() {
  if (all_ == nullptr) return;
  const std::scoped_lock lock(all_->mutex_);
  ++all_->free_;
  all_->changed_.notify_one();
}

Result<std::optional<HardwareSessions::Session>> HardwareSessions::take(std::string_view encoder,
                                                                        const std::stop_token& stop) {
  if (find_hardware_encoder(encoder) == nullptr) return std::nullopt;
  std::unique_lock lock(mutex_);
  if (!changed_.wait(lock, stop, [this] { return free_ > 0; })) return canceled();
  --free_;
  return Session(*this);
}

}  // namespace reelwright::stages
